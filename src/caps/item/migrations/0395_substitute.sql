-- Which item may stand in for which: num base units of by_id for den of item_id.  until_day 0: open.  One row a pair; every version of it is kept beside it.
CREATE TABLE substitute (
  district_id BIGINT NOT NULL, substitute_id BIGINT NOT NULL, item_id BIGINT NOT NULL, by_id BIGINT NOT NULL,
  num BIGINT NOT NULL CHECK (num BETWEEN 1 AND 1000000), den BIGINT NOT NULL CHECK (den BETWEEN 1 AND 1000000), note TEXT NOT NULL,
  since_day BIGINT NOT NULL CHECK (since_day > 0), until_day BIGINT NOT NULL CHECK (until_day = 0 OR until_day >= since_day),
  changed_by BIGINT NOT NULL, changed_ms BIGINT NOT NULL, version BIGINT NOT NULL CHECK (version >= 1), CHECK (item_id <> by_id),
  PRIMARY KEY (district_id, substitute_id));
CREATE UNIQUE INDEX substitute_by_pair ON substitute (district_id, item_id, by_id);
CREATE TABLE substitute_version (
  district_id BIGINT NOT NULL, substitute_id BIGINT NOT NULL, version BIGINT NOT NULL, num BIGINT NOT NULL, den BIGINT NOT NULL, note TEXT NOT NULL,
  since_day BIGINT NOT NULL, until_day BIGINT NOT NULL, changed_by BIGINT NOT NULL, changed_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, substitute_id, version));
-- only: sqlite
CREATE TRIGGER substitute_no_delete BEFORE DELETE ON substitute BEGIN SELECT RAISE(ABORT, 'a pair gets a last day, it is never deleted'); END;
CREATE TRIGGER substitute_version_no_delete BEFORE DELETE ON substitute_version BEGIN SELECT RAISE(ABORT, 'versions of a pair are kept'); END;
CREATE TRIGGER substitute_version_no_change BEFORE UPDATE ON substitute_version BEGIN SELECT RAISE(ABORT, 'versions of a pair are kept'); END;
-- end
-- only: postgres
CREATE FUNCTION substitute_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a pair gets a last day, its versions are kept'; END; $$;
CREATE TRIGGER substitute_no_delete BEFORE DELETE ON substitute FOR EACH ROW EXECUTE FUNCTION substitute_refuse();
CREATE TRIGGER substitute_version_no_change BEFORE UPDATE OR DELETE ON substitute_version FOR EACH ROW EXECUTE FUNCTION substitute_refuse();
-- end
