/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_SHAPE_H
#define CAPS_PLAN_PLAN_SHAPE_H
#include <stdbool.h>
#include <stddef.h>

/* The shape table of the plan language: every list of the fourteen sections,
 * its keys and what each takes.  The reader, the checks, the explanation and the
 * comparison all read this table, so a rule cannot mean two things.  The rows
 * are plan_shape.def, the words plan_words.def. */

enum plan_type { TYPE_END, TYPE_ID, TYPE_TEXT, TYPE_YES_NO, TYPE_INT, TYPE_NUMBER, TYPE_DUR, TYPE_TIME, TYPE_WINDOW, TYPE_DATE,
		 TYPE_MONEY, TYPE_SHARE, TYPE_QTY, TYPE_COUNT, TYPE_STRENGTH, TYPE_TEMPERATURE, TYPE_AMOUNT, TYPE_RATE, TYPE_TIMING,
		 TYPE_SETTING, TYPE_COND, TYPE_EXPR, TYPE_WORD, TYPE_REF, TYPE_EVENT, TYPE_LEVELS, TYPE_UNIT, TYPE_OFFSET,
		 TYPE_NAME, TYPE_MAP, TYPE_RULES };
enum { REQUIRED = 1, MANY = 2, RANGE = 4 };

/* What an id names; a ref says which of these it wants. */
enum plan_cat { CAT_NONE, CAT_ROLE, CAT_KIND, CAT_EVENT, CAT_CLASS, CAT_CHAIN, CAT_MEETING, CAT_CHARGE, CAT_FUND, CAT_LEVEL,
		CAT_FACT, CAT_ZONE, CAT_WAY, CAT_SERIES, CAT_INDEX, CAT_ALARM, CAT_MEASURE, CAT_CASE, CAT_DOSE, CAT_FORM,
		CAT_LISTS, CAT_PASS, CAT_OTHER, CAT_PARTY, CAT_STAGE, CAT_PART };

/* The seven shapes of a rule, and PART for what stands inside one. */
enum plan_rule_form { FORM_NOUN, FORM_NUMBER, FORM_ORDER, FORM_DECISION, FORM_REFUSAL, FORM_TASK, FORM_STATE, FORM_HEAD, FORM_PART };

struct plan_key {
	const char    *name;
	enum plan_type type;
	unsigned       flags;
	enum plan_cat  target;      /* TYPE_REF */
	const char    *words;       /* TYPE_WORD: "a/b/c"; TYPE_MAP and TYPE_RULES: the list of its keys */
};
struct plan_list {
	const char    *name, *section;       /* section NULL: a part */
	enum plan_rule_form form;
	enum plan_cat  cat;
	const char    *zh, *en, *sentence;   /* sentence NULL: inside that of its owner */
	const struct plan_key *keys;
};
struct plan_section { const char *name, *zh, *en; };

extern const struct plan_list    plan_lists[];       /* ended by name NULL */
extern const struct plan_section plan_sections[];    /* the header and fourteen sections, in order; ended by NULL */
extern const struct plan_key     plan_common_keys[]; /* every rule may have them */

const struct plan_list *plan_list_named(const char *name);
const struct plan_key  *plan_key_of(const struct plan_list *list, const char *name);   /* common ones too */
const struct plan_list *plan_list_of_cat(enum plan_cat cat);

/* Words. */
struct plan_unit  { const char *name; int dim; long long factor; };    /* dim: enum plan_dim; to the smallest unit */
const char *plan_word_zh(const char *word);            /* the word itself when unknown */
const char *plan_key_zh(const char *key);
const char *plan_key_en(const char *key);
bool        plan_word_in(const char *words, const char *word, size_t n, int *ret_index);
const struct plan_unit *plan_unit_named(const char *text, size_t n);
const char *plan_unit_zh(const char *name);
bool        plan_reserved(const char *word);

struct plan_built_in { const char *id, *zh; };
extern const struct plan_built_in plan_built_in_kinds[], plan_built_in_events[], plan_units_zh[];
const struct plan_built_in *plan_built_in_find(const struct plan_built_in *all, const char *id);
#endif
