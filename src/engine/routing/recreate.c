/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/moves.h"

/* Greedy insertion with blinks, next to neighbours only. */

static const double BLINK_SHARE = 0.01;
enum { SORTED_MAX = 128 };

/* How distances are had; each has a search loop of its own. */
enum metric { BY_POINTS, BY_ROWS, BY_TWO_ROWS, BY_TIMES };

struct spot { int64_t cost; int32_t trip, after; };
struct rows { const int32_t *to, *from, *time_to, *time_from; };

static void blink_again(struct search *s)
{
	double share = 1 - chance_share(&s->chance);

	s->blink = 1 + (int32_t)(__builtin_log(share) / __builtin_log1p(-BLINK_SHARE));
}

static inline bool overlooked(struct search *s)
{
	if (--s->blink > 0)
		return false;
	blink_again(s);
	return true;
}

/* Between a and b (0: the depot), whose arc is `was` long. */
static inline void try_between(struct search *s, int32_t c, int32_t trip, int32_t a, int32_t b, int32_t was, int32_t in, int32_t out,
			       const struct rows *r, bool windows, enum metric metric, struct spot *best)
{
	int64_t cost = (int64_t)in + out - was;

	if (cost >= best->cost || overlooked(s))
		return;
	if (windows) {
		const struct routing_stop *stop = &s->space->stop[c];
		int32_t reached = s->node[a].depart + (metric == BY_TIMES ? r->time_from[a] : in);

		if (reached > stop->until)
			return;
		reached = (reached > stop->from ? reached : stop->from) + stop->service;
		if (reached + (metric == BY_TIMES ? r->time_to[b] : out) > s->node[b].latest)
			return;
	}
	*best = (struct spot){ cost, trip, a };
}

static inline int32_t way_in(const struct search *s, const struct rows *r, int32_t c, int32_t from, enum metric metric)
{
	if (metric == BY_POINTS)
		return from ? space_by_points(s->space, from, c) : s->space->depot_to[c];
	return metric == BY_ROWS ? r->to[from] : r->from[from];
}

static inline int32_t way_out(const struct search *s, const struct rows *r, int32_t c, int32_t to, enum metric metric)
{
	if (metric == BY_POINTS)
		return to ? space_by_points(s->space, c, to) : s->space->depot_from[c];
	return r->to[to];
}

/* Behind and in front of each neighbour. */
static inline __attribute__((always_inline)) void look_on_both_sides(struct search *s, int32_t c, const struct rows *r, struct spot *best,
								      const bool windows, const enum metric metric)
{
	const struct space *sp = s->space;
	const int32_t *near = sp->near + (int64_t)c * sp->k;
	int32_t room = sp->capacity - sp->stop[c].demand;

	for (int32_t i = 0; i < sp->k; i++) {
		int32_t j = near[i], in, out;
		const struct node *v = &s->node[j];

		if (!j)
			break;
		if (v->trip < 0 || s->trip[v->trip].load > room)
			continue;
		out = way_out(s, r, c, j, metric);
		in = metric == BY_POINTS || metric == BY_ROWS ? out : way_in(s, r, c, j, metric);
		if (2 * (int64_t)in - v->d_next < best->cost || metric > BY_ROWS)
			try_between(s, c, v->trip, j, v->next, v->d_next, in, way_out(s, r, c, v->next, metric), r, windows, metric, best);
		if (2 * (int64_t)out - v->d_prev < best->cost || metric > BY_ROWS)
			try_between(s, c, v->trip, v->prev, j, v->d_prev, way_in(s, r, c, v->prev, metric), out, r, windows, metric, best);
	}
}

/* Behind those to stand ahead of c, and in front of those to stand after it. */
static inline __attribute__((always_inline)) void look_by_side(struct search *s, int32_t c, const struct rows *r, struct spot *best,
								const enum metric metric)
{
	const struct space *sp = s->space;
	const int32_t *ahead = sp->ahead + (int64_t)c * sp->k, *after = sp->after + (int64_t)c * sp->k;
	int32_t room = sp->capacity - sp->stop[c].demand;

	for (int32_t i = 0; i < sp->k && (ahead[i] || after[i]); i++) {
		int32_t a = ahead[i], b = after[i];
		const struct node *v = &s->node[a], *w = &s->node[b];

		if (a && v->trip >= 0 && s->trip[v->trip].load <= room) {
			int32_t in = way_in(s, r, c, a, metric);

			if (2 * (int64_t)in - v->d_next < best->cost)
				try_between(s, c, v->trip, a, v->next, v->d_next, in, way_out(s, r, c, v->next, metric), r, true, metric, best);
		}
		if (b && w->trip >= 0 && s->trip[w->trip].load <= room) {
			int32_t out = way_out(s, r, c, b, metric);

			if (2 * (int64_t)out - w->d_prev < best->cost)
				try_between(s, c, w->trip, w->prev, b, w->d_prev, way_in(s, r, c, w->prev, metric), out, r, true, metric, best);
		}
	}
}

