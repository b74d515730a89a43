-- Designated shops: a place of kind shop, the organisation that owns it, and the decision it works by.
-- from_day 0: never designated.  until_day 0: no end.
CREATE TABLE shop (
  district_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, org_id BIGINT NOT NULL, kind BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 7),
  from_day BIGINT NOT NULL, until_day BIGINT NOT NULL, decision TEXT NOT NULL, withdrawn_ms BIGINT NOT NULL, withdrawn_why TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1), changed_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, shop_id));
CREATE INDEX shop_by_org ON shop (district_id, org_id);
CREATE TABLE shop_serve (
  district_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, place_id BIGINT NOT NULL, path TEXT NOT NULL,
  PRIMARY KEY (district_id, shop_id, place_id));
CREATE INDEX shop_serve_by_place ON shop_serve (district_id, place_id);
-- Every decision about a shop stays: verb designate or withdraw.
CREATE TABLE shop_decision (
  district_id BIGINT NOT NULL, decision_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, verb TEXT NOT NULL, at_ms BIGINT NOT NULL,
  by_id BIGINT NOT NULL, from_day BIGINT NOT NULL, until_day BIGINT NOT NULL, decision TEXT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (district_id, decision_id));
CREATE INDEX shop_decision_by_shop ON shop_decision (district_id, shop_id, decision_id);
-- What was seen: a delivery outside its window, and by which rule.
CREATE TABLE shop_breach (
  district_id BIGINT NOT NULL, breach_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, rule TEXT NOT NULL,
  what TEXT NOT NULL, happened_ms BIGINT NOT NULL, recorded_by BIGINT NOT NULL, decided_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, breach_id), UNIQUE (district_id, shop_id, doc_id, rule));
CREATE INDEX shop_breach_by_shop ON shop_breach (district_id, shop_id, breach_id);

-- Prices: a row for each version, never changed.  price_units base units cost price_fen.
CREATE TABLE price_version (
  district_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, item_id BIGINT NOT NULL, version BIGINT NOT NULL CHECK (version >= 1),
  price_fen BIGINT NOT NULL CHECK (price_fen >= 0), price_units BIGINT NOT NULL CHECK (price_units >= 1),
  shop_price_fen BIGINT NOT NULL CHECK (shop_price_fen >= price_fen), on_sale BIGINT NOT NULL CHECK (on_sale IN (0, 1)),
  set_ms BIGINT NOT NULL, set_by BIGINT NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (district_id, shop_id, item_id, version));
-- Which version holds now: one row per shop and item, so that a price list is one walk.
CREATE TABLE price_current (
  district_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, item_id BIGINT NOT NULL, version BIGINT NOT NULL, code TEXT NOT NULL,
  PRIMARY KEY (district_id, shop_id, item_id));
CREATE UNIQUE INDEX price_current_by_code ON price_current (district_id, shop_id, code);
-- Caps by an order of the regulator, on an item or (item_id 0) on a class of goods.
CREATE TABLE price_cap (
  district_id BIGINT NOT NULL, cap_id BIGINT NOT NULL, item_id BIGINT NOT NULL, category TEXT NOT NULL, place_id BIGINT NOT NULL,
  path TEXT NOT NULL, cap_fen BIGINT NOT NULL CHECK (cap_fen > 0), cap_units BIGINT NOT NULL CHECK (cap_units >= 1),
  from_ms BIGINT NOT NULL, until_ms BIGINT NOT NULL, decision TEXT NOT NULL, set_by BIGINT NOT NULL, set_ms BIGINT NOT NULL,
  lifted_ms BIGINT NOT NULL, lifted_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, cap_id));
CREATE INDEX price_cap_by_item ON price_cap (district_id, item_id, category);

-- Packages: an item and what is in it.  shop_id 0: the whole district's.
CREATE TABLE package (
  district_id BIGINT NOT NULL, item_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, code TEXT NOT NULL, rule TEXT NOT NULL,
  persons_min BIGINT NOT NULL CHECK (persons_min >= 1), persons_max BIGINT NOT NULL CHECK (persons_max >= persons_min),
  days BIGINT NOT NULL CHECK (days >= 1), version BIGINT NOT NULL CHECK (version >= 1), changed_ms BIGINT NOT NULL, changed_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, item_id));
CREATE UNIQUE INDEX package_by_code ON package (district_id, code);
CREATE TABLE package_part (
  district_id BIGINT NOT NULL, package_id BIGINT NOT NULL, part_no BIGINT NOT NULL, item_id BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  PRIMARY KEY (district_id, package_id, part_no));

-- An offer's own facts, beside its document.  stage: 0 draft, 1 open, 2 shut, 3 closed, 4 void.
-- pay: 1 in advance, 2 on delivery, 4 later, added up.
CREATE TABLE offer (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, area_id BIGINT NOT NULL, path TEXT NOT NULL, shop_path TEXT NOT NULL,
  stage BIGINT NOT NULL CHECK (stage BETWEEN 0 AND 4), name TEXT NOT NULL, remark TEXT NOT NULL, opens_ms BIGINT NOT NULL,
  cut_off_ms BIGINT NOT NULL CHECK (cut_off_ms > opens_ms), deliver_from_ms BIGINT NOT NULL,
  deliver_until_ms BIGINT NOT NULL CHECK (deliver_until_ms > deliver_from_ms), deliver_day BIGINT NOT NULL,
  pay BIGINT NOT NULL CHECK (pay BETWEEN 1 AND 7), copied_from BIGINT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
CREATE INDEX offer_by_area ON offer (district_id, stage, area_id, cut_off_ms);
CREATE INDEX offer_by_shop ON offer (district_id, shop_id, doc_id);
CREATE INDEX offer_by_stage ON offer (district_id, stage, doc_id);
CREATE INDEX offer_by_day ON offer (district_id, deliver_day, doc_id);
-- places: what is put on sale when it is published; afterwards the ledger counts.
CREATE TABLE offer_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, places BIGINT NOT NULL CHECK (places > 0),
  per_household BIGINT NOT NULL CHECK (per_household >= 0), shop_price_fen BIGINT NOT NULL, is_package BIGINT NOT NULL CHECK (is_package IN (0, 1)),
  PRIMARY KEY (district_id, doc_id, line_no));
-- The contents of its packages as they were when it was made.
CREATE TABLE offer_part (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, part_no BIGINT NOT NULL, item_id BIGINT NOT NULL,
  qty BIGINT NOT NULL CHECK (qty > 0),
  PRIMARY KEY (district_id, doc_id, line_no, part_no));
