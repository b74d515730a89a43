-- The overview: counts and sums for one look at the district.  Reads what others write; writes nothing.
-- `sees_all` 1: the actor's right covers the whole district, and nothing is looked up row by row.

-- name: overview_areas :many
-- in:   district_id i64, today i64, limit i64
-- row:  place_id i64, code text, name text, path text, population i64, has_point i64, lon_e7 i64, lat_e7 i64
-- Subdistricts in use, with their own figure of people or that of the communities below.
SELECT p.place_id, p.code, p.name, p.path,
       CASE WHEN p.population > 0 THEN p.population
            ELSE COALESCE((SELECT CAST(SUM(c.population) AS BIGINT) FROM place c
                            WHERE c.district_id = p.district_id AND c.parent_id = p.place_id AND c.kind = 3
                              AND (c.valid_to = 0 OR c.valid_to > :today)), 0) END AS population,
       p.has_point, p.lon_e7, p.lat_e7
  FROM place p
 WHERE p.district_id = :district_id AND p.kind = 2 AND p.valid_from <= :today AND (p.valid_to = 0 OR p.valid_to > :today)
 ORDER BY p.code
 LIMIT :limit;

-- name: overview_stock :many
-- in:   district_id i64, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  area_id i64, item_id i64, free i64, depot i64, held i64
-- What lies in each subdistrict (0: in places of the district itself): free and usable, of that in
-- warehouses, and what is allotted.
WITH home AS (
	SELECT p.place_id, p.kind,
	       COALESCE((SELECT a.place_id FROM place a
	                  WHERE a.district_id = p.district_id AND a.kind = 2 AND p.path >= a.path AND p.path < a.path || '~'), 0) AS area_id
	  FROM place p
	 WHERE p.district_id = :district_id AND p.kind IN (4, 5) AND @scope(p.path))
SELECT h.area_id, b.item_id,
       CAST(SUM(CASE WHEN a.kind = 20 THEN b.qty ELSE 0 END) AS BIGINT) AS free,
       CAST(SUM(CASE WHEN a.kind = 20 AND h.kind = 4 THEN b.qty ELSE 0 END) AS BIGINT) AS depot,
       CAST(SUM(CASE WHEN a.kind = 21 THEN b.qty ELSE 0 END) AS BIGINT) AS held
  FROM home h
  JOIN ledger_account a ON a.district_id = :district_id AND a.place_id = h.place_id AND a.kind IN (20, 21)
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id AND (t.expiry_day = 0 OR t.expiry_day >= :today)
 GROUP BY h.area_id, b.item_id
 ORDER BY h.area_id, b.item_id
 LIMIT :limit;

-- name: overview_outflow :many
-- in:   district_id i64, seq i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  area_id i64, item_id i64, qty i64
-- What left the warehouses for units after an entry, by the subdistrict it went to, less what was turned back.
SELECT COALESCE((SELECT a.place_id FROM place a
                  WHERE a.district_id = p.district_id AND a.kind = 2 AND p.path >= a.path AND p.path < a.path || '~'), 0) AS area_id,
       l.item_id, CAST(SUM(CASE WHEN g.counter = 'sent' THEN g.qty ELSE -g.qty END) AS BIGINT) AS qty
  FROM ledger_entry e
  JOIN ledger_progress g ON g.district_id = e.district_id AND g.seq = e.seq AND g.counter IN ('sent', 'back')
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN doc_line l ON l.district_id = e.district_id AND l.doc_id = e.doc_id AND l.line_no = g.line_no
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE e.district_id = :district_id AND e.kind IN ('dispatch', 'handout') AND e.verb IN ('depart', 'hand_over', 'turn_back')
   AND e.verb IN ('raise', 'vet', 'order', 'depart', 'arrive', 'receive', 'turn_back', 'hand_over', 'take_in', 'accept', 'approve', 'issue')
   AND e.seq > :seq AND @scope(p.path)
 GROUP BY 1, l.item_id
 ORDER BY 1, l.item_id
 LIMIT :limit;

