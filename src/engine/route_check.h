/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTE_CHECK_H
#define ENGINE_ROUTE_CHECK_H
#include "engine/routing/routing.h"

/* Whether routes do what a problem asks.  It drives every route from its start
 * with distances of its own and shares no code with what plans them. */

enum route_flaw {
	ROUTE_NO_SUCH_STOP,          /* have: the number written */
	ROUTE_STOP_TWICE,
	ROUTE_STOP_MISSING,          /* route is 0 */
	ROUTE_OVERLOADED,            /* have: capacity, need: load; stop is 0 */
	ROUTE_TOO_LATE,              /* have: the window's end, need: arrival */
	ROUTE_BACK_TOO_LATE,         /* have: when the depot closes, need: arrival; stop is 0 */
	ROUTE_TOO_MANY_VEHICLES      /* have: vehicles, need: routes used; stop and route are 0 */
};

struct route_violation { enum route_flaw flaw; int32_t route, stop; int64_t have, need; };      /* routes count from 1 */

struct route_verdict {
	int64_t cost;                /* of the stops that exist */
	int32_t n_used;              /* routes with stops */
	int32_t n_violations;
	struct route_violation *violations;
};

void route_check(const struct routing_problem *p, int32_t n_routes, const int32_t *starts, const int32_t *visits,
		 struct arena *mem, struct route_verdict *ret);
#endif
