-- Funds: the register, what each holds, and its book.  The ledger is only read here.

-- name: fund_put :exec
-- in:   district_id i64, fund_id i64, code text, zh text, en text, source i64, rule text, purpose text, holder_id i64, opened_by i64, opened_ms i64
INSERT INTO fund (district_id, fund_id, code, zh, en, source, rule, purpose, holder_id, opened_by, opened_ms, closed_ms, version)
VALUES (:district_id, :fund_id, :code, :zh, :en, :source, :rule, :purpose, :holder_id, :opened_by, :opened_ms, 0, 1);

-- name: fund_set :exec
-- in:   district_id i64, fund_id i64, version i64, code text, zh text, en text, rule text, purpose text, holder_id i64
UPDATE fund SET code = :code, zh = :zh, en = :en, rule = :rule, purpose = :purpose, holder_id = :holder_id, version = version + 1
 WHERE district_id = :district_id AND fund_id = :fund_id AND version = :version AND closed_ms = 0;

-- name: fund_shut :exec
-- in:   district_id i64, fund_id i64, version i64, now_ms i64
UPDATE fund SET closed_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND fund_id = :fund_id AND version = :version AND closed_ms = 0;

-- name: fund_purposes_drop :exec
-- in:   district_id i64, fund_id i64
DELETE FROM fund_purpose WHERE district_id = :district_id AND fund_id = :fund_id;

-- name: fund_purpose_put :exec
-- in:   district_id i64, fund_id i64, row_no i64, place_id i64, path text, category text
INSERT INTO fund_purpose (district_id, fund_id, row_no, place_id, path, category)
VALUES (:district_id, :fund_id, :row_no, :place_id, :path, :category);

-- name: fund_purposes :many
-- in:   district_id i64, fund_id i64, limit i64
-- row:  place_id i64, path text, category text
SELECT place_id, path, category FROM fund_purpose
 WHERE district_id = :district_id AND fund_id = :fund_id
 ORDER BY row_no
 LIMIT :limit;

-- name: fund_by_code :one
-- in:   district_id i64, code text
-- row:  fund_id i64
SELECT fund_id FROM fund WHERE district_id = :district_id AND code = :code;

-- name: fund_one :one
-- in:   district_id i64, fund_id i64
-- row:  fund_id i64, version i64, source i64, holder_id i64, opened_ms i64, closed_ms i64, code text, zh text, en text, rule text, purpose text, holder text, holder_path text
SELECT f.fund_id, f.version, f.source, f.holder_id, f.opened_ms, f.closed_ms, f.code, f.zh, f.en, f.rule, f.purpose, p.name AS holder, p.path AS holder_path
  FROM fund f
  JOIN place p ON p.district_id = f.district_id AND p.place_id = f.holder_id
 WHERE f.district_id = :district_id AND f.fund_id = :fund_id;

-- name: fund_page :many
-- in:   district_id i64, after i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  fund_id i64, version i64, source i64, holder_id i64, opened_ms i64, closed_ms i64, code text, zh text, en text, rule text, purpose text, holder text, holder_path text
SELECT f.fund_id, f.version, f.source, f.holder_id, f.opened_ms, f.closed_ms, f.code, f.zh, f.en, f.rule, f.purpose, p.name AS holder, p.path AS holder_path
  FROM fund f
  JOIN place p ON p.district_id = f.district_id AND p.place_id = f.holder_id
 WHERE f.district_id = :district_id AND f.fund_id > :after AND @scope(p.path)
 ORDER BY f.fund_id
 LIMIT :limit;

-- name: fund_sums :many
-- in:   district_id i64, fund_id i64, limit i64
-- row:  kind i64, fen i64
SELECT a.kind, CAST(SUM(b.qty) AS BIGINT) AS fen
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.lot_id = 1
 WHERE a.district_id = :district_id AND a.fund_id = :fund_id AND a.kind BETWEEN 60 AND 74
 GROUP BY a.kind
 ORDER BY a.kind
 LIMIT :limit;

-- name: fund_paper_put :exec
-- in:   district_id i64, doc_id i64, fund_id i64, paper text
INSERT INTO fund_paper (district_id, doc_id, fund_id, paper) VALUES (:district_id, :doc_id, :fund_id, :paper);

-- name: fund_paper_of :one
-- in:   district_id i64, doc_id i64
-- row:  paper text
SELECT paper FROM fund_paper WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: fund_paper_doc :many
-- in:   district_id i64, fund_id i64, paper text, limit i64
-- row:  number text
SELECT COALESCE(d.number, '') AS number
  FROM fund_paper p
  JOIN doc d ON d.district_id = p.district_id AND d.doc_id = p.doc_id
 WHERE p.district_id = :district_id AND p.fund_id = :fund_id AND p.paper = :paper
 ORDER BY p.doc_id
 LIMIT :limit;

-- name: fund_moves :many
-- in:   district_id i64, fund_id i64, from_ms i64, to_ms i64, before_seq i64, limit i64
-- row:  seq i64, posted_ms i64, doc_id i64, giver_id i64, in_fen i64, out_fen i64, pledged_fen i64, balance_fen i64, kind text, number text, verb text, giver text
-- Entry by entry: accounts 60 received, 61 free, 62 committed.  The balance is what the bank shows: free and committed.
WITH moved AS (
  SELECT p.seq, SUM(CASE WHEN a.kind = 60 THEN -p.qty ELSE 0 END) AS came,
         SUM(CASE WHEN a.kind = 62 THEN p.qty ELSE 0 END) AS pledged,
         SUM(CASE WHEN a.kind IN (61, 62) THEN p.qty ELSE 0 END) AS grew
    FROM ledger_account a
    JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id AND p.lot_id = 1
   WHERE a.district_id = :district_id AND a.fund_id = :fund_id AND a.kind IN (60, 61, 62)
   GROUP BY p.seq),
running AS (SELECT seq, came, pledged, grew, SUM(grew) OVER (ORDER BY seq) AS balance FROM moved)
SELECT r.seq, e.posted_ms, e.doc_id, d.giver_id, CAST(r.came AS BIGINT) AS in_fen, CAST(r.came - r.grew AS BIGINT) AS out_fen,
       CAST(r.pledged AS BIGINT) AS pledged_fen, CAST(r.balance AS BIGINT) AS balance_fen, d.kind, COALESCE(d.number, '') AS number, e.verb,
       COALESCE(o.name, '') AS giver
  FROM running r
  JOIN ledger_entry e ON e.district_id = :district_id AND e.seq = r.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  LEFT JOIN party_org o ON o.district_id = d.district_id AND o.org_id = d.giver_id
 WHERE (CAST(:before_seq AS BIGINT) = 0 OR r.seq < :before_seq)
   AND (CAST(:from_ms AS BIGINT) = 0 OR e.posted_ms >= :from_ms)
   AND (CAST(:to_ms AS BIGINT) = 0 OR e.posted_ms < :to_ms)
 ORDER BY r.seq DESC
 LIMIT :limit;
