-- Every statement of the resident capability.

-- name: resident_link_insert :exec
-- in:   district_id i64, link_id i64, token text, place_id i64, path text, made_by i64, made_ms i64
INSERT INTO resident_link (district_id, link_id, token, place_id, path, made_by, made_ms, ended_ms)
VALUES (:district_id, :link_id, :token, :place_id, :path, :made_by, :made_ms, 0);

-- name: resident_link_by_its_token :one
-- in:   district_id i64, token text
-- row:  link_id i64, place_id i64, path text, ended_ms i64
SELECT link_id, place_id, path, ended_ms FROM resident_link WHERE district_id = :district_id AND token = :token;

-- name: resident_link_by_id :one
-- in:   district_id i64, link_id i64
-- row:  link_id i64, token text, place_id i64, path text, made_ms i64, ended_ms i64
SELECT link_id, token, place_id, path, made_ms, ended_ms FROM resident_link WHERE district_id = :district_id AND link_id = :link_id;

-- name: resident_link_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, before_id i64, limit i64
-- row:  link_id i64, token text, place_id i64, path text, made_ms i64, place text
SELECT l.link_id, l.token, l.place_id, l.path, l.made_ms, COALESCE(p.name, '') AS place
  FROM resident_link l
  LEFT JOIN place p ON p.district_id = l.district_id AND p.place_id = l.place_id
 WHERE l.district_id = :district_id AND l.ended_ms = 0 AND (CAST(:before_id AS BIGINT) = 0 OR l.link_id < :before_id)
   AND @scope(l.path)
 ORDER BY l.link_id DESC
 LIMIT :limit;

-- name: resident_link_end :exec
-- in:   district_id i64, link_id i64, now_ms i64
UPDATE resident_link SET ended_ms = :now_ms WHERE district_id = :district_id AND link_id = :link_id AND ended_ms = 0;

-- name: resident_home_insert :exec
-- in:   district_id i64, account_id i64, household_id i64
INSERT INTO resident_home (district_id, account_id, household_id) VALUES (:district_id, :account_id, :household_id)
ON CONFLICT DO NOTHING;

-- name: resident_home_of_account :one
-- in:   district_id i64, account_id i64
-- row:  household_id i64
SELECT household_id FROM resident_home WHERE district_id = :district_id AND account_id = :account_id;

-- name: resident_home_of_household :one
-- in:   district_id i64, household_id i64
-- row:  account_id i64
SELECT account_id FROM resident_home WHERE district_id = :district_id AND household_id = :household_id;

-- name: resident_phone_insert :exec
-- in:   district_id i64, phone_id i64, household_id i64, account_id i64, token_hash text, how i64, now_ms i64, until_ms i64
INSERT INTO resident_phone (district_id, phone_id, household_id, account_id, token_hash, how, made_ms, seen_ms, until_ms, ended_ms, ended_by)
VALUES (:district_id, :phone_id, :household_id, :account_id, :token_hash, :how, :now_ms, :now_ms, :until_ms, 0, 0);

-- name: resident_phone_by_hash :one
-- in:   district_id i64, token_hash text
-- row:  phone_id i64, household_id i64, account_id i64, seen_ms i64, until_ms i64, ended_ms i64
SELECT phone_id, household_id, account_id, seen_ms, until_ms, ended_ms
  FROM resident_phone
 WHERE district_id = :district_id AND token_hash = :token_hash;

-- name: resident_phone_by_id :one
-- in:   district_id i64, phone_id i64
-- row:  phone_id i64, household_id i64, ended_ms i64
SELECT phone_id, household_id, ended_ms FROM resident_phone WHERE district_id = :district_id AND phone_id = :phone_id;

-- name: resident_phone_page :many
-- in:   district_id i64, household_id i64, now_ms i64, limit i64
-- row:  phone_id i64, how i64, made_ms i64, seen_ms i64, until_ms i64
SELECT phone_id, how, made_ms, seen_ms, until_ms
  FROM resident_phone
 WHERE district_id = :district_id AND household_id = :household_id AND ended_ms = 0 AND until_ms > :now_ms
 ORDER BY phone_id
 LIMIT :limit;

-- name: resident_phone_seen :exec
-- in:   district_id i64, phone_id i64, seen_ms i64
UPDATE resident_phone SET seen_ms = :seen_ms WHERE district_id = :district_id AND phone_id = :phone_id AND seen_ms < :seen_ms;

