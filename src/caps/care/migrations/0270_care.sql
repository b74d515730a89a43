-- Individual needs and calls for help, listed apart from orders (D6.4, S3.10, S5.5).
CREATE TABLE care (
	district_id  BIGINT NOT NULL,
	care_id      BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	place_id     BIGINT NOT NULL,
	path         TEXT   NOT NULL,
	kind         BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
	goods_class  TEXT   NOT NULL,
	channel      BIGINT NOT NULL CHECK (channel BETWEEN 0 AND 4),
	state        BIGINT NOT NULL CHECK (state BETWEEN 1 AND 6),
	raised_by    BIGINT NOT NULL,
	raised_ms    BIGINT NOT NULL,
	answer_by_ms BIGINT NOT NULL,
	taken_by     BIGINT NOT NULL,
	taken_ms     BIGINT NOT NULL,
	volunteer_id BIGINT NOT NULL,
	shop_id      BIGINT NOT NULL,
	fetched_ms   BIGINT NOT NULL,
	closed_by    BIGINT NOT NULL,
	closed_ms    BIGINT NOT NULL,
	told         BIGINT NOT NULL CHECK (told BETWEEN 0 AND 4),
	proof        BIGINT NOT NULL CHECK (proof BETWEEN 0 AND 4),
	plan_id      TEXT   NOT NULL,
	plan_version BIGINT NOT NULL,
	rule_id      TEXT   NOT NULL,
	version      BIGINT NOT NULL,
	changed_ms   BIGINT NOT NULL,
	PRIMARY KEY (district_id, care_id)
);
-- Open ones first of all lists; by household, by volunteer, by pharmacy.
CREATE INDEX care_open ON care (district_id, state, kind, raised_ms);
CREATE INDEX care_by_path ON care (district_id, path, care_id);
CREATE INDEX care_by_household ON care (district_id, household_id, care_id);
CREATE INDEX care_by_volunteer ON care (district_id, volunteer_id, state);
CREATE INDEX care_by_shop ON care (district_id, shop_id, state);

-- What exactly is needed says something about somebody's health: alone, so that it
-- can be deleted while the record stays.
CREATE TABLE care_detail (
	district_id BIGINT NOT NULL,
	care_id     BIGINT NOT NULL,
	what        TEXT   NOT NULL,
	quantity    TEXT   NOT NULL,
	note        TEXT   NOT NULL,
	answer      TEXT   NOT NULL,
	PRIMARY KEY (district_id, care_id)
);

-- To whom it goes up, and when, as the plan said when it was raised.
CREATE TABLE care_level (
	district_id BIGINT NOT NULL,
	care_id     BIGINT NOT NULL,
	level_no    BIGINT NOT NULL CHECK (level_no BETWEEN 1 AND 9),
	role_id     TEXT   NOT NULL,
	role_zh     TEXT   NOT NULL,
	role_en     TEXT   NOT NULL,
	due_ms      BIGINT NOT NULL,
	passed_ms   BIGINT NOT NULL,
	passed_by   BIGINT NOT NULL,
	PRIMARY KEY (district_id, care_id, level_no)
);
CREATE INDEX care_level_by_due ON care_level (district_id, due_ms, care_id);

-- What was done, step by step; never changed.
CREATE TABLE care_step (
	district_id BIGINT NOT NULL,
	care_id     BIGINT NOT NULL,
	step_no     BIGINT NOT NULL,
	verb        TEXT   NOT NULL,
	at_ms       BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	note        TEXT   NOT NULL,
	PRIMARY KEY (district_id, care_id, step_no)
);
