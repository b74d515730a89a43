/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/public_page/public_page.h"
#include "base/buf.h"
#include "base/civil.h"
#include "caps/appeal/appeal.h"
#include "caps/item/item.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/report/report.h"
#include "caps/sale/sale.h"
#include "caps/stock/stock.h"
#include "public_page.sql.h"
#include <string.h>

const char *const public_languages[] = { "zh", "en", NULL };

/* Classes while they are being put together. */
struct classes { struct ctx *cx; struct public_class *at; size_t n, room; };

static int64_t unless_few(int64_t value, int64_t units) { return units < PUBLIC_FEW ? PUBLIC_HIDDEN : value; }

/* 0 is no secret; 1 to 4 could be somebody. */
static int64_t count_unless_few(int64_t n) { return n ? unless_few(n, n) : 0; }

static void add_goods(struct classes *c, struct public_class *class, const struct public_goods *goods, size_t *room)
{
	struct public_goods *at = class->goods.at;

	arena_push(&c->cx->mem, at, class->goods.n, *room) = *goods;
	class->goods.at = at;
}

/* What the plans want held, as the report on reserves reckons it; a class with neither goods nor a target is left out. */
static enum err add_reserves(struct classes *c, struct reserve_picture *reserves)
{
	TRY(report_reserves(c->cx, &(struct report_reserves_ask){ 0 }, reserves));
	for (size_t i = 0; i < reserves->lines.n; i++) {
		const struct reserve_line *line = &((const struct reserve_line *)reserves->lines.at)[i];
		struct public_class class = { .state = line->state, .cover_days = line->cover_days, .target_days = line->target_days,
			.target_qty = line->target_qty, .class_id = line->class_id, .zh = line->class_zh, .en = line->class_en,
			.unit = line->unit ? line->unit : "" };
		size_t room = 0;

		if (!line->items.n && !line->target_days && !line->target_qty)
			continue;
		for (size_t k = 0; k < line->items.n; k++) {
			const struct reserve_item *item = &((const struct reserve_item *)line->items.at)[k];

			add_goods(c, &class, &(struct public_goods){ item->usable, item->cover_days, item->item,
				  item->item_en && *item->item_en ? item->item_en : item->item, item->unit }, &room);
		}
		arena_push(&c->cx->mem, c->at, c->n, c->room) = class;
	}
	return ERR_OK;
}

static bool is_in_reserves(const struct reserve_picture *reserves, int64_t item_id)
{
	for (size_t i = 0; i < reserves->lines.n; i++) {
		const struct reserve_line *line = &((const struct reserve_line *)reserves->lines.at)[i];

		for (size_t k = 0; k < line->items.n; k++)
			if (((const struct reserve_item *)line->items.at)[k].item_id == item_id)
				return true;
	}
	return false;
}

static struct public_class *class_of(struct classes *c, const struct plan *plans, const char *category)
{
	const struct plan_class *known = plans ? plan_class(plans, category) : NULL;
	struct public_class class = { .state = RESERVE_NO_TARGET, .cover_days = -1, .class_id = category, .unit = "" };

	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->at[i].class_id, category) == 0 && c->at[i].state == RESERVE_NO_TARGET)
			return &c->at[i];
	class.zh = known ? known->rule.zh : category;
	class.en = known && known->rule.en ? known->rule.en : class.zh;
	arena_push(&c->cx->mem, c->at, c->n, c->room) = class;
	return &c->at[c->n - 1];
}

/* What lies there without a norm: protective goods, for example. */
static enum err add_rest(struct classes *c, const struct place *place, const struct reserve_picture *reserves)
{
	struct stock_item *stock;
	const struct plan *plans;
	size_t n;

	TRY(plan_active_load(c->cx, place->path, &plans));
	TRY(stock_items(c->cx, place->place_id, 0, NULL, ITEM_BATCH_MAX, &stock, &n));
	for (size_t i = 0; i < n; i++) {
		struct public_class *class;
		struct item item;
		size_t room;

		if (!stock[i].free || is_in_reserves(reserves, stock[i].item_id))
			continue;
		TRY(item_get(c->cx, stock[i].item_id, &item));
		class = class_of(c, plans, item.category);
		room = class->goods.n;
		add_goods(c, class, &(struct public_goods){ stock[i].free, -1, item.zh, *item.en ? item.en : item.zh, item.unit }, &room);
	}
	return ERR_OK;
}

static enum err load_classes(struct ctx *cx, const struct place *place, struct list *ret)
{
	struct classes c = { .cx = cx };
	struct reserve_picture reserves;

