/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/tour/tour_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "tour.sql.h"

/* The driver, who may at the vehicle's home, and who may at a warehouse it loads at. */
static bool sees(const struct tour_work *w, const struct tour_work_lane *l)
{
	bool sees = l->out.driver_id == w->cx->actor->account_id || ctx_may(w->cx, PERM_TOUR_READ, l->home_path);

	for (size_t i = 0; i < l->n_steps; i++)
		sees |= w->orders[l->steps[i].order].reaches;
	return sees;
}

/* At the vehicle's home and at every warehouse it loads at. */
static bool may(const struct tour_work *w, const struct tour_work_lane *l, enum perm perm)
{
	bool may = ctx_may(w->cx, perm, l->home_path);

	for (size_t i = 0; i < l->n_steps; i++)
		may &= ctx_may(w->cx, perm, w->spots[w->orders[l->steps[i].order].pick].path) || w->orders[l->steps[i].order].out.aboard;
	return may;
}

enum err tours_of_day(struct ctx *cx, const struct tour_day_ask *ask, struct tour_plan_out *ret)
{
	struct tour_lane *lanes;
	struct tour_work w;
	size_t n = 0;

	*ret = (struct tour_plan_out){ .day = ask->day, .roads_zh = "", .roads_en = "" };
	TRY(tour_work_open(cx, ask->day, PERM_TOUR_READ, &w));
	lanes = arena_array(&cx->mem, struct tour_lane, w.n_kept + 1);
	w.lanes = w.kept;
	w.n_lanes = w.n_kept;
	for (size_t i = 0; i < w.n_kept; i++) {
		const struct tour_work_lane *l = &w.kept[i];

		if ((ask->tour_id && l->out.tour_id != ask->tour_id) || !sees(&w, l) || (ask->mine && l->out.driver_id != cx->actor->account_id))
			continue;
		lanes[n] = tour_work_lane_out(&w, l);
		lanes[n].may_edit = may(&w, l, PERM_TOUR_EDIT) && !text_equal(l->out.state, "broken");
		lanes[n].may_approve = may(&w, l, PERM_TOUR_APPROVE) && text_equal(l->out.state, "planned") && l->made_by != cx->actor->account_id &&
				       l->changed_by != cx->actor->account_id;
		n++;
	}
	ret->lanes = (struct list){ lanes, n };
	if (!ask->mine && !ask->tour_id)
		tour_work_spare(&w, ret);
	return ERR_OK;
}

enum err tours_one(struct ctx *cx, int64_t tour_id, struct tour_lane *ret, struct list *ret_events)
{
	struct tour_plan_out day = { 0 };
	struct tour_event *events;
	struct tour_events_row *e;
	struct tour_rows_row *r;
	size_t n;

	TRY(tour_rows(cx, (struct tour_rows_in){ cx->district_id, 0, tour_id, 1 }, &r, &n, 1));
	if (n)
		TRY(tours_of_day(cx, &(struct tour_day_ask){ .day = r->day, .tour_id = tour_id }, &day));
	if (!day.lanes.n)
		return fail(cx, ERR_NOT_FOUND, "tour_id", "没有编号为 %lld 的派车单", "there is no tour %lld", (long long)tour_id);
	*ret = *(struct tour_lane *)day.lanes.at;
	TRY(tour_events(cx, (struct tour_events_in){ cx->district_id, tour_id, 500 }, &e, &n, 500));
	events = arena_array(&cx->mem, struct tour_event, n + 1);
	for (size_t i = 0; i < n; i++)
		events[i] = (struct tour_event){ e[i].kind, e[i].number, e[i].note, e[i].actor, e[i].at_ms };
	*ret_events = (struct list){ events, n };
	return ERR_OK;
}

/* ---- what planning must know ---- */

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

enum err tours_say_vehicle(struct ctx *cx, int64_t vehicle_id, int64_t kg, int64_t litres, bool hazard)
{
	struct vehicle v;
	struct place home;

	TRY(vehicle_get(cx, vehicle_id, &v));
	TRY(place_need(cx, PERM_TOUR_EDIT, v.place_id, &home));
	return tour_put_vehicle(cx, (struct tour_put_vehicle_in){ cx->district_id, vehicle_id, kg, litres, hazard });
}

enum err tours_say_item(struct ctx *cx, int64_t item_id, int64_t grams, int64_t ml)
{
	struct item item;

	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	TRY(item_get(cx, item_id, &item));
	return tour_put_item(cx, (struct tour_put_item_in){ cx->district_id, item_id, grams, ml });
}

enum err tours_say_hours(struct ctx *cx, int64_t place_id, int64_t from_min, int64_t until_min)
{
	struct place place;

	TRY(place_need(cx, PERM_TOUR_EDIT, place_id, &place));
	if (until_min <= from_min)
		return fail(cx, ERR_BAD_INPUT, "until_min", "停止收货须晚于开始收货", "goods are taken from an earlier time to a later one");
	return tour_put_hours(cx, (struct tour_put_hours_in){ cx->district_id, place_id, from_min, until_min });
}
