/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a donation, and of surplus a unit hands to the pool. */
#include "caps/donation/donation_work.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"

static const struct share donation_shares[] = {
	{ .account = ACC_FROM_DONOR, .who = GIVER, .owner = OWNER, .fund = FUND, .qty = SUM([ARRIVED] = -1, [BACK] = +1) },
	{ .account = ACC_DOCK, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([TAKEN] = +1) },
};
/* Nothing is granted before it comes: what was promised binds nobody, and may be written anew until something has come. */
static const struct doc_step donation_steps[] = {
	{ .from = { "draft" }, .verb = "register", .to = "promised", .zh = "登记捐赠意向", .en = "Register what is promised",
	  .perm = PERM_DONATION_EDIT, .scope = TO_PLACE, .numbers = true, .due = { "overdue", NULL },
	  .guard = { guard_has_lines, donation_guard_terms, guard_storage_fits } },
	{ .from = { "promised" }, .verb = "overdue", .to = "promised", .zh = "逾期未到", .en = "Not come by its day", .perm = PERM_SYSTEM },
	{ .from = { "promised" }, .verb = "revise", .to = "draft", .zh = "退回改单", .en = "Take back to change it",
	  .perm = PERM_DONATION_EDIT, .scope = TO_PLACE, .nil = { SUM([ARRIVED] = +1) } },
	{ .from = { "promised" }, .verb = "receive", .to = "promised", .zh = "第一人点收", .en = "First count, at the dock",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED), .fill = GIVEN_OR_ALL,
	  .guard = { guard_storage_fits, donation_guard_count, donation_guard_life } },
	{ .from = { "promised" }, .verb = "accept", .to = "promised", .zh = "第二人复点上架", .en = "Second count, into store",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(TAKEN), .fill = GIVEN_OR_ALL,
	  .guard = { guard_storage_fits, donation_guard_other_counter } },
	{ .from = { "promised" }, .verb = "reject", .to = "promised", .zh = "复点不符或退还", .en = "Not there, or given back",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(BACK), .says_why = true, .guard = { donation_guard_other_counter } },
	{ .from = { "promised" }, .verb = "thank", .to = "thanked", .zh = "致谢办结", .en = "Thank and close",
	  .perm = PERM_DONATION_EDIT, .scope = TO_PLACE, .nil = { SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) },
	  .guard = { donation_guard_thanks } },
	{ .from = { "draft", "promised" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw",
	  .perm = PERM_DONATION_EDIT, .scope = TO_PLACE, .nil = { SUM([ARRIVED] = +1, [BACK] = -1) } },
};
const struct doc_kind donation_kind = {
	.name = "donation", .prefix = "JZ", .zh = "捐赠单", .en = "donation", .read = PERM_DONATION_READ, .ends = { "thanked", "void" },
	.content = donation_content, .due_at = donation_due_at, .after = donation_after, SHARES(donation_shares), STEPS(donation_steps) };

/* The goods stay where they lie; whose they are, and for what, changes. */
static const struct share surplus_shares[] = {
	{ .account = ACC_STORE, .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_STORE, .place = LINE_PLACE, .owner = OWNER2, .fund = FUND2, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step surplus_steps[] = {
	{ .from = { "draft" }, .verb = "offer", .to = "offered", .zh = "提出移交富余", .en = "Offer surplus to the pool",
	  .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE, .numbers = true, .guard = { guard_has_lines, surplus_guard_offer } },
	{ .from = { "offered" }, .verb = "agree", .to = "pooled", .zh = "同意并入统筹", .en = "Agree to take it into the pool",
	  .perm = PERM_POOL_AGREE, .scope = TO_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .sign = BY_CHAIN,
	  .crosses = CROSSES_FUND | CROSSES_OWNER, .guard = { guard_not_mine, surplus_guard_offer } },
	{ .from = { "offered" }, .verb = "refuse", .to = "refused", .zh = "不接收", .en = "Refuse", .perm = PERM_POOL_AGREE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "draft", "offered" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_STOCK_ISSUE, .scope = FROM_PLACE },
};
const struct doc_kind surplus_kind = {
	.name = "surplus", .prefix = "SY", .zh = "富余移交单", .en = "surplus handed to the pool", .planned = true, .flow = PLAN_DOC_donation,
	.read = PERM_DONATION_READ, .ends = { "pooled", "refused", "void" }, .chains = surplus_chains, SHARES(surplus_shares), STEPS(surplus_steps) };