	TRY(add_reserves(&c, &reserves));
	TRY(add_rest(&c, place, &reserves));
	*ret = (struct list){ c.at, c.n };
	return ERR_OK;
}

static enum err load_gifts(struct ctx *cx, int64_t since_ms, const char *number, struct list *ret)
{
	struct public_gift_rows_row *rows;
	struct public_gift *gifts;
	size_t n;

	TRY(public_gift_rows(cx, (struct public_gift_rows_in){ .district_id = cx->district_id, .since_ms = since_ms, .number = number,
		.limit = PUBLIC_ROWS_MAX }, &rows, &n, PUBLIC_ROWS_MAX));
	gifts = arena_array(&cx->mem, struct public_gift, n + 1);
	for (size_t i = 0; i < n; i++)
		gifts[i] = (struct public_gift){ .day = civil_day_of(rows[i].created_ms), .qty = rows[i].qty,
			.used = rows[i].qty > rows[i].in_house ? rows[i].qty - rows[i].in_house : 0, .directed = rows[i].taken_id != 0,
			.wish = rows[i].wish, .donor = rows[i].donor, .number = rows[i].number, .zh = rows[i].zh, .en = *rows[i].en ? rows[i].en : rows[i].zh, .unit = rows[i].unit };
	*ret = (struct list){ gifts, n };
	return ERR_OK;
}

static enum err load_allotments(struct ctx *cx, struct list *ret)
{
	struct public_allotment_rows_row *rows;
	struct public_allotment *all;
	size_t n;

	TRY(public_allotment_rows(cx, (struct public_allotment_rows_in){ .district_id = cx->district_id,
		.since_day = civil_day_of(cx->now_ms) - PUBLIC_MOVE_DAYS + 1, .limit = PUBLIC_ROWS_MAX }, &rows, &n, PUBLIC_ROWS_MAX));
	all = arena_array(&cx->mem, struct public_allotment, n + 1);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct public_allotment){ .day = rows[i].day, .qty = unless_few(rows[i].qty, rows[i].units),
			.received = unless_few(rows[i].received, rows[i].units), .units = count_unless_few(rows[i].units),
			.number = rows[i].number, .zh = rows[i].zh, .en = *rows[i].en ? rows[i].en : rows[i].zh, .unit = rows[i].unit };
	*ret = (struct list){ all, n };
	return ERR_OK;
}

void public_join_small(struct ctx *cx, const struct public_area *rows, size_t n, struct list *ret)
{
	struct public_area *areas = arena_array(&cx->mem, struct public_area, n + 1), last = { .code = "" };
	struct buf names = BUF(&cx->mem);
	size_t own = 0;

	while (own < n && rows[own].orders >= PUBLIC_FEW)
		own++;
	for (size_t i = own; i < n; i++)
		last.orders += rows[i].orders;
	while (own && own < n && last.orders > 0 && last.orders < PUBLIC_FEW)
		last.orders += rows[--own].orders;
	last.orders = 0;
	for (size_t i = 0; i < n; i++) {
		struct public_area *at = i < own ? &areas[i] : &last;

		at->orders += rows[i].orders;
		at->under_way += rows[i].under_way;
		at->received += rows[i].received;
		if (i < own) {
			at->code = rows[i].code;
			at->name = rows[i].name;
		} else {
			buf_print(&names, "%s%s", names.n ? "、" : "", rows[i].name);
		}
	}
	if (own < n) {
		last.name = buf_get(&names);
		if (last.orders && last.orders < PUBLIC_FEW)
			last.orders = last.under_way = last.received = PUBLIC_HIDDEN;
		areas[own] = last;
	}
	*ret = (struct list){ areas, own + (own < n) };
}

static enum err load_areas(struct ctx *cx, struct list *ret)
{
	struct public_area_rows_row *rows;
	struct public_area *areas;
	size_t n;

	TRY(public_area_rows(cx, (struct public_area_rows_in){ .district_id = cx->district_id,
		.since_ms = cx->now_ms - (int64_t)PUBLIC_MOVE_DAYS * DAY_MS, .limit = PUBLIC_ROWS_MAX }, &rows, &n, PUBLIC_ROWS_MAX));
	areas = arena_array(&cx->mem, struct public_area, n + 1);
	for (size_t i = 0; i < n; i++)
		areas[i] = (struct public_area){ rows[i].orders, rows[i].under_way, rows[i].received, rows[i].code, rows[i].name };
	public_join_small(cx, areas, n, ret);
	return ERR_OK;
}

static enum err load_appeals(struct ctx *cx, struct list *ret)
{
	struct appeal_public *rows;
	struct public_appeal *to;
	size_t n;

