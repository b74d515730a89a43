/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/price_file.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/map.h"
#include "base/text.h"
#include "caps/catalog/catalog_internal.h"
#include "file/csv.h"
#include "file/sheet.h"
#include "file/table.h"
#include <string.h>

enum column { CODE, BARCODE, NAME, CATEGORY, UNIT, PRICE, SHOP_PRICE, PER, CHARGE, COLUMNS };
static const char *const headings[COLUMNS] = {
	[CODE] = "编码|物资编码|商品编码|货号|code|item", [BARCODE] = "条码|商品条码|69码|条形码|barcode", [NAME] = "品名|名称|商品名称|商品|name",
	[CATEGORY] = "类别|分类|物资类别|category", [UNIT] = "单位|计量单位|unit", [PRICE] = "保供价|价格|单价|price", [SHOP_PRICE] = "门店价|店内价|原价|shop_price",
	[PER] = "计价数量|每|price_units", [CHARGE] = "配送费|运费|送货费|delivery_charge" };
static const char *const titles[] = { "编码", "条码", "品名", "类别", "单位", "保供价", "门店价", "计价数量" };

const char *const price_verdict_words[] = { "new_goods", "new", "changes", "same", "bad", NULL };

struct work {
	struct ctx        *cx;
	struct table       table;
	const struct plan *plan;
	struct shop        shop;
	int                at[COLUMNS];
	struct item       *items;  size_t n_items;
	struct map         by_code, by_barcode, prices;
	struct price      *current;
	struct price_row  *rows;   size_t n_rows;
};

static bool is_heading(const char *list, const char *cell)
{
	size_t n = strlen(cell);

	for (const char *s = list; n && *s; s += strcspn(s, "|"), s += *s == '|')
		if (strcspn(s, "|") == n && strncmp(s, cell, n) == 0)
			return true;
	return false;
}

