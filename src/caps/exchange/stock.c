/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "base/civil.h"
#include "caps/document/document.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/stock/stock.h"
#include <stdlib.h>
#include <string.h>

/* Opening stock in, stock out.  Rows become documents of kind `opening`, one
 * for each place and addressee, submitted for somebody else to approve; what is
 * written on the goods goes with them (caps/stock). */
enum { IN_PLACE, IN_ITEM, IN_LOT, IN_EXPIRY, IN_QTY, IN_OWNER, IN_RESTRICTED_TO, FIELDS };
enum { STOCK_OUT_MAX = 500000 };

static const struct exchange_field fields[] = {
	[IN_PLACE] = { "place", "地点编码", "仓库|仓库编码|地点|库房", true, "WH01" },
	[IN_ITEM] = { "item", "物资编码", "物资|编码|品种编码", true, "RICE10" },
	[IN_LOT] = { "lot", "批号", "批次|生产批号", false, "B20260501" },
	[IN_EXPIRY] = { "expiry", "有效期至", "有效期|到期日|失效日期|保质期至", false, "2027-05-31" },
	[IN_QTY] = { "qty", "数量", "件数|份数|库存|库存数量", true, "1200", 0, SHEET_NUMBER },
	[IN_OWNER] = { "owner", "货主编码", "货主|权属|物权单位", false, "" },
	[IN_RESTRICTED_TO] = { "restricted_to", "定向单位编码", "定向单位|限定单位|定向", false, "" },
};

struct record { size_t row; int64_t place_id, owner_id, addressee_id, item_id, expiry_day, qty; const char *batch; };

struct stock { struct work *w; struct map places, items; struct place *place; struct item *item; int64_t root_id; };

static enum err load(struct work *w, struct stock *s)
{
	struct place root;
	size_t n;

