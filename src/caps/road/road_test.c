/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/party_world.h"
#include "caps/road/road_work.h"
#include "road.sql.h"
#include "store/store.h"

/* A street of three crossings, 1,000 m each at 36 km/h, there and back; the last piece one-way. */
static const char street[] = "起点经度,起点纬度,终点经度,终点纬度,长度,时速,单行\n"
	"120.300,30.300,120.310,30.300,1000,36,\n120.310,30.300,120.320,30.300,1000,36,是\n";
static const struct travel_point three[] = { { 0, 1203000000, 303000000 }, { 0, 1203100000, 303000000 }, { 0, 1203200000, 303000000 } };

static struct bytes text(const char *t) { return (struct bytes){ t, strlen(t) }; }

static int64_t upload(struct ctx *cx, enum road_kind kind, const char *body)
{
	struct road_source s;
	struct road_work *w;

	must(road_upload_prepare(cx, kind, "f.csv", text(body), &w));
	must(road_upload_keep(cx, w, "来自测试", &s));
	return s.source_id;
}

static void what_is_uploaded_counts_once_it_is_in_force(struct ctx *cx)
{
	struct travel_how how;
	int32_t *metres, *seconds;
	int64_t id, second;
	struct road_source s;

	open_district(cx);
	id = upload(cx, ROAD_GRAPH, street);
	must(road_source_get(cx, id, &s));
	assert_int_equal(s.nodes, 3);
	assert_int_equal(s.links, 3);
	assert_int_equal(s.main_nodes, 2);
	must(travel_matrix(cx, three, 3, &metres, &seconds, &how));
	assert_int_equal(how.by_line, 6);
	must(road_put_in_force(cx, id));
	refused(ERR_BAD_STATE, road_put_in_force(cx, id));
	must(travel_matrix(cx, three, 3, &metres, &seconds, &how));
	assert_int_equal(how.graph, 1);
	assert_int_equal(metres[0 * 3 + 2], 2000);
	assert_int_equal(seconds[0 * 3 + 2], 200);
	assert_int_equal(metres[1 * 3 + 0], 1000);
	assert_int_equal(metres[2 * 3 + 0], TRAVEL_NO_WAY);          /* nobody comes back from the one-way end */
	assert_int_equal(how.no_way, 2);
	assert_int_equal(how.from_point, 2);
	assert_int_equal(how.to_point, 0);
	assert_string_equal(how.zh, "按路网（2 对无路可通）");
	second = upload(cx, ROAD_GRAPH, street);
	must(road_put_in_force(cx, second));
	must(road_source_get(cx, id, &s));
	assert_true(s.ended_ms > 0);                                  /* the former one is out */
	refused(ERR_BLOCKED, road_delete(cx, id));
	must(road_put_in_force(cx, id));                              /* and can come back */
	must(road_end(cx, id));
	refused(ERR_BAD_STATE, road_end(cx, id));
	must(travel_matrix(cx, three, 3, &metres, &seconds, &how));
	assert_int_equal(how.by_line, 6);
	second = upload(cx, ROAD_GRAPH, street);
	must(road_delete(cx, second));
	refused(ERR_NOT_FOUND, road_put_in_force(cx, second));
	close_district(cx);
}

static void a_table_stands_above_the_graph_and_the_line(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct travel_point points[3] = { three[0], three[1], three[2] };
	struct travel_how how;
	int32_t *metres, *seconds;
	int64_t table;
	struct road_work *w;

	points[0].place_id = d.wa;
	points[1].place_id = d.clinic;
	table = upload(cx, ROAD_TABLE, "起点,终点,米,秒\nWA,U1,1234,99\nU1,WB,5,5\n");
	must(road_put_in_force(cx, table));
	must(travel_matrix(cx, points, 3, &metres, &seconds, &how));
	assert_int_equal(metres[0 * 3 + 1], 1234);
	assert_int_equal(seconds[0 * 3 + 1], 99);
	assert_int_equal(how.by_table, 1);
	assert_int_equal(how.by_line, 5);
	assert_string_equal(how.zh, "按直线×1.3（1 对按行程表）");
	must(road_put_in_force(cx, upload(cx, ROAD_GRAPH, street)));
	must(travel_matrix(cx, points, 3, &metres, &seconds, &how));
	assert_int_equal(metres[0 * 3 + 1], 1234);
	assert_int_equal(metres[1 * 3 + 0], 1000);
	assert_int_equal(how.by_table + how.by_roads + how.by_line + how.no_way, how.pairs);
	assert_int_equal(how.by_roads, 3);
	refused(ERR_BAD_INPUT, road_upload_prepare(cx, ROAD_TABLE, "f", text("起点,终点,米,秒\nWA,NOBODY,1,1\n"), &w));
	refused(ERR_BAD_INPUT, road_upload_prepare(cx, ROAD_TABLE, "f", text("起点,终点,米,秒\nWA,WB,1,1\nWA,WB,2,2\n"), &w));
	refused(ERR_BAD_INPUT, road_upload_prepare(cx, ROAD_TABLE, "f", text("起点,终点,米,秒\nWA,WB,-1,1\n"), &w));
	close_district(cx);
}

