/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/area.h"
#include "base/shape.h"
#include "caps/plan/plan_active.h"
#include "http/op.h"

/* Grids and buildings. */

enum { PAGE_MAX = 200, SHOPS_MAX = 20, HOLDERS_MAX = 500, ZONES_MAX = 50, KINDS_MAX = 200, BUILDINGS_MAX = 20000 };

struct grid_shop_row { int64_t place_id; const char *name; };
struct grid_body {
	int64_t     grid_id, zone_ms, station_id, worker_id, version, buildings, households, persons, special, away;
	const char *name, *path, *compound, *area_kind, *zone, *vehicle, *station, *parent, *worker;
	struct list shops;
};
struct grid_key { int64_t grid_id; };
struct grid_query { int64_t under_id, after, limit; const char *search, *zone; bool free; };
struct grid_items { struct list items; int64_t next; };
struct grid_change { int64_t grid_id, version, station_id; const char *compound, *area_kind, *vehicle; struct list shop_ids; };
struct grid_zone_in { int64_t grid_id; const char *zone, *reason; };
struct grid_holder_row { int64_t account_id, place_id; const char *name, *role, *place; };
struct grid_zone_row { int64_t from_ms; const char *zone, *reason, *by; };
struct grid_word { const char *id, *zh, *en; };
struct grid_whole { struct grid_body grid; struct list holders, zone_history, zones, area_kinds; bool may_zone; };
struct building_body {
	int64_t     building_id, grid_id, floor_low, floor_high, shops, version, households, here, away, special;
	const char *name, *path, *compound, *mark, *also, *units, *doors;
};
struct building_query { int64_t under_id; };
struct building_items { struct list items; };
struct building_made { int64_t building_id; };

static SHAPE(grid_shop_row, ID(grid_shop_row, place_id, "number"), OPT_TEXT(grid_shop_row, name, 0, 100, "name"));
static const struct shape shop_id_shape = { "grid_shop_id", sizeof(struct grid_shop_row), (const struct field[]){
	ID(grid_shop_row, place_id, "a shop"), { 0 } } };
static const struct shape grid_body_shape = { "grid", sizeof(struct grid_body), (const struct field[]){
	ID(grid_body, grid_id, "number of the grid's place"), TEXT(grid_body, name, 1, 100, "name of the place"),
	TEXT(grid_body, path, 1, 300, "its path"), OPT_TEXT(grid_body, parent, 0, 100, "community or subdistrict above"),
	TEXT(grid_body, compound, 1, 100, "name of the compound"), OPT_TEXT(grid_body, area_kind, 0, 40, "a kind of the plan: town_compound, village"),
	OPT_TEXT(grid_body, zone, 0, 40, "a zone of the plan; absent: free"), OPT_TIME(grid_body, zone_ms, "since when"),
	OPT_ID(grid_body, station_id, "where goods arrive"), OPT_TEXT(grid_body, station, 0, 100, "its name"),
	LIST(grid_body, shops, &grid_shop_row_shape, 0, SHOPS_MAX, "fixed enterprises"),
	OPT_TEXT(grid_body, vehicle, 0, 60, "fixed vehicle"), OPT_ID(grid_body, worker_id, "account of the grid worker"),
	OPT_TEXT(grid_body, worker, 0, 100, "how colleagues call it"),
	I64(grid_body, buildings, 0, INT64_MAX, "buildings in use"), I64(grid_body, households, 0, INT64_MAX, "households here or away"),
	I64(grid_body, persons, 0, INT64_MAX, "people in them, as far as known"), I64(grid_body, special, 0, INT64_MAX, "with a need"),
	I64(grid_body, away, 0, INT64_MAX, "away"),
	I64(grid_body, version, 0, INT64_MAX, "of the description; 0: nobody described it yet"), { 0 } } };
