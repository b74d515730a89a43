-- What SQLite's planner believes of the journal.  Left to itself it takes ten rows for the district and as many for the
-- document, so that the history of one document was looked for in all entries.  PostgreSQL counts for itself.
-- only: sqlite
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('ledger_entry', 'ledger_entry', '1000000 1000000 1'),
	('ledger_entry', 'sqlite_autoindex_ledger_entry_2', '1000000 1000000 5 1'),
	('ledger_entry', 'ledger_entry_reversed_once', '1000 1000 1');
ANALYZE sqlite_schema;
-- end
-- only: postgres
ANALYZE ledger_entry;
-- end
