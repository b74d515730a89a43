/* SPDX-License-Identifier: Apache-2.0 */
/* orders DATA HOUSEHOLDS DIR: a district to order in: 20 subdistricts with 30 communities, a grid each, a
 * designated shop, a plan with every rule orders know, one wide offer and one with 100 pieces of
 * something scarce.  DIR gets: households (login household_id), offers, and the plan as it was. */
#include <time.h>
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/item/item.h"
#include "caps/party/account.h"
#include "caps/party/org.h"
#include "caps/party/party_world.h"
#include "caps/plan/plan_active.h"
#include "base/civil.h"

enum { SUBDISTRICTS = 20, COMMUNITIES = 30, BUILDINGS = 10, A_BATCH = 20000, SCARCE = 100 };

static const char plan_text[] =
	"plan: {id: bench, zh: 住户订购规则, version: 1, date: 2021-01-01, kind: district, kinds: [{id: no_phone, zh: 老人, of: household}]}\n"
	"roles: [{id: team, zh: 接收小组, kind: team}, {id: shop_team, zh: 门店配送组, kind: team}]\n"
	"goods: {classes: [{id: food, zh: 食品}, {id: package, zh: 套餐}, {id: tobacco, zh: 烟草}]}\n"
	"money:\n"
	"  settlements: [{id: first, zh: 先收后配, way: collect_first, collect: team, pay_to: shop_team, sign: [team, shop_team]},\n"
	"    {id: later, zh: 老人记账, way: on_account, for: no_phone, collect: team, pay_to: shop_team, sign: [team, shop_team]}]\n"
	"delivery:\n"
	"  orders: [{id: turn, zh: 每户两天一单, accept: [food, package], refuse: tobacco, limit: 1 per 2 days, deliver_within: 1 day}]\n";

static void begin_again(struct ctx *cx)
{
	must(store_commit(cx));
	arena_reset(&cx->mem);
	must(store_begin(cx));
}

static int64_t goods(struct ctx *cx, const char *code, const char *zh, int64_t shop_id)
{
	int64_t id = 0, version;

	must(item_create(cx, &(struct item){ .code = code, .zh = zh, .category = "package", .unit = "份", .pack = 1, .active = 1 }, &id));
	must(price_set(cx, &(struct price_facts){ .shop_id = shop_id, .item_id = id, .price_fen = 5000, .price_units = 1, .shop_price_fen = 5000 }, &version));
	return id;
}

static int64_t offer(struct ctx *cx, int64_t shop_id, int64_t area_id, int64_t item_id, int64_t places)
{
	const int64_t noon = (civil_day_of(cx->now_ms) + 21) * DAY_MS - CHINA_OFFSET_MS + DAY_MS / 2;
	struct offer_draft d = { .shop_id = shop_id, .area_id = area_id, .opens_ms = cx->now_ms, .cut_off_ms = cx->now_ms + 20 * (int64_t)DAY_MS,
		.deliver_from_ms = noon, .deliver_until_ms = noon + DAY_MS / 8, .name = "团购",
		.wants = &(struct offer_want){ item_id, places, 2 }, .n_wants = 1 };
	struct doc_moved moved;
	int64_t id = 0;

	must(offer_open(cx, &d, &id));
	must(offer_publish(cx, id, 0, &moved));
	return id;
}

static void market(struct ctx *cx, const struct small_district *d, const char *dir)
{
	struct plan_stored stored;
	int64_t id, shop, org;
	FILE *f;

	must(plan_register(cx, "bench.yaml", plan_text, sizeof plan_text - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "bench", .version = 1, .reason = "基准" }, &id));
	shop = new_place(cx, PLACE_SHOP, "S1", "红枫超市", d->root);
	must(org_create(cx, &(struct org){ .code = "HF", .name = "红枫商贸", .roles = ORG_SUPPLIER, .active = 1 }, &org));
	must(shop_designate(cx, &(struct shop_facts){ .shop_id = shop, .org_id = org, .kind = SHOP_SUPERMARKET, .from_day = civil_day_of(cx->now_ms),
		.decision = "1号", .serves = &d->root, .n_serves = 1 }, 0));
	f = fopen(arena_print(&cx->mem, "%s/offers", dir), "w");
	fprintf(f, "%lld\n", (long long)offer(cx, shop, d->root, goods(cx, "P50", "蔬菜包", shop), 100000000));
	fprintf(f, "%lld\n", (long long)offer(cx, shop, d->root, goods(cx, "P99", "口罩包", shop), SCARCE));
	fclose(f);
}

static void people(struct ctx *cx, int64_t subdistrict_id, int at)
{
	struct party_account_made made;

	must(party_account_create(cx, &(struct party_account_new){ .login = arena_print(&cx->mem, "w%02d", at), .name = "网格员", .role = "grid_worker",
		.place_id = subdistrict_id, .kind = PARTY_PERSON, .password = "Baogong-demo-1" }, &made));
}

static void homes(struct ctx *cx, int64_t grid, int at, int64_t n, FILE *f)
{
	int64_t building = 0, id;

	for (int64_t i = 0; i < n; i++) {
		if (i % (n / BUILDINGS ? n / BUILDINGS : 1) == 0)
			building = new_place(cx, PLACE_BUILDING, arena_print(&cx->mem, "B%lld-%lld", (long long)grid, (long long)i), arena_print(&cx->mem, "%lld号楼", (long long)(i + 1)), grid);
		must(household_create(cx, &(struct household_facts){ .building_id = building, .unit = "1", .room = arena_print(&cx->mem, "%lld", (long long)(i + 101)), .persons = 3 }, &id));
		fprintf(f, "%d %lld\n", at, (long long)id);
	}
}

int main(int argc, char **argv)
{
	struct ids ids = { 0 };
	struct ctx own = { .district_id = 330114, .ids = &ids, .now_ms = (int64_t)time(NULL) * 1000 };
	struct ctx *const cx = &own;
	const int64_t each = argc > 2 ? strtoll(argv[2], NULL, 10) / (SUBDISTRICTS * COMMUNITIES) : 0;
	struct small_district d;
	FILE *f;

	if (argc != 4)
		return 2;
	must(store_open(cx, argv[1], STORE_WRITE, &cx->store));
	must(store_migrate(cx));
	cx->plans = plan_cache_create();
	d = open_district(cx);
	market(cx, &d, argv[3]);
	f = fopen(arena_print(&cx->mem, "%s/households", argv[3]), "w");
	for (int s = 0; s < SUBDISTRICTS; s++) {
		const int64_t sub = new_place(cx, PLACE_SUBDISTRICT, arena_print(&cx->mem, "330114%03d000", s + 100), arena_print(&cx->mem, "街道%d", s), d.root);

		people(cx, sub, s);
		for (int c = 0; c < COMMUNITIES; c++) {
			const int64_t community = new_place(cx, PLACE_COMMUNITY, arena_print(&cx->mem, "330114%03d%03d", s + 100, c + 1), arena_print(&cx->mem, "社区%d-%d", s, c), sub);
			const int64_t grid = new_place(cx, PLACE_GRID, arena_print(&cx->mem, "G%d-%d", s, c), arena_print(&cx->mem, "网格%d-%d", s, c), community);

			homes(cx, grid, s, each, f);
			begin_again(cx);
		}
	}
	fclose(f);
	must(party_mark_demo(cx));
	must(party_account_first_administrator(cx, "admin", "Baogong-demo-1", &(int64_t){ 0 }));
	must(store_commit(cx));
	store_close(cx->store);
	return 0;
}
