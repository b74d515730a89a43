/* SPDX-License-Identifier: Apache-2.0 */
/* What is done with an offer once it is a draft, and the rules of its table of steps. */
#include "caps/catalog/catalog.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/plan/plan_active.h"
#include "offer.sql.h"
#include <string.h>

enum err offer_publish(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret)
{
	struct doc_part *parts;
	struct offer o;

	TRY(offer_see(cx, offer_id, &o));
	parts = arena_array(&cx->mem, struct doc_part, o.n_lines + 1);
	for (size_t i = 0; i < o.n_lines; i++)
		parts[i] = (struct doc_part){ .line_no = o.lines[i].line_no, .qty = o.lines[i].on_sale };
	return document_advance(cx, &(struct doc_move){ .doc_id = offer_id, .verb = "publish", .version = version, .parts = parts, .n_parts = o.n_lines }, ret);
}

static enum err plain_step(struct ctx *cx, int64_t offer_id, int64_t version, const char *verb, struct doc_moved *ret)
{
	struct offer o;

	TRY(offer_see(cx, offer_id, &o));
	return document_advance(cx, &(struct doc_move){ .doc_id = offer_id, .verb = verb, .version = version }, ret);
}

enum err offer_shut(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret)
{
	return plain_step(cx, offer_id, version, "shut", ret);
}

enum err offer_withdraw(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret)
{
	return plain_step(cx, offer_id, version, "withdraw", ret);
}

/* Places nobody took go back first, else they would be left over when it ends. */
enum err offer_close(struct ctx *cx, int64_t offer_id, int64_t version, struct doc_moved *ret)
{
	struct doc_part *parts;
	struct offer o;
	size_t n = 0;

	TRY(offer_see(cx, offer_id, &o));
	parts = arena_array(&cx->mem, struct doc_part, o.n_lines + 1);
	for (size_t i = 0; i < o.n_lines; i++)
		if (o.lines[i].left)
			parts[n++] = (struct doc_part){ .line_no = o.lines[i].line_no, .qty = o.lines[i].left };
	if (n && o.stage == OFFER_SHUT) {
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = offer_id, .verb = "release", .version = version, .parts = parts, .n_parts = n }, ret));
		version = ret->version;
	}
	return document_advance(cx, &(struct doc_move){ .doc_id = offer_id, .verb = "close", .version = version }, ret);
}

enum err offer_set_places(struct ctx *cx, int64_t offer_id, int64_t version, int64_t line_no, int64_t on_sale, struct doc_moved *ret)
{
	struct doc_part part = { .line_no = line_no };
	struct offer o;

	TRY(offer_see(cx, offer_id, &o));
	TRY(check_range(cx, "on_sale", on_sale, 0, OFFER_QTY_MAX));
	if (line_no < 1 || line_no > (int64_t)o.n_lines)
		return fail(cx, ERR_BAD_INPUT, "line_no", "团购没有第 %lld 行，共 %zu 行", "the offer has no line %lld, only %zu", (long long)line_no, o.n_lines);
	const struct offer_line *l = &o.lines[line_no - 1];
	const int64_t taken = l->on_sale - l->left;

	if (o.stage == OFFER_OPEN && on_sale < taken)
		return fail(cx, ERR_SHORT_STOCK, "on_sale", "“%s”已订出 %lld，不能减到 %lld；最少 %lld", "%2$lld of \"%1$s\" are ordered, so it cannot go down to %3$lld; %4$lld at least",
			    l->zh, (long long)taken, (long long)on_sale, (long long)taken);
	if (on_sale == l->on_sale)
		return fail(cx, ERR_BAD_INPUT, "on_sale", "“%s”现在就是 %lld，没有变化", "\"%s\" is at %lld already", l->zh, (long long)on_sale);
	part.qty = on_sale > l->on_sale ? on_sale - l->on_sale : l->on_sale - on_sale;
	return document_advance(cx, &(struct doc_move){ .doc_id = offer_id, .verb = on_sale > l->on_sale ? "add" : "take_off", .version = version,
		.parts = &part, .n_parts = 1 }, ret);
}

enum err offer_copy(struct ctx *cx, int64_t offer_id, int64_t *ret_offer_id, const char **ret_left_out)
{
	struct offer_want *wants;
	struct price price;
	struct offer o;
	int64_t by;

	TRY(offer_see(cx, offer_id, &o));
	wants = arena_array(&cx->mem, struct offer_want, o.n_lines + 1);
	by = DAY_MS;
	while (o.cut_off_ms + by <= cx->now_ms)
		by += DAY_MS;
	struct offer_draft d = { .shop_id = o.shop_id, .area_id = o.area_id, .opens_ms = o.opens_ms + by < cx->now_ms ? cx->now_ms : o.opens_ms + by,
		.cut_off_ms = o.cut_off_ms + by, .deliver_from_ms = o.deliver_from_ms + by, .deliver_until_ms = o.deliver_until_ms + by, .pay = o.pay,
		.name = o.name, .remark = o.remark, .wants = wants, .copied_from = offer_id };

