/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_STATION_H
#define CAPS_DELIVERY_STATION_H
#include "caps/delivery/delivery.h"

/* A station as its team sees it (D3.11, D8.3): what comes in and has to be counted,
 * what lies there for each building and who may take it up, what was passed on and
 * is not counted by the other side yet.  The same for a grid at whose gate trips
 * stop.  Reading needs ORDER_DELIVER on the place; doing is the trip's handover
 * (trip.h) and the passing (handover.h).  Goods are base units of items. */
enum { STATION_PARCELS_MAX = 5000, STATION_LINES_MAX = 50, STATION_TAKERS_MAX = 20 };

struct station_count { int64_t line_no, item_id, asked, sent, taken, missing; const char *item, *unit; };
struct station_goods { int64_t item_id, qty; const char *item, *unit; };
struct station_parcel {
	int64_t     order_id, building_id, by_ms;
	const char *building, *number, *pickup_no, *door, *goods;
	struct station_goods *lines;  size_t n_lines;
};
/* A stop of a trip here.  signed_*: whose count of the handover is given and waits for the other's. */
struct station_arrival {
	int64_t     trip_id, stop_no, doc_id, plan_ms, arrived_ms, handed_ms, window_from_ms, window_until_ms;
	bool        signed_driver, signed_team;
	const char *state, *plate, *driver, *driver_phone, *shop, *offer;
	struct station_count  *lines;    size_t n_lines;
	struct station_parcel *parcels;  size_t n_parcels;
};
struct station_taker { int64_t account_id; const char *name, *role; };          /* role: "building_leader", "grid_worker", "volunteer" */
struct station_building {
	int64_t     building_id;
	const char *building;
	struct station_parcel *parcels;  size_t n_parcels;
	struct station_taker  *takers;   size_t n_takers;
};
struct station_passing {
	int64_t     doc_id, building_id, created_ms, orders;
	const char *state, *number, *building, *taker;
	struct station_count *lines;  size_t n_lines;
};
struct station_view {
	int64_t     place_id;
	const char *place;
	struct station_arrival  *arrivals;   size_t n_arrivals;
	struct station_building *buildings;  size_t n_buildings;
	struct station_passing  *passings;   size_t n_passings;
};
must_check enum err station_see(struct ctx *cx, int64_t place_id, struct station_view *ret);

struct station_row { int64_t place_id; const char *place, *grid; };
must_check enum err station_list(struct ctx *cx, struct station_row **ret, size_t *ret_n);     /* those the actor's right covers */
#endif
