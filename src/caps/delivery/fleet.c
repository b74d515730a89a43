/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/fleet.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/delivery/delivery.h"
#include "caps/delivery/fleet_internal.h"
#include "caps/party/account.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "delivery.sql.h"
#include <ctype.h>
#include <string.h>

/* The 31 signs of provinces and the special ones civil vehicles carry. */
static const char provinces[] = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

bool plate_read(struct arena *mem, const char *text, const char **ret)
{
	char out[16];
	size_t n = 3;

	if (!text || strlen(text) < 3 || strlen(text) > 40)
		return false;
	memcpy(out, text, 3);
	out[3] = 0;
	if (!strstr(provinces, out) || (strstr(provinces, out) - provinces) % 3)
		return false;
	for (const char *p = text + 3; *p; p++) {
		if (*p == ' ' || !strncmp(p, "·", 2) || !strncmp(p, "・", 3)) {
			p += *p == ' ' ? 0 : !strncmp(p, "·", 2) ? 1 : 2;
			continue;
		}
		if (n >= 10 || !isalnum((unsigned char)*p))
			return false;
		out[n++] = (char)toupper((unsigned char)*p);
	}
	out[n] = 0;
	/* A letter for the city, then five signs, six on new-energy plates; I and O are not used. */
	if ((n != 9 && n != 10) || !isupper((unsigned char)out[3]) || strpbrk(out + 3, "IO"))
		return false;
	*ret = arena_text(mem, out);
	return true;
}

static enum err area_fits(struct ctx *cx, int64_t area_id)
{
	struct place area;

	if (!area_id)
		return ERR_OK;
	TRY(place_get(cx, area_id, &area));
	return ERR_OK;
}

static enum err plate_is_free(struct ctx *cx, const char *plate, int64_t vehicle_id)
{
	struct delivery_vehicle_by_plate_row *same;
	size_t n;

	TRY(delivery_vehicle_by_plate(cx, (struct delivery_vehicle_by_plate_in){ .district_id = cx->district_id, .plate = plate }, &same, &n, 1));
	return n && same[0].vehicle_id != vehicle_id ?
		fail(cx, ERR_CONFLICT, "plate", "%s 已经登记过", "%s is in the register already", plate) : ERR_OK;
}

static enum err stale(struct ctx *cx, int64_t version)
{
	return fail(cx, ERR_STALE, "version", "您看到的第 %lld 版已经改过，请刷新再办", "version %lld was changed meanwhile; reload", (long long)version);
}

enum err vehicle_save(struct ctx *cx, const struct vehicle *in, int64_t *ret_vehicle_id)
{
	const char *plate;
	struct vehicle old;
	struct place place;

	if (!plate_read(&cx->mem, in->plate, &plate))
		return fail(cx, ERR_BAD_INPUT, "plate", "“%s”不像车牌号，应如“浙A12345”或“浙AD12345”", "\"%s\" is no number plate; write it as 浙A12345 or 浙AD12345",
			    in->plate ? in->plate : "");
	TRY(check_line(cx, "kind", in->kind, 0, 40));
	TRY(check_range(cx, "parcels", in->parcels, 0, 100000));
	TRY(place_need(cx, PERM_TRIP_EDIT, in->place_id, &place));
	TRY(area_fits(cx, in->area_id));
	TRY(plate_is_free(cx, plate, in->vehicle_id));
	if (!in->vehicle_id) {
		*ret_vehicle_id = ctx_new_id(cx);
		return delivery_vehicle_insert(cx, (struct delivery_vehicle_insert_in){ .district_id = cx->district_id, .vehicle_id = *ret_vehicle_id,
			.plate = plate, .place_id = place.place_id, .place_path = place.path, .area_id = in->area_id, .kind = in->kind ? in->kind : "",
			.parcels = in->parcels, .cold = in->cold, .active = in->active });
	}
	*ret_vehicle_id = in->vehicle_id;
	TRY(vehicle_get(cx, in->vehicle_id, &old));
	TRY(place_need(cx, PERM_TRIP_EDIT, old.place_id, &(struct place){ 0 }));
	if (in->version && in->version != old.version)
		return stale(cx, in->version);
	return delivery_vehicle_update(cx, (struct delivery_vehicle_update_in){ .district_id = cx->district_id, .vehicle_id = in->vehicle_id,
		.version = old.version, .plate = plate, .place_id = place.place_id, .place_path = place.path, .area_id = in->area_id,
		.kind = in->kind ? in->kind : "", .parcels = in->parcels, .cold = in->cold, .active = in->active });
}

