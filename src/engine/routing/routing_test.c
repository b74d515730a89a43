/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route_check.h"
#include "engine/routing/moves.h"
#include "engine/routing/start.h"
#include "seeded.h"
#include "test.h"
#include <string.h>

/* Small problems against every possible plan, middle ones against the checker. */

enum { TINY_MAX = 6, STOPS_MAX = 200 };

struct world {
	struct arena mem;
	struct seeded seeded;
	struct routing_problem p;
	struct routing_stop *stops;
	int32_t *matrix;
};

enum trait { WINDOWS = 1, MATRIX = 2, FEW_VEHICLES = 4, OWN_TIMES = 8 };

static int32_t *random_matrix(struct world *w, int32_t n)
{
	int32_t *m = arena_array(&w->mem, int32_t, n * n);

	for (int32_t i = 0; i < n * n; i++)
		m[i] = i % (n + 1) ? (int32_t)(100 + seeded_below(&w->seeded, 100)) : 0;      /* any detour is at least as long */
	return m;
}

/* Every stop can be served alone: windows open late enough to get there and close early enough to get back. */
static void random_windows(struct world *w)
{
	w->stops[0] = (struct routing_stop){ .until = 2000 };
	for (int32_t i = 1; i <= w->p.n_stops; i++) {
		int64_t there = routing_duration(&w->p, 0, i), back = routing_duration(&w->p, i, 0);
		int32_t at = (int32_t)(there + seeded_below(&w->seeded, 1900 - there - back));

		w->stops[i].from = at > 100 ? at - (int32_t)seeded_below(&w->seeded, 100) : 0;
		w->stops[i].until = at;
		w->stops[i].service = (int32_t)seeded_below(&w->seeded, 90);
	}
	w->p.windows = true;
}

static void world_make(struct world *w, uint64_t seed, int32_t n_stops, unsigned traits)
{
	struct routing_point *points;

	*w = (struct world){ .seeded = { seed } };
	w->stops = arena_array(&w->mem, struct routing_stop, n_stops + 1);
	points = arena_array(&w->mem, struct routing_point, n_stops + 1);
	w->p = (struct routing_problem){ .n_stops = n_stops, .points = points, .rounding = 0.5, .stops = w->stops, .capacity = 30 };
	for (int32_t i = 0; i <= n_stops; i++) {
		points[i] = (struct routing_point){ (double)seeded_below(&w->seeded, 300), (double)seeded_below(&w->seeded, 300) };
		w->stops[i].demand = i ? 1 + (int32_t)seeded_below(&w->seeded, 12) : 0;
	}
	if (traits & (MATRIX | OWN_TIMES))
		w->p.distances = random_matrix(w, n_stops + 1);
	if (traits & OWN_TIMES)
		w->p.durations = random_matrix(w, n_stops + 1);
	if (traits & WINDOWS)
		random_windows(w);
	if (traits & FEW_VEHICLES)
		w->p.vehicles = n_stops / 2;
}

static void world_end(struct world *w) { arena_reset(&w->mem); }

static struct routing_plan solve(struct world *w, int64_t iterations, uint64_t seed, enum routing_objective objective)
{
	struct routing_options o = { .objective = objective, .seed = seed, .threads = 1, .budget = { .iterations = iterations } };
	struct routing_plan plan;

	routing_solve(&w->p, &o, &w->mem, &plan);
	return plan;
}

static void assert_plan_holds(struct world *w, const struct routing_plan *plan)
{
	struct route_verdict v;

	route_check(&w->p, plan->n_routes, plan->starts, plan->visits, &w->mem, &v);
	for (int32_t i = 0; i < v.n_violations; i++)
		if (v.violations[i].flaw != ROUTE_STOP_MISSING)
			fail_with("route %d stop %d: flaw %d", v.violations[i].route, v.violations[i].stop, v.violations[i].flaw);
	assert_int_equal(v.n_violations, plan->n_left);
	assert_int_equal(v.cost, plan->cost);
	assert_int_equal(v.n_used, plan->n_routes);
}

