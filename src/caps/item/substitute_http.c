/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "caps/item/substitute.h"
#include "http/op.h"

enum { VERSIONS_SHOWN = 200 };

struct substitute_body { int64_t substitute_id, version, item_id, by_id, num, den, since_day, until_day; const char *note; };
struct substitute_row {
	int64_t     substitute_id, version, item_id, by_id, num, den, since_day, until_day, changed_at;
	const char *item, *item_en, *item_code, *item_unit, *by, *by_en, *by_code, *by_unit, *note, *changed_by;
	bool        in_force;
	struct list versions;
};
struct substitute_key { int64_t substitute_id; };
struct substitute_query { int64_t item_id; bool in_force; const char *search; };
struct substitute_items { struct list items; };
struct substitute_was { int64_t version, num, den, since_day, until_day, changed_at; const char *note, *changed_by; };

#define SUBSTITUTE_FACTS \
	I64(substitute_body, num, 1, SUBSTITUTE_RATIO_MAX, "so many base units of the substitute stand in for den of the item"), \
	I64(substitute_body, den, 1, SUBSTITUTE_RATIO_MAX, "see num"), \
	TEXT(substitute_body, note, 1, SUBSTITUTE_NOTE_MAX, "on what ground, and what to mind"), \
	OPT_DAY(substitute_body, since_day, "from this day; today unless told"), \
	OPT_DAY(substitute_body, until_day, "last day; absent: until somebody ends it")
static const struct shape substitute_new_shape = { "substitute_new", sizeof(struct substitute_body), (const struct field[]){
	ID(substitute_body, item_id, "what may be short"), ID(substitute_body, by_id, "what may stand in for it"), SUBSTITUTE_FACTS, { 0 } } };
