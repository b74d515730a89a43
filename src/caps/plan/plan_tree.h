/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_TREE_H
#define CAPS_PLAN_PLAN_TREE_H
#include "caps/plan/plan.h"
#include "caps/plan/plan_shape.h"

/* A plan file as it was written: a tree of texts, lists and mappings, every key
 * and value with its place, and the rules found in it.  Internal to the
 * capability; everybody else reads struct plan. */

struct mark { const char *file; int line, column; };

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };
struct node {
	enum node_kind kind;
	bool           broken;         /* already complained about: say nothing more */
	bool           exact;          /* a column inside the text is a column of the file */
	struct mark    at;
	const char    *text;           /* NODE_TEXT, NUL-ended */
	size_t         from, until;    /* NODE_TEXT: characters of the file from its start, quotes included */
	bool           block;          /* a text of several lines behind | or > */
	struct pair   *pairs;          /* NODE_MAP */
	struct node  **items;          /* NODE_LIST */
	size_t         n, room;
};
struct pair { const char *key; struct mark at; struct node *value; };

/* One rule of the merged plan: its own file's, or brought in from a base. */
struct entry {
	const struct plan_list *list;
	struct node            *map;
	const char             *id;         /* "" when it has none */
	const char             *origin;     /* "city 3" when it comes from a base, else NULL */
	struct mark             at;         /* of its id, else of the mapping */
	bool                    used, owned;  /* referred to; a class that a department answers for */
};
struct plan_tree {
	struct node  *root, *head;          /* head: the mapping under `plan`, may be NULL */
	struct entry *entries;
	size_t        n, room;
	uint32_t     *index;                /* by id, once nothing is added any more: entry number + 1, 0 empty */
	size_t        mask;
};

/* What a sentence of a mistake says in a gap, in both languages. */
struct say { const char *zh, *en; };
#define SAME(text) ((struct say){ (text), (text) })
#define SAY(zh, en) ((struct say){ (zh), (en) })

enum plan_code {
#define CODE(code, found_zh, expected_zh, found_en, expected_en) CODE_##code,
#include "caps/plan/plan_codes.def"
#undef CODE
	CODE_COUNT
};

struct reader {
	struct ctx           *cx;
	struct arena         *mem;
	const char           *file;
	struct plan_mistakes *out;
	const struct plan_bases *bases;
	struct plan_tree     *tree;
	int                   depth;        /* of bases */
};

/* complain(r, mark, CODE_E05, SAME(key), SAME(line)); at most 4 gaps. */
#define complain(r, mark, code, ...) \
	complain_at((r), (mark), (code), (const struct say[4]){ __VA_ARGS__ })
void complain_at(struct reader *r, struct mark at, enum plan_code code, const struct say gaps[4]);
void plan_mistakes_sort(struct plan_mistakes *all);
const char *plan_code_name(enum plan_code code);

/* YAML into a tree; NULL when nothing can be read.  Complains by itself. */
struct node *plan_tree_read(struct reader *r, const char *text, size_t n);

struct pair *node_pair(const struct node *map, const char *key);
struct node *node_get(const struct node *map, const char *key);           /* NULL when absent */
const char  *node_text(const struct node *map, const char *key);          /* NULL unless a text */
/* A list's elements; a single value is a list of one. */
size_t       node_count(const struct node *value);
struct node *node_item(const struct node *value, size_t i);

/* "did you mean": the nearest of the candidates, or NULL when none is near. */
struct nearest { const char *word, *best; int distance; };
void        nearest_try(struct nearest *n, const char *candidate);
struct say  nearest_say(struct reader *r, const struct nearest *n, struct say otherwise);

struct entry *tree_entry(const struct plan_tree *tree, const char *id);                       /* the first of that id */
struct entry *tree_entry_of(const struct plan_tree *tree, enum plan_cat cat, const char *id);
void          tree_index(struct reader *r);

/* plan_read.c: both halves of reading, also used for a base. */
struct node *plan_parse(struct reader *r, const char *text, size_t n);
void plan_check_all(struct reader *r, struct node *root);
/* plan_check.c: shape, types and references of everything in r->tree. */
void plan_check_shape(struct reader *r, struct node *root);
/* plan_base.c: brings in the bases and lays overlays on them. */
void plan_merge_bases(struct reader *r);
/* plan_value_check.c */
void plan_check_value(struct reader *r, const struct plan_list *list, const struct plan_key *key, struct entry *owner,
		      const struct node *map, struct node *value);
void plan_check_text_privacy(struct reader *r, const char *key, const struct node *value);
/* plan_rules.c, plan_rules_order.c: what only one list asks. */
void plan_check_rules(struct reader *r);
void plan_check_chains(struct reader *r);
void plan_check_people(struct reader *r);
void plan_check_titles(struct reader *r);
/* plan_model.c */
struct plan *plan_build(struct reader *r);
#endif
