/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/day/day_input.h"
#include "base/map.h"
#include "base/text.h"
#include <string.h>

/* Codes are taken up even from rows that have other bad cells, so that one
 * mistake is not told again by every row that refers to it. */

struct reading {
	struct ctx       *cx;
	struct day_flaws *flaws;
	struct day_input *out;
	struct map        places, items;
	struct allocation_place *place;
	struct day_place        *place_words;
	struct allocation_item  *item;
	struct day_item         *item_words;
	struct allocation_row   *row;
	struct allocation_line  *line;
	bool                     has_places, has_items;     /* else nothing is said about codes of them */
};

enum { PLACE_CODE, PLACE_NAME, PLACE_KIND, PLACE_PARENT, PLACE_LON, PLACE_LAT, PLACE_POPULATION };
enum { ITEM_CODE, ITEM_NAME, ITEM_CATEGORY, ITEM_UNIT, ITEM_PACK, ITEM_STORAGE, ITEM_NORM };
enum { STOCK_PLACE, STOCK_ITEM, STOCK_LOT, STOCK_EXPIRY, STOCK_QTY, STOCK_OWNER, STOCK_RESTRICTED };
enum { REQUEST_CODE, REQUEST_UNIT, REQUEST_PLACE, REQUEST_ITEM, REQUEST_QTY, REQUEST_PRIORITY, REQUEST_OWN,
       REQUEST_RECEIVED };

static const char *const place_kinds[] = { "district", "subdistrict", "community", "warehouse", "unit" };

/* Takes up a key; false (and told) when a row above has it. */
static bool take_key(struct day_table *t, struct map *map, const char *key, size_t row, int column)
{
	int64_t first;

	if (map_get(map, key, &first)) {
		day_bad_duplicate(t, row, column, (size_t)first);
		return false;
	}
	map_put(map, key, (int64_t)row);
	return true;
}

static const char *read_kind(struct day_table *t, size_t row)
{
	const char *kind = day_cell(t, row, PLACE_KIND);

	for (size_t i = 0; i < sizeof place_kinds / sizeof *place_kinds; i++)
		if (text_equal(kind, place_kinds[i]))
			return place_kinds[i];
	day_bad(t, row, PLACE_KIND, "应为 district、subdistrict、community、warehouse、unit 之一",
		"must be district, subdistrict, community, warehouse or unit");
	return NULL;
}

static void read_point(struct day_table *t, size_t row, struct allocation_place *place)
{
	bool has_lon, has_lat;

	if (!day_cell_degrees(t, row, PLACE_LON, 180, &has_lon, &place->lon)
	    | !day_cell_degrees(t, row, PLACE_LAT, 90, &has_lat, &place->lat))
		place->located = true;                     /* told already */
	else if (has_lon != has_lat)
		day_bad(t, row, has_lon ? PLACE_LAT : PLACE_LON, "经度和纬度要么都填，要么都不填",
			"longitude and latitude go together");
	place->located |= has_lon | has_lat;
}

static void read_place(struct reading *r, struct day_table *t, size_t row)
{
	struct allocation_place place = { .parent = ALLOCATION_NOBODY };
	struct day_place words = { .population = -1 };

	words.kind = read_kind(t, row);
	(void)day_cell_name(t, row, PLACE_NAME, false, &words.name);
	if (*day_cell(t, row, PLACE_POPULATION))
		(void)day_cell_i64(t, row, PLACE_POPULATION, 0, ALLOCATION_QTY_MAX, &words.population);
	read_point(t, row, &place);
	if (!day_cell_code(t, row, PLACE_CODE, false, &place.code))
		place.code = "";
	else
		(void)take_key(t, &r->places, place.code, row, PLACE_CODE);
	r->place[row] = place;
	r->place_words[row] = words;
}

/* A place named by another table; NOBODY when empty or unknown (told). */
static int32_t find_place(struct reading *r, struct day_table *t, size_t row, int column, bool may_be_empty)
{
	const char *code = day_cell(t, row, column);
	int64_t at;

	if (!*code && may_be_empty)
		return ALLOCATION_NOBODY;
	if (map_get(&r->places, code, &at))
		return (int32_t)at;
	if (r->has_places || !*code)
		day_bad(t, row, column, *code ? "地点表里没有这个编码" : "不能为空，请填地点编码",
			*code ? "no such code in the table of places" : "must not be empty; a place code is needed");
	return ALLOCATION_NOBODY;
}

/* Parents exist and lead upwards.  Each place walks up until one known to be
 * sound, or until it meets itself. */
