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

-- name: reserve_source_insert :exec
-- in:   district_id i64, source_id i64, form i64, place_id i64, holder text, class_id text, item_id i64, org_id i64, party text, paper text, qty i64, unit text, per_day i64, ramp_up_days i64, respond_min i64, price_fen i64, price_units i64, from_day i64, until_day i64, contact text, note text, entered_by i64, entered_ms i64
INSERT INTO reserve_source (district_id, source_id, form, place_id, holder, class_id, item_id, org_id, party, paper, qty, unit, per_day, ramp_up_days,
                            respond_min, price_fen, price_units, from_day, until_day, contact, note, entered_by, entered_ms, ended_ms, version)
VALUES (:district_id, :source_id, :form, :place_id, :holder, :class_id, :item_id, :org_id, :party, :paper, :qty, :unit, :per_day, :ramp_up_days,
        :respond_min, :price_fen, :price_units, :from_day, :until_day, :contact, :note, :entered_by, :entered_ms, 0, 1);

-- name: reserve_source_update :exec
-- in:   district_id i64, source_id i64, version i64, holder text, class_id text, item_id i64, org_id i64, party text, paper text, qty i64, unit text, per_day i64, ramp_up_days i64, respond_min i64, price_fen i64, price_units i64, from_day i64, until_day i64, contact text, note text
UPDATE reserve_source SET holder = :holder, class_id = :class_id, item_id = :item_id, org_id = :org_id, party = :party, paper = :paper, qty = :qty, unit = :unit,
       per_day = :per_day, ramp_up_days = :ramp_up_days, respond_min = :respond_min, price_fen = :price_fen, price_units = :price_units,
       from_day = :from_day, until_day = :until_day, contact = :contact, note = :note, version = version + 1
 WHERE district_id = :district_id AND source_id = :source_id AND version = :version AND ended_ms = 0;

-- name: reserve_source_shut :exec
-- in:   district_id i64, source_id i64, version i64, now_ms i64
UPDATE reserve_source SET ended_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND source_id = :source_id AND version = :version AND ended_ms = 0;

-- name: reserve_source_rows :many
-- in:   district_id i64, source_id i64, under text, under_end text, form i64, class_id text, until_day i64, ended i64, after i64, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  source_id i64, form i64, place_id i64, holder text, class_id text, item_id i64, org_id i64, party text, paper text, qty i64, unit text, per_day i64, ramp_up_days i64, respond_min i64, price_fen i64, price_units i64, from_day i64, until_day i64, contact text, note text, entered_ms i64, ended_ms i64, version i64, called i64, place text, path text, item text, org text
SELECT s.source_id, s.form, s.place_id, s.holder, s.class_id, s.item_id, s.org_id, s.party, s.paper, s.qty, s.unit, s.per_day, s.ramp_up_days, s.respond_min,
       s.price_fen, s.price_units, s.from_day, s.until_day, s.contact, s.note, s.entered_ms, s.ended_ms, s.version,
       CAST(COALESCE((SELECT SUM(l.granted - l.dropped)
                        FROM reserve_call c
                        JOIN doc_line l ON l.district_id = c.district_id AND l.doc_id = c.doc_id
                       WHERE c.district_id = s.district_id AND c.source_id = s.source_id), 0) AS BIGINT) AS called,
       p.name AS place, p.path, COALESCE(i.zh, '') AS item, COALESCE(o.name, '') AS org
  FROM reserve_source s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.place_id
  LEFT JOIN item i ON i.district_id = s.district_id AND i.item_id = s.item_id AND s.item_id > 0
  LEFT JOIN party_org o ON o.district_id = s.district_id AND o.org_id = s.org_id AND s.org_id > 0
 WHERE s.district_id = :district_id AND s.source_id > :after AND p.path >= :under AND p.path < :under_end
   AND (CAST(:source_id AS BIGINT) = 0 OR s.source_id = :source_id) AND (CAST(:form AS BIGINT) < 0 OR s.form = :form)
   AND (CAST(:class_id AS TEXT) = '' OR s.class_id = :class_id) AND (CAST(:until_day AS BIGINT) = 0 OR (s.until_day > 0 AND s.until_day <= :until_day))
   AND (CAST(:ended AS BIGINT) = 1 OR s.ended_ms = 0)
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(p.path))
 ORDER BY s.source_id
 LIMIT :limit;

