/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_edit.h"
#include "base/civil.h"
#include "base/text.h"
#include "plan.sql.h"
#include <stdlib.h>
#include <string.h>

/* The file of a plan changed at the places of single values. */
struct place_of { size_t from, until; const char *text; size_t edit; };
struct editing {
	struct ctx        *cx;
	const struct plan *plan;
	const char        *text;          /* without a byte order mark */
	size_t             n;
	struct place_of   *places; size_t n_places, room;
};

/* Whether YAML reads the text back as it stands, inside { } too. */
static bool is_plain(const char *value)
{
	size_t n = strlen(value);

	if (!n || strchr("-?:,[]{}#&*!|>'\"%@` ~", *value) || value[n - 1] == ' ' || value[n - 1] == ':')
		return false;
	return !strpbrk(value, ",[]{}\"\\\n") && !strstr(value, ": ") && !strstr(value, " #");
}

static const char *quoted(struct arena *mem, const char *value)
{
	struct buf b = BUF(mem);

	if (is_plain(value))
		return value;
	buf_char(&b, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			buf_char(&b, '\\');
		if (*value == '\n')
			buf_text(&b, "\\n");
		else
			buf_char(&b, *value);
	}
	buf_char(&b, '"');
	return buf_get(&b);
}

static enum err check_value(struct ctx *cx, const char *field, const char *value)
{
	for (const char *c = value ? value : ""; *c; c++)
		if ((unsigned char)*c < ' ' && *c != '\n')
			return fail(cx, ERR_BAD_INPUT, field, "新值里有不能写进预案的字符", "the new value has a character that cannot stand in a plan");
	if (!value || !*value || text_length(value) > PLAN_VALUE_MAX)
		return fail(cx, ERR_BAD_INPUT, field, "请写新值，不超过 %d 字", "write the new value, in at most %d characters", PLAN_VALUE_MAX);
	return ERR_OK;
}

static enum err place_edit(struct editing *e, size_t i, const struct plan_edit *edit)
{
	struct ctx *cx = e->cx;
	const char *field = arena_print(&cx->mem, "items[%zu].path", i);
	struct plan_place at;

	TRY(check_value(cx, arena_print(&cx->mem, "items[%zu].value", i), edit->value));
	if (!edit->path || !plan_path_find(&cx->mem, e->plan, edit->path, &at))
		return fail(cx, ERR_BAD_INPUT, field, "这一版预案里没有 %s 这个值", "this version has no value %s", edit->path ? edit->path : "");
	if (at.entry && at.entry->origin)
		return fail(cx, ERR_BAD_INPUT, field, "%s 是从「%s」承接来的，要改请在本预案写 overlay: amend",
			    "%s comes from \"%s\"; to change it write overlay: amend in this plan", edit->path, at.entry->origin);
	if (at.key->type == TYPE_ID || (!at.entry && plan_word_in("id/version", at.key->name, strlen(at.key->name), &(int){ 0 })))
		return fail(cx, ERR_BAD_INPUT, field, "%s 是编号，不能这样改", "%s is a number others refer to and cannot be changed here", edit->path);
	if (strcmp(at.node->text, edit->value) == 0)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "items[%zu].value", i), "%s 已经是「%s」", "%s is \"%s\" already", edit->path,
			    edit->value);
	arena_push(&cx->mem, e->places, e->n_places, e->room) = (struct place_of){ at.node->from, at.node->until,
		arena_print(&cx->mem, "%s%s", quoted(&cx->mem, edit->value), at.node->block ? "\n" : ""), i };
	return ERR_OK;
}

static int by_place(const void *a, const void *b)
{
	const struct place_of *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Copies the file, each place with its new text; characters are counted as the reader counts them. */
static enum err write_text(struct editing *e, const char **ret)
{
	struct ctx *cx = e->cx;
	struct buf b = BUF(&cx->mem);
	size_t character = 0, byte = 0;

	qsort(e->places, e->n_places, sizeof *e->places, by_place);
	for (size_t i = 0; i < e->n_places; i++) {
		const struct place_of *p = &e->places[i];
		size_t from = byte;

		if (p->from < character)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "items[%zu].path", p->edit), "同一个值改了两次", "one value is changed twice");
		for (; byte < e->n && character < p->from; character++)
			for (byte++; byte < e->n && ((unsigned char)e->text[byte] & 0xc0) == 0x80; )
				byte++;
		buf_add(&b, e->text + from, byte - from);
		buf_text(&b, p->text);
		for (; byte < e->n && character < p->until; character++)
			for (byte++; byte < e->n && ((unsigned char)e->text[byte] & 0xc0) == 0x80; )
				byte++;
	}
	buf_add(&b, e->text + byte, e->n - byte);
	*ret = buf_get(&b);
	return ERR_OK;
}

