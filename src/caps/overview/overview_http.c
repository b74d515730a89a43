/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/overview.h"
#include "http/op.h"

/* Shapes and op rows of the overview; no rules here. */
#define COUNT(type, member, text) I64(type, member, 0, INT64_MAX, text)
#define DAYS(type, member, text) I64(type, member, -1, INT64_MAX, text)
#define PLACE_ID(type, member, text) OPT_ID(type, member, text)

static SHAPE(overview_plan,
	TEXT(overview_plan, plan_id, 1, 60, "which plan"), TEXT(overview_plan, zh, 1, 2000, "its title"), TEXT(overview_plan, en, 1, 2000, "the same in English"),
	COUNT(overview_plan, version, "version in force"), TEXT(overview_plan, place, 1, 200, "where"),
	TEXT(overview_plan, reason, 0, 2000, "why it was put in force"), TIME(overview_plan, from_ms, "since when"));
static SHAPE(overview_wait,
	WORD(overview_wait, what, overview_wait_words, "what they wait for"), COUNT(overview_wait, docs, "documents"),
	COUNT(overview_wait, late, "of those past their time"), OPT_TIME(overview_wait, oldest_ms, "when the oldest was drafted"));
static SHAPE(overview_step,
	WORD(overview_step, what, overview_step_words, "which step"), COUNT(overview_step, docs, "documents that took it today"),
	COUNT(overview_step, lines, "with so many lines"), LIST(overview_step, waits, &overview_wait_shape, 0, 10, "what is stuck between it and the next"));
static SHAPE(overview_class,
	COUNT(overview_class, priority, "class, 1 is served first"), TEXT(overview_class, zh, 0, 2000, "its title in the plan"),
	TEXT(overview_class, en, 0, 2000, "the same in English"), COUNT(overview_class, docs, "open requests, by their most urgent line"),
	COUNT(overview_class, overdue, "of those wanted before today"), OPT_DAY(overview_class, first_day, "the oldest day one is wanted by"));
static SHAPE(overview_state,
	TEXT(overview_state, state, 1, 40, "state"), COUNT(overview_state, docs, "dispatch orders in it"), COUNT(overview_state, late, "of those past their time"),
	OPT_TIME(overview_state, oldest_ms, "when the oldest was drafted"));
static SHAPE(overview_area,
	ID(overview_area, place_id, "subdistrict"), TEXT(overview_area, code, 1, 40, "its code"), TEXT(overview_area, name, 1, 200, "its name"),
	COUNT(overview_area, population, "people; 0: not recorded"));
static SHAPE(overview_cell,
	DAYS(overview_cell, days_x10, "days of cover in tenths, the smaller of both figures; -1: cannot be told"),
	DAYS(overview_cell, own_x10, "the same of what lies there alone, without the share of the district's warehouses"),
	I64(overview_cell, heat, 0, 3, "0 at the line or no line, 1 below, 2 below two thirds, 3 below a third"),
	I64(overview_cell, own_heat, 0, 3, "the same for own_x10"), WORD(overview_cell, by, overview_by_words, "which figure it is"),
	WORD(overview_cell, why, overview_why_words, "why it cannot be told"), DAYS(overview_cell, qty, "quantity, where the line is one; else -1"));
static SHAPE(overview_row,
	TEXT(overview_row, class_id, 1, 60, "goods class"), TEXT(overview_row, zh, 1, 2000, "its title"), TEXT(overview_row, en, 1, 2000, "the same in English"),
	TEXT(overview_row, plan_id, 1, 60, "plan of the class"), OPT_TEXT(overview_row, source, 0, 500, "clause of the line"),
	OPT_TEXT(overview_row, unit, 0, 40, "unit the class is counted in"), COUNT(overview_row, line_days, "the line in days; 0: none"),
	COUNT(overview_row, line_qty, "or as a quantity; 0: none"),
	LIST(overview_row, cells, &overview_cell_shape, 0, OVERVIEW_AREAS_MAX + 1, "the whole district first when it is seen, then the areas in their order"));
