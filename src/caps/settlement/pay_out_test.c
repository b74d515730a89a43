/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/delivery/delivery_world.h"
#include "caps/settlement/settlement.h"
#include "base/text.h"
#include "both_stores.h"

/* A household in hardship (20.00 an order are the district's) and one that is not, both at the door. */
struct aided { struct delivering w; int64_t order, day; const struct actor *office, *other; };

static struct aided open_aided(struct ctx *cx)
{
	struct aided a = { .w = open_delivering(cx) };

	a.order = ordered_by(cx, &a.w, a.w.o.poor, ORDER_PREPAID, 1);
	brought(cx, &a.w);
	assert_int_equal(handed(cx, a.w.team, "act-000001", a.order, HANDOVER_DELIVERED), ACT_DONE);
	assert_int_equal(handed(cx, a.w.team, "act-000002", a.w.order[0], HANDOVER_DELIVERED), ACT_DONE);
	a.day = civil_day_of(cx->now_ms);
	a.office = new_actor(cx, "office1", "street_office", a.w.o.m.d.d.a1);
	a.other = new_actor(cx, "office2", "street_office", a.w.o.m.d.d.a1);
	return a;
}

static int64_t owed_by_fund(struct ctx *cx, const struct aided *a)
{
	return money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = a->w.o.m.org, .fund_id = cx->district_id));
}

static void agree(struct ctx *cx, const struct aided *a, int64_t area_id)
{
	struct statement_confirm in = { .shop_id = a->w.o.m.shop, .area_id = area_id, .day = a->day, .side = SIDE_SHOP };
	struct statement_doc *docs;
	struct statement s;
	size_t n;

	cx->actor = a->w.o.m.clerk;
	must(statement_see(cx, in.shop_id, in.area_id, in.day, &s, &docs, &n));
	in.total_fen = s.total_fen;
	in.version = s.version;
	must(statement_confirm(cx, &in, &s));
	cx->actor = a->w.team;
	in.side = SIDE_WORKER;
	in.version = s.version;
	must(statement_confirm(cx, &in, &s));
	assert_int_equal(s.state, STATEMENT_AGREED);
}

static struct pay_due due(struct ctx *cx, const struct aided *a, int64_t area_id)
{
	struct pay_dues dues;

	cx->actor = a->office;
	must(pay_out_due(cx, a->w.o.m.shop, area_id, a->day, &dues));
	assert_int_equal(dues.n, 1);
	assert_int_equal(dues.at[0].fund_id, cx->district_id);
	return dues.at[0];
}

/* D10.4: one person asks, another pays what both sides of the statement agreed on; the shop is owed nothing more. */
static void pays(struct ctx *cx)
{
	struct aided a = open_aided(cx);
	struct pay_out_ask in = { .shop_id = a.w.o.m.shop, .area_id = a.w.o.m.d.d.a1, .day = a.day, .sum_fen = 2000 };
	struct pay_out_row row, *rows;
	struct pay_out_order *orders;
	size_t n;

	assert_int_equal(owed_by_fund(cx, &a), -2000);
	cx->actor = a.office;
	refused(ERR_BLOCKED, pay_out_start(cx, &in, &row));                    /* nobody has confirmed yet */
	agree(cx, &a, in.area_id);
	assert_int_equal(due(cx, &a, in.area_id).due_fen, 2000);
	cx->actor = a.w.o.m.clerk;
	refused(ERR_FORBIDDEN, pay_out_start(cx, &in, &row));                  /* the shop does not pay itself */
	cx->actor = a.office;
	in.sum_fen = 2100;
	refused(ERR_CONFLICT, pay_out_start(cx, &in, &row));
	assert_non_null(strstr(cx->fault.zh, "20.00"));
	in.sum_fen = 2000;
	must(pay_out_start(cx, &in, &row));
	assert_string_equal(row.state, "asked");
	assert_non_null(strstr(row.number, "BT-330114-"));
	assert_true(row.second && !row.may_pay);
	assert_int_equal(owed_by_fund(cx, &a), -2000);
	refused(ERR_BLOCKED, pay_out_start(cx, &in, &row));                    /* asked for already */
	refused(ERR_FORBIDDEN, pay_out_pay(cx, row.doc_id, 0, NULL, &row));    /* not by who asked */
	must(pay_out_list(cx, &(struct pay_out_filter){ .state = "asked" }, &rows, &n));
	assert_int_equal(n, 1);
	cx->actor = a.other;
	must(pay_out_pay(cx, rows[0].doc_id, rows[0].version, "网银 0001", &row));
	assert_string_equal(row.state, "paid");
	assert_int_equal(owed_by_fund(cx, &a), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(GRANTED, .who_id = a.w.o.m.d.d.root, .fund_id = cx->district_id)), -2000);
	assert_int_equal(money_in(cx, ACCOUNT_OF(SUBSIDY, .fund_id = cx->district_id)), 2000);
	assert_int_equal(due(cx, &a, in.area_id).due_fen, 0);
	assert_int_equal(due(cx, &a, in.area_id).paid_fen, 2000);
	refused(ERR_BAD_STATE, pay_out_pay(cx, row.doc_id, 0, NULL, &row));
	must(pay_out_see(cx, row.doc_id, &row, &orders, &n));
	assert_int_equal(n, 1);
	assert_int_equal(orders[0].order_id, a.order);
	assert_string_equal(orders[0].door, "3-1-103");
	cx->actor = a.w.o.stranger;
	refused(ERR_NOT_FOUND, pay_out_see(cx, row.doc_id, &row, &orders, &n));
	close_docs(cx);
}