static void who_stands_far_from_any_road_goes_by_the_line(struct ctx *cx)
{
	const struct travel_point points[] = { three[0], { 0, 1203003000, 303000000 }, { 0, 1204000000, 303000000 } };
	struct travel_how how;
	int32_t *metres, *seconds;
	struct road_setting setting;

	open_district(cx);
	must(road_put_in_force(cx, upload(cx, ROAD_GRAPH, street)));
	must(travel_matrix(cx, points, 3, &metres, &seconds, &how));
	assert_int_equal(how.by_line, 6);                              /* two at the same crossing, one 7.7 km away */
	assert_int_equal(metres[0 * 3 + 1], 29 * 130 / 100);
	must(road_setting_get(cx, &setting));
	assert_int_equal(setting.version, 0);
	setting.factor_percent = 200;
	setting.metres_a_minute = 600;
	must(road_setting_set(cx, &setting));
	refused(ERR_STALE, road_setting_set(cx, &setting));
	must(travel_matrix(cx, points, 3, &metres, &seconds, &how));
	assert_int_equal(metres[0 * 3 + 1], 58);
	assert_int_equal(seconds[2], metres[2] / 10);
	assert_string_equal(how.zh, "按直线×2");
	close_district(cx);
}

static void only_who_may_keeps_roads(struct ctx *cx)
{
	const struct right reads = { PERM_TRIP_READ, "/", 0, INT64_MAX }, below = { PERM_ROAD_EDIT, "/330114/1/", 0, INT64_MAX };
	struct actor other = { .account_id = 9, .name = "别人", .rights = &reads, .n_rights = 1 };
	struct road_source s;
	struct road_work *w;
	int64_t id;

	open_district(cx);
	id = upload(cx, ROAD_GRAPH, street);
	must(road_upload_prepare(cx, ROAD_GRAPH, "f", text(street), &w));
	for (int round = 0; round < 2; round++) {
		cx->actor = &other;
		refused(ERR_FORBIDDEN, road_upload_prepare(cx, ROAD_GRAPH, "f", text(street), &w));
		refused(ERR_FORBIDDEN, road_upload_keep(cx, w, "", &s));
		refused(ERR_FORBIDDEN, road_put_in_force(cx, id));
		refused(ERR_FORBIDDEN, road_end(cx, id));
		refused(ERR_FORBIDDEN, road_delete(cx, id));
		refused(ERR_FORBIDDEN, road_setting_set(cx, &(struct road_setting){ 100, 400, 1000, 0, 0, 0 }));
		other.rights = &below;                                 /* a right on a part is none on the district's roads */
	}
	cx->actor = &the_system;
	close_district(cx);
}

static void damaged_pieces_are_never_used(struct ctx *cx)
{
	struct road_source s;
	int64_t id;

	open_district(cx);
	id = upload(cx, ROAD_GRAPH, street);
	must(road_source_get(cx, id, &s));
	must(road_pieces_drop(cx, (struct road_pieces_drop_in){ cx->district_id, id }));
	must(road_piece_put(cx, (struct road_piece_put_in){ cx->district_id, id, 0, "QUFBQQ==" }));
	refused(ERR_BROKEN, road_put_in_force(cx, id));
	close_district(cx);
}

