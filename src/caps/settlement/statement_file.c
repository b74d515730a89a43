/* SPDX-License-Identifier: Apache-2.0 */
/* Statements to print and sign by both sides, or as a workbook. */
#include "caps/settlement/settlement_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "file/report_pdf.h"

const char *const statement_format_words[] = { "xlsx", "pdf", NULL };

static void money(struct sheet_cells *p, int64_t fen)
{
	sheet_cell(p, text_write_money(p->mem, fen));
}

static const char *state_zh(enum statement_state state)
{
	static const char *const zh[] = { "未确认", "一方已确认", "双方一致", "有差异", "确认后有变动" };

	return zh[state];
}

static const char *confirmed(struct arena *mem, int64_t ms, int64_t fen, const char *by)
{
	char time[30];

	return ms ? arena_print(mem, "%s 元（%s，%.10s %.5s）", text_write_money(mem, fen), by, civil_write_time(ms, time), time + 11) : "未确认";
}

/* One statement: the documents of the day, a row of totals, and what was and is open. */
static enum err one_sheet(struct ctx *cx, const struct statement_filter *f, int64_t area_id, struct sheet *ret, const char **ret_name)
{
	static const struct sheet_column columns[] = { { "单据", .width = 16 }, { "编号", .width = 26 }, { "门牌", SHEET_CENTRED },
		{ "住户应付", SHEET_NUMBER }, { "补贴", SHEET_NUMBER }, { "收款", SHEET_NUMBER }, { "退住户", SHEET_NUMBER }, { "交门店", SHEET_NUMBER } };
	struct arena *mem = &cx->mem;
	struct sheet_cells p = { .mem = mem };
	struct statement_doc *docs;
	const char **lines = arena_array(mem, const char *, 3), **foot = arena_array(mem, const char *, 4);
	struct statement s;
	char day[11];
	size_t n;

	TRY(statement_see(cx, f->shop_id, area_id, f->day, &s, &docs, &n));
	civil_write_day(s.day, day);
	for (size_t i = 0; i < n; i++) {
		sheet_cell(&p, doc_kind_zh(docs[i].kind)), sheet_cell(&p, docs[i].number), sheet_cell(&p, docs[i].door);
		money(&p, docs[i].own_fen), money(&p, docs[i].aid_fen), money(&p, docs[i].collected_fen), money(&p, docs[i].back_fen), money(&p, docs[i].handed_fen);
	}
	sheet_cell(&p, "合计"), sheet_cell(&p, arena_print(mem, "送达 %lld 单", (long long)s.orders)), sheet_cell(&p, "");
	money(&p, s.own_fen), money(&p, s.aid_fen), money(&p, s.collected_fen), money(&p, s.refund_fen), money(&p, s.handed_fen + s.laid_out_fen - s.back_fen);
	lines[0] = arena_print(mem, "门店：%s    区域：%s    日期：%s", s.shop, s.area_id ? s.area : "全部", day);
	lines[1] = arena_print(mem, "送达货款 %s 元（住户应付 %s 元，补贴 %s 元）；收款 %s 元，退住户 %s 元；上交 %s 元，垫付 %s 元，门店退回 %s 元",
			       text_write_money(mem, s.total_fen), text_write_money(mem, s.own_fen), text_write_money(mem, s.aid_fen), text_write_money(mem, s.collected_fen), text_write_money(mem, s.refund_fen),
			       text_write_money(mem, s.handed_fen), text_write_money(mem, s.laid_out_fen), text_write_money(mem, s.back_fen));
	foot[0] = arena_print(mem, "日初应付门店 %s 元，日末应付门店 %s 元（负数：门店已先收款）；补贴未付 %s 元。", text_write_money(mem, s.before_fen), text_write_money(mem, s.after_fen),
			      text_write_money(mem, s.aid_open_fen));
	foot[1] = arena_print(mem, "门店确认：%s；社区（站点）确认：%s；%s。", confirmed(mem, s.shop_ms, s.shop_fen, s.shop_by),
			      confirmed(mem, s.area_ms, s.area_fen, s.area_by), state_zh(s.state));
	foot[2] = s.shop_note[0] || s.area_note[0] ? arena_print(mem, "说明：%s %s", s.shop_note, s.area_note) : NULL;
	*ret = (struct sheet){ .name = "结算表", .title = "货款结算表", .lines = lines, .n_lines = 2, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n + 1, .n_totals = 1, .foot = foot, .n_foot = foot[2] ? 3 : 2 };
	*ret_name = arena_print(mem, "statement-%s-%lld", day, (long long)s.shop_id);
	return ERR_OK;
}

