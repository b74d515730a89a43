/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/care/care.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/party/org.h"
#include "caps/party/party_world.h"
#include "caps/plan/plan_active.h"
#include "base/civil.h"
#include "care.sql.h"
#include <stdio.h>
#include <string.h>

/* A grid of two households under plan s3, who works there, and a pharmacy. */
struct care_world {
	struct small_district d;
	int64_t grid, building, home, other, pharmacy, grocer;
	const struct actor *worker, *volunteer, *regulator, *stranger, *resident;
};

enum { MINUTE_MS = 60000, HOUR_MS = 3600000 };

static void put_plan(struct ctx *cx, const char *path)
{
	static char text[200000];
	FILE *f = fopen(path, "rb");
	struct plan_stored stored;
	int64_t id;
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	must(plan_register(cx, path, text, n, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = stored.plan_id, .version = stored.version, .reason = "演练" }, &id));
}

static int64_t new_shop(struct ctx *cx, const char *code, const char *name, int64_t kind, int64_t under)
{
	int64_t place = new_place(cx, PLACE_SHOP, code, name, under), org;

	must(org_create(cx, &(struct org){ .code = code, .name = name, .roles = ORG_SUPPLIER, .active = 1 }, &org));
	must(shop_designate(cx, &(struct shop_facts){ .shop_id = place, .org_id = org, .kind = kind, .from_day = civil_day_of(cx->now_ms),
		.decision = "保供〔2026〕1号" }, 0));
	return place;
}

static struct care_world open_care(struct ctx *cx)
{
	struct care_world w = { .d = open_district(cx) };

	put_plan(cx, "plans/s3-town-necessities.yaml");
	w.grid = new_place(cx, PLACE_GRID, "G1", "幸福家园", w.d.a1);
	w.building = new_place(cx, PLACE_BUILDING, "G1-3", "3号楼", w.grid);
	must(household_create(cx, &(struct household_facts){ .building_id = w.building, .unit = "2", .room = "501", .name = "演示甲",
		.phone = "13800008001", .needs = NEED_CHRONIC | NEED_ALONE }, &w.home));
	must(household_create(cx, &(struct household_facts){ .building_id = w.building, .unit = "2", .room = "502", .name = "演示乙" }, &w.other));
	w.pharmacy = new_shop(cx, "YD1", "安康药店", SHOP_PHARMACY, w.d.a1);
	w.grocer = new_shop(cx, "CD1", "惠民菜店", SHOP_GROCER, w.d.a1);
	w.worker = new_actor(cx, "worker", "grid_worker", w.grid);
	w.volunteer = new_actor(cx, "helper", "volunteer", w.grid);
	w.regulator = new_actor(cx, "market", "market_regulator", w.d.a);
	w.stranger = new_actor(cx, "stranger", "grid_worker", w.d.b1);
	w.resident = new_actor(cx, "resident", "resident", w.building);
	return w;
}

static void end_care(struct ctx *cx)
{
	struct care_untold_row *rows;
	size_t n;

	must(care_untold(cx, (struct care_untold_in){ .district_id = cx->district_id, .limit = 10 }, &rows, &n, 10));
	assert_int_equal(n, 0);
	cx->actor = &the_system;
	close_district(cx);
}

static struct care_facts facts(const struct care_world *w, int64_t kind, const char *class, const char *what)
{
	return (struct care_facts){ .household_id = w->home, .kind = kind, .goods_class = class, .what = what, .quantity = "2 罐", .channel = 1 };
}

static int64_t raise(struct ctx *cx, const struct care_world *w, int64_t kind, const char *class, const char *what)
{
	struct care_facts f = facts(w, kind, class, what);
	int64_t id;

	must(care_raise(cx, &f, &id));
	return id;
}

