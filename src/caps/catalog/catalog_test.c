/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/catalog/catalog_world.h"

static int64_t places_of(struct ctx *cx, int64_t offer_id, int64_t line_no)
{
	int64_t left = 0;

	must(offer_left(cx, offer_id, line_no, &left));
	return left;
}

static int64_t published(struct ctx *cx, const struct market *m)
{
	const struct offer_want wants[] = { { m->package, 100, 2 }, { m->cabbage, 50, 0 } };
	const struct offer_draft d = evening_offer(cx, m, wants, 2);
	struct doc_moved moved;
	int64_t id = 0;

	cx->actor = m->clerk;
	must(offer_open(cx, &d, &id));
	must(offer_publish(cx, id, 0, &moved));
	assert_string_equal(moved.state, "open");
	assert_int_equal(strncmp(moved.number, "TC-330114-", 10), 0);
	return id;
}

static void designation(struct ctx *cx)
{
	struct market m = open_market(cx);
	struct shop_decision *decisions;
	struct shop shop;
	int64_t breach = 0, again = 0, open = 0;
	size_t n;

	must(shop_get(cx, m.shop, &shop));
	assert_true(shop.works);
	published(cx, &m);
	cx->actor = m.regulator;
	must(shop_breach_add(cx, &(struct shop_breach){ .shop_id = m.shop, .doc_id = 77, .rule = "evening", .what = "21:45 才送到", .happened_ms = cx->now_ms }, &breach));
	must(shop_breach_add(cx, &(struct shop_breach){ .shop_id = m.shop, .doc_id = 77, .rule = "evening", .what = "21:45 才送到", .happened_ms = cx->now_ms }, &again));
	assert_int_equal(breach, again);
	refused(ERR_BAD_INPUT, shop_withdraw(cx, m.shop, 0, "", "超时配送", &open));
	cx->actor = m.clerk;
	refused(ERR_FORBIDDEN, shop_withdraw(cx, m.shop, 0, "演保〔2026〕2号", "超时配送", &open));
	cx->actor = m.regulator;
	refused(ERR_STALE, shop_withdraw(cx, m.shop, 9, "演保〔2026〕2号", "超时配送", &open));
	must(shop_withdraw(cx, m.shop, 1, "演保〔2026〕2号", "超时配送", &open));
	assert_int_equal(open, 1);
	must(shop_get(cx, m.shop, &shop));
	assert_false(shop.works);
	assert_int_equal(shop.open_breaches, 0);
	refused(ERR_BLOCKED, shop_working(cx, &shop, civil_day_of(cx->now_ms)));
	assert_non_null(strstr(cx->fault.zh, "超时配送"));
	designated(cx, &m, 2);
	must(shop_decisions(cx, m.shop, &decisions, &n));
	assert_int_equal(n, 3);
	assert_string_equal(decisions[0].verb, "designate");
	assert_string_equal(decisions[1].verb, "withdraw");
	assert_string_equal(decisions[1].decision, "演保〔2026〕2号");
	close_docs(cx);
}
static void D8_2_a_designation_is_withdrawn_by_a_recorded_decision(void **state) { (void)state; for_each_store(designation); }

static void not_working(struct ctx *cx)
{
	struct market m = open_market(cx);
	const struct offer_want want = { m.cabbage, 5, 0 };
	struct offer_draft d = evening_offer(cx, &m, &want, 1);
	struct doc_moved moved;
	int64_t id = 0, open;

	cx->actor = m.clerk;
	must(offer_open(cx, &d, &id));
	cx->actor = m.regulator;
	must(shop_withdraw(cx, m.shop, 1, "2号", "断供", &open));
	cx->actor = m.clerk;
	refused(ERR_BLOCKED, offer_publish(cx, id, 0, &moved));
	close_docs(cx);
}
static void D8_1_a_shop_that_is_not_designated_opens_no_offer(void **state) { (void)state; for_each_store(not_working); }

