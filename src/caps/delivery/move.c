/* SPDX-License-Identifier: Apache-2.0 */
/* A stop of a planned trip goes to another vehicle or another place in the row:
 * what it costs is shown before it is done, and a rule it breaks refuses it. */
#include "base/text.h"
#include "caps/delivery/propose.h"
#include "delivery.sql.h"

struct lateness { int64_t ms; bool window; };
struct stop_before { const struct wanted_stop *stop; struct lateness late; };
struct moving {
	struct proposal p; struct lane_work from, to; struct trip trip, other; struct wanted_stop *stop;
	int64_t before_metres, before_ms;                /* of the trip it goes to */
	struct trip_price price;                         /* of both before */
	struct stop_before *before; size_t n_before;
};

/* A trip as a lane: its stops with all windows of the day, as far as the plan says any. */
static enum err load_lane(struct ctx *cx, const struct trip *t, struct lane_work *l)
{
	*l = (struct lane_work){ .trip_id = t->trip_id, .parcels = t->parcels, .from_ms = t->depart_ms, .trips = 1 };
	TRY(vehicle_get(cx, t->vehicle_id, &l->vehicle));
	TRY(driver_get(cx, t->driver_id, &l->driver));
	TRY(proposal_crew_areas(cx, l));
	for (size_t i = 0; i < t->n_stops; i++) {
		const struct lane_stop *s = &t->stops[i];
		struct wanted_stop *w = arena_new(&cx->mem, sizeof *w);
		struct delivery_rules rules;
		struct place place;

		TRY(place_get(cx, s->place_id, &place));
		TRY(delivery_rules_of(cx, s->grid_id, &rules));
		*w = (struct wanted_stop){ .place_id = s->place_id, .orders = s->orders, .by_ms = s->by_ms, .lon_e7 = s->lon_e7, .lat_e7 = s->lat_e7,
			.stop_no = s->stop_no, .doc_id = s->doc_id, .locked = s->locked, .cold = s->cold, .name = s->place, .path = place.path, .vehicle = "" };
		TRY(delivery_grid_windows(cx, &rules, t->day, &w->windows, &w->n_windows));
		if (!w->n_windows && s->window_until_ms) {
			w->windows = arena_array(&cx->mem, struct day_window, 1);
			w->windows[w->n_windows++] = (struct day_window){ .from_ms = s->window_from_ms, .until_ms = s->window_until_ms, .rule_id = "", .zh = "" };
		}
		arena_push(&cx->mem, w->parts, w->n_parts, w->parts_room) = (struct stop_part){ t->offer_id, s->grid_id };
		arena_push(&cx->mem, l->stops, l->n_stops, l->stops_room) = w;
	}
	return ERR_OK;
}

static bool any_outside(const struct lane_work *l)
{
	for (size_t i = 0; i < l->n_stops; i++)
		if (l->stops[i]->window_until_ms && l->stops[i]->plan_ms >= l->stops[i]->window_until_ms)
			return true;
	return false;
}

/* Leaves as planned, or earlier where that keeps the windows and the vehicle has no trip before. */
static void time_lane(const struct moving *m, struct lane_work *l)
{
	const int64_t planned = l->from_ms;

	proposal_times(&m->p, l);
	if (!any_outside(l) || m->p.now_ms >= planned || l->trips > 1)
		return;
	l->from_ms = m->p.now_ms;
	proposal_times(&m->p, l);
	l->from_ms = planned;
}

static enum err still_planned(struct ctx *cx, const struct trip *t)
{
	if (t->locked)
		return fail(cx, ERR_BLOCKED, "trip_id", "%s 这趟车已锁定，先解锁再移", "the trip of %s is locked; unlock it before moving its stops", t->plate);
	return text_equal(t->state, "planned") ? ERR_OK :
		fail(cx, ERR_BAD_STATE, "trip_id", "%s 的车次已经装车或发车，站点不能再移", "the trip of %s is loaded or under way; its stops stay", t->plate);
}

