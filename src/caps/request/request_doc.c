/* SPDX-License-Identifier: Apache-2.0 */
/* Request 需求: a unit says what it needs; the epidemic-control group vets it; it
 * stays open until it has been served or closed (D2.8); what fits no rule is set
 * aside and decided case by case 一事一议.  A request moves no
 * goods: its counters say how far it is, and other documents make them grow. */
#include "caps/request/request.h"

static const struct doc_step request_steps[] = {
	{ .from = { "draft" }, .verb = "raise", .to = "raised", .zh = "提出需求", .en = "Raise",
	  .perm = PERM_REQUEST_RAISE, .scope = TO_PLACE, .numbers = true, .guard = { guard_has_lines, guard_instead_holds } },
	{ .from = { "draft", "raised", "special" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw",
	  .perm = PERM_REQUEST_RAISE, .scope = TO_PLACE },
	{ .from = { "raised", "special" }, .verb = "vet", .to = "open", .zh = "审核通过", .en = "Vet",
	  .perm = PERM_REQUEST_VET, .scope = TO_PLACE, .grow = C(GRANTED), .fill = GIVEN_OR_ALL,
	  .guard = { guard_not_mine, guard_vet_role, guard_trim_explained } },
	{ .from = { "raised", "special" }, .verb = "refuse", .to = "refused", .zh = "不予通过", .en = "Refuse",
	  .perm = PERM_REQUEST_VET, .scope = TO_PLACE, .says_why = true, .guard = { guard_not_mine, guard_vet_role } },
	{ .from = { "raised" }, .verb = "set_aside", .to = "special", .zh = "转一事一议", .en = "Set aside",
	  .perm = PERM_REQUEST_VET, .scope = TO_PLACE, .says_why = true, .guard = { guard_not_mine, guard_vet_role } },
	{ .from = { "open" }, .verb = "allot", .to = "allotted", .otherwise = "open",
	  .otherwise_while = SUM([GRANTED] = +1, [DROPPED] = -1, [SENT] = -1, [BACK] = +1), .zh = "列入分配", .en = "Allot",
	  .perm = PERM_SYSTEM, .grow = C(SENT) },
	{ .from = { "open", "allotted" }, .verb = "allot_back", .to = "open", .zh = "分配收回", .en = "Allotment taken back",
	  .perm = PERM_SYSTEM, .grow = C(ARRIVED) | C(BACK) },
	{ .from = { "open", "allotted" }, .verb = "deliver", .to = "closed", .otherwise = "open",
	  .otherwise_while = SUM([GRANTED] = +1, [DROPPED] = -1, [TAKEN] = -1, [LOST] = -1), .zh = "收到物资", .en = "Goods received",
	  .perm = PERM_SYSTEM, .grow = C(ARRIVED) | C(TAKEN) },
	{ .from = { "open", "allotted" }, .verb = "miss", .to = "closed", .otherwise = "open",
	  .otherwise_while = SUM([GRANTED] = +1, [DROPPED] = -1, [TAKEN] = -1, [LOST] = -1), .zh = "途中损失", .en = "Lost on the way",
	  .perm = PERM_SYSTEM, .grow = C(SHORT) | C(LOST) },
	{ .from = { "open", "allotted" }, .verb = "close", .to = "closed", .otherwise = "unmet", .otherwise_while = SUM([DROPPED] = +1),
	  .zh = "办结", .en = "Close", .perm = PERM_REQUEST_RAISE, .scope = TO_PLACE, .grow = C(DROPPED), .fill = ALL, .says_why = true,
	  .nil = { SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1) } },
};
const struct doc_kind request_kind = {
	.name = "request", .prefix = "XQ", .zh = "需求单", .en = "request", .read = PERM_REQUEST_READ,
	.planned = true, .flow = PLAN_DOC_request, .ends = { "refused", "void", "closed", "unmet" }, STEPS(request_steps),
	.content = request_content, .after = request_after };
