/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_READ_H
#define CAPS_LEDGER_READ_H
#include "caps/ledger/ledger.h"

/* Reading the ledger, now and at every past moment.  A moment is a seq: 0 here
 * always means "now".  Rows live in cx->mem; nothing here checks scope, the op
 * or capability above does, by place. */

struct ledger_lot {
	int64_t lot_id, item_id, source_doc_id, source_line_no, made_day, expiry_day, cost_fen, cost_units, born_seq;
	const char *batch, *serial;
};
must_check enum err ledger_lot_get(struct ctx *cx, int64_t lot_id, struct ledger_lot *ret);        /* NOT_FOUND */
must_check enum err ledger_account_get(struct ctx *cx, int64_t account_id, struct account_key *ret);

/* The last entry posted at or before that time; 0 when there is none. */
must_check enum err ledger_seq_at(struct ctx *cx, int64_t ms, int64_t *ret_seq);

/* One balance, with its sign; 0 for an account nobody has used yet. */
must_check enum err ledger_balance(struct ctx *cx, const struct account_key *key, int64_t lot_id, int64_t seq, int64_t *ret_qty);

/* Sum over the lots of an item in one account, now. */
must_check enum err ledger_item_balance(struct ctx *cx, const struct account_key *key, int64_t item_id, int64_t *ret_qty);

/* One nonzero balance and everything one asks about it next. */
struct ledger_stock {
	int64_t account_id, kind, who_id, place_id, owner_id, fund_id, doc_id;
	int64_t lot_id, item_id, expiry_day, made_day, qty;
	const char *batch, *serial;
};

/* What lies in one place (kinds with ACC_HOUSE), by item, expiry, lot. */
must_check enum err ledger_place_stock(struct ctx *cx, int64_t place_id, int64_t seq, size_t limit,
				       struct ledger_stock **ret, size_t *ret_n);

/* Everything in the accounts of a document (held, transit, astray ...), now. */
must_check enum err ledger_doc_stock(struct ctx *cx, int64_t doc_id, size_t limit, struct ledger_stock **ret, size_t *ret_n);

/* The nonzero lots of one account and item, first expired first out (no expiry
 * last, then lot).  The order in which a line draws. */
must_check enum err ledger_account_lots(struct ctx *cx, const struct account_key *key, int64_t item_id, size_t limit,
					struct ledger_stock **ret, size_t *ret_n);

/* Free stock (kind store) of an item in the district, or of every item (0), in
 * the order item, expiry (none last), lot, account.  places NULL: everywhere.
 * Expired lots are among them; the caller knows the day. */
must_check enum err ledger_free_lots(struct ctx *cx, const int64_t *places, size_t n_places, int64_t item_id, size_t limit,
				     struct ledger_stock **ret, size_t *ret_n);

/* Receipts, issues and stock (收发存) as recorded on the days from..to, per place, item, lot, owner
 * and fund; place 0: every place.  What one entry moves within a place counts as nothing.
 * opening + received - issued = closing.  By place, item, expiry (none last), lot, owner, fund.
 *
 * A place is asked balance by balance.  The whole district reads the sums of finished days (day_sums.h) and the postings
 * of the days that have none, once, in their order; what they do not tell is taken from those that follow. */
struct ledger_movement {
	int64_t place_id, item_id, lot_id, owner_id, fund_id, expiry_day, made_day, cost_fen, cost_units;
	int64_t opening, received, issued, closing;
	const char *batch;
};
must_check enum err ledger_day_movements(struct ctx *cx, int64_t place_id, int64_t from_day, int64_t to_day, size_t limit,
					 struct ledger_movement **ret, size_t *ret_n);

/* Journal, page by page in order of seq; doc_id 0: all documents. */
struct ledger_journal {
	int64_t seq, doc_id, doc_version, actor_id, posted_ms, happened_ms, reverses_seq;
	const char *kind, *verb, *from_state, *to_state, *hash;
};
must_check enum err ledger_journal_page(struct ctx *cx, int64_t doc_id, int64_t after_seq, size_t limit,
					struct ledger_journal **ret, size_t *ret_n);
struct ledger_posting { int64_t seq, posting_no, account_id, lot_id, line_no, qty, after_qty; struct account_key account; int64_t item_id; };
must_check enum err ledger_postings(struct ctx *cx, int64_t seq, size_t limit, struct ledger_posting **ret, size_t *ret_n);

/* The way of a lot: what it came from, every step it took, where it is and ended, and what was made of it. */
struct ledger_step {
	int64_t seq, posted_ms, doc_id, line_no, qty, after_qty;
	const char *doc_kind, *verb;
	struct account_key account;
};
struct ledger_trace {
	struct ledger_lot    lot;
	struct ledger_lot   *parts;   size_t n_parts;     /* backwards, all levels, newest first */
	struct ledger_lot   *made;    size_t n_made;      /* lots it was built into, all levels */
	struct ledger_step  *steps;   size_t n_steps;     /* in order of seq */
	struct ledger_stock *now;     size_t n_now;       /* every account that holds some of it; sums to nil with its sources */
};
must_check enum err ledger_trace(struct ctx *cx, int64_t lot_id, size_t limit, struct ledger_trace *ret);
/* Every kind of account, by number: how many balances are not nil and what they come to (base units, fen or
 * places), so that one can see that nothing is on its way or owed any more. */
struct ledger_total { int64_t kind, balances, qty; };
must_check enum err ledger_totals(struct ctx *cx, struct ledger_total **ret, size_t *ret_n);
#endif
