/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/dispatch_world.h"
#include "caps/place/place.h"
#include "caps/stock/stock.h"

static void sheet(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t today = civil_day_of(cx->now_ms), id = 0;
	struct stock_goods goods = { .item_id = w.mask, .qty = 8 };
	struct stock_filter all = { 0 }, f;
	struct stock_row *rows;
	size_t n;

	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 30, today + 3);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 5, today - 1);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.rice, 7, 0);
	cx->actor = w.by.keeper;
	must(stock_transfer_open(cx, &(struct stock_way){ w.d.wa, w.d.wb, 777, &goods, 1 }, &id));
	must(step(w.by.keeper, id, "depart"));

	cx->actor = w.by.supply;
	must(stock_table(cx, &all, false, NULL, NULL, 10, &rows, &n));
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].free, 22);
	assert_int_equal(rows[0].expired, 5);
	assert_int_equal(rows[0].first_expiry, today + 3);
	assert_int_equal(rows[0].lots, 2);
	assert_int_equal(rows[1].item_id, w.rice);
	assert_int_equal(rows[2].place_id, w.d.wb);              /* nothing lies there yet, eight are on their way */
	assert_int_equal(rows[2].under_way, 8);
	assert_int_equal(rows[2].free, 0);
	must(stock_table(cx, &all, false, rows[0].place_code, rows[0].item_code, 1, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].item_id, w.rice);
	must(stock_table(cx, &all, true, NULL, NULL, 10, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].free + rows[0].expired + rows[0].under_way, 35);
	assert_int_equal(rows[0].places, 2);
	f = (struct stock_filter){ .state = STOCK_UNDER_WAY };
	must(stock_table(cx, &f, false, NULL, NULL, 10, &rows, &n));
	assert_int_equal(n, 1);
	f = (struct stock_filter){ .category = "rice", .search = "ri", .place_kind = PLACE_WAREHOUSE, .owner_id = w.d.root };
	must(stock_table(cx, &f, false, NULL, NULL, 10, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].item_id, w.rice);
	f = (struct stock_filter){ .owner_id = w.d.clinic };
	must(stock_table(cx, &f, false, NULL, NULL, 10, &rows, &n));
	assert_int_equal(n, 0);
	cx->actor = w.by.far_keeper;                             /* sees his own house alone */
	must(stock_table(cx, &all, false, NULL, NULL, 10, &rows, &n));
	assert_int_equal(n, 1);
	refused(ERR_NOT_FOUND, stock_table(cx, &(struct stock_filter){ .under_id = w.d.wa }, false, NULL, NULL, 10, &rows, &n));
	close_docs(cx);
}

static void a_sheet_tells_every_state_of_an_item_in_a_place(void **state) { (void)state; for_each_store(sheet); }

static void classes(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t today = civil_day_of(cx->now_ms);
	static const int64_t ahead[EXPIRY_CLASSES] = { [EXPIRY_PAST] = -1, [EXPIRY_WEEK] = 7, [EXPIRY_MONTH] = 8, [EXPIRY_QUARTER] = 31, [EXPIRY_LATER] = 91 };
	struct stock_sums sums;
	struct stock_lot *lots;
	int64_t all = 0;
	size_t n;

	for (int i = EXPIRY_PAST; i <= EXPIRY_NONE; i++)
		stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 10 * i, i == EXPIRY_NONE ? 0 : today + ahead[i]);
	cx->actor = w.by.keeper;
	must(stock_sums(cx, &(struct stock_filter){ .item_id = w.mask }, &sums));
	for (int i = EXPIRY_PAST; i <= EXPIRY_NONE; i++) {
		assert_int_equal(sums.expiry[i].lots, 1);
		assert_int_equal(sums.expiry[i].qty, 10 * i);
		all += sums.expiry[i].qty;
		must(stock_lots(cx, &(struct stock_filter){ .expiry = i }, (struct stock_lot_place){ 0 }, 10, &lots, &n));
		assert_int_equal(n, 1);
		assert_int_equal(lots[0].qty, 10 * i);
		assert_string_equal(lots[0].source_kind, "receipt_supplier");
	}
	assert_int_equal(sums.expiry[EXPIRY_ANY].qty, all);
	assert_int_equal(sums.state[STOCK_EXPIRED].qty, 10);
	assert_int_equal(sums.state[STOCK_FREE].qty, all - 10);
	must(stock_sums(cx, &(struct stock_filter){ .state = STOCK_FREE }, &sums));
	assert_int_equal(sums.expiry[EXPIRY_PAST].lots, 0);
	assert_int_equal(sums.state[STOCK_ANY_STATE].lots, 5);
	must(stock_sums(cx, &(struct stock_filter){ .state = STOCK_HELD }, &sums));
	assert_int_equal(sums.state[STOCK_ANY_STATE].lots, 0);
	must(stock_lots(cx, &(struct stock_filter){ .to_day = today + 8, .search = "b1" }, (struct stock_lot_place){ 0 }, 10, &lots, &n));
	assert_int_equal(n, 3);
	must(stock_lots(cx, &(struct stock_filter){ 0 }, (struct stock_lot_place){ lots[2].sort_day, lots[2].lot_id, lots[2].account_id }, 10, &lots, &n));
	assert_int_equal(n, 3);
	close_docs(cx);
}

static void D7_3_every_lot_is_in_one_class_of_expiry_and_the_classes_sum_up(void **state) { (void)state; for_each_store(classes); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sheet_tells_every_state_of_an_item_in_a_place),
		cmocka_unit_test(D7_3_every_lot_is_in_one_class_of_expiry_and_the_classes_sum_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
