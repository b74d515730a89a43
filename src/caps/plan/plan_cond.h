/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_COND_H
#define CAPS_PLAN_PLAN_COND_H
#include "caps/plan/plan_model.h"

/* Conditions of a plan, parsed once and checked for types.  They are total: no
 * loops, no effects; what is not known is unknown, not an error. */

enum cond_op { COND_OR, COND_AND, COND_NOT, COND_LESS, COND_AT_MOST, COND_EQUAL, COND_NOT_EQUAL, COND_AT_LEAST, COND_MORE, COND_IS,
	       COND_ADD, COND_SUBTRACT, COND_TIMES, COND_DIVIDE, COND_MINUS, COND_NUMBER, COND_WORD, COND_CALL };
struct plan_cond {
	enum cond_op            op;
	int                     at;            /* character in the text, from 1 */
	const struct plan_cond *left, *right;  /* right NULL of NOT and MINUS */
	struct plan_qty         number;
	const char             *word;          /* WORD; CALL: the function; IS: what it is compared with */
	/* CALL: subject (series, class, kind, list, form, event) and what narrows it. */
	const char             *subject, *since, *as;
	const struct plan_cond *where;
	struct plan_dur         over, before, per, against, within;
	bool                    today;
	const char             *text;          /* the whole condition, on its topmost node */
};

/* Where the text breaks, in both languages, when it does. */
struct cond_fault { int at; const char *found, *expected_zh, *expected_en; bool shape; const char *function; };
const struct plan_cond *cond_parse(struct arena *mem, const char *text, struct cond_fault *ret_fault);

/* How a function is written, for people: "sum(cases over 7 d)"; NULL: no function. */
const char *cond_usage(const char *function);

/* ---- Running a condition over one document ---- */

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };
enum cond_known { KNOWN_NOTHING, KNOWN_NUMBER, KNOWN_TRUTH, KNOWN_WORD };

/* What a document knows of a word: a number in the smallest unit of its
 * dimension (fen, pieces, ms, 1/10000), a truth, or a word.  Asked are the words
 * of plan_cond_words.def ("quantity"), the ids of facts, and "filled.NAME" for
 * filled(NAME); at gates also "fresh.FORM" (an age in ms, or a truth), "fresh.FORM
 * since EVENT", "fresh.FORM today", "latest.FORM.FIELD", "listed.LIST" (a truth or
 * the state) and "holds.PASS".  Series and stock are not asked: they are unknown. */
struct cond_value { enum cond_known known; int64_t n; bool yes; const char *word; };
struct cond_world {
	struct cond_value (*value_of)(void *user, const char *word);
	void *user;
};

enum truth plan_cond_negated(enum truth t);

/* Kleene's three values: unknown when what is unknown could turn it. */
enum truth plan_cond_holds(const struct plan *plan, const struct plan_cond *cond, const struct cond_world *world);

/* The first check of the plans in force that refuses the document, or NULL; a
 * check that cannot be decided refuses too (*ret_unknown).  Warnings: the checks
 * that say so, at most `max`. */
const struct plan_check *plan_refusal(const struct plan *plan, enum plan_doc document, const struct cond_world *world, bool *ret_unknown);
size_t plan_warnings(const struct plan *plan, enum plan_doc document, const struct cond_world *world, const struct plan_check **ret, size_t max);
#endif
