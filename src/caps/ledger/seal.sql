-- The statements of seals and closes.

-- name: seal_last :one
-- in:  district_id i64
-- row: seal_no i64, seq i64, hash text, sealed_ms i64, closes_day i64, key_id text, signature text
SELECT seal_no, seq, hash, sealed_ms, closes_day, key_id, signature FROM ledger_seal
 WHERE district_id = :district_id
 ORDER BY seal_no DESC LIMIT 1;

-- name: seal_last_closed_day :one
-- in:  district_id i64
-- row: closes_day i64
SELECT COALESCE(MAX(closes_day), 0) AS closes_day FROM ledger_seal WHERE district_id = :district_id;

-- name: seal_add :exec
-- in: district_id i64, seal_no i64, seq i64, hash text, sealed_ms i64, closes_day i64, key_id text, signature text
INSERT INTO ledger_seal (district_id, seal_no, seq, hash, sealed_ms, closes_day, key_id, signature)
VALUES (:district_id, :seal_no, :seq, :hash, :sealed_ms, :closes_day, :key_id, :signature);

-- name: seal_count_moves :exec
-- in: district_id i64, seals i64
UPDATE ledger_head SET seals = :seals WHERE district_id = :district_id AND seals = :seals - 1;

-- name: seal_key_known :exec
-- in: district_id i64, key_id text, public_key text, since_ms i64
INSERT INTO ledger_seal_key (district_id, key_id, public_key, since_ms) VALUES (:district_id, :key_id, :public_key, :since_ms)
ON CONFLICT DO NOTHING;

-- name: seal_page :many
-- in:  district_id i64, after_no i64, limit i64
-- row: seal_no i64, seq i64, hash text, sealed_ms i64, closes_day i64, key_id text, signature text
SELECT seal_no, seq, hash, sealed_ms, closes_day, key_id, signature FROM ledger_seal
 WHERE district_id = :district_id AND seal_no > :after_no
 ORDER BY seal_no LIMIT :limit;

-- name: seal_public_key :one
-- in:  district_id i64, key_id text
-- row: public_key text
SELECT public_key FROM ledger_seal_key WHERE district_id = :district_id AND key_id = :key_id;
