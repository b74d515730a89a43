/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_RICH_FLEET_H
#define ENGINE_ROUTING_RICH_FLEET_H
#include "engine/routing/rich.h"
#include "engine/routing/space.h"

/* The rich problem made ready: distances and neighbours as the plain search has
 * them, vehicles sorted into kinds, and who may serve whom.
 *
 * Vehicles of one kind are the same to the search; one with a fixed part, one
 * that a stop asks for and one of the former plan is a kind of its own.  Kinds
 * that differ in nothing else have the same make.
 *
 * A leg is a part of a route with its times: how long it takes at least, and
 * between when and when it must be begun for that. */

struct leg { int32_t span, early, late; };

struct kind {
	const struct routing_vehicle *v;
	int32_t n;                               /* vehicles */
	int32_t only;                            /* vehicle from 1 where it is one by itself, else 0 */
	int32_t make;
	struct leg out, back, reload;            /* at the start, at the end, at the reload */
	int64_t rate;                            /* of distance */
	int32_t longest;                         /* ROUTING_NUMBER_MAX: no limit */
	bool timed;                              /* time away has a limit or a price */
};

struct fleet {
	const struct routing_rich *p;
	struct space space;
	int32_t n, n_depots, n_units;
	struct kind *kind;
	int32_t n_kinds, n_makes;
	const int32_t *kind_of;                  /* of each vehicle */
	const uint8_t *serves;                   /* kind * n + place: skills, pass and vehicle agree, and its window is not empty */
	const struct leg *window;                /* kind * n + place when passes count, else by place: first opening to last closing */
	bool by_kind;                            /* windows differ by kind */
	const int64_t *alone;                    /* kind * n + place: cost of a tour for it alone, INT64_MAX: impossible */
	const int32_t *partner;                  /* the other stop of a pair, 0: none */
	bool any_split, any_collect, any_release, any_reload, any_pair, any_fixed, any_fixed_cost, any_larger;
	double unit;                             /* what a unit of distance costs, about */
};

void fleet_make(struct fleet *f, const struct routing_rich *p, int32_t k, struct arena *mem);

static inline bool fleet_serves(const struct fleet *f, int32_t kind, int32_t c) { return f->serves[(int64_t)kind * f->n + c]; }

static inline struct leg fleet_window(const struct fleet *f, int32_t kind, int32_t c)
{
	return f->window[f->by_kind ? (int64_t)kind * f->n + c : c];
}

/* One of several windows. */
static inline struct leg fleet_one_window(const struct fleet *f, int32_t kind, int32_t c, int32_t i)
{
	const struct routing_window *one = &f->p->calls[c].windows[i];
	struct leg leg = fleet_window(f, kind, c);

	leg.early = one->from > leg.early ? one->from : leg.early;
	leg.late = one->until < leg.late ? one->until : leg.late;
	return leg;
}

/* Appends b, `drive` away; false when it is too late for it. */
static inline bool leg_join(struct leg *a, const struct leg *b, int32_t drive)
{
	int32_t to = a->span + drive, wait = b->early - to - a->late;

	if (a->early + to > b->late)
		return false;
	wait = wait > 0 ? wait : 0;
	a->early = (b->early - to > a->early ? b->early - to : a->early) - wait;
	a->late = b->late - to < a->late ? b->late - to : a->late;
	a->span = to + b->span + wait;
	return true;
}

/* What a whole route comes to for a vehicle of that kind; false: it cannot drive it. */
struct fare { int64_t cost, distance; int32_t span; };

bool fleet_fare(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, struct fare *ret);

/* Of stops with several windows the ones met in the shortest time away; by place. */
bool fleet_windows(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, struct leg *met);

/* The part of it that has to do with loads. */
bool fleet_loads(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n);
#endif
