/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/reserve/hazard.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/reserve/reserve.h"
#include "reserve.sql.h"

enum { LYING_MAX = 50000, HAZARDS = STORAGE_FLAMMABLE | STORAGE_CORROSIVE | STORAGE_TOXIC };

struct look { struct ctx *cx; const struct plan *plans; struct reserve_lying_row *lying; const struct item **items; size_t n; struct reserve_upkeep *upkeeps; size_t n_upkeeps; };

static int64_t hazards_of(const struct plan *plans, const struct item *item)
{
	const unsigned of_class = plan_tags(plans, item->category);
	int64_t set = item->storage & HAZARDS;

	set |= item->tags & ITEM_TAG_FLAMMABLE || of_class >> TAG_flammable & 1 ? STORAGE_FLAMMABLE : 0;
	set |= item->tags & ITEM_TAG_CORROSIVE || of_class >> TAG_corrosive & 1 ? STORAGE_CORROSIVE : 0;
	set |= item->tags & ITEM_TAG_TOXIC || of_class >> TAG_toxic & 1 ? STORAGE_TOXIC : 0;
	return set;
}

/* Why it must not lie there, the first reason; nothing when it may. */
static void judge(const struct look *look, const struct place *place, size_t i, int64_t hazards, struct hazard_goods *g)
{
	struct arena *mem = &look->cx->mem;
	const int64_t lacks = hazards & ~place->storage;

	g->zh = g->en = "";
	g->fits = true;
	if (lacks) {
		g->fits = false;
		g->zh = arena_print(mem, "这里没有%s存放条件", storage_zh(mem, lacks));
		g->en = arena_print(mem, "there is no storage for %s goods here", storage_words(mem, lacks));
		return;
	}
	for (size_t k = 0; k < look->n && g->fits; k++) {
		const struct plan_storage *rule;

		if (look->lying[k].place_id != place->place_id || k == i)
			continue;
		rule = plan_storage_conflict(look->plans, look->items[i]->category, look->items[k]->category);
		if (!rule)
			continue;
		g->fits = false;
		g->zh = arena_print(mem, "与“%s”同放：%s", look->items[k]->zh, rule->rule.zh ? rule->rule.zh : rule->rule.id);
		g->en = arena_print(mem, "lies beside \"%s\": %s", look->items[k]->en[0] ? look->items[k]->en : look->items[k]->zh, rule->rule.en ? rule->rule.en : rule->rule.id);
	}
}

/* The check of fire safety that is due first. */
static void look_after(const struct look *look, struct hazard_house *h)
{
	for (size_t i = 0; i < look->n_upkeeps; i++) {
		const struct reserve_upkeep *u = &look->upkeeps[i];

		if (u->facts.place_id != h->place_id || u->facts.sort != 0 || h->due_day)
			continue;
		h->due_day = u->facts.due_day, h->overdue = u->overdue, h->last_day = u->last_day, h->last_sound = u->last_sound, h->last_note = u->last_note;
	}
}

static struct hazard_house house_of(const struct look *look, const struct place *place)
{
	struct arena *mem = &look->cx->mem;
	struct hazard_house h = { .place_id = place->place_id, .last_sound = true, .place = place->name, .accepts = storage_words(mem, place->storage & HAZARDS), .last_note = "" };
	struct hazard_goods *goods = NULL;
	size_t n = 0, room = 0;

	for (size_t i = 0; i < look->n; i++) {
		const struct item *item = look->items[i];
		const int64_t hazards = look->lying[i].place_id == place->place_id ? hazards_of(look->plans, item) : 0;
		struct hazard_goods g = { .item_id = item->item_id, .qty = look->lying[i].qty, .item_code = item->code, .item = item->zh, .item_en = item->en, .unit = item->unit };

		if (!hazards)
			continue;
		g.hazards = storage_words(mem, hazards);
		judge(look, place, i, hazards, &g);
		h.wrong |= !g.fits;
		arena_push(mem, goods, n, room) = g;
	}
	h.goods = (struct list){ goods, n };
	look_after(look, &h);
	return h;
}

static enum err load(struct look *look, const struct place *at)
{
	struct ctx *cx = look->cx;

	TRY(plan_active_load(cx, at->path, &look->plans));
	TRY(reserve_upkeeps(cx, at->parent_id ? at->place_id : 0, &look->upkeeps, &look->n_upkeeps));
	TRY(reserve_lying(cx, (struct reserve_lying_in){ cx->district_id, at->path, check_scope_end(&cx->mem, at->path), cx->actor->account_id, PERM_STOCK_READ,
		cx->now_ms, LYING_MAX }, &look->lying, &look->n, LYING_MAX));
	look->items = arena_array(&cx->mem, const struct item *, look->n + 1);
	for (size_t i = 0; i < look->n; i++) {
		struct item *item = arena_new(&cx->mem, sizeof *item);

		TRY(item_get(cx, look->lying[i].item_id, item));
		look->items[i] = item;
	}
	return ERR_OK;
}

enum err hazard_houses(struct ctx *cx, int64_t place_id, struct hazard_house **ret, size_t *ret_n)
{
	struct look look = { .cx = cx };
	struct place at, *houses;
	size_t n;

	if (place_id)
		TRY(place_need(cx, PERM_RESERVE_READ, place_id, &at));
	else
		TRY(place_root(cx, &at));                     /* what the reader may see of it: every list asks his scope */
	TRY(load(&look, &at));
	TRY(place_list(cx, &(struct place_filter){ .under_id = at.place_id, .kind = PLACE_WAREHOUSE, .open_on = civil_day_of(cx->now_ms), .limit = PLACE_BATCH_MAX }, &houses, &n));
	*ret = arena_array(&cx->mem, struct hazard_house, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		struct hazard_house h = house_of(&look, &houses[i]);

		if (h.accepts[0] || h.goods.n)
			(*ret)[(*ret_n)++] = h;
	}
	return ERR_OK;
}
