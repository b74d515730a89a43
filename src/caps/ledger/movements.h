/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_MOVEMENTS_H
#define CAPS_LEDGER_MOVEMENTS_H
#include "caps/ledger/ledger_read.h"

/* Receipts, issues and stock of the whole district between two entries; see
 * ledger_day_movements(), which is the door.
 *
 * from_day..to_day: the days whose entries these are, all of them; their sums (day_sums.h), as far as they stand, are
 * read instead of their postings.  from_day > to_day: the postings alone, which gives the same rows. */
struct movement_span { int64_t from_seq, to_seq, from_day, to_day; };
must_check enum err ledger_movements(struct ctx *cx, const struct movement_span *span, size_t limit, struct ledger_movement **ret, size_t *ret_n);
#endif
