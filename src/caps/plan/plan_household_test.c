/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_household.h"
#include "base/civil.h"
#include "base/text.h"
#include "test.h"
#include <string.h>

static const struct plan *read_good(struct ctx *cx, const char *path)
{
	struct plan_mistakes all;
	const struct plan *plan;

	assert_int_equal(plan_read_file(cx, path, &plan, &all), ERR_OK);
	for (size_t i = 0; i < all.n; i++)
		print_error("%s\n", plan_mistake_line(&cx->mem, &all, i));
	assert_int_equal(all.n, 0);
	assert_non_null(plan);
	return plan;
}

static const struct plan *read_text(struct ctx *cx, const char *text)
{
	struct plan_mistakes all;
	const struct plan *plan;

	assert_int_equal(plan_read(cx, "t.yaml", text, strlen(text), NULL, &plan, &all), ERR_OK);
	for (size_t i = 0; i < all.n; i++)
		print_error("%s\n", plan_mistake_line(&cx->mem, &all, i));
	assert_non_null(plan);
	return plan;
}

/* 2026-11-22 at a time of day, China. */
static int64_t at(int hour, int minute)
{
	return civil_day(2026, 11, 22) * DAY_MS - CHINA_OFFSET_MS + ((int64_t)hour * 60 + minute) * 60000;
}

#define GOOD(name, file) \
	struct ctx cx = { 0 }; \
	const struct plan *name = read_good(&cx, "plans/" file); \
	(void)state

static void D5_4_only_packages_medicine_baby_goods_and_necessities_are_taken(void **state)
{
	GOOD(d5, "d5-three-standards.yaml");
	struct plan_scope s = plan_takes(d5, NULL, "tobacco");

	assert_int_equal(s.takes, TAKES_REFUSE);
	assert_string_equal(s.rule->rule.id, "household_order");
	assert_false(s.unknown);
	assert_int_equal(plan_takes(d5, NULL, "liquor").takes, TAKES_REFUSE);
	for (const char *const *c = (const char *const[]){ "package", "medicine", "mother_baby", "vegetables", "drinking_water", NULL }; *c; c++)
		assert_int_equal(plan_takes(d5, NULL, *c).takes, TAKES_ACCEPT);
	s = plan_takes(d5, NULL, "fireworks");
	assert_int_equal(s.takes, TAKES_REFUSE);
	assert_true(s.unknown);
	assert_true(plan_takes(d5, NULL, NULL).unknown);
	assert_null(plan_takes(NULL, NULL, "tobacco").rule);
	arena_reset(&cx.mem);
}

static void D5_6_ordered_today_is_promised_for_tomorrow(void **state)
{
	GOOD(d5, "d5-three-standards.yaml");
	struct plan_ordering o;

	plan_ordering(&cx.mem, d5, NULL, &o);
	assert_int_equal(plan_deliver_by_ms(&o, at(9, 30)), at(0, 0) + 2 * DAY_MS - 1);
	assert_int_equal(plan_cut_off_ms(&o, at(9, 30)), at(20, 0));
	assert_int_equal(o.n_limits, 1);
	assert_int_equal(o.limits[0].orders, 1);
	assert_int_equal(o.limits[0].per.n, DAY_MS);
	assert_int_equal(o.returns, RETURNS_quality_only);
	assert_int_equal(o.claim_within.n, DAY_MS);
	assert_int_equal(o.escalate.n, 2);
	arena_reset(&cx.mem);
}

