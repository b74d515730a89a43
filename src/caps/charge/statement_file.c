/* SPDX-License-Identifier: Apache-2.0 */
/* Statements to print, sign and hand out: one payer's, and the totals of an agent. */
#include "caps/charge/charge_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "file/report_pdf.h"

const char *const charge_format_words[] = { "xlsx", "pdf", NULL };
enum { FORMAT_XLSX, FORMAT_PDF };

static void money(struct sheet_cells *p, int64_t fen)
{
	sheet_cell(p, text_write_money(p->mem, fen));
}

static void day_cell(struct sheet_cells *p, int64_t ms)
{
	char day[11];

	sheet_cell(p, ms ? arena_print(p->mem, "%s", civil_write_day(civil_day_of(ms), day)) : "");
}

static enum err printed_by(struct ctx *cx, const char **ret)
{
	const char *name;
	char time[30];

	TRY(party_account_name(cx, cx->actor->account_id, &name));
	civil_write_time(cx->now_ms, time);
	*ret = arena_print(&cx->mem, "打印：%s    %.10s %.5s", name, time, time + 11);
	return ERR_OK;
}

static enum err file_of(struct ctx *cx, const struct sheet *sheets, size_t n, int64_t format, const char *name, struct charge_file *ret)
{
	static const char *const signatures[] = { "制表：", "领用单位：", "物资保障组：", "日期：" };
	const int64_t today = civil_day_of(cx->now_ms);

	if (format == FORMAT_PDF) {
		*ret = (struct charge_file){ .type = "application/pdf", .name = arena_print(&cx->mem, "%s.pdf", name) };
		return pdf_write(cx, &(struct pdf_report){ .sheets = sheets, .n_sheets = n, .landscape = true, .signatures = signatures, .n_signatures = 4, .day = today },
				 &ret->body);
	}
	*ret = (struct charge_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .name = arena_print(&cx->mem, "%s.xlsx", name) };
	return sheet_write_xlsx(cx, sheets, n, today, &ret->body);
}

/* ---- one payer ---- */

static const char *said(const struct charge_line *l)
{
	static const char *const state[] = { "预案未规定", "不计费", "", "价格待定", "专户待设" };

	if (l->state != CHARGE_BOOKED)
		return state[l->state];
	return l->objection == 0 ? "有异议" : l->late ? "逾期" : l->open_fen ? "未付" : "已付";
}

static void line_cells(struct sheet_cells *p, const struct charge_line *l)
{
	const bool counts = l->state == CHARGE_BOOKED;

	day_cell(p, l->taken_ms);
	sheet_cell(p, l->doc_number), sheet_cell(p, l->item), sheet_cell(p, l->batch);
	sheet_cell(p, arena_print(p->mem, "%lld", (long long)l->qty)), sheet_cell(p, l->unit);
	sheet_cell(p, l->price_by ? arena_print(p->mem, "%s%s", text_write_money(p->mem, l->price_fen), l->price_units == 1 ? "" :
			arena_print(p->mem, "/%lld", (long long)l->price_units)) : "");
	sheet_cell(p, counts ? text_write_money(p->mem, l->worth_fen) : ""), sheet_cell(p, l->credit_fen ? text_write_money(p->mem, l->credit_fen) : "");
	sheet_cell(p, counts ? text_write_money(p->mem, l->open_fen) : "");
	day_cell(p, l->due_ms);
	sheet_cell(p, said(l)), sheet_cell(p, l->why_zh);
}

static struct sheet lines_sheet(struct ctx *cx, const struct charge_statement *s, const char *const *lines, size_t n_lines, const char *const *foot, size_t n_foot)
{
	static const struct sheet_column columns[] = { { "日期", .width = 11 }, { "单据", .width = 29 }, { "物资", .width = 16 }, { "批次", .width = 10 },
		{ "数量", SHEET_NUMBER }, { "单位", SHEET_CENTRED }, { "单价", SHEET_NUMBER }, { "金额", SHEET_NUMBER }, { "冲减", SHEET_NUMBER },
		{ "未付", SHEET_NUMBER }, { "应付日", .width = 11 }, { "状态", SHEET_CENTRED }, { "计价依据", .width = 34 } };
	struct sheet_cells p = { .mem = &cx->mem };
	int64_t worth = 0, credit = 0, open = 0;

	for (size_t i = 0; i < s->n_lines; i++) {
		line_cells(&p, &s->lines[i]);
		worth += s->lines[i].state == CHARGE_BOOKED ? s->lines[i].worth_fen : 0;
		credit += s->lines[i].credit_fen;
		open += s->lines[i].open_fen;
	}
	sheet_cell(&p, "合计"), sheet_cell(&p, arena_print(&cx->mem, "%zu 行", s->n_lines));
	for (int i = 0; i < 5; i++)
		sheet_cell(&p, "");
	money(&p, worth), money(&p, credit), money(&p, open);
	for (int i = 0; i < 3; i++)
		sheet_cell(&p, "");
	return (struct sheet){ .name = "领用明细", .title = "物资领用结算单", .lines = lines, .n_lines = n_lines, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = s->n_lines + 1, .n_totals = 1, .foot = foot, .n_foot = n_foot };
}

static struct sheet moves_sheet(struct ctx *cx, const struct charge_statement *s)
{
	static const struct sheet_column columns[] = { { "日期", .width = 11 }, { "单据", .width = 14 }, { "单号", .width = 26 }, { "专款", .width = 20 },
		{ "银行回单、原因", .width = 30 }, { "收款", SHEET_NUMBER }, { "冲减", SHEET_NUMBER }, { "状态", SHEET_CENTRED } };
	struct sheet_cells p = { .mem = &cx->mem };
	int64_t paid = 0, credit = 0;

