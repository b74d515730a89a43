-- Charges: what was drawn, at which price, and what of it is open.  What is open of a row is never stored: payments go to
-- the oldest rows first (by the entry that booked them), after what contrary documents took off each.

-- name: charge_put_drawn :exec
-- in:   district_id i64, drawn_id i64, doc_id i64, seq i64, line_no i64, item_id i64, lot_id i64, qty i64, taken_ms i64, payer_id i64, agent text, agent_zh text, agent_en text, plan text, rule text, rule_zh text, rule_en text, rule_source text, state i64, price_fen i64, price_units i64, price_by i64, price_source text, worth_fen i64, fund_id i64, charge_id i64, charge_line_no i64, booked_seq i64, booked_ms i64, due_ms i64
INSERT INTO charge_drawn (district_id, drawn_id, doc_id, seq, line_no, item_id, lot_id, qty, taken_ms, payer_id, agent, agent_zh, agent_en, plan, rule,
       rule_zh, rule_en, rule_source, state, price_fen, price_units, price_by, price_source, worth_fen, fund_id, charge_id, charge_line_no, booked_seq, booked_ms, due_ms)
VALUES (:district_id, :drawn_id, :doc_id, :seq, :line_no, :item_id, :lot_id, :qty, :taken_ms, :payer_id, :agent, :agent_zh, :agent_en, :plan, :rule,
       :rule_zh, :rule_en, :rule_source, :state, :price_fen, :price_units, :price_by, :price_source, :worth_fen, :fund_id, :charge_id, :charge_line_no, :booked_seq, :booked_ms, :due_ms);

-- name: charge_settle_drawn :exec
-- in:   district_id i64, drawn_id i64, state i64, price_fen i64, price_units i64, price_by i64, price_source text, worth_fen i64, fund_id i64, charge_id i64, charge_line_no i64, booked_seq i64, booked_ms i64, due_ms i64
-- A row that waited: what it is now.  A charged row never changes again.
UPDATE charge_drawn SET state = :state, price_fen = :price_fen, price_units = :price_units, price_by = :price_by, price_source = :price_source,
       worth_fen = :worth_fen, fund_id = :fund_id, charge_id = :charge_id, charge_line_no = :charge_line_no, booked_seq = :booked_seq,
       booked_ms = :booked_ms, due_ms = :due_ms
 WHERE district_id = :district_id AND drawn_id = :drawn_id AND state IN (3, 4);

-- name: charge_waiting_rows :many
-- in:   district_id i64, lot_id i64, item_id i64, after_id i64, limit i64
-- row:  drawn_id i64, doc_id i64, seq i64, line_no i64, item_id i64, lot_id i64, qty i64, taken_ms i64, payer_id i64, plan text, rule text, rule_source text, category text, unit_kind text, path text
-- Rows that wait for a price or a fund, with what the rules ask for, in the order in which they are booked together.
SELECT r.drawn_id, r.doc_id, r.seq, r.line_no, r.item_id, r.lot_id, r.qty, r.taken_ms, r.payer_id, r.plan, r.rule, r.rule_source, i.category, p.unit_kind, p.path
  FROM charge_drawn r
  JOIN item i ON i.district_id = r.district_id AND i.item_id = r.item_id
  JOIN place p ON p.district_id = r.district_id AND p.place_id = r.payer_id
 WHERE r.district_id = :district_id AND r.state IN (3, 4) AND r.drawn_id > :after_id
   AND (CAST(:lot_id AS BIGINT) = 0 OR r.lot_id = :lot_id) AND (CAST(:item_id AS BIGINT) = 0 OR r.item_id = :item_id)
 ORDER BY r.drawn_id
 LIMIT :limit;

-- name: charge_content_rows :many
-- in:   district_id i64, charge_id i64, limit i64
-- row:  line_no i64, drawn_id i64, rule text, rule_source text, price_by i64, price_source text
SELECT charge_line_no AS line_no, drawn_id, plan || '/' || rule AS rule, rule_source, price_by, price_source FROM charge_drawn
 WHERE district_id = :district_id AND charge_id = :charge_id
 ORDER BY charge_line_no
 LIMIT :limit;

