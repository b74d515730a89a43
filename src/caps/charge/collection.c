/* SPDX-License-Identifier: Apache-2.0 */
/* Payments: a bank slip, a fund, and where the plan wants it a second person. */
#include "caps/charge/charge_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/plan/plan_household.h"
#include "charge.sql.h"

/* Two have to agree where the plan names two roles for settling with units of this kind. */
static enum err wants_second(struct ctx *cx, const char *unit_kind, bool *ret)
{
	const struct plan_settlement *rule;
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	rule = plan_settlement(plan, NULL, unit_kind && unit_kind[0] ? unit_kind : NULL, SETTLE_monthly);
	*ret = rule && rule->sign.n >= 2;
	return ERR_OK;
}

static enum err open_of(struct ctx *cx, int64_t payer_id, int64_t fund_id, struct charge_open_of_row *row, int64_t *ret_open)
{
	TRY(charge_open_of(cx, (struct charge_open_of_in){ cx->district_id, payer_id, fund_id }, row));
	*ret_open = row->charged_fen - row->credit_fen - row->paid_fen;
	return ERR_OK;
}

static enum err still_open(struct ctx *cx, int64_t payer_id, int64_t fund_id, int64_t sum_fen, int64_t mine_fen)
{
	struct charge_open_of_row row;
	int64_t open;

	TRY(open_of(cx, payer_id, fund_id, &row, &open));
	if (sum_fen > open)
		return fail(cx, ERR_BLOCKED, "sum", "只欠 %s 元，不能收 %s 元；多收的请退回或另立收款", "only %s yuan are owed, not %s; give back what is too much",
			    text_write_money(&cx->mem, open), text_write_money(&cx->mem, sum_fen));
	if (sum_fen > open - (row.waiting_fen - mine_fen))
		return fail(cx, ERR_BLOCKED, "sum", "欠 %s 元，其中 %s 元已登记收款待核对，不能再收 %s 元；请先核对",
			    "%s yuan are owed, %s of them are entered and wait to be confirmed; confirm those before entering %s more",
			    text_write_money(&cx->mem, open), text_write_money(&cx->mem, row.waiting_fen - mine_fen), text_write_money(&cx->mem, sum_fen));
	return ERR_OK;
}

/* Nobody pays more than is owed, together with what waits to be confirmed. */
enum err charge_guard_open(struct ctx *cx, const struct doc_work *w)
{
	const bool counted = text_equal(w->doc.state, "review");

	return still_open(cx, w->doc.giver_id, w->doc.fund_id, w->doc.total_fen, counted ? w->doc.total_fen : 0);
}

enum err charge_guard_alone(struct ctx *cx, const struct doc_work *w)
{
	struct place payer;
	bool second;

	TRY(place_get(cx, w->doc.giver_id, &payer));
	TRY(wants_second(cx, payer.unit_kind, &second));
	return !second ? ERR_OK :
		fail(cx, ERR_BLOCKED, "verb", "按预案收款须两人核对，请登记后由另一人核对到账", "the plan wants two people for a payment: enter it, another confirms it");
}

/* The slip belongs to what is signed. */
enum err charge_collection_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct charge_collection_of_row row;

	TRY(charge_collection_of(cx, (struct charge_collection_of_in){ cx->district_id, w->doc.doc_id }, &row));
	buf_print(bytes, "%lld %lld ", (long long)row.slip_day, (long long)row.second);
	buf_text(bytes, row.slip);
	return ERR_OK;
}

enum err charge_collection_after(struct ctx *cx, const struct doc_work *w)
{
	return text_equal(w->to_state, "received") ? charge_collected(cx, (struct charge_collected_in){ cx->district_id, w->doc.doc_id, cx->now_ms }) : ERR_OK;
}

/* The fund it is paid into: the one named, or the only one the payer owes to. */
static enum err fund_for(struct ctx *cx, const struct charge_payment *in, int64_t *ret)
{
	struct charge_funds_owed_row *rows;
	size_t n;

	*ret = in->fund_id;
	if (in->fund_id)
		return ERR_OK;
	TRY(charge_funds_owed(cx, (struct charge_funds_owed_in){ cx->district_id, in->payer_id, 2 }, &rows, &n, 2));
	if (!n)
		return fail(cx, ERR_BLOCKED, "payer_id", "这个单位没有已记账的领用款，无款可收", "nothing has been charged to this unit, so there is nothing to receive");
	if (n > 1)
		return fail(cx, ERR_BAD_INPUT, "fund_id", "这个单位欠两笔以上专款，请选定收进哪一笔", "this unit owes to more than one fund; say which this is for");
	*ret = rows[0].fund_id;
	return ERR_OK;
}

static enum err check_payment(struct ctx *cx, const struct charge_payment *in, const struct fund *fund)
{
	TRY(check_line(cx, "slip", in->slip, 1, 60));
	TRY(check_range(cx, "slip_day", in->slip_day, 1, civil_day_of(cx->now_ms)));
	TRY(check_range(cx, "sum", in->sum_fen, 1, QTY_MAX));
	if (fund->closed_ms)
		return fail(cx, ERR_BAD_STATE, "fund_id", "专款“%s”已结清，不能再收款", "fund \"%s\" is closed and takes no more money", fund->facts.zh);
	return fund_paper_once(cx, fund->fund_id, "slip", in->slip);
}

enum err charge_collect(struct ctx *cx, const struct charge_payment *in, struct doc_moved *ret)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = in->sum_fen } };
	struct doc doc = { .kind = "collection", .giver_id = in->payer_id, .to_place_id = in->payer_id, .lines = &line, .n_lines = 1 };
	struct ledger_head head;
	struct place payer;
	struct fund fund;
	int64_t doc_id;
	bool second;

	TRY(place_need(cx, PERM_CHARGE_EDIT, in->payer_id, &payer));
	TRY(ledger_lock(cx, &head));
	TRY(fund_for(cx, in, &doc.fund_id));
	TRY(fund_get(cx, doc.fund_id, &fund));
	TRY(check_payment(cx, in, &fund));
	TRY(wants_second(cx, payer.unit_kind, &second));
	doc.from_place_id = fund.facts.holder_id;
	TRY(document_open(cx, &doc, &doc_id));
	TRY(charge_put_collection(cx, (struct charge_put_collection_in){ .district_id = cx->district_id, .doc_id = doc_id, .payer_id = in->payer_id,
		.fund_id = doc.fund_id, .fen = in->sum_fen, .slip = in->slip, .slip_day = in->slip_day, .second = second }));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = second ? "enter" : "receive", .note = in->note }, ret);
}
