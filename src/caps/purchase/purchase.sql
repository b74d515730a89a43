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
-- in:   district_id i64, doc_id i64, name text, number text, entered_by i64, entered_ms i64
INSERT INTO purchase_paper (district_id, doc_id, name, number, entered_by, entered_ms)
VALUES (:district_id, :doc_id, :name, :number, :entered_by, :entered_ms)
ON CONFLICT (district_id, doc_id, name) DO UPDATE
   SET number = excluded.number, entered_by = excluded.entered_by, entered_ms = excluded.entered_ms;

-- name: purchase_papers :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  name text, number text
SELECT name, number FROM purchase_paper
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY name
 LIMIT :limit;

-- name: purchase_counted_by :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  actor_id i64
-- Who counted the goods in at the dock.
SELECT DISTINCT actor_id FROM ledger_entry
 WHERE district_id = :district_id AND doc_id = :doc_id AND verb = 'receive' AND reverses_seq IS NULL
 ORDER BY actor_id
 LIMIT :limit;
