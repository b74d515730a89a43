/* SPDX-License-Identifier: Apache-2.0 */
/* A plan of a day: the lanes a caller sent, solved, changed or driven as they are, and compared with what was. */
#include "caps/tour/tour_work.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

static struct tour_work_lane *kept_of(struct tour_work *w, int64_t tour_id)
{
	for (size_t i = 0; i < w->n_kept; i++)
		if (w->kept[i].out.tour_id == tour_id)
			return &w->kept[i];
	return NULL;
}

/* Who drives is in the register, has his licence on the day and the right to go for the place. */
static enum err check_crew(struct tour_work *w, const struct tour_work_lane *l, size_t no)
{
	const char *field = arena_print(&w->cx->mem, "lanes[%zu]", no);
	struct party_held trips, goods;
	struct ctx *cx = w->cx;

	if (!l->vehicle.active)
		return fail(cx, ERR_BLOCKED, field, "%s已停用", "%s is not in use", l->out.plate);
	if (!l->driver.active || l->driver.licence_until < w->day)
		return fail(cx, ERR_BLOCKED, field, "%s已停用或准驾证件到那天已过期", "%s is not in use, or the licence has run out by then", l->out.driver);
	TRY(party_holds(cx, l->out.driver_id, PERM_TRIP_DRIVE, l->home_path, &trips));
	TRY(party_holds(cx, l->out.driver_id, PERM_DISPATCH_CARRY, l->home_path, &goods));
	return trips.how || goods.how ? ERR_OK :
		fail(cx, ERR_BLOCKED, field, "%s没有在“%s”出车的权限，请先授权", "%s may not drive for \"%s\" yet; grant it first", l->out.driver, l->out.home);
}

/* Each order is taken on once and brought once, in that order, by one vehicle. */
static enum err read_halts(struct tour_work *w, const struct tour_lane_ask *in, struct tour_work_lane *l, size_t no)
{
	const struct tour_halt_ask *h = in->halts.at;
	struct ctx *cx = w->cx;

	l->steps = arena_array(&cx->mem, struct tour_step, in->halts.n + 1);
	l->n_steps = 0;
	for (size_t i = 0; i < in->halts.n; i++) {
		const char *field = arena_print(&cx->mem, "lanes[%zu].halts[%zu]", no, i);
		struct tour_order *o = tour_work_order(w, h[i].dispatch_id);

		if (!o || !(o->waits || o->out.tour_id || kept_of(w, in->tour_id)))
			return fail(cx, ERR_NOT_FOUND, field, "没有等着派车的调拨单 %lld", "no dispatch order %lld waits for a vehicle", (long long)h[i].dispatch_id);
		if (o->dropped)                                /* refused or recalled: nobody drives it any more */
			continue;
		if (!o->waits && o->out.tour_id && !kept_of(w, o->out.tour_id))
			return fail(cx, ERR_CONFLICT, field, "%s已经排在别的日子", "%s is planned for another day already", o->out.number);
		if (h[i].unload != o->take || (o->take && o->place != (int32_t)no + 1))
			return fail(cx, ERR_BAD_INPUT, field, "%s须在同一辆车上先装后卸，各一次", "%s is taken on once and then brought once, by one vehicle", o->out.number);
		if (h[i].unload)
			o->place = -1;
		else
			o->take = true, o->place = (int32_t)no + 1;       /* used as a mark until the problem is made */
		o->chosen = true;
		l->steps[l->n_steps++] = (struct tour_step){ .order = (int32_t)(o - w->orders), .unload = h[i].unload };
	}
	for (size_t i = 0; i < l->n_steps; i++)
		if (w->orders[l->steps[i].order].place > 0)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lanes[%zu]", no), "%s装了车却没有卸", "%s is taken on and never brought",
				    w->orders[l->steps[i].order].out.number);
	return ERR_OK;
}

static enum err same_crew_twice(struct tour_work *w, size_t no)
{
	for (size_t k = 0; k < no; k++)
		if (w->lanes[k].out.vehicle_id == w->lanes[no].out.vehicle_id || w->lanes[k].out.driver_id == w->lanes[no].out.driver_id)
			return fail(w->cx, ERR_BAD_INPUT, arena_print(&w->cx->mem, "lanes[%zu]", no), "同一辆车或同一位驾驶员写了两次", "a vehicle or driver is named twice");
	return ERR_OK;
}

