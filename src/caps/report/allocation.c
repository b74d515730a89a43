/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/report/names.h"
#include "caps/allocation/allocation.h"
#include "caps/report/minutes.h"
#include <stdlib.h>
#include <string.h>

/* One allocation: what each class of each item needed and gets, and every line with its reason. */

static int by_class(const void *a, const void *b)
{
	const struct report_allocation_line *x = a, *y = b;
	int order = strcmp(x->item_code, y->item_code);

	order = order ? order : (x->priority > y->priority) - (x->priority < y->priority);
	return order ? order : strcmp(x->request, y->request);
}

static void name_line(const struct names *names, const struct allocation_want *w, struct report_allocation_line *line)
{
	const struct item *item = names_item(names, w->item_id);
	const struct place *unit = names_place(names, w->unit_id);

	*line = (struct report_allocation_line){ .priority = w->priority, .have = w->have, .need = w->need, .proposed = w->proposed,
		.given = w->now, .request = w->number ? w->number : "", .item_code = item ? item->code : "", .item = item ? item->zh : "",
		.unit_code = unit ? unit->code : "", .unit = unit ? unit->name : "", .reason = w->reason ? w->reason : "",
		.zh = w->zh ? w->zh : "", .en = w->en ? w->en : "" };
}

static void sum_lines(struct ctx *cx, const struct names *names, struct report_allocation *r)
{
	struct report_allocation_line *lines = r->lines.at;
	struct report_allocation_row *rows = arena_array(&cx->mem, struct report_allocation_row, r->lines.n + 1), *row = NULL;
	size_t n = 0;

	for (size_t i = 0; i < r->lines.n; i++) {
		if (!row || strcmp(row->item_code, lines[i].item_code) != 0 || row->priority != lines[i].priority) {
			row = &rows[n++];
			*row = (struct report_allocation_row){ .priority = lines[i].priority, .item_code = lines[i].item_code, .item = lines[i].item,
				.unit = "" };
			for (size_t k = 0; k < names->n_items; k++)
				if (strcmp(names->items[k].code, row->item_code) == 0) {
					row->item_id = names->items[k].item_id;
					row->unit = names->items[k].unit;
					break;
				}
		}
		row->lines++;
		row->need += lines[i].need;
		row->given += lines[i].given;
		row->short_lines += lines[i].given < lines[i].need;
	}
	r->rows = (struct list){ rows, n };
}

enum err report_allocation(struct ctx *cx, int64_t doc_id, struct report_allocation *ret)
{
	struct allocation_view v;
	struct names names;
	struct report_allocation_line *lines;

	TRY(allocation_see(cx, doc_id, &v));
	TRY(names_load(cx, &names));
	if (v.n_wants > REPORT_ROWS_MAX)
		return fail(cx, ERR_TOO_LARGE, "doc_id", "这份分配有 %zu 行需求，报表至多 %d 行", "this allocation has %zu lines of need, a report at most %d",
			    v.n_wants, REPORT_ROWS_MAX);
	*ret = (struct report_allocation){ .doc_id = doc_id, .day = v.day, .number = v.doc.number, .state = v.doc.state };
	lines = arena_array(&cx->mem, struct report_allocation_line, v.n_wants + 1);
	for (size_t i = 0; i < v.n_wants; i++)
		name_line(&names, &v.wants[i], &lines[i]);
	if (v.n_wants)
		qsort(lines, v.n_wants, sizeof *lines, by_class);
	ret->lines = (struct list){ lines, v.n_wants };
	sum_lines(cx, &names, ret);
	return ERR_OK;
}

static const struct sheet_column sum_columns[] = {
	{ "物资编码" }, { "品名" }, { "单位", SHEET_CENTRED }, { "优先级", SHEET_CENTRED }, { "需求行数", SHEET_NUMBER }, { "需要", SHEET_NUMBER },
	{ "分配", SHEET_NUMBER }, { "满足率", SHEET_NUMBER }, { "未足额行数", SHEET_NUMBER } };
