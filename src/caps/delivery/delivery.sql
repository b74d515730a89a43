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
-- row:  driver_id i64, place_id i64, area_id i64, licence_until i64, active i64, version i64, name text, login text, licence text, phone text, place text, area text, checked_ms i64, temperature i64, test_until_ms i64
SELECT d.driver_id, d.place_id, d.area_id, d.licence_until, d.active, d.version, a.name, a.login, d.licence, d.phone, p.name AS place,
       COALESCE(r.name, '') AS area, COALESCE(c.checked_ms, 0) AS checked_ms, COALESCE(c.temperature, 0) AS temperature,
       COALESCE(c.test_until_ms, 0) AS test_until_ms
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
-- in:   district_id i64, check_id i64, driver_id i64, temperature i64, test_until_ms i64, protected i64, checked_ms i64, checked_by i64
INSERT INTO driver_check (district_id, check_id, driver_id, temperature, test_until_ms, protected, checked_ms, checked_by)
VALUES (:district_id, :check_id, :driver_id, :temperature, :test_until_ms, :protected, :checked_ms, :checked_by);

-- name: delivery_check_last :many
-- in:   district_id i64, driver_id i64, now_ms i64
-- row:  check_id i64, temperature i64, test_until_ms i64, is_protected i64, checked_ms i64, checked_by i64
SELECT check_id, temperature, test_until_ms, protected AS is_protected, checked_ms, checked_by
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
-- row:  stop_no i64, seat i64, doc_id i64, place_id i64, path text, orders i64, parcels i64, window_from_ms i64, window_until_ms i64, plan_ms i64, metres i64, arrived_ms i64, handed_ms i64, breach text
SELECT stop_no, seat, doc_id, place_id, path, orders, parcels, window_from_ms, window_until_ms, plan_ms, metres, arrived_ms, handed_ms, breach
  FROM trip_stop WHERE district_id = :district_id AND trip_id = :trip_id
 ORDER BY seat, stop_no
 LIMIT :limit;
