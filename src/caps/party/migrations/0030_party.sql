-- Organisations, people, accounts, what they may do and where, signing in.
CREATE TABLE party_org (
	district_id BIGINT NOT NULL,
	org_id      BIGINT NOT NULL,
	code        TEXT   NOT NULL,
	name        TEXT   NOT NULL,
	credit_code TEXT   NOT NULL,
	contact     TEXT   NOT NULL,
	roles       BIGINT NOT NULL CHECK (roles BETWEEN 1 AND 7),
	active      BIGINT NOT NULL CHECK (active IN (0, 1)),
	version     BIGINT NOT NULL,
	changed_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, org_id)
);
CREATE UNIQUE INDEX party_org_by_code ON party_org (district_id, code);

CREATE TABLE party_person (
	district_id BIGINT NOT NULL,
	person_id   BIGINT NOT NULL,
	place_id    BIGINT NOT NULL,
	path        TEXT   NOT NULL,
	org_id      BIGINT NOT NULL,
	title       TEXT   NOT NULL,
	erased      BIGINT NOT NULL CHECK (erased IN (0, 1)),
	version     BIGINT NOT NULL,
	changed_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, person_id)
);
-- Personal data alone, so that it can be deleted while the record stays.
CREATE TABLE party_personal (
	district_id BIGINT NOT NULL,
	person_id   BIGINT NOT NULL,
	name        TEXT   NOT NULL,
	phone       TEXT   NOT NULL,
	PRIMARY KEY (district_id, person_id)
);

CREATE TABLE party_account (
	district_id BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	place_id    BIGINT NOT NULL,
	path        TEXT   NOT NULL,
	person_id   BIGINT NOT NULL,
	kind        BIGINT NOT NULL CHECK (kind IN (1, 2)),
	login       TEXT   NOT NULL,
	name        TEXT   NOT NULL,
	enabled     BIGINT NOT NULL CHECK (enabled IN (0, 1)),
	demo        BIGINT NOT NULL CHECK (demo IN (0, 1)),
	must_change BIGINT NOT NULL CHECK (must_change IN (0, 1)),
	expires_ms  BIGINT NOT NULL,
	created_ms  BIGINT NOT NULL,
	version     BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id)
);
CREATE UNIQUE INDEX party_account_by_login ON party_account (district_id, login);

-- argon2id for what people choose, a digest for what the program drew.
CREATE TABLE party_secret (
	district_id BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	secret      TEXT   NOT NULL,
	changed_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id)
);

CREATE TABLE party_session (
	district_id BIGINT NOT NULL,
	session_id  BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	token_hash  TEXT   NOT NULL,
	created_ms  BIGINT NOT NULL,
	seen_ms     BIGINT NOT NULL,
	until_ms    BIGINT NOT NULL,
	PRIMARY KEY (district_id, session_id)
);
CREATE UNIQUE INDEX party_session_by_token ON party_session (district_id, token_hash);
CREATE INDEX party_session_by_account ON party_session (district_id, account_id);

CREATE TABLE party_key (
	district_id BIGINT NOT NULL,
	key_id      BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	key_hash    TEXT   NOT NULL,
	label       TEXT   NOT NULL,
	hint        TEXT   NOT NULL,
	created_ms  BIGINT NOT NULL,
	expires_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, key_id)
);
CREATE UNIQUE INDEX party_key_by_hash ON party_key (district_id, key_hash);

CREATE TABLE party_grant (
	district_id BIGINT NOT NULL,
	grant_id    BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	place_id    BIGINT NOT NULL,
	scope       TEXT   NOT NULL,
	role        TEXT   NOT NULL,
	from_ms     BIGINT NOT NULL,
	until_ms    BIGINT NOT NULL,
	by_id       BIGINT NOT NULL,
	PRIMARY KEY (district_id, grant_id)
);
CREATE INDEX party_grant_by_account ON party_grant (district_id, account_id);
CREATE INDEX party_grant_by_role ON party_grant (district_id, role, scope);

CREATE TABLE party_substitution (
	district_id     BIGINT NOT NULL,
	substitution_id BIGINT NOT NULL,
	account_id      BIGINT NOT NULL,
	substitute_id   BIGINT NOT NULL,
	from_ms         BIGINT NOT NULL,
	until_ms        BIGINT NOT NULL,
	reason          TEXT   NOT NULL,
	by_id           BIGINT NOT NULL,
	PRIMARY KEY (district_id, substitution_id)
);
CREATE INDEX party_substitution_by_account ON party_substitution (district_id, account_id);
CREATE INDEX party_substitution_by_substitute ON party_substitution (district_id, substitute_id);

-- Grants and substitutions spread out: what every scoped query reads.
-- for_id: 0 for a right of one's own, else whose right is borrowed.
CREATE TABLE party_right (
	district_id BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	perm        BIGINT NOT NULL,
	scope       TEXT   NOT NULL,
	scope_end   TEXT   NOT NULL,
	from_ms     BIGINT NOT NULL,
	until_ms    BIGINT NOT NULL,
	for_id      BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id, perm, scope, from_ms, until_ms, for_id)
);
CREATE INDEX party_right_by_account ON party_right (account_id, perm, scope, scope_end, from_ms, until_ms);

-- Failed sign-ins by login and by (hashed) address.
CREATE TABLE party_try (
	district_id BIGINT NOT NULL,
	who         TEXT   NOT NULL,
	n           BIGINT NOT NULL,
	last_ms     BIGINT NOT NULL,
	until_ms    BIGINT NOT NULL,
	PRIMARY KEY (district_id, who)
);

-- Small facts about this data file: which roles.def built party_right, demo mode.
CREATE TABLE party_state (
	district_id BIGINT NOT NULL,
	name        TEXT   NOT NULL,
	value       TEXT   NOT NULL,
	PRIMARY KEY (district_id, name)
);
