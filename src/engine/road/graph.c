/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/road/graph.h"
#include "engine/road/contract.h"
#include "engine/geo.h"
#include <math.h>
#include <stdlib.h>

enum { SCRAP_SHARE = 100, E7 = 10000000 };

uint32_t road_bad_link(const struct road_net *net)
{
	for (uint32_t i = 0; i < net->n_links; i++) {
		const struct road_link *l = &net->links[i];

		if (l->from >= net->n_nodes || l->to >= net->n_nodes || l->ms > ROAD_LINK_MS_MAX || l->decimetres > l->ms)
			return i;
	}
	return net->n_links;
}

/* Lists by node, in the new numbers, one after another; nearest rank first. */
static void flatten(const struct contraction *c, const struct road_edges *lists, struct arena *mem, const uint32_t *node_at, const uint32_t **ret_first,
		    const struct road_arc **ret_arcs)
{
	uint32_t *first = arena_array(mem, uint32_t, c->n + 1), n = 0;
	struct road_arc *arcs;

	for (uint32_t r = 0; r < c->n; r++) {
		first[r] = n;
		n += lists[node_at[r]].n;
	}
	first[c->n] = n;
	arcs = arena_array(mem, struct road_arc, n + 1);
	for (uint32_t r = 0; r < c->n; r++) {
		const struct road_edges *list = &lists[node_at[r]];

		for (uint32_t i = 0; i < list->n; i++)
			arcs[first[r] + i] = (struct road_arc){ c->order[list->at[i].to], road_ms(list->at[i].weight), road_decimetres(list->at[i].weight) };
	}
	*ret_first = first;
	*ret_arcs = arcs;
}

void road_prepare(const struct road_net *net, struct arena *mem, struct road_graph *ret)
{
	struct contraction c = { 0 };
	uint32_t n = net->n_nodes, *node_at, *part, *parts = arena_array(mem, uint32_t, n + 1);
	struct road_place *places = arena_array(mem, struct road_place, n + 1);

	contraction_begin(&c, net);
	contraction_run(&c);
	node_at = arena_array(&c.scratch, uint32_t, n + 1);
	part = arena_array(&c.scratch, uint32_t, n + 1);
	for (uint32_t i = 0; i < n; i++)
		node_at[c.order[i]] = i;
	*ret = (struct road_graph){ .n_nodes = n, .places = places, .parts = parts, .n_parts = road_parts(net, part) };
	for (uint32_t r = 0; r < n; r++) {
		places[r] = net->nodes[node_at[r]];
		parts[r] = part[node_at[r]];
	}
	flatten(&c, c.up, mem, node_at, &ret->up_first, &ret->up);
	flatten(&c, c.down, mem, node_at, &ret->down_first, &ret->down);
	contraction_end(&c);
	road_graph_finish(ret, mem);
}

struct northing { int32_t lat_e7; uint32_t node; };

static int by_northing(const void *a, const void *b)
{
	const struct northing *x = a, *y = b;

	return x->lat_e7 != y->lat_e7 ? (x->lat_e7 > y->lat_e7) - (x->lat_e7 < y->lat_e7) : (x->node > y->node) - (x->node < y->node);
}

void road_graph_finish(struct road_graph *g, struct arena *mem)
{
	struct arena scratch = { 0 };
	struct northing *order = arena_array(&scratch, struct northing, g->n_nodes + 1);
	uint32_t *by_latitude = arena_array(mem, uint32_t, g->n_nodes + 1), *part_nodes = arena_array(mem, uint32_t, g->n_parts + 1);

	for (uint32_t i = 0; i < g->n_nodes; i++) {
		order[i] = (struct northing){ g->places[i].lat_e7, i };
		part_nodes[g->parts[i]]++;
	}
	qsort(order, g->n_nodes, sizeof *order, by_northing);
	for (uint32_t i = 0; i < g->n_nodes; i++)
		by_latitude[i] = order[i].node;
	arena_reset(&scratch);
	g->by_latitude = by_latitude;
	g->part_nodes = part_nodes;
	g->least_part = g->n_nodes / SCRAP_SHARE;
	if (g->n_parts && part_nodes[0] < g->least_part)
		g->least_part = part_nodes[0];
}

static bool arcs_sound(const struct road_graph *g, const uint32_t *first, const struct road_arc *arcs)
{
	for (uint32_t i = 0; i < g->n_nodes; i++) {
		if (first[i] > first[i + 1])
			return false;
		for (uint32_t k = first[i]; k < first[i + 1]; k++)
			if (arcs[k].to <= i || arcs[k].to >= g->n_nodes || arcs[k].ms > ROAD_WAY_MS_MAX || arcs[k].decimetres > arcs[k].ms)
				return false;
	}
	return true;
}

bool road_graph_sound(const struct road_graph *g)
{
	for (uint32_t i = 0; i < g->n_nodes; i++)
		if (g->parts[i] >= g->n_parts)
			return false;
	return g->up_first[0] == 0 && g->down_first[0] == 0 && arcs_sound(g, g->up_first, g->up) && arcs_sound(g, g->down_first, g->down);
}

/* The first node at or north of a latitude. */
static uint32_t first_north(const struct road_graph *g, int64_t lat_e7)
{
	uint32_t low = 0, high = g->n_nodes;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (g->places[g->by_latitude[middle]].lat_e7 < lat_e7)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Goes north and south from the point until no node can be nearer than the best so far. */
uint32_t road_nearest(const struct road_graph *g, struct road_place point, int32_t metres, int32_t *ret_metres)
{
	const double e7_a_metre = 89.9;         /* of latitude, a little more than it is */
	struct geo_point here = geo_point((double)point.lon_e7 / E7, (double)point.lat_e7 / E7);
	uint32_t best = ROAD_NOWHERE, up = first_north(g, point.lat_e7), down = up;
	int32_t best_metres = metres;

	for (bool north = true, south = true; north || south; ) {
		for (int side = 0; side < 2; side++) {
			bool *go = side ? &south : &north;
			uint32_t node;
			int32_t far;

			if (!*go)
				continue;
			*go = side ? down > 0 : up < g->n_nodes;
			if (!*go)
				continue;
			node = g->by_latitude[side ? --down : up++];
			*go = fabs((double)g->places[node].lat_e7 - point.lat_e7) <= (best_metres + 1) * e7_a_metre;
			if (!*go || g->part_nodes[g->parts[node]] < g->least_part)
				continue;
			struct geo_point there = geo_point((double)g->places[node].lon_e7 / E7, (double)g->places[node].lat_e7 / E7);

			far = geo_metres(&here, &there);
			if (far < best_metres || (far == best_metres && node < best)) {
				best = node;
				best_metres = far;
			}
		}
	}
	*ret_metres = best_metres;
	return best;
}
