-- Delivery: what may drive, who may drive it, what was checked before, trips with their stops and orders, hand-overs at the door.

-- A vehicle: where it is at home, the area it may drive to (0: anywhere), and what it takes.
CREATE TABLE vehicle (
  district_id BIGINT NOT NULL, vehicle_id BIGINT NOT NULL, plate TEXT NOT NULL,
  place_id BIGINT NOT NULL, place_path TEXT NOT NULL,
  area_id BIGINT NOT NULL, kind TEXT NOT NULL, parcels BIGINT NOT NULL CHECK (parcels >= 0), cold BIGINT NOT NULL CHECK (cold IN (0, 1)),
  active BIGINT NOT NULL CHECK (active IN (0, 1)), version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (district_id, vehicle_id), UNIQUE (district_id, plate));
CREATE INDEX vehicle_by_place ON vehicle (district_id, place_path, plate);

-- A driver is an account; here is what lets it drive.
CREATE TABLE driver (
  district_id BIGINT NOT NULL, driver_id BIGINT NOT NULL, place_id BIGINT NOT NULL, place_path TEXT NOT NULL,
  area_id BIGINT NOT NULL, licence TEXT NOT NULL, licence_until BIGINT NOT NULL, phone TEXT NOT NULL,
  active BIGINT NOT NULL CHECK (active IN (0, 1)), version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (district_id, driver_id));
CREATE INDEX driver_by_place ON driver (district_id, place_path, driver_id);

CREATE TABLE vehicle_pass (
  district_id BIGINT NOT NULL, pass_id BIGINT NOT NULL, vehicle_id BIGINT NOT NULL, number TEXT NOT NULL, issued_by TEXT NOT NULL,
  from_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL CHECK (until_ms > from_ms), ended_ms BIGINT NOT NULL, recorded_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, pass_id), UNIQUE (district_id, number),
  FOREIGN KEY (district_id, vehicle_id) REFERENCES vehicle (district_id, vehicle_id));
CREATE INDEX vehicle_pass_by_vehicle ON vehicle_pass (district_id, vehicle_id, until_ms);

-- Temperature in tenths of a degree; tested_ms when the last test for the virus was taken (0: none shown); plans say how old it may be.
CREATE TABLE driver_check (
  district_id BIGINT NOT NULL, check_id BIGINT NOT NULL, driver_id BIGINT NOT NULL, temperature BIGINT NOT NULL,
  tested_ms BIGINT NOT NULL, protected BIGINT NOT NULL CHECK (protected IN (0, 1)), checked_ms BIGINT NOT NULL, checked_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, check_id));
CREATE INDEX driver_check_by_driver ON driver_check (district_id, driver_id, checked_ms);
CREATE TABLE vehicle_cleaning (
  district_id BIGINT NOT NULL, cleaning_id BIGINT NOT NULL, vehicle_id BIGINT NOT NULL, agent TEXT NOT NULL, strength BIGINT NOT NULL,
  cleaned_ms BIGINT NOT NULL, cleaned_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, cleaning_id));
CREATE INDEX vehicle_cleaning_by_vehicle ON vehicle_cleaning (district_id, vehicle_id, cleaned_ms);

-- grid_id of a stop: a grid it serves, whose kind and zone the plan's windows are asked for; by_ms: the earliest promise on it.
-- A trip: one vehicle, one driver, one way out from a shop.  Its goods are in the documents of its stops (kind trip).
CREATE TABLE trip (
  district_id BIGINT NOT NULL, trip_id BIGINT NOT NULL, day BIGINT NOT NULL, run_no BIGINT NOT NULL CHECK (run_no >= 1),
  shop_id BIGINT NOT NULL, shop_path TEXT NOT NULL, offer_id BIGINT NOT NULL,
  vehicle_id BIGINT NOT NULL, driver_id BIGINT NOT NULL, state TEXT NOT NULL,
  depart_ms BIGINT NOT NULL, departed_ms BIGINT NOT NULL, ended_ms BIGINT NOT NULL, metres BIGINT NOT NULL,
  created_by BIGINT NOT NULL, created_ms BIGINT NOT NULL, version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (district_id, trip_id),
  FOREIGN KEY (district_id, vehicle_id) REFERENCES vehicle (district_id, vehicle_id));
