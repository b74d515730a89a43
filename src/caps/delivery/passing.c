/* SPDX-License-Identifier: Apache-2.0 */
/* Parcels from hand to hand between the trip and the door, and back to the enterprise. */
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/delivery/handover.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

enum { PARCELS_MAX = 5000 };

/* A passing goes between two different hands, and says whose. */
enum err guard_passing_parties(struct ctx *cx, const struct doc_work *w)
{
	if (!w->doc.giver_id || !w->doc.taker_id)
		return fail(cx, ERR_BAD_INPUT, "taker_id", "请写明谁交给谁", "say who gives and who takes");
	return w->doc.giver_id != w->doc.taker_id ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "taker_id", "不能转交给自己", "goods are not passed on to oneself");
}

/* The count of who takes is his own. */
enum err guard_passing_taker(struct ctx *cx, const struct doc_work *w)
{
	bool taker;

	TRY(party_same_person(cx, w->doc.taker_id, cx->actor->account_id, &taker));
	return taker ? ERR_OK : fail(cx, ERR_FORBIDDEN, "", "请由接收的人自己点数", "who takes the goods has to count them himself");
}

/* Where a parcel is: with whom it was left last. */
static void place_parcel(struct parcel *p, const struct delivery_parcels_row *r)
{
	const bool handed = text_equal(r->stop_state, "handed") || text_equal(r->stop_state, "disputed") || text_equal(r->stop_state, "closed");

	p->where = !r->trip_id ? "shop" : handed ? "team" : "trip";
	p->holder_id = p->holder_place_id = handed ? r->team_id : 0;
	if (r->passing_id && text_equal(r->passing_state, "passed")) {
		p->where = "hand";
		p->holder_id = r->taker_id;
		p->holder_place_id = r->building_id;
	} else if (r->passing_id) {
		p->where = text_equal(r->passing_state, "done") ? "shop" : "passing";
		p->holder_id = 0;
	}
	if (text_equal(r->state, "done") || text_equal(r->state, "owing"))
		p->where = "door";
}

static struct parcel parcel_of(const struct delivery_parcels_row *r)
{
	struct parcel p = { .order_id = r->order_id, .household_id = r->household_id, .building_id = r->building_id, .grid_id = r->grid_id,
		.offer_id = r->offer_id, .shop_id = r->shop_id, .version = r->version, .pay = r->pay, .trouble = r->trouble,
		.deliver_by_ms = r->deliver_by_ms, .org_id = r->org_id, .trip_id = r->trip_id, .stop_no = r->stop_no, .stop_doc_id = r->stop_doc_id,
		.passing_id = r->passing_id, .qty = r->qty, .taken = r->taken, .due_fen = r->due_fen, .kind = r->kind, .state = r->state,
		.number = r->number, .pickup_no = r->pickup_no, .door = r->door, .path = r->path };

	place_parcel(&p, r);
	return p;
}

enum err parcel_get(struct ctx *cx, int64_t order_id, struct parcel *ret)
{
	struct delivery_parcels_row *r;
	size_t n;

	TRY(delivery_parcels(cx, (struct delivery_parcels_in){ .district_id = cx->district_id, .order_id = order_id, .limit = 1 }, &r, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "order_id", "没有编号为 %lld 的订单", "there is no order %lld", (long long)order_id);
	*ret = parcel_of(r);
	return ERR_OK;
}

enum err parcel_list(struct ctx *cx, int64_t building_id, int64_t since_ms, struct parcel **ret, size_t *ret_n)
{
	struct delivery_parcels_row *r;
	struct place grid;

	TRY(place_ancestor(cx, building_id, PLACE_GRID, &grid));
	TRY(delivery_parcels(cx, (struct delivery_parcels_in){ .district_id = cx->district_id, .grid_id = grid.place_id, .building_id = building_id,
		.since_ms = since_ms, .limit = PARCELS_MAX }, &r, ret_n, PARCELS_MAX));
	*ret = arena_array(&cx->mem, struct parcel, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = parcel_of(&r[i]);
	return ERR_OK;
}

enum err parcel_lines(struct ctx *cx, int64_t order_id, struct parcel_line **ret, size_t *ret_n, const char **ret_words)
{
	struct delivery_parcel_goods_row *r;
	struct buf b = BUF(&cx->mem);

