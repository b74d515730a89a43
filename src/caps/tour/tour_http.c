/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/tour/tour.h"
#include "http/op.h"

enum { MINUTES = 24 * 60, MANY = 5000, GOODS_PAGE_MAX = 200 };

struct tour_plan_in { int64_t day, from_min, until_min, move_id, move_to; struct list lanes, orders; bool solve, again; };
struct tour_day_in { int64_t day; bool mine; };
struct tour_id_in { int64_t tour_id; };
struct tour_one_out { struct tour_lane tour; struct list events; int64_t version; };
struct tour_lock_ask { int64_t tour_id, version, dispatch_id; bool locked; };
struct tour_approve_ask { struct list items; };
struct tour_approved { int64_t approved; };
struct tour_end_ask { int64_t tour_id, version, place_id; const char *why; };
struct tour_done { int64_t tour_id, version; };
struct tour_fleet_in { int64_t day; };
struct tour_fleet_out { struct list items; };
struct tour_vehicle_id_in { int64_t vehicle_id; };
struct tour_vehicle_ask { int64_t vehicle_id, kg, litres, version; bool hazard; };
struct tour_item_ask { int64_t item_id, grams, ml, per, version; };
struct tour_goods_in { const char *search, *after; int64_t limit; bool waiting; };
struct tour_goods_out { struct list items; const char *next; };
struct tour_hours_ask { int64_t place_id, from_min, until_min; };
struct tour_said { int64_t id; };
struct tour_file { struct bytes body; const char *type, *name; };

static SHAPE(tour_halt_ask, ID(tour_halt_ask, dispatch_id, "the dispatch order"), OPT_BOOL(tour_halt_ask, unload, "brought to its unit; absent: taken on at its warehouse"));
static SHAPE(tour_lane_ask, OPT_ID(tour_lane_ask, tour_id, "the tour as it is kept; absent: a new one"),
	OPT_I64(tour_lane_ask, version, 0, INT64_MAX, "the version of it that was seen"), ID(tour_lane_ask, vehicle_id, "the vehicle"),
	ID(tour_lane_ask, driver_id, "its driver"), OPT_LIST(tour_lane_ask, halts, &tour_halt_ask_shape, 0, TOUR_HALTS_MAX, "in the order they are driven"));
static SHAPE(tour_order_ask, ID(tour_order_ask, dispatch_id, "a dispatch order"));
static SHAPE(tour_plan_in, DAY(tour_plan_in, day, "the day"), OPT_I64(tour_plan_in, from_min, 0, MINUTES, "vehicles leave from this minute of the day on; absent: 6:00"),
	OPT_I64(tour_plan_in, until_min, 0, MINUTES, "and are back by this one; absent: 22:00"),
	LIST(tour_plan_in, lanes, &tour_lane_ask_shape, 1, TOUR_LANES_MAX, "vehicles, with what they do already"),
	OPT_LIST(tour_plan_in, orders, &tour_order_ask_shape, 0, TOUR_ORDERS_MAX, "only these of the orders nobody drives; absent: all"),
	OPT_BOOL(tour_plan_in, solve, "give the orders to the vehicles"), OPT_BOOL(tour_plan_in, again, "with solve: stay near the lanes as they were sent"),
	OPT_ID(tour_plan_in, move_id, "move this order"), OPT_I64(tour_plan_in, move_to, 0, TOUR_LANES_MAX, "to this lane, counted from 1; 0: to none"));

static SHAPE(tour_load, ID(tour_load, dispatch_id, "the dispatch order"), TEXT(tour_load, number, 0, 60, "its number"), TEXT(tour_load, state, 0, 40, "its state"),
	OPT_ID(tour_load, tour_id, "the tour it was on"), ID(tour_load, from_place_id, "its warehouse"), TEXT(tour_load, from_place, 0, 200, "where its goods lie"),
	ID(tour_load, to_place_id, "its unit"), TEXT(tour_load, to_place, 0, 200, "the unit's name"), OPT_TIME(tour_load, by, "latest arrival by the plan"),
	OPT_TIME(tour_load, opens, "the unit takes goods from"), OPT_TIME(tour_load, closes, "until"), I64(tour_load, kg, 0, QTY_MAX, "weight, as far as it is known"),
	I64(tour_load, litres, 0, QTY_MAX, "volume, as far as it is known"), I64(tour_load, parcels, 0, QTY_MAX, "packs"),
	I64(tour_load, unknown, 0, 3, "bits: 1 not all weights are known, 2 not all volumes"), TEXT(tour_load, goods, 0, 2000, "what it is"),
	BOOL(tour_load, cold, "needs cooling"), BOOL(tour_load, hazard, "hazardous goods"), BOOL(tour_load, aboard, "on a vehicle that broke down"),
	I64(tour_load, lon_e7, -1800000000, 1800000000, "the unit's place"), I64(tour_load, lat_e7, -900000000, 900000000, "the unit's place"),
	I64(tour_load, from_lon_e7, -1800000000, 1800000000, "where its goods lie"), I64(tour_load, from_lat_e7, -900000000, 900000000, "where its goods lie"));
