-- Invoices of purchases: one row for each, entered once for a supplier.
CREATE TABLE purchase_invoice (
  district_id BIGINT NOT NULL, invoice_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, supplier_id BIGINT NOT NULL, invoice_no TEXT NOT NULL,
  day BIGINT NOT NULL, sum_fen BIGINT NOT NULL CHECK (sum_fen > 0), entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, invoice_id));
CREATE UNIQUE INDEX purchase_invoice_once ON purchase_invoice (district_id, supplier_id, invoice_no);
CREATE INDEX purchase_invoice_by_doc ON purchase_invoice (district_id, doc_id, invoice_id);
-- Papers that have to come with the goods (certificates), as the plan's flow names them.
CREATE TABLE purchase_paper (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL, entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, name));
