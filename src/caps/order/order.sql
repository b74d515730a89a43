-- Household orders: every statement of their own tables.

-- name: order_recent :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  doc_id i64, offer_id i64, placed_ms i64, pay i64, state text, number text
-- What a household ordered lately, also under the numbers that were merged into it.
SELECT o.doc_id, o.offer_id, o.placed_ms, o.pay, o.state, o.number
  FROM household_order o
 WHERE o.district_id = :district_id
   AND o.household_id IN (SELECT CAST(:household_id AS BIGINT) UNION ALL
        SELECT h.household_id FROM household h WHERE h.district_id = :district_id AND h.merged_into = :household_id AND h.merged_into > 0)
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

-- name: order_household_open :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  number text
-- Orders whose goods are still to come.
SELECT number FROM household_order
 WHERE district_id = :district_id AND household_id = :household_id AND state IN ('placed', 'paid', 'part')
 ORDER BY doc_id
 LIMIT :limit;

-- name: order_household_pass :exec
-- in:   district_id i64, from_id i64, to_id i64, door text, sort i64, changed_ms i64
-- All orders of a household become those of another; what is still to come goes to its door.
UPDATE household_order
   SET household_id = :to_id, changed_ms = :changed_ms,
       door = CASE WHEN state IN ('placed', 'paid', 'part') THEN :door ELSE door END,
       sort = CASE WHEN state IN ('placed', 'paid', 'part') THEN :sort ELSE sort END
 WHERE district_id = :district_id AND household_id = :from_id;

-- name: order_household_since :one
-- in:   district_id i64, household_id i64, since_ms i64
-- row:  n i64
SELECT COUNT(*) AS n FROM household_order
 WHERE district_id = :district_id AND household_id = :household_id AND placed_ms >= :since_ms AND state <> 'void';

-- name: order_turns_of :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  scheme_id i64, turn_no i64
SELECT scheme_id, turn_no FROM order_turn
 WHERE district_id = :district_id AND household_id = :household_id
 ORDER BY scheme_id, turn_no
 LIMIT :limit;

-- name: order_turn_room :one
-- in:   district_id i64, household_id i64, scheme_id i64, turn_no i64, first_no i64, until_no i64
-- row:  taken i64, next_no i64
-- Whether a household has that turn already, and the next free one of the day.
SELECT CAST(COALESCE(MAX(CASE WHEN turn_no = :turn_no THEN 1 ELSE 0 END), 0) AS BIGINT) AS taken,
       CAST(COALESCE(MAX(turn_no) + 1, :first_no) AS BIGINT) AS next_no
  FROM order_turn
 WHERE district_id = :district_id AND household_id = :household_id AND scheme_id = :scheme_id AND turn_no >= :first_no AND turn_no < :until_no;

-- name: order_turn_pass :exec
-- in:   district_id i64, from_id i64, to_id i64, scheme_id i64, turn_no i64, new_no i64
UPDATE order_turn SET household_id = :to_id, turn_no = :new_no
 WHERE district_id = :district_id AND household_id = :from_id AND scheme_id = :scheme_id AND turn_no = :turn_no;

-- name: order_add_sum :exec
-- in:   district_id i64, offer_id i64, line_no i64, grid_id i64, orders i64, qty i64, dropped i64, taken i64, own_fen i64, aid_fen i64, unpaid_fen i64
INSERT INTO order_sum (district_id, offer_id, line_no, grid_id, orders, qty, dropped, taken, own_fen, aid_fen, unpaid_fen)
VALUES (:district_id, :offer_id, :line_no, :grid_id, :orders, :qty, :dropped, :taken, :own_fen, :aid_fen, :unpaid_fen)
ON CONFLICT (district_id, offer_id, line_no, grid_id) DO UPDATE
   SET orders = order_sum.orders + excluded.orders, qty = order_sum.qty + excluded.qty, dropped = order_sum.dropped + excluded.dropped,
       taken = order_sum.taken + excluded.taken, own_fen = order_sum.own_fen + excluded.own_fen,
       aid_fen = order_sum.aid_fen + excluded.aid_fen, unpaid_fen = order_sum.unpaid_fen + excluded.unpaid_fen;

