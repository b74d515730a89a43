/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_TOUR_H
#define CAPS_TOUR_H
#include "base/shape.h"
#include "caps/road/road.h"

/* Vehicle tours 派车: who drives approved dispatch orders to their units, in what
 * order and when (issue: dispatch of goods; D2.12, D7.7).
 *
 * An order stays the document: its signatures and postings are untouched.  A tour
 * is one vehicle with one driver on one day.  At each halt it takes the goods of
 * an order on at their warehouse or brings them to their unit, so it loads again
 * at any warehouse it passes.
 *
 * A plan is a list of lanes (tours kept, or still to be kept).  tours_plan() reads
 * only: it gives orders to vehicles (solve), moves one order (move), or says what
 * the lanes as they are cost and who is late.  tours_keep() writes such lanes.
 * What can not be driven (too heavy, no cold chain, no pass, not together) is a
 * flaw and not kept; what comes late is only said.
 *
 * Costs are of the house, not of the plan: `TOUR_*_FEN` price a plan against
 * another, they are no bill.  A driven second at a halt: TOUR_HALT_S and
 * TOUR_PARCEL_S a parcel.  Times are ms, places have their own point or their
 * area's.  Rights: TOUR_EDIT at an order's warehouse and where a vehicle is at
 * home; approving is TOUR_APPROVE there, and never by who made or last changed
 * the tour, his substitute, or who stands in for him. */

enum { TOUR_ORDERS_MAX = 600, TOUR_LANES_MAX = 60, TOUR_HALTS_MAX = 2 * TOUR_ORDERS_MAX, TOUR_NOTE_MAX = 300,
       TOUR_VEHICLE_FEN = 20000, TOUR_KM_FEN = 200, TOUR_HOUR_FEN = 6000, TOUR_CHANGE_FEN = 2000,
       TOUR_HALT_S = 480, TOUR_PARCEL_S = 6, TOUR_HALT_S_MAX = 3600, TOUR_FROM_MIN = 6 * 60, TOUR_UNTIL_MIN = 22 * 60 };

/* A lane as a caller says it; halts are struct tour_halt_ask.  tour_id 0: not kept yet; else the version that was seen. */
struct tour_halt_ask { int64_t dispatch_id; bool unload; };
struct tour_lane_ask { int64_t tour_id, version, vehicle_id, driver_id; struct list halts; };
struct tour_order_ask { int64_t dispatch_id; };
struct tour_move { int64_t dispatch_id, to; };              /* to: lane counted from 1, where it costs least; 0: nobody drives it */
struct tour_ask {
	int64_t day, from_min, until_min;                   /* when vehicles are out; 0: TOUR_FROM_MIN, TOUR_UNTIL_MIN */
	struct list lanes;                                  /* tour_lane_ask */
	struct list orders;                                 /* tour_order_ask: only these among those nobody drives; none: all of them */
	bool solve, again;                                  /* again: near to the lanes as they are, with as few changes as it takes */
	struct tour_move move;                              /* dispatch_id 0: none */
};

/* An order as planning sees it.  kg and litres are rounded up; unknown: some item does not say how heavy (1) or large (2) it is. */
struct tour_load {
	int64_t     dispatch_id, tour_id, from_place_id, to_place_id, by, opens, closes, kg, litres, parcels, unknown, lon_e7, lat_e7, from_lon_e7, from_lat_e7;
	const char *number, *state, *from_place, *to_place, *goods;
	bool        cold, hazard, locked, under_way, over, aboard;       /* aboard: waits on a vehicle that broke down */
};
struct tour_halt_out {
	int64_t     dispatch_id, place_id, arrive, begin, leave, metres, lon_e7, lat_e7, by, late_min, kg, parcels, unknown;       /* unknown: as of a load */
	const char *place, *number, *goods, *state;
	bool        unload, outside, locked, done;          /* outside: not within the unit's hours */
};
struct tour_flaw { const char *zh, *en; };
struct tour_lane {
	int64_t     tour_id, version, run_no, day, vehicle_id, driver_id, depart, back, metres, minutes, cost, orders, late, late_min;
	int64_t     most_kg, kg, most_litres, litres, most_parcels, parcels, unknown;       /* most: on board at once; 0 of kg, litres, parcels: not said */
	int64_t     home_id, lon_e7, lat_e7, broken, approved, changed, refused;
	const char *state, *plate, *driver, *phone, *home, *made_by, *approved_by, *refused_by, *refused_why;
	bool        cold, hazard, locked, may_edit, may_approve;
	struct list halts, flaws;                           /* tour_halt_out, tour_flaw */
};
struct tour_left { int64_t dispatch_id; const char *number, *to_place, *zh, *en; };
struct tour_totals { int64_t cost, metres, minutes, vehicles, orders, late, late_min, changed; };    /* changed: orders on another vehicle than before */
struct tour_plan_out {
	int64_t            day;
	struct list        lanes, left, loads;              /* tour_lane, tour_left, tour_load that nobody drives */
	struct tour_totals was, now;
	const char        *roads_zh, *roads_en;             /* how ways were measured */
};
must_check enum err tours_plan(struct ctx *cx, const struct tour_ask *ask, struct tour_plan_out *ret);
/* Writes the lanes: those with a tour change it, a lane without halts ends its tour.  *ret is the day as it stands then. */
must_check enum err tours_keep(struct ctx *cx, const struct tour_ask *ask, struct tour_plan_out *ret);

