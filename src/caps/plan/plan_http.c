/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_http.h"
#include "base/buf.h"
#include "base/shape.h"
#include "base/text.h"
#include "caps/plan/plan_reading.h"
#include "http/op.h"
#include <string.h>

enum { PAGE_MAX = 200, PAGE = 50, CURSOR_MAX = 80 };

struct plan_file { struct bytes text; };
struct plan_key_ask { const char *plan_id; int64_t plan_version; };
struct plan_with { const char *plan_id; int64_t plan_version, with, language; };
struct plan_query { const char *plan_id, *after; int64_t limit; };
struct plan_items { struct list items; const char *next; };
struct plan_checked { bool good; int64_t errors; struct list items; const char *explanation; };
struct plan_whole { struct plan_item plan; const char *text, *explanation; };
struct plan_changes { const char *changes; struct list items; };
struct plan_begin { const char *plan_id, *reason; int64_t plan_version, place_id, precedence, until; };
struct plan_begun { int64_t activation_id; };
struct plan_finish { int64_t activation_id; const char *reason; };
struct plan_force_item {
	int64_t activation_id, plan_version, place_id, precedence, from, until, started_by, ended_by;
	const char *plan_id, *zh, *en, *start_reason, *end_reason;
};
struct plan_force_query { bool ended_too; int64_t after, limit; };
struct plan_force_items { struct list items; int64_t next; };

static SHAPE(plan_file, BYTES(plan_file, text, 1, PLAN_TEXT_MAX, "the plan file, UTF-8"));
static SHAPE(plan_key_ask,
	TEXT(plan_key_ask, plan_id, 1, 40, "which plan"),
	I64(plan_key_ask, plan_version, 1, INT64_MAX, "which version"));
static SHAPE(plan_with,
	TEXT(plan_with, plan_id, 1, 40, "which plan"),
	I64(plan_with, plan_version, 1, INT64_MAX, "the older version"),
	I64(plan_with, with, 1, INT64_MAX, "the newer version"),
	OPT_WORD(plan_with, language, plan_language_words, "of the items; zh unless told"));
SHAPE(plan_item,
	TEXT(plan_item, plan_id, 1, 40, "which plan"),
	I64(plan_item, plan_version, 1, INT64_MAX, "which version; it never changes"),
	TEXT(plan_item, zh, 1, 8000, "title in Chinese"),
	TEXT(plan_item, en, 1, 8000, "title in English, or the Chinese one"),
	TEXT(plan_item, kind, 1, 40, "district, village, campus ..."),
	TEXT(plan_item, sha256, 64, 64, "SHA-256 of the file"),
	I64(plan_item, warnings, 0, INT64_MAX, "warnings when it was registered"),
	ID(plan_item, registered_by, "account"),
	TIME(plan_item, registered_at, "when"));
