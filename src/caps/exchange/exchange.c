/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/exchange.h"
#include "caps/exchange/work.h"
#include "base/civil.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *const exchange_what_words[] = { "places", "items", "orgs", "stock", "requests", "households", NULL };
const char *const exchange_format_words[] = { "csv", "csv_gb18030", "xlsx", NULL };

static const char *const marks[] = { "示例", "例：", "例:", "example", "EXAMPLE", "Example" };
static const char *const totals[] = { "合计", "总计", "小计", "Total", "TOTAL" };

static bool begins_with_one_of(const char *text, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncmp(text, list[i], strlen(list[i])) == 0)
			return true;
	return false;
}

/* The rows below the header, without examples and totals. */
static void gather_rows(struct work *w)
{
	for (size_t at = 1; at < w->table.n_rows; at++) {
		const char *first = "";

		for (size_t c = 0; c < table_width(&w->table, at) && !*first; c++)
			first = table_cell(&w->table, at, c);
		if (begins_with_one_of(first, marks, sizeof marks / sizeof *marks)
		    || begins_with_one_of(first, totals, sizeof totals / sizeof *totals))
			w->left_out++;
		else
			arena_push(&w->cx->mem, w->rows, w->n_rows, w->rows_room) = (struct work_row){ .at = (uint32_t)at };
	}
	w->records = arena_new(&w->cx->mem, w->n_rows * w->kind->record_bytes + 1);
}

/* What the reader could not make text of is bad before any rule is asked. */
static enum err tell_flaws(struct work *w)
{
	size_t r = 0;

	for (size_t i = 0; i < w->table.n_flaws; i++) {
		const struct table_flaw *f = &w->table.flaws[i];
		int field = ABSENT;

		if (f->row == 0)
			return fail(w->cx, ERR_BAD_INPUT, "body", "第 %zu 行（表头）：%s%.0s", "row %zu (the header): %.0s%s",
				    table_sheet_row(&w->table, 0), f->zh, f->en);
		while (r < w->n_rows && w->rows[r].at < f->row)
			r++;
		if (r == w->n_rows || w->rows[r].at != f->row)
			continue;                        /* an example, or a total */
		for (size_t c = 0; c < w->kind->n_fields; c++)
			if (w->column[c] == (int)f->column)
				field = (int)c;
		if (field != ABSENT)
			work_bad(w, r, field, "%s%.0s", "%.0s%s", f->zh, f->en);
	}
	return ERR_OK;
}

static int by_row(const void *a, const void *b)
{
	const struct exchange_fault *x = a, *y = b;

	return x->row < y->row ? -1 : x->row > y->row;
}

static enum err look(struct ctx *cx, const struct exchange_file *file, bool reasons, struct work *w)
{
	struct table_options options = { .bytes_max = EXCHANGE_BYTES_MAX, .keep_flaws = true, .fill_merged = true,
					 .sheet = file->sheet && *file->sheet ? file->sheet : NULL };

	assert(file->what >= 0 && file->what < EXCHANGE_WHATS);
	*w = (struct work){ .cx = cx, .file = file, .kind = exchange_kinds[file->what] };
	TRY(table_read(cx, file->name && *file->name ? file->name : exchange_what_words[file->what], file->bytes.at,
		       file->bytes.n, &options, &w->table));
	TRY(work_find_columns(w));
	gather_rows(w);
	if (reasons) {
		w->reasons = arena_array(&cx->mem, struct buf, w->n_rows + 1);
		for (size_t r = 0; r < w->n_rows; r++)
			w->reasons[r] = BUF(&cx->mem);
	}
	TRY(tell_flaws(w));
	TRY(w->kind->check(w));
	if (w->faults_kept)
		qsort(w->faults, w->faults_kept, sizeof *w->faults, by_row);
	return ERR_OK;
}

static void report(const struct work *w, struct exchange_report *ret)
{
	struct exchange_sheet *sheets = arena_array(&w->cx->mem, struct exchange_sheet, w->table.n_sheets + 1);

	for (size_t i = 0; i < w->table.n_sheets; i++)
		sheets[i].name = w->table.sheets[i];
	*ret = (struct exchange_report){
		.rows = (int64_t)w->n_rows, .good = (int64_t)(w->n_rows - w->n_bad), .bad = (int64_t)w->n_bad,
		.left_out = (int64_t)w->left_out, .created = w->created, .changed = w->changed,
		.encoding = w->table.encoding, .sheet = w->table.sheet,
		.faults = { w->faults, w->faults_kept }, .n_faults = (int64_t)w->n_faults,
		.columns = { w->headers, w->table.n_columns }, .sheets = { sheets, w->table.n_sheets },
		.documents = { w->documents, w->n_documents } };
}

