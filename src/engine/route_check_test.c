/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route_check.h"
#include "test.h"

/* Four stops on a line, 10 apart, depot at 0; two may ride together. */
static const struct routing_point line[] = { { 0, 0 }, { 10, 0 }, { 20, 0 }, { 30, 0 }, { 40, 0 } };
static const struct routing_stop stops[] = { { 0, 0, 100, 0 }, { 5, 0, 100, 1 }, { 5, 0, 25, 1 }, { 5, 50, 60, 1 }, { 5, 0, 100, 1 } };
static const struct routing_problem problem = { .n_stops = 4, .points = line, .rounding = 0.5, .stops = stops, .windows = true,
						.capacity = 10, .vehicles = 2 };

static struct route_verdict verdict_of(struct arena *mem, const struct routing_problem *p, int32_t n_routes, const int32_t *starts,
				       const int32_t *visits)
{
	struct route_verdict v;

	route_check(p, n_routes, starts, visits, mem, &v);
	return v;
}

static void expect_one(const struct route_verdict *v, enum route_flaw flaw, int32_t route, int32_t stop, int64_t have, int64_t need)
{
	assert_int_equal(v->n_violations, 1);
	assert_int_equal(v->violations[0].flaw, flaw);
	assert_int_equal(v->violations[0].route, route);
	assert_int_equal(v->violations[0].stop, stop);
	assert_int_equal(v->violations[0].have, have);
	assert_int_equal(v->violations[0].need, need);
}

#define VERDICT(p, starts, ...) \
	verdict_of(&mem, (p), (int32_t)(sizeof(starts) / sizeof *(starts)) - 1, (starts), (const int32_t[]){ __VA_ARGS__ })

static void a_plan_that_holds_has_its_cost_and_no_flaw(void **state)
{
	struct arena mem = { 0 };
	const int32_t starts[] = { 0, 2, 2, 4 };
	struct route_verdict v = VERDICT(&problem, starts, 1, 2, 4, 3);

	(void)state;
	assert_int_equal(v.n_violations, 0);
	assert_int_equal(v.cost, 40 + 80);
	assert_int_equal(v.n_used, 2);
	arena_reset(&mem);
}

static void each_violation_is_found_and_told_apart(void **state)
{
	struct arena mem = { 0 };
	struct routing_problem small = problem, early = problem;
	struct routing_stop closing[] = { stops[0], stops[1], stops[2], stops[3], stops[4] };
	const int32_t two[] = { 0, 2, 4 }, short_one[] = { 0, 2, 3 }, long_one[] = { 0, 3, 4 }, three[] = { 0, 2, 3, 4 }, more[] = { 0, 2, 5 };
	struct route_verdict v = VERDICT(&problem, two, 1, 2, 4, 9);

	(void)state;
	assert_int_equal(v.n_violations, 2);
	assert_int_equal(v.violations[0].flaw, ROUTE_NO_SUCH_STOP);
	assert_int_equal(v.violations[0].stop, 9);
	v = VERDICT(&problem, short_one, 1, 2, 4);
	expect_one(&v, ROUTE_STOP_MISSING, 0, 3, 0, 0);
	v = VERDICT(&problem, more, 1, 2, 4, 3, 1);
	assert_int_equal(v.n_violations, 2);
	assert_int_equal(v.violations[0].flaw, ROUTE_STOP_TWICE);
	assert_int_equal(v.violations[1].flaw, ROUTE_OVERLOADED);
	v = VERDICT(&problem, long_one, 1, 2, 4, 3);
	expect_one(&v, ROUTE_OVERLOADED, 1, 0, 10, 15);
	v = VERDICT(&problem, two, 4, 2, 1, 3);
	expect_one(&v, ROUTE_TOO_LATE, 1, 2, 25, 61);
	small.vehicles = 1;
	v = VERDICT(&small, two, 1, 2, 4, 3);
	expect_one(&v, ROUTE_TOO_MANY_VEHICLES, 0, 0, 1, 2);
	closing[0].until = 80;
	early.stops = closing;
	v = VERDICT(&early, two, 1, 2, 4, 3);
	expect_one(&v, ROUTE_BACK_TOO_LATE, 2, 0, 80, 82);
	early.stops = stops;
	early.vehicles = 0;
	v = VERDICT(&early, three, 1, 2, 4, 3);
	assert_int_equal(v.n_violations, 0);
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_that_holds_has_its_cost_and_no_flaw),
		cmocka_unit_test(each_violation_is_found_and_told_apart),
	};

	return cmocka_run_group_tests_name("route_check", tests, NULL, NULL);
}
