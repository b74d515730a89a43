/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/purchase/purchase_world.h"
#include "both_stores.h"

static const char buying_plan[] =
	"plan: {id: b, zh: 采购规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 卫健委副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: buy, zh: 采购审批, of: amount, over: 1 day, steps: [{below: 50000 yuan, by: deputy}, {from: 50000 yuan, by: head}],\n"
	"       split: {look_back: 7 days, same: [goods, supplier]}, oral: {by: head, paper_within: 24 h}, escalate: [{after: 12 h, to: head}]}\n"
	"documents:\n"
	"  flows: [{id: buying, zh: 采购, kind: purchase, raise: group, approve: buy, needs: [合格证]}]\n";

static int64_t money(struct ctx *cx, struct account_key key)
{
	int64_t fen;

	must(ledger_balance(cx, &key, LEDGER_MONEY, 0, &fen));
	return fen;
}

static void whole_way(struct ctx *cx)
{
	struct buying b = open_buying(cx, buying_plan);
	int64_t id = buys(cx, &b, b.supplier, b.w.mask, 100, 199);
	struct purchase_invoice bill = { .doc_id = id, .sum_fen = 17910, .day = civil_day_of(cx->now_ms), .invoice_no = "FP1" };
	struct purchase_view view;
	struct doc_moved moved;
	struct fund fund;
	struct doc doc;

	refused(ERR_FORBIDDEN, step(b.w.by.supply, id, "approve"));
	must(step(b.deputy, id, "approve"));
	assert_string_equal(state_of(cx, id), "ordered");
	assert_int_equal(money(cx, ACCOUNT_OF(PLEDGED, .fund_id = b.fund, .doc_id = id)), 19900);
	refused(ERR_BLOCKED, step(b.w.by.keeper, id, "receive"));
	assert_non_null(strstr(cx->fault.zh, "合格证"));
	cx->actor = b.w.by.keeper;
	refused(ERR_BLOCKED, purchase_paper(cx, id, "合格证", "HG-0", civil_day_of(cx->now_ms) - 1));      /* over already */
	must(purchase_paper(cx, id, "合格证", "HG-1", civil_day_of(cx->now_ms)));                         /* holds today, over tomorrow */
	cx->now_ms += DAY_MS;
	refused(ERR_BLOCKED, step(b.w.by.keeper, id, "receive"));
	assert_non_null(strstr(cx->fault.zh, "到期"));
	cx->actor = b.w.by.keeper;
	must(purchase_paper(cx, id, "合格证", "HG-1", civil_day_of(cx->now_ms)));
	must(step(b.w.by.keeper, id, "receive"));
	refused(ERR_FORBIDDEN, step(b.w.by.keeper, id, "accept"));
	must(step(b.w.by.keeper2, id, "accept", { .line_no = 1, .qty = 90 }));
	must(step(b.w.by.keeper2, id, "reject", { .line_no = 1, .qty = 10 }));
	assert_int_equal(money(cx, ACCOUNT_OF(ACCRUED, .who_id = b.supplier, .fund_id = b.fund, .doc_id = id)), -17910);
	refused(ERR_SHORT_STOCK, step(b.payer, id, "pay", { .line_no = 1, .qty = 1 }));
	cx->actor = b.w.by.supply;
	bill.sum_fen = 17911;
	refused(ERR_BLOCKED, purchase_invoice(cx, &bill, &moved));
	assert_non_null(strstr(cx->fault.zh, "179.10"));
	bill.sum_fen = 17910;
	must(purchase_invoice(cx, &bill, &moved));
	assert_int_equal(money(cx, ACCOUNT_OF(PAYABLE, .who_id = b.supplier, .fund_id = b.fund)), -17910);
	must(step(b.payer, id, "pay"));
	refused(ERR_FORBIDDEN, step(b.payer, id, "pay"));
	must(step(b.deputy, id, "pay"));
	must(step(b.w.by.supply, id, "close"));
	must(fund_see(cx, b.fund, &fund));
	assert_int_equal(fund.figures.free_fen, 8000000 - 17910);
	assert_int_equal(fund.figures.on_account_fen, 8000000 - 17910);
	assert_int_equal(fund.figures.spent_fen, 17910);
	assert_int_equal(fund.figures.payable_fen, 0);
	must(fund_free(cx, b.fund, &fund));
	assert_int_equal(fund.figures.free_fen, 8000000 - 17910);       /* one balance, the same as by the sums */
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.w.d.root, .fund_id = b.fund), b.w.mask), 90);
	must(purchase_see(cx, id, &doc, &view));
	assert_int_equal(view.n_invoices, 1);
	close_docs(cx);
}
static void D2_3_a_purchase_is_paid_from_its_fund_for_what_was_accepted_and_invoiced(void **state) { (void)state; for_each_store(whole_way); }

