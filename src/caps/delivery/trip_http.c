/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/delivery/trip.h"
#include "caps/delivery/contact.h"
#include "base/text.h"
#include "caps/document/document_http.h"
#include "caps/place/place.h"

struct crew_in { int64_t vehicle_id, driver_id, shop_id, from, until, trips; };
struct propose_in { int64_t offer_id, shop_id, day, depart, asked; bool keep, again; struct list crews, broken; const char *digest, *note; };
struct broken_in { int64_t trip_id; };
struct trip_lock_in { int64_t trip_id, version, stop_no; bool locked; };
struct trip_seen_in { int64_t trip_id, version; };
struct trip_approve_in { struct list trips; };
struct trip_approve_out { int64_t approved; };
struct lack_out { const char *what, *rule, *zh, *en; };
struct lane_stop_out { int64_t stop_no, place_id, doc_id, orders, parcels, plan, window_from, window_until, metres, by, lon_e7, lat_e7; bool outside, late, locked, warm; const char *place, *former; int64_t former_plan; };
struct lane_out { int64_t shop_id, trip_id, vehicle_id, driver_id, capacity, orders, parcels, metres, depart, back; const char *plate, *driver; struct list stops, lacks; };
struct left_over { int64_t place_id, orders, parcels, lon_e7, lat_e7; const char *place, *zh, *en; };
struct start_shop { int64_t shop_id, lon_e7, lat_e7; const char *name; };
struct propose_out { struct list lanes, left, shops; const char *hinder_zh, *hinder_en; int64_t asked, vehicles, way, time, metres, minutes, was_metres, moved; const char *digest, *ways_zh, *ways_en; };
struct move_in { int64_t trip_id, stop_no, to_trip_id, seat; bool keep; };
struct move_out { int64_t seat, more_metres, more_minutes, parcels_before, plan; struct list lanes; };
struct look_in { int64_t trip_id, stop_no, to_trip_id, seat; };
struct late_out { int64_t trip_id, place_id, plan, minutes, was_minutes; bool window; const char *place, *plate; };
struct look_out { int64_t seat, more_metres, more_minutes, all_metres, all_minutes, cost, parcels_before, plan; bool allowed; const char *zh, *en; struct list lanes, late; };
struct counted_line { int64_t line_no, qty; };
struct counted_stop { int64_t stop_no; struct list lines; };
struct trip_act_in { int64_t trip_id, version, stop_no, happened; const char *signed_as, *note; struct list counts; bool in_spite; };
struct trip_done_out { int64_t trip_id, version; const char *state, *waiting_for; bool done; };
struct problem_in { int64_t trip_id, stop_no, happened; const char *kind, *note; };
struct trip_id_in { int64_t trip_id; };
struct trip_list_in { int64_t day, from, shop_id, driver_id, place_id, offer_id, after, limit; bool mine; const char *state; };
struct stop_line_out { int64_t line_no, item_id, asked, sent, taken, missing; const char *item, *unit; };
struct trip_stop_out { int64_t stop_no, place_id, doc_id, version, orders, parcels, plan, window_from, window_until, metres, by, arrived, handed, lon_e7, lat_e7, loaded, taken,
	missing; bool outside, late, locked, warm, phone_masked; const char *place, *state, *number, *breach, *phone, *phone_of; struct list lines; };
struct trip_event_out { int64_t stop_no, happened; const char *kind, *rule_id, *note, *actor; };
struct trip_row { int64_t trip_id, day, run_no, shop_id, offer_id, vehicle_id, driver_id, depart, departed, ended, metres, version, capacity, orders, parcels, stops_done,
	late_orders, by, problems, back, approved; bool is_locked, is_mine; const char *state, *plate, *driver, *driver_phone, *shop, *offer, *approver; struct list stops; };
struct trip_list_out { struct list items; int64_t next; };
struct trip_out { struct trip_row trip; struct list lacks, events; bool may_plan, may_drive; int64_t shop_lon_e7, shop_lat_e7; const char *shop_phone; };
struct trip_wave_out { int64_t wave_id; };

#define LON_MAX INT64_C(1800000000)
#define LAT_MAX INT64_C(900000000)
static SHAPE(crew_in, ID(crew_in, vehicle_id, "the vehicle"), ID(crew_in, driver_id, "its driver"),
	OPT_ID(crew_in, shop_id, "whose goods it takes; absent: the shop it is at home, or the only one"), OPT_TIME(crew_in, from, "may leave from then on"),
	OPT_TIME(crew_in, until, "has to be back by then"), OPT_I64(crew_in, trips, 1, TRIP_RUNS_MAX, "runs a day, reloading at the shop; absent: one"));
static SHAPE(broken_in, ID(broken_in, trip_id, "a trip that goes no further"));
static SHAPE(trip_lock_in, ID(trip_lock_in, trip_id, "the trip"), OPT_I64(trip_lock_in, version, 0, INT64_MAX, "the version that was seen"),
	OPT_I64(trip_lock_in, stop_no, 0, 10000, "only this stop; absent: the trip"), OPT_BOOL(trip_lock_in, locked, "true: stays when trips are planned anew; else it may move"));
