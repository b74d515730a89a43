/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_json.h"
#include "base/buf.h"
#include "seeded.h"
#include "test.h"
#include <stdio.h>
#include <string.h>

/* Our own form: the example of the book, what is refused, and damage. */

static const char *load_example(struct ctx *cx)
{
	struct buf text = BUF(&cx->mem);
	FILE *f = fopen("docs/examples/delivery_day.json", "r");
	char part[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&text, part, n);
	fclose(f);
	return buf_get(&text);
}

static enum err read_text(struct ctx *cx, const char *text, struct route_json *j) { return route_json_read(cx, text, strlen(text), NULL, j); }

/* Plans it, writes the plan, reads that again: the checker says the same of both. */
static void plan_and_read_back(struct ctx *cx, const struct route_json *j, int64_t iterations, struct rich_verdict *ret)
{
	struct routing_options o = { .threads = 1, .seed = 1, .budget = { .iterations = iterations } };
	struct routing_tours tours;
	struct rich_verdict again;
	const char *text;
	int32_t *starts, *visits;
	size_t n;

	rich_solve(&j->problem, &o, &cx->mem, &tours);
	route_check_rich(&j->problem, j->problem.n_vehicles, tours.starts, tours.visits, &cx->mem, ret);
	for (int32_t i = 0; i < ret->n_violations; i++)
		assert_int_equal(ret->violations[i].flaw, RICH_FLAW_MISSING);
	assert_int_equal(ret->cost, tours.cost);
	assert_int_equal(route_json_write_plan(cx, j, ret, &text, &n), ERR_OK);
	assert_int_equal(route_json_read_plan(cx, j, text, n, &starts, &visits), ERR_OK);
	route_check_rich(&j->problem, j->problem.n_vehicles, starts, visits, &cx->mem, &again);
	assert_int_equal(again.cost, ret->cost);
	assert_int_equal(again.n_violations, ret->n_violations);
}

static int32_t place_of(const struct route_json *j, const char *name)
{
	int32_t i = 0;

	while (strcmp(j->place[i], name) != 0)
		i++;
	return i;
}

static void the_example_of_the_book_is_planned(void **state)
{
	struct ctx cx = { 0 };
	struct route_json j;
	struct rich_verdict v;

	(void)state;
	assert_int_equal(read_text(&cx, load_example(&cx), &j), ERR_OK);
	assert_int_equal(j.problem.n_vehicles, 4);
	assert_string_equal(j.vehicle[1], "van-2");
	assert_int_equal(j.problem.calls[place_of(&j, "canteen")].pickup, place_of(&j, "baker"));
	plan_and_read_back(&cx, &j, 3000, &v);
	assert_int_equal(v.n_violations, 0);
	assert_int_equal(v.n_left, 1);
	assert_string_equal(j.place[v.left[0]], "far farm");
	assert_int_equal(route_fen(v.left_cost), 5000);
	assert_int_equal(v.halts[v.trips[3].first + 1].place, place_of(&j, "shop 4"));      /* under way */
	arena_reset(&cx.mem);
}

