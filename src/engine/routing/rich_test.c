/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route_check_rich.h"
#include "engine/routing/rich_moves.h"
#include "seeded.h"
#include "test.h"
#include <string.h>

/* Every feature alone and all together: tiny problems against every possible
 * plan, middle ones against the checker, each step against its undo. */

enum trait { KINDS = 1, DEPOTS = 2, TRIPS = 4, WINDOWS = 8, LIMITS = 16, TIME_COST = 32, RELEASE = 64, SKILLS = 128, PASSES = 256, UNITS = 512,
	     COLLECT = 1024, PAIRS = 2048, PRICES = 4096, FIXED = 8192, FORMER = 16384, ASKED = 32768, MATRIX = 65536, TRAITS = 17 };

struct world {
	struct arena mem;
	struct seeded seeded;
	struct routing_rich p;
	struct routing_call *calls;
	struct routing_vehicle *vehicles;
};

static int32_t draw(struct world *w, int32_t from, int32_t until) { return from + (int32_t)seeded_below(&w->seeded, until - from + 1); }

static int32_t *draw_matrix(struct world *w, int32_t n)
{
	int32_t *m = arena_array(&w->mem, int32_t, n * n);

	for (int32_t i = 0; i < n * n; i++)
		m[i] = i % (n + 1) ? draw(w, 60, 119) : 0;
	return m;
}

static void draw_vehicle(struct world *w, struct routing_vehicle *v, unsigned traits)
{
	struct routing_pass *passes = arena_array(&w->mem, struct routing_pass, 2);
	bool kinds = traits & KINDS;

	*v = (struct routing_vehicle){ .capacity = { kinds ? draw(w, 15, 40) : 30, draw(w, 8, 16) }, .fixed_cost = kinds ? draw(w, 0, 500) : 0,
				       .distance_cost = kinds ? draw(w, 1, 4) : 1, .time_cost = traits & TIME_COST ? draw(w, 1, 3) : 0,
				       .shift = { 0, 2000 }, .trips = traits & TRIPS ? draw(w, 1, 3) : 1, .reload_time = draw(w, 0, 30),
				       .longest = traits & LIMITS ? draw(w, 500, 900) : 0, .skills = traits & SKILLS ? (uint64_t)draw(w, 0, 3) : 0,
				       .passes = passes, .n_passes = traits & PASSES ? draw(w, 0, 2) : 0 };
	for (int32_t i = 0; i < v->n_passes; i++)
		passes[i] = (struct routing_pass){ i + 1, { draw(w, 0, 300), draw(w, 700, 2000) } };
	if (traits & DEPOTS) {
		v->start = draw(w, 0, 1);
		v->end = draw(w, 0, 1);
		v->reload = draw(w, 0, 1);
	}
	if (traits & WINDOWS)
		v->shift = (struct routing_window){ draw(w, 0, 200), draw(w, 1200, 2000) };
}

static void draw_call(struct world *w, struct routing_call *c, unsigned traits)
{
	struct routing_window *windows = arena_array(&w->mem, struct routing_window, 3);

	*c = (struct routing_call){ .demand = { draw(w, 1, 12), draw(w, 1, 6) }, .service = draw(w, 0, 40), .windows = windows };
	if (traits & WINDOWS) {
		c->n_windows = draw(w, 0, 3);
		for (int32_t i = 0, at = draw(w, 0, 300); i < c->n_windows; i++) {
			windows[i] = (struct routing_window){ at, at + draw(w, 30, 200) };
			at = windows[i].until + draw(w, 20, 300);
		}
	}
	c->release = traits & RELEASE && draw(w, 0, 1) ? draw(w, 0, 500) : 0;
	c->skills = traits & SKILLS && draw(w, 0, 2) == 0 ? (uint64_t)draw(w, 0, 3) : 0;
	c->area = traits & PASSES && draw(w, 0, 2) == 0 ? draw(w, 1, 2) : 0;
	c->collect = traits & COLLECT && draw(w, 0, 1);
	c->price = traits & PRICES && draw(w, 0, 1) ? draw(w, 1, 800) : 0;
	c->priority = draw(w, 0, 3);
}

