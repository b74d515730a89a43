/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_shape.h"
#include "caps/plan/plan_value.h"
#include <ctype.h>
#include <string.h>

/* When something is due, from one phrase of plain words. */
enum { WORDS_MAX = 24 };
struct phrase { char *word[WORDS_MAX]; int n; };

static bool split(struct arena *mem, const char *text, struct phrase *p)
{
	char *s = arena_text(mem, text);

	p->n = 0;
	for (char *at = s; *at; ) {
		while (*at == ' ')
			*at++ = '\0';
		if (!*at)
			break;
		if (p->n == WORDS_MAX)
			return false;
		p->word[p->n++] = at;
		while (*at && *at != ' ')
			at++;
	}
	return p->n > 0;
}

/* A duration from word `i` on, one to three words: "2小时", "2 h", "5 working days". */
static int read_dur(struct arena *mem, const struct phrase *p, int i, int end, struct plan_dur *ret)
{
	for (int words = 3; words >= 1; words--) {
		struct value v;
		const char *text;

		if (i + words > end)
			continue;
		text = words == 1 ? p->word[i] : words == 2 ? arena_print(mem, "%s %s", p->word[i], p->word[i + 1])
			: arena_print(mem, "%s %s %s", p->word[i], p->word[i + 1], p->word[i + 2]);
		if (value_read(mem, text, &v) == VALUE_OK && !v.range && v.low.dim == DIM_TIME && v.low.n > 0) {
			*ret = value_dur(&v.low);
			return i + words;
		}
	}
	return 0;
}

static bool read_days(const struct phrase *p, int *at, bool week, bool year)
{
	static const char *const days = "Mon/Tue/Wed/Thu/Fri/Sat/Sun";
	int index;

	for (;; *at += 2) {
		const char *w = *at < p->n ? p->word[*at] : "";
		int64_t day;
		char date[16];

		if (week && !plan_word_in(days, w, strlen(w), &index))
			return false;
		if (year) {
			if (strlen(w) != 5)
				return false;
			memcpy(date, "2024-", 5);      /* a leap year: 02-29 may be named */
			memcpy(date + 5, w, 6);
			if (!civil_read_day(date, &day))
				return false;
		}
		if (!week && !year && (!text_read_i64(w, &day) || day < 1 || day > 31))
			return false;
		if (*at + 1 >= p->n || strcmp(p->word[*at + 1], "and") != 0) {
			*at += 1;
			return true;
		}
	}
}

static bool read_times(const struct phrase *p, int at, struct timing *t)
{
	for (;; at += 2) {
		if (at >= p->n || t->n_times == 12 || !value_time(p->word[at], &t->times[t->n_times]))
			return false;
		t->n_times++;
		if (at + 1 == p->n)
			return true;
		if (strcmp(p->word[at + 1], "and") != 0)
			return false;
	}
}

static bool read_every(struct arena *mem, const struct phrase *p, struct timing *t)
{
	static const char *const occasions = "class_break/trip/case/order/shift/visit";
	int at, index;
	const char *first;

	t->how = TIMING_EVERY;
	if (p->n < 2)
		return false;
	first = p->word[1];
	if (plan_word_in(occasions, first, strlen(first), &index)) {
		t->every = first;
		at = 2;
	} else if (isdigit((unsigned char)*first)) {
		at = read_dur(mem, p, 1, p->n, &t->dur);
	} else {
		struct value v;

		if (value_read(mem, arena_print(mem, "1 %s", first), &v) || v.low.dim != DIM_TIME)
			return false;
		t->dur = value_dur(&v.low);
		at = 2;
	}
	if (!at)
		return false;
	if (at < p->n && strcmp(p->word[at], "on") == 0) {
		bool week = strncmp(first, "week", 4) == 0 || strcmp(first, "周") == 0;
		bool year = strncmp(first, "year", 4) == 0 || strcmp(first, "年") == 0;

		if (!week && !year && t->dur.unit != DUR_MONTH)
			return false;
		at++;
		if (!read_days(p, &at, week, year))
			return false;
	}
	return at == p->n || (strcmp(p->word[at], "at") == 0 && read_times(p, at + 1, t));
}

bool timing_read(struct arena *mem, const char *text, struct timing *t)
{
	struct phrase p;
	const char *bad;
	int at;

	*t = (struct timing){ 0 };
	if (!split(mem, text, &p))
		return false;
	if (strcmp(p.word[0], "every") == 0)
		return read_every(mem, &p, t);
	if (strcmp(p.word[0], "at") == 0) {
		t->how = TIMING_AT;
		t->event = p.n == 2 ? p.word[1] : NULL;
		return p.n == 2;
	}
	if (strcmp(p.word[0], "within") == 0) {
		at = read_dur(mem, &p, 1, p.n, &t->dur);
		t->how = TIMING_WITHIN;
		if (!at || at + 2 != p.n || strcmp(p.word[at], "of") != 0)
			return false;
		t->event = p.word[at + 1];
		return true;
	}
	if (strstr(text, " per ")) {
		t->how = TIMING_RATE;
		return value_rate(mem, text, &t->rate, &bad) == VALUE_OK;
	}
	at = read_dur(mem, &p, 0, p.n, &t->dur);
	if (!at || at + 2 != p.n)
		return false;
	t->how = strcmp(p.word[at], "before") == 0 ? TIMING_BEFORE : TIMING_AFTER;
	t->event = p.word[at + 1];
	return t->how == TIMING_BEFORE || strcmp(p.word[at], "after") == 0;
}

int64_t timing_period_ms(const struct timing *t)
{
	if (t->how == TIMING_RATE && t->rate.per.unit && t->rate.amount.dim == DIM_COUNT)
		return dur_ms(t->rate.per) / t->rate.amount.n;
	if (t->how != TIMING_EVERY || t->every)
		return 0;
	return t->n_times > 1 ? dur_ms(t->dur) / t->n_times : dur_ms(t->dur);
}
