-- Every statement of the party capability.

-- name: party_org_insert :exec
-- in:   district_id i64, org_id i64, code text, name text, credit_code text, contact text, roles i64, active i64, version i64, changed_ms i64
INSERT INTO party_org (district_id, org_id, code, name, credit_code,
        contact, roles, active, version, changed_ms)
VALUES (:district_id, :org_id, :code, :name, :credit_code,
        :contact, :roles, :active, :version, :changed_ms)
ON CONFLICT (district_id, code) DO NOTHING;

-- name: party_org_change :exec
-- in:   district_id i64, org_id i64, version i64, name text, credit_code text, contact text, roles i64, active i64, changed_ms i64
UPDATE party_org
   SET name = :name, credit_code = :credit_code, contact = :contact, roles = :roles, active = :active,
       changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND org_id = :org_id AND version = :version;

-- name: party_org_by_id :one
-- in:   district_id i64, org_id i64
-- row:  org_id i64, code text, name text, credit_code text, contact text, roles i64, active i64, version i64
SELECT org_id, code, name, credit_code,
       contact, roles, active, version
  FROM party_org
 WHERE district_id = :district_id AND org_id = :org_id;

-- name: party_org_by_its_code :one
-- in:   district_id i64, code text
-- row:  org_id i64, code text, name text, credit_code text, contact text, roles i64, active i64, version i64
SELECT org_id, code, name, credit_code,
       contact, roles, active, version
  FROM party_org
 WHERE district_id = :district_id AND code = :code;

-- name: party_org_page :many
-- in:   district_id i64, role i64, active_only i64, find text, after text, limit i64
-- row:  org_id i64, code text, name text, credit_code text, contact text, roles i64, active i64, version i64
SELECT org_id, code, name, credit_code,
       contact, roles, active, version
  FROM party_org
 WHERE district_id = :district_id AND code > :after
   AND (CAST(:role AS BIGINT) = 0 OR (roles & CAST(:role AS BIGINT)) <> 0)
   AND (CAST(:active_only AS BIGINT) = 0 OR active = 1)
   AND (LOWER(name) LIKE :find ESCAPE '!' OR LOWER(code) LIKE :find ESCAPE '!')
 ORDER BY code
 LIMIT :limit;

-- name: party_person_insert :exec
-- in:   district_id i64, person_id i64, place_id i64, path text, org_id i64, title text, erased i64, version i64, changed_ms i64
INSERT INTO party_person (district_id, person_id, place_id, path, org_id,
        title, erased, version, changed_ms)
VALUES (:district_id, :person_id, :place_id, :path, :org_id,
        :title, :erased, :version, :changed_ms);

-- name: party_person_change :exec
-- in:   district_id i64, person_id i64, version i64, org_id i64, title text, erased i64, changed_ms i64
UPDATE party_person
   SET org_id = :org_id, title = :title, erased = :erased, changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND person_id = :person_id AND version = :version;

-- name: party_personal_put :exec
-- in:   district_id i64, person_id i64, name text, phone text
INSERT INTO party_personal (district_id, person_id, name, phone)
VALUES (:district_id, :person_id, :name, :phone)
ON CONFLICT (district_id, person_id) DO UPDATE SET name = excluded.name, phone = excluded.phone;

-- name: party_personal_erase :exec
-- in:   district_id i64, person_id i64
DELETE FROM party_personal WHERE district_id = :district_id AND person_id = :person_id;

-- name: party_person_by_id :one
-- in:   district_id i64, person_id i64
-- row:  person_id i64, place_id i64, path text, org_id i64, title text, erased i64, version i64, name text, phone text
SELECT p.person_id, p.place_id, p.path, p.org_id, p.title, p.erased, p.version,
       COALESCE(d.name, '') AS name, COALESCE(d.phone, '') AS phone
  FROM party_person p
  LEFT JOIN party_personal d ON d.district_id = p.district_id AND d.person_id = p.person_id
 WHERE p.district_id = :district_id AND p.person_id = :person_id;

