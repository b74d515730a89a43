/* SPDX-License-Identifier: Apache-2.0 */
/* A station and its team, whom a driver calls, vehicles by village, and loading in the order of stops. */
#include "test.h"
#include "base/text.h"
#include "caps/delivery/contact.h"
#include "caps/delivery/delivery_world.h"
#include "caps/delivery/rules.h"
#include "caps/delivery/station.h"
#include "caps/packing/packing.h"
#include "both_stores.h"

static const char fleet_plan[] =
	"plan: {id: f, zh: 车辆规则, version: 1, date: 2021-01-01, kind: district, kinds: [{id: town_compound, zh: 城镇小区, of: area}]}\n"
	"roles: [{id: command, zh: 指挥部, kind: command}]\n"
	"delivery: {fleet: [{id: one_each, zh: 一小区一车, per: town_compound, vehicles: 1, crew: fixed, loop: closed}]}\n";

static void put_in_force(struct ctx *cx, const char *text, size_t n)
{
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "f.yaml", text, n, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "f", .version = 1, .reason = "试" }, &id));
}

static int64_t line_of_item(const struct station_count *lines, size_t n, int64_t item_id)
{
	for (size_t i = 0; i < n; i++)
		if (lines[i].item_id == item_id)
			return lines[i].line_no;
	return 0;
}

static void teams(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const struct market *m = &w.o.m;
	struct station_row *rows;
	struct station_view v;
	struct doc_moved moved;
	struct trip_done done;
	size_t n;

	proposed_trips(cx, &w, true);
	cx->actor = w.team;
	must(station_list(cx, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].place_id, w.station);
	must(station_see(cx, w.station, &v));
	assert_int_equal(v.n_arrivals, 1);
	assert_string_equal(v.arrivals[0].state, "planned");
	assert_int_equal(v.arrivals[0].n_parcels, 3);
	assert_int_equal(v.n_buildings, 0);
	must(trip_do(cx, m->clerk, trip_load, &w, 0));
	must(trip_do(cx, w.driver, trip_load, &w, 0));
	checked_and_clean(cx, &w);
	must(trip_do(cx, w.driver, trip_depart, &w, 0));
	cx->now_ms = w.evening + 60000;
	must(trip_do(cx, w.driver, trip_arrive, &w, 1));
	cx->actor = w.team;
	must(station_see(cx, w.station, &v));
	struct stop_count count = { .stop_no = 1, .n_parts = 2, .parts = (struct doc_part[]){
		{ .line_no = line_of_item(v.arrivals[0].lines, v.arrivals[0].n_lines, m->package), .qty = 3 },
		{ .line_no = line_of_item(v.arrivals[0].lines, v.arrivals[0].n_lines, m->egg), .qty = 30 } } };
	struct trip_act act = { .trip_id = w.trip, .stop_no = 1, .counts = &count, .n_counts = 1, .note = "" };

	must(trip_hand_over(cx, &act, &done));
	must(station_see(cx, w.station, &v));
	assert_true(v.arrivals[0].signed_team && !v.arrivals[0].signed_driver);
	cx->actor = w.driver;
	must(trip_hand_over(cx, &act, &done));
	cx->actor = w.team;
	must(station_see(cx, w.station, &v));
	assert_true(!v.arrivals[0].signed_team && v.n_buildings == 0);          /* one is missing: said first, then passed on */
	must(trip_step(cx, "report", &(struct trip_act){ .trip_id = w.trip, .stop_no = 1, .note = "少一份" }, &done));
	must(station_see(cx, w.station, &v));
	assert_string_equal(v.arrivals[0].state, "disputed");
	assert_int_equal(v.n_buildings, 1);
	assert_int_equal(v.buildings[0].n_parcels, 3);
	assert_string_equal(v.buildings[0].takers[0].name, "leader3");
	assert_string_equal(v.buildings[0].takers[0].role, "building_leader");
	must(passing_open(cx, &(struct passing_draft){ .from_place_id = w.station, .building_id = m->building, .taker_id = w.leader->account_id,
		.order_ids = &w.order[1], .n_orders = 1 }, &moved));
	must(station_see(cx, w.station, &v));
	assert_int_equal(v.buildings[0].n_parcels, 2);
	assert_int_equal(v.n_passings, 1);
	assert_string_equal(v.passings[0].taker, "leader3");
	assert_int_equal(v.passings[0].orders, 1);
	must(step(w.leader, moved.doc_id, "take"));
	cx->actor = w.team;
	must(station_see(cx, w.station, &v));
	assert_int_equal(v.n_passings, 0);
	cx->actor = w.leader;
	refused(ERR_NOT_FOUND, station_see(cx, w.station, &v));
	must(station_list(cx, &rows, &n));
	assert_int_equal(n, 0);
	cx->actor = w.o.stranger;
	refused(ERR_NOT_FOUND, station_see(cx, w.station, &v));
	close_docs(cx);
}
static void D3_11_a_station_counts_in_sees_what_lies_there_and_passes_it_on(void **state) { (void)state; for_each_store(teams); }

