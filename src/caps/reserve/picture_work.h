/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_PICTURE_WORK_H
#define CAPS_RESERVE_PICTURE_WORK_H
#include "base/buf.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/reserve/picture.h"

/* Inside reserve: the picture while it is drawn. */
struct reserve_shelf { int64_t expiry_day, qty; };            /* usable goods that expire together */
struct reserve_goods {
	const struct item *item; const struct plan_class *class;
	int64_t usable, kept, held, unusable, out_week;
	struct reserve_shelf *shelves; size_t n_shelves, room;
};
/* One row of another form, as far as the picture counts it. */
struct reserve_other { int64_t form, item_id, qty, per_day, respond_min, ramp_up_days, until_day; const char *class_id, *unit; };
/* A line of the annual plan in force here. */
struct reserve_annual { int64_t doc_id, days, qty; const char *class_id, *unit; };
struct picture {
	struct ctx                 *cx;
	const struct plan          *plans;          /* in force at the place */
	struct reserve_picture     *out;
	struct reserve_goods       *goods;  size_t n_goods;           /* of the classes of the plans, by item code */
	struct reserve_line        *lines;  size_t n_lines, room;
	struct reserve_other       *others; size_t n_others;
	struct reserve_annual      *annual; size_t n_annual;
};

/* What one line is of; norm NULL: no reserve is stated. */
struct reserve_subject {
	const struct plan_norm      *norm;
	const struct plan_class     *class;
	struct reserve_goods       **goods; size_t n, room;
};
must_check enum err reserve_add(struct picture *p, const struct reserve_subject *s);

/* picture_load.c: what lies there, what left, the other forms, the annual plan. */
must_check enum err reserve_load(struct picture *p, const struct place *place);

/* picture_days.c: days by expiry and outflow, small packs, other forms, the annual target. */
void reserve_days(struct picture *p, const struct reserve_subject *s, const struct reserve_pace *paces, struct reserve_line *line,
		  struct reserve_item *items);

/* How many smallest units of a dimension one `unit` is; 0 when it is none of it.
 * Pieces are pieces of the unit the class is counted in. */
int64_t reserve_smallest(struct arena *mem, const char *unit, enum plan_dim dim, const char *class_unit);
/* The same for a quantity of a class in some unit, no item known: people's days as a pace. */
struct reserve_pace reserve_pace_of_unit(struct arena *mem, const struct plan *plans, const struct plan_class *class, const char *unit);

/* Sums are made in 128 bits; what does not fit a number is as good as endless. */
static inline int64_t reserve_clamp(__int128 n) { return n > INT64_MAX ? INT64_MAX : (int64_t)n; }

enum held_form { HELD_WORD, HELD_ZH, HELD_EN };
const char *reserve_held_words(struct arena *mem, unsigned held_as, enum held_form form);
#endif