static void check_parents(struct reading *r, struct day_table *t)
{
	enum { NEW, WALKED, SOUND, CIRCLE };
	unsigned char *state = arena_array(&r->cx->mem, unsigned char, t->n);

	for (size_t i = 0; i < t->n; i++)
		r->place[i].parent = find_place(r, t, i, PLACE_PARENT, true);
	for (size_t i = 0; i < t->n; i++) {
		int32_t p = (int32_t)i, first;

		while (p != ALLOCATION_NOBODY && state[p] == NEW) {
			state[p] = WALKED;
			p = r->place[p].parent;
		}
		if (p != ALLOCATION_NOBODY && state[p] == WALKED) {
			first = p;
			do {
				state[p] = CIRCLE;
				day_bad(t, (size_t)p, PLACE_PARENT, "上级绕成了圈", "the parents run in a circle");
				p = r->place[p].parent;
			} while (p != first);
		}
		for (p = (int32_t)i; p != ALLOCATION_NOBODY && state[p] == WALKED; p = r->place[p].parent)
			state[p] = SOUND;
	}
	for (size_t i = 0; i < t->n; i++)
		if (state[i] == CIRCLE)
			r->place[i].parent = ALLOCATION_NOBODY;
}

static enum err read_places(struct reading *r, const char *dir, struct day_table *t)
{
	TRY(day_table_open(r->cx, r->flaws, dir, DAY_PLACES, t));
	r->has_places = t->good;
	r->place = arena_array(&r->cx->mem, struct allocation_place, t->n);
	r->place_words = arena_array(&r->cx->mem, struct day_place, t->n);
	for (size_t i = 0; i < t->n; i++)
		read_place(r, t, i);
	check_parents(r, t);
	r->out->problem.places = r->place;
	r->out->problem.n_places = t->n;
	r->out->places = r->place_words;
	return ERR_OK;
}

static void check_norm(struct day_table *t, size_t row)
{
	const char *norm = day_cell(t, row, ITEM_NORM);
	size_t whole = strspn(norm, "0123456789");
	size_t part = whole && norm[whole] == '.' ? strspn(norm + whole + 1, "0123456789") : 0;

	if (!*norm || (whole && whole <= 15 && part <= 9 && !norm[whole + (part ? part + 1 : 0)]))
		return;
	day_bad(t, row, ITEM_NORM, "应为不小于零的数，如 0.5", "must be a number not below zero, as 0.5");
}

static enum err read_items(struct reading *r, const char *dir)
{
	struct day_table t;

	TRY(day_table_open(r->cx, r->flaws, dir, DAY_ITEMS, &t));
	r->has_items = t.good;
	r->item = arena_array(&r->cx->mem, struct allocation_item, t.n);
	r->item_words = arena_array(&r->cx->mem, struct day_item, t.n);
	for (size_t i = 0; i < t.n; i++) {
		struct day_item *words = &r->item_words[i];

		(void)day_cell_name(&t, i, ITEM_NAME, false, &words->name);
		(void)day_cell_name(&t, i, ITEM_CATEGORY, true, &words->category);
		(void)day_cell_name(&t, i, ITEM_UNIT, false, &words->unit);
		(void)day_cell_name(&t, i, ITEM_STORAGE, true, &words->storage);
		(void)day_cell_i64(&t, i, ITEM_PACK, 1, ALLOCATION_QTY_MAX, &r->item[i].pack);
		check_norm(&t, i);
		if (day_cell_code(&t, i, ITEM_CODE, false, &words->code))
			(void)take_key(&t, &r->items, words->code, i, ITEM_CODE);
	}
	r->out->problem.items = r->item;
	r->out->problem.n_items = t.n;
	r->out->items = r->item_words;
	return ERR_OK;
}

static int32_t find_item(struct reading *r, struct day_table *t, size_t row, int column)
{
	const char *code = day_cell(t, row, column);
	int64_t at;

	if (map_get(&r->items, code, &at))
		return (int32_t)at;
	if (r->has_items || !*code)
		day_bad(t, row, column, *code ? "物资表里没有这个编码" : "不能为空，请填物资编码",
			*code ? "no such code in the table of items" : "must not be empty; an item code is needed");
	return -1;
}

static enum err read_stock(struct reading *r, const char *dir)
{
	struct map keys = MAP(&r->cx->mem);
	struct day_table t;

	TRY(day_table_open(r->cx, r->flaws, dir, DAY_STOCK, &t));
	r->row = arena_array(&r->cx->mem, struct allocation_row, t.n);
	for (size_t i = 0; i < t.n; i++) {
		struct allocation_row row = { .place = find_place(r, &t, i, STOCK_PLACE, false),
			.item = find_item(r, &t, i, STOCK_ITEM) };

		(void)day_cell_code(&t, i, STOCK_LOT, true, &row.lot);
		(void)day_cell_day(&t, i, STOCK_EXPIRY, ALLOCATION_NO_EXPIRY, &row.expiry_day);
		(void)day_cell_i64(&t, i, STOCK_QTY, 0, ALLOCATION_QTY_MAX, &row.qty);
		row.owner = find_place(r, &t, i, STOCK_OWNER, true);
		row.restricted_to = find_place(r, &t, i, STOCK_RESTRICTED, true);
		r->row[i] = row;
		if (row.place >= 0 && row.item >= 0)       /* codes hold no tab */
			(void)take_key(&t, &keys, arena_print(&r->cx->mem, "%d\t%d\t%d\t%d\t%s", row.place, row.item,
				row.owner, row.restricted_to, row.lot), i, STOCK_LOT);
	}
	r->out->problem.rows = r->row;
	r->out->problem.n_rows = t.n;
	return ERR_OK;
}

