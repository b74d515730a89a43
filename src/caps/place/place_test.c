/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "base/check.h"
#include "place.sql.h"


static void end_place_test(struct ctx *cx)
{
	struct place_lost_path_row *lost;
	size_t n;

	must(place_lost_path(cx, (struct place_lost_path_in){ .district_id = cx->district_id, .limit = 10 }, &lost, &n, 10));
	assert_int_equal(n, 0);
	close_district(cx);
}

static void area_codes(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place_facts f = { .kind = PLACE_COMMUNITY, .code = "330114001002", .name = "甲二社区" };
	struct place place;
	int64_t id;

	must(place_create(cx, &f, &id));                 /* the parent follows from the code */
	must(place_get(cx, id, &place));
	assert_int_equal(place.parent_id, d.a);
	f.code = "330114001003", f.parent_id = d.b;
	refused(ERR_BAD_INPUT, place_create(cx, &f, &id));
	f.parent_id = d.root;
	refused(ERR_BLOCKED, place_create(cx, &f, &id));
	f = (struct place_facts){ .kind = PLACE_COMMUNITY, .code = "330114009001", .name = "无上级" };
	refused(ERR_NOT_FOUND, place_create(cx, &f, &id));
	f = (struct place_facts){ .kind = PLACE_SUBDISTRICT, .code = "33011400300", .name = "少一位", .parent_id = d.root };
	refused(ERR_BAD_INPUT, place_create(cx, &f, &id));
	f.code = "330106001000";
	refused(ERR_BAD_INPUT, place_create(cx, &f, &id));
	f.code = "330114001000";
	refused(ERR_CONFLICT, place_create(cx, &f, &id));
	f = (struct place_facts){ .kind = PLACE_DISTRICT, .code = "330114000000", .name = "再来一个" };
	refused(ERR_CONFLICT, place_create(cx, &f, &id));
	end_place_test(cx);
}

static void facts_are_checked(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place_facts good = { .kind = PLACE_UNIT, .code = "U9", .name = "第九单位", .parent_id = d.a }, f;
	int64_t id;

#define WITH(...) (f = good, __VA_ARGS__, place_create(cx, &f, &id))
	refused(ERR_BAD_INPUT, WITH(f.name = ""));
	refused(ERR_BAD_INPUT, WITH(f.name = NULL));
	refused(ERR_BAD_INPUT, WITH(f.code = "U 9"));
	refused(ERR_BAD_INPUT, WITH(f.kind = 0));
	refused(ERR_BAD_INPUT, WITH(f.kind = PLACE_KINDS));
	refused(ERR_BAD_INPUT, WITH(f.unit_kind = "Clinic"));
	refused(ERR_BAD_INPUT, WITH(f.storage = STORAGE_COLD));
	refused(ERR_BAD_INPUT, WITH(f.has_point = 1, f.lon_e7 = 1800000001));
	refused(ERR_BAD_INPUT, WITH(f.has_point = 1, f.lat_e7 = -900000001));
	refused(ERR_BAD_INPUT, WITH(f.population = -1));
	refused(ERR_BAD_INPUT, WITH(f.contact = "张三 138-0013-8000"));
	refused(ERR_BAD_INPUT, WITH(f.contact = "+86 13800138000"));
	refused(ERR_BAD_INPUT, WITH(f.valid_from = 20000, f.valid_to = 20000));
	refused(ERR_BAD_INPUT, WITH(f.successor_id = d.b));
	refused(ERR_NOT_FOUND, WITH(f.parent_id = 999));
	refused(ERR_BLOCKED, WITH(f.parent_id = d.wa));
	refused(ERR_CONFLICT, WITH(f.code = "U1"));
	must(WITH(f.contact = "值班室 0571-86900000", f.population = 30));
	end_place_test(cx);
}

