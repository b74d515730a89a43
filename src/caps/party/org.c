/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/party/org.h"
#include "party.sql.h"
#include "base/buf.h"
#include "base/check.h"
#include <string.h>

static const struct { int64_t bit; const char *word; } role_words[] = {
	{ ORG_SUPPLIER, "supplier" }, { ORG_DONOR, "donor" }, { ORG_CARRIER, "carrier" } };

#define ORG_OF(r) (struct org){ .org_id = (r).org_id, .code = (r).code, .name = (r).name, .credit_code = (r).credit_code, \
	.contact = (r).contact, .roles = (r).roles, .active = (r).active, .version = (r).version }

/* GB 32100-2015: 31 characters without I O Z S V; the weights are powers of 3. */
bool org_credit_code_ok(const char *code)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	int sum = 0, weight = 1;

	if (strlen(code) != 18 || strspn(code, alphabet) != 18)
		return false;
	for (int i = 0; i < 17; i++, weight = weight * 3 % 31)
		sum += (int)(strchr(alphabet, code[i]) - alphabet) * weight;
	return alphabet[(31 - sum % 31) % 31] == code[17];
}

enum err org_roles_read(struct ctx *cx, const char *field, const char *words, int64_t *ret_set)
{
	int64_t set = 0;

	for (const char *at = words ? words : ""; *at; ) {
		size_t n = strcspn(at, ", "), i;

		for (i = 0; i < 3; i++)
			if (strlen(role_words[i].word) == n && memcmp(role_words[i].word, at, n) == 0)
				break;
		if (n && i == 3)
			return fail(cx, ERR_BAD_INPUT, field, "不认识“%.*s”，可用：supplier、donor、carrier",
				    "'%.*s' is unknown; use supplier, donor, carrier", (int)(n < 40 ? n : 40), at);
		set |= n ? role_words[i].bit : 0;
		at += n + (at[n] != 0);
	}
	*ret_set = set;
	return ERR_OK;
}

const char *org_roles_words(struct arena *mem, int64_t set)
{
	struct buf b = BUF(mem);

	for (int i = 0; i < 3; i++)
		if (set & role_words[i].bit)
			buf_print(&b, "%s%s", b.n ? "," : "", role_words[i].word);
	return buf_get(&b);
}

enum err org_get(struct ctx *cx, int64_t org_id, struct org *ret)
{
	struct party_org_by_id_row row;
	enum err e = party_org_by_id(cx, (struct party_org_by_id_in){ .district_id = cx->district_id, .org_id = org_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "org_id", "没有编号为 %lld 的往来单位", "there is no organisation number %lld", (long long)org_id);
	TRY(e);
	*ret = ORG_OF(row);
	return ERR_OK;
}

enum err org_by_code(struct ctx *cx, const char *code, struct org *ret)
{
	struct party_org_by_its_code_row row;
	enum err e;

	code = code ? code : "";
	e = party_org_by_its_code(cx, (struct party_org_by_its_code_in){ .district_id = cx->district_id, .code = code }, &row);
	if (e == ERR_NOT_FOUND)
		return fail(cx, e, "code", "没有代码为“%.60s”的往来单位", "there is no organisation with the code '%.60s'", code);
	TRY(e);
	*ret = ORG_OF(row);
	return ERR_OK;
}

enum err org_check(struct ctx *cx, int64_t row, const struct org *in, struct org *ret)
{
	struct org org = *in;

	org.credit_code = org.credit_code ? org.credit_code : "";
	org.contact = org.contact ? org.contact : "";
	org.active = org.active != 0;
	TRY(check_code(cx, check_field(&cx->mem, row, "code"), org.code));
	TRY(check_line(cx, check_field(&cx->mem, row, "name"), org.name, 1, 100));
	TRY(check_line(cx, check_field(&cx->mem, row, "contact"), org.contact, 0, 100));
	if (org.credit_code[0] && !org_credit_code_ok(org.credit_code))
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "credit_code"),
			    "统一社会信用代码“%.30s”不对：应为 18 位，不含 I O Z S V，末位为校验码",
			    "'%.30s' is no credit code: 18 characters without I O Z S V, the last one a check character", org.credit_code);
	if (org.roles < 1 || org.roles > (ORG_SUPPLIER | ORG_DONOR | ORG_CARRIER))
		return fail(cx, ERR_BAD_INPUT, check_field(&cx->mem, row, "roles"), "请写明是供应商、捐赠方还是承运方",
			    "say whether it is a supplier, a donor or a carrier");
	*ret = org;
	return ERR_OK;
}

