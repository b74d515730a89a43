/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_SILENT_H
#define CAPS_ORDER_SILENT_H
#include "caps/order/order.h"

/* Who has not answered an offer: households that are at home, where it reaches, and
 * have neither an order on it nor had one they cancelled (that is an answer: no).
 * What the actor's ORDER_READ covers; no names, and of needs only whether somebody
 * has to go there. */

enum { SILENT_ROWS_MAX = 1000, SILENT_BUILDINGS_MAX = 5000 };
struct order_silent_filter { int64_t offer_id, place_id, after, limit; bool visit; };     /* place 0: all; after: last household_id seen */
struct order_silent { int64_t household_id, building_id, grid_id; bool visit; const char *building, *unit, *room, *door; };
/* As the stairs are walked.  visit: nobody reads a chat there (no phone, alone, disabled). */
must_check enum err order_silent(struct ctx *cx, const struct order_silent_filter *filter, struct order_silent **ret, size_t *ret_n);

/* By building: homes there, those with an order that stands, those who said no, those silent. */
struct order_answers { int64_t building_id, grid_id, homes, ordered, refused, silent, visit; const char *building, *grid; };
must_check enum err order_answers(struct ctx *cx, const struct order_silent_filter *filter, struct order_answers **ret, size_t *ret_n);
#endif