enum err exchange_preview(struct ctx *cx, const struct exchange_file *file, struct exchange_report *ret)
{
	struct work w;

	TRY(look(cx, file, false, &w));
	report(&w, ret);
	return ERR_OK;
}

enum err exchange_import(struct ctx *cx, const struct exchange_file *file, bool keep_good, struct exchange_report *ret)
{
	struct work w;

	TRY(look(cx, file, false, &w));
	if (w.n_bad && !keep_good) {
		const struct exchange_fault *f = &w.faults[0];

		return fail(cx, ERR_BAD_INPUT, "body", "%zu 行中 %zu 行有错，未导入；第 %lld 行“%s”：%s（%s%.0s）",
			    "of %zu rows %zu are bad, nothing was imported; row %lld, %s: %s (%.0s%s)", w.n_rows, w.n_bad,
			    (long long)f->row, f->column, f->value, f->zh, f->en);
	}
	TRY(work_remember_columns(&w));
	TRY(w.kind->put(&w));
	report(&w, ret);
	return ERR_OK;
}

/* A sheet as a file of that format. */
static enum err write_out(struct ctx *cx, const struct sheet *sheet, int64_t format, struct bytes *ret)
{
	if (format == EXCHANGE_XLSX)
		return sheet_write_xlsx(cx, sheet, 1, civil_day_of(cx->now_ms), ret);
	return csv_write(cx, sheet, format == EXCHANGE_CSV_GB18030 ? CSV_GB18030 : CSV_UTF8_BOM, ret);
}

enum err exchange_bad_rows(struct ctx *cx, const struct exchange_file *file, int64_t format, struct bytes *ret)
{
	struct work w;
	struct sheet_column *columns;
	const char **cells;
	size_t n, at = 0;

	TRY(look(cx, file, true, &w));
	if (!w.n_bad)
		return fail(cx, ERR_NOT_FOUND, "body", "没有错误的行", "no row is bad");
	n = w.table.n_columns + 1;
	columns = arena_array(&cx->mem, struct sheet_column, n);
	cells = arena_array(&cx->mem, const char *, n * w.n_bad);
	for (size_t c = 0; c + 1 < n; c++)
		columns[c].title = w.headers[c].header;
	columns[n - 1] = (struct sheet_column){ .title = "错误原因", .width = 60 };
	for (size_t r = 0; r < w.n_rows; r++) {
		if (!w.rows[r].bad)
			continue;
		for (size_t c = 0; c + 1 < n; c++)
			cells[at++] = table_cell(&w.table, w.rows[r].at, c);
		cells[at++] = buf_get(&w.reasons[r]);
	}
	return write_out(cx, &(struct sheet){ .name = w.kind->zh, .columns = columns, .n_columns = n, .cells = cells,
		.n_rows = w.n_bad }, format, ret);
}

static struct sheet_column *heads(struct ctx *cx, const struct exchange_kind *kind)
{
	struct sheet_column *columns = arena_array(&cx->mem, struct sheet_column, kind->n_fields);

	for (size_t f = 0; f < kind->n_fields; f++)
		columns[f] = (struct sheet_column){ .title = kind->fields[f].zh, .kind = kind->fields[f].kind,
						    .width = kind->fields[f].width };
	return columns;
}

enum err exchange_template(struct ctx *cx, int64_t what, int64_t format, struct bytes *ret)
{
	const struct exchange_kind *kind = exchange_kinds[what];
	const char **cells = arena_array(&cx->mem, const char *, kind->n_fields);

	for (size_t f = 0; f < kind->n_fields; f++)
		cells[f] = kind->fields[f].example;
	cells[0] = arena_print(&cx->mem, "示例：%s（本行不导入）", cells[0]);
	return write_out(cx, &(struct sheet){ .name = kind->zh, .columns = heads(cx, kind), .n_columns = kind->n_fields,
		.cells = cells, .n_rows = 1 }, format, ret);
}

enum err exchange_export(struct ctx *cx, int64_t what, int64_t format, struct bytes *ret)
{
	const struct exchange_kind *kind = exchange_kinds[what];
	struct sheet sheet = { .name = kind->zh, .columns = heads(cx, kind), .n_columns = kind->n_fields };
	const char **cells;

	TRY(kind->out(cx, &cells, &sheet.n_rows));
	sheet.cells = cells;
	return write_out(cx, &sheet, format, ret);
}

const char *exchange_file_name(struct arena *mem, int64_t what, int64_t format, const char *ending)
{
	return arena_print(mem, "%s%s.%s", exchange_what_words[what], ending, format == EXCHANGE_XLSX ? "xlsx" : "csv");
}

const char *exchange_file_type(int64_t format)
{
	return format == EXCHANGE_XLSX ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		: format == EXCHANGE_CSV ? "text/csv; charset=utf-8" : "text/csv; charset=gb18030";
}