/* The cheapest order in which one vehicle serves a set of stops; -1 when there is none. */
static int64_t cheapest_order(struct world *w, unsigned set, int32_t at, int64_t clock, int64_t so_far, int64_t best)
{
	const struct routing_problem *p = &w->p;

	if (!set) {
		int64_t cost = so_far + routing_distance(p, at, 0);

		return p->windows && clock + routing_duration(p, at, 0) > p->stops[0].until ? best : best < 0 || cost < best ? cost : best;
	}
	for (int32_t c = 1; c <= p->n_stops; c++) {
		int64_t reached = clock + routing_duration(p, at, c);

		if (!(set & 1u << c) || (p->windows && reached > p->stops[c].until))
			continue;
		if (p->windows)
			reached = (reached > p->stops[c].from ? reached : p->stops[c].from) + p->stops[c].service;
		best = cheapest_order(w, set & ~(1u << c), c, reached, so_far + routing_distance(p, at, c), best);
	}
	return best;
}

static int64_t set_cost(struct world *w, unsigned set)
{
	int32_t load = 0;

	for (int32_t c = 1; c <= w->p.n_stops; c++)
		load += set & 1u << c ? w->p.stops[c].demand : 0;
	return load > w->p.capacity ? -1 : cheapest_order(w, set, 0, w->p.stops[0].from, 0, -1);
}

/* The cheapest plan for a set with at most `vehicles`; -1: there is none. */
static int64_t cheapest_plan(const int64_t *cost, unsigned set, int32_t vehicles)
{
	int64_t best = -1;

	if (!set)
		return 0;
	if (!vehicles)
		return -1;
	for (unsigned part = set; part; part = (part - 1) & set) {
		int64_t rest;

		if (!(part & (set & -set)) || cost[part] < 0)
			continue;
		rest = cheapest_plan(cost, set & ~part, vehicles - 1);
		if (rest >= 0 && (best < 0 || cost[part] + rest < best))
			best = cost[part] + rest;
	}
	return best;
}

static void compare_with_every_plan(unsigned traits, enum routing_objective objective)
{
	int64_t *cost = NULL;

	for (uint64_t seed = 1; seed <= 12; seed++) {
		struct world w;
		struct routing_plan plan;
		int64_t best;

		world_make(&w, seed, 2 + (int32_t)(seed % (TINY_MAX - 1)), traits);
		cost = arena_array(&w.mem, int64_t, 2 << TINY_MAX);
		for (unsigned set = 2; set < 2u << w.p.n_stops; set += 2)
			cost[set] = set_cost(&w, set);
		best = cheapest_plan(cost, (2u << w.p.n_stops) - 2, w.p.vehicles ? w.p.vehicles : w.p.n_stops);
		plan = solve(&w, 3000, seed, objective);
		for (int32_t fleet = 1; objective == ROUTING_FLEET && fleet <= plan.n_routes; fleet++) {
			int64_t with = cheapest_plan(cost, (2u << w.p.n_stops) - 2, fleet);

			if (with < 0)
				continue;
			assert_int_equal(plan.n_routes, fleet);
			best = with;
			break;
		}
		assert_plan_holds(&w, &plan);
		if (best < 0 ? !plan.n_left : plan.n_left || plan.cost != best)
			fail_with("seed %d: %lld, left %d, the best is %lld", (int)seed, (long long)plan.cost, plan.n_left, (long long)best);
		world_end(&w);
	}
}

static void small_problems_are_solved_to_the_best_plan(void **state) { (void)state; compare_with_every_plan(0, ROUTING_DISTANCE); }
static void small_problems_with_windows_too(void **state) { (void)state; compare_with_every_plan(WINDOWS, ROUTING_DISTANCE); }
static void small_one_way_problems_too(void **state) { (void)state; compare_with_every_plan(MATRIX, ROUTING_DISTANCE); compare_with_every_plan(MATRIX | WINDOWS, ROUTING_DISTANCE); }
static void small_problems_with_few_vehicles_too(void **state) { (void)state; compare_with_every_plan(FEW_VEHICLES, ROUTING_DISTANCE); compare_with_every_plan(FEW_VEHICLES | WINDOWS, ROUTING_DISTANCE); }
static void small_problems_with_driving_times_of_their_own_too(void **state) { (void)state; compare_with_every_plan(OWN_TIMES | WINDOWS, ROUTING_DISTANCE); }

static void the_fewest_vehicles_come_first_where_asked_for(void **state) { (void)state; compare_with_every_plan(0, ROUTING_FLEET); compare_with_every_plan(WINDOWS | MATRIX, ROUTING_FLEET); }

