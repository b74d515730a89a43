/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/grid/door.h"
#include "caps/grid/grid.h"
#include "caps/grid/sheet.h"
#include "caps/grid/tidy.h"
#include "base/shape.h"
#include "http/op.h"

/* Households: masked, unless revealed for a reason. */

enum { PAGE_MAX = 200 };

struct household_body {
	int64_t     household_id, building_id, grid_id, station_id, floor, persons, status, merged_into, version;
	bool        also;
	const char *building, *unit, *room, *door, *address, *path, *needs, *remark, *name, *phone;
};
struct household_key { int64_t household_id; };
struct household_query { int64_t under_id, status, after, limit; const char *needs, *search; bool special; };
struct household_items { struct list items; int64_t next; };
struct household_at { int64_t place_id; const char *building, *unit, *room, *address; };
struct household_why { int64_t household_id; const char *reason; };
struct household_person_row { int64_t household_id, person_no; const char *name, *phone; };
struct household_whole { struct household_body household; struct list people; };
struct household_doubles_query { int64_t under_id; };
struct household_double_row { int64_t why; struct household_body a, b; };
struct household_double_items { struct list items; bool more; };
struct household_keep { int64_t a_id, b_id; const char *reason; };

struct sheet_ask { int64_t under_id, format; bool full; const char *reason; };

#define HOUSEHOLD_FACTS \
	OPT_TEXT(household_body, unit, 0, 40, "单元, in any form; kept as 2, A or 甲"), \
	TEXT(household_body, room, 1, 40, "室, in any form; kept as 501, 5东 or 底商2"), \
	OPT_I64(household_body, persons, 0, HOUSEHOLD_PERSONS_MAX, "how many live there; 0: not known"), \
	OPT_TEXT(household_body, needs, 0, 200, "why it is looked after, words with commas: alone,elderly"), \
	OPT_WORD(household_body, status, household_status_words, "here, away or moved; absent: here"), \
	OPT_TEXT(household_body, remark, 0, HOUSEHOLD_REMARK_MAX, "for the people who go there"), \
	OPT_TEXT(household_body, name, 0, 40, "of the contact"), \
	OPT_TEXT(household_body, phone, 0, 30, "of the contact"), \
	OPT_BOOL(household_body, also, "another household lives behind this door, register all the same")

static const struct shape household_new_shape = { "household_new", sizeof(struct household_body), (const struct field[]){
	ID(household_body, building_id, "the building"), HOUSEHOLD_FACTS, { 0 } } };
