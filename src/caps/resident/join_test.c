/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/delivery/delivery_world.h"
#include "caps/care/care.h"
#include "caps/complaint/complaint.h"
#include "caps/grid/tidy.h"
#include "caps/intake/intake.h"
#include "caps/order/order_household.h"
#include "caps/resident/join.h"
#include "caps/resident/resident_world.h"
#include "caps/resident/my.h"
#include "caps/settlement/settlement.h"
#include "both_stores.h"

/* Two records turn out to be one household while something is open. */

static struct household_joined joined(struct ctx *cx, const struct ordering *w, int64_t lose, int64_t keep)
{
	struct household_joined j;

	cx->actor = w->m.worker;
	must(household_join(cx, lose, keep, "重复登记", &j));
	return j;
}

static struct order_placed placed(struct ctx *cx, const struct ordering *w, int64_t household_id, enum order_pay pay, int64_t qty)
{
	struct order_draft d = wish(w, household_id, pay, WANTS({ .line_no = 1, .qty = qty }));
	struct order_placed p;

	cx->actor = w->m.worker;
	must(order_place(cx, &d, &p));
	return p;
}

static struct order_view seen(struct ctx *cx, int64_t doc_id)
{
	struct order_view v;

	must(order_get(cx, doc_id, &v));
	return v;
}

/* Nothing is left in the name of any of them but what reached the door. */
static void nothing_open(struct ctx *cx, const struct delivering *w, int64_t household_id)
{
	const int64_t items[] = { w->o.m.package, w->o.m.egg };

	for (size_t i = 0; i < 2; i++)
		assert_int_equal(lies(cx, ACCOUNT_OF(CLAIMED, .who_id = household_id), items[i]), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = household_id)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(OWED, .who_id = household_id)), 0);
}

static void hand_over(struct ctx *cx, const struct delivering *w, int64_t how, int64_t fen)
{
	struct settlement_counted c;

	cx->actor = w->o.m.worker;
	must(settlement_start(cx, &(struct settlement_open){ how, w->o.m.shop, 0, fen, NULL }, &c));
	cx->actor = w->o.m.clerk;
	must(settlement_count(cx, &(struct settlement_count){ .doc_id = c.doc_id, .sum_fen = fen }, &c));
	assert_true(c.done);
}

/* One order of each way to pay, merged before the goods come, carried to the kept door, paid and settled. */
static void carries_on(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const int64_t worker = w.o.m.worker->account_id, homes[] = { w.o.plain, w.o.away, w.o.elder };
	const struct account_key owed = ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org), cash = ACCOUNT_OF(CASH, .who_id = worker);
	struct order_handover h = { .holder_id = w.station };
	struct household_joined j;
	struct doc_moved moved;
	struct order_row *rows;
	int64_t keep, at_door;
	size_t n;

	cx->actor = w.o.m.worker;
	keep = lives_at(cx, &w.o, "105", 0);
	for (size_t i = 0; i < 3; i++) {
		j = joined(cx, &w.o, homes[i], keep);
		assert_int_equal(j.orders.orders, 1);
		assert_int_equal(j.orders.open, 1);
		assert_int_equal(j.orders.together, i ? (int64_t)i + 1 : 0);      /* accepted it stays, and is said */
		assert_non_null(strstr(j.zh, "3-1-105"));
		assert_int_equal(seen(cx, w.order[i]).household_id, keep);
		assert_string_equal(seen(cx, w.order[i]).door, "3-1-105");
		assert_int_equal(seen(cx, w.order[i]).doc.taker_id, homes[i]);     /* signed like that */
	}
	j = joined(cx, &w.o, homes[0], keep);                                 /* again: nothing happens */
	assert_int_equal(j.orders.orders, 0);
	must(order_list(cx, &(struct order_filter){ .household_id = keep, .pay = -1, .channel = -1, .limit = 10 }, &rows, &n));
	assert_int_equal(n, 3);
	brought(cx, &w);
	cx->actor = w.team;
	for (size_t i = 0; i < 3; i++) {
		h.doc_id = w.order[i];
		must(order_deliver(cx, &h, &moved));
		assert_string_equal(moved.state, i == 2 ? "owing" : "done");
	}
	assert_int_equal(money_in(cx, ACCOUNT_OF(OWED, .who_id = w.o.elder)), 5000 + 10 * 80);
	hand_over(cx, &w, SETTLE_LAY_OUT, 5000 + 10 * 80);                      /* laid out for the one on account */
	cx->actor = w.o.m.worker;
	must(order_collect(cx, w.order[2], 0, &moved));
	assert_string_equal(moved.state, "done");
	for (size_t i = 0; i < 3; i++)
		nothing_open(cx, &w, homes[i]);
	nothing_open(cx, &w, keep);
	at_door = money_in(cx, ACCOUNT_OF(CASH, .who_id = w.station));
	assert_int_equal(at_door, 5000 + 10 * 80);
	hand_over(cx, &w, SETTLE_CASH, money_in(cx, cash));
	assert_int_equal(money_in(cx, cash), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(ADVANCED, .who_id = worker)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(REMITTED, .who_id = w.o.m.org)), 0);
	assert_int_equal(money_in(cx, owed), -at_door);                       /* what the station took at the door, still to be handed over */
	close_docs(cx);
}