static void D8_2_windows_by_area_kind_and_none_at_other_times(void **state)
{
	GOOD(d8, "d8-fixed-shops.yaml");
	struct plan_window_answer a = plan_window_check(&cx.mem, d8, NULL, "town_compound", at(14, 0));
	struct plan_span_of_day *hours;
	int64_t from, until;

	assert_true(a.refuse);
	assert_string_equal(a.rule->rule.id, "evening");
	assert_string_equal(a.rule->breach, "remove_shop");
	assert_non_null(plan_chain(d8, a.rule->breach));
	assert_null(plan_window_check(&cx.mem, d8, NULL, "town_compound", at(19, 30)).rule);
	assert_null(plan_window_check(&cx.mem, d8, NULL, "bungalow", at(21, 29)).rule);
	assert_true(plan_window_check(&cx.mem, d8, NULL, "bungalow", at(21, 30)).refuse);
	assert_null(plan_window_check(&cx.mem, d8, NULL, "company", at(11, 30)).rule);
	assert_true(plan_window_check(&cx.mem, d8, NULL, "company", at(13, 0)).refuse);
	assert_null(plan_window_check(&cx.mem, d8, NULL, "village", at(14, 0)).rule);
	a = plan_window_check(&cx.mem, d8, NULL, NULL, at(12, 0));
	assert_true(a.refuse && a.unknown);
	assert_true(plan_window_check(&cx.mem, d8, NULL, "moon_base", at(12, 0)).unknown);
	assert_int_equal(plan_window_hours(&cx.mem, d8, NULL, "company", &hours), 1);
	assert_int_equal(hours[0].from, 11 * 60 + 30);
	assert_int_equal(hours[0].until, 13 * 60);
	assert_true(plan_window_next(&cx.mem, d8, NULL, "company", at(14, 0), &from, &until));
	assert_int_equal(from, at(11, 30) + DAY_MS);
	assert_int_equal(until, at(13, 0) + DAY_MS);
	assert_false(plan_window_next(&cx.mem, d8, NULL, "", at(14, 0), &from, &until));
	arena_reset(&cx.mem);
}

static void D8_ways_hand_over_at_the_gate_and_shops_are_counted(void **state)
{
	GOOD(d8, "d8-fixed-shops.yaml");
	const struct plan_way *way = plan_way(d8, NULL, "company");
	const struct plan_label *label = plan_label(d8, "parcel");
	const struct plan_shop **shops;

	assert_string_equal(way->rule.id, "by_company");
	assert_string_equal(plan_way(d8, NULL, "bungalow")->rule.id, "by_order");
	assert_false(way->enter);
	assert_false(plan_way_takes(way, ORDER_BY_online));
	assert_int_equal(plan_shop_rules(&cx.mem, d8, NULL, &shops), 4);
	assert_int_equal(plan_shop_rule(d8, NULL, "pharmacy")->number, 2);
	assert_int_equal(label->shows.n, 3);
	assert_string_equal(label->shows.at[1], "住址");
	arena_reset(&cx.mem);
}

static void the_plan_that_declares_a_zone_speaks_first_of_it(void **state)
{
	GOOD(d8, "d8-fixed-shops.yaml");
	struct plan both = *d8;

	both.next = read_good(&cx, "plans/s3-town-necessities.yaml");
	assert_string_equal(plan_way(&both, "control", "town_compound")->rule.id, "to_door");
	assert_string_equal(plan_way(&both, NULL, "town_compound")->rule.id, "by_order");
	arena_reset(&cx.mem);
}

static void S3_5_zones_have_their_own_ways(void **state)
{
	GOOD(s3, "s3-town-necessities.yaml");
	const struct plan_way *door = plan_way(s3, "control", "town_compound"), *slots = plan_way(s3, "static", "town_compound");

	assert_int_equal(plan_movement(s3, "control"), MOVES_home);
	assert_int_equal(plan_movement(s3, "static"), MOVES_zone);
	assert_int_equal(plan_movement(s3, NULL), MOVES_free);
	assert_int_equal(plan_movement(s3, "nobody_knows"), MOVES_home);
	assert_true(door->to == TO_door && door->contactless && !door->enter);
	assert_int_equal(slots->to, TO_pick_up);
	assert_int_equal(slots->slots.n, 30 * 60000);
	assert_string_equal(plan_way(s3, "control", "isolated")->rule.id, "group_to_door");
	assert_false(plan_way_takes(plan_way(s3, "control", "isolated"), ORDER_BY_online));
	assert_string_equal(plan_way(s3, NULL, "town_compound")->rule.id, "orders_online");
	arena_reset(&cx.mem);
}