-- name: order_page :many
-- in:   district_id i64, path text, path_end text, shop_id i64, station_id i64, grid_id i64, offer_id i64, household_id i64, item_id i64, states text, find text, likely text, pay i64, channel i64, from_ms i64, until_ms i64, late_ms i64, unpaid i64, problem i64, special i64, deliver_until_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after i64, limit i64
-- row:  doc_id i64, version i64, worker_id i64, total_fen i64, kind text, household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, station_id i64, channel i64, pay i64, substitute i64, special i64, trouble i64, late i64, placed_ms i64, deliver_by_ms i64, open_by_ms i64, own_fen i64, aid_fen i64, replaces_id i64, state text, number text, pickup_no text, door text, remark text
-- Newest first, by the key.  CROSS JOIN: SQLite reads the tables in the order they stand, and not all open documents first.
SELECT d.doc_id, d.version, d.worker_id, d.total_fen, d.kind, o.household_id, o.building_id, o.grid_id, o.offer_id, o.shop_id, o.station_id, o.channel,
       o.pay, o.substitute, o.special, o.trouble, o.late, o.placed_ms, o.deliver_by_ms, o.open_by_ms, o.own_fen, o.aid_fen, o.replaces_id, o.state,
       o.number, o.pickup_no, o.door, o.remark
  FROM household_order o
  CROSS JOIN doc d
 WHERE d.district_id = o.district_id AND d.doc_id = o.doc_id AND o.district_id = :district_id
   AND (CAST(:after AS BIGINT) = 0 OR o.doc_id < :after)
   AND (CAST(:grid_id AS BIGINT) = 0 OR o.grid_id = :grid_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR o.offer_id = :offer_id)
   AND (CAST(:household_id AS BIGINT) = 0 OR o.household_id = :household_id)
   AND (CAST(:path AS TEXT) = '' OR (o.path >= :path AND o.path < :path_end))
   AND (CAST(:shop_id AS BIGINT) = 0 OR o.shop_id = :shop_id)
   AND (CAST(:station_id AS BIGINT) = 0 OR o.station_id = :station_id)
   AND (CAST(:states AS TEXT) = '' OR :states LIKE '%,' || o.state || ',%')
   AND (CAST(:pay AS BIGINT) < 0 OR o.pay = :pay)
   AND (CAST(:channel AS BIGINT) < 0 OR o.channel = :channel)
   AND (CAST(:from_ms AS BIGINT) = 0 OR o.placed_ms >= :from_ms)
   AND (CAST(:until_ms AS BIGINT) = 0 OR o.placed_ms < :until_ms)
   AND (CAST(:late_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :late_ms))
   AND (CAST(:deliver_until_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :deliver_until_ms))
   AND (CAST(:unpaid AS BIGINT) = 0 OR (o.state = 'placed' AND o.pay = 0) OR o.state = 'owing')
   AND (CAST(:problem AS BIGINT) = 0 OR o.trouble > 0)
   AND (CAST(:special AS BIGINT) = 0 OR o.special = 1)
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
         WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.item_id = :item_id))
   AND (CAST(:find AS TEXT) = '' OR o.pickup_no = :find OR o.door = :find OR o.number LIKE :likely ESCAPE '!')
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(o.path)
        OR o.shop_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 9 AND @scope(p.path))
        OR o.station_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 8 AND @scope(p.path)))
 ORDER BY o.doc_id DESC
 LIMIT :limit;

-- name: order_page_of_grid :many
-- in:   district_id i64, path text, path_end text, shop_id i64, station_id i64, grid_id i64, offer_id i64, household_id i64, item_id i64, states text, find text, likely text, pay i64, channel i64, from_ms i64, until_ms i64, late_ms i64, unpaid i64, problem i64, special i64, deliver_until_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after i64, limit i64
-- row:  doc_id i64, version i64, worker_id i64, total_fen i64, kind text, household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, station_id i64, channel i64, pay i64, substitute i64, special i64, trouble i64, late i64, placed_ms i64, deliver_by_ms i64, open_by_ms i64, own_fen i64, aid_fen i64, replaces_id i64, state text, number text, pickup_no text, door text, remark text
-- The same of one grid, by its index.
SELECT d.doc_id, d.version, d.worker_id, d.total_fen, d.kind, o.household_id, o.building_id, o.grid_id, o.offer_id, o.shop_id, o.station_id, o.channel,
       o.pay, o.substitute, o.special, o.trouble, o.late, o.placed_ms, o.deliver_by_ms, o.open_by_ms, o.own_fen, o.aid_fen, o.replaces_id, o.state,
       o.number, o.pickup_no, o.door, o.remark
  FROM household_order o
  CROSS JOIN doc d
 WHERE d.district_id = o.district_id AND d.doc_id = o.doc_id AND o.district_id = :district_id AND o.grid_id = :grid_id
   AND (CAST(:after AS BIGINT) = 0 OR o.doc_id < :after)
   AND (CAST(:grid_id AS BIGINT) = 0 OR o.grid_id = :grid_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR o.offer_id = :offer_id)
   AND (CAST(:household_id AS BIGINT) = 0 OR o.household_id = :household_id)
   AND (CAST(:path AS TEXT) = '' OR (o.path >= :path AND o.path < :path_end))
   AND (CAST(:shop_id AS BIGINT) = 0 OR o.shop_id = :shop_id)
   AND (CAST(:station_id AS BIGINT) = 0 OR o.station_id = :station_id)
   AND (CAST(:states AS TEXT) = '' OR :states LIKE '%,' || o.state || ',%')
   AND (CAST(:pay AS BIGINT) < 0 OR o.pay = :pay)
   AND (CAST(:channel AS BIGINT) < 0 OR o.channel = :channel)
   AND (CAST(:from_ms AS BIGINT) = 0 OR o.placed_ms >= :from_ms)
   AND (CAST(:until_ms AS BIGINT) = 0 OR o.placed_ms < :until_ms)
   AND (CAST(:late_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :late_ms))
   AND (CAST(:deliver_until_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :deliver_until_ms))
   AND (CAST(:unpaid AS BIGINT) = 0 OR (o.state = 'placed' AND o.pay = 0) OR o.state = 'owing')
   AND (CAST(:problem AS BIGINT) = 0 OR o.trouble > 0)
   AND (CAST(:special AS BIGINT) = 0 OR o.special = 1)
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
         WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.item_id = :item_id))
   AND (CAST(:find AS TEXT) = '' OR o.pickup_no = :find OR o.door = :find OR o.number LIKE :likely ESCAPE '!')
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(o.path)
        OR o.shop_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 9 AND @scope(p.path))
        OR o.station_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 8 AND @scope(p.path)))
 ORDER BY o.doc_id DESC
 LIMIT :limit;

