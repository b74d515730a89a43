/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/delivery/delivery_world.h"
#include "caps/settlement/settlement.h"
#include "caps/plan/plan_household.h"
#include "base/text.h"
#include "both_stores.h"

static struct order_placed placed(struct ctx *cx, const struct ordering *w, int64_t household_id, enum order_pay pay, int64_t qty)
{
	struct order_draft d = wish(w, household_id, pay, WANTS({ .line_no = 1, .qty = qty }));
	struct order_placed p;

	cx->actor = w->m.worker;
	must(order_place(cx, &d, &p));
	return p;
}

static int64_t cash(struct ctx *cx, const struct ordering *w)
{
	return money_in(cx, ACCOUNT_OF(CASH, .who_id = w->m.worker->account_id));
}

static int64_t with_shop(struct ctx *cx, const struct ordering *w)
{
	return money_in(cx, ACCOUNT_OF(REMITTED, .who_id = w->m.org));
}

static struct settlement_counted begun(struct ctx *cx, const struct ordering *w, int64_t sum_fen)
{
	struct settlement_counted c;

	cx->actor = w->m.worker;
	must(settlement_start(cx, &(struct settlement_open){ SETTLE_CASH, w->m.shop, 0, sum_fen, NULL }, &c));
	return c;
}

static struct settlement_counted count_as(struct ctx *cx, const struct actor *who, int64_t doc_id, const char *verb, int64_t sum_fen)
{
	struct settlement_counted c;

	cx->actor = who;
	must(settlement_count(cx, &(struct settlement_count){ .doc_id = doc_id, .sum_fen = sum_fen, .verb = verb }, &c));
	return c;
}

/* D4.3, D10.4: both count; a difference moves nothing and stays in the list until they have the same sum. */
static void counts(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct settlement_counted c;
	struct settlement_row *rows;
	size_t n;

	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	assert_int_equal(cash(cx, &w), 10000);
	c = begun(cx, &w, 10000);
	assert_false(c.done);
	assert_int_equal(c.shop_fen, -1);
	assert_int_equal(cash(cx, &w), 10000);
	c = count_as(cx, w.m.clerk, c.doc_id, NULL, 9900);
	assert_false(c.agreed);
	assert_int_equal(c.difference_fen, -100);
	assert_int_equal(cash(cx, &w), 10000);
	must(settlement_list(cx, &(struct settlement_filter){ .differs = true, .limit = 10 }, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].worker_fen, 10000);
	assert_int_equal(rows[0].area_id, w.m.grid);           /* he did not say: where his orders went */
	assert_int_equal(rows[0].shop_fen, 9900);
	c = count_as(cx, w.m.clerk, c.doc_id, NULL, 10000);
	assert_true(c.agreed && c.done);
	assert_string_equal(c.state, "remitted");
	assert_non_null(strstr(c.number, "HK-330114-"));
	assert_int_equal(cash(cx, &w), 0);
	assert_int_equal(with_shop(cx, &w), 10000);            /* nothing delivered yet: it waits */
	must(settlement_list(cx, &(struct settlement_filter){ .differs = true, .limit = 10 }, &rows, &n));
	assert_int_equal(n, 0);
	close_docs(cx);
}

static void D10_4_both_sides_count_and_a_difference_moves_nothing(void **state)
{
	(void)state;
	for_each_store(counts);
}

/* When it is the worker who counted wrong he counts again; the shop then says its sum once more. */
static void recounts(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct settlement_counted c;

	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	c = begun(cx, &w, 10000);
	c = count_as(cx, w.m.clerk, c.doc_id, NULL, 9500);
	c = count_as(cx, w.m.worker, c.doc_id, NULL, 9500);
	assert_true(c.agreed && !c.done);
	c = count_as(cx, w.m.clerk, c.doc_id, NULL, 9500);
	assert_true(c.done);
	assert_int_equal(cash(cx, &w), 500);                   /* the rest stays in his name */
	close_docs(cx);
}

