-- Requests: every statement of their own tables.

-- name: request_put :exec
-- in:   district_id i64, doc_id i64, unit_id i64, deadline_day i64, purpose text, channel i64
INSERT INTO request (district_id, doc_id, unit_id, deadline_day, purpose, channel)
VALUES (:district_id, :doc_id, :unit_id, :deadline_day, :purpose, :channel)
ON CONFLICT (district_id, doc_id) DO UPDATE
   SET unit_id = excluded.unit_id, deadline_day = excluded.deadline_day, purpose = excluded.purpose, channel = excluded.channel;

-- name: request_delete_lines :exec
-- in:   district_id i64, doc_id i64
DELETE FROM request_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_put_line :exec
-- in:   district_id i64, doc_id i64, line_no i64, wanted i64, own_stock i64, received_before i64, priority i64
INSERT INTO request_line (district_id, doc_id, line_no, wanted, own_stock, received_before, priority)
VALUES (:district_id, :doc_id, :line_no, :wanted, :own_stock, :received_before, :priority);

-- name: request_facts :one
-- in:   district_id i64, doc_id i64
-- row:  unit_id i64, deadline_day i64, purpose text, channel i64
SELECT unit_id, deadline_day, purpose, channel FROM request WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_line_facts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, wanted i64, own_stock i64, received_before i64, priority i64
SELECT line_no, wanted, own_stock, received_before, priority
  FROM request_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: request_open_lines :many
-- in:   district_id i64, limit i64
-- row:  doc_id i64, number text, line_no i64, item_id i64, unit_id i64, to_place_id i64, deadline_day i64, priority i64, own_stock i64, received_before i64, granted i64, dropped i64, sent i64, back i64
-- Vetted lines that still need something, in the order of their numbers.
SELECT d.doc_id, d.number, l.line_no, l.item_id, r.unit_id, d.to_place_id, r.deadline_day, f.priority, f.own_stock, f.received_before,
       l.granted, l.dropped, l.sent, l.back
  FROM doc d
  JOIN request r ON r.district_id = d.district_id AND r.doc_id = d.doc_id
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN request_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
 WHERE d.district_id = :district_id AND d.kind = 'request' AND d.state IN ('open', 'allotted')
   AND l.granted - l.dropped - l.sent + l.back > 0
 ORDER BY d.number, l.line_no
 LIMIT :limit;

-- name: request_set_board :exec
-- in:   district_id i64, doc_id i64, stage i64, due_day i64, priority i64, channel i64, asked_ms i64, vet_by_ms i64, changed_ms i64, unit_id i64, area_id i64, n_lines i64, asked i64, state text, number text, path text
INSERT INTO request_board (district_id, doc_id, stage, due_day, priority, channel, asked_ms, vet_by_ms, changed_ms, unit_id, area_id,
                           n_lines, asked, state, number, path)
VALUES (:district_id, :doc_id, :stage, :due_day, :priority, :channel, :asked_ms, :vet_by_ms, :changed_ms, :unit_id, :area_id,
        :n_lines, :asked, :state, :number, :path)
ON CONFLICT (district_id, doc_id) DO UPDATE
   SET stage = excluded.stage, due_day = excluded.due_day, priority = excluded.priority, channel = excluded.channel,
       changed_ms = excluded.changed_ms, unit_id = excluded.unit_id, area_id = excluded.area_id, n_lines = excluded.n_lines,
       asked = excluded.asked, state = excluded.state, number = excluded.number, path = excluded.path;

