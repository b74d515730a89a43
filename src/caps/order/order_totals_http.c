/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on totals: sums per area and offer, the shop's confirmation, what is done about a shortage. */
#include "caps/document/document_http.h"
#include "caps/order/order_list.h"
#include <stdio.h>

struct totals_in { int64_t place_id, shop_id, offer_id, by, limit, format; const char *after; bool ended; };
#define TOTALS_FILTER \
	OPT_ID(totals_in, place_id, "an area with all below it, or a shop; absent: all you may see"), OPT_ID(totals_in, shop_id, "offers of this shop"), \
	OPT_ID(totals_in, offer_id, "this offer; absent: all that are open or shut"), \
	OPT_WORD(totals_in, by, order_total_by_words, "a row for each line of an offer, also by grid, by community, by delivery station"), \
	OPT_BOOL(totals_in, ended, "closed offers too")
static const struct shape totals_in_shape = { "order_totals_ask", sizeof(struct totals_in), (const struct field[]){ TOTALS_FILTER,
	OPT_TEXT(totals_in, after, 0, 80, "`next` of the page before"), OPT_I64(totals_in, limit, 1, 200, "rows; absent: 200"), { 0 } } };
static const struct shape totals_file_shape = { "order_totals_file_ask", sizeof(struct totals_in), (const struct field[]){ TOTALS_FILTER,
	OPT_WORD(totals_in, format, order_total_format_words, "absent: csv (UTF-8 with BOM)"), { 0 } } };
static const char *const stage_words[] = { "draft", "open", "shut", "closed", "void", NULL };
struct total_out {
	int64_t     area_id, offer_id, shop_id, stage, line_no, item_id, price_fen, price_units, orders, qty, dropped, taken, own_fen, aid_fen, unpaid_fen, confirmed;
	bool        said;
	const char *area, *offer, *shop, *code, *item, *item_en, *unit;
};
static SHAPE(total_out,
	OPT_ID(total_out, area_id, "grid, community or station"), OPT_TEXT(total_out, area, 0, 200, "its name"), ID(total_out, offer_id, "offer"),
	TEXT(total_out, offer, 0, 200, "its name"), WORD(total_out, stage, stage_words, "its state"), ID(total_out, shop_id, "shop"), TEXT(total_out, shop, 0, 200, "its name"),
	I64(total_out, line_no, 1, 10000, "line of the offer"), ID(total_out, item_id, "item"), TEXT(total_out, code, 0, 40, "its code"), TEXT(total_out, item, 0, 200, "its name"),
	OPT_TEXT(total_out, item_en, 0, 200, "English"), TEXT(total_out, unit, 0, 40, "base unit"), MONEY(total_out, price_fen, 0, QTY_MAX, "price"),
	I64(total_out, price_units, 1, QTY_MAX, "for so many base units"), I64(total_out, orders, 0, INT64_MAX, "orders with it"), I64(total_out, qty, 0, QTY_MAX, "wanted"),
	I64(total_out, dropped, 0, QTY_MAX, "cancelled or cut"), I64(total_out, taken, 0, QTY_MAX, "handed over"), MONEY(total_out, own_fen, 0, QTY_MAX, "households pay"),
	MONEY(total_out, aid_fen, 0, QTY_MAX, "subsidised"), MONEY(total_out, unpaid_fen, -QTY_MAX, QTY_MAX, "households still have to pay"),
	BOOL(total_out, said, "the shop has said how much it brings"), I64(total_out, confirmed, 0, QTY_MAX, "that, of the whole offer"));
struct totals_out { struct list items; const char *next; };
static SHAPE(totals_out, LIST(totals_out, items, &total_out_shape, 0, 200, "by offer, area, line"), OPT_TEXT(totals_out, next, 0, 80, "send as `after`"));

static enum err filter_of(struct ctx *cx, const struct totals_in *in, struct order_total_filter *f)
{
	long long offer = 0, area = 0, line = 0;

	*f = (struct order_total_filter){ .place_id = in->place_id, .shop_id = in->shop_id, .offer_id = in->offer_id, .by = in->by, .ended = in->ended,
		.limit = in->limit ? in->limit : 200 };
	if (in->after && in->after[0] && sscanf(in->after, "%lld.%lld.%lld", &offer, &area, &line) != 3)
		return fail(cx, ERR_BAD_INPUT, "after", "翻页标记“%s”看不懂，请从第一页开始", "the page mark \"%s\" cannot be read; begin with the first page", in->after);
	f->after_offer = offer;
	f->after_area = area;
	f->after_line = line;
	return ERR_OK;
}

