/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/purchase.h"
#include <string.h>

static const char buying_plan[] =
	"plan: {id: b, zh: 采购规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 卫健委副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: buy, zh: 采购审批, of: amount, over: 1 day, steps: [{below: 50000 yuan, by: deputy}, {from: 50000 yuan, by: head}],\n"
	"       split: {look_back: 7 days, same: [goods, supplier]}, oral: {by: head, paper_within: 24 h}}\n"
	"documents:\n"
	"  flows: [{id: buying, zh: 采购, kind: purchase, raise: group, approve: buy, needs: [合格证]}]\n";

struct buying { struct docs w; int64_t supplier, other, fund; struct actor *deputy, *head, *payer; };

static int64_t org(struct ctx *cx, const char *code, int64_t roles)
{
	int64_t id = 0;

	must(org_create(cx, &(struct org){ .code = code, .name = code, .roles = roles, .active = 1 }, &id));
	return id;
}

static struct actor *official(struct ctx *cx, const struct docs *w, const char *login, const char *title)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	return a;
}

/* A fund of 80,000 yuan, two suppliers, the deputy below 50,000 yuan and the head from there. */
static struct buying open_buying(struct ctx *cx)
{
	struct buying b = { .w = open_docs(cx) };
	struct plan_stored stored;
	struct doc_moved moved;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "b.yaml", buying_plan, sizeof buying_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "b", .version = 1, .reason = "试" }, &id));
	b.supplier = org(cx, "SUP1", ORG_SUPPLIER);
	b.other = org(cx, "SUP2", ORG_SUPPLIER);
	b.deputy = official(cx, &b.w, "deputy", "deputy");
	b.head = official(cx, &b.w, "head", "head");
	b.payer = new_actor(cx, "payer", "approver", b.w.d.root);
	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = b.w.d.root, .code = "ZH", .zh = "专户" }, &b.fund));
	must(fund_receive(cx, &(struct fund_receipt){ b.fund, b.supplier, 8000000, "拨1", NULL }, &moved));
	return b;
}

static int64_t buys(struct ctx *cx, const struct buying *b, int64_t supplier, int64_t item, int64_t qty, int64_t price_fen)
{
	struct purchase_line line = { item, qty, price_fen, 1 };
	int64_t id = 0;

	cx->actor = b->w.by.supply;
	must(purchase_open(cx, &(struct purchase_draft){ supplier, b->w.d.wa, b->fund, 0, &line, 1 }, &id));
	must(step(b->w.by.supply, id, "submit"));
	return id;
}

static int64_t money(struct ctx *cx, struct account_key key)
{
	int64_t fen;

	must(ledger_balance(cx, &key, LEDGER_MONEY, 0, &fen));
	return fen;
}

static void whole_way(struct ctx *cx)
{
	struct buying b = open_buying(cx);
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
	must(purchase_paper(cx, id, "合格证", "HG-1"));
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
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.w.d.root, .fund_id = b.fund), b.w.mask), 90);
	must(purchase_see(cx, id, &doc, &view));
	assert_int_equal(view.n_invoices, 1);
	close_docs(cx);
}
static void D2_3_a_purchase_is_paid_from_its_fund_for_what_was_accepted_and_invoiced(void **state) { (void)state; for_each_store(whole_way); }

