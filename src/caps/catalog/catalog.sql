-- Catalogue: shops, prices, packages.

-- name: catalog_shop :one
-- in:   district_id i64, shop_id i64
-- row:  shop_id i64, org_id i64, kind i64, version i64, from_day i64, until_day i64, withdrawn_ms i64, open_breaches i64, decision text, withdrawn_why text, code text, name text, contact text, path text, org text
SELECT s.shop_id, s.org_id, s.kind, s.version, s.from_day, s.until_day, s.withdrawn_ms,
       (SELECT COUNT(*) FROM shop_breach b WHERE b.district_id = s.district_id AND b.shop_id = s.shop_id AND b.decided_ms = 0) AS open_breaches,
       s.decision, s.withdrawn_why, p.code, p.name, p.contact, p.path, o.name AS org
  FROM shop s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.shop_id
  JOIN party_org o ON o.district_id = s.district_id AND o.org_id = s.org_id
 WHERE s.district_id = :district_id AND s.shop_id = :shop_id;

-- name: catalog_shop_page :many
-- in:   district_id i64, path text, path_end text, kind i64, today i64, find text, after i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  shop_id i64, org_id i64, kind i64, version i64, from_day i64, until_day i64, withdrawn_ms i64, open_breaches i64, decision text, withdrawn_why text, code text, name text, contact text, path text, org text
-- today 0: all; else only those designated that day.
SELECT s.shop_id, s.org_id, s.kind, s.version, s.from_day, s.until_day, s.withdrawn_ms,
       (SELECT COUNT(*) FROM shop_breach b WHERE b.district_id = s.district_id AND b.shop_id = s.shop_id AND b.decided_ms = 0) AS open_breaches,
       s.decision, s.withdrawn_why, p.code, p.name, p.contact, p.path, o.name AS org
  FROM shop s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.shop_id
  JOIN party_org o ON o.district_id = s.district_id AND o.org_id = s.org_id
 WHERE s.district_id = :district_id AND s.shop_id > :after
   AND p.path >= :path AND p.path < :path_end
   AND (CAST(:kind AS BIGINT) < 0 OR s.kind = :kind)
   AND (CAST(:today AS BIGINT) = 0 OR (s.withdrawn_ms = 0 AND s.from_day > 0 AND s.from_day <= :today AND (s.until_day = 0 OR s.until_day >= :today)))
   AND (:find = '%' OR LOWER(p.name) LIKE :find ESCAPE '!' OR LOWER(p.code) LIKE :find ESCAPE '!' OR LOWER(o.name) LIKE :find ESCAPE '!')
   AND @scope(p.path)
 ORDER BY s.shop_id
 LIMIT :limit;

-- name: catalog_put_shop :exec
-- in:   district_id i64, shop_id i64, org_id i64, kind i64, from_day i64, until_day i64, decision text, version i64, changed_ms i64
INSERT INTO shop (district_id, shop_id, org_id, kind, from_day, until_day, decision, withdrawn_ms, withdrawn_why, version, changed_ms)
VALUES (:district_id, :shop_id, :org_id, :kind, :from_day, :until_day, :decision, 0, '', 1, :changed_ms)
ON CONFLICT (district_id, shop_id) DO UPDATE
   SET org_id = excluded.org_id, kind = excluded.kind, from_day = excluded.from_day, until_day = excluded.until_day,
       decision = excluded.decision, withdrawn_ms = 0, withdrawn_why = '', version = shop.version + 1, changed_ms = excluded.changed_ms
 WHERE shop.version = :version;

-- name: catalog_withdraw_shop :exec
-- in:   district_id i64, shop_id i64, version i64, why text, at_ms i64
UPDATE shop SET withdrawn_ms = :at_ms, withdrawn_why = :why, version = version + 1, changed_ms = :at_ms
 WHERE district_id = :district_id AND shop_id = :shop_id AND version = :version;

-- name: catalog_drop_serves :exec
-- in:   district_id i64, shop_id i64
DELETE FROM shop_serve WHERE district_id = :district_id AND shop_id = :shop_id;

-- name: catalog_put_serve :exec
-- in:   district_id i64, shop_id i64, place_id i64, path text
INSERT INTO shop_serve (district_id, shop_id, place_id, path) VALUES (:district_id, :shop_id, :place_id, :path);

-- name: catalog_serves :many
-- in:   district_id i64, shop_id i64, limit i64
-- row:  place_id i64, path text, name text
SELECT s.place_id, s.path, p.name FROM shop_serve s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.place_id
 WHERE s.district_id = :district_id AND s.shop_id = :shop_id
 ORDER BY s.path
 LIMIT :limit;

