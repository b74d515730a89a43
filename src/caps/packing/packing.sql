-- Packing: waves, parcels, and what paper shows.  Tables of orders are only read here.

-- name: packing_candidates :many
-- in:   district_id i64, offer_id i64, path text, path_end text, station_id i64, limit i64
-- row:  doc_id i64
-- Orders of an offer that still have to be packed and are in no wave, as the stairs are walked.
SELECT o.doc_id
  FROM household_order o
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.state IN ('placed', 'paid')
   AND ((o.path >= :path AND o.path < :path_end) OR o.station_id = :station_id)
   AND NOT EXISTS (SELECT 1 FROM pick_order k WHERE k.district_id = o.district_id AND k.doc_id = o.doc_id)
   AND EXISTS (SELECT 1 FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.granted - l.dropped - l.taken > 0)
 ORDER BY o.grid_id, o.sort, o.pickup_no, o.doc_id
 LIMIT :limit;

-- name: packing_candidate :many
-- in:   district_id i64, offer_id i64, doc_id i64
-- row:  doc_id i64
-- The order, if it still has to be packed and is in no wave.
SELECT o.doc_id
  FROM household_order o
 WHERE o.district_id = :district_id AND o.doc_id = :doc_id AND o.offer_id = :offer_id AND o.state IN ('placed', 'paid')
   AND NOT EXISTS (SELECT 1 FROM pick_order k WHERE k.district_id = o.district_id AND k.doc_id = o.doc_id)
   AND EXISTS (SELECT 1 FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.granted - l.dropped - l.taken > 0)
 ORDER BY o.doc_id;

-- name: packing_shortages :many
-- in:   district_id i64, offer_id i64, limit i64
-- row:  line_no i64, zh text, confirmed i64, wanted i64
-- Lines of which the shop's last word is less than what is still wanted.
SELECT c.line_no, i.zh, c.qty AS confirmed, t.wanted
  FROM order_confirm c
  JOIN (SELECT s.line_no, CAST(SUM(s.qty) AS BIGINT) AS wanted FROM order_sum s
         WHERE s.district_id = :district_id AND s.offer_id = :offer_id AND s.line_no > 0 GROUP BY s.line_no) t ON t.line_no = c.line_no
  JOIN doc_line l ON l.district_id = c.district_id AND l.doc_id = c.offer_id AND l.line_no = c.line_no
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE c.district_id = :district_id AND c.offer_id = :offer_id AND c.qty < t.wanted
   AND c.confirmed_ms = (SELECT MAX(x.confirmed_ms) FROM order_confirm x
                          WHERE x.district_id = c.district_id AND x.offer_id = c.offer_id AND x.line_no = c.line_no)
 ORDER BY c.line_no
 LIMIT :limit;

-- name: packing_put_wave :exec
-- in:   district_id i64, wave_id i64, offer_id i64, shop_id i64, shop_path text, place_id i64, trip_id i64, name text, n_orders i64, created_ms i64, created_by i64
INSERT INTO pick_wave (district_id, wave_id, offer_id, shop_id, shop_path, place_id, trip_id, name, state, version, n_orders, n_packed, created_ms,
                       created_by, closed_ms, note)
VALUES (:district_id, :wave_id, :offer_id, :shop_id, :shop_path, :place_id, :trip_id, :name, 0, 1, :n_orders, 0, :created_ms, :created_by, 0, '');

-- name: packing_put_order :exec
-- in:   district_id i64, wave_id i64, position i64, doc_id i64
INSERT INTO pick_order (district_id, wave_id, position, doc_id, packed_ms, packed_by, boxes)
VALUES (:district_id, :wave_id, :position, :doc_id, 0, 0, 0);

-- name: packing_put_lines :exec
-- in:   district_id i64, wave_id i64
INSERT INTO pick_line (district_id, wave_id, doc_id, line_no, item_id, qty, picked)
SELECT l.district_id, k.wave_id, l.doc_id, l.line_no, l.item_id, l.granted - l.dropped - l.taken, 0
  FROM pick_order k JOIN doc_line l ON l.district_id = k.district_id AND l.doc_id = k.doc_id
 WHERE k.district_id = :district_id AND k.wave_id = :wave_id AND l.granted - l.dropped - l.taken > 0;