static struct wanted_stop *take_out(struct lane_work *l, int64_t stop_no)
{
	for (size_t i = 0; i < l->n_stops; i++)
		if (l->stops[i]->stop_no == stop_no) {
			struct wanted_stop *s = l->stops[i];

			for (l->n_stops--; i < l->n_stops; i++)
				l->stops[i] = l->stops[i + 1];
			l->parcels -= s->orders;
			return s;
		}
	return NULL;
}

/* The place in the row that makes the way shortest, or the one that was asked for. */
static int64_t put_in(struct ctx *cx, struct moving *m, int64_t seat)
{
	struct lane_work *l = &m->to;
	int64_t best = 0, best_metres = 0;

	arena_push(&cx->mem, l->stops, l->n_stops, l->stops_room) = m->stop;
	l->parcels += m->stop->orders;
	for (int64_t at = (int64_t)l->n_stops; at >= 1; at--) {
		if (at < (int64_t)l->n_stops) {                 /* one place nearer to the front */
			struct wanted_stop *swap = l->stops[at];

			l->stops[at] = l->stops[at - 1];
			l->stops[at - 1] = swap;
		}
		time_lane(m, l);
		if (seat ? at == seat : !best || l->metres <= best_metres)
			best = at, best_metres = l->metres;
	}
	if (!best)
		best = (int64_t)l->n_stops;
	for (int64_t at = 1; at < best; at++) {                 /* it stands first now */
		l->stops[at - 1] = l->stops[at];
		l->stops[at] = m->stop;
	}
	time_lane(m, l);
	return best;
}

/* Whether the plan's fleet rule lets the other vehicle go there, beside all but the trip that gives the stop away. */
static enum err moved_fleet(struct ctx *cx, const struct moving *m, struct fleet_refusal *ret)
{
	const struct lane_work *l = &m->to;
	const struct fleet_crew crew = { l->vehicle.vehicle_id, l->driver.driver_id, l->vehicle.plate, l->driver.name, l->path };
	struct fleet_user *users = NULL;
	struct delivery_rules rules;
	struct fleet_rule fleet;
	size_t n = 0, k = 0;

	*ret = (struct fleet_refusal){ 0 };
	TRY(delivery_rules_of(cx, m->stop->parts[0].grid_id, &rules));
	TRY(delivery_fleet_rule(cx, &rules, m->stop->parts[0].grid_id, &fleet));
	if (!fleet.rule)
		return ERR_OK;
	TRY(delivery_fleet_users(cx, &fleet, m->trip.day, &users, &n));
	for (size_t i = 0; i < n; i++)
		if (users[i].vehicle_id != m->from.vehicle.vehicle_id)
			users[k++] = users[i];
	*ret = delivery_fleet_refusal(cx, &fleet, &crew, users, k);
	return ERR_OK;
}

static enum err check_rules(struct ctx *cx, const struct moving *m)
{
	const struct lane_work *l = &m->to;
	struct fleet_refusal no = { 0 };

	TRY(moved_fleet(cx, m, &no));
	if (!proposal_reaches(l, m->stop->path))
		return fail(cx, ERR_BLOCKED, "to_trip_id", "%s 不能去%s：车或驾驶员只准跑%s", "%s may not go to %s: vehicle or driver may only go to %s", l->vehicle.plate,
			    m->stop->name, l->vehicle.area[0] ? l->vehicle.area : l->driver.area);
	if (no.zh && m->from.trip_id != l->trip_id)
		return fail(cx, ERR_BLOCKED, "to_trip_id", "%1$s%2$.0s", "%2$s%1$.0s", no.zh, no.en);
	if (l->vehicle.parcels && l->parcels > l->vehicle.parcels)
		return fail(cx, ERR_BLOCKED, "to_trip_id", "%s 装不下：加上是 %lld 件，最多 %lld 件", "%s has no room: %lld parcels with it, %lld at most", l->vehicle.plate,
			    (long long)l->parcels, (long long)l->vehicle.parcels);
	for (size_t i = 0; i < l->n_stops; i++) {
		const struct wanted_stop *s = l->stops[i];

		if (s->window_until_ms && s->plan_ms >= s->window_until_ms)
			return fail(cx, ERR_BLOCKED, "seat", "放在这里，%s要晚 %lld 分钟，过了配送时段", "there, %s is reached %lld minutes after its window has closed", s->name,
				    (long long)((s->plan_ms - s->window_until_ms) / 60000 + 1));
	}
	if (l->n_stops > TRIP_STOPS_MAX)
		return fail(cx, ERR_BLOCKED, "to_trip_id", "一趟车最多 %d 站", "a trip has at most %d stops", TRIP_STOPS_MAX);
	return ERR_OK;
}

