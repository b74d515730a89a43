/* SPDX-License-Identifier: Apache-2.0 */
/* A shop's day anew after a breakdown or a refusal: what is planned and not locked is given
 * out again, near the plan before; trips that are loaded, under way or locked stay.  What a
 * broken trip still carries is unloaded and rides with others.  And locks, and who agreed. */
#include "caps/delivery/propose.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "delivery.sql.h"

enum { DAY_TRIPS_MAX = 200 };

static bool is_broken(const struct trip_ask *ask, int64_t trip_id)
{
	for (size_t i = 0; i < ask->n_broken; i++)
		if (ask->broken[i] == trip_id)
			return true;
	return false;
}

enum err proposal_free(struct ctx *cx, const struct trip_ask *ask, struct proposal *p)
{
	size_t n, n_broken = 0;
	struct trip *all;

	TRY(trip_list(cx, &(struct trip_filter){ .day = p->day, .shop_id = p->shop.place_id, .limit = DAY_TRIPS_MAX }, &all, &n));
	p->freed = arena_array(&cx->mem, struct trip, n + 1);
	p->stay = arena_array(&cx->mem, struct trip, n + 1);
	for (size_t i = 0; i < n; i++) {
		const bool live = text_equal(all[i].state, "planned") || text_equal(all[i].state, "loaded") || text_equal(all[i].state, "rolling");
		const bool broken = is_broken(ask, all[i].trip_id);

		n_broken += broken && live;
		if (live && (broken || (text_equal(all[i].state, "planned") && !all[i].locked)))
			p->freed[p->n_freed++] = all[i];
		else if (live)
			p->stay[p->n_stay++] = all[i];
	}
	for (size_t i = 0; i < ask->n_broken; i++)
		for (size_t k = 0; k < ask->n_crews && k < TRIP_CREWS_MAX; k++)
			for (size_t j = 0; j < p->n_freed; j++)
				if (p->freed[j].trip_id == ask->broken[i] && p->freed[j].vehicle_id == ask->crews[k].vehicle_id)
					return fail(cx, ERR_BAD_INPUT, "crews", "%s 坏在路上，不能再派它", "%s has broken down and cannot be sent again", p->freed[j].plate);
	if (n_broken != ask->n_broken)
		return fail(cx, ERR_BAD_STATE, "broken", "坏车的车次不在这家店这一天的在途车次里，请刷新", "a broken trip is not among the shop's trips of that day that are not over; reload");
	p->change_price = CHANGE_FEN;
	return p->n_freed ? ERR_OK : fail(cx, ERR_BAD_STATE, "shop_id", "没有可以重新排的车次：都已锁定、装车或送完", "no trip can be planned anew: all are locked, loaded or over");
}

void proposal_forget(const struct proposal *p, struct wanted_stop *s)
{
	size_t n = 0;

	for (size_t u = 0; u < s->n_users; u++) {
		bool freed = false;

		for (size_t i = 0; i < p->n_freed; i++)
			freed |= p->freed[i].vehicle_id == s->users[u].vehicle_id;
		for (size_t i = 0; i < p->n_stay; i++)
			freed &= p->stay[i].vehicle_id != s->users[u].vehicle_id;
		if (!freed)
			s->users[n++] = s->users[u];
	}
	s->n_users = n;
}

/* Whether a run is the trip it was: the same vehicle and driver, the same stops in the same order, nothing new. */
static bool unchanged(const struct lane_work *l, const struct trip *t)
{
	if (l->vehicle.vehicle_id != t->vehicle_id || l->driver.driver_id != t->driver_id || l->n_stops != t->n_stops)
		return false;
	for (size_t i = 0; i < l->n_stops; i++)
		if (l->stops[i]->former_trip_id != t->trip_id || l->stops[i]->place_id != t->stops[i].place_id || l->stops[i]->fresh)
			return false;
	return l->n_stops > 0;
}

static enum err end_stops(struct ctx *cx, const struct trip_ask *ask, const struct trip *t)
{
	const char *note = ask->note && ask->note[0] ? ask->note : "重新排车";
	struct trip_done done;

