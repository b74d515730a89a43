-- Bank slips of payments: one slip may cover several (a batch); a payment, an entry of the ledger, has one.  voided_ms 0: it stands.
CREATE TABLE fund_slip (
  district_id BIGINT NOT NULL, slip_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, slip_no TEXT NOT NULL, day BIGINT NOT NULL,
  sum_fen BIGINT NOT NULL CHECK (sum_fen > 0), entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, voided_by BIGINT NOT NULL,
  voided_ms BIGINT NOT NULL, void_reason TEXT NOT NULL,
  PRIMARY KEY (district_id, slip_id));
CREATE UNIQUE INDEX fund_slip_once ON fund_slip (district_id, fund_id, slip_no) WHERE voided_ms = 0;
CREATE TABLE fund_slip_entry (
  district_id BIGINT NOT NULL, seq BIGINT NOT NULL, slip_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, seq));
CREATE INDEX fund_slip_entry_by_slip ON fund_slip_entry (district_id, slip_id, seq);
