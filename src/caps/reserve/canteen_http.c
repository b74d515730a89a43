/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/canteen.h"
#include "caps/reserve/hazard.h"
#include "http/op.h"

/* Canteens before meals start (D1.4), and where hazardous goods lie. */
struct canteen_ask { int64_t place_id; };
struct canteen_file_in { int64_t place_id, format; };
struct canteen_new { int64_t place_id, headcount; };
struct canteen_change { int64_t place_id, version, headcount; };
struct canteen_day { int64_t place_id, version, day; };
struct canteen_which { int64_t place_id, version; };
struct canteen_id { int64_t place_id; };
struct canteens_out { struct list items; };
static SHAPE(canteen_ask, OPT_ID(canteen_ask, place_id, "this place and below; all that you may see unless told"));
static SHAPE(canteen_file_in, OPT_ID(canteen_file_in, place_id, "this place and below; all that you may see unless told"),
	WORD(canteen_file_in, format, reserve_format_words, "xlsx or pdf"));
static SHAPE(canteen_new, ID(canteen_new, place_id, "the unit, or its store"), I64(canteen_new, headcount, 1, CANTEEN_HEADS_MAX, "how many eat there"));
static SHAPE(canteen_change, ID(canteen_change, place_id, "which"), I64(canteen_change, version, 1, INT64_MAX, "the version you saw"),
	I64(canteen_change, headcount, 1, CANTEEN_HEADS_MAX, "how many eat there"));
static SHAPE(canteen_day, ID(canteen_day, place_id, "which"), OPT_I64(canteen_day, version, 1, INT64_MAX, "the version you saw (or If-Match)"),
	DAY(canteen_day, day, "when meals start"));
static SHAPE(canteen_which, ID(canteen_which, place_id, "which"), OPT_I64(canteen_which, version, 1, INT64_MAX, "the version you saw (or If-Match)"));
static SHAPE(canteen_id, ID(canteen_id, place_id, "the canteen"));
static SHAPE(canteen_line,
	TEXT(canteen_line, class_id, 1, 60, "class of goods"), TEXT(canteen_line, class_zh, 1, 200, "its name"), TEXT(canteen_line, class_en, 1, 200, "the same in English"),
	WORD(canteen_line, state, canteen_state_words, "whether it is all there"), OPT_DAY(canteen_line, due_day, "by when, by the plan; absent: the day is not set"),
	OPT_TEXT(canteen_line, unit, 0, 40, "of the quantities"), I64(canteen_line, target_days, 0, INT64_MAX, "for so many days; 0: no stock is asked"),
	I64(canteen_line, need, -1, INT64_MAX, "people x days x norm; -1: cannot be told, or none is asked"), I64(canteen_line, stock, -1, INT64_MAX, "lies there and lasts; -1 as above"),
	I64(canteen_line, on_order, -1, INT64_MAX, "bought, not yet on the shelf"), I64(canteen_line, lacks, -1, INT64_MAX, "need less stock"),
	I64(canteen_line, stock_days_x10, -1, INT64_MAX, "the stock lasts so many tenths of a day"), I64(canteen_line, suppliers, 0, INT64_MAX, "who can deliver it"),
	I64(canteen_line, suppliers_wanted, 0, INT64_MAX, "at least"), I64(canteen_line, contracts, 0, INT64_MAX, "long-term contracts in force when meals start"),
	I64(canteen_line, contracts_wanted, 0, INT64_MAX, "at least"), OPT_DAY(canteen_line, contract_until, "the first that ends"),
	I64(canteen_line, contracts_over, 0, INT64_MAX, "contracts that end before meals start: not counted"),
	I64(canteen_line, orders, 0, INT64_MAX, "purchases under way"), I64(canteen_line, unpapered, 0, INT64_MAX, "of them without their papers yet"),
	OPT_TEXT(canteen_line, papers_zh, 0, 100, "papers that come with every purchase"), TEXT(canteen_line, rule_zh, 1, 500, "the plan's rule"),
	OPT_TEXT(canteen_line, rule_en, 0, 500, "the same in English"), OPT_TEXT(canteen_line, source, 0, 200, "its clause"),
	OPT_TEXT(canteen_line, zh, 0, 1000, "what is missing"), OPT_TEXT(canteen_line, en, 0, 1000, "the same in English"));
static SHAPE(canteen,
	ID(canteen, place_id, "the canteen"), I64(canteen, version, 1, INT64_MAX, "version"), TEXT(canteen, place, 1, 200, "its name"),
	I64(canteen, headcount, 1, CANTEEN_HEADS_MAX, "how many eat there"), OPT_DAY(canteen, opening_day, "when meals start; absent: not set"),
	OPT_TEXT(canteen, opening_name, 0, 200, "account that set it"), OPT_TIME(canteen, opening_ms, "when it was set"), WORD(canteen, state, canteen_state_words, "the worst of its lines"),
	I64(canteen, late, 0, INT64_MAX, "lines past their day"), OPT_TEXT(canteen, event_id, 0, 60, "the plan's event; absent: no plan in force has one"),
	OPT_TEXT(canteen, event_zh, 0, 100, "its name"), OPT_TEXT(canteen, event_en, 0, 100, "the same in English"), OPT_TEXT(canteen, role_zh, 0, 100, "who sets its day"),
	OPT_TEXT(canteen, role_en, 0, 100, "the same in English"), LIST(canteen, lines, &canteen_line_shape, 0, 1000, "by class of goods"));
static SHAPE(canteens_out, LIST(canteens_out, items, &canteen_shape, 0, CANTEENS_MAX, "by name"));