static void D10_4_a_subsidy_is_paid_out_once_by_another_person_than_who_asked(void **state)
{
	(void)state;
	for_each_store(pays);
}

/* The same order stands in the statements of its community, its station and its shop: it is paid once. */
static void overlaps(struct ctx *cx)
{
	struct aided a = open_aided(cx);
	struct pay_out_ask in = { .shop_id = a.w.o.m.shop, .area_id = a.w.o.m.d.d.a1, .day = a.day, .sum_fen = 2000 };
	struct pay_out_row row;
	struct doc_moved moved;

	agree(cx, &a, a.w.o.m.d.d.a1);
	agree(cx, &a, a.w.station);
	assert_int_equal(due(cx, &a, a.w.station).due_fen, 2000);
	cx->actor = a.office;
	must(pay_out_start(cx, &in, &row));
	in.area_id = a.w.station;
	refused(ERR_BLOCKED, pay_out_start(cx, &in, &row));
	assert_int_equal(due(cx, &a, a.w.station).asked_fen, 2000);
	in.area_id = a.w.o.m.d.d.a1;
	must(pay_out_withdraw(cx, row.doc_id, 0, "算错社区", &row));
	assert_string_equal(row.state, "void");
	in.area_id = a.w.station;
	must(pay_out_start(cx, &in, &row));
	/* It comes back from the door before it is paid: the figures are no longer those both confirmed. */
	cx->actor = a.w.team;
	must(order_undo(cx, a.order, 0, "点错了", &moved));
	cx->actor = a.other;
	refused(ERR_BLOCKED, pay_out_pay(cx, row.doc_id, 0, NULL, &row));
	agree(cx, &a, a.w.station);
	cx->actor = a.other;
	refused(ERR_BLOCKED, pay_out_pay(cx, row.doc_id, 0, NULL, &row));
	assert_int_equal(owed_by_fund(cx, &a), 0);
	must(pay_out_withdraw(cx, row.doc_id, 0, "货退了", &row));
	close_docs(cx);
}

static void what_stands_in_several_statements_is_paid_once_and_only_while_it_stands(void **state)
{
	(void)state;
	for_each_store(overlaps);
}

/* A plan that names one role to settle, or none: one person does. */
static void alone(struct ctx *cx)
{
	static const char plan[] =
		"plan: {id: p, zh: 一人结算, version: 1, date: 2021-01-01, kind: district}\n"
		"roles: [{id: team, zh: 接收小组, kind: team}, {id: shop_team, zh: 门店配送组, kind: team}]\n"
		"money: {settlements: [{id: only, zh: 当面结清, way: on_handover, collect: team, pay_to: shop_team, sign: team}]}\n";
	struct aided a = open_aided(cx);
	struct plan_stored stored;
	struct pay_out_row row;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "p.yaml", plan, sizeof plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "p", .version = 1, .reason = "试", .precedence = 1 }, &id));
	agree(cx, &a, a.w.o.m.d.d.a1);
	cx->actor = a.office;
	must(pay_out_start(cx, &(struct pay_out_ask){ .shop_id = a.w.o.m.shop, .area_id = a.w.o.m.d.d.a1, .day = a.day, .sum_fen = 2000 }, &row));
	assert_string_equal(row.state, "paid");
	assert_int_equal(owed_by_fund(cx, &a), 0);
	close_docs(cx);
}

static void one_person_pays_where_the_plan_does_not_name_two(void **state)
{
	(void)state;
	for_each_store(alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D10_4_a_subsidy_is_paid_out_once_by_another_person_than_who_asked),
		cmocka_unit_test(what_stands_in_several_statements_is_paid_once_and_only_while_it_stands),
		cmocka_unit_test(one_person_pays_where_the_plan_does_not_name_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
