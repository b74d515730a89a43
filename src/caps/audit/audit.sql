-- Every statement of the audit capability.

-- name: audit_insert :exec
-- in:   district_id i64, audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
INSERT INTO audit_entry (district_id, audit_id, at_ms, account_id, account, op, target_id,
        doc_id, scope, outcome, code, note, address, request_id)
VALUES (:district_id, :audit_id, :at_ms, :account_id, :account, :op, :target_id,
        :doc_id, :scope, :outcome, :code, :note, :address, :request_id);

-- name: audit_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, account_id i64, target_id i64, doc_id i64, op text, since_ms i64, until_ms i64, before_id i64, limit i64
-- row:  audit_id i64, at_ms i64, account_id i64, account text, op text, target_id i64, doc_id i64, scope text, outcome i64, code text, note text, address text, request_id text
-- Newest first.
SELECT e.audit_id, e.at_ms, e.account_id, e.account, e.op, e.target_id, e.doc_id, e.scope, e.outcome, e.code, e.note, e.address, e.request_id
  FROM audit_entry e
 WHERE e.district_id = :district_id AND e.audit_id < :before_id
   AND (CAST(:account_id AS BIGINT) = 0 OR e.account_id = :account_id)
   AND (CAST(:target_id AS BIGINT) = 0 OR e.target_id = :target_id)
   AND (CAST(:doc_id AS BIGINT) = 0 OR e.doc_id = :doc_id)
   AND (CAST(:op AS TEXT) = '' OR e.op = :op)
   AND e.at_ms >= :since_ms AND e.at_ms < :until_ms
   AND @scope(e.scope)
 ORDER BY e.audit_id DESC
 LIMIT :limit;
