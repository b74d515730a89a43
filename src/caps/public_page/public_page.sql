-- The public page: sums that anybody may know.  No column here names a person, a unit or an address; of a
-- donor what he wished to be shown.

-- name: public_gift_rows :many
-- in:   district_id i64, since_ms i64, number text, limit i64
-- row:  doc_id i64, created_ms i64, taken_id i64, number text, wish i64, donor text, item_id i64, zh text, en text, unit text, qty i64, in_house i64
-- Donations by receipt and item: what was accepted, and what of it lies in a house still.
SELECT d.doc_id, d.created_ms, d.taker_id AS taken_id, COALESCE(d.number, '') AS number, COALESCE(n.wish, -1) AS wish,
       COALESCE(n.shown_as, '') AS donor, i.item_id, i.zh, i.en, i.unit,
       CAST(SUM(l.taken) AS BIGINT) AS qty,
       CAST(COALESCE((SELECT SUM(b.qty)
                        FROM ledger_lot t
                        JOIN ledger_balance b ON b.district_id = t.district_id AND b.lot_id = t.lot_id
                        JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
                       WHERE t.district_id = d.district_id AND t.source_doc_id = d.doc_id AND t.item_id = i.item_id
                         AND a.kind BETWEEN 20 AND 25), 0) AS BIGINT) AS in_house
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
  LEFT JOIN donation n ON n.district_id = d.district_id AND n.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.kind IN ('receipt_donor', 'donation') AND l.taken > 0 AND d.created_ms >= :since_ms
   AND (:number = '' OR d.number = :number)
 GROUP BY d.district_id, d.doc_id, d.created_ms, d.taker_id, d.number, n.wish, n.shown_as, i.item_id, i.zh, i.en, i.unit, i.code
 ORDER BY d.doc_id DESC, i.code
 LIMIT :limit;

-- name: public_gift_steps :many
-- in:   district_id i64, number text, limit i64
-- row:  area text, zh text, en text, unit text, units i64, qty i64
-- Where one donation was received, by subdistrict and item.
SELECT s.name AS area, i.zh, i.en, i.unit, COUNT(DISTINCT d.to_place_id) AS units, CAST(SUM(l.taken) AS BIGINT) AS qty
  FROM doc g
  JOIN ledger_lot t ON t.district_id = g.district_id AND t.source_doc_id = g.doc_id
  JOIN doc_line l ON l.district_id = t.district_id AND l.item_id = t.item_id AND l.lot_id = t.lot_id AND l.taken > 0
  JOIN doc d ON d.district_id = l.district_id AND d.doc_id = l.doc_id AND d.kind = 'dispatch'
  JOIN item i ON i.district_id = t.district_id AND i.item_id = t.item_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
  JOIN place s ON s.district_id = p.district_id AND s.kind = 2 AND substr(p.path, 1, length(s.path)) = s.path
 WHERE g.district_id = :district_id AND g.kind IN ('receipt_donor', 'donation') AND g.number = :number
 GROUP BY s.code, s.name, i.code, i.zh, i.en, i.unit
 ORDER BY s.code, i.code
 LIMIT :limit;

-- name: public_allotment_rows :many
-- in:   district_id i64, since_day i64, limit i64
-- row:  day i64, number text, zh text, en text, unit text, units i64, qty i64, received i64
-- What approved allocations gave, by item, and what of it was signed for.
SELECT w.day, COALESCE(d.number, '') AS number, i.zh, i.en, i.unit, COUNT(DISTINCT f.unit_id) AS units,
       CAST(SUM(l.granted - l.dropped) AS BIGINT) AS qty,
       CAST(COALESCE((SELECT SUM(o.taken)
                        FROM doc c
                        JOIN doc_line o ON o.district_id = c.district_id AND o.doc_id = c.doc_id
                       WHERE c.district_id = d.district_id AND c.parent_id = d.doc_id AND o.item_id = i.item_id), 0) AS BIGINT) AS received
  FROM allocation w
  JOIN doc d ON d.district_id = w.district_id AND d.doc_id = w.doc_id
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE w.district_id = :district_id AND w.day >= :since_day AND d.state IN ('held', 'released', 'done') AND l.granted > l.dropped
 GROUP BY d.district_id, d.doc_id, w.day, d.number, i.item_id, i.zh, i.en, i.unit, i.code
 ORDER BY w.day DESC, d.doc_id DESC, i.code
 LIMIT :limit;

-- name: public_area_rows :many
-- in:   district_id i64, since_ms i64, limit i64
-- row:  code text, name text, orders i64, under_way i64, received i64
-- Dispatch orders to addressees of each subdistrict; those taken back or refused are no orders.
SELECT s.code, s.name, COUNT(d.doc_id) AS orders,
       CAST(COALESCE(SUM(CASE WHEN d.state IN ('departed', 'arrived') THEN 1 ELSE 0 END), 0) AS BIGINT) AS under_way,
       CAST(COALESCE(SUM(CASE WHEN d.state IN ('received', 'disputed', 'closed') THEN 1 ELSE 0 END), 0) AS BIGINT) AS received
  FROM place s
  LEFT JOIN (doc d JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id)
    ON d.district_id = s.district_id AND substr(p.path, 1, length(s.path)) = s.path AND d.kind = 'dispatch'
       AND d.created_ms >= :since_ms AND d.state IN ('ordered', 'acknowledged', 'departed', 'arrived', 'received', 'disputed', 'closed')
 WHERE s.district_id = :district_id AND s.kind = 2
 GROUP BY s.code, s.name
 ORDER BY orders DESC, s.code
 LIMIT :limit;
