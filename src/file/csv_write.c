/* SPDX-License-Identifier: Apache-2.0 */
#include "file/csv.h"
#include <ctype.h>
#include <iconv.h>
#include <string.h>

bool sheet_is_number(const char *text)
{
	size_t whole = 0, part = 0;

	text += *text == '-' || *text == '+';
	while (isdigit((unsigned char)text[whole]))
		whole++;
	text += whole;
	if (*text == '.') {
		while (isdigit((unsigned char)text[1 + part]))
			part++;
		text += 1 + part;
		if (!part)
			return false;
	}
	return whole && !*text;
}

/* Would a spreadsheet see a formula here? */
static bool begins_formula(const char *text)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	if (*text && strchr("=+-@\t\r", *text))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (strncmp(text, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

const char *csv_unguard(const char *cell)
{
	return *cell == '\'' && begins_formula(cell + 1) && !sheet_is_number(cell + 1) ? cell + 1 : cell;
}

static bool needs_quotes(const char *text, size_t n)
{
	return strpbrk(text, ",\"\r\n") || (n && (text[0] == ' ' || text[n - 1] == ' ' || text[n - 1] == '\t'));
}

static void begin_cell(struct csv_writer *w)
{
	if (w->column++)
		buf_char(&w->out, ',');
}

void csv_text(struct csv_writer *w, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	bool guard, quotes;

	begin_cell(w);
	if (!n)
		return;
	guard = begins_formula(text) && !sheet_is_number(text);
	quotes = needs_quotes(text, n);
	if (!quotes) {
		if (guard)
			buf_char(&w->out, '\'');
		buf_add(&w->out, text, n);
	} else {
		buf_text(&w->out, guard ? "\"'" : "\"");
		for (const char *quote; (quote = memchr(text, '"', n)); text = quote + 1) {
			buf_add(&w->out, text, (size_t)(quote - text) + 1);
			buf_char(&w->out, '"');
			n -= (size_t)(quote - text) + 1;
		}
		buf_add(&w->out, text, n);
		buf_char(&w->out, '"');
	}
	w->wrote = true;
}

void csv_i64(struct csv_writer *w, int64_t value)
{
	begin_cell(w);
	buf_print(&w->out, "%lld", (long long)value);
	w->wrote = true;
}

void csv_end_row(struct csv_writer *w)
{
	if (!w->wrote && w->column == 1)
		buf_text(&w->out, "\"\"");               /* one empty cell is not a blank line */
	buf_text(&w->out, "\r\n");
	w->column = 0;
	w->wrote = false;
}

/* 24 private-use characters have no place in the C library's GB18030: each
 * becomes 〓, the sign printers use for a missing type. */
static enum err to_gb18030(struct ctx *cx, const struct buf *text, struct bytes *ret)
{
	size_t left = text->n, room = text->n + text->n + 4, out_left = room;
	char *in = (char *)buf_get(text), *at = arena_new(&cx->mem, room), *out = at;
	iconv_t cd = iconv_open("GB18030", "UTF-8");

	if (cd == (iconv_t)-1)
		return fail(cx, ERR_BROKEN, "", "本机不能转换 GB18030 编码，请安装 libc6 的 gconv 部分",
			    "this machine cannot convert to GB18030; install the gconv part of libc6");
	while (left && iconv(cd, &in, &left, &out, &out_left) == (size_t)-1) {
		do {
			in++;
			left--;
		} while (left && (unsigned char)*in >> 6 == 2);
		memcpy(out, "\xa1\xfe", 2);
		out += 2;
		out_left -= 2;
	}
	iconv_close(cd);
	*ret = (struct bytes){ .at = at, .n = room - out_left };
	return ERR_OK;
}

enum err csv_finish(struct ctx *cx, struct csv_writer *w, enum csv_encoding encoding, struct bytes *ret)
{
	struct buf marked = BUF(&cx->mem);

	if (encoding == CSV_GB18030)
		return to_gb18030(cx, &w->out, ret);
	if (encoding == CSV_UTF8_BOM) {
		buf_text(&marked, "\xef\xbb\xbf");
		buf_add(&marked, buf_get(&w->out), w->out.n);
	}
	*ret = encoding == CSV_UTF8 ? (struct bytes){ .at = buf_get(&w->out), .n = w->out.n }
		: (struct bytes){ .at = buf_get(&marked), .n = marked.n };
	return ERR_OK;
}

enum err csv_write(struct ctx *cx, const struct sheet *sheet, enum csv_encoding encoding, struct bytes *ret)
{
	struct csv_writer w = CSV_WRITER(&cx->mem);

	for (size_t c = 0; c < sheet->n_columns; c++) {
		const struct sheet_column *column = &sheet->columns[c];

		csv_text(&w, column->group ? arena_print(&cx->mem, "%s·%s", column->group, column->title)
			 : column->title);
	}
	csv_end_row(&w);
	for (size_t r = 0; r < sheet->n_rows; r++) {
		for (size_t c = 0; c < sheet->n_columns; c++)
			csv_text(&w, sheet->cells[r * sheet->n_columns + c]);
		csv_end_row(&w);
	}
	return csv_finish(cx, &w, encoding, ret);
}