static enum err add(struct ctx *cx, const struct org *org, int64_t *ret_org_id, bool *ret_added)
{
	int64_t org_id = ctx_new_id(cx), added = 0;

	TRY(party_org_insert_n(cx, (struct party_org_insert_in){ .district_id = cx->district_id, .org_id = org_id,
		.code = org->code, .name = org->name, .credit_code = org->credit_code, .contact = org->contact,
		.roles = org->roles, .active = org->active, .version = 1, .changed_ms = cx->now_ms }, &added));
	*ret_org_id = org_id;
	*ret_added = added == 1;
	return ERR_OK;
}

static enum err put(struct ctx *cx, int64_t row, const struct org *old, int64_t version, const struct org *org)
{
	int64_t changed = 0;

	TRY(party_org_change_n(cx, (struct party_org_change_in){ .district_id = cx->district_id, .org_id = old->org_id,
		.version = version ? version : old->version, .name = org->name, .credit_code = org->credit_code,
		.contact = org->contact, .roles = org->roles, .active = org->active, .changed_ms = cx->now_ms }, &changed));
	if (!changed)
		return fail(cx, ERR_STALE, check_field(&cx->mem, row, "version"), "这条记录已是第 %lld 版，您看到的是第 %lld 版；请刷新",
			    "the record is at version %lld, you saw %lld; reload", (long long)old->version, (long long)version);
	return ERR_OK;
}

enum err org_create(struct ctx *cx, const struct org *in, int64_t *ret_org_id)
{
	struct org org;
	bool added;

	TRY(ctx_need(cx, PERM_ORG_EDIT, ctx_root(cx)));
	TRY(org_check(cx, NO_ROW, in, &org));
	TRY(add(cx, &org, ret_org_id, &added));
	if (!added)
		return fail(cx, ERR_CONFLICT, "code", "代码“%s”已被使用", "the code '%s' is taken", org.code);
	return ERR_OK;
}

enum err org_update(struct ctx *cx, int64_t org_id, int64_t version, const struct org *in)
{
	struct org old, org = *in;

	TRY(ctx_need(cx, PERM_ORG_EDIT, ctx_root(cx)));
	TRY(org_get(cx, org_id, &old));
	if (org.code && org.code[0] && strcmp(org.code, old.code) != 0)
		return fail(cx, ERR_BLOCKED, "code", "代码 %s 不能改；请停用它另建", "the code %s cannot change; make another record", old.code);
	org.code = old.code;
	TRY(org_check(cx, NO_ROW, &org, &org));
	return put(cx, NO_ROW, &old, version, &org);
}

enum err org_create_many(struct ctx *cx, const struct org *rows, size_t n, bool replace,
			 int64_t *ret_created, int64_t *ret_changed)
{
	int64_t created = 0, changed = 0, org_id;
	struct org org, old;
	bool added;

	if (n > ORG_BATCH_MAX)
		return fail(cx, ERR_TOO_LARGE, NULL, "一次最多 %d 条，实有 %zu 条", "at most %d entries at once, not %zu", ORG_BATCH_MAX, n);
	TRY(ctx_need(cx, PERM_ORG_EDIT, ctx_root(cx)));
	for (size_t i = 0; i < n; i++) {
		TRY(org_check(cx, (int64_t)i, &rows[i], &org));
		TRY(add(cx, &org, &org_id, &added));
		created += added;
		if (added)
			continue;
		if (!replace)
			return fail(cx, ERR_CONFLICT, check_field(&cx->mem, (int64_t)i, "code"), "代码“%s”已被使用",
				    "the code '%s' is taken", org.code);
		TRY(org_by_code(cx, org.code, &old));
		TRY(put(cx, (int64_t)i, &old, 0, &org));
		changed++;
	}
	*ret_created = created;
	*ret_changed = changed;
	return ERR_OK;
}

enum err org_list(struct ctx *cx, const struct org_filter *filter, struct org **ret, size_t *ret_n)
{
	struct party_org_page_row *rows;
	struct org *out;
	size_t n;

	TRY(check_range(cx, "limit", filter->limit, 1, ORG_BATCH_MAX));
	TRY(party_org_page(cx, (struct party_org_page_in){ .district_id = cx->district_id, .role = filter->role,
		.active_only = filter->active_only, .find = check_like(&cx->mem, filter->search),
		.after = filter->after ? filter->after : "", .limit = filter->limit }, &rows, &n, (size_t)filter->limit));
	out = arena_array(&cx->mem, struct org, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = ORG_OF(rows[i]);
	*ret = out;
	*ret_n = n;
	return ERR_OK;
}
