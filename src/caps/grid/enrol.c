/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/enrol.h"
#include "caps/grid/area.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/check.h"
#include "base/map.h"
#include "caps/grid/door.h"
#include "caps/party/person.h"
#include "caps/grid/tidy.h"
#include <stdlib.h>
#include <string.h>

enum { GRIDS_MAX = 20000, MARK_MAX = 12, NONE = -1 };

/* A building the roster names: registered, or to be registered by it. */
struct house { int64_t building_id, grid; const char *mark, *path, *name; const struct grid_buildings_below_row *rules; };

struct dweller { const char *name, *phone; struct dweller *next; };
struct home {
	int64_t     household_id, house, persons, needs, status, row;
	const char *unit, *room, *remark;
	struct dweller *people, *last;
	size_t      n_people;
};

struct enrol {
	struct ctx          *cx;
	const char          *hint;
	bool                 replace;
	struct grid_all_row *grids;   size_t n_grids;
	struct map           grid_named, houses_at, homes_at, known_at;    /* known: "building/unit/room" -> row of `known` */
	struct house        *houses;  size_t n_houses, houses_room;
	struct home         *homes;   size_t n_homes, homes_room;
	struct household_all_row *known; size_t n_known;
};

/* The compound as people call it: without 网格 and what stands in brackets. */
static const char *short_name(struct arena *mem, const char *name)
{
	const char *bracket = strstr(name, "（"), *grid = strstr(name, "网格");
	size_t n = strlen(name);

	n = bracket && bracket > name ? (size_t)(bracket - name) : n;
	n = grid && grid > name && (size_t)(grid - name) < n ? (size_t)(grid - name) : n;
	return arena_bytes(mem, name, n);
}

static void name_grid(struct enrol *e, const char *name, int64_t grid)
{
	int64_t other;

	if (!*name)
		return;
	if (map_get(&e->grid_named, name, &other) && other != grid)
		grid = NONE;                               /* two of that name */
	map_put(&e->grid_named, name, grid);
}

static const char *house_key(struct enrol *e, int64_t grid, const char *mark)
{
	return arena_print(&e->cx->mem, "%lld/%s", (long long)grid, mark);
}

static void add_house(struct enrol *e, const struct grid_buildings_below_row *row, int64_t grid)
{
	const char *mark = *row->mark ? row->mark : door_building(&e->cx->mem, row->name);

	map_put(&e->houses_at, house_key(e, grid, mark), (int64_t)e->n_houses);
	for (const char *at = row->also; *at; at += strcspn(at, ","), at += *at != 0)
		map_put(&e->houses_at, house_key(e, grid, arena_bytes(&e->cx->mem, at, strcspn(at, ","))), (int64_t)e->n_houses);
	arena_push(&e->cx->mem, e->houses, e->n_houses, e->houses_room) = (struct house){ .building_id = row->building_id, .grid = grid,
		.mark = mark, .path = row->path, .name = row->name, .rules = row };
}

static int by_grid(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = ((const struct grid_all_row *)b)->grid_id;

	return x < y ? -1 : x > y;
}

static int grid_order(const void *a, const void *b) { return by_grid(&((const struct grid_all_row *)a)->grid_id, b); }

static enum err read_houses(struct enrol *e)
{
	struct grid_buildings_below_row *rows;
	struct ctx *cx = e->cx;
	const char *from, *end;
	size_t n;

