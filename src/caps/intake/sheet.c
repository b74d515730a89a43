/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sha256.h"
#include "base/text.h"
#include "caps/grid/door.h"
#include "caps/intake/intake_work.h"
#include "caps/party/person.h"
#include "engine/jielong.h"
#include "file/table.h"
#include <stdlib.h>
#include <string.h>

/* A table into rows: wide (a column per product) or long (a row per item). */

enum column { NO_COLUMN = -1,
#define COLUMN(name, word, headings) COLUMN_##name,
#include "caps/intake/columns.def"
#undef COLUMN
	COLUMNS };
static const struct { const char *word, *headings; } columns[] = {
#define COLUMN(name, word, headings) { word, headings },
#include "caps/intake/columns.def"
#undef COLUMN
};
enum { HEADER_ROWS_TRIED = 12, SAMPLE_ROWS = 8, LEFT_OUT = -2, GOODS_COLUMNS_MAX = 100 };

struct sheet_work {
	struct ctx *cx;
	struct goods *goods;
	struct table table;
	const char **header;                          /* of each column */
	int at[COLUMNS];                              /* column of each field, NO_COLUMN */
	const struct offer_line **line_of;            /* goods a column is headed by, NULL */
	const char **field_of;
	size_t header_row, first, rows, n_goods;
	bool wide;
};

/* A heading without blanks, line breaks, marks and what stands in brackets; small and half-width. */
static const char *plain_heading(struct arena *mem, const char *text)
{
	struct buf b = BUF(mem);

	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		if (b.n && (*at == '(' || !strncmp((const char *)at, "（", 3) || !strncmp((const char *)at, "【", 3)))
			break;
		if (!strncmp((const char *)at, "\xe3\x80\x80", 3) || !strncmp((const char *)at, "：", 3)) {
			at += 2;
			continue;
		}
		if (!strchr(" \t\r\n*:#", *at))
			buf_char(&b, *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : (char)*at);
	}
	return buf_get(&b);
}

static bool listed(const char *list, const char *what)
{
	size_t n = strlen(what);

	for (const char *at = list; *at && n; at += strcspn(at, "|") + (at[strcspn(at, "|")] == '|'))
		if (strcspn(at, "|") == n && !memcmp(at, what, n))
			return true;
	return false;
}

static enum column column_of(struct arena *mem, const char *heading)
{
	const char *plain = plain_heading(mem, heading);

	for (int i = 0; i < COLUMNS; i++)
		if (listed(columns[i].headings, plain) || !strcmp(plain, columns[i].word))
			return (enum column)i;
	return NO_COLUMN;
}

/* The row of headings: the one that names most fields; totals and titles above it do not. */
static size_t find_header(struct sheet_work *w)
{
	size_t best = 0, most = 0;

	for (size_t r = 0; r < w->table.n_rows && r < HEADER_ROWS_TRIED; r++) {
		size_t n = 0;

		for (size_t c = 0; c < table_width(&w->table, r); c++)
			n += column_of(&w->cx->mem, table_cell(&w->table, r, c)) != NO_COLUMN;
		if (n > most) {
			most = n;
			best = r;
		}
	}
	return best;
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789.")] == '\0';
}

/* Units, prices or the names of products under a heading that spans them: no row of a household. */
static bool second_header(const struct sheet_work *w, size_t row)
{
	int words = 0;

	if (row >= w->table.n_rows)
		return false;
	for (size_t c = 0; c < table_width(&w->table, row); c++) {
		const char *cell = table_cell(&w->table, row, c), *above = table_cell(&w->table, w->header_row, c);
		enum column known = column_of(&w->cx->mem, above);

		if (!*cell || !strcmp(cell, above))
			continue;
		if (known != NO_COLUMN && known != COLUMN_GOODS && known != COLUMN_QTY)
			return false;                                          /* a door, a name: already a household */
		words += !is_number(cell);
	}
	return words > 0;
}

