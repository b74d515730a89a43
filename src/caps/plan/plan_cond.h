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
/* A value the document has: a number (n in the smallest unit of its dimension),
 * a word, or nothing known. */
enum cond_known { KNOWN_NOTHING, KNOWN_NUMBER, KNOWN_TRUTH, KNOWN_WORD };
struct cond_value { enum cond_known known; int64_t n; bool yes; const char *word; };
/* word: a document word ("quantity"), a fact, or "filled.NAME", "goods"; is_a: whether `word` belongs to `other`. */
struct cond_world {
	struct cond_value (*value_of)(void *user, const char *word);
	void *user;
	const struct plan *plan;
};
enum truth plan_cond_holds(const struct plan_cond *cond, const struct cond_world *world);
#endif
