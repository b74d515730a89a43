-- Every statement of chat lists and order files.

-- name: intake_batch_put :exec
-- in:   district_id i64, batch_id i64, place_id i64, path text, offer_id i64, source i64, title text, file_name text, digest text, raw text, pay i64, default_line i64, taken_ms i64, asked_ms i64, taken_by i64, n_lines i64
INSERT INTO intake_batch (district_id, batch_id, place_id, path, offer_id, source, title, file_name, digest, raw, pay, default_line, taken_ms,
                          asked_ms, taken_by, newer_id, n_lines, erased_ms, version)
VALUES (:district_id, :batch_id, :place_id, :path, :offer_id, :source, :title, :file_name, :digest, :raw, :pay, :default_line, :taken_ms,
        :asked_ms, :taken_by, 0, :n_lines, 0, 1);

-- name: intake_batch_one :one
-- in:   district_id i64, batch_id i64
-- row:  batch_id i64, place_id i64, path text, offer_id i64, source i64, title text, file_name text, digest text, pay i64, default_line i64, taken_ms i64, asked_ms i64, taken_by i64, newer_id i64, n_lines i64, erased_ms i64, version i64
SELECT batch_id, place_id, path, offer_id, source, title, file_name, digest, pay, default_line, taken_ms, asked_ms, taken_by, newer_id,
       n_lines, erased_ms, version
  FROM intake_batch
 WHERE district_id = :district_id AND batch_id = :batch_id;

-- name: intake_batch_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, offer_id i64, source i64, before i64, limit i64
-- row:  batch_id i64, place_id i64, path text, offer_id i64, source i64, title text, file_name text, digest text, pay i64, default_line i64, taken_ms i64, asked_ms i64, taken_by i64, newer_id i64, n_lines i64, erased_ms i64, version i64
-- The newest copy of every list, newest first.
SELECT b.batch_id, b.place_id, b.path, b.offer_id, b.source, b.title, b.file_name, b.digest, b.pay, b.default_line, b.taken_ms, b.asked_ms,
       b.taken_by, b.newer_id, b.n_lines, b.erased_ms, b.version
  FROM intake_batch b
 WHERE b.district_id = :district_id AND b.batch_id < :before AND b.newer_id = 0
   AND b.path >= :under AND b.path < :under_end
   AND (CAST(:offer_id AS BIGINT) = 0 OR b.offer_id = :offer_id)
   AND (CAST(:source AS BIGINT) < 0 OR b.source = :source)
   AND @scope(b.path)
 ORDER BY b.batch_id DESC
 LIMIT :limit;

-- name: intake_batch_newest :many
-- in:   district_id i64, offer_id i64, place_id i64, source i64, limit i64
-- row:  batch_id i64, title text, digest text
-- Copies that count, newest first: one per list.
SELECT batch_id, title, digest
  FROM intake_batch
 WHERE district_id = :district_id AND offer_id = :offer_id AND place_id = :place_id AND source = :source AND newer_id = 0
 ORDER BY batch_id DESC
 LIMIT :limit;

-- name: intake_batch_older :exec
-- in:   district_id i64, batch_id i64, newer_id i64
UPDATE intake_batch SET newer_id = :newer_id, version = version + 1
 WHERE district_id = :district_id AND batch_id = :batch_id;

-- name: intake_batch_touch :exec
-- in:   district_id i64, batch_id i64
UPDATE intake_batch SET version = version + 1
 WHERE district_id = :district_id AND batch_id = :batch_id;

-- name: intake_batch_raw :one
-- in:   district_id i64, batch_id i64
-- row:  raw text
SELECT raw
  FROM intake_batch
 WHERE district_id = :district_id AND batch_id = :batch_id;

-- name: intake_batch_forget :exec
-- in:   district_id i64, batch_id i64, erased_ms i64
UPDATE intake_batch SET raw = '', erased_ms = :erased_ms, version = version + 1
 WHERE district_id = :district_id AND batch_id = :batch_id;

-- name: intake_batch_kept :many
-- in:   district_id i64, place_id i64, limit i64
-- row:  batch_id i64, offer_id i64
-- Texts that are still kept as they came, oldest first.
SELECT batch_id, offer_id
  FROM intake_batch
 WHERE district_id = :district_id AND place_id = :place_id AND erased_ms = 0
 ORDER BY batch_id
 LIMIT :limit;

-- name: intake_row_put :exec
-- in:   district_id i64, batch_id i64, row_no i64, line_no i64, of_line i64, state i64, problem i64, household_id i64, doc_id i64, door text, sort text, wants text, qty i64, before text, doubt text, after text, remark text, answers text, zh text, en text, text_key text, answered_ms i64, answered_by i64
INSERT INTO intake_row (district_id, batch_id, row_no, line_no, of_line, state, problem, household_id, doc_id, door, sort, wants, qty, before,
                        doubt, after, remark, answers, zh, en, text_key, answered_ms, answered_by)
VALUES (:district_id, :batch_id, :row_no, :line_no, :of_line, :state, :problem, :household_id, :doc_id, :door, :sort, :wants, :qty, :before,
        :doubt, :after, :remark, :answers, :zh, :en, :text_key, :answered_ms, :answered_by);

