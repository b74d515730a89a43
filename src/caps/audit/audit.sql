-- Every statement of the audit capability.

-- name: audit_insert :exec
-- in:   district_id i64, audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
INSERT INTO audit_entry (district_id, audit_id, at_ms, account_id, account, op, target_id,
        doc_id, scope, outcome, code, note, address, request_id)
VALUES (:district_id, :audit_id, :at_ms, :account_id, :account, :op, :target_id,
        :doc_id, :scope, :outcome, :code, :note, :address, :request_id);

-- name: audit_moment :one
-- in:   district_id i64, audit_id i64
-- row:  at_ms i64
-- When the entry a page ended with was written.
SELECT at_ms FROM audit_entry WHERE district_id = :district_id AND audit_id = :audit_id;

-- A page of the log, newest first.  One statement for each filter that narrows most, so that each has its index and a
-- page costs the same at a million rows; what else is asked is looked at row by row.

-- name: audit_by_time :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, outcome_low i64, outcome_high i64, since_ms i64, until_ms i64, before_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND (e.at_ms, e.audit_id) < (CAST(:before_ms AS BIGINT), CAST(:before_id AS BIGINT))
   AND (CAST(:account_id AS BIGINT) = 0 OR e.account_id = :account_id)
   AND (CAST(:target_id AS BIGINT) = 0 OR e.target_id = :target_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR e.doc_id = :doc_id)
   AND (CAST(:op AS TEXT) = '' OR e.op = :op)
   AND e.outcome BETWEEN :outcome_low AND :outcome_high
   AND @scope(e.scope)
 ORDER BY e.at_ms DESC, e.audit_id DESC
 LIMIT :limit;

-- name: audit_by_account :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, outcome_low i64, outcome_high i64, since_ms i64, until_ms i64, before_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.account_id = :account_id AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND (e.at_ms, e.audit_id) < (CAST(:before_ms AS BIGINT), CAST(:before_id AS BIGINT))
   AND (CAST(:target_id AS BIGINT) = 0 OR e.target_id = :target_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR e.doc_id = :doc_id)
   AND (CAST(:op AS TEXT) = '' OR e.op = :op)
   AND e.outcome BETWEEN :outcome_low AND :outcome_high
   AND @scope(e.scope)
 ORDER BY e.at_ms DESC, e.audit_id DESC
 LIMIT :limit;

-- name: audit_by_op :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, outcome_low i64, outcome_high i64, since_ms i64, until_ms i64, before_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.op = :op AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND (e.at_ms, e.audit_id) < (CAST(:before_ms AS BIGINT), CAST(:before_id AS BIGINT))
   AND (CAST(:account_id AS BIGINT) = 0 OR e.account_id = :account_id)
   AND (CAST(:target_id AS BIGINT) = 0 OR e.target_id = :target_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR e.doc_id = :doc_id)
   AND e.outcome BETWEEN :outcome_low AND :outcome_high
   AND @scope(e.scope)
 ORDER BY e.at_ms DESC, e.audit_id DESC
 LIMIT :limit;

-- name: audit_by_target :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, outcome_low i64, outcome_high i64, since_ms i64, until_ms i64, before_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.target_id = :target_id AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND (e.at_ms, e.audit_id) < (CAST(:before_ms AS BIGINT), CAST(:before_id AS BIGINT))
   AND (CAST(:account_id AS BIGINT) = 0 OR e.account_id = :account_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR e.doc_id = :doc_id)
   AND (CAST(:op AS TEXT) = '' OR e.op = :op)
   AND e.outcome BETWEEN :outcome_low AND :outcome_high
   AND @scope(e.scope)
 ORDER BY e.at_ms DESC, e.audit_id DESC
 LIMIT :limit;

-- name: audit_by_doc :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, outcome_low i64, outcome_high i64, since_ms i64, until_ms i64, before_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND (e.at_ms, e.audit_id) < (CAST(:before_ms AS BIGINT), CAST(:before_id AS BIGINT))
   AND (CAST(:account_id AS BIGINT) = 0 OR e.account_id = :account_id)
   AND (CAST(:target_id AS BIGINT) = 0 OR e.target_id = :target_id)
   AND (CAST(:op AS TEXT) = '' OR e.op = :op)
   AND e.outcome BETWEEN :outcome_low AND :outcome_high
   AND @scope(e.scope)
 ORDER BY e.at_ms DESC, e.audit_id DESC
 LIMIT :limit;

-- name: audit_by_trouble :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, outcome_low i64, outcome_high i64, since_ms i64, until_ms i64, before_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.outcome <> 0 AND e.outcome >= :outcome_low AND e.outcome <= :outcome_high AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND (e.at_ms, e.audit_id) < (CAST(:before_ms AS BIGINT), CAST(:before_id AS BIGINT))
   AND (CAST(:account_id AS BIGINT) = 0 OR e.account_id = :account_id)
   AND (CAST(:target_id AS BIGINT) = 0 OR e.target_id = :target_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR e.doc_id = :doc_id)
   AND (CAST(:op AS TEXT) = '' OR e.op = :op)
   AND @scope(e.scope)
 ORDER BY e.at_ms DESC, e.audit_id DESC
 LIMIT :limit;

-- name: audit_accounts :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  account_id i64, account text
-- Who stands in the log, each by the last name: a step of the index for each, however long the log is.
WITH RECURSIVE who (account_id) AS (
        SELECT MIN(e.account_id) FROM audit_entry e WHERE e.district_id = :district_id AND e.account_id >= 0
        UNION ALL
        SELECT (SELECT MIN(e.account_id) FROM audit_entry e WHERE e.district_id = :district_id AND e.account_id > who.account_id)
          FROM who WHERE who.account_id IS NOT NULL)
SELECT last.account_id, last.account
  FROM who
  JOIN audit_entry last ON last.district_id = :district_id AND last.audit_id =
       (SELECT e.audit_id FROM audit_entry e WHERE e.district_id = :district_id AND e.account_id = who.account_id AND @scope(e.scope)
         ORDER BY e.at_ms DESC, e.audit_id DESC LIMIT 1)
 ORDER BY last.account, last.account_id
 LIMIT :limit;

-- name: audit_op_names :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  op text
-- Which operations stand in the log.
WITH RECURSIVE done (op) AS (
        SELECT MIN(e.op) FROM audit_entry e WHERE e.district_id = :district_id AND e.op > ''
        UNION ALL
        SELECT (SELECT MIN(e.op) FROM audit_entry e WHERE e.district_id = :district_id AND e.op > done.op)
          FROM done WHERE done.op IS NOT NULL)
SELECT done.op
  FROM done
 WHERE done.op IS NOT NULL
   AND EXISTS (SELECT 1 FROM audit_entry e WHERE e.district_id = :district_id AND e.op = done.op AND @scope(e.scope))
 ORDER BY done.op
 LIMIT :limit;
