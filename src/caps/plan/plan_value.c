/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "caps/plan/plan_shape.h"
#include "caps/plan/plan_value.h"
#include <ctype.h>
#include <string.h>

enum { DIGITS_MAX = 15, DECIMALS_MAX = 6 };

/* A number as written: n / 10^decimals. */
struct written { int64_t n; int decimals; };

static const char *skip_spaces(const char *s)
{
	while (*s == ' ')
		s++;
	return s;
}

static const char *read_digits(const char *s, struct written *w, bool *too_long)
{
	int digits = 0;

	*w = (struct written){ 0 };
	for (; isdigit((unsigned char)*s); s++, digits++)
		if (digits < DIGITS_MAX)
			w->n = w->n * 10 + (*s - '0');
	*too_long = digits > DIGITS_MAX;
	if (!digits)
		return NULL;
	if (s[0] == '.' && isdigit((unsigned char)s[1])) {
		for (s++; isdigit((unsigned char)*s); s++) {
			if (w->decimals == DECIMALS_MAX || digits + w->decimals >= DIGITS_MAX)
				*too_long = true;
			else
				w->n = w->n * 10 + (*s - '0'), w->decimals++;
		}
	}
	return s;
}

/* 5万 = 50000: the counting words that stand between number and unit. */
static const char *read_myriad(const char *s, int64_t *factor)
{
	static const struct { const char *word; int64_t factor; } words[] = {
		{ "亿", 100000000 }, { "万", 10000 }, { "千", 1000 }, { "百", 100 } };

	*factor = 1;
	if (strncmp(s, "千克", strlen("千克")) == 0 || strncmp(s, "千卡", strlen("千卡")) == 0)
		return s;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(s, words[i].word, strlen(words[i].word)) == 0) {
			*factor = words[i].factor;
			return s + strlen(words[i].word);
		}
	return s;
}

static bool scale(const struct written *w, int64_t factor, int64_t *ret)
{
	__int128 v = (__int128)w->n * factor;
	int64_t div = 1;

	for (int i = 0; i < w->decimals; i++)
		div *= 10;
	if (v % div != 0 || v / div > INT64_C(1000000000000000000))
		return false;
	*ret = (int64_t)(v / div);
	return true;
}

struct calendar { const char *word, *unit; };
static const struct calendar calendar[] = {
	{ "month", "month" }, { "months", "month" }, { "个月", "month" }, { "月", "month" }, { "year", "year" }, { "years", "year" },
	{ "年", "year" }, { "working days", "working day" }, { "working day", "working day" }, { "工作日", "working day" },
	{ "个工作日", "working day" },
};

static enum value_fault with_unit(struct arena *mem, const struct written *w, int64_t myriad, const char *unit, struct plan_qty *ret)
{
	const struct plan_unit *u = plan_unit_named(unit, strlen(unit));

	for (size_t i = 0; i < sizeof calendar / sizeof *calendar; i++)
		if (strcmp(calendar[i].word, unit) == 0) {
			*ret = (struct plan_qty){ .dim = DIM_TIME, .unit = calendar[i].unit };
			return scale(w, myriad, &ret->n) ? VALUE_OK : VALUE_TOO_LARGE;
		}
	if (!*unit) {
		*ret = (struct plan_qty){ .dim = DIM_COUNT, .unit = "" };
		return scale(w, myriad, &ret->n) ? VALUE_OK : VALUE_TOO_LARGE;
	}
	if (!u)
		return VALUE_NO_SUCH_UNIT;
	*ret = (struct plan_qty){ .dim = (enum plan_dim)u->dim, .unit = u->dim == DIM_COUNT ? arena_text(mem, unit) : u->name };
	return scale(w, u->factor * myriad, &ret->n) ? VALUE_OK : VALUE_TOO_LARGE;
}

static char *trimmed(struct arena *mem, const char *s)
{
	size_t n = strlen(s);

	while (n && s[n - 1] == ' ')
		n--;
	return arena_bytes(mem, s, n);
}

enum value_fault value_read(struct arena *mem, const char *text, struct value *ret)
{
	struct written low, high;
	bool long_low, long_high = false, minus = *text == '-';
	int64_t myriad_low, myriad;
	enum value_fault fault;
	const char *s = read_digits(text + minus, &low, &long_low);

	*ret = (struct value){ 0 };
	if (!s)
		return VALUE_SYNTAX;
	s = read_myriad(s, &myriad);
	myriad_low = myriad;
	high = low;
	if (strncmp(s, "..", 2) == 0) {
		ret->range = true;
		s = read_digits(s + 2, &high, &long_high);
		if (!s)
			return VALUE_SYNTAX;
		s = read_myriad(s, &myriad);
	}
	ret->bad_unit = trimmed(mem, skip_spaces(s));
	if (strchr("-+<>=(){}*,.", *ret->bad_unit) && *ret->bad_unit)
		return VALUE_SYNTAX;
	fault = with_unit(mem, &low, ret->range ? myriad : myriad_low, ret->bad_unit, &ret->low);
	if (!fault)
		fault = with_unit(mem, &high, myriad, ret->bad_unit, &ret->high);
	if (long_low || long_high)
		return VALUE_TOO_LARGE;
	if (fault)
		return fault;
	if (minus) {
		ret->low.n = -ret->low.n;
		if (!ret->range)
			ret->high.n = -ret->high.n;
	}
	return ret->low.n > ret->high.n ? VALUE_BACKWARDS : VALUE_OK;
}

