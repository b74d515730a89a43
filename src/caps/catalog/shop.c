/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/shape.h"
#include "base/text.h"
#include "caps/party/org.h"
#include "caps/place/place.h"
#include "catalog.sql.h"
#include <string.h>

enum { SHOP_DECISIONS_MAX = 200 };

const char *const shop_kind_words[] = { "supermarket", "grocer", "butcher", "pharmacy", "wholesale", "online", "farm", "store", NULL };

static bool works_on(const struct shop *shop, int64_t day)
{
	return !shop->withdrawn_ms && shop->from_day && shop->from_day <= day && (!shop->until_day || day <= shop->until_day);
}

#define SHOP_OF(cx, r) shop_of((cx), &(struct shop){ .shop_id = (r).shop_id, .org_id = (r).org_id, .kind = (r).kind, .version = (r).version, \
	.code = (r).code, .name = (r).name, .org = (r).org, .contact = (r).contact, .path = (r).path, .from_day = (r).from_day, \
	.until_day = (r).until_day, .decision = (r).decision, .withdrawn_ms = (r).withdrawn_ms, .withdrawn_why = (r).withdrawn_why, \
	.open_breaches = (r).open_breaches })

static struct shop shop_of(const struct ctx *cx, const struct shop *row)
{
	struct shop shop = *row;

	shop.works = works_on(&shop, civil_day_of(cx->now_ms));
	return shop;
}

enum err shop_get(struct ctx *cx, int64_t shop_id, struct shop *ret)
{
	struct catalog_shop_row row;
	enum err e = catalog_shop(cx, (struct catalog_shop_in){ .district_id = cx->district_id, .shop_id = shop_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "shop_id", "编号 %lld 不是定点店铺", "%lld is no designated shop", (long long)shop_id);
	TRY(e);
	*ret = SHOP_OF(cx, row);
	return ERR_OK;
}

enum err shop_need(struct ctx *cx, enum perm perm, int64_t shop_id, struct shop *ret)
{
	struct place place;

	TRY(place_need(cx, perm, shop_id, &place));
	return shop_get(cx, shop_id, ret);
}

enum err shop_working(struct ctx *cx, const struct shop *shop, int64_t day)
{
	char from[11], until[11];

	if (works_on(shop, day))
		return ERR_OK;
	if (shop->withdrawn_ms)
		return fail(cx, ERR_BLOCKED, "shop_id", "“%s”的定点资格已取消（%s），不能再接单",
			    "\"%s\" is no longer designated (%s) and takes no orders", shop->name, shop->withdrawn_why);
	if (!shop->from_day)
		return fail(cx, ERR_BLOCKED, "shop_id", "“%s”还没有定点决定，请先办理", "\"%s\" has not been designated yet", shop->name);
	return fail(cx, ERR_BLOCKED, "shop_id", "“%s”的定点期是 %s 至 %s，这一天不在内", "\"%s\" is designated from %s until %s; that day is outside",
		    shop->name, civil_write_day(shop->from_day, from), shop->until_day ? civil_write_day(shop->until_day, until) : "…");
}

enum err shop_list(struct ctx *cx, const struct shop_filter *f, struct shop **ret, size_t *ret_n)
{
	struct catalog_shop_page_row *rows;
	const char *path = "/";

	TRY(check_range(cx, "limit", f->limit, 1, CATALOG_LIST_MAX));
	if (f->under_id)
		TRY(place_path(cx, f->under_id, &path));
	TRY(catalog_shop_page(cx, (struct catalog_shop_page_in){ .district_id = cx->district_id, .path = path,
		.path_end = check_scope_end(&cx->mem, path), .kind = f->kind, .today = f->working_only ? civil_day_of(cx->now_ms) : 0,
		.find = check_like(&cx->mem, f->search), .after = f->after, .actor_id = cx->actor->account_id, .perm = PERM_CATALOG_READ,
		.now_ms = cx->now_ms, .limit = f->limit }, &rows, ret_n, (size_t)f->limit));
	*ret = arena_array(&cx->mem, struct shop, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = SHOP_OF(cx, rows[i]);
	return ERR_OK;
}

static enum err check_designation(struct ctx *cx, const struct shop_facts *in, const struct place *place)
{
	struct org org;

