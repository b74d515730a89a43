/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a loan.  sent = lent; arrived = came back, to be cleaned; taken =
 * back on the shelf; back = did not pass inspection, blocked; short = will not
 * come back as it was: damaged and blocked, or (lost) gone.  Once every piece is
 * on the shelf again, blocked or written off, the loan closes by itself (loan_after). */
#include "caps/loan/loan_work.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"

#define HERE .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND
#define THERE .who = TAKER, .owner = LINE_OWNER, .fund = LINE_FUND

static const struct share loan_shares[] = {
	{ .account = ACC_STORE, HERE, .qty = SUM([SENT] = -1, [TAKEN] = +1) },
	{ .account = ACC_LENT, THERE, .qty = SUM([SENT] = +1, [ARRIVED] = -1, [SHORT] = -1) },
	{ .account = ACC_CLEANING, HERE, .qty = SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) },
	{ .account = ACC_BLOCKED, HERE, .qty = SUM([SHORT] = +1, [LOST] = -1, [BACK] = +1) },
	{ .account = ACC_LOST, THERE, .qty = SUM([LOST] = +1) },
};

static const struct doc_step loan_steps[] = {
	{ .from = { "draft" }, .verb = "lend", .to = "out", .zh = "借出", .en = "Lend", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE,
	  .grow = C(GRANTED) | C(SENT), .fill = ALL, .numbers = true, .sign = BY_PARTIES,
	  .signer = { { "giver", FROM_PLACE, FROM_PLACE, PERM_LOAN_EDIT }, { "taker", TAKER, TO_PLACE, PERM_STOCK_RECEIVE } },
	  .guard = { guard_has_lines, guard_lines_here, loan_guard_reusable, loan_guard_pieces, guard_fund_purpose }, .due = { "late", NULL } },
	{ .from = { "out" }, .verb = "give_back", .to = "out", .zh = "归还", .en = "Give back", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE,
	  .grow = C(ARRIVED), .fill = GIVEN_OR_ALL, .sign = BY_PARTIES,
	  .signer = { { "taker", TAKER, TO_PLACE, PERM_STOCK_ISSUE }, { "giver", FROM_PLACE, FROM_PLACE, PERM_LOAN_EDIT } }, .due = { "late", NULL } },
	{ .from = { "out" }, .to = "out", .verb = "damage", .zh = "损坏归还", .en = "Give back damaged", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE,
	  .grow = C(SHORT), .fill = GIVEN, .says_why = true, .sign = BY_PARTIES,
	  .signer = { { "taker", TAKER, TO_PLACE, PERM_STOCK_ISSUE }, { "giver", FROM_PLACE, FROM_PLACE, PERM_LOAN_EDIT } }, .due = { "late", NULL } },
	{ .from = { "out" }, .to = "out", .verb = "lose", .zh = "确认丢失", .en = "Write off as lost", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE,
	  .grow = C(SHORT) | C(LOST), .fill = GIVEN, .says_why = true, .sign = BY_TWO, .due = { "late", NULL } },
	{ .from = { "out" }, .verb = "clean", .to = "out", .zh = "洗消", .en = "Clean and disinfect", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE },
	{ .from = { "out" }, .to = "out", .verb = "restock", .zh = "检查合格，重新上架", .en = "Inspected: back into store", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE,
	  .grow = C(TAKEN), .fill = GIVEN_OR_ALL, .guard = { loan_guard_clean, guard_storage_fits } },
	{ .from = { "out" }, .to = "out", .verb = "reject", .zh = "检查不合格，冻结", .en = "Inspected: not usable, blocked", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE,
	  .grow = C(BACK), .fill = GIVEN, .says_why = true },
	{ .from = { "out" }, .verb = "extend", .to = "out", .zh = "续借", .en = "Extend", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE, .says_why = true,
	  .guard = { loan_guard_still_due }, .due = { "late", NULL } },
	{ .from = { "out" }, .verb = "late", .to = "out", .zh = "逾期未还", .en = "Overdue", .perm = PERM_SYSTEM },
	{ .from = { "out" }, .verb = "settle", .to = "closed", .zh = "全部了结", .en = "All accounted for", .perm = PERM_SYSTEM,
	  .nil = { SUM([SENT] = 1, [SHORT] = -1, [TAKEN] = -1, [BACK] = -1) } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_LOAN_EDIT, .scope = FROM_PLACE },
};
const struct doc_kind loan_kind = {
	.name = "loan", .prefix = "JY", .zh = "借用单", .en = "loan", .planned = true, .flow = PLAN_DOC_loan, .read = PERM_LOAN_READ,
	.ends = { "closed", "void" }, .content = loan_content, .due_at = loan_due_at, .after = loan_after, SHARES(loan_shares), STEPS(loan_steps) };