static void S3_7_and_S3_9_packages_and_one_order_in_two_days(void **state)
{
	GOOD(s3, "s3-town-necessities.yaml");
	const struct plan_package **packages;
	struct plan_ordering o;

	assert_int_equal(plan_packages(&cx.mem, s3, "control", &packages), 3);
	assert_int_equal(packages[0]->price_fen, 5000);
	assert_int_equal(packages[1]->price_fen, 10000);
	assert_int_equal(packages[2]->price_fen, 15000);
	assert_int_equal(packages[2]->persons_low.n, 3);
	assert_int_equal(packages[2]->persons_high.n, 5);
	plan_ordering(&cx.mem, s3, "control", &o);
	assert_int_equal(o.limits[0].per.n, 2 * DAY_MS);
	assert_string_equal(plan_rule_quote(&cx.mem, &o.limits[0].rule->rule, false), "依据 s3 规则 household_order（只收套餐、母婴用品和生活必需品；每户原则上2天一单；次日或隔日送到）");
	assert_int_equal(plan_takes(s3, "control", "medicine").takes, TAKES_APART);
	assert_int_equal(plan_takes(s3, "control", "milk_powder").takes, TAKES_APART);
	assert_int_equal(plan_takes(s3, "control", "mother_baby").takes, TAKES_ACCEPT);
	assert_int_equal(plan_takes(s3, "control", "tobacco").takes, TAKES_REFUSE);
	assert_int_equal(plan_fleet(s3, NULL, "village")->vehicles, 1);
	assert_true(plan_fleet(s3, NULL, "village")->closed && plan_fleet(s3, NULL, "village")->fixed_crew);
	assert_true(plan_settles(s3, NULL, "alone", SETTLE_on_account));
	assert_false(plan_settles(s3, NULL, NULL, SETTLE_on_account));
	assert_true(plan_settles(s3, NULL, NULL, SETTLE_collect_first));
	assert_int_equal(plan_relief(s3, NULL, "low_income", "rice")->amount.amount.n, 2000);
	assert_null(plan_relief(s3, NULL, "alone", "rice"));
	arena_reset(&cx.mem);
}

/* Every plan that ships reads without a mistake or a warning. */
static void X1_all_plans_that_ship_are_clean(void **state)
{
	static const char *const plans[] = { "d2-control-goods", "d4-closed-compounds", "d5-three-standards", "d6-town", "d7-reserve", "d8-fixed-shops",
		"d10-department-store", "s3-town-necessities", "s5-isolation-area" };
	struct ctx cx = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		read_good(&cx, arena_print(&cx.mem, "plans/%s.yaml", plans[i]));
		arena_reset(&cx.mem);
	}
}

static void D4_three_supermarkets_marked_points_and_an_account_for_the_old(void **state)
{
	GOOD(d4, "d4-closed-compounds.yaml");
	const struct plan_shop *shop = plan_shop_rule(d4, NULL, "supermarket");
	const struct plan_label *label = plan_label(d4, "parcel");

	assert_true(shop->number == 3 && shop->nearest && shop->needs.n == 3);
	assert_true(plan_station(d4, NULL, "compound")->marked);
	assert_true(plan_settles(d4, NULL, "no_phone", SETTLE_on_account));
	assert_false(plan_settles(d4, NULL, "town_compound", SETTLE_on_account));
	assert_string_equal(label->shows.at[2], "付款码");
	assert_int_equal(plan_movement(d4, "closed"), MOVES_home);
	assert_int_equal(plan_way(d4, "closed", NULL)->to, TO_point);
	arena_reset(&cx.mem);
}

static void D6_4_individual_needs_go_to_the_market_office_the_town_and_the_city(void **state)
{
	GOOD(d6, "d6-town.yaml");
	const struct plan_flow *flow = plan_flow_named(d6, PLAN_DOC_request, NULL, "household", "milk_powder");

	assert_int_equal(flow->escalate.n, 3);
	assert_string_equal(flow->escalate.at[0].to, "market_office");
	assert_string_equal(flow->escalate.at[2].to, "city_force");
	assert_int_equal(plan_takes(d6, NULL, "milk_powder").takes, TAKES_APART);
	assert_int_equal(plan_takes(d6, NULL, "liquor").takes, TAKES_REFUSE);
	assert_int_equal(plan_way(d6, NULL, "village")->to, TO_checkpoint);
	arena_reset(&cx.mem);
}

struct sale { int64_t price, shop_price, fee; bool fee_known; };

static struct cond_value sale_value(void *user, const char *word)
{
	const struct sale *s = user;

	if (strcmp(word, "price") == 0)
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = s->price };
	if (strcmp(word, "shop_price") == 0)
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = s->shop_price };
	if (strcmp(word, "fee") == 0 && s->fee_known)
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = s->fee };
	return (struct cond_value){ 0 };
}

