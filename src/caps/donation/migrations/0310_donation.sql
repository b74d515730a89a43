-- Donations: what stands beside the document.  A person who gives has name and phone in party_personal; shown_as holds the
-- name only of who wishes to be named in public, and is emptied when he changes his mind.
CREATE TABLE donation (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, purpose TEXT NOT NULL, ground TEXT NOT NULL, expected_day BIGINT NOT NULL,
  check_code TEXT NOT NULL, wish BIGINT NOT NULL CHECK (wish BETWEEN 0 AND 2), shown_as TEXT NOT NULL,
  quality BIGINT NOT NULL CHECK (quality BETWEEN 0 AND 7), packing TEXT NOT NULL, shelf TEXT NOT NULL,
  paper BIGINT NOT NULL CHECK (paper BETWEEN 0 AND 2), paper_no TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
-- Who has given: organisations and people, each once.
CREATE TABLE donation_donor (
  district_id BIGINT NOT NULL, donor_id BIGINT NOT NULL, person BIGINT NOT NULL CHECK (person IN (0, 1)), wish BIGINT NOT NULL CHECK (wish BETWEEN 0 AND 2),
  entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL, PRIMARY KEY (district_id, donor_id));
-- Goods taken although little of their life was left: to be used up by then.
CREATE TABLE donation_hurry (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, expiry_day BIGINT NOT NULL, use_by_day BIGINT NOT NULL, qty BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, line_no, expiry_day));
