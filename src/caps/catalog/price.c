/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog_internal.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/shape.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "catalog.sql.h"
#include <string.h>

enum { CAPS_MAX = 500, HISTORY_MAX = 200 };

int64_t price_of(int64_t price_fen, int64_t price_units, int64_t qty)
{
	__int128 fen = (2 * (__int128)qty * price_fen + price_units) / (2 * (__int128)price_units);

	return fen > QTY_MAX ? -1 : (int64_t)fen;
}

/* The strictest cap in force on an item at a place; units 0 when there is none. */
struct cap { int64_t fen, units; const char *decision; };
static enum err cap_of(struct ctx *cx, const struct plan *plan, const char *path, int64_t item_id, const char *category, struct cap *ret)
{
	struct catalog_caps_row *rows;
	size_t n;

	*ret = (struct cap){ 0 };
	TRY(catalog_caps(cx, (struct catalog_caps_in){ .district_id = cx->district_id, .item_id = item_id, .path = path, .now_ms = cx->now_ms,
		.limit = CAPS_MAX }, &rows, &n, CAPS_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct catalog_caps_row *r = &rows[i];

		if (r->category[0] && !text_equal(r->category, category) && !(plan && plan_class_is(plan, category, r->category)))
			continue;
		if (!ret->units || (__int128)r->cap_fen * ret->units < (__int128)ret->fen * r->cap_units)
			*ret = (struct cap){ r->cap_fen, r->cap_units, r->decision };
	}
	return ERR_OK;
}

#define PRICE_OF(shop, r) (struct price){ .shop_id = (shop), .item_id = (r).item_id, .version = (r).version, .price_fen = (r).price_fen, \
	.price_units = (r).price_units, .shop_price_fen = (r).shop_price_fen, .on_sale = (r).on_sale, .set_ms = (r).set_ms, .set_by = (r).set_by, \
	.why = (r).why, .code = (r).code, .zh = (r).zh, .unit = (r).unit, .category = (r).category, .barcode = (r).barcode, \
	.is_package = (r).is_package }

static enum err add_cap(struct ctx *cx, const struct plan *plan, const char *path, struct price *p)
{
	struct cap cap;

	TRY(cap_of(cx, plan, path, p->item_id, p->category, &cap));
	p->cap_fen = cap.fen;
	p->cap_units = cap.units;
	const struct plan_class *class = plan ? plan_class(plan, p->category) : NULL;

	p->class_zh = class ? class->rule.zh : p->category;
	p->class_en = class && class->rule.en ? class->rule.en : p->class_zh;
	return ERR_OK;
}

enum err price_now(struct ctx *cx, int64_t shop_id, int64_t item_id, struct price *ret)
{
	struct catalog_price_row row;
	const struct plan *plan;
	const char *path;
	struct item item;
	enum err e = catalog_price(cx, (struct catalog_price_in){ .district_id = cx->district_id, .shop_id = shop_id, .item_id = item_id }, &row);

	if (e == ERR_NOT_FOUND || (e == ERR_OK && !row.on_sale)) {
		TRY(item_get(cx, item_id, &item));
		return fail(cx, ERR_NOT_FOUND, "item_id", "这家店没有“%s”的价格，请先定价", "the shop has no price for \"%s\"; set one first", item.zh);
	}
	TRY(e);
	*ret = PRICE_OF(shop_id, row);
	TRY(place_path(cx, shop_id, &path));
	TRY(document_plan(cx, &plan));
	return add_cap(cx, plan, path, ret);
}

enum err price_on_market(struct ctx *cx, const char *path, int64_t item_id, struct market_price *ret)
{
	struct catalog_cheapest_row *rows;
	const struct plan *plan;
	struct item item;
	struct cap cap;
	size_t n;

	*ret = (struct market_price){ .price_units = 1, .shop = "", .decision = "" };
	TRY(item_get(cx, item_id, &item));
	TRY(document_plan(cx, &plan));
	TRY(cap_of(cx, plan, path, item_id, item.category, &cap));
	TRY(catalog_cheapest(cx, (struct catalog_cheapest_in){ cx->district_id, item_id, civil_day_of(cx->now_ms), 1 }, &rows, &n, 1));
	if (n)
		*ret = (struct market_price){ rows[0].price_fen, rows[0].price_units, false, rows[0].shop, "" };
	if (cap.units && (!n || (__int128)cap.fen * ret->price_units < (__int128)ret->price_fen * cap.units))
		*ret = (struct market_price){ cap.fen, cap.units, true, "", cap.decision };
	return ERR_OK;
}

enum err price_list(struct ctx *cx, const struct price_filter *f, struct price **ret, size_t *ret_n)
{
	struct catalog_price_page_row *rows;
	const struct plan *plan;
	struct shop shop;

