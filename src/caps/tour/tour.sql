-- Vehicle tours: every statement.

-- name: tour_orders :many
-- in:   district_id i64, day i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, version i64, state text, from_place_id i64, to_place_id i64, due_ms i64, created_ms i64, tour_id i64, locked i64, aboard_place_id i64, reaches i64
-- Orders nobody drives yet where the actor may, and all that tours of the day drive.  Goods of a vehicle that broke
-- down wait where it stands.  reaches: the actor may at their warehouse.
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.version, d.state, d.from_place_id, d.to_place_id, d.due_ms, d.created_ms,
       COALESCE(o.tour_id, 0) AS tour_id, COALESCE(o.locked, 0) AS locked,
       COALESCE((SELECT b.aboard_place_id FROM tour_order b WHERE b.district_id = d.district_id AND b.dispatch_id = d.doc_id AND b.aboard_place_id > 0
                  ORDER BY b.tour_id DESC LIMIT 1), 0) AS aboard_place_id,
       CASE WHEN @scope(f.path) THEN 1 ELSE 0 END AS reaches
  FROM doc d
  JOIN place f ON f.district_id = d.district_id AND f.place_id = d.from_place_id
  LEFT JOIN tour_order o ON o.district_id = d.district_id AND o.dispatch_id = d.doc_id AND o.live = 1
 WHERE d.district_id = :district_id AND d.kind = 'dispatch'
   AND ((d.state IN ('ordered', 'acknowledged') AND o.tour_id IS NULL)
        OR (d.state = 'departed' AND o.tour_id IS NULL AND EXISTS (SELECT 1 FROM tour_order b
             WHERE b.district_id = d.district_id AND b.dispatch_id = d.doc_id AND b.aboard_place_id > 0))
        OR d.doc_id IN (SELECT h.dispatch_id FROM tour t JOIN tour_halt h ON h.district_id = t.district_id AND h.tour_id = t.tour_id
             WHERE t.district_id = :district_id AND t.day = :day AND t.state <> 'cancelled'))
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: tour_goods :many
-- in:   district_id i64, day i64, limit i64
-- row:  doc_id i64, item_id i64, item text, unit text, pack i64, pack_unit text, storage i64, tags i64, qty i64, grams i64, ml i64, per_units i64
-- What those orders bring, by item; how heavy and large so many base units are, where somebody said so.
SELECT l.doc_id, i.item_id, i.zh AS item, i.unit, i.pack, i.pack_unit, i.storage, i.tags,
       CAST(SUM(CASE WHEN l.sent > 0 THEN l.sent ELSE l.granted - l.dropped END) AS BIGINT) AS qty,
       COALESCE(MAX(m.grams), 0) AS grams, COALESCE(MAX(m.ml), 0) AS ml, COALESCE(MAX(m.per_units), 1) AS per_units
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
  LEFT JOIN tour_item m ON m.district_id = l.district_id AND m.item_id = l.item_id
 WHERE d.district_id = :district_id AND d.kind = 'dispatch'
   AND (d.state IN ('ordered', 'acknowledged', 'departed')
        OR d.doc_id IN (SELECT h.dispatch_id FROM tour t JOIN tour_halt h ON h.district_id = t.district_id AND h.tour_id = t.tour_id
             WHERE t.district_id = :district_id AND t.day = :day AND t.state <> 'cancelled'))
 GROUP BY l.doc_id, i.item_id, i.zh, i.unit, i.pack, i.pack_unit, i.storage, i.tags
 ORDER BY l.doc_id, i.item_id
 LIMIT :limit;

