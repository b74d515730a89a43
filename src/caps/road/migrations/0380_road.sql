-- Road graphs and tables of ways.  kind: 0 graph, 1 table.  Content never changes: what is new is another source.
-- started_ms 0: never in force; ended_ms 0: in force, once started.  At most one of a kind is in force.
CREATE TABLE road_source (
  district_id BIGINT NOT NULL, source_id BIGINT NOT NULL, kind BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 1), version_no BIGINT NOT NULL,
  name TEXT NOT NULL, form TEXT NOT NULL, note TEXT NOT NULL, nodes BIGINT NOT NULL, links BIGINT NOT NULL, main_nodes BIGINT NOT NULL,
  west_e7 BIGINT NOT NULL, south_e7 BIGINT NOT NULL, east_e7 BIGINT NOT NULL, north_e7 BIGINT NOT NULL, bytes BIGINT NOT NULL, sha256 TEXT NOT NULL,
  uploaded_by BIGINT NOT NULL, uploaded_ms BIGINT NOT NULL, started_by BIGINT NOT NULL, started_ms BIGINT NOT NULL, ended_by BIGINT NOT NULL, ended_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, source_id));
CREATE UNIQUE INDEX road_source_in_force ON road_source (district_id, kind) WHERE started_ms > 0 AND ended_ms = 0;
CREATE UNIQUE INDEX road_source_by_version ON road_source (district_id, kind, version_no);
-- The prepared graph, or the table: packed, in base64, in pieces.
CREATE TABLE road_piece (
  district_id BIGINT NOT NULL, source_id BIGINT NOT NULL, piece_no BIGINT NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (district_id, source_id, piece_no));
-- What the straight line is worth, and how far a place may be from the nearest road.
CREATE TABLE road_setting (
  district_id BIGINT NOT NULL, factor_percent BIGINT NOT NULL CHECK (factor_percent BETWEEN 100 AND 400),
  metres_a_minute BIGINT NOT NULL CHECK (metres_a_minute BETWEEN 50 AND 2000), snap_metres BIGINT NOT NULL CHECK (snap_metres BETWEEN 50 AND 5000),
  version BIGINT NOT NULL, set_by BIGINT NOT NULL, set_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id));
