-- What each day moved of every lot, place by place, owner and fund; written once a day is over, and never changed (day_sums.c).
-- Reports over many days read these instead of the postings.  Both tables may be emptied: they are filled again.

-- Through which day the sums stand, and the last entry of that day.
CREATE TABLE ledger_day_head (
	district_id BIGINT NOT NULL PRIMARY KEY,
	day         BIGINT NOT NULL,
	seq         BIGINT NOT NULL CHECK (seq > 0)
);

CREATE TABLE ledger_day_sum (
	district_id BIGINT NOT NULL,
	day         BIGINT NOT NULL,
	place_id    BIGINT NOT NULL,
	lot_id      BIGINT NOT NULL,
	owner_id    BIGINT NOT NULL,
	fund_id     BIGINT NOT NULL,
	received    BIGINT NOT NULL CHECK (received >= 0),
	issued      BIGINT NOT NULL CHECK (issued >= 0),
	closing     BIGINT NOT NULL,
	PRIMARY KEY (district_id, day, place_id, lot_id, owner_id, fund_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
