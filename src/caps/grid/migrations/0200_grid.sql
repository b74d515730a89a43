-- What a grid is beside its place: one row per grid that somebody described.
CREATE TABLE grid_area (
	district_id BIGINT NOT NULL,
	grid_id     BIGINT NOT NULL,
	path        TEXT   NOT NULL,
	compound    TEXT   NOT NULL,
	area_kind   TEXT   NOT NULL,
	zone        TEXT   NOT NULL,
	zone_ms     BIGINT NOT NULL,
	vehicle     TEXT   NOT NULL,
	station_id  BIGINT NOT NULL,
	version     BIGINT NOT NULL,
	changed_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, grid_id)
);
CREATE INDEX grid_area_by_path ON grid_area (district_id, path);
CREATE INDEX grid_area_by_station ON grid_area (district_id, station_id, grid_id);

CREATE TABLE grid_shop (
	district_id BIGINT NOT NULL,
	grid_id     BIGINT NOT NULL,
	shop_id     BIGINT NOT NULL,
	PRIMARY KEY (district_id, grid_id, shop_id)
);
CREATE INDEX grid_shop_by_shop ON grid_shop (district_id, shop_id, grid_id);

-- Every change of zone: who, when, why.
CREATE TABLE grid_zone (
	district_id BIGINT NOT NULL,
	grid_id     BIGINT NOT NULL,
	from_ms     BIGINT NOT NULL,
	zone        TEXT   NOT NULL,
	reason      TEXT   NOT NULL,
	by_id       BIGINT NOT NULL,
	PRIMARY KEY (district_id, grid_id, from_ms)
);

-- The address grammar: which units, floors and doors a building has, and what else it is called.
CREATE TABLE grid_building (
	district_id BIGINT NOT NULL,
	building_id BIGINT NOT NULL,
	grid_id     BIGINT NOT NULL,
	mark        TEXT   NOT NULL,
	also        TEXT   NOT NULL,
	units       TEXT   NOT NULL,
	doors       TEXT   NOT NULL,
	floor_low   BIGINT NOT NULL,
	floor_high  BIGINT NOT NULL,
	shops       BIGINT NOT NULL CHECK (shops >= 0),
	version     BIGINT NOT NULL,
	changed_ms  BIGINT NOT NULL,
	PRIMARY KEY (district_id, building_id)
);
CREATE INDEX grid_building_by_grid ON grid_building (district_id, grid_id);

-- status: 1 here, 2 away, 3 moved.  merged_into: the household this one turned out to be; 0.
CREATE TABLE household (
	district_id  BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	building_id  BIGINT NOT NULL,
	grid_id      BIGINT NOT NULL,
	path         TEXT   NOT NULL,
	unit         TEXT   NOT NULL,
	room         TEXT   NOT NULL,
	floor        BIGINT NOT NULL,
	door         TEXT   NOT NULL,
	sort         BIGINT NOT NULL,
	persons      BIGINT NOT NULL CHECK (persons BETWEEN 0 AND 99),
	needs        BIGINT NOT NULL CHECK (needs >= 0),
	status       BIGINT NOT NULL CHECK (status BETWEEN 1 AND 3),
	merged_into  BIGINT NOT NULL,
	remark       TEXT   NOT NULL,
	version      BIGINT NOT NULL,
	changed_ms   BIGINT NOT NULL,
	PRIMARY KEY (district_id, household_id)
);
-- The order of every list: building by building, as the stairs are walked.
CREATE INDEX household_by_path ON household (district_id, path, sort, household_id);
CREATE INDEX household_by_grid ON household (district_id, grid_id, door);
CREATE INDEX household_by_room ON household (district_id, building_id, room);
CREATE INDEX household_with_needs ON household (district_id, path, sort, household_id) WHERE needs > 0 AND status < 3;

-- Personal data alone, so that it can be deleted while the record stays.  person_no 1 is the contact.
CREATE TABLE household_person (
	district_id  BIGINT NOT NULL,
	household_id BIGINT NOT NULL,
	person_no    BIGINT NOT NULL,
	name         TEXT   NOT NULL,
	phone        TEXT   NOT NULL,
	path         TEXT   NOT NULL,
	PRIMARY KEY (district_id, household_id, person_no)
);
CREATE INDEX household_person_by_phone ON household_person (district_id, phone, household_id) WHERE phone <> '';
