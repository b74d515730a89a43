/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include <string.h>

/* Items of the catalogue in and out. */
enum { ITEM, NAME, CATEGORY, UNIT, PACK, PACK_UNIT, STORAGE, NORM, TAGS, SHELF_LIFE, ENGLISH, GB38565, BARCODE, FIELDS };

static const struct exchange_field fields[] = {
	[ITEM] = { "item", "物资编码", "编码|代码|code|物资代码|品种编码", true, "RICE10" },
	[NAME] = { "name", "名称", "品名|物资名称|物资", true, "大米 10 千克装" },
	[CATEGORY] = { "category", "类别", "大类|物资类别|分类", true, "rice" },
	[UNIT] = { "unit", "单位", "计量单位|基本单位", true, "袋" },
	[PACK] = { "pack", "装量", "每箱数量|每件数量|包装数|装箱数", false, "1", 0, SHEET_NUMBER },
	[PACK_UNIT] = { "pack_unit", "整件单位", "包装单位", false, "" },
	[STORAGE] = { "storage", "储存条件", "存储条件", false, "ambient" },
	[NORM] = { "norm_per_person_day", "人日标准", "人均日需|每人每日", false, "0.04", 0, SHEET_NUMBER },
	[TAGS] = { "tags", "标签", NULL, false, "" },
	[SHELF_LIFE] = { "shelf_life_days", "保质期天数", "保质期|保质期(天)", false, "540", 0, SHEET_NUMBER },
	[ENGLISH] = { "en", "英文名", "英文名称", false, "Rice, 10 kg" },
	[GB38565] = { "gb38565", "国标编码", NULL, false, "" },
	[BARCODE] = { "barcode", "条码", "商品条码|69码", false, "" },
};

static const char *const storages[] = { "", "ambient|常温", "cool|阴凉", "cold|冷藏", "frozen|冷冻", "flammable|易燃", "corrosive|腐蚀", "toxic|有毒", NULL };

static void read_row(struct work *w, size_t r, struct item *it)
{
	int64_t storage = 0;

	*it = (struct item){ .code = work_cell(w, r, ITEM), .zh = work_cell(w, r, NAME), .en = work_cell(w, r, ENGLISH),
		.category = work_cell(w, r, CATEGORY), .unit = work_cell(w, r, UNIT), .pack_unit = work_cell(w, r, PACK_UNIT),
		.gb38565 = work_cell(w, r, GB38565), .barcode = work_cell(w, r, BARCODE), .active = 1 };
	work_read_i64(w, r, PACK, 1, 1000000000, &it->pack);
	work_read_i64(w, r, SHELF_LIFE, 0, 36500, &it->shelf_life_days);
	work_read_fraction(w, r, NORM, &it->norm_qty, &it->norm_days);
	if (work_read_word(w, r, STORAGE, storages, &storage) && storage)
		it->storage = INT64_C(1) << (storage - 1);
	if (item_tags_read(w->cx, "tags", work_cell(w, r, TAGS), &it->tags))
		work_bad_fault(w, r);
}

static enum err check(struct work *w)
{
	struct map known = MAP(&w->cx->mem);
	struct item *items, checked;
	size_t n;
	int64_t at;

	TRY(ctx_need(w->cx, PERM_ITEM_EDIT, ctx_root(w->cx)));
	TRY(item_list(w->cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &items, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&known, items[i].code, (int64_t)i);
	work_unique(w, ITEM);
	for (size_t r = 0; r < w->n_rows; r++) {
		struct item *it = WORK_RECORD(w, item, r);

		read_row(w, r, it);
		if (w->rows[r].bad)
			continue;
		if (item_check(w->cx, (int64_t)r, it, &checked)) {
			if (strcmp(strrchr(w->cx->fault.field, '.') ? strrchr(w->cx->fault.field, '.') : "", ".zh") == 0)
				memcpy(strrchr(w->cx->fault.field, '.'), ".name", 6);
			work_bad_fault(w, r);
		} else if (map_get(&known, it->code, &at) && !w->file->replace) {
			work_bad(w, r, ITEM, "已登记为“%s”；要更新请选“覆盖”", "is registered as \"%s\"; choose to replace it", items[at].zh);
		} else if (map_get(&known, it->code, &at) && strcmp(items[at].unit, it->unit) != 0) {
			work_bad(w, r, UNIT, "已登记的单位是“%s”，单位不能改", "is registered with the unit \"%s\", which cannot change", items[at].unit);
		}
	}
	return ERR_OK;
}

static enum err put(struct work *w)
{
	size_t n;
	const struct item *good = work_good(w, &n);

	return item_create_many(w->cx, good, n, w->file->replace, &w->created, &w->changed);
}

/* norm_qty per norm_days as a decimal of at most six places, without noughts at its end. */
static const char *out_norm(struct arena *mem, const struct item *it)
{
	int64_t millionths;
	char *text;

	if (!it->norm_qty || !it->norm_days)
		return "";
	millionths = (int64_t)((__int128)it->norm_qty * 1000000 / it->norm_days);
	text = arena_print(mem, "%lld.%06lld", (long long)(millionths / 1000000), (long long)(millionths % 1000000));
	for (size_t n = strlen(text); text[n - 1] == '0' || text[n - 1] == '.'; n--) {
		bool point = text[n - 1] == '.';

		text[n - 1] = '\0';
		if (point)
			break;
	}
	return text;
}

static enum err out(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows)
{
	struct item *items;
	const char **cells;
	size_t n;

	TRY(item_list(cx, &(struct item_filter){ .limit = ITEM_BATCH_MAX }, &items, &n));
	cells = arena_array(&cx->mem, const char *, n * FIELDS + 1);
	for (size_t i = 0; i < n; i++) {
		const struct item *it = &items[i];
		const char **row = cells + i * FIELDS;

		row[ITEM] = it->code;
		row[NAME] = it->zh;
		row[CATEGORY] = it->category;
		row[UNIT] = it->unit;
		row[PACK] = out_i64(&cx->mem, it->pack);
		row[PACK_UNIT] = it->pack_unit;
		row[STORAGE] = storage_words(&cx->mem, it->storage);
		row[NORM] = out_norm(&cx->mem, it);
		row[TAGS] = item_tags_words(&cx->mem, it->tags);
		row[SHELF_LIFE] = out_i64(&cx->mem, it->shelf_life_days);
		row[ENGLISH] = it->en;
		row[GB38565] = it->gb38565;
		row[BARCODE] = it->barcode;
	}
	*ret_cells = cells;
	*ret_n_rows = n;
	return ERR_OK;
}

const struct exchange_kind exchange_items_kind = { .zh = "物资目录", .fields = fields, .n_fields = FIELDS, .record_bytes = sizeof(struct item),
	.perm = PERM_ITEM_EDIT, .check = check, .put = put, .out = out };
