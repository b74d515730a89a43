/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days and times as people write them.  A day is a count since 1970-01-01; a
 * time is milliseconds since then, UTC.  The calendar is Gregorian, the clock
 * China Standard Time (+08:00, no summer time) unless an offset says otherwise.
 * Years 1970 to 9999. */
enum { CHINA_OFFSET_MS = 8 * 3600 * 1000, DAY_MS = 24 * 3600 * 1000 };

int64_t civil_day(int year, int month, int day);                     /* no check: 2026,11,21 */
void    civil_date(int64_t day, int *year, int *month, int *date);
bool    civil_read_day(const char *text, int64_t *ret_day);          /* "2026-11-21", exactly */
bool    civil_read_time(const char *text, int64_t *ret_ms);          /* ISO 8601 with offset or Z */
int64_t civil_day_of(int64_t ms);                                    /* the day in China */

/* Both write a NUL-ended text and return it. */
char *civil_write_day(int64_t day, char text[static 11]);            /* "2026-11-21" */
char *civil_write_time(int64_t ms, char text[static 30]);            /* "2026-11-21T08:00:00+08:00" */
#endif