static SHAPE(tour_halt_out, ID(tour_halt_out, dispatch_id, "the dispatch order"), BOOL(tour_halt_out, unload, "brought; else taken on"),
	ID(tour_halt_out, place_id, "where"), TEXT(tour_halt_out, place, 0, 200, "its name"), TEXT(tour_halt_out, number, 0, 60, "the order's number"),
	TEXT(tour_halt_out, goods, 0, 2000, "what it is"), TEXT(tour_halt_out, state, 0, 40, "the order's state"), OPT_TIME(tour_halt_out, arrive, "gets there"),
	OPT_TIME(tour_halt_out, begin, "begins"), OPT_TIME(tour_halt_out, leave, "leaves"), OPT_TIME(tour_halt_out, by, "latest arrival by the plan"),
	I64(tour_halt_out, late_min, 0, INT64_MAX, "minutes late"), I64(tour_halt_out, metres, 0, INT64_MAX, "way from the halt before"),
	I64(tour_halt_out, kg, 0, QTY_MAX, "weight"), I64(tour_halt_out, parcels, 0, QTY_MAX, "packs"),
	I64(tour_halt_out, unknown, 0, 3, "bits: 1 not all weights are known, 2 not all volumes"), BOOL(tour_halt_out, outside, "outside the unit's hours"),
	BOOL(tour_halt_out, locked, "stays on this tour"), BOOL(tour_halt_out, done, "behind it"),
	I64(tour_halt_out, lon_e7, -1800000000, 1800000000, "where"), I64(tour_halt_out, lat_e7, -900000000, 900000000, "where"));
static SHAPE(tour_flaw, TEXT(tour_flaw, zh, 0, 400, "Chinese"), TEXT(tour_flaw, en, 0, 400, "English"));
static SHAPE(tour_lane, OPT_ID(tour_lane, tour_id, "the tour; absent: not kept"), I64(tour_lane, version, 0, INT64_MAX, "its version"),
	I64(tour_lane, run_no, 0, INT64_MAX, "its number on the day"), DAY(tour_lane, day, "the day"), TEXT(tour_lane, state, 1, 20, "planned, approved, under_way, done, broken"),
	ID(tour_lane, vehicle_id, "the vehicle"), TEXT(tour_lane, plate, 0, 40, "its plate"), ID(tour_lane, driver_id, "the driver"), TEXT(tour_lane, driver, 0, 200, "the driver's name"),
	TEXT(tour_lane, phone, 0, 60, "duty phone"), ID(tour_lane, home_id, "where the vehicle is at home"), TEXT(tour_lane, home, 0, 200, "its name"),
	OPT_TIME(tour_lane, depart, "leaves"), OPT_TIME(tour_lane, back, "is back"), I64(tour_lane, metres, 0, INT64_MAX, "way"), I64(tour_lane, minutes, 0, INT64_MAX, "away"),
	MONEY(tour_lane, cost, 0, QTY_MAX, "what it costs, to compare plans by"), I64(tour_lane, orders, 0, INT64_MAX, "orders brought"),
	I64(tour_lane, late, 0, INT64_MAX, "of them late"), I64(tour_lane, late_min, 0, INT64_MAX, "minutes late altogether"),
	I64(tour_lane, most_kg, 0, QTY_MAX, "on board at once"), I64(tour_lane, kg, 0, QTY_MAX, "of so many; 0: not said"),
	I64(tour_lane, most_litres, 0, QTY_MAX, "on board at once"), I64(tour_lane, litres, 0, QTY_MAX, "of so many; 0: not said"),
	I64(tour_lane, most_parcels, 0, QTY_MAX, "on board at once"), I64(tour_lane, parcels, 0, QTY_MAX, "of so many; 0: not said"),
	I64(tour_lane, unknown, 0, 3, "bits: 1 not all weights are known, 2 not all volumes"), BOOL(tour_lane, cold, "cools"), BOOL(tour_lane, hazard, "may carry hazardous goods"),
	BOOL(tour_lane, locked, "stays as it is"), OPT_TIME(tour_lane, broken, "broke down"), OPT_TIME(tour_lane, approved, "approved at"),
	TEXT(tour_lane, made_by, 0, 200, "who planned it"), TEXT(tour_lane, approved_by, 0, 200, "who approved it"),
	OPT_TIME(tour_lane, refused, "sent back at"), TEXT(tour_lane, refused_by, 0, 200, "by whom"), TEXT(tour_lane, refused_why, 0, TOUR_NOTE_MAX, "why"),
	BOOL(tour_lane, may_edit, "the actor may change it"), BOOL(tour_lane, may_approve, "the actor may approve it"),
	I64(tour_lane, lon_e7, -1800000000, 1800000000, "its home"), I64(tour_lane, lat_e7, -900000000, 900000000, "its home"),
	LIST(tour_lane, halts, &tour_halt_out_shape, 0, TOUR_HALTS_MAX, "as they are driven"), LIST(tour_lane, flaws, &tour_flaw_shape, 0, MANY, "what cannot be driven so"));