-- name: charge_drawn_one :one
-- in:   district_id i64, drawn_id i64
-- row:  drawn_id i64, payer_id i64, fund_id i64, charge_id i64, state i64, worth_fen i64, credit_fen i64, asked_fen i64, path text, payer text, number text
-- credit: what contrary documents took off; asked: what others that wait for approval would.
SELECT r.drawn_id, r.payer_id, r.fund_id, r.charge_id, r.state, r.worth_fen,
       CAST(COALESCE((SELECT SUM(c.fen) FROM charge_credit c JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
                       WHERE c.district_id = r.district_id AND c.drawn_id = r.drawn_id AND d.state = 'booked'), 0) AS BIGINT) AS credit_fen,
       CAST(COALESCE((SELECT SUM(c.fen) FROM charge_credit c JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
                       WHERE c.district_id = r.district_id AND c.drawn_id = r.drawn_id AND d.state IN ('draft', 'review')), 0) AS BIGINT) AS asked_fen,
       p.path, p.name AS payer, COALESCE((SELECT d.number FROM doc d WHERE d.district_id = r.district_id AND d.doc_id = r.charge_id), '') AS number
  FROM charge_drawn r
  JOIN place p ON p.district_id = r.district_id AND p.place_id = r.payer_id
 WHERE r.district_id = :district_id AND r.drawn_id = :drawn_id;

-- ---- prices people state ----

-- name: charge_put_price :exec
-- in:   district_id i64, price_id i64, lot_id i64, item_id i64, price_fen i64, price_units i64, source text, set_by i64, set_ms i64
INSERT INTO charge_price (district_id, price_id, lot_id, item_id, price_fen, price_units, source, set_by, set_ms)
VALUES (:district_id, :price_id, :lot_id, :item_id, :price_fen, :price_units, :source, :set_by, :set_ms);

-- name: charge_price_latest :many
-- in:   district_id i64, item_id i64, lot_id i64, limit i64
-- row:  price_fen i64, price_units i64, source text, set_by i64, set_ms i64
SELECT price_fen, price_units, source, set_by, set_ms FROM charge_price
 WHERE district_id = :district_id AND item_id = :item_id AND lot_id = :lot_id
 ORDER BY price_id DESC
 LIMIT :limit;

-- name: charge_fund_of :many
-- in:   district_id i64, rule text, limit i64
-- row:  fund_id i64
-- The open fund of that rule of the plan, the oldest first; without one, that for proceeds of sales (source 3).
SELECT fund_id FROM fund
 WHERE district_id = :district_id AND closed_ms = 0 AND source <> 2 AND ((:rule <> '' AND rule = :rule) OR source = 3)
 ORDER BY CASE WHEN rule = :rule THEN 0 ELSE 1 END, fund_id
 LIMIT :limit;

-- ---- payments ----

-- name: charge_put_collection :exec
-- in:   district_id i64, doc_id i64, payer_id i64, fund_id i64, fen i64, slip text, slip_day i64, second i64
INSERT INTO charge_collection (district_id, doc_id, payer_id, fund_id, fen, slip, slip_day, second, received_ms)
VALUES (:district_id, :doc_id, :payer_id, :fund_id, :fen, :slip, :slip_day, :second, 0);

