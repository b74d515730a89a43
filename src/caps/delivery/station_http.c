/* SPDX-License-Identifier: Apache-2.0 */
/* A station as its team's phone keeps it. */
#include "caps/delivery/station.h"
#include "http/op.h"

struct station_in { int64_t place_id; };
struct station_goods_out { int64_t item_id, qty; const char *item, *unit; };
struct station_parcel_out { int64_t order_id, by; const char *building, *number, *pickup_no, *door, *goods; struct list lines; };
struct station_arrival_out { int64_t trip_id, stop_no, plan, arrived, handed, window_from, window_until; bool signed_driver, signed_team;
	const char *state, *plate, *driver, *driver_phone, *shop, *offer; struct list lines, parcels; };
struct station_building_out { int64_t building_id; const char *building; struct list parcels, takers; };
struct station_passing_out { int64_t doc_id, building_id, created, orders; const char *state, *number, *building, *taker; struct list lines; };
struct station_out { int64_t place_id; const char *place; struct list arrivals, buildings, passings; };
struct station_list_out { struct list items; };

static SHAPE(station_in, ID(station_in, place_id, "the station, or a grid at whose gate goods are handed over"));
static SHAPE(station_count, I64(station_count, line_no, 1, DOC_LINES_MAX, "line of the document"), ID(station_count, item_id, "item"),
	TEXT(station_count, item, 0, 200, "what"), TEXT(station_count, unit, 0, 40, "base unit"), I64(station_count, asked, 0, QTY_MAX, "planned"),
	I64(station_count, sent, 0, QTY_MAX, "given, by who gave"), I64(station_count, taken, 0, QTY_MAX, "counted by who took"),
	I64(station_count, missing, 0, QTY_MAX, "reported missing and not explained"));
static SHAPE(station_goods_out, ID(station_goods_out, item_id, "item"), TEXT(station_goods_out, item, 0, 200, "what"), TEXT(station_goods_out, unit, 0, 40, "base unit"),
	I64(station_goods_out, qty, 0, QTY_MAX, "how many"));
static SHAPE(station_parcel_out, ID(station_parcel_out, order_id, "the order"), TEXT(station_parcel_out, building, 0, 200, "building"),
	TEXT(station_parcel_out, door, 0, 80, "door"), TEXT(station_parcel_out, number, 0, 40, "the order's number"), TEXT(station_parcel_out, pickup_no, 0, 40, "pickup number"),
	TEXT(station_parcel_out, goods, 0, 4000, "what is in it"), OPT_TIME(station_parcel_out, by, "promised by"),
	LIST(station_parcel_out, lines, &station_goods_out_shape, 0, STATION_LINES_MAX, "the same, item by item"));
static SHAPE(station_arrival_out, ID(station_arrival_out, trip_id, "the trip"), I64(station_arrival_out, stop_no, 1, 10000, "its stop here"),
	TEXT(station_arrival_out, state, 1, 20, "planned, loaded, rolling, arrived, handed, disputed"), TEXT(station_arrival_out, plate, 0, 40, "vehicle"),
	TEXT(station_arrival_out, driver, 0, 200, "driver"), TEXT(station_arrival_out, driver_phone, 0, 40, "the driver's duty phone"), TEXT(station_arrival_out, shop, 0, 200, "from which shop"),
	TEXT(station_arrival_out, offer, 0, 200, "of which offer"), TIME(station_arrival_out, plan, "planned arrival"), OPT_TIME(station_arrival_out, arrived, "arrived"),
	OPT_TIME(station_arrival_out, handed, "handed over"), OPT_TIME(station_arrival_out, window_from, "the delivery window opens"),
	OPT_TIME(station_arrival_out, window_until, "and closes"), BOOL(station_arrival_out, signed_driver, "the driver has given a count and waits for the team's"),
	BOOL(station_arrival_out, signed_team, "the team has given a count and waits for the driver's"),
	LIST(station_arrival_out, lines, &station_count_shape, 0, DOC_LINES_MAX, "item by item"),
	LIST(station_arrival_out, parcels, &station_parcel_out_shape, 0, STATION_PARCELS_MAX, "order by order, as stairs are walked"));
static SHAPE(station_taker, ID(station_taker, account_id, "the account"), TEXT(station_taker, name, 0, 200, "its name"),
	TEXT(station_taker, role, 1, 40, "building_leader, volunteer, grid_worker"));
static SHAPE(station_building_out, ID(station_building_out, building_id, "the building"), TEXT(station_building_out, building, 0, 200, "its name"),
	LIST(station_building_out, parcels, &station_parcel_out_shape, 0, STATION_PARCELS_MAX, "parcels that lie here for it"),
	LIST(station_building_out, takers, &station_taker_shape, 0, STATION_TAKERS_MAX, "who may take them, building leaders first"));
static SHAPE(station_passing_out, ID(station_passing_out, doc_id, "the passing"), TEXT(station_passing_out, state, 1, 20, "given, or disputed"),
	TEXT(station_passing_out, number, 0, 40, "its number"), ID(station_passing_out, building_id, "for this building"), TEXT(station_passing_out, building, 0, 200, "its name"),
	TEXT(station_passing_out, taker, 0, 200, "who takes it"), TIME(station_passing_out, created, "passed on"), I64(station_passing_out, orders, 0, INT64_MAX, "parcels"),
	LIST(station_passing_out, lines, &station_count_shape, 0, DOC_LINES_MAX, "item by item, both counts"));