	if (place->kind != PLACE_SHOP)
		return fail(cx, ERR_BAD_INPUT, "shop_id", "“%s”不是门店地点，请先建一个门店", "\"%s\" is no place of kind shop; make one first", place->name);
	TRY(org_get(cx, in->org_id, &org));
	if (!(org.roles & ORG_SUPPLIER))
		return fail(cx, ERR_BAD_INPUT, "org_id", "“%s”不是供货单位", "\"%s\" is no supplier", org.name);
	TRY(check_range(cx, "kind", in->kind, 0, SHOP_KINDS - 1));
	TRY(check_line(cx, "decision", in->decision, 1, 100));
	TRY(check_line(cx, "why", in->why, 0, 200));
	TRY(check_range(cx, "from_day", in->from_day, 1, INT32_MAX));
	if (in->until_day && in->until_day < in->from_day)
		return fail(cx, ERR_BAD_INPUT, "until_day", "到期日早于起始日", "it would end before it begins");
	if (in->n_serves > SHOP_SERVES_MAX)
		return fail(cx, ERR_TOO_LARGE, "serves", "一家店最多服务 %d 片，现有 %zu 片", "a shop serves at most %d areas, not %zu", SHOP_SERVES_MAX, in->n_serves);
	return ERR_OK;
}

static enum err put_serves(struct ctx *cx, const struct shop_facts *in)
{
	struct place area;

	TRY(catalog_drop_serves(cx, (struct catalog_drop_serves_in){ .district_id = cx->district_id, .shop_id = in->shop_id }));
	for (size_t i = 0; i < in->n_serves; i++) {
		TRY(place_get(cx, in->serves[i], &area));
		if (area.kind == PLACE_UNIT || area.kind == PLACE_WAREHOUSE || area.kind == PLACE_SHOP)
			return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "serves"), "“%s”不是一片区域", "\"%s\" is no area", area.name);
		for (size_t k = 0; k < i; k++)
			if (in->serves[k] == in->serves[i])
				return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, (int64_t)i, "serves"), "“%s”写了两次", "\"%s\" stands twice", area.name);
		TRY(catalog_put_serve(cx, (struct catalog_put_serve_in){ .district_id = cx->district_id, .shop_id = in->shop_id,
			.place_id = area.place_id, .path = area.path }));
	}
	return ERR_OK;
}

static enum err stale(struct ctx *cx, const char *name)
{
	return fail(cx, ERR_STALE, "version", "别人刚改过“%s”，请刷新再办", "someone changed \"%s\" meanwhile; reload", name);
}

enum err shop_designate(struct ctx *cx, const struct shop_facts *in, int64_t version)
{
	struct place place;
	int64_t changed;

	TRY(place_need(cx, PERM_SHOP_EDIT, in->shop_id, &place));
	TRY(check_designation(cx, in, &place));
	TRY(catalog_put_shop_n(cx, (struct catalog_put_shop_in){ .district_id = cx->district_id, .shop_id = in->shop_id, .org_id = in->org_id,
		.kind = in->kind, .from_day = in->from_day, .until_day = in->until_day, .decision = in->decision, .version = version,
		.changed_ms = cx->now_ms }, &changed));
	if (changed != 1)
		return stale(cx, place.name);
	TRY(put_serves(cx, in));
	return catalog_put_decision(cx, (struct catalog_put_decision_in){ .district_id = cx->district_id, .decision_id = ctx_new_id(cx),
		.shop_id = in->shop_id, .verb = "designate", .at_ms = cx->now_ms, .by_id = cx->actor->account_id, .from_day = in->from_day,
		.until_day = in->until_day, .decision = in->decision, .why = in->why ? in->why : "" });
}

enum err shop_withdraw(struct ctx *cx, int64_t shop_id, int64_t version, const char *decision, const char *why, int64_t *ret_open_offers)
{
	struct catalog_open_offers_row open;
	struct shop shop;
	int64_t changed;

	TRY(shop_need(cx, PERM_SHOP_EDIT, shop_id, &shop));
	TRY(check_line(cx, "decision", decision, 1, 100));
	TRY(check_line(cx, "why", why, 1, 200));
	if (shop.withdrawn_ms)
		return fail(cx, ERR_BAD_STATE, "", "“%s”的定点资格已经取消", "the designation of \"%s\" was withdrawn already", shop.name);
	TRY(catalog_withdraw_shop_n(cx, (struct catalog_withdraw_shop_in){ .district_id = cx->district_id, .shop_id = shop_id,
		.version = version ? version : shop.version, .why = why, .at_ms = cx->now_ms }, &changed));
	if (changed != 1)
		return stale(cx, shop.name);
	TRY(catalog_decide_breaches(cx, (struct catalog_decide_breaches_in){ .district_id = cx->district_id, .shop_id = shop_id, .at_ms = cx->now_ms }));
	TRY(catalog_put_decision(cx, (struct catalog_put_decision_in){ .district_id = cx->district_id, .decision_id = ctx_new_id(cx),
		.shop_id = shop_id, .verb = "withdraw", .at_ms = cx->now_ms, .by_id = cx->actor->account_id, .from_day = civil_day_of(cx->now_ms),
		.decision = decision, .why = why }));
	TRY(catalog_open_offers(cx, (struct catalog_open_offers_in){ .district_id = cx->district_id, .shop_id = shop_id }, &open));
	*ret_open_offers = open.n;
	return ERR_OK;
}