	for (size_t i = 0; i < s->n_moves; i++) {
		const struct charge_move *m = &s->moves[i];
		const bool pays = text_equal(m->kind, "collection");

		day_cell(&p, m->at_ms);
		sheet_cell(&p, doc_kind_zh(m->kind)), sheet_cell(&p, m->number), sheet_cell(&p, m->fund), sheet_cell(&p, m->paper);
		sheet_cell(&p, pays ? text_write_money(p.mem, m->fen) : ""), sheet_cell(&p, pays ? "" : text_write_money(p.mem, m->fen));
		sheet_cell(&p, m->at_ms ? "已记账" : "待核对，未计入");
		paid += pays && m->at_ms ? m->fen : 0;
		credit += !pays && m->at_ms ? m->fen : 0;
	}
	sheet_cell(&p, "合计");
	for (int i = 0; i < 4; i++)
		sheet_cell(&p, "");
	money(&p, paid), money(&p, credit), sheet_cell(&p, "");
	return (struct sheet){ .name = "收款和冲减", .title = "收款和冲减明细", .columns = columns, .n_columns = sizeof columns / sizeof *columns, .cells = p.at,
		.n_rows = s->n_moves + 1, .n_totals = 1 };
}

enum err charge_statement_file(struct ctx *cx, int64_t payer_id, int64_t from_day, int64_t to_day, int64_t format, struct charge_file *ret)
{
	struct arena *mem = &cx->mem;
	struct charge_statement s;
	struct sheet sheets[2];
	const char *lines[3], *foot[2];
	char from[11], to[11];

	TRY(charge_statement(cx, payer_id, from_day, to_day, &s));
	lines[0] = arena_print(mem, "领用单位：%s%s%s    期间：%s 至 %s    单位：元", s.payer.payer, s.payer.agent[0] ? "    汇总单位：" : "", s.payer.agent_zh,
			       from_day ? civil_write_day(from_day, from) : "启用", civil_write_day(to_day ? to_day : civil_day_of(cx->now_ms), to));
	lines[1] = arena_print(mem, "期初欠 %s ＋ 本期计费 %s － 冲减 %s － 已付 %s ＝ 期末欠 %s", text_write_money(mem, s.before_fen), text_write_money(mem, s.charged_fen),
			       text_write_money(mem, s.credit_fen), text_write_money(mem, s.paid_fen), text_write_money(mem, s.after_fen));
	foot[0] = "收款先抵最早的计费；对金额有异议的，请在系统内对该行提出，由物资保障组答复；更正只开冲减单，不改原单。";
	TRY(printed_by(cx, &foot[1]));
	sheets[0] = lines_sheet(cx, &s, lines, 2, foot, 2);
	sheets[1] = moves_sheet(cx, &s);
	return file_of(cx, sheets, s.n_moves ? 2 : 1, format, arena_print(mem, "charges-%lld-%s", (long long)payer_id, civil_write_day(to_day ? to_day : civil_day_of(cx->now_ms), to)), ret);
}

/* ---- an agent's totals, or everybody's ---- */

enum err charge_payers_file(struct ctx *cx, const char *agent, int64_t format, struct charge_file *ret)
{
	static const struct sheet_column columns[] = { { "领用单位", .width = 28 }, { "汇总单位", .width = 18 }, { "计费", SHEET_NUMBER }, { "冲减", SHEET_NUMBER },
		{ "已付", SHEET_NUMBER }, { "未付", SHEET_NUMBER }, { "其中逾期", SHEET_NUMBER }, { "最早未付", .width = 11 }, { "待定价行", SHEET_NUMBER } };
	struct charge_payer *rows, sum = { 0 };
	struct sheet_cells p = { .mem = &cx->mem };
	const char *line, *foot;
	struct sheet sheet;
	char day[11];
	size_t n;

	TRY(charge_payer_list(cx, &(struct charge_filter){ .agent = agent, .limit = CHARGE_PAYERS_MAX }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		const struct charge_payer *r = &rows[i];

		sheet_cell(&p, r->payer), sheet_cell(&p, r->agent_zh);
		money(&p, r->charged_fen), money(&p, r->credit_fen), money(&p, r->paid_fen), money(&p, r->open_fen), money(&p, r->late_fen);
		day_cell(&p, r->oldest_ms);
		sheet_cell(&p, arena_print(&cx->mem, "%lld", (long long)r->waiting));
		sum.charged_fen += r->charged_fen, sum.credit_fen += r->credit_fen, sum.paid_fen += r->paid_fen, sum.open_fen += r->open_fen;
		sum.late_fen += r->late_fen, sum.waiting += r->waiting;
	}
	sheet_cell(&p, "合计"), sheet_cell(&p, arena_print(&cx->mem, "%zu 个单位", n));
	money(&p, sum.charged_fen), money(&p, sum.credit_fen), money(&p, sum.paid_fen), money(&p, sum.open_fen), money(&p, sum.late_fen);
	sheet_cell(&p, ""), sheet_cell(&p, arena_print(&cx->mem, "%lld", (long long)sum.waiting));
	line = arena_print(&cx->mem, "汇总单位：%s    截至：%s    单位：元", agent && agent[0] && n ? rows[0].agent_zh : "全部",
			   civil_write_day(civil_day_of(cx->now_ms), day));
	TRY(printed_by(cx, &foot));
	sheet = (struct sheet){ .name = "领用款汇总", .title = "物资领用款汇总表", .lines = &line, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n + 1, .n_totals = 1, .foot = &foot, .n_foot = 1 };
	return file_of(cx, &sheet, 1, format, arena_print(&cx->mem, "charges-%s-%s", agent && agent[0] ? agent : "all", day), ret);
}
