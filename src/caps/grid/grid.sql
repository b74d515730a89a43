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
-- row:  building_id i64, parent_id i64, path text, name text, code text, compound text, mark text, also text, units text, doors text, floor_low i64, floor_high i64, shops i64, version i64
-- Buildings in use at or below a place, described or not.
SELECT p.place_id AS building_id, p.parent_id, p.path, p.name, p.code, COALESCE(NULLIF(g.compound, ''), q.name, '') AS compound, COALESCE(b.mark, '') AS mark, COALESCE(b.also, '') AS also,
       COALESCE(b.units, '') AS units, COALESCE(b.doors, '') AS doors, COALESCE(b.floor_low, 0) AS floor_low,
       COALESCE(b.floor_high, 0) AS floor_high, COALESCE(b.shops, 0) AS shops, COALESCE(b.version, 0) AS version
  FROM place p
  LEFT JOIN grid_building b ON b.district_id = p.district_id AND b.building_id = p.place_id
  LEFT JOIN grid_area g ON g.district_id = p.district_id AND g.grid_id = p.parent_id
  LEFT JOIN place q ON q.district_id = p.district_id AND q.place_id = p.parent_id
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
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, status i64, needs i64, find text, people i64, after_path text, after_sort i64, after_id i64, limit i64
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
        OR (CAST(:people AS BIGINT) = 1
            AND EXISTS (SELECT 1 FROM household_person q WHERE q.district_id = h.district_id AND q.household_id = h.household_id
                           AND (LOWER(q.name) LIKE :find ESCAPE '!' OR q.phone LIKE :find ESCAPE '!'))))
   AND @scope(h.path)
 ORDER BY h.path, h.sort, h.household_id
 LIMIT :limit;

-- name: household_with_needs_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, needs i64, find text, people i64, after_path text, after_sort i64, after_id i64, limit i64
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
        OR (CAST(:people AS BIGINT) = 1
            AND EXISTS (SELECT 1 FROM household_person q WHERE q.district_id = h.district_id AND q.household_id = h.household_id
                           AND (LOWER(q.name) LIKE :find ESCAPE '!' OR q.phone LIKE :find ESCAPE '!'))))
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

-- name: grid_area_upsert :exec
-- in:   district_id i64, grid_id i64, path text, compound text, area_kind text, vehicle text, station_id i64, version i64, changed_ms i64
-- version 0 overwrites.
INSERT INTO grid_area (district_id, grid_id, path, compound, area_kind, zone, zone_ms, vehicle, station_id, version, changed_ms)
VALUES (:district_id, :grid_id, :path, :compound, :area_kind, '', 0, :vehicle, :station_id, 1, :changed_ms)
ON CONFLICT (district_id, grid_id) DO UPDATE
   SET compound = excluded.compound, area_kind = excluded.area_kind, vehicle = excluded.vehicle, station_id = excluded.station_id,
       changed_ms = excluded.changed_ms, version = grid_area.version + 1
 WHERE CAST(:version AS BIGINT) = 0 OR grid_area.version = :version;

-- name: grid_area_zone :exec
-- in:   district_id i64, grid_id i64, path text, compound text, zone text, now_ms i64
INSERT INTO grid_area (district_id, grid_id, path, compound, area_kind, zone, zone_ms, vehicle, station_id, version, changed_ms)
VALUES (:district_id, :grid_id, :path, :compound, '', :zone, :now_ms, '', 0, 1, :now_ms)
ON CONFLICT (district_id, grid_id) DO UPDATE
   SET zone = excluded.zone, zone_ms = excluded.zone_ms, changed_ms = excluded.changed_ms, version = grid_area.version + 1;

-- name: grid_zone_add :exec
-- in:   district_id i64, grid_id i64, from_ms i64, zone text, reason text, by_id i64
INSERT INTO grid_zone (district_id, grid_id, from_ms, zone, reason, by_id)
VALUES (:district_id, :grid_id, :from_ms, :zone, :reason, :by_id)
ON CONFLICT (district_id, grid_id, from_ms) DO UPDATE SET zone = excluded.zone, reason = excluded.reason, by_id = excluded.by_id;

-- name: grid_zones_of :many
-- in:   district_id i64, grid_id i64, limit i64
-- row:  from_ms i64, zone text, reason text, by_id i64, by_name text
SELECT z.from_ms, z.zone, z.reason, z.by_id, COALESCE(a.name, '') AS by_name
  FROM grid_zone z
  LEFT JOIN party_account a ON a.district_id = z.district_id AND a.account_id = z.by_id
 WHERE z.district_id = :district_id AND z.grid_id = :grid_id
 ORDER BY z.from_ms DESC
 LIMIT :limit;

-- name: grid_shops_clear :exec
-- in:   district_id i64, grid_id i64
DELETE FROM grid_shop WHERE district_id = :district_id AND grid_id = :grid_id;

-- name: grid_shop_add :exec
-- in:   district_id i64, grid_id i64, shop_id i64
INSERT INTO grid_shop (district_id, grid_id, shop_id) VALUES (:district_id, :grid_id, :shop_id)
ON CONFLICT (district_id, grid_id, shop_id) DO NOTHING;

