/* SPDX-License-Identifier: Apache-2.0 */
#include "file/xlsx_part.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SHEET_ROWS_MAX = 1048576, SHEET_COLUMNS_MAX = 16384 };

/* The sheet while it is read. */
struct reader {
	size_t     sheet_row;                 /* of the row being read */
	size_t     column, after;             /* of the cell, and where the next may stand */
	size_t     next_column;               /* the first one not yet handed on */
	char       type;                      /* of the cell: s b e n i(nline) t(ext) d(ate) */
	size_t     style;
	bool       in_row, in_cell, in_text, formula;
	int        phonetic;
	struct buf text;
};

static enum err at_cell(struct xlsx *x, const struct reader *r, const char *zh, const char *en)
{
	char letters[TABLE_LETTERS];

	return fail(x->cx, ERR_BAD_INPUT, x->b->name, "%s：第 %zu 行 %s 列：%s%.0s", "%s: row %zu, column %s: %.0s%s",
		    x->b->name, r->sheet_row, table_column_letters(r->column, letters), zh, en);
}

/* "AB12" -> column 27, row 12; false when it is no reference. */
static bool read_reference(const char *text, size_t *ret_column, size_t *ret_row)
{
	size_t column = 0, row = 0, letters = 0, digits = 0;

	for (; isalpha((unsigned char)*text) && letters < 4; text++, letters++)
		column = column * 26 + (size_t)(toupper((unsigned char)*text) - 'A' + 1);
	for (; isdigit((unsigned char)*text) && digits < 8; text++, digits++)
		row = row * 10 + (size_t)(*text - '0');
	if (!letters || !digits || (*text && *text != ':') || column > SHEET_COLUMNS_MAX || !row || row > SHEET_ROWS_MAX)
		return false;
	*ret_column = column - 1;
	*ret_row = row;
	return true;
}

static bool is_true(const char *value) { return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0); }

/* <col min="3" max="5" hidden="1"/>: counted as far as a table may be wide. */
static void hidden_columns(struct xlsx *x, const char **attributes)
{
	const char *low = xml_attribute(attributes, "min"), *high = xml_attribute(attributes, "max");
	size_t first = low ? strtoul(low, NULL, 10) : 0, last = high ? strtoul(high, NULL, 10) : first;

	if (is_true(xml_attribute(attributes, "hidden")) && first && first <= TABLE_COLUMNS_MAX && last >= first)
		x->n_hidden_columns += (last < TABLE_COLUMNS_MAX ? last : TABLE_COLUMNS_MAX) - first + 1;
}

static enum err open_row(struct xlsx *x, struct reader *r, const char **attributes)
{
	const char *number = xml_attribute(attributes, "r");
	size_t row = number ? strtoul(number, NULL, 10) : r->sheet_row + 1;

	if (r->in_row || row <= r->sheet_row || row > SHEET_ROWS_MAX)
		return fail(x->cx, ERR_BAD_INPUT, x->b->name, "%s：第 %zu 行之后的行号不对，请用电子表格软件另存",
			    "%s: the row number after row %zu is wrong; save it again with a spreadsheet program",
			    x->b->name, r->sheet_row);
	r->in_row = true;
	x->b->hidden = is_true(xml_attribute(attributes, "hidden"));
	r->sheet_row = row;
	r->next_column = r->after = 0;
	return ERR_OK;
}

static enum err open_cell(struct xlsx *x, struct reader *r, const char **attributes)
{
	const char *reference = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
	const char *style = xml_attribute(attributes, "s");
	size_t row;

	r->column = r->after;
	if (!r->in_row || r->in_cell || (reference && !read_reference(reference, &r->column, &row))
	    || r->column < r->after || r->column >= SHEET_COLUMNS_MAX)
		return at_cell(x, r, "单元格的位置不对，请用电子表格软件另存",
			       "the cell is out of place; save the file again with a spreadsheet program");
	r->in_cell = true;
	r->formula = false;
	r->after = r->column + 1;
	r->type = !type ? 'n' : strcmp(type, "inlineStr") == 0 ? 'i' : strcmp(type, "str") == 0 ? 't' : *type;
	r->style = style ? strtoul(style, NULL, 10) : 0;
	r->text = (struct buf){ .mem = &x->cx->mem, .at = r->text.at, .room = r->text.room, .max = r->text.max };
	if (r->text.at)
		*r->text.at = '\0';
	return ERR_OK;
}

