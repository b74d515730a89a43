/* SPDX-License-Identifier: Apache-2.0 */
/* Trips for what waits: one offer, all of a shop, or all shops of a day; each shop by
 * itself, because goods lie there.  Stops are the places where grids take their goods.
 * Nothing is guessed into place: what nobody may or can bring is listed with its reason
 * (S3.8, D8.2, D5.6).  Solving is slow and only reads (trip_prepare); making the trips
 * loads the same again and refuses when something has changed meanwhile. */
#include "caps/delivery/propose.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "delivery.sql.h"

enum { GRIDS_MAX = 5000, OFFERS_MAX = 200, SHOPS_MAX = 50, FIRST_HOUR = 6, LAST_HOUR = 36, MINUTE_MS = 60000 };

/* One shop of an answer: what was asked, and which stops go where. */
struct shop_answer { int64_t shop_id; const char *input; struct run_orders runs; const char **zh, **en; };
struct trip_answer { struct shop_answer *shops; size_t n, room; int64_t now_ms; };
struct shop_work { int64_t shop_id; struct offer *offers; size_t n, room; };
struct shop_works { struct shop_work *at; size_t n, room; };

/* --- What waits ------------------------------------------------------------------- */

static enum err put_windows(struct ctx *cx, const struct delivery_rules *rules, int64_t day, const struct offer *offer, struct wanted_stop *s)
{
	TRY(delivery_grid_windows(cx, rules, day, &s->windows, &s->n_windows));
	if (s->n_windows || !offer->deliver_from_ms)
		return ERR_OK;
	s->windows = arena_array(&cx->mem, struct day_window, 1);        /* no plan says when: what the offer promised */
	s->windows[0] = (struct day_window){ .from_ms = offer->deliver_from_ms,
		.until_ms = offer->deliver_until_ms > offer->deliver_from_ms ? offer->deliver_until_ms : offer->deliver_from_ms + DAY_MS, .rule_id = "", .zh = "" };
	s->n_windows = 1;
	return ERR_OK;
}

/* The stop of a grid, a new one where there is none; windows and fleet rule are those of its first grid. */
static enum err stop_of(struct ctx *cx, struct proposal *p, const struct offer *offer, int64_t grid_id, struct wanted_stop **ret)
{
	struct delivery_rules rules;
	struct wanted_stop *s = NULL;
	struct place_point point;
	struct place place;
	int64_t place_id;

	TRY(delivery_rules_of(cx, grid_id, &rules));
	place_id = delivery_stop_place(&rules, grid_id);
	for (size_t i = 0; i < p->n_stops && !s; i++)
		if (p->stops[i].place_id == place_id && p->stops[i].org_id == offer->org_id)
			s = &p->stops[i];
	if (!s) {
		TRY(place_get(cx, place_id, &place));
		TRY(place_point(cx, place_id, &point));
		s = &arena_push(&cx->mem, p->stops, p->n_stops, p->stops_room);
		*s = (struct wanted_stop){ .place_id = place_id, .org_id = offer->org_id, .name = place.name, .path = place.path, .lon_e7 = point.lon_e7,
			.lat_e7 = point.lat_e7, .vehicle = rules.vehicle, .lane = -1, .former = -1, .former_plate = "" };
		TRY(put_windows(cx, &rules, p->day, offer, s));
	}
	if (!s->fleet.rule) {
		TRY(delivery_fleet_rule(cx, &rules, grid_id, &s->fleet));
		if (s->fleet.rule)
			TRY(delivery_fleet_users(cx, &s->fleet, p->day, &s->users, &s->n_users));
	}
	*ret = s;
	return ERR_OK;
}

