/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_reading.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

/* A plan as chapters, clauses and tables: what plan_tell.c says, cut into runs. */
const char *const reading_mark_words[] = { "same", "deleted", "inserted", NULL };
const char *const reading_kind_words[] = { "text", "figure", "choice", "name", "wording", NULL };
const char *const change_kind_words[] = { "value", "added", "removed", "moved", "words", NULL };
const char *const change_way_words[] = { "none", "stricter", "looser", NULL };

enum { COLUMNS_MAX = 8 };
struct column { const char *zh, *en, *say_zh, *say_en; bool of_rule; };
struct table { const char *list, *part; struct column columns[COLUMNS_MAX]; };
static const struct table tables[] = {
#define TABLE(list, part, ...) { #list, part, { __VA_ARGS__ } },
#define COLUMN(zh, en, say_zh, say_en) { zh, en, say_zh, say_en, false },
#define RULE_COLUMN(zh, en, say_zh, say_en) { zh, en, say_zh, say_en, true },
#include "caps/plan/plan_tables.def"
};

/* One rule in both versions; either may be NULL. */
struct both { const struct entry *new, *old; };
struct writer {
	struct ctx              *cx;
	struct arena            *mem;
	const struct plan       *plan, *old;
	bool                     english;
	struct plan_change_list  changes;
	int                      chapter, clause;
};

static const char *capital(struct arena *mem, const char *text)
{
	char *copy = arena_text(mem, text);

	*copy = (char)toupper((unsigned char)*copy);
	return copy;
}

static int64_t kind_of(enum plan_type type)
{
	switch (type) {
	case TYPE_TEXT:   return RUN_WORDING;
	case TYPE_WORD: case TYPE_YES_NO:
		return RUN_CHOICE;
	case TYPE_REF: case TYPE_EVENT: case TYPE_UNIT: case TYPE_ID: case TYPE_NAME:
		return RUN_NAME;
	default:          return RUN_FIGURE;
	}
}

/* The bytes of `b` as runs: values where the spans say so, text between them. */
static struct reading_runs runs_of(const struct writer *w, const struct buf *b, const struct spans *spans, const char *id, const struct node *map)
{
	struct reading_runs runs = { 0 };
	size_t at = 0;

	for (size_t i = 0; i <= spans->n; i++) {
		const struct span *s = i < spans->n ? &spans->at[i] : NULL;
		size_t from = s ? s->from : b->n;

		if (from > at)
			arena_push(w->mem, runs.at, runs.n, runs.room) = (struct plan_run){ .text = arena_bytes(w->mem, b->at + at, from - at) };
		if (!s)
			break;
		arena_push(w->mem, runs.at, runs.n, runs.room) = (struct plan_run){ .text = arena_bytes(w->mem, b->at + s->from, s->until - s->from),
			.path = plan_path_of(w->mem, id, map, s->value), .kind = kind_of(s->key->type), .line = s->value->at.line };
		at = s->until;
	}
	if (w->english && runs.n)
		runs.at[0].text = capital(w->mem, runs.at[0].text);
	return runs;
}

static bool is_mark(const char *at, const char *mark) { return strncmp(at, mark, strlen(mark)) == 0; }

/* Commas and spaces that stand first because what was before them is not written. */
static size_t idle_start(const struct buf *b, const struct spans *spans)
{
	const char *at = buf_get(b), *start = at;
	size_t first = spans->n ? spans->at[0].from : b->n;

	for (;;) {
		size_t n = *at == ' ' || *at == ',' || *at == ';' ? 1 : is_mark(at, "，") || is_mark(at, "；") || is_mark(at, "、") ? 3 : 0;

		if (!n || (size_t)(at - start) + n > first)
			return (size_t)(at - start);
		at += n;
	}
}

