/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_FLOW_H
#define ENGINE_FLOW_H
#include "base/arena.h"
#include <stdint.h>

/* Minimum-cost flow by the primal network simplex method, in whole numbers.
 *
 * Nodes have supplies (negative: demands) that sum to zero; arcs carry 0 to
 * capacity.  flow_solve() may be called again after flow_add_arc(): it goes on
 * from the basis it had, which stays feasible, so that arcs can be priced in as
 * they turn out to be needed.
 *
 * After FLOW_OPTIMAL every arc has reduced cost cost + price[from] - price[to]
 * >= 0 where it could carry more and <= 0 where it carries something: that is
 * the proof of optimality.  Same input, same answer. */
enum { FLOW_UNCAPPED_BITS = 62 };
#define FLOW_UNCAPPED (INT64_C(1) << FLOW_UNCAPPED_BITS)

enum flow_state { FLOW_OPTIMAL, FLOW_INFEASIBLE, FLOW_UNBOUNDED };

struct flow_node {
	int32_t parent;
	int32_t arc;                 /* to the parent */
	int32_t up;                  /* 1: that arc points to the parent */
	int32_t n_children;
	int32_t anchor;              /* itself; a leaf's is its parent */
	int32_t depth, next, before; /* in the preorder of the nodes that are no leaves */
	int64_t price;               /* of a node that is no leaf */
	int64_t offset;              /* of a leaf's price from its parent's; else 0 */
};

struct flow_arc { int32_t from, to; int64_t cost; int64_t state; };      /* state: 1 empty, -1 full, 0 in the tree */

struct flow {
	struct arena     *mem;
	int32_t           n_nodes, root;
	int64_t           big_cost;
	struct flow_node *nodes;
	struct flow_arc  *arcs;      /* the first n_nodes are artificial, node i's at i */
	int64_t          *capacity, *amount;
	int32_t           n_arcs, room, next_arc;
	int64_t           n_pivots;
};

/* supplies[n_nodes], each below 2^61 in size and in sum.  No arc added later may
 * cost more than max_cost in size; (max_cost + 1) x (n_nodes + 1) < 2^61. */
void flow_begin(struct flow *f, struct arena *mem, int32_t n_nodes, const int64_t *supplies,
		int64_t max_cost);

/* Returns the arc's number, counted up from f->n_nodes. */
int32_t flow_add_arc(struct flow *f, int32_t from, int32_t to, int64_t cost, int64_t capacity);

/* A better start than none: sends along each arc, in the order of their numbers,
 * what its source still has and its target still lacks.  Before the first
 * flow_solve(); arcs without capacity only. */
void flow_start_greedily(struct flow *f);

enum flow_state flow_solve(struct flow *f);

static inline int64_t flow_price(const struct flow *f, int32_t node)
{
	const struct flow_node *n = &f->nodes[node];

	return f->nodes[n->anchor].price + n->offset;
}
#endif
