/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of an inquiry.  It moves nothing; its entries fix in time who was
 * asked, who answered what, and whom one chose. */
#include "caps/purchase/purchase_work.h"

static const struct doc_step inquiry_steps[] = {
	{ .from = { "draft" }, .verb = "ask", .to = "asking", .zh = "发出询价", .en = "Send the inquiry out", .perm = PERM_PURCHASE_EDIT, .scope = TO_PLACE,
	  .numbers = true, .guard = { guard_has_lines, inquiry_guard_asked } },
	{ .from = { "asking" }, .verb = "quote", .to = "asking", .zh = "登记报价", .en = "Enter a quote", .perm = PERM_PURCHASE_EDIT, .scope = TO_PLACE },
	{ .from = { "asking", "chosen" }, .verb = "choose", .to = "chosen", .zh = "选定供应商", .en = "Choose a supplier", .perm = PERM_PURCHASE_EDIT,
	  .scope = TO_PLACE },
	{ .from = { "asking", "chosen" }, .verb = "close", .to = "closed", .zh = "办结询价", .en = "Close the inquiry", .perm = PERM_PURCHASE_EDIT,
	  .scope = TO_PLACE },
	{ .from = { "draft", "asking" }, .verb = "withdraw", .to = "void", .zh = "撤回询价", .en = "Withdraw the inquiry", .perm = PERM_PURCHASE_EDIT,
	  .scope = TO_PLACE },
};

const struct doc_kind inquiry_kind = {
	.name = "inquiry", .prefix = "XJ", .zh = "询价单", .en = "inquiry", .read = PERM_PURCHASE_READ, .ends = { "closed", "void" },
	.content = inquiry_content, STEPS(inquiry_steps) };