static struct reading_runs say_runs(const struct writer *w, const struct plan *plan, const struct entry *e, const struct plan_list *list,
				    const struct node *map, const char *sentence, bool whole)
{
	struct spans spans = { 0 };
	struct buf b = BUF(w->mem);
	struct telling t = { .s = { w->mem, plan->tree, w->english, &spans }, .owner = e, .number = e ? plan_rule_number(plan->tree, e) : 1 };
	size_t skip;

	if (whole && e)
		tell_condition(&t, &b, list, map);
	tell(&t, &b, list, map, sentence);
	skip = idle_start(&b, &spans);
	b.at += b.at ? skip : 0;
	b.n -= skip;
	for (size_t i = 0; i < spans.n; i++)
		spans.at[i].from -= skip, spans.at[i].until -= skip;
	return runs_of(w, &b, &spans, e ? e->id : "plan", e ? e->map : plan->tree->head);
}

static struct list marked(const struct writer *w, struct reading_runs *old, struct reading_runs *new)
{
	struct reading_runs out = { 0 };
	struct reading_runs none = { 0 };

	if (!w->old && new)
		return (struct list){ new->at, new->n };
	reading_mark(w->mem, old ? old : &none, new ? new : &none, &out);
	return (struct list){ out.at, out.n };
}

static int64_t mark_of(const struct writer *w, const struct both *b)
{
	return !w->old || (b->new && b->old) ? MARK_SAME : b->new ? MARK_INSERTED : MARK_DELETED;
}

int plan_rule_number(const struct plan_tree *tree, const struct entry *e)
{
	int number = 1;

	for (const struct entry *at = e; at > tree->entries && at[-1].list == e->list; at--)
		number++;
	return number;
}

/* Whether its sentence says the title itself. */
static bool says_title(const struct plan_list *list)
{
	int depth = 0;

	if (plan_word_in("chains/cases", list->name, strlen(list->name), &(int){ 0 }))
		return false;
	for (const char *s = list->sentence; *s; s++) {
		if (!depth && strncmp(s, "{zh}", 4) == 0)
			return true;
		depth += (*s == '{') - (*s == '}');
	}
	return false;
}

static const char *title_of(const struct writer *w, const struct plan *plan, const struct entry *e)
{
	struct speaker s = { .mem = w->mem, .tree = plan->tree, .english = w->english };
	const struct node *title = say_title(&s, e->map);
	const char *text = title && title->kind == NODE_TEXT ? title->text : e->id;

	return w->english ? capital(w->mem, text) : text;
}

static const char *next_number(struct writer *w)
{
	return arena_print(w->mem, "%d.%d", w->chapter, ++w->clause);
}

static struct plan_clause sentence_clause(struct writer *w, const struct both *b)
{
	const struct entry *e = b->new ? b->new : b->old;
	const struct plan *plan = b->new ? w->plan : w->old;
	const char *sentence = tell_sentence(e->list, w->english), *source = node_text(e->map, "source");
	struct reading_runs new = { 0 }, old = { 0 };

	if (b->new)
		new = say_runs(w, w->plan, b->new, e->list, b->new->map, sentence, true);
	if (b->old)
		old = say_runs(w, w->old, b->old, e->list, b->old->map, sentence, true);
	return (struct plan_clause){ .no = b->new ? next_number(w) : "", .rule_id = e->id,
		.title = says_title(e->list) ? NULL : title_of(w, plan, e), .source = source, .origin = e->origin, .line = e->at.line,
		.mark = mark_of(w, b), .runs = marked(w, b->old ? &old : NULL, b->new ? &new : NULL) };
}

