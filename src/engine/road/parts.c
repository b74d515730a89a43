/* SPDX-License-Identifier: Apache-2.0 */
/* Strongly connected parts (Tarjan 1972) without recursion. */
#include "engine/road/contract.h"
#include <string.h>

struct walk {
	const uint32_t *first, *to;
	uint32_t *seen, *low, *open, *path, *next;      /* seen: 0 not yet, else its number; open: waiting for its part */
	uint32_t n_seen, n_open, n_path, n_parts;
	bool *waits;
	uint32_t *part;
};

static void enter(struct walk *w, uint32_t node)
{
	w->seen[node] = w->low[node] = ++w->n_seen;
	w->open[w->n_open++] = node;
	w->waits[node] = true;
	w->next[node] = w->first[node];
	w->path[w->n_path++] = node;
}

/* All links of the last node have been seen: its part is whole when nothing below leads above it. */
static void leave(struct walk *w, uint32_t node)
{
	w->n_path--;
	if (w->n_path && w->low[node] < w->low[w->path[w->n_path - 1]])
		w->low[w->path[w->n_path - 1]] = w->low[node];
	if (w->low[node] != w->seen[node])
		return;
	for (uint32_t last = UINT32_MAX; last != node; ) {
		last = w->open[--w->n_open];
		w->waits[last] = false;
		w->part[last] = w->n_parts;
	}
	w->n_parts++;
}

static void walk_from(struct walk *w, uint32_t start)
{
	enter(w, start);
	while (w->n_path) {
		uint32_t node = w->path[w->n_path - 1];

		if (w->next[node] == w->first[node + 1]) {
			leave(w, node);
			continue;
		}
		uint32_t to = w->to[w->next[node]++];

		if (!w->seen[to])
			enter(w, to);
		else if (w->waits[to] && w->seen[to] < w->low[node])
			w->low[node] = w->seen[to];
	}
}

static void links_by_node(const struct road_net *net, struct arena *mem, uint32_t **ret_first, uint32_t **ret_to)
{
	uint32_t *first = arena_array(mem, uint32_t, net->n_nodes + 3), *to = arena_array(mem, uint32_t, net->n_links + 1);

	for (uint32_t i = 0; i < net->n_links; i++)
		first[net->links[i].from + 2]++;
	for (uint32_t i = 0; i < net->n_nodes; i++)
		first[i + 2] += first[i + 1];
	for (uint32_t i = 0; i < net->n_links; i++)
		to[first[net->links[i].from + 1]++] = net->links[i].to;
	*ret_first = first;
	*ret_to = to;
}

/* Numbers parts from the largest to the smallest; of equal ones the first found last. */
static void number_by_size(struct walk *w, uint32_t n, struct arena *mem)
{
	uint32_t *size = arena_array(mem, uint32_t, w->n_parts + 1), *place = arena_array(mem, uint32_t, w->n_parts + 1);
	uint32_t *with = arena_array(mem, uint32_t, n + 2);

	for (uint32_t i = 0; i < n; i++)
		size[w->part[i]]++;
	for (uint32_t p = 0; p < w->n_parts; p++)
		with[size[p]]++;
	for (uint32_t s = n, before = 0; s > 0; s--) {
		uint32_t here = with[s];

		with[s] = before;
		before += here;
	}
	for (uint32_t p = 0; p < w->n_parts; p++)
		place[p] = with[size[p]]++;
	for (uint32_t i = 0; i < n; i++)
		w->part[i] = place[w->part[i]];
}

uint32_t road_parts(const struct road_net *net, uint32_t *ret_parts)
{
	struct walk w = { .part = ret_parts };
	uint32_t *first, *to, n = net->n_nodes;
	struct arena scratch = { 0 };

	links_by_node(net, &scratch, &first, &to);
	w.first = first;
	w.to = to;
	w.seen = arena_array(&scratch, uint32_t, n + 1);
	w.low = arena_array(&scratch, uint32_t, n + 1);
	w.open = arena_array(&scratch, uint32_t, n + 1);
	w.path = arena_array(&scratch, uint32_t, n + 1);
	w.next = arena_array(&scratch, uint32_t, n + 1);
	w.waits = arena_array(&scratch, bool, n + 1);
	for (uint32_t i = 0; i < n; i++)
		if (!w.seen[i])
			walk_from(&w, i);
	number_by_size(&w, n, &scratch);
	arena_reset(&scratch);
	return w.n_parts;
}
