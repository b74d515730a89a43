-- Every statement of grids and households.

-- name: grid_area_row :one
-- in:   district_id i64, grid_id i64
-- row:  compound text, area_kind text, zone text, zone_ms i64, vehicle text, station_id i64, version i64
SELECT compound, area_kind, zone, zone_ms, vehicle, station_id, version
  FROM grid_area
 WHERE district_id = :district_id AND grid_id = :grid_id;

-- name: grid_shops :many
-- in:   district_id i64, grid_id i64, limit i64
-- row:  shop_id i64
SELECT shop_id
  FROM grid_shop
 WHERE district_id = :district_id AND grid_id = :grid_id
 ORDER BY shop_id
 LIMIT :limit;

-- name: grid_worker :one
-- in:   district_id i64, path text, now_ms i64
-- row:  account_id i64, name text
-- Who is grid worker on exactly this grid; the grant made first.
SELECT a.account_id, a.name
  FROM party_grant g
  JOIN party_account a ON a.district_id = g.district_id AND a.account_id = g.account_id
 WHERE g.district_id = :district_id AND g.role = 'grid_worker' AND g.scope = :path
   AND g.from_ms <= :now_ms AND g.until_ms > :now_ms AND a.enabled = 1
 ORDER BY g.grant_id
 LIMIT 1;

-- name: grid_buildings_below :many
-- in:   district_id i64, under text, under_end text, limit i64
-- row:  building_id i64, parent_id i64, path text, name text, code text, mark text, also text, units text, doors text, floor_low i64, floor_high i64, shops i64, version i64
-- Buildings in use at or below a place, described or not.
SELECT p.place_id AS building_id, p.parent_id, p.path, p.name, p.code, COALESCE(b.mark, '') AS mark, COALESCE(b.also, '') AS also,
       COALESCE(b.units, '') AS units, COALESCE(b.doors, '') AS doors, COALESCE(b.floor_low, 0) AS floor_low,
       COALESCE(b.floor_high, 0) AS floor_high, COALESCE(b.shops, 0) AS shops, COALESCE(b.version, 0) AS version
  FROM place p
  LEFT JOIN grid_building b ON b.district_id = p.district_id AND b.building_id = p.place_id
 WHERE p.district_id = :district_id AND p.path >= :under AND p.path < :under_end AND p.kind = 7 AND p.valid_to = 0
 ORDER BY p.path
 LIMIT :limit;

-- name: household_by_id :one
-- in:   district_id i64, household_id i64
-- row:  household_id i64, building_id i64, grid_id i64, station_id i64, path text, unit text, room text, floor i64, door text, sort i64, persons i64, needs i64, status i64, merged_into i64, remark text, version i64
SELECT h.household_id, h.building_id, h.grid_id, COALESCE(g.station_id, 0) AS station_id, h.path, h.unit, h.room, h.floor, h.door,
       h.sort, h.persons, h.needs, h.status, h.merged_into, h.remark, h.version
  FROM household h
  LEFT JOIN grid_area g ON g.district_id = h.district_id AND g.grid_id = h.grid_id
 WHERE h.district_id = :district_id AND h.household_id = :household_id;

-- name: household_insert :exec
-- in:   district_id i64, household_id i64, building_id i64, grid_id i64, path text, unit text, room text, floor i64, door text, sort i64, persons i64, needs i64, status i64, remark text, changed_ms i64
INSERT INTO household (district_id, household_id, building_id, grid_id, path, unit, room, floor, door, sort, persons, needs, status,
                       merged_into, remark, version, changed_ms)
VALUES (:district_id, :household_id, :building_id, :grid_id, :path, :unit, :room, :floor, :door, :sort, :persons, :needs, :status,
        0, :remark, 1, :changed_ms);

-- name: household_change :exec
-- in:   district_id i64, household_id i64, version i64, unit text, room text, floor i64, door text, sort i64, persons i64, needs i64, status i64, remark text, changed_ms i64
UPDATE household
   SET unit = :unit, room = :room, floor = :floor, door = :door, sort = :sort, persons = :persons, needs = :needs, status = :status,
       remark = :remark, changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND household_id = :household_id AND version = :version;

-- name: household_person_put :exec
-- in:   district_id i64, household_id i64, person_no i64, name text, phone text, path text
INSERT INTO household_person (district_id, household_id, person_no, name, phone, path)
VALUES (:district_id, :household_id, :person_no, :name, :phone, :path)
ON CONFLICT (district_id, household_id, person_no) DO UPDATE SET name = excluded.name, phone = excluded.phone;