static enum err run_totals(struct ctx *cx, const void *input, void *output)
{
	struct totals_out *out = output;
	struct order_total_filter f;
	struct order_total *rows;
	struct total_out *items;
	size_t n;

	TRY(filter_of(cx, input, &f));
	TRY(order_totals(cx, &f, &rows, &n));
	items = arena_array(&cx->mem, struct total_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct order_total *t = &rows[i];

		items[i] = (struct total_out){ t->area_id, t->offer_id, t->shop_id, t->stage, t->line_no, t->item_id, t->price_fen, t->price_units, t->orders, t->qty,
			t->dropped, t->taken, t->own_fen, t->aid_fen, t->unpaid_fen, t->confirmed < 0 ? 0 : t->confirmed, t->confirmed >= 0,
			t->area[0] ? t->area : NULL, t->offer, t->shop, t->code, t->item, t->item_en && t->item_en[0] ? t->item_en : NULL, t->unit };
	}
	out->items = (struct list){ items, n };
	if (n == (size_t)f.limit)
		out->next = arena_print(&cx->mem, "%lld.%lld.%lld", (long long)rows[n - 1].offer_id, (long long)rows[n - 1].area_id, (long long)rows[n - 1].line_no);
	return ERR_OK;
}

static SHAPE(order_totals_file,
	BYTES(order_totals_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(order_totals_file, type, 1, 100, "media type"), TEXT(order_totals_file, name, 1, 100, "file name"));
static enum err run_file(struct ctx *cx, const void *input, void *out)
{
	const struct totals_in *in = input;
	struct order_total_filter f;

	TRY(filter_of(cx, in, &f));
	f.limit = ORDER_TOTALS_MAX;
	return order_totals_file(cx, &f, in->format, out);
}

/* ---- the shop's word ---------------------------------------------------------------- */

static SHAPE(order_confirmed,
	I64(order_confirmed, line_no, 1, 10000, "line of the offer"), I64(order_confirmed, qty, 0, QTY_MAX, "how much can be brought"), OPT_TEXT(order_confirmed, note, 0, 200, "why less"));
struct confirm_in { int64_t offer_id; struct list lines; };
static SHAPE(confirm_in, ID(confirm_in, offer_id, "which offer"), LIST(confirm_in, lines, &order_confirmed_shape, 1, 300, "one entry a line"));
struct said_in { int64_t offer_id; };
static SHAPE(said_in, ID(said_in, offer_id, "which offer"));
struct said_row { int64_t line_no, qty, wanted, at, by; const char *note, *by_name; };
static SHAPE(said_row,
	I64(said_row, line_no, 1, 10000, "line of the offer"), I64(said_row, qty, 0, QTY_MAX, "can be brought"), I64(said_row, wanted, 0, QTY_MAX, "wanted at that moment"),
	TIME(said_row, at, "said at"), ID(said_row, by, "by"), OPT_TEXT(said_row, by_name, 0, 100, "name"), OPT_TEXT(said_row, note, 0, 200, "why less"));
struct said_out { struct list items; };
static SHAPE(said_out, LIST(said_out, items, &said_row_shape, 0, ORDER_TOTALS_MAX, "by line, newest first; the newest counts"));

static enum err run_said(struct ctx *cx, const void *input, void *output)
{
	const struct said_in *in = input;
	struct said_out *out = output;
	struct order_said *said;
	struct said_row *rows;
	size_t n;

	TRY(order_said(cx, in->offer_id, &said, &n));
	rows = arena_array(&cx->mem, struct said_row, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct said_row){ said[i].line_no, said[i].qty, said[i].wanted, said[i].at_ms, said[i].by, said[i].note[0] ? said[i].note : NULL, said[i].by_name };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_confirm(struct ctx *cx, const void *input, void *out)
{
	const struct confirm_in *in = input;

	TRY(order_confirm(cx, in->offer_id, in->lines.at, in->lines.n));
	return run_said(cx, &(struct said_in){ in->offer_id }, out);
}

/* ---- a shortage ---------------------------------------------------------------------- */

static SHAPE(order_shortage,
	ID(order_shortage, offer_id, "which offer"), I64(order_shortage, line_no, 1, 10000, "the line that is short"),
	OPT_I64(order_shortage, substitute_line_no, 1, 10000, "line of the offer that replaces it where the household said yes"),
	OPT_BOOL(order_shortage, dry, "true: only tell what would be"), OPT_TEXT(order_shortage, why, 0, 200, "what households are told"));
static SHAPE(order_fated,
	ID(order_fated, doc_id, "the order"), OPT_ID(order_fated, new_doc_id, "the order that took its place"), WORD(order_fated, fate, order_fate_words, "what becomes of the line"),
	I64(order_fated, qty, 0, QTY_MAX, "wanted"), I64(order_fated, gets, 0, QTY_MAX, "gets"), I64(order_fated, replaced, 0, QTY_MAX, "gets of the other article"),
	MONEY(order_fated, back_fen, -QTY_MAX, QTY_MAX, "paid back"), BOOL(order_fated, special, "special needs"), TEXT(order_fated, door, 0, 120, "door"),
	TEXT(order_fated, number, 0, 40, "number"), TEXT(order_fated, pickup_no, 0, 20, "pickup number"), OPT_TEXT(order_fated, zh, 0, FAULT_TEXT_MAX, "why it failed"),
	OPT_TEXT(order_fated, en, 0, FAULT_TEXT_MAX, "English"));
struct shortage_out { int64_t wanted, confirmed, short_qty, split, replaced, refunded, back_fen; bool more, special_first; const char *rule; struct list orders; };
static SHAPE(shortage_out,
	I64(shortage_out, wanted, 0, QTY_MAX, "wanted"), I64(shortage_out, confirmed, 0, QTY_MAX, "comes"), I64(shortage_out, short_qty, 0, QTY_MAX, "short"),
	I64(shortage_out, split, 0, INT64_MAX, "orders that get part"), I64(shortage_out, replaced, 0, INT64_MAX, "orders that get something else"),
	I64(shortage_out, refunded, 0, INT64_MAX, "orders that get none of it"), MONEY(shortage_out, back_fen, -QTY_MAX, QTY_MAX, "paid back in all"),
	BOOL(shortage_out, more, "more orders than are handled at once: call again"), BOOL(shortage_out, special_first, "special needs come first, by the plan"),
	OPT_TEXT(shortage_out, rule, 0, 500, "the rule that says so"), LIST(shortage_out, orders, &order_fated_shape, 0, ORDER_BULK_MAX, "those who get less"));

static enum err run_shortage(struct ctx *cx, const void *in, void *output)
{
	struct shortage_out *out = output;
	struct order_shortage_result r;

	TRY(order_handle_shortage(cx, in, &r));
	*out = (struct shortage_out){ r.wanted, r.confirmed, r.short_qty, r.split, r.replaced, r.refunded, r.back_fen, r.more, r.special_first, r.rule, { r.orders, r.n_orders } };
	return ERR_OK;
}

extern const struct op order_totals_ops[];
const struct op order_totals_ops[] = {
	{ .method = "GET", .path = "/api/v1/order-totals", .name = "order_totals", .zh = "订单汇总", .en = "Sums of orders per area and offer", .perm = PERM_ORDER_READ,
	  .tx = TX_READ, .in = &totals_in_shape, .out = &totals_out_shape, .run = run_totals, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/order-totals/file", .name = "order_totals_file", .zh = "下载订单汇总", .en = "Sums of orders as a file", .perm = PERM_ORDER_READ,
	  .tx = TX_READ, .in = &totals_file_shape, .out = &order_totals_file_shape, .run = run_file, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/order-totals/confirmed", .name = "order_said", .zh = "企业备货确认", .en = "What the shop has confirmed", .perm = PERM_ORDER_READ,
	  .tx = TX_READ, .in = &said_in_shape, .out = &said_out_shape, .run = run_said, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/order-totals/confirm", .name = "order_confirm", .zh = "确认备货数量", .en = "Confirm what can be brought", .perm = PERM_ORDER_FILL,
	  .tx = TX_WRITE, .in = &confirm_in_shape, .out = &said_out_shape, .run = run_confirm, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/order-totals/shortage", .name = "order_shortage", .zh = "处理缺货", .en = "Handle a shortage", .perm = PERM_ORDER_FILL,
	  .tx = TX_WRITE, .in = &order_shortage_shape, .out = &shortage_out_shape, .run = run_shortage, .fails = DOC_FAILS },
	{ 0 },
};
