/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "base/text.h"
#include "file/xlsx_part.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* From the stored number of a cell to the text a person sees. */

/* The built-in formats that show days and times, those of Chinese Excel included. */
static enum xlsx_look built_in(long id)
{
	static const struct { unsigned char first, last, look; } known[] = {
		{ 14, 17, LOOK_DAY }, { 18, 21, LOOK_TIME }, { 22, 22, LOOK_DAY_TIME }, { 27, 31, LOOK_DAY },
		{ 32, 35, LOOK_TIME }, { 36, 36, LOOK_DAY }, { 45, 47, LOOK_TIME }, { 50, 54, LOOK_DAY },
		{ 55, 56, LOOK_TIME }, { 57, 58, LOOK_DAY },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (id >= known[i].first && id <= known[i].last)
			return (enum xlsx_look)known[i].look;
	return LOOK_NUMBER;
}

enum xlsx_look xlsx_look_of(long id, const char *format)
{
	bool day = false, month = false, time = false;

	if (!format)
		return built_in(id);
	for (const char *s = format; *s && *s != ';'; s++) {
		if (*s == '"') {
			s = strchr(s + 1, '"');
			if (!s)
				break;
		} else if (*s == '[') {
			time = time || (strchr("hms", tolower((unsigned char)s[1])) && s[1]
					&& (s[2] == ']' || tolower((unsigned char)s[2]) == tolower((unsigned char)s[1])));
			s = strchr(s, ']');
			if (!s)
				break;
		} else if ((*s == '\\' || *s == '_' || *s == '*') && s[1]) {
			s++;
		} else {
			char c = (char)tolower((unsigned char)*s);

			day = day || c == 'y' || c == 'd';
			month = month || c == 'm';
			time = time || c == 'h' || c == 's';
		}
	}
	return day && time ? LOOK_DAY_TIME : day || (month && !time) ? LOOK_DAY : time ? LOOK_TIME : LOOK_NUMBER;
}

/* Days since 1970 of a day number; false outside of 1900 to 9999. */
static bool serial_day(const struct xlsx *x, double serial, int64_t *ret)
{
	double most = x->from_1904 ? 2957003 : 2958465;

	if (!(serial >= (x->from_1904 ? 0 : 1)) || serial > most + 0.99999)
		return false;
	if (x->from_1904)
		*ret = (int64_t)serial + civil_day(1904, 1, 1);
	else                                       /* Excel counts a 29 February 1900 as its day 60 */
		*ret = (int64_t)serial - (serial < 60 ? 1 : 2) + civil_day(1900, 1, 1);
	return true;
}

static bool moment_text(const struct xlsx *x, double serial, enum xlsx_look look, char text[static 64])
{
	double whole = floor(serial);
	int64_t day = 0, second = llround((serial - whole) * 86400);
	char date[12] = "", clock[16] = "";

	if (second == 86400) {
		whole++;
		second = 0;
	}
	if (look == LOOK_TIME ? whole != 0 : !serial_day(x, whole, &day))
		return false;
	if (look != LOOK_TIME)
		civil_write_day(day, date);
	if (look == LOOK_TIME || second)
		snprintf(clock, sizeof clock, second % 60 ? "%02d:%02d:%02d" : "%02d:%02d", (int)(second / 3600),
			 (int)(second / 60 % 60), (int)(second % 60));
	snprintf(text, 64, "%s%s%s", date, *date && *clock ? " " : "", clock);
	return true;
}

/* The shortest decimal text, no exponent where a person would not write one. */
static void shortest(double value, char text[static 64])
{
	int exponent;

	if (value == floor(value) && fabs(value) < 1e15) {
		snprintf(text, 64, "%.0f", value == 0 ? 0.0 : value);
		return;
	}
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, 64, "%.*g", digits, value);
		if (digits == 15 || strtod(text, NULL) == value)
			break;
	}
	if (!strchr(text, 'e'))
		return;
	exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
	if (exponent < 0 && exponent > -10) {
		snprintf(text, 64, "%.*f", 15 - exponent, value);
		for (size_t n = strlen(text); text[n - 1] == '0'; n--)
			text[n - 1] = '\0';
	}
}

const char *xlsx_number_text(struct xlsx *x, const char *number, enum xlsx_look look, char text[static 64])
{
	size_t n = strspn(number, "0123456789");
	char *end;
	double value;

	if (look == LOOK_NUMBER && n && n <= 15 && !number[n] && (number[0] != '0' || n == 1))
		return number;
	value = strtod(number, &end);
	if (end == number || *end || !isfinite(value) || strpbrk(number, "xXnN"))
		return number;                           /* no number at all: as written */
	if (look == LOOK_NUMBER || !moment_text(x, value, look, text))
		shortest(value, text);
	return text;
}

/* Spreadsheets write controls as _x000D_; undone for TAB, LF, CR and the sign _ itself. */
static size_t unescape(char *text, size_t n)
{
	size_t out = 0;

	for (size_t in = 0; in < n;) {
		static const struct { const char *written; char meant; } known[] = {
			{ "_x0009_", '\t' }, { "_x000A_", '\n' }, { "_x000D_", '\r' }, { "_x005F_", '_' } };
		bool hit = false;

		for (size_t i = 0; i < 4 && text[in] == '_' && n - in >= 7 && !hit; i++)
			if (strncasecmp(text + in, known[i].written, 7) == 0) {
				text[out++] = known[i].meant;
				in += 7;
				hit = true;
			}
		if (!hit)
			text[out++] = text[in++];
	}
	text[out] = '\0';
	return out;
}

bool xlsx_clean(char *text, size_t *n)
{
	size_t out;
	bool whole = true;

	*n = memchr(text, '_', *n) ? unescape(text, *n) : *n;
	out = text_good_bytes(text, *n);
	for (size_t in = out; in < *n;) {
		size_t good;

		do                                       /* drop the bad character, all of its bytes */
			in++;
		while (in < *n && (unsigned char)text[in] >> 6 == 2);
		good = text_good_bytes(text + in, *n - in);
		memmove(text + out, text + in, good);
		out += good;
		in += good;
		whole = false;
	}
	*n = out;
	text[out] = '\0';
	return whole;
}
