/* SPDX-License-Identifier: Apache-2.0 */
/* The bank's slips: proof that what the books call paid was paid. */
#include "caps/fund/fund.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "fund.sql.h"

static enum err check_slip(struct ctx *cx, const struct fund_slip_new *in)
{
	struct fund_slip_known_row *known;
	char day[11];
	size_t n;

	TRY(check_line(cx, "slip_no", in->slip_no, 1, 60));
	TRY(check_range(cx, "day", in->day, 1, civil_day_of(cx->now_ms)));
	if (!in->n_seqs || in->n_seqs > FUND_SLIP_PAYMENTS_MAX)
		return fail(cx, ERR_BAD_INPUT, "payments", "一张回单对应 1 到 %d 笔付款，现有 %zu 笔", "a slip covers 1 to %d payments, not %zu", FUND_SLIP_PAYMENTS_MAX,
			    in->n_seqs);
	TRY(fund_slip_known(cx, (struct fund_slip_known_in){ cx->district_id, in->fund_id, in->slip_no, 1 }, &known, &n, 1));
	return !n ? ERR_OK : fail(cx, ERR_CONFLICT, "slip_no", "回单 %s（%s）已登记过", "slip %s (%s) stands in the books already", in->slip_no,
				  civil_write_day(known[0].day, day));
}

/* The payments are this fund's, have no slip yet, and come to the slip's sum. */
static enum err check_payments(struct ctx *cx, const struct fund_slip_new *in)
{
	int64_t sum = 0;

	for (size_t i = 0; i < in->n_seqs; i++) {
		const char *field = arena_print(&cx->mem, "payments[%zu].seq", i);
		struct fund_paid_entry_row *row;
		size_t n;

		for (size_t k = 0; k < i; k++)
			if (in->seqs[k] == in->seqs[i])
				return fail(cx, ERR_BAD_INPUT, field, "第 %zu 笔付款写了两遍", "payment %zu is named twice", i + 1);
		TRY(fund_paid_entry(cx, (struct fund_paid_entry_in){ cx->district_id, in->fund_id, in->seqs[i], 1 }, &row, &n, 1));
		if (!n || row[0].out_fen <= 0)
			return fail(cx, ERR_BAD_INPUT, field, "账簿第 %lld 号分录不是这笔专款的付款", "entry %lld is no payment of this fund", (long long)in->seqs[i]);
		if (row[0].slip_no[0])
			return fail(cx, ERR_CONFLICT, field, "这笔付款已有回单 %s", "this payment has slip %s already", row[0].slip_no);
		sum += row[0].out_fen;
	}
	return sum == in->sum_fen ? ERR_OK :
		fail(cx, ERR_BLOCKED, "sum", "回单 %s 元，所选付款合计 %s 元，请核对", "the slip says %s yuan, the payments come to %s; check them",
		     text_write_money(&cx->mem, in->sum_fen), text_write_money(&cx->mem, sum));
}

enum err fund_slip_enter(struct ctx *cx, const struct fund_slip_new *in, int64_t *ret_slip_id)
{
	struct fund f;

	TRY(fund_need(cx, PERM_FUND_EDIT, in->fund_id, &f));
	TRY(check_slip(cx, in));
	TRY(check_payments(cx, in));
	*ret_slip_id = ctx_new_id(cx);
	TRY(fund_slip_put(cx, (struct fund_slip_put_in){ .district_id = cx->district_id, .slip_id = *ret_slip_id, .fund_id = in->fund_id, .slip_no = in->slip_no,
		.day = in->day, .sum_fen = in->sum_fen, .entered_by = cx->actor->account_id, .entered_ms = cx->now_ms }));
	for (size_t i = 0; i < in->n_seqs; i++)
		TRY(fund_slip_entry_put(cx, (struct fund_slip_entry_put_in){ cx->district_id, in->seqs[i], *ret_slip_id }));
	return ERR_OK;
}

enum err fund_slip_cancel(struct ctx *cx, int64_t fund_id, int64_t slip_id, const char *reason)
{
	int64_t changed;
	struct fund f;

	TRY(fund_need(cx, PERM_FUND_EDIT, fund_id, &f));
	TRY(check_line(cx, "reason", reason, 2, 200));
	TRY(fund_slip_void_n(cx, (struct fund_slip_void_in){ .district_id = cx->district_id, .fund_id = fund_id, .slip_id = slip_id,
		.voided_by = cx->actor->account_id, .voided_ms = cx->now_ms, .void_reason = reason }, &changed));
	if (!changed)
		return fail(cx, ERR_NOT_FOUND, "slip_id", "这笔专款没有这张回单，或已作废", "this fund has no such slip, or it is void already");
	return fund_slip_entries_drop(cx, (struct fund_slip_entries_drop_in){ cx->district_id, slip_id });
}

enum err fund_slips(struct ctx *cx, int64_t fund_id, int64_t before, int64_t limit, struct fund_slip **ret, size_t *ret_n)
{
	struct fund_slip_page_row *rows;
	struct fund f;

	TRY(check_range(cx, "limit", limit, 1, FUND_LIST_MAX));
	TRY(fund_need(cx, PERM_FUND_READ, fund_id, &f));
	TRY(fund_slip_page(cx, (struct fund_slip_page_in){ cx->district_id, fund_id, before, limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct fund_slip, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct fund_slip_page_row *r = &rows[i];

		(*ret)[i] = (struct fund_slip){ r->slip_id, r->day, r->sum_fen, r->entered_ms, r->voided_ms, r->payments, r->slip_no, NULL, r->void_reason };
		TRY(party_account_name(cx, r->entered_by, &(*ret)[i].entered_name));
	}
	return ERR_OK;
}

enum err fund_slip_of(struct ctx *cx, int64_t seq, const char **ret_no, int64_t *ret_day)
{
	struct fund_slip_of_entry_row row;
	enum err e = fund_slip_of_entry(cx, (struct fund_slip_of_entry_in){ cx->district_id, seq }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret_no = e ? "" : row.slip_no;
	*ret_day = e ? 0 : row.day;
	return ERR_OK;
}
