/* SPDX-License-Identifier: Apache-2.0 */
#include "file/table_read.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

char *table_column_letters(size_t column, char text[static TABLE_LETTERS])
{
	size_t n = 0;

	for (size_t c = column + 1; c; c = (c - 1) / 26)
		n++;
	assert(n < TABLE_LETTERS);
	text[n] = '\0';
	for (size_t c = column + 1; c; c = (c - 1) / 26)
		text[--n] = (char)('A' + (c - 1) % 26);
	return text;
}

/* Spaces of every kind people leave behind: blank, TAB, line ends, U+00A0, U+3000. */
static bool is_blank(const char *text, size_t n)
{
	for (size_t i = 0; i < n;) {
		if (strchr(" \t\r\n", text[i]))
			i++;
		else if (n - i >= 2 && memcmp(text + i, "\xc2\xa0", 2) == 0)
			i += 2;
		else if (n - i >= 3 && memcmp(text + i, "\xe3\x80\x80", 3) == 0)
			i += 3;
		else
			return false;
	}
	return true;
}

static enum err too_many_columns(struct table_builder *b, size_t sheet_row)
{
	return fail(b->cx, ERR_TOO_LARGE, b->name, "%s：第 %zu 行超过 %d 列；请删去多余的列",
		    "%s: row %zu has more than %d columns; remove those that are not needed",
		    b->name, sheet_row, TABLE_COLUMNS_MAX);
}

enum err builder_cell(struct table_builder *b, size_t sheet_row, uint32_t offset, const char *text, size_t n)
{
	size_t column = b->n_cells - b->first;

	if (n > TABLE_CELL_BYTES_MAX) {
		char letters[TABLE_LETTERS];

		return fail(b->cx, ERR_TOO_LARGE, b->name,
			    "%s：第 %zu 行 %s 列的内容超过 %d 字节；是否少了一个引号？",
			    "%s: the cell in row %zu, column %s is longer than %d bytes; is a quotation mark missing?",
			    b->name, sheet_row, table_column_letters(column, letters), TABLE_CELL_BYTES_MAX);
	}
	if (n && column >= TABLE_COLUMNS_MAX)
		return too_many_columns(b, sheet_row);
	if (column >= TABLE_COLUMNS_MAX)
		return ERR_OK;                            /* empty cells to the right of everything */
	arena_push(&b->cx->mem, b->cells, b->n_cells, b->cells_room) = n ? offset : 0;
	if (n) {
		b->n_filled = column + 1;
		b->has_ink = b->has_ink || !is_blank(text, n);
	}
	return ERR_OK;
}

enum err builder_flaw(struct table_builder *b, size_t column, size_t byte, const char *zh, const char *en)
{
	if (b->n_flaws == TABLE_FLAWS_MAX)
		return fail(b->cx, ERR_BAD_INPUT, b->name, "%s：读不通的内容超过 %d 处（%s%.0s）；请用电子表格软件打开，另存为 UTF-8 的 CSV 或 .xlsx 再试",
			    "%s: more than %d places cannot be read (%.0s%s); open it with a spreadsheet program, save it as UTF-8 CSV or .xlsx and try again",
			    b->name, TABLE_FLAWS_MAX, zh, en);
	arena_push(&b->cx->mem, b->flaws, b->n_flaws, b->flaws_room) = (struct table_flaw){
		.row = b->n_rows, .column = column, .byte = byte, .zh = zh, .en = en };
	b->has_ink = true;                                /* a row with a flaw is never left out */
	return ERR_OK;
}

/* Closes the row; one without ink leaves nothing behind. */
enum err builder_end_row(struct table_builder *b, size_t sheet_row)
{
	b->n_cells = b->first + b->n_filled;
	if (!b->has_ink)
		b->n_cells = b->first;
	else if (b->n_rows == TABLE_ROWS_MAX)
		return fail(b->cx, ERR_TOO_LARGE, b->name, "%s：超过 %d 行；请分成几个文件",
			    "%s: more than %d rows; split the file", b->name, TABLE_ROWS_MAX);
	else if (b->n_cells > TABLE_CELLS_MAX)
		return fail(b->cx, ERR_TOO_LARGE, b->name, "%s：超过 %d 个单元格；请分成几个文件",
			    "%s: more than %d cells; split the file", b->name, TABLE_CELLS_MAX);
	else
		arena_push(&b->cx->mem, b->rows, b->n_rows, b->rows_room) = (struct table_row){
			.sheet_row = (uint32_t)sheet_row, .first = (uint32_t)b->first, .hidden = b->hidden };
	b->n_hidden += b->hidden && b->has_ink;
	if (b->n_filled > b->n_columns && b->has_ink)
		b->n_columns = b->n_filled;
	b->first = b->n_cells;
	b->n_filled = 0;
	b->has_ink = b->hidden = false;
	return ERR_OK;
}

