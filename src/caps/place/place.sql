-- Every statement of the place capability.

-- name: place_insert :exec
-- in:   district_id i64, place_id i64, parent_id i64, kind i64, code text, name text, path text, unit_kind text, has_point i64, lon_e7 i64, lat_e7 i64, population i64, storage i64, contact text, valid_from i64, valid_to i64, successor_id i64, version i64, changed_ms i64
-- A code that is taken changes nothing: the caller looks at the count.
INSERT INTO place (district_id, place_id, parent_id, kind, code, name, path, unit_kind, has_point, lon_e7,
                   lat_e7, population, storage, contact, valid_from, valid_to, successor_id, version, changed_ms)
VALUES (:district_id, :place_id, :parent_id, :kind, :code, :name, :path, :unit_kind, :has_point, :lon_e7,
        :lat_e7, :population, :storage, :contact, :valid_from, :valid_to, :successor_id, :version, :changed_ms)
ON CONFLICT (district_id, code) DO NOTHING;

-- name: place_change :exec
-- in:   district_id i64, place_id i64, version i64, name text, unit_kind text, has_point i64, lon_e7 i64, lat_e7 i64, population i64, storage i64, contact text, valid_from i64, valid_to i64, successor_id i64, changed_ms i64
UPDATE place
   SET name = :name, unit_kind = :unit_kind, has_point = :has_point, lon_e7 = :lon_e7, lat_e7 = :lat_e7, population = :population,
       storage = :storage, contact = :contact, valid_from = :valid_from, valid_to = :valid_to, successor_id = :successor_id, changed_ms = :changed_ms,
       version = version + 1
 WHERE district_id = :district_id AND place_id = :place_id
   AND (CAST(:version AS BIGINT) = 0 OR version = :version);

-- name: place_by_id :one
-- in:   district_id i64, place_id i64
-- row:  place_id i64, parent_id i64, kind i64, code text, name text, path text, unit_kind text, has_point i64, lon_e7 i64, lat_e7 i64, population i64, storage i64, contact text, valid_from i64, valid_to i64, successor_id i64, version i64
SELECT place_id, parent_id, kind, code, name, path, unit_kind, has_point, lon_e7,
       lat_e7, population, storage, contact, valid_from, valid_to, successor_id, version
  FROM place
 WHERE district_id = :district_id AND place_id = :place_id;

-- name: place_by_its_code :one
-- in:   district_id i64, code text
-- row:  place_id i64, parent_id i64, kind i64, code text, name text, path text, unit_kind text, has_point i64, lon_e7 i64, lat_e7 i64, population i64, storage i64, contact text, valid_from i64, valid_to i64, successor_id i64, version i64
SELECT place_id, parent_id, kind, code, name, path, unit_kind, has_point, lon_e7,
       lat_e7, population, storage, contact, valid_from, valid_to, successor_id, version
  FROM place
 WHERE district_id = :district_id AND code = :code;

-- name: place_top :one
-- in:   district_id i64
-- row:  place_id i64, parent_id i64, kind i64, code text, name text, path text, unit_kind text, has_point i64, lon_e7 i64, lat_e7 i64, population i64, storage i64, contact text, valid_from i64, valid_to i64, successor_id i64, version i64
SELECT place_id, parent_id, kind, code, name, path, unit_kind, has_point, lon_e7,
       lat_e7, population, storage, contact, valid_from, valid_to, successor_id, version
  FROM place
 WHERE district_id = :district_id AND parent_id = 0
 ORDER BY place_id
 LIMIT 1;

-- name: place_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, parent_id i64, kind i64, unit_kind text, find text, find_code text, open_on i64, no_point i64, after text, limit i64
-- row:  place_id i64, parent_id i64, kind i64, code text, name text, path text, unit_kind text, has_point i64, lon_e7 i64, lat_e7 i64, population i64, storage i64, contact text, valid_from i64, valid_to i64, successor_id i64, version i64
-- One page of what the actor may see, by code.
SELECT p.place_id, p.parent_id, p.kind, p.code, p.name, p.path, p.unit_kind, p.has_point, p.lon_e7,
       p.lat_e7, p.population, p.storage, p.contact, p.valid_from, p.valid_to, p.successor_id, p.version
  FROM place p
 WHERE p.district_id = :district_id
   AND p.code > :after
   AND p.path >= :under AND p.path < :under_end
   AND (CAST(:parent_id AS BIGINT) = 0 OR p.parent_id = :parent_id)
   AND (CAST(:kind AS BIGINT) = 0 OR p.kind = :kind)
   AND (CAST(:unit_kind AS TEXT) = '' OR p.unit_kind = :unit_kind)
   AND (LOWER(p.name) LIKE :find ESCAPE '!' OR LOWER(p.code) LIKE :find_code ESCAPE '!')
   AND (CAST(:open_on AS BIGINT) = 0 OR (p.valid_from <= :open_on AND (p.valid_to = 0 OR p.valid_to > :open_on)))
   AND (CAST(:no_point AS BIGINT) = 0 OR (p.has_point = 0 AND p.kind <> 7))
   AND @scope(p.path)
 ORDER BY p.code
 LIMIT :limit;

-- name: place_open_children :one
-- in:   district_id i64, parent_id i64, day i64
-- row:  n i64
SELECT COUNT(*) AS n
  FROM place
 WHERE district_id = :district_id AND parent_id = :parent_id AND (valid_to = 0 OR valid_to > :day);

-- name: place_lost_path :many
-- in:   district_id i64, limit i64
-- row:  place_id i64
-- An invariant: a path is the parent's path and one's own number.  Finds no rows.
SELECT c.place_id
  FROM place c
  LEFT JOIN place p ON p.district_id = c.district_id AND p.place_id = c.parent_id
 WHERE c.district_id = :district_id
   AND c.path <> COALESCE(p.path, '/') || CAST(c.place_id AS TEXT) || '/'
 ORDER BY c.place_id
 LIMIT :limit;