/* Intervals count what both ordered; what was ordered can still be changed, paid and cancelled. */
static void intervals(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft one = wish(&w, w.plain, ORDER_COLLECT, WANTS({ .line_no = 1, .qty = 1 }));
	struct order_placed of_plain = placed(cx, &w, w.plain, ORDER_PREPAID, 2), of_poor = placed(cx, &w, w.poor, ORDER_COLLECT, 1), changed;
	struct household_joined j = joined(cx, &w, w.poor, w.plain);
	struct order_checked checked;
	struct doc_moved moved;
	int64_t again;

	assert_int_equal(j.orders.together, 2);
	assert_int_equal(j.orders.limit, 1);
	assert_string_equal(j.orders.rule, "每户两天一单");
	must(order_change(cx, of_poor.doc_id, 0, &(struct order_draft){ .wants = one.wants, .n_wants = 1, .pay = ORDER_PREPAID, .channel = ORDER_BY_WORKER,
		.unpaid = true }, &changed));
	assert_int_equal(changed.household_id, w.plain);
	assert_string_equal(changed.pickup_no, of_poor.pickup_no);
	must(order_pay(cx, changed.doc_id, 0, 0, &moved));
	again = on_offer(cx, &w.m, 20);                                       /* another offer, the same interval */
	cx->actor = w.m.worker;
	one.offer_id = again;
	must(order_check(cx, &one, &checked));
	assert_true(checked.refusals > 0);
	must(order_cancel(cx, of_plain.doc_id, 0, false, "", &moved));
	must(order_check(cx, &one, &checked));
	assert_true(checked.refusals > 0);                                    /* the other one's order still counts */
	one.household_id = w.poor;                                            /* and by its old number too */
	must(order_check(cx, &one, &checked));
	assert_true(checked.refusals > 0);
	must(order_cancel(cx, changed.doc_id, 0, false, "", &moved));
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.plain)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.poor)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 0);
	must(order_place(cx, &one, &of_plain));
	assert_int_equal(of_plain.household_id, w.plain);
	close_docs(cx);
}