void builder_finish(struct table_builder *b, struct table *t)
{
	arena_push(&b->cx->mem, b->rows, b->n_rows, b->rows_room) = (struct table_row){
		.first = (uint32_t)b->n_cells };
	t->rows = b->rows;
	t->n_rows = b->n_rows - 1;
	t->cells = b->cells;
	t->n_columns = b->n_columns;
	t->flaws = b->flaws;
	t->n_flaws = b->n_flaws;
	t->n_hidden_rows = b->n_hidden;
}

static enum err refuse_flaw(struct ctx *cx, const struct table *t)
{
	const struct table_flaw *f = &t->flaws[0];
	char letters[TABLE_LETTERS], zh[40] = "", en[40] = "";

	if (f->byte) {
		snprintf(zh, sizeof zh, "（文件第 %zu 字节）", f->byte);
		snprintf(en, sizeof en, " (byte %zu of the file)", f->byte);
	}
	return fail(cx, ERR_BAD_INPUT, t->name, "%s：第 %zu 行 %s 列%s%.0s：%s%.0s",
		    "%s: row %zu, column %s%.0s%s: %.0s%s", t->name, table_sheet_row(t, f->row),
		    table_column_letters(f->column, letters), zh, en, f->zh, f->en);
}

/* Pictures, PDFs and programs: full of controls that no text has. */
static bool is_binary(const unsigned char *bytes, size_t n)
{
	size_t controls = 0;

	if (n >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
		return false;                            /* UTF-16 has a nought in every other byte */
	for (size_t i = 0; i < n && i < 4096; i++)
		controls += bytes[i] < 0x20 && !strchr("\t\r\n\f\x1b", bytes[i] ? bytes[i] : 1);
	return controls > 8 || (n >= 5 && memcmp(bytes, "%PDF-", 5) == 0);
}

enum err table_read(struct ctx *cx, const char *name, const void *bytes, size_t n,
		    const struct table_options *options, struct table *ret)
{
	static const struct table_options plain;
	const struct table_options *o = options ? options : &plain;
	size_t most = o->bytes_max ? o->bytes_max : TABLE_BYTES_MAX;
	struct table_builder b = { .cx = cx, .name = name };
	struct table t = { .name = name };

	assert(most <= TABLE_BYTES_MAX);
	if (n > most)
		return fail(cx, ERR_TOO_LARGE, name, "%s：有 %zu 字节，最多 %zu 字节；请分成几个文件",
			    "%s: %zu bytes, at most %zu; split the file", name, n, most);
	if (n >= 8 && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
		return fail(cx, ERR_BAD_INPUT, name, "%s：是旧的 .xls 或加了密码的文件；请去掉密码，另存为 .xlsx",
			    "%s: an old .xls or a file with a password; remove the password and save it as .xlsx", name);
	if (n >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0)) {
		TRY(xlsx_read(&b, bytes, n, o, &t));
	} else if (is_binary(bytes, n)) {
		return fail(cx, ERR_BAD_INPUT, name, "%s：这不是表格文件；请用 CSV 或 .xlsx", "%s: this is no table; send CSV or .xlsx", name);
	} else {
		struct decoded d;

		TRY(text_decode(cx, name, bytes, n, &d));
		TRY(csv_read(&b, &d, &t.separator));
		t.encoding = d.encoding;
		t.text = d.text;
	}
	builder_finish(&b, &t);
	if (t.n_flaws && !o->keep_flaws)
		return refuse_flaw(cx, &t);
	*ret = t;
	return ERR_OK;
}
