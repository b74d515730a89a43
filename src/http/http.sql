-- What makes a repeated write harmless: the answer is kept with its key, in the
-- transaction of the write itself.

-- name: http_idempotency_find :many
-- in:   district_id i64, account_id i64, key text, limit i64
-- row:  request_hash text, status i64, etag text, body text
SELECT request_hash, status, etag, body
  FROM http_idempotency
 WHERE district_id = :district_id AND account_id = :account_id AND key = :key
 ORDER BY key
 LIMIT :limit;

-- name: http_idempotency_add :exec
-- in:   district_id i64, account_id i64, key text, request_hash text, status i64, etag text, body text, made_ms i64
INSERT INTO http_idempotency (district_id, account_id, key, request_hash, status, etag, body, made_ms)
VALUES (:district_id, :account_id, :key, :request_hash, :status, :etag, :body, :made_ms);

-- name: http_idempotency_forget :exec
-- in:   district_id i64, before_ms i64
DELETE FROM http_idempotency WHERE district_id = :district_id AND made_ms < :before_ms;

-- name: http_store_answers :one
-- row:  one i64
SELECT CAST(1 AS BIGINT) AS one ORDER BY one;
