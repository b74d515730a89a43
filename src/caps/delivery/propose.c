/* SPDX-License-Identifier: Apache-2.0 */
/* Trips from the orders of an offer: stops are the places where grids take their
 * goods; a vehicle tied to an area (closed loop) takes the stops there, what is
 * left is cut out of one round trip; each vehicle's stops are ordered by
 * engine/route.  Nothing is guessed into place: what nobody may bring is listed
 * with its reason (S3.8, D8.2, D5.6). */
#include "caps/delivery/propose.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/delivery/fleet.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "delivery.sql.h"
#include "engine/geo.h"
#include "engine/route.h"
#include <string.h>

enum { GRIDS_MAX = 5000 };

/* Whether a text names the plate, whatever dots and blanks are in it. */
static bool names_plate(const char *text, const char *plate)
{
	for (; *text; text++) {
		const char *a = text, *b = plate;

		while (*a && *b) {
			if (!strncmp(a, "·", 2))
				a += 2;
			else if (*a == ' ')
				a++;
			else if (*a++ != *b++)
				break;
			if (!*b)
				return true;
		}
	}
	return false;
}

static enum err load_stop(struct ctx *cx, struct proposal *p, const struct delivery_waiting_row *r)
{
	struct delivery_rules rules;
	struct day_window *windows;
	struct wanted_stop *s = NULL;
	struct place_point point;
	struct place place;
	int64_t place_id;
	size_t n;

	TRY(delivery_rules_of(cx, r->grid_id, &rules));
	place_id = delivery_stop_place(&rules, r->grid_id);
	for (size_t i = 0; i < p->n_stops && !s; i++)
		if (p->stops[i].place_id == place_id)
			s = &p->stops[i];
	if (!s) {
		TRY(place_get(cx, place_id, &place));
		TRY(place_point(cx, place_id, &point));
		s = &arena_push(&cx->mem, p->stops, p->n_stops, p->stops_room);
		*s = (struct wanted_stop){ .place_id = place_id, .name = place.name, .path = place.path, .lon_e7 = point.lon_e7, .lat_e7 = point.lat_e7,
			.vehicle = rules.vehicle, .lane = -1 };
		TRY(delivery_grid_windows(cx, &rules, p->day, &windows, &n));
		for (size_t i = 0; i < n && !s->window_until_ms; i++)       /* the next one that is not over */
			if (windows[i].until_ms > cx->now_ms || i + 1 == n)
				s->window_from_ms = windows[i].from_ms, s->window_until_ms = windows[i].until_ms;
		if (!n)                                 /* no plan says when: what the offer promised */
			s->window_from_ms = p->offer.deliver_from_ms, s->window_until_ms = p->offer.deliver_until_ms;
	}
	if (!s->fleet.rule)
		TRY(proposal_fleet(cx, &rules, p->day, r->grid_id, s));
	arena_push(&cx->mem, s->grids, s->n_grids, s->grids_room) = r->grid_id;
	s->orders += r->orders;
	if (r->by_ms && (!s->by_ms || r->by_ms < s->by_ms))
		s->by_ms = r->by_ms;
	return ERR_OK;
}

static enum err load_stops(struct ctx *cx, struct proposal *p, int64_t offer_id)
{
	struct delivery_waiting_row *rows;
	size_t n;

	TRY(delivery_waiting(cx, (struct delivery_waiting_in){ .district_id = cx->district_id, .offer_id = offer_id, .limit = GRIDS_MAX }, &rows, &n, GRIDS_MAX));
	for (size_t i = 0; i < n; i++)
		TRY(load_stop(cx, p, &rows[i]));
	return n ? ERR_OK : fail(cx, ERR_BAD_STATE, "offer_id", "这个团购没有等着送的订单：都已排车、没付款或没有人订", "no order of this offer waits to be brought: all are on trips, unpaid, or nobody ordered");
}

static enum err load_crew(struct ctx *cx, struct proposal *p, const struct trip_crew *crew, size_t i)
{
	struct party_account account;
	struct lane_work *lane = &p->lanes[p->n_lanes++];
	struct party_held held;
	struct place area;

	TRY(vehicle_get(cx, crew->vehicle_id, &lane->vehicle));
	TRY(driver_get(cx, crew->driver_id, &lane->driver));
	TRY(party_account_get(cx, crew->driver_id, &account));
	TRY(party_holds(cx, crew->driver_id, PERM_TRIP_DRIVE, p->shop.path, &held));
	if (held.how == PARTY_HOLDS_NOT)
		return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "crews[%zu].driver_id", i), "%s没有“%s”的出车权限，请先授权", "%s may not drive for \"%s\" yet; grant it first",
			    account.name, p->shop.name);
	for (size_t k = 0; k + 1 < p->n_lanes; k++)
		if (p->lanes[k].vehicle.vehicle_id == crew->vehicle_id || p->lanes[k].driver.driver_id == crew->driver_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "crews[%zu]", i), "同一辆车或同一位驾驶员写了两次", "a vehicle or driver is named twice");
	lane->path = lane->driver_path = "/";
	if (lane->vehicle.area_id) {
		TRY(place_get(cx, lane->vehicle.area_id, &area));
		lane->path = area.path;
	}
	if (lane->driver.area_id) {
		TRY(place_get(cx, lane->driver.area_id, &area));
		lane->driver_path = area.path;
	}
	return ERR_OK;
}