static void phones(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const struct actor *officer = new_actor(cx, "street9", "street_office", w.o.m.d.d.a);
	struct delivery_contact c, *list;
	size_t n;

	proposed_trips(cx, &w, true);
	must(delivery_contact_of(cx, w.station, false, &c));
	assert_string_equal(c.phone, "");
	cx->actor = officer;
	must(delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.station, .name = "值班电话", .phone = "0571-86000001" }, &c));
	assert_string_equal(c.phone, "057186000001");              /* a line, no person */
	refused(ERR_STALE, delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.station, .phone = "13800138000", .name = "张三丰", .personal = true }, &c));
	refused(ERR_BAD_INPUT, delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.station, .version = 1, .phone = "12", .name = "张三丰" }, &c));
	refused(ERR_BAD_INPUT, delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.station, .version = 1, .phone = "13800138000", .personal = true }, &c));
	refused(ERR_BAD_INPUT, delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.o.m.building, .phone = "13800138000", .name = "甲" }, &c));
	must(delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.station, .version = 1, .phone = "13800138000", .name = "张三丰", .personal = true }, &c));
	assert_string_equal(c.phone, "138****8000");
	assert_string_equal(c.name, "张**");
	must(delivery_contact_list(cx, 0, 50, &list, &n));
	for (size_t i = 0; i < n; i++)
		assert_true(list[i].place_id != w.station || text_equal(list[i].phone, "138****8000"));
	must(delivery_contact_reveal(cx, w.station, &c));
	assert_string_equal(c.phone, "13800138000");
	cx->actor = w.driver;
	refused(ERR_FORBIDDEN, delivery_contact_save(cx, &(struct delivery_contact){ .place_id = w.o.m.shop, .phone = "0571-86000002" }, &c));
	must(trip_contact_reveal(cx, w.trip, 1, &c));               /* he is on his way there */
	assert_string_equal(c.phone, "13800138000");
	refused(ERR_NOT_FOUND, trip_contact_reveal(cx, w.trip, 7, &c));
	cx->actor = new_actor(cx, "driver7", "delivery_driver", w.o.m.shop);
	refused(ERR_FORBIDDEN, trip_contact_reveal(cx, w.trip, 1, &c));
	cx->actor = w.o.m.clerk;
	must(trip_step(cx, "cancel", &(struct trip_act){ .trip_id = w.trip, .note = "" }, &(struct trip_done){ 0 }));
	cx->actor = w.driver;
	refused(ERR_BAD_STATE, trip_contact_reveal(cx, w.trip, 1, &c));
	close_docs(cx);
}
static void D3_11_a_driver_can_call_the_next_stop_and_a_persons_phone_is_masked(void **state) { (void)state; for_each_store(phones); }