static enum err take_said(struct sheet_work *w, const char *said)
{
	for (const char *at = said ? said : ""; *at; ) {
		size_t n = strcspn(at, ";"), word = strcspn(at, "=");
		bool found = false;

		for (size_t c = 0; c < w->table.n_columns && word < n; c++) {
			if (strlen(w->header[c]) != n - word - 1 || memcmp(w->header[c], at + word + 1, n - word - 1))
				continue;
			found = true;
			w->field_of[c] = "";
			w->line_of[c] = NULL;
			for (int k = 0; k < COLUMNS; k++)
				if (strlen(columns[k].word) == word && !memcmp(columns[k].word, at, word)) {
					w->at[k] = (int)c;
					w->field_of[c] = columns[k].word;
				}
			if (word > 5 && !memcmp(at, "line:", 5))
				w->line_of[c] = goods_line(w->goods, strtoll(at + 5, NULL, 10));
		}
		if (!found)
			return fail(w->cx, ERR_BAD_INPUT, "columns", "文件里没有列“%.*s”", "the file has no column \"%.*s\"", (int)(n > word ? n - word - 1 : 0),
				    n > word ? at + word + 1 : at);
		at += n + (at[n] == ';');
	}
	return ERR_OK;
}

static void guess(struct sheet_work *w)
{
	const struct offer_line *near[2];

	for (size_t c = 0; c < w->table.n_columns; c++) {
		enum column known;

		if (w->field_of[c])
			continue;
		known = column_of(&w->cx->mem, w->header[c]);
		w->field_of[c] = "";
		if (known != NO_COLUMN && w->at[known] == NO_COLUMN) {
			w->at[known] = (int)c;
			w->field_of[c] = columns[known].word;
		} else if (known == NO_COLUMN && *w->header[c]) {
			w->line_of[c] = goods_find(w->goods, plain_heading(&w->cx->mem, w->header[c]), near);
		}
	}
}

static enum err open_sheet(struct ctx *cx, const struct intake_upload *in, struct goods *goods, struct sheet_work *w)
{
	struct table_options options = { .bytes_max = INTAKE_FILE_MAX, .sheet = in->sheet && *in->sheet ? in->sheet : NULL, .fill_merged = true, .keep_flaws = true };
	bool second;

	*w = (struct sheet_work){ .cx = cx, .goods = goods };
	TRY(table_read(cx, in->name && *in->name ? in->name : "orders", in->body.at, in->body.n, &options, &w->table));
	if (!w->table.n_rows)
		return fail(cx, ERR_BAD_INPUT, "body", "文件里没有内容（%zu 行）", "the file is empty (%zu rows)", w->table.n_rows);
	for (int i = 0; i < COLUMNS; i++)
		w->at[i] = NO_COLUMN;
	w->header_row = find_header(w);
	second = second_header(w, w->header_row + 1);
	w->first = w->header_row + 1 + second;
	w->header = arena_array(&cx->mem, const char *, w->table.n_columns + 1);
	w->field_of = arena_array(&cx->mem, const char *, w->table.n_columns + 1);
	w->line_of = arena_array(&cx->mem, const struct offer_line *, w->table.n_columns + 1);
	for (size_t c = 0; c < w->table.n_columns; c++) {
		const char *top = table_cell(&w->table, w->header_row, c), *below = second ? table_cell(&w->table, w->header_row + 1, c) : "";
		const struct offer_line *near[2];

		w->header[c] = *below && (!*top || goods_find(goods, plain_heading(&cx->mem, below), near)) ? below : top;
	}
	TRY(take_said(w, in->columns));
	guess(w);
	for (size_t c = 0; c < w->table.n_columns; c++)
		w->n_goods += w->line_of[c] != NULL;
	w->wide = w->n_goods && w->at[COLUMN_GOODS] == NO_COLUMN;
	if (w->at[COLUMN_ROOM] == NO_COLUMN && w->at[COLUMN_DOOR] == NO_COLUMN)
		return fail(cx, ERR_BAD_INPUT, "columns", "没有找到门牌或房号列（第 %zu 行当作表头），请指明是哪一列",
			    "no column of doors or rooms was found (row %zu taken as the header); say which one it is", table_sheet_row(&w->table, w->header_row));
	if (!w->wide && w->at[COLUMN_QTY] == NO_COLUMN && w->at[COLUMN_GOODS] == NO_COLUMN)
		return fail(cx, ERR_BAD_INPUT, "columns", "没有找到数量列，也没有以商品为列名的列（共 %zu 列），请指明", 
			    "neither a column of quantities nor one headed by goods was found (%zu columns); say which they are", w->table.n_columns);
	w->rows = w->table.n_rows - (w->first < w->table.n_rows ? w->first : w->table.n_rows);
	if (w->rows > INTAKE_ROWS_MAX)
		return fail(cx, ERR_TOO_LARGE, "body", "一次最多 %d 行，现有 %zu 行；请分几个文件", "at most %d rows at a time, not %zu; split the file", INTAKE_ROWS_MAX, w->rows);
	return ERR_OK;
}