/* Goods on their way do not change the building; what is over does. */
static void buildings(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_placed p = placed(cx, &w, w.plain, ORDER_PREPAID, 1);
	struct household_joined j;
	struct household lose;
	struct doc_moved moved;
	int64_t other, keep = 0, care_id;

	cx->actor = &the_system;
	other = new_place(cx, PLACE_BUILDING, "G1-4", "4号楼", w.m.grid);
	must(household_create(cx, &(struct household_facts){ .building_id = other, .unit = "1", .room = "201", .persons = 2 }, &keep));
	cx->actor = w.m.worker;
	must(care_raise(cx, &(struct care_facts){ .household_id = w.plain, .kind = CARE_HELP, .what = "水管坏了" }, &care_id));
	refused(ERR_BLOCKED, household_join(cx, w.plain, keep, "重复登记", &j));
	assert_non_null(strstr(cx->fault.zh, p.number));
	assert_non_null(strstr(cx->fault.en, "1 orders"));
	must(household_get(cx, w.plain, &lose));
	assert_int_equal(lose.merged_into, 0);                                /* a failed call changes nothing */
	assert_int_equal(seen(cx, p.doc_id).household_id, w.plain);
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, household_join(cx, w.plain, keep, "重复登记", &j));
	cx->actor = w.m.worker;
	refused(ERR_BAD_INPUT, household_join(cx, w.plain, keep, "", &j));
	refused(ERR_BAD_INPUT, household_join(cx, keep, keep, "重复登记", &j));
	must(order_cancel(cx, p.doc_id, 0, false, "撤单", &moved));
	j = joined(cx, &w, w.plain, keep);
	assert_int_equal(j.orders.orders, 1);
	assert_int_equal(j.orders.open, 0);
	assert_int_equal(j.needs, 1);
	assert_string_equal(seen(cx, p.doc_id).door, "3-1-101");              /* over: as it was */
	refused(ERR_BAD_STATE, household_join(cx, w.plain, w.elder, "再并", &j));
	close_docs(cx);
}

static const struct order_want one_package[] = { { .line_no = 1, .qty = 1 } };

/* The phone of the one that ends stays in and acts for the one that stays. */
static void phones(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft draft = { .offer_id = w.offer, .wants = one_package, .n_wants = 1, .pay = ORDER_COLLECT };
	struct resident_phone *in;
	struct order_placed placed_by, changed;
	struct resident_link link;
	struct household_joined j;
	struct care_item *needs;
	struct party_who lost;
	struct household home;
	struct my_order *mine;
	struct grid_area area;
	const char *token;
	int64_t care_id;
	size_t n;

	cx->actor = &the_system;
	must(grid_area_of(cx, w.m.building, &area));
	must(resident_link_make(cx, area.grid_id, &link));
	lost = comes_in(cx, link.token, w.elder);
	token = arena_text(&cx->mem, cx->answer_session);
	cx->actor = &lost.actor;
	must(my_order_place(cx, &draft, &placed_by));
	must(my_need_raise(cx, &(struct care_facts){ .kind = CARE_HELP, .what = "水管坏了" }, &care_id));
	j = joined(cx, &w, w.elder, w.plain);
	assert_int_equal(j.phones, 1);
	assert_int_equal(j.needs, 1);
	must(resident_authenticate(cx, token, &lost));
	cx->actor = &lost.actor;
	must(resident_home(cx, &home));
	assert_int_equal(home.household_id, w.plain);
	must(my_orders(cx, &mine, &n));
	assert_int_equal(n, 1);
	must(my_needs(cx, &needs, &n));
	assert_int_equal(n, 1);
	assert_int_equal(needs[0].household_id, w.plain);
	draft.remark = "放门口";
	must(my_order_change(cx, placed_by.doc_id, 0, &draft, &changed));
	assert_int_equal(seen(cx, changed.doc_id).doc.taker_id, w.plain);
	must(resident_phone_list(cx, w.plain, &in, &n));
	assert_int_equal(n, 1);
	must(resident_phone_stop(cx, in[0].phone_id));                        /* its own */
	refused(ERR_NOT_SIGNED_IN, resident_authenticate(cx, token, &lost));
	close_docs(cx);
}

