-- Vehicle tours for dispatch orders.  The orders stay the documents: a tour says who drives them, in what order and when.
-- state: planned, approved, broken, cancelled; whether it is under way or done is read from its orders.
CREATE TABLE tour (
  district_id BIGINT NOT NULL, tour_id BIGINT NOT NULL, day BIGINT NOT NULL, run_no BIGINT NOT NULL CHECK (run_no >= 1),
  vehicle_id BIGINT NOT NULL, driver_id BIGINT NOT NULL, home_path TEXT NOT NULL, state TEXT NOT NULL, locked BIGINT NOT NULL CHECK (locked IN (0, 1)),
  depart_ms BIGINT NOT NULL, back_ms BIGINT NOT NULL, metres BIGINT NOT NULL, cost_fen BIGINT NOT NULL,
  made_by BIGINT NOT NULL, made_ms BIGINT NOT NULL, changed_by BIGINT NOT NULL, changed_ms BIGINT NOT NULL,
  approved_by BIGINT NOT NULL, approved_ms BIGINT NOT NULL, broken_ms BIGINT NOT NULL, broken_place_id BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (district_id, tour_id), UNIQUE (district_id, day, run_no));
-- A vehicle and a driver have one tour a day that still goes.
CREATE UNIQUE INDEX tour_vehicle_day ON tour (district_id, day, vehicle_id) WHERE state IN ('planned', 'approved');
CREATE UNIQUE INDEX tour_driver_day ON tour (district_id, day, driver_id) WHERE state IN ('planned', 'approved');

-- Where it stops, in order: goods of an order are taken on (unload 0) and brought (unload 1).
CREATE TABLE tour_halt (
  district_id BIGINT NOT NULL, tour_id BIGINT NOT NULL, seat BIGINT NOT NULL CHECK (seat >= 1), dispatch_id BIGINT NOT NULL,
  unload BIGINT NOT NULL CHECK (unload IN (0, 1)), place_id BIGINT NOT NULL, arrive_ms BIGINT NOT NULL, begin_ms BIGINT NOT NULL, leave_ms BIGINT NOT NULL,
  metres BIGINT NOT NULL, PRIMARY KEY (district_id, tour_id, seat));
-- An order rides on one tour at a time: a second live row fails on the key.  aboard_place_id: its vehicle broke down with the goods on board, there.
CREATE TABLE tour_order (
  district_id BIGINT NOT NULL, dispatch_id BIGINT NOT NULL, tour_id BIGINT NOT NULL, live BIGINT NOT NULL CHECK (live IN (0, 1)),
  locked BIGINT NOT NULL CHECK (locked IN (0, 1)), aboard_place_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, dispatch_id, tour_id));
CREATE UNIQUE INDEX tour_order_live ON tour_order (district_id, dispatch_id) WHERE live = 1;
CREATE INDEX tour_order_by_tour ON tour_order (district_id, tour_id, dispatch_id);

-- What was done to a tour, by whom.
CREATE TABLE tour_event (
  district_id BIGINT NOT NULL, event_id BIGINT NOT NULL, tour_id BIGINT NOT NULL, kind TEXT NOT NULL, dispatch_id BIGINT NOT NULL,
  note TEXT NOT NULL, at_ms BIGINT NOT NULL, actor_id BIGINT NOT NULL, PRIMARY KEY (district_id, event_id));
CREATE INDEX tour_event_by_tour ON tour_event (district_id, tour_id, event_id);

-- What planning must know and the registers of vehicles, items and places do not say.  0: not known.
CREATE TABLE tour_vehicle (
  district_id BIGINT NOT NULL, vehicle_id BIGINT NOT NULL, kg BIGINT NOT NULL CHECK (kg >= 0), litres BIGINT NOT NULL CHECK (litres >= 0),
  hazard BIGINT NOT NULL CHECK (hazard IN (0, 1)), version BIGINT NOT NULL, PRIMARY KEY (district_id, vehicle_id));
CREATE TABLE tour_item (
  district_id BIGINT NOT NULL, item_id BIGINT NOT NULL, grams BIGINT NOT NULL CHECK (grams >= 0), ml BIGINT NOT NULL CHECK (ml >= 0),
  version BIGINT NOT NULL, PRIMARY KEY (district_id, item_id));
-- When a unit takes goods, in minutes of the day.
CREATE TABLE tour_hours (
  district_id BIGINT NOT NULL, place_id BIGINT NOT NULL, from_min BIGINT NOT NULL, until_min BIGINT NOT NULL, version BIGINT NOT NULL,
  PRIMARY KEY (district_id, place_id));