static SHAPE(tour_left, ID(tour_left, dispatch_id, "the dispatch order"), TEXT(tour_left, number, 0, 60, "its number"), TEXT(tour_left, to_place, 0, 200, "its unit"),
	TEXT(tour_left, zh, 0, 400, "why nobody brings it, Chinese"), TEXT(tour_left, en, 0, 400, "English"));
static SHAPE(tour_totals, MONEY(tour_totals, cost, 0, QTY_MAX, "what it costs, to compare plans by"), I64(tour_totals, metres, 0, INT64_MAX, "way"),
	I64(tour_totals, minutes, 0, INT64_MAX, "vehicles away"), I64(tour_totals, vehicles, 0, INT64_MAX, "vehicles used"), I64(tour_totals, orders, 0, INT64_MAX, "orders brought"),
	I64(tour_totals, late, 0, INT64_MAX, "of them late"), I64(tour_totals, late_min, 0, INT64_MAX, "minutes late"),
	I64(tour_totals, changed, 0, INT64_MAX, "orders on another vehicle than they are kept on"));
static SHAPE(tour_plan_out, DAY(tour_plan_out, day, "the day"), LIST(tour_plan_out, lanes, &tour_lane_shape, 0, 4 * TOUR_LANES_MAX, "by vehicle"),
	LIST(tour_plan_out, left, &tour_left_shape, 0, 4 * TOUR_ORDERS_MAX, "left out, with the reason"),
	LIST(tour_plan_out, loads, &tour_load_shape, 0, 4 * TOUR_ORDERS_MAX, "orders nobody drives"),
	OBJECT(tour_plan_out, was, &tour_totals_shape, "the lanes as they were sent"), OBJECT(tour_plan_out, now, &tour_totals_shape, "as they are here"),
	TEXT(tour_plan_out, roads_zh, 0, 200, "how ways were measured, Chinese"), TEXT(tour_plan_out, roads_en, 0, 200, "English"));

static SHAPE(tour_day_in, DAY(tour_day_in, day, "the day"), OPT_BOOL(tour_day_in, mine, "only those I drive"));
static SHAPE(tour_id_in, ID(tour_id_in, tour_id, "the tour"));
static SHAPE(tour_event, TEXT(tour_event, kind, 1, 20, "made, changed, take, leave, locked, unlocked, approved, refused, broken, cancelled"), TEXT(tour_event, number, 0, 60, "of this order"),
	TEXT(tour_event, note, 0, TOUR_NOTE_MAX, "why"), TEXT(tour_event, actor, 0, 200, "by whom"), TIME(tour_event, at, "when"));
static SHAPE(tour_one_out, OBJECT(tour_one_out, tour, &tour_lane_shape, "the tour"), LIST(tour_one_out, events, &tour_event_shape, 0, 500, "what was done to it"),
	I64(tour_one_out, version, 1, INT64_MAX, "its version"));
