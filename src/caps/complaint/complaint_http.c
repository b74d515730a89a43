/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "caps/care/care.h"
#include "caps/complaint/complaint.h"
#include "caps/place/place.h"
#include "http/op.h"

/* Complaints, their evidence and their figures. */
enum { PAGE_MAX = COMPLAINT_LIST_MAX - 1, STATS_MAX = 200 };

struct complaint_raise_in { int64_t order_id, line_no, kind, want, qty, channel, asked_at; const char *what; };
struct complaint_key { int64_t complaint_id; };
struct complaint_query { int64_t under_id, shop_id, kind, state, order_id, after, limit; bool closed; };
struct complaint_step_in { int64_t complaint_id, version, settled_as, refund, worker_id; bool by_shop; const char *answer; };
struct complaint_made { int64_t complaint_id, version; };
struct complaint_out {
	int64_t     complaint_id, order_id, household_id, shop_id, line_no, item_id, kind, want, qty, state, channel, raised_at, answer_by,
		    settled_as, refund, refund_doc, closed_at, version, photos, level, next_at;
	const char *what, *answer, *plan_id, *rule_id, *number, *item, *unit, *shop, *door, *grid, *name, *phone, *level_zh, *level_en;
	bool        late, handles;
};
struct complaint_photo_out { const char *sha256, *type; int64_t size, added_at; };
struct complaint_step_out { int64_t step_no, at, account_id; const char *verb, *account, *note; };
struct complaint_whole { int64_t version; struct complaint_out complaint; struct list photos, steps; };
struct complaint_items { struct list items; int64_t next; };
struct complaint_photo_in { int64_t complaint_id; struct bytes photo; };
struct complaint_photo_made { const char *sha256; };
struct complaint_photo_key { int64_t complaint_id; const char *sha256; };
struct complaint_photo_body { const char *type, *name; struct bytes body; };
struct complaint_stats_in { int64_t under_id, from, until; };
struct complaint_stats_out { struct list items; };
struct complaint_stat_out {
	int64_t     shop_id, total, weight, quality, price, missing, service, open, late, settled, rejected, refund, orders, per_mille, mean_min;
	const char *shop;
};

static SHAPE(complaint_raise_in,
	ID(complaint_raise_in, order_id, "the order"), OPT_I64(complaint_raise_in, line_no, 1, 10000, "which line of it; absent: the whole order (service)"),
	WORD(complaint_raise_in, kind, complaint_kind_words, "weight, quality, price, missing or service"),
	OPT_WORD(complaint_raise_in, want, complaint_want_words, "what the household asks for"),
	OPT_I64(complaint_raise_in, qty, 1, QTY_MAX, "how many base units of the line"), TEXT(complaint_raise_in, what, 1, COMPLAINT_WHAT_MAX, "what is wrong"),
	OPT_WORD(complaint_raise_in, channel, care_channel_words, "how it came in"),
	OPT_TIME(complaint_raise_in, asked_at, "when it was said, at most 3 days back; now unless told"));
static SHAPE(complaint_key, ID(complaint_key, complaint_id, "which complaint"));
#define STEP_HEAD ID(complaint_step_in, complaint_id, "which complaint"), OPT_I64(complaint_step_in, version, 1, INT64_MAX, "the version you saw; absent overwrites")
#define STEP_SHAPE(name, ...) static const struct shape name##_shape = { #name, sizeof(struct complaint_step_in), (const struct field[]){ STEP_HEAD, __VA_ARGS__ { 0 } } }
STEP_SHAPE(complaint_take_in, );
STEP_SHAPE(complaint_settle_in,
	WORD(complaint_step_in, settled_as, complaint_settled_words, "refund, replace or explained"),
	TEXT(complaint_step_in, answer, 1, COMPLAINT_ANSWER_MAX, "what was done; the household reads it"),
	OPT_MONEY(complaint_step_in, refund, 1, QTY_MAX, "money given back"), OPT_ID(complaint_step_in, worker_id, "account that pays it out; the order's unless told"),
	OPT_BOOL(complaint_step_in, by_shop, "the enterprise paid the household itself"),);
