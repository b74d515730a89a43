/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_OVERVIEW_H
#define CAPS_OVERVIEW_H
#include "base/ctx.h"
#include "base/shape.h"

/* The overview: where does it run out first, and who is on it (issue 3, page 1;
 * D3.2-D3.5, D7.1, D7.7).
 *
 * Everything is reckoned when it is asked, in one reading transaction, from the
 * ledger, the documents and the plans in force; nothing is stored.  A reader
 * gets what his rights cover: parts he may not see are said to be missing
 * (`sees_...`), never shown as nought.  Limits are the plan's, or none: where no
 * plan says how long something may take, nothing is late.
 *
 * Days are in tenths, rounded down, -1 where they cannot be told (`why` says
 * why).  Quantities are base units.  All rows live in cx->mem. */

enum { OVERVIEW_AREAS_MAX = 40, OVERVIEW_ALERTS_MAX = 200, OVERVIEW_ALERTS_SHOWN = 8 };

/* --- Days of cover ---------------------------------------------------------
 * By norm: free and usable goods of the class, over what the people there use in
 * a day (plan, else item).  By outflow: those in warehouses, over what left the
 * warehouses for units there in seven days, a day.  The smaller one counts.
 *
 * The goods of the district's own warehouses (which hang directly below it) are
 * for all: a subdistrict's figure adds its share of them by population; `own`
 * is what lies in the subdistrict alone. */
enum overview_why { WHY_NONE, WHY_NO_PEOPLE, WHY_NO_NEED, WHY_NO_GOODS, WHY_QUANTITY };
extern const char *const overview_why_words[];       /* "none", "no_people", ... */
enum overview_by { BY_NOTHING, BY_NORM, BY_OUTFLOW };
extern const char *const overview_by_words[];

struct overview_cell { int64_t days_x10, own_x10, heat, own_heat, by, why, qty; };     /* qty: of a line in quantities, else -1 */
struct overview_area { int64_t place_id, population; const char *code, *name; };
struct overview_row {
	const char *class_id, *zh, *en, *plan_id, *source, *unit;      /* source: clause of the line */
	int64_t     line_days, line_qty;                               /* 0: none */
	struct list cells;                     /* struct overview_cell: the whole district (when seen), then the areas */
};

/* --- The flow of today ----------------------------------------------------- */
enum overview_step_name { STEP_REQUESTED, STEP_APPROVED, STEP_DISPATCHED, STEP_ARRIVED, STEP_RECEIVED, STEPS_N };
extern const char *const overview_step_words[];
enum overview_wait_name { WAIT_VET, WAIT_SPECIAL, WAIT_ALLOT, WAIT_SIGN, WAIT_DEPART, WAIT_ARRIVE, WAIT_RECEIVE, WAIT_EXPLAIN };
extern const char *const overview_wait_words[];
struct overview_wait { int64_t what, docs, late, oldest_ms; };
struct overview_step { int64_t what, docs, lines; struct list waits; };        /* waits: struct overview_wait, what is stuck behind it */
struct overview_class { int64_t priority, docs, overdue; const char *zh, *en; int64_t first_day; };      /* first_day: the oldest day it is wanted by */
struct overview_state { int64_t docs, late, oldest_ms; const char *state; };
struct overview_plan { const char *plan_id, *zh, *en, *place, *reason; int64_t version, from_ms; };

/* --- Alerts ------------------------------------------------------------------
 * Codes and numbers; the page words them.  not_used: taken for use at once, and
 * still there after the day it had to be used up by (D2.7).  Worst consequence first, then the
 * deadline that passed first. */
enum overview_alert_kind { ALERT_COVER, ALERT_NOT_ACKNOWLEDGED, ALERT_NOT_DEPARTED, ALERT_UNDER_WAY, ALERT_NOT_RECEIVED, ALERT_DIFFERENCE,
			   ALERT_UNSIGNED, ALERT_REQUESTS_OVERDUE, ALERT_EXPIRED, ALERT_EXPIRING, ALERT_NOT_USED, ALERT_KINDS };
