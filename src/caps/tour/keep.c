/* SPDX-License-Identifier: Apache-2.0 */
/* What is written: lanes kept and changed, locks, approvals, breakdowns. */
#include "caps/tour/tour_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "tour.sql.h"

enum err tour_note(struct ctx *cx, int64_t tour_id, const char *kind, int64_t dispatch_id, const char *text)
{
	return tour_insert_event(cx, (struct tour_insert_event_in){ cx->district_id, ctx_new_id(cx), tour_id, kind, dispatch_id, text ? text : "", cx->now_ms,
		cx->actor->account_id });
}

enum err tour_stale(struct ctx *cx, const char *plate)
{
	return fail(cx, ERR_STALE, "version", "%s这一车别人刚改过，请刷新再办", "the tour of %s was changed meanwhile; reload", plate);
}

static bool same_steps(const struct tour_step *a, size_t n, const struct tour_step *b, size_t m)
{
	bool same = n == m;

	for (size_t i = 0; same && i < n; i++)
		same = a[i].order == b[i].order && a[i].unload == b[i].unload;
	return same;
}

/* What was there and nobody brings any more does not count as a change. */
static size_t still_there(const struct tour_work *w, const struct tour_work_lane *l, struct tour_step *to)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n_was; i++)
		if (!w->orders[l->was[i].order].dropped)
			to[n++] = l->was[i];
	return n;
}

static bool has_order(const struct tour_work_lane *l, int32_t order)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].order == order)
			return true;
	return false;
}

/* Locks hold, what is done stays done, and what cannot be driven is not kept. */
static enum err may_keep(struct tour_work *w, struct tour_work_lane *l)
{
	struct tour_step *was = arena_array(&w->cx->mem, struct tour_step, l->n_was + 1);
	size_t n_was = still_there(w, l, was), done = 0;
	struct ctx *cx = w->cx;

	if (l->out.flaws.n) {
		const struct tour_flaw *f = l->out.flaws.at;

		return fail(cx, ERR_BLOCKED, "lanes", "%s%.0s", "%.0s%s", f->zh, f->en);
	}
	if (l->out.locked && !same_steps(l->steps, l->n_steps, was, n_was))
		return fail(cx, ERR_BLOCKED, "lanes", "%s这一车已锁定，先解锁再改", "the tour of %s is locked; unlock it first", l->out.plate);
	for (size_t i = 0; i < n_was; i++) {
		const struct tour_order *o = &w->orders[was[i].order];
		bool gone = !has_order(l, was[i].order);

		if (gone && o->out.locked)
			return fail(cx, ERR_BLOCKED, "lanes", "%s锁定在%s上，先解锁再移", "%s is locked to %s; unlock it first", o->out.number, l->out.plate);
		if (gone && !o->waits && (o->out.over || o->out.under_way))
			return fail(cx, ERR_BAD_STATE, "lanes", "%s已经装车出发，不能改派", "%s has left already", o->out.number);
		if (o->out.over || (!was[i].unload && o->out.under_way && !o->out.aboard))
			done = i + 1;
	}
	if (!same_steps(l->steps, done < l->n_steps ? done : l->n_steps, was, done))
		return fail(cx, ERR_BAD_STATE, "lanes", "%s已经跑过的站不能改", "halts %s has behind it cannot be changed", l->out.plate);
	return ERR_OK;
}

static enum err write_halts(struct tour_work *w, const struct tour_work_lane *l, int64_t tour_id)
{
	struct ctx *cx = w->cx;

	TRY(tour_drop_halts(cx, (struct tour_drop_halts_in){ cx->district_id, tour_id }));
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct tour_step *s = &l->steps[i];
		const struct tour_order *o = &w->orders[s->order];

		TRY(tour_insert_halt(cx, (struct tour_insert_halt_in){ cx->district_id, tour_id, (int64_t)i + 1, o->out.dispatch_id, s->unload,
			w->spots[s->unload ? o->drop : o->pick].place_id, s->arrive, s->begin, s->leave, s->metres }));
		if (s->unload && o->out.tour_id != tour_id) {
			TRY(tour_take_order(cx, (struct tour_take_order_in){ cx->district_id, tour_id, o->out.dispatch_id }));
			TRY(tour_note(cx, tour_id, "take", o->out.dispatch_id, ""));
		}
	}
	return ERR_OK;
}

static enum err leave_orders(struct tour_work *w, const struct tour_work_lane *l)
{
	struct ctx *cx = w->cx;

	for (size_t i = 0; i < l->n_was; i++) {
		const struct tour_order *o = &w->orders[l->was[i].order];

		if (!l->was[i].unload || o->out.tour_id != l->out.tour_id || has_order(l, l->was[i].order))
			continue;
		TRY(tour_leave_order(cx, (struct tour_leave_order_in){ cx->district_id, l->out.tour_id, o->out.dispatch_id,
			o->out.aboard ? o->pick_id : 0 }));
		TRY(tour_note(cx, l->out.tour_id, "leave", o->out.dispatch_id, ""));
	}
	return ERR_OK;
}

