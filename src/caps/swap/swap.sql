-- Exchanges: what stands beside the document.

-- name: swap_put :exec
-- in:   district_id i64, doc_id i64, reason text, decision text, settle_ground text
INSERT INTO swap (district_id, doc_id, reason, decision, settle_ground) VALUES (:district_id, :doc_id, :reason, :decision, :settle_ground)
ON CONFLICT (district_id, doc_id) DO UPDATE SET reason = excluded.reason, decision = excluded.decision, settle_ground = excluded.settle_ground;

-- name: swap_one :one
-- in:   district_id i64, doc_id i64
-- row:  reason text, decision text, settle_ground text
SELECT reason, decision, settle_ground FROM swap WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: swap_lines_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM swap_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: swap_line_put :exec
-- in:   district_id i64, doc_id i64, line_no i64, ground i64, ground_note text
INSERT INTO swap_line (district_id, doc_id, line_no, ground, ground_note) VALUES (:district_id, :doc_id, :line_no, :ground, :ground_note);

-- name: swap_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, ground i64, ground_note text, batch text, expiry_day i64
SELECT line_no, ground, ground_note, batch, expiry_day FROM swap_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: swap_balances :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64, number text, state text, total_fen i64, dir i64
-- Differences of an exchange that were put forward or booked.
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.state, d.total_fen, l.dir
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.line_no = 1
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND d.kind = 'swap_balance'
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: swap_line_printed :exec
-- in:   district_id i64, doc_id i64, line_no i64, batch text, expiry_day i64
UPDATE swap_line SET batch = :batch, expiry_day = :expiry_day WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no;
