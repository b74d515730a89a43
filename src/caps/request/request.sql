-- Requests: every statement of their own tables.

-- name: request_put :exec
-- in:   district_id i64, doc_id i64, unit_id i64, deadline_day i64, purpose text
INSERT INTO request (district_id, doc_id, unit_id, deadline_day, purpose)
VALUES (:district_id, :doc_id, :unit_id, :deadline_day, :purpose)
ON CONFLICT (district_id, doc_id) DO UPDATE
   SET unit_id = excluded.unit_id, deadline_day = excluded.deadline_day, purpose = excluded.purpose;

-- name: request_delete_lines :exec
-- in:   district_id i64, doc_id i64
DELETE FROM request_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_put_line :exec
-- in:   district_id i64, doc_id i64, line_no i64, wanted i64, own_stock i64, received_before i64, priority i64
INSERT INTO request_line (district_id, doc_id, line_no, wanted, own_stock, received_before, priority)
VALUES (:district_id, :doc_id, :line_no, :wanted, :own_stock, :received_before, :priority);

-- name: request_facts :one
-- in:   district_id i64, doc_id i64
-- row:  unit_id i64, deadline_day i64, purpose text
SELECT unit_id, deadline_day, purpose FROM request WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_line_facts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, wanted i64, own_stock i64, received_before i64, priority i64
SELECT line_no, wanted, own_stock, received_before, priority
  FROM request_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: request_open_lines :many
-- in:   district_id i64, limit i64
-- row:  doc_id i64, number text, line_no i64, item_id i64, unit_id i64, to_place_id i64, deadline_day i64, priority i64, own_stock i64, received_before i64, granted i64, dropped i64, sent i64, back i64
-- Vetted lines that still need something, in the order of their numbers.
SELECT d.doc_id, d.number, l.line_no, l.item_id, r.unit_id, d.to_place_id, r.deadline_day, f.priority, f.own_stock, f.received_before,
       l.granted, l.dropped, l.sent, l.back
  FROM doc d
  JOIN request r ON r.district_id = d.district_id AND r.doc_id = d.doc_id
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN request_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
 WHERE d.district_id = :district_id AND d.kind = 'request' AND d.state IN ('open', 'allotted')
   AND l.granted - l.dropped - l.sent + l.back > 0
 ORDER BY d.number, l.line_no
 LIMIT :limit;
