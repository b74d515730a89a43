-- Purchases: invoices and papers beside the document.

-- name: purchase_bill_put :exec
-- in:   district_id i64, invoice_id i64, doc_id i64, supplier_id i64, invoice_no text, day i64, sum_fen i64, entered_by i64, entered_ms i64
INSERT INTO purchase_invoice (district_id, invoice_id, doc_id, supplier_id, invoice_no, day, sum_fen, entered_by, entered_ms)
VALUES (:district_id, :invoice_id, :doc_id, :supplier_id, :invoice_no, :day, :sum_fen, :entered_by, :entered_ms);

-- name: purchase_bill_known :many
-- in:   district_id i64, supplier_id i64, invoice_no text, limit i64
-- row:  doc_id i64, number text
SELECT i.doc_id, COALESCE(d.number, '') AS number
  FROM purchase_invoice i
  JOIN doc d ON d.district_id = i.district_id AND d.doc_id = i.doc_id
 WHERE i.district_id = :district_id AND i.supplier_id = :supplier_id AND i.invoice_no = :invoice_no
 ORDER BY i.doc_id
 LIMIT :limit;

-- name: purchase_bills :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  invoice_id i64, invoice_no text, day i64, sum_fen i64, entered_ms i64
SELECT invoice_id, invoice_no, day, sum_fen, entered_ms FROM purchase_invoice
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY invoice_id
 LIMIT :limit;

-- name: purchase_paper_put :exec
-- in:   district_id i64, doc_id i64, name text, number text, until_day i64, entered_by i64, entered_ms i64
INSERT INTO purchase_paper (district_id, doc_id, name, number, until_day, entered_by, entered_ms)
VALUES (:district_id, :doc_id, :name, :number, :until_day, :entered_by, :entered_ms)
ON CONFLICT (district_id, doc_id, name) DO UPDATE
   SET number = excluded.number, until_day = excluded.until_day, entered_by = excluded.entered_by, entered_ms = excluded.entered_ms;

-- name: purchase_papers :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  name text, number text, until_day i64
SELECT name, number, until_day FROM purchase_paper
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY name
 LIMIT :limit;

-- name: purchase_owed_rows :many
-- in:   district_id i64, under text, under_end text, limit i64
-- row:  doc_id i64, item_id i64, qty i64
-- Ordered and not yet on the shelf.
SELECT d.doc_id, l.item_id, CAST(SUM(l.granted - l.dropped - l.taken) AS BIGINT) AS qty
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE d.district_id = :district_id AND d.kind = 'purchase' AND d.state IN ('ordered', 'oral', 'overdue') AND p.path >= :under AND p.path < :under_end
 GROUP BY d.doc_id, l.item_id
HAVING SUM(l.granted - l.dropped - l.taken) > 0
 ORDER BY d.doc_id, l.item_id
 LIMIT :limit;

-- name: purchase_counted_by :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  actor_id i64
-- Who counted the goods in at the dock.
SELECT DISTINCT actor_id FROM ledger_entry
 WHERE district_id = :district_id AND doc_id = :doc_id AND verb = 'receive' AND reverses_seq IS NULL
 ORDER BY actor_id
 LIMIT :limit;

-- ---- inquiries ----

-- name: purchase_asked_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM purchase_asked WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: purchase_asked_put :exec
-- in:   district_id i64, doc_id i64, supplier_id i64
INSERT INTO purchase_asked (district_id, doc_id, supplier_id) VALUES (:district_id, :doc_id, :supplier_id)
ON CONFLICT (district_id, doc_id, supplier_id) DO NOTHING;

-- name: purchase_quote_put :exec
-- in:   district_id i64, doc_id i64, supplier_id i64, declined i64, delivery_days i64, valid_until i64, note text, entered_by i64, entered_ms i64
INSERT INTO purchase_quote (district_id, doc_id, supplier_id, declined, delivery_days, valid_until, note, entered_by, entered_ms)
VALUES (:district_id, :doc_id, :supplier_id, :declined, :delivery_days, :valid_until, :note, :entered_by, :entered_ms)
ON CONFLICT (district_id, doc_id, supplier_id) DO UPDATE
   SET declined = excluded.declined, delivery_days = excluded.delivery_days, valid_until = excluded.valid_until, note = excluded.note,
       entered_by = excluded.entered_by, entered_ms = excluded.entered_ms;

