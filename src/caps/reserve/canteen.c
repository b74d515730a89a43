/* SPDX-License-Identifier: Apache-2.0 */
/* The register of canteens, the day they open, and what of each is read before its lines are reckoned. */
#include "caps/reserve/canteen_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/stock/stock.h"
#include "reserve.sql.h"

const char *const canteen_state_words[] = { "ready", "missing", "overdue", "no_date", "unknown", NULL };
enum { SHELVES_MAX = 20000, CONTRACTS_MAX = 2000, AHEAD_MAX = 400, BACK_MAX = 366 };

static enum err rows(struct ctx *cx, struct reserve_canteen_rows_in in, struct reserve_canteen_rows_row **ret, size_t *ret_n)
{
	in.district_id = cx->district_id;
	in.actor_id = cx->actor->account_id;
	in.perm = PERM_RESERVE_READ;
	in.now_ms = cx->now_ms;
	in.limit = CANTEENS_MAX;
	return reserve_canteen_rows(cx, in, ret, ret_n, CANTEENS_MAX);
}

/* One in use, at the version that was seen. */
static enum err editable(struct ctx *cx, int64_t place_id, int64_t version, struct place *place, struct reserve_canteen_rows_row *ret)
{
	struct reserve_canteen_rows_row *one;
	size_t n;

	TRY(place_need(cx, PERM_RESERVE_EDIT, place_id, place));
	TRY(rows(cx, (struct reserve_canteen_rows_in){ .place_id = place_id, .under = "/", .under_end = "0", .sees_all = 1 }, &one, &n));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "place_id", "“%s”没有登记为食堂", "\"%s\" is not registered as a canteen", place->name);
	*ret = *one;
	return !version || version == ret->version ? ERR_OK :
		fail(cx, ERR_STALE, "version", "别人刚改过这个食堂，请刷新再办", "someone changed this canteen meanwhile; reload");
}

static enum err update(struct ctx *cx, const struct reserve_canteen_rows_row *k)
{
	return reserve_canteen_update(cx, (struct reserve_canteen_update_in){ cx->district_id, k->place_id, k->version, k->headcount, k->opening_day, k->opening_by,
		k->opening_ms, k->ended_ms });
}

enum err canteen_put(struct ctx *cx, int64_t place_id, int64_t version, int64_t headcount)
{
	struct reserve_canteen_rows_row k, *old;
	struct place place;
	size_t n;

	TRY(check_range(cx, "headcount", headcount, 1, CANTEEN_HEADS_MAX));
	if (version) {
		TRY(editable(cx, place_id, version, &place, &k));
		k.headcount = headcount;
		return update(cx, &k);
	}
	TRY(place_need(cx, PERM_RESERVE_EDIT, place_id, &place));
	if (place.kind != PLACE_UNIT && place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "place_id", "“%s”不是单位，也不是仓库；食堂按单位或它的库房登记", "\"%s\" is neither a unit nor a warehouse; a canteen is registered by one of these", place.name);
	TRY(rows(cx, (struct reserve_canteen_rows_in){ .place_id = place_id, .under = "/", .under_end = "0", .sees_all = 1 }, &old, &n));
	if (n)
		return fail(cx, ERR_CONFLICT, "place_id", "“%s”已经登记为食堂", "\"%s\" is registered as a canteen already", place.name);
	return reserve_canteen_insert(cx, (struct reserve_canteen_insert_in){ cx->district_id, place_id, headcount, cx->actor->account_id, cx->now_ms });
}

/* The day is set by who holds the plan's role for the event, not by whoever may edit. */
enum err canteen_open_on(struct ctx *cx, int64_t place_id, int64_t version, int64_t day)
{
	const int64_t today = civil_day_of(cx->now_ms);
	const struct plan_event *event;
	const struct plan_role *role;
	struct reserve_canteen_rows_row k;
	const struct plan *plans;
	struct party_held held;
	struct place place;

	TRY(editable(cx, place_id, version, &place, &k));
	TRY(plan_active_load(cx, place.path, &plans));
	event = canteen_event(&cx->mem, plans);
	if (!event)
		return fail(cx, ERR_BLOCKED, "place_id", "在“%s”启用的预案里没有备料期限，不用定日期", "no plan in force at \"%s\" has a deadline before an event, so there is no day to set", place.name);
	if (event->by) {
		role = plan_role(event->rule.plan, event->by);
		TRY(party_holds_plan_role(cx, cx->actor->account_id, event->by, place.path, &held));
		if (held.how == PARTY_HOLDS_NOT)
			return fail(cx, ERR_FORBIDDEN, "day", "“%s”的日期由“%s”确定", "the day of \"%s\" is set by \"%s\"", event->rule.zh, role ? role->rule.zh : event->by);
	}
	TRY(check_range(cx, "day", day, today - BACK_MAX, today + AHEAD_MAX));
	k.opening_day = day;
	k.opening_by = cx->actor->account_id;
	k.opening_ms = cx->now_ms;
	return update(cx, &k);
}