static void world_make(struct world *w, uint64_t seed, int32_t n_stops, int32_t n_vehicles, unsigned traits)
{
	int32_t n_depots = traits & DEPOTS ? 2 : 1, n = n_depots + n_stops, *former, *fixed;
	struct routing_point *points;

	*w = (struct world){ .seeded = { seed * 977 + traits } };
	points = arena_array(&w->mem, struct routing_point, n);
	w->calls = arena_array(&w->mem, struct routing_call, n);
	w->vehicles = arena_array(&w->mem, struct routing_vehicle, n_vehicles);
	former = arena_array(&w->mem, int32_t, n);
	fixed = arena_array(&w->mem, int32_t, 4);
	w->p = (struct routing_rich){ .n_depots = n_depots, .n_stops = n_stops, .n_vehicles = n_vehicles, .n_units = traits & UNITS ? 2 : 1,
				      .points = points, .rounding = 0.5, .calls = w->calls, .vehicles = w->vehicles };
	for (int32_t i = 0; i < n; i++)
		points[i] = (struct routing_point){ (double)draw(w, 0, 150), (double)draw(w, 0, 150) };
	if (traits & MATRIX) {
		w->p.distances = draw_matrix(w, n);
		w->p.durations = draw_matrix(w, n);
	}
	for (int32_t i = 0; i < n_vehicles; i++)
		draw_vehicle(w, &w->vehicles[i], traits);
	for (int32_t i = n_depots; i < n; i++) {
		draw_call(w, &w->calls[i], traits);
		former[i] = draw(w, 0, n_vehicles);
		if (traits & ASKED && draw(w, 0, 3) == 0)
			w->calls[i].vehicle = draw(w, 1, n_vehicles);
	}
	for (int32_t i = n_depots; i + 1 < n && traits & PAIRS; i += 3) {
		w->calls[i + 1].pickup = i;
		w->calls[i].collect = w->calls[i + 1].collect = false;
		w->calls[i].price = 0;
		w->calls[i].release = 0;
	}
	if (traits & FORMER) {
		w->p.former = former;
		w->p.change_price = 70;
	}
	if (traits & FIXED) {        /* the last two stops, which are nobody's pair then */
		fixed[0] = n - 1;
		w->calls[n - 1] = (struct routing_call){ .demand = { 3, 1 } };
		for (int32_t i = n_depots; i < n; i++)
			if (w->calls[i].pickup == n - 1)
				w->calls[i].pickup = 0;
		w->vehicles[0].fixed = fixed;
		w->vehicles[0].n_fixed = 1;
	}
}

static void world_end(struct world *w) { arena_reset(&w->mem); }

/* A problem as rich_solve() wants it: what can be served by nobody gets a price. */
static void allow_for_refusals(struct world *w)
{
	struct rich_refusal *r;
	int32_t n = rich_refusals(&w->p, &w->mem, &r);

	for (int32_t i = 0; i < n; i++)
		if (r[i].why != RICH_FIXED_PART)
			w->calls[r[i].place].price = w->calls[r[i].place].price ? w->calls[r[i].place].price : 5;
		else
			w->vehicles[r[i].vehicle - 1].n_fixed = 0;
	for (int32_t c = w->p.n_depots; c < w->p.n_depots + w->p.n_stops; c++)      /* a pair is left out as one */
		if (w->calls[c].pickup)
			w->calls[w->calls[c].pickup].price = 0;
}

static struct routing_tours solve(struct world *w, int64_t iterations, uint64_t seed)
{
	struct routing_options o = { .seed = seed, .threads = 1, .budget = { .iterations = iterations } };
	struct routing_tours tours;

	rich_solve(&w->p, &o, &w->mem, &tours);
	return tours;
}

static bool is_pickup(const struct world *w, int32_t place)
{
	for (int32_t c = w->p.n_depots; c < w->p.n_depots + w->p.n_stops; c++)
		if (w->calls[c].pickup == place)
			return true;
	return false;
}