STEP_SHAPE(complaint_reject_in, TEXT(complaint_step_in, answer, 1, COMPLAINT_ANSWER_MAX, "why; the household reads it"),);
static SHAPE(complaint_made, ID(complaint_made, complaint_id, "number"), I64(complaint_made, version, 1, INT64_MAX, "version, also the ETag"));
static SHAPE(complaint_out,
	ID(complaint_out, complaint_id, "number"), ID(complaint_out, order_id, "order"), OPT_TEXT(complaint_out, number, 0, 40, "its number"),
	ID(complaint_out, household_id, "household"), OPT_TEXT(complaint_out, door, 0, 80, "door"), OPT_TEXT(complaint_out, grid, 0, 200, "compound"),
	OPT_TEXT(complaint_out, name, 0, 200, "name, masked"), OPT_TEXT(complaint_out, phone, 0, 40, "phone, masked"), ID(complaint_out, shop_id, "shop"),
	OPT_TEXT(complaint_out, shop, 0, 200, "its name"), I64(complaint_out, line_no, 0, 10000, "line; 0: the whole order"), OPT_ID(complaint_out, item_id, "item"),
	OPT_TEXT(complaint_out, item, 0, 200, "its name"), OPT_TEXT(complaint_out, unit, 0, 40, "unit"), WORD(complaint_out, kind, complaint_kind_words, "kind"),
	WORD(complaint_out, want, complaint_want_words, "asked for"), I64(complaint_out, qty, 0, QTY_MAX, "base units concerned; 0: all"),
	WORD(complaint_out, state, complaint_state_words, "state"), WORD(complaint_out, channel, care_channel_words, "how it came in"),
	TEXT(complaint_out, what, 1, COMPLAINT_WHAT_MAX, "what is wrong"), TIME(complaint_out, raised_at, "raised"),
	OPT_TIME(complaint_out, answer_by, "somebody has to be on it by"), BOOL(complaint_out, late, "nobody is, and the time is over"),
	WORD(complaint_out, settled_as, complaint_settled_words, "how it was settled"), MONEY(complaint_out, refund, 0, QTY_MAX, "money given back"),
	OPT_ID(complaint_out, refund_doc, "its document; absent when the enterprise paid itself"), OPT_TEXT(complaint_out, answer, 0, COMPLAINT_ANSWER_MAX, "answer"),
	OPT_TIME(complaint_out, closed_at, "closed"), I64(complaint_out, photos, 0, COMPLAINT_PHOTOS_MAX, "photos"), I64(complaint_out, level, 0, 9, "levels it has gone up"),
	OPT_TEXT(complaint_out, level_zh, 0, 200, "to whom"), OPT_TEXT(complaint_out, level_en, 0, 200, "in English"), OPT_TIME(complaint_out, next_at, "goes up next"),
	OPT_TEXT(complaint_out, plan_id, 0, 60, "plan"), OPT_TEXT(complaint_out, rule_id, 0, 60, "its flow"), BOOL(complaint_out, handles, "you may settle it"),
	I64(complaint_out, version, 1, INT64_MAX, "version"));
static SHAPE(complaint_photo_out,
	TEXT(complaint_photo_out, sha256, 64, 64, "SHA-256 of the picture"), TEXT(complaint_photo_out, type, 1, 40, "MIME type"),
	I64(complaint_photo_out, size, 1, COMPLAINT_PHOTO_BYTES, "bytes"), TIME(complaint_photo_out, added_at, "when"));
static SHAPE(complaint_step_out,
	I64(complaint_step_out, step_no, 1, INT64_MAX, "number"), TEXT(complaint_step_out, verb, 1, 40, "step"), TIME(complaint_step_out, at, "when"),
	OPT_ID(complaint_step_out, account_id, "who"), OPT_TEXT(complaint_step_out, account, 0, 200, "name"), OPT_TEXT(complaint_step_out, note, 0, 300, "note"));
static SHAPE(complaint_whole,
	OBJECT(complaint_whole, complaint, &complaint_out_shape, "the complaint"), I64(complaint_whole, version, 1, INT64_MAX, "version, also the ETag"),
	LIST(complaint_whole, photos, &complaint_photo_out_shape, 0, COMPLAINT_PHOTOS_MAX, "evidence"), LIST(complaint_whole, steps, &complaint_step_out_shape, 0, 200, "what was done"));