static enum err crew_is_free(struct tour_work *w, const struct tour_ask *ask, const struct tour_work_lane *l)
{
	const struct tour_lane_ask *in = ask->lanes.at;

	for (size_t i = 0; i < w->n_kept; i++) {
		const struct tour_work_lane *k = &w->kept[i];
		bool here = text_equal(k->out.state, "broken");

		for (size_t j = 0; j < ask->lanes.n; j++)
			here |= in[j].tour_id == k->out.tour_id;
		if (!here && (k->out.vehicle_id == l->out.vehicle_id || k->out.driver_id == l->out.driver_id))
			return fail(w->cx, ERR_BLOCKED, "lanes", "%s（%s）这天已经有一车，请在那一车上加单", "%s (%s) has a tour that day already; add to that one",
				    k->out.plate, k->out.driver);
	}
	return ERR_OK;
}

static enum err read_lane(struct tour_work *w, const struct tour_lane_ask *in, const struct tour_ask *ask, size_t no)
{
	const char *field = arena_print(&w->cx->mem, "lanes[%zu]", no);
	struct tour_work_lane *l = &w->lanes[no], *kept = in->tour_id ? kept_of(w, in->tour_id) : NULL;
	struct ctx *cx = w->cx;
	struct place home;

	if (in->tour_id && !kept)
		return fail(cx, ERR_NOT_FOUND, field, "这一天没有编号为 %lld 的派车单", "there is no tour %lld on this day", (long long)in->tour_id);
	if (kept && in->version != kept->stored_version)
		return fail(cx, ERR_STALE, field, "%s这一车别人刚改过，请刷新再办", "the tour of %s was changed meanwhile; reload", kept->out.plate);
	if (kept && !text_equal(kept->out.state, "planned") && !text_equal(kept->out.state, "approved"))
		return fail(cx, ERR_BAD_STATE, field, "%s这一车已经停运，不能再排", "the tour of %s has ended", kept->out.plate);
	if (kept)
		*l = *kept;
	else
		l->out = (struct tour_lane){ .state = "planned", .made_by = "", .approved_by = "", .refused_by = "", .refused_why = "" };
	TRY(tour_work_crew(w, l, in->vehicle_id, in->driver_id));
	l->out.day = w->day;
	if (kept && kept->under_way && (kept->out.vehicle_id != in->vehicle_id || kept->out.driver_id != in->driver_id))
		return fail(cx, ERR_BAD_STATE, field, "%s已在路上，不能换车换人", "%s is under way; vehicle and driver stay", kept->out.plate);
	TRY(place_need(cx, PERM_TOUR_EDIT, l->vehicle.place_id, &home));
	if (!kept || kept->out.vehicle_id != in->vehicle_id || kept->out.driver_id != in->driver_id)
		TRY(check_crew(w, l, no));
	TRY(same_crew_twice(w, no));
	TRY(crew_is_free(w, ask, l));
	l->from_s = ask->from_min ? ask->from_min * 60 : kept ? (kept->out.depart - w->zero_ms) / 1000 : w->from_s;
	if (!l->under_way && l->from_s < (cx->now_ms - w->zero_ms) / 1000)
		l->from_s = (cx->now_ms - w->zero_ms) / 1000;
	if (l->under_way)
		l->from_s = (kept->out.depart - w->zero_ms) / 1000;
	return read_halts(w, in, l, no);
}

enum err tour_work_lanes(struct tour_work *w, const struct tour_ask *ask)
{
	const struct tour_lane_ask *in = ask->lanes.at;
	const struct tour_order_ask *only = ask->orders.at;
	struct ctx *cx = w->cx;

