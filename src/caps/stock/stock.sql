-- Stock: views of the ledger by item, expiry and owner, and the rows of a count.

-- name: stock_by_item_seen :many
-- in:   district_id i64, under text, under_end text, item_id i64, after_code text, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  item_id i64, code text, free i64, held i64, dock i64, blocked i64, expired i64, first_expiry i64, places i64
SELECT i.item_id, i.code,
       CAST(SUM(CASE WHEN a.kind = 20 AND (t.expiry_day = 0 OR t.expiry_day >= :today) THEN b.qty ELSE 0 END) AS BIGINT) AS free,
       CAST(SUM(CASE WHEN a.kind = 21 THEN b.qty ELSE 0 END) AS BIGINT) AS held,
       CAST(SUM(CASE WHEN a.kind = 22 THEN b.qty ELSE 0 END) AS BIGINT) AS dock,
       CAST(SUM(CASE WHEN a.kind IN (23, 24, 25) THEN b.qty ELSE 0 END) AS BIGINT) AS blocked,
       CAST(SUM(CASE WHEN a.kind = 20 AND t.expiry_day > 0 AND t.expiry_day < :today THEN b.qty ELSE 0 END) AS BIGINT) AS expired,
       COALESCE(MIN(CASE WHEN a.kind IN (20, 21) AND t.expiry_day >= :today AND t.expiry_day > 0 THEN t.expiry_day END), 0) AS first_expiry,
       COUNT(DISTINCT a.place_id) AS places
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE b.district_id = :district_id AND a.kind BETWEEN 20 AND 25 AND b.qty > 0
   AND p.path >= :under AND p.path < :under_end
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)
   AND i.code > :after_code AND @scope(p.path)
 GROUP BY i.item_id, i.code
 ORDER BY i.code
 LIMIT :limit;

-- name: stock_put_count :exec
-- in:   district_id i64, doc_id i64, row_no i64, item_id i64, lot_id i64, owner_id i64, fund_id i64, booked i64, counted i64, reason text
INSERT INTO stock_count (district_id, doc_id, row_no, item_id, lot_id, owner_id, fund_id, booked, counted, reason)
VALUES (:district_id, :doc_id, :row_no, :item_id, :lot_id, :owner_id, :fund_id, :booked, :counted, :reason);

-- name: stock_counts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  row_no i64, item_id i64, lot_id i64, owner_id i64, fund_id i64, booked i64, counted i64, reason text
SELECT row_no, item_id, lot_id, owner_id, fund_id, booked, counted, reason
  FROM stock_count
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY row_no
 LIMIT :limit;

-- name: stock_put_paper :exec
-- in:   district_id i64, doc_id i64, line_no i64, batch text, made_day i64, expiry_day i64
INSERT INTO stock_paper (district_id, doc_id, line_no, batch, made_day, expiry_day)
VALUES (:district_id, :doc_id, :line_no, :batch, :made_day, :expiry_day);

-- name: stock_papers :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, batch text, made_day i64, expiry_day i64
SELECT line_no, batch, made_day, expiry_day
  FROM stock_paper
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;