static enum err reseat(struct ctx *cx, const struct lane_work *l, int64_t offer_id)
{
	for (size_t i = 0; i < l->n_stops; i++)
		TRY(delivery_stop_reseat(cx, (struct delivery_stop_reseat_in){ .district_id = cx->district_id, .trip_id = l->trip_id,
			.stop_no = l->stops[i]->stop_no, .seat = (int64_t)i + 1, .plan_ms = l->stops[i]->plan_ms,
			.window_from_ms = l->stops[i]->window_from_ms, .window_until_ms = l->stops[i]->window_until_ms, .metres = l->stops[i]->metres }));
	return delivery_trip_retime(cx, (struct delivery_trip_retime_in){ .district_id = cx->district_id, .trip_id = l->trip_id, .offer_id = offer_id, .depart_ms = l->depart_ms,
		.back_ms = l->back_ms, .changed_by = cx->actor->account_id, .metres = l->metres });
}

/* Another driver means another document: the old one ends, a new one takes its goods. */
static enum err change_vehicle(struct ctx *cx, struct moving *m, int64_t seat)
{
	struct wanted_stop *s = m->stop;
	const int64_t old_no = s->stop_no;
	struct doc_moved moved;
	struct doc old;

	TRY(document_get(cx, s->doc_id, &old));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = s->doc_id, .verb = "cancel" }, &moved));
	struct doc doc = { .kind = "trip", .giver_id = old.giver_id, .taker_id = old.taker_id, .carrier_id = m->to.driver.driver_id, .worker_id = old.worker_id,
		.from_place_id = old.from_place_id, .to_place_id = old.to_place_id, .owner_id = old.owner_id, .n_lines = old.n_lines };
	doc.lines = arena_array(&cx->mem, struct doc_line, old.n_lines + 1);
	for (size_t i = 0; i < old.n_lines; i++)
		doc.lines[i] = (struct doc_line){ .item_id = old.lines[i].item_id, .owner_id = old.lines[i].owner_id, .counter = { [ASKED] = old.lines[i].counter[ASKED] } };
	TRY(document_open(cx, &doc, &s->doc_id));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = s->doc_id, .verb = "plan" }, &moved));
	s->stop_no = 1;
	for (size_t i = 0; i < m->other.n_stops; i++)
		if (m->other.stops[i].stop_no >= s->stop_no)
			s->stop_no = m->other.stops[i].stop_no + 1;
	TRY(delivery_insert_stop(cx, (struct delivery_insert_stop_in){ .district_id = cx->district_id, .trip_id = m->to.trip_id, .stop_no = s->stop_no,
		.seat = seat, .doc_id = s->doc_id, .place_id = s->place_id, .path = s->path, .grid_id = s->parts[0].grid_id, .orders = s->orders, .parcels = s->orders,
		.by_ms = s->by_ms, .window_from_ms = s->window_from_ms, .window_until_ms = s->window_until_ms, .plan_ms = s->plan_ms, .metres = s->metres }));
	TRY(delivery_orders_move(cx, (struct delivery_orders_move_in){ .district_id = cx->district_id, .trip_id = m->from.trip_id, .stop_no = old_no,
		.to_trip_id = m->to.trip_id, .to_stop_no = s->stop_no }));
	TRY(delivery_stop_delete(cx, (struct delivery_stop_delete_in){ .district_id = cx->district_id, .trip_id = m->from.trip_id, .stop_no = old_no }));
	if (!m->from.n_stops)
		return delivery_trip_move_on(cx, (struct delivery_trip_move_on_in){ .district_id = cx->district_id, .trip_id = m->from.trip_id, .state = "void" });
	time_lane(m, &m->from);
	return reseat(cx, &m->from, m->trip.offer_id);
}

