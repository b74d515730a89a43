/* SPDX-License-Identifier: Apache-2.0 */
/* Every way of the prepared graph against plain Dijkstra written here, on nets with
 * one-way, zero-length and parallel links, loops and parts that do not hang together. */
#include "engine/road/graph.h"
#include "engine/geo.h"
#include "seeded.h"
#include "test.h"
#include <string.h>

struct world { struct arena mem; struct road_place *nodes; struct road_link *links; uint32_t n_nodes, n_links; };

static struct road_net net_of(const struct world *w) { return (struct road_net){ w->n_nodes, w->n_links, w->nodes, w->links }; }

static void link_put(struct world *w, uint32_t from, uint32_t to, uint32_t ms, uint32_t decimetres)
{
	w->links[w->n_links++] = (struct road_link){ from, to, ms, decimetres < ms ? decimetres : ms };
}

/* Plain Bellman-Ford in rounds would do; Dijkstra without a heap is as plain and faster. */
static void plain(const struct world *w, uint32_t from, uint64_t *way)
{
	bool *done = arena_array((struct arena *)&w->mem, bool, w->n_nodes);

	for (uint32_t i = 0; i < w->n_nodes; i++)
		way[i] = UINT64_MAX;
	way[from] = 0;
	for (;;) {
		uint32_t best = UINT32_MAX;

		for (uint32_t i = 0; i < w->n_nodes; i++)
			if (!done[i] && way[i] != UINT64_MAX && (best == UINT32_MAX || way[i] < way[best]))
				best = i;
		if (best == UINT32_MAX)
			return;
		done[best] = true;
		for (uint32_t i = 0; i < w->n_links; i++) {
			const struct road_link *l = &w->links[i];
			uint64_t next = way[best] + ((uint64_t)l->ms << 32) + l->decimetres;

			if (l->from == best && next >> 32 <= ROAD_WAY_MS_MAX && next < way[l->to])
				way[l->to] = next;
		}
	}
}

static void check_all(struct world *w)
{
	struct road_net net = net_of(w);
	struct road_graph g;
	uint32_t n = w->n_nodes, *at = arena_array(&w->mem, uint32_t, n), *number = arena_array(&w->mem, uint32_t, n);
	uint32_t *ms = arena_array(&w->mem, uint32_t, n * n), *decimetres = arena_array(&w->mem, uint32_t, n * n);
	uint64_t *way = arena_array(&w->mem, uint64_t, n);

	assert_int_equal(road_bad_link(&net), w->n_links);
	road_prepare(&net, &w->mem, &g);
	assert_true(road_graph_sound(&g));
	for (uint32_t i = 0; i < n; i++)        /* places of the tests are all different, and say the node */
		number[g.places[i].lon_e7] = i;
	for (uint32_t i = 0; i < n; i++)
		at[i] = number[i];
	road_matrix(&g, at, n, ms, decimetres);
	for (uint32_t i = 0; i < n; i++) {
		plain(w, i, way);
		for (uint32_t k = 0; k < n; k++) {
			assert_int_equal(ms[i * n + k], way[k] == UINT64_MAX ? ROAD_NO_WAY : way[k] >> 32);
			assert_int_equal(decimetres[i * n + k], way[k] == UINT64_MAX ? ROAD_NO_WAY : (uint32_t)way[k]);
		}
		for (uint32_t k = 0; k < n; k++) {      /* one part: ways both there and back */
			bool there = ms[i * n + k] != ROAD_NO_WAY, back = ms[k * n + i] != ROAD_NO_WAY;

			assert_int_equal(g.parts[at[i]] == g.parts[at[k]], there && back);
		}
	}
}

static void begin(struct world *w, uint32_t nodes, uint32_t links)
{
	*w = (struct world){ .n_nodes = nodes };
	w->nodes = arena_array(&w->mem, struct road_place, nodes);
	w->links = arena_array(&w->mem, struct road_link, links);
	for (uint32_t i = 0; i < nodes; i++)
		w->nodes[i] = (struct road_place){ (int32_t)i, 0 };
}

static void random_nets_have_the_ways_of_plain_dijkstra(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 40; seed++) {
		struct seeded s = { seed };
		uint32_t n = (uint32_t)(2 + seeded_below(&s, 50)), m = (uint32_t)seeded_below(&s, 4 * n);
		struct world w;

		begin(&w, n, m);
		for (uint32_t i = 0; i < m; i++)
			link_put(&w, (uint32_t)seeded_below(&s, n), (uint32_t)seeded_below(&s, n),
				 (uint32_t)(seeded_below(&s, 4) ? seeded_below(&s, 1000) : 0), (uint32_t)seeded_below(&s, 600));
		check_all(&w);
		arena_reset(&w.mem);
	}
}

static void streets_of_a_grid_have_the_ways_of_plain_dijkstra(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		enum { SIDE = 11 };
		struct seeded s = { seed };
		struct world w;

		begin(&w, SIDE * SIDE, SIDE * SIDE * 8);
		for (uint32_t y = 0; y < SIDE; y++)
			for (uint32_t x = 0; x < SIDE; x++)
				for (uint32_t side = 0; side < 2; side++) {
					uint32_t a = y * SIDE + x, b = side ? a + SIDE : a + 1, ms = seed < 3 ? 1000 : (uint32_t)(500 + seeded_below(&s, 3000));

					if ((side ? y : x) == SIDE - 1 || !seeded_below(&s, 8))
						continue;                        /* streets that are not there */
					link_put(&w, a, b, ms, 900);
					if (seeded_below(&s, 4))                 /* else one-way */
						link_put(&w, b, a, ms, 900);
					if (!seeded_below(&s, 9))                /* a faster lane beside it */
						link_put(&w, a, b, ms / 2, 450);
				}
		check_all(&w);
		arena_reset(&w.mem);
	}
}

