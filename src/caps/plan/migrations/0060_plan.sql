-- Registered plans, and which are in force where.  A version never changes.
CREATE TABLE plan_version (
	district_id   BIGINT NOT NULL,
	plan_id       TEXT   NOT NULL,
	version       BIGINT NOT NULL CHECK (version > 0),
	zh            TEXT   NOT NULL,
	en            TEXT   NOT NULL,
	kind          TEXT   NOT NULL,
	sha256        TEXT   NOT NULL,
	content       TEXT   NOT NULL,
	warnings      BIGINT NOT NULL,
	registered_by BIGINT NOT NULL,
	registered_ms BIGINT NOT NULL,
	PRIMARY KEY (district_id, plan_id, version)
);
CREATE TABLE plan_active (
	district_id   BIGINT NOT NULL,
	activation_id BIGINT NOT NULL,
	plan_id       TEXT   NOT NULL,
	version       BIGINT NOT NULL,
	place_id      BIGINT NOT NULL,
	path          TEXT   NOT NULL,
	precedence    BIGINT NOT NULL CHECK (precedence BETWEEN 1 AND 99),
	from_ms       BIGINT NOT NULL,
	until_ms      BIGINT NOT NULL,
	started_by    BIGINT NOT NULL,
	start_reason  TEXT   NOT NULL,
	ended_by      BIGINT NOT NULL,
	end_reason    TEXT   NOT NULL,
	PRIMARY KEY (district_id, activation_id),
	FOREIGN KEY (district_id, plan_id, version) REFERENCES plan_version (district_id, plan_id, version),
	CHECK (until_ms >= from_ms)
);
-- One version of a plan at a time in an area.
CREATE UNIQUE INDEX plan_active_open ON plan_active (district_id, plan_id, place_id) WHERE until_ms = 9223372036854775807;
CREATE INDEX plan_active_until ON plan_active (district_id, until_ms);
-- only: sqlite
CREATE TRIGGER plan_version_no_update BEFORE UPDATE ON plan_version BEGIN SELECT RAISE(ABORT, 'a registered plan never changes'); END;
CREATE TRIGGER plan_version_no_delete BEFORE DELETE ON plan_version BEGIN SELECT RAISE(ABORT, 'a registered plan never changes'); END;
CREATE TRIGGER plan_active_no_delete BEFORE DELETE ON plan_active BEGIN SELECT RAISE(ABORT, 'an activation is ended, never deleted'); END;
-- end
-- only: postgres
CREATE FUNCTION plan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a registered plan never changes; an activation is ended, never deleted'; END; $$;
CREATE TRIGGER plan_version_fixed BEFORE UPDATE OR DELETE ON plan_version FOR EACH ROW EXECUTE FUNCTION plan_refuse();
CREATE TRIGGER plan_active_no_delete BEFORE DELETE ON plan_active FOR EACH ROW EXECUTE FUNCTION plan_refuse();
-- end
