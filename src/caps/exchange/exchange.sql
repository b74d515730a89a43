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

-- name: exchange_put_part :exec
-- in:   district_id i64, doc_id i64, line_no i64, batch text, expiry_day i64
INSERT INTO exchange_part (district_id, doc_id, line_no, batch, expiry_day) VALUES (:district_id, :doc_id, :line_no, :batch, :expiry_day);

-- name: exchange_parts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, batch text, expiry_day i64
SELECT line_no, batch, expiry_day
  FROM exchange_part
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no LIMIT :limit;