-- name: overview_steps :many
-- in:   district_id i64, kind1 text, kind2 text, kind3 text, kind4 text, seq i64, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  kind text, verb text, to_state text, docs i64, lines i64
-- Steps documents of some kinds have taken after an entry: how many documents, with how many lines.
SELECT e.kind, e.verb, e.to_state, COUNT(DISTINCT e.doc_id) AS docs,
       CAST(SUM((SELECT COUNT(*) FROM doc_line l WHERE l.district_id = e.district_id AND l.doc_id = e.doc_id)) AS BIGINT) AS lines
  FROM ledger_entry e
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
 WHERE e.district_id = :district_id AND e.kind IN (:kind1, :kind2, :kind3, :kind4) AND e.seq > :seq
   AND e.verb IN ('raise', 'vet', 'order', 'depart', 'arrive', 'receive', 'turn_back', 'hand_over', 'take_in', 'accept', 'approve', 'issue')
   AND (e.from_state <> e.to_state OR e.verb IN ('take_in', 'accept'))
   AND (CAST(:sees_all AS BIGINT) = 1
        OR EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path)))
 GROUP BY e.kind, e.verb, e.to_state
 ORDER BY e.kind, e.verb, e.to_state
 LIMIT :limit;

-- name: overview_states :many
-- in:   district_id i64, kind text, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  state text, docs i64, late i64, oldest_ms i64
-- Documents of a kind that have not ended, by state; `late` past their time.
SELECT d.state, COUNT(*) AS docs, CAST(SUM(CASE WHEN d.due_ms > 0 AND d.due_ms <= :now_ms THEN 1 ELSE 0 END) AS BIGINT) AS late,
       MIN(d.created_ms) AS oldest_ms
  FROM doc d
 WHERE d.district_id = :district_id AND d.kind = :kind
   AND d.state IN ('raised', 'special', 'open', 'allotted', 'review', 'held', 'ordered', 'acknowledged', 'departed', 'arrived', 'disputed', 'expected', 'under_way')
   AND (CAST(:sees_all AS BIGINT) = 1
        OR EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path)))
 GROUP BY d.state
 ORDER BY d.state
 LIMIT :limit;

-- name: overview_classes :many
-- in:   district_id i64, today i64, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  priority i64, docs i64, overdue i64, first_day i64
-- Open requests by class; one with several classes counts for its most urgent.  overdue: wanted before today.
SELECT x.priority, COUNT(*) AS docs, CAST(SUM(CASE WHEN r.deadline_day > 0 AND r.deadline_day < :today THEN 1 ELSE 0 END) AS BIGINT) AS overdue,
       COALESCE(MIN(CASE WHEN r.deadline_day > 0 THEN r.deadline_day END), 0) AS first_day
  FROM (SELECT d.doc_id, MIN(l.priority) AS priority
          FROM doc d
          JOIN request_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
         WHERE d.district_id = :district_id AND d.kind = 'request' AND d.state IN ('raised', 'special', 'open', 'allotted')
           AND (CAST(:sees_all AS BIGINT) = 1
                OR EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id AND p.place_id = d.to_place_id AND @scope(p.path)))
         GROUP BY d.doc_id) x
  JOIN request r ON r.district_id = :district_id AND r.doc_id = x.doc_id
 GROUP BY x.priority
 ORDER BY x.priority
 LIMIT :limit;

-- name: overview_lots :many
-- in:   district_id i64, under text, under_end text, category text, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, place text, place_kind i64, item_id i64, lot_id i64, batch text, expiry_day i64, free i64, held i64
-- The lots behind a cell, first expired first (none last).
SELECT p.place_id, p.name AS place, p.kind AS place_kind, b.item_id, b.lot_id, t.batch, t.expiry_day,
       CAST(SUM(CASE WHEN a.kind = 20 THEN b.qty ELSE 0 END) AS BIGINT) AS free,
       CAST(SUM(CASE WHEN a.kind = 21 THEN b.qty ELSE 0 END) AS BIGINT) AS held
  FROM item i
  JOIN ledger_lot t ON t.district_id = i.district_id AND t.item_id = i.item_id AND (t.expiry_day = 0 OR t.expiry_day >= :today)
  JOIN ledger_balance b ON b.district_id = t.district_id AND b.lot_id = t.lot_id AND b.qty > 0
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id AND a.kind IN (20, 21)
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE i.district_id = :district_id AND i.category = :category AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
 GROUP BY p.place_id, p.name, p.kind, b.item_id, b.lot_id, t.batch, t.expiry_day
 ORDER BY CASE WHEN t.expiry_day = 0 THEN 9999999 ELSE t.expiry_day END, b.lot_id, p.place_id
 LIMIT :limit;

