/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan.h"
#include "caps/plan/plan_cond.h"
#include "caps/plan/plan_value.h"
#include "base/arena.h"
#include <stdio.h>
#include <string.h>

/* Numbers are exact fractions; what is not known, divides by nothing or grows
 * beyond 126 bits is unknown and can be anything. */
struct fraction { bool known; __int128 n, d; };
struct runner { const struct plan *plan; const struct cond_world *world; };

static const struct fraction UNKNOWN = { false, 0, 1 };

static struct fraction whole(int64_t n) { return (struct fraction){ true, n, 1 }; }

static enum truth truth_of(bool yes) { return yes ? TRUTH_YES : TRUTH_NO; }

static __int128 common(__int128 a, __int128 b)
{
	a = a < 0 ? -a : a;
	while (b) {
		__int128 rest = a % b;

		a = b;
		b = rest < 0 ? -rest : rest;
	}
	return a ? a : 1;
}

static struct fraction make(__int128 n, __int128 d)
{
	__int128 g;

	if (!d)
		return UNKNOWN;
	if (d < 0) {
		n = -n;
		d = -d;
	}
	g = common(n, d);
	return (struct fraction){ true, n / g, d / g };
}

static struct fraction times(struct fraction a, struct fraction b)
{
	__int128 n, d;

	if (!a.known || !b.known || __builtin_mul_overflow(a.n, b.n, &n) || __builtin_mul_overflow(a.d, b.d, &d))
		return UNKNOWN;
	return make(n, d);
}

static struct fraction plus(struct fraction a, struct fraction b)
{
	__int128 left, right, n, d;

	if (!a.known || !b.known || __builtin_mul_overflow(a.n, b.d, &left) || __builtin_mul_overflow(b.n, a.d, &right)
	    || __builtin_add_overflow(left, right, &n) || __builtin_mul_overflow(a.d, b.d, &d))
		return UNKNOWN;
	return make(n, d);
}

static struct cond_value ask(const struct runner *r, const char *word) { return r->world->value_of(r->world->user, word); }

/* "fresh.health_check since trip.returned" and the like. */
static struct cond_value ask_of(const struct runner *r, const char *function, const char *subject, const char *narrowed)
{
	char word[160];

	if (!subject || (size_t)snprintf(word, sizeof word, "%s.%s%s%s", function, subject, *narrowed ? " " : "", narrowed) >= sizeof word)
		return (struct cond_value){ 0 };
	return ask(r, word);
}

static struct fraction asked_number(const struct runner *r, const char *function, const char *subject)
{
	struct cond_value v = ask_of(r, function, subject, "");

	return v.known == KNOWN_NUMBER ? whole(v.n) : UNKNOWN;
}

static struct fraction number(const struct runner *r, const struct plan_cond *c)
{
	struct fraction a, b;
	struct cond_value v;

	switch (c->op) {
	case COND_NUMBER:
		return whole(c->number.n);
	case COND_WORD:
		v = ask(r, c->word);
		return v.known == KNOWN_NUMBER ? whole(v.n) : UNKNOWN;
	case COND_CALL:
		return strcmp(c->word, "latest") == 0 ? asked_number(r, "latest", c->subject) : UNKNOWN;
	case COND_MINUS:
		return times(whole(-1), number(r, c->left));
	case COND_ADD: case COND_SUBTRACT: case COND_TIMES: case COND_DIVIDE:
		break;
	default:
		return UNKNOWN;
	}
	a = number(r, c->left);
	b = number(r, c->right);
	if (c->op == COND_ADD)
		return plus(a, b);
	if (c->op == COND_SUBTRACT)
		return plus(a, times(whole(-1), b));
	if (c->op == COND_TIMES)
		return times(a, b);
	return b.known && b.n ? times(a, make(b.d, b.n)) : UNKNOWN;
}

static enum truth compare(const struct runner *r, const struct plan_cond *c)
{
	struct fraction d = plus(number(r, c->left), times(whole(-1), number(r, c->right)));

	if (!d.known)
		return TRUTH_UNKNOWN;
	switch (c->op) {
	case COND_LESS:      return truth_of(d.n < 0);
	case COND_AT_MOST:   return truth_of(d.n <= 0);
	case COND_EQUAL:     return truth_of(d.n == 0);
	case COND_NOT_EQUAL: return truth_of(d.n != 0);
	case COND_AT_LEAST:  return truth_of(d.n >= 0);
	default:             return truth_of(d.n > 0);
	}
}

static enum truth is(const struct runner *r, const struct plan_cond *c)
{
	struct cond_value v = { 0 };

	if (c->left->op == COND_WORD)
		v = ask(r, c->left->word);
	if (v.known != KNOWN_WORD || !v.word)
		return TRUTH_UNKNOWN;
	if (strcmp(c->left->word, "goods") == 0)
		return truth_of(plan_class_is(r->plan, v.word, c->word));
	if (strcmp(c->left->word, "for_kind") == 0)
		return truth_of(plan_kind_is(r->plan, v.word, c->word));
	return truth_of(strcmp(v.word, c->word) == 0);
}

static enum truth holds(const struct runner *r, const struct plan_cond *c);

