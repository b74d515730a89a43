/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/supplier.h"
#include "http/op.h"

struct supplier_query { const char *search, *category, *after; int64_t limit; };
struct supplier_class_in { const char *category; };
struct supplier_out {
	int64_t     org_id, blocked_at, purchases, total;
	const char *code, *name, *credit_code, *contact, *blocked, *blocked_by;
	bool        active;
	struct list classes;
};
struct supplier_items { struct list items; const char *next; };
struct supplier_classes_in { int64_t org_id; struct list classes; };
struct supplier_reason_in { int64_t org_id; const char *reason; };
struct supplier_key { int64_t org_id; };
struct supplier_class_out { const char *category, *zh, *en; int64_t suppliers, blocked, needed; };
struct supplier_class_list { struct list items; };

static SHAPE(supplier_query,
	OPT_TEXT(supplier_query, search, 0, 60, "part of the name or code"), OPT_TEXT(supplier_query, category, 0, 40, "who delivers this class of goods"),
	OPT_TEXT(supplier_query, after, 0, 40, "where the page before ended (its next)"), OPT_I64(supplier_query, limit, 1, SUPPLIER_LIST_MAX - 1, "rows on a page, 50 unless told"));
static SHAPE(supplier_class_in, TEXT(supplier_class_in, category, 1, 40, "a class of goods of the plan"));
static SHAPE(supplier_out,
	ID(supplier_out, org_id, "the organisation"), TEXT(supplier_out, code, 1, 40, "its code"), TEXT(supplier_out, name, 1, 200, "its name"),
	OPT_TEXT(supplier_out, credit_code, 0, 18, "unified credit code"), OPT_TEXT(supplier_out, contact, 0, 100, "a post and an office line"),
	BOOL(supplier_out, active, "in use"), OPT_TEXT(supplier_out, blocked, 0, 200, "why nothing is bought from it"),
	OPT_TEXT(supplier_out, blocked_by, 0, 200, "who said so"), OPT_TIME(supplier_out, blocked_at, "when"),
	I64(supplier_out, purchases, 0, INT64_MAX, "purchases ordered from it"), MONEY(supplier_out, total, 0, INT64_MAX, "what they come to"),
	LIST(supplier_out, classes, &supplier_class_in_shape, 0, SUPPLIER_CLASSES_MAX, "what it can deliver"));
static SHAPE(supplier_items,
	LIST(supplier_items, items, &supplier_out_shape, 0, SUPPLIER_LIST_MAX, "suppliers by code"), OPT_TEXT(supplier_items, next, 0, 40, "send as after to get the next page"));
static SHAPE(supplier_classes_in,
	ID(supplier_classes_in, org_id, "which supplier"), LIST(supplier_classes_in, classes, &supplier_class_in_shape, 0, SUPPLIER_CLASSES_MAX, "what it can deliver"));
static SHAPE(supplier_reason_in, ID(supplier_reason_in, org_id, "which supplier"), TEXT(supplier_reason_in, reason, 2, 200, "why"));
static SHAPE(supplier_key, ID(supplier_key, org_id, "the supplier"));
static SHAPE(supplier_class_out,
	TEXT(supplier_class_out, category, 1, 40, "a class of goods"), TEXT(supplier_class_out, zh, 1, 200, "its title"), TEXT(supplier_class_out, en, 1, 200, "its English title"),
	I64(supplier_class_out, suppliers, 0, INT64_MAX, "suppliers in use"), I64(supplier_class_out, blocked, 0, INT64_MAX, "blocked ones"),
	I64(supplier_class_out, needed, 1, 1000, "how many there should be: the plan's number, else two"));
