/* SPDX-License-Identifier: Apache-2.0 */
/* Four kinds: the annual plan and the call move nothing; setting aside moves goods from free
 * stock to what is held for this document, and a release gives them back to free stock, so
 * that they can be allotted again. */
#include "caps/reserve/reserve_work.h"
#include "caps/ledger/ledger.h"

static const struct doc_step plan_steps[] = {
	{ .from = { "draft" }, .verb = "submit", .to = "review", .zh = "提交储备计划", .en = "Submit the plan", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE,
	  .numbers = true, .guard = { reserve_guard_raiser, reserve_guard_plan } },
	{ .from = { "review" }, .verb = "approve", .to = "in_force", .zh = "批准储备计划", .en = "Approve the plan", .perm = PERM_RESERVE_APPROVE,
	  .scope = TO_PLACE, .sign = BY_CHAIN, .guard = { guard_not_mine, reserve_guard_plan_newest } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_RESERVE_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "in_force" }, .verb = "replace", .to = "replaced", .zh = "被新版取代", .en = "Replaced by a newer version", .perm = PERM_SYSTEM },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE },
};
const struct doc_kind reserve_plan_kind = {
	.name = "reserve_plan", .prefix = "CJ", .zh = "年度储备计划", .en = "annual reserve plan", .read = PERM_RESERVE_READ, .planned = true,
	.flow = PLAN_DOC_reserve_plan, .ends = { "refused", "replaced", "void" }, STEPS(plan_steps), .content = reserve_plan_content, .after = reserve_plan_after };

static const struct doc_step call_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提请调用", .en = "Propose the call", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE,
	  .numbers = true, .says_why = true, .guard = { guard_has_lines, reserve_guard_raiser, reserve_guard_source } },
	{ .from = { "review" }, .verb = "approve", .to = "approved", .zh = "批准调用", .en = "Approve the call", .perm = PERM_RESERVE_APPROVE, .scope = TO_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, reserve_guard_source } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_RESERVE_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "approved" }, .verb = "carry_out", .to = "done", .zh = "办理到货", .en = "Carry out", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE },
	{ .from = { "approved" }, .verb = "cancel", .to = "cancelled", .zh = "取消调用", .en = "Cancel", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE,
	  .grow = C(DROPPED), .fill = ALL, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE },
};
const struct doc_kind reserve_call_kind = {
	.name = "reserve_call", .prefix = "XD", .zh = "储备调用单", .en = "call on a reserve", .read = PERM_RESERVE_READ, .planned = true,
	.flow = PLAN_DOC_call, .ends = { "refused", "done", "cancelled", "void" }, STEPS(call_steps), .content = reserve_call_content, .chains = reserve_chains };

static const struct share hold_shares[] = {
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) },
	{ .account = ACC_HELD, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC, .qty = SUM([GRANTED] = +1, [DROPPED] = -1) },
};
static const struct doc_step hold_steps[] = {
	{ .from = { "draft" }, .verb = "set_aside", .to = "kept", .zh = "划定储备", .en = "Set aside", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .numbers = true, .guard = { guard_has_lines } },
	{ .from = { "kept" }, .verb = "rotate", .to = "kept", .zh = "轮换出库", .en = "Let go for rotation", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE,
	  .grow = C(DROPPED), .guard = { reserve_guard_rotation } },
	{ .from = { "kept" }, .verb = "close", .to = "done", .zh = "办结", .en = "Close", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE },
};
const struct doc_kind reserve_hold_kind = {
	.name = "reserve_hold", .prefix = "HC", .zh = "储备划定单", .en = "goods set aside", .read = PERM_RESERVE_READ, .ends = { "done", "void" },
	SHARES(hold_shares), STEPS(hold_steps) };

static const struct share release_shares[] = {
	{ .account = ACC_HELD, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = PARENT_DOC, .qty = SUM([SENT] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([SENT] = +1) },
};
static const struct doc_step release_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提请动用", .en = "Propose the release", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE,
	  .numbers = true, .says_why = true, .guard = { guard_has_lines, reserve_guard_raiser, reserve_guard_of_hold } },
	{ .from = { "review" }, .verb = "approve", .to = "freed", .zh = "批准动用", .en = "Approve the release", .perm = PERM_RESERVE_APPROVE, .scope = TO_PLACE,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, reserve_guard_of_hold } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse", .perm = PERM_RESERVE_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_RESERVE_EDIT, .scope = TO_PLACE },
};
const struct doc_kind reserve_release_kind = {
	.name = "reserve_release", .prefix = "DY", .zh = "储备动用单", .en = "release of reserves", .read = PERM_RESERVE_READ, .planned = true,
	.flow = PLAN_DOC_release, .ends = { "freed", "refused", "void" }, SHARES(release_shares), STEPS(release_steps), .chains = reserve_chains };
