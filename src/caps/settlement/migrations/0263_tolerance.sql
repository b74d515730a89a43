-- A difference of two counts that was closed over, as the plan tolerates it or who settles by the plan allowed it: shop less worker, of the last step.
ALTER TABLE settlement ADD COLUMN noted_fen BIGINT NOT NULL DEFAULT 0;

-- Leave to close over a difference larger than the plan tolerates, by somebody the plan lets settle and who has not counted.
CREATE TABLE settlement_allowed (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, verb TEXT NOT NULL, difference_fen BIGINT NOT NULL,
  allowed_by BIGINT NOT NULL, allowed_ms BIGINT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (district_id, doc_id, verb)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