	for (size_t i = 0; i < t->n_stops; i++) {
		const char *state = t->states[i].state, *verb = text_equal(state, "planned") ? "cancel" : "unload";

		if (text_equal(state, "planned") || text_equal(state, "loaded") || text_equal(state, "rolling"))
			TRY(trip_step(cx, verb, &(struct trip_act){ .trip_id = t->trip_id, .stop_no = t->stops[i].stop_no, .note = note }, &done));
	}
	return ERR_OK;
}

enum err proposal_release(struct ctx *cx, const struct trip_ask *ask, struct proposal *p)
{
	for (size_t i = 0; i < p->n_freed; i++) {
		struct lane_work *same = NULL;

		for (size_t k = 0; k < p->n_lanes && !is_broken(ask, p->freed[i].trip_id); k++)
			if (!p->lanes[k].trip_id && unchanged(&p->lanes[k], &p->freed[i]))
				same = &p->lanes[k];
		if (same)
			same->trip_id = p->freed[i].trip_id;
		else
			TRY(end_stops(cx, ask, &p->freed[i]));
	}
	return ERR_OK;
}

static enum err seen(struct ctx *cx, int64_t trip_id, int64_t version, struct trip *ret)
{
	struct place shop;

	TRY(trip_get(cx, trip_id, ret));
	TRY(place_need(cx, PERM_TRIP_EDIT, ret->shop_id, &shop));
	return !version || version == ret->version ? ERR_OK : fail(cx, ERR_STALE, "version", "%s 的车次刚改过，请刷新再办", "the trip of %s has just been changed; reload", ret->plate);
}

enum err trip_lock(struct ctx *cx, int64_t trip_id, int64_t version, int64_t stop_no, bool locked)
{
	struct trip t;
	bool found = !stop_no;

	TRY(seen(cx, trip_id, version, &t));
	if (!text_equal(t.state, "planned"))
		return fail(cx, ERR_BAD_STATE, "trip_id", "%s 的车次已经装车或发车，本来就不会动", "the trip of %s is loaded or under way and stays anyway", t.plate);
	for (size_t i = 0; i < t.n_stops; i++)
		found |= t.stops[i].stop_no == stop_no;
	if (!found)
		return fail(cx, ERR_NOT_FOUND, "stop_no", "这趟车没有第 %lld 站", "the trip has no stop %lld", (long long)stop_no);
	if (stop_no)
		TRY(delivery_lock_stop(cx, (struct delivery_lock_stop_in){ .district_id = cx->district_id, .trip_id = trip_id, .stop_no = stop_no, .locked = locked }));
	return delivery_lock_trip(cx, (struct delivery_lock_trip_in){ .district_id = cx->district_id, .trip_id = trip_id, .locked = stop_no ? t.locked : locked });
}

enum err trip_approve(struct ctx *cx, const struct trip_seen *trips, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool maker, changer = false;
		struct trip t;

		TRY(seen(cx, trips[i].trip_id, trips[i].version, &t));
		if (!text_equal(t.state, "planned"))
			return fail(cx, ERR_BAD_STATE, "trips", "%s 的车次已经装车或发车，不用再批", "the trip of %s is loaded or under way; there is nothing to agree to", t.plate);
		TRY(party_same_person(cx, t.created_by, cx->actor->account_id, &maker));
		if (t.changed_by)
			TRY(party_same_person(cx, t.changed_by, cx->actor->account_id, &changer));
		if (maker || changer)
			return fail(cx, ERR_BLOCKED, "trips", "%s 的车次是您排的或改的，须由另一人批", "you made or changed the trip of %s; another person has to agree to it", t.plate);
		TRY(delivery_approve(cx, (struct delivery_approve_in){ .district_id = cx->district_id, .trip_id = t.trip_id, .approved_by = cx->actor->account_id,
			.approved_ms = cx->now_ms }));
	}
	return ERR_OK;
}
