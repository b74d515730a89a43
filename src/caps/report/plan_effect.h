/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REPORT_PLAN_EFFECT_H
#define CAPS_REPORT_PLAN_EFFECT_H
#include "caps/plan/plan_edit.h"

/* What a changed plan would do today (X1): the reserve report of the district by the
 * older and by the newer text, and the documents waiting for a signature that
 * another line of people would have to give.
 *
 * Both texts stand in place of the plan of that id among the plans in force; when
 * it is not in force, beside them.  Nothing is written. */
enum { EFFECT_DOCUMENTS_MAX = 200 };
struct plan_effect_stock {
	const char *rule_id, *class_id, *class_zh, *class_en, *unit, *item, *item_en, *item_unit;
	int64_t     old_target, target;            /* days, or a quantity in `unit` */
	int64_t     old_short, short_of;           /* of the same; -1: cannot be told */
	int64_t     old_fill, fill;                /* how much of `item` alone would close the gap; -1: cannot be told */
};
struct plan_effect_document { const char *rule_id, *number, *kind_zh, *kind_en, *old_zh, *old_en, *zh, *en; int64_t doc_id; };
struct plan_effects {
	const char *place;
	bool        in_force;                      /* a version of the plan is in force in the district */
	int64_t     waiting;                       /* documents that wait for a signature of a changed chain */
	struct list stock, documents;
};
must_check enum err plan_effects(struct ctx *cx, const struct plan *old, const struct plan *new, struct plan_effects *ret);
#endif
