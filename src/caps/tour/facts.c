/* SPDX-License-Identifier: Apache-2.0 */
/* What planning must know and the registers do not say: what vehicles take, how heavy goods are, when units take them. */
#include "caps/tour/tour_work.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "tour.sql.h"

static void crew_up(struct tour_vehicle *v, const struct driver *d, bool *used, size_t n, int64_t home_id)
{
	for (size_t i = 0; i < n && !v->driver_id; i++)
		if (!used[i] && d[i].place_id == home_id && d[i].active) {
			used[i] = true;
			v->driver_id = d[i].driver_id;
			v->driver = d[i].name;
		}
}

enum err tours_fleet(struct ctx *cx, int64_t day, struct tour_vehicle **ret, size_t *ret_n)
{
	struct tour_vehicle_facts_row *f;
	struct tour_rows_row *tours;
	struct vehicle *v;
	struct driver *d;
	size_t n_d, n_f, n_t;
	bool *used;

	TRY(vehicle_list(cx, &(struct fleet_filter){ .active_only = 1, .limit = 200 }, &v, ret_n));
	TRY(driver_list(cx, &(struct fleet_filter){ .active_only = 1, .limit = 200 }, &d, &n_d));
	TRY(tour_vehicle_facts(cx, (struct tour_vehicle_facts_in){ cx->district_id, 0, 20000 }, &f, &n_f, 20000));
	TRY(tour_rows(cx, (struct tour_rows_in){ cx->district_id, day, 0, 4 * TOUR_LANES_MAX }, &tours, &n_t, 4 * TOUR_LANES_MAX));
	used = arena_array(&cx->mem, bool, n_d + 1);
	for (size_t k = 0; k < n_t; k++)
		for (size_t i = 0; i < n_d; i++)
			used[i] |= tours[k].driver_id == d[i].driver_id && !text_equal(tours[k].state, "broken");
	*ret = arena_array(&cx->mem, struct tour_vehicle, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		struct tour_vehicle *to = &(*ret)[i];

		*to = (struct tour_vehicle){ .vehicle_id = v[i].vehicle_id, .parcels = v[i].parcels, .plate = v[i].plate, .kind = v[i].kind, .home = v[i].place,
			.area = v[i].area, .driver = "", .cold = v[i].cold };
		for (size_t k = 0; k < n_f; k++)
			if (f[k].vehicle_id == v[i].vehicle_id) {
				to->kg = f[k].kg;
				to->litres = f[k].litres;
				to->hazard = f[k].hazard;
			}
		for (size_t k = 0; k < n_t; k++)
			if (tours[k].vehicle_id == v[i].vehicle_id && !text_equal(tours[k].state, "broken"))
				to->busy_tour_id = tours[k].tour_id;
		if (!to->busy_tour_id)
			crew_up(to, d, used, n_d, v[i].place_id);
	}
	return ERR_OK;
}

/* Who saw another version than it has now wrote over what somebody else said. */
static enum err seen(struct ctx *cx, int64_t seen, int64_t version)
{
	return seen < 0 || seen == version ? ERR_OK :
		fail(cx, ERR_STALE, "version", "别人刚改过，请刷新再办", "somebody else has just changed this; reload");
}

enum err tours_one_vehicle(struct ctx *cx, int64_t vehicle_id, struct tour_capacity *ret)
{
	struct tour_vehicle_facts_row *f;
	struct vehicle v;
	struct place home;
	size_t n;

	TRY(vehicle_get(cx, vehicle_id, &v));
	TRY(place_get(cx, v.place_id, &home));
	TRY(tour_vehicle_facts(cx, (struct tour_vehicle_facts_in){ cx->district_id, vehicle_id, 1 }, &f, &n, 1));
	*ret = (struct tour_capacity){ .vehicle_id = vehicle_id, .may_edit = ctx_may(cx, PERM_TOUR_EDIT, home.path) };
	if (n) {
		ret->kg = f->kg;
		ret->litres = f->litres;
		ret->hazard = f->hazard;
		ret->version = f->version;
	}
	return ERR_OK;
}

enum err tours_say_vehicle(struct ctx *cx, const struct tour_capacity *in)
{
	struct tour_capacity now;
	struct vehicle v;
	struct place home;

	TRY(vehicle_get(cx, in->vehicle_id, &v));
	TRY(place_need(cx, PERM_TOUR_EDIT, v.place_id, &home));
	TRY(tours_one_vehicle(cx, in->vehicle_id, &now));
	TRY(seen(cx, in->version, now.version));
	return tour_put_vehicle(cx, (struct tour_put_vehicle_in){ cx->district_id, in->vehicle_id, in->kg, in->litres, in->hazard });
}

enum err tours_goods(struct ctx *cx, const struct tour_goods_ask *ask, struct tour_weight **ret, size_t *ret_n)
{
	struct tour_item_page_row *r;
	int64_t g, ml;

	TRY(tour_item_page(cx, (struct tour_item_page_in){ .district_id = cx->district_id, .find = check_like(&cx->mem, ask->search), .waiting = ask->waiting,
		.after = ask->after ? ask->after : "", .limit = ask->limit }, &r, ret_n, (size_t)ask->limit));
	*ret = arena_array(&cx->mem, struct tour_weight, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		tour_unit_says(r[i].unit, &g, &ml);
		(*ret)[i] = (struct tour_weight){ .item_id = r[i].item_id, .code = r[i].code, .zh = r[i].zh, .en = r[i].en, .unit = r[i].unit, .pack = r[i].pack,
			.pack_unit = r[i].pack_unit, .grams = r[i].grams, .ml = r[i].ml, .per = r[i].per_units, .version = r[i].version, .orders = r[i].orders,
			.unit_grams = g, .unit_ml = ml };
	}
	return ERR_OK;
}

enum err tours_say_item(struct ctx *cx, const struct tour_weight *in)
{
	struct tour_item_fact_row *now;
	struct item item;
	size_t n;

	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	TRY(item_get(cx, in->item_id, &item));
	TRY(tour_item_fact(cx, (struct tour_item_fact_in){ cx->district_id, in->item_id, 1 }, &now, &n, 1));
	TRY(seen(cx, in->version, n ? now->version : 0));
	return tour_put_item(cx, (struct tour_put_item_in){ cx->district_id, in->item_id, in->grams, in->ml, in->per });
}

enum err tours_say_hours(struct ctx *cx, int64_t place_id, int64_t from_min, int64_t until_min)
{
	struct place place;

	TRY(place_need(cx, PERM_TOUR_EDIT, place_id, &place));
	if (until_min <= from_min)
		return fail(cx, ERR_BAD_INPUT, "until_min", "停止收货须晚于开始收货", "goods are taken from an earlier time to a later one");
	return tour_put_hours(cx, (struct tour_put_hours_in){ cx->district_id, place_id, from_min, until_min });
}
