/* SPDX-License-Identifier: Apache-2.0 */
/* Who may answer a tour, what waits for his answer, and the answer: approved, or sent back with the reason. */
#include "caps/tour/tour_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "tour.sql.h"

enum { DAYS_AHEAD = 31 };

/* Neither who made it nor who changed it last answers it, nor a stand-in for either.  *ret_held: how the actor holds the right. */
static enum err is_mine(struct ctx *cx, const struct tour_work_lane *l, struct party_held *ret_held, bool *ret)
{
	const int64_t makers[] = { l->made_by, l->changed_by };

	*ret = false;
	TRY(party_holds(cx, cx->actor->account_id, PERM_TOUR_APPROVE, l->home_path, ret_held));
	for (size_t i = 0; i < 2 && !*ret; i++) {
		TRY(party_same_person(cx, makers[i], cx->actor->account_id, ret));
		if (!*ret && ret_held->how == PARTY_HOLDS_FOR)
			TRY(party_same_person(cx, makers[i], ret_held->for_account_id, ret));
	}
	return ERR_OK;
}

static enum err may_answer(struct ctx *cx, const struct tour_seen *seen, struct tour_work *w, struct tour_work_lane **ret)
{
	struct party_held held;
	bool mine;

	TRY(tour_find_kept(cx, seen->tour_id, seen->version, PERM_TOUR_APPROVE, w, ret));
	if (!text_equal((*ret)->out.state, "planned"))
		return fail(cx, ERR_BAD_STATE, "tours", "%s这一车已经批准", "the tour of %s is approved already", (*ret)->out.plate);
	if ((*ret)->out.refused)
		return fail(cx, ERR_BAD_STATE, "tours", "%s这一车已退回：%s，改过再批", "the tour of %s was sent back (%s); it has to be changed first", (*ret)->out.plate,
			    (*ret)->out.refused_why);
	TRY(is_mine(cx, *ret, &held, &mine));
	return !mine ? ERR_OK : fail(cx, ERR_FORBIDDEN, "tours", "%s这一车是您（或您代的人）排的，须由别人批准", "you planned the tour of %s, or stand in for who did; another person approves it",
				     (*ret)->out.plate);
}

enum err tours_approve(struct ctx *cx, const struct tour_seen *tours, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct tour_work_lane *l = NULL;
		struct tour_approve_row *r;
		struct tour_work w;
		size_t n;

		TRY(may_answer(cx, &tours[i], &w, &l));
		TRY(tour_approve(cx, (struct tour_approve_in){ cx->district_id, tours[i].tour_id, tours[i].version, cx->actor->account_id, cx->now_ms }, &r, &n, 1));
		if (!n)
			return tour_stale(cx, l->out.plate);
		TRY(tour_note(cx, tours[i].tour_id, "approved", 0, ""));
	}
	return ERR_OK;
}

enum err tours_refuse(struct ctx *cx, int64_t tour_id, int64_t version, const char *why, int64_t *ret_version)
{
	struct tour_work_lane *l = NULL;
	struct tour_refuse_row *r;
	struct tour_work w;
	size_t n;

	TRY(check_line(cx, "why", why, 1, TOUR_NOTE_MAX));
	TRY(may_answer(cx, &(struct tour_seen){ tour_id, version }, &w, &l));
	TRY(tour_refuse(cx, (struct tour_refuse_in){ cx->district_id, tour_id, version, cx->actor->account_id, cx->now_ms, why }, &r, &n, 1));
	if (!n)
		return tour_stale(cx, l->out.plate);
	*ret_version = r->version;
	return tour_note(cx, tour_id, "refused", 0, why);
}

/* ---- what waits ---- */

/* Orders of the tour's warehouses that no tour drives: what the approver leaves standing. */
static void count_left(const struct tour_work *w, const struct tour_work_lane *l, struct tour_waiting *ret)
{
	for (size_t i = 0; i < w->n_orders; i++) {
		const struct tour_order *o = &w->orders[i];
		bool here = false;

		for (size_t k = 0; k < l->n_steps && o->waits && !here; k++)
			here = w->orders[l->steps[k].order].pick_id == o->pick_id;
		ret->left += here;
		ret->left_due += here && o->out.by && civil_day_of(o->out.by) <= w->day;
	}
}

static enum err add_day(struct ctx *cx, int64_t day, struct tour_waiting **all, size_t *n, size_t *room)
{
	struct tour_work w;

	TRY(tour_work_open(cx, day, PERM_TOUR_APPROVE, &w));
	for (size_t i = 0; i < w.n_kept && *n < TOUR_WAITING_MAX; i++) {
		struct tour_work_lane *l = &w.kept[i];
		struct tour_waiting one = { .for_name = "" };
		struct party_held held;
		bool mine;

		if (!text_equal(l->out.state, "planned") || l->out.refused || !l->n_steps || !tour_lane_may(&w, l, PERM_TOUR_APPROVE))
			continue;
		TRY(is_mine(cx, l, &held, &mine));
		one.lane = tour_work_lane_out(&w, l);
		if (mine || text_equal(one.lane.state, "done"))
			continue;
		one.for_name = held.how == PARTY_HOLDS_FOR ? held.for_name : "";
		count_left(&w, l, &one);
		arena_push(&cx->mem, *all, *n, *room) = one;
	}
	return ERR_OK;
}

static bool holds_anywhere(const struct ctx *cx)
{
	for (size_t i = 0; i < cx->actor->n_rights; i++)
		if (cx->actor->rights[i].perm == PERM_TOUR_APPROVE)
			return true;
	return false;
}

enum err tours_waiting(struct ctx *cx, struct tour_waiting **ret, size_t *ret_n)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct tour_waiting_days_row *days;
	size_t n_days, room = 0;

	*ret = NULL;
	*ret_n = 0;
	if (!holds_anywhere(cx))
		return ERR_OK;
	TRY(tour_waiting_days(cx, (struct tour_waiting_days_in){ cx->district_id, today, DAYS_AHEAD + 1 }, &days, &n_days, DAYS_AHEAD + 1));
	for (size_t i = 0; i < n_days && days[i].day <= today + DAYS_AHEAD; i++)
		TRY(add_day(cx, days[i].day, ret, ret_n, &room));
	return ERR_OK;
}

enum err tours_is(struct ctx *cx, int64_t id, bool *ret)
{
	struct tour_rows_row *r;
	size_t n;

	TRY(tour_rows(cx, (struct tour_rows_in){ cx->district_id, 0, id, 1 }, &r, &n, 1));
	*ret = n > 0;
	return ERR_OK;
}
