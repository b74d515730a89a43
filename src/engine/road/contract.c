/* SPDX-License-Identifier: Apache-2.0 */
/* Takes nodes out of the net, the least important first, and puts in a link
 * wherever the only best way led through the node.  Searches for another way are
 * cut short; that costs a needless link now and then, never a wrong way. */
#include "engine/road/contract.h"
#include <string.h>

enum { LOOK_SETTLED = 40, TAKE_SETTLED = 400 };

/* Keeps the better of two links to the same node. */
static void edge_put(struct contraction *c, struct road_edges *list, uint32_t to, road_weight weight)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->at[i].to == to) {
			if (weight < list->at[i].weight)
				list->at[i].weight = weight;
			return;
		}
	arena_push(&c->scratch, list->at, list->n, list->room) = (struct road_edge){ to, weight };
}

static void edge_drop(struct road_edges *list, uint32_t to)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->at[i].to == to) {
			list->at[i] = list->at[--list->n];
			return;
		}
}

void contraction_begin(struct contraction *c, const struct road_net *net)
{
	c->n = net->n_nodes;
	c->out = arena_array(&c->scratch, struct road_edges, c->n + 1);
	c->in = arena_array(&c->scratch, struct road_edges, c->n + 1);
	c->up = arena_array(&c->scratch, struct road_edges, c->n + 1);
	c->down = arena_array(&c->scratch, struct road_edges, c->n + 1);
	c->order = arena_array(&c->scratch, uint32_t, c->n + 1);
	c->level = arena_array(&c->scratch, uint32_t, c->n + 1);
	c->way = arena_array(&c->scratch, road_weight, c->n + 1);
	c->touched = arena_array(&c->scratch, uint32_t, c->n + 1);
	c->queue.mem = &c->scratch;
	memset(c->way, 0xff, sizeof *c->way * c->n);
	for (uint32_t i = 0; i < net->n_links; i++) {
		const struct road_link *l = &net->links[i];
		road_weight weight = road_weight_of(l->ms, l->decimetres);

		if (l->from == l->to)
			continue;
		edge_put(c, &c->out[l->from], l->to, weight);
		edge_put(c, &c->in[l->to], l->from, weight);
	}
}

static void reach(struct contraction *c, uint32_t node, road_weight weight)
{
	if (weight >= c->way[node])
		return;
	if (c->way[node] == ROAD_FAR)
		c->touched[c->n_touched++] = node;
	c->way[node] = weight;
	road_queue_add(&c->queue, weight, node);
}

/* Ways from a node that avoid another, up to a weight; so many nodes at most. */
static void look_round(struct contraction *c, uint32_t from, uint32_t without, road_weight most, uint32_t settled)
{
	while (c->n_touched)
		c->way[c->touched[--c->n_touched]] = ROAD_FAR;
	c->queue.n = 0;
	reach(c, from, 0);
	while (c->queue.n && settled) {
		struct road_entry e = road_queue_take(&c->queue);
		const struct road_edges *out = &c->out[e.node];

		if (e.weight > c->way[e.node])
			continue;
		if (e.weight > most)
			break;
		settled--;
		for (uint32_t i = 0; i < out->n; i++)
			if (out->at[i].to != without && e.weight + out->at[i].weight <= most)
				reach(c, out->at[i].to, e.weight + out->at[i].weight);
	}
}

/* The links that taking `node` out would need; puts them in when `take`. */
static uint32_t shortcuts(struct contraction *c, uint32_t node, bool take)
{
	const struct road_edges *in = &c->in[node], *out = &c->out[node];
	uint32_t n = 0;

	for (uint32_t i = 0; i < in->n; i++) {
		uint32_t from = in->at[i].to, ends = 0;
		road_weight most = 0;

		for (uint32_t k = 0; k < out->n; k++)
			if (out->at[k].to != from) {
				ends++;
				most = out->at[k].weight > most ? out->at[k].weight : most;
			}
		if (!ends)
			continue;
		look_round(c, from, node, in->at[i].weight + most, take ? TAKE_SETTLED : LOOK_SETTLED);
		for (uint32_t k = 0; k < out->n; k++) {
			uint32_t to = out->at[k].to;
			road_weight weight = in->at[i].weight + out->at[k].weight;

			if (to == from || c->way[to] <= weight || road_ms(weight) > ROAD_WAY_MS_MAX)
				continue;
			n++;
			if (take) {
				edge_put(c, &c->out[from], to, weight);
				edge_put(c, &c->in[to], from, weight);
			}
		}
	}
	return n;
}

/* Low: take it out early.  Few new links, and spread evenly over the net. */
static int64_t rank_of(struct contraction *c, uint32_t node)
{
	int64_t links = (int64_t)c->in[node].n + c->out[node].n;

	return 2 * (int64_t)shortcuts(c, node, false) - links + (int64_t)c->level[node];
}

static void take_out(struct contraction *c, uint32_t node)
{
	struct road_edges *in = &c->in[node], *out = &c->out[node];

	shortcuts(c, node, true);
	for (uint32_t i = 0; i < in->n; i++) {
		uint32_t other = in->at[i].to;

		edge_drop(&c->out[other], node);
		c->level[other] = c->level[other] > c->level[node] + 1 ? c->level[other] : c->level[node] + 1;
	}
	for (uint32_t i = 0; i < out->n; i++) {
		uint32_t other = out->at[i].to;

		edge_drop(&c->in[other], node);
		c->level[other] = c->level[other] > c->level[node] + 1 ? c->level[other] : c->level[node] + 1;
	}
	c->up[node] = *out;
	c->down[node] = *in;
}

/* Ranks only grow old, so the first is reckoned again before it is taken. */
void contraction_run(struct contraction *c)
{
	enum { LEAST = 1 << 30 };
	struct road_queue waiting = { .mem = &c->scratch };
	uint32_t taken = 0;

	for (uint32_t i = 0; i < c->n; i++)
		road_queue_add(&waiting, (uint64_t)(rank_of(c, i) + LEAST), i);
	while (waiting.n) {
		struct road_entry e = road_queue_take(&waiting);
		road_weight rank = (uint64_t)(rank_of(c, e.node) + LEAST);

		if (waiting.n && rank > waiting.at[0].weight && rank > e.weight) {
			road_queue_add(&waiting, rank, e.node);
			continue;
		}
		take_out(c, e.node);
		c->order[e.node] = taken++;
	}
}

void contraction_end(struct contraction *c) { arena_reset(&c->scratch); }
