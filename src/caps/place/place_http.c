/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/place/place.h"
#include "base/check.h"
#include "base/shape.h"
#include "http/op.h"

enum { PAGE_MAX = 200, BATCH_MAX = 1000 };

struct place_body {
	int64_t     place_id, version, kind, parent_id, successor_id, lon_e7, lat_e7, population, valid_from, valid_to;
	bool        has_point;
	const char *code, *name, *parent_code, *path, *unit_kind, *storage, *contact;
};
struct place_made { int64_t place_id; };
struct place_key { int64_t place_id; };
struct place_code { const char *code; };
struct place_query {
	int64_t     under_id, parent_id, kind, open_on, limit;
	const char *unit_kind, *search, *after;
	bool        no_point;
};
struct place_items { struct list items; const char *next; };
struct place_many { struct list items; bool replace; };
struct place_counts { int64_t created, changed; };

#define PLACE_FACTS \
	OPT_TEXT(place_body, unit_kind, 0, 40, "of a unit: its kind in the plan, clinic or key_enterprise"), \
	OPT_BOOL(place_body, has_point, "whether it has coordinates of its own"), \
	OPT_I64(place_body, lon_e7, -1800000000, 1800000000, "longitude in 1e-7 degrees, WGS-84"), \
	OPT_I64(place_body, lat_e7, -900000000, 900000000, "latitude in 1e-7 degrees, WGS-84"), \
	OPT_I64(place_body, population, 0, 100000000, "people living or working there; 0: not given"), \
	OPT_TEXT(place_body, storage, 0, 100, "of a warehouse: the storage classes it accepts, ambient,cold"), \
	OPT_TEXT(place_body, contact, 0, 100, "a post and an office line, no person"), \
	OPT_DAY(place_body, valid_from, "first day of use"), \
	OPT_DAY(place_body, valid_to, "first day no longer in use"), \
	OPT_ID(place_body, successor_id, "the place that takes over")

static const struct shape place_new_shape = { "place_new", sizeof(struct place_body), (const struct field[]){
	TEXT(place_body, code, 1, 40, "12-digit division code of an area, any code of a facility or unit"),
	TEXT(place_body, name, 1, 100, "name"),
	WORD(place_body, kind, place_kind_words, "level or kind"),
	OPT_ID(place_body, parent_id, "parent; areas find theirs by the code"),
	OPT_TEXT(place_body, parent_code, 0, 40, "or the parent's code"),
	PLACE_FACTS, { 0 } } };

