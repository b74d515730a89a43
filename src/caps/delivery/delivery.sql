-- Delivery: every statement.

-- name: delivery_vehicle :many
-- in:   district_id i64, vehicle_id i64, now_ms i64
-- row:  vehicle_id i64, place_id i64, area_id i64, parcels i64, cold i64, active i64, version i64, plate text, kind text, place text, area text, place_path text, cleaned_ms i64, pass_until_ms i64, pass_number text
SELECT v.vehicle_id, v.place_id, v.area_id, v.parcels, v.cold, v.active, v.version, v.plate, v.kind, p.name AS place, COALESCE(a.name, '') AS area, v.place_path,
       COALESCE((SELECT MAX(c.cleaned_ms) FROM vehicle_cleaning c WHERE c.district_id = v.district_id AND c.vehicle_id = v.vehicle_id), 0) AS cleaned_ms,
       COALESCE((SELECT MAX(e.until_ms) FROM vehicle_pass e WHERE e.district_id = v.district_id AND e.vehicle_id = v.vehicle_id
                    AND e.ended_ms = 0 AND e.from_ms <= :now_ms), 0) AS pass_until_ms,
       COALESCE((SELECT e.number FROM vehicle_pass e WHERE e.district_id = v.district_id AND e.vehicle_id = v.vehicle_id
                    AND e.ended_ms = 0 AND e.from_ms <= :now_ms ORDER BY e.until_ms DESC, e.pass_id LIMIT 1), '') AS pass_number
  FROM vehicle v
  JOIN place p ON p.district_id = v.district_id AND p.place_id = v.place_id
  LEFT JOIN place a ON a.district_id = v.district_id AND a.place_id = v.area_id
 WHERE v.district_id = :district_id AND v.vehicle_id = :vehicle_id
 ORDER BY v.vehicle_id;

-- name: delivery_vehicles :many
-- in:   district_id i64, under text, under_end text, active_only i64, after i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  vehicle_id i64, place_id i64, area_id i64, parcels i64, cold i64, active i64, version i64, plate text, kind text, place text, area text, cleaned_ms i64, pass_until_ms i64, pass_number text
SELECT v.vehicle_id, v.place_id, v.area_id, v.parcels, v.cold, v.active, v.version, v.plate, v.kind, p.name AS place, COALESCE(a.name, '') AS area,
       COALESCE((SELECT MAX(c.cleaned_ms) FROM vehicle_cleaning c WHERE c.district_id = v.district_id AND c.vehicle_id = v.vehicle_id), 0) AS cleaned_ms,
       COALESCE((SELECT MAX(e.until_ms) FROM vehicle_pass e WHERE e.district_id = v.district_id AND e.vehicle_id = v.vehicle_id
                    AND e.ended_ms = 0 AND e.from_ms <= :now_ms), 0) AS pass_until_ms,
       COALESCE((SELECT e.number FROM vehicle_pass e WHERE e.district_id = v.district_id AND e.vehicle_id = v.vehicle_id
                    AND e.ended_ms = 0 AND e.from_ms <= :now_ms ORDER BY e.until_ms DESC, e.pass_id LIMIT 1), '') AS pass_number
  FROM vehicle v
  JOIN place p ON p.district_id = v.district_id AND p.place_id = v.place_id
  LEFT JOIN place a ON a.district_id = v.district_id AND a.place_id = v.area_id
 WHERE v.district_id = :district_id AND v.place_path >= :under AND v.place_path < :under_end AND v.vehicle_id > :after
   AND (CAST(:active_only AS BIGINT) = 0 OR v.active = 1) AND @scope(v.place_path)
 ORDER BY v.vehicle_id
 LIMIT :limit;

-- name: delivery_vehicle_by_plate :many
-- in:   district_id i64, plate text
-- row:  vehicle_id i64
SELECT vehicle_id FROM vehicle WHERE district_id = :district_id AND plate = :plate ORDER BY vehicle_id;

-- name: delivery_vehicle_insert :exec
-- in:   district_id i64, vehicle_id i64, plate text, place_id i64, place_path text, area_id i64, kind text, parcels i64, cold i64, active i64
INSERT INTO vehicle (district_id, vehicle_id, plate, place_id, place_path, area_id, kind, parcels, cold, active, version)
VALUES (:district_id, :vehicle_id, :plate, :place_id, :place_path, :area_id, :kind, :parcels, :cold, :active, 1);

-- name: delivery_vehicle_update :exec
-- in:   district_id i64, vehicle_id i64, version i64, plate text, place_id i64, place_path text, area_id i64, kind text, parcels i64, cold i64, active i64
UPDATE vehicle SET plate = :plate, place_id = :place_id, place_path = :place_path, area_id = :area_id, kind = :kind, parcels = :parcels, cold = :cold,
       active = :active, version = version + 1
 WHERE district_id = :district_id AND vehicle_id = :vehicle_id AND version = :version;

-- name: delivery_driver :many
-- in:   district_id i64, driver_id i64
-- row:  driver_id i64, place_id i64, area_id i64, licence_until i64, active i64, version i64, name text, login text, licence text, phone text, place text, area text, place_path text
SELECT d.driver_id, d.place_id, d.area_id, d.licence_until, d.active, d.version, a.name, a.login, d.licence, d.phone, p.name AS place,
       COALESCE(r.name, '') AS area, d.place_path
  FROM driver d
  JOIN party_account a ON a.district_id = d.district_id AND a.account_id = d.driver_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.place_id
  LEFT JOIN place r ON r.district_id = d.district_id AND r.place_id = d.area_id
 WHERE d.district_id = :district_id AND d.driver_id = :driver_id
 ORDER BY d.driver_id;

-- name: delivery_drivers :many
-- in:   district_id i64, under text, under_end text, active_only i64, after i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  driver_id i64, place_id i64, area_id i64, licence_until i64, active i64, version i64, name text, login text, licence text, phone text, place text, area text, checked_ms i64, temperature i64, tested_ms i64
SELECT d.driver_id, d.place_id, d.area_id, d.licence_until, d.active, d.version, a.name, a.login, d.licence, d.phone, p.name AS place,
       COALESCE(r.name, '') AS area, COALESCE(c.checked_ms, 0) AS checked_ms, COALESCE(c.temperature, 0) AS temperature,
       COALESCE(c.tested_ms, 0) AS tested_ms
  FROM driver d
  JOIN party_account a ON a.district_id = d.district_id AND a.account_id = d.driver_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.place_id
  LEFT JOIN place r ON r.district_id = d.district_id AND r.place_id = d.area_id
  LEFT JOIN driver_check c ON c.district_id = d.district_id AND c.check_id = (
       SELECT l.check_id FROM driver_check l WHERE l.district_id = d.district_id AND l.driver_id = d.driver_id
        ORDER BY l.checked_ms DESC, l.check_id DESC LIMIT 1)
 WHERE d.district_id = :district_id AND d.place_path >= :under AND d.place_path < :under_end AND d.driver_id > :after
   AND (CAST(:active_only AS BIGINT) = 0 OR d.active = 1) AND @scope(d.place_path)
 ORDER BY d.driver_id
 LIMIT :limit;

