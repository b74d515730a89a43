-- Dispatch orders: every statement.

-- name: dispatch_allotted :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, item_id i64, lot_id i64, place_id i64, owner_id i64, fund_id i64, unit_id i64, to_place_id i64, request_id i64, request_line_no i64, approved i64, committed i64
-- Lines of an allocation, for whom they are, and what orders have taken of them
-- (summed once, not once a line: an allocation has thousands of lines).
WITH taken AS (
	SELECT c.parent_line_no, CAST(SUM(CASE WHEN c.sent > 0 THEN c.sent ELSE c.granted - c.dropped END) AS BIGINT) AS qty
	  FROM doc d
	  JOIN doc_line c ON c.district_id = d.district_id AND c.doc_id = d.doc_id
	 WHERE d.district_id = :district_id AND d.parent_id = :doc_id
	 GROUP BY c.parent_line_no)
SELECT l.line_no, l.item_id, l.lot_id, l.place_id, l.owner_id, l.fund_id, f.unit_id, f.to_place_id, f.request_id, f.request_line_no,
       l.granted - l.dropped AS approved, COALESCE(t.qty, 0) AS committed
  FROM doc_line l
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
  LEFT JOIN taken t ON t.parent_line_no = l.line_no
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id
 ORDER BY l.place_id, f.to_place_id, f.unit_id, l.line_no
 LIMIT :limit;

-- name: dispatch_allotted_line :one
-- in:   district_id i64, doc_id i64, line_no i64
-- row:  place_id i64, unit_id i64, to_place_id i64, request_id i64, request_line_no i64
-- One line of an allocation: where its goods are, for whom and why.
SELECT l.place_id, f.unit_id, f.to_place_id, f.request_id, f.request_line_no
  FROM doc_line l
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id AND l.line_no = :line_no;

-- name: dispatch_insteads :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  request_id i64, request_line_no i64, number text, by_id i64, by_qty i64, item_id i64, qty i64, num i64, den i64
-- What goods of an order or hand-out were asked for instead of: a row a line of the requests behind them, whatever lots it is made of.
SELECT f.request_id, f.request_line_no, COALESCE(q.number, '') AS number, l.item_id AS by_id, CAST(SUM(l.asked) AS BIGINT) AS by_qty,
       r.item_id, r.qty, r.num, r.den
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN allocation_line f ON f.district_id = d.district_id AND f.doc_id = d.parent_id AND f.line_no = l.parent_line_no
  JOIN request_instead r ON r.district_id = d.district_id AND r.doc_id = f.request_id AND r.line_no = f.request_line_no
  JOIN doc q ON q.district_id = d.district_id AND q.doc_id = f.request_id
 WHERE d.district_id = :district_id AND d.doc_id = :doc_id
 GROUP BY f.request_id, f.request_line_no, q.number, l.item_id, r.item_id, r.qty, r.num, r.den
 ORDER BY 1, 2
 LIMIT :limit;

-- name: dispatch_tally :many
-- in:   district_id i64, from_place_id i64, under text, under_end text, item_id i64, carrier_id i64, late_only i64, from_ms i64, until_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  state text, from_place_id i64, to_place_id i64, carrier_id i64, orders i64, late i64, doc_id i64, number text
-- The board in figures: orders that are not over, and refused ones whose allocation still holds goods, by way.
SELECT d.state, d.from_place_id, d.to_place_id, d.carrier_id, COUNT(*) AS orders,
       CAST(SUM(CASE WHEN d.due_ms > 0 AND d.due_ms < :now_ms THEN 1 ELSE 0 END) AS BIGINT) AS late,
       MIN(d.doc_id) AS doc_id, COALESCE(MIN(d.number), '') AS number
  FROM doc d
  JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
 WHERE d.district_id = :district_id AND d.kind = 'dispatch'
   AND d.state IN ('draft', 'ordered', 'acknowledged', 'departed', 'arrived', 'received', 'disputed', 'refused')
   AND (d.state <> 'refused' OR EXISTS (SELECT 1 FROM doc a
             WHERE a.district_id = d.district_id AND a.doc_id = d.parent_id AND a.state = 'held'))
   AND t.path >= :under AND t.path < :under_end
   AND (CAST(:from_place_id AS BIGINT) = 0 OR d.from_place_id = :from_place_id)
   AND (CAST(:carrier_id AS BIGINT) = 0 OR d.carrier_id = :carrier_id)
   AND (CAST(:late_only AS BIGINT) = 0 OR (d.due_ms > 0 AND d.due_ms < :now_ms))
   AND d.created_ms >= :from_ms AND d.created_ms < :until_ms
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
        WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.item_id = :item_id))
   AND EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id
                  AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path))
 GROUP BY d.state, d.from_place_id, d.to_place_id, d.carrier_id
 ORDER BY d.state, d.from_place_id, d.to_place_id, d.carrier_id
 LIMIT :limit;

