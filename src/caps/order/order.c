/* SPDX-License-Identifier: Apache-2.0 */
/* Placing and changing: the checks of order_check.c, then one document, one
 * entry of the ledger, and the rows beside it. */
#include "caps/order/order_work.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "order.sql.h"
#include <stdio.h>
#include <string.h>

static const char *const kind_names[] = { "order", "collect_order", "credit_order" };

const char *order_kind_name(enum order_pay pay)
{
	return kind_names[pay];
}

bool order_is_kind(const char *kind)
{
	return text_equal(kind, kind_names[0]) || text_equal(kind, kind_names[1]) || text_equal(kind, kind_names[2]);
}

/* The kind's own fields as they are signed: consent, promise, number, and the remark by its hash. */
enum err order_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	const struct order_view *own = w->own;
	struct order_view stored;
	struct hash h;
	char hash[SHA256_HEX] = "";

	if (!own) {
		TRY(order_get(cx, w->doc.doc_id, &stored));
		own = &stored;
	}
	if (own->remark[0]) {
		h = sha256(own->remark, strlen(own->remark));
		hash_write(&h, hash);
	}
	buf_print(bytes, "%s %d %lld %lld %s", own->pickup_no, own->substitute, (long long)own->channel, (long long)own->deliver_by_ms, hash);
	return ERR_OK;
}

enum err order_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms)
{
	const struct order_view *own = w->own;
	struct order_view stored;

	if (!own) {
		TRY(order_get(cx, w->doc.doc_id, &stored));
		own = &stored;
	}
	*ret_ms = own->deliver_by_ms;
	return ERR_OK;
}

/* The first verdict that refuses is what the caller hears; a preview shows them all. */
static enum err refused(struct ctx *cx, const struct order_case *c)
{
	static const enum err codes[] = {
#define VERDICT(name, word, code) code,
#include "caps/order/verdicts.def"
#undef VERDICT
	};
	static const char *const fields[VERDICT_KINDS] = { [VERDICT_HOUSEHOLD] = "household_id", [VERDICT_ACTOR] = "household_id",
		[VERDICT_OFFER] = "offer_id", [VERDICT_CUT_OFF] = "offer_id", [VERDICT_AREA] = "offer_id", [VERDICT_WAY] = "channel",
		[VERDICT_TURN] = "household_id", [VERDICT_DUPLICATE] = "again_ok", [VERDICT_PAY] = "pay", [VERDICT_WORKER] = "worker_id" };

	for (size_t i = 0; i < c->out->n_verdicts; i++) {
		const struct order_verdict *v = &c->out->verdicts[i];
		const char *field = fields[v->kind];
		size_t want = 0;

		if (!v->refuses)
			continue;
		while (v->line_no && want < c->draft->n_wants && !(c->lines[want] && c->lines[want]->line_no == v->line_no))
			want++;
		if (!field)
			field = arena_print(&cx->mem, "wants[%zu].qty", v->line_no && want < c->draft->n_wants ? want : 0);
		return fail(cx, codes[v->kind], field, "%s%.0s", "%.0s%s", v->zh, v->en);
	}
	return ERR_OK;
}

static void draft_document(struct ctx *cx, const struct order_case *c, struct doc *doc)
{
	const int64_t worker = c->draft->pay == ORDER_COLLECT ? 0 : order_case_worker(cx, c);

	*doc = (struct doc){ .doc_id = ctx_new_id(cx), .kind = kind_names[c->draft->pay], .parent_id = c->offer.offer_id,
		.plan_version = c->terms.plan ? c->terms.plan->version : 0, .giver_id = c->offer.org_id, .taker_id = c->household.household_id,
		.worker_id = worker, .fund_id = cx->district_id,      /* subsidies are the district's money, apart from what households pay */
		.from_place_id = c->offer.shop_id, .to_place_id = c->household.building_id,
		.lines = arena_array(&cx->mem, struct doc_line, c->out->n_lines + 1), .n_lines = c->out->n_lines };
	for (size_t i = 0; i < c->out->n_lines; i++) {
		const struct order_checked_line *l = &c->out->lines[i];
		const struct offer_line *of = NULL;

		for (size_t k = 0; k < c->offer.n_lines && !of; k++)
			of = c->offer.lines[k].line_no == l->line_no ? &c->offer.lines[k] : NULL;
		doc->lines[i] = (struct doc_line){ .line_no = (int64_t)i + 1, .parent_line_no = l->line_no, .item_id = l->item_id,
			.claim_lot_id = of->claim_lot_id, .price_fen = l->price_fen, .aid_fen = l->aid_fen, .price_units = l->price_units,
			.price_version = of->price_version, .counter = { [ASKED] = l->qty } };
	}
}