/* Blanks at the ends, the wide ones too, belong to nobody. */
static const char *trimmed(struct ctx *cx, const char *cell)
{
	const char *end;

	for (;;) {
		if (*cell == ' ' || *cell == '\t')
			cell++;
		else if (strncmp(cell, "\u3000", 3) == 0 || strncmp(cell, "\u00a0", 2) == 0)
			cell += strncmp(cell, "\u3000", 3) == 0 ? 3 : 2;
		else
			break;
	}
	end = cell + strlen(cell);
	while (end > cell && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r' || end[-1] == '\n'))
		end--;
	return arena_bytes(&cx->mem, cell, (size_t)(end - cell));
}

static const char *cell_of(struct work *w, size_t r, enum column c)
{
	return w->at[c] < 0 ? "" : trimmed(w->cx, csv_unguard(table_cell(&w->table, r, (size_t)w->at[c])));
}

static enum err find_columns(struct work *w)
{
	for (int c = 0; c < COLUMNS; c++) {
		w->at[c] = -1;
		for (size_t k = 0; k < w->table.n_columns && w->at[c] < 0; k++)
			if (is_heading(headings[c], trimmed(w->cx, csv_unguard(table_cell(&w->table, 0, k)))))
				w->at[c] = (int)k;
	}
	if (w->at[PRICE] >= 0 && (w->at[CODE] >= 0 || w->at[BARCODE] >= 0))
		return ERR_OK;
	return fail(w->cx, ERR_BAD_INPUT, "body", "第一行要有“保供价”和“编码”或“条码”两列，可先下载模板", "the first row needs the columns 保供价 and 编码 or 条码; take the template");
}

static void is_bad(struct work *w, struct price_row *row, enum column c, const char *zh, const char *en)
{
	if (row->verdict == PRICE_BAD)
		return;
	*row = (struct price_row){ .row = row->row, .verdict = PRICE_BAD, .code = row->code, .barcode = row->barcode, .name = row->name,
		.category = row->category, .unit = row->unit, .zh = zh, .en = en,
		.column = w->at[c] < 0 ? "" : table_cell(&w->table, 0, (size_t)w->at[c]) };
}

/* "3.50", "¥3.5", "3.5元", full-width digits too; everything else is no price. */
static bool read_yuan(struct ctx *cx, const char *cell, int64_t *ret)
{
	char *plain = arena_new(&cx->mem, strlen(cell) + 1);
	size_t n = 0;

	for (const char *s = cell; *s; s++) {
		const unsigned char *u = (const unsigned char *)s;

		if (u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 && u[2] <= 0x99) {
			plain[n++] = (char)('0' + u[2] - 0x90);
			s += 2;
		} else if (u[0] == 0xef && u[1] == 0xbc && u[2] == 0x8e) {
			plain[n++] = '.';
			s += 2;
		} else if ((s == cell && (strncmp(s, "¥", 2) == 0 || strncmp(s, "￥", 3) == 0)) || strcmp(s, "元") == 0) {
			s += strncmp(s, "¥", 2) == 0 ? 1 : 2;
		} else {
			plain[n++] = *s;
		}
	}
	return text_read_money(plain, ret);
}

static void read_prices(struct work *w, size_t r, struct price_row *row)
{
	const char *price = cell_of(w, r, PRICE), *shop = cell_of(w, r, SHOP_PRICE), *per = cell_of(w, r, PER), *charge = cell_of(w, r, CHARGE);
	int64_t fen = 0;

	if (*charge && (!read_yuan(w->cx, charge, &fen) || fen))
		is_bad(w, row, CHARGE, "不收配送费，这一格要空着或填 0", "there is no delivery charge; leave it empty or 0");
	if (!read_yuan(w->cx, price, &row->price_fen) || row->price_fen < 1 || row->price_fen > PRICE_FEN_MAX)
		is_bad(w, row, PRICE, arena_print(&w->cx->mem, "“%.40s”不是价格，写成 3.50 这样", price),
		       arena_print(&w->cx->mem, "\"%.40s\" is no price; write it like 3.50", price));
	row->shop_price_fen = row->price_fen;
	if (*shop && !read_yuan(w->cx, shop, &row->shop_price_fen))
		is_bad(w, row, SHOP_PRICE, arena_print(&w->cx->mem, "“%.40s”不是价格", shop), arena_print(&w->cx->mem, "\"%.40s\" is no price", shop));
	row->price_units = 1;
	if (*per && (!text_read_i64(per, &row->price_units) || row->price_units < 1 || row->price_units > PRICE_UNITS_MAX))
		is_bad(w, row, PER, arena_print(&w->cx->mem, "“%.40s”不是个数", per), arena_print(&w->cx->mem, "\"%.40s\" is no count", per));
}

/* Goods nobody knows: made when the row says enough, and the plan takes them. */
static enum err new_goods(struct work *w, struct price_row *row, struct item *ret)
{
	const struct plan_class *class = w->plan && row->category[0] ? plan_class(w->plan, row->category) : NULL;
	const struct item in = { .code = row->code[0] ? row->code : row->barcode, .zh = row->name, .category = class ? class->rule.id : row->category,
		.unit = row->unit, .pack = 1, .barcode = row->barcode, .active = 1 };
	enum err e = item_check(w->cx, NO_ROW, &in, ret);

	if (e != ERR_OK) {
		is_bad(w, row, row->name[0] ? row->category[0] ? row->unit[0] ? CODE : UNIT : CATEGORY : NAME,
		       arena_print(&w->cx->mem, "新商品要有编码、品名、类别、单位：%s", w->cx->fault.zh),
		       arena_print(&w->cx->mem, "new goods need code, name, class and unit: %s", w->cx->fault.en));
		w->cx->fault = (struct fault){ 0 };
	}
	row->verdict = row->verdict == PRICE_BAD ? PRICE_BAD : PRICE_NEW_GOODS;
	return ERR_OK;
}

static struct item *known(struct work *w, const struct price_row *row)
{
	int64_t i;

	if (row->code[0] && map_get(&w->by_code, row->code, &i))
		return &w->items[i];
	return row->barcode[0] && map_get(&w->by_barcode, row->barcode, &i) ? &w->items[i] : NULL;
}

static enum err look_at(struct work *w, size_t r, struct price_row *row)
{
	struct item *item, fresh = { 0 };
	int64_t i;
	enum err e;

	*row = (struct price_row){ .row = (int64_t)table_sheet_row(&w->table, r), .verdict = PRICE_NEW, .code = cell_of(w, r, CODE),
		.barcode = cell_of(w, r, BARCODE), .name = cell_of(w, r, NAME), .category = cell_of(w, r, CATEGORY), .unit = cell_of(w, r, UNIT) };
	read_prices(w, r, row);
	item = known(w, row);
	if (!item)
		TRY(new_goods(w, row, item = &fresh));
	if (row->verdict == PRICE_BAD)
		return ERR_OK;
	row->item_id = item->item_id;
	row->name = item->zh;
	row->code = item->code;
	e = price_check(w->cx, w->plan, &w->shop, item, &(struct price_facts){ .shop_id = w->shop.shop_id, .item_id = item->item_id,
		.price_fen = row->price_fen, .price_units = row->price_units, .shop_price_fen = row->shop_price_fen });
	if (e == ERR_BLOCKED || e == ERR_BAD_INPUT) {
		is_bad(w, row, PRICE, arena_text(&w->cx->mem, w->cx->fault.zh), arena_text(&w->cx->mem, w->cx->fault.en));
		w->cx->fault = (struct fault){ 0 };
		return ERR_OK;
	}
	TRY(e);
	if (item->item_id && map_get(&w->prices, item->code, &i)) {
		const struct price *p = &w->current[i];

		row->old_fen = p->price_fen;
		row->verdict = p->on_sale && p->price_fen == row->price_fen && p->price_units == row->price_units &&
			p->shop_price_fen == row->shop_price_fen ? PRICE_SAME : PRICE_CHANGES;
	}
	return ERR_OK;
}

static enum err load(struct work *w, int64_t shop_id)
{
	size_t n;

	TRY(shop_need(w->cx, PERM_CATALOG_EDIT, shop_id, &w->shop));
	TRY(document_plan(w->cx, &w->plan));
	TRY(item_list(w->cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX, .active_only = 1 }, &w->items, &w->n_items));
	TRY(price_list(w->cx, &(struct price_filter){ .shop_id = shop_id, .limit = PRICE_ROWS_MAX }, &w->current, &n));
	w->by_code = w->by_barcode = w->prices = MAP(&w->cx->mem);
	for (size_t i = 0; i < w->n_items; i++) {
		map_put(&w->by_code, w->items[i].code, (int64_t)i);
		if (w->items[i].barcode[0])
			map_put(&w->by_barcode, w->items[i].barcode, (int64_t)i);
	}
	for (size_t i = 0; i < n; i++)
		map_put(&w->prices, w->current[i].code, (int64_t)i);
	return ERR_OK;
}