-- name: delivery_driver_insert :exec
-- in:   district_id i64, driver_id i64, place_id i64, place_path text, area_id i64, licence text, licence_until i64, phone text, active i64
INSERT INTO driver (district_id, driver_id, place_id, place_path, area_id, licence, licence_until, phone, active, version)
VALUES (:district_id, :driver_id, :place_id, :place_path, :area_id, :licence, :licence_until, :phone, :active, 1);

-- name: delivery_driver_update :exec
-- in:   district_id i64, driver_id i64, version i64, place_id i64, place_path text, area_id i64, licence text, licence_until i64, phone text, active i64
UPDATE driver SET place_id = :place_id, place_path = :place_path, area_id = :area_id, licence = :licence, licence_until = :licence_until,
       phone = :phone, active = :active, version = version + 1
 WHERE district_id = :district_id AND driver_id = :driver_id AND version = :version;

-- name: delivery_pass_insert :exec
-- in:   district_id i64, pass_id i64, vehicle_id i64, number text, issued_by text, from_ms i64, until_ms i64, recorded_by i64
INSERT INTO vehicle_pass (district_id, pass_id, vehicle_id, number, issued_by, from_ms, until_ms, ended_ms, recorded_by)
VALUES (:district_id, :pass_id, :vehicle_id, :number, :issued_by, :from_ms, :until_ms, 0, :recorded_by);

-- name: delivery_pass_by_number :many
-- in:   district_id i64, number text
-- row:  pass_id i64, vehicle_id i64
SELECT pass_id, vehicle_id FROM vehicle_pass WHERE district_id = :district_id AND number = :number ORDER BY pass_id;

-- name: delivery_pass :many
-- in:   district_id i64, pass_id i64
-- row:  pass_id i64, vehicle_id i64, ended_ms i64, number text
SELECT pass_id, vehicle_id, ended_ms, number FROM vehicle_pass WHERE district_id = :district_id AND pass_id = :pass_id ORDER BY pass_id;

-- name: delivery_pass_end :exec
-- in:   district_id i64, pass_id i64, now_ms i64
UPDATE vehicle_pass SET ended_ms = :now_ms WHERE district_id = :district_id AND pass_id = :pass_id AND ended_ms = 0;

-- name: delivery_passes :many
-- in:   district_id i64, vehicle_id i64, limit i64
-- row:  pass_id i64, vehicle_id i64, from_ms i64, until_ms i64, ended_ms i64, number text, issued_by text
SELECT pass_id, vehicle_id, from_ms, until_ms, ended_ms, number, issued_by
  FROM vehicle_pass
 WHERE district_id = :district_id AND vehicle_id = :vehicle_id
 ORDER BY from_ms DESC, pass_id DESC
 LIMIT :limit;

-- name: delivery_check_insert :exec
-- in:   district_id i64, check_id i64, driver_id i64, temperature i64, tested_ms i64, protected i64, checked_ms i64, checked_by i64
INSERT INTO driver_check (district_id, check_id, driver_id, temperature, tested_ms, protected, checked_ms, checked_by)
VALUES (:district_id, :check_id, :driver_id, :temperature, :tested_ms, :protected, :checked_ms, :checked_by);

-- name: delivery_check_last :many
-- in:   district_id i64, driver_id i64, now_ms i64
-- row:  check_id i64, temperature i64, tested_ms i64, is_protected i64, checked_ms i64, checked_by i64
SELECT check_id, temperature, tested_ms, protected AS is_protected, checked_ms, checked_by
  FROM driver_check
 WHERE district_id = :district_id AND driver_id = :driver_id AND checked_ms <= :now_ms
 ORDER BY checked_ms DESC, check_id DESC
 LIMIT 1;

-- name: delivery_cleaning_insert :exec
-- in:   district_id i64, cleaning_id i64, vehicle_id i64, agent text, strength i64, cleaned_ms i64, cleaned_by i64
INSERT INTO vehicle_cleaning (district_id, cleaning_id, vehicle_id, agent, strength, cleaned_ms, cleaned_by)
VALUES (:district_id, :cleaning_id, :vehicle_id, :agent, :strength, :cleaned_ms, :cleaned_by);

-- name: delivery_cleaning_last :many
-- in:   district_id i64, vehicle_id i64, now_ms i64
-- row:  cleaning_id i64, strength i64, cleaned_ms i64, cleaned_by i64, agent text
SELECT cleaning_id, strength, cleaned_ms, cleaned_by, agent
  FROM vehicle_cleaning
 WHERE district_id = :district_id AND vehicle_id = :vehicle_id AND cleaned_ms <= :now_ms
 ORDER BY cleaned_ms DESC, cleaning_id DESC
 LIMIT 1;

-- name: delivery_trip :many
-- in:   district_id i64, trip_id i64
-- row:  trip_id i64, day i64, run_no i64, shop_id i64, shop_path text, offer_id i64, vehicle_id i64, driver_id i64, state text, depart_ms i64, departed_ms i64, ended_ms i64, metres i64, created_by i64, created_ms i64, version i64
SELECT trip_id, day, run_no, shop_id, shop_path, offer_id, vehicle_id, driver_id, state, depart_ms, departed_ms, ended_ms, metres, created_by, created_ms, version
  FROM trip WHERE district_id = :district_id AND trip_id = :trip_id ORDER BY trip_id;

-- name: delivery_trip_of_doc :many
-- in:   district_id i64, doc_id i64
-- row:  trip_id i64, stop_no i64, place_id i64, path text
SELECT trip_id, stop_no, place_id, path FROM trip_stop WHERE district_id = :district_id AND doc_id = :doc_id ORDER BY trip_id;

-- name: delivery_stops :many
-- in:   district_id i64, trip_id i64, limit i64
-- row:  stop_no i64, seat i64, doc_id i64, place_id i64, path text, grid_id i64, orders i64, parcels i64, by_ms i64, window_from_ms i64, window_until_ms i64, plan_ms i64, metres i64, arrived_ms i64, handed_ms i64, breach text, locked i64, cold i64
SELECT s.stop_no, s.seat, s.doc_id, s.place_id, s.path, s.grid_id, s.orders, s.parcels, s.by_ms, s.window_from_ms, s.window_until_ms, s.plan_ms, s.metres,
       s.arrived_ms, s.handed_ms, s.breach, s.locked,
       CAST(CASE WHEN EXISTS (SELECT 1 FROM doc_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
                               WHERE l.district_id = s.district_id AND l.doc_id = s.doc_id AND l.asked > l.dropped AND i.storage IN (4, 8))
            THEN 1 ELSE 0 END AS BIGINT) AS cold
  FROM trip_stop s WHERE s.district_id = :district_id AND s.trip_id = :trip_id
 ORDER BY s.seat, s.stop_no
 LIMIT :limit;