	TRY(check_range(cx, "limit", f->limit, 1, PRICE_ROWS_MAX));
	TRY(shop_need(cx, PERM_CATALOG_READ, f->shop_id, &shop));
	TRY(catalog_price_page(cx, (struct catalog_price_page_in){ .district_id = cx->district_id, .shop_id = f->shop_id,
		.category = f->category ? f->category : "", .find = check_like(&cx->mem, f->search), .on_sale = f->on_sale_only,
		.after = f->after ? f->after : "", .limit = f->limit }, &rows, ret_n, (size_t)f->limit));
	TRY(document_plan(cx, &plan));
	*ret = arena_array(&cx->mem, struct price, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		(*ret)[i] = PRICE_OF(f->shop_id, rows[i]);
		TRY(add_cap(cx, plan, shop.path, &(*ret)[i]));
	}
	return ERR_OK;
}

enum err price_history(struct ctx *cx, int64_t shop_id, int64_t item_id, struct price **ret, size_t *ret_n)
{
	struct catalog_price_history_row *rows;
	struct shop shop;

	TRY(shop_need(cx, PERM_CATALOG_READ, shop_id, &shop));
	TRY(catalog_price_history(cx, (struct catalog_price_history_in){ .district_id = cx->district_id, .shop_id = shop_id, .item_id = item_id,
		.limit = HISTORY_MAX }, &rows, ret_n, HISTORY_MAX));
	*ret = arena_array(&cx->mem, struct price, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct price){ .shop_id = shop_id, .item_id = item_id, .version = rows[i].version, .price_fen = rows[i].price_fen,
			.price_units = rows[i].price_units, .shop_price_fen = rows[i].shop_price_fen, .on_sale = rows[i].on_sale,
			.set_ms = rows[i].set_ms, .set_by = rows[i].set_by, .why = rows[i].why };
	return ERR_OK;
}

static const char *yuan(struct ctx *cx, int64_t fen) { return text_write_money(&cx->mem, fen); }

/* D10.2, D6.5: not above the shop price, not above a cap. */
static enum err check_price(struct ctx *cx, const struct price_facts *in, const struct item *item, const struct cap *cap)
{
	TRY(check_range(cx, "price_fen", in->price_fen, 1, PRICE_FEN_MAX));
	TRY(check_range(cx, "price_units", in->price_units, 1, PRICE_UNITS_MAX));
	TRY(check_range(cx, "shop_price_fen", in->shop_price_fen, 1, PRICE_FEN_MAX));
	TRY(check_line(cx, "why", in->why, 0, 200));
	if (in->price_fen > in->shop_price_fen)
		return fail(cx, ERR_BLOCKED, "price_fen", "“%s”保供价 %s 元高于门店价 %s 元；不得高于门店价",
			    "\"%s\" would cost %s yuan, more than the shop price of %s yuan; it must not", item->zh, yuan(cx, in->price_fen),
			    yuan(cx, in->shop_price_fen));
	if (cap->units && (__int128)in->price_fen * cap->units > (__int128)cap->fen * in->price_units)
		return fail(cx, ERR_BLOCKED, "price_fen", "“%s”%s 元/%lld%s 高于限价 %s 元/%lld%s（%s）",
			    "\"%1$s\" at %2$s yuan per %3$lld %4$s is above the cap of %5$s yuan per %6$lld %7$s (%8$s)", item->zh,
			    yuan(cx, in->price_fen), (long long)in->price_units, item->unit, yuan(cx, cap->fen), (long long)cap->units, item->unit,
			    cap->decision);
	return ERR_OK;
}

enum err price_check(struct ctx *cx, const struct plan *plan, const struct shop *shop, const struct item *item, const struct price_facts *in)
{
	struct cap cap;

	TRY(catalog_accepts(cx, plan, item->category, item->zh));
	TRY(cap_of(cx, plan, shop->path, item->item_id, item->category, &cap));
	return check_price(cx, in, item, &cap);
}

/* The next version, unless it says what the old one said. */
static enum err put_price(struct ctx *cx, const struct price_facts *in, const struct item *item, const struct catalog_price_row *old,
			  int64_t *ret_version)
{
	struct catalog_add_price_in row = { .district_id = cx->district_id, .shop_id = in->shop_id, .item_id = in->item_id,
		.version = old->version + 1, .price_fen = in->off_sale ? old->price_fen : in->price_fen,
		.price_units = in->off_sale ? old->price_units : in->price_units,
		.shop_price_fen = in->off_sale ? old->shop_price_fen : in->shop_price_fen, .on_sale = !in->off_sale, .set_ms = cx->now_ms,
		.set_by = cx->actor->account_id, .why = in->why ? in->why : "" };

	*ret_version = old->version;
	if (old->version && row.price_fen == old->price_fen && row.price_units == old->price_units && row.shop_price_fen == old->shop_price_fen &&
	    row.on_sale == old->on_sale)
		return ERR_OK;
	*ret_version = row.version;
	TRY(catalog_add_price(cx, row));
	return catalog_hold_price(cx, (struct catalog_hold_price_in){ .district_id = cx->district_id, .shop_id = in->shop_id,
		.item_id = in->item_id, .version = row.version, .code = item->code });
}

