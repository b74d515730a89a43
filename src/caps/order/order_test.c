/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/order/order_world.h"
#include "base/text.h"
#include "caps/order/order_silent.h"
#include "caps/delivery/delivery_world.h"
#include "caps/order/order_list.h"
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

static struct order_row *listed(struct ctx *cx, const struct order_filter *f, size_t want)
{
	struct order_filter filter = *f;
	struct order_row *rows;
	size_t n;

	filter.pay = filter.channel = -1;
	filter.limit = 50;
	must(order_list(cx, &filter, &rows, &n));
	assert_int_equal(n, want);
	return rows;
}

/* Lists and counts show what one's right covers, by any filter; sums say what the documents say. */
static void lists(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_placed a = placed(cx, &w, w.plain, ORDER_PREPAID, 2), b = placed(cx, &w, w.elder, ORDER_CREDIT, 1), c = placed(cx, &w, w.poor, ORDER_COLLECT, 3);
	struct order_filter all = { .pay = -1, .channel = -1, .limit = 50 };
	struct order_sum_fault *faults;
	struct order_counts counts;
	struct order_total *totals;
	struct order_row *rows;
	struct doc_moved moved;
	size_t n;

	rows = listed(cx, &all, 3);
	assert_int_equal(rows[0].doc_id, c.doc_id);             /* newest first */
	assert_string_equal(rows[2].what, "蔬菜包×2");
	assert_string_equal(rows[1].door, "3-1-102");
	assert_true(rows[1].special);
	listed(cx, &(struct order_filter){ .place_id = w.m.building }, 3);
	listed(cx, &(struct order_filter){ .place_id = w.m.shop, .state = "placed" }, 2);
	listed(cx, &(struct order_filter){ .household_id = w.elder }, 1);
	listed(cx, &(struct order_filter){ .text = a.pickup_no, .place_id = w.m.grid }, 1);
	listed(cx, &(struct order_filter){ .text = "0001", .offer_id = w.offer }, 3);
	listed(cx, &(struct order_filter){ .item_id = w.m.egg }, 0);
	listed(cx, &(struct order_filter){ .late = true }, 0);
	listed(cx, &(struct order_filter){ .by_stairs = true, .place_id = w.m.grid }, 3);
	listed(cx, &(struct order_filter){ .after = b.doc_id }, 1);
	cx->actor = w.stranger;
	listed(cx, &all, 0);
	cx->actor = w.m.worker;
	must(order_count(cx, &all, &counts));
	assert_int_equal(counts.all, 3);
	assert_int_equal(counts.paid, 1);
	must(order_cancel(cx, c.doc_id, 0, false, NULL, &moved));
	must(order_totals(cx, &(struct order_total_filter){ .by = TOTAL_BY_GRID, .limit = 50 }, &totals, &n));
	assert_int_equal(n, 1);
	assert_int_equal(totals[0].qty, 3);
	assert_int_equal(totals[0].orders, 2);
	assert_int_equal(totals[0].dropped, 3);
	assert_int_equal(totals[0].own_fen, 15000);
	must(order_sums_check(cx, &faults, &n));
	assert_int_equal(n, 0);
	cx->now_ms += 3 * (int64_t)DAY_MS;
	rows = listed(cx, &(struct order_filter){ .late = true }, 2);
	assert_true(rows[0].late);
	cx->actor = &the_system;
	must(document_advance(cx, &(struct doc_move){ .doc_id = a.doc_id, .verb = "late" }, &moved));
	assert_string_equal(moved.state, "paid");
	close_docs(cx);
}

static void lists_show_what_the_right_covers_and_sums_what_the_documents_say(void **state)
{
	(void)state;
	for_each_store(lists);
}

