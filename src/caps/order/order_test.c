/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/order/order_world.h"
#include "base/text.h"
#include "both_stores.h"

static int64_t left(struct ctx *cx, const struct ordering *w)
{
	int64_t n = 0;

	must(offer_left(cx, w->offer, 1, &n));
	return n;
}

static struct order_placed placed(struct ctx *cx, const struct ordering *w, int64_t household_id, enum order_pay pay, int64_t qty)
{
	struct order_draft d = wish(w, household_id, pay, WANTS({ .line_no = 1, .qty = qty }));
	struct order_placed p;

	must(order_place(cx, &d, &p));
	return p;
}

static void places(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft d = wish(&w, w.plain, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 2 }, { .item_id = w.m.egg, .qty = 10 }));
	struct order_placed p;
	struct order_view v;

	must(order_place(cx, &d, &p));
	assert_string_equal(p.state, "paid");
	assert_string_equal(p.kind, "order");
	assert_string_equal(p.pickup_no, "001");
	assert_int_equal(p.total_fen, 2 * 5000 + 10 * 80);
	assert_int_equal(p.own_fen, p.total_fen);
	assert_true(text_equal(p.number, "DD-330114-20270115-0001"));
	assert_int_equal(left(cx, &w), 98);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 10800);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.plain)), -10800);
	assert_int_equal(civil_day_of(p.deliver_by_ms), civil_day_of(cx->now_ms) + 1);
	assert_int_equal(civil_day_of(p.next_ms), civil_day_of(cx->now_ms) + 2);
	must(order_see(cx, p.doc_id, &v));
	assert_int_equal(v.household_id, w.plain);
	assert_int_equal(v.grid_id, w.m.grid);
	cx->actor = w.m.clerk;
	must(order_see(cx, p.doc_id, &v));              /* the shop sees what it has to pack */
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, order_see(cx, p.doc_id, &v));
	close_docs(cx);
}

static void an_order_takes_its_places_and_its_money_in_one_entry(void **state)
{
	(void)state;
	for_each_store(places);
}

/* One order per household and two days (S3.9): on its day, the next, and not any more on the third. */
static void turns(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft d = wish(&w, w.plain, ORDER_COLLECT, WANTS({ .line_no = 2, .qty = 1 }));
	struct order_placed p;
	struct doc_moved moved;

	must(order_place(cx, &d, &p));
	refused(ERR_CONFLICT, order_place(cx, &d, &p));        /* a double tap is told as such */
	d.again_ok = true;
	refused(ERR_BLOCKED, order_place(cx, &d, &p));         /* a second one meant is against the turn */
	assert_non_null(strstr(cx->fault.zh, "每户两天一单"));
	must(order_cancel(cx, p.doc_id, p.version, false, NULL, &moved));
	assert_string_equal(moved.state, "void");
	must(order_place(cx, &d, &p));                         /* a cancelled order gives its turn back */
	cx->now_ms += DAY_MS;
	w.offer = d.offer_id = on_offer(cx, &w.m, 10);
	cx->actor = w.m.worker;
	refused(ERR_BLOCKED, order_place(cx, &d, &p));
	cx->now_ms += DAY_MS;
	w.offer = d.offer_id = on_offer(cx, &w.m, 10);
	cx->actor = w.m.worker;
	must(order_place(cx, &d, &p));
	close_docs(cx);
}

static void S3_9_one_order_per_household_and_interval(void **state)
{
	(void)state;
	for_each_store(turns);
}

static void refuses(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	const struct order_draft good = wish(&w, w.plain, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 1 }));
	struct order_draft d;
	struct order_placed p;
	struct household h;
	int64_t far;

