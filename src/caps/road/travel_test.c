/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/road/road.h"
#include "test.h"

static void without_roads_the_way_is_the_straight_line_times_a_factor(void **state)
{
	const struct travel_point points[] = { { 1, 1203000000, 303000000 }, { 2, 1203100000, 303000000 }, { 3, 1203000000, 303000000 } };
	struct ctx cx = { 0 };
	struct travel_how how;
	int32_t *metres, *seconds;

	(void)state;
	assert_int_equal(travel_matrix(&cx, points, 3, &metres, &seconds, &how), ERR_OK);
	assert_int_equal(metres[0 * 3 + 1], 960 * 130 / 100);      /* 0.01 degree at 30.3 north */
	assert_int_equal(metres[1 * 3 + 0], metres[0 * 3 + 1]);
	assert_int_equal(seconds[0 * 3 + 1], metres[1] * 60 / 400);
	assert_int_equal(metres[0 * 3 + 2], 0);
	assert_int_equal(metres[4], 0);
	assert_int_equal(how.pairs, 6);
	assert_int_equal(how.by_line, 6);
	assert_string_equal(how.zh, "按直线×1.3");
	arena_reset(&cx.mem);
}

static void too_many_points_are_refused(void **state)
{
	struct ctx cx = { 0 };
	struct travel_how how;
	int32_t *metres, *seconds;

	(void)state;
	assert_int_equal(travel_matrix(&cx, NULL, TRAVEL_POINTS_MAX + 1, &metres, &seconds, &how), ERR_TOO_LARGE);
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_roads_the_way_is_the_straight_line_times_a_factor),
		cmocka_unit_test(too_many_points_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
