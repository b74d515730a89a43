-- Allocations: every statement.

-- name: allocation_stock :many
-- in:   district_id i64, limit i64
-- row:  place_id i64, item_id i64, lot_id i64, batch text, expiry_day i64, owner_id i64, fund_id i64, restricted_to i64, qty i64
-- Free stock of the warehouses, of items somebody waits for.  A gift to a unit is only for that unit, and so is what was bought from a
-- fund for one unit; what a fund keeps for several units or an area is given by hand, line by line (fund_allows).
SELECT a.place_id, b.item_id, b.lot_id, t.batch, t.expiry_day, a.owner_id, a.fund_id,
       CASE WHEN s.kind IN ('receipt_donor', 'opening') AND s.taker_id <> 0 THEN s.taker_id
            WHEN s.kind = 'donation' AND a.owner_id = s.taker_id THEN s.taker_id
            ELSE COALESCE((SELECT MIN(u.place_id) FROM fund_purpose u
                            WHERE u.district_id = a.district_id AND u.fund_id = a.fund_id AND u.place_id <> 0), 0) END AS restricted_to, b.qty
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
  LEFT JOIN doc s ON s.district_id = t.district_id AND s.doc_id = t.source_doc_id
 WHERE a.district_id = :district_id AND a.kind = 20 AND b.qty > 0 AND p.kind = 4
   AND (a.fund_id = 0 OR (SELECT COUNT(*) FROM fund_purpose u
                           WHERE u.district_id = a.district_id AND u.fund_id = a.fund_id AND u.place_id <> 0) <= 1)
   AND b.item_id IN (SELECT l.item_id FROM doc d JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
                      WHERE d.district_id = :district_id AND d.kind = 'request' AND d.state IN ('open', 'allotted'))
 ORDER BY b.item_id, a.place_id, t.expiry_day, b.lot_id, a.owner_id, a.fund_id
 LIMIT :limit;

-- name: allocation_places :many
-- in:   district_id i64, limit i64
-- row:  place_id i64, parent_id i64, code text, name text, has_point i64, lon_e7 i64, lat_e7 i64
SELECT place_id, parent_id, code, name, has_point, lon_e7, lat_e7
  FROM place
 WHERE district_id = :district_id
 ORDER BY place_id
 LIMIT :limit;

-- name: allocation_put :exec
-- in:   district_id i64, doc_id i64, day i64, meeting_ms i64, input_hash text, result_hash text
INSERT INTO allocation (district_id, doc_id, day, meeting_ms, input_hash, result_hash)
VALUES (:district_id, :doc_id, :day, :meeting_ms, :input_hash, :result_hash);

-- name: allocation_freeze :exec
-- in:   district_id i64, doc_id i64, input text, result text
INSERT INTO allocation_frozen (district_id, doc_id, input, result) VALUES (:district_id, :doc_id, :input, :result);

-- name: allocation_thaw :one
-- in:   district_id i64, doc_id i64
-- row:  input text, result text
SELECT input, result FROM allocation_frozen WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: allocation_put_want :exec
-- in:   district_id i64, doc_id i64, request_id i64, request_line_no i64, item_id i64, unit_id i64, to_place_id i64, priority i64, have i64, need i64, proposed i64, reason text, zh text, en text
INSERT INTO allocation_want (district_id, doc_id, request_id, request_line_no, item_id, unit_id, to_place_id, priority, have, need,
                             proposed, reason, zh, en)
VALUES (:district_id, :doc_id, :request_id, :request_line_no, :item_id, :unit_id, :to_place_id, :priority, :have, :need,
        :proposed, :reason, :zh, :en);

-- name: allocation_put_line :exec
-- in:   district_id i64, doc_id i64, line_no i64, request_id i64, request_line_no i64, unit_id i64, to_place_id i64, source i64, metres i64, proposed i64, changed_by i64, changed_ms i64, change_no i64, reason text
INSERT INTO allocation_line (district_id, doc_id, line_no, request_id, request_line_no, unit_id, to_place_id, source, metres, proposed,
                             changed_by, changed_ms, change_no, reason)