static SHAPE(overview_alert,
	WORD(overview_alert, kind, overview_alert_words, "what is wrong"), I64(overview_alert, severity, 1, 4,
	    "1 people go without, 2 goods do not move, 3 soon, 4 housekeeping"),
	OPT_ID(overview_alert, object_id, "the document"), TEXT(overview_alert, number, 0, 60, "its number"), TEXT(overview_alert, state, 0, 40, "its state"),
	TEXT(overview_alert, class_id, 0, 60, "goods class"), TEXT(overview_alert, name_zh, 0, 2000, "title of the class, item or priority class"),
	TEXT(overview_alert, name_en, 0, 2000, "the same in English"), OPT_ID(overview_alert, place_id, "where; absent: the whole district"),
	TEXT(overview_alert, place, 0, 200, "its name"), TEXT(overview_alert, from_place, 0, 200, "from where"), TEXT(overview_alert, unit, 0, 40, "unit of qty"),
	DAYS(overview_alert, days_x10, "cover: days in tenths"), COUNT(overview_alert, line_days, "cover: the line"),
	COUNT(overview_alert, places, "cover: columns below the line"), I64(overview_alert, heat, 0, 3, "cover: how far below"),
	COUNT(overview_alert, priority, "class of requests"), COUNT(overview_alert, docs, "requests, or lots; in the overview: orders that are late in the same way"),
	COUNT(overview_alert, lines, "lines, items, classes, or the quantity asked for"), I64(overview_alert, qty, -1, INT64_MAX, "quantity of the first line, or of the lots"),
	OPT_DAY(overview_alert, day, "day it is about"), OPT_TIME(overview_alert, since_ms, "since when"), OPT_TIME(overview_alert, deadline_ms, "when it should have been done"),
	TEXT(overview_alert, owner_zh, 0, 2000, "who has to act"), TEXT(overview_alert, owner_en, 0, 2000, "the same in English"),
	TEXT(overview_alert, escalated_zh, 0, 2000, "to whom the plan has it gone by now"), TEXT(overview_alert, escalated_en, 0, 2000, "the same in English"));
static SHAPE(overview_alerts,
	COUNT(overview_alerts, total, "alerts open, also those not listed"), COUNT(overview_alerts, urgent, "of severity 1 and 2"),
	LIST(overview_alerts, items, &overview_alert_shape, 0, OVERVIEW_ALERTS_MAX, "worst first"));
static SHAPE(overview,
	TIME(overview, as_of_ms, "the moment of all figures"), I64(overview, seq, 0, INT64_MAX, "last entry of the ledger they include"),
	TEXT(overview, district, 1, 200, "the district"), COUNT(overview, population, "its people; 0: not recorded"),
	BOOL(overview, sees_district, "the reader sees the whole district's stock"), BOOL(overview, sees_stock, "figures of stock are his to see"),
	BOOL(overview, sees_requests, "those of requests"), BOOL(overview, sees_dispatches, "those of dispatches"),
	BOOL(overview, sees_allocations, "those of allocations"),
	LIST(overview, plans, &overview_plan_shape, 0, 50, "plans in force"), LIST(overview, steps, &overview_step_shape, 0, STEPS_N, "the flow of today"),
	LIST(overview, classes, &overview_class_shape, 0, 16, "open requests by class"), LIST(overview, orders, &overview_state_shape, 0, 32, "dispatch orders by state"),
	COUNT(overview, receipts, "receipts today, documents"), COUNT(overview, receipt_lines, "their lines"),
	COUNT(overview, issues, "issues today, documents"), COUNT(overview, issue_lines, "their lines"),
	LIST(overview, areas, &overview_area_shape, 0, OVERVIEW_AREAS_MAX, "columns of the matrix after the district"),
	LIST(overview, rows, &overview_row_shape, 0, 10000, "norms in the order of the plans, then classes without a line"),
	{ SHAPE_FIELD(overview, alerts, KIND_OBJECT, 0, 0, "the first alerts"), .inner = &overview_alerts_shape });

static SHAPE(overview_cell_ask,
	TEXT(overview_cell_ask, class_id, 1, 60, "goods class"), OPT_ID(overview_cell_ask, area_id, "subdistrict; absent: the whole district"));
