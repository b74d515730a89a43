/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SWAP_WORK_H
#define CAPS_SWAP_WORK_H
#include "caps/swap/swap.h"

/* For this folder only: guards and hooks of swap_doc.c, in swap_rules.c. */
doc_guard swap_guard_value, swap_guard_goods, swap_guard_storage, swap_guard_legs, swap_guard_hands, swap_guard_side;
must_check enum err swap_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err swap_after(struct ctx *cx, const struct doc_work *w);
extern const struct doc_kind exchange_kind, exchange_unit_kind, swap_balance_kind;
bool swap_is_exchange(const struct doc *doc);
/* Worth of the lines of one direction at what was asked, or handed over. */
int64_t swap_worth(const struct doc *doc, int64_t dir, enum counter counter);
/* What stands open in the account `swapped`. */
must_check enum err swap_open_fen(struct ctx *cx, const struct doc *doc, int64_t *ret);
#endif
