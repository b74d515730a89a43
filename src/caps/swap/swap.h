/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SWAP_H
#define CAPS_SWAP_H
#include "caps/document/document.h"

/* Exchange at equal value 置换 (ZH, ZN): goods the district has for urgent goods another unit has,
 * when they cannot be bought for now, by decision of the meeting (D2.6).
 *
 *   draft -propose-> review -approve (the plan's chain)-> agreed -swap | give, take-> handed -close-> closed
 *
 * `exchange`: with an organisation outside the ledger; `exchange_unit`: with a unit of the district, whose
 * goods are in the ledger too.  from_place is our warehouse, owner whose goods go out (the district, or the
 * unit whose store it is), fund whose goods they are, taker the other unit.  Lines go out or come in, each
 * with a value and what it rests on.
 *
 * Equal to the fen, as the plan's check says (exchange_value = amount).  Where no plan in force asks it, a
 * difference has to say how it is settled, and fund2, the fund that pays or gets it.  What was given counts
 * in the account `swapped`, what was got against it: while it is not nil the exchange cannot end.  The
 * difference agreed on is booked by itself when both legs are handed over, as a `swap_balance` (ZC): owed or payable,
 * then collected or paid by two people.  Any other difference (they never bring the rest) is booked the same
 * way, but by the chain.
 *
 * `swap` hands both legs over in one entry; `give` and `take` one of them, with what is still open shown.
 * Each is signed by the keeper and for the other unit, with the same counts; where the other unit has no account
 * here, the officer who stands for it notes who counted for it.  Money is fen.
 * Rights: SWAP_EDIT, SWAP_APPROVE, STOCK_ISSUE, STOCK_RECEIVE, FUND_PAY, FUND_EDIT on from_place. */

enum swap_ground { SWAP_COST, SWAP_LIST, SWAP_AGREED, SWAP_GROUNDS };   /* cost in the books, a price list, agreed */
extern const char *const swap_ground_words[];                          /* "cost", "price_list", "agreed", NULL */
enum { SWAP_LINES_MAX = 200 };

/* Cost: the price is taken from the books (first expired first out) and stays empty; only lines out. */
struct swap_offer { int64_t item_id, qty, dir, price_fen, price_units, ground; const char *ground_note; };
struct swap_draft {
	int64_t     from_place_id, partner_id, owner_id, fund_id, fund2_id;     /* owner 0: the district */
	const char *reason, *decision, *settle_ground;
	const struct swap_offer *lines;  size_t n_lines;
};
must_check enum err swap_open(struct ctx *cx, const struct swap_draft *in, int64_t *ret_doc_id);
must_check enum err swap_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct swap_draft *in);

/* Takes goods in: `take`, or `swap` with both sides at once.  Parts may say what is printed on them (batch, expiry); who
 * counts after need not say it again. */
must_check enum err swap_take_in(struct ctx *cx, const struct doc_move *move, struct doc_moved *ret);

/* What is still open between the two becomes a claim or a debt, by the chain: drafts and puts forward a swap_balance. */
must_check enum err swap_balance_propose(struct ctx *cx, int64_t doc_id, const char *note, struct doc_moved *ret);

struct swap_valued { int64_t line_no, ground, worth_fen; const char *ground_note; };
struct swap_settled { int64_t doc_id, fen; bool they_owe; const char *number, *state; };       /* a swap_balance */
struct swap_view {
	const char *reason, *decision, *settle_ground, *partner;
	int64_t     out_fen, in_fen;              /* as agreed */
	int64_t     given_fen, got_fen;           /* handed over so far */
	int64_t     open_fen;                     /* the account: above nil they owe us goods or money, below we them */
	struct swap_valued  *lines;    size_t n_lines;
	struct swap_settled *balances; size_t n_balances;
};
must_check enum err swap_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct swap_view *ret);

/* Newest first; state NULL or "": any.  out_goods, in_goods: "医用口罩 500 只、…等 3 种". */
struct swap_row {
	int64_t     doc_id, created_ms, out_fen, in_fen, open_fen;
	const char *number, *state, *partner, *reason, *out_goods, *in_goods;
};
enum { SWAP_ROWS_MAX = 100 };
must_check enum err swap_list(struct ctx *cx, const char *state, int64_t before_id, int64_t limit, struct swap_row **ret, size_t *ret_n);
#endif