static void assert_tours_hold(struct world *w, const struct routing_tours *t, unsigned traits)
{
	struct rich_verdict v;
	int32_t n_missing = 0, n_must = 0;

	route_check_rich(&w->p, w->p.n_vehicles, t->starts, t->visits, &w->mem, &v);
	for (int32_t i = 0; i < v.n_violations; i++) {
		if (v.violations[i].flaw != RICH_FLAW_MISSING)
			fail_with("traits %x: route %d place %d: flaw %d, have %lld, need %lld", traits, v.violations[i].route, v.violations[i].place,
				  v.violations[i].flaw, (long long)v.violations[i].have, (long long)v.violations[i].need);
		n_missing++;
	}
	for (int32_t i = 0; i < t->n_left; i++)
		n_must += !w->calls[t->left[i]].price;
	assert_int_equal(n_missing, n_must);
	assert_int_equal(v.cost, t->cost);
	assert_int_equal(v.left_cost, t->left_cost);
	assert_int_equal(v.n_used, t->n_used);
	assert_int_equal(v.n_left, t->n_left);
}

/* Every order of every part of the stops with every choice of reloads, for one vehicle. */
struct tries { struct world *w; int32_t vehicle, seq[32], n; unsigned set; int64_t *cost; };

static void note_cost(struct tries *t)
{
	struct world *w = t->w;
	struct rich_verdict v;
	struct arena mem = { 0 };
	int32_t *starts = arena_array(&mem, int32_t, w->p.n_vehicles + 1);
	bool holds = true;

	for (int32_t r = t->vehicle + 1; r <= w->p.n_vehicles; r++)
		starts[r] = t->n;
	route_check_rich(&w->p, w->p.n_vehicles, starts, t->seq, &mem, &v);
	for (int32_t i = 0; i < v.n_violations; i++)
		holds &= v.violations[i].route != t->vehicle + 1;
	if (holds && (t->cost[t->set] < 0 || v.cost < t->cost[t->set]))
		t->cost[t->set] = v.cost;
	arena_reset(&mem);
}

static void try_orders(struct tries *t)
{
	struct world *w = t->w;

	if (t->n && t->seq[t->n - 1] >= w->p.n_depots)
		note_cost(t);
	for (int32_t c = w->p.n_depots; c < w->p.n_depots + w->p.n_stops; c++) {
		unsigned bit = 1u << (c - w->p.n_depots);

		if (t->set & bit)
			continue;
		t->set |= bit;
		for (int reload = 0; reload < (t->n && w->vehicles[t->vehicle].trips > 1 ? 2 : 1); reload++) {
			if (reload)
				t->seq[t->n++] = w->vehicles[t->vehicle].reload;
			t->seq[t->n++] = c;
			try_orders(t);
			t->n -= 1 + reload;
		}
		t->set &= ~bit;
	}
}

/* What is left out costs its price, and what must not be left out comes first, by priority. */
static int64_t price_of_left(const struct world *w, unsigned set)
{
	int64_t sum = 0;

	for (int32_t c = w->p.n_depots; c < w->p.n_depots + w->p.n_stops; c++)
		if (!(set & 1u << (c - w->p.n_depots)) && !is_pickup(w, c))
			sum += w->calls[c].price ? w->calls[c].price : INT64_C(10000000) * (1 + w->calls[c].priority);
	return sum;
}

