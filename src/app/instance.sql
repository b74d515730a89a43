-- What this data file is.  One row per property: district_id, demo, test.

-- name: app_instance_all :many
-- in:   limit i64
-- row:  name text, value text
SELECT name, value
  FROM app_instance
 ORDER BY name
 LIMIT :limit;

-- name: app_instance_set :exec
-- in:   name text, value text
INSERT INTO app_instance (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