int64_t order_scheme_id(const struct plan_order *rule)
{
	const char *name[] = { rule->rule.plan->id, rule->rule.id };
	uint64_t hash = UINT64_C(1469598103934665603);

	for (int i = 0; i < 2; i++)
		for (const char *s = name[i]; *s || s == name[i]; s++) {
			hash = (hash ^ (unsigned char)*s) * UINT64_C(1099511628211);
			if (!*s)
				break;
		}
	return (int64_t)(hash >> 1);
}

/* The turn is taken by a key, whatever was looked at before. */
static enum err take_turns(struct ctx *cx, const struct order_case *c, int64_t doc_id)
{
	for (size_t i = 0; i < c->terms.ordering.n_limits; i++) {
		const struct plan_limit *limit = &c->terms.ordering.limits[i];
		const int64_t room = limit->orders > 0 ? limit->orders : 1, first = civil_day_of(cx->now_ms) * 1000;
		const int64_t scheme = order_scheme_id(limit->rule);
		struct order_turns_row taken = { 0 };
		int64_t changed;

		if (room > 1)
			TRY(order_turns(cx, (struct order_turns_in){ .district_id = cx->district_id, .household_id = c->household.household_id,
				.scheme_id = scheme, .from_no = first, .until_no = first + room }, &taken));
		TRY(order_take_turn_n(cx, (struct order_take_turn_in){ .district_id = cx->district_id, .household_id = c->household.household_id,
			.scheme_id = scheme, .turn_no = first + taken.n, .doc_id = doc_id, .taken_ms = cx->now_ms }, &changed));
		if (changed != 1)
			return fail(cx, ERR_BLOCKED, "household_id", "%s 今天已有订单（预案“%s”），请先刷新", "%s has an order today already (rule \"%s\"); reload",
				    c->household.door, limit->rule->rule.zh ? limit->rule->rule.zh : limit->rule->rule.id);
	}
	return ERR_OK;
}

static enum err pickup_number(struct ctx *cx, int64_t offer_id, const char **ret)
{
	struct order_next_pickup_row row;

	TRY(order_next_pickup(cx, (struct order_next_pickup_in){ .district_id = cx->district_id, .offer_id = offer_id }, &row));
	*ret = arena_print(&cx->mem, "%03lld", (long long)row.last);
	return ERR_OK;
}

static enum err write_row(struct ctx *cx, const struct order_case *c, const struct order_view *v, const struct doc_moved *moved)
{
	return order_insert(cx, (struct order_insert_in){ .district_id = cx->district_id, .doc_id = moved->doc_id, .household_id = v->household_id,
		.building_id = v->building_id, .grid_id = v->grid_id, .offer_id = v->offer_id, .shop_id = v->shop_id, .station_id = v->station_id,
		.channel = v->channel, .pay = v->pay, .substitute = v->substitute, .special = v->special, .placed_ms = v->placed_ms,
		.queue_ms = v->queue_ms, .deliver_by_ms = v->deliver_by_ms, .own_fen = v->own_fen, .aid_fen = v->aid_fen,
		.replaces_id = v->replaces_id, .state = moved->state, .number = moved->number, .pickup_no = v->pickup_no,
		.door = c->household.door, .sort = c->household.sort, .path = c->household.path, .remark = v->remark });
}