static int64_t best_of_all(struct world *w)
{
	unsigned sets = 1u << w->p.n_stops;
	int64_t *best = arena_array(&w->mem, int64_t, sets), *next = arena_array(&w->mem, int64_t, sets), least = INT64_MAX;

	for (unsigned s = 1; s < sets; s++)
		best[s] = -1;
	for (int32_t v = 0; v < w->p.n_vehicles; v++) {
		struct tries t = { .w = w, .vehicle = v, .cost = arena_array(&w->mem, int64_t, sets) };

		for (unsigned s = 1; s < sets; s++)
			t.cost[s] = -1;
		if (w->vehicles[v].n_fixed)
			t.cost[0] = -1;
		try_orders(&t);
		for (unsigned s = 0; s < sets; s++) {
			next[s] = -1;
			for (unsigned part = s; ; part = (part - 1) & s) {
				if (t.cost[part] >= 0 && best[s & ~part] >= 0 && (next[s] < 0 || t.cost[part] + best[s & ~part] < next[s]))
					next[s] = t.cost[part] + best[s & ~part];
				if (!part)
					break;
			}
		}
		memcpy(best, next, sizeof *best * sets);
	}
	for (unsigned s = 0; s < sets; s++)
		if (best[s] >= 0 && best[s] + price_of_left(w, s) < least)
			least = best[s] + price_of_left(w, s);
	return least;
}

static void compare_with_every_plan(unsigned traits, uint64_t seeds)
{
	for (uint64_t seed = 1; seed <= seeds; seed++) {
		struct world w;
		struct routing_tours tours;
		int64_t best, cost;

		world_make(&w, seed, 4, 2 + (int32_t)(seed % 2), traits);
		allow_for_refusals(&w);
		best = best_of_all(&w);
		tours = solve(&w, 1500, seed);
		assert_tours_hold(&w, &tours, traits);
		cost = tours.cost;
		for (int32_t i = 0; i < tours.n_left; i++)
			if (!is_pickup(&w, tours.left[i]))
				cost += w.calls[tours.left[i]].price ? w.calls[tours.left[i]].price
					: INT64_C(10000000) * (1 + w.calls[tours.left[i]].priority);
		if (cost != best)
			fail_with("traits %x seed %d: %lld, the best is %lld", traits, (int)seed, (long long)cost, (long long)best);
		world_end(&w);
	}
}

#define SMALL(name, traits) static void name(void **state) { (void)state; compare_with_every_plan(traits, 6); }
SMALL(small_problems_with_vehicles_that_differ_are_solved_to_the_best_plan, KINDS)
SMALL(small_problems_with_two_depots_too, DEPOTS)
SMALL(small_problems_with_several_trips_too, TRIPS | RELEASE)
SMALL(small_problems_with_several_windows_too, WINDOWS)
SMALL(small_problems_with_a_longest_time_too, LIMITS | WINDOWS)
SMALL(small_problems_with_a_price_on_time_too, TIME_COST | WINDOWS)
SMALL(small_problems_with_skills_passes_and_asked_vehicles_too, SKILLS | PASSES | ASKED)
SMALL(small_problems_with_two_units_too, UNITS | TRIPS)
SMALL(small_problems_with_goods_collected_too, COLLECT)
SMALL(small_problems_with_pairs_too, PAIRS | KINDS)
SMALL(small_problems_with_prices_for_leaving_out_too, PRICES | LIMITS)
SMALL(small_problems_with_a_trip_under_way_too, FIXED | KINDS)
SMALL(small_problems_with_a_former_plan_too, FORMER)
SMALL(small_one_way_problems_too, MATRIX | WINDOWS | KINDS)

static void small_problems_with_everything_are_solved_to_the_best_plan(void **state)
{
	(void)state;
	compare_with_every_plan((1u << TRAITS) - 1, 10);
	compare_with_every_plan((1u << TRAITS) - 1 - MATRIX - COLLECT, 10);
}

static void every_constraint_alone_and_all_together_hold(void **state)
{
	(void)state;
	for (int trait = 0; trait <= TRAITS + 6; trait++) {
		unsigned traits = trait < TRAITS ? 1u << trait : trait == TRAITS ? (1u << TRAITS) - 1 : (0x9e37u * (unsigned)trait & ((1u << TRAITS) - 1)) | (trait % 2 ? WINDOWS | TIME_COST : 0);
		struct world w;
		struct routing_tours tours;

		world_make(&w, (uint64_t)trait + 1, 60, 12, traits);
		allow_for_refusals(&w);
		tours = solve(&w, 300, 1);
		assert_tours_hold(&w, &tours, traits);
		world_end(&w);
	}
}

