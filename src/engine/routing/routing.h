/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_H
#define ENGINE_ROUTING_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* Which vehicle visits which stops, in which order, at the least cost.
 *
 * Place 0 is the depot, places 1 to n_stops are the stops.  Distances come from
 * points (Euclidean, made whole by adding `rounding` and cutting off) or from a
 * matrix, which need not be symmetric.  Driving time is the distance unless a
 * matrix of its own says otherwise.  A window is when service may begin; a
 * vehicle that is early waits.  The depot's window is when vehicles may leave
 * and when they must be back.
 *
 * Units are the caller's; every number is whole and at most ROUTING_NUMBER_MAX.
 * Nothing here asks the clock: whoever calls says how much of the time is spent.
 * The same problem, seed and number of iterations on one thread give the same
 * plan. */

enum { ROUTING_STOPS_MAX = 50000, ROUTING_MATRIX_MAX = 12000, ROUTING_NUMBER_MAX = 300000000, ROUTING_THREADS_MAX = 64 };

enum routing_objective { ROUTING_COST, ROUTING_DISTANCE, ROUTING_FLEET };    /* COST of equal vehicles is the distance; FLEET: fewer vehicles first, then distance */

struct routing_point { double x, y; };
struct routing_stop { int32_t demand, from, until, service; };

struct routing_problem {
	int32_t n_stops;
	const struct routing_point *points;      /* n_stops + 1; NULL when there is a matrix */
	double rounding;                         /* 0.5: to nearest; 0: truncated */
	const int32_t *distances;                /* (n_stops + 1) squared, row from, column to; NULL: by points */
	const int32_t *durations;                /* the same for driving times; NULL: as distances */
	const struct routing_stop *stops;        /* n_stops + 1; the first is the depot, with demand 0 */
	bool windows;                            /* false: from, until and service count for nothing */
	int32_t capacity, vehicles;              /* of each vehicle; how many there are, 0: any number */
};

/* Routes one after another: route r visits visits[starts[r]] .. visits[starts[r + 1] - 1]. */
struct routing_plan {
	int64_t cost;                            /* distance driven */
	int32_t n_routes;
	int32_t *starts, *visits;                /* n_routes + 1, and n_stops less those left out */
	int32_t n_left, *left;                   /* for which no vehicle had room or time */
	int64_t iterations;
};

struct routing_budget {
	int64_t iterations;                      /* 0: until spent() says it is over */
	double (*spent)(void *own);              /* share of the time used up; 1 and more: stop.  May be NULL with
	                                          * iterations; several threads call it at once */
	void (*better)(void *own, int64_t cost, int32_t n_routes);   /* a better plan was found; may be NULL */
	void *own;
};

struct routing_options {
	enum routing_objective objective;
	uint64_t seed;
	int threads;
	struct routing_budget budget;
};

/* Why a stop can be served by no vehicle at all. */
enum routing_reason { ROUTING_SERVABLE, ROUTING_TOO_MUCH, ROUTING_TOO_FAR, ROUTING_NO_RETURN };
struct routing_refusal { int32_t stop; enum routing_reason why; int64_t have, need; };

int64_t routing_distance(const struct routing_problem *p, int32_t from, int32_t to);
int64_t routing_duration(const struct routing_problem *p, int32_t from, int32_t to);

/* Stops that could not even be served alone; returns how many, at most n_stops
 * rows in *ret.  have and need: capacity and demand, or the window's end and the
 * earliest time. */
int32_t routing_refusals(const struct routing_problem *p, struct arena *mem, struct routing_refusal **ret);

/* Needs a problem without refusals.  The plan lies in mem. */
void routing_solve(const struct routing_problem *p, const struct routing_options *options, struct arena *mem,
		   struct routing_plan *ret);
#endif
