/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/day/day_input.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/day/day_files.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const stems[DAY_FILES] = { "places", "items", "stock", "requests" };

static const char *const columns[DAY_FILES][DAY_COLUMNS_MAX] = {
	{ "code", "name", "kind", "parent", "lon", "lat", "population" },
	{ "item", "name", "category", "unit", "pack", "storage", "norm_per_person_day" },
	{ "place", "item", "lot", "expiry", "qty", "owner", "restricted_to" },
	{ "request", "unit", "place", "item", "qty", "priority", "own_stock", "received_before" },
};

static void add_flaw(struct ctx *cx, struct day_flaws *flaws, struct day_flaw flaw)
{
	flaws->errors += !flaw.warning;
	if (flaws->n < DAY_FLAWS_MAX)
		arena_push(&cx->mem, flaws->at, flaws->n, flaws->room) = flaw;
}

static void bad_file(struct day_table *t, const char *zh, const char *en)
{
	add_flaw(t->cx, t->flaws, (struct day_flaw){ .file = t->file, .name = t->name, .column = "", .value = "",
						     .zh = zh, .en = en });
}

const char *day_cell(const struct day_table *t, size_t row, int column)
{
	return table_cell(&t->table, t->first + row, (size_t)t->at[column]);
}

static void flaw_at(struct day_table *t, size_t row, int order, const char *column, const char *value, bool warning,
		    const char *zh, const char *en)
{
	add_flaw(t->cx, t->flaws, (struct day_flaw){ .file = t->file, .name = t->name, .order = order, .warning = warning,
		.row = table_sheet_row(&t->table, row), .column = column, .value = value, .zh = zh, .en = en });
}

void day_bad(struct day_table *t, size_t row, int column, const char *zh, const char *en)
{
	flaw_at(t, t->first + row, t->at[column], t->columns[column], day_cell(t, row, column), false, zh, en);
}

void day_bad_duplicate(struct day_table *t, size_t row, int column, size_t first_row)
{
	size_t at = table_sheet_row(&t->table, t->first + first_row);

	day_bad(t, row, column, arena_print(&t->cx->mem, "与第 %zu 行重复", at),
		arena_print(&t->cx->mem, "the same key as in row %zu", at));
}

static char *trimmed(struct arena *mem, const char *text)
{
	size_t n;

	while (*text == ' ' || *text == '\t')
		text++;
	n = strlen(text);
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	return arena_bytes(mem, text, n);
}

static void bind_columns(struct day_table *t)
{
	size_t width = table_width(&t->table, 0);

	for (int i = 0; i < t->n_columns; i++)
		t->at[i] = -1;
	for (size_t c = 0; c < width; c++) {
		const char *title = trimmed(&t->cx->mem, table_cell(&t->table, 0, c));
		int i = 0;

		while (i < t->n_columns && !text_equal(t->columns[i], title))
			i++;
		if (i == t->n_columns && *title)
			flaw_at(t, 0, (int)c, title, title, true, "不认识这一列，未读入", "unknown column, not read");
		else if (i < t->n_columns && t->at[i] >= 0)
			flaw_at(t, 0, (int)c, title, title, false, "这一列出现两次", "this column appears twice");
		else if (i < t->n_columns)
			t->at[i] = (int)c;
	}
	for (int i = 0; i < t->n_columns; i++)
		if (t->at[i] < 0) {
			flaw_at(t, 0, (int)width + i, t->columns[i], "", false, "缺少这一列", "this column is missing");
			t->good = false;
		}
}

/* What table_read() found in cells: at the column's name, or its letters. */
static void take_flaws(struct day_table *t)
{
	for (size_t i = 0; i < t->table.n_flaws; i++) {
		const struct table_flaw *f = &t->table.flaws[i];
		char *letters = arena_new(&t->cx->mem, TABLE_LETTERS);
		const char *column = table_column_letters(f->column, letters);

		for (int c = 0; c < t->n_columns; c++)
			if (t->at[c] == (int)f->column)
				column = t->columns[c];
		flaw_at(t, f->row, (int)f->column, column, table_cell(&t->table, f->row, f->column), false, f->zh, f->en);
	}
}

/* A cell to the right of the last title belongs to nothing: often a comma too
 * many has moved the whole row. */
