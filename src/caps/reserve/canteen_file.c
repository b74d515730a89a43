/* SPDX-License-Identifier: Apache-2.0 */
/* What canteens have before meals start, to print, sign or work on. */
#include "caps/reserve/canteen.h"
#include "base/civil.h"
#include "file/report_pdf.h"

static const char *figure(struct arena *mem, int64_t n) { return n < 0 ? "" : arena_print(mem, "%lld", (long long)n); }

static const char *day_text(struct arena *mem, int64_t day)
{
	char text[11];

	return day ? arena_text(mem, civil_write_day(day, text)) : "";
}

static const char *of_wanted(struct arena *mem, int64_t n, int64_t wanted)
{
	return wanted ? arena_print(mem, "%lld / %lld", (long long)n, (long long)wanted) : "";
}

static void row_cells(struct sheet_cells *p, const struct canteen *k, const struct canteen_line *l)
{
	static const char *const states[] = { [CANTEEN_READY] = "齐备", [CANTEEN_MISSING] = "未齐", [CANTEEN_OVERDUE] = "逾期未齐", [CANTEEN_NO_DATE] = "未齐，日期未定", [CANTEEN_UNKNOWN] = "无法计算" };

	sheet_cell(p, k->place), sheet_cell(p, l->class_zh), sheet_cell(p, l->unit);
	sheet_cell(p, figure(p->mem, l->need)), sheet_cell(p, figure(p->mem, l->stock)), sheet_cell(p, figure(p->mem, l->on_order)), sheet_cell(p, figure(p->mem, l->lacks));
	sheet_cell(p, of_wanted(p->mem, l->suppliers, l->suppliers_wanted)), sheet_cell(p, of_wanted(p->mem, l->contracts, l->contracts_wanted));
	sheet_cell(p, l->papers_zh), sheet_cell(p, day_text(p->mem, l->due_day)), sheet_cell(p, states[l->state]), sheet_cell(p, l->zh);
}

enum err canteen_file(struct ctx *cx, int64_t place_id, int64_t format, struct reserve_file *ret)
{
	static const struct sheet_column columns[] = { { "食堂", .width = 16 }, { "类别", SHEET_CENTRED }, { "单位", SHEET_CENTRED }, { "需要", SHEET_NUMBER }, { "在库", SHEET_NUMBER },
		{ "在订", SHEET_NUMBER }, { "缺", SHEET_NUMBER }, { "供应商", SHEET_CENTRED }, { "长期合同", SHEET_CENTRED }, { "收货凭证", SHEET_CENTRED }, { "期限", SHEET_CENTRED },
		{ "结论", SHEET_CENTRED }, { "缺什么", .width = 34 } };
	static const char *const signatures[] = { "制表：", "食堂负责人：", "审核：", "时间：" };
	static const char *const foot[] = { "需要＝就餐人数×每人每天用量×备料天数，进一取整；在库只计开餐后到期前用得完的，舍去零头；在订为已订未上架。", "供应商、长期合同：现有家数 / 至少家数。" };
	struct sheet_cells p = { .mem = &cx->mem };
	const char **heads;
	struct sheet sheet;
	struct canteen *k;
	size_t n, n_rows = 0;

	TRY(canteen_list(cx, place_id, &k, &n));
	heads = arena_array(&cx->mem, const char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct canteen_line *lines = k[i].lines.at;

		heads[i] = arena_print(&cx->mem, "%s：%lld 人就餐，%s%s", k[i].place, (long long)k[i].headcount, k[i].event_zh,
				       k[i].opening_day ? arena_print(&cx->mem, " %s", day_text(&cx->mem, k[i].opening_day)) : "日期未定");
		for (size_t j = 0; j < k[i].lines.n; j++, n_rows++)
			row_cells(&p, &k[i], &lines[j]);
	}
	sheet = (struct sheet){ .name = "开学备料", .title = "食堂开餐备料表", .lines = heads, .n_lines = n, .columns = columns, .n_columns = sizeof columns / sizeof *columns,
		.cells = p.at, .n_rows = n_rows, .foot = foot, .n_foot = 2 };
	if (format == RESERVE_PDF) {
		*ret = (struct reserve_file){ .type = "application/pdf", .name = "canteens.pdf" };
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .landscape = true, .signatures = signatures, .n_signatures = 4,
			.day = civil_day_of(cx->now_ms) }, &ret->body);
	}
	*ret = (struct reserve_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .name = "canteens.xlsx" };
	return sheet_write_xlsx(cx, &sheet, 1, civil_day_of(cx->now_ms), &ret->body);
}
