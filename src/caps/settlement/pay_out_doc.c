/* SPDX-License-Identifier: Apache-2.0 */
/* Subsidies paid out to a shop: one line of money in fen, taken = paid. */
#include "caps/settlement/settlement_work.h"
#include "caps/ledger/ledger.h"

#define FEN(sign, counter) { sign, WHOLE_PRICE, SUM([counter] = 1) }

static const struct share pay_out_shares[] = {
	{ .account = ACC_GRANTED, .who = TAKER, .fund = FUND, .fen = { FEN(-1, TAKEN) } },
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = FUND, .fen = { FEN(+1, TAKEN) } },
};
static const struct doc_step pay_out_steps[] = {
	{ .from = { "draft" }, .verb = "ask", .to = "asked", .zh = "申请拨付", .en = "Ask for the payment", .perm = PERM_SETTLE_PAY,
	  .scope = TO_PLACE, .numbers = true, .guard = { guard_has_lines } },
	{ .from = { "asked" }, .verb = "pay", .to = "paid", .zh = "拨付", .en = "Pay", .perm = PERM_SETTLE_PAY, .scope = TO_PLACE,
	  .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .guard = { pay_out_guard_second, pay_out_guard_due } },
	{ .from = { "asked" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_SETTLE_PAY, .scope = TO_PLACE },
};
const struct doc_kind pay_out_kind = {
	.name = "pay_out", .prefix = "BT", .zh = "补贴拨付单", .en = "subsidies paid out", .read = PERM_SETTLE_READ, .ends = { "paid", "void" },
	SHARES(pay_out_shares), STEPS(pay_out_steps), .content = pay_out_content };
