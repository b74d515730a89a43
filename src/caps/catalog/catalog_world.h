/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_CATALOG_WORLD_H
#define CAPS_CATALOG_WORLD_H
/* What the tests of the catalogue and of what stands on it share: a grid with a
 * building, a designated shop with three goods and a package, and a plan that
 * says what may be ordered and when.  Tests only. */
#include "caps/catalog/catalog.h"
#include "caps/document/document_world.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include <string.h>

static const char market_plan[] =
	"plan: {id: m, zh: 团购规则, version: 1, date: 2021-01-01, kind: district, kinds: [{id: town_compound, zh: 城镇小区, of: area}]}\n"
	"roles: [{id: command, zh: 指挥部, kind: command}]\n"
	"goods: {classes: [{id: food, zh: 食品}, {id: vegetables, zh: 蔬菜, part_of: food}, {id: package, zh: 套餐}, {id: tobacco, zh: 烟草},\n"
	"  {id: medicine, zh: 药品, tags: medicine}, {id: masks, zh: 口罩}, {id: rice, zh: 米}, {id: disinfectant, zh: 消毒}]}\n"
	"delivery:\n"
	"  orders: [{id: household_order, zh: 只收食品和套餐, accept: [food, package], refuse: tobacco, apart: medicine, cut_off: 20:00, deliver_within: 1 day}]\n";

struct market {
	struct docs d;
	int64_t grid, building, shop, org, cabbage, egg, package, cigarette, drug;
	const struct actor *clerk, *regulator, *worker;
};

static inline int64_t new_goods(struct ctx *cx, const char *code, const char *zh, const char *category, const char *unit)
{
	int64_t id = 0;

	must(item_create(cx, &(struct item){ .code = code, .zh = zh, .category = category, .unit = unit, .pack = 1, .active = 1 }, &id));
	return id;
}

static inline int64_t priced(struct ctx *cx, const struct market *m, int64_t item_id, int64_t fen, int64_t shop_fen)
{
	int64_t version = 0;

	cx->actor = m->clerk;
	must(price_set(cx, &(struct price_facts){ .shop_id = m->shop, .item_id = item_id, .price_fen = fen, .price_units = 1,
		.shop_price_fen = shop_fen }, &version));
	return version;
}

static inline void designated(struct ctx *cx, const struct market *m, int64_t version)
{
	cx->actor = m->regulator;
	must(shop_designate(cx, &(struct shop_facts){ .shop_id = m->shop, .org_id = m->org, .kind = SHOP_SUPERMARKET,
		.from_day = civil_day_of(cx->now_ms), .decision = "演保〔2026〕1号", .serves = (int64_t[]){ m->d.d.a }, .n_serves = 1 }, version));
}

/* The clock stands at 09:00 in China. */
static inline struct market open_market(struct ctx *cx)
{
	struct market m = { .d = open_docs(cx) };
	struct plan_stored stored;
	int64_t id;

	cx->now_ms = civil_day_of(cx->now_ms) * (int64_t)DAY_MS + 3600 * 1000;
	cx->actor = &the_system;
	must(plan_register(cx, "m.yaml", market_plan, sizeof market_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "m", .version = 1, .reason = "试" }, &id));
	m.grid = new_place(cx, PLACE_GRID, "G1", "幸福家园", m.d.d.a1);
	m.building = new_place(cx, PLACE_BUILDING, "G1-3", "3号楼", m.grid);
	m.shop = new_place(cx, PLACE_SHOP, "S1", "红枫超市", m.d.d.a);
	must(org_create(cx, &(struct org){ .code = "HF", .name = "红枫商贸", .roles = ORG_SUPPLIER, .active = 1 }, &m.org));
	m.clerk = new_actor(cx, "shop", "shop_clerk", m.shop);
	m.regulator = new_actor(cx, "regulator", "market_regulator", m.d.d.root);
	m.worker = new_actor(cx, "grid", "grid_worker", m.grid);
	m.cabbage = new_goods(cx, "V01", "大白菜", "vegetables", "棵");
	m.egg = new_goods(cx, "V02", "鸡蛋", "food", "枚");
	m.package = new_goods(cx, "P50", "蔬菜包", "package", "份");
	m.cigarette = new_goods(cx, "T01", "香烟", "tobacco", "包");
	m.drug = new_goods(cx, "M01", "降压药", "medicine", "盒");
	designated(cx, &m, 0);
	cx->actor = m.clerk;
	must(package_set(cx, &(struct package){ .item_id = m.package, .shop_id = m.shop, .persons_min = 3, .persons_max = 5, .days = 3,
		.parts = (struct package_part[]){ { .item_id = m.cabbage, .qty = 2 }, { .item_id = m.egg, .qty = 10 } }, .n_parts = 2 }, 0));
	priced(cx, &m, m.cabbage, 350, 400);
	priced(cx, &m, m.egg, 80, 80);
	priced(cx, &m, m.package, 5000, 5200);
	return m;
}

static inline struct offer_draft evening_offer(const struct ctx *cx, const struct market *m, const struct offer_want *wants, size_t n)
{
	const int64_t day = civil_day_of(cx->now_ms) * (int64_t)DAY_MS - CHINA_OFFSET_MS, hour = 3600 * 1000;

	return (struct offer_draft){ .shop_id = m->shop, .area_id = m->grid, .opens_ms = cx->now_ms, .cut_off_ms = day + 20 * hour,
		.deliver_from_ms = day + DAY_MS + 19 * hour + hour / 2, .deliver_until_ms = day + DAY_MS + 21 * hour, .name = "明天的菜",
		.wants = wants, .n_wants = n };
}
#endif