-- name: reserve_call_put :exec
-- in:   district_id i64, doc_id i64, source_id i64
INSERT INTO reserve_call (district_id, doc_id, source_id, purchase_id) VALUES (:district_id, :doc_id, :source_id, 0);

-- name: reserve_call_bought :exec
-- in:   district_id i64, doc_id i64, purchase_id i64
UPDATE reserve_call SET purchase_id = :purchase_id WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: reserve_call_one :one
-- in:   district_id i64, doc_id i64
-- row:  source_id i64, purchase_id i64
SELECT source_id, purchase_id FROM reserve_call WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: reserve_released :many
-- in:   district_id i64, hold_id i64, limit i64
-- row:  line_no i64, qty i64
-- What approved releases have taken from each line of goods set aside.
SELECT l.parent_line_no AS line_no, CAST(SUM(l.sent) AS BIGINT) AS qty
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.parent_id = :hold_id AND d.kind = 'reserve_release'
 GROUP BY l.parent_line_no
 ORDER BY l.parent_line_no
 LIMIT :limit;

-- name: reserve_lot_expiry :one
-- in:   district_id i64, lot_id i64
-- row:  made_day i64, expiry_day i64
SELECT made_day, expiry_day FROM ledger_lot WHERE district_id = :district_id AND lot_id = :lot_id;

-- name: reserve_plan_put :exec
-- in:   district_id i64, doc_id i64, year i64, holder text, place_id i64, version_no i64, replaces_id i64, basis text
INSERT INTO reserve_plan (district_id, doc_id, year, holder, place_id, version_no, replaces_id, basis)
VALUES (:district_id, :doc_id, :year, :holder, :place_id, :version_no, :replaces_id, :basis);

-- name: reserve_plan_change :exec
-- in:   district_id i64, doc_id i64, basis text
UPDATE reserve_plan SET basis = :basis WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: reserve_plan_lines_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM reserve_plan_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: reserve_plan_line_put :exec
-- in:   district_id i64, doc_id i64, line_no i64, class_id text, days i64, qty i64, unit text, reason text
INSERT INTO reserve_plan_line (district_id, doc_id, line_no, class_id, days, qty, unit, reason)
VALUES (:district_id, :doc_id, :line_no, :class_id, :days, :qty, :unit, :reason);

-- name: reserve_plan_one :one
-- in:   district_id i64, doc_id i64
-- row:  year i64, holder text, place_id i64, version_no i64, replaces_id i64, basis text
SELECT year, holder, place_id, version_no, replaces_id, basis FROM reserve_plan WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: reserve_plan_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, class_id text, days i64, qty i64, unit text, reason text
SELECT line_no, class_id, days, qty, unit, reason FROM reserve_plan_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: reserve_plan_newest :many
-- in:   district_id i64, year i64, place_id i64, holder text, limit i64
-- row:  doc_id i64, version_no i64
-- The plan in force of an owner and a year.
SELECT r.doc_id, r.version_no
  FROM reserve_plan r
  JOIN doc d ON d.district_id = r.district_id AND d.doc_id = r.doc_id AND d.state = 'in_force'
 WHERE r.district_id = :district_id AND r.year = :year AND r.place_id = :place_id AND r.holder = :holder
 ORDER BY r.version_no DESC, r.doc_id
 LIMIT :limit;

-- name: reserve_plan_last_no :one
-- in:   district_id i64, year i64, place_id i64, holder text
-- row:  version_no i64
SELECT CAST(COALESCE(MAX(version_no), 0) AS BIGINT) AS version_no FROM reserve_plan
 WHERE district_id = :district_id AND year = :year AND place_id = :place_id AND holder = :holder;

-- name: reserve_plans_of_year :many
-- in:   district_id i64, year i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, place_id i64, holder text, version_no i64, state text, number text, lines i64, created_ms i64, place text
SELECT r.doc_id, r.place_id, r.holder, r.version_no, d.state, COALESCE(d.number, '') AS number,
       (SELECT COUNT(*) FROM reserve_plan_line l WHERE l.district_id = r.district_id AND l.doc_id = r.doc_id) AS lines, d.created_ms, p.name AS place
  FROM reserve_plan r
  JOIN doc d ON d.district_id = r.district_id AND d.doc_id = r.doc_id
  JOIN place p ON p.district_id = r.district_id AND p.place_id = r.place_id
 WHERE r.district_id = :district_id AND r.year = :year AND d.state IN ('draft', 'review', 'in_force', 'replaced', 'refused') AND @scope(p.path)
 ORDER BY r.place_id, r.holder, r.version_no DESC, r.doc_id
 LIMIT :limit;

