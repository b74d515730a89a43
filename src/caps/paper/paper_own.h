/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PAPER_OWN_H
#define CAPS_PAPER_OWN_H
#include "caps/paper/paper.h"

/* What only the kind's own room knows, read for its form: one function each. */
enum err paper_own_count(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_purchase(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_exchange(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_requisition(struct ctx *cx, const struct doc *doc, struct paper_own *own);
enum err paper_own_award(struct ctx *cx, const struct doc *doc, struct paper_own *own);
#endif