/* A form or dose on record: within a stretch, since an event, today, or at all. */
static enum truth fresh(const struct runner *r, const struct plan_cond *c)
{
	char narrowed[80] = "";
	struct cond_value v;

	if (c->today || c->since)
		snprintf(narrowed, sizeof narrowed, "%s%s", c->today ? "today" : "since ", c->today ? "" : c->since);
	v = ask_of(r, "fresh", c->subject, narrowed);
	if (v.known == KNOWN_TRUTH && (!v.yes || c->within.unit == DUR_NONE))
		return truth_of(v.yes);
	if (v.known != KNOWN_NUMBER)
		return TRUTH_UNKNOWN;
	return truth_of(c->within.unit == DUR_NONE || (v.n >= 0 && v.n <= dur_ms(c->within)));
}

static enum truth call(const struct runner *r, const struct plan_cond *c)
{
	struct cond_value v;

	if (strcmp(c->word, "known") == 0) {
		if (c->where->op >= COND_ADD && c->where->op <= COND_WORD) {
			v = c->where->op == COND_WORD ? ask(r, c->where->word) : (struct cond_value){ 0 };
			return truth_of(v.known != KNOWN_NOTHING || number(r, c->where).known);
		}
		return truth_of(holds(r, c->where) != TRUTH_UNKNOWN);
	}
	if (strcmp(c->word, "fresh") == 0)
		return fresh(r, c);
	if (strcmp(c->word, "listed") != 0 && strcmp(c->word, "holds") != 0 && strcmp(c->word, "filled") != 0)
		return TRUTH_UNKNOWN;
	v = ask_of(r, c->word, c->subject, "");
	if (c->as && v.known == KNOWN_WORD && v.word)
		return truth_of(strcmp(v.word, c->as) == 0);
	return v.known == KNOWN_TRUTH && (!c->as || !v.yes) ? truth_of(v.yes) : v.known == KNOWN_WORD && !c->as ? TRUTH_YES : TRUTH_UNKNOWN;
}

static enum truth both(const struct runner *r, const struct plan_cond *c)
{
	enum truth a = holds(r, c->left), b = holds(r, c->right), ends = c->op == COND_AND ? TRUTH_NO : TRUTH_YES;

	if (a == ends || b == ends)
		return ends;
	return a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : a;
}

static enum truth holds(const struct runner *r, const struct plan_cond *c)
{
	struct cond_value v;
	enum truth t;

	switch (c->op) {
	case COND_OR:
	case COND_AND:
		return both(r, c);
	case COND_NOT:
		t = holds(r, c->left);
		return t == TRUTH_UNKNOWN ? t : truth_of(t == TRUTH_NO);
	case COND_IS:
		return is(r, c);
	case COND_CALL:
		return call(r, c);
	case COND_WORD:
		v = ask(r, c->word);
		return v.known == KNOWN_TRUTH ? truth_of(v.yes) : TRUTH_UNKNOWN;
	case COND_LESS: case COND_AT_MOST: case COND_EQUAL: case COND_NOT_EQUAL: case COND_AT_LEAST: case COND_MORE:
		return compare(r, c);
	default:
		return TRUTH_UNKNOWN;
	}
}

enum truth plan_cond_holds(const struct plan *plan, const struct plan_cond *cond, const struct cond_world *world)
{
	const struct runner r = { plan, world };

	return cond ? holds(&r, cond) : TRUTH_YES;
}

enum truth plan_cond_negated(enum truth t) { return t == TRUTH_UNKNOWN ? t : truth_of(t == TRUTH_NO); }

/* A rule with a `when` that cannot be decided counts as holding: it is a refusal. */
static bool concerns(const struct plan_check *k, enum plan_doc document, const struct cond_world *world)
{
	return k->document == document && plan_cond_holds(k->rule.plan, k->rule.when, world) != TRUTH_NO;
}

const struct plan_check *plan_refusal(const struct plan *plan, enum plan_doc document, const struct cond_world *world, bool *ret_unknown)
{
	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_checks; i++) {
			const struct plan_check *k = &plan->checks[i];
			enum truth t = TRUTH_NO;

			if (!concerns(k, document, world))
				continue;
			if (k->refuse_when)
				t = plan_cond_holds(k->rule.plan, k->refuse_when, world);
			else if (k->refuse_unless)
				t = plan_cond_holds(k->rule.plan, k->refuse_unless, world) == TRUTH_YES ? TRUTH_NO
					: plan_cond_holds(k->rule.plan, k->refuse_unless, world) == TRUTH_NO ? TRUTH_YES : TRUTH_UNKNOWN;
			if (t != TRUTH_NO) {
				*ret_unknown = t == TRUTH_UNKNOWN;
				return k;
			}
		}
	*ret_unknown = false;
	return NULL;
}

size_t plan_warnings(const struct plan *plan, enum plan_doc document, const struct cond_world *world, const struct plan_check **ret, size_t max)
{
	size_t n = 0;

	for (; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_checks && n < max; i++) {
			const struct plan_check *k = &plan->checks[i];

			if (k->warn_when && concerns(k, document, world) && plan_cond_holds(k->rule.plan, k->warn_when, world) != TRUTH_NO)
				ret[n++] = k;
		}
	return n;
}