/* Leaving early meets the first window of one stop and then waits long for the other. */
static void a_later_departure_that_meets_a_later_window_is_found(void **state)
{
	static const struct routing_window twice[] = { { 0, 100 }, { 1000, 1100 } }, late[] = { { 1000, 1200 } };
	struct world w;
	struct routing_tours tours;
	struct rich_verdict v;

	(void)state;
	world_make(&w, 2, 2, 1, 0);
	w.vehicles[0].time_cost = 1;
	w.vehicles[0].longest = 700;
	for (int32_t c = 1; c <= 2; c++) {
		w.calls[c].windows = c == 1 ? twice : late;
		w.calls[c].n_windows = c == 1 ? 2 : 1;
		w.calls[c].service = 10;
	}
	tours = solve(&w, 100, 1);
	assert_tours_hold(&w, &tours, 0);
	assert_int_equal(tours.n_left, 0);
	route_check_rich(&w.p, 1, tours.starts, tours.visits, &w.mem, &v);
	assert_true(v.halts[0].leave > 500);
	assert_int_equal(v.trips[0].time, v.trips[0].distance + 20);
	world_end(&w);
}

static void several_threads_give_tours_that_hold(void **state)
{
	(void)state;
	for (int trait = 0; trait <= TRAITS; trait += 3) {
		unsigned traits = trait < TRAITS ? 1u << trait | KINDS : (1u << TRAITS) - 1;
		struct routing_options o = { .seed = 4, .threads = 2 + trait % 2, .budget = { .iterations = 600 } };
		struct world w;
		struct routing_tours tours;

		world_make(&w, (uint64_t)trait + 70, trait % 2 ? 3 : 60, 12, traits);
		allow_for_refusals(&w);
		rich_solve(&w.p, &o, &w.mem, &tours);
		assert_tours_hold(&w, &tours, traits);
		world_end(&w);
	}
}

/* A clock of its own: over from look `over` on. */
struct looks { int64_t n, over; };

static double spent_by_looks(void *own)
{
	struct looks *l = own;

	return ++l->n >= l->over ? 1.5 : 0.25;
}

static void the_clock_is_looked_at_all_the_time(void **state)
{
	(void)state;
	for (int trait = 0; trait <= TRAITS; trait++) {
		unsigned traits = trait < TRAITS ? 1u << trait | WINDOWS : (1u << TRAITS) - 1;
		struct looks at_once = { .over = 1 }, later = { .over = 60 };
		struct routing_options o = { .seed = 1, .threads = 1, .budget = { .spent = spent_by_looks, .own = &at_once } };
		struct world w;
		struct routing_tours tours;

		world_make(&w, (uint64_t)trait + 20, 120, 24, traits);
		allow_for_refusals(&w);
		rich_solve(&w.p, &o, &w.mem, &tours);
		assert_int_equal(tours.iterations, 0);          /* over before the first plan: placed in haste, and no step */
		assert_true(at_once.n >= (traits & PAIRS ? 60 : 112) / 8);
		assert_tours_hold(&w, &tours, traits);
		o.budget.own = &later;
		rich_solve(&w.p, &o, &w.mem, &tours);
		assert_in_range(tours.iterations, 1, 4 * 60);   /* a few steps a look */
		assert_tours_hold(&w, &tours, traits);
		world_end(&w);
	}
}

static void the_same_seed_gives_the_same_tours(void **state)
{
	struct world w;
	struct routing_tours one, two, three;

	(void)state;
	world_make(&w, 3, 80, 12, KINDS | WINDOWS | TRIPS);
	allow_for_refusals(&w);
	one = solve(&w, 500, 7);
	two = solve(&w, 500, 7);
	three = solve(&w, 500, 8);
	assert_int_equal(one.cost, two.cost);
	assert_memory_equal(one.starts, two.starts, sizeof *one.starts * 13);
	assert_memory_equal(one.visits, two.visits, sizeof *one.visits * (size_t)one.starts[12]);
	assert_true(one.starts[12] != three.starts[12] || memcmp(one.visits, three.visits, sizeof *one.visits * (size_t)one.starts[12]) != 0);
	world_end(&w);
}

