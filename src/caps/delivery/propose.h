/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_PROPOSE_H
#define CAPS_DELIVERY_PROPOSE_H
#include "caps/catalog/catalog.h"
#include "caps/delivery/fleet.h"
#include "caps/delivery/rules.h"
#include "caps/delivery/trip.h"
#include "caps/place/place.h"
#include "caps/road/road.h"
#include "engine/routing/rich.h"

/* Trips of one shop while they are being made, for this folder only.
 *
 * Loaded by propose.c (what waits, who may drive), judged by admit.c (which crew may go
 * to which stop), solved by solve.c (engine/routing), timed by timing.c, written by keep.c.
 * Point 0 of the table of ways is the shop, the others belong to the stops. */

enum { CREW_SETS = (TRIP_CREWS_MAX + 63) / 64, REFILL_MS = 15 * 60000 };     /* driving up, loading and counting the next run */

struct crew_set { uint64_t bits[CREW_SETS]; };
static inline bool crew_in(const struct crew_set *s, size_t crew) { return s->bits[crew / 64] >> (crew % 64) & 1; }

struct stop_part { int64_t offer_id, grid_id; };         /* the orders of an offer in a grid */
struct wanted_stop {
	int64_t     place_id, org_id, orders, by_ms, window_from_ms, window_until_ms, plan_ms, metres, lon_e7, lat_e7, stop_no, doc_id;
	struct stop_part *parts;  size_t n_parts, parts_room;
	struct day_window *windows;  size_t n_windows;   /* all of the day; the two above are the one it is planned for */
	size_t      point;                               /* in the table of ways */
	bool        cold, locked;
	const char *name, *path, *vehicle;               /* vehicle: the plate named for the grid, or "" */
	struct fleet_rule fleet;                         /* the plan's rule on vehicles there, and who drives there that day */
	struct fleet_user *users;  size_t n_users;
	struct crew_set may, prefer;                     /* crews that may go there; those to try first */
	int64_t     former_trip_id, former_ms, former_seat, fresh;      /* the trip it was on; orders that waited on none */
	const char *former_plate;
	int         former, lane;                        /* crew that had it, run that has it; -1: none */
	const char *zh, *en;                             /* why nobody brings it */
};
struct lane_work {                                       /* a crew, and each of its runs */
	struct vehicle vehicle;
	struct driver  driver;
	const char    *path, *driver_path;               /* areas they may go to */
	int64_t        from_ms, until_ms, trips;         /* may leave, has to be back; runs a day */
	bool           exact;                            /* leaves at from_ms, not as late as it can */
	size_t         crew;
	struct wanted_stop **stops;  size_t n_stops, stops_room;
	int64_t        parcels, metres, depart_ms, back_ms, trip_id;
};
struct proposal {
	struct offer      *offers;  size_t n_offers, offers_room;
	struct place       shop;
	struct place_point depot;
	int64_t            day, depart_ms, now_ms;
	struct wanted_stop *stops;  size_t n_stops, stops_room;
	struct lane_work   *crews;  size_t n_crews;
	struct lane_work   *lanes;  size_t n_lanes;      /* runs: the first of every crew, then the others */
	int32_t           *metres, *seconds;  size_t n_points;
	struct travel_how  how;
	struct trip       *freed;  size_t n_freed;       /* again: trips given out anew, and those that stay */
	struct trip       *stay;  size_t n_stay;
	int64_t            change_price;                 /* fen for giving a stop to another crew than before */
};

must_check enum err proposal_crew(struct ctx *cx, const struct place *shop, const struct trip_crew *crew, const char *field, struct lane_work *ret);
must_check enum err proposal_crew_areas(struct ctx *cx, struct lane_work *l);
must_check enum err proposal_ways(struct ctx *cx, struct proposal *p, struct wanted_stop **stops, size_t n);

/* again.c: which trips are given out anew and which stay; a vehicle whose trips are all given out counts no more in a village;
 * what a plan replaces ends, and a run that stays as it was keeps its trip. */
enum { CHANGE_FEN = 800 };
must_check enum err proposal_free(struct ctx *cx, const struct trip_ask *ask, struct proposal *p);
void proposal_forget(const struct proposal *p, struct wanted_stop *s);
must_check enum err proposal_release(struct ctx *cx, const struct trip_ask *ask, struct proposal *p);

/* admit.c */
bool proposal_reaches(const struct lane_work *lane, const char *path);
void proposal_admit(struct ctx *cx, struct proposal *p);
/* solve.c: gives stops to runs, says why the rest stays. */
struct run_order { size_t crew, n, *stops; };
struct run_orders { struct run_order *at; size_t n; };
/* What was solved last, for tests and benchmarks; steps 0: as many as the size asks for. */
struct solved { struct routing_rich problem; struct routing_tours tours; int64_t steps; };
void proposal_solve(struct ctx *cx, struct proposal *p, struct run_orders *ret, struct solved *solved);

/* timing.c */
int64_t stop_service_ms(const struct wanted_stop *s);
void proposal_times(const struct proposal *p, struct lane_work *l);
struct trip_lane proposal_lane(struct ctx *cx, const struct lane_work *l);
struct trip_price proposal_price(const struct lane_work *lanes, size_t n);

/* Writes the trip with its stops, their documents and orders (keep.c). */
must_check enum err proposal_keep(struct ctx *cx, const struct proposal *p, struct lane_work *l);
must_check enum err proposal_keep_stop(struct ctx *cx, const struct proposal *p, const struct lane_work *l, struct wanted_stop *s, int64_t seat);
#endif