static const struct shape substitute_edit_shape = { "substitute_edit", sizeof(struct substitute_body), (const struct field[]){
	ID(substitute_body, substitute_id, "which pair"), OPT_I64(substitute_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"),
	SUBSTITUTE_FACTS, { 0 } } };
static SHAPE(substitute_key, ID(substitute_key, substitute_id, "which pair"));
static SHAPE(substitute_query,
	OPT_ID(substitute_query, item_id, "what may stand in for this item"), OPT_BOOL(substitute_query, in_force, "only what holds today"),
	OPT_TEXT(substitute_query, search, 0, 60, "part of either item's name or code"));
static SHAPE(substitute_was,
	I64(substitute_was, version, 1, INT64_MAX, "version"), I64(substitute_was, num, 1, SUBSTITUTE_RATIO_MAX, "so many of the substitute"),
	I64(substitute_was, den, 1, SUBSTITUTE_RATIO_MAX, "for so many of the item"), TEXT(substitute_was, note, 0, SUBSTITUTE_NOTE_MAX, "ground"),
	OPT_DAY(substitute_was, since_day, "first day"), OPT_DAY(substitute_was, until_day, "last day"),
	TEXT(substitute_was, changed_by, 0, 200, "who wrote it"), TIME(substitute_was, changed_at, "when"));
static SHAPE(substitute_row,
	ID(substitute_row, substitute_id, "number"), I64(substitute_row, version, 1, INT64_MAX, "version, for If-Match"),
	ID(substitute_row, item_id, "what may be short"), TEXT(substitute_row, item, 1, 200, "its name"), OPT_TEXT(substitute_row, item_en, 0, 200, "in English"),
	TEXT(substitute_row, item_code, 1, 60, "its code"), TEXT(substitute_row, item_unit, 1, 40, "its base unit"),
	ID(substitute_row, by_id, "what may stand in for it"), TEXT(substitute_row, by, 1, 200, "its name"), OPT_TEXT(substitute_row, by_en, 0, 200, "in English"),
	TEXT(substitute_row, by_code, 1, 60, "its code"), TEXT(substitute_row, by_unit, 1, 40, "its base unit"),
	I64(substitute_row, num, 1, SUBSTITUTE_RATIO_MAX, "so many base units of the substitute"),
	I64(substitute_row, den, 1, SUBSTITUTE_RATIO_MAX, "for so many base units of the item"),
	TEXT(substitute_row, note, 0, SUBSTITUTE_NOTE_MAX, "on what ground"), DAY(substitute_row, since_day, "first day"),
	OPT_DAY(substitute_row, until_day, "last day; absent: open"), BOOL(substitute_row, in_force, "holds today"),
	TEXT(substitute_row, changed_by, 0, 200, "who wrote this version"), TIME(substitute_row, changed_at, "when"),
	OPT_LIST(substitute_row, versions, &substitute_was_shape, 0, VERSIONS_SHOWN, "all versions, newest first; only when one pair is read"));
static SHAPE(substitute_items, LIST(substitute_items, items, &substitute_row_shape, 0, SUBSTITUTE_LIST_MAX, "by code of the item and of its substitute"));

static struct substitute facts_of(const struct substitute_body *in)
{
	return (struct substitute){ .item_id = in->item_id, .by_id = in->by_id, .num = in->num, .den = in->den, .note = in->note,
		.since_day = in->since_day, .until_day = in->until_day };
}

static const char *or_absent(const char *text) { return text && text[0] ? text : NULL; }

static enum err row_of(struct ctx *cx, const struct substitute *s, struct substitute_row *to)
{
	int64_t today = civil_day_of(cx->now_ms);
	struct item item, by;

	TRY(item_get(cx, s->item_id, &item));
	TRY(item_get(cx, s->by_id, &by));
	*to = (struct substitute_row){ .substitute_id = s->substitute_id, .version = s->version, .item_id = s->item_id, .by_id = s->by_id, .num = s->num,
		.den = s->den, .since_day = s->since_day, .until_day = s->until_day, .changed_at = s->changed_ms, .item = item.zh,
		.item_en = or_absent(item.en), .item_code = item.code, .item_unit = item.unit, .by = by.zh, .by_en = or_absent(by.en), .by_code = by.code,
		.by_unit = by.unit, .note = s->note, .changed_by = s->changed_by_name,
		.in_force = s->since_day <= today && (!s->until_day || s->until_day >= today) };
	return ERR_OK;
}

static enum err read_pair(struct ctx *cx, int64_t substitute_id, struct substitute_row *out)
{
	struct substitute now, *past;
	struct substitute_was *to;
	size_t n;

	TRY(substitute_get(cx, substitute_id, &now));
	TRY(substitute_versions(cx, substitute_id, &past, &n));
	TRY(row_of(cx, &now, out));
	to = arena_array(&cx->mem, struct substitute_was, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = (struct substitute_was){ past[i].version, past[i].num, past[i].den, past[i].since_day, past[i].until_day, past[i].changed_ms,
			past[i].note, past[i].changed_by_name };
	out->versions = (struct list){ to, n };
	return ERR_OK;
}

static enum err run_new(struct ctx *cx, const void *input, void *output)
{
	struct substitute facts = facts_of(input);
	int64_t id;

	TRY(substitute_create(cx, &facts, &id));
	return read_pair(cx, id, output);
}

static enum err run_edit(struct ctx *cx, const void *input, void *output)
{
	const struct substitute_body *in = input;
	struct substitute facts = facts_of(in);

	TRY(substitute_change(cx, in->substitute_id, in->version, &facts));
	return read_pair(cx, in->substitute_id, output);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	return read_pair(cx, ((const struct substitute_key *)input)->substitute_id, output);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct substitute_query *in = input;
	struct substitute_items *out = output;
	struct substitute *rows;
	struct substitute_row *to;
	size_t n;

	TRY(substitute_list(cx, &(struct substitute_filter){ .item_id = in->item_id, .on_day = in->in_force ? civil_day_of(cx->now_ms) : 0,
		.search = in->search }, &rows, &n));
	to = arena_array(&cx->mem, struct substitute_row, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(row_of(cx, &rows[i], &to[i]));
	out->items = (struct list){ to, n };
	return ERR_OK;
}

extern const struct op substitute_ops[];
const struct op substitute_ops[] = {
	{ .method = "GET", .path = "/api/v1/substitutes", .name = "substitute_list", .zh = "替代关系登记", .en = "Which item may stand in for which",
	  .perm = PERM_ITEM_READ, .tx = TX_READ, .in = &substitute_query_shape, .out = &substitute_items_shape, .run = run_list },
	{ .method = "POST", .path = "/api/v1/substitutes", .name = "substitute_new", .zh = "登记替代关系", .en = "Enter what may stand in for an item",
	  .perm = PERM_ITEM_EDIT, .tx = TX_WRITE, .in = &substitute_new_shape, .out = &substitute_row_shape, .run = run_new,
	  .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BLOCKED } },
	{ .method = "GET", .path = "/api/v1/substitutes/{substitute_id}", .name = "substitute_get", .zh = "查看替代关系和历次版本",
	  .en = "Read a pair and all its versions", .perm = PERM_ITEM_READ, .tx = TX_READ, .in = &substitute_key_shape, .out = &substitute_row_shape,
	  .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/substitutes/{substitute_id}", .name = "substitute_edit", .zh = "修改或终止替代关系",
	  .en = "Change or end a pair", .perm = PERM_ITEM_EDIT, .tx = TX_WRITE, .in = &substitute_edit_shape, .out = &substitute_row_shape,
	  .run = run_edit, .fails = { ERR_NOT_FOUND, ERR_STALE } },
	{ 0 },
};
