/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/intake/intake.h"
#include "caps/order/order.h"
#include "base/text.h"
#include "http/op.h"
#include <string.h>

enum { LIST_MAX = 100 };

static SHAPE(intake_want,
	I64(intake_want, line_no, 1, 1000, "line of the offer"), I64(intake_want, qty, 1, INT64_C(100000000), "base units of its goods"),
	OPT_TEXT(intake_want, goods, 0, 200, "their name, in answers"), OPT_TEXT(intake_want, unit, 0, 20, "their unit, in answers"));
static SHAPE(intake_answer,
	WORD(intake_answer, act, intake_act_words, "set: send it as it stands; pick_household, pick_goods: let the person choose first; drop: leave out; ask: call, nothing is sent"),
	OPT_ID(intake_answer, household_id, "the household"), TEXT(intake_answer, zh, 0, 300, "on the button, Chinese"), TEXT(intake_answer, en, 0, 300, "English"),
	LIST(intake_answer, wants, &intake_want_shape, 0, INTAKE_WANTS_MAX, "what it shall have; none: no order"));
static SHAPE(intake_row,
	I64(intake_row, row_no, 1, INTAKE_ROWS_MAX * 2, "its number in the batch"), OPT_I64(intake_row, line_no, 0, 2000000, "line of the text, or row of the sheet; absent: none of it"),
	OPT_I64(intake_row, of_line, 0, 2000000, "the line that counts instead, or that it belongs to"), WORD(intake_row, state, intake_state_words, "what became of it"),
	WORD(intake_row, problem, intake_problem_words, "why a person is asked"), OPT_ID(intake_row, household_id, "the household"), OPT_ID(intake_row, doc_id, "the order"),
	OPT_TEXT(intake_row, door, 0, 200, "its door"), OPT_TEXT(intake_row, name, 0, 100, "masked name"), I64(intake_row, qty, INT64_MIN, INT64_MAX, "pieces in all"),
	TEXT(intake_row, before, 0, 2000, "the line as written, names and phones masked: up to the part in doubt"), TEXT(intake_row, doubt, 0, 2000, "the part in doubt"),
	TEXT(intake_row, after, 0, 2000, "the rest"), OPT_TEXT(intake_row, remark, 0, 2000, "what was added"), OPT_TEXT(intake_row, zh, 0, 480, "why, Chinese"),
	OPT_TEXT(intake_row, en, 0, 480, "why, English"), LIST(intake_row, wants, &intake_want_shape, 0, INTAKE_WANTS_MAX, "what the household shall have"),
	LIST(intake_row, answers, &intake_answer_shape, 0, 2, "the likely answer and another one"));
#define BATCH_FIELDS \
	ID(intake_batch, batch_id, "the batch"), I64(intake_batch, version, 1, INT64_MAX, "its version"), ID(intake_batch, place_id, "for which place"), \
	TEXT(intake_batch, place, 0, 200, "its name"), ID(intake_batch, offer_id, "for which offer"), TEXT(intake_batch, offer, 0, 200, "its name"), \
	WORD(intake_batch, source, intake_source_words, "chat or file"), OPT_TEXT(intake_batch, title, 0, 400, "title of the list"), \
	OPT_TEXT(intake_batch, file_name, 0, 200, "name of the file"), WORD(intake_batch, pay, order_pay_words, "how its orders are paid"), \
	TIME(intake_batch, taken_ms, "when it came in"), OPT_TIME(intake_batch, asked_ms, "when it was pasted, offline"), TEXT(intake_batch, by, 0, 200, "by whom"), \
	OPT_ID(intake_batch, newer_id, "a newer copy of the same list"), OPT_TIME(intake_batch, erased_ms, "when the text was erased"), \
	I64(intake_batch, n_lines, 0, INT64_MAX, "lines of the text"), I64(intake_batch, problems, 0, INT64_MAX, "rows to look at"), \
	I64(intake_batch, ready, 0, INT64_MAX, "rows to order"), I64(intake_batch, changes, 0, INT64_MAX, "rows that change an order"), \
	I64(intake_batch, cancels, 0, INT64_MAX, "rows that cancel one"), I64(intake_batch, ignored, 0, INT64_MAX, "lines that are no orders"), \
	I64(intake_batch, same, 0, INT64_MAX, "rows whose order stands already"), I64(intake_batch, done, 0, INT64_MAX, "rows done"), \
	I64(intake_batch, refused, 0, INT64_MAX, "rows that could not be done"), I64(intake_batch, qty, 0, INT64_MAX, "pieces of what is ready and changed")