static void brackets(struct ctx *cx)
{
	struct buying b = open_buying(cx, buying_plan);
	int64_t small = buys(cx, &b, b.supplier, b.w.mask, 1, 3000000), second, third, large;
	struct purchase_view view;
	struct doc doc;

	must(step(b.deputy, small, "approve"));                        /* 30,000: the deputy */
	cx->now_ms += 1000;
	second = buys(cx, &b, b.other, b.w.rice, 1, 2000000);          /* 20,000 of other goods elsewhere: 50,000 on the day */
	refused(ERR_FORBIDDEN, step(b.deputy, second, "approve"));
	cx->actor = b.w.by.supply;
	must(purchase_see(cx, second, &doc, &view));
	assert_int_equal(view.day_fen, 3000000);
	assert_int_equal(view.decides_fen, 5000000);
	assert_true(view.splits);
	assert_string_equal(view.rule.id, "buy");
	assert_string_equal(view.alone, "卫健委副主任");
	assert_int_equal(view.n_approvers, 1);
	assert_string_equal(view.approvers[0].title, "组长");
	assert_int_equal(view.n_counted, 1);
	assert_true(view.counted[0].doc_id == small && view.counted[0].over && !view.counted[0].alike);
	must(step(b.head, second, "approve"));
	cx->actor = b.w.by.supply;
	must(purchase_see(cx, small, &doc, &view));                    /* signed before the second came: what decided then stands */
	assert_int_equal(view.decides_fen, 3000000);
	assert_string_equal(view.approvers[0].title, "卫健委副主任");
	assert_non_null(view.approvers[0].name);
	cx->now_ms += DAY_MS;
	must(purchase_see(cx, second, &doc, &view));
	assert_int_equal(view.decides_fen, 5000000);
	third = buys(cx, &b, b.other, b.w.mask, 1, 100);               /* another supplier the day after: nothing to add up */
	must(step(b.deputy, third, "approve"));
	large = buys(cx, &b, b.supplier, b.w.mask, 1, 2000000);        /* the same goods of the same supplier within 7 days */
	refused(ERR_FORBIDDEN, step(b.deputy, large, "approve"));
	must(step(b.head, large, "approve"));
	close_docs(cx);
}
/* 6,000 more purchases like the one of 5.00, put forward the same day: copied row by row, as they would take minutes. */
#define COPIES "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) SELECT "
#define ENTRIES "INSERT INTO ledger_entry (district_id, seq, doc_id, doc_version, kind, verb, from_state, to_state, actor_id, posted_ms, happened_ms, crosses, content_hash, note_hash, hash) " \
	COPIES "e.district_id, h.seq + n.i, e.doc_id + 1000000 + n.i, e.doc_version, e.kind, e.verb, e.from_state, e.to_state, e.actor_id, h.posted_ms, e.happened_ms, e.crosses, e.content_hash," \
	" e.note_hash, e.hash FROM ledger_entry e JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id JOIN ledger_head h ON h.district_id = e.district_id CROSS JOIN n" \
	" WHERE d.kind = 'purchase' AND d.total_fen = 500 AND e.from_state = 'draft'"
#define HEAD "UPDATE ledger_head SET seq = seq + 6000"
#define DOCS "INSERT INTO doc (district_id, doc_id, kind, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id, worker_id, from_place_id, to_place_id," \
	" owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms, due_ms, due_verb) " COPIES \
	"d.district_id, d.doc_id + 1000000 + n.i, d.kind, d.state, d.version, d.steps, d.plan_version, d.parent_id, d.giver_id, d.taker_id, d.carrier_id, d.worker_id, d.from_place_id, d.to_place_id," \
	" d.owner_id, d.owner2_id, d.fund_id, d.fund2_id, d.total_fen, d.created_by, d.created_ms, d.due_ms, d.due_verb FROM doc d CROSS JOIN n" \
	" WHERE d.kind = 'purchase' AND d.total_fen = 500"
#define LINES "INSERT INTO doc_line (district_id, doc_id, line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir, price_fen, aid_fen, price_units," \
	" price_version, asked, granted, dropped, sent, arrived, short, found, lost, taken, back, billed, paid) " COPIES \
	"l.district_id, l.doc_id + 1000000 + n.i, 1, 0, l.item_id, 0, 0, l.place_id, l.owner_id, l.fund_id, 0, l.price_fen, 0, 1, 0, l.asked, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM doc_line l CROSS JOIN n" \
	" WHERE l.price_fen = 500"