-- name: reserve_rotation_rows :many
-- in:   district_id i64, under text, under_end text, until_day i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, place text, item_id i64, code text, item text, item_en text, category text, unit text, lot_id i64, batch text, expiry_day i64, made_day i64, shelf_life_days i64, qty i64, hold_id i64
-- Lots that expire until a day and lie free or set aside, first expired first.
SELECT p.place_id, p.name AS place, i.item_id, i.code, i.zh AS item, i.en AS item_en, i.category, i.unit, t.lot_id, t.batch, t.expiry_day, t.made_day, i.shelf_life_days,
       CAST(SUM(b.qty) AS BIGINT) AS qty, CASE WHEN d.kind = 'reserve_hold' THEN a.doc_id ELSE 0 END AS hold_id
  FROM place p
  JOIN ledger_account a ON a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind IN (20, 21)
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id AND t.expiry_day > 0 AND t.expiry_day <= :until_day
  JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
  LEFT JOIN doc d ON d.district_id = a.district_id AND d.doc_id = a.doc_id AND a.kind = 21
 WHERE p.district_id = :district_id AND p.path >= :under AND p.path < :under_end AND @scope(p.path) AND (a.kind = 20 OR d.kind = 'reserve_hold')
 GROUP BY p.place_id, p.name, i.item_id, i.code, i.zh, i.en, i.category, i.unit, t.lot_id, t.batch, t.expiry_day, t.made_day, i.shelf_life_days, d.kind, a.doc_id
 ORDER BY t.expiry_day, i.code, p.place_id, t.lot_id, hold_id
 LIMIT :limit;

-- name: reserve_hold_line :many
-- in:   district_id i64, doc_id i64, lot_id i64, limit i64
-- row:  line_no i64
-- The line of a document that put a lot aside.
SELECT DISTINCT p.line_no
  FROM ledger_entry e
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq AND p.lot_id = :lot_id AND p.qty > 0
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id AND e.verb = 'set_aside'
 ORDER BY p.line_no
 LIMIT :limit;

-- name: reserve_refill_rows :many
-- in:   district_id i64, under text, under_end text, since_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  posted_ms i64, seq i64, released i64, doc_id i64, number text, item_id i64, item text, item_en text, category text, unit text, qty i64
-- What was released and what was set aside since, oldest first: refilling is reckoned along this list.
SELECT e.posted_ms, e.seq, CASE WHEN e.verb = 'approve' THEN 1 ELSE 0 END AS released, d.doc_id, COALESCE(d.number, '') AS number, i.item_id,
       i.zh AS item, i.en AS item_en, i.category, i.unit, CAST(SUM(g.qty) AS BIGINT) AS qty
  FROM ledger_entry e
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN ledger_progress g ON g.district_id = e.district_id AND g.seq = e.seq AND g.counter = 'granted'
  JOIN doc_line l ON l.district_id = e.district_id AND l.doc_id = e.doc_id AND l.line_no = g.line_no
  JOIN item i ON i.district_id = e.district_id AND i.item_id = l.item_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE e.district_id = :district_id AND e.posted_ms >= :since_ms
   AND ((e.kind = 'reserve_release' AND e.verb = 'approve') OR (e.kind = 'reserve_hold' AND e.verb = 'set_aside'))
   AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
 GROUP BY e.posted_ms, e.seq, e.verb, d.doc_id, d.number, i.item_id, i.zh, i.en, i.category, i.unit
 ORDER BY e.seq, i.item_id
 LIMIT :limit;

-- name: reserve_count_rows :many
-- in:   district_id i64, under text, under_end text, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, place text, category text, doc_id i64, number text, counted_ms i64
-- Warehouses that hold anything, with one class they hold, and their last count.
SELECT p.place_id, p.name AS place,
       (SELECT MIN(i.category) FROM ledger_account a
          JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
          JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
         WHERE a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind IN (20, 21)) AS category,
       COALESCE(d.doc_id, 0) AS doc_id, COALESCE(d.number, '') AS number, COALESCE(d.created_ms, 0) AS counted_ms
  FROM place p
  LEFT JOIN doc d ON d.district_id = p.district_id AND d.doc_id =
       (SELECT MAX(x.doc_id) FROM doc x WHERE x.district_id = p.district_id AND x.kind = 'stocktake' AND x.to_place_id = p.place_id AND x.state IN ('review', 'done'))
 WHERE p.district_id = :district_id AND p.kind = 4 AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
   AND EXISTS (SELECT 1 FROM ledger_account a
                 JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
                WHERE a.district_id = p.district_id AND a.place_id = p.place_id AND a.kind IN (20, 21))
 ORDER BY p.code
 LIMIT :limit;

