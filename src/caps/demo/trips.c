/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/demo/demo_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/delivery/fleet.h"
#include "caps/delivery/handover.h"
#include "caps/delivery/trip.h"
#include "caps/order/order.h"
#include "caps/party/account.h"
#include "caps/party/party.h"

/* Vehicles and drivers of the supermarket and the grocer; one trip with yesterday's
 * orders under way: the first compound has its goods, the leader of its first
 * building has been up half the stairs, the second compound waits. */
static const struct { const char *plate, *kind, *place, *area; int64_t parcels, cold; const char *pass; } vehicles[] = {
	{ "浙A·Y0001", "厢货（演示）", "MD-HF", "330114002000", 600, 0, "演示通行-0001" },
	{ "浙A·Y0002", "冷藏车（演示）", "MD-HF", "330114002000", 320, 1, "演示通行-0002" },
	{ "浙A·Y0003", "面包车（演示）", "MD-HM", "WG-DF", 120, 0, "演示通行-0003" },
};
static const struct { const char *login, *place, *licence; } drivers[] = { { "driver", "MD-HF", "B2" }, { "driver2", "MD-HF", "C1" } };
enum { VEHICLES = sizeof vehicles / sizeof *vehicles, DRIVERS = sizeof drivers / sizeof *drivers };

static enum err act_as(struct ctx *cx, const struct demo_work *w, const char *login, int64_t *ret_account_id)
{
	struct party_account account;
	struct actor *actor = arena_new(&cx->mem, sizeof *actor);

	TRY(party_account_by_login(cx, login, &account));
	TRY(party_actor(cx, account.account_id, actor));
	cx->actor = actor;
	*ret_account_id = account.account_id;
	demo_pass(cx, w, 60000);
	return ERR_OK;
}

static enum err add_vehicle(struct ctx *cx, size_t i, int64_t *ret_id)
{
	struct place place, area;
	int64_t pass_id;

	TRY(place_by_code(cx, vehicles[i].place, &place));
	TRY(place_by_code(cx, vehicles[i].area, &area));
	TRY(vehicle_save(cx, &(struct vehicle){ .plate = vehicles[i].plate, .kind = vehicles[i].kind, .place_id = place.place_id, .area_id = area.place_id,
		.parcels = vehicles[i].parcels, .cold = vehicles[i].cold, .active = 1 }, ret_id));
	return vehicle_pass_add(cx, &(struct vehicle_pass){ .vehicle_id = *ret_id, .number = vehicles[i].pass, .issued_by = "区指挥部（演示）",
		.from_ms = cx->now_ms - DAY_MS, .until_ms = cx->now_ms + 14 * (int64_t)DAY_MS }, &pass_id);
}

static enum err add_driver(struct ctx *cx, size_t i, int64_t *ret_id)
{
	struct party_account account;
	struct place place;

	TRY(place_by_code(cx, drivers[i].place, &place));
	TRY(party_account_by_login(cx, drivers[i].login, &account));
	*ret_id = account.account_id;
	return driver_save(cx, &(struct driver){ .driver_id = account.account_id, .place_id = place.place_id, .licence = drivers[i].licence,
		.licence_until = civil_day_of(cx->now_ms) + 400, .phone = "0571-00000001", .active = 1 });
}

static enum err do_trip(struct ctx *cx, enum err (*act)(struct ctx *, const struct trip_act *, struct trip_done *), int64_t trip_id, int64_t stop_no)
{
	struct trip_done done;

	return act(cx, &(struct trip_act){ .trip_id = trip_id, .stop_no = stop_no, .note = "演示", .in_spite = true }, &done);
}

static enum err drive(struct ctx *cx, const struct demo_work *w, int64_t trip_id, int64_t vehicle_id)
{
	int64_t driver, id;