/* How far past its window a stop is planned, or else past its earliest promise. */
static struct lateness late_of(const struct wanted_stop *s)
{
	if (s->window_until_ms && s->plan_ms >= s->window_until_ms)
		return (struct lateness){ s->plan_ms - s->window_until_ms + 1, true };
	return (struct lateness){ s->by_ms && s->plan_ms > s->by_ms ? s->plan_ms - s->by_ms : 0, false };
}

static struct trip_price both_price(const struct moving *m, bool same)
{
	const struct lane_work lanes[2] = { m->to, m->from };

	return proposal_price(lanes, same ? 1 : 2);
}

/* What both trips cost and who is late on them, before anything moves. */
static void keep_before(struct ctx *cx, struct moving *m, bool same)
{
	m->price = both_price(m, same);
	m->before = arena_array(&cx->mem, struct stop_before, m->from.n_stops + m->to.n_stops + 1);
	for (size_t i = 0; i < m->to.n_stops; i++)
		m->before[m->n_before++] = (struct stop_before){ m->to.stops[i], late_of(m->to.stops[i]) };
	for (size_t i = 0; !same && i < m->from.n_stops; i++)
		m->before[m->n_before++] = (struct stop_before){ m->from.stops[i], late_of(m->from.stops[i]) };
}

static enum err load(struct ctx *cx, const struct trip_move *move, struct moving *m)
{
	struct wanted_stop *stops[2 * TRIP_STOPS_MAX];
	const bool same = move->to_trip_id == move->trip_id;
	size_t n = 0;

	TRY(trip_get(cx, move->trip_id, &m->trip));
	TRY(trip_get(cx, move->to_trip_id, &m->other));
	TRY(place_need(cx, PERM_TRIP_EDIT, m->trip.shop_id, &m->p.shop));
	TRY(still_planned(cx, &m->trip));
	TRY(still_planned(cx, &m->other));
	if (m->trip.shop_id != m->other.shop_id || m->trip.day != m->other.day)
		return fail(cx, ERR_BAD_INPUT, "to_trip_id", "只能移到同一家店、同一天的车次", "a stop moves only between trips of one shop on one day");
	TRY(place_point(cx, m->trip.shop_id, &m->p.depot));
	m->p.now_ms = cx->now_ms;
	m->p.day = m->trip.day;
	TRY(load_lane(cx, &m->trip, &m->from));
	TRY(load_lane(cx, &m->other, &m->to));
	m->from.trips = m->trip.run_no;
	m->to.trips = m->other.run_no;
	for (size_t i = 0; i < m->from.n_stops; i++)
		stops[n++] = m->from.stops[i];
	for (size_t i = 0; i < m->to.n_stops; i++)
		stops[n++] = m->to.stops[i];
	TRY(proposal_ways(cx, &m->p, stops, n));
	time_lane(m, &m->to);
	if (!same)
		time_lane(m, &m->from);
	keep_before(cx, m, same);
	m->before_metres = m->to.metres;
	m->before_ms = m->to.back_ms;
	m->stop = take_out(same ? &m->to : &m->from, move->stop_no);
	if (m->stop && m->stop->locked && !same)
		return fail(cx, ERR_BLOCKED, "stop_no", "%s这一站已锁定，先解锁再移", "the stop at %s is locked; unlock it first", m->stop->name);
	return m->stop ? ERR_OK : fail(cx, ERR_NOT_FOUND, "stop_no", "这趟车没有第 %lld 站", "the trip has no stop %lld", (long long)move->stop_no);
}

enum err trip_move_stop(struct ctx *cx, const struct trip_move *move, struct trip_moved *ret)
{
	struct moving m = { 0 };