/* One row: the rule's cells on the first row of the rule, the part's on each. */
static struct plan_row table_row(const struct writer *w, const struct table *t, const struct both *b, const struct node *new_part,
				 const struct node *old_part, bool first)
{
	const struct entry *e = b->new ? b->new : b->old;
	const struct plan_key *key = *t->part ? plan_key_of(e->list, t->part) : NULL;
	const struct plan_list *part = key ? plan_list_named(key->words) : e->list;
	struct plan_cell *cells = arena_array(w->mem, struct plan_cell, COLUMNS_MAX);
	size_t n = 0;

	for (const struct column *c = t->columns; n < COLUMNS_MAX && c->zh; c++, n++) {
		const char *say = w->english ? c->say_en : c->say_zh;
		bool whole = c->of_rule || !key;
		const struct node *new_map = whole ? b->new ? b->new->map : NULL : new_part;
		const struct node *old_map = whole ? b->old ? b->old->map : NULL : old_part;
		struct reading_runs new = { 0 }, old = { 0 };

		if (c->of_rule && !first)
			continue;
		if (new_map)
			new = say_runs(w, w->plan, b->new, whole ? e->list : part, new_map, say, false);
		if (old_map && w->old)
			old = say_runs(w, w->old, b->old, whole ? e->list : part, old_map, say, false);
		cells[n].runs = marked(w, &old, new_map || !w->old ? &new : NULL);
	}
	return (struct plan_row){ .rule_id = e->id, .source = node_text(e->map, "source"), .colour = node_text(e->map, "colour"),
		.rank = plan_rule_number(b->new ? w->plan->tree : w->old->tree, e), .line = e->at.line, .mark = mark_of(w, b),
		.cells = { cells, n } };
}

static const char *list_title(const struct writer *w, const struct plan_list *list)
{
	static const char same[] = "series/relief/masking/retention/publication";
	size_t n = strlen(list->en);
	bool y = list->en[n - 1] == 'y' && !strchr("aeou", list->en[n - 2]), s = list->en[n - 1] == 's' || list->en[n - 1] == 'x';

	if (!w->english)
		return list->zh;
	if (plan_word_in(same, list->en, n, &(int){ 0 }))
		return capital(w->mem, list->en);
	if (strncmp(list->en, "form of", 7) == 0)
		return "Forms of reserve";
	return capital(w->mem, y ? arena_print(w->mem, "%.*sies", (int)n - 1, list->en) : arena_print(w->mem, "%s%s", list->en, s ? "es" : "s"));
}

/* A column nothing stands in tells nothing. */
static void drop_empty_columns(struct plan_column *columns, size_t *n_columns, struct plan_row *rows, size_t n_rows)
{
	size_t kept = 0;

	for (size_t c = 0; c < *n_columns; c++) {
		bool empty = true;

		for (size_t r = 0; r < n_rows && empty; r++)
			empty = !((struct plan_cell *)rows[r].cells.at)[c].runs.n;
		if (empty)
			continue;
		columns[kept] = columns[c];
		for (size_t r = 0; r < n_rows; r++)
			((struct plan_cell *)rows[r].cells.at)[kept] = ((struct plan_cell *)rows[r].cells.at)[c];
		kept++;
	}
	for (size_t r = 0; r < n_rows; r++)
		rows[r].cells.n = kept;
	*n_columns = kept;
}

static struct plan_clause table_clause(struct writer *w, const struct table *t, const struct plan_list *list, const struct both *rules, size_t n)
{
	struct plan_column *columns = arena_array(w->mem, struct plan_column, COLUMNS_MAX);
	struct plan_row *rows = NULL;
	size_t n_columns = 0, n_rows = 0, room = 0;

	for (const struct column *c = t->columns; n_columns < COLUMNS_MAX && c->zh; c++)
		columns[n_columns++].title = w->english ? c->en : c->zh;
	for (size_t i = 0; i < n; i++) {
		const struct node *new = rules[i].new && *t->part ? node_get(rules[i].new->map, t->part) : NULL;
		const struct node *old = rules[i].old && *t->part ? node_get(rules[i].old->map, t->part) : NULL;
		size_t parts = node_count(new) > node_count(old) ? node_count(new) : node_count(old);

		for (size_t k = 0; k < (parts ? parts : 1); k++)
			arena_push(w->mem, rows, n_rows, room) = table_row(w, t, &rules[i], k < node_count(new) ? node_item(new, k) : NULL,
				k < node_count(old) ? node_item(old, k) : NULL, !k);
	}
	drop_empty_columns(columns, &n_columns, rows, n_rows);
	return (struct plan_clause){ .no = next_number(w), .title = list_title(w, list),
		.line = rows[0].line, .columns = { columns, n_columns }, .rows = { rows, n_rows } };
}