	TRY(act_as(cx, w, "shop", &id));
	TRY(do_trip(cx, trip_load, trip_id, 0));
	TRY(act_as(cx, w, "driver", &driver));
	TRY(driver_check_add(cx, &(struct driver_check){ .driver_id = driver, .temperature = 364, .tested_ms = cx->now_ms - 5 * 3600000, .is_protected = 1 }, &id));
	TRY(vehicle_cleaning_add(cx, &(struct vehicle_cleaning){ .vehicle_id = vehicle_id, .agent = "含氯消毒液", .strength = 500 }, &id));
	TRY(do_trip(cx, trip_load, trip_id, 0));
	TRY(do_trip(cx, trip_depart, trip_id, 0));
	demo_pass(cx, w, 12 * 60000);
	TRY(do_trip(cx, trip_arrive, trip_id, 1));
	TRY(do_trip(cx, trip_hand_over, trip_id, 1));
	TRY(act_as(cx, w, "station", &id));
	return do_trip(cx, trip_hand_over, trip_id, 1);
}

/* The leader takes what is for his building, and hands over on the lower floors. */
static enum err climb(struct ctx *cx, const struct demo_work *w, int64_t station_id)
{
	struct handover_answer *answers;
	struct handover_act acts[40];
	struct parcel *parcels;
	struct doc_moved moved;
	struct place building;
	int64_t leader, id;
	size_t n, k = 0;

	TRY(place_by_code(cx, "WG-YF-1", &building));
	TRY(act_as(cx, w, "building", &leader));
	TRY(parcel_list(cx, building.place_id, cx->now_ms, &parcels, &n));
	for (size_t i = 0; i < n; i++)
		k += parcels[i].holder_id == station_id;
	if (!k)
		return ERR_OK;
	TRY(act_as(cx, w, "station", &id));
	TRY(passing_open(cx, &(struct passing_draft){ .from_place_id = station_id, .building_id = building.place_id, .taker_id = leader }, &moved));
	TRY(act_as(cx, w, "building", &leader));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = moved.doc_id, .verb = "take" }, &moved));
	k = 0;
	for (size_t i = 0; i < n && k < n / 2 && k < 40; i++)
		if (parcels[i].holder_id == station_id) {
			acts[k] = (struct handover_act){ .act_id = arena_print(&cx->mem, "demo-%04zu", i), .order_id = parcels[i].order_id,
				.kind = k == 3 ? HANDOVER_NOT_HOME : HANDOVER_DELIVERED };
			k++;
		}
	return k ? handover_many(cx, acts, k, &answers) : ERR_OK;
}

/* Half an hour from now, but today. */
static int64_t departure(const struct ctx *cx)
{
	const int64_t planned = cx->now_ms + 30 * 60000, end = (civil_day_of(cx->now_ms) + 1) * DAY_MS - CHINA_OFFSET_MS - 60000;

	return planned < end ? planned : end;
}

/* At the demo's end, when the offer's orders wait to be brought. */
enum err demo_trips(struct ctx *cx, struct demo_work *w)
{
	int64_t vehicle_ids[VEHICLES], driver_ids[DRIVERS];
	struct order_row *orders;
	struct trip_proposal p;
	struct trip_crew crew;
	size_t n;

	cx->actor = w->system;
	for (size_t i = 0; i < VEHICLES; i++)
		TRY(add_vehicle(cx, i, &vehicle_ids[i]));
	for (size_t i = 0; i < DRIVERS; i++)
		TRY(add_driver(cx, i, &driver_ids[i]));
	if (!w->offer_yesterday)
		return ERR_OK;
	TRY(order_list(cx, &(struct order_filter){ .offer_id = w->offer_yesterday, .state = "paid,placed", .pay = -1, .channel = -1, .limit = 1 }, &orders, &n));
	if (!n)
		return ERR_OK;
	crew = (struct trip_crew){ vehicle_ids[0], driver_ids[0] };
	cx->actor = w->shop;
	TRY(trip_propose(cx, &(struct trip_ask){ .offer_id = w->offer_yesterday, .depart_ms = departure(cx), .crews = &crew, .n_crews = 1, .keep = true }, &p));
	if (!p.lanes[0].n_stops)
		return ERR_OK;
	TRY(drive(cx, w, p.lanes[0].trip_id, vehicle_ids[0]));
	return climb(cx, w, p.lanes[0].stops[0].place_id);
}
