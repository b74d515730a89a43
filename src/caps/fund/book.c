/* SPDX-License-Identifier: Apache-2.0 */
/* A fund's book: entry by entry, on the screen, as a workbook, or to print and sign. */
#include "caps/fund/fund.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/org.h"
#include "file/report_pdf.h"
#include "fund.sql.h"

const char *const fund_format_words[] = { "xlsx", "pdf", NULL };

static int64_t day_start(int64_t day)
{
	return day ? day * DAY_MS - CHINA_OFFSET_MS : 0;
}

static enum err moves(struct ctx *cx, const struct fund_book *of, size_t most, struct fund_entry **ret, size_t *ret_n)
{
	struct fund_moves_row *rows;

	TRY(fund_moves(cx, (struct fund_moves_in){ cx->district_id, of->fund_id, day_start(of->from_day), of->to_day ? day_start(of->to_day + 1) : 0,
		of->before_seq, (int64_t)most }, &rows, ret_n, most));
	*ret = arena_array(&cx->mem, struct fund_entry, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct fund_moves_row *r = &rows[i];

		(*ret)[i] = (struct fund_entry){ r->seq, r->posted_ms, r->doc_id, r->giver_id, r->in_fen, r->out_fen, r->pledged_fen, r->balance_fen,
			r->slip_day, r->kind, r->number, r->verb, r->giver, r->slip_no };
	}
	return ERR_OK;
}

enum err fund_book(struct ctx *cx, const struct fund_book *of, struct fund_entry **ret, size_t *ret_n)
{
	struct fund f;

	TRY(check_range(cx, "limit", of->limit, 1, FUND_LIST_MAX + 1));
	TRY(fund_need(cx, PERM_FUND_READ, of->fund_id, &f));
	return moves(cx, of, (size_t)of->limit, ret, ret_n);
}

/* ---- as a file ---- */

static void sum_cell(struct sheet_cells *p, int64_t fen)
{
	sheet_cell(p, fen ? text_write_money(p->mem, fen) : "");
}

static void row_cells(struct sheet_cells *p, const struct fund_entry *e)
{
	char day[11], paid[11];

	sheet_cell(p, arena_print(p->mem, "%s", civil_write_day(civil_day_of(e->posted_ms), day)));
	sheet_cell(p, doc_kind_zh(e->kind)), sheet_cell(p, e->number), sheet_cell(p, e->giver);
	sum_cell(p, e->in_fen), sum_cell(p, e->out_fen), sum_cell(p, e->pledged_fen), sheet_cell(p, text_write_money(p->mem, e->balance_fen));
	sheet_cell(p, e->slip_no), sheet_cell(p, e->slip_day ? arena_print(p->mem, "%s", civil_write_day(e->slip_day, paid)) : "");
}

/* Oldest first, as a book is read; the last row has the totals. */
static void book_rows(struct sheet_cells *p, const struct fund_entry *e, size_t n, struct fund_entry *total)
{
	*total = (struct fund_entry){ .balance_fen = n ? e[0].balance_fen : 0 };
	for (size_t i = n; i-- > 0;) {
		row_cells(p, &e[i]);
		total->in_fen += e[i].in_fen;
		total->out_fen += e[i].out_fen;
		total->pledged_fen += e[i].pledged_fen;
	}
	sheet_cell(p, "合计"), sheet_cell(p, arena_print(p->mem, "%zu 笔", n)), sheet_cell(p, ""), sheet_cell(p, "");
	sheet_cell(p, text_write_money(p->mem, total->in_fen)), sheet_cell(p, text_write_money(p->mem, total->out_fen)), sheet_cell(p, text_write_money(p->mem, total->pledged_fen));
	sheet_cell(p, text_write_money(p->mem, total->balance_fen)), sheet_cell(p, ""), sheet_cell(p, "");
}

enum err fund_book_file(struct ctx *cx, const struct fund_book *of, int64_t format, struct fund_file *ret)
{
	static const struct sheet_column columns[] = { { "日期", .width = 12 }, { "凭证", .width = 14 }, { "单号", .width = 26 }, { "往来单位", .width = 24 },
		{ "收入", SHEET_NUMBER }, { "付出", SHEET_NUMBER }, { "承诺增减", SHEET_NUMBER }, { "账户余额", SHEET_NUMBER },
		{ "凭证或银行回单", .width = 22 }, { "付款日", .width = 12 } };
	static const char *const signatures[] = { "记账：", "复核：", "负责人：", "时间：" };
	const int64_t today = civil_day_of(cx->now_ms);
	struct sheet_cells p = { .mem = &cx->mem };
	struct fund_entry *e, total;
	const char *lines[2];
	char from[11], to[11];
	struct sheet sheet;
	struct fund f;
	size_t n;

	TRY(fund_see(cx, of->fund_id, &f));
	TRY(moves(cx, of, FUND_FILE_ROWS, &e, &n));
	book_rows(&p, e, n, &total);
	lines[0] = arena_print(&cx->mem, "专款：%s（%s）    保管：%s    期间：%s 至 %s    单位：元", f.facts.zh, f.facts.code, f.holder,
			       of->from_day ? civil_write_day(of->from_day, from) : "开户", civil_write_day(of->to_day ? of->to_day : today, to));
	lines[1] = arena_print(&cx->mem, "用途：%s    目前可用 %s，已承诺 %s，应付 %s，已花费 %s", f.facts.purpose[0] ? f.facts.purpose : "不限",
			       text_write_money(&cx->mem, f.figures.free_fen), text_write_money(&cx->mem, f.figures.pledged_fen), text_write_money(&cx->mem, f.figures.payable_fen),
			       text_write_money(&cx->mem, f.figures.spent_fen));
	sheet = (struct sheet){ .name = "专款账簿", .title = "专款收支账簿", .lines = lines, .n_lines = 2, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n + 1, .n_totals = 1 };
	if (format == FUND_PDF) {
		*ret = (struct fund_file){ .type = "application/pdf", .name = arena_print(&cx->mem, "fund-%s.pdf", f.facts.code) };
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .landscape = true, .signatures = signatures, .n_signatures = 4,
			.day = today }, &ret->body);
	}
	*ret = (struct fund_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		.name = arena_print(&cx->mem, "fund-%s.xlsx", f.facts.code) };
	return sheet_write_xlsx(cx, &sheet, 1, today, &ret->body);
}
