/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/order/order_world.h"
#include "caps/packing/packing_internal.h"
#include "file/label_pdf.h"
#include <stdio.h>
#include <stdlib.h>

struct shed { struct ordering w; int64_t first, second, third; const struct actor *clerk; };

static int64_t bought(struct ctx *cx, const struct ordering *w, int64_t household_id, enum order_pay pay, const struct order_want *wants, size_t n)
{
	struct order_draft d = wish(w, household_id, pay, wants, n);
	struct order_placed p = { 0 };

	cx->actor = w->m.worker;
	must(order_place(cx, &d, &p));
	return p.doc_id;
}

/* Three households have ordered; the offer is shut when `shut`. */
static struct shed open_shed(struct ctx *cx, bool shut)
{
	struct shed s = { .w = open_ordering(cx) };
	struct doc_moved moved;

	s.first = bought(cx, &s.w, s.w.plain, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 2 }, { .item_id = s.w.m.egg, .qty = 10 }));
	s.second = bought(cx, &s.w, s.w.elder, ORDER_CREDIT, WANTS({ .line_no = 1, .qty = 1 }));
	s.third = bought(cx, &s.w, s.w.away, ORDER_COLLECT, WANTS({ .item_id = s.w.m.cabbage, .qty = 3 }));
	s.clerk = cx->actor = s.w.m.clerk;
	if (shut)
		must(offer_shut(cx, s.w.offer, 0, &moved));
	return s;
}

static int64_t wave_of(struct ctx *cx, const struct shed *s, int64_t place_id)
{
	int64_t id = 0;

	cx->actor = s->clerk;
	must(wave_open(cx, &(struct wave_draft){ .offer_id = s->w.offer, .place_id = place_id }, &id));
	return id;
}

static void sums(struct ctx *cx)
{
	struct shed s = open_shed(cx, false);
	struct wave_order *orders;
	struct wave_item *items;
	struct doc_moved moved;
	struct wave wave;
	int64_t id = 0;
	size_t n;

	refused(ERR_BAD_STATE, wave_open(cx, &(struct wave_draft){ .offer_id = s.w.offer }, &id));
	must(offer_shut(cx, s.w.offer, 0, &moved));
	cx->actor = s.w.m.worker;
	refused(ERR_NOT_FOUND, wave_open(cx, &(struct wave_draft){ .offer_id = s.w.offer }, &id));
	id = wave_of(cx, &s, s.w.m.building);
	refused(ERR_NOT_FOUND, wave_open(cx, &(struct wave_draft){ .offer_id = s.w.offer }, &id));      /* all are in a wave */
	must(wave_see(cx, id, &wave));
	assert_int_equal(wave.n_orders, 3);
	assert_string_equal(wave.name, "3号楼");
	must(wave_items(cx, id, &items, &n));
	assert_int_equal(n, 5);                       /* package, cabbage, eggs; and what is in the package */
	assert_string_equal(items[0].code, "P50");
	assert_int_equal(items[0].qty, 3);
	assert_int_equal(items[0].households, 2);
	assert_string_equal(items[3].code, "V01");
	assert_true(items[3].is_content);
	assert_int_equal(items[3].qty, 6);
	assert_int_equal(items[4].qty, 30);
	must(wave_orders(cx, id, &orders, &n));
	assert_int_equal(n, 3);
	assert_string_equal(orders[0].door, "3-1-101");
	assert_int_equal(orders[0].n_lines, 2);
	assert_int_equal(orders[2].n_lines, 1);
	close_docs(cx);
}
static void D4_2_a_wave_sums_what_to_take_and_what_goes_into_each_parcel(void **state) { (void)state; for_each_store(sums); }