static void read_request(struct reading *r, struct day_table *t, size_t i, struct map *keys)
{
	struct allocation_line line = { 0 };
	int64_t priority = 0;
	bool named = day_cell_code(t, i, REQUEST_CODE, false, &line.request);

	line.unit = find_place(r, t, i, REQUEST_UNIT, false);
	line.place = find_place(r, t, i, REQUEST_PLACE, false);
	line.item = find_item(r, t, i, REQUEST_ITEM);
	(void)day_cell_i64(t, i, REQUEST_QTY, 0, ALLOCATION_QTY_MAX, &line.qty);
	(void)day_cell_i64(t, i, REQUEST_PRIORITY, 1, ALLOCATION_CLASSES, &priority);
	(void)day_cell_i64(t, i, REQUEST_OWN, 0, ALLOCATION_QTY_MAX, &line.own_stock);
	(void)day_cell_i64(t, i, REQUEST_RECEIVED, 0, ALLOCATION_QTY_MAX, &line.received_before);
	line.priority = (int32_t)priority;
	r->line[i] = line;
	if (named && line.item >= 0)
		(void)take_key(t, keys, arena_print(&r->cx->mem, "%d\t%s", line.item, line.request), i, REQUEST_CODE);
}

static enum err read_requests(struct reading *r, const char *dir)
{
	struct map keys = MAP(&r->cx->mem);
	struct day_table t;

	TRY(day_table_open(r->cx, r->flaws, dir, DAY_REQUESTS, &t));
	r->line = arena_array(&r->cx->mem, struct allocation_line, t.n);
	for (size_t i = 0; i < t.n; i++)
		read_request(r, &t, i, &keys);
	r->out->problem.lines = r->line;
	r->out->problem.n_lines = t.n;
	return ERR_OK;
}

/* Whether each place or one above it has coordinates. */
static bool *find_points(struct reading *r, size_t n)
{
	enum { NEW, NONE, HAS };
	unsigned char *state = arena_array(&r->cx->mem, unsigned char, n);
	bool *has = arena_array(&r->cx->mem, bool, n);

	for (size_t i = 0; i < n; i++) {
		int32_t p = (int32_t)i;
		bool found;

		for (; p != ALLOCATION_NOBODY && state[p] == NEW && !r->place[p].located; p = r->place[p].parent)
			state[p] = NONE;                   /* until known better, below */
		found = p != ALLOCATION_NOBODY && (r->place[p].located || state[p] == HAS);
		if (found)
			state[p] = HAS;
		for (int32_t q = (int32_t)i; found && q != p; q = r->place[q].parent)
			state[q] = HAS;
	}
	for (size_t i = 0; i < n; i++)
		has[i] = state[i] == HAS;
	return has;
}

static void need_point(struct day_table *places, bool *has, int32_t place)
{
	if (place == ALLOCATION_NOBODY || has[place])
		return;
	has[place] = true;                                 /* told once */
	day_bad(places, (size_t)place, PLACE_LON, "本地点和各级上级都没有坐标，算不出距离，请填经纬度",
		"neither this place nor any above it has coordinates, so no distance can be told; add them");
}

/* Only places that goods leave or reach need to lie somewhere. */
static void check_points(struct reading *r, struct day_table *places)
{
	const struct allocation_problem *p = &r->out->problem;
	bool *has = find_points(r, p->n_places);

	for (size_t i = 0; i < p->n_rows; i++)
		need_point(places, has, p->rows[i].place);
	for (size_t i = 0; i < p->n_lines; i++)
		need_point(places, has, p->lines[i].place);
}

enum err day_read(struct ctx *cx, const char *in_dir, int64_t day, struct day_input *ret, struct day_flaws *flaws)
{
	struct reading r = { .cx = cx, .flaws = flaws, .out = ret, .places = MAP(&cx->mem), .items = MAP(&cx->mem) };
	struct day_table places;

	*ret = (struct day_input){ .problem = { .day = day } };
	*flaws = (struct day_flaws){ 0 };
	TRY(read_places(&r, in_dir, &places));
	TRY(read_items(&r, in_dir));
	TRY(read_stock(&r, in_dir));
	TRY(read_requests(&r, in_dir));
	check_points(&r, &places);
	return ERR_OK;
}