-- name: catalog_put_decision :exec
-- in:   district_id i64, decision_id i64, shop_id i64, verb text, at_ms i64, by_id i64, from_day i64, until_day i64, decision text, why text
INSERT INTO shop_decision (district_id, decision_id, shop_id, verb, at_ms, by_id, from_day, until_day, decision, why)
VALUES (:district_id, :decision_id, :shop_id, :verb, :at_ms, :by_id, :from_day, :until_day, :decision, :why);

-- name: catalog_decisions :many
-- in:   district_id i64, shop_id i64, limit i64
-- row:  verb text, at_ms i64, by_id i64, from_day i64, until_day i64, decision text, why text
SELECT verb, at_ms, by_id, from_day, until_day, decision, why FROM shop_decision
 WHERE district_id = :district_id AND shop_id = :shop_id
 ORDER BY decision_id DESC
 LIMIT :limit;

-- name: catalog_put_breach :exec
-- in:   district_id i64, breach_id i64, shop_id i64, doc_id i64, rule text, what text, happened_ms i64, recorded_by i64
INSERT INTO shop_breach (district_id, breach_id, shop_id, doc_id, rule, what, happened_ms, recorded_by, decided_ms)
VALUES (:district_id, :breach_id, :shop_id, :doc_id, :rule, :what, :happened_ms, :recorded_by, 0)
ON CONFLICT (district_id, shop_id, doc_id, rule) DO NOTHING;

-- name: catalog_breach_of :one
-- in:   district_id i64, shop_id i64, doc_id i64, rule text
-- row:  breach_id i64
SELECT breach_id FROM shop_breach
 WHERE district_id = :district_id AND shop_id = :shop_id AND doc_id = :doc_id AND rule = :rule;

-- name: catalog_breaches :many
-- in:   district_id i64, shop_id i64, before i64, limit i64
-- row:  breach_id i64, shop_id i64, doc_id i64, rule text, what text, happened_ms i64, recorded_by i64, decided_ms i64
SELECT breach_id, shop_id, doc_id, rule, what, happened_ms, recorded_by, decided_ms FROM shop_breach
 WHERE district_id = :district_id AND shop_id = :shop_id AND (CAST(:before AS BIGINT) = 0 OR breach_id < :before)
 ORDER BY breach_id DESC
 LIMIT :limit;

-- name: catalog_decide_breaches :exec
-- in:   district_id i64, shop_id i64, at_ms i64
UPDATE shop_breach SET decided_ms = :at_ms WHERE district_id = :district_id AND shop_id = :shop_id AND decided_ms = 0;

-- name: catalog_price :one
-- in:   district_id i64, shop_id i64, item_id i64
-- row:  item_id i64, version i64, price_fen i64, price_units i64, shop_price_fen i64, on_sale i64, set_ms i64, set_by i64, why text, code text, zh text, unit text, category text, barcode text, is_package i64
SELECT v.item_id, v.version, v.price_fen, v.price_units, v.shop_price_fen, v.on_sale, v.set_ms, v.set_by, v.why,
       i.code, i.zh, i.unit, i.category, i.barcode, CASE WHEN k.item_id IS NULL THEN 0 ELSE 1 END AS is_package
  FROM price_current c
  JOIN price_version v ON v.district_id = c.district_id AND v.shop_id = c.shop_id AND v.item_id = c.item_id AND v.version = c.version
  JOIN item i ON i.district_id = c.district_id AND i.item_id = c.item_id
  LEFT JOIN package k ON k.district_id = c.district_id AND k.item_id = c.item_id
 WHERE c.district_id = :district_id AND c.shop_id = :shop_id AND c.item_id = :item_id;

