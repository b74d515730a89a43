-- Whom to call at a station or shop.  personal 0: a service number; 1: a person's, masked unless revealed for a reason.
CREATE TABLE delivery_contact (
  district_id BIGINT NOT NULL, place_id BIGINT NOT NULL, name TEXT NOT NULL, phone TEXT NOT NULL,
  personal BIGINT NOT NULL CHECK (personal IN (0, 1)), version BIGINT NOT NULL CHECK (version >= 1),
  changed_ms BIGINT NOT NULL, changed_by BIGINT NOT NULL,
  PRIMARY KEY (district_id, place_id));