-- name: tour_rows :many
-- in:   district_id i64, day i64, tour_id i64, limit i64
-- row:  tour_id i64, day i64, run_no i64, vehicle_id i64, driver_id i64, home_path text, state text, locked i64, depart_ms i64, back_ms i64, metres i64, cost_fen i64, made_by i64, changed_by i64, approved_by i64, approved_ms i64, broken_ms i64, broken_place_id i64, changed_ms i64, refused_by i64, refused_ms i64, refused_why text, version i64
-- Tours of a day, or one.
SELECT tour_id, day, run_no, vehicle_id, driver_id, home_path, state, locked, depart_ms, back_ms, metres, cost_fen, made_by, changed_by,
       approved_by, approved_ms, broken_ms, broken_place_id, changed_ms, refused_by, refused_ms, refused_why, version
  FROM tour
 WHERE district_id = :district_id AND state <> 'cancelled'
   AND ((CAST(:tour_id AS BIGINT) = 0 AND day = :day) OR tour_id = :tour_id)
 ORDER BY run_no, tour_id
 LIMIT :limit;

-- name: tour_halts :many
-- in:   district_id i64, day i64, limit i64
-- row:  tour_id i64, seat i64, dispatch_id i64, unload i64, place_id i64, arrive_ms i64, begin_ms i64, leave_ms i64, metres i64
SELECT h.tour_id, h.seat, h.dispatch_id, h.unload, h.place_id, h.arrive_ms, h.begin_ms, h.leave_ms, h.metres
  FROM tour t
  JOIN tour_halt h ON h.district_id = t.district_id AND h.tour_id = t.tour_id
 WHERE t.district_id = :district_id AND t.day = :day AND t.state <> 'cancelled'
 ORDER BY t.run_no, h.tour_id, h.seat
 LIMIT :limit;

-- name: tour_next_run :one
-- in:   district_id i64, day i64
-- row:  run_no i64
SELECT COALESCE(MAX(run_no), 0) + 1 AS run_no FROM tour WHERE district_id = :district_id AND day = :day;

-- name: tour_insert :exec
-- in:   district_id i64, tour_id i64, day i64, run_no i64, vehicle_id i64, driver_id i64, home_path text, depart_ms i64, back_ms i64, metres i64, cost_fen i64, actor_id i64, now_ms i64
INSERT INTO tour (district_id, tour_id, day, run_no, vehicle_id, driver_id, home_path, state, locked, depart_ms, back_ms, metres, cost_fen,
       made_by, made_ms, changed_by, changed_ms, approved_by, approved_ms, broken_ms, broken_place_id, version)
VALUES (:district_id, :tour_id, :day, :run_no, :vehicle_id, :driver_id, :home_path, 'planned', 0, :depart_ms, :back_ms, :metres, :cost_fen,
        :actor_id, :now_ms, :actor_id, :now_ms, 0, 0, 0, 0, 1);

-- name: tour_change :many
-- in:   district_id i64, tour_id i64, version i64, vehicle_id i64, driver_id i64, home_path text, depart_ms i64, back_ms i64, metres i64, cost_fen i64, actor_id i64, now_ms i64
-- row:  version i64
-- A changed tour is approved anew.
UPDATE tour SET vehicle_id = :vehicle_id, driver_id = :driver_id, home_path = :home_path, depart_ms = :depart_ms, back_ms = :back_ms, metres = :metres,
       cost_fen = :cost_fen, state = 'planned', approved_by = 0, approved_ms = 0, refused_by = 0, refused_ms = 0, refused_why = '', changed_by = :actor_id, changed_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND tour_id = :tour_id AND version = :version AND state IN ('planned', 'approved')
RETURNING version;

-- name: tour_lock :many
-- in:   district_id i64, tour_id i64, version i64, locked i64
-- row:  version i64
UPDATE tour SET locked = :locked, version = version + 1
 WHERE district_id = :district_id AND tour_id = :tour_id AND version = :version AND state IN ('planned', 'approved')
RETURNING version;

-- name: tour_approve :many
-- in:   district_id i64, tour_id i64, version i64, actor_id i64, now_ms i64
-- row:  version i64
UPDATE tour SET state = 'approved', approved_by = :actor_id, approved_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND tour_id = :tour_id AND version = :version AND state = 'planned'
RETURNING version;