-- name: request_move_board :exec
-- in:   district_id i64, doc_id i64, stage i64, state text, number text, changed_ms i64, asked_ms i64, vet_by_ms i64
-- asked_ms 0: the request was raised before.
UPDATE request_board
   SET stage = :stage, state = :state, number = :number, changed_ms = :changed_ms,
       asked_ms = CASE WHEN CAST(:asked_ms AS BIGINT) = 0 THEN asked_ms ELSE :asked_ms END,
       vet_by_ms = CASE WHEN CAST(:asked_ms AS BIGINT) = 0 THEN vet_by_ms ELSE :vet_by_ms END
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_count_board :one
-- in:   district_id i64, areas text, path text, path_end text, unit_id i64, classes text, channels text, due_from i64, due_to i64, state text, item_id i64, category text, find text, find_number text, sees_all i64, actor_id i64, perm i64, now_ms i64, late_ms i64, as_of_ms i64
-- row:  drafts i64, waiting i64, late i64, special i64, granted i64, refused i64, withdrawn i64, fresh i64
-- How many of what the filter finds stand in each stage, and how many came after as_of_ms.
SELECT COALESCE(CAST(SUM(CASE WHEN b.stage = 0 THEN 1 ELSE 0 END) AS BIGINT), 0) AS drafts,
       COALESCE(CAST(SUM(CASE WHEN b.stage = 1 THEN 1 ELSE 0 END) AS BIGINT), 0) AS waiting,
       COALESCE(CAST(SUM(CASE WHEN b.stage BETWEEN 1 AND 2 AND b.vet_by_ms > 0 AND b.vet_by_ms < :late_ms THEN 1 ELSE 0 END) AS BIGINT), 0) AS late,
       COALESCE(CAST(SUM(CASE WHEN b.stage = 2 THEN 1 ELSE 0 END) AS BIGINT), 0) AS special,
       COALESCE(CAST(SUM(CASE WHEN b.stage = 3 THEN 1 ELSE 0 END) AS BIGINT), 0) AS granted,
       COALESCE(CAST(SUM(CASE WHEN b.stage = 4 THEN 1 ELSE 0 END) AS BIGINT), 0) AS refused,
       COALESCE(CAST(SUM(CASE WHEN b.stage = 5 THEN 1 ELSE 0 END) AS BIGINT), 0) AS withdrawn,
       COALESCE(CAST(SUM(CASE WHEN b.stage = 1 AND b.asked_ms > :as_of_ms THEN 1 ELSE 0 END) AS BIGINT), 0) AS fresh
  FROM request_board b
 WHERE b.district_id = :district_id
   AND (CAST(:areas AS TEXT) = '' OR :areas LIKE '%,' || CAST(b.area_id AS TEXT) || ',%')
   AND (CAST(:path AS TEXT) = '' OR (b.path >= :path AND b.path < :path_end))
   AND (CAST(:unit_id AS BIGINT) = 0 OR b.unit_id = :unit_id)
   AND (CAST(:classes AS TEXT) = '' OR :classes LIKE '%,' || CAST(b.priority AS TEXT) || ',%')
   AND (CAST(:channels AS TEXT) = '' OR :channels LIKE '%,' || CAST(b.channel AS TEXT) || ',%')
   AND b.due_day >= :due_from AND b.due_day <= :due_to
   AND (CAST(:state AS TEXT) = '' OR b.state = :state)
   AND ((CAST(:item_id AS BIGINT) = 0 AND CAST(:category AS TEXT) = '') OR b.doc_id IN (
        SELECT l.doc_id FROM doc_line l
         WHERE l.district_id = :district_id AND l.item_id IN (SELECT i.item_id FROM item i
               WHERE i.district_id = :district_id AND (i.item_id = :item_id OR i.category = :category))))
   AND (CAST(:find AS TEXT) = '%' OR (CAST(:find_number AS TEXT) <> '' AND b.number LIKE :find_number ESCAPE '!')
        OR b.unit_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND LOWER(p.name) LIKE :find ESCAPE '!')
        OR b.doc_id IN (SELECT l.doc_id FROM doc_line l
                         WHERE l.district_id = :district_id AND l.item_id IN (SELECT i.item_id FROM item i
                               WHERE i.district_id = :district_id AND (LOWER(i.zh) LIKE :find ESCAPE '!'
                                     OR LOWER(i.en) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!'))))
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(b.path));

-- name: request_page :many
-- in:   district_id i64, areas text, path text, path_end text, unit_id i64, classes text, channels text, due_from i64, due_to i64, state text, item_id i64, category text, find text, find_number text, sees_all i64, actor_id i64, perm i64, now_ms i64, stage_from i64, stage_to i64, late_ms i64, as_of_ms i64, sort i64, limit i64, offset i64, lines i64
-- row:  doc_id i64, number text, state text, stage i64, due_day i64, priority i64, channel i64, asked_ms i64, vet_by_ms i64, changed_ms i64, unit_id i64, area_id i64, path text, n_lines i64, version i64, to_place_id i64, unit_name text, unit_kind text, population i64, line_no i64, item_id i64, item_code text, zh text, en text, category text, unit text, pack i64, pack_unit text, norm_qty i64, norm_days i64, wanted i64, own_stock i64, received_before i64, line_priority i64, asked i64, granted i64, dropped i64, sent i64, taken i64, back i64, lost i64
-- One page of requests with all their lines.
WITH page AS (
SELECT b.doc_id, b.priority, b.asked_ms, CASE CAST(:sort AS BIGINT) WHEN 1 THEN b.due_day WHEN 2 THEN -b.due_day WHEN 3 THEN b.asked_ms WHEN 4 THEN -b.asked_ms WHEN 5 THEN b.asked WHEN 6 THEN -b.asked WHEN 7 THEN b.priority ELSE -b.priority END AS sort_key
  FROM request_board b
 WHERE b.district_id = :district_id
   AND (CAST(:areas AS TEXT) = '' OR :areas LIKE '%,' || CAST(b.area_id AS TEXT) || ',%')
   AND (CAST(:path AS TEXT) = '' OR (b.path >= :path AND b.path < :path_end))
   AND (CAST(:unit_id AS BIGINT) = 0 OR b.unit_id = :unit_id)
   AND (CAST(:classes AS TEXT) = '' OR :classes LIKE '%,' || CAST(b.priority AS TEXT) || ',%')
   AND (CAST(:channels AS TEXT) = '' OR :channels LIKE '%,' || CAST(b.channel AS TEXT) || ',%')
   AND b.due_day >= :due_from AND b.due_day <= :due_to
   AND (CAST(:state AS TEXT) = '' OR b.state = :state)
   AND ((CAST(:item_id AS BIGINT) = 0 AND CAST(:category AS TEXT) = '') OR b.doc_id IN (
        SELECT l.doc_id FROM doc_line l
         WHERE l.district_id = :district_id AND l.item_id IN (SELECT i.item_id FROM item i
               WHERE i.district_id = :district_id AND (i.item_id = :item_id OR i.category = :category))))
   AND (CAST(:find AS TEXT) = '%' OR (CAST(:find_number AS TEXT) <> '' AND b.number LIKE :find_number ESCAPE '!')
        OR b.unit_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND LOWER(p.name) LIKE :find ESCAPE '!')
        OR b.doc_id IN (SELECT l.doc_id FROM doc_line l
                         WHERE l.district_id = :district_id AND l.item_id IN (SELECT i.item_id FROM item i
                               WHERE i.district_id = :district_id AND (LOWER(i.zh) LIKE :find ESCAPE '!'
                                     OR LOWER(i.en) LIKE :find ESCAPE '!' OR LOWER(i.code) LIKE :find ESCAPE '!'))))
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(b.path))
   AND b.stage BETWEEN :stage_from AND :stage_to AND (CAST(:late_ms AS BIGINT) = 0 OR (b.vet_by_ms > 0 AND b.vet_by_ms < :late_ms))
   AND b.asked_ms <= :as_of_ms
 ORDER BY sort_key, b.priority, b.asked_ms, b.doc_id
 LIMIT :limit OFFSET :offset)