static enum err add_merge(struct xlsx *x, const char *reference)
{
	size_t column, first, last_column, last;
	const char *colon = reference ? strchr(reference, ':') : NULL;

	if (!x->options->fill_merged || !colon || !read_reference(reference, &column, &first)
	    || !read_reference(colon + 1, &last_column, &last) || last <= first)
		return ERR_OK;
	if (x->n_merges == XLSX_MERGES_MAX)
		return fail(x->cx, ERR_TOO_LARGE, x->b->name, "%s：合并单元格超过 %d 处", "%s: more than %d merged cells",
			    x->b->name, XLSX_MERGES_MAX);
	arena_push(&x->cx->mem, x->merges, x->n_merges, x->merges_room) = (struct xlsx_merge){
		.first_row = (uint32_t)first, .last_row = (uint32_t)last, .column = (uint32_t)column };
	return ERR_OK;
}

static enum err open_element(struct xml *xml, const char *element, const char **attributes)
{
	struct reader *r = xml->state;

	if (xml_is(element, "row"))
		return open_row(xml->x, r, attributes);
	if (xml_is(element, "c"))
		return open_cell(xml->x, r, attributes);
	if (xml_is(element, "col"))
		hidden_columns(xml->x, attributes);
	if (xml_is(element, "f") && r->in_cell && !r->formula) {
		r->formula = true;
		xml->x->n_formulas++;
	}
	if (xml_is(element, "mergeCell"))
		return add_merge(xml->x, xml_attribute(attributes, "ref"));
	if (xml_is(element, "rPh"))
		r->phonetic++;
	else if (xml_is(element, "v"))
		r->in_text = r->in_cell && r->type != 'i';
	else if (xml_is(element, "t"))
		r->in_text = r->in_cell && r->type == 'i' && r->phonetic == 0;
	return ERR_OK;
}

/* Hands a text on as the cell, once it is in the text of all cells. */
static enum err hand_on(struct xlsx *x, struct reader *r, uint32_t offset, size_t n, bool whole)
{
	for (; r->next_column < r->column && n; r->next_column++)
		TRY(builder_cell(x->b, r->sheet_row, 0, "", 0));
	if (!n && r->formula && r->type != 't')           /* an empty text is a result, no result is none */
		return builder_flaw(x->b, r->column, 0, "公式没有存下结果；请用电子表格软件打开、保存一次，或填上数字",
				    "a formula without a stored result; open and save it with a spreadsheet program, or fill in the number");
	if (!n && whole)
		return ERR_OK;                           /* a styled but empty cell is nothing */
	if (!whole)
		TRY(builder_flaw(x->b, r->column, 0, "有看不见的控制字符，请删去",
				 "there are invisible control characters; remove them"));
	r->next_column = r->column + 1;
	return builder_cell(x->b, r->sheet_row, offset, x->text.at + offset, n);
}

static enum err shared_cell(struct xlsx *x, struct reader *r)
{
	const char *text = buf_get(&r->text);
	char *end;
	unsigned long index = strtoul(text, &end, 10);

	if (!r->text.n || *end || index >= x->n_shared || !isdigit((unsigned char)*text))
		return at_cell(x, r, "引用了不存在的文字，文件已损坏，请重新保存",
			       "it refers to a text that is not there; the file is damaged, save it again");
	return hand_on(x, r, x->shared[index].offset, x->shared[index].n, !x->shared[index].flawed);
}

static enum err close_cell(struct xlsx *x, struct reader *r)
{
	char number[64];
	const char *text = buf_get(&r->text);
	size_t n = r->text.n;
	uint32_t offset = (uint32_t)x->text.n;
	bool whole = true;

	r->in_text = false;
	r->in_cell = false;
	if (r->text.full)
		return at_cell(x, r, "内容太长", "it is too long");
	if (r->type == 's' && n)
		return shared_cell(x, r);
	if (r->type == 'b' && n)
		text = *text == '0' ? "FALSE" : "TRUE";
	else if (r->type == 'n' && n)
		text = xlsx_number_text(x, text, r->style < x->n_looks ? (enum xlsx_look)x->looks[r->style] : LOOK_NUMBER,
					number);
	n = strlen(text);
	buf_add(&x->text, text, n);
	buf_char(&x->text, '\0');
	if (n && (r->type == 'i' || r->type == 't' || r->type == 'n' || r->type == 'd' || r->type == 'e')) {
		whole = xlsx_clean(x->text.at + offset, &n);
		x->text.n = offset + n + 1;
	}
	return hand_on(x, r, offset, n, whole);
}

