-- Four more kinds of place: grid, building, station, shop (kinds 6 to 9).
-- SQLite cannot widen a CHECK, so the table is made anew, with its indexes and triggers; no other table refers to it by key.
-- only: sqlite
CREATE TABLE place_wider (
	district_id  BIGINT NOT NULL,
	place_id     BIGINT NOT NULL,
	parent_id    BIGINT NOT NULL,
	kind         BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 9),
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
INSERT INTO place_wider (district_id, place_id, parent_id, kind, code, name, path, unit_kind, has_point, lon_e7, lat_e7, population,
                         storage, contact, valid_from, valid_to, successor_id, version, changed_ms)
SELECT district_id, place_id, parent_id, kind, code, name, path, unit_kind, has_point, lon_e7, lat_e7, population,
       storage, contact, valid_from, valid_to, successor_id, version, changed_ms
  FROM place
 ORDER BY district_id, place_id;
DROP TABLE place;
ALTER TABLE place_wider RENAME TO place;
CREATE UNIQUE INDEX place_by_code ON place (district_id, code);
CREATE INDEX place_by_path ON place (district_id, path);
CREATE INDEX place_by_parent ON place (district_id, parent_id, code);
CREATE TRIGGER place_no_delete BEFORE DELETE ON place BEGIN SELECT RAISE(ABORT, 'a place is ended, never deleted'); END;
CREATE TRIGGER place_path_is_fixed BEFORE UPDATE OF path, parent_id, kind, code ON place
WHEN NEW.path <> OLD.path OR NEW.parent_id <> OLD.parent_id OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code
BEGIN SELECT RAISE(ABORT, 'path, parent, kind and code of a place never change'); END;
-- end
-- only: postgres
ALTER TABLE place DROP CONSTRAINT place_kind_check;
ALTER TABLE place ADD CONSTRAINT place_kind_check CHECK (kind BETWEEN 1 AND 9);
-- end
CREATE INDEX place_by_kind ON place (district_id, kind, code);
