/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Days from civil and back: the well-known era arithmetic, with March first. */
int64_t civil_day(int year, int month, int day)
{
	int64_t y = year - (month <= 2), era = y / 400, yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void civil_date(int64_t day, int *year, int *month, int *date)
{
	int64_t z = day + 719468, era = z / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*date = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

/* Exactly n digits, nothing else. */
static bool digits(const char *text, int n, int *ret)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (!isdigit((unsigned char)text[i]))
			return false;
		v = v * 10 + (text[i] - '0');
	}
	*ret = v;
	return true;
}

static bool read_date(const char *text, int64_t *ret_day)
{
	int y, m, d, y2, m2, d2;

	if (!digits(text, 4, &y) || text[4] != '-' || !digits(text + 5, 2, &m) || text[7] != '-'
	    || !digits(text + 8, 2, &d) || y < 1970 || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*ret_day = civil_day(y, m, d);
	civil_date(*ret_day, &y2, &m2, &d2);
	return y == y2 && m == m2 && d == d2;              /* 30 February is nobody's day */
}

bool civil_read_day(const char *text, int64_t *ret_day)
{
	int64_t day;

	if (strlen(text) != 10 || !read_date(text, &day))
		return false;
	*ret_day = day;
	return true;
}

static bool read_offset(const char *text, int *ret_min)
{
	int h, m;

	if (strcmp(text, "Z") == 0) {
		*ret_min = 0;
		return true;
	}
	if ((*text != '+' && *text != '-') || strlen(text) != 6 || !digits(text + 1, 2, &h)
	    || text[3] != ':' || !digits(text + 4, 2, &m) || h > 14 || m > 59)
		return false;
	*ret_min = (*text == '-' ? -1 : 1) * (h * 60 + m);
	return true;
}

bool civil_read_time(const char *text, int64_t *ret_ms)
{
	int64_t day;
	int h, m, s, ms = 0, offset;
	const char *rest;

	if (strlen(text) < 20 || strlen(text) > 29 || !read_date(text, &day) || text[10] != 'T'
	    || !digits(text + 11, 2, &h) || text[13] != ':' || !digits(text + 14, 2, &m)
	    || text[16] != ':' || !digits(text + 17, 2, &s) || h > 23 || m > 59 || s > 59)
		return false;
	rest = text + 19;
	if (*rest == '.') {
		if (!digits(rest + 1, 3, &ms))
			return false;
		rest += 4;
	}
	if (!read_offset(rest, &offset))
		return false;
	*ret_ms = day * DAY_MS + ((int64_t)h * 3600 + m * 60 + s) * 1000 + ms - (int64_t)offset * 60000;
	return true;
}

int64_t civil_day_of(int64_t ms)
{
	int64_t local = ms + CHINA_OFFSET_MS;

	return local >= 0 ? local / DAY_MS : -((-local + DAY_MS - 1) / DAY_MS);
}

char *civil_write_day(int64_t day, char text[static 11])
{
	int y, m, d;

	civil_date(day, &y, &m, &d);
	snprintf(text, 11, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100);
	return text;
}

char *civil_write_time(int64_t ms, char text[static 30])
{
	char day[11];
	int64_t in_day = ms + CHINA_OFFSET_MS - civil_day_of(ms) * DAY_MS;
	unsigned s = (unsigned)(in_day / 1000);

	civil_write_day(civil_day_of(ms), day);
	if (in_day % 1000)
		snprintf(text, 30, "%sT%02u:%02u:%02u.%03u+08:00", day, s / 3600 % 24, s / 60 % 60, s % 60,
			 (unsigned)(in_day % 1000));
	else
		snprintf(text, 30, "%sT%02u:%02u:%02u+08:00", day, s / 3600 % 24, s / 60 % 60, s % 60);
	return text;
}
