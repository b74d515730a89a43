-- What units took out of the district's goods, a row for each lot of a line and receipt, and why it costs them what.
-- state: 0 no rule says who pays, 1 somebody else pays, 2 charged, 3 waits for a price, 4 waits for a fund to pay into.
-- Rule, price and where they come from are frozen here in words: a later plan changes nothing of it.
CREATE TABLE charge_drawn (
  district_id BIGINT NOT NULL, drawn_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, seq BIGINT NOT NULL, line_no BIGINT NOT NULL,
  item_id BIGINT NOT NULL, lot_id BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0), taken_ms BIGINT NOT NULL, payer_id BIGINT NOT NULL,
  agent TEXT NOT NULL, agent_zh TEXT NOT NULL, agent_en TEXT NOT NULL, plan TEXT NOT NULL, rule TEXT NOT NULL, rule_zh TEXT NOT NULL,
  rule_en TEXT NOT NULL, rule_source TEXT NOT NULL, state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 4), price_fen BIGINT NOT NULL CHECK (price_fen >= 0),
  price_units BIGINT NOT NULL CHECK (price_units >= 1), price_by BIGINT NOT NULL CHECK (price_by BETWEEN 0 AND 4), price_source TEXT NOT NULL,
  worth_fen BIGINT NOT NULL CHECK (worth_fen >= 0), fund_id BIGINT NOT NULL, charge_id BIGINT NOT NULL, charge_line_no BIGINT NOT NULL,
  booked_seq BIGINT NOT NULL, booked_ms BIGINT NOT NULL, due_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, drawn_id), CHECK ((state = 2) = (charge_id > 0)));
CREATE UNIQUE INDEX charge_drawn_once ON charge_drawn (district_id, seq, line_no, lot_id);
CREATE INDEX charge_drawn_by_payer ON charge_drawn (district_id, payer_id, state, booked_seq, charge_line_no);
CREATE INDEX charge_drawn_by_state ON charge_drawn (district_id, state, drawn_id);
CREATE INDEX charge_drawn_by_charge ON charge_drawn (district_id, charge_id, charge_line_no);
-- Prices a person stated where the books know none, with the paper they come from: of a lot, or (lot_id 0) the market price of an item.
CREATE TABLE charge_price (
  district_id BIGINT NOT NULL, price_id BIGINT NOT NULL, lot_id BIGINT NOT NULL, item_id BIGINT NOT NULL, price_fen BIGINT NOT NULL CHECK (price_fen > 0),
  price_units BIGINT NOT NULL CHECK (price_units >= 1), source TEXT NOT NULL, set_by BIGINT NOT NULL, set_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, price_id));
CREATE INDEX charge_price_of ON charge_price (district_id, item_id, lot_id, price_id);
-- Payments: the bank slip beside the document.  second: the plan wanted two people when it was entered.
CREATE TABLE charge_collection (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, payer_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, fen BIGINT NOT NULL CHECK (fen > 0),
  slip TEXT NOT NULL, slip_day BIGINT NOT NULL, second BIGINT NOT NULL CHECK (second IN (0, 1)), received_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE INDEX charge_collection_by_payer ON charge_collection (district_id, payer_id, doc_id);
CREATE INDEX charge_collection_by_slip ON charge_collection (district_id, fund_id, slip);
-- Objections of payers to a row, and the answer.  state: 0 open, 1 kept as it was, 2 reduced by a contrary document.
CREATE TABLE charge_objection (
  district_id BIGINT NOT NULL, objection_id BIGINT NOT NULL, drawn_id BIGINT NOT NULL, payer_id BIGINT NOT NULL, reason TEXT NOT NULL,
  raised_by BIGINT NOT NULL, raised_ms BIGINT NOT NULL, state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 2), answer TEXT NOT NULL,
  answered_by BIGINT NOT NULL, answered_ms BIGINT NOT NULL, credit_id BIGINT NOT NULL,
  PRIMARY KEY (district_id, objection_id));
CREATE INDEX charge_objection_by_drawn ON charge_objection (district_id, drawn_id, objection_id);
CREATE INDEX charge_objection_by_state ON charge_objection (district_id, state, objection_id);
-- Contrary documents: so much less for a row.
CREATE TABLE charge_credit (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, drawn_id BIGINT NOT NULL, payer_id BIGINT NOT NULL, fund_id BIGINT NOT NULL,
  objection_id BIGINT NOT NULL, fen BIGINT NOT NULL CHECK (fen > 0), why TEXT NOT NULL, booked_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE INDEX charge_credit_by_drawn ON charge_credit (district_id, drawn_id);
CREATE INDEX charge_credit_by_payer ON charge_credit (district_id, payer_id, doc_id);
