/* SPDX-License-Identifier: Apache-2.0 */
/* Cities made up by chance: avenues and streets, a river with few bridges, one-way
 * streets, blocks that are built up.  In a "bent" one every street has two bends
 * that are nodes too, as maps have them; in a "plain" one every node is a crossing. */
#include "engine/road/graph.h"
#include "engine/road/queue.h"
#include "seeded.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { POINTS = 500, PLAIN_SOURCES = 10 };

struct city { struct arena mem; struct road_place *nodes; struct road_link *links; uint32_t n_nodes, n_links; struct seeded chance; };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A street with so many bends, fast or slow, one-way or not. */
static void street(struct city *c, uint32_t a, uint32_t b, uint32_t bends, uint32_t kmh, bool one_way)
{
	uint32_t from = a;

	for (uint32_t i = 0; i <= bends; i++) {
		uint32_t to = i == bends ? b : c->n_nodes, decimetres = (uint32_t)((1400 + seeded_below(&c->chance, 900)) / (bends + 1));
		struct road_link l;

		if (to == c->n_nodes)
			c->nodes[c->n_nodes++] = c->nodes[a];
		l = (struct road_link){ from, to, decimetres * 360 / kmh, decimetres };
		c->links[c->n_links++] = l;
		if (!one_way)
			c->links[c->n_links++] = (struct road_link){ to, from, l.ms, decimetres };
		from = to;
	}
}

static void build(struct city *c, uint32_t side, uint32_t bends)
{
	*c = (struct city){ .chance = { 20261122 } };
	c->nodes = arena_array(&c->mem, struct road_place, side * side * (1 + 2 * bends));
	c->links = arena_array(&c->mem, struct road_link, side * side * 4 * (1 + bends));
	c->n_nodes = side * side;
	for (uint32_t i = 0; i < side * side; i++)
		c->nodes[i] = (struct road_place){ 1203000000 + (int32_t)(i % side) * 18000, 303000000 + (int32_t)(i / side) * 15000 };
	for (uint32_t y = 0; y < side; y++)
		for (uint32_t x = 0; x < side; x++)
			for (uint32_t way = 0; way < 2; way++) {
				uint32_t line = way ? x : y, kmh = line % 25 == 0 ? 70 : line % 5 == 0 ? 45 : 25;
				bool river = way && y == side / 2;

				if ((way ? y : x) == side - 1 || (river && x % 25) || (kmh == 25 && !seeded_below(&c->chance, 6)))
					continue;
				street(c, y * side + x, way ? y * side + x + side : y * side + x + 1, bends, kmh, kmh == 25 && !seeded_below(&c->chance, 5));
			}
}

/* The reference: Dijkstra from one node to all, with the same queue. */
static void plain(struct arena *mem, const struct road_net *net, const uint32_t *first, const struct road_link *sorted, uint32_t from, road_weight *way)
{
	struct road_queue q = { .mem = mem };

	memset(way, 0xff, sizeof *way * net->n_nodes);
	way[from] = 0;
	road_queue_add(&q, 0, from);
	while (q.n) {
		struct road_entry e = road_queue_take(&q);

		if (e.weight > way[e.node])
			continue;
		for (uint32_t k = first[e.node]; k < first[e.node + 1]; k++) {
			road_weight next = e.weight + road_weight_of(sorted[k].ms, sorted[k].decimetres);

			if (next < way[sorted[k].to]) {
				way[sorted[k].to] = next;
				road_queue_add(&q, next, sorted[k].to);
			}
		}
	}
}

static int by_from(const void *a, const void *b)
{
	const struct road_link *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static uint32_t *sort_links(struct arena *mem, const struct road_net *net, struct road_link *links)
{
	uint32_t *first = arena_array(mem, uint32_t, net->n_nodes + 1);

	qsort(links, net->n_links, sizeof *links, by_from);
	for (uint32_t i = 0; i < net->n_links; i++)
		first[links[i].from + 1]++;
	for (uint32_t i = 0; i < net->n_nodes; i++)
		first[i + 1] += first[i];
	return first;
}

/* Nodes of the graph are numbered anew; `node_of` finds ours in it: by handing it its number for a place. */
static void measure(const char *name, uint32_t side, uint32_t bends)
{
	struct city c;
	struct road_graph g;
	uint32_t *ours, *number, *points, *ms, *decimetres;
	double prepared, matrix, reference;
	road_weight *way;

	build(&c, side, bends);
	for (uint32_t i = 0; i < c.n_nodes; i++)
		c.nodes[i] = (struct road_place){ (int32_t)i, 0 };
	struct road_net net = { c.n_nodes, c.n_links, c.nodes, c.links };

	prepared = seconds();
	road_prepare(&net, &c.mem, &g);
	prepared = seconds() - prepared;
	number = arena_array(&c.mem, uint32_t, c.n_nodes);
	ours = arena_array(&c.mem, uint32_t, POINTS);
	points = arena_array(&c.mem, uint32_t, POINTS);
	ms = arena_array(&c.mem, uint32_t, POINTS * POINTS);
	decimetres = arena_array(&c.mem, uint32_t, POINTS * POINTS);
	for (uint32_t i = 0; i < c.n_nodes; i++)
		number[g.places[i].lon_e7] = i;
	for (uint32_t i = 0; i < POINTS; i++) {
		do
			ours[i] = (uint32_t)seeded_below(&c.chance, c.n_nodes);
		while (g.parts[number[ours[i]]]);
		points[i] = number[ours[i]];
	}
	matrix = seconds();
	road_matrix(&g, points, POINTS, ms, decimetres);
	matrix = seconds() - matrix;
	uint32_t *first = sort_links(&c.mem, &net, c.links);

	way = arena_array(&c.mem, road_weight, c.n_nodes);
	reference = seconds();
	for (uint32_t i = 0; i < PLAIN_SOURCES; i++) {
		plain(&c.mem, &net, first, c.links, ours[i], way);
		for (uint32_t k = 0; k < POINTS; k++)
			if (road_weight_of(ms[i * POINTS + k], decimetres[i * POINTS + k]) != way[ours[k]]) {
				printf("%s: the way from %u to %u is not that of plain Dijkstra\n", name, ours[i], ours[k]);
				exit(1);
			}
	}
	reference = (seconds() - reference) * POINTS / PLAIN_SOURCES;
	printf("%-10s %8u %8u %9u %9.2f %9.3f %10.1f %8.0fx %9.0f\n", name, c.n_nodes, c.n_links, g.up_first[g.n_nodes] + g.down_first[g.n_nodes],
	       prepared, matrix, reference, reference / matrix,
	       (double)(g.up_first[g.n_nodes] + g.down_first[g.n_nodes]) * sizeof(struct road_arc) / 1e6 + c.n_nodes * 24 / 1e6);
	fflush(stdout);
	arena_reset(&c.mem);
}

int main(void)
{
	struct rusage used;

	printf("city          nodes    links      arcs prepare s  500x500 s Dijkstra s    ratio  graph MB\n");
	measure("bent", 152, 2);
	measure("plain", 316, 0);
	measure("bent 3x", 262, 2);
	getrusage(RUSAGE_SELF, &used);
	printf("most memory at any time: %ld MB; processor time; Dijkstra: from %d points, reckoned for %d\n", used.ru_maxrss / 1024, PLAIN_SOURCES, POINTS);
	return 0;
}
