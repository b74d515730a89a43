/* SPDX-License-Identifier: Apache-2.0 */
/* Flammable, corrosive and toxic goods: where they lie and whether they may (D1.8, D3.4). */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/plan/plan_active.h"
#include "caps/reserve/hazard.h"
#include "caps/reserve/reserve.h"
#include <string.h>

static const char PLAN[] =
	"plan: {id: h, zh: 存放, version: 1, date: 2026-11-21, kind: district}\n"
	"roles:\n"
	"  - {id: office, zh: 办公室, kind: office}\n"
	"goods:\n"
	"  classes:\n"
	"    - {id: rice, zh: 粮食, unit: 件}\n"
	"    - {id: disinfectant, zh: 消毒, unit: 件, tags: corrosive}\n"
	"  owners:\n"
	"    - {id: o1, zh: 归口, goods: all_goods, who: office, does: reserve}\n"
	"  storage:\n"
	"    - {id: apart, zh: 粮食与腐蚀品分开, goods: rice, tags_apart: corrosive}\n";

static struct place_facts house_facts(const struct docs *w, int64_t storage)
{
	return (struct place_facts){ .kind = PLACE_WAREHOUSE, .code = "WC", .name = "危化库", .parent_id = w->d.a1, .storage = storage };
}

static struct hazard_house house_named(struct ctx *cx, int64_t place_id)
{
	struct hazard_house *houses;
	size_t n;

	cx->actor = &the_system;
	must(hazard_houses(cx, 0, &houses, &n));
	for (size_t i = 0; i < n; i++)
		if (houses[i].place_id == place_id)
			return houses[i];
	return (struct hazard_house){ 0 };
}

static void hazards(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct place_facts facts = house_facts(&w, STORAGE_AMBIENT | STORAGE_CORROSIVE);
	const struct hazard_goods *g;
	struct hazard_house h;
	struct plan_stored stored;
	struct doc_line line = { .item_id = w.rice, .counter = { [ASKED] = 5 } };
	struct actor *keeper;
	int64_t house = 0, id;

	cx->actor = &the_system;
	must(place_create(cx, &facts, &house));
	keeper = new_actor(cx, "hazardkeeper", "warehouse_keeper", house);
	h = house_named(cx, house);
	assert_string_equal(h.accepts, "corrosive");                    /* may hold such goods, holds none, is looked at by nobody */
	assert_int_equal(h.goods.n, 0);
	assert_int_equal(h.due_day, 0);
	assert_int_equal(house_named(cx, w.d.wb).place_id, 0);          /* an ordinary warehouse is not listed */

	stocked(cx, &w, keeper, house, w.bleach, 30, 0);
	stocked(cx, &w, keeper, house, w.rice, 10, 0);                  /* no rule is in force yet */
	h = house_named(cx, house);
	g = h.goods.at;
	assert_int_equal(h.goods.n, 1);
	assert_string_equal(g->hazards, "corrosive");
	assert_int_equal(g->qty, 30);
	assert_true(g->fits);

	must(plan_register(cx, "h.yaml", PLAN, sizeof PLAN - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "h", .version = 1, .reason = "试" }, &id));
	h = house_named(cx, house);
	g = h.goods.at;
	assert_true(h.wrong);
	assert_false(g->fits);
	assert_non_null(strstr(g->zh, "粮食与腐蚀品分开"));
	id = draft(cx, keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = w.supplier, .to_place_id = house, .owner_id = w.d.root, .lines = &line, .n_lines = 1 });
	refused(ERR_BLOCKED, step(keeper, id, "announce"));             /* no more of it comes in */

	cx->actor = &the_system;
	must(reserve_upkeep_put(cx, &(struct reserve_upkeep_facts){ house, 0, 7, today - 1, "消防检查", "消防站" }, &id));
	facts = house_facts(&w, STORAGE_AMBIENT);
	must(place_update(cx, house, 0, &facts));
	h = house_named(cx, house);
	g = h.goods.at;
	assert_string_equal(h.accepts, "");
	assert_non_null(strstr(g->zh, "没有腐蚀存放条件"));
	assert_true(h.overdue);
	assert_int_equal(h.due_day, today - 1);
	close_docs(cx);
}

static void D1_8_hazardous_goods_show_where_they_lie_whether_they_may_and_when_they_are_checked(void **state) { (void)state; for_each_store(hazards); }

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(D1_8_hazardous_goods_show_where_they_lie_whether_they_may_and_when_they_are_checked) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
