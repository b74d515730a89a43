/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/area.h"
#include "caps/resident/my.h"
#include "caps/resident/resident_world.h"

struct two_homes { struct ordering o; struct party_who plain, elder; const char *link; };

static struct two_homes open_two(struct ctx *cx)
{
	struct two_homes w = { .o = open_ordering(cx) };
	struct resident_link link;
	struct grid_area area;

	cx->actor = &the_system;
	must(grid_area_of(cx, w.o.m.building, &area));
	must(resident_link_make(cx, area.grid_id, &link));
	w.link = link.token;
	w.plain = comes_in(cx, link.token, w.o.plain);
	w.elder = comes_in(cx, link.token, w.o.elder);
	return w;
}

static const struct order_want one_package[] = { { .line_no = 1, .qty = 1 } };

static void orders(struct ctx *cx)
{
	struct two_homes w = open_two(cx);
	struct order_draft draft = { .offer_id = w.o.offer, .wants = one_package, .n_wants = 1, .pay = ORDER_COLLECT, .household_id = w.o.poor };
	struct order_placed placed, changed;
	struct order_checked checked;
	struct my_offer *offers;
	struct my_order *mine, seen;
	struct doc_moved moved;
	size_t n;

	cx->actor = &w.plain.actor;
	must(my_offers(cx, &offers, &n));
	assert_int_equal(n, 1);
	assert_true(offers[0].may);
	assert_true(offers[0].pays & 1 << ORDER_COLLECT);
	assert_int_equal(offers[0].offer.n_lines, 3);
	must(my_order_check(cx, &draft, &checked));
	assert_int_equal(checked.refusals, 0);
	must(my_order_place(cx, &draft, &placed));
	assert_int_equal(placed.household_id, w.o.plain);          /* whatever was sent */
	assert_string_not_equal(placed.pickup_no, "");
	must(my_order(cx, placed.doc_id, &seen));
	assert_int_equal(seen.stage, MY_TAKEN);
	assert_true(seen.may_change);
	assert_int_equal(seen.order.channel, ORDER_BY_PAGE);
	must(my_offers(cx, &offers, &n));
	assert_false(offers[0].may);                                /* one order in two days */
	assert_int_equal(offers[0].orders_id, placed.doc_id);
	assert_true(offers[0].next_ms > cx->now_ms && offers[0].why_zh[0] && offers[0].why_en[0]);
	refused(ERR_CONFLICT, my_order_place(cx, &draft, &changed));
	draft.remark = "放门口";
	must(my_order_change(cx, placed.doc_id, placed.version, &draft, &changed));
	assert_string_equal(changed.pickup_no, placed.pickup_no);
	must(my_order_say(cx, changed.doc_id, MY_WRONG, "少一棵白菜"));
	must(my_order(cx, changed.doc_id, &seen));
	assert_int_equal(seen.said, MY_WRONG);
	assert_true(seen.order.trouble & 1 << TROUBLE_WRONG);
	must(my_order_say(cx, changed.doc_id, MY_RECEIVED, NULL));
	must(my_order(cx, changed.doc_id, &seen));
	assert_false(seen.order.trouble);
	refused(ERR_BAD_INPUT, my_order_say(cx, changed.doc_id, MY_SAID_NOTHING, NULL));
	must(my_order_cancel(cx, changed.doc_id, changed.version, NULL, &moved));
	refused(ERR_BAD_STATE, my_order_say(cx, changed.doc_id, MY_RECEIVED, NULL));
	must(my_orders(cx, &mine, &n));
	assert_int_equal(n, 2);                                     /* the changed one, and what it replaced */
	assert_int_equal(mine[0].stage, MY_OVER);
	must(my_offers(cx, &offers, &n));
	assert_true(offers[0].may);                                 /* the turn is free again */
	close_district(cx);
}

static void keeps_others_out(struct ctx *cx)
{
	struct two_homes w = open_two(cx);
	struct order_draft draft = { .offer_id = w.o.offer, .wants = one_package, .n_wants = 1, .pay = ORDER_COLLECT };
	struct order_placed placed, again;
	struct my_order *mine, seen;
	struct doc_moved moved;
	struct household home;
	int64_t care_id;
	struct care_item *needs;
	size_t n;

	cx->actor = &w.plain.actor;
	must(my_order_place(cx, &draft, &placed));
	must(my_need_raise(cx, &(struct care_facts){ .household_id = w.o.elder, .kind = CARE_HELP, .what = "水管坏了" }, &care_id));
	cx->actor = &w.elder.actor;
	must(resident_home(cx, &home));
	assert_int_equal(home.household_id, w.o.elder);
	must(my_orders(cx, &mine, &n));
	assert_int_equal(n, 0);
	must(my_needs(cx, &needs, &n));
	assert_int_equal(n, 0);
	refused(ERR_NOT_FOUND, my_order(cx, placed.doc_id, &seen));
	refused(ERR_NOT_FOUND, my_order_change(cx, placed.doc_id, placed.version, &draft, &again));
	refused(ERR_NOT_FOUND, my_order_cancel(cx, placed.doc_id, placed.version, "", &moved));
	refused(ERR_NOT_FOUND, my_order_say(cx, placed.doc_id, MY_NOT_RECEIVED, ""));
	refused(ERR_NOT_FOUND, my_order(cx, 12345, &seen));
	cx->actor = w.o.m.worker;                                   /* a worker has no household here */
	refused(ERR_FORBIDDEN, my_orders(cx, &mine, &n));
	refused(ERR_FORBIDDEN, my_order_place(cx, &draft, &again));
	cx->actor = &w.plain.actor;
	must(my_needs(cx, &needs, &n));
	assert_int_equal(n, 1);
	assert_int_equal(needs[0].household_id, w.o.plain);
	assert_string_equal(needs[0].what, "水管坏了");
	close_district(cx);
}