static SHAPE(intake_batch, BATCH_FIELDS);

struct intake_id { int64_t batch_id; };
static SHAPE(intake_id, ID(intake_id, batch_id, "the batch"));

static SHAPE(intake_paste,
	ID(intake_paste, place_id, "grid, building, community or subdistrict it is for"), OPT_ID(intake_paste, offer_id, "for which offer; absent: the only one open there"),
	OPT_WORD(intake_paste, pay, order_pay_words, "how its orders are paid; prepaid unless told"),
	OPT_I64(intake_paste, default_line, 1, 1000, "line of the offer a bare quantity means; absent: its only line"),
	OPT_TIME(intake_paste, asked_ms, "when it was pasted, if it was kept on the phone"), TEXT(intake_paste, text, 1, INTAKE_TEXT_MAX, "the text as it was copied"));

static enum err answer_batch(struct ctx *cx, int64_t batch_id, void *out) { return intake_get(cx, batch_id, out); }

static enum err paste(struct ctx *cx, const void *in, void *out)
{
	int64_t batch_id;

	TRY(intake_take_text(cx, in, &batch_id));
	return answer_batch(cx, batch_id, out);
}

static enum err get(struct ctx *cx, const void *in, void *out) { return answer_batch(cx, ((const struct intake_id *)in)->batch_id, out); }

struct intake_list_in { int64_t place_id, offer_id, source, after, limit; };
struct intake_list_out { struct list items; const char *next; };
static const char *const source_or_all[] = { "all", "chat", "file", NULL };
static SHAPE(intake_list_in,
	OPT_ID(intake_list_in, place_id, "at this place or below"), OPT_ID(intake_list_in, offer_id, "for this offer"),
	OPT_WORD(intake_list_in, source, source_or_all, "chat or file; all unless told"), OPT_ID(intake_list_in, after, "the last batch of the page before"),
	OPT_I64(intake_list_in, limit, 1, LIST_MAX, "how many, 20 unless told"));
static SHAPE(intake_list_out, LIST(intake_list_out, items, &intake_batch_shape, 0, LIST_MAX, "newest first; of each list only the newest copy"),
	OPT_TEXT(intake_list_out, next, 0, 30, "after, for the next page"));

static enum err list(struct ctx *cx, const void *in, void *out)
{
	const struct intake_list_in *want = in;
	struct intake_list_out *ret = out;
	struct intake_filter f = { .place_id = want->place_id, .offer_id = want->offer_id, .source = want->source - 1, .before = want->after,
		.limit = want->limit ? want->limit : 20 };
	struct intake_batch *rows;
	size_t n;

	TRY(intake_list(cx, &f, &rows, &n));
	ret->items = (struct list){ rows, n };
	if (n == (size_t)f.limit)
		ret->next = arena_print(&cx->mem, "%lld", (long long)rows[n - 1].batch_id);
	return ERR_OK;
}

struct intake_rows_in { int64_t batch_id, state, limit; const char *after; };
struct intake_rows_out { struct list items; const char *next; };
static const char *const state_or_all[] = { "all", "ready", "change", "cancel", "problem", "ignored", "same", "done", "refused", NULL };
static SHAPE(intake_rows_in,
	ID(intake_rows_in, batch_id, "the batch"), OPT_WORD(intake_rows_in, state, state_or_all, "only these; all, in order of lines, unless told"),
	OPT_TEXT(intake_rows_in, after, 0, 80, "next of the page before"), OPT_I64(intake_rows_in, limit, 1, INTAKE_PAGE_MAX, "how many, 100 unless told"));