/* Version and date of the new file: the next number, today. */
static void place_header(struct editing *e, int64_t version)
{
	const struct node *number = node_get(e->plan->tree->head, "version"), *date = node_get(e->plan->tree->head, "date");
	char today[11];
	bool dated = false;

	for (size_t i = 0; i < e->n_places; i++)
		dated |= e->places[i].from == date->from;
	arena_push(&e->cx->mem, e->places, e->n_places, e->room) = (struct place_of){ number->from, number->until,
		arena_print(&e->cx->mem, "%lld", (long long)version), 0 };
	civil_write_day(civil_day_of(e->cx->now_ms), today);
	if (!dated)
		arena_push(&e->cx->mem, e->places, e->n_places, e->room) = (struct place_of){ date->from, date->until,
			arena_text(&e->cx->mem, today), 0 };
}

/* What was asked for and nothing else has changed; an edit that reads otherwise is refused. */
static enum err check_edited(struct ctx *cx, const struct plan *from, const char *text, const struct plan_edit *edits, size_t n)
{
	struct plan_change_list changes = { 0 };
	struct plan_mistakes all;
	const struct plan *to;
	struct plan_place at;

	TRY(plan_check(cx, "plan.yaml", text, strlen(text), &to, &all));
	if (!to)
		return ERR_OK;            /* the mistakes will be told */
	for (size_t i = 0; i < n; i++)
		if (!plan_path_find(&cx->mem, to, edits[i].path, &at) || strcmp(at.node->text, edits[i].value) != 0)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "items[%zu].value", i), "新值写进文件后读不回原样，请在源文件里改",
				    "the new value does not read back as it was written; change it in the file");
	plan_compare(cx, from, to, false, &changes);
	for (size_t c = 0; c < changes.n; c++) {
		bool asked = changes.at[c].kind == CHANGE_MOVED;

		for (size_t i = 0; i < n && !asked; i++)
			asked = strncmp(edits[i].path, changes.at[c].path, strlen(changes.at[c].path)) == 0;
		if (!asked)
			return fail(cx, ERR_BAD_INPUT, "items", "改动牵连了 %s，请在源文件里改", "the change would also touch %s; change it in the file",
				    changes.at[c].path);
	}
	return ERR_OK;
}

enum err plan_draft_text(struct ctx *cx, const char *plan_id, int64_t version, const struct plan_edit *edits, size_t n, struct plan_draft *ret)
{
	struct editing e = { .cx = cx };
	struct plan_stored stored;
	struct plan_version_last_row last;

	TRY(plan_stored_get(cx, plan_id, version, &stored));
	TRY(plan_load(cx, plan_id, version, &e.plan));
	TRY(plan_version_last(cx, (struct plan_version_last_in){ .district_id = cx->district_id, .plan_id = plan_id }, &last));
	e.text = stored.content;
	if (strncmp(e.text, "\xef\xbb\xbf", 3) == 0)
		e.text += 3;
	e.n = strlen(e.text);
	for (size_t i = 0; i < n; i++)
		TRY(place_edit(&e, i, &edits[i]));
	*ret = (struct plan_draft){ .version = last.version + 1, .from = e.plan };
	place_header(&e, ret->version);
	TRY(write_text(&e, &ret->text));
	return check_edited(cx, e.plan, ret->text, edits, n);
}

enum err plan_draft_register(struct ctx *cx, const char *plan_id, int64_t version, const struct plan_edit *edits, size_t n, struct plan_stored *ret)
{
	struct plan_draft draft;

	TRY(ctx_need(cx, PERM_PLAN_EDIT, ctx_root(cx)));
	TRY(plan_draft_text(cx, plan_id, version, edits, n, &draft));
	return plan_register(cx, "plan.yaml", draft.text, strlen(draft.text), ret);
}