static void who_counted_wrong_counts_again(void **state)
{
	(void)state;
	for_each_store(recounts);
}

static void refuses(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct settlement_open in = { SETTLE_CASH, w.m.shop, w.m.grid, 10001, NULL };
	struct settlement_counted c;
	struct settlement_row row;
	struct doc_moved moved;

	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	refused(ERR_SHORT_STOCK, settlement_start(cx, &in, &c));               /* more than he holds for this shop */
	assert_non_null(strstr(cx->fault.zh, "100.00"));
	in.sum_fen = 0;
	refused(ERR_BAD_INPUT, settlement_start(cx, &in, &c));
	in.sum_fen = 10000;
	in.area_id = w.m.d.d.b1;
	refused(ERR_NOT_FOUND, settlement_start(cx, &in, &c));                 /* not his area */
	cx->actor = w.m.clerk;
	in.area_id = w.m.grid;
	refused(ERR_NOT_FOUND, settlement_start(cx, &in, &c));                 /* the shop does not hand over */
	c = begun(cx, &w, 10000);
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, settlement_see(cx, c.doc_id, &row));
	refused(ERR_FORBIDDEN, settlement_count(cx, &(struct settlement_count){ .doc_id = c.doc_id, .sum_fen = 10000 }, &c));
	refused(ERR_FORBIDDEN, settlement_withdraw(cx, c.doc_id, 0, NULL, &moved));
	cx->actor = w.m.clerk;
	refused(ERR_STALE, settlement_count(cx, &(struct settlement_count){ .doc_id = c.doc_id, .version = 99, .sum_fen = 10000 }, &c));
	refused(ERR_BAD_STATE, settlement_count(cx, &(struct settlement_count){ .doc_id = c.doc_id, .verb = "give_back", .sum_fen = 1 }, &c));
	refused(ERR_BAD_INPUT, settlement_count(cx, &(struct settlement_count){ .doc_id = c.doc_id, .verb = "clear", .sum_fen = 1 }, &c));
	cx->actor = w.m.worker;
	must(settlement_withdraw(cx, c.doc_id, 0, "先不交", &moved));
	assert_string_equal(moved.state, "void");
	assert_int_equal(cash(cx, &w), 10000);
	close_docs(cx);
}

static void nobody_hands_over_what_is_not_his_or_more_than_he_has(void **state)
{
	(void)state;
	for_each_store(refuses);
}

/* What the shop cannot bring after it has the money: it hands it back, both count, the household gets it. */
static void gives_back(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_placed p = placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	struct settlement_counted c = begun(cx, &w, 10000);
	struct settlement_row row;
	struct doc_moved moved;

	count_as(cx, w.m.clerk, c.doc_id, NULL, 10000);
	cx->actor = w.m.clerk;
	refused(ERR_SHORT_STOCK, order_cut(cx, p.doc_id, 0, (struct doc_part[]){ { .line_no = 1, .qty = 1 } }, 1, "缺货", &moved));
	assert_non_null(strstr(cx->fault.zh, "50.00"));
	count_as(cx, w.m.clerk, c.doc_id, "give_back", 5000);
	c = count_as(cx, w.m.worker, c.doc_id, "give_back", 5000);
	assert_true(c.done);
	assert_int_equal(cash(cx, &w), 5000);
	assert_int_equal(with_shop(cx, &w), 5000);
	must(order_cut(cx, p.doc_id, 0, (struct doc_part[]){ { .line_no = 1, .qty = 1 } }, 1, "缺货", &moved));
	assert_int_equal(cash(cx, &w), 0);
	must(settlement_see(cx, c.doc_id, &row));
	assert_int_equal(row.returned_fen, 5000);
	assert_int_equal(row.taken_fen - row.cleared_fen, 5000);
	close_docs(cx);
}

static void money_for_what_does_not_come_goes_all_the_way_back(void **state)
{
	(void)state;
	for_each_store(gives_back);
}