-- name: reserve_upkeep_insert :exec
-- in:   district_id i64, upkeep_id i64, place_id i64, sort i64, subject text, who text, every_days i64, due_day i64, entered_by i64, entered_ms i64
INSERT INTO reserve_upkeep (district_id, upkeep_id, place_id, sort, subject, who, every_days, due_day, entered_by, entered_ms, ended_ms, version)
VALUES (:district_id, :upkeep_id, :place_id, :sort, :subject, :who, :every_days, :due_day, :entered_by, :entered_ms, 0, 1);

-- name: reserve_upkeep_next :exec
-- in:   district_id i64, upkeep_id i64, version i64, due_day i64
UPDATE reserve_upkeep SET due_day = :due_day, version = version + 1
 WHERE district_id = :district_id AND upkeep_id = :upkeep_id AND version = :version AND ended_ms = 0;

-- name: reserve_upkeep_shut :exec
-- in:   district_id i64, upkeep_id i64, version i64, now_ms i64
UPDATE reserve_upkeep SET ended_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND upkeep_id = :upkeep_id AND version = :version AND ended_ms = 0;

-- name: reserve_upkeep_log :exec
-- in:   district_id i64, upkeep_id i64, done_no i64, done_day i64, sound i64, note text, done_by i64, entered_ms i64
INSERT INTO reserve_upkeep_done (district_id, upkeep_id, done_no, done_day, sound, note, done_by, entered_ms)
VALUES (:district_id, :upkeep_id, :done_no, :done_day, :sound, :note, :done_by, :entered_ms);

-- name: reserve_upkeep_rows :many
-- in:   district_id i64, upkeep_id i64, under text, under_end text, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  upkeep_id i64, place_id i64, sort i64, subject text, who text, every_days i64, due_day i64, ended_ms i64, version i64, done_no i64, done_day i64, sound i64, note text, done_by i64, name text, place text
SELECT u.upkeep_id, u.place_id, u.sort, u.subject, u.who, u.every_days, u.due_day, u.ended_ms, u.version, COALESCE(x.done_no, 0) AS done_no,
       COALESCE(x.done_day, 0) AS done_day, COALESCE(x.sound, 1) AS sound, COALESCE(x.note, '') AS note, COALESCE(x.done_by, 0) AS done_by,
       COALESCE(c.name, '') AS name, p.name AS place
  FROM reserve_upkeep u
  JOIN place p ON p.district_id = u.district_id AND p.place_id = u.place_id
  LEFT JOIN reserve_upkeep_done x ON x.district_id = u.district_id AND x.upkeep_id = u.upkeep_id AND x.done_no =
       (SELECT MAX(y.done_no) FROM reserve_upkeep_done y WHERE y.district_id = u.district_id AND y.upkeep_id = u.upkeep_id)
  LEFT JOIN party_account c ON c.district_id = x.district_id AND c.account_id = x.done_by
 WHERE u.district_id = :district_id AND p.path >= :under AND p.path < :under_end AND (CAST(:upkeep_id AS BIGINT) = 0 OR u.upkeep_id = :upkeep_id)
   AND (CAST(:upkeep_id AS BIGINT) > 0 OR u.ended_ms = 0) AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(p.path))
 ORDER BY u.due_day, u.upkeep_id
 LIMIT :limit;

-- name: reserve_issue_rows :many
-- in:   district_id i64, from_ms i64, until_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  who_id i64, item_id i64, code text, item text, item_en text, category text, unit text, qty i64, docs i64
-- What came into people's hands in a stretch of time: used by units, in custody, lent, at households; by item and who got it.
SELECT a.who_id, i.item_id, i.code, i.zh AS item, i.en AS item_en, i.category, i.unit, CAST(SUM(o.qty) AS BIGINT) AS qty, COUNT(DISTINCT e.doc_id) AS docs
  FROM ledger_entry e
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN ledger_posting o ON o.district_id = e.district_id AND o.seq = e.seq
  JOIN ledger_account a ON a.district_id = o.district_id AND a.account_id = o.account_id AND a.kind IN (31, 32, 40, 41)
  JOIN ledger_lot t ON t.district_id = o.district_id AND t.lot_id = o.lot_id
  JOIN item i ON i.district_id = t.district_id AND i.item_id = t.item_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = CASE WHEN d.from_place_id > 0 THEN d.from_place_id ELSE d.to_place_id END
 WHERE e.district_id = :district_id AND e.posted_ms >= :from_ms AND e.posted_ms < :until_ms AND @scope(p.path)
 GROUP BY a.who_id, i.item_id, i.code, i.zh, i.en, i.category, i.unit