static enum err load_stops(struct ctx *cx, struct proposal *p)
{
	for (size_t o = 0; o < p->n_offers; o++) {
		struct delivery_waiting_row *rows;
		struct wanted_stop *s;
		size_t n;

		TRY(delivery_waiting(cx, (struct delivery_waiting_in){ .district_id = cx->district_id, .offer_id = p->offers[o].offer_id, .limit = GRIDS_MAX },
				     &rows, &n, GRIDS_MAX));
		for (size_t i = 0; i < n; i++) {
			TRY(stop_of(cx, p, &p->offers[o], rows[i].grid_id, &s));
			arena_push(&cx->mem, s->parts, s->n_parts, s->parts_room) = (struct stop_part){ p->offers[o].offer_id, rows[i].grid_id };
			s->orders += rows[i].orders;
			s->fresh += rows[i].orders;
			s->cold |= rows[i].cold > 0;
			if (rows[i].by_ms && (!s->by_ms || rows[i].by_ms < s->by_ms))
				s->by_ms = rows[i].by_ms;
		}
	}
	return ERR_OK;
}

enum err proposal_ways(struct ctx *cx, struct proposal *p, struct wanted_stop **stops, size_t n)
{
	struct travel_point *points = arena_array(&cx->mem, struct travel_point, n + 1);

	points[0] = (struct travel_point){ p->shop.place_id, p->depot.lon_e7, p->depot.lat_e7 };
	for (size_t i = 0; i < n; i++) {
		stops[i]->point = i + 1;
		points[i + 1] = (struct travel_point){ stops[i]->place_id, stops[i]->lon_e7, stops[i]->lat_e7 };
	}
	p->n_points = n + 1;
	return travel_matrix(cx, points, n + 1, &p->metres, &p->seconds, &p->how);
}

/* --- Who may drive ---------------------------------------------------------------- */

enum err proposal_crew_areas(struct ctx *cx, struct lane_work *l)
{
	l->path = l->driver_path = "/";
	if (l->vehicle.area_id)
		TRY(place_path(cx, l->vehicle.area_id, &l->path));
	return l->driver.area_id ? place_path(cx, l->driver.area_id, &l->driver_path) : ERR_OK;
}

enum err proposal_crew(struct ctx *cx, const struct place *shop, const struct trip_crew *crew, const char *field, struct lane_work *ret)
{
	struct party_account account;
	struct party_held held;

	*ret = (struct lane_work){ .trips = crew->trips ? crew->trips : 1, .from_ms = crew->from_ms, .until_ms = crew->until_ms };
	TRY(vehicle_get(cx, crew->vehicle_id, &ret->vehicle));
	TRY(driver_get(cx, crew->driver_id, &ret->driver));
	TRY(party_account_get(cx, crew->driver_id, &account));
	TRY(party_holds(cx, crew->driver_id, PERM_TRIP_DRIVE, shop->path, &held));
	if (held.how == PARTY_HOLDS_NOT)
		return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "%s.driver_id", field), "%s没有“%s”的出车权限，请先授权", "%s may not drive for \"%s\" yet; grant it first",
			    account.name, shop->name);
	if (ret->trips < 1 || ret->trips > TRIP_RUNS_MAX)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.trips", field), "一辆车一天 1 至 %d 趟", "a vehicle goes 1 to %d times a day", TRIP_RUNS_MAX);
	return proposal_crew_areas(cx, ret);
}

/* From when the crew is free: its shift, the plan's start, and after the trips it has already. */
static enum err put_hours(struct ctx *cx, const struct proposal *p, struct lane_work *l)
{
	const int64_t midnight = p->day * DAY_MS - CHINA_OFFSET_MS, now = (p->now_ms + MINUTE_MS - 1) / MINUTE_MS * MINUTE_MS;
	int64_t start = p->depart_ms ? p->depart_ms : midnight + FIRST_HOUR * INT64_C(3600000);
	struct delivery_busy_row busy = { 0 };

	if (!p->depart_ms && (start < now || p->day == civil_day_of(p->now_ms)))
		start = now;
	if (l->from_ms < start)
		l->from_ms = start;
	for (size_t i = 0; i < p->n_stay; i++)
		if ((p->stay[i].vehicle_id == l->vehicle.vehicle_id || p->stay[i].driver_id == l->driver.driver_id) && p->stay[i].back_ms + REFILL_MS > l->from_ms)
			l->from_ms = p->stay[i].back_ms + REFILL_MS;
	if (!p->n_freed)
		TRY(delivery_busy(cx, (struct delivery_busy_in){ .district_id = cx->district_id, .vehicle_id = l->vehicle.vehicle_id, .driver_id = l->driver.driver_id,
		.day = p->day }, &busy));
	if (busy.until_ms && busy.until_ms + REFILL_MS > l->from_ms && !p->depart_ms)
		l->from_ms = busy.until_ms + REFILL_MS;
	l->exact = p->depart_ms && l->from_ms == p->depart_ms;
	if (!l->until_ms)
		l->until_ms = midnight + LAST_HOUR * INT64_C(3600000);
	return l->until_ms > l->from_ms ? ERR_OK : fail(cx, ERR_BAD_INPUT, "crews", "%s 的收车时间要晚于 %s 能出车的时间", "%s has to be back after %s can leave",
						       l->vehicle.plate, l->vehicle.plate);
}

