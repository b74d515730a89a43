/* SPDX-License-Identifier: Apache-2.0 */
/* What of "DB-330114-20261122-0381" somebody typed. */
#include "caps/search/search.h"
#include "base/civil.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { PIECES_MAX = 4, DIGITS_MAX = 12, SHORT_DAY = 4, LONG_DAY = 8 };

struct piece { char at[DIGITS_MAX + 1]; size_t n; };

static int64_t value(const struct piece *p)
{
	int64_t v = 0;

	for (size_t i = 0; i < p->n; i++)
		v = v * 10 + (p->at[i] - '0');
	return v;
}

/* "20261122", or "1122" for the last such day; 0: no day. */
static int64_t day_of(const struct piece *p, int64_t today)
{
	char text[11];
	int64_t day;
	int year, month, date;

	civil_date(today, &year, &month, &date);
	if (p->n == LONG_DAY) {
		snprintf(text, sizeof text, "%.4s-%.2s-%.2s", p->at, p->at + 4, p->at + 6);
		return civil_read_day(text, &day) ? day : 0;
	}
	if (p->n != SHORT_DAY)
		return 0;
	for (int back = 0; back < 2; back++) {
		snprintf(text, sizeof text, "%04d-%.2s-%.2s", year - back, p->at, p->at + 2);
		if (civil_read_day(text, &day) && day <= today)
			return day;
	}
	return 0;
}

/* Letters first, then groups of digits; "-", "_" and blanks part them. */
static bool split(const char *text, char kind[static 8], struct piece pieces[static PIECES_MAX], size_t *ret_n)
{
	size_t n_kind = 0, n = 0;
	bool inside = false;

	for (; isalpha((unsigned char)*text); text++) {
		if (n_kind == 7)
			return false;
		kind[n_kind++] = (char)toupper((unsigned char)*text);
	}
	kind[n_kind] = '\0';
	for (; *text; text++) {
		if (*text == '-' || *text == '_' || *text == ' ') {
			inside = false;
			continue;
		}
		if (!isdigit((unsigned char)*text) || (!inside && n == PIECES_MAX))
			return false;
		if (!inside)
			pieces[n++] = (struct piece){ .n = 0 };
		inside = true;
		if (pieces[n - 1].n == DIGITS_MAX)
			return false;
		pieces[n - 1].at[pieces[n - 1].n++] = *text;
	}
	*ret_n = n;
	return n_kind || n;
}

struct number_read search_read_number(const char *text, int64_t district_id, int64_t today)
{
	struct number_read r = { .running = -1 };
	struct piece piece[PIECES_MAX] = { 0 };
	size_t n = 0, at = 0;

	if (!split(text, r.kind, piece, &n))
		return r;
	if (n && piece[0].n == 6 && value(&piece[0]) == district_id && (n > 1 || r.kind[0]))
		at = 1;
	r.fits = true;
	if (at == n)
		r.fits = r.kind[0];
	else if (at + 1 == n && piece[at].n == LONG_DAY)
		r.day = day_of(&piece[at], today), r.fits = r.day;
	else if (at + 1 == n && piece[at].n <= 6)
		r.running = value(&piece[at]);
	else if (at + 2 == n)
		r.day = day_of(&piece[at], today), r.running = value(&piece[at + 1]), r.fits = r.day;
	else
		r.fits = false;
	return r;
}
