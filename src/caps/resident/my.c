/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/my.h"
#include "resident.sql.h"
#include "base/check.h"
#include "caps/delivery/delivery.h"
#include <string.h>

/* A household's own offers, orders and needs. */

const char *const my_stage_words[] = { "taken", "packing", "on_way", "downstairs", "done", "over", NULL };
const char *const my_said_words[] = { "nothing", "received", "not_received", "wrong", NULL };
enum { MY_CARES_MAX = 50 };

/* --- Offers ------------------------------------------------------------------- */

/* The first refusal that concerns the whole order, whatever is chosen; how it is paid is chosen later. */
static const struct order_verdict *whole_refusal(const struct order_checked *checked)
{
	for (size_t i = 0; i < checked->n_verdicts; i++) {
		const struct order_verdict *v = &checked->verdicts[i];
		bool of_paying = v->kind == VERDICT_PAY || v->kind == VERDICT_WORKER;

		if (v->refuses && !v->line_no && !(of_paying && checked->pays))
			return v;
	}
	return NULL;
}

/* One unit of the first line that has any: what holds for it as a whole holds for whatever is chosen. */
static enum err judge(struct ctx *cx, const struct household *home, struct my_offer *one)
{
	struct order_want want = { .qty = 1 };
	struct order_checked checked;
	const struct order_verdict *no;

	for (size_t i = 0; i < one->offer.n_lines && !want.line_no; i++)
		if (one->offer.lines[i].left > 0)
			want.line_no = one->offer.lines[i].line_no;
	if (!want.line_no) {
		one->why_zh = "都订完了";
		one->why_en = "Everything has been ordered";
		return ERR_OK;
	}
	TRY(order_check(cx, &(struct order_draft){ .household_id = home->household_id, .offer_id = one->offer.offer_id, .wants = &want,
		.n_wants = 1, .pay = ORDER_PREPAID, .channel = ORDER_BY_PAGE, .unpaid = true, .by_household = true }, &checked));
	no = whole_refusal(&checked);
	one->may = !no;
	one->pays = checked.pays;
	one->next_ms = no ? 0 : checked.next_ms;
	for (size_t i = 0; i < checked.n_verdicts; i++) {
		if (checked.verdicts[i].refuses && checked.verdicts[i].until_ms > one->next_ms)
			one->next_ms = checked.verdicts[i].until_ms;
		if (checked.verdicts[i].other_doc_id)
			one->orders_id = checked.verdicts[i].other_doc_id;
	}
	one->deliver_by_ms = checked.deliver_by_ms;
	one->why_zh = no ? no->zh : "";
	one->why_en = no ? no->en : "";
	one->rule = no && no->rule ? no->rule : "";
	return ERR_OK;
}

enum err my_offers(struct ctx *cx, struct my_offer **ret, size_t *ret_n)
{
	struct household home;
	struct offer *open;
	struct my_offer *out;
	size_t n;

	TRY(resident_home(cx, &home));
	TRY(offers_for(cx, home.path, &open, &n));
	if (n > MY_OFFERS_MAX)
		n = MY_OFFERS_MAX;
	out = arena_array(&cx->mem, struct my_offer, n + 1);
	for (size_t i = 0; i < n; i++) {
		out[i].why_zh = out[i].why_en = out[i].rule = "";
		TRY(offer_get(cx, open[i].offer_id, &out[i].offer));
		TRY(judge(cx, &home, &out[i]));
	}
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

/* --- Orders ------------------------------------------------------------------- */

static enum err no_such_order(struct ctx *cx)
{
	return fail(cx, ERR_NOT_FOUND, "doc_id", "您家没有这张订单", "your household has no such order");
}

/* One's own, or none at all: whose it is stays unsaid. */
static enum err own_order(struct ctx *cx, int64_t doc_id, struct household *ret_home, struct order_view *ret)
{
	struct household whose;
	enum err e;

	TRY(resident_home(cx, ret_home));
	e = order_get(cx, doc_id, ret);
	if (e == ERR_NOT_FOUND)
		return no_such_order(cx);
	TRY(e);
	TRY(household_now(cx, ret->household_id, &whose));         /* what was ordered before two turned out to be one */
	return whose.household_id == ret_home->household_id ? ERR_OK : no_such_order(cx);
}

static bool state_is(const struct order_view *o, const char *word) { return strcmp(o->doc.state, word) == 0; }

/* How far hands have passed it on: loaded is on its way, at the station or with the building leader is downstairs. */
static enum err way_of(struct ctx *cx, int64_t doc_id, int64_t *ret)
{
	struct chain_link *links;
	size_t n;

	TRY(delivery_chain(cx, doc_id, &links, &n));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(links[i].what, "depart") == 0)
			*ret = MY_ON_WAY;
		if (strcmp(links[i].what, "hand_over") == 0 || strcmp(links[i].what, "pass") == 0)
			*ret = MY_DOWNSTAIRS;
	}
	return ERR_OK;
}

static enum err stage_of(struct ctx *cx, const struct order_view *o, const struct offer *offer, int64_t *ret)
{
	*ret = state_is(o, "void") ? MY_OVER : state_is(o, "done") || state_is(o, "owing") ? MY_DONE : offer->stage == OFFER_OPEN ? MY_TAKEN : MY_PACKING;
	return *ret == MY_PACKING ? way_of(cx, o->doc.doc_id, ret) : ERR_OK;
}

