-- Funds: money with a purpose.  source: 0 budget, 1 grant, 2 donation, 3 sale, 4 scrap.  rule: the plan's fund, or ''.
-- holder_id: the place that keeps the account.  closed_ms 0: open.
CREATE TABLE fund (
  district_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, code TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
  source BIGINT NOT NULL CHECK (source BETWEEN 0 AND 4), rule TEXT NOT NULL, purpose TEXT NOT NULL, holder_id BIGINT NOT NULL,
  opened_by BIGINT NOT NULL, opened_ms BIGINT NOT NULL, closed_ms BIGINT NOT NULL, version BIGINT NOT NULL CHECK (version >= 1),
  PRIMARY KEY (district_id, fund_id));
CREATE UNIQUE INDEX fund_by_code ON fund (district_id, code);
-- For whom and for what a fund is meant; no row of a sort: for everybody, for everything.  place_id 0: a class of goods.
CREATE TABLE fund_purpose (
  district_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, row_no BIGINT NOT NULL, place_id BIGINT NOT NULL, path TEXT NOT NULL, category TEXT NOT NULL,
  PRIMARY KEY (district_id, fund_id, row_no));
-- The paper behind money received: number of the bank slip or of the decision.
CREATE TABLE fund_paper (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, paper TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE UNIQUE INDEX fund_paper_once ON fund_paper (district_id, fund_id, paper);
