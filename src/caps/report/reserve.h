/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REPORT_RESERVE_H
#define CAPS_REPORT_RESERVE_H
#include "base/buf.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/report/report.h"

/* Inside report: the reserve picture while it is drawn (report_reserves). */
struct reserve_goods { const struct item *item; const struct plan_class *class; int64_t usable, held, unusable; };
struct picture {
	struct ctx                 *cx;
	const struct plan          *plans;          /* in force at the place */
	struct report_reserves     *out;
	struct reserve_goods       *goods;  size_t n_goods;           /* of the classes of the plans, by item code */
	struct report_reserve_line *lines;  size_t n_lines, room;
};

/* What one line is of; norm NULL: no reserve is stated. */
struct reserve_subject {
	const struct plan_norm      *norm;
	const struct plan_class     *class;
	const struct reserve_goods **goods; size_t n, room;
};
must_check enum err reserve_add(struct picture *p, const struct reserve_subject *s);

/* The place asked about (0: the district), with the right to its reports; and the
 * picture by any plans, in force or not. */
must_check enum err reserve_place(struct ctx *cx, int64_t place_id, struct place *ret);
must_check enum err reserve_picture(struct ctx *cx, const struct place *place, const struct plan *plans, struct report_reserves *ret);

/* Sums are made in 128 bits; what does not fit a number is as good as endless. */
static inline int64_t reserve_clamp(__int128 n) { return n > INT64_MAX ? INT64_MAX : (int64_t)n; }

enum held_form { HELD_WORD, HELD_ZH, HELD_EN };
const char *reserve_held_words(struct arena *mem, unsigned held_as, enum held_form form);
#endif