-- name: delivery_returned :one
-- in:   district_id i64, vehicle_id i64
-- row:  ended_ms i64
-- When the vehicle last came off a trip: what was disinfected before that counts no more.
SELECT COALESCE(MAX(CASE WHEN t.ended_ms > t.departed_ms THEN t.ended_ms ELSE t.departed_ms END), 0) AS ended_ms
  FROM trip t
 WHERE t.district_id = :district_id AND t.vehicle_id = :vehicle_id AND t.departed_ms > 0;

-- name: delivery_waiting :many
-- in:   district_id i64, offer_id i64, limit i64
-- row:  grid_id i64, orders i64, by_ms i64, cold i64
-- Orders of an offer that may be brought and ride on no trip, by grid; cold: chilled or frozen goods (enum storage 4, 8) among them.
SELECT o.grid_id, COUNT(*) AS orders, CAST(COALESCE(MIN(CASE WHEN o.deliver_by_ms > 0 THEN o.deliver_by_ms END), 0) AS BIGINT) AS by_ms,
       CAST(MAX(CASE WHEN EXISTS (SELECT 1 FROM doc_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
                                   WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.granted - l.dropped - l.taken > 0
                                     AND i.storage IN (4, 8)) THEN 1 ELSE 0 END) AS BIGINT) AS cold
  FROM household_order o
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id
   AND (o.state IN ('paid', 'part') OR (o.state = 'placed' AND o.pay <> 0))
   AND NOT EXISTS (SELECT 1 FROM trip_order t WHERE t.district_id = o.district_id AND t.order_id = o.doc_id AND t.live = 1)
 GROUP BY o.grid_id
 ORDER BY o.grid_id
 LIMIT :limit;

-- name: delivery_waiting_goods :many
-- in:   district_id i64, offer_id i64, grid_id i64, limit i64
-- row:  item_id i64, qty i64
SELECT l.item_id, CAST(SUM(l.granted - l.dropped - l.taken) AS BIGINT) AS qty
  FROM household_order o
  JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.grid_id = :grid_id
   AND (o.state IN ('paid', 'part') OR (o.state = 'placed' AND o.pay <> 0))
   AND l.granted - l.dropped - l.taken > 0
   AND NOT EXISTS (SELECT 1 FROM trip_order t WHERE t.district_id = o.district_id AND t.order_id = o.doc_id AND t.live = 1)
 GROUP BY l.item_id
 ORDER BY l.item_id
 LIMIT :limit;

-- name: delivery_take_orders :exec
-- in:   district_id i64, offer_id i64, grid_id i64, trip_id i64, stop_no i64
INSERT INTO trip_order (district_id, order_id, trip_id, stop_no, live)
SELECT o.district_id, o.doc_id, CAST(:trip_id AS BIGINT), CAST(:stop_no AS BIGINT), 1
  FROM household_order o
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.grid_id = :grid_id
   AND (o.state IN ('paid', 'part') OR (o.state = 'placed' AND o.pay <> 0))
   AND NOT EXISTS (SELECT 1 FROM trip_order t WHERE t.district_id = o.district_id AND t.order_id = o.doc_id AND t.live = 1);

-- name: delivery_insert_trip :exec
-- in:   district_id i64, trip_id i64, day i64, run_no i64, shop_id i64, shop_path text, offer_id i64, vehicle_id i64, driver_id i64, depart_ms i64, back_ms i64, metres i64, created_by i64, created_ms i64
INSERT INTO trip (district_id, trip_id, day, run_no, shop_id, shop_path, offer_id, vehicle_id, driver_id, state, depart_ms, back_ms, departed_ms, ended_ms, metres,
       created_by, created_ms, version)
VALUES (:district_id, :trip_id, :day, :run_no, :shop_id, :shop_path, :offer_id, :vehicle_id, :driver_id, 'planned', :depart_ms, :back_ms, 0, 0, :metres,
       :created_by, :created_ms, 1);

-- name: delivery_freed :many
-- in:   district_id i64, trip_id i64, limit i64
-- row:  stop_no i64, seat i64, plan_ms i64, locked i64, offer_id i64, grid_id i64, orders i64, by_ms i64, cold i64
-- What a trip was to bring and has not handed over, by offer and grid.
SELECT s.stop_no, s.seat, s.plan_ms, s.locked, o.offer_id, o.grid_id, COUNT(*) AS orders,
       CAST(COALESCE(MIN(CASE WHEN o.deliver_by_ms > 0 THEN o.deliver_by_ms END), 0) AS BIGINT) AS by_ms,
       CAST(MAX(CASE WHEN EXISTS (SELECT 1 FROM doc_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
                                   WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.granted - l.dropped - l.taken > 0
                                     AND i.storage IN (4, 8)) THEN 1 ELSE 0 END) AS BIGINT) AS cold
  FROM trip_stop s
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id AND d.state IN ('planned', 'loaded', 'rolling')
  JOIN trip_order t ON t.district_id = s.district_id AND t.trip_id = s.trip_id AND t.stop_no = s.stop_no AND t.live = 1
  JOIN household_order o ON o.district_id = t.district_id AND o.doc_id = t.order_id
 WHERE s.district_id = :district_id AND s.trip_id = :trip_id
 GROUP BY s.stop_no, s.seat, s.plan_ms, s.locked, o.offer_id, o.grid_id
 ORDER BY s.seat, s.stop_no, o.offer_id, o.grid_id
 LIMIT :limit;

-- name: delivery_lock_trip :exec
-- in:   district_id i64, trip_id i64, locked i64
UPDATE trip SET locked = :locked, version = version + 1 WHERE district_id = :district_id AND trip_id = :trip_id;

-- name: delivery_lock_stop :exec
-- in:   district_id i64, trip_id i64, stop_no i64, locked i64
UPDATE trip_stop SET locked = :locked WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_approve :exec
-- in:   district_id i64, trip_id i64, approved_by i64, approved_ms i64
UPDATE trip SET approved_by = :approved_by, approved_ms = :approved_ms, version = version + 1 WHERE district_id = :district_id AND trip_id = :trip_id;