struct plan_dur value_dur(const struct plan_qty *q)
{
	if (strcmp(q->unit, "month") == 0)
		return (struct plan_dur){ q->n, DUR_MONTH };
	if (strcmp(q->unit, "year") == 0)
		return (struct plan_dur){ q->n, DUR_YEAR };
	if (strcmp(q->unit, "working day") == 0)
		return (struct plan_dur){ q->n, DUR_WORKING_DAY };
	return (struct plan_dur){ q->n, DUR_MS };
}

int64_t dur_ms(struct plan_dur d)
{
	static const int64_t day[] = { [DUR_NONE] = 0, [DUR_MS] = 1, [DUR_MONTH] = 30 * (int64_t)DAY_MS,
		[DUR_YEAR] = 365 * (int64_t)DAY_MS, [DUR_WORKING_DAY] = DAY_MS };
	int64_t ms;

	return __builtin_mul_overflow(d.n, day[d.unit], &ms) ? INT64_MAX : ms;
}

bool value_time(const char *text, int *ret_minutes)
{
	int h, m;

	if (strlen(text) != 5 || text[2] != ':')
		return false;
	for (int i = 0; i < 5; i++)
		if (i != 2 && !isdigit((unsigned char)text[i]))
			return false;
	h = (text[0] - '0') * 10 + text[1] - '0';
	m = (text[3] - '0') * 10 + text[4] - '0';
	*ret_minutes = h * 60 + m;
	return m < 60 && *ret_minutes <= 24 * 60;
}

bool value_window(const char *text, int *ret_from, int *ret_until, bool *ret_midnight)
{
	char part[6] = "";

	if (strlen(text) != 11 || text[5] != '-')
		return false;
	memcpy(part, text, 5);
	if (!value_time(part, ret_from) || !value_time(text + 6, ret_until))
		return false;
	*ret_midnight = *ret_until <= *ret_from;
	return true;
}

bool value_offset(const char *text, int *ret_minutes)
{
	int minutes;

	if ((*text != '+' && *text != '-') || !value_time(text + 1, &minutes) || minutes > 14 * 60)
		return false;
	*ret_minutes = *text == '-' ? -minutes : minutes;
	return true;
}

/* What stands after "per": a duration, a kind, a unit, or a word of occasion. */
static enum value_fault read_per(struct arena *mem, const char *text, struct plan_rate *ret, const char **ret_bad)
{
	static const char *const occasions = "visit/trip/case/order/shift/class_break";
	struct value v;
	int index;
	const char *lone = arena_print(mem, "1 %s", text);

	if (plan_word_in(occasions, text, strlen(text), &index) || plan_built_in_find(plan_built_in_kinds, text)) {
		ret->per_what = arena_text(mem, text);
		return VALUE_OK;
	}
	if (!isdigit((unsigned char)*text))
		text = lone;
	switch (value_read(mem, text, &v)) {
	case VALUE_OK:
		break;
	case VALUE_NO_SUCH_UNIT:
		*ret_bad = v.bad_unit;
		return VALUE_NO_SUCH_UNIT;
	default:
		return VALUE_SYNTAX;
	}
	if (v.range || v.low.n <= 0 || !*v.low.unit)
		return VALUE_SYNTAX;
	if (v.low.dim == DIM_TIME && !ret->per.unit)
		ret->per = value_dur(&v.low);
	else if (!ret->per_what)
		ret->per_what = trimmed(mem, text == lone ? text + 2 : text);
	else
		return VALUE_SYNTAX;
	return VALUE_OK;
}

enum value_fault value_rate(struct arena *mem, const char *text, struct plan_rate *ret, const char **ret_bad_unit)
{
	const char *at = strstr(text, " per ");
	enum value_fault fault;
	struct value v;

	*ret = (struct plan_rate){ 0 };
	if (!at)
		return VALUE_SYNTAX;
	fault = value_read(mem, arena_bytes(mem, text, (size_t)(at - text)), &v);
	*ret_bad_unit = v.bad_unit;
	if (fault)
		return fault == VALUE_BACKWARDS ? VALUE_SYNTAX : fault;
	if (v.range || v.low.n <= 0)
		return VALUE_SYNTAX;
	ret->amount = v.low;
	for (int parts = 0; at; parts++) {
		const char *from = at + strlen(" per "), *end = strstr(from, " per ");

		if (parts == 2)
			return VALUE_SYNTAX;
		fault = read_per(mem, end ? arena_bytes(mem, from, (size_t)(end - from)) : from, ret, ret_bad_unit);
		if (fault)
			return fault;
		at = end;
	}
	return VALUE_OK;
}

bool value_unit(const char *text, enum plan_dim *ret_over, enum plan_dim *ret_under, const char **ret_noun)
{
	const char *per = strstr(text, " per ");
	const struct plan_unit *over = plan_unit_named(text, per ? (size_t)(per - text) : strlen(text)), *under = NULL;

	if (!over)
		return false;
	if (per) {
		under = plan_unit_named(per + 5, strlen(per + 5));
		if (!under)
			return false;
	}
	*ret_over = (enum plan_dim)over->dim;
	*ret_under = under ? (enum plan_dim)under->dim : DIM_NONE;
	*ret_noun = over->dim == DIM_COUNT ? over->name : "";
	return true;
}
