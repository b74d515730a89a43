-- Two households somebody looked at and found to be two: the finder of doubles no longer shows them.
CREATE TABLE household_pair (
	district_id BIGINT NOT NULL,
	a_id        BIGINT NOT NULL,
	b_id        BIGINT NOT NULL CHECK (a_id < b_id),
	by_id       BIGINT NOT NULL,
	kept_ms     BIGINT NOT NULL,
	reason      TEXT   NOT NULL,
	PRIMARY KEY (district_id, a_id, b_id)
);
CREATE INDEX household_by_merge ON household (district_id, merged_into) WHERE merged_into > 0;
