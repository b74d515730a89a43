/* SPDX-License-Identifier: Apache-2.0 */
/* A proposed trip becomes one: its row, a document for each stop, the orders that ride. */
#include "caps/delivery/propose.h"
#include "base/text.h"
#include "caps/packing/packing.h"
#include "delivery.sql.h"

static enum err goods_of(struct ctx *cx, const struct proposal *p, const struct wanted_stop *s, struct doc *doc)
{
	size_t room = 0, n;

	for (size_t g = 0; g < s->n_grids; g++) {
		struct delivery_waiting_goods_row *r;

		TRY(delivery_waiting_goods(cx, (struct delivery_waiting_goods_in){ .district_id = cx->district_id, .offer_id = p->offer.offer_id,
			.grid_id = s->grids[g], .limit = DOC_LINES_MAX }, &r, &n, DOC_LINES_MAX));
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
	struct doc doc = { .kind = "trip", .giver_id = p->offer.org_id, .taker_id = s->place_id, .carrier_id = l->driver.driver_id, .worker_id = s->place_id,
		.from_place_id = p->offer.shop_id, .to_place_id = s->place_id, .owner_id = p->offer.org_id };
	struct doc_moved moved;

	TRY(goods_of(cx, p, s, &doc));
	TRY(document_open(cx, &doc, &s->doc_id));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = s->doc_id, .verb = "plan" }, &moved));
	for (size_t g = 0; g < s->n_grids; g++)
		TRY(delivery_take_orders(cx, (struct delivery_take_orders_in){ .district_id = cx->district_id, .offer_id = p->offer.offer_id,
			.grid_id = s->grids[g], .trip_id = l->trip_id, .stop_no = s->stop_no }));
	return delivery_insert_stop(cx, (struct delivery_insert_stop_in){ .district_id = cx->district_id, .trip_id = l->trip_id, .stop_no = s->stop_no,
		.seat = seat, .doc_id = s->doc_id, .place_id = s->place_id, .path = s->path, .grid_id = s->n_grids ? s->grids[0] : 0, .orders = s->orders,
		.parcels = s->orders, .by_ms = s->by_ms, .window_from_ms = s->window_from_ms, .window_until_ms = s->window_until_ms,
		.plan_ms = s->plan_ms, .metres = s->metres });
}

enum err proposal_keep(struct ctx *cx, const struct proposal *p, struct lane_work *l)
{
	struct delivery_runs_row runs;

	l->trip_id = ctx_new_id(cx);
	TRY(delivery_runs(cx, (struct delivery_runs_in){ .district_id = cx->district_id, .vehicle_id = l->vehicle.vehicle_id, .day = p->day }, &runs));
	TRY(delivery_insert_trip(cx, (struct delivery_insert_trip_in){ .district_id = cx->district_id, .trip_id = l->trip_id, .day = p->day,
		.run_no = runs.runs + 1, .shop_id = p->offer.shop_id, .shop_path = p->shop.path, .offer_id = p->offer.offer_id,
		.vehicle_id = l->vehicle.vehicle_id, .driver_id = l->driver.driver_id, .depart_ms = l->depart_ms, .metres = l->metres,
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
	struct wave_draft draft;
	struct trip trip;
	int64_t *ids;
	size_t n;

	TRY(trip_get(cx, trip_id, &trip));
	if (!text_equal(trip.state, "planned"))
		return fail(cx, ERR_BAD_STATE, "trip_id", "%s 这趟车已经装车，不用再拣货", "the trip of %s is loaded already; there is nothing left to pick", trip.plate);
	TRY(delivery_loading(cx, (struct delivery_loading_in){ .district_id = cx->district_id, .trip_id = trip_id, .limit = TRIP_ORDERS_MAX + 1 }, &r, &n, TRIP_ORDERS_MAX + 1));
	ids = arena_array(&cx->mem, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = r[i].order_id;
	draft = (struct wave_draft){ .offer_id = trip.offer_id, .trip_id = trip_id, .order_ids = ids, .n_orders = n,
		.name = arena_print(&cx->mem, "%s 第%lld趟", trip.plate, (long long)trip.run_no) };
	return wave_open(cx, &draft, ret_wave_id);
}
