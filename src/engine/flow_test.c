/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/flow.h"
#include "seeded.h"
#include "test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Flow is conserved, within capacities, and the prices prove that it is cheapest. */
static void check_optimal(const struct flow *f, const int64_t *supplies)
{
	int64_t *balance = calloc((size_t)f->n_nodes, sizeof *balance);

	for (int32_t a = f->n_nodes; a < f->n_arcs; a++) {
		const struct flow_arc *arc = &f->arcs[a];
		int64_t reduced = arc->cost + flow_price(f, arc->from) - flow_price(f, arc->to);

		assert_true(f->amount[a] >= 0 && f->amount[a] <= f->capacity[a]);
		assert_false(reduced < 0 && f->amount[a] < f->capacity[a]);
		assert_false(reduced > 0 && f->amount[a] > 0);
		balance[arc->from] += f->amount[a];
		balance[arc->to] -= f->amount[a];
	}
	for (int32_t i = 0; i < f->n_nodes; i++)
		assert_int_equal(balance[i], supplies[i]);
	free(balance);
}

/* Whether demand can be met at all, by the plainest augmenting paths. */
struct edge { int32_t from, to; int64_t left; };

static int64_t most_that_flows(struct edge *edges, int n_edges, int n_nodes, int source, int sink)
{
	int64_t total = 0;

	for (;;) {
		int by[64], changed = 1, v;
		int64_t push = INT64_MAX;

		memset(by, -1, sizeof by);
		by[source] = n_edges;
		while (changed) {
			changed = 0;
			for (int e = 0; e < n_edges; e++)
				if (edges[e].left && by[edges[e].from] >= 0 && by[edges[e].to] < 0) {
					by[edges[e].to] = e;
					changed = 1;
				}
		}
		if (by[sink] < 0)
			return total;
		for (v = sink; v != source; v = edges[by[v]].from)
			push = edges[by[v]].left < push ? edges[by[v]].left : push;
		for (v = sink; v != source; v = edges[by[v]].from) {
			edges[by[v]].left -= push;
			edges[by[v] ^ 1].left += push;
		}
		total += push;
		(void)n_nodes;
	}
}

static void random_networks_are_solved_or_truly_infeasible(void **state)
{
	struct seeded s = { 99 };
	int n_optimal = 0, n_infeasible = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena mem = { 0 };
		int32_t n = 2 + (int32_t)seeded_below(&s, 12), m = (int32_t)seeded_below(&s, 40);
		int64_t supplies[16] = { 0 }, wanted = 0;
		struct edge edges[256];
		int n_edges = 0;
		struct flow f;
		enum flow_state st;

		for (int32_t i = 0; i + 1 < n; i++)
			supplies[n - 1] -= supplies[i] = seeded_below(&s, 21) - 10;
		flow_begin(&f, &mem, n, supplies, 50);
		for (int32_t i = 0; i < m; i++) {
			struct edge e = { (int32_t)seeded_below(&s, n), (int32_t)seeded_below(&s, n), seeded_below(&s, 15) };

			flow_add_arc(&f, e.from, e.to, seeded_below(&s, 60) - (i % 7 ? 0 : 10), e.left);
			edges[n_edges++] = e;
			edges[n_edges++] = (struct edge){ e.to, e.from, 0 };
			if (i == m / 2)
				(void)flow_solve(&f);                /* goes on from there */
		}
		for (int32_t i = 0; i < n; i++) {
			int64_t b = supplies[i];

			edges[n_edges++] = (struct edge){ b > 0 ? n : i, b > 0 ? i : n + 1, b > 0 ? b : -b };
			edges[n_edges++] = (struct edge){ b > 0 ? i : n + 1, b > 0 ? n : i, 0 };
			wanted += b > 0 ? b : 0;
		}
		st = flow_solve(&f);
		if (most_that_flows(edges, n_edges, n + 2, n, n + 1) == wanted) {
			assert_int_equal(st, FLOW_OPTIMAL);
			check_optimal(&f, supplies);
			n_optimal++;
		} else {
			assert_int_equal(st, FLOW_INFEASIBLE);
			n_infeasible++;
		}
		arena_reset(&mem);
	}
	assert_true(n_optimal > 300 && n_infeasible > 300);
}