-- name: party_person_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, after_id i64, limit i64
-- row:  person_id i64, place_id i64, path text, org_id i64, title text, erased i64, version i64, name text, phone text
SELECT p.person_id, p.place_id, p.path, p.org_id, p.title, p.erased, p.version,
       COALESCE(d.name, '') AS name, COALESCE(d.phone, '') AS phone
  FROM party_person p
  LEFT JOIN party_personal d ON d.district_id = p.district_id AND d.person_id = p.person_id
 WHERE p.district_id = :district_id AND p.person_id > :after_id
   AND p.path >= :under AND p.path < :under_end
   AND @scope(p.path)
 ORDER BY p.person_id
 LIMIT :limit;

-- name: party_account_insert :exec
-- in:   district_id i64, account_id i64, place_id i64, path text, person_id i64, kind i64, login text, name text, enabled i64, demo i64, must_change i64, expires_ms i64, created_ms i64, version i64
INSERT INTO party_account (district_id, account_id, place_id, path, person_id, kind, login,
        name, enabled, demo, must_change, expires_ms, created_ms, version)
VALUES (:district_id, :account_id, :place_id, :path, :person_id, :kind, :login,
        :name, :enabled, :demo, :must_change, :expires_ms, :created_ms, :version)
ON CONFLICT (district_id, login) DO NOTHING;

-- name: party_account_change :exec
-- in:   district_id i64, account_id i64, version i64, person_id i64, name text, enabled i64, must_change i64, expires_ms i64
UPDATE party_account
   SET person_id = :person_id, name = :name, enabled = :enabled, must_change = :must_change, expires_ms = :expires_ms,
       version = version + 1
 WHERE district_id = :district_id AND account_id = :account_id AND version = :version;

-- name: party_account_by_id :one
-- in:   district_id i64, account_id i64
-- row:  account_id i64, place_id i64, path text, person_id i64, kind i64, login text, name text, enabled i64, demo i64, must_change i64, expires_ms i64, created_ms i64, signed_in_ms i64, version i64, place_name text
SELECT a.account_id, a.place_id, a.path, a.person_id, a.kind, a.login, a.name, a.enabled, a.demo, a.must_change,
       a.expires_ms, a.created_ms, a.signed_in_ms, a.version, COALESCE(p.name, '') AS place_name
  FROM party_account a
  LEFT JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE a.district_id = :district_id AND a.account_id = :account_id;

-- name: party_account_by_its_login :one
-- in:   district_id i64, login text
-- row:  account_id i64, place_id i64, path text, person_id i64, kind i64, login text, name text, enabled i64, demo i64, must_change i64, expires_ms i64, created_ms i64, signed_in_ms i64, version i64, place_name text
SELECT a.account_id, a.place_id, a.path, a.person_id, a.kind, a.login, a.name, a.enabled, a.demo, a.must_change,
       a.expires_ms, a.created_ms, a.signed_in_ms, a.version, COALESCE(p.name, '') AS place_name
  FROM party_account a
  LEFT JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE a.district_id = :district_id AND a.login = :login;

-- name: party_account_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, find text, role text, kind i64, state i64, quiet_since_ms i64, after text, limit i64
-- row:  account_id i64, place_id i64, path text, person_id i64, kind i64, login text, name text, enabled i64, demo i64, must_change i64, expires_ms i64, created_ms i64, signed_in_ms i64, version i64, place_name text
SELECT a.account_id, a.place_id, a.path, a.person_id, a.kind, a.login, a.name, a.enabled, a.demo, a.must_change,
       a.expires_ms, a.created_ms, a.signed_in_ms, a.version, COALESCE(p.name, '') AS place_name
  FROM party_account a
  LEFT JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE a.district_id = :district_id AND a.login > :after AND a.login NOT LIKE 'home:%'
   AND a.path >= :under AND a.path < :under_end
   AND (LOWER(a.name) LIKE :find ESCAPE '!' OR a.login LIKE :find ESCAPE '!')
   AND (CAST(:kind AS BIGINT) = 0 OR a.kind = :kind)
   AND (CAST(:state AS BIGINT) = 0
        OR (:state = 1 AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms))
        OR (:state = 2 AND (a.enabled = 0 OR (a.expires_ms <> 0 AND a.expires_ms <= :now_ms)))
        OR (:state = 3 AND a.enabled = 1 AND a.must_change = 1))
   AND (CAST(:quiet_since_ms AS BIGINT) = 0 OR a.signed_in_ms < :quiet_since_ms)
   AND (CAST(:role AS TEXT) = '' OR EXISTS (
        SELECT 1 FROM party_grant g
         WHERE g.district_id = a.district_id AND g.account_id = a.account_id AND g.role = :role AND g.until_ms > :now_ms))
   AND @scope(a.path)
 ORDER BY a.login
 LIMIT :limit;

