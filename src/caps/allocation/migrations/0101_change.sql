-- What the meeting changed, one by one.  A change pins lines of requests; all others follow by the engine's rules.
-- What stands in the draft is the frozen question answered again with the pins of the changes that were not undone.
CREATE TABLE allocation_change (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, change_no BIGINT NOT NULL CHECK (change_no >= 1),
  by_hand BIGINT NOT NULL CHECK (by_hand IN (0, 1)), reason TEXT NOT NULL, changed_by BIGINT NOT NULL, changed_ms BIGINT NOT NULL,
  undone_by BIGINT NOT NULL, undone_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, change_no));
-- by_hand: the goods were chosen too, and stay as they were put.
CREATE TABLE allocation_pin (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, change_no BIGINT NOT NULL, request_id BIGINT NOT NULL,
  request_line_no BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty >= 0),
  PRIMARY KEY (district_id, doc_id, change_no, request_id, request_line_no));
ALTER TABLE allocation_line ADD COLUMN change_no BIGINT NOT NULL DEFAULT 0;
-- only: sqlite
CREATE TRIGGER allocation_pin_no_update BEFORE UPDATE ON allocation_pin BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER allocation_pin_no_delete BEFORE DELETE ON allocation_pin BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER allocation_change_no_delete BEFORE DELETE ON allocation_change BEGIN SELECT RAISE(ABORT, 'append only'); END;
-- end
-- only: postgres
CREATE TRIGGER allocation_pin_kept BEFORE UPDATE OR DELETE ON allocation_pin FOR EACH ROW EXECUTE FUNCTION allocation_append_only();
CREATE TRIGGER allocation_change_kept BEFORE DELETE ON allocation_change FOR EACH ROW EXECUTE FUNCTION allocation_append_only();
-- end