/* Tours of a day the actor may see or drives (mine: only those), and what waits.  tour_id: only that one. */
struct tour_day_ask { int64_t day, tour_id; bool mine; };
must_check enum err tours_of_day(struct ctx *cx, const struct tour_day_ask *ask, struct tour_plan_out *ret);
struct tour_event { const char *kind, *number, *note, *actor; int64_t at; };
must_check enum err tours_one(struct ctx *cx, int64_t tour_id, struct tour_lane *ret, struct list *ret_events);

/* dispatch_id 0: the whole tour stays as it is when the day is planned again; else that order stays on it. */
must_check enum err tours_lock(struct ctx *cx, int64_t tour_id, int64_t version, int64_t dispatch_id, bool locked, int64_t *ret_version);
struct tour_seen { int64_t tour_id, version; };
must_check enum err tours_approve(struct ctx *cx, const struct tour_seen *tours, size_t n);
/* Sent back by who may approve it, with the reason: it cannot be approved before it has been changed. */
must_check enum err tours_refuse(struct ctx *cx, int64_t tour_id, int64_t version, const char *why, int64_t *ret_version);
/* What waits for the actor's answer, today and later: the tour, and what its warehouses have that nobody drives that day (left, as orders;
 * left_due: of them due that day or before).  for_name: for whom he stands in. */
enum { TOUR_WAITING_MAX = 200 };
struct tour_waiting { struct tour_lane lane; int64_t left, left_due; const char *for_name; };
must_check enum err tours_waiting(struct ctx *cx, struct tour_waiting **ret, size_t *ret_n);
must_check enum err tours_is(struct ctx *cx, int64_t id, bool *ret);      /* the id of a tour? */
/* The vehicle can go no further.  Its orders wait again; goods on board wait at that place (0: where it was last). */
must_check enum err tours_break(struct ctx *cx, int64_t tour_id, int64_t version, int64_t place_id, const char *why, int64_t *ret_version);
must_check enum err tours_cancel(struct ctx *cx, int64_t tour_id, int64_t version, const char *why, int64_t *ret_version);

/* What planning must know of vehicles, items and units; 0: not known. */
struct tour_vehicle { int64_t vehicle_id, kg, litres, parcels, busy_tour_id, driver_id; const char *plate, *kind, *home, *area, *driver; bool hazard, cold; };
must_check enum err tours_fleet(struct ctx *cx, int64_t day, struct tour_vehicle **ret, size_t *ret_n);
/* Of one vehicle.  version: the one that was seen, 0: nobody had said anything; -1 writes over whatever is there.  TOUR_EDIT at its home. */
struct tour_capacity { int64_t vehicle_id, kg, litres, version; bool hazard, may_edit; };
must_check enum err tours_one_vehicle(struct ctx *cx, int64_t vehicle_id, struct tour_capacity *ret);
must_check enum err tours_say_vehicle(struct ctx *cx, const struct tour_capacity *in);
/* Items by code.  grams and ml are those of `per` base units; 0: nobody said, and then the unit's own name counts (unit_*: 千克, 升), or nothing
 * at all.  orders: dispatch orders that hold it and have not arrived.  Saying so needs ITEM_EDIT on the district. */
struct tour_weight { int64_t item_id, grams, ml, per, version, pack, orders, unit_grams, unit_ml; const char *code, *zh, *en, *unit, *pack_unit; };
struct tour_goods_ask { const char *search, *after; int64_t limit; bool waiting; };       /* after: last code; waiting: only what such orders hold */
must_check enum err tours_goods(struct ctx *cx, const struct tour_goods_ask *ask, struct tour_weight **ret, size_t *ret_n);
must_check enum err tours_say_item(struct ctx *cx, const struct tour_weight *in);
must_check enum err tours_say_hours(struct ctx *cx, int64_t place_id, int64_t from_min, int64_t until_min);

/* The driver's sheet (PDF). */
must_check enum err tours_sheet(struct ctx *cx, int64_t tour_id, const char **ret_name, struct bytes *ret);
#endif
