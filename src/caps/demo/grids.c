/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "caps/grid/area.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include <string.h>

/* Two closed compounds and a village group, with their households.  Everything is
 * invented: names end in 演示, phones are of a range that is not given out. */
struct demo_grid {
	const char *code, *parent, *name, *compound, *area_kind, *vehicle, *station, *station_name, *zone;
	int buildings, units, floors, doors;     /* floors 0: houses with one number each, so many `doors` */
};
static const struct demo_grid grids[] = {
	{ "WG-YF", "330114002002", "云帆苑网格（演示）", "云帆苑（演示）", "town_compound", "浙A·Y0001（演示）", "ZD-YF", "云帆苑南门配送站（演示）", "control", 6, 2, 11, 2 },
	{ "WG-JP", "330114002005", "江畔里网格（演示）", "江畔里（演示）", "town_compound", "浙A·Y0002（演示）", "ZD-JP", "江畔里东门配送站（演示）", "static", 8, 3, 6, 2 },
	{ "WG-DF", "330114003213", "东风村网格（演示）", "东风村（演示）", "village", "浙A·Y0003（演示）", "ZD-DF", "东风村卡口交接点（演示）", "", 2, 0, 0, 30 },
};
enum { GRIDS = sizeof grids / sizeof *grids };

static const char *building_name(struct ctx *cx, const struct demo_grid *g, int i)
{
	return arena_print(&cx->mem, g->floors ? "%d号楼" : "%d组", i + 1);
}

/* Grids and stations; buildings follow with their grammar.  Before the accounts, which stand on them. */
enum err demo_grid_places(struct ctx *cx, struct demo_work *w)
{
	struct place parent;
	int64_t id;

	for (size_t g = 0; g < GRIDS; g++) {
		struct place_facts f = { .kind = PLACE_GRID, .code = grids[g].code, .name = grids[g].name, .has_point = 1 };

		TRY(place_by_code(cx, grids[g].parent, &parent));
		f.parent_id = parent.place_id;
		f.lon_e7 = parent.lon_e7 + chance_between(&w->chance, -40000, 40000);
		f.lat_e7 = parent.lat_e7 + chance_between(&w->chance, -40000, 40000);
		TRY(place_create(cx, &f, &id));
		w->made.places++;
		for (int b = 0; b < grids[g].buildings; b++) {
			int64_t building_id;

			TRY(grid_building_add(cx, id, &(struct grid_building){ .name = building_name(cx, &grids[g], b),
				.units = grids[g].units == 2 ? "1,2" : grids[g].units ? "1,2,3" : "", .doors = grids[g].floors ? "01,02" : "",
				.floor_low = grids[g].floors ? 1 : 0, .floor_high = grids[g].floors }, &building_id));
			w->made.places++;
		}
		f = (struct place_facts){ .kind = PLACE_STATION, .code = grids[g].station, .name = grids[g].station_name, .parent_id = id,
			.has_point = 1, .lon_e7 = f.lon_e7 + 1500, .lat_e7 = f.lat_e7 - 2000 };
		TRY(place_create(cx, &f, &id));
		w->made.places++;
	}
	return ERR_OK;
}

/* One household in so many needs looking after; those who need more are fewer. */
static int64_t draw_needs(struct chance *c)
{
	switch (chance_between(c, 0, 39)) {
	case 0: return NEED_ALONE | NEED_ELDERLY | NEED_NO_PHONE;
	case 1: return NEED_ELDERLY | NEED_CHRONIC;
	case 2: return NEED_INFANT;
	case 3: return NEED_ELDERLY | NEED_NO_PHONE;
	case 4: return chance_between(c, 0, 1) ? NEED_PREGNANT : NEED_DISABLED;
	case 5: return NEED_LOW_INCOME;
	case 6: return NEED_CHRONIC;
	case 7: return chance_between(c, 0, 3) ? 0 : NEED_LEFT_BEHIND | NEED_ELDERLY;
	default: return 0;
	}
}

static enum err add_household(struct ctx *cx, struct demo_work *w, int64_t building_id, const char *unit, const char *room)
{
	static const char *const families[] = { "张", "王", "李", "赵", "陈", "杨", "周", "吴", "徐", "孙", "朱", "马", "胡", "郭", "林", "何", "高", "罗", "郑", "梁" };
	int64_t needs = draw_needs(&w->chance), n = ++w->n_households, id;
	size_t family = (size_t)chance_between(&w->chance, 0, sizeof families / sizeof *families - 1);

	return household_create(cx, &(struct household_facts){ .building_id = building_id, .unit = unit, .room = room, .also = true,
		.needs = needs, .persons = needs & NEED_ALONE ? 1 : chance_between(&w->chance, 1, 5),
		.status = chance_between(&w->chance, 0, 24) ? HOUSEHOLD_HERE : HOUSEHOLD_AWAY,
		.name = arena_print(&cx->mem, "%s演示", families[family]),
		.phone = needs & NEED_NO_PHONE ? "" : arena_print(&cx->mem, "1380000%04lld", (long long)n) }, &id);
}

static enum err fill_building(struct ctx *cx, struct demo_work *w, const struct demo_grid *g, int64_t building_id)
{
	for (int door = 1; !g->floors && door <= g->doors; door++)
		TRY(add_household(cx, w, building_id, "", arena_print(&cx->mem, "%d", door)));
	for (int unit = 1; unit <= g->units; unit++)
		for (int floor = 1; floor <= g->floors; floor++)
			for (int door = 1; door <= g->doors; door++)
				TRY(add_household(cx, w, building_id, arena_print(&cx->mem, "%d", unit),
						  arena_print(&cx->mem, "%d%02d", floor, door)));
	return ERR_OK;
}

/* The same worker looks after both compounds; more grants than an account's first one. */
static enum err grant(struct ctx *cx, const char *login, const char *role, const char *place_code)
{
	struct party_account account;
	struct place place;
	int64_t grant_id;

	TRY(party_account_by_login(cx, login, &account));
	TRY(place_by_code(cx, place_code, &place));
	return party_grant_add(cx, &(struct party_grant){ .account_id = account.account_id, .place_id = place.place_id, .role = role,
		.from_ms = cx->now_ms }, &grant_id);
}

/* What the grids are, their zones by the plans in force, their households. */
enum err demo_grids(struct ctx *cx, struct demo_work *w)
{
	for (size_t g = 0; g < GRIDS; g++) {
		struct grid_building *buildings;
		struct place grid, station;
		size_t n;

		TRY(place_by_code(cx, grids[g].code, &grid));
		TRY(place_by_code(cx, grids[g].station, &station));
		TRY(grid_area_put(cx, grid.place_id, 0, &(struct grid_facts){ .compound = grids[g].compound, .area_kind = grids[g].area_kind,
			.vehicle = grids[g].vehicle, .station_id = station.place_id }));
		if (*grids[g].zone)
			TRY(grid_zone_set(cx, grid.place_id, grids[g].zone, "演示：按预案划定"));
		TRY(grid_building_list(cx, grid.place_id, &buildings, &n));
		for (size_t b = 0; b < n; b++)
			TRY(fill_building(cx, w, &grids[g], buildings[b].building_id));
	}
	TRY(grant(cx, "grid", "grid_worker", "WG-JP"));
	TRY(grant(cx, "street", "street_office", "330114003000"));
	return grant(cx, "station", "station_team", "ZD-JP");
}
