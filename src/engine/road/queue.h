/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROAD_QUEUE_H
#define ENGINE_ROAD_QUEUE_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* Weights are time and length in one number, so that one addition and one
 * comparison do for both: faster first, then shorter. */
typedef uint64_t road_weight;
#define ROAD_FAR UINT64_MAX

static inline road_weight road_weight_of(uint32_t ms, uint32_t decimetres) { return (uint64_t)ms << 32 | decimetres; }
static inline uint32_t road_ms(road_weight w) { return (uint32_t)(w >> 32); }
static inline uint32_t road_decimetres(road_weight w) { return (uint32_t)w; }

/* Smallest first; four children to a node, and no decreasing: who finds a better
 * way puts the node in again.  Equal weights leave by the lower number. */
struct road_entry { road_weight weight; uint32_t node; };
struct road_queue { struct arena *mem; struct road_entry *at; uint32_t n, room; };

static inline bool road_before(const struct road_entry *a, const struct road_entry *b)
{
	return a->weight != b->weight ? a->weight < b->weight : a->node < b->node;
}

static inline void road_queue_add(struct road_queue *q, road_weight weight, uint32_t node)
{
	struct road_entry e = { weight, node };
	uint32_t i;

	(void)arena_push(q->mem, q->at, q->n, q->room);
	for (i = q->n - 1; i && road_before(&e, &q->at[(i - 1) / 4]); i = (i - 1) / 4)
		q->at[i] = q->at[(i - 1) / 4];
	q->at[i] = e;
}

static inline struct road_entry road_queue_take(struct road_queue *q)
{
	struct road_entry first = q->at[0], e = q->at[--q->n];
	uint32_t i = 0;

	for (;;) {
		uint32_t child = i * 4 + 1, best = child, end = child + 4 < q->n ? child + 4 : q->n;

		if (child >= q->n)
			break;
		for (uint32_t k = child + 1; k < end; k++)
			if (road_before(&q->at[k], &q->at[best]))
				best = k;
		if (!road_before(&q->at[best], &e))
			break;
		q->at[i] = q->at[best];
		i = best;
	}
	if (q->n)
		q->at[i] = e;
	return first;
}
#endif
