/* SPDX-License-Identifier: Apache-2.0 */
/* Dispatch 调拨: an order to bring what was approved to whom it was approved for.
 * Acknowledged, departed, arrived, received by the addressee, each with its
 * time; what was issued and not received stays open until it is explained
 * (D2.12, D2.14, D7.7). */
#include "caps/dispatch/dispatch.h"
#include "caps/ledger/ledger.h"

static const struct share dispatch_shares[] = {
	{ .account = ACC_HELD, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = PARENT_DOC, .qty = SUM([SENT] = -1) },
	{ .account = ACC_TRANSIT, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SENT] = +1, [TAKEN] = -1, [BACK] = -1, [SHORT] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = OWNER2, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_ASTRAY, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) },
	{ .account = ACC_LOST, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([LOST] = +1) },
	{ .account = ACC_STORE, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([BACK] = +1, [FOUND] = +1) },
};
#define LATE(state) { .from = { state }, .verb = "late", .to = state, .zh = "逾期", .en = "Late", .perm = PERM_SYSTEM }

static const struct doc_step dispatch_steps[] = {
	{ .from = { "draft" }, .verb = "order", .to = "ordered", .zh = "下达调拨令", .en = "Order",
	  .perm = PERM_DISPATCH_ORDER, .grow = C(GRANTED), .fill = ALL, .numbers = true, .due = { "late", "ack" },
	  .guard = { guard_has_lines, guard_dispatch_addressee, guard_parent_held, guard_lines_of_parent, guard_storage_fits } },
	{ .from = { "ordered" }, .verb = "acknowledge", .to = "acknowledged", .zh = "接令", .en = "Acknowledge",
	  .perm = PERM_DISPATCH_CARRY, .scope = FROM_PLACE, .due = { "late", "depart" } },
	{ .from = { "ordered", "acknowledged" }, .verb = "refuse", .to = "refused", .zh = "拒绝执行", .en = "Refuse the order",
	  .perm = PERM_DISPATCH_CARRY, .scope = FROM_PLACE, .grow = C(DROPPED), .fill = ALL, .says_why = true },
	{ .from = { "ordered", "acknowledged" }, .verb = "recall", .to = "recalled", .zh = "撤回调拨令", .en = "Recall",
	  .perm = PERM_DISPATCH_ORDER, .grow = C(DROPPED), .fill = ALL, .says_why = true },
	{ .from = { "acknowledged" }, .verb = "depart", .to = "departed", .zh = "出库发车", .en = "Issue and depart",
	  .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE, .grow = C(SENT), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "giver", FROM_PLACE, FROM_PLACE, PERM_STOCK_ISSUE }, { "carrier", CARRIER, FROM_PLACE, PERM_DISPATCH_CARRY } },
	  .guard = { guard_parent_held }, .due = { "late", "arrive" } },
	{ .from = { "departed" }, .verb = "arrive", .to = "arrived", .zh = "到达", .en = "Arrive",
	  .perm = PERM_DISPATCH_CARRY, .scope = FROM_PLACE, .due = { "late", "confirm" } },
	{ .from = { "departed", "arrived" }, .verb = "receive", .to = "received", .otherwise = "arrived",
	  .otherwise_while = SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1), .zh = "签收", .en = "Receive",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(ARRIVED) | C(TAKEN), .fill = GIVEN_OR_ALL,
	  .sign = BY_PARTIES,
	  .signer = { { "taker", OWNER2, TO_PLACE, PERM_STOCK_RECEIVE }, { "carrier", CARRIER, FROM_PLACE, PERM_DISPATCH_CARRY } },
	  .crosses = CROSSES_OWNER },
	{ .from = { "arrived" }, .verb = "report", .to = "disputed", .zh = "报差异", .en = "Report what is missing",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(SHORT), .fill = ALL, .says_why = true, .due = { "late", "confirm" } },
	{ .from = { "departed", "arrived" }, .verb = "turn_back", .to = "returned", .otherwise = "received",
	  .otherwise_while = SUM([TAKEN] = +1), .zh = "退回原库", .en = "Turn back",
	  .perm = PERM_STOCK_RECEIVE, .scope = FROM_PLACE, .grow = C(ARRIVED) | C(BACK), .fill = ALL, .says_why = true },
	{ .from = { "disputed" }, .verb = "found", .to = "disputed", .zh = "查明找回", .en = "Found again",
	  .perm = PERM_STOCK_COUNT, .scope = FROM_PLACE, .grow = C(FOUND), .sign = BY_TWO, .says_why = true },
	{ .from = { "disputed" }, .verb = "lose", .to = "disputed", .zh = "确认损失", .en = "Write off as lost",
	  .perm = PERM_STOCK_COUNT, .scope = FROM_PLACE, .grow = C(LOST), .sign = BY_TWO, .says_why = true },
	{ .from = { "received", "disputed" }, .verb = "close", .to = "closed", .zh = "办结", .en = "Close",
	  .perm = PERM_DISPATCH_ORDER, .grow = C(DROPPED), .fill = ALL,
	  .nil = { SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1), SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_DISPATCH_ORDER },
	LATE("ordered"), LATE("acknowledged"), LATE("departed"), LATE("arrived"), LATE("disputed"),
};
const struct doc_kind dispatch_kind = {
	.name = "dispatch", .prefix = "DB", .zh = "调拨单", .en = "dispatch order", .read = PERM_DISPATCH_READ,
	.planned = true, .flow = PLAN_DOC_dispatch, .ends = { "refused", "recalled", "returned", "closed", "void" },
	SHARES(dispatch_shares), STEPS(dispatch_steps), .after = dispatch_after };

/* Handing out over the counter, straight from an approved allocation. */
static const struct share handout_shares[] = {
	{ .account = ACC_HELD, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = PARENT_DOC, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_USED, .who = TAKER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step handout_steps[] = {
	{ .from = { "draft" }, .verb = "hand_over", .to = "done", .zh = "凭分配发放", .en = "Hand over",
	  .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true,
	  .sign = BY_PARTIES,
	  .signer = { { "giver", FROM_PLACE, FROM_PLACE, PERM_STOCK_ISSUE }, { "taker", TAKER, TO_PLACE, PERM_STOCK_RECEIVE } },
	  .guard = { guard_has_lines, guard_lines_here, guard_dispatch_addressee, guard_parent_held, guard_lines_of_parent } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE },
};
const struct doc_kind handout_kind = {
	.name = "handout", .prefix = "LY", .zh = "领料单", .en = "hand-out", .read = PERM_DISPATCH_READ,
	.ends = { "done", "void" }, SHARES(handout_shares), STEPS(handout_steps), .after = dispatch_after };
