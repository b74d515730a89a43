-- A request's own facts, beside its document.
CREATE TABLE request (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, deadline_day BIGINT NOT NULL CHECK (deadline_day >= 0),
  purpose TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE INDEX request_by_unit ON request (district_id, unit_id, doc_id);
-- What the unit wants in all, and what it has; the document's line asks for the difference.
CREATE TABLE request_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, wanted BIGINT NOT NULL CHECK (wanted > 0),
  own_stock BIGINT NOT NULL CHECK (own_stock >= 0), received_before BIGINT NOT NULL CHECK (received_before >= 0),
  priority BIGINT NOT NULL CHECK (priority BETWEEN 1 AND 5),
  PRIMARY KEY (district_id, doc_id, line_no));
