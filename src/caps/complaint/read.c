/* SPDX-License-Identifier: Apache-2.0 */
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/complaint/complaint_internal.h"
#include "complaint.sql.h"
#include "caps/grid/grid.h"

/* Reading complaints, and figures per enterprise. */
enum { STATS_MAX = 200, STAT_DAYS_MAX = 366 };

bool complaint_may_see(struct ctx *cx, const struct complaint_row_row *row)
{
	return ctx_may(cx, PERM_COMPLAINT_READ, row->path) || ctx_may(cx, PERM_COMPLAINT_READ, row->shop_path)
		|| row->raised_by == cx->actor->account_id;
}

enum err complaint_read_row(struct ctx *cx, int64_t complaint_id, struct complaint_row_row *ret)
{
	enum err e = complaint_row(cx, (struct complaint_row_in){ .district_id = cx->district_id, .complaint_id = complaint_id,
		.now_ms = cx->now_ms }, ret);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "complaint_id", "没有编号为 %lld 的投诉", "there is no complaint %lld", (long long)complaint_id);
	return e;
}

static enum err complaint_of_row(struct ctx *cx, const struct complaint_row_row *r, struct complaint *ret)
{
	struct household_names who;
	struct grid_area area;
	enum err e;

	TRY(household_names(cx, r->household_id, false, &who));
	*ret = (struct complaint){ .complaint_id = r->complaint_id, .order_id = r->order_id, .household_id = r->household_id,
		.shop_id = r->shop_id, .line_no = r->line_no, .item_id = r->item_id, .kind = r->kind, .want = r->want, .qty = r->qty,
		.state = r->state, .channel = r->channel, .raised_by = r->raised_by, .raised_ms = r->raised_ms, .answer_by_ms = r->answer_by_ms,
		.taken_by = r->taken_by, .settled_as = r->settled_as, .refund_fen = r->refund_fen, .refund_doc = r->refund_doc,
		.closed_by = r->closed_by, .closed_ms = r->closed_ms, .version = r->version, .photos = r->photos, .level = r->level,
		.next_ms = r->next_ms, .path = r->path, .shop_path = r->shop_path, .what = r->what, .answer = r->answer, .plan_id = r->plan_id,
		.rule_id = r->rule_id, .number = r->number, .item = r->item, .unit = r->unit, .shop = r->shop, .door = r->door, .grid = "",
		.name = who.name, .phone = who.phone, .level_zh = r->level_zh, .level_en = r->level_en,
		.late = r->state == COMPLAINT_OPEN && r->answer_by_ms && r->answer_by_ms < cx->now_ms };
	e = r->grid_id ? grid_area_of(cx, r->grid_id, &area) : ERR_NOT_FOUND;
	if (!e)
		ret->grid = area.compound;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err complaint_get(struct ctx *cx, int64_t complaint_id, struct complaint *ret)
{
	struct complaint_row_row row;

	TRY(complaint_read_row(cx, complaint_id, &row));
	if (!complaint_may_see(cx, &row))
		return fail(cx, ERR_NOT_FOUND, "complaint_id", "没有编号为 %lld 的投诉", "there is no complaint %lld", (long long)complaint_id);
	return complaint_of_row(cx, &row, ret);
}

static enum err fill(struct ctx *cx, const int64_t *ids, size_t n, struct complaint **ret)
{
	*ret = arena_array(&cx->mem, struct complaint, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct complaint_row_row row;

		TRY(complaint_read_row(cx, ids[i], &row));
		TRY(complaint_of_row(cx, &row, &(*ret)[i]));
	}
	return ERR_OK;
}

enum err complaint_list(struct ctx *cx, const struct complaint_filter *f, struct complaint **ret, size_t *ret_n)
{
	struct complaint_page_row *rows;
	const char *under = "/";
	int64_t *ids;

