-- Stock as people look it up: by place and item, in sums, and lot by lot.  The way is place, account, balance, so that
-- scope is asked once a place; what is under way is found from the documents that are, never from all that ever were.
-- CROSS JOIN keeps SQLite to that order.  States: 1 free, 2 held, 3 dock, 4 blocked, 5 expired, 6 under way; 0 any.
-- Expiry: 1 expired, 2 to 4 up to :d7, :d30, :d90, 5 later, 6 without; 0 any.

-- name: stock_table_seen :many
-- in:   district_id i64, under text, under_end text, item_id i64, owner_id i64, place_kind i64, category text, find text, state i64, by_item i64, today i64, after_place text, after_item text, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, place_code text, item_id i64, item_code text, free i64, held i64, dock i64, blocked i64, expired i64, under_way i64, first_expiry i64, lots i64, places i64
WITH goods AS (
SELECT p.place_id, p.code AS place_code, a.kind, b.item_id, b.lot_id, b.qty
  FROM place p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_balance b
 WHERE p.district_id = :district_id AND p.path >= :under AND p.path < :under_end
   AND (CAST(:place_kind AS BIGINT) = 0 OR p.kind = :place_kind) AND @scope(p.path)
   AND a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind BETWEEN 20 AND 25
   AND (CAST(:owner_id AS BIGINT) = 0 OR a.owner_id = :owner_id)
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)
UNION ALL
SELECT p.place_id, p.code AS place_code, a.kind, b.item_id, b.lot_id, b.qty
  FROM doc d
 CROSS JOIN place p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_balance b
 WHERE d.district_id = :district_id AND d.kind IN ('dispatch', 'transfer') AND d.state IN ('departed', 'arrived', 'under_way')
   AND p.district_id = d.district_id AND p.place_id = d.to_place_id AND p.path >= :under AND p.path < :under_end
   AND (CAST(:place_kind AS BIGINT) = 0 OR p.kind = :place_kind) AND @scope(p.path)
   AND a.district_id = d.district_id AND a.doc_id = d.doc_id AND a.kind = 30
   AND (CAST(:owner_id AS BIGINT) = 0 OR a.owner_id = :owner_id)
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)),
sheet AS (
SELECT CASE WHEN CAST(:by_item AS BIGINT) = 1 THEN 0 ELSE g.place_id END AS place_id,
       CASE WHEN CAST(:by_item AS BIGINT) = 1 THEN '' ELSE g.place_code END AS place_code, g.item_id, i.code AS item_code,
       CAST(SUM(CASE WHEN g.kind = 20 AND (t.expiry_day = 0 OR t.expiry_day >= :today) THEN g.qty ELSE 0 END) AS BIGINT) AS free,
       CAST(SUM(CASE WHEN g.kind = 21 THEN g.qty ELSE 0 END) AS BIGINT) AS held,
       CAST(SUM(CASE WHEN g.kind = 22 THEN g.qty ELSE 0 END) AS BIGINT) AS dock,
       CAST(SUM(CASE WHEN g.kind IN (23, 24, 25) THEN g.qty ELSE 0 END) AS BIGINT) AS blocked,
       CAST(SUM(CASE WHEN g.kind = 20 AND t.expiry_day > 0 AND t.expiry_day < :today THEN g.qty ELSE 0 END) AS BIGINT) AS expired,
       CAST(SUM(CASE WHEN g.kind = 30 THEN g.qty ELSE 0 END) AS BIGINT) AS under_way,
       COALESCE(MIN(CASE WHEN g.kind IN (20, 21) AND t.expiry_day >= :today AND t.expiry_day > 0 THEN t.expiry_day END), 0) AS first_expiry,
       COUNT(DISTINCT g.lot_id) AS lots, COUNT(DISTINCT g.place_id) AS places
  FROM goods g
  JOIN item i ON i.district_id = :district_id AND i.item_id = g.item_id
  JOIN ledger_lot t ON t.district_id = :district_id AND t.lot_id = g.lot_id
 WHERE (:category = '' OR i.category = :category)
   AND (LOWER(i.zh) LIKE :find ESCAPE '!' OR LOWER(i.en) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!')
 GROUP BY 1, 2, g.item_id, i.code)
SELECT place_id, place_code, item_id, item_code, free, held, dock, blocked, expired, under_way, first_expiry, lots, places
  FROM sheet
 WHERE (place_code > :after_place OR (place_code = :after_place AND item_code > :after_item))
   AND (CAST(:state AS BIGINT) = 0 OR (:state = 1 AND free > 0) OR (:state = 2 AND held > 0) OR (:state = 3 AND dock > 0)
        OR (:state = 4 AND blocked > 0) OR (:state = 5 AND expired > 0) OR (:state = 6 AND under_way > 0))
 ORDER BY place_code, item_code
 LIMIT :limit;

-- name: stock_sums_seen :many
-- in:   district_id i64, under text, under_end text, item_id i64, owner_id i64, place_kind i64, category text, find text, state i64, today i64, d7 i64, d30 i64, d90 i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  state i64, expiry i64, lots i64, qty i64
-- Rows of the list of lots, counted by state and class of expiry.
WITH goods AS (
SELECT p.place_id, a.kind, b.item_id, b.lot_id, b.qty
  FROM place p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_balance b
 WHERE p.district_id = :district_id AND p.path >= :under AND p.path < :under_end
   AND (CAST(:place_kind AS BIGINT) = 0 OR p.kind = :place_kind) AND @scope(p.path)
   AND a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind BETWEEN 20 AND 25
   AND (CAST(:owner_id AS BIGINT) = 0 OR a.owner_id = :owner_id)
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)
UNION ALL
SELECT p.place_id, a.kind, b.item_id, b.lot_id, b.qty
  FROM doc d
 CROSS JOIN place p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_balance b
 WHERE d.district_id = :district_id AND d.kind IN ('dispatch', 'transfer') AND d.state IN ('departed', 'arrived', 'under_way')
   AND p.district_id = d.district_id AND p.place_id = d.to_place_id AND p.path >= :under AND p.path < :under_end
   AND (CAST(:place_kind AS BIGINT) = 0 OR p.kind = :place_kind) AND @scope(p.path)
   AND a.district_id = d.district_id AND a.doc_id = d.doc_id AND a.kind = 30
   AND (CAST(:owner_id AS BIGINT) = 0 OR a.owner_id = :owner_id)
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)),
told AS (
SELECT g.qty,
       CASE WHEN g.kind = 30 THEN 6 WHEN g.kind = 21 THEN 2 WHEN g.kind = 22 THEN 3 WHEN g.kind IN (23, 24, 25) THEN 4
            WHEN t.expiry_day > 0 AND t.expiry_day < :today THEN 5 ELSE 1 END AS state,
       CASE WHEN t.expiry_day = 0 THEN 6 WHEN t.expiry_day < :today THEN 1 WHEN t.expiry_day <= :d7 THEN 2
            WHEN t.expiry_day <= :d30 THEN 3 WHEN t.expiry_day <= :d90 THEN 4 ELSE 5 END AS expiry
  FROM goods g
  JOIN item i ON i.district_id = :district_id AND i.item_id = g.item_id
  JOIN ledger_lot t ON t.district_id = :district_id AND t.lot_id = g.lot_id
 WHERE (:category = '' OR i.category = :category)
   AND (LOWER(i.zh) LIKE :find ESCAPE '!' OR LOWER(i.en) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!'))
SELECT state, expiry, COUNT(*) AS lots, CAST(SUM(qty) AS BIGINT) AS qty
  FROM told
 WHERE CAST(:state AS BIGINT) = 0 OR state = :state
 GROUP BY state, expiry
 ORDER BY state, expiry
 LIMIT :limit;

-- name: stock_lots_seen :many
-- in:   district_id i64, under text, under_end text, item_id i64, owner_id i64, place_kind i64, category text, find text, state i64, from_day i64, to_day i64, none i64, today i64, after_expiry i64, after_lot i64, after_account i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  account_id i64, kind i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, item_id i64, lot_id i64, batch text, expiry_day i64, sort_day i64, qty i64, source_doc_id i64, source_number text, source_kind text, giver_id i64, giver text, born_ms i64
-- Lots, first expired first (no expiry last).  What is under way only when it is asked for.
WITH goods AS (
SELECT p.place_id, a.account_id, a.kind, a.owner_id, a.fund_id, a.doc_id, b.item_id, b.lot_id, b.qty
  FROM place p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_balance b
 WHERE CAST(:state AS BIGINT) <> 6 AND p.district_id = :district_id AND p.path >= :under AND p.path < :under_end
   AND (CAST(:place_kind AS BIGINT) = 0 OR p.kind = :place_kind) AND @scope(p.path)
   AND a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind BETWEEN 20 AND 25
   AND (CAST(:owner_id AS BIGINT) = 0 OR a.owner_id = :owner_id)
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)
UNION ALL
SELECT p.place_id, a.account_id, a.kind, a.owner_id, a.fund_id, a.doc_id, b.item_id, b.lot_id, b.qty
  FROM doc d
 CROSS JOIN place p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_balance b
 WHERE CAST(:state AS BIGINT) = 6 AND d.district_id = :district_id AND d.kind IN ('dispatch', 'transfer')
   AND d.state IN ('departed', 'arrived', 'under_way')
   AND p.district_id = d.district_id AND p.place_id = d.to_place_id AND p.path >= :under AND p.path < :under_end
   AND (CAST(:place_kind AS BIGINT) = 0 OR p.kind = :place_kind) AND @scope(p.path)
   AND a.district_id = d.district_id AND a.doc_id = d.doc_id AND a.kind = 30
   AND (CAST(:owner_id AS BIGINT) = 0 OR a.owner_id = :owner_id)
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id))
SELECT g.account_id, g.kind, g.place_id, g.owner_id, g.fund_id, g.doc_id, g.item_id, g.lot_id, t.batch, t.expiry_day,
       CASE WHEN t.expiry_day = 0 THEN 9999999 ELSE t.expiry_day END AS sort_day, g.qty, t.source_doc_id,
       COALESCE(s.number, '') AS source_number, COALESCE(s.kind, '') AS source_kind, COALESCE(s.giver_id, 0) AS giver_id,
       COALESCE(o.name, '') AS giver, COALESCE(e.posted_ms, 0) AS born_ms
  FROM goods g
  JOIN ledger_lot t ON t.district_id = :district_id AND t.lot_id = g.lot_id
  JOIN item i ON i.district_id = :district_id AND i.item_id = g.item_id
  LEFT JOIN doc s ON s.district_id = :district_id AND s.doc_id = t.source_doc_id
  LEFT JOIN party_org o ON o.district_id = :district_id AND o.org_id = s.giver_id
  LEFT JOIN ledger_entry e ON e.district_id = :district_id AND e.seq = t.born_seq
 WHERE (:category = '' OR i.category = :category)
   AND (LOWER(t.batch) LIKE :find ESCAPE '!' OR LOWER(i.zh) LIKE :find ESCAPE '!' OR LOWER(i.en) LIKE :find ESCAPE '!'
        OR LOWER(i.code) LIKE :find ESCAPE '!' OR LOWER(COALESCE(s.number, '')) LIKE :find ESCAPE '!')
   AND (CAST(:from_day AS BIGINT) = 0 OR t.expiry_day >= :from_day)
   AND (CAST(:to_day AS BIGINT) = 0 OR (t.expiry_day > 0 AND t.expiry_day <= :to_day))
   AND (CAST(:none AS BIGINT) = 0 OR t.expiry_day = 0)
   AND (CAST(:state AS BIGINT) IN (0, 6) OR (:state = 2 AND g.kind = 21) OR (:state = 3 AND g.kind = 22)
        OR (:state = 4 AND g.kind IN (23, 24, 25))
        OR (:state = 1 AND g.kind = 20 AND (t.expiry_day = 0 OR t.expiry_day >= :today))
        OR (:state = 5 AND g.kind = 20 AND t.expiry_day > 0 AND t.expiry_day < :today))
   AND (CASE WHEN t.expiry_day = 0 THEN 9999999 ELSE t.expiry_day END > :after_expiry
        OR (CASE WHEN t.expiry_day = 0 THEN 9999999 ELSE t.expiry_day END = :after_expiry
            AND (g.lot_id > :after_lot OR (g.lot_id = :after_lot AND g.account_id > :after_account))))
 ORDER BY sort_day, g.lot_id, g.account_id
 LIMIT :limit;

-- name: stock_categories :many
-- in:   district_id i64, limit i64
-- row:  category text, items i64
SELECT category, COUNT(*) AS items
  FROM item
 WHERE district_id = :district_id AND active = 1
 GROUP BY category
 ORDER BY category
 LIMIT :limit;