VALUES (:district_id, :doc_id, :line_no, :request_id, :request_line_no, :unit_id, :to_place_id, :source, :metres, :proposed,
        :changed_by, :changed_ms, :change_no, :reason);

-- name: allocation_delete_lines :exec
-- in:   district_id i64, doc_id i64
DELETE FROM allocation_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: allocation_facts :one
-- in:   district_id i64, doc_id i64
-- row:  day i64, meeting_ms i64, input_hash text, result_hash text
SELECT day, meeting_ms, input_hash, result_hash FROM allocation WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: allocation_set_meeting :exec
-- in:   district_id i64, doc_id i64, meeting_ms i64
UPDATE allocation SET meeting_ms = :meeting_ms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: allocation_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, request_id i64, request_line_no i64, unit_id i64, to_place_id i64, source i64, metres i64, proposed i64, changed_by i64, changed_ms i64, change_no i64, reason text
SELECT line_no, request_id, request_line_no, unit_id, to_place_id, source, metres, proposed, changed_by, changed_ms, change_no, reason
  FROM allocation_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: allocation_wants :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  request_id i64, request_line_no i64, number text, item_id i64, unit_id i64, to_place_id i64, priority i64, have i64, need i64, proposed i64, reason text, zh text, en text
SELECT w.request_id, w.request_line_no, COALESCE(d.number, '') AS number, w.item_id, w.unit_id, w.to_place_id, w.priority, w.have, w.need,
       w.proposed, w.reason, w.zh, w.en
  FROM allocation_want w LEFT JOIN doc d ON d.district_id = w.district_id AND d.doc_id = w.request_id
 WHERE w.district_id = :district_id AND w.doc_id = :doc_id
 ORDER BY w.item_id, w.priority, d.number, w.request_line_no
 LIMIT :limit;

-- name: allocation_restriction :one
-- in:   district_id i64, lot_id i64, owner_id i64
-- row:  restricted_to i64, expiry_day i64
-- A directed donation is its addressee's until he hands it to the pool; then it has another owner.
SELECT CASE WHEN s.kind IN ('receipt_donor', 'opening') OR (s.kind = 'donation' AND s.taker_id = :owner_id) THEN s.taker_id ELSE 0 END AS restricted_to,
       t.expiry_day
  FROM ledger_lot t LEFT JOIN doc s ON s.district_id = t.district_id AND s.doc_id = t.source_doc_id
 WHERE t.district_id = :district_id AND t.lot_id = :lot_id;

-- name: allocation_waiting_dispatches :one
-- in:   district_id i64, doc_id i64
-- row:  n i64, number text
SELECT COUNT(*) AS n, COALESCE(MIN(number), '') AS number
  FROM doc
 WHERE district_id = :district_id AND parent_id = :doc_id AND kind = 'dispatch' AND state IN ('ordered', 'acknowledged');

-- name: allocation_before :one
-- in:   district_id i64, doc_id i64, day i64
-- row:  doc_id i64
-- The allocation in force before this one.
SELECT COALESCE(MAX(a.doc_id), 0) AS doc_id
  FROM allocation a JOIN doc d ON d.district_id = a.district_id AND d.doc_id = a.doc_id
 WHERE a.district_id = :district_id AND a.doc_id < :doc_id AND a.day <= :day AND d.state IN ('held', 'done', 'released');

-- name: allocation_compare_units :many
-- in:   district_id i64, doc_id i64, before_id i64, limit i64
-- row:  item_id i64, unit_id i64, now_qty i64, before_qty i64
SELECT l.item_id, f.unit_id,
       CAST(SUM(CASE WHEN l.doc_id = :doc_id THEN l.asked ELSE 0 END) AS BIGINT) AS now_qty,
       CAST(SUM(CASE WHEN l.doc_id = :before_id THEN l.granted - l.dropped ELSE 0 END) AS BIGINT) AS before_qty
  FROM doc_line l
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
 WHERE l.district_id = :district_id AND (l.doc_id = :doc_id OR l.doc_id = :before_id)
 GROUP BY l.item_id, f.unit_id
 ORDER BY l.item_id, f.unit_id
 LIMIT :limit;