static void household_places(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	int64_t grid = new_place(cx, PLACE_GRID, "G1", "幸福家园网格", d.a1), id;
	int64_t building = new_place(cx, PLACE_BUILDING, "G1-B1", "1号楼", grid);
	int64_t station = new_place(cx, PLACE_STATION, "ST1", "幸福家园站", grid);
	int64_t shop = new_place(cx, PLACE_SHOP, "SH1", "联华一店", d.root);
	const int64_t leaves[] = { building, station, shop, d.wa };
	struct place_facts f = { .code = "X1", .name = "下级" };

	new_place(cx, PLACE_GRID, "G2", "镇网格", d.a);
	new_place(cx, PLACE_STATION, "ST2", "社区站", d.a1);
	new_place(cx, PLACE_STATION, "ST3", "街道站", d.a);
	new_place(cx, PLACE_SHOP, "SH2", "社区店", d.a1);
	for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
		for (f.kind = PLACE_WAREHOUSE; f.kind < PLACE_KINDS; f.kind++) {
			f.parent_id = leaves[i];
			refused(ERR_BLOCKED, place_create(cx, &f, &id));
		}
#define WRONG(k, parent) (f.kind = (k), f.parent_id = (parent), place_create(cx, &f, &id))
	refused(ERR_BLOCKED, WRONG(PLACE_GRID, d.root));
	refused(ERR_BLOCKED, WRONG(PLACE_GRID, grid));
	refused(ERR_BLOCKED, WRONG(PLACE_BUILDING, d.a1));
	refused(ERR_BLOCKED, WRONG(PLACE_STATION, d.root));
	refused(ERR_BLOCKED, WRONG(PLACE_SHOP, grid));
	refused(ERR_BLOCKED, WRONG(PLACE_UNIT, grid));
#undef WRONG
	end_place_test(cx);
}

static void points_come_from_above(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place_point point;
	struct place a;

	refused(ERR_BAD_STATE, place_point(cx, d.clinic, &point));
	must(place_update(cx, d.a, 1, &(struct place_facts){ .name = "甲街道", .has_point = 1, .lon_e7 = 1203500000, .lat_e7 = 303000000 }));
	must(place_point(cx, d.clinic, &point));
	assert_int_equal(point.lon_e7, 1203500000);
	assert_int_equal(point.from_place_id, d.a);
	must(place_ancestor(cx, d.clinic, PLACE_SUBDISTRICT, &a));
	assert_int_equal(a.place_id, d.a);
	end_place_test(cx);
}

static void versions(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place_facts f = { .name = "甲仓（新）", .storage = STORAGE_AMBIENT | STORAGE_COLD };
	struct place place;

	must(place_update(cx, d.wa, 1, &f));
	refused(ERR_STALE, place_update(cx, d.wa, 1, &f));
	must(place_update(cx, d.wa, 2, &f));              /* the same again changes nothing */
	must(place_get(cx, d.wa, &place));
	assert_int_equal(place.version, 2);
	assert_string_equal(storage_words(&cx->mem, place.storage), "ambient,cold");
	f.code = "WX";
	refused(ERR_BLOCKED, place_update(cx, d.wa, 0, &f));
	f.code = NULL, f.parent_id = d.b;
	refused(ERR_BLOCKED, place_update(cx, d.wa, 0, &f));
	end_place_test(cx);
}

static void ending(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place place;

	refused(ERR_BLOCKED, place_update(cx, d.b, 0, &(struct place_facts){ .name = "乙街道", .valid_to = 20800 }));
	must(place_update(cx, d.wb, 0, &(struct place_facts){ .name = "乙仓", .storage = STORAGE_AMBIENT, .valid_to = 20800,
		.successor_id = d.wa }));
	must(place_get(cx, d.wb, &place));
	must(place_open_on(cx, &place, 20799));
	refused(ERR_BLOCKED, place_open_on(cx, &place, 20800));
	end_place_test(cx);
}

static size_t count(struct ctx *cx, struct place_filter f)
{
	struct place *rows;
	size_t n;

	f.limit = f.limit ? f.limit : 100;
	must(place_list(cx, &f, &rows, &n));
	return n;
}

static void lists(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place *rows;
	struct place wa;
	size_t n;

	assert_int_equal(count(cx, (struct place_filter){ 0 }), 8);
	assert_int_equal(count(cx, (struct place_filter){ .under_id = d.a }), 4);
	assert_int_equal(count(cx, (struct place_filter){ .parent_id = d.a }), 2);
	assert_int_equal(count(cx, (struct place_filter){ .kind = PLACE_WAREHOUSE }), 2);
	assert_int_equal(count(cx, (struct place_filter){ .unit_kind = "clinic" }), 1);
	assert_int_equal(count(cx, (struct place_filter){ .search = "甲" }), 4);
	assert_int_equal(count(cx, (struct place_filter){ .search = "wa" }), 1);
	assert_int_equal(count(cx, (struct place_filter){ .search = "%" }), 0);
	must(place_get(cx, d.wa, &wa));
	assert_int_equal(count(cx, (struct place_filter){ .no_point = true }), 8);
	must(place_update(cx, d.wa, 0, &(struct place_facts){ .name = wa.name, .storage = wa.storage, .has_point = 1, .lon_e7 = 1204000000,
		.lat_e7 = 303000000 }));
	assert_int_equal(count(cx, (struct place_filter){ .no_point = true }), 7);
	must(place_list(cx, &(struct place_filter){ .limit = 3 }, &rows, &n));
	assert_int_equal(n, 3);
	must(place_list(cx, &(struct place_filter){ .limit = 100, .after = rows[2].code }, &rows, &n));
	assert_int_equal(n, 5);
	refused(ERR_BAD_INPUT, place_list(cx, &(struct place_filter){ .limit = 0 }, &rows, &n));
	end_place_test(cx);
}

