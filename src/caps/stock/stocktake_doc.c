/* SPDX-License-Identifier: Apache-2.0 */
/* Stock-take 盘点: what the count differs from the books by, explained line by
 * line; another person approves it (D7.3). */
#include "caps/stock/stock.h"
#include "caps/ledger/ledger.h"

static const struct share stocktake_shares[] = {
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .dir = LINES_OUT, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_MISSING, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .dir = LINES_OUT, .qty = SUM([TAKEN] = +1) },
	{ .account = ACC_FOUND, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .dir = LINES_IN, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .dir = LINES_IN, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step stocktake_steps[] = {
	{ .from = { "draft" }, .verb = "count", .to = "review", .zh = "提交盘点", .en = "Submit the count",
	  .perm = PERM_STOCK_COUNT, .scope = TO_PLACE, .numbers = true },
	{ .from = { "review" }, .verb = "approve", .to = "done", .zh = "批准差异", .en = "Approve the differences",
	  .perm = PERM_STOCK_APPROVE, .scope = TO_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL,
	  .guard = { guard_not_mine } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "退回重盘", .en = "Refuse; count again",
	  .perm = PERM_STOCK_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_STOCK_COUNT, .scope = TO_PLACE },
};
const struct doc_kind stocktake_kind = {
	.name = "stocktake", .prefix = "PD", .zh = "盘点单", .en = "stock-take", .read = PERM_STOCK_READ,
	.ends = { "done", "refused", "void" }, SHARES(stocktake_shares), STEPS(stocktake_steps),
	.content = stock_count_content };