static void brackets(struct ctx *cx)
{
	struct buying b = open_buying(cx);
	int64_t small = buys(cx, &b, b.supplier, b.w.mask, 1, 3000000), second, third, large;
	struct purchase_view view;
	struct doc doc;

	must(step(b.deputy, small, "approve"));                        /* 30,000: the deputy */
	second = buys(cx, &b, b.other, b.w.rice, 1, 2000000);          /* 20,000 of other goods elsewhere: 50,000 on the day */
	refused(ERR_FORBIDDEN, step(b.deputy, second, "approve"));
	cx->actor = b.w.by.supply;
	must(purchase_see(cx, second, &doc, &view));
	assert_int_equal(view.day_fen, 3000000);
	assert_int_equal(view.decides_fen, 5000000);
	assert_true(view.splits);
	must(step(b.head, second, "approve"));
	cx->now_ms += DAY_MS;
	third = buys(cx, &b, b.other, b.w.mask, 1, 100);               /* another supplier the day after: nothing to add up */
	must(step(b.deputy, third, "approve"));
	large = buys(cx, &b, b.supplier, b.w.mask, 1, 2000000);        /* the same goods of the same supplier within 7 days */
	refused(ERR_FORBIDDEN, step(b.deputy, large, "approve"));
	must(step(b.head, large, "approve"));
	close_docs(cx);
}
static void D2_5_the_days_total_chooses_the_approver_and_splitting_gains_nothing(void **state) { (void)state; for_each_store(brackets); }

static void around_the_rule(struct ctx *cx)
{
	struct buying b = open_buying(cx);
	int64_t id = buys(cx, &b, b.supplier, b.w.mask, 10, 100), dear;
	struct purchase_line line = { b.w.mask, 10, 900000, 1 };

	refused(ERR_FORBIDDEN, step(b.w.by.vetter, id, "approve"));
	refused(ERR_NOT_FOUND, step(b.w.by.clerk, id, "approve"));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_STATE, purchase_edit(cx, id, 0, &(struct purchase_draft){ b.supplier, b.w.d.wa, b.fund, 0, &line, 1 }));
	must(step(b.deputy, id, "approve"));
	refused(ERR_BAD_STATE, step(b.deputy, id, "approve"));
	cx->actor = b.w.by.supply;
	must(purchase_open(cx, &(struct purchase_draft){ b.supplier, b.w.d.wa, b.fund, 0, &line, 1 }, &dear));
	refused(ERR_SHORT_STOCK, step(b.w.by.supply, dear, "submit"));
	assert_non_null(strstr(cx->fault.zh, "90000.00"));
	close_docs(cx);
}
static void D2_5_nobody_approves_his_own_or_changes_what_was_submitted_or_overdraws_the_fund(void **state) { (void)state; for_each_store(around_the_rule); }

static void spoken(struct ctx *cx)
{
	struct buying b = open_buying(cx);
	int64_t id = buys(cx, &b, b.supplier, b.w.mask, 10, 100);
	struct purchase_invoice bill = { .doc_id = id, .sum_fen = 1000, .day = civil_day_of(cx->now_ms), .invoice_no = "FP9" };
	struct doc_due *due;
	struct doc_moved moved;
	size_t n;

	must(step(b.w.by.supply, id, "order_orally"));
	cx->actor = b.w.by.keeper;
	must(purchase_paper(cx, id, "合格证", "HG-2"));
	must(step(b.w.by.keeper, id, "receive"));
	must(step(b.w.by.keeper2, id, "accept"));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_STATE, purchase_invoice(cx, &bill, &moved));
	cx->now_ms += DAY_MS + 1;
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_string_equal(due[0].verb, "late");
	must(step(&the_system, id, "late"));
	must(step(b.deputy, id, "confirm"));
	assert_string_equal(state_of(cx, id), "ordered");
	cx->actor = b.w.by.supply;
	must(purchase_invoice(cx, &bill, &moved));
	close_docs(cx);
}
static void D7_3_in_an_emergency_goods_come_on_a_spoken_yes_and_the_papers_follow_in_time(void **state) { (void)state; for_each_store(spoken); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_3_a_purchase_is_paid_from_its_fund_for_what_was_accepted_and_invoiced),
		cmocka_unit_test(D2_5_the_days_total_chooses_the_approver_and_splitting_gains_nothing),
		cmocka_unit_test(D2_5_nobody_approves_his_own_or_changes_what_was_submitted_or_overdraws_the_fund),
		cmocka_unit_test(D7_3_in_an_emergency_goods_come_on_a_spoken_yes_and_the_papers_follow_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