static void D10_2_no_price_above_the_shops_and_no_delivery_charge(void **state)
{
	GOOD(d10, "d10-department-store.yaml");
	struct sale good = { 500, 500, 0, true }, dear = { 501, 500, 0, true }, charged = { 500, 500, 100, true }, silent = { 500, 500, 0, false };
	bool unknown;

	assert_null(plan_price_refusal(d10, NULL, "vegetables", &(struct cond_world){ sale_value, &good }, &unknown));
	assert_non_null(plan_price_refusal(d10, NULL, "vegetables", &(struct cond_world){ sale_value, &dear }, &unknown));
	assert_false(unknown);
	assert_string_equal(plan_price_refusal(d10, NULL, NULL, &(struct cond_world){ sale_value, &charged }, &unknown)->rule.id, "shop_price_and_no_fee");
	assert_non_null(plan_price_refusal(d10, NULL, NULL, &(struct cond_world){ sale_value, &silent }, &unknown));
	assert_true(unknown);                    /* what is not known falls on the careful side */
	assert_int_equal(plan_charge(d10, CHARGE_delivery, "household", NULL)->pays, PAYS_free);
	assert_int_equal(plan_settlement(d10, NULL, NULL, SETTLE_collect_first)->tolerance_fen, 0);
	assert_int_equal(plan_settlement(d10, NULL, NULL, SETTLE_collect_first)->sign.n, 2);
	arena_reset(&cx.mem);
}

static void S5_5_special_groups_and_urgent_patients_have_flows_of_their_own(void **state)
{
	GOOD(s5, "s5-isolation-area.yaml");

	assert_string_equal(plan_flow_named(s5, PLAN_DOC_request, "isolation", "pregnant", "vegetables")->rule.id, "need_special");
	assert_string_equal(plan_flow_named(s5, PLAN_DOC_request, "isolation", "urgent_patient", "medicine")->rule.id, "need_urgent");
	assert_int_equal(plan_flow_named(s5, PLAN_DOC_request, NULL, "urgent_patient", NULL)->escalate.at[0].after.n, 10 * 60000);
	assert_string_equal(plan_way(s5, "isolation", "town_compound")->rule.id, "last_stop");
	assert_string_equal(plan_way(s5, "isolation", "village")->rule.id, "several_ways");
	assert_non_null(plan_pass_rule(s5, "vehicle"));
	arena_reset(&cx.mem);
}

/* What the test's driver has on record. */
struct record { int64_t test_age_ms, temperature; bool tested, measured, wiped; };

static struct cond_value value_of(void *user, const char *word)
{
	const struct record *r = user;

	if (strcmp(word, "fresh.nucleic_test") == 0)
		return r->tested ? (struct cond_value){ .known = KNOWN_NUMBER, .n = r->test_age_ms } : (struct cond_value){ .known = KNOWN_TRUTH };
	if (strcmp(word, "latest.health_check.temperature") == 0 && r->measured)
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = r->temperature };
	if (strcmp(word, "fresh.vehicle_wipe since trip.returned") == 0)
		return (struct cond_value){ .known = KNOWN_TRUTH, .yes = r->wiped };
	return (struct cond_value){ 0 };
}

static struct plan_gate_answer gate(struct ctx *cx, const struct plan *plan, const char *kind, struct record r)
{
	return plan_gate_check(&cx->mem, plan, NULL, "trip.departing", kind, &(struct cond_world){ value_of, &r });
}

static void S3_8_no_departure_without_test_temperature_and_disinfection(void **state)
{
	GOOD(s3, "s3-town-necessities.yaml");
	const int64_t hour = 3600000;

	assert_null(gate(&cx, s3, "driver", (struct record){ 5 * hour, 365, true, true, false }).gate);
	assert_string_equal(gate(&cx, s3, "driver", (struct record){ 25 * hour, 365, true, true, false }).gate->rule.id, "driver_test");
	assert_non_null(gate(&cx, s3, "driver", (struct record){ 5 * hour, 373, true, true, false }).gate);
	assert_false(gate(&cx, s3, "driver", (struct record){ 0, 365, false, true, false }).unknown);
	assert_true(gate(&cx, s3, "driver", (struct record){ 5 * hour, 0, true, false, false }).unknown);
	assert_non_null(gate(&cx, s3, "vehicle", (struct record){ .wiped = false }).gate);
	assert_null(gate(&cx, s3, "vehicle", (struct record){ .wiped = true }).gate);
	assert_null(gate(&cx, s3, "visitor", (struct record){ 0 }).gate);
	assert_int_equal(plan_form(s3, "health_check")->n_fields, 2);
	assert_int_equal(plan_form(s3, "health_check")->fields[0].max.n, 430);
	arena_reset(&cx.mem);
}