	TRY(appeal_published(cx, &rows, &n));
	to = arena_array(&cx->mem, struct public_appeal, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = (struct public_appeal){ rows[i].until_day, rows[i].qty, rows[i].come, rows[i].number, rows[i].words, rows[i].place, rows[i].zh, rows[i].en, rows[i].unit };
	*ret = (struct list){ to, n };
	return ERR_OK;
}

static enum err load_sales(struct ctx *cx, struct list *ret)
{
	struct sale_open_point *points;
	struct public_sale *to;
	size_t n;

	TRY(sale_published(cx, &points, &n));
	to = arena_array(&cx->mem, struct public_sale, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct public_offer *goods = arena_array(&cx->mem, struct public_offer, points[i].n_goods + 1);
		struct public_hours *hours = arena_array(&cx->mem, struct public_hours, points[i].n_windows + 1);

		for (size_t k = 0; k < points[i].n_goods; k++) {
			const struct sale_offer *g = &points[i].goods[k];

			goods[k] = (struct public_offer){ g->price_fen, g->price_units, g->per_household, g->per_unit, g->left, g->there, g->zh, g->en, g->unit };
		}
		for (size_t k = 0; k < points[i].n_windows; k++)
			hours[k] = (struct public_hours){ points[i].windows[k].opens_ms, points[i].windows[k].closes_ms };
		to[i] = (struct public_sale){ points[i].number, points[i].point, points[i].area, { hours, points[i].n_windows }, { goods, points[i].n_goods } };
	}
	*ret = (struct list){ to, n };
	return ERR_OK;
}

static enum err load(struct ctx *cx, struct public_supply *ret)
{
	struct ledger_head head;
	struct place place;
	enum err e = place_root(cx, &place);

	*ret = (struct public_supply){ .at_ms = cx->now_ms, .few = PUBLIC_FEW, .place = "", .chain = "", .hotline = "" };
	if (e == ERR_NOT_FOUND) {
		cx->fault = (struct fault){ 0 };
		return ERR_OK;
	}
	TRY(e);
	ret->place = place.name;
	ret->hotline = place_dial(&cx->mem, place.contact);
	TRY(ledger_head(cx, &head));
	ret->entries = head.seq;
	ret->chain = head.seq ? arena_text(&cx->mem, head.hash) : "";
	TRY(load_classes(cx, &place, &ret->classes));
	TRY(load_gifts(cx, cx->now_ms - (int64_t)PUBLIC_GIFT_DAYS * DAY_MS, "", &ret->gifts));
	TRY(load_allotments(cx, &ret->allotments));
	TRY(load_appeals(cx, &ret->appeals));
	TRY(load_sales(cx, &ret->sales));
	return load_areas(cx, &ret->areas);
}

enum err public_supply(struct ctx *cx, struct public_supply *ret)
{
	static const struct actor publisher = { .account_id = ACCOUNT_SYSTEM, .name = "公开页" };
	const struct actor *asker = cx->actor;
	enum err e;

	cx->actor = &publisher;
	e = load(cx, ret);
	cx->actor = asker;
	return e;
}

enum err public_trace(struct ctx *cx, const char *number, struct public_trace *ret)
{
	struct public_gift_steps_row *rows;
	struct public_step *steps;
	bool few = false;
	size_t n;

	*ret = (struct public_trace){ 0 };
	TRY(load_gifts(cx, 0, number, &ret->gifts));
	if (!*number || !ret->gifts.n)
		return fail(cx, ERR_NOT_FOUND, "number", "没有编号为 %s 的捐赠入库单；编号印在收据上，如 JS-%lld-20261121-0001",
			    "there is no receipt of a donation with the number %s; it stands on the paper, like JS-%lld-20261121-0001",
			    number, (long long)cx->district_id);
	TRY(public_gift_steps(cx, (struct public_gift_steps_in){ .district_id = cx->district_id, .number = number, .limit = PUBLIC_ROWS_MAX },
			      &rows, &n, PUBLIC_ROWS_MAX));
	for (size_t i = 0; i < n; i++)
		few = few || rows[i].units < PUBLIC_FEW;
	steps = arena_array(&cx->mem, struct public_step, n + 1);
	for (size_t i = 0; i < n; i++)           /* one hidden figure is the rest of the others: then none is shown */
		steps[i] = (struct public_step){ .units = count_unless_few(rows[i].units), .qty = few ? PUBLIC_HIDDEN : rows[i].qty,
			.area = rows[i].area, .zh = rows[i].zh, .en = *rows[i].en ? rows[i].en : rows[i].zh, .unit = rows[i].unit };
	ret->steps = (struct list){ steps, n };
	return ERR_OK;
}
