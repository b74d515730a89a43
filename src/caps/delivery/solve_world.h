/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_SOLVE_WORLD_H
#define CAPS_DELIVERY_SOLVE_WORLD_H
/* Days drawn by chance, without a store: for the test and the benchmark of trips.  Tests only. */
#include "base/civil.h"
#include "caps/delivery/propose.h"
#include "seeded.h"

enum { DRAWN_DAY = 20000, DRAWN_VILLAGES = 20 };

/* A fleet rule as plans write it: one vehicle for each village. */
static const struct plan_fleet one_vehicle = { .vehicles = 1 };

static inline int64_t drawn(struct seeded *s, int64_t from, int64_t until) { return from + seeded_below(s, until - from + 1); }
static inline int64_t clock_ms(int64_t minutes) { return (int64_t)DRAWN_DAY * DAY_MS - CHINA_OFFSET_MS + minutes * 60000; }

static inline void draw_stop(struct arena *mem, struct seeded *s, int64_t i, struct wanted_stop *w)
{
	const int64_t village = drawn(s, 1, DRAWN_VILLAGES), kind = drawn(s, 0, 9);
	struct day_window *windows = arena_array(mem, struct day_window, 2);

	*w = (struct wanted_stop){ .place_id = i + 1, .orders = drawn(s, 1, 30), .lon_e7 = 1203000000 + drawn(s, -1500000, 1500000),
		.lat_e7 = 303000000 + drawn(s, -1000000, 1000000), .name = arena_print(mem, "站%lld", (long long)i), .vehicle = "",
		.path = arena_print(mem, "/%lld/%lld/", (long long)village, (long long)i + 100), .lane = -1, .former = -1, .windows = windows,
		.cold = drawn(s, 0, 9) == 0, .by_ms = drawn(s, 0, 4) ? 0 : clock_ms(drawn(s, 10 * 60, 20 * 60)) };
	if (kind < 6)
		windows[w->n_windows++] = (struct day_window){ .from_ms = clock_ms(690), .until_ms = clock_ms(780) };
	if (kind < 8)
		windows[w->n_windows++] = (struct day_window){ .from_ms = clock_ms(1170), .until_ms = clock_ms(1290) };
	if (village <= 3) {                      /* closed: one vehicle only */
		w->fleet = (struct fleet_rule){ .rule = &one_vehicle, .unit_id = village, .unit = "村", .path = arena_print(mem, "/%lld/", (long long)village) };
		w->users = arena_array(mem, struct fleet_user, 1);
	}
}

static inline void draw_crew(struct arena *mem, struct seeded *s, size_t k, struct lane_work *l)
{
	const int64_t tied = drawn(s, 0, 3);

	*l = (struct lane_work){ .vehicle = { .vehicle_id = (int64_t)k + 1, .parcels = drawn(s, 0, 9) ? drawn(s, 60, 300) : 0, .cold = drawn(s, 0, 3) == 0,
		.plate = arena_print(mem, "浙A%05zu", k) }, .driver = { .driver_id = (int64_t)k + 1, .name = "司机" }, .path = "/", .driver_path = "/",
		.from_ms = clock_ms(drawn(s, 8 * 60, 10 * 60)), .until_ms = clock_ms(drawn(s, 21 * 60, 24 * 60)), .trips = drawn(s, 1, 3), .crew = k };
	if (!tied)
		l->path = arena_print(mem, "/%lld/", (long long)drawn(s, 1, DRAWN_VILLAGES));
}

static inline struct proposal drawn_day(struct ctx *cx, uint64_t seed, size_t n_stops, size_t n_crews)
{
	struct seeded s = { seed };
	struct proposal p = { .day = DRAWN_DAY, .now_ms = clock_ms(8 * 60), .shop = { .place_id = 1000000, .path = "/" },
		.depot = { .lon_e7 = 1203000000, .lat_e7 = 303000000 }, .n_stops = n_stops, .n_crews = n_crews };
	struct wanted_stop **stops = arena_array(&cx->mem, struct wanted_stop *, n_stops + 1);

	p.stops = arena_array(&cx->mem, struct wanted_stop, n_stops + 1);
	p.crews = arena_array(&cx->mem, struct lane_work, n_crews + 1);
	for (size_t i = 0; i < n_stops; i++) {
		draw_stop(&cx->mem, &s, (int64_t)i, &p.stops[i]);
		stops[i] = &p.stops[i];
	}
	for (size_t k = 0; k < n_crews; k++)
		draw_crew(&cx->mem, &s, k, &p.crews[k]);
	if (proposal_ways(cx, &p, stops, n_stops))
		p.n_stops = 0;
	return p;
}
#endif
