/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/plan/plan_active.h"
#include "plan.sql.h"

static void end_plan_test(struct ctx *cx)
{
	struct plan_active_twice_row *twice;
	size_t n;

	must(plan_active_twice(cx, (struct plan_active_twice_in){ .district_id = cx->district_id, .limit = 10 }, &twice, &n, 10));
	assert_int_equal(n, 0);
	close_district(cx);
}

static const char *small_plan(struct ctx *cx, const char *id, int version, const char *more)
{
	return arena_print(&cx->mem, "plan: {id: %s, zh: 试行办法, version: %d, date: 2026-11-21, kind: district}\ngoods: {classes: [{id: rice, zh: 粮食}]}\n%s", id,
			   version, more);
}

static enum err enter(struct ctx *cx, const char *text, struct plan_stored *ret) { return plan_register(cx, "t.yaml", text, strlen(text), ret); }

static const char *read_file(struct ctx *cx, const char *path)
{
	char *text = arena_new(&cx->mem, 100000);
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_true(fread(text, 1, 99999, f) > 1000);
	fclose(f);
	return text;
}

static void a_version_is_registered_once(struct ctx *cx)
{
	struct plan_stored p, *list;
	size_t n;

	open_district(cx);
	must(enter(cx, small_plan(cx, "t", 2, ""), &p));
	assert_int_equal(p.version, 2);
	assert_string_equal(p.zh, "试行办法");
	must(enter(cx, small_plan(cx, "t", 2, ""), &p));                                   /* the same again */
	refused(ERR_CONFLICT, enter(cx, small_plan(cx, "t", 2, "duties: []\n"), &p));
	assert_non_null(strstr(cx->fault.en, "use version 3"));
	refused(ERR_CONFLICT, enter(cx, small_plan(cx, "t", 1, ""), &p));
	refused(ERR_BAD_INPUT, enter(cx, small_plan(cx, "t", 3, "dutys: []\n"), &p));
	assert_non_null(strstr(cx->fault.en, "line 3 column 1 E06"));
	assert_non_null(strstr(cx->fault.zh, "第 3 行第 1 列 E06"));
	must(enter(cx, small_plan(cx, "t", 3, ""), &p));
	must(enter(cx, small_plan(cx, "u", 1, ""), &p));
	must(plan_stored_list(cx, NULL, NULL, 0, 10, &list, &n));
	assert_int_equal(n, 3);
	assert_int_equal(list[0].version, 3);
	must(plan_stored_list(cx, NULL, list[0].plan_id, list[0].version, 1, &list, &n));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].version, 2);
	refused(ERR_NOT_FOUND, plan_stored_get(cx, "t", 9, &p));
	end_plan_test(cx);
}

static void a_base_comes_from_the_store(struct ctx *cx)
{
	static const char with_base[] = "plan: {id: v, zh: 村办法, version: 1, date: 2026-11-21, kind: village, base: {plan: t, version: 1}}\n"
		"goods: {classes: [{id: noodles, zh: 面条, part_of: rice}]}\n";
	struct plan_stored p;
	const struct plan *plan;

	open_district(cx);
	refused(ERR_BAD_INPUT, enter(cx, with_base, &p));
	assert_non_null(strstr(cx->fault.en, "E60"));
	must(enter(cx, small_plan(cx, "t", 1, ""), &p));
	must(enter(cx, with_base, &p));
	must(plan_load(cx, "v", 1, &plan));
	assert_true(plan_class_is(plan, "noodles", "rice"));
	end_plan_test(cx);
}

static int64_t start(struct ctx *cx, const char *id, int64_t version, int64_t place_id, int64_t precedence)
{
	int64_t activation_id;

	must(plan_activate(cx, &(struct plan_start){ .plan_id = id, .version = version, .place_id = place_id, .precedence = precedence,
		.reason = "试行" }, &activation_id));
	return activation_id;
}

static void plans_in_force(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct plan_activation *list;
	struct plan_stored p;
	const struct plan *plan;
	const char *path;
	int64_t first, id;
	size_t n;

	must(plan_active_load(cx, NULL, &plan));
	assert_null(plan);
	must(enter(cx, read_file(cx, "plans/d2-control-goods.yaml"), &p));
	must(enter(cx, read_file(cx, "plans/d7-reserve.yaml"), &p));
	must(enter(cx, small_plan(cx, "a_street", 1, ""), &p));
	start(cx, "d7", 1, 0, 2);
	first = start(cx, "d2", 1, d.root, 1);
	start(cx, "a_street", 1, d.a, 5);
	refused(ERR_CONFLICT, plan_activate(cx, &(struct plan_start){ .plan_id = "d2", .version = 1, .reason = "又一次" }, &id));
	refused(ERR_NOT_FOUND, plan_activate(cx, &(struct plan_start){ .plan_id = "d2", .version = 7, .reason = "没有" }, &id));
	refused(ERR_BAD_INPUT, plan_activate(cx, &(struct plan_start){ .plan_id = "d2", .version = 1, .reason = "" }, &id));
	refused(ERR_BAD_INPUT, plan_activate(cx, &(struct plan_start){ .plan_id = "d2", .version = 1, .place_id = d.wa, .reason = "仓库" }, &id));
	must(plan_active_load(cx, NULL, &plan));
	assert_string_equal(plan->id, "d2");
	assert_string_equal(plan->next->id, "d7");
	assert_null(plan->next->next);
	assert_string_equal(plan_flow(plan, PLAN_DOC_purchase, NULL, NULL)->approve, "purchase_approval");
	must(place_path(cx, d.clinic, &path));
	must(plan_active_load(cx, path, &plan));
	assert_string_equal(plan->next->next->id, "a_street");
	must(place_path(cx, d.wb, &path));
	must(plan_active_load(cx, path, &plan));
	assert_null(plan->next->next);
	must(plan_end(cx, first, "换用"));
	refused(ERR_BAD_STATE, plan_end(cx, first, "再换"));
	must(plan_active_load(cx, NULL, &plan));
	assert_string_equal(plan->id, "d7");
	must(plan_activation_list(cx, false, 0, 10, &list, &n));
	assert_int_equal(n, 2);
	must(plan_activation_list(cx, true, 0, 10, &list, &n));
	assert_int_equal(n, 3);
	end_plan_test(cx);
}

