/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/grid.h"
#include "caps/grid/grid_internal.h"
#include "grid.sql.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/map.h"
#include "caps/grid/door.h"
#include "caps/party/person.h"
#include <string.h>

/* Reading: grids, households by number, by door, in lists. */

const char *const household_status_words[] = { "any", "here", "away", "moved", NULL };

static const struct { int64_t bit; const char *word, *zh; } needs[] = {
#define NEED(at, name, w, chinese, en) { INT64_C(1) << (at), w, chinese },
#include "caps/grid/needs.def"
#undef NEED
};
enum { NEEDS = sizeof needs / sizeof *needs };

enum err needs_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set)
{
	int64_t set = 0;

	for (const char *at = words ? words : ""; *at; ) {
		size_t n = strcspn(at, ", ");
		int64_t bit = 0;

		for (int i = 0; i < NEEDS; i++)
			if (strlen(needs[i].word) == n && memcmp(needs[i].word, at, n) == 0)
				bit = needs[i].bit;
		if (n && !bit)
			return fail(cx, ERR_BAD_INPUT, field, "不认识特殊情况“%.*s”，可用：%s", "'%.*s' is no known need; known: %s",
				    (int)(n < 40 ? n : 40), at, needs_words(&cx->mem, INT64_MAX));
		set |= bit;
		at += n + (at[n] != 0);
	}
	*ret_set = set;
	return ERR_OK;
}

const char *needs_words(struct arena *mem, int64_t set)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < NEEDS; i++)
		if (set & needs[i].bit)
			buf_print(&b, "%s%s", b.n ? "," : "", needs[i].word);
	return buf_get(&b);
}

const char *needs_zh(struct arena *mem, int64_t set)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < NEEDS; i++)
		if (set & needs[i].bit)
			buf_print(&b, "%s%s", b.n ? "、" : "", needs[i].zh);
	return buf_get(&b);
}

enum err grid_area_of(struct ctx *cx, int64_t place_id, struct grid_area *ret)
{
	struct grid_area_row_row row = { .compound = "", .area_kind = "", .zone = "", .vehicle = "" };
	struct grid_worker_row worker = { .name = "" };
	struct grid_shops_row *shops;
	struct place grid;
	int64_t *ids;
	size_t n;
	enum err e;

	TRY(place_ancestor(cx, place_id, PLACE_GRID, &grid));
	e = grid_area_row(cx, (struct grid_area_row_in){ .district_id = cx->district_id, .grid_id = grid.place_id }, &row);
	if (e && e != ERR_NOT_FOUND)
		return e;
	e = grid_worker(cx, (struct grid_worker_in){ .district_id = cx->district_id, .path = grid.path, .now_ms = cx->now_ms }, &worker);
	if (e && e != ERR_NOT_FOUND)
		return e;
	TRY(grid_shops(cx, (struct grid_shops_in){ .district_id = cx->district_id, .grid_id = grid.place_id, .limit = GRID_SHOPS_MAX },
		       &shops, &n, GRID_SHOPS_MAX));
	ids = arena_array(&cx->mem, int64_t, n + 1);
	for (size_t i = 0; i < n; i++)
		ids[i] = shops[i].shop_id;
	*ret = (struct grid_area){ .grid_id = grid.place_id, .name = grid.name, .path = grid.path,
		.compound = *row.compound ? row.compound : grid.name, .area_kind = row.area_kind, .zone = row.zone, .zone_ms = row.zone_ms,
		.station_id = row.station_id, .shop_ids = ids, .n_shops = n, .vehicle = row.vehicle, .worker_id = worker.account_id,
		.worker = worker.name, .version = row.version };
	cx->fault = (struct fault){ 0 };
	return ERR_OK;
}

enum err grid_rules_of(struct ctx *cx, int64_t grid_id, struct grid_area *ret)
{
	struct grid_area_row_row row = { .compound = "", .area_kind = "", .zone = "", .vehicle = "" };
	enum err e = grid_area_row(cx, (struct grid_area_row_in){ .district_id = cx->district_id, .grid_id = grid_id }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = (struct grid_area){ .grid_id = grid_id, .name = "", .path = "", .compound = row.compound, .area_kind = row.area_kind, .zone = row.zone,
		.zone_ms = row.zone_ms, .station_id = row.station_id, .vehicle = row.vehicle, .worker = "", .version = row.version };
	cx->fault = (struct fault){ 0 };
	return ERR_OK;
}

/* The building's part of a door "3-2-501". */
static const char *building_of(struct ctx *cx, const char *door, const char *unit, const char *room)
{
	size_t tail = strlen(unit) + (*unit ? 1 : 0) + strlen(room) + 1, n = strlen(door);

	return n > tail ? arena_bytes(&cx->mem, door, n - tail) : "";
}

#define HOUSEHOLD_OF(cx, r) (struct household){ .household_id = (r).household_id, .building_id = (r).building_id, .grid_id = (r).grid_id, \
	.station_id = (r).station_id, .building = building_of((cx), (r).door, (r).unit, (r).room), .unit = (r).unit, .room = (r).room, \
	.floor = (r).floor, .persons = (r).persons, .needs = (r).needs, .status = (r).status, .merged_into = (r).merged_into, \
	.door = (r).door, .path = (r).path, .sort = (r).sort, .remark = (r).remark, .version = (r).version }

