-- Offers: an offer's own facts, beside its document.

-- name: offer_put :exec
-- in:   district_id i64, doc_id i64, shop_id i64, area_id i64, path text, shop_path text, name text, remark text, opens_ms i64, cut_off_ms i64, deliver_from_ms i64, deliver_until_ms i64, deliver_day i64, pay i64, copied_from i64
INSERT INTO offer (district_id, doc_id, shop_id, area_id, path, shop_path, stage, name, remark, opens_ms, cut_off_ms, deliver_from_ms,
                   deliver_until_ms, deliver_day, pay, copied_from)
VALUES (:district_id, :doc_id, :shop_id, :area_id, :path, :shop_path, 0, :name, :remark, :opens_ms, :cut_off_ms, :deliver_from_ms,
        :deliver_until_ms, :deliver_day, :pay, :copied_from)
ON CONFLICT (district_id, doc_id) DO UPDATE
   SET area_id = excluded.area_id, path = excluded.path, name = excluded.name, remark = excluded.remark, opens_ms = excluded.opens_ms,
       cut_off_ms = excluded.cut_off_ms, deliver_from_ms = excluded.deliver_from_ms, deliver_until_ms = excluded.deliver_until_ms,
       deliver_day = excluded.deliver_day, pay = excluded.pay;

-- name: offer_drop_lines :exec
-- in:   district_id i64, doc_id i64
DELETE FROM offer_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: offer_drop_parts :exec
-- in:   district_id i64, doc_id i64
DELETE FROM offer_part WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: offer_put_line :exec
-- in:   district_id i64, doc_id i64, line_no i64, places i64, per_household i64, shop_price_fen i64, is_package i64
INSERT INTO offer_line (district_id, doc_id, line_no, places, per_household, shop_price_fen, is_package)
VALUES (:district_id, :doc_id, :line_no, :places, :per_household, :shop_price_fen, :is_package);

-- name: offer_put_parts :exec
-- in:   district_id i64, doc_id i64, line_no i64, package_id i64
INSERT INTO offer_part (district_id, doc_id, line_no, part_no, item_id, qty)
SELECT district_id, :doc_id, :line_no, part_no, item_id, qty FROM package_part
 WHERE district_id = :district_id AND package_id = :package_id;

-- name: offer_set_stage :exec
-- in:   district_id i64, doc_id i64, stage i64
UPDATE offer SET stage = :stage WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: offer_head :one
-- in:   district_id i64, doc_id i64
-- row:  shop_id i64, area_id i64, path text, shop_path text, stage i64, name text, remark text, opens_ms i64, cut_off_ms i64, deliver_from_ms i64, deliver_until_ms i64, pay i64, copied_from i64, shop text, area text
SELECT o.shop_id, o.area_id, o.path, o.shop_path, o.stage, o.name, o.remark, o.opens_ms, o.cut_off_ms, o.deliver_from_ms, o.deliver_until_ms,
       o.pay, o.copied_from, s.name AS shop, a.name AS area
  FROM offer o
  JOIN place s ON s.district_id = o.district_id AND s.place_id = o.shop_id
  JOIN place a ON a.district_id = o.district_id AND a.place_id = o.area_id
 WHERE o.district_id = :district_id AND o.doc_id = :doc_id;

-- name: offer_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, places i64, per_household i64, shop_price_fen i64, is_package i64, code text, zh text, unit text, category text, barcode text
SELECT f.line_no, f.places, f.per_household, f.shop_price_fen, f.is_package, i.code, i.zh, i.unit, i.category, i.barcode
  FROM offer_line f
  JOIN doc_line l ON l.district_id = f.district_id AND l.doc_id = f.doc_id AND l.line_no = f.line_no
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE f.district_id = :district_id AND f.doc_id = :doc_id
 ORDER BY f.line_no
 LIMIT :limit;

