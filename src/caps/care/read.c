/* SPDX-License-Identifier: Apache-2.0 */
/* Reading needs: who may read what of one. */
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/care/care_internal.h"
#include "care.sql.h"
#include "caps/catalog/catalog.h"
#include "caps/grid/grid.h"
#include "caps/party/party.h"
#include <stdio.h>

static const char HIDDEN[] = "（已隐去）";

bool care_handles(struct ctx *cx, const char *path) { return ctx_may(cx, PERM_CARE_EDIT, path); }

enum err care_read_row(struct ctx *cx, int64_t care_id, struct care_row_row *ret)
{
	enum err e = care_row(cx, (struct care_row_in){ .district_id = cx->district_id, .care_id = care_id, .now_ms = cx->now_ms }, ret);

	if (e == ERR_NOT_FOUND)
		return fail(cx, ERR_NOT_FOUND, "care_id", "没有编号为 %lld 的个别需求", "there is no individual need %lld", (long long)care_id);
	return e;
}

static bool reads_all(struct ctx *cx, const struct care_row_row *r)
{
	int64_t me = cx->actor->account_id;

	return r->kind == CARE_NEED || r->kind == CARE_HELP || care_handles(cx, r->path) || r->volunteer_id == me || r->raised_by == me;
}

static struct care_item item_of(struct ctx *cx, const struct care_row_row *r, bool all)
{
	bool open = r->state < CARE_MET;

	return (struct care_item){ .care_id = r->care_id, .household_id = r->household_id, .place_id = r->place_id, .kind = r->kind,
		.channel = r->channel, .state = r->state, .raised_by = r->raised_by, .raised_ms = r->raised_ms, .answer_by_ms = r->answer_by_ms,
		.taken_by = r->taken_by, .taken_ms = r->taken_ms, .volunteer_id = r->volunteer_id, .shop_id = r->shop_id,
		.fetched_ms = r->fetched_ms, .closed_by = r->closed_by, .closed_ms = r->closed_ms, .told = r->told, .proof = r->proof,
		.version = r->version, .level = r->level, .level_ms = r->level_ms, .next_ms = r->next_ms, .path = r->path,
		.goods_class = r->goods_class, .plan_id = r->plan_id, .rule_id = r->rule_id, .level_zh = r->level_zh, .level_en = r->level_en,
		.next_zh = r->next_zh, .next_en = r->next_en, .what = all ? r->what : HIDDEN, .quantity = all ? r->quantity : "",
		.note = all ? r->note : "", .answer = all ? r->answer : *r->answer ? HIDDEN : "", .hidden = !all,
		.late = open && r->state == CARE_OPEN && r->answer_by_ms && r->answer_by_ms < cx->now_ms,
		.door = "", .place = "", .name = "", .phone = "", .volunteer = "", .shop = "" };
}

/* The names around an item; names of people masked. */
static enum err name_item(struct ctx *cx, struct care_item *c)
{
	struct household_names who;
	struct grid_area area;
	struct household h;
	struct place place;
	enum err e;

	if (c->household_id) {
		TRY(household_get(cx, c->household_id, &h));
		TRY(household_names(cx, c->household_id, false, &who));
		c->door = h.door;
		c->name = who.name;
		c->phone = who.phone;
	}
	e = grid_area_of(cx, c->place_id, &area);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e)
		TRY(place_get(cx, c->place_id, &place));
	c->place = e ? place.name : area.compound;
	if (c->volunteer_id)
		TRY(party_account_name(cx, c->volunteer_id, &c->volunteer));
	if (!c->shop_id)
		return ERR_OK;
	TRY(place_get(cx, c->shop_id, &place));
	c->shop = place.name;
	return ERR_OK;
}

enum err care_get(struct ctx *cx, int64_t care_id, struct care_item *ret)
{
	struct care_row_row row;

	TRY(care_read_row(cx, care_id, &row));
	if (row.volunteer_id != cx->actor->account_id && !ctx_may(cx, PERM_CARE_READ, row.path))
		return fail(cx, ERR_NOT_FOUND, "care_id", "没有编号为 %lld 的个别需求", "there is no individual need %lld", (long long)care_id);
	*ret = item_of(cx, &row, reads_all(cx, &row));
	return name_item(cx, ret);
}

enum err care_history(struct ctx *cx, int64_t care_id, struct care_level **ret_levels, size_t *ret_n_levels, struct care_step **ret_steps,
		      size_t *ret_n_steps)
{
	struct care_levels_row *levels;
	struct care_steps_row *steps;

	TRY(care_levels(cx, (struct care_levels_in){ .district_id = cx->district_id, .care_id = care_id, .limit = CARE_LEVELS_MAX }, &levels,
			ret_n_levels, CARE_LEVELS_MAX));
	TRY(care_steps(cx, (struct care_steps_in){ .district_id = cx->district_id, .care_id = care_id, .limit = CARE_STEPS_MAX }, &steps,
		       ret_n_steps, CARE_STEPS_MAX));
	*ret_levels = arena_array(&cx->mem, struct care_level, *ret_n_levels + 1);
	*ret_steps = arena_array(&cx->mem, struct care_step, *ret_n_steps + 1);
	for (size_t i = 0; i < *ret_n_levels; i++)
		(*ret_levels)[i] = (struct care_level){ levels[i].level_no, levels[i].due_ms, levels[i].passed_ms, levels[i].role_id,
			levels[i].role_zh, levels[i].role_en, levels[i].passed_ms || levels[i].due_ms <= cx->now_ms };
	for (size_t i = 0; i < *ret_n_steps; i++)
		(*ret_steps)[i] = (struct care_step){ steps[i].step_no, steps[i].at_ms, steps[i].account_id, steps[i].verb, steps[i].name, steps[i].note };
	return ERR_OK;
}