/* What a worker holds: the oldest leaves first; late by the plan's time. */
static void holds(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_placed first = placed(cx, &w, w.plain, ORDER_PREPAID, 1);
	struct cash_worker mine, *all;
	struct settlement_counted c;
	bool more;
	size_t n;

	cx->now_ms += 60000;
	placed(cx, &w, w.away, ORDER_PREPAID, 2);
	must(settlement_my_cash(cx, &mine));
	assert_int_equal(mine.held_fen, 15000);
	assert_int_equal(mine.orders, 2);
	assert_int_equal(mine.open[0].doc_id, first.doc_id);
	assert_string_equal(mine.open[0].door, "3-1-101");
	assert_int_equal(mine.open[0].due_ms % DAY_MS, 18 * 3600 * 1000 - CHINA_OFFSET_MS);    /* paid in advance: by the rule of money collected first */
	c = begun(cx, &w, 7000);
	count_as(cx, w.m.clerk, c.doc_id, NULL, 7000);
	must(settlement_cash(cx, &(struct cash_filter){ .shop_id = w.m.shop }, &all, &n, &more));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].held_fen, 8000);
	assert_int_equal(all[0].orders, 1);                    /* the first is through, the second in part */
	assert_true(all[0].due_ms > cx->now_ms);
	assert_false(all[0].late);
	cx->now_ms += 3 * DAY_MS;
	must(settlement_cash(cx, &(struct cash_filter){ .late = true }, &all, &n, &more));
	assert_int_equal(n, 1);
	cx->actor = w.stranger;
	must(settlement_cash(cx, &(struct cash_filter){ .late = false }, &all, &n, &more));
	assert_int_equal(n, 0);                                /* money of another place is not his business */
	must(settlement_my_cash(cx, &mine));
	assert_int_equal(mine.held_fen, 0);
	close_docs(cx);
}

static void D10_4_cash_in_hand_is_seen_oldest_first_and_late_by_the_plan(void **state)
{
	(void)state;
	for_each_store(holds);
}

static void due_by(struct ctx *cx)
{
	struct plan_settlement rule = { .way = SETTLE_daily, .due = "every day at 20:00" };
	const int64_t day = INT64_C(20800) * DAY_MS - CHINA_OFFSET_MS, hour = 3600000;

	assert_int_equal(settlement_due_ms(cx, NULL, day), 0);
	assert_int_equal(settlement_due_ms(cx, &rule, day + 9 * hour), day + 20 * hour);
	assert_int_equal(settlement_due_ms(cx, &rule, day + 21 * hour), day + DAY_MS + 20 * hour);
	rule.due = "within 2 h of parcel.handed";
	assert_int_equal(settlement_due_ms(cx, &rule, day), day + 2 * hour);
	rule.due = NULL;
	assert_int_equal(settlement_due_ms(cx, &rule, day + 9 * hour), day + DAY_MS - 60000);
	rule.way = SETTLE_on_account;
	assert_int_equal(settlement_due_ms(cx, &rule, day), 0);
}

static void the_plan_says_when_money_is_due(void **state)
{
	(void)state;
	on_one_store("sqlite::memory:", due_by);
}

