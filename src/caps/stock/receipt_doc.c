/* SPDX-License-Identifier: Apache-2.0 */
/* Receipt 入库: goods come in, are checked against their document, and go on the
 * shelf or back (D2.11).  One table of shares for each source, so that the ledger
 * says for ever where a lot came from. */
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/stock/stock.h"

/* From outside: counted at the dock, then accepted or sent back. */
#define RECEIPT_SHARES(source) { \
	{ .account = ACC_##source, .who = GIVER, .owner = OWNER, .fund = FUND, .qty = SUM([ARRIVED] = -1, [BACK] = +1) }, \
	{ .account = ACC_DOCK, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) }, \
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = OWNER, .fund = FUND, .qty = SUM([TAKEN] = +1) } }

static const struct share supplier_shares[] = RECEIPT_SHARES(FROM_SUPPLIER);
static const struct share donor_shares[] = RECEIPT_SHARES(FROM_DONOR);
static const struct share district_shares[] = RECEIPT_SHARES(FROM_DISTRICT);

static const struct doc_step receipt_steps[] = {
	{ .from = { "draft" }, .verb = "announce", .to = "expected", .zh = "登记到货单", .en = "Announce the delivery",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(GRANTED), .fill = ALL, .numbers = true,
	  .guard = { guard_has_lines, guard_storage_fits } },
	{ .from = { "expected" }, .verb = "receive", .to = "expected", .zh = "点收", .en = "Count in at the dock",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(SENT) | C(ARRIVED), .fill = GIVEN_OR_ALL, .guard = { guard_storage_fits } },
	{ .from = { "expected" }, .verb = "accept", .to = "expected", .zh = "验收上架", .en = "Accept into store",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(TAKEN), .fill = GIVEN_OR_ALL, .guard = { guard_storage_fits } },
	{ .from = { "expected" }, .verb = "take_in", .to = "expected", .zh = "点收并上架", .en = "Count in and accept",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(SENT) | C(ARRIVED) | C(TAKEN), .fill = GIVEN_OR_ALL,
	  .guard = { guard_storage_fits } },
	{ .from = { "expected" }, .verb = "reject", .to = "expected", .zh = "拒收退回", .en = "Reject and send back",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(BACK), .says_why = true },
	{ .from = { "expected" }, .verb = "close", .to = "closed", .zh = "办结", .en = "Close",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE, .grow = C(DROPPED), .fill = ALL,
	  .nil = { SUM([ARRIVED] = +1, [TAKEN] = -1, [BACK] = -1) }, .guard = { guard_difference_explained } },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw",
	  .perm = PERM_STOCK_RECEIVE, .scope = TO_PLACE },
};
#define RECEIPT_KIND(table) \
	.read = PERM_STOCK_READ, .planned = true, .flow = PLAN_DOC_receipt, .ends = { "closed", "void" }, SHARES(table), STEPS(receipt_steps)

const struct doc_kind receipt_supplier_kind = {
	.name = "receipt_supplier", .prefix = "RK", .zh = "入库单（供应商）", .en = "receipt from a supplier", RECEIPT_KIND(supplier_shares) };
const struct doc_kind receipt_donor_kind = {
	.name = "receipt_donor", .prefix = "JS", .zh = "入库单（捐赠）", .en = "receipt from a donor", RECEIPT_KIND(donor_shares) };
const struct doc_kind receipt_district_kind = {
	.name = "receipt_district", .prefix = "DR", .zh = "入库单（外区调入）", .en = "receipt from another district", RECEIPT_KIND(district_shares) };

/* Opening stock: what lies there when the books begin.  Somebody else approves it. */
static const struct share opening_shares[] = {
	{ .account = ACC_FOUND, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = -1) },
	{ .account = ACC_STORE, .place = TO_PLACE, .owner = LINE_OWNER, .fund = LINE_FUND, .qty = SUM([TAKEN] = +1) },
};
static const struct doc_step opening_steps[] = {
	{ .from = { "draft" }, .verb = "propose", .to = "review", .zh = "提交期初库存", .en = "Submit the opening stock",
	  .perm = PERM_STOCK_COUNT, .scope = TO_PLACE, .numbers = true, .guard = { guard_has_lines, guard_storage_fits } },
	{ .from = { "review" }, .verb = "approve", .to = "done", .zh = "批准", .en = "Approve",
	  .perm = PERM_STOCK_APPROVE, .scope = TO_PLACE, .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .undoable = true,
	  .guard = { guard_not_mine, guard_opening_papers, guard_storage_fits } },
	{ .from = { "review" }, .verb = "refuse", .to = "refused", .zh = "不同意", .en = "Refuse",
	  .perm = PERM_STOCK_APPROVE, .scope = TO_PLACE, .says_why = true },
	{ .from = { "draft" }, .verb = "withdraw", .to = "void", .zh = "作废", .en = "Withdraw", .perm = PERM_STOCK_COUNT, .scope = TO_PLACE },
};
const struct doc_kind opening_kind = {
	.name = "opening", .prefix = "QC", .zh = "期初库存单", .en = "opening stock", .read = PERM_STOCK_READ,
	.ends = { "done", "refused", "void" }, SHARES(opening_shares), STEPS(opening_steps) };