-- name: purchase_quote_lines_drop :exec
-- in:   district_id i64, doc_id i64, supplier_id i64
DELETE FROM purchase_quote_line WHERE district_id = :district_id AND doc_id = :doc_id AND supplier_id = :supplier_id;

-- name: purchase_quote_line_put :exec
-- in:   district_id i64, doc_id i64, supplier_id i64, line_no i64, qty i64, price_fen i64, price_units i64
INSERT INTO purchase_quote_line (district_id, doc_id, supplier_id, line_no, qty, price_fen, price_units)
VALUES (:district_id, :doc_id, :supplier_id, :line_no, :qty, :price_fen, :price_units);

-- name: purchase_quotes :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  supplier_id i64, name text, credit_code text, answered i64, declined i64, delivery_days i64, valid_until i64, note text, entered_by i64, entered_ms i64
-- Everybody who was asked, and what he answered.
SELECT a.supplier_id, o.name, o.credit_code, CAST(CASE WHEN q.supplier_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS answered,
       COALESCE(q.declined, 0) AS declined, COALESCE(q.delivery_days, 0) AS delivery_days, COALESCE(q.valid_until, 0) AS valid_until,
       COALESCE(q.note, '') AS note, COALESCE(q.entered_by, 0) AS entered_by, COALESCE(q.entered_ms, 0) AS entered_ms
  FROM purchase_asked a
  JOIN party_org o ON o.district_id = a.district_id AND o.org_id = a.supplier_id
  LEFT JOIN purchase_quote q ON q.district_id = a.district_id AND q.doc_id = a.doc_id AND q.supplier_id = a.supplier_id
 WHERE a.district_id = :district_id AND a.doc_id = :doc_id
 ORDER BY a.supplier_id
 LIMIT :limit;

-- name: purchase_quote_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  supplier_id i64, line_no i64, qty i64, price_fen i64, price_units i64
SELECT supplier_id, line_no, qty, price_fen, price_units FROM purchase_quote_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY supplier_id, line_no
 LIMIT :limit;

-- name: purchase_drawn :many
-- in:   district_id i64, doc_id i64, but_doc_id i64, limit i64
-- row:  supplier_id i64, line_no i64, qty i64
-- What purchases drawn from an inquiry take of each quote; one document is left out.
SELECT d.giver_id AS supplier_id, l.parent_line_no AS line_no, CAST(SUM(l.asked - l.dropped) AS BIGINT) AS qty
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND d.kind = 'purchase' AND d.doc_id <> :but_doc_id
   AND d.state NOT IN ('void', 'refused') AND l.parent_line_no > 0
 GROUP BY d.giver_id, l.parent_line_no
 ORDER BY d.giver_id, l.parent_line_no
 LIMIT :limit;

-- name: purchase_drawn_docs :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64, number text, state text, supplier_id i64, supplier text, total_fen i64
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.state, d.giver_id AS supplier_id, COALESCE(o.name, '') AS supplier, d.total_fen
  FROM doc d
  LEFT JOIN party_org o ON o.district_id = d.district_id AND o.org_id = d.giver_id
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND d.kind = 'purchase'
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: purchase_terms_put :exec
-- in:   district_id i64, doc_id i64, urgent text, reason text
INSERT INTO purchase_terms (district_id, doc_id, urgent, reason) VALUES (:district_id, :doc_id, :urgent, :reason)
ON CONFLICT (district_id, doc_id) DO UPDATE SET urgent = excluded.urgent, reason = excluded.reason;

-- name: purchase_terms_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM purchase_terms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: purchase_terms_of :one
-- in:   district_id i64, doc_id i64
-- row:  urgent text, reason text
SELECT urgent, reason FROM purchase_terms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: purchase_entries :many
-- in:   district_id i64, doc_id i64, verb text, limit i64
-- row:  seq i64, posted_ms i64, actor_id i64, fen i64
-- What each step of one verb took from the pledge: payments, with the slips the fund's book has of them beside it.
SELECT e.seq, e.posted_ms, e.actor_id, CAST(SUM(-p.qty) AS BIGINT) AS fen
  FROM ledger_entry e
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq AND p.lot_id = 1
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id AND a.kind = 62
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id AND e.verb = :verb
 GROUP BY e.seq, e.posted_ms, e.actor_id
 ORDER BY e.seq
 LIMIT :limit;

-- ---- suppliers ----

-- name: purchase_blocked :many
-- in:   district_id i64, org_id i64, limit i64
-- row:  block_id i64, reason text, blocked_by i64, blocked_ms i64
SELECT block_id, reason, blocked_by, blocked_ms FROM purchase_block
 WHERE district_id = :district_id AND org_id = :org_id AND lifted_ms = 0
 ORDER BY block_id
 LIMIT :limit;

-- name: purchase_block_put :exec
-- in:   district_id i64, block_id i64, org_id i64, reason text, blocked_by i64, blocked_ms i64
INSERT INTO purchase_block (district_id, block_id, org_id, reason, blocked_by, blocked_ms, lifted_by, lifted_ms, lift_reason)
VALUES (:district_id, :block_id, :org_id, :reason, :blocked_by, :blocked_ms, 0, 0, '');

-- name: purchase_block_lift :exec
-- in:   district_id i64, org_id i64, lifted_by i64, lifted_ms i64, lift_reason text
UPDATE purchase_block SET lifted_by = :lifted_by, lifted_ms = :lifted_ms, lift_reason = :lift_reason
 WHERE district_id = :district_id AND org_id = :org_id AND lifted_ms = 0;

-- name: purchase_supplies_drop :exec
-- in:   district_id i64, org_id i64
DELETE FROM purchase_supplies WHERE district_id = :district_id AND org_id = :org_id;

-- name: purchase_supplies_put :exec
-- in:   district_id i64, org_id i64, category text
INSERT INTO purchase_supplies (district_id, org_id, category) VALUES (:district_id, :org_id, :category);

-- name: purchase_supplies_of :many
-- in:   district_id i64, org_id i64, limit i64
-- row:  category text
SELECT category FROM purchase_supplies WHERE district_id = :district_id AND org_id = :org_id ORDER BY category LIMIT :limit;

-- name: purchase_suppliers :many
-- in:   district_id i64, like text, category text, after text, limit i64
-- row:  org_id i64, code text, name text, credit_code text, contact text, active i64, blocked_reason text, blocked_by i64, blocked_ms i64, purchases i64, total_fen i64
-- Suppliers by code, with what stands against them and what was ordered from them.
SELECT o.org_id, o.code, o.name, o.credit_code, o.contact, o.active, COALESCE(b.reason, '') AS blocked_reason, COALESCE(b.blocked_by, 0) AS blocked_by,
       COALESCE(b.blocked_ms, 0) AS blocked_ms, CAST(COALESCE(s.n, 0) AS BIGINT) AS purchases, CAST(COALESCE(s.fen, 0) AS BIGINT) AS total_fen
  FROM party_org o
  LEFT JOIN purchase_block b ON b.district_id = o.district_id AND b.org_id = o.org_id AND b.lifted_ms = 0
  LEFT JOIN (SELECT district_id, giver_id, COUNT(*) AS n, SUM(total_fen) AS fen FROM doc
              WHERE kind = 'purchase' AND state IN ('ordered', 'oral', 'overdue', 'closed') GROUP BY district_id, giver_id) s
         ON s.district_id = o.district_id AND s.giver_id = o.org_id
 WHERE o.district_id = :district_id AND (o.roles % 2) = 1 AND o.code > :after
   AND (LOWER(o.name) LIKE :like ESCAPE '!' OR LOWER(o.code) LIKE :like ESCAPE '!')
   AND (CAST(:category AS TEXT) = '' OR EXISTS (SELECT 1 FROM purchase_supplies c WHERE c.district_id = o.district_id AND c.org_id = o.org_id AND c.category = :category))
 ORDER BY o.code
 LIMIT :limit;

-- name: purchase_class_suppliers :many
-- in:   district_id i64, limit i64
-- row:  category text, suppliers i64, blocked i64
-- How many suppliers each class of goods has, those in use and not blocked; how many are blocked.
SELECT c.category, CAST(SUM(CASE WHEN o.active = 1 AND b.org_id IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS suppliers,
       CAST(SUM(CASE WHEN b.org_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS blocked
  FROM purchase_supplies c
  JOIN party_org o ON o.district_id = c.district_id AND o.org_id = c.org_id
  LEFT JOIN purchase_block b ON b.district_id = c.district_id AND b.org_id = c.org_id AND b.lifted_ms = 0
 WHERE c.district_id = :district_id
 GROUP BY c.category
 ORDER BY c.category
 LIMIT :limit;

-- name: purchase_deliverers :many
-- in:   district_id i64, limit i64
-- row:  category text, org_id i64
-- Who can deliver what: suppliers in use from whom something may be bought.
SELECT c.category, c.org_id
  FROM purchase_supplies c
  JOIN party_org o ON o.district_id = c.district_id AND o.org_id = c.org_id AND o.active = 1
 WHERE c.district_id = :district_id
   AND NOT EXISTS (SELECT 1 FROM purchase_block b WHERE b.district_id = c.district_id AND b.org_id = c.org_id AND b.lifted_ms = 0)
 ORDER BY c.org_id, c.category
 LIMIT :limit;

-- ---- finance review ----

-- name: purchase_review :many
-- in:   district_id i64, from_ms i64, until_ms i64, fund_id i64, before_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, state text, supplier text, fund text, created_ms i64, total_fen i64, billed_fen i64, paid_fen i64, quotes i64, oral i64, late i64, unslipped i64, urgent text, reason text
-- What was spent and how it came to be: newest first, drafts and refusals left out.
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.state, COALESCE(o.name, '') AS supplier, COALESCE(f.zh, '') AS fund, d.created_ms, d.total_fen,
       CAST(COALESCE((SELECT SUM(i.sum_fen) FROM purchase_invoice i WHERE i.district_id = d.district_id AND i.doc_id = d.doc_id), 0) AS BIGINT) AS billed_fen,
       CAST(COALESCE((SELECT SUM(-x.qty) FROM ledger_entry e
                        JOIN ledger_posting x ON x.district_id = e.district_id AND x.seq = e.seq AND x.lot_id = 1
                        JOIN ledger_account a ON a.district_id = x.district_id AND a.account_id = x.account_id AND a.kind = 62
                       WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'pay'), 0) AS BIGINT) AS paid_fen,
       CAST(CASE WHEN d.parent_id = 0 THEN 1 ELSE (SELECT COUNT(*) FROM purchase_quote q WHERE q.district_id = d.district_id AND q.doc_id = d.parent_id AND q.declined = 0) END AS BIGINT) AS quotes,
       CAST((SELECT COUNT(*) FROM ledger_entry e WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'order_orally') AS BIGINT) AS oral,
       CAST((SELECT COUNT(*) FROM ledger_entry e WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'late') AS BIGINT) AS late,
       CAST((SELECT COUNT(*) FROM ledger_entry e
              WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'pay'
                AND EXISTS (SELECT 1 FROM ledger_posting x WHERE x.district_id = e.district_id AND x.seq = e.seq)
                AND NOT EXISTS (SELECT 1 FROM fund_slip_entry s WHERE s.district_id = e.district_id AND s.seq = e.seq)) AS BIGINT) AS unslipped,
       COALESCE(t.urgent, '') AS urgent, COALESCE(t.reason, '') AS reason
  FROM doc d
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
  LEFT JOIN party_org o ON o.district_id = d.district_id AND o.org_id = d.giver_id
  LEFT JOIN fund f ON f.district_id = d.district_id AND f.fund_id = d.fund_id
  LEFT JOIN purchase_terms t ON t.district_id = d.district_id AND t.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.kind = 'purchase' AND d.state NOT IN ('draft', 'review', 'void', 'refused')
   AND d.created_ms >= :from_ms AND d.created_ms < :until_ms AND (CAST(:fund_id AS BIGINT) = 0 OR d.fund_id = :fund_id)
   AND (CAST(:before_id AS BIGINT) = 0 OR d.doc_id < :before_id) AND @scope(p.path)
 ORDER BY d.doc_id DESC
 LIMIT :limit;
