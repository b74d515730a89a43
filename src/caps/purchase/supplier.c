/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/supplier.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/document/document.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "purchase.sql.h"

enum { SEVERAL = 2, CLASSES_SHOWN_MAX = 500, DELIVERERS_MAX = 50000 };

static enum err need(struct ctx *cx, enum perm perm)
{
	struct place root;

	TRY(place_root(cx, &root));
	return ctx_need(cx, perm, root.path);
}

static enum err is_supplier(struct ctx *cx, const char *field, int64_t org_id, struct org *ret)
{
	TRY(org_get(cx, org_id, ret));
	return (ret->roles & ORG_SUPPLIER) ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, field, "“%s”不是在用的供应商，请先登记", "\"%s\" is no supplier in use; register it first", ret->name);
}

enum err supplier_blocked(struct ctx *cx, int64_t org_id, const char **ret)
{
	struct purchase_blocked_row *rows;
	size_t n;

	TRY(purchase_blocked(cx, (struct purchase_blocked_in){ cx->district_id, org_id, 1 }, &rows, &n, 1));
	*ret = n ? rows[0].reason : "";
	return ERR_OK;
}

enum err supplier_usable(struct ctx *cx, const char *field, int64_t org_id)
{
	const char *blocked;
	struct org org;

	TRY(is_supplier(cx, field, org_id, &org));
	if (!org.active)
		return fail(cx, ERR_BLOCKED, field, "“%s”不是在用的供应商，已停用", "\"%s\" is no supplier in use any more", org.name);
	TRY(supplier_blocked(cx, org_id, &blocked));
	return !blocked[0] ? ERR_OK : fail(cx, ERR_BLOCKED, field, "供应商“%s”已暂停采购：%s", "nothing is bought from \"%s\" for now: %s", org.name, blocked);
}

/* ---- writing ---- */

enum err supplier_block(struct ctx *cx, int64_t org_id, const char *reason)
{
	const char *blocked;
	struct org org;

	TRY(need(cx, PERM_PURCHASE_EDIT));
	TRY(is_supplier(cx, "org_id", org_id, &org));
	TRY(check_line(cx, "reason", reason, 2, 200));
	TRY(supplier_blocked(cx, org_id, &blocked));
	if (blocked[0])
		return fail(cx, ERR_CONFLICT, "org_id", "供应商“%s”已暂停采购：%s", "nothing is bought from \"%s\" for now: %s", org.name, blocked);
	return purchase_block_put(cx, (struct purchase_block_put_in){ .district_id = cx->district_id, .block_id = ctx_new_id(cx), .org_id = org_id,
		.reason = reason, .blocked_by = cx->actor->account_id, .blocked_ms = cx->now_ms });
}

/* Who stopped it does not lift it alone: another person has to. */
enum err supplier_unblock(struct ctx *cx, int64_t org_id, const char *reason)
{
	struct purchase_blocked_row *rows;
	struct org org;
	bool same;
	size_t n;

	TRY(need(cx, PERM_PURCHASE_APPROVE));
	TRY(is_supplier(cx, "org_id", org_id, &org));
	TRY(check_line(cx, "reason", reason, 2, 200));
	TRY(purchase_blocked(cx, (struct purchase_blocked_in){ cx->district_id, org_id, 1 }, &rows, &n, 1));
	if (!n)
		return fail(cx, ERR_BAD_STATE, "org_id", "供应商“%s”没有暂停采购", "supplier \"%s\" is not blocked", org.name);
	TRY(party_same_person(cx, rows[0].blocked_by, cx->actor->account_id, &same));
	if (same)
		return fail(cx, ERR_FORBIDDEN, "org_id", "暂停采购的人不能自己解除，请由另一人解除", "who blocked a supplier does not lift it; another person has to");
	return purchase_block_lift(cx, (struct purchase_block_lift_in){ cx->district_id, org_id, cx->actor->account_id, cx->now_ms, reason });
}

enum err supplier_set_classes(struct ctx *cx, int64_t org_id, const char *const *classes, size_t n)
{
	const struct plan *plan;
	struct org org;

	TRY(need(cx, PERM_PURCHASE_EDIT));
	TRY(is_supplier(cx, "org_id", org_id, &org));
	TRY(document_plan(cx, &plan));
	TRY(purchase_supplies_drop(cx, (struct purchase_supplies_drop_in){ cx->district_id, org_id }));
	for (size_t i = 0; i < n; i++) {
		const char *field = check_field(&cx->mem, (int64_t)i, "classes");

		TRY(check_word(cx, field, classes[i]));
		if (plan && !plan_class(plan, classes[i]))
			return fail(cx, ERR_BAD_INPUT, field, "预案里没有物资类别“%s”", "no plan in force has a class of goods \"%s\"", classes[i]);
		for (size_t k = 0; k < i; k++)
			if (text_equal(classes[k], classes[i]))
				return fail(cx, ERR_BAD_INPUT, field, "“%s”写了两遍", "\"%s\" is named twice", classes[i]);
		TRY(purchase_supplies_put(cx, (struct purchase_supplies_put_in){ cx->district_id, org_id, classes[i] }));
	}
	return ERR_OK;
}

