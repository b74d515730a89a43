-- What was signed with an entry (docs/ledger.md): '' where nothing was, or before this migration.
ALTER TABLE ledger_entry ADD COLUMN sign_hash TEXT NOT NULL DEFAULT '';
