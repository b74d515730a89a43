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

/* What the plans' gates at a departure ask of driver and vehicle and is not there. */
struct ready_lacks { struct trip_lack *at; size_t n, room; };
must_check enum err delivery_gate_lacks(struct ctx *cx, const struct delivery_rules *rules, int64_t vehicle_id, int64_t driver_id, struct ready_lacks *ret);
#endif