-- name: catalog_price_page :many
-- in:   district_id i64, shop_id i64, category text, find text, on_sale i64, after text, limit i64
-- row:  item_id i64, version i64, price_fen i64, price_units i64, shop_price_fen i64, on_sale i64, set_ms i64, set_by i64, why text, code text, zh text, unit text, category text, barcode text, is_package i64
SELECT v.item_id, v.version, v.price_fen, v.price_units, v.shop_price_fen, v.on_sale, v.set_ms, v.set_by, v.why,
       i.code, i.zh, i.unit, i.category, i.barcode, CASE WHEN k.item_id IS NULL THEN 0 ELSE 1 END AS is_package
  FROM price_current c
  JOIN price_version v ON v.district_id = c.district_id AND v.shop_id = c.shop_id AND v.item_id = c.item_id AND v.version = c.version
  JOIN item i ON i.district_id = c.district_id AND i.item_id = c.item_id
  LEFT JOIN package k ON k.district_id = c.district_id AND k.item_id = c.item_id
 WHERE c.district_id = :district_id AND c.shop_id = :shop_id AND c.code > :after
   AND (:category = '' OR i.category = :category)
   AND (CAST(:on_sale AS BIGINT) = 0 OR v.on_sale = 1)
   AND (:find = '%' OR LOWER(i.zh) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!' OR i.barcode LIKE :find ESCAPE '!')
 ORDER BY c.code
 LIMIT :limit;

-- name: catalog_cheapest :many
-- in:   district_id i64, item_id i64, today i64, limit i64
-- row:  price_fen i64, price_units i64, shop text
-- The lowest price on sale in a shop that works today.
SELECT v.price_fen, v.price_units, p.name AS shop
  FROM price_current c
  JOIN price_version v ON v.district_id = c.district_id AND v.shop_id = c.shop_id AND v.item_id = c.item_id AND v.version = c.version
  JOIN shop s ON s.district_id = c.district_id AND s.shop_id = c.shop_id
  JOIN place p ON p.district_id = c.district_id AND p.place_id = c.shop_id
 WHERE c.district_id = :district_id AND c.item_id = :item_id AND v.on_sale = 1 AND v.price_fen > 0
   AND s.withdrawn_ms = 0 AND s.from_day > 0 AND s.from_day <= :today AND (s.until_day = 0 OR s.until_day >= :today)
 ORDER BY v.price_fen * 1000000 / v.price_units, c.shop_id
 LIMIT :limit;

-- name: catalog_price_history :many
-- in:   district_id i64, shop_id i64, item_id i64, limit i64
-- row:  version i64, price_fen i64, price_units i64, shop_price_fen i64, on_sale i64, set_ms i64, set_by i64, why text
SELECT version, price_fen, price_units, shop_price_fen, on_sale, set_ms, set_by, why FROM price_version
 WHERE district_id = :district_id AND shop_id = :shop_id AND item_id = :item_id
 ORDER BY version DESC
 LIMIT :limit;

-- name: catalog_add_price :exec
-- in:   district_id i64, shop_id i64, item_id i64, version i64, price_fen i64, price_units i64, shop_price_fen i64, on_sale i64, set_ms i64, set_by i64, why text
INSERT INTO price_version (district_id, shop_id, item_id, version, price_fen, price_units, shop_price_fen, on_sale, set_ms, set_by, why)
VALUES (:district_id, :shop_id, :item_id, :version, :price_fen, :price_units, :shop_price_fen, :on_sale, :set_ms, :set_by, :why);

-- name: catalog_hold_price :exec
-- in:   district_id i64, shop_id i64, item_id i64, version i64, code text
INSERT INTO price_current (district_id, shop_id, item_id, version, code) VALUES (:district_id, :shop_id, :item_id, :version, :code)
ON CONFLICT (district_id, shop_id, item_id) DO UPDATE SET version = excluded.version;

-- name: catalog_caps :many
-- in:   district_id i64, item_id i64, path text, now_ms i64, limit i64
-- row:  cap_id i64, category text, cap_fen i64, cap_units i64, decision text
-- Caps in force at a place, on this item or on any class.
SELECT cap_id, category, cap_fen, cap_units, decision FROM price_cap
 WHERE district_id = :district_id AND item_id IN (0, :item_id) AND lifted_ms = 0 AND from_ms <= :now_ms AND (until_ms = 0 OR until_ms > :now_ms)
   AND SUBSTR(CAST(:path AS TEXT), 1, CAST(LENGTH(path) AS INTEGER)) = path
 ORDER BY cap_id
 LIMIT :limit;

-- name: catalog_put_cap :exec
-- in:   district_id i64, cap_id i64, item_id i64, category text, place_id i64, path text, cap_fen i64, cap_units i64, from_ms i64, until_ms i64, decision text, set_by i64, set_ms i64
INSERT INTO price_cap (district_id, cap_id, item_id, category, place_id, path, cap_fen, cap_units, from_ms, until_ms, decision, set_by, set_ms, lifted_ms, lifted_by)
VALUES (:district_id, :cap_id, :item_id, :category, :place_id, :path, :cap_fen, :cap_units, :from_ms, :until_ms, :decision, :set_by, :set_ms, 0, 0);

-- name: catalog_cap :one
-- in:   district_id i64, cap_id i64
-- row:  place_id i64, lifted_ms i64
SELECT place_id, lifted_ms FROM price_cap WHERE district_id = :district_id AND cap_id = :cap_id;

-- name: catalog_lift_cap :exec
-- in:   district_id i64, cap_id i64, at_ms i64, by_id i64
UPDATE price_cap SET lifted_ms = :at_ms, lifted_by = :by_id WHERE district_id = :district_id AND cap_id = :cap_id AND lifted_ms = 0;

-- name: catalog_cap_page :many
-- in:   district_id i64, before i64, limit i64
-- row:  cap_id i64, item_id i64, category text, place_id i64, cap_fen i64, cap_units i64, from_ms i64, until_ms i64, decision text, set_by i64, lifted_ms i64, item text
SELECT c.cap_id, c.item_id, c.category, c.place_id, c.cap_fen, c.cap_units, c.from_ms, c.until_ms, c.decision, c.set_by, c.lifted_ms,
       COALESCE(i.zh, '') AS item
  FROM price_cap c LEFT JOIN item i ON i.district_id = c.district_id AND i.item_id = c.item_id
 WHERE c.district_id = :district_id AND (CAST(:before AS BIGINT) = 0 OR c.cap_id < :before)
 ORDER BY c.cap_id DESC
 LIMIT :limit;

-- name: catalog_package :one
-- in:   district_id i64, item_id i64
-- row:  item_id i64, shop_id i64, code text, zh text, rule text, persons_min i64, persons_max i64, days i64, version i64
SELECT k.item_id, k.shop_id, k.code, i.zh, k.rule, k.persons_min, k.persons_max, k.days, k.version
  FROM package k JOIN item i ON i.district_id = k.district_id AND i.item_id = k.item_id
 WHERE k.district_id = :district_id AND k.item_id = :item_id;

-- name: catalog_package_page :many
-- in:   district_id i64, shop_id i64, after text, limit i64
-- row:  item_id i64, shop_id i64, code text, zh text, rule text, persons_min i64, persons_max i64, days i64, version i64
-- Those of a shop and of the whole district; shop_id 0: all.
SELECT k.item_id, k.shop_id, k.code, i.zh, k.rule, k.persons_min, k.persons_max, k.days, k.version
  FROM package k JOIN item i ON i.district_id = k.district_id AND i.item_id = k.item_id
 WHERE k.district_id = :district_id AND k.code > :after AND (CAST(:shop_id AS BIGINT) = 0 OR k.shop_id IN (0, :shop_id))
 ORDER BY k.code
 LIMIT :limit;

-- name: catalog_put_package :exec
-- in:   district_id i64, item_id i64, shop_id i64, code text, rule text, persons_min i64, persons_max i64, days i64, version i64, changed_ms i64, changed_by i64
INSERT INTO package (district_id, item_id, shop_id, code, rule, persons_min, persons_max, days, version, changed_ms, changed_by)
VALUES (:district_id, :item_id, :shop_id, :code, :rule, :persons_min, :persons_max, :days, 1, :changed_ms, :changed_by)
ON CONFLICT (district_id, item_id) DO UPDATE
   SET rule = excluded.rule, persons_min = excluded.persons_min, persons_max = excluded.persons_max, days = excluded.days,
       version = package.version + 1, changed_ms = excluded.changed_ms, changed_by = excluded.changed_by
 WHERE package.version = :version;

-- name: catalog_drop_parts :exec
-- in:   district_id i64, package_id i64
DELETE FROM package_part WHERE district_id = :district_id AND package_id = :package_id;

-- name: catalog_put_part :exec
-- in:   district_id i64, package_id i64, part_no i64, item_id i64, qty i64
INSERT INTO package_part (district_id, package_id, part_no, item_id, qty) VALUES (:district_id, :package_id, :part_no, :item_id, :qty);

-- name: catalog_parts :many
-- in:   district_id i64, package_id i64, limit i64
-- row:  part_no i64, item_id i64, qty i64, code text, zh text, unit text
SELECT p.part_no, p.item_id, p.qty, i.code, i.zh, i.unit
  FROM package_part p JOIN item i ON i.district_id = p.district_id AND i.item_id = p.item_id
 WHERE p.district_id = :district_id AND p.package_id = :package_id
 ORDER BY p.part_no
 LIMIT :limit;

-- name: catalog_open_offers :one
-- in:   district_id i64, shop_id i64
-- row:  n i64
SELECT COUNT(*) AS n FROM offer WHERE district_id = :district_id AND shop_id = :shop_id AND stage = 1;
