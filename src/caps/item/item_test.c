/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/item/item.h"
#include "base/shape.h"

static const struct item mask = { .code = "M01", .zh = "医用外科口罩", .en = "surgical mask", .category = "masks", .unit = "只",
	.pack = 2000, .pack_unit = "箱", .storage = STORAGE_AMBIENT, .norm_qty = 2, .norm_days = 1, .active = 1 };

static void facts(struct ctx *cx)
{
	struct item it;
	int64_t id;

	open_district(cx);
#define WITH(...) (it = mask, __VA_ARGS__, item_create(cx, &it, &id))
	refused(ERR_BAD_INPUT, WITH(it.code = ""));
	refused(ERR_BAD_INPUT, WITH(it.zh = NULL));
	refused(ERR_BAD_INPUT, WITH(it.category = "Masks"));
	refused(ERR_BAD_INPUT, WITH(it.unit = NULL));
	refused(ERR_BAD_INPUT, WITH(it.pack = -1));
	refused(ERR_BAD_INPUT, WITH(it.pack_unit = "只"));
	refused(ERR_BAD_INPUT, WITH(it.storage = STORAGE_COLD | STORAGE_FROZEN));
	refused(ERR_BAD_INPUT, WITH(it.storage = 1024));
	refused(ERR_BAD_INPUT, WITH(it.tags = 4096));
	refused(ERR_BAD_INPUT, WITH(it.norm_qty = -1));
	refused(ERR_BAD_INPUT, WITH(it.shelf_life_days = 40000));
	refused(ERR_BAD_INPUT, WITH(it.gb38565 = "4010101"));
	refused(ERR_BAD_INPUT, WITH(it.gb38565 = "1000101"));
	refused(ERR_BAD_INPUT, WITH(it.gb38565 = "10101011"));
	refused(ERR_BAD_INPUT, WITH(it.barcode = "6901234567890"));
	must(WITH(it.barcode = "690123456789012"));      /* 15 digits: a shop's own code */
	refused(ERR_CONFLICT, WITH(it.zh = "同码"));
	must(WITH(it.code = "M02", it.barcode = "6901234567892", it.gb38565 = "1010101", it.pack = 0));
	must(item_by_code(cx, "M02", &it));
	assert_int_equal(it.pack, 1);
	assert_string_equal(it.pack_unit, "");
	close_district(cx);
}

static void versions_and_units(struct ctx *cx)
{
	struct item it = mask;
	int64_t id;

	open_district(cx);
	must(item_create(cx, &it, &id));
	it.zh = "外科口罩";
	must(item_update(cx, id, 1, &it));
	refused(ERR_STALE, item_update(cx, id, 1, &it));
	it.unit = "片";
	refused(ERR_BLOCKED, item_update(cx, id, 2, &it));
	it.unit = "只", it.code = "M09";
	refused(ERR_BLOCKED, item_update(cx, id, 2, &it));
	refused(ERR_NOT_FOUND, item_update(cx, id + 1, 0, &it));
	close_district(cx);
}

static void packs(struct ctx *cx)
{
	struct item it = mask;
	struct item_pack good[] = { { "盒", 50, 1 }, { "半打", 6, 1 }, { "三分箱", 2000, 3 } }, bad[] = { { "箱", 50, 1 } };
	int64_t id, qty;

	open_district(cx);
	must(item_create(cx, &it, &id));
	must(item_get(cx, id, &it));
	must(item_set_packs(cx, id, good, 3));
	must(item_to_base(cx, &it, "盒", 3, &qty));
	assert_int_equal(qty, 150);
	must(item_to_base(cx, &it, "箱", 3, &qty));
	assert_int_equal(qty, 6000);
	must(item_to_base(cx, &it, "", 7, &qty));
	assert_int_equal(qty, 7);
	must(item_to_base(cx, &it, "三分箱", 3, &qty));
	assert_int_equal(qty, 2000);
	refused(ERR_BAD_INPUT, item_to_base(cx, &it, "三分箱", 1, &qty));
	refused(ERR_BAD_INPUT, item_to_base(cx, &it, "桶", 1, &qty));
	refused(ERR_BAD_INPUT, item_to_base(cx, &it, "箱", QTY_MAX, &qty));
	refused(ERR_BAD_INPUT, item_to_base(cx, &it, "箱", -1, &qty));
	refused(ERR_CONFLICT, item_set_packs(cx, id, bad, 1));
	good[1].name = "盒";
	refused(ERR_CONFLICT, item_set_packs(cx, id, good, 3));
	good[1] = (struct item_pack){ "半打", 0, 1 };
	refused(ERR_BAD_INPUT, item_set_packs(cx, id, good, 3));
	close_district(cx);
}