-- name: resident_phone_end :exec
-- in:   district_id i64, phone_id i64, now_ms i64, by_id i64
UPDATE resident_phone SET ended_ms = :now_ms, ended_by = :by_id
 WHERE district_id = :district_id AND phone_id = :phone_id AND ended_ms = 0;

-- name: resident_claim_insert :exec
-- in:   district_id i64, claim_id i64, place_id i64, path text, building text, unit text, room text, name text, tail text, household_id i64, token_hash text, made_ms i64
INSERT INTO resident_claim (district_id, claim_id, place_id, path, building, unit, room, name, tail, household_id, token_hash,
        state, made_ms, decided_ms, decided_by, why)
VALUES (:district_id, :claim_id, :place_id, :path, :building, :unit, :room, :name, :tail, :household_id, :token_hash,
        1, :made_ms, 0, 0, '');

-- name: resident_claim_by_hash :one
-- in:   district_id i64, token_hash text
-- row:  claim_id i64, household_id i64, state i64, made_ms i64, why text
SELECT claim_id, household_id, state, made_ms, why FROM resident_claim WHERE district_id = :district_id AND token_hash = :token_hash;

-- name: resident_claim_by_id :one
-- in:   district_id i64, claim_id i64
-- row:  claim_id i64, path text, place_id i64, household_id i64, state i64
SELECT claim_id, path, place_id, household_id, state FROM resident_claim WHERE district_id = :district_id AND claim_id = :claim_id;

-- name: resident_claim_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, after_id i64, since_ms i64, limit i64
-- row:  claim_id i64, place_id i64, path text, building text, unit text, room text, name text, tail text, household_id i64, made_ms i64, place text
SELECT c.claim_id, c.place_id, c.path, c.building, c.unit, c.room, c.name, c.tail, c.household_id, c.made_ms, COALESCE(p.name, '') AS place
  FROM resident_claim c
  LEFT JOIN place p ON p.district_id = c.district_id AND p.place_id = c.place_id
 WHERE c.district_id = :district_id AND c.state = 1 AND c.claim_id > :after_id AND c.made_ms > :since_ms AND @scope(c.path)
 ORDER BY c.claim_id
 LIMIT :limit;

-- name: resident_claim_waiting :one
-- in:   district_id i64, place_id i64, since_ms i64
-- row:  n i64
SELECT COUNT(*) AS n FROM resident_claim
 WHERE district_id = :district_id AND state = 1 AND place_id = :place_id AND made_ms > :since_ms;

-- name: resident_claim_decide :exec
-- in:   district_id i64, claim_id i64, state i64, household_id i64, now_ms i64, by_id i64, why text
UPDATE resident_claim
   SET state = :state, household_id = :household_id, decided_ms = :now_ms, decided_by = :by_id, why = :why, name = '', tail = ''
 WHERE district_id = :district_id AND claim_id = :claim_id AND state = 1;

-- name: resident_claim_used :exec
-- in:   district_id i64, claim_id i64
UPDATE resident_claim SET state = 4 WHERE district_id = :district_id AND claim_id = :claim_id AND state = 2;

-- name: resident_claim_forget :exec
-- in:   district_id i64, before_ms i64
UPDATE resident_claim SET state = 3, name = '', tail = '' WHERE district_id = :district_id AND state = 1 AND made_ms <= :before_ms;

-- name: resident_code_insert :exec
-- in:   district_id i64, code_hash text, household_id i64, made_by i64, made_ms i64, until_ms i64
INSERT INTO resident_code (district_id, code_hash, household_id, made_by, made_ms, until_ms, used_ms)
VALUES (:district_id, :code_hash, :household_id, :made_by, :made_ms, :until_ms, 0);

-- name: resident_code_stop :exec
-- in:   district_id i64, household_id i64, now_ms i64
UPDATE resident_code SET until_ms = :now_ms WHERE district_id = :district_id AND household_id = :household_id AND used_ms = 0 AND until_ms > :now_ms;

-- name: resident_code_use :exec
-- in:   district_id i64, code_hash text, now_ms i64
UPDATE resident_code SET used_ms = :now_ms
 WHERE district_id = :district_id AND code_hash = :code_hash AND used_ms = 0 AND until_ms > :now_ms;

-- name: resident_code_of :one
-- in:   district_id i64, code_hash text, now_ms i64
-- row:  household_id i64
SELECT household_id FROM resident_code
 WHERE district_id = :district_id AND code_hash = :code_hash AND used_ms = 0 AND until_ms > :now_ms;