static SHAPE(tour_lock_ask, ID(tour_lock_ask, tour_id, "the tour"), I64(tour_lock_ask, version, 1, INT64_MAX, "the version that was seen"),
	OPT_ID(tour_lock_ask, dispatch_id, "only this order; absent: the whole tour"), BOOL(tour_lock_ask, locked, "locked or not"));
static SHAPE(tour_seen, ID(tour_seen, tour_id, "the tour"), I64(tour_seen, version, 1, INT64_MAX, "the version that was seen"));
static SHAPE(tour_approve_ask, LIST(tour_approve_ask, items, &tour_seen_shape, 1, TOUR_LANES_MAX, "all or none"));
static SHAPE(tour_approved, I64(tour_approved, approved, 1, TOUR_LANES_MAX, "tours approved"));
static SHAPE(tour_end_ask, ID(tour_end_ask, tour_id, "the tour"), I64(tour_end_ask, version, 1, INT64_MAX, "the version that was seen"),
	TEXT(tour_end_ask, why, 1, TOUR_NOTE_MAX, "why"), OPT_ID(tour_end_ask, place_id, "broken down: where; absent: where it was last"));
static SHAPE(tour_done, ID(tour_done, tour_id, "the tour"), I64(tour_done, version, 1, INT64_MAX, "its version now"));
static SHAPE(tour_fleet_in, DAY(tour_fleet_in, day, "the day"));
static SHAPE(tour_vehicle, ID(tour_vehicle, vehicle_id, "the vehicle"), TEXT(tour_vehicle, plate, 0, 40, "its plate"), TEXT(tour_vehicle, kind, 0, 40, "what it is"),
	TEXT(tour_vehicle, home, 0, 200, "where it is at home"), TEXT(tour_vehicle, area, 0, 200, "the only area it may drive to"), I64(tour_vehicle, kg, 0, QTY_MAX, "it takes; 0: not said"),
	I64(tour_vehicle, litres, 0, QTY_MAX, "it takes; 0: not said"), I64(tour_vehicle, parcels, 0, QTY_MAX, "it takes; 0: not said"), BOOL(tour_vehicle, cold, "cools"),
	BOOL(tour_vehicle, hazard, "may carry hazardous goods"), OPT_ID(tour_vehicle, busy_tour_id, "the tour it has that day"),
	OPT_ID(tour_vehicle, driver_id, "a driver at home there who is free"), TEXT(tour_vehicle, driver, 0, 200, "the driver's name"));
static SHAPE(tour_fleet_out, LIST(tour_fleet_out, items, &tour_vehicle_shape, 0, 200, "vehicles in use"));
static SHAPE(tour_vehicle_ask, ID(tour_vehicle_ask, vehicle_id, "the vehicle"), I64(tour_vehicle_ask, kg, 0, 100000, "what it takes; 0: not said"),
	I64(tour_vehicle_ask, litres, 0, 200000, "what it takes; 0: not said"), BOOL(tour_vehicle_ask, hazard, "may carry hazardous goods"),
	OPT_I64(tour_vehicle_ask, version, 0, INT64_MAX, "the version that was seen; 0: whatever it is"));
static SHAPE(tour_vehicle_id_in, ID(tour_vehicle_id_in, vehicle_id, "the vehicle"));
static SHAPE(tour_capacity, ID(tour_capacity, vehicle_id, "the vehicle"), I64(tour_capacity, kg, 0, QTY_MAX, "it takes; 0: not said, and then no limit when tours are planned"),
	I64(tour_capacity, litres, 0, QTY_MAX, "it takes; 0: not said, and then no limit"), BOOL(tour_capacity, hazard, "may carry hazardous goods"),
	I64(tour_capacity, version, 0, INT64_MAX, "its version; 0: nobody said anything yet"), BOOL(tour_capacity, may_edit, "the actor may say it"));
static SHAPE(tour_goods_in, OPT_TEXT(tour_goods_in, search, 0, 60, "part of a name or the code"), OPT_TEXT(tour_goods_in, after, 0, 60, "where the page before ended (its next)"),
	OPT_I64(tour_goods_in, limit, 1, GOODS_PAGE_MAX, "rows on a page, 50 unless told"),
	OPT_BOOL(tour_goods_in, waiting, "only those in dispatch orders that have not arrived"));
