/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/board.h"
#include "http/op.h"

static SHAPE(board_ask,
	{ .name = "state", .kind = KIND_WORD, .offset = offsetof(struct board_ask, column), .words = dispatch_column_words, .optional = true,
	  .doc = "only this column" },
	OPT_ID(board_ask, from_place_id, "from this warehouse"), OPT_ID(board_ask, area_id, "to places in this area"),
	OPT_ID(board_ask, item_id, "with this item"), OPT_ID(board_ask, carrier_id, "carried by"),
	OPT_BOOL(board_ask, late, "only what is late"), OPT_DAY(board_ask, from, "drafted on or after"),
	OPT_DAY(board_ask, to, "drafted on or before"), OPT_TEXT(board_ask, after, 1, 60, "next of the column's page before; needs state"),
	OPT_I64(board_ask, limit, 1, BOARD_LIMIT_MAX, "cards a column, 20 unless told"));

static SHAPE(board_good,
	ID(board_good, item_id, "item"), TEXT(board_good, item, 0, 200, "its name"), OPT_TEXT(board_good, code, 0, 40, "its code"),
	TEXT(board_good, unit, 0, 40, "its base unit"), I64(board_good, pack, 1, QTY_MAX, "base units in a whole pack"),
	OPT_TEXT(board_good, pack_unit, 0, 40, "what such a pack is called"),
	I64(board_good, qty, 0, INT64_MAX, "base units: ordered, still under way, missing, or taken over, as the column says"));
static SHAPE(board_tally,
	ID(board_tally, id, "place or carrier"), OPT_TEXT(board_tally, name, 0, 200, "its name"),
	I64(board_tally, orders, 0, INT64_MAX, "orders"), I64(board_tally, late, 0, INT64_MAX, "late ones"));
static SHAPE(board_card,
	ID(board_card, doc_id, "the order"), OPT_TEXT(board_card, number, 0, 40, "its number"), I64(board_card, version, 1, INT64_MAX, "its version"),
	OPT_ID(board_card, allocation_id, "the allocation it draws on"), OPT_TEXT(board_card, allocation, 0, 40, "its number"),
	OPT_ID(board_card, from_place_id, "from where"), TEXT(board_card, from_place, 0, 200, "its name"),
	OPT_ID(board_card, to_place_id, "to where"), TEXT(board_card, to_place, 0, 200, "its name"),
	OPT_TEXT(board_card, area, 0, 200, "subdistrict it goes to"),
	OPT_ID(board_card, carrier_id, "who carries"), OPT_TEXT(board_card, carrier, 0, 200, "its name"),
	BOOL(board_card, own_transport, "the issuing place carries itself"),
	TIME(board_card, created, "drafted at"), TIME(board_card, since, "in this state since"),
	OPT_TIME(board_card, due, "the next step is due by the plan"), BOOL(board_card, late, "that time is over"),
	I64(board_card, n_items, 0, DOC_LINES_MAX, "kinds of goods"), LIST(board_card, goods, &board_good_shape, 0, BOARD_GOODS, "the first of them"),
	OPT_TEXT(board_card, signed_role, 0, 200, "who has signed the step that waits for another signature"),
	OPT_TEXT(board_card, next_step, 0, 40, "the step that usually comes next"), BOOL(board_card, mine, "you may take it"),
	OPT_TEXT(board_card, verbs, 0, 400, "all steps you may take, with commas"));
static SHAPE(board_column,
	TEXT(board_column, state, 1, 40, "the column"), I64(board_column, orders, 0, INT64_MAX, "orders"),
	I64(board_column, late, 0, INT64_MAX, "late ones"), I64(board_column, n_items, 0, INT64_MAX, "kinds of goods"),
	LIST(board_column, goods, &board_good_shape, 0, BOARD_GOODS, "most of them"),
	LIST(board_column, areas, &board_tally_shape, 0, BOARD_WAYS_MAX, "by subdistrict"),
	LIST(board_column, cards, &board_card_shape, 0, BOARD_LIMIT_MAX, "what is due first first"),
	OPT_TEXT(board_column, next, 0, 60, "send as after, with the state, to get the next page"));
static SHAPE(board_way,
	OPT_ID(board_way, from_place_id, "from where"), OPT_ID(board_way, to_place_id, "to where"), TEXT(board_way, state, 1, 40, "state"),
	I64(board_way, orders, 0, INT64_MAX, "orders"), I64(board_way, late, 0, INT64_MAX, "late ones"),
	OPT_ID(board_way, doc_id, "the order, where it is one"), OPT_TEXT(board_way, number, 0, 40, "its number"));
static SHAPE(board_place,
	ID(board_place, place_id, "the place"), TEXT(board_place, kind, 1, 40, "its kind"), TEXT(board_place, name, 0, 200, "its name"),
	I64(board_place, lon_e7, -INT64_C(1800000000), INT64_C(1800000000), "longitude, 1e-7 degrees, WGS-84"),
	I64(board_place, lat_e7, -INT64_C(900000000), INT64_C(900000000), "latitude"), BOOL(board_place, has_point, "it can be shown on a map"),
	BOOL(board_place, exact, "its own point; else its subdistrict's"));
static SHAPE(board,
	TIME(board, now, "what late was measured against"),
	LIST(board, columns, &board_column_shape, 0, 20, "by state"),
	LIST(board, warehouses, &board_tally_shape, 0, BOARD_WAYS_MAX, "where goods come from"),
	LIST(board, areas, &board_tally_shape, 0, BOARD_WAYS_MAX, "where they go, by subdistrict"),
	LIST(board, carriers, &board_tally_shape, 0, BOARD_WAYS_MAX, "who carries"),
	I64(board, n_ways, 0, INT64_MAX, "ways there are"), LIST(board, ways, &board_way_shape, 0, BOARD_WAYS_SHOWN, "the first of them, late ones first, for the map"),
	LIST(board, places, &board_place_shape, 0, 200000, "ends of the ways, and subdistricts with a point"));

static enum err run_board(struct ctx *cx, const void *in, void *out) { return dispatch_board(cx, in, out); }

extern const struct op board_ops[];
const struct op board_ops[] = {
	{ .method = "GET", .path = "/api/v1/dispatches/board", .name = "dispatch_board", .zh = "调拨看板", .en = "Dispatch orders by state, with ways for the map",
	  .perm = PERM_DISPATCH_READ, .tx = TX_READ, .in = &board_ask_shape, .out = &board_shape, .run = run_board, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
