/* SPDX-License-Identifier: Apache-2.0 */
/* Passing 转交: goods go from the hands that hold them to others', station to
 * building leader, and each side counts for itself: what the giver says he gave
 * is with him still until the taker has counted it; a difference is astray until
 * two people explain it (D3.11, D8.3).
 *
 * `carry` is the same at one stroke: who takes a parcel from the team's pile to a
 * door where money is taken has it in his own hands first. */
#include "caps/delivery/delivery.h"
#include "caps/ledger/ledger.h"

static const struct share passing_shares[] = {
	{ .account = ACC_HANDS, .who = GIVER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([SENT] = -1, [BACK] = +1) },
	{ .account = ACC_TRANSIT, .who = GIVER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SENT] = +1, [TAKEN] = -1, [BACK] = -1, [SHORT] = -1) },
	{ .account = ACC_HANDS, .who = TAKER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1, [FOUND] = +1) },
	{ .account = ACC_ASTRAY, .who = GIVER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) },
	{ .account = ACC_LOST, .who = GIVER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([LOST] = +1) },
};
static const struct doc_step passing_steps[] = {
	{ .from = { "draft" }, .verb = "give", .to = "given", .zh = "交出", .en = "Give",
	  .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE, .grow = C(GRANTED) | C(SENT), .fill = ALL, .numbers = true,
	  .guard = { guard_has_lines, guard_passing_parties } },
	{ .from = { "draft" }, .verb = "carry", .to = "passed", .zh = "随手转交", .en = "Pass on at one stroke",
	  .perm = PERM_SYSTEM, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true, .undoable = true,
	  .guard = { guard_has_lines } },
	{ .from = { "given" }, .verb = "take", .to = "passed", .otherwise = "given",
	  .otherwise_while = SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1), .zh = "点数接收", .en = "Count and take",
	  .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE, .grow = C(ARRIVED) | C(TAKEN), .fill = GIVEN_OR_ALL,
	  .guard = { guard_passing_taker } },
	{ .from = { "given" }, .verb = "report", .to = "disputed", .zh = "报差异", .en = "Report what is missing",
	  .perm = PERM_ORDER_DELIVER, .scope = TO_PLACE, .grow = C(SHORT), .fill = ALL, .says_why = true },
	{ .from = { "given" }, .verb = "take_back", .to = "returned", .otherwise = "passed", .otherwise_while = SUM([TAKEN] = +1), .zh = "收回", .en = "Take back",
	  .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE, .grow = C(ARRIVED) | C(BACK), .fill = ALL, .says_why = true },
	{ .from = { "disputed" }, .verb = "found", .to = "passed", .otherwise = "disputed",
	  .otherwise_while = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1), .zh = "查明找回", .en = "Found again",
	  .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE, .grow = C(FOUND), .sign = BY_TWO, .says_why = true },
	{ .from = { "disputed" }, .verb = "lose", .to = "passed", .otherwise = "disputed",
	  .otherwise_while = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1), .zh = "确认损失", .en = "Write off as lost",
	  .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE, .grow = C(LOST), .sign = BY_TWO, .says_why = true },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE },
};
const struct doc_kind passing_kind = {
	.name = "passing", .prefix = "JJ", .zh = "转交单", .en = "passing", .read = PERM_ORDER_READ,
	.ends = { "passed", "returned", "void" }, SHARES(passing_shares), STEPS(passing_steps) };
