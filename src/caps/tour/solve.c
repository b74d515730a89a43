/* SPDX-License-Identifier: Apache-2.0 */
/* Orders given to vehicles by the routing engine, and one order moved by hand to where it costs least. */
#include "caps/tour/tour_work.h"
#include "base/civil.h"

enum { STEPS_LEAST = 400, STEPS_A_HALT = 120, STEPS_TIMES_HALTS = 2000000, LATE_MIN_FEN = 100 };

struct lefts { struct tour_work *w; struct tour_left *at; size_t n, room; };

static void leave_out(struct lefts *l, struct tour_order *o, const char *zh, const char *en)
{
	o->take = false;
	arena_push(&l->w->cx->mem, l->at, l->n, l->room) = (struct tour_left){ o->out.dispatch_id, o->out.number, o->out.to_place, zh, en };
}

static bool all_frozen(const struct tour_work *w)
{
	bool all = true;

	for (size_t i = 0; i < w->n_lanes; i++)
		all &= w->lanes[i].frozen;
	return all;
}

static void leave_refused(struct lefts *l, struct tour_order *o, const struct rich_refusal *r)
{
	struct arena *mem = &l->w->cx->mem;
	const struct { const char *zh, *en; } need = o->out.cold && o->out.hazard ? (typeof(need)){ "冷藏又能运危险品的车", "cooled vehicle that may carry hazardous goods" } :
		o->out.cold ? (typeof(need)){ "冷藏车", "cooled vehicle" } : (typeof(need)){ "能运危险品的车", "vehicle that may carry hazardous goods" };
	char clock[30];

	switch (all_frozen(l->w) ? RICH_NO_VEHICLE : r->why) {
	case RICH_NO_SKILL:
		leave_out(l, o, arena_print(mem, "要一辆%s，选的车里没有", need.zh), arena_print(mem, "it takes a %s; none is chosen", need.en));
		break;
	case RICH_NO_PASS:
		leave_out(l, o, "选的车和驾驶员都不准去那一片，请加一辆", "no chosen vehicle with its driver may go there; add one");
		break;
	case RICH_TOO_MUCH:
		leave_out(l, o, arena_print(mem, "一车装不下：这一单要 %lld，最大的车只能装 %lld（公斤、升或件），请分单或换大车", (long long)r->need, (long long)r->have),
			arena_print(mem, "too much for one vehicle: %lld against %lld (kg, litres or parcels); split the order or take a larger one",
				    (long long)r->need, (long long)r->have));
		break;
	case RICH_NO_VEHICLE:
		leave_out(l, o, "没有可用的车：都在路上或已锁定", "no vehicle is free: all are under way or locked");
		break;
	default:
		civil_write_time(l->w->zero_ms + r->need * 1000, clock);
		leave_out(l, o, r->need >= TRAVEL_NO_WAY ? "路网里没有去那里的路" : arena_print(mem, "今天来不及：最早 %.5s 才到，过了收货或收车时间", clock + 11),
			r->need >= TRAVEL_NO_WAY ? "the roads do not lead there" : arena_print(mem, "not today: at %.5s at the earliest, past the hours of the unit or the vehicle", clock + 11));
	}
}

/* What a frozen lane does is no part of the problem. */
static void leave_frozen(struct tour_work *w)
{
	for (size_t i = 0; i < w->n_lanes; i++)
		for (size_t k = 0; k < w->lanes[i].n_steps && w->lanes[i].frozen; k++)
			w->orders[w->lanes[i].steps[k].order].take = false;
}

/* What no vehicle can take is said before any solving; what is only late by the plan is brought late. */
static void say_refusals(struct lefts *l, bool again)
{
	struct tour_work *w = l->w;

	for (size_t i = 0; i < w->n_lanes; i++)
		w->lanes[i].frozen |= w->lanes[i].out.locked;
	leave_frozen(w);
	for (int round = 0; round < 4; round++) {
		struct rich_refusal *r;
		struct tour_model m;
		int32_t n;

		tour_model_make(w, false, again, &m);
		n = rich_refusals(&m.p, &w->cx->mem, &r);
		for (int32_t i = 0; i < n; i++) {
			struct tour_order *o = r[i].place ? (struct tour_order *)(uintptr_t)m.order_of[r[i].place] : NULL;

			if (!o)
				w->lanes[r[i].vehicle - 1].frozen = true;      /* what it does already cannot be replayed: it takes nothing more */
			else if (!o->relaxed && o->out.by && r[i].why > RICH_TOO_MUCH)
				o->relaxed = true;
			else if (o->take)
				leave_refused(l, o, &r[i]);
		}
		leave_frozen(w);
		if (!n)
			return;
	}
}