/* A start by greed and one from nothing end at the same cost. */
static void a_greedy_start_changes_the_way_not_the_end(void **state)
{
	struct seeded s = { 4711 };

	(void)state;
	for (int round = 0; round < 1500; round++) {
		struct arena mem = { 0 };
		int32_t n_from = 1 + (int32_t)seeded_below(&s, 8), n_to = 1 + (int32_t)seeded_below(&s, 12), n = n_from + n_to + 1;
		int64_t supplies[32] = { 0 };
		__int128 cost[2] = { 0 };
		struct flow f[2];

		for (int32_t i = 0; i < n_from + n_to; i++) {
			supplies[i] = i < n_from ? seeded_below(&s, 12) : -seeded_below(&s, 7);
			supplies[n - 1] -= supplies[i];
		}
		for (int k = 0; k < 2; k++)
			flow_begin(&f[k], &mem, n, supplies, 100);
		for (int32_t i = 0; i < n_from; i++)
			for (int32_t j = 0; j <= n_to; j++) {
				int64_t c = j == n_to ? 60 : seeded_below(&s, 20);

				for (int k = 0; k < 2; k++) {
					flow_add_arc(&f[k], i, n_from + j, c, FLOW_UNCAPPED);
					if (j < n_to && i == 0)        /* what nobody has, the last node gives */
						flow_add_arc(&f[k], n - 1, n_from + j, 90, FLOW_UNCAPPED);
				}
			}
		flow_start_greedily(&f[1]);
		for (int k = 0; k < 2; k++) {
			assert_int_equal(flow_solve(&f[k]), FLOW_OPTIMAL);
			check_optimal(&f[k], supplies);
			for (int32_t a = n; a < f[k].n_arcs; a++)
				cost[k] += (__int128)f[k].amount[a] * f[k].arcs[a].cost;
		}
		assert_true(cost[0] == cost[1]);
		arena_reset(&mem);
	}
}

static void a_negative_cycle_without_capacity_is_unbounded(void **state)
{
	struct arena mem = { 0 };
	int64_t supplies[2] = { 0, 0 };
	struct flow f;

	(void)state;
	flow_begin(&f, &mem, 2, supplies, 5);
	flow_add_arc(&f, 0, 1, -3, FLOW_UNCAPPED);
	flow_add_arc(&f, 1, 0, 2, FLOW_UNCAPPED);
	assert_int_equal(flow_solve(&f), FLOW_UNBOUNDED);
	arena_reset(&mem);
}

struct dimacs { int32_t n; int64_t *supplies, max_cost; struct { int32_t from, to; int64_t capacity, cost; } *arcs; int32_t m; };

static void read_dimacs(struct arena *mem, const char *path, struct dimacs *d)
{
	gzFile file = gzopen(path, "rb");
	char line[200];
	int32_t room = 0;

	assert_non_null(file);
	*d = (struct dimacs){ 0 };
	while (gzgets(file, line, sizeof line)) {
		long from, to, low, capacity, cost;

		if (line[0] == 'p') {
			assert_int_equal(sscanf(line, "p min %ld %ld", &from, &to), 2);
			d->n = (int32_t)from;
			room = (int32_t)to;
			d->supplies = arena_array(mem, int64_t, d->n);
			d->arcs = arena_new(mem, sizeof *d->arcs * (size_t)room);
		} else if (line[0] == 'n') {
			assert_int_equal(sscanf(line, "n %ld %ld", &from, &to), 2);
			d->supplies[from - 1] = to;
		} else if (line[0] == 'a') {
			assert_int_equal(sscanf(line, "a %ld %ld %ld %ld %ld", &from, &to, &low, &capacity, &cost), 5);
			assert_true(d->m < room && low == 0);
			d->arcs[d->m].from = (int32_t)from - 1;
			d->arcs[d->m].to = (int32_t)to - 1;
			d->arcs[d->m].capacity = capacity;
			d->arcs[d->m++].cost = cost;
			d->max_cost = cost > d->max_cost ? cost : d->max_cost;
		}
	}
	gzclose(file);
}

static void the_published_networks_reach_the_optimum_another_solver_found(void **state)
{
	FILE *best = fopen("../shared/data/bench/mcf/BKS.csv", "r");
	char line[200], name[100], path[200];
	long long optimum;

	(void)state;
	if (!best)
		skip();
	while (fgets(line, sizeof line, best)) {
		struct arena mem = { 0 };
		struct dimacs d;
		struct flow f;
		__int128 cost = 0;

		if (sscanf(line, "%99[^,],%lld", name, &optimum) != 2)
			continue;                                    /* the header */
		snprintf(path, sizeof path, "../shared/data/bench/mcf/%s.min.gz", name);
		read_dimacs(&mem, path, &d);
		flow_begin(&f, &mem, d.n, d.supplies, d.max_cost);
		for (int32_t a = 0; a < d.m; a++)
			flow_add_arc(&f, d.arcs[a].from, d.arcs[a].to, d.arcs[a].cost, d.arcs[a].capacity);
		assert_int_equal(flow_solve(&f), FLOW_OPTIMAL);
		check_optimal(&f, d.supplies);
		for (int32_t a = f.n_nodes; a < f.n_arcs; a++)
			cost += (__int128)f.amount[a] * f.arcs[a].cost;
		assert_true(cost == optimum);
		arena_reset(&mem);
	}
	fclose(best);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_networks_are_solved_or_truly_infeasible),
		cmocka_unit_test(a_greedy_start_changes_the_way_not_the_end),
		cmocka_unit_test(a_negative_cycle_without_capacity_is_unbounded),
		cmocka_unit_test(the_published_networks_reach_the_optimum_another_solver_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
