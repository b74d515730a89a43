/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_edit.h"
#include "caps/plan/plan_http.h"
#include "http/op.h"
#include <string.h>

/* Plans to read and to change (plan_reading.h, plan_edit.h). */
enum { RUNS_MAX = 100000, RULES_MAX = 10000, WORDS_MAX = 100000 };
const char *const plan_language_words[] = { "zh", "en", NULL };

struct plan_text_ask { const char *plan_id; int64_t plan_version, from, language; };
struct plan_text { struct plan_item plan; int64_t lines; struct list chapters, changes, faults; };
struct plan_value_ask { const char *plan_id, *path; int64_t plan_version; };
struct plan_draft_ask { const char *plan_id; int64_t plan_version, language; struct list items; };
struct plan_preview { const char *text; int64_t plan_version; bool good; struct list chapters, changes, faults; };

static SHAPE(plan_run,
	TEXT(plan_run, text, 0, WORDS_MAX, "words"),
	WORD(plan_run, kind, reading_kind_words, "text between values, or what sort of value it says"),
	WORD(plan_run, mark, reading_mark_words, "against the older version"),
	OPT_TEXT(plan_run, path, 0, 500, "the value it says"),
	OPT_I64(plan_run, line, 0, INT64_MAX, "line of the value in its file"));
static SHAPE(plan_cell, LIST(plan_cell, runs, &plan_run_shape, 0, RUNS_MAX, "what it says; none: nothing is written"));
static SHAPE(plan_column, TEXT(plan_column, title, 1, 100, "head of the column"));
static SHAPE(plan_row,
	TEXT(plan_row, rule_id, 0, 40, "the rule it tells"),
	OPT_TEXT(plan_row, source, 0, WORDS_MAX, "article of the plan on paper"),
	OPT_TEXT(plan_row, colour, 0, 40, "of a response level"),
	I64(plan_row, rank, 1, INT64_MAX, "which rule of its list it is"),
	I64(plan_row, line, 0, INT64_MAX, "line of the rule"),
	WORD(plan_row, mark, reading_mark_words, "whether the rule is new or gone"),
	LIST(plan_row, cells, &plan_cell_shape, 0, 8, "one for each column"));
static SHAPE(plan_clause,
	OPT_TEXT(plan_clause, no, 0, 20, "number, chapter.clause; none of a clause that is gone"),
	OPT_TEXT(plan_clause, rule_id, 0, 40, "the rule it tells; a table tells several"),
	OPT_TEXT(plan_clause, title, 0, WORDS_MAX, "title, where the sentence does not say it"),
	OPT_TEXT(plan_clause, source, 0, WORDS_MAX, "article of the plan on paper"),
	OPT_TEXT(plan_clause, origin, 0, 100, "the base plan it comes from"),
	I64(plan_clause, line, 0, INT64_MAX, "line of the rule"),
	WORD(plan_clause, mark, reading_mark_words, "whether the rule is new or gone"),
	LIST(plan_clause, runs, &plan_run_shape, 0, RUNS_MAX, "the sentence"),
	LIST(plan_clause, columns, &plan_column_shape, 0, 8, "of a table"),
	LIST(plan_clause, rows, &plan_row_shape, 0, RUNS_MAX, "of a table"));
static SHAPE(plan_group,
	TEXT(plan_group, list, 1, 40, "list of the plan language"),
	TEXT(plan_group, title, 1, 200, "what the rules are"),
	I64(plan_group, changes, 0, INT64_MAX, "differences in it"),
	LIST(plan_group, clauses, &plan_clause_shape, 0, RULES_MAX, "clauses"));
static SHAPE(plan_chapter,
	I64(plan_chapter, no, 1, 99, "number"),
	TEXT(plan_chapter, section, 1, 40, "section of the plan language"),
	TEXT(plan_chapter, title, 1, 200, "title"),
	I64(plan_chapter, changes, 0, INT64_MAX, "differences in it"),
	LIST(plan_chapter, groups, &plan_group_shape, 0, 60, "its rules by list"));
SHAPE(plan_change,
	OPT_TEXT(plan_change, no, 0, 20, "clause"),
	TEXT(plan_change, rule_id, 0, 40, "rule"),
	TEXT(plan_change, list, 1, 40, "list of the rule"),
	TEXT(plan_change, title, 0, WORDS_MAX, "title of the rule"),
	TEXT(plan_change, path, 0, 500, "the value, or the rule"),
	OPT_TEXT(plan_change, key, 0, 40, "key of the value"),
	OPT_TEXT(plan_change, key_title, 0, 200, "what the key means"),
	WORD(plan_change, kind, change_kind_words, "a value, a rule added, removed or moved, only words"),
	WORD(plan_change, way, change_way_words, "whether it asks for more or less, where that can be told"),
	OPT_TEXT(plan_change, old, 0, WORDS_MAX, "what it was"),
	OPT_TEXT(plan_change, new, 0, WORDS_MAX, "what it is"),
	OPT_I64(plan_change, line, 0, INT64_MAX, "line in the newer file"),
	OPT_I64(plan_change, old_line, 0, INT64_MAX, "line in the older file"));

