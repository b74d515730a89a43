-- Road graphs, tables of ways and what the straight line is worth.

-- name: road_source_put :exec
-- in:   district_id i64, source_id i64, kind i64, version_no i64, name text, form text, note text, nodes i64, links i64, main_nodes i64, west_e7 i64, south_e7 i64, east_e7 i64, north_e7 i64, bytes i64, sha256 text, uploaded_by i64, uploaded_ms i64
INSERT INTO road_source (district_id, source_id, kind, version_no, name, form, note, nodes, links, main_nodes, west_e7, south_e7, east_e7, north_e7, bytes, sha256,
        uploaded_by, uploaded_ms, started_by, started_ms, ended_by, ended_ms)
VALUES (:district_id, :source_id, :kind, :version_no, :name, :form, :note, :nodes, :links, :main_nodes, :west_e7, :south_e7, :east_e7, :north_e7, :bytes, :sha256,
        :uploaded_by, :uploaded_ms, 0, 0, 0, 0);

-- name: road_piece_put :exec
-- in:   district_id i64, source_id i64, piece_no i64, content text
INSERT INTO road_piece (district_id, source_id, piece_no, content) VALUES (:district_id, :source_id, :piece_no, :content);

-- name: road_pieces :many
-- in:   district_id i64, source_id i64, limit i64
-- row:  content text
SELECT content FROM road_piece WHERE district_id = :district_id AND source_id = :source_id ORDER BY piece_no LIMIT :limit;

-- name: road_pieces_drop :exec
-- in:   district_id i64, source_id i64
DELETE FROM road_piece WHERE district_id = :district_id AND source_id = :source_id;

-- name: road_source_drop :exec
-- in:   district_id i64, source_id i64
DELETE FROM road_source WHERE district_id = :district_id AND source_id = :source_id AND started_ms = 0;

-- name: road_last_version :one
-- in:   district_id i64, kind i64
-- row:  version_no i64
SELECT CAST(COALESCE(MAX(version_no), 0) AS BIGINT) AS version_no FROM road_source WHERE district_id = :district_id AND kind = :kind;

-- name: road_source_one :one
-- in:   district_id i64, source_id i64
-- row:  source_id i64, kind i64, version_no i64, name text, form text, note text, nodes i64, links i64, main_nodes i64, west_e7 i64, south_e7 i64, east_e7 i64, north_e7 i64, bytes i64, sha256 text, uploaded_by i64, uploaded_ms i64, started_by i64, started_ms i64, ended_by i64, ended_ms i64
SELECT source_id, kind, version_no, name, form, note, nodes, links, main_nodes, west_e7, south_e7, east_e7, north_e7, bytes, sha256, uploaded_by, uploaded_ms,
       started_by, started_ms, ended_by, ended_ms
  FROM road_source WHERE district_id = :district_id AND source_id = :source_id;

-- name: road_source_in_force_row :one
-- in:   district_id i64, kind i64
-- row:  source_id i64, version_no i64, bytes i64, sha256 text
SELECT source_id, version_no, bytes, sha256 FROM road_source WHERE district_id = :district_id AND kind = :kind AND started_ms > 0 AND ended_ms = 0;

-- name: road_source_page :many
-- in:   district_id i64, before_id i64, limit i64
-- row:  source_id i64, kind i64, version_no i64, name text, form text, note text, nodes i64, links i64, main_nodes i64, west_e7 i64, south_e7 i64, east_e7 i64, north_e7 i64, bytes i64, sha256 text, uploaded_by i64, uploaded_ms i64, started_by i64, started_ms i64, ended_by i64, ended_ms i64
SELECT source_id, kind, version_no, name, form, note, nodes, links, main_nodes, west_e7, south_e7, east_e7, north_e7, bytes, sha256, uploaded_by, uploaded_ms,
       started_by, started_ms, ended_by, ended_ms
  FROM road_source WHERE district_id = :district_id AND source_id < :before_id
 ORDER BY source_id DESC
 LIMIT :limit;

-- name: road_source_end :exec
-- in:   district_id i64, kind i64, now_ms i64, account_id i64
UPDATE road_source SET ended_ms = :now_ms, ended_by = :account_id
 WHERE district_id = :district_id AND kind = :kind AND started_ms > 0 AND ended_ms = 0;

-- name: road_source_start :exec
-- in:   district_id i64, source_id i64, now_ms i64, account_id i64
UPDATE road_source SET started_ms = :now_ms, started_by = :account_id, ended_ms = 0, ended_by = 0
 WHERE district_id = :district_id AND source_id = :source_id;

-- name: road_setting_row :one
-- in:   district_id i64
-- row:  factor_percent i64, metres_a_minute i64, snap_metres i64, version i64, set_by i64, set_ms i64
SELECT factor_percent, metres_a_minute, snap_metres, version, set_by, set_ms FROM road_setting WHERE district_id = :district_id;

-- name: road_setting_put :exec
-- in:   district_id i64, factor_percent i64, metres_a_minute i64, snap_metres i64, version i64, set_by i64, set_ms i64
INSERT INTO road_setting (district_id, factor_percent, metres_a_minute, snap_metres, version, set_by, set_ms)
VALUES (:district_id, :factor_percent, :metres_a_minute, :snap_metres, :version + 1, :set_by, :set_ms)
ON CONFLICT (district_id) DO UPDATE SET factor_percent = excluded.factor_percent, metres_a_minute = excluded.metres_a_minute,
   snap_metres = excluded.snap_metres, version = excluded.version, set_by = excluded.set_by, set_ms = excluded.set_ms
 WHERE road_setting.version = :version;
