-- A wave of one trip's orders, in the order they are loaded: 0 for waves by place.
ALTER TABLE pick_wave ADD COLUMN trip_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX pick_wave_by_trip ON pick_wave (district_id, trip_id, wave_id);
