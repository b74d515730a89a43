/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "caps/day/day_output.h"
#include "file/report_pdf.h"
#include "file/sheet.h"
#include <stdlib.h>
#include <string.h>

/* The day's report: a summary by item and class, receipts-issues-stock, what
 * stays unmet, and (in the workbook) every line and every dispatch. */

enum { XLSX_ROWS_MAX = 1000000, PDF_STOCK_ROWS_MAX = 2000, PDF_UNMET_MAX = 200 };

/* Cells being filled, row by row. */
struct grid { struct arena *mem; const char **cells; size_t n, room; };

static void put(struct grid *g, const char *text)
{
	arena_push(g->mem, g->cells, g->n, g->room) = text;
}

static void put_i64(struct grid *g, int64_t value)
{
	put(g, arena_print(g->mem, "%lld", (long long)value));
}

static const char *head_line(struct arena *mem, const struct day *d)
{
	char date[11];

	return arena_print(mem, "日期：%s    预案：%s", civil_write_day(d->day, date), d->plan->zh);
}

static struct sheet make_sheet(struct arena *mem, const struct day *d, const char *name, const char *title,
			       const struct sheet_column *columns, size_t n_columns, const struct grid *g)
{
	const char **lines = arena_array(mem, const char *, 1);

	lines[0] = head_line(mem, d);
	return (struct sheet){ .name = name, .title = title, .lines = lines, .n_lines = 1, .columns = columns,
			       .n_columns = n_columns, .cells = g->cells, .n_rows = g->n / n_columns };
}
#define N(array) (sizeof(array) / sizeof *(array))

struct coded { const char *code; int32_t item; };

static int by_code(const void *pa, const void *pb)
{
	return strcmp(((const struct coded *)pa)->code, ((const struct coded *)pb)->code);
}

static struct coded *items_by_code(struct arena *mem, const struct day *d)
{
	size_t n = d->input.problem.n_items;
	struct coded *list = arena_array(mem, struct coded, n);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct coded){ d->input.items[i].code, (int32_t)i };
	if (n)
		qsort(list, n, sizeof *list, by_code);
	return list;
}