-- name: delivery_busy :one
-- in:   district_id i64, vehicle_id i64, driver_id i64, day i64
-- row:  until_ms i64
-- When the vehicle and the driver are back from the trips they have that day.
SELECT CAST(COALESCE(MAX(CASE WHEN t.back_ms > t.depart_ms THEN t.back_ms ELSE t.depart_ms END), 0) AS BIGINT) AS until_ms
  FROM trip t
 WHERE t.district_id = :district_id AND t.day = :day AND (t.vehicle_id = :vehicle_id OR t.driver_id = :driver_id)
   AND t.state IN ('planned', 'loaded', 'rolling');

-- name: delivery_runs :one
-- in:   district_id i64, vehicle_id i64, day i64
-- row:  runs i64
SELECT COALESCE(MAX(run_no), 0) AS runs FROM trip WHERE district_id = :district_id AND vehicle_id = :vehicle_id AND day = :day;

-- name: delivery_other_trips :one
-- in:   district_id i64, vehicle_id i64, day i64, trip_id i64
-- row:  trips i64
SELECT COUNT(*) AS trips FROM trip WHERE district_id = :district_id AND vehicle_id = :vehicle_id AND day = :day AND trip_id <> :trip_id AND state <> 'void';

-- name: delivery_insert_stop :exec
-- in:   district_id i64, trip_id i64, stop_no i64, seat i64, doc_id i64, place_id i64, path text, grid_id i64, orders i64, parcels i64, by_ms i64, window_from_ms i64, window_until_ms i64, plan_ms i64, metres i64
INSERT INTO trip_stop (district_id, trip_id, stop_no, seat, doc_id, place_id, path, grid_id, orders, parcels, by_ms, window_from_ms, window_until_ms,
       plan_ms, metres, arrived_ms, handed_ms, breach)
VALUES (:district_id, :trip_id, :stop_no, :seat, :doc_id, :place_id, :path, :grid_id, :orders, :parcels, :by_ms, :window_from_ms, :window_until_ms,
       :plan_ms, :metres, 0, 0, '');

-- name: delivery_stop_states :many
-- in:   district_id i64, trip_id i64, limit i64
-- row:  stop_no i64, doc_id i64, place_id i64, grid_id i64, version i64, state text, number text, asked i64, sent i64, taken i64, missing i64, arrived_ms i64, handed_ms i64, breach text
SELECT s.stop_no, s.doc_id, s.place_id, s.grid_id, d.version, d.state, COALESCE(d.number, '') AS number,
       CAST(SUM(l.asked) AS BIGINT) AS asked, CAST(SUM(l.sent) AS BIGINT) AS sent, CAST(SUM(l.taken) AS BIGINT) AS taken,
       CAST(SUM(l.short - l.found - l.lost) AS BIGINT) AS missing, s.arrived_ms, s.handed_ms, s.breach
  FROM trip_stop s
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
  JOIN doc_line l ON l.district_id = s.district_id AND l.doc_id = s.doc_id
 WHERE s.district_id = :district_id AND s.trip_id = :trip_id
 GROUP BY s.stop_no, s.doc_id, s.place_id, s.grid_id, d.version, d.state, d.number, s.seat, s.arrived_ms, s.handed_ms, s.breach
 ORDER BY s.seat, s.stop_no
 LIMIT :limit;

-- name: delivery_trip_move_on :exec
-- in:   district_id i64, trip_id i64, state text, departed_ms i64, ended_ms i64
UPDATE trip SET state = :state, departed_ms = CASE WHEN CAST(:departed_ms AS BIGINT) > 0 THEN :departed_ms ELSE departed_ms END,
       ended_ms = CASE WHEN CAST(:ended_ms AS BIGINT) > 0 THEN :ended_ms ELSE ended_ms END, version = version + 1
 WHERE district_id = :district_id AND trip_id = :trip_id;

-- name: delivery_stop_arrived :exec
-- in:   district_id i64, trip_id i64, stop_no i64, arrived_ms i64, breach text
UPDATE trip_stop SET arrived_ms = :arrived_ms, breach = CASE WHEN :breach <> '' THEN :breach ELSE breach END
 WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_stop_handed :exec
-- in:   district_id i64, trip_id i64, stop_no i64, handed_ms i64, breach text
UPDATE trip_stop SET handed_ms = :handed_ms, breach = CASE WHEN :breach <> '' THEN :breach ELSE breach END
 WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_drop_orders :exec
-- in:   district_id i64, trip_id i64, stop_no i64
DELETE FROM trip_order WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_insert_event :exec
-- in:   district_id i64, event_id i64, trip_id i64, stop_no i64, shop_id i64, kind text, rule_id text, note text, happened_ms i64, recorded_ms i64, actor_id i64
INSERT INTO trip_event (district_id, event_id, trip_id, stop_no, shop_id, kind, rule_id, note, happened_ms, recorded_ms, actor_id)
VALUES (:district_id, :event_id, :trip_id, :stop_no, :shop_id, :kind, :rule_id, :note, :happened_ms, :recorded_ms, :actor_id);

-- name: delivery_parcels :many
-- in:   district_id i64, grid_id i64, building_id i64, order_id i64, since_ms i64, limit i64
-- row:  order_id i64, household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, version i64, kind text, state text, number text, pickup_no text, door text, pay i64, trouble i64, deliver_by_ms i64, org_id i64, trip_id i64, stop_no i64, stop_doc_id i64, team_id i64, stop_state text, passing_id i64, passing_state text, taker_id i64, giver_id i64, qty i64, taken i64, due_fen i64, path text
-- Parcels of a building (or one order): where each came from and in whose hands it is.  Delivered ones only since then.
SELECT o.doc_id AS order_id, o.household_id, o.building_id, o.grid_id, o.offer_id, o.shop_id, d.version, d.kind, o.state, o.number, o.pickup_no, o.door,
       o.pay, o.trouble, o.deliver_by_ms, d.giver_id AS org_id, COALESCE(t.trip_id, 0) AS trip_id, COALESCE(t.stop_no, 0) AS stop_no,
       COALESCE(s.doc_id, 0) AS stop_doc_id, COALESCE(s.place_id, 0) AS team_id, COALESCE(td.state, '') AS stop_state,
       COALESCE(pd.doc_id, 0) AS passing_id, COALESCE(pd.state, '') AS passing_state, COALESCE(pd.taker_id, 0) AS taker_id,
       COALESCE(pd.giver_id, 0) AS giver_id,
       CAST((SELECT SUM(l.granted - l.dropped) FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id) AS BIGINT) AS qty,
       CAST((SELECT SUM(l.taken) FROM doc_line l WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id) AS BIGINT) AS taken,
       CASE WHEN o.pay = 1 THEN o.own_fen ELSE 0 END AS due_fen, o.path
  FROM household_order o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
  LEFT JOIN trip_order t ON t.district_id = o.district_id AND t.order_id = o.doc_id AND t.live = 1
  LEFT JOIN trip_stop s ON s.district_id = t.district_id AND s.trip_id = t.trip_id AND s.stop_no = t.stop_no
  LEFT JOIN doc td ON td.district_id = s.district_id AND td.doc_id = s.doc_id
  LEFT JOIN doc pd ON pd.district_id = o.district_id AND pd.doc_id = (
       SELECT MAX(p.doc_id) FROM passing_order p JOIN doc x ON x.district_id = p.district_id AND x.doc_id = p.doc_id AND x.state NOT IN ('void', 'returned')
        WHERE p.district_id = o.district_id AND p.order_id = o.doc_id)
 WHERE o.district_id = :district_id
   AND ((CAST(:order_id AS BIGINT) > 0 AND o.doc_id = :order_id) OR (CAST(:order_id AS BIGINT) = 0 AND o.grid_id = :grid_id AND o.building_id = :building_id))
   AND (CAST(:order_id AS BIGINT) > 0 OR o.state IN ('placed', 'paid', 'part') OR (o.state IN ('owing', 'done') AND o.changed_ms >= :since_ms))
 ORDER BY o.sort, o.doc_id
 LIMIT :limit;

