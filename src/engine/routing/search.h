/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_SEARCH_H
#define ENGINE_ROUTING_SEARCH_H
#include "engine/routing/chance.h"
#include "engine/routing/space.h"

/* One plan under change, with its way back.
 *
 * Trips are linked lists; 0 stands for the depot at both ends.  Every stop keeps
 * the lengths of its two arcs, the earliest it can be left and the latest it can
 * be reached, so that putting a stop between two others is priced and checked
 * for windows without walking the trip.
 *
 * Undo: the first change of a stop or trip since search_mark() writes down what
 * it was; search_undo() puts all of it back, search_commit() forgets it.  No step
 * of the search costs more than what it touches, whatever the size of the plan.
 * The best plan is kept the same way: only what changed since is copied.
 *
 * Every plan is feasible; stops without a place are absent. */

struct node {
	int32_t next, prev;          /* 0: the depot */
	int32_t trip;                /* -1: absent */
	int32_t d_next, d_prev;      /* lengths of the arcs to next and from prev */
	int32_t depart, latest;      /* earliest end of service; latest arrival that lets the rest be in time */
	int32_t mark;                /* of its entry in the log */
};

struct trip { int32_t first, last, load, count, mark; };

/* Added to the load of a trip that stands still: it is full for everybody. */
enum { SEARCH_FROZEN = 1 << 30 };

struct was_node { int32_t at; struct node node; };
struct was_trip { int32_t at; struct trip trip; };

struct search {
	const struct space *space;
	struct chance chance;
	struct node *node;
	struct trip *trip;
	int32_t *used, *used_at, n_used;         /* trips with stops come first in used[] */
	int32_t *absent, n_absent;
	const int32_t *own;                      /* stops to begin steps at, n_own of them; NULL: all */
	int32_t n_own;
	int32_t n_allowed;                       /* trips that may be used */
	int64_t cost;                            /* distance of what is planned */
	int64_t trip_price, absence_price;       /* what a trip in use and an absent stop add to the value */
	int32_t mark;
	struct was_node *node_log;
	struct was_trip *trip_log;
	int32_t n_node_log, n_trip_log, *was_absent, n_was_absent, n_was_used;
	int64_t was_cost;
	int32_t blink;                           /* positions until one is overlooked */
	bool broken;                             /* a taken stop left a way too long for a window: undo */
	/* the best plan so far, and what changed since it was kept */
	struct node *best_node;
	struct trip *best_trip;
	int32_t *best_absent, n_best_absent, n_best_used;
	int64_t best_cost, best_value;
	int32_t *changed, n_changed, *changed_trip, n_changed_trip;
	uint8_t *is_changed, *is_changed_trip;
};

void search_make(struct search *s, const struct space *space, uint64_t seed, struct arena *mem);

static inline void search_touch(struct search *s, int32_t c)
{
	struct node *v = &s->node[c];

	if (v->mark == s->mark)
		return;
	s->node_log[s->n_node_log++] = (struct was_node){ c, *v };
	v->mark = s->mark;
}

static inline void search_touch_trip(struct search *s, int32_t t)
{
	struct trip *v = &s->trip[t];

	if (v->mark == s->mark)
		return;
	s->trip_log[s->n_trip_log++] = (struct was_trip){ t, *v };
	v->mark = s->mark;
}

void search_mark(struct search *s);      /* from here on can be undone */
void search_undo(struct search *s);
void search_commit(struct search *s);    /* keeps the plan when it is the best so far */
void search_keep_if_better(struct search *s);
void search_return_to_best(struct search *s);

/* After the plan was written from outside: start_over() takes it as the best,
 * settle() finds out which trips are used and keeps the best known. */
void search_start_over(struct search *s);
void search_settle(struct search *s);

/* A stop to begin a step at. */
static inline int32_t search_draw_stop(struct search *s)
{
	return s->own ? s->own[chance_below(&s->chance, s->n_own)] : 1 + chance_below(&s->chance, s->space->n - 1);
}

/* What a plan is judged by, and by how much it changed since search_mark(). */
static inline int64_t search_value(const struct search *s)
{
	return s->cost + s->trip_price * s->n_used + s->absence_price * s->n_absent;
}

static inline int64_t search_change(const struct search *s)
{
	return s->cost - s->was_cost + s->trip_price * (s->n_used - s->n_was_used) + s->absence_price * (s->n_absent - s->n_was_absent);
}

/* Puts c, which is in no trip, behind `after` (0: at the start) of trip t. */
void search_put(struct search *s, int32_t c, int32_t t, int32_t after);

/* Takes the n stops from `first` on out of their trip and calls them absent;
 * the caller lists them. */
void search_take(struct search *s, int32_t first, int32_t n);

/* For moves that relink by themselves: lets b follow a in trip t (0: the depot);
 * and, when all links stand, carries the times over that arc and sorts the trip. */
void search_join(struct search *s, int32_t t, int32_t a, int32_t b, int32_t distance);
void search_joined(struct search *s, int32_t t, int32_t a, int32_t b);

/* After a part of a trip was turned round: the times of its stops from `first` to `last`, and what follows from them. */
void search_turned(struct search *s, int32_t before, int32_t first, int32_t last, int32_t behind);

/* The whole plan anew from its lists: true when all that is kept agrees. */
bool search_is_sound(const struct search *s);
#endif