	grid_actor_range(cx, PERM_GRID_EDIT, &from, &end);
	TRY(grid_buildings_below(cx, (struct grid_buildings_below_in){ .district_id = cx->district_id, .under = from, .under_end = end,
		.limit = GRID_BUILDINGS_MAX }, &rows, &n, GRID_BUILDINGS_MAX));
	for (size_t i = 0; i < n; i++) {
		const struct grid_all_row *grid = bsearch(&rows[i].parent_id, e->grids, e->n_grids, sizeof *e->grids, by_grid);

		if (grid)
			add_house(e, &rows[i], grid - e->grids);
	}
	TRY(household_all(cx, (struct household_all_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_GRID_EDIT, .now_ms = cx->now_ms, .under = from,
		.under_end = end, .limit = HOUSEHOLD_LIST_MAX }, &e->known, &e->n_known, HOUSEHOLD_LIST_MAX));
	for (size_t i = e->n_known; i-- > 0; )
		map_put(&e->known_at, arena_print(&cx->mem, "%lld/%s/%s", (long long)e->known[i].building_id, e->known[i].unit, e->known[i].room),
			(int64_t)i);
	return ERR_OK;
}

enum err enrol_open(struct ctx *cx, const char *hint, bool replace, struct enrol **ret)
{
	struct enrol *e = arena_new(&cx->mem, sizeof *e);

	*e = (struct enrol){ .cx = cx, .hint = hint ? hint : "", .replace = replace, .grid_named = MAP(&cx->mem), .houses_at = MAP(&cx->mem),
		.homes_at = MAP(&cx->mem), .known_at = MAP(&cx->mem) };
	TRY(grid_all(cx, (struct grid_all_in){ .district_id = cx->district_id, .actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY,
		.perm = PERM_GRID_EDIT, .now_ms = cx->now_ms, .limit = GRIDS_MAX }, &e->grids, &e->n_grids, GRIDS_MAX));
	if (e->n_grids)
		qsort(e->grids, e->n_grids, sizeof *e->grids, grid_order);
	for (size_t i = 0; i < e->n_grids; i++) {
		const struct grid_all_row *g = &e->grids[i];

		name_grid(e, g->code, (int64_t)i);
		name_grid(e, g->name, (int64_t)i);
		name_grid(e, g->compound, (int64_t)i);
		name_grid(e, short_name(&cx->mem, g->name), (int64_t)i);
		name_grid(e, short_name(&cx->mem, g->compound), (int64_t)i);
	}
	TRY(read_houses(e));
	*ret = e;
	return ERR_OK;
}

/* The grid whose name or code stands in the file's name; NONE when none or several do. */
static int64_t grid_hinted(const struct enrol *e)
{
	int64_t found = NONE;

	for (size_t i = 0; i < e->n_grids; i++) {
		const struct grid_all_row *g = &e->grids[i];
		const char *compound = short_name(&e->cx->mem, g->compound), *name = short_name(&e->cx->mem, g->name);

		if (strstr(e->hint, g->code) || (*compound && strstr(e->hint, compound)) || (*name && strstr(e->hint, name))) {
			if (found != NONE)
				return NONE;
			found = (int64_t)i;
		}
	}
	return found;
}

static enum err find_grid(struct enrol *e, const char *text, int64_t *ret)
{
	int64_t grid = NONE;

	if (!e->n_grids)
		return fail(e->cx, ERR_BAD_INPUT, "grid", "您还没有可维护的网格", "there is no grid you may edit");
	if (*text) {
		if (!map_get(&e->grid_named, text, &grid) && !map_get(&e->grid_named, short_name(&e->cx->mem, text), &grid))
			return fail(e->cx, ERR_BAD_INPUT, "grid", "没有叫“%.40s”的网格，或不归您维护", "there is no grid '%.40s', or it is not yours", text);
		if (grid == NONE)
			return fail(e->cx, ERR_BAD_INPUT, "grid", "叫“%.40s”的网格不止一个，请写网格编码", "several grids are called '%.40s'; write the code", text);
		*ret = grid;
		return ERR_OK;
	}
	grid = e->n_grids == 1 ? 0 : grid_hinted(e);
	if (grid == NONE)
		return fail(e->cx, ERR_BAD_INPUT, "grid", "请写明网格或小区（您有 %zu 个网格）", "name the grid or compound (you have %zu grids)", e->n_grids);
	*ret = grid;
	return ERR_OK;
}

