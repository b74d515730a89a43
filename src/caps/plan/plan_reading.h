/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_READING_H
#define CAPS_PLAN_PLAN_READING_H
#include "base/shape.h"
#include "caps/plan/plan_say.h"

/* A plan as a person reads it (X1): numbered chapters and clauses in one language,
 * written from the values of the plan, so that a new value changes the text.
 *
 * A clause is a sentence of runs, or a table.  A run that says a value of the file
 * has its path ("seven_days.at_least", "purchase_approval.steps[0].below") and
 * line.  Between two versions the text is that of the newer one with what was
 * taken out and put in marked in place; a clause that is gone stands where it
 * stood, without a number. */
enum reading_mark { MARK_SAME, MARK_DELETED, MARK_INSERTED };
enum reading_kind { RUN_TEXT, RUN_FIGURE, RUN_CHOICE, RUN_NAME, RUN_WORDING };
extern const char *const reading_mark_words[];        /* "same", "deleted", "inserted", NULL */
extern const char *const reading_kind_words[];        /* "text", "figure", "choice", "name", "wording", NULL */

struct plan_run { const char *text, *path; int64_t kind, mark, line; };
struct plan_cell { struct list runs; };
struct plan_column { const char *title; };
struct plan_row { const char *rule_id, *source, *colour; int64_t rank, line, mark; struct list cells; };
struct plan_clause { const char *no, *rule_id, *title, *source, *origin; int64_t line, mark; struct list runs, columns, rows; };
struct plan_group { const char *list, *title; int64_t changes; struct list clauses; };
struct plan_chapter { const char *section, *title; int64_t no, changes; struct list groups; };

/* One difference, said in words.  path is of the newer version, of the older one
 * where a value or rule is gone; lines are of their own files, 0 when absent. */
enum change_kind { CHANGE_VALUE, CHANGE_ADDED, CHANGE_REMOVED, CHANGE_MOVED, CHANGE_WORDS };
enum change_way { WAY_NONE, WAY_STRICTER, WAY_LOOSER };
extern const char *const change_kind_words[];         /* "value", "added", "removed", "moved", "words", NULL */
extern const char *const change_way_words[];          /* "none", "stricter", "looser", NULL */
struct plan_change { const char *no, *rule_id, *list, *title, *path, *key, *key_title, *old, *new; int64_t kind, way, line, old_line; };

struct plan_reading { struct list chapters, changes; };
/* `old` NULL: the plan alone. */
void plan_read_out(struct ctx *cx, const struct plan *plan, const struct plan *old, bool english, struct plan_reading *ret);

/* Inside: plan_marks.c, plan_compare.c. */
struct reading_runs { struct plan_run *at; size_t n, room; };
void reading_mark(struct arena *mem, const struct reading_runs *old, const struct reading_runs *new, struct reading_runs *ret);
struct plan_change_list { struct plan_change *at; size_t n, room; };
void plan_compare(struct ctx *cx, const struct plan *old, const struct plan *new, bool english, struct plan_change_list *ret);

/* An enum change_way: whether the newer value of a key asks for more. */
int plan_direction(struct ctx *cx, const char *key, const struct node *old, const struct node *new);

/* The path of a value inside a rule (or "plan"), and back; NULL when there is none. */
const char  *plan_path_of(struct arena *mem, const char *id, const struct node *map, const struct node *value);
struct plan_place {
	const struct entry     *entry;        /* NULL: the header */
	const struct plan_list *list;         /* the rule's or the part's */
	const struct plan_key  *key;
	const struct node      *node;
};
bool plan_path_find(struct arena *mem, const struct plan *plan, const char *path, struct plan_place *ret);
/* The sentence of a rule without its id; its number is its place in an ordered list. */
const char *plan_rule_said(struct arena *mem, const struct plan_tree *tree, const struct entry *e, bool english);
int         plan_rule_number(const struct plan_tree *tree, const struct entry *e);
#endif
