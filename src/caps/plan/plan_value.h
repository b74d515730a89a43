/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PLAN_PLAN_VALUE_H
#define CAPS_PLAN_PLAN_VALUE_H
#include "caps/plan/plan_model.h"

/* Values of the plan language from their text: "50000 yuan", "5万元", "7 days",
 * "10..30 min", "1 per 2 days", "every day at 09:00".  Pure functions; the reader
 * turns what they find wrong into mistakes. */

enum value_fault { VALUE_OK, VALUE_SYNTAX, VALUE_NO_UNIT, VALUE_NO_SUCH_UNIT, VALUE_TOO_LARGE, VALUE_BACKWARDS };

/* One quantity or a range; of a single value low and high are equal.  A bare
 * number is a count with unit "".  Calendar months and years and working days
 * are DIM_TIME with unit "month", "year", "working day" and n of those. */
struct value { struct plan_qty low, high; bool range; const char *bad_unit; };
enum value_fault value_read(struct arena *mem, const char *text, struct value *ret);

struct plan_dur value_dur(const struct plan_qty *q);               /* of a DIM_TIME quantity */
int64_t         dur_ms(struct plan_dur d);                         /* month = 30 days, working day = 1 day: only to compare */
bool            value_time(const char *text, int *ret_minutes);    /* "09:00", "24:00" */
bool            value_window(const char *text, int *ret_from, int *ret_until, bool *ret_midnight);
bool            value_offset(const char *text, int *ret_minutes);  /* "+08:00" */

/* "1 per 2 days", "30 yuan per t per year". */
enum value_fault value_rate(struct arena *mem, const char *text, struct plan_rate *ret, const char **ret_bad_unit);
/* A unit on its own: "t", "cases", "yuan per kg", "%"; dimensions above and below "per". */
bool value_unit(const char *text, enum plan_dim *ret_over, enum plan_dim *ret_under, const char **ret_noun);

enum timing_how { TIMING_EVERY, TIMING_RATE, TIMING_WITHIN, TIMING_BEFORE, TIMING_AFTER, TIMING_AT };
struct timing {
	enum timing_how  how;
	struct plan_dur  dur;         /* every, within, before, after */
	const char      *every;       /* every class_break; else NULL */
	struct plan_rate rate;
	const char      *event;
	int              times[12], n_times;      /* minutes of the day */
};
bool timing_read(struct arena *mem, const char *text, struct timing *ret);
int64_t timing_period_ms(const struct timing *t);                  /* 0 when it is not periodic */
#endif
