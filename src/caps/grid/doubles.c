/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/tidy.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/check.h"
#include "caps/grid/door.h"
#include <stdlib.h>
#include <string.h>

/* Finding households that are there twice: all of a scope side by side, sorted by
 * what may be the same, neighbours compared. */

const char *const household_double_words[] = { "same_door", "same_person", "near_door", "same_phone", NULL };

enum { KEPT_MAX = 100000 };
typedef struct household_all_row door_row;

struct found { int64_t why; const door_row *a, *b; };
struct finder { struct ctx *cx; struct found *found; size_t n, room; struct household_pairs_kept_row *kept; size_t n_kept; };

static int by_pair(const void *a, const void *b)
{
	const struct household_pairs_kept_row *x = a, *y = b;

	if (x->a_id != y->a_id)
		return x->a_id < y->a_id ? -1 : 1;
	return x->b_id < y->b_id ? -1 : x->b_id > y->b_id;
}

static bool is_told(const struct finder *f, const door_row *a, const door_row *b)
{
	struct household_pairs_kept_row key = { a->household_id < b->household_id ? a->household_id : b->household_id,
						a->household_id < b->household_id ? b->household_id : a->household_id };

	if (bsearch(&key, f->kept, f->n_kept, sizeof key, by_pair))
		return true;
	for (size_t i = 0; i < f->n; i++)
		if ((f->found[i].a == a && f->found[i].b == b) || (f->found[i].a == b && f->found[i].b == a))
			return true;
	return false;
}

static void add(struct finder *f, int64_t why, const door_row *a, const door_row *b)
{
	if (f->n <= HOUSEHOLD_DOUBLES_MAX && !is_told(f, a, b))
		arena_push(&f->cx->mem, f->found, f->n, f->room) = (struct found){ why, a, b };
}

/* A room as it sounds: without leading zeros, O for 0, in capitals. */
static int compare_rooms(const char *a, const char *b)
{
	a += strspn(a, "0O");
	b += strspn(b, "0O");
	for (; *a && *b; a++, b++) {
		char x = *a == 'O' ? '0' : *a, y = *b == 'O' ? '0' : *b;

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (*a != 0) - (*b != 0);
}

static int by_door(const void *a, const void *b)
{
	const door_row *x = *(const door_row *const *)a, *y = *(const door_row *const *)b;
	int rooms;

	if (x->building_id != y->building_id)
		return x->building_id < y->building_id ? -1 : 1;
	rooms = compare_rooms(x->room, y->room);
	if (rooms)
		return rooms;
	return x->household_id < y->household_id ? -1 : x->household_id > y->household_id;
}

static int by_phone(const void *a, const void *b)
{
	const door_row *x = *(const door_row *const *)a, *y = *(const door_row *const *)b;
	int phones = strcmp(x->phone, y->phone);

	return phones ? phones : x->household_id < y->household_id ? -1 : x->household_id > y->household_id;
}

/* The same door, or one that only misses its unit or differs in a zero. */
static void compare_doors(struct finder *f, const door_row *a, const door_row *b)
{
	if (strcmp(a->unit, b->unit) == 0)
		add(f, strcmp(a->room, b->room) == 0 ? DOUBLE_SAME_DOOR : DOUBLE_NEAR_DOOR, a, b);
	else if (!*a->unit || !*b->unit)
		add(f, DOUBLE_NEAR_DOOR, a, b);
}

static void find_doors(struct finder *f, const door_row **rows, size_t n)
{
	qsort(rows, n, sizeof *rows, by_door);
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && k < i + 20 && rows[k]->building_id == rows[i]->building_id
		     && compare_rooms(rows[i]->room, rows[k]->room) == 0; k++)
			compare_doors(f, rows[i], rows[k]);
}

static void find_phones(struct finder *f, const door_row **rows, size_t n)
{
	qsort(rows, n, sizeof *rows, by_phone);
	for (size_t i = 0; i + 1 < n; i++)
		if (*rows[i]->phone && strcmp(rows[i]->phone, rows[i + 1]->phone) == 0)
			add(f, *rows[i]->name && strcmp(rows[i]->name, rows[i + 1]->name) == 0 ? DOUBLE_SAME_PERSON : DOUBLE_SAME_PHONE,
			    rows[i], rows[i + 1]);
}

static int by_why(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int path;

	if (x->why != y->why)
		return x->why < y->why ? -1 : 1;
	path = strcmp(x->a->path, y->a->path);
	if (path)
		return path;
	if (x->a->sort != y->a->sort)
		return x->a->sort < y->a->sort ? -1 : 1;
	return x->a->household_id < y->a->household_id ? -1 : x->a->household_id > y->a->household_id;
}

static enum err load(struct ctx *cx, int64_t under_id, door_row **ret, size_t *ret_n)
{
	struct place under;
	const char *from, *end;

	grid_actor_range(cx, PERM_GRID_EDIT, &from, &end);
	if (under_id) {
		TRY(place_get(cx, under_id, &under));
		from = under.path;
		end = check_scope_end(&cx->mem, under.path);
	}
	return household_all(cx, (struct household_all_in){ .district_id = cx->district_id,
		.actor_id = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, .perm = PERM_GRID_EDIT, .now_ms = cx->now_ms, .under = from,
		.under_end = end, .limit = HOUSEHOLD_LIST_MAX }, ret, ret_n, HOUSEHOLD_LIST_MAX);
}

enum err household_doubles(struct ctx *cx, int64_t under_id, struct household_pair **ret, size_t *ret_n, bool *ret_more)
{
	struct finder f = { .cx = cx };
	struct household_pair *out;
	const door_row **sorted;
	door_row *rows;
	size_t n, shown;

	TRY(load(cx, under_id, &rows, &n));
	TRY(household_pairs_kept(cx, (struct household_pairs_kept_in){ .district_id = cx->district_id, .limit = KEPT_MAX }, &f.kept, &f.n_kept,
				 KEPT_MAX));
	sorted = arena_array(&cx->mem, const door_row *, n + 1);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &rows[i];
	find_doors(&f, sorted, n);
	find_phones(&f, sorted, n);
	if (f.n)
		qsort(f.found, f.n, sizeof *f.found, by_why);
	shown = f.n < HOUSEHOLD_DOUBLES_MAX ? f.n : HOUSEHOLD_DOUBLES_MAX;
	out = arena_array(&cx->mem, struct household_pair, shown + 1);
	for (size_t i = 0; i < shown; i++) {
		out[i].why = f.found[i].why;
		TRY(household_get(cx, f.found[i].a->household_id, &out[i].a));
		TRY(household_get(cx, f.found[i].b->household_id, &out[i].b));
	}
	*ret = out;
	*ret_n = shown;
	*ret_more = f.n > shown;
	return ERR_OK;
}