static void of_equally_fast_ways_the_shortest_is_told(void **state)
{
	struct world w;
	struct road_graph g;
	uint32_t ms[16], decimetres[16], at[4], number[4];
	struct road_net net;

	(void)state;
	begin(&w, 4, 8);
	link_put(&w, 0, 1, 1000, 900);
	link_put(&w, 1, 3, 1000, 900);
	link_put(&w, 0, 2, 1000, 300);
	link_put(&w, 2, 3, 1000, 300);
	net = net_of(&w);
	road_prepare(&net, &w.mem, &g);
	for (uint32_t i = 0; i < 4; i++)
		number[g.places[i].lon_e7] = i;
	for (uint32_t i = 0; i < 4; i++)
		at[i] = number[i];
	road_matrix(&g, at, 4, ms, decimetres);
	assert_int_equal(ms[3], 2000);
	assert_int_equal(decimetres[3], 600);
	assert_int_equal(ms[3 * 4], ROAD_NO_WAY);
	arena_reset(&w.mem);
}

static void nothing_overflows_on_the_longest_ways(void **state)
{
	enum { N = 60 };
	struct world w;

	(void)state;
	begin(&w, N, N);
	for (uint32_t i = 0; i + 1 < N; i++)
		link_put(&w, i, i + 1, ROAD_LINK_MS_MAX, ROAD_LINK_MS_MAX);
	check_all(&w);
	arena_reset(&w.mem);
}

static void links_that_cannot_be_are_named(void **state)
{
	const struct road_place nodes[2] = { { 0, 0 }, { 1, 0 } };
	struct road_link good = { 0, 1, 100, 100 }, bad[4] = { { 0, 2, 1, 0 }, { 2, 0, 1, 0 }, { 0, 1, 10, 11 }, { 0, 1, ROAD_LINK_MS_MAX + 1, 0 } };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct road_link links[2] = { good, bad[i] };

		assert_int_equal(road_bad_link(&(struct road_net){ 2, 2, nodes, links }), 1);
	}
}

/* Two rings of 300 nodes far apart, and a blind one-way alley that is nobody's nearest. */
static void points_snap_to_the_nearest_node_that_leads_somewhere(void **state)
{
	enum { RING = 300 };
	struct seeded s = { 7 };
	struct road_graph g;
	struct road_net net;
	struct world w;
	int32_t far;

	(void)state;
	begin(&w, 2 * RING + 1, 2 * RING + 1);
	for (uint32_t i = 0; i < 2 * RING; i++) {
		w.nodes[i] = (struct road_place){ 1203000000 + (int32_t)seeded_below(&s, 1000000) + (i < RING ? 0 : 5000000), 303000000 + (int32_t)seeded_below(&s, 1000000) };
		link_put(&w, i, i % RING == RING - 1 ? i + 1 - RING : i + 1, 5000, 300);
	}
	w.nodes[2 * RING] = (struct road_place){ 1203500000, 303500000 };
	link_put(&w, 2 * RING, 0, 1000, 100);
	net = net_of(&w);
	road_prepare(&net, &w.mem, &g);
	assert_int_equal(g.n_parts, 3);
	assert_int_equal(g.part_nodes[0], RING);
	assert_int_equal(g.part_nodes[2], 1);
	for (int round = 0; round < 300; round++) {
		struct road_place p = { 1203000000 + (int32_t)seeded_below(&s, 6000000), 303000000 + (int32_t)seeded_below(&s, 1000000) };
		struct geo_point here = geo_point(p.lon_e7 / 1e7, p.lat_e7 / 1e7);
		int32_t limit = (int32_t)(200 + seeded_below(&s, 3000)), best = INT32_MAX;
		uint32_t got = road_nearest(&g, p, limit, &far);

		for (uint32_t i = 0; i < 2 * RING; i++) {
			struct geo_point there = geo_point(w.nodes[i].lon_e7 / 1e7, w.nodes[i].lat_e7 / 1e7);
			int32_t metres = geo_metres(&here, &there);

			best = metres < best ? metres : best;
		}
		assert_int_equal(got != ROAD_NOWHERE, best <= limit);
		if (got != ROAD_NOWHERE)
			assert_int_equal(far, best);
	}
	arena_reset(&w.mem);
}

static void a_net_without_links_or_nodes_is_a_graph(void **state)
{
	struct arena mem = { 0 };
	struct road_graph g;
	int32_t far;
	struct world w;

	(void)state;
	road_prepare(&(struct road_net){ 0 }, &mem, &g);
	assert_true(road_graph_sound(&g));
	assert_int_equal(road_nearest(&g, (struct road_place){ 0, 0 }, 1000, &far), ROAD_NOWHERE);
	road_matrix(&g, NULL, 0, NULL, NULL);
	arena_reset(&mem);
	begin(&w, 3, 0);
	check_all(&w);
	arena_reset(&w.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_nets_have_the_ways_of_plain_dijkstra),
		cmocka_unit_test(streets_of_a_grid_have_the_ways_of_plain_dijkstra),
		cmocka_unit_test(of_equally_fast_ways_the_shortest_is_told),
		cmocka_unit_test(nothing_overflows_on_the_longest_ways),
		cmocka_unit_test(links_that_cannot_be_are_named),
		cmocka_unit_test(points_snap_to_the_nearest_node_that_leads_somewhere),
		cmocka_unit_test(a_net_without_links_or_nodes_is_a_graph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