/* The rules of a list in both versions: the newer order, what is gone after what stood before it. */
static struct both *pair_up(const struct writer *w, const struct plan_list *list, size_t *ret_n)
{
	const struct plan_tree *new = w->plan->tree, *old = w->old ? w->old->tree : NULL;
	struct both *all = arena_array(w->mem, struct both, new->n + (old ? old->n : 0) + 1);
	size_t n = 0, at = 0;

	for (size_t i = 0; i < new->n; i++) {
		struct entry *before;

		if (new->entries[i].list != list)
			continue;
		before = old ? tree_entry(old, new->entries[i].id) : NULL;
		all[n++] = (struct both){ &new->entries[i], before && before->list == list ? before : NULL };
	}
	for (size_t i = 0; old && i < old->n; i++) {
		const struct entry *e = &old->entries[i], *now;

		if (e->list != list)
			continue;
		now = tree_entry(new, e->id);
		if (now && now->list == list) {
			for (at = 0; all[at].old != e; )
				at++;
			at++;
			continue;
		}
		memmove(&all[at + 1], &all[at], (n - at) * sizeof *all);
		all[at++] = (struct both){ NULL, e };
		n++;
	}
	*ret_n = n;
	return all;
}

static int64_t changes_of(const struct writer *w, const char *section, const char *list)
{
	int64_t n = 0;

	for (size_t i = 0; i < w->changes.n; i++) {
		const struct plan_list *l = plan_list_named(w->changes.at[i].list);

		n += list ? text_equal(w->changes.at[i].list, list) : l && text_equal(l->section, section);
	}
	return n;
}

static bool write_group(struct writer *w, const struct plan_list *list, struct plan_group *ret)
{
	const struct table *table = NULL;
	struct plan_clause *clauses;
	size_t n;
	struct both *rules = pair_up(w, list, &n);

	if (!n)
		return false;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (strcmp(tables[i].list, list->name) == 0)
			table = &tables[i];
	clauses = arena_array(w->mem, struct plan_clause, table ? 1 : n);
	for (size_t i = 0; i < (table ? 1 : n); i++)
		clauses[i] = table ? table_clause(w, table, list, rules, n) : sentence_clause(w, &rules[i]);
	*ret = (struct plan_group){ .list = list->name, .title = list_title(w, list), .changes = changes_of(w, NULL, list->name),
		.clauses = { clauses, table ? 1 : n } };
	return true;
}

/* What the plan says of itself. */
static struct plan_group write_head(struct writer *w)
{
	static const struct { const char *zh, *en; } parts[] = {
		{ "本预案为第{version}版，{date}编制。", "This is version {version}, written on {date}." },
		{ "〔适用于{hazards}事件。〕", "〔It serves {hazards}.〕" },
		{ "〔依据{source}。〕", "〔It follows {source}.〕" },
		{ "〔承接{base：{plan}第{version}版}。〕", "〔It builds on {base：{plan} version {version}}.〕" },
		{ "〔代替{supersedes：{plan}第{version}版}。〕", "〔It replaces {supersedes：{plan} version {version}}.〕" },
		{ "〔{lapses}时失效。〕", "〔It lapses at {lapses}.〕" },
		{ "〔与{yields_to}不一致的，以其为准。〕", "〔Where {yields_to} says otherwise, that holds.〕" },
		{ "〔由{interpreter}负责解释。〕", "〔It is interpreted by {interpreter}.〕" },
	};
	const struct plan_list *head = plan_list_named("plan");
	struct plan_clause *clauses = arena_array(w->mem, struct plan_clause, sizeof parts / sizeof *parts);
	size_t n = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *say = w->english ? parts[i].en : parts[i].zh;
		struct reading_runs new = say_runs(w, w->plan, NULL, head, w->plan->tree->head, say, false), old = { 0 };

