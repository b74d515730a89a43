/* SPDX-License-Identifier: Apache-2.0 */
/* A payer says a row is wrong; it is answered; what was wrong is put right by a
 * contrary document another person approves, never by an edit. */
#include "caps/charge/charge_work.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "charge.sql.h"

const char *const charge_objection_words[] = { "open", "kept", "reduced", NULL };
enum { OBJECTION_OPEN, OBJECTION_KEPT, OBJECTION_REDUCED };

static enum err drawn_one(struct ctx *cx, int64_t drawn_id, struct charge_drawn_one_row *ret)
{
	enum err e = charge_drawn_one(cx, (struct charge_drawn_one_in){ cx->district_id, drawn_id }, ret);

	return e == ERR_NOT_FOUND ? fail(cx, e, "drawn_id", "没有编号为 %lld 的领用明细", "there is no row %lld", (long long)drawn_id) : e;
}

/* ---- objections ---- */

static enum err list_of(struct ctx *cx, int64_t objection_id, int64_t payer_id, int64_t drawn_id, int64_t state, int64_t before, int64_t limit,
			struct charge_objections_row **ret, size_t *ret_n)
{
	return charge_objections(cx, (struct charge_objections_in){ .district_id = cx->district_id, .objection_id = objection_id, .drawn_id = drawn_id,
		.payer_id = payer_id, .state = state, .before_id = before, .actor_id = cx->actor->account_id, .perm = PERM_CHARGE_READ,
		.now_ms = cx->now_ms, .limit = limit }, ret, ret_n, (size_t)limit);
}

enum err charge_object(struct ctx *cx, int64_t drawn_id, const char *reason, int64_t *ret_objection_id)
{
	struct charge_objections_row *before;
	struct charge_drawn_one_row row;
	struct ledger_head head;
	struct place payer;
	size_t n;

	TRY(ledger_lock(cx, &head));
	TRY(drawn_one(cx, drawn_id, &row));
	TRY(place_need(cx, PERM_STOCK_RECEIVE, row.payer_id, &payer));
	TRY(check_line(cx, "reason", reason, 2, 200));
	if (row.state != CHARGE_BOOKED)
		return fail(cx, ERR_BAD_STATE, "drawn_id", "这一行还没有计费，没有可提异议的金额", "this row has not been charged; there is no sum to object to");
	TRY(list_of(cx, 0, 0, drawn_id, OBJECTION_OPEN, 0, 1, &before, &n));
	if (n)
		return fail(cx, ERR_CONFLICT, "drawn_id", "这一行已有异议待答复：%s", "an objection to this row waits for its answer: %s", before[0].reason);
	*ret_objection_id = ctx_new_id(cx);
	return charge_put_objection(cx, (struct charge_put_objection_in){ .district_id = cx->district_id, .objection_id = *ret_objection_id,
		.drawn_id = drawn_id, .payer_id = row.payer_id, .reason = reason, .raised_by = cx->actor->account_id, .raised_ms = cx->now_ms });
}

enum err charge_objection_list(struct ctx *cx, int64_t payer_id, int64_t drawn_id, int64_t state, int64_t before, int64_t limit, struct charge_objection **ret,
			       size_t *ret_n)
{
	struct charge_objections_row *rows;

	TRY(list_of(cx, 0, payer_id, drawn_id, state, before, limit, &rows, ret_n));
	*ret = arena_array(&cx->mem, struct charge_objection, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct charge_objections_row *r = &rows[i];
		struct charge_objection *o = &(*ret)[i];

		*o = (struct charge_objection){ r->objection_id, r->drawn_id, r->payer_id, r->item_id, r->qty, r->worth_fen, r->doc_id, r->charge_id,
			r->raised_ms, r->state, r->answered_ms, r->credit_id, r->reason, r->answer, r->payer, r->item, r->unit, r->number, "", "" };
		TRY(party_account_name(cx, r->raised_by, &o->raised_by));
		if (r->answered_by)
			TRY(party_account_name(cx, r->answered_by, &o->answered_by));
	}
	return ERR_OK;
}

/* ---- reductions ---- */

/* What waits for approval counts too, but not the document that is being looked at. */
static enum err reducible(struct ctx *cx, int64_t drawn_id, int64_t fen, int64_t mine_fen)
{
	struct charge_drawn_one_row row;
	struct charge_open_of_row sums;
	int64_t open, room;

	TRY(drawn_one(cx, drawn_id, &row));
	if (row.state != CHARGE_BOOKED)
		return fail(cx, ERR_BAD_STATE, "drawn_id", "这一行还没有计费，不能冲减", "this row has not been charged and cannot be reduced");
	room = row.worth_fen - row.credit_fen - (row.asked_fen - mine_fen);
	if (fen > room)
		return fail(cx, ERR_BLOCKED, "sum", "这一行计费 %s 元，最多还可冲减 %s 元", "this row was charged %s yuan; at most %s can be taken off",
			    text_write_money(&cx->mem, row.worth_fen), text_write_money(&cx->mem, room));
	TRY(charge_open_of(cx, (struct charge_open_of_in){ cx->district_id, row.payer_id, row.fund_id }, &sums));
	open = sums.charged_fen - sums.credit_fen - sums.paid_fen;
	return fen <= open ? ERR_OK :
		fail(cx, ERR_BLOCKED, "sum", "“%s”只欠 %s 元，不能冲减 %s 元；已付清的请先撤回收款或退款", "\"%s\" owes only %s yuan, %s cannot be taken off; take the payment back or refund it first",
		     row.payer, text_write_money(&cx->mem, open), text_write_money(&cx->mem, fen));
}

