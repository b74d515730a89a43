/* SPDX-License-Identifier: Apache-2.0 */
#include "file/table_read.h"
#include <string.h>

/* Separated text, read in place: a cell without its quotes is never longer
 * than with them, so it is written over itself and ends in a NUL where the
 * separator was. */
struct csv {
	struct table_builder *b;
	char                 *text;
	size_t                end;            /* the NUL behind the last byte */
	size_t                at;             /* next byte to read */
	size_t                sheet_row, column;
	char                  separator;
	const struct decode_flaw *flaw, *flaws_end;      /* not yet told */
};

static const char *const stray_zh = "右引号后面还有文字；单元格里的引号要写成两个";
static const char *const stray_en = "text follows the closing quotation mark; a quotation mark inside a cell is written twice";

/* The separator the first row with anything in it uses most, outside quotes. */
static char find_separator(const char *text, size_t n)
{
	static const char candidates[] = { ',', '\t', ';' };
	size_t counts[3] = { 0 }, best = 0;
	bool quoted = false, ink = false;

	for (size_t i = 0; i < n; i++) {
		if (text[i] == '"')
			quoted = !quoted;
		if (!quoted && ink && (text[i] == '\n' || text[i] == '\r'))
			break;
		ink = ink || !strchr(" \t\r\n", text[i]);
		for (size_t c = 0; c < 3 && !quoted; c++)
			counts[c] += text[i] == candidates[c];
	}
	for (size_t c = 1; c < 3; c++)
		if (counts[c] > counts[best])
			best = c;
	return candidates[best];
}

/* Tells of what was wrong in the bytes just read as one cell. */
static enum err tell_flaws(struct csv *c, size_t end)
{
	for (; c->flaw < c->flaws_end && c->flaw->at < end; c->flaw++) {
		const char *zh = "这里的字节不是所用编码的字", *en = "the bytes here are no character of the encoding";

		if (c->flaw->code) {
			zh = arena_print(&c->b->cx->mem, "有看不见的控制字符 U+%04X，请删去", c->flaw->code);
			en = arena_print(&c->b->cx->mem, "an invisible control character U+%04X; remove it",
					 c->flaw->code);
		}
		TRY(builder_flaw(c->b, c->column, c->flaw->byte, zh, en));
	}
	return ERR_OK;
}

static bool ends_cell(const struct csv *c, size_t at)
{
	char x = c->text[at];

	return at == c->end || x == c->separator || x == '\n' || x == '\r';
}

static enum err unclosed(struct csv *c)
{
	char letters[TABLE_LETTERS];

	return fail(c->b->cx, ERR_BAD_INPUT, c->b->name, "%s：第 %zu 行 %s 列的左引号没有右引号",
		    "%s: the quotation mark that opens row %zu, column %s is never closed", c->b->name,
		    c->sheet_row, table_column_letters(c->column, letters));
}

/* At an opening quote.  Leaves c->at at the end of the cell. */
static enum err quoted_cell(struct csv *c, size_t *ret_length)
{
	size_t start = c->at, out = start;

	for (c->at++;; c->at++) {
		char *quote = memchr(c->text + c->at, '"', c->end - c->at);
		size_t run;

		if (!quote)
			return unclosed(c);
		run = (size_t)(quote - c->text) - c->at;
		memmove(c->text + out, c->text + c->at, run);
		out += run;
		c->at += run + 1;
		if (c->text[c->at] != '"')
			break;
		c->text[out++] = '"';
	}
	while (!ends_cell(c, c->at) && (c->text[c->at] == ' ' || c->text[c->at] == '\t'))
		c->at++;
	if (!ends_cell(c, c->at))
		TRY(builder_flaw(c->b, c->column, 0, stray_zh, stray_en));
	while (!ends_cell(c, c->at))
		c->text[out++] = c->text[c->at++];
	*ret_length = out - start;
	return ERR_OK;
}

/* Reads one cell; *ret_end is the byte that ended it. */
static enum err read_cell(struct csv *c, char *ret_end)
{
	size_t start = c->at, length;

	if (c->text[start] == '"') {
		TRY(quoted_cell(c, &length));
	} else {
		while (!ends_cell(c, c->at))
			c->at++;
		length = c->at - start;
	}
	TRY(tell_flaws(c, c->at));
	*ret_end = c->at == c->end ? '\0' : c->text[c->at];
	c->text[start + length] = '\0';
	TRY(builder_cell(c->b, c->sheet_row, (uint32_t)start, c->text + start, length));
	c->column++;
	return ERR_OK;
}

static enum err read_row(struct csv *c)
{
	char end;

	c->column = 0;
	for (;;) {
		TRY(read_cell(c, &end));
		if (end != c->separator || !end)
			break;
		c->at++;
	}
	if (end == '\r' && c->text[c->at + 1] == '\n')
		c->at++;
	c->at += c->at < c->end;
	return builder_end_row(c->b, c->sheet_row);
}

enum err csv_read(struct table_builder *b, struct decoded *d, char *ret_separator)
{
	struct csv c = { .b = b, .text = d->text, .at = 1, .end = d->n + 1, .flaw = d->flaws,
			 .flaws_end = d->flaws + d->n_flaws };

	*ret_separator = c.separator = find_separator(d->text + 1, d->n);
	while (c.at < c.end) {
		c.sheet_row++;
		TRY(read_row(&c));
	}
	return ERR_OK;
}
