/* SPDX-License-Identifier: Apache-2.0 */
/* What stands beside an order's document, and how it and the sums follow every step. */
#include "caps/order/order_work.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "order.sql.h"

const char *const order_trouble_words[] = { "not_home", "damaged", "short", "wrong", "refused", "complaint", NULL };

enum err order_get(struct ctx *cx, int64_t doc_id, struct order_view *ret)
{
	struct order_facts_row r;
	enum err e = order_facts(cx, (struct order_facts_in){ .district_id = cx->district_id, .doc_id = doc_id }, &r);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的订单", "there is no order %lld", (long long)doc_id);
	TRY(e);
	*ret = (struct order_view){ .household_id = r.household_id, .building_id = r.building_id, .grid_id = r.grid_id, .offer_id = r.offer_id,
		.shop_id = r.shop_id, .station_id = r.station_id, .channel = r.channel, .pay = r.pay, .placed_ms = r.placed_ms, .queue_ms = r.queue_ms,
		.deliver_by_ms = r.deliver_by_ms, .own_fen = r.own_fen, .aid_fen = r.aid_fen, .replaces_id = r.replaces_id, .trouble = r.trouble,
		.substitute = r.substitute, .late = r.late, .special = r.special, .remark = r.remark, .pickup_no = r.pickup_no, .path = r.path,
		.door = r.door };
	return document_get(cx, doc_id, &ret->doc);
}

enum err order_see(struct ctx *cx, int64_t doc_id, struct order_view *ret)
{
	struct place place;

	TRY(order_get(cx, doc_id, ret));
	if (ctx_may(cx, PERM_ORDER_READ, ret->path))
		return ERR_OK;
	TRY(place_get(cx, ret->shop_id, &place));
	if (ctx_may(cx, PERM_ORDER_READ, place.path))
		return ERR_OK;
	if (ret->station_id) {
		TRY(place_get(cx, ret->station_id, &place));
		if (ctx_may(cx, PERM_ORDER_READ, place.path))
			return ERR_OK;
	}
	return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的订单", "there is no order %lld", (long long)doc_id);
}

enum err order_by_pickup(struct ctx *cx, int64_t offer_id, const char *pickup_no, int64_t *ret_doc_id)
{
	struct order_of_pickup_row row;
	enum err e = order_of_pickup(cx, (struct order_of_pickup_in){ .district_id = cx->district_id, .offer_id = offer_id, .pickup_no = pickup_no }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "pickup_no", "这次团购没有取货号 %s", "this offer has no pickup number %s", pickup_no);
	TRY(e);
	*ret_doc_id = row.doc_id;
	return ERR_OK;
}

enum err order_set_trouble(struct ctx *cx, int64_t doc_id, enum order_trouble trouble, bool on)
{
	struct order_view v;
	const int64_t bit = INT64_C(1) << trouble;

	TRY(order_get(cx, doc_id, &v));
	return order_put_trouble(cx, (struct order_put_trouble_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.trouble = on ? v.trouble | bit : v.trouble & ~bit, .changed_ms = cx->now_ms });
}

/* What a line comes to: still wanted, taken, and the money of it. */
struct worth_of { int64_t qty, dropped, taken, own, aid, unpaid; };

static struct worth_of weigh(const struct doc_line *l, int64_t pay)
{
	const int64_t *n = l->counter, live = n[GRANTED] - n[DROPPED];
	const int64_t settled = pay == ORDER_PREPAID ? n[SENT] - n[BACK] : pay == ORDER_COLLECT ? n[TAKEN] : n[PAID];
	struct worth_of w = { .qty = live, .dropped = n[DROPPED], .taken = n[TAKEN], .own = doc_worth(l, OWN_PART, live), .aid = doc_worth(l, AID_PART, live) };

	w.unpaid = w.own - doc_worth(l, OWN_PART, settled);
	return w;
}

static bool lives(const char *state)
{
	return !text_equal(state, "void") && !text_equal(state, "draft");
}

/* Goods are still owed to the household. */
static bool awaited(const char *state)
{
	return text_equal(state, "placed") || text_equal(state, "paid") || text_equal(state, "part");
}

static enum err add_sum(struct ctx *cx, const struct order_view *was, int64_t line_no, int64_t orders, const struct worth_of *a, const struct worth_of *b)
{
	return order_add_sum(cx, (struct order_add_sum_in){ .district_id = cx->district_id, .offer_id = was->offer_id, .line_no = line_no,
		.grid_id = was->grid_id, .orders = orders, .qty = b->qty - a->qty, .dropped = b->dropped - a->dropped, .taken = b->taken - a->taken,
		.own_fen = b->own - a->own, .aid_fen = b->aid - a->aid, .unpaid_fen = b->unpaid - a->unpaid });
}

enum err order_follow(struct ctx *cx, const struct order_view *was, const struct doc *now)
{
	const int64_t before = lives(was->doc.state), after = lives(now->state);
	const struct worth_of none = { 0 };
	int64_t own = 0, aid = 0;

	for (size_t i = 0; i < now->n_lines; i++) {
		const struct worth_of a = weigh(&was->doc.lines[i], was->pay), b = weigh(&now->lines[i], was->pay);

		own += b.own;
		aid += b.aid;
		if (a.qty != b.qty || a.taken != b.taken || a.unpaid != b.unpaid || a.dropped != b.dropped)
			TRY(add_sum(cx, was, now->lines[i].parent_line_no, (b.qty > 0) - (a.qty > 0), &a, &b));
	}
	if (before != after)
		TRY(add_sum(cx, was, 0, after - before, &none, &none));
	if (text_equal(was->doc.state, "draft"))
		return ERR_OK;                  /* its row was written just now */
	return order_move(cx, (struct order_move_in){ .district_id = cx->district_id, .doc_id = was->doc.doc_id, .state = now->state,
		.changed_ms = cx->now_ms, .open = awaited(now->state), .own_fen = own, .aid_fen = aid, .late = was->late });
}

/* After every step but the first: the row and the sums follow; a cancelled order gives its turn back. */
enum err order_after(struct ctx *cx, const struct doc_work *w)
{
	struct order_view was;
	struct doc now = w->doc;

	if (w->begins)
		return ERR_OK;
	TRY(order_get(cx, w->doc.doc_id, &was));
	was.doc = w->doc;
	was.late |= text_equal(w->step->verb, "late");
	now.state = w->to_state;
	now.lines = arena_array(&cx->mem, struct doc_line, now.n_lines + 1);
	for (size_t i = 0; i < now.n_lines; i++) {
		now.lines[i] = w->doc.lines[i];
		for (int c = 0; c < COUNTERS; c++)
			if (w->step->grow & C(c))
				now.lines[i].counter[c] += w->grow[i];
	}
	TRY(order_follow(cx, &was, &now));
	if (text_equal(now.state, "void") && !text_equal(w->step->verb, "replace"))
		return order_free_turn(cx, (struct order_free_turn_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id });
	return ERR_OK;
}

enum err order_undo(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret)
{
	struct order_view was;
	struct doc now;

	TRY(order_see(cx, doc_id, &was));
	TRY(document_undo(cx, doc_id, version, note, ret));
	TRY(document_get(cx, doc_id, &now));
	return order_follow(cx, &was, &now);
}