/* A day's statement is confirmed by both; another total needs a word, and figures that change afterwards are told. */
static void states(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct statement_confirm in = { .shop_id = w.m.shop, .area_id = w.m.d.d.a1, .day = civil_day_of(cx->now_ms), .side = SIDE_SHOP };
	struct settlement_counted c;
	struct statement s, *all;
	struct statement_doc *docs;
	struct statement_file file;
	size_t n;

	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	c = begun(cx, &w, 10000);
	count_as(cx, w.m.clerk, c.doc_id, NULL, 10000);
	must(statement_list(cx, &(struct statement_filter){ .day = in.day, .by = BY_COMMUNITY }, &all, &n));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].area_id, w.m.d.d.a1);
	assert_int_equal(all[0].collected_fen, 10000);
	assert_int_equal(all[0].handed_fen, 10000);
	assert_int_equal(all[0].state, STATEMENT_OPEN);
	assert_true(all[0].may_shop && !all[0].may_area);
	must(statement_see(cx, in.shop_id, in.area_id, in.day, &s, &docs, &n));
	assert_int_equal(n, 2);
	assert_int_equal(s.after_fen, -10000);                 /* the shop has been paid before it delivered */
	in.total_fen = 1;
	refused(ERR_BAD_INPUT, statement_confirm(cx, &in, &s));
	in.note = "我们记的是 0.01";
	must(statement_confirm(cx, &in, &s));
	assert_int_equal(s.state, STATEMENT_DIFFERS);
	refused(ERR_STALE, statement_confirm(cx, &in, &s));
	in.version = 1;
	in.total_fen = 0;
	must(statement_confirm(cx, &in, &s));
	assert_int_equal(s.state, STATEMENT_HALF);
	in.side = SIDE_WORKER;
	refused(ERR_FORBIDDEN, statement_confirm(cx, &in, &s));
	cx->actor = new_actor(cx, "station", "station_team", w.m.d.d.a1);
	in.version = 2;
	must(statement_confirm(cx, &in, &s));
	assert_int_equal(s.state, STATEMENT_AGREED);
	must(statement_list(cx, &(struct statement_filter){ .day = in.day, .by = BY_COMMUNITY, .open = true }, &all, &n));
	assert_int_equal(n, 0);
	must(statement_file(cx, &(struct statement_filter){ .day = in.day, .shop_id = in.shop_id, .by = BY_COMMUNITY }, in.area_id, STATEMENT_PDF, &file));
	assert_memory_equal(file.body.at, "%PDF", 4);
	must(statement_file(cx, &(struct statement_filter){ .day = in.day, .by = BY_COMMUNITY }, 0, STATEMENT_XLSX, &file));
	assert_memory_equal(file.body.at, "PK", 2);
	count_as(cx, w.m.clerk, c.doc_id, "give_back", 1000);
	count_as(cx, w.m.worker, c.doc_id, "give_back", 1000);
	cx->actor = w.m.clerk;
	must(statement_see(cx, in.shop_id, in.area_id, in.day, &s, &docs, &n));
	assert_int_equal(s.state, STATEMENT_CHANGED);
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, statement_see(cx, in.shop_id, in.area_id, in.day, &s, &docs, &n));
	close_docs(cx);
}

static void D10_4_statements_are_confirmed_by_both_sides(void **state)
{
	(void)state;
	for_each_store(states);
}