static void escalates(struct ctx *cx)
{
	struct care_world w = open_care(cx);
	struct care_level *levels;
	struct care_step *steps;
	struct care_item item;
	size_t n_levels, n_steps;
	int64_t id, begun = cx->now_ms;

	cx->actor = w.worker;
	id = raise(cx, &w, CARE_NEED, "milk_powder", "甲牌三段奶粉");
	must(care_get(cx, id, &item));
	assert_int_equal(item.level, 0);
	assert_int_equal(item.next_ms, begun + 4 * HOUR_MS);
	assert_string_equal(item.next_zh, "市监分局");
	assert_int_equal(item.answer_by_ms, begun + 2 * HOUR_MS);
	assert_string_equal(item.rule_id, "need_single");
	cx->now_ms = begun + 3 * HOUR_MS;
	must(care_get(cx, id, &item));
	assert_true(item.late);
	cx->now_ms = begun + 4 * HOUR_MS;
	must(care_get(cx, id, &item));
	assert_int_equal(item.level, 1);
	assert_string_equal(item.level_zh, "市监分局");
	assert_string_equal(item.next_zh, "镇生活物资保障组");
	cx->actor = w.regulator;                         /* it is there now, and goes up before its time */
	must(care_pass_up(cx, id, 0, "全镇门店都没有，请县里协调"));
	must(care_get(cx, id, &item));
	assert_int_equal(item.level, 2);
	assert_int_equal(item.level_ms, cx->now_ms);
	cx->now_ms = begun + 24 * HOUR_MS;
	must(care_get(cx, id, &item));
	assert_int_equal(item.level, 3);
	assert_string_equal(item.level_zh, "县疫情防控应急指挥部");
	assert_int_equal(item.next_ms, 0);
	refused(ERR_BLOCKED, care_pass_up(cx, id, 0, "再报"));
	must(care_refuse(cx, id, 0, &(struct care_end){ .told = CARE_TOLD_PHONE, .answer = "全市断货，已改用乙牌并征得同意" }));
	cx->now_ms += 100 * HOUR_MS;
	must(care_get(cx, id, &item));
	assert_int_equal(item.level, 3);                 /* closed: it stays where it was */
	assert_int_equal(item.state, CARE_REFUSED);
	must(care_history(cx, id, &levels, &n_levels, &steps, &n_steps));
	assert_int_equal(n_levels, 3);
	assert_int_equal(n_steps, 3);
	assert_string_equal(steps[1].verb, "pass_up");
	end_care(cx);
}

static void D6_4_a_need_escalates_level_by_level_until_met_or_refused_with_a_reason(void **state)
{
	(void)state;
	for_each_store(escalates);
}

static void refuses(struct ctx *cx)
{
	struct care_world w = open_care(cx);
	struct care_facts f;
	int64_t id;

	cx->actor = w.worker;
	f = facts(&w, CARE_NEED, "tobacco", "两条烟");
	refused(ERR_BLOCKED, care_raise(cx, &f, &id));
	assert_non_null(strstr(cx->fault.zh, "烟草"));
	assert_non_null(strstr(cx->fault.zh, "household_order"));
	f.goods_class = "liquor";
	refused(ERR_BLOCKED, care_raise(cx, &f, &id));
	f.goods_class = "fireworks";
	refused(ERR_BAD_INPUT, care_raise(cx, &f, &id));
	f = facts(&w, CARE_NEED, "", "奶粉");
	refused(ERR_BAD_INPUT, care_raise(cx, &f, &id));
	f = facts(&w, CARE_NEED, "milk_powder", "");
	refused(ERR_BAD_INPUT, care_raise(cx, &f, &id));
	f = facts(&w, CARE_NEED, "milk_powder", "甲牌");
	f.asked_ms = cx->now_ms + HOUR_MS;
	refused(ERR_BAD_INPUT, care_raise(cx, &f, &id));
	f.asked_ms = cx->now_ms - 4 * 24 * (int64_t)HOUR_MS;
	refused(ERR_BAD_INPUT, care_raise(cx, &f, &id));
	f.asked_ms = cx->now_ms - 2 * HOUR_MS;
	must(care_raise(cx, &f, &id));
	refused(ERR_CONFLICT, care_raise(cx, &f, &id));   /* tapped twice, or told twice */
	f.household_id = 0;
	refused(ERR_BAD_INPUT, care_raise(cx, &f, &id));
	cx->actor = w.stranger;
	f = facts(&w, CARE_NEED, "milk_powder", "乙牌");
	refused(ERR_NOT_FOUND, care_raise(cx, &f, &id));
	cx->actor = w.resident;
	f.by_household = true;
	must(care_raise(cx, &f, &id));
	end_care(cx);
}