-- name: party_administrators :one
-- in:   district_id i64, now_ms i64
-- row:  n i64
SELECT COUNT(*) AS n
  FROM party_grant g
  JOIN party_account a ON a.district_id = g.district_id AND a.account_id = g.account_id
  JOIN place p ON p.district_id = g.district_id AND p.place_id = g.place_id
 WHERE g.district_id = :district_id AND g.role = 'administrator' AND g.from_ms <= :now_ms AND g.until_ms > :now_ms
   AND p.parent_id = 0 AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms);

-- name: party_secret_put :exec
-- in:   district_id i64, account_id i64, secret text, changed_ms i64
INSERT INTO party_secret (district_id, account_id, secret, changed_ms)
VALUES (:district_id, :account_id, :secret, :changed_ms)
ON CONFLICT (district_id, account_id) DO UPDATE SET secret = excluded.secret, changed_ms = excluded.changed_ms;

-- name: party_secret_of :one
-- in:   district_id i64, account_id i64
-- row:  secret text
SELECT secret FROM party_secret WHERE district_id = :district_id AND account_id = :account_id;

-- name: party_session_insert :exec
-- in:   district_id i64, session_id i64, account_id i64, token_hash text, created_ms i64, seen_ms i64, until_ms i64
INSERT INTO party_session (district_id, session_id, account_id, token_hash,
        created_ms, seen_ms, until_ms)
VALUES (:district_id, :session_id, :account_id, :token_hash,
        :created_ms, :seen_ms, :until_ms);

-- name: party_account_signed_in :exec
-- in:   district_id i64, account_id i64, now_ms i64
UPDATE party_account SET signed_in_ms = :now_ms WHERE district_id = :district_id AND account_id = :account_id;

-- name: party_session_by_hash :one
-- in:   district_id i64, token_hash text
-- row:  session_id i64, account_id i64, seen_ms i64, until_ms i64, name text, enabled i64, demo i64, must_change i64, expires_ms i64
SELECT s.session_id, s.account_id, s.seen_ms, s.until_ms, a.name, a.enabled, a.demo, a.must_change, a.expires_ms
  FROM party_session s
  JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.account_id
 WHERE s.district_id = :district_id AND s.token_hash = :token_hash;

-- name: party_session_seen :exec
-- in:   district_id i64, session_id i64, seen_ms i64
UPDATE party_session SET seen_ms = :seen_ms
 WHERE district_id = :district_id AND session_id = :session_id AND seen_ms < :seen_ms;

-- name: party_session_end :exec
-- in:   district_id i64, token_hash text
DELETE FROM party_session WHERE district_id = :district_id AND token_hash = :token_hash;

-- name: party_session_end_all :exec
-- in:   district_id i64, account_id i64, keep_hash text
DELETE FROM party_session
 WHERE district_id = :district_id AND account_id = :account_id AND token_hash <> :keep_hash;

-- name: party_session_drop_old :exec
-- in:   district_id i64, now_ms i64
DELETE FROM party_session WHERE district_id = :district_id AND until_ms <= :now_ms;

