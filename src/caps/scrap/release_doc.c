/* SPDX-License-Identifier: Apache-2.0 */
/* Release: blocked goods found fit go back on the shelf, agreed by another person. */
#include "caps/scrap/scrap_work.h"
#include "caps/ledger/ledger.h"

#define HERE .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND

static const struct share release_shares[] = {
	{ .account = ACC_BLOCKED, HERE, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) },
	{ .account = ACC_HELD, HERE, .doc = THIS_DOC, .qty = SUM([GRANTED] = +1, [DROPPED] = -1, [TAKEN] = -1) },
	{ .account = ACC_STORE, HERE, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step release_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "proposed", .zh = "申请解冻", .en = "Ask to release", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .numbers = true, .says_why = true, .guard = { guard_has_lines, guard_lines_here } },
	{ .from = { "proposed" }, .verb = "approve", .to = "done", .zh = "同意解冻", .en = "Agree to the release", .perm = PERM_SCRAP_APPROVE, .scope = FROM_PLACE,
	  .grow = C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .guard = { guard_not_mine } },
	{ .from = { "proposed" }, .verb = "refuse", .to = "refused", .zh = "不同意解冻", .en = "Refuse", .perm = PERM_SCRAP_APPROVE, .scope = FROM_PLACE,
	  .grow = C(DROPPED), .fill = ALL, .says_why = true },
	{ .from = { "draft", "proposed" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE,
	  .grow = C(DROPPED), .fill = ALL },
};
const struct doc_kind release_kind = {
	.name = "release", .prefix = "JD", .zh = "解冻单", .en = "release of blocked goods", .read = PERM_SCRAP_READ,
	.ends = { "done", "refused", "void" }, SHARES(release_shares), STEPS(release_steps) };