	*s = (struct stock){ .w = w, .places = MAP(&w->cx->mem), .items = MAP(&w->cx->mem) };
	TRY(place_list(w->cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &s->place, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&s->places, s->place[i].code, (int64_t)i);
	TRY(item_list(w->cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &s->item, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&s->items, s->item[i].code, (int64_t)i);
	TRY(place_root(w->cx, &root));
	s->root_id = root.place_id;
	return ERR_OK;
}

static const struct place *find_place(struct stock *s, size_t r, int field)
{
	const char *code = work_cell(s->w, r, field);
	int64_t at;

	if (!*code && !s->w->kind->fields[field].required)
		return NULL;
	if (*code && map_get(&s->places, code, &at))
		return &s->place[at];
	work_bad(s->w, r, field, "没有登记这个地点", "no such place is registered");
	return NULL;
}

static void check_goods(struct stock *s, size_t r, const struct place *place, const struct item *item)
{
	struct work *w = s->w;

	if (!ctx_may(w->cx, PERM_STOCK_COUNT, place->path))
		work_bad(w, r, IN_PLACE, "本账号无权登记“%s”的库存", "this account may not record stock of \"%s\"", place->name);
	else if (place->valid_to && place->valid_to <= civil_day_of(w->cx->now_ms))
		work_bad(w, r, IN_PLACE, "“%s”已停用", "\"%s\" is no longer in use", place->name);
	else if (!item->active)
		work_bad(w, r, IN_ITEM, "“%s”已停用", "\"%s\" is no longer in use", item->zh);
	else if (place->kind == PLACE_WAREHOUSE && !(place->storage & item->storage))
		work_bad(w, r, IN_PLACE, "“%s”要求%s，“%s”不具备", "%s needs storage of the class %s, which \"%s\" has not", item->zh,
			 storage_zh(&w->cx->mem, item->storage), place->name);
}

/* place, item, lot, owner and restricted_to together name a row (issue 2, batch mode). */
static void check_unique(struct stock *s, struct map *seen, size_t r)
{
	struct work *w = s->w;
	const char *key = arena_print(&w->cx->mem, "%s\n%s\n%s\n%s\n%s", work_cell(w, r, IN_PLACE), work_cell(w, r, IN_ITEM),
				      work_cell(w, r, IN_LOT), work_cell(w, r, IN_OWNER), work_cell(w, r, IN_RESTRICTED_TO));
	int64_t other;

	if (map_get(seen, key, &other))
		work_bad(w, r, IN_ITEM, "地点、物资、批号、货主、定向单位与第 %zu 行相同，请合并",
			 "place, item, lot, owner and restriction are those of row %zu; join them",
			 table_sheet_row(&w->table, w->rows[other].at));
	else
		map_put(seen, key, (int64_t)r);
}

static void check_row(struct stock *s, size_t r)
{
	struct work *w = s->w;
	struct record *rec = WORK_RECORD(w, record, r);
	const struct place *place = find_place(s, r, IN_PLACE), *owner = find_place(s, r, IN_OWNER);
	const struct place *addressee = find_place(s, r, IN_RESTRICTED_TO);
	int64_t item = ABSENT;

	if (!map_get(&s->items, work_cell(w, r, IN_ITEM), &item))
		work_bad(w, r, IN_ITEM, "没有登记这种物资", "no such item is registered");
	work_read_i64(w, r, IN_QTY, 0, QTY_MAX, &rec->qty);
	work_read_day(w, r, IN_EXPIRY, &rec->expiry_day);
	if (addressee && addressee->kind != PLACE_UNIT)
		work_bad(w, r, IN_RESTRICTED_TO, "应为使用单位", "must be a unit");
	if (strlen(work_cell(w, r, IN_LOT)) > LEDGER_TEXT_MAX)
		work_bad(w, r, IN_LOT, "批号太长", "the lot number is too long");
	if (w->rows[r].bad)
		return;
	rec->row = r;
	rec->place_id = place->place_id;
	rec->item_id = s->item[item].item_id;
	rec->owner_id = owner ? owner->place_id : s->root_id;
	rec->addressee_id = addressee ? addressee->place_id : 0;
	rec->batch = work_cell(w, r, IN_LOT);
	check_goods(s, r, place, &s->item[item]);
}

static enum err check(struct work *w)
{
	struct map seen = MAP(&w->cx->mem);
	struct stock s;

	TRY(load(w, &s));
	for (size_t r = 0; r < w->n_rows; r++) {
		check_unique(&s, &seen, r);
		check_row(&s, r);
	}
	return ERR_OK;
}

static int by_document(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	if (x->place_id != y->place_id)
		return x->place_id < y->place_id ? -1 : 1;
	if (x->addressee_id != y->addressee_id)
		return x->addressee_id < y->addressee_id ? -1 : 1;
	if (x->item_id != y->item_id)                    /* lines of an item together: rules look at it once */
		return x->item_id < y->item_id ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* One document of rows that belong together. */
static enum err put_document(struct work *w, const void *good, size_t n, int64_t *ret_doc_id, struct doc_moved *ret_moved)
{
	const struct record *rows = good;
	struct stock_goods *goods = arena_array(&w->cx->mem, struct stock_goods, n);

	for (size_t i = 0; i < n; i++)
		goods[i] = (struct stock_goods){ .item_id = rows[i].item_id, .qty = rows[i].qty, .owner_id = rows[i].owner_id,
			.batch = rows[i].batch, .expiry_day = rows[i].expiry_day };
	TRY(stock_receipt_open(w->cx, &(struct stock_receipt){ .source = STOCK_OPENING, .to_place_id = rows[0].place_id,
		.addressee_id = rows[0].addressee_id, .goods = goods, .n_goods = n }, ret_doc_id));
	return document_advance(w->cx, &(struct doc_move){ .doc_id = *ret_doc_id, .verb = "propose" }, ret_moved);
}

static enum err put(struct work *w)
{
	size_t n, kept = 0, from = 0;
	struct record *good = work_good(w, &n);

	for (size_t i = 0; i < n; i++)
		if (good[i].qty)
			good[kept++] = good[i];
	if (kept)
		qsort(good, kept, sizeof *good, by_document);
	for (size_t i = 1; i <= kept; i++)
		if (i == kept || i - from == DOC_LINES_MAX || good[i].place_id != good[from].place_id
		    || good[i].addressee_id != good[from].addressee_id) {
			TRY(work_make(w, put_document, good + from, i - from));
			from = i;
		}
	return ERR_OK;
}

struct shelf_list { struct ctx *cx; struct map places, items, owners; struct place *place; struct item *item; };

static const char *number_key(struct ctx *cx, int64_t id) { return arena_print(&cx->mem, "%lld", (long long)id); }

static enum err load_names(struct shelf_list *l)
{
	struct ctx *cx = l->cx;
	size_t n;

	TRY(place_list(cx, &(struct place_filter){ .limit = PLACE_BATCH_MAX }, &l->place, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&l->places, number_key(cx, l->place[i].place_id), (int64_t)i);
	TRY(item_list(cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &l->item, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&l->items, number_key(cx, l->item[i].item_id), (int64_t)i);
	return ERR_OK;
}

/* An owner's code, whether or not the reader may see the place: it is on the goods. */
static enum err owner_code(struct shelf_list *l, int64_t owner_id, const char **ret)
{
	const char *key = number_key(l->cx, owner_id);
	struct place *owner;
	int64_t at;

	if (!map_get(&l->owners, key, &at)) {
		owner = arena_new(&l->cx->mem, sizeof *owner);
		TRY(place_get(l->cx, owner_id, owner));
		at = (int64_t)(intptr_t)owner;
		map_put(&l->owners, key, at);
	}
	*ret = ((struct place *)(intptr_t)at)->code;
	return ERR_OK;
}

static enum err out(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows)
{
	struct shelf_list l = { .cx = cx, .places = MAP(&cx->mem), .items = MAP(&cx->mem), .owners = MAP(&cx->mem) };
	struct ledger_stock *stock;
	const char **cells;
	size_t n, n_out = 0;
	int64_t at, item_at;

	TRY(load_names(&l));
	TRY(ledger_free_lots(cx, NULL, 0, 0, STOCK_OUT_MAX, &stock, &n));
	cells = arena_array(&cx->mem, const char *, n * FIELDS + 1);
	for (size_t i = 0; i < n; i++) {
		const char **row = cells + n_out * FIELDS;

		if (!map_get(&l.places, number_key(cx, stock[i].place_id), &at) || !ctx_may(cx, PERM_STOCK_READ, l.place[at].path)
		    || !map_get(&l.items, number_key(cx, stock[i].item_id), &item_at))
			continue;
		row[IN_PLACE] = l.place[at].code;
		row[IN_ITEM] = l.item[item_at].code;
		row[IN_LOT] = stock[i].batch;
		row[IN_EXPIRY] = out_day(&cx->mem, stock[i].expiry_day);
		row[IN_QTY] = number_key(cx, stock[i].qty);
		TRY(owner_code(&l, stock[i].owner_id, &row[IN_OWNER]));
		n_out++;
	}
	*ret_cells = cells;
	*ret_n_rows = n_out;
	return ERR_OK;
}

const struct exchange_kind exchange_stock_kind = { .zh = "库存", .fields = fields, .n_fields = FIELDS, .record_bytes = sizeof(struct record),
	.perm = PERM_STOCK_COUNT, .check = check, .put = put, .out = out };
