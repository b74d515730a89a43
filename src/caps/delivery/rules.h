/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_RULES_H
#define CAPS_DELIVERY_RULES_H
#include "caps/delivery/delivery.h"
#include "caps/plan/plan_household.h"

/* What the plans in force say about one grid's deliveries, for this folder only. */
struct delivery_rules {
	const struct plan *plan;
	const char *zone, *area_kind;        /* of the grid; "" when it is not said */
	int64_t     station_id;
	const char *vehicle;                 /* plate named for the grid, or "" */
};
must_check enum err delivery_rules_of(struct ctx *cx, int64_t grid_id, struct delivery_rules *ret);

/* Where goods for a grid are handed over: its station, or its gate where the plan's way leads to gate, checkpoint, point or office
 * (D8.3: nobody drives in), or where no station is named. */
int64_t delivery_stop_place(const struct delivery_rules *rules, int64_t grid_id);

/* The windows of a grid on a day; n 0: any time. */
must_check enum err delivery_grid_windows(struct ctx *cx, const struct delivery_rules *rules, int64_t day, struct day_window **ret, size_t *ret_n);

/* The rule a delivery at that moment breaks, or NULL. */
const struct plan_window *delivery_window_broken(struct ctx *cx, const struct delivery_rules *rules, int64_t at_ms, bool *ret_refuse);

/* D10.3, S3.8: the plan's fleet rule for a grid ("one vehicle per village, fixed crew, closed loop").  Its `per` is a kind of area
 * (what lies in the same village counts together), or grid, community, subdistrict.  rule NULL: none. */
struct fleet_rule { const struct plan_fleet *rule; int64_t unit_id; const char *unit, *path; };
must_check enum err delivery_fleet_rule(struct ctx *cx, const struct delivery_rules *rules, int64_t grid_id, struct fleet_rule *ret);
/* Who drives to the unit on a day already: trips that were not cancelled or brought back, oldest first. */
struct fleet_user { int64_t vehicle_id, driver_id; const char *plate, *driver; };
enum { FLEET_USERS_MAX = 200 };
must_check enum err delivery_fleet_users(struct ctx *cx, const struct fleet_rule *fleet, int64_t day, struct fleet_user **ret, size_t *ret_n);
/* Why a vehicle with its driver may not go there beside those users, in words; zh NULL: it may. */
struct fleet_refusal { const char *what, *rule, *zh, *en; };
struct fleet_crew { int64_t vehicle_id, driver_id; const char *plate, *driver, *path; };      /* path: of the only area the vehicle may drive to, "/": anywhere */
struct fleet_refusal delivery_fleet_refusal(struct ctx *cx, const struct fleet_rule *fleet, const struct fleet_crew *crew, const struct fleet_user *users, size_t n);

/* What the plans' gates at a departure ask of driver and vehicle and is not there. */
struct ready_lacks { struct trip_lack *at; size_t n, room; };
must_check enum err delivery_gate_lacks(struct ctx *cx, const struct delivery_rules *rules, int64_t vehicle_id, int64_t driver_id, struct ready_lacks *ret);
#endif
