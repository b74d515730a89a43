/* SPDX-License-Identifier: Apache-2.0 */
/* Inquiries, quotes, the choice, and every way round them that was thought of. */
#include "test.h"
#include "caps/purchase/purchase_world.h"
#include "both_stores.h"
#include "caps/purchase/inquiry.h"
#include "caps/purchase/supplier.h"

/* From 10,000 yuan on two quotes, unless it cannot wait; for rice always two. */
static const char asking_plan[] =
	"plan: {id: b, zh: 采购规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 卫健委副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"goods:\n"
	"  classes: [{id: masks, zh: 口罩, unit: 件}, {id: rice, zh: 大米, unit: 件}, {id: staples, zh: 主食, unit: 件}]\n"
	"  supply: [{id: three_mills, zh: 大米三家供货, goods: rice, suppliers: 3}]\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: buy, zh: 采购审批, of: amount, over: 1 day, steps: [{below: 50000 yuan, by: deputy}, {from: 50000 yuan, by: head}],\n"
	"       split: {look_back: 7 days, same: [goods, supplier]}, oral: {by: head, paper_within: 24 h}}\n"
	"documents:\n"
	"  flows: [{id: buying, zh: 采购, kind: purchase, raise: group, approve: buy}]\n"
	"  checks:\n"
	"    - {id: two_quotes, zh: 一万元以上须两家报价, document: purchase, when: amount >= 10000 yuan and not urgent, refuse_unless: suppliers >= 2}\n"
	"    - {id: rice_quotes, zh: 大米须两家报价, document: purchase, when: goods is rice, refuse_unless: suppliers >= 2}\n";

static int64_t asks(struct ctx *cx, const struct buying *b, int64_t item, int64_t qty)
{
	struct inquiry_line line = { item, qty };
	int64_t suppliers[] = { b->supplier, b->other }, id = 0;

	cx->actor = b->w.by.supply;
	must(inquiry_open(cx, &(struct inquiry_draft){ b->w.d.wa, &line, 1, suppliers, 2 }, &id));
	must(step(b->w.by.supply, id, "ask"));
	return id;
}

static enum err quotes(struct ctx *cx, const struct buying *b, int64_t inquiry, int64_t supplier, int64_t qty, int64_t price_fen)
{
	struct inquiry_price price = { 1, qty, price_fen, 1 };
	struct doc_moved moved;

	cx->actor = b->w.by.supply;
	return inquiry_quote(cx, &(struct inquiry_quote){ .doc_id = inquiry, .supplier_id = supplier, .delivery_days = 2,
		.valid_until = civil_day_of(cx->now_ms) + 3, .lines = &price, .n_lines = price_fen ? 1 : 0 }, &moved);
}

static enum err chooses(struct ctx *cx, const struct buying *b, int64_t inquiry, int64_t supplier, const char *reason, int64_t qty, int64_t *ret)
{
	struct inquiry_line line = { 1, qty };
	struct doc_moved moved;

	cx->actor = b->w.by.supply;
	return inquiry_choose(cx, &(struct inquiry_choice){ .doc_id = inquiry, .supplier_id = supplier, .fund_id = b->fund, .reason = reason,
		.lines = &line, .n_lines = qty ? 1 : 0 }, ret, &moved);
}

static void choosing(struct ctx *cx)
{
	struct buying b = open_buying(cx, asking_plan);
	int64_t inquiry = asks(cx, &b, b.w.mask, 10000), dear = 0, cheap = 0;
	struct purchase_view view;
	struct inquiry_view v;
	struct doc doc;

	must(quotes(cx, &b, inquiry, b.supplier, 0, 220));
	must(quotes(cx, &b, inquiry, b.other, 4000, 200));
	refused(ERR_BAD_INPUT, chooses(cx, &b, inquiry, b.supplier, NULL, 6000, &dear));     /* dearer, and no reason */
	assert_non_null(strstr(cx->fault.zh, "不是最低"));
	must(chooses(cx, &b, inquiry, b.other, NULL, 0, &cheap));
	must(chooses(cx, &b, inquiry, b.supplier, NULL, 6000, &dear));                        /* the cheaper one has none left */
	refused(ERR_SHORT_STOCK, chooses(cx, &b, inquiry, b.other, NULL, 1, &dear));
	refused(ERR_BAD_STATE, quotes(cx, &b, inquiry, b.supplier, 0, 100));                  /* no quote after the choice */
	must(document_get(cx, cheap, &doc));
	assert_int_equal(doc.total_fen, 800000);
	assert_int_equal(doc.parent_id, inquiry);
	must(step(b.w.by.supply, cheap, "submit"));
	must(purchase_see(cx, cheap, &doc, &view));
	assert_int_equal(view.suppliers, 2);
	must(inquiry_see(cx, inquiry, &doc, &v));
	assert_int_equal(v.n_drawn, 2);
	assert_int_equal(v.quotes, 2);
	must(step(b.deputy, cheap, "approve"));
	must(step(b.w.by.supply, inquiry, "close"));
	close_docs(cx);
}
static void The_cheapest_is_chosen_or_a_reason_given_and_each_quote_is_bought_once(void **state) { (void)state; for_each_store(choosing); }

