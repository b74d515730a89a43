/* SPDX-License-Identifier: Apache-2.0 */
/* Passes, and what is recorded before a departure: the driver's temperature and
 * test, the vehicle's disinfection (D10.3, S3.8, S3.11). */
#include "base/check.h"
#include "base/civil.h"
#include "caps/delivery/delivery.h"
#include "caps/delivery/fleet.h"
#include "caps/delivery/fleet_internal.h"
#include "caps/place/place.h"
#include "delivery.sql.h"

/* A record may be brought in late from a phone that was offline, but not made up for the future. */
enum { RECORD_AHEAD_MS = 5 * 60 * 1000 };
#define RECORD_BACK_MS (INT64_C(7) * DAY_MS)

enum err fleet_record_need(struct ctx *cx, int64_t place_id)
{
	struct place place;

	TRY(place_get(cx, place_id, &place));
	return ctx_may(cx, PERM_TRIP_DRIVE, place.path) ? ERR_OK : ctx_need(cx, PERM_TRIP_EDIT, place.path);
}

static enum err moment(struct ctx *cx, const char *field, int64_t *ms)
{
	if (!*ms)
		*ms = cx->now_ms;
	if (*ms > cx->now_ms + RECORD_AHEAD_MS || *ms < cx->now_ms - RECORD_BACK_MS)
		return fail(cx, ERR_BAD_INPUT, field, "时间须在过去 7 天之内，不能是以后", "the time must lie within the last 7 days, not ahead");
	if (*ms > cx->now_ms)
		*ms = cx->now_ms;
	return ERR_OK;
}

enum err vehicle_pass_add(struct ctx *cx, const struct vehicle_pass *in, int64_t *ret_pass_id)
{
	struct delivery_pass_by_number_row *same;
	struct vehicle vehicle;
	struct place place;
	size_t n;

	TRY(vehicle_get(cx, in->vehicle_id, &vehicle));
	TRY(place_need(cx, PERM_TRIP_EDIT, vehicle.place_id, &place));
	TRY(check_line(cx, "number", in->number, 1, 60));
	TRY(check_line(cx, "issued_by", in->issued_by, 1, 80));
	if (in->until_ms <= in->from_ms)
		return fail(cx, ERR_BAD_INPUT, "until", "通行证的止期须在起期之后", "a pass must end after it begins");
	TRY(delivery_pass_by_number(cx, (struct delivery_pass_by_number_in){ .district_id = cx->district_id, .number = in->number }, &same, &n, 1));
	if (n)
		return fail(cx, ERR_CONFLICT, "number", "通行证 %s 已经登记过", "pass %s is in the list already", in->number);
	*ret_pass_id = ctx_new_id(cx);
	return delivery_pass_insert(cx, (struct delivery_pass_insert_in){ .district_id = cx->district_id, .pass_id = *ret_pass_id,
		.vehicle_id = in->vehicle_id, .number = in->number, .issued_by = in->issued_by, .from_ms = in->from_ms, .until_ms = in->until_ms,
		.recorded_by = cx->actor->account_id });
}

enum err vehicle_pass_end(struct ctx *cx, int64_t pass_id)
{
	struct delivery_pass_row *pass;
	struct vehicle vehicle;
	struct place place;
	size_t n;

	TRY(delivery_pass(cx, (struct delivery_pass_in){ .district_id = cx->district_id, .pass_id = pass_id }, &pass, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "pass_id", "没有编号为 %lld 的通行证", "there is no pass %lld", (long long)pass_id);
	TRY(vehicle_get(cx, pass->vehicle_id, &vehicle));
	TRY(place_need(cx, PERM_TRIP_EDIT, vehicle.place_id, &place));
	if (pass->ended_ms)
		return fail(cx, ERR_BAD_STATE, "", "通行证 %s 已经停用", "pass %s has been stopped already", pass->number);
	return delivery_pass_end(cx, (struct delivery_pass_end_in){ .district_id = cx->district_id, .pass_id = pass_id, .now_ms = cx->now_ms });
}

enum err vehicle_pass_list(struct ctx *cx, int64_t vehicle_id, struct vehicle_pass **ret, size_t *ret_n)
{
	struct delivery_passes_row *r;
	struct vehicle vehicle;
	struct place place;

