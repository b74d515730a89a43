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

-- name: fund_collected :one
-- in:   district_id i64, fund_id i64
-- row:  fen i64
-- Debts paid into the fund: what accounts owed (66) fell by in entries that moved its free money (61) too.
SELECT CAST(COALESCE(-SUM(p.qty), 0) AS BIGINT) AS fen
  FROM ledger_account a
  JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id AND p.lot_id = 1
 WHERE a.district_id = :district_id AND a.fund_id = :fund_id AND a.kind = 66
   AND EXISTS (SELECT 1 FROM ledger_posting q
                 JOIN ledger_account f ON f.district_id = q.district_id AND f.account_id = q.account_id
                WHERE q.district_id = p.district_id AND q.seq = p.seq AND f.kind = 61 AND f.fund_id = a.fund_id);

-- name: fund_paper_put :exec
-- in:   district_id i64, doc_id i64, fund_id i64, paper text
INSERT INTO fund_paper (district_id, doc_id, fund_id, paper) VALUES (:district_id, :doc_id, :fund_id, :paper);

-- name: fund_paper_of :one
-- in:   district_id i64, doc_id i64
-- row:  paper text
SELECT paper FROM fund_paper WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: fund_paper_known :many
-- in:   district_id i64, fund_id i64, paper text, limit i64
-- row:  number text
-- Where a bank slip or paper of money that came into the fund stands: received, paid by a unit, takings of a market release.
SELECT number FROM (
  SELECT COALESCE(d.number, '') AS number, p.doc_id FROM fund_paper p JOIN doc d ON d.district_id = p.district_id AND d.doc_id = p.doc_id
   WHERE p.district_id = :district_id AND p.fund_id = :fund_id AND p.paper = :paper
  UNION ALL
  SELECT COALESCE(d.number, '') AS number, c.doc_id FROM charge_collection c JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
   WHERE c.district_id = :district_id AND c.fund_id = :fund_id AND c.slip = :paper AND d.state <> 'void'
  UNION ALL
  SELECT COALESCE(d.number, '') AS number, s.doc_id FROM sale_slip s JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
   WHERE s.district_id = :district_id AND s.fund_id = :fund_id AND s.slip = :paper) known
 ORDER BY doc_id
 LIMIT :limit;

-- name: fund_moves :many
-- in:   district_id i64, fund_id i64, from_ms i64, to_ms i64, before_seq i64, limit i64
-- row:  seq i64, posted_ms i64, doc_id i64, giver_id i64, in_fen i64, out_fen i64, pledged_fen i64, balance_fen i64, slip_day i64, kind text, number text, verb text, giver text, slip_no text
-- Entry by entry: accounts 60 received, 61 free, 62 committed, 66 owed by units and paid by them.  The balance is what
-- the bank shows: free and committed.
WITH moved AS (
  SELECT p.seq, SUM(CASE WHEN a.kind IN (60, 66) THEN -p.qty ELSE 0 END) AS came,
         SUM(CASE WHEN a.kind = 62 THEN p.qty ELSE 0 END) AS pledged,
         SUM(CASE WHEN a.kind IN (61, 62) THEN p.qty ELSE 0 END) AS grew
    FROM ledger_account a
    JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id AND p.lot_id = 1
   WHERE a.district_id = :district_id AND a.fund_id = :fund_id AND a.kind IN (60, 61, 62, 66)
   GROUP BY p.seq
  HAVING MAX(CASE WHEN a.kind = 66 THEN 0 ELSE 1 END) = 1),
running AS (SELECT seq, came, pledged, grew, SUM(grew) OVER (ORDER BY seq) AS balance FROM moved)
SELECT r.seq, e.posted_ms, e.doc_id, d.giver_id, CAST(r.came AS BIGINT) AS in_fen, CAST(r.came - r.grew AS BIGINT) AS out_fen,
       CAST(r.pledged AS BIGINT) AS pledged_fen, CAST(r.balance AS BIGINT) AS balance_fen, COALESCE(s.day, 0) AS slip_day, d.kind,
       COALESCE(d.number, '') AS number, e.verb, COALESCE(o.name, u.name, '') AS giver, COALESCE(s.slip_no, w.paper, '') AS slip_no
  FROM running r
  JOIN ledger_entry e ON e.district_id = :district_id AND e.seq = r.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  LEFT JOIN party_org o ON o.district_id = d.district_id AND o.org_id = d.giver_id
  LEFT JOIN place u ON u.district_id = d.district_id AND u.place_id = d.giver_id
  LEFT JOIN fund_slip_entry x ON x.district_id = e.district_id AND x.seq = e.seq
  LEFT JOIN fund_slip s ON s.district_id = x.district_id AND s.slip_id = x.slip_id
  LEFT JOIN fund_paper w ON w.district_id = d.district_id AND w.doc_id = d.doc_id
 WHERE (CAST(:before_seq AS BIGINT) = 0 OR r.seq < :before_seq)
   AND (CAST(:from_ms AS BIGINT) = 0 OR e.posted_ms >= :from_ms)
   AND (CAST(:to_ms AS BIGINT) = 0 OR e.posted_ms < :to_ms)
 ORDER BY r.seq DESC
 LIMIT :limit;