static inline __attribute__((always_inline)) void find_spot(struct search *s, int32_t c, struct spot *best, const bool windows,
							     const enum metric metric)
{
	const struct space *sp = s->space;
	int64_t row = metric == BY_POINTS ? 0 : (int64_t)c * sp->n;
	struct rows r = { sp->to + row, sp->from + row, sp->time_to + row, sp->time_from + row };

	if (windows && metric <= BY_ROWS)
		look_by_side(s, c, &r, best, metric);
	else
		look_on_both_sides(s, c, &r, best, windows, metric);
}

static void find_spot_any(struct search *s, int32_t c, struct spot *best)
{
	const struct space *sp = s->space;

	if (!sp->to && sp->windows)
		find_spot(s, c, best, true, BY_POINTS);
	else if (!sp->to)
		find_spot(s, c, best, false, BY_POINTS);
	else if (!sp->one_matrix && sp->windows)
		find_spot(s, c, best, true, BY_TIMES);
	else if (!sp->symmetric && sp->windows)
		find_spot(s, c, best, true, BY_TWO_ROWS);
	else if (!sp->symmetric)
		find_spot(s, c, best, false, BY_TWO_ROWS);
	else if (sp->windows)
		find_spot(s, c, best, true, BY_ROWS);
	else
		find_spot(s, c, best, false, BY_ROWS);
}

enum order { AS_DRAWN, MOST_FIRST, FAR_FIRST, NEAR_FIRST, TIGHT_FIRST, EARLY_FIRST, LATE_FIRST, ORDERS };

/* Chosen as the paper does: chance and demand 4, far 2, near 1; with windows 2 each for theirs. */
static enum order draw_order(struct search *s)
{
	static const int32_t weight[ORDERS] = { 4, 4, 2, 1, 2, 2, 2 };
	int32_t at = chance_below(&s->chance, s->space->windows ? 17 : 11);
	int32_t order = 0;

	while (at >= weight[order])
		at -= weight[order++];
	return (enum order)order;
}

static int32_t rank_of(struct search *s, enum order order, int32_t c)
{
	const struct routing_stop *stop = &s->space->stop[c];

	switch (order) {
	case MOST_FIRST:  return -stop->demand;
	case FAR_FIRST:   return -s->space->depot_to[c];
	case NEAR_FIRST:  return s->space->depot_to[c];
	case TIGHT_FIRST: return stop->until - stop->from;
	case EARLY_FIRST: return stop->from;
	case LATE_FIRST:  return -stop->until;
	case AS_DRAWN:
	case ORDERS:      break;
	}
	return (int32_t)(chance_bits(&s->chance) >> 33);
}

static void shuffle_absent(struct search *s)
{
	for (int32_t i = s->n_absent - 1; i > 0; i--) {
		int32_t other = chance_below(&s->chance, i + 1), c = s->absent[i];

		s->absent[i] = s->absent[other];
		s->absent[other] = c;
	}
}

static void sort_absent(struct search *s)
{
	enum order order = draw_order(s);
	int64_t key[SORTED_MAX];

	if (s->n_absent > SORTED_MAX) {
		shuffle_absent(s);
		return;
	}
	for (int32_t i = 0; i < s->n_absent; i++) {
		int64_t k = (int64_t)rank_of(s, order, s->absent[i]) * (INT64_C(1) << 32) + s->absent[i];
		int32_t at = i;

		for (; at > 0 && key[at - 1] > k; at--)
			key[at] = key[at - 1];
		key[at] = k;
	}
	for (int32_t i = 0; i < s->n_absent; i++)
		s->absent[i] = (int32_t)(key[i] & INT32_MAX);
}

void place_absent(struct search *s)
{
	const struct space *sp = s->space;
	int32_t left = 0;

	for (int32_t i = 0; i < s->n_absent; i++) {
		int32_t c = s->absent[i];
		struct spot best = { .cost = INT64_MAX };

		if (s->n_used < s->n_allowed)
			best = (struct spot){ sp->depot_to[c] + sp->depot_from[c] + s->trip_price, s->used[s->n_used], 0 };
		find_spot_any(s, c, &best);
		if (best.cost < INT64_MAX)
			search_put(s, c, best.trip, best.after);
		else
			s->absent[left++] = c;
	}
	s->n_absent = left;
}

void recreate(struct search *s)
{
	sort_absent(s);
	place_absent(s);
}
