/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/resident/my.h"
#include "base/shape.h"
#include "http/op.h"

/* A household's own complaints, as sent and seen. */

struct my_complaint_in { int64_t order_id, line_no, kind, want, qty, asked; const char *what; };
struct my_complaint_out {
	int64_t     complaint_id, order_id, line_no, kind, want, qty, state, raised, answer_by, settled_as, refund, closed;
	const char *what, *answer, *item, *unit, *level_zh, *level_en;
	bool        late;
	struct list photos;
};
struct my_photo_row { const char *sha256; };
struct my_complaints_out { struct list items; };
struct my_complaint_id { int64_t complaint_id; };
struct my_photo_in { int64_t complaint_id; struct bytes photo; };
struct my_photo_out { const char *sha256; };
struct my_photo_key { int64_t complaint_id; const char *sha256; };
struct my_photo_body { const char *type, *name; struct bytes body; };

static SHAPE(my_complaint_in,
	ID(my_complaint_in, order_id, "which order"), OPT_I64(my_complaint_in, line_no, 0, 10000, "which line; 0: the whole order"),
	WORD(my_complaint_in, kind, complaint_kind_words, "about what"), OPT_WORD(my_complaint_in, want, complaint_want_words, "what should be done"),
	OPT_I64(my_complaint_in, qty, 0, QTY_MAX, "base units concerned; 0: all"), TEXT(my_complaint_in, what, 1, COMPLAINT_WHAT_MAX, "in words"),
	OPT_TIME(my_complaint_in, asked, "when it was said, if it was kept on the phone"));
static SHAPE(my_photo_row, TEXT(my_photo_row, sha256, 64, 64, "the picture"));
static SHAPE(my_complaint_out,
	ID(my_complaint_out, complaint_id, "the complaint"), ID(my_complaint_out, order_id, "the order"), I64(my_complaint_out, line_no, 0, 10000, "the line; 0: the whole"),
	WORD(my_complaint_out, kind, complaint_kind_words, "about what"), WORD(my_complaint_out, want, complaint_want_words, "what should be done"),
	I64(my_complaint_out, qty, 0, QTY_MAX, "base units concerned; 0: all"), WORD(my_complaint_out, state, complaint_state_words, "how far"),
	WORD(my_complaint_out, settled_as, complaint_settled_words, "how it was settled"), TEXT(my_complaint_out, item, 0, 200, "what was bought"),
	TEXT(my_complaint_out, unit, 0, 40, "its base unit"), TEXT(my_complaint_out, level_zh, 0, 200, "to whom it has gone up"),
	TEXT(my_complaint_out, level_en, 0, 200, "the same in English"),
	TEXT(my_complaint_out, what, 0, COMPLAINT_WHAT_MAX, "in words"), TEXT(my_complaint_out, answer, 0, COMPLAINT_ANSWER_MAX, "what was answered"),
	MONEY(my_complaint_out, refund, 0, QTY_MAX, "money back"), OPT_TIME(my_complaint_out, raised, "since when"),
	OPT_TIME(my_complaint_out, answer_by, "to be answered by"), OPT_TIME(my_complaint_out, closed, "since when it is answered"),
	BOOL(my_complaint_out, late, "the answer is overdue"),
	LIST(my_complaint_out, photos, &my_photo_row_shape, 0, COMPLAINT_PHOTOS_MAX, "its pictures"));
static SHAPE(my_complaints_out, LIST(my_complaints_out, items, &my_complaint_out_shape, 0, 200, "newest first"));
static SHAPE(my_complaint_id, ID(my_complaint_id, complaint_id, "the complaint"));
static SHAPE(my_photo_in, ID(my_photo_in, complaint_id, "which complaint"), BYTES(my_photo_in, photo, 1, COMPLAINT_PHOTO_BYTES, "JPEG, PNG or WebP"));
static SHAPE(my_photo_out, TEXT(my_photo_out, sha256, 64, 64, "the picture"));
static SHAPE(my_photo_key, ID(my_photo_key, complaint_id, "which complaint"), TEXT(my_photo_key, sha256, 64, 64, "which picture"));
static SHAPE(my_photo_body,
	TEXT(my_photo_body, type, 1, 40, "MIME type"), OPT_TEXT(my_photo_body, name, 0, 100, "empty: shown"),
	BYTES(my_photo_body, body, 0, COMPLAINT_PHOTO_BYTES, "the picture"));

static const char *or_empty(const char *text) { return text ? text : ""; }

static enum err photos_of(struct ctx *cx, int64_t complaint_id, struct list *ret)
{
	struct complaint_photo *photos;
	struct my_photo_row *to;
	size_t n;

	TRY(complaint_photos(cx, complaint_id, &photos, &n));
	to = arena_array(&cx->mem, struct my_photo_row, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i].sha256 = photos[i].sha256;
	*ret = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_complaints(struct ctx *cx, const void *input, void *output)
{
	struct my_complaint_out *out;
	struct complaint *all;
	size_t n;

	(void)input;
	TRY(my_complaints(cx, &all, &n));
	out = arena_array(&cx->mem, struct my_complaint_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct complaint *c = &all[i];

		out[i] = (struct my_complaint_out){ .complaint_id = c->complaint_id, .order_id = c->order_id, .line_no = c->line_no, .kind = c->kind,
			.want = c->want, .qty = c->qty, .state = c->state, .raised = c->raised_ms, .answer_by = c->answer_by_ms,
			.settled_as = c->settled_as, .refund = c->refund_fen, .closed = c->closed_ms, .what = or_empty(c->what),
			.answer = or_empty(c->answer), .item = or_empty(c->item), .unit = or_empty(c->unit), .level_zh = or_empty(c->level_zh),
			.level_en = or_empty(c->level_en), .late = c->late };
		if (c->photos)
			TRY(photos_of(cx, c->complaint_id, &out[i].photos));
	}
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

static enum err run_photo_get(struct ctx *cx, const void *input, void *output)
{
	const struct my_photo_key *in = input;
	struct my_photo_body *out = output;

	out->name = "";                 /* shown, not saved */
	return my_complaint_photo_get(cx, in->complaint_id, in->sha256, &out->body, &out->type);
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
	{ .method = "GET", .path = "/api/v1/my/complaints/{complaint_id}/photos/{sha256}", .name = "my_complaint_photo_get", .zh = "我家投诉的一张照片",
	  .en = "A picture of one's household's complaint", .perm = PERM_RESIDENT, .tx = TX_READ, .in = &my_photo_key_shape, .out = &my_photo_body_shape,
	  .run = run_photo_get, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