static const char *cell(const struct sheet_work *w, size_t row, enum column field)
{
	return w->at[field] == NO_COLUMN ? "" : table_cell(&w->table, row, (size_t)w->at[field]);
}

/* 合计, 小计, 示例 in the first cell that holds something: no household. */
static bool left_out(const struct sheet_work *w, size_t row)
{
	static const char *const words[] = { "合计", "总计", "小计", "总数", "共计", "汇总", "示例", "例：", "例:", "total", "Total", "example", "制表", "填表", "说明", "备注：" };
	const char *first = "";

	for (size_t c = 0; c < table_width(&w->table, row) && !*first; c++)
		first = table_cell(&w->table, row, c);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncmp(first, words[i], strlen(words[i])))
			return true;
	for (int k = 0; k <= COLUMN_DOOR; k++)
		if (strstr(cell(w, row, (enum column)k), "合计") || strstr(cell(w, row, (enum column)k), "小计") || strstr(cell(w, row, (enum column)k), "总计"))
			return true;
	return !*first;
}

/* Full-width digits and signs made plain, blanks taken out. */
static const char *half_width(struct arena *mem, const char *text)
{
	struct buf b = { .mem = mem, .max = 200 };

	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		if (at[0] == 0xef && at[1] == 0xbc && at[2] >= 0x81) {
			buf_char(&b, (char)(at[2] - 0x60));
			at += 2;
		} else if (at[0] == 0xe3 && at[1] == 0x80 && at[2] == 0x80) {
			at += 2;
		} else if (*at != ' ' && *at != '\t' && *at != '\n' && *at != '\r') {
			buf_char(&b, (char)*at);
		}
	}
	return buf_get(&b);
}

/* "2", "2.0", "２份", "√", "两份", "1,000": number and unit; false when it is none (a date, #N/A, words). */
static bool cell_qty(struct ctx *cx, const char *text, const char **ret_qty, const char **ret_unit)
{
	static const struct { const char *said, *qty; } words[] = { { "√", "1" }, { "✓", "1" }, { "要", "1" }, { "是", "1" }, { "一", "1" }, { "两", "2" }, { "二", "2" }, { "三", "3" },
		{ "四", "4" }, { "五", "5" }, { "六", "6" }, { "七", "7" }, { "八", "8" }, { "九", "9" }, { "十", "10" } };
	const char *plain = half_width(&cx->mem, text);
	struct buf number = BUF(&cx->mem);
	size_t i = 0;

	*ret_unit = "";
	for (; plain[i] && (strchr("0123456789.,", plain[i]) || (i == 0 && strchr("+-", plain[i]))); i++)
		if (plain[i] != ',')
			buf_char(&number, plain[i]);
	*ret_qty = buf_get(&number);
	if (!number.n) {
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (!strncmp(plain, words[k].said, strlen(words[k].said))) {
				*ret_qty = words[k].qty;
				i = strlen(words[k].said);
				break;
			}
		if (!i)
			return false;
	}
	if (**ret_qty == '+')
		(*ret_qty)++;
	*ret_unit = strcmp(plain + i, "份") && strcmp(plain + i, "套") ? plain + i : "";
	return strlen(plain + i) <= 9 && !strpbrk(plain + i, "0123456789-/:#.");
}

struct place_text { const char *compound, *building, *unit, *room; };

/* Building and unit stand once for many rows: what is empty is as above. */
static struct place_text where(struct sheet_work *w, size_t row, struct place_text *above)
{
	struct place_text p = { cell(w, row, COLUMN_COMPOUND), cell(w, row, COLUMN_BUILDING), cell(w, row, COLUMN_UNIT), cell(w, row, COLUMN_ROOM) };
	const char *door = cell(w, row, COLUMN_DOOR);
	struct jielong_line l;

	if (!*p.building && *p.room && w->at[COLUMN_BUILDING] != NO_COLUMN) {
		p.building = above->building;
		p.unit = *p.unit ? p.unit : above->unit;
	}
	if (!*p.compound)
		p.compound = above->compound;
	if ((!*p.room || !*p.building) && (*door || *p.room)) {
		const char *line = arena_print(&w->cx->mem, "1. %s", *door ? door : p.room);

		jielong_read(line, strlen(line), &l);
		if (l.n_addresses && l.address[0].room[0] && (!*p.building || *door)) {
			p.building = l.address[0].building[0] ? arena_text(&w->cx->mem, l.address[0].building) : p.building;
			p.unit = l.address[0].unit[0] ? arena_text(&w->cx->mem, l.address[0].unit) : p.unit;
			p.room = arena_text(&w->cx->mem, l.address[0].room);
		} else if (!*p.room) {
			p.room = door;
		}
	}
	*above = (struct place_text){ p.compound, p.building, p.unit, "" };
	return p;
}

