-- Appeals: what is short, and what everybody sees of it.

-- name: appeal_put :exec
-- in:   district_id i64, doc_id i64, words text, until_day i64
INSERT INTO appeal (district_id, doc_id, words, until_day) VALUES (:district_id, :doc_id, :words, :until_day);

-- name: appeal_facts :one
-- in:   district_id i64, doc_id i64
-- row:  words text, until_day i64
SELECT words, until_day FROM appeal WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: appeal_free :many
-- in:   district_id i64, root_id i64, today i64, limit i64
-- row:  item_id i64, qty i64
-- The district's own free goods without a purpose, still good, not given for one unit.
SELECT b.item_id, CAST(SUM(b.qty) AS BIGINT) AS qty
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
  LEFT JOIN doc s ON s.district_id = t.district_id AND s.doc_id = t.source_doc_id
 WHERE a.district_id = :district_id AND a.kind = 20 AND a.owner_id = :root_id AND a.fund_id = 0 AND b.qty > 0 AND p.kind = 4
   AND (t.expiry_day = 0 OR t.expiry_day > :today) AND NOT (COALESCE(s.kind, '') IN ('receipt_donor', 'opening') AND s.taker_id <> 0)
 GROUP BY b.item_id
 ORDER BY b.item_id
 LIMIT :limit;

-- name: appeal_promised :many
-- in:   district_id i64, limit i64
-- row:  item_id i64, qty i64
-- Promised for the pool and not come yet.
SELECT l.item_id, CAST(SUM(l.asked - l.arrived) AS BIGINT) AS qty
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.kind = 'donation' AND d.state = 'promised' AND d.taker_id = 0
 GROUP BY l.item_id
 ORDER BY l.item_id
 LIMIT :limit;

-- name: appeal_rows :many
-- in:   district_id i64, today i64, limit i64
-- row:  doc_id i64, number text, words text, until_day i64, place text, zh text, en text, unit text, qty i64, come i64
SELECT d.doc_id, COALESCE(d.number, '') AS number, w.words, w.until_day, p.name AS place, i.zh, i.en, i.unit, l.granted AS qty,
       CAST(COALESCE((SELECT SUM(g.taken)
                        FROM doc n
                        JOIN doc_line g ON g.district_id = n.district_id AND g.doc_id = n.doc_id
                       WHERE n.district_id = d.district_id AND n.kind = 'donation' AND g.item_id = l.item_id
                         AND n.created_ms >= (SELECT MAX(e.posted_ms) FROM ledger_entry e
                                               WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'approve')), 0) AS BIGINT) AS come
  FROM doc d
  JOIN appeal w ON w.district_id = d.district_id AND w.doc_id = d.doc_id
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE d.district_id = :district_id AND d.kind = 'appeal' AND d.state = 'published' AND w.until_day >= :today
 ORDER BY d.doc_id DESC, l.line_no
 LIMIT :limit;