-- name: offer_parts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, item_id i64, qty i64, code text, zh text, unit text, barcode text
SELECT p.line_no, p.item_id, p.qty, i.code, i.zh, i.unit, i.barcode
  FROM offer_part p JOIN item i ON i.district_id = p.district_id AND i.item_id = p.item_id
 WHERE p.district_id = :district_id AND p.doc_id = :doc_id
 ORDER BY p.line_no, p.part_no
 LIMIT :limit;

-- name: offer_open_places :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  lot_id i64, qty i64
-- Places still open (account 81), by the lot of their claims.
SELECT b.lot_id, b.qty
  FROM ledger_account a JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id
 WHERE a.district_id = :district_id AND a.doc_id = :doc_id AND a.kind = 81
 ORDER BY b.lot_id
 LIMIT :limit;

-- name: offer_living_orders :one
-- in:   district_id i64, doc_id i64
-- row:  n i64
-- Documents below the offer that have not come to an end: claims of theirs could still return.
SELECT COUNT(*) AS n FROM doc
 WHERE district_id = :district_id AND parent_id = :doc_id AND kind IN ('order', 'collect_order', 'credit_order') AND state NOT IN ('void', 'done');

-- name: offer_for :many
-- in:   district_id i64, a1 i64, a2 i64, a3 i64, a4 i64, a5 i64, a6 i64, a7 i64, a8 i64, a9 i64, a10 i64, a11 i64, a12 i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, state text, version i64, org_id i64, on_sale i64, left_open i64, shop_id i64, area_id i64, path text, shop_path text, stage i64, name text, remark text, opens_ms i64, cut_off_ms i64, deliver_from_ms i64, deliver_until_ms i64, pay i64, copied_from i64, shop text, area text, n_lines i64
-- Open offers of an area or of one above it that can be ordered from now.
SELECT o.doc_id, COALESCE(d.number, '') AS number, d.state, d.version, d.giver_id AS org_id,
       COALESCE((SELECT CAST(SUM(l.granted - l.dropped) AS BIGINT) FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id), 0) AS on_sale,
       COALESCE((SELECT CAST(SUM(b.qty) AS BIGINT) FROM ledger_account c JOIN ledger_balance b ON b.district_id = c.district_id AND b.account_id = c.account_id
                  WHERE c.district_id = o.district_id AND c.doc_id = o.doc_id AND c.kind = 81), 0) AS left_open,
       o.shop_id, o.area_id, o.path, o.shop_path, o.stage, o.name, o.remark, o.opens_ms,
       o.cut_off_ms, o.deliver_from_ms, o.deliver_until_ms, o.pay, o.copied_from, s.name AS shop, a.name AS area,
       (SELECT COUNT(*) FROM offer_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id) AS n_lines
  FROM offer o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
  JOIN place s ON s.district_id = o.district_id AND s.place_id = o.shop_id
  JOIN place a ON a.district_id = o.district_id AND a.place_id = o.area_id
 WHERE o.district_id = :district_id AND o.stage = 1
   AND o.area_id IN (:a1, :a2, :a3, :a4, :a5, :a6, :a7, :a8, :a9, :a10, :a11, :a12)
   AND o.opens_ms <= :now_ms AND o.cut_off_ms > :now_ms
 ORDER BY o.cut_off_ms, o.doc_id
 LIMIT :limit;

