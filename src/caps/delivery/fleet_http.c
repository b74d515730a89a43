/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/delivery.h"
#include "caps/delivery/fleet.h"
#include "http/op.h"

struct fleet_list_in { int64_t place_id, after, limit; bool active; };
struct vehicles_out { struct list items; int64_t next; };
struct drivers_out { struct list items; int64_t next; };
struct passes_out { struct list items; };
struct vehicle_in { int64_t vehicle_id, place_id, area_id, parcels, version; const char *plate, *kind; bool cold, active; };
struct vehicle_out { int64_t vehicle_id, place_id, area_id, parcels, version, cleaned, pass_until; const char *plate, *kind, *place, *area, *pass_number; bool cold, active; };
struct vehicle_made { int64_t vehicle_id, version; };
struct driver_in { int64_t driver_id, place_id, area_id, licence_until, version; const char *licence, *phone; bool active; };
struct driver_out { int64_t driver_id, place_id, area_id, licence_until, version, checked, temperature, tested; const char *name, *login, *licence, *phone, *place, *area; bool active; };
struct driver_made { int64_t driver_id, version; };
struct pass_in { int64_t vehicle_id, from, until; const char *number, *issued_by; };
struct pass_out { int64_t pass_id, from, until, ended; const char *number, *issued_by; };
struct pass_id_in { int64_t pass_id; };
struct vehicle_id_in { int64_t vehicle_id; };
struct check_in { int64_t driver_id, temperature, tested, checked; bool protected; };
struct cleaning_in { int64_t vehicle_id, strength, cleaned; const char *agent; };
struct driver_choices_in { int64_t place_id; };
struct driver_choices_out { struct list items; };
struct record_made { int64_t record_id; };