static SHAPE(supplier_class_list, LIST(supplier_class_list, items, &supplier_class_out_shape, 0, 1000, "by class, as the plans name them"));

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct supplier_query *in = input;
	struct supplier_items *out = output;
	size_t n, limit = in->limit ? (size_t)in->limit : 50;
	struct supplier_out *items;
	struct supplier *all;

	TRY(supplier_list(cx, &(struct supplier_filter){ in->search, in->category, in->after, (int64_t)limit + 1 }, &all, &n));
	out->next = n > limit ? all[limit - 1].code : NULL;
	n = n > limit ? limit : n;
	items = arena_array(&cx->mem, struct supplier_out, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct supplier *s = &all[i];
		struct supplier_class_in *classes = arena_array(&cx->mem, struct supplier_class_in, s->n_classes + 1);

		for (size_t k = 0; k < s->n_classes; k++)
			classes[k].category = s->classes[k];
		items[i] = (struct supplier_out){ s->org_id, s->blocked_ms, s->purchases, s->total_fen, s->code, s->name, s->credit_code[0] ? s->credit_code : NULL,
			s->contact[0] ? s->contact : NULL, s->blocked[0] ? s->blocked : NULL, s->blocked_name, s->active, { classes, s->n_classes } };
	}
	out->items = (struct list){ items, n };
	return ERR_OK;
}

static enum err run_set_classes(struct ctx *cx, const void *input, void *output)
{
	const struct supplier_classes_in *in = input;
	const struct supplier_class_in *c = in->classes.at;
	const char **classes = arena_array(&cx->mem, const char *, in->classes.n + 1);

	for (size_t i = 0; i < in->classes.n; i++)
		classes[i] = c[i].category;
	((struct supplier_key *)output)->org_id = in->org_id;
	return supplier_set_classes(cx, in->org_id, classes, in->classes.n);
}

static enum err run_block(struct ctx *cx, const void *input, void *output)
{
	const struct supplier_reason_in *in = input;

	((struct supplier_key *)output)->org_id = in->org_id;
	return supplier_block(cx, in->org_id, in->reason);
}

static enum err run_unblock(struct ctx *cx, const void *input, void *output)
{
	const struct supplier_reason_in *in = input;

	((struct supplier_key *)output)->org_id = in->org_id;
	return supplier_unblock(cx, in->org_id, in->reason);
}

static enum err run_classes(struct ctx *cx, const void *input, void *output)
{
	struct supplier_class_out *items;
	struct supplier_class *all;
	size_t n;

	(void)input;
	TRY(supplier_classes(cx, &all, &n));
	items = arena_array(&cx->mem, struct supplier_class_out, n + 1);
	for (size_t i = 0; i < n; i++)
		items[i] = (struct supplier_class_out){ all[i].category, all[i].zh, all[i].en, all[i].suppliers, all[i].blocked, all[i].needed };
	((struct supplier_class_list *)output)->items = (struct list){ items, n };
	return ERR_OK;
}

extern const struct op supplier_ops[];
const struct op supplier_ops[] = {
	{ .method = "GET", .path = "/api/v1/suppliers", .name = "supplier_list", .zh = "供应商名册", .en = "Suppliers", .perm = PERM_PURCHASE_READ, .tx = TX_READ,
	  .in = &supplier_query_shape, .out = &supplier_items_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/suppliers/classes", .name = "supplier_classes", .zh = "各类物资的供应商家数", .en = "How many suppliers each class of goods has",
	  .perm = PERM_PURCHASE_READ, .tx = TX_READ, .out = &supplier_class_list_shape, .run = run_classes },
	{ .method = "PUT", .path = "/api/v1/suppliers/{org_id}/classes", .name = "supplier_set_classes", .zh = "登记供应商供哪些物资", .en = "Say what a supplier delivers",
	  .perm = PERM_PURCHASE_EDIT, .tx = TX_WRITE, .in = &supplier_classes_in_shape, .out = &supplier_key_shape, .run = run_set_classes, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/suppliers/{org_id}/block", .name = "supplier_block", .zh = "暂停向供应商采购", .en = "Buy nothing from a supplier for now",
	  .perm = PERM_PURCHASE_EDIT, .tx = TX_WRITE, .in = &supplier_reason_in_shape, .out = &supplier_key_shape, .run = run_block, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/suppliers/{org_id}/unblock", .name = "supplier_unblock", .zh = "恢复向供应商采购", .en = "Lift a supplier's block",
	  .perm = PERM_PURCHASE_APPROVE, .tx = TX_WRITE, .in = &supplier_reason_in_shape, .out = &supplier_key_shape, .run = run_unblock,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_FORBIDDEN } },
	{ 0 },
};