enum err shop_serves(struct ctx *cx, int64_t shop_id, int64_t **ret, size_t *ret_n)
{
	struct catalog_serves_row *rows;

	TRY(catalog_serves(cx, (struct catalog_serves_in){ .district_id = cx->district_id, .shop_id = shop_id, .limit = SHOP_SERVES_MAX }, &rows,
			   ret_n, SHOP_SERVES_MAX));
	*ret = arena_array(&cx->mem, int64_t, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = rows[i].place_id;
	return ERR_OK;
}

/* Without areas of its own a shop sells to the area it lies in. */
enum err shop_serves_path(struct ctx *cx, const struct shop *shop, const char *path, bool *ret)
{
	struct catalog_serves_row *rows;
	struct place place;
	const char *own;
	size_t n;

	TRY(catalog_serves(cx, (struct catalog_serves_in){ .district_id = cx->district_id, .shop_id = shop->shop_id, .limit = SHOP_SERVES_MAX },
			   &rows, &n, SHOP_SERVES_MAX));
	*ret = false;
	for (size_t i = 0; i < n; i++)
		*ret |= strncmp(path, rows[i].path, strlen(rows[i].path)) == 0;
	if (n)
		return ERR_OK;
	TRY(place_get(cx, shop->shop_id, &place));
	TRY(place_path(cx, place.parent_id, &own));
	*ret = strncmp(path, own, strlen(own)) == 0;
	return ERR_OK;
}

enum err shop_breach_add(struct ctx *cx, const struct shop_breach *in, int64_t *ret_breach_id)
{
	struct catalog_breach_of_row row;

	TRY(check_line(cx, "what", in->what, 1, 200));
	TRY(check_line(cx, "rule", in->rule, 0, 100));
	TRY(catalog_put_breach(cx, (struct catalog_put_breach_in){ .district_id = cx->district_id, .breach_id = ctx_new_id(cx),
		.shop_id = in->shop_id, .doc_id = in->doc_id, .rule = in->rule ? in->rule : "", .what = in->what, .happened_ms = in->happened_ms,
		.recorded_by = cx->actor->account_id }));
	TRY(catalog_breach_of(cx, (struct catalog_breach_of_in){ .district_id = cx->district_id, .shop_id = in->shop_id, .doc_id = in->doc_id,
		.rule = in->rule ? in->rule : "" }, &row));
	*ret_breach_id = row.breach_id;
	return ERR_OK;
}

enum err shop_breach_list(struct ctx *cx, int64_t shop_id, int64_t before, int64_t limit, struct shop_breach **ret, size_t *ret_n)
{
	struct catalog_breaches_row *rows;

	TRY(check_range(cx, "limit", limit, 1, CATALOG_LIST_MAX));
	TRY(catalog_breaches(cx, (struct catalog_breaches_in){ .district_id = cx->district_id, .shop_id = shop_id, .before = before, .limit = limit },
			     &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct shop_breach, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct shop_breach){ rows[i].breach_id, rows[i].shop_id, rows[i].doc_id, rows[i].happened_ms, rows[i].recorded_by,
			rows[i].decided_ms, rows[i].rule, rows[i].what };
	return ERR_OK;
}

enum err shop_decisions(struct ctx *cx, int64_t shop_id, struct shop_decision **ret, size_t *ret_n)
{
	struct catalog_decisions_row *rows;

	TRY(catalog_decisions(cx, (struct catalog_decisions_in){ .district_id = cx->district_id, .shop_id = shop_id, .limit = SHOP_DECISIONS_MAX },
			      &rows, ret_n, SHOP_DECISIONS_MAX));
	*ret = arena_array(&cx->mem, struct shop_decision, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct shop_decision){ rows[i].at_ms, rows[i].by_id, rows[i].from_day, rows[i].until_day, rows[i].verb,
			rows[i].decision, rows[i].why };
	return ERR_OK;
}