static int64_t rank_of(const struct care_item *c) { return c->state >= CARE_MET ? 2 : c->kind == CARE_URGENT ? 0 : 1; }

const char *care_cursor(struct arena *mem, const struct care_item *last)
{
	bool closed = last->state >= CARE_MET;

	return arena_print(mem, "%lld:%lld:%lld:%lld", (long long)rank_of(last), (long long)(closed ? 0 : -last->level),
			   (long long)(closed ? -last->raised_ms : last->raised_ms), (long long)last->care_id);
}

struct cursor { long long rank, level, ms, id; };

static enum err read_cursor(struct ctx *cx, const char *text, struct cursor *ret)
{
	char end;

	*ret = (struct cursor){ -1, 0, 0, 0 };
	if (text && *text && sscanf(text, "%lld:%lld:%lld:%lld%c", &ret->rank, &ret->level, &ret->ms, &ret->id, &end) != 4)
		return fail(cx, ERR_BAD_INPUT, "after", "翻页位置不对，请从第一页看起", "that is no place in the list; begin with the first page");
	return ERR_OK;
}

enum err care_list(struct ctx *cx, const struct care_filter *f, struct care_item **ret, size_t *ret_n)
{
	struct care_page_row *rows;
	const char *under = "/";
	struct cursor at;

	TRY(check_range(cx, "limit", f->limit, 1, CARE_FILE_MAX));
	TRY(read_cursor(cx, f->after, &at));
	if (f->under_id)
		TRY(place_path(cx, f->under_id, &under));
	TRY(care_page(cx, (struct care_page_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id, .perm = PERM_CARE_READ,
		.now_ms = cx->now_ms, .under = under, .under_end = check_scope_end(&cx->mem, under), .kind = f->kind, .state = f->state,
		.closed_too = f->closed_too, .mine = f->mine, .risen = f->risen, .household_id = f->household_id, .shop_id = f->shop_id,
		.after_rank = at.rank, .after_level = at.level, .after_ms = at.ms, .after_id = at.id, .limit = f->limit }, &rows, ret_n,
		(size_t)f->limit));
	*ret = arena_array(&cx->mem, struct care_item, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		struct care_row_row row;

		_Static_assert(sizeof row == sizeof *rows, "both statements give the same columns");
		__builtin_memcpy(&row, &rows[i], sizeof row);
		(*ret)[i] = item_of(cx, &row, reads_all(cx, &row));
		TRY(name_item(cx, &(*ret)[i]));
	}
	return ERR_OK;
}

enum err care_of_household(struct ctx *cx, int64_t household_id, int64_t limit, struct care_item **ret, size_t *ret_n)
{
	struct care_of_home_row *rows;
	struct care_row_row row;

	TRY(check_range(cx, "limit", limit, 1, CARE_LIST_MAX));
	TRY(care_of_home(cx, (struct care_of_home_in){ .district_id = cx->district_id, .household_id = household_id, .limit = limit }, &rows,
			 ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct care_item, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		TRY(care_read_row(cx, rows[i].care_id, &row));
		(*ret)[i] = item_of(cx, &row, true);
		TRY(name_item(cx, &(*ret)[i]));
	}
	return ERR_OK;
}

enum err care_count(struct ctx *cx, int64_t under_id, struct care_counts *ret)
{
	struct care_sums_row row;
	const char *under = "/";

	if (under_id)
		TRY(place_path(cx, under_id, &under));
	TRY(care_sums(cx, (struct care_sums_in){ .district_id = cx->district_id, .actor_id = cx->actor->account_id, .perm = PERM_CARE_READ,
		.now_ms = cx->now_ms, .under = under, .under_end = check_scope_end(&cx->mem, under),
		.day_ms = civil_day_of(cx->now_ms) * DAY_MS - CHINA_OFFSET_MS }, &row));
	*ret = (struct care_counts){ row.open, row.urgent, row.risen, row.late, row.to_fetch, row.closed_today };
	return ERR_OK;
}

/* To the volunteer while the errand lasts, and to who may reveal households' data. */
enum err care_reveal(struct ctx *cx, int64_t care_id, struct care_contact *ret)
{
	struct household_names who;
	struct care_row_row row;
	struct household h;

	TRY(care_read_row(cx, care_id, &row));
	if (row.volunteer_id != cx->actor->account_id || row.state >= CARE_MET)
		TRY(ctx_need(cx, PERM_HOUSEHOLD_REVEAL, row.path));
	*ret = (struct care_contact){ "", "", "" };
	if (!row.household_id)
		return ERR_OK;
	TRY(household_get(cx, row.household_id, &h));
	TRY(household_names(cx, row.household_id, true, &who));
	*ret = (struct care_contact){ who.name, who.phone, household_address(&cx->mem, &h) };
	return ERR_OK;
}
