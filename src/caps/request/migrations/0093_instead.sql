-- A line of a request that stands in for another item (S3.12): so many base units of item_id it was asked for instead of, by the pair of the register
-- and the version of it that held, with its ratio; for_doc_id: the request whose line fell short, 0: none named.
CREATE TABLE request_instead (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, item_id BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  substitute_id BIGINT NOT NULL, substitute_version BIGINT NOT NULL, num BIGINT NOT NULL CHECK (num > 0), den BIGINT NOT NULL CHECK (den > 0),
  for_doc_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, line_no));
CREATE INDEX request_instead_by_for ON request_instead (district_id, for_doc_id, item_id, doc_id);
