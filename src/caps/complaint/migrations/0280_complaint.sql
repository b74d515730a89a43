-- Complaints of households about weight, quality, price, missing goods and service (D5.7, D6.5, D4.5).
CREATE TABLE complaint (
	district_id  BIGINT NOT NULL,
	complaint_id BIGINT NOT NULL,
	order_id     BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	path         TEXT   NOT NULL,
	shop_id      BIGINT NOT NULL,
	shop_path    TEXT   NOT NULL,
	line_no      BIGINT NOT NULL,
	item_id      BIGINT NOT NULL,
	kind         BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 5),
	want         BIGINT NOT NULL CHECK (want BETWEEN 0 AND 3),
	qty          BIGINT NOT NULL,
	state        BIGINT NOT NULL CHECK (state BETWEEN 1 AND 4),
	channel      BIGINT NOT NULL,
	what         TEXT   NOT NULL,
	raised_by    BIGINT NOT NULL,
	raised_ms    BIGINT NOT NULL,
	answer_by_ms BIGINT NOT NULL,
	taken_by     BIGINT NOT NULL,
	taken_ms     BIGINT NOT NULL,
	settled_as   BIGINT NOT NULL CHECK (settled_as BETWEEN 0 AND 3),
	refund_fen   BIGINT NOT NULL,
	refund_doc   BIGINT NOT NULL,
	answer       TEXT   NOT NULL,
	closed_by    BIGINT NOT NULL,
	closed_ms    BIGINT NOT NULL,
	plan_id      TEXT   NOT NULL,
	plan_version BIGINT NOT NULL,
	rule_id      TEXT   NOT NULL,
	version      BIGINT NOT NULL,
	changed_ms   BIGINT NOT NULL,
	PRIMARY KEY (district_id, complaint_id)
);
CREATE INDEX complaint_open ON complaint (district_id, state, raised_ms);
CREATE INDEX complaint_by_path ON complaint (district_id, path, complaint_id);
CREATE INDEX complaint_by_shop ON complaint (district_id, shop_id, raised_ms);
CREATE INDEX complaint_by_order ON complaint (district_id, order_id, line_no);
CREATE INDEX complaint_by_household ON complaint (district_id, household_id, complaint_id);

CREATE TABLE complaint_level (
	district_id  BIGINT NOT NULL,
	complaint_id BIGINT NOT NULL,
	level_no     BIGINT NOT NULL CHECK (level_no BETWEEN 1 AND 9),
	role_id      TEXT   NOT NULL,
	role_zh      TEXT   NOT NULL,
	role_en      TEXT   NOT NULL,
	due_ms       BIGINT NOT NULL,
	PRIMARY KEY (district_id, complaint_id, level_no)
);
CREATE INDEX complaint_level_by_due ON complaint_level (district_id, due_ms, complaint_id);

-- Evidence by its SHA-256; the picture itself in base64, with a limit.
CREATE TABLE complaint_photo (
	district_id  BIGINT NOT NULL,
	complaint_id BIGINT NOT NULL,
	sha256       TEXT   NOT NULL,
	type         TEXT   NOT NULL,
	size         BIGINT NOT NULL,
	content      TEXT   NOT NULL,
	added_by     BIGINT NOT NULL,
	added_ms     BIGINT NOT NULL,
	PRIMARY KEY (district_id, complaint_id, sha256)
);

CREATE TABLE complaint_step (
	district_id  BIGINT NOT NULL,
	complaint_id BIGINT NOT NULL,
	step_no      BIGINT NOT NULL,
	verb         TEXT   NOT NULL,
	at_ms        BIGINT NOT NULL,
	account_id   BIGINT NOT NULL,
	note         TEXT   NOT NULL,
	PRIMARY KEY (district_id, complaint_id, step_no)
);
