/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_active.h"
#include "base/text.h"
#include "plan.sql.h"
#include <string.h>

/* Bases of a plan come from the store. */
static enum err base_of_store(struct ctx *cx, void *user, const char *id, int64_t version, const char **ret_text, size_t *ret_n,
			      const char **ret_name)
{
	struct plan_stored base;

	(void)user;
	TRY(plan_stored_get(cx, id, version, &base));
	*ret_text = base.content;
	*ret_n = strlen(base.content);
	*ret_name = arena_print(&cx->mem, "%s %lld", id, (long long)version);
	return ERR_OK;
}

enum err plan_check(struct ctx *cx, const char *name, const char *text, size_t n, const struct plan **ret_plan, struct plan_mistakes *ret)
{
	const struct plan_bases bases = { base_of_store, NULL };

	return plan_read(cx, name, text, n, &bases, ret_plan, ret);
}

static enum err refuse_mistakes(struct ctx *cx, const struct plan_mistakes *all)
{
	const struct plan_mistake *m = all->at;

	while (m->warning)
		m++;
	return fail(cx, ERR_BAD_INPUT, "text", "%s%.0s", "%.0s%s",
		    arena_print(&cx->mem, "第 %d 行第 %d 列 %s：%s，应为：%s。全文共 %zu 处错误，请先检查", m->line, m->column, m->code, m->found_zh,
				m->expected_zh, all->errors),
		    arena_print(&cx->mem, "line %d column %d %s: %s, expected: %s; %zu mistakes in all, check the file first", m->line, m->column,
				m->code, m->found_en, m->expected_en, all->errors));
}

static enum err refuse_version(struct ctx *cx, const struct plan *plan, int64_t last)
{
	struct plan_version_get_row old;
	enum err e = plan_version_get(cx, (struct plan_version_get_in){ .district_id = cx->district_id, .plan_id = plan->id,
		.version = plan->version }, &old);

	if (e == ERR_OK && strcmp(old.sha256, plan->sha256) == 0)
		return ERR_OK;
	if (e == ERR_OK)
		return fail(cx, ERR_CONFLICT, "version", "%s 第 %lld 版已登记，内容不同；版本不可改动，请用第 %lld 版",
			    "%s version %lld is registered with another text; versions never change, use version %lld", plan->id,
			    (long long)plan->version, (long long)last + 1);
	if (e != ERR_NOT_FOUND)
		return e;
	return fail(cx, ERR_CONFLICT, "version", "%s 已有第 %lld 版，第 %lld 版不大于它", "%s has version %lld, version %lld is not above it",
		    plan->id, (long long)last, (long long)plan->version);
}

enum err plan_register(struct ctx *cx, const char *name, const char *text, size_t n, struct plan_stored *ret)
{
	struct plan_mistakes all;
	const struct plan *plan;
	struct plan_version_last_row last;
	int64_t changed;

	TRY(ctx_need(cx, PERM_PLAN_EDIT, ctx_root(cx)));
	TRY(plan_check(cx, name, text, n, &plan, &all));
	if (!plan)
		return refuse_mistakes(cx, &all);
	TRY(plan_version_last(cx, (struct plan_version_last_in){ .district_id = cx->district_id, .plan_id = plan->id }, &last));
	if (plan->version <= last.version) {
		TRY(refuse_version(cx, plan, last.version));
		return plan_stored_get(cx, plan->id, plan->version, ret);
	}
	TRY(plan_version_add_n(cx, (struct plan_version_add_in){ .district_id = cx->district_id, .plan_id = plan->id, .version = plan->version,
		.zh = plan->zh, .en = plan->en, .kind = plan->kind, .sha256 = plan->sha256, .content = arena_bytes(&cx->mem, text, n),
		.warnings = (int64_t)all.n, .registered_by = cx->actor->account_id, .registered_ms = cx->now_ms }, &changed));
	if (!changed)
		return refuse_version(cx, plan, last.version);
	return plan_stored_get(cx, plan->id, plan->version, ret);
}

enum err plan_stored_get(struct ctx *cx, const char *plan_id, int64_t version, struct plan_stored *ret)
{
	struct plan_version_get_row row;
	enum err e = plan_version_get(cx, (struct plan_version_get_in){ .district_id = cx->district_id, .plan_id = plan_id ? plan_id : "",
		.version = version }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "plan_id", "没有登记 %s 第 %lld 版", "%s version %lld is not registered", plan_id,
			    (long long)version);
	TRY(e);
	*ret = (struct plan_stored){ .plan_id = row.plan_id, .version = row.version, .zh = row.zh, .en = row.en, .kind = row.kind,
		.sha256 = row.sha256, .content = row.content, .warnings = row.warnings, .registered_by = row.registered_by,
		.registered_ms = row.registered_ms };
	return ERR_OK;
}

enum err plan_stored_list(struct ctx *cx, const char *plan_id, const char *after_id, int64_t after_version, int64_t limit,
			  struct plan_stored **ret, size_t *ret_n)
{
	struct plan_version_page_row *rows;

	TRY(plan_version_page(cx, (struct plan_version_page_in){ .district_id = cx->district_id, .plan_id = plan_id ? plan_id : "",
		.after_id = after_id ? after_id : "", .after_version = after_version, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct plan_stored, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct plan_stored){ .plan_id = rows[i].plan_id, .version = rows[i].version, .zh = rows[i].zh, .en = rows[i].en,
			.kind = rows[i].kind, .sha256 = rows[i].sha256, .warnings = rows[i].warnings,
			.registered_by = rows[i].registered_by, .registered_ms = rows[i].registered_ms };
	return ERR_OK;
}

enum err plan_load(struct ctx *cx, const char *plan_id, int64_t version, const struct plan **ret)
{
	struct plan_stored stored;
	struct plan_mistakes all;

	TRY(plan_stored_get(cx, plan_id, version, &stored));
	TRY(plan_check(cx, plan_id, stored.content, strlen(stored.content), ret, &all));
	if (!*ret)
		return fail(cx, ERR_BROKEN, "plan_id", "已登记的预案 %s 第 %lld 版读不通：%s", "registered plan %s version %lld cannot be read: %s",
			    plan_id, (long long)version, plan_mistake_line(&cx->mem, &all, 0));
	return ERR_OK;
}