static void scans(struct ctx *cx)
{
	struct shed s = open_shed(cx, true);
	int64_t id = wave_of(cx, &s, 0);
	struct scanned got;
	struct wave wave;

	refused(ERR_BLOCKED, wave_scan(cx, &(struct scan){ .wave_id = id, .doc_id = s.second, .code = "V01" }, &got));
	assert_non_null(strstr(cx->fault.zh, "错拣"));
	assert_non_null(strstr(cx->fault.zh, "蔬菜包 1 份"));       /* what is expected */
	refused(ERR_NOT_FOUND, wave_scan(cx, &(struct scan){ .wave_id = id, .doc_id = s.second, .code = "6900000000000" }, &got));
	refused(ERR_BLOCKED, wave_scan(cx, &(struct scan){ .wave_id = id, .code = "T01" }, &got));
	refused(ERR_NOT_FOUND, wave_scan(cx, &(struct scan){ .wave_id = id, .doc_id = 77, .code = "V01" }, &got));
	refused(ERR_BAD_INPUT, wave_scan(cx, &(struct scan){ .wave_id = id, .code = "" }, &got));
	refused(ERR_BAD_INPUT, wave_scan(cx, &(struct scan){ .wave_id = id, .code = "P50", .qty = -1 }, &got));
	must(wave_scan(cx, &(struct scan){ .wave_id = id, .doc_id = s.second, .code = "P50" }, &got));
	assert_true(got.packed);
	assert_int_equal(got.picked, 1);
	refused(ERR_SHORT_STOCK, wave_scan(cx, &(struct scan){ .wave_id = id, .doc_id = s.second, .code = "P50" }, &got));
	must(wave_scan(cx, &(struct scan){ .wave_id = id, .code = "P50", .qty = 2 }, &got));       /* whoever still needs two */
	assert_int_equal(got.doc_id, s.first);
	assert_false(got.packed);
	must(wave_scan(cx, &(struct scan){ .wave_id = id, .doc_id = s.first, .code = "V02", .qty = 10 }, &got));
	assert_true(got.packed);
	must(wave_see(cx, id, &wave));
	assert_int_equal(wave.n_packed, 2);
	must(wave_unpack(cx, id, s.first, &wave));
	assert_int_equal(wave.n_packed, 1);
	must(wave_pack(cx, id, s.first, 2, &wave));
	must(wave_pack(cx, id, s.first, 2, &wave));        /* sent twice from a phone that was offline */
	assert_int_equal(wave.n_packed, 2);
	refused(ERR_BAD_INPUT, wave_close(cx, id, 0, NULL, &wave));
	refused(ERR_STALE, wave_close(cx, id, 1, "缺白菜", &wave));
	must(wave_close(cx, id, 0, "缺白菜，明早补", &wave));
	assert_int_equal(wave.n_orders, 2);
	refused(ERR_BAD_STATE, wave_pack(cx, id, s.third, 1, &wave));
	id = wave_of(cx, &s, 0);                      /* what was left goes into the next wave */
	must(wave_pack(cx, id, s.third, 1, &wave));
	assert_int_equal(wave.n_packed, 1);
	close_docs(cx);
}
static void a_wrong_item_is_refused_with_what_was_expected(void **state) { (void)state; for_each_store(scans); }

static void cancelled(struct ctx *cx)
{
	struct shed s = open_shed(cx, true);
	int64_t id = wave_of(cx, &s, 0);
	struct wave_order *orders;
	struct doc_moved moved;
	struct wave wave;
	size_t n;

	cx->actor = s.w.m.worker;
	must(order_cut(cx, s.third, 0, NULL, 0, "住户已转运", &moved));
	cx->actor = s.clerk;
	refused(ERR_BAD_STATE, wave_pack(cx, id, s.third, 1, &wave));
	must(wave_orders(cx, id, &orders, &n));
	assert_true(orders[2].dropped);
	assert_false(orders[0].dropped);
	close_docs(cx);
}
static void an_order_cut_after_the_wave_began_is_not_packed(void **state) { (void)state; for_each_store(cancelled); }

static bool has(struct bytes pdf) { return pdf.n > 1000 && memcmp(pdf.at, "%PDF", 4) == 0; }

static void keep(const char *name, struct bytes pdf)
{
	FILE *f = getenv("BAOGONG_LABELS_OUT") ? fopen(name, "wb") : NULL;

	if (!f)
		return;
	fwrite(pdf.at, 1, pdf.n, f);
	fclose(f);
}

static void paper(struct ctx *cx)
{
	struct shed s = open_shed(cx, true);
	struct paper_filter all = { .offer_id = s.w.offer }, here = { .offer_id = s.w.offer, .place_id = s.w.m.building };
	struct paper p;
	struct bytes pdf;
	int64_t n;

	must(paper_of(cx, &all, &p));
	assert_int_equal(p.n, 3);
	assert_string_equal(p.orders[0].door, "3-1-101");
	assert_string_equal(paper_contents(cx, &p.orders[0]), "蔬菜包 2 份、鸡蛋 10 枚");
	must(labels_print(cx, &all, LABEL_A4, &pdf, &n));
	assert_int_equal(n, 3);
	assert_true(has(pdf));
	must(labels_print(cx, &here, LABEL_THERMAL, &pdf, &n));
	assert_int_equal(n, 3);
	for (int64_t sheet = 0; sheet < SHEETS; sheet++) {
		must(sheet_print(cx, &all, sheet, &pdf));
		assert_true(has(pdf));
		keep(arena_print(&cx->mem, "sheet-%s.pdf", packing_sheet_words[sheet]), pdf);
	}
	refused(ERR_BAD_INPUT, labels_print(cx, &(struct paper_filter){ 0 }, LABEL_A4, &pdf, &n));
	cx->actor = s.w.m.worker;                     /* the grid worker prints his own building */
	must(labels_print(cx, &here, LABEL_A4, &pdf, &n));
	refused(ERR_NOT_FOUND, labels_print(cx, &all, LABEL_A4, &pdf, &n));
	cx->actor = s.w.stranger;
	refused(ERR_NOT_FOUND, labels_print(cx, &here, LABEL_A4, &pdf, &n));
	close_docs(cx);
}
static void D8_4_labels_and_sheets_are_printed_for_the_shop_and_for_ones_own_building(void **state) { (void)state; for_each_store(paper); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D4_2_a_wave_sums_what_to_take_and_what_goes_into_each_parcel),
		cmocka_unit_test(a_wrong_item_is_refused_with_what_was_expected),
		cmocka_unit_test(an_order_cut_after_the_wave_began_is_not_packed),
		cmocka_unit_test(D8_4_labels_and_sheets_are_printed_for_the_shop_and_for_ones_own_building),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