static SHAPE(plan_text_ask,
	TEXT(plan_text_ask, plan_id, 1, 40, "which plan"),
	I64(plan_text_ask, plan_version, 1, INT64_MAX, "which version"),
	OPT_I64(plan_text_ask, from, 1, INT64_MAX, "an older version: what changed since is marked in place"),
	OPT_WORD(plan_text_ask, language, plan_language_words, "zh unless told"));
static SHAPE(plan_text,
	OBJECT(plan_text, plan, &plan_item_shape, "what is registered"),
	I64(plan_text, lines, 1, INT64_MAX, "lines of the file"),
	LIST(plan_text, chapters, &plan_chapter_shape, 0, 99, "the text"),
	LIST(plan_text, changes, &plan_change_shape, 0, PLAN_CHANGES_MAX, "what changed since `from`"),
	LIST(plan_text, faults, &plan_fault_item_shape, 0, PLAN_MISTAKES_MAX, "warnings"));
static SHAPE(plan_value_ask,
	TEXT(plan_value_ask, plan_id, 1, 40, "which plan"),
	I64(plan_value_ask, plan_version, 1, INT64_MAX, "which version"),
	TEXT(plan_value_ask, path, 1, 500, "which value: seven_days.at_least"));
static SHAPE(plan_choice,
	TEXT(plan_choice, value, 1, 200, "as it is written"), TEXT(plan_choice, zh, 0, WORDS_MAX, "in Chinese"), TEXT(plan_choice, en, 0, WORDS_MAX, "in English"));
static SHAPE(plan_user,
	TEXT(plan_user, rule_id, 0, 40, "rule"), TEXT(plan_user, zh, 0, WORDS_MAX, "its title"), TEXT(plan_user, en, 0, WORDS_MAX, "in English"),
	I64(plan_user, line, 0, INT64_MAX, "its line"));
static SHAPE(plan_value_info,
	TEXT(plan_value_info, path, 1, 500, "the value"), TEXT(plan_value_info, value, 0, WORDS_MAX, "as it is written"),
	TEXT(plan_value_info, type, 1, 40, "duration, money, choice, reference, text ..."),
	TEXT(plan_value_info, zh, 0, WORDS_MAX, "said in Chinese"), TEXT(plan_value_info, en, 0, WORDS_MAX, "said in English"),
	TEXT(plan_value_info, key_zh, 1, 200, "what it is"), TEXT(plan_value_info, key_en, 1, 200, "the same in English"),
	TEXT(plan_value_info, how_zh, 0, 200, "how to write it"), TEXT(plan_value_info, how_en, 0, 200, "the same in English"),
	TEXT(plan_value_info, rule_id, 0, 40, "rule that has it"), TEXT(plan_value_info, rule_zh, 0, WORDS_MAX, "its title"),
	TEXT(plan_value_info, rule_en, 0, WORDS_MAX, "in English"), TEXT(plan_value_info, list, 1, 40, "its list"),
	TEXT(plan_value_info, list_zh, 1, 200, "what the rules of the list are"), TEXT(plan_value_info, list_en, 1, 200, "the same in English"),
	OPT_TEXT(plan_value_info, source, 0, WORDS_MAX, "article of the plan on paper"), OPT_TEXT(plan_value_info, origin, 0, 100, "the base plan it comes from"),
	OPT_TEXT(plan_value_info, serves_zh, 0, 200, "what the program does with such rules"), OPT_TEXT(plan_value_info, serves_en, 0, 200, "the same in English"),
	I64(plan_value_info, line, 0, INT64_MAX, "line in its file"), I64(plan_value_info, column, 0, INT64_MAX, "character in the line"),
	LIST(plan_value_info, choices, &plan_choice_shape, 0, 1000, "what it may be, where that is a closed list"),
	LIST(plan_value_info, used_by, &plan_user_shape, 0, 1000, "rules that refer to this rule"));
SHAPE(plan_edit,
	TEXT(plan_edit, path, 1, 500, "which value"),
	TEXT(plan_edit, value, 1, PLAN_VALUE_MAX, "what it shall be, as the plan language writes it"));