enum err price_set(struct ctx *cx, const struct price_facts *in, int64_t *ret_version)
{
	struct catalog_price_row old = { 0 };
	const struct plan *plan;
	struct shop shop;
	struct item item;
	enum err e;

	TRY(shop_need(cx, PERM_CATALOG_EDIT, in->shop_id, &shop));
	TRY(item_get(cx, in->item_id, &item));
	TRY(document_plan(cx, &plan));
	if (!in->off_sale)
		TRY(price_check(cx, plan, &shop, &item, in));
	e = catalog_price(cx, (struct catalog_price_in){ .district_id = cx->district_id, .shop_id = in->shop_id, .item_id = in->item_id }, &old);
	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	if (in->off_sale && e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "item_id", "这家店没有“%s”的价格", "the shop has no price for \"%s\"", item.zh);
	return put_price(cx, in, &item, &old, ret_version);
}

enum err price_cap_set(struct ctx *cx, const struct price_cap *in, int64_t *ret_cap_id)
{
	const struct plan *plan;
	struct place place;
	struct item item;

	TRY(place_need(cx, PERM_SHOP_EDIT, in->place_id, &place));
	TRY(check_range(cx, "cap_fen", in->cap_fen, 1, PRICE_FEN_MAX));
	TRY(check_range(cx, "cap_units", in->cap_units, 1, PRICE_UNITS_MAX));
	TRY(check_line(cx, "decision", in->decision, 1, 100));
	if (!in->item_id == !(in->category && in->category[0]))
		return fail(cx, ERR_BAD_INPUT, "item_id", "限价请写一种商品，或一类商品，二选一", "name one item, or one class of goods");
	if (in->until_ms && in->until_ms <= (in->from_ms ? in->from_ms : cx->now_ms))
		return fail(cx, ERR_BAD_INPUT, "until", "结束时间早于开始时间", "it would end before it begins");
	TRY(document_plan(cx, &plan));
	if (in->item_id)
		TRY(item_get(cx, in->item_id, &item));
	else if (!plan || !plan_class(plan, in->category))
		return fail(cx, ERR_BAD_INPUT, "category", "现行预案没有物资类“%s”", "the plans in force know no class \"%s\"", in->category);
	*ret_cap_id = ctx_new_id(cx);
	return catalog_put_cap(cx, (struct catalog_put_cap_in){ .district_id = cx->district_id, .cap_id = *ret_cap_id, .item_id = in->item_id,
		.category = in->item_id ? "" : plan_class(plan, in->category)->rule.id, .place_id = place.place_id, .path = place.path,
		.cap_fen = in->cap_fen, .cap_units = in->cap_units, .from_ms = in->from_ms ? in->from_ms : cx->now_ms, .until_ms = in->until_ms,
		.decision = in->decision, .set_by = cx->actor->account_id, .set_ms = cx->now_ms });
}

enum err price_cap_lift(struct ctx *cx, int64_t cap_id)
{
	struct catalog_cap_row row;
	struct place place;
	enum err e = catalog_cap(cx, (struct catalog_cap_in){ .district_id = cx->district_id, .cap_id = cap_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "cap_id", "没有编号为 %lld 的限价", "there is no price cap %lld", (long long)cap_id);
	TRY(e);
	TRY(place_need(cx, PERM_SHOP_EDIT, row.place_id, &place));
	if (row.lifted_ms)
		return fail(cx, ERR_BAD_STATE, "", "这条限价已经解除", "this cap was lifted already");
	return catalog_lift_cap(cx, (struct catalog_lift_cap_in){ .district_id = cx->district_id, .cap_id = cap_id, .at_ms = cx->now_ms,
		.by_id = cx->actor->account_id });
}

enum err price_cap_list(struct ctx *cx, int64_t before, int64_t limit, struct price_cap **ret, size_t *ret_n)
{
	struct catalog_cap_page_row *rows;

	TRY(check_range(cx, "limit", limit, 1, CATALOG_LIST_MAX));
	TRY(catalog_cap_page(cx, (struct catalog_cap_page_in){ .district_id = cx->district_id, .before = before, .limit = limit }, &rows, ret_n,
			     (size_t)limit));
	*ret = arena_array(&cx->mem, struct price_cap, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct price_cap){ rows[i].cap_id, rows[i].item_id, rows[i].place_id, rows[i].cap_fen, rows[i].cap_units,
			rows[i].from_ms, rows[i].until_ms, rows[i].set_by, rows[i].lifted_ms, rows[i].category, rows[i].decision, rows[i].item };
	return ERR_OK;
}