static enum err check_crews(struct ctx *cx, const struct trip_ask *ask)
{
	if (!ask->n_crews || ask->n_crews > TRIP_CREWS_MAX)
		return fail(cx, ERR_BAD_INPUT, "crews", "请选 1 至 %d 辆车，各配一位驾驶员", "choose 1 to %d vehicles, each with its driver", TRIP_CREWS_MAX);
	for (size_t i = 0; i < ask->n_crews; i++)
		for (size_t k = 0; k < i; k++)
			if (ask->crews[k].vehicle_id == ask->crews[i].vehicle_id || ask->crews[k].driver_id == ask->crews[i].driver_id)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "crews[%zu]", i), "同一辆车或同一位驾驶员写了两次", "a vehicle or driver is named twice");
	if (ask->depart_ms && (ask->depart_ms < cx->now_ms - DAY_MS || ask->depart_ms > cx->now_ms + 14 * (int64_t)DAY_MS))
		return fail(cx, ERR_BAD_INPUT, "depart", "发车时间须在昨天至 14 天之内", "the departure must lie between yesterday and two weeks from now");
	if (ask->asked_ms && (ask->asked_ms > cx->now_ms || ask->asked_ms < cx->now_ms - TRIP_ASKED_MS))
		return fail(cx, ERR_STALE, "asked", "排法是 %d 分钟以前的，请重新看一次", "the plan is more than %d minutes old; look at it again", TRIP_ASKED_MS / MINUTE_MS);
	return ERR_OK;
}

/* Whose goods the vehicle takes: the shop that was said, where it is at home, or the only one. */
static enum err load_crews(struct ctx *cx, const struct trip_ask *ask, const struct shop_works *shops, struct proposal *p)
{
	p->crews = arena_array(&cx->mem, struct lane_work, ask->n_crews + 1);
	for (size_t i = 0; i < ask->n_crews; i++) {
		const char *field = arena_print(&cx->mem, "crews[%zu]", i);
		int64_t shop_id = ask->crews[i].shop_id;
		struct vehicle vehicle;

		TRY(vehicle_get(cx, ask->crews[i].vehicle_id, &vehicle));
		for (size_t k = 0; k < shops->n && !shop_id; k++)
			if (shops->n == 1 || shops->at[k].shop_id == vehicle.place_id)
				shop_id = shops->at[k].shop_id;
		if (!shop_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.shop_id", field), "%s 不属于要排车的任何一家店，请选它给哪家店送", "%s is at home at none of these shops; say whose goods it takes",
				    vehicle.plate);
		if (shop_id != p->shop.place_id)
			continue;
		TRY(proposal_crew(cx, &p->shop, &ask->crews[i], field, &p->crews[p->n_crews]));
		p->crews[p->n_crews].crew = p->n_crews;
		TRY(put_hours(cx, p, &p->crews[p->n_crews++]));
	}
	return ERR_OK;
}

/* --- Which offers ------------------------------------------------------------------- */

static enum err add_offer(struct ctx *cx, struct shop_works *w, const struct offer *offer)
{
	struct shop_work *shop = NULL;

	for (size_t i = 0; i < w->n && !shop; i++)
		if (w->at[i].shop_id == offer->shop_id)
			shop = &w->at[i];
	if (!shop) {
		if (w->n == SHOPS_MAX)
			return fail(cx, ERR_TOO_LARGE, "shop_id", "一次最多排 %d 家店，请分店排", "at most %d shops at once; plan shop by shop", SHOPS_MAX);
		shop = &arena_push(&cx->mem, w->at, w->n, w->room);
		*shop = (struct shop_work){ .shop_id = offer->shop_id };
	}
	arena_push(&cx->mem, shop->offers, shop->n, shop->room) = *offer;
	return ERR_OK;
}

