-- Papers the plan's flow wants before goods of a request are released (needs): signed formalities of a key enterprise.
CREATE TABLE request_paper (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, name));
