-- Canteens that stock up before meals start: how many eat there, and the day of the plan's event.  opening_day 0: not set.  ended_ms 0: in use.
CREATE TABLE reserve_canteen (
  district_id BIGINT NOT NULL, place_id BIGINT NOT NULL, headcount BIGINT NOT NULL CHECK (headcount BETWEEN 1 AND 1000000), opening_day BIGINT NOT NULL CHECK (opening_day >= 0),
  opening_by BIGINT NOT NULL, opening_ms BIGINT NOT NULL, entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, ended_ms BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1), PRIMARY KEY (district_id, place_id));