static void two_phones(struct ctx *cx)
{
	struct two_homes w = open_two(cx);
	struct order_draft draft = { .offer_id = w.o.offer, .wants = one_package, .n_wants = 1, .pay = ORDER_COLLECT };
	struct order_placed placed, again;
	struct party_who second = comes_in(cx, w.link, w.o.plain);
	struct my_order *mine;
	size_t n;

	assert_int_equal(second.actor.account_id, w.plain.actor.account_id);
	cx->actor = &w.plain.actor;
	must(my_order_place(cx, &draft, &placed));
	cx->actor = &second.actor;
	refused(ERR_CONFLICT, my_order_place(cx, &draft, &again));
	draft.again_ok = 1;
	refused(ERR_BLOCKED, my_order_place(cx, &draft, &again));     /* meant or not: one turn per household */
	must(my_orders(cx, &mine, &n));
	assert_int_equal(n, 1);
	close_district(cx);
}

#define ON_BOTH(name, test) static void name(void **state) { (void)state; for_each_store(test); }
ON_BOTH(S3_9_a_household_orders_changes_cancels_and_says_what_came, orders)
ON_BOTH(another_households_things_are_not_there, keeps_others_out)
ON_BOTH(two_phones_of_a_household_are_one_household, two_phones)

/* From its own phone, with a picture; its neighbour sees nothing of it and adds nothing to it. */
static void complains(struct ctx *cx)
{
	static const unsigned char jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1 };
	struct bytes photo = { jpeg, sizeof jpeg }, got;
	struct delivering w = open_delivering(cx);
	struct complaint_facts f = { .order_id = w.order[0], .line_no = 2, .kind = COMPLAINT_WEIGHT, .want = WANT_REFUND, .qty = 3, .what = "少了三个" };
	struct party_who plain, elder;
	struct complaint *mine;
	struct resident_link link;
	const char *sha, *type;
	struct grid_area area;
	int64_t id, none;
	size_t n;

	cx->actor = &the_system;
	must(grid_area_of(cx, w.o.m.building, &area));
	must(resident_link_make(cx, area.grid_id, &link));
	plain = comes_in(cx, link.token, w.o.plain);
	elder = comes_in(cx, link.token, w.o.elder);
	cx->actor = &plain.actor;
	refused(ERR_BAD_STATE, my_complaint_raise(cx, &f, &id));      /* not here yet */
	brought(cx, &w);
	for (int i = 0; i < 3; i++)
		assert_int_equal(handed(cx, w.team, arena_print(&cx->mem, "handover-act-%d", i), w.order[i], HANDOVER_DELIVERED), ACT_DONE);
	cx->actor = &plain.actor;
	must(my_complaint_raise(cx, &f, &id));
	refused(ERR_CONFLICT, my_complaint_raise(cx, &f, &none));
	must(my_complaint_photo(cx, id, photo, &sha));
	refused(ERR_BAD_INPUT, my_complaint_photo(cx, id, (struct bytes){ "no picture", 10 }, &sha));
	must(my_complaint_photo_get(cx, id, sha, &got, &type));
	assert_memory_equal(got.at, jpeg, sizeof jpeg);
	f.order_id = w.order[2];
	refused(ERR_NOT_FOUND, my_complaint_raise(cx, &f, &none));    /* the neighbour's order */
	cx->actor = &elder.actor;
	must(my_complaints(cx, &mine, &n));
	assert_int_equal(n, 0);
	refused(ERR_NOT_FOUND, my_complaint_photo_get(cx, id, sha, &got, &type));
	refused(ERR_NOT_FOUND, my_complaint_photo(cx, id, photo, &sha));
	cx->actor = w.o.m.worker;
	must(complaint_settle(cx, id, 0, &(struct complaint_end){ .settled_as = SETTLED_REFUND, .refund_fen = 240, .answer = "退三个的钱" }));
	cx->actor = &plain.actor;
	must(my_complaints(cx, &mine, &n));
	assert_int_equal(n, 1);
	assert_string_equal(mine[0].answer, "退三个的钱");
	assert_int_equal(mine[0].refund_fen, 240);
	refused(ERR_BAD_STATE, my_complaint_photo(cx, id, photo, &sha));
	close_docs(cx);
}

static void D5_7_a_household_complains_from_its_phone_and_reads_the_answer(void **state)
{
	(void)state;
	for_each_store(complains);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_9_a_household_orders_changes_cancels_and_says_what_came),
		cmocka_unit_test(another_households_things_are_not_there),
		cmocka_unit_test(two_phones_of_a_household_are_one_household),
		cmocka_unit_test(D5_7_a_household_complains_from_its_phone_and_reads_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