-- name: delivery_parcel_goods :many
-- in:   district_id i64, order_id i64, limit i64
-- row:  line_no i64, item_id i64, item text, unit text, qty i64, left_qty i64
SELECT l.line_no, l.item_id, i.zh AS item, i.unit, l.granted - l.dropped AS qty, l.granted - l.dropped - l.taken AS left_qty
  FROM doc_line l
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.doc_id = :order_id
 ORDER BY l.line_no
 LIMIT :limit;

-- name: delivery_insert_passing_order :exec
-- in:   district_id i64, order_id i64, doc_id i64
INSERT INTO passing_order (district_id, order_id, doc_id) VALUES (:district_id, :order_id, :doc_id);

-- name: delivery_leave_orders :exec
-- in:   district_id i64, trip_id i64, stop_no i64
UPDATE trip_order SET live = 0 WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_orders_back :exec
-- in:   district_id i64, doc_id i64
-- What went back to the enterprise may ride again.
UPDATE trip_order SET live = 0
 WHERE district_id = :district_id AND live = 1
   AND order_id IN (SELECT p.order_id FROM passing_order p WHERE p.district_id = :district_id AND p.doc_id = :doc_id);

-- name: delivery_act :many
-- in:   district_id i64, act_id text
-- row:  act_id text, order_id i64, building_id i64, path text, kind text, verdict text, why_zh text, why_en text, seq i64, undone_by text, actor_id i64, happened_ms i64
SELECT act_id, order_id, building_id, path, kind, verdict, why_zh, why_en, seq, undone_by, actor_id, happened_ms
  FROM handover_act WHERE district_id = :district_id AND act_id = :act_id ORDER BY act_id;

-- name: delivery_insert_act :exec
-- in:   district_id i64, act_id text, order_id i64, building_id i64, path text, kind text, qty i64, proof text, proof_value text, answers text, note text, happened_ms i64, recorded_ms i64, actor_id i64, verdict text, why_zh text, why_en text, seq i64
INSERT INTO handover_act (district_id, act_id, order_id, building_id, path, kind, qty, proof, proof_value, answers, note, happened_ms, recorded_ms, actor_id,
       verdict, why_zh, why_en, seq, undone_by)
VALUES (:district_id, :act_id, :order_id, :building_id, :path, :kind, :qty, :proof, :proof_value, :answers, :note, :happened_ms, :recorded_ms, :actor_id,
       :verdict, :why_zh, :why_en, :seq, '');

-- name: delivery_act_undone :exec
-- in:   district_id i64, act_id text, undone_by text
UPDATE handover_act SET undone_by = :undone_by WHERE district_id = :district_id AND act_id = :act_id;

-- name: delivery_acts :many
-- in:   district_id i64, order_id i64, under text, under_end text, open_only i64, before_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  act_id text, order_id i64, building_id i64, kind text, qty i64, proof text, proof_value text, answers text, note text, happened_ms i64, recorded_ms i64, actor_id2 i64, verdict text, why_zh text, why_en text, undone_by text, door text, actor text
SELECT h.act_id, h.order_id, h.building_id, h.kind, h.qty, h.proof, h.proof_value, h.answers, h.note, h.happened_ms, h.recorded_ms,
       h.actor_id AS actor_id2, h.verdict, h.why_zh, h.why_en, h.undone_by, COALESCE(o.door, '') AS door, COALESCE(a.name, '') AS actor
  FROM handover_act h
  LEFT JOIN household_order o ON o.district_id = h.district_id AND o.doc_id = h.order_id
  LEFT JOIN party_account a ON a.district_id = h.district_id AND a.account_id = h.actor_id
 WHERE h.district_id = :district_id AND h.recorded_ms < :before_ms
   AND (CAST(:order_id AS BIGINT) = 0 OR h.order_id = :order_id)
   AND h.path >= :under AND h.path < :under_end
   AND (CAST(:open_only AS BIGINT) = 0 OR (h.verdict IN ('conflict', 'refused', 'wrong_door') AND h.undone_by = ''))
   AND @scope(h.path)
 ORDER BY h.recorded_ms DESC, h.act_id DESC
 LIMIT :limit;

