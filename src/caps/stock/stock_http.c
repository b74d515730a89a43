/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "caps/document/document_http.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/stock/stock.h"

#define WORDS_receipt "receipts"
#define WORDS_opening "openings"
#define WORDS_transfer "transfers"
#define WORDS_issue "issues"
#define WORDS_stocktake "stocktakes"
#define STOCK_STEPS(X) \
	X(receipt, announce, PERM_STOCK_RECEIVE, "登记到货单", "Announce a delivery") \
	X(receipt, receive, PERM_STOCK_RECEIVE, "点收", "Count goods in at the dock") \
	X(receipt, accept, PERM_STOCK_RECEIVE, "验收上架", "Accept goods into store") \
	X(receipt, take_in, PERM_STOCK_RECEIVE, "点收并上架", "Count goods in and accept them") \
	X(receipt, reject, PERM_STOCK_RECEIVE, "拒收退回", "Reject goods and send them back") \
	X(receipt, close, PERM_STOCK_RECEIVE, "办结到货单", "Close a delivery") \
	X(receipt, withdraw, PERM_STOCK_RECEIVE, "作废到货单", "Withdraw a draft") \
	X(opening, propose, PERM_STOCK_COUNT, "提交期初库存", "Submit the opening stock") \
	X(opening, refuse, PERM_STOCK_APPROVE, "不同意期初库存", "Refuse the opening stock") \
	X(opening, withdraw, PERM_STOCK_COUNT, "作废草稿", "Withdraw a draft") \
	X(transfer, move, PERM_STOCK_ISSUE, "就地移库", "Move goods at once") \
	X(transfer, depart, PERM_STOCK_ISSUE, "发运", "Send goods on their way") \
	X(transfer, receive, PERM_STOCK_RECEIVE, "点收移库", "Count transferred goods in") \
	X(transfer, report, PERM_STOCK_RECEIVE, "报差异", "Report what is missing") \
	X(transfer, turn_back, PERM_STOCK_ISSUE, "退回", "Turn goods back") \
	X(transfer, found, PERM_STOCK_COUNT, "查明找回", "Missing goods were found; two sign") \
	X(transfer, lose, PERM_STOCK_COUNT, "确认损失", "Missing goods are lost; two sign") \
	X(transfer, withdraw, PERM_STOCK_ISSUE, "作废草稿", "Withdraw a draft") \
	X(issue, hand_over, PERM_SIGNED_IN, "发放", "Hand over; giver and taker sign") \
	X(issue, withdraw, PERM_STOCK_ISSUE, "作废草稿", "Withdraw a draft") \
	X(stocktake, count, PERM_STOCK_COUNT, "提交盘点", "Submit a count") \
	X(stocktake, approve, PERM_STOCK_APPROVE, "批准差异", "Approve differences") \
	X(stocktake, refuse, PERM_STOCK_APPROVE, "退回重盘", "Refuse a count") \
	X(stocktake, withdraw, PERM_STOCK_COUNT, "作废草稿", "Withdraw a draft")

struct issue_in { int64_t from_place_id, unit_id; struct list goods; };
struct way_in { int64_t from_place_id, to_place_id, carrier_id; struct list goods; };
struct receipt_in { int64_t source, party_id, to_place_id, owner_id, addressee_id, fund_id; struct list goods; bool keep_draft; };
struct count_in { int64_t place_id; struct list rows; bool keep_draft; };
struct count_out { struct list rows; };
struct items_in { int64_t under_id, item_id, limit; const char *after; };
struct item_out { int64_t item_id, free, held, dock, blocked, expired, first_expiry, places, whole, loose; const char *code, *name, *shown; };
struct items_out { struct list items; const char *next; };

static SHAPE(stock_goods,
	ID(stock_goods, item_id, "which item"), I64(stock_goods, qty, 1, QTY_MAX, "base units"),
	OPT_ID(stock_goods, lot_id, "this lot; absent: first expired first out"), OPT_ID(stock_goods, owner_id, "whose; absent: the district"),
	OPT_ID(stock_goods, fund_id, "bound to this purpose"), OPT_MONEY(stock_goods, price_fen, 0, QTY_MAX, "price"),
	OPT_I64(stock_goods, price_units, 1, 1000000000, "for so many base units, 1 unless told"),
	OPT_DAY(stock_goods, made_day, "made on"), OPT_DAY(stock_goods, expiry_day, "last usable day"),
	OPT_TEXT(stock_goods, batch, 0, 60, "batch as printed"));
static SHAPE(receipt_in,
	WORD(receipt_in, source, stock_source_words, "where the goods come from"),
	OPT_ID(receipt_in, party_id, "supplier, donor or district; absent for opening stock"), ID(receipt_in, to_place_id, "into this place"),
	OPT_ID(receipt_in, owner_id, "whose they become; absent: the district"), OPT_ID(receipt_in, addressee_id, "a directed gift's unit"),
	OPT_ID(receipt_in, fund_id, "purpose they are bound to"),
	LIST(receipt_in, goods, &stock_goods_shape, 1, DOC_LINES_MAX, "what the delivery note says"),
	OPT_BOOL(receipt_in, keep_draft, "true: keep it as a draft"));