static enum err write_lane(struct tour_work *w, struct tour_work_lane *l)
{
	struct ctx *cx = w->cx;
	struct tour_next_run_row run;
	struct tour_change_row *changed;
	struct tour_end_row *ended;
	int64_t tour_id;
	size_t n;

	if (!l->out.tour_id) {
		TRY(tour_next_run(cx, (struct tour_next_run_in){ cx->district_id, w->day }, &run));
		tour_id = ctx_new_id(cx);
		TRY(tour_insert(cx, (struct tour_insert_in){ cx->district_id, tour_id, w->day, run.run_no, l->out.vehicle_id, l->out.driver_id, l->home_path,
			l->out.depart, l->out.back, l->out.metres, l->out.cost, cx->actor->account_id, cx->now_ms }));
		TRY(tour_note(cx, tour_id, "made", 0, ""));
		return write_halts(w, l, tour_id);
	}
	if (!l->n_steps) {
		TRY(tour_end(cx, (struct tour_end_in){ cx->district_id, l->out.tour_id, l->stored_version, "cancelled", 0, 0, cx->actor->account_id, cx->now_ms },
			&ended, &n, 1));
		return n ? tour_note(cx, l->out.tour_id, "cancelled", 0, "") : tour_stale(cx, l->out.plate);
	}
	TRY(tour_change(cx, (struct tour_change_in){ cx->district_id, l->out.tour_id, l->stored_version, l->out.vehicle_id, l->out.driver_id, l->home_path,
		l->out.depart, l->out.back, l->out.metres, l->out.cost, cx->actor->account_id, cx->now_ms }, &changed, &n, 1));
	if (!n)
		return tour_stale(cx, l->out.plate);
	TRY(tour_note(cx, l->out.tour_id, "changed", 0, ""));
	return write_halts(w, l, l->out.tour_id);
}

static bool is_changed(const struct tour_work *w, const struct tour_work_lane *l)
{
	for (size_t i = 0; i < w->n_kept; i++)
		if (l->out.tour_id && w->kept[i].out.tour_id == l->out.tour_id)
			return !same_steps(l->steps, l->n_steps, l->was, l->n_was) || w->kept[i].out.vehicle_id != l->out.vehicle_id ||
			       w->kept[i].out.driver_id != l->out.driver_id || w->kept[i].out.depart != l->out.depart;
	return l->n_steps > 0;
}

enum err tours_keep(struct ctx *cx, const struct tour_ask *ask, struct tour_plan_out *ret)
{
	struct tour_work w;
	size_t n = 0;

	if (ask->solve || ask->move.dispatch_id)
		return fail(cx, ERR_BAD_INPUT, "solve", "先生成方案，再把方案里的各车原样送来保存", "make the plan first, then send its lanes to be kept");
	TRY(tour_work_open(cx, ask->day, PERM_TOUR_EDIT, &w));
	TRY(tour_work_lanes(&w, ask));
	TRY(tour_work_measure(&w));
	tour_drive(&w);
	for (size_t i = 0; i < w.n_lanes; i++)
		TRY(may_keep(&w, &w.lanes[i]));
	for (size_t i = 0; i < w.n_lanes; i++)
		if (is_changed(&w, &w.lanes[i]))
			TRY(leave_orders(&w, &w.lanes[i]));
	for (size_t i = 0; i < w.n_lanes; i++)
		if (is_changed(&w, &w.lanes[i])) {
			TRY(write_lane(&w, &w.lanes[i]));
			n++;
		}
	if (!n)
		return fail(cx, ERR_BAD_STATE, "lanes", "没有要保存的改动", "there is nothing to keep");
	return tours_of_day(cx, &(struct tour_day_ask){ .day = ask->day }, ret);
}

/* ---- one tour ---- */

enum err tour_find_kept(struct ctx *cx, int64_t tour_id, int64_t version, enum perm perm, struct tour_work *w, struct tour_work_lane **ret)
{
	struct tour_rows_row *r;
	struct place home;
	size_t n;

