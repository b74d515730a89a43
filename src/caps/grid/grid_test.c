/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/grid/door.h"
#include "caps/grid/grid.h"
#include "grid.sql.h"

struct grids { struct small_district d; int64_t g1, g2, b1, b3, h_last; };

static struct grids open_grids(struct ctx *cx)
{
	struct grids w = { .d = open_district(cx) };

	w.g1 = new_place(cx, PLACE_GRID, "G1", "幸福家园", w.d.a1);
	w.g2 = new_place(cx, PLACE_GRID, "G2", "朝阳苑", w.d.b1);
	w.b1 = new_place(cx, PLACE_BUILDING, "G1-1", "1号楼", w.g1);
	w.b3 = new_place(cx, PLACE_BUILDING, "G1-3", "三号楼", w.g1);
	return w;
}

static int64_t household(struct ctx *cx, int64_t building, const char *unit, const char *room, const char *name, const char *phone)
{
	int64_t id = 0;

	must(household_create(cx, &(struct household_facts){ .building_id = building, .unit = unit, .room = room, .persons = 3,
		.name = name, .phone = phone }, &id));
	return id;
}

static void end_grids(struct ctx *cx)
{
	struct household_lost_path_row *lost;
	size_t n;

	must(household_lost_path(cx, (struct household_lost_path_in){ .district_id = cx->district_id, .limit = 10 }, &lost, &n, 10));
	assert_int_equal(n, 0);
	close_district(cx);
}

static void registers(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	int64_t id = household(cx, w.b3, "二单元", "５０１室", "张三丰", "138 0000 8001"), *ids, other;
	struct household_names names;
	struct household h;
	size_t n;
	bool fits;

	must(household_get(cx, id, &h));
	assert_string_equal(h.door, "3-2-501");
	assert_string_equal(h.building, "3");
	assert_int_equal(h.floor, 5);
	assert_int_equal(h.grid_id, w.g1);
	assert_string_equal(household_address(&cx->mem, &h), "3号楼2单元501室");
	must(household_names(cx, id, false, &names));
	assert_string_equal(names.name, "张**");
	assert_string_equal(names.phone, "138****8001");
	must(household_names(cx, id, true, &names));
	assert_string_equal(names.phone, "13800008001");
	must(household_phone_fits(cx, id, "8001", &fits));
	assert_true(fits);
	must(household_phone_fits(cx, id, "8002", &fits));
	assert_false(fits);
	must(household_phone_fits(cx, id, "001", &fits));
	assert_false(fits);
	must(household_find(cx, w.g1, "3栋", "2单元", "0501", &ids, &n));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], id);
	must(household_find(cx, w.g1, "三幢", "", "501室", &ids, &n));
	assert_int_equal(n, 1);
	must(household_find(cx, w.b3, "", "2", "501", &ids, &n));
	assert_int_equal(n, 1);
	must(household_find(cx, w.g1, "3", "5", "501", &ids, &n));
	assert_int_equal(n, 0);
	other = household(cx, w.b3, "1", "501", "李四", NULL);
	must(household_find(cx, w.g1, "3", "", "501", &ids, &n));
	assert_int_equal(n, 2);                          /* which unit? the caller asks */
	assert_int_equal(ids[0], other);
	end_grids(cx);
}

static void refuses(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	int64_t first = household(cx, w.b1, "1", "101", "王五", "13900000001"), id;
	struct household_facts good = { .building_id = w.b1, .unit = "1", .room = "102" }, f;

#define WITH(...) (f = good, __VA_ARGS__, household_create(cx, &f, &id))
	refused(ERR_CONFLICT, WITH(f.room = "101室"));
	refused(ERR_BAD_INPUT, WITH(f.room = ""));
	refused(ERR_BAD_INPUT, WITH(f.phone = "123"));
	refused(ERR_BAD_INPUT, WITH(f.persons = 100));
	refused(ERR_BAD_INPUT, WITH(f.building_id = w.g1));
	refused(ERR_NOT_FOUND, WITH(f.building_id = 77));
	must(WITH(f.room = "101", f.also = true));       /* 合租 */
#undef WITH
	refused(ERR_STALE, household_update(cx, first, 7, &good));
	refused(ERR_BLOCKED, household_update(cx, first, 1, &(struct household_facts){ .building_id = w.b3, .room = "1" }));
	must(household_update(cx, first, 1, &(struct household_facts){ .unit = "1", .room = "103", .needs = NEED_ALONE | NEED_ELDERLY }));
	refused(ERR_STALE, household_update(cx, first, 1, &good));
	end_grids(cx);
}

