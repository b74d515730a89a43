-- Who is where: the statements behind roster.h.

-- name: roster_areas :many
-- in:  district_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row: place_id i64, parent_id i64, kind i64, valid_to i64, code text, name text, path text
SELECT p.place_id, p.parent_id, p.kind, p.valid_to, p.code, p.name, p.path
  FROM place p
 WHERE p.district_id = :district_id AND p.kind <= 3 AND @scope(p.path)
 ORDER BY p.kind, p.code
 LIMIT :limit;

-- name: roster_leaves :many
-- in:  district_id i64, actor_id i64, perm i64, now_ms i64, day i64, limit i64
-- row: path text, kind i64, n i64
-- Warehouses and units in use, counted by what they hang below.
SELECT q.path, p.kind, COUNT(*) AS n
  FROM place p
  JOIN place q ON q.district_id = p.district_id AND q.place_id = p.parent_id
 WHERE p.district_id = :district_id AND p.kind IN (4, 5) AND p.valid_from <= :day AND (p.valid_to = 0 OR p.valid_to > :day)
   AND @scope(p.path)
 GROUP BY q.path, p.kind
 ORDER BY q.path, p.kind
 LIMIT :limit;

-- name: roster_accounts :many
-- in:  district_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row: path text, n i64
SELECT a.path, COUNT(*) AS n
  FROM party_account a
 WHERE a.district_id = :district_id AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms) AND @scope(a.path)
 GROUP BY a.path
 ORDER BY a.path
 LIMIT :limit;

-- name: roster_people :many
-- in:  district_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row: path text, n i64
SELECT p.path, COUNT(*) AS n
  FROM party_person p
 WHERE p.district_id = :district_id AND p.erased = 0 AND @scope(p.path)
 GROUP BY p.path
 ORDER BY p.path
 LIMIT :limit;

-- name: roster_grants_of_place :many
-- in:  district_id i64, actor_id i64, perm i64, now_ms i64, path text, path_end text, below i64, limit i64
-- row: grant_id i64, account_id i64, place_id i64, kind i64, role text, from_ms i64, until_ms i64, login text, name text, place_name text
SELECT g.grant_id, g.account_id, g.place_id, a.kind, g.role, g.from_ms, g.until_ms, a.login, a.name, p.name AS place_name
  FROM party_grant g
  JOIN party_account a ON a.district_id = g.district_id AND a.account_id = g.account_id
  JOIN place p ON p.district_id = g.district_id AND p.place_id = g.place_id
 WHERE g.district_id = :district_id AND g.until_ms > :now_ms
   AND (SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(g.scope) AS INTEGER)) = g.scope
        OR (CAST(:below AS BIGINT) = 1 AND g.scope >= :path AND g.scope < :path_end))
   AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms)
   AND @scope(a.path)
 ORDER BY g.scope, g.role, a.login, g.grant_id
 LIMIT :limit;

-- name: roster_grants_of_logins :many
-- in:  district_id i64, now_ms i64, first text, last text, limit i64
-- row: grant_id i64, account_id i64, place_id i64, kind i64, role text, from_ms i64, until_ms i64, login text, name text, place_name text
SELECT g.grant_id, g.account_id, g.place_id, a.kind, g.role, g.from_ms, g.until_ms, a.login, a.name, p.name AS place_name
  FROM party_account a
  JOIN party_grant g ON g.district_id = a.district_id AND g.account_id = a.account_id
  JOIN place p ON p.district_id = g.district_id AND p.place_id = g.place_id
 WHERE a.district_id = :district_id AND a.login >= :first AND a.login <= :last AND g.until_ms > :now_ms
 ORDER BY a.login, g.grant_id
 LIMIT :limit;

-- name: roster_session_page :many
-- in:  district_id i64, account_id i64, now_ms i64, seen_after_ms i64, limit i64
-- row: session_id i64, account_id i64, token_hash text, created_ms i64, seen_ms i64, until_ms i64
SELECT session_id, account_id, token_hash, created_ms, seen_ms, until_ms
  FROM party_session
 WHERE district_id = :district_id AND account_id = :account_id AND until_ms > :now_ms AND seen_ms > :seen_after_ms
 ORDER BY seen_ms DESC, session_id DESC
 LIMIT :limit;

-- name: roster_session_by_id :one
-- in:  district_id i64, session_id i64
-- row: account_id i64, token_hash text
SELECT account_id, token_hash FROM party_session WHERE district_id = :district_id AND session_id = :session_id;

-- name: roster_colleague_page :many
-- in:  district_id i64, now_ms i64, find text, limit i64
-- row: account_id i64, name text, place_name text
SELECT a.account_id, a.name, p.name AS place_name
  FROM party_account a
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE a.district_id = :district_id AND a.kind = 1 AND a.enabled = 1 AND (a.expires_ms = 0 OR a.expires_ms > :now_ms)
   AND (LOWER(a.name) LIKE :find ESCAPE '!' OR LOWER(p.name) LIKE :find ESCAPE '!')
 ORDER BY a.name, a.account_id
 LIMIT :limit;

-- name: roster_administrator_page :many
-- in:  district_id i64, now_ms i64, perm i64, path text, limit i64
-- row: account_id i64, name text, place_name text, contact text
SELECT a.account_id, a.name, p.name AS place_name, p.contact
  FROM party_right r
  JOIN party_account a ON a.district_id = r.district_id AND a.account_id = r.account_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
 WHERE r.district_id = :district_id AND r.perm = :perm AND r.for_id = 0
   AND CAST(:path AS TEXT) >= r.scope AND CAST(:path AS TEXT) < r.scope_end AND r.from_ms <= :now_ms AND r.until_ms > :now_ms
 GROUP BY a.account_id, a.name, p.name, p.contact
 ORDER BY MAX(LENGTH(r.scope)) DESC, a.account_id
 LIMIT :limit;
