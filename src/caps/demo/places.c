/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include <string.h>

/* Residents per household of the generator, in tenths. */
enum { TENTHS_PER_HOUSEHOLD = 26 };

/* Subdistricts lie as on a sketch of the district, two west of the river and five
 * east of it; communities are strewn around their subdistrict, units around
 * their community.  Nothing was measured. */
static const struct { const char *code; int64_t lon_e7, lat_e7; } sketch[] = {
	{ "330114001000", 1203280000, 303080000 }, { "330114002000", 1203760000, 303180000 }, { "330114003000", 1204640000, 303330000 },
	{ "330114004000", 1204930000, 302650000 }, { "330114005000", 1205560000, 303200000 }, { "330114006000", 1205980000, 302560000 },
	{ "330114007000", 1206330000, 303060000 } };
enum { CENTRE_LON = 1204700000, CENTRE_LAT = 303000000 };

static const struct { const char *code, *name; } areas[] = {
#define AREA(code, name) { code, name },
#include "caps/demo/qiantang.def"
#undef AREA
};
enum { AREA_N = sizeof areas / sizeof *areas };

static void add(struct ctx *cx, struct demo_work *w, struct place_facts facts, const char *parent)
{
	facts.has_point = 1;
	arena_push(&cx->mem, w->rows, w->n_rows, w->rows_room) = (struct place_row){ facts, parent };
}

static void add_unit(struct ctx *cx, struct demo_work *w, const struct demo_area *area, const char *kind, const char *code,
		     const char *name, int64_t people)
{
	add(cx, w, (struct place_facts){ .kind = PLACE_UNIT, .code = code, .name = name, .unit_kind = kind, .population = people,
		.lon_e7 = area->lon_e7 + chance_between(&w->chance, -60000, 60000),
		.lat_e7 = area->lat_e7 + chance_between(&w->chance, -60000, 60000), .contact = "值班室（演示）" }, area->code);
}

static void add_depot(struct ctx *cx, struct demo_work *w, const struct demo_area *area, const char *code, const char *name,
		      int64_t storage)
{
	add(cx, w, (struct place_facts){ .kind = PLACE_WAREHOUSE, .code = code, .name = name, .storage = storage,
		.lon_e7 = area->lon_e7 + chance_between(&w->chance, -90000, 90000),
		.lat_e7 = area->lat_e7 + chance_between(&w->chance, -90000, 90000), .contact = "库房值班（演示）" }, area->code);
	w->depots[w->n_depots++] = (struct demo_depot){ .storage = storage, .central = code[3] == 'Q', .code = code,
		.residents = area->residents };
}

static void sketch_point(struct demo_area *area)
{
	for (size_t i = 0; i < sizeof sketch / sizeof *sketch; i++)
		if (strcmp(sketch[i].code, area->code) == 0) {
			area->lon_e7 = sketch[i].lon_e7;
			area->lat_e7 = sketch[i].lat_e7;
		}
}

static bool is_subdistrict(size_t i) { return strcmp(areas[i].code + 9, "000") == 0; }

/* The areas with invented points and residents; the last communities of the list
 * get what rounding left, so that the total is what was asked for. */
static struct demo_area *strew(struct ctx *cx, struct demo_work *w)
{
	struct demo_area *at = arena_array(&cx->mem, struct demo_area, AREA_N), *street = at;
	int64_t residents = w->options.households * TENTHS_PER_HOUSEHOLD / 10, weights = 0, weight[AREA_N], left = residents;

	for (size_t i = 0; i < AREA_N; i++) {
		bool top = is_subdistrict(i);

		street = top ? &at[i] : street;
		at[i] = (struct demo_area){ .code = areas[i].code,
			.lon_e7 = street->lon_e7 + chance_between(&w->chance, -220000, 220000),
			.lat_e7 = street->lat_e7 + chance_between(&w->chance, -200000, 200000) };
		if (top)
			sketch_point(&at[i]);
		weight[i] = top ? 0 : chance_between(&w->chance, 50, 150);
		weights += weight[i];
	}
	for (size_t i = 0; i < AREA_N; i++) {
		at[i].residents = residents * weight[i] / weights;
		left -= at[i].residents;
	}
	at[AREA_N - 1].residents += left;
	for (size_t i = 0; i < AREA_N; i++) {
		street = is_subdistrict(i) ? &at[i] : street;
		street->residents += street == &at[i] ? 0 : at[i].residents;
	}
	w->made.residents = residents;
	return at;
}

static void add_areas(struct ctx *cx, struct demo_work *w, const struct demo_area *at)
{
	add(cx, w, (struct place_facts){ .kind = PLACE_DISTRICT, .code = "330114000000", .name = "钱塘区", .contact = "政务热线 12345（演示）", .lon_e7 = CENTRE_LON,
		.lat_e7 = CENTRE_LAT, .population = w->made.residents }, NULL);
	for (size_t i = 0; i < AREA_N; i++)
		add(cx, w, (struct place_facts){ .kind = is_subdistrict(i) ? PLACE_SUBDISTRICT : PLACE_COMMUNITY, .code = areas[i].code,
			.name = areas[i].name, .lon_e7 = at[i].lon_e7, .lat_e7 = at[i].lat_e7,
			.population = at[i].residents }, NULL);
}