static void what_makes_no_sense_is_refused_by_its_place(void **state)
{
	static const struct { const char *text, *field; } cases[] = {
		{ "{\"depots\":[],\"vehicles\":[],\"stops\":[]}", "depots" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\",\"wheels\":4}],\"stops\":[{\"name\":\"a\"}]}", "vehicles[0].wheels" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\"}],\"stops\":[{\"name\":\"d\"}]}", "name" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\",\"start\":\"a\"}],\"stops\":[{\"name\":\"a\"}]}", "vehicles[0].start" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\"}],\"stops\":[{\"name\":\"a\",\"vehicle\":\"w\"}]}", "stops[0].vehicle" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\"}],\"stops\":[{\"name\":\"a\",\"pickup\":\"a\"}]}", "stops[0].pickup" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\"}],\"stops\":[{\"name\":\"a\",\"windows\":[{\"from\":9,\"until\":3}]}]}", "stops[0].windows[0]" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\",\"fixed\":[{\"place\":\"a\"},{\"place\":\"a\"}]}],\"stops\":[{\"name\":\"a\"}]}", "fixed" },
		{ "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\",\"fixed\":[{\"place\":\"b\"}]}],\"stops\":[{\"name\":\"a\"},{\"name\":\"b\",\"pickup\":\"a\"}]}", "fixed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ctx cx = { 0 };
		struct route_json j;

		assert_int_equal(read_text(&cx, cases[i].text, &j), ERR_BAD_INPUT);
		assert_string_equal(cx.fault.field, cases[i].field);
		arena_reset(&cx.mem);
	}
}

static void a_stop_with_no_way_to_serve_it_is_told_in_the_plan(void **state)
{
	struct ctx cx = { 0 };
	struct route_json j;
	struct rich_verdict v;
	const char *text;
	size_t n;

	(void)state;
	assert_int_equal(read_text(&cx, "{\"depots\":[{\"name\":\"d\"}],\"vehicles\":[{\"name\":\"v\",\"weight\":5}],\"stops\":[{\"name\":\"a\",\"weight\":6,\"price\":1},"
		"{\"name\":\"b\",\"weight\":4},{\"name\":\"c\",\"weight\":4,\"priority\":5}]}", &j), ERR_OK);
	plan_and_read_back(&cx, &j, 200, &v);
	assert_int_equal(route_json_write_plan(&cx, &j, &v, &text, &n), ERR_OK);
	assert_non_null(strstr(text, "{\"stop\":\"a\",\"why\":\"too_much\"}"));
	assert_non_null(strstr(text, "{\"stop\":\"b\",\"why\":\"no_room\"}"));      /* c is more important */
	arena_reset(&cx.mem);
}

static void a_plan_with_other_names_is_refused(void **state)
{
	struct ctx cx = { 0 };
	struct route_json j;
	int32_t *starts, *visits;
	static const char *const texts[] = { "{\"routes\":[{\"vehicle\":\"w\",\"halts\":[]}]}", "{\"routes\":[{\"vehicle\":\"van-1\",\"halts\":[{\"place\":\"x\",\"arrive\":0,\"begin\":0,\"leave\":0}]}]}",
		"{\"routes\":[{\"vehicle\":\"van-1\",\"halts\":[]},{\"vehicle\":\"van-1\",\"halts\":[]}]}" };

	(void)state;
	assert_int_equal(read_text(&cx, load_example(&cx), &j), ERR_OK);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(route_json_read_plan(&cx, &j, texts[i], strlen(texts[i]), &starts, &visits), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

/* Three streets in a row of 1,000 m each, the second one way; and one far from all others. */
static enum err read_with_roads(struct ctx *cx, const char *text, struct route_json *j)
{
	static const struct road_place nodes[] = { { 1190000000, 290000000 }, { 1190100000, 290000000 }, { 1190200000, 290000000 }, { 1190300000, 290000000 } };
	static const struct road_link links[] = { { 0, 1, 100000, 10000 }, { 1, 0, 100000, 10000 }, { 1, 2, 50000, 10000 }, { 2, 3, 100000, 10000 }, { 3, 2, 100000, 10000 } };
	const struct road_net net = { 4, 5, nodes, links };
	struct road_graph graph;

	road_prepare(&net, &cx->mem, &graph);
	return route_json_read(cx, text, strlen(text), &graph, j);
}

#define ON_ROADS "{\"kmh\":36,\"factor\":100,\"vehicles\":[{\"name\":\"v\",\"km_cost\":100}],\"depots\":[{\"name\":\"d\",\"lon\":\"119\",\"lat\":\"29.0\"}],\"stops\":["

static void ways_go_by_the_roads_where_there_are_any(void **state)
{
	struct ctx cx = { 0 };
	struct route_json j;
	int32_t n = 4;

	(void)state;
	assert_int_equal(read_with_roads(&cx, ON_ROADS "{\"name\":\"a\",\"lon\":\"119.01\",\"lat\":\"29\"},{\"name\":\"b\",\"lon\":\"119.0300000\",\"lat\":\"29.001\"},"
		"{\"name\":\"far\",\"lon\":\"119.01\",\"lat\":\"29.5\"}],\"ways\":[{\"from\":\"b\",\"to\":\"a\",\"metres\":7000}]}", &j), ERR_OK);
	assert_int_equal(j.problem.distances[0 * n + 1], 1000);
	assert_int_equal(j.problem.durations[0 * n + 1], 100);
	assert_int_equal(j.problem.distances[1 * n + 2], 2111);      /* and 111 m beside the road, at 36 km/h */
	assert_int_equal(j.problem.durations[1 * n + 2], 150 + 12);
	assert_int_equal(j.problem.distances[2 * n + 1], 7000);      /* what the file says stands above the roads, which do not lead back */
	assert_int_equal(j.problem.distances[2 * n + 0], 90000000);
	assert_int_equal(j.problem.distances[1 * n + 3], 55598);     /* no road within 1,000 m: half a degree of latitude */
	assert_int_equal(j.problem.durations[1 * n + 3], 5560);
	assert_int_equal(j.pairs.by_roads, 4);
	assert_int_equal(j.pairs.by_line, 6);
	assert_int_equal(j.pairs.no_way, 2);
	assert_int_equal(j.pairs.from, 2);
	assert_int_equal(j.pairs.to, 0);
	arena_reset(&cx.mem);
}

static void without_roads_degrees_mean_the_straight_line_over_the_globe(void **state)
{
	struct ctx cx = { 0 };
	struct route_json j;

	(void)state;
	assert_int_equal(read_text(&cx, ON_ROADS "{\"name\":\"a\",\"lon\":\"119\",\"lat\":\"29.5\"}]}", &j), ERR_OK);
	assert_int_equal(j.problem.distances[1], 55598);
	assert_int_equal(j.problem.durations[1], 5560);
	assert_int_equal(j.pairs.by_line, 2);
	arena_reset(&cx.mem);
}

static void places_off_the_map_are_refused_by_name(void **state)
{
	static const struct { const char *stop, *field; } cases[] = {
		{ "{\"name\":\"a\",\"x\":5,\"y\":5}", "stops[0].lon" }, { "{\"name\":\"a\",\"lon\":\"119.01\"}", "stops[0].lat" },
		{ "{\"name\":\"a\",\"lon\":\"180.0000001\",\"lat\":\"29\"}", "stops[0].lon" }, { "{\"name\":\"a\",\"lon\":\"119\",\"lat\":\"90.1\"}", "stops[0].lat" },
		{ "{\"name\":\"a\",\"lon\":\"119.01\",\"lat\":\"29.\"}", "stops[0].lat" }, { "{\"name\":\"a\",\"lon\":\"1.2.3\",\"lat\":\"29\"}", "stops[0].lon" },
		{ "{\"name\":\"a\",\"lon\":\"-\",\"lat\":\"29\"}", "stops[0].lon" }, { "{\"name\":\"a\",\"lon\":\"1e2\",\"lat\":\"29\"}", "stops[0].lon" },
		{ "{\"name\":\"a\",\"lon\":\"119.01234567\",\"lat\":\"29\"}", "stops[0].lon" }, { "{\"name\":\"a\",\"lon\":119.01,\"lat\":\"29\"}", "stops[0].lon" } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ctx cx = { 0 };
		struct route_json j;

		assert_int_equal(read_with_roads(&cx, arena_print(&cx.mem, ON_ROADS "%s]}", cases[i].stop), &j), ERR_BAD_INPUT);
		assert_string_equal(cx.fault.field, cases[i].field);
		if (i == 0) {      /* one with degrees, one without, and no roads: neither will do */
			assert_int_equal(read_text(&cx, arena_print(&cx.mem, ON_ROADS "%s]}", cases[i].stop), &j), ERR_BAD_INPUT);
			assert_string_equal(cx.fault.field, "lon");
		}
		arena_reset(&cx.mem);
	}
}

static const char *const bits[] = { "0", "-1", "300000000", "99999999", "\"depot\"", "\"shop 1\"", "\"van-2\"", "null", "{}", "[]", "true", ",", "\"price\":1,", "\"collect\":true,",
	"\"pickup\":\"shop 2\",", "\"area\":\"old town\",", "\"longest\":900,", "\"count\":3,", "1.5", "\xff" };

/* A number, a name or a few bytes changed at a time. */
static struct buf damaged(struct arena *mem, struct seeded *s, const char *text)
{
	struct buf out = BUF(mem);
	size_t n = strlen(text), from = (size_t)seeded_below(s, (int64_t)n), gone = 0, most = sizeof bits / sizeof *bits;
	char number[16];
	const char *bit = bits[seeded_below(s, (int64_t)most)];

	snprintf(number, sizeof number, "%d", (int)(seeded_bits(s) >> (40 + seeded_below(s, 24))));
	if (seeded_below(s, 4)) {      /* a whole number by another, mostly */
		bit = seeded_below(s, 4) ? number : bit;
		while (from < n && (text[from] < '0' || text[from] > '9'))
			from++;
		gone = strspn(text + from, "0123456789");
	} else {
		gone = (size_t)seeded_below(s, 8);
	}
	gone = gone > n - from ? n - from : gone;
	buf_add(&out, text, from);
	buf_text(&out, bit);
	buf_add(&out, text + from + gone, n - from - gone);
	return out;
}

static bool can_be_planned(struct ctx *cx, const struct routing_rich *p)
{
	struct rich_refusal *r;
	int32_t n = rich_refusals(p, &cx->mem, &r);

	for (int32_t i = 0; i < n; i++)
		if (r[i].why == RICH_FIXED_PART || !p->calls[r[i].place].price)
			return false;
	return true;
}

static void damaged_files_are_planned_whole_or_refused(void **state)
{
	struct ctx example = { 0 };
	const char *text = load_example(&example);
	struct seeded s = { 20261122 };
	int planned = 0;

	(void)state;
	for (int i = 0; i < 600; i++) {
		struct ctx cx = { 0 };
		struct buf first = damaged(&cx.mem, &s, text), bad = i % 3 ? first : damaged(&cx.mem, &s, buf_get(&first));
		struct route_json j;
		struct rich_verdict v;

		if (route_json_read(&cx, bad.at, bad.n, NULL, &j) == ERR_OK && can_be_planned(&cx, &j.problem)) {
			plan_and_read_back(&cx, &j, 20, &v);
			planned++;
		}
		arena_reset(&cx.mem);
	}
	assert_in_range(planned, 60, 540);
	arena_reset(&example.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_of_the_book_is_planned),
		cmocka_unit_test(what_makes_no_sense_is_refused_by_its_place),
		cmocka_unit_test(a_stop_with_no_way_to_serve_it_is_told_in_the_plan),
		cmocka_unit_test(a_plan_with_other_names_is_refused),
		cmocka_unit_test(ways_go_by_the_roads_where_there_are_any),
		cmocka_unit_test(without_roads_degrees_mean_the_straight_line_over_the_globe),
		cmocka_unit_test(places_off_the_map_are_refused_by_name),
		cmocka_unit_test(damaged_files_are_planned_whole_or_refused),
	};

	return cmocka_run_group_tests_name("route_json", tests, NULL, NULL);
}
