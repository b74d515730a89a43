/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/flow.h"
#include <assert.h>
#include <math.h>
#include <stdbool.h>

/* The basis is a spanning tree hung up at an extra root.  Its inner nodes are
 * kept in preorder (next, before) with their depth: a subtree is a node and all
 * that follow it with greater depth.  Leaves are not: their price is told from
 * their parent's, so that they come along for nothing when it moves.  Where few
 * places serve many lines nearly all nodes are leaves.
 *
 * The tree is strongly feasible (every node could send one more unit towards
 * the root); the choice of the leaving arc keeps it so, and that is why
 * degenerate pivots cannot cycle.
 *
 * Entering arcs are sought block by block, from where the last search ended. */

enum { MIN_BLOCK = 32 };

void flow_begin(struct flow *f, struct arena *mem, int32_t n_nodes, const int64_t *supplies,
		int64_t max_cost)
{
	int32_t root = n_nodes;

	*f = (struct flow){ .mem = mem, .n_nodes = n_nodes, .root = root, .room = 4 * n_nodes + 16 };
	assert(!__builtin_mul_overflow(max_cost + 1, (int64_t)n_nodes + 1, &f->big_cost));
	assert(f->big_cost < INT64_C(1) << 61);
	f->nodes = arena_array(mem, struct flow_node, n_nodes + 1);
	f->arcs = arena_array(mem, struct flow_arc, f->room);
	f->capacity = arena_array(mem, int64_t, f->room);
	f->amount = arena_array(mem, int64_t, f->room);
	f->nodes[root] = (struct flow_node){ .parent = -1, .arc = -1, .next = root, .before = root, .anchor = root,
					     .n_children = n_nodes };
	for (int32_t i = 0; i < n_nodes; i++) {
		int up = supplies[i] >= 0;

		f->arcs[i] = (struct flow_arc){ .from = up ? i : root, .to = up ? root : i,
						.cost = up ? 0 : f->big_cost };
		f->capacity[i] = FLOW_UNCAPPED;
		f->amount[i] = up ? supplies[i] : -supplies[i];
		f->nodes[i] = (struct flow_node){ .parent = root, .arc = i, .up = up, .anchor = root,
						  .offset = up ? 0 : f->big_cost };
	}
	f->n_arcs = f->next_arc = n_nodes;
}

int32_t flow_add_arc(struct flow *f, int32_t from, int32_t to, int64_t cost, int64_t capacity)
{
	int32_t a = f->n_arcs;

	assert(from >= 0 && from < f->n_nodes && to >= 0 && to < f->n_nodes && capacity >= 0);
	if (a == f->room) {
		size_t had = (size_t)f->room, wanted = had * 2;

		assert(f->room < INT32_MAX / 2);
		f->arcs = arena_grow(f->mem, f->arcs, had * sizeof *f->arcs, wanted * sizeof *f->arcs);
		f->capacity = arena_grow(f->mem, f->capacity, had * sizeof(int64_t), wanted * sizeof(int64_t));
		f->amount = arena_grow(f->mem, f->amount, had * sizeof(int64_t), wanted * sizeof(int64_t));
		f->room *= 2;
	}
	f->arcs[a] = (struct flow_arc){ .from = from, .to = to, .cost = cost, .state = 1 };
	f->capacity[a] = capacity < FLOW_UNCAPPED ? capacity : FLOW_UNCAPPED;
	f->n_arcs++;
	return a;
}

/* What the arc of a node adds to its parent's price. */
static int64_t step(const struct flow *f, int32_t x)
{
	int64_t cost = f->arcs[f->nodes[x].arc].cost;

	return f->nodes[x].up ? -cost : cost;
}

