/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SETTLEMENT_H
#define CAPS_SETTLEMENT_H
#include "caps/document/document.h"

/* Settlement 结算: money from the worker's hands to the enterprise, counted by both.
 *
 * Two kinds of document.  `settlement` (HK): a worker hands over money he has
 * collected (D4.3).  `lay_out` (DJ): he pays from his own pocket for households
 * that settle after reopening (D4.4).  giver = the shop's organisation, worker =
 * his account, from_place = the shop, to_place = the community, station or grid
 * he works for; one line of money, asked = what the books say he has to hand over.
 *
 *   draft -> remitted -> [clear ->] cleared          withdraw -> void
 *
 * Both sides type the sum they counted; while the two sums differ nothing moves
 * and the difference stands in every list (D10.4).  A difference within the
 * `tolerance` of the plan's settlement rule closes: what was said first moves and
 * the difference is noted; a larger one waits for who holds a `sign` role of that rule.  Money that reaches the
 * enterprise before the goods have reached the doors waits in `remitted`; it is
 * set against what the enterprise is owed (`clear`) as soon as that is there.
 * What has not been set against anything can be handed back (`give_back`), for
 * refunds of what did not come.
 *
 * Nothing here asks who may see a household: sums are told by door, without names.
 * Money is fen; days are those of China.  Everything lives in cx->mem. */

enum settlement_kind { SETTLE_CASH, SETTLE_LAY_OUT };
extern const char *const settlement_kind_words[];        /* "settlement", "lay_out", NULL: also the kinds of documents */
enum settlement_side { SIDE_WORKER, SIDE_SHOP };
extern const char *const settlement_side_words[];        /* "worker", "shop", NULL */
enum { SETTLE_WORKERS_MAX = 2000, SETTLE_MOVES_MAX = 200000, SETTLE_LIST_MAX = 200 };

/* ---- What a worker holds ---------------------------------------------------- */

/* Money of one shop with one worker.  held: in cash; laid_out: his own money;
 * to_lay_out: delivered on account and not yet paid for by him. */
struct cash_part {
	int64_t     shop_id, giver_id, held_fen, laid_out_fen, to_lay_out_fen;
	int64_t     orders, since_ms, due_ms;    /* since: the oldest money still held; due 0: no rule sets a time */
	bool        late;
	const char *shop;
};
/* One order whose money is still held, oldest first; fen: what of it is left. */
struct cash_order { int64_t doc_id, shop_id, fen, at_ms, due_ms, household_id; const char *number, *door; bool laid_out; };
struct cash_worker {
	int64_t     account_id, held_fen, laid_out_fen, to_lay_out_fen, orders, since_ms, due_ms;
	bool        late;
	const char *name;
	struct cash_part  *parts;   size_t n_parts;
	struct cash_order *open;    size_t n_open;
};
struct cash_filter { int64_t place_id, shop_id, account_id; bool late; };      /* 0: any */
/* Everyone who holds money of orders the actor may see (SETTLE_READ on the order's
 * building or shop), latest due first.  account_id: that worker alone, whole. */
must_check enum err settlement_cash(struct ctx *cx, const struct cash_filter *filter, struct cash_worker **ret, size_t *ret_n, bool *ret_more);
/* What the actor holds himself; no right asked. */
must_check enum err settlement_my_cash(struct ctx *cx, struct cash_worker *ret);

/* The plan's rule for money collected that way; NULL without one.  due: when money
 * collected at at_ms has to be handed over; 0: the rule sets no time. */
struct plan_settlement;
must_check enum err settlement_rule(struct ctx *cx, enum settlement_kind kind, const struct plan_settlement **ret);
int64_t settlement_due_ms(struct ctx *cx, const struct plan_settlement *rule, int64_t at_ms);

/* ---- Handing it over -------------------------------------------------------- */

struct settlement_open { int64_t kind, shop_id, area_id, sum_fen; const char *note; };
struct settlement_counted {
	int64_t     doc_id, version, worker_fen, shop_fen, difference_fen, tolerance_fen;    /* -1: that side has not counted; difference shop - worker */
	bool        agreed, done;
	const char *state, *number;
};
/* area_id 0: the grid his orders of the shop went to.
 * The actor hands money to the shop and says how much: opens the document and
 * counts for the worker.  Right: SETTLE_GIVE on area_id.  SHORT_STOCK when the
 * books have less with him for this shop. */
must_check enum err settlement_start(struct ctx *cx, const struct settlement_open *in, struct settlement_counted *ret);

/* One side says what it counted; verb "remit", or "give_back" for money the shop
 * hands back.  The worker counts for himself, the shop by SETTLE_TAKE.  Different
 * sums are recorded and move nothing. */
struct settlement_count { int64_t doc_id, version, sum_fen; const char *verb, *note; };
must_check enum err settlement_count(struct ctx *cx, const struct settlement_count *in, struct settlement_counted *ret);
/* Leave to close over exactly the difference the two counts have (shop less worker): FORBIDDEN for who holds no `sign` role
 * of the plan's rule, or has counted himself; a note says why.  The side that counted last then counts once more. */
struct settlement_leave { int64_t doc_id, version, difference_fen; const char *note; };
must_check enum err settlement_allow(struct ctx *cx, const struct settlement_leave *in, struct settlement_counted *ret);
must_check enum err settlement_withdraw(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct doc_moved *ret);

/* Sets money handed over against what the enterprise is owed by now, oldest first. */
must_check enum err settlement_clear(struct ctx *cx, int64_t giver_id, int64_t *ret_fen);

struct settlement_row {
	int64_t     doc_id, version, giver_id, worker_id, shop_id, area_id, books_fen, worker_fen, shop_fen, taken_fen, cleared_fen,
		    returned_fen, noted_fen, opened_ms, counted_ms;        /* noted: a difference that was closed over, shop less worker */
	const char *kind, *number, *state, *shop, *area, *worker;
	int64_t     tolerance_fen;                /* settlement_see() only, as may_allow: the actor may allow the difference there is */
	bool        may_allow;
};
struct settlement_filter { int64_t place_id, shop_id, worker_id, before, limit; const char *state; bool differs; };
/* Newest first; those of the actor himself, and those of which he may see shop or area (SETTLE_READ). */
must_check enum err settlement_list(struct ctx *cx, const struct settlement_filter *filter, struct settlement_row **ret, size_t *ret_n);
must_check enum err settlement_see(struct ctx *cx, int64_t doc_id, struct settlement_row *ret);

#include "caps/settlement/pay_out.h"
#include "caps/settlement/statement.h"
#endif
