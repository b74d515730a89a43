-- Household orders: every statement of their own tables.

-- name: order_recent :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  doc_id i64, offer_id i64, placed_ms i64, pay i64, state text, number text
-- What a household ordered lately, also under the numbers that were merged into it.
SELECT o.doc_id, o.offer_id, o.placed_ms, o.pay, o.state, o.number
  FROM household_order o
 WHERE o.district_id = :district_id
   AND (o.household_id = :household_id OR o.household_id IN (
        SELECT h.household_id FROM household h WHERE h.district_id = :district_id AND h.merged_into = :household_id AND h.merged_into <> 0))
 ORDER BY o.doc_id DESC
 LIMIT :limit;

-- name: order_insert :exec
-- in:   district_id i64, doc_id i64, household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, station_id i64, channel i64, pay i64, substitute i64, special i64, placed_ms i64, queue_ms i64, deliver_by_ms i64, own_fen i64, aid_fen i64, replaces_id i64, state text, number text, pickup_no text, door text, sort i64, path text, remark text
INSERT INTO household_order (district_id, doc_id, household_id, building_id, grid_id, offer_id, shop_id, station_id, channel, pay, substitute,
                             special, trouble, late, placed_ms, queue_ms, changed_ms, deliver_by_ms, open_by_ms, own_fen, aid_fen, replaces_id,
                             state, number, pickup_no, door, sort, path, remark)
VALUES (:district_id, :doc_id, :household_id, :building_id, :grid_id, :offer_id, :shop_id, :station_id, :channel, :pay, :substitute,
        :special, 0, 0, :placed_ms, :queue_ms, :placed_ms, :deliver_by_ms, :deliver_by_ms, :own_fen, :aid_fen, :replaces_id,
        :state, :number, :pickup_no, :door, :sort, :path, :remark);

-- name: order_move :exec
-- in:   district_id i64, doc_id i64, state text, changed_ms i64, open i64, own_fen i64, aid_fen i64, late i64
-- open 0: nothing is owed to the household any more.
UPDATE household_order
   SET state = :state, changed_ms = :changed_ms, open_by_ms = CASE WHEN CAST(:open AS BIGINT) = 1 THEN deliver_by_ms ELSE 0 END,
       own_fen = :own_fen, aid_fen = :aid_fen, late = :late
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: order_number :exec
-- in:   district_id i64, doc_id i64, number text, state text
UPDATE household_order SET number = :number, state = :state WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: order_facts :one
-- in:   district_id i64, doc_id i64
-- row:  household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, station_id i64, channel i64, pay i64, substitute i64, special i64, trouble i64, late i64, placed_ms i64, queue_ms i64, deliver_by_ms i64, own_fen i64, aid_fen i64, replaces_id i64, state text, pickup_no text, path text, remark text, door text
SELECT household_id, building_id, grid_id, offer_id, shop_id, station_id, channel, pay, substitute, special, trouble, late, placed_ms, queue_ms,
       deliver_by_ms, own_fen, aid_fen, replaces_id, state, pickup_no, path, remark, door
  FROM household_order
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: order_of_pickup :one
-- in:   district_id i64, offer_id i64, pickup_no text
-- row:  doc_id i64
-- A changed order keeps its number; the one that lives counts, else the last.
SELECT doc_id FROM household_order
 WHERE district_id = :district_id AND offer_id = :offer_id AND pickup_no = :pickup_no
 ORDER BY CASE WHEN state = 'void' THEN 1 ELSE 0 END, doc_id DESC
 LIMIT 1;

-- name: order_put_trouble :exec
-- in:   district_id i64, doc_id i64, trouble i64, changed_ms i64
UPDATE household_order SET trouble = :trouble, changed_ms = :changed_ms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: order_next_pickup :one
-- in:   district_id i64, offer_id i64
-- row:  last i64
INSERT INTO order_pickup (district_id, offer_id, last) VALUES (:district_id, :offer_id, 1)
ON CONFLICT (district_id, offer_id) DO UPDATE SET last = order_pickup.last + 1
RETURNING last;

-- name: order_take_turn :exec
-- in:   district_id i64, household_id i64, scheme_id i64, turn_no i64, doc_id i64, taken_ms i64
INSERT INTO order_turn (district_id, household_id, scheme_id, turn_no, doc_id, taken_ms)
VALUES (:district_id, :household_id, :scheme_id, :turn_no, :doc_id, :taken_ms)
ON CONFLICT (district_id, household_id, scheme_id, turn_no) DO NOTHING;

-- name: order_free_turn :exec
-- in:   district_id i64, doc_id i64
DELETE FROM order_turn WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: order_keep_turn :exec
-- in:   district_id i64, doc_id i64, new_doc_id i64
UPDATE order_turn SET doc_id = :new_doc_id WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: order_turns :one
-- in:   district_id i64, household_id i64, scheme_id i64, from_no i64, until_no i64
-- row:  n i64
SELECT COUNT(*) AS n FROM order_turn
 WHERE district_id = :district_id AND household_id = :household_id AND scheme_id = :scheme_id AND turn_no >= :from_no AND turn_no < :until_no;

-- name: order_add_sum :exec
-- in:   district_id i64, offer_id i64, line_no i64, grid_id i64, orders i64, qty i64, dropped i64, taken i64, own_fen i64, aid_fen i64, unpaid_fen i64
INSERT INTO order_sum (district_id, offer_id, line_no, grid_id, orders, qty, dropped, taken, own_fen, aid_fen, unpaid_fen)
VALUES (:district_id, :offer_id, :line_no, :grid_id, :orders, :qty, :dropped, :taken, :own_fen, :aid_fen, :unpaid_fen)
ON CONFLICT (district_id, offer_id, line_no, grid_id) DO UPDATE
   SET orders = order_sum.orders + excluded.orders, qty = order_sum.qty + excluded.qty, dropped = order_sum.dropped + excluded.dropped,
       taken = order_sum.taken + excluded.taken, own_fen = order_sum.own_fen + excluded.own_fen,
       aid_fen = order_sum.aid_fen + excluded.aid_fen, unpaid_fen = order_sum.unpaid_fen + excluded.unpaid_fen;
