/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CHARGE_H
#define CAPS_CHARGE_H
#include "base/shape.h"
#include "caps/document/document.h"

/* Charges 领用结算: townships, private schools and key enterprises pay for what they
 * draw from the district, companies and residents at the market's price; the front
 * line is paid from the account (D2.9, D2.10).
 *
 * The moment a unit signs for goods (dispatch received, hand-out done) every lot it
 * got becomes a *row*: which rule of the plan (money.charges) says who pays, which
 * price that makes and where the price comes from.  Where the unit pays, a document
 * of kind `charge` (JF) books it: owed(taker) V | income(taker) -V of the fund it is to
 * be paid into.  Price and reasons are frozen with it; a later plan changes nothing.
 *
 * A row without a price (a lot whose cost nobody entered) or without a fund to pay
 * into is never charged at nil and never stops the goods: it waits, and is booked as
 * soon as the price is stated or the fund is set up.
 *
 * Payments (`collection` SK) enter a fund with their bank slip, confirmed by a second
 * person where the plan says so; they go to the oldest rows first.  A wrong row is
 * put right by a contrary document (`reduction` LC), never by an edit.
 *
 * Rights: CHARGE_READ on the payer to see; CHARGE_EDIT to state prices, enter payments
 * and propose reductions; FUND_PAY to confirm and approve them; the payer's own
 * people (STOCK_RECEIVE there) object.  Money is fen, times ms.  All of it lives in cx->mem. */

enum charge_state { CHARGE_NO_RULE, CHARGE_CARRIED, CHARGE_BOOKED, CHARGE_NO_PRICE, CHARGE_NO_FUND };
extern const char *const charge_state_words[];           /* "no_rule", "carried", "booked", "no_price", "no_fund", NULL */
enum charge_price_by { PRICE_BY_NOTHING, PRICE_BY_COST, PRICE_BY_STATED, PRICE_BY_CATALOGUE, PRICE_BY_CAP };
extern const char *const charge_price_words[];           /* "none", "cost", "stated", "catalogue", "cap", NULL */
enum { CHARGE_ROWS_MAX = 20000, CHARGE_LIST_MAX = 200, CHARGE_PAYERS_MAX = 5000 };

/* Called by documents with which a unit takes the district's goods, once the step is posted. */
must_check enum err charge_taken(struct ctx *cx, const struct doc_work *w);

/* ---- Open prices ---- */

/* lot_id: what this lot cost; 0: what the item costs on the market.  source: the paper it comes from.
 * Books what waited for it and tells how much that came to. */
struct charge_price { int64_t item_id, lot_id, price_fen, price_units; const char *source; };
struct charge_done { int64_t rows, waiting, fen; };
must_check enum err charge_price_state(struct ctx *cx, const struct charge_price *in, struct charge_done *ret);
/* Books everything that waited and can be booked now (a fund was set up, a price is known). */
must_check enum err charge_book_waiting(struct ctx *cx, struct charge_done *ret);
struct charge_waiting {
	int64_t     drawn_id, doc_id, item_id, lot_id, qty, taken_ms, payer_id, state, price_fen, price_units;
	bool        on_market;                                   /* the rule asks for the market's price, not for the lot's cost */
	const char *doc_number, *item, *unit, *batch, *source, *payer, *rule, *rule_en, *tells, *tells_en;    /* tells: what is to be entered */
};
must_check enum err charge_waiting_list(struct ctx *cx, int64_t state, int64_t after, int64_t limit, struct charge_waiting **ret, size_t *ret_n);

/* ---- Who owes what since when ---- */

