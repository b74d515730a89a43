/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog.h"
#include "base/check.h"
#include "base/shape.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "catalog.sql.h"

static enum err add_parts(struct ctx *cx, struct package *p)
{
	struct catalog_parts_row *rows;

	TRY(catalog_parts(cx, (struct catalog_parts_in){ .district_id = cx->district_id, .package_id = p->item_id, .limit = PACKAGE_PARTS_MAX },
			  &rows, &p->n_parts, PACKAGE_PARTS_MAX));
	p->parts = arena_array(&cx->mem, struct package_part, p->n_parts + 1);
	for (size_t i = 0; i < p->n_parts; i++)
		p->parts[i] = (struct package_part){ rows[i].item_id, rows[i].qty, rows[i].code, rows[i].zh, rows[i].unit };
	return ERR_OK;
}

#define PACKAGE_OF(r) (struct package){ .item_id = (r).item_id, .shop_id = (r).shop_id, .persons_min = (r).persons_min, \
	.persons_max = (r).persons_max, .days = (r).days, .version = (r).version, .code = (r).code, .zh = (r).zh, .rule = (r).rule }

enum err package_get(struct ctx *cx, int64_t item_id, struct package *ret)
{
	struct catalog_package_row row;
	enum err e = catalog_package(cx, (struct catalog_package_in){ .district_id = cx->district_id, .item_id = item_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "item_id", "编号 %lld 不是套餐", "%lld is no package", (long long)item_id);
	TRY(e);
	*ret = PACKAGE_OF(row);
	return add_parts(cx, ret);
}

enum err package_list(struct ctx *cx, int64_t shop_id, const char *after, int64_t limit, struct package **ret, size_t *ret_n)
{
	struct catalog_package_page_row *rows;

	TRY(check_range(cx, "limit", limit, 1, CATALOG_LIST_MAX));
	TRY(catalog_package_page(cx, (struct catalog_package_page_in){ .district_id = cx->district_id, .shop_id = shop_id,
		.after = after ? after : "", .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct package, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = PACKAGE_OF(rows[i]);
		TRY(add_parts(cx, &(*ret)[i]));
	}
	return ERR_OK;
}

/* A package in a package would hide what is in it; the same item twice is a slip of the pen. */
static enum err check_part(struct ctx *cx, const struct package *in, size_t i)
{
	const struct package_part *part = &in->parts[i];
	struct package inner;
	struct item item;

	TRY(item_get(cx, part->item_id, &item));
	TRY(check_range(cx, check_field(&cx->mem, (int64_t)i, "qty"), part->qty, 1, PRICE_UNITS_MAX));
	if (!item.active)
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "item_id"), "“%s”已停用，请换一种", "\"%s\" is no longer in use", item.zh);
	for (size_t k = 0; k < i; k++)
		if (in->parts[k].item_id == part->item_id)
			return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "item_id"), "“%s”写了两次，请合并", "\"%s\" stands twice; add them up", item.zh);
	if (part->item_id != in->item_id && package_get(cx, part->item_id, &inner) == ERR_NOT_FOUND) {
		cx->fault = (struct fault){ 0 };
		return ERR_OK;
	}
	return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "item_id"), "“%s”是套餐，套餐里不能再装套餐", "\"%s\" is a package itself", item.zh);
}

enum err package_need(struct ctx *cx, int64_t shop_id)
{
	struct shop shop;

	if (!shop_id)
		return ctx_need(cx, PERM_CATALOG_EDIT, ctx_root(cx));
	return shop_need(cx, PERM_CATALOG_EDIT, shop_id, &shop);
}

enum err package_set(struct ctx *cx, const struct package *in, int64_t version)
{
	struct catalog_package_row old = { .shop_id = in->shop_id };
	struct item item;
	int64_t changed;
	enum err e;

	TRY(item_get(cx, in->item_id, &item));
	e = catalog_package(cx, (struct catalog_package_in){ .district_id = cx->district_id, .item_id = in->item_id }, &old);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	TRY(package_need(cx, e == ERR_OK ? old.shop_id : in->shop_id));
	TRY(check_range(cx, "persons_min", in->persons_min, 1, 20));
	TRY(check_range(cx, "persons_max", in->persons_max, in->persons_min, 20));
	TRY(check_range(cx, "days", in->days, 1, 60));
	if (!in->n_parts || in->n_parts > PACKAGE_PARTS_MAX)
		return fail(cx, ERR_BAD_INPUT, "parts", "套餐要写 1 至 %d 种内容，现有 %zu 种", "a package has 1 to %d kinds of contents, not %zu",
			    PACKAGE_PARTS_MAX, in->n_parts);
	for (size_t i = 0; i < in->n_parts; i++)
		TRY(check_in_list(cx, "parts", check_part(cx, in, i)));
	TRY(catalog_put_package_n(cx, (struct catalog_put_package_in){ .district_id = cx->district_id, .item_id = in->item_id, .shop_id = in->shop_id,
		.code = item.code, .rule = in->rule ? in->rule : "", .persons_min = in->persons_min, .persons_max = in->persons_max,
		.days = in->days, .version = version, .changed_ms = cx->now_ms, .changed_by = cx->actor->account_id }, &changed));
	if (changed != 1)
		return fail(cx, ERR_STALE, "version", "套餐“%s”已是第 %lld 版，请刷新再办", "package \"%s\" is at version %lld; reload", item.zh,
			    (long long)old.version);
	TRY(catalog_drop_parts(cx, (struct catalog_drop_parts_in){ .district_id = cx->district_id, .package_id = in->item_id }));
	for (size_t i = 0; i < in->n_parts; i++)
		TRY(catalog_put_part(cx, (struct catalog_put_part_in){ .district_id = cx->district_id, .package_id = in->item_id, .part_no = (int64_t)i + 1,
			.item_id = in->parts[i].item_id, .qty = in->parts[i].qty }));
	return ERR_OK;
}