-- name: overview_inflow :many
-- in:   district_id i64, under text, under_end text, category text, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, kind text, number text, state text, due_ms i64, to_place_id i64, place text, item_id i64, qty i64
-- Goods of a class that are on their way to places below: ordered, under way or announced, not yet there.  The open
-- documents first (the inner limit keeps the stores from starting with all lines of the items).
WITH way AS (
	SELECT d.doc_id, d.kind, COALESCE(d.number, '') AS number, d.state, d.due_ms, d.to_place_id, p.name AS place
	  FROM doc d
	  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
	 WHERE d.district_id = :district_id AND d.kind IN ('dispatch', 'transfer', 'receipt_supplier', 'receipt_donor', 'receipt_district')
	   AND d.state IN ('ordered', 'acknowledged', 'departed', 'arrived', 'under_way', 'expected')
	   AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
	 ORDER BY d.kind, d.state, d.to_place_id
	 LIMIT 100000)
SELECT w.doc_id, w.kind, w.number, w.state, w.due_ms, w.to_place_id, w.place, l.item_id,
       CAST(SUM(CASE WHEN w.kind = 'dispatch' AND w.state IN ('ordered', 'acknowledged') THEN l.granted - l.dropped
                     WHEN w.kind IN ('dispatch', 'transfer') THEN l.sent - l.arrived - l.short
                     ELSE l.granted - l.dropped - l.arrived END) AS BIGINT) AS qty
  FROM way w
  JOIN doc_line l ON l.district_id = :district_id AND l.doc_id = w.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id AND i.category = :category
 GROUP BY w.doc_id, w.kind, w.number, w.state, w.due_ms, w.to_place_id, w.place, l.item_id
 ORDER BY w.doc_id, l.item_id
 LIMIT :limit;

-- name: overview_late :many
-- in:   district_id i64, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, kind text, number text, state text, due_ms i64, from_place_id i64, from_place text, to_place_id i64, to_place text, carrier text, n_lines i64, item_id i64, qty i64
-- Dispatch orders and transfers past their time, and those with a difference nobody has explained.
SELECT d.doc_id, d.kind, COALESCE(d.number, '') AS number, d.state, d.due_ms, d.from_place_id, COALESCE(f.name, '') AS from_place,
       d.to_place_id, COALESCE(t.name, '') AS to_place, COALESCE(o.name, '') AS carrier,
       (SELECT COUNT(*) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id) AS n_lines,
       COALESCE(l1.item_id, 0) AS item_id,
       COALESCE(CASE WHEN d.state = 'disputed' THEN l1.short - l1.found - l1.lost WHEN l1.sent > 0 THEN l1.sent ELSE l1.granted - l1.dropped END, 0) AS qty
  FROM doc d
  LEFT JOIN place f ON f.district_id = d.district_id AND f.place_id = d.from_place_id
  LEFT JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
  LEFT JOIN party_org o ON o.district_id = d.district_id AND o.org_id = d.carrier_id
  LEFT JOIN doc_line l1 ON l1.district_id = d.district_id AND l1.doc_id = d.doc_id AND l1.line_no = 1
 WHERE d.district_id = :district_id AND d.kind IN ('dispatch', 'transfer')
   AND (d.state = 'disputed' OR (d.state IN ('ordered', 'acknowledged', 'departed', 'arrived') AND d.due_ms > 0 AND d.due_ms <= :now_ms))
   AND (CAST(:sees_all AS BIGINT) = 1
        OR EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path)))
 ORDER BY d.due_ms, d.doc_id
 LIMIT :limit;

-- name: overview_late_count :one
-- in:   district_id i64, sees_all i64, actor_id i64, perm i64, now_ms i64
-- row:  docs i64
SELECT COUNT(*) AS docs
  FROM doc d
 WHERE d.district_id = :district_id AND d.kind IN ('dispatch', 'transfer')
   AND (d.state = 'disputed' OR (d.state IN ('ordered', 'acknowledged', 'departed', 'arrived') AND d.due_ms > 0 AND d.due_ms <= :now_ms))
   AND (CAST(:sees_all AS BIGINT) = 1
        OR EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path)));

-- name: overview_unsigned :many
-- in:   district_id i64, limit i64
-- row:  doc_id i64, number text, day i64, since_ms i64, n_lines i64
-- Allocations put before the meeting and not signed yet; since: when they were put there.
SELECT d.doc_id, COALESCE(d.number, '') AS number, a.day,
       (SELECT MAX(e.posted_ms) FROM ledger_entry e WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'propose') AS since_ms,
       (SELECT COUNT(*) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id) AS n_lines
  FROM doc d
  JOIN allocation a ON a.district_id = d.district_id AND a.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.kind = 'allocation' AND d.state = 'review'
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: overview_expiring :many
-- in:   district_id i64, to_day i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  item_id i64, expiry_day i64, qty i64, lots i64
-- Goods in houses that expire until a day or have expired, by item and day.
SELECT b.item_id, t.expiry_day, CAST(SUM(b.qty) AS BIGINT) AS qty, COUNT(DISTINCT b.lot_id) AS lots
  FROM place p
  JOIN ledger_account a ON a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind IN (20, 21)
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
 WHERE p.district_id = :district_id AND p.kind IN (4, 5) AND t.expiry_day > 0 AND t.expiry_day <= :to_day AND @scope(p.path)
 GROUP BY b.item_id, t.expiry_day
 ORDER BY b.item_id, t.expiry_day
 LIMIT :limit;