-- name: delivery_trips :many
-- in:   district_id i64, day i64, from_day i64, shop_id i64, driver_id i64, place_id i64, offer_id i64, state text, after i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  trip_id i64, day i64, run_no i64, shop_id i64, shop_path text, offer_id i64, vehicle_id i64, driver_id i64, state text, depart_ms i64, departed_ms i64, ended_ms i64, metres i64, version i64, plate text, capacity i64, driver text, driver_phone text, shop text, offer text, orders i64, parcels i64, stops_done i64, by_ms i64, late_orders i64, problems i64, back_ms i64, locked i64, created_by i64, changed_by i64, approved_by i64, approved_ms i64, approver text, cooled i64
SELECT t.trip_id, t.day, t.run_no, t.shop_id, t.shop_path, t.offer_id, t.vehicle_id, t.driver_id, t.state, t.depart_ms, t.departed_ms, t.ended_ms, t.metres,
       t.version, v.plate, v.parcels AS capacity, COALESCE(a.name, '') AS driver, COALESCE(r.phone, '') AS driver_phone, p.name AS shop, COALESCE(f.name, '') AS offer,
       CAST(COALESCE((SELECT SUM(s.orders) FROM trip_stop s WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id), 0) AS BIGINT) AS orders,
       CAST(COALESCE((SELECT SUM(s.parcels) FROM trip_stop s WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id), 0) AS BIGINT) AS parcels,
       CAST(COALESCE((SELECT SUM(CASE WHEN s.handed_ms > 0 THEN 1 ELSE 0 END) FROM trip_stop s
                       WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id), 0) AS BIGINT) AS stops_done,
       CAST(COALESCE((SELECT MIN(s.by_ms) FROM trip_stop s WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id AND s.by_ms > 0), 0) AS BIGINT) AS by_ms,
       CAST(COALESCE((SELECT SUM(CASE WHEN s.by_ms > 0 AND ((s.handed_ms = 0 AND s.by_ms < :now_ms) OR s.handed_ms > s.by_ms) THEN s.orders ELSE 0 END)
                        FROM trip_stop s WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id), 0) AS BIGINT) AS late_orders,
       (SELECT COUNT(*) FROM trip_event e WHERE e.district_id = t.district_id AND e.trip_id = t.trip_id) AS problems,
       t.back_ms, t.locked, t.created_by, t.changed_by, t.approved_by, t.approved_ms, COALESCE(w.name, '') AS approver, v.cold AS cooled
  FROM trip t
  JOIN vehicle v ON v.district_id = t.district_id AND v.vehicle_id = t.vehicle_id
  JOIN place p ON p.district_id = t.district_id AND p.place_id = t.shop_id
  LEFT JOIN party_account a ON a.district_id = t.district_id AND a.account_id = t.driver_id
  LEFT JOIN driver r ON r.district_id = t.district_id AND r.driver_id = t.driver_id
  LEFT JOIN offer f ON f.district_id = t.district_id AND f.doc_id = t.offer_id
  LEFT JOIN party_account w ON w.district_id = t.district_id AND w.account_id = t.approved_by
 WHERE t.district_id = :district_id AND t.trip_id > :after
   AND (CAST(:day AS BIGINT) = 0 OR t.day = :day) AND t.day >= :from_day
   AND (CAST(:shop_id AS BIGINT) = 0 OR t.shop_id = :shop_id)
   AND (CAST(:driver_id AS BIGINT) = 0 OR t.driver_id = :driver_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR t.offer_id = :offer_id OR (t.offer_id = 0 AND EXISTS (
        SELECT 1 FROM trip_order x JOIN household_order o ON o.district_id = x.district_id AND o.doc_id = x.order_id
         WHERE x.district_id = t.district_id AND x.trip_id = t.trip_id AND o.offer_id = :offer_id)))
   AND (:state = '' OR t.state = :state)
   AND (CAST(:place_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM trip_stop s WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id AND s.place_id = :place_id))
   AND (@scope(t.shop_path) OR EXISTS (SELECT 1 FROM trip_stop s WHERE s.district_id = t.district_id AND s.trip_id = t.trip_id AND @scope(s.path)))
 ORDER BY t.trip_id
 LIMIT :limit;

-- name: delivery_stop_lines :many
-- in:   district_id i64, trip_id i64, limit i64
-- row:  stop_no i64, line_no i64, item_id i64, item text, unit text, asked i64, sent i64, taken i64, missing i64
SELECT s.stop_no, l.line_no, l.item_id, i.zh AS item, i.unit, l.asked, l.sent, l.taken, l.short - l.found - l.lost AS missing
  FROM trip_stop s
  JOIN doc_line l ON l.district_id = s.district_id AND l.doc_id = s.doc_id
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE s.district_id = :district_id AND s.trip_id = :trip_id
 ORDER BY s.seat, s.stop_no, l.line_no
 LIMIT :limit;

-- name: delivery_events :many
-- in:   district_id i64, trip_id i64, limit i64
-- row:  event_id i64, stop_no i64, kind text, rule_id text, note text, happened_ms i64, actor text
SELECT e.event_id, e.stop_no, e.kind, e.rule_id, e.note, e.happened_ms, COALESCE(a.name, '') AS actor
  FROM trip_event e
  LEFT JOIN party_account a ON a.district_id = e.district_id AND a.account_id = e.actor_id
 WHERE e.district_id = :district_id AND e.trip_id = :trip_id
 ORDER BY e.happened_ms, e.event_id
 LIMIT :limit;

-- name: delivery_chain_docs :many
-- in:   district_id i64, order_id i64, limit i64
-- row:  doc_id i64
-- Every document an order's goods went by, oldest first: stops of trips, passings, givings back.
SELECT x.doc_id FROM (
  SELECT s.doc_id FROM trip_order t
    JOIN trip_stop s ON s.district_id = t.district_id AND s.trip_id = t.trip_id AND s.stop_no = t.stop_no
   WHERE t.district_id = :district_id AND t.order_id = :order_id
  UNION
  SELECT p.doc_id FROM passing_order p WHERE p.district_id = :district_id AND p.order_id = :order_id) x
 ORDER BY x.doc_id
 LIMIT :limit;

-- name: delivery_sorts :many
-- in:   district_id i64, grid_id i64, offer_id i64, limit i64
-- row:  order_id i64, household_id i64, door text
SELECT o.doc_id AS order_id, o.household_id, o.door
  FROM household_order o
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.grid_id = :grid_id AND o.state IN ('placed', 'paid', 'part', 'owing', 'done')
 ORDER BY o.sort, o.doc_id
 LIMIT :limit;

-- name: delivery_stop_reseat :exec
-- in:   district_id i64, trip_id i64, stop_no i64, seat i64, plan_ms i64, window_from_ms i64, window_until_ms i64, metres i64
UPDATE trip_stop SET seat = :seat, plan_ms = :plan_ms, window_from_ms = :window_from_ms, window_until_ms = :window_until_ms, metres = :metres
 WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_trip_retime :exec
-- in:   district_id i64, trip_id i64, offer_id i64, depart_ms i64, back_ms i64, changed_by i64, metres i64
-- Whoever agreed to the trip agreed to another one.
UPDATE trip SET offer_id = :offer_id, depart_ms = :depart_ms, back_ms = :back_ms, metres = :metres, changed_by = :changed_by, approved_by = 0, approved_ms = 0,
       version = version + 1
 WHERE district_id = :district_id AND trip_id = :trip_id;

-- name: delivery_stop_delete :exec
-- in:   district_id i64, trip_id i64, stop_no i64
DELETE FROM trip_stop WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no;

-- name: delivery_orders_move :exec
-- in:   district_id i64, trip_id i64, stop_no i64, to_trip_id i64, to_stop_no i64
UPDATE trip_order SET trip_id = :to_trip_id, stop_no = :to_stop_no
 WHERE district_id = :district_id AND trip_id = :trip_id AND stop_no = :stop_no AND live = 1;

-- name: delivery_order_acts :many
-- in:   district_id i64, order_id i64, limit i64
-- row:  kind text, qty i64, proof text, proof_value text, note text, happened_ms i64, actor_id i64, seq i64, undone_by text
SELECT kind, qty, proof, proof_value, note, happened_ms, actor_id, seq, undone_by
  FROM handover_act
 WHERE district_id = :district_id AND order_id = :order_id AND verdict = 'done'
 ORDER BY happened_ms, act_id
 LIMIT :limit;

