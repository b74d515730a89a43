-- Reserves: what lies there by expiry, what left, the other forms, annual plans, calls, upkeep.  The ledger is only read here.

-- name: reserve_shelves :many
-- in:   district_id i64, under text, under_end text, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  code text, item_id i64, expiry_day i64, usable i64, kept i64, held i64, unusable i64
-- By item and day of expiry (0: none).  kept: set aside by a reserve; held: allotted to units.
SELECT i.code, b.item_id, t.expiry_day,
       CAST(SUM(CASE WHEN (a.kind = 20 OR d.kind = 'reserve_hold') AND (t.expiry_day = 0 OR t.expiry_day >= :today) THEN b.qty ELSE 0 END) AS BIGINT) AS usable,
       CAST(SUM(CASE WHEN d.kind = 'reserve_hold' AND (t.expiry_day = 0 OR t.expiry_day >= :today) THEN b.qty ELSE 0 END) AS BIGINT) AS kept,
       CAST(SUM(CASE WHEN a.kind = 21 AND COALESCE(d.kind, '') <> 'reserve_hold' THEN b.qty ELSE 0 END) AS BIGINT) AS held,
       CAST(SUM(CASE WHEN a.kind IN (22, 23, 24, 25) OR ((a.kind = 20 OR d.kind = 'reserve_hold') AND t.expiry_day > 0 AND t.expiry_day < :today)
                     THEN b.qty ELSE 0 END) AS BIGINT) AS unusable
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
  LEFT JOIN doc d ON d.district_id = a.district_id AND d.doc_id = a.doc_id AND a.kind = 21
 WHERE b.district_id = :district_id AND a.kind BETWEEN 20 AND 25 AND b.qty > 0
   AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
 GROUP BY i.code, b.item_id, t.expiry_day
 ORDER BY i.code, CASE WHEN t.expiry_day = 0 THEN 1 ELSE 0 END, t.expiry_day
 LIMIT :limit;

-- name: reserve_outflow :many
-- in:   district_id i64, seq i64, under text, under_end text, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  item_id i64, qty i64
-- What left for places below, after an entry, less what was turned back; and what units were handed over the counter.
SELECT l.item_id, CAST(SUM(CASE WHEN g.counter = 'back' THEN -g.qty ELSE g.qty END) AS BIGINT) AS qty
  FROM ledger_entry e
  JOIN ledger_progress g ON g.district_id = e.district_id AND g.seq = e.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN doc_line l ON l.district_id = e.district_id AND l.doc_id = e.doc_id AND l.line_no = g.line_no
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE e.district_id = :district_id AND e.seq > :seq AND e.kind IN ('dispatch', 'handout') AND e.verb IN ('depart', 'hand_over', 'turn_back')
   AND g.counter IN ('sent', 'back') AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
 GROUP BY l.item_id
 ORDER BY l.item_id
 LIMIT :limit;

-- name: reserve_others :many
-- in:   district_id i64, under text, under_end text, today i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  form i64, item_id i64, class_id text, unit text, qty i64, per_day i64, respond_min i64, ramp_up_days i64, until_day i64
SELECT s.form, s.item_id, s.class_id, s.unit,
       CAST(s.qty - COALESCE((SELECT SUM(l.granted - l.dropped)
                                FROM reserve_call c
                                JOIN doc_line l ON l.district_id = c.district_id AND l.doc_id = c.doc_id
                               WHERE c.district_id = s.district_id AND c.source_id = s.source_id), 0) AS BIGINT) AS qty,
       s.per_day, s.respond_min, s.ramp_up_days, s.until_day
  FROM reserve_source s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.place_id
 WHERE s.district_id = :district_id AND s.ended_ms = 0 AND s.from_day <= :today AND (s.until_day = 0 OR s.until_day >= :today)
   AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
 ORDER BY s.source_id
 LIMIT :limit;

-- name: reserve_annual_now :many
-- in:   district_id i64, year i64, place_id i64, limit i64
-- row:  doc_id i64, class_id text, days i64, qty i64, unit text
-- Lines of the plans in force for a place and a year; of departments' plans and a township's own.
SELECT r.doc_id, l.class_id, l.days, l.qty, l.unit
  FROM reserve_plan r
  JOIN doc d ON d.district_id = r.district_id AND d.doc_id = r.doc_id AND d.state = 'in_force'
  JOIN reserve_plan_line l ON l.district_id = r.district_id AND l.doc_id = r.doc_id
 WHERE r.district_id = :district_id AND r.year = :year AND r.place_id = :place_id
 ORDER BY r.doc_id, l.line_no
 LIMIT :limit;