-- name: charge_collected :exec
-- in:   district_id i64, doc_id i64, now_ms i64
UPDATE charge_collection SET received_ms = :now_ms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: charge_collection_of :one
-- in:   district_id i64, doc_id i64
-- row:  payer_id i64, fund_id i64, fen i64, slip text, slip_day i64, second i64
SELECT payer_id, fund_id, fen, slip, slip_day, second FROM charge_collection WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: charge_open_of :one
-- in:   district_id i64, payer_id i64, fund_id i64
-- row:  charged_fen i64, credit_fen i64, paid_fen i64, waiting_fen i64
-- One payer and fund: charged, taken off, paid, and paid by slips a second person has not confirmed yet.
SELECT CAST(COALESCE((SELECT SUM(r.worth_fen) FROM charge_drawn r
         WHERE r.district_id = :district_id AND r.payer_id = :payer_id AND r.fund_id = :fund_id AND r.state = 2), 0) AS BIGINT) AS charged_fen,
       CAST(COALESCE((SELECT SUM(c.fen) FROM charge_credit c JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
         WHERE c.district_id = :district_id AND c.payer_id = :payer_id AND c.fund_id = :fund_id AND d.state = 'booked'), 0) AS BIGINT) AS credit_fen,
       CAST(COALESCE((SELECT SUM(k.fen) FROM charge_collection k JOIN doc d ON d.district_id = k.district_id AND d.doc_id = k.doc_id
         WHERE k.district_id = :district_id AND k.payer_id = :payer_id AND k.fund_id = :fund_id AND d.state = 'received'), 0) AS BIGINT) AS paid_fen,
       CAST(COALESCE((SELECT SUM(k.fen) FROM charge_collection k JOIN doc d ON d.district_id = k.district_id AND d.doc_id = k.doc_id
         WHERE k.district_id = :district_id AND k.payer_id = :payer_id AND k.fund_id = :fund_id AND d.state = 'review'), 0) AS BIGINT) AS waiting_fen;

-- ---- objections and contrary documents ----

-- name: charge_put_objection :exec
-- in:   district_id i64, objection_id i64, drawn_id i64, payer_id i64, reason text, raised_by i64, raised_ms i64
INSERT INTO charge_objection (district_id, objection_id, drawn_id, payer_id, reason, raised_by, raised_ms, state, answer, answered_by, answered_ms, credit_id)
VALUES (:district_id, :objection_id, :drawn_id, :payer_id, :reason, :raised_by, :raised_ms, 0, '', 0, 0, 0);

-- name: charge_answer_objection :exec
-- in:   district_id i64, objection_id i64, state i64, answer text, answered_by i64, answered_ms i64, credit_id i64
UPDATE charge_objection SET state = :state, answer = :answer, answered_by = :answered_by, answered_ms = :answered_ms, credit_id = :credit_id
 WHERE district_id = :district_id AND objection_id = :objection_id AND state = 0;

-- name: charge_reopen_objection :exec
-- in:   district_id i64, objection_id i64
-- The contrary document was not approved: the question is open again.
UPDATE charge_objection SET state = 0, answer = '', answered_by = 0, answered_ms = 0, credit_id = 0
 WHERE district_id = :district_id AND objection_id = :objection_id;

-- name: charge_objections :many
-- in:   district_id i64, objection_id i64, drawn_id i64, payer_id i64, state i64, before_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  objection_id i64, drawn_id i64, payer_id i64, item_id i64, qty i64, worth_fen i64, doc_id i64, charge_id i64, raised_by i64, raised_ms i64, state i64, answered_by i64, answered_ms i64, credit_id i64, reason text, answer text, payer text, item text, unit text, number text, path text
-- Newest first; state -1: all.
SELECT o.objection_id, o.drawn_id, o.payer_id, r.item_id, r.qty, r.worth_fen, r.doc_id, r.charge_id, o.raised_by, o.raised_ms, o.state, o.answered_by,
       o.answered_ms, o.credit_id, o.reason, o.answer, p.name AS payer, i.zh AS item, i.unit,
       COALESCE((SELECT d.number FROM doc d WHERE d.district_id = o.district_id AND d.doc_id = r.charge_id), '') AS number, p.path
  FROM charge_objection o
  JOIN charge_drawn r ON r.district_id = o.district_id AND r.drawn_id = o.drawn_id
  JOIN place p ON p.district_id = o.district_id AND p.place_id = o.payer_id
  JOIN item i ON i.district_id = o.district_id AND i.item_id = r.item_id
 WHERE o.district_id = :district_id AND (CAST(:objection_id AS BIGINT) = 0 OR o.objection_id = :objection_id)
   AND (CAST(:drawn_id AS BIGINT) = 0 OR o.drawn_id = :drawn_id) AND (CAST(:payer_id AS BIGINT) = 0 OR o.payer_id = :payer_id)
   AND (CAST(:state AS BIGINT) = -1 OR o.state = :state) AND (CAST(:before_id AS BIGINT) = 0 OR o.objection_id < :before_id) AND @scope(p.path)
 ORDER BY o.objection_id DESC
 LIMIT :limit;