-- name: intake_row_one :one
-- in:   district_id i64, batch_id i64, row_no i64
-- row:  row_no i64, line_no i64, of_line i64, state i64, problem i64, household_id i64, doc_id i64, door text, sort text, wants text, qty i64, before text, doubt text, after text, remark text, answers text, zh text, en text
SELECT row_no, line_no, of_line, state, problem, household_id, doc_id, door, sort, wants, qty, before, doubt, after, remark, answers, zh, en
  FROM intake_row
 WHERE district_id = :district_id AND batch_id = :batch_id AND row_no = :row_no;

-- name: intake_row_page :many
-- in:   district_id i64, batch_id i64, state i64, after_sort text, after_no i64, limit i64
-- row:  row_no i64, line_no i64, of_line i64, state i64, problem i64, household_id i64, doc_id i64, door text, sort text, wants text, qty i64, before text, doubt text, after text, remark text, answers text, zh text, en text
SELECT row_no, line_no, of_line, state, problem, household_id, doc_id, door, sort, wants, qty, before, doubt, after, remark, answers, zh, en
  FROM intake_row
 WHERE district_id = :district_id AND batch_id = :batch_id AND state = :state AND (sort, row_no) > (:after_sort, :after_no)
 ORDER BY sort, row_no
 LIMIT :limit;

-- name: intake_row_page_all :many
-- in:   district_id i64, batch_id i64, after_no i64, limit i64
-- row:  row_no i64, line_no i64, of_line i64, state i64, problem i64, household_id i64, doc_id i64, door text, sort text, wants text, qty i64, before text, doubt text, after text, remark text, answers text, zh text, en text
SELECT row_no, line_no, of_line, state, problem, household_id, doc_id, door, sort, wants, qty, before, doubt, after, remark, answers, zh, en
  FROM intake_row
 WHERE district_id = :district_id AND batch_id = :batch_id AND row_no > :after_no
 ORDER BY row_no
 LIMIT :limit;

-- name: intake_row_open :many
-- in:   district_id i64, batch_id i64, limit i64
-- row:  row_no i64, state i64, household_id i64, doc_id i64, wants text, remark text
-- What a commit has to do, cancellations first so that turns and places are free again.
SELECT row_no, state, household_id, doc_id, wants, remark
  FROM intake_row
 WHERE district_id = :district_id AND batch_id = :batch_id AND state IN (0, 1, 2)
 ORDER BY state DESC, row_no
 LIMIT :limit;

-- name: intake_row_set :exec
-- in:   district_id i64, batch_id i64, row_no i64, of_line i64, state i64, problem i64, household_id i64, doc_id i64, door text, sort text, wants text, qty i64, answers text, zh text, en text, answered_ms i64, answered_by i64
UPDATE intake_row
   SET of_line = :of_line, state = :state, problem = :problem, household_id = :household_id, doc_id = :doc_id, door = :door, sort = :sort,
       wants = :wants, qty = :qty, answers = :answers, zh = :zh, en = :en, answered_ms = :answered_ms, answered_by = :answered_by
 WHERE district_id = :district_id AND batch_id = :batch_id AND row_no = :row_no;

-- name: intake_row_done :exec
-- in:   district_id i64, batch_id i64, row_no i64, state i64, doc_id i64, zh text, en text
UPDATE intake_row SET state = :state, doc_id = :doc_id, zh = :zh, en = :en
 WHERE district_id = :district_id AND batch_id = :batch_id AND row_no = :row_no;

-- name: intake_row_replaced :exec
-- in:   district_id i64, batch_id i64, household_id i64, row_no i64, line_no i64
-- One row per household counts: the others that were to be done give way to this one.
UPDATE intake_row SET state = 4, of_line = :line_no, zh = '以另一行为准', en = 'another line counts'
 WHERE district_id = :district_id AND batch_id = :batch_id AND household_id = :household_id AND row_no <> :row_no AND state IN (0, 1, 2);

-- name: intake_row_answered :many
-- in:   district_id i64, batch_id i64, limit i64
-- row:  text_key text, state i64, household_id i64, wants text, answered_ms i64, answered_by i64
SELECT text_key, state, household_id, wants, answered_ms, answered_by
  FROM intake_row
 WHERE district_id = :district_id AND batch_id = :batch_id AND answered_ms > 0
 ORDER BY row_no
 LIMIT :limit;

-- name: intake_rows_gone :exec
-- in:   district_id i64, batch_id i64
DELETE FROM intake_row WHERE district_id = :district_id AND batch_id = :batch_id;

-- name: intake_counts :many
-- in:   district_id i64, batch_id i64, limit i64
-- row:  state i64, n i64, qty i64
SELECT state, COUNT(*) AS n, CAST(SUM(qty) AS BIGINT) AS qty
  FROM intake_row
 WHERE district_id = :district_id AND batch_id = :batch_id
 GROUP BY state
 ORDER BY state
 LIMIT :limit;