-- name: allocation_unit_kinds :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  unit_kind text, category text
-- Which kinds of units get which classes of goods.
SELECT DISTINCT p.unit_kind, i.category
  FROM allocation_line f
  JOIN doc_line l ON l.district_id = f.district_id AND l.doc_id = f.doc_id AND l.line_no = f.line_no
  JOIN place p ON p.district_id = f.district_id AND p.place_id = f.unit_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE f.district_id = :district_id AND f.doc_id = :doc_id
 ORDER BY p.unit_kind, i.category
 LIMIT :limit;

-- name: allocation_put_change :exec
-- in:   district_id i64, doc_id i64, change_no i64, by_hand i64, reason text, changed_by i64, changed_ms i64
INSERT INTO allocation_change (district_id, doc_id, change_no, by_hand, reason, changed_by, changed_ms, undone_by, undone_ms)
VALUES (:district_id, :doc_id, :change_no, :by_hand, :reason, :changed_by, :changed_ms, 0, 0);

-- name: allocation_put_pin :exec
-- in:   district_id i64, doc_id i64, change_no i64, request_id i64, request_line_no i64, qty i64
INSERT INTO allocation_pin (district_id, doc_id, change_no, request_id, request_line_no, qty)
VALUES (:district_id, :doc_id, :change_no, :request_id, :request_line_no, :qty);

-- name: allocation_undo_change :exec
-- in:   district_id i64, doc_id i64, change_no i64, undone_by i64, undone_ms i64
UPDATE allocation_change SET undone_by = :undone_by, undone_ms = :undone_ms
 WHERE district_id = :district_id AND doc_id = :doc_id AND change_no = :change_no AND undone_ms = 0;

-- name: allocation_change_rows :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  change_no i64, by_hand i64, reason text, changed_by i64, changed_ms i64, undone_by i64, undone_ms i64
SELECT change_no, by_hand, reason, changed_by, changed_ms, undone_by, undone_ms
  FROM allocation_change
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY change_no
 LIMIT :limit;

-- name: allocation_pin_rows :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  change_no i64, request_id i64, request_line_no i64, qty i64
SELECT change_no, request_id, request_line_no, qty
  FROM allocation_pin
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY change_no, request_id, request_line_no
 LIMIT :limit;

-- name: allocation_week :many
-- in:   district_id i64, doc_id i64, item_id i64, since_ms i64, limit i64
-- row:  unit_id i64, qty i64
-- What the units of an allocation took over from the district since then.
SELECT a.owner_id AS unit_id, CAST(SUM(p.qty) AS BIGINT) AS qty
  FROM ledger_account a
  JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id
  JOIN ledger_lot t ON t.district_id = p.district_id AND t.lot_id = p.lot_id
  JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
 WHERE a.district_id = :district_id AND a.kind = 20 AND t.item_id = :item_id AND e.posted_ms >= :since_ms AND p.qty > 0
   AND e.kind IN ('dispatch', 'handout')
   AND a.place_id IN (SELECT w.to_place_id FROM allocation_want w
                       WHERE w.district_id = :district_id AND w.doc_id = :doc_id AND w.item_id = :item_id)
 GROUP BY a.owner_id
 ORDER BY a.owner_id
 LIMIT :limit;

-- name: allocation_orders :one
-- in:   district_id i64, doc_id i64
-- row:  n i64, first_ms i64
SELECT COUNT(*) AS n, COALESCE(MIN(created_ms), 0) AS first_ms
  FROM doc
 WHERE district_id = :district_id AND parent_id = :doc_id AND kind IN ('dispatch', 'handout') AND state NOT IN ('draft', 'void');

-- name: allocation_before_units :many
-- in:   district_id i64, before_id i64, item_id i64, limit i64
-- row:  unit_id i64, qty i64
SELECT f.unit_id, CAST(SUM(l.granted - l.dropped) AS BIGINT) AS qty
  FROM doc_line l
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
 WHERE l.district_id = :district_id AND l.doc_id = :before_id AND l.item_id = :item_id
 GROUP BY f.unit_id
 ORDER BY f.unit_id
 LIMIT :limit;
