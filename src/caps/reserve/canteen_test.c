/* SPDX-License-Identifier: Apache-2.0 */
/* Canteens before meals start (D1.4). */
#include "test.h"
#include "caps/purchase/purchase_world.h"
#include "both_stores.h"
#include "caps/purchase/supplier.h"
#include "caps/reserve/canteen.h"
#include "caps/reserve/reserve.h"

/* 10 people; 2 pieces of rice a day each: 20 a day, 61 days from 1 September. */
static const char PLAN[] =
	"plan: {id: b, zh: 食堂, version: 1, date: 2026-11-21, kind: campus,\n"
	"  kinds: [{id: diner, zh: 师生, of: person}], events: [{id: meals, zh: 开餐, by: group}]}\n"
	"roles:\n"
	"  - {id: group, zh: 后勤领导小组, kind: group}\n"
	"  - {id: deputy, zh: 副组长, kind: post}\n"
	"goods:\n"
	"  classes:\n"
	"    - {id: staple, zh: 大宗}\n"
	"    - {id: rice, zh: 米, part_of: staple, unit: 件}\n"
	"    - {id: flour, zh: 面, part_of: staple, unit: 件}\n"
	"    - {id: masks, zh: 口罩, unit: 件}\n"
	"    - {id: fresh, zh: 鲜货}\n"
	"    - {id: greens, zh: 青菜, part_of: fresh, unit: kg}\n"
	"  needs:\n"
	"    - {id: n1, zh: 米, goods: rice, people: diner, per_person: 2 pieces per day}\n"
	"  supply:\n"
	"    - {id: several, zh: 多家供货, goods: staple, suppliers: 2, papers: [invoice, certificate]}\n"
	"    - {id: long_term, zh: 长期供货, goods: fresh, suppliers: 1, term: long, by: 7 days before meals}\n"
	"reserves:\n"
	"  norms:\n"
	"    - {id: two_months, zh: 备两个月, goods: [rice, flour], at_least: 2 months, of: diner, by: 7 days before meals}\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: buy, zh: 批准, steps: [{by: deputy}]}\n"
	"documents:\n"
	"  flows:\n"
	"    - {id: purchase, zh: 采购, kind: purchase, approve: buy}\n";

struct school { struct buying b; int64_t house; struct actor *group; };

static struct school open_school(struct ctx *cx)
{
	struct school s = { .b = open_buying(cx, PLAN) };

	s.house = s.b.w.d.wa;
	s.group = official(cx, &s.b.w, "group", "group");
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = s.group->account_id, .place_id = s.b.w.d.root, .role = "supply_group", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_actor(cx, s.group->account_id, s.group));
	cx->actor = s.b.w.by.supply;
	must(canteen_put(cx, s.house, 0, 10));
	return s;
}

static const struct canteen_line *line_of(struct ctx *cx, const char *class_id, struct canteen *ret)
{
	struct canteen *all;
	size_t n;

	cx->actor = &the_system;
	must(canteen_list(cx, 0, &all, &n));
	assert_int_equal(n, 1);
	*ret = all[0];
	for (size_t i = 0; i < ret->lines.n; i++)
		if (strcmp(((const struct canteen_line *)ret->lines.at)[i].class_id, class_id) == 0)
			return (const struct canteen_line *)ret->lines.at + i;
	assert_true(0);
	return NULL;
}

static void opens(struct ctx *cx, const struct school *s, int64_t in_days)
{
	struct canteen k;

	line_of(cx, "rice", &k);
	cx->actor = s->group;
	must(canteen_open_on(cx, s->house, k.version, civil_day_of(cx->now_ms) + in_days));
}