/* The document, its row and its sums; `like` gives pickup number and place in the queue of the order it replaces. */
static enum err put_order(struct ctx *cx, const struct order_case *c, const struct order_view *like, struct order_placed *ret)
{
	const struct order_draft *d = c->draft;
	const bool waits = d->pay != ORDER_PREPAID || d->unpaid;
	struct order_view v = { .household_id = c->household.household_id, .building_id = c->household.building_id, .grid_id = c->household.grid_id,
		.offer_id = c->offer.offer_id, .shop_id = c->offer.shop_id, .station_id = c->household.station_id, .channel = d->channel,
		.pay = d->pay, .placed_ms = cx->now_ms, .queue_ms = cx->now_ms, .deliver_by_ms = c->out->deliver_by_ms, .own_fen = c->out->own_fen,
		.aid_fen = c->out->aid_fen, .substitute = d->substitute, .special = c->household.needs != 0, .remark = d->remark ? d->remark : "" };
	struct doc_moved moved;
	struct doc doc, now;

	if (like) {
		v.placed_ms = like->placed_ms;
		v.queue_ms = like->queue_ms;
		v.deliver_by_ms = like->deliver_by_ms;
		v.replaces_id = like->doc.doc_id;
		v.pickup_no = like->pickup_no;
	} else {
		TRY(pickup_number(cx, v.offer_id, &v.pickup_no));
	}
	draft_document(cx, c, &doc);
	TRY(document_begin(cx, &doc, waits ? "place" : "place_paid", &v, &moved));
	TRY(write_row(cx, c, &v, &moved));
	now = doc;
	now.state = moved.state;
	now.lines = arena_array(&cx->mem, struct doc_line, doc.n_lines + 1);
	for (size_t i = 0; i < doc.n_lines; i++) {
		now.lines[i] = doc.lines[i];
		now.lines[i].counter[GRANTED] = doc.lines[i].counter[ASKED];
		now.lines[i].counter[SENT] = waits ? 0 : doc.lines[i].counter[ASKED];
	}
	v.doc = doc;
	v.doc.state = "draft";
	TRY(order_follow(cx, &v, &now));
	*ret = (struct order_placed){ .doc_id = moved.doc_id, .version = moved.version, .household_id = v.household_id, .total_fen = c->out->total_fen,
		.own_fen = v.own_fen, .aid_fen = v.aid_fen, .deliver_by_ms = v.deliver_by_ms, .next_ms = c->out->next_ms, .number = moved.number,
		.state = moved.state, .pickup_no = v.pickup_no, .kind = doc.kind };
	return ERR_OK;
}

static enum err check_texts(struct ctx *cx, const struct order_draft *d)
{
	if (d->remark && text_length(d->remark) > ORDER_REMARK_MAX)
		return fail(cx, ERR_TOO_LARGE, "remark", "备注最多 %d 字，现有 %zu 字", "a remark has at most %d characters, this one %zu",
			    ORDER_REMARK_MAX, text_length(d->remark));
	if (d->pay < ORDER_PREPAID || d->pay > ORDER_CREDIT || d->channel < ORDER_BY_PAGE || d->channel > ORDER_BY_PHONE)
		return fail(cx, ERR_BAD_INPUT, "pay", "付款方式 %lld 或来源 %lld 不认识", "way to pay %lld or channel %lld is not known", (long long)d->pay,
			    (long long)d->channel);
	return ERR_OK;
}

enum err order_place(struct ctx *cx, const struct order_draft *draft, struct order_placed *ret)
{
	struct order_checked checked;
	struct ledger_head head;
	struct order_case c;

	TRY(check_texts(cx, draft));
	TRY(ledger_lock(cx, &head));            /* what is left is read behind it, and stays true until the claims are taken */
	TRY(order_case_open(cx, draft, 0, &checked, &c));
	TRY(order_case_judge(cx, &c));
	TRY(refused(cx, &c));
	TRY(put_order(cx, &c, NULL, ret));
	return take_turns(cx, &c, ret->doc_id);
}

