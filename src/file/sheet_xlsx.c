/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"
#include "file/sheet.h"
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { WIDTH_MAX = 40, CELL_CHARACTERS_MAX = 32767 };

struct formats { lxw_format *title, *line, *header, *text, *number, *centred, *total_text, *total_number, *total_centred; };

size_t sheet_text_width(const char *text)
{
	size_t widest = 0, width = 0;

	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (*s == '\n')
			width = 0;
		else if (*s < 0x80)
			width++;
		else if (*s >= 0xe1)                     /* from U+1000 on: Chinese, full width, emoji */
			width += 2;
		else if (*s >= 0xc0)
			width++;
		if (width > widest)
			widest = width;
	}
	return widest;
}

static lxw_format *new_format(lxw_workbook *book, enum sheet_kind kind, bool bold)
{
	lxw_format *f = workbook_add_format(book);

	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, 0xBFBFBF);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	format_set_align(f, kind == SHEET_NUMBER ? LXW_ALIGN_RIGHT : kind == SHEET_CENTRED ? LXW_ALIGN_CENTER
			 : LXW_ALIGN_LEFT);
	if (kind == SHEET_TEXT)
		format_set_text_wrap(f);
	if (bold)
		format_set_bold(f);
	return f;
}

static struct formats make_formats(lxw_workbook *book)
{
	struct formats f = {
		.title = workbook_add_format(book), .line = workbook_add_format(book),
		.header = new_format(book, SHEET_CENTRED, true),
		.text = new_format(book, SHEET_TEXT, false), .number = new_format(book, SHEET_NUMBER, false),
		.centred = new_format(book, SHEET_CENTRED, false), .total_text = new_format(book, SHEET_TEXT, true),
		.total_number = new_format(book, SHEET_NUMBER, true),
		.total_centred = new_format(book, SHEET_CENTRED, true),
	};

	format_set_bold(f.title);
	format_set_font_size(f.title, 16);
	format_set_bg_color(f.header, 0xE7ECF1);
	format_set_text_wrap(f.header);
	return f;
}

static size_t column_width(const struct sheet *s, size_t c)
{
	size_t width = sheet_text_width(s->columns[c].title) + 2;      /* room for the filter's arrow */

	if (s->columns[c].width)
		return (size_t)s->columns[c].width;
	for (size_t r = 0; r < s->n_rows; r++) {
		const char *cell = s->cells[r * s->n_columns + c];
		size_t w = cell ? sheet_text_width(cell) : 0;

		if (w > width)
			width = w;
	}
	return width > WIDTH_MAX ? WIDTH_MAX : width;
}

/* A number only when a double holds it exactly as written: at most 15 digits. */
static bool fits_double(const char *text)
{
	size_t digits = 0;

	if (!sheet_is_number(text))
		return false;
	for (const char *s = text; *s; s++)
		digits += *s >= '0' && *s <= '9';
	return digits <= 15;
}

static lxw_error write_cell(lxw_worksheet *to, lxw_row_t row, size_t c, const char *cell, enum sheet_kind kind,
			    const struct formats *f, bool total)
{
	lxw_format *format = kind == SHEET_NUMBER ? (total ? f->total_number : f->number)
		: kind == SHEET_CENTRED ? (total ? f->total_centred : f->centred) : total ? f->total_text : f->text;

	if (!cell || !*cell)
		return worksheet_write_blank(to, row, (lxw_col_t)c, format);
	if (kind == SHEET_NUMBER && fits_double(cell))
		return worksheet_write_number(to, row, (lxw_col_t)c, strtod(cell, NULL), format);
	return worksheet_write_string(to, row, (lxw_col_t)c, cell, format);
}

/* The header: one row, or two when columns are grouped. */
static lxw_row_t write_header(lxw_worksheet *to, const struct sheet *s, lxw_row_t row, const struct formats *f)
{
	bool grouped = false;

	for (size_t c = 0; c < s->n_columns; c++)
		grouped = grouped || s->columns[c].group;
	for (size_t c = 0; c < s->n_columns && grouped; c++) {
		const char *group = s->columns[c].group;
		size_t end = c + 1;

		while (group && end < s->n_columns && s->columns[end].group && strcmp(s->columns[end].group, group) == 0)
			end++;
		if (end > c + 1)
			worksheet_merge_range(to, row, (lxw_col_t)c, row, (lxw_col_t)(end - 1), group, f->header);
		else
			worksheet_write_string(to, row, (lxw_col_t)c, group ? group : "", f->header);
		c = end - 1;
	}
	row += grouped;
	for (size_t c = 0; c < s->n_columns; c++)
		worksheet_write_string(to, row, (lxw_col_t)c, s->columns[c].title, f->header);
	return row;
}

