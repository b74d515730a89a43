-- Every statement of the plan capability.

-- name: plan_version_add :exec
-- in:   district_id i64, plan_id text, version i64, zh text, en text, kind text, sha256 text, content text, warnings i64, registered_by i64, registered_ms i64
-- A version that exists changes nothing: the caller looks at the count.
INSERT INTO plan_version (district_id, plan_id, version, zh, en, kind, sha256, content, warnings, registered_by, registered_ms)
VALUES (:district_id, :plan_id, :version, :zh, :en, :kind, :sha256, :content, :warnings, :registered_by, :registered_ms)
ON CONFLICT (district_id, plan_id, version) DO NOTHING;

-- name: plan_version_get :one
-- in:   district_id i64, plan_id text, version i64
-- row:  plan_id text, version i64, zh text, en text, kind text, sha256 text, content text, warnings i64, registered_by i64, registered_ms i64
SELECT plan_id, version, zh, en, kind, sha256, content, warnings, registered_by, registered_ms
  FROM plan_version
 WHERE district_id = :district_id AND plan_id = :plan_id AND version = :version;

-- name: plan_version_last :one
-- in:   district_id i64, plan_id text
-- row:  version i64
SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS version
  FROM plan_version
 WHERE district_id = :district_id AND plan_id = :plan_id;

-- name: plan_version_page :many
-- in:   district_id i64, plan_id text, after_id text, after_version i64, limit i64
-- row:  plan_id text, version i64, zh text, en text, kind text, sha256 text, warnings i64, registered_by i64, registered_ms i64
-- Plans by id, newest version first.
SELECT plan_id, version, zh, en, kind, sha256, warnings, registered_by, registered_ms
  FROM plan_version
 WHERE district_id = :district_id
   AND (CAST(:plan_id AS TEXT) = '' OR plan_id = :plan_id)
   AND (plan_id > :after_id OR (plan_id = :after_id AND version < CAST(:after_version AS BIGINT)))
 ORDER BY plan_id, version DESC
 LIMIT :limit;

-- name: plan_active_add :exec
-- in:   district_id i64, activation_id i64, plan_id text, version i64, place_id i64, path text, precedence i64, from_ms i64, until_ms i64, started_by i64, start_reason text
INSERT INTO plan_active (district_id, activation_id, plan_id, version, place_id, path, precedence, from_ms, until_ms, started_by,
                         start_reason, ended_by, end_reason)
VALUES (:district_id, :activation_id, :plan_id, :version, :place_id, :path, :precedence, :from_ms, :until_ms, :started_by,
        :start_reason, 0, '');

-- name: plan_active_end :exec
-- in:   district_id i64, activation_id i64, until_ms i64, now_ms i64, ended_by i64, end_reason text
-- One that has ended already changes nothing.
UPDATE plan_active
   SET until_ms = :until_ms, ended_by = :ended_by, end_reason = :end_reason
 WHERE district_id = :district_id AND activation_id = :activation_id AND until_ms > :now_ms;

-- name: plan_active_get :one
-- in:   district_id i64, activation_id i64
-- row:  activation_id i64, plan_id text, version i64, place_id i64, path text, precedence i64, from_ms i64, until_ms i64, started_by i64, start_reason text, ended_by i64, end_reason text, zh text, en text
SELECT a.activation_id, a.plan_id, a.version, a.place_id, a.path, a.precedence, a.from_ms, a.until_ms, a.started_by, a.start_reason,
       a.ended_by, a.end_reason, v.zh, v.en
  FROM plan_active a
  JOIN plan_version v ON v.district_id = a.district_id AND v.plan_id = a.plan_id AND v.version = a.version
 WHERE a.district_id = :district_id AND a.activation_id = :activation_id;

-- name: plan_active_open_one :many
-- in:   district_id i64, plan_id text, place_id i64, now_ms i64, limit i64
-- row:  activation_id i64, version i64
SELECT activation_id, version
  FROM plan_active
 WHERE district_id = :district_id AND plan_id = :plan_id AND place_id = :place_id AND until_ms > :now_ms
 ORDER BY activation_id
 LIMIT :limit;

-- name: plan_active_page :many
-- in:   district_id i64, now_ms i64, after i64, limit i64
-- row:  activation_id i64, plan_id text, version i64, place_id i64, path text, precedence i64, from_ms i64, until_ms i64, started_by i64, start_reason text, ended_by i64, end_reason text, zh text, en text
-- What is in force at a moment; now_ms 0: everything that ever was.
SELECT a.activation_id, a.plan_id, a.version, a.place_id, a.path, a.precedence, a.from_ms, a.until_ms, a.started_by, a.start_reason,
       a.ended_by, a.end_reason, v.zh, v.en
  FROM plan_active a
  JOIN plan_version v ON v.district_id = a.district_id AND v.plan_id = a.plan_id AND v.version = a.version
 WHERE a.district_id = :district_id
   AND a.activation_id > :after
   AND (CAST(:now_ms AS BIGINT) = 0 OR (a.from_ms <= :now_ms AND a.until_ms > :now_ms))
 ORDER BY a.activation_id
 LIMIT :limit;

-- name: plan_in_force :many
-- in:   district_id i64, path text, now_ms i64, limit i64
-- row:  plan_id text, version i64, sha256 text
-- The plans of all areas that hold this path, in the order they are asked.
SELECT a.plan_id, a.version, v.sha256
  FROM plan_active a
  JOIN plan_version v ON v.district_id = a.district_id AND v.plan_id = a.plan_id AND v.version = a.version
 WHERE a.district_id = :district_id
   AND a.from_ms <= :now_ms AND a.until_ms > :now_ms
   AND SUBSTR(CAST(:path AS TEXT), 1, LENGTH(a.path)) = a.path
 ORDER BY a.precedence, a.plan_id, LENGTH(a.path) DESC, a.activation_id
 LIMIT :limit;

-- name: plan_active_twice :many
-- in:   district_id i64, limit i64
-- row:  plan_id text, place_id i64
-- An invariant: no plan is in force twice in one area.
SELECT a.plan_id, a.place_id
  FROM plan_active a
  JOIN plan_active b ON b.district_id = a.district_id AND b.plan_id = a.plan_id AND b.place_id = a.place_id
   AND b.activation_id > a.activation_id AND b.from_ms < a.until_ms AND a.from_ms < b.until_ms
 WHERE a.district_id = :district_id
 ORDER BY a.plan_id, a.place_id
 LIMIT :limit;