static SHAPE(station_out, ID(station_out, place_id, "the station"), TEXT(station_out, place, 0, 200, "its name"),
	LIST(station_out, arrivals, &station_arrival_out_shape, 0, 50, "what comes in, by time"),
	LIST(station_out, buildings, &station_building_out_shape, 0, STATION_PARCELS_MAX, "what lies here, by building"),
	LIST(station_out, passings, &station_passing_out_shape, 0, 200, "passed on and not over, newest first"));
static SHAPE(station_row, ID(station_row, place_id, "the station"), TEXT(station_row, place, 0, 200, "its name"), TEXT(station_row, grid, 0, 200, "what it lies in"));
static SHAPE(station_list_out, LIST(station_list_out, items, &station_row_shape, 0, 200, "by code"));

static struct list parcels_out(struct ctx *cx, const struct station_parcel *p, size_t n)
{
	struct station_parcel_out *rows = arena_array(&cx->mem, struct station_parcel_out, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct station_goods_out *lines = arena_array(&cx->mem, struct station_goods_out, p[i].n_lines + 1);

		for (size_t k = 0; k < p[i].n_lines; k++)
			lines[k] = (struct station_goods_out){ p[i].lines[k].item_id, p[i].lines[k].qty, p[i].lines[k].item, p[i].lines[k].unit };
		rows[i] = (struct station_parcel_out){ p[i].order_id, p[i].by_ms, p[i].building, p[i].number, p[i].pickup_no, p[i].door, p[i].goods, { lines, p[i].n_lines } };
	}
	return (struct list){ rows, n };
}

static struct list arrivals_out(struct ctx *cx, const struct station_view *v)
{
	struct station_arrival_out *rows = arena_array(&cx->mem, struct station_arrival_out, v->n_arrivals + 1);

	for (size_t i = 0; i < v->n_arrivals; i++) {
		const struct station_arrival *a = &v->arrivals[i];

		rows[i] = (struct station_arrival_out){ .trip_id = a->trip_id, .stop_no = a->stop_no, .plan = a->plan_ms, .arrived = a->arrived_ms,
			.handed = a->handed_ms, .window_from = a->window_from_ms, .window_until = a->window_until_ms, .signed_driver = a->signed_driver,
			.signed_team = a->signed_team, .state = a->state, .plate = a->plate, .driver = a->driver, .driver_phone = a->driver_phone,
			.shop = a->shop, .offer = a->offer, .lines = { a->lines, a->n_lines }, .parcels = parcels_out(cx, a->parcels, a->n_parcels) };
	}
	return (struct list){ rows, v->n_arrivals };
}

static enum err run_station(struct ctx *cx, const void *input, void *output)
{
	struct station_out *out = output;
	struct station_building_out *buildings;
	struct station_passing_out *passings;
	struct station_view v;

	TRY(station_see(cx, ((const struct station_in *)input)->place_id, &v));
	buildings = arena_array(&cx->mem, struct station_building_out, v.n_buildings + 1);
	passings = arena_array(&cx->mem, struct station_passing_out, v.n_passings + 1);
	for (size_t i = 0; i < v.n_buildings; i++)
		buildings[i] = (struct station_building_out){ v.buildings[i].building_id, v.buildings[i].building,
			parcels_out(cx, v.buildings[i].parcels, v.buildings[i].n_parcels), { v.buildings[i].takers, v.buildings[i].n_takers } };
	for (size_t i = 0; i < v.n_passings; i++)
		passings[i] = (struct station_passing_out){ v.passings[i].doc_id, v.passings[i].building_id, v.passings[i].created_ms, v.passings[i].orders,
			v.passings[i].state, v.passings[i].number, v.passings[i].building, v.passings[i].taker, { v.passings[i].lines, v.passings[i].n_lines } };
	*out = (struct station_out){ v.place_id, v.place, arrivals_out(cx, &v), { buildings, v.n_buildings }, { passings, v.n_passings } };
	return ERR_OK;
}

static enum err run_stations(struct ctx *cx, const void *input, void *output)
{
	struct station_list_out *out = output;
	struct station_row *rows;
	size_t n;

	(void)input;
	TRY(station_list(cx, &rows, &n));
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

extern const struct op station_ops[];
const struct op station_ops[] = {
	{ .method = "GET", .path = "/api/v1/stations", .name = "station_list", .zh = "我的站点", .en = "Stations whose team one is of", .perm = PERM_ORDER_DELIVER,
	  .tx = TX_READ, .out = &station_list_out_shape, .run = run_stations },
	{ .method = "GET", .path = "/api/v1/stations/{place_id}", .name = "station_get", .zh = "一个站点的到货、在站和转交", .en = "A station: what comes, what lies there, what was passed on",
	  .perm = PERM_ORDER_DELIVER, .tx = TX_READ, .in = &station_in_shape, .out = &station_out_shape, .run = run_station, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