static void the_strictest_of_several_order_rules_wins_and_a_zone_may_set_a_limit(void **state)
{
	static const char text[] =
		"plan: {id: t1, zh: 试, version: 1, date: 2026-11-22, kind: town}\n"
		"goods: {classes: [{id: food, zh: 食品}, {id: smoke, zh: 烟, part_of: food}]}\n"
		"delivery:\n"
		"  zones: [{id: shut, zh: 封控区, movement: home, ways: w, set: [a.limit = 1 per 3 days or 1 per 7 days, win.daily = 17:00-18:00]}]\n"
		"  ways: [{id: w, zh: 送, order_by: phone, to: door}]\n"
		"  windows: [{id: win, zh: 时段, who: village, daily: [08:00-12:00, 14:00-16:00]}]\n"
		"  orders:\n"
		"    - {id: a, zh: 甲, accept: food, limit: 1 per 2 days, cut_off: 18:00, deliver_within: 2 days, returns: any}\n"
		"    - {id: b, zh: 乙, refuse: smoke, limit: 2 per 1 day, cut_off: 16:00, deliver_within: 30 h, claim_within: 12 h, zones: shut}\n";
	struct ctx cx = { 0 };
	const struct plan *plan = read_text(&cx, text);
	struct plan_ordering o;

	(void)state;
	plan_ordering(&cx.mem, plan, "shut", &o);
	assert_int_equal(o.n_limits, 2);
	assert_int_equal(o.limits[0].per.n, 3 * DAY_MS);
	assert_int_equal(o.cut_off, 16 * 60);
	assert_string_equal(o.cut_off_by->rule.id, "b");
	assert_int_equal(plan_deliver_by_ms(&o, at(9, 0)), at(9, 0) + 30 * 3600000);
	assert_int_equal(o.returns, RETURNS_any);
	plan_ordering(&cx.mem, plan, NULL, &o);
	assert_int_equal(o.n_limits, 1);
	assert_int_equal(o.limits[0].per.n, 2 * DAY_MS);
	assert_int_equal(o.cut_off, 18 * 60);
	assert_int_equal(o.returns, RETURNS_any);
	assert_int_equal(plan_takes(plan, "shut", "smoke").takes, TAKES_REFUSE);
	assert_int_equal(plan_takes(plan, NULL, "smoke").takes, TAKES_ACCEPT);
	assert_null(plan_window_check(&cx.mem, plan, NULL, "village", at(15, 0)).rule);
	assert_true(plan_window_check(&cx.mem, plan, "shut", "village", at(9, 0)).refuse);
	assert_null(plan_window_check(&cx.mem, plan, "shut", "village", at(17, 0)).rule);
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D5_4_only_packages_medicine_baby_goods_and_necessities_are_taken),
		cmocka_unit_test(D5_6_ordered_today_is_promised_for_tomorrow),
		cmocka_unit_test(D8_2_windows_by_area_kind_and_none_at_other_times),
		cmocka_unit_test(D8_ways_hand_over_at_the_gate_and_shops_are_counted),
		cmocka_unit_test(the_plan_that_declares_a_zone_speaks_first_of_it),
		cmocka_unit_test(S3_5_zones_have_their_own_ways),
		cmocka_unit_test(S3_7_and_S3_9_packages_and_one_order_in_two_days),
		cmocka_unit_test(X1_all_plans_that_ship_are_clean),
		cmocka_unit_test(D4_three_supermarkets_marked_points_and_an_account_for_the_old),
		cmocka_unit_test(D6_4_individual_needs_go_to_the_market_office_the_town_and_the_city),
		cmocka_unit_test(D10_2_no_price_above_the_shops_and_no_delivery_charge),
		cmocka_unit_test(S5_5_special_groups_and_urgent_patients_have_flows_of_their_own),
		cmocka_unit_test(S3_8_no_departure_without_test_temperature_and_disinfection),
		cmocka_unit_test(the_strictest_of_several_order_rules_wins_and_a_zone_may_set_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
