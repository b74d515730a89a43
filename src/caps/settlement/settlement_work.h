/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SETTLEMENT_WORK_H
#define CAPS_SETTLEMENT_WORK_H
#include "caps/settlement/settlement.h"

/* For this folder only. */

/* Nobody hands over more than the books have with him for that shop. */
doc_guard settlement_guard_books;

/* A pay-out still fits: another person where the plan says so; the statement is agreed and the sum is what is due. */
doc_guard pay_out_guard_second, pay_out_guard_due;
enum err pay_out_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);

/* Whether counts that differ by so much (shop less worker) may be closed over: the plan tolerates it, or it was allowed. */
must_check enum err settlement_closes(struct ctx *cx, const struct doc *doc, const char *verb, int64_t difference_fen, bool *ret);
must_check enum err settlement_tolerance(struct ctx *cx, const char *kind, int64_t *ret_fen);
must_check enum err settlement_may_allow(struct ctx *cx, int64_t doc_id, bool *ret);
must_check enum err settlement_allow_difference(struct ctx *cx, const struct doc *doc, const char *verb, int64_t difference_fen, const char *note);

/* The ledger's entries of a day: after the first, up to the last. */
struct span { int64_t after_seq, until_seq; };
must_check enum err statement_span(struct ctx *cx, int64_t day, struct span *ret);

/* What the books have with a worker for a shop: collected and not handed over, or
 * delivered on account and not yet paid for by him. */
must_check enum err settlement_books(struct ctx *cx, enum settlement_kind kind, int64_t worker_id, int64_t giver_id, int64_t shop_id,
				     int64_t *ret_fen);
#endif
