/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/packing/packing.h"
#include "file/label_pdf.h"
#include "http/op.h"

/* Pick waves, labels and sheets over HTTP. */
enum { PAGE_USUAL = 50 };
#define PACK_FAILS { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED, ERR_SHORT_STOCK }

struct waves_in { int64_t shop_id, offer_id, before, limit; bool open_only; };
struct waves_out { struct list items; int64_t next; };
struct wave_new_in { int64_t offer_id, place_id; const char *name; };
struct wave_in { int64_t wave_id, version, doc_id, boxes; const char *note; };
struct wave_one { struct wave wave; struct list orders, items; };
struct wave_order_out {
	int64_t     position, doc_id, packed, boxes, building_id, own_fen, pay;
	bool        special, dropped;
	const char *door, *pickup_no, *building, *remark;
	struct list lines;
};
struct paper_in { int64_t wave_id, offer_id, place_id, doc_id, paper, sheet; };
struct paper_out { struct bytes body; const char *type, *name; };

static const char *const wave_state_words[] = { "open", "closed", NULL };
#define WAVE_FIELDS \
	ID(wave, wave_id, "number"), TEXT(wave, name, 1, 100, "name"), ID(wave, offer_id, "offer"), TEXT(wave, offer, 1, 100, "its name"), \
	ID(wave, shop_id, "shop"), TEXT(wave, shop, 1, 100, "its name"), OPT_ID(wave, place_id, "station, grid or building; absent: all"), \
	OPT_ID(wave, trip_id, "the trip that carries it, parcels in the order they are loaded"), \
	OPT_TEXT(wave, place, 0, 100, "its name"), WORD(wave, state, wave_state_words, "open or closed"), I64(wave, n_orders, 0, WAVE_ORDERS_MAX, "parcels"), \
	I64(wave, n_packed, 0, WAVE_ORDERS_MAX, "packed"), TIME(wave, created_ms, "begun"), OPT_TIME(wave, closed_ms, "closed"), \
	OPT_TEXT(wave, note, 0, 200, "why parcels were left"), I64(wave, version, 1, INT64_MAX, "version, also the ETag")
static SHAPE(wave, WAVE_FIELDS);
static SHAPE(waves_in,
	OPT_ID(waves_in, shop_id, "of this shop"), OPT_ID(waves_in, offer_id, "of this offer"), OPT_BOOL(waves_in, open_only, "only open ones"),
	OPT_ID(waves_in, before, "where the page before ended (its next)"), OPT_I64(waves_in, limit, 1, WAVE_LIST_MAX, "rows, 50 unless told"));
static SHAPE(waves_out, LIST(waves_out, items, &wave_shape, 0, WAVE_LIST_MAX, "newest first"), OPT_ID(waves_out, next, "send as before"));
static SHAPE(wave_new_in,
	ID(wave_new_in, offer_id, "a shut offer"), OPT_ID(wave_new_in, place_id, "station, grid or building; absent: all of it"),
	OPT_TEXT(wave_new_in, name, 0, 60, "name; absent: that of the place"));
static const struct shape wave_id_shape = { "wave_id", sizeof(struct wave_in), (const struct field[]){ ID(wave_in, wave_id, "which wave"), { 0 } } };
static const struct shape wave_close_shape = { "wave_close", sizeof(struct wave_in), (const struct field[]){ ID(wave_in, wave_id, "which wave"),
	OPT_I64(wave_in, version, 1, INT64_MAX, "the version you saw (or If-Match)"), OPT_TEXT(wave_in, note, 0, 200, "why parcels are left, when some are"), { 0 } } };
static const struct shape wave_pack_shape = { "wave_pack", sizeof(struct wave_in), (const struct field[]){ ID(wave_in, wave_id, "which wave"),
	ID(wave_in, doc_id, "whose parcel: the order"), OPT_I64(wave_in, boxes, 1, 100, "boxes or bags, 1 unless told"), { 0 } } };
static const struct shape wave_unpack_shape = { "wave_unpack", sizeof(struct wave_in), (const struct field[]){ ID(wave_in, wave_id, "which wave"),
	ID(wave_in, doc_id, "whose parcel: the order"), { 0 } } };
static SHAPE(wave_line,
	I64(wave_line, line_no, 1, DOC_LINES_MAX, "line of the order"), ID(wave_line, item_id, "item"), TEXT(wave_line, code, 1, 40, "code"),
	TEXT(wave_line, zh, 1, 100, "name"), TEXT(wave_line, unit, 1, 20, "base unit"), OPT_TEXT(wave_line, barcode, 0, 40, "barcode"),
	I64(wave_line, qty, 1, QTY_MAX, "how many"), I64(wave_line, picked, 0, QTY_MAX, "in the parcel"));
