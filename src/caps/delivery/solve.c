/* SPDX-License-Identifier: Apache-2.0 */
/* A shop's stops and crews as a problem of engine/routing, and its answer as runs.
 *
 * Seconds count from the day's midnight.  Crews that may go to the same stops make one
 * area; stops of that area need its pass.  Rounds: first as promised (by the promised
 * time, by the vehicle named for the grid); what finds no place so is asked again with
 * only the hard rules (the plan's windows, areas, load).  No clock: the steps are so many
 * as the size asks for, so the same input gives the same plan (docs/performance.md). */
#include "base/civil.h"
#include "caps/delivery/propose.h"
#include <string.h>

enum { UNITS = 2, ROUNDS = 2, MILLIFEN = 1000, STEPS_MIN = 100, STEPS_A_PAIR = 60, STEPS_A_STOP = 600, STEPS_TIMES_STOPS = 6000000, SEED = 1 };

struct work {
	struct ctx *cx;
	struct proposal *p;
	struct routing_rich r;
	struct routing_call *calls;
	struct routing_vehicle *vehicles;
	struct routing_pass *passes;             /* CREWS x areas */
	int32_t *stop_of, n_areas, *former;      /* place -> index of the stop */
	struct crew_set area[ROUTING_AREAS];
	bool *relaxed;                           /* by stop: only the hard rules */
};

static int32_t second(const struct proposal *p, int64_t ms)
{
	int64_t s = (ms - (p->day * DAY_MS - CHINA_OFFSET_MS)) / 1000;

	return (int32_t)(s < 0 ? 0 : s > ROUTING_NUMBER_MAX ? ROUTING_NUMBER_MAX : s);
}

/* The earliest any crew that may could be there. */
static int64_t earliest(const struct proposal *p, const struct wanted_stop *s)
{
	int64_t best = INT64_MAX;

	for (size_t k = 0; k < p->n_crews; k++)
		if (crew_in(&s->may, k) && p->crews[k].from_ms < best)
			best = p->crews[k].from_ms;
	return best + p->seconds[s->point] * INT64_C(1000);
}

/* Windows that can still be met; where none can, it is brought at any time and said to be outside. */
static void put_windows(struct work *w, struct routing_call *c, const struct wanted_stop *s, bool relaxed)
{
	struct routing_window *at = arena_array(&w->cx->mem, struct routing_window, s->n_windows + 1);
	const int64_t first = earliest(w->p, s);
	const bool promise = !relaxed && s->by_ms > first;
	int32_t n = 0;

	for (size_t i = 0; i < s->n_windows; i++)
		if (s->windows[i].until_ms > first)
			at[n++] = (struct routing_window){ second(w->p, s->windows[i].from_ms), second(w->p, s->windows[i].until_ms - 1) };
	if (promise && !n)
		at[n++] = (struct routing_window){ 0, second(w->p, s->by_ms) };
	if (promise && at[0].from <= second(w->p, s->by_ms)) {
		while (n > 1 && at[n - 1].from > second(w->p, s->by_ms))
			n--;
		if (at[n - 1].until > second(w->p, s->by_ms))
			at[n - 1].until = second(w->p, s->by_ms);
	}
	c->windows = at;
	c->n_windows = n;
}

/* The area of a set of crews; 0: all of them.  When there are more sets than areas, the stop goes to the first crew of its set. */
static void put_area(struct work *w, struct routing_call *c, const struct crew_set *may)
{
	size_t n = 0, only = 0;

	for (size_t k = w->p->n_crews; k-- > 0;)
		if (crew_in(may, k))
			n++, only = k;
	if (n == w->p->n_crews)
		return;
	if (n > 1) {
		for (int32_t a = 0; a < w->n_areas && !c->area; a++)
			if (!memcmp(&w->area[a], may, sizeof *may))
				c->area = a + 1;
		if (!c->area && w->n_areas < ROUTING_AREAS) {
			w->area[w->n_areas++] = *may;
			c->area = w->n_areas;
		}
	}
	if (!c->area)
		c->vehicle = (int32_t)only + 1;
}