static SHAPE(complaint_query,
	OPT_ID(complaint_query, under_id, "of this place and all below"), OPT_ID(complaint_query, shop_id, "of this shop"), OPT_WORD(complaint_query, kind, complaint_kind_words, "kind"),
	OPT_WORD(complaint_query, state, complaint_state_words, "state; all that is open unless told"), OPT_BOOL(complaint_query, closed, "closed ones too"),
	OPT_ID(complaint_query, order_id, "of this order"), OPT_ID(complaint_query, after, "where the page before ended (its next)"),
	OPT_I64(complaint_query, limit, 1, PAGE_MAX, "rows, 50 unless told"));
static SHAPE(complaint_items, LIST(complaint_items, items, &complaint_out_shape, 0, PAGE_MAX, "newest first"), OPT_ID(complaint_items, next, "send as after"));
static SHAPE(complaint_photo_in, ID(complaint_photo_in, complaint_id, "which complaint"), BYTES(complaint_photo_in, photo, 1, COMPLAINT_PHOTO_BYTES, "the picture"));
static SHAPE(complaint_photo_made, TEXT(complaint_photo_made, sha256, 64, 64, "SHA-256 of the picture"));
static SHAPE(complaint_photo_key, ID(complaint_photo_key, complaint_id, "which complaint"), TEXT(complaint_photo_key, sha256, 64, 64, "which picture"));
static SHAPE(complaint_photo_body,
	TEXT(complaint_photo_body, type, 1, 40, "MIME type"), OPT_TEXT(complaint_photo_body, name, 0, 100, "empty: shown"),
	BYTES(complaint_photo_body, body, 0, COMPLAINT_PHOTO_BYTES, "the picture"));
static SHAPE(complaint_stats_in,
	OPT_ID(complaint_stats_in, under_id, "of this place and all below"), OPT_DAY(complaint_stats_in, from, "first day; 30 days back unless told"),
	OPT_DAY(complaint_stats_in, until, "last day; today unless told"));
static SHAPE(complaint_stat_out,
	ID(complaint_stat_out, shop_id, "shop"), TEXT(complaint_stat_out, shop, 0, 200, "its name"), I64(complaint_stat_out, total, 0, INT64_MAX, "complaints"),
	I64(complaint_stat_out, weight, 0, INT64_MAX, "about weight"), I64(complaint_stat_out, quality, 0, INT64_MAX, "quality"), I64(complaint_stat_out, price, 0, INT64_MAX, "price"),
	I64(complaint_stat_out, missing, 0, INT64_MAX, "missing goods"), I64(complaint_stat_out, service, 0, INT64_MAX, "service"), I64(complaint_stat_out, open, 0, INT64_MAX, "open"),
	I64(complaint_stat_out, late, 0, INT64_MAX, "nobody on it in time"), I64(complaint_stat_out, settled, 0, INT64_MAX, "settled"), I64(complaint_stat_out, rejected, 0, INT64_MAX, "rejected"),
	MONEY(complaint_stat_out, refund, 0, QTY_MAX, "money given back"), I64(complaint_stat_out, orders, 0, INT64_MAX, "orders in these days"),
	I64(complaint_stat_out, per_mille, 0, INT64_MAX, "complaints per 1,000 orders"), I64(complaint_stat_out, mean_min, 0, INT64_MAX, "minutes until closed, on average"));
static SHAPE(complaint_stats_out, LIST(complaint_stats_out, items, &complaint_stat_out_shape, 0, STATS_MAX, "enterprises, most complaints first"));

static const char *or_absent(const char *text) { return text && *text ? text : NULL; }