static enum err run_list(struct ctx *cx, const void *in, void *out)
{
	struct list *list = &((struct canteens_out *)out)->items;
	struct canteen *rows;

	TRY(canteen_list(cx, ((const struct canteen_ask *)in)->place_id, &rows, &list->n));
	list->at = rows;
	return ERR_OK;
}

static enum err run_file(struct ctx *cx, const void *input, void *out)
{
	const struct canteen_file_in *in = input;

	return canteen_file(cx, in->place_id, in->format, out);
}

static enum err run_new(struct ctx *cx, const void *input, void *out)
{
	const struct canteen_new *in = input;

	((struct canteen_id *)out)->place_id = in->place_id;
	return canteen_put(cx, in->place_id, 0, in->headcount);
}

static enum err run_change(struct ctx *cx, const void *input, void *out)
{
	const struct canteen_change *in = input;

	((struct canteen_id *)out)->place_id = in->place_id;
	return canteen_put(cx, in->place_id, in->version, in->headcount);
}

static enum err run_day(struct ctx *cx, const void *input, void *out)
{
	const struct canteen_day *in = input;

	((struct canteen_id *)out)->place_id = in->place_id;
	return canteen_open_on(cx, in->place_id, in->version, in->day);
}

static enum err run_end(struct ctx *cx, const void *input, void *out)
{
	const struct canteen_which *in = input;

	((struct canteen_id *)out)->place_id = in->place_id;
	return canteen_end(cx, in->place_id, in->version);
}

/* ---- hazardous goods (D1.8, D3.4) ---- */

static SHAPE(hazard_goods,
	ID(hazard_goods, item_id, "goods"), TEXT(hazard_goods, item_code, 1, 40, "code"), TEXT(hazard_goods, item, 1, 200, "name"),
	OPT_TEXT(hazard_goods, item_en, 0, 200, "the same in English"), TEXT(hazard_goods, unit, 1, 40, "unit"), TEXT(hazard_goods, hazards, 1, 60, "what it is: flammable, corrosive, toxic"),
	I64(hazard_goods, qty, 1, INT64_MAX, "how much lies there"), BOOL(hazard_goods, fits, "it may lie there"),
	OPT_TEXT(hazard_goods, zh, 0, 1000, "why it must not"), OPT_TEXT(hazard_goods, en, 0, 1000, "the same in English"));
static SHAPE(hazard_house,
	ID(hazard_house, place_id, "warehouse"), TEXT(hazard_house, place, 1, 200, "its name"), OPT_TEXT(hazard_house, accepts, 0, 60, "hazardous classes it may hold; absent: none"),
	OPT_DAY(hazard_house, due_day, "next check of fire safety; absent: none is entered"), BOOL(hazard_house, overdue, "past due"), OPT_DAY(hazard_house, last_day, "last checked"),
	BOOL(hazard_house, last_sound, "found in order then"), OPT_TEXT(hazard_house, last_note, 0, 200, "what was found"), BOOL(hazard_house, wrong, "something lies there that must not"),
	LIST(hazard_house, goods, &hazard_goods_shape, 0, 5000, "hazardous goods that lie there"));
struct hazards_out { struct list items; };
static SHAPE(hazards_out, LIST(hazards_out, items, &hazard_house_shape, 0, 20000, "warehouses that may hold such goods, or hold them"));

static enum err run_hazards(struct ctx *cx, const void *in, void *out)
{
	struct list *list = &((struct hazards_out *)out)->items;
	struct hazard_house *rows;

	TRY(hazard_houses(cx, ((const struct canteen_ask *)in)->place_id, &rows, &list->n));
	list->at = rows;
	return ERR_OK;
}

#define WRITE_OP(method_, path_, name_, zh_, en_, in_, run_) \
	{ .method = method_, .path = "/api/v1/" path_, .name = name_, .zh = zh_, .en = en_, .perm = PERM_RESERVE_EDIT, .tx = TX_WRITE, .in = &in_, .out = &canteen_id_shape, \
	  .run = run_, .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_CONFLICT, ERR_BLOCKED } }

extern const struct op canteen_ops[];
const struct op canteen_ops[] = {
	{ .method = "GET", .path = "/api/v1/canteens", .name = "canteen_list", .zh = "食堂开餐备料", .en = "Canteens before meals start: need, stock, orders, suppliers, contracts",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &canteen_ask_shape, .out = &canteens_out_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/canteens/file", .name = "canteen_file", .zh = "食堂开餐备料表", .en = "The same as a file", .perm = PERM_RESERVE_READ,
	  .tx = TX_READ, .in = &canteen_file_in_shape, .out = &reserve_file_shape, .run = run_file, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reserves/hazards", .name = "reserve_hazards", .zh = "易燃、腐蚀、有毒物资存放", .en = "Hazardous goods: where they may lie, where they lie, when they are checked",
	  .perm = PERM_RESERVE_READ, .tx = TX_READ, .in = &canteen_ask_shape, .out = &hazards_out_shape, .run = run_hazards, .fails = { ERR_NOT_FOUND } },
	WRITE_OP("POST", "canteens", "canteen_new", "登记食堂", "Register a canteen", canteen_new_shape, run_new),
	WRITE_OP("PUT", "canteens/{place_id}", "canteen_change", "修改就餐人数", "Change how many eat there", canteen_change_shape, run_change),
	WRITE_OP("POST", "canteens/{place_id}/opening", "canteen_opening", "定开餐日期", "Set the day meals start", canteen_day_shape, run_day),
	WRITE_OP("POST", "canteens/{place_id}/end", "canteen_end", "注销食堂", "Take a canteen off the list", canteen_which_shape, run_end),
	{ 0 },
};
