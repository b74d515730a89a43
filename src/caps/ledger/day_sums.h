/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_DAY_SUMS_H
#define CAPS_LEDGER_DAY_SUMS_H
#include "caps/ledger/ledger_read.h"

/* What a finished day moved of each lot, by place, owner and fund, and what was left: one row instead of all postings.
 *
 * A day is finished when an entry of a later day stands: posted_ms never falls, so nothing is posted into it any more,
 * whatever the clock does.  Late documents and reversals are entries of the day they were recorded on.  Sums are made
 * day after day without a gap and never changed; `verify` proves them against the postings.  They only save reading:
 * with both tables emptied every report is the same, and they are made again.
 *
 * Working them out only reads, and may be done beside the writer; keeping them is a short command. */
struct ledger_day_sums { int64_t day, before_day, seq; struct ledger_movement *rows; size_t n; };

/* The next finished day that has no sums; day 0: there is none.  A day without entries is passed over. */
must_check enum err ledger_day_sums_next(struct ctx *cx, struct ledger_day_sums *ret);

/* Keeps them; does nothing when somebody else has kept that day meanwhile.  In a transaction. */
must_check enum err ledger_day_sums_keep(struct ctx *cx, const struct ledger_day_sums *sums);
#endif
