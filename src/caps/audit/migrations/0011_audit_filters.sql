-- Pages of the log by who, what, how it ended, and when.
DROP INDEX audit_entry_by_account;
CREATE INDEX audit_entry_by_time ON audit_entry (district_id, at_ms, audit_id);
CREATE INDEX audit_entry_by_account ON audit_entry (district_id, account_id, at_ms, audit_id);
CREATE INDEX audit_entry_by_op ON audit_entry (district_id, op, at_ms, audit_id);
CREATE INDEX audit_entry_by_trouble ON audit_entry (district_id, at_ms, audit_id, outcome) WHERE outcome <> 0;
-- SQLite has no figures of its own about the table, and would read the log by time whatever is asked.  These say what
-- the indexes are worth: few entries of one account, fewer of one operation, a handful of one record.
-- only: sqlite
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('audit_entry', 'audit_entry_by_time', '1000000 1000000 2 1'),
	('audit_entry', 'audit_entry_by_account', '1000000 1000000 10000 2 1'),
	('audit_entry', 'audit_entry_by_op', '1000000 1000000 20000 2 1'),
	('audit_entry', 'audit_entry_by_target', '1000000 1000000 5 1'),
	('audit_entry', 'audit_entry_by_doc', '1000000 1000000 5 1'),
	('audit_entry', 'audit_entry_by_trouble', '20000 20000 2 1 1');
ANALYZE sqlite_schema;
-- end