static enum err one_offer(struct ctx *cx, const struct trip_ask *ask, struct shop_works *w, int64_t *ret_day)
{
	struct place shop;
	struct offer offer;

	TRY(offer_get(cx, ask->offer_id, &offer));
	TRY(place_need(cx, PERM_TRIP_EDIT, offer.shop_id, &shop));
	if (offer.cut_off_ms > cx->now_ms && offer.stage == OFFER_OPEN)
		return fail(cx, ERR_BAD_STATE, "offer_id", "“%s”还在接单，截止以后再排车", "\"%s\" still takes orders; plan trips after its cut-off", offer.name);
	*ret_day = civil_day_of(ask->depart_ms ? ask->depart_ms : offer.deliver_from_ms > cx->now_ms ? offer.deliver_from_ms : cx->now_ms);
	return add_offer(cx, w, &offer);
}

/* Every offer past its cut-off that is due by the day and has orders waiting. */
static enum err all_offers(struct ctx *cx, const struct trip_ask *ask, int64_t day, struct shop_works *w)
{
	const int64_t end = (day + 1) * DAY_MS - CHINA_OFFSET_MS;
	struct delivery_waiting_row *rows;
	struct offer *offers;
	struct place shop;
	size_t n, waiting;

	if (ask->shop_id)
		TRY(place_need(cx, PERM_TRIP_EDIT, ask->shop_id, &shop));
	TRY(offer_list(cx, &(struct offer_filter){ .shop_id = ask->shop_id, .stage = OFFER_SHUT, .limit = OFFERS_MAX }, &offers, &n));
	for (size_t i = 0; i < n; i++) {
		if (offers[i].deliver_from_ms >= end || !ctx_may(cx, PERM_TRIP_EDIT, offers[i].shop_path))
			continue;
		TRY(delivery_waiting(cx, (struct delivery_waiting_in){ .district_id = cx->district_id, .offer_id = offers[i].offer_id, .limit = 1 }, &rows, &waiting, 1));
		if (waiting)
			TRY(add_offer(cx, w, &offers[i]));
	}
	return ERR_OK;
}

static enum err load_shops(struct ctx *cx, const struct trip_ask *ask, struct shop_works *w, int64_t *ret_day)
{
	*w = (struct shop_works){ 0 };
	TRY(check_crews(cx, ask));
	*ret_day = ask->depart_ms ? civil_day_of(ask->depart_ms) : civil_day_of(cx->now_ms);
	if (ask->offer_id)
		TRY(one_offer(cx, ask, w, ret_day));
	if (ask->day)
		*ret_day = ask->day;
	if (*ret_day < civil_day_of(cx->now_ms) - 1 || *ret_day > civil_day_of(cx->now_ms) + 14)
		return fail(cx, ERR_BAD_INPUT, "day", "日期须在昨天至 14 天之内", "the day must lie between yesterday and two weeks from now");
	if (!ask->offer_id)
		TRY(all_offers(cx, ask, *ret_day, w));
	if (ask->again && (ask->offer_id || !ask->shop_id))
		return fail(cx, ERR_BAD_INPUT, "shop_id", "重新排车请选一家店", "choose one shop to plan its day anew");
	if (ask->again && !w->n)
		arena_push(&cx->mem, w->at, w->n, w->room) = (struct shop_work){ .shop_id = ask->shop_id };
	return ERR_OK;
}

/* The stops of a trip that is given out anew: their orders wait beside those that wait anyway. */
static enum err load_freed(struct ctx *cx, struct proposal *p, const struct trip *t)
{
	struct delivery_freed_row *rows;
	size_t n;

