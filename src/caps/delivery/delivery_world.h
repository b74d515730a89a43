/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_WORLD_H
#define CAPS_DELIVERY_WORLD_H
/* What the tests of delivery share: the market with its households, a station, a
 * vehicle, a driver, and a plan with windows and gates.  Tests only. */
#include "caps/delivery/fleet.h"
#include "caps/delivery/handover.h"
#include "caps/delivery/trip.h"
#include "caps/order/order_world.h"

static const char delivery_plan[] =
	"plan: {id: v, zh: 配送规则, version: 1, date: 2021-01-01, kind: district, kinds: [{id: town_compound, zh: 城镇小区, of: area}, {id: driver, zh: 驾驶员, of: person}]}\n"
	"roles: [{id: command, zh: 指挥部, kind: command}, {id: team, zh: 接收小组, kind: team}]\n"
	"approvals: {chains: [{id: remove_shop, zh: 取消定点资格, steps: [{by: command}]}]}\n"
	"delivery:\n"
	"  ways: [{id: by_station, zh: 送到站点, order_by: [chat, phone, grid], steps: team, to: station, sign: team, slots: 30 min}]\n"
	"  windows: [{id: evening, zh: 晚间配送, who: town_compound, daily: 19:30-21:30, breach: remove_shop}]\n"
	"documents: {checks: [{id: no_pickup, zh: 个人不得到店自提, document: handover, refuse_when: for_kind is person}]}\n"
	"safety:\n"
	"  doses: [{id: wipe, zh: 车辆消毒, on: vehicle, agent: 含氯消毒液, strength: 500 mg/L}]\n"
	"  gates: [{id: tested, zh: 驾驶员每天检测和量体温, who: driver, point: trip.departing, must: fresh(acid_test within 24 h) and latest(check.temperature) < 37.3 ℃},\n"
	"    {id: clean, zh: 每趟出发前消毒, who: vehicle, point: trip.departing, must: fresh(wipe since trip.returned)}]\n"
	"information: {forms: [{id: check, zh: 健康检查, fields: [{id: temperature, zh: 体温, type: quantity, unit: ℃, min: 34, max: 43}]},\n"
	"  {id: acid_test, zh: 核酸检测, fields: [{id: negative, zh: 阴性, type: yes_no}]}]}\n";

struct delivering {
	struct ordering o;
	int64_t station, vehicle, order[3], trip, evening;   /* evening: 19:30 of the day of delivery */
	const struct actor *driver, *team, *leader;
};

static inline void give_point(struct ctx *cx, int64_t place_id, int64_t east)
{
	struct place p;

	cx->actor = &the_system;
	must(place_get(cx, place_id, &p));
	must(place_update(cx, place_id, 0, &(struct place_facts){ .code = p.code, .name = p.name, .kind = p.kind, .parent_id = p.parent_id, .has_point = 1,
		.lon_e7 = INT64_C(1203000000) + east * 100000, .lat_e7 = 303000000, .contact = p.contact }));
}

static inline int64_t ordered_by(struct ctx *cx, const struct delivering *w, int64_t household_id, enum order_pay pay, int64_t packages)
{
	struct order_draft d = wish(&w->o, household_id, pay, WANTS({ .line_no = 1, .qty = packages }, { .item_id = w->o.m.egg, .qty = 10 }));
	struct order_placed p;

	cx->actor = w->o.m.worker;
	must(order_place(cx, &d, &p));
	return p.doc_id;
}