static SHAPE(overview_cell_item,
	ID(overview_cell_item, item_id, "item"), TEXT(overview_cell_item, code, 1, 40, "its code"), TEXT(overview_cell_item, zh, 1, 200, "its name"),
	TEXT(overview_cell_item, en, 0, 200, "the same in English"), TEXT(overview_cell_item, unit, 1, 40, "base unit"),
	COUNT(overview_cell_item, free, "free and usable there"), COUNT(overview_cell_item, depot, "of that in warehouses"),
	COUNT(overview_cell_item, pool, "free in the district's own warehouses, for all"), COUNT(overview_cell_item, held, "there, but allotted"),
	COUNT(overview_cell_item, out_week, "left the warehouses for there in seven days"),
	COUNT(overview_cell_item, use_num, "so many units last one person ..."), COUNT(overview_cell_item, use_den, "... so many days; 0: no norm, the item is not counted"));
static SHAPE(overview_cell_lot,
	ID(overview_cell_lot, place_id, "where"), TEXT(overview_cell_lot, place, 1, 200, "its name"), COUNT(overview_cell_lot, place_kind, "4 warehouse, 5 unit"),
	ID(overview_cell_lot, item_id, "item"), ID(overview_cell_lot, lot_id, "lot"), TEXT(overview_cell_lot, batch, 0, 200, "batch"),
	OPT_DAY(overview_cell_lot, expiry_day, "last usable day"), COUNT(overview_cell_lot, free, "free"), COUNT(overview_cell_lot, held, "allotted"));
static SHAPE(overview_cell_inflow,
	ID(overview_cell_inflow, doc_id, "document"), TEXT(overview_cell_inflow, kind, 1, 40, "its kind"), TEXT(overview_cell_inflow, number, 0, 60, "its number"),
	TEXT(overview_cell_inflow, state, 1, 40, "its state"), OPT_TIME(overview_cell_inflow, due_ms, "when its next step is due"),
	ID(overview_cell_inflow, to_place_id, "where it goes"), TEXT(overview_cell_inflow, place, 1, 200, "its name"),
	ID(overview_cell_inflow, item_id, "item"), COUNT(overview_cell_inflow, qty, "base units still to come"));
static SHAPE(overview_cell_view,
	TIME(overview_cell_view, as_of_ms, "the moment of all figures"), OPT_ID(overview_cell_view, area_id, "subdistrict; absent: the whole district"),
	TEXT(overview_cell_view, area, 1, 200, "its name"), COUNT(overview_cell_view, population, "its people; 0: not recorded"),
	COUNT(overview_cell_view, district_population, "the district's, by which its own warehouses are shared out; 0: not seen"),
	TEXT(overview_cell_view, class_id, 1, 60, "goods class"), TEXT(overview_cell_view, zh, 1, 2000, "its title"),
	TEXT(overview_cell_view, en, 1, 2000, "the same in English"), TEXT(overview_cell_view, plan_id, 1, 60, "plan of the class"),
	OPT_TEXT(overview_cell_view, source, 0, 500, "clause of the line"), OPT_TEXT(overview_cell_view, norm_zh, 0, 2000, "title of the line"),
	OPT_TEXT(overview_cell_view, norm_en, 0, 2000, "the same in English"), OPT_TEXT(overview_cell_view, unit, 0, 40, "unit the class is counted in"),
	OPT_TEXT(overview_cell_view, owner_zh, 0, 2000, "department that answers for it"), OPT_TEXT(overview_cell_view, owner_en, 0, 2000, "the same in English"),
	COUNT(overview_cell_view, line_days, "the line in days; 0: none"), COUNT(overview_cell_view, line_qty, "or as a quantity; 0: none"),
	DAYS(overview_cell_view, norm_x10, "days by norm, in tenths; -1: cannot be told"), DAYS(overview_cell_view, flow_x10, "days by the outflow of seven days"),
	DAYS(overview_cell_view, own_norm_x10, "by norm, without the share of the district's warehouses"),
	DAYS(overview_cell_view, own_flow_x10, "by outflow, without that share"),
	{ SHAPE_FIELD(overview_cell_view, cell, KIND_OBJECT, 0, 0, "as in the matrix"), .inner = &overview_cell_shape },
	LIST(overview_cell_view, items, &overview_cell_item_shape, 0, 200000, "by item code"),
	LIST(overview_cell_view, lots, &overview_cell_lot_shape, 0, 10000, "lots there, first expired first, the first 50 of each category"),
	LIST(overview_cell_view, inflow, &overview_cell_inflow_shape, 0, 10000, "on their way there, the first 50 of each category"));