/* D4.3, D4.4, D10.1: three ways to pay, from the order to nil in every account. */
static void all_the_way(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const struct actor *worker = w.o.m.worker, *team = w.team;
	struct settlement_counted cash_in, cash_door, own;
	struct statement_confirm in = { .shop_id = w.o.m.shop, .area_id = w.station, .side = SIDE_SHOP };
	struct settlement_row *rows;
	struct cash_worker mine;
	struct statement s;
	struct statement_doc *docs;
	size_t n;

	cx->actor = worker;
	must(settlement_start(cx, &(struct settlement_open){ SETTLE_CASH, w.o.m.shop, 0, 10800, NULL }, &cash_in));
	cash_in = count_as(cx, w.o.m.clerk, cash_in.doc_id, NULL, 10800);      /* before anything is delivered */
	assert_string_equal(cash_in.state, "remitted");
	brought(cx, &w);
	for (int i = 0; i < 3; i++)
		assert_int_equal(handed(cx, team, (const char *[]){ "act-000001", "act-000002", "act-000003" }[i], w.order[i], HANDOVER_DELIVERED), ACT_DONE);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org)), -10800 - 5800 - 5800);
	cx->actor = team;
	must(settlement_my_cash(cx, &mine));
	assert_int_equal(mine.held_fen, 5800);                 /* paid at the door */
	must(settlement_start(cx, &(struct settlement_open){ SETTLE_CASH, w.o.m.shop, 0, 5800, NULL }, &cash_door));
	cx->actor = w.driver;
	must(settlement_list(cx, &(struct settlement_filter){ .state = "draft", .limit = 10 }, &rows, &n));
	assert_int_equal(n, 1);                                /* what he has to count, without seeing the shop's accounts */
	cash_door = count_as(cx, w.driver, cash_door.doc_id, NULL, 5800);      /* the driver takes it for the shop */
	assert_true(cash_door.done);
	assert_string_equal(cash_door.state, "cleared");
	assert_int_equal(with_shop(cx, &w.o), 0);              /* what had been handed over first is set against the goods too */
	cx->actor = worker;
	must(settlement_my_cash(cx, &mine));
	assert_int_equal(mine.to_lay_out_fen, 5800);
	assert_true(mine.open[0].laid_out);
	refused(ERR_SHORT_STOCK, settlement_start(cx, &(struct settlement_open){ SETTLE_LAY_OUT, w.o.m.shop, 0, 5801, NULL }, &own));
	must(settlement_start(cx, &(struct settlement_open){ SETTLE_LAY_OUT, w.o.m.shop, 0, 5800, NULL }, &own));
	own = count_as(cx, w.o.m.clerk, own.doc_id, NULL, 5800);
	assert_string_equal(own.state, "cleared");
	cx->actor = worker;
	must(settlement_my_cash(cx, &mine));
	assert_int_equal(mine.laid_out_fen, 5800);
	assert_int_equal(mine.to_lay_out_fen, 0);
	in.day = civil_day_of(cx->now_ms);
	cx->actor = w.o.m.clerk;
	must(statement_see(cx, in.shop_id, in.area_id, in.day, &s, &docs, &n));
	assert_int_equal(s.orders, 3);
	assert_int_equal(s.total_fen, 22400);
	assert_int_equal(s.before_fen, -10800);
	assert_int_equal(s.after_fen, 0);
	assert_int_equal(s.laid_out_fen, 5800);
	must(step(worker, w.order[2], "collect"));                   /* after reopening the household pays him back */
	cx->actor = worker;
	must(settlement_my_cash(cx, &mine));
	assert_int_equal(mine.held_fen + mine.laid_out_fen + mine.to_lay_out_fen, 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.o.plain)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(OWED, .who_id = w.o.elder)), 0);
	close_docs(cx);
}

static void D4_3_D4_4_money_of_three_ways_to_pay_ends_at_nil(void **state)
{
	(void)state;
	for_each_store(all_the_way);
}

/* A plan of its own in front: 0.50 is tolerated, and the head of the office settles more. */
static void tolerating(struct ctx *cx)
{
	static const char plan[] =
		"plan: {id: p, zh: 容许差额, version: 1, date: 2021-01-01, kind: district}\n"
		"roles: [{id: team, zh: 接收小组, kind: team}, {id: shop_team, zh: 门店配送组, kind: team}, {id: head, zh: 街道负责人, kind: post}]\n"
		"money: {settlements: [{id: near, zh: 零头不计, way: on_handover, collect: team, pay_to: shop_team, sign: head, tolerance: 0.5 yuan}]}\n";
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "p.yaml", plan, sizeof plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "p", .version = 1, .reason = "试", .precedence = 1 }, &id));
}

