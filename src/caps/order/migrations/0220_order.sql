-- What stands beside the document of a household's order: whose, for where, how it came in, and its state for lists.
-- path is that of the building, sort the order in which its stairs are walked: a list of any size is filtered and read
-- without joining.  open_by_ms: deliver_by_ms while goods are still owed, 0 otherwise, so that what is late is one range.
-- pay and channel are words of order_pay_words and order_channel_words; trouble is a set of bits (enum order_trouble).
CREATE TABLE household_order (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, household_id BIGINT NOT NULL, building_id BIGINT NOT NULL,
  grid_id BIGINT NOT NULL, offer_id BIGINT NOT NULL, shop_id BIGINT NOT NULL, station_id BIGINT NOT NULL,
  channel BIGINT NOT NULL CHECK (channel BETWEEN 0 AND 4), pay BIGINT NOT NULL CHECK (pay BETWEEN 0 AND 2),
  substitute BIGINT NOT NULL CHECK (substitute IN (0, 1)), special BIGINT NOT NULL CHECK (special IN (0, 1)),
  trouble BIGINT NOT NULL CHECK (trouble >= 0), late BIGINT NOT NULL CHECK (late IN (0, 1)),
  placed_ms BIGINT NOT NULL, queue_ms BIGINT NOT NULL, changed_ms BIGINT NOT NULL, deliver_by_ms BIGINT NOT NULL,
  open_by_ms BIGINT NOT NULL, own_fen BIGINT NOT NULL CHECK (own_fen >= 0), aid_fen BIGINT NOT NULL CHECK (aid_fen >= 0),
  replaces_id BIGINT NOT NULL, state TEXT NOT NULL, number TEXT NOT NULL, pickup_no TEXT NOT NULL, door TEXT NOT NULL,
  sort BIGINT NOT NULL, path TEXT NOT NULL, remark TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE UNIQUE INDEX household_order_by_pickup ON household_order (district_id, offer_id, pickup_no, replaces_id, doc_id);
CREATE INDEX household_order_by_household ON household_order (district_id, household_id, doc_id);
CREATE INDEX household_order_by_grid ON household_order (district_id, grid_id, doc_id);
CREATE INDEX household_order_by_state ON household_order (district_id, state, doc_id);
CREATE INDEX household_order_trouble ON household_order (district_id, doc_id) WHERE trouble > 0;
CREATE INDEX household_order_open ON household_order (district_id, open_by_ms, doc_id);

-- One row per household, rule of the plan and turn: a second order fails on the key even if every check before it was wrong.
CREATE TABLE order_turn (
  district_id BIGINT NOT NULL, household_id BIGINT NOT NULL, scheme_id BIGINT NOT NULL, turn_no BIGINT NOT NULL,
  doc_id BIGINT NOT NULL, taken_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, household_id, scheme_id, turn_no)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX order_turn_by_doc ON order_turn (district_id, doc_id);

-- The last pickup number given for an offer.
CREATE TABLE order_pickup (
  district_id BIGINT NOT NULL, offer_id BIGINT NOT NULL, last BIGINT NOT NULL, PRIMARY KEY (district_id, offer_id));

-- Sums over the orders of an offer in a grid, kept with every step.  line_no 0: the orders as such.
-- qty is what is still wanted (granted - dropped), money that of qty; unpaid_fen what households still have to pay in advance.
CREATE TABLE order_sum (
  district_id BIGINT NOT NULL, offer_id BIGINT NOT NULL, line_no BIGINT NOT NULL, grid_id BIGINT NOT NULL,
  orders BIGINT NOT NULL, qty BIGINT NOT NULL, dropped BIGINT NOT NULL, taken BIGINT NOT NULL,
  own_fen BIGINT NOT NULL, aid_fen BIGINT NOT NULL, unpaid_fen BIGINT NOT NULL,
  PRIMARY KEY (district_id, offer_id, line_no, grid_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end

-- What the shop has confirmed it can bring of a line of an offer, each time it said so; the last one counts.
CREATE TABLE order_confirm (
  district_id BIGINT NOT NULL, offer_id BIGINT NOT NULL, line_no BIGINT NOT NULL, confirmed_ms BIGINT NOT NULL,
  qty BIGINT NOT NULL CHECK (qty >= 0), wanted BIGINT NOT NULL CHECK (wanted >= 0), confirmed_by BIGINT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (district_id, offer_id, line_no, confirmed_ms));
