/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/grid/area.h"
#include "caps/plan/plan_active.h"
#include <string.h>

static const char plan_text[] =
	"plan:\n  {id: zones_test, zh: 分区试验, version: 1, date: 2026-11-01, kind: district, kinds: [{id: town_compound, zh: 城镇小区, of: area}]}\n"
	"delivery:\n  ways: [{id: to_door, zh: 送到门, order_by: grid, to: door}]\n"
	"  zones:\n    - {id: control, zh: 管控区, movement: home, ways: to_door}\n    - {id: static, zh: 静态区, movement: zone, ways: to_door}\n";

static void put_plan_in_force(struct ctx *cx)
{
	struct plan_stored stored;
	int64_t activation_id;

	must(plan_register(cx, "zones_test.yaml", plan_text, strlen(plan_text), &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = stored.plan_id, .version = 1, .reason = "试验" }, &activation_id));
}

static void zones(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	int64_t grid = new_place(cx, PLACE_GRID, "G1", "幸福家园", d.a1);
	const struct actor *worker = new_actor(cx, "wg", "grid_worker", grid), *street = new_actor(cx, "jd", "street_office", d.a);
	struct grid_zone_change *changes;
	struct grid_area area;
	size_t n;

	refused(ERR_BAD_INPUT, grid_zone_set(cx, grid, "control", "出现阳性"));          /* no plan in force has zones */
	put_plan_in_force(cx);
	cx->actor = street;
	refused(ERR_BAD_INPUT, grid_zone_set(cx, grid, "red", "出现阳性"));
	refused(ERR_BAD_INPUT, grid_zone_set(cx, grid, "control", ""));
	refused(ERR_BAD_INPUT, grid_zone_set(cx, d.a1, "control", "出现阳性"));
	must(grid_zone_set(cx, grid, "control", "出现阳性"));
	cx->now_ms += 1000;
	must(grid_zone_set(cx, grid, "", "解除"));
	must(grid_zone_history(cx, grid, &changes, &n));
	assert_int_equal(n, 2);
	assert_string_equal(changes[0].zone, "");
	assert_string_equal(changes[1].zone, "control");
	assert_string_equal(changes[1].reason, "出现阳性");
	must(grid_area_of(cx, grid, &area));
	assert_int_equal(area.zone_ms, cx->now_ms);
	cx->actor = worker;
	refused(ERR_FORBIDDEN, grid_zone_set(cx, grid, "static", "自己改"));             /* decided above the grid */
	cx->actor = &the_system;
	close_district(cx);
}

static void described(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	int64_t grid = new_place(cx, PLACE_GRID, "G1", "幸福家园网格", d.a1), station = new_place(cx, PLACE_STATION, "S1", "南门站", d.a);
	int64_t far = new_place(cx, PLACE_STATION, "S2", "远站", d.b), shop = new_place(cx, PLACE_SHOP, "M1", "超市", d.root), none = 0;
	const struct actor *worker = new_actor(cx, "wg", "grid_worker", grid);
	struct grid_facts good = { .compound = "幸福家园", .area_kind = "town_compound", .station_id = station, .shop_ids = &shop, .n_shops = 1 }, f;
	struct grid_row *rows;
	size_t n;

	put_plan_in_force(cx);
	cx->actor = worker;
#define WITH(...) (f = good, __VA_ARGS__, grid_area_put(cx, grid, 0, &f))
	refused(ERR_BAD_INPUT, WITH(f.area_kind = "moon_base"));
	refused(ERR_BAD_INPUT, WITH(f.station_id = far));
	refused(ERR_BAD_INPUT, WITH(f.station_id = shop));
	refused(ERR_BAD_INPUT, WITH(f.shop_ids = &station));
	refused(ERR_NOT_FOUND, WITH(f.shop_ids = &none));
	must(WITH(f.area_kind = "village"));
	must(WITH(f.vehicle = "浙A·D1234"));
#undef WITH
	refused(ERR_STALE, grid_area_put(cx, grid, 1, &good));
	refused(ERR_NOT_FOUND, grid_area_put(cx, d.b, 0, &good));
	must(grid_list(cx, &(struct grid_filter){ .limit = 10 }, &rows, &n));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].area.compound, "幸福家园");
	assert_string_equal(rows[0].station, "南门站");
	assert_string_equal(rows[0].parent_name, "甲一社区");
	assert_int_equal(rows[0].area.n_shops, 1);
	assert_int_equal(rows[0].area.worker_id, worker->account_id);
	must(grid_list(cx, &(struct grid_filter){ .limit = 10, .zone = "control" }, &rows, &n));
	assert_int_equal(n, 0);
	cx->actor = &the_system;
	close_district(cx);
}

static void buildings(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	int64_t grid = new_place(cx, PLACE_GRID, "G1", "幸福家园网格", d.a1), b3, id, *ids;
	const struct actor *worker = new_actor(cx, "wg", "grid_worker", grid);
	struct grid_building *rows;
	struct grid_holder *holders;
	struct household h;
	size_t n;

	cx->actor = worker;
	must(grid_building_add(cx, grid, &(struct grid_building){ .name = "3号楼", .units = "1单元，2单元", .doors = "01、02", .floor_low = 1,
		.floor_high = 18, .also = "南楼" }, &b3));
	refused(ERR_CONFLICT, grid_building_add(cx, grid, &(struct grid_building){ .name = "三幢" }, &id));
	refused(ERR_CONFLICT, grid_building_add(cx, grid, &(struct grid_building){ .name = "南楼" }, &id));
	refused(ERR_BAD_INPUT, grid_building_add(cx, grid, &(struct grid_building){ .name = "4号楼", .floor_low = 5, .floor_high = 4 }, &id));
	refused(ERR_BAD_INPUT, grid_building_add(cx, grid, &(struct grid_building){ .name = "" }, &id));
	must(household_create(cx, &(struct household_facts){ .building_id = b3, .unit = "2", .room = "501", .needs = NEED_ALONE }, &id));
	must(household_find(cx, grid, "南", "2", "501", &ids, &n));
	assert_int_equal(n, 1);
	must(grid_building_list(cx, grid, &rows, &n));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].units, "1,2");
	assert_string_equal(rows[0].doors, "01,02");
	assert_int_equal(rows[0].special, 1);
	rows[0].mark = "A座";
	must(grid_building_put(cx, b3, 1, &rows[0]));
	refused(ERR_STALE, grid_building_put(cx, b3, 1, &rows[0]));
	must(household_get(cx, id, &h));
	assert_string_equal(h.door, "A-2-501");                 /* the doors are called as the house is */
	must(grid_holders(cx, grid, &holders, &n));
	assert_int_equal(n, 1);
	assert_string_equal(holders[0].role, "grid_worker");
	cx->actor = &the_system;
	close_district(cx);
}

static void S3_5_a_zone_is_one_of_the_plans_and_set_above_the_grid_with_a_reason(void **state) { (void)state; for_each_store(zones); }
static void S3_8_a_grid_has_its_station_shops_and_worker(void **state) { (void)state; for_each_store(described); }
static void a_grid_worker_describes_buildings_and_how_their_doors_are_written(void **state) { (void)state; for_each_store(buildings); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_5_a_zone_is_one_of_the_plans_and_set_above_the_grid_with_a_reason),
		cmocka_unit_test(S3_8_a_grid_has_its_station_shops_and_worker),
		cmocka_unit_test(a_grid_worker_describes_buildings_and_how_their_doors_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