static struct complaint_out out_of(struct ctx *cx, const struct complaint *c)
{
	return (struct complaint_out){ .complaint_id = c->complaint_id, .order_id = c->order_id, .household_id = c->household_id,
		.shop_id = c->shop_id, .line_no = c->line_no, .item_id = c->item_id, .kind = c->kind, .want = c->want, .qty = c->qty,
		.state = c->state, .channel = c->channel, .raised_at = c->raised_ms, .answer_by = c->answer_by_ms, .settled_as = c->settled_as,
		.refund = c->refund_fen, .refund_doc = c->refund_doc, .closed_at = c->closed_ms, .version = c->version, .photos = c->photos,
		.level = c->level, .next_at = c->next_ms, .what = c->what, .answer = or_absent(c->answer), .plan_id = or_absent(c->plan_id),
		.rule_id = or_absent(c->rule_id), .number = or_absent(c->number), .item = or_absent(c->item), .unit = or_absent(c->unit),
		.shop = or_absent(c->shop), .door = or_absent(c->door), .grid = or_absent(c->grid), .name = or_absent(c->name),
		.phone = or_absent(c->phone), .level_zh = or_absent(c->level_zh), .level_en = or_absent(c->level_en), .late = c->late,
		.handles = ctx_may(cx, PERM_COMPLAINT_EDIT, c->path) || ctx_may(cx, PERM_COMPLAINT_EDIT, c->shop_path) };
}