static void tolerates(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct settlement_counted c;
	struct settlement_row row, *rows;
	size_t n;

	tolerating(cx);
	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	c = begun(cx, &w, 10000);
	c = count_as(cx, w.m.clerk, c.doc_id, NULL, 9949);     /* 0.51 is more than the plan lets pass */
	assert_false(c.done);
	assert_int_equal(c.tolerance_fen, 50);
	assert_int_equal(cash(cx, &w), 10000);
	c = count_as(cx, w.m.clerk, c.doc_id, NULL, 9950);
	assert_true(c.done && !c.agreed);
	assert_int_equal(c.difference_fen, -50);
	assert_int_equal(cash(cx, &w), 0);                     /* what was said first moves, and nobody keeps a coin in the books */
	assert_int_equal(with_shop(cx, &w), 10000);
	must(settlement_see(cx, c.doc_id, &row));
	assert_int_equal(row.noted_fen, -50);
	must(settlement_list(cx, &(struct settlement_filter){ .differs = true, .limit = 10 }, &rows, &n));
	assert_int_equal(n, 0);                                /* closed, not hidden: the row tells it */
	c = count_as(cx, w.m.clerk, c.doc_id, "give_back", 5000);
	c = count_as(cx, w.m.worker, c.doc_id, "give_back", 5050);
	assert_true(c.done);
	assert_int_equal(cash(cx, &w), 5000);
	close_docs(cx);
}

static void D10_4_a_difference_the_plan_tolerates_closes_and_is_noted(void **state)
{
	(void)state;
	for_each_store(tolerates);
}

static void allows(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct settlement_leave leave = { .difference_fen = -300 };
	struct settlement_counted c;
	struct settlement_row row;
	const struct actor *head;
	int64_t id;

	tolerating(cx);
	head = new_actor(cx, "head1", "street_office", w.m.d.d.a1);
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = head->account_id, .place_id = w.m.d.d.a1, .role = "head", .from_ms = cx->now_ms - 1 }, &id));
	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	c = begun(cx, &w, 10000);
	leave.doc_id = c.doc_id;
	cx->actor = head;
	refused(ERR_BAD_STATE, settlement_allow(cx, &leave, &c));              /* the shop has not counted yet */
	count_as(cx, w.m.clerk, leave.doc_id, NULL, 9700);
	cx->actor = w.m.worker;
	leave.note = "找零丢了";
	refused(ERR_FORBIDDEN, settlement_allow(cx, &leave, &c));
	assert_non_null(strstr(cx->fault.zh, "街道负责人"));
	cx->actor = head;
	must(settlement_see(cx, leave.doc_id, &row));
	assert_true(row.may_allow);
	leave.difference_fen = -200;
	refused(ERR_CONFLICT, settlement_allow(cx, &leave, &c));
	leave = (struct settlement_leave){ .doc_id = leave.doc_id, .difference_fen = -300 };
	refused(ERR_BAD_INPUT, settlement_allow(cx, &leave, &c));              /* without a word */
	leave.note = "找零丢了，有登记";
	must(settlement_allow(cx, &leave, &c));
	assert_int_equal(cash(cx, &w), 10000);                 /* leave moves nothing */
	c = count_as(cx, w.m.clerk, leave.doc_id, NULL, 9600); /* another difference than the one allowed */
	assert_false(c.done);
	c = count_as(cx, w.m.clerk, leave.doc_id, NULL, 9700);
	assert_true(c.done);
	assert_int_equal(cash(cx, &w), 0);
	close_docs(cx);
}

static void D10_4_a_larger_difference_needs_who_settles_by_the_plan(void **state)
{
	(void)state;
	for_each_store(allows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D10_4_both_sides_count_and_a_difference_moves_nothing),
		cmocka_unit_test(who_counted_wrong_counts_again),
		cmocka_unit_test(nobody_hands_over_what_is_not_his_or_more_than_he_has),
		cmocka_unit_test(money_for_what_does_not_come_goes_all_the_way_back),
		cmocka_unit_test(D10_4_cash_in_hand_is_seen_oldest_first_and_late_by_the_plan),
		cmocka_unit_test(the_plan_says_when_money_is_due),
		cmocka_unit_test(D10_4_statements_are_confirmed_by_both_sides),
		cmocka_unit_test(D10_4_a_difference_the_plan_tolerates_closes_and_is_noted),
		cmocka_unit_test(D10_4_a_larger_difference_needs_who_settles_by_the_plan),
		cmocka_unit_test(D4_3_D4_4_money_of_three_ways_to_pay_ends_at_nil),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