/* D5.7: the shop brings four of six; the first in the queue get theirs, who agreed gets something else, the last the money back. */
static void is_short(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft d = wish(&w, w.elder, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 2 }));
	const struct order_confirmed said = { .line_no = 1, .qty = 3, .note = "到货少" };
	struct order_shortage in = { .offer_id = w.offer, .line_no = 1, .substitute_line_no = 2, .dry = true };
	struct order_shortage_result r;
	struct order_sum_fault *faults;
	struct order_placed p;
	size_t n;

	placed(cx, &w, w.plain, ORDER_PREPAID, 2);
	d.substitute = true;
	must(order_place(cx, &d, &p));
	placed(cx, &w, w.away, ORDER_COLLECT, 2);
	cx->actor = w.m.clerk;
	refused(ERR_BAD_STATE, order_handle_shortage(cx, &in, &r));
	refused(ERR_BAD_INPUT, order_confirm(cx, w.offer, &(struct order_confirmed){ .line_no = 9, .qty = 1 }, 1));
	must(order_confirm(cx, w.offer, &said, 1));
	must(order_handle_shortage(cx, &in, &r));
	assert_int_equal(r.short_qty, 3);
	assert_int_equal(r.n_orders, 2);
	assert_int_equal(r.orders[0].fate, FATE_REPLACED);
	assert_int_equal(r.orders[0].gets, 1);
	assert_int_equal(r.orders[1].fate, FATE_REFUNDED);
	assert_int_equal(left(cx, &w), 94);                     /* nothing was done yet */
	in.dry = false;
	must(order_handle_shortage(cx, &in, &r));
	assert_int_equal(r.replaced, 1);
	assert_int_equal(r.refunded, 1);
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = w.m.worker->account_id)), 10000 + 5000 + 350);
	assert_int_equal(left(cx, &w), 97);
	must(order_handle_shortage(cx, &in, &r));
	assert_int_equal(r.short_qty, 0);
	must(order_sums_check(cx, &faults, &n));
	assert_int_equal(n, 0);
	cx->actor = w.m.worker;
	refused(ERR_NOT_FOUND, order_confirm(cx, w.offer, &said, 1));
	close_docs(cx);
}

static void D5_7_a_shortage_is_split_replaced_or_paid_back_in_the_order_of_the_queue(void **state)
{
	(void)state;
	for_each_store(is_short);
}

/* Who has not answered: neither ordered nor said no, where the offer reaches; by building, as far as one may see. */
static void silent(struct ctx *cx)
{
	struct ordering w = open_ordering(cx);
	struct order_draft d = wish(&w, w.plain, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 1 }));
	struct order_silent_filter f = { .offer_id = w.offer, .place_id = w.m.grid };
	struct order_placed p;
	struct order_silent *rows;
	struct order_answers *by;
	struct doc_moved moved;
	size_t n;

	must(order_place(cx, &d, &p));
	d.household_id = w.poor;
	must(order_place(cx, &d, &p));
	must(order_cancel(cx, p.doc_id, 0, false, "不要了", &moved));
	must(order_silent(cx, &f, &rows, &n));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].door, "3-1-102");
	assert_true(rows[0].visit && !rows[1].visit);
	assert_int_equal(rows[1].household_id, w.away);
	must(order_answers(cx, &f, &by, &n));
	assert_int_equal(n, 1);
	assert_int_equal(by[0].homes, 4);
	assert_int_equal(by[0].ordered, 1);
	assert_int_equal(by[0].refused, 1);
	assert_int_equal(by[0].silent, 2);
	assert_int_equal(by[0].visit, 1);
	f.limit = 1;
	f.after = rows[0].household_id;
	must(order_silent(cx, &f, &rows, &n));                 /* the next page */
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].household_id, w.away);
	f = (struct order_silent_filter){ .offer_id = w.offer, .visit = true };
	must(order_silent(cx, &f, &rows, &n));
	assert_int_equal(n, 1);
	f = (struct order_silent_filter){ .offer_id = w.offer, .place_id = w.m.d.d.b1 };
	must(order_silent(cx, &f, &rows, &n));                 /* the offer does not reach there */
	assert_int_equal(n, 0);
	cx->actor = w.stranger;
	refused(ERR_NOT_FOUND, order_silent(cx, &(struct order_silent_filter){ .offer_id = w.offer }, &rows, &n));
	close_docs(cx);
}

