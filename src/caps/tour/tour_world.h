/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_TOUR_WORLD_H
#define CAPS_TOUR_WORLD_H
#include "base/text.h"
#include "caps/delivery/fleet.h"
#include "caps/dispatch/dispatch_world.h"
#include "caps/plan/plan_active.h"
#include "caps/tour/tour.h"

/* A world with dispatch orders out of one warehouse, three vehicles and their drivers.  Tests only. */
enum { UNITS = 12 };
struct touring {
	struct docs d;
	int64_t unit[UNITS], order[UNITS], vehicle[3], driver[3], day;
	size_t n;
	const struct actor *planner_a;            /* plans tours of subdistrict A only */
};

static inline void put_point(struct ctx *cx, int64_t place_id, int64_t east, int64_t north)
{
	struct place p;

	cx->actor = &the_system;
	must(place_get(cx, place_id, &p));
	must(place_update(cx, place_id, 0, &(struct place_facts){ .code = p.code, .name = p.name, .unit_kind = p.unit_kind, .kind = p.kind, .parent_id = p.parent_id,
		.has_point = 1, .lon_e7 = INT64_C(1203000000) + east * 10000, .lat_e7 = INT64_C(302000000) + north * 10000, .storage = p.storage }));
}

static inline void add_vehicle(struct ctx *cx, struct touring *t, int i, int64_t home, int64_t area, int64_t parcels, bool cold)
{
	static const char *const plates[] = { "浙A·T0001", "浙A·T0002", "浙A·T0003" };
	static const char *const names[] = { "truck1", "truck2", "truck3" };
	struct actor *driver = new_actor(cx, names[i], "delivery_driver", home);

	cx->actor = &the_system;
	must(vehicle_save(cx, &(struct vehicle){ .plate = plates[i], .kind = "厢货", .place_id = home, .area_id = area, .parcels = parcels, .cold = cold, .active = 1 },
		&t->vehicle[i]));
	must(driver_save(cx, &(struct driver){ .driver_id = driver->account_id, .place_id = home, .licence = "B2", .licence_until = t->day + 100, .active = 1 }));
	t->driver[i] = driver->account_id;
}

/* One request, allocation and order for each unit: `n` orders out of warehouse A. */
static inline void order_for_all(struct ctx *cx, struct touring *t, uint64_t seed)
{
	int64_t *ids, plan;
	bool more;

	for (size_t i = 0; i < t->n; i++) {
		struct request_want want = { .item_id = t->d.mask, .wanted = 20 + (int64_t)((seed * (i + 3)) % 7) * 10 };
		int64_t id = 0;

		cx->actor = &the_system;
		must(request_open(cx, &(struct request_draft){ .unit_id = t->unit[i], .wants = &want, .n_wants = 1 }, &id));
		must(step(&the_system, id, "raise"));
		must(step(t->d.by.vetter, id, "vet"));
	}
	plan = held(cx, &t->d);
	cx->actor = t->d.by.supply;
	must(dispatch_order_all(cx, plan, 0, &ids, &t->n, &more));
	for (size_t i = 0; i < t->n; i++)
		t->order[i] = ids[i];
}

static const char times_plan[] =
	"plan: {id: t, zh: 调拨时限, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}]\n"
	"documents: {flows: [{id: move, zh: 调拨, kind: dispatch, raise: group, ack: 30 min, depart: 2 h, arrive: 6 h, confirm: 24 h}]}\n";

/* A plan that says how long acknowledging, departing and arriving may take. */
static inline void put_plan(struct ctx *cx)
{
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "t.yaml", times_plan, sizeof times_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "t", .version = 1, .reason = "试" }, &id));
}