static enum err need_edit(struct ctx *cx, const struct order_view *v, bool by_household)
{
	if (by_household)
		return ERR_OK;
	if (!ctx_may(cx, PERM_ORDER_READ, v->path) && !ctx_may(cx, PERM_ORDER_EDIT, v->path))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的订单", "there is no order %lld", (long long)v->doc.doc_id);
	return ctx_need(cx, PERM_ORDER_EDIT, v->path);
}

/* After the cut-off the shop is already buying: what is ordered is bought (S3.9). */
static enum err still_open(struct ctx *cx, const struct order_view *v)
{
	struct offer offer;

	if (!text_equal(v->doc.state, "placed") && !text_equal(v->doc.state, "paid"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "订单 %s 现为“%s”，不能再改或取消", "order %s is \"%s\"; it can no longer be changed or cancelled",
			    v->doc.number, v->doc.state);
	TRY(offer_get(cx, v->offer_id, &offer));
	if (offer.stage == OFFER_VOID || (offer.stage == OFFER_OPEN && (!offer.cut_off_ms || cx->now_ms < offer.cut_off_ms)))
		return ERR_OK;
	return fail(cx, ERR_BLOCKED, "doc_id", "“%s”已截单，企业已在备货，订单 %s 不能再改或取消；确实送不到的请站点核减",
		    "\"%s\" is closed and the shop is buying; order %s can no longer be changed or cancelled; what cannot come is cut by the station",
		    offer.name, v->doc.number);
}

static enum err stale(struct ctx *cx, const struct order_view *v, int64_t version)
{
	return version && version != v->doc.version ?
		fail(cx, ERR_STALE, "version", "您看到的是第 %lld 版，现在已是第 %lld 版，请刷新再办", "you saw version %lld, it is version %lld now; reload",
		     (long long)version, (long long)v->doc.version) : ERR_OK;
}

/* Whether the new wishes ask for more of any line than the old order holds. */
static bool asks_more(const struct order_case *c, const struct doc *old)
{
	for (size_t i = 0; i < c->out->n_lines; i++) {
		int64_t had = 0;

		for (size_t k = 0; k < old->n_lines; k++)
			if (old->lines[k].parent_line_no == c->out->lines[i].line_no)
				had += old->lines[k].counter[GRANTED] - old->lines[k].counter[DROPPED];
		if (c->out->lines[i].qty > had)
			return true;
	}
	return false;
}

/* The old document ends, the new one begins, in one command. */
static enum err replace(struct ctx *cx, struct order_view *old, const struct order_case *c, const char *why, struct order_placed *ret)
{
	struct doc_moved moved;

	TRY(document_advance(cx, &(struct doc_move){ .doc_id = old->doc.doc_id, .verb = "replace", .right_asked = true, .note = why }, &moved));
	if (asks_more(c, &old->doc))
		old->queue_ms = cx->now_ms;
	TRY(put_order(cx, c, old, ret));
	return order_keep_turn(cx, (struct order_keep_turn_in){ .district_id = cx->district_id, .doc_id = old->doc.doc_id, .new_doc_id = ret->doc_id });
}

enum err order_change(struct ctx *cx, int64_t doc_id, int64_t version, const struct order_draft *draft, struct order_placed *ret)
{
	struct order_draft d = *draft;
	struct order_checked checked;
	struct ledger_head head;
	struct order_view old;
	struct order_case c;

	TRY(check_texts(cx, draft));
	TRY(ledger_lock(cx, &head));
	TRY(order_get(cx, doc_id, &old));
	TRY(need_edit(cx, &old, draft->by_household));
	TRY(stale(cx, &old, version));
	TRY(still_open(cx, &old));
	d.household_id = old.household_id;
	d.offer_id = old.offer_id;
	d.unpaid = d.pay != old.pay ? draft->unpaid : text_equal(old.doc.state, "placed");
	d.worker_id = draft->worker_id ? draft->worker_id : d.pay == old.pay ? old.doc.worker_id : 0;
	TRY(order_case_open(cx, &d, doc_id, &checked, &c));
	TRY(order_case_judge(cx, &c));
	TRY(refused(cx, &c));
	return replace(cx, &old, &c, NULL, ret);
}

enum err order_cancel(struct ctx *cx, int64_t doc_id, int64_t version, bool by_household, const char *note, struct doc_moved *ret)
{
	struct ledger_head head;
	struct order_view v;