enum err household_get(struct ctx *cx, int64_t household_id, struct household *ret)
{
	struct household_by_id_row row;
	enum err e = household_by_id(cx, (struct household_by_id_in){ .district_id = cx->district_id, .household_id = household_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "household_id", "没有编号为 %lld 的住户", "there is no household number %lld", (long long)household_id);
	TRY(e);
	*ret = HOUSEHOLD_OF(cx, row);
	return ERR_OK;
}

enum err household_now(struct ctx *cx, int64_t household_id, struct household *ret)
{
	struct household h;

	TRY(household_get(cx, household_id, &h));
	if (h.merged_into)                                 /* one step: a merge moves earlier ones along */
		TRY(household_get(cx, h.merged_into, &h));
	*ret = h;
	return ERR_OK;
}

enum err household_need(struct ctx *cx, enum perm perm, int64_t household_id, struct household *ret)
{
	struct household h;

	TRY(household_get(cx, household_id, &h));
	if (!ctx_may(cx, perm, h.path) && !ctx_may(cx, PERM_GRID_READ, h.path))
		return fail(cx, ERR_NOT_FOUND, "household_id", "没有编号为 %lld 的住户", "there is no household number %lld",
			    (long long)household_id);
	TRY(ctx_need(cx, perm, h.path));
	*ret = h;
	return ERR_OK;
}

bool grid_building_is(struct arena *mem, const char *mark, const char *also, const char *name, const char *wanted)
{
	if (strcmp(*mark ? mark : door_building(mem, name), wanted) == 0)
		return true;
	for (const char *at = also; *at; ) {
		size_t n = strcspn(at, ",");

		if (strlen(wanted) == n && memcmp(at, wanted, n) == 0)
			return true;
		at += n + (at[n] != 0);
	}
	return false;
}

/* Rooms of one building, also with or without a leading zero; `none`: only those without a unit. */
static enum err find_in(struct ctx *cx, int64_t building_id, const char *unit, bool none, const char *room, int64_t *ids, size_t *n)
{
	const char *forms[2] = { room, *room == '0' ? room + strspn(room, "0") : arena_print(&cx->mem, "0%s", room) };

