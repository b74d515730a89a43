/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_RESIDENT_JOIN_H
#define CAPS_RESIDENT_JOIN_H
#include "caps/order/order_household.h"

/* Joining two records of one household, with all that every room holds of it: its
 * people and facts, orders and turns, rows of lists, needs, complaints, phones.  It
 * stands here because this is the lowest room that knows all of them.
 *
 * Open orders go on: they come to the kept door, are paid and settled as before
 * (order_household.h says how).  A phone of the household that ends keeps its session
 * and acts for the kept one. */
struct household_joined {
	struct order_household_moved orders;
	int64_t     needs, complaints, phones, lists_apart;
	const char *zh, *en;               /* what went over, and what to look at */
};
/* GRID_EDIT on both, a reason; two audit entries.  Joined like that already: nothing happens again.
 * BLOCKED: goods still to come and another building.  BAD_STATE: one was merged into a third. */
must_check enum err household_join(struct ctx *cx, int64_t lose_id, int64_t keep_id, const char *reason, struct household_joined *ret);
#endif