static enum err close_element(struct xml *xml, const char *element)
{
	struct reader *r = xml->state;

	if (xml_is(element, "c"))
		return close_cell(xml->x, r);
	if (xml_is(element, "row")) {
		r->in_row = false;
		return builder_end_row(xml->x->b, r->sheet_row);
	}
	if (xml_is(element, "rPh"))
		r->phonetic--;
	else if (xml_is(element, "v") || xml_is(element, "t"))
		r->in_text = false;
	return ERR_OK;
}

static enum err element_text(struct xml *xml, const char *text, size_t n)
{
	struct reader *r = xml->state;

	if (r->in_text)
		buf_add(&r->text, text, n);
	return ERR_OK;
}

/* Every row as wide as the widest, so that a merged cell has a place in each. */
static enum err widen(struct xlsx *x)
{
	struct table_builder *b = x->b;
	size_t n = b->n_rows * b->n_columns;
	uint32_t *cells;

	if (n > TABLE_CELLS_MAX)
		return fail(x->cx, ERR_TOO_LARGE, b->name, "%s：超过 %d 个单元格；请分成几个文件",
			    "%s: more than %d cells; split the file", b->name, TABLE_CELLS_MAX);
	cells = arena_array(&x->cx->mem, uint32_t, n + 1);
	for (size_t r = 0; r < b->n_rows; r++) {
		size_t first = b->rows[r].first, end = r + 1 < b->n_rows ? b->rows[r + 1].first : b->n_cells;

		if (end > first)
			memcpy(cells + r * b->n_columns, b->cells + first, (end - first) * sizeof *cells);
		b->rows[r].first = (uint32_t)(r * b->n_columns);
	}
	b->cells = cells;
	b->n_cells = b->cells_room = n;
	return ERR_OK;
}

static size_t find_row(const struct table_builder *b, uint32_t sheet_row)
{
	size_t low = 0, high = b->n_rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->rows[middle].sheet_row < sheet_row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum err fill_merged(struct xlsx *x)
{
	struct table_builder *b = x->b;
	size_t filled = 0;

	if (!x->n_merges || !b->n_rows)
		return ERR_OK;
	TRY(widen(x));
	x->merged = arena_array(&x->cx->mem, bool, b->n_cells + 1);
	for (size_t i = 0; i < x->n_merges; i++) {
		const struct xlsx_merge *m = &x->merges[i];
		size_t top = find_row(b, m->first_row);

		if (top == b->n_rows || b->rows[top].sheet_row != m->first_row || m->column >= b->n_columns)
			continue;
		for (size_t r = top + 1; r < b->n_rows && b->rows[r].sheet_row <= m->last_row; r++) {
			if (++filled > TABLE_CELLS_MAX)
				return fail(x->cx, ERR_TOO_LARGE, b->name, "%s：合并单元格互相重叠，请用电子表格软件另存",
					    "%s: merged cells overlap; save it again with a spreadsheet program", b->name);
			b->cells[b->rows[r].first + m->column] = b->cells[b->rows[top].first + m->column];
			x->merged[b->rows[r].first + m->column] = true;
		}
	}
	return ERR_OK;
}

enum err xlsx_read_sheet(struct xlsx *x, const char *part)
{
	struct reader reader = { .text = { .mem = &x->cx->mem, .max = TABLE_CELL_BYTES_MAX } };
	struct xml xml = { .x = x, .part = part, .state = &reader, .open = open_element, .close = close_element,
			   .text = element_text };
	bool found;

	TRY(xlsx_parse(&xml, &found));
	if (!found)
		return fail(x->cx, ERR_BAD_INPUT, x->b->name, "%s：工作表的部件 %.80s 不在文件里，文件已损坏",
			    "%s: the sheet's part %.80s is missing; the file is damaged", x->b->name, part);
	return fill_merged(x);
}
