-- Subsidies paid out to a shop by the office that gives them, each against a statement both sides confirmed.
CREATE TABLE settlement_pay_out (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, area_id BIGINT NOT NULL, day BIGINT NOT NULL,
  fund_id BIGINT NOT NULL, fen BIGINT NOT NULL CHECK (fen >= 1), second BIGINT NOT NULL CHECK (second IN (0, 1)),
  asked_by BIGINT NOT NULL, asked_ms BIGINT NOT NULL, paid_by BIGINT NOT NULL, paid_ms BIGINT NOT NULL,
  state TEXT NOT NULL, number TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (district_id, doc_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX settlement_pay_out_by_shop ON settlement_pay_out (district_id, shop_id, doc_id);

-- Which orders' subsidised parts it pays: what an order has been paid is paid once, whatever statements it stands in.
-- Negative where an order's goods went back after it had been paid: set against what is due.
CREATE TABLE settlement_pay_out_order (
  district_id BIGINT NOT NULL, order_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, fen BIGINT NOT NULL,
  PRIMARY KEY (district_id, order_id, doc_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX settlement_pay_out_order_by_doc ON settlement_pay_out_order (district_id, doc_id, order_id);