static void lists(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	const struct actor *worker, *leader, *volunteer;
	struct household *rows;
	struct household_filter f = { .limit = 2 };
	int64_t id, far;
	size_t n;

	for (int floor = 3; floor > 0; floor--)
		for (int door = 1; door <= 2; door++)
			household(cx, w.b3, "1", arena_print(&cx->mem, "%d0%d", floor, door), "赵六", arena_print(&cx->mem, "1380000%d00%d", floor, door));
	must(household_create(cx, &(struct household_facts){ .building_id = w.b1, .room = "201", .needs = NEED_PSYCHIATRIC | NEED_DISABLED }, &id));
	far = household(cx, new_place(cx, PLACE_BUILDING, "G2-1", "1号楼", w.g2), "", "101", "钱七", NULL);
	worker = new_actor(cx, "wg", "grid_worker", w.g1);
	leader = new_actor(cx, "lz", "building_leader", w.b3);
	volunteer = new_actor(cx, "zy", "volunteer", w.g1);
	cx->actor = worker;
	for (size_t seen = 0; ; seen += n) {             /* by the stairs: 1-201, then 3-1-101, 3-1-102, ... */
		must(household_list(cx, &f, &rows, &n));
		if (!n) {
			assert_int_equal(seen, 7);
			break;
		}
		assert_string_equal(rows[0].door, ((const char *[]){ "1-201", "3-1-102", "3-1-202", "3-1-302" })[seen / 2]);
		f.after_id = rows[n - 1].household_id;
	}
	must(household_list(cx, &(struct household_filter){ .special = true, .limit = 9 }, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].needs, NEED_PSYCHIATRIC | NEED_DISABLED);
	must(household_list(cx, &(struct household_filter){ .search = "3-1-20", .limit = 9 }, &rows, &n));
	assert_int_equal(n, 2);
	must(household_list(cx, &(struct household_filter){ .search = "13800003002", .limit = 9 }, &rows, &n));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].door, "3-1-302");
	refused(ERR_NOT_FOUND, household_need(cx, PERM_GRID_READ, far, &rows[0]));
	cx->actor = leader;
	must(household_list(cx, &(struct household_filter){ .limit = 99 }, &rows, &n));
	assert_int_equal(n, 6);
	refused(ERR_FORBIDDEN, household_need(cx, PERM_GRID_EDIT, rows[0].household_id, &rows[1]));
	cx->actor = volunteer;
	must(household_list(cx, &(struct household_filter){ .special = true, .limit = 9 }, &rows, &n));
	assert_int_equal(rows[0].needs, NEED_DISABLED);
	cx->actor = &the_system;
	end_grids(cx);
}

static void grids(struct ctx *cx)
{
	struct grids w = open_grids(cx);
	struct actor *worker = new_actor(cx, "wg", "grid_worker", w.g1);
	struct grid_area area;

	must(grid_area_of(cx, w.b3, &area));
	assert_int_equal(area.grid_id, w.g1);
	assert_string_equal(area.compound, "幸福家园");
	assert_string_equal(area.zone, "");
	assert_int_equal(area.worker_id, worker->account_id);
	refused(ERR_NOT_FOUND, grid_area_of(cx, w.d.clinic, &area));
	end_grids(cx);
}

static void D8_4_a_household_is_registered_and_found_however_its_door_is_written(void **state) { (void)state; for_each_store(registers); }
static void what_cannot_be_a_household_is_refused(void **state) { (void)state; for_each_store(refuses); }
static void S5_5_lists_follow_the_stairs_and_keep_to_the_actors_buildings(void **state) { (void)state; for_each_store(lists); }
static void S3_8_a_grid_is_found_from_anywhere_below_it(void **state) { (void)state; for_each_store(grids); }

static void doors_are_read_in_every_form_people_write(void **state)
{
	static const struct { const char *text, *building, *unit, *room; } cases[] = {
		{ "3-2-501", "3", "2", "501" }, { "3号楼2单元501室", "3", "2", "501" }, { "三号楼二单元501", "3", "2", "501" },
		{ "３－２－５０１", "3", "2", "501" }, { "3—2—905", "3", "2", "905" }, { "3/2/1001", "3", "2", "1001" },
		{ "3 - 2 - 904", "3", "2", "904" }, { "3-501", "3", "", "501" }, { "3幢2-501", "3", "2", "501" },
		{ "5#1201", "5", "", "1201" }, { "A座1205", "A", "", "1205" }, { "b栋2单元 803", "B", "2", "803" },
		{ "13号楼1单元0301", "13", "1", "0301" }, { "二十一号楼甲单元1801a室", "21", "甲", "1801A" },
		{ "5栋东户", "5", "", "东" }, { "7号楼5楼东户", "7", "", "5东" }, { "2幢18楼02室", "2", "", "1802" },
		{ "东区3号楼401", "东区3", "", "401" }, { "88弄6号501室", "88弄6", "", "501" }, { "底商2", "", "", "底商2" },
		{ "3号楼商铺2", "3", "", "底商2" }, { "3-2-底商二", "3", "2", "底商2" }, { "一组12号", "1组", "", "12" },
		{ "十组八号", "10组", "", "8" }, { "3号楼-2单元-501", "3", "2", "501" }, { "501", "", "", "501" },
	};
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct door door = { "", "", "" };

		assert_true(door_read(&mem, cases[i].text, &door));
		if (strcmp(door.building, cases[i].building) || strcmp(door.unit, cases[i].unit) || strcmp(door.room, cases[i].room))
			print_error("%s -> %s|%s|%s\n", cases[i].text, door.building, door.unit, door.room);
		assert_string_equal(door.building, cases[i].building);
		assert_string_equal(door.unit, cases[i].unit);
		assert_string_equal(door.room, cases[i].room);
	}
	assert_string_equal(door_unit(&mem, "A梯"), "A");
	assert_string_equal(door_unit(&mem, "5门"), "5");
	assert_string_equal(door_building(&mem, "#3"), "3");
	assert_int_equal(door_floor("1802"), 18);
	assert_int_equal(door_floor("0301"), 3);
	assert_int_equal(door_floor("12"), 0);
	assert_true(door_sort("3", "1", "1001") > door_sort("3", "1", "902"));
	assert_true(door_sort("10", "1", "101") > door_sort("9", "4", "3301"));
	assert_true(door_sort("3", "1", "底商2") < door_sort("3", "1", "101"));
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doors_are_read_in_every_form_people_write),
		cmocka_unit_test(D8_4_a_household_is_registered_and_found_however_its_door_is_written),
		cmocka_unit_test(what_cannot_be_a_household_is_refused),
		cmocka_unit_test(S5_5_lists_follow_the_stairs_and_keep_to_the_actors_buildings),
		cmocka_unit_test(S3_8_a_grid_is_found_from_anywhere_below_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
