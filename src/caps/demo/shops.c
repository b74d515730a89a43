/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/area.h"
#include "caps/party/org.h"
#include <string.h>

/* Designated shops with their price lists and packages; an offer of yesterday, and
 * one that closes this evening.  Enterprises are invented. */
struct shop_of_demo { const char *code, *name, *org_code, *org, *parent, *decision; int64_t kind; };
static const struct shop_of_demo shops[] = {
	{ "MD-HF", "红枫超市白杨店（演示）", "BG01", "红枫商贸（演示）", "330114002000", "演示保供〔2026〕1号", SHOP_SUPERMARKET },
	{ "MD-HM", "惠民菜店（演示）", "BG02", "惠民农产品（演示）", "330114003000", "演示保供〔2026〕2号", SHOP_GROCER },
	{ "MD-KJ", "康济药房（演示）", "BG03", "康济医药（演示）", "330114002000", "演示保供〔2026〕3号", SHOP_PHARMACY },
};
enum { SHOPS = sizeof shops / sizeof *shops, HOUR_MS = 3600 * 1000, CUT_OFF_HOUR = 20 };

static const struct { const char *code, *barcode, *zh, *en, *category, *unit; int64_t fen, shop_fen, storage, places; } goods[] = {
#define GOODS(code, barcode, zh, en, category, unit, fen, shop_fen, storage, places) \
	{ code, barcode, zh, en, category, unit, fen, shop_fen, STORAGE_##storage, places },
#include "caps/demo/shop_goods.def"
#undef GOODS
};
enum { GOODS_N = sizeof goods / sizeof *goods };

static const struct { const char *code, *zh, *rule; int64_t fen, days, places; struct { const char *code; int64_t qty; } parts[8]; } packages[] = {
	{ "TC050", "蔬菜包", "p50", 5000, 2, 240, { { "SP001", 3 }, { "SP002", 2 }, { "SP003", 1 }, { "SP004", 1 }, { "SP007", 1 }, { "SP011", 1 } } },
	{ "TC100", "菜肉包", "p100", 10000, 3, 200, { { "SP001", 3 }, { "SP003", 2 }, { "SP005", 1 }, { "SP007", 2 }, { "SP008", 2 } } },
	{ "TC150", "全家包", "p150", 15000, 3, 160, { { "SP001", 3 }, { "SP004", 2 }, { "SP007", 2 }, { "SP008", 2 }, { "SP012", 1 }, { "SP015", 1 } } },
};
enum { PACKAGES = sizeof packages / sizeof *packages };

enum err demo_shop_places(struct ctx *cx, struct demo_work *w)
{
	struct place parent;
	int64_t id;

	for (size_t i = 0; i < SHOPS; i++) {
		TRY(place_by_code(cx, shops[i].parent, &parent));
		TRY(place_create(cx, &(struct place_facts){ .kind = PLACE_SHOP, .code = shops[i].code, .name = shops[i].name,
			.parent_id = parent.place_id, .contact = "客服部（演示）", .has_point = 1,
			.lon_e7 = parent.lon_e7 + chance_between(&w->chance, -30000, 30000), .lat_e7 = parent.lat_e7 + chance_between(&w->chance, -30000, 30000) }, &id));
		w->made.places++;
	}
	return ERR_OK;
}

static enum err item_of(struct ctx *cx, const char *code, int64_t *ret)
{
	struct item item;

	TRY(item_by_code(cx, code, &item));
	*ret = item.item_id;
	return ERR_OK;
}

static enum err add_goods(struct ctx *cx, struct demo_work *w)
{
	int64_t id;

	for (size_t i = 0; i < GOODS_N; i++)
		TRY(item_create(cx, &(struct item){ .code = goods[i].code, .barcode = goods[i].barcode, .zh = goods[i].zh, .en = goods[i].en,
			.category = goods[i].category, .unit = goods[i].unit, .storage = goods[i].storage, .pack = 1, .active = 1 }, &id));
	for (size_t i = 0; i < PACKAGES; i++) {
		struct package_part parts[8];
		size_t n = 0;

		for (; n < 8 && packages[i].parts[n].code; n++) {
			parts[n] = (struct package_part){ .qty = packages[i].parts[n].qty };
			TRY(item_of(cx, packages[i].parts[n].code, &parts[n].item_id));
		}
		TRY(item_create(cx, &(struct item){ .code = packages[i].code, .zh = packages[i].zh, .category = "package", .unit = "份", .pack = 1, .active = 1 }, &id));
		TRY(package_set(cx, &(struct package){ .item_id = id, .rule = packages[i].rule, .persons_min = 3, .persons_max = 5, .days = packages[i].days,
			.parts = parts, .n_parts = n }, 0));
	}
	w->made.items += GOODS_N + PACKAGES;
	return ERR_OK;
}

static enum err set_price(struct ctx *cx, int64_t shop_id, const char *code, int64_t fen, int64_t shop_fen)
{
	int64_t item_id, version;

	TRY(item_of(cx, code, &item_id));
	return price_set(cx, &(struct price_facts){ .shop_id = shop_id, .item_id = item_id, .price_fen = fen, .price_units = 1, .shop_price_fen = shop_fen,
		.why = "演示" }, &version);
}

/* The supermarket sells everything, the grocer what grows, the pharmacy nothing by offers: medicine is an individual need. */
static enum err set_prices(struct ctx *cx, const int64_t *shop_ids)
{
	for (size_t i = 0; i < GOODS_N; i++) {
		TRY(set_price(cx, shop_ids[0], goods[i].code, goods[i].fen, goods[i].shop_fen));
		if (i < 8)
			TRY(set_price(cx, shop_ids[1], goods[i].code, goods[i].fen - 10, goods[i].shop_fen));
	}
	for (size_t i = 0; i < PACKAGES; i++)
		TRY(set_price(cx, shop_ids[0], packages[i].code, packages[i].fen, packages[i].fen));
	return set_price(cx, shop_ids[1], packages[0].code, packages[0].fen, packages[0].fen);
}

/* The grids of the shop's subdistrict name it as their fixed enterprise. */
static enum err fix_shop(struct ctx *cx, const char *grid_code, int64_t shop_id)
{
	struct grid_area a;
	struct place grid;

	TRY(place_by_code(cx, grid_code, &grid));
	TRY(grid_area_of(cx, grid.place_id, &a));
	return grid_area_put(cx, grid.place_id, a.version, &(struct grid_facts){ .compound = a.compound, .area_kind = a.area_kind, .vehicle = a.vehicle,
		.station_id = a.station_id, .shop_ids = &shop_id, .n_shops = 1 });
}

/* After plans, accounts and grids. */
enum err demo_shops(struct ctx *cx, struct demo_work *w)
{
	int64_t ids[SHOPS];

	TRY(add_goods(cx, w));
	for (size_t i = 0; i < SHOPS; i++) {
		struct place place, parent;
		int64_t org_id;

		TRY(place_by_code(cx, shops[i].code, &place));
		TRY(place_by_code(cx, shops[i].parent, &parent));
		TRY(org_create(cx, &(struct org){ .code = shops[i].org_code, .name = shops[i].org, .roles = ORG_SUPPLIER, .contact = "客服部（演示）", .active = 1 }, &org_id));
		ids[i] = place.place_id;
		w->made.orgs++;
		TRY(shop_designate(cx, &(struct shop_facts){ .shop_id = place.place_id, .org_id = org_id, .kind = shops[i].kind,
			.from_day = civil_day_of(cx->now_ms), .decision = shops[i].decision, .why = "演示", .serves = &parent.place_id, .n_serves = 1 }, 0));
	}
	w->shop_id = ids[0];
	w->grocer_id = ids[1];
	TRY(set_prices(cx, ids));
	TRY(fix_shop(cx, "WG-YF", ids[0]));
	TRY(fix_shop(cx, "WG-JP", ids[0]));
	return fix_shop(cx, "WG-DF", ids[1]);
}

static int64_t hour_of(int64_t day, int64_t hour) { return day * DAY_MS - CHINA_OFFSET_MS + hour * HOUR_MS; }

static enum err offer(struct ctx *cx, const struct demo_work *w, int64_t shop_id, const char *area_code, const char *name, int64_t opens_ms, int64_t cut_off_ms, bool all, int64_t *ret)
{
	const int64_t day = civil_day_of(cut_off_ms) + 1;
	struct offer_want wants[GOODS_N + PACKAGES];
	struct doc_moved moved;
	struct place area;
	size_t n = 0;

	TRY(place_by_code(cx, area_code, &area));
	for (size_t i = 0; i < (all ? PACKAGES : 1); i++) {
		wants[n] = (struct offer_want){ .on_sale = packages[i].places, .per_household = 2 };
		TRY(item_of(cx, packages[i].code, &wants[n++].item_id));
	}
	for (size_t i = 0; i < (all ? GOODS_N : 8); i++) {
		wants[n] = (struct offer_want){ .on_sale = goods[i].places, .per_household = i < 6 ? 5 : 2 };
		TRY(item_of(cx, goods[i].code, &wants[n++].item_id));
	}
	TRY(offer_open(cx, &(struct offer_draft){ .shop_id = shop_id, .area_id = area.place_id, .opens_ms = opens_ms, .cut_off_ms = cut_off_ms,
		.deliver_from_ms = hour_of(day, 11) + HOUR_MS / 2, .deliver_until_ms = hour_of(day, 13), .name = name, .remark = "按预案不收配送费",
		.wants = wants, .n_wants = n }, ret));
	demo_pass(cx, w, 1000);
	return offer_publish(cx, *ret, 0, &moved);
}

/* Yesterday's offer, at ten in the morning or whenever the clock stands later. */
enum err demo_offer_yesterday(struct ctx *cx, struct demo_work *w)
{
	const int64_t day = w->options.day - 1, at = hour_of(day, 10);

	cx->now_ms = cx->now_ms > at ? cx->now_ms : at;
	cx->actor = w->shop;
	return offer(cx, w, w->shop_id, "330114002000", "昨日团购（演示）", hour_of(day, 8), hour_of(day, CUT_OFF_HOUR), true, &w->offer_yesterday);
}

/* What the duty engine does at eight in the evening. */
enum err demo_offer_cut_off(struct ctx *cx, struct demo_work *w)
{
	const int64_t at = hour_of(w->options.day - 1, CUT_OFF_HOUR);
	struct doc_moved moved;

	cx->now_ms = cx->now_ms > at ? cx->now_ms : at;
	cx->actor = w->system;
	return document_advance(cx, &(struct doc_move){ .doc_id = w->offer_yesterday, .verb = "cut_off" }, &moved);
}

/* Today's, open until this evening; when the evening is near, until the next one. */
enum err demo_offer_today(struct ctx *cx, struct demo_work *w)
{
	int64_t day = civil_day_of(cx->now_ms);

	day += cx->now_ms > hour_of(day, CUT_OFF_HOUR - 4);
	cx->actor = w->shop;
	TRY(offer(cx, w, w->shop_id, "330114002000", "今日团购（演示）", cx->now_ms, hour_of(day, CUT_OFF_HOUR), true, &w->offer_today));
	cx->actor = w->grocer;
	return offer(cx, w, w->grocer_id, "330114003000", "东风村团购（演示）", cx->now_ms, hour_of(day, CUT_OFF_HOUR), false, &w->offer_village);
}
