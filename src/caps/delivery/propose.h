/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_PROPOSE_H
#define CAPS_DELIVERY_PROPOSE_H
#include "caps/catalog/catalog.h"
#include "caps/delivery/fleet.h"
#include "caps/delivery/rules.h"
#include "caps/delivery/trip.h"
#include "caps/place/place.h"

/* Trips while they are being made, for this folder only. */
struct wanted_stop {
	int64_t     place_id, orders, by_ms, window_from_ms, window_until_ms, plan_ms, metres, lon_e7, lat_e7, stop_no, doc_id;
	int64_t    *grids;  size_t n_grids, grids_room;
	const char *name, *path, *vehicle;
	struct fleet_rule fleet;                 /* the plan's rule on vehicles there, and who drives there that day */
	struct fleet_user *users;  size_t n_users;
	int         lane;                        /* -1: nobody brings it yet */
};
struct lane_work {
	struct vehicle vehicle;
	struct driver  driver;
	const char    *path, *driver_path;       /* areas they may go to */
	struct wanted_stop **stops;  size_t n_stops, stops_room;
	int64_t        parcels, metres, depart_ms, back_ms, trip_id;
};
struct proposal {
	struct offer       offer;
	struct place       shop;
	struct place_point depot;
	int64_t            day, depart_ms, now_ms;
	struct wanted_stop *stops;  size_t n_stops, stops_room;
	struct lane_work   *lanes;  size_t n_lanes;
};
bool proposal_reaches(const struct lane_work *lane, const char *path);
must_check enum err proposal_fleet(struct ctx *cx, const struct delivery_rules *rules, int64_t day, int64_t grid_id, struct wanted_stop *s);
/* Why the plan's fleet rule keeps a vehicle from a stop beside all that drive there already, those of the proposal too; zh NULL: it may. */
struct fleet_refusal proposal_refusal(struct ctx *cx, const struct proposal *p, const struct lane_work *lane, const struct wanted_stop *s);
void proposal_route(struct ctx *cx, const struct proposal *p, struct wanted_stop **stops, size_t n);
void proposal_times(struct proposal *p, struct lane_work *l);
struct trip_lane proposal_lane(struct ctx *cx, const struct lane_work *l);

/* Writes the trip with its stops, their documents and orders (keep.c). */
must_check enum err proposal_keep(struct ctx *cx, const struct proposal *p, struct lane_work *l);
must_check enum err proposal_keep_stop(struct ctx *cx, const struct proposal *p, const struct lane_work *l, struct wanted_stop *s, int64_t seat);
#endif
