-- Weight and volume may be said of a whole pack: grams and ml are those of per_units base units.
ALTER TABLE tour_item ADD COLUMN per_units BIGINT NOT NULL DEFAULT 1 CHECK (per_units >= 1);