-- name: order_page_of_household :many
-- in:   district_id i64, path text, path_end text, shop_id i64, station_id i64, grid_id i64, offer_id i64, household_id i64, item_id i64, states text, find text, likely text, pay i64, channel i64, from_ms i64, until_ms i64, late_ms i64, unpaid i64, problem i64, special i64, deliver_until_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after i64, limit i64
-- row:  doc_id i64, version i64, worker_id i64, total_fen i64, kind text, household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, station_id i64, channel i64, pay i64, substitute i64, special i64, trouble i64, late i64, placed_ms i64, deliver_by_ms i64, open_by_ms i64, own_fen i64, aid_fen i64, replaces_id i64, state text, number text, pickup_no text, door text, remark text
-- The same of one household.
SELECT d.doc_id, d.version, d.worker_id, d.total_fen, d.kind, o.household_id, o.building_id, o.grid_id, o.offer_id, o.shop_id, o.station_id, o.channel,
       o.pay, o.substitute, o.special, o.trouble, o.late, o.placed_ms, o.deliver_by_ms, o.open_by_ms, o.own_fen, o.aid_fen, o.replaces_id, o.state,
       o.number, o.pickup_no, o.door, o.remark
  FROM household_order o
  CROSS JOIN doc d
 WHERE d.district_id = o.district_id AND d.doc_id = o.doc_id AND o.district_id = :district_id AND o.household_id = :household_id
   AND (CAST(:after AS BIGINT) = 0 OR o.doc_id < :after)
   AND (CAST(:grid_id AS BIGINT) = 0 OR o.grid_id = :grid_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR o.offer_id = :offer_id)
   AND (CAST(:household_id AS BIGINT) = 0 OR o.household_id = :household_id)
   AND (CAST(:path AS TEXT) = '' OR (o.path >= :path AND o.path < :path_end))
   AND (CAST(:shop_id AS BIGINT) = 0 OR o.shop_id = :shop_id)
   AND (CAST(:station_id AS BIGINT) = 0 OR o.station_id = :station_id)
   AND (CAST(:states AS TEXT) = '' OR :states LIKE '%,' || o.state || ',%')
   AND (CAST(:pay AS BIGINT) < 0 OR o.pay = :pay)
   AND (CAST(:channel AS BIGINT) < 0 OR o.channel = :channel)
   AND (CAST(:from_ms AS BIGINT) = 0 OR o.placed_ms >= :from_ms)
   AND (CAST(:until_ms AS BIGINT) = 0 OR o.placed_ms < :until_ms)
   AND (CAST(:late_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :late_ms))
   AND (CAST(:deliver_until_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :deliver_until_ms))
   AND (CAST(:unpaid AS BIGINT) = 0 OR (o.state = 'placed' AND o.pay = 0) OR o.state = 'owing')
   AND (CAST(:problem AS BIGINT) = 0 OR o.trouble > 0)
   AND (CAST(:special AS BIGINT) = 0 OR o.special = 1)
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
         WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.item_id = :item_id))
   AND (CAST(:find AS TEXT) = '' OR o.pickup_no = :find OR o.door = :find OR o.number LIKE :likely ESCAPE '!')
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(o.path)
        OR o.shop_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 9 AND @scope(p.path))
        OR o.station_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 8 AND @scope(p.path)))
 ORDER BY o.doc_id DESC
 LIMIT :limit;

-- name: order_page_by_stairs :many
-- in:   district_id i64, path text, path_end text, shop_id i64, station_id i64, grid_id i64, offer_id i64, household_id i64, item_id i64, states text, find text, likely text, pay i64, channel i64, from_ms i64, until_ms i64, late_ms i64, unpaid i64, problem i64, special i64, deliver_until_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, skip i64, limit i64
-- row:  doc_id i64, version i64, worker_id i64, total_fen i64, kind text, household_id i64, building_id i64, grid_id i64, offer_id i64, shop_id i64, station_id i64, channel i64, pay i64, substitute i64, special i64, trouble i64, late i64, placed_ms i64, deliver_by_ms i64, open_by_ms i64, own_fen i64, aid_fen i64, replaces_id i64, state text, number text, pickup_no text, door text, remark text
-- As the stairs are walked; for sheets and picking.
SELECT d.doc_id, d.version, d.worker_id, d.total_fen, d.kind, o.household_id, o.building_id, o.grid_id, o.offer_id, o.shop_id, o.station_id, o.channel,
       o.pay, o.substitute, o.special, o.trouble, o.late, o.placed_ms, o.deliver_by_ms, o.open_by_ms, o.own_fen, o.aid_fen, o.replaces_id, o.state,
       o.number, o.pickup_no, o.door, o.remark
  FROM household_order o
  JOIN doc d ON d.district_id = o.district_id AND d.doc_id = o.doc_id
 WHERE o.district_id = :district_id
   AND (CAST(:grid_id AS BIGINT) = 0 OR o.grid_id = :grid_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR o.offer_id = :offer_id)
   AND (CAST(:household_id AS BIGINT) = 0 OR o.household_id = :household_id)
   AND (CAST(:path AS TEXT) = '' OR (o.path >= :path AND o.path < :path_end))
   AND (CAST(:shop_id AS BIGINT) = 0 OR o.shop_id = :shop_id)
   AND (CAST(:station_id AS BIGINT) = 0 OR o.station_id = :station_id)
   AND (CAST(:states AS TEXT) = '' OR :states LIKE '%,' || o.state || ',%')
   AND (CAST(:pay AS BIGINT) < 0 OR o.pay = :pay)
   AND (CAST(:channel AS BIGINT) < 0 OR o.channel = :channel)
   AND (CAST(:from_ms AS BIGINT) = 0 OR o.placed_ms >= :from_ms)
   AND (CAST(:until_ms AS BIGINT) = 0 OR o.placed_ms < :until_ms)
   AND (CAST(:late_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :late_ms))
   AND (CAST(:deliver_until_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :deliver_until_ms))
   AND (CAST(:unpaid AS BIGINT) = 0 OR (o.state = 'placed' AND o.pay = 0) OR o.state = 'owing')
   AND (CAST(:problem AS BIGINT) = 0 OR o.trouble > 0)
   AND (CAST(:special AS BIGINT) = 0 OR o.special = 1)
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
         WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.item_id = :item_id))
   AND (CAST(:find AS TEXT) = '' OR o.pickup_no = :find OR o.door = :find OR o.number LIKE :likely ESCAPE '!')
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(o.path)
        OR o.shop_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 9 AND @scope(p.path))
        OR o.station_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 8 AND @scope(p.path)))
 ORDER BY o.path, o.sort, o.pickup_no, o.doc_id
 LIMIT :limit OFFSET :skip;