static void too_few(struct ctx *cx)
{
	struct buying b = open_buying(cx, asking_plan);
	struct purchase_line line = { b.w.mask, 5000, 199, 1 };
	int64_t first = buys(cx, &b, b.supplier, b.w.mask, 5000, 199), id = 0, rice;

	cx->actor = b.w.by.supply;                                     /* 9,950 yuan needs none; the second half of it does */
	must(purchase_open(cx, &DRAFT(b, b.supplier, &line, 1), &id));
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	assert_non_null(strstr(cx->fault.zh, "19900.00"));
	assert_non_null(strstr(cx->fault.zh, "1 家"));
	cx->actor = b.w.by.supply;
	must(purchase_edit(cx, id, 0, &DRAFT(b, b.other, &line, 1)));  /* nor with another supplier on the day */
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	cx->now_ms += DAY_MS;
	cx->actor = b.w.by.supply;
	must(purchase_edit(cx, id, 0, &DRAFT(b, b.supplier, &line, 1)));       /* nor tomorrow with the same */
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	must(step(b.deputy, first, "approve"));
	cx->actor = b.w.by.supply;
	line = (struct purchase_line){ b.w.rice, 1, 100, 1 };
	must(purchase_open(cx, &DRAFT(b, b.other, &line, 1), &rice));
	refused(ERR_BLOCKED, step(b.w.by.supply, rice, "submit"));     /* rice always */
	close_docs(cx);
}
static void D2_5_an_order_split_over_suppliers_and_days_needs_the_quotes_of_the_whole(void **state) { (void)state; for_each_store(too_few); }

static void false_quotes(struct ctx *cx)
{
	struct buying b = open_buying(cx, asking_plan);
	int64_t inquiry = asks(cx, &b, b.w.mask, 10000), id = 0, twin = 0;
	struct purchase_line line = { b.w.mask, 10000, 210, 1 };
	struct doc doc;

	cx->actor = &the_system;
	must(org_create(cx, &(struct org){ .code = "T1", .name = "同一家", .credit_code = "91330100799655058B", .roles = ORG_SUPPLIER, .active = 1 }, &id));
	must(org_create(cx, &(struct org){ .code = "T2", .name = "又是同一家", .credit_code = "91330100799655058B", .roles = ORG_SUPPLIER, .active = 1 }, &twin));
	must(quotes(cx, &b, inquiry, b.supplier, 0, 0));               /* declined: no quote */
	must(quotes(cx, &b, inquiry, id, 0, 200));
	must(quotes(cx, &b, inquiry, twin, 0, 300));                   /* the same company under two names */
	must(chooses(cx, &b, inquiry, id, NULL, 0, &id));
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	assert_non_null(strstr(cx->fault.zh, "1 家"));
	inquiry = asks(cx, &b, b.w.mask, 10000);
	must(quotes(cx, &b, inquiry, b.supplier, 0, 200));
	must(quotes(cx, &b, inquiry, b.other, 0, 230));
	must(chooses(cx, &b, inquiry, b.supplier, NULL, 0, &id));
	cx->actor = b.w.by.supply;                                     /* the drawn order at another price, or of another supplier */
	must(purchase_edit(cx, id, 0, &DRAFT(b, b.supplier, &line, 1)));
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	assert_non_null(strstr(cx->fault.zh, "2.00"));
	line.price_fen = 200;
	line.item_id = b.w.bleach;
	cx->actor = b.w.by.supply;
	must(purchase_edit(cx, id, 0, &DRAFT(b, b.supplier, &line, 1)));       /* other goods than were asked for */
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	line.item_id = b.w.mask;
	cx->actor = b.w.by.supply;
	must(purchase_edit(cx, id, 0, &DRAFT(b, b.supplier, &line, 1)));
	cx->now_ms += 4 * DAY_MS;                                      /* the price binds him no more */
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "submit"));
	assert_non_null(strstr(cx->fault.zh, "过期"));
	must(document_get(cx, id, &doc));
	assert_string_equal(doc.state, "draft");
	close_docs(cx);
}
static void A_quote_declined_doubled_expired_or_not_kept_does_not_count(void **state) { (void)state; for_each_store(false_quotes); }

