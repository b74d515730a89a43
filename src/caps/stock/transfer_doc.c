/* SPDX-License-Identifier: Apache-2.0 */
/* Transfer 移库: from one store to another of the same owner, at once within a
 * site, or by a carrier, who has the goods until they are counted again. */
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"

static const struct share transfer_shares[] = {
	{ .account = ACC_STORE, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([SENT] = -1, [BACK] = +1, [FOUND] = +1) },
	{ .account = ACC_TRANSIT, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SENT] = +1, [TAKEN] = -1, [BACK] = -1, [SHORT] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_ASTRAY, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .doc = THIS_DOC,
	  .qty = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1) },
	{ .account = ACC_LOST, .who = CARRIER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([LOST] = +1) },
};
static const struct doc_step transfer_steps[] = {
	{ .from = { "draft" }, .verb = "move", .to = "done", .zh = "就地移库", .en = "Move at once",
	  .perm = PERM_STOCK_ISSUE, .scope = LINE_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true,
	  .undoable = true, .guard = { guard_has_lines, guard_places_differ, guard_storage_fits } },
	{ .from = { "draft" }, .verb = "depart", .to = "under_way", .zh = "发运", .en = "Send on its way",
	  .perm = PERM_STOCK_ISSUE, .scope = LINE_PLACE, .grow = C(GRANTED) | C(SENT), .fill = ALL, .numbers = true,
	  .guard = { guard_has_lines, guard_places_differ, guard_storage_fits, guard_has_carrier } },
	{ .from = { "under_way" }, .verb = "receive", .to = "done", .otherwise = "under_way",
	  .otherwise_while = SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1), .zh = "点收", .en = "Count in",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(ARRIVED) | C(TAKEN), .fill = GIVEN_OR_ALL, .guard = { guard_storage_fits } },
	{ .from = { "under_way" }, .verb = "report", .to = "disputed", .zh = "报差异", .en = "Report what is missing",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(SHORT), .fill = ALL, .says_why = true },
	{ .from = { "under_way" }, .verb = "turn_back", .to = "returned", .zh = "退回", .en = "Turn back",
	  .perm = PERM_STOCK_ISSUE, .scope = LINE_PLACE, .grow = C(ARRIVED) | C(BACK), .fill = ALL, .says_why = true },
	{ .from = { "disputed" }, .verb = "found", .to = "done", .otherwise = "disputed",
	  .otherwise_while = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1), .zh = "查明找回", .en = "Found again",
	  .perm = PERM_STOCK_COUNT, .scope = LINE_PLACE, .grow = C(FOUND), .sign = BY_TWO, .says_why = true },
	{ .from = { "disputed" }, .verb = "lose", .to = "done", .otherwise = "disputed",
	  .otherwise_while = SUM([SHORT] = +1, [FOUND] = -1, [LOST] = -1), .zh = "确认损失", .en = "Write off as lost",
	  .perm = PERM_STOCK_COUNT, .scope = LINE_PLACE, .grow = C(LOST), .sign = BY_TWO, .says_why = true },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_STOCK_ISSUE, .scope = LINE_PLACE },
};
const struct doc_kind transfer_kind = {
	.name = "transfer", .prefix = "YK", .zh = "移库单", .en = "transfer", .read = PERM_STOCK_READ,
	.ends = { "done", "returned", "void" }, SHARES(transfer_shares), STEPS(transfer_steps) };
