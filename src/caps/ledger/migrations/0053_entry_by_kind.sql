-- What was put forward in a stretch of time is found by its kind of document (the split rule), not by looking at every document.
CREATE INDEX ledger_entry_by_kind ON ledger_entry (district_id, kind, seq);
-- only: sqlite
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('ledger_entry', 'ledger_entry_by_kind', '1000000 1000000 30000 1');
ANALYZE sqlite_schema;
-- end