static void every_constraint_alone_and_all_together_hold(void **state)
{
	(void)state;
	for (unsigned traits = 0; traits < 16; traits++)
		for (uint64_t seed = 1; seed <= 3; seed++) {
			struct world w;
			struct routing_plan plan;

			world_make(&w, seed, (int32_t)(20 + 40 * seed), traits);
			plan = solve(&w, 1500, seed, seed % 2 ? ROUTING_DISTANCE : ROUTING_FLEET);
			assert_plan_holds(&w, &plan);
			world_end(&w);
		}
}

static void several_threads_give_a_plan_that_holds(void **state)
{
	(void)state;
	for (unsigned traits = 0; traits < 16; traits++) {
		struct world w;
		struct routing_plan plan;
		struct routing_options o = { .seed = traits, .threads = 1 + (int)(traits % 4), .budget = { .iterations = 20000 } };

		world_make(&w, traits, traits % 5 ? STOPS_MAX : 3, traits);      /* 44 trips and more: two threads divide them, three search the whole plan */
		routing_solve(&w.p, &o, &w.mem, &plan);
		assert_plan_holds(&w, &plan);
		world_end(&w);
	}
}

static void the_same_seed_gives_the_same_plan(void **state)
{
	struct world w;
	struct routing_plan one, two, three;

	(void)state;
	world_make(&w, 5, STOPS_MAX, WINDOWS);
	one = solve(&w, 3000, 7, ROUTING_DISTANCE);
	two = solve(&w, 3000, 7, ROUTING_DISTANCE);
	three = solve(&w, 3000, 8, ROUTING_DISTANCE);
	assert_int_equal(one.cost, two.cost);
	assert_memory_equal(one.visits, two.visits, sizeof *one.visits * STOPS_MAX);
	assert_memory_not_equal(one.visits, three.visits, sizeof *one.visits * STOPS_MAX);
	world_end(&w);
}

static double at_once(void *own) { ++*(int *)own; return 1; }

struct told { int32_t n; int64_t cost; };

static double over_at_once(void *own)
{
	(void)own;
	return 1;
}

static void note_better(void *own, int64_t cost, int32_t n_routes)
{
	struct told *told = own;

	assert_true(n_routes > 0);
	told->n++;
	told->cost = cost;
}

static void the_first_plan_is_told_at_once(void **state)
{
	struct told told = { 0 };
	struct routing_options o = { .seed = 1, .threads = 1, .budget = { .spent = over_at_once, .better = note_better, .own = &told } };
	struct routing_plan plan;
	struct world w;

	(void)state;
	world_make(&w, 5, 60, WINDOWS);
	routing_solve(&w.p, &o, &w.mem, &plan);
	assert_int_equal(told.n, 1);
	assert_int_equal(told.cost, plan.cost);
	world_end(&w);
}

static void a_spent_budget_still_gives_a_whole_plan(void **state)
{
	struct world w;
	struct routing_plan plan;
	int asked = 0;
	struct routing_options o = { .threads = 1, .budget = { .spent = at_once, .own = &asked } };

	(void)state;
	world_make(&w, 6, STOPS_MAX, WINDOWS);
	routing_solve(&w.p, &o, &w.mem, &plan);
	assert_int_equal(plan.n_left, 0);
	assert_true(asked > 0);
	assert_plan_holds(&w, &plan);
	world_end(&w);
}

static void stops_that_cannot_be_served_are_named_with_the_reason(void **state)
{
	struct world w;
	struct routing_refusal *r;

	(void)state;
	world_make(&w, 9, 20, WINDOWS);
	assert_int_equal(routing_refusals(&w.p, &w.mem, &r), 0);
	w.stops[4].demand = 31;
	w.stops[7].from = 0;
	w.stops[7].until = (int32_t)routing_distance(&w.p, 0, 7) - 1;
	w.stops[9].service = 2000;
	assert_int_equal(routing_refusals(&w.p, &w.mem, &r), 3);
	assert_int_equal(r[0].stop, 4);
	assert_int_equal(r[0].why, ROUTING_TOO_MUCH);
	assert_int_equal(r[1].stop, 7);
	assert_int_equal(r[1].why, ROUTING_TOO_FAR);
	assert_int_equal(r[1].need - r[1].have, 1);
	assert_int_equal(r[2].stop, 9);
	assert_int_equal(r[2].why, ROUTING_NO_RETURN);
	world_end(&w);
}

