/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_MOVEMENTS_H
#define CAPS_LEDGER_MOVEMENTS_H
#include "caps/ledger/ledger_read.h"

/* Receipts, issues and stock of the whole district between two entries; see
 * ledger_day_movements(), which is the door. */
must_check enum err ledger_movements(struct ctx *cx, int64_t from_seq, int64_t to_seq, size_t limit, struct ledger_movement **ret, size_t *ret_n);
#endif
