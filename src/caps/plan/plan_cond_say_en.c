/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_say.h"
#include <string.h>

/* A condition in English words. */
static void say_dur(struct buf *b, struct plan_dur d)
{
	struct plan_qty q = { .n = d.n, .dim = DIM_TIME,
		.unit = d.unit == DUR_MONTH ? "month" : d.unit == DUR_YEAR ? "year" : d.unit == DUR_MS ? "" : "working day" };

	say_number_en(b, &q);
}

static const char *name(const struct speaker *s, const char *word) { return say_name(s, NULL, word); }

/* " over the last 7 days", " over 21 days before the last 7 days", " since the declaration", " today" */
static void say_span(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	if (c->before.unit && !c->against.unit) {
		buf_text(b, " over ");
		say_dur(b, c->over);
		buf_text(b, " before the last ");
		say_dur(b, c->before);
	} else if (c->over.unit) {
		buf_text(b, " over the last ");
		say_dur(b, c->over);
	} else if (c->since) {
		buf_print(b, " since %s", say_event_en(s, c->since));
	} else if (c->today) {
		buf_text(b, " today");
	}
}

static void say_series(const struct speaker *s, struct buf *b, const struct plan_cond *c, const char *what)
{
	buf_print(b, "%s %s", what, name(s, c->subject));
	if (c->per.unit && strcmp(c->word, "mean") == 0) {
		buf_text(b, " per ");
		say_dur(b, c->per);
	}
	say_span(s, b, c);
}

static void say_subject(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	bool happened = strcmp(c->word, "happened") == 0, fresh = strcmp(c->word, "fresh") == 0;

	if (strcmp(c->word, "orders") == 0)
		buf_text(b, "orders of the household");
	else if (strcmp(c->word, "since") == 0)
		buf_print(b, "time since %s", c->subject ? say_event_en(s, c->subject) : "");
	else if (strcmp(c->word, "listed") == 0)
		buf_print(b, "on %s", name(s, c->subject));
	else if (happened)
		buf_text(b, say_event_en(s, c->subject));
	else
		buf_print(b, "%s%s", strcmp(c->word, "holds") == 0 ? "holding " : "", name(s, c->subject));
	if (fresh)
		buf_text(b, " on record");
	else if (strcmp(c->word, "filled") == 0)
		buf_text(b, " given");
	if (c->as)
		buf_print(b, " as %s", c->as);
	if (c->within.unit) {
		buf_text(b, happened || fresh ? " within " : " within the last ");
		say_dur(b, c->within);
	} else if (c->since) {
		buf_print(b, " since %s", say_event_en(s, c->since));
	}
}

static bool say_goods(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	static const struct { const char *name, *en; } goods[] = { { "stock", "usable stock of" }, { "need", "daily need of" },
		{ "days_of_cover", "days of cover of" }, { "gap", "shortfall of" } };

	for (size_t i = 0; i < sizeof goods / sizeof *goods; i++)
		if (strcmp(goods[i].name, c->word) == 0) {
			buf_print(b, "%s %s", goods[i].en, name(s, c->subject));
			if (c->within.unit) {
				buf_text(b, " for ");
				say_dur(b, c->within);
			}
			return true;
		}
	return false;
}

static void say_call(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	static const struct { const char *name, *en; } series[] = { { "sum", "total" }, { "mean", "mean" }, { "highest", "highest" },
		{ "lowest", "lowest" }, { "latest", "latest" }, { "rise", "rise of" } };
	static const struct { const char *name, *en; } counted[] = { { "count", "number of" }, { "share", "share of" }, { "any", "some" },
		{ "every", "every" } };

	for (size_t i = 0; i < sizeof series / sizeof *series; i++)
		if (strcmp(series[i].name, c->word) == 0) {
			say_series(s, b, c, series[i].en);
			return;
		}
	if (say_goods(s, b, c))
		return;
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
		if (strcmp(counted[i].name, c->word) == 0 && c->subject) {
			buf_print(b, "%s %s%s where ", counted[i].en, name(s, c->subject), i < 2 ? "s" : "");
			say_cond_en(s, b, c->where);
			return;
		}
	if (c->subject || strcmp(c->word, "orders") == 0) {
		say_subject(s, b, c);
		return;
	}
	say_cond_en(s, b, c->where);          /* held, known */
	if (strcmp(c->word, "known") == 0)
		buf_text(b, " is known");
	if (c->within.unit) {
		buf_text(b, " for ");
		say_dur(b, c->within);
	}
}

void say_cond_en(const struct speaker *s, struct buf *b, const struct plan_cond *c)
{
	static const char *const signs[] = { [COND_OR] = " or ", [COND_AND] = " and ", [COND_LESS] = " < ", [COND_AT_MOST] = " ≤ ",
		[COND_EQUAL] = " = ", [COND_NOT_EQUAL] = " ≠ ", [COND_AT_LEAST] = " ≥ ", [COND_MORE] = " > ", [COND_ADD] = " + ",
		[COND_SUBTRACT] = " − ", [COND_TIMES] = " × ", [COND_DIVIDE] = " ÷ " };

	switch (c->op) {
	case COND_NOT:
		buf_text(b, "not ");
		say_cond_en(s, b, c->left);
		break;
	case COND_MINUS:
		buf_text(b, "−");
		say_cond_en(s, b, c->left);
		break;
	case COND_IS:
		say_cond_en(s, b, c->left);
		buf_print(b, " is %s", name(s, c->word));
		break;
	case COND_NUMBER: say_number_en(b, &c->number); break;
	case COND_WORD:   buf_text(b, name(s, c->word)); break;
	case COND_CALL:   say_call(s, b, c); break;
	default:
		say_cond_en(s, b, c->left);
		buf_text(b, signs[c->op]);
		say_cond_en(s, b, c->right);
		break;
	}
}
