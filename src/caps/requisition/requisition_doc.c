/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a requisition, of a longer period for it, and of its compensation.  Losing grows `back` and `dropped` together: the piece no longer
 * counts as here, and what the holder got back is the difference of the two. */
#include "caps/requisition/requisition_work.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"

#define V(sign, ...) { sign, WHOLE_PRICE, SUM(__VA_ARGS__) }

static const struct share requisition_shares[] = {
	{ .account = ACC_FROM_HOLDER, .who = GIVER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([ARRIVED] = -1, [BACK] = +1, [DROPPED] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = GIVER, .fund = NO_FUND, .qty = SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) },
	{ .account = ACC_USED, .who = TAKER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_LOST, .who = TAKER, .owner = GIVER, .fund = NO_FUND, .qty = SUM([DROPPED] = +1) },
};

static const struct doc_step requisition_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提交征用", .en = "Put the requisition forward", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE,
	  .numbers = true, .guard = { requisition_guard_called, guard_storage_fits } },
	{ .from = { "review" }, .verb = "approve", .to = "ordered", .zh = "批准征用", .en = "Approve the requisition", .perm = PERM_REQUISITION_APPROVE,
	  .scope = TO_PLACE, .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, requisition_guard_called } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_REQUISITION_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE },
	{ .from = { "ordered" }, .verb = "cancel", .to = "void", .zh = "撤销征用", .en = "Cancel the order", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE, .says_why = true },
	{ .from = { "ordered", "in_use" }, .verb = "take", .to = "in_use", .zh = "接收征用物资", .en = "Take over", .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE,
	  .grow = C(SENT) | C(ARRIVED), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "giver", GIVER, TO_PLACE, PERM_REQUISITION_EDIT }, { "taker", TAKER, TO_PLACE, PERM_STOCK_RECEIVE } },
	  .guard = { requisition_guard_condition, guard_storage_fits }, .due = { "late", NULL } },
	{ .from = { "in_use" }, .verb = "use", .to = "in_use", .zh = "登记使用消耗", .en = "Record what was used up", .perm = PERM_STOCK_ISSUE, .scope = TO_PLACE,
	  .grow = C(TAKEN), .fill = GIVEN },
	{ .from = { "in_use" }, .verb = "lose", .to = "in_use", .zh = "登记灭失损毁", .en = "Record what was lost or spoilt", .perm = PERM_STOCK_COUNT, .scope = TO_PLACE,
	  .grow = C(BACK) | C(DROPPED), .fill = GIVEN, .sign = BY_TWO, .says_why = true },
	{ .from = { "in_use" }, .verb = "give_back", .to = "in_use", .zh = "返还", .en = "Give back", .perm = PERM_STOCK_ISSUE, .scope = TO_PLACE,
	  .grow = C(BACK), .fill = GIVEN, .sign = BY_PARTIES,
	  .signer = { { "taker", TAKER, TO_PLACE, PERM_STOCK_ISSUE }, { "giver", GIVER, TO_PLACE, PERM_REQUISITION_EDIT } },
	  .guard = { requisition_guard_condition } },
	{ .from = { "in_use" }, .verb = "clock", .to = "in_use", .zh = "登记用工用车时间", .en = "Record time of people and vehicles", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE },
	{ .from = { "in_use" }, .verb = "extend", .to = "in_use", .zh = "延长使用期限", .en = "Extend the period of use", .perm = PERM_SYSTEM, .due = { "late", NULL } },
	{ .from = { "in_use" }, .verb = "late", .to = "in_use", .zh = "逾期未返还", .en = "Overdue", .perm = PERM_SYSTEM },
	{ .from = { "in_use" }, .verb = "finish", .to = "closed", .zh = "征用结束", .en = "End the requisition", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE,
	  .nil = { SUM([ARRIVED] = 1, [TAKEN] = -1, [BACK] = -1) } },
};
const struct doc_kind requisition_kind = {
	.name = "requisition", .prefix = "ZY", .zh = "征用通知", .en = "requisition", .planned = true, .flow = PLAN_DOC_requisition, .read = PERM_REQUISITION_READ,
	.ends = { "refused", "void", "closed" }, .content = requisition_content, .due_at = requisition_due_at, SHARES(requisition_shares), STEPS(requisition_steps) };

/* A longer period moves nothing.  Who asks for it does not approve it; once granted, the requisition follows with `extend`. */
static const struct doc_step extension_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "申请延期", .en = "Ask for a longer period", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE,
	  .numbers = true, .says_why = true, .guard = { extension_guard_open } },
	{ .from = { "review" }, .verb = "approve", .to = "granted", .zh = "批准延期", .en = "Approve the longer period", .perm = PERM_REQUISITION_APPROVE, .scope = TO_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, extension_guard_open } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_REQUISITION_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_REQUISITION_EDIT, .scope = TO_PLACE },
};
const struct doc_kind extension_kind = {
	.name = "extension", .prefix = "YQ", .zh = "征用延期单", .en = "extension of a requisition", .planned = true, .flow = PLAN_DOC_requisition,
	.read = PERM_REQUISITION_READ, .ends = { "granted", "refused", "void" }, .content = extension_content, .after = extension_after, STEPS(extension_steps) };

/* Money alone: the approved sum is cost and payable, until it is paid from the fund. */
static const struct share award_shares[] = {
	{ .account = ACC_COMPENSATION, .fund = FUND, .fen = { V(+1, [SENT] = 1) } },
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = FUND, .fen = { V(-1, [SENT] = 1), V(+1, [TAKEN] = 1) } },
	{ .account = ACC_FUND, .fund = FUND, .fen = { V(-1, [TAKEN] = 1) } },
};
static const struct doc_step award_steps[] = {
	{ .from = { "draft" }, .verb = "assess", .to = "assessed", .zh = "评估", .en = "Assess", .perm = PERM_REQUISITION_ASSESS, .scope = TO_PLACE, .numbers = true,
	  .sign = BY_TWO, .guard = { guard_has_lines, award_guard_basis, award_guard_assessor, award_guard_fund } },
	{ .from = { "assessed" }, .verb = "approve", .to = "approved", .zh = "批准补偿", .en = "Approve the compensation", .perm = PERM_REQUISITION_APPROVE,
	  .scope = TO_PLACE, .grow = C(GRANTED) | C(SENT), .fill = ALL, .sign = BY_CHAIN,
	  .guard = { guard_not_mine, award_guard_not_assessor, award_guard_basis, award_guard_fund } },
	{ .from = { "assessed" }, .verb = "refuse", .to = "refused", .zh = "不同意，重新评估", .en = "Refuse, to be assessed anew", .perm = PERM_REQUISITION_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "approved" }, .verb = "pay", .to = "paid", .zh = "支付补偿", .en = "Pay the compensation", .perm = PERM_FUND_PAY, .scope = TO_PLACE,
	  .grow = C(ARRIVED) | C(TAKEN), .fill = ALL, .sign = BY_TWO, .guard = { guard_not_mine } },
	{ .from = { "draft", "assessed" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_REQUISITION_ASSESS, .scope = TO_PLACE },
};
const struct doc_kind award_kind = {
	.name = "award", .prefix = "BC", .zh = "征用补偿单", .en = "compensation for a requisition", .planned = true, .flow = PLAN_DOC_requisition, .read = PERM_REQUISITION_READ,
	.ends = { "refused", "void", "paid" }, .content = award_content, SHARES(award_shares), STEPS(award_steps) };