static const struct shape household_change_shape = { "household_change", sizeof(struct household_body), (const struct field[]){
	ID(household_body, household_id, "which household"),
	OPT_I64(household_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"), HOUSEHOLD_FACTS, { 0 } } };
static const struct shape household_body_shape = { "household", sizeof(struct household_body), (const struct field[]){
	ID(household_body, household_id, "number"), ID(household_body, building_id, "its building"), ID(household_body, grid_id, "its grid"),
	OPT_ID(household_body, station_id, "where its goods arrive"),
	OPT_TEXT(household_body, building, 0, 100, "normal form of the building's name: 3"),
	OPT_TEXT(household_body, unit, 0, 100, "normal form: 2"), TEXT(household_body, room, 1, 100, "normal form: 501"),
	OPT_I64(household_body, floor, -9, 9999, "floor, as far as the room says it"),
	TEXT(household_body, door, 1, 300, "3-2-501"), TEXT(household_body, address, 1, 300, "3号楼2单元501室"),
	TEXT(household_body, path, 1, 300, "of the building's place"),
	OPT_I64(household_body, persons, 0, HOUSEHOLD_PERSONS_MAX, "how many live there; absent: not known"),
	OPT_TEXT(household_body, needs, 0, 200, "why it is looked after, as far as one may see it"),
	WORD(household_body, status, household_status_words, "here, away or moved"),
	OPT_ID(household_body, merged_into, "the household this one turned out to be"),
	OPT_TEXT(household_body, remark, 0, HOUSEHOLD_REMARK_MAX, "for the people who go there"),
	OPT_TEXT(household_body, name, 0, 200, "the contact, masked"), OPT_TEXT(household_body, phone, 0, 30, "masked"),
	I64(household_body, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };

static SHAPE(household_key, ID(household_key, household_id, "which household"));
static SHAPE(household_query,
	OPT_ID(household_query, under_id, "at or below this place: grid, building, community"),
	OPT_WORD(household_query, status, household_status_words, "of this status; absent: here and away"),
	OPT_TEXT(household_query, needs, 0, 200, "with any of these needs"),
	OPT_BOOL(household_query, special, "only those with any need"),
	OPT_TEXT(household_query, search, 0, 40, "part of a door; for who may reveal, also of a name or phone"),
	OPT_ID(household_query, after, "where the page before ended (its next)"),
	OPT_I64(household_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(household_items,
	LIST(household_items, items, &household_body_shape, 0, PAGE_MAX, "building by building, as the stairs are walked"),
	OPT_ID(household_items, next, "send as after to get the next page"));
static SHAPE(household_at,
	ID(household_at, place_id, "the grid or building to look in"),
	OPT_TEXT(household_at, building, 0, 40, "in any form"), OPT_TEXT(household_at, unit, 0, 40, "in any form"),
	OPT_TEXT(household_at, room, 0, 40, "in any form"),
	OPT_TEXT(household_at, address, 0, 60, "or all in one: 3号楼2单元501室, 3-2-501"));
static SHAPE(household_why,
	ID(household_why, household_id, "which household"), TEXT(household_why, reason, 2, 200, "why; goes into the audit log"));
static const struct shape household_person_row_shape = { "household_person", sizeof(struct household_person_row), (const struct field[]){
	I64(household_person_row, person_no, 1, 1000000, "1 is the contact"), OPT_TEXT(household_person_row, name, 0, 200, "masked unless revealed"),
	OPT_TEXT(household_person_row, phone, 0, 30, "masked unless revealed"), { 0 } } };
static const struct shape person_set_shape = { "household_person_set", sizeof(struct household_person_row), (const struct field[]){
	ID(household_person_row, household_id, "which household"),
	OPT_I64(household_person_row, person_no, 0, 1000000, "which person; 0 or absent adds one"),
	OPT_TEXT(household_person_row, name, 0, 40, "absent leaves it; with an empty phone and name the person is taken off"),
	OPT_TEXT(household_person_row, phone, 0, 30, "absent leaves it"), { 0 } } };
static SHAPE(household_whole,
	OBJECT(household_whole, household, &household_body_shape, "the household"),
	LIST(household_whole, people, &household_person_row_shape, 0, HOUSEHOLD_PEOPLE_MAX, "its people"));
static SHAPE(household_doubles_query, OPT_ID(household_doubles_query, under_id, "at or below this place"));
static SHAPE(household_double_row,
	WORD(household_double_row, why, household_double_words, "what they have in common"),
	OBJECT(household_double_row, a, &household_body_shape, "one of them"), OBJECT(household_double_row, b, &household_body_shape, "the other"));
static SHAPE(household_double_items,
	LIST(household_double_items, items, &household_double_row_shape, 0, HOUSEHOLD_DOUBLES_MAX, "pairs, the surest first"),
	BOOL(household_double_items, more, "there are more; clear these first"));
static SHAPE(household_keep,
	ID(household_keep, a_id, "one"), ID(household_keep, b_id, "the other"), TEXT(household_keep, reason, 2, 200, "why they are two"));

static const struct shape sheet_ask_shape = { "household_sheet_ask", sizeof(struct sheet_ask), (const struct field[]){
	ID(sheet_ask, under_id, "at or below this place"), OPT_BOOL(sheet_ask, full, "names and phones in full; absent: masked"),
	OPT_TEXT(sheet_ask, reason, 2, 200, "in full: why; goes into the audit log"),
	OPT_WORD(sheet_ask, format, household_sheet_words, "csv (UTF-8 with BOM), csv_gb18030 or xlsx; absent: csv"), { 0 } } };
static SHAPE(household_sheet,
	BYTES(household_sheet, body, 0, INT64_C(1) << 30, "the file"), TEXT(household_sheet, type, 1, 100, "media type"),
	TEXT(household_sheet, name, 1, 100, "file name"));

static enum err body_of(struct ctx *cx, const struct household *h, struct household_body *ret)
{
	int64_t needs = ctx_may(cx, PERM_HOUSEHOLD_REVEAL, h->path) ? h->needs : h->needs & ~(int64_t)NEEDS_SENSITIVE;
	struct household_names names;

	TRY(household_names(cx, h->household_id, false, &names));
	*ret = (struct household_body){ .household_id = h->household_id, .building_id = h->building_id, .grid_id = h->grid_id,
		.station_id = h->station_id, .floor = h->floor, .persons = h->persons, .status = h->status, .merged_into = h->merged_into,
		.version = h->version, .building = h->building, .unit = h->unit, .room = h->room, .door = h->door,
		.address = household_address(&cx->mem, h), .path = h->path, .needs = needs_words(&cx->mem, needs), .remark = h->remark,
		.name = names.name, .phone = names.phone };
	return ERR_OK;
}

static enum err bodies_of(struct ctx *cx, const struct household *rows, size_t n, struct list *ret)
{
	struct household_body *bodies = arena_array(&cx->mem, struct household_body, n + 1);

	for (size_t i = 0; i < n; i++)
		TRY(body_of(cx, &rows[i], &bodies[i]));
	*ret = (struct list){ bodies, n };
	return ERR_OK;
}

static struct list people_list(struct ctx *cx, const struct household_person *people, size_t n)
{
	struct household_person_row *out = arena_array(&cx->mem, struct household_person_row, n + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct household_person_row){ .person_no = people[i].person_no, .name = people[i].name, .phone = people[i].phone };
	return (struct list){ out, n };
}

static enum err whole_of(struct ctx *cx, int64_t household_id, struct household_whole *out)
{
	struct household_person *people;
	struct household h;
	size_t n;

	TRY(household_need(cx, PERM_GRID_READ, household_id, &h));
	TRY(household_people(cx, household_id, &people, &n));
	TRY(body_of(cx, &h, &out->household));
	out->people = people_list(cx, people, n);
	return ERR_OK;
}

static enum err facts_of(struct ctx *cx, const struct household_body *in, struct household_facts *ret)
{
	*ret = (struct household_facts){ .building_id = in->building_id, .unit = in->unit, .room = in->room, .remark = in->remark,
		.name = in->name, .phone = in->phone, .persons = in->persons, .status = in->status, .also = in->also };
	return needs_read(cx, "needs", in->needs, &ret->needs);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct household_query *in = input;
	struct household_items *out = output;
	struct household_filter f = { .under_id = in->under_id, .status = in->status, .special = in->special, .search = in->search,
				      .after_id = in->after };
	struct household *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(needs_read(cx, "needs", in->needs, &f.needs));
	f.limit = (int64_t)limit + 1;
	TRY(household_list(cx, &f, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[n - 1].household_id;
	}
	return bodies_of(cx, rows, n, &out->items);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	return whole_of(cx, ((const struct household_key *)input)->household_id, output);
}

static enum err run_find(struct ctx *cx, const void *input, void *output)
{
	const struct household_at *in = input;
	struct household_items *out = output;
	struct door door = { in->building ? in->building : "", in->unit ? in->unit : "", in->room ? in->room : "" };
	struct household *rows;
	struct place place;
	int64_t *ids;
	size_t n;

	TRY(place_need(cx, PERM_GRID_READ, in->place_id, &place));
	if (in->address && *in->address && !door_read(&cx->mem, in->address, &door))
		return fail(cx, ERR_BAD_INPUT, "address", "看不出门牌：请写成 3-2-501 或 3号楼2单元501室",
			    "no door can be read; write 3-2-501 or 3号楼2单元501室");
	TRY(household_find(cx, in->place_id, door.building, door.unit, door.room, &ids, &n));
	rows = arena_array(&cx->mem, struct household, n + 1);
	for (size_t i = 0; i < n; i++)
		TRY(household_get(cx, ids[i], &rows[i]));
	return bodies_of(cx, rows, n, &out->items);
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	struct household_facts facts;
	int64_t household_id;

	TRY(facts_of(cx, input, &facts));
	TRY(household_create(cx, &facts, &household_id));
	return whole_of(cx, household_id, output);
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct household_body *in = input;
	struct household_facts facts;

	TRY(facts_of(cx, in, &facts));
	TRY(household_update(cx, in->household_id, in->version, &facts));
	return whole_of(cx, in->household_id, output);
}

static enum err run_reveal(struct ctx *cx, const void *input, void *output)
{
	const struct household_why *in = input;
	struct household_whole *out = output;
	struct household_person *people;
	size_t n;

	TRY(household_reveal(cx, in->household_id, in->reason, &people, &n));
	TRY(whole_of(cx, in->household_id, out));
	out->people = people_list(cx, people, n);
	return ERR_OK;
}

static enum err run_erase(struct ctx *cx, const void *input, void *output)
{
	const struct household_why *in = input;

	(void)output;
	return household_erase(cx, in->household_id, in->reason);
}

static enum err run_person(struct ctx *cx, const void *input, void *output)
{
	const struct household_person_row *in = input;

	TRY(household_person_set(cx, in->household_id, in->person_no, in->name, in->phone));
	return whole_of(cx, in->household_id, output);
}

static enum err run_doubles(struct ctx *cx, const void *input, void *output)
{
	struct household_double_items *out = output;
	struct household_pair *pairs;
	struct household_double_row *bodies;
	size_t n;

	TRY(household_doubles(cx, ((const struct household_doubles_query *)input)->under_id, &pairs, &n, &out->more));
	bodies = arena_array(&cx->mem, struct household_double_row, n + 1);
	for (size_t i = 0; i < n; i++) {
		bodies[i].why = pairs[i].why;
		TRY(body_of(cx, &pairs[i].a, &bodies[i].a));
		TRY(body_of(cx, &pairs[i].b, &bodies[i].b));
	}
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

static enum err run_keep(struct ctx *cx, const void *input, void *output)
{
	const struct household_keep *in = input;

	(void)output;
	return household_keep_both(cx, in->a_id, in->b_id, in->reason);
}

static enum err run_sheet(struct ctx *cx, const void *input, void *output)
{
	const struct sheet_ask *in = input;

	return household_sheet(cx, in->under_id, in->full, in->reason, in->format, output);
}

extern const struct op household_ops[];
const struct op household_ops[] = {
	{ .method = "GET", .path = "/api/v1/households", .name = "household_list", .zh = "住户列表（打码）", .en = "List households, masked",
	  .perm = PERM_GRID_READ, .tx = TX_READ, .in = &household_query_shape, .out = &household_items_shape, .run = run_list,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/household-doors", .name = "household_find", .zh = "按门牌找住户", .en = "Find households by their door",
	  .perm = PERM_GRID_READ, .tx = TX_READ, .in = &household_at_shape, .out = &household_items_shape, .run = run_find,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/households/{household_id}", .name = "household_get", .zh = "查看一户（打码）",
	  .en = "Read a household, masked", .perm = PERM_GRID_READ, .tx = TX_READ, .in = &household_key_shape, .out = &household_whole_shape,
	  .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/households", .name = "household_create", .zh = "登记一户", .en = "Register a household",
	  .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &household_new_shape, .out = &household_whole_shape, .run = run_create,
	  .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "PUT", .path = "/api/v1/households/{household_id}", .name = "household_update", .zh = "修改一户", .en = "Change a household",
	  .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &household_change_shape, .out = &household_whole_shape, .run = run_update,
	  .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_STALE, ERR_BLOCKED, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/households/{household_id}/reveal", .name = "household_reveal", .zh = "查看完整住户信息",
	  .en = "Read a household in full, for a reason", .perm = PERM_HOUSEHOLD_REVEAL, .tx = TX_WRITE,
	  .flags = OP_ONCE_ANYWAY | OP_QUIET | OP_SECRET, .in = &household_why_shape, .out = &household_whole_shape, .run = run_reveal,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/households/{household_id}/people", .name = "household_person_set", .zh = "登记或修改一户的成员",
	  .en = "Add, change or take off a person of a household", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &person_set_shape,
	  .out = &household_whole_shape, .run = run_person, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/households/{household_id}/erase", .name = "household_erase", .zh = "删除一户的个人信息",
	  .en = "Delete a household's names and phones", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .flags = OP_QUIET, .in = &household_why_shape,
	  .run = run_erase, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/household-sheets", .name = "household_sheet", .zh = "下载住户名册；完整的要写原因",
	  .en = "Download a roster; in full for a reason", .perm = PERM_GRID_READ, .tx = TX_WRITE,
	  .flags = OP_ONCE_ANYWAY | OP_QUIET | OP_SECRET, .in = &sheet_ask_shape, .out = &household_sheet_shape, .run = run_sheet,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/household-doubles", .name = "household_doubles", .zh = "查找重复住户", .en = "Find households that are there twice",
	  .perm = PERM_GRID_EDIT, .tx = TX_READ, .in = &household_doubles_query_shape, .out = &household_double_items_shape, .run = run_doubles,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/household-doubles/keep", .name = "household_keep_both", .zh = "确认是两户，不再提示",
	  .en = "Say that two are two", .perm = PERM_GRID_EDIT, .tx = TX_WRITE, .in = &household_keep_shape, .run = run_keep,
	  .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
