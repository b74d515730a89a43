/* SPDX-License-Identifier: Apache-2.0 */
/* A proposed trip becomes one: its row, a document for each stop, the orders that ride. */
#include "caps/delivery/propose.h"
#include "base/text.h"
#include "caps/packing/packing.h"
#include "delivery.sql.h"

static enum err goods_of(struct ctx *cx, const struct wanted_stop *s, struct doc *doc)
{
	size_t room = 0, n;

	for (size_t g = 0; g < s->n_parts; g++) {
		struct delivery_waiting_goods_row *r;

		TRY(delivery_waiting_goods(cx, (struct delivery_waiting_goods_in){ .district_id = cx->district_id, .offer_id = s->parts[g].offer_id,
			.grid_id = s->parts[g].grid_id, .limit = DOC_LINES_MAX }, &r, &n, DOC_LINES_MAX));
		for (size_t i = 0; i < n; i++) {
			struct doc_line *l = NULL;

			for (size_t k = 0; k < doc->n_lines && !l; k++)
				if (doc->lines[k].item_id == r[i].item_id)
					l = &doc->lines[k];
			if (!l) {
				l = &arena_push(&cx->mem, doc->lines, doc->n_lines, room);
				*l = (struct doc_line){ .item_id = r[i].item_id, .owner_id = doc->owner_id };
			}
			l->counter[ASKED] += r[i].qty;
		}
	}
	return ERR_OK;
}

enum err proposal_keep_stop(struct ctx *cx, const struct proposal *p, const struct lane_work *l, struct wanted_stop *s, int64_t seat)
{
	struct doc doc = { .kind = "trip", .giver_id = s->org_id, .taker_id = s->place_id, .carrier_id = l->driver.driver_id, .worker_id = s->place_id,
		.from_place_id = p->shop.place_id, .to_place_id = s->place_id, .owner_id = s->org_id };
	struct doc_moved moved;

	TRY(goods_of(cx, s, &doc));
	TRY(document_open(cx, &doc, &s->doc_id));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = s->doc_id, .verb = "plan" }, &moved));
	for (size_t g = 0; g < s->n_parts; g++)
		TRY(delivery_take_orders(cx, (struct delivery_take_orders_in){ .district_id = cx->district_id, .offer_id = s->parts[g].offer_id,
			.grid_id = s->parts[g].grid_id, .trip_id = l->trip_id, .stop_no = s->stop_no }));
	return delivery_insert_stop(cx, (struct delivery_insert_stop_in){ .district_id = cx->district_id, .trip_id = l->trip_id, .stop_no = s->stop_no,
		.seat = seat, .doc_id = s->doc_id, .place_id = s->place_id, .path = s->path, .grid_id = s->n_parts ? s->parts[0].grid_id : 0, .orders = s->orders,
		.parcels = s->orders, .by_ms = s->by_ms, .window_from_ms = s->window_from_ms, .window_until_ms = s->window_until_ms,
		.plan_ms = s->plan_ms, .metres = s->metres });
}

/* The offer all of it comes from, or 0 when there are several. */
static int64_t offer_of(const struct lane_work *l)
{
	int64_t offer_id = 0;

	for (size_t i = 0; i < l->n_stops; i++)
		for (size_t k = 0; k < l->stops[i]->n_parts; k++) {
			if (offer_id && offer_id != l->stops[i]->parts[k].offer_id)
				return 0;
			offer_id = l->stops[i]->parts[k].offer_id;
		}
	return offer_id;
}

enum err proposal_keep(struct ctx *cx, const struct proposal *p, struct lane_work *l)
{
	struct delivery_runs_row runs;

	l->trip_id = ctx_new_id(cx);
	TRY(delivery_runs(cx, (struct delivery_runs_in){ .district_id = cx->district_id, .vehicle_id = l->vehicle.vehicle_id, .day = p->day }, &runs));
	TRY(delivery_insert_trip(cx, (struct delivery_insert_trip_in){ .district_id = cx->district_id, .trip_id = l->trip_id, .day = p->day,
		.run_no = runs.runs + 1, .shop_id = p->shop.place_id, .shop_path = p->shop.path, .offer_id = offer_of(l),
		.vehicle_id = l->vehicle.vehicle_id, .driver_id = l->driver.driver_id, .depart_ms = l->depart_ms, .back_ms = l->back_ms, .metres = l->metres,
		.created_by = cx->actor->account_id, .created_ms = cx->now_ms }));
	for (size_t i = 0; i < l->n_stops; i++) {
		l->stops[i]->stop_no = (int64_t)i + 1;
		TRY(proposal_keep_stop(cx, p, l, l->stops[i], (int64_t)i + 1));
	}
	return ERR_OK;
}

enum err trip_wave(struct ctx *cx, int64_t trip_id, int64_t *ret_wave_id)
{
	struct delivery_loading_row *r;
	struct trip trip;
	size_t n;

	*ret_wave_id = 0;
	TRY(trip_get(cx, trip_id, &trip));
	if (!text_equal(trip.state, "planned"))
		return fail(cx, ERR_BAD_STATE, "trip_id", "%s 这趟车已经装车，不用再拣货", "the trip of %s is loaded already; there is nothing left to pick", trip.plate);
	TRY(delivery_loading(cx, (struct delivery_loading_in){ .district_id = cx->district_id, .trip_id = trip_id, .limit = TRIP_ORDERS_MAX + 1 }, &r, &n, TRIP_ORDERS_MAX + 1));
	for (size_t i = 0; i < n; i++) {                         /* one wave for each offer on board; the first is told */
		int64_t wave_id, *ids = arena_array(&cx->mem, int64_t, n + 1);
		bool known = false;
		size_t k = 0;

		for (size_t j = 0; j < i; j++)
			known |= r[j].offer_id == r[i].offer_id;
		for (size_t j = i; j < n && !known; j++)
			if (r[j].offer_id == r[i].offer_id)
				ids[k++] = r[j].order_id;
		if (!known)
			TRY(wave_open(cx, &(struct wave_draft){ .offer_id = r[i].offer_id, .trip_id = trip_id, .order_ids = ids, .n_orders = k,
				.name = arena_print(&cx->mem, "%s 第%lld趟", trip.plate, (long long)trip.run_no) }, &wave_id));
		if (!*ret_wave_id)
			*ret_wave_id = wave_id;
	}
	return *ret_wave_id ? ERR_OK : fail(cx, ERR_NOT_FOUND, "trip_id", "%s 这趟车没有订单", "the trip of %s has no orders", trip.plate);
}