SELECT b.doc_id, b.number, b.state, b.stage, b.due_day, b.priority, b.channel, b.asked_ms, b.vet_by_ms, b.changed_ms, b.unit_id, b.area_id, b.path, b.n_lines, d.version, d.to_place_id, u.name AS unit_name, u.unit_kind, u.population, l.line_no, l.item_id, i.code AS item_code, i.zh, i.en, i.category, i.unit, i.pack, i.pack_unit, i.norm_qty, i.norm_days, f.wanted, f.own_stock, f.received_before, f.priority AS line_priority, l.asked, l.granted, l.dropped, l.sent, l.taken, l.back, l.lost
  FROM page
  JOIN request_board b ON b.district_id = :district_id AND b.doc_id = page.doc_id
  JOIN doc d ON d.district_id = :district_id AND d.doc_id = b.doc_id
  JOIN place u ON u.district_id = :district_id AND u.place_id = b.unit_id
  JOIN request_line f ON f.district_id = :district_id AND f.doc_id = b.doc_id
  JOIN doc_line l ON l.district_id = :district_id AND l.doc_id = b.doc_id AND l.line_no = f.line_no
  JOIN item i ON i.district_id = :district_id AND i.item_id = l.item_id
 ORDER BY page.sort_key, page.priority, page.asked_ms, page.doc_id, l.line_no
 LIMIT :lines;

