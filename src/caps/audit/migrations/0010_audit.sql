-- The audit log: append-only.
CREATE TABLE audit_entry (
	district_id BIGINT NOT NULL,
	audit_id    BIGINT NOT NULL,
	at_ms       BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	account     TEXT   NOT NULL,
	op          TEXT   NOT NULL,
	target_id   BIGINT NOT NULL,
	doc_id      BIGINT NOT NULL,
	scope       TEXT   NOT NULL,
	outcome     BIGINT NOT NULL CHECK (outcome BETWEEN 0 AND 2),
	code        TEXT   NOT NULL,
	note        TEXT   NOT NULL,
	address     TEXT   NOT NULL,
	request_id  TEXT   NOT NULL,
	PRIMARY KEY (district_id, audit_id)
);
CREATE INDEX audit_entry_by_target ON audit_entry (district_id, target_id, audit_id);
CREATE INDEX audit_entry_by_account ON audit_entry (district_id, account_id, audit_id);
CREATE INDEX audit_entry_by_doc ON audit_entry (district_id, doc_id, audit_id);
-- only: sqlite
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
-- end
-- only: postgres
CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END; $$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse();
-- end