	TRY(load(cx, move, &m));
	*ret = (struct trip_moved){ .parcels_before = m.other.parcels };
	ret->seat = put_in(cx, &m, move->seat);
	ret->more_metres = m.to.metres - m.before_metres;
	ret->more_ms = m.to.back_ms - m.before_ms;
	ret->plan_ms = m.stop->plan_ms;
	TRY(check_rules(cx, &m));
	if (move->keep) {
		if (move->to_trip_id != move->trip_id)
			TRY(change_vehicle(cx, &m, ret->seat));
		TRY(reseat(cx, &m.to, m.trip.offer_id == m.other.offer_id ? m.other.offer_id : 0));
	}
	ret->lane = proposal_lane(cx, &m.to);
	return ERR_OK;
}

enum { MINUTE_MS = 60000 };
static int64_t minutes_of(int64_t ms) { return (ms + MINUTE_MS - 1) / MINUTE_MS; }

/* Stops the move makes late, or later than they were. */
static void look_late(const struct moving *m, const struct lane_work *l, struct trip_look *ret)
{
	for (size_t i = 0; i < l->n_stops; i++) {
		const struct wanted_stop *s = l->stops[i];
		const struct lateness now = late_of(s);
		int64_t was = 0;

		for (size_t k = 0; k < m->n_before; k++)
			if (m->before[k].stop == s)
				was = minutes_of(m->before[k].late.ms);
		if (minutes_of(now.ms) > was)
			ret->late[ret->n_late++] = (struct trip_late){ l->trip_id, s->place_id, s->plan_ms, minutes_of(now.ms), was, now.window, s->name, l->vehicle.plate };
	}
}

/* What both trips cost more; a vehicle that has other trips that day goes anyway. */
static enum err look_price(struct ctx *cx, const struct moving *m, bool same, struct trip_look *ret)
{
	const struct trip_price now = both_price(m, same);
	struct delivery_other_trips_row others = { 0 };

	ret->all_metres = now.metres - m->price.metres;
	ret->all_ms = (now.seconds - m->price.seconds) * 1000;
	ret->all_fen = now.vehicles_fen + now.way_fen + now.time_fen - m->price.vehicles_fen - m->price.way_fen - m->price.time_fen;
	if (same || m->from.n_stops || m->from.vehicle.vehicle_id == m->to.vehicle.vehicle_id)
		return ERR_OK;
	TRY(delivery_other_trips(cx, (struct delivery_other_trips_in){ .district_id = cx->district_id, .vehicle_id = m->from.vehicle.vehicle_id, .day = m->trip.day,
		.trip_id = m->from.trip_id }, &others));
	ret->all_fen += others.trips ? TRIP_VEHICLE_FEN : 0;
	return ERR_OK;
}

enum err trip_move_look(struct ctx *cx, const struct trip_move *move, struct trip_look *ret)
{
	const bool same = move->to_trip_id == move->trip_id;
	struct moving m = { 0 };
	enum err e;

	TRY(load(cx, move, &m));
	*ret = (struct trip_look){ .parcels_before = m.other.parcels, .late = arena_array(&cx->mem, struct trip_late, m.n_before + 1) };
	ret->seat = put_in(cx, &m, move->seat);
	if (!same)
		time_lane(&m, &m.from);
	ret->plan_ms = m.stop->plan_ms;
	ret->more_metres = m.to.metres - m.before_metres;
	ret->more_ms = m.to.back_ms - m.before_ms;
	TRY(look_price(cx, &m, same, ret));
	look_late(&m, &m.to, ret);
	ret->lanes[ret->n_lanes++] = proposal_lane(cx, &m.to);
	if (!same) {
		look_late(&m, &m.from, ret);
		ret->lanes[ret->n_lanes++] = proposal_lane(cx, &m.from);
	}
	e = check_rules(cx, &m);
	if (e != ERR_BLOCKED)
		return e;
	ret->zh = arena_text(&cx->mem, cx->fault.zh);
	ret->en = arena_text(&cx->mem, cx->fault.en);
	cx->fault = (struct fault){ 0 };
	return ERR_OK;
}