static void many(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct place_row rows[] = {
		{ .facts = { .kind = PLACE_UNIT, .code = "N2", .name = "后" }, .parent_code = "N1" },
		{ .facts = { .kind = PLACE_UNIT, .code = "N1", .name = "先" }, .parent_code = "330114001001" },
		{ .facts = { .kind = PLACE_COMMUNITY, .code = "330114003001", .name = "丙一社区" } },
		{ .facts = { .kind = PLACE_SUBDISTRICT, .code = "330114003000", .name = "丙街道" } },
	};
	int64_t created, changed;
	struct place place;

	must(place_create_many(cx, rows, 4, false, &created, &changed));
	assert_int_equal(created, 4);
	must(place_by_code(cx, "N2", &place));
	must(place_get(cx, place.parent_id, &place));
	assert_string_equal(place.code, "N1");
	assert_int_equal(place.parent_id, d.a1);
	refused(ERR_CONFLICT, place_create_many(cx, rows, 4, false, &created, &changed));
	rows[0].facts.name = "改名";
	must(place_create_many(cx, rows, 4, true, &created, &changed));
	assert_int_equal(created, 0);
	assert_int_equal(changed, 1);
	rows[1].parent_code = "N2";                        /* a circle */
	rows[0].facts.code = "N2", rows[0].parent_code = "N1";
	refused(ERR_BAD_INPUT, place_create_many(cx, rows, 2, true, &created, &changed));
	rows[1].parent_code = "nowhere";
	refused(ERR_BAD_INPUT, place_create_many(cx, rows, 2, true, &created, &changed));
	assert_string_equal(cx->fault.field, "[1].parent");
	rows[1].parent_code = "330114002001";
	refused(ERR_BLOCKED, place_create_many(cx, rows, 2, true, &created, &changed));
	rows[1] = rows[0];
	refused(ERR_CONFLICT, place_create_many(cx, rows, 2, true, &created, &changed));
	end_place_test(cx);
}

/* Who may register where: at one's own place and below, nowhere else. */
static void scope(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct actor *admin_a = new_actor(cx, "admin-a", "administrator", d.a);
	struct { int64_t parent; enum err expected; } cases[] = {
		{ d.a, ERR_OK }, { d.a1, ERR_OK }, { d.b, ERR_NOT_FOUND }, { d.b1, ERR_NOT_FOUND }, { d.root, ERR_NOT_FOUND } };
	struct place_facts f = { .kind = PLACE_UNIT, .name = "单位" };
	struct place *rows, place;
	int64_t id;
	size_t n;

	cx->actor = admin_a;
	for (size_t i = 0; i < 5; i++) {
		f.code = arena_print(&cx->mem, "S%zu", i);
		f.parent_id = cases[i].parent;
		assert_int_equal(place_create(cx, &f, &id), cases[i].expected);
	}
	must(place_list(cx, &(struct place_filter){ .limit = 100 }, &rows, &n));
	assert_int_equal(n, 6);                            /* a, a1, clinic, wa and the two new ones */
	for (size_t i = 0; i < n; i++)
		assert_non_null(strstr(rows[i].path, arena_print(&cx->mem, "/%lld/", (long long)d.a)));
	refused(ERR_NOT_FOUND, place_need(cx, PERM_PLACE_READ, d.wb, &place));
	refused(ERR_FORBIDDEN, place_need(cx, PERM_STOCK_RECEIVE, d.wa, &place));
	refused(ERR_NOT_FOUND, place_update(cx, d.wb, 0, &(struct place_facts){ .name = "乙仓", .storage = 1 }));
	must(place_list(cx, &(struct place_filter){ .limit = 100, .under_id = d.b }, &rows, &n));
	assert_int_equal(n, 0);
	cx->actor = NULL;
	must(place_list(cx, &(struct place_filter){ .limit = 100 }, &rows, &n));
	assert_int_equal(n, 0);
	refused(ERR_NOT_FOUND, place_create(cx, &f, &id));
	end_place_test(cx);
}