-- ---- bank slips ----

-- name: fund_paid_entry :many
-- in:   district_id i64, fund_id i64, seq i64, limit i64
-- row:  out_fen i64, slip_no text
-- What one entry paid from a fund, and the slip it has ('' none).
SELECT CAST(SUM(CASE WHEN a.kind = 60 THEN -p.qty ELSE 0 END) - SUM(CASE WHEN a.kind IN (61, 62) THEN p.qty ELSE 0 END) AS BIGINT) AS out_fen,
       COALESCE(MAX(s.slip_no), '') AS slip_no
  FROM ledger_posting p
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id AND a.fund_id = :fund_id AND a.kind IN (60, 61, 62)
  LEFT JOIN fund_slip_entry x ON x.district_id = p.district_id AND x.seq = p.seq
  LEFT JOIN fund_slip s ON s.district_id = x.district_id AND s.slip_id = x.slip_id
 WHERE p.district_id = :district_id AND p.seq = :seq AND p.lot_id = 1
 GROUP BY p.seq
 ORDER BY p.seq
 LIMIT :limit;

-- name: fund_slip_put :exec
-- in:   district_id i64, slip_id i64, fund_id i64, slip_no text, day i64, sum_fen i64, entered_by i64, entered_ms i64
INSERT INTO fund_slip (district_id, slip_id, fund_id, slip_no, day, sum_fen, entered_by, entered_ms, voided_by, voided_ms, void_reason)
VALUES (:district_id, :slip_id, :fund_id, :slip_no, :day, :sum_fen, :entered_by, :entered_ms, 0, 0, '');

-- name: fund_slip_entry_put :exec
-- in:   district_id i64, seq i64, slip_id i64
INSERT INTO fund_slip_entry (district_id, seq, slip_id) VALUES (:district_id, :seq, :slip_id);

-- name: fund_slip_known :many
-- in:   district_id i64, fund_id i64, slip_no text, limit i64
-- row:  slip_id i64, day i64
SELECT slip_id, day FROM fund_slip
 WHERE district_id = :district_id AND fund_id = :fund_id AND slip_no = :slip_no AND voided_ms = 0
 ORDER BY slip_id
 LIMIT :limit;

-- name: fund_slip_void :exec
-- in:   district_id i64, fund_id i64, slip_id i64, voided_by i64, voided_ms i64, void_reason text
UPDATE fund_slip SET voided_by = :voided_by, voided_ms = :voided_ms, void_reason = :void_reason
 WHERE district_id = :district_id AND fund_id = :fund_id AND slip_id = :slip_id AND voided_ms = 0;

-- name: fund_slip_entries_drop :exec
-- in:   district_id i64, slip_id i64
DELETE FROM fund_slip_entry WHERE district_id = :district_id AND slip_id = :slip_id;

-- name: fund_slip_page :many
-- in:   district_id i64, fund_id i64, before i64, limit i64
-- row:  slip_id i64, day i64, sum_fen i64, entered_by i64, entered_ms i64, voided_ms i64, payments i64, slip_no text, void_reason text
SELECT s.slip_id, s.day, s.sum_fen, s.entered_by, s.entered_ms, s.voided_ms,
       CAST((SELECT COUNT(*) FROM fund_slip_entry x WHERE x.district_id = s.district_id AND x.slip_id = s.slip_id) AS BIGINT) AS payments,
       s.slip_no, s.void_reason
  FROM fund_slip s
 WHERE s.district_id = :district_id AND s.fund_id = :fund_id AND (CAST(:before AS BIGINT) = 0 OR s.slip_id < :before)
 ORDER BY s.slip_id DESC
 LIMIT :limit;

-- name: fund_slip_of_entry :one
-- in:   district_id i64, seq i64
-- row:  slip_no text, day i64
SELECT s.slip_no, s.day FROM fund_slip_entry x
  JOIN fund_slip s ON s.district_id = x.district_id AND s.slip_id = x.slip_id
 WHERE x.district_id = :district_id AND x.seq = :seq;
