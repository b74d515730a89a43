-- Requisitions: the order, what each line is to come to, services by time, papers; and what is paid for it.
CREATE TABLE requisition (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, basis TEXT NOT NULL, body TEXT NOT NULL, decision TEXT NOT NULL, certificate TEXT NOT NULL,
  purpose TEXT NOT NULL, holder TEXT NOT NULL, from_day BIGINT NOT NULL, until_day BIGINT NOT NULL CHECK (until_day >= from_day),
  PRIMARY KEY (district_id, doc_id));
CREATE TABLE requisition_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, returns BIGINT NOT NULL CHECK (returns IN (0, 1)), ground TEXT NOT NULL,
  taken_condition TEXT NOT NULL, back_condition TEXT NOT NULL, PRIMARY KEY (district_id, doc_id, line_no));
CREATE TABLE requisition_service (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, service_no BIGINT NOT NULL, kind BIGINT NOT NULL CHECK (kind IN (0, 1)), what TEXT NOT NULL,
  heads BIGINT NOT NULL CHECK (heads > 0), PRIMARY KEY (district_id, doc_id, service_no));
CREATE TABLE requisition_time (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, service_no BIGINT NOT NULL, day BIGINT NOT NULL, heads BIGINT NOT NULL CHECK (heads > 0),
  minutes BIGINT NOT NULL CHECK (minutes > 0), entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, PRIMARY KEY (district_id, doc_id, service_no, day));
CREATE TABLE requisition_paper (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, name));
CREATE TABLE requisition_award (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, what BIGINT NOT NULL, ref_no BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  rate_fen BIGINT NOT NULL CHECK (rate_fen > 0), rate_per BIGINT NOT NULL CHECK (rate_per > 0), ground TEXT NOT NULL, PRIMARY KEY (district_id, doc_id, line_no));