static SHAPE(plan_draft_ask,
	TEXT(plan_draft_ask, plan_id, 1, 40, "which plan"),
	I64(plan_draft_ask, plan_version, 1, INT64_MAX, "the version to start from; it stays as it is"),
	OPT_WORD(plan_draft_ask, language, plan_language_words, "of the text; zh unless told"),
	LIST(plan_draft_ask, items, &plan_edit_shape, 1, PLAN_EDITS_MAX, "values to change"));
static SHAPE(plan_preview,
	BOOL(plan_preview, good, "whether it may be registered"),
	I64(plan_preview, plan_version, 1, INT64_MAX, "number it would get"),
	TEXT(plan_preview, text, 1, PLAN_TEXT_MAX * 2, "the file"),
	LIST(plan_preview, chapters, &plan_chapter_shape, 0, 99, "the text with the changes marked, when it is good"),
	LIST(plan_preview, changes, &plan_change_shape, 0, PLAN_CHANGES_MAX, "the changes"),
	LIST(plan_preview, faults, &plan_fault_item_shape, 0, PLAN_MISTAKES_MAX, "mistakes and warnings by line"));

static enum err run_text(struct ctx *cx, const void *input, void *output)
{
	const struct plan_text_ask *in = input;
	struct plan_text *out = output;
	const struct plan *plan, *old = NULL;
	struct plan_reading reading;
	struct plan_stored stored;
	struct plan_mistakes all;

	TRY(plan_stored_get(cx, in->plan_id, in->plan_version, &stored));
	TRY(plan_load(cx, in->plan_id, in->plan_version, &plan));
	TRY(plan_check(cx, "plan.yaml", stored.content, strlen(stored.content), &plan, &all));
	if (in->from)
		TRY(plan_load(cx, in->plan_id, in->from, &old));
	plan_read_out(cx, plan, old, in->language == 1, &reading);
	*out = (struct plan_text){ .plan = plan_item_of(&stored), .lines = 1, .chapters = reading.chapters, .changes = reading.changes,
		.faults = plan_fault_items(cx, &all) };
	for (const char *c = stored.content; *c; c++)
		out->lines += *c == '\n' && c[1];
	return ERR_OK;
}

static enum err run_value(struct ctx *cx, const void *input, void *output)
{
	const struct plan_value_ask *in = input;
	const struct plan *plan;

	TRY(plan_load(cx, in->plan_id, in->plan_version, &plan));
	return plan_value_info(cx, plan, in->path, output);
}

static enum err run_preview(struct ctx *cx, const void *input, void *output)
{
	const struct plan_draft_ask *in = input;
	struct plan_preview *out = output;
	struct plan_reading reading = { 0 };
	struct plan_draft draft;
	struct plan_mistakes all;
	const struct plan *plan;

	TRY(plan_draft_text(cx, in->plan_id, in->plan_version, in->items.at, in->items.n, &draft));
	TRY(plan_check(cx, "plan.yaml", draft.text, strlen(draft.text), &plan, &all));
	if (plan)
		plan_read_out(cx, plan, draft.from, in->language == 1, &reading);
	*out = (struct plan_preview){ .good = plan != NULL, .plan_version = draft.version, .text = draft.text, .chapters = reading.chapters,
		.changes = reading.changes, .faults = plan_fault_items(cx, &all) };
	return ERR_OK;
}

static enum err run_draft(struct ctx *cx, const void *input, void *output)
{
	const struct plan_draft_ask *in = input;
	struct plan_stored stored;

	TRY(plan_draft_register(cx, in->plan_id, in->plan_version, in->items.at, in->items.n, &stored));
	*(struct plan_item *)output = plan_item_of(&stored);
	return ERR_OK;
}

extern const struct op plan_text_ops[];
const struct op plan_text_ops[] = {
	{ .method = "GET", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/text", .name = "plan_text", .zh = "预案的条文",
	  .en = "A version of a plan as chapters and clauses", .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_text_ask_shape,
	  .out = &plan_text_shape, .run = run_text, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/value", .name = "plan_value", .zh = "预案中的一个值",
	  .en = "One value of a plan", .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_value_ask_shape, .out = &plan_value_info_shape,
	  .run = run_value, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/preview", .name = "plan_preview", .zh = "试改预案的值",
	  .en = "See what changed values would make of a plan", .perm = PERM_PLAN_READ, .tx = TX_READ, .in = &plan_draft_ask_shape,
	  .out = &plan_preview_shape, .run = run_preview, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/plans/{plan_id}/versions/{plan_version}/draft", .name = "plan_draft", .zh = "改值成新一版草案",
	  .en = "Change values into a new version", .perm = PERM_PLAN_EDIT, .tx = TX_WRITE, .in = &plan_draft_ask_shape,
	  .out = &plan_item_shape, .run = run_draft, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ 0 },
};
