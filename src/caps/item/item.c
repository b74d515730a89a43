/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/item/item_internal.h"
#include "item.sql.h"
#include "base/check.h"
#include "base/shape.h"
#include <string.h>

#define ITEM_OF(r) (struct item){ \
	.item_id = (r).item_id, .code = (r).code, .zh = (r).zh, .en = (r).en, .category = (r).category, .unit = (r).unit, \
	.pack = (r).pack, .pack_unit = (r).pack_unit, .storage = (r).storage, .tags = (r).tags, .norm_qty = (r).norm_qty, \
	.norm_days = (r).norm_days, .shelf_life_days = (r).shelf_life_days, .gb38565 = (r).gb38565, \
	.barcode = (r).barcode, .active = (r).active, .version = (r).version }

enum err item_get(struct ctx *cx, int64_t item_id, struct item *ret)
{
	struct item_by_id_row row;
	enum err e = item_by_id(cx, (struct item_by_id_in){ .district_id = cx->district_id, .item_id = item_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "item_id", "没有编号为 %lld 的物资", "there is no item number %lld", (long long)item_id);
	TRY(e);
	*ret = ITEM_OF(row);
	return ERR_OK;
}

enum err item_by_code(struct ctx *cx, const char *code, struct item *ret)
{
	struct item_by_its_code_row row;
	enum err e;

	code = code ? code : "";
	e = item_by_its_code(cx, (struct item_by_its_code_in){ .district_id = cx->district_id, .code = code }, &row);
	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "code", "没有编码为“%.60s”的物资", "there is no item with the code '%.60s'", code);
	TRY(e);
	*ret = ITEM_OF(row);
	return ERR_OK;
}

/* Writes a checked item; false when the code is taken. */
static enum err add(struct ctx *cx, const struct item *it, int64_t *ret_item_id, bool *ret_added)
{
	int64_t item_id = ctx_new_id(cx), added = 0;

	TRY(item_insert_n(cx, (struct item_insert_in){ .district_id = cx->district_id, .item_id = item_id, .code = it->code,
		.zh = it->zh, .en = it->en, .category = it->category, .unit = it->unit, .pack = it->pack,
		.pack_unit = it->pack_unit, .storage = it->storage, .tags = it->tags, .norm_qty = it->norm_qty,
		.norm_days = it->norm_days, .shelf_life_days = it->shelf_life_days, .gb38565 = it->gb38565,
		.barcode = it->barcode, .active = it->active, .version = 1, .changed_ms = cx->now_ms }, &added));
	*ret_item_id = item_id;
	*ret_added = added == 1;
	return ERR_OK;
}

static bool same_item(const struct item *a, const struct item *b)
{
	return strcmp(a->zh, b->zh) == 0 && strcmp(a->en, b->en) == 0 && strcmp(a->category, b->category) == 0
		&& strcmp(a->unit, b->unit) == 0 && a->pack == b->pack && strcmp(a->pack_unit, b->pack_unit) == 0
		&& a->storage == b->storage && a->tags == b->tags && a->norm_qty == b->norm_qty
		&& a->norm_days == b->norm_days && a->shelf_life_days == b->shelf_life_days
		&& strcmp(a->gb38565, b->gb38565) == 0 && strcmp(a->barcode, b->barcode) == 0 && a->active == b->active;
}