static enum err said_of(struct ctx *cx, int64_t doc_id, struct my_order *one)
{
	struct resident_said_of_row row;
	enum err e = resident_said_of(cx, (struct resident_said_of_in){ .district_id = cx->district_id, .doc_id = doc_id }, &row);

	one->said_note = "";
	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	one->said = row.said;
	one->said_ms = row.said_ms;
	one->said_note = row.note;
	return ERR_OK;
}

static enum err fill_order(struct ctx *cx, struct my_order *one)
{
	const struct order_view *o = &one->order;

	TRY(offer_get(cx, o->offer_id, &one->offer));
	TRY(stage_of(cx, o, &one->offer, &one->stage));
	one->may_change = (state_is(o, "placed") || state_is(o, "paid")) && one->offer.stage == OFFER_OPEN && cx->now_ms < one->offer.cut_off_ms;
	return said_of(cx, o->doc.doc_id, one);
}

enum err my_order(struct ctx *cx, int64_t doc_id, struct my_order *ret)
{
	struct household home;

	*ret = (struct my_order){ 0 };
	TRY(own_order(cx, doc_id, &home, &ret->order));
	return fill_order(cx, ret);
}

enum err my_orders(struct ctx *cx, struct my_order **ret, size_t *ret_n)
{
	struct household home;
	struct resident_orders_of_row *rows;
	struct my_order *out;
	size_t n;

	TRY(resident_home(cx, &home));
	TRY(resident_orders_of(cx, (struct resident_orders_of_in){ .district_id = cx->district_id, .household_id = home.household_id,
		.limit = MY_ORDERS_MAX }, &rows, &n, MY_ORDERS_MAX));
	out = arena_array(&cx->mem, struct my_order, n + 1);
	for (size_t i = 0; i < n; i++) {
		TRY(order_get(cx, rows[i].doc_id, &out[i].order));
		TRY(fill_order(cx, &out[i]));
	}
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static struct order_draft own_draft(const struct household *home, const struct order_draft *draft)
{
	struct order_draft own = *draft;

	own.household_id = home->household_id;
	own.channel = ORDER_BY_PAGE;
	own.by_household = true;
	own.unpaid = own.pay == ORDER_PREPAID;
	own.worker_id = 0;
	return own;
}

enum err my_order_check(struct ctx *cx, const struct order_draft *draft, struct order_checked *ret)
{
	struct household home;
	struct order_draft own;

	TRY(resident_home(cx, &home));
	own = own_draft(&home, draft);
	return order_check(cx, &own, ret);
}

enum err my_order_place(struct ctx *cx, const struct order_draft *draft, struct order_placed *ret)
{
	struct household home;
	struct order_draft own;

	TRY(resident_home(cx, &home));
	own = own_draft(&home, draft);
	return order_place(cx, &own, ret);
}

enum err my_order_change(struct ctx *cx, int64_t doc_id, int64_t version, const struct order_draft *draft, struct order_placed *ret)
{
	struct household home;
	struct order_view old;
	struct order_draft own;

	TRY(own_order(cx, doc_id, &home, &old));
	own = own_draft(&home, draft);
	return order_change(cx, doc_id, version, &own, ret);
}

enum err my_order_cancel(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret)
{
	struct household home;
	struct order_view old;

	TRY(own_order(cx, doc_id, &home, &old));
	return order_cancel(cx, doc_id, version, true, note && *note ? note : "住户自己取消", ret);
}

enum err my_order_say(struct ctx *cx, int64_t doc_id, enum my_said said, const char *note)
{
	struct household home;
	struct order_view order;

	TRY(own_order(cx, doc_id, &home, &order));
	TRY(check_range(cx, "said", said, MY_RECEIVED, MY_WRONG));
	TRY(check_line(cx, "note", note ? note : "", 0, MY_NOTE_MAX));
	if (state_is(&order, "void"))
		return fail(cx, ERR_BAD_STATE, NULL, "这张订单已取消，不用再说收没收到", "this order was cancelled; there is nothing to receive");
	TRY(resident_said_put(cx, (struct resident_said_put_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.household_id = home.household_id, .said = said, .note = note ? note : "", .said_ms = cx->now_ms,
		.account_id = cx->actor->account_id }));
	TRY(order_set_trouble(cx, doc_id, TROUBLE_SHORT, said == MY_NOT_RECEIVED));
	return order_set_trouble(cx, doc_id, TROUBLE_WRONG, said == MY_WRONG);
}

/* --- Needs -------------------------------------------------------- */

enum err my_need_raise(struct ctx *cx, const struct care_facts *in, int64_t *ret_care_id)
{
	struct care_facts own = *in;
	struct household home;

	TRY(resident_home(cx, &home));
	own.household_id = home.household_id;
	own.place_id = 0;
	own.channel = ORDER_BY_PAGE;
	own.by_household = true;
	return care_raise(cx, &own, ret_care_id);
}

enum err my_needs(struct ctx *cx, struct care_item **ret, size_t *ret_n)
{
	struct household home;

	TRY(resident_home(cx, &home));
	return care_of_household(cx, home.household_id, MY_CARES_MAX, ret, ret_n);
}