static void copied(struct ctx *cx)
{
	static const struct query copies[] = { { "test_entries", ENTRIES, ENTRIES, NULL, NULL }, { "test_head", HEAD, HEAD, NULL, NULL }, { "test_docs", DOCS, DOCS, NULL, NULL }, { "test_lines", LINES, LINES, NULL, NULL } };

	for (int i = 0; i < 4; i++) {
		int64_t changed;

		must(store_exec(cx, &copies[i], NULL, &changed));
		assert_int_equal(changed, i == 1 ? 1 : 6000);
	}
}

static void many_small_ones(struct ctx *cx)
{
	struct buying b = open_buying(cx, buying_plan);
	int64_t large;
	struct purchase_view view;
	struct doc doc;

	(void)buys(cx, &b, b.supplier, b.w.mask, 1, 500);
	cx->now_ms += 1000;
	large = buys(cx, &b, b.supplier, b.w.mask, 1, 2400000);        /* 24,000.00, and 6,001 times 5.00: above 50,000.00, while the first 5,000 of them stay below */
	must(store_savepoint(cx));
	copied(cx);
	refused(ERR_FORBIDDEN, step(b.deputy, large, "approve"));
	cx->actor = b.w.by.supply;
	must(purchase_see(cx, large, &doc, &view));
	assert_int_equal(view.day_fen, 6001 * 500);
	assert_int_equal(view.alike_fen, 6001 * 500);
	assert_int_equal(view.decides_fen, 2400000 + 6001 * 500);
	assert_true(view.counted[0].over && view.counted[0].alike);
	store_undo(cx);
	must(step(b.deputy, large, "approve"));
	close_docs(cx);
}
static void D2_5_thousands_of_small_purchases_are_all_added_up(void **state) { (void)state; for_each_store(many_small_ones); }

static void D2_5_the_days_total_chooses_the_approver_and_splitting_gains_nothing(void **state) { (void)state; for_each_store(brackets); }

static void around_the_rule(struct ctx *cx)
{
	struct buying b = open_buying(cx, buying_plan);
	int64_t id = buys(cx, &b, b.supplier, b.w.mask, 10, 100), dear;
	struct purchase_line line = { b.w.mask, 10, 900000, 1 };

	refused(ERR_FORBIDDEN, step(b.w.by.vetter, id, "approve"));
	refused(ERR_NOT_FOUND, step(b.w.by.clerk, id, "approve"));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_STATE, purchase_edit(cx, id, 0, &DRAFT(b, b.supplier, &line, 1)));
	must(step(b.deputy, id, "approve"));
	refused(ERR_BAD_STATE, step(b.deputy, id, "approve"));
	cx->actor = b.w.by.supply;
	must(purchase_open(cx, &DRAFT(b, b.supplier, &line, 1), &dear));
	refused(ERR_SHORT_STOCK, step(b.w.by.supply, dear, "submit"));
	assert_non_null(strstr(cx->fault.zh, "90000.00"));
	close_docs(cx);
}
static void D2_5_nobody_approves_his_own_or_changes_what_was_submitted_or_overdraws_the_fund(void **state) { (void)state; for_each_store(around_the_rule); }

static void spoken(struct ctx *cx)
{
	struct buying b = open_buying(cx, buying_plan);
	int64_t id = buys(cx, &b, b.supplier, b.w.mask, 10, 100);
	struct purchase_invoice bill = { .doc_id = id, .sum_fen = 1000, .day = civil_day_of(cx->now_ms), .invoice_no = "FP9" };
	struct purchase_view view;
	struct doc_waiting *waiting;
	struct doc_summary *late;
	struct doc_due *due;
	struct doc_moved moved;
	struct doc doc;
	bool more;
	size_t n;

	must(step(b.w.by.supply, id, "order_orally"));
	cx->actor = b.w.by.keeper;
	must(purchase_paper(cx, id, "合格证", "HG-2", 0));
	must(step(b.w.by.keeper, id, "receive"));
	must(step(b.w.by.keeper2, id, "accept"));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_STATE, purchase_invoice(cx, &bill, &moved));
	cx->now_ms += DAY_MS + 1;
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_string_equal(due[0].verb, "late");
	must(step(&the_system, id, "late"));
	assert_string_equal(state_of(cx, id), "overdue");
	cx->actor = b.w.by.supply;                                     /* listed as late until it is signed, and not told again */
	must(document_list(cx, &(struct doc_filter){ .kinds = { "purchase" }, .overdue = true, .limit = 10 }, &late, &n));
	assert_int_equal(n, 1);
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 0);
	cx->actor = b.deputy;
	must(document_waiting(cx, 10, &waiting, &n, &more));
	assert_int_equal(n, 1);
	assert_string_equal(waiting[0].step->verb, "confirm");
	assert_true(waiting[0].late);
	cx->actor = b.w.by.supply;
	must(purchase_see(cx, id, &doc, &view));
	assert_string_equal(view.escalated, "");
	cx->now_ms += DAY_MS;
	must(purchase_see(cx, id, &doc, &view));
	assert_string_equal(view.escalated, "组长");
	refused(ERR_BAD_STATE, purchase_invoice(cx, &bill, &moved));
	refused(ERR_FORBIDDEN, step(b.w.by.supply, id, "confirm"));
	must(step(b.deputy, id, "confirm"));
	assert_string_equal(state_of(cx, id), "ordered");
	cx->actor = b.w.by.supply;
	must(purchase_invoice(cx, &bill, &moved));
	close_docs(cx);
}
static void D7_3_in_an_emergency_goods_come_on_a_spoken_yes_and_the_papers_follow_in_time(void **state) { (void)state; for_each_store(spoken); }

