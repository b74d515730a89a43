/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SALE_WORK_H
#define CAPS_SALE_WORK_H
#include "caps/sale/sale.h"

/* For this folder only: guards and hooks of sale_doc.c, in rules.c. */
doc_guard sale_guard_flow, sale_guard_goods, sale_guard_price, sale_guard_hours, sale_guard_vetter, sale_guard_other_vetter,
	sale_guard_slip, sale_guard_settled, sale_guard_rest, sale_guard_on_shelf;
must_check enum err sale_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err sale_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains);
must_check enum err sale_after(struct ctx *cx, const struct doc_work *w);
extern const struct doc_kind sale_kind, shelf_loss_kind;

/* NOT_FOUND for a document of another kind. */
must_check enum err sale_is(struct ctx *cx, const struct doc *doc);
/* The flow of the plan that lets goods of a class be sold; NULL when no plan in force does. */
const struct plan_flow *sale_flow(const struct plan *plans, const char *category);
/* Takings of what was sold up to a counter. */
int64_t sale_worth(const struct doc *doc, enum counter counter);
/* What stands on the point's shelf, line by line: counted in, not sold, not brought back, not written off. */
must_check enum err sale_on_shelf(struct ctx *cx, const struct doc *doc, int64_t **ret);
#endif
