-- Every statement of the item capability.

-- name: item_insert :exec
-- in:   district_id i64, item_id i64, code text, zh text, en text, category text, unit text, pack i64, pack_unit text, storage i64, tags i64, norm_qty i64, norm_days i64, shelf_life_days i64, gb38565 text, barcode text, active i64, version i64, changed_ms i64
-- A code that is taken changes nothing: the caller looks at the count.
INSERT INTO item (district_id, item_id, code, zh, en, category, unit, pack, pack_unit, storage,
        tags, norm_qty, norm_days, shelf_life_days, gb38565, barcode, active, version, changed_ms)
VALUES (:district_id, :item_id, :code, :zh, :en, :category, :unit, :pack, :pack_unit, :storage,
        :tags, :norm_qty, :norm_days, :shelf_life_days, :gb38565, :barcode, :active, :version, :changed_ms)
ON CONFLICT (district_id, code) DO NOTHING;

-- name: item_change :exec
-- in:   district_id i64, item_id i64, version i64, zh text, en text, category text, unit text, pack i64, pack_unit text, storage i64, tags i64, norm_qty i64, norm_days i64, shelf_life_days i64, gb38565 text, barcode text, active i64, changed_ms i64
UPDATE item
   SET zh = :zh, en = :en, category = :category, unit = :unit, pack = :pack,
       pack_unit = :pack_unit, storage = :storage, tags = :tags, norm_qty = :norm_qty, norm_days = :norm_days,
       shelf_life_days = :shelf_life_days, gb38565 = :gb38565, barcode = :barcode, active = :active, changed_ms = :changed_ms, version = version + 1
 WHERE district_id = :district_id AND item_id = :item_id AND version = :version;

-- name: item_by_id :one
-- in:   district_id i64, item_id i64
-- row:  item_id i64, code text, zh text, en text, category text, unit text, pack i64, pack_unit text, storage i64, tags i64, norm_qty i64, norm_days i64, shelf_life_days i64, gb38565 text, barcode text, active i64, version i64
SELECT item_id, code, zh, en, category, unit, pack, pack_unit, storage,
       tags, norm_qty, norm_days, shelf_life_days, gb38565, barcode, active, version
  FROM item
 WHERE district_id = :district_id AND item_id = :item_id;

-- name: item_by_its_code :one
-- in:   district_id i64, code text
-- row:  item_id i64, code text, zh text, en text, category text, unit text, pack i64, pack_unit text, storage i64, tags i64, norm_qty i64, norm_days i64, shelf_life_days i64, gb38565 text, barcode text, active i64, version i64
SELECT item_id, code, zh, en, category, unit, pack, pack_unit, storage,
       tags, norm_qty, norm_days, shelf_life_days, gb38565, barcode, active, version
  FROM item
 WHERE district_id = :district_id AND code = :code;

-- name: item_page :many
-- in:   district_id i64, category text, find text, active_only i64, after text, limit i64
-- row:  item_id i64, code text, zh text, en text, category text, unit text, pack i64, pack_unit text, storage i64, tags i64, norm_qty i64, norm_days i64, shelf_life_days i64, gb38565 text, barcode text, active i64, version i64
-- The catalogue is the district's: every account that may read items reads all.
SELECT item_id, code, zh, en, category, unit, pack, pack_unit, storage,
       tags, norm_qty, norm_days, shelf_life_days, gb38565, barcode, active, version
  FROM item
 WHERE district_id = :district_id AND code > :after
   AND (CAST(:category AS TEXT) = '' OR category = :category)
   AND (LOWER(zh) LIKE :find ESCAPE '!' OR LOWER(en) LIKE :find ESCAPE '!' OR LOWER(code) LIKE :find ESCAPE '!')
   AND (CAST(:active_only AS BIGINT) = 0 OR active = 1)
 ORDER BY code
 LIMIT :limit;

-- name: item_pack_drop :exec
-- in:   district_id i64, item_id i64
DELETE FROM item_pack WHERE district_id = :district_id AND item_id = :item_id;

-- name: item_pack_insert :exec
-- in:   district_id i64, item_id i64, name text, num i64, den i64
INSERT INTO item_pack (district_id, item_id, name, num, den)
VALUES (:district_id, :item_id, :name, :num, :den);

-- name: item_pack_page :many
-- in:   district_id i64, item_id i64, limit i64
-- row:  name text, num i64, den i64
SELECT name, num, den
  FROM item_pack
 WHERE district_id = :district_id AND item_id = :item_id
 ORDER BY name
 LIMIT :limit;