	TRY(vehicle_get(cx, vehicle_id, &vehicle));
	TRY(place_need(cx, PERM_TRIP_READ, vehicle.place_id, &place));
	TRY(delivery_passes(cx, (struct delivery_passes_in){ .district_id = cx->district_id, .vehicle_id = vehicle_id, .limit = DELIVERY_LIST_MAX },
			    &r, ret_n, DELIVERY_LIST_MAX));
	*ret = arena_array(&cx->mem, struct vehicle_pass, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct vehicle_pass){ .pass_id = r[i].pass_id, .vehicle_id = r[i].vehicle_id, .from_ms = r[i].from_ms,
			.until_ms = r[i].until_ms, .ended_ms = r[i].ended_ms, .number = r[i].number, .issued_by = r[i].issued_by };
	return ERR_OK;
}

enum err driver_check_add(struct ctx *cx, const struct driver_check *in, int64_t *ret_check_id)
{
	int64_t at = in->checked_ms;
	struct driver driver;

	TRY(driver_get(cx, in->driver_id, &driver));
	TRY(fleet_record_need(cx, driver.place_id));
	if (in->temperature < 340 || in->temperature > 430)
		return fail(cx, ERR_BAD_INPUT, "temperature", "体温 %lld.%lld℃ 不像体温，应在 34.0 至 43.0 之间", "%lld.%lld degrees is no body temperature; it lies between 34.0 and 43.0",
			    (long long)(in->temperature / 10), (long long)(in->temperature % 10));
	TRY(moment(cx, "checked", &at));
	if (in->tested_ms > cx->now_ms + RECORD_AHEAD_MS)
		return fail(cx, ERR_BAD_INPUT, "tested", "核酸检测的时间不能是以后", "the test cannot have been taken in the future");
	*ret_check_id = ctx_new_id(cx);
	return delivery_check_insert(cx, (struct delivery_check_insert_in){ .district_id = cx->district_id, .check_id = *ret_check_id,
		.driver_id = in->driver_id, .temperature = in->temperature, .tested_ms = in->tested_ms, .protected = in->is_protected,
		.checked_ms = at, .checked_by = cx->actor->account_id });
}

enum err driver_check_last(struct ctx *cx, int64_t driver_id, struct driver_check *ret)
{
	struct delivery_check_last_row *r;
	size_t n;

	*ret = (struct driver_check){ .driver_id = driver_id };
	TRY(delivery_check_last(cx, (struct delivery_check_last_in){ .district_id = cx->district_id, .driver_id = driver_id, .now_ms = cx->now_ms }, &r, &n, 1));
	if (n)
		*ret = (struct driver_check){ .check_id = r->check_id, .driver_id = driver_id, .temperature = r->temperature,
			.tested_ms = r->tested_ms, .is_protected = r->is_protected, .checked_ms = r->checked_ms, .checked_by = r->checked_by };
	return ERR_OK;
}

enum err vehicle_cleaning_add(struct ctx *cx, const struct vehicle_cleaning *in, int64_t *ret_cleaning_id)
{
	int64_t at = in->cleaned_ms;
	struct vehicle vehicle;

	TRY(vehicle_get(cx, in->vehicle_id, &vehicle));
	TRY(fleet_record_need(cx, vehicle.place_id));
	TRY(check_line(cx, "agent", in->agent, 1, 60));
	TRY(check_range(cx, "strength", in->strength, 0, 100000));
	TRY(moment(cx, "cleaned", &at));
	*ret_cleaning_id = ctx_new_id(cx);
	return delivery_cleaning_insert(cx, (struct delivery_cleaning_insert_in){ .district_id = cx->district_id, .cleaning_id = *ret_cleaning_id,
		.vehicle_id = in->vehicle_id, .agent = in->agent, .strength = in->strength, .cleaned_ms = at, .cleaned_by = cx->actor->account_id });
}

enum err vehicle_cleaning_last(struct ctx *cx, int64_t vehicle_id, struct vehicle_cleaning *ret)
{
	struct delivery_cleaning_last_row *r;
	size_t n;

	*ret = (struct vehicle_cleaning){ .vehicle_id = vehicle_id };
	TRY(delivery_cleaning_last(cx, (struct delivery_cleaning_last_in){ .district_id = cx->district_id, .vehicle_id = vehicle_id,
		.now_ms = cx->now_ms }, &r, &n, 1));
	if (n)
		*ret = (struct vehicle_cleaning){ .cleaning_id = r->cleaning_id, .vehicle_id = vehicle_id, .strength = r->strength,
			.cleaned_ms = r->cleaned_ms, .cleaned_by = r->cleaned_by, .agent = r->agent };
	return ERR_OK;
}
