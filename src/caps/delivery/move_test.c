/* SPDX-License-Identifier: Apache-2.0 */
/* Stops held over another trip: what the move would cost and whom it makes late, before anything is kept. */
#include "test.h"
#include "base/text.h"
#include "caps/delivery/delivery_world.h"
#include "both_stores.h"
#include <string.h>

struct two_trips { struct delivering w; int64_t near, far, far_station; const struct actor *second; };

/* A second grid a way of an hour and a half to the other side of the shop, with one order of an offer of its own; a trip to each. */
static struct two_trips two_trips(struct ctx *cx)
{
	struct two_trips t = { .w = open_delivering(cx) };
	const struct market *m = &t.w.o.m;
	struct trip_crew crews[2] = { { .vehicle_id = t.w.vehicle, .driver_id = t.w.driver->account_id } };
	struct offer_draft draft = evening_offer(cx, m, (struct offer_want[]){ { m->package, 50, 3 } }, 1);
	struct ordering far = t.w.o;
	struct order_placed placed;
	struct trip_proposal p;
	struct doc_moved moved;
	struct order_draft order;
	int64_t home;

	cx->actor = &the_system;
	far.m.grid = new_place(cx, PLACE_GRID, "G2", "远山村", m->d.d.a1);
	far.m.building = new_place(cx, PLACE_BUILDING, "G2-1", "1号楼", far.m.grid);
	t.far_station = new_place(cx, PLACE_STATION, "ST2", "二号站", m->d.d.a1);
	give_point(cx, t.far_station, -30);
	cx->actor = &the_system;
	must(grid_area_put(cx, far.m.grid, 0, &(struct grid_facts){ .compound = "远山村", .area_kind = "town_compound", .station_id = t.far_station }));
	cx->actor = new_actor(cx, "far_worker", "grid_worker", far.m.grid);
	far.m.worker = cx->actor;
	home = lives_at(cx, &far, "101", 0);
	draft.area_id = far.m.grid;
	cx->actor = m->clerk;
	must(offer_open(cx, &draft, &far.offer));
	must(offer_publish(cx, far.offer, 0, &moved));
	cx->actor = far.m.worker;
	order = wish(&far, home, ORDER_PREPAID, WANTS({ .line_no = 1, .qty = 1 }));
	must(order_place(cx, &order, &placed));
	t.second = new_actor(cx, "driver2", "delivery_driver", m->shop);
	cx->actor = m->clerk;
	must(vehicle_save(cx, &(struct vehicle){ .plate = "浙A20002", .place_id = m->shop, .parcels = 100, .active = 1 }, &crews[1].vehicle_id));
	must(driver_save(cx, &(struct driver){ .driver_id = t.second->account_id, .place_id = m->shop, .licence = "C1", .licence_until = civil_day_of(cx->now_ms) + 30, .active = 1 }));
	crews[1].driver_id = t.second->account_id;
	cx->now_ms = t.w.evening - 2 * 3600 * 1000;
	for (size_t i = 0; i < 2; i++) {
		must(trip_propose(cx, &(struct trip_ask){ .offer_id = i ? far.offer : t.w.o.offer, .crews = &crews[i], .n_crews = 1, .keep = true }, &p));
		*(i ? &t.far : &t.near) = p.lanes[0].trip_id;
	}
	assert_true(t.near && t.far);
	return t;
}

static void looking(struct ctx *cx)
{
	struct two_trips t = two_trips(cx);
	struct trip_move move = { .trip_id = t.near, .stop_no = 1, .to_trip_id = t.far };
	struct trip near, far, still;
	struct trip_moved done;
	struct trip_look l;

	must(trip_get(cx, t.near, &near));
	must(trip_get(cx, t.far, &far));
	/* Three hours from the far station: after its window, and the rule says so; what it would cost is said all the same. */
	must(trip_move_look(cx, &move, &l));
	assert_non_null(l.zh);
	assert_true(strstr(l.en, "after its window has closed") != NULL);
	assert_int_equal(l.n_late, 1);
	assert_true(l.late[0].window && l.late[0].minutes > 0 && !l.late[0].was_minutes);
	assert_int_equal(l.more_metres, l.lanes[0].metres - far.metres);
	assert_int_equal(l.all_metres, l.lanes[0].metres - far.metres - near.metres);
	assert_int_equal(l.lanes[1].n_stops, 0);
	/* One vehicle stays at home: its price is saved, way and time are counted as plans count them. */
	assert_int_equal(l.all_fen, l.all_metres * TRIP_KM_FEN / 1000 + l.all_ms / 1000 * TRIP_HOUR_FEN / 3600 - TRIP_VEHICLE_FEN);
	/* In front of the far station it is that one that is late; who is late is told by its name. */
	move.seat = 1;
	must(trip_move_look(cx, &move, &l));
	assert_int_equal(l.seat, 1);
	assert_int_equal(l.late[0].place_id, t.far_station);
	assert_string_equal(l.late[0].plate, l.lanes[0].plate);
	/* Nothing was kept, and keeping it is refused. */
	must(trip_get(cx, t.near, &still));
	assert_int_equal(still.version, near.version);
	move.keep = true;
	refused(ERR_BLOCKED, trip_move_stop(cx, &move, &done));
	/* What is locked is not evaluated; nor by a stranger. */
	must(trip_lock(cx, t.far, 0, 0, true));
	refused(ERR_BLOCKED, trip_move_look(cx, &move, &l));
	must(trip_lock(cx, t.far, 0, 0, false));
	cx->actor = t.w.o.stranger;
	refused(ERR_NOT_FOUND, trip_move_look(cx, &move, &l));
	cx->actor = t.w.o.m.clerk;
	close_docs(cx);
}
static void a_held_stop_shows_what_it_costs_and_whom_it_makes_late(void **state) { (void)state; for_each_store(looking); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_held_stop_shows_what_it_costs_and_whom_it_makes_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