static const struct shape place_change_shape = { "place_change", sizeof(struct place_body), (const struct field[]){
	ID(place_body, place_id, "which place"),
	OPT_I64(place_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"),
	TEXT(place_body, name, 1, 100, "name"),
	PLACE_FACTS, { 0 } } };

static const struct shape place_body_shape = { "place", sizeof(struct place_body), (const struct field[]){
	ID(place_body, place_id, "number"),
	TEXT(place_body, code, 1, 40, "code"),
	TEXT(place_body, name, 1, 100, "name"),
	WORD(place_body, kind, place_kind_words, "level or kind"),
	OPT_ID(place_body, parent_id, "parent; none for the district"),
	TEXT(place_body, path, 1, 300, "numbers from the district down to this place"),
	PLACE_FACTS,
	I64(place_body, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };

static SHAPE(place_made, ID(place_made, place_id, "number of the new place"));
static SHAPE(place_key, ID(place_key, place_id, "which place"));
static SHAPE(place_code, TEXT(place_code, code, 1, 40, "which code"));
static SHAPE(place_query,
	OPT_ID(place_query, under_id, "this place and all below"),
	OPT_ID(place_query, parent_id, "direct children of this place"),
	OPT_WORD(place_query, kind, place_kind_words, "of this kind only"),
	OPT_TEXT(place_query, unit_kind, 0, 40, "units of this kind of the plan only"),
	OPT_TEXT(place_query, search, 0, 60, "part of the name or beginning of the code"),
	OPT_DAY(place_query, open_on, "in use on this day"),
	OPT_BOOL(place_query, no_point, "only those without coordinates of their own"),
	OPT_TEXT(place_query, after, 0, 40, "where the page before ended (its next)"),
	OPT_I64(place_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(place_items,
	LIST(place_items, items, &place_body_shape, 0, PAGE_MAX, "places by code"),
	OPT_TEXT(place_items, next, 0, 40, "send as after to get the next page"));
static SHAPE(place_many,
	LIST(place_many, items, &place_new_shape, 1, BATCH_MAX, "places; parents in any order"),
	OPT_BOOL(place_many, replace, "change places whose code exists, instead of refusing"));
static SHAPE(place_counts,
	I64(place_counts, created, 0, INT64_MAX, "new places"),
	I64(place_counts, changed, 0, INT64_MAX, "places that were there and changed"));

static enum err facts_of(struct ctx *cx, const struct place_body *in, struct place_facts *ret)
{
	*ret = (struct place_facts){ .code = in->code, .name = in->name, .unit_kind = in->unit_kind, .contact = in->contact,
		.kind = in->kind, .parent_id = in->parent_id, .has_point = in->has_point, .lon_e7 = in->lon_e7,
		.lat_e7 = in->lat_e7, .population = in->population, .valid_from = in->valid_from, .valid_to = in->valid_to,
		.successor_id = in->successor_id };
	return storage_read(cx, "storage", in->storage, &ret->storage);
}

static struct place_body body_of(struct ctx *cx, const struct place *p)
{
	return (struct place_body){ .place_id = p->place_id, .version = p->version, .kind = p->kind, .parent_id = p->parent_id,
		.successor_id = p->successor_id, .lon_e7 = p->lon_e7, .lat_e7 = p->lat_e7, .population = p->population,
		.valid_from = p->valid_from, .valid_to = p->valid_to, .has_point = p->has_point != 0, .code = p->code,
		.name = p->name, .path = p->path, .unit_kind = p->unit_kind, .storage = storage_words(&cx->mem, p->storage),
		.contact = p->contact };
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	const struct place_body *in = input;
	struct place_made *out = output;
	struct place_facts facts;
	struct place parent;

	TRY(facts_of(cx, in, &facts));
	if (in->parent_code && in->parent_code[0]) {
		TRY(place_by_code(cx, in->parent_code, &parent));
		facts.parent_id = parent.place_id;
	}
	return place_create(cx, &facts, &out->place_id);
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct place_body *in = input;
	struct place_body *out = output;
	struct place_facts facts;
	struct place place;

	TRY(facts_of(cx, in, &facts));
	TRY(place_update(cx, in->place_id, in->version, &facts));
	TRY(place_get(cx, in->place_id, &place));
	*out = body_of(cx, &place);
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct place place;

	TRY(place_need(cx, PERM_PLACE_READ, ((const struct place_key *)input)->place_id, &place));
	*(struct place_body *)output = body_of(cx, &place);
	return ERR_OK;
}

static enum err run_by_code(struct ctx *cx, const void *input, void *output)
{
	struct place place;

	TRY(place_by_code(cx, ((const struct place_code *)input)->code, &place));
	TRY(place_need(cx, PERM_PLACE_READ, place.place_id, &place));
	*(struct place_body *)output = body_of(cx, &place);
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct place_query *in = input;
	struct place_items *out = output;
	struct place *rows;
	struct place_body *bodies;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(place_list(cx, &(struct place_filter){ .under_id = in->under_id, .parent_id = in->parent_id, .kind = in->kind,
		.unit_kind = in->unit_kind, .search = in->search, .open_on = in->open_on, .no_point = in->no_point, .after = in->after,
		.limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].code;
	n = n > limit ? limit : n;
	bodies = arena_array(&cx->mem, struct place_body, n + 1);
	for (size_t i = 0; i < n; i++)
		bodies[i] = body_of(cx, &rows[i]);
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

static enum err run_many(struct ctx *cx, const void *input, void *output)
{
	const struct place_many *in = input;
	const struct place_body *bodies = in->items.at;
	struct place_counts *out = output;
	struct place_row *rows = arena_array(&cx->mem, struct place_row, in->items.n + 1);

	for (size_t i = 0; i < in->items.n; i++) {
		TRY(facts_of(cx, &bodies[i], &rows[i].facts));
		rows[i].parent_code = bodies[i].parent_code;
	}
	return check_in_list(cx, "items", place_create_many(cx, rows, in->items.n, in->replace, &out->created, &out->changed));
}

extern const struct op place_ops[];
const struct op place_ops[] = {
	{ .method = "GET", .path = "/api/v1/places", .name = "place_list", .zh = "机构和地点列表", .en = "List places",
	  .perm = PERM_PLACE_READ, .tx = TX_READ, .in = &place_query_shape, .out = &place_items_shape, .run = run_list,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/places/{place_id}", .name = "place_get", .zh = "查看一个地点", .en = "Read a place",
	  .perm = PERM_PLACE_READ, .tx = TX_READ, .in = &place_key_shape, .out = &place_body_shape, .run = run_get,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/place-codes/{code}", .name = "place_by_code", .zh = "按代码查地点",
	  .en = "Read a place by its code", .perm = PERM_PLACE_READ, .tx = TX_READ, .in = &place_code_shape,
	  .out = &place_body_shape, .run = run_by_code, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/places", .name = "place_create", .zh = "登记一个地点", .en = "Register a place",
	  .perm = PERM_PLACE_EDIT, .tx = TX_WRITE, .in = &place_new_shape, .out = &place_made_shape, .run = run_create,
	  .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BLOCKED } },
	{ .method = "PUT", .path = "/api/v1/places/{place_id}", .name = "place_update", .zh = "修改一个地点",
	  .en = "Change a place", .perm = PERM_PLACE_EDIT, .tx = TX_WRITE, .in = &place_change_shape, .out = &place_body_shape,
	  .run = run_update, .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/places/batch", .name = "place_batch", .zh = "成批登记地点",
	  .en = "Register many places, all or none", .perm = PERM_PLACE_EDIT, .tx = TX_WRITE, .in = &place_many_shape,
	  .out = &place_counts_shape, .run = run_many, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BLOCKED, ERR_STALE } },
	{ 0 },
};