	TRY(delivery_freed(cx, (struct delivery_freed_in){ .district_id = cx->district_id, .trip_id = t->trip_id, .limit = GRIDS_MAX }, &rows, &n, GRIDS_MAX));
	for (size_t i = 0; i < n; i++) {
		struct wanted_stop *s;
		struct offer offer;
		bool known = false;

		TRY(offer_get(cx, rows[i].offer_id, &offer));
		TRY(stop_of(cx, p, &offer, rows[i].grid_id, &s));
		for (size_t k = 0; k < s->n_parts; k++)
			known |= s->parts[k].offer_id == rows[i].offer_id && s->parts[k].grid_id == rows[i].grid_id;
		if (!known)
			arena_push(&cx->mem, s->parts, s->n_parts, s->parts_room) = (struct stop_part){ rows[i].offer_id, rows[i].grid_id };
		s->orders += rows[i].orders;
		s->cold |= rows[i].cold > 0;
		s->locked |= rows[i].locked > 0;
		s->former_trip_id = t->trip_id;
		s->former_seat = rows[i].seat;
		s->former_plate = t->plate;
		s->former_ms = rows[i].plan_ms;
		if (rows[i].by_ms && (!s->by_ms || rows[i].by_ms < s->by_ms))
			s->by_ms = rows[i].by_ms;
		for (size_t k = 0; k < p->n_crews; k++)
			if (p->crews[k].vehicle.vehicle_id == t->vehicle_id)
				s->former = (int)k;
		proposal_forget(p, s);
	}
	return ERR_OK;
}

/* --- One shop ------------------------------------------------------------------------- */

/* All that the plan follows from, so that a change in between is seen. */
static const char *input_of(struct ctx *cx, const struct proposal *p)
{
	struct buf b = BUF(&cx->mem);

	buf_print(&b, "%lld %lld %lld", (long long)p->shop.place_id, (long long)p->day, (long long)p->depart_ms);
	for (size_t i = 0; i < p->n_stops; i++) {
		const struct wanted_stop *s = &p->stops[i];

		buf_print(&b, "\n%lld %lld %lld %d %d %lld %d", (long long)s->place_id, (long long)s->orders, (long long)s->by_ms, s->cold, s->former,
			  (long long)s->former_trip_id, s->locked);
		for (size_t k = 0; k < s->n_parts; k++)
			buf_print(&b, " %lld/%lld", (long long)s->parts[k].offer_id, (long long)s->parts[k].grid_id);
		for (size_t k = 0; k < s->n_users; k++)
			buf_print(&b, " u%lld", (long long)s->users[k].vehicle_id);
	}
	for (size_t i = 0; i < p->n_freed; i++)
		buf_print(&b, "\nt%lld %lld", (long long)p->freed[i].trip_id, (long long)p->freed[i].version);
	for (size_t i = 0; i < p->n_crews; i++) {
		const struct lane_work *l = &p->crews[i];

		buf_print(&b, "\nv%lld d%lld %lld %lld %lld %s %s %lld", (long long)l->vehicle.vehicle_id, (long long)l->driver.driver_id, (long long)l->vehicle.parcels,
			  (long long)l->from_ms, (long long)l->until_ms, l->path, l->driver_path, (long long)l->trips);
	}
	return buf_get(&b);
}

static enum err load_shop(struct ctx *cx, const struct trip_ask *ask, const struct shop_works *shops, size_t i, int64_t day, int64_t now_ms, struct proposal *p)
{
	struct wanted_stop **stops;

	*p = (struct proposal){ .offers = shops->at[i].offers, .n_offers = shops->at[i].n, .day = day, .depart_ms = ask->depart_ms, .now_ms = now_ms };
	TRY(place_get(cx, shops->at[i].shop_id, &p->shop));
	TRY(place_point(cx, shops->at[i].shop_id, &p->depot));
	if (ask->again)
		TRY(proposal_free(cx, ask, p));
	TRY(load_crews(cx, ask, shops, p));
	TRY(load_stops(cx, p));
	for (size_t k = 0; k < p->n_freed; k++)
		TRY(load_freed(cx, p, &p->freed[k]));
	stops = arena_array(&cx->mem, struct wanted_stop *, p->n_stops + 1);
	for (size_t k = 0; k < p->n_stops; k++)
		stops[k] = &p->stops[k];
	return proposal_ways(cx, p, stops, p->n_stops);
}

