/* SPDX-License-Identifier: Apache-2.0 */
/* What keeps a vehicle from leaving: all of it at once, so that it is put right in one go. */
#include "base/civil.h"
#include "caps/delivery/delivery.h"
#include "caps/delivery/fleet.h"
#include "caps/delivery/rules.h"
#include "caps/place/place.h"
#include "delivery.sql.h"
#include <string.h>

static void lack(struct ctx *cx, struct ready_lacks *l, const char *what, const char *zh, const char *en)
{
	arena_push(&cx->mem, l->at, l->n, l->room) = (struct trip_lack){ what, "", zh, en };
}

/* Whether a stop lies in the area somebody may drive to. */
static enum err reaches(struct ctx *cx, int64_t area_id, const struct delivery_stops_row *stops, size_t n, const char **ret_outside)
{
	struct place area, place;

	*ret_outside = NULL;
	if (!area_id)
		return ERR_OK;
	TRY(place_get(cx, area_id, &area));
	for (size_t i = 0; i < n && !*ret_outside; i++)
		if (strncmp(stops[i].path, area.path, strlen(area.path))) {
			TRY(place_get(cx, stops[i].place_id, &place));
			*ret_outside = place.name;
		}
	return ERR_OK;
}

static enum err lacks_of_driver(struct ctx *cx, int64_t driver_id, const struct delivery_stops_row *stops, size_t n, struct ready_lacks *l)
{
	const char *outside;
	struct driver d;
	char day[11];

	TRY(driver_get(cx, driver_id, &d));
	if (!d.active)
		lack(cx, l, "driver", arena_print(&cx->mem, "驾驶员%s已停用，请换人", d.name), arena_print(&cx->mem, "driver %s is no longer in use; choose another", d.name));
	if (d.licence_until < civil_day_of(cx->now_ms)) {
		civil_write_day(d.licence_until, day);
		lack(cx, l, "licence", arena_print(&cx->mem, "驾驶员%s的资质 %s 已到期，请换证或换人", d.name, day),
		     arena_print(&cx->mem, "driver %s's qualification ended on %s; renew it or choose another", d.name, day));
	}
	TRY(reaches(cx, d.area_id, stops, n, &outside));
	if (outside)
		lack(cx, l, "area", arena_print(&cx->mem, "驾驶员%s只准跑%s，不能去%s", d.name, d.area, outside),
		     arena_print(&cx->mem, "driver %s may only go to %s, not to %s", d.name, d.area, outside));
	return ERR_OK;
}

static enum err lacks_of_vehicle(struct ctx *cx, int64_t vehicle_id, const struct delivery_stops_row *stops, size_t n, struct ready_lacks *l)
{
	const char *outside;
	struct vehicle v;

	TRY(vehicle_get(cx, vehicle_id, &v));
	if (!v.active)
		lack(cx, l, "vehicle", arena_print(&cx->mem, "%s 已停用，请换车", v.plate), arena_print(&cx->mem, "%s is no longer in use; choose another", v.plate));
	TRY(reaches(cx, v.area_id, stops, n, &outside));
	if (outside)
		lack(cx, l, "area", arena_print(&cx->mem, "%s 只准跑%s（闭环），不能去%s", v.plate, v.area, outside),
		     arena_print(&cx->mem, "%s may only go to %s (closed loop), not to %s", v.plate, v.area, outside));
	return ERR_OK;
}

/* The plan's fleet rule, asked again at the departure: plans and other trips change after one was made. */
static enum err lacks_of_fleet(struct ctx *cx, const struct delivery_rules *rules, const struct delivery_trip_row *trip, int64_t grid_id, struct ready_lacks *l)
{
	struct fleet_crew crew = { .vehicle_id = trip->vehicle_id, .driver_id = trip->driver_id, .path = "/" };
	struct fleet_refusal no;
	struct fleet_rule fleet;
	struct fleet_user *users;
	struct vehicle v;
	struct driver d;
	size_t n;

	TRY(delivery_fleet_rule(cx, rules, grid_id, &fleet));
	if (!fleet.rule)
		return ERR_OK;
	TRY(vehicle_get(cx, trip->vehicle_id, &v));
	TRY(driver_get(cx, trip->driver_id, &d));
	crew.plate = v.plate;
	crew.driver = d.name;
	if (v.area_id)
		TRY(place_path(cx, v.area_id, &crew.path));
	TRY(delivery_fleet_users(cx, &fleet, trip->day, &users, &n));
	no = delivery_fleet_refusal(cx, &fleet, &crew, users, n);
	for (size_t i = 0; no.zh && i < l->n; i++)
		if (!strcmp(l->at[i].zh, no.zh))
			return ERR_OK;
	if (no.zh)
		arena_push(&cx->mem, l->at, l->n, l->room) = (struct trip_lack){ no.what, no.rule, no.zh, no.en };
	return ERR_OK;
}

enum err delivery_lacks(struct ctx *cx, int64_t trip_id, struct trip_lack **ret, size_t *ret_n)
{
	struct delivery_stops_row *stops;
	struct delivery_trip_row *trip;
	struct ready_lacks l = { 0 };
	size_t n, n_stops;

	TRY(delivery_trip(cx, (struct delivery_trip_in){ .district_id = cx->district_id, .trip_id = trip_id }, &trip, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "trip_id", "没有编号为 %lld 的车次", "there is no trip %lld", (long long)trip_id);
	TRY(delivery_stops(cx, (struct delivery_stops_in){ .district_id = cx->district_id, .trip_id = trip_id, .limit = TRIP_STOPS_MAX },
			   &stops, &n_stops, TRIP_STOPS_MAX));
	TRY(lacks_of_driver(cx, trip->driver_id, stops, n_stops, &l));
	TRY(lacks_of_vehicle(cx, trip->vehicle_id, stops, n_stops, &l));
	for (size_t i = 0; i < n_stops; i++) {
		struct delivery_rules rules;

		TRY(delivery_rules_of(cx, stops[i].grid_id, &rules));
		TRY(delivery_gate_lacks(cx, &rules, trip->vehicle_id, trip->driver_id, &l));
		TRY(lacks_of_fleet(cx, &rules, trip, stops[i].grid_id, &l));
	}
	*ret = l.at;
	*ret_n = l.n;
	return ERR_OK;
}

enum err guard_vehicle_ready(struct ctx *cx, const struct doc_work *w)
{
	struct delivery_trip_of_doc_row *stop;
	struct trip_lack *lacks;
	size_t n;

	TRY(delivery_trip_of_doc(cx, (struct delivery_trip_of_doc_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &stop, &n, 1));
	if (!n)
		return fail(cx, ERR_BAD_STATE, "", "这张送货单不在任何车次上", "this delivery note belongs to no trip");
	TRY(delivery_lacks(cx, stop->trip_id, &lacks, &n));
	return n ? fail(cx, ERR_BLOCKED, lacks[0].what, "不能发车，还差 %1$zu 项，先办：%2$s%3$.0s", "may not depart, %1$zu things are missing; first: %3$s%2$.0s", n, lacks[0].zh,
			lacks[0].en) : ERR_OK;
}
