/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/grid/area.h"
#include "caps/grid/book.h"
#include "caps/grid/enrol.h"
#include "caps/grid/tidy.h"
#include "caps/ledger/ledger.h"
#include <string.h>

struct grids { struct small_district d; int64_t g1, g2, b3; };

static struct grids open_grids(struct ctx *cx)
{
	struct grids w = { .d = open_district(cx) };

	w.g1 = new_place(cx, PLACE_GRID, "G1", "幸福家园网格", w.d.a1);
	w.g2 = new_place(cx, PLACE_GRID, "G2", "朝阳苑网格（东）", w.d.a1);
	must(grid_building_add(cx, w.g1, &(struct grid_building){ .name = "3号楼", .units = "1,2", .doors = "01,02", .floor_low = 1,
		.floor_high = 18, .shops = 2 }, &w.b3));
	return w;
}

static const struct enrol_row nobody = { .grid = "", .building = "", .unit = "", .room = "", .address = "", .name = "", .phone = "",
	.needs = "", .remark = "" };
#define ROW(...) (row = nobody, row.row++, __VA_ARGS__, enrol_take(e, &row))

static void rosters(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	struct household_person *people;
	struct household_names who;
	struct enrol_row row = nobody;
	struct household h;
	struct enrol *e;
	int64_t created, changed, *ids;
	size_t n;

	must(enrol_open(cx, "名册.xlsx Sheet1", false, &e));
	must(ROW(row.grid = "幸福家园", row.building = "3栋", row.unit = "二单元", row.room = "５０１", row.name = "张三", row.phone = "138 0000 0001",
		 row.needs = "独居老人、低保"));
	must(ROW(row.grid = "G1", row.address = "3-2-501", row.name = "张小三", row.phone = "13800000002"));      /* the same home */
	refused(ERR_CONFLICT, ROW(row.grid = "G1", row.address = "3号楼2单元501室", row.name = "张小三", row.phone = "13800000002"));
	must(ROW(row.grid = "朝阳苑", row.address = "A座1205", row.name = "李四", row.persons = 4));              /* a house nobody registered */
	must(ROW(row.grid = "朝阳苑网格（东）", row.building = "1组", row.room = "12号"));
	refused(ERR_BAD_INPUT, ROW(row.building = "3", row.room = "502"));                                         /* which grid? */
	refused(ERR_BAD_INPUT, ROW(row.grid = "不存在", row.building = "3", row.room = "502"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "3", row.room = ""));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "", row.room = "502"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "3", row.unit = "5", row.room = "502"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "3", row.unit = "1", row.room = "1902"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "3", row.unit = "1", row.room = "0103"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "3", row.unit = "1", row.room = "502", row.phone = "12345"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "3", row.unit = "1", row.room = "502", row.needs = "爱唱歌"));
	refused(ERR_BAD_INPUT, ROW(row.grid = "G1", row.building = "这栋楼的名字长得谁也不会这样写", row.room = "502"));
	must(ROW(row.grid = "G1", row.building = "3", row.unit = "1", row.room = "底商2", row.needs = "无"));
	must(enrol_put(e, &created, &changed));
	assert_int_equal(created, 4);
	must(household_find(cx, w.g1, "3", "2", "501", &ids, &n));
	assert_int_equal(n, 1);
	must(household_get(cx, ids[0], &h));
	assert_int_equal(h.needs, NEED_ALONE | NEED_ELDERLY | NEED_LOW_INCOME);
	assert_int_equal(h.persons, 2);
	must(household_reveal(cx, h.household_id, "核对", &people, &n));
	assert_int_equal(n, 2);
	assert_string_equal(people[1].phone, "13800000002");
	must(household_find(cx, w.g2, "A", "", "1205", &ids, &n));
	assert_int_equal(n, 1);

	/* Once more: refused, or with replace what is said goes over what was there; a masked name says nothing. */
	must(enrol_open(cx, "幸福家园 2026.xlsx", false, &e));
	refused(ERR_CONFLICT, ROW(row.address = "3-2-501"));
	must(enrol_open(cx, "幸福家园 2026.xlsx", true, &e));
	must(ROW(row.address = "3-2-501", row.name = "张*", row.phone = "138****0001", row.status = HOUSEHOLD_AWAY));
	must(enrol_put(e, &created, &changed));
	assert_int_equal(created, 0);
	assert_int_equal(changed, 1);
	must(household_get(cx, h.household_id, &h));
	assert_int_equal(h.status, HOUSEHOLD_AWAY);
	assert_int_equal(h.persons, 2);
	must(household_names(cx, h.household_id, true, &who));
	assert_string_equal(who.name, "张三");
	close_district(cx);
}

