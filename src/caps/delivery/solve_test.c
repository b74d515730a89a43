/* SPDX-License-Identifier: Apache-2.0 */
/* Every proposal of days drawn by chance holds before the independent checker, and by the rules of this room looked at anew. */
#include "caps/delivery/solve_world.h"
#include "engine/route_check_rich.h"
#include "test.h"
#include <string.h>

enum { DAYS = 10, STEPS = 400 };

static bool is_left(const struct routing_tours *t, int32_t place)
{
	for (int32_t i = 0; i < t->n_left; i++)
		if (t->left[i] == place)
			return true;
	return false;
}

static void by_the_checker(struct ctx *cx, const struct solved *solved, uint64_t seed)
{
	struct rich_verdict v;

	if (!solved->problem.n_stops)
		return;
	route_check_rich(&solved->problem, solved->problem.n_vehicles, solved->tours.starts, solved->tours.visits, &cx->mem, &v);
	for (int32_t i = 0; i < v.n_violations; i++)
		if (v.violations[i].flaw != RICH_FLAW_MISSING || !is_left(&solved->tours, v.violations[i].place))
			fail_with("day %llu: flaw %d at place %d of route %d", (unsigned long long)seed, (int)v.violations[i].flaw, v.violations[i].place,
				  v.violations[i].route);
	assert_int_equal(v.cost, solved->tours.cost);
}

/* Load, area, one vehicle per village, and each stop once; what is left has its reason. */
static void by_the_rules(const struct proposal *p, const struct run_orders *runs)
{
	int64_t village[DRAWN_VILLAGES + 1] = { 0 };

	for (size_t r = 0; r < runs->n; r++) {
		const struct lane_work *l = &p->crews[runs->at[r].crew];
		int64_t load = 0;

		assert_true(runs->at[r].n <= TRIP_STOPS_MAX);
		for (size_t i = 0; i < runs->at[r].n; i++) {
			struct wanted_stop *s = &p->stops[runs->at[r].stops[i]];

			assert_int_equal(s->lane, -1);
			s->lane = (int)r;
			load += s->orders;
			assert_true(proposal_reaches(l, s->path));
			if (!s->fleet.rule)
				continue;
			assert_true(!village[s->fleet.unit_id] || village[s->fleet.unit_id] == l->vehicle.vehicle_id);
			village[s->fleet.unit_id] = l->vehicle.vehicle_id;
		}
		assert_true(!l->vehicle.parcels || load <= l->vehicle.parcels);
	}
	for (size_t i = 0; i < p->n_stops; i++)
		assert_true((p->stops[i].lane < 0) == (p->stops[i].zh != NULL));
}

static void every_plan_of_a_drawn_day_holds_before_the_checker(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= DAYS; seed++) {
		struct ctx cx = { .now_ms = 1 };
		struct solved solved = { .steps = STEPS };
		struct proposal p = drawn_day(&cx, seed, 8 + seed * 4, 3 + seed % 7);
		struct run_orders runs;

		proposal_admit(&cx, &p);
		proposal_solve(&cx, &p, &runs, &solved);
		by_the_checker(&cx, &solved, seed);
		by_the_rules(&p, &runs);
		arena_reset(&cx.mem);
	}
}

static void the_same_day_gives_the_same_plan(void **state)
{
	struct run_orders runs[2];
	struct ctx cx = { .now_ms = 1 };

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct solved solved = { .steps = STEPS };
		struct proposal p = drawn_day(&cx, 7, 40, 6);

		proposal_admit(&cx, &p);
		proposal_solve(&cx, &p, &runs[i], &solved);
	}
	assert_int_equal(runs[0].n, runs[1].n);
	for (size_t r = 0; r < runs[0].n; r++) {
		assert_int_equal(runs[0].at[r].crew, runs[1].at[r].crew);
		assert_int_equal(runs[0].at[r].n, runs[1].at[r].n);
		assert_memory_equal(runs[0].at[r].stops, runs[1].at[r].stops, runs[0].at[r].n * sizeof *runs[0].at[r].stops);
	}
	arena_reset(&cx.mem);
}

/* The times shown are those of the plan: driven again, no stop with a window is reached after it, and the vehicle is back in its shift. */
static void times_keep_the_windows_the_plan_kept(void **state)
{
	struct ctx cx = { .now_ms = 1 };
	struct solved solved = { .steps = STEPS };
	struct proposal p = drawn_day(&cx, 11, 30, 8);
	struct run_orders runs;

	(void)state;
	for (size_t i = 0; i < p.n_stops; i++)
		p.stops[i].by_ms = 0;
	proposal_admit(&cx, &p);
	proposal_solve(&cx, &p, &runs, &solved);
	assert_true(runs.n > 0);
	for (size_t r = 0, k; r < runs.n; r++) {
		struct lane_work l = p.crews[runs.at[r].crew];

		for (k = 0; k < r; k++)
			if (runs.at[k].crew == runs.at[r].crew)
				l.from_ms = p.crews[runs.at[k].crew].back_ms + REFILL_MS;
		for (size_t i = 0; i < runs.at[r].n; i++)
			arena_push(&cx.mem, l.stops, l.n_stops, l.stops_room) = &p.stops[runs.at[r].stops[i]];
		proposal_times(&p, &l);
		p.crews[runs.at[r].crew].back_ms = l.back_ms;
		assert_true(l.depart_ms >= l.from_ms && l.back_ms <= l.until_ms);
		for (size_t i = 0; i < l.n_stops; i++)
			assert_true(!l.stops[i]->window_until_ms || (l.stops[i]->plan_ms >= l.stops[i]->window_from_ms && l.stops[i]->plan_ms < l.stops[i]->window_until_ms));
	}
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_plan_of_a_drawn_day_holds_before_the_checker),
		cmocka_unit_test(the_same_day_gives_the_same_plan),
		cmocka_unit_test(times_keep_the_windows_the_plan_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
