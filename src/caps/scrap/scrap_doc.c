/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of scrapping.  granted = proposed (held for the document), sent =
 * condemned, taken = destroyed, dropped = refused.  Lines in come from the shelf,
 * lines out from blocked goods. */
#include "caps/scrap/scrap_work.h"
#include "caps/ledger/ledger.h"

#define HERE .place = LINE_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND

#define WAY_FROM(account_, dir_) \
	{ .account = account_, HERE, .dir = dir_, .qty = SUM([GRANTED] = -1, [DROPPED] = +1) }, \
	{ .account = ACC_HELD, HERE, .doc = THIS_DOC, .dir = dir_, .qty = SUM([GRANTED] = +1, [DROPPED] = -1, [SENT] = -1) }, \
	{ .account = ACC_CONDEMNED, HERE, .dir = dir_, .qty = SUM([SENT] = +1, [TAKEN] = -1) }, \
	{ .account = ACC_DESTROYED, HERE, .dir = dir_, .qty = SUM([TAKEN] = +1) }

static const struct share scrap_shares[] = { WAY_FROM(ACC_STORE, LINES_IN), WAY_FROM(ACC_BLOCKED, LINES_OUT) };
static const struct doc_step scrap_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "proposed", .zh = "提出报废", .en = "Propose to scrap", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE,
	  .grow = C(GRANTED), .fill = ALL, .numbers = true, .guard = { guard_has_lines, guard_lines_here, scrap_guard_two_signers } },
	{ .from = { "proposed" }, .verb = "appraise", .to = "appraised", .zh = "鉴定", .en = "Appraise", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE,
	  .says_why = true, .guard = { guard_not_mine } },
	{ .from = { "appraised" }, .verb = "approve", .to = "condemned", .zh = "批准报废", .en = "Approve the scrapping", .perm = PERM_SCRAP_APPROVE,
	  .scope = FROM_PLACE, .grow = C(SENT), .fill = ALL, .sign = BY_CHAIN, .guard = { guard_not_mine, scrap_guard_two_signers, scrap_guard_other_appraiser, scrap_guard_other_approver } },
	{ .from = { "proposed", "appraised" }, .verb = "refuse", .to = "refused", .zh = "不同意报废", .en = "Refuse", .perm = PERM_SCRAP_APPROVE, .scope = FROM_PLACE,
	  .grow = C(DROPPED), .fill = ALL, .says_why = true },
	{ .from = { "condemned" }, .verb = "destroy", .to = "destroying", .zh = "登记销毁", .en = "Record the destruction", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE },
	{ .from = { "destroying" }, .verb = "witness", .to = "destroyed", .zh = "监销签字", .en = "Witness the destruction", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE,
	  .grow = C(ARRIVED) | C(TAKEN), .fill = ALL, .sign = BY_TWO, .guard = { scrap_guard_other_witness } },
	{ .from = { "draft", "proposed" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_SCRAP_EDIT, .scope = FROM_PLACE,
	  .grow = C(DROPPED), .fill = ALL },
};
const struct doc_kind scrap_kind = {
	.name = "scrap", .prefix = "BF", .zh = "报废单", .en = "scrapping", .planned = true, .flow = PLAN_DOC_scrap, .read = PERM_SCRAP_READ,
	.ends = { "destroyed", "refused", "void" }, .content = scrap_content, SHARES(scrap_shares), STEPS(scrap_steps) };
