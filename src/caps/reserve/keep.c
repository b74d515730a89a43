/* SPDX-License-Identifier: Apache-2.0 */
/* Keeping reserves fit for use: rotation, refilling, counting, upkeep of storehouses and equipment. */
#include "caps/reserve/reserve_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_value.h"
#include "reserve.sql.h"

enum { ROWS_MAX = 5000, QUARTER = 90, MONTH = 30, REFILL_DAYS = 2 * 366 };
const char *const reserve_when_words[] = { "expired", "now", "month", "quarter", NULL };
const char *const reserve_todo_words[] = { "issue_first", "exchange", "scrap", NULL };
const char *const reserve_upkeep_words[] = { "fire_safety", "equipment", "building", "other", NULL };

struct asked { struct place place; const char *end; const struct plan *plans; };

static enum err ask(struct ctx *cx, int64_t place_id, struct asked *ret)
{
	if (place_id)
		TRY(place_need(cx, PERM_RESERVE_READ, place_id, &ret->place));
	else
		TRY(place_root(cx, &ret->place));                     /* what the reader may see of it: every list asks his scope */
	ret->end = check_scope_end(&cx->mem, ret->place.path);
	return plan_active_load(cx, ret->place.path, &ret->plans);
}

static int64_t whole_days(struct plan_dur d) { return d.unit == DUR_NONE ? 0 : (plan_after(0, d) + DAY_MS - 1) / DAY_MS; }

/* ---- rotation ---- */

static const struct plan_upkeep *upkeep_of(const struct plan *plans, const char *category, int64_t *ret_before)
{
	const struct plan_upkeep *u = plan_upkeep(plans, category);

	*ret_before = u ? whole_days(u->rotate_before) : 0;
	return u;
}

int64_t reserve_rotate_day(int64_t made_day, int64_t expiry_day, int64_t shelf_life_days, int64_t before)
{
	int64_t life = made_day ? expiry_day - made_day : shelf_life_days;

	return expiry_day - (life > 0 && before > life / 3 ? life / 3 : before);
}

static struct reserve_rotation rotation_of(const struct reserve_rotation_rows_row *r, const struct plan_upkeep *u, int64_t before, int64_t today)
{
	struct reserve_rotation one = { .place_id = r->place_id, .item_id = r->item_id, .lot_id = r->lot_id, .qty = r->qty, .kept = r->hold_id ? r->qty : 0,
		.expiry_day = r->expiry_day, .rotate_day = reserve_rotate_day(r->made_day, r->expiry_day, r->shelf_life_days, before), .hold_id = r->hold_id, .place = r->place, .item_code = r->code, .item = r->item,
		.item_en = r->item_en, .unit = r->unit, .batch = r->batch, .rule = u ? u->rule.zh : "" };

	one.when = r->expiry_day < today ? ROTATE_EXPIRED : one.rotate_day <= today ? ROTATE_NOW : one.rotate_day <= today + MONTH ? ROTATE_MONTH : ROTATE_QUARTER;
	one.todo = one.when == ROTATE_EXPIRED ? ROTATE_SCRAP : r->hold_id ? ROTATE_EXCHANGE : ROTATE_ISSUE_FIRST;
	return one;
}

/* What stands before the last third of its life or the plan's rotate_before, whichever is later. */
enum err reserve_rotations(struct ctx *cx, int64_t place_id, bool kept_only, struct reserve_rotation **ret, size_t *ret_n)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_rotation_rows_row *rows;
	int64_t longest = 0;
	struct asked at;
	size_t n;

	TRY(ask(cx, place_id, &at));
	for (const struct plan *plan = at.plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_upkeeps; i++)
			longest = whole_days(plan->upkeeps[i].rotate_before) > longest ? whole_days(plan->upkeeps[i].rotate_before) : longest;
	TRY(reserve_rotation_rows(cx, (struct reserve_rotation_rows_in){ cx->district_id, at.place.path, at.end, today + longest + QUARTER,
		cx->actor->account_id, PERM_RESERVE_READ, cx->now_ms, ROWS_MAX }, &rows, &n, ROWS_MAX));
	*ret = arena_array(&cx->mem, struct reserve_rotation, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		int64_t before;
		const struct plan_upkeep *u = upkeep_of(at.plans, rows[i].category, &before);
		struct reserve_rotation one = rotation_of(&rows[i], u, before, today);
		struct reserve_hold_line_row *line;
		size_t n_line;

		if (one.rotate_day > today + QUARTER || (kept_only && !one.hold_id))
			continue;
		if (one.hold_id) {
			TRY(reserve_hold_line(cx, (struct reserve_hold_line_in){ cx->district_id, one.hold_id, one.lot_id, 1 }, &line, &n_line, 1));
			one.line_no = n_line ? line[0].line_no : 0;
		}
		(*ret)[(*ret_n)++] = one;
	}
	return ERR_OK;
}