/* Rebuilds preorder, depths and prices from the parents. */
static void hang_up(struct flow *f)
{
	struct flow_node *nodes = f->nodes;
	int32_t n = f->n_nodes, *first = arena_array(f->mem, int32_t, n + 1), *sibling = arena_array(f->mem, int32_t, n + 1);
	int32_t *stack = arena_array(f->mem, int32_t, n + 1), top = 0, last = f->root;

	for (int32_t i = 0; i <= n; i++) {
		first[i] = sibling[i] = -1;
		nodes[i].n_children = 0;
	}
	for (int32_t i = 0; i < n; i++)
		nodes[nodes[i].parent].n_children++;
	for (int32_t i = n - 1; i >= 0; i--) {
		bool leaf = nodes[i].n_children == 0;

		nodes[i].anchor = leaf ? nodes[i].parent : i;
		nodes[i].offset = leaf ? step(f, i) : 0;
		if (leaf)
			continue;
		sibling[i] = first[nodes[i].parent];
		first[nodes[i].parent] = i;
	}
	for (stack[top++] = f->root; top;) {
		int32_t x = stack[--top];

		if (x != f->root) {
			nodes[x].depth = nodes[nodes[x].parent].depth + 1;
			nodes[x].price = nodes[nodes[x].parent].price + step(f, x);
			nodes[x].before = last;
			nodes[last].next = x;
			last = x;
			if (sibling[x] >= 0)
				stack[top++] = sibling[x];
		}
		if (first[x] >= 0)
			stack[top++] = first[x];
	}
	nodes[last].next = f->root;
	nodes[f->root].before = last;
}

/* Whoever is satisfied first hangs under the other: a target that has all it
 * needs under its source, a source that has given all under its target.  Both
 * were hung at the root, so the tree stays a tree; and every arc of it could
 * send more towards the root, or carries something away from it that could be
 * less, so it is strongly feasible. */
void flow_start_greedily(struct flow *f)
{
	struct flow_node *nodes = f->nodes;

	for (int32_t a = f->n_nodes; a < f->n_arcs; a++) {
		int32_t from = f->arcs[a].from, to = f->arcs[a].to;
		int64_t push = f->amount[from] < f->amount[to] ? f->amount[from] : f->amount[to];

		assert(f->capacity[a] == FLOW_UNCAPPED && f->arcs[a].state == 1);
		if (nodes[from].parent != f->root || nodes[to].parent != f->root || !nodes[from].up || nodes[to].up || !push)
			continue;
		f->amount[a] = push;
		f->amount[from] -= push;
		f->amount[to] -= push;
		f->arcs[a].state = 0;
		if (f->amount[to] == 0) {
			f->arcs[to].state = 1;
			nodes[to].parent = from;
			nodes[to].arc = a;
			nodes[to].up = 0;
		} else {
			f->arcs[from].state = 1;
			nodes[from].parent = to;
			nodes[from].arc = a;
			nodes[from].up = 1;
		}
	}
	hang_up(f);
}

/* The arc of worst reduced cost in the first block that has one, or -1. */
static int32_t entering_arc(struct flow *f, int32_t block)
{
	int32_t a = f->next_arc, seen = f->n_arcs - f->n_nodes, in_block = block, best = -1;
	int64_t worst = 0;

	for (; seen > 0; seen--) {
		const struct flow_arc *arc = &f->arcs[a];
		int64_t reduced = arc->state * (arc->cost + flow_price(f, arc->from) - flow_price(f, arc->to));

		if (reduced < worst) {
			worst = reduced;
			best = a;
		}
		if (++a == f->n_arcs)
			a = f->n_nodes;
		if (--in_block == 0) {
			if (best >= 0)
				break;
			in_block = block;
		}
	}
	f->next_arc = a;
	return best;
}

/* The cycle an entering arc closes: flow runs from `first` over the arc to
 * `second`, up to `join`, and down to `first` again. */
struct cycle {
	int32_t first, second, join;
	int64_t delta;               /* how much can run */
	int32_t leaving;             /* node whose arc to the parent blocks; -1: the entering arc itself */
	bool    on_first;            /* that node lies between join and first */
};

static int32_t depth_of(const struct flow_node *nodes, int32_t x)
{
	return nodes[x].anchor == x ? nodes[x].depth : nodes[nodes[x].parent].depth + 1;
}