static SHAPE(way_in,
	ID(way_in, from_place_id, "from"), ID(way_in, to_place_id, "to"), OPT_ID(way_in, carrier_id, "who carries"),
	LIST(way_in, goods, &stock_goods_shape, 1, DOC_LINES_MAX, "what"));
static SHAPE(issue_in,
	ID(issue_in, from_place_id, "where the goods lie"), ID(issue_in, unit_id, "the unit they belong to"),
	LIST(issue_in, goods, &stock_goods_shape, 1, DOC_LINES_MAX, "what"));
static SHAPE(stock_counted,
	ID(stock_counted, item_id, "item"), ID(stock_counted, lot_id, "lot"), OPT_ID(stock_counted, owner_id, "whose; absent: the district"),
	OPT_ID(stock_counted, fund_id, "purpose"), I64(stock_counted, counted, 0, QTY_MAX, "counted, base units"),
	OPT_I64(stock_counted, booked, 0, QTY_MAX, "what the books said; filled in by the system"),
	OPT_TEXT(stock_counted, reason, 0, 200, "why they differ"));
static SHAPE(count_in,
	ID(count_in, place_id, "which place"), LIST(count_in, rows, &stock_counted_shape, 1, 2000, "what was counted"),
	OPT_BOOL(count_in, keep_draft, "true: keep it as a draft"));
static SHAPE(count_out, LIST(count_out, rows, &stock_counted_shape, 0, 2000, "every row of the count"));
static SHAPE(items_in,
	OPT_ID(items_in, under_id, "in this place and below"), OPT_ID(items_in, item_id, "this item only"),
	OPT_TEXT(items_in, after, 0, 60, "where the page before ended (its next)"), OPT_I64(items_in, limit, 1, 199, "rows, 50 unless told"));
static SHAPE(item_out,
	ID(item_out, item_id, "item"), TEXT(item_out, code, 1, 60, "code"), TEXT(item_out, name, 1, 200, "name"),
	I64(item_out, free, 0, INT64_MAX, "free"), I64(item_out, held, 0, INT64_MAX, "held for approved allocations"),
	I64(item_out, dock, 0, INT64_MAX, "waiting for inspection"), I64(item_out, blocked, 0, INT64_MAX, "blocked, cleaning or condemned"),
	I64(item_out, expired, 0, INT64_MAX, "expired; never issued"), I64(item_out, whole, 0, INT64_MAX, "free stock in whole packs"),
	I64(item_out, loose, 0, INT64_MAX, "and loose base units beside them"), TEXT(item_out, shown, 1, 200, "free stock for people: 3 箱 + 4 件"),
	OPT_DAY(item_out, first_expiry, "first expiry ahead"), I64(item_out, places, 0, INT64_MAX, "places that have some"));
static SHAPE(items_out, LIST(items_out, items, &item_out_shape, 0, 200, "by item code"), OPT_TEXT(items_out, next, 0, 60, "send as after"));
#define OPENING_APPROVE(X) X(opening, approve, PERM_STOCK_APPROVE, "批准期初库存", "Approve the opening stock")
STOCK_STEPS(DOC_STEP_RUN)

/* What was written when it was submitted is approved, unless the approver writes otherwise. */
static enum err run_opening_approve(struct ctx *cx, const void *in, void *out)
{
	struct doc_step_in with = *(const struct doc_step_in *)in;
	struct doc_part *parts;
	size_t n;

	if (!with.parts.n) {
		TRY(stock_opening_parts(cx, with.doc_id, &parts, &n));
		with.parts = (struct list){ parts, n };
	}
	return doc_http_step(cx, "opening", "approve", &with, out);
}
DOC_READ_RUN(receipt, "receipt_supplier", "receipt_donor", "receipt_district")
DOC_READ_RUN(opening, "opening")
DOC_READ_RUN(transfer, "transfer")
DOC_READ_RUN(issue, "issue")
DOC_READ_RUN(stocktake, "stocktake")
DOC_UNDO_RUN(transfer)
DOC_UNDO_RUN(opening)
DOC_UNDO_RUN(issue)

static enum err run_receipt_new(struct ctx *cx, const void *input, void *out)
{
	const struct receipt_in *in = input;
	struct doc_moved moved;
	int64_t doc_id;

