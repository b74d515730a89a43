/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of an appeal.  It moves no goods. */
#include "caps/appeal/appeal.h"
#include "appeal.sql.h"

static enum err appeal_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct appeal_facts_row f;

	TRY(appeal_facts(cx, (struct appeal_facts_in){ cx->district_id, w->doc.doc_id }, &f));
	buf_print(bytes, "%lld:%s", (long long)f.until_day, f.words);
	return ERR_OK;
}

static const struct doc_step appeal_steps[] = {
	{ .from = { "draft" }, .verb = "submit", .to = "review", .zh = "提交募捐公告", .en = "Submit the appeal", .perm = PERM_DONATION_EDIT, .scope = TO_PLACE,
	  .numbers = true, .guard = { guard_has_lines } },
	{ .from = { "review" }, .verb = "approve", .to = "published", .zh = "批准发布", .en = "Approve and publish", .perm = PERM_APPEAL_APPROVE,
	  .scope = TO_PLACE, .grow = C(GRANTED), .fill = ALL, .guard = { guard_not_mine } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意发布", .en = "Refuse", .perm = PERM_APPEAL_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "published" }, .verb = "close", .to = "closed", .zh = "停止募集", .en = "Take it down", .perm = PERM_DONATION_EDIT, .scope = TO_PLACE },
	{ .from = { "draft", "review" }, .verb = "withdraw", .to = "void", .zh = "撤回", .en = "Withdraw", .perm = PERM_DONATION_EDIT, .scope = TO_PLACE },
};
const struct doc_kind appeal_kind = {
	.name = "appeal", .prefix = "MJ", .zh = "募捐公告", .en = "appeal", .read = PERM_DONATION_READ, .ends = { "refused", "closed", "void" },
	.content = appeal_content, STEPS(appeal_steps) };