static enum err put(struct ctx *cx, int64_t row, const struct item *old, int64_t version, const struct item *it,
		    bool *ret_changed)
{
	int64_t changed = 0;

	*ret_changed = false;
	if (strcmp(old->unit, it->unit) != 0)
		return fail(cx, ERR_BLOCKED, check_field(&cx->mem, row, "unit"),
			    "基本单位是“%s”，账都按它记，不能改；请另建物资", "the base unit is '%s' and the books count in it; make another item",
			    old->unit);
	if (version && version != old->version)
		return fail(cx, ERR_STALE, check_field(&cx->mem, row, "version"), "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新",
			    "the record is at version %lld, you saw %lld; reload", (long long)old->version, (long long)version);
	if (same_item(old, it))
		return ERR_OK;
	TRY(item_change_n(cx, (struct item_change_in){ .district_id = cx->district_id, .item_id = old->item_id,
		.version = old->version, .zh = it->zh, .en = it->en, .category = it->category, .unit = it->unit,
		.pack = it->pack, .pack_unit = it->pack_unit, .storage = it->storage, .tags = it->tags,
		.norm_qty = it->norm_qty, .norm_days = it->norm_days, .shelf_life_days = it->shelf_life_days,
		.gb38565 = it->gb38565, .barcode = it->barcode, .active = it->active, .changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, check_field(&cx->mem, row, "version"), "别人刚改过“%s”，请刷新再办",
			    "someone changed '%s' meanwhile; reload", old->zh);
	*ret_changed = true;
	return ERR_OK;
}

enum err item_create(struct ctx *cx, const struct item *in, int64_t *ret_item_id)
{
	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	return item_add(cx, in, ret_item_id);
}

enum err item_add(struct ctx *cx, const struct item *in, int64_t *ret_item_id)
{
	struct item it;
	bool added;

	TRY(item_check(cx, NO_ROW, in, &it));
	TRY(add(cx, &it, ret_item_id, &added));
	if (!added)
		return fail(cx, ERR_CONFLICT, "code", "编码“%s”已被使用", "the code '%s' is taken", it.code);
	return ERR_OK;
}

enum err item_update(struct ctx *cx, int64_t item_id, int64_t version, const struct item *in)
{
	struct item old, it = *in;
	bool changed;

	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	TRY(item_get(cx, item_id, &old));
	if (it.code && it.code[0] && strcmp(it.code, old.code) != 0)
		return fail(cx, ERR_BLOCKED, "code", "编码 %s 不能改；请停用它另建物资", "the code %s cannot change; make another item",
			    old.code);
	it.code = old.code;
	TRY(item_check(cx, NO_ROW, &it, &it));
	return put(cx, NO_ROW, &old, version, &it, &changed);
}

enum err item_create_many(struct ctx *cx, const struct item *rows, size_t n, bool replace,
			  int64_t *ret_created, int64_t *ret_changed)
{
	int64_t created = 0, changed = 0, item_id;
	struct item it, old;
	bool yes;

	if (n > ITEM_BATCH_MAX)
		return fail(cx, ERR_TOO_LARGE, NULL, "一次最多 %d 条，实有 %zu 条", "at most %d entries at once, not %zu", ITEM_BATCH_MAX, n);
	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	for (size_t i = 0; i < n; i++) {
		TRY(item_check(cx, (int64_t)i, &rows[i], &it));
		TRY(add(cx, &it, &item_id, &yes));
		created += yes;
		if (yes)
			continue;
		if (!replace)
			return fail(cx, ERR_CONFLICT, check_field(&cx->mem, (int64_t)i, "code"), "编码“%s”已被使用", "the code '%s' is taken",
				    it.code);
		TRY(item_by_code(cx, it.code, &old));
		TRY(put(cx, (int64_t)i, &old, 0, &it, &yes));
		changed += yes;
	}
	*ret_created = created;
	*ret_changed = changed;
	return ERR_OK;
}

enum err item_list(struct ctx *cx, const struct item_filter *filter, struct item **ret, size_t *ret_n)
{
	struct item_page_row *rows;
	struct item *out;
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, ITEM_BATCH_MAX));
	TRY(item_page(cx, (struct item_page_in){ .district_id = cx->district_id,
		.category = filter->category ? filter->category : "", .find = check_like(&cx->mem, filter->search),
		.active_only = filter->active_only, .after = filter->after ? filter->after : "", .limit = filter->limit },
		&rows, &n, (size_t)filter->limit));
	out = arena_array(&cx->mem, struct item, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = ITEM_OF(rows[i]);
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

static enum err check_pack(struct ctx *cx, const struct item *item, const struct item_pack *packs, size_t i)
{
	TRY(check_line(cx, check_field(&cx->mem, (int64_t)i, "name"), packs[i].name, 1, 20));
	TRY(check_range(cx, check_field(&cx->mem, (int64_t)i, "num"), packs[i].num, 1, 1000000000));
	TRY(check_range(cx, check_field(&cx->mem, (int64_t)i, "den"), packs[i].den, 1, 1000000000));
	for (size_t k = 0; k < i; k++)
		if (strcmp(packs[k].name, packs[i].name) == 0)
			return fail(cx, ERR_CONFLICT, check_field(&cx->mem, (int64_t)i, "name"), "包装“%s”写了两次",
				    "the pack '%s' stands twice", packs[i].name);
	if (strcmp(packs[i].name, item->unit) == 0 || strcmp(packs[i].name, item->pack_unit) == 0)
		return fail(cx, ERR_CONFLICT, check_field(&cx->mem, (int64_t)i, "name"), "“%s”已是基本单位或整件单位",
			    "'%s' is the base unit or the whole pack already", packs[i].name);
	return ERR_OK;
}

enum err item_set_packs(struct ctx *cx, int64_t item_id, const struct item_pack *packs, size_t n)
{
	struct item item;

	TRY(ctx_need(cx, PERM_ITEM_EDIT, ctx_root(cx)));
	TRY(item_get(cx, item_id, &item));
	if (n > ITEM_PACKS_MAX)
		return fail(cx, ERR_BAD_INPUT, "packs", "最多 %d 种包装，实有 %zu 种", "at most %d packs, not %zu", ITEM_PACKS_MAX, n);
	for (size_t i = 0; i < n; i++)
		TRY(check_pack(cx, &item, packs, i));
	TRY(item_pack_drop(cx, (struct item_pack_drop_in){ .district_id = cx->district_id, .item_id = item_id }));
	for (size_t i = 0; i < n; i++)
		TRY(item_pack_insert(cx, (struct item_pack_insert_in){ .district_id = cx->district_id, .item_id = item_id,
			.name = packs[i].name, .num = packs[i].num, .den = packs[i].den }));
	return ERR_OK;
}

enum err item_packs(struct ctx *cx, int64_t item_id, struct item_pack **ret, size_t *ret_n)
{
	struct item_pack_page_row *rows;
	struct item_pack *out;
	size_t n;

	TRY(item_pack_page(cx, (struct item_pack_page_in){ .district_id = cx->district_id, .item_id = item_id,
		.limit = ITEM_PACKS_MAX }, &rows, &n, ITEM_PACKS_MAX));
	out = arena_array(&cx->mem, struct item_pack, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct item_pack){ .name = rows[i].name, .num = rows[i].num, .den = rows[i].den };
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err item_to_base(struct ctx *cx, const struct item *item, const char *pack, int64_t count, int64_t *ret_qty)
{
	struct item_pack named = { pack, 0, 1 }, *packs;
	__int128 qty;
	size_t n;

	TRY(check_range(cx, "count", count, 0, QTY_MAX));
	if (!pack || !pack[0] || strcmp(pack, item->unit) == 0)
		named.num = 1;
	else if (strcmp(pack, item->pack_unit) == 0)
		named.num = item->pack;
	else {
		TRY(item_packs(cx, item->item_id, &packs, &n));
		for (size_t i = 0; i < n; i++)
			if (strcmp(packs[i].name, pack) == 0)
				named = packs[i];
	}
	if (!named.num)
		return fail(cx, ERR_BAD_INPUT, "pack", "“%s”没有“%.20s”这种包装", "'%s' has no pack called '%.20s'", item->zh, pack);
	qty = (__int128)count * named.num;
	if (qty % named.den != 0)
		return fail(cx, ERR_BAD_INPUT, "count", "%lld %s 折不成整数个%s（每 %lld %s 为 %lld %s）",
			    "%1$lld %2$s is no whole number of %3$s (%4$lld %5$s are %6$lld %7$s)", (long long)count, named.name, item->unit,
			    (long long)named.den, named.name, (long long)named.num, item->unit);
	if (qty / named.den > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, "count", "数量太大", "the quantity is too large");
	*ret_qty = (int64_t)(qty / named.den);
	return ERR_OK;
}
