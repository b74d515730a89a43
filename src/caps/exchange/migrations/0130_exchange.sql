-- What the headings in somebody's files mean: remembered per account and kind of file.
CREATE TABLE exchange_heading (
	district_id BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	what        BIGINT NOT NULL,
	heading     TEXT   NOT NULL,
	field       TEXT   NOT NULL,        -- '': ignore the column
	changed_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id, what, heading)
);
