-- What a count said, row by row, also where it found no difference.
CREATE TABLE stock_count (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, row_no BIGINT NOT NULL, item_id BIGINT NOT NULL, lot_id BIGINT NOT NULL,
  owner_id BIGINT NOT NULL, fund_id BIGINT NOT NULL, booked BIGINT NOT NULL CHECK (booked >= 0),
  counted BIGINT NOT NULL CHECK (counted >= 0), reason TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id, row_no));