/* Two have to sign, one after the other. */
static const char two_sign_plan[] =
	"plan: {id: b, zh: 采购规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 卫健委副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"approvals: {chains: [{id: buy, zh: 采购审批, of: amount, over: 1 day, steps: [{by: deputy}, {by: head}], distinct: yes}]}\n"
	"documents: {flows: [{id: buying, zh: 采购, kind: purchase, raise: group, approve: buy}]}\n";

static enum err approves(struct ctx *cx, const struct actor *who, int64_t id, int64_t version)
{
	cx->actor = who;
	return document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "approve", .version = version }, &(struct doc_moved){ 0 });
}

static void attempts(struct ctx *cx)
{
	struct buying b = open_buying(cx, two_sign_plan);
	int64_t id = buys(cx, &b, b.supplier, b.w.mask, 10, 100), far_id, seen;
	struct purchase_line more = { b.w.mask, 1000, 100, 1 };
	struct actor *far;
	struct doc doc;

	cx->actor = &the_system;                                       /* the maker gets the deputy's office as well: still not his to approve */
	must(party_grant_add(cx, &(struct party_grant){ .account_id = b.w.by.supply->account_id, .place_id = b.w.d.root, .role = "deputy", .from_ms = cx->now_ms }, &far_id));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = b.w.by.supply->account_id, .place_id = b.w.d.root, .role = "approver", .from_ms = cx->now_ms }, &far_id));
	far = new_actor(cx, "far", "approver", b.w.d.wb);              /* an approver of another subtree, with the title there */
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = far->account_id, .place_id = b.w.d.wb, .role = "deputy", .from_ms = cx->now_ms }, &far_id));
	refused(ERR_FORBIDDEN, approves(cx, b.w.by.supply, id, 0));
	assert_true(approves(cx, far, id, 0) != ERR_OK);
	refused(ERR_FORBIDDEN, approves(cx, b.head, id, 0));           /* the head before the deputy */
	must(document_get(cx, id, &doc));
	seen = doc.version;
	must(approves(cx, b.deputy, id, seen));
	refused(ERR_FORBIDDEN, approves(cx, b.deputy, id, 0));         /* the deputy for both */
	refused(ERR_STALE, approves(cx, b.head, id, seen));            /* the head over what he saw before */
	cx->actor = b.w.by.supply;                                     /* changed after the first signature */
	refused(ERR_BAD_STATE, purchase_edit(cx, id, 0, &DRAFT(b, b.supplier, &more, 1)));
	must(approves(cx, b.head, id, 0));
	refused(ERR_BAD_STATE, approves(cx, b.head, id, 0));           /* once more */
	assert_int_equal(money(cx, ACCOUNT_OF(PLEDGED, .fund_id = b.fund, .doc_id = id)), 1000);
	must(document_get(cx, id, &doc));
	assert_int_equal(doc.total_fen, 1000);
	close_docs(cx);
}
static void D2_5_no_way_round_the_chain_of_signatures(void **state) { (void)state; for_each_store(attempts); }

static int64_t ready_to_pay(struct ctx *cx, const struct buying *b, int64_t supplier, int64_t qty, const char *invoice)
{
	int64_t id = buys(cx, b, supplier, b->w.mask, qty, 100);
	struct doc_moved moved;

	must(step(b->deputy, id, "approve"));
	cx->actor = b->w.by.keeper;
	must(purchase_paper(cx, id, "合格证", invoice, 0));
	must(step(b->w.by.keeper, id, "receive"));
	must(step(b->w.by.keeper2, id, "accept"));
	cx->actor = b->w.by.supply;
	must(purchase_invoice(cx, &(struct purchase_invoice){ .doc_id = id, .sum_fen = qty * 100, .day = civil_day_of(cx->now_ms), .invoice_no = invoice }, &moved));
	return id;
}

