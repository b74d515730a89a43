/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_RICH_TOURS_H
#define ENGINE_ROUTING_RICH_TOURS_H
#include "engine/routing/chance.h"
#include "engine/routing/rich_fleet.h"

/* One rich plan under change, with its way back.
 *
 * A tour is what one vehicle does: an array of stages from its start to its end.
 * A stage knows the leg from the start up to and with itself and the leg from
 * itself to the end, so that one stop more is checked by joining three legs.
 * Where that does not tell all (loads that grow on the way, a later release),
 * the changed tour is driven as a whole, once its cost is good.  Of several
 * windows of a stop the legs know the one it is served in.
 *
 * Undo: the first change of a tour since tours_mark() writes down its stages;
 * tours_undo() lays them anew.  The best plan keeps copies of changed tours. */

struct stage {
	int32_t at;                              /* place: a stop, or a depot to reload; at both ends start and end */
	int32_t way, gone;                       /* from the stage before; from the start */
	int32_t trip;
	struct leg before, after;
};

struct tour {
	int32_t kind;                            /* -1: not in use */
	int32_t n, room;                         /* stages between start and end; there are n + 2 */
	int32_t n_fixed;                         /* of them must stay as they are */
	int32_t spare;                           /* room of the first unit left in its only trip; with several trips no limit */
	int32_t n_trips, trips_room;
	struct stage *stage;                     /* so far what the search for places reads: one line of the cache */
	int32_t (*load)[ROUTING_UNITS];          /* of each trip: what is brought */
	int32_t *release;                        /* of each trip */
	int64_t cost, distance;
	int32_t span;
	uint64_t skills;                         /* which its stops need */
	int32_t mark;
	bool changed;                            /* since the best plan was kept */
};

/* Where a stop stands, beside what and how far away: in one place for the search for places. */
struct stand { int32_t tour, at, before, behind, way_before, way_behind; };      /* tour -1: absent */

struct kept { int32_t kind, n, room, n_fixed, *seq; };
struct was_tour { int32_t tour, kind, n, from; };

struct tours {
	const struct fleet *fleet;
	struct chance chance;
	struct arena *mem;
	struct tour *tour;
	int32_t n_tours;                         /* slots */
	int32_t *used, *used_at, n_used;
	int32_t *free;                           /* vehicles left of each kind */
	struct stand *stand;                     /* of each stop */
	struct leg *window;                      /* with several windows: the one each stop is served in */
	int32_t *absent, n_absent, *absent_at;   /* of a pair the later one stands for both */
	int32_t *failures;                       /* how often a stop found no place */
	int64_t *price;                          /* of leaving a stop out, as the search sees it */
	int64_t cost, absence;                   /* of tours; of what is absent */
	int64_t was_cost, was_absence;
	int32_t mark, *seq, *other;              /* two routes' worth of room for trying */
	struct was_tour *log;
	int32_t n_log, *log_seq, n_log_seq, log_room, *was_absent, n_was_absent;
	struct kept *best;
	int32_t *best_absent, n_best_absent, *touched, n_touched;
	int64_t best_cost, best_absence, best_value;
	int32_t blink;
	double fixed_share;                      /* of the fixed cost that a new tour is charged with while placing */
	bool hurried;                            /* the time is over: any place will do */
	bool broken;                             /* a tour became impossible by taking stops out: undo */
};

void tours_make(struct tours *w, const struct fleet *f, uint64_t seed, struct arena *mem);
void tours_mark(struct tours *w);
void tours_undo(struct tours *w);
void tours_commit(struct tours *w);
void tours_return_to_best(struct tours *w);
void tours_copy(struct tours *to, const struct tours *from, bool best);     /* its plan as it stands or its best; becomes the best too */

static inline int64_t tours_value(const struct tours *w) { return w->cost + w->absence; }
static inline int64_t tours_change(const struct tours *w) { return w->cost + w->absence - w->was_cost - w->was_absence; }

/* The places of a tour between its ends into seq; returns how many. */
int32_t tours_places(const struct tours *w, int32_t tour, int32_t *seq);

/* Gives a tour these n places and that kind; no places puts it out of use.  False
 * (and broken) when the vehicle cannot drive them: the step must be undone. */
bool tours_lay(struct tours *w, int32_t tour, int32_t kind, const int32_t *seq, int32_t n);

int32_t tours_new_tour(struct tours *w);       /* a slot out of use; there is always one while vehicles are left */

/* A stop (and its partner) is in no tour any more, or in one again. */
void tours_add_absent(struct tours *w, int32_t c);
void tours_drop_absent(struct tours *w, int32_t c);

bool tours_is_sound(const struct tours *w);
#endif