static void a_step_taken_back_leaves_nothing_behind(void **state)
{
	(void)state;
	for (int trait = 0; trait <= TRAITS; trait++) {
		unsigned traits = trait < TRAITS ? 1u << trait | WINDOWS : (1u << TRAITS) - 1;
		struct world w;
		struct fleet f;
		struct tours s;
		int32_t *before, *after;

		world_make(&w, 50 + (uint64_t)trait, 40, 8, traits);
		allow_for_refusals(&w);
		fleet_make(&f, &w.p, 20, &w.mem);
		tours_make(&s, &f, 5, &w.mem);
		before = arena_array(&w.mem, int32_t, 4 * f.n);
		after = arena_array(&w.mem, int32_t, 4 * f.n);
		tours_mark(&s);
		for (int32_t i = 0; i < w.vehicles[0].n_fixed; i++)
			tours_drop_absent(&s, w.vehicles[0].fixed[i]);
		if (w.vehicles[0].n_fixed)
			assert_true(tours_lay(&s, tours_new_tour(&s), f.kind_of[0], w.vehicles[0].fixed, w.vehicles[0].n_fixed));
		memcpy(before, s.absent, sizeof *before * (size_t)s.n_absent);
		rich_place(&s, before, s.n_absent);
		tours_commit(&s);
		for (int step = 0; step < 150; step++) {
			int64_t cost = s.cost, absence = s.absence;
			int32_t n = 0, n_after = 0, n_absent = s.n_absent;

			for (int32_t t = 0; t < s.n_tours; t++)
				if (s.tour[t].kind >= 0)
					n += tours_places(&s, t, before + n);
			if (step % 2 == 0 || !rich_small_move(&s, 60)) {
				tours_mark(&s);
				rich_ruin(&s, f.n_depots + step % w.p.n_stops, 8, 10);
				if (!s.broken)
					rich_recreate(&s);
			}
			assert_true(s.broken || tours_is_sound(&s));
			if (step % 4 == 3 && !s.broken) {
				tours_commit(&s);
				continue;
			}
			tours_undo(&s);
			assert_true(tours_is_sound(&s));
			assert_int_equal(s.cost, cost);
			assert_int_equal(s.absence, absence);
			assert_int_equal(s.n_absent, n_absent);
			for (int32_t t = 0; t < s.n_tours; t++)
				if (s.tour[t].kind >= 0)
					n_after += tours_places(&s, t, after + n_after);
			assert_int_equal(n, n_after);
			assert_memory_equal(before, after, sizeof *before * (size_t)n);
		}
		tours_return_to_best(&s);
		assert_true(tours_is_sound(&s));
		world_end(&w);
	}
}

static enum rich_reason reason_for(struct world *w, int32_t place)
{
	struct rich_refusal *r;
	int32_t n = rich_refusals(&w->p, &w->mem, &r);

	for (int32_t i = 0; i < n; i++)
		if (r[i].place == place)
			return r[i].why;
	return RICH_SERVABLE;
}