static void prices(struct ctx *cx)
{
	struct market m = open_market(cx);
	struct price *rows, p;
	struct price_facts f = { .shop_id = m.shop, .item_id = m.cabbage, .price_fen = 401, .price_units = 1, .shop_price_fen = 400 };
	int64_t version = 0, cap = 0;
	size_t n;

	cx->actor = m.clerk;
	refused(ERR_BLOCKED, price_set(cx, &f, &version));
	assert_non_null(strstr(cx->fault.zh, "4.01"));
	assert_non_null(strstr(cx->fault.zh, "4.00"));
	f.price_fen = 350;
	must(price_set(cx, &f, &version));
	assert_int_equal(version, 1);                   /* nothing changed, no new version */
	f.price_fen = 300;
	must(price_set(cx, &f, &version));
	assert_int_equal(version, 2);
	must(price_history(cx, m.shop, m.cabbage, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[1].price_fen, 350);
	refused(ERR_NOT_FOUND, price_cap_set(cx, &(struct price_cap){ .category = "food", .place_id = m.d.d.root, .cap_fen = 280, .cap_units = 1, .decision = "限价令" }, &cap));
	cx->actor = m.regulator;
	must(price_cap_set(cx, &(struct price_cap){ .category = "food", .place_id = m.d.d.root, .cap_fen = 280, .cap_units = 1, .decision = "限价令" }, &cap));
	cx->actor = m.clerk;
	f.price_fen = 290;
	refused(ERR_BLOCKED, price_set(cx, &f, &version));
	assert_non_null(strstr(cx->fault.zh, "限价令"));       /* vegetables belong to food */
	f.price_fen = 280;
	must(price_set(cx, &f, &version));
	must(price_now(cx, m.shop, m.cabbage, &p));
	assert_int_equal(p.version, 3);
	assert_int_equal(p.cap_fen, 280);
	cx->actor = m.regulator;
	must(price_cap_lift(cx, cap));
	refused(ERR_BAD_STATE, price_cap_lift(cx, cap));
	must(price_now(cx, m.shop, m.cabbage, &p));
	assert_int_equal(p.cap_units, 0);
	refused(ERR_NOT_FOUND, price_now(cx, m.shop, m.cigarette, &p));
	close_docs(cx);
}
static void D10_2_a_price_is_a_new_version_and_never_above_shop_price_or_cap(void **state) { (void)state; for_each_store(prices); }

static void scope(struct ctx *cx)
{
	struct market m = open_market(cx);
	int64_t version;

	cx->actor = m.clerk;
	refused(ERR_BLOCKED, price_set(cx, &(struct price_facts){ .shop_id = m.shop, .item_id = m.cigarette, .price_fen = 1, .price_units = 1, .shop_price_fen = 1 }, &version));
	assert_non_null(strstr(cx->fault.zh, "household_order"));
	refused(ERR_BLOCKED, price_set(cx, &(struct price_facts){ .shop_id = m.shop, .item_id = m.drug, .price_fen = 1, .price_units = 1, .shop_price_fen = 1 }, &version));
	assert_non_null(strstr(cx->fault.zh, "个别需求"));
	refused(ERR_BLOCKED, price_set(cx, &(struct price_facts){ .shop_id = m.shop, .item_id = m.d.mask, .price_fen = 1, .price_units = 1, .shop_price_fen = 1 }, &version));
	close_docs(cx);
}
static void D5_4_what_the_plan_does_not_accept_gets_no_price_and_the_rule_is_quoted(void **state) { (void)state; for_each_store(scope); }

static void packages(struct ctx *cx)
{
	struct market m = open_market(cx);
	int64_t id = published(cx, &m);
	struct package p;
	struct offer o;

	must(package_get(cx, m.package, &p));
	assert_int_equal(p.n_parts, 2);
	p.parts[0].qty = 99;
	must(package_set(cx, &p, p.version));
	refused(ERR_STALE, package_set(cx, &p, p.version));
	must(offer_get(cx, id, &o));
	assert_int_equal(o.n_parts, 2);
	assert_int_equal(o.parts[0].qty, 2);              /* frozen when offered */
	p.version++;
	p.parts[0].item_id = m.package;
	refused(ERR_BAD_INPUT, package_set(cx, &p, p.version));
	p.parts[0].item_id = p.parts[1].item_id;
	refused(ERR_BAD_INPUT, package_set(cx, &p, p.version));
	p.n_parts = 0;
	refused(ERR_BAD_INPUT, package_set(cx, &p, p.version));
	close_docs(cx);
}
static void S3_7_contents_of_a_package_are_frozen_when_it_is_offered(void **state) { (void)state; for_each_store(packages); }

static void life(struct ctx *cx)
{
	struct market m = open_market(cx);
	int64_t id = published(cx, &m), copy = 0;
	struct offer o, *open;
	struct doc_moved moved;
	const char *left_out, *path;
	struct doc_due *due;
	size_t n;

	must(offer_get(cx, id, &o));
	assert_int_equal(o.stage, OFFER_OPEN);
	assert_int_equal(places_of(cx, id, 1), 100);
	assert_int_equal(lies(cx, ACCOUNT_OF(OPEN, .doc_id = id), m.package), 100);
	assert_int_equal(lies(cx, ACCOUNT_OF(OFFERED, .who_id = m.org, .doc_id = id), m.package), -100);
	must(offer_orderable(cx, &o));
	must(offer_set_places(cx, id, 0, 1, 130, &moved));
	assert_int_equal(places_of(cx, id, 1), 130);
	must(offer_set_places(cx, id, 0, 1, 20, &moved));
	assert_int_equal(places_of(cx, id, 1), 20);
	refused(ERR_BAD_INPUT, offer_set_places(cx, id, 0, 1, 20, &moved));
	refused(ERR_BAD_INPUT, offer_set_places(cx, id, 0, 3, 20, &moved));
	refused(ERR_STALE, offer_set_places(cx, id, 1, 1, 25, &moved));
	must(place_path(cx, m.building, &path));
	must(offers_for(cx, path, &open, &n));
	assert_int_equal(n, 1);
	assert_int_equal(open[0].on_sale, 70);
	assert_int_equal(open[0].left, 70);
	must(place_path(cx, m.d.d.b1, &path));
	must(offers_for(cx, path, &open, &n));
	assert_int_equal(n, 0);

	cx->now_ms = o.cut_off_ms;
	refused(ERR_BLOCKED, offer_orderable(cx, &o));
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_string_equal(due[0].verb, "cut_off");
	must(take_step(cx, &the_system, id, "cut_off", NULL, 0, &moved));
	assert_string_equal(moved.state, "shut");
	cx->actor = m.clerk;
	refused(ERR_BAD_STATE, offer_set_places(cx, id, 0, 1, 25, &moved));
	must(offer_copy(cx, id, &copy, &left_out));
	assert_string_equal(left_out, "");
	must(offer_close(cx, id, 0, &moved));
	assert_string_equal(moved.state, "closed");
	assert_int_equal(lies(cx, ACCOUNT_OF(OPEN, .doc_id = id), m.package), 0);
	must(offer_get(cx, copy, &o));
	assert_int_equal(o.stage, OFFER_DRAFT);
	assert_int_equal(o.copied_from, id);
	assert_true(o.cut_off_ms > cx->now_ms);
	assert_int_equal(o.lines[0].on_sale, 20);
	must(offer_withdraw(cx, copy, 0, &moved));
	assert_string_equal(moved.state, "void");
	close_docs(cx);
}
static void an_offer_lives_from_draft_to_closed_and_its_places_are_counted_by_the_ledger(void **state) { (void)state; for_each_store(life); }

static void stale_price(struct ctx *cx)
{
	struct market m = open_market(cx);
	const struct offer_want want = { m.cabbage, 5, 0 };
	struct offer_draft d = evening_offer(cx, &m, &want, 1);
	struct doc_moved moved;
	int64_t id = 0, cap = 0;

	cx->actor = m.clerk;
	must(offer_open(cx, &d, &id));
	priced(cx, &m, m.cabbage, 360, 400);
	refused(ERR_BLOCKED, offer_publish(cx, id, 0, &moved));
	must(offer_edit(cx, id, 0, &d));
	cx->actor = m.regulator;
	must(price_cap_set(cx, &(struct price_cap){ .item_id = m.cabbage, .place_id = m.d.d.a, .cap_fen = 100, .cap_units = 1, .decision = "限价令" }, &cap));
	cx->actor = m.clerk;
	refused(ERR_BLOCKED, offer_publish(cx, id, 0, &moved));
	cx->actor = m.regulator;
	must(price_cap_lift(cx, cap));
	cx->actor = m.clerk;
	must(offer_publish(cx, id, 0, &moved));
	close_docs(cx);
}
static void an_offer_is_published_only_at_prices_that_still_hold(void **state) { (void)state; for_each_store(stale_price); }

static void bad_drafts(struct ctx *cx)
{
	struct market m = open_market(cx);
	struct offer_want wants[] = { { m.cabbage, 5, 0 }, { m.cabbage, 6, 0 } };
	struct offer_draft good = evening_offer(cx, &m, wants, 1), d;
	int64_t id;

	cx->actor = m.clerk;
#define bad(code, ...) do { d = good; __VA_ARGS__; refused(code, offer_open(cx, &d, &id)); } while (0)
	bad(ERR_BAD_INPUT, d.n_wants = 0);
	bad(ERR_BAD_INPUT, d.n_wants = 2);
	bad(ERR_BAD_INPUT, wants[0].on_sale = 0);
	wants[0].on_sale = -3;
	bad(ERR_BAD_INPUT, (void)0);
	wants[0].on_sale = OFFER_QTY_MAX + 1;
	bad(ERR_BAD_INPUT, (void)0);
	wants[0].on_sale = 5;
	bad(ERR_BLOCKED, d.cut_off_ms += 3600 * 1000);            /* later than the plan's 20:00 */
	assert_non_null(strstr(cx->fault.zh, "20:00"));
	bad(ERR_BAD_INPUT, d.cut_off_ms = cx->now_ms - 1; d.opens_ms = cx->now_ms - 5);
	bad(ERR_BAD_INPUT, d.opens_ms = d.cut_off_ms);
	bad(ERR_BAD_INPUT, d.deliver_from_ms = d.cut_off_ms - 1);
	bad(ERR_BAD_INPUT, d.deliver_until_ms = d.deliver_from_ms);
	bad(ERR_BAD_INPUT, d.deliver_until_ms += DAY_MS);
	bad(ERR_BLOCKED, d.deliver_from_ms += DAY_MS; d.deliver_until_ms += DAY_MS);        /* within one day, says the plan */
	bad(ERR_BLOCKED, d.area_id = m.d.d.b1);
	bad(ERR_BAD_INPUT, d.area_id = m.shop);
	bad(ERR_BAD_INPUT, d.pay = 8);
	bad(ERR_BAD_INPUT, d.name = "");
	bad(ERR_NOT_FOUND, wants[0].item_id = m.d.rice);
	wants[0].item_id = m.cabbage;
	cx->actor = m.worker;
	refused(ERR_NOT_FOUND, offer_open(cx, &good, &id));
	cx->actor = m.clerk;
	must(offer_open(cx, &good, &id));
	close_docs(cx);
}
static void D6_2_an_offer_outside_the_plans_times_or_with_nonsense_in_it_is_refused(void **state) { (void)state; for_each_store(bad_drafts); }

static size_t offers_seen(struct ctx *cx, const struct actor *who, int64_t under_id)
{
	struct offer *list;
	size_t n;

	cx->actor = who;
	must(offer_list(cx, &(struct offer_filter){ .under_id = under_id, .stage = -1, .limit = 50 }, &list, &n));
	return n;
}

/* The shop sells to the whole subdistrict; the grid lies two levels below. */
static void reaches(struct ctx *cx)
{
	struct market m = open_market(cx);
	const struct offer_want want = { m.cabbage, 5, 0 };
	struct offer_draft d = evening_offer(cx, &m, &want, 1);
	const struct actor *leader, *elsewhere, *rival_clerk;
	struct doc_moved moved;
	struct offer o;
	int64_t id = 0;

	cx->actor = &the_system;
	leader = new_actor(cx, "leader", "building_leader", m.building);
	elsewhere = new_actor(cx, "other", "grid_worker", m.d.d.b1);
	rival_clerk = new_actor(cx, "rival", "shop_clerk", new_place(cx, PLACE_SHOP, "S2", "青禾超市", m.d.d.a));
	d.area_id = m.d.d.a;
	cx->actor = m.clerk;
	must(offer_open(cx, &d, &id));
	assert_int_equal(offers_seen(cx, m.clerk, 0), 1);
	assert_int_equal(offers_seen(cx, m.worker, 0), 0);       /* a draft is nobody's business yet */
	refused(ERR_NOT_FOUND, offer_look(cx, id, &o));
	cx->actor = m.clerk;
	must(offer_publish(cx, id, 0, &moved));
	assert_int_equal(offers_seen(cx, m.worker, 0), 1);
	assert_int_equal(offers_seen(cx, m.worker, m.grid), 1);  /* asked for his grid, it is among those that reach it */
	must(offer_look(cx, id, &o));
	assert_int_equal(o.lines[0].left, 5);
	refused(ERR_NOT_FOUND, offer_see(cx, id, &o));           /* changing it asks for more than being reached */
	refused(ERR_NOT_FOUND, offer_shut(cx, id, 0, &moved));
	assert_int_equal(offers_seen(cx, leader, 0), 1);
	assert_int_equal(offers_seen(cx, elsewhere, 0), 0);
	refused(ERR_NOT_FOUND, offer_look(cx, id, &o));
	assert_int_equal(offers_seen(cx, rival_clerk, 0), 0);    /* a shop in the area has no grid: another's offer stays unseen */
	assert_int_equal(offers_seen(cx, m.regulator, m.d.d.b1), 0);
	cx->actor = m.clerk;
	must(offer_shut(cx, id, 0, &moved));
	assert_int_equal(offers_seen(cx, m.worker, 0), 1);       /* what was ordered is on its way: still his */
	close_docs(cx);
}
static void a_grid_worker_sees_the_offers_that_reach_his_grid_and_no_draft(void **state) { (void)state; for_each_store(reaches); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D8_2_a_designation_is_withdrawn_by_a_recorded_decision),
		cmocka_unit_test(D8_1_a_shop_that_is_not_designated_opens_no_offer),
		cmocka_unit_test(D10_2_a_price_is_a_new_version_and_never_above_shop_price_or_cap),
		cmocka_unit_test(D5_4_what_the_plan_does_not_accept_gets_no_price_and_the_rule_is_quoted),
		cmocka_unit_test(S3_7_contents_of_a_package_are_frozen_when_it_is_offered),
		cmocka_unit_test(an_offer_lives_from_draft_to_closed_and_its_places_are_counted_by_the_ledger),
		cmocka_unit_test(an_offer_is_published_only_at_prices_that_still_hold),
		cmocka_unit_test(D6_2_an_offer_outside_the_plans_times_or_with_nonsense_in_it_is_refused),
		cmocka_unit_test(a_grid_worker_sees_the_offers_that_reach_his_grid_and_no_draft),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
