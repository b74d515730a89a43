/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_STOCK_LOT_REPLAY_H
#define CAPS_STOCK_LOT_REPLAY_H
#include "base/ctx.h"

/* Inside stock: one lot's postings replayed as parcels that move, first in,
 * first out.  A parcel remembers its way as a chain of hops.  Pure: reads no
 * store, asks no clock. */
struct replay_step { int64_t seq, doc_id, line_no, qty, after_qty, happened_ms, reverses_seq; size_t account; };
struct flow_hop { size_t before; size_t account; int64_t seq, doc_id, at_ms; };      /* before: 1 + the hop before; 0: the first */
struct replay_end { size_t hop; int64_t qty; };                                        /* what is there at last */

struct replay_result {
	struct flow_hop   *hops;  size_t n_hops;
	struct replay_end *ends;  size_t n_ends;
	int64_t           *left;                   /* balance of each account at last */
	bool               agrees;                 /* every posting's balance was the replayed one */
};

/* `sign` of each account as the ledger has it: goods are born in those below nil.
 * Steps in order of seq. */
struct replay_result lot_replay(struct arena *mem, const struct replay_step *steps, size_t n_steps, const int *sign, size_t n_accounts);
#endif
