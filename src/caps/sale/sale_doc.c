/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a market release.  Approval sets goods aside in the warehouse; sent = left it; arrived = counted in at
 * the point; taken = sold; back = brought back, set aside again; short, found, lost = missing on the way; billed = its
 * price has come into the fund.  What is sold is owed by the point until then. */
#include "caps/sale/sale_work.h"
#include "caps/ledger/ledger.h"

#define GOODS_OF .owner = LINE_OWNER, .fund = LINE_FUND
#define V(sign, counter) { sign, WHOLE_PRICE, SUM([counter] = 1) }

static const struct share sale_shares[] = {
	{ .account = ACC_STORE, .place = FROM_PLACE, GOODS_OF, .qty = SUM([GRANTED] = -1, [DROPPED] = +1, [FOUND] = +1) },
	{ .account = ACC_HELD, .place = FROM_PLACE, GOODS_OF, .doc = THIS_DOC, .qty = SUM([GRANTED] = +1, [DROPPED] = -1, [SENT] = -1, [BACK] = +1) },
	{ .account = ACC_TRANSIT, .who = CARRIER, GOODS_OF, .doc = THIS_DOC, .qty = SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1) },
	{ .account = ACC_HELD, .place = TO_PLACE, GOODS_OF, .doc = THIS_DOC, .qty = SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) },
	{ .account = ACC_ASTRAY, .who = CARRIER, GOODS_OF, .doc = THIS_DOC, .qty = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) },
	{ .account = ACC_LOST, .who = CARRIER, GOODS_OF, .qty = SUM([LOST] = +1) },
	{ .account = ACC_SOLD, .who = TAKER, GOODS_OF, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_OWED, .who = TAKER, .fund = FUND, .fen = { V(+1, TAKEN), V(-1, BILLED) } },
	{ .account = ACC_INCOME, .who = TAKER, .fund = FUND, .fen = { V(-1, TAKEN) } },
	{ .account = ACC_FUND, .fund = FUND, .fen = { V(+1, BILLED) } },
};