static void put_stop(struct work *w, size_t i)
{
	const struct wanted_stop *s = &w->p->stops[i];
	struct routing_call *c = &w->calls[w->r.n_stops + 1];
	const struct crew_set *may = w->relaxed[i] ? &s->may : &s->prefer;

	*c = (struct routing_call){ .demand = { (int32_t)s->orders, 1 }, .service = (int32_t)(stop_service_ms(s) / 1000) };
	put_windows(w, c, s, w->relaxed[i]);
	if (s->locked && s->former >= 0 && crew_in(&s->may, (size_t)s->former))
		c->vehicle = s->former + 1;
	else
		put_area(w, c, may);
	c->priority = s->by_ms && s->by_ms < w->p->now_ms + DAY_MS ? 1 : 0;
	w->stop_of[++w->r.n_stops] = (int32_t)i;
	w->former[w->r.n_stops] = s->former + 1;
}

static void put_vehicle(struct work *w, size_t k)
{
	const struct lane_work *l = &w->p->crews[k];
	struct routing_pass *passes = w->passes + k * ROUTING_AREAS;
	struct routing_vehicle *v = &w->vehicles[k];

	*v = (struct routing_vehicle){ .capacity = { (int32_t)(l->vehicle.parcels && l->vehicle.parcels < TRIP_ORDERS_MAX ? l->vehicle.parcels : TRIP_ORDERS_MAX),
		TRIP_STOPS_MAX }, .fixed_cost = TRIP_VEHICLE_FEN * INT64_C(1000), .distance_cost = TRIP_KM_FEN, .time_cost = TRIP_HOUR_FEN * MILLIFEN / 3600,
		.shift = { second(w->p, l->from_ms), second(w->p, l->until_ms) }, .trips = (int32_t)l->trips, .reload_time = REFILL_MS / 1000, .passes = passes };
	for (int32_t a = 0; a < w->n_areas; a++)
		if (crew_in(&w->area[a], k))
			passes[v->n_passes++] = (struct routing_pass){ a + 1, { 0, ROUTING_NUMBER_MAX } };
}

static void put_ways(struct work *w)
{
	const size_t n = (size_t)w->r.n_stops + 1, all = w->p->n_points;
	int32_t *metres = arena_array(&w->cx->mem, int32_t, n * n), *seconds = arena_array(&w->cx->mem, int32_t, n * n);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			size_t a = i ? w->p->stops[w->stop_of[i]].point : 0, b = k ? w->p->stops[w->stop_of[k]].point : 0;

			metres[i * n + k] = w->p->metres[a * all + b];
			seconds[i * n + k] = w->p->seconds[a * all + b];
		}
	w->r.distances = metres;
	w->r.durations = seconds;
}

static void make(struct work *w)
{
	const struct proposal *p = w->p;

	w->n_areas = 0;
	w->calls = arena_array(&w->cx->mem, struct routing_call, p->n_stops + 1);
	w->vehicles = arena_array(&w->cx->mem, struct routing_vehicle, p->n_crews);
	w->passes = arena_array(&w->cx->mem, struct routing_pass, p->n_crews * ROUTING_AREAS);
	w->stop_of = arena_array(&w->cx->mem, int32_t, p->n_stops + 1);
	w->former = arena_array(&w->cx->mem, int32_t, p->n_stops + 1);
	w->r = (struct routing_rich){ .n_depots = 1, .n_vehicles = (int32_t)p->n_crews, .n_units = UNITS };
	for (size_t i = 0; i < p->n_stops; i++)
		if (!p->stops[i].zh)
			put_stop(w, i);
	for (size_t k = 0; k < p->n_crews; k++)
		put_vehicle(w, k);
	put_ways(w);
	w->r.calls = w->calls;
	w->r.vehicles = w->vehicles;
	if (p->change_price) {
		w->r.former = w->former;
		w->r.change_price = p->change_price * MILLIFEN;
	}
}

static const char *clock_of(struct ctx *cx, int64_t seconds)
{
	return arena_print(&cx->mem, "%02lld:%02lld", (long long)(seconds / 3600 % 24), (long long)(seconds / 60 % 60));
}

