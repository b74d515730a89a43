/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a purchase.  Money: approving moves what it will cost from the
 * fund's free money to what is pledged; goods that come are cost (spent) not yet
 * invoiced (accrued); an invoice makes them payable; paying takes them from the pledge. */
#include "caps/purchase/purchase_work.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"

#define V(sign, ...) { sign, WHOLE_PRICE, SUM(__VA_ARGS__) }

static const struct share purchase_shares[] = {
	{ .account = ACC_FROM_SUPPLIER, .who = GIVER, .owner = OWNER, .fund = FUND, .qty = SUM([ARRIVED] = -1, [BACK] = +1) },
	{ .account = ACC_DOCK, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_FUND, .fund = FUND, .fen = { V(-1, [GRANTED] = 1, [DROPPED] = -1) } },
	{ .account = ACC_PLEDGED, .fund = FUND, .doc = THIS_DOC, .fen = { V(+1, [GRANTED] = 1, [DROPPED] = -1), V(-1, [PAID] = 1) } },
	{ .account = ACC_SPENT, .fund = FUND, .fen = { V(+1, [ARRIVED] = 1, [BACK] = -1) } },
	{ .account = ACC_ACCRUED, .who = GIVER, .fund = FUND, .doc = THIS_DOC, .fen = { V(-1, [ARRIVED] = 1, [BACK] = -1), V(+1, [BILLED] = 1) } },
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = FUND, .fen = { V(-1, [BILLED] = 1), V(+1, [PAID] = 1) } },
};

/* Goods come in while a purchase is ordered, and while a spoken order waits for its signatures. */
#define GOODS_STEPS(state) \
	{ .from = { state }, .verb = "receive", .to = state, .zh = "点收", .en = "Count in at the dock", .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, \
	  .grow = C(SENT) | C(ARRIVED), .fill = GIVEN_OR_ALL, .guard = { guard_storage_fits, purchase_guard_papers } }, \
	{ .from = { state }, .verb = "accept", .to = state, .zh = "验收上架", .en = "Accept into store", .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, \
	  .grow = C(TAKEN), .fill = GIVEN_OR_ALL, .guard = { guard_storage_fits, purchase_guard_other_counter } }, \
	{ .from = { state }, .verb = "reject", .to = state, .zh = "拒收退回", .en = "Reject and send back", .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, \
	  .grow = C(BACK), .says_why = true }

static const struct doc_step purchase_steps[] = {
	{ .from = { "draft" }, .verb = "submit", .to = "review", .zh = "提交采购单", .en = "Submit the purchase", .perm = PERM_PURCHASE_EDIT, .scope = TO_PLACE,
	  .numbers = true, .guard = { guard_has_lines, guard_priced, purchase_guard_terms, guard_fund_purpose, guard_storage_fits } },
	{ .from = { "review" }, .verb = "approve", .to = "ordered", .zh = "批准采购", .en = "Approve the purchase", .perm = PERM_PURCHASE_APPROVE,
	  .scope = TO_PLACE, .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, guard_fund_purpose, purchase_guard_quotes } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_PURCHASE_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "review" }, .verb = "order_orally", .to = "oral", .zh = "口头同意先订", .en = "Order on a spoken yes", .perm = PERM_PURCHASE_EDIT,
	  .scope = TO_PLACE, .grow = C(GRANTED), .fill = ALL, .says_why = true, .guard = { purchase_guard_oral, guard_fund_purpose, purchase_guard_quotes }, .due = { "late", NULL } },
	{ .from = { "oral", "overdue" }, .verb = "confirm", .to = "ordered", .zh = "补办批准", .en = "Sign what was agreed by word of mouth",
	  .perm = PERM_PURCHASE_APPROVE, .scope = TO_PLACE, .sign = BY_CHAIN, .guard = { guard_not_mine } },
	{ .from = { "oral" }, .verb = "late", .to = "overdue", .zh = "逾期未补办", .en = "Signatures overdue", .perm = PERM_SYSTEM,
	  .keeps_due = true },
	GOODS_STEPS("oral"),
	GOODS_STEPS("overdue"),
	GOODS_STEPS("ordered"),
	{ .from = { "ordered" }, .verb = "invoice", .to = "ordered", .zh = "登记发票", .en = "Enter an invoice", .perm = PERM_FUND_EDIT, .scope = TO_PLACE,
	  .grow = C(BILLED), .fill = GIVEN_OR_ALL },
	{ .from = { "ordered" }, .verb = "pay", .to = "ordered", .zh = "付款", .en = "Pay", .perm = PERM_FUND_PAY, .scope = TO_PLACE, .grow = C(PAID),
	  .fill = GIVEN_OR_ALL, .sign = BY_TWO, .guard = { guard_not_mine, guard_fund_purpose } },
	{ .from = { "ordered" }, .verb = "close", .to = "closed", .zh = "办结", .en = "Close", .perm = PERM_PURCHASE_EDIT, .scope = TO_PLACE,
	  .grow = C(DROPPED), .fill = ALL, .guard = { guard_difference_explained },
	  .nil = { SUM([ARRIVED] = 1, [TAKEN] = -1, [BACK] = -1), SUM([TAKEN] = 1, [PAID] = -1) } },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_PURCHASE_EDIT, .scope = TO_PLACE },
};

const struct doc_kind purchase_kind = {
	.name = "purchase", .prefix = "CG", .zh = "采购单", .en = "purchase", .planned = true, .flow = PLAN_DOC_purchase, .read = PERM_PURCHASE_READ,
	.ends = { "refused", "void", "closed" }, .content = purchase_content, .due_at = purchase_due_at, SHARES(purchase_shares), STEPS(purchase_steps) };
