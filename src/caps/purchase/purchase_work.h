/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_WORK_H
#define CAPS_PURCHASE_WORK_H
#include "caps/purchase/inquiry.h"
#include "caps/purchase/purchase.h"

/* For this folder only: guards of purchase_doc.c. */
doc_guard purchase_guard_terms, purchase_guard_papers, purchase_guard_oral, purchase_guard_other_counter, purchase_guard_quotes, inquiry_guard_asked;
must_check enum err inquiry_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err purchase_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err purchase_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
/* Names of all papers that have to come: of the flow (NULL: none), then of the supply rules at the warehouse. */
must_check enum err purchase_needed_papers(struct ctx *cx, const struct doc *doc, const struct plan_flow *flow, const char ***ret, size_t *ret_n);
extern const struct doc_kind purchase_kind;
/* The chain the plan names for this purchase, and its flow; NULL without one. */
must_check enum err purchase_chain(struct ctx *cx, const struct doc_work *w, const struct plan_flow **ret_flow, const struct plan_chain **ret);

/* How many suppliers quoted every line of a purchase (1 without an inquiry: the
 * seller), and the sum that counts: the one that chooses the approver, too. */
struct purchase_quoted { int64_t suppliers, amount_fen; struct doc inquiry; struct inquiry_view view; };
must_check enum err purchase_quotes_of(struct ctx *cx, const struct doc_work *w, struct purchase_quoted *ret);
/* The plan's rule that refuses the purchase for what it has; "" none does. */
struct purchase_rule { const char *zh, *en, *source; };
must_check enum err purchase_check(struct ctx *cx, const struct doc_work *w, const struct purchase_quoted *q, struct purchase_rule *ret);
#endif
