/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PAPER_OWN_H
#define CAPS_PAPER_OWN_H
#include "caps/paper/paper.h"

/* What only the kind's own room knows, read for its form: one function each. */
const char **paper_own_cells(struct paper_own *own, const struct doc *doc);      /* empty ones, for every line */
enum err paper_unless_missing(struct ctx *cx, enum err e, struct fault before);
enum err paper_own_count(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_purchase(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_exchange(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_requisition(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_extension(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_award(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_loan(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_scrap(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_sale(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_loss(struct ctx *cx, const struct doc *doc, struct paper_own *own);
#endif