-- name: packing_wave :one
-- in:   district_id i64, wave_id i64
-- row:  wave_id i64, offer_id i64, shop_id i64, place_id i64, trip_id i64, state i64, version i64, n_orders i64, n_packed i64, created_ms i64, closed_ms i64, name text, offer text, shop text, place text, note text
SELECT w.wave_id, w.offer_id, w.shop_id, w.place_id, w.trip_id, w.state, w.version, w.n_orders, w.n_packed, w.created_ms, w.closed_ms, w.name,
       o.name AS offer, s.name AS shop, COALESCE(p.name, '') AS place, w.note
  FROM pick_wave w
  JOIN offer o ON o.district_id = w.district_id AND o.doc_id = w.offer_id
  JOIN place s ON s.district_id = w.district_id AND s.place_id = w.shop_id
  LEFT JOIN place p ON p.district_id = w.district_id AND p.place_id = w.place_id
 WHERE w.district_id = :district_id AND w.wave_id = :wave_id;

-- name: packing_wave_page :many
-- in:   district_id i64, shop_id i64, offer_id i64, open_only i64, before i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  wave_id i64, offer_id i64, shop_id i64, place_id i64, trip_id i64, state i64, version i64, n_orders i64, n_packed i64, created_ms i64, closed_ms i64, name text, offer text, shop text, place text, note text
SELECT w.wave_id, w.offer_id, w.shop_id, w.place_id, w.trip_id, w.state, w.version, w.n_orders, w.n_packed, w.created_ms, w.closed_ms, w.name,
       o.name AS offer, s.name AS shop, COALESCE(p.name, '') AS place, w.note
  FROM pick_wave w
  JOIN offer o ON o.district_id = w.district_id AND o.doc_id = w.offer_id
  JOIN place s ON s.district_id = w.district_id AND s.place_id = w.shop_id
  LEFT JOIN place p ON p.district_id = w.district_id AND p.place_id = w.place_id
 WHERE w.district_id = :district_id AND (CAST(:before AS BIGINT) = 0 OR w.wave_id < :before)
   AND (CAST(:shop_id AS BIGINT) = 0 OR w.shop_id = :shop_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR w.offer_id = :offer_id)
   AND (CAST(:open_only AS BIGINT) = 0 OR w.state = 0)
   AND @scope(w.shop_path)
 ORDER BY w.wave_id DESC
 LIMIT :limit;

-- name: packing_orders :many
-- in:   district_id i64, wave_id i64, limit i64
-- row:  position i64, doc_id i64, packed_ms i64, boxes i64, building_id i64, own_fen i64, pay i64, special i64, dropped i64, door text, pickup_no text, building text, remark text, state text
SELECT k.position, k.doc_id, k.packed_ms, k.boxes, o.building_id, o.own_fen, o.pay, o.special,
       CASE WHEN o.state IN ('placed', 'paid', 'part') THEN 0 ELSE 1 END AS dropped, o.door, o.pickup_no, b.name AS building, o.remark, o.state
  FROM pick_order k
  JOIN household_order o ON o.district_id = k.district_id AND o.doc_id = k.doc_id
  JOIN place b ON b.district_id = o.district_id AND b.place_id = o.building_id
 WHERE k.district_id = :district_id AND k.wave_id = :wave_id
 ORDER BY k.position
 LIMIT :limit;

-- name: packing_lines :many
-- in:   district_id i64, wave_id i64, limit i64
-- row:  doc_id i64, line_no i64, item_id i64, qty i64, picked i64, code text, zh text, unit text, barcode text
SELECT l.doc_id, l.line_no, l.item_id, l.qty, l.picked, i.code, i.zh, i.unit, i.barcode
  FROM pick_order k
  JOIN pick_line l ON l.district_id = k.district_id AND l.doc_id = k.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE k.district_id = :district_id AND k.wave_id = :wave_id
 ORDER BY k.position, l.line_no
 LIMIT :limit;

-- name: packing_items :many
-- in:   district_id i64, wave_id i64, limit i64
-- row:  item_id i64, qty i64, picked i64, households i64, code text, zh text, unit text, barcode text
SELECT l.item_id, CAST(SUM(l.qty) AS BIGINT) AS qty, CAST(SUM(l.picked) AS BIGINT) AS picked, COUNT(DISTINCT l.doc_id) AS households,
       i.code, i.zh, i.unit, i.barcode
  FROM pick_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.wave_id = :wave_id
 GROUP BY l.item_id, i.code, i.zh, i.unit, i.barcode
 ORDER BY i.code
 LIMIT :limit;