/* A subdistrict's own: office, police, market regulation, sanitation, counter, centre, schools. */
static void add_street_units(struct ctx *cx, struct demo_work *w, const struct demo_area *area, const char *name, int street)
{
	static const struct { const char *kind, *suffix, *letter; int64_t low, high; } kinds[] = {
		{ "clinic", "社区卫生服务中心", "YW", 60, 180 }, { "grassroots", "派出所", "GA", 40, 120 },
		{ "grassroots", "市场监管所", "SJ", 15, 40 }, { "grassroots", "环卫所", "HW", 60, 200 },
		{ "grassroots", "交警中队", "JJ", 20, 60 }, { "counter", "便民服务中心", "CK", 10, 40 },
		{ "counter", "农贸市场服务台", "SC", 6, 20 }, { "township", "街道办事处", "JD", 60, 150 },
		{ "public_school", "中心小学", "XX", 60, 160 }, { "private_school", "实验学校", "SX", 40, 120 } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		add_unit(cx, w, area, kinds[i].kind, arena_print(&cx->mem, "DW-%d-%s", street, kinds[i].letter),
			 arena_print(&cx->mem, "%.*s%s（演示）", (int)(strlen(name) - strlen("街道")), name, kinds[i].suffix),
			 chance_between(&w->chance, kinds[i].low, kinds[i].high));
	add_depot(cx, w, area, arena_print(&cx->mem, "CK-J%d", street), arena_print(&cx->mem, "%s应急库（演示）", name),
		  STORAGE_AMBIENT | STORAGE_COOL | STORAGE_COLD | STORAGE_FROZEN);
}

/* The central ones are the district's: they hang below it, apart from each other. */
static void add_central_depots(struct ctx *cx, struct demo_work *w)
{
	static const struct { const char *code, *name; int64_t storage, east, north; } depots[] = {
		{ "CK-Q1", "区中心库（演示）", STORAGE_AMBIENT | STORAGE_COOL, 0, 0 },
		{ "CK-Q2", "区冷链库（演示）", STORAGE_COLD | STORAGE_FROZEN, 350000, -250000 },
		{ "CK-Q3", "区酒精专库（演示）", STORAGE_FLAMMABLE, -350000, -600000 },
		{ "CK-Q4", "区消杀用品专库（演示）", STORAGE_CORROSIVE, 700000, 350000 } };

	for (size_t i = 0; i < sizeof depots / sizeof *depots; i++) {
		struct demo_area site = { .code = "330114000000", .lon_e7 = CENTRE_LON + depots[i].east, .lat_e7 = CENTRE_LAT + depots[i].north };

		add_depot(cx, w, &site, depots[i].code, depots[i].name, depots[i].storage);
	}
}

static void add_district_units(struct ctx *cx, struct demo_work *w, const struct demo_area *at)
{
	static const char *const offices[] = { "区机关事务管理服务中心", "区卫生健康局", "区教育局", "区民政局", "区商务局", "区应急管理局" };
	static const char *const hospitals[] = { "区第一医院", "区第二医院", "区妇幼保健院", "区疾控中心" };
	int64_t enterprises = w->options.households / 250 + 4;

	for (size_t i = 0; i < sizeof hospitals / sizeof *hospitals; i++)
		add_unit(cx, w, &at[chance_between(&w->chance, 1, AREA_N - 1)], "clinic", arena_print(&cx->mem, "DW-Q-YY%zu", i + 1),
			 arena_print(&cx->mem, "%s（演示）", hospitals[i]), chance_between(&w->chance, 200, 900));
	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		add_unit(cx, w, &at[1], "office", arena_print(&cx->mem, "DW-Q-BG%zu", i + 1),
			 arena_print(&cx->mem, "%s（演示）", offices[i]), chance_between(&w->chance, 30, 120));
	for (int64_t i = 0; i < enterprises; i++)
		add_unit(cx, w, &at[chance_between(&w->chance, 1, AREA_N - 1)], "key_enterprise", arena_print(&cx->mem, "DW-Q-QY%03lld", (long long)i + 1),
			 arena_print(&cx->mem, "重点企业 %lld 号（演示）", (long long)i + 1), chance_between(&w->chance, 20, 150));
	add_central_depots(cx, w);
}

enum err demo_places(struct ctx *cx, struct demo_work *w)
{
	const struct demo_area *at = strew(cx, w);
	int64_t changed;
	int street = 0;
	struct place depot;

	add_areas(cx, w, at);
	add_district_units(cx, w, at);
	for (size_t i = 0; i < AREA_N; i++)
		if (is_subdistrict(i))
			add_street_units(cx, w, &at[i], areas[i].name, ++street);
		else
			add_unit(cx, w, &at[i], "clinic", arena_print(&cx->mem, "DW-%.3s-%s-WS", areas[i].code + 6, areas[i].code + 9),
				 arena_print(&cx->mem, "%s卫生站（演示）", areas[i].name), chance_between(&w->chance, 3, 15));
	TRY(place_create_many(cx, w->rows, w->n_rows, false, &w->made.places, &changed));
	for (size_t i = 0; i < w->n_depots; i++) {
		TRY(place_by_code(cx, w->depots[i].code, &depot));
		w->depots[i].place_id = depot.place_id;
	}
	return place_list(cx, &(struct place_filter){ .kind = PLACE_UNIT, .limit = PLACE_BATCH_MAX }, &w->units, &w->n_units);
}