static SHAPE(intake_rows_out, LIST(intake_rows_out, items, &intake_row_shape, 0, INTAKE_PAGE_MAX, "ready ones as the stairs are walked, others by line"),
	OPT_TEXT(intake_rows_out, next, 0, 80, "after, for the next page"));

static enum err rows(struct ctx *cx, const void *in, void *out)
{
	const struct intake_rows_in *want = in;
	struct intake_rows_out *ret = out;
	struct intake_page page = { .batch_id = want->batch_id, .state = want->state - 1, .limit = want->limit ? want->limit : 100, .after_sort = "" };
	struct intake_row *found;
	const char *dash = want->after ? strrchr(want->after, '-') : NULL;
	size_t n;

	if (want->after && (!dash || !text_read_i64(dash + 1, &page.after_no)))
		return fail(cx, ERR_BAD_INPUT, "after", "翻页记号“%s”不对", "\"%s\" is no page mark", want->after);
	if (dash)
		page.after_sort = arena_bytes(&cx->mem, want->after, (size_t)(dash - want->after));
	TRY(intake_rows(cx, &page, &found, &n));
	ret->items = (struct list){ found, n };
	if (n == (size_t)page.limit)
		ret->next = arena_print(&cx->mem, "%s-%lld", found[n - 1].sort, (long long)found[n - 1].row_no);
	return ERR_OK;
}

static SHAPE(intake_reply,
	ID(intake_reply, batch_id, "the batch"), I64(intake_reply, row_no, 1, INTAKE_ROWS_MAX * 2, "the row"),
	WORD(intake_reply, act, intake_act_words, "set or drop"), OPT_ID(intake_reply, household_id, "the household; absent: the one of the row"),
	OPT_LIST(intake_reply, wants, &intake_want_shape, 0, INTAKE_WANTS_MAX, "what it shall have; none: no order"));
static enum err answer(struct ctx *cx, const void *in, void *out) { return intake_answer(cx, in, out); }

static SHAPE(intake_done,
	I64(intake_done, placed, 0, INTAKE_COMMIT_MAX, "orders placed"), I64(intake_done, changed, 0, INTAKE_COMMIT_MAX, "orders changed"),
	I64(intake_done, cancelled, 0, INTAKE_COMMIT_MAX, "orders cancelled"), I64(intake_done, refused, 0, INTAKE_COMMIT_MAX, "rows that could not be done; each says why"),
	I64(intake_done, left, 0, INT64_MAX, "rows still to do: ask again"));
static enum err commit(struct ctx *cx, const void *in, void *out) { return intake_commit(cx, ((const struct intake_id *)in)->batch_id, out); }

struct intake_text_in { int64_t batch_id; const char *reason; };
struct intake_text_out { const char *text; };
static SHAPE(intake_text_in, ID(intake_text_in, batch_id, "the batch"), TEXT(intake_text_in, reason, 2, 200, "why it must be seen in full"));
static SHAPE(intake_text_out, TEXT(intake_text_out, text, 0, INT64_C(40000000), "the text as it came; of a file: base64"));
static enum err text(struct ctx *cx, const void *in, void *out)
{
	return intake_text(cx, ((const struct intake_text_in *)in)->batch_id, &((struct intake_text_out *)out)->text);
}

static enum err forget(struct ctx *cx, const void *in, void *out)
{
	TRY(intake_forget(cx, ((const struct intake_id *)in)->batch_id));
	return answer_batch(cx, ((const struct intake_id *)in)->batch_id, out);
}