static void who_has_not_answered_is_told_by_building(void **state)
{
	(void)state;
	for_each_store(silent);
}

/* Goods at the station: what the order's own step moves, in full, in part and back. */
static void delivers(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const int64_t package = w.o.m.package, worker = w.o.m.worker->account_id;
	struct order_handover h = { .doc_id = w.order[0], .parts = (struct doc_part[]){ { .line_no = 1, .qty = 1 } }, .n_parts = 1 };
	struct doc_moved moved;
	struct order_view v;

	brought(cx, &w);
	must(order_get(cx, w.order[0], &v));
	h.holder_id = w.station;
	cx->actor = w.driver;
	refused(ERR_NOT_FOUND, order_deliver(cx, &h, &moved));        /* a driver hands over at the station, not at doors */
	cx->actor = w.o.stranger;
	refused(ERR_NOT_FOUND, order_deliver(cx, &h, &moved));
	cx->actor = w.team;
	h.version = v.doc.version + 1;
	refused(ERR_STALE, order_deliver(cx, &h, &moved));
	h.version = v.doc.version;
	must(order_deliver(cx, &h, &moved));
	assert_string_equal(moved.state, "part");
	assert_int_equal(lies(cx, ACCOUNT_OF(HOUSEHOLD, .who_id = w.o.plain, .owner_id = w.o.m.org), package), 1);
	assert_int_equal(lies(cx, ACCOUNT_OF(REDEEMED, .who_id = w.o.plain), package), 1);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.o.plain)), -5000 - 10 * 80);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org)), -5000);
	h.version = 0;
	h.parts = (struct doc_part[]){ { .line_no = 1, .qty = 2 } };
	refused(ERR_SHORT_STOCK, order_deliver(cx, &h, &moved));      /* one is left of the line */
	h.n_parts = 0;
	must(order_deliver(cx, &h, &moved));                          /* the rest */
	assert_string_equal(moved.state, "done");
	assert_int_equal(money_in(cx, ACCOUNT_OF(PREPAID, .who_id = w.o.plain)), 0);
	assert_int_equal(money_in(cx, ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org)), -10000 - 10 * 80);
	refused(ERR_BAD_STATE, order_deliver(cx, &h, &moved));
	must(document_undo(cx, w.order[0], 0, "点错了", &moved));
	assert_string_equal(moved.state, "part");
	assert_int_equal(lies(cx, ACCOUNT_OF(HANDS, .who_id = w.station, .owner_id = w.o.m.org), package), 1 + 1 + 1);
	must(order_deliver(cx, &h, &moved));
	h.doc_id = w.order[2];
	must(order_deliver(cx, &h, &moved));                          /* D4.4: on account, the household owes it */
	assert_string_equal(moved.state, "owing");
	assert_int_equal(money_in(cx, ACCOUNT_OF(CASH, .who_id = worker)), 10000 + 10 * 80);
	close_docs(cx);
}

static void D4_3_the_orders_own_step_hands_over_in_part_in_full_and_is_taken_back(void **state)
{
	(void)state;
	for_each_store(delivers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_has_not_answered_is_told_by_building),
		cmocka_unit_test(an_order_takes_its_places_and_its_money_in_one_entry),
		cmocka_unit_test(S3_9_one_order_per_household_and_interval),
		cmocka_unit_test(every_refusal_says_why_and_changes_nothing),
		cmocka_unit_test(a_preview_gives_every_verdict_and_writes_nothing),
		cmocka_unit_test(an_order_is_changed_until_the_cut_off_and_keeps_its_number),
		cmocka_unit_test(S3_10_hardship_pays_its_own_part_and_short_lines_are_refunded),
		cmocka_unit_test(a_substitute_costs_the_same_or_less),
		cmocka_unit_test(lists_show_what_the_right_covers_and_sums_what_the_documents_say),
		cmocka_unit_test(D5_7_a_shortage_is_split_replaced_or_paid_back_in_the_order_of_the_queue),
		cmocka_unit_test(D4_3_the_orders_own_step_hands_over_in_part_in_full_and_is_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
