/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/plan/plan_active.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "caps/plan/plan_cache.h"
#include "plan.sql.h"
#include <string.h>

enum { IN_FORCE_MAX = 20, PRECEDENCE_DEFAULT = 10, PRECEDENCE_MAX = 99, REASON_MAX = 200 };

static enum err check_reason(struct ctx *cx, const char *reason)
{
	if (!reason || !*reason || text_length(reason) > REASON_MAX)
		return fail(cx, ERR_BAD_INPUT, "reason", "请写明理由，不超过 %d 字", "say why, in at most %d characters", REASON_MAX);
	return ERR_OK;
}

static enum err end_now(struct ctx *cx, int64_t activation_id, const char *reason)
{
	int64_t changed;

	TRY(plan_active_end_n(cx, (struct plan_active_end_in){ .district_id = cx->district_id, .activation_id = activation_id,
		.until_ms = cx->now_ms, .now_ms = cx->now_ms, .ended_by = cx->actor->account_id, .end_reason = reason }, &changed));
	if (!changed)
		return fail(cx, ERR_BAD_STATE, "activation_id", "这次启用已经结束", "this activation has ended already");
	return ERR_OK;
}

/* Another version of the same plan in the same area ends in this moment. */
static enum err end_other_version(struct ctx *cx, const struct plan_start *start, int64_t place_id)
{
	struct plan_active_open_one_row *open;
	size_t n;

	TRY(plan_active_open_one(cx, (struct plan_active_open_one_in){ .district_id = cx->district_id, .plan_id = start->plan_id,
		.place_id = place_id, .now_ms = cx->now_ms, .limit = 10 }, &open, &n, 10));
	for (size_t i = 0; i < n; i++) {
		if (open[i].version == start->version)
			return fail(cx, ERR_CONFLICT, "version", "%s 第 %lld 版在此地已经启用", "%s version %lld is in force there already",
				    start->plan_id, (long long)start->version);
		TRY(end_now(cx, open[i].activation_id, start->reason));
	}
	return ERR_OK;
}

static enum err area_of(struct ctx *cx, int64_t place_id, struct place *ret)
{
	TRY(place_id ? place_get(cx, place_id, ret) : place_root(cx, ret));
	if (ret->kind > PLACE_COMMUNITY)
		return fail(cx, ERR_BAD_INPUT, "place_id", "预案在区、街道、社区启用，%s不是", "a plan is activated for an area, %s is none", ret->name);
	return ERR_OK;
}

enum err plan_activate(struct ctx *cx, const struct plan_start *start, int64_t *ret_activation_id)
{
	struct plan_stored stored;
	struct place area;
	int64_t precedence = start->precedence ? start->precedence : PRECEDENCE_DEFAULT;

	TRY(check_reason(cx, start->reason));
	TRY(area_of(cx, start->place_id, &area));
	TRY(ctx_need(cx, PERM_PLAN_EDIT, area.path));
	TRY(plan_stored_get(cx, start->plan_id, start->version, &stored));
	if (precedence < 1 || precedence > PRECEDENCE_MAX)
		return fail(cx, ERR_BAD_INPUT, "precedence", "先后次序在 1 到 %d 之间", "the precedence lies between 1 and %d", PRECEDENCE_MAX);
	if (start->until_ms && start->until_ms <= cx->now_ms)
		return fail(cx, ERR_BAD_INPUT, "until", "结束时间已经过去", "the end lies in the past");
	TRY(end_other_version(cx, start, area.place_id));
	*ret_activation_id = ctx_new_id(cx);
	return plan_active_add(cx, (struct plan_active_add_in){ .district_id = cx->district_id, .activation_id = *ret_activation_id,
		.plan_id = start->plan_id, .version = start->version, .place_id = area.place_id, .path = area.path, .precedence = precedence,
		.from_ms = cx->now_ms, .until_ms = start->until_ms ? start->until_ms : PLAN_OPEN_END, .started_by = cx->actor->account_id,
		.start_reason = start->reason });
}

static struct plan_activation of_row(const struct plan_active_get_row *r)
{
	return (struct plan_activation){ .activation_id = r->activation_id, .plan_id = r->plan_id, .version = r->version,
		.place_id = r->place_id, .path = r->path, .precedence = r->precedence, .from_ms = r->from_ms, .until_ms = r->until_ms,
		.started_by = r->started_by, .start_reason = r->start_reason, .ended_by = r->ended_by, .end_reason = r->end_reason,
		.zh = r->zh, .en = r->en };
}

enum err plan_activation_get(struct ctx *cx, int64_t activation_id, struct plan_activation *ret)
{
	struct plan_active_get_row row;
	enum err e = plan_active_get(cx, (struct plan_active_get_in){ .district_id = cx->district_id, .activation_id = activation_id }, &row);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "activation_id", "没有编号为 %lld 的启用记录", "there is no activation %lld",
			    (long long)activation_id);
	TRY(e);
	*ret = of_row(&row);
	return ERR_OK;
}

enum err plan_end(struct ctx *cx, int64_t activation_id, const char *reason)
{
	struct plan_activation a;

	TRY(check_reason(cx, reason));
	TRY(plan_activation_get(cx, activation_id, &a));
	TRY(ctx_need(cx, PERM_PLAN_EDIT, a.path));
	return end_now(cx, activation_id, reason);
}

enum err plan_activation_list(struct ctx *cx, bool ended_too, int64_t after, int64_t limit, struct plan_activation **ret, size_t *ret_n)
{
	struct plan_active_page_row *rows;

	TRY(plan_active_page(cx, (struct plan_active_page_in){ .district_id = cx->district_id, .now_ms = ended_too ? 0 : cx->now_ms,
		.after = after, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct plan_activation, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = of_row(&(struct plan_active_get_row){ rows[i].activation_id, rows[i].plan_id, rows[i].version, rows[i].place_id,
			rows[i].path, rows[i].precedence, rows[i].from_ms, rows[i].until_ms, rows[i].started_by, rows[i].start_reason,
			rows[i].ended_by, rows[i].end_reason, rows[i].zh, rows[i].en });
	return ERR_OK;
}

enum err plan_active_load(struct ctx *cx, const char *path, const struct plan **ret)
{
	struct plan_in_force_row *rows;
	struct plan *before = NULL;
	size_t n;

	*ret = NULL;
	if (!path) {
		struct place root;
		enum err e = place_root(cx, &root);

		if (e == ERR_NOT_FOUND)
			return ERR_OK;
		TRY(e);
		path = root.path;
	}
	TRY(plan_in_force(cx, (struct plan_in_force_in){ .district_id = cx->district_id, .path = path, .now_ms = cx->now_ms,
		.limit = IN_FORCE_MAX }, &rows, &n, IN_FORCE_MAX));
	for (size_t i = 0; i < n; i++) {
		struct plan *here = arena_new(&cx->mem, sizeof *here);
		const struct plan *parsed;

		TRY(plan_cached(cx, rows[i].plan_id, rows[i].version, rows[i].sha256, &parsed));
		*here = *parsed;
		here->next = NULL;
		if (before)
			before->next = here;
		else
			*ret = here;
		before = here;
	}
	return ERR_OK;
}
