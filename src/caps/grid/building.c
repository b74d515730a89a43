/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/area.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/buf.h"
#include "base/check.h"
#include "caps/grid/door.h"
#include <stdlib.h>
#include <string.h>

/* Buildings and the grammar of their addresses. */

enum { LIST_MAX = 200, PARTS_MAX = 40, FLOOR_MIN = -9, FLOOR_MAX = 199, SHOPS_MAX = 200 };

/* A list of parts in normal form, "1,2,甲": commas of any kind and blanks separate. */
static enum err read_list(struct ctx *cx, const char *field, const char *text, const char *normal(struct arena *, const char *),
			  const char **ret)
{
	struct buf out = BUF(&cx->mem), part = BUF(&cx->mem);
	size_t n = 0;

	for (const char *s = text ? text : ""; ; ) {
		size_t skip = strncmp(s, "，", 3) == 0 || strncmp(s, "、", 3) == 0 ? 3 : *s && strchr(", ;", *s) ? 1 : 0;

		if (skip || !*s) {
			const char *word = part.n ? normal(&cx->mem, buf_get(&part)) : "";

			n += *word != 0;
			if (*word)
				buf_print(&out, "%s%s", out.n ? "," : "", word);
			part = BUF(&cx->mem);
			if (!*s)
				break;
			s += skip;
		} else {
			buf_char(&part, *s++);
		}
	}
	if (n > PARTS_MAX)
		return fail(cx, ERR_BAD_INPUT, field, "最多写 %d 个", "at most %d of them", PARTS_MAX);
	*ret = buf_get(&out);
	return check_line(cx, field, *ret, 0, LIST_MAX);
}

static const char *as_door(struct arena *mem, const char *text)
{
	return door_room(mem, text);
}

/* The grammar as it is kept; *ret shares the rest with `in`. */
static enum err check_building(struct ctx *cx, const struct grid_building *in, const char *name, struct grid_building *ret)
{
	struct grid_building b = *in;

	b.mark = door_building(&cx->mem, in->mark && *in->mark ? in->mark : name);
	TRY(check_line(cx, "mark", b.mark, 1, DOOR_PART_MAX));
	TRY(read_list(cx, "also", in->also, door_building, &b.also));
	TRY(read_list(cx, "units", in->units, door_unit, &b.units));
	TRY(read_list(cx, "doors", in->doors, as_door, &b.doors));
	TRY(check_range(cx, "floor_low", b.floor_low, FLOOR_MIN, FLOOR_MAX));
	TRY(check_range(cx, "floor_high", b.floor_high, b.floor_low, FLOOR_MAX));
	TRY(check_range(cx, "shops", b.shops, 0, SHOPS_MAX));
	*ret = b;
	return ERR_OK;
}

/* Two buildings of a grid must not answer to one name. */
static enum err refuse_same_mark(struct ctx *cx, const struct place *grid, int64_t but, const char *mark)
{
	struct grid_buildings_below_row *rows;
	size_t n;

	TRY(grid_buildings_below(cx, (struct grid_buildings_below_in){ .district_id = cx->district_id, .under = grid->path,
		.under_end = check_scope_end(&cx->mem, grid->path), .limit = GRID_BUILDINGS_MAX }, &rows, &n, GRID_BUILDINGS_MAX));
	for (size_t i = 0; i < n; i++)
		if (rows[i].building_id != but && grid_building_is(&cx->mem, rows[i].mark, rows[i].also, rows[i].name, mark))
			return fail(cx, ERR_CONFLICT, "mark", "本网格已有叫“%s”的楼栋（%s）", "the grid has a building called %s (%s)", mark, rows[i].name);
	return ERR_OK;
}

static enum err put(struct ctx *cx, int64_t building_id, int64_t grid_id, int64_t version, const struct grid_building *b)
{
	int64_t changed = 0;

	TRY(grid_building_upsert_n(cx, (struct grid_building_upsert_in){ .district_id = cx->district_id, .building_id = building_id,
		.grid_id = grid_id, .mark = b->mark, .also = b->also, .units = b->units, .doors = b->doors, .floor_low = b->floor_low,
		.floor_high = b->floor_high, .shops = b->shops, .version = version, .changed_ms = cx->now_ms }, &changed));
	return changed ? ERR_OK
		: fail(cx, ERR_STALE, "version", "别人刚改过这栋楼，请刷新再办", "someone changed this building meanwhile; reload");
}

enum err grid_building_add(struct ctx *cx, int64_t grid_id, const struct grid_building *in, int64_t *ret_building_id)
{
	struct grid_building b;
	struct place grid;
	int64_t building_id;

