/* SPDX-License-Identifier: Apache-2.0 */
/* Many to many: from each target down the arcs backwards, leaving at each node
 * met who it leads to and how far; then from each source up, reading what was
 * left.  Every best way has a highest node, and there both meet. */
#include "engine/road/graph.h"
#include "engine/road/queue.h"
#include <string.h>

struct left { road_weight weight; uint32_t node, target; };
struct climb {
	struct arena scratch;
	const struct road_graph *g;
	struct road_queue queue;
	road_weight *way;                 /* by node */
	uint32_t *touched, n_touched;
	struct road_entry *settled;       /* with their weights, but not those that cannot be on a best way */
	uint32_t n_settled;
};

static void reach(struct climb *c, uint32_t node, road_weight weight)
{
	if (weight >= c->way[node] || road_ms(weight) > ROAD_WAY_MS_MAX)
		return;
	if (c->way[node] == ROAD_FAR)
		c->touched[c->n_touched++] = node;
	c->way[node] = weight;
	road_queue_add(&c->queue, weight, node);
}

/* A node reached from below, when a higher one gets there in less, is on no best way. */
static bool stalled(const struct climb *c, const uint32_t *first, const struct road_arc *arcs, uint32_t node, road_weight weight)
{
	for (uint32_t k = first[node]; k < first[node + 1]; k++) {
		road_weight other = c->way[arcs[k].to];

		if (other != ROAD_FAR && other + road_weight_of(arcs[k].ms, arcs[k].decimetres) < weight)
			return true;
	}
	return false;
}

static void climb_from(struct climb *c, uint32_t start, bool backwards)
{
	const uint32_t *first = backwards ? c->g->down_first : c->g->up_first, *other = backwards ? c->g->up_first : c->g->down_first;
	const struct road_arc *arcs = backwards ? c->g->down : c->g->up, *others = backwards ? c->g->up : c->g->down;

	while (c->n_touched)
		c->way[c->touched[--c->n_touched]] = ROAD_FAR;
	c->queue.n = c->n_settled = 0;
	reach(c, start, 0);
	while (c->queue.n) {
		struct road_entry e = road_queue_take(&c->queue);

		if (e.weight > c->way[e.node] || stalled(c, other, others, e.node, e.weight))
			continue;
		c->settled[c->n_settled++] = e;
		for (uint32_t k = first[e.node]; k < first[e.node + 1]; k++)
			reach(c, arcs[k].to, e.weight + road_weight_of(arcs[k].ms, arcs[k].decimetres));
	}
}

/* What all targets left, sorted by node: `first` by node. */
static struct left *leave_all(struct climb *c, const uint32_t *nodes, uint32_t n, uint32_t *first)
{
	struct left *all = NULL, *sorted;
	size_t n_all = 0, room = 0;

	for (uint32_t t = 0; t < n; t++) {
		if (nodes[t] == ROAD_NOWHERE)
			continue;
		climb_from(c, nodes[t], true);
		for (uint32_t i = 0; i < c->n_settled; i++) {
			arena_push(&c->scratch, all, n_all, room) = (struct left){ c->settled[i].weight, c->settled[i].node, t };
			first[c->settled[i].node + 2]++;
		}
	}
	for (uint32_t i = 0; i < c->g->n_nodes; i++)
		first[i + 2] += first[i + 1];
	sorted = arena_array(&c->scratch, struct left, n_all + 1);
	for (size_t i = 0; i < n_all; i++)
		sorted[first[all[i].node + 1]++] = all[i];
	return sorted;
}

void road_matrix(const struct road_graph *g, const uint32_t *nodes, uint32_t n, uint32_t *ms, uint32_t *decimetres)
{
	struct climb c = { .g = g };
	uint32_t *first = arena_array(&c.scratch, uint32_t, g->n_nodes + 3);
	road_weight *best = arena_array(&c.scratch, road_weight, n + 1);
	const struct left *left;

	c.queue.mem = &c.scratch;
	c.way = arena_array(&c.scratch, road_weight, g->n_nodes + 1);
	c.touched = arena_array(&c.scratch, uint32_t, g->n_nodes + 1);
	c.settled = arena_array(&c.scratch, struct road_entry, g->n_nodes + 1);
	memset(c.way, 0xff, sizeof *c.way * g->n_nodes);
	left = leave_all(&c, nodes, n, first);
	for (uint32_t s = 0; s < n; s++) {
		memset(best, 0xff, sizeof *best * n);
		if (nodes[s] != ROAD_NOWHERE)
			climb_from(&c, nodes[s], false);
		for (uint32_t i = 0; nodes[s] != ROAD_NOWHERE && i < c.n_settled; i++) {
			struct road_entry e = c.settled[i];

			for (uint32_t k = first[e.node]; k < first[e.node + 1]; k++)
				if (e.weight + left[k].weight < best[left[k].target])
					best[left[k].target] = e.weight + left[k].weight;
		}
		for (uint32_t t = 0; t < n; t++) {
			bool none = best[t] == ROAD_FAR || road_ms(best[t]) > ROAD_WAY_MS_MAX;

			ms[(size_t)s * n + t] = none ? ROAD_NO_WAY : road_ms(best[t]);
			decimetres[(size_t)s * n + t] = none ? ROAD_NO_WAY : road_decimetres(best[t]);
		}
	}
	arena_reset(&c.scratch);
}