-- name: dispatch_goods_tally :many
-- in:   district_id i64, from_place_id i64, under text, under_end text, item_id i64, carrier_id i64, late_only i64, from_ms i64, until_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  state text, item_id i64, item text, code text, unit text, pack i64, pack_unit text, qty i64, packs i64
-- What is in each column: ordered, still under way, missing, or taken over.  Most first, in whole packs, so that
-- rice by the kilogram does not hide masks by the box.
SELECT d.state, i.item_id, i.zh AS item, i.code, i.unit, i.pack, i.pack_unit,
       CAST(SUM(CASE WHEN d.state = 'draft' THEN l.asked WHEN d.state IN ('departed', 'arrived') THEN l.sent - l.taken - l.back - l.short
                     WHEN d.state = 'disputed' THEN l.short - l.found - l.lost WHEN d.state = 'received' THEN l.taken
                     ELSE l.granted END) AS BIGINT) AS qty,
       CAST(SUM(l.asked) / i.pack AS BIGINT) AS packs
  FROM doc d
  JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE d.district_id = :district_id AND d.kind = 'dispatch'
   AND d.state IN ('draft', 'ordered', 'acknowledged', 'departed', 'arrived', 'received', 'disputed', 'refused')
   AND (d.state <> 'refused' OR EXISTS (SELECT 1 FROM doc a
             WHERE a.district_id = d.district_id AND a.doc_id = d.parent_id AND a.state = 'held'))
   AND t.path >= :under AND t.path < :under_end
   AND (CAST(:from_place_id AS BIGINT) = 0 OR d.from_place_id = :from_place_id)
   AND (CAST(:carrier_id AS BIGINT) = 0 OR d.carrier_id = :carrier_id)
   AND (CAST(:late_only AS BIGINT) = 0 OR (d.due_ms > 0 AND d.due_ms < :now_ms))
   AND d.created_ms >= :from_ms AND d.created_ms < :until_ms
   AND (CAST(:item_id AS BIGINT) = 0 OR l.item_id = :item_id)
   AND EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id
                  AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path))
 GROUP BY d.state, i.item_id, i.zh, i.code, i.unit, i.pack, i.pack_unit
 ORDER BY d.state, packs DESC, i.code
 LIMIT :limit;

-- name: dispatch_cards :many
-- in:   district_id i64, state text, from_place_id i64, under text, under_end text, item_id i64, carrier_id i64, late_only i64, from_ms i64, until_ms i64, after_due i64, after_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, version i64, parent_id i64, parent_number text, carrier_id i64, from_place_id i64, to_place_id i64, created_ms i64, since_ms i64, due_ms i64, sort_due i64, signed_role text, n_items i64, item_id i64, item text, unit text, pack i64, pack_unit text, qty i64
-- One page of a column, what is due first first; each order with its first items, a row for each.
WITH page AS (
	SELECT d.doc_id, d.number, d.version, d.parent_id, d.carrier_id, d.from_place_id, d.to_place_id, d.created_ms, d.due_ms, d.state,
	       CASE WHEN d.due_ms > 0 THEN d.due_ms ELSE 9000000000000000000 END AS sort_due
	  FROM doc d
	  JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
	 WHERE d.district_id = :district_id AND d.kind = 'dispatch' AND d.state = :state
	   AND (d.state <> 'refused' OR EXISTS (SELECT 1 FROM doc a
	             WHERE a.district_id = d.district_id AND a.doc_id = d.parent_id AND a.state = 'held'))
	   AND t.path >= :under AND t.path < :under_end
	   AND (CAST(:from_place_id AS BIGINT) = 0 OR d.from_place_id = :from_place_id)
	   AND (CAST(:carrier_id AS BIGINT) = 0 OR d.carrier_id = :carrier_id)
	   AND (CAST(:late_only AS BIGINT) = 0 OR (d.due_ms > 0 AND d.due_ms < :now_ms))
	   AND d.created_ms >= :from_ms AND d.created_ms < :until_ms
	   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
	        WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.item_id = :item_id))
	   AND (CASE WHEN d.due_ms > 0 THEN d.due_ms ELSE 9000000000000000000 END > :after_due
	        OR (CASE WHEN d.due_ms > 0 THEN d.due_ms ELSE 9000000000000000000 END = :after_due AND d.doc_id > :after_id))
	   AND EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id
	                  AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path))
	 ORDER BY sort_due, d.doc_id
	 LIMIT :limit),
goods AS (
	SELECT g.doc_id, l.item_id, ROW_NUMBER() OVER (PARTITION BY g.doc_id ORDER BY MIN(l.line_no)) AS item_no,
	       COUNT(*) OVER (PARTITION BY g.doc_id) AS n_items,
	       CAST(SUM(CASE WHEN g.state = 'draft' THEN l.asked WHEN g.state IN ('departed', 'arrived') THEN l.sent - l.taken - l.back - l.short
	                     WHEN g.state = 'disputed' THEN l.short - l.found - l.lost WHEN g.state = 'received' THEN l.taken
	                     ELSE l.granted END) AS BIGINT) AS qty
	  FROM page g CROSS JOIN doc_line l
	 WHERE l.district_id = :district_id AND l.doc_id = g.doc_id
	 GROUP BY g.doc_id, l.item_id)
