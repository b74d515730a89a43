/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_PICTURE_H
#define CAPS_RESERVE_PICTURE_H
#include "base/ctx.h"
#include "base/shape.h"

/* The reserve picture (D7.1, D7.2, D7.11, S3.3): what the plans in force at a place
 * want held there, by whom, and what there is, form by form.
 *
 * Physical stock: usable (free or set aside as a reserve, not expired), held
 * (allotted, still here), unusable (at the dock, blocked, expired).  The other
 * forms stand beside it and are never added to it.  Every number wanted comes
 * from the plan or from the annual reserve plan that was approved.
 *
 * A norm in days is a line for each class it governs: target_days times the
 * people of the place.  What a person uses in a day is the plan's `needs` where
 * it can be told in the item's unit, else the item's own norm; the items of a
 * class stand in for one another, their days add up; rounded down.  A norm in
 * pieces, mass or volume is one line; items of other units are left out and
 * named.  to_fill is how much of this item alone would close the gap.  A class
 * that has a department to reserve it and no norm is a line without a target.
 * -1: cannot be told; zh and en say why.
 *
 * Days by expiry (standards.md 5.1): lots are eaten first expired first; of each
 * only what can be eaten before it expires counts.  lot_days_x10 at what the norm
 * says people use, flow_days_x10 at what left the warehouses in the last 7 days;
 * both in tenths of a day.  spoils: what would expire uneaten at the norm. */
enum reserve_state { RESERVE_MET, RESERVE_SHORT, RESERVE_UNKNOWN, RESERVE_NO_TARGET };
extern const char *const reserve_state_words[];       /* "met", "short", "unknown", "no_target", NULL */
struct reserve_owner { const char *does, *zh, *en; };
struct reserve_item {
	int64_t     item_id, usable, held, unusable, cover_days, to_fill;
	int64_t     kept, spoils, out_week, first_expiry;         /* kept: of usable, set aside; out_week: left in 7 days */
	bool        small;                                        /* in small packs */
	const char *item_code, *item, *item_en, *unit;
};

/* What is on record in another form than physical stock: agreements, capacity, mutual aid, households, companies. */
enum reserve_kind { RESERVE_AGREEMENT, RESERVE_CAPACITY, RESERVE_MUTUAL_AID, RESERVE_HOUSEHOLD, RESERVE_COMPANY, RESERVE_KINDS };
extern const char *const reserve_kind_words[];        /* "agreement", "capacity", "mutual_aid", "household", "company", NULL */
struct reserve_form_sum {
	int64_t     form, sources, expiring;          /* expiring: valid for 30 days more at most */
	int64_t     qty, per_day, days_x10;           /* qty, per_day: in unit; -1: units differ.  days_x10 -1: cannot be told */
	int64_t     respond_min, ramp_up_days;        /* the slowest; 0: not said */
	const char *unit;
};
struct reserve_line {
	int64_t     state, target_days, target_qty, usable, cover_days, short_days, short_qty;
	int64_t     lot_days_x10, flow_days_x10, small_share;     /* share of usable people's days in small packs, 1/10000; -1 */
	int64_t     annual_doc_id, annual_days, annual_qty, annual_short;      /* the approved plan of the year; 0, 0, 0, -1: none */
	const char *plan_id, *norm_id, *norm_zh, *norm_en, *source, *class_id, *class_zh, *class_en, *held_as, *unit, *holder, *holder_zh,
		   *holder_en, *zh, *en;
	struct list owners;                               /* struct reserve_owner: by task, in the order of the plan */
	struct list items;                                /* struct reserve_item: item code */
	struct list sums;                                 /* struct reserve_form_sum: forms on record, in their order */
};
struct reserve_form { int64_t respond_min; const char *plan_id, *held_as, *zh, *en, *must_state; };     /* 0: not said */
enum { RESERVE_LINES_MAX = 10000 };
struct reserve_picture {
	int64_t     day, population;
	const char *place;
	struct list lines;                                /* struct reserve_line: norms in the order of the plans, then the rest */
	struct list forms;                                /* struct reserve_form: how the plans let it be held */
};

/* The place asked about (0: the district), with the right `perm` there; and the
 * picture by any plans, in force or not. */
struct place; struct plan; struct plan_norm; struct plan_class; struct plan_qty; struct item;
must_check enum err reserve_place(struct ctx *cx, enum perm perm, int64_t place_id, struct place *ret);
must_check enum err reserve_picture(struct ctx *cx, const struct place *place, const struct plan *plans, struct reserve_picture *ret);
must_check enum err reserve_picture_see(struct ctx *cx, enum perm perm, int64_t place_id, struct reserve_picture *ret);

/* What of a norm stock is compared with: at_least, or the aim where nothing is demanded. */
const struct plan_qty *reserve_target(const struct plan_norm *norm);

/* What one person uses of an item: `num` base units last him `den` days; num 0: not known.  The
 * plan's needs come first, then the item's own norm. */
struct reserve_pace { int64_t num, den; };
struct reserve_pace reserve_pace(struct arena *mem, const struct plan *plans, const struct plan_class *class, const struct item *item);

/* The walk: lots first expired first (0: keeps for ever), in thousandths of any measure; so many
 * of them are eaten in a week.  *ret_x10: tenths of a day they last; each lot's `left` is what
 * expires uneaten.  A lot may be eaten on the day it expires.  per_week > 0; sorts the lots. */
struct reserve_lot { int64_t expiry_day, milli, left; size_t goods; };
void reserve_walk(struct reserve_lot *lots, size_t n, int64_t today, int64_t per_week, int64_t *ret_x10);
#endif