-- name: order_count_page :one
-- in:   district_id i64, path text, path_end text, shop_id i64, station_id i64, grid_id i64, offer_id i64, household_id i64, item_id i64, states text, find text, likely text, pay i64, channel i64, from_ms i64, until_ms i64, late_ms i64, unpaid i64, problem i64, special i64, deliver_until_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64
-- row:  n i64, placed i64, paid i64, part i64, owing i64, done i64, ended i64, late i64, unpaid i64, problem i64
SELECT COUNT(*) AS n,
       COALESCE(CAST(SUM(CASE WHEN o.state = 'placed' THEN 1 ELSE 0 END) AS BIGINT), 0) AS placed,
       COALESCE(CAST(SUM(CASE WHEN o.state = 'paid' THEN 1 ELSE 0 END) AS BIGINT), 0) AS paid,
       COALESCE(CAST(SUM(CASE WHEN o.state = 'part' THEN 1 ELSE 0 END) AS BIGINT), 0) AS part,
       COALESCE(CAST(SUM(CASE WHEN o.state = 'owing' THEN 1 ELSE 0 END) AS BIGINT), 0) AS owing,
       COALESCE(CAST(SUM(CASE WHEN o.state = 'done' THEN 1 ELSE 0 END) AS BIGINT), 0) AS done,
       COALESCE(CAST(SUM(CASE WHEN o.state = 'void' THEN 1 ELSE 0 END) AS BIGINT), 0) AS ended,
       COALESCE(CAST(SUM(CASE WHEN o.open_by_ms > 0 AND o.open_by_ms < :now_ms THEN 1 ELSE 0 END) AS BIGINT), 0) AS late,
       COALESCE(CAST(SUM(CASE WHEN (o.state = 'placed' AND o.pay = 0) OR o.state = 'owing' THEN 1 ELSE 0 END) AS BIGINT), 0) AS unpaid,
       COALESCE(CAST(SUM(CASE WHEN o.trouble > 0 THEN 1 ELSE 0 END) AS BIGINT), 0) AS problem
  FROM household_order o
 WHERE o.district_id = :district_id
   AND (CAST(:grid_id AS BIGINT) = 0 OR o.grid_id = :grid_id)
   AND (CAST(:offer_id AS BIGINT) = 0 OR o.offer_id = :offer_id)
   AND (CAST(:household_id AS BIGINT) = 0 OR o.household_id = :household_id)
   AND (CAST(:path AS TEXT) = '' OR (o.path >= :path AND o.path < :path_end))
   AND (CAST(:shop_id AS BIGINT) = 0 OR o.shop_id = :shop_id)
   AND (CAST(:station_id AS BIGINT) = 0 OR o.station_id = :station_id)
   AND (CAST(:states AS TEXT) = '' OR :states LIKE '%,' || o.state || ',%')
   AND (CAST(:pay AS BIGINT) < 0 OR o.pay = :pay)
   AND (CAST(:channel AS BIGINT) < 0 OR o.channel = :channel)
   AND (CAST(:from_ms AS BIGINT) = 0 OR o.placed_ms >= :from_ms)
   AND (CAST(:until_ms AS BIGINT) = 0 OR o.placed_ms < :until_ms)
   AND (CAST(:late_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :late_ms))
   AND (CAST(:deliver_until_ms AS BIGINT) = 0 OR (o.open_by_ms > 0 AND o.open_by_ms < :deliver_until_ms))
   AND (CAST(:unpaid AS BIGINT) = 0 OR (o.state = 'placed' AND o.pay = 0) OR o.state = 'owing')
   AND (CAST(:problem AS BIGINT) = 0 OR o.trouble > 0)
   AND (CAST(:special AS BIGINT) = 0 OR o.special = 1)
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
         WHERE l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.item_id = :item_id))
   AND (CAST(:find AS TEXT) = '' OR o.pickup_no = :find OR o.door = :find OR o.number LIKE :likely ESCAPE '!')
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(o.path)
        OR o.shop_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 9 AND @scope(p.path))
        OR o.station_id IN (SELECT p.place_id FROM place p WHERE p.district_id = :district_id AND p.kind = 8 AND @scope(p.path)));

-- name: order_count_states :many
-- in:   district_id i64, limit i64
-- row:  state text, n i64
-- The whole district, from the index alone.
SELECT state, COUNT(*) AS n FROM household_order WHERE district_id = :district_id GROUP BY state ORDER BY state LIMIT :limit;

-- name: order_count_flags :one
-- in:   district_id i64, now_ms i64
-- row:  late i64, unpaid i64, problem i64
SELECT (SELECT COUNT(*) FROM household_order l WHERE l.district_id = :district_id AND l.open_by_ms > 0 AND l.open_by_ms < :now_ms) AS late,
       (SELECT COUNT(*) FROM household_order u WHERE u.district_id = :district_id AND ((u.state = 'placed' AND u.pay = 0) OR u.state = 'owing')) AS unpaid,
       (SELECT COUNT(*) FROM household_order t WHERE t.district_id = :district_id AND t.trouble > 0) AS problem;