/* Two rows of one item would race for the price. */
static void check_twice(struct work *w, struct map *seen, struct price_row *row)
{
	const char *key = row->code[0] ? row->code : row->barcode;
	int64_t first;

	if (row->verdict == PRICE_BAD)
		return;
	if (map_get(seen, key, &first))
		is_bad(w, row, w->at[CODE] >= 0 ? CODE : BARCODE, arena_print(&w->cx->mem, "与第 %lld 行是同一种商品", (long long)first),
		       arena_print(&w->cx->mem, "row %lld is the same item", (long long)first));
	else
		map_put(seen, key, row->row);
}

static enum err look(struct work *w, int64_t shop_id, const char *name, struct bytes file, struct price_report *ret)
{
	struct map seen = MAP(&w->cx->mem);

	TRY(load(w, shop_id));
	TRY(table_read(w->cx, name && *name ? name : "prices", file.at, file.n, &(struct table_options){ .bytes_max = PRICE_FILE_BYTES_MAX,
		.fill_merged = true }, &w->table));
	if (w->table.n_rows < 2)
		return fail(w->cx, ERR_BAD_INPUT, "body", "文件里没有商品", "there are no goods in the file");
	if (w->table.n_rows - 1 > PRICE_ROWS_MAX)
		return fail(w->cx, ERR_TOO_LARGE, "body", "一次最多 %d 种商品，文件里有 %zu 种", "at most %d goods at once, the file has %zu", PRICE_ROWS_MAX, w->table.n_rows - 1);
	TRY(find_columns(w));
	w->rows = arena_array(&w->cx->mem, struct price_row, w->table.n_rows);
	*ret = (struct price_report){ .encoding = w->table.encoding };
	for (size_t r = 1; r < w->table.n_rows; r++) {
		struct price_row *row = &w->rows[w->n_rows];

		if (strncmp(cell_of(w, r, CODE), "示例", 6) == 0)
			continue;
		TRY(look_at(w, r, row));
		check_twice(w, &seen, row);
		ret->bad += row->verdict == PRICE_BAD;
		w->n_rows++;
	}
	ret->rows = (int64_t)w->n_rows;
	ret->good = ret->rows - ret->bad;
	ret->items = (struct list){ w->rows, w->n_rows };
	return ERR_OK;
}