static void goods_of_cell(struct making *m, struct draft *d, const char *name, const char *text)
{
	const char *qty, *unit;

	if (cell_qty(m->cx, text, &qty, &unit)) {
		int64_t thousandths;

		if (goods_read_qty(qty, &thousandths) && thousandths == 0)
			return;
		judge_goods_of(m, d, name, qty, unit, text);
	} else {
		judge_goods_of(m, d, name, "?", "", text);
	}
	if (d->row.state == INTAKE_PROBLEM && !*d->row.doubt)
		d->row.doubt = arena_print(&m->cx->mem, "%.60s %.60s", name, text);
}

static void goods_of_row(struct making *m, struct sheet_work *w, size_t row, struct draft *d)
{
	if (w->wide) {
		for (size_t c = 0; c < w->table.n_columns; c++)
			if (w->line_of[c] && *table_cell(&w->table, row, c))
				goods_of_cell(m, d, w->line_of[c]->zh, table_cell(&w->table, row, c));
		return;
	}
	goods_of_cell(m, d, *cell(w, row, COLUMN_GOODS) ? cell(w, row, COLUMN_GOODS) : "*", w->at[COLUMN_QTY] == NO_COLUMN ? "1" : cell(w, row, COLUMN_QTY));
}

static uint64_t row_key(const struct sheet_work *w, size_t row)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t c = 0; c < table_width(&w->table, row); c++)
		for (const char *at = table_cell(&w->table, row, c); *at; at++)
			h = (h ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
	return h;
}

static bool is_cancelled(const char *state)
{
	static const char *const words[] = { "取消", "退款", "关闭", "作废", "退单" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(state, words[i]) && !strstr(state, "未退款") && !strstr(state, "无退款"))
			return true;
	return false;
}

static void one_row(struct making *m, struct sheet_work *w, size_t row, struct place_text *above, struct map *by_door)
{
	struct place_text p = where(w, row, above);
	const char *key = arena_print(&m->cx->mem, "%s|%s|%s|%s|%s", p.compound, p.building, p.unit, p.room, cell(w, row, COLUMN_PHONE));
	bool cancelled = is_cancelled(cell(w, row, COLUMN_STATE));
	struct draft *d = NULL;
	int64_t at;

	if (!w->wide && *p.room && !cancelled && map_get(by_door, key, &at)) {           /* one row per item: the same household again */
		d = m->rows[at];
		d->key ^= row_key(w, row);
	} else {
		d = draft_new(m);
		d->row.line_no = (int64_t)table_sheet_row(&w->table, row);
		d->key = row_key(w, row);
		d->step = cancelled ? STEP_CANCEL : STEP_ADD;
		d->row.before = arena_print(&m->cx->mem, "%s%s%s ", p.compound, *p.compound ? " " : "", door_join(&m->cx->mem, p.building, p.unit, p.room));
		d->row.remark = arena_print(&m->cx->mem, "%.150s", cell(w, row, COLUMN_REMARK));
		judge_household(m, d, p.compound, p.building, p.unit, p.room, half_width(&m->cx->mem, cell(w, row, COLUMN_PHONE)));
		if (!w->wide && !cancelled)
			map_put(by_door, key, (int64_t)m->n - 1);
	}
	if (!cancelled)
		goods_of_row(m, w, row, d);
	for (int i = 0; i < d->n_answers && d->row.state == INTAKE_PROBLEM && d->row.problem <= PROBLEM_SEVERAL; i++) {
		d->answer_wants[i] = d->wants;
		d->n_answer_wants[i] = d->n_wants;
	}
}

/* Rows that ask for nothing are no orders. */
static void drop_empty(struct making *m)
{
	for (size_t i = 0; i < m->n; i++) {
		struct draft *d = m->rows[i];

		if (d->step == STEP_ADD && !d->n_wants && d->row.state != INTAKE_PROBLEM) {
			d->row.state = INTAKE_IGNORED;
			d->row.zh = "没有填数量";
			d->row.en = "no quantity is given";
		}
		if (!*d->row.doubt && d->n_wants)
			d->row.doubt = wants_zh(m, d->wants, d->n_wants);
	}
}