static const struct sheet_column line_columns[] = {
	{ "需求单" }, { "单位编码" }, { "单位名称" }, { "物资编码" }, { "品名" }, { "优先级", SHEET_CENTRED }, { "已有", SHEET_NUMBER }, { "需要", SHEET_NUMBER },
	{ "测算", SHEET_NUMBER }, { "分配", SHEET_NUMBER }, { "说明" } };

static const char *percent(struct arena *mem, int64_t part, int64_t whole)
{
	int64_t tenths = whole ? (int64_t)((__int128)part * 1000 / whole) : 1000;

	return arena_print(mem, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
}

static void sum_sheet(struct ctx *cx, const struct report_allocation *r, struct sheet *sheet)
{
	struct cells c = { .mem = &cx->mem };

	for (size_t i = 0; i < r->rows.n; i++) {
		const struct report_allocation_row *row = &((struct report_allocation_row *)r->rows.at)[i];

		cells_add(&c, row->item_code);
		cells_add(&c, row->item);
		cells_add(&c, row->unit);
		cells_add(&c, show_i64(c.mem, row->priority));
		cells_add(&c, show_i64(c.mem, row->lines));
		cells_add(&c, show_i64(c.mem, row->need));
		cells_add(&c, show_i64(c.mem, row->given));
		cells_add(&c, percent(c.mem, row->given, row->need));
		cells_add(&c, show_i64(c.mem, row->short_lines));
	}
	sheet->cells = c.at;
	sheet->n_rows = r->rows.n;
}

static void line_sheet(struct ctx *cx, const struct report_allocation *r, struct sheet *sheet)
{
	struct cells c = { .mem = &cx->mem };

	for (size_t i = 0; i < r->lines.n; i++) {
		const struct report_allocation_line *l = &((struct report_allocation_line *)r->lines.at)[i];
		const char *const texts[] = { l->request, l->unit_code, l->unit, l->item_code, l->item };
		const int64_t amounts[] = { l->priority, l->have, l->need, l->proposed, l->given };

		for (size_t k = 0; k < 5; k++)
			cells_add(&c, texts[k]);
		for (size_t k = 0; k < 5; k++)
			cells_add(&c, show_i64(c.mem, amounts[k]));
		cells_add(&c, l->zh);
	}
	sheet->cells = c.at;
	sheet->n_rows = r->lines.n;
}

/* The minutes: sums with changes, rules and signatures, then what is not met.  A workbook has every line besides; on paper
 * they would be a book. */
enum err report_allocation_file(struct ctx *cx, int64_t doc_id, int64_t format, struct report_file *ret)
{
	struct report_allocation r;
	struct minutes m;
	struct sheet sheets[] = {
		{ .name = "会商纪要", .title = "物资分配会商纪要", .columns = sum_columns, .n_columns = 9 },
		{ .name = NULL },
		{ .name = "分配明细", .title = "物资分配明细表", .columns = line_columns, .n_columns = 11 } };

	TRY(report_allocation(cx, doc_id, &r));
	TRY(minutes_of(cx, doc_id, &m));
	sum_sheet(cx, &r, &sheets[0]);
	sheets[0].lines = m.line;
	sheets[0].n_lines = m.n_said;
	sheets[0].foot = m.line + m.n_said;
	sheets[0].n_foot = m.n_lines - m.n_said;
	sheets[1] = m.unmet;
	line_sheet(cx, &r, &sheets[2]);
	for (int i = 1; i < 3; i++) {
		sheets[i].lines = m.line;
		sheets[i].n_lines = 1;
	}
	if (format == REPORT_CSV || format == REPORT_CSV_GB18030)
		sheets[0] = sheets[2];                   /* a CSV has one sheet: the lines */
	return report_write(cx, &(struct report_page){ .name = arena_print(&cx->mem, "allocation-%lld", (long long)doc_id), .sheets = sheets,
		.n_sheets = format == REPORT_PDF ? 2 : 3, .signatures = m.signature, .n_signatures = m.n_signatures, .landscape = true,
		.qr = r.number && *r.number ? r.number : NULL }, format, ret);
}
