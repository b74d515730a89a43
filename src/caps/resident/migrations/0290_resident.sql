-- Households on their own phones: links to come in by, phones that are in, who waits for a yes, codes given by hand, what was said.
CREATE TABLE resident_link (
	district_id BIGINT NOT NULL,
	link_id     BIGINT NOT NULL,
	token       TEXT   NOT NULL,
	place_id    BIGINT NOT NULL,
	path        TEXT   NOT NULL,
	made_by     BIGINT NOT NULL,
	made_ms     BIGINT NOT NULL,
	ended_ms    BIGINT NOT NULL,
	PRIMARY KEY (district_id, link_id)
);
CREATE UNIQUE INDEX resident_link_by_token ON resident_link (district_id, token);
CREATE INDEX resident_link_by_path ON resident_link (district_id, path);

-- One account per household: it acts under this number.
CREATE TABLE resident_home (
	district_id  BIGINT NOT NULL,
	account_id   BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id)
);
CREATE UNIQUE INDEX resident_home_by_household ON resident_home (district_id, household_id);

-- how: 1 by the phone number on the roster, 2 by the worker's yes, 3 by a code.
CREATE TABLE resident_phone (
	district_id  BIGINT NOT NULL,
	phone_id     BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	account_id   BIGINT NOT NULL,
	token_hash   TEXT   NOT NULL,
	how          BIGINT NOT NULL CHECK (how BETWEEN 1 AND 3),
	made_ms      BIGINT NOT NULL,
	seen_ms      BIGINT NOT NULL,
	until_ms     BIGINT NOT NULL,
	ended_ms     BIGINT NOT NULL,
	ended_by     BIGINT NOT NULL,
	PRIMARY KEY (district_id, phone_id)
);
CREATE UNIQUE INDEX resident_phone_by_token ON resident_phone (district_id, token_hash);
CREATE INDEX resident_phone_by_household ON resident_phone (district_id, household_id, phone_id);

-- state: 1 waiting, 2 yes, 3 no, 4 came in.  Name and tail go when it is decided.
CREATE TABLE resident_claim (
	district_id  BIGINT NOT NULL,
	claim_id     BIGINT NOT NULL,
	place_id     BIGINT NOT NULL,
	path         TEXT   NOT NULL,
	building     TEXT   NOT NULL,
	unit         TEXT   NOT NULL,
	room         TEXT   NOT NULL,
	name         TEXT   NOT NULL,
	tail         TEXT   NOT NULL,
	household_id BIGINT NOT NULL,
	token_hash   TEXT   NOT NULL,
	state        BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
	made_ms      BIGINT NOT NULL,
	decided_ms   BIGINT NOT NULL,
	decided_by   BIGINT NOT NULL,
	why          TEXT   NOT NULL,
	PRIMARY KEY (district_id, claim_id)
);
CREATE UNIQUE INDEX resident_claim_by_token ON resident_claim (district_id, token_hash);
CREATE INDEX resident_claim_by_state ON resident_claim (district_id, state, claim_id);

CREATE TABLE resident_code (
	district_id  BIGINT NOT NULL,
	code_hash    TEXT   NOT NULL,
	household_id BIGINT NOT NULL,
	made_by      BIGINT NOT NULL,
	made_ms      BIGINT NOT NULL,
	until_ms     BIGINT NOT NULL,
	used_ms      BIGINT NOT NULL,
	PRIMARY KEY (district_id, code_hash)
);
CREATE INDEX resident_code_by_household ON resident_code (district_id, household_id);

-- Wrong tries by door and by (hashed) address.
CREATE TABLE resident_try (
	district_id BIGINT NOT NULL,
	who         TEXT   NOT NULL,
	n           BIGINT NOT NULL,
	since_ms    BIGINT NOT NULL,
	PRIMARY KEY (district_id, who)
);

-- What a household says of an order: 1 received, 2 not received, 3 something is wrong.  The last word counts.
CREATE TABLE resident_said (
	district_id  BIGINT NOT NULL,
	doc_id       BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	said         BIGINT NOT NULL CHECK (said BETWEEN 1 AND 3),
	note         TEXT   NOT NULL,
	said_ms      BIGINT NOT NULL,
	account_id   BIGINT NOT NULL,
	PRIMARY KEY (district_id, doc_id)
);
