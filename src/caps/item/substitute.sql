-- Which item may stand in for which.

-- name: substitute_insert :exec
-- in:   district_id i64, substitute_id i64, item_id i64, by_id i64, num i64, den i64, note text, since_day i64, until_day i64, changed_by i64, changed_ms i64
-- A pair that is there already changes nothing: the caller looks at the count.
INSERT INTO substitute (district_id, substitute_id, item_id, by_id, num, den, note, since_day, until_day, changed_by, changed_ms, version)
VALUES (:district_id, :substitute_id, :item_id, :by_id, :num, :den, :note, :since_day, :until_day, :changed_by, :changed_ms, 1)
ON CONFLICT (district_id, item_id, by_id) DO NOTHING;

-- name: substitute_put :exec
-- in:   district_id i64, substitute_id i64, version i64, num i64, den i64, note text, since_day i64, until_day i64, changed_by i64, changed_ms i64
UPDATE substitute
   SET num = :num, den = :den, note = :note, since_day = :since_day, until_day = :until_day, changed_by = :changed_by,
       changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND substitute_id = :substitute_id AND version = :version;

-- name: substitute_keep :exec
-- in:   district_id i64, substitute_id i64
INSERT INTO substitute_version (district_id, substitute_id, version, num, den, note, since_day, until_day, changed_by, changed_ms)
SELECT district_id, substitute_id, version, num, den, note, since_day, until_day, changed_by, changed_ms
  FROM substitute
 WHERE district_id = :district_id AND substitute_id = :substitute_id;

-- name: substitute_by_id :one
-- in:   district_id i64, substitute_id i64
-- row:  substitute_id i64, item_id i64, by_id i64, num i64, den i64, note text, since_day i64, until_day i64, changed_by i64, changed_by_name text, changed_ms i64, version i64
SELECT s.substitute_id, s.item_id, s.by_id, s.num, s.den, s.note, s.since_day, s.until_day, s.changed_by,
       COALESCE(a.name, '') AS changed_by_name, s.changed_ms, s.version
  FROM substitute s
  LEFT JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.changed_by
 WHERE s.district_id = :district_id AND s.substitute_id = :substitute_id;

-- name: substitute_past :many
-- in:   district_id i64, substitute_id i64, limit i64
-- row:  num i64, den i64, note text, since_day i64, until_day i64, changed_by i64, changed_by_name text, changed_ms i64, version i64
SELECT s.num, s.den, s.note, s.since_day, s.until_day, s.changed_by, COALESCE(a.name, '') AS changed_by_name, s.changed_ms, s.version
  FROM substitute_version s
  LEFT JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.changed_by
 WHERE s.district_id = :district_id AND s.substitute_id = :substitute_id
 ORDER BY s.version DESC
 LIMIT :limit;

-- name: substitute_page :many
-- in:   district_id i64, item_id i64, on_day i64, find text, limit i64
-- row:  substitute_id i64, item_id i64, by_id i64, num i64, den i64, note text, since_day i64, until_day i64, changed_by i64, changed_by_name text, changed_ms i64, version i64
SELECT s.substitute_id, s.item_id, s.by_id, s.num, s.den, s.note, s.since_day, s.until_day, s.changed_by,
       COALESCE(a.name, '') AS changed_by_name, s.changed_ms, s.version
  FROM substitute s
  JOIN item i ON i.district_id = s.district_id AND i.item_id = s.item_id
  JOIN item b ON b.district_id = s.district_id AND b.item_id = s.by_id
  LEFT JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.changed_by
 WHERE s.district_id = :district_id AND (CAST(:item_id AS BIGINT) = 0 OR s.item_id = :item_id)
   AND (CAST(:on_day AS BIGINT) = 0 OR (s.since_day <= :on_day AND (s.until_day = 0 OR s.until_day >= :on_day)))
   AND (LOWER(i.zh) LIKE :find ESCAPE '!' OR LOWER(i.en) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!'
        OR LOWER(b.zh) LIKE :find ESCAPE '!' OR LOWER(b.en) LIKE :find ESCAPE '!' OR LOWER(b.code) LIKE :find ESCAPE '!')
 ORDER BY i.code, b.code
 LIMIT :limit;