static void stops_that_cannot_be_served_are_named_with_the_reason(void **state)
{
	static const struct routing_window early = { 0, 3 };
	struct world w;

	(void)state;
	world_make(&w, 2, 10, 3, 0);
	for (int32_t c = 1; c <= 10; c++)
		assert_int_equal(reason_for(&w, c), RICH_SERVABLE);
	w.calls[1].demand[0] = 31;
	w.calls[2].skills = 4;
	w.calls[3].area = 7;
	w.calls[4].windows = &early;
	w.calls[4].n_windows = 1;
	w.calls[5].release = 2500;
	w.calls[6].service = 2000;
	w.calls[7].vehicle = 2;
	w.vehicles[1].capacity[0] = 0;
	w.vehicles[1].fixed = (const int32_t[]){ 8 };
	w.vehicles[1].n_fixed = 1;
	assert_int_equal(reason_for(&w, 1), RICH_TOO_MUCH);
	assert_int_equal(reason_for(&w, 2), RICH_NO_SKILL);
	assert_int_equal(reason_for(&w, 3), RICH_NO_PASS);
	assert_int_equal(reason_for(&w, 4), RICH_TOO_FAR);
	assert_int_equal(reason_for(&w, 5), RICH_RELEASED_TOO_LATE);
	assert_int_equal(reason_for(&w, 6), RICH_NO_RETURN);
	assert_int_equal(reason_for(&w, 7), RICH_TOO_MUCH);
	assert_int_equal(reason_for(&w, 0), RICH_FIXED_PART);
	for (int32_t v = 0; v < 3; v++)
		w.vehicles[v].longest = 1;
	assert_int_equal(reason_for(&w, 9), RICH_TOO_LONG);
	world_end(&w);
}

static void the_checker_finds_each_flaw(void **state)
{
	(void)state;
	for (int flaw = 0; flaw < 6; flaw++) {
		struct world w;
		struct rich_verdict v;
		int32_t starts[4] = { 0, 4, 4, 4 }, visits[4] = { 1, 2, 3, 4 };
		static const enum rich_flaw expected[] = { RICH_FLAW_TWICE, RICH_FLAW_OVERLOADED, RICH_FLAW_TRIPS, RICH_FLAW_SKILL, RICH_FLAW_PAIR,
			RICH_FLAW_TOO_LONG };
		bool found = false;

		world_make(&w, 2, 4, 3, 0);
		for (int32_t c = 1; c <= 4; c++)
			w.calls[c].demand[0] = 1;
		switch (flaw) {
		case 0: visits[3] = 1; break;
		case 1: w.calls[2].demand[0] = 30; break;
		case 2: visits[2] = 0; break;
		case 3: w.calls[2].skills = 2; break;
		case 4: w.calls[1].pickup = 2; break;
		default: w.vehicles[0].longest = 3; break;
		}
		route_check_rich(&w.p, 3, starts, visits, &w.mem, &v);
		for (int32_t i = 0; i < v.n_violations; i++)
			found |= v.violations[i].flaw == expected[flaw];
		assert_true(found);
		world_end(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_problems_with_vehicles_that_differ_are_solved_to_the_best_plan),
		cmocka_unit_test(small_problems_with_two_depots_too),
		cmocka_unit_test(small_problems_with_several_trips_too),
		cmocka_unit_test(small_problems_with_several_windows_too),
		cmocka_unit_test(small_problems_with_a_longest_time_too),
		cmocka_unit_test(small_problems_with_a_price_on_time_too),
		cmocka_unit_test(small_problems_with_skills_passes_and_asked_vehicles_too),
		cmocka_unit_test(small_problems_with_two_units_too),
		cmocka_unit_test(small_problems_with_goods_collected_too),
		cmocka_unit_test(small_problems_with_pairs_too),
		cmocka_unit_test(small_problems_with_prices_for_leaving_out_too),
		cmocka_unit_test(small_problems_with_a_trip_under_way_too),
		cmocka_unit_test(small_problems_with_a_former_plan_too),
		cmocka_unit_test(small_one_way_problems_too),
		cmocka_unit_test(small_problems_with_everything_are_solved_to_the_best_plan),
		cmocka_unit_test(every_constraint_alone_and_all_together_hold),
		cmocka_unit_test(a_later_departure_that_meets_a_later_window_is_found),
		cmocka_unit_test(several_threads_give_tours_that_hold),
		cmocka_unit_test(the_clock_is_looked_at_all_the_time),
		cmocka_unit_test(the_same_seed_gives_the_same_tours),
		cmocka_unit_test(a_step_taken_back_leaves_nothing_behind),
		cmocka_unit_test(stops_that_cannot_be_served_are_named_with_the_reason),
		cmocka_unit_test(the_checker_finds_each_flaw),
	};

	return cmocka_run_group_tests_name("rich", tests, NULL, NULL);
}
