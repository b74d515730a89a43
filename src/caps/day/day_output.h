/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DAY_DAY_OUTPUT_H
#define CAPS_DAY_DAY_OUTPUT_H
#include "base/shape.h"
#include "caps/day/day_input.h"
#include "caps/plan/plan.h"

/* A day that was computed, and the files it becomes.  None of them depends on
 * the order of the input rows, on threads or on the clock. */
struct day {
	int64_t                   day;
	struct day_input          input;
	struct allocation_result  result;
	const struct plan        *plan;
	int32_t                  *line_order;     /* [n_lines] by (request, item) */
	int32_t                  *row_order;      /* [n_rows] by (place, item, expiry, lot, owner, restricted_to) */
	int64_t                  *row_left;       /* [n_rows] what is still there */
	const char               *class_titles[ALLOCATION_CLASSES];
};

void day_order(struct ctx *cx, struct day *d);      /* fills the last four */

must_check enum err day_allocation_csv(struct ctx *cx, const struct day *d, struct bytes *ret);
must_check enum err day_dispatch_csv(struct ctx *cx, const struct day *d, struct bytes *ret);
must_check enum err day_ledger_csv(struct ctx *cx, const struct day *d, struct bytes *ret);
must_check enum err day_summary_json(struct ctx *cx, const struct day *d, struct bytes *ret);
must_check enum err day_report_xlsx(struct ctx *cx, const struct day *d, struct bytes *ret);
must_check enum err day_report_pdf(struct ctx *cx, const struct day *d, struct bytes *ret);

/* "0.833333": share of the asked quantity that is covered, rounded half up. */
char *day_ratio(struct arena *mem, const struct day *d, size_t line);
char *day_km(struct arena *mem, __int128 metres);           /* "1.234" */
char *day_wide(struct arena *mem, __int128 value);          /* decimal digits */

static inline const char *day_place_code(const struct day *d, int32_t place)
{
	return place == ALLOCATION_NOBODY ? "" : d->input.problem.places[place].code;
}
static inline const char *day_place_name(const struct day *d, int32_t place)
{
	return place == ALLOCATION_NOBODY ? "" : d->input.places[place].name;
}
#endif
