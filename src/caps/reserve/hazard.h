/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESERVE_HAZARD_H
#define CAPS_RESERVE_HAZARD_H
#include "base/ctx.h"
#include "base/shape.h"

/* Flammable, corrosive and toxic goods (D1.8, D3.4): which warehouses may hold
 * them, what lies where, whether it may lie there, and when it is looked at next.
 *
 * Goods are hazardous by how they must be stored, by the item's own tags or by
 * those of its class in the plans in force.  They fit a warehouse that has that
 * storage class and where no storage rule of the plans keeps them apart from
 * what else lies there.  What does not fit is refused when it is announced,
 * received or transferred (guard_storage_fits); what lies wrong all the same,
 * because rules or goods changed, shows here.
 *
 * Rights: RESERVE_READ for what is looked after, STOCK_READ for what lies there. */
struct hazard_goods {
	int64_t     item_id, qty;
	bool        fits;
	const char *item_code, *item, *item_en, *unit, *hazards, *zh, *en;     /* hazards: "flammable,toxic"; zh, en: why it must not lie there, "" it may */
};
struct hazard_house {
	int64_t     place_id, due_day, last_day;          /* of the next fire safety check, 0: none is entered */
	bool        overdue, last_sound, wrong;           /* wrong: something lies there that must not */
	const char *place, *accepts, *last_note;          /* accepts: hazardous classes it may hold, "" none */
	struct list goods;                                /* struct hazard_goods: by item code */
};
must_check enum err hazard_houses(struct ctx *cx, int64_t place_id, struct hazard_house **ret, size_t *ret_n);
#endif
