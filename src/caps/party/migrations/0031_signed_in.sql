-- When an account signed in last: sessions go, this stays.
ALTER TABLE party_account ADD COLUMN signed_in_ms BIGINT NOT NULL DEFAULT 0;
