/* SPDX-License-Identifier: Apache-2.0 */
/* What a taker owes for goods that came back damaged or not at all: one line of
 * money, assessed by one person, confirmed by another (sent), paid into a fund (arrived). */
#include "caps/loan/loan_work.h"
#include "caps/ledger/ledger.h"

#define FEN(sign, counter) { sign, WHOLE_PRICE, SUM([counter] = 1) }

static const struct share reparation_shares[] = {
	{ .account = ACC_OWED, .who = TAKER, .fund = FUND, .fen = { FEN(+1, SENT), FEN(-1, ARRIVED) } },
	{ .account = ACC_INCOME, .who = TAKER, .fund = FUND, .fen = { FEN(-1, SENT) } },
	{ .account = ACC_FUND, .fund = FUND, .fen = { FEN(+1, ARRIVED) } },
};
static const struct doc_step reparation_steps[] = {
	{ .from = { "draft" }, .verb = "assess", .to = "review", .zh = "定损", .en = "Assess", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE, .numbers = true,
	  .says_why = true, .guard = { guard_has_lines } },
	{ .from = { "review" }, .verb = "confirm", .to = "owing", .zh = "核准赔偿", .en = "Confirm what is owed", .perm = PERM_STOCK_APPROVE, .scope = FROM_PLACE,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .guard = { guard_not_mine } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_STOCK_APPROVE, .scope = FROM_PLACE, .says_why = true },
	{ .from = { "owing" }, .verb = "collect", .to = "settled", .zh = "收到赔款", .en = "Record the payment", .perm = PERM_FUND_EDIT, .scope = FROM_PLACE,
	  .grow = C(ARRIVED), .fill = ALL, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE },
};
const struct doc_kind reparation_kind = {
	.name = "reparation", .prefix = "PC", .zh = "赔偿单", .en = "compensation for lent goods", .read = PERM_LOAN_READ,
	.ends = { "settled", "refused", "void" }, SHARES(reparation_shares), STEPS(reparation_steps) };