static void fleets(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const struct market *m = &w.o.m;
	const struct actor *second = new_actor(cx, "driver2", "delivery_driver", m->shop);
	struct trip_crew crew = { w.vehicle, w.driver->account_id };
	struct trip_ask ask = { .offer_id = w.o.offer, .crews = &crew, .n_crews = 1 };
	struct trip_proposal p;
	struct trip_lack *l;
	struct vehicle v;
	int64_t id, second_vehicle;
	size_t n;

	proposed_trips(cx, &w, true);                   /* before there is any rule, by a vehicle that may go anywhere */
	put_in_force(cx, fleet_plan, sizeof fleet_plan - 1);
	cx->actor = m->clerk;
	must(delivery_lacks(cx, w.trip, &l, &n));
	bool loop = false;
	for (size_t i = 0; i < n; i++)
		loop |= text_equal(l[i].what, "loop") && text_equal(l[i].rule, "one_each");
	assert_true(loop);                              /* the plan came later, and keeps it from leaving */
	must(trip_do(cx, m->clerk, trip_load, &w, 0));
	must(trip_do(cx, w.driver, trip_load, &w, 0));
	checked_and_clean(cx, &w);
	refused(ERR_BLOCKED, trip_do(cx, w.driver, trip_depart, &w, 0));
	assert_non_null(strstr(cx->fault.zh, "闭环"));
	cx->actor = m->clerk;
	must(trip_step(cx, "unload", &(struct trip_act){ .trip_id = w.trip, .note = "换车" }, &(struct trip_done){ 0 }));
	must(trip_propose(cx, &ask, &p));
	assert_int_equal(p.n_left, 1);
	assert_non_null(strstr(p.left[0].zh, "闭环"));
	/* Registered for this community only, it may. */
	must(vehicle_get(cx, w.vehicle, &v));
	v.area_id = m->d.d.a1;
	must(vehicle_save(cx, &v, &id));
	ask.keep = true;
	must(trip_propose(cx, &ask, &p));
	assert_int_equal(p.n_left, 0);
	w.trip = p.lanes[0].trip_id;
	must(delivery_lacks(cx, w.trip, &l, &n));
	for (size_t i = 0; i < n; i++)
		assert_false(text_equal(l[i].rule, "one_each"));
	/* A second vehicle for the same village on that day: refused, with the one that drives already. */
	cx->actor = m->clerk;
	must(vehicle_save(cx, &(struct vehicle){ .plate = "浙A20002", .place_id = m->shop, .area_id = m->d.d.a1, .parcels = 90, .active = 1 }, &second_vehicle));
	must(driver_save(cx, &(struct driver){ .driver_id = second->account_id, .place_id = m->shop, .licence = "C1", .licence_until = civil_day_of(cx->now_ms) + 30, .active = 1 }));
	struct fleet_rule fleet;
	struct delivery_rules rules;
	struct fleet_user *users;
	must(delivery_rules_of(cx, m->grid, &rules));
	must(delivery_fleet_rule(cx, &rules, m->grid, &fleet));
	must(delivery_fleet_users(cx, &fleet, civil_day_of(w.evening), &users, &n));
	assert_int_equal(n, 1);
	struct fleet_crew other = { second_vehicle, second->account_id, "浙A20002", "driver2", fleet.path };
	struct fleet_refusal no = delivery_fleet_refusal(cx, &fleet, &other, users, n);
	assert_string_equal(no.what, "fleet");
	assert_non_null(strstr(no.zh, "浙AD1183"));
	assert_non_null(strstr(no.zh, "最多 1 辆"));
	/* The same vehicle with another driver: the crew is fixed. */
	struct fleet_crew same = { w.vehicle, second->account_id, "浙AD1183", "driver2", fleet.path };
	assert_string_equal(delivery_fleet_refusal(cx, &fleet, &same, users, n).what, "crew");
	struct fleet_crew own = { w.vehicle, w.driver->account_id, "浙AD1183", "driver1", fleet.path };
	assert_null(delivery_fleet_refusal(cx, &fleet, &own, users, n).zh);
	close_docs(cx);
}
static void D10_3_one_vehicle_with_its_driver_serves_a_village_in_a_closed_loop(void **state) { (void)state; for_each_store(fleets); }

static void loading(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	const struct market *m = &w.o.m;
	struct wave_order *orders;
	struct doc_moved moved;
	struct wave wave;
	int64_t id, again;
	size_t n;

	proposed_trips(cx, &w, true);
	must(offer_shut(cx, w.o.offer, 0, &moved));
	cx->actor = w.driver;
	refused(ERR_FORBIDDEN, trip_wave(cx, w.trip, &id));
	cx->actor = m->clerk;
	must(trip_wave(cx, w.trip, &id));
	must(wave_see(cx, id, &wave));
	assert_int_equal(wave.trip_id, w.trip);
	assert_int_equal(wave.n_orders, 3);
	assert_string_equal(wave.name, "浙AD1183 第1趟");
	must(wave_orders(cx, id, &orders, &n));
	assert_int_equal(n, 3);
	refused(ERR_NOT_FOUND, trip_wave(cx, w.trip, &again));       /* all its orders are in a wave */
	must(trip_do(cx, m->clerk, trip_load, &w, 0));
	must(trip_do(cx, w.driver, trip_load, &w, 0));
	cx->actor = m->clerk;
	refused(ERR_BAD_STATE, trip_wave(cx, w.trip, &again));
	close_docs(cx);
}
static void D4_2_a_wave_of_a_trip_holds_its_orders(void **state) { (void)state; for_each_store(loading); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D3_11_a_station_counts_in_sees_what_lies_there_and_passes_it_on),
		cmocka_unit_test(D3_11_a_driver_can_call_the_next_stop_and_a_persons_phone_is_masked),
		cmocka_unit_test(D10_3_one_vehicle_with_its_driver_serves_a_village_in_a_closed_loop),
		cmocka_unit_test(D4_2_a_wave_of_a_trip_holds_its_orders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
