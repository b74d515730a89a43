-- What SQLite's planner believes of the tables an order touches.  Left to itself it takes ten rows for a district, and looked
-- for the places of one offer in every balance there is.  Figures of a district of 300,000 households; PostgreSQL counts for itself.
-- only: sqlite
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
	('household_order', 'household_order', '300000 300000 1'),
	('household_order', 'household_order_by_pickup', '300000 300000 3000 1 1 1'),
	('household_order', 'household_order_by_household', '300000 300000 5 1'),
	('household_order', 'household_order_by_grid', '300000 300000 500 1'),
	('household_order', 'household_order_by_state', '300000 300000 60000 1'),
	('household_order', 'household_order_open', '300000 300000 5000 1'),
	('household_order', 'household_order_trouble', '1000 1000 1'),
	('order_turn', 'order_turn', '300000 300000 4 4 1'),
	('order_turn', 'order_turn_by_doc', '300000 300000 1'),
	('order_sum', 'order_sum', '20000 20000 600 300 1'),
	('doc', 'sqlite_autoindex_doc_1', '1000000 1000000 1'),
	('doc', 'sqlite_autoindex_doc_2', '1000000 1000000 1'),
	('doc', 'doc_by_state', '1000000 1000000 100000 20000 1'),
	('doc', 'doc_by_parent', '1000000 1000000 100 1'),
	('doc', 'doc_by_due', '1000000 1000000 20 1'),
	('doc_line', 'sqlite_autoindex_doc_line_1', '2000000 2000000 2 1'),
	('doc_line', 'doc_line_by_item', '2000000 2000000 5000 1'),
	('ledger_account', 'ledger_account', '1000000 1000000 1'),
	('ledger_account', 'sqlite_autoindex_ledger_account_2', '1000000 1000000 50000 3 2 2 1 1'),
	('ledger_account', 'ledger_account_by_place', '1000000 1000000 2000 500'),
	('ledger_account', 'ledger_account_by_doc', '1000000 1000000 5'),
	('ledger_balance', 'ledger_balance', '2000000 2000000 2 1'),
	('ledger_balance', 'ledger_balance_by_lot', '2000000 2000000 1000'),
	('ledger_balance', 'ledger_balance_by_item', '2000000 2000000 10000 1'),
	('ledger_posting', 'ledger_posting', '4000000 4000000 4 1'),
	('ledger_posting', 'ledger_posting_history', '4000000 4000000 4 3 1 1');
ANALYZE sqlite_schema;
-- end
-- only: postgres
ANALYZE household_order;
-- end
