/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/trip.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

static struct trip trip_of(const struct delivery_trips_row *r)
{
	return (struct trip){ .trip_id = r->trip_id, .day = r->day, .run_no = r->run_no, .shop_id = r->shop_id, .offer_id = r->offer_id,
		.vehicle_id = r->vehicle_id, .driver_id = r->driver_id, .depart_ms = r->depart_ms, .departed_ms = r->departed_ms, .ended_ms = r->ended_ms,
		.metres = r->metres, .version = r->version, .capacity = r->capacity, .orders = r->orders, .parcels = r->parcels,
		.stops_done = r->stops_done, .late_orders = r->late_orders, .by_ms = r->by_ms, .problems = r->problems, .state = r->state,
		.plate = r->plate, .driver = r->driver, .driver_phone = r->driver_phone, .shop = r->shop, .offer = r->offer, .shop_path = r->shop_path,
		.back_ms = r->back_ms, .locked = r->locked, .created_by = r->created_by, .changed_by = r->changed_by, .approved_by = r->approved_by,
		.approved_ms = r->approved_ms, .approver = r->approver, .cooled = r->cooled };
}

static enum err read_stops(struct ctx *cx, struct trip *t, struct trip_stop_state **ret_states)
{
	struct delivery_stop_states_row *states;
	struct delivery_stops_row *r;
	size_t n;

	TRY(delivery_stops(cx, (struct delivery_stops_in){ .district_id = cx->district_id, .trip_id = t->trip_id, .limit = TRIP_STOPS_MAX }, &r, &t->n_stops,
			   TRIP_STOPS_MAX));
	TRY(delivery_stop_states(cx, (struct delivery_stop_states_in){ .district_id = cx->district_id, .trip_id = t->trip_id, .limit = TRIP_STOPS_MAX },
				 &states, &n, TRIP_STOPS_MAX));
	t->stops = arena_array(&cx->mem, struct lane_stop, t->n_stops + 1);
	*ret_states = arena_array(&cx->mem, struct trip_stop_state, t->n_stops + 1);
	for (size_t i = 0; i < t->n_stops && i < n; i++) {
		struct place_point point;
		struct place place;

		TRY(place_get(cx, r[i].place_id, &place));
		TRY(place_point(cx, r[i].place_id, &point));
		t->stops[i] = (struct lane_stop){ .stop_no = r[i].stop_no, .place_id = r[i].place_id, .grid_id = r[i].grid_id, .doc_id = r[i].doc_id,
			.orders = r[i].orders, .parcels = r[i].parcels, .plan_ms = r[i].plan_ms, .window_from_ms = r[i].window_from_ms,
			.window_until_ms = r[i].window_until_ms, .metres = r[i].metres, .by_ms = r[i].by_ms, .locked = r[i].locked, .cold = r[i].cold, .warm = r[i].cold && !t->cooled, .lon_e7 = point.lon_e7, .lat_e7 = point.lat_e7,
			.outside = r[i].window_until_ms && (r[i].plan_ms < r[i].window_from_ms || r[i].plan_ms >= r[i].window_until_ms),
			.late = r[i].by_ms && (r[i].handed_ms ? r[i].handed_ms : r[i].plan_ms > cx->now_ms ? r[i].plan_ms : cx->now_ms) > r[i].by_ms,
			.place = place.name };
		(*ret_states)[i] = (struct trip_stop_state){ .arrived_ms = states[i].arrived_ms, .handed_ms = states[i].handed_ms, .loaded = states[i].sent,
			.taken = states[i].taken, .short_qty = states[i].missing, .version = states[i].version, .state = states[i].state,
			.number = states[i].number, .breach = states[i].breach };
	}
	return ERR_OK;
}

enum err trip_list(struct ctx *cx, const struct trip_filter *f, struct trip **ret, size_t *ret_n)
{
	const size_t limit = f->limit > 0 && f->limit <= DELIVERY_LIST_MAX + 1 ? (size_t)f->limit : 50;
	struct delivery_trips_row *r;

	TRY(delivery_trips(cx, (struct delivery_trips_in){ .district_id = cx->district_id, .day = f->day, .from_day = f->from_day, .shop_id = f->shop_id, .driver_id = f->driver_id,
		.place_id = f->place_id, .offer_id = f->offer_id, .state = f->state ? f->state : "", .after = f->after,
		.actor_id = cx->actor->account_id, .perm = PERM_TRIP_READ, .now_ms = cx->now_ms, .limit = (int64_t)limit }, &r, ret_n, limit));
	*ret = arena_array(&cx->mem, struct trip, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		struct trip_stop_state *states;

		(*ret)[i] = trip_of(&r[i]);
		TRY(read_stops(cx, &(*ret)[i], &states));
		(*ret)[i].states = states;
	}
	return ERR_OK;
}

enum err trip_get(struct ctx *cx, int64_t trip_id, struct trip *ret)
{
	struct trip *found;
	size_t n;

	TRY(trip_list(cx, &(struct trip_filter){ .after = trip_id - 1, .limit = 1 }, &found, &n));
	if (!n || found[0].trip_id != trip_id)
		return fail(cx, ERR_NOT_FOUND, "trip_id", "没有编号为 %lld 的车次", "there is no trip %lld", (long long)trip_id);
	*ret = found[0];
	return ERR_OK;
}

enum err trip_lines(struct ctx *cx, int64_t trip_id, struct trip_line **ret, size_t *ret_n)
{
	struct delivery_stop_lines_row *r;

	TRY(delivery_stop_lines(cx, (struct delivery_stop_lines_in){ .district_id = cx->district_id, .trip_id = trip_id, .limit = DOC_LINES_MAX }, &r, ret_n,
				DOC_LINES_MAX));
	*ret = arena_array(&cx->mem, struct trip_line, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct trip_line){ r[i].stop_no, r[i].line_no, r[i].item_id, r[i].asked, r[i].sent, r[i].taken, r[i].missing, r[i].item, r[i].unit };
	return ERR_OK;
}

enum err trip_events(struct ctx *cx, int64_t trip_id, struct trip_event **ret, size_t *ret_n)
{
	struct delivery_events_row *r;

	TRY(delivery_events(cx, (struct delivery_events_in){ .district_id = cx->district_id, .trip_id = trip_id, .limit = DELIVERY_LIST_MAX }, &r, ret_n,
			    DELIVERY_LIST_MAX));
	*ret = arena_array(&cx->mem, struct trip_event, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct trip_event){ r[i].stop_no, r[i].happened_ms, r[i].kind, r[i].rule_id, r[i].note, r[i].actor };
	return ERR_OK;
}