-- name: party_key_insert :exec
-- in:   district_id i64, key_id i64, account_id i64, label text, hint text, created_ms i64, expires_ms i64, key_hash text
INSERT INTO party_key (district_id, key_id, account_id, label,
        hint, created_ms, expires_ms, key_hash)
VALUES (:district_id, :key_id, :account_id, :label,
        :hint, :created_ms, :expires_ms, :key_hash);

-- name: party_key_by_its_hash :one
-- in:   district_id i64, key_hash text
-- row:  key_id i64, account_id i64, key_expires_ms i64, name text, enabled i64, demo i64, expires_ms i64
SELECT k.key_id, k.account_id, k.expires_ms AS key_expires_ms, a.name, a.enabled, a.demo, a.expires_ms
  FROM party_key k
  JOIN party_account a ON a.district_id = k.district_id AND a.account_id = k.account_id
 WHERE k.district_id = :district_id AND k.key_hash = :key_hash;

-- name: party_key_by_id :one
-- in:   district_id i64, key_id i64
-- row:  key_id i64, account_id i64, label text, hint text, created_ms i64, expires_ms i64
SELECT key_id, account_id, label,
       hint, created_ms, expires_ms
  FROM party_key
 WHERE district_id = :district_id AND key_id = :key_id;

-- name: party_key_page :many
-- in:   district_id i64, account_id i64, limit i64
-- row:  key_id i64, account_id i64, label text, hint text, created_ms i64, expires_ms i64
SELECT key_id, account_id, label,
       hint, created_ms, expires_ms
  FROM party_key
 WHERE district_id = :district_id AND account_id = :account_id
 ORDER BY key_id
 LIMIT :limit;

-- name: party_key_stop :exec
-- in:   district_id i64, key_id i64, now_ms i64
UPDATE party_key SET expires_ms = :now_ms
 WHERE district_id = :district_id AND key_id = :key_id AND (expires_ms = 0 OR expires_ms > :now_ms);

-- name: party_grant_insert :exec
-- in:   district_id i64, grant_id i64, account_id i64, place_id i64, scope text, role text, from_ms i64, until_ms i64, by_id i64
INSERT INTO party_grant (district_id, grant_id, account_id, place_id, scope,
        role, from_ms, until_ms, by_id)
VALUES (:district_id, :grant_id, :account_id, :place_id, :scope,
        :role, :from_ms, :until_ms, :by_id);

-- name: party_grant_by_id :one
-- in:   district_id i64, grant_id i64
-- row:  grant_id i64, account_id i64, place_id i64, scope text, role text, from_ms i64, until_ms i64, by_id i64
SELECT grant_id, account_id, place_id, scope,
       role, from_ms, until_ms, by_id
  FROM party_grant
 WHERE district_id = :district_id AND grant_id = :grant_id;

-- name: party_grant_page :many
-- in:   district_id i64, account_id i64, limit i64
-- row:  grant_id i64, account_id i64, place_id i64, scope text, role text, from_ms i64, until_ms i64, by_id i64, place_name text
SELECT g.grant_id, g.account_id, g.place_id, g.scope,
       g.role, g.from_ms, g.until_ms, g.by_id, COALESCE(p.name, '') AS place_name
  FROM party_grant g
  LEFT JOIN place p ON p.district_id = g.district_id AND p.place_id = g.place_id
 WHERE g.district_id = :district_id AND g.account_id = :account_id
 ORDER BY g.grant_id
 LIMIT :limit;

-- name: party_grant_same :one
-- in:   district_id i64, account_id i64, place_id i64, role text, from_ms i64, until_ms i64
-- row:  n i64
SELECT COUNT(*) AS n
  FROM party_grant
 WHERE district_id = :district_id AND account_id = :account_id AND place_id = :place_id AND role = :role
   AND from_ms < :until_ms AND until_ms > :from_ms;

-- name: party_grant_stop :exec
-- in:   district_id i64, grant_id i64, until_ms i64
UPDATE party_grant SET until_ms = :until_ms
 WHERE district_id = :district_id AND grant_id = :grant_id AND until_ms > :until_ms;