-- name: grid_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, after text, find text, any_zone i64, zone text, limit i64
-- row:  grid_id i64, path text, name text, compound text, area_kind text, zone text, zone_ms i64, vehicle text, station_id i64, version i64, parent_name text, station text
SELECT p.place_id AS grid_id, p.path, p.name, COALESCE(NULLIF(g.compound, ''), p.name) AS compound, COALESCE(g.area_kind, '') AS area_kind,
       COALESCE(g.zone, '') AS zone, COALESCE(g.zone_ms, 0) AS zone_ms, COALESCE(g.vehicle, '') AS vehicle,
       COALESCE(g.station_id, 0) AS station_id, COALESCE(g.version, 0) AS version, COALESCE(q.name, '') AS parent_name,
       COALESCE(s.name, '') AS station
  FROM place p
  LEFT JOIN grid_area g ON g.district_id = p.district_id AND g.grid_id = p.place_id
  LEFT JOIN place q ON q.district_id = p.district_id AND q.place_id = p.parent_id
  LEFT JOIN place s ON s.district_id = p.district_id AND s.place_id = g.station_id
 WHERE p.district_id = :district_id AND p.kind = 6 AND p.valid_to = 0
   AND p.path > :after AND p.path >= :under AND p.path < :under_end
   AND (LOWER(p.name) LIKE :find ESCAPE '!' OR LOWER(COALESCE(g.compound, '')) LIKE :find ESCAPE '!')
   AND (CAST(:any_zone AS BIGINT) = 1 OR COALESCE(g.zone, '') = :zone)
   AND @scope(p.path)
 ORDER BY p.path
 LIMIT :limit;