static void D6_4_tobacco_and_liquor_are_refused_with_the_rule(void **state)
{
	(void)state;
	for_each_store(refuses);
}

static void fetches(struct ctx *cx)
{
	struct care_world w = open_care(cx);
	struct care_end end = { .told = CARE_TOLD_VISIT, .proof = CARE_PROOF_TICK, .answer = "放在门口，电话告知" };
	struct care_contact contact;
	const char *type, *name;
	struct care_item item;
	struct bytes file;
	int64_t id;

	cx->actor = w.worker;
	id = raise(cx, &w, CARE_MEDICINE, "", "缬沙坦 80 mg");
	refused(ERR_BLOCKED, care_assign(cx, id, 1, w.volunteer->account_id, w.grocer));
	refused(ERR_BLOCKED, care_assign(cx, id, 1, w.stranger->account_id, w.pharmacy));
	refused(ERR_BAD_INPUT, care_assign(cx, id, 1, 0, 0));
	must(care_assign(cx, id, 1, w.volunteer->account_id, w.pharmacy));
	refused(ERR_STALE, care_assign(cx, id, 1, w.volunteer->account_id, w.pharmacy));
	must(care_shop_file(cx, w.pharmacy, 0, &file, &type, &name));
	assert_true(file.n > 1000 && memcmp(file.at, "PK", 2) == 0);
	must(care_shop_file(cx, w.pharmacy, 2, &file, &type, &name));
	assert_non_null(memmem(file.at, file.n, "缬沙坦 80 mg", strlen("缬沙坦 80 mg")));
	assert_null(memmem(file.at, file.n, "演示甲", strlen("演示甲")));
	cx->actor = w.volunteer;
	must(care_get(cx, id, &item));
	assert_string_equal(item.what, "缬沙坦 80 mg");
	assert_string_equal(item.name, "演**");
	must(care_reveal(cx, id, &contact));
	assert_string_equal(contact.phone, "13800008001");
	assert_string_equal(contact.address, "3号楼2单元501室");
	refused(ERR_BAD_STATE, care_meet(cx, id, 0, &end));
	refused(ERR_FORBIDDEN, care_refuse(cx, id, 0, &end));
	must(care_fetch(cx, id, 2, cx->now_ms - 10 * MINUTE_MS, "医保卡已还"));
	must(care_meet(cx, id, 3, &end));
	refused(ERR_BAD_STATE, care_meet(cx, id, 0, &end));
	refused(ERR_FORBIDDEN, care_reveal(cx, id, &contact));      /* the errand is over */
	must(care_get(cx, id, &item));
	assert_int_equal(item.state, CARE_MET);
	assert_int_equal(item.proof, CARE_PROOF_TICK);
	end_care(cx);
}

static void S3_10_medicine_goes_to_a_pharmacy_and_a_volunteer_fetches_it(void **state)
{
	(void)state;
	for_each_store(fetches);
}

static void hides(struct ctx *cx)
{
	struct care_world w = open_care(cx);
	const struct actor *other_helper = new_actor(cx, "helper2", "volunteer", w.grid);
	struct care_contact contact;
	struct care_item item;
	int64_t id;

	cx->actor = w.worker;
	id = raise(cx, &w, CARE_MEDICINE, "", "缬沙坦 80 mg");
	cx->actor = other_helper;
	must(care_get(cx, id, &item));
	assert_true(item.hidden);
	assert_null(strstr(item.what, "缬沙坦"));
	refused(ERR_FORBIDDEN, care_reveal(cx, id, &contact));
	refused(ERR_FORBIDDEN, care_take(cx, id, 0));
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, care_get(cx, id, &item));
	end_care(cx);
}

