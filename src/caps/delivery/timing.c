/* SPDX-License-Identifier: Apache-2.0 */
/* When a run is where: by the table of ways, waiting at gates that open later, and
 * leaving as late as it can without coming back later. */
#include "caps/delivery/propose.h"

/* How long a stop lasts: parking and paper, then every parcel is counted. */
enum { STOP_MS = 3 * 60 * 1000, PARCEL_MS = 6 * 1000, MINUTE_MS = 60000 };

int64_t stop_service_ms(const struct wanted_stop *s) { return STOP_MS + s->orders * PARCEL_MS; }

static int64_t way_ms(const struct proposal *p, size_t from, size_t to) { return p->seconds[from * p->n_points + to] * INT64_C(1000); }
static int64_t way(const struct proposal *p, size_t from, size_t to) { return p->metres[from * p->n_points + to]; }

/* The first window that is not over when it arrives; none: nothing waits, and the nearest one says how late it is. */
static const struct day_window *window_at(const struct wanted_stop *s, int64_t at_ms)
{
	for (size_t i = 0; i < s->n_windows; i++)
		if (at_ms < s->windows[i].until_ms)
			return &s->windows[i];
	return s->n_windows ? &s->windows[s->n_windows - 1] : NULL;
}

/* Drives it; returns by how much it may leave later without coming back later, missing a window or a promise. */
static int64_t drive(const struct proposal *p, struct lane_work *l)
{
	int64_t now = l->depart_ms, waited = 0, slack = INT64_MAX;
	size_t here = 0;

	l->metres = 0;
	for (size_t i = 0; i < l->n_stops; i++) {
		struct wanted_stop *s = l->stops[i];
		const struct day_window *w;

		now += way_ms(p, here, s->point);
		s->metres = way(p, here, s->point);
		l->metres += s->metres;
		here = s->point;
		w = window_at(s, now);
		s->window_from_ms = w ? w->from_ms : 0;
		s->window_until_ms = w ? w->until_ms : 0;
		if (w && now < w->from_ms) {
			waited += w->from_ms - now;              /* he waits at the gate */
			now = w->from_ms;
		}
		if (w && now < w->until_ms && waited + w->until_ms - 1 - now < slack)
			slack = waited + w->until_ms - 1 - now;
		if (s->by_ms >= now && waited + s->by_ms - now < slack)
			slack = waited + s->by_ms - now;
		s->plan_ms = now;
		now += stop_service_ms(s);
	}
	l->metres += way(p, here, 0);
	l->back_ms = now + way_ms(p, here, 0);
	return waited < slack ? waited : slack;
}

void proposal_times(const struct proposal *p, struct lane_work *l)
{
	int64_t later;

	l->depart_ms = l->from_ms;
	later = drive(p, l);
	if (l->exact || later < MINUTE_MS || !l->n_stops)
		return;
	l->depart_ms += later - later % MINUTE_MS;
	drive(p, l);
}

struct trip_lane proposal_lane(struct ctx *cx, const struct lane_work *l)
{
	struct trip_lane lane = { .trip_id = l->trip_id, .vehicle_id = l->vehicle.vehicle_id, .driver_id = l->driver.driver_id, .capacity = l->vehicle.parcels,
		.parcels = l->parcels, .metres = l->metres, .depart_ms = l->depart_ms, .back_ms = l->back_ms, .plate = l->vehicle.plate,
		.driver = l->driver.name, .n_stops = l->n_stops };

	lane.stops = arena_array(&cx->mem, struct lane_stop, l->n_stops + 1);
	for (size_t i = 0; i < l->n_stops; i++) {
		const struct wanted_stop *s = l->stops[i];

		lane.stops[i] = (struct lane_stop){ .stop_no = s->stop_no ? s->stop_no : (int64_t)i + 1, .place_id = s->place_id,
			.grid_id = s->n_parts ? s->parts[0].grid_id : 0, .doc_id = s->doc_id, .orders = s->orders, .parcels = s->orders,
			.plan_ms = s->plan_ms, .window_from_ms = s->window_from_ms, .window_until_ms = s->window_until_ms, .metres = s->metres,
			.by_ms = s->by_ms, .lon_e7 = s->lon_e7, .lat_e7 = s->lat_e7,
			.outside = s->window_until_ms && (s->plan_ms < s->window_from_ms || s->plan_ms >= s->window_until_ms),
			.late = s->by_ms && s->plan_ms > s->by_ms, .locked = s->locked, .cold = s->cold, .warm = s->cold && !l->vehicle.cold, .place = s->name, .former = s->former_plate ? s->former_plate : "", .former_ms = s->former_ms };
		lane.orders += s->orders;
	}
	return lane;
}

struct trip_price proposal_price(const struct lane_work *lanes, size_t n)
{
	struct trip_price price = { 0 };

	for (size_t i = 0; i < n; i++) {
		bool first = true;

		if (!lanes[i].n_stops)
			continue;
		for (size_t k = 0; k < i; k++)
			first &= !lanes[k].n_stops || lanes[k].vehicle.vehicle_id != lanes[i].vehicle.vehicle_id;
		price.vehicles_fen += first ? TRIP_VEHICLE_FEN : 0;
		price.metres += lanes[i].metres;
		price.seconds += (lanes[i].back_ms - lanes[i].depart_ms) / 1000;
	}
	price.way_fen = price.metres * TRIP_KM_FEN / 1000;
	price.time_fen = price.seconds * TRIP_HOUR_FEN / 3600;
	return price;
}