/* The house the row names; a new one is noted, not written. */
static enum err find_house(struct enrol *e, int64_t grid, const char *mark, bool *ret_new, int64_t *ret)
{
	const char *key = house_key(e, grid, mark);

	*ret_new = false;
	if (map_get(&e->houses_at, key, ret))
		return ERR_OK;
	TRY(check_line(e->cx, "building", mark, 1, MARK_MAX));
	TRY(check_code(e->cx, "building", mark));
	*ret = (int64_t)e->n_houses;
	*ret_new = true;
	return ERR_OK;
}

static enum err read_door(struct enrol *e, const struct enrol_row *in, struct door *ret)
{
	struct arena *mem = &e->cx->mem;
	struct door door = { door_building(mem, in->building), door_unit(mem, in->unit), door_room(mem, in->room) }, whole = { "", "", "" };
	const char *text = *in->address ? in->address : !*door.building && *in->room ? in->room : "";

	if (door_is_day(in->address) || door_is_day(in->room))
		return fail(e->cx, ERR_BAD_INPUT, *in->address ? "address" : "room", "门牌格是日期“%.10s”，是表格软件把“3-2”这样的门牌改成的；请把这一列设为文本，重填门牌",
			    "the door is a day, %.10s: a spreadsheet made it of a door like 3-2; format the column as text and write the door again",
			    *in->address ? in->address : in->room);
	if (*text && door_read(mem, text, &whole)) {
		door.building = *door.building ? door.building : whole.building;
		door.unit = *door.unit ? door.unit : whole.unit;
		door.room = *in->address && *in->room ? door.room : whole.room;
	}
	if (!*door.room)
		return fail(e->cx, ERR_BAD_INPUT, *in->address ? "address" : "room", "看不出门牌：请写房号，或写成 3-2-501",
			    "no door can be read; write the room, or 3-2-501");
	if (!*door.building)
		return fail(e->cx, ERR_BAD_INPUT, "building", "请写楼栋", "name the building");
	TRY(check_line(e->cx, "unit", door.unit, 0, DOOR_PART_MAX));
	TRY(check_line(e->cx, "room", door.room, 1, DOOR_PART_MAX));
	*ret = door;
	return ERR_OK;
}

static enum err check_grammar(struct enrol *e, const struct house *house, const struct door *door)
{
	const struct grid_buildings_below_row *r = house->rules;
	const char *why;

	if (!r || grid_door_fits(r->units, r->doors, r->floor_low, r->floor_high, r->shops, door->unit, door->room, &why))
		return ERR_OK;
	return fail(e->cx, ERR_BAD_INPUT, strcmp(why, "unit") == 0 ? "unit" : "room", "%s没有 %s（单元 %s，楼层 %lld 到 %lld，门号 %s）；核对门牌，或先改楼栋的门牌规则",
		    "%s has no %s (units %s, floors %lld to %lld, doors %s); check the door, or change how the building's doors are written",
		    house->name, door_join(&e->cx->mem, "", door->unit, door->room), *r->units ? r->units : "-", (long long)r->floor_low,
		    (long long)r->floor_high, *r->doors ? r->doors : "-");
}

/* One more person of a home; the same one twice is a mistake of the roster. */
static enum err add_person(struct enrol *e, struct home *home, const struct enrol_row *in, const char *phone)
{
	struct dweller *person;

	for (const struct dweller *p = home->people; p; p = p->next)
		if (strcmp(p->name, in->name) == 0 && strcmp(p->phone, phone) == 0)
			return fail(e->cx, ERR_CONFLICT, "room", "与第 %lld 行重复（同一门牌、同一人）", "is in row %lld already (same door, same person)",
				    (long long)home->row);
	if (home->n_people == HOUSEHOLD_PEOPLE_MAX)
		return fail(e->cx, ERR_BAD_INPUT, "name", "一户最多登记 %d 人", "at most %d people in a household", HOUSEHOLD_PEOPLE_MAX);
	person = arena_new(&e->cx->mem, sizeof *person);
	*person = (struct dweller){ in->name, phone, NULL };
	if (home->last)
		home->last->next = person;
	else
		home->people = person;
	home->last = person;
	home->n_people++;
	return ERR_OK;
}