static void staples(struct ctx *cx)
{
	struct school s = open_school(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	const struct canteen_line *l;
	int64_t id, days;
	struct canteen k;

	l = line_of(cx, "rice", &k);
	assert_int_equal(k.lines.n, 3);                                /* rice, flour, greens: neither the masks nor the kinds above */
	assert_int_equal(l->state, CANTEEN_NO_DATE);
	assert_int_equal(l->need, 10 * 2 * 60);                        /* a month is 30 days until the day is set */
	opens(cx, &s, 20);
	days = civil_day_of(plan_after((today + 20) * DAY_MS - CHINA_OFFSET_MS, (struct plan_dur){ 2, DUR_MONTH })) - today - 20;
	l = line_of(cx, "rice", &k);
	assert_int_equal(l->target_days, days);
	assert_int_equal(l->need, 20 * days);
	assert_int_equal(l->due_day, today + 13);
	assert_int_equal(l->state, CANTEEN_MISSING);
	assert_int_equal(l->lacks, 20 * days);
	assert_int_equal(line_of(cx, "flour", &k)->state, CANTEEN_UNKNOWN);      /* nothing says how much of it a person eats */

	stocked(cx, &s.b.w, s.b.w.by.keeper, s.house, s.b.w.rice, 500, 0);
	stocked(cx, &s.b.w, s.b.w.by.keeper, s.house, s.b.w.rice, 100, today + 21);        /* of these 40 are eaten on the first two days */
	stocked(cx, &s.b.w, s.b.w.by.keeper, s.house, s.b.w.rice, 100, today + 19);        /* gone before meals start */
	l = line_of(cx, "rice", &k);
	assert_int_equal(l->stock, 540);
	assert_int_equal(l->lacks, 20 * days - 540);
	assert_non_null(strstr(l->zh, "160 件 到期前用不完"));

	id = buys(cx, &s.b, s.b.supplier, s.b.w.rice, 20 * days - 540, 100);
	assert_int_equal(line_of(cx, "rice", &k)->on_order, 0);        /* not before it is approved */
	must(step(s.b.deputy, id, "approve"));
	l = line_of(cx, "rice", &k);
	assert_int_equal(l->on_order, 20 * days - 540);
	assert_int_equal(l->state, CANTEEN_MISSING);                   /* ordered is not there */
	assert_int_equal(l->orders, 1);
	assert_int_equal(l->unpapered, 1);

	refused(ERR_BLOCKED, step(s.b.w.by.keeper, id, "receive"));     /* 索票索证: neither paper */
	must(purchase_paper(cx, id, "票据", "P-1", 0));
	refused(ERR_BLOCKED, step(s.b.w.by.keeper, id, "receive"));
	must(purchase_paper(cx, id, "合格证", "H-1", 0));
	must(step(s.b.w.by.keeper, id, "receive", { .line_no = 1, .qty = 20 * days - 540, .batch = "B2", .expiry_day = today + 300 }));
	must(step(s.b.w.by.keeper2, id, "accept"));
	cx->actor = s.b.w.by.supply;
	must(supplier_set_classes(cx, s.b.supplier, (const char *const[]){ "rice" }, 1));
	assert_int_equal(line_of(cx, "rice", &k)->state, CANTEEN_MISSING);      /* one supplier of two */
	cx->actor = s.b.w.by.supply;
	must(supplier_set_classes(cx, s.b.other, (const char *const[]){ "staple" }, 1));
	l = line_of(cx, "rice", &k);
	assert_int_equal(l->suppliers, 2);
	assert_int_equal(l->lacks, 0);
	assert_int_equal(l->state, CANTEEN_READY);
	close_docs(cx);
}

static void fresh(struct ctx *cx)
{
	struct school s = open_school(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_source_facts contract = { .form = RESERVE_AGREEMENT, .place_id = s.house, .class_id = "fresh", .unit = "kg", .org_id = s.b.supplier, .qty = 1,
		.price_fen = 100, .price_units = 1, .until_day = today + 10 };
	const struct canteen_line *l;
	int64_t elsewhere, id;
	struct canteen k;

	opens(cx, &s, 8);
	cx->actor = s.b.w.by.supply;
	must(supplier_set_classes(cx, s.b.supplier, (const char *const[]){ "greens" }, 1));
	must(reserve_source_put(cx, &(struct reserve_source_facts){ .form = RESERVE_AGREEMENT, .class_id = "greens", .unit = "kg", .org_id = s.b.supplier, .qty = 1,
		.price_fen = 100 }, &elsewhere));                        /* the district's own reserve is no canteen's contract */
	l = line_of(cx, "greens", &k);
	assert_int_equal(l->contracts, 0);
	assert_int_equal(l->state, CANTEEN_MISSING);
	assert_int_equal(l->due_day, today + 1);
	cx->now_ms += 2 * DAY_MS;
	l = line_of(cx, "greens", &k);
	assert_int_equal(l->state, CANTEEN_OVERDUE);
	assert_int_equal(k.state, CANTEEN_OVERDUE);
	assert_int_equal(k.late, 2);                                   /* and the rice */
	cx->actor = s.b.w.by.supply;
	contract.until_day = today + 8;                                /* ends on the day meals start */
	must(reserve_source_put(cx, &contract, &id));
	assert_int_equal(line_of(cx, "greens", &k)->contracts, 0);
	assert_non_null(strstr(line_of(cx, "greens", &k)->zh, "1 份合同在开餐前到期"));
	contract.until_day = today + 200;
	cx->actor = s.b.w.by.supply;
	must(reserve_source_put(cx, &contract, &id));
	must(reserve_source_put(cx, &contract, &id));                  /* twice with one supplier is one */
	l = line_of(cx, "greens", &k);
	assert_int_equal(l->contracts, 1);
	assert_int_equal(l->contract_until, today + 200);
	assert_int_equal(l->state, CANTEEN_READY);
	close_docs(cx);
}

static void register_rights(struct ctx *cx)
{
	struct school s = open_school(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_file file;
	struct canteen *all, k;
	size_t n;

	cx->actor = s.b.w.by.supply;
	refused(ERR_CONFLICT, canteen_put(cx, s.house, 0, 10));
	refused(ERR_BAD_INPUT, canteen_put(cx, s.b.w.d.a1, 0, 10));     /* a community is no canteen */
	refused(ERR_BAD_INPUT, canteen_put(cx, s.b.w.d.clinic, 0, 0));
	refused(ERR_FORBIDDEN, canteen_open_on(cx, s.house, 1, today + 10));     /* edits, but has not the plan's role */
	refused(ERR_STALE, canteen_put(cx, s.house, 7, 20));
	cx->actor = s.group;
	refused(ERR_BAD_INPUT, canteen_open_on(cx, s.house, 1, today + 1000));
	must(canteen_open_on(cx, s.house, 1, today + 10));
	refused(ERR_STALE, canteen_open_on(cx, s.house, 1, today + 11));
	must(canteen_put(cx, s.house, 2, 20));
	line_of(cx, "rice", &k);
	assert_int_equal(k.headcount, 20);
	assert_int_equal(k.opening_day, today + 10);
	cx->actor = s.b.w.by.clerk;
	refused(ERR_NOT_FOUND, canteen_put(cx, s.house, 3, 30));
	must(canteen_list(cx, 0, &all, &n));
	assert_int_equal(n, 0);
	cx->actor = &the_system;
	must(canteen_file(cx, 0, RESERVE_XLSX, &file));
	assert_true(file.body.n > 1000);
	must(canteen_file(cx, 0, RESERVE_PDF, &file));
	assert_memory_equal(file.body.at, "%PDF", 4);
	cx->actor = s.b.w.by.supply;
	must(canteen_end(cx, s.house, 3));
	refused(ERR_NOT_FOUND, canteen_open_on(cx, s.house, 0, today + 10));
	must(canteen_put(cx, s.house, 0, 30));                         /* taken up again, its day forgotten */
	line_of(cx, "rice", &k);
	assert_int_equal(k.opening_day, 0);
	close_docs(cx);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(D1_4_a_canteen_has_two_months_of_staples_a_week_before_meals_start_from_two_suppliers_with_papers, staples)
ON_BOTH(D1_4_fresh_goods_are_under_long_term_contract_a_week_before_meals_start, fresh)
ON_BOTH(D1_4_the_day_is_set_by_who_holds_the_plans_role, register_rights)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D1_4_a_canteen_has_two_months_of_staples_a_week_before_meals_start_from_two_suppliers_with_papers),
		cmocka_unit_test(D1_4_fresh_goods_are_under_long_term_contract_a_week_before_meals_start),
		cmocka_unit_test(D1_4_the_day_is_set_by_who_holds_the_plans_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