SELECT g.doc_id, COALESCE(g.number, '') AS number, g.version, g.parent_id,
       COALESCE((SELECT a.number FROM doc a WHERE a.district_id = :district_id AND a.doc_id = g.parent_id), '') AS parent_number,
       g.carrier_id, g.from_place_id, g.to_place_id, g.created_ms,
       COALESCE((SELECT MAX(e.happened_ms) FROM ledger_entry e WHERE e.district_id = :district_id AND e.doc_id = g.doc_id
                    AND e.from_state <> e.to_state), g.created_ms) AS since_ms,
       g.due_ms, g.sort_due,
       COALESCE((SELECT MAX(s.role) FROM doc_sign s WHERE s.district_id = :district_id AND s.doc_id = g.doc_id
                    AND s.seq > (SELECT COALESCE(MAX(e.seq), 0) FROM ledger_entry e
                                  WHERE e.district_id = s.district_id AND e.doc_id = s.doc_id
                                    AND (e.from_state <> e.to_state OR EXISTS (SELECT 1 FROM ledger_progress q
                                         WHERE q.district_id = e.district_id AND q.seq = e.seq)))), '') AS signed_role,
       COALESCE(i.n_items, 0) AS n_items, COALESCE(i.item_id, 0) AS item_id, COALESCE(n.zh, '') AS item, COALESCE(n.unit, '') AS unit,
       COALESCE(n.pack, 1) AS pack, COALESCE(n.pack_unit, '') AS pack_unit, COALESCE(i.qty, 0) AS qty
  FROM page g
  LEFT JOIN goods i ON i.doc_id = g.doc_id AND i.item_no <= 3
  LEFT JOIN item n ON n.district_id = :district_id AND n.item_id = i.item_id
 ORDER BY g.sort_due, g.doc_id, COALESCE(i.item_no, 0)
 LIMIT 3 * CAST(:limit AS BIGINT);

-- name: dispatch_ends :many
-- in:   district_id i64, limit i64
-- row:  place_id i64, kind i64, name text, path text, has_point i64, lon_e7 i64, lat_e7 i64
-- The subdistricts, and every place an open order comes from or goes to, by number.
SELECT p.place_id, p.kind, p.name, p.path, p.has_point, p.lon_e7, p.lat_e7
  FROM place p
 WHERE p.district_id = :district_id
   AND (p.kind IN (1, 2)
        OR p.place_id IN (SELECT d.from_place_id FROM doc d WHERE d.district_id = :district_id AND d.kind = 'dispatch'
             AND d.state IN ('draft', 'ordered', 'acknowledged', 'departed', 'arrived', 'received', 'disputed', 'refused'))
        OR p.place_id IN (SELECT d.to_place_id FROM doc d WHERE d.district_id = :district_id AND d.kind = 'dispatch'
             AND d.state IN ('draft', 'ordered', 'acknowledged', 'departed', 'arrived', 'received', 'disputed', 'refused')))
 ORDER BY p.place_id
 LIMIT :limit;

-- name: dispatch_waiting :many
-- in:   district_id i64, before_id i64, limit i64
-- row:  doc_id i64, number text, created_ms i64, orders i64, n_lines i64
-- Approved allocations that still hold goods nobody has ordered, newest first: how many orders that makes.
WITH taken AS (
	SELECT d.parent_id, c.parent_line_no, CAST(SUM(CASE WHEN c.sent > 0 THEN c.sent ELSE c.granted - c.dropped END) AS BIGINT) AS qty
	  FROM doc a
	  JOIN doc d ON d.district_id = a.district_id AND d.parent_id = a.doc_id
	  JOIN doc_line c ON c.district_id = d.district_id AND c.doc_id = d.doc_id
	 WHERE a.district_id = :district_id AND a.kind = 'allocation' AND a.state = 'held'
	 GROUP BY d.parent_id, c.parent_line_no)
SELECT a.doc_id, a.number, a.created_ms,
       COUNT(DISTINCT CAST(l.place_id AS TEXT) || '/' || CAST(f.to_place_id AS TEXT) || '/' || CAST(f.unit_id AS TEXT)) AS orders,
       COUNT(*) AS n_lines
  FROM doc a
  JOIN doc_line l ON l.district_id = a.district_id AND l.doc_id = a.doc_id
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
  LEFT JOIN taken t ON t.parent_id = l.doc_id AND t.parent_line_no = l.line_no
 WHERE a.district_id = :district_id AND a.kind = 'allocation' AND a.state = 'held'
   AND l.granted - l.dropped > COALESCE(t.qty, 0)
   AND (CAST(:before_id AS BIGINT) = 0 OR a.doc_id < :before_id)
 GROUP BY a.doc_id, a.number, a.created_ms
 ORDER BY a.doc_id DESC
 LIMIT :limit;