static int32_t find_join(const struct flow *f, int32_t u, int32_t v)
{
	const struct flow_node *nodes = f->nodes;
	int32_t depth_u = depth_of(nodes, u), depth_v = depth_of(nodes, v);

	while (u != v) {
		if (depth_u >= depth_v) {
			u = nodes[u].parent;
			depth_u--;
		} else {
			v = nodes[v].parent;
			depth_v--;
		}
	}
	return u;
}

/* The blocking arc: the last one in the direction of the cycle, begun at join. */
static struct cycle find_cycle(const struct flow *f, int32_t in)
{
	const struct flow_arc *arc = &f->arcs[in];
	bool forward = arc->state == 1;
	struct cycle c = { .first = forward ? arc->from : arc->to, .second = forward ? arc->to : arc->from,
			   .delta = f->capacity[in], .leaving = -1 };

	c.join = find_join(f, c.first, c.second);
	for (int32_t u = c.first; u != c.join; u = f->nodes[u].parent) {
		int32_t a = f->nodes[u].arc;
		int64_t can = f->nodes[u].up ? f->amount[a] : f->capacity[a] - f->amount[a];

		if (can < c.delta) {
			c.delta = can;
			c.leaving = u;
			c.on_first = true;
		}
	}
	for (int32_t u = c.second; u != c.join; u = f->nodes[u].parent) {
		int32_t a = f->nodes[u].arc;
		int64_t can = f->nodes[u].up ? f->capacity[a] - f->amount[a] : f->amount[a];

		if (can <= c.delta) {
			c.delta = can;
			c.leaving = u;
			c.on_first = false;
		}
	}
	return c;
}

static void push_along(struct flow *f, int32_t in, const struct cycle *c)
{
	if (c->delta == 0)
		return;
	f->amount[in] += f->arcs[in].state * c->delta;
	for (int32_t u = c->first; u != c->join; u = f->nodes[u].parent)
		f->amount[f->nodes[u].arc] += f->nodes[u].up ? -c->delta : c->delta;
	for (int32_t u = c->second; u != c->join; u = f->nodes[u].parent)
		f->amount[f->nodes[u].arc] += f->nodes[u].up ? c->delta : -c->delta;
}

/* Moves `first` and what follows it in the preorder, until `end` or a node no
 * deeper than `depth`, behind `last`, with new depths and prices.  Returns the
 * new last node; *ret_end is where it stopped. */
struct shift { int32_t depth; int64_t price; };

static int32_t move_run(struct flow_node *nodes, int32_t first, int32_t end, int32_t depth, struct shift by,
			int32_t last, int32_t *ret_end)
{
	int32_t x = first;

	nodes[last].next = first;
	nodes[first].before = last;
	do {
		nodes[x].depth += by.depth;
		nodes[x].price += by.price;
		last = x;
		x = nodes[x].next;
	} while (x != end && nodes[x].depth > depth);
	*ret_end = x;
	return last;
}

/* A leaf is about to get a child: it enters the preorder behind its parent. */
static void leaf_opens(struct flow *f, int32_t x)
{
	struct flow_node *nodes = f->nodes, *node = &nodes[x];
	int32_t parent = node->parent;

	if (node->anchor == x)
		return;
	node->price = nodes[parent].price + node->offset;
	node->offset = 0;
	node->anchor = x;
	node->depth = nodes[parent].depth + 1;
	node->before = parent;
	node->next = nodes[parent].next;
	nodes[node->next].before = x;
	nodes[parent].next = x;
}

/* A node may have lost its last child: then it leaves the preorder. */
static void leaf_closes(struct flow *f, int32_t x)
{
	struct flow_node *nodes = f->nodes, *node = &nodes[x];

	if (node->n_children || x == f->root)
		return;
	nodes[node->before].next = node->next;
	nodes[node->next].before = node->before;
	node->anchor = node->parent;
	node->offset = node->price - nodes[node->parent].price;
}