static void lists_and_bulk(struct ctx *cx)
{
	struct item rows[3] = { mask, mask, mask }, *out;
	struct small_district d = open_district(cx);
	int64_t created, changed, id;
	size_t n;

	rows[1].code = "R01", rows[1].category = "rice", rows[1].zh = "大米";
	rows[2].code = "R02", rows[2].category = "rice", rows[2].zh = "糯米", rows[2].active = 0;
	must(item_create_many(cx, rows, 3, false, &created, &changed));
	assert_int_equal(created, 3);
	refused(ERR_CONFLICT, item_create_many(cx, rows, 3, false, &created, &changed));
	assert_string_equal(cx->fault.field, "[0].code");
	rows[0].norm_qty = 3;
	must(item_create_many(cx, rows, 3, true, &created, &changed));
	assert_int_equal(changed, 1);
	must(item_list(cx, &(struct item_filter){ .limit = 10, .category = "rice" }, &out, &n));
	assert_int_equal(n, 2);
	must(item_list(cx, &(struct item_filter){ .limit = 10, .category = "rice", .active_only = 1 }, &out, &n));
	assert_int_equal(n, 1);
	must(item_list(cx, &(struct item_filter){ .limit = 10, .search = "米" }, &out, &n));
	assert_int_equal(n, 2);
	must(item_list(cx, &(struct item_filter){ .limit = 2, .after = "M01" }, &out, &n));
	assert_int_equal(n, 2);
	cx->actor = new_actor(cx, "admin-a", "administrator", d.a);     /* of a part: may not touch what is everyone's */
	rows[0].code = "X1";
	refused(ERR_FORBIDDEN, item_create(cx, &rows[0], &id));
	cx->actor = new_actor(cx, "supply", "supply_group", d.root);
	must(item_create(cx, &rows[0], &id));
	close_district(cx);
}

static void every_fact_of_an_item_is_checked(void **state) { (void)state; for_each_store(facts); }
static void a_stale_item_is_refused_and_its_base_unit_is_fixed(void **state) { (void)state; for_each_store(versions_and_units); }
static void packs_are_rationals_and_come_out_whole_or_not_at_all(void **state) { (void)state; for_each_store(packs); }
static void items_are_listed_imported_and_edited_by_the_district_only(void **state) { (void)state; for_each_store(lists_and_bulk); }

static void quantities_are_shown_in_packs_and_units(void **state)
{
	struct arena mem = { 0 };
	struct item box = { .unit = "件", .pack = 10, .pack_unit = "箱" }, loose = { .unit = "件", .pack = 1, .pack_unit = "" };

	(void)state;
	assert_string_equal(item_show(&mem, &box, 34), "3 箱 + 4 件");
	assert_string_equal(item_show(&mem, &box, 30), "3 箱");
	assert_string_equal(item_show(&mem, &box, 4), "4 件");
	assert_string_equal(item_show(&mem, &box, 0), "0 件");
	assert_string_equal(item_show(&mem, &box, -34), "-3 箱 + 4 件");
	assert_string_equal(item_show(&mem, &box, -4), "-4 件");
	assert_string_equal(item_show(&mem, &loose, 34), "34 件");
	arena_reset(&mem);
}

static void need_by_norm_rounds_up_and_never_overflows(void **state)
{
	struct item it = { .norm_qty = 3, .norm_days = 50 };
	int64_t qty = 0;

	(void)state;
	assert_true(item_need(&it, 101, 7, &qty));
	assert_int_equal(qty, 43);                         /* 3 x 707 / 50 = 42.42 */
	assert_false(item_need(&it, QTY_MAX, QTY_MAX, &qty));
	assert_false(item_need(&it, -1, 1, &qty));
	it.norm_qty = 1000000000, it.norm_days = 1;
	assert_false(item_need(&it, 1000000000, 1, &qty));
	assert_true(item_need(&it, 1000000, 1, &qty));
}

static void barcodes_agree_with_the_printed_samples(void **state)
{
	(void)state;
	assert_true(item_gtin_ok("6901234567892"));
	assert_true(item_gtin_ok("16901234567899"));
	assert_true(item_gtin_ok("69012341"));
	assert_false(item_gtin_ok("6901234567890"));
	assert_false(item_gtin_ok("690123456789"));
	assert_false(item_gtin_ok("690123456789a"));
	assert_false(item_gtin_ok(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fact_of_an_item_is_checked),
		cmocka_unit_test(a_stale_item_is_refused_and_its_base_unit_is_fixed),
		cmocka_unit_test(packs_are_rationals_and_come_out_whole_or_not_at_all),
		cmocka_unit_test(items_are_listed_imported_and_edited_by_the_district_only),
		cmocka_unit_test(quantities_are_shown_in_packs_and_units),
		cmocka_unit_test(need_by_norm_rounds_up_and_never_overflows),
		cmocka_unit_test(barcodes_agree_with_the_printed_samples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