static void add_row(struct sheet_cells *p, const struct statement *s, const char *shop, const char *area, const char *state)
{
	sheet_cell(p, shop), sheet_cell(p, area), sheet_cell(p, arena_print(p->mem, "%lld", (long long)s->orders));
	money(p, s->own_fen), money(p, s->aid_fen), money(p, s->total_fen), money(p, s->collected_fen), money(p, s->refund_fen);
	money(p, s->handed_fen), money(p, s->laid_out_fen), money(p, s->back_fen), sheet_cell(p, state);
}

/* All of a day. */
static enum err day_sheet(struct ctx *cx, const struct statement_filter *f, struct sheet *ret, const char **ret_name)
{
	static const struct sheet_column columns[] = { { "门店" }, { "区域" }, { "送达单数", SHEET_NUMBER }, { "住户应付", SHEET_NUMBER },
		{ "补贴", SHEET_NUMBER }, { "货款合计", SHEET_NUMBER }, { "收款", SHEET_NUMBER }, { "退住户", SHEET_NUMBER }, { "上交", SHEET_NUMBER },
		{ "垫付", SHEET_NUMBER }, { "门店退回", SHEET_NUMBER }, { "确认", SHEET_CENTRED } };
	struct sheet_cells p = { .mem = &cx->mem };
	struct statement *rows, sum = { 0 };
	const char **lines = arena_array(&cx->mem, const char *, 2);
	char day[11];
	size_t n;

	TRY(statement_list(cx, f, &rows, &n));
	civil_write_day(f->day, day);
	for (size_t i = 0; i < n; i++) {
		add_row(&p, &rows[i], rows[i].shop, rows[i].area_id ? rows[i].area : "全部", state_zh(rows[i].state));
		sum.orders += rows[i].orders, sum.own_fen += rows[i].own_fen, sum.aid_fen += rows[i].aid_fen, sum.total_fen += rows[i].total_fen;
		sum.collected_fen += rows[i].collected_fen, sum.refund_fen += rows[i].refund_fen, sum.handed_fen += rows[i].handed_fen;
		sum.laid_out_fen += rows[i].laid_out_fen, sum.back_fen += rows[i].back_fen;
	}
	add_row(&p, &sum, "合计", "", "");
	lines[0] = arena_print(&cx->mem, "日期：%s    共 %zu 行    单位：元", day, n);
	*ret = (struct sheet){ .name = "结算汇总", .title = "货款结算汇总表", .lines = lines, .n_lines = 1, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = n + 1, .n_totals = 1 };
	*ret_name = arena_print(&cx->mem, "statements-%s", day);
	return ERR_OK;
}

enum err statement_file(struct ctx *cx, const struct statement_filter *filter, int64_t area_id, int64_t format, struct statement_file *ret)
{
	static const char *const signatures[] = { "门店：", "社区（站点）：", "街道：", "时间：" };
	const bool one = filter->shop_id && (area_id || filter->by == BY_SHOP);
	const int64_t today = civil_day_of(cx->now_ms);
	struct sheet sheet;
	const char *name;

	if (one)
		TRY(one_sheet(cx, filter, area_id, &sheet, &name));
	else
		TRY(day_sheet(cx, filter, &sheet, &name));
	if (format == STATEMENT_PDF) {
		*ret = (struct statement_file){ .type = "application/pdf", .name = arena_print(&cx->mem, "%s.pdf", name) };
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .landscape = !one, .signatures = signatures, .n_signatures = 4,
			.day = today }, &ret->body);
	}
	*ret = (struct statement_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		.name = arena_print(&cx->mem, "%s.xlsx", name) };
	return sheet_write_xlsx(cx, &sheet, 1, today, &ret->body);
}