-- name: tour_refuse :many
-- in:   district_id i64, tour_id i64, version i64, actor_id i64, now_ms i64, why text
-- row:  version i64
UPDATE tour SET refused_by = :actor_id, refused_ms = :now_ms, refused_why = :why, version = version + 1
 WHERE district_id = :district_id AND tour_id = :tour_id AND version = :version AND state = 'planned' AND refused_ms = 0
RETURNING version;

-- name: tour_waiting_days :many
-- in:   district_id i64, from_day i64, limit i64
-- row:  day i64
-- Days from that one on with tours nobody has answered yet.
SELECT DISTINCT day FROM tour
 WHERE district_id = :district_id AND state = 'planned' AND refused_ms = 0 AND day >= :from_day
 ORDER BY day LIMIT :limit;

-- name: tour_end :many
-- in:   district_id i64, tour_id i64, version i64, state text, broken_ms i64, broken_place_id i64, actor_id i64, now_ms i64
-- row:  version i64
UPDATE tour SET state = :state, locked = 0, broken_ms = :broken_ms, broken_place_id = :broken_place_id, changed_by = :actor_id, changed_ms = :now_ms,
       version = version + 1
 WHERE district_id = :district_id AND tour_id = :tour_id AND version = :version AND state IN ('planned', 'approved')
RETURNING version;

-- name: tour_drop_halts :exec
-- in:   district_id i64, tour_id i64
DELETE FROM tour_halt WHERE district_id = :district_id AND tour_id = :tour_id;

-- name: tour_insert_halt :exec
-- in:   district_id i64, tour_id i64, seat i64, dispatch_id i64, unload i64, place_id i64, arrive_ms i64, begin_ms i64, leave_ms i64, metres i64
INSERT INTO tour_halt (district_id, tour_id, seat, dispatch_id, unload, place_id, arrive_ms, begin_ms, leave_ms, metres)
VALUES (:district_id, :tour_id, :seat, :dispatch_id, :unload, :place_id, :arrive_ms, :begin_ms, :leave_ms, :metres);

-- name: tour_leave_order :exec
-- in:   district_id i64, tour_id i64, dispatch_id i64, aboard_place_id i64
-- The order is on this tour no longer.
UPDATE tour_order SET live = 0, locked = 0, aboard_place_id = :aboard_place_id
 WHERE district_id = :district_id AND tour_id = :tour_id AND dispatch_id = :dispatch_id;

-- name: tour_take_order :exec
-- in:   district_id i64, tour_id i64, dispatch_id i64
-- A second live row of an order is refused by its key.
INSERT INTO tour_order (district_id, dispatch_id, tour_id, live, locked, aboard_place_id)
VALUES (:district_id, :dispatch_id, :tour_id, 1, 0, 0)
ON CONFLICT (district_id, dispatch_id, tour_id) DO UPDATE SET live = 1;

-- name: tour_lock_order :exec
-- in:   district_id i64, tour_id i64, dispatch_id i64, locked i64
UPDATE tour_order SET locked = :locked WHERE district_id = :district_id AND tour_id = :tour_id AND dispatch_id = :dispatch_id AND live = 1;

-- name: tour_insert_event :exec
-- in:   district_id i64, event_id i64, tour_id i64, kind text, dispatch_id i64, note text, at_ms i64, actor_id i64
INSERT INTO tour_event (district_id, event_id, tour_id, kind, dispatch_id, note, at_ms, actor_id)
VALUES (:district_id, :event_id, :tour_id, :kind, :dispatch_id, :note, :at_ms, :actor_id);

-- name: tour_events :many
-- in:   district_id i64, tour_id i64, limit i64
-- row:  kind text, dispatch_id i64, number text, note text, at_ms i64, actor text
SELECT e.kind, e.dispatch_id, COALESCE(d.number, '') AS number, e.note, e.at_ms, COALESCE(a.name, '') AS actor
  FROM tour_event e
  LEFT JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.dispatch_id
  LEFT JOIN party_account a ON a.district_id = e.district_id AND a.account_id = e.actor_id
 WHERE e.district_id = :district_id AND e.tour_id = :tour_id
 ORDER BY e.event_id
 LIMIT :limit;

