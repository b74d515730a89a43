/* SPDX-License-Identifier: Apache-2.0 */
/* Issue 领用: a unit takes out for use what is its own, over the counter, against
 * a voucher both sides sign (D2.10, D2.12).  Through an issuing agent too: what
 * was allotted to a unit lies with the agent as that unit's property. */
#include "caps/document/document.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"

static const struct share issue_shares[] = {
	{ .account = ACC_STORE, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_USED, .who = TAKER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step issue_steps[] = {
	{ .from = { "draft" }, .verb = "hand_over", .to = "done", .zh = "发放", .en = "Hand over",
	  .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true,
	  .undoable = true, .sign = BY_PARTIES,
	  .signer = { { "giver", FROM_PLACE, FROM_PLACE, PERM_STOCK_ISSUE }, { "taker", TAKER, TO_PLACE, PERM_STOCK_RECEIVE } },
	  .guard = { guard_has_lines, guard_lines_here, guard_own_goods, guard_fund_purpose } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE },
};
const struct doc_kind issue_kind = {
	.name = "issue", .prefix = "FF", .zh = "领用单", .en = "issue", .read = PERM_STOCK_READ,
	.ends = { "done", "void" }, SHARES(issue_shares), STEPS(issue_steps) };
