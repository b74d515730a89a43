-- The way of a lot through the books, as a graph for people.

-- name: lot_flow_steps :many
-- in:   district_id i64, lot_id i64, seq i64, limit i64
-- row:  seq i64, posting_no i64, doc_id i64, line_no i64, qty i64, after_qty i64, happened_ms i64, reverses_seq i64, account_id i64, kind i64, who_id i64, place_id i64, of_doc_id i64
-- only: sqlite
SELECT p.seq, p.posting_no, e.doc_id, p.line_no, p.qty, p.after_qty, e.happened_ms, COALESCE(e.reverses_seq, 0) AS reverses_seq,
       a.account_id, a.kind, a.who_id, a.place_id, a.doc_id AS of_doc_id
  FROM ledger_balance b
 CROSS JOIN ledger_posting p INDEXED BY ledger_posting_history
 CROSS JOIN ledger_entry e
 CROSS JOIN ledger_account a
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id
   AND p.district_id = b.district_id AND p.account_id = b.account_id AND p.lot_id = b.lot_id AND p.seq <= :seq
   AND e.district_id = p.district_id AND e.seq = p.seq
   AND a.district_id = p.district_id AND a.account_id = p.account_id
 ORDER BY p.seq, p.posting_no
 LIMIT :limit;

-- name: lot_flow_steps :many
-- in:   district_id i64, lot_id i64, seq i64, limit i64
-- row:  seq i64, posting_no i64, doc_id i64, line_no i64, qty i64, after_qty i64, happened_ms i64, reverses_seq i64, account_id i64, kind i64, who_id i64, place_id i64, of_doc_id i64
-- only: postgres
SELECT p.seq, p.posting_no, e.doc_id, p.line_no, p.qty, p.after_qty, e.happened_ms, COALESCE(e.reverses_seq, 0) AS reverses_seq,
       a.account_id, a.kind, a.who_id, a.place_id, a.doc_id AS of_doc_id
  FROM ledger_balance b
 CROSS JOIN ledger_posting p
 CROSS JOIN ledger_entry e
 CROSS JOIN ledger_account a
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id
   AND p.district_id = b.district_id AND p.account_id = b.account_id AND p.lot_id = b.lot_id AND p.seq <= :seq
   AND e.district_id = p.district_id AND e.seq = p.seq
   AND a.district_id = p.district_id AND a.account_id = p.account_id
 ORDER BY p.seq, p.posting_no
 LIMIT :limit;

-- name: lot_flow_balances :many
-- in:   district_id i64, lot_id i64, limit i64
-- row:  account_id i64, qty i64
SELECT account_id, qty FROM ledger_balance
 WHERE district_id = :district_id AND lot_id = :lot_id
 ORDER BY account_id
 LIMIT :limit;

-- name: lot_flow_doc :one
-- in:   district_id i64, doc_id i64
-- row:  kind text, number text, to_place_id i64
SELECT kind, COALESCE(number, '') AS number, to_place_id FROM doc WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: lot_flow_entries :many
-- in:   district_id i64, doc_id i64, upto_seq i64, limit i64
-- row:  seq i64, verb text, from_state text, to_state text, actor_id i64, happened_ms i64, posted_ms i64, hash text, note text, role text, for_id i64, moves i64
-- Steps of a document up to one of them, and whether each moved goods.
SELECT e.seq, e.verb, e.from_state, e.to_state, e.actor_id, e.happened_ms, e.posted_ms, e.hash, COALESCE(n.note, '') AS note,
       COALESCE(s.role, '') AS role, COALESCE(s.for_id, 0) AS for_id,
       CASE WHEN EXISTS (SELECT 1 FROM ledger_posting p WHERE p.district_id = e.district_id AND p.seq = e.seq) THEN 1 ELSE 0 END AS moves
  FROM ledger_entry e
  LEFT JOIN doc_note n ON n.district_id = e.district_id AND n.doc_id = e.doc_id AND n.seq = e.seq
  LEFT JOIN doc_sign s ON s.district_id = e.district_id AND s.doc_id = e.doc_id AND s.seq = e.seq
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id AND e.seq <= :upto_seq
 ORDER BY e.seq
 LIMIT :limit;

-- name: lot_flow_parts :many
-- in:   district_id i64, lot_id i64, limit i64
-- row:  lot_id i64, item_id i64, qty i64, batch text, whole i64
-- What the lot was put together from (whole 0) and what it was built into (whole 1).
SELECT x.lot_id, t.item_id, x.qty, t.batch, x.whole
  FROM (SELECT part_lot_id AS lot_id, qty, 0 AS whole FROM ledger_lot_part WHERE district_id = :district_id AND lot_id = :lot_id
        UNION ALL
        SELECT lot_id, qty, 1 FROM ledger_lot_part WHERE district_id = :district_id AND part_lot_id = :lot_id) x
  JOIN ledger_lot t ON t.district_id = :district_id AND t.lot_id = x.lot_id
 ORDER BY x.whole, x.lot_id
 LIMIT :limit;

-- name: lot_origins_of_doc :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  lot_id i64, item_id i64, qty i64
-- How much of each lot a document has brought on.
SELECT m.lot_id, t.item_id, CAST(SUM(m.qty) AS BIGINT) AS qty
  FROM (SELECT p.lot_id, p.account_id, SUM(p.qty) AS qty
          FROM ledger_entry e
          JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq
         WHERE e.district_id = :district_id AND e.doc_id = :doc_id
         GROUP BY p.lot_id, p.account_id
        HAVING SUM(p.qty) > 0) m
  JOIN ledger_lot t ON t.district_id = :district_id AND t.lot_id = m.lot_id
 GROUP BY m.lot_id, t.item_id
 ORDER BY t.item_id, m.lot_id
 LIMIT :limit;

-- name: lot_origins_of_place :many
-- in:   district_id i64, place_id i64, item_id i64, after_lot i64, limit i64
-- row:  lot_id i64, item_id i64, qty i64
-- What lies in a place, and what it has used, by lot, newest lot first.
SELECT b.lot_id, b.item_id, CAST(SUM(b.qty) AS BIGINT) AS qty
  FROM (SELECT district_id, account_id FROM ledger_account
         WHERE district_id = :district_id AND place_id = :place_id AND kind BETWEEN 20 AND 25
        UNION ALL
        SELECT district_id, account_id FROM ledger_account WHERE district_id = :district_id AND kind IN (40, 41) AND who_id = :place_id) a
 CROSS JOIN ledger_balance b
 WHERE b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)
   AND (CAST(:after_lot AS BIGINT) = 0 OR b.lot_id < :after_lot)
 GROUP BY b.lot_id, b.item_id
 ORDER BY b.lot_id DESC
 LIMIT :limit;

-- name: lot_source :one
-- in:   district_id i64, lot_id i64
-- row:  source_doc_id i64, number text, kind text, giver_id i64, to_place_id i64, born_ms i64, batch text, made_day i64, expiry_day i64
SELECT t.source_doc_id, COALESCE(s.number, '') AS number, COALESCE(s.kind, '') AS kind, COALESCE(s.giver_id, 0) AS giver_id,
       COALESCE(s.to_place_id, 0) AS to_place_id, COALESCE(e.posted_ms, 0) AS born_ms, t.batch, t.made_day, t.expiry_day
  FROM ledger_lot t
  LEFT JOIN doc s ON s.district_id = t.district_id AND s.doc_id = t.source_doc_id
  LEFT JOIN ledger_entry e ON e.district_id = t.district_id AND e.seq = t.born_seq
 WHERE t.district_id = :district_id AND t.lot_id = :lot_id;