CREATE INDEX trip_by_day ON trip (district_id, day, trip_id);
CREATE INDEX trip_by_vehicle ON trip (district_id, vehicle_id, day, trip_id);
CREATE INDEX trip_by_driver ON trip (district_id, driver_id, day, trip_id);
CREATE INDEX trip_by_offer ON trip (district_id, offer_id, trip_id);
CREATE TABLE trip_stop (
  district_id BIGINT NOT NULL, trip_id BIGINT NOT NULL, stop_no BIGINT NOT NULL CHECK (stop_no >= 1), seat BIGINT NOT NULL CHECK (seat >= 1), doc_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL, path TEXT NOT NULL, grid_id BIGINT NOT NULL, orders BIGINT NOT NULL, parcels BIGINT NOT NULL, by_ms BIGINT NOT NULL,
  window_from_ms BIGINT NOT NULL, window_until_ms BIGINT NOT NULL, plan_ms BIGINT NOT NULL, metres BIGINT NOT NULL,
  arrived_ms BIGINT NOT NULL, handed_ms BIGINT NOT NULL, breach TEXT NOT NULL,
  PRIMARY KEY (district_id, trip_id, stop_no));
CREATE UNIQUE INDEX trip_stop_by_doc ON trip_stop (district_id, doc_id);
CREATE INDEX trip_stop_by_place ON trip_stop (district_id, place_id, trip_id);

-- An order rides on one trip at a time: a second live row fails on the key.  Rows of trips that brought it back stay, not live.
CREATE TABLE trip_order (
  district_id BIGINT NOT NULL, order_id BIGINT NOT NULL, trip_id BIGINT NOT NULL, stop_no BIGINT NOT NULL, live BIGINT NOT NULL CHECK (live IN (0, 1)),
  PRIMARY KEY (district_id, order_id, trip_id));
CREATE UNIQUE INDEX trip_order_live ON trip_order (district_id, order_id) WHERE live = 1;
CREATE INDEX trip_order_by_trip ON trip_order (district_id, trip_id, stop_no, order_id);

-- What went wrong under way, and what a window breach was: kept for the decision on the shop's designation.
CREATE TABLE trip_event (
  district_id BIGINT NOT NULL, event_id BIGINT NOT NULL, trip_id BIGINT NOT NULL, stop_no BIGINT NOT NULL, shop_id BIGINT NOT NULL,
  kind TEXT NOT NULL, rule_id TEXT NOT NULL, note TEXT NOT NULL, happened_ms BIGINT NOT NULL, recorded_ms BIGINT NOT NULL, actor_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, event_id));
CREATE INDEX trip_event_by_trip ON trip_event (district_id, trip_id, event_id);
CREATE INDEX trip_event_by_shop ON trip_event (district_id, shop_id, kind, event_id);

-- A passing's orders: which parcels the leader carries up.
CREATE TABLE passing_order (
  district_id BIGINT NOT NULL, order_id BIGINT NOT NULL, doc_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, order_id, doc_id));
CREATE INDEX passing_order_by_doc ON passing_order (district_id, doc_id, order_id);

-- Acts at the door.  act_id comes from the phone that did it, so that what is sent twice counts once; `verdict` says what
-- became of it, and a conflict stays here for a person to clear.
CREATE TABLE handover_act (
  district_id BIGINT NOT NULL, act_id TEXT NOT NULL, order_id BIGINT NOT NULL, building_id BIGINT NOT NULL, path TEXT NOT NULL,
  kind TEXT NOT NULL, qty BIGINT NOT NULL, proof TEXT NOT NULL, proof_value TEXT NOT NULL, answers TEXT NOT NULL, note TEXT NOT NULL,
  happened_ms BIGINT NOT NULL, recorded_ms BIGINT NOT NULL, actor_id BIGINT NOT NULL, verdict TEXT NOT NULL, why_zh TEXT NOT NULL, why_en TEXT NOT NULL,
  seq BIGINT NOT NULL, undone_by TEXT NOT NULL,
  PRIMARY KEY (district_id, act_id));
CREATE INDEX handover_act_by_order ON handover_act (district_id, order_id, recorded_ms);
CREATE INDEX handover_act_by_building ON handover_act (district_id, building_id, recorded_ms);
CREATE INDEX handover_act_by_verdict ON handover_act (district_id, verdict, recorded_ms);
