/* SPDX-License-Identifier: Apache-2.0 */
/* Compensation 赔付: a worker pays a household out of the shop's money he holds,
 * and the shop is owed so much less (D5.7).  One line of money, one step. */
#include "caps/complaint/complaint_internal.h"
#include "complaint.sql.h"
#include "caps/document/document.h"
#include "caps/ledger/ledger.h"
#include "caps/order/order.h"

static const struct share compensation_shares[] = {
	{ .account = ACC_CASH, .who = WORKER, .fen = { { -1, WHOLE_PRICE, SUM([TAKEN] = 1) } } },
	{ .account = ACC_PAYABLE, .who = GIVER, .fund = NO_FUND, .fen = { { +1, WHOLE_PRICE, SUM([TAKEN] = 1) } } },
};
static const struct doc_step compensation_steps[] = {
	{ .from = { "draft" }, .verb = "pay", .to = "done", .zh = "赔付", .en = "Pay compensation", .perm = PERM_SYSTEM,
	  .grow = C(GRANTED) | C(SENT) | C(ARRIVED) | C(TAKEN), .fill = ALL, .numbers = true, .guard = { guard_has_lines } },
};
const struct doc_kind compensation_kind = {
	.name = "compensation", .prefix = "PF", .zh = "赔付单", .en = "compensation", .read = PERM_COMPLAINT_READ, .ends = { "done" },
	SHARES(compensation_shares), STEPS(compensation_steps) };

enum err compensation_pay(struct ctx *cx, int64_t order_id, int64_t worker_id, int64_t fen, int64_t *ret_doc_id)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = fen } };
	struct doc draft = { .kind = "compensation", .parent_id = order_id, .worker_id = worker_id, .lines = &line, .n_lines = 1 };
	struct account_key owed = { .kind = ACC_PAYABLE }, cash = { .kind = ACC_CASH, .who_id = worker_id };
	int64_t owed_fen, cash_fen;
	struct order_view order;
	struct doc_moved moved;

	TRY(order_get(cx, order_id, &order));
	owed.who_id = order.doc.giver_id;
	TRY(ledger_balance(cx, &owed, LEDGER_MONEY, 0, &owed_fen));
	TRY(ledger_balance(cx, &cash, LEDGER_MONEY, 0, &cash_fen));
	if (cash_fen < fen || -owed_fen < fen)
		return fail(cx, ERR_SHORT_STOCK, "refund", "代收款还有 %lld.%02lld 元，应付企业 %lld.%02lld 元，不够从中赔付；请由企业直接退给住户（paid_by 选企业）",
			    "%lld.%02lld yuan of cash is left and the enterprise is owed %lld.%02lld; not enough to pay from: let the enterprise refund the household itself (paid_by shop)",
			    (long long)(cash_fen / 100), (long long)(cash_fen % 100), (long long)(-owed_fen / 100), (long long)(-owed_fen % 100));
	draft.giver_id = order.doc.giver_id;
	draft.taker_id = order.household_id;
	draft.from_place_id = order.doc.from_place_id;
	draft.to_place_id = order.doc.to_place_id;
	TRY(document_begin(cx, &draft, "pay", NULL, &moved));
	*ret_doc_id = moved.doc_id;
	return ERR_OK;
}