/* ---- refilling after a release ---- */

/* What is set aside fills the oldest release of the item first. */
static void fill(struct reserve_refill *open, size_t n, const struct reserve_refill_rows_row *r)
{
	int64_t qty = r->qty;

	for (size_t i = 0; i < n && qty; i++) {
		int64_t lacks = open[i].released - open[i].refilled, part = lacks < qty ? lacks : qty;

		if (open[i].item_id != r->item_id || part <= 0)
			continue;
		open[i].refilled += part;
		qty -= part;
	}
}

enum err reserve_refills(struct ctx *cx, int64_t place_id, struct reserve_refill **ret, size_t *ret_n)
{
	struct reserve_refill_rows_row *rows;
	struct asked at;
	size_t n, open = 0;

	TRY(ask(cx, place_id, &at));
	TRY(reserve_refill_rows(cx, (struct reserve_refill_rows_in){ cx->district_id, at.place.path, at.end, cx->now_ms - REFILL_DAYS * (int64_t)DAY_MS,
		cx->actor->account_id, PERM_RESERVE_READ, cx->now_ms, ROWS_MAX }, &rows, &n, ROWS_MAX));
	*ret = arena_array(&cx->mem, struct reserve_refill, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct reserve_refill_rows_row *r = &rows[i];
		const struct plan_upkeep *u = plan_upkeep(at.plans, r->category);

		if (!r->released)
			fill(*ret, open, r);
		else
			(*ret)[open++] = (struct reserve_refill){ r->doc_id, r->item_id, r->qty, 0, r->posted_ms,
				u && u->refill_within.unit != DUR_NONE ? civil_day_of(plan_after(r->posted_ms, u->refill_within)) : 0, r->number, r->item, r->item_en, r->unit };
	}
	*ret_n = open;
	return ERR_OK;
}

/* ---- counting ---- */

static int64_t count_due(struct ctx *cx, const struct plan_upkeep *u, int64_t counted_ms)
{
	struct timing t;

	if (!u || !u->stocktake || !timing_read(&cx->mem, u->stocktake, &t) || t.how != TIMING_EVERY || t.dur.unit == DUR_NONE)
		return 0;
	return counted_ms ? civil_day_of(plan_after(counted_ms, t.dur)) : civil_day_of(cx->now_ms) - 1;
}

enum err reserve_counts(struct ctx *cx, int64_t place_id, struct reserve_count **ret, size_t *ret_n)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_count_rows_row *rows;
	struct asked at;

	TRY(ask(cx, place_id, &at));
	TRY(reserve_count_rows(cx, (struct reserve_count_rows_in){ cx->district_id, at.place.path, at.end, cx->actor->account_id, PERM_RESERVE_READ, cx->now_ms,
		ROWS_MAX }, &rows, ret_n, ROWS_MAX));
	*ret = arena_array(&cx->mem, struct reserve_count, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct reserve_count_rows_row *r = &rows[i];
		const struct plan_upkeep *u = plan_upkeep(at.plans, r->category);
		int64_t due = count_due(cx, u, r->counted_ms);

		(*ret)[i] = (struct reserve_count){ r->place_id, r->doc_id, r->counted_ms ? civil_day_of(r->counted_ms) : 0, r->counted_ms ? due : 0, r->place,
			r->number, u ? u->rule.zh : "", due && due < today };
	}
	return ERR_OK;
}

/* ---- upkeep ---- */

enum err reserve_upkeep_put(struct ctx *cx, const struct reserve_upkeep_facts *in, int64_t *ret_id)
{
	struct place place;