	TRY(delivery_parcel_goods(cx, (struct delivery_parcel_goods_in){ .district_id = cx->district_id, .order_id = order_id, .limit = 50 }, &r, ret_n, 50));
	*ret = arena_array(&cx->mem, struct parcel_line, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = (struct parcel_line){ r[i].line_no, r[i].qty, r[i].left_qty, r[i].item, r[i].unit };
		buf_print(&b, "%s%s×%lld", i ? "、" : "", r[i].item, (long long)r[i].qty);
	}
	*ret_words = buf_get(&b);
	return ERR_OK;
}

enum err delivery_holder(struct ctx *cx, int64_t order_id, int64_t *ret_who_id, int64_t *ret_place_id)
{
	struct parcel p;

	TRY(parcel_get(cx, order_id, &p));
	*ret_who_id = p.holder_id;
	*ret_place_id = p.holder_place_id;
	return ERR_OK;
}

/* Adds what is left of an order to the lines of a document, one line for each item of an enterprise. */
static enum err add_goods(struct ctx *cx, const struct parcel *p, struct doc *doc, size_t *room)
{
	struct delivery_parcel_goods_row *r;
	size_t n;

	TRY(delivery_parcel_goods(cx, (struct delivery_parcel_goods_in){ .district_id = cx->district_id, .order_id = p->order_id, .limit = 100 }, &r, &n, 100));
	for (size_t i = 0; i < n; i++) {
		struct doc_line *l = NULL;

		for (size_t k = 0; k < doc->n_lines && !l; k++)
			if (doc->lines[k].item_id == r[i].item_id && doc->lines[k].owner_id == p->org_id)
				l = &doc->lines[k];
		if (r[i].left_qty <= 0)
			continue;
		if (!l) {
			l = &arena_push(&cx->mem, doc->lines, doc->n_lines, *room);
			*l = (struct doc_line){ .item_id = r[i].item_id, .owner_id = p->org_id };
		}
		l->counter[ASKED] += r[i].left_qty;
	}
	return ERR_OK;
}

static bool chosen(const int64_t *ids, size_t n, int64_t order_id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == order_id)
			return true;
	return !n;
}

/* Parcels of a building in somebody's hands; whoever is named and is not there is said. */
static enum err parcels_in(struct ctx *cx, int64_t building_id, int64_t giver_id, const int64_t *ids, size_t n_ids, struct parcel **ret, size_t *ret_n)
{
	struct parcel *all;
	size_t n;

	*ret_n = 0;
	TRY(parcel_list(cx, building_id, cx->now_ms, &all, &n));
	*ret = arena_array(&cx->mem, struct parcel, n + 1);
	for (size_t i = 0; i < n; i++)
		if (all[i].holder_id == giver_id && !text_equal(all[i].where, "door") && all[i].qty > all[i].taken && chosen(ids, n_ids, all[i].order_id))
			(*ret)[(*ret_n)++] = all[i];
	if (n_ids && *ret_n < n_ids)
		return fail(cx, ERR_BAD_STATE, "order_ids", "选的 %zu 件里只有 %zu 件在交出的人手里，请刷新再选", "of the %zu parcels chosen only %zu are in the giver's hands; reload",
			    n_ids, *ret_n);
	return *ret_n ? ERR_OK : fail(cx, ERR_BAD_STATE, "building_id", "这栋楼没有可以转交的包裹", "no parcel of this building can be passed on");
}

enum err passing_open(struct ctx *cx, const struct passing_draft *in, struct doc_moved *ret)
{
	const int64_t taker = in->taker_id ? in->taker_id : cx->actor->account_id;
	struct doc doc = { .kind = "passing", .giver_id = in->from_place_id ? in->from_place_id : cx->actor->account_id, .taker_id = taker,
		.from_place_id = in->from_place_id ? in->from_place_id : in->building_id, .to_place_id = in->building_id };
	struct party_account account;
	struct party_held held;
	struct parcel *parcels;
	struct place building;
	size_t n, room = 0;
	int64_t doc_id;