	TRY(stock_receipt_open(cx, &(struct stock_receipt){ .source = in->source, .party_id = in->party_id, .to_place_id = in->to_place_id,
		.owner_id = in->owner_id, .addressee_id = in->addressee_id, .fund_id = in->fund_id, .goods = in->goods.at,
		.n_goods = in->goods.n }, &doc_id));
	if (!in->keep_draft)
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = in->source == STOCK_OPENING ? "propose" : "announce" }, &moved));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_transfer_new(struct ctx *cx, const void *input, void *out)
{
	const struct way_in *in = input;
	int64_t doc_id;

	TRY(stock_transfer_open(cx, &(struct stock_way){ in->from_place_id, in->to_place_id, in->carrier_id, in->goods.at, in->goods.n }, &doc_id));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_issue_new(struct ctx *cx, const void *input, void *out)
{
	const struct issue_in *in = input;
	int64_t doc_id;

	TRY(stock_issue_open(cx, in->from_place_id, in->unit_id, in->goods.at, in->goods.n, &doc_id));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_count_new(struct ctx *cx, const void *input, void *out)
{
	const struct count_in *in = input;
	struct doc_moved moved;
	int64_t doc_id;

	TRY(stock_count_open(cx, in->place_id, in->rows.at, in->rows.n, &doc_id));
	if (!in->keep_draft)
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "count" }, &moved));
	return doc_http_made(cx, doc_id, out);
}

static enum err run_count_rows(struct ctx *cx, const void *input, void *output)
{
	const struct doc_id_in *in = input;
	struct count_out *out = output;
	struct stock_counted *rows;
	struct doc doc;
	size_t n;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(stock_count_rows(cx, in->doc_id, &rows, &n));
	out->rows = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_items(struct ctx *cx, const void *input, void *output)
{
	const struct items_in *in = input;
	struct items_out *out = output;
	struct stock_item *rows;
	struct item_out *to;
	struct item item;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(stock_items(cx, in->under_id, in->item_id, in->after, (int64_t)limit + 1, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].code;
	}
	to = arena_array(&cx->mem, struct item_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct stock_item *r = &rows[i];

		TRY(item_get(cx, r->item_id, &item));
		to[i] = (struct item_out){ r->item_id, r->free, r->held, r->dock, r->blocked, r->expired, r->first_expiry, r->places,
			r->free / item.pack, r->free % item.pack, r->code, item.zh, item_show(&cx->mem, &item, r->free) };
	}
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op stock_ops[];
const struct op stock_ops[] = {
	{ .method = "GET", .path = "/api/v1/stock/items", .name = "stock_items", .zh = "按物资查库存", .en = "Stock by item",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &items_in_shape, .out = &items_out_shape, .run = run_items, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/receipts", .name = "receipt_new", .zh = "开入库单", .en = "Announce goods that come in",
	  .perm = PERM_STOCK_RECEIVE, .tx = TX_WRITE, .in = &receipt_in_shape, .out = &doc_made_shape, .run = run_receipt_new, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/transfers", .name = "transfer_new", .zh = "开移库单", .en = "Prepare a transfer",
	  .perm = PERM_STOCK_ISSUE, .tx = TX_WRITE, .in = &way_in_shape, .out = &doc_made_shape, .run = run_transfer_new, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/issues", .name = "issue_new", .zh = "开领用单", .en = "Prepare an issue of a unit's own goods",
	  .perm = PERM_STOCK_ISSUE, .tx = TX_WRITE, .in = &issue_in_shape, .out = &doc_made_shape, .run = run_issue_new, .fails = DOC_FAILS },
	{ .method = "POST", .path = "/api/v1/stocktakes", .name = "stocktake_new", .zh = "提交盘点", .en = "Submit a count of a place",
	  .perm = PERM_STOCK_COUNT, .tx = TX_WRITE, .in = &count_in_shape, .out = &doc_made_shape, .run = run_count_new, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/stocktakes/{doc_id}/rows", .name = "stocktake_rows", .zh = "盘点明细", .en = "Every row of a count",
	  .perm = PERM_STOCK_READ, .tx = TX_READ, .in = &doc_id_in_shape, .out = &count_out_shape, .run = run_count_rows, .fails = { ERR_NOT_FOUND } },
	DOC_LIST_OP(receipt, PERM_STOCK_READ, "入库单列表", "List receipts") DOC_GET_OP(receipt, PERM_STOCK_READ, "一张入库单", "One receipt")
	DOC_LIST_OP(opening, PERM_STOCK_READ, "期初库存单列表", "List opening stocks") DOC_GET_OP(opening, PERM_STOCK_READ, "一张期初库存单", "One opening stock")
	DOC_LIST_OP(transfer, PERM_STOCK_READ, "移库单列表", "List transfers") DOC_GET_OP(transfer, PERM_STOCK_READ, "一张移库单", "One transfer")
	DOC_LIST_OP(issue, PERM_STOCK_READ, "领用单列表", "List issues") DOC_GET_OP(issue, PERM_STOCK_READ, "一张领用单", "One issue")
	DOC_LIST_OP(stocktake, PERM_STOCK_READ, "盘点单列表", "List stock-takes") DOC_GET_OP(stocktake, PERM_STOCK_READ, "一张盘点单", "One stock-take")
	STOCK_STEPS(DOC_STEP_OP)
	OPENING_APPROVE(DOC_STEP_OP)
	DOC_UNDO_OP(transfer, PERM_STOCK_ISSUE) DOC_UNDO_OP(opening, PERM_STOCK_APPROVE) DOC_UNDO_OP(issue, PERM_STOCK_ISSUE)
	{ 0 },
};