/* Three orders (prepaid, paid at the door, on account), the cut-off past, one vehicle with its driver. */
static inline struct delivering open_delivering(struct ctx *cx)
{
	struct delivering w = { .o = open_ordering(cx) };
	struct market *m = &w.o.m;
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "v.yaml", delivery_plan, sizeof delivery_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "v", .version = 1, .reason = "试" }, &id));
	w.station = new_place(cx, PLACE_STATION, "ST1", "一号站", m->d.d.a1);
	give_point(cx, m->shop, 0);
	give_point(cx, w.station, 30);
	give_point(cx, m->grid, 31);
	w.driver = new_actor(cx, "driver1", "delivery_driver", m->shop);
	w.team = new_actor(cx, "team1", "station_team", m->d.d.a1);
	w.leader = new_actor(cx, "leader3", "building_leader", m->building);
	cx->actor = &the_system;
	must(grid_area_put(cx, m->grid, 0, &(struct grid_facts){ .compound = "幸福家园", .area_kind = "town_compound", .station_id = w.station }));
	cx->actor = m->clerk;
	must(vehicle_save(cx, &(struct vehicle){ .plate = "浙A·D1183", .place_id = m->shop, .parcels = 100, .active = 1, .kind = "厢货" }, &w.vehicle));
	must(driver_save(cx, &(struct driver){ .driver_id = w.driver->account_id, .place_id = m->shop, .licence = "B2",
		.licence_until = civil_day_of(cx->now_ms) + 365, .active = 1 }));
	w.order[0] = ordered_by(cx, &w, w.o.plain, ORDER_PREPAID, 2);
	w.order[1] = ordered_by(cx, &w, w.o.away, ORDER_COLLECT, 1);
	w.order[2] = ordered_by(cx, &w, w.o.elder, ORDER_CREDIT, 1);
	w.evening = (civil_day_of(cx->now_ms) + 1) * (int64_t)DAY_MS - CHINA_OFFSET_MS + (19 * 60 + 30) * 60000;
	return w;
}

/* The next afternoon; the offer's cut-off is past. */
static inline struct trip_proposal proposed_trips(struct ctx *cx, struct delivering *w, bool keep)
{
	struct trip_crew crew = { .vehicle_id = w->vehicle, .driver_id = w->driver->account_id };
	struct trip_proposal p;

	cx->now_ms = w->evening - 2 * 3600 * 1000;     /* it is a way of an hour and a half */
	cx->actor = w->o.m.clerk;
	must(trip_propose(cx, &(struct trip_ask){ .offer_id = w->o.offer, .crews = &crew, .n_crews = 1, .keep = keep }, &p));
	w->trip = p.n_lanes ? p.lanes[0].trip_id : 0;
	return p;
}

static inline enum err trip_do(struct ctx *cx, const struct actor *who, enum err (*act)(struct ctx *, const struct trip_act *, struct trip_done *),
			       const struct delivering *w, int64_t stop_no)
{
	struct trip_done done;

	cx->actor = who;
	return act(cx, &(struct trip_act){ .trip_id = w->trip, .stop_no = stop_no, .note = "" }, &done);
}

static inline void checked_and_clean(struct ctx *cx, const struct delivering *w)
{
	int64_t id;

	cx->actor = w->driver;
	must(driver_check_add(cx, &(struct driver_check){ .driver_id = w->driver->account_id, .temperature = 365, .tested_ms = cx->now_ms - 3600000, .is_protected = 1 }, &id));
	must(vehicle_cleaning_add(cx, &(struct vehicle_cleaning){ .vehicle_id = w->vehicle, .agent = "含氯消毒液", .strength = 500 }, &id));
}

/* At the station, in its window, everything counted in. */
static inline void brought(struct ctx *cx, struct delivering *w)
{
	proposed_trips(cx, w, true);
	must(trip_do(cx, w->o.m.clerk, trip_load, w, 0));
	must(trip_do(cx, w->driver, trip_load, w, 0));
	checked_and_clean(cx, w);
	must(trip_do(cx, w->driver, trip_depart, w, 0));
	cx->now_ms = w->evening + 60000;
	must(trip_do(cx, w->driver, trip_arrive, w, 1));
	must(trip_do(cx, w->driver, trip_hand_over, w, 1));
	must(trip_do(cx, w->team, trip_hand_over, w, 1));
}

static inline enum handover_verdict handed(struct ctx *cx, const struct actor *who, const char *act_id, int64_t order_id, enum handover_kind kind)
{
	struct handover_act act = { .act_id = act_id, .order_id = order_id, .kind = kind };
	struct handover_answer *r;

	cx->actor = who;
	must(handover_many(cx, &act, 1, &r));
	return (enum handover_verdict)r[0].verdict;
}
#endif
