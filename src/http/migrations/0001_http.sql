-- Answers of writes by their Idempotency-Key, made in the write's own transaction.
CREATE TABLE http_idempotency (
	district_id  BIGINT NOT NULL,
	account_id   BIGINT NOT NULL,
	key          TEXT   NOT NULL,
	request_hash TEXT   NOT NULL,
	status       BIGINT NOT NULL,
	etag         TEXT   NOT NULL,
	body         TEXT   NOT NULL,
	made_ms      BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id, key)
);
CREATE INDEX http_idempotency_age ON http_idempotency (district_id, made_ms);