static void D2_1_area_codes_agree_with_level_parent_and_district(void **state) { (void)state; for_each_store(area_codes); }
static void every_fact_of_a_place_is_checked(void **state) { (void)state; for_each_store(facts_are_checked); }
static void a_place_without_coordinates_takes_its_nearest_ancestors(void **state) { (void)state; for_each_store(points_come_from_above); }
static void a_stale_version_is_refused_and_code_and_parent_are_fixed(void **state) { (void)state; for_each_store(versions); }
static void a_place_ends_only_when_nothing_is_open_below(void **state) { (void)state; for_each_store(ending); }
static void lists_filter_search_and_page(void **state) { (void)state; for_each_store(lists); }
static void many_places_come_in_any_order_whole_or_not_at_all(void **state) { (void)state; for_each_store(many); }
static void an_actor_edits_and_sees_only_its_own_subtree(void **state) { (void)state; for_each_store(scope); }

static void words_of_storage_read_back(void **state)
{
	struct ctx cx = { 0 };
	int64_t set;

	(void)state;
	assert_int_equal(storage_read(&cx, "storage", "cold, ambient", &set), ERR_OK);
	assert_string_equal(storage_words(&cx.mem, set), "ambient,cold");
	assert_string_equal(storage_zh(&cx.mem, set), "常温、冷藏");
	assert_int_equal(storage_read(&cx, "storage", "cold,warm", &set), ERR_BAD_INPUT);
	assert_int_equal(storage_read(&cx, "storage", NULL, &set), ERR_OK);
	assert_int_equal(set, 0);
	arena_reset(&cx.mem);
}

static void kinds_of_units(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	const struct actor *part = new_actor(cx, "part", "administrator", d.a), *whole = new_actor(cx, "whole", "administrator", d.root);
	struct place_facts f = { .name = "甲一卫生站", .unit_kind = "grassroots" }, fresh = { .kind = PLACE_UNIT, .code = "U2",
		.name = "新单位", .unit_kind = "clinic", .parent_id = d.a };
	struct place_row row = { .facts = { .kind = PLACE_UNIT, .code = "U1", .name = "甲一卫生站", .unit_kind = "grassroots",
		.parent_id = d.a1 } };
	int64_t id, created, changed;

	cx->actor = part;
	refused(ERR_FORBIDDEN, place_update(cx, d.clinic, 0, &f));
	refused(ERR_FORBIDDEN, place_create(cx, &fresh, &id));
	refused(ERR_FORBIDDEN, place_create_many(cx, &row, 1, true, &created, &changed));
	row.facts.code = "U3";
	refused(ERR_FORBIDDEN, place_create_many(cx, &row, 1, false, &created, &changed));
	f.unit_kind = "clinic", f.name = "甲一社区卫生站";
	must(place_update(cx, d.clinic, 0, &f));
	fresh.unit_kind = NULL;
	must(place_create(cx, &fresh, &id));
	cx->actor = whole;
	fresh.unit_kind = "clinic";
	must(place_update(cx, id, 0, &(struct place_facts){ .name = "新单位", .unit_kind = "clinic" }));
	end_place_test(cx);
}

static void D2_2_only_the_whole_districts_administrator_says_what_kind_a_unit_is(void **state) { (void)state; for_each_store(kinds_of_units); }

static void S3_8_grids_buildings_stations_and_shops_hang_where_they_belong(void **state) { (void)state; for_each_store(household_places); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_1_area_codes_agree_with_level_parent_and_district),
		cmocka_unit_test(every_fact_of_a_place_is_checked),
		cmocka_unit_test(S3_8_grids_buildings_stations_and_shops_hang_where_they_belong),
		cmocka_unit_test(a_place_without_coordinates_takes_its_nearest_ancestors),
		cmocka_unit_test(a_stale_version_is_refused_and_code_and_parent_are_fixed),
		cmocka_unit_test(a_place_ends_only_when_nothing_is_open_below),
		cmocka_unit_test(lists_filter_search_and_page),
		cmocka_unit_test(many_places_come_in_any_order_whole_or_not_at_all),
		cmocka_unit_test(an_actor_edits_and_sees_only_its_own_subtree),
		cmocka_unit_test(D2_2_only_the_whole_districts_administrator_says_what_kind_a_unit_is),
		cmocka_unit_test(words_of_storage_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