static SHAPE(wave_order_out,
	I64(wave_order_out, position, 1, WAVE_ORDERS_MAX, "as the stairs are walked"), ID(wave_order_out, doc_id, "the order"),
	TEXT(wave_order_out, door, 1, 60, "door"), TEXT(wave_order_out, pickup_no, 1, 20, "pickup number"), ID(wave_order_out, building_id, "building"),
	TEXT(wave_order_out, building, 1, 100, "its name"), MONEY(wave_order_out, own_fen, 0, QTY_MAX, "what the household pays"),
	WORD(wave_order_out, pay, order_pay_words, "how"), BOOL(wave_order_out, special, "to be brought up"), OPT_TEXT(wave_order_out, remark, 0, 200, "remark"),
	BOOL(wave_order_out, dropped, "cancelled or finished since: do not pack"), OPT_TIME(wave_order_out, packed, "packed"),
	I64(wave_order_out, boxes, 0, 100, "boxes"), LIST(wave_order_out, lines, &wave_line_shape, 0, ORDER_LINES_MAX, "what goes into it"));
static SHAPE(wave_item,
	ID(wave_item, item_id, "item"), TEXT(wave_item, code, 1, 40, "code"), TEXT(wave_item, zh, 1, 100, "name"), TEXT(wave_item, unit, 1, 20, "base unit"),
	OPT_TEXT(wave_item, barcode, 0, 40, "barcode"), I64(wave_item, qty, 0, QTY_MAX, "how many in all"), I64(wave_item, picked, 0, QTY_MAX, "picked"),
	I64(wave_item, households, 0, WAVE_ORDERS_MAX, "parcels it goes into"), I64(wave_item, is_content, 0, 1, "1: contents of packages"));
static SHAPE(wave_one,
	OBJECT(wave_one, wave, &wave_shape, "the wave"), LIST(wave_one, orders, &wave_order_out_shape, 0, WAVE_ORDERS_MAX, "parcels"),
	LIST(wave_one, items, &wave_item_shape, 0, 10000, "sums by item, then contents of packages"));
static SHAPE(scan,
	ID(scan, wave_id, "which wave"), TEXT(scan, code, 1, 40, "barcode or code"), OPT_ID(scan, doc_id, "for whose parcel; absent: the next that needs it"),
	OPT_I64(scan, qty, 1, 100000, "how many, 1 unless told"));
static SHAPE(scanned,
	ID(scanned, doc_id, "the parcel it goes into"), TEXT(scanned, door, 1, 60, "its door"), I64(scanned, line_no, 1, DOC_LINES_MAX, "line"),
	ID(scanned, item_id, "item"), TEXT(scanned, zh, 1, 100, "name"), I64(scanned, qty, 1, QTY_MAX, "needed"), I64(scanned, picked, 0, QTY_MAX, "in the parcel now"),
	BOOL(scanned, packed, "the parcel is full"));
#define PAPER_FIELDS \
	OPT_ID(paper_in, wave_id, "parcels of this wave"), OPT_ID(paper_in, offer_id, "or of this offer"), OPT_ID(paper_in, place_id, "at or below this place, or of this station"), \
	OPT_ID(paper_in, doc_id, "only this order")
static const struct shape labels_in_shape = { "labels_in", sizeof(struct paper_in), (const struct field[]){ PAPER_FIELDS,
	OPT_WORD(paper_in, paper, label_paper_words, "a4 (3 x 7) or thermal (60 x 40 mm each); absent: a4"), { 0 } } };
static const struct shape sheet_in_shape = { "sheet_in", sizeof(struct paper_in), (const struct field[]){ PAPER_FIELDS,
	WORD(paper_in, sheet, packing_sheet_words, "buildings: one each; station; driver; pick"), { 0 } } };
static SHAPE(paper_out, BYTES(paper_out, body, 0, INT64_C(1) << 30, "PDF"), TEXT(paper_out, type, 1, 100, "media type"), TEXT(paper_out, name, 0, 100, "file name"));

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct waves_in *in = input;
	struct waves_out *out = output;
	int64_t limit = in->limit ? in->limit : PAGE_USUAL;
	struct wave *rows;
	size_t n;

	TRY(wave_list(cx, &(struct wave_filter){ .shop_id = in->shop_id, .offer_id = in->offer_id, .before = in->before, .limit = limit,
		.open_only = in->open_only }, &rows, &n));
	out->items = (struct list){ rows, n };
	out->next = (int64_t)n == limit ? rows[n - 1].wave_id : 0;
	return ERR_OK;
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	const struct wave_new_in *in = input;
	int64_t wave_id;

	TRY(wave_open(cx, &(struct wave_draft){ .offer_id = in->offer_id, .place_id = in->place_id, .name = in->name }, &wave_id));
	return wave_see(cx, wave_id, output);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const int64_t wave_id = ((const struct wave_in *)input)->wave_id;
	struct wave_one *out = output;
	struct wave_order *orders;
	struct wave_order_out *rows;
	struct wave_item *items;
	size_t n, n_items;

	TRY(wave_see(cx, wave_id, &out->wave));
	TRY(wave_orders(cx, wave_id, &orders, &n));
	TRY(wave_items(cx, wave_id, &items, &n_items));
	rows = arena_array(&cx->mem, struct wave_order_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct wave_order *o = &orders[i];

		rows[i] = (struct wave_order_out){ .position = o->position, .doc_id = o->doc_id, .packed = o->packed_ms, .boxes = o->boxes,
			.building_id = o->building_id, .own_fen = o->own_fen, .pay = o->pay, .special = o->special, .dropped = o->dropped, .door = o->door,
			.pickup_no = o->pickup_no, .building = o->building, .remark = o->remark, .lines = { o->lines, o->n_lines } };
	}
	out->orders = (struct list){ rows, n };
	out->items = (struct list){ items, n_items };
	return ERR_OK;
}