/* Vehicles of the shops before, which the plan's fleet rule counts in the same village. */
struct beside { int64_t unit_id; struct fleet_user user; };
struct besides { struct beside *at; size_t n, room; };

static void count_in(struct ctx *cx, struct proposal *p, const struct besides *b)
{
	for (size_t i = 0; i < p->n_stops; i++) {
		struct wanted_stop *s = &p->stops[i];
		struct fleet_user *users = arena_array(&cx->mem, struct fleet_user, s->n_users + b->n + 1);

		for (size_t k = 0; k < s->n_users; k++)
			users[k] = s->users[k];
		for (size_t k = 0; k < b->n; k++)
			if (s->fleet.rule && b->at[k].unit_id == s->fleet.unit_id)
				users[s->n_users++] = b->at[k].user;
		s->users = users;
	}
}

static void remember(struct ctx *cx, const struct proposal *p, const struct run_orders *runs, struct besides *b)
{
	for (size_t r = 0; r < runs->n; r++)
		for (size_t i = 0; i < runs->at[r].n; i++) {
			const struct wanted_stop *s = &p->stops[runs->at[r].stops[i]];
			const struct lane_work *l = &p->crews[runs->at[r].crew];

			if (s->fleet.rule)
				arena_push(&cx->mem, b->at, b->n, b->room) = (struct beside){ s->fleet.unit_id,
					{ l->vehicle.vehicle_id, l->driver.driver_id, l->vehicle.plate, l->driver.name } };
		}
}

static void solve_shop(struct ctx *cx, struct proposal *p, struct besides *besides, struct shop_answer *a)
{
	struct solved solved = { 0 };

	a->input = input_of(cx, p);
	count_in(cx, p, besides);
	proposal_admit(cx, p);
	if (p->n_crews)
		proposal_solve(cx, p, &a->runs, &solved);
	remember(cx, p, &a->runs, besides);
	a->shop_id = p->shop.place_id;
	a->zh = arena_array(&cx->mem, const char *, p->n_stops + 1);
	a->en = arena_array(&cx->mem, const char *, p->n_stops + 1);
	for (size_t i = 0; i < p->n_stops; i++)
		a->zh[i] = p->stops[i].zh, a->en[i] = p->stops[i].en;
}

enum err trip_prepare(struct ctx *cx, const struct trip_ask *ask, struct trip_answer **ret)
{
	struct trip_answer *answer = arena_new(&cx->mem, sizeof *answer);
	struct besides besides = { 0 };
	struct shop_works shops;
	struct proposal p;
	int64_t day;

	answer->now_ms = ask->asked_ms ? ask->asked_ms : cx->now_ms;
	TRY(load_shops(cx, ask, &shops, &day));
	for (size_t i = 0; i < shops.n; i++) {
		TRY(load_shop(cx, ask, &shops, i, day, answer->now_ms, &p));
		solve_shop(cx, &p, &besides, &arena_push(&cx->mem, answer->shops, answer->n, answer->room));
	}
	*ret = answer;
	return ERR_OK;
}

static int64_t orders_times_wait(const struct lane_work *l, int64_t *ret_trouble)
{
	int64_t sum = 0;

	*ret_trouble = 0;
	for (size_t i = 0; i < l->n_stops; i++) {
		const struct wanted_stop *s = l->stops[i];

		sum += s->orders * (s->plan_ms - l->from_ms);
		*ret_trouble += (s->window_until_ms && s->plan_ms >= s->window_until_ms) + (s->by_ms && s->plan_ms > s->by_ms);
	}
	return sum;
}

static void turn_round(struct lane_work *l)
{
	for (size_t i = 0, k = l->n_stops; i + 1 < k; i++) {
		struct wanted_stop *s = l->stops[i];

		l->stops[i] = l->stops[--k];
		l->stops[k] = s;
	}
}

/* The same round the other way, where that is as short and people have their goods earlier. */
static void best_way_round(const struct proposal *p, struct lane_work *l)
{
	int64_t trouble, other_trouble, sum, metres, back;

	proposal_times(p, l);
	sum = orders_times_wait(l, &trouble);
	metres = l->metres;
	back = l->back_ms;
	turn_round(l);
	proposal_times(p, l);
	if (l->metres <= metres && l->back_ms <= back && orders_times_wait(l, &other_trouble) < sum && other_trouble <= trouble)
		return;
	turn_round(l);
	proposal_times(p, l);
}