enum err charge_guard_reducible(struct ctx *cx, const struct doc_work *w)
{
	struct charge_credit_of_row row;

	TRY(charge_credit_of(cx, (struct charge_credit_of_in){ cx->district_id, w->doc.doc_id }, &row));
	return reducible(cx, row.drawn_id, row.fen, row.fen);
}

enum err charge_credit_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct charge_credit_of_row row;

	TRY(charge_credit_of(cx, (struct charge_credit_of_in){ cx->district_id, w->doc.doc_id }, &row));
	buf_print(bytes, "%lld %lld ", (long long)row.drawn_id, (long long)row.objection_id);
	buf_text(bytes, row.why);
	return ERR_OK;
}

enum err charge_credit_after(struct ctx *cx, const struct doc_work *w)
{
	struct charge_credit_of_row row;

	if (text_equal(w->to_state, "booked"))
		return charge_credited(cx, (struct charge_credited_in){ cx->district_id, w->doc.doc_id, cx->now_ms });
	TRY(charge_credit_of(cx, (struct charge_credit_of_in){ cx->district_id, w->doc.doc_id }, &row));
	if (row.objection_id && (text_equal(w->to_state, "refused") || text_equal(w->to_state, "void")))
		return charge_reopen_objection(cx, (struct charge_reopen_objection_in){ cx->district_id, row.objection_id });
	return ERR_OK;
}

static enum err propose(struct ctx *cx, int64_t drawn_id, int64_t objection_id, int64_t fen, const char *why, struct doc_moved *ret)
{
	struct doc_line line = { .item_id = LEDGER_MONEY, .price_fen = 1, .price_units = 1, .counter = { [ASKED] = fen } };
	struct doc doc = { .kind = "reduction", .lines = &line, .n_lines = 1 };
	struct charge_drawn_one_row row;
	struct place payer;
	struct fund fund;
	int64_t doc_id;

	TRY(drawn_one(cx, drawn_id, &row));
	TRY(place_need(cx, PERM_CHARGE_EDIT, row.payer_id, &payer));
	TRY(check_line(cx, "why", why, 2, 200));
	TRY(check_range(cx, "sum", fen, 1, QTY_MAX));
	TRY(reducible(cx, drawn_id, fen, 0));
	TRY(fund_get(cx, row.fund_id, &fund));
	doc.parent_id = row.charge_id;
	doc.taker_id = doc.to_place_id = row.payer_id;
	doc.from_place_id = fund.facts.holder_id;
	doc.fund_id = row.fund_id;
	TRY(document_open(cx, &doc, &doc_id));
	TRY(charge_put_credit(cx, (struct charge_put_credit_in){ cx->district_id, doc_id, drawn_id, row.payer_id, row.fund_id, objection_id, fen, why }));
	return document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "propose", .note = why }, ret);
}

enum err charge_reduce(struct ctx *cx, int64_t drawn_id, int64_t fen, const char *why, struct doc_moved *ret)
{
	struct ledger_head head;

	TRY(ledger_lock(cx, &head));
	return propose(cx, drawn_id, 0, fen, why, ret);
}

enum err charge_answer(struct ctx *cx, int64_t objection_id, int64_t reduce_fen, const char *answer)
{
	struct charge_objections_row *rows;
	struct doc_moved moved = { 0 };
	struct ledger_head head;
	size_t n;
	bool own;

	TRY(ledger_lock(cx, &head));
	TRY(list_of(cx, objection_id, 0, 0, -1, 0, 1, &rows, &n));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "objection_id", "没有编号为 %lld 的异议", "there is no objection %lld", (long long)objection_id);
	TRY(ctx_need(cx, PERM_CHARGE_EDIT, rows[0].path));
	TRY(check_line(cx, "answer", answer, 2, 200));
	if (rows[0].state != OBJECTION_OPEN)
		return fail(cx, ERR_BAD_STATE, "objection_id", "这条异议已答复：%s", "this objection has been answered: %s", rows[0].answer);
	TRY(party_same_person(cx, rows[0].raised_by, cx->actor->account_id, &own));
	if (own)
		return fail(cx, ERR_FORBIDDEN, "objection_id", "自己提的异议须由别人答复", "you raised this objection; another person answers it");
	if (reduce_fen)
		TRY(propose(cx, rows[0].drawn_id, objection_id, reduce_fen, answer, &moved));
	return charge_answer_objection(cx, (struct charge_answer_objection_in){ .district_id = cx->district_id, .objection_id = objection_id,
		.state = reduce_fen ? OBJECTION_REDUCED : OBJECTION_KEPT, .answer = answer, .answered_by = cx->actor->account_id, .answered_ms = cx->now_ms,
		.credit_id = moved.doc_id });
}
