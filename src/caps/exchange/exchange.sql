-- Headings of people's own files, as each account explained them.

-- name: exchange_headings :many
-- in:   district_id i64, account_id i64, what i64, limit i64
-- row:  heading text, field text
SELECT heading, field
  FROM exchange_heading
 WHERE district_id = :district_id AND account_id = :account_id AND what = :what
 ORDER BY changed_ms DESC, heading LIMIT :limit;

-- name: exchange_remember :exec
-- in:   district_id i64, account_id i64, what i64, heading text, field text, changed_ms i64
INSERT INTO exchange_heading (district_id, account_id, what, heading, field, changed_ms)
VALUES (:district_id, :account_id, :what, :heading, :field, :changed_ms)
ON CONFLICT (district_id, account_id, what, heading) DO UPDATE SET field = excluded.field, changed_ms = excluded.changed_ms;
