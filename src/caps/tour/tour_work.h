/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_TOUR_WORK_H
#define CAPS_TOUR_WORK_H
#include "caps/delivery/fleet.h"
#include "caps/place/place.h"
#include "caps/tour/tour.h"
#include "engine/routing/rich.h"
#include "file/form_pdf.h"

/* A plan while it is worked on, for this folder only. */
struct tour_spot { int64_t place_id, lon_e7, lat_e7; const char *name, *path; };

struct tour_order {
	struct tour_load out;
	int64_t  pick_id, version, load_s, unload_s;      /* pick: where its goods lie now */
	int32_t  pick, drop;                              /* spots */
	bool     waits, reaches, chosen;                  /* reaches: the actor may at its warehouse; chosen: part of this plan */
	bool     dropped;                                 /* refused, recalled, turned back: nobody brings it any more */
	bool     take, relaxed;                           /* in the problem; late rather than not at all */
	int32_t  place;                                   /* in the problem: load; unload is the next */
};

struct tour_step { int32_t order; bool unload; int64_t arrive, begin, leave, metres; };      /* ms */
struct tour_work_lane {
	struct tour_lane out;
	struct vehicle   vehicle;
	struct driver    driver;
	const char      *path, *driver_path;              /* areas they may go to */
	const char      *home_path;
	int32_t          home;
	int64_t          made_by, changed_by, broken_place_id, stored_version;
	struct tour_step *steps;  size_t n_steps;
	struct tour_step *was;    size_t n_was;           /* as it is kept */
	bool             under_way, stays, frozen;        /* stays: locked whole, or under way: what is there is fixed; frozen: takes nothing more (locked, or what it does cannot be replayed) */
	int64_t          from_s;                          /* leaves not before */
};

struct tour_work {
	struct ctx            *cx;
	int64_t                day, zero_ms, from_s, until_s;     /* zero: midnight in China */
	struct tour_spot      *spots;   size_t n_spots, spots_room;
	struct tour_order     *orders;  size_t n_orders;          /* by dispatch_id */
	struct tour_work_lane *lanes;   size_t n_lanes;           /* those of the plan */
	struct tour_work_lane *kept;    size_t n_kept;            /* tours of the day as they are kept */
	int32_t               *metres, *seconds;                  /* n_spots squared */
	struct travel_how      how;
};

/* load.c: orders and kept tours of the day. */
must_check enum err tour_work_open(struct ctx *cx, int64_t day, enum perm perm, struct tour_work *w);
must_check enum err tour_work_lanes(struct tour_work *w, const struct tour_ask *ask);
must_check enum err tour_work_measure(struct tour_work *w);
struct tour_order *tour_work_order(const struct tour_work *w, int64_t dispatch_id);
must_check enum err tour_work_crew(struct tour_work *w, struct tour_work_lane *l, int64_t vehicle_id, int64_t driver_id);
struct tour_lane tour_work_lane_out(struct tour_work *w, const struct tour_work_lane *l);
void tour_work_spare(struct tour_work *w, struct tour_plan_out *ret);
void tour_unit_says(const char *unit, int64_t *grams, int64_t *ml);       /* of a base unit, by its name alone; 0: it does not say */

/* model.c: lanes and the orders taken as a problem of the routing engine, vehicle k is lane k, costs in thousandths of a fen.
 * `soft` knows no latest times: for lanes as they are, where late is late and not forbidden. */
struct tour_model { struct routing_rich p; const struct tour_order **order_of; bool *is_unload; };      /* by place; NULL: a depot */
void tour_model_make(struct tour_work *w, bool soft, bool again, struct tour_model *m);
void tour_model_routes(struct tour_work *w, int32_t **ret_starts, int32_t **ret_visits);
bool tour_lane_reaches(const struct tour_work *w, const struct tour_work_lane *l, const struct tour_order *o);

/* drive.c: times, loads, lateness and flaws of the lanes as they are. */
void tour_drive(struct tour_work *w);
struct tour_totals tour_sum(const struct tour_work *w);

/* plan.c: the lanes as an answer. */
void tour_plan_out(struct tour_work *w, struct tour_plan_out *ret);

/* keep.c, read.c: one kept tour with the right asked at its home and warehouses; what was done is told. */
must_check enum err tour_find_kept(struct ctx *cx, int64_t tour_id, int64_t version, enum perm perm, struct tour_work *w, struct tour_work_lane **ret);
must_check enum err tour_note(struct ctx *cx, int64_t tour_id, const char *kind, int64_t dispatch_id, const char *text);
must_check enum err tour_stale(struct ctx *cx, const char *plate);
bool tour_lane_may(const struct tour_work *w, const struct tour_work_lane *l, enum perm perm);

/* sheet.c: the driver's sheet before it is a file. */
enum { TOUR_SHEET_COLUMNS = 10 };
must_check enum err tour_sheet_form(struct ctx *cx, int64_t tour_id, const char **ret_name, struct form_pdf *ret);

/* solve.c */
void tour_solve(struct tour_work *w, bool again, struct tour_left **ret_left, size_t *ret_n);
must_check enum err tour_move_order(struct tour_work *w, const struct tour_move *move);
#endif