static inline struct touring open_touring_by(struct ctx *cx, size_t n, uint64_t seed, bool timed)
{
	static const char *const codes[UNITS] = { "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12" };
	struct touring t = { .d = open_docs(cx), .n = n };
	struct docs *w = &t.d;

	cx->now_ms = cx->now_ms / DAY_MS * DAY_MS + DAY_MS - CHINA_OFFSET_MS + 5 * 3600000;       /* 5:00 in the morning */
	t.day = civil_day_of(cx->now_ms);
	if (timed)
		put_plan(cx);
	put_point(cx, w->d.root, 0, 0);
	put_point(cx, w->d.a, 10, 10);
	put_point(cx, w->d.b, 600, 600);
	put_point(cx, w->d.wa, 0, 0);
	put_point(cx, w->d.wb, 700, 700);
	for (size_t i = 0; i < n; i++) {
		cx->actor = &the_system;
		t.unit[i] = new_place(cx, PLACE_UNIT, codes[i], codes[i], i % 2 ? w->d.a1 : w->d.b1);
		put_point(cx, t.unit[i], (int64_t)(seed * 37 * (i + 1) % 250), (int64_t)(seed * 91 * (i + 1) % 250));
	}
	stocked(cx, w, w->by.keeper, w->d.wa, w->mask, 5000, t.day + 100);
	add_vehicle(cx, &t, 0, w->d.root, 0, 0, false);
	add_vehicle(cx, &t, 1, w->d.root, 0, 12, false);
	add_vehicle(cx, &t, 2, w->d.b, w->d.b, 0, true);
	t.planner_a = new_actor(cx, "planner_a", "supply_group", w->d.a);
	order_for_all(cx, &t, seed);
	return t;
}

static inline struct touring open_touring(struct ctx *cx, size_t n, uint64_t seed) { return open_touring_by(cx, n, seed, false); }

static inline struct list lanes_for(struct ctx *cx, const struct touring *t, size_t n)
{
	struct tour_lane_ask *l = arena_array(&cx->mem, struct tour_lane_ask, n);

	for (size_t i = 0; i < n; i++)
		l[i] = (struct tour_lane_ask){ .vehicle_id = t->vehicle[i], .driver_id = t->driver[i] };
	return (struct list){ l, n };
}

/* The lanes of an answer, to be sent back. */
static inline struct list sent_back(struct ctx *cx, const struct tour_plan_out *p)
{
	struct tour_lane_ask *l = arena_array(&cx->mem, struct tour_lane_ask, p->lanes.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < p->lanes.n; i++) {
		const struct tour_lane *lane = &((struct tour_lane *)p->lanes.at)[i];
		struct tour_halt_ask *h = arena_array(&cx->mem, struct tour_halt_ask, lane->halts.n + 1);

		if (text_equal(lane->state, "broken"))
			continue;
		for (size_t k = 0; k < lane->halts.n; k++)
			h[k] = (struct tour_halt_ask){ ((struct tour_halt_out *)lane->halts.at)[k].dispatch_id, ((struct tour_halt_out *)lane->halts.at)[k].unload };
		l[n++] = (struct tour_lane_ask){ lane->tour_id, lane->version, lane->vehicle_id, lane->driver_id, { h, lane->halts.n } };
	}
	return (struct list){ l, n };
}

static inline struct tour_lane *lane_at(const struct tour_plan_out *p, size_t i) { return &((struct tour_lane *)p->lanes.at)[i]; }
static inline struct tour_halt_out *halt_at(const struct tour_plan_out *p, size_t i, size_t k) { return &((struct tour_halt_out *)lane_at(p, i)->halts.at)[k]; }

static inline struct tour_plan_out proposed_by(struct ctx *cx, const struct touring *t, const struct actor *who, size_t n_lanes)
{
	struct tour_plan_out p;

	cx->actor = who;
	must(tours_plan(cx, &(struct tour_ask){ .day = t->day, .lanes = lanes_for(cx, t, n_lanes), .solve = true }, &p));
	return p;
}

static inline struct tour_plan_out kept_by(struct ctx *cx, const struct touring *t, const struct actor *who, const struct tour_plan_out *p)
{
	struct tour_plan_out kept;

	cx->actor = who;
	must(tours_keep(cx, &(struct tour_ask){ .day = t->day, .lanes = sent_back(cx, p) }, &kept));
	return kept;
}
#endif