	for (int i = 0; i < 2 && !*n; i++) {
		struct household_in_room_row *rows;
		size_t found;

		TRY(household_in_room(cx, (struct household_in_room_in){ .district_id = cx->district_id, .building_id = building_id,
			.room = forms[i], .unit = unit, .limit = HOUSEHOLD_FIND_MAX }, &rows, &found, HOUSEHOLD_FIND_MAX));
		for (size_t r = 0; r < found && *n < HOUSEHOLD_FIND_MAX; r++)
			if (!none || !*rows[r].unit)
				ids[(*n)++] = rows[r].household_id;
	}
	return ERR_OK;
}

enum err household_find(struct ctx *cx, int64_t place_id, const char *building, const char *unit, const char *room, int64_t **ret_ids,
			size_t *ret_n)
{
	const char *b = door_building(&cx->mem, building), *u = door_unit(&cx->mem, unit), *r = door_room(&cx->mem, room);
	int64_t *ids = arena_array(&cx->mem, int64_t, HOUSEHOLD_FIND_MAX);
	struct grid_buildings_below_row *rows;
	struct place place;
	size_t n_rows, n = 0;

	TRY(place_get(cx, place_id, &place));
	TRY(grid_buildings_below(cx, (struct grid_buildings_below_in){ .district_id = cx->district_id, .under = place.path,
		.under_end = check_scope_end(&cx->mem, place.path), .limit = GRID_BUILDINGS_MAX }, &rows, &n_rows, GRID_BUILDINGS_MAX));
	for (size_t i = 0; i < n_rows && *r; i++)
		if ((!*b && place.kind == PLACE_BUILDING)
		    || grid_building_is(&cx->mem, rows[i].mark, rows[i].also, rows[i].name, b)) {
			TRY(find_in(cx, rows[i].building_id, u, false, r, ids, &n));
			if (!n && *u)                              /* a unit said of a house that has none */
				TRY(find_in(cx, rows[i].building_id, "", true, r, ids, &n));
		}
	*ret_ids = ids;
	*ret_n = n;
	return ERR_OK;
}

void grid_actor_range(struct ctx *cx, enum perm perm, const char **ret_from, const char **ret_end)
{
	const char *from = NULL, *end = NULL;

	for (size_t i = 0; cx->actor && i < cx->actor->n_rights; i++) {
		const struct right *right = &cx->actor->rights[i];
		const char *right_end = check_scope_end(&cx->mem, right->scope);

		if (right->perm != perm)
			continue;
		from = !from || strcmp(right->scope, from) < 0 ? right->scope : from;
		end = !end || strcmp(right_end, end) > 0 ? right_end : end;
	}
	*ret_from = from ? from : "/";
	*ret_end = end ? end : "0";               /* the system: everywhere */
}

/* Whether names and phones may be searched: only where every household found could be revealed too. */
static bool may_reveal_all(struct ctx *cx, const char *under, const char *under_end)
{
	for (size_t i = 0; cx->actor && i < cx->actor->n_rights; i++)
		if (cx->actor->rights[i].perm == PERM_HOUSEHOLD_REVEAL && strcmp(cx->actor->rights[i].scope, under) <= 0
		    && strcmp(check_scope_end(&cx->mem, cx->actor->rights[i].scope), under_end) >= 0)
			return true;
	return false;
}

static enum err page(struct ctx *cx, const struct household_filter *f, const char *under, const char *under_end,
		     const struct household *after, struct household_page_row **ret, size_t *ret_n)
{
	int64_t actor = cx->actor ? cx->actor->account_id : ACCOUNT_NOBODY, any = f->needs ? f->needs : (INT64_C(1) << NEEDS) - 1;
	const char *find = check_like(&cx->mem, f->search);
	int64_t people = may_reveal_all(cx, under, under_end);

	if ((f->special || f->needs) && !f->status)
		return household_with_needs_page(cx, (struct household_with_needs_page_in){ .district_id = cx->district_id,
			.actor_id = actor, .perm = PERM_GRID_READ, .now_ms = cx->now_ms, .under = under, .under_end = under_end,
			.needs = any, .find = find, .people = people, .after_path = after->path, .after_sort = after->sort,
			.after_id = after->household_id, .limit = f->limit },
			(struct household_with_needs_page_row **)(void *)ret, ret_n, (size_t)f->limit);
	return household_page(cx, (struct household_page_in){ .district_id = cx->district_id, .actor_id = actor, .perm = PERM_GRID_READ,
		.now_ms = cx->now_ms, .under = under, .under_end = under_end, .status = f->status, .needs = f->special ? any : f->needs,
		.find = find, .people = people, .after_path = after->path, .after_sort = after->sort, .after_id = after->household_id, .limit = f->limit },
		ret, ret_n, (size_t)f->limit);
}

enum err household_list(struct ctx *cx, const struct household_filter *filter, struct household **ret, size_t *ret_n)
{
	struct household after = { .path = "" }, *out;
	struct household_page_row *rows;
	const char *from, *end;
	struct place under;
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, HOUSEHOLD_LIST_MAX));
	grid_actor_range(cx, PERM_GRID_READ, &from, &end);
	if (filter->under_id) {
		TRY(place_get(cx, filter->under_id, &under));
		from = under.path;
		end = check_scope_end(&cx->mem, under.path);
	}
	if (filter->after_id)
		TRY(household_get(cx, filter->after_id, &after));
	TRY(page(cx, filter, from, end, &after, &rows, &n));
	out = arena_array(&cx->mem, struct household, n + 1);
	for (size_t i = 0; i < n; i++) {
		out[i] = HOUSEHOLD_OF(cx, rows[i]);
		if (!ctx_may(cx, PERM_HOUSEHOLD_REVEAL, out[i].path))
			out[i].needs &= ~(int64_t)NEEDS_SENSITIVE;
	}
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}

enum err household_names(struct ctx *cx, int64_t household_id, bool full, struct household_names *ret)
{
	struct household_contact_row row = { .name = "", .phone = "" };
	enum err e = household_contact(cx, (struct household_contact_in){ .district_id = cx->district_id, .household_id = household_id }, &row);

	if (e && e != ERR_NOT_FOUND)
		return e;
	*ret = full ? (struct household_names){ row.name, row.phone }
		    : (struct household_names){ person_mask_name(&cx->mem, row.name), person_mask_phone(&cx->mem, row.phone) };
	return ERR_OK;
}

enum err household_names_many(struct ctx *cx, const int64_t *ids, size_t n, bool full, struct household_names **ret)
{
	struct household_names *out = arena_array(&cx->mem, struct household_names, n + 1);

	for (size_t i = 0; i < n; i++)
		TRY(household_names(cx, ids[i], full, &out[i]));
	*ret = out;
	return ERR_OK;
}

enum err household_phone_fits(struct ctx *cx, int64_t household_id, const char *digits, bool *ret)
{
	struct household_phones_row *rows;
	size_t n, wanted = strlen(digits);

	*ret = false;
	TRY(household_phones(cx, (struct household_phones_in){ .district_id = cx->district_id, .household_id = household_id,
		.limit = HOUSEHOLD_PERSONS_MAX }, &rows, &n, HOUSEHOLD_PERSONS_MAX));
	for (size_t i = 0; i < n && wanted >= 4; i++) {
		size_t has = strlen(rows[i].phone);

		*ret = *ret || (has >= wanted && strcmp(rows[i].phone + has - wanted, digits) == 0);
	}
	return ERR_OK;
}

static bool only_digits_or_letters(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

const char *household_address(struct arena *mem, const struct household *h)
{
	bool house = *h->building && only_digits_or_letters(h->building);

	return arena_print(mem, "%s%s%s%s%s%s", h->building, house ? "号楼" : "", h->unit, *h->unit ? "单元" : "", h->room,
			   !only_digits_or_letters(h->room) ? "" : house || *h->unit ? "室" : "号");
}
