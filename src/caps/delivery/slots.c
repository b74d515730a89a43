/* SPDX-License-Identifier: Apache-2.0 */
/* Staggered collection in a static zone (S3.5): who comes when, as the stairs are walked. */
#include "base/civil.h"
#include "caps/catalog/catalog.h"
#include "caps/delivery/handover.h"
#include "caps/delivery/rules.h"
#include "delivery.sql.h"

enum { HOUSEHOLDS_MAX = 5000, SLOTS_MAX = 96 };

struct slot_work { struct delivery_sorts_row *rows; size_t n; struct pickup_slot *slots; size_t n_slots; };

/* The hours of collection: the plan's windows of the day of delivery, else the offer's own. */
static enum err hours(struct ctx *cx, const struct delivery_rules *rules, const struct offer *offer, struct day_window **ret, size_t *ret_n)
{
	TRY(delivery_grid_windows(cx, rules, civil_day_of(offer->deliver_from_ms), ret, ret_n));
	if (*ret_n)
		return ERR_OK;
	*ret = arena_array(&cx->mem, struct day_window, 1);
	(*ret)[0] = (struct day_window){ .from_ms = offer->deliver_from_ms, .until_ms = offer->deliver_until_ms };
	*ret_n = 1;
	return ERR_OK;
}

static enum err load(struct ctx *cx, int64_t grid_id, int64_t offer_id, struct slot_work *w)
{
	struct delivery_rules rules;
	const struct plan_way *way;
	struct day_window *open;
	struct offer offer;
	int64_t length;
	size_t n;

	*w = (struct slot_work){ 0 };
	TRY(offer_get(cx, offer_id, &offer));
	TRY(delivery_rules_of(cx, grid_id, &rules));
	way = rules.plan ? plan_way(rules.plan, rules.zone, rules.area_kind) : NULL;
	if (!way || way->slots.unit != DUR_MS || way->slots.n < 60000)
		return ERR_OK;
	length = way->slots.n;
	TRY(hours(cx, &rules, &offer, &open, &n));
	TRY(delivery_sorts(cx, (struct delivery_sorts_in){ .district_id = cx->district_id, .grid_id = grid_id, .offer_id = offer_id,
		.limit = HOUSEHOLDS_MAX }, &w->rows, &w->n, HOUSEHOLDS_MAX));
	w->slots = arena_array(&cx->mem, struct pickup_slot, SLOTS_MAX);
	for (size_t i = 0; i < n; i++)
		for (int64_t from = open[i].from_ms; from + length <= open[i].until_ms && w->n_slots < SLOTS_MAX; from += length)
			w->slots[w->n_slots++] = (struct pickup_slot){ .from_ms = from, .until_ms = from + length, .first_door = "", .last_door = "" };
	return ERR_OK;
}

/* The k-th of n households comes in slot k * slots / n: even, and neighbours together. */
static size_t slot_of(const struct slot_work *w, size_t k)
{
	return k * w->n_slots / w->n;
}

enum err pickup_slots(struct ctx *cx, int64_t grid_id, int64_t offer_id, struct pickup_slot **ret, size_t *ret_n)
{
	struct slot_work w;

	TRY(load(cx, grid_id, offer_id, &w));
	for (size_t k = 0; w.n_slots && k < w.n; k++) {
		struct pickup_slot *s = &w.slots[slot_of(&w, k)];

		if (!s->households++)
			s->first_door = w.rows[k].door;
		s->last_door = w.rows[k].door;
	}
	*ret = w.slots;
	*ret_n = w.n_slots;
	return ERR_OK;
}

enum err pickup_slot_of(struct ctx *cx, int64_t order_id, struct pickup_slot *ret)
{
	struct slot_work w;
	struct parcel p;

	*ret = (struct pickup_slot){ .first_door = "", .last_door = "" };
	TRY(parcel_get(cx, order_id, &p));
	TRY(load(cx, p.grid_id, p.offer_id, &w));
	for (size_t k = 0; w.n_slots && k < w.n; k++)
		if (w.rows[k].order_id == order_id)
			*ret = w.slots[slot_of(&w, k)];
	return ERR_OK;
}