static SHAPE(intake_upload,
	ID(intake_upload, place_id, "grid, building, community or subdistrict it is for"), OPT_ID(intake_upload, offer_id, "for which offer; absent: the only one open there"),
	OPT_WORD(intake_upload, pay, order_pay_words, "how its orders are paid; prepaid unless told"),
	OPT_I64(intake_upload, default_line, 1, 1000, "line of the offer a bare quantity means"), OPT_TEXT(intake_upload, name, 0, 200, "the file's name"),
	OPT_TEXT(intake_upload, sheet, 0, 31, "sheet of a workbook; absent: the first visible one"),
	OPT_TEXT(intake_upload, columns, 0, 4000, "what headings mean, \"room=房号;line:2=肉包;=备注\"; nothing before = leaves the column out"),
	BYTES(intake_upload, body, 1, INTAKE_FILE_MAX, "the file: CSV (UTF-8, GB18030, UTF-16) or .xlsx"));
static SHAPE(intake_column,
	TEXT(intake_column, header, 0, 33000, "heading in the file"), OPT_TEXT(intake_column, field, 0, 40, "what it is taken for; absent: left out"),
	OPT_I64(intake_column, line_no, 0, 1000, "line of the offer, when it is a column of quantities"), OPT_TEXT(intake_column, sample, 0, 400, "what stands in its first row"));
static SHAPE(intake_sheet, TEXT(intake_sheet, name, 0, 255, "name of a sheet"));
static SHAPE(intake_sample,
	I64(intake_sample, row, 0, 2000000, "row of the sheet"), TEXT(intake_sample, door, 0, 600, "the door"), TEXT(intake_sample, wants, 0, 600, "what is wanted"),
	BOOL(intake_sample, good, "clear"), OPT_TEXT(intake_sample, zh, 0, 480, "what is not clear, Chinese"), OPT_TEXT(intake_sample, en, 0, 480, "English"));
static SHAPE(intake_guess,
	I64(intake_guess, header_row, 1, 2000000, "row taken as the header"), I64(intake_guess, rows, 0, 2000000, "rows below it"),
	TEXT(intake_guess, encoding, 0, 20, "as what it was read"), OPT_TEXT(intake_guess, sheet, 0, 255, "which sheet"), TEXT(intake_guess, form, 0, 10, "wide: a column per product; long: a row per item"),
	I64(intake_guess, checked, 0, 2000000, "rows that were read and checked"), I64(intake_guess, problems, 0, 2000000, "of them, rows that would be asked"),
	I64(intake_guess, hidden_rows, 0, 2000000, "rows hidden in the sheet; they are read like the others"),
	I64(intake_guess, hidden_columns, 0, 200, "columns hidden in the sheet; they are read, too"),
	I64(intake_guess, formulas, 0, INT64_MAX, "formulas; their stored results count"),
	I64(intake_guess, unread, 0, 2000000, "cells that cannot be read; their rows are asked"), LIST(intake_guess, columns, &intake_column_shape, 0, 200, "the columns"),
	LIST(intake_guess, sheets, &intake_sheet_shape, 0, 256, "sheets of the workbook"), LIST(intake_guess, sample, &intake_sample_shape, 0, 100, "the first rows as they are read"));
static enum err look(struct ctx *cx, const void *in, void *out) { return intake_look(cx, in, out); }

static enum err upload(struct ctx *cx, const void *in, void *out)
{
	int64_t batch_id;

	TRY(intake_take_file(cx, in, &batch_id));
	return answer_batch(cx, batch_id, out);
}

struct intake_notes_in { int64_t offer_id, place_id; };
struct intake_notes_out { struct list items; };
static SHAPE(intake_notes_in, ID(intake_notes_in, offer_id, "the offer"), ID(intake_notes_in, place_id, "grid, building or community the chat is of"));
static SHAPE(intake_note,
	TEXT(intake_note, kind, 1, 30, "open, last_call, totals, missing, arrival"), TEXT(intake_note, zh, 1, 60, "title, Chinese"), TEXT(intake_note, en, 1, 60, "title, English"),
	OPT_ID(intake_note, building_id, "for this building"), TEXT(intake_note, text, 0, 20000, "ready to be pasted; doors only, no names"));
