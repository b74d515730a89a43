-- The tree of places.  A path never changes and nothing is deleted.
CREATE TABLE place (
	district_id  BIGINT NOT NULL,
	place_id     BIGINT NOT NULL,
	parent_id    BIGINT NOT NULL,
	kind         BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
	code         TEXT   NOT NULL,
	name         TEXT   NOT NULL,
	path         TEXT   NOT NULL,
	unit_kind    TEXT   NOT NULL,
	has_point    BIGINT NOT NULL CHECK (has_point IN (0, 1)),
	lon_e7       BIGINT NOT NULL,
	lat_e7       BIGINT NOT NULL,
	population   BIGINT NOT NULL CHECK (population >= 0),
	storage      BIGINT NOT NULL CHECK (storage >= 0),
	contact      TEXT   NOT NULL,
	valid_from   BIGINT NOT NULL,
	valid_to     BIGINT NOT NULL,
	successor_id BIGINT NOT NULL,
	version      BIGINT NOT NULL,
	changed_ms   BIGINT NOT NULL,
	PRIMARY KEY (district_id, place_id)
);
CREATE UNIQUE INDEX place_by_code ON place (district_id, code);
CREATE INDEX place_by_path ON place (district_id, path);
CREATE INDEX place_by_parent ON place (district_id, parent_id, code);
-- only: sqlite
CREATE TRIGGER place_no_delete BEFORE DELETE ON place BEGIN SELECT RAISE(ABORT, 'a place is ended, never deleted'); END;
CREATE TRIGGER place_path_is_fixed BEFORE UPDATE OF path, parent_id, kind, code ON place
WHEN NEW.path <> OLD.path OR NEW.parent_id <> OLD.parent_id OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code
BEGIN SELECT RAISE(ABORT, 'path, parent, kind and code of a place never change'); END;
-- end
-- only: postgres
CREATE FUNCTION place_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'path, parent, kind and code of a place never change; a place is ended, never deleted'; END; $$;
CREATE TRIGGER place_no_delete BEFORE DELETE ON place FOR EACH ROW EXECUTE FUNCTION place_refuse();
CREATE TRIGGER place_path_is_fixed BEFORE UPDATE ON place FOR EACH ROW
WHEN (NEW.path <> OLD.path OR NEW.parent_id <> OLD.parent_id OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code)
EXECUTE FUNCTION place_refuse();
-- end