	TRY(place_need(cx, PERM_RESERVE_EDIT, in->place_id, &place));
	if (place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "place_id", "“%s”不是仓库；维护事项按仓库登记", "\"%s\" is no warehouse; upkeep is recorded by warehouse", place.name);
	TRY(check_range(cx, "sort", in->sort, 0, 3));
	TRY(check_line(cx, "subject", in->subject, 2, 100));
	TRY(check_line(cx, "who", in->who, 1, 60));
	TRY(check_range(cx, "every_days", in->every_days, 1, 3660));
	*ret_id = ctx_new_id(cx);
	return reserve_upkeep_insert(cx, (struct reserve_upkeep_insert_in){ cx->district_id, *ret_id, in->place_id, in->sort, in->subject, in->who, in->every_days,
		in->due_day ? in->due_day : civil_day_of(cx->now_ms), cx->actor->account_id, cx->now_ms });
}

static enum err upkeep_rows(struct ctx *cx, struct reserve_upkeep_rows_in in, struct reserve_upkeep_rows_row **ret, size_t *ret_n)
{
	in.district_id = cx->district_id;
	in.actor_id = cx->actor->account_id;
	in.perm = PERM_RESERVE_READ;
	in.now_ms = cx->now_ms;
	in.limit = ROWS_MAX;
	return reserve_upkeep_rows(cx, in, ret, ret_n, ROWS_MAX);
}

static enum err upkeep_one(struct ctx *cx, int64_t upkeep_id, int64_t version, struct reserve_upkeep_rows_row *ret)
{
	struct reserve_upkeep_rows_row *row;
	size_t n;

	TRY(upkeep_rows(cx, (struct reserve_upkeep_rows_in){ .upkeep_id = upkeep_id, .under = "/", .under_end = "0", .sees_all = 1 }, &row, &n));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "upkeep_id", "没有编号为 %lld 的维护事项", "there is no upkeep %lld", (long long)upkeep_id);
	*ret = *row;
	if (ret->ended_ms)
		return fail(cx, ERR_BAD_STATE, "upkeep_id", "这项维护已终止", "this upkeep has ended");
	return !version || version == ret->version ? ERR_OK :
		fail(cx, ERR_STALE, "version", "别人刚登记过这项维护，请刷新再办", "someone recorded this upkeep meanwhile; reload");
}

enum err reserve_upkeep_end(struct ctx *cx, int64_t upkeep_id, int64_t version)
{
	struct reserve_upkeep_rows_row row;
	struct place place;

	TRY(upkeep_one(cx, upkeep_id, version, &row));
	TRY(place_need(cx, PERM_RESERVE_EDIT, row.place_id, &place));
	return reserve_upkeep_shut(cx, (struct reserve_upkeep_shut_in){ cx->district_id, upkeep_id, row.version, cx->now_ms });
}

/* Done by who keeps the warehouse; the next time counts from the day it was done.  What was found unsound is due again at once. */
enum err reserve_upkeep_done(struct ctx *cx, int64_t upkeep_id, int64_t version, int64_t day, bool sound, const char *note)
{
	struct reserve_upkeep_rows_row row;
	struct place place;

	TRY(upkeep_one(cx, upkeep_id, version, &row));
	TRY(place_need(cx, PERM_STOCK_COUNT, row.place_id, &place));
	TRY(check_range(cx, "day", day, row.done_day ? row.done_day : 1, civil_day_of(cx->now_ms)));
	TRY(check_line(cx, "note", note, sound ? 0 : 2, 200));
	TRY(reserve_upkeep_log(cx, (struct reserve_upkeep_log_in){ cx->district_id, upkeep_id, row.done_no + 1, day, sound, note ? note : "",
		cx->actor->account_id, cx->now_ms }));
	return reserve_upkeep_next(cx, (struct reserve_upkeep_next_in){ cx->district_id, upkeep_id, row.version, sound ? day + row.every_days : day });
}

enum err reserve_upkeeps(struct ctx *cx, int64_t place_id, struct reserve_upkeep **ret, size_t *ret_n)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_upkeep_rows_row *rows;
	struct asked at;

	TRY(ask(cx, place_id, &at));
	TRY(upkeep_rows(cx, (struct reserve_upkeep_rows_in){ .under = at.place.path, .under_end = at.end }, &rows, ret_n));
	*ret = arena_array(&cx->mem, struct reserve_upkeep, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct reserve_upkeep_rows_row *r = &rows[i];

		(*ret)[i] = (struct reserve_upkeep){ r->upkeep_id, r->version, r->done_day, r->sound, r->done_by,
			{ r->place_id, r->sort, r->every_days, r->due_day, r->subject, r->who }, r->place, r->note, r->name, r->due_day < today };
	}
	return ERR_OK;
}
