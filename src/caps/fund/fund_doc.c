/* SPDX-License-Identifier: Apache-2.0 */
/* Money received: `appropriation` from a budget or an upper level, `gift` from a donor.
 * One line of money, one step; taken back by its exact contrary while nothing was spent of it. */
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"
#include "fund.sql.h"

static const struct share receipt_shares[] = {
	{ .account = ACC_GRANTED, .who = GIVER, .fund = FUND, .fen = { { -1, WHOLE_PRICE, SUM([TAKEN] = 1) } } },
	{ .account = ACC_FUND, .fund = FUND, .fen = { { +1, WHOLE_PRICE, SUM([TAKEN] = 1) } } },
};
static const struct doc_step receipt_steps[] = {
	{ .from = { "draft" }, .verb = "receive", .to = "received", .zh = "登记到账", .en = "Record money received", .perm = PERM_FUND_EDIT, .scope = TO_PLACE,
	  .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true, .undoable = true, .guard = { guard_has_lines } },
};

/* The number of the bank slip belongs to what is signed. */
static enum err paper_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct fund_paper_of_row row;

	TRY(fund_paper_of(cx, (struct fund_paper_of_in){ cx->district_id, w->doc.doc_id }, &row));
	buf_text(bytes, row.paper);
	return ERR_OK;
}

#define RECEIPT_KIND(name_, prefix_, zh_, en_) \
	{ .name = name_, .prefix = prefix_, .zh = zh_, .en = en_, .read = PERM_FUND_READ, .ends = { "received" }, .content = paper_content, \
	  SHARES(receipt_shares), STEPS(receipt_steps) }

const struct doc_kind appropriation_kind = RECEIPT_KIND("appropriation", "BK", "拨款到账单", "money granted");
const struct doc_kind gift_kind = RECEIPT_KIND("gift", "JK", "捐款到账单", "money donated");