static SHAPE(overview_duty,
	TEXT(overview_duty, kind, 1, 40, "kind of document"), TEXT(overview_duty, verb, 1, 40, "what is to be done"), COUNT(overview_duty, docs, "documents"),
	COUNT(overview_duty, late, "of those past their time"), BOOL(overview_duty, approval, "they wait for your signature: see /approvals"));
static SHAPE(overview_waiting,
	COUNT(overview_waiting, total, "all together"), LIST(overview_waiting, items, &overview_duty_shape, 0, 100, "by kind and step; none with nothing"));
static SHAPE(overview_point,
	ID(overview_point, place_id, "place"), TEXT(overview_point, name, 1, 200, "its name"), TEXT(overview_point, unit_kind, 0, 60, "kind of a unit"),
	I64(overview_point, lon_e7, -1800000000, 1800000000, "degrees east times 10,000,000"), I64(overview_point, lat_e7, -900000000, 900000000, "degrees north"));
static SHAPE(overview_way,
	ID(overview_way, doc_id, "dispatch order"), TEXT(overview_way, number, 0, 60, "its number"), TEXT(overview_way, state, 1, 40, "its state"),
	BOOL(overview_way, late, "past its time"), OPT_TIME(overview_way, due_ms, "when its next step is due"), COUNT(overview_way, n_lines, "lines"),
	TEXT(overview_way, carrier, 0, 200, "carrier; empty: the warehouse's own transport"),
	ID(overview_way, from_place_id, "from"), TEXT(overview_way, from_place, 1, 200, "its name"), ID(overview_way, to_place_id, "to"), TEXT(overview_way, to_place, 1, 200, "its name"),
	I64(overview_way, from_lon_e7, -1800000000, 1800000000, "from: degrees east times 10,000,000"), I64(overview_way, from_lat_e7, -900000000, 900000000, "degrees north"),
	I64(overview_way, to_lon_e7, -1800000000, 1800000000, "to: degrees east times 10,000,000"), I64(overview_way, to_lat_e7, -900000000, 900000000, "degrees north"));
static SHAPE(overview_map,
	TIME(overview_map, as_of_ms, "the moment of it"), TEXT(overview_map, datum, 1, 20, "of all coordinates"), BOOL(overview_map, more, "not all points or orders are listed"),
	LIST(overview_map, areas, &overview_point_shape, 0, OVERVIEW_POINTS_MAX, "subdistricts, where their name stands"),
	LIST(overview_map, warehouses, &overview_point_shape, 0, OVERVIEW_POINTS_MAX, "warehouses"),
	LIST(overview_map, units, &overview_point_shape, 0, OVERVIEW_POINTS_MAX, "units"),
	LIST(overview_map, ways, &overview_way_shape, 0, OVERVIEW_WAYS_MAX, "dispatch orders not done, late ones first"));

static enum err get(struct ctx *cx, const void *in, void *out) { (void)in; return overview_get(cx, out); }
static enum err cell(struct ctx *cx, const void *in, void *out) { return overview_cell_get(cx, in, out); }
static enum err alerts(struct ctx *cx, const void *in, void *out) { (void)in; return overview_alerts(cx, out); }
static enum err waiting(struct ctx *cx, const void *in, void *out) { (void)in; return overview_waiting(cx, out); }
static enum err map(struct ctx *cx, const void *in, void *out) { (void)in; return overview_map(cx, out); }

const struct op overview_ops[] = {
	{ .method = "GET", .path = "/api/v1/overview", .name = "overview", .zh = "总览", .en = "The whole district at one look",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .out = &overview_shape, .run = get },
	{ .method = "GET", .path = "/api/v1/overview/cell", .name = "overview_cell", .zh = "可供天数的明细", .en = "What is behind a figure of days of cover",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &overview_cell_ask_shape, .out = &overview_cell_view_shape, .run = cell, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/alerts", .name = "alerts", .zh = "预警", .en = "What is wrong, worst first",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .out = &overview_alerts_shape, .run = alerts },
	{ .method = "GET", .path = "/api/v1/waiting", .name = "waiting", .zh = "待我办理", .en = "What waits for the one who asks",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .out = &overview_waiting_shape, .run = waiting },
	{ .method = "GET", .path = "/api/v1/map", .name = "map", .zh = "地图数据", .en = "Places and dispatch orders for the map",
	  .perm = PERM_PLACE_READ, .tx = TX_READ, .out = &overview_map_shape, .run = map },
	{ 0 },
};