static SHAPE(plan_query,
	OPT_TEXT(plan_query, plan_id, 0, 40, "versions of this plan only"),
	OPT_TEXT(plan_query, after, 0, CURSOR_MAX, "where the page before ended (its next)"),
	OPT_I64(plan_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(plan_items,
	LIST(plan_items, items, &plan_item_shape, 0, PAGE_MAX, "plans by id, newest version first"),
	OPT_TEXT(plan_items, next, 0, CURSOR_MAX, "send as after to get the next page"));
SHAPE(plan_fault_item,
	I64(plan_fault_item, line, 1, INT64_MAX, "line, from 1"),
	I64(plan_fault_item, column, 1, INT64_MAX, "character in the line, from 1"),
	TEXT(plan_fault_item, code, 3, 3, "E38 or W17"),
	BOOL(plan_fault_item, warning, "a warning does not stop activation"),
	TEXT(plan_fault_item, found_zh, 1, 2000, "what was found, in Chinese"),
	TEXT(plan_fault_item, expected_zh, 1, 2000, "what was expected, in Chinese"),
	TEXT(plan_fault_item, found_en, 1, 2000, "what was found"),
	TEXT(plan_fault_item, expected_en, 1, 2000, "what was expected"));
static SHAPE(plan_checked,
	BOOL(plan_checked, good, "whether it may be registered and activated"),
	I64(plan_checked, errors, 0, INT64_MAX, "how many mistakes"),
	LIST(plan_checked, items, &plan_fault_item_shape, 0, PLAN_MISTAKES_MAX, "mistakes and warnings by place"),
	OPT_TEXT(plan_checked, explanation, 0, 8 * PLAN_TEXT_MAX, "the plan in sentences, when it is good"));
static SHAPE(plan_whole,
	OBJECT(plan_whole, plan, &plan_item_shape, "what is registered"),
	TEXT(plan_whole, text, 1, PLAN_TEXT_MAX, "the plan file"),
	TEXT(plan_whole, explanation, 1, 8 * PLAN_TEXT_MAX, "the plan in sentences"));
static SHAPE(plan_changes,
	OPT_TEXT(plan_changes, changes, 0, 8 * PLAN_TEXT_MAX, "a line for each difference; empty when there is none"),
	LIST(plan_changes, items, &plan_change_shape, 0, PLAN_CHANGES_MAX, "the same said in words, in the order of the newer text"));
static SHAPE(plan_begin,
	TEXT(plan_begin, plan_id, 1, 40, "which plan"),
	I64(plan_begin, plan_version, 1, INT64_MAX, "which version"),
	OPT_ID(plan_begin, place_id, "the area; the whole district unless told"),
	OPT_I64(plan_begin, precedence, 1, 99, "smaller is asked first where two plans speak; 10 unless told"),
	OPT_TIME(plan_begin, until, "when it lapses by itself"),
	TEXT(plan_begin, reason, 1, 200, "why, for the record"));
static SHAPE(plan_begun, ID(plan_begun, activation_id, "number of the activation"));
static SHAPE(plan_finish,
	ID(plan_finish, activation_id, "which activation"),
	TEXT(plan_finish, reason, 1, 200, "why, for the record"));
static SHAPE(plan_force_item,
	ID(plan_force_item, activation_id, "number"),
	TEXT(plan_force_item, plan_id, 1, 40, "which plan"),
	I64(plan_force_item, plan_version, 1, INT64_MAX, "which version"),
	TEXT(plan_force_item, zh, 1, 8000, "title in Chinese"),
	TEXT(plan_force_item, en, 1, 8000, "title in English"),
	ID(plan_force_item, place_id, "the area"),
	I64(plan_force_item, precedence, 1, 99, "smaller is asked first"),
	TIME(plan_force_item, from, "since when"),
	OPT_TIME(plan_force_item, until, "until when; absent: open"),
	ID(plan_force_item, started_by, "account"),
	TEXT(plan_force_item, start_reason, 1, 200, "why it was activated"),
	OPT_ID(plan_force_item, ended_by, "account that ended it"),
	OPT_TEXT(plan_force_item, end_reason, 0, 200, "why it was ended"));
static SHAPE(plan_force_query,
	OPT_BOOL(plan_force_query, ended_too, "also those that have ended"),
	OPT_ID(plan_force_query, after, "where the page before ended (its next)"),
	OPT_I64(plan_force_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(plan_force_items,
	LIST(plan_force_items, items, &plan_force_item_shape, 0, PAGE_MAX, "activations by number"),
	OPT_ID(plan_force_items, next, "send as after to get the next page"));

struct plan_item plan_item_of(const struct plan_stored *p)
{
	return (struct plan_item){ .plan_id = p->plan_id, .plan_version = p->version, .zh = p->zh, .en = p->en, .kind = p->kind,
		.sha256 = p->sha256, .warnings = p->warnings, .registered_by = p->registered_by, .registered_at = p->registered_ms };
}

struct list plan_fault_items(struct ctx *cx, const struct plan_mistakes *all)
{
	size_t n = all->n < PLAN_MISTAKES_MAX ? all->n : PLAN_MISTAKES_MAX;
	struct plan_fault_item *items = arena_array(&cx->mem, struct plan_fault_item, n + 1);

	for (size_t i = 0; i < n; i++)
		items[i] = (struct plan_fault_item){ .line = all->at[i].line, .column = all->at[i].column, .code = all->at[i].code,
			.warning = all->at[i].warning, .found_zh = all->at[i].found_zh, .expected_zh = all->at[i].expected_zh,
			.found_en = all->at[i].found_en, .expected_en = all->at[i].expected_en };
	return (struct list){ items, n };
}

static enum err run_check(struct ctx *cx, const void *input, void *output)
{
	const struct plan_file *in = input;
	struct plan_checked *out = output;
	struct plan_mistakes all;
	const struct plan *plan;

	TRY(plan_check(cx, "plan.yaml", in->text.at, in->text.n, &plan, &all));
	*out = (struct plan_checked){ .good = plan != NULL, .errors = (int64_t)all.errors, .items = plan_fault_items(cx, &all),
		.explanation = plan ? plan_explain(cx, plan) : NULL };
	return ERR_OK;
}

static enum err run_register(struct ctx *cx, const void *input, void *output)
{
	const struct plan_file *in = input;
	struct plan_stored stored;

	TRY(plan_register(cx, "plan.yaml", in->text.at, in->text.n, &stored));
	*(struct plan_item *)output = plan_item_of(&stored);
	return ERR_OK;
}

/* The cursor is the last row: id and version. */
static enum err read_cursor(struct ctx *cx, const char *after, const char **ret_id, int64_t *ret_version)
{
	const char *dot = after ? strchr(after, '.') : NULL;

	*ret_id = "";
	*ret_version = 0;
	if (!after || !*after)
		return ERR_OK;
	if (!dot || !text_read_i64(dot + 1, ret_version))
		return fail(cx, ERR_BAD_INPUT, "after", "请原样送回上一页的 next", "send back the next of the page before as it was");
	*ret_id = arena_bytes(&cx->mem, after, (size_t)(dot - after));
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct plan_query *in = input;
	struct plan_items *out = output;
	int64_t limit = in->limit ? in->limit : PAGE, version;
	struct plan_stored *rows;
	struct plan_item *items;
	const char *id;
	size_t n;

	TRY(read_cursor(cx, in->after, &id, &version));
	TRY(plan_stored_list(cx, in->plan_id, id, version, limit, &rows, &n));
	items = arena_array(&cx->mem, struct plan_item, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = plan_item_of(&rows[i]);
	out->items = (struct list){ items, n };
	if (n == (size_t)limit)
		out->next = arena_print(&cx->mem, "%s.%lld", rows[n - 1].plan_id, (long long)rows[n - 1].version);
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct plan_key_ask *in = input;
	struct plan_stored stored;
	const struct plan *plan;

	TRY(plan_stored_get(cx, in->plan_id, in->plan_version, &stored));
	TRY(plan_load(cx, in->plan_id, in->plan_version, &plan));
	*(struct plan_whole *)output = (struct plan_whole){ .plan = plan_item_of(&stored), .text = stored.content,
		.explanation = plan_explain(cx, plan) };
	return ERR_OK;
}

static enum err run_diff(struct ctx *cx, const void *input, void *output)
{
	const struct plan_with *in = input;
	struct plan_changes *out = output;
	struct plan_reading reading;
	const struct plan *old, *new;

	TRY(plan_load(cx, in->plan_id, in->plan_version, &old));
	TRY(plan_load(cx, in->plan_id, in->with, &new));
	plan_read_out(cx, new, old, in->language == 1, &reading);
	*out = (struct plan_changes){ .changes = plan_diff(cx, old, new), .items = reading.changes };
	return ERR_OK;
}

static enum err run_activate(struct ctx *cx, const void *input, void *output)
{
	const struct plan_begin *in = input;

	return plan_activate(cx, &(struct plan_start){ .plan_id = in->plan_id, .version = in->plan_version, .place_id = in->place_id,
		.precedence = in->precedence, .until_ms = in->until, .reason = in->reason }, &((struct plan_begun *)output)->activation_id);
}

static enum err run_end(struct ctx *cx, const void *input, void *output)
{
	const struct plan_finish *in = input;

	(void)output;
	return plan_end(cx, in->activation_id, in->reason);
}

static enum err run_in_force(struct ctx *cx, const void *input, void *output)
{
	const struct plan_force_query *in = input;
	struct plan_force_items *out = output;
	int64_t limit = in->limit ? in->limit : PAGE;
	struct plan_activation *rows;
	struct plan_force_item *items;
	size_t n;

	TRY(plan_activation_list(cx, in->ended_too, in->after, limit, &rows, &n));
	items = arena_array(&cx->mem, struct plan_force_item, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct plan_force_item){ .activation_id = rows[i].activation_id, .plan_id = rows[i].plan_id,
			.plan_version = rows[i].version, .zh = rows[i].zh, .en = rows[i].en, .place_id = rows[i].place_id,
			.precedence = rows[i].precedence, .from = rows[i].from_ms, .until = rows[i].until_ms == PLAN_OPEN_END ? 0 : rows[i].until_ms,
			.started_by = rows[i].started_by, .start_reason = rows[i].start_reason, .ended_by = rows[i].ended_by,
			.end_reason = rows[i].end_reason };
	out->items = (struct list){ items, n };
	if (n == (size_t)limit)
		out->next = rows[n - 1].activation_id;
	return ERR_OK;
}

const struct op plan_ops[] = {
	{ .method = "POST", .path = "/api/v1/plans/check", .name = "plan_check", .zh = "检查预案文件", .en = "Check a plan file",
	  .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_file_shape, .out = &plan_checked_shape, .run = run_check },
	{ .method = "POST", .path = "/api/v1/plans", .name = "plan_register", .zh = "登记预案的一版", .en = "Register a version of a plan",
	  .perm = PERM_PLAN_EDIT, .tx = TX_WRITE, .in = &plan_file_shape, .out = &plan_item_shape, .run = run_register,
	  .fails = { ERR_CONFLICT, ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/plans", .name = "plan_list", .zh = "已登记的预案", .en = "List registered plans",
	  .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_query_shape, .out = &plan_items_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}", .name = "plan_get", .zh = "预案的一版及其说明",
	  .en = "A version of a plan with its explanation", .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_key_ask_shape,
	  .out = &plan_whole_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/changes", .name = "plan_changes", .zh = "比较预案的两版",
	  .en = "Compare two versions of a plan", .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_with_shape,
	  .out = &plan_changes_shape, .run = run_diff, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/activate", .name = "plan_activate", .zh = "启用预案",
	  .en = "Activate a plan", .perm = PERM_PLAN_EDIT, .tx = TX_WRITE, .in = &plan_begin_shape, .out = &plan_begun_shape,
	  .run = run_activate, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BAD_STATE } },
	{ .method = "GET", .path = "/api/v1/plan-activations", .name = "plan_in_force", .zh = "启用中的预案", .en = "Plans in force",
	  .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_force_query_shape, .out = &plan_force_items_shape, .run = run_in_force },
	{ .method = "POST", .path = "/api/v1/plan-activations/{activation_id}/end", .name = "plan_end", .zh = "结束启用", .en = "End an activation",
	  .perm = PERM_PLAN_EDIT, .tx = TX_WRITE, .in = &plan_finish_shape, .run = run_end, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ 0 },
};