/* ---- reading ---- */

static enum err add_classes(struct ctx *cx, struct supplier *s)
{
	struct purchase_supplies_of_row *rows;
	const char **classes;

	TRY(purchase_supplies_of(cx, (struct purchase_supplies_of_in){ cx->district_id, s->org_id, SUPPLIER_CLASSES_MAX }, &rows, &s->n_classes, SUPPLIER_CLASSES_MAX));
	classes = arena_array(&cx->mem, const char *, s->n_classes + 1);
	for (size_t i = 0; i < s->n_classes; i++)
		classes[i] = rows[i].category;
	s->classes = classes;
	return ERR_OK;
}

enum err supplier_list(struct ctx *cx, const struct supplier_filter *filter, struct supplier **ret, size_t *ret_n)
{
	struct purchase_suppliers_row *rows;

	TRY(check_range(cx, "limit", filter->limit, 1, SUPPLIER_LIST_MAX));
	TRY(need(cx, PERM_PURCHASE_READ));
	TRY(purchase_suppliers(cx, (struct purchase_suppliers_in){ cx->district_id, check_like(&cx->mem, filter->search ? filter->search : ""),
		filter->category ? filter->category : "", filter->after ? filter->after : "", filter->limit }, &rows, ret_n, (size_t)filter->limit));
	*ret = arena_array(&cx->mem, struct supplier, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct purchase_suppliers_row *r = &rows[i];
		struct supplier *s = &(*ret)[i];

		*s = (struct supplier){ .org_id = r->org_id, .blocked_by = r->blocked_by, .blocked_ms = r->blocked_ms, .purchases = r->purchases,
			.total_fen = r->total_fen, .code = r->code, .name = r->name, .credit_code = r->credit_code, .contact = r->contact,
			.blocked = r->blocked_reason, .active = r->active != 0 };
		if (r->blocked_by)
			TRY(party_account_name(cx, r->blocked_by, &s->blocked_name));
		TRY(add_classes(cx, s));
	}
	return ERR_OK;
}

/* The plan's number for a class, of the nearest class upwards that has a rule. */
static int64_t needed_for(const struct plan *plan, const char *class)
{
	const struct plan_supply *s = plan ? plan_supply(plan, class) : NULL;

	return s && s->suppliers > 0 ? s->suppliers : SEVERAL;
}

static struct supplier_class *class_of(struct supplier_class *all, size_t n, const char *category)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(all[i].category, category))
			return &all[i];
	return NULL;
}

enum err supplier_classes(struct ctx *cx, struct supplier_class **ret, size_t *ret_n)
{
	struct purchase_class_suppliers_row *rows;
	const struct plan *plan;
	size_t n, room = 0;

	TRY(need(cx, PERM_PURCHASE_READ));
	TRY(document_plan(cx, &plan));
	TRY(purchase_class_suppliers(cx, (struct purchase_class_suppliers_in){ cx->district_id, CLASSES_SHOWN_MAX }, &rows, &n, CLASSES_SHOWN_MAX));
	*ret = NULL;
	*ret_n = 0;
	for (const struct plan *p = plan; p; p = p->next)
		for (size_t i = 0; i < p->n_classes && *ret_n < CLASSES_SHOWN_MAX; i++)
			if (!class_of(*ret, *ret_n, p->classes[i].rule.id))
				arena_push(&cx->mem, *ret, *ret_n, room) = (struct supplier_class){ .category = p->classes[i].rule.id, .zh = p->classes[i].rule.zh,
					.en = p->classes[i].rule.en, .needed = needed_for(plan, p->classes[i].rule.id) };
	for (size_t i = 0; i < n; i++) {
		struct supplier_class *c = class_of(*ret, *ret_n, rows[i].category);

		if (!c) {
			arena_push(&cx->mem, *ret, *ret_n, room) = (struct supplier_class){ .category = rows[i].category, .zh = rows[i].category,
				.en = rows[i].category, .needed = SEVERAL };
			c = &(*ret)[*ret_n - 1];
		}
		c->suppliers = rows[i].suppliers;
		c->blocked = rows[i].blocked;
	}
	return ERR_OK;
}

enum err supplier_deliverers(struct ctx *cx, struct supplier_delivers **ret, size_t *ret_n)
{
	struct purchase_deliverers_row *rows;

	TRY(purchase_deliverers(cx, (struct purchase_deliverers_in){ cx->district_id, DELIVERERS_MAX }, &rows, ret_n, DELIVERERS_MAX));
	*ret = arena_array(&cx->mem, struct supplier_delivers, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct supplier_delivers){ rows[i].org_id, rows[i].category };
	return ERR_OK;
}