static SHAPE(trip_seen_in, ID(trip_seen_in, trip_id, "the trip"), I64(trip_seen_in, version, 1, INT64_MAX, "as it was seen"));
static SHAPE(trip_approve_in, LIST(trip_approve_in, trips, &trip_seen_in_shape, 1, DELIVERY_LIST_MAX, "trips agreed to, all or none"));
static SHAPE(trip_approve_out, I64(trip_approve_out, approved, 0, INT64_MAX, "trips"));
static SHAPE(propose_in, OPT_ID(propose_in, offer_id, "the offer whose orders are brought; absent: all that waits of the shop, or of every shop you plan"),
	OPT_ID(propose_in, shop_id, "the shop, where no offer is named"), OPT_DAY(propose_in, day, "the day; absent: of the departure, of the offer, or today"),
	LIST(propose_in, crews, &crew_in_shape, 1, TRIP_CREWS_MAX, "vehicles with their drivers"),
	OPT_TIME(propose_in, depart, "departure; absent: so that the first stop is reached when its window opens"), OPT_BOOL(propose_in, keep, "true: make these trips; else only show them"),
	OPT_BOOL(propose_in, again, "the shop's day anew: planned trips that are not locked are given out again, near the plan before"),
	OPT_LIST(propose_in, broken, &broken_in_shape, 0, 50, "with again: broken-down trips, whose goods ride with others"), OPT_TEXT(propose_in, note, 0, DOC_NOTE_MAX, "with again: why"),
	OPT_TIME(propose_in, asked, "with keep: when the plan was shown (its asked)"), OPT_TEXT(propose_in, digest, 0, 64, "with keep: the plan that was shown; STALE when it would be another now"));
static SHAPE(lane_stop_out,
	I64(lane_stop_out, stop_no, 1, 10000, "number of the stop"), ID(lane_stop_out, place_id, "where"), TEXT(lane_stop_out, place, 0, 200, "its name"),
	OPT_ID(lane_stop_out, doc_id, "its delivery note"), I64(lane_stop_out, orders, 0, INT64_MAX, "orders"), I64(lane_stop_out, parcels, 0, INT64_MAX, "parcels"),
	TIME(lane_stop_out, plan, "planned arrival"), OPT_TIME(lane_stop_out, window_from, "its delivery window opens"), OPT_TIME(lane_stop_out, window_until, "and closes"),
	I64(lane_stop_out, metres, 0, INT64_MAX, "from the stop before"), OPT_TIME(lane_stop_out, by, "earliest promise of its orders"),
	I64(lane_stop_out, lon_e7, -LON_MAX, LON_MAX, "longitude, 1e-7 degrees"), I64(lane_stop_out, lat_e7, -LAT_MAX, LAT_MAX, "latitude"),
	BOOL(lane_stop_out, outside, "planned outside its window"), BOOL(lane_stop_out, late, "after the earliest promise"),
	BOOL(lane_stop_out, locked, "stays where it is when trips are planned anew"), BOOL(lane_stop_out, warm, "chilled goods in a vehicle that is not cooled: they need boxes"),
	OPT_TEXT(lane_stop_out, former, 0, 40, "the vehicle that had it before"), OPT_TIME(lane_stop_out, former_plan, "and when it was to be there"));
static SHAPE(lack_out, TEXT(lack_out, what, 1, 40, "temperature, test, disinfection, pass, licence, driver, vehicle, area, approval"), TEXT(lack_out, rule, 0, 60, "the plan's rule"),
	TEXT(lack_out, zh, 1, 400, "what is missing, Chinese"), TEXT(lack_out, en, 1, 400, "English"));
static SHAPE(lane_out,
	OPT_ID(lane_out, shop_id, "out from this shop; of a plan only"), OPT_ID(lane_out, trip_id, "the trip, once it is made"), ID(lane_out, vehicle_id, "the vehicle"), TEXT(lane_out, plate, 0, 40, "its plate"),
	ID(lane_out, driver_id, "the driver"), TEXT(lane_out, driver, 0, 200, "his name"), I64(lane_out, capacity, 0, INT64_MAX, "parcels it takes; 0: not said"),
	I64(lane_out, orders, 0, INT64_MAX, "orders"), I64(lane_out, parcels, 0, INT64_MAX, "parcels"), I64(lane_out, metres, 0, INT64_MAX, "the whole way, back to the shop"),
	OPT_TIME(lane_out, depart, "departure"), OPT_TIME(lane_out, back, "back at the shop"), LIST(lane_out, stops, &lane_stop_out_shape, 0, TRIP_STOPS_MAX, "as they are driven"),
	LIST(lane_out, lacks, &lack_out_shape, 0, 200, "what the plan's gates will ask at the departure and is not there yet"));
static SHAPE(left_over, ID(left_over, place_id, "where"), TEXT(left_over, place, 0, 200, "its name"), I64(left_over, orders, 0, INT64_MAX, "orders"),
	I64(left_over, parcels, 0, INT64_MAX, "parcels"), I64(left_over, lon_e7, -LON_MAX, LON_MAX, "longitude, 1e-7 degrees"), I64(left_over, lat_e7, -LAT_MAX, LAT_MAX, "latitude"),
	TEXT(left_over, zh, 0, 400, "why nobody brings them, Chinese"), TEXT(left_over, en, 0, 400, "English"));
static SHAPE(start_shop, ID(start_shop, shop_id, "a shop lanes start from"), TEXT(start_shop, name, 0, 200, "its name"), I64(start_shop, lon_e7, -LON_MAX, LON_MAX, "longitude, 1e-7 degrees"),
	I64(start_shop, lat_e7, -LAT_MAX, LAT_MAX, "latitude"));
#define PLAN_FIELDS(s) \
	LIST(s, shops, &start_shop_shape, 0, 1000, "where the lanes start"), TEXT(s, hinder_zh, 0, 400, "why you can look at this plan and not keep it, Chinese; empty: you may"), \
	TEXT(s, hinder_en, 0, 400, "English"), \
	LIST(s, lanes, &lane_out_shape, 0, 1000, "the first run of every vehicle, empty ones too, then further runs"), LIST(s, left, &left_over_shape, 0, 10000, "what nobody brings"), \
	TIME(s, asked, "when this was shown; send it and digest to keep just this"), TEXT(s, digest, 0, 64, "of this very plan"), \
	MONEY(s, vehicles, 0, INT64_MAX, "cost of vehicles used, to weigh plans"), MONEY(s, way, 0, INT64_MAX, "of the way"), MONEY(s, time, 0, INT64_MAX, "of the time away"), \
	I64(s, metres, 0, INT64_MAX, "way of all runs"), I64(s, minutes, 0, INT64_MAX, "time away of all runs"), \
	I64(s, was_metres, 0, INT64_MAX, "with again: way of the trips before"), I64(s, moved, 0, INT64_MAX, "with again: stops that change their vehicle"), \
	TEXT(s, ways_zh, 0, 200, "how distances were made, Chinese"), TEXT(s, ways_en, 0, 200, "English")
