-- The store's own books: which migrations have run.  The table itself is made
-- by store/migrate.c, because it must be there before the first migration.

-- name: store_migration_list :many
-- row:  number i64, name text, digest text
SELECT number, name, digest
  FROM store_migration
 ORDER BY number;

-- name: store_migration_add :exec
-- in:   number i64, name text, digest text, applied_ms i64
INSERT INTO store_migration (number, name, digest, applied_ms)
VALUES (:number, :name, :digest, :applied_ms);

-- name: store_migration_table :one
-- row:  n i64
-- only: sqlite
SELECT COUNT(*) AS n FROM sqlite_schema WHERE type = 'table' AND name = 'store_migration';

-- name: store_migration_table :one
-- row:  n i64
-- only: postgres
SELECT COUNT(*) AS n FROM information_schema.tables
 WHERE table_name = 'store_migration' AND table_schema = current_schema();
