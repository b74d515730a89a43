/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_RICH_H
#define ENGINE_ROUTING_RICH_H
#include "engine/routing/routing.h"

/* Delivery as it is: vehicles that differ, several depots, several trips a day,
 * hours, passes, skills, goods that come later, pairs, stops that may be left
 * out, trips under way.  Plain problems (one depot, equal vehicles, load and one
 * window) are faster by routing_solve().
 *
 * Places 0 to n_depots - 1 are depots, the rest are stops; a route is the list
 * of places a vehicle goes to between its start and its end, and a depot in it
 * is a reload.  Route k is vehicle k; an empty one stays where it is.
 *
 * Every vehicle leaves as late as it can without coming back later, and out of
 * all such departures takes the one with the shortest time away; that time is
 * what `longest` limits and `time_cost` prices.
 *
 * Units are the caller's, numbers whole, 0 to ROUTING_NUMBER_MAX. */

enum { ROUTING_UNITS = 4, ROUTING_AREAS = 64, ROUTING_RICH_PLACES_MAX = 6000, ROUTING_WINDOWS_MAX = 16, ROUTING_PRIORITY_MAX = 100,
       ROUTING_VEHICLES_MAX = 100000 };

struct routing_window { int32_t from, until; };
struct routing_pass { int32_t area; struct routing_window hours; };      /* area 1 to ROUTING_AREAS; service begins and ends in the hours */

struct routing_vehicle {
	int32_t capacity[ROUTING_UNITS];         /* weight, volume, parcels ...: n_units of them count */
	int64_t fixed_cost;                      /* once, when it is used */
	int64_t distance_cost, time_cost;        /* per unit of distance, per unit of time away */
	int32_t start, end;                      /* depots */
	struct routing_window shift;             /* leaves not before, is back not after */
	int32_t longest;                         /* time away at most; 0: no limit */
	int32_t trips;                           /* 1: does not reload */
	int32_t reload, reload_time;             /* the depot where it does, and how long that takes */
	uint64_t skills;                         /* what it can do: cold chain, tail lift, a trained driver ... */
	const struct routing_pass *passes;       /* areas where it may serve, with the hours */
	int32_t n_passes;
	const int32_t *fixed;                    /* places it goes to first, in this order: under way already */
	int32_t n_fixed;
};

struct routing_call {
	int32_t demand[ROUTING_UNITS];
	bool collect;                            /* goods go from here to the end of the trip, not from its start to here */
	int32_t pickup;                          /* the goods come from this place, in the same trip before; 0: from the depot */
	int32_t service;
	const struct routing_window *windows;    /* when service may begin, in order; none: at any time */
	int32_t n_windows;
	int32_t release;                         /* goods are at the depot from then on */
	uint64_t skills;                         /* all of them are needed */
	int32_t area;                            /* a vehicle needs a pass for it; 0: none */
	int32_t vehicle;                         /* only this one, counted from 1; 0: any */
	int32_t priority;                        /* 0 to ROUTING_PRIORITY_MAX: where not all can be served, the highest are */
	int64_t price;                           /* of leaving it out; 0: must be served when that is possible */
};

struct routing_rich {
	int32_t n_depots, n_stops, n_vehicles, n_units;
	const struct routing_point *points;      /* as in routing_problem, for n_depots + n_stops places */
	double rounding;
	const int32_t *distances, *durations;
	const struct routing_call *calls;        /* by place; of a depot only the window counts: when it is open */
	const struct routing_vehicle *vehicles;
	const int32_t *former;                   /* by place: vehicle of the former plan, counted from 1, or 0; NULL: no former plan */
	int64_t change_price;                    /* of giving a stop to another vehicle than before */
};

struct routing_tours {
	int64_t cost;                            /* of the vehicles, with the price of changes; not of what is left out.  By
	                                          * another objective: the distance */
	int64_t left_cost;                       /* prices of what is left out */
	int32_t n_used;
	int32_t *starts, *visits;                /* n_vehicles + 1; places */
	int32_t n_left, *left;
	int64_t iterations;
};

/* Why no vehicle at all can serve a stop; of several reasons the one nearest to success. */
enum rich_reason { RICH_SERVABLE, RICH_NO_VEHICLE, RICH_NO_SKILL, RICH_NO_PASS, RICH_TOO_MUCH, RICH_RELEASED_TOO_LATE, RICH_TOO_FAR,
		   RICH_NO_RETURN, RICH_TOO_LONG, RICH_FIXED_PART };
struct rich_refusal { int32_t place, vehicle; enum rich_reason why; int64_t have, need; };

int64_t rich_distance(const struct routing_rich *p, int32_t from, int32_t to);
int64_t rich_duration(const struct routing_rich *p, int32_t from, int32_t to);

/* Stops that could not be served even alone, and fixed parts that cannot be kept
 * (place 0, the vehicle counted from 1); have and need as the reason has them. */
int32_t rich_refusals(const struct routing_rich *p, struct arena *mem, struct rich_refusal **ret);

/* Needs a problem without refusals, but that stops with a price may be refused: they are left out. */
void rich_solve(const struct routing_rich *p, const struct routing_options *options, struct arena *mem, struct routing_tours *ret);
#endif