static SHAPE(propose_out, PLAN_FIELDS(propose_out));
static SHAPE(move_in, ID(move_in, trip_id, "the trip it is on"), I64(move_in, stop_no, 1, 10000, "the stop"), ID(move_in, to_trip_id, "the trip it goes to"),
	OPT_I64(move_in, seat, 1, TRIP_STOPS_MAX, "as which stop; absent: where it costs least"), OPT_BOOL(move_in, keep, "true: do it; else only show what it costs"));
static SHAPE(move_out, I64(move_out, seat, 1, TRIP_STOPS_MAX, "as which stop"), I64(move_out, more_metres, -INT64_MAX, INT64_MAX, "longer way"),
	I64(move_out, more_minutes, -INT64_MAX, INT64_MAX, "back at the shop later"), I64(move_out, parcels_before, 0, INT64_MAX, "parcels on that vehicle before"),
	TIME(move_out, plan, "planned arrival there"), LIST(move_out, lanes, &lane_out_shape, 1, 1, "the vehicle as it would be"));
static SHAPE(look_in, ID(look_in, trip_id, "the trip it is on"), I64(look_in, stop_no, 1, 10000, "the stop"), ID(look_in, to_trip_id, "the trip it would go to"),
	OPT_I64(look_in, seat, 1, TRIP_STOPS_MAX, "as which stop; absent: where it costs least"));
static SHAPE(late_out, ID(late_out, trip_id, "on which trip"), TEXT(late_out, plate, 0, 40, "its vehicle"), ID(late_out, place_id, "which stop"), TEXT(late_out, place, 0, 200, "its name"),
	TIME(late_out, plan, "planned arrival then"), I64(late_out, minutes, 1, INT64_MAX, "late by"), I64(late_out, was_minutes, 0, INT64_MAX, "late by before; 0: in time"),
	BOOL(late_out, window, "after its window closed; else after the earliest promise"));
static SHAPE(look_out, I64(look_out, seat, 1, TRIP_STOPS_MAX, "as which stop"), I64(look_out, more_metres, -INT64_MAX, INT64_MAX, "longer way of that vehicle"),
	I64(look_out, more_minutes, -INT64_MAX, INT64_MAX, "later back at the shop"), I64(look_out, all_metres, -INT64_MAX, INT64_MAX, "longer way of both vehicles together"),
	I64(look_out, all_minutes, -INT64_MAX, INT64_MAX, "longer away, both together"), MONEY(look_out, cost, -INT64_MAX, INT64_MAX, "dearer, both together; to weigh plans"),
	I64(look_out, parcels_before, 0, INT64_MAX, "parcels on that vehicle before"), TIME(look_out, plan, "planned arrival there"),
	BOOL(look_out, allowed, "no rule forbids it"), TEXT(look_out, zh, 0, 400, "which rule does, Chinese"), TEXT(look_out, en, 0, 400, "English"),
	LIST(look_out, lanes, &lane_out_shape, 1, 2, "both vehicles as they would be, the one it goes to first"),
	LIST(look_out, late, &late_out_shape, 0, 2 * TRIP_STOPS_MAX, "stops it makes late, or later than before"));
static SHAPE(counted_line, I64(counted_line, line_no, 1, DOC_LINES_MAX, "line of the stop's delivery note"), I64(counted_line, qty, 1, QTY_MAX, "base units counted"));
static SHAPE(counted_stop, I64(counted_stop, stop_no, 1, 10000, "the stop"), LIST(counted_stop, lines, &counted_line_shape, 1, DOC_LINES_MAX, "what was counted"));
static SHAPE(trip_act_in,
	ID(trip_act_in, trip_id, "the trip"), OPT_I64(trip_act_in, version, 0, INT64_MAX, "the version that was seen"), OPT_I64(trip_act_in, stop_no, 0, 10000, "the stop"),
	OPT_TIME(trip_act_in, happened, "when it happened; absent: now"), OPT_TEXT(trip_act_in, signed_as, 0, 20, "giver, carrier or worker, where you could be either"),
	OPT_TEXT(trip_act_in, note, 0, DOC_NOTE_MAX, "why"), OPT_LIST(trip_act_in, counts, &counted_stop_shape, 0, TRIP_STOPS_MAX, "what was counted; absent: all as planned"),
	OPT_BOOL(trip_act_in, in_spite, "outside the delivery window all the same, with the reason as note; a breach is recorded"));
static SHAPE(trip_done_out, ID(trip_done_out, trip_id, "the trip"), I64(trip_done_out, version, 1, INT64_MAX, "its version"), TEXT(trip_done_out, state, 1, 40, "its state"),
	TEXT(trip_done_out, waiting_for, 0, 40, "who still has to sign: giver, carrier, worker, second; empty: nobody"),
	BOOL(trip_done_out, done, "the step is taken; false: signed, others still have to"));
static SHAPE(problem_in, ID(problem_in, trip_id, "the trip"), OPT_I64(problem_in, stop_no, 0, 10000, "at which stop; 0: under way"),
	TEXT(problem_in, kind, 1, 40, "road_closed, breakdown, nobody_there, other"), TEXT(problem_in, note, 1, 200, "what happened"), OPT_TIME(problem_in, happened, "when; absent: now"));