static void check_widths(struct day_table *t)
{
	size_t width = table_width(&t->table, 0);

	for (size_t r = 1; r < t->table.n_rows; r++)
		for (size_t c = width; c < table_width(&t->table, r); c++)
			if (*table_cell(&t->table, r, c)) {
				char *letters = arena_new(&t->cx->mem, TABLE_LETTERS);

				flaw_at(t, r, (int)c, table_column_letters(c, letters), table_cell(&t->table, r, c), false,
					"这一格没有对应的列名，这一行是否多了逗号？",
					"there is no column title above this cell; a comma too many in this row?");
				break;
			}
}

/* Which of the two names the table has; bytes NULL when neither, or both. */
static enum err find_file(struct day_table *t, const char *in_dir, const char *stem, struct bytes *ret)
{
	char *csv = arena_print(&t->cx->mem, "%s.csv", stem), *xlsx = arena_print(&t->cx->mem, "%s.xlsx", stem);
	bool has_csv = day_file_exists(&t->cx->mem, in_dir, csv), has_xlsx = day_file_exists(&t->cx->mem, in_dir, xlsx);

	*ret = (struct bytes){ 0 };
	t->name = has_xlsx && !has_csv ? xlsx : csv;
	if (has_csv && has_xlsx)
		bad_file(t, arena_print(&t->cx->mem, "%s 和 %s 同时存在，请只留一个", csv, xlsx),
			 arena_print(&t->cx->mem, "both %s and %s are there; keep one", csv, xlsx));
	else if (!has_csv && !has_xlsx)
		bad_file(t, arena_print(&t->cx->mem, "%s 里没有 %s，也没有 %s", in_dir, csv, xlsx),
			 arena_print(&t->cx->mem, "%s has neither %s nor %s", in_dir, csv, xlsx));
	else if (!day_file_read(&t->cx->mem, in_dir, t->name, TABLE_BYTES_MAX, ret))
		bad_file(t, arena_print(&t->cx->mem, "读不了：%s", strerror(errno)),
			 arena_print(&t->cx->mem, "cannot be read: %s", strerror(errno)));
	return ERR_OK;
}

enum err day_table_open(struct ctx *cx, struct day_flaws *flaws, const char *in_dir, enum day_file file,
			struct day_table *t)
{
	struct bytes bytes;
	enum err e;

	*t = (struct day_table){ .cx = cx, .flaws = flaws, .file = file, .columns = columns[file] };
	while (t->n_columns < DAY_COLUMNS_MAX && t->columns[t->n_columns])
		t->n_columns++;
	TRY(find_file(t, in_dir, stems[file], &bytes));
	if (!bytes.at)
		return ERR_OK;
	e = table_read(cx, t->name, bytes.at, bytes.n, &(struct table_options){ .keep_flaws = true }, &t->table);
	if (e == ERR_BAD_INPUT || e == ERR_TOO_LARGE) {
		bad_file(t, arena_text(&cx->mem, cx->fault.zh), arena_text(&cx->mem, cx->fault.en));
		return ERR_OK;
	}
	TRY(e);
	if (t->table.n_rows == 0) {
		bad_file(t, "文件是空的，连表头也没有", "the file is empty, without even a header");
		return ERR_OK;
	}
	t->good = true;
	t->first = 1;
	t->n = t->table.n_rows - 1;
	bind_columns(t);
	take_flaws(t);
	check_widths(t);
	if (!t->good)
		t->n = 0;
	return ERR_OK;
}

static bool has_blank_end(const char *text)
{
	size_t n = strlen(text);

	return n && (strchr(" \t\r\n", text[0]) || strchr(" \t\r\n", text[n - 1]));
}

static bool check_text(struct day_table *t, size_t row, int column, bool may_be_empty, size_t most, const char *text)
{
	if (!*text) {
		if (!may_be_empty)
			day_bad(t, row, column, "不能为空", "must not be empty");
		return may_be_empty;
	}
	if (has_blank_end(text)) {
		day_bad(t, row, column, "首尾有空格", "begins or ends with a blank");
		return false;
	}
	if (strpbrk(text, "\r\n\t")) {
		day_bad(t, row, column, "有换行或制表符", "has a line break or tab in it");
		return false;
	}
	if (text_length(text) > most) {
		day_bad(t, row, column, arena_print(&t->cx->mem, "超过 %zu 个字", most),
			arena_print(&t->cx->mem, "longer than %zu characters", most));
		return false;
	}
	return true;
}

