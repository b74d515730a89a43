/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DELIVERY_FLEET_H
#define CAPS_DELIVERY_FLEET_H
#include "base/ctx.h"

/* What may drive and who: vehicles, drivers, passes, and the records made before
 * every departure (D10.3, S3.8, S3.11).  Editing needs TRIP_EDIT on the place a
 * vehicle or driver is at home (a shop, or the area it serves); the records of a
 * check need TRIP_EDIT there or, for one's own, TRIP_DRIVE.
 *
 * A driver is an account; its name is the account's.  The area is a place: the
 * vehicle or driver serves it and what lies below, 0: anywhere (closed loop, one
 * vehicle per village: the plan's fleet rule is looked at when trips are planned).
 * Temperatures are tenths of a degree, strengths mg/L. */

struct vehicle {
	int64_t     vehicle_id, place_id, area_id, parcels, cold, active, version;     /* parcels it takes; 0: not said */
	const char *plate, *kind, *place, *area;                                       /* kind: "厢货" */
	int64_t     cleaned_ms, pass_until_ms;                                         /* last disinfection; its longest pass; 0: none */
	const char *pass_number;
};
must_check enum err vehicle_save(struct ctx *cx, const struct vehicle *in, int64_t *ret_vehicle_id);    /* vehicle_id 0: a new one */
must_check enum err vehicle_get(struct ctx *cx, int64_t vehicle_id, struct vehicle *ret);               /* no right asked */
struct fleet_filter { int64_t place_id, active_only, after, limit; };                                    /* place 0: all the actor sees */
must_check enum err vehicle_list(struct ctx *cx, const struct fleet_filter *filter, struct vehicle **ret, size_t *ret_n);

/* Plates as GA 36 writes them: 浙A·D1183, 浙A12345, new-energy plates with six; without dots and spaces, in capitals. */
bool plate_read(struct arena *mem, const char *text, const char **ret);

struct driver {
	int64_t     driver_id, place_id, area_id, licence_until, active, version;      /* licence_until: a day */
	const char *name, *login, *licence, *phone, *place, *area;                     /* licence: "B2"; phone: office or duty phone */
	int64_t     checked_ms, temperature, tested_ms;                              /* the last check and test; 0: none */
};
must_check enum err driver_save(struct ctx *cx, const struct driver *in);                              /* version 0: a new one */
/* Who drives for a place by role and is not in the register yet: to choose from.  TRIP_EDIT there. */
struct driver_choice { int64_t driver_id; const char *name; };
must_check enum err driver_choices(struct ctx *cx, int64_t place_id, struct driver_choice **ret, size_t *ret_n);
must_check enum err driver_get(struct ctx *cx, int64_t driver_id, struct driver *ret);
must_check enum err driver_list(struct ctx *cx, const struct fleet_filter *filter, struct driver **ret, size_t *ret_n);

struct vehicle_pass { int64_t pass_id, vehicle_id, from_ms, until_ms, ended_ms; const char *number, *issued_by; };
must_check enum err vehicle_pass_add(struct ctx *cx, const struct vehicle_pass *in, int64_t *ret_pass_id);
must_check enum err vehicle_pass_end(struct ctx *cx, int64_t pass_id);
must_check enum err vehicle_pass_list(struct ctx *cx, int64_t vehicle_id, struct vehicle_pass **ret, size_t *ret_n);    /* newest first */

struct driver_check { int64_t check_id, driver_id, temperature, tested_ms, is_protected, checked_ms, checked_by; };
must_check enum err driver_check_add(struct ctx *cx, const struct driver_check *in, int64_t *ret_check_id);    /* checked_ms 0: now */
must_check enum err driver_check_last(struct ctx *cx, int64_t driver_id, struct driver_check *ret);            /* check_id 0: none */

struct vehicle_cleaning { int64_t cleaning_id, vehicle_id, strength, cleaned_ms, cleaned_by; const char *agent; };
must_check enum err vehicle_cleaning_add(struct ctx *cx, const struct vehicle_cleaning *in, int64_t *ret_cleaning_id);
must_check enum err vehicle_cleaning_last(struct ctx *cx, int64_t vehicle_id, struct vehicle_cleaning *ret);
#endif
