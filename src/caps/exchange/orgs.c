/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/exchange/work.h"
#include "caps/party/org.h"
#include <string.h>

/* Suppliers, donors and carriers in and out. */
enum { CODE, NAME, ROLES, CREDIT_CODE, CONTACT, FIELDS };

static const struct exchange_field fields[] = {
	[CODE] = { "code", "编码", "代码|单位编码", true, "SUP001" },
	[NAME] = { "name", "名称", "单位名称|企业名称", true, "某某粮油有限公司" },
	[ROLES] = { "roles", "角色", "类别|单位类别", true, "supplier" },
	[CREDIT_CODE] = { "credit_code", "统一社会信用代码", "信用代码", false, "" },
	[CONTACT] = { "contact", "联系方式", "值班电话|联系电话", false, "业务科 0571-00000000" },
};

/* 供应商、承运方 -> supplier,carrier */
static const char *roles_words(struct work *w, const char *cell)
{
	static const struct { const char *zh, *word; } known[] = { { "供应商", "supplier" }, { "捐赠方", "donor" }, { "捐赠人", "donor" },
		{ "承运方", "carrier" }, { "承运商", "carrier" }, { "、", "," }, { "，", "," } };
	struct buf out = BUF(&w->cx->mem);

	while (*cell) {
		size_t i = 0;

		while (i < sizeof known / sizeof *known && strncmp(cell, known[i].zh, strlen(known[i].zh)) != 0)
			i++;
		if (i < sizeof known / sizeof *known) {
			buf_text(&out, known[i].word);
			cell += strlen(known[i].zh);
		} else {
			buf_char(&out, *cell++);
		}
	}
	return buf_get(&out);
}

static enum err check(struct work *w)
{
	struct map known = MAP(&w->cx->mem);
	struct org *orgs, checked;
	size_t n;
	int64_t at;

	TRY(ctx_need(w->cx, PERM_ORG_EDIT, ctx_root(w->cx)));
	TRY(org_list(w->cx, &(struct org_filter){ .limit = ORG_BATCH_MAX }, &orgs, &n));
	for (size_t i = 0; i < n; i++)
		map_put(&known, orgs[i].code, (int64_t)i);
	work_unique(w, CODE);
	for (size_t r = 0; r < w->n_rows; r++) {
		struct org *o = WORK_RECORD(w, org, r);

		*o = (struct org){ .code = work_cell(w, r, CODE), .name = work_cell(w, r, NAME), .credit_code = work_cell(w, r, CREDIT_CODE),
			.contact = work_cell(w, r, CONTACT), .active = 1 };
		if (w->rows[r].bad)
			continue;
		if (org_roles_read(w->cx, "roles", roles_words(w, work_cell(w, r, ROLES)), &o->roles)
		    || org_check(w->cx, (int64_t)r, o, &checked))
			work_bad_fault(w, r);
		else if (map_get(&known, o->code, &at) && !w->file->replace)
			work_bad(w, r, CODE, "已登记为“%s”；要更新请选“覆盖”", "is registered as \"%s\"; choose to replace it", orgs[at].name);
	}
	return ERR_OK;
}

static enum err put(struct work *w)
{
	size_t n;
	const struct org *good = work_good(w, &n);

	return org_create_many(w->cx, good, n, w->file->replace, &w->created, &w->changed);
}

static enum err out(struct ctx *cx, const char ***ret_cells, size_t *ret_n_rows)
{
	struct org *orgs;
	const char **cells;
	size_t n;

	TRY(ctx_need(cx, PERM_ORG_READ, ctx_root(cx)));
	TRY(org_list(cx, &(struct org_filter){ .limit = ORG_BATCH_MAX }, &orgs, &n));
	cells = arena_array(&cx->mem, const char *, n * FIELDS + 1);
	for (size_t i = 0; i < n; i++) {
		const char **row = cells + i * FIELDS;

		row[CODE] = orgs[i].code;
		row[NAME] = orgs[i].name;
		row[ROLES] = org_roles_words(&cx->mem, orgs[i].roles);
		row[CREDIT_CODE] = orgs[i].credit_code;
		row[CONTACT] = orgs[i].contact;
	}
	*ret_cells = cells;
	*ret_n_rows = n;
	return ERR_OK;
}

const struct exchange_kind exchange_orgs_kind = { .zh = "往来单位", .fields = fields, .n_fields = FIELDS, .record_bytes = sizeof(struct org),
	.perm = PERM_ORG_EDIT, .check = check, .put = put, .out = out };