static SHAPE(tour_weight, ID(tour_weight, item_id, "the item"), TEXT(tour_weight, code, 0, 60, "its code"), TEXT(tour_weight, zh, 0, 200, "its name"),
	TEXT(tour_weight, en, 0, 200, "its name in English"), TEXT(tour_weight, unit, 0, 40, "base unit"), I64(tour_weight, pack, 1, QTY_MAX, "base units in a pack"),
	TEXT(tour_weight, pack_unit, 0, 40, "the pack"), I64(tour_weight, grams, 0, QTY_MAX, "weight of so many base units; 0: not said"),
	I64(tour_weight, ml, 0, QTY_MAX, "volume of so many base units; 0: not said"), I64(tour_weight, per, 1, QTY_MAX, "how many base units grams and ml are of"),
	I64(tour_weight, unit_grams, 0, QTY_MAX, "what the unit's name says of one (千克); 0: nothing"), I64(tour_weight, unit_ml, 0, QTY_MAX, "the same of its volume (升)"),
	I64(tour_weight, orders, 0, INT64_MAX, "dispatch orders with it that have not arrived"), I64(tour_weight, version, 0, INT64_MAX, "its version; 0: nobody said anything yet"));
static SHAPE(tour_goods_out, LIST(tour_goods_out, items, &tour_weight_shape, 0, GOODS_PAGE_MAX, "by code"), OPT_TEXT(tour_goods_out, next, 0, 60, "send as after for the next page"));
static SHAPE(tour_item_ask, ID(tour_item_ask, item_id, "the item"), I64(tour_item_ask, grams, 0, 100000000, "weight of so many base units; 0: not known"),
	I64(tour_item_ask, ml, 0, 100000000, "volume of so many base units; 0: not known"), OPT_I64(tour_item_ask, per, 1, 1000000000, "how many base units (a pack); absent: one"),
	OPT_I64(tour_item_ask, version, 0, INT64_MAX, "the version that was seen; absent or 0: whatever it is"));
static SHAPE(tour_hours_ask, ID(tour_hours_ask, place_id, "the unit"), I64(tour_hours_ask, from_min, 0, MINUTES, "takes goods from this minute of the day"),
	I64(tour_hours_ask, until_min, 1, MINUTES, "until this one"));
static SHAPE(tour_said, ID(tour_said, id, "of what"));
static SHAPE(tour_file, TEXT(tour_file, type, 1, 100, "media type"), TEXT(tour_file, name, 0, 200, "file name"), BYTES(tour_file, body, 0, 32 << 20, "the file"));

static struct tour_ask ask_of(const struct tour_plan_in *in)
{
	return (struct tour_ask){ .day = in->day, .from_min = in->from_min, .until_min = in->until_min, .lanes = in->lanes, .orders = in->orders, .solve = in->solve,
		.again = in->again, .move = { in->move_id, in->move_to } };
}

static enum err run_plan(struct ctx *cx, const void *in, void *out)
{
	struct tour_ask ask = ask_of(in);

	return tours_plan(cx, &ask, out);
}

static enum err run_keep(struct ctx *cx, const void *in, void *out)
{
	struct tour_ask ask = ask_of(in);

	return tours_keep(cx, &ask, out);
}

static enum err run_list(struct ctx *cx, const void *input, void *out)
{
	const struct tour_day_in *in = input;

	return tours_of_day(cx, &(struct tour_day_ask){ .day = in->day, .mine = in->mine }, out);
}

static enum err run_get(struct ctx *cx, const void *in, void *output)
{
	struct tour_one_out *out = output;

	TRY(tours_one(cx, ((const struct tour_id_in *)in)->tour_id, &out->tour, &out->events));
	out->version = out->tour.version;
	return ERR_OK;
}

static enum err run_sheet(struct ctx *cx, const void *in, void *output)
{
	struct tour_file *out = output;

	out->type = "application/pdf";
	return tours_sheet(cx, ((const struct tour_id_in *)in)->tour_id, &out->name, &out->body);
}

static enum err run_lock(struct ctx *cx, const void *input, void *output)
{
	const struct tour_lock_ask *in = input;
	struct tour_done *out = output;

	out->tour_id = in->tour_id;
	return tours_lock(cx, in->tour_id, in->version, in->dispatch_id, in->locked, &out->version);
}

