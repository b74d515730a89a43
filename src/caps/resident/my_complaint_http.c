/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/my.h"
#include "base/shape.h"
#include "http/op.h"

/* A household's own complaints, as sent and seen. */

struct my_complaint_in { int64_t order_id, line_no, kind, want, qty, asked; const char *what; };
struct my_complaint_out { int64_t complaint_id, order_id, line_no, kind, want, state, raised, answer_by, refund; const char *what, *answer, *item; bool late; };
struct my_complaints_out { struct list items; };
struct my_complaint_id { int64_t complaint_id; };
struct my_photo_in { int64_t complaint_id; struct bytes photo; };
struct my_photo_out { const char *sha256; };

static SHAPE(my_complaint_in,
	ID(my_complaint_in, order_id, "which order"), OPT_I64(my_complaint_in, line_no, 0, 10000, "which line; 0: the whole order"),
	WORD(my_complaint_in, kind, complaint_kind_words, "about what"), OPT_WORD(my_complaint_in, want, complaint_want_words, "what should be done"),
	OPT_I64(my_complaint_in, qty, 0, QTY_MAX, "base units concerned; 0: all"), TEXT(my_complaint_in, what, 1, COMPLAINT_WHAT_MAX, "in words"),
	OPT_TIME(my_complaint_in, asked, "when it was said, if it was kept on the phone"));
static SHAPE(my_complaint_out,
	ID(my_complaint_out, complaint_id, "the complaint"), ID(my_complaint_out, order_id, "the order"), I64(my_complaint_out, line_no, 0, 10000, "the line; 0: the whole"),
	WORD(my_complaint_out, kind, complaint_kind_words, "about what"), WORD(my_complaint_out, want, complaint_want_words, "what should be done"),
	WORD(my_complaint_out, state, complaint_state_words, "how far"), TEXT(my_complaint_out, item, 0, 200, "what was bought"),
	TEXT(my_complaint_out, what, 0, COMPLAINT_WHAT_MAX, "in words"), TEXT(my_complaint_out, answer, 0, COMPLAINT_ANSWER_MAX, "what was answered"),
	MONEY(my_complaint_out, refund, 0, QTY_MAX, "money back"), OPT_TIME(my_complaint_out, raised, "since when"),
	OPT_TIME(my_complaint_out, answer_by, "to be answered by"), BOOL(my_complaint_out, late, "the answer is overdue"));
static SHAPE(my_complaints_out, LIST(my_complaints_out, items, &my_complaint_out_shape, 0, 200, "newest first"));
static SHAPE(my_complaint_id, ID(my_complaint_id, complaint_id, "the complaint"));
static SHAPE(my_photo_in, ID(my_photo_in, complaint_id, "which complaint"), BYTES(my_photo_in, photo, 1, COMPLAINT_PHOTO_BYTES, "JPEG, PNG or WebP"));
static SHAPE(my_photo_out, TEXT(my_photo_out, sha256, 64, 64, "the picture"));

static const char *or_empty(const char *text) { return text ? text : ""; }

static enum err run_complaints(struct ctx *cx, const void *input, void *output)
{
	struct my_complaint_out *out;
	struct complaint *all;
	size_t n;

	(void)input;
	TRY(my_complaints(cx, &all, &n));
	out = arena_array(&cx->mem, struct my_complaint_out, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct my_complaint_out){ all[i].complaint_id, all[i].order_id, all[i].line_no, all[i].kind, all[i].want, all[i].state,
			all[i].raised_ms, all[i].answer_by_ms, all[i].refund_fen, or_empty(all[i].what), or_empty(all[i].answer),
			or_empty(all[i].item), all[i].late };
	*(struct my_complaints_out *)output = (struct my_complaints_out){ { out, n } };
	return ERR_OK;
}

static enum err run_complaint(struct ctx *cx, const void *input, void *output)
{
	const struct my_complaint_in *in = input;

	return my_complaint_raise(cx, &(struct complaint_facts){ .order_id = in->order_id, .line_no = in->line_no, .kind = in->kind,
		.want = in->want, .qty = in->qty, .what = in->what, .asked_ms = in->asked }, &((struct my_complaint_id *)output)->complaint_id);
}

static enum err run_photo(struct ctx *cx, const void *input, void *output)
{
	const struct my_photo_in *in = input;

	return my_complaint_photo(cx, in->complaint_id, in->photo, &((struct my_photo_out *)output)->sha256);
}

extern const struct op my_complaint_ops[];
const struct op my_complaint_ops[] = {
	{ .method = "GET", .path = "/api/v1/my/complaints", .name = "my_complaints", .zh = "我家的投诉", .en = "One's household's complaints",
	  .perm = PERM_RESIDENT, .tx = TX_READ, .out = &my_complaints_out_shape, .run = run_complaints, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/my/complaints", .name = "my_complaint_raise", .zh = "投诉", .en = "Complain", .perm = PERM_RESIDENT,
	  .tx = TX_WRITE, .in = &my_complaint_in_shape, .out = &my_complaint_id_shape, .run = run_complaint, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/my/complaints/{complaint_id}/photos", .name = "my_complaint_photo", .zh = "给投诉加照片",
	  .en = "Add a picture to a complaint", .perm = PERM_RESIDENT, .tx = TX_WRITE, .in = &my_photo_in_shape, .out = &my_photo_out_shape,
	  .run = run_photo, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED, ERR_CONFLICT } },
	{ 0 },
};