		if (w->old)
			old = say_runs(w, w->old, NULL, head, w->old->tree->head, say, false);
		if (!new.n && !old.n)
			continue;
		clauses[n++] = (struct plan_clause){ .no = new.n ? next_number(w) : "", .rule_id = "plan", .line = w->plan->tree->head->at.line,
			.mark = !w->old || (new.n && old.n) ? MARK_SAME : new.n ? MARK_INSERTED : MARK_DELETED, .runs = marked(w, &old, &new) };
	}
	return (struct plan_group){ .list = "plan", .title = w->english ? "This plan" : "本预案", .changes = changes_of(w, NULL, "plan"),
		.clauses = { clauses, n } };
}

static bool write_chapter(struct writer *w, const struct plan_section *section, struct plan_chapter *ret)
{
	struct plan_group *groups = NULL;
	size_t n = 0, room = 0;
	bool head = strcmp(section->name, "plan") == 0;

	w->chapter++;
	w->clause = 0;
	if (head)
		arena_push(w->mem, groups, n, room) = write_head(w);
	for (const struct plan_list *l = plan_lists; l->name; l++) {
		struct plan_group group;

		if (strcmp(l->section, section->name) == 0 && l->form != FORM_HEAD && l->form != FORM_PART && write_group(w, l, &group))
			arena_push(w->mem, groups, n, room) = group;
	}
	if (!n) {
		w->chapter--;
		return false;
	}
	*ret = (struct plan_chapter){ .section = section->name, .no = w->chapter, .changes = changes_of(w, section->name, NULL),
		.title = head ? w->english ? "General" : "总则" : w->english ? capital(w->mem, section->en) : section->zh, .groups = { groups, n } };
	return true;
}

/* The number of the clause that tells a rule. */
static const char *number_of(const struct list *chapters, const char *rule_id)
{
	for (size_t c = 0; c < chapters->n; c++) {
		const struct plan_chapter *chapter = (const struct plan_chapter *)chapters->at + c;

		for (size_t g = 0; g < chapter->groups.n; g++) {
			const struct plan_group *group = (const struct plan_group *)chapter->groups.at + g;

			for (size_t i = 0; i < group->clauses.n; i++) {
				const struct plan_clause *clause = (const struct plan_clause *)group->clauses.at + i;

				if (text_equal(clause->rule_id, rule_id))
					return clause->no;
				for (size_t k = 0; k < clause->rows.n; k++)
					if (text_equal(((const struct plan_row *)clause->rows.at)[k].rule_id, rule_id))
						return clause->no;
			}
		}
	}
	return "";
}

void plan_read_out(struct ctx *cx, const struct plan *plan, const struct plan *old, bool english, struct plan_reading *ret)
{
	struct writer w = { .cx = cx, .mem = &cx->mem, .plan = plan, .old = old, .english = english };
	struct plan_chapter *chapters = NULL;
	size_t n = 0, room = 0;

	if (old)
		plan_compare(cx, old, plan, english, &w.changes);
	for (const struct plan_section *s = plan_sections; s->name; s++) {
		struct plan_chapter chapter;

		if (write_chapter(&w, s, &chapter))
			arena_push(w.mem, chapters, n, room) = chapter;
	}
	ret->chapters = (struct list){ chapters, n };
	for (size_t i = 0; i < w.changes.n; i++)
		w.changes.at[i].no = number_of(&ret->chapters, w.changes.at[i].rule_id);
	ret->changes = (struct list){ w.changes.at, w.changes.n };
}

const char *plan_rule_said(struct arena *mem, const struct plan_tree *tree, const struct entry *e, bool english)
{
	struct telling t = { .s = { .mem = mem, .tree = tree, .english = english }, .owner = e, .number = plan_rule_number(tree, e) };
	struct buf b = BUF(mem);

	tell_condition(&t, &b, e->list, e->map);
	tell(&t, &b, e->list, e->map, tell_sentence(e->list, english));
	return english ? capital(mem, buf_get(&b)) : buf_get(&b);
}
