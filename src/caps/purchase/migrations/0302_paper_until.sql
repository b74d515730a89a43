-- Until which day a paper that came with the goods holds (the last day); 0: it says none.
ALTER TABLE purchase_paper ADD COLUMN until_day BIGINT NOT NULL DEFAULT 0 CHECK (until_day >= 0);