static SHAPE(intake_notes_out, LIST(intake_notes_out, items, &intake_note_shape, 0, 100, "the texts"));
static enum err notes(struct ctx *cx, const void *in, void *out)
{
	const struct intake_notes_in *want = in;
	struct intake_notes_out *ret = out;
	struct intake_note *found;

	TRY(intake_notes(cx, want->offer_id, want->place_id, &found, &ret->items.n));
	ret->items.at = found;
	return ERR_OK;
}

const struct op intake_ops[] = {
	{ .method = "POST", .path = "/api/v1/chat-lists", .name = "chat_list_paste", .zh = "贴一份接龙：读成订单，疑问单列", .en = "Paste a chat list: read into orders, what is doubtful apart",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &intake_paste_shape, .out = &intake_batch_shape, .run = paste, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/chat-lists", .name = "chat_list_list", .zh = "接龙和订单表，每份只列最新一版", .en = "Chat lists and order files, of each the newest copy",
	  .perm = PERM_ORDER_EDIT, .tx = TX_READ, .in = &intake_list_in_shape, .out = &intake_list_out_shape, .run = list, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/chat-lists/{batch_id}", .name = "chat_list_get", .zh = "一份接龙：各有多少条", .en = "One list: how many rows of each kind",
	  .perm = PERM_ORDER_EDIT, .tx = TX_READ, .in = &intake_id_shape, .out = &intake_batch_shape, .run = get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/chat-lists/{batch_id}/rows", .name = "chat_list_rows", .zh = "一份接龙的各条", .en = "The rows of a list",
	  .perm = PERM_ORDER_EDIT, .tx = TX_READ, .in = &intake_rows_in_shape, .out = &intake_rows_out_shape, .run = rows, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/chat-lists/{batch_id}/rows/{row_no}", .name = "chat_list_answer", .zh = "答一条疑问", .en = "Answer what is asked of a row",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &intake_reply_shape, .out = &intake_row_shape, .run = answer, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/chat-lists/{batch_id}/commit", .name = "chat_list_commit", .zh = "导入清楚的各条：下单、改单、取消", .en = "Place, change and cancel what is clear",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &intake_id_shape, .out = &intake_done_shape, .run = commit, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/chat-lists/{batch_id}/text", .name = "chat_list_text", .zh = "看原文（记入审计）", .en = "See the text as it came (audited)",
	  .perm = PERM_HOUSEHOLD_REVEAL, .tx = TX_READ, .flags = OP_PERSONAL, .in = &intake_text_in_shape, .out = &intake_text_out_shape, .run = text,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/chat-lists/{batch_id}/forget", .name = "chat_list_forget", .zh = "删除原文，保留结果", .en = "Erase the text, keep what became of it",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &intake_id_shape, .out = &intake_batch_shape, .run = forget, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/order-files/preview", .name = "order_file_preview", .zh = "预览订单表：列是什么，前几行怎么读", .en = "Look at an order file: its columns, its first rows",
	  .perm = PERM_ORDER_EDIT, .tx = TX_READ, .in = &intake_upload_shape, .out = &intake_guess_shape, .run = look, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/order-files", .name = "order_file_upload", .zh = "收一份订单表，结果同接龙", .en = "Take an order file in; its rows are those of a list",
	  .perm = PERM_ORDER_EDIT, .tx = TX_WRITE, .in = &intake_upload_shape, .out = &intake_batch_shape, .run = upload, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/chat-texts", .name = "chat_texts", .zh = "贴回群里的话：开团、截单、合计、谁没订、到货", .en = "Texts to paste back: what is open, totals, who is missing, arrivals",
	  .perm = PERM_ORDER_READ, .tx = TX_READ, .in = &intake_notes_in_shape, .out = &intake_notes_out_shape, .run = notes, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