-- name: packing_contents :many
-- in:   district_id i64, wave_id i64, offer_id i64, limit i64
-- row:  item_id i64, qty i64, households i64, code text, zh text, unit text, barcode text
-- What the packages of a wave are made of, as the offer froze it.
SELECT p.item_id, CAST(SUM(l.qty * p.qty) AS BIGINT) AS qty, COUNT(DISTINCT l.doc_id) AS households, i.code, i.zh, i.unit, i.barcode
  FROM pick_line l
  JOIN doc_line d ON d.district_id = l.district_id AND d.doc_id = l.doc_id AND d.line_no = l.line_no
  JOIN offer_part p ON p.district_id = l.district_id AND p.doc_id = :offer_id AND p.line_no = d.parent_line_no
  JOIN item i ON i.district_id = p.district_id AND i.item_id = p.item_id
 WHERE l.district_id = :district_id AND l.wave_id = :wave_id
 GROUP BY p.item_id, i.code, i.zh, i.unit, i.barcode
 ORDER BY i.code
 LIMIT :limit;

-- name: packing_wanted_by :many
-- in:   district_id i64, wave_id i64, code text, limit i64
-- row:  doc_id i64, line_no i64, item_id i64, qty i64, picked i64, door text, zh text, packed_ms i64
-- Parcels of a wave with the item of this code or barcode, in their order.
SELECT l.doc_id, l.line_no, l.item_id, l.qty, l.picked, o.door, i.zh, k.packed_ms
  FROM item i
  JOIN pick_line l ON l.district_id = i.district_id AND l.item_id = i.item_id AND l.wave_id = :wave_id
  JOIN pick_order k ON k.district_id = l.district_id AND k.doc_id = l.doc_id
  JOIN household_order o ON o.district_id = l.district_id AND o.doc_id = l.doc_id
 WHERE i.district_id = :district_id AND (i.barcode = :code OR i.code = :code) AND o.state IN ('placed', 'paid', 'part')
 ORDER BY k.position, l.line_no
 LIMIT :limit;

-- name: packing_item_named :many
-- in:   district_id i64, code text, limit i64
-- row:  item_id i64, zh text
SELECT item_id, zh FROM item WHERE district_id = :district_id AND (barcode = :code OR code = :code) ORDER BY item_id LIMIT :limit;

-- name: packing_open_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  zh text, unit text, qty i64, picked i64
SELECT i.zh, i.unit, l.qty, l.picked
  FROM pick_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id AND l.picked < l.qty
 ORDER BY l.line_no
 LIMIT :limit;

-- name: packing_pick :exec
-- in:   district_id i64, doc_id i64, line_no i64, qty i64
UPDATE pick_line SET picked = picked + :qty
 WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no AND picked + :qty <= qty;

-- name: packing_pick_all :exec
-- in:   district_id i64, doc_id i64
UPDATE pick_line SET picked = qty WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: packing_pick_none :exec
-- in:   district_id i64, doc_id i64
UPDATE pick_line SET picked = 0 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: packing_parcel :one
-- in:   district_id i64, wave_id i64, doc_id i64
-- row:  packed_ms i64, state text, door text, open_lines i64
SELECT k.packed_ms, o.state, o.door,
       (SELECT COUNT(*) FROM pick_line l WHERE l.district_id = k.district_id AND l.doc_id = k.doc_id AND l.picked < l.qty) AS open_lines
  FROM pick_order k JOIN household_order o ON o.district_id = k.district_id AND o.doc_id = k.doc_id
 WHERE k.district_id = :district_id AND k.wave_id = :wave_id AND k.doc_id = :doc_id;

