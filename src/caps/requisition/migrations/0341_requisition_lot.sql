-- What is printed on goods that are taken over, written down by whoever counts first: both sides sign the same.
ALTER TABLE requisition_line ADD COLUMN batch TEXT NOT NULL DEFAULT '';
ALTER TABLE requisition_line ADD COLUMN expiry_day BIGINT NOT NULL DEFAULT 0;