-- name: request_of_board :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64, number text, state text, stage i64, due_day i64, priority i64, channel i64, asked_ms i64, vet_by_ms i64, changed_ms i64, unit_id i64, area_id i64, path text, n_lines i64, version i64, to_place_id i64, unit_name text, unit_kind text, population i64, line_no i64, item_id i64, item_code text, zh text, en text, category text, unit text, pack i64, pack_unit text, norm_qty i64, norm_days i64, wanted i64, own_stock i64, received_before i64, line_priority i64, asked i64, granted i64, dropped i64, sent i64, taken i64, back i64, lost i64
SELECT b.doc_id, b.number, b.state, b.stage, b.due_day, b.priority, b.channel, b.asked_ms, b.vet_by_ms, b.changed_ms, b.unit_id, b.area_id, b.path, b.n_lines, d.version, d.to_place_id, u.name AS unit_name, u.unit_kind, u.population, l.line_no, l.item_id, i.code AS item_code, i.zh, i.en, i.category, i.unit, i.pack, i.pack_unit, i.norm_qty, i.norm_days, f.wanted, f.own_stock, f.received_before, f.priority AS line_priority, l.asked, l.granted, l.dropped, l.sent, l.taken, l.back, l.lost
  FROM request_board b
  JOIN doc d ON d.district_id = b.district_id AND d.doc_id = b.doc_id
  JOIN place u ON u.district_id = b.district_id AND u.place_id = b.unit_id
  JOIN request_line f ON f.district_id = b.district_id AND f.doc_id = b.doc_id
  JOIN doc_line l ON l.district_id = b.district_id AND l.doc_id = b.doc_id AND l.line_no = f.line_no
  JOIN item i ON i.district_id = b.district_id AND i.item_id = l.item_id
 WHERE b.district_id = :district_id AND b.doc_id = :doc_id
 ORDER BY l.line_no
 LIMIT :limit;

-- name: request_near :many
-- in:   district_id i64, unit_id i64, since_ms i64, limit i64
-- row:  doc_id i64, number text, stage i64, asked_ms i64, item_id i64, asked i64
-- What a unit has asked for since then and not withdrawn, been refused or been served: what a further request may be the double of.
SELECT b.doc_id, b.number, b.stage, b.asked_ms, l.item_id, l.asked
  FROM request_board b
  JOIN doc_line l ON l.district_id = b.district_id AND l.doc_id = b.doc_id
 WHERE b.district_id = :district_id AND b.unit_id = :unit_id AND b.asked_ms >= :since_ms
   AND b.stage BETWEEN 1 AND 3 AND b.state NOT IN ('closed', 'unmet')
 ORDER BY b.asked_ms DESC, b.doc_id, l.line_no
 LIMIT :limit;

