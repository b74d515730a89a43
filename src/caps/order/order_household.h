/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_HOUSEHOLD_H
#define CAPS_ORDER_HOUSEHOLD_H
#include "caps/grid/grid.h"

/* Orders of a household that turned out to be another one.
 *
 * Whose an order is, in lists, rights and intervals, is household_order.household_id;
 * that moves, with the turns it took.  The document keeps its taker: it is signed
 * with it, and the accounts of its goods and money (claimed, prepaid, owed) stand
 * under that number until the document itself ends them.  So every step goes on
 * as before, and the books come to nil where they began. */
struct order_household_moved {
	int64_t     orders, open;        /* all that moved; those whose goods are still to come, now to the kept door */
	int64_t     together, limit;     /* live orders of both in one interval where the plan allows `limit`; 0: not more than it allows */
	const char *rule;                /* title of that rule; "" */
};
/* BLOCKED when goods are still to come and the two are in different buildings.  The
 * caller asked the rights, holds ledger_lock, and ends `from` in the same transaction. */
must_check enum err order_household_moved(struct ctx *cx, const struct household *from, const struct household *to, struct order_household_moved *ret);
#endif
