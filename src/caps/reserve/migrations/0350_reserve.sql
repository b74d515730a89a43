-- Reserves in another form than physical stock.  form: 0 agreement, 1 capacity, 2 mutual aid, 3 household, 4 company.
-- item_id 0: any goods of the class.  org_id 0: `party` names who.  until_day 0: open.  ended_ms 0: in force.
CREATE TABLE reserve_source (
  district_id BIGINT NOT NULL, source_id BIGINT NOT NULL, form BIGINT NOT NULL CHECK (form BETWEEN 0 AND 4), place_id BIGINT NOT NULL,
  holder TEXT NOT NULL, class_id TEXT NOT NULL, item_id BIGINT NOT NULL, org_id BIGINT NOT NULL, party TEXT NOT NULL, paper TEXT NOT NULL,
  qty BIGINT NOT NULL CHECK (qty >= 0), unit TEXT NOT NULL, per_day BIGINT NOT NULL CHECK (per_day >= 0), ramp_up_days BIGINT NOT NULL,
  respond_min BIGINT NOT NULL, price_fen BIGINT NOT NULL CHECK (price_fen >= 0), price_units BIGINT NOT NULL CHECK (price_units > 0),
  from_day BIGINT NOT NULL, until_day BIGINT NOT NULL, contact TEXT NOT NULL, note TEXT NOT NULL,
  entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, ended_ms BIGINT NOT NULL, version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (district_id, source_id));
CREATE INDEX reserve_source_by_place ON reserve_source (district_id, place_id, source_id);
-- The annual plan of a department (holder: role of the plan) or of a township (holder ''; the document's place), by year and version.
CREATE TABLE reserve_plan (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, year BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2200), holder TEXT NOT NULL, place_id BIGINT NOT NULL,
  version_no BIGINT NOT NULL CHECK (version_no >= 1), replaces_id BIGINT NOT NULL, basis TEXT NOT NULL, PRIMARY KEY (district_id, doc_id));
CREATE INDEX reserve_plan_by_year ON reserve_plan (district_id, year, place_id, holder, version_no);
CREATE TABLE reserve_plan_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, class_id TEXT NOT NULL, days BIGINT NOT NULL CHECK (days >= 0),
  qty BIGINT NOT NULL CHECK (qty >= 0), unit TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (district_id, doc_id, line_no));
-- A call on a source: which, and the purchase or receipt that was drawn up from it.
CREATE TABLE reserve_call (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, source_id BIGINT NOT NULL, purchase_id BIGINT NOT NULL, PRIMARY KEY (district_id, doc_id));
CREATE INDEX reserve_call_by_source ON reserve_call (district_id, source_id, doc_id);
-- What has to be looked after at a storehouse, and each time it was.  sort: 0 fire safety, 1 equipment, 2 building, 3 other.
CREATE TABLE reserve_upkeep (
  district_id BIGINT NOT NULL, upkeep_id BIGINT NOT NULL, place_id BIGINT NOT NULL, sort BIGINT NOT NULL CHECK (sort BETWEEN 0 AND 3), subject TEXT NOT NULL,
  who TEXT NOT NULL, every_days BIGINT NOT NULL CHECK (every_days BETWEEN 1 AND 3660), due_day BIGINT NOT NULL, entered_by BIGINT NOT NULL,
  entered_ms BIGINT NOT NULL, ended_ms BIGINT NOT NULL, version BIGINT NOT NULL CHECK (version >= 1), PRIMARY KEY (district_id, upkeep_id));
CREATE INDEX reserve_upkeep_by_place ON reserve_upkeep (district_id, place_id, upkeep_id);
CREATE TABLE reserve_upkeep_done (
  district_id BIGINT NOT NULL, upkeep_id BIGINT NOT NULL, done_no BIGINT NOT NULL, done_day BIGINT NOT NULL, sound BIGINT NOT NULL CHECK (sound IN (0, 1)),
  note TEXT NOT NULL, done_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, PRIMARY KEY (district_id, upkeep_id, done_no));
