/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_TRIP_H
#define CAPS_DELIVERY_TRIP_H
#include "caps/delivery/delivery.h"

/* Trips: planned from the orders of an offer, loaded, driven, handed over.
 *
 * A trip's state is made of those of its stops' documents:
 *   planned -> loaded -> rolling -> delivered -> closed      void
 * Planning needs TRIP_EDIT on the shop; the driver named on the trip drives it. */

/* ---- Planning (propose.c) ------------------------------------------------------ */

enum { TRIP_CREWS_MAX = 100, TRIP_RUNS_MAX = 6, TRIP_ASKED_MS = 15 * 60000 };
/* What a way costs: 本区设定, to weigh plans against each other; nobody is paid by it. */
enum { TRIP_VEHICLE_FEN = 3000, TRIP_KM_FEN = 200, TRIP_HOUR_FEN = 6000 };

struct trip_crew { int64_t vehicle_id, driver_id, shop_id, from_ms, until_ms, trips; };    /* shop: of several, whose goods; times 0: any; trips 0: one run */
struct trip_answer;
struct trip_ask {
	int64_t offer_id, shop_id, day;                 /* this offer; else all that waits of the shop; else of every shop the actor plans */
	int64_t depart_ms;                              /* 0: as late as the first windows allow */
	const struct trip_crew *crews;  size_t n_crews;
	bool    keep;                                   /* false: only show */
	int64_t asked_ms;                               /* when the plan was shown, at most TRIP_ASKED_MS ago; 0: now */
	const char *digest;                             /* of the plan that was shown: STALE when it would be another now; NULL: any */
	bool    again;                                  /* a shop's day anew: what is planned and not locked is given out again, and what broken trips carry */
	const int64_t *broken;  size_t n_broken;        /* trips that go no further; what was not handed over goes back on board elsewhere */
	const char *note;                               /* why, for the documents that end */
	struct trip_answer *answer;                     /* of trip_prepare; NULL: solved on the spot */
};
struct lane_stop {
	int64_t     stop_no, place_id, grid_id, doc_id, orders, parcels, plan_ms, window_from_ms, window_until_ms, metres, by_ms;
	int64_t     lon_e7, lat_e7;
	bool        outside, late, locked, cold, warm;  /* arrives outside its window; after the earliest promise; stays when planned anew; chilled
	                                                 * goods; and the vehicle is not cooled: they need boxes */
	const char *place, *former;                     /* plate that had it in the plan before, "" when it is new */
	int64_t     former_ms;
};
struct trip_lane {
	int64_t     shop_id, trip_id, vehicle_id, driver_id, capacity, orders, parcels, metres, depart_ms, back_ms;
	const char *plate, *driver;
	struct lane_stop *stops;  size_t n_stops;
	struct trip_lack *lacks;  size_t n_lacks;       /* what the plan's gates will ask of vehicle and driver and is not there yet */
};
struct trip_left { int64_t place_id, orders, parcels, lon_e7, lat_e7; const char *place, *zh, *en; };     /* nobody can bring these */
struct trip_shop { int64_t shop_id, lon_e7, lat_e7; const char *name; };
struct trip_price { int64_t vehicles_fen, way_fen, time_fen, metres, seconds; };
struct trip_proposal {
	struct trip_lane *lanes; size_t n_lanes;        /* of each shop the first run of every crew, empty ones too, then the others */
	struct trip_left *left; size_t n_left;
	struct trip_shop *shops; size_t n_shops;        /* where the lanes start */
	const char *hinder_zh, *hinder_en;              /* why who asks can only look and not keep it, or NULL */
	struct trip_price price;
	int64_t     was_metres, moved;                  /* again: way of the trips before; stops that change their vehicle */
	int64_t     asked_ms;
	const char *digest, *ways_zh, *ways_en;         /* ways: how distances were made */
};
/* The slow half, in any reading transaction: solves what trip_propose() with this answer shows or makes. */
must_check enum err trip_prepare(struct ctx *cx, const struct trip_ask *ask, struct trip_answer **ret);
must_check enum err trip_propose(struct ctx *cx, const struct trip_ask *ask, struct trip_proposal *ret);

/* A stop of a planned trip to another planned trip of the same shop and day (or
 * another place in the same): what it costs, and with `keep` it is done.  BLOCKED
 * names the rule: area, load, window. */
struct trip_move { int64_t trip_id, stop_no, to_trip_id, seat; bool keep; };
struct trip_moved { struct trip_lane lane; int64_t seat, more_metres, more_ms, parcels_before, plan_ms; };
must_check enum err trip_move_stop(struct ctx *cx, const struct trip_move *move, struct trip_moved *ret);
/* The same, only looked at: what it costs on both vehicles and whom it makes late, also where a rule forbids it (then zh says which).
 * One evaluation, nothing is solved or written.  Fails as trip_move_stop() does where there is nothing to evaluate. */
