-- Scrapping: appraisal and destruction beside the document; what waits to be scrapped; whose package came back.

-- name: scrap_put :exec
-- in:   district_id i64, doc_id i64, reason text
INSERT INTO scrap (district_id, doc_id, reason, appraiser, finding, appraised_by, appraised_ms, day, site, method, paper, destroyed_by, recorded_ms)
VALUES (:district_id, :doc_id, :reason, '', '', 0, 0, 0, '', '', '', 0, 0);

-- name: scrap_of :one
-- in:   district_id i64, doc_id i64
-- row:  reason text, appraiser text, finding text, appraised_by i64, appraised_ms i64, day i64, site text, method text, paper text, destroyed_by i64, recorded_ms i64
SELECT reason, appraiser, finding, appraised_by, appraised_ms, day, site, method, paper, destroyed_by, recorded_ms FROM scrap
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: scrap_set_finding :exec
-- in:   district_id i64, doc_id i64, appraiser text, finding text, appraised_by i64, appraised_ms i64
UPDATE scrap SET appraiser = :appraiser, finding = :finding, appraised_by = :appraised_by, appraised_ms = :appraised_ms
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: scrap_set_record :exec
-- in:   district_id i64, doc_id i64, day i64, site text, method text, paper text, destroyed_by i64, recorded_ms i64
UPDATE scrap SET day = :day, site = :site, method = :method, paper = :paper, destroyed_by = :destroyed_by, recorded_ms = :recorded_ms
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: scrap_waiting :many
-- in:   district_id i64, place_id i64, today i64, actor_id i64, perm i64, now_ms i64, offset i64, limit i64
-- row:  item_id i64, lot_id i64, place_id i64, owner_id i64, fund_id i64, qty i64, expiry_day i64, kind i64, item text, item_unit text, place text, owner text, batch text, serial text
-- Blocked goods, and lots on the shelf whose day is past.
SELECT b.item_id, b.lot_id, a.place_id, a.owner_id, a.fund_id, b.qty, t.expiry_day, a.kind, i.zh AS item, i.unit AS item_unit, p.name AS place,
       COALESCE(w.name, '') AS owner, t.batch, t.serial
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
  LEFT JOIN place w ON w.district_id = a.district_id AND w.place_id = a.owner_id
 WHERE b.district_id = :district_id AND b.qty > 0
   AND (a.kind = 23 OR (a.kind = 20 AND t.expiry_day > 0 AND t.expiry_day < :today))
   AND (CAST(:place_id AS BIGINT) = 0 OR a.place_id = :place_id) AND @scope(p.path)
 ORDER BY a.kind DESC, p.name, i.code, b.lot_id, a.account_id
 LIMIT :limit OFFSET :offset;

-- name: recovery_put :exec
-- in:   district_id i64, doc_id i64, line_no i64, of_item_id i64, of_lot_id i64
INSERT INTO recovery_of (district_id, doc_id, line_no, of_item_id, of_lot_id) VALUES (:district_id, :doc_id, :line_no, :of_item_id, :of_lot_id);

-- name: recovery_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, of_item_id i64, of_lot_id i64
SELECT line_no, of_item_id, of_lot_id FROM recovery_of
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: recovery_used :one
-- in:   district_id i64, unit_id i64, lot_id i64
-- row:  qty i64
-- What a unit has used up of a lot, whoever owned it.
SELECT CAST(COALESCE(SUM(b.qty), 0) AS BIGINT) AS qty
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id AND a.kind = 41 AND a.who_id = :unit_id;

-- name: recovery_before :one
-- in:   district_id i64, unit_id i64, lot_id i64, but_id i64
-- row:  qty i64
-- Packages of that lot this unit has handed over before.
SELECT CAST(COALESCE(SUM(l.taken), 0) AS BIGINT) AS qty
  FROM recovery_of o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
  JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.line_no = o.line_no
 WHERE o.district_id = :district_id AND o.of_lot_id = :lot_id AND d.giver_id = :unit_id AND d.doc_id <> :but_id;

-- name: recovery_source :many
-- in:   district_id i64, lot_id i64, limit i64
-- row:  of_item_id i64, of_lot_id i64, of_item text, of_batch text
-- What a recovered lot once held.
SELECT o.of_item_id, o.of_lot_id, i.zh AS of_item, h.batch AS of_batch
  FROM ledger_lot t
  JOIN recovery_of o ON o.district_id = t.district_id AND o.doc_id = t.source_doc_id AND o.line_no = t.source_line_no
  JOIN ledger_lot h ON h.district_id = o.district_id AND h.lot_id = o.of_lot_id
  JOIN item i ON i.district_id = o.district_id AND i.item_id = o.of_item_id
 WHERE t.district_id = :district_id AND t.lot_id = :lot_id
 ORDER BY o.line_no
 LIMIT :limit;

-- name: recovery_lots_used :many
-- in:   district_id i64, unit_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  lot_id i64, item_id i64, used i64, pack i64, before i64, item text, batch text
-- Lots a unit has used up that once lay in a store the actor covers, newest first; before: packages handed over already.
SELECT b.lot_id, b.item_id, CAST(SUM(b.qty) AS BIGINT) AS used, i.pack,
       CAST(COALESCE((SELECT SUM(l.taken) FROM recovery_of o
                        JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
                        JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.line_no = o.line_no
                       WHERE o.district_id = b.district_id AND o.of_lot_id = b.lot_id AND d.giver_id = :unit_id), 0) AS BIGINT) AS before,
       i.zh AS item, t.batch
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
 WHERE b.district_id = :district_id AND a.kind = 41 AND a.who_id = :unit_id AND b.qty > 0
   AND EXISTS (SELECT 1 FROM ledger_balance hb
                 JOIN ledger_account ha ON ha.district_id = hb.district_id AND ha.account_id = hb.account_id
                 JOIN place p ON p.district_id = ha.district_id AND p.place_id = ha.place_id
                WHERE hb.district_id = b.district_id AND hb.lot_id = b.lot_id AND ha.kind = 20 AND @scope(p.path))
 GROUP BY b.district_id, b.lot_id, b.item_id, i.pack, i.zh, t.batch
 ORDER BY b.lot_id DESC
 LIMIT :limit;

-- name: recovery_of_lot :many
-- in:   district_id i64, lot_id i64, limit i64
-- row:  lot_id i64, doc_id i64, qty i64, destroyed i64, number text, item text, item_unit text, unit text
-- The packages of a lot that came back, oldest first: from whom, how many, and how many of them are destroyed.
SELECT t.lot_id, o.doc_id, l.taken AS qty,
       CAST(COALESCE((SELECT SUM(b.qty) FROM ledger_balance b
                        JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
                       WHERE b.district_id = t.district_id AND b.lot_id = t.lot_id AND a.kind = 43), 0) AS BIGINT) AS destroyed,
       COALESCE(d.number, '') AS number, i.zh AS item, i.unit AS item_unit, p.name AS unit
  FROM recovery_of o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
  JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.line_no = o.line_no
  JOIN ledger_lot t ON t.district_id = o.district_id AND t.source_doc_id = o.doc_id AND t.source_line_no = o.line_no
  JOIN item i ON i.district_id = t.district_id AND i.item_id = t.item_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.giver_id
 WHERE o.district_id = :district_id AND o.of_lot_id = :lot_id
 ORDER BY t.lot_id
 LIMIT :limit;