/* Takes the subtree of `top` out of the preorder and puts it in again under the
 * other end of the entering arc, at its new price.
 *
 * Its node at the entering arc, `inside`, becomes its root.  The new preorder is
 * the old subtree of `inside`, then for each node on the way up to the old root
 * that node and what it has besides the child already moved: runs of the old
 * preorder, so only their ends are linked anew. */
static void turn_subtree(struct flow *f, int32_t in, int32_t top, int32_t inside, int32_t under)
{
	struct flow_node *nodes = f->nodes;
	const struct flow_arc *arc = &f->arcs[in];
	int32_t before = nodes[top].before, behind_under = nodes[under].next, last = under, done = -1, after = -1;
	struct { int32_t parent, arc, up; } now = { under, in, arc->from == inside };
	struct shift by = { .price = arc->cost + flow_price(f, arc->from) - flow_price(f, arc->to) };

	if (arc->from == inside)
		by.price = -by.price;
	for (int32_t stem = inside, depth = nodes[under].depth + 1;; depth++) {
		struct flow_node old = nodes[stem];
		int32_t end;

		by.depth = depth - old.depth;
		last = move_run(nodes, stem, done, old.depth, by, last, &end);
		if (done < 0)
			after = end;
		else if (nodes[after].depth > old.depth)
			last = move_run(nodes, after, -1, old.depth, by, last, &after);
		nodes[stem].parent = now.parent;
		nodes[stem].arc = now.arc;
		nodes[stem].up = now.up;
		if (stem == top)
			break;
		now.parent = done = stem;
		now.arc = old.arc;
		now.up = !old.up;
		stem = old.parent;
	}
	if (before != under) {
		nodes[before].next = after;
		nodes[after].before = before;
		after = behind_under;
	}
	nodes[last].next = after;
	nodes[after].before = last;
}

/* The leaving arc goes, the entering one comes: what hung below the first hangs
 * below the second from now on. */
static void change_tree(struct flow *f, int32_t in, const struct cycle *c)
{
	struct flow_node *nodes = f->nodes;
	int32_t top = c->leaving, out = nodes[top].arc, old_parent = nodes[top].parent;
	int32_t inside = c->on_first ? c->first : c->second, under = c->on_first ? c->second : c->first;

	leaf_opens(f, under);
	if (nodes[top].anchor != top) {
		nodes[top].parent = nodes[top].anchor = under;
		nodes[top].arc = in;
		nodes[top].up = f->arcs[in].from == top;
		nodes[top].offset = step(f, top);
	} else {
		if (inside != top)
			leaf_opens(f, inside);
		turn_subtree(f, in, top, inside, under);
	}
	nodes[under].n_children++;
	nodes[old_parent].n_children--;
	if (inside != top) {
		nodes[inside].n_children++;
		nodes[top].n_children--;
		leaf_closes(f, top);
	}
	leaf_closes(f, old_parent);
	f->arcs[out].state = f->amount[out] == 0 ? 1 : -1;
	f->arcs[in].state = 0;
}

enum flow_state flow_solve(struct flow *f)
{
	int32_t block = (int32_t)(sqrt(f->n_arcs - f->n_nodes) / 2), in;

	if (block < MIN_BLOCK)
		block = MIN_BLOCK;
	if (f->next_arc >= f->n_arcs)
		f->next_arc = f->n_nodes;
	while ((in = entering_arc(f, block)) >= 0) {
		struct cycle c = find_cycle(f, in);

		if (c.delta > FLOW_UNCAPPED / 2)
			return FLOW_UNBOUNDED;
		push_along(f, in, &c);
		if (c.leaving < 0)
			f->arcs[in].state = -f->arcs[in].state;
		else
			change_tree(f, in, &c);
		f->n_pivots++;
	}
	for (int32_t i = 0; i < f->n_nodes; i++)
		if (f->arcs[i].cost && f->amount[i])
			return FLOW_INFEASIBLE;
	return FLOW_OPTIMAL;
}