extern const char *const overview_alert_words[];
struct overview_alert {
	int64_t     kind, severity;                /* 1: people go without; 2: goods do not move; 3: will be; 4: housekeeping */
	int64_t     object_id;                     /* document, item or place; 0: class_id or priority says which */
	const char *number, *state, *class_id, *name_zh, *name_en, *place, *from_place, *unit;
	int64_t     place_id, days_x10, line_days, places, heat, priority, docs, lines, qty, day;
	int64_t     since_ms, deadline_ms;         /* deadline 0: none stated */
	const char *owner_zh, *owner_en, *escalated_zh, *escalated_en;      /* to whom the plan has it gone by now; "" */
};
struct overview_alerts { int64_t total, urgent; struct list items; };          /* struct overview_alert; urgent: severity 1 and 2 */
must_check enum err overview_alerts(struct ctx *cx, struct overview_alerts *ret);

struct overview {
	int64_t     as_of_ms, seq, population;
	bool        sees_district, sees_stock, sees_requests, sees_dispatches, sees_allocations;
	const char *district;
	struct list plans, steps, classes, orders, areas, rows;
	int64_t     receipts, receipt_lines, issues, issue_lines;       /* today's documents and lines */
	struct overview_alerts alerts;                                   /* the first OVERVIEW_ALERTS_SHOWN */
};
must_check enum err overview_get(struct ctx *cx, struct overview *ret);

/* --- What is behind a cell ------------------------------------------------- */
struct overview_cell_ask { const char *class_id; int64_t area_id; };           /* area 0: the whole district */
struct overview_cell_item {
	int64_t     item_id, free, depot, pool, held, out_week, use_num, use_den;       /* pool: in the district's own warehouses; use: reserve_pace */
	const char *code, *zh, *en, *unit;
};
struct overview_cell_lot { int64_t place_id, place_kind, item_id, lot_id, expiry_day, free, held; const char *place, *batch; };
struct overview_cell_inflow { int64_t doc_id, due_ms, to_place_id, item_id, qty; const char *kind, *number, *state, *place; };
struct overview_cell_view {
	int64_t     as_of_ms, area_id, population, district_population, line_days, line_qty, norm_x10, flow_x10, own_norm_x10, own_flow_x10;
	const char *area, *class_id, *zh, *en, *plan_id, *source, *norm_zh, *norm_en, *unit, *owner_zh, *owner_en;
	struct overview_cell cell;
	struct list items, lots, inflow;
};
must_check enum err overview_cell_get(struct ctx *cx, const struct overview_cell_ask *ask, struct overview_cell_view *ret);

/* --- What waits for the one who asks --------------------------------------- */
struct overview_duty { int64_t docs, late; const char *kind, *verb; bool approval; };       /* approval: a signature, also in caps/approval */
struct overview_waiting { int64_t total; struct list items; };                 /* struct overview_duty; those with none are left out */
must_check enum err overview_waiting(struct ctx *cx, struct overview_waiting *ret);

/* --- The map: our own places and orders, WGS-84 ----------------------------- */
enum { OVERVIEW_POINTS_MAX = 2000, OVERVIEW_WAYS_MAX = 300 };
struct overview_point { int64_t place_id, lon_e7, lat_e7; const char *name, *unit_kind; };
struct overview_way {
	int64_t     doc_id, due_ms, n_lines, from_place_id, to_place_id, from_lon_e7, from_lat_e7, to_lon_e7, to_lat_e7;
	bool        late;
	const char *number, *state, *from_place, *to_place, *carrier;
};
struct overview_map { int64_t as_of_ms; const char *datum; bool more; struct list areas, warehouses, units, ways; };
must_check enum err overview_map(struct ctx *cx, struct overview_map *ret);
#endif
