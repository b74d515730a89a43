/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "base/check.h"
#include "base/shape.h"
#include "http/op.h"

enum { PAGE_MAX = 200, BATCH_MAX = 1000, PACKS_MAX = 8 };

struct item_body {
	int64_t     item_id, version, pack, norm_qty, norm_days, shelf_life_days;
	bool        inactive;
	const char *code, *zh, *en, *category, *unit, *pack_unit, *storage, *tags, *gb38565, *barcode;
	struct list packs;
};
struct item_made { int64_t item_id; };
struct item_key { int64_t item_id; };
struct item_query { const char *category, *search, *after; bool active_only; int64_t limit; };
struct item_items { struct list items; const char *next; };
struct item_many { struct list items; bool replace; };
struct item_counts { int64_t created, changed; };
struct item_packing { int64_t item_id; struct list packs; };

static SHAPE(item_pack,
	TEXT(item_pack, name, 1, 20, "name of the pack: 盒"),
	I64(item_pack, num, 1, 1000000000, "one such pack is num/den base units"),
	I64(item_pack, den, 1, 1000000000, "see num"));

#define ITEM_FACTS \
	TEXT(item_body, zh, 1, 100, "Chinese name"), \
	OPT_TEXT(item_body, en, 0, 100, "English name"), \
	TEXT(item_body, category, 1, 40, "goods class of the plan: masks, rice"), \
	TEXT(item_body, unit, 1, 20, "base unit in which everything is counted: 只"), \
	OPT_I64(item_body, pack, 0, 1000000000, "base units per whole pack; 1 unless told"), \
	OPT_TEXT(item_body, pack_unit, 0, 20, "name of the whole pack: 箱"), \
	OPT_TEXT(item_body, storage, 0, 20, "how it must be kept: ambient, cold, flammable ..."), \
	OPT_TEXT(item_body, tags, 0, 120, "medicine,infant,reusable,scarce ..."), \
	OPT_I64(item_body, norm_qty, 0, 1000000000, "need: base units per norm_days person-days; 0: no norm"), \
	OPT_I64(item_body, norm_days, 0, 100000, "see norm_qty; 1 unless told"), \
	OPT_I64(item_body, shelf_life_days, 0, 36500, "days from making to expiry; 0: none stated"), \
	OPT_TEXT(item_body, gb38565, 0, 7, "GB/T 38565 code, only where it is known"), \
	OPT_TEXT(item_body, barcode, 0, 40, "barcode; checked at 8, 12, 13 or 14 digits"), \
	OPT_BOOL(item_body, inactive, "no longer asked for or bought")

static const struct shape item_new_shape = { "item_new", sizeof(struct item_body), (const struct field[]){
	TEXT(item_body, code, 1, 40, "the district's own code"), ITEM_FACTS, { 0 } } };
