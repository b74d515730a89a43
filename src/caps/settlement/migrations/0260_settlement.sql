-- Every sum either side of a settlement says it counted, the refused ones too: a difference does not go unnoticed (D10.4).
-- verb is the step of the document it counts for; side: 0 the worker, 1 the shop.  The last row of a side counts.
CREATE TABLE settlement_count (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, count_no BIGINT NOT NULL, verb TEXT NOT NULL,
  side BIGINT NOT NULL CHECK (side IN (0, 1)), account_id BIGINT NOT NULL, sum_fen BIGINT NOT NULL CHECK (sum_fen >= 0),
  counted_ms BIGINT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id, count_no)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end

-- Beside the document, for lists: whose, where, and what each side counted last for the step that is open (-1: nothing yet).
CREATE TABLE settlement (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, worker_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, area_id BIGINT NOT NULL,
  books_fen BIGINT NOT NULL, worker_fen BIGINT NOT NULL, shop_fen BIGINT NOT NULL, taken_fen BIGINT NOT NULL, cleared_fen BIGINT NOT NULL,
  returned_fen BIGINT NOT NULL, opened_ms BIGINT NOT NULL, counted_ms BIGINT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
  number TEXT NOT NULL, PRIMARY KEY (district_id, doc_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX settlement_by_worker ON settlement (district_id, worker_id, doc_id);
CREATE INDEX settlement_by_shop ON settlement (district_id, shop_id, doc_id);

-- A day's account between a shop and an area (community, station, subdistrict) as each side confirmed it: the total it had,
-- and the ledger's last entry it was shown.  Figures of the day that change afterwards no longer fit and are told.
CREATE TABLE settlement_statement (
  district_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, area_id BIGINT NOT NULL, day BIGINT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1), figures TEXT NOT NULL, shop_fen BIGINT NOT NULL, area_fen BIGINT NOT NULL,
  shop_by BIGINT NOT NULL, shop_ms BIGINT NOT NULL, area_by BIGINT NOT NULL, area_ms BIGINT NOT NULL,
  shop_note TEXT NOT NULL, area_note TEXT NOT NULL,
  PRIMARY KEY (district_id, shop_id, area_id, day));
CREATE INDEX settlement_statement_by_day ON settlement_statement (district_id, day, shop_id, area_id);
