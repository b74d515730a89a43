/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/report.h"
#include "caps/reserve/picture_shape.h"
#include "http/op.h"

struct report_day_file_ask { struct report_day_ask ask; int64_t format; };
struct report_requests_file_ask { struct report_requests_ask ask; int64_t format; };
struct report_reserves_file_ask { struct report_reserves_ask ask; int64_t format; };
struct report_doc_ask { int64_t doc_id, format; };

#define ASK_DAY(type, member, prefix, text) \
	{ .name = #member, .kind = KIND_DAY, .offset = offsetof(struct type, prefix member), .min = 1, .max = 2932896, .doc = (text), .optional = true }
#define DAY_FIELDS(type, prefix) \
	{ .name = "place_id", .kind = KIND_ID, .offset = offsetof(struct type, prefix place_id), .min = 1, .max = INT64_MAX, .optional = true, \
	  .doc = "an area with all below it, or one facility; absent: all you may see" }, \
	ASK_DAY(type, from_day, prefix, "first day; absent: the last"), ASK_DAY(type, to_day, prefix, "last day; absent: today"), \
	{ .name = "by", .kind = KIND_WORD, .offset = offsetof(struct type, prefix by), .words = report_by_words, .optional = true, \
	  .doc = "a row for each item of a place, or for each lot and owner; absent: item" }
#define FORMAT(type) OPT_WORD(type, format, report_format_words, "absent: csv (UTF-8 with BOM)")

static const struct shape day_ask_shape = { "report_day_ask", sizeof(struct report_day_ask), (const struct field[]){
	DAY_FIELDS(report_day_ask, ), { 0 } } };
static const struct shape day_file_shape = { "report_day_file_ask", sizeof(struct report_day_file_ask), (const struct field[]){
	DAY_FIELDS(report_day_file_ask, ask.), FORMAT(report_day_file_ask), { 0 } } };
static const struct shape requests_ask_shape = { "report_requests_ask", sizeof(struct report_requests_ask), (const struct field[]){
	ASK_DAY(report_requests_ask, from_day, , "drafted on or after; absent: the last day"),
	ASK_DAY(report_requests_ask, to_day, , "drafted on or before; absent: today"), { 0 } } };
static const struct shape requests_file_shape = { "report_requests_file_ask", sizeof(struct report_requests_file_ask), (const struct field[]){
	ASK_DAY(report_requests_file_ask, from_day, ask., "drafted on or after; absent: the last day"),
	ASK_DAY(report_requests_file_ask, to_day, ask., "drafted on or before; absent: today"), FORMAT(report_requests_file_ask), { 0 } } };
#define RESERVES_FIELD(type, prefix) \
	{ .name = "place_id", .kind = KIND_ID, .offset = offsetof(struct type, prefix place_id), .min = 1, .max = INT64_MAX, .optional = true, \
	  .doc = "with all below it; absent: the district" }
static const struct shape reserves_ask_shape = { "report_reserves_ask", sizeof(struct report_reserves_ask), (const struct field[]){
	RESERVES_FIELD(report_reserves_ask, ), { 0 } } };
static const struct shape reserves_file_shape = { "report_reserves_file_ask", sizeof(struct report_reserves_file_ask), (const struct field[]){
	RESERVES_FIELD(report_reserves_file_ask, ask.), FORMAT(report_reserves_file_ask), { 0 } } };
static const struct shape doc_shape = { "report_doc_ask", sizeof(struct report_doc_ask), (const struct field[]){
	ID(report_doc_ask, doc_id, "which document"), { 0 } } };
static const struct shape doc_file_shape = { "report_doc_file_ask", sizeof(struct report_doc_ask), (const struct field[]){
	ID(report_doc_ask, doc_id, "which document"), FORMAT(report_doc_ask), { 0 } } };

static SHAPE(report_day_row,
	OPT_ID(report_day_row, place_id, "where; absent in totals"), OPT_TEXT(report_day_row, place_code, 0, 40, "its code"),
	OPT_TEXT(report_day_row, place, 0, 200, "its name"), ID(report_day_row, item_id, "what"),
	TEXT(report_day_row, item_code, 1, 40, "its code"), TEXT(report_day_row, item, 1, 200, "its name"),
	OPT_TEXT(report_day_row, spec, 0, 200, "its pack"), TEXT(report_day_row, unit, 1, 40, "base unit"),
	OPT_ID(report_day_row, lot_id, "lot"), OPT_TEXT(report_day_row, batch, 0, 200, "batch"),
	OPT_DAY(report_day_row, made_day, "made on"), OPT_DAY(report_day_row, expiry_day, "last usable day"),
	OPT_ID(report_day_row, owner_id, "whose"), OPT_TEXT(report_day_row, owner, 0, 200, "its name"),
	I64(report_day_row, opening, -INT64_MAX, INT64_MAX, "there before the first day"), I64(report_day_row, received, 0, INT64_MAX, "came in"),
	I64(report_day_row, issued, 0, INT64_MAX, "went out"), I64(report_day_row, closing, -INT64_MAX, INT64_MAX, "there after the last day"),
	I64(report_day_row, purchased, 0, INT64_MAX, "of what came in: bought"), I64(report_day_row, moved_in, 0, INT64_MAX, "from other places"),
	I64(report_day_row, given, 0, INT64_MAX, "given"), I64(report_day_row, other_in, 0, INT64_MAX, "opening stock, found, returned"),
	I64(report_day_row, handed_out, 0, INT64_MAX, "of what went out: handed out for use"),
	I64(report_day_row, moved_out, 0, INT64_MAX, "sent to other places and units"), I64(report_day_row, lost, 0, INT64_MAX, "missing at counts"),
	I64(report_day_row, other_out, 0, INT64_MAX, "otherwise"),
	I64(report_day_row, in_transit, 0, INT64_MAX, "on its way there now"),
	I64(report_day_row, cover_days, -1, INT64_MAX, "days the item lasts all asked about; -1: no norm, or nobody counted"),
	MONEY(report_day_row, value_fen, -INT64_MAX, INT64_MAX, "cost of the closing stock, by lot"));
static SHAPE(report_day,
	DAY(report_day, from_day, "first day"), DAY(report_day, to_day, "last day"), TEXT(report_day, place, 1, 200, "what was asked for"),
	WORD(report_day, by, report_by_words, "what a row is"), BOOL(report_day, split, "rows say how goods came and went"), I64(report_day, population, 0, INT64_MAX, "people the cover is reckoned for"),
	LIST(report_day, rows, &report_day_row_shape, 0, REPORT_ROWS_MAX * 2, "by place code, item code, expiry, lot"),
	LIST(report_day, totals, &report_day_row_shape, 0, REPORT_ROWS_MAX * 2, "by item, when there are several places"));
static SHAPE(report_requests_row,
	ID(report_requests_row, item_id, "what"), OPT_TEXT(report_requests_row, item_code, 0, 40, "its code"),
	OPT_TEXT(report_requests_row, item, 0, 200, "its name"), OPT_TEXT(report_requests_row, unit, 0, 40, "base unit"),
	I64(report_requests_row, priority, 0, 9, "class"), I64(report_requests_row, requests, 0, INT64_MAX, "lines"),
	I64(report_requests_row, wanted, 0, INT64_MAX, "wanted in all"), I64(report_requests_row, own, 0, INT64_MAX, "own stock and received before"),
	I64(report_requests_row, asked, 0, INT64_MAX, "asked for"), I64(report_requests_row, granted, 0, INT64_MAX, "granted by vetting"),
	I64(report_requests_row, allotted, 0, INT64_MAX, "allotted"), I64(report_requests_row, received, 0, INT64_MAX, "received"),
	I64(report_requests_row, open, -INT64_MAX, INT64_MAX, "still open"));
static SHAPE(report_requests,
	DAY(report_requests, from_day, "first day"), DAY(report_requests, to_day, "last day"),
	I64(report_requests, documents, 0, INT64_MAX, "requests counted"),
	LIST(report_requests, rows, &report_requests_row_shape, 0, 1000000, "by item code and class"));
static SHAPE(report_allocation_row,
	OPT_ID(report_allocation_row, item_id, "what"), OPT_TEXT(report_allocation_row, item_code, 0, 40, "its code"),
	OPT_TEXT(report_allocation_row, item, 0, 200, "its name"), OPT_TEXT(report_allocation_row, unit, 0, 40, "base unit"),
	I64(report_allocation_row, priority, 0, 9, "class"), I64(report_allocation_row, lines, 0, INT64_MAX, "lines"),
	I64(report_allocation_row, need, -INT64_MAX, INT64_MAX, "needed"), I64(report_allocation_row, given, -INT64_MAX, INT64_MAX, "given"),
	I64(report_allocation_row, short_lines, 0, INT64_MAX, "lines that get less than they need"));
static SHAPE(report_allocation_line,
	OPT_TEXT(report_allocation_line, request, 0, 60, "request"), OPT_TEXT(report_allocation_line, unit_code, 0, 40, "unit"),
	OPT_TEXT(report_allocation_line, unit, 0, 200, "its name"), OPT_TEXT(report_allocation_line, item_code, 0, 40, "item"),
	OPT_TEXT(report_allocation_line, item, 0, 200, "its name"), I64(report_allocation_line, priority, 0, 9, "class"),
	I64(report_allocation_line, have, -INT64_MAX, INT64_MAX, "has already"), I64(report_allocation_line, need, -INT64_MAX, INT64_MAX, "needs"),
	I64(report_allocation_line, proposed, -INT64_MAX, INT64_MAX, "the engine's proposal"), I64(report_allocation_line, given, -INT64_MAX, INT64_MAX, "gets now"),
	OPT_TEXT(report_allocation_line, reason, 0, 60, "reason, a word"), OPT_TEXT(report_allocation_line, zh, 0, 1000, "reason, Chinese"),
	OPT_TEXT(report_allocation_line, en, 0, 1000, "reason, English"));
static SHAPE(report_allocation,
	ID(report_allocation, doc_id, "the allocation"), DAY(report_allocation, day, "its day"),
	OPT_TEXT(report_allocation, number, 0, 40, "its number"), TEXT(report_allocation, state, 1, 40, "its state"),
	LIST(report_allocation, rows, &report_allocation_row_shape, 0, REPORT_ROWS_MAX, "by item code and class"),
	LIST(report_allocation, lines, &report_allocation_line_shape, 0, REPORT_ROWS_MAX, "every line with its reason"));
static SHAPE(report_file,
	BYTES(report_file, body, 0, INT64_C(1) << 30, "the file"), TEXT(report_file, type, 1, 100, "media type"),
	TEXT(report_file, name, 1, 100, "file name"));

static enum err day(struct ctx *cx, const void *in, void *out) { return report_day(cx, in, out); }
static enum err day_file(struct ctx *cx, const void *in, void *out)
{
	const struct report_day_file_ask *a = in;

	return report_day_file(cx, &a->ask, a->format, out);
}
static enum err requests(struct ctx *cx, const void *in, void *out) { return report_requests(cx, in, out); }
static enum err requests_file(struct ctx *cx, const void *in, void *out)
{
	const struct report_requests_file_ask *a = in;

	return report_requests_file(cx, &a->ask, a->format, out);
}
static enum err reserves(struct ctx *cx, const void *in, void *out) { return report_reserves(cx, in, out); }
static enum err reserves_file(struct ctx *cx, const void *in, void *out)
{
	const struct report_reserves_file_ask *a = in;

	return report_reserves_file(cx, &a->ask, a->format, out);
}
static enum err allocation(struct ctx *cx, const void *in, void *out)
{
	return report_allocation(cx, ((const struct report_doc_ask *)in)->doc_id, out);
}
static enum err allocation_file(struct ctx *cx, const void *in, void *out)
{
	const struct report_doc_ask *a = in;

	return report_allocation_file(cx, a->doc_id, a->format, out);
}
const struct op report_ops[] = {
	{ .method = "GET", .path = "/api/v1/reports/daily", .name = "report_day", .zh = "收发存日报", .en = "Receipts, issues and stock of some days",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &day_ask_shape, .out = &report_day_shape, .run = day, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/daily/file", .name = "report_day_file", .zh = "收发存日报文件", .en = "The same as a file",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &day_file_shape, .out = &report_file_shape, .run = day_file, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/requests", .name = "report_requests", .zh = "需求汇总", .en = "Requests of some days",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &requests_ask_shape, .out = &report_requests_shape, .run = requests },
	{ .method = "GET", .path = "/api/v1/reports/requests/file", .name = "report_requests_file", .zh = "需求汇总文件", .en = "The same as a file",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &requests_file_shape, .out = &report_file_shape, .run = requests_file },
	{ .method = "GET", .path = "/api/v1/reports/reserves", .name = "report_reserves", .zh = "储备情况", .en = "Reserves against the plans",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &reserves_ask_shape, .out = &reserve_picture_shape, .run = reserves,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/reserves/file", .name = "report_reserves_file", .zh = "储备情况文件", .en = "The same as a file",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &reserves_file_shape, .out = &report_file_shape, .run = reserves_file,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/allocations/{doc_id}", .name = "report_allocation", .zh = "分配汇总", .en = "Summary of an allocation",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &doc_shape, .out = &report_allocation_shape, .run = allocation, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/allocations/{doc_id}/file", .name = "report_allocation_file", .zh = "分配汇总文件",
	  .en = "The same as a file", .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &doc_file_shape, .out = &report_file_shape,
	  .run = allocation_file, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
