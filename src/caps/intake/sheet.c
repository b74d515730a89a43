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
enum { HEADER_ROWS_TRIED = 12, SAMPLE_ROWS = 8, PREVIEW_ROWS = 20000, CELL_READ_MAX = 300, KEY_BYTES = 120, REMARK_BYTES = 150 };

struct place_text { const char *compound, *building, *unit, *room; };

struct sheet_work {
	struct ctx *cx;
	struct goods *goods;
	struct table table;
	const char **header;                          /* of each column */
	int at[COLUMNS];                              /* column of each field, NO_COLUMN */
	const struct offer_line **line_of;            /* goods a column is headed by, NULL */
	const char **field_of;
	size_t header_row, first, rows, n_goods;
	size_t flaw;                                  /* the next one, as rows go by */
	struct place_text above;
	struct map by_door, by_row;                   /* long tables: row of a door; all: of a row as it is written */
	const char *trouble, *trouble_en;             /* of the row being read; NULL: none */
	bool wide;
};

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
	const char *plain = cell_heading(mem, cell_clip(mem, heading, CELL_READ_MAX));

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
		words += !cell_is_number(cell);
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
			w->line_of[c] = goods_find(w->goods, cell_heading(&w->cx->mem, w->header[c]), near);
		}
	}
}

static enum err open_sheet(struct ctx *cx, const struct intake_upload *in, struct goods *goods, struct sheet_work *w)
{
	struct table_options options = { .bytes_max = INTAKE_FILE_MAX, .sheet = in->sheet && *in->sheet ? in->sheet : NULL, .fill_merged = true, .keep_flaws = true };
	bool second;

	*w = (struct sheet_work){ .cx = cx, .goods = goods, .above = { "", "", "", "" }, .by_door = MAP(&cx->mem), .by_row = MAP(&cx->mem) };
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

		top = cell_clip(&cx->mem, top, CELL_READ_MAX);
		below = cell_clip(&cx->mem, below, CELL_READ_MAX);
		w->header[c] = *below && (!*top || goods_find(goods, cell_heading(&cx->mem, below), near)) ? below : top;
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

/* One cell is never longer than a door or a name may be; a longer one is told by trouble_of(). */
static const char *cell_at(const struct sheet_work *w, size_t row, size_t column)
{
	const char *text = table_cell(&w->table, row, column);

	return strnlen(text, CELL_READ_MAX + 1) > CELL_READ_MAX ? "" : text;
}

static const char *cell(const struct sheet_work *w, size_t row, enum column field)
{
	return w->at[field] == NO_COLUMN ? "" : cell_at(w, row, (size_t)w->at[field]);
}

static bool begins_with_one_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (!strncmp(text, *words, strlen(*words)))
			return true;
	return false;
}

/* 合计, 小计, 示例 in the first cell that holds something: no household.  NULL: it is one. */
static const char *left_out(const struct sheet_work *w, size_t row, const char **ret_en)
{
	static const char *const totals[] = { "合计", "总计", "小计", "总数", "共计", "汇总", "total", "Total", NULL };
	static const char *const examples[] = { "示例", "例：", "例:", "example", NULL };
	static const char *const notes[] = { "制表", "填表", "说明", "备注：", "备注:", NULL };
	const char *first = "";
	size_t filled = 0;
	bool total;

	for (size_t c = 0; c < table_width(&w->table, row); c++) {
		const char *text = table_cell(&w->table, row, c);

		first = *first ? first : text;
		filled += *text != '\0';
	}
	total = begins_with_one_of(first, totals);
	for (int k = 0; k <= COLUMN_DOOR && !total; k++)
		total = strstr(cell(w, row, (enum column)k), "合计") || strstr(cell(w, row, (enum column)k), "小计") || strstr(cell(w, row, (enum column)k), "总计");
	*ret_en = total ? "a row of totals" : "an example or a note";
	if (total)
		return "合计行";
	if (begins_with_one_of(first, examples))
		return "示例行";
	if (filled == 1 && begins_with_one_of(first, notes))
		return "说明";
	return NULL;
}

/* Building and unit stand once for many rows: what is empty is as above. */
static struct place_text where(struct sheet_work *w, size_t row)
{
	struct place_text *above = &w->above, p = { cell(w, row, COLUMN_COMPOUND), cell(w, row, COLUMN_BUILDING), cell(w, row, COLUMN_UNIT), cell(w, row, COLUMN_ROOM) };
	const char *door = cell(w, row, COLUMN_DOOR);
	struct jielong_line l;

