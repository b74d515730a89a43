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

-- What is written on imported opening stock, until somebody approves it and it becomes lots.
CREATE TABLE exchange_part (
	district_id BIGINT NOT NULL,
	doc_id      BIGINT NOT NULL,
	line_no     BIGINT NOT NULL,
	batch       TEXT   NOT NULL,
	expiry_day  BIGINT NOT NULL,
	PRIMARY KEY (district_id, doc_id, line_no)
);
