-- A planned day: when a trip is back, what stays where it is when trips are planned anew, and who agreed to it (0: nobody yet).
ALTER TABLE trip ADD COLUMN back_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE trip ADD COLUMN locked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE trip ADD COLUMN changed_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE trip ADD COLUMN approved_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE trip ADD COLUMN approved_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE trip_stop ADD COLUMN locked BIGINT NOT NULL DEFAULT 0;