	TRY(place_get(cx, in->building_id, &building));
	TRY(party_account_get(cx, taker, &account));
	TRY(party_holds(cx, taker, PERM_ORDER_DELIVER, building.path, &held));
	if (held.how == PARTY_HOLDS_NOT)
		return fail(cx, ERR_BLOCKED, "taker_id", "%s不负责%s，不能接这栋楼的货", "%s does not serve %s and cannot take its parcels", account.name, building.name);
	TRY(parcels_in(cx, in->building_id, doc.giver_id, in->order_ids, in->n_orders, &parcels, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_goods(cx, &parcels[i], &doc, &room));
	TRY(document_open(cx, &doc, &doc_id));
	for (size_t i = 0; i < n; i++)
		TRY(delivery_insert_passing_order(cx, (struct delivery_insert_passing_order_in){ .district_id = cx->district_id,
			.order_id = parcels[i].order_id, .doc_id = doc_id }));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "give" }, ret);
}

enum err passing_carry(struct ctx *cx, const struct parcel *p, int64_t to_id)
{
	struct doc doc = { .kind = "passing", .giver_id = p->holder_id, .taker_id = to_id, .from_place_id = p->holder_place_id, .to_place_id = p->building_id };
	struct doc_moved moved;
	struct place place;
	size_t room = 0;

	TRY(place_need(cx, PERM_ORDER_DELIVER, p->holder_place_id, &place));
	TRY(add_goods(cx, p, &doc, &room));
	TRY(document_begin(cx, &doc, "carry", NULL, &moved));
	return delivery_insert_passing_order(cx, (struct delivery_insert_passing_order_in){ .district_id = cx->district_id, .order_id = p->order_id,
		.doc_id = moved.doc_id });
}

enum err giveback_open(struct ctx *cx, const struct giveback_draft *in, struct doc_moved *ret)
{
	struct doc doc = { .kind = "giveback", .worker_id = in->from_place_id ? in->from_place_id : cx->actor->account_id, .to_place_id = in->shop_id };
	struct shop shop;
	size_t room = 0;
	int64_t doc_id;

	TRY(shop_get(cx, in->shop_id, &shop));
	doc.giver_id = doc.owner_id = shop.org_id;
	if (!in->n_orders || in->n_orders > HANDOVER_ACTS_MAX)
		return fail(cx, ERR_BAD_INPUT, "order_ids", "请选 1 至 %d 件", "choose 1 to %d parcels", HANDOVER_ACTS_MAX);
	for (size_t i = 0; i < in->n_orders; i++) {
		struct parcel p;

		TRY(parcel_get(cx, in->order_ids[i], &p));
		if (p.shop_id != in->shop_id || p.holder_id != doc.worker_id)
			return fail(cx, ERR_BAD_STATE, arena_print(&cx->mem, "order_ids[%zu]", i), "订单 %s 不是这家店的，或不在您手里",
				    "order %s is not of this shop or not in your hands", p.number);
		doc.from_place_id = doc.from_place_id ? doc.from_place_id : p.holder_place_id;
		TRY(add_goods(cx, &p, &doc, &room));
	}
	TRY(document_open(cx, &doc, &doc_id));
	for (size_t i = 0; i < in->n_orders; i++)
		TRY(delivery_insert_passing_order(cx, (struct delivery_insert_passing_order_in){ .district_id = cx->district_id,
			.order_id = in->order_ids[i], .doc_id = doc_id }));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "give", .note = in->note }, ret);
}

/* What went back may be brought again. */
enum err giveback_after(struct ctx *cx, const struct doc_work *w)
{
	return delivery_orders_back(cx, (struct delivery_orders_back_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id });
}