static void graphs_in_memory_give_the_same_and_make_room(struct ctx *cx)
{
	int32_t *metres, *seconds, *again, *times;
	struct travel_how how;
	int64_t ids[6];

	open_district(cx);
	for (size_t i = 0; i < 6; i++)
		ids[i] = upload(cx, ROAD_GRAPH, street);
	cx->roads = road_cache_create();
	for (size_t round = 0; round < 3; round++)
		for (size_t i = 0; i < 6; i++) {
			struct road_held held;

			must(road_hold(cx, ids[i], ROAD_GRAPH, &held));
			assert_int_equal(held.graph->n_nodes, 3);
			road_let_go(cx, &held);
		}
	struct road_held all[6];

	for (size_t i = 0; i < 6; i++) {                               /* more held than fit: read beside */
		must(road_hold(cx, ids[i], ROAD_GRAPH, &all[i]));
		assert_int_equal(all[i].graph->n_nodes, 3);
	}
	for (size_t i = 0; i < 6; i++)
		road_let_go(cx, &all[i]);
	must(road_put_in_force(cx, ids[5]));
	must(travel_matrix(cx, three, 3, &metres, &seconds, &how));
	road_cache_destroy(cx->roads);
	cx->roads = NULL;
	must(travel_matrix(cx, three, 3, &again, &times, &how));
	assert_memory_equal(metres, again, 9 * sizeof *metres);
	assert_memory_equal(seconds, times, 9 * sizeof *times);
	close_district(cx);
}

static void packed_graphs_and_tables_survive_damage(struct ctx *cx)
{
	struct road_work *w;
	struct road_graph g;
	struct road_ways t;

	open_district(cx);
	must(road_upload_prepare(cx, ROAD_GRAPH, "f", text(street), &w));
	for (size_t i = 0; i < w->packed.n; i++) {
		unsigned char *copy = (unsigned char *)arena_bytes(&cx->mem, w->packed.at, w->packed.n);
		enum err e;

		copy[i] ^= (unsigned char)(1 << i % 8);
		e = road_unpack_graph(cx, (struct bytes){ copy, w->packed.n }, &g);
		assert_true(e == ERR_OK || e == ERR_BROKEN || e == ERR_BAD_INPUT || e == ERR_TOO_LARGE);
		e = road_unpack_table(cx, (struct bytes){ copy, w->packed.n }, &t);
		assert_int_not_equal(e, ERR_OK);
	}
	close_district(cx);
}

static void reach_names_loose_parts_and_far_places(struct ctx *cx)
{
	struct small_district d = open_district(cx);
	struct road_far_place *far;
	struct road_part *parts;
	struct place wa;
	size_t n;
	int64_t id = upload(cx, ROAD_GRAPH, street), n_far, all, n_parts;

	must(place_get(cx, d.wa, &wa));
	must(place_update(cx, d.wa, 0, &(struct place_facts){ .name = wa.name, .storage = STORAGE_AMBIENT, .has_point = 1, .lon_e7 = 1203000100, .lat_e7 = 303000100 }));
	must(place_update(cx, d.wb, 0, &(struct place_facts){ .name = "WB", .storage = STORAGE_AMBIENT, .has_point = 1, .lon_e7 = 1209000000, .lat_e7 = 303000000 }));
	must(road_parts_of(cx, id, &parts, &n, &n_parts));
	assert_int_equal(n_parts, 1);
	assert_int_equal(parts[0].nodes, 1);
	assert_int_equal(parts[0].lon_e7, 1203200000);
	must(road_far_places(cx, id, &far, &n, &n_far, &all));
	assert_int_equal(all, 2);
	assert_int_equal(n_far, 1);
	assert_int_equal(far[0].place_id, d.wb);
	assert_int_equal(far[0].metres, -1);
	close_district(cx);
}

#define ON_STORES(name) static void test_##name(void **state) { (void)state; for_each_store(name); }
ON_STORES(what_is_uploaded_counts_once_it_is_in_force)
ON_STORES(a_table_stands_above_the_graph_and_the_line)
ON_STORES(who_stands_far_from_any_road_goes_by_the_line)
ON_STORES(only_who_may_keeps_roads)
ON_STORES(damaged_pieces_are_never_used)
ON_STORES(graphs_in_memory_give_the_same_and_make_room)
ON_STORES(packed_graphs_and_tables_survive_damage)
ON_STORES(reach_names_loose_parts_and_far_places)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_uploaded_counts_once_it_is_in_force),
		cmocka_unit_test(test_a_table_stands_above_the_graph_and_the_line),
		cmocka_unit_test(test_who_stands_far_from_any_road_goes_by_the_line),
		cmocka_unit_test(test_only_who_may_keeps_roads),
		cmocka_unit_test(test_damaged_pieces_are_never_used),
		cmocka_unit_test(test_graphs_in_memory_give_the_same_and_make_room),
		cmocka_unit_test(test_packed_graphs_and_tables_survive_damage),
		cmocka_unit_test(test_reach_names_loose_parts_and_far_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