-- name: request_got :many
-- in:   district_id i64, unit_id i64, since_ms i64, limit i64
-- row:  item_id i64, posted_ms i64, qty i64
-- What a unit's requests have brought it since then.  CROSS JOIN: from the unit's few requests to their entries, never the ledger through.
SELECT l.item_id, e.posted_ms, p.qty
  FROM request_board b
 CROSS JOIN ledger_entry e
 CROSS JOIN ledger_progress p
 CROSS JOIN doc_line l
 WHERE b.district_id = :district_id AND b.unit_id = :unit_id AND b.changed_ms >= :since_ms AND b.stage = 3
   AND e.district_id = b.district_id AND e.doc_id = b.doc_id AND e.verb = 'deliver' AND e.posted_ms >= :since_ms
   AND p.district_id = e.district_id AND p.seq = e.seq AND p.counter = 'taken'
   AND l.district_id = b.district_id AND l.doc_id = b.doc_id AND l.line_no = p.line_no
 ORDER BY e.posted_ms, l.item_id, p.qty
 LIMIT :limit;

-- name: request_free :many
-- in:   district_id i64, today i64, limit i64
-- row:  item_id i64, restricted_to i64, qty i64
-- Free stock of the warehouses that is still good today, by item.  A gift to a unit is only for that unit.
SELECT b.item_id, CASE WHEN s.kind IN ('receipt_donor', 'opening') OR (s.kind = 'donation' AND a.owner_id = s.taker_id) THEN s.taker_id ELSE 0 END AS restricted_to,
       CAST(SUM(b.qty) AS BIGINT) AS qty
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id
  JOIN ledger_lot t ON t.district_id = b.district_id AND t.lot_id = b.lot_id
  JOIN place p ON p.district_id = a.district_id AND p.place_id = a.place_id
  LEFT JOIN doc s ON s.district_id = t.district_id AND s.doc_id = t.source_doc_id
 WHERE a.district_id = :district_id AND a.kind = 20 AND b.qty > 0 AND p.kind = 4 AND (t.expiry_day = 0 OR t.expiry_day > :today)
 GROUP BY b.item_id, CASE WHEN s.kind IN ('receipt_donor', 'opening') OR (s.kind = 'donation' AND a.owner_id = s.taker_id) THEN s.taker_id ELSE 0 END
 ORDER BY b.item_id, 2
 LIMIT :limit;

-- name: request_promised :many
-- in:   district_id i64, limit i64
-- row:  item_id i64, qty i64
-- What vetted requests still need, by item.
SELECT item_id, qty FROM request_owed WHERE district_id = :district_id AND qty > 0 ORDER BY item_id LIMIT :limit;

-- name: request_owe :exec
-- in:   district_id i64, item_id i64, more i64
INSERT INTO request_owed (district_id, item_id, qty) VALUES (:district_id, :item_id, :more)
ON CONFLICT (district_id, item_id) DO UPDATE SET qty = request_owed.qty + excluded.qty;

-- name: request_board_wrong :many
-- in:   district_id i64, limit i64
-- row:  what text, id i64, stands i64, should i64
-- Where the table's own figures disagree with the documents.
SELECT 'owed' AS what, COALESCE(o.item_id, n.item_id) AS id, COALESCE(o.qty, 0) AS stands, COALESCE(n.qty, 0) AS should
  FROM (SELECT l.item_id, CAST(SUM(l.granted - l.dropped - l.sent + l.back) AS BIGINT) AS qty
          FROM doc d JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
         WHERE d.district_id = :district_id AND d.kind = 'request' AND d.state IN ('open', 'allotted')
         GROUP BY l.item_id) n
  FULL JOIN (SELECT item_id, qty FROM request_owed WHERE district_id = :district_id) o ON o.item_id = n.item_id
 WHERE COALESCE(o.qty, 0) <> COALESCE(n.qty, 0)
UNION ALL
SELECT 'state' AS what, d.doc_id AS id, COALESCE(b.stage, -1) AS stands, 0 AS should
  FROM doc d LEFT JOIN request_board b ON b.district_id = d.district_id AND b.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.kind = 'request'
   AND (b.doc_id IS NULL OR b.state <> d.state OR b.number <> COALESCE(d.number, ''))
 ORDER BY 1, 2
 LIMIT :limit;