static SHAPE(trip_id_in, ID(trip_id_in, trip_id, "the trip"));
static SHAPE(trip_list_in,
	OPT_DAY(trip_list_in, day, "trips of this day"), OPT_DAY(trip_list_in, from, "of this day or later"), OPT_ID(trip_list_in, shop_id, "out from this shop"), OPT_ID(trip_list_in, driver_id, "driven by"),
	OPT_ID(trip_list_in, place_id, "with a stop here"), OPT_ID(trip_list_in, offer_id, "for this offer"), OPT_BOOL(trip_list_in, mine, "those I drive"),
	OPT_TEXT(trip_list_in, state, 0, 20, "planned, loaded, rolling, delivered, closed, void"), OPT_ID(trip_list_in, after, "where the page before ended (its next)"),
	OPT_I64(trip_list_in, limit, 1, DELIVERY_LIST_MAX, "rows on a page, 50 unless told"));
static SHAPE(stop_line_out, I64(stop_line_out, line_no, 1, DOC_LINES_MAX, "line"), ID(stop_line_out, item_id, "item"), TEXT(stop_line_out, item, 0, 200, "its name"),
	TEXT(stop_line_out, unit, 0, 40, "its base unit"), I64(stop_line_out, asked, 0, QTY_MAX, "planned"), I64(stop_line_out, sent, 0, QTY_MAX, "loaded"),
	I64(stop_line_out, taken, 0, QTY_MAX, "taken over at the stop"), I64(stop_line_out, missing, 0, QTY_MAX, "missing and not explained"));
static SHAPE(trip_stop_out,
	I64(trip_stop_out, stop_no, 1, 10000, "number of the stop"), ID(trip_stop_out, place_id, "where"), TEXT(trip_stop_out, place, 0, 200, "its name"), ID(trip_stop_out, doc_id, "its delivery note"),
	TEXT(trip_stop_out, number, 0, 40, "that note's number"), TEXT(trip_stop_out, state, 1, 40, "its state"), I64(trip_stop_out, version, 1, INT64_MAX, "its version"),
	I64(trip_stop_out, orders, 0, INT64_MAX, "orders"), I64(trip_stop_out, parcels, 0, INT64_MAX, "parcels"), TIME(trip_stop_out, plan, "planned arrival"),
	OPT_TIME(trip_stop_out, window_from, "its delivery window opens"), OPT_TIME(trip_stop_out, window_until, "and closes"), I64(trip_stop_out, metres, 0, INT64_MAX, "from the stop before"),
	OPT_TIME(trip_stop_out, by, "earliest promise of its orders"), OPT_TIME(trip_stop_out, arrived, "arrived"), OPT_TIME(trip_stop_out, handed, "handed over"),
	I64(trip_stop_out, lon_e7, -LON_MAX, LON_MAX, "longitude, 1e-7 degrees"), I64(trip_stop_out, lat_e7, -LAT_MAX, LAT_MAX, "latitude"), I64(trip_stop_out, loaded, 0, INT64_MAX, "base units loaded"),
	I64(trip_stop_out, taken, 0, INT64_MAX, "base units taken over"), I64(trip_stop_out, missing, 0, INT64_MAX, "base units missing and not explained"),
	BOOL(trip_stop_out, outside, "planned outside its window"), BOOL(trip_stop_out, late, "later than the earliest promise"), BOOL(trip_stop_out, locked, "stays where it is when trips are planned anew"),
	BOOL(trip_stop_out, warm, "chilled goods in a vehicle that is not cooled: they need boxes"), TEXT(trip_stop_out, breach, 0, 60, "rule of the window it broke"),
	OPT_TEXT(trip_stop_out, phone, 0, 60, "whom to call there; only when one trip is asked for"), OPT_TEXT(trip_stop_out, phone_of, 0, 60, "who answers"),
	OPT_BOOL(trip_stop_out, phone_masked, "a person's phone: in full for a reason"),
	LIST(trip_stop_out, lines, &stop_line_out_shape, 0, DOC_LINES_MAX, "goods; only when one trip is asked for"));
static SHAPE(trip_event_out, I64(trip_event_out, stop_no, 0, 10000, "at which stop; 0: under way"), TIME(trip_event_out, happened, "when"), TEXT(trip_event_out, kind, 1, 40, "what kind"),
	TEXT(trip_event_out, rule_id, 0, 60, "the rule it broke"), TEXT(trip_event_out, note, 0, 400, "what happened"), TEXT(trip_event_out, actor, 0, 200, "who recorded it"));
static SHAPE(trip_row,
	ID(trip_row, trip_id, "the trip"), DAY(trip_row, day, "its day"), I64(trip_row, run_no, 1, 1000, "the vehicle's first, second ... trip of the day"),
	TEXT(trip_row, state, 1, 20, "planned, loaded, rolling, delivered, closed, void"), I64(trip_row, version, 1, INT64_MAX, "its version"),
	ID(trip_row, shop_id, "out from this shop"), TEXT(trip_row, shop, 0, 200, "its name"), OPT_ID(trip_row, offer_id, "the offer"), TEXT(trip_row, offer, 0, 200, "its name"),
	ID(trip_row, vehicle_id, "the vehicle"), TEXT(trip_row, plate, 0, 40, "its plate"), ID(trip_row, driver_id, "the driver"), TEXT(trip_row, driver, 0, 200, "his name"),
	TEXT(trip_row, driver_phone, 0, 40, "his duty phone"), TIME(trip_row, depart, "planned departure"), OPT_TIME(trip_row, departed, "departed"),
	OPT_TIME(trip_row, ended, "last stop done"), I64(trip_row, metres, 0, INT64_MAX, "planned way"), I64(trip_row, capacity, 0, INT64_MAX, "parcels it takes; 0: not said"),
	I64(trip_row, orders, 0, INT64_MAX, "orders"), I64(trip_row, parcels, 0, INT64_MAX, "parcels"), I64(trip_row, stops_done, 0, INT64_MAX, "stops handed over"),
	I64(trip_row, late_orders, 0, INT64_MAX, "orders past their promise"), OPT_TIME(trip_row, by, "earliest promise"), I64(trip_row, problems, 0, INT64_MAX, "problems recorded"),
	OPT_TIME(trip_row, back, "planned to be back at the shop"), BOOL(trip_row, is_locked, "stays as it is when trips are planned anew"),
	BOOL(trip_row, is_mine, "you made or last changed it: another person has to agree to it"),
	OPT_TIME(trip_row, approved, "agreed to as it is"), TEXT(trip_row, approver, 0, 200, "by whom"),
	LIST(trip_row, stops, &trip_stop_out_shape, 0, TRIP_STOPS_MAX, "as they are driven"));
