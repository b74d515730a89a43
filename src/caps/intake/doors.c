/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"
#include "caps/grid/door.h"
#include "caps/intake/intake_work.h"
#include <string.h>

enum { NEAR_LOOKED_AT = 5000, NEAR_ALL = 3000000, BUILDINGS_TRIED = 40 };

static const char *no_zero(const char *room)
{
	while (room[0] == '0' && room[1] >= '0' && room[1] <= '9')
		room++;
	return room;
}

static const char *door_key(const struct doors *d, int64_t building_id, const char *unit, const char *room)
{
	return arena_print(&d->cx->mem, "%lld|%s|%s", (long long)building_id, unit, no_zero(room));
}

/* Puts `at` in front of the chain of a key. */
static void chain(struct map *m, uint32_t *next, const char *key, uint32_t at)
{
	int64_t first = 0;

	if (map_get(m, key, &first))
		next[at] = (uint32_t)first;
	map_put(m, key, at + 1);
}

static void name_building(struct doors *d, uint32_t at, const char *name, const char *compound)
{
	const char *plain = door_building(&d->cx->mem, name);
	int64_t there;

	if (!*plain || (map_get(&d->by_building, plain, &there) && there == at + 1))
		return;
	if (!d->next_building[at])
		chain(&d->by_building, d->next_building, plain, at);
	else
		map_put(&d->by_building, plain, at + 1);
	if (*compound)
		map_put(&d->by_building, arena_print(&d->cx->mem, "%s\n%s", compound, plain), at + 1);
}

static enum err read_buildings(struct doors *d, int64_t place_id)
{
	int64_t grid_id = 0;
	struct grid_area area = { .compound = "" };

	TRY(grid_building_list(d->cx, place_id, &d->buildings, &d->n_buildings));
	d->next_building = arena_array(&d->cx->mem, uint32_t, d->n_buildings + 1);
	for (uint32_t i = 0; i < d->n_buildings; i++) {
		const struct grid_building *b = &d->buildings[i];

		if (b->grid_id != grid_id) {
			TRY(grid_area_of(d->cx, b->building_id, &area));
			grid_id = b->grid_id;
		}
		name_building(d, i, b->mark && *b->mark ? b->mark : b->name, area.compound ? area.compound : "");
		for (const char *at = b->also; at && *at; ) {
			size_t n = strcspn(at, ",，、");

			name_building(d, i, arena_bytes(&d->cx->mem, at, n), area.compound ? area.compound : "");
			at += n + strspn(at + n, ",，、");
		}
	}
	return ERR_OK;
}

enum err doors_open(struct ctx *cx, int64_t place_id, struct doors *ret)
{
	const struct household_filter all = { .under_id = place_id, .limit = HOUSEHOLD_LIST_MAX };

	*ret = (struct doors){ .cx = cx, .by_building = MAP(&cx->mem), .by_door = MAP(&cx->mem), .by_room = MAP(&cx->mem), .near_left = NEAR_ALL };
	TRY(read_buildings(ret, place_id));
	TRY(household_list(cx, &all, &ret->rows, &ret->n));
	ret->next_door = arena_array(&cx->mem, uint32_t, ret->n + 1);
	ret->next_room = arena_array(&cx->mem, uint32_t, ret->n + 1);
	for (uint32_t i = (uint32_t)ret->n; i-- > 0; ) {
		const struct household *h = &ret->rows[i];

		chain(&ret->by_door, ret->next_door, door_key(ret, h->building_id, h->unit, h->room), i);
		chain(&ret->by_room, ret->next_room, door_key(ret, h->building_id, "", h->room), i);
	}
	return ERR_OK;
}

/* The buildings an address may mean; without a building all of them, when they are few. */
static size_t find_buildings(const struct doors *d, const char *compound, const char *building, uint32_t ret[static BUILDINGS_TRIED])
{
	const char *plain = door_building(&d->cx->mem, building);
	int64_t at = 0;
	size_t n = 0;

	if (!*plain) {
		for (uint32_t i = 0; d->n_buildings == 1 && i < 1; i++)
			ret[n++] = i;
		return n;
	}
	if (*compound && map_get(&d->by_building, arena_print(&d->cx->mem, "%s\n%s", compound, plain), &at)) {
		ret[n++] = (uint32_t)at - 1;
		return n;
	}
	if (!map_get(&d->by_building, plain, &at))
		return 0;
	for (; at && n < BUILDINGS_TRIED; at = d->next_building[at - 1])
		ret[n++] = (uint32_t)at - 1;
	return n;
}

size_t doors_find(const struct doors *d, const char *compound, const char *building, const char *unit, const char *room, uint32_t ret[static DOORS_FOUND_MAX])
{
	const char *plain_unit = door_unit(&d->cx->mem, unit), *plain_room = door_room(&d->cx->mem, room);
	const struct map *map = *plain_unit ? &d->by_door : &d->by_room;
	const uint32_t *next = *plain_unit ? d->next_door : d->next_room;
	uint32_t building_at[BUILDINGS_TRIED];
	size_t n = 0, n_buildings = find_buildings(d, compound, building, building_at);

	for (size_t i = 0; i < n_buildings && *plain_room; i++) {
		int64_t at = 0;

		if (!map_get(map, door_key(d, d->buildings[building_at[i]].building_id, plain_unit, plain_room), &at))
			continue;
		for (; at && n < DOORS_FOUND_MAX; at = next[at - 1])
			ret[n++] = (uint32_t)at - 1;
	}
	return n;
}

size_t doors_near(struct doors *d, const char *building, const char *unit, const char *room, uint32_t ret[static 2])
{
	const char *want = door_join(&d->cx->mem, door_building(&d->cx->mem, building), door_unit(&d->cx->mem, unit), door_room(&d->cx->mem, room));
	int best[2] = { 3, 3 };
	size_t n = 0;

	if (d->n > NEAR_LOOKED_AT || d->near_left < (int64_t)d->n)
		return 0;
	d->near_left -= (int64_t)d->n;
	for (uint32_t i = 0; i < d->n; i++) {
		int far = text_distance(want, d->rows[i].door);

		if (far < best[0]) {
			best[1] = best[0];
			ret[1] = ret[0];
			best[0] = far;
			ret[0] = i;
			n = n < 2 ? n + 1 : 2;
		} else if (far < best[1]) {
			best[1] = far;
			ret[1] = i;
			n = 2;
		}
	}
	return n;
}
