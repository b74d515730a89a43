/* SPDX-License-Identifier: Apache-2.0 */
/* Allocation 分配: the meeting's decision about a day's goods.  Approved, it
 * holds them for the units it names; only then can anything be dispatched, and
 * never more (D2.4, D2.10, D7.7). */
#include "caps/allocation/allocation.h"
#include "caps/ledger/ledger.h"

static const struct share allocation_shares[] = {
	{ .account = ACC_STORE, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) },
	{ .account = ACC_HELD, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([GRANTED] = +1, [DROPPED] = -1) },
};
static const struct doc_step allocation_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提交会商", .en = "Put before the meeting",
	  .perm = PERM_ALLOCATION_EDIT, .numbers = true, .guard = { guard_has_lines, guard_allocation_sound } },
	{ .from = { "review" }, .verb = "revise", .to = "draft", .zh = "退回修改", .en = "Send back for changes",
	  .perm = PERM_ALLOCATION_EDIT, .says_why = true },
	{ .from = { "review" }, .verb = "approve", .to = "held", .zh = "批准分配", .en = "Approve",
	  .perm = PERM_ALLOCATION_APPROVE, .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN,
	  .guard = { guard_not_mine, guard_allocation_sound }, .due = { "expire", "valid_for" } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse",
	  .perm = PERM_ALLOCATION_APPROVE, .says_why = true },
	{ .from = { "held" }, .verb = "release", .to = "done", .otherwise = "released", .otherwise_while = SUM([DROPPED] = +1),
	  .zh = "收回未执行部分", .en = "Release what was not dispatched", .perm = PERM_ALLOCATION_EDIT, .grow = C(DROPPED), .fill = REST,
	  .says_why = true, .guard = { guard_no_open_dispatch } },
	{ .from = { "held" }, .verb = "expire", .to = "done", .otherwise = "released", .otherwise_while = SUM([DROPPED] = +1),
	  .zh = "到期收回", .en = "Expire", .perm = PERM_SYSTEM, .grow = C(DROPPED), .fill = REST, .guard = { guard_no_open_dispatch } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_ALLOCATION_EDIT },
};
const struct doc_kind allocation_kind = {
	.name = "allocation", .prefix = "FP", .zh = "分配方案", .en = "allocation", .read = PERM_ALLOCATION_READ,
	.planned = true, .flow = PLAN_DOC_allocation, .ends = { "refused", "released", "done", "void" },
	SHARES(allocation_shares), STEPS(allocation_steps),
	.content = allocation_content, .chains = allocation_chains, .after = allocation_after };
