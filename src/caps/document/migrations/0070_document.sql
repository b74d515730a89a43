-- Documents: the common head, its lines (content first, then counters), signatures, numbers and notes.
-- Other capabilities keep a kind's own fields in tables of their own beside these.
CREATE TABLE doc (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, kind TEXT NOT NULL, number TEXT, state TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version >= 1),
  steps BIGINT NOT NULL CHECK (steps >= 0),
  plan_version BIGINT NOT NULL, parent_id BIGINT NOT NULL, giver_id BIGINT NOT NULL, taker_id BIGINT NOT NULL,
  carrier_id BIGINT NOT NULL, worker_id BIGINT NOT NULL, from_place_id BIGINT NOT NULL, to_place_id BIGINT NOT NULL,
  owner_id BIGINT NOT NULL, owner2_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, fund2_id BIGINT NOT NULL,
  total_fen BIGINT NOT NULL CHECK (total_fen >= 0), created_by BIGINT NOT NULL, created_ms BIGINT NOT NULL,
  due_ms BIGINT NOT NULL, due_verb TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id), UNIQUE (district_id, number));
CREATE INDEX doc_by_state ON doc (district_id, kind, state, doc_id);
CREATE INDEX doc_by_parent ON doc (district_id, parent_id, doc_id);
CREATE INDEX doc_by_due ON doc (district_id, due_ms, doc_id);
CREATE TABLE doc_line (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL CHECK (line_no >= 1),
  parent_line_no BIGINT NOT NULL CHECK (parent_line_no >= 0), item_id BIGINT NOT NULL, lot_id BIGINT NOT NULL,
  claim_lot_id BIGINT NOT NULL, place_id BIGINT NOT NULL, owner_id BIGINT NOT NULL, fund_id BIGINT NOT NULL,
  dir BIGINT NOT NULL CHECK (dir BETWEEN 0 AND 2),
  price_fen BIGINT NOT NULL CHECK (price_fen >= 0), aid_fen BIGINT NOT NULL CHECK (aid_fen BETWEEN 0 AND price_fen),
  price_units BIGINT NOT NULL CHECK (price_units > 0), price_version BIGINT NOT NULL,
  asked BIGINT NOT NULL CHECK (asked > 0), granted BIGINT NOT NULL CHECK (granted >= 0),
  dropped BIGINT NOT NULL CHECK (dropped >= 0), sent BIGINT NOT NULL CHECK (sent >= 0),
  arrived BIGINT NOT NULL CHECK (arrived >= 0), short BIGINT NOT NULL CHECK (short >= 0),
  found BIGINT NOT NULL CHECK (found >= 0), lost BIGINT NOT NULL CHECK (lost >= 0),
  taken BIGINT NOT NULL CHECK (taken >= 0), back BIGINT NOT NULL CHECK (back >= 0),
  billed BIGINT NOT NULL CHECK (billed >= 0), paid BIGINT NOT NULL CHECK (paid >= 0),
  PRIMARY KEY (district_id, doc_id, line_no),
  FOREIGN KEY (district_id, doc_id) REFERENCES doc (district_id, doc_id),
  CHECK (aid_fen = 0 OR price_units = 1),
  CHECK (granted <= asked), CHECK (sent - back + dropped <= granted), CHECK (arrived + short <= sent),
  CHECK (taken + back <= arrived), CHECK (found + lost <= short), CHECK (billed <= taken), CHECK (paid <= billed));
CREATE INDEX doc_line_by_item ON doc_line (district_id, item_id, doc_id);
CREATE TABLE doc_sign (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, seq BIGINT NOT NULL, verb TEXT NOT NULL, place_no BIGINT NOT NULL,
  role TEXT NOT NULL, actor_id BIGINT NOT NULL,
  for_id BIGINT NOT NULL, signed_hash TEXT NOT NULL, PRIMARY KEY (district_id, doc_id, seq));
CREATE TABLE doc_number (
  district_id BIGINT NOT NULL, kind TEXT NOT NULL, day BIGINT NOT NULL, last BIGINT NOT NULL,
  PRIMARY KEY (district_id, kind, day));
CREATE TABLE doc_note (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, seq BIGINT NOT NULL, salt TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id, seq));