struct trip_late { int64_t trip_id, place_id, plan_ms, minutes, was_minutes; bool window; const char *place, *plate; };    /* window: past it; else past the promise */
struct trip_look {
	int64_t     seat, plan_ms, parcels_before;
	int64_t     more_metres, more_ms;               /* of the vehicle it goes to */
	int64_t     all_metres, all_ms, all_fen;        /* of both together */
	struct trip_lane lanes[2];  size_t n_lanes;     /* where it goes to, then where it leaves */
	struct trip_late *late;  size_t n_late;         /* stops later than allowed after the move and later than before it */
	const char *zh, *en;                            /* the rule that forbids it, or NULL */
};
must_check enum err trip_move_look(struct ctx *cx, const struct trip_move *move, struct trip_look *ret);

/* A trip, or one stop of it, stays as it is when trips are planned anew.  TRIP_EDIT on the shop; version 0: whatever it is. */
must_check enum err trip_lock(struct ctx *cx, int64_t trip_id, int64_t version, int64_t stop_no, bool locked);
/* Agreed to as they stand, all or none, by another person than made or last changed them (BLOCKED).  Any change ends it. */
struct trip_seen { int64_t trip_id, version; };
must_check enum err trip_approve(struct ctx *cx, const struct trip_seen *trips, size_t n);

/* ---- On the way (trip.c) -------------------------------------------------------- */

/* What was counted of one line of a stop's document; none at all: everything as planned. */
struct stop_count { int64_t stop_no; const struct doc_part *parts; size_t n_parts; };
struct trip_act {
	int64_t     trip_id, version, stop_no, happened_ms;
	const char *signed_as, *note;                   /* "giver", "carrier", "worker"; NULL: what the actor is */
	const struct stop_count *counts;  size_t n_counts;
	bool        in_spite;                           /* outside the window all the same, with a note: a breach is recorded */
};
struct trip_done { int64_t trip_id, version; const char *state, *waiting_for; };
must_check enum err trip_load(struct ctx *cx, const struct trip_act *act, struct trip_done *ret);        /* all its stops */
must_check enum err trip_depart(struct ctx *cx, const struct trip_act *act, struct trip_done *ret);
must_check enum err trip_arrive(struct ctx *cx, const struct trip_act *act, struct trip_done *ret);      /* one stop */
must_check enum err trip_hand_over(struct ctx *cx, const struct trip_act *act, struct trip_done *ret);
/* report, turn_back, unload, found, lose: one stop; close, cancel: stop_no 0 is all of them. */
must_check enum err trip_step(struct ctx *cx, const char *verb, const struct trip_act *act, struct trip_done *ret);
must_check enum err trip_problem(struct ctx *cx, int64_t trip_id, int64_t stop_no, const char *kind, const char *note, int64_t happened_ms);

/* ---- Reading (trip_read.c) -------------------------------------------------------- */

struct trip_stop_state { int64_t arrived_ms, handed_ms, loaded, taken, short_qty, version; const char *state, *number, *breach; };
struct trip {
	int64_t     trip_id, day, run_no, shop_id, offer_id, vehicle_id, driver_id, depart_ms, departed_ms, ended_ms, metres, version;
	int64_t     capacity, orders, parcels, stops_done, late_orders, by_ms, problems;
	int64_t     back_ms, locked, created_by, changed_by, approved_by, approved_ms, cooled;      /* ids 0: nobody */
	const char *state, *plate, *driver, *driver_phone, *shop, *offer, *shop_path, *approver;
	struct lane_stop *stops;  size_t n_stops;       /* in the order they are driven */
	struct trip_stop_state *states;                 /* beside them */
};
struct trip_filter { int64_t day, from_day, shop_id, driver_id, place_id, offer_id, after, limit; const char *state; };      /* place: a stop there */
must_check enum err trip_list(struct ctx *cx, const struct trip_filter *filter, struct trip **ret, size_t *ret_n);
must_check enum err trip_get(struct ctx *cx, int64_t trip_id, struct trip *ret);     /* TRIP_READ on shop or a stop */
struct trip_line { int64_t stop_no, line_no, item_id, asked, sent, taken, missing; const char *item, *unit; };
must_check enum err trip_lines(struct ctx *cx, int64_t trip_id, struct trip_line **ret, size_t *ret_n);        /* no right asked */
/* A pick wave of a planned trip's orders, in the order they are loaded: the last stop goes in first.  ORDER_FILL on the shop. */
must_check enum err trip_wave(struct ctx *cx, int64_t trip_id, int64_t *ret_wave_id);
struct trip_event { int64_t stop_no, happened_ms; const char *kind, *rule_id, *note, *actor; };
must_check enum err trip_events(struct ctx *cx, int64_t trip_id, struct trip_event **ret, size_t *ret_n);
#endif