static void stops_beyond_the_fleet_are_left_out_and_listed(void **state)
{
	struct world w;
	struct routing_plan plan;

	(void)state;
	world_make(&w, 10, 12, 0);
	for (int32_t i = 1; i <= 12; i++)
		w.stops[i].demand = 10;
	w.p.vehicles = 3;
	plan = solve(&w, 500, 1, ROUTING_DISTANCE);
	assert_int_equal(plan.n_left, 3);
	assert_plan_holds(&w, &plan);
	world_end(&w);
}

static void one_stop_alone_is_planned(void **state)
{
	struct world w;
	struct routing_plan plan;

	(void)state;
	world_make(&w, 11, 1, 0);
	plan = solve(&w, 10, 1, ROUTING_DISTANCE);
	assert_int_equal(plan.n_routes, 1);
	assert_plan_holds(&w, &plan);
	world_end(&w);
}

static bool same_plan(const struct search *s, const struct node *node, const struct trip *trip)
{
	for (int32_t c = 1; c < s->space->n; c++) {
		const struct node *a = &s->node[c], *b = &node[c];

		if (a->trip != b->trip || (a->trip >= 0 && (a->next != b->next || a->prev != b->prev || a->d_next != b->d_next
			|| a->d_prev != b->d_prev || a->depart != b->depart || a->latest != b->latest)))
			return false;
	}
	for (int32_t t = 0; t < s->space->n_trips; t++)
		if (trip[t].count != s->trip[t].count || (trip[t].count && (trip[t].first != s->trip[t].first || trip[t].last != s->trip[t].last
			|| trip[t].load != s->trip[t].load)))
			return false;
	return true;
}

static void a_step_taken_back_leaves_nothing_behind(void **state)
{
	(void)state;
	for (unsigned traits = 0; traits < 16; traits++) {
		struct world w;
		struct space space;
		struct search s;
		const struct ruin_size size = { 10, 10 };

		world_make(&w, 20 + traits, 80, traits);
		space_make(&space, &w.p, 30, &w.mem);
		search_make(&s, &space, traits, &w.mem);
		start_plan(&s);
		for (int step = 0; step < 300; step++) {
			struct node *node = arena_grow(&w.mem, s.node, sizeof *node * (size_t)space.n, sizeof *node * (size_t)space.n);
			struct trip *trip = arena_grow(&w.mem, s.trip, sizeof *trip * (size_t)space.n_trips, sizeof *trip * (size_t)space.n_trips);
			int64_t cost = s.cost;

			if (step % 3 == 0 || !(step % 3 == 1 ? exchange_tails(&s, 50) : shift_or_swap(&s, 50))) {
				search_mark(&s);
				ruin_strings(&s, 1 + chance_below(&s.chance, space.n - 1), &size);
				recreate(&s);
			}
			assert_true(s.broken || search_is_sound(&s));
			if (step % 3 && !s.broken) {
				search_commit(&s);
			} else {
				search_undo(&s);
				assert_true(same_plan(&s, node, trip));
				assert_int_equal(s.cost, cost);
			}
		}
		search_return_to_best(&s);
		assert_true(search_is_sound(&s));
		world_end(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_problems_are_solved_to_the_best_plan),
		cmocka_unit_test(small_problems_with_windows_too),
		cmocka_unit_test(small_one_way_problems_too),
		cmocka_unit_test(small_problems_with_few_vehicles_too),
		cmocka_unit_test(small_problems_with_driving_times_of_their_own_too),
		cmocka_unit_test(the_fewest_vehicles_come_first_where_asked_for),
		cmocka_unit_test(several_threads_give_a_plan_that_holds),
		cmocka_unit_test(every_constraint_alone_and_all_together_hold),
		cmocka_unit_test(the_same_seed_gives_the_same_plan),
		cmocka_unit_test(the_first_plan_is_told_at_once),
		cmocka_unit_test(a_spent_budget_still_gives_a_whole_plan),
		cmocka_unit_test(stops_that_cannot_be_served_are_named_with_the_reason),
		cmocka_unit_test(stops_beyond_the_fleet_are_left_out_and_listed),
		cmocka_unit_test(one_stop_alone_is_planned),
		cmocka_unit_test(a_step_taken_back_leaves_nothing_behind),
	};

	return cmocka_run_group_tests_name("routing", tests, NULL, NULL);
}