-- name: order_lines_of :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, parent_line_no i64, item_id i64, price_fen i64, aid_fen i64, price_units i64, asked i64, granted i64, dropped i64, sent i64, taken i64, back i64, paid i64, code text, zh text, en text, unit text
SELECT l.line_no, l.parent_line_no, l.item_id, l.price_fen, l.aid_fen, l.price_units, l.asked, l.granted, l.dropped, l.sent, l.taken, l.back,
       l.paid, i.code, i.zh, i.en, i.unit
  FROM doc_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id
 ORDER BY l.line_no
 LIMIT :limit;

-- name: order_totals_by_offer :many
-- in:   district_id i64, path text, path_end text, shop_id i64, offer_id i64, stage_from i64, stage_to i64, day_from_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after_offer i64, after_area i64, after_line i64, limit i64
-- row:  area_id i64, area text, offer_id i64, offer text, shop_id i64, shop text, stage i64, line_no i64, item_id i64, code text, item text, item_en text, unit text, price_fen i64, price_units i64, orders i64, qty i64, dropped i64, taken i64, own_fen i64, aid_fen i64, unpaid_fen i64, confirmed i64
-- One row a line of an offer.
SELECT t.area_id, t.area, t.offer_id, t.offer, t.shop_id, s.name AS shop, t.stage, t.line_no, t.item_id, i.code, i.zh AS item, i.en AS item_en, i.unit,
       t.price_fen, t.price_units, t.orders, t.qty, t.dropped, t.taken, t.own_fen, t.aid_fen, t.unpaid_fen,
       COALESCE((SELECT c.qty FROM order_confirm c WHERE c.district_id = :district_id AND c.offer_id = t.offer_id AND c.line_no = t.line_no
                  ORDER BY c.confirmed_ms DESC LIMIT 1), -1) AS confirmed
  FROM (
SELECT CAST(0 AS BIGINT) AS area_id, CAST('' AS TEXT) AS area, f.doc_id AS offer_id, MIN(f.name) AS offer, MIN(f.shop_id) AS shop_id, MIN(f.stage) AS stage, b.line_no,
       MIN(l.item_id) AS item_id, MIN(l.price_fen) AS price_fen, MIN(l.price_units) AS price_units,
       CAST(SUM(b.orders) AS BIGINT) AS orders, CAST(SUM(b.qty) AS BIGINT) AS qty, CAST(SUM(b.dropped) AS BIGINT) AS dropped,
       CAST(SUM(b.taken) AS BIGINT) AS taken, CAST(SUM(b.own_fen) AS BIGINT) AS own_fen, CAST(SUM(b.aid_fen) AS BIGINT) AS aid_fen,
       CAST(SUM(b.unpaid_fen) AS BIGINT) AS unpaid_fen
  FROM offer f
  JOIN order_sum b ON b.district_id = f.district_id AND b.offer_id = f.doc_id AND b.line_no > 0
  JOIN doc_line l ON l.district_id = f.district_id AND l.doc_id = f.doc_id AND l.line_no = b.line_no
  JOIN place g ON g.district_id = b.district_id AND g.place_id = b.grid_id
 WHERE f.district_id = :district_id
   AND (CAST(:offer_id AS BIGINT) = 0 OR f.doc_id = :offer_id)
   AND (CAST(:shop_id AS BIGINT) = 0 OR f.shop_id = :shop_id)
   AND (CAST(:path AS TEXT) = '' OR (g.path >= :path AND g.path < :path_end))
   AND f.stage >= :stage_from AND f.stage <= :stage_to AND f.deliver_until_ms >= :day_from_ms
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(g.path) OR @scope(f.shop_path))
 GROUP BY f.doc_id, b.line_no) t
  JOIN place s ON s.district_id = :district_id AND s.place_id = t.shop_id
  JOIN item i ON i.district_id = :district_id AND i.item_id = t.item_id
 WHERE CAST(:after_offer AS BIGINT) = 0 OR t.offer_id < :after_offer OR (t.offer_id = :after_offer AND (t.area_id > :after_area
       OR (t.area_id = :after_area AND t.line_no > :after_line)))
 ORDER BY t.offer_id DESC, t.area_id, t.line_no
 LIMIT :limit;

