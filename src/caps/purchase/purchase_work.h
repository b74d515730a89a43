/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PURCHASE_WORK_H
#define CAPS_PURCHASE_WORK_H
#include "caps/purchase/purchase.h"

/* For this folder only: guards of purchase_doc.c. */
doc_guard purchase_guard_terms, purchase_guard_papers, purchase_guard_oral, purchase_guard_other_counter;
must_check enum err purchase_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
extern const struct doc_kind purchase_kind;
/* The chain the plan names for this purchase, and its flow; NULL without one. */
must_check enum err purchase_chain(struct ctx *cx, const struct doc_work *w, const struct plan_flow **ret_flow, const struct plan_chain **ret);
#endif