/* Rows of chat lists follow; where a list knows both, each keeps its own goods. */
static void lists(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct intake_done done;
	struct household_joined j;
	struct intake_batch b;
	struct order_row *rows;
	int64_t id, other;
	size_t n;

	must(intake_take_text(cx, &(struct intake_paste){ .place_id = w.m.grid, .offer_id = w.offer, .default_line = 1,
		.text = "1. 3-1-101 1份\n2. 3-1-102 2份\n3. 3-1-104 1份\n" }, &id));
	must(intake_commit(cx, id, &done));
	assert_int_equal(done.placed, 3);
	cx->actor = &the_system;
	other = lives_at(cx, &w, "106", 0);
	j = joined(cx, &w, w.away, other);
	assert_int_equal(j.lists_apart, 0);
	j = joined(cx, &w, w.elder, w.plain);
	assert_int_equal(j.lists_apart, 1);
	must(intake_take_text(cx, &(struct intake_paste){ .place_id = w.m.grid, .offer_id = w.offer, .default_line = 1,
		.text = "1. 3-1-101 1份\n2. 3-1-106 2份\n" }, &id));
	must(intake_get(cx, id, &b));
	assert_int_equal(b.changes, 1);                                       /* 106 asks for two now: the order 104 made is its own */
	must(intake_commit(cx, id, &done));
	assert_int_equal(done.changed, 1);
	assert_int_equal(done.placed + done.cancelled + done.refused, 0);
	must(order_list(cx, &(struct order_filter){ .household_id = w.plain, .pay = -1, .channel = -1, .limit = 10 }, &rows, &n));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].state, "placed");
	assert_string_equal(rows[1].state, "placed");
	close_docs(cx);
}

/* A complaint about what came before goes over and is paid to the end. */
static void complains(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	struct order_handover h = { .holder_id = w.station };
	struct complaint_end end = { .settled_as = SETTLED_REFUND, .refund_fen = 240, .answer = "退三个的钱" };
	struct household_joined j;
	struct complaint *list;
	struct doc_moved moved;
	int64_t id, had;
	size_t n;

	brought(cx, &w);
	cx->actor = w.team;
	h.doc_id = w.order[0];
	must(order_deliver(cx, &h, &moved));
	cx->actor = w.o.m.worker;
	must(complaint_raise(cx, &(struct complaint_facts){ .order_id = w.order[0], .line_no = 2, .kind = COMPLAINT_QUALITY, .want = WANT_REFUND,
		.what = "鸡蛋破了三个", .channel = 1 }, &id));
	j = joined(cx, &w.o, w.o.plain, w.o.poor);
	assert_int_equal(j.complaints, 1);
	must(complaint_of_household(cx, w.o.poor, 10, &list, &n));
	assert_int_equal(n, 1);
	had = money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org));
	cx->actor = w.o.m.worker;
	must(complaint_settle(cx, id, 0, &end));
	assert_int_equal(money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org)), had + 240);
	close_docs(cx);
}

#define ON_BOTH(name, test) static void name(void **state) { (void)state; for_each_store(test); }
ON_BOTH(D4_orders_of_each_way_to_pay_come_to_the_kept_door_and_the_books_balance, carries_on)
ON_BOTH(S3_9_an_interval_counts_what_both_ordered, intervals)
ON_BOTH(goods_on_their_way_do_not_change_the_building, buildings)
ON_BOTH(the_phone_of_the_household_that_ends_acts_for_the_kept_one, phones)
ON_BOTH(rows_of_lists_follow_and_never_replace_the_others_goods, lists)
ON_BOTH(D5_7_a_complaint_goes_over_and_is_settled, complains)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_orders_of_each_way_to_pay_come_to_the_kept_door_and_the_books_balance),
		cmocka_unit_test(S3_9_an_interval_counts_what_both_ordered),
		cmocka_unit_test(goods_on_their_way_do_not_change_the_building),
		cmocka_unit_test(the_phone_of_the_household_that_ends_acts_for_the_kept_one),
		cmocka_unit_test(rows_of_lists_follow_and_never_replace_the_others_goods),
		cmocka_unit_test(D5_7_a_complaint_goes_over_and_is_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