-- name: party_granted_accounts :many
-- in:   district_id i64, after_id i64, limit i64
-- row:  account_id i64
SELECT DISTINCT account_id
  FROM party_grant
 WHERE district_id = :district_id AND account_id > :after_id
 ORDER BY account_id
 LIMIT :limit;

-- name: party_substitution_insert :exec
-- in:   district_id i64, substitution_id i64, account_id i64, substitute_id i64, from_ms i64, until_ms i64, reason text, by_id i64
INSERT INTO party_substitution (district_id, substitution_id, account_id, substitute_id,
        from_ms, until_ms, reason, by_id)
VALUES (:district_id, :substitution_id, :account_id, :substitute_id,
        :from_ms, :until_ms, :reason, :by_id);

-- name: party_substitution_by_id :one
-- in:   district_id i64, substitution_id i64
-- row:  substitution_id i64, account_id i64, substitute_id i64, from_ms i64, until_ms i64, reason text, by_id i64
SELECT substitution_id, account_id, substitute_id, from_ms,
       until_ms, reason, by_id
  FROM party_substitution
 WHERE district_id = :district_id AND substitution_id = :substitution_id;

-- name: party_substitution_page :many
-- in:   district_id i64, account_id i64, limit i64
-- row:  substitution_id i64, account_id i64, substitute_id i64, from_ms i64, until_ms i64, reason text, by_id i64, account_name text, substitute_name text
SELECT s.substitution_id, s.account_id, s.substitute_id, s.from_ms, s.until_ms, s.reason, s.by_id,
       COALESCE(a.name, '') AS account_name, COALESCE(b.name, '') AS substitute_name
  FROM party_substitution s
  LEFT JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.account_id
  LEFT JOIN party_account b ON b.district_id = s.district_id AND b.account_id = s.substitute_id
 WHERE s.district_id = :district_id AND (s.account_id = :account_id OR s.substitute_id = :account_id)
 ORDER BY s.substitution_id
 LIMIT :limit;

-- name: party_substitution_stop :exec
-- in:   district_id i64, substitution_id i64, until_ms i64
UPDATE party_substitution SET until_ms = :until_ms
 WHERE district_id = :district_id AND substitution_id = :substitution_id AND until_ms > :until_ms;

-- name: party_right_insert :exec
-- in:   district_id i64, account_id i64, perm i64, scope text, scope_end text, from_ms i64, until_ms i64, for_id i64
INSERT INTO party_right (district_id, account_id, perm, scope,
        scope_end, from_ms, until_ms, for_id)
VALUES (:district_id, :account_id, :perm, :scope,
        :scope_end, :from_ms, :until_ms, :for_id)
ON CONFLICT DO NOTHING;

-- name: party_right_drop :exec
-- in:   district_id i64, account_id i64
DELETE FROM party_right WHERE district_id = :district_id AND account_id = :account_id;

-- name: party_right_page :many
-- in:   district_id i64, account_id i64, now_ms i64, limit i64
-- row:  perm i64, scope text, from_ms i64, until_ms i64
SELECT DISTINCT perm, scope, from_ms, until_ms
  FROM party_right
 WHERE district_id = :district_id AND account_id = :account_id AND until_ms > :now_ms
 ORDER BY perm, scope, from_ms, until_ms
 LIMIT :limit;

-- name: party_right_whose :one
-- in:   district_id i64, account_id i64, perm i64, path text, now_ms i64
-- row:  for_id i64, name text
SELECT r.for_id, COALESCE(a.name, '') AS name
  FROM party_right r
  LEFT JOIN party_account a ON a.district_id = r.district_id AND a.account_id = r.for_id
 WHERE r.district_id = :district_id AND r.account_id = :account_id AND r.perm = :perm
   AND CAST(:path AS TEXT) >= r.scope AND CAST(:path AS TEXT) < r.scope_end AND r.from_ms <= :now_ms AND r.until_ms > :now_ms
 ORDER BY r.for_id
 LIMIT 1;