static SHAPE(trip_list_out, LIST(trip_list_out, items, &trip_row_shape, 0, DELIVERY_LIST_MAX, "by number"), OPT_ID(trip_list_out, next, "send as after to get the next page"));
static SHAPE(trip_out, OBJECT(trip_out, trip, &trip_row_shape, "the trip"), LIST(trip_out, lacks, &lack_out_shape, 0, 200, "what keeps it from leaving"),
	LIST(trip_out, events, &trip_event_out_shape, 0, DELIVERY_LIST_MAX, "problems and breaches"), BOOL(trip_out, may_plan, "you may plan it"),
	BOOL(trip_out, may_drive, "you are its driver"), I64(trip_out, shop_lon_e7, -LON_MAX, LON_MAX, "the shop's longitude"), I64(trip_out, shop_lat_e7, -LAT_MAX, LAT_MAX, "and latitude"),
	OPT_TEXT(trip_out, shop_phone, 0, 60, "the shop's line; a person's is masked"));
static SHAPE(trip_wave_out, ID(trip_wave_out, wave_id, "the pick wave"));

static struct list stops_of(struct ctx *cx, const struct lane_stop *s, size_t n)
{
	struct lane_stop_out *rows = arena_array(&cx->mem, struct lane_stop_out, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct lane_stop_out){ .stop_no = s[i].stop_no, .place_id = s[i].place_id, .doc_id = s[i].doc_id, .orders = s[i].orders,
			.parcels = s[i].parcels, .plan = s[i].plan_ms, .window_from = s[i].window_from_ms, .window_until = s[i].window_until_ms,
			.metres = s[i].metres, .by = s[i].by_ms, .lon_e7 = s[i].lon_e7, .lat_e7 = s[i].lat_e7, .outside = s[i].outside, .late = s[i].late,
			.locked = s[i].locked, .warm = s[i].warm, .former = s[i].former, .former_plan = s[i].former_ms, .place = s[i].place };
	return (struct list){ rows, n };
}

static struct list lacks_out(struct ctx *cx, const struct trip_lack *l, size_t n)
{
	struct lack_out *rows = arena_array(&cx->mem, struct lack_out, n + 1);

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct lack_out){ l[i].what, l[i].rule, l[i].zh, l[i].en };
	return (struct list){ rows, n };
}

static struct lane_out lane_of(struct ctx *cx, const struct trip_lane *l)
{
	return (struct lane_out){ .shop_id = l->shop_id, .trip_id = l->trip_id, .vehicle_id = l->vehicle_id, .driver_id = l->driver_id, .capacity = l->capacity, .orders = l->orders,
		.parcels = l->parcels, .metres = l->metres, .depart = l->depart_ms, .back = l->back_ms, .plate = l->plate, .driver = l->driver,
		.stops = stops_of(cx, l->stops, l->n_stops), .lacks = lacks_out(cx, l->lacks, l->n_lacks) };
}

static struct trip_ask ask_of(struct ctx *cx, const struct propose_in *in)
{
	const struct crew_in *c = in->crews.at;
	struct trip_crew *crews = arena_array(&cx->mem, struct trip_crew, in->crews.n + 1);
	int64_t *broken;

	for (size_t i = 0; i < in->crews.n; i++)
		crews[i] = (struct trip_crew){ c[i].vehicle_id, c[i].driver_id, c[i].shop_id, c[i].from, c[i].until, c[i].trips };
	broken = arena_array(&cx->mem, int64_t, in->broken.n + 1);
	for (size_t i = 0; i < in->broken.n; i++)
		broken[i] = ((const struct broken_in *)in->broken.at)[i].trip_id;
	return (struct trip_ask){ .again = in->again, .broken = broken, .n_broken = in->broken.n, .note = in->note, .offer_id = in->offer_id, .shop_id = in->shop_id, .day = in->day, .depart_ms = in->depart, .crews = crews, .n_crews = in->crews.n,
		.keep = in->keep, .asked_ms = in->asked, .digest = in->digest };
}

static enum err prepare_propose(struct ctx *cx, const void *input)
{
	struct trip_ask ask = ask_of(cx, input);
	struct trip_answer *answer;

	TRY(trip_prepare(cx, &ask, &answer));
	cx->prepared = answer;
	return ERR_OK;
}

static struct propose_out plan_out(struct ctx *cx, const struct trip_proposal *p)
{
	struct lane_out *lanes = arena_array(&cx->mem, struct lane_out, p->n_lanes + 1);
	struct left_over *left = arena_array(&cx->mem, struct left_over, p->n_left + 1);
	struct start_shop *shops = arena_array(&cx->mem, struct start_shop, p->n_shops + 1);

	for (size_t i = 0; i < p->n_lanes; i++)
		lanes[i] = lane_of(cx, &p->lanes[i]);
	for (size_t i = 0; i < p->n_left; i++)
		left[i] = (struct left_over){ p->left[i].place_id, p->left[i].orders, p->left[i].parcels, p->left[i].lon_e7, p->left[i].lat_e7, p->left[i].place, p->left[i].zh, p->left[i].en };
	for (size_t i = 0; i < p->n_shops; i++)
		shops[i] = (struct start_shop){ p->shops[i].shop_id, p->shops[i].lon_e7, p->shops[i].lat_e7, p->shops[i].name };
	return (struct propose_out){ { lanes, p->n_lanes }, { left, p->n_left }, { shops, p->n_shops }, p->hinder_zh ? p->hinder_zh : "", p->hinder_en ? p->hinder_en : "", .asked = p->asked_ms, .vehicles = p->price.vehicles_fen,
		.way = p->price.way_fen, .time = p->price.time_fen, .was_metres = p->was_metres, .moved = p->moved, .metres = p->price.metres, .minutes = p->price.seconds / 60, .digest = p->digest,
		.ways_zh = p->ways_zh, .ways_en = p->ways_en };
}