bool proposal_reaches(const struct lane_work *lane, const char *path)
{
	return !strncmp(path, lane->path, strlen(lane->path)) && !strncmp(path, lane->driver_path, strlen(lane->driver_path));
}

enum err proposal_fleet(struct ctx *cx, const struct delivery_rules *rules, int64_t day, int64_t grid_id, struct wanted_stop *s)
{
	TRY(delivery_fleet_rule(cx, rules, grid_id, &s->fleet));
	return s->fleet.rule ? delivery_fleet_users(cx, &s->fleet, day, &s->users, &s->n_users) : ERR_OK;
}

struct fleet_refusal proposal_refusal(struct ctx *cx, const struct proposal *p, const struct lane_work *lane, const struct wanted_stop *s)
{
	const struct fleet_crew crew = { lane->vehicle.vehicle_id, lane->driver.driver_id, lane->vehicle.plate, lane->driver.name, lane->path };
	struct fleet_user *users;
	size_t n = s->n_users;

	if (!s->fleet.rule)
		return (struct fleet_refusal){ 0 };
	users = arena_array(&cx->mem, struct fleet_user, n + p->n_lanes + 1);
	for (size_t i = 0; i < n; i++)
		users[i] = s->users[i];
	for (size_t k = 0; k < p->n_lanes; k++)
		for (size_t i = 0; i < p->lanes[k].n_stops; i++)
			if (p->lanes[k].stops[i]->fleet.unit_id == s->fleet.unit_id) {
				users[n++] = (struct fleet_user){ p->lanes[k].vehicle.vehicle_id, p->lanes[k].driver.driver_id, p->lanes[k].vehicle.plate,
					p->lanes[k].driver.name };
				break;
			}
	return delivery_fleet_refusal(cx, &s->fleet, &crew, users, n);
}

static bool room_for(const struct lane_work *lane, const struct wanted_stop *s)
{
	return lane->n_stops < TRIP_STOPS_MAX && (!lane->vehicle.parcels || lane->parcels + s->orders <= lane->vehicle.parcels);
}

static void board(struct ctx *cx, struct proposal *p, size_t lane, struct wanted_stop *s)
{
	struct lane_work *l = &p->lanes[lane];

	s->lane = (int)lane;
	arena_push(&cx->mem, l->stops, l->n_stops, l->stops_room) = s;
	l->parcels += s->orders;
}

/* The vehicle named for the grid first, then the smallest area that holds the stop, then the emptiest. */
static void board_tied(struct ctx *cx, struct proposal *p)
{
	for (size_t i = 0; i < p->n_stops; i++) {
		struct wanted_stop *s = &p->stops[i];
		int best = -1;

		for (size_t k = 0; k < p->n_lanes; k++) {
			const struct lane_work *l = &p->lanes[k], *b = best < 0 ? NULL : &p->lanes[best];
			bool named = names_plate(s->vehicle, l->vehicle.plate), b_named = b && names_plate(s->vehicle, b->vehicle.plate);

			if ((!l->vehicle.area_id && !named) || !proposal_reaches(l, s->path) || !room_for(l, s) || proposal_refusal(cx, p, l, s).zh)
				continue;
			if (!b || named > b_named || (named == b_named && (strlen(l->path) > strlen(b->path) ||
			    (strlen(l->path) == strlen(b->path) && l->parcels < b->parcels))))
				best = (int)k;
		}
		if (best >= 0)
			board(cx, p, (size_t)best, s);
	}
}

static struct geo_point at(int64_t lon_e7, int64_t lat_e7)
{
	return geo_point((double)lon_e7 / 1e7, (double)lat_e7 / 1e7);
}

void proposal_route(struct ctx *cx, const struct proposal *p, struct wanted_stop **stops, size_t n)
{
	struct geo_point *points = arena_array(&cx->mem, struct geo_point, n + 1);
	int32_t *metres = arena_array(&cx->mem, int32_t, (n + 1) * (n + 1));
	struct wanted_stop **old = arena_array(&cx->mem, struct wanted_stop *, n + 1);
	int *order = arena_array(&cx->mem, int, n + 1);

	points[0] = at(p->depot.lon_e7, p->depot.lat_e7);
	for (size_t i = 0; i < n; i++)
		points[i + 1] = at(stops[i]->lon_e7, stops[i]->lat_e7);
	for (size_t i = 0; i <= n; i++)
		for (size_t k = 0; k <= n; k++)
			metres[i * (n + 1) + k] = geo_metres(&points[i], &points[k]);
	route_order(&cx->mem, &(struct route_map){ metres, n, true }, order);
	memcpy(old, stops, n * sizeof *stops);
	for (size_t i = 0; i < n; i++)
		stops[i] = old[order[i] - 1];
}

