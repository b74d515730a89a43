/* SPDX-License-Identifier: Apache-2.0 */
/* What a phone keeps to hand over with: the buildings somebody serves, and each with its doors and parcels. */
#include "caps/delivery/handover.h"
#include "caps/grid/grid.h"
#include "caps/order/order.h"
#include "caps/place/place.h"
#include "http/op.h"

enum { DOORS_MAX = 5000, PARCELS_A_DOOR = 50 };
#define LATELY_MS (12 * 3600 * INT64_C(1000))          /* what was delivered this long ago is shown as done */

struct house_in { int64_t building_id; };
struct house_line { int64_t line_no, qty, left; const char *item, *unit; };
struct house_parcel { int64_t order_id, version, offer_id, shop_id, pay, trouble, qty, taken, due, by, holder_id, slot_from, slot_until, act_at;
	const char *state, *where, *pickup_no, *number, *goods, *act_id, *act_kind, *act_verdict, *act_zh, *act_en; bool mine; struct list lines; };
struct house_door { int64_t household_id, floor, persons; const char *unit, *room, *door, *needs; struct list parcels; };
struct house_out { int64_t building_id, grid_id; const char *building, *grid; struct list doors; };
struct house_row_out { int64_t building_id, grid_id, orders, done, by; const char *building, *grid; };
struct houses_out { struct list items; };

static SHAPE(house_in, ID(house_in, building_id, "the building"));
static SHAPE(house_line, I64(house_line, line_no, 1, ORDER_LINES_MAX, "line of the order"), TEXT(house_line, item, 0, 200, "what"), TEXT(house_line, unit, 0, 40, "its unit"),
	I64(house_line, qty, 0, QTY_MAX, "ordered"), I64(house_line, left, 0, QTY_MAX, "not handed over yet"));
static SHAPE(house_parcel, ID(house_parcel, order_id, "the order"), I64(house_parcel, version, 1, INT64_MAX, "its version"), ID(house_parcel, offer_id, "the offer"),
	ID(house_parcel, shop_id, "the shop"), TEXT(house_parcel, state, 1, 40, "the order's state"), TEXT(house_parcel, where, 1, 20, "shop, trip, team, passing, hand, door"),
	TEXT(house_parcel, pickup_no, 0, 40, "pickup number"), TEXT(house_parcel, number, 0, 40, "the order's number"), TEXT(house_parcel, goods, 0, 4000, "what is in it"),
	WORD(house_parcel, pay, order_pay_words, "how it is paid"), MONEY(house_parcel, due, 0, QTY_MAX, "to take at the door"), I64(house_parcel, qty, 0, QTY_MAX, "base units"),
	I64(house_parcel, taken, 0, QTY_MAX, "handed over"), I64(house_parcel, trouble, 0, 1000, "bits: 1 not home, 2 damaged, 4 short, 8 wrong, 16 refused"),
	OPT_TIME(house_parcel, by, "promised by"), OPT_ID(house_parcel, holder_id, "who has it"), BOOL(house_parcel, mine, "in your own hands"),
	OPT_TIME(house_parcel, slot_from, "to be collected from"), OPT_TIME(house_parcel, slot_until, "until"),
	TEXT(house_parcel, act_id, 0, 60, "what was last said of it"), TEXT(house_parcel, act_kind, 0, 20, "delivered, not_home ..."),
	TEXT(house_parcel, act_verdict, 0, 20, "done, or a conflict that nobody has cleared"), TEXT(house_parcel, act_zh, 0, 400, "why it did not count, Chinese"),
	TEXT(house_parcel, act_en, 0, 400, "English"), OPT_TIME(house_parcel, act_at, "when"),
	LIST(house_parcel, lines, &house_line_shape, 0, PARCELS_A_DOOR, "line by line"));
static SHAPE(house_door, ID(house_door, household_id, "the household"), TEXT(house_door, door, 0, 80, "its door"), TEXT(house_door, unit, 0, 40, "unit"),
	TEXT(house_door, room, 0, 40, "room"), I64(house_door, floor, -20, 500, "floor; 0: not known"), I64(house_door, persons, 0, 1000, "persons; 0: not known"),
	TEXT(house_door, needs, 0, 200, "needs, with commas"), LIST(house_door, parcels, &house_parcel_shape, 0, PARCELS_A_DOOR, "its parcels"));
static SHAPE(house_out, ID(house_out, building_id, "the building"), TEXT(house_out, building, 0, 200, "its name"), ID(house_out, grid_id, "its grid"),
	TEXT(house_out, grid, 0, 200, "its name"), LIST(house_out, doors, &house_door_shape, 0, DOORS_MAX, "as stairs are walked"));
static SHAPE(house_row_out, ID(house_row_out, building_id, "the building"), TEXT(house_row_out, building, 0, 200, "its name"), ID(house_row_out, grid_id, "its grid"),
	TEXT(house_row_out, grid, 0, 200, "its name"), I64(house_row_out, orders, 0, INT64_MAX, "parcels, those handed over in the last 12 hours too"),
	I64(house_row_out, done, 0, INT64_MAX, "handed over"), OPT_TIME(house_row_out, by, "earliest promise among the rest"));
static SHAPE(houses_out, LIST(houses_out, items, &house_row_out_shape, 0, DELIVERY_LIST_MAX, "by grid and building"));

/* Everything of one building that its doors are put together from. */
struct house { struct parcel *parcels; size_t n_parcels; struct house_act *acts; size_t n_acts; int64_t grid_id, slots_of; size_t n_slots; };