static void batches(struct ctx *cx)
{
	struct buying b = open_buying(cx, buying_plan);
	struct purchase_batch two[2] = { { ready_to_pay(cx, &b, b.supplier, 30, "P1"), 0 }, { ready_to_pay(cx, &b, b.other, 12, "P2"), 0 } };
	struct purchase_batch twice[2] = { two[0], two[0] };
	struct fund_slip_new slip = { .fund_id = b.fund, .day = civil_day_of(cx->now_ms), .sum_fen = 4200, .slip_no = "回单88" };
	int64_t seqs[2], slip_id, other_fund;
	struct doc_moved moved[2];
	struct purchase_view view;
	struct fund_entry *book;
	struct fund_slip *slips;
	struct doc doc;
	size_t n;

	cx->actor = b.payer;
	refused(ERR_BAD_INPUT, purchase_pay_all(cx, twice, 2, NULL, moved));
	must(purchase_pay_all(cx, two, 2, NULL, moved));
	assert_false(moved[0].done);
	refused(ERR_FORBIDDEN, purchase_pay_all(cx, two, 2, NULL, moved));     /* the same person twice */
	cx->actor = b.deputy;
	must(purchase_pay_all(cx, two, 2, "一批", moved));
	assert_true(moved[0].done && moved[1].done);
	seqs[0] = moved[0].seq, seqs[1] = moved[1].seq;
	cx->actor = b.w.by.supply;
	slip.seqs = seqs, slip.n_seqs = 2, slip.sum_fen = 4201;
	refused(ERR_BLOCKED, fund_slip_enter(cx, &slip, &slip_id));            /* not what was paid, to the fen */
	assert_non_null(strstr(cx->fault.zh, "42.00"));
	slip.sum_fen = 4200;
	must(fund_slip_enter(cx, &slip, &slip_id));
	refused(ERR_CONFLICT, fund_slip_enter(cx, &slip, &slip_id));
	slip.slip_no = "回单89";
	refused(ERR_CONFLICT, fund_slip_enter(cx, &slip, &slip_id));           /* the payments have one */
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = b.w.d.root, .code = "ZH2", .zh = "别的专户" }, &other_fund));
	slip.fund_id = other_fund;
	refused(ERR_BAD_INPUT, fund_slip_enter(cx, &slip, &slip_id));          /* nor another fund's */
	must(purchase_see(cx, two[1].doc_id, &doc, &view));
	assert_int_equal(view.n_payments, 1);
	assert_int_equal(view.payments[0].sum_fen, 1200);
	assert_string_equal(view.payments[0].slip_no, "回单88");
	must(fund_book(cx, &(struct fund_book){ .fund_id = b.fund, .limit = 1 }, &book, &n));
	assert_string_equal(book[0].slip_no, "回单88");
	must(fund_slips(cx, b.fund, 0, 10, &slips, &n));
	assert_int_equal(slips[0].payments, 2);
	must(fund_slip_cancel(cx, b.fund, slips[0].slip_id, "登错了"));
	refused(ERR_NOT_FOUND, fund_slip_cancel(cx, b.fund, slips[0].slip_id, "再作废"));
	slip.fund_id = b.fund;
	must(fund_slip_enter(cx, &slip, &slip_id));                            /* entered anew */
	cx->actor = b.w.by.keeper;
	refused(ERR_NOT_FOUND, fund_slip_enter(cx, &slip, &slip_id));
	close_docs(cx);
}
static void D2_3_a_batch_is_paid_by_two_and_its_bank_slip_adds_up(void **state) { (void)state; for_each_store(batches); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_3_a_purchase_is_paid_from_its_fund_for_what_was_accepted_and_invoiced),
		cmocka_unit_test(D2_5_the_days_total_chooses_the_approver_and_splitting_gains_nothing),
		cmocka_unit_test(D2_5_thousands_of_small_purchases_are_all_added_up),
		cmocka_unit_test(D2_5_nobody_approves_his_own_or_changes_what_was_submitted_or_overdraws_the_fund),
		cmocka_unit_test(D7_3_in_an_emergency_goods_come_on_a_spoken_yes_and_the_papers_follow_in_time),
		cmocka_unit_test(D2_5_no_way_round_the_chain_of_signatures),
		cmocka_unit_test(D2_3_a_batch_is_paid_by_two_and_its_bank_slip_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