static enum err run_approve(struct ctx *cx, const void *input, void *output)
{
	const struct tour_approve_ask *in = input;

	((struct tour_approved *)output)->approved = (int64_t)in->items.n;
	return tours_approve(cx, in->items.at, in->items.n);
}

static enum err run_break(struct ctx *cx, const void *input, void *output)
{
	const struct tour_end_ask *in = input;
	struct tour_done *out = output;

	out->tour_id = in->tour_id;
	return tours_break(cx, in->tour_id, in->version, in->place_id, in->why, &out->version);
}

static enum err run_cancel(struct ctx *cx, const void *input, void *output)
{
	const struct tour_end_ask *in = input;
	struct tour_done *out = output;

	out->tour_id = in->tour_id;
	return tours_cancel(cx, in->tour_id, in->version, in->why, &out->version);
}

static enum err run_fleet(struct ctx *cx, const void *in, void *output)
{
	struct tour_fleet_out *out = output;
	struct tour_vehicle *rows;
	size_t n;

	TRY(tours_fleet(cx, ((const struct tour_fleet_in *)in)->day, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_vehicle(struct ctx *cx, const void *input, void *output)
{
	const struct tour_vehicle_ask *in = input;

	((struct tour_said *)output)->id = in->vehicle_id;
	return tours_say_vehicle(cx, &(struct tour_capacity){ .vehicle_id = in->vehicle_id, .kg = in->kg, .litres = in->litres, .hazard = in->hazard,
		.version = in->version ? in->version : -1 });
}

static enum err run_capacity(struct ctx *cx, const void *in, void *output)
{
	return tours_one_vehicle(cx, ((const struct tour_vehicle_id_in *)in)->vehicle_id, output);
}

static enum err run_goods(struct ctx *cx, const void *input, void *output)
{
	const struct tour_goods_in *in = input;
	struct tour_goods_out *out = output;
	const size_t limit = in->limit ? (size_t)in->limit : 50;
	struct tour_weight *rows;
	size_t n;

	TRY(tours_goods(cx, &(struct tour_goods_ask){ in->search, in->after, (int64_t)limit + 1, in->waiting }, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].code;
	out->items = (struct list){ rows, n > limit ? limit : n };
	return ERR_OK;
}

static enum err run_item(struct ctx *cx, const void *input, void *output)
{
	const struct tour_item_ask *in = input;

	((struct tour_said *)output)->id = in->item_id;
	return tours_say_item(cx, &(struct tour_weight){ .item_id = in->item_id, .grams = in->grams, .ml = in->ml, .per = in->per ? in->per : 1,
		.version = in->version ? in->version : -1 });
}

static enum err run_hours(struct ctx *cx, const void *input, void *output)
{
	const struct tour_hours_ask *in = input;

	((struct tour_said *)output)->id = in->place_id;
	return tours_say_hours(cx, in->place_id, in->from_min, in->until_min);
}

#define TOUR_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED, ERR_CONFLICT }

extern const struct op tour_ops[];
const struct op tour_ops[] = {
	{ .method = "GET", .path = "/api/v1/tours", .name = "tour_list", .zh = "一天的派车", .en = "Tours of a day, and dispatch orders nobody drives", .perm = PERM_TOUR_READ,
	  .tx = TX_READ, .in = &tour_day_in_shape, .out = &tour_plan_out_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/tours/plan", .name = "tour_plan", .zh = "派车方案（不保存）", .en = "A plan: solved, with an order moved, or as it is; keeps nothing",
	  .perm = PERM_TOUR_EDIT, .tx = TX_READ, .flags = OP_ONCE_ANYWAY, .in = &tour_plan_in_shape, .out = &tour_plan_out_shape, .run = run_plan, .fails = TOUR_FAILS },
	{ .method = "POST", .path = "/api/v1/tours", .name = "tour_keep", .zh = "保存派车方案", .en = "Keep a plan's lanes as tours", .perm = PERM_TOUR_EDIT, .tx = TX_WRITE,
	  .in = &tour_plan_in_shape, .out = &tour_plan_out_shape, .run = run_keep, .fails = TOUR_FAILS },
	{ .method = "POST", .path = "/api/v1/tours/approve", .name = "tour_approve", .zh = "批准派车", .en = "Approve tours; never one's own", .perm = PERM_TOUR_APPROVE,
	  .tx = TX_WRITE, .in = &tour_approve_ask_shape, .out = &tour_approved_shape, .run = run_approve, .fails = TOUR_FAILS },
	{ .method = "GET", .path = "/api/v1/tours/fleet", .name = "tour_fleet", .zh = "可派的车", .en = "Vehicles with what they take, and whether they have a tour that day",
	  .perm = PERM_TOUR_READ, .tx = TX_READ, .in = &tour_fleet_in_shape, .out = &tour_fleet_out_shape, .run = run_fleet },
	{ .method = "GET", .path = "/api/v1/tours/fleet/{vehicle_id}", .name = "tour_capacity", .zh = "一辆车的载重", .en = "What a vehicle takes", .perm = PERM_TOUR_READ,
	  .tx = TX_READ, .in = &tour_vehicle_id_in_shape, .out = &tour_capacity_shape, .run = run_capacity, .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/tours/fleet/{vehicle_id}", .name = "tour_vehicle", .zh = "登记车辆载重", .en = "Say what a vehicle takes", .perm = PERM_TOUR_EDIT,
	  .tx = TX_WRITE, .in = &tour_vehicle_ask_shape, .out = &tour_said_shape, .run = run_vehicle, .fails = { ERR_NOT_FOUND, ERR_STALE } },
	{ .method = "GET", .path = "/api/v1/tours/goods", .name = "tour_goods", .zh = "物资重量体积", .en = "Items with what is known of their weight and volume", .perm = PERM_ITEM_READ,
	  .tx = TX_READ, .in = &tour_goods_in_shape, .out = &tour_goods_out_shape, .run = run_goods },
	{ .method = "PUT", .path = "/api/v1/tours/goods/{item_id}", .name = "tour_item", .zh = "登记物资重量体积", .en = "Say how heavy and large an item is", .perm = PERM_ITEM_EDIT,
	  .tx = TX_WRITE, .in = &tour_item_ask_shape, .out = &tour_said_shape, .run = run_item, .fails = { ERR_NOT_FOUND, ERR_STALE } },
	{ .method = "PUT", .path = "/api/v1/tours/hours/{place_id}", .name = "tour_hours", .zh = "登记单位收货时间", .en = "Say when a unit takes goods", .perm = PERM_TOUR_EDIT,
	  .tx = TX_WRITE, .in = &tour_hours_ask_shape, .out = &tour_said_shape, .run = run_hours, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/tours/{tour_id}", .name = "tour_get", .zh = "一趟派车", .en = "One tour with its history", .perm = PERM_TOUR_READ, .tx = TX_READ,
	  .in = &tour_id_in_shape, .out = &tour_one_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/tours/{tour_id}/sheet", .name = "tour_sheet", .zh = "驾驶员派车单", .en = "The driver's sheet", .perm = PERM_TOUR_READ, .tx = TX_READ,
	  .in = &tour_id_in_shape, .out = &tour_file_shape, .run = run_sheet, .fails = { ERR_NOT_FOUND, ERR_TOO_LARGE } },
	{ .method = "POST", .path = "/api/v1/tours/{tour_id}/lock", .name = "tour_lock", .zh = "锁定或解锁", .en = "Lock a tour or one of its orders, or unlock it", .perm = PERM_TOUR_EDIT,
	  .tx = TX_WRITE, .in = &tour_lock_ask_shape, .out = &tour_done_shape, .run = run_lock, .fails = TOUR_FAILS },
	{ .method = "POST", .path = "/api/v1/tours/{tour_id}/break", .name = "tour_break", .zh = "报车辆抛锚", .en = "A vehicle broke down: its orders wait again", .perm = PERM_TOUR_EDIT,
	  .tx = TX_WRITE, .in = &tour_end_ask_shape, .out = &tour_done_shape, .run = run_break, .fails = TOUR_FAILS },
	{ .method = "POST", .path = "/api/v1/tours/{tour_id}/cancel", .name = "tour_cancel", .zh = "撤销派车", .en = "Give a tour up before it leaves", .perm = PERM_TOUR_EDIT,
	  .tx = TX_WRITE, .in = &tour_end_ask_shape, .out = &tour_done_shape, .run = run_cancel, .fails = TOUR_FAILS },
	{ 0 },
};