enum err vehicle_get(struct ctx *cx, int64_t vehicle_id, struct vehicle *ret)
{
	struct delivery_vehicle_row *r;
	size_t n;

	TRY(delivery_vehicle(cx, (struct delivery_vehicle_in){ .district_id = cx->district_id, .vehicle_id = vehicle_id, .now_ms = cx->now_ms }, &r, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "vehicle_id", "没有编号为 %lld 的车辆", "there is no vehicle %lld", (long long)vehicle_id);
	*ret = (struct vehicle){ .vehicle_id = r->vehicle_id, .place_id = r->place_id, .area_id = r->area_id, .parcels = r->parcels, .cold = r->cold,
		.active = r->active, .version = r->version, .plate = r->plate, .kind = r->kind, .place = r->place, .area = r->area,
		.cleaned_ms = r->cleaned_ms, .pass_until_ms = r->pass_until_ms, .pass_number = r->pass_number };
	return ERR_OK;
}

/* Where a list looks: below a place, or everywhere the actor sees. */
static enum err under_of(struct ctx *cx, int64_t place_id, const char **ret_under, const char **ret_end)
{
	struct place place;

	*ret_under = "/";
	if (place_id) {
		TRY(place_get(cx, place_id, &place));
		*ret_under = place.path;
	}
	*ret_end = check_scope_end(&cx->mem, *ret_under);
	return ERR_OK;
}

static size_t limit_of(const struct fleet_filter *filter)
{
	return filter->limit > 0 && filter->limit <= DELIVERY_LIST_MAX + 1 ? (size_t)filter->limit : 50;
}

enum err vehicle_list(struct ctx *cx, const struct fleet_filter *filter, struct vehicle **ret, size_t *ret_n)
{
	struct delivery_vehicles_row *r;
	const char *under, *end;

	TRY(under_of(cx, filter->place_id, &under, &end));
	TRY(delivery_vehicles(cx, (struct delivery_vehicles_in){ .district_id = cx->district_id, .under = under, .under_end = end,
		.active_only = filter->active_only, .after = filter->after, .actor_id = cx->actor->account_id, .perm = PERM_TRIP_READ,
		.now_ms = cx->now_ms, .limit = (int64_t)limit_of(filter) }, &r, ret_n, limit_of(filter)));
	*ret = arena_array(&cx->mem, struct vehicle, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct vehicle){ .vehicle_id = r[i].vehicle_id, .place_id = r[i].place_id, .area_id = r[i].area_id,
			.parcels = r[i].parcels, .cold = r[i].cold, .active = r[i].active, .version = r[i].version, .plate = r[i].plate,
			.kind = r[i].kind, .place = r[i].place, .area = r[i].area, .cleaned_ms = r[i].cleaned_ms,
			.pass_until_ms = r[i].pass_until_ms, .pass_number = r[i].pass_number };
	return ERR_OK;
}

enum err driver_save(struct ctx *cx, const struct driver *in)
{
	struct party_account account;
	struct driver old;
	struct place place;