-- name: charge_put_credit :exec
-- in:   district_id i64, doc_id i64, drawn_id i64, payer_id i64, fund_id i64, objection_id i64, fen i64, why text
INSERT INTO charge_credit (district_id, doc_id, drawn_id, payer_id, fund_id, objection_id, fen, why, booked_ms)
VALUES (:district_id, :doc_id, :drawn_id, :payer_id, :fund_id, :objection_id, :fen, :why, 0);

-- name: charge_credited :exec
-- in:   district_id i64, doc_id i64, now_ms i64
UPDATE charge_credit SET booked_ms = :now_ms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: charge_credit_of :one
-- in:   district_id i64, doc_id i64
-- row:  drawn_id i64, payer_id i64, fund_id i64, objection_id i64, fen i64, why text
SELECT drawn_id, payer_id, fund_id, objection_id, fen, why FROM charge_credit WHERE district_id = :district_id AND doc_id = :doc_id;

-- ---- the proof ----

-- name: charge_proof :many
-- in:   district_id i64, limit i64
-- row:  payer_id i64, fund_id i64, ledger_fen i64, rows_fen i64
-- What the journal says payers owe by charges, contrary documents and payments, and what the rows of their statements
-- come to, where the two differ.
WITH journal AS (
  SELECT a.who_id AS payer_id, a.fund_id, SUM(p.qty) AS fen
    FROM ledger_account a
    JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id
    JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
   WHERE a.district_id = :district_id AND a.kind = 66 AND e.kind IN ('charge', 'reduction', 'collection')
   GROUP BY a.who_id, a.fund_id),
moved AS (
  SELECT payer_id, fund_id, worth_fen AS fen FROM charge_drawn WHERE district_id = :district_id AND state = 2
  UNION ALL
  SELECT c.payer_id, c.fund_id, -c.fen FROM charge_credit c JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
   WHERE c.district_id = :district_id AND d.state = 'booked'
  UNION ALL
  SELECT k.payer_id, k.fund_id, -k.fen FROM charge_collection k JOIN doc d ON d.district_id = k.district_id AND d.doc_id = k.doc_id
   WHERE k.district_id = :district_id AND d.state = 'received'),
told AS (SELECT payer_id, fund_id, SUM(fen) AS fen FROM moved GROUP BY payer_id, fund_id),
sides AS (
  SELECT payer_id, fund_id, fen AS ledger_fen, 0 AS rows_fen FROM journal
  UNION ALL
  SELECT payer_id, fund_id, 0, fen FROM told)
SELECT payer_id, fund_id, CAST(SUM(ledger_fen) AS BIGINT) AS ledger_fen, CAST(SUM(rows_fen) AS BIGINT) AS rows_fen
  FROM sides
 GROUP BY payer_id, fund_id
HAVING SUM(ledger_fen) <> SUM(rows_fen)
 ORDER BY payer_id, fund_id
 LIMIT :limit;

-- name: charge_proof_rows :many
-- in:   district_id i64, limit i64
-- row:  drawn_id i64, worth_fen i64, line_fen i64, price_fen i64, price_units i64, qty i64
-- Charged rows that are not what their document's line says.
SELECT r.drawn_id, r.worth_fen, COALESCE(l.price_fen, 0) AS line_fen, r.price_fen, r.price_units, r.qty
  FROM charge_drawn r
  LEFT JOIN doc_line l ON l.district_id = r.district_id AND l.doc_id = r.charge_id AND l.line_no = r.charge_line_no
 WHERE r.district_id = :district_id AND r.state = 2 AND (l.line_no IS NULL OR l.taken <> r.qty OR l.item_id <> r.item_id OR l.lot_id <> r.lot_id
       OR l.price_fen <> r.price_fen OR l.price_units <> r.price_units)
 ORDER BY r.drawn_id
 LIMIT :limit;

-- name: charge_funds_owed :many
-- in:   district_id i64, payer_id i64, limit i64
-- row:  fund_id i64
SELECT DISTINCT fund_id FROM charge_drawn WHERE district_id = :district_id AND payer_id = :payer_id AND state = 2
 ORDER BY fund_id
 LIMIT :limit;