bool day_cell_code(struct day_table *t, size_t row, int column, bool may_be_empty, const char **ret)
{
	*ret = day_cell(t, row, column);
	return check_text(t, row, column, may_be_empty, DAY_CODE_MAX, *ret);
}

bool day_cell_name(struct day_table *t, size_t row, int column, bool may_be_empty, const char **ret)
{
	*ret = day_cell(t, row, column);
	return check_text(t, row, column, may_be_empty, DAY_NAME_MAX, *ret);
}

bool day_cell_i64(struct day_table *t, size_t row, int column, int64_t min, int64_t max, int64_t *ret)
{
	const char *text = day_cell(t, row, column);

	if (!*text) {
		day_bad(t, row, column, "不能为空，请填整数", "must not be empty; a whole number is needed");
		return false;
	}
	if (text_read_i64(text, ret) && *ret >= min && *ret <= max)
		return true;
	day_bad(t, row, column,
		arena_print(&t->cx->mem, "应为 %lld 到 %lld 的整数", (long long)min, (long long)max),
		arena_print(&t->cx->mem, "must be a whole number from %lld to %lld", (long long)min, (long long)max));
	return false;
}

/* Plain decimal digits, no exponent: "120.155". */
static bool is_decimal(const char *text)
{
	size_t whole, part;

	text += *text == '-';
	whole = strspn(text, "0123456789");
	if (!whole || whole > 18)
		return false;
	text += whole;
	if (!*text)
		return true;
	part = *text == '.' ? strspn(text + 1, "0123456789") : 0;
	return part && part <= 18 && !text[1 + part];
}

bool day_cell_degrees(struct day_table *t, size_t row, int column, int limit, bool *ret_given, double *ret)
{
	const char *text = day_cell(t, row, column);

	*ret_given = *text != '\0';
	if (!*text)
		return true;
	if (is_decimal(text)) {
		*ret = strtod(text, NULL);
		if (*ret >= -limit && *ret <= limit)
			return true;
	}
	day_bad(t, row, column, arena_print(&t->cx->mem, "应为 -%d 到 %d 的度数，如 120.155", limit, limit),
		arena_print(&t->cx->mem, "must be degrees from -%d to %d, as 120.155", limit, limit));
	return false;
}

bool day_cell_day(struct day_table *t, size_t row, int column, int64_t otherwise, int64_t *ret)
{
	const char *text = day_cell(t, row, column);

	*ret = otherwise;
	if (!*text || civil_read_day(text, ret))
		return true;
	day_bad(t, row, column, "应为日期，如 2026-11-21", "must be a date, as 2026-11-21");
	return false;
}

static int by_place_in_file(const void *pa, const void *pb)
{
	const struct day_flaw *a = pa, *b = pb;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return strcmp(a->en, b->en);
}

/* A value on one line: what is long is cut, what breaks the line is shown as a blank. */
static const char *shown(struct arena *mem, const char *value)
{
	enum { SHOWN_MAX = 80 };
	size_t n = strlen(value);
	char *text;

	if (n > SHOWN_MAX) {
		for (n = SHOWN_MAX; n && ((unsigned char)value[n] & 0xc0) == 0x80; n--)
			;
		text = arena_print(mem, "%.*s…", (int)n, value);
	} else {
		text = arena_text(mem, value);
	}
	for (char *c = text; *c; c++)
		if (strchr("\r\n\t", *c))
			*c = ' ';
	return text;
}

void day_flaws_print(struct arena *mem, const struct day_flaws *flaws, bool english, struct buf *out)
{
	if (flaws->n)
		qsort(flaws->at, flaws->n, sizeof *flaws->at, by_place_in_file);
	for (size_t i = 0; i < flaws->n; i++) {
		const struct day_flaw *f = &flaws->at[i];

		buf_print(out, "%s:%zu:%s: %s: %s%s\n", f->name, f->row, shown(mem, f->column), shown(mem, f->value),
			  f->warning ? (english ? "warning: " : "提醒：") : "", english ? f->en : f->zh);
	}
}
