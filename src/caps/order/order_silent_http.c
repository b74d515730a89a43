/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/order/order_silent.h"
#include "http/op.h"

struct silent_in { int64_t offer_id, place_id, after, limit; bool visit; };
struct silent_out { struct list items, buildings; int64_t next, homes, ordered, refused, silent, visit; };

static SHAPE(silent_in,
	ID(silent_in, offer_id, "which offer"), OPT_ID(silent_in, place_id, "an area, grid or building with all below it"),
	OPT_BOOL(silent_in, visit, "only those somebody has to call or visit: no smartphone, alone, disabled"),
	OPT_ID(silent_in, after, "where the page before ended (its next)"), OPT_I64(silent_in, limit, 1, SILENT_ROWS_MAX, "rows on a page, 200 unless told"));
static const struct shape silent_row_shape = { "silent_household", sizeof(struct order_silent), (const struct field[]){
	ID(order_silent, household_id, "household"), ID(order_silent, building_id, "building"), ID(order_silent, grid_id, "grid"),
	TEXT(order_silent, building, 0, 200, "its name"), TEXT(order_silent, unit, 0, 40, "unit"), TEXT(order_silent, room, 0, 40, "room"),
	TEXT(order_silent, door, 0, 100, "door"), BOOL(order_silent, visit, "somebody has to call or go: no smartphone, alone, disabled"), { 0 } } };
static const struct shape answers_row_shape = { "building_answers", sizeof(struct order_answers), (const struct field[]){
	ID(order_answers, building_id, "building"), TEXT(order_answers, building, 0, 200, "its name"), ID(order_answers, grid_id, "grid"),
	TEXT(order_answers, grid, 0, 200, "its name"), I64(order_answers, homes, 0, INT64_MAX, "households at home"),
	I64(order_answers, ordered, 0, INT64_MAX, "with an order that stands"), I64(order_answers, refused, 0, INT64_MAX, "who had one and cancelled it"),
	I64(order_answers, silent, 0, INT64_MAX, "who have not answered"), I64(order_answers, visit, 0, INT64_MAX, "of them to be called or visited"), { 0 } } };
static SHAPE(silent_out,
	LIST(silent_out, items, &silent_row_shape, 0, SILENT_ROWS_MAX, "who has not answered, as the stairs are walked"),
	OPT_ID(silent_out, next, "send as after to get the next page"),
	LIST(silent_out, buildings, &answers_row_shape, 0, SILENT_BUILDINGS_MAX, "on the first page: by building"),
	I64(silent_out, homes, 0, INT64_MAX, "on the first page: households at home"), I64(silent_out, ordered, 0, INT64_MAX, "of them with an order"),
	I64(silent_out, refused, 0, INT64_MAX, "who said no"), I64(silent_out, silent, 0, INT64_MAX, "who have not answered"),
	I64(silent_out, visit, 0, INT64_MAX, "of them to be called or visited"));

static enum err run_silent(struct ctx *cx, const void *input, void *output)
{
	const struct silent_in *in = input;
	const size_t limit = in->limit ? (size_t)in->limit : 200;
	struct order_silent_filter f = { in->offer_id, in->place_id, in->after, (int64_t)limit + 1, in->visit };
	struct silent_out *out = output;
	struct order_answers *by;
	struct order_silent *rows;
	size_t n;

	TRY(order_silent(cx, &f, &rows, &n));
	out->next = n > limit ? rows[limit - 1].household_id : 0;
	out->items = (struct list){ rows, n > limit ? limit : n };
	if (in->after)
		return ERR_OK;
	TRY(order_answers(cx, &f, &by, &n));
	out->buildings = (struct list){ by, n };
	for (size_t i = 0; i < n; i++) {
		out->homes += by[i].homes;
		out->ordered += by[i].ordered;
		out->refused += by[i].refused;
		out->silent += by[i].silent;
		out->visit += by[i].visit;
	}
	return ERR_OK;
}

extern const struct op order_silent_ops[];
const struct op order_silent_ops[] = {
	{ .method = "GET", .path = "/api/v1/offers/{offer_id}/unanswered", .name = "offer_unanswered", .zh = "谁还没回", .en = "Who has not answered an offer",
	  .perm = PERM_ORDER_READ, .tx = TX_READ, .in = &silent_in_shape, .out = &silent_out_shape, .run = run_silent, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
