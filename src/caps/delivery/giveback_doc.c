/* SPDX-License-Identifier: Apache-2.0 */
/* Giving back 退回: what could not be delivered goes from the hands that hold it
 * back to the enterprise; both sign the same count (D5.7, D10.4). */
#include "caps/delivery/handover.h"
#include "caps/ledger/ledger.h"

static const struct share giveback_shares[] = {
	{ .account = ACC_HANDS, .who = WORKER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([BACK] = -1) },
	{ .account = ACC_FROM_SUPPLIER, .who = GIVER, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([BACK] = +1) },
};
static const struct doc_step giveback_steps[] = {
	{ .from = { "draft" }, .verb = "give", .to = "done", .zh = "退回企业", .en = "Give back",
	  .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(BACK), .fill = ALL, .numbers = true,
	  .sign = BY_PARTIES,
	  .signer = { { "worker", WORKER, FROM_PLACE, PERM_ORDER_DELIVER }, { "giver", GIVER, TO_PLACE, PERM_ORDER_FILL } },
	  .guard = { guard_has_lines } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_ORDER_DELIVER, .scope = FROM_PLACE },
};
const struct doc_kind giveback_kind = {
	.name = "giveback", .prefix = "TH", .zh = "退货单", .en = "giving back", .read = PERM_ORDER_READ,
	.ends = { "done", "void" }, SHARES(giveback_shares), STEPS(giveback_steps), .after = giveback_after };