-- name: household_contact :one
-- in:   district_id i64, household_id i64
-- row:  name text, phone text
SELECT name, phone
  FROM household_person
 WHERE district_id = :district_id AND household_id = :household_id AND person_no = 1;

-- name: household_phones :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  phone text
SELECT phone
  FROM household_person
 WHERE district_id = :district_id AND household_id = :household_id AND phone <> ''
 ORDER BY person_no
 LIMIT :limit;

-- name: household_in_room :many
-- in:   district_id i64, building_id i64, room text, unit text, limit i64
-- row:  household_id i64, unit text
SELECT household_id, unit
  FROM household
 WHERE district_id = :district_id AND building_id = :building_id AND room = :room AND status < 3 AND merged_into = 0
   AND (CAST(:unit AS TEXT) = '' OR unit = :unit)
 ORDER BY sort, household_id
 LIMIT :limit;

-- name: household_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, status i64, needs i64, find text, after_path text, after_sort i64, after_id i64, limit i64
-- row:  household_id i64, building_id i64, grid_id i64, station_id i64, path text, unit text, room text, floor i64, door text, sort i64, persons i64, needs i64, status i64, merged_into i64, remark text, version i64
-- needs: a set, any of it; 0: all.  status 0: all but moved.
SELECT h.household_id, h.building_id, h.grid_id, COALESCE(g.station_id, 0) AS station_id, h.path, h.unit, h.room, h.floor, h.door,
       h.sort, h.persons, h.needs, h.status, h.merged_into, h.remark, h.version
  FROM household h
  LEFT JOIN grid_area g ON g.district_id = h.district_id AND g.grid_id = h.grid_id
 WHERE h.district_id = :district_id
   AND h.path >= :under AND h.path < :under_end
   AND (h.path, h.sort, h.household_id) > (:after_path, :after_sort, :after_id)
   AND ((CAST(:status AS BIGINT) = 0 AND h.status < 3) OR h.status = :status)
   AND (CAST(:needs AS BIGINT) = 0 OR (h.needs & :needs) <> 0)
   AND (CAST(:find AS TEXT) = '%' OR LOWER(h.door) LIKE :find ESCAPE '!'
        OR EXISTS (SELECT 1 FROM household_person q WHERE q.district_id = h.district_id AND q.household_id = h.household_id
                      AND (LOWER(q.name) LIKE :find ESCAPE '!' OR q.phone LIKE :find ESCAPE '!')))
   AND @scope(h.path)
 ORDER BY h.path, h.sort, h.household_id
 LIMIT :limit;

-- name: household_with_needs_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, needs i64, find text, after_path text, after_sort i64, after_id i64, limit i64
-- row:  household_id i64, building_id i64, grid_id i64, station_id i64, path text, unit text, room text, floor i64, door text, sort i64, persons i64, needs i64, status i64, merged_into i64, remark text, version i64
-- The same of those with any need, by their own small index.
SELECT h.household_id, h.building_id, h.grid_id, COALESCE(g.station_id, 0) AS station_id, h.path, h.unit, h.room, h.floor, h.door,
       h.sort, h.persons, h.needs, h.status, h.merged_into, h.remark, h.version
  FROM household h
  LEFT JOIN grid_area g ON g.district_id = h.district_id AND g.grid_id = h.grid_id
 WHERE h.district_id = :district_id
   AND h.needs > 0 AND h.status < 3
   AND h.path >= :under AND h.path < :under_end
   AND (h.path, h.sort, h.household_id) > (:after_path, :after_sort, :after_id)
   AND (h.needs & :needs) <> 0
   AND (CAST(:find AS TEXT) = '%' OR LOWER(h.door) LIKE :find ESCAPE '!'
        OR EXISTS (SELECT 1 FROM household_person q WHERE q.district_id = h.district_id AND q.household_id = h.household_id
                      AND (LOWER(q.name) LIKE :find ESCAPE '!' OR q.phone LIKE :find ESCAPE '!')))
   AND @scope(h.path)
 ORDER BY h.path, h.sort, h.household_id
 LIMIT :limit;

-- name: household_lost_path :many
-- in:   district_id i64, limit i64
-- row:  household_id i64
-- An invariant: a household stands at its building's path, in its building's grid.  Finds no rows.
SELECT h.household_id
  FROM household h
  LEFT JOIN place b ON b.district_id = h.district_id AND b.place_id = h.building_id AND b.kind = 7
 WHERE h.district_id = :district_id AND (b.path IS NULL OR b.path <> h.path OR b.parent_id <> h.grid_id)
 ORDER BY h.household_id
 LIMIT :limit;