/* One round trip over what is left (a hundred stops at a time), cut into even pieces for the vehicles that may go anywhere. */
static bool board_free(struct ctx *cx, struct proposal *p)
{
	struct wanted_stop *rest[ROUTE_STOPS_MAX];
	size_t n = 0, lanes = 0, lane = 0;
	int64_t parcels = 0, share;
	bool any = false;

	for (size_t i = 0; i < p->n_stops && n < ROUTE_STOPS_MAX; i++)
		if (p->stops[i].lane < 0)
			rest[n++] = &p->stops[i], parcels += p->stops[i].orders;
	for (size_t k = 0; k < p->n_lanes; k++)
		lanes += !p->lanes[k].vehicle.area_id;
	if (!n || !lanes)
		return false;
	proposal_route(cx, p, rest, n);
	share = (parcels + (int64_t)lanes - 1) / (int64_t)lanes;
	for (size_t i = 0; i < n; i++) {
		size_t tried = 0;

		for (; tried < p->n_lanes; tried++, lane = (lane + 1) % p->n_lanes)
			if (!p->lanes[lane].vehicle.area_id && proposal_reaches(&p->lanes[lane], rest[i]->path) && room_for(&p->lanes[lane], rest[i]) &&
			    !proposal_refusal(cx, p, &p->lanes[lane], rest[i]).zh)
				break;
		if (tried == p->n_lanes)
			continue;
		board(cx, p, lane, rest[i]);
		any = true;
		if (p->lanes[lane].parcels >= share)
			lane = (lane + 1) % p->n_lanes;
	}
	return any;
}

static struct trip_left left_of(struct ctx *cx, const struct proposal *p, const struct wanted_stop *s)
{
	struct trip_left left = { .place_id = s->place_id, .orders = s->orders, .parcels = s->orders, .place = s->name };
	struct fleet_refusal no = { 0 };
	bool reached = false, allowed = false;

	for (size_t k = 0; k < p->n_lanes; k++) {
		struct fleet_refusal why = proposal_refusal(cx, p, &p->lanes[k], s);

		if (!proposal_reaches(&p->lanes[k], s->path))
			continue;
		reached = true;
		allowed |= !why.zh;
		no = why.zh ? why : no;
	}
	if (reached && !allowed) {
		left.zh = no.zh;
		left.en = no.en;
	} else if (reached) {
		left.zh = arena_print(&cx->mem, "能去的车都装不下这 %lld 件，请加一辆或分两趟", (long long)s->orders);
		left.en = arena_print(&cx->mem, "no vehicle that may go there has room for %lld parcels; add one or go twice", (long long)s->orders);
	} else {
		left.zh = "没有准许去那里的车和驾驶员，请加一辆";
		left.en = "no vehicle with its driver may go there; add one";
	}
	return left;
}

/* How long a leg takes and a stop lasts: streets are longer than the straight line. */
enum { DETOUR_PERCENT = 130, METRES_A_MINUTE = 400, STOP_MS = 3 * 60 * 1000, PARCEL_MS = 6 * 1000 };

static int64_t drive_ms(int64_t metres) { return metres * 60000 / METRES_A_MINUTE; }

void proposal_times(struct proposal *p, struct lane_work *l)
{
	struct geo_point here = at(p->depot.lon_e7, p->depot.lat_e7), depot = here;
	int64_t now, metres;

	l->metres = 0;
	for (size_t i = 0; i < l->n_stops; i++) {
		struct geo_point there = at(l->stops[i]->lon_e7, l->stops[i]->lat_e7);

		l->stops[i]->metres = (int64_t)geo_metres(&here, &there) * DETOUR_PERCENT / 100;
		l->metres += l->stops[i]->metres;
		here = there;
	}
	metres = (int64_t)geo_metres(&here, &depot) * DETOUR_PERCENT / 100;
	l->metres += metres;
	l->depart_ms = p->depart_ms;
	if (!l->depart_ms && l->n_stops)
		l->depart_ms = (l->stops[0]->window_from_ms ? l->stops[0]->window_from_ms : p->offer.deliver_from_ms ? p->offer.deliver_from_ms : p->now_ms) -
			       drive_ms(l->stops[0]->metres);
	now = l->depart_ms;
	for (size_t i = 0; i < l->n_stops; i++) {
		struct wanted_stop *s = l->stops[i];

		now += drive_ms(s->metres);
		if (s->window_from_ms > now)
			now = s->window_from_ms;               /* he waits at the gate */
		s->plan_ms = now;
		now += STOP_MS + s->orders * PARCEL_MS;
	}
	l->back_ms = now + drive_ms(metres);
}