-- name: order_totals_by_grid :many
-- in:   district_id i64, path text, path_end text, shop_id i64, offer_id i64, stage_from i64, stage_to i64, day_from_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after_offer i64, after_area i64, after_line i64, limit i64
-- row:  area_id i64, area text, offer_id i64, offer text, shop_id i64, shop text, stage i64, line_no i64, item_id i64, code text, item text, item_en text, unit text, price_fen i64, price_units i64, orders i64, qty i64, dropped i64, taken i64, own_fen i64, aid_fen i64, unpaid_fen i64, confirmed i64
-- One row a grid and line.
SELECT t.area_id, t.area, t.offer_id, t.offer, t.shop_id, s.name AS shop, t.stage, t.line_no, t.item_id, i.code, i.zh AS item, i.en AS item_en, i.unit,
       t.price_fen, t.price_units, t.orders, t.qty, t.dropped, t.taken, t.own_fen, t.aid_fen, t.unpaid_fen,
       COALESCE((SELECT c.qty FROM order_confirm c WHERE c.district_id = :district_id AND c.offer_id = t.offer_id AND c.line_no = t.line_no
                  ORDER BY c.confirmed_ms DESC LIMIT 1), -1) AS confirmed
  FROM (
SELECT g.place_id AS area_id, MIN(g.name) AS area, f.doc_id AS offer_id, MIN(f.name) AS offer, MIN(f.shop_id) AS shop_id, MIN(f.stage) AS stage, b.line_no,
       MIN(l.item_id) AS item_id, MIN(l.price_fen) AS price_fen, MIN(l.price_units) AS price_units,
       CAST(SUM(b.orders) AS BIGINT) AS orders, CAST(SUM(b.qty) AS BIGINT) AS qty, CAST(SUM(b.dropped) AS BIGINT) AS dropped,
       CAST(SUM(b.taken) AS BIGINT) AS taken, CAST(SUM(b.own_fen) AS BIGINT) AS own_fen, CAST(SUM(b.aid_fen) AS BIGINT) AS aid_fen,
       CAST(SUM(b.unpaid_fen) AS BIGINT) AS unpaid_fen
  FROM offer f
  JOIN order_sum b ON b.district_id = f.district_id AND b.offer_id = f.doc_id AND b.line_no > 0
  JOIN doc_line l ON l.district_id = f.district_id AND l.doc_id = f.doc_id AND l.line_no = b.line_no
  JOIN place g ON g.district_id = b.district_id AND g.place_id = b.grid_id
 WHERE f.district_id = :district_id
   AND (CAST(:offer_id AS BIGINT) = 0 OR f.doc_id = :offer_id)
   AND (CAST(:shop_id AS BIGINT) = 0 OR f.shop_id = :shop_id)
   AND (CAST(:path AS TEXT) = '' OR (g.path >= :path AND g.path < :path_end))
   AND f.stage >= :stage_from AND f.stage <= :stage_to AND f.deliver_until_ms >= :day_from_ms
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(g.path) OR @scope(f.shop_path))
 GROUP BY g.place_id, f.doc_id, b.line_no) t
  JOIN place s ON s.district_id = :district_id AND s.place_id = t.shop_id
  JOIN item i ON i.district_id = :district_id AND i.item_id = t.item_id
 WHERE CAST(:after_offer AS BIGINT) = 0 OR t.offer_id < :after_offer OR (t.offer_id = :after_offer AND (t.area_id > :after_area
       OR (t.area_id = :after_area AND t.line_no > :after_line)))
 ORDER BY t.offer_id DESC, t.area_id, t.line_no
 LIMIT :limit;

-- name: order_totals_by_community :many
-- in:   district_id i64, path text, path_end text, shop_id i64, offer_id i64, stage_from i64, stage_to i64, day_from_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after_offer i64, after_area i64, after_line i64, limit i64
-- row:  area_id i64, area text, offer_id i64, offer text, shop_id i64, shop text, stage i64, line_no i64, item_id i64, code text, item text, item_en text, unit text, price_fen i64, price_units i64, orders i64, qty i64, dropped i64, taken i64, own_fen i64, aid_fen i64, unpaid_fen i64, confirmed i64
-- One row for what the grid lies in, and line.
SELECT t.area_id, t.area, t.offer_id, t.offer, t.shop_id, s.name AS shop, t.stage, t.line_no, t.item_id, i.code, i.zh AS item, i.en AS item_en, i.unit,
       t.price_fen, t.price_units, t.orders, t.qty, t.dropped, t.taken, t.own_fen, t.aid_fen, t.unpaid_fen,
       COALESCE((SELECT c.qty FROM order_confirm c WHERE c.district_id = :district_id AND c.offer_id = t.offer_id AND c.line_no = t.line_no
                  ORDER BY c.confirmed_ms DESC LIMIT 1), -1) AS confirmed
  FROM (
SELECT c.place_id AS area_id, MIN(c.name) AS area, f.doc_id AS offer_id, MIN(f.name) AS offer, MIN(f.shop_id) AS shop_id, MIN(f.stage) AS stage, b.line_no,
       MIN(l.item_id) AS item_id, MIN(l.price_fen) AS price_fen, MIN(l.price_units) AS price_units,
       CAST(SUM(b.orders) AS BIGINT) AS orders, CAST(SUM(b.qty) AS BIGINT) AS qty, CAST(SUM(b.dropped) AS BIGINT) AS dropped,
       CAST(SUM(b.taken) AS BIGINT) AS taken, CAST(SUM(b.own_fen) AS BIGINT) AS own_fen, CAST(SUM(b.aid_fen) AS BIGINT) AS aid_fen,
       CAST(SUM(b.unpaid_fen) AS BIGINT) AS unpaid_fen
  FROM offer f
  JOIN order_sum b ON b.district_id = f.district_id AND b.offer_id = f.doc_id AND b.line_no > 0
  JOIN doc_line l ON l.district_id = f.district_id AND l.doc_id = f.doc_id AND l.line_no = b.line_no
  JOIN place g ON g.district_id = b.district_id AND g.place_id = b.grid_id
  JOIN place c ON c.district_id = g.district_id AND c.place_id = g.parent_id
 WHERE f.district_id = :district_id
   AND (CAST(:offer_id AS BIGINT) = 0 OR f.doc_id = :offer_id)
   AND (CAST(:shop_id AS BIGINT) = 0 OR f.shop_id = :shop_id)
   AND (CAST(:path AS TEXT) = '' OR (g.path >= :path AND g.path < :path_end))
   AND f.stage >= :stage_from AND f.stage <= :stage_to AND f.deliver_until_ms >= :day_from_ms
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(g.path) OR @scope(f.shop_path))
 GROUP BY c.place_id, f.doc_id, b.line_no) t
  JOIN place s ON s.district_id = :district_id AND s.place_id = t.shop_id
  JOIN item i ON i.district_id = :district_id AND i.item_id = t.item_id
 WHERE CAST(:after_offer AS BIGINT) = 0 OR t.offer_id < :after_offer OR (t.offer_id = :after_offer AND (t.area_id > :after_area
       OR (t.area_id = :after_area AND t.line_no > :after_line)))
 ORDER BY t.offer_id DESC, t.area_id, t.line_no
 LIMIT :limit;

