-- Market releases: what stands beside the document.  buyers: ids of the plan's kinds, with commas, frozen with the rule that names them.
CREATE TABLE sale (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, round_id BIGINT NOT NULL, reason TEXT NOT NULL, decision TEXT NOT NULL, buyers TEXT NOT NULL,
  plan TEXT NOT NULL, rule TEXT NOT NULL, rule_zh TEXT NOT NULL, rule_en TEXT NOT NULL, rule_source TEXT NOT NULL, slot_minutes BIGINT NOT NULL,
  vetted_by BIGINT NOT NULL, vetted_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE INDEX sale_by_round ON sale (district_id, round_id, doc_id);
-- The market's price a line was compared with when it was drawn up.  market_by: 0 none, 1 a shop's price, 2 a cap, 3 stated by whoever drew it up.
CREATE TABLE sale_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, market_fen BIGINT NOT NULL CHECK (market_fen >= 0),
  market_units BIGINT NOT NULL CHECK (market_units >= 1), market_by BIGINT NOT NULL CHECK (market_by BETWEEN 0 AND 3), market_source TEXT NOT NULL,
  market_ms BIGINT NOT NULL, per_household BIGINT NOT NULL CHECK (per_household >= 0), per_unit BIGINT NOT NULL CHECK (per_unit >= 0),
  PRIMARY KEY (district_id, doc_id, line_no));
CREATE TABLE sale_window (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, window_no BIGINT NOT NULL, opens_ms BIGINT NOT NULL, closes_ms BIGINT NOT NULL CHECK (closes_ms > opens_ms),
  PRIMARY KEY (district_id, doc_id, window_no));
-- What was sold in a window, by the version the document had afterwards; takings in fen.
CREATE TABLE sale_batch (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, at_version BIGINT NOT NULL, window_no BIGINT NOT NULL, households BIGINT NOT NULL CHECK (households >= 0),
  units BIGINT NOT NULL CHECK (units >= 0), fen BIGINT NOT NULL CHECK (fen >= 0), sold_by BIGINT NOT NULL, sold_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, at_version));
CREATE TABLE sale_batch_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, at_version BIGINT NOT NULL, line_no BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  PRIMARY KEY (district_id, doc_id, at_version, line_no));
-- Takings paid in: the bank slip, what it is for, and who found the money on the account.  confirmed_ms 0: not yet.
CREATE TABLE sale_slip (
  district_id BIGINT NOT NULL, slip_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, slip TEXT NOT NULL, slip_day BIGINT NOT NULL,
  fen BIGINT NOT NULL CHECK (fen > 0), entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, confirmed_by BIGINT NOT NULL, confirmed_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, slip_id));
CREATE INDEX sale_slip_of_doc ON sale_slip (district_id, doc_id, slip_id);
CREATE UNIQUE INDEX sale_slip_once ON sale_slip (district_id, fund_id, slip);
CREATE TABLE sale_slip_line (
  district_id BIGINT NOT NULL, slip_id BIGINT NOT NULL, line_no BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  PRIMARY KEY (district_id, slip_id, line_no));
