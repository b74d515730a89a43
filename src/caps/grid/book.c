/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/book.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/check.h"
#include "base/map.h"
#include "caps/grid/door.h"
#include <stdio.h>
#include <string.h>

enum { NONE = -1, TAIL = 4 };

/* Chains by map: the value is the first row, `next` the one after it. */
struct household_book {
	struct ctx *cx;
	struct grid_buildings_below_row *buildings;
	struct household_all_row *rows;
	size_t      n_buildings, n;
	struct map  marks, rooms, phones;       /* mark; "building/room"; last four digits */
	int64_t    *next_room, *next_phone;
	struct mark { int64_t building; struct mark *next; } **mark_at;
	size_t      n_marks, marks_room;
	bool        one;                        /* the place is a building itself */
};

static void add_mark(struct household_book *b, const char *mark, size_t building)
{
	struct mark *m = arena_new(&b->cx->mem, sizeof *m);
	int64_t at;

	m->building = (int64_t)building;
	if (map_get(&b->marks, mark, &at)) {
		m->next = b->mark_at[at];
		b->mark_at[at] = m;
	} else {
		map_put(&b->marks, mark, (int64_t)b->n_marks);
		arena_push(&b->cx->mem, b->mark_at, b->n_marks, b->marks_room) = m;
	}
}

static void index_buildings(struct household_book *b)
{
	for (size_t i = b->n_buildings; i-- > 0; ) {
		struct grid_buildings_below_row *row = &b->buildings[i];

		add_mark(b, *row->mark ? row->mark : door_building(&b->cx->mem, row->name), i);
		for (const char *at = row->also; *at; ) {
			size_t n = strcspn(at, ",");

			add_mark(b, arena_bytes(&b->cx->mem, at, n), i);
			at += n + (at[n] != 0);
		}
	}
}

static const char *without_zeros(const char *room)
{
	while (*room == '0' && room[1])
		room++;
	return room;
}

static const char *tail_of(const char *phone)
{
	size_t n = strlen(phone);

	return n > TAIL ? phone + n - TAIL : phone;
}

static void chain(struct map *map, const char *key, int64_t row, int64_t *next)
{
	int64_t first = NONE;

	(void)map_get(map, key, &first);
	next[row] = first;
	map_put(map, key, row);
}

static void index_households(struct household_book *b)
{
	b->next_room = arena_array(&b->cx->mem, int64_t, b->n + 1);
	b->next_phone = arena_array(&b->cx->mem, int64_t, b->n + 1);
	for (size_t i = b->n; i-- > 0; ) {                  /* backwards: chains then go forwards */
		const struct household_all_row *row = &b->rows[i];

		chain(&b->rooms, arena_print(&b->cx->mem, "%lld/%s", (long long)row->building_id, without_zeros(row->room)), (int64_t)i,
		      b->next_room);
		if (*row->phone)
			chain(&b->phones, tail_of(row->phone), (int64_t)i, b->next_phone);
	}
}

enum err household_book_open(struct ctx *cx, int64_t place_id, struct household_book **ret)
{
	struct household_book *b = arena_new(&cx->mem, sizeof *b);
	struct place place = { 0 };
	const char *from, *end;

	*b = (struct household_book){ .cx = cx, .marks = MAP(&cx->mem), .rooms = MAP(&cx->mem), .phones = MAP(&cx->mem) };
	grid_actor_range(cx, PERM_GRID_READ, &from, &end);
	if (place_id) {
		TRY(place_get(cx, place_id, &place));
		from = place.path;
		end = check_scope_end(&cx->mem, place.path);
	}
	b->one = place.kind == PLACE_BUILDING;
	TRY(grid_buildings_below(cx, (struct grid_buildings_below_in){ .district_id = cx->district_id, .under = from, .under_end = end,
		.limit = GRID_BUILDINGS_MAX }, &b->buildings, &b->n_buildings, GRID_BUILDINGS_MAX));
	TRY(household_all(cx, (struct household_all_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_GRID_READ, .now_ms = cx->now_ms, .under = from,
		.under_end = end, .limit = HOUSEHOLD_LIST_MAX }, &b->rows, &b->n, HOUSEHOLD_LIST_MAX));
	index_buildings(b);
	index_households(b);
	*ret = b;
	return ERR_OK;
}

/* Rows of one building's room whose unit fits; `none`: only those without a unit. */
static size_t take_rooms(struct household_book *b, size_t building, const char *unit, bool none, const char *room, int64_t *ids, size_t n)
{
	char key[200];
	int64_t at;

	snprintf(key, sizeof key, "%lld/%s", (long long)b->buildings[building].building_id, without_zeros(room));
	if (!map_get(&b->rooms, key, &at))
		return n;
	for (; at != NONE && n < HOUSEHOLD_FIND_MAX; at = b->next_room[at])
		if (none ? !*b->rows[at].unit : !*unit || strcmp(b->rows[at].unit, unit) == 0)
			ids[n++] = b->rows[at].household_id;
	return n;
}

size_t household_book_find(struct household_book *b, const char *building, const char *unit, const char *room,
			   int64_t ids[static HOUSEHOLD_FIND_MAX])
{
	struct arena *mem = &b->cx->mem;
	const char *mark = door_building(mem, building), *u = door_unit(mem, unit), *r = door_room(mem, room);
	struct mark whole = { 0 };
	const struct mark *m = b->one && !*mark && b->n_buildings ? &whole : NULL;
	size_t n = 0;
	int64_t at;

	if (!*r || (!m && !map_get(&b->marks, mark, &at)))
		return 0;
	for (m = m ? m : b->mark_at[at]; m; m = m->next) {
		size_t before = n;

		n = take_rooms(b, (size_t)m->building, u, false, r, ids, n);
		if (n == before && *u)
			n = take_rooms(b, (size_t)m->building, "", true, r, ids, n);
	}
	return n;
}

size_t household_book_phone(struct household_book *b, const char *digits, int64_t ids[static HOUSEHOLD_FIND_MAX])
{
	size_t n = 0, wanted = strlen(digits);
	int64_t at;

	if (wanted < TAIL || !map_get(&b->phones, tail_of(digits), &at))
		return 0;
	for (; at != NONE && n < HOUSEHOLD_FIND_MAX; at = b->next_phone[at]) {
		size_t has = strlen(b->rows[at].phone);

		if (has >= wanted && strcmp(b->rows[at].phone + has - wanted, digits) == 0)
			ids[n++] = b->rows[at].household_id;
	}
	return n;
}

int64_t household_book_building(struct household_book *b, const char *building)
{
	const char *mark = door_building(&b->cx->mem, building);
	int64_t at;

	if (!map_get(&b->marks, mark, &at) || b->mark_at[at]->next)
		return 0;
	return b->buildings[b->mark_at[at]->building].building_id;
}

size_t household_book_size(const struct household_book *b) { return b->n; }
