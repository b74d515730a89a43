-- What is written on opening stock, line by line, until its approval makes lots of it.
CREATE TABLE stock_paper (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, batch TEXT NOT NULL,
  made_day BIGINT NOT NULL CHECK (made_day >= 0), expiry_day BIGINT NOT NULL CHECK (expiry_day >= 0),
  PRIMARY KEY (district_id, doc_id, line_no));