-- name: order_totals_by_station :many
-- in:   district_id i64, path text, path_end text, shop_id i64, offer_id i64, stage_from i64, stage_to i64, day_from_ms i64, sees_all i64, actor_id i64, perm i64, now_ms i64, after_offer i64, after_area i64, after_line i64, limit i64
-- row:  area_id i64, area text, offer_id i64, offer text, shop_id i64, shop text, stage i64, line_no i64, item_id i64, code text, item text, item_en text, unit text, price_fen i64, price_units i64, orders i64, qty i64, dropped i64, taken i64, own_fen i64, aid_fen i64, unpaid_fen i64, confirmed i64
-- One row a delivery station and line; area 0: no station is named.
SELECT t.area_id, t.area, t.offer_id, t.offer, t.shop_id, s.name AS shop, t.stage, t.line_no, t.item_id, i.code, i.zh AS item, i.en AS item_en, i.unit,
       t.price_fen, t.price_units, t.orders, t.qty, t.dropped, t.taken, t.own_fen, t.aid_fen, t.unpaid_fen,
       COALESCE((SELECT c.qty FROM order_confirm c WHERE c.district_id = :district_id AND c.offer_id = t.offer_id AND c.line_no = t.line_no
                  ORDER BY c.confirmed_ms DESC LIMIT 1), -1) AS confirmed
  FROM (
SELECT COALESCE(x.place_id, 0) AS area_id, MIN(COALESCE(x.name, '')) AS area, f.doc_id AS offer_id, MIN(f.name) AS offer, MIN(f.shop_id) AS shop_id, MIN(f.stage) AS stage, b.line_no,
       MIN(l.item_id) AS item_id, MIN(l.price_fen) AS price_fen, MIN(l.price_units) AS price_units,
       CAST(SUM(b.orders) AS BIGINT) AS orders, CAST(SUM(b.qty) AS BIGINT) AS qty, CAST(SUM(b.dropped) AS BIGINT) AS dropped,
       CAST(SUM(b.taken) AS BIGINT) AS taken, CAST(SUM(b.own_fen) AS BIGINT) AS own_fen, CAST(SUM(b.aid_fen) AS BIGINT) AS aid_fen,
       CAST(SUM(b.unpaid_fen) AS BIGINT) AS unpaid_fen
  FROM offer f
  JOIN order_sum b ON b.district_id = f.district_id AND b.offer_id = f.doc_id AND b.line_no > 0
  JOIN doc_line l ON l.district_id = f.district_id AND l.doc_id = f.doc_id AND l.line_no = b.line_no
  JOIN place g ON g.district_id = b.district_id AND g.place_id = b.grid_id
  LEFT JOIN grid_area a ON a.district_id = g.district_id AND a.grid_id = g.place_id
  LEFT JOIN place x ON x.district_id = a.district_id AND x.place_id = a.station_id
 WHERE f.district_id = :district_id
   AND (CAST(:offer_id AS BIGINT) = 0 OR f.doc_id = :offer_id)
   AND (CAST(:shop_id AS BIGINT) = 0 OR f.shop_id = :shop_id)
   AND (CAST(:path AS TEXT) = '' OR (g.path >= :path AND g.path < :path_end))
   AND f.stage >= :stage_from AND f.stage <= :stage_to AND f.deliver_until_ms >= :day_from_ms
   AND (CAST(:sees_all AS BIGINT) = 1 OR @scope(g.path) OR @scope(f.shop_path))
 GROUP BY COALESCE(x.place_id, 0), f.doc_id, b.line_no) t
  JOIN place s ON s.district_id = :district_id AND s.place_id = t.shop_id
  JOIN item i ON i.district_id = :district_id AND i.item_id = t.item_id
 WHERE CAST(:after_offer AS BIGINT) = 0 OR t.offer_id < :after_offer OR (t.offer_id = :after_offer AND (t.area_id > :after_area
       OR (t.area_id = :after_area AND t.line_no > :after_line)))
 ORDER BY t.offer_id DESC, t.area_id, t.line_no
 LIMIT :limit;

-- name: order_heads :one
-- in:   district_id i64, offer_id i64
-- row:  orders i64
-- Living orders of an offer.
SELECT COALESCE(CAST(SUM(orders) AS BIGINT), 0) AS orders FROM order_sum WHERE district_id = :district_id AND offer_id = :offer_id AND line_no = 0;

-- name: order_line_sum :one
-- in:   district_id i64, offer_id i64, line_no i64
-- row:  qty i64, taken i64
SELECT COALESCE(CAST(SUM(qty) AS BIGINT), 0) AS qty, COALESCE(CAST(SUM(taken) AS BIGINT), 0) AS taken
  FROM order_sum WHERE district_id = :district_id AND offer_id = :offer_id AND line_no = :line_no;

-- name: order_confirm_add :exec
-- in:   district_id i64, offer_id i64, line_no i64, confirmed_ms i64, qty i64, wanted i64, confirmed_by i64, note text
INSERT INTO order_confirm (district_id, offer_id, line_no, confirmed_ms, qty, wanted, confirmed_by, note)
VALUES (:district_id, :offer_id, :line_no, :confirmed_ms, :qty, :wanted, :confirmed_by, :note)
ON CONFLICT (district_id, offer_id, line_no, confirmed_ms) DO UPDATE
   SET qty = excluded.qty, wanted = excluded.wanted, confirmed_by = excluded.confirmed_by, note = excluded.note;