enum err canteen_end(struct ctx *cx, int64_t place_id, int64_t version)
{
	struct reserve_canteen_rows_row k;
	struct place place;

	TRY(editable(cx, place_id, version, &place, &k));
	k.ended_ms = cx->now_ms;
	return update(cx, &k);
}

/* ---- looking ---- */

static enum err load_goods(struct canteen_look *look)
{
	struct ctx *cx = look->cx;
	struct reserve_shelves_row *shelves;
	struct item *item = NULL;
	size_t n;

	TRY(reserve_shelves(cx, (struct reserve_shelves_in){ .district_id = cx->district_id, .under = look->path, .under_end = check_scope_end(&cx->mem, look->path),
		.today = look->today, .actor_id = cx->actor->account_id, .perm = PERM_STOCK_READ, .now_ms = cx->now_ms, .limit = SHELVES_MAX }, &shelves, &n, SHELVES_MAX));
	look->goods = arena_array(&cx->mem, struct canteen_goods, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!item || item->item_id != shelves[i].item_id) {
			item = arena_new(&cx->mem, sizeof *item);
			TRY(item_get(cx, shelves[i].item_id, item));
		}
		if (shelves[i].usable)
			look->goods[look->n_goods++] = (struct canteen_goods){ item, shelves[i].expiry_day, shelves[i].usable };
	}
	return ERR_OK;
}

static enum err load_owed(struct canteen_look *look)
{
	struct ctx *cx = look->cx;

	TRY(purchase_owed_to(cx, look->path, &look->owed, &look->n_owed));
	look->owed_items = arena_array(&cx->mem, const struct item *, look->n_owed + 1);
	for (size_t i = 0; i < look->n_owed; i++) {
		struct item *item = arena_new(&cx->mem, sizeof *item);

		TRY(item_get(cx, look->owed[i].item_id, item));
		look->owed_items[i] = item;
	}
	return ERR_OK;
}

static enum err load_contracts(struct canteen_look *look, int64_t day)
{
	struct ctx *cx = look->cx;
	struct reserve_canteen_contracts_row *at;

	TRY(reserve_canteen_contracts(cx, (struct reserve_canteen_contracts_in){ cx->district_id, look->path, day, CONTRACTS_MAX }, &at, &look->n_contracts, CONTRACTS_MAX));
	look->contracts = arena_array(&cx->mem, struct canteen_contract, look->n_contracts + 1);
	for (size_t i = 0; i < look->n_contracts; i++)
		look->contracts[i] = (struct canteen_contract){ at[i].org_id, at[i].until_day, at[i].class_id, at[i].party };
	return ERR_OK;
}

static enum err look_at(struct ctx *cx, const struct reserve_canteen_rows_row *k, struct canteen_look *shared, struct canteen *ret)
{
	struct canteen_look look = { .cx = cx, .out = ret, .path = k->path, .today = civil_day_of(cx->now_ms), .delivers = shared->delivers, .n_delivers = shared->n_delivers };
	const int64_t day = k->opening_day ? k->opening_day : look.today;

	*ret = (struct canteen){ .place_id = k->place_id, .version = k->version, .headcount = k->headcount, .opening_day = k->opening_day, .opening_ms = k->opening_ms,
		.place = k->place, .opening_name = k->opening_name };
	TRY(plan_active_load(cx, k->path, &look.plans));
	TRY(load_goods(&look));
	TRY(load_owed(&look));
	TRY(load_contracts(&look, day));
	return canteen_lines(&look);
}

enum err canteen_list(struct ctx *cx, int64_t place_id, struct canteen **ret, size_t *ret_n)
{
	struct reserve_canteen_rows_row *k;
	struct canteen_look shared = { 0 };
	const char *from, *to;

	TRY(stock_range(cx, place_id, &from, &to));
	TRY(rows(cx, (struct reserve_canteen_rows_in){ .under = from, .under_end = to }, &k, ret_n));
	TRY(supplier_deliverers(cx, &shared.delivers, &shared.n_delivers));
	*ret = arena_array(&cx->mem, struct canteen, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		TRY(look_at(cx, &k[i], &shared, &(*ret)[i]));
	return ERR_OK;
}
