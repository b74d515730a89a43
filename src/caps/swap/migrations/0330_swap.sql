-- Exchanges: why and by which decision, the value of each line and what it rests on.
CREATE TABLE swap (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, reason TEXT NOT NULL, decision TEXT NOT NULL, settle_ground TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE TABLE swap_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, ground BIGINT NOT NULL CHECK (ground BETWEEN 0 AND 2), ground_note TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id, line_no));