-- name: packing_set_packed :exec
-- in:   district_id i64, doc_id i64, packed_ms i64, packed_by i64, boxes i64
UPDATE pick_order SET packed_ms = :packed_ms, packed_by = :packed_by, boxes = :boxes WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: packing_count :exec
-- in:   district_id i64, wave_id i64
UPDATE pick_wave SET version = version + 1,
       n_orders = (SELECT COUNT(*) FROM pick_order k WHERE k.district_id = pick_wave.district_id AND k.wave_id = pick_wave.wave_id),
       n_packed = (SELECT COUNT(*) FROM pick_order k WHERE k.district_id = pick_wave.district_id AND k.wave_id = pick_wave.wave_id AND k.packed_ms > 0)
 WHERE district_id = :district_id AND wave_id = :wave_id;

-- name: packing_drop_lines :exec
-- in:   district_id i64, wave_id i64
DELETE FROM pick_line
 WHERE district_id = :district_id AND wave_id = :wave_id
   AND doc_id IN (SELECT k.doc_id FROM pick_order k WHERE k.district_id = :district_id AND k.wave_id = :wave_id AND k.packed_ms = 0);

-- name: packing_drop_orders :exec
-- in:   district_id i64, wave_id i64
DELETE FROM pick_order WHERE district_id = :district_id AND wave_id = :wave_id AND packed_ms = 0;

-- name: packing_end_wave :exec
-- in:   district_id i64, wave_id i64, at_ms i64, note text
UPDATE pick_wave SET state = 1, closed_ms = :at_ms, note = :note WHERE district_id = :district_id AND wave_id = :wave_id;

-- name: packing_paper :many
-- in:   district_id i64, offer_id i64, wave_id i64, doc_id i64, path text, path_end text, station_id i64, limit i64
-- row:  doc_id i64, household_id i64, building_id i64, grid_id i64, station_id i64, pay i64, own_fen i64, total_fen i64, special i64, packed i64, state text, pickup_no text, door text, building text, grid text, station text, path text, remark text
-- Parcels for paper, as the stairs are walked.  Those of a wave (in its order), or of an offer at or below a place or a station.
SELECT o.doc_id, o.household_id, o.building_id, o.grid_id, o.station_id, o.pay, o.own_fen, d.total_fen, o.special,
       CASE WHEN COALESCE(k.packed_ms, 0) > 0 THEN 1 ELSE 0 END AS packed, o.state, o.pickup_no, o.door, b.name AS building,
       g.name AS grid, COALESCE(s.name, '') AS station, o.path, o.remark
  FROM household_order o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
  JOIN place b ON b.district_id = o.district_id AND b.place_id = o.building_id
  JOIN place g ON g.district_id = o.district_id AND g.place_id = o.grid_id
  LEFT JOIN place s ON s.district_id = o.district_id AND s.place_id = o.station_id
  LEFT JOIN pick_order k ON k.district_id = o.district_id AND k.doc_id = o.doc_id
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.state IN ('placed', 'paid', 'part')
   AND (CAST(:wave_id AS BIGINT) = 0 OR k.wave_id = :wave_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR o.doc_id = :doc_id)
   AND ((o.path >= :path AND o.path < :path_end) OR o.station_id = :station_id)
   AND EXISTS (SELECT 1 FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.granted - l.dropped - l.taken > 0)
 ORDER BY CASE WHEN CAST(:wave_id AS BIGINT) = 0 THEN 0 ELSE k.position END, o.grid_id, o.sort, o.pickup_no, o.doc_id
 LIMIT :limit;

-- name: packing_paper_lines :many
-- in:   district_id i64, offer_id i64, wave_id i64, doc_id i64, path text, path_end text, station_id i64, limit i64
-- row:  doc_id i64, line_no i64, item_id i64, qty i64, zh text, unit text
SELECT o.doc_id, l.line_no, l.item_id, l.granted - l.dropped - l.taken AS qty, i.zh, i.unit
  FROM household_order o
  JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
  LEFT JOIN pick_order k ON k.district_id = o.district_id AND k.doc_id = o.doc_id
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.state IN ('placed', 'paid', 'part')
   AND (CAST(:wave_id AS BIGINT) = 0 OR k.wave_id = :wave_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR o.doc_id = :doc_id)
   AND ((o.path >= :path AND o.path < :path_end) OR o.station_id = :station_id)
   AND l.granted - l.dropped - l.taken > 0
 ORDER BY CASE WHEN CAST(:wave_id AS BIGINT) = 0 THEN 0 ELSE k.position END, o.grid_id, o.sort, o.pickup_no, o.doc_id, l.line_no
 LIMIT :limit;