enum err price_file_preview(struct ctx *cx, int64_t shop_id, const char *name, struct bytes file, struct price_report *ret)
{
	struct work w = { .cx = cx };

	return look(&w, shop_id, name, file, ret);
}

static enum err write_row(struct work *w, struct price_row *row)
{
	int64_t version;

	if (!row->item_id) {
		const struct plan_class *class = w->plan ? plan_class(w->plan, row->category) : NULL;

		TRY(item_add(w->cx, &(struct item){ .code = row->code[0] ? row->code : row->barcode, .zh = row->name,
			.category = class ? class->rule.id : row->category, .unit = row->unit, .pack = 1, .barcode = row->barcode, .active = 1 }, &row->item_id));
	}
	return price_set(w->cx, &(struct price_facts){ .shop_id = w->shop.shop_id, .item_id = row->item_id, .price_fen = row->price_fen,
		.price_units = row->price_units, .shop_price_fen = row->shop_price_fen, .why = "价格表导入" }, &version);
}

enum err price_file_import(struct ctx *cx, int64_t shop_id, const char *name, struct bytes file, bool keep_good, struct price_report *ret)
{
	struct work w = { .cx = cx };

	TRY(look(&w, shop_id, name, file, ret));
	for (size_t i = 0; i < w.n_rows; i++) {
		if (w.rows[i].verdict == PRICE_BAD && !keep_good)
			return fail(cx, ERR_BAD_INPUT, "body", "%lld 行中 %lld 行有错，未导入；第 %lld 行：%s%.0s", "of %lld rows %lld are bad, nothing was imported; row %lld: %.0s%s",
				    (long long)ret->rows, (long long)ret->bad, (long long)w.rows[i].row, w.rows[i].zh, w.rows[i].en);
		if (w.rows[i].verdict == PRICE_BAD || w.rows[i].verdict == PRICE_SAME)
			continue;
		TRY(write_row(&w, &w.rows[i]));
		ret->written++;
	}
	return ERR_OK;
}

enum err price_file_export(struct ctx *cx, int64_t shop_id, struct bytes *ret)
{
	enum { WIDTH = sizeof titles / sizeof *titles };
	struct sheet_column columns[WIDTH];
	struct price *rows;
	const char **cells;
	size_t n;

	TRY(price_list(cx, &(struct price_filter){ .shop_id = shop_id, .limit = PRICE_ROWS_MAX }, &rows, &n));
	cells = arena_array(&cx->mem, const char *, (n + 1) * WIDTH);
	for (size_t i = 0; i < WIDTH; i++)
		columns[i] = (struct sheet_column){ .title = titles[i], .kind = i >= 5 ? SHEET_NUMBER : SHEET_TEXT };
	for (size_t i = 0; i < n; i++) {
		const char *row[WIDTH] = { rows[i].code, rows[i].barcode, rows[i].zh, rows[i].category, rows[i].unit, text_write_money(&cx->mem, rows[i].price_fen),
			text_write_money(&cx->mem, rows[i].shop_price_fen), arena_print(&cx->mem, "%lld", (long long)rows[i].price_units) };

		memcpy(cells + i * WIDTH, row, sizeof row);
	}
	return sheet_write_xlsx(cx, &(struct sheet){ .name = "价格表", .columns = columns, .n_columns = WIDTH, .cells = cells, .n_rows = n }, 1,
				civil_day_of(cx->now_ms), ret);
}
