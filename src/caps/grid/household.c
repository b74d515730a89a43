/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/grid.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/grid/door.h"
#include "caps/grid/enrol.h"
#include "caps/party/person.h"
#include <string.h>

/* Writing households. */

static const char *or_empty(const char *text) { return text ? text : ""; }

/* The building with the grammar of its doors; its name in normal form as described, else read from the place's name. */
static enum err rules_of(struct ctx *cx, const struct place *building, struct grid_buildings_below_row *ret)
{
	struct grid_buildings_below_row *rows;
	size_t n;

	TRY(grid_buildings_below(cx, (struct grid_buildings_below_in){ .district_id = cx->district_id, .under = building->path,
		.under_end = check_scope_end(&cx->mem, building->path), .limit = 1 }, &rows, &n, 1));
	if (!n)
		return fail(cx, ERR_BLOCKED, "building_id", "“%s”已停用，不能再登记住户", "'%s' is no longer in use", building->name);
	*ret = rows[0];
	if (!*ret->mark)
		ret->mark = door_building(&cx->mem, building->name);
	return ERR_OK;
}

/* A door the building's grammar does not know is a slip of the pen. */
static enum err check_fits(struct ctx *cx, const struct grid_buildings_below_row *r, const char *unit, const char *room)
{
	const char *why;

	if (grid_door_fits(r->units, r->doors, r->floor_low, r->floor_high, r->shops, unit, room, &why))
		return ERR_OK;
	return fail(cx, ERR_BAD_INPUT, strcmp(why, "unit") == 0 ? "unit" : "room",
		    "%s没有 %s（单元 %s，楼层 %lld 到 %lld，门号 %s）；核对门牌，或先改楼栋的门牌规则",
		    "%s has no %s (units %s, floors %lld to %lld, doors %s); check the door, or change how the building's doors are written",
		    r->name, door_join(&cx->mem, "", unit, room), *r->units ? r->units : "-", (long long)r->floor_low,
		    (long long)r->floor_high, *r->doors ? r->doors : "-");
}

/* The texts of a door in normal form, with everything that can be wrong with them. */
static enum err check_door(struct ctx *cx, const struct household_facts *in, const char **ret_unit, const char **ret_room)
{
	*ret_unit = door_unit(&cx->mem, or_empty(in->unit));
	*ret_room = door_room(&cx->mem, or_empty(in->room));
	TRY(check_line(cx, "unit", *ret_unit, 0, DOOR_PART_MAX));
	return check_line(cx, "room", *ret_room, 1, DOOR_PART_MAX);
}

static enum err check_facts(struct ctx *cx, const struct household_facts *in, const char **ret_phone)
{
	TRY(check_range(cx, "persons", in->persons, 0, HOUSEHOLD_PERSONS_MAX));
	TRY(check_range(cx, "status", in->status, 0, HOUSEHOLD_MOVED));
	TRY(check_line(cx, "remark", or_empty(in->remark), 0, HOUSEHOLD_REMARK_MAX));
	TRY(check_line(cx, "name", or_empty(in->name), 0, 40));
	*ret_phone = or_empty(in->phone);
	if (**ret_phone && !person_phone_read(&cx->mem, *ret_phone, ret_phone))
		return fail(cx, ERR_BAD_INPUT, "phone", "电话号码不对：请写 11 位手机号，或带区号的座机号",
			    "the phone number is neither a mobile number of 11 digits nor a line with its area code");
	return ERR_OK;
}

static enum err refuse_taken(struct ctx *cx, int64_t building_id, const char *unit, const char *room, int64_t but, const char *door)
{
	struct household_in_room_row *rows;
	size_t n;

	TRY(household_in_room(cx, (struct household_in_room_in){ .district_id = cx->district_id, .building_id = building_id, .room = room,
		.unit = "", .limit = HOUSEHOLD_FIND_MAX }, &rows, &n, HOUSEHOLD_FIND_MAX));
	for (size_t i = 0; i < n; i++)
		if (rows[i].household_id != but && strcmp(rows[i].unit, unit) == 0)
			return fail(cx, ERR_CONFLICT, "room", "%s 已登记有住户；确有两户同住一门，请勾选“另有一户”",
				    "a household is registered at %s; if two live behind that door, say so", door);
	return ERR_OK;
}

static enum err put_contact(struct ctx *cx, int64_t household_id, const char *path, const struct household_facts *in, const char *phone)
{
	struct household_names old;