-- name: order_confirmed :many
-- in:   district_id i64, offer_id i64, limit i64
-- row:  line_no i64, confirmed_ms i64, qty i64, wanted i64, confirmed_by i64, note text
-- What the shop said, newest first.
SELECT line_no, confirmed_ms, qty, wanted, confirmed_by, note
  FROM order_confirm
 WHERE district_id = :district_id AND offer_id = :offer_id
 ORDER BY line_no, confirmed_ms DESC
 LIMIT :limit;

-- name: order_queue :many
-- in:   district_id i64, offer_id i64, line_no i64, special_first i64, limit i64
-- row:  doc_id i64, household_id i64, state text, substitute i64, special i64, queue_ms i64, own_line_no i64, qty i64, door text, number text, pickup_no text
-- Who is served first when there is not enough: by when it was placed; households with special needs before the others if the plan says so.
SELECT o.doc_id, o.household_id, o.state, o.substitute, o.special, o.queue_ms, l.line_no AS own_line_no, l.granted - l.dropped AS qty, o.door,
       o.number, o.pickup_no
  FROM household_order o
  JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id AND l.parent_line_no = :line_no
 WHERE o.district_id = :district_id AND o.offer_id = :offer_id AND o.state IN ('placed', 'paid') AND l.granted - l.dropped > 0
 ORDER BY CASE WHEN CAST(:special_first AS BIGINT) = 1 THEN -o.special ELSE 0 END, o.queue_ms, o.doc_id
 LIMIT :limit;

-- name: order_sum_faults :many
-- in:   district_id i64, limit i64
-- row:  offer_id i64, line_no i64, grid_id i64, stands i64, should i64
-- Where the sums of quantities are not what the documents say; nothing but a defect makes that.
SELECT t.offer_id, t.line_no, t.grid_id, CAST(SUM(t.stands) AS BIGINT) AS stands, CAST(SUM(t.should) AS BIGINT) AS should
  FROM (SELECT offer_id, line_no, grid_id, qty * 1000003 + taken * 101 + dropped AS stands, CAST(0 AS BIGINT) AS should
          FROM order_sum WHERE district_id = :district_id AND line_no > 0
        UNION ALL
        SELECT o.offer_id, l.parent_line_no, o.grid_id, CAST(0 AS BIGINT), (l.granted - l.dropped) * 1000003 + l.taken * 101 + l.dropped
          FROM household_order o JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id
         WHERE o.district_id = :district_id
        UNION ALL
        SELECT offer_id, line_no, grid_id, orders, CAST(0 AS BIGINT) FROM order_sum WHERE district_id = :district_id AND line_no = 0
        UNION ALL
        SELECT o.offer_id, CAST(0 AS BIGINT), o.grid_id, CAST(0 AS BIGINT), CAST(1 AS BIGINT)
          FROM household_order o WHERE o.district_id = :district_id AND o.state <> 'void') t
 GROUP BY t.offer_id, t.line_no, t.grid_id
HAVING SUM(t.stands) <> SUM(t.should)
 ORDER BY t.offer_id, t.line_no, t.grid_id
 LIMIT :limit;

-- name: order_silent_page :many
-- in:   district_id i64, offer_id i64, under text, under_end text, visit i64, after_path text, after_sort i64, after_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  household_id i64, building_id i64, grid_id i64, needs i64, building text, unit text, room text, door text
-- Households at home without any order on the offer, cancelled ones included: who cancelled has answered.  visit: a set of needs, any of it; 0: all.
SELECT h.household_id, h.building_id, h.grid_id, h.needs, b.name AS building, h.unit, h.room, h.door
  FROM household h
  JOIN place b ON b.district_id = h.district_id AND b.place_id = h.building_id
 WHERE h.district_id = :district_id AND h.path >= :under AND h.path < :under_end AND h.status = 1
   AND (h.path, h.sort, h.household_id) > (:after_path, :after_sort, :after_id)
   AND (CAST(:visit AS BIGINT) = 0 OR (h.needs & :visit) <> 0)
   AND NOT EXISTS (SELECT 1 FROM household_order o WHERE o.district_id = h.district_id AND o.household_id = h.household_id AND o.offer_id = :offer_id)
   AND @scope(h.path)
 ORDER BY h.path, h.sort, h.household_id
 LIMIT :limit;

-- name: order_answers_by_building :many
-- in:   district_id i64, offer_id i64, under text, under_end text, visit i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  building_id i64, grid_id i64, homes i64, ordered i64, refused i64, visit i64, building text, grid text
SELECT x.building_id, x.grid_id, COUNT(*) AS homes, CAST(SUM(CASE WHEN x.answer = 2 THEN 1 ELSE 0 END) AS BIGINT) AS ordered,
       CAST(SUM(CASE WHEN x.answer = 1 THEN 1 ELSE 0 END) AS BIGINT) AS refused,
       CAST(SUM(CASE WHEN x.answer = 0 AND (x.needs & :visit) <> 0 THEN 1 ELSE 0 END) AS BIGINT) AS visit, b.name AS building, g.name AS grid
  FROM (SELECT h.building_id, h.grid_id, h.needs,
               COALESCE((SELECT MAX(CASE WHEN o.state = 'void' THEN 1 ELSE 2 END) FROM household_order o
                          WHERE o.district_id = h.district_id AND o.household_id = h.household_id AND o.offer_id = :offer_id), 0) AS answer
          FROM household h
         WHERE h.district_id = :district_id AND h.path >= :under AND h.path < :under_end AND h.status = 1 AND @scope(h.path)) x
  JOIN place b ON b.district_id = :district_id AND b.place_id = x.building_id
  JOIN place g ON g.district_id = :district_id AND g.place_id = x.grid_id
 GROUP BY x.building_id, x.grid_id, b.path, b.name, g.name
 ORDER BY b.path
 LIMIT :limit;
