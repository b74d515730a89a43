/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route.h"
#include "engine/geo.h"
#include "seeded.h"
#include "test.h"
#include <string.h>

enum { STOPS = 7 };

static void table_of(struct seeded *s, size_t n, int32_t *metres)
{
	struct geo_point at[STOPS + 1];

	for (size_t i = 0; i <= n; i++)
		at[i] = geo_point(120.3 + (double)seeded_below(s, 1000) / 5000, 30.2 + (double)seeded_below(s, 1000) / 5000);
	for (size_t i = 0; i <= n; i++)
		for (size_t k = 0; k <= n; k++)
			metres[i * (n + 1) + k] = geo_metres(&at[i], &at[k]);
}

/* The shortest of all orders, by trying them (Heap's way of making permutations). */
static int64_t shortest(const struct route_map *map)
{
	int order[STOPS], turn[STOPS] = { 0 };
	int64_t best;

	for (size_t i = 0; i < map->n; i++)
		order[i] = (int)i + 1;
	best = route_metres(map, order);
	for (size_t i = 1; i < map->n;) {
		size_t other = i % 2 ? (size_t)turn[i] : 0;
		int64_t now;
		int swap;

		if ((size_t)turn[i] >= i) {
			turn[i++] = 0;
			continue;
		}
		swap = order[other], order[other] = order[i], order[i] = swap;
		now = route_metres(map, order);
		best = now < best ? now : best;
		turn[i]++;
		i = 1;
	}
	return best;
}

static void a_route_visits_every_stop_once_and_is_nearly_the_shortest(void **state)
{
	struct seeded s = { 20261122 };
	int64_t ours = 0, best = 0;
	int worst = 0;

	(void)state;
	for (int round = 0; round < 300; round++) {
		size_t n = (size_t)seeded_below(&s, STOPS + 1);
		int32_t metres[(STOPS + 1) * (STOPS + 1)];
		struct route_map map = { metres, n, round % 2 == 0 };
		int order[STOPS + 1], again[STOPS + 1];
		bool been[STOPS + 1] = { 0 };
		struct arena mem = { 0 };
		int64_t a, b;

		table_of(&s, n, metres);
		route_order(&mem, &map, order);
		route_order(&mem, &map, again);
		for (size_t i = 0; i < n; i++) {
			assert_true(order[i] >= 1 && order[i] <= (int)n && !been[order[i]]);
			assert_int_equal(order[i], again[i]);
			been[order[i]] = true;
		}
		a = route_metres(&map, order);
		b = n ? shortest(&map) : 0;
		assert_true(a >= b);
		ours += a, best += b;
		if (b && (int)(100 * (a - b) / b) > worst)
			worst = (int)(100 * (a - b) / b);
		arena_reset(&mem);
	}
	/* Measured: 0.02 % longer over all, 5 % in the worst of them. */
	assert_true((ours - best) * 100 <= best);
	assert_true(worst <= 15);
}

static void one_way_roads_are_driven_the_right_way_round(void **state)
{
	/* A ring 0 -> 1 -> 2 -> 3 -> 0 of 10 m each; against it every leg is 100. */
	static const int32_t metres[16] = { 0, 10, 100, 100, 100, 0, 10, 100, 100, 100, 0, 10, 10, 100, 100, 0 };
	struct route_map map = { metres, 3, true };
	struct arena mem = { 0 };
	int order[3];

	(void)state;
	route_order(&mem, &map, order);
	assert_int_equal(route_metres(&map, order), 40);
	assert_int_equal(order[0], 1);
	assert_int_equal(order[2], 3);
	arena_reset(&mem);
}

static void a_hundred_stops_on_one_spot_end_at_once(void **state)
{
	struct arena mem = { 0 };
	struct route_map map = { NULL, ROUTE_STOPS_MAX, true };
	int order[ROUTE_STOPS_MAX];

	(void)state;
	map.metres = arena_array(&mem, int32_t, (ROUTE_STOPS_MAX + 1) * (ROUTE_STOPS_MAX + 1));
	route_order(&mem, &map, order);
	for (int i = 0; i < ROUTE_STOPS_MAX; i++)
		assert_int_equal(order[i], i + 1);
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_route_visits_every_stop_once_and_is_nearly_the_shortest),
		cmocka_unit_test(one_way_roads_are_driven_the_right_way_round),
		cmocka_unit_test(a_hundred_stops_on_one_spot_end_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