static enum err check_rest(struct enrol *e, struct enrol_row *in, const char **ret_phone, int64_t *ret_needs)
{
	in->name = strchr(in->name, '*') ? "" : in->name;           /* masked: an export on its way back says nothing new */
	in->phone = strchr(in->phone, '*') ? "" : in->phone;
	TRY(check_line(e->cx, "name", in->name, 0, 40));
	TRY(check_line(e->cx, "remark", in->remark, 0, HOUSEHOLD_REMARK_MAX));
	TRY(check_range(e->cx, "persons", in->persons, 0, HOUSEHOLD_PERSONS_MAX));
	*ret_phone = in->phone;
	if (*in->phone && !person_phone_read(&e->cx->mem, in->phone, ret_phone))
		return fail(e->cx, ERR_BAD_INPUT, "phone", "电话号码不对：请写 11 位手机号，或带区号的座机号",
			    "the phone number is neither a mobile number of 11 digits nor a line with its area code");
	return needs_guess(e->cx, "needs", in->needs, ret_needs);
}

/* A home of the roster by its key, or a new one in *ret_new. */
static enum err find_home(struct enrol *e, const struct enrol_row *in, const char *key, int64_t house, bool new_house, int64_t *ret)
{
	int64_t known;

	if (map_get(&e->homes_at, key, ret))
		return ERR_OK;
	*ret = NONE;
	if (new_house || !map_get(&e->known_at, arena_print(&e->cx->mem, "%lld/%s", (long long)e->houses[house].building_id, strchr(key, '/') + 1),
				  &known))
		return ERR_OK;
	if (!e->replace)
		return fail(e->cx, ERR_CONFLICT, *in->address ? "address" : "room", "%s 已登记；要更新请选“覆盖”", "%s is registered; choose to replace it",
			    e->known[known].door);
	arena_push(&e->cx->mem, e->homes, e->n_homes, e->homes_room) = (struct home){ .household_id = e->known[known].household_id,
		.house = house, .unit = e->known[known].unit, .room = e->known[known].room, .remark = "", .row = in->row };
	*ret = (int64_t)e->n_homes - 1;
	map_put(&e->homes_at, key, *ret);
	return ERR_OK;
}

enum err enrol_take(struct enrol *e, const struct enrol_row *row)
{
	struct enrol_row said = *row, *in = &said;
	struct arena *mem = &e->cx->mem;
	struct door door;
	struct home fresh, *home;
	int64_t grid, house, at, needs;
	const char *phone, *key;
	bool new_house;

	TRY(find_grid(e, in->grid, &grid));
	TRY(read_door(e, in, &door));
	TRY(check_rest(e, in, &phone, &needs));
	TRY(find_house(e, grid, door.building, &new_house, &house));
	if (!new_house)
		TRY(check_grammar(e, &e->houses[house], &door));
	key = arena_print(mem, "%lld/%s/%s", (long long)house, door.unit, door.room);
	TRY(find_home(e, in, key, house, new_house, &at));
	fresh = (struct home){ .house = house, .unit = door.unit, .room = door.room, .remark = "", .row = in->row };
	home = at == NONE ? &fresh : &e->homes[at];
	TRY(add_person(e, home, in, phone));
	home->needs |= needs;
	home->persons = in->persons > home->persons ? in->persons : home->persons;
	home->status = in->status ? in->status : home->status;
	home->remark = *in->remark ? in->remark : home->remark;
	if (new_house) {
		map_put(&e->houses_at, house_key(e, grid, door.building), house);
		arena_push(mem, e->houses, e->n_houses, e->houses_room) = (struct house){ .grid = grid, .mark = door.building };
	}
	if (at == NONE) {
		map_put(&e->homes_at, key, (int64_t)e->n_homes);
		arena_push(mem, e->homes, e->n_homes, e->homes_room) = fresh;
	}
	return ERR_OK;
}