#define WITH(...) (d = good, __VA_ARGS__, order_place(cx, &d, &p))
#define WANTING(...) (d.wants = (struct order_want[]){ __VA_ARGS__ }, d.n_wants = sizeof (struct order_want[]){ __VA_ARGS__ } / sizeof(struct order_want))
	refused(ERR_BAD_INPUT, WITH(d.n_wants = 0));
	refused(ERR_BAD_INPUT, WITH(WANTING({ .line_no = 1, .qty = 0 })));
	refused(ERR_BAD_INPUT, WITH(WANTING({ .line_no = 1, .qty = -1 })));
	refused(ERR_BAD_INPUT, WITH(WANTING({ .line_no = 1, .qty = INT64_C(10000000000000000) })));
	refused(ERR_BAD_INPUT, WITH(WANTING({ .line_no = 9, .qty = 1 })));
	refused(ERR_BAD_INPUT, WITH(WANTING({ .item_id = w.m.drug, .qty = 1 })));
	refused(ERR_BAD_INPUT, WITH(WANTING({ .line_no = 1, .qty = 1 }, { .item_id = w.m.package, .qty = 1 })));
	refused(ERR_BLOCKED, WITH(WANTING({ .line_no = 1, .qty = 4 })));
	assert_non_null(strstr(cx->fault.zh, "每户限 3 份"));
	refused(ERR_SHORT_STOCK, WITH(WANTING({ .line_no = 2, .qty = 1001 })));
	refused(ERR_BLOCKED, WITH(d.pay = ORDER_CREDIT));      /* D4.4: not for everybody */
	refused(ERR_BAD_INPUT, WITH(d.pay = 7));
	refused(ERR_NOT_FOUND, WITH(d.household_id = 5));
	refused(ERR_NOT_FOUND, WITH(d.offer_id = 5));
	refused(ERR_TOO_LARGE, WITH(d.remark = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
		"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
		"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十多"));
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, WITH(d.pay = ORDER_PREPAID));   /* not even that the household exists */
	cx->actor = w.m.clerk;
	refused(ERR_NOT_FOUND, WITH(d.pay = ORDER_PREPAID));
	cx->actor = &the_system;
	must(household_create(cx, &(struct household_facts){ .building_id = new_place(cx, PLACE_BUILDING, "B9", "9号楼", new_place(cx, PLACE_GRID, "G9", "别处", w.m.d.d.b1)),
		.room = "101" }, &far));
	refused(ERR_BLOCKED, WITH(d.household_id = far));
	must(household_get(cx, w.away, &h));
	must(household_update(cx, w.away, h.version, &(struct household_facts){ .unit = h.unit, .room = h.room, .status = HOUSEHOLD_MOVED }));
	refused(ERR_BAD_STATE, WITH(d.household_id = w.away));
	cx->actor = w.m.worker;
	cx->now_ms += 12 * 3600 * 1000;                        /* past 20:00 */
	refused(ERR_BLOCKED, WITH(d.pay = ORDER_PREPAID));
	assert_int_equal(left(cx, &w), 100);
#undef WITH
	close_docs(cx);
}

static void every_refusal_says_why_and_changes_nothing(void **state)
{
	(void)state;
	for_each_store(refuses);
}

/* A preview tells everything at once and writes nothing. */
static void previews(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft d = wish(&w, w.plain, ORDER_CREDIT, WANTS({ .line_no = 1, .qty = 5 }, { .line_no = 3, .qty = 0 }));
	bool seen[VERDICT_KINDS] = { false };
	struct order_checked c;
	struct ledger_head a, b;

	must(ledger_head(cx, &a));
	must(order_check(cx, &d, &c));
	for (size_t i = 0; i < c.n_verdicts; i++) {
		seen[c.verdicts[i].kind] |= c.verdicts[i].refuses;
		assert_true(c.verdicts[i].zh[0] && c.verdicts[i].en[0]);
	}
	assert_true(seen[VERDICT_LIMIT] && seen[VERDICT_LINE] && seen[VERDICT_PAY]);
	assert_int_equal(c.pays, 1 << ORDER_PREPAID | 1 << ORDER_COLLECT);
	assert_int_equal(c.total_fen, 25000);
	must(ledger_head(cx, &b));
	assert_int_equal(a.seq, b.seq);
	d = wish(&w, w.elder, ORDER_CREDIT, WANTS({ .line_no = 1, .qty = 1 }));
	must(order_check(cx, &d, &c));
	assert_int_equal(c.refusals, 0);
	assert_int_equal(c.pays, 7);
	close_docs(cx);
}

static void a_preview_gives_every_verdict_and_writes_nothing(void **state)
{
	(void)state;
	for_each_store(previews);
}

