-- Suppliers that were asked for a price (inquiry), their quotes line by line, and what a purchase says of its choice.
CREATE TABLE purchase_asked (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, supplier_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, supplier_id));
-- declined 1: he does not sell.  valid_until: last day on which the price binds him.
CREATE TABLE purchase_quote (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, supplier_id BIGINT NOT NULL, declined BIGINT NOT NULL CHECK (declined IN (0, 1)),
  delivery_days BIGINT NOT NULL CHECK (delivery_days >= 0), valid_until BIGINT NOT NULL, note TEXT NOT NULL,
  entered_by BIGINT NOT NULL, entered_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id, supplier_id));
CREATE TABLE purchase_quote_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, supplier_id BIGINT NOT NULL, line_no BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  price_fen BIGINT NOT NULL CHECK (price_fen > 0), price_units BIGINT NOT NULL CHECK (price_units > 0),
  PRIMARY KEY (district_id, doc_id, supplier_id, line_no));
-- Of a purchase: why it cannot wait ('' it can), and why this supplier though another is cheaper.
CREATE TABLE purchase_terms (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, urgent TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
-- Suppliers nothing is bought from for now.  lifted_ms 0: still so.
CREATE TABLE purchase_block (
  district_id BIGINT NOT NULL, block_id BIGINT NOT NULL, org_id BIGINT NOT NULL, reason TEXT NOT NULL, blocked_by BIGINT NOT NULL,
  blocked_ms BIGINT NOT NULL, lifted_by BIGINT NOT NULL, lifted_ms BIGINT NOT NULL, lift_reason TEXT NOT NULL,
  PRIMARY KEY (district_id, block_id));
CREATE INDEX purchase_block_by_org ON purchase_block (district_id, org_id, lifted_ms);
-- Which classes of goods a supplier can deliver.
CREATE TABLE purchase_supplies (
  district_id BIGINT NOT NULL, org_id BIGINT NOT NULL, category TEXT NOT NULL,
  PRIMARY KEY (district_id, org_id, category));
CREATE INDEX purchase_supplies_by_class ON purchase_supplies (district_id, category, org_id);
