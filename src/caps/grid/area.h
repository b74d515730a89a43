/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_AREA_H
#define CAPS_GRID_AREA_H
#include "caps/grid/grid.h"

/* Describing grids and their buildings.  Reading a grid: grid_area_of() in grid.h.
 * The place itself (name, point) is changed as a place.  All writes need
 * GRID_EDIT; a zone is decided above the grid: GRID_EDIT on the grid's parent. */

struct grid_facts {
	const char *compound, *area_kind, *vehicle;    /* NULL: "" */
	int64_t     station_id;
	const int64_t *shop_ids; size_t n_shops;
};
/* BAD_INPUT: an area kind no plan in force declares, a station that does not serve
 * the grid, a place that is no shop.  version 0: nobody described it yet, or overwrite. */
must_check enum err grid_area_put(struct ctx *cx, int64_t grid_id, int64_t version, const struct grid_facts *in);

/* "" frees the grid.  BAD_INPUT with the known ones when no plan in force has the
 * zone.  The reason goes into the history and the audit log. */
must_check enum err grid_zone_set(struct ctx *cx, int64_t grid_id, const char *zone, const char *reason);
struct grid_zone_change { int64_t from_ms, by_id; const char *zone, *reason, *by; };
must_check enum err grid_zone_history(struct ctx *cx, int64_t grid_id, struct grid_zone_change **ret, size_t *ret_n);    /* newest first */

/* What the actor may see (GRID_READ), by path; with what the pages show of each. */
struct grid_row { struct grid_area area; int64_t buildings, households, persons, special, away; const char *parent_name, *station; };
struct grid_filter { int64_t under_id, after_id, limit; const char *search, *zone; };       /* zone NULL: any */
must_check enum err grid_list(struct ctx *cx, const struct grid_filter *filter, struct grid_row **ret, size_t *ret_n);

/* Who holds a role (grid_worker, building_leader, station_team, volunteer) at a grid or below, or on its station. */
struct grid_holder { int64_t account_id, place_id; const char *name, *role, *place; };
must_check enum err grid_holders(struct ctx *cx, int64_t grid_id, struct grid_holder **ret, size_t *ret_n);

/* The grammar of a building's addresses, lists separated by commas:
 * units "1,2" or "甲,乙", "" none; doors behind the floor "01,02" or "东,西";
 * floors low..high, 0 unknown; shops: 底商1..n; also: other names in use. */
struct grid_building {
	int64_t     building_id, grid_id, floor_low, floor_high, shops, version;
	const char *name, *path, *compound, *mark, *also, *units, *doors;      /* compound: of its grid; read only */
	int64_t     households, here, away, special;      /* counted by grid_building_list */
};
must_check enum err grid_building_add(struct ctx *cx, int64_t grid_id, const struct grid_building *in, int64_t *ret_building_id);
must_check enum err grid_building_put(struct ctx *cx, int64_t building_id, int64_t version, const struct grid_building *in);
/* At or below a place (0: everywhere), what the actor may see, by path. */
must_check enum err grid_building_list(struct ctx *cx, int64_t under_id, struct grid_building **ret, size_t *ret_n);
#endif