-- name: resident_try_of :one
-- in:   district_id i64, who text
-- row:  n i64, since_ms i64
SELECT n, since_ms FROM resident_try WHERE district_id = :district_id AND who = :who;

-- name: resident_try_put :exec
-- in:   district_id i64, who text, n i64, since_ms i64
INSERT INTO resident_try (district_id, who, n, since_ms) VALUES (:district_id, :who, :n, :since_ms)
ON CONFLICT (district_id, who) DO UPDATE SET n = excluded.n, since_ms = excluded.since_ms;

-- name: resident_try_drop_old :exec
-- in:   district_id i64, before_ms i64
DELETE FROM resident_try WHERE district_id = :district_id AND since_ms < :before_ms;

-- name: resident_said_put :exec
-- in:   district_id i64, doc_id i64, household_id i64, said i64, note text, said_ms i64, account_id i64
INSERT INTO resident_said (district_id, doc_id, household_id, said, note, said_ms, account_id)
VALUES (:district_id, :doc_id, :household_id, :said, :note, :said_ms, :account_id)
ON CONFLICT (district_id, doc_id) DO UPDATE SET said = excluded.said, note = excluded.note, said_ms = excluded.said_ms, account_id = excluded.account_id;

-- name: resident_said_of :one
-- in:   district_id i64, doc_id i64
-- row:  said i64, note text, said_ms i64
SELECT said, note, said_ms FROM resident_said WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: resident_orders_of :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  doc_id i64
SELECT o.doc_id
  FROM household_order o
 WHERE o.district_id = :district_id
   AND (o.household_id = :household_id
        OR o.household_id IN (SELECT h.household_id FROM household h WHERE h.district_id = :district_id AND h.merged_into = :household_id))
 ORDER BY o.doc_id DESC
 LIMIT :limit;

-- name: resident_phones_forget :exec
-- in:   district_id i64, before_ms i64
DELETE FROM resident_phone
 WHERE district_id = :district_id
   AND ((ended_ms > 0 AND ended_ms < :before_ms) OR until_ms < :before_ms
        OR household_id IN (SELECT h.household_id FROM household h
                             WHERE h.district_id = :district_id AND h.status = 3 AND h.changed_ms < :before_ms));

-- name: resident_codes_forget :exec
-- in:   district_id i64, before_ms i64
DELETE FROM resident_code WHERE district_id = :district_id AND until_ms < :before_ms;

-- name: resident_said_forget :exec
-- in:   district_id i64, before_ms i64
UPDATE resident_said SET note = '' WHERE district_id = :district_id AND said_ms < :before_ms AND note <> '';

-- name: resident_phones_pass :exec
-- in:   district_id i64, from_id i64, to_id i64, now_ms i64
-- Phones that are in; those that ended stay with the household they were of.
UPDATE resident_phone SET household_id = :to_id
 WHERE district_id = :district_id AND household_id = :from_id AND ended_ms = 0 AND until_ms > :now_ms;

-- name: resident_phones_trim :exec
-- in:   district_id i64, household_id i64, now_ms i64, by_id i64, limit i64
-- More phones than allowed end those that were not used for longest.
UPDATE resident_phone SET ended_ms = :now_ms, ended_by = :by_id
 WHERE district_id = :district_id AND household_id = :household_id AND ended_ms = 0 AND until_ms > :now_ms
   AND phone_id NOT IN (SELECT q.phone_id FROM resident_phone q
                         WHERE q.district_id = :district_id AND q.household_id = :household_id AND q.ended_ms = 0 AND q.until_ms > :now_ms
                         ORDER BY q.seen_ms DESC, q.phone_id DESC LIMIT :limit);

-- name: resident_codes_pass :exec
-- in:   district_id i64, from_id i64, to_id i64
UPDATE resident_code SET household_id = :to_id WHERE district_id = :district_id AND household_id = :from_id;

-- name: resident_claims_pass :exec
-- in:   district_id i64, from_id i64, to_id i64
-- Entries that wait or were answered with a yes and are not in yet.
UPDATE resident_claim SET household_id = :to_id WHERE district_id = :district_id AND household_id = :from_id AND state IN (1, 2);

-- name: resident_said_pass :exec
-- in:   district_id i64, from_id i64, to_id i64
UPDATE resident_said SET household_id = :to_id WHERE district_id = :district_id AND household_id = :from_id;