static const char *percent(struct arena *mem, int64_t part, int64_t whole)
{
	int64_t tenths = whole ? (int64_t)(((__int128)part * 2000 + whole) / ((__int128)whole * 2)) : 1000;

	return arena_print(mem, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

static struct sheet summary_sheet(struct arena *mem, const struct day *d)
{
	static const struct sheet_column columns[] = {
		{ "物资编码", SHEET_TEXT }, { "品名", SHEET_TEXT }, { "单位", SHEET_CENTRED }, { "等级", SHEET_TEXT },
		{ "行数", SHEET_NUMBER }, { "申请量", SHEET_NUMBER }, { "缺口", SHEET_NUMBER }, { "分配量", SHEET_NUMBER },
		{ "未满足", SHEET_NUMBER }, { "缺口满足率%", SHEET_NUMBER },
	};
	const struct coded *items = items_by_code(mem, d);
	struct grid g = { .mem = mem };

	for (size_t i = 0; i < d->input.problem.n_items; i++) {
		const struct day_item *words = &d->input.items[items[i].item];

		for (int c = 0; c < ALLOCATION_CLASSES; c++) {
			const struct allocation_class_total *t = &d->result.items[items[i].item].classes[c];

			if (!t->n_lines)
				continue;
			put(&g, words->code);
			put(&g, words->name);
			put(&g, words->unit);
			put(&g, arena_print(mem, "%d %s", c + 1, d->class_titles[c]));
			put_i64(&g, t->n_lines);
			put_i64(&g, t->requested);
			put_i64(&g, t->need);
			put_i64(&g, t->allocated);
			put_i64(&g, t->unmet);
			put(&g, percent(mem, t->need - t->unmet, t->need));
		}
	}
	return make_sheet(mem, d, "汇总", "保供日报：分配汇总", columns, N(columns), &g);
}

static struct sheet item_sheet(struct arena *mem, const struct day *d)
{
	static const struct sheet_column columns[] = {
		{ "物资编码", SHEET_TEXT }, { "品名", SHEET_TEXT }, { "单位", SHEET_CENTRED }, { "包装", SHEET_NUMBER },
		{ "上日结存", SHEET_NUMBER }, { "本日出库", SHEET_NUMBER }, { "本日结存", SHEET_NUMBER },
		{ "过期", SHEET_NUMBER, 0, "结存中" }, { "散件", SHEET_NUMBER, 0, "结存中" }, { "限定未用", SHEET_NUMBER, 0, "结存中" },
		{ "统筹未用", SHEET_NUMBER, 0, "结存中" }, { "量×公里", SHEET_NUMBER },
	};
	const struct coded *items = items_by_code(mem, d);
	struct grid g = { .mem = mem };

	for (size_t i = 0; i < d->input.problem.n_items; i++) {
		const struct day_item *words = &d->input.items[items[i].item];
		const struct allocation_item_total *t = &d->result.items[items[i].item];
		int64_t out = 0;

		for (int c = 0; c < ALLOCATION_CLASSES; c++)
			out += t->classes[c].allocated;
		put(&g, words->code);
		put(&g, words->name);
		put(&g, words->unit);
		put_i64(&g, d->input.problem.items[items[i].item].pack);
		put_i64(&g, t->stock);
		put_i64(&g, out);
		put_i64(&g, t->stock - out);
		put_i64(&g, t->expired);
		put_i64(&g, t->loose);
		put_i64(&g, t->restricted_left);
		put_i64(&g, t->pool_left);
		put(&g, day_km(mem, t->certificate.objective));
	}
	return make_sheet(mem, d, "收发存汇总", "收发存日报：按物资", columns, N(columns), &g);
}

static struct sheet stock_sheet(struct arena *mem, const struct day *d, size_t most)
{
	static const struct sheet_column columns[] = {
		{ "地点编码", SHEET_TEXT }, { "地点", SHEET_TEXT }, { "物资编码", SHEET_TEXT }, { "品名", SHEET_TEXT },
		{ "单位", SHEET_CENTRED }, { "批号", SHEET_TEXT }, { "有效期至", SHEET_CENTRED }, { "所有者", SHEET_TEXT },
		{ "限定单位", SHEET_TEXT }, { "上日结存", SHEET_NUMBER }, { "本日出库", SHEET_NUMBER },
		{ "本日结存", SHEET_NUMBER }, { "备注", SHEET_TEXT },
	};
	const struct allocation_problem *p = &d->input.problem;
	struct grid g = { .mem = mem };

	for (size_t i = 0; i < p->n_rows && i < most; i++) {
		int32_t at = d->row_order[i];
		const struct allocation_row *r = &p->rows[at];
		const struct day_item *words = &d->input.items[r->item];
		char date[11];

		put(&g, day_place_code(d, r->place));
		put(&g, day_place_name(d, r->place));
		put(&g, words->code);
		put(&g, words->name);
		put(&g, words->unit);
		put(&g, r->lot);
		put(&g, r->expiry_day == ALLOCATION_NO_EXPIRY ? "" : arena_text(mem, civil_write_day(r->expiry_day, date)));
		put(&g, day_place_name(d, r->owner));
		put(&g, day_place_name(d, r->restricted_to));
		put_i64(&g, r->qty);
		put_i64(&g, r->qty - d->row_left[at]);
		put_i64(&g, d->row_left[at]);
		put(&g, r->expiry_day < d->day ? "已过期，不得发放" : "");
	}
	return make_sheet(mem, d, "收发存", "收发存日报：按批", columns, N(columns), &g);
}

static void put_line(struct grid *g, const struct day *d, size_t at)
{
	const struct allocation_line *l = &d->input.problem.lines[at];
	const struct allocation_grant *grant = &d->result.grants[at];
	const struct day_item *words = &d->input.items[l->item];

	put(g, l->request);
	put(g, day_place_name(d, l->unit));
	put(g, words->name);
	put(g, words->unit);
	put(g, arena_print(g->mem, "%d %s", l->priority, d->class_titles[l->priority - 1]));
	put_i64(g, l->qty);
	put_i64(g, grant->need);
	put_i64(g, grant->allocated);
	put_i64(g, grant->need > grant->allocated ? grant->need - grant->allocated : 0);
	put(g, day_ratio(g->mem, d, at));
	put(g, allocation_reason_zh(grant->reason));
}

static const struct sheet_column line_columns[] = {
	{ "申请号", SHEET_TEXT }, { "单位", SHEET_TEXT }, { "品名", SHEET_TEXT }, { "计量", SHEET_CENTRED }, { "等级", SHEET_TEXT },
	{ "申请量", SHEET_NUMBER }, { "缺口", SHEET_NUMBER }, { "分配量", SHEET_NUMBER }, { "未满足", SHEET_NUMBER },
	{ "满足率", SHEET_NUMBER }, { "说明", SHEET_TEXT },
};

static struct sheet line_sheet(struct arena *mem, const struct day *d)
{
	struct grid g = { .mem = mem };

	for (size_t i = 0; i < d->input.problem.n_lines && i < XLSX_ROWS_MAX; i++)
		put_line(&g, d, (size_t)d->line_order[i]);
	return make_sheet(mem, d, "分配", "分配明细", line_columns, N(line_columns), &g);
}

struct open_line { int64_t open; int32_t priority; size_t order, line; };

/* The highest class first, in it the largest gap. */
static int by_class_then_gap(const void *pa, const void *pb)
{
	const struct open_line *a = pa, *b = pb;

	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	if (a->open != b->open)
		return a->open > b->open ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static struct sheet unmet_sheet(struct arena *mem, const struct day *d)
{
	struct open_line *list = arena_array(mem, struct open_line, d->input.problem.n_lines);
	const char **foot = arena_array(mem, const char *, 1);
	struct grid g = { .mem = mem };
	struct sheet sheet;
	size_t n = 0;

	for (size_t i = 0; i < d->input.problem.n_lines; i++) {
		size_t at = (size_t)d->line_order[i];
		int64_t open = d->result.grants[at].need - d->result.grants[at].allocated;

		if (open > 0)
			list[n++] = (struct open_line){ open, d->input.problem.lines[at].priority, i, at };
	}
	if (n)
		qsort(list, n, sizeof *list, by_class_then_gap);
	for (size_t i = 0; i < n && i < PDF_UNMET_MAX; i++)
		put_line(&g, d, list[i].line);
	sheet = make_sheet(mem, d, "未满足", "未满足的申请", line_columns, N(line_columns), &g);
	foot[0] = n > PDF_UNMET_MAX
		? arena_print(mem, "共 %zu 行未满足，此处列出等级最高、缺口最大的 %d 行，其余见 allocation.csv。", n, PDF_UNMET_MAX)
		: arena_print(mem, "共 %zu 行未满足。", n);
	sheet.foot = foot;
	sheet.n_foot = 1;
	return sheet;
}

static struct sheet dispatch_sheet(struct arena *mem, const struct day *d)
{
	static const struct sheet_column columns[] = {
		{ "申请号", SHEET_TEXT }, { "品名", SHEET_TEXT }, { "计量", SHEET_CENTRED }, { "批号", SHEET_TEXT },
		{ "调出地点", SHEET_TEXT }, { "送达地点", SHEET_TEXT }, { "数量", SHEET_NUMBER }, { "公里", SHEET_NUMBER },
		{ "来源", SHEET_TEXT },
	};
	static const char *const sources[ALLOCATION_SOURCES] = { "限定", "自有储备", "统筹" };
	const struct allocation_problem *p = &d->input.problem;
	struct grid g = { .mem = mem };

	for (size_t i = 0; i < p->n_lines; i++) {
		const struct allocation_line *l = &p->lines[d->line_order[i]];
		const struct allocation_grant *grant = &d->result.grants[d->line_order[i]];

		for (int64_t j = grant->first_leg; j < grant->first_leg + grant->n_legs; j++) {
			const struct allocation_leg *leg = &d->result.legs[j];

			if (g.n >= (size_t)XLSX_ROWS_MAX * N(columns))
				break;
			put(&g, l->request);
			put(&g, d->input.items[l->item].name);
			put(&g, d->input.items[l->item].unit);
			put(&g, p->rows[leg->row].lot);
			put(&g, day_place_name(d, p->rows[leg->row].place));
			put(&g, day_place_name(d, l->place));
			put_i64(&g, leg->qty);
			put(&g, day_km(mem, leg->metres));
			put(&g, sources[leg->source]);
		}
	}
	return make_sheet(mem, d, "调拨", "调拨明细", columns, N(columns), &g);
}

enum err day_report_xlsx(struct ctx *cx, const struct day *d, struct bytes *ret)
{
	struct sheet sheets[] = { summary_sheet(&cx->mem, d), item_sheet(&cx->mem, d), stock_sheet(&cx->mem, d, XLSX_ROWS_MAX),
				  line_sheet(&cx->mem, d), dispatch_sheet(&cx->mem, d) };

	return sheet_write_xlsx(cx, sheets, N(sheets), d->day, ret);
}

enum err day_report_pdf(struct ctx *cx, const struct day *d, struct bytes *ret)
{
	static const char *const signatures[] = { "制表", "审核", "仓库负责人" };
	struct sheet sheets[] = { summary_sheet(&cx->mem, d), item_sheet(&cx->mem, d), unmet_sheet(&cx->mem, d),
				  stock_sheet(&cx->mem, d, PDF_STOCK_ROWS_MAX) };
	const char *foot[1];

	if (d->input.problem.n_rows > PDF_STOCK_ROWS_MAX) {
		foot[0] = arena_print(&cx->mem, "共 %zu 批，此处列出前 %d 批，其余见 daily-report.xlsx。", d->input.problem.n_rows,
				      PDF_STOCK_ROWS_MAX);
		sheets[3].foot = foot;
		sheets[3].n_foot = 1;
	}
	return pdf_write(cx, &(struct pdf_report){ .sheets = sheets, .n_sheets = N(sheets), .landscape = true,
		.signatures = signatures, .n_signatures = N(signatures), .day = d->day }, ret);
}