static void take_tours(struct tour_work *w, const struct tour_model *m, const struct routing_tours *t)
{
	for (size_t i = 0; i < w->n_lanes; i++) {
		struct tour_work_lane *l = &w->lanes[i];

		if (l->frozen)
			continue;
		l->n_steps = 0;
		l->steps = arena_array(&w->cx->mem, struct tour_step, t->starts[i + 1] - t->starts[i] + 1);
		for (int32_t k = t->starts[i]; k < t->starts[i + 1]; k++)
			l->steps[l->n_steps++] = (struct tour_step){ .order = (int32_t)(m->order_of[t->visits[k]] - w->orders), .unload = m->is_unload[t->visits[k]] };
	}
}

/* So many steps that a request stays short; a step costs more the more halts there are: a fixed number, so that the same day gives the same plan. */
static int64_t budget(int32_t n_halts)
{
	const int64_t wanted = STEPS_LEAST + (int64_t)n_halts * STEPS_A_HALT, most = STEPS_TIMES_HALTS / n_halts;

	return wanted < most ? wanted : most;
}

/* Solves from the lanes as they are (former), which take_tours() then replaces: kept apart, because a second round starts from the same. */
void tour_solve(struct tour_work *w, bool again, struct tour_left **ret_left, size_t *ret_n)
{
	struct lefts l = { .w = w };
	struct routing_tours tours;
	struct tour_model m;
	bool relaxed = false;

	say_refusals(&l, again);
	for (int round = 0; round < 2; round++) {
		tour_model_make(w, false, again, &m);
		if (!m.p.n_stops || !m.p.n_vehicles)
			break;
		rich_solve(&m.p, &(struct routing_options){ .seed = 1, .threads = 1, .budget = { .iterations = budget(m.p.n_stops) } }, &w->cx->mem, &tours);
		relaxed = false;
		for (int32_t i = 0; i < tours.n_left && !round; i++) {
			struct tour_order *o = (struct tour_order *)(uintptr_t)m.order_of[tours.left[i]];

			relaxed |= !o->relaxed && o->out.by;
			o->relaxed = true;
		}
		if (!relaxed)
			break;
	}
	if (m.p.n_stops && m.p.n_vehicles) {
		for (int32_t i = 0; i < tours.n_left; i++)
			if (m.is_unload[tours.left[i]])
				leave_out(&l, (struct tour_order *)(uintptr_t)m.order_of[tours.left[i]], "选的车都没有空位或时间了，请加一辆",
					  "no chosen vehicle has room or time left; add one");
		take_tours(w, &m, &tours);
	}
	*ret_left = l.at;
	*ret_n = l.n;
}

/* ---- one order by hand ---- */

/* Fen of a lane driven so, a minute late at LATE_MIN_FEN, too much on board at a price nobody pays. */
static int64_t price_of(const struct tour_work *w, const struct tour_work_lane *l, const struct tour_step *steps, size_t n)
{
	int64_t clock = l->from_s, metres = 0, late = 0, over = 0, load[3] = { 0 };
	const int64_t room[3] = { l->out.kg, l->out.litres, l->out.parcels };
	int32_t at = l->home;

	for (size_t i = 0; i < n; i++) {
		const struct tour_order *o = &w->orders[steps[i].order];
		int32_t to = steps[i].unload ? o->drop : o->pick;
		size_t way = (size_t)at * w->n_spots + (size_t)to;
		const int64_t goods[3] = { o->out.kg, o->out.litres, o->out.parcels };
		int64_t opens = (o->out.opens - w->zero_ms) / 1000, by = (o->out.by - w->zero_ms) / 1000;

		clock += w->seconds[way];
		metres += w->metres[way];
		if (steps[i].unload && o->out.by && clock > by)
			late += (clock - by) / 60 + 1;
		if (steps[i].unload && o->out.closes && clock < opens)
			clock = opens;
		clock += steps[i].unload ? o->unload_s : o->load_s;
		for (int u = 0; u < 3; u++) {
			load[u] += steps[i].unload ? -goods[u] : goods[u];
			over += room[u] && load[u] > room[u];
		}
		at = to;
	}
	clock += w->seconds[(size_t)at * w->n_spots + (size_t)l->home];
	metres += w->metres[(size_t)at * w->n_spots + (size_t)l->home];
	return metres * TOUR_KM_FEN / 1000 + (clock - l->from_s) * TOUR_HOUR_FEN / 3600 + late * LATE_MIN_FEN + over * INT64_C(1000000000);
}