static enum err run_propose(struct ctx *cx, const void *input, void *output)
{
	struct trip_ask ask = ask_of(cx, input);
	struct trip_proposal p;

	ask.answer = cx->prepared;
	TRY(trip_propose(cx, &ask, &p));
	*(struct propose_out *)output = plan_out(cx, &p);
	return ERR_OK;
}

static enum err run_move(struct ctx *cx, const void *input, void *output)
{
	const struct move_in *in = input;
	struct move_out *out = output;
	struct lane_out *lane = arena_array(&cx->mem, struct lane_out, 1);
	struct trip_moved m;

	TRY(trip_move_stop(cx, &(struct trip_move){ .trip_id = in->trip_id, .stop_no = in->stop_no, .to_trip_id = in->to_trip_id, .seat = in->seat,
		.keep = in->keep }, &m));
	*lane = lane_of(cx, &m.lane);
	*out = (struct move_out){ .seat = m.seat, .more_metres = m.more_metres, .more_minutes = m.more_ms / 60000, .parcels_before = m.parcels_before,
		.plan = m.plan_ms, .lanes = { lane, 1 } };
	return ERR_OK;
}

static enum err run_look(struct ctx *cx, const void *input, void *output)
{
	const struct look_in *in = input;
	struct lane_out *lanes = arena_array(&cx->mem, struct lane_out, 2);
	struct late_out *late;
	struct trip_look l;

	TRY(trip_move_look(cx, &(struct trip_move){ .trip_id = in->trip_id, .stop_no = in->stop_no, .to_trip_id = in->to_trip_id, .seat = in->seat }, &l));
	late = arena_array(&cx->mem, struct late_out, l.n_late + 1);
	for (size_t i = 0; i < l.n_lanes; i++)
		lanes[i] = lane_of(cx, &l.lanes[i]);
	for (size_t i = 0; i < l.n_late; i++)
		late[i] = (struct late_out){ l.late[i].trip_id, l.late[i].place_id, l.late[i].plan_ms, l.late[i].minutes, l.late[i].was_minutes, l.late[i].window,
			l.late[i].place, l.late[i].plate };
	*(struct look_out *)output = (struct look_out){ .seat = l.seat, .more_metres = l.more_metres, .more_minutes = l.more_ms / 60000, .all_metres = l.all_metres,
		.all_minutes = l.all_ms / 60000, .cost = l.all_fen, .parcels_before = l.parcels_before, .plan = l.plan_ms, .allowed = !l.zh, .zh = l.zh ? l.zh : "",
		.en = l.en ? l.en : "", .lanes = { lanes, l.n_lanes }, .late = { late, l.n_late } };
	return ERR_OK;
}

static struct trip_act act_of(struct ctx *cx, const struct trip_act_in *in)
{
	const struct counted_stop *c = in->counts.at;
	struct stop_count *counts = arena_array(&cx->mem, struct stop_count, in->counts.n + 1);

	for (size_t i = 0; i < in->counts.n; i++) {
		const struct counted_line *l = c[i].lines.at;
		struct doc_part *parts = arena_array(&cx->mem, struct doc_part, c[i].lines.n + 1);

		for (size_t k = 0; k < c[i].lines.n; k++)
			parts[k] = (struct doc_part){ .line_no = l[k].line_no, .qty = l[k].qty };
		counts[i] = (struct stop_count){ c[i].stop_no, parts, c[i].lines.n };
	}
	return (struct trip_act){ .trip_id = in->trip_id, .version = in->version, .stop_no = in->stop_no, .happened_ms = in->happened,
		.signed_as = in->signed_as, .note = in->note, .counts = counts, .n_counts = in->counts.n, .in_spite = in->in_spite };
}

static enum err done_out(const struct trip_done *done, struct trip_done_out *out)
{
	*out = (struct trip_done_out){ done->trip_id, done->version, done->state, done->waiting_for ? done->waiting_for : "", !(done->waiting_for && done->waiting_for[0]) };
	return ERR_OK;
}

#define ACT(name, call) \
	static enum err run_##name(struct ctx *cx, const void *input, void *out) \
	{ \
		struct trip_act act = act_of(cx, input); \
		struct trip_done done; \
		TRY(call); \
		return done_out(&done, out); \
	}
ACT(load, trip_load(cx, &act, &done))
ACT(depart, trip_depart(cx, &act, &done))
ACT(arrive, trip_arrive(cx, &act, &done))
ACT(hand_over, trip_hand_over(cx, &act, &done))
ACT(report, trip_step(cx, "report", &act, &done))
ACT(turn_back, trip_step(cx, "turn_back", &act, &done))
ACT(unload, trip_step(cx, "unload", &act, &done))
ACT(found, trip_step(cx, "found", &act, &done))
ACT(lose, trip_step(cx, "lose", &act, &done))
ACT(close, trip_step(cx, "close", &act, &done))
ACT(cancel, trip_step(cx, "cancel", &act, &done))

static enum err run_problem(struct ctx *cx, const void *input, void *output)
{
	const struct problem_in *in = input;
	struct trip_id_in *out = output;

	out->trip_id = in->trip_id;
	return trip_problem(cx, in->trip_id, in->stop_no, in->kind, in->note, in->happened);
}

static struct trip_row row_of(struct ctx *cx, const struct trip *t)
{
	struct trip_stop_out *stops = arena_array(&cx->mem, struct trip_stop_out, t->n_stops + 1);