	if (!*p.building && *p.room && w->at[COLUMN_BUILDING] != NO_COLUMN) {
		p.building = above->building;
		p.unit = *p.unit ? p.unit : above->unit;
	}
	if (!*p.compound)
		p.compound = above->compound;
	if (door_is_day(door) || door_is_day(p.room)) {                                  /* what a spreadsheet made of 3-2: no door to be read from */
		p.room = "";
	} else if (*door || *p.room) {
		const char *line = arena_print(&w->cx->mem, "1. %s", *door ? door : p.room);
		const bool apart = *p.room && *p.building;                                /* then only a whole door, "3-1-101", says it better */

		jielong_read(line, strlen(line), &l);
		if (l.n_addresses && l.address[0].room[0] && (apart ? !*door && l.address[0].building[0] && l.address[0].unit[0] : !*p.building || *door)) {
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
		d->row.doubt = arena_print(&m->cx->mem, "%s %s", cell_clip(&m->cx->mem, name, 60), cell_clip(&m->cx->mem, text, 60));
}

static void goods_of_row(struct making *m, struct sheet_work *w, size_t row, struct draft *d)
{
	if (w->wide) {
		for (size_t c = 0; c < w->table.n_columns; c++)
			if (w->line_of[c] && *cell_at(w, row, c) && !table_is_merged(&w->table, row, c))
				goods_of_cell(m, d, w->line_of[c]->zh, cell_at(w, row, c));
		return;
	}
	if (w->at[COLUMN_QTY] != NO_COLUMN && table_is_merged(&w->table, row, (size_t)w->at[COLUMN_QTY]))
		return;                                                                  /* trouble_of() asks */
	goods_of_cell(m, d, *cell(w, row, COLUMN_GOODS) ? cell(w, row, COLUMN_GOODS) : "*", w->at[COLUMN_QTY] == NO_COLUMN ? "1" : cell(w, row, COLUMN_QTY));
}

static uint64_t row_key(const struct sheet_work *w, size_t row)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t c = 0; c < table_width(&w->table, row); c++) {
		const char *text = table_cell(&w->table, row, c);

		for (size_t i = 0; i < KEY_BYTES && text[i]; i++)
			h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
		h = (h ^ 0x1f) * UINT64_C(0x100000001b3);
	}
	return h;
}

static bool is_used(const struct sheet_work *w, size_t column)
{
	return column < w->table.n_columns && (w->line_of[column] || (*w->field_of[column] && strcmp(w->field_of[column], "name") && strcmp(w->field_of[column], "remark")));
}

/* Whether one of the row's cells cannot be trusted; the sentence in w->trouble. */
static void find_trouble(struct sheet_work *w, size_t row)
{
	const struct table *t = &w->table;
	const char *zh = NULL, **ret_en = &w->trouble_en;
	char letters[TABLE_LETTERS];

	for (; w->flaw < t->n_flaws && t->flaws[w->flaw].row <= row; w->flaw++) {
		const struct table_flaw *f = &t->flaws[w->flaw];

		if (zh || f->row < row || !is_used(w, f->column))
			continue;
		table_column_letters(f->column, letters);
		zh = arena_print(&w->cx->mem, "%s 列：%s", letters, f->zh);
		*ret_en = arena_print(&w->cx->mem, "column %s: %s", letters, f->en);
	}
	for (size_t c = 0; c < table_width(t, row) && !zh; c++) {
		const bool quantity = w->line_of[c] || (!w->wide && w->at[COLUMN_QTY] == (int)c);

		table_column_letters(c, letters);
		if (is_used(w, c) && strnlen(table_cell(t, row, c), CELL_READ_MAX + 1) > CELL_READ_MAX) {
			zh = arena_print(&w->cx->mem, "%s 列：内容超过 %d 字节，不像门牌或数量", letters, CELL_READ_MAX);
			*ret_en = arena_print(&w->cx->mem, "column %s: longer than %d bytes, no door and no quantity", letters, CELL_READ_MAX);
		} else if (quantity && table_is_merged(t, row, c)) {
			zh = arena_print(&w->cx->mem, "%s 列：数量格和上面的合并了，不知道这户是多少", letters);
			*ret_en = arena_print(&w->cx->mem, "column %s: merged with the cell above; how much is for this household?", letters);
		}
	}
	w->trouble = zh;
}