-- name: intake_order_set :exec
-- in:   district_id i64, offer_id i64, household_id i64, doc_id i64, batch_id i64, place_id i64, source i64, wants text
INSERT INTO intake_order (district_id, offer_id, household_id, doc_id, batch_id, place_id, source, wants)
VALUES (:district_id, :offer_id, :household_id, :doc_id, :batch_id, :place_id, :source, :wants)
ON CONFLICT (district_id, offer_id, household_id) DO UPDATE SET doc_id = excluded.doc_id, batch_id = excluded.batch_id,
   place_id = excluded.place_id, source = excluded.source, wants = excluded.wants;

-- name: intake_order_gone :exec
-- in:   district_id i64, offer_id i64, household_id i64
DELETE FROM intake_order WHERE district_id = :district_id AND offer_id = :offer_id AND household_id = :household_id;

-- name: intake_order_one :one
-- in:   district_id i64, offer_id i64, household_id i64
-- row:  doc_id i64, wants text
SELECT doc_id, wants
  FROM intake_order
 WHERE district_id = :district_id AND offer_id = :offer_id AND household_id = :household_id;

-- name: intake_orders_of :many
-- in:   district_id i64, offer_id i64, limit i64
-- row:  household_id i64, doc_id i64, batch_id i64, place_id i64, source i64, wants text, state text, title text
-- Orders that lists of this offer made and that stand, with the title of the list.
SELECT o.household_id, o.doc_id, o.batch_id, o.place_id, o.source, o.wants, h.state, b.title
  FROM intake_order o
  JOIN household_order h ON h.district_id = o.district_id AND h.doc_id = o.doc_id
  JOIN intake_batch b ON b.district_id = o.district_id AND b.batch_id = o.batch_id
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND h.state <> 'void'
 ORDER BY o.household_id
 LIMIT :limit;

-- name: intake_text_orders :many
-- in:   district_id i64, offer_id i64, under text, under_end text, limit i64
-- row:  household_id i64, building_id i64, door text, pickup_no text, state text
-- Orders of an offer at or below a place, as the stairs are walked.
SELECT household_id, building_id, door, pickup_no, state
  FROM household_order
 WHERE district_id = :district_id AND offer_id = :offer_id AND state <> 'void' AND path >= :under AND path < :under_end
 ORDER BY path, sort, pickup_no
 LIMIT :limit;

-- name: intake_text_sums :many
-- in:   district_id i64, offer_id i64, under text, under_end text, limit i64
-- row:  line_no i64, orders i64, qty i64, own_fen i64
SELECT s.line_no, CAST(SUM(s.orders) AS BIGINT) AS orders, CAST(SUM(s.qty) AS BIGINT) AS qty, CAST(SUM(s.own_fen) AS BIGINT) AS own_fen
  FROM order_sum s
  JOIN place p ON p.district_id = s.district_id AND p.place_id = s.grid_id
 WHERE s.district_id = :district_id AND s.offer_id = :offer_id AND p.path >= :under AND p.path < :under_end
 GROUP BY s.line_no
 ORDER BY s.line_no
 LIMIT :limit;

-- name: intake_household_offers :many
-- in:   district_id i64, from_id i64, to_id i64, limit i64
-- row:  offer_id i64, apart i64
-- Offers whose lists know a household; apart: they know the other one too, with an order or a row that is still to be taken over.
SELECT x.offer_id,
       CASE WHEN EXISTS (SELECT 1 FROM intake_order o WHERE o.district_id = :district_id AND o.offer_id = x.offer_id AND o.household_id = :to_id)
              OR EXISTS (SELECT 1 FROM intake_batch b JOIN intake_row r ON r.district_id = b.district_id AND r.batch_id = b.batch_id
                          WHERE b.district_id = :district_id AND b.offer_id = x.offer_id AND b.newer_id = 0
                            AND r.household_id = :to_id AND r.state IN (0, 1, 2)) THEN 1 ELSE 0 END AS apart
  FROM (SELECT o.offer_id FROM intake_order o WHERE o.district_id = :district_id AND o.household_id = :from_id
        UNION
        SELECT b.offer_id FROM intake_batch b
         WHERE b.district_id = :district_id AND b.newer_id = 0
           AND EXISTS (SELECT 1 FROM intake_row r WHERE r.district_id = b.district_id AND r.batch_id = b.batch_id AND r.household_id = :from_id)) x
 ORDER BY x.offer_id
 LIMIT :limit;

-- name: intake_household_orders :exec
-- in:   district_id i64, offer_id i64, from_id i64, to_id i64
UPDATE intake_order SET household_id = :to_id
 WHERE district_id = :district_id AND offer_id = :offer_id AND household_id = :from_id;

-- name: intake_household_rows :exec
-- in:   district_id i64, offer_id i64, from_id i64, to_id i64
UPDATE intake_row SET household_id = :to_id
 WHERE district_id = :district_id AND household_id = :from_id
   AND batch_id IN (SELECT b.batch_id FROM intake_batch b WHERE b.district_id = :district_id AND b.offer_id = :offer_id AND b.newer_id = 0);
