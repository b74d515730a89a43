/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DISPATCH_H
#define CAPS_DISPATCH_H
#include "caps/document/document.h"

/* Dispatch 调拨: approved goods on their way to the unit they were approved for
 * (D2.12, D2.14, D7.7).
 *
 * An order draws on one allocation, goes from one place to one unit, and never
 * takes more than was approved for that unit.  Its times are in its history:
 * ordered, acknowledged, departed, arrived, received; each late step is marked
 * by the system.  Goods that left are with the carrier until the addressee signs
 * for them, and astray until a difference is explained; then the order may end.
 * Carrier 0 means the issuing place's own transport. */

enum { DISPATCH_ORDERS_MAX = 1000 };

struct dispatch_line { int64_t allocation_line_no, qty; };        /* qty 0: all that is left of it */
struct dispatch_draft {
	int64_t allocation_id, carrier_id;
	const struct dispatch_line *lines;  size_t n_lines;       /* all from one place for one unit and address */
};
/* A draft of one order; `order` it with document_advance(). */
must_check enum err dispatch_open(struct ctx *cx, const struct dispatch_draft *draft, int64_t *ret_doc_id);

/* The same lines handed out over the counter instead of being sent. */
must_check enum err dispatch_open_handout(struct ctx *cx, const struct dispatch_draft *draft, int64_t *ret_doc_id);

/* Orders for all that an allocation still holds: one for each place and addressee, ordered at once.  After
 * DISPATCH_ORDERS_MAX of them `ret_more` says that there are others: ask again. */
must_check enum err dispatch_order_all(struct ctx *cx, int64_t allocation_id, int64_t carrier_id, int64_t **ret_doc_ids, size_t *ret_n, bool *ret_more);

/* What the goods of an order or hand-out were asked for instead of (S3.12), in one Chinese sentence with their own quantities; ""
 * when they stand in for nothing.  dispatch_note: what somebody said himself and that, for the note of the step that sends them;
 * what is too long for a note is left to the paper. */
must_check enum err dispatch_instead(struct ctx *cx, int64_t doc_id, const char **ret);
must_check enum err dispatch_note(struct ctx *cx, int64_t doc_id, const char *said, const char **ret);

/* Approved allocations with goods nobody has ordered yet, newest first, and the
 * lines of one: what was approved, what orders have taken, what is left.  For
 * those who may order for the district. */
struct dispatch_waiting { int64_t allocation_id, created, orders, lines; const char *number; };
must_check enum err dispatch_waiting_list(struct ctx *cx, int64_t before_id, size_t limit, struct dispatch_waiting **ret, size_t *ret_n);
struct dispatch_left {
	int64_t     allocation_line_no, item_id, place_id, unit_id, to_place_id, request_id, approved, ordered, left, pack;
	const char *item, *unit, *pack_unit, *place, *taker, *to_place;
};
must_check enum err dispatch_left_of(struct ctx *cx, int64_t allocation_id, struct dispatch_left **ret, size_t *ret_n);

/* For the tables of steps. */
enum err dispatch_after(struct ctx *cx, const struct doc_work *w);
doc_guard guard_dispatch_addressee;
#endif