	*ret_left_out = "";
	for (size_t i = 0; i < o.n_lines; i++) {
		const struct offer_line *l = &o.lines[i];
		enum err e = price_now(cx, o.shop_id, l->item_id, &price);

		if (e != ERR_OK && e != ERR_NOT_FOUND)
			return e;
		if (e == ERR_NOT_FOUND) {
			cx->fault = (struct fault){ 0 };
			*ret_left_out = arena_print(&cx->mem, "%s%s%s", *ret_left_out, (*ret_left_out)[0] ? "、" : "", l->zh);
		} else {
			wants[d.n_wants++] = (struct offer_want){ l->item_id, l->on_sale ? l->on_sale : 1, l->per_household };
		}
	}
	return offer_open(cx, &d, ret_offer_id);
}

/* The offer's own fields as they are signed; free text by its hash. */
enum err offer_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct offer_lines_row *rows;
	struct offer_parts_row *parts;
	struct offer_head_row h;
	struct hash hash;
	const char *text;
	char hex[65];
	size_t n;

	TRY(offer_head(cx, (struct offer_head_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &h));
	text = arena_print(&cx->mem, "%s\n%s", h.name, h.remark);
	hash = sha256(text, strlen(text));
	buf_print(bytes, "%lld %lld %lld %lld %lld %lld %lld %s", (long long)h.shop_id, (long long)h.area_id, (long long)h.opens_ms,
		  (long long)h.cut_off_ms, (long long)h.deliver_from_ms, (long long)h.deliver_until_ms, (long long)h.pay, hash_write(&hash, hex));
	TRY(offer_lines(cx, (struct offer_lines_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id, .limit = OFFER_LINES_MAX }, &rows, &n,
			OFFER_LINES_MAX));
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, " %lld %lld %lld", (long long)rows[i].places, (long long)rows[i].per_household, (long long)rows[i].shop_price_fen);
	TRY(offer_parts(cx, (struct offer_parts_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.limit = OFFER_LINES_MAX * PACKAGE_PARTS_MAX }, &parts, &n, OFFER_LINES_MAX * PACKAGE_PARTS_MAX));
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, " %lld/%lld/%lld", (long long)parts[i].line_no, (long long)parts[i].item_id, (long long)parts[i].qty);
	return ERR_OK;
}

enum err offer_after(struct ctx *cx, const struct doc_work *w)
{
	int64_t stage = 0;

	while (offer_stage_words[stage] && !text_equal(offer_stage_words[stage], w->to_state))
		stage++;
	return offer_set_stage(cx, (struct offer_set_stage_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id, .stage = stage });
}

/* D6.2: nothing is ordered after the cut-off; the system shuts the offer then. */
enum err offer_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms)
{
	struct offer_head_row h;

	TRY(offer_head(cx, (struct offer_head_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &h));
	*ret_ms = h.cut_off_ms;
	return ERR_OK;
}

enum err guard_offer_shop_works(struct ctx *cx, const struct doc_work *w)
{
	struct offer_head_row h;
	struct shop shop;

	TRY(offer_head(cx, (struct offer_head_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &h));
	TRY(shop_get(cx, h.shop_id, &shop));
	TRY(shop_working(cx, &shop, civil_day_of(cx->now_ms)));
	TRY(shop_working(cx, &shop, civil_day_of(h.deliver_from_ms)));
	if (h.cut_off_ms <= cx->now_ms)
		return fail(cx, ERR_BLOCKED, "cut_off", "截单时间已过，请改时间再上架", "the cut-off has passed; change it first");
	return ERR_OK;
}

/* The draft may be older than the price, the cap or the plan. */
enum err guard_offer_priced(struct ctx *cx, const struct doc_work *w)
{
	const struct plan *plan;
	struct offer_head_row h;
	struct price p;

	TRY(offer_head(cx, (struct offer_head_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &h));
	TRY(plan_active_load(cx, h.path, &plan));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		const char *field = arena_print(&cx->mem, "lines[%zu].price", i);

		TRY(price_now(cx, h.shop_id, l->item_id, &p));
		TRY(catalog_accepts(cx, plan, p.category, p.zh));
		if (p.version != l->price_version)
			return fail(cx, ERR_BLOCKED, field, "“%s”的价格已改为 %s 元，请保存一次草稿再上架", "the price of \"%s\" is %s yuan now; save the draft again first",
				    p.zh, text_write_money(&cx->mem, p.price_fen));
		if (p.cap_units && (__int128)p.price_fen * p.cap_units > (__int128)p.cap_fen * p.price_units)
			return fail(cx, ERR_BLOCKED, field, "“%s”高于新的限价 %s 元，请先改价", "\"%s\" is above the new cap of %s yuan; change its price first",
				    p.zh, text_write_money(&cx->mem, p.cap_fen));
	}
	return ERR_OK;
}

enum err guard_offer_children_ended(struct ctx *cx, const struct doc_work *w)
{
	struct offer_living_orders_row living;

	TRY(offer_living_orders(cx, (struct offer_living_orders_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &living));
	return !living.n ? ERR_OK :
		fail(cx, ERR_BAD_STATE, "", "还有 %lld 张订单没有办完，不能结团", "%lld orders are not finished; the offer cannot close", (long long)living.n);
}
