/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_SETTLEMENT_PAY_OUT_H
#define CAPS_SETTLEMENT_PAY_OUT_H
#include "base/ctx.h"

/* Subsidies paid out (D10.4): the part of an order that a fund pays for a household
 * in hardship is owed to the shop from the door on.  An office pays it against a
 * statement both sides confirmed.
 *
 *   asked -> paid        withdraw -> void
 *
 * One document of kind `pay_out` (BT): giver = the shop's organisation, taker = the
 * district as owner of the fund, from_place = the shop, to_place = the statement's area
 * (the district for everything of a shop), one line of money.  Money goes from what the
 * fund was given (`granted`) to what the shop is owed by it (`payable` of the fund).
 *
 * What an order has been paid is paid once, in whatever statements it stands; what was
 * paid for goods that went back afterwards is set against the next pay-out.  Where the
 * plan's `settlements` rule wants two to sign, somebody else than who asked pays.
 *
 * Rights: SETTLE_PAY on the area to ask, pay, withdraw; SETTLE_READ on shop or area to see. */

enum { PAY_OUT_ORDERS_MAX = 20000, PAY_OUT_LIST_MAX = 200, PAY_OUT_FUNDS_MAX = 50 };
extern const char *const pay_out_state_words[];         /* "asked", "paid", "void", NULL */

/* What a fund owes for a statement: delivered is its subsidised part, of which so much is paid
 * and so much asked for; set_off (nil or below) was paid before for goods that went back; due
 * is what is left to ask for. */
struct pay_due { int64_t fund_id, aid_fen, paid_fen, asked_fen, set_off_fen, due_fen; };
struct pay_dues { struct pay_due *at; size_t n; bool agreed, second, may; };     /* second: two people; may: the actor may ask */
must_check enum err pay_out_due(struct ctx *cx, int64_t shop_id, int64_t area_id, int64_t day, struct pay_dues *ret);

struct pay_out_row {
	int64_t     doc_id, version, shop_id, area_id, day, fund_id, fen, asked_ms, paid_ms;
	bool        second, may_pay;          /* may_pay: the actor may take the step that comes next */
	const char *state, *number, *note, *shop, *area, *asked_by, *paid_by;
};
/* sum: what the actor saw as due; CONFLICT when it is another by now, BLOCKED while the statement
 * is not agreed.  fund_id 0: the district's.  Without a second person it is paid at once. */
struct pay_out_ask { int64_t shop_id, area_id, day, fund_id, sum_fen; const char *note; };
must_check enum err pay_out_start(struct ctx *cx, const struct pay_out_ask *in, struct pay_out_row *ret);
must_check enum err pay_out_pay(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct pay_out_row *ret);
must_check enum err pay_out_withdraw(struct ctx *cx, int64_t doc_id, int64_t version, const char *note, struct pay_out_row *ret);

struct pay_out_filter { int64_t shop_id, place_id, day, before, limit; const char *state; };
must_check enum err pay_out_list(struct ctx *cx, const struct pay_out_filter *filter, struct pay_out_row **ret, size_t *ret_n);
struct pay_out_order { int64_t order_id, fen; const char *number, *door; };
must_check enum err pay_out_see(struct ctx *cx, int64_t doc_id, struct pay_out_row *ret, struct pay_out_order **ret_orders, size_t *ret_n);
#endif
