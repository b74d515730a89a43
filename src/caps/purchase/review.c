/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/review.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "file/report_pdf.h"
#include "purchase.sql.h"

const char *const purchase_review_words[] = { "xlsx", "pdf", NULL };

static unsigned remarks_of(const struct purchase_review_row *r)
{
	return (r->quotes < 2 ? REMARK_ONE_QUOTE : 0) | (r->urgent[0] ? REMARK_URGENT : 0) | (r->oral ? REMARK_ORAL : 0) | (r->late ? REMARK_LATE : 0) |
	       (r->reason[0] ? REMARK_NOT_CHEAPEST : 0) | (r->unslipped ? REMARK_NO_SLIP : 0) | (r->paid_fen < r->billed_fen ? REMARK_UNPAID : 0);
}

static enum err load(struct ctx *cx, const struct purchase_review *of, size_t most, struct purchase_reviewed **ret, size_t *ret_n)
{
	struct purchase_review_row *rows;

	TRY(purchase_review(cx, (struct purchase_review_in){ .district_id = cx->district_id, .from_ms = of->from_day ? of->from_day * DAY_MS - CHINA_OFFSET_MS : 0,
		.until_ms = of->to_day ? (of->to_day + 1) * DAY_MS - CHINA_OFFSET_MS : INT64_MAX, .fund_id = of->fund_id, .before_id = of->before_id,
		.actor_id = cx->actor->account_id, .perm = PERM_PURCHASE_READ, .now_ms = cx->now_ms, .limit = (int64_t)most }, &rows, ret_n, most));
	*ret = arena_array(&cx->mem, struct purchase_reviewed, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct purchase_reviewed){ rows[i].doc_id, rows[i].created_ms, rows[i].total_fen, rows[i].billed_fen, rows[i].paid_fen, rows[i].quotes,
			remarks_of(&rows[i]), rows[i].number, rows[i].state, rows[i].supplier, rows[i].fund, rows[i].urgent, rows[i].reason };
	return ERR_OK;
}

enum err purchase_reviews(struct ctx *cx, const struct purchase_review *of, struct purchase_reviewed **ret, size_t *ret_n)
{
	TRY(check_range(cx, "limit", of->limit, 1, PURCHASE_REVIEW_MAX));
	return load(cx, of, (size_t)of->limit, ret, ret_n);
}

/* ---- as a file ---- */

static const char *remark_words(struct arena *mem, const struct purchase_reviewed *r)
{
	static const struct { unsigned bit; const char *zh; } words[] = { { REMARK_ONE_QUOTE, "只有一家报价" }, { REMARK_URGENT, "紧急采购" },
		{ REMARK_ORAL, "口头同意先订" }, { REMARK_LATE, "签字逾期" }, { REMARK_NOT_CHEAPEST, "未选最低报价" }, { REMARK_NO_SLIP, "付款无回单" }, { REMARK_UNPAID, "有票未付" } };
	struct buf b = BUF(mem);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (r->remarks & words[i].bit)
			buf_print(&b, "%s%s", b.n ? "；" : "", words[i].zh);
	if (r->urgent[0])
		buf_print(&b, "（%s）", r->urgent);
	if (r->reason[0])
		buf_print(&b, "（%s）", r->reason);
	return buf_get(&b);
}

static void rows_of(struct sheet_cells *p, const struct purchase_reviewed *all, size_t n)
{
	int64_t total = 0, billed = 0, paid = 0;
	char day[11];

	for (size_t i = n; i-- > 0;) {
		const struct purchase_reviewed *r = &all[i];

		sheet_cell(p, arena_print(p->mem, "%s", civil_write_day(civil_day_of(r->created_ms), day)));
		sheet_cell(p, r->number), sheet_cell(p, r->supplier), sheet_cell(p, r->fund), sheet_cell(p, text_write_money(p->mem, r->total_fen));
		sheet_cell(p, text_write_money(p->mem, r->billed_fen)), sheet_cell(p, text_write_money(p->mem, r->paid_fen));
		sheet_cell(p, arena_print(p->mem, "%lld", (long long)r->quotes)), sheet_cell(p, remark_words(p->mem, r));
		total += r->total_fen, billed += r->billed_fen, paid += r->paid_fen;
	}
	sheet_cell(p, "合计"), sheet_cell(p, arena_print(p->mem, "%zu 单", n)), sheet_cell(p, ""), sheet_cell(p, "");
	sheet_cell(p, text_write_money(p->mem, total)), sheet_cell(p, text_write_money(p->mem, billed)), sheet_cell(p, text_write_money(p->mem, paid));
	sheet_cell(p, ""), sheet_cell(p, "");
}

enum err purchase_review_file(struct ctx *cx, const struct purchase_review *of, int64_t format, struct purchase_review_file *ret)
{
	static const struct sheet_column columns[] = { { "日期", .width = 12 }, { "采购单", .width = 26 }, { "供应商", .width = 22 }, { "专款", .width = 16 },
		{ "订货", SHEET_NUMBER }, { "开票", SHEET_NUMBER }, { "已付", SHEET_NUMBER }, { "报价家数", SHEET_NUMBER }, { "审核提示", .width = 36 } };
	static const char *const signatures[] = { "财务审核：", "复核：", "负责人：", "时间：" };
	const int64_t today = civil_day_of(cx->now_ms);
	struct sheet_cells p = { .mem = &cx->mem };
	struct purchase_reviewed *all;
	char from[11], to[11];
	const char *lines[1];
	struct sheet sheet;
	size_t n;

	TRY(load(cx, of, PURCHASE_REVIEW_ROWS, &all, &n));
	rows_of(&p, all, n);
	lines[0] = arena_print(&cx->mem, "期间：%s 至 %s    单位：元", of->from_day ? civil_write_day(of->from_day, from) : "最早",
			       civil_write_day(of->to_day ? of->to_day : today, to));
	sheet = (struct sheet){ .name = "采购财务审核", .title = "采购支出财务审核表", .lines = lines, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n + 1, .n_totals = 1 };
	if (format == REVIEW_PDF) {
		*ret = (struct purchase_review_file){ .type = "application/pdf", .name = "purchase-review.pdf" };
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .landscape = true, .signatures = signatures, .n_signatures = 4,
			.day = today }, &ret->body);
	}
	*ret = (struct purchase_review_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .name = "purchase-review.xlsx" };
	return sheet_write_xlsx(cx, &sheet, 1, today, &ret->body);
}