static enum err run_scan(struct ctx *cx, const void *input, void *output) { return wave_scan(cx, input, output); }

static enum err run_pack(struct ctx *cx, const void *input, void *output)
{
	const struct wave_in *in = input;

	return wave_pack(cx, in->wave_id, in->doc_id, in->boxes, output);
}

static enum err run_unpack(struct ctx *cx, const void *input, void *output)
{
	const struct wave_in *in = input;

	return wave_unpack(cx, in->wave_id, in->doc_id, output);
}

static enum err run_close(struct ctx *cx, const void *input, void *output)
{
	const struct wave_in *in = input;

	return wave_close(cx, in->wave_id, in->version, in->note, output);
}

static struct paper_filter filter_of(const struct paper_in *in)
{
	return (struct paper_filter){ .wave_id = in->wave_id, .offer_id = in->offer_id, .place_id = in->place_id, .doc_id = in->doc_id };
}

static enum err run_labels(struct ctx *cx, const void *input, void *output)
{
	const struct paper_in *in = input;
	struct paper_filter filter = filter_of(in);
	struct paper_out *out = output;
	int64_t n;

	out->type = "application/pdf";
	out->name = "";
	return labels_print(cx, &filter, in->paper, &out->body, &n);
}

static enum err run_sheet(struct ctx *cx, const void *input, void *output)
{
	const struct paper_in *in = input;
	struct paper_filter filter = filter_of(in);
	struct paper_out *out = output;

	out->type = "application/pdf";
	out->name = "";
	return sheet_print(cx, &filter, in->sheet, &out->body);
}

extern const struct op packing_ops[];
const struct op packing_ops[] = {
	{ .method = "GET", .path = "/api/v1/picks", .name = "wave_list", .zh = "拣货批次", .en = "Pick waves", .perm = PERM_ORDER_READ, .tx = TX_READ,
	  .in = &waves_in_shape, .out = &waves_out_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/picks", .name = "wave_open", .zh = "开一个拣货批次", .en = "Begin a pick wave", .perm = PERM_ORDER_FILL,
	  .tx = TX_WRITE, .in = &wave_new_in_shape, .out = &wave_shape, .run = run_new, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED } },
	{ .method = "GET", .path = "/api/v1/picks/{wave_id}", .name = "wave_get", .zh = "一个批次的包裹和总量", .en = "A wave with its parcels and sums",
	  .perm = PERM_ORDER_READ, .tx = TX_READ, .in = &wave_id_shape, .out = &wave_one_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/picks/{wave_id}/scan", .name = "wave_scan", .zh = "扫码拣货", .en = "Pick an item by its code",
	  .perm = PERM_ORDER_FILL, .tx = TX_WRITE, .in = &scan_shape, .out = &scanned_shape, .run = run_scan, .fails = PACK_FAILS },
	{ .method = "POST", .path = "/api/v1/picks/{wave_id}/pack", .name = "wave_pack", .zh = "一份装好", .en = "A parcel is packed",
	  .perm = PERM_ORDER_FILL, .tx = TX_WRITE, .in = &wave_pack_shape, .out = &wave_shape, .run = run_pack, .fails = PACK_FAILS },
	{ .method = "POST", .path = "/api/v1/picks/{wave_id}/unpack", .name = "wave_unpack", .zh = "拆开一份", .en = "Open a parcel again",
	  .perm = PERM_ORDER_FILL, .tx = TX_WRITE, .in = &wave_unpack_shape, .out = &wave_shape, .run = run_unpack, .fails = PACK_FAILS },
	{ .method = "POST", .path = "/api/v1/picks/{wave_id}/close", .name = "wave_close", .zh = "批次收尾", .en = "Close a wave",
	  .perm = PERM_ORDER_FILL, .tx = TX_WRITE, .in = &wave_close_shape, .out = &wave_shape, .run = run_close, .fails = PACK_FAILS },
	{ .method = "GET", .path = "/api/v1/labels", .name = "labels", .zh = "打印包裹标签", .en = "Labels of parcels as PDF", .perm = PERM_ORDER_READ,
	  .tx = TX_READ, .flags = OP_PERSONAL, .in = &labels_in_shape, .out = &paper_out_shape, .run = run_labels, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/labels/sheets", .name = "label_sheets", .zh = "打印楼栋单、站点单、司机单、拣货单",
	  .en = "Sheets by building, station, driver, or to pick by", .perm = PERM_ORDER_READ, .tx = TX_READ, .in = &sheet_in_shape,
	  .out = &paper_out_shape, .run = run_sheet, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
