/* SPDX-License-Identifier: Apache-2.0 */
/* Three kinds of document: what a unit owes (JF), so much less of it (CJ), and
 * what it has paid into the fund (SK).  Only they make and settle these debts. */
#include "caps/charge/charge_work.h"
#include "caps/ledger/ledger.h"

#define V(sign) { { sign, WHOLE_PRICE, SUM([TAKEN] = 1) } }
#define ALL_OF_IT C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN)

/* Booked by the receipt of the goods, by nobody's hand: a line for each lot, at its frozen price. */
static const struct share charge_shares[] = {
	{ .account = ACC_OWED, .who = TAKER, .fund = FUND, .fen = V(+1) },
	{ .account = ACC_INCOME, .who = TAKER, .fund = FUND, .fen = V(-1) },
};
static const struct doc_step charge_steps[] = {
	{ .from = { "draft" }, .verb = "book", .to = "booked", .zh = "记账", .en = "Book", .perm = PERM_SYSTEM, .grow = ALL_OF_IT, .fill = ALL,
	  .numbers = true, .guard = { guard_has_lines, guard_priced } },
};
const struct doc_kind charge_kind = {
	.name = "charge", .prefix = "JF", .zh = "领用计费单", .en = "charge", .read = PERM_CHARGE_READ, .ends = { "booked" },
	.content = charge_content, SHARES(charge_shares), STEPS(charge_steps) };

/* So much less, by a document of its own that another person approves. */
static const struct share credit_shares[] = {
	{ .account = ACC_OWED, .who = TAKER, .fund = FUND, .fen = V(-1) },
	{ .account = ACC_INCOME, .who = TAKER, .fund = FUND, .fen = V(+1) },
};
static const struct doc_step credit_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提出冲减", .en = "Propose a reduction", .perm = PERM_CHARGE_EDIT, .scope = TO_PLACE,
	  .numbers = true, .guard = { guard_has_lines, charge_guard_reducible } },
	{ .from = { "review" }, .verb = "approve", .to = "booked", .zh = "批准冲减", .en = "Approve the reduction", .perm = PERM_FUND_PAY, .scope = FROM_PLACE,
	  .grow = ALL_OF_IT, .fill = ALL, .guard = { guard_not_mine, charge_guard_reducible } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意冲减", .en = "Refuse the reduction", .perm = PERM_FUND_PAY, .scope = FROM_PLACE,
	  .says_why = true },
	{ .from = { "review" }, .verb = "withdraw", .to = "void", .zh = "撤回冲减", .en = "Withdraw the reduction", .perm = PERM_CHARGE_EDIT, .scope = TO_PLACE },
};
const struct doc_kind reduction_kind = {
	.name = "reduction", .prefix = "LC", .zh = "领用冲减单", .en = "reduction of a charge", .read = PERM_CHARGE_READ, .ends = { "booked", "refused", "void" },
	.content = charge_credit_content, .after = charge_credit_after, SHARES(credit_shares), STEPS(credit_steps) };

/* Money received; taken back by its exact contrary when the slip was another's. */
static const struct share collection_shares[] = {
	{ .account = ACC_OWED, .who = GIVER, .fund = FUND, .fen = V(-1) },
	{ .account = ACC_FUND, .fund = FUND, .fen = V(+1) },
};
static const struct doc_step collection_steps[] = {
	{ .from = { "draft" }, .verb = "receive", .to = "received", .zh = "登记收款", .en = "Record a payment", .perm = PERM_CHARGE_EDIT, .scope = TO_PLACE,
	  .grow = ALL_OF_IT, .fill = ALL, .numbers = true, .undoable = true, .guard = { guard_has_lines, charge_guard_alone, charge_guard_open } },
	{ .from = { "draft" }, .verb = "enter", .to = "review", .zh = "登记收款待核对", .en = "Enter a payment to be confirmed", .perm = PERM_CHARGE_EDIT,
	  .scope = TO_PLACE, .numbers = true, .guard = { guard_has_lines, charge_guard_open } },
	{ .from = { "review" }, .verb = "confirm", .to = "received", .zh = "核对到账", .en = "Confirm against the bank slip", .perm = PERM_FUND_PAY,
	  .scope = FROM_PLACE, .grow = ALL_OF_IT, .fill = ALL, .undoable = true, .guard = { guard_not_mine, charge_guard_open } },
	{ .from = { "review" }, .verb = "withdraw", .to = "void", .zh = "撤回收款单", .en = "Withdraw the payment", .perm = PERM_CHARGE_EDIT, .scope = TO_PLACE,
	  .says_why = true },
};
const struct doc_kind collection_kind = {
	.name = "collection", .prefix = "SK", .zh = "收款单", .en = "payment received", .read = PERM_CHARGE_READ, .ends = { "received", "void" },
	.content = charge_collection_content, .after = charge_collection_after, SHARES(collection_shares), STEPS(collection_steps) };
