-- Scrapping: why, what the appraisal found, and how it was destroyed.
CREATE TABLE scrap (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, reason TEXT NOT NULL,
  appraiser TEXT NOT NULL, finding TEXT NOT NULL, appraised_by BIGINT NOT NULL, appraised_ms BIGINT NOT NULL,
  day BIGINT NOT NULL, site TEXT NOT NULL, method TEXT NOT NULL, paper TEXT NOT NULL, destroyed_by BIGINT NOT NULL, recorded_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
-- What a recovered package once held: the lot whose way ends with it.
CREATE TABLE recovery_of (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, of_item_id BIGINT NOT NULL, of_lot_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, line_no));
CREATE INDEX recovery_of_lot ON recovery_of (district_id, of_lot_id);