/* Runs of crews in the order they are shown: the first of every crew, empty ones too, then the others. */
static void apply(struct ctx *cx, struct proposal *p, const struct shop_answer *a)
{
	int64_t *free_ms = arena_array(&cx->mem, int64_t, p->n_crews + 1);

	p->lanes = arena_array(&cx->mem, struct lane_work, p->n_crews + a->runs.n + 1);
	p->n_lanes = p->n_crews;
	for (size_t k = 0; k < p->n_crews; k++)
		p->lanes[k] = p->crews[k];
	for (size_t r = 0; r < a->runs.n; r++) {
		const struct run_order *run = &a->runs.at[r];
		struct lane_work *l = &p->lanes[run->crew];

		if (l->n_stops) {
			l = &p->lanes[p->n_lanes++];
			*l = p->crews[run->crew];
			l->from_ms = free_ms[run->crew];
			l->exact = false;
		}
		for (size_t i = 0; i < run->n; i++) {
			struct wanted_stop *s = &p->stops[run->stops[i]];

			s->lane = (int)(l - p->lanes);
			arena_push(&cx->mem, l->stops, l->n_stops, l->stops_room) = s;
			l->parcels += s->orders;
		}
		best_way_round(p, l);
		free_ms[run->crew] = l->back_ms + REFILL_MS;
	}
	for (size_t i = 0; i < p->n_stops; i++)
		p->stops[i].zh = a->zh[i], p->stops[i].en = a->en[i];
}

/* What the gates of the first stop's plan ask of the crew and is not there yet. */
static enum err add_lacks(struct ctx *cx, const struct lane_work *l, struct trip_lane *lane)
{
	struct ready_lacks lacks = { 0 };
	struct delivery_rules rules;

	if (!l->n_stops || !l->stops[0]->n_parts)
		return ERR_OK;
	TRY(delivery_rules_of(cx, l->stops[0]->parts[0].grid_id, &rules));
	TRY(delivery_gate_lacks(cx, &rules, l->vehicle.vehicle_id, l->driver.driver_id, &lacks));
	lane->lacks = lacks.at;
	lane->n_lacks = lacks.n;
	return ERR_OK;
}

struct showing { struct trip_proposal *ret; struct buf digest; size_t lanes_room, left_room, shops_room; };

/* What is on board is unloaded by the shop: who may not do that can look at the plan and not keep it. */
static void say_hinder(struct ctx *cx, const struct proposal *p, struct trip_proposal *ret)
{
	for (size_t i = 0; i < p->n_freed && !ctx_may(cx, PERM_ORDER_FILL, p->shop.path); i++)
		for (size_t k = 0; k < p->freed[i].n_stops; k++)
			if (!ret->hinder_zh && (text_equal(p->freed[i].states[k].state, "loaded") || text_equal(p->freed[i].states[k].state, "rolling"))) {
				ret->hinder_zh = arena_print(&cx->mem, "%s 车上有货，要由“%s”卸下来：您可以看排法，请店里按“重新排车”改", p->freed[i].plate, p->shop.name);
				ret->hinder_en = arena_print(&cx->mem, "%s carries goods that %s has to unload: you can look at this plan; the shop keeps it by planning anew",
							     p->freed[i].plate, p->shop.name);
			}
}

static enum err show_shop(struct ctx *cx, const struct trip_ask *ask, struct proposal *p, struct showing *w)
{
	struct trip_proposal *ret = w->ret;
	const struct trip_price price = proposal_price(p->lanes, p->n_lanes);