static SHAPE(fleet_list_in, OPT_ID(fleet_list_in, place_id, "at home in this place or below"), OPT_BOOL(fleet_list_in, active, "only those in use"),
	OPT_ID(fleet_list_in, after, "where the page before ended (its next)"), OPT_I64(fleet_list_in, limit, 1, DELIVERY_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(vehicle_in,
	OPT_ID(vehicle_in, vehicle_id, "the vehicle to change; absent: a new one"), TEXT(vehicle_in, plate, 1, 40, "number plate"),
	ID(vehicle_in, place_id, "where it is at home: a shop, or an area"), OPT_ID(vehicle_in, area_id, "the area it may drive to; absent: anywhere"),
	OPT_TEXT(vehicle_in, kind, 0, 40, "what it is: 厢货"), OPT_I64(vehicle_in, parcels, 0, 100000, "parcels it takes; 0: not said"),
	OPT_BOOL(vehicle_in, cold, "cooled"), BOOL(vehicle_in, active, "in use"), OPT_I64(vehicle_in, version, 0, INT64_MAX, "the version that was seen"));
static SHAPE(vehicle_out,
	ID(vehicle_out, vehicle_id, "the vehicle"), TEXT(vehicle_out, plate, 1, 40, "number plate"), TEXT(vehicle_out, kind, 0, 40, "what it is"),
	ID(vehicle_out, place_id, "where it is at home"), TEXT(vehicle_out, place, 0, 200, "its name"),
	OPT_ID(vehicle_out, area_id, "the only area it may drive to"), TEXT(vehicle_out, area, 0, 200, "its name"),
	I64(vehicle_out, parcels, 0, 100000, "parcels it takes; 0: not said"), BOOL(vehicle_out, cold, "cooled"), BOOL(vehicle_out, active, "in use"),
	I64(vehicle_out, version, 1, INT64_MAX, "its version"), OPT_TIME(vehicle_out, cleaned, "last disinfected"),
	OPT_TIME(vehicle_out, pass_until, "its pass is valid until"), TEXT(vehicle_out, pass_number, 0, 60, "that pass"));
static SHAPE(vehicle_made, ID(vehicle_made, vehicle_id, "the vehicle"), I64(vehicle_made, version, 1, INT64_MAX, "its version"));
static SHAPE(driver_in,
	ID(driver_in, driver_id, "the driver's account"), ID(driver_in, place_id, "where he is at home: a shop, or an area"),
	OPT_ID(driver_in, area_id, "the area he may drive to; absent: anywhere"), TEXT(driver_in, licence, 1, 20, "what qualifies him: B2"),
	DAY(driver_in, licence_until, "valid to and with this day"), OPT_TEXT(driver_in, phone, 0, 40, "duty phone"), BOOL(driver_in, active, "in use"),
	OPT_I64(driver_in, version, 0, INT64_MAX, "the version that was seen; absent: a new driver"));
static SHAPE(driver_out,
	ID(driver_out, driver_id, "the driver's account"), TEXT(driver_out, name, 0, 200, "its name"), TEXT(driver_out, login, 0, 80, "its sign-in name"),
	ID(driver_out, place_id, "where he is at home"), TEXT(driver_out, place, 0, 200, "its name"), OPT_ID(driver_out, area_id, "the only area he may drive to"),
	TEXT(driver_out, area, 0, 200, "its name"), TEXT(driver_out, licence, 0, 20, "what qualifies him"), DAY(driver_out, licence_until, "valid to and with this day"),
	TEXT(driver_out, phone, 0, 40, "duty phone"), BOOL(driver_out, active, "in use"), I64(driver_out, version, 1, INT64_MAX, "its version"),
	OPT_TIME(driver_out, checked, "last checked"), I64(driver_out, temperature, 0, 1000, "temperature then, in tenths of a degree; 0: none"),
	OPT_TIME(driver_out, tested, "last test for the virus"));
static SHAPE(driver_made, ID(driver_made, driver_id, "the driver"), I64(driver_made, version, 1, INT64_MAX, "its version"));
static SHAPE(vehicle_id_in, ID(vehicle_id_in, vehicle_id, "the vehicle"));
static SHAPE(pass_id_in, ID(pass_id_in, pass_id, "the pass"));
static SHAPE(pass_in, ID(pass_in, vehicle_id, "the vehicle"), TEXT(pass_in, number, 1, 60, "number of the pass"), TEXT(pass_in, issued_by, 1, 80, "who issued it"),
	TIME(pass_in, from, "valid from"), TIME(pass_in, until, "valid until"));
static SHAPE(pass_out, ID(pass_out, pass_id, "the pass"), TEXT(pass_out, number, 1, 60, "its number"), TEXT(pass_out, issued_by, 1, 80, "who issued it"),
	TIME(pass_out, from, "valid from"), TIME(pass_out, until, "valid until"), OPT_TIME(pass_out, ended, "stopped at"));
static SHAPE(check_in, ID(check_in, driver_id, "the driver"), I64(check_in, temperature, 340, 430, "temperature in tenths of a degree: 366 is 36.6"),
	OPT_TIME(check_in, tested, "when the last test for the virus was taken"), OPT_BOOL(check_in, protected, "mask, gloves and suit are on"),
	OPT_TIME(check_in, checked, "when it was measured; absent: now"));
static SHAPE(cleaning_in, ID(cleaning_in, vehicle_id, "the vehicle"), TEXT(cleaning_in, agent, 1, 60, "what it was disinfected with"),
	OPT_I64(cleaning_in, strength, 0, 100000, "mg/L of available chlorine"), OPT_TIME(cleaning_in, cleaned, "when; absent: now"));
static SHAPE(record_made, ID(record_made, record_id, "the record"));
static SHAPE(passes_out, LIST(passes_out, items, &pass_out_shape, 0, DELIVERY_LIST_MAX, "newest first"));
static SHAPE(vehicles_out, LIST(vehicles_out, items, &vehicle_out_shape, 0, DELIVERY_LIST_MAX, "by number"),
	OPT_ID(vehicles_out, next, "send as after to get the next page"));
static SHAPE(drivers_out, LIST(drivers_out, items, &driver_out_shape, 0, DELIVERY_LIST_MAX, "by number"),
	OPT_ID(drivers_out, next, "send as after to get the next page"));

static SHAPE(driver_choices_in, ID(driver_choices_in, place_id, "the shop, or the area"));
static SHAPE(driver_choice, ID(driver_choice, driver_id, "the account"), TEXT(driver_choice, name, 0, 200, "its name"));
static SHAPE(driver_choices_out, LIST(driver_choices_out, items, &driver_choice_shape, 0, 200, "with the role there, not in the register yet"));

static enum err run_driver_choices(struct ctx *cx, const void *input, void *output)
{
	struct driver_choices_out *out = output;
	struct driver_choice *rows;
	size_t n;

	TRY(driver_choices(cx, ((const struct driver_choices_in *)input)->place_id, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static struct fleet_filter filter_of(const struct fleet_list_in *in)
{
	return (struct fleet_filter){ .place_id = in->place_id, .active_only = in->active, .after = in->after, .limit = (in->limit ? in->limit : 50) + 1 };
}

static enum err run_vehicles(struct ctx *cx, const void *input, void *output)
{
	const struct fleet_filter filter = filter_of(input);
	struct vehicles_out *out = output;
	struct vehicle_out *rows;
	struct vehicle *v;
	size_t n;

	TRY(vehicle_list(cx, &filter, &v, &n));
	if ((int64_t)n == filter.limit)
		out->next = v[--n - 1].vehicle_id;
	rows = arena_array(&cx->mem, struct vehicle_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct vehicle_out){ .vehicle_id = v[i].vehicle_id, .place_id = v[i].place_id, .area_id = v[i].area_id, .parcels = v[i].parcels,
			.version = v[i].version, .cleaned = v[i].cleaned_ms, .pass_until = v[i].pass_until_ms, .plate = v[i].plate, .kind = v[i].kind,
			.place = v[i].place, .area = v[i].area, .pass_number = v[i].pass_number, .cold = v[i].cold, .active = v[i].active };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_drivers(struct ctx *cx, const void *input, void *output)
{
	const struct fleet_filter filter = filter_of(input);
	struct drivers_out *out = output;
	struct driver_out *rows;
	struct driver *d;
	size_t n;

	TRY(driver_list(cx, &filter, &d, &n));
	if ((int64_t)n == filter.limit)
		out->next = d[--n - 1].driver_id;
	rows = arena_array(&cx->mem, struct driver_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct driver_out){ .driver_id = d[i].driver_id, .place_id = d[i].place_id, .area_id = d[i].area_id, .licence_until = d[i].licence_until,
			.version = d[i].version, .checked = d[i].checked_ms, .temperature = d[i].temperature, .tested = d[i].tested_ms, .name = d[i].name,
			.login = d[i].login, .licence = d[i].licence, .phone = d[i].phone, .place = d[i].place, .area = d[i].area, .active = d[i].active };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_vehicle_save(struct ctx *cx, const void *input, void *output)
{
	const struct vehicle_in *in = input;
	struct vehicle_made *out = output;
	struct vehicle v;

	TRY(vehicle_save(cx, &(struct vehicle){ .vehicle_id = in->vehicle_id, .place_id = in->place_id, .area_id = in->area_id, .parcels = in->parcels,
		.cold = in->cold, .active = in->active, .version = in->version, .plate = in->plate, .kind = in->kind }, &out->vehicle_id));
	TRY(vehicle_get(cx, out->vehicle_id, &v));
	out->version = v.version;
	return ERR_OK;
}

static enum err run_driver_save(struct ctx *cx, const void *input, void *output)
{
	const struct driver_in *in = input;
	struct driver_made *out = output;
	struct driver d;

	TRY(driver_save(cx, &(struct driver){ .driver_id = in->driver_id, .place_id = in->place_id, .area_id = in->area_id, .licence_until = in->licence_until,
		.active = in->active, .version = in->version, .licence = in->licence, .phone = in->phone }));
	TRY(driver_get(cx, in->driver_id, &d));
	*out = (struct driver_made){ d.driver_id, d.version };
	return ERR_OK;
}

static enum err run_passes(struct ctx *cx, const void *input, void *output)
{
	const struct vehicle_id_in *in = input;
	struct passes_out *out = output;
	struct vehicle_pass *p;
	struct pass_out *rows;
	size_t n;

	TRY(vehicle_pass_list(cx, in->vehicle_id, &p, &n));
	rows = arena_array(&cx->mem, struct pass_out, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct pass_out){ .pass_id = p[i].pass_id, .from = p[i].from_ms, .until = p[i].until_ms, .ended = p[i].ended_ms, .number = p[i].number,
			.issued_by = p[i].issued_by };
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_pass_add(struct ctx *cx, const void *input, void *output)
{
	const struct pass_in *in = input;
	struct record_made *out = output;

	return vehicle_pass_add(cx, &(struct vehicle_pass){ .vehicle_id = in->vehicle_id, .from_ms = in->from, .until_ms = in->until, .number = in->number,
		.issued_by = in->issued_by }, &out->record_id);
}

static enum err run_pass_end(struct ctx *cx, const void *input, void *output)
{
	const struct pass_id_in *in = input;
	struct record_made *out = output;

	out->record_id = in->pass_id;
	return vehicle_pass_end(cx, in->pass_id);
}

static enum err run_check(struct ctx *cx, const void *input, void *output)
{
	const struct check_in *in = input;
	struct record_made *out = output;

	return driver_check_add(cx, &(struct driver_check){ .driver_id = in->driver_id, .temperature = in->temperature, .tested_ms = in->tested,
		.is_protected = in->protected, .checked_ms = in->checked }, &out->record_id);
}

static enum err run_cleaning(struct ctx *cx, const void *input, void *output)
{
	const struct cleaning_in *in = input;
	struct record_made *out = output;

	return vehicle_cleaning_add(cx, &(struct vehicle_cleaning){ .vehicle_id = in->vehicle_id, .strength = in->strength, .agent = in->agent,
		.cleaned_ms = in->cleaned }, &out->record_id);
}

extern const struct op fleet_ops[];
const struct op fleet_ops[] = {
	{ .method = "GET", .path = "/api/v1/vehicles", .name = "vehicle_list", .zh = "车辆登记", .en = "Vehicles of the delivery", .perm = PERM_TRIP_READ, .tx = TX_READ,
	  .in = &fleet_list_in_shape, .out = &vehicles_out_shape, .run = run_vehicles, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/vehicles", .name = "vehicle_save", .zh = "登记或修改车辆", .en = "Register or change a vehicle", .perm = PERM_TRIP_EDIT,
	  .tx = TX_WRITE, .in = &vehicle_in_shape, .out = &vehicle_made_shape, .run = run_vehicle_save, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_STALE } },
	{ .method = "GET", .path = "/api/v1/vehicles/{vehicle_id}/passes", .name = "vehicle_pass_list", .zh = "车辆通行证", .en = "Passes of a vehicle",
	  .perm = PERM_TRIP_READ, .tx = TX_READ, .in = &vehicle_id_in_shape, .out = &passes_out_shape, .run = run_passes, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/vehicles/{vehicle_id}/passes", .name = "vehicle_pass_add", .zh = "登记通行证", .en = "Put a pass into the list",
	  .perm = PERM_TRIP_EDIT, .tx = TX_WRITE, .in = &pass_in_shape, .out = &record_made_shape, .run = run_pass_add, .fails = { ERR_NOT_FOUND, ERR_CONFLICT } },
	{ .method = "POST", .path = "/api/v1/vehicle-passes/{pass_id}/end", .name = "vehicle_pass_end", .zh = "停用通行证", .en = "Stop a pass", .perm = PERM_TRIP_EDIT,
	  .tx = TX_WRITE, .in = &pass_id_in_shape, .out = &record_made_shape, .run = run_pass_end, .fails = { ERR_NOT_FOUND, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/vehicles/{vehicle_id}/cleanings", .name = "vehicle_cleaning_add", .zh = "登记车辆消毒", .en = "Record a disinfection",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &cleaning_in_shape, .out = &record_made_shape, .run = run_cleaning, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/drivers", .name = "driver_list", .zh = "驾驶员登记", .en = "Drivers of the delivery", .perm = PERM_TRIP_READ, .tx = TX_READ,
	  .in = &fleet_list_in_shape, .out = &drivers_out_shape, .run = run_drivers, .fails = { ERR_NOT_FOUND } },
	{ .method = "GET", .path = "/api/v1/driver-choices", .name = "driver_choices", .zh = "可登记为驾驶员的人", .en = "Who may be registered as a driver",
	  .perm = PERM_TRIP_EDIT, .tx = TX_READ, .in = &driver_choices_in_shape, .out = &driver_choices_out_shape, .run = run_driver_choices,
	  .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/drivers", .name = "driver_save", .zh = "登记或修改驾驶员", .en = "Register or change a driver", .perm = PERM_TRIP_EDIT,
	  .tx = TX_WRITE, .in = &driver_in_shape, .out = &driver_made_shape, .run = run_driver_save, .fails = { ERR_NOT_FOUND, ERR_CONFLICT, ERR_STALE } },
	{ .method = "POST", .path = "/api/v1/drivers/{driver_id}/checks", .name = "driver_check_add", .zh = "登记体温和核酸", .en = "Record temperature and test",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &check_in_shape, .out = &record_made_shape, .run = run_check, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