	TRY(place_need(cx, PERM_GRID_EDIT, grid_id, &grid));
	if (grid.kind != PLACE_GRID)
		return fail(cx, ERR_BAD_INPUT, "grid_id", "“%s”不是网格", "'%s' is no grid", grid.name);
	TRY(check_line(cx, "name", in->name ? in->name : "", 1, 40));
	TRY(check_building(cx, in, in->name, &b));
	TRY(refuse_same_mark(cx, &grid, 0, b.mark));
	TRY(place_create(cx, &(struct place_facts){ .kind = PLACE_BUILDING, .parent_id = grid_id, .name = in->name,
		.code = arena_print(&cx->mem, "%s-%s", grid.code, b.mark) }, &building_id));
	TRY(put(cx, building_id, grid_id, 0, &b));
	*ret_building_id = building_id;
	return ERR_OK;
}

/* The building is called otherwise: so are its doors. */
static enum err rename_doors(struct ctx *cx, int64_t building_id, const char *mark)
{
	struct household_doors_row *rows;
	size_t n;

	TRY(household_doors(cx, (struct household_doors_in){ .district_id = cx->district_id, .building_id = building_id,
		.limit = HOUSEHOLD_LIST_MAX }, &rows, &n, HOUSEHOLD_LIST_MAX));
	for (size_t i = 0; i < n; i++)
		TRY(household_rename(cx, (struct household_rename_in){ .district_id = cx->district_id, .household_id = rows[i].household_id,
			.door = door_join(&cx->mem, mark, rows[i].unit, rows[i].room),
			.sort = door_sort(mark, rows[i].unit, rows[i].room), .changed_ms = cx->now_ms }));
	return ERR_OK;
}

enum err grid_building_put(struct ctx *cx, int64_t building_id, int64_t version, const struct grid_building *in)
{
	struct grid_building b;
	struct place building, grid;

	TRY(place_need(cx, PERM_GRID_EDIT, building_id, &building));
	if (building.kind != PLACE_BUILDING)
		return fail(cx, ERR_BAD_INPUT, "building_id", "“%s”不是楼栋", "'%s' is no building", building.name);
	TRY(place_get(cx, building.parent_id, &grid));
	TRY(check_building(cx, in, building.name, &b));
	TRY(refuse_same_mark(cx, &grid, building_id, b.mark));
	if (in->name && *in->name && strcmp(in->name, building.name) != 0)
		TRY(place_update(cx, building_id, 0, &(struct place_facts){ .name = in->name, .contact = building.contact,
			.has_point = building.has_point, .lon_e7 = building.lon_e7, .lat_e7 = building.lat_e7, .population = building.population,
			.valid_from = building.valid_from, .valid_to = building.valid_to, .successor_id = building.successor_id }));
	TRY(put(cx, building_id, grid.place_id, version, &b));
	return rename_doors(cx, building_id, b.mark);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = ((const struct grid_building_counts_row *)b)->building_id;

	return x < y ? -1 : x > y;
}

enum err grid_building_list(struct ctx *cx, int64_t under_id, struct grid_building **ret, size_t *ret_n)
{
	struct grid_buildings_below_row *rows;
	struct grid_building_counts_row *counts, *count;
	struct grid_building *out;
	struct place under;
	const char *from, *end;
	size_t n, n_counts, kept = 0;

	grid_actor_range(cx, PERM_GRID_READ, &from, &end);
	if (under_id) {
		TRY(place_get(cx, under_id, &under));
		from = under.path;
		end = check_scope_end(&cx->mem, under.path);
	}
	TRY(grid_buildings_below(cx, (struct grid_buildings_below_in){ .district_id = cx->district_id, .under = from, .under_end = end,
		.limit = GRID_BUILDINGS_MAX }, &rows, &n, GRID_BUILDINGS_MAX));
	TRY(grid_building_counts(cx, (struct grid_building_counts_in){ .district_id = cx->district_id, .under = from, .under_end = end,
		.limit = GRID_BUILDINGS_MAX }, &counts, &n_counts, GRID_BUILDINGS_MAX));
	out = arena_array(&cx->mem, struct grid_building, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!ctx_may(cx, PERM_GRID_READ, rows[i].path))
			continue;
		count = bsearch(&rows[i].building_id, counts, n_counts, sizeof *counts, by_id);
		out[kept++] = (struct grid_building){ .building_id = rows[i].building_id, .grid_id = rows[i].parent_id,
			.floor_low = rows[i].floor_low, .floor_high = rows[i].floor_high, .shops = rows[i].shops, .version = rows[i].version,
			.name = rows[i].name, .path = rows[i].path, .compound = rows[i].compound, .also = rows[i].also, .units = rows[i].units, .doors = rows[i].doors,
			.mark = *rows[i].mark ? rows[i].mark : door_building(&cx->mem, rows[i].name),
			.households = count ? count->households : 0, .here = count ? count->here : 0,
			.away = count ? count->away : 0, .special = count ? count->special : 0 };
	}
	*ret = out;
	*ret_n = kept;
	return ERR_OK;
}