/* Why no crew could bring a stop even alone, in street words. */
static void tell(struct work *w, struct wanted_stop *s, const struct rich_refusal *r)
{
	struct arena *mem = &w->cx->mem;

	switch (r->why) {
	case RICH_TOO_MUCH:
		s->zh = arena_print(mem, "能去的车都装不下这 %lld 件，请加一辆或分两趟", (long long)s->orders);
		s->en = arena_print(mem, "no vehicle that may go there has room for %lld parcels; add one or go twice", (long long)s->orders);
		break;
	case RICH_TOO_FAR:
		s->zh = arena_print(mem, "赶不上配送时段：最早 %s 到，%s 就截止", clock_of(w->cx, r->need), clock_of(w->cx, r->have));
		s->en = arena_print(mem, "out of reach in its window: %s at the earliest, it closes at %s", clock_of(w->cx, r->need), clock_of(w->cx, r->have));
		break;
	case RICH_NO_RETURN: case RICH_TOO_LONG:
		s->zh = arena_print(mem, "送完赶不回来：最晚 %s 收车，要到 %s", clock_of(w->cx, r->have), clock_of(w->cx, r->need));
		s->en = arena_print(mem, "no vehicle is back in time: it has to be back by %s and would be at %s", clock_of(w->cx, r->have), clock_of(w->cx, r->need));
		break;
	default:
		s->zh = "没有准许去那里的车和驾驶员，请加一辆";
		s->en = "no vehicle with its driver may go there; add one";
	}
}

/* Stops nobody could serve are relaxed where they may be, else left with the reason; true: the problem has to be made anew. */
static bool refused(struct work *w)
{
	struct rich_refusal *r;
	int32_t n = rich_refusals(&w->r, &w->cx->mem, &r);

	for (int32_t i = 0; i < n; i++) {
		const int32_t stop = w->stop_of[r[i].place];

		if (!w->relaxed[stop])
			w->relaxed[stop] = true;
		else
			tell(w, &w->p->stops[stop], &r[i]);
	}
	return n > 0;
}

/* Few stops need few steps; from ten on so many for each, but a step costs more the more stops there are: 600 stops and 80 vehicles
 * have to be planned within 5 s. */
static int64_t steps_for(int64_t n_stops)
{
	const int64_t few = STEPS_MIN + n_stops * n_stops * STEPS_A_PAIR, many = n_stops * STEPS_A_STOP, most = STEPS_TIMES_STOPS / n_stops;
	const int64_t steps = few < many ? few : many;

	return steps < most ? steps : most;
}

/* Stops that found no place: asked again without the wishes; true: some were. */
static bool relax(struct work *w, const struct routing_tours *t, bool last)
{
	bool any = false;

	for (int32_t i = 0; i < t->n_left; i++) {
		const int32_t stop = w->stop_of[t->left[i]];
		struct wanted_stop *s = &w->p->stops[stop];

		if (!last && !w->relaxed[stop]) {
			w->relaxed[stop] = any = true;
		} else {
			s->zh = arena_print(&w->cx->mem, "能去的车装满了，或者时段内跑不过来：这 %lld 件排不上，请加车或加一趟", (long long)s->orders);
			s->en = arena_print(&w->cx->mem, "the vehicles that may go there are full or out of time: these %lld parcels find no place; add a vehicle or a trip",
					    (long long)s->orders);
		}
	}
	return any;
}

static void read_back(struct work *w, const struct routing_tours *t, struct run_orders *ret)
{
	size_t room = 0;

	*ret = (struct run_orders){ 0 };
	for (int32_t k = 0; k < w->r.n_vehicles; k++) {
		struct run_order *run = NULL;

		for (int32_t i = t->starts[k]; i < t->starts[k + 1]; i++) {
			if (!t->visits[i]) {                     /* back at the shop for the next run */
				run = NULL;
				continue;
			}
			if (!run) {
				run = &arena_push(&w->cx->mem, ret->at, ret->n, room);
				*run = (struct run_order){ .crew = (size_t)k, .stops = arena_array(&w->cx->mem, size_t, t->starts[k + 1] - i) };
			}
			run->stops[run->n++] = (size_t)w->stop_of[t->visits[i]];
		}
	}
}

void proposal_solve(struct ctx *cx, struct proposal *p, struct run_orders *ret, struct solved *solved)
{
	struct work w = { .cx = cx, .p = p, .relaxed = arena_array(&cx->mem, bool, p->n_stops + 1) };
	struct routing_tours t;

	*ret = (struct run_orders){ 0 };
	for (int round = 0; round < ROUNDS; round++) {
		do
			make(&w);
		while (refused(&w));
		if (!w.r.n_stops)
			return;
		rich_solve(&w.r, &(struct routing_options){ .objective = ROUTING_COST, .seed = SEED, .threads = 1, .budget = { .iterations = solved->steps ? solved->steps : steps_for(w.r.n_stops) } }, &cx->mem, &t);
		solved->problem = w.r;
		solved->tours = t;
		if (!relax(&w, &t, round + 1 == ROUNDS))
			break;
	}
	read_back(&w, &t, ret);
}