static void X4_what_somebody_needs_is_hidden_from_who_does_not_handle_it(void **state)
{
	(void)state;
	for_each_store(hides);
}

static void orders_urgent_first(struct ctx *cx)
{
	struct care_world w = open_care(cx);
	int64_t begun = cx->now_ms, old, urgent, help;
	struct care_facts f;
	struct care_counts counts;
	struct care_item *items;
	const char *next;
	size_t n;

	cx->actor = w.worker;
	old = raise(cx, &w, CARE_NEED, "milk_powder", "甲牌");
	cx->now_ms = begun + 5 * HOUR_MS;
	help = raise(cx, &w, CARE_HELP, NULL, "家里停水，怎么办");
	cx->now_ms += MINUTE_MS;
	urgent = raise(cx, &w, CARE_URGENT, "", "胸痛，要送医");
	must(care_list(cx, &(struct care_filter){ .limit = 10 }, &items, &n));
	assert_int_equal(n, 3);
	assert_int_equal(items[0].care_id, urgent);
	assert_int_equal(items[1].care_id, old);                     /* has gone up */
	assert_int_equal(items[2].care_id, help);
	assert_int_equal(items[0].next_ms, cx->now_ms + 10 * MINUTE_MS);
	assert_string_equal(items[0].next_zh, "镇卫生院");
	next = care_cursor(&cx->mem, &items[0]);
	must(care_list(cx, &(struct care_filter){ .limit = 1, .after = next }, &items, &n));
	assert_int_equal(items[0].care_id, old);
	refused(ERR_BAD_INPUT, care_list(cx, &(struct care_filter){ .limit = 1, .after = "1:2" }, &items, &n));
	cx->now_ms += 31 * MINUTE_MS;
	must(care_get(cx, urgent, items));
	assert_int_equal(items[0].level, 2);
	must(care_count(cx, 0, &counts));
	assert_int_equal(counts.open, 3);
	assert_int_equal(counts.urgent, 1);
	assert_int_equal(counts.risen, 2);
	refused(ERR_BAD_INPUT, care_meet(cx, help, 0, &(struct care_end){ .told = CARE_TOLD_PHONE }));
	refused(ERR_BAD_INPUT, care_meet(cx, help, 0, &(struct care_end){ .answer = "已联系水司" }));
	must(care_meet(cx, help, 0, &(struct care_end){ .told = CARE_TOLD_CHAT, .answer = "已联系水司，下午两点恢复" }));
	must(care_list(cx, &(struct care_filter){ .limit = 10, .closed_too = true }, &items, &n));
	assert_int_equal(n, 3);
	assert_int_equal(items[2].care_id, help);
	f = (struct care_facts){ .place_id = w.grid, .kind = CARE_HELP, .what = "电梯坏了" };
	must(care_raise(cx, &f, &help));
	must(care_of_household(cx, w.home, 50, &items, &n));
	assert_int_equal(n, 3);
	end_care(cx);
}

static void S5_5_urgent_needs_stand_first_and_help_is_closed_with_an_answer(void **state)
{
	(void)state;
	for_each_store(orders_urgent_first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D6_4_a_need_escalates_level_by_level_until_met_or_refused_with_a_reason),
		cmocka_unit_test(D6_4_tobacco_and_liquor_are_refused_with_the_rule),
		cmocka_unit_test(S3_10_medicine_goes_to_a_pharmacy_and_a_volunteer_fetches_it),
		cmocka_unit_test(X4_what_somebody_needs_is_hidden_from_who_does_not_handle_it),
		cmocka_unit_test(S5_5_urgent_needs_stand_first_and_help_is_closed_with_an_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
