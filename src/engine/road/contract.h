/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROAD_CONTRACT_H
#define ENGINE_ROAD_CONTRACT_H
#include "engine/road/graph.h"
#include "engine/road/queue.h"

/* The net while nodes are taken out of it one by one.  Lists hold only nodes
 * that are still in; of parallel links only the best is kept, and none to itself. */
struct road_edge { uint32_t to; road_weight weight; };
struct road_edges { struct road_edge *at; uint32_t n, room; };

struct contraction {
	struct arena scratch;
	struct arena *mem;
	uint32_t n;
	struct road_edges *out, *in;            /* by node */
	struct road_edges *up, *down;           /* as they were when the node was taken out */
	uint32_t *order, *level;                /* order: when it was taken out */
	/* one search for a way round */
	struct road_queue queue;
	road_weight *way;
	uint32_t *touched, n_touched;
};

void contraction_begin(struct contraction *c, const struct road_net *net);
void contraction_run(struct contraction *c);
void contraction_end(struct contraction *c);

/* parts.c: nodes that reach each other, numbered by size; `ret_parts` by node. */
uint32_t road_parts(const struct road_net *net, uint32_t *ret_parts);
#endif