	TRY(party_account_get(cx, in->driver_id, &account));
	TRY(check_line(cx, "licence", in->licence, 1, 20));
	TRY(check_line(cx, "phone", in->phone, 0, 40));
	TRY(check_range(cx, "licence_until", in->licence_until, 1, 2932896));
	TRY(place_need(cx, PERM_TRIP_EDIT, in->place_id, &place));
	TRY(area_fits(cx, in->area_id));
	if (!in->version)
		return delivery_driver_insert(cx, (struct delivery_driver_insert_in){ .district_id = cx->district_id, .driver_id = in->driver_id,
			.place_id = place.place_id, .place_path = place.path, .area_id = in->area_id, .licence = in->licence,
			.licence_until = in->licence_until, .phone = in->phone ? in->phone : "", .active = in->active });
	TRY(driver_get(cx, in->driver_id, &old));
	TRY(place_need(cx, PERM_TRIP_EDIT, old.place_id, &(struct place){ 0 }));
	if (in->version != old.version)
		return stale(cx, in->version);
	return delivery_driver_update(cx, (struct delivery_driver_update_in){ .district_id = cx->district_id, .driver_id = in->driver_id,
		.version = old.version, .place_id = place.place_id, .place_path = place.path, .area_id = in->area_id, .licence = in->licence,
		.licence_until = in->licence_until, .phone = in->phone ? in->phone : "", .active = in->active });
}

enum err driver_choices(struct ctx *cx, int64_t place_id, struct driver_choice **ret, size_t *ret_n)
{
	struct party_holder *who;
	struct place place;
	size_t n;

	*ret_n = 0;
	TRY(place_need(cx, PERM_TRIP_EDIT, place_id, &place));
	TRY(party_holders(cx, "delivery_driver", place.path, &who, &n));
	*ret = arena_array(&cx->mem, struct driver_choice, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct delivery_driver_row *known;
		size_t found;

		TRY(delivery_driver(cx, (struct delivery_driver_in){ .district_id = cx->district_id, .driver_id = who[i].account_id }, &known, &found, 1));
		if (!found)
			(*ret)[(*ret_n)++] = (struct driver_choice){ who[i].account_id, who[i].name };
	}
	return ERR_OK;
}

enum err driver_get(struct ctx *cx, int64_t driver_id, struct driver *ret)
{
	struct delivery_driver_row *r;
	struct driver_check last;
	size_t n;

	TRY(delivery_driver(cx, (struct delivery_driver_in){ .district_id = cx->district_id, .driver_id = driver_id }, &r, &n, 1));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "driver_id", "%lld 没有登记为驾驶员", "%lld is not in the register of drivers", (long long)driver_id);
	TRY(driver_check_last(cx, driver_id, &last));
	*ret = (struct driver){ .driver_id = r->driver_id, .place_id = r->place_id, .area_id = r->area_id, .licence_until = r->licence_until,
		.active = r->active, .version = r->version, .name = r->name, .login = r->login, .licence = r->licence, .phone = r->phone,
		.place = r->place, .area = r->area, .checked_ms = last.checked_ms, .temperature = last.temperature, .tested_ms = last.tested_ms };
	return ERR_OK;
}

enum err driver_list(struct ctx *cx, const struct fleet_filter *filter, struct driver **ret, size_t *ret_n)
{
	struct delivery_drivers_row *r;
	const char *under, *end;

	TRY(under_of(cx, filter->place_id, &under, &end));
	TRY(delivery_drivers(cx, (struct delivery_drivers_in){ .district_id = cx->district_id, .under = under, .under_end = end,
		.active_only = filter->active_only, .after = filter->after, .actor_id = cx->actor->account_id, .perm = PERM_TRIP_READ,
		.now_ms = cx->now_ms, .limit = (int64_t)limit_of(filter) }, &r, ret_n, limit_of(filter)));
	*ret = arena_array(&cx->mem, struct driver, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct driver){ .driver_id = r[i].driver_id, .place_id = r[i].place_id, .area_id = r[i].area_id,
			.licence_until = r[i].licence_until, .active = r[i].active, .version = r[i].version, .name = r[i].name, .login = r[i].login,
			.licence = r[i].licence, .phone = r[i].phone, .place = r[i].place, .area = r[i].area, .checked_ms = r[i].checked_ms,
			.temperature = r[i].temperature, .tested_ms = r[i].tested_ms };
	return ERR_OK;
}