static const struct house_act *act_of(const struct house *h, int64_t order_id)
{
	for (size_t i = 0; i < h->n_acts; i++)
		if (h->acts[i].order_id == order_id)
			return &h->acts[i];
	return NULL;
}

static enum err parcel_row(struct ctx *cx, struct house *h, const struct parcel *p, struct house_parcel *ret)
{
	const struct house_act *act = act_of(h, p->order_id);
	struct pickup_slot slot = { 0 }, *slots;
	struct parcel_line *l;
	struct house_line *lines;
	size_t n;

	if (p->offer_id != h->slots_of)
		TRY(pickup_slots(cx, h->grid_id, h->slots_of = p->offer_id, &slots, &h->n_slots));
	if (h->n_slots)
		TRY(pickup_slot_of(cx, p->order_id, &slot));
	*ret = (struct house_parcel){ .order_id = p->order_id, .version = p->version, .offer_id = p->offer_id, .shop_id = p->shop_id, .pay = p->pay,
		.trouble = p->trouble, .qty = p->qty, .taken = p->taken, .due = p->due_fen, .by = p->deliver_by_ms, .holder_id = p->holder_id,
		.slot_from = slot.from_ms, .slot_until = slot.until_ms, .state = p->state, .where = p->where, .pickup_no = p->pickup_no, .number = p->number,
		.mine = p->holder_id == cx->actor->account_id, .act_id = act ? act->act_id : "", .act_kind = act ? act->kind : "",
		.act_verdict = act ? act->verdict : "", .act_zh = act ? act->zh : "", .act_en = act ? act->en : "", .act_at = act ? act->happened_ms : 0 };
	TRY(parcel_lines(cx, p->order_id, &l, &n, &ret->goods));
	lines = arena_array(&cx->mem, struct house_line, n + 1);
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct house_line){ l[i].line_no, l[i].qty, l[i].left, l[i].item, l[i].unit };
	ret->lines = (struct list){ lines, n };
	return ERR_OK;
}

static enum err door_of(struct ctx *cx, struct house *h, const struct household *home, struct house_door *ret)
{
	struct house_parcel *rows;
	size_t n = 0, k = 0;

	for (size_t i = 0; i < h->n_parcels; i++)
		n += h->parcels[i].household_id == home->household_id;
	rows = arena_array(&cx->mem, struct house_parcel, n + 1);
	for (size_t i = 0; i < h->n_parcels && k < PARCELS_A_DOOR; i++)
		if (h->parcels[i].household_id == home->household_id)
			TRY(parcel_row(cx, h, &h->parcels[i], &rows[k++]));
	*ret = (struct house_door){ .household_id = home->household_id, .floor = home->floor, .persons = home->persons, .unit = home->unit, .room = home->room,
		.door = home->door, .needs = needs_words(&cx->mem, home->needs & ~(int64_t)NEEDS_SENSITIVE), .parcels = { rows, k } };
	return ERR_OK;
}

static enum err run_house(struct ctx *cx, const void *input, void *output)
{
	const struct house_in *in = input;
	struct house_out *out = output;
	struct household *homes;
	struct house_door *doors;
	struct place building, grid;
	struct house h = { 0 };
	size_t n;

	TRY(place_need(cx, PERM_ORDER_DELIVER, in->building_id, &building));
	TRY(place_ancestor(cx, in->building_id, PLACE_GRID, &grid));
	h.grid_id = grid.place_id;
	TRY(household_list(cx, &(struct household_filter){ .under_id = in->building_id, .limit = DOORS_MAX }, &homes, &n));
	TRY(parcel_list(cx, in->building_id, cx->now_ms - LATELY_MS, &h.parcels, &h.n_parcels));
	TRY(house_acts(cx, in->building_id, cx->now_ms - 14 * 24 * 3600 * INT64_C(1000), &h.acts, &h.n_acts));
	doors = arena_array(&cx->mem, struct house_door, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(door_of(cx, &h, &homes[i], &doors[i]));
	*out = (struct house_out){ .building_id = building.place_id, .grid_id = grid.place_id, .building = building.name, .grid = grid.name, .doors = { doors, n } };
	return ERR_OK;
}

static enum err run_houses(struct ctx *cx, const void *input, void *output)
{
	struct houses_out *out = output;
	struct house_row_out *rows;
	struct house_row *h;
	size_t n;

	(void)input;
	TRY(house_list(cx, cx->now_ms - LATELY_MS, &h, &n));
	rows = arena_array(&cx->mem, struct house_row_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct house_row_out){ h[i].building_id, h[i].grid_id, h[i].orders, h[i].done, h[i].by_ms, h[i].building, h[i].grid };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

extern const struct op house_ops[];
const struct op house_ops[] = {
	{ .method = "GET", .path = "/api/v1/handovers/buildings", .name = "handover_buildings", .zh = "我负责的楼", .en = "Buildings one serves, with their parcels",
	  .perm = PERM_ORDER_DELIVER, .tx = TX_READ, .out = &houses_out_shape, .run = run_houses },
	{ .method = "GET", .path = "/api/v1/handovers/house/{building_id}", .name = "handover_house", .zh = "一栋楼的交接名单", .en = "A house with its doors and parcels",
	  .perm = PERM_ORDER_DELIVER, .tx = TX_READ, .in = &house_in_shape, .out = &house_out_shape, .run = run_house, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
