/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/reserve_file.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/reserve/reserve.h"
#include "file/report_pdf.h"

const char *const reserve_format_words[] = { "xlsx", "pdf", NULL };

static void count_cell(struct sheet_cells *p, int64_t n) { sheet_cell(p, n > 0 ? arena_print(p->mem, "%lld", (long long)n) : ""); }

/* "7 天" or "300 顶"; nothing where there is no figure. */
static const char *target(struct arena *mem, int64_t days, int64_t qty, const char *unit)
{
	return days ? arena_print(mem, "%lld 天", (long long)days) : qty ? arena_print(mem, "%lld %s", (long long)qty, unit) : "";
}

static const char *tenths(struct arena *mem, int64_t x10) { return x10 < 0 ? "" : arena_print(mem, "%lld.%lld", (long long)(x10 / 10), (long long)(x10 % 10)); }

static void row_cells(struct sheet_cells *p, const struct reserve_plan_row *r, size_t no)
{
	count_cell(p, (int64_t)no);
	sheet_cell(p, r->class_zh);
	sheet_cell(p, target(p->mem, r->norm_days, r->norm_qty, r->line.unit));
	sheet_cell(p, target(p->mem, r->line.days, r->line.qty, r->line.unit));
	sheet_cell(p, target(p->mem, r->before_days, r->before_qty, r->line.unit));
	sheet_cell(p, r->usable < 0 ? "" : arena_print(p->mem, "%lld", (long long)r->usable));
	sheet_cell(p, r->cover_days < 0 ? "" : arena_print(p->mem, "%lld", (long long)r->cover_days));
	sheet_cell(p, tenths(p->mem, r->lot_days_x10));
	sheet_cell(p, r->short_of < 0 ? "无法计算" : !r->short_of ? "无" : target(p->mem, r->line.days ? r->short_of : 0, r->line.qty ? r->short_of : 0, r->line.unit));
	sheet_cell(p, r->line.reason);
}

static const char *state_zh(const char *state)
{
	static const struct { const char *state, *zh; } words[] = { { "draft", "草稿" }, { "review", "待批准" }, { "in_force", "已批准执行" },
		{ "replaced", "已被新版取代" }, { "refused", "未同意" }, { "void", "已撤回" } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_equal(words[i].state, state))
			return words[i].zh;
	return state;
}

enum err reserve_plan_file(struct ctx *cx, int64_t doc_id, int64_t format, struct reserve_file *ret)
{
	static const struct sheet_column columns[] = { { "序号", SHEET_CENTRED }, { "物资类别", .width = 24 }, { "预案要求", SHEET_CENTRED }, { "本年目标", SHEET_CENTRED },
		{ "上版目标", SHEET_CENTRED }, { "现有数量", SHEET_NUMBER }, { "可供天数（定额）", SHEET_NUMBER }, { "可供天数（到期）", SHEET_NUMBER }, { "缺口", SHEET_CENTRED },
		{ "依据和说明", .width = 30 } };
	static const char *const signatures[] = { "编制：", "审核：", "批准：", "时间：" };
	static const char *const foot[] = { "可供天数（定额）＝可用库存÷（人口×人均日需），舍去小数；可供天数（到期）按先到期先用，每批只计到期前用得完的部分。",
		"现有数量只计实物，不含协议、产能、互助和自备。缺口按本年目标计。" };
	struct sheet_cells p = { .mem = &cx->mem };
	struct reserve_plan_view v;
	const char *lines[2], *name;
	struct sheet sheet;

	TRY(reserve_plan_see(cx, doc_id, &v));
	for (size_t i = 0; i < v.n_rows; i++)
		row_cells(&p, &v.rows[i], i + 1);
	lines[0] = arena_print(&cx->mem, "编制单位：%s    年度：%lld    第 %lld 版    单号：%s    状态：%s", v.head.holder_zh, (long long)v.head.year,
			       (long long)v.head.version_no, v.doc.number[0] ? v.doc.number : "（未提交）", state_zh(v.doc.state));
	lines[1] = arena_print(&cx->mem, "编制依据：%s", v.head.basis);
	name = arena_print(&cx->mem, "reserve-plan-%lld-%lld", (long long)v.head.year, (long long)doc_id);
	sheet = (struct sheet){ .name = "年度储备计划", .title = "年度应急物资储备计划表", .lines = lines, .n_lines = 2, .columns = columns,
		.n_columns = sizeof columns / sizeof *columns, .cells = p.at, .n_rows = v.n_rows, .foot = foot, .n_foot = 2 };
	if (format == RESERVE_PDF) {
		*ret = (struct reserve_file){ .type = "application/pdf", .name = arena_print(&cx->mem, "%s.pdf", name) };
		return pdf_write(cx, &(struct pdf_report){ .sheets = &sheet, .n_sheets = 1, .landscape = true, .signatures = signatures, .n_signatures = 4,
			.day = civil_day_of(cx->now_ms) }, &ret->body);
	}
	*ret = (struct reserve_file){ .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .name = arena_print(&cx->mem, "%s.xlsx", name) };
	return sheet_write_xlsx(cx, &sheet, 1, civil_day_of(cx->now_ms), &ret->body);
}