-- name: delivery_house_acts :many
-- in:   district_id i64, building_id i64, since_ms i64, limit i64
-- row:  act_id text, order_id i64, kind text, verdict text, why_zh text, why_en text, happened_ms i64
-- The latest of every order of a building that still says something: not taken back, not cleared.
SELECT h.act_id, h.order_id, h.kind, h.verdict, h.why_zh, h.why_en, h.happened_ms
  FROM handover_act h
 WHERE h.district_id = :district_id AND h.building_id = :building_id AND h.recorded_ms >= :since_ms AND h.undone_by = '' AND h.kind <> 'undo'
   AND h.verdict <> 'already'
 ORDER BY h.order_id, h.recorded_ms DESC, h.act_id DESC
 LIMIT :limit;

-- name: delivery_my_buildings :many
-- in:   district_id i64, since_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  building_id i64, building text, grid_id i64, grid text, orders i64, done i64, by_ms i64, code text
-- Buildings the actor serves with parcels that are not over, or were over lately.
SELECT b.place_id AS building_id, b.name AS building, g.place_id AS grid_id, g.name AS grid, COUNT(*) AS orders,
       CAST(SUM(CASE WHEN o.state IN ('owing', 'done') THEN 1 ELSE 0 END) AS BIGINT) AS done,
       CAST(COALESCE(MIN(CASE WHEN o.state IN ('placed', 'paid', 'part') AND o.deliver_by_ms > 0 THEN o.deliver_by_ms END), 0) AS BIGINT) AS by_ms, b.code
  FROM place b
  JOIN place g ON g.district_id = b.district_id AND g.place_id = b.parent_id
  JOIN household_order o ON o.district_id = b.district_id AND o.grid_id = b.parent_id AND o.building_id = b.place_id
 WHERE b.district_id = :district_id AND b.kind = 7 AND @scope(b.path)
   AND (o.state IN ('paid', 'part') OR (o.state = 'placed' AND o.pay <> 0) OR (o.state IN ('owing', 'done') AND o.changed_ms >= :since_ms))
 GROUP BY b.place_id, b.name, g.place_id, g.name, b.code
 ORDER BY g.name, b.code
 LIMIT :limit;

-- name: delivery_fleet_used :many
-- in:   district_id i64, day i64, path text, path_end text, limit i64
-- row:  vehicle_id i64, driver_id i64, plate text, driver text, first_trip i64
-- Who drives to the grids below a place on a day: what was cancelled or brought back does not count.
SELECT t.vehicle_id, t.driver_id, v.plate, COALESCE(a.name, '') AS driver, MIN(t.trip_id) AS first_trip
  FROM trip t
  JOIN trip_stop s ON s.district_id = t.district_id AND s.trip_id = t.trip_id
  JOIN place g ON g.district_id = s.district_id AND g.place_id = s.grid_id
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
  JOIN vehicle v ON v.district_id = t.district_id AND v.vehicle_id = t.vehicle_id
  LEFT JOIN party_account a ON a.district_id = t.district_id AND a.account_id = t.driver_id
 WHERE t.district_id = :district_id AND t.day = :day AND g.path >= :path AND g.path < :path_end AND d.state NOT IN ('draft', 'void', 'returned')
 GROUP BY t.vehicle_id, t.driver_id, v.plate, a.name
 ORDER BY first_trip, t.vehicle_id
 LIMIT :limit;

-- name: delivery_loading :many
-- in:   district_id i64, trip_id i64, limit i64
-- row:  order_id i64, offer_id i64
-- A trip's orders as they are loaded: the last stop first, in each the stairs as they are walked.
SELECT o.doc_id AS order_id, o.offer_id
  FROM trip_order t
  JOIN trip_stop s ON s.district_id = t.district_id AND s.trip_id = t.trip_id AND s.stop_no = t.stop_no
  JOIN household_order o ON o.district_id = t.district_id AND o.doc_id = t.order_id
 WHERE t.district_id = :district_id AND t.trip_id = :trip_id AND t.live = 1
 ORDER BY s.seat DESC, o.grid_id, o.sort, o.pickup_no, o.doc_id
 LIMIT :limit;

-- name: delivery_contact_get :many
-- in:   district_id i64, place_id i64
-- row:  place_id i64, name text, phone text, personal i64, version i64
SELECT place_id, name, phone, personal, version FROM delivery_contact WHERE district_id = :district_id AND place_id = :place_id ORDER BY place_id;

-- name: delivery_contact_put :exec
-- in:   district_id i64, place_id i64, name text, phone text, personal i64, version i64, changed_ms i64, changed_by i64
INSERT INTO delivery_contact (district_id, place_id, name, phone, personal, version, changed_ms, changed_by)
VALUES (:district_id, :place_id, :name, :phone, :personal, :version, :changed_ms, :changed_by)
ON CONFLICT (district_id, place_id) DO UPDATE SET name = :name, phone = :phone, personal = :personal, version = :version, changed_ms = :changed_ms,
       changed_by = :changed_by;

-- name: delivery_contacts :many
-- in:   district_id i64, after i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, kind i64, place text, parent text, office text, name text, phone text, personal i64, version i64
-- Stations and shops (kinds 8 and 9) and whom to call there; office: the line the place itself has.
SELECT p.place_id, p.kind, p.name AS place, u.name AS parent, p.contact AS office, COALESCE(c.name, '') AS name, COALESCE(c.phone, '') AS phone,
       COALESCE(c.personal, 0) AS personal, COALESCE(c.version, 0) AS version
  FROM place p
  JOIN place u ON u.district_id = p.district_id AND u.place_id = p.parent_id
  LEFT JOIN delivery_contact c ON c.district_id = p.district_id AND c.place_id = p.place_id
 WHERE p.district_id = :district_id AND p.kind IN (8, 9) AND p.place_id > :after AND @scope(p.path)
   AND (p.valid_to = 0 OR p.valid_to > CAST((:now_ms + 28800000) / 86400000 AS BIGINT))
 ORDER BY p.place_id
 LIMIT :limit;

-- name: delivery_my_stations :many
-- in:   district_id i64, since_ms i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  place_id i64, place text, grid text
-- Where the actor's team takes goods in: stations, and grids at whose gate a trip of late stopped.
SELECT p.place_id, p.name AS place, u.name AS grid
  FROM place p
  JOIN place u ON u.district_id = p.district_id AND u.place_id = p.parent_id
 WHERE p.district_id = :district_id AND @scope(p.path)
   AND (p.kind = 8 OR (p.kind = 6 AND EXISTS (SELECT 1 FROM trip_stop s JOIN trip t ON t.district_id = s.district_id AND t.trip_id = s.trip_id
          WHERE s.district_id = p.district_id AND s.place_id = p.place_id AND t.created_ms >= :since_ms AND t.state <> 'void')))
 ORDER BY p.code
 LIMIT :limit;

