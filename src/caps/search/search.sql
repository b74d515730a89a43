-- Search: every statement.  Each reads a bounded number of rows, but names, which are looked through.

-- name: search_days :many
-- in:   district_id i64, kind text, day i64, running i64, limit i64
-- row:  kind text, day i64, last i64
-- On which days a kind of document came as far as this running number, newest first.
SELECT kind, day, last FROM doc_number
 WHERE district_id = :district_id
   AND (CAST(:kind AS TEXT) = '' OR kind = :kind)
   AND (CAST(:day AS BIGINT) = 0 OR day = :day)
   AND last >= :running
 ORDER BY day DESC, kind
 LIMIT :limit;

-- name: search_document :many
-- in:   district_id i64, number text, actor_id i64, perm i64, now_ms i64
-- row:  doc_id i64, kind text, number text, state text, from_place text, to_place text
SELECT d.doc_id, d.kind, d.number, d.state, COALESCE(f.name, '') AS from_place, COALESCE(t.name, '') AS to_place
  FROM doc d
  LEFT JOIN place f ON f.district_id = d.district_id AND f.place_id = d.from_place_id
  LEFT JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
 WHERE d.district_id = :district_id AND d.number = :number
   AND EXISTS (SELECT 1 FROM place p
                WHERE p.district_id = d.district_id
                  AND p.place_id IN (d.from_place_id, d.to_place_id,
                                     CASE WHEN d.from_place_id = 0 AND d.to_place_id = 0 THEN d.district_id ELSE 0 END)
                  AND @scope(p.path))
 ORDER BY d.doc_id
 LIMIT 1;

-- name: search_lots :many
-- in:   district_id i64, batch text, until text, most i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  lot_id i64, item_id i64, batch text, expiry_day i64, item text
-- Lots of which the batch begins so, where the actor may see a place they lie or lay in.
WITH found AS (
	SELECT lot_id, item_id, batch, expiry_day FROM ledger_lot
	 WHERE district_id = :district_id AND batch <> '' AND batch >= :batch AND batch < :until
	 ORDER BY batch, lot_id
	 LIMIT :most)
SELECT l.lot_id, l.item_id, l.batch, l.expiry_day, i.zh AS item
  FROM found l
  JOIN item i ON i.district_id = :district_id AND i.item_id = l.item_id
 WHERE EXISTS (SELECT 1 FROM ledger_balance b
                 JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
                 JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
                WHERE b.district_id = :district_id AND b.lot_id = l.lot_id AND @scope(p.path))
 ORDER BY l.batch, l.lot_id DESC
 LIMIT :limit;

-- name: search_places :many
-- in:   district_id i64, find text, first text, exact text, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, kind i64, code text, name text, parent text, rank i64
-- In use today; exactly so first, then what begins so, then warehouses before units, short names before long ones.
SELECT p.place_id, p.kind, p.code, p.name, COALESCE(u.name, '') AS parent,
       CASE WHEN LOWER(p.name) = :exact OR LOWER(p.code) = :exact THEN 0
            WHEN LOWER(p.name) LIKE :first ESCAPE '!' OR LOWER(p.code) LIKE :first ESCAPE '!' THEN 1 ELSE 2 END AS rank
  FROM place p
  LEFT JOIN place u ON u.district_id = p.district_id AND u.place_id = p.parent_id
 WHERE p.district_id = :district_id
   AND (LOWER(p.name) LIKE :find ESCAPE '!' OR LOWER(p.code) LIKE :first ESCAPE '!')
   AND (p.valid_to = 0 OR p.valid_to > :today)
   AND @scope(p.path)
 ORDER BY rank, CASE p.kind WHEN 4 THEN 0 WHEN 5 THEN 1 ELSE 2 END, LENGTH(p.name), p.code
 LIMIT :limit;

-- name: search_items :many
-- in:   district_id i64, find text, first text, exact text, limit i64
-- row:  item_id i64, code text, zh text, unit text, barcode text, rank i64
SELECT item_id, code, zh, unit, barcode,
       CASE WHEN LOWER(zh) = :exact OR LOWER(en) = :exact OR LOWER(code) = :exact OR barcode = :exact THEN 0
            WHEN LOWER(zh) LIKE :first ESCAPE '!' OR LOWER(code) LIKE :first ESCAPE '!' THEN 1 ELSE 2 END AS rank
  FROM item
 WHERE district_id = :district_id
   AND (LOWER(zh) LIKE :find ESCAPE '!' OR LOWER(en) LIKE :find ESCAPE '!' OR LOWER(code) LIKE :first ESCAPE '!'
        OR (barcode <> '' AND barcode = :exact))
 ORDER BY rank, active DESC, LENGTH(zh), code
 LIMIT :limit;