-- name: tour_vehicle_facts :many
-- in:   district_id i64, vehicle_id i64, limit i64
-- row:  vehicle_id i64, kg i64, litres i64, hazard i64, version i64
-- Of one vehicle; 0: of all.
SELECT vehicle_id, kg, litres, hazard, version FROM tour_vehicle
 WHERE district_id = :district_id AND (CAST(:vehicle_id AS BIGINT) = 0 OR vehicle_id = :vehicle_id)
 ORDER BY vehicle_id LIMIT :limit;

-- name: tour_put_vehicle :exec
-- in:   district_id i64, vehicle_id i64, kg i64, litres i64, hazard i64
INSERT INTO tour_vehicle (district_id, vehicle_id, kg, litres, hazard, version) VALUES (:district_id, :vehicle_id, :kg, :litres, :hazard, 1)
ON CONFLICT (district_id, vehicle_id) DO UPDATE SET kg = excluded.kg, litres = excluded.litres, hazard = excluded.hazard, version = tour_vehicle.version + 1;

-- name: tour_item_fact :many
-- in:   district_id i64, item_id i64, limit i64
-- row:  grams i64, ml i64, per_units i64, version i64
SELECT grams, ml, per_units, version FROM tour_item WHERE district_id = :district_id AND item_id = :item_id ORDER BY item_id LIMIT :limit;

-- name: tour_put_item :exec
-- in:   district_id i64, item_id i64, grams i64, ml i64, per_units i64
INSERT INTO tour_item (district_id, item_id, grams, ml, per_units, version) VALUES (:district_id, :item_id, :grams, :ml, :per_units, 1)
ON CONFLICT (district_id, item_id) DO UPDATE SET grams = excluded.grams, ml = excluded.ml, per_units = excluded.per_units, version = tour_item.version + 1;

-- name: tour_item_page :many
-- in:   district_id i64, find text, waiting i64, after text, limit i64
-- row:  item_id i64, code text, zh text, en text, unit text, pack i64, pack_unit text, grams i64, ml i64, per_units i64, version i64, orders i64
-- Items with what is known of their weight; how many dispatch orders that have not arrived hold them.  waiting: only such.
SELECT i.item_id, i.code, i.zh, i.en, i.unit, i.pack, i.pack_unit, COALESCE(m.grams, 0) AS grams, COALESCE(m.ml, 0) AS ml,
       COALESCE(m.per_units, 1) AS per_units, COALESCE(m.version, 0) AS version, COALESCE(w.orders, 0) AS orders
  FROM item i
  LEFT JOIN tour_item m ON m.district_id = i.district_id AND m.item_id = i.item_id
  LEFT JOIN (SELECT l.item_id, COUNT(DISTINCT l.doc_id) AS orders
               FROM doc d JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
              WHERE d.district_id = :district_id AND d.kind = 'dispatch' AND d.state IN ('ordered', 'acknowledged', 'departed')
              GROUP BY l.item_id) w ON w.item_id = i.item_id
 WHERE i.district_id = :district_id AND i.active = 1 AND i.code > :after
   AND (LOWER(i.zh) LIKE :find ESCAPE '!' OR LOWER(i.en) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!')
   AND (CAST(:waiting AS BIGINT) = 0 OR w.orders > 0)
 ORDER BY i.code
 LIMIT :limit;

-- name: tour_hours_all :many
-- in:   district_id i64, limit i64
-- row:  place_id i64, from_min i64, until_min i64
SELECT place_id, from_min, until_min FROM tour_hours WHERE district_id = :district_id ORDER BY place_id LIMIT :limit;

-- name: tour_put_hours :exec
-- in:   district_id i64, place_id i64, from_min i64, until_min i64
INSERT INTO tour_hours (district_id, place_id, from_min, until_min, version) VALUES (:district_id, :place_id, :from_min, :until_min, 1)
ON CONFLICT (district_id, place_id) DO UPDATE SET from_min = excluded.from_min, until_min = excluded.until_min, version = tour_hours.version + 1;