	say_hinder(cx, p, ret);
	arena_push(&cx->mem, ret->shops, ret->n_shops, w->shops_room) = (struct trip_shop){ p->shop.place_id, p->depot.lon_e7, p->depot.lat_e7, p->shop.name };
	if (ask->keep)
		TRY(proposal_release(cx, ask, p));
	for (size_t i = 0; i < p->n_freed; i++)
		ret->was_metres += p->freed[i].metres;
	for (size_t i = 0; i < p->n_lanes; i++) {
		struct lane_work *l = &p->lanes[i];
		struct trip_lane *lane;

		if (ask->keep && l->n_stops && !l->trip_id)
			TRY(proposal_keep(cx, p, l));
		lane = &arena_push(&cx->mem, ret->lanes, ret->n_lanes, w->lanes_room);
		*lane = proposal_lane(cx, l);
		lane->shop_id = p->shop.place_id;
		TRY(add_lacks(cx, l, lane));
		for (size_t k = 0; k < l->n_stops; k++)
			ret->moved += l->stops[k]->former_trip_id && l->stops[k]->former != (int)l->crew;
	}
	for (size_t i = 0; i < p->n_stops; i++) {
		const struct wanted_stop *s = &p->stops[i];

		if (s->lane < 0)
			arena_push(&cx->mem, ret->left, ret->n_left, w->left_room) = (struct trip_left){ s->place_id, s->orders, s->orders, s->lon_e7, s->lat_e7, s->name,
				s->zh ? s->zh : "这家店没有选车", s->en ? s->en : "no vehicle was chosen for this shop" };
	}
	ret->price.vehicles_fen += price.vehicles_fen;
	ret->price.way_fen += price.way_fen;
	ret->price.time_fen += price.time_fen;
	ret->price.metres += price.metres;
	ret->price.seconds += price.seconds;
	ret->ways_zh = p->how.zh;
	ret->ways_en = p->how.en;
	return ERR_OK;
}

static const char *digest_of(struct ctx *cx, const struct trip_answer *a)
{
	struct buf b = BUF(&cx->mem);
	struct hash hash;
	char *hex = arena_new(&cx->mem, SHA256_HEX);

	for (size_t i = 0; i < a->n; i++) {
		buf_print(&b, "%s", a->shops[i].input);
		for (size_t r = 0; r < a->shops[i].runs.n; r++) {
			buf_print(&b, "\nr%zu", a->shops[i].runs.at[r].crew);
			for (size_t k = 0; k < a->shops[i].runs.at[r].n; k++)
				buf_print(&b, " %zu", a->shops[i].runs.at[r].stops[k]);
		}
	}
	hash = sha256(buf_get(&b), b.n);
	return hash_write(&hash, hex);
}

static enum err changed(struct ctx *cx)
{
	return fail(cx, ERR_STALE, "digest", "等着送的单子、车或驾驶员刚有变动，请重新看一次排法", "orders, vehicles or drivers have just changed; look at the plan again");
}

enum err trip_propose(struct ctx *cx, const struct trip_ask *ask, struct trip_proposal *ret)
{
	struct trip_answer *answer = ask->answer;
	struct showing w = { .ret = ret };
	struct shop_works shops;
	struct proposal *p;
	size_t stops = 0;
	int64_t day;

	if (!answer)
		TRY(trip_prepare(cx, ask, &answer));
	TRY(load_shops(cx, ask, &shops, &day));
	*ret = (struct trip_proposal){ .asked_ms = answer->now_ms, .digest = digest_of(cx, answer), .ways_zh = "", .ways_en = "" };
	if (shops.n != answer->n || (ask->digest && ask->digest[0] && !text_equal(ask->digest, ret->digest)))
		return changed(cx);
	p = arena_array(&cx->mem, struct proposal, shops.n + 1);
	for (size_t i = 0; i < shops.n; i++) {                   /* all of them, before the first trip is made */
		TRY(load_shop(cx, ask, &shops, i, day, answer->now_ms, &p[i]));
		if (!text_equal(answer->shops[i].input, input_of(cx, &p[i])))
			return changed(cx);
		stops += p[i].n_stops;
	}
	if (!stops)
		return fail(cx, ERR_BAD_STATE, ask->offer_id ? "offer_id" : "day", "没有等着送的订单：都已排车、没付款或没有人订",
			    "no order waits to be brought: all are on trips, unpaid, or nobody ordered");
	for (size_t i = 0; i < shops.n; i++) {
		apply(cx, &p[i], &answer->shops[i]);
		TRY(show_shop(cx, ask, &p[i], &w));
	}
	return ERR_OK;
}
