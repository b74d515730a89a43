/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/person.h"
#include "base/shape.h"
#include "http/op.h"

/* People: masked, unless revealed for a reason. */

enum { PAGE_MAX = 199 };

struct person_body {
	int64_t     person_id, place_id, org_id, version;
	bool        erased;
	const char *title, *name, *phone;
};
struct person_key { int64_t person_id; };
struct person_why { int64_t person_id; const char *reason; };
struct person_query { int64_t under_id, after, limit; };
struct person_items { struct list items; int64_t next; };

#define PERSON_FACTS \
	OPT_ID(person_body, org_id, "employer outside the district's tree"), \
	OPT_TEXT(person_body, title, 0, 40, "post: 物资员")

static const struct shape person_new_shape = { "person_new", sizeof(struct person_body), (const struct field[]){
	ID(person_body, place_id, "where the person belongs"),
	TEXT(person_body, name, 1, 40, "full name"),
	OPT_TEXT(person_body, phone, 0, 30, "mobile, line with area code, or service number"),
	PERSON_FACTS, { 0 } } };
static const struct shape person_change_shape = { "person_change", sizeof(struct person_body), (const struct field[]){
	ID(person_body, person_id, "which person"),
	OPT_I64(person_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"),
	TEXT(person_body, name, 1, 40, "full name"),
	OPT_TEXT(person_body, phone, 0, 30, "phone"),
	PERSON_FACTS, { 0 } } };
static const struct shape person_body_shape = { "person", sizeof(struct person_body), (const struct field[]){
	ID(person_body, person_id, "number"),
	ID(person_body, place_id, "where the person belongs"),
	OPT_TEXT(person_body, name, 0, 200, "name; masked unless revealed; empty once erased"),
	OPT_TEXT(person_body, phone, 0, 30, "phone; masked unless revealed"),
	PERSON_FACTS,
	BOOL(person_body, erased, "the personal data were deleted"),
	I64(person_body, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };
static SHAPE(person_key, ID(person_key, person_id, "which person"));
static SHAPE(person_why,
	ID(person_why, person_id, "which person"),
	TEXT(person_why, reason, 2, 200, "why; goes into the audit log"));
static SHAPE(person_query,
	OPT_ID(person_query, under_id, "of this place and all below"),
	OPT_ID(person_query, after, "where the page before ended (its next)"),
	OPT_I64(person_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(person_items,
	LIST(person_items, items, &person_body_shape, 0, PAGE_MAX, "people, masked"),
	OPT_ID(person_items, next, "send as after to get the next page"));

static struct person person_of(const struct person_body *in)
{
	return (struct person){ .place_id = in->place_id, .org_id = in->org_id, .title = in->title, .name = in->name,
		.phone = in->phone };
}

static struct person_body body_of(const struct person *p)
{
	return (struct person_body){ .person_id = p->person_id, .place_id = p->place_id, .org_id = p->org_id,
		.version = p->version, .erased = p->erased != 0, .title = p->title, .name = p->name, .phone = p->phone };
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	struct person p = person_of(input);

	return person_create(cx, &p, &((struct person_key *)output)->person_id);
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct person_body *in = input;
	struct person p = person_of(in);

	(void)output;
	return person_update(cx, in->person_id, in->version, &p);
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct person p;

	TRY(person_get(cx, ((const struct person_key *)input)->person_id, &p));
	*(struct person_body *)output = body_of(&p);
	return ERR_OK;
}

static enum err run_reveal(struct ctx *cx, const void *input, void *output)
{
	const struct person_why *in = input;
	struct person p;

	TRY(person_reveal(cx, in->person_id, in->reason, &p));
	*(struct person_body *)output = body_of(&p);
	return ERR_OK;
}

static enum err run_erase(struct ctx *cx, const void *input, void *output)
{
	const struct person_why *in = input;

	(void)output;
	return person_erase(cx, in->person_id, in->reason);
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct person_query *in = input;
	struct person_items *out = output;
	struct person_body *bodies;
	struct person *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;

	TRY(person_list(cx, &(struct person_filter){ .under_id = in->under_id, .after_id = in->after,
		.limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit) {
		n = limit;
		out->next = rows[limit - 1].person_id;
	}
	bodies = arena_array(&cx->mem, struct person_body, n + 1);
	for (size_t i = 0; i < n; i++)
		bodies[i] = body_of(&rows[i]);
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

extern const struct op person_ops[];
const struct op person_ops[] = {
	{ .method = "GET", .path = "/api/v1/people", .name = "person_list", .zh = "人员列表（打码）", .en = "List people, masked",
	  .perm = PERM_PERSON_READ, .tx = TX_READ, .in = &person_query_shape, .out = &person_items_shape, .run = run_list,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/people/{person_id}", .name = "person_get", .zh = "查看人员（打码）",
	  .en = "Read a person, masked", .perm = PERM_PERSON_READ, .tx = TX_READ, .in = &person_key_shape,
	  .out = &person_body_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/people", .name = "person_create", .zh = "登记人员", .en = "Register a person",
	  .perm = PERM_PERSON_EDIT, .tx = TX_WRITE, .in = &person_new_shape, .out = &person_key_shape, .run = run_create,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "PUT", .path = "/api/v1/people/{person_id}", .name = "person_update", .zh = "修改人员", .en = "Change a person",
	  .perm = PERM_PERSON_EDIT, .tx = TX_WRITE, .in = &person_change_shape, .run = run_update,
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BLOCKED, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/people/{person_id}/reveal", .name = "person_reveal", .zh = "查看完整个人信息",
	  .en = "Read a person in full, for a reason", .perm = PERM_PERSON_REVEAL, .tx = TX_WRITE,
	  .flags = OP_ONCE_ANYWAY | OP_QUIET | OP_SECRET, .in = &person_why_shape, .out = &person_body_shape, .run = run_reveal,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/people/{person_id}/erase", .name = "person_erase", .zh = "删除个人信息",
	  .en = "Delete a person's data", .perm = PERM_PERSON_EDIT, .tx = TX_WRITE, .flags = OP_QUIET, .in = &person_why_shape,
	  .run = run_erase, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
