/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/overview/cover.h"
#include "base/civil.h"
#include "base/text.h"
#include "overview.sql.h"

/* The map: where warehouses and units are, and which orders go from where to where. */

static enum err points_of(struct ctx *cx, enum place_kind kind, struct overview_map *m, struct list *ret)
{
	struct overview_points_row *rows;
	struct overview_point *points;
	size_t n;

	TRY(overview_points(cx, (struct overview_points_in){ .district_id = cx->district_id, .kind = kind, .today = civil_day_of(cx->now_ms),
		.actor_id = cx->actor->account_id, .perm = PERM_PLACE_READ, .now_ms = cx->now_ms, .limit = OVERVIEW_POINTS_MAX + 1 }, &rows, &n,
		OVERVIEW_POINTS_MAX + 1));
	m->more |= n > OVERVIEW_POINTS_MAX;
	n = n > OVERVIEW_POINTS_MAX ? OVERVIEW_POINTS_MAX : n;
	points = arena_array(&cx->mem, struct overview_point, n + 1);
	for (size_t i = 0; i < n; i++)
		points[i] = (struct overview_point){ rows[i].place_id, rows[i].lon_e7, rows[i].lat_e7, rows[i].name, rows[i].unit_kind };
	*ret = (struct list){ points, n };
	return ERR_OK;
}

/* Its own point or that of what it hangs below; false: none has one. */
static enum err point_of(struct ctx *cx, int64_t place_id, struct place_point *ret, bool *ret_known)
{
	enum err e = place_point(cx, place_id, ret);

	*ret_known = !e;
	return e == ERR_BAD_STATE ? ERR_OK : e;
}

static enum err ways_of(struct ctx *cx, struct overview_map *m)
{
	struct overview_ways_row *rows;
	struct overview_way *ways;
	size_t n, count = 0;

	TRY(overview_ways(cx, (struct overview_ways_in){ .district_id = cx->district_id, .sees_all = overview_covers(cx, PERM_DISPATCH_READ),
		.actor_id = cx->actor->account_id, .perm = PERM_DISPATCH_READ, .now_ms = cx->now_ms, .limit = OVERVIEW_WAYS_MAX + 1 }, &rows, &n,
		OVERVIEW_WAYS_MAX + 1));
	m->more |= n > OVERVIEW_WAYS_MAX;
	n = n > OVERVIEW_WAYS_MAX ? OVERVIEW_WAYS_MAX : n;
	ways = arena_array(&cx->mem, struct overview_way, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct place_point from, to;
		bool from_known, to_known;

		TRY(point_of(cx, rows[i].from_place_id, &from, &from_known));
		TRY(point_of(cx, rows[i].to_place_id, &to, &to_known));
		if (from_known && to_known)
			ways[count++] = (struct overview_way){ .doc_id = rows[i].doc_id, .due_ms = rows[i].due_ms, .n_lines = rows[i].n_lines,
				.from_place_id = rows[i].from_place_id, .to_place_id = rows[i].to_place_id, .from_lon_e7 = from.lon_e7,
				.from_lat_e7 = from.lat_e7, .to_lon_e7 = to.lon_e7, .to_lat_e7 = to.lat_e7,
				.late = rows[i].due_ms > 0 && rows[i].due_ms <= cx->now_ms, .number = rows[i].number, .state = rows[i].state,
				.from_place = rows[i].from_place, .to_place = rows[i].to_place, .carrier = rows[i].carrier };
	}
	m->ways = (struct list){ ways, count };
	return ERR_OK;
}

enum err overview_map(struct ctx *cx, struct overview_map *ret)
{
	*ret = (struct overview_map){ .as_of_ms = cx->now_ms, .datum = "WGS-84" };
	TRY(points_of(cx, PLACE_SUBDISTRICT, ret, &ret->areas));
	TRY(points_of(cx, PLACE_WAREHOUSE, ret, &ret->warehouses));
	TRY(points_of(cx, PLACE_UNIT, ret, &ret->units));
	return ways_of(cx, ret);
}