	for (size_t i = 0; i < t->n_stops; i++) {
		const struct lane_stop *s = &t->stops[i];
		const struct trip_stop_state *now = &t->states[i];

		stops[i] = (struct trip_stop_out){ .stop_no = s->stop_no, .place_id = s->place_id, .doc_id = s->doc_id, .version = now->version, .orders = s->orders,
			.parcels = s->parcels, .plan = s->plan_ms, .window_from = s->window_from_ms, .window_until = s->window_until_ms, .metres = s->metres,
			.by = s->by_ms, .arrived = now->arrived_ms, .handed = now->handed_ms, .lon_e7 = s->lon_e7, .lat_e7 = s->lat_e7, .loaded = now->loaded,
			.taken = now->taken, .missing = now->short_qty, .outside = s->outside, .late = s->late, .locked = s->locked, .warm = s->warm, .place = s->place, .state = now->state,
			.number = now->number, .breach = now->breach };
	}
	return (struct trip_row){ .trip_id = t->trip_id, .day = t->day, .run_no = t->run_no, .shop_id = t->shop_id, .offer_id = t->offer_id,
		.vehicle_id = t->vehicle_id, .driver_id = t->driver_id, .depart = t->depart_ms, .departed = t->departed_ms, .ended = t->ended_ms,
		.metres = t->metres, .version = t->version, .capacity = t->capacity, .orders = t->orders, .parcels = t->parcels, .stops_done = t->stops_done,
		.late_orders = t->late_orders, .by = t->by_ms, .problems = t->problems, .state = t->state, .plate = t->plate, .driver = t->driver,
		.driver_phone = t->driver_phone, .shop = t->shop, .offer = t->offer,
		.back = t->back_ms, .is_locked = t->locked,
		.is_mine = t->created_by == cx->actor->account_id || t->changed_by == cx->actor->account_id, .approved = t->approved_ms, .approver = t->approver, .stops = { stops, t->n_stops } };
}

static enum err run_list(struct ctx *cx, const void *input, void *output)
{
	const struct trip_list_in *in = input;
	struct trip_list_out *out = output;
	const int64_t limit = in->limit ? in->limit : 50;
	struct trip_row *rows;
	struct trip *t;
	size_t n;

	TRY(trip_list(cx, &(struct trip_filter){ .day = in->day, .from_day = in->from, .shop_id = in->shop_id, .driver_id = in->mine ? cx->actor->account_id : in->driver_id,
		.place_id = in->place_id, .offer_id = in->offer_id, .state = in->state, .after = in->after, .limit = limit + 1 }, &t, &n));
	if ((int64_t)n > limit)
		out->next = t[--n - 1].trip_id;
	rows = arena_array(&cx->mem, struct trip_row, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = row_of(cx, &t[i]);
	out->items = (struct list){ rows, n };
	return ERR_OK;
}

static enum err run_wave(struct ctx *cx, const void *input, void *output)
{
	return trip_wave(cx, ((const struct trip_id_in *)input)->trip_id, &((struct trip_wave_out *)output)->wave_id);
}

/* What only one trip tells: its goods, and whom to call. */
static enum err add_lines(struct ctx *cx, struct trip_out *out)
{
	struct trip_stop_out *stops = out->trip.stops.at;
	struct delivery_contact c;
	struct trip_line *l;
	size_t n;

	TRY(trip_lines(cx, out->trip.trip_id, &l, &n));
	for (size_t i = 0; i < out->trip.stops.n; i++) {
		struct stop_line_out *rows = arena_array(&cx->mem, struct stop_line_out, n + 1);
		size_t k = 0;

		for (size_t j = 0; j < n; j++)
			if (l[j].stop_no == stops[i].stop_no)
				rows[k++] = (struct stop_line_out){ l[j].line_no, l[j].item_id, l[j].asked, l[j].sent, l[j].taken, l[j].missing, l[j].item, l[j].unit };
		stops[i].lines = (struct list){ rows, k };
		TRY(delivery_contact_of(cx, stops[i].place_id, false, &c));
		stops[i].phone = c.phone;
		stops[i].phone_of = c.name;
		stops[i].phone_masked = c.personal;
	}
	TRY(delivery_contact_of(cx, out->trip.shop_id, false, &c));
	out->shop_phone = c.phone;
	return ERR_OK;
}

static enum err run_get(struct ctx *cx, const void *input, void *output)
{
	const struct trip_id_in *in = input;
	struct trip_out *out = output;
	struct trip_event_out *events;
	struct place_point point;
	struct trip_event *e;
	struct trip_lack *l;
	struct trip t;
	size_t n;

	TRY(trip_get(cx, in->trip_id, &t));
	out->trip = row_of(cx, &t);
	TRY(add_lines(cx, out));
	n = 0;
	l = NULL;
	if (text_equal(t.state, "planned") || text_equal(t.state, "loaded"))
		TRY(delivery_lacks(cx, in->trip_id, &l, &n));
	out->lacks = lacks_out(cx, l, n);
	TRY(trip_events(cx, in->trip_id, &e, &n));
	events = arena_array(&cx->mem, struct trip_event_out, n + 1);
	for (size_t i = 0; i < n; i++)
		events[i] = (struct trip_event_out){ e[i].stop_no, e[i].happened_ms, e[i].kind, e[i].rule_id, e[i].note, e[i].actor };
	out->events = (struct list){ events, n };
	TRY(place_point(cx, t.shop_id, &point));
	out->shop_lon_e7 = point.lon_e7;
	out->shop_lat_e7 = point.lat_e7;
	out->may_plan = ctx_may(cx, PERM_TRIP_EDIT, t.shop_path);
	out->may_drive = t.driver_id == cx->actor->account_id;
	return ERR_OK;
}

static enum err run_lock(struct ctx *cx, const void *input, void *output)
{
	const struct trip_lock_in *in = input;

