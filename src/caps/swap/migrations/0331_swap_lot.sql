-- What is printed on goods that come in, written down by whoever counts first: both sides sign the same.
ALTER TABLE swap_line ADD COLUMN batch TEXT NOT NULL DEFAULT '';
ALTER TABLE swap_line ADD COLUMN expiry_day BIGINT NOT NULL DEFAULT 0;