/* The same goods of the same household in two rows of a long table: two orders, or the list twice. */
static void added_up(struct making *m, struct draft *d, const struct intake_want *before, int n_before)
{
	for (int i = 0; i < n_before; i++) {
		struct intake_want *now = &d->wants[i];
		const int64_t sum = now->qty, last = sum - before[i].qty;

		if (!last || d->row.state == INTAKE_PROBLEM)
			continue;
		draft_problem(d, PROBLEM_TWICE);
		for (int which = 0; which < 2; which++) {
			now->qty = which ? last : sum;
			draft_answer(d, ACT_SET, d->row.household_id, arena_print(&m->cx->mem, "共%s", wants_zh(m, d->wants, d->n_wants)),
				     which ? "Only the later row" : "Both rows together");
			for (int k = 0; k < d->n_wants; k++)
				draft_answer_want(d, d->wants[k].line_no, d->wants[k].qty);
		}
		now->qty = sum;
	}
}

static void ignored_row(struct making *m, const struct sheet_work *w, size_t row, int64_t of_line, const char *zh, const char *en)
{
	struct draft *d = draft_new(m);

	d->row.line_no = (int64_t)table_sheet_row(&w->table, row);
	d->row.of_line = of_line;
	d->key = row_key(w, row);
	d->row.state = INTAKE_IGNORED;
	d->row.zh = zh;
	d->row.en = en;
}

/* What only the sheet knows of a row, once it is read: cells in trouble, hidden. */
static void tell_row(const struct sheet_work *w, size_t row, struct draft *d)
{
	if (w->trouble) {                                  /* before all else: what is not read must not be answered away */
		d->row.state = INTAKE_READY;
		draft_problem(d, PROBLEM_CELL);
		d->row.zh = w->trouble;
		d->row.en = w->trouble_en;
		if (d->row.household_id)
			draft_answer(d, ACT_PICK_GOODS, d->row.household_id, "填份数", "Enter the quantity");
		else
			draft_answer(d, ACT_PICK_HOUSEHOLD, 0, "选住户", "Choose the household");
		draft_answer(d, ACT_DROP, 0, "去掉", "Leave out");
	} else if (door_is_day(cell(w, row, COLUMN_DOOR)) || door_is_day(cell(w, row, COLUMN_ROOM))) {
		d->row.zh = "门牌格是日期，是表格软件把“3-2”这样的门牌改成的；请选住户";
		d->row.en = "the door is a day: a spreadsheet made it of a door like 3-2; choose the household";
	} else if (w->table.rows[row].hidden && d->row.state != INTAKE_PROBLEM) {
		d->row.zh = "这一行在表里是隐藏的，照样算";
		d->row.en = "the row is hidden in the sheet; it counts like the others";
	}
}

/* Its draft: the household's of an earlier row in a long table, else one of its own. */
static struct draft *draft_of_row(struct making *m, struct sheet_work *w, size_t row, struct place_text p, bool cancelled)
{
	const char *key = arena_print(&m->cx->mem, "%s|%s|%s|%s|%s", p.compound, p.building, p.unit, p.room, cell(w, row, COLUMN_PHONE));
	struct draft *d;
	int64_t at;

	if (!w->wide && *p.room && !cancelled && map_get(&w->by_door, key, &at)) {
		m->rows[at]->key ^= row_key(w, row);
		return m->rows[at];
	}
	d = draft_new(m);
	d->row.line_no = (int64_t)table_sheet_row(&w->table, row);
	d->key = row_key(w, row);
	d->step = cancelled ? STEP_CANCEL : STEP_ADD;
	d->row.before = arena_print(&m->cx->mem, "%s%s%s ", p.compound, *p.compound ? " " : "",
				    door_join(&m->cx->mem, p.building, p.unit, *p.room ? p.room : cell(w, row, COLUMN_DOOR)));
	d->row.remark = cell_clip(&m->cx->mem, w->at[COLUMN_REMARK] == NO_COLUMN ? "" : table_cell(&w->table, row, (size_t)w->at[COLUMN_REMARK]), REMARK_BYTES);
	judge_household(m, d, p.compound, p.building, p.unit, p.room, cell_plain(&m->cx->mem, cell(w, row, COLUMN_PHONE)));
	if (!w->wide && !cancelled)
		map_put(&w->by_door, key, (int64_t)m->n - 1);
	return d;
}

static struct draft *household_row(struct making *m, struct sheet_work *w, size_t row, struct place_text p)
{
	const bool cancelled = cell_is_cancelled(cell(w, row, COLUMN_STATE));
	struct draft *d = draft_of_row(m, w, row, p, cancelled);
	struct intake_want before[INTAKE_WANTS_MAX];
	const int n_before = d->n_wants;