static enum err write_sheet(struct ctx *cx, lxw_workbook *book, const struct sheet *s, const struct formats *f)
{
	lxw_worksheet *to = workbook_add_worksheet(book, s->name);
	lxw_row_t row = 0, header;

	if (!to)
		return fail(cx, ERR_BAD_INPUT, "sheet", "工作表名“%s”不能用（至多 31 字，不含 []:*?/\\，不可重复）",
			    "the sheet name \"%s\" cannot be used (31 characters, none of []:*?/\\, no repeats)", s->name);
	if (s->n_rows + s->n_lines + s->n_foot + 8 > LXW_ROW_MAX)
		return fail(cx, ERR_TOO_LARGE, "sheet", "%zu 行超过一张表的上限 %d；请缩小范围",
			    "%zu rows are more than a sheet holds (%d); ask for less", s->n_rows, LXW_ROW_MAX);
	for (size_t c = 0; c < s->n_columns; c++)
		worksheet_set_column(to, (lxw_col_t)c, (lxw_col_t)c, (double)column_width(s, c) + 1.5, NULL);
	if (s->title)
		worksheet_write_string(to, row++, 0, s->title, f->title);
	for (size_t i = 0; i < s->n_lines; i++)
		worksheet_write_string(to, row++, 0, s->lines[i], f->line);
	header = write_header(to, s, row, f);
	row = header + 1;
	for (size_t r = 0; r < s->n_rows; r++, row++)
		for (size_t c = 0; c < s->n_columns; c++)
			if (write_cell(to, row, c, s->cells[r * s->n_columns + c], s->columns[c].kind, f,
				       r + s->n_totals >= s->n_rows) == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
				return fail(cx, ERR_TOO_LARGE, "sheet", "第 %zu 行有内容超过 %d 字",
					    "row %zu has a text of more than %d characters", r + 1,
					    CELL_CHARACTERS_MAX);
	for (size_t i = 0; i < s->n_foot; i++)
		worksheet_write_string(to, row++, 0, s->foot[i], f->line);
	worksheet_freeze_panes(to, header + 1, 0);
	if (s->n_columns && s->n_rows > s->n_totals)
		worksheet_autofilter(to, header, 0, (lxw_row_t)(header + s->n_rows - s->n_totals),
				     (lxw_col_t)(s->n_columns - 1));
	worksheet_set_landscape(to);
	worksheet_set_paper(to, 9);                      /* A4 */
	worksheet_fit_to_pages(to, 1, 0);
	worksheet_repeat_rows(to, header, header);
	return ERR_OK;
}

static enum err read_back(struct ctx *cx, int fd, struct bytes *ret)
{
	struct stat info;
	char *at;
	size_t have = 0;

	if (fstat(fd, &info) || info.st_size <= 0)
		return fail(cx, ERR_BROKEN, "", "表格没有写成", "the workbook was not written");
	at = arena_new(&cx->mem, (size_t)info.st_size);
	while (have < (size_t)info.st_size) {
		ssize_t n = pread(fd, at + have, (size_t)info.st_size - have, (off_t)have);

		if (n <= 0)
			return fail(cx, ERR_BROKEN, "", "表格读不回来：%s", "the workbook cannot be read back: %s",
				    strerror(errno));
		have += (size_t)n;
	}
	*ret = (struct bytes){ .at = at, .n = have };
	return ERR_OK;
}

static enum err write_book(struct ctx *cx, int fd, const struct sheet *sheets, size_t n_sheets, int64_t day)
{
	char path[40];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties properties = { .created = (time_t)(day * 86400) };
	lxw_workbook *book;
	struct formats formats;
	enum err e = ERR_OK;
	lxw_error closed;

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	book = workbook_new_opt(path, &options);
	if (!book)
		return fail(cx, ERR_BROKEN, "", "表格写不出来", "the workbook cannot be made");
	workbook_set_properties(book, &properties);
	formats = make_formats(book);
	for (size_t i = 0; i < n_sheets && !e; i++)
		e = write_sheet(cx, book, &sheets[i], &formats);
	closed = workbook_close(book);
	if (!e && closed)
		return fail(cx, ERR_BROKEN, "", "表格写不出来：%s", "the workbook cannot be written: %s",
			    lxw_strerror(closed));
	return e;
}

enum err sheet_write_xlsx(struct ctx *cx, const struct sheet *sheets, size_t n_sheets, int64_t day,
			  struct bytes *ret)
{
	int fd = memfd_create("sheet.xlsx", MFD_CLOEXEC);
	enum err e;

	assert(n_sheets && day > 0);
	if (fd < 0)
		return fail(cx, ERR_BROKEN, "", "没有地方写临时文件：%s", "no room for a temporary file: %s",
			    strerror(errno));
	e = write_book(cx, fd, sheets, n_sheets, day);
	if (!e)
		e = read_back(cx, fd, ret);
	close(fd);
	return e;
}