HAVING SUM(o.qty) <> 0
 ORDER BY i.code, a.who_id
 LIMIT :limit;

-- name: reserve_canteen_insert :exec
-- in:   district_id i64, place_id i64, headcount i64, entered_by i64, entered_ms i64
-- One that was ended is taken up again, its date forgotten.
INSERT INTO reserve_canteen (district_id, place_id, headcount, opening_day, opening_by, opening_ms, entered_by, entered_ms, ended_ms, version)
VALUES (:district_id, :place_id, :headcount, 0, 0, 0, :entered_by, :entered_ms, 0, 1)
ON CONFLICT (district_id, place_id) DO UPDATE SET headcount = excluded.headcount, opening_day = 0, opening_by = 0, opening_ms = 0,
       entered_by = excluded.entered_by, entered_ms = excluded.entered_ms, ended_ms = 0, version = reserve_canteen.version + 1;

-- name: reserve_canteen_update :exec
-- in:   district_id i64, place_id i64, version i64, headcount i64, opening_day i64, opening_by i64, opening_ms i64, ended_ms i64
UPDATE reserve_canteen SET headcount = :headcount, opening_day = :opening_day, opening_by = :opening_by, opening_ms = :opening_ms, ended_ms = :ended_ms,
       version = version + 1
 WHERE district_id = :district_id AND place_id = :place_id AND version = :version;

-- name: reserve_canteen_rows :many
-- in:   district_id i64, place_id i64, under text, under_end text, ended i64, sees_all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, headcount i64, opening_day i64, opening_by i64, opening_ms i64, ended_ms i64, version i64, place text, path text, opening_name text
SELECT k.place_id, k.headcount, k.opening_day, k.opening_by, k.opening_ms, k.ended_ms, k.version, p.name AS place, p.path, COALESCE(c.name, '') AS opening_name
  FROM reserve_canteen k
  JOIN place p ON p.district_id = k.district_id AND p.place_id = k.place_id
  LEFT JOIN party_account c ON c.district_id = k.district_id AND c.account_id = k.opening_by AND k.opening_by > 0
 WHERE k.district_id = :district_id AND p.path >= :under AND p.path < :under_end AND (CAST(:place_id AS BIGINT) = 0 OR k.place_id = :place_id)
   AND (CAST(:ended AS BIGINT) = 1 OR k.ended_ms = 0) AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(p.path))
 ORDER BY p.name, k.place_id
 LIMIT :limit;

-- name: reserve_canteen_contracts :many
-- in:   district_id i64, path text, day i64, limit i64
-- row:  class_id text, org_id i64, party text, until_day i64
-- Agreements made by a day at the canteen or at a unit or area it belongs to, the district itself left out; those that ended in the year before too.
SELECT s.class_id, s.org_id, s.party, s.until_day
  FROM reserve_source s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.place_id AND p.parent_id > 0
 WHERE s.district_id = :district_id AND s.form = 0 AND s.ended_ms = 0 AND s.from_day <= :day AND (s.until_day = 0 OR s.until_day > :day - 366)
   AND SUBSTR(:path, 1, LENGTH(p.path)) = p.path
 ORDER BY s.class_id, s.org_id, s.source_id
 LIMIT :limit;

-- name: reserve_lying :many
-- in:   district_id i64, under text, under_end text, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, item_id i64, qty i64
-- What lies in each warehouse, in whatever state.
SELECT a.place_id, b.item_id, CAST(SUM(b.qty) AS BIGINT) AS qty
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE b.district_id = :district_id AND a.kind BETWEEN 20 AND 25 AND b.qty > 0 AND p.path >= :under AND p.path < :under_end AND @scope(p.path)
 GROUP BY a.place_id, b.item_id
 ORDER BY a.place_id, b.item_id
 LIMIT :limit;