	TRY(ledger_lock(cx, &head));
	TRY(order_get(cx, doc_id, &v));
	TRY(need_edit(cx, &v, by_household));
	TRY(stale(cx, &v, version));
	TRY(still_open(cx, &v));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "cancel", .version = version, .note = note, .right_asked = true }, ret);
}

enum err order_pay(struct ctx *cx, int64_t doc_id, int64_t version, int64_t worker_id, struct doc_moved *ret)
{
	struct order_view v;

	TRY(order_get(cx, doc_id, &v));
	TRY(need_edit(cx, &v, false));
	if (v.pay != ORDER_PREPAID)
		return fail(cx, ERR_BAD_STATE, "doc_id", "订单 %s 不是先付款的订单，不用收款", "order %s is not paid in advance", v.doc.number);
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "pay", .version = version, .right_asked = true,
		.worker_id = worker_id ? worker_id : cx->actor->account_id }, ret);
}

enum err order_deliver(struct ctx *cx, const struct order_handover *h, struct doc_moved *ret)
{
	struct order_view v;

	TRY(order_see(cx, h->doc_id, &v));
	TRY(ctx_need(cx, PERM_ORDER_DELIVER, v.path));
	return document_advance(cx, &(struct doc_move){ .doc_id = h->doc_id, .verb = "deliver", .version = h->version, .right_asked = true,
		.carrier_id = h->holder_id ? h->holder_id : cx->actor->account_id, .parts = h->parts, .n_parts = h->n_parts,
		.happened_ms = h->happened_ms, .note = h->note }, ret);
}

enum err order_collect(struct ctx *cx, int64_t doc_id, int64_t version, struct doc_moved *ret)
{
	struct order_view v;

	TRY(order_get(cx, doc_id, &v));
	TRY(need_edit(cx, &v, false));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "collect", .version = version, .right_asked = true }, ret);
}

enum err order_cut(struct ctx *cx, int64_t doc_id, int64_t version, const struct doc_part *parts, size_t n_parts, const char *why,
		   struct doc_moved *ret)
{
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "cut", .version = version, .right_asked = true, .parts = parts,
		.n_parts = n_parts, .note = why }, ret);
}

enum err order_substitute(struct ctx *cx, int64_t doc_id, int64_t version, const struct order_want *wants, size_t n_wants, const char *why,
			  struct order_placed *ret)
{
	struct order_checked checked;
	struct ledger_head head;
	struct order_view old;
	struct order_case c;
	struct order_draft d;

	TRY(ledger_lock(cx, &head));
	TRY(order_get(cx, doc_id, &old));
	TRY(stale(cx, &old, version));
	if (!text_equal(old.doc.state, "placed") && !text_equal(old.doc.state, "paid"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "订单 %s 现为“%s”，不能再替换", "order %s is \"%s\"; nothing of it can be replaced any more",
			    old.doc.number, old.doc.state);
	d = (struct order_draft){ .household_id = old.household_id, .offer_id = old.offer_id, .wants = wants, .n_wants = n_wants, .pay = old.pay,
		.channel = old.channel, .substitute = old.substitute, .remark = old.remark, .worker_id = old.doc.worker_id,
		.unpaid = text_equal(old.doc.state, "placed"), .by_household = true, .again_ok = true };
	TRY(order_case_open(cx, &d, doc_id, &checked, &c));
	c.substituting = true;
	TRY(order_case_judge(cx, &c));
	TRY(refused(cx, &c));
	if (checked.own_fen > old.own_fen)
		return fail(cx, ERR_BLOCKED, "wants", "替换后 %lld 分，原来 %lld 分：替换品只能同价或更低", "after the change %lld fen, before %lld: what replaces a line costs the same or less",
			    (long long)checked.own_fen, (long long)old.own_fen);
	return replace(cx, &old, &c, why, ret);
}