static void take_off(struct tour_work_lane *l, int32_t order)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].order != order)
			l->steps[n++] = l->steps[i];
	l->n_steps = n;
}

/* Before this nothing can be put any more: what is done, and what is locked. */
static size_t first_free(const struct tour_work *w, const struct tour_work_lane *l)
{
	size_t first = 0;

	for (size_t i = 0; i < l->n_steps && l->under_way; i++) {
		const struct tour_order *o = &w->orders[l->steps[i].order];

		if (o->out.over || (!l->steps[i].unload && o->out.under_way && !o->out.aboard))
			first = i + 1;
	}
	return first;
}

static void put_in(struct tour_work *w, struct tour_work_lane *l, int32_t order)
{
	const size_t n = l->n_steps;
	struct tour_step *trial = arena_array(&w->cx->mem, struct tour_step, n + 2), *best = arena_array(&w->cx->mem, struct tour_step, n + 2);
	int64_t least = INT64_MAX;

	for (size_t a = first_free(w, l); a <= n; a++)
		for (size_t b = a; b <= n; b++) {
			int64_t price;
			size_t k = 0;

			for (size_t i = 0; i <= n; i++) {
				if (i == a)
					trial[k++] = (struct tour_step){ .order = order };
				if (i == b)
					trial[k++] = (struct tour_step){ .order = order, .unload = true };
				if (i < n)
					trial[k++] = l->steps[i];
			}
			price = price_of(w, l, trial, n + 2);
			if (price >= least)
				continue;
			least = price;
			for (size_t i = 0; i < n + 2; i++)
				best[i] = trial[i];
		}
	l->steps = best;
	l->n_steps = n + 2;
}

enum err tour_move_order(struct tour_work *w, const struct tour_move *move)
{
	struct tour_order *o = tour_work_order(w, move->dispatch_id);
	struct ctx *cx = w->cx;
	int32_t order;

	if (!o || (!o->waits && !o->chosen) || !o->reaches)
		return fail(cx, ERR_NOT_FOUND, "move.dispatch_id", "没有等着派车的调拨单 %lld", "no dispatch order %lld waits for a vehicle", (long long)move->dispatch_id);
	if (move->to < 0 || move->to > (int64_t)w->n_lanes)
		return fail(cx, ERR_BAD_INPUT, "move.to", "方案里只有 %zu 辆车", "the plan has %zu vehicles", w->n_lanes);
	order = (int32_t)(o - w->orders);
	if (o->out.over || (o->out.under_way && !o->out.aboard))
		return fail(cx, ERR_BAD_STATE, "move.dispatch_id", "%s已经装车出发，不能改派", "%s has left already", o->out.number);
	if (o->out.locked)
		return fail(cx, ERR_BLOCKED, "move.dispatch_id", "%s锁定在车上，先解锁再移", "%s is locked to its vehicle; unlock it first", o->out.number);
	for (size_t i = 0; i < w->n_lanes; i++)
		for (size_t k = 0; k < w->lanes[i].n_steps; k++)
			if (w->lanes[i].steps[k].order == order && w->lanes[i].out.locked)
				return fail(cx, ERR_BLOCKED, "move.dispatch_id", "%s这一车已锁定，先解锁再移", "the tour of %s is locked; unlock it first", w->lanes[i].out.plate);
	if (move->to && w->lanes[move->to - 1].out.locked)
		return fail(cx, ERR_BLOCKED, "move.to", "%s这一车已锁定，先解锁再移", "the tour of %s is locked; unlock it first", w->lanes[move->to - 1].out.plate);
	for (size_t i = 0; i < w->n_lanes; i++)
		take_off(&w->lanes[i], order);
	if (move->to)
		put_in(w, &w->lanes[move->to - 1], order);
	return ERR_OK;
}
