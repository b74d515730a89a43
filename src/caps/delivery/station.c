/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/station.h"
#include "base/civil.h"
#include "caps/delivery/handover.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

enum { ARRIVALS_MAX = 50, PASSINGS_MAX = 200, STATIONS_MAX = 200 };
#define LOOKED_BACK_MS (60 * (int64_t)DAY_MS)          /* goods lie at a station for days, not months */
#define LATELY_MS (12 * 3600 * INT64_C(1000))

static enum err counts_of(struct ctx *cx, int64_t doc_id, struct station_count **ret, size_t *ret_n)
{
	struct delivery_doc_counts_row *r;

	TRY(delivery_doc_counts(cx, (struct delivery_doc_counts_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = DOC_LINES_MAX }, &r, ret_n, DOC_LINES_MAX));
	*ret = arena_array(&cx->mem, struct station_count, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct station_count){ r[i].line_no, r[i].item_id, r[i].asked, r[i].sent, r[i].taken, r[i].missing, r[i].item, r[i].unit };
	return ERR_OK;
}

static enum err goods_of(struct ctx *cx, struct station_parcel *p)
{
	struct delivery_parcel_goods_row *r;
	struct buf words = BUF(&cx->mem);
	size_t n;

	TRY(delivery_parcel_goods(cx, (struct delivery_parcel_goods_in){ .district_id = cx->district_id, .order_id = p->order_id, .limit = STATION_LINES_MAX }, &r, &n,
				  STATION_LINES_MAX));
	p->lines = arena_array(&cx->mem, struct station_goods, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!r[i].left_qty)
			continue;
		buf_print(&words, "%s%s×%lld", p->n_lines ? "、" : "", r[i].item, (long long)r[i].left_qty);
		p->lines[p->n_lines++] = (struct station_goods){ r[i].item_id, r[i].left_qty, r[i].item, r[i].unit };
	}
	p->goods = buf_get(&words);
	return ERR_OK;
}

static enum err brought_by(struct ctx *cx, struct station_arrival *a)
{
	struct delivery_stop_parcels_row *r;
	struct delivery_signed_row sign;

	TRY(counts_of(cx, a->doc_id, &a->lines, &a->n_lines));
	TRY(delivery_signed(cx, (struct delivery_signed_in){ .district_id = cx->district_id, .doc_id = a->doc_id }, &sign));
	a->signed_driver = sign.carrier > 0;
	a->signed_team = sign.worker > 0;
	if (a->handed_ms)
		return ERR_OK;                  /* taken in: its parcels stand below their buildings */
	TRY(delivery_stop_parcels(cx, (struct delivery_stop_parcels_in){ .district_id = cx->district_id, .trip_id = a->trip_id, .stop_no = a->stop_no,
		.limit = STATION_PARCELS_MAX }, &r, &a->n_parcels, STATION_PARCELS_MAX));
	a->parcels = arena_array(&cx->mem, struct station_parcel, a->n_parcels + 1);
	for (size_t i = 0; i < a->n_parcels; i++) {
		a->parcels[i] = (struct station_parcel){ .order_id = r[i].order_id, .building_id = r[i].building_id, .building = r[i].building,
			.number = r[i].number, .pickup_no = r[i].pickup_no, .door = r[i].door };
		TRY(goods_of(cx, &a->parcels[i]));
	}
	return ERR_OK;
}

static enum err arrivals_of(struct ctx *cx, struct station_view *v)
{
	struct delivery_arrivals_row *r;

	TRY(delivery_arrivals(cx, (struct delivery_arrivals_in){ .district_id = cx->district_id, .place_id = v->place_id, .from_ms = cx->now_ms - LOOKED_BACK_MS,
		.since_ms = cx->now_ms - LATELY_MS, .limit = ARRIVALS_MAX }, &r, &v->n_arrivals, ARRIVALS_MAX));
	v->arrivals = arena_array(&cx->mem, struct station_arrival, v->n_arrivals + 1);
	for (size_t i = 0; i < v->n_arrivals; i++) {
		v->arrivals[i] = (struct station_arrival){ .trip_id = r[i].trip_id, .stop_no = r[i].stop_no, .doc_id = r[i].doc_id, .plan_ms = r[i].plan_ms,
			.arrived_ms = r[i].arrived_ms, .handed_ms = r[i].handed_ms, .window_from_ms = r[i].window_from_ms, .window_until_ms = r[i].window_until_ms,
			.state = r[i].state, .plate = r[i].plate, .driver = r[i].driver, .driver_phone = r[i].driver_phone, .shop = r[i].shop, .offer = r[i].offer };
		TRY(brought_by(cx, &v->arrivals[i]));
	}
	return ERR_OK;
}

