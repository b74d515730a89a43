-- The catalogue of items and their further packs.
CREATE TABLE item (
	district_id     BIGINT NOT NULL,
	item_id         BIGINT NOT NULL,
	code            TEXT   NOT NULL,
	zh              TEXT   NOT NULL,
	en              TEXT   NOT NULL,
	category        TEXT   NOT NULL,
	unit            TEXT   NOT NULL,
	pack            BIGINT NOT NULL CHECK (pack >= 1),
	pack_unit       TEXT   NOT NULL,
	storage         BIGINT NOT NULL CHECK (storage > 0),
	tags            BIGINT NOT NULL CHECK (tags >= 0),
	norm_qty        BIGINT NOT NULL CHECK (norm_qty >= 0),
	norm_days       BIGINT NOT NULL CHECK (norm_days >= 1),
	shelf_life_days BIGINT NOT NULL CHECK (shelf_life_days >= 0),
	gb38565         TEXT   NOT NULL,
	barcode         TEXT   NOT NULL,
	active          BIGINT NOT NULL CHECK (active IN (0, 1)),
	version         BIGINT NOT NULL,
	changed_ms      BIGINT NOT NULL,
	PRIMARY KEY (district_id, item_id)
);
CREATE UNIQUE INDEX item_by_code ON item (district_id, code);
CREATE INDEX item_by_category ON item (district_id, category, code);

CREATE TABLE item_pack (
	district_id BIGINT NOT NULL,
	item_id     BIGINT NOT NULL,
	name        TEXT   NOT NULL,
	num         BIGINT NOT NULL CHECK (num >= 1),
	den         BIGINT NOT NULL CHECK (den >= 1),
	PRIMARY KEY (district_id, item_id, name)
);
-- only: sqlite
CREATE TRIGGER item_no_delete BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'an item is made inactive, never deleted'); END;
-- end
-- only: postgres
CREATE FUNCTION item_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an item is made inactive, never deleted'; END; $$;
CREATE TRIGGER item_no_delete BEFORE DELETE ON item FOR EACH ROW EXECUTE FUNCTION item_refuse();
-- end
