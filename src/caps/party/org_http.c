/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/org.h"
#include "base/shape.h"
#include "http/op.h"

/* Suppliers, donors, carriers. */

enum { PAGE_MAX = 200 };

struct org_body {
	int64_t     org_id, version;
	bool        inactive;
	const char *code, *name, *credit_code, *contact, *roles;
};
struct org_key { int64_t org_id; };
struct org_query { const char *search, *role, *after; bool active_only; int64_t limit; };
struct org_items { struct list items; const char *next; };

#define ORG_FACTS \
	TEXT(org_body, name, 1, 100, "full name"), \
	TEXT(org_body, roles, 1, 60, "supplier,donor,carrier"), \
	OPT_TEXT(org_body, credit_code, 0, 18, "unified credit code, GB 32100; check digit verified"), \
	OPT_TEXT(org_body, contact, 0, 100, "a post and an office line, no person"), \
	OPT_BOOL(org_body, inactive, "no longer dealt with")

static const struct shape org_new_shape = { "org_new", sizeof(struct org_body), (const struct field[]){
	TEXT(org_body, code, 1, 40, "the district's own short code"), ORG_FACTS, { 0 } } };
static const struct shape org_change_shape = { "org_change", sizeof(struct org_body), (const struct field[]){
	ID(org_body, org_id, "which organisation"),
	OPT_I64(org_body, version, 1, INT64_MAX, "the version that was read; absent overwrites"), ORG_FACTS, { 0 } } };
static const struct shape org_body_shape = { "org", sizeof(struct org_body), (const struct field[]){
	ID(org_body, org_id, "number"),
	TEXT(org_body, code, 1, 40, "the district's own short code"), ORG_FACTS,
	I64(org_body, version, 1, INT64_MAX, "version, for If-Match"), { 0 } } };
static SHAPE(org_key, ID(org_key, org_id, "which organisation"));
static SHAPE(org_query,
	OPT_TEXT(org_query, search, 0, 60, "part of the name or code"),
	OPT_TEXT(org_query, role, 0, 20, "supplier, donor or carrier"),
	OPT_BOOL(org_query, active_only, "without those no longer dealt with"),
	OPT_TEXT(org_query, after, 0, 40, "where the page before ended (its next)"),
	OPT_I64(org_query, limit, 1, PAGE_MAX, "rows on a page, 50 unless told"));
static SHAPE(org_items,
	LIST(org_items, items, &org_body_shape, 0, PAGE_MAX, "organisations by code"),
	OPT_TEXT(org_items, next, 0, 40, "send as after to get the next page"));

static enum err org_of(struct ctx *cx, const struct org_body *in, struct org *ret)
{
	*ret = (struct org){ .code = in->code, .name = in->name, .credit_code = in->credit_code, .contact = in->contact,
		.active = !in->inactive };
	return org_roles_read(cx, "roles", in->roles, &ret->roles);
}

static struct org_body body_of(struct ctx *cx, const struct org *o)
{
	return (struct org_body){ .org_id = o->org_id, .version = o->version, .inactive = !o->active, .code = o->code,
		.name = o->name, .credit_code = o->credit_code, .contact = o->contact, .roles = org_roles_words(&cx->mem, o->roles) };
}

static enum err run_create(struct ctx *cx, const void *input, void *output)
{
	struct org org;

	TRY(org_of(cx, input, &org));
	return org_create(cx, &org, &((struct org_key *)output)->org_id);
}

static enum err run_update(struct ctx *cx, const void *input, void *output)
{
	const struct org_body *in = input;
	struct org org;

	TRY(org_of(cx, in, &org));
	TRY(org_update(cx, in->org_id, in->version, &org));
	TRY(org_get(cx, in->org_id, &org));
	*(struct org_body *)output = body_of(cx, &org);
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	struct org org;

	TRY(org_get(cx, ((const struct org_key *)input)->org_id, &org));
	*(struct org_body *)output = body_of(cx, &org);
	return ERR_OK;
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct org_query *in = input;
	struct org_items *out = output;
	struct org_body *bodies;
	struct org *rows;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;
	int64_t role;

	TRY(org_roles_read(cx, "role", in->role, &role));
	TRY(org_list(cx, &(struct org_filter){ .search = in->search, .after = in->after, .role = role,
		.active_only = in->active_only, .limit = (int64_t)limit + 1 }, &rows, &n));
	if (n > limit)
		out->next = rows[limit - 1].code;
	n = n > limit ? limit : n;
	bodies = arena_array(&cx->mem, struct org_body, n + 1);
	for (size_t i = 0; i < n; i++)
		bodies[i] = body_of(cx, &rows[i]);
	out->items = (struct list){ bodies, n };
	return ERR_OK;
}

extern const struct op org_ops[];
const struct op org_ops[] = {
	{ .method = "GET", .path = "/api/v1/orgs", .name = "org_list", .zh = "往来单位列表", .en = "List suppliers, donors, carriers",
	  .perm = PERM_ORG_READ, .tx = TX_READ, .in = &org_query_shape, .out = &org_items_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/orgs/{org_id}", .name = "org_get", .zh = "查看往来单位", .en = "Read an organisation",
	  .perm = PERM_ORG_READ, .tx = TX_READ, .in = &org_key_shape, .out = &org_body_shape, .run = run_get,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/orgs", .name = "org_create", .zh = "登记往来单位", .en = "Register an organisation",
	  .perm = PERM_ORG_EDIT, .tx = TX_WRITE, .in = &org_new_shape, .out = &org_key_shape, .run = run_create,
	  .fails = { ERR_CONFLICT } },
	{ .method = "PUT", .path = "/api/v1/orgs/{org_id}", .name = "org_update", .zh = "修改往来单位",
	  .en = "Change an organisation", .perm = PERM_ORG_EDIT, .tx = TX_WRITE, .in = &org_change_shape, .out = &org_body_shape,
	  .run = run_update, .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BLOCKED } },
	{ 0 },
};