static enum err takers_of(struct ctx *cx, const char *path, struct station_building *b)
{
	static const char *const roles[] = { "building_leader", "volunteer", "grid_worker" };

	b->takers = arena_array(&cx->mem, struct station_taker, STATION_TAKERS_MAX + 1);
	for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
		struct party_holder *who;
		size_t n;

		TRY(party_holders(cx, roles[k], path, &who, &n));
		for (size_t i = 0; i < n && b->n_takers < STATION_TAKERS_MAX; i++)
			if (who[i].account_id != cx->actor->account_id)
				b->takers[b->n_takers++] = (struct station_taker){ who[i].account_id, who[i].name, roles[k] };
	}
	return ERR_OK;
}

static enum err waiting_at(struct ctx *cx, struct station_view *v)
{
	struct delivery_team_parcels_row *r;
	size_t n, room = 0;

	TRY(delivery_team_parcels(cx, (struct delivery_team_parcels_in){ .district_id = cx->district_id, .place_id = v->place_id,
		.since_ms = cx->now_ms - LOOKED_BACK_MS, .limit = STATION_PARCELS_MAX }, &r, &n, STATION_PARCELS_MAX));
	for (size_t i = 0; i < n; i++) {
		struct station_building *b = v->n_buildings ? &v->buildings[v->n_buildings - 1] : NULL;
		struct station_parcel *p;

		if (!b || b->building_id != r[i].building_id) {
			b = &arena_push(&cx->mem, v->buildings, v->n_buildings, room);
			*b = (struct station_building){ .building_id = r[i].building_id, .building = r[i].building,
				.parcels = arena_array(&cx->mem, struct station_parcel, n - i + 1) };
			TRY(takers_of(cx, r[i].building_path, b));
		}
		p = &b->parcels[b->n_parcels++];
		*p = (struct station_parcel){ .order_id = r[i].order_id, .building_id = r[i].building_id, .by_ms = r[i].by_ms, .building = r[i].building,
			.number = r[i].number, .pickup_no = r[i].pickup_no, .door = r[i].door };
		TRY(goods_of(cx, p));
	}
	return ERR_OK;
}

static enum err passed_from(struct ctx *cx, struct station_view *v)
{
	struct delivery_passings_from_row *r;

	TRY(delivery_passings_from(cx, (struct delivery_passings_from_in){ .district_id = cx->district_id, .place_id = v->place_id, .limit = PASSINGS_MAX }, &r,
				   &v->n_passings, PASSINGS_MAX));
	v->passings = arena_array(&cx->mem, struct station_passing, v->n_passings + 1);
	for (size_t i = 0; i < v->n_passings; i++) {
		v->passings[i] = (struct station_passing){ .doc_id = r[i].doc_id, .building_id = r[i].building_id, .created_ms = r[i].created_ms,
			.orders = r[i].orders, .state = r[i].state, .number = r[i].number, .building = r[i].building, .taker = r[i].taker };
		TRY(counts_of(cx, r[i].doc_id, &v->passings[i].lines, &v->passings[i].n_lines));
	}
	return ERR_OK;
}

enum err station_see(struct ctx *cx, int64_t place_id, struct station_view *ret)
{
	struct place place;

	TRY(place_need(cx, PERM_ORDER_DELIVER, place_id, &place));
	*ret = (struct station_view){ .place_id = place_id, .place = place.name };
	TRY(arrivals_of(cx, ret));
	TRY(waiting_at(cx, ret));
	return passed_from(cx, ret);
}

enum err station_list(struct ctx *cx, struct station_row **ret, size_t *ret_n)
{
	struct delivery_my_stations_row *r;

	TRY(delivery_my_stations(cx, (struct delivery_my_stations_in){ .district_id = cx->district_id, .since_ms = cx->now_ms - LOOKED_BACK_MS,
		.actor_id = cx->actor->account_id, .perm = PERM_ORDER_DELIVER, .now_ms = cx->now_ms, .limit = STATIONS_MAX }, &r, ret_n, STATIONS_MAX));
	*ret = arena_array(&cx->mem, struct station_row, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct station_row){ r[i].place_id, r[i].place, r[i].grid };
	return ERR_OK;
}