	TRY(check_range(cx, "limit", f->limit, 1, COMPLAINT_LIST_MAX));
	if (f->under_id)
		TRY(place_path(cx, f->under_id, &under));
	TRY(complaint_page(cx, (struct complaint_page_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_COMPLAINT_READ, .now_ms = cx->now_ms, .under = under, .under_end = check_scope_end(&cx->mem, under),
		.shop_id = f->shop_id, .kind = f->kind, .state = f->state, .closed_too = f->closed_too, .order_id = f->order_id,
		.before_id = f->after, .limit = f->limit }, &rows, ret_n, (size_t)f->limit));
	ids = arena_array(&cx->mem, int64_t, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		ids[i] = rows[i].complaint_id;
	return fill(cx, ids, *ret_n, ret);
}

enum err complaint_of_household(struct ctx *cx, int64_t household_id, int64_t limit, struct complaint **ret, size_t *ret_n)
{
	struct complaint_of_home_row *rows;
	int64_t *ids;

	TRY(check_range(cx, "limit", limit, 1, COMPLAINT_LIST_MAX));
	TRY(complaint_of_home(cx, (struct complaint_of_home_in){ cx->district_id, household_id, limit }, &rows, ret_n, (size_t)limit));
	ids = arena_array(&cx->mem, int64_t, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		ids[i] = rows[i].complaint_id;
	return fill(cx, ids, *ret_n, ret);
}

enum err complaint_steps(struct ctx *cx, int64_t complaint_id, struct complaint_step **ret, size_t *ret_n)
{
	struct complaint_step_rows_row *rows;

	TRY(complaint_step_rows(cx, (struct complaint_step_rows_in){ cx->district_id, complaint_id, COMPLAINT_STEPS_MAX }, &rows, ret_n,
				COMPLAINT_STEPS_MAX));
	*ret = arena_array(&cx->mem, struct complaint_step, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct complaint_step){ rows[i].step_no, rows[i].at_ms, rows[i].account_id, rows[i].verb, rows[i].name, rows[i].note };
	return ERR_OK;
}

enum err complaint_stats(struct ctx *cx, int64_t under_id, int64_t from_day, int64_t until_day, struct complaint_stat **ret, size_t *ret_n)
{
	struct complaint_stat_rows_row *rows;
	const char *under = "/";

	if (until_day < from_day || until_day - from_day > STAT_DAYS_MAX)
		return fail(cx, ERR_BAD_INPUT, "until", "统计 1 到 %d 天", "figures are of 1 to %d days", STAT_DAYS_MAX);
	if (under_id)
		TRY(place_path(cx, under_id, &under));
	TRY(complaint_stat_rows(cx, (struct complaint_stat_rows_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id,
		.perm = PERM_COMPLAINT_READ, .now_ms = cx->now_ms, .under = under, .under_end = check_scope_end(&cx->mem, under),
		.from_ms = from_day * DAY_MS - CHINA_OFFSET_MS, .until_ms = (until_day + 1) * DAY_MS - CHINA_OFFSET_MS, .limit = STATS_MAX },
		&rows, ret_n, STATS_MAX));
	*ret = arena_array(&cx->mem, struct complaint_stat, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		int64_t closed = rows[i].settled + rows[i].rejected;

		(*ret)[i] = (struct complaint_stat){ .shop_id = rows[i].shop_id, .shop = rows[i].shop, .total = rows[i].total,
			.weight = rows[i].weight, .quality = rows[i].quality, .price = rows[i].price, .missing = rows[i].missing,
			.service = rows[i].service, .open = rows[i].open, .late = rows[i].late, .settled = rows[i].settled,
			.rejected = rows[i].rejected, .refund_fen = rows[i].refund_fen, .orders = rows[i].orders,
			.per_mille = rows[i].orders ? (rows[i].total * 1000 + rows[i].orders / 2) / rows[i].orders : 0,
			.mean_ms = closed ? rows[i].took_ms / closed : 0 };
	}
	return ERR_OK;
}