-- name: grid_counts :one
-- in:   district_id i64, under text, under_end text
-- row:  households i64, persons i64, special i64, away i64
SELECT COUNT(*) AS households, CAST(COALESCE(SUM(persons), 0) AS BIGINT) AS persons,
       CAST(COALESCE(SUM(CASE WHEN needs > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS special,
       CAST(COALESCE(SUM(CASE WHEN status = 2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS away
  FROM household
 WHERE district_id = :district_id AND path >= :under AND path < :under_end AND status < 3;

-- name: grid_building_n :one
-- in:   district_id i64, under text, under_end text
-- row:  n i64
SELECT COUNT(*) AS n
  FROM place
 WHERE district_id = :district_id AND path >= :under AND path < :under_end AND kind = 7 AND valid_to = 0;

-- name: grid_holders_of :many
-- in:   district_id i64, under text, under_end text, station_path text, now_ms i64, limit i64
-- row:  account_id i64, place_id i64, name text, role text, place text
SELECT a.account_id, g.place_id, a.name, g.role, COALESCE(p.name, '') AS place
  FROM party_grant g
  JOIN party_account a ON a.district_id = g.district_id AND a.account_id = g.account_id
  LEFT JOIN place p ON p.district_id = g.district_id AND p.place_id = g.place_id
 WHERE g.district_id = :district_id AND g.role IN ('grid_worker', 'building_leader', 'station_team', 'volunteer')
   AND ((g.scope >= :under AND g.scope < :under_end) OR g.scope = :station_path)
   AND g.from_ms <= :now_ms AND g.until_ms > :now_ms AND a.enabled = 1
 ORDER BY g.scope, g.role, a.name, g.grant_id
 LIMIT :limit;

-- name: grid_building_counts :many
-- in:   district_id i64, under text, under_end text, limit i64
-- row:  building_id i64, households i64, here i64, away i64, special i64
SELECT building_id, COUNT(*) AS households, CAST(SUM(CASE WHEN status = 1 THEN 1 ELSE 0 END) AS BIGINT) AS here,
       CAST(SUM(CASE WHEN status = 2 THEN 1 ELSE 0 END) AS BIGINT) AS away,
       CAST(SUM(CASE WHEN needs > 0 THEN 1 ELSE 0 END) AS BIGINT) AS special
  FROM household
 WHERE district_id = :district_id AND path >= :under AND path < :under_end AND status < 3
 GROUP BY building_id
 ORDER BY building_id
 LIMIT :limit;

-- name: grid_building_upsert :exec
-- in:   district_id i64, building_id i64, grid_id i64, mark text, also text, units text, doors text, floor_low i64, floor_high i64, shops i64, version i64, changed_ms i64
INSERT INTO grid_building (district_id, building_id, grid_id, mark, also, units, doors, floor_low, floor_high, shops, version, changed_ms)
VALUES (:district_id, :building_id, :grid_id, :mark, :also, :units, :doors, :floor_low, :floor_high, :shops, 1, :changed_ms)
ON CONFLICT (district_id, building_id) DO UPDATE
   SET mark = excluded.mark, also = excluded.also, units = excluded.units, doors = excluded.doors, floor_low = excluded.floor_low,
       floor_high = excluded.floor_high, shops = excluded.shops, changed_ms = excluded.changed_ms, version = grid_building.version + 1
 WHERE CAST(:version AS BIGINT) = 0 OR grid_building.version = :version;

-- name: household_doors :many
-- in:   district_id i64, building_id i64, limit i64
-- row:  household_id i64, unit text, room text
SELECT household_id, unit, room
  FROM household
 WHERE district_id = :district_id AND building_id = :building_id
 ORDER BY sort, household_id
 LIMIT :limit;

-- name: household_rename :exec
-- in:   district_id i64, household_id i64, door text, sort i64, changed_ms i64
UPDATE household
   SET door = :door, sort = :sort, changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND household_id = :household_id AND door <> :door;

-- name: household_people_of :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  person_no i64, name text, phone text
SELECT person_no, name, phone
  FROM household_person
 WHERE district_id = :district_id AND household_id = :household_id
 ORDER BY person_no
 LIMIT :limit;

-- name: household_person_drop :exec
-- in:   district_id i64, household_id i64, person_no i64
DELETE FROM household_person WHERE district_id = :district_id AND household_id = :household_id AND person_no = :person_no;

-- name: household_people_drop :exec
-- in:   district_id i64, household_id i64
DELETE FROM household_person WHERE district_id = :district_id AND household_id = :household_id;

-- name: household_people_forget :exec
-- in:   district_id i64, before_ms i64
DELETE FROM household_person
 WHERE district_id = :district_id
   AND household_id IN (SELECT h.household_id FROM household h
                         WHERE h.district_id = :district_id AND h.status = 3 AND h.changed_ms < :before_ms);

-- name: household_facts_forget :exec
-- in:   district_id i64, before_ms i64
-- What is said of their health and their ways; that somebody lived behind the door stays, for its orders.
UPDATE household SET needs = 0, remark = ''
 WHERE district_id = :district_id AND status = 3 AND changed_ms < :before_ms AND (needs > 0 OR remark <> '');

-- name: household_end :exec
-- in:   district_id i64, household_id i64, into_id i64, changed_ms i64
UPDATE household
   SET status = 3, merged_into = :into_id, changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND household_id = :household_id;

-- name: household_take_over :exec
-- in:   district_id i64, from_id i64, into_id i64
-- Those merged into the one that ends follow it.
UPDATE household SET merged_into = :into_id WHERE district_id = :district_id AND merged_into = :from_id;

-- name: household_gain :exec
-- in:   district_id i64, household_id i64, needs i64, persons i64, changed_ms i64
UPDATE household
   SET needs = needs | :needs, persons = CASE WHEN persons = 0 THEN :persons ELSE persons END, changed_ms = :changed_ms,
       version = version + 1
 WHERE district_id = :district_id AND household_id = :household_id;

-- name: household_all :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, limit i64
-- row:  household_id i64, building_id i64, grid_id i64, path text, unit text, room text, door text, sort i64, name text, phone text
-- Everybody still there, with the contact in full: for rules that compare, never for answers.
SELECT h.household_id, h.building_id, h.grid_id, h.path, h.unit, h.room, h.door, h.sort, COALESCE(q.name, '') AS name,
       COALESCE(q.phone, '') AS phone
  FROM household h
  LEFT JOIN household_person q ON q.district_id = h.district_id AND q.household_id = h.household_id AND q.person_no = 1
 WHERE h.district_id = :district_id AND h.path >= :under AND h.path < :under_end AND h.status < 3 AND @scope(h.path)
 ORDER BY h.path, h.sort, h.household_id
 LIMIT :limit;

-- name: household_pairs_kept :many
-- in:   district_id i64, limit i64
-- row:  a_id i64, b_id i64
SELECT a_id, b_id FROM household_pair WHERE district_id = :district_id ORDER BY a_id, b_id LIMIT :limit;

-- name: household_pair_keep :exec
-- in:   district_id i64, a_id i64, b_id i64, by_id i64, kept_ms i64, reason text
INSERT INTO household_pair (district_id, a_id, b_id, by_id, kept_ms, reason) VALUES (:district_id, :a_id, :b_id, :by_id, :kept_ms, :reason)
ON CONFLICT (district_id, a_id, b_id) DO NOTHING;

-- name: grid_all :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  grid_id i64, path text, code text, name text, compound text
SELECT p.place_id AS grid_id, p.path, p.code, p.name, COALESCE(g.compound, '') AS compound
  FROM place p
  LEFT JOIN grid_area g ON g.district_id = p.district_id AND g.grid_id = p.place_id
 WHERE p.district_id = :district_id AND p.kind = 6 AND p.valid_to = 0 AND @scope(p.path)
 ORDER BY p.path
 LIMIT :limit;

-- name: household_full :one
-- in:   district_id i64, household_id i64
-- row:  persons i64, needs i64, status i64, remark text, version i64
SELECT persons, needs, status, remark, version
  FROM household
 WHERE district_id = :district_id AND household_id = :household_id;

-- name: household_facts :exec
-- in:   district_id i64, household_id i64, persons i64, needs i64, status i64, remark text, changed_ms i64
UPDATE household
   SET persons = :persons, needs = :needs, status = :status, remark = :remark, changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND household_id = :household_id;
