/* SPDX-License-Identifier: Apache-2.0 */
/* Ending a complaint: money back, replacement, an explanation, or a reason why not. */
#include "base/check.h"
#include "base/text.h"
#include "caps/complaint/complaint_internal.h"
#include "complaint.sql.h"
#include "caps/order/order.h"

enum err complaint_need_edit(struct ctx *cx, const struct complaint_row_row *row)
{
	if (ctx_may(cx, PERM_COMPLAINT_EDIT, row->shop_path))
		return ERR_OK;
	return ctx_need(cx, PERM_COMPLAINT_EDIT, row->path);
}

static struct complaint_put_in put_of(struct ctx *cx, const struct complaint_row_row *r)
{
	return (struct complaint_put_in){ .district_id = cx->district_id, .complaint_id = r->complaint_id, .version = r->version, .state = r->state,
		.taken_by = r->taken_by, .taken_ms = r->taken_ms, .settled_as = r->settled_as, .refund_fen = r->refund_fen,
		.refund_doc = r->refund_doc, .answer = r->answer, .closed_by = r->closed_by, .closed_ms = r->closed_ms, .now_ms = cx->now_ms };
}

static enum err begin(struct ctx *cx, int64_t complaint_id, int64_t version, struct complaint_row_row *row, struct complaint_put_in *to)
{
	TRY(complaint_read_row(cx, complaint_id, row));
	TRY(complaint_need_edit(cx, row));
	if (version && version != row->version)
		return fail(cx, ERR_STALE, "version", "这件投诉已是第 %lld 版，您看到的是第 %lld 版；请刷新", "the complaint is at version %lld, you saw %lld; reload",
			    (long long)row->version, (long long)version);
	if (row->state >= COMPLAINT_SETTLED)
		return fail(cx, ERR_BAD_STATE, NULL, "这件投诉已经办结", "this complaint is closed already");
	*to = put_of(cx, row);
	return ERR_OK;
}

static enum err finish(struct ctx *cx, const struct complaint_put_in *to, const char *verb, const char *note)
{
	int64_t changed;

	TRY(complaint_put_n(cx, *to, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "别人刚办过这件投诉，请刷新", "someone has just worked on this complaint; reload");
	return complaint_note(cx, to->complaint_id, verb, cx->now_ms, note);
}

enum err complaint_take(struct ctx *cx, int64_t complaint_id, int64_t version)
{
	struct complaint_row_row row;
	struct complaint_put_in to;

	TRY(begin(cx, complaint_id, version, &row, &to));
	if (row.state != COMPLAINT_OPEN)
		return fail(cx, ERR_BAD_STATE, NULL, "这件投诉已有人在办", "somebody is on it already");
	to.state = COMPLAINT_TAKEN;
	to.taken_by = cx->actor->account_id;
	to.taken_ms = cx->now_ms;
	return finish(cx, &to, "take", "");
}

/* What the household itself paid for the line, or for the whole order, less what it got back already. */
static enum err most(struct ctx *cx, const struct complaint_row_row *row, const struct order_view *order, int64_t *ret_fen)
{
	struct complaint_refunded_row line, all;
	int64_t own = 0, whole = 0;

	for (size_t i = 0; i < order->doc.n_lines; i++) {
		const struct doc_line *l = &order->doc.lines[i];
		int64_t fen = doc_worth(l, OWN_PART, l->counter[TAKEN]);

		whole += fen;
		own += !row->line_no || l->line_no == row->line_no ? fen : 0;
	}
	TRY(complaint_refunded(cx, (struct complaint_refunded_in){ cx->district_id, row->order_id, row->line_no }, &line));
	TRY(complaint_refunded(cx, (struct complaint_refunded_in){ cx->district_id, row->order_id, 0 }, &all));
	*ret_fen = own - line.fen < whole - all.fen ? own - line.fen : whole - all.fen;
	return ERR_OK;
}

static enum err pay_back(struct ctx *cx, const struct complaint_row_row *row, const struct complaint_end *end, struct complaint_put_in *to)
{
	struct order_view order;
	int64_t fen;

	TRY(order_get(cx, row->order_id, &order));
	TRY(most(cx, row, &order, &fen));
	if (end->refund_fen < 1 || end->refund_fen > fen)
		return fail(cx, ERR_BAD_INPUT, "refund", "退款应大于 0，最多 %lld.%02lld 元：这一项住户实付、减去已退的", "a refund lies above 0 and at most at %lld.%02lld yuan: what the household paid for it and did not get back",
			    (long long)(fen / 100), (long long)(fen % 100));
	to->refund_fen = end->refund_fen;
	if (end->by_shop)
		return ERR_OK;
	return compensation_pay(cx, row->order_id, end->worker_id ? end->worker_id : order.doc.worker_id ? order.doc.worker_id : order.doc.carrier_id,
				end->refund_fen, &to->refund_doc);
}

/* The order shows its trouble until its last complaint is closed. */
static enum err clear_trouble(struct ctx *cx, int64_t order_id)
{
	struct complaint_open_of_order_row row;

	TRY(complaint_open_of_order(cx, (struct complaint_open_of_order_in){ cx->district_id, order_id }, &row));
	return row.open ? ERR_OK : order_set_trouble(cx, order_id, TROUBLE_COMPLAINT, false);
}

enum err complaint_settle(struct ctx *cx, int64_t complaint_id, int64_t version, const struct complaint_end *end)
{
	struct complaint_row_row row;
	struct complaint_put_in to;

	TRY(begin(cx, complaint_id, version, &row, &to));
	TRY(check_range(cx, "settled_as", end->settled_as, SETTLED_REFUND, SETTLED_EXPLAINED));
	if (!end->answer || !*end->answer)
		return fail(cx, ERR_BAD_INPUT, "answer", "请写明怎么办结的，住户会看到", "say how it was settled; the household reads it");
	TRY(check_line(cx, "answer", end->answer, 1, COMPLAINT_ANSWER_MAX));
	if (end->settled_as == SETTLED_REFUND)
		TRY(pay_back(cx, &row, end, &to));
	to.state = COMPLAINT_SETTLED;
	to.settled_as = end->settled_as;
	to.answer = end->answer;
	to.closed_by = cx->actor->account_id;
	to.closed_ms = cx->now_ms;
	TRY(finish(cx, &to, "settle", complaint_settled_words[end->settled_as]));
	return clear_trouble(cx, row.order_id);
}

enum err complaint_reject(struct ctx *cx, int64_t complaint_id, int64_t version, const char *reason)
{
	struct complaint_row_row row;
	struct complaint_put_in to;

	TRY(begin(cx, complaint_id, version, &row, &to));
	if (!reason || !*reason)
		return fail(cx, ERR_BAD_INPUT, "answer", "不予认定必须写明理由，住户会看到", "say why it is rejected; the household reads it");
	TRY(check_line(cx, "answer", reason, 1, COMPLAINT_ANSWER_MAX));
	to.state = COMPLAINT_REJECTED;
	to.answer = reason;
	to.closed_by = cx->actor->account_id;
	to.closed_ms = cx->now_ms;
	TRY(finish(cx, &to, "reject", ""));
	return clear_trouble(cx, row.order_id);
}

enum err complaint_forget(struct ctx *cx, int64_t before_ms, int64_t *ret_n)
{
	return complaint_photos_forget_n(cx, (struct complaint_photos_forget_in){ .district_id = cx->district_id, .closed_before_ms = before_ms }, ret_n);
}