	if (n_before)
		memcpy(before, d->wants, (size_t)n_before * sizeof *before);
	if (!cancelled)
		goods_of_row(m, w, row, d);
	added_up(m, d, before, n_before);
	tell_row(w, row, d);
	return d;
}

/* A row as it is written counts once, unless two families live behind its door. */
static void one_row(struct making *m, struct sheet_work *w, size_t row)
{
	const char *en = "", *why = left_out(w, row, &en), *key;
	struct place_text p;
	int64_t at = 0;

	find_trouble(w, row);
	if (why) {
		ignored_row(m, w, row, 0, why, en);
		return;
	}
	p = where(w, row);
	key = arena_print(&m->cx->mem, "%016llx|%s|%s|%s", (unsigned long long)row_key(w, row), p.compound, p.building, p.unit);
	if (!w->trouble && map_get(&w->by_row, key, &at) && m->rows[at]->row.problem != PROBLEM_SEVERAL) {
		const long long line = (long long)m->rows[at]->row.line_no;

		ignored_row(m, w, row, line, arena_print(&m->cx->mem, "和第 %lld 行完全相同，只算一次", line),
			    arena_print(&m->cx->mem, "the same as row %lld; counted once", line));
		return;
	}
	map_put(&w->by_row, key, household_row(m, w, row, p)->row.row_no - 1);
}

/* Rows that ask for nothing are no orders. */
static void drop_empty(struct making *m)
{
	for (size_t i = 0; i < m->n; i++) {
		struct draft *d = m->rows[i];

		draft_finish(m, d);
		if (d->row.state == INTAKE_IGNORED)
			continue;
		if (d->step == STEP_ADD && !d->n_wants && d->row.state != INTAKE_PROBLEM) {
			d->row.state = INTAKE_IGNORED;
			d->row.zh = "没有填数量";
			d->row.en = "no quantity is given";
		}
		if (!*d->row.doubt && d->n_wants)
			d->row.doubt = wants_zh(m, d->wants, d->n_wants);
	}
}

enum err sheet_take(struct making *m, const struct intake_upload *in)
{
	struct sheet_work w;

	TRY(open_sheet(m->cx, in, &m->goods, &w));
	m->batch.n_lines = (int64_t)w.rows;
	for (size_t row = w.first; row < w.table.n_rows; row++)
		one_row(m, &w, row);
	drop_empty(m);
	m->batch.file_name = in->name && *in->name ? in->name : "";
	m->batch.title = m->title = m->batch.file_name;
	m->raw = cell_base64(&m->cx->mem, in->body.at, in->body.n);
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
			.sample = cell_clip(&w->cx->mem, personal ? (w->field_of[c][0] == 'n' ? person_mask_name(&w->cx->mem, sample) : person_mask_phone(&w->cx->mem, sample)) : sample, 60) };
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
	ret->hidden_rows = (int64_t)w->table.n_hidden_rows;
	ret->hidden_columns = (int64_t)w->table.n_hidden_columns;
	ret->formulas = (int64_t)w->table.n_formulas;
	ret->unread = (int64_t)w->table.n_flaws;
}

/* The first rows as they are read; those of all rows that would be asked are counted. */
static void tell_sample(struct making *m, struct intake_guess *ret)
{
	struct intake_sample *sample = arena_array(&m->cx->mem, struct intake_sample, SAMPLE_ROWS);
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct draft *d = m->rows[i];

		ret->problems += d->row.state == INTAKE_PROBLEM;
		if (n < SAMPLE_ROWS && (*d->row.door || *d->row.before))
			sample[n++] = (struct intake_sample){ .row = d->row.line_no, .door = *d->row.door ? d->row.door : d->row.before, .zh = d->row.zh, .en = d->row.en,
				.wants = wants_zh(m, d->wants, d->n_wants), .good = d->row.state != INTAKE_PROBLEM };
	}
	ret->sample = (struct list){ sample, n };
}

enum err intake_look(struct ctx *cx, const struct intake_upload *in, struct intake_guess *ret)
{
	struct making m;
	struct sheet_work w;

	*ret = (struct intake_guess){ 0 };
	TRY(making_open(cx, in->place_id, in->offer_id, in->default_line, in->pay, INTAKE_FILE, &m));
	TRY(open_sheet(cx, in, &m.goods, &w));
	tell_columns(&w, ret);
	for (size_t row = w.first; row < w.table.n_rows && row - w.first < PREVIEW_ROWS; row++, ret->checked++)
		one_row(&m, &w, row);
	drop_empty(&m);
	TRY(judge_all(&m));
	tell_sample(&m, ret);
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