static SHAPE(grid_key, ID(grid_key, grid_id, "which grid"));
static SHAPE(grid_query,
	OPT_ID(grid_query, under_id, "at or below this place"), OPT_TEXT(grid_query, search, 0, 60, "part of the grid's or compound's name"),
	OPT_TEXT(grid_query, zone, 0, 40, "in this zone"), OPT_BOOL(grid_query, free, "in no zone"),
	OPT_ID(grid_query, after, "where the page before ended (its next)"), OPT_I64(grid_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(grid_items, LIST(grid_items, items, &grid_body_shape, 0, PAGE_MAX, "grids by path"), OPT_ID(grid_items, next, "send as after to get the next page"));
static SHAPE(grid_change,
	ID(grid_change, grid_id, "which grid"), OPT_I64(grid_change, version, 0, INT64_MAX, "the version that was read; absent overwrites"),
	OPT_TEXT(grid_change, compound, 0, 60, "name of the compound"), OPT_TEXT(grid_change, area_kind, 0, 40, "a kind of the plan"),
	OPT_TEXT(grid_change, vehicle, 0, 60, "fixed vehicle"), OPT_ID(grid_change, station_id, "where goods arrive"),
	OPT_LIST(grid_change, shop_ids, &shop_id_shape, 0, SHOPS_MAX, "fixed enterprises"));
static SHAPE(grid_zone_in,
	ID(grid_zone_in, grid_id, "which grid"), OPT_TEXT(grid_zone_in, zone, 0, 40, "a zone of a plan in force; absent frees the grid"),
	TEXT(grid_zone_in, reason, 2, 200, "why; goes into the history and the audit log"));
static SHAPE(grid_holder_row,
	ID(grid_holder_row, account_id, "account"), OPT_TEXT(grid_holder_row, name, 0, 100, "how colleagues call it"), TEXT(grid_holder_row, role, 1, 40, "role"),
	ID(grid_holder_row, place_id, "granted on"), OPT_TEXT(grid_holder_row, place, 0, 100, "its name"));
static SHAPE(grid_zone_row,
	TIME(grid_zone_row, from_ms, "since"), OPT_TEXT(grid_zone_row, zone, 0, 40, "zone; absent: free"), TEXT(grid_zone_row, reason, 0, 200, "why"),
	OPT_TEXT(grid_zone_row, by, 0, 100, "who"));
static SHAPE(grid_word, TEXT(grid_word, id, 1, 40, "id in the plan"), OPT_TEXT(grid_word, zh, 0, 200, "Chinese"), OPT_TEXT(grid_word, en, 0, 200, "English"));
static SHAPE(grid_whole,
	OBJECT(grid_whole, grid, &grid_body_shape, "the grid"), LIST(grid_whole, holders, &grid_holder_row_shape, 0, HOLDERS_MAX, "who looks after it"),
	LIST(grid_whole, zone_history, &grid_zone_row_shape, 0, ZONES_MAX, "newest first"),
	LIST(grid_whole, zones, &grid_word_shape, 0, KINDS_MAX, "zones the plans in force have"),
	LIST(grid_whole, area_kinds, &grid_word_shape, 0, KINDS_MAX, "kinds of area the plans in force have"),
	BOOL(grid_whole, may_zone, "the actor may set the zone"));
#define BUILDING_FACTS \
	OPT_TEXT(building_body, mark, 0, 40, "normal form of its name; absent: from the name"), \
	OPT_TEXT(building_body, also, 0, 200, "other names in use, commas between"), \
	OPT_TEXT(building_body, units, 0, 200, "its units: 1,2 or 甲,乙"), OPT_TEXT(building_body, doors, 0, 200, "doors behind the floor: 01,02 or 东,西"), \
	OPT_I64(building_body, floor_low, -9, 199, "lowest floor"), OPT_I64(building_body, floor_high, -9, 199, "highest floor; 0: not known"), \
	OPT_I64(building_body, shops, 0, 200, "shops on the ground floor")
static const struct shape building_new_shape = { "building_new", sizeof(struct building_body), (const struct field[]){
	ID(building_body, grid_id, "in which grid"), TEXT(building_body, name, 1, 40, "3号楼"), BUILDING_FACTS, { 0 } } };
static const struct shape building_change_shape = { "building_change", sizeof(struct building_body), (const struct field[]){
	ID(building_body, building_id, "which building"), OPT_I64(building_body, version, 0, INT64_MAX, "the version that was read; absent overwrites"),
	OPT_TEXT(building_body, name, 0, 40, "absent leaves it"), BUILDING_FACTS, { 0 } } };
static const struct shape building_body_shape = { "building", sizeof(struct building_body), (const struct field[]){
	ID(building_body, building_id, "number of its place"), ID(building_body, grid_id, "its grid"), TEXT(building_body, name, 1, 100, "3号楼"),
	TEXT(building_body, path, 1, 300, "its path"), OPT_TEXT(building_body, compound, 0, 100, "the compound it belongs to"), BUILDING_FACTS,
	I64(building_body, households, 0, INT64_MAX, "here or away"), I64(building_body, here, 0, INT64_MAX, "here"),
	I64(building_body, away, 0, INT64_MAX, "away"), I64(building_body, special, 0, INT64_MAX, "with a need"),
	I64(building_body, version, 0, INT64_MAX, "of the description; 0: nobody described it yet"), { 0 } } };
static SHAPE(building_query, OPT_ID(building_query, under_id, "at or below this place; absent: all one may see"));
static SHAPE(building_items, LIST(building_items, items, &building_body_shape, 0, BUILDINGS_MAX, "buildings by path"));
static SHAPE(building_made, ID(building_made, building_id, "number of the new building's place"));

static enum err body_of(struct ctx *cx, const struct grid_row *r, struct grid_body *ret)
{
	struct grid_shop_row *shops = arena_array(&cx->mem, struct grid_shop_row, r->area.n_shops + 1);
	struct place shop;

	for (size_t i = 0; i < r->area.n_shops; i++) {
		TRY(place_get(cx, r->area.shop_ids[i], &shop));
		shops[i] = (struct grid_shop_row){ shop.place_id, shop.name };
	}
	*ret = (struct grid_body){ .grid_id = r->area.grid_id, .zone_ms = r->area.zone_ms, .station_id = r->area.station_id,
		.worker_id = r->area.worker_id, .version = r->area.version, .buildings = r->buildings, .households = r->households,
		.persons = r->persons, .special = r->special, .away = r->away, .name = r->area.name, .path = r->area.path,
		.compound = r->area.compound, .area_kind = r->area.area_kind, .zone = r->area.zone, .vehicle = r->area.vehicle,
		.station = r->station, .parent = r->parent_name, .worker = r->area.worker, .shops = { shops, r->area.n_shops } };
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct grid_query *in = input;
	struct grid_items *out = output;
	struct grid_body *bodies;
	struct grid_row *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(grid_list(cx, &(struct grid_filter){ .under_id = in->under_id, .after_id = in->after, .limit = (int64_t)limit + 1,
		.search = in->search, .zone = in->free ? "" : in->zone }, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].area.grid_id;
	}
	bodies = arena_array(&cx->mem, struct grid_body, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(body_of(cx, &rows[i], &bodies[i]));
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

/* What the plans in force at the grid know: words for choosing. */
static enum err words_of(struct ctx *cx, const char *path, struct list *ret_zones, struct list *ret_kinds)
{
	struct grid_word *zones = arena_array(&cx->mem, struct grid_word, KINDS_MAX), *kinds = arena_array(&cx->mem, struct grid_word, KINDS_MAX);
	const struct plan *plans;
	size_t n_zones = 0, n_kinds = 0;

	TRY(plan_active_load(cx, path, &plans));
	for (const struct plan *plan = plans; plan; plan = plan->next) {
		for (size_t i = 0; i < plan->n_zones && n_zones < KINDS_MAX; i++)
			zones[n_zones++] = (struct grid_word){ plan->zones[i].rule.id, plan->zones[i].rule.zh, plan->zones[i].rule.en };
		for (size_t i = 0; i < plan->n_kinds && n_kinds < KINDS_MAX - 2; i++)
			if (plan->kinds[i].of && plan_kind_is(plan, plan->kinds[i].rule.id, "area"))
				kinds[n_kinds++] = (struct grid_word){ plan->kinds[i].rule.id, plan->kinds[i].rule.zh, plan->kinds[i].rule.en };
	}
	kinds[n_kinds++] = (struct grid_word){ "village", "村", "village" };
	*ret_zones = (struct list){ zones, n_zones };
	*ret_kinds = (struct list){ kinds, n_kinds };
	return ERR_OK;
}

static enum err whole_of(struct ctx *cx, int64_t grid_id, struct grid_whole *out)
{
	struct grid_zone_change *changes;
	struct grid_holder *holders;
	struct grid_holder_row *people;
	struct grid_zone_row *history;
	struct grid_row *rows;
	struct place grid, above;
	size_t n;

	TRY(place_need(cx, PERM_GRID_READ, grid_id, &grid));
	TRY(grid_zone_history(cx, grid_id, &changes, &n));
	history = arena_array(&cx->mem, struct grid_zone_row, n + 1);
	for (size_t i = 0; i < n; i++)
		history[i] = (struct grid_zone_row){ changes[i].from_ms, changes[i].zone, changes[i].reason, changes[i].by };
	out->zone_history = (struct list){ history, n };
	TRY(grid_holders(cx, grid_id, &holders, &n));
	people = arena_array(&cx->mem, struct grid_holder_row, n + 1);
	for (size_t i = 0; i < n; i++)
		people[i] = (struct grid_holder_row){ holders[i].account_id, holders[i].place_id, holders[i].name, holders[i].role, holders[i].place };
	out->holders = (struct list){ people, n };
	TRY(grid_list(cx, &(struct grid_filter){ .under_id = grid_id, .limit = 1 }, &rows, &n));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "grid_id", "没有编号为 %lld 的网格", "there is no grid number %lld", (long long)grid_id);
	TRY(body_of(cx, &rows[0], &out->grid));
	TRY(words_of(cx, grid.path, &out->zones, &out->area_kinds));
	TRY(place_get(cx, grid.parent_id, &above));
	out->may_zone = ctx_may(cx, PERM_GRID_EDIT, above.path);
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	return whole_of(cx, ((const struct grid_key *)input)->grid_id, output);
}

static enum err run_put(struct ctx *cx, const void *input, void *output)
{
	const struct grid_change *in = input;
	const struct grid_shop_row *shops = in->shop_ids.at;
	int64_t *ids = arena_array(&cx->mem, int64_t, in->shop_ids.n + 1);

	for (size_t i = 0; i < in->shop_ids.n; i++)
		ids[i] = shops[i].place_id;
	TRY(grid_area_put(cx, in->grid_id, in->version, &(struct grid_facts){ .compound = in->compound, .area_kind = in->area_kind,
		.vehicle = in->vehicle, .station_id = in->station_id, .shop_ids = ids, .n_shops = in->shop_ids.n }));
	return whole_of(cx, in->grid_id, output);
}

static enum err run_zone(struct ctx *cx, const void *input, void *output)
{
	const struct grid_zone_in *in = input;

	TRY(grid_zone_set(cx, in->grid_id, in->zone, in->reason));
	return whole_of(cx, in->grid_id, output);
}

static enum err run_buildings(struct ctx *cx, const void *input, void *output)
{
	struct building_items *out = output;
	struct grid_building *rows;
	struct building_body *bodies;
	size_t n;

	TRY(grid_building_list(cx, ((const struct building_query *)input)->under_id, &rows, &n));
	bodies = arena_array(&cx->mem, struct building_body, n + 1);
	for (size_t i = 0; i < n; i++)
		bodies[i] = (struct building_body){ .building_id = rows[i].building_id, .grid_id = rows[i].grid_id, .floor_low = rows[i].floor_low,
			.floor_high = rows[i].floor_high, .shops = rows[i].shops, .version = rows[i].version, .households = rows[i].households,
			.here = rows[i].here, .away = rows[i].away, .special = rows[i].special, .name = rows[i].name, .path = rows[i].path,
			.compound = rows[i].compound, .mark = rows[i].mark, .also = rows[i].also, .units = rows[i].units, .doors = rows[i].doors };
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

static struct grid_building building_of(const struct building_body *in)
{
	return (struct grid_building){ .name = in->name, .mark = in->mark, .also = in->also, .units = in->units, .doors = in->doors,
		.floor_low = in->floor_low, .floor_high = in->floor_high, .shops = in->shops };
}

static enum err run_building_add(struct ctx *cx, const void *input, void *output)
{
	const struct building_body *in = input;
	struct grid_building b = building_of(in);

	return grid_building_add(cx, in->grid_id, &b, &((struct building_made *)output)->building_id);
}

static enum err run_building_put(struct ctx *cx, const void *input, void *output)
{
	const struct building_body *in = input;
	struct grid_building b = building_of(in);

	((struct building_made *)output)->building_id = in->building_id;
	return grid_building_put(cx, in->building_id, in->version, &b);
}

extern const struct op grid_ops[];
const struct op grid_ops[] = {
	{ .method = "GET", .path = "/api/v1/grids", .name = "grid_list", .zh = "网格列表", .en = "List grids", .perm = PERM_GRID_READ, .tx = TX_READ,
	  .in = &grid_query_shape, .out = &grid_items_shape, .run = run_list, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/grids/{grid_id}", .name = "grid_get", .zh = "查看一个网格", .en = "Read a grid", .perm = PERM_GRID_READ,
	  .tx = TX_READ, .in = &grid_key_shape, .out = &grid_whole_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/grids/{grid_id}", .name = "grid_put", .zh = "登记网格的小区、站点、固定企业和车辆",
	  .en = "Describe a grid: compound, station, fixed shops, vehicle", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &grid_change_shape,
	  .out = &grid_whole_shape, .run = run_put, .fails = { ERR_NOT_FOUND, ERR_STALE } },
	{ .method = "POST", .path = "/api/v1/grids/{grid_id}/zone", .name = "grid_zone_set", .zh = "划定或解除网格的分区", .en = "Set or lift the zone of a grid",
	  .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .flags = OP_QUIET, .in = &grid_zone_in_shape, .out = &grid_whole_shape, .run = run_zone,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/buildings", .name = "building_list", .zh = "楼栋列表", .en = "List buildings", .perm = PERM_GRID_READ,
	  .tx = TX_READ, .in = &building_query_shape, .out = &building_items_shape, .run = run_buildings, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/buildings", .name = "building_add", .zh = "登记一栋楼和它的门牌规则",
	  .en = "Register a building and how its doors are written", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &building_new_shape,
	  .out = &building_made_shape, .run = run_building_add, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_BLOCKED } },
	{ .method = "PUT", .path = "/api/v1/buildings/{building_id}", .name = "building_put", .zh = "修改一栋楼的门牌规则",
	  .en = "Change how the doors of a building are written", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &building_change_shape,
	  .out = &building_made_shape, .run = run_building_put, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_STALE, ERR_BLOCKED } },
	{ 0 },
};
