-- An allocation's own facts.  What the engine was asked and answered is frozen with it.
CREATE TABLE allocation (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, day BIGINT NOT NULL, meeting_ms BIGINT NOT NULL,
  input_hash TEXT NOT NULL CHECK (length(input_hash) = 64), result_hash TEXT NOT NULL CHECK (length(result_hash) = 64),
  PRIMARY KEY (district_id, doc_id));
CREATE INDEX allocation_by_day ON allocation (district_id, day, doc_id);
CREATE TABLE allocation_frozen (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, input TEXT NOT NULL, result TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
-- What each request line was to get by the engine, and why not more; never changed afterwards.
CREATE TABLE allocation_want (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, request_id BIGINT NOT NULL, request_line_no BIGINT NOT NULL,
  item_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, to_place_id BIGINT NOT NULL, priority BIGINT NOT NULL,
  have BIGINT NOT NULL, need BIGINT NOT NULL, proposed BIGINT NOT NULL, reason TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id, request_id, request_line_no));
-- One per line of the document: for whom, from which decision, and who changed it why.
CREATE TABLE allocation_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, request_id BIGINT NOT NULL,
  request_line_no BIGINT NOT NULL, unit_id BIGINT NOT NULL, to_place_id BIGINT NOT NULL, source BIGINT NOT NULL,
  metres BIGINT NOT NULL, proposed BIGINT NOT NULL, changed_by BIGINT NOT NULL, changed_ms BIGINT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id, line_no));
-- only: sqlite
CREATE TRIGGER allocation_frozen_no_update BEFORE UPDATE ON allocation_frozen BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER allocation_frozen_no_delete BEFORE DELETE ON allocation_frozen BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER allocation_want_no_update BEFORE UPDATE ON allocation_want BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER allocation_want_no_delete BEFORE DELETE ON allocation_want BEGIN SELECT RAISE(ABORT, 'append only'); END;
-- end
-- only: postgres
CREATE FUNCTION allocation_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER allocation_frozen_kept BEFORE UPDATE OR DELETE ON allocation_frozen FOR EACH ROW EXECUTE FUNCTION allocation_append_only();
CREATE TRIGGER allocation_want_kept BEFORE UPDATE OR DELETE ON allocation_want FOR EACH ROW EXECUTE FUNCTION allocation_append_only();
-- end