-- name: party_role_own :one
-- in:   district_id i64, account_id i64, role text, path text, now_ms i64
-- row:  n i64
SELECT COUNT(*) AS n
  FROM party_grant g
  JOIN party_account a ON a.district_id = g.district_id AND a.account_id = g.account_id
 WHERE g.district_id = :district_id AND g.account_id = :account_id AND g.role = :role
   AND g.from_ms <= :now_ms AND g.until_ms > :now_ms
   AND SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(g.scope) AS INTEGER)) = g.scope
   AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms);

-- name: party_role_lent :one
-- in:   district_id i64, account_id i64, role text, path text, now_ms i64
-- row:  for_id i64, name text
SELECT a.account_id AS for_id, a.name
  FROM party_substitution s
  JOIN party_grant g ON g.district_id = s.district_id AND g.account_id = s.account_id
  JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.account_id
  JOIN party_account b ON b.district_id = s.district_id AND b.account_id = s.substitute_id
 WHERE s.district_id = :district_id AND s.substitute_id = :account_id AND s.from_ms <= :now_ms AND s.until_ms > :now_ms
   AND g.role = :role AND g.from_ms <= :now_ms AND g.until_ms > :now_ms
   AND SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(g.scope) AS INTEGER)) = g.scope
   AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms)
   AND b.enabled = 1 AND (b.expires_ms = 0 OR b.expires_ms > :now_ms)
 ORDER BY a.account_id
 LIMIT 1;

-- name: party_role_holders :many
-- in:   district_id i64, role text, path text, now_ms i64, limit i64
-- row:  account_id i64, for_id i64, name text
WITH held AS (
	SELECT g.account_id
	  FROM party_grant g
	  JOIN party_account a ON a.district_id = g.district_id AND a.account_id = g.account_id
	 WHERE g.district_id = :district_id AND g.role = :role AND g.from_ms <= :now_ms AND g.until_ms > :now_ms
	   AND SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(g.scope) AS INTEGER)) = g.scope
	   AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms)),
everyone AS (
	SELECT account_id, CAST(0 AS BIGINT) AS for_id FROM held
	UNION
	SELECT s.substitute_id, s.account_id
	  FROM party_substitution s
	  JOIN held h ON h.account_id = s.account_id
	 WHERE s.district_id = :district_id AND s.from_ms <= :now_ms AND s.until_ms > :now_ms)
SELECT e.account_id, e.for_id, a.name
  FROM everyone e
  JOIN party_account a ON a.district_id = :district_id AND a.account_id = e.account_id
 WHERE a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms)
 ORDER BY e.for_id, e.account_id
 LIMIT :limit;

-- name: party_try_of :one
-- in:   district_id i64, who text
-- row:  n i64, last_ms i64, until_ms i64
SELECT n, last_ms, until_ms FROM party_try WHERE district_id = :district_id AND who = :who;

-- name: party_try_put :exec
-- in:   district_id i64, who text, n i64, last_ms i64, until_ms i64
INSERT INTO party_try (district_id, who, n, last_ms, until_ms)
VALUES (:district_id, :who, :n, :last_ms, :until_ms)
ON CONFLICT (district_id, who) DO UPDATE SET n = excluded.n, last_ms = excluded.last_ms, until_ms = excluded.until_ms;

-- name: party_try_forget :exec
-- in:   district_id i64, who text
DELETE FROM party_try WHERE district_id = :district_id AND who = :who;

-- name: party_try_drop_old :exec
-- in:   district_id i64, before_ms i64
DELETE FROM party_try WHERE district_id = :district_id AND until_ms < :before_ms AND last_ms < :before_ms;

-- name: party_state_get :one
-- in:   district_id i64, name text
-- row:  value text
SELECT value FROM party_state WHERE district_id = :district_id AND name = :name;

-- name: party_state_put :exec
-- in:   district_id i64, name text, value text
INSERT INTO party_state (district_id, name, value) VALUES (:district_id, :name, :value)
ON CONFLICT (district_id, name) DO UPDATE SET value = excluded.value;
