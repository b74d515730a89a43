-- The ledger's tables (docs/ledger.md).  Only capability ledger writes them.  Every key begins with the district.

-- One row a district: its write lock and the end of its chain.
CREATE TABLE ledger_head (
	district_id BIGINT NOT NULL PRIMARY KEY,
	seq         BIGINT NOT NULL CHECK (seq >= 0),
	hash        TEXT   NOT NULL CHECK (length(hash) = 64),
	posted_ms   BIGINT NOT NULL,
	seals       BIGINT NOT NULL CHECK (seals >= 0)
);

CREATE TABLE ledger_account (
	district_id BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	kind        BIGINT NOT NULL,
	sign        BIGINT NOT NULL CHECK (sign IN (-1, 0, 1)),
	who_id      BIGINT NOT NULL,
	place_id    BIGINT NOT NULL,
	owner_id    BIGINT NOT NULL,
	fund_id     BIGINT NOT NULL,
	doc_id      BIGINT NOT NULL,
	born_seq    BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id),
	UNIQUE (district_id, kind, who_id, place_id, owner_id, fund_id, doc_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX ledger_account_by_place ON ledger_account (district_id, place_id, kind);
CREATE INDEX ledger_account_by_doc ON ledger_account (district_id, doc_id);

CREATE TABLE ledger_lot (
	district_id    BIGINT NOT NULL,
	lot_id         BIGINT NOT NULL,
	item_id        BIGINT NOT NULL,
	source_doc_id  BIGINT NOT NULL,
	source_line_no BIGINT NOT NULL,
	made_day       BIGINT NOT NULL,
	expiry_day     BIGINT NOT NULL,
	cost_fen       BIGINT NOT NULL CHECK (cost_fen >= 0),
	cost_units     BIGINT NOT NULL CHECK (cost_units > 0),
	batch          TEXT   NOT NULL,
	serial         TEXT   NOT NULL,
	born_seq       BIGINT NOT NULL,
	PRIMARY KEY (district_id, lot_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX ledger_lot_fefo ON ledger_lot (district_id, item_id, expiry_day, lot_id);
CREATE UNIQUE INDEX ledger_lot_serial ON ledger_lot (district_id, item_id, serial) WHERE serial <> '';
CREATE INDEX ledger_lot_by_source ON ledger_lot (district_id, source_doc_id, source_line_no);

-- What an assembled lot was made of; a part is older than the whole, so there is no circle.
CREATE TABLE ledger_lot_part (
	district_id BIGINT NOT NULL,
	lot_id      BIGINT NOT NULL,
	part_lot_id BIGINT NOT NULL,
	qty         BIGINT NOT NULL CHECK (qty > 0),
	PRIMARY KEY (district_id, lot_id, part_lot_id),
	FOREIGN KEY (district_id, lot_id) REFERENCES ledger_lot (district_id, lot_id),
	FOREIGN KEY (district_id, part_lot_id) REFERENCES ledger_lot (district_id, lot_id),
	CHECK (part_lot_id < lot_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX ledger_lot_part_by_part ON ledger_lot_part (district_id, part_lot_id);

-- One step of one document.
CREATE TABLE ledger_entry (
	district_id  BIGINT NOT NULL,
	seq          BIGINT NOT NULL CHECK (seq > 0),
	doc_id       BIGINT NOT NULL,
	doc_version  BIGINT NOT NULL,
	kind         TEXT   NOT NULL,
	verb         TEXT   NOT NULL,
	from_state   TEXT   NOT NULL,
	to_state     TEXT   NOT NULL,
	actor_id     BIGINT NOT NULL,
	posted_ms    BIGINT NOT NULL,
	happened_ms  BIGINT NOT NULL CHECK (happened_ms <= posted_ms),
	reverses_seq BIGINT CHECK (reverses_seq < seq),
	crosses      BIGINT NOT NULL CHECK (crosses BETWEEN 0 AND 3),
	content_hash TEXT   NOT NULL,
	note_hash    TEXT   NOT NULL,
	hash         TEXT   NOT NULL CHECK (length(hash) = 64),
	PRIMARY KEY (district_id, seq),
	UNIQUE (district_id, doc_id, doc_version)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (district_id, reverses_seq) WHERE reverses_seq IS NOT NULL;

CREATE TABLE ledger_posting (
	district_id BIGINT NOT NULL,
	seq         BIGINT NOT NULL,
	posting_no  BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	lot_id      BIGINT NOT NULL,
	line_no     BIGINT NOT NULL,
	qty         BIGINT NOT NULL CHECK (qty <> 0),
	after_qty   BIGINT NOT NULL,
	PRIMARY KEY (district_id, seq, posting_no),
	FOREIGN KEY (district_id, seq) REFERENCES ledger_entry (district_id, seq),
	FOREIGN KEY (district_id, account_id) REFERENCES ledger_account (district_id, account_id),
	FOREIGN KEY (district_id, lot_id) REFERENCES ledger_lot (district_id, lot_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE UNIQUE INDEX ledger_posting_history ON ledger_posting (district_id, account_id, lot_id, seq, posting_no);

-- What the step added to the counters of each line.
CREATE TABLE ledger_progress (
	district_id BIGINT NOT NULL,
	seq         BIGINT NOT NULL,
	line_no     BIGINT NOT NULL,
	counter     TEXT   NOT NULL,
	qty         BIGINT NOT NULL CHECK (qty <> 0),
	PRIMARY KEY (district_id, seq, line_no, counter),
	FOREIGN KEY (district_id, seq) REFERENCES ledger_entry (district_id, seq)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end

-- The one projection that is written with the entry.  No partial index on qty <> 0: it would stop
-- PostgreSQL's in-place updates.
CREATE TABLE ledger_balance (
	district_id BIGINT NOT NULL,
	account_id  BIGINT NOT NULL,
	lot_id      BIGINT NOT NULL,
	item_id     BIGINT NOT NULL,
	sign        BIGINT NOT NULL,
	qty         BIGINT NOT NULL,
	seq         BIGINT NOT NULL,
	PRIMARY KEY (district_id, account_id, lot_id),
	CHECK (sign <= 0 OR qty >= 0),
	CHECK (sign >= 0 OR qty <= 0),
	FOREIGN KEY (district_id, account_id) REFERENCES ledger_account (district_id, account_id),
	FOREIGN KEY (district_id, lot_id) REFERENCES ledger_lot (district_id, lot_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
) WITH (fillfactor = 80);
-- end
CREATE INDEX ledger_balance_by_lot ON ledger_balance (district_id, lot_id);
CREATE INDEX ledger_balance_by_item ON ledger_balance (district_id, item_id, account_id);

-- Public halves of the keys that sign.
CREATE TABLE ledger_seal_key (
	district_id BIGINT NOT NULL,
	key_id      TEXT   NOT NULL,
	public_key  TEXT   NOT NULL CHECK (length(public_key) = 64),
	since_ms    BIGINT NOT NULL,
	PRIMARY KEY (district_id, key_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end

-- Signed heads: hourly, at each close of a day, before a purge.  closes_day 0: closes nothing.
CREATE TABLE ledger_seal (
	district_id BIGINT NOT NULL,
	seal_no     BIGINT NOT NULL CHECK (seal_no > 0),
	seq         BIGINT NOT NULL CHECK (seq >= 0),
	hash        TEXT   NOT NULL CHECK (length(hash) = 64),
	sealed_ms   BIGINT NOT NULL,
	closes_day  BIGINT NOT NULL CHECK (closes_day >= 0),
	key_id      TEXT   NOT NULL,
	signature   TEXT   NOT NULL CHECK (length(signature) = 128),
	PRIMARY KEY (district_id, seal_no),
	FOREIGN KEY (district_id, key_id) REFERENCES ledger_seal_key (district_id, key_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE INDEX ledger_seal_by_day ON ledger_seal (district_id, closes_day);

-- Append only.  SQLite needs recursive_triggers=ON, or INSERT OR REPLACE would delete without firing them.
-- only: sqlite
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append only'); END;
CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'ledger_posting is append only'); END;
CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'ledger_posting is append only'); END;
CREATE TRIGGER ledger_account_no_update BEFORE UPDATE ON ledger_account BEGIN SELECT RAISE(ABORT, 'ledger_account is append only'); END;
CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account BEGIN SELECT RAISE(ABORT, 'ledger_account is append only'); END;
CREATE TRIGGER ledger_lot_no_update BEFORE UPDATE ON ledger_lot BEGIN SELECT RAISE(ABORT, 'ledger_lot is append only'); END;
CREATE TRIGGER ledger_lot_no_delete BEFORE DELETE ON ledger_lot BEGIN SELECT RAISE(ABORT, 'ledger_lot is append only'); END;
CREATE TRIGGER ledger_lot_part_no_update BEFORE UPDATE ON ledger_lot_part BEGIN SELECT RAISE(ABORT, 'ledger_lot_part is append only'); END;
CREATE TRIGGER ledger_lot_part_no_delete BEFORE DELETE ON ledger_lot_part BEGIN SELECT RAISE(ABORT, 'ledger_lot_part is append only'); END;
CREATE TRIGGER ledger_progress_no_update BEFORE UPDATE ON ledger_progress BEGIN SELECT RAISE(ABORT, 'ledger_progress is append only'); END;
CREATE TRIGGER ledger_progress_no_delete BEFORE DELETE ON ledger_progress BEGIN SELECT RAISE(ABORT, 'ledger_progress is append only'); END;
CREATE TRIGGER ledger_seal_no_update BEFORE UPDATE ON ledger_seal BEGIN SELECT RAISE(ABORT, 'ledger_seal is append only'); END;
CREATE TRIGGER ledger_seal_no_delete BEFORE DELETE ON ledger_seal BEGIN SELECT RAISE(ABORT, 'ledger_seal is append only'); END;
CREATE TRIGGER ledger_seal_key_no_update BEFORE UPDATE ON ledger_seal_key BEGIN SELECT RAISE(ABORT, 'ledger_seal_key is append only'); END;
CREATE TRIGGER ledger_seal_key_no_delete BEFORE DELETE ON ledger_seal_key BEGIN SELECT RAISE(ABORT, 'ledger_seal_key is append only'); END;
-- only: postgres
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_posting_no_change BEFORE UPDATE OR DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_posting_no_truncate BEFORE TRUNCATE ON ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_account_no_change BEFORE UPDATE OR DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_account_no_truncate BEFORE TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_lot_no_change BEFORE UPDATE OR DELETE ON ledger_lot FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_lot_no_truncate BEFORE TRUNCATE ON ledger_lot FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_lot_part_no_change BEFORE UPDATE OR DELETE ON ledger_lot_part FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_lot_part_no_truncate BEFORE TRUNCATE ON ledger_lot_part FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_progress_no_change BEFORE UPDATE OR DELETE ON ledger_progress FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_progress_no_truncate BEFORE TRUNCATE ON ledger_progress FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_seal_no_change BEFORE UPDATE OR DELETE ON ledger_seal FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_seal_no_truncate BEFORE TRUNCATE ON ledger_seal FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_seal_key_no_change BEFORE UPDATE OR DELETE ON ledger_seal_key FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_seal_key_no_truncate BEFORE TRUNCATE ON ledger_seal_key FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
-- end