static void a_new_version_takes_over(struct ctx *cx)
{
	struct plan_activation old;
	const struct plan *plan;
	struct plan_stored p;
	int64_t first, id;

	open_district(cx);
	must(enter(cx, small_plan(cx, "t", 1, ""), &p));
	must(enter(cx, small_plan(cx, "t", 2, ""), &p));
	first = start(cx, "t", 1, 0, 0);
	cx->now_ms += 60000;
	start(cx, "t", 2, 0, 0);
	must(plan_activation_get(cx, first, &old));
	assert_int_equal(old.until_ms, cx->now_ms);
	must(plan_active_load(cx, NULL, &plan));
	assert_int_equal(plan->version, 2);
	assert_null(plan->next);
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "t", .version = 1, .until_ms = cx->now_ms + 1000, .reason = "临时" }, &id));
	must(plan_active_load(cx, NULL, &plan));
	assert_int_equal(plan->version, 1);
	cx->now_ms += 1000;
	must(plan_active_load(cx, NULL, &plan));
	assert_null(plan);                                       /* lapsed by itself */
	end_plan_test(cx);
}

static void only_who_may(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct plan_stored p;
	int64_t id;

	must(enter(cx, small_plan(cx, "t", 1, ""), &p));
	cx->actor = new_actor(cx, "keeper.a", "warehouse_keeper", d.a);
	refused(ERR_FORBIDDEN, enter(cx, small_plan(cx, "t", 2, ""), &p));
	refused(ERR_FORBIDDEN, plan_activate(cx, &(struct plan_start){ .plan_id = "t", .version = 1, .reason = "试" }, &id));
	cx->actor = &the_system;
	id = start(cx, "t", 1, 0, 0);
	cx->actor = new_actor(cx, "keeper.b", "warehouse_keeper", d.a);
	refused(ERR_FORBIDDEN, plan_end(cx, id, "试"));
	cx->actor = &the_system;
	end_plan_test(cx);
}

static void parsed_plans_are_kept(struct ctx *cx)
{
	struct plan_stored p;
	const struct plan *one, *two;

	open_district(cx);
	must(enter(cx, small_plan(cx, "t", 1, ""), &p));
	start(cx, "t", 1, 0, 0);
	cx->plans = plan_cache_create();
	must(plan_active_load(cx, NULL, &one));
	must(plan_active_load(cx, NULL, &two));
	assert_ptr_equal(one->classes, two->classes);
	cx->district_id = 330106;
	must(plan_active_load(cx, NULL, &two));
	assert_null(two);
	cx->district_id = 330114;
	plan_cache_destroy(cx->plans);
	cx->plans = NULL;
	end_plan_test(cx);
}

/* The nth call to the store fails, for every n: registering leaves all or nothing. */
static void broken_store(struct ctx *cx)
{
	struct plan_stored p, *list;
	enum err e;
	size_t n;
	int at = 0;

	open_district(cx);
	do {
		must(store_savepoint(cx));
		store_fault_countdown = ++at;
		e = enter(cx, small_plan(cx, "t", 1, ""), &p);
		store_fault_countdown = 0;
		if (e) {
			store_undo(cx);
			assert_int_equal(e, ERR_BROKEN);
		} else {
			must(store_release(cx));
		}
		must(plan_stored_list(cx, NULL, NULL, 0, 10, &list, &n));
		assert_int_equal(n, e == ERR_OK);
	} while (e);
	assert_true(at > 3);
	end_plan_test(cx);
}

static void X1_a_registered_version_never_changes(void **state) { (void)state; for_each_store(a_version_is_registered_once); }
static void a_plan_builds_on_a_registered_base(void **state) { (void)state; for_each_store(a_base_comes_from_the_store); }
static void X1_several_plans_are_in_force_in_their_order_and_area(void **state) { (void)state; for_each_store(plans_in_force); }
static void X1_activating_a_version_ends_the_one_before_in_the_same_moment(void **state) { (void)state; for_each_store(a_new_version_takes_over); }
static void only_who_holds_plan_edit_on_the_area_activates_and_ends(void **state) { (void)state; for_each_store(only_who_may); }
static void a_parsed_plan_is_kept_and_shared(void **state) { (void)state; for_each_store(parsed_plans_are_kept); }
static void a_broken_store_registers_all_or_nothing(void **state) { (void)state; for_each_store(broken_store); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(X1_a_registered_version_never_changes),
		cmocka_unit_test(a_plan_builds_on_a_registered_base),
		cmocka_unit_test(X1_several_plans_are_in_force_in_their_order_and_area),
		cmocka_unit_test(X1_activating_a_version_ends_the_one_before_in_the_same_moment),
		cmocka_unit_test(only_who_holds_plan_edit_on_the_area_activates_and_ends),
		cmocka_unit_test(a_parsed_plan_is_kept_and_shared),
		cmocka_unit_test(a_broken_store_registers_all_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