static const char *base64(struct arena *mem, const unsigned char *at, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *out = arena_new(mem, (n + 2) / 3 * 4 + 1), *to = out;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t three = (uint32_t)at[i] << 16 | (i + 1 < n ? (uint32_t)at[i + 1] << 8 : 0) | (i + 2 < n ? at[i + 2] : 0);

		for (size_t k = 0; k < 4; k++)
			*to++ = k > n - i ? '=' : digits[three >> (18 - 6 * k) & 63];
	}
	return out;
}

enum err sheet_take(struct making *m, const struct intake_upload *in)
{
	struct sheet_work w;
	struct place_text above = { "", "", "", "" };
	struct map by_door = MAP(&m->cx->mem);

	TRY(open_sheet(m->cx, in, &m->goods, &w));
	m->batch.n_lines = (int64_t)w.rows;
	for (size_t row = w.first; row < w.table.n_rows; row++)
		if (!left_out(&w, row))
			one_row(m, &w, row, &above, &by_door);
	drop_empty(m);
	m->batch.file_name = in->name && *in->name ? in->name : "";
	m->batch.title = m->title = m->batch.file_name;
	m->raw = base64(&m->cx->mem, in->body.at, in->body.n);
	return ERR_OK;
}

static void tell_columns(struct sheet_work *w, struct intake_guess *ret)
{
	struct intake_column *out = arena_array(&w->cx->mem, struct intake_column, w->table.n_columns + 1);
	struct intake_sheet *sheets = arena_array(&w->cx->mem, struct intake_sheet, w->table.n_sheets + 1);

	for (size_t c = 0; c < w->table.n_columns; c++) {
		const char *sample = w->first < w->table.n_rows ? table_cell(&w->table, w->first, c) : "";
		bool personal = !strcmp(w->field_of[c], "name") || !strcmp(w->field_of[c], "phone");

		out[c] = (struct intake_column){ .header = w->header[c], .field = w->line_of[c] ? "goods" : w->field_of[c], .line_no = w->line_of[c] ? w->line_of[c]->line_no : 0,
			.sample = arena_print(&w->cx->mem, "%.60s", personal ? (w->field_of[c][0] == 'n' ? person_mask_name(&w->cx->mem, sample) : person_mask_phone(&w->cx->mem, sample)) : sample) };
	}
	for (size_t i = 0; i < w->table.n_sheets; i++)
		sheets[i].name = w->table.sheets[i];
	ret->columns = (struct list){ out, w->table.n_columns };
	ret->sheets = (struct list){ sheets, w->table.n_sheets };
	ret->header_row = (int64_t)table_sheet_row(&w->table, w->header_row);
	ret->rows = (int64_t)w->rows;
	ret->encoding = w->table.encoding;
	ret->sheet = w->table.sheet ? w->table.sheet : "";
	ret->form = w->wide ? "wide" : "long";
}

enum err intake_look(struct ctx *cx, const struct intake_upload *in, struct intake_guess *ret)
{
	struct making m;
	struct sheet_work w;
	struct place_text above = { "", "", "", "" };
	struct map by_door = MAP(&cx->mem);
	struct intake_sample *sample = arena_array(&cx->mem, struct intake_sample, SAMPLE_ROWS);

	*ret = (struct intake_guess){ 0 };
	TRY(making_open(cx, in->place_id, in->offer_id, in->default_line, in->pay, INTAKE_FILE, &m));
	TRY(open_sheet(cx, in, &m.goods, &w));
	tell_columns(&w, ret);
	for (size_t row = w.first; row < w.table.n_rows && m.n < SAMPLE_ROWS; row++)
		if (!left_out(&w, row))
			one_row(&m, &w, row, &above, &by_door);
	drop_empty(&m);
	for (size_t i = 0; i < m.n; i++) {
		const struct draft *d = m.rows[i];

		sample[i] = (struct intake_sample){ .row = d->row.line_no, .door = *d->row.door ? d->row.door : d->row.before, .zh = d->row.zh, .en = d->row.en,
			.wants = wants_zh(&m, d->wants, d->n_wants), .good = d->row.state != INTAKE_PROBLEM };
		ret->problems += d->row.state == INTAKE_PROBLEM;
	}
	ret->sample = (struct list){ sample, m.n };
	return ERR_OK;
}

enum err intake_take_file(struct ctx *cx, const struct intake_upload *in, int64_t *ret_batch_id)
{
	struct making m;

	TRY(making_open(cx, in->place_id, in->offer_id, in->default_line, in->pay, INTAKE_FILE, &m));
	TRY(sheet_take(&m, in));
	TRY(judge_all(&m));
	return batch_put(&m, ret_batch_id);
}