-- name: offer_page :many
-- in:   district_id i64, shop_id i64, path text, path_end text, stage i64, day i64, before i64, actor_id i64, perm i64, grid_kind i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, state text, version i64, org_id i64, on_sale i64, left_open i64, shop_id i64, area_id i64, path text, shop_path text, stage i64, name text, remark text, opens_ms i64, cut_off_ms i64, deliver_from_ms i64, deliver_until_ms i64, pay i64, copied_from i64, shop text, area text, n_lines i64
-- Newest first; seen by who sees the shop or the area, and, once published, by who works in a grid it reaches (a grid worker below the
-- offer's area).  A place is asked for with all offers that reach it.
SELECT o.doc_id, COALESCE(d.number, '') AS number, d.state, d.version, d.giver_id AS org_id,
       COALESCE((SELECT CAST(SUM(l.granted - l.dropped) AS BIGINT) FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id), 0) AS on_sale,
       COALESCE((SELECT CAST(SUM(b.qty) AS BIGINT) FROM ledger_account c JOIN ledger_balance b ON b.district_id = c.district_id AND b.account_id = c.account_id
                  WHERE c.district_id = o.district_id AND c.doc_id = o.doc_id AND c.kind = 81), 0) AS left_open,
       o.shop_id, o.area_id, o.path, o.shop_path, o.stage, o.name, o.remark, o.opens_ms,
       o.cut_off_ms, o.deliver_from_ms, o.deliver_until_ms, o.pay, o.copied_from, s.name AS shop, a.name AS area,
       (SELECT COUNT(*) FROM offer_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id) AS n_lines
  FROM offer o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
  JOIN place s ON s.district_id = o.district_id AND s.place_id = o.shop_id
  JOIN place a ON a.district_id = o.district_id AND a.place_id = o.area_id
 WHERE o.district_id = :district_id AND (CAST(:before AS BIGINT) = 0 OR o.doc_id < :before)
   AND (CAST(:shop_id AS BIGINT) = 0 OR o.shop_id = :shop_id)
   AND ((o.path >= :path AND o.path < :path_end) OR (o.stage IN (1, 2, 3) AND SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(o.path) AS INTEGER)) = o.path))
   AND (CAST(:stage AS BIGINT) < 0 OR o.stage = :stage)
   AND (CAST(:day AS BIGINT) = 0 OR o.deliver_day = :day)
   AND (@scope(o.path) OR @scope(o.shop_path) OR (o.stage IN (1, 2, 3) AND EXISTS (SELECT 1 FROM party_right w
         WHERE w.account_id = :actor_id AND w.perm = :perm AND w.from_ms <= :now_ms AND w.until_ms > :now_ms
           AND SUBSTR(w.scope, 1, CAST(LENGTH(o.path) AS INTEGER)) = o.path
           AND EXISTS (SELECT 1 FROM place g WHERE g.district_id = o.district_id AND g.kind = :grid_kind
                          AND ((g.path >= w.scope AND g.path < w.scope_end) OR SUBSTR(w.scope, 1, CAST(LENGTH(g.path) AS INTEGER)) = g.path)))))
 ORDER BY o.doc_id DESC
 LIMIT :limit;

-- name: offer_reaches :one
-- in:   district_id i64, doc_id i64, actor_id i64, perm i64, grid_kind i64, now_ms i64
-- row:  reaches i64
-- The same rule for one offer: published, and its area lies above a grid the actor works in.
SELECT COUNT(*) AS reaches FROM offer o
 WHERE o.district_id = :district_id AND o.doc_id = :doc_id AND o.stage IN (1, 2, 3)
   AND EXISTS (SELECT 1 FROM party_right w
         WHERE w.account_id = :actor_id AND w.perm = :perm AND w.from_ms <= :now_ms AND w.until_ms > :now_ms
           AND SUBSTR(w.scope, 1, CAST(LENGTH(o.path) AS INTEGER)) = o.path
           AND EXISTS (SELECT 1 FROM place g WHERE g.district_id = o.district_id AND g.kind = :grid_kind
                          AND ((g.path >= w.scope AND g.path < w.scope_end) OR SUBSTR(w.scope, 1, CAST(LENGTH(g.path) AS INTEGER)) = g.path)));

-- name: offer_area_kinds :many
-- in:   district_id i64, path text, path_end text, limit i64
-- row:  zone text, area_kind text
-- What kinds of grid lie in an area, or which one the area lies in.
SELECT DISTINCT zone, area_kind FROM grid_area
 WHERE district_id = :district_id
   AND ((path >= :path AND path < :path_end) OR SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(path) AS INTEGER)) = path)
 ORDER BY zone, area_kind
 LIMIT :limit;