static void books(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	struct household_book *book;
	int64_t ids[HOUSEHOLD_FIND_MAX], one, two;

	must(household_create(cx, &(struct household_facts){ .building_id = w.b3, .unit = "1", .room = "501", .name = "张三", .phone = "13800000001" }, &one));
	must(household_create(cx, &(struct household_facts){ .building_id = w.b3, .unit = "2", .room = "501", .phone = "13900000001" }, &two));
	must(household_book_open(cx, w.g1, &book));
	assert_int_equal(household_book_size(book), 2);
	assert_int_equal(household_book_find(book, "三号楼", "2", "0501室", ids), 1);
	assert_int_equal(ids[0], two);
	assert_int_equal(household_book_find(book, "3", "", "501", ids), 2);
	assert_int_equal(ids[0], one);
	assert_int_equal(household_book_find(book, "3", "9", "501", ids), 0);
	assert_int_equal(household_book_find(book, "4", "", "501", ids), 0);
	assert_int_equal(household_book_find(book, "", "", "501", ids), 0);
	assert_int_equal(household_book_phone(book, "0001", ids), 2);
	assert_int_equal(household_book_phone(book, "13900000001", ids), 1);
	assert_int_equal(household_book_phone(book, "001", ids), 0);
	assert_int_equal(household_book_building(book, "3幢"), w.b3);
	assert_int_equal(household_book_building(book, "5幢"), 0);
	must(household_book_open(cx, w.b3, &book));
	assert_int_equal(household_book_find(book, "", "2", "501", ids), 1);
	close_district(cx);
}

static void joined(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	struct household_pair *pairs;
	struct household_person *people;
	struct household h;
	int64_t a, b, c, gone;
	bool more;
	size_t n;

	must(household_create(cx, &(struct household_facts){ .building_id = w.b3, .unit = "1", .room = "501", .name = "张三", .phone = "13800000001" }, &a));
	must(household_create(cx, &(struct household_facts){ .building_id = w.b3, .room = "501", .name = "张山", .phone = "13800000002", .needs = NEED_INFANT }, &b));
	must(household_create(cx, &(struct household_facts){ .building_id = w.b3, .unit = "2", .room = "701", .name = "张三", .phone = "13800000001" }, &c));
	must(household_doubles(cx, 0, &pairs, &n, &more));
	assert_int_equal(n, 2);
	assert_int_equal(pairs[0].why, DOUBLE_SAME_PERSON);
	assert_int_equal(pairs[1].why, DOUBLE_NEAR_DOOR);
	assert_false(more);
	must(household_keep_both(cx, c, a, "两套房"));
	must(household_doubles(cx, 0, &pairs, &n, &more));
	assert_int_equal(n, 1);
	refused(ERR_BAD_INPUT, household_merge(cx, a, a, "同一户"));
	refused(ERR_BAD_INPUT, household_merge(cx, b, a, ""));
	must(household_merge(cx, b, a, "重复登记"));
	refused(ERR_BAD_STATE, household_merge(cx, b, c, "再并一次"));
	must(household_now(cx, b, &h));
	assert_int_equal(h.household_id, a);
	assert_int_equal(h.needs, NEED_INFANT);
	must(household_people(cx, a, &people, &n));
	assert_int_equal(n, 2);
	must(household_merge(cx, a, c, "搬到一起"));                 /* who was merged before follows */
	must(household_now(cx, b, &h));
	assert_int_equal(h.household_id, c);
	cx->now_ms += 1000;
	must(household_update(cx, c, 0, &(struct household_facts){ .unit = "2", .room = "701", .status = HOUSEHOLD_MOVED }));
	must(grid_forget(cx, cx->now_ms, &gone));
	assert_int_equal(gone, 2);                              /* needs of the two records that were merged before */
	must(grid_forget(cx, cx->now_ms + 1, &gone));
	assert_int_equal(gone, 2);                              /* two people; of their household nothing was said */
	must(grid_forget(cx, cx->now_ms + 1, &gone));
	assert_int_equal(gone, 0);
	close_district(cx);
}

static void S3_8_a_roster_comes_in_as_people_write_it_and_every_bad_row_says_why(void **state) { (void)state; for_each_store(rosters); }
static void doors_of_a_whole_file_are_matched_in_memory(void **state) { (void)state; for_each_store(books); }
static void households_that_are_one_are_found_joined_and_forgotten(void **state) { (void)state; for_each_store(joined); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_8_a_roster_comes_in_as_people_write_it_and_every_bad_row_says_why),
		cmocka_unit_test(doors_of_a_whole_file_are_matched_in_memory),
		cmocka_unit_test(households_that_are_one_are_found_joined_and_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