static const struct doc_step sale_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "vetting", .zh = "提交投放单", .en = "Put the release forward", .perm = PERM_SALE_EDIT, .scope = FROM_PLACE,
	  .numbers = true, .guard = { guard_has_lines, sale_guard_flow, sale_guard_goods, sale_guard_price, sale_guard_hours } },
	{ .from = { "vetting" }, .verb = "vet", .to = "review", .zh = "乡镇街道同意", .en = "Agreed by the township", .perm = PERM_SALE_READ, .scope = TO_PLACE,
	  .guard = { guard_not_mine, sale_guard_vetter } },
	{ .from = { "vetting" }, .verb = "send_back", .to = "draft", .zh = "乡镇街道退回修改", .en = "Sent back by the township", .perm = PERM_SALE_READ, .scope = TO_PLACE,
	  .says_why = true, .guard = { guard_not_mine, sale_guard_vetter } },
	{ .from = { "review" }, .verb = "approve", .to = "approved", .zh = "批准投放", .en = "Approve the release", .perm = PERM_SALE_APPROVE, .scope = FROM_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN,
	  .guard = { guard_not_mine, sale_guard_other_vetter, sale_guard_goods, sale_guard_price, sale_guard_hours } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_SALE_APPROVE, .scope = FROM_PLACE, .says_why = true },
	{ .from = { "draft", "vetting", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_SALE_EDIT, .scope = FROM_PLACE },
	{ .from = { "approved" }, .verb = "cancel", .to = "cancelled", .zh = "取消投放", .en = "Cancel the release", .perm = PERM_SALE_EDIT, .scope = FROM_PLACE,
	  .grow = C(DROPPED), .fill = ALL, .says_why = true },
	{ .from = { "approved", "selling" }, .verb = "depart", .to = "selling", .zh = "出库发往网点", .en = "Issue to the point of sale", .perm = PERM_STOCK_ISSUE,
	  .scope = FROM_PLACE, .grow = C(SENT), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "giver", FROM_PLACE, FROM_PLACE, PERM_STOCK_ISSUE }, { "carrier", CARRIER, FROM_PLACE, PERM_DISPATCH_CARRY } } },
	{ .from = { "selling" }, .verb = "receive", .to = "selling", .zh = "网点点收", .en = "Count in at the point", .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE,
	  .grow = C(ARRIVED), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "taker", TO_PLACE, TO_PLACE, PERM_STOCK_RECEIVE }, { "carrier", CARRIER, FROM_PLACE, PERM_DISPATCH_CARRY } }, .guard = { guard_storage_fits } },
	{ .from = { "selling" }, .verb = "report", .to = "selling", .zh = "报途中差异", .en = "Report what is missing on the way", .perm = PERM_STOCK_RECEIVE,
	  .scope = TO_PLACE, .grow = C(SHORT), .fill = GIVEN, .says_why = true },
	{ .from = { "selling" }, .verb = "found", .to = "selling", .zh = "查明找回", .en = "Found again", .perm = PERM_STOCK_COUNT, .scope = FROM_PLACE,
	  .grow = C(FOUND), .fill = GIVEN, .sign = BY_TWO, .says_why = true },
	{ .from = { "selling" }, .verb = "lose", .to = "selling", .zh = "确认途中损失", .en = "Write off what was lost on the way", .perm = PERM_STOCK_COUNT,
	  .scope = FROM_PLACE, .grow = C(LOST), .fill = GIVEN, .sign = BY_TWO, .says_why = true },
	{ .from = { "selling" }, .verb = "sell", .to = "selling", .zh = "登记售出", .en = "Record what was sold", .perm = PERM_STOCK_ISSUE, .scope = TO_PLACE,
	  .grow = C(TAKEN), .fill = GIVEN, .undoable = true },
	{ .from = { "selling" }, .verb = "give_back", .to = "selling", .zh = "余货退回仓库", .en = "Bring the rest back", .perm = PERM_STOCK_ISSUE, .scope = TO_PLACE,
	  .grow = C(BACK), .fill = GIVEN, .sign = BY_PARTIES,
	  .signer = { { "giver", TO_PLACE, TO_PLACE, PERM_STOCK_ISSUE }, { "taker", FROM_PLACE, FROM_PLACE, PERM_STOCK_RECEIVE } }, .guard = { sale_guard_rest } },
	{ .from = { "selling" }, .verb = "confirm", .to = "selling", .zh = "核对缴款到账", .en = "Confirm takings on the account", .perm = PERM_FUND_PAY,
	  .scope = FROM_PLACE, .grow = C(BILLED), .fill = GIVEN, .guard = { sale_guard_slip } },
	{ .from = { "selling" }, .verb = "close", .to = "closed", .zh = "办结", .en = "Close", .perm = PERM_SALE_EDIT, .scope = FROM_PLACE,
	  .grow = C(DROPPED), .fill = ALL, .guard = { sale_guard_settled }, .nil = { SUM([TAKEN] = 1, [BILLED] = -1) } },
};
const struct doc_kind sale_kind = {
	.name = "sale", .prefix = "TF", .zh = "投放单", .en = "market release", .planned = true, .flow = PLAN_DOC_sale, .read = PERM_SALE_READ,
	.ends = { "refused", "void", "cancelled", "closed" }, .content = sale_content, .chains = sale_chains, .after = sale_after, SHARES(sale_shares), STEPS(sale_steps) };

/* Damaged or missing at the point: off the shelf of its release by another person's approval. */
static const struct share loss_shares[] = {
	{ .account = ACC_HELD, .place = TO_PLACE, GOODS_OF, .doc = PARENT_DOC, .qty = SUM([SENT] = -1) },
	{ .account = ACC_LOST, .who = TAKER, GOODS_OF, .qty = SUM([SENT] = +1) },
};
static const struct doc_step loss_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "上报网点损失", .en = "Report a loss at the point", .perm = PERM_STOCK_ISSUE, .scope = TO_PLACE,
	  .numbers = true, .says_why = true, .guard = { guard_has_lines, sale_guard_on_shelf } },
	{ .from = { "review" }, .verb = "approve", .to = "written_off", .zh = "批准核销损失", .en = "Approve the write-off", .perm = PERM_SALE_APPROVE, .scope = FROM_PLACE,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .guard = { guard_not_mine, sale_guard_on_shelf } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_SALE_APPROVE, .scope = FROM_PLACE, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_STOCK_ISSUE, .scope = TO_PLACE },
};
const struct doc_kind shelf_loss_kind = {
	.name = "shelf_loss", .prefix = "TS", .zh = "投放损失单", .en = "loss at a point of sale", .read = PERM_SALE_READ, .ends = { "written_off", "refused", "void" },
	SHARES(loss_shares), STEPS(loss_steps) };