-- name: request_areas :many
-- in:   district_id i64, limit i64
-- row:  place_id i64, path text, name text
SELECT place_id, path, name FROM place WHERE district_id = :district_id AND kind = 2 ORDER BY code LIMIT :limit;

-- name: request_paper_put :exec
-- in:   district_id i64, doc_id i64, name text, number text, entered_by i64, entered_ms i64
INSERT INTO request_paper (district_id, doc_id, name, number, entered_by, entered_ms)
VALUES (:district_id, :doc_id, :name, :number, :entered_by, :entered_ms)
ON CONFLICT (district_id, doc_id, name) DO UPDATE
   SET number = excluded.number, entered_by = excluded.entered_by, entered_ms = excluded.entered_ms;

-- name: request_papers :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  name text, number text, entered_by i64, entered_ms i64
SELECT name, number, entered_by, entered_ms FROM request_paper
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY name
 LIMIT :limit;

-- name: request_instead_lock :exec
-- in:   district_id i64, doc_id i64
-- Two that stand in for lines of one request wait for each other, so that together they never take more than it lacks.
UPDATE request SET channel = channel WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_instead_clear :exec
-- in:   district_id i64, doc_id i64
DELETE FROM request_instead WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: request_instead_add :exec
-- in:   district_id i64, doc_id i64, line_no i64, item_id i64, qty i64, substitute_id i64, substitute_version i64, num i64, den i64, for_doc_id i64
INSERT INTO request_instead (district_id, doc_id, line_no, item_id, qty, substitute_id, substitute_version, num, den, for_doc_id)
VALUES (:district_id, :doc_id, :line_no, :item_id, :qty, :substitute_id, :substitute_version, :num, :den, :for_doc_id);

-- name: request_instead_rows :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64, line_no i64, by_id i64, asked i64, item_id i64, qty i64, num i64, den i64, substitute_id i64, substitute_version i64, for_doc_id i64, number text, state text, for_number text
SELECT i.doc_id, i.line_no, l.item_id AS by_id, l.asked, i.item_id, i.qty, i.num, i.den, i.substitute_id, i.substitute_version, i.for_doc_id,
       COALESCE(d.number, '') AS number, d.state, COALESCE(f.number, '') AS for_number
  FROM request_instead i
  JOIN doc d ON d.district_id = i.district_id AND d.doc_id = i.doc_id
  JOIN doc_line l ON l.district_id = i.district_id AND l.doc_id = i.doc_id AND l.line_no = i.line_no
  LEFT JOIN doc f ON f.district_id = i.district_id AND f.doc_id = i.for_doc_id
 WHERE i.district_id = :district_id AND i.doc_id = :doc_id
 ORDER BY i.line_no
 LIMIT :limit;

-- name: request_instead_for :many
-- in:   district_id i64, for_doc_id i64, limit i64
-- row:  doc_id i64, line_no i64, by_id i64, asked i64, granted i64, dropped i64, item_id i64, qty i64, num i64, den i64, substitute_id i64, substitute_version i64, number text, state text
-- What stands in for lines of a request, but for what was refused or withdrawn.
SELECT i.doc_id, i.line_no, l.item_id AS by_id, l.asked, l.granted, l.dropped, i.item_id, i.qty, i.num, i.den, i.substitute_id, i.substitute_version,
       COALESCE(d.number, '') AS number, d.state
  FROM request_instead i
  JOIN doc d ON d.district_id = i.district_id AND d.doc_id = i.doc_id
  JOIN doc_line l ON l.district_id = i.district_id AND l.doc_id = i.doc_id AND l.line_no = i.line_no
 WHERE i.district_id = :district_id AND i.for_doc_id = :for_doc_id AND d.state NOT IN ('refused', 'void')
 ORDER BY i.doc_id, i.line_no
 LIMIT :limit;
