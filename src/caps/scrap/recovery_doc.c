/* SPDX-License-Identifier: Apache-2.0 */
/* Recovery of empty packaging and waste from a unit: a lot of its own, blocked from the start. */
#include "caps/scrap/scrap_work.h"
#include "caps/ledger/ledger.h"

static const struct share recovery_shares[] = {
	{ .account = ACC_FROM_HOLDER, .who = GIVER, .owner = OWNER, .fund = FUND, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_BLOCKED, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step recovery_steps[] = {
	{ .from = { "draft" }, .verb = "hand_over", .to = "done", .zh = "交回", .en = "Hand over", .perm = PERM_SCRAP_EDIT, .scope = TO_PLACE,
	  .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true, .sign = BY_PARTIES,
	  .signer = { { "giver", FROM_PLACE, FROM_PLACE, PERM_STOCK_ISSUE }, { "taker", TO_PLACE, TO_PLACE, PERM_SCRAP_EDIT } },
	  .guard = { guard_has_lines, recovery_guard_of, guard_storage_fits } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_SCRAP_EDIT, .scope = TO_PLACE },
};
const struct doc_kind recovery_kind = {
	.name = "recovery", .prefix = "HS", .zh = "回收单", .en = "recovery of packaging", .read = PERM_SCRAP_READ,
	.ends = { "done", "void" }, .content = recovery_content, SHARES(recovery_shares), STEPS(recovery_steps) };