-- name: delivery_arrivals :many
-- in:   district_id i64, place_id i64, from_ms i64, since_ms i64, limit i64
-- row:  trip_id i64, stop_no i64, doc_id i64, state text, plan_ms i64, arrived_ms i64, handed_ms i64, window_from_ms i64, window_until_ms i64, parcels i64, plate text, driver text, driver_phone text, shop text, offer text
-- What is on its way to a place, stands there to be counted, or was handed over of late.
SELECT s.trip_id, s.stop_no, s.doc_id, d.state, s.plan_ms, s.arrived_ms, s.handed_ms, s.window_from_ms, s.window_until_ms, s.parcels, v.plate,
       COALESCE(a.name, '') AS driver, COALESCE(r.phone, '') AS driver_phone, p.name AS shop, COALESCE(f.name, '') AS offer
  FROM trip_stop s
  JOIN trip t ON t.district_id = s.district_id AND t.trip_id = s.trip_id
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
  JOIN vehicle v ON v.district_id = t.district_id AND v.vehicle_id = t.vehicle_id
  JOIN place p ON p.district_id = t.district_id AND p.place_id = t.shop_id
  LEFT JOIN party_account a ON a.district_id = t.district_id AND a.account_id = t.driver_id
  LEFT JOIN driver r ON r.district_id = t.district_id AND r.driver_id = t.driver_id
  LEFT JOIN offer f ON f.district_id = t.district_id AND f.doc_id = t.offer_id
 WHERE s.district_id = :district_id AND s.place_id = :place_id AND s.plan_ms >= :from_ms
   AND (d.state IN ('planned', 'loaded', 'rolling', 'arrived', 'disputed') OR (d.state = 'handed' AND s.handed_ms >= :since_ms))
 ORDER BY s.plan_ms, s.trip_id, s.stop_no
 LIMIT :limit;

-- name: delivery_signed :one
-- in:   district_id i64, doc_id i64
-- row:  carrier i64, worker i64
-- Who has signed the count of a handover that is not complete yet.
SELECT CAST(COALESCE(SUM(CASE WHEN s.role = 'carrier' THEN 1 ELSE 0 END), 0) AS BIGINT) AS carrier,
       CAST(COALESCE(SUM(CASE WHEN s.role = 'worker' THEN 1 ELSE 0 END), 0) AS BIGINT) AS worker
  FROM doc_sign s
 WHERE s.district_id = :district_id AND s.doc_id = :doc_id AND s.verb = 'hand_over'
   AND s.seq > (SELECT COALESCE(MAX(e.seq), 0) FROM ledger_entry e
                 WHERE e.district_id = s.district_id AND e.doc_id = s.doc_id
                   AND (e.from_state <> e.to_state OR EXISTS (SELECT 1 FROM ledger_progress p
                         WHERE p.district_id = e.district_id AND p.seq = e.seq)));

-- name: delivery_stop_parcels :many
-- in:   district_id i64, trip_id i64, stop_no i64, limit i64
-- row:  order_id i64, building_id i64, building text, number text, pickup_no text, door text
-- The orders a stop brings, as stairs are walked.
SELECT o.doc_id AS order_id, o.building_id, b.name AS building, o.number, o.pickup_no, o.door
  FROM trip_order t
  JOIN household_order o ON o.district_id = t.district_id AND o.doc_id = t.order_id
  JOIN place b ON b.district_id = o.district_id AND b.place_id = o.building_id
 WHERE t.district_id = :district_id AND t.trip_id = :trip_id AND t.stop_no = :stop_no AND t.live = 1
 ORDER BY o.grid_id, b.code, o.sort, o.doc_id
 LIMIT :limit;

-- name: delivery_team_parcels :many
-- in:   district_id i64, place_id i64, since_ms i64, limit i64
-- row:  order_id i64, building_id i64, building text, building_path text, number text, pickup_no text, door text, by_ms i64
-- Parcels in the hands of a place's team: brought, counted, and neither passed on nor delivered.
SELECT o.doc_id AS order_id, o.building_id, b.name AS building, b.path AS building_path, o.number, o.pickup_no, o.door, o.deliver_by_ms AS by_ms
  FROM trip_stop s
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id AND d.state IN ('handed', 'disputed', 'closed')
  JOIN trip_order t ON t.district_id = s.district_id AND t.trip_id = s.trip_id AND t.stop_no = s.stop_no AND t.live = 1
  JOIN household_order o ON o.district_id = t.district_id AND o.doc_id = t.order_id AND o.state IN ('placed', 'paid', 'part')
  JOIN place b ON b.district_id = o.district_id AND b.place_id = o.building_id
 WHERE s.district_id = :district_id AND s.place_id = :place_id AND s.plan_ms >= :since_ms
   AND NOT EXISTS (SELECT 1 FROM passing_order p JOIN doc x ON x.district_id = p.district_id AND x.doc_id = p.doc_id AND x.state NOT IN ('void', 'returned')
                    WHERE p.district_id = o.district_id AND p.order_id = o.doc_id)
 ORDER BY b.parent_id, b.code, o.sort, o.doc_id
 LIMIT :limit;

-- name: delivery_passings_from :many
-- in:   district_id i64, place_id i64, limit i64
-- row:  doc_id i64, state text, number text, building_id i64, building text, taker text, created_ms i64, orders i64
-- What a place's team has passed on and is not over: not counted yet, or in dispute.
SELECT d.doc_id, d.state, COALESCE(d.number, '') AS number, d.to_place_id AS building_id, b.name AS building, COALESCE(a.name, '') AS taker,
       d.created_ms, (SELECT COUNT(*) FROM passing_order p WHERE p.district_id = d.district_id AND p.doc_id = d.doc_id) AS orders
  FROM doc d
  JOIN place b ON b.district_id = d.district_id AND b.place_id = d.to_place_id
  LEFT JOIN party_account a ON a.district_id = d.district_id AND a.account_id = d.taker_id
 WHERE d.district_id = :district_id AND d.kind = 'passing' AND d.from_place_id = :place_id AND d.giver_id = :place_id
   AND d.state IN ('given', 'disputed')
 ORDER BY d.created_ms DESC, d.doc_id DESC
 LIMIT :limit;

-- name: delivery_doc_counts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, item_id i64, item text, unit text, asked i64, sent i64, taken i64, missing i64
SELECT l.line_no, l.item_id, i.zh AS item, i.unit, l.asked, l.sent, l.taken + l.back AS taken, l.short - l.found - l.lost AS missing
  FROM doc_line l
  JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id
 ORDER BY l.line_no
 LIMIT :limit;
