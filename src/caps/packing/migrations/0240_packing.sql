-- Pick waves: orders of one offer that are picked and packed together.
-- place_id: the station, grid or building they go to; 0: all of the offer.  state: 0 open, 1 closed.
CREATE TABLE pick_wave (
  district_id BIGINT NOT NULL, wave_id BIGINT NOT NULL, offer_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, shop_path TEXT NOT NULL,
  place_id BIGINT NOT NULL, name TEXT NOT NULL, state BIGINT NOT NULL CHECK (state IN (0, 1)), version BIGINT NOT NULL CHECK (version >= 1),
  n_orders BIGINT NOT NULL, n_packed BIGINT NOT NULL CHECK (n_packed BETWEEN 0 AND n_orders), created_ms BIGINT NOT NULL,
  created_by BIGINT NOT NULL, closed_ms BIGINT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (district_id, wave_id));
CREATE INDEX pick_wave_by_offer ON pick_wave (district_id, offer_id, wave_id);
CREATE INDEX pick_wave_by_state ON pick_wave (district_id, state, wave_id);
CREATE INDEX pick_wave_by_shop ON pick_wave (district_id, shop_id, wave_id);
-- An order is in one wave, or in none.  position: the order in which its stairs are walked.
CREATE TABLE pick_order (
  district_id BIGINT NOT NULL, wave_id BIGINT NOT NULL, position BIGINT NOT NULL, doc_id BIGINT NOT NULL, packed_ms BIGINT NOT NULL,
  packed_by BIGINT NOT NULL, boxes BIGINT NOT NULL CHECK (boxes >= 0),
  PRIMARY KEY (district_id, wave_id, position), UNIQUE (district_id, doc_id));
-- What goes into each household's parcel; picked by the scanner.
CREATE TABLE pick_line (
  district_id BIGINT NOT NULL, wave_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, item_id BIGINT NOT NULL,
  qty BIGINT NOT NULL CHECK (qty > 0), picked BIGINT NOT NULL CHECK (picked BETWEEN 0 AND qty),
  PRIMARY KEY (district_id, doc_id, line_no));
CREATE INDEX pick_line_by_wave ON pick_line (district_id, wave_id, item_id);
