/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTE_CHECK_RICH_H
#define ENGINE_ROUTE_CHECK_RICH_H
#include "engine/routing/rich.h"

/* Whether the routes of a rich problem do what it asks, and their timetable.  It
 * drives every route minute by minute from a departure it looks for itself, and
 * shares no code with what plans them. */

enum rich_flaw {
	RICH_FLAW_NO_SUCH_PLACE,     /* need: the number written */
	RICH_FLAW_NO_SUCH_VEHICLE,   /* have: vehicles, need: routes written */
	RICH_FLAW_TWICE,
	RICH_FLAW_MISSING,           /* route is 0; not of stops with a price */
	RICH_FLAW_OVERLOADED,        /* have: capacity, need: load, in the unit `unit` */
	RICH_FLAW_TOO_LATE,          /* have: when the last window closes, need: arrival */
	RICH_FLAW_RELEASE,           /* have: latest departure, need: when the goods are there; place: the depot */
	RICH_FLAW_RELOAD_LATE,       /* have: when it closes, need: arrival; place: the depot */
	RICH_FLAW_BACK_TOO_LATE,     /* have: the latest, need: arrival */
	RICH_FLAW_TOO_LONG,          /* have: longest, need: time away */
	RICH_FLAW_SKILL, RICH_FLAW_PASS, RICH_FLAW_WRONG_VEHICLE,
	RICH_FLAW_TRIPS,             /* have: trips allowed, need: trips */
	RICH_FLAW_RELOAD_PLACE,      /* have: its reload depot */
	RICH_FLAW_PAIR,              /* not after its pickup in the same trip */
	RICH_FLAW_FIXED              /* the fixed part is not there */
};

struct rich_violation { enum rich_flaw flaw; int32_t route, place, unit; int64_t have, need; };      /* routes count from 1 */

/* One place of a route with its times; also the start and the end. */
struct rich_halt { int32_t place; int64_t arrive, begin, leave; int64_t load[ROUTING_UNITS]; };      /* load when leaving */

struct rich_trip {
	int32_t first, n;            /* in halts; n is 0 for a vehicle that stays */
	int64_t distance, time, waiting;
	int64_t fixed_cost, distance_cost, time_cost, change_cost;
};

struct rich_verdict {
	int64_t cost, left_cost;
	int32_t n_used, n_left, *left;               /* left: all that no route visits */
	struct rich_trip *trips;     /* of each vehicle */
	struct rich_halt *halts;
	int32_t n_violations;
	struct rich_violation *violations;
};

/* Route k is vehicle k; more routes than vehicles are a violation. */
void route_check_rich(const struct routing_rich *p, int32_t n_routes, const int32_t *starts, const int32_t *visits, struct arena *mem,
		      struct rich_verdict *ret);
#endif
