/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/stock/stand_in.h"
#include "http/op.h"

struct stand_in_query { int64_t item_id, qty, place_id; };
struct stand_in_out {
	int64_t     substitute_id, by_id, num, den, needed, free, covers, pack;
	const char *by, *by_en, *by_code, *unit, *pack_unit, *note, *why_zh, *why_en;
	struct list places;
};
struct stand_ins_out { struct list items; };

static SHAPE(stand_in_query,
	ID(stand_in_query, item_id, "what is short"), I64(stand_in_query, qty, 1, QTY_MAX, "how much of it is missing, in base units"),
	OPT_ID(stand_in_query, place_id, "stock in this place and below; absent: wherever you may look"));
static SHAPE(stand_in_place,
	ID(stand_in_place, place_id, "warehouse"), TEXT(stand_in_place, place, 1, 200, "its name"), I64(stand_in_place, free, 1, INT64_MAX, "free there, base units"),
	OPT_DAY(stand_in_place, first_expiry, "first expiry ahead"));
static SHAPE(stand_in_out,
	ID(stand_in_out, substitute_id, "the pair in the register"), ID(stand_in_out, by_id, "the substitute"), TEXT(stand_in_out, by, 1, 200, "its name"),
	OPT_TEXT(stand_in_out, by_en, 0, 200, "in English"), TEXT(stand_in_out, by_code, 1, 60, "its code"), TEXT(stand_in_out, unit, 1, 40, "its base unit"),
	I64(stand_in_out, pack, 1, QTY_MAX, "base units of a whole pack"), OPT_TEXT(stand_in_out, pack_unit, 0, 40, "what a pack is called"),
	I64(stand_in_out, num, 1, SUBSTITUTE_RATIO_MAX, "so many of the substitute"), I64(stand_in_out, den, 1, SUBSTITUTE_RATIO_MAX, "for so many of the item"),
	I64(stand_in_out, needed, 1, QTY_MAX, "of the substitute for all that is missing, rounded up to whole packs"),
	I64(stand_in_out, free, 0, INT64_MAX, "of the substitute free in warehouses you see"),
	I64(stand_in_out, covers, 0, QTY_MAX, "of what is missing that this free stock stands in for"),
	TEXT(stand_in_out, note, 0, SUBSTITUTE_NOTE_MAX, "on what ground, what to mind"),
	TEXT(stand_in_out, why_zh, 1, 500, "the same in words, as papers will say it"), TEXT(stand_in_out, why_en, 1, 500, "in English"),
	LIST(stand_in_out, places, &stand_in_place_shape, 0, STAND_IN_PLACES_MAX, "where it lies, by code"));
static SHAPE(stand_ins_out, LIST(stand_ins_out, items, &stand_in_out_shape, 0, SUBSTITUTE_LIST_MAX, "what covers most of it first"));

static enum err run_for(struct ctx *cx, const void *input, void *output)
{
	const struct stand_in_query *in = input;
	struct stand_ins_out *out = output;
	struct stand_in_out *to;
	struct stand_in *rows;
	size_t n;

	TRY(stand_in_for(cx, in->item_id, in->qty, in->place_id, &rows, &n));
	to = arena_array(&cx->mem, struct stand_in_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct stand_in *r = &rows[i];

		to[i] = (struct stand_in_out){ .substitute_id = r->pair.substitute_id, .by_id = r->pair.by_id, .num = r->pair.num, .den = r->pair.den,
			.needed = r->needed, .free = r->free, .covers = r->covers, .pack = r->by.pack, .by = r->by.zh,
			.by_en = r->by.en[0] ? r->by.en : NULL, .by_code = r->by.code, .unit = r->by.unit,
			.pack_unit = r->by.pack_unit[0] ? r->by.pack_unit : NULL, .note = r->pair.note, .why_zh = r->why.zh, .why_en = r->why.en,
			.places = { r->places, r->n_places } };
	}
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op stand_in_ops[];
const struct op stand_in_ops[] = {
	{ .method = "GET", .path = "/api/v1/substitutes/for", .name = "substitutes_for", .zh = "缺货时可用的替代物资和所在仓库",
	  .en = "What may stand in for what is short, and where it lies", .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &stand_in_query_shape,
	  .out = &stand_ins_out_shape, .run = run_for, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