	TRY(tour_rows(cx, (struct tour_rows_in){ cx->district_id, 0, tour_id, 1 }, &r, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "tour_id", "没有编号为 %lld 的派车单", "there is no tour %lld", (long long)tour_id);
	TRY(tour_work_open(cx, r->day, perm, w));
	for (size_t i = 0; i < w->n_kept; i++)
		if (w->kept[i].out.tour_id == tour_id)
			*ret = &w->kept[i];
	TRY(place_need(cx, perm, (*ret)->vehicle.place_id, &home));
	for (size_t i = 0; i < (*ret)->n_steps; i++) {
		const struct tour_order *o = &w->orders[(*ret)->steps[i].order];

		if (!o->reaches)
			return fail(cx, ERR_FORBIDDEN, "tour_id", "%s从“%s”出库，那里的派车不归您管", "%s leaves from \"%s\", where you may not", o->out.number, o->out.from_place);
	}
	if (version != (*ret)->stored_version)
		return tour_stale(cx, (*ret)->out.plate);
	return !text_equal((*ret)->out.state, "broken") ? ERR_OK :
		fail(cx, ERR_BAD_STATE, "tour_id", "%s这一车已经停运", "the tour of %s has ended", (*ret)->out.plate);
}

enum err tours_lock(struct ctx *cx, int64_t tour_id, int64_t version, int64_t dispatch_id, bool locked, int64_t *ret_version)
{
	struct tour_work_lane *l = NULL;
	const struct tour_order *o;
	struct tour_lock_row *r;
	struct tour_work w;
	size_t n;

	TRY(tour_find_kept(cx, tour_id, version, PERM_TOUR_EDIT, &w, &l));
	if (dispatch_id) {
		o = tour_work_order(&w, dispatch_id);
		if (!o || o->out.tour_id != tour_id)
			return fail(cx, ERR_NOT_FOUND, "dispatch_id", "这一车没有调拨单 %lld", "this tour has no dispatch order %lld", (long long)dispatch_id);
		TRY(tour_lock_order(cx, (struct tour_lock_order_in){ cx->district_id, tour_id, dispatch_id, locked }));
	}
	TRY(tour_lock(cx, (struct tour_lock_in){ cx->district_id, tour_id, version, dispatch_id ? l->out.locked : locked }, &r, &n, 1));
	if (!n)
		return tour_stale(cx, l->out.plate);
	*ret_version = r->version;
	return tour_note(cx, tour_id, locked ? "locked" : "unlocked", dispatch_id, "");
}

/* Where it was last: the last halt that is done, else where it began. */
static int64_t last_place(const struct tour_work *w, const struct tour_work_lane *l)
{
	int64_t place_id = l->out.home_id;

	for (size_t i = 0; i < l->n_steps; i++) {
		const struct tour_order *o = &w->orders[l->steps[i].order];

		if (o->out.over || (!l->steps[i].unload && o->out.under_way))
			place_id = w->spots[l->steps[i].unload ? o->drop : o->pick].place_id;
	}
	return place_id;
}

static enum err end_tour(struct ctx *cx, struct tour_work *w, struct tour_work_lane *l, const char *state, int64_t place_id, const char *why, int64_t *ret_version)
{
	struct tour_end_row *r;
	size_t n;

	for (size_t i = 0; i < l->n_steps; i++) {
		const struct tour_order *o = &w->orders[l->steps[i].order];

		if (l->steps[i].unload && o->out.tour_id == l->out.tour_id && !o->out.over)
			TRY(tour_leave_order(cx, (struct tour_leave_order_in){ cx->district_id, l->out.tour_id, o->out.dispatch_id, o->out.under_way ? place_id : 0 }));
	}
	TRY(tour_end(cx, (struct tour_end_in){ cx->district_id, l->out.tour_id, l->stored_version, state, place_id ? cx->now_ms : 0, place_id,
		cx->actor->account_id, cx->now_ms }, &r, &n, 1));
	if (!n)
		return tour_stale(cx, l->out.plate);
	*ret_version = r->version;
	return tour_note(cx, l->out.tour_id, state, 0, why);
}

enum err tours_break(struct ctx *cx, int64_t tour_id, int64_t version, int64_t place_id, const char *why, int64_t *ret_version)
{
	struct tour_work_lane *l = NULL;
	struct tour_work w;
	struct place place;

	TRY(check_line(cx, "why", why, 1, TOUR_NOTE_MAX));
	TRY(tour_find_kept(cx, tour_id, version, PERM_TOUR_EDIT, &w, &l));
	if (place_id)
		TRY(place_get(cx, place_id, &place));
	return end_tour(cx, &w, l, "broken", place_id ? place_id : last_place(&w, l), why, ret_version);
}

enum err tours_cancel(struct ctx *cx, int64_t tour_id, int64_t version, const char *why, int64_t *ret_version)
{
	struct tour_work_lane *l = NULL;
	struct tour_work w;

	TRY(check_line(cx, "why", why, 1, TOUR_NOTE_MAX));
	TRY(tour_find_kept(cx, tour_id, version, PERM_TOUR_EDIT, &w, &l));
	if (l->under_way)
		return fail(cx, ERR_BAD_STATE, "tour_id", "%s已在路上，不能撤销；车坏了请报“抛锚”", "%s is under way; if it broke down, say so", l->out.plate);
	return end_tour(cx, &w, l, "cancelled", 0, why, ret_version);
}