	((struct trip_id_in *)output)->trip_id = in->trip_id;
	return trip_lock(cx, in->trip_id, in->version, in->stop_no, in->locked);
}

static enum err run_approve(struct ctx *cx, const void *input, void *output)
{
	const struct trip_approve_in *in = input;
	const struct trip_seen_in *t = in->trips.at;
	struct trip_seen *trips = arena_array(&cx->mem, struct trip_seen, in->trips.n + 1);

	for (size_t i = 0; i < in->trips.n; i++)
		trips[i] = (struct trip_seen){ t[i].trip_id, t[i].version };
	((struct trip_approve_out *)output)->approved = (int64_t)in->trips.n;
	return trip_approve(cx, trips, in->trips.n);
}

#define TRIP_OP(verb, perm_, zh_, en_) \
	{ .method = "POST", .path = "/api/v1/trips/{trip_id}/" #verb, .name = "trip_" #verb, .zh = zh_, .en = en_, .perm = perm_, .tx = TX_WRITE, \
	  .in = &trip_act_in_shape, .out = &trip_done_out_shape, .run = run_##verb, .fails = DOC_FAILS },

extern const struct op trip_ops[];
const struct op trip_ops[] = {
	{ .method = "POST", .path = "/api/v1/trips/propose", .name = "trip_propose", .zh = "排车", .en = "Trips for an offer, or for all that waits on a day", .perm = PERM_TRIP_EDIT,
	  .tx = TX_WRITE, .in = &propose_in_shape, .out = &propose_out_shape, .run = run_propose, .prepare = prepare_propose, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/trips", .name = "trip_list", .zh = "车次列表", .en = "Trips", .perm = PERM_TRIP_READ, .tx = TX_READ, .in = &trip_list_in_shape,
	  .out = &trip_list_out_shape, .run = run_list },
	{ .method = "GET", .path = "/api/v1/trips/{trip_id}", .name = "trip_get", .zh = "一趟车", .en = "One trip with its goods and what keeps it from leaving",
	  .perm = PERM_TRIP_READ, .tx = TX_READ, .in = &trip_id_in_shape, .out = &trip_out_shape, .run = run_get, .fails = { ERR_NOT_FOUND } },
	{ .method = "POST", .path = "/api/v1/trips/{trip_id}/move", .name = "trip_move", .zh = "把一站移到另一趟车", .en = "Move a stop, or show what that costs",
	  .perm = PERM_TRIP_EDIT, .tx = TX_WRITE, .in = &move_in_shape, .out = &move_out_shape, .run = run_move, .fails = DOC_FAILS },
	{ .method = "GET", .path = "/api/v1/trips/{trip_id}/move", .name = "trip_move_look", .zh = "看移站的代价", .en = "What moving a stop would cost, and whom it makes late; keeps nothing",
	  .perm = PERM_TRIP_EDIT, .tx = TX_READ, .in = &look_in_shape, .out = &look_out_shape, .run = run_look,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_INPUT, ERR_BAD_STATE, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/trips/{trip_id}/lock", .name = "trip_lock", .zh = "锁定车次或一站", .en = "Lock or unlock a trip or one of its stops",
	  .perm = PERM_TRIP_EDIT, .tx = TX_WRITE, .in = &trip_lock_in_shape, .out = &trip_id_in_shape, .run = run_lock, .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE } },
	{ .method = "POST", .path = "/api/v1/trips/approve", .name = "trip_approve", .zh = "批准车次", .en = "Agree to trips as they stand",
	  .perm = PERM_TRIP_EDIT, .tx = TX_WRITE, .in = &trip_approve_in_shape, .out = &trip_approve_out_shape, .run = run_approve,
	  .fails = { ERR_NOT_FOUND, ERR_STALE, ERR_BAD_STATE, ERR_BLOCKED } },
	{ .method = "POST", .path = "/api/v1/trips/{trip_id}/wave", .name = "trip_wave", .zh = "按车次拣货", .en = "A pick wave of a trip's orders, last stop first",
	  .perm = PERM_ORDER_FILL, .tx = TX_WRITE, .in = &trip_id_in_shape, .out = &trip_wave_out_shape, .run = run_wave,
	  .fails = { ERR_NOT_FOUND, ERR_BAD_STATE, ERR_BLOCKED } },
	TRIP_OP(load, PERM_SIGNED_IN, "装车点数", "Load and count; shop and driver sign")
	TRIP_OP(depart, PERM_TRIP_DRIVE, "发车", "Depart; refused while anything is missing")
	TRIP_OP(arrive, PERM_TRIP_DRIVE, "到站", "Arrive at a stop")
	TRIP_OP(hand_over, PERM_SIGNED_IN, "交接点数", "Hand over at a stop and count; driver and team sign")
	TRIP_OP(report, PERM_ORDER_DELIVER, "报差异", "Report what is missing at a stop")
	TRIP_OP(turn_back, PERM_ORDER_FILL, "带回", "Goods of a stop are back at the shop")
	TRIP_OP(unload, PERM_ORDER_FILL, "卸回", "Unload before the stop was reached")
	TRIP_OP(found, PERM_TRIP_EDIT, "查明找回", "Missing goods were found; two sign")
	TRIP_OP(lose, PERM_TRIP_EDIT, "确认损失", "Missing goods are lost; two sign")
	TRIP_OP(close, PERM_TRIP_EDIT, "办结", "Close a trip's stops")
	TRIP_OP(cancel, PERM_TRIP_EDIT, "撤销", "Cancel stops that are not loaded")
	{ .method = "POST", .path = "/api/v1/trips/{trip_id}/problems", .name = "trip_problem", .zh = "报告途中问题", .en = "Record a problem under way",
	  .perm = PERM_SIGNED_IN, .tx = TX_WRITE, .in = &problem_in_shape, .out = &trip_id_in_shape, .run = run_problem, .fails = { ERR_NOT_FOUND } },
	{ 0 },
};