struct trip_lane proposal_lane(struct ctx *cx, const struct lane_work *l)
{
	struct trip_lane lane = { .trip_id = l->trip_id, .vehicle_id = l->vehicle.vehicle_id, .driver_id = l->driver.driver_id, .capacity = l->vehicle.parcels,
		.parcels = l->parcels, .metres = l->metres, .depart_ms = l->depart_ms, .back_ms = l->back_ms, .plate = l->vehicle.plate,
		.driver = l->driver.name, .n_stops = l->n_stops };

	lane.stops = arena_array(&cx->mem, struct lane_stop, l->n_stops + 1);
	for (size_t i = 0; i < l->n_stops; i++) {
		const struct wanted_stop *s = l->stops[i];

		lane.stops[i] = (struct lane_stop){ .stop_no = s->stop_no ? s->stop_no : (int64_t)i + 1, .place_id = s->place_id, .grid_id = s->n_grids ? s->grids[0] : 0,
			.doc_id = s->doc_id, .orders = s->orders, .parcels = s->orders, .plan_ms = s->plan_ms, .window_from_ms = s->window_from_ms,
			.window_until_ms = s->window_until_ms, .metres = s->metres, .by_ms = s->by_ms, .lon_e7 = s->lon_e7, .lat_e7 = s->lat_e7,
			.outside = s->window_until_ms && (s->plan_ms < s->window_from_ms || s->plan_ms >= s->window_until_ms),
			.late = s->by_ms && s->plan_ms > s->by_ms, .place = s->name };
		lane.orders += s->orders;
	}
	return lane;
}

static enum err check_ask(struct ctx *cx, const struct trip_ask *ask, struct proposal *p)
{
	TRY(offer_get(cx, ask->offer_id, &p->offer));
	TRY(place_need(cx, PERM_TRIP_EDIT, p->offer.shop_id, &p->shop));
	TRY(place_point(cx, p->offer.shop_id, &p->depot));
	if (p->offer.cut_off_ms > cx->now_ms && p->offer.stage == OFFER_OPEN)
		return fail(cx, ERR_BAD_STATE, "offer_id", "“%s”还在接单，截止以后再排车", "\"%s\" still takes orders; plan trips after its cut-off", p->offer.name);
	if (!ask->n_crews || ask->n_crews > 60)
		return fail(cx, ERR_BAD_INPUT, "crews", "请选 1 至 60 辆车，各配一位驾驶员", "choose 1 to 60 vehicles, each with its driver");
	if (ask->depart_ms && (ask->depart_ms < cx->now_ms - DAY_MS || ask->depart_ms > cx->now_ms + 14 * (int64_t)DAY_MS))
		return fail(cx, ERR_BAD_INPUT, "depart", "发车时间须在昨天至 14 天之内", "the departure must lie between yesterday and two weeks from now");
	p->now_ms = cx->now_ms;
	p->depart_ms = ask->depart_ms;
	p->day = civil_day_of(ask->depart_ms ? ask->depart_ms : p->offer.deliver_from_ms > cx->now_ms ? p->offer.deliver_from_ms : cx->now_ms);
	p->lanes = arena_array(&cx->mem, struct lane_work, ask->n_crews);
	return ERR_OK;
}

enum err trip_propose(struct ctx *cx, const struct trip_ask *ask, struct trip_proposal *ret)
{
	struct proposal p = { 0 };

	TRY(check_ask(cx, ask, &p));
	for (size_t i = 0; i < ask->n_crews; i++)
		TRY(load_crew(cx, &p, &ask->crews[i], i));
	TRY(load_stops(cx, &p, ask->offer_id));
	board_tied(cx, &p);
	while (board_free(cx, &p))
		continue;
	*ret = (struct trip_proposal){ .lanes = arena_array(&cx->mem, struct trip_lane, p.n_lanes + 1), .left = arena_array(&cx->mem, struct trip_left, p.n_stops + 1) };
	for (size_t i = 0; i < p.n_lanes; i++) {
		struct lane_work *l = &p.lanes[i];

		if (l->n_stops)
			proposal_route(cx, &p, l->stops, l->n_stops);
		proposal_times(&p, l);
		if (ask->keep && l->n_stops)
			TRY(proposal_keep(cx, &p, l));
		ret->lanes[ret->n_lanes++] = proposal_lane(cx, l);
	}
	for (size_t i = 0; i < p.n_stops; i++)
		if (p.stops[i].lane < 0)
			ret->left[ret->n_left++] = left_of(cx, &p, &p.stops[i]);
	return ERR_OK;
}