struct charge_payer {
	int64_t     payer_id, charged_fen, credit_fen, paid_fen, open_fen, late_fen, oldest_ms, due_ms, waiting, disputed, last_ms;
	const char *unit_kind, *payer, *agent, *agent_zh, *agent_en;
};
struct charge_filter { int64_t payer_id, under_id, after, limit; const char *agent, *search; bool open_only, late_only; };
must_check enum err charge_payer_list(struct ctx *cx, const struct charge_filter *f, struct charge_payer **ret, size_t *ret_n);
/* By agent (the education bureau totals what private schools owe, D2.10); agent "": those who answer for themselves. */
struct charge_agent { int64_t payers, owing, charged_fen, credit_fen, paid_fen, open_fen, late_fen, waiting; const char *agent, *agent_zh, *agent_en; };
must_check enum err charge_agent_list(struct ctx *cx, struct charge_agent **ret, size_t *ret_n);

struct charge_line {
	int64_t     drawn_id, doc_id, line_no, item_id, lot_id, qty, taken_ms, state, price_fen, price_units, price_by, worth_fen, credit_fen, open_fen,
		    charge_id, at_ms, due_ms, objection;         /* at: the day it counts in; objection: its state, -1 none */
	bool        late;
	const char *doc_kind, *doc_number, *item, *unit, *batch, *fund, *charge_number, *why_zh, *why_en, *agent_zh, *agent_en;
};
struct charge_move { int64_t doc_id, version, at_ms, fen, paper_day; const char *kind, *number, *state, *fund, *paper; };
/* before + charged - credit - paid = after, to the fen; rows that wait or that somebody else pays are shown and not counted. */
struct charge_statement {
	struct charge_payer payer;
	int64_t from_day, to_day, before_fen, charged_fen, credit_fen, paid_fen, after_fen;
	struct charge_line *lines;  size_t n_lines;
	struct charge_move *moves;  size_t n_moves;
};
/* Days 0: open.  Asks CHARGE_READ on the payer. */
must_check enum err charge_statement(struct ctx *cx, int64_t payer_id, int64_t from_day, int64_t to_day, struct charge_statement *ret);
extern const char *const charge_format_words[];          /* "xlsx", "pdf", NULL */
struct charge_file { struct bytes body; const char *type, *name; };
must_check enum err charge_statement_file(struct ctx *cx, int64_t payer_id, int64_t from_day, int64_t to_day, int64_t format, struct charge_file *ret);
must_check enum err charge_payers_file(struct ctx *cx, const char *agent, int64_t format, struct charge_file *ret);

/* ---- Payments, objections, reductions ---- */

/* fund_id 0: the only fund the payer owes to.  CONFLICT for a slip entered before; BLOCKED above what is open. */
struct charge_payment { int64_t payer_id, fund_id, sum_fen, slip_day; const char *slip, *note; };
must_check enum err charge_collect(struct ctx *cx, const struct charge_payment *in, struct doc_moved *ret);
must_check enum err charge_object(struct ctx *cx, int64_t drawn_id, const char *reason, int64_t *ret_objection_id);
/* reduce_fen 0: it stays as it is; else a reduction is proposed, which another person approves. */
must_check enum err charge_answer(struct ctx *cx, int64_t objection_id, int64_t reduce_fen, const char *answer);
must_check enum err charge_reduce(struct ctx *cx, int64_t drawn_id, int64_t fen, const char *why, struct doc_moved *ret);
extern const char *const charge_objection_words[];       /* "open", "kept", "reduced", NULL */
struct charge_objection {
	int64_t     objection_id, drawn_id, payer_id, item_id, qty, worth_fen, doc_id, charge_id, raised_ms, state, answered_ms, credit_id;
	const char *reason, *answer, *payer, *item, *unit, *number, *raised_by, *answered_by;
};
must_check enum err charge_objection_list(struct ctx *cx, int64_t payer_id, int64_t drawn_id, int64_t state, int64_t before, int64_t limit, struct charge_objection **ret,
					  size_t *ret_n);

/* What payers owe by the journal is what the rows of their statements come to (caps/ledger/verify.h tells findings). */
struct finding;
must_check enum err charge_verify(struct ctx *cx, struct finding **ret, size_t *ret_n);
#endif