/* Before the cut-off: more or less, with the claims, the money and the number right. */
static void changes(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_placed first = placed(cx, &w, w.plain, ORDER_PREPAID, 3), second;
	struct order_draft d = wish(&w, 0, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 1 }));
	struct order_view v, old;
	struct doc_moved moved;

	refused(ERR_STALE, order_change(cx, first.doc_id, 9, &d, &second));
	must(order_change(cx, first.doc_id, first.version, &d, &second));
	assert_string_equal(second.pickup_no, first.pickup_no);
	assert_string_equal(second.state, "paid");
	assert_int_equal(left(cx, &w), 99);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 5000);
	must(order_get(cx, second.doc_id, &v));
	must(order_get(cx, first.doc_id, &old));
	assert_string_equal(old.doc.state, "void");
	assert_int_equal(v.queue_ms, old.queue_ms);
	assert_int_equal(v.replaces_id, first.doc_id);
	refused(ERR_BAD_STATE, order_cancel(cx, first.doc_id, 0, false, NULL, &moved));
	d.wants = (struct order_want[]){ { .line_no = 1, .qty = 4 } };
	refused(ERR_BLOCKED, order_change(cx, second.doc_id, 0, &d, &second));
	cx->now_ms += 12 * 3600 * 1000;
	d.wants = (struct order_want[]){ { .line_no = 1, .qty = 2 } };
	refused(ERR_BLOCKED, order_change(cx, second.doc_id, 0, &d, &second));
	refused(ERR_BLOCKED, order_cancel(cx, second.doc_id, 0, false, NULL, &moved));
	close_docs(cx);
}

static void an_order_is_changed_until_the_cut_off_and_keeps_its_number(void **state)
{
	(void)state;
	for_each_store(changes);
}

/* S3.10: a hardship household pays its own part, the rest is subsidised; unpaid orders wait for their money. */
static void pays(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft d = wish(&w, w.poor, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 2 }));
	struct order_placed p;
	struct doc_moved moved;
	struct order_view v;

	d.unpaid = true;
	must(order_place(cx, &d, &p));
	assert_string_equal(p.state, "placed");
	assert_int_equal(p.aid_fen, 2000);
	assert_int_equal(p.own_fen, 8000);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 0);
	refused(ERR_BAD_STATE, order_deliver(cx, &(struct order_handover){ .doc_id = p.doc_id }, &moved));
	must(order_pay(cx, p.doc_id, p.version, 0, &moved));
	assert_string_equal(moved.state, "paid");
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 8000);
	refused(ERR_SHORT_STOCK, order_deliver(cx, &(struct order_handover){ .doc_id = p.doc_id }, &moved));    /* nothing in his hands yet */
	must(order_get(cx, p.doc_id, &v));
	must(order_cut(cx, p.doc_id, 0, (struct doc_part[]){ { .line_no = 1, .qty = 1 } }, 1, "企业缺货", &moved));
	assert_string_equal(moved.state, "paid");
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 4000);
	assert_int_equal(left(cx, &w), 99);
	must(order_get(cx, p.doc_id, &v));
	assert_int_equal(v.own_fen, 4000);
	must(order_cut(cx, p.doc_id, 0, NULL, 0, "企业缺货", &moved));
	assert_string_equal(moved.state, "void");
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.poor)), 0);
	close_docs(cx);
}

static void S3_10_hardship_pays_its_own_part_and_short_lines_are_refunded(void **state)
{
	(void)state;
	for_each_store(pays);
}

/* Who is put off by a shortage gets something else of the same or a lower price, if the household said yes. */
static void substitutes(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_placed p = placed(cx, &w, w.plain, ORDER_PREPAID, 2), q;

	cx->now_ms += 12 * 3600 * 1000;                        /* the shop finds out after the cut-off */
	refused(ERR_BLOCKED, order_substitute(cx, p.doc_id, 0, WANTS({ .line_no = 1, .qty = 2 }, { .line_no = 2, .qty = 1 }), "缺货", &q));
	must(order_substitute(cx, p.doc_id, 0, WANTS({ .line_no = 1, .qty = 1 }, { .line_no = 2, .qty = 10 }), "缺货", &q));
	assert_int_equal(q.own_fen, 5000 + 3500);
	assert_string_equal(q.pickup_no, p.pickup_no);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 8500);
	close_docs(cx);
}

static void a_substitute_costs_the_same_or_less(void **state)
{
	(void)state;
	for_each_store(substitutes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_takes_its_places_and_its_money_in_one_entry),
		cmocka_unit_test(S3_9_one_order_per_household_and_interval),
		cmocka_unit_test(every_refusal_says_why_and_changes_nothing),
		cmocka_unit_test(a_preview_gives_every_verdict_and_writes_nothing),
		cmocka_unit_test(an_order_is_changed_until_the_cut_off_and_keeps_its_number),
		cmocka_unit_test(S3_10_hardship_pays_its_own_part_and_short_lines_are_refunded),
		cmocka_unit_test(a_substitute_costs_the_same_or_less),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
