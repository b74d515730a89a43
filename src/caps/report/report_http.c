/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/report.h"
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
static SHAPE(report_reserve_owner,
	TEXT(report_reserve_owner, does, 1, 40, "task, a word of the plan"), TEXT(report_reserve_owner, zh, 1, 200, "department"),
	TEXT(report_reserve_owner, en, 1, 200, "the same in English"));
static SHAPE(report_reserve_item,
	ID(report_reserve_item, item_id, "what"), TEXT(report_reserve_item, item_code, 1, 40, "its code"),
	TEXT(report_reserve_item, item, 1, 200, "its name"), OPT_TEXT(report_reserve_item, item_en, 0, 200, "the same in English"),
	TEXT(report_reserve_item, unit, 1, 40, "base unit"),
	I64(report_reserve_item, usable, 0, INT64_MAX, "there, free and not expired"), I64(report_reserve_item, held, 0, INT64_MAX, "there, but allotted"),
	I64(report_reserve_item, unusable, 0, INT64_MAX, "there, but expired, blocked or not inspected"),
	I64(report_reserve_item, cover_days, -1, INT64_MAX, "days it alone lasts the people of the place; -1: cannot be told"),
	I64(report_reserve_item, to_fill, -1, INT64_MAX, "how much more of it alone would reach the target; -1: cannot be told"));
static SHAPE(report_reserve_line,
	WORD(report_reserve_line, state, reserve_state_words, "whether the target is met"),
	OPT_TEXT(report_reserve_line, plan_id, 1, 60, "plan of the norm; absent: no norm"), OPT_TEXT(report_reserve_line, norm_id, 1, 60, "the norm"),
	OPT_TEXT(report_reserve_line, norm_zh, 0, 500, "its title"), OPT_TEXT(report_reserve_line, norm_en, 0, 500, "the same in English"),
	OPT_TEXT(report_reserve_line, source, 0, 500, "clause of the plan on paper"),
	TEXT(report_reserve_line, class_id, 1, 60, "goods class; of several: the first"), TEXT(report_reserve_line, class_zh, 1, 2000, "its title"),
	TEXT(report_reserve_line, class_en, 1, 2000, "the same in English"),
	OPT_TEXT(report_reserve_line, held_as, 0, 100, "forms that count, words of the plan with commas"),
	OPT_TEXT(report_reserve_line, holder_zh, 0, 200, "department that holds it"), OPT_TEXT(report_reserve_line, holder_en, 0, 200, "the same in English"),
	LIST(report_reserve_line, owners, &report_reserve_owner_shape, 0, 1000, "who answers for the class, by task"),
	I64(report_reserve_line, target_days, 0, INT64_MAX, "days of what the people use; 0: none stated"),
	I64(report_reserve_line, target_qty, 0, INT64_MAX, "or a quantity, in `unit`; 0: none stated"),
	OPT_TEXT(report_reserve_line, unit, 0, 40, "of target_qty, usable and short_qty"),
	I64(report_reserve_line, usable, -1, INT64_MAX, "there, free and not expired, for a quantity; -1: units differ, see the items"),
	I64(report_reserve_line, cover_days, -1, INT64_MAX, "days it lasts, rounded down; -1: cannot be told"),
	I64(report_reserve_line, short_days, -1, INT64_MAX, "days short; -1: cannot be told"),
	I64(report_reserve_line, short_qty, -1, INT64_MAX, "quantity short; -1: cannot be told"),
	OPT_TEXT(report_reserve_line, zh, 0, 4000, "what could not be told or counted, and why"), OPT_TEXT(report_reserve_line, en, 0, 4000, "the same in English"),
	LIST(report_reserve_line, items, &report_reserve_item_shape, 0, 200000, "by item code"));
static SHAPE(report_reserve_form,
	TEXT(report_reserve_form, plan_id, 1, 60, "plan"), TEXT(report_reserve_form, held_as, 1, 40, "form, a word of the plan"),
	TEXT(report_reserve_form, zh, 0, 500, "its title"), TEXT(report_reserve_form, en, 0, 500, "the same in English"),
	OPT_TEXT(report_reserve_form, must_state, 0, 200, "what an entry of it must state, words with commas"),
	I64(report_reserve_form, respond_min, 0, INT64_MAX, "minutes until it is there; 0: not stated"));
static SHAPE(report_reserves,
	DAY(report_reserves, day, "today"), TEXT(report_reserves, place, 1, 200, "what was asked for"),
	I64(report_reserves, population, 0, INT64_MAX, "people there; 0: not recorded"),
	LIST(report_reserves, lines, &report_reserve_line_shape, 0, REPORT_ROWS_MAX, "norms in the order of the plans, then classes without one"),
	LIST(report_reserves, forms, &report_reserve_form_shape, 0, 1000, "forms of reserve the plans know"));
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
static enum err voucher(struct ctx *cx, const void *in, void *out)
{
	return report_voucher(cx, ((const struct report_doc_ask *)in)->doc_id, out);
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
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &reserves_ask_shape, .out = &report_reserves_shape, .run = reserves,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/reserves/file", .name = "report_reserves_file", .zh = "储备情况文件", .en = "The same as a file",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &reserves_file_shape, .out = &report_file_shape, .run = reserves_file,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/allocations/{doc_id}", .name = "report_allocation", .zh = "分配汇总", .en = "Summary of an allocation",
	  .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &doc_shape, .out = &report_allocation_shape, .run = allocation, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/reports/allocations/{doc_id}/file", .name = "report_allocation_file", .zh = "分配汇总文件",
	  .en = "The same as a file", .perm = PERM_REPORT_READ, .tx = TX_READ, .in = &doc_file_shape, .out = &report_file_shape,
	  .run = allocation_file, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/vouchers/{doc_id}", .name = "voucher", .zh = "打印出入库凭证（PDF）", .en = "Print a voucher (PDF)",
	  .perm = PERM_SIGNED_IN, .tx = TX_READ, .in = &doc_shape, .out = &report_file_shape, .run = voucher,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ 0 },
};