	if (!in->name && !in->phone)
		return ERR_OK;
	TRY(household_names(cx, household_id, true, &old));
	return household_person_put(cx, (struct household_person_put_in){ .district_id = cx->district_id, .household_id = household_id,
		.person_no = 1, .name = in->name ? in->name : old.name, .phone = in->phone ? phone : old.phone, .path = path });
}

enum err household_create(struct ctx *cx, const struct household_facts *in, int64_t *ret_household_id)
{
	const char *unit, *room, *phone, *door;
	struct grid_buildings_below_row rules;
	int64_t household_id = ctx_new_id(cx);
	struct place building;

	TRY(place_need(cx, PERM_GRID_EDIT, in->building_id, &building));
	if (building.kind != PLACE_BUILDING)
		return fail(cx, ERR_BAD_INPUT, "building_id", "“%s”不是楼栋，住户登记在楼栋下", "'%s' is no building; a household stands in one",
			    building.name);
	TRY(check_door(cx, in, &unit, &room));
	TRY(check_facts(cx, in, &phone));
	TRY(rules_of(cx, &building, &rules));
	TRY(check_fits(cx, &rules, unit, room));
	door = door_join(&cx->mem, rules.mark, unit, room);
	if (!in->also)
		TRY(refuse_taken(cx, building.place_id, unit, room, 0, door));
	TRY(household_insert(cx, (struct household_insert_in){ .district_id = cx->district_id, .household_id = household_id,
		.building_id = building.place_id, .grid_id = building.parent_id, .path = building.path, .unit = unit, .room = room,
		.floor = door_floor(room), .door = door, .sort = door_sort(rules.mark, unit, room), .persons = in->persons,
		.needs = in->needs, .status = in->status ? in->status : HOUSEHOLD_HERE, .remark = or_empty(in->remark),
		.changed_ms = cx->now_ms }));
	TRY(put_contact(cx, household_id, building.path, in, phone));
	*ret_household_id = household_id;
	return ERR_OK;
}

enum err household_update(struct ctx *cx, int64_t household_id, int64_t version, const struct household_facts *in)
{
	const char *unit, *room, *phone, *door;
	struct grid_buildings_below_row rules;
	struct household old;
	struct place building;
	int64_t changed = 0;

	TRY(household_need(cx, PERM_GRID_EDIT, household_id, &old));
	if (in->building_id && in->building_id != old.building_id)
		return fail(cx, ERR_BLOCKED, "building_id", "住户不能换楼栋；请登记搬走，再在新楼栋登记",
			    "a household cannot change its building; record that it moved and register it there");
	if (old.merged_into)
		return fail(cx, ERR_BAD_STATE, NULL, "这一户已并入另一户，不能再改", "this household was merged into another and stays as it is");
	if (version && version != old.version)
		return fail(cx, ERR_STALE, "version", "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新",
			    "the record is at version %lld, you saw %lld; reload", (long long)old.version, (long long)version);
	TRY(check_door(cx, in, &unit, &room));
	TRY(check_facts(cx, in, &phone));
	door = door_join(&cx->mem, old.building, unit, room);
	if (strcmp(unit, old.unit) != 0 || strcmp(room, old.room) != 0) {
		TRY(place_get(cx, old.building_id, &building));
		TRY(rules_of(cx, &building, &rules));
		TRY(check_fits(cx, &rules, unit, room));
	}
	if (!in->also && (strcmp(unit, old.unit) != 0 || strcmp(room, old.room) != 0))
		TRY(refuse_taken(cx, old.building_id, unit, room, household_id, door));
	TRY(household_change_n(cx, (struct household_change_in){ .district_id = cx->district_id, .household_id = household_id,
		.version = old.version, .unit = unit, .room = room, .floor = door_floor(room), .door = door,
		.sort = door_sort(old.building, unit, room), .persons = in->persons,
		.needs = in->needs | (ctx_may(cx, PERM_HOUSEHOLD_REVEAL, old.path) ? 0 : old.needs & NEEDS_SENSITIVE),       /* unseen, so unsaid */
		.status = in->status ? in->status : HOUSEHOLD_HERE, .remark = or_empty(in->remark), .changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, "version", "别人刚改过这一户，请刷新再办", "someone changed this household meanwhile; reload");
	return put_contact(cx, household_id, old.path, in, phone);
}