-- name: overview_hurry :many
-- in:   district_id i64, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, item_id i64, use_by_day i64, place_id i64, place text, qty i64
-- Goods taken for use at once that still lie in a house after their day, by donation and item.
SELECT d.doc_id, COALESCE(d.number, '') AS number, t.item_id, MIN(h.use_by_day) AS use_by_day, p.place_id, p.name AS place, CAST(SUM(b.qty) AS BIGINT) AS qty
  FROM donation_hurry h
  JOIN doc d ON d.district_id = h.district_id AND d.doc_id = h.doc_id
  JOIN ledger_lot t ON t.district_id = h.district_id AND t.source_doc_id = h.doc_id AND t.source_line_no = h.line_no AND t.expiry_day = h.expiry_day
  JOIN ledger_balance b ON b.district_id = t.district_id AND b.lot_id = t.lot_id AND b.qty > 0
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id AND a.kind IN (20, 21, 22)
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE h.district_id = :district_id AND h.use_by_day < :today AND @scope(p.path)
 GROUP BY d.doc_id, d.number, t.item_id, p.place_id, p.name
 ORDER BY d.doc_id, t.item_id, p.place_id
 LIMIT :limit;

-- name: overview_mine :many
-- in:   district_id i64, kind text, state text, not_by i64, place i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  docs i64, late i64
-- Documents in a state whose place (place 0: where they come from, 1: where they go to, 2: the district) the right covers; not_by: not those of this account.
SELECT COUNT(*) AS docs, CAST(COALESCE(SUM(CASE WHEN d.due_ms > 0 AND d.due_ms <= :now_ms THEN 1 ELSE 0 END), 0) AS BIGINT) AS late
  FROM doc d
  JOIN place p ON p.district_id = d.district_id
       AND p.place_id = CASE CAST(:place AS BIGINT) WHEN 0 THEN d.from_place_id WHEN 1 THEN d.to_place_id
                             ELSE (SELECT r.place_id FROM place r WHERE r.district_id = d.district_id AND r.parent_id = 0) END
 WHERE d.district_id = :district_id AND d.kind = :kind AND d.state = :state AND d.created_by <> :not_by AND @scope(p.path)
 ORDER BY 1
 LIMIT :limit;

-- name: overview_points :many
-- in:   district_id i64, kind i64, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, name text, unit_kind text, lon_e7 i64, lat_e7 i64
SELECT p.place_id, p.name, p.unit_kind, p.lon_e7, p.lat_e7
  FROM place p
 WHERE p.district_id = :district_id AND p.kind = :kind AND p.has_point = 1 AND p.valid_from <= :today
   AND (p.valid_to = 0 OR p.valid_to > :today) AND @scope(p.path)
 ORDER BY p.code
 LIMIT :limit;

-- name: overview_ways :many
-- in:   district_id i64, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, state text, due_ms i64, from_place_id i64, from_place text, to_place_id i64, to_place text, carrier text, n_lines i64
-- Dispatch orders that are not done, from where to where.
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.state, d.due_ms, d.from_place_id, f.name AS from_place, d.to_place_id, t.name AS to_place,
       COALESCE(o.name, '') AS carrier,
       (SELECT COUNT(*) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id) AS n_lines
  FROM doc d
  JOIN place f ON f.district_id = d.district_id AND f.place_id = d.from_place_id
  JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
  LEFT JOIN party_org o ON o.district_id = d.district_id AND o.org_id = d.carrier_id
 WHERE d.district_id = :district_id AND d.kind = 'dispatch' AND d.state IN ('ordered', 'acknowledged', 'departed', 'arrived', 'disputed')
   AND (CAST(:sees_all AS BIGINT) = 1
        OR EXISTS (SELECT 1 FROM place p WHERE p.district_id = d.district_id AND p.place_id IN (d.from_place_id, d.to_place_id) AND @scope(p.path)))
 ORDER BY CASE WHEN d.due_ms > 0 AND d.due_ms <= :now_ms THEN 0 ELSE 1 END, d.due_ms, d.doc_id
 LIMIT :limit;