static enum err run_raise(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_raise_in *in = input;
	struct complaint_made *out = output;

	out->version = 1;
	return complaint_raise(cx, &(struct complaint_facts){ .order_id = in->order_id, .line_no = in->line_no, .kind = in->kind,
		.want = in->want, .qty = in->qty, .channel = in->channel, .what = in->what, .asked_ms = in->asked_at }, &out->complaint_id);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_query *q = input;
	struct complaint_items *out = output;
	int64_t limit = q->limit ? q->limit : 50;
	struct complaint *items;
	struct complaint_out *to;
	size_t n;

	TRY(complaint_list(cx, &(struct complaint_filter){ .under_id = q->under_id, .shop_id = q->shop_id, .kind = q->kind, .state = q->state,
		.order_id = q->order_id, .closed_too = q->closed, .after = q->after, .limit = limit + 1 }, &items, &n));
	if ((int64_t)n > limit) {
		n = (size_t)limit;
		out->next = items[n - 1].complaint_id;
	}
	to = arena_array(&cx->mem, struct complaint_out, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = out_of(cx, &items[i]);
	out->items = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_key *key = input;
	struct complaint_whole *out = output;
	struct complaint_photo *photos;
	struct complaint_step *steps;
	struct complaint_photo_out *photo_to;
	struct complaint_step_out *step_to;
	struct complaint c;
	size_t n_photos, n_steps;

	TRY(complaint_get(cx, key->complaint_id, &c));
	TRY(complaint_photos(cx, key->complaint_id, &photos, &n_photos));
	TRY(complaint_steps(cx, key->complaint_id, &steps, &n_steps));
	photo_to = arena_array(&cx->mem, struct complaint_photo_out, n_photos + 1);
	step_to = arena_array(&cx->mem, struct complaint_step_out, n_steps + 1);
	for (size_t i = 0; i < n_photos; i++)
		photo_to[i] = (struct complaint_photo_out){ photos[i].sha256, photos[i].type, photos[i].size, photos[i].added_ms };
	for (size_t i = 0; i < n_steps; i++)
		step_to[i] = (struct complaint_step_out){ steps[i].step_no, steps[i].at_ms, steps[i].account_id, steps[i].verb,
			or_absent(steps[i].account), or_absent(steps[i].note) };
	*out = (struct complaint_whole){ c.version, out_of(cx, &c), { photo_to, n_photos }, { step_to, n_steps } };
	return ERR_OK;
}

static enum err made(struct ctx *cx, int64_t complaint_id, enum err e, void *output)
{
	struct complaint c;

	TRY(e);
	TRY(complaint_get(cx, complaint_id, &c));
	*(struct complaint_made *)output = (struct complaint_made){ complaint_id, c.version };
	return ERR_OK;
}

static enum err run_take(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_step_in *in = input;

	return made(cx, in->complaint_id, complaint_take(cx, in->complaint_id, in->version), output);
}

static enum err run_settle(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_step_in *in = input;

	return made(cx, in->complaint_id, complaint_settle(cx, in->complaint_id, in->version, &(struct complaint_end){ .settled_as = in->settled_as,
		.refund_fen = in->refund, .worker_id = in->worker_id, .by_shop = in->by_shop, .answer = in->answer }), output);
}

static enum err run_reject(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_step_in *in = input;

	return made(cx, in->complaint_id, complaint_reject(cx, in->complaint_id, in->version, in->answer), output);
}

static enum err run_photo_add(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_photo_in *in = input;

	return complaint_photo_add(cx, in->complaint_id, false, in->photo, &((struct complaint_photo_made *)output)->sha256);
}

static enum err run_photo_get(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_photo_key *in = input;
	struct complaint_photo_body *out = output;

	out->name = "";                 /* shown, not saved */
	return complaint_photo_get(cx, in->complaint_id, in->sha256, false, &out->body, &out->type);
}

static enum err run_stats(struct ctx *cx, const void *input, void *output)
{
	const struct complaint_stats_in *in = input;
	int64_t until = in->until ? in->until : civil_day_of(cx->now_ms), from = in->from ? in->from : until - 30;
	struct complaint_stats_out *out = output;
	struct complaint_stat_out *to;
	struct complaint_stat *stats;
	size_t n;

	TRY(complaint_stats(cx, in->under_id, from, until, &stats, &n));
	to = arena_array(&cx->mem, struct complaint_stat_out, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = (struct complaint_stat_out){ stats[i].shop_id, stats[i].total, stats[i].weight, stats[i].quality, stats[i].price,
			stats[i].missing, stats[i].service, stats[i].open, stats[i].late, stats[i].settled, stats[i].rejected, stats[i].refund_fen,
			stats[i].orders, stats[i].per_mille, stats[i].mean_ms / 60000, stats[i].shop };
	out->items = (struct list){ to, n };
	return ERR_OK;
}

#define COMPLAINT_STEP(path_, name_, zh_, en_, shape_) \
	{ .method = "POST", .path = "/api/v1/complaints/{complaint_id}/" path_, .name = "complaint_" #name_, .zh = zh_, .en = en_, \
	  .perm = PERM_COMPLAINT_EDIT, .tx = TX_WRITE, .in = &shape_##_shape, .out = &complaint_made_shape, .run = run_##name_, \
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED, ERR_SHORT_STOCK } }
extern const struct op complaint_ops[];
const struct op complaint_ops[] = {
	{ .method = "GET", .path = "/api/v1/complaints", .name = "complaint_list", .zh = "投诉", .en = "Complaints", .perm = PERM_COMPLAINT_READ,
	  .tx = TX_READ, .in = &complaint_query_shape, .out = &complaint_items_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/complaints", .name = "complaint_raise", .zh = "登记投诉", .en = "Record a complaint", .perm = PERM_COMPLAINT_EDIT,
	  .tx = TX_WRITE, .in = &complaint_raise_in_shape, .out = &complaint_made_shape, .run = run_raise,
	  .fails = { ERR_NOT_FOUND, ERR_BLOCKED, ERR_CONFLICT, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/complaint-stats", .name = "complaint_stats", .zh = "各企业投诉统计", .en = "Complaints per enterprise",
	  .perm = PERM_COMPLAINT_READ, .tx = TX_READ, .in = &complaint_stats_in_shape, .out = &complaint_stats_out_shape, .run = run_stats, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/complaints/{complaint_id}", .name = "complaint_get", .zh = "一件投诉", .en = "One complaint with its evidence and steps",
	  .perm = PERM_COMPLAINT_READ, .tx = TX_READ, .in = &complaint_key_shape, .out = &complaint_whole_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/complaints/{complaint_id}/photos", .name = "complaint_photo_add", .zh = "上传投诉照片", .en = "Add a photo as evidence",
	  .perm = PERM_COMPLAINT_EDIT, .tx = TX_WRITE, .in = &complaint_photo_in_shape, .out = &complaint_photo_made_shape, .run = run_photo_add,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/complaints/{complaint_id}/photos/{sha256}", .name = "complaint_photo_get", .zh = "查看投诉照片", .en = "A photo of a complaint",
	  .perm = PERM_COMPLAINT_READ, .tx = TX_READ, .in = &complaint_photo_key_shape, .out = &complaint_photo_body_shape, .run = run_photo_get, .fails = { ERR_NOT_FOUND } },
	COMPLAINT_STEP("take", take, "受理投诉", "Take a complaint up", complaint_take_in),
	COMPLAINT_STEP("settle", settle, "办结投诉", "Settle a complaint", complaint_settle_in),
	COMPLAINT_STEP("reject", reject, "不予认定", "Reject a complaint with a reason", complaint_reject_in),
	{ 0 },
};