static const struct shape item_change_shape = { "item_change", sizeof(struct item_body), (const struct field[]){
	ID(item_body, item_id, "which item"),
	OPT_I64(item_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"), ITEM_FACTS, { 0 } } };
static const struct shape item_body_shape = { "item", sizeof(struct item_body), (const struct field[]){
	ID(item_body, item_id, "number"),
	TEXT(item_body, code, 1, 40, "the district's own code"), ITEM_FACTS,
	OPT_LIST(item_body, packs, &item_pack_shape, 0, PACKS_MAX, "further packs; only when one item is read"),
	I64(item_body, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };
static SHAPE(item_made, ID(item_made, item_id, "number of the new item"));
static SHAPE(item_key, ID(item_key, item_id, "which item"));
static SHAPE(item_query,
	OPT_TEXT(item_query, category, 0, 40, "of this goods class only"),
	OPT_TEXT(item_query, search, 0, 60, "part of a name or the code"),
	OPT_BOOL(item_query, active_only, "without those no longer used"),
	OPT_TEXT(item_query, after, 0, 40, "where the page before ended (its next)"),
	OPT_I64(item_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(item_items,
	LIST(item_items, items, &item_body_shape, 0, PAGE_MAX, "items by code"),
	OPT_TEXT(item_items, next, 0, 40, "send as after to get the next page"));
static SHAPE(item_many,
	LIST(item_many, items, &item_new_shape, 1, BATCH_MAX, "items"),
	OPT_BOOL(item_many, replace, "change items whose code exists, instead of refusing"));
static SHAPE(item_counts,
	I64(item_counts, created, 0, INT64_MAX, "new items"),
	I64(item_counts, changed, 0, INT64_MAX, "items that were there and changed"));
static SHAPE(item_packing,
	ID(item_packing, item_id, "which item"),
	LIST(item_packing, packs, &item_pack_shape, 0, PACKS_MAX, "all its further packs"));

static enum err item_of(struct ctx *cx, const struct item_body *in, struct item *ret)
{
	*ret = (struct item){ .code = in->code, .zh = in->zh, .en = in->en, .category = in->category, .unit = in->unit,
		.pack = in->pack, .pack_unit = in->pack_unit, .norm_qty = in->norm_qty, .norm_days = in->norm_days,
		.shelf_life_days = in->shelf_life_days, .gb38565 = in->gb38565, .barcode = in->barcode, .active = !in->inactive };
	TRY(storage_read(cx, "storage", in->storage, &ret->storage));
	return item_tags_read(cx, "tags", in->tags, &ret->tags);
}

static struct item_body body_of(struct ctx *cx, const struct item *it)
{
	return (struct item_body){ .item_id = it->item_id, .version = it->version, .pack = it->pack, .norm_qty = it->norm_qty,
		.norm_days = it->norm_days, .shelf_life_days = it->shelf_life_days, .inactive = !it->active, .code = it->code,
		.zh = it->zh, .en = it->en, .category = it->category, .unit = it->unit, .pack_unit = it->pack_unit,
		.storage = storage_words(&cx->mem, it->storage), .tags = item_tags_words(&cx->mem, it->tags),
		.gb38565 = it->gb38565, .barcode = it->barcode };
}

static enum err read_whole(struct ctx *cx, int64_t item_id, struct item_body *out)
{
	struct item_pack *packs;
	struct item it;
	size_t n;

	TRY(item_get(cx, item_id, &it));
	TRY(item_packs(cx, item_id, &packs, &n));
	*out = body_of(cx, &it);
	out->packs = (struct list){ packs, n };
	return ERR_OK;
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	struct item it;

	TRY(item_of(cx, input, &it));
	return item_create(cx, &it, &((struct item_made *)output)->item_id);
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct item_body *in = input;
	struct item it;

	TRY(item_of(cx, in, &it));
	TRY(item_update(cx, in->item_id, in->version, &it));
	return read_whole(cx, in->item_id, output);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	return read_whole(cx, ((const struct item_key *)input)->item_id, output);
}

static enum err run_packing(struct ctx *cx, const void *input, void *output)
{
	const struct item_packing *in = input;

	TRY(check_in_list(cx, "packs", item_set_packs(cx, in->item_id, in->packs.at, in->packs.n)));
	return read_whole(cx, in->item_id, output);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct item_query *in = input;
	struct item_items *out = output;
	struct item_body *bodies;
	struct item *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(item_list(cx, &(struct item_filter){ .category = in->category, .search = in->search, .after = in->after,
		.active_only = in->active_only, .limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].code;
	n = n > limit ? limit : n;
	bodies = arena_array(&cx->mem, struct item_body, n + 1);
	for (size_t i = 0; i < n; i++)
		bodies[i] = body_of(cx, &rows[i]);
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

static enum err run_many(struct ctx *cx, const void *input, void *output)
{
	const struct item_many *in = input;
	const struct item_body *bodies = in->items.at;
	struct item_counts *out = output;
	struct item *rows = arena_array(&cx->mem, struct item, in->items.n + 1);

	for (size_t i = 0; i < in->items.n; i++)
		TRY(item_of(cx, &bodies[i], &rows[i]));
	return check_in_list(cx, "items", item_create_many(cx, rows, in->items.n, in->replace, &out->created, &out->changed));
}

extern const struct op item_ops[];
const struct op item_ops[] = {
	{ .method = "GET", .path = "/api/v1/items", .name = "item_list", .zh = "物资目录", .en = "List items",
	  .perm = PERM_ITEM_READ, .tx = TX_READ, .in = &item_query_shape, .out = &item_items_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/items/{item_id}", .name = "item_get", .zh = "查看一种物资", .en = "Read an item",
	  .perm = PERM_ITEM_READ, .tx = TX_READ, .in = &item_key_shape, .out = &item_body_shape, .run = run_get,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/items", .name = "item_create", .zh = "登记一种物资", .en = "Register an item",
	  .perm = PERM_ITEM_EDIT, .tx = TX_WRITE, .in = &item_new_shape, .out = &item_made_shape, .run = run_create,
	  .fails = { ERR_CONFLICT } },
	{ .method = "PUT", .path = "/api/v1/items/{item_id}", .name = "item_update", .zh = "修改一种物资", .en = "Change an item",
	  .perm = PERM_ITEM_EDIT, .tx = TX_WRITE, .in = &item_change_shape, .out = &item_body_shape, .run = run_update,
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BLOCKED } },
	{ .method = "PUT", .path = "/api/v1/items/{item_id}/packs", .name = "item_set_packs", .zh = "设定其他包装",
	  .en = "Set an item's further packs", .perm = PERM_ITEM_EDIT, .tx = TX_WRITE, .in = &item_packing_shape,
	  .out = &item_body_shape, .run = run_packing, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/items/batch", .name = "item_batch", .zh = "成批登记物资",
	  .en = "Register many items, all or none", .perm = PERM_ITEM_EDIT, .tx = TX_WRITE, .in = &item_many_shape,
	  .out = &item_counts_shape, .run = run_many, .fails = { ERR_CONFLICT, ERR_BLOCKED, ERR_STALE, ERR_NOT_FOUND } },
	{ 0 },
};
