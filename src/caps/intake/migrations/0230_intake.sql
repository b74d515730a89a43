-- What came in as a pasted chat list or as a file, kept as it came until it is erased (raw), and what was made of it, row by row.
-- A batch belongs to an offer and a place; the newest of them counts (newer_id 0).  source: a word of intake_source_words.
-- In rows no name and no phone stands in full: before, doubt and after are the line as written with both masked.
CREATE TABLE intake_batch (
  district_id BIGINT NOT NULL, batch_id BIGINT NOT NULL, place_id BIGINT NOT NULL, path TEXT NOT NULL, offer_id BIGINT NOT NULL,
  source BIGINT NOT NULL CHECK (source IN (0, 1)), title TEXT NOT NULL, file_name TEXT NOT NULL, digest TEXT NOT NULL, raw TEXT NOT NULL,
  pay BIGINT NOT NULL, default_line BIGINT NOT NULL, taken_ms BIGINT NOT NULL, asked_ms BIGINT NOT NULL, taken_by BIGINT NOT NULL,
  newer_id BIGINT NOT NULL, n_lines BIGINT NOT NULL, erased_ms BIGINT NOT NULL, version BIGINT NOT NULL,
  PRIMARY KEY (district_id, batch_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX intake_batch_by_offer ON intake_batch (district_id, offer_id, place_id, source, batch_id);

CREATE TABLE intake_row (
  district_id BIGINT NOT NULL, batch_id BIGINT NOT NULL, row_no BIGINT NOT NULL, line_no BIGINT NOT NULL, of_line BIGINT NOT NULL,
  state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 7), problem BIGINT NOT NULL, household_id BIGINT NOT NULL, doc_id BIGINT NOT NULL,
  door TEXT NOT NULL, sort TEXT NOT NULL, wants TEXT NOT NULL, qty BIGINT NOT NULL, before TEXT NOT NULL, doubt TEXT NOT NULL, after TEXT NOT NULL,
  remark TEXT NOT NULL, answers TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, text_key TEXT NOT NULL,
  answered_ms BIGINT NOT NULL, answered_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, batch_id, row_no)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX intake_row_by_state ON intake_row (district_id, batch_id, state, sort, row_no);
CREATE INDEX intake_row_by_household ON intake_row (district_id, batch_id, household_id);

-- The order a household has from the lists of an offer: what a newer copy is compared with.
CREATE TABLE intake_order (
  district_id BIGINT NOT NULL, offer_id BIGINT NOT NULL, household_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, batch_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL, source BIGINT NOT NULL, wants TEXT NOT NULL,
  PRIMARY KEY (district_id, offer_id, household_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
