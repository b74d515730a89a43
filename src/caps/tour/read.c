/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/tour/tour_work.h"
#include "base/civil.h"
#include "base/text.h"
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
bool tour_lane_may(const struct tour_work *w, const struct tour_work_lane *l, enum perm perm)
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
		lanes[n].may_edit = tour_lane_may(&w, l, PERM_TOUR_EDIT) && !text_equal(l->out.state, "broken");
		lanes[n].may_approve = tour_lane_may(&w, l, PERM_TOUR_APPROVE) && text_equal(l->out.state, "planned") && !l->out.refused && l->made_by != cx->actor->account_id &&
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