	if (!ask->lanes.n || ask->lanes.n > TOUR_LANES_MAX)
		return fail(cx, ERR_BAD_INPUT, "lanes", "请选 1 至 %d 辆车，各配一位驾驶员", "choose 1 to %d vehicles, each with its driver", TOUR_LANES_MAX);
	if (ask->from_min && ask->until_min && ask->until_min <= ask->from_min)
		return fail(cx, ERR_BAD_INPUT, "until_min", "收车时间须晚于出车时间", "vehicles must be back after they leave");
	w->from_s = ask->from_min ? ask->from_min * 60 : w->from_s;
	w->until_s = ask->until_min ? ask->until_min * 60 : w->until_s;
	w->lanes = arena_array(&cx->mem, struct tour_work_lane, ask->lanes.n);
	for (size_t i = 0; i < ask->lanes.n; i++) {
		TRY(read_lane(w, &in[i], ask, i));
		w->n_lanes++;
	}
	for (size_t i = 0; i < w->n_orders; i++) {
		struct tour_order *o = &w->orders[i];

		bool mine = !o->out.tour_id || o->waits;

		for (size_t k = 0; k < w->n_lanes; k++)
			mine |= o->out.tour_id == w->lanes[k].out.tour_id;
		if (o->chosen && !mine)
			return fail(cx, ERR_CONFLICT, "lanes", "%s已经排在另一车上，要把那一车一起改", "%s is on another tour; change that one with it", o->out.number);
		for (size_t k = 0; k < w->n_lanes; k++)                /* taken off a lane that is here: it belongs to the plan still */
			o->chosen |= o->out.tour_id && o->out.tour_id == w->lanes[k].out.tour_id && !o->dropped;
		if (o->waits && o->reaches && !o->chosen)
			o->chosen = !ask->orders.n;
		for (size_t k = 0; k < ask->orders.n && o->waits && o->reaches; k++)
			o->chosen |= only[k].dispatch_id == o->out.dispatch_id;
		if (o->chosen && !o->reaches)
			return fail(cx, ERR_FORBIDDEN, "lanes", "%s从“%s”出库，那里的派车不归您管", "%s leaves from \"%s\", where you may not plan tours", o->out.number, o->out.from_place);
	}
	return ERR_OK;
}

static enum err take_all(struct tour_work *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_orders; i++)
		n += w->orders[i].take = w->orders[i].chosen && (!w->orders[i].out.over || w->orders[i].place);
	if (n > TOUR_ORDERS_MAX)
		return fail(w->cx, ERR_TOO_LARGE, "orders", "一次最多排 %d 单，现有 %zu 单，请先选一部分", "at most %d orders at once, there are %zu; choose some of them",
			    TOUR_ORDERS_MAX, n);
	return n || w->n_lanes ? ERR_OK : fail(w->cx, ERR_BAD_STATE, "orders", "没有等着派车的调拨单", "no dispatch order waits for a vehicle");
}

void tour_plan_out(struct tour_work *w, struct tour_plan_out *ret)
{
	struct tour_lane *lanes = arena_array(&w->cx->mem, struct tour_lane, w->n_lanes + 1);

	for (size_t i = 0; i < w->n_lanes; i++)
		lanes[i] = tour_work_lane_out(w, &w->lanes[i]);
	ret->day = w->day;
	ret->lanes = (struct list){ lanes, w->n_lanes };
	ret->roads_zh = w->how.zh;
	ret->roads_en = w->how.en;
	ret->now = tour_sum(w);
	tour_work_spare(w, ret);
}

enum err tours_plan(struct ctx *cx, const struct tour_ask *ask, struct tour_plan_out *ret)
{
	struct tour_left *left = NULL;
	struct tour_work w;
	size_t n = 0;

	*ret = (struct tour_plan_out){ 0 };
	TRY(tour_work_open(cx, ask->day, PERM_TOUR_EDIT, &w));
	TRY(tour_work_lanes(&w, ask));
	TRY(tour_work_measure(&w));
	tour_drive(&w);
	ret->was = tour_sum(&w);
	if (ask->solve) {
		TRY(take_all(&w));
		tour_solve(&w, ask->again, &left, &n);
	} else if (ask->move.dispatch_id) {
		TRY(tour_move_order(&w, &ask->move));
	}
	if (ask->solve || ask->move.dispatch_id)
		tour_drive(&w);
	tour_plan_out(&w, ret);
	ret->left = (struct list){ left, n };
	return ERR_OK;
}