/* "3" is written 3号楼, 1组 as it stands. */
static const char *house_name(struct arena *mem, const char *mark)
{
	for (const char *c = mark; *c; c++)
		if ((unsigned char)*c >= 0x80)
			return mark;
	return arena_print(mem, "%s号楼", mark);
}

static enum err put_houses(struct enrol *e)
{
	for (size_t i = 0; i < e->n_houses; i++) {
		struct house *h = &e->houses[i];
		struct place place;

		if (h->building_id)
			continue;
		TRY(grid_building_add(e->cx, e->grids[h->grid].grid_id, &(struct grid_building){ .name = house_name(&e->cx->mem, h->mark),
			.mark = h->mark }, &h->building_id));
		TRY(place_get(e->cx, h->building_id, &place));
		h->path = place.path;
	}
	return ERR_OK;
}

static enum err put_people(struct enrol *e, const struct home *home, const char *path)
{
	int64_t number = 0;

	for (const struct dweller *p = home->people; p; p = p->next)
		if (*p->name || *p->phone)
			TRY(household_person_put(e->cx, (struct household_person_put_in){ .district_id = e->cx->district_id,
				.household_id = home->household_id, .person_no = ++number, .name = p->name, .phone = p->phone, .path = path }));
	return ERR_OK;
}

static enum err put_new(struct enrol *e, struct home *h)
{
	const struct house *house = &e->houses[h->house];
	int64_t persons = h->persons ? h->persons : h->n_people > 1 ? (int64_t)h->n_people : 0;

	h->household_id = ctx_new_id(e->cx);
	TRY(household_insert(e->cx, (struct household_insert_in){ .district_id = e->cx->district_id, .household_id = h->household_id,
		.building_id = house->building_id, .grid_id = e->grids[house->grid].grid_id, .path = house->path, .unit = h->unit, .room = h->room,
		.floor = door_floor(h->room), .door = door_join(&e->cx->mem, house->mark, h->unit, h->room),
		.sort = door_sort(house->mark, h->unit, h->room), .persons = persons, .needs = h->needs,
		.status = h->status ? h->status : HOUSEHOLD_HERE, .remark = h->remark, .changed_ms = e->cx->now_ms }));
	return put_people(e, h, house->path);
}

/* What the roster says goes over what was there; what it leaves empty stays. */
static enum err put_change(struct enrol *e, const struct home *h, int64_t *changed)
{
	struct household_full_row old;

	TRY(household_full(e->cx, (struct household_full_in){ .district_id = e->cx->district_id, .household_id = h->household_id }, &old));
	TRY(household_facts(e->cx, (struct household_facts_in){ .district_id = e->cx->district_id, .household_id = h->household_id,
		.persons = h->persons ? h->persons : old.persons, .needs = h->needs ? h->needs : old.needs,
		.status = h->status ? h->status : old.status, .remark = *h->remark ? h->remark : old.remark, .changed_ms = e->cx->now_ms }));
	(*changed)++;
	return put_people(e, h, e->houses[h->house].path);
}

enum err enrol_put(struct enrol *e, int64_t *ret_created, int64_t *ret_changed)
{
	int64_t created = 0, changed = 0;

	TRY(put_houses(e));
	for (size_t i = 0; i < e->n_homes; i++) {
		if (e->homes[i].household_id) {
			TRY(put_change(e, &e->homes[i], &changed));
		} else {
			TRY(put_new(e, &e->homes[i]));
			created++;
		}
	}
	*ret_created = created;
	*ret_changed = changed;
	return ERR_OK;
}