static void urgent(struct ctx *cx)
{
	struct buying b = open_buying(cx, asking_plan);
	struct purchase_line line = { b.w.mask, 10000, 200, 1 };
	int64_t id = 0, stuck = 0;
	struct purchase_draft draft = DRAFT(b, b.supplier, &line, 1, .urgent = "断货，今晚要用");
	struct purchase_view view;
	struct doc doc;

	cx->actor = b.w.by.supply;
	must(purchase_open(cx, &draft, &id));
	must(step(b.w.by.supply, id, "submit"));
	must(step(b.w.by.supply, id, "order_orally"));
	must(purchase_see(cx, id, &doc, &view));
	assert_string_equal(view.urgent, "断货，今晚要用");
	must(step(b.deputy, id, "confirm"));
	cx->actor = b.w.by.supply;
	draft.supplier_id = b.other;
	must(purchase_open(cx, &draft, &stuck));
	must(step(b.w.by.supply, stuck, "submit"));
	cx->actor = b.w.by.supply;                                     /* blocked between submission and approval */
	must(supplier_block(cx, b.other, "抽检不合格"));
	refused(ERR_BLOCKED, step(b.deputy, stuck, "approve"));
	assert_non_null(strstr(cx->fault.zh, "抽检不合格"));
	cx->actor = b.w.by.supply;
	refused(ERR_FORBIDDEN, supplier_unblock(cx, b.other, "复检合格"));
	cx->actor = b.deputy;
	must(supplier_unblock(cx, b.other, "复检合格"));
	must(step(b.deputy, stuck, "approve"));
	close_docs(cx);
}
static void What_cannot_wait_is_said_and_signed_and_a_blocked_supplier_sells_nothing(void **state) { (void)state; for_each_store(urgent); }

static void rights(struct ctx *cx)
{
	struct buying b = open_buying(cx, asking_plan);
	int64_t inquiry = asks(cx, &b, b.w.mask, 10), id;
	struct inquiry_line line = { b.w.mask, 10 }, twice[2] = { line, line };
	struct inquiry_price wrong = { 7, 1, 100, 1 };
	struct doc_moved moved;
	struct doc doc;

	cx->actor = b.w.by.keeper;
	refused(ERR_FORBIDDEN, inquiry_open(cx, &(struct inquiry_draft){ b.w.d.wa, &line, 1, NULL, 0 }, &id));
	cx->actor = b.w.by.clerk;
	refused(ERR_NOT_FOUND, inquiry_see(cx, inquiry, &doc, &(struct inquiry_view){ 0 }));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_INPUT, inquiry_open(cx, &(struct inquiry_draft){ b.w.d.wa, twice, 2, NULL, 0 }, &id));
	must(inquiry_open(cx, &(struct inquiry_draft){ b.w.d.wa, &line, 1, NULL, 0 }, &id));
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "ask"));
	refused(ERR_BAD_INPUT, inquiry_quote(cx, &(struct inquiry_quote){ .doc_id = inquiry, .supplier_id = b.other, .valid_until = civil_day_of(cx->now_ms),
		.lines = &wrong, .n_lines = 1 }, &moved));
	refused(ERR_BAD_INPUT, quotes(cx, &b, inquiry, b.other, 11, 100));
	must(quotes(cx, &b, inquiry, b.other, 10, 100));
	cx->actor = b.w.by.supply;
	refused(ERR_STALE, inquiry_choose(cx, &(struct inquiry_choice){ .doc_id = inquiry, .version = 1, .supplier_id = b.other, .fund_id = b.fund }, &id, &moved));
	close_docs(cx);
}
static void An_inquiry_asks_its_rights_and_its_versions(void **state) { (void)state; for_each_store(rights); }

static void several(struct ctx *cx)
{
	struct buying b = open_buying(cx, asking_plan);
	const char *const rice[] = { "rice", "masks" };
	struct supplier_class *c;
	struct supplier *list;
	size_t n;

	cx->actor = b.w.by.supply;
	must(supplier_set_classes(cx, b.supplier, rice, 2));
	must(supplier_set_classes(cx, b.other, rice, 1));
	must(supplier_block(cx, b.other, "停业整顿"));
	refused(ERR_CONFLICT, supplier_block(cx, b.other, "再停一次"));
	must(supplier_classes(cx, &c, &n));
	for (size_t i = 0; i < n; i++)
		if (!strcmp(c[i].category, "rice")) {
			assert_int_equal(c[i].suppliers, 1);
			assert_int_equal(c[i].blocked, 1);
			assert_int_equal(c[i].needed, 3);
		} else if (!strcmp(c[i].category, "staples")) {
			assert_int_equal(c[i].suppliers, 0);
			assert_int_equal(c[i].needed, 2);
		}
	must(supplier_list(cx, &(struct supplier_filter){ .category = "rice", .limit = 10 }, &list, &n));
	assert_int_equal(n, 2);
	assert_string_equal(list[1].blocked, "停业整顿");
	cx->actor = b.w.by.clerk;
	refused(ERR_FORBIDDEN, supplier_list(cx, &(struct supplier_filter){ .limit = 10 }, &list, &n));
	close_docs(cx);
}
static void D1_4_each_class_of_goods_shows_how_many_suppliers_it_has_and_should_have(void **state) { (void)state; for_each_store(several); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(The_cheapest_is_chosen_or_a_reason_given_and_each_quote_is_bought_once),
		cmocka_unit_test(D2_5_an_order_split_over_suppliers_and_days_needs_the_quotes_of_the_whole),
		cmocka_unit_test(A_quote_declined_doubled_expired_or_not_kept_does_not_count),
		cmocka_unit_test(What_cannot_wait_is_said_and_signed_and_a_blocked_supplier_sells_nothing),
		cmocka_unit_test(An_inquiry_asks_its_rights_and_its_versions),
		cmocka_unit_test(D1_4_each_class_of_goods_shows_how_many_suppliers_it_has_and_should_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
