-- Settlement: every statement.  The ledger, documents and orders are only read here.

-- name: settle_add :exec
-- in:   district_id i64, doc_id i64, worker_id i64, shop_id i64, area_id i64, books_fen i64, opened_ms i64, kind text
INSERT INTO settlement (district_id, doc_id, worker_id, shop_id, area_id, books_fen, worker_fen, shop_fen, taken_fen, cleared_fen,
                        returned_fen, opened_ms, counted_ms, kind, state, number)
VALUES (:district_id, :doc_id, :worker_id, :shop_id, :area_id, :books_fen, -1, -1, 0, 0, 0, :opened_ms, 0, :kind, 'draft', '');

-- name: settle_mirror :exec
-- in:   district_id i64, doc_id i64, worker_fen i64, shop_fen i64, taken_fen i64, cleared_fen i64, returned_fen i64, noted_fen i64, counted_ms i64, state text, number text
UPDATE settlement
   SET worker_fen = :worker_fen, shop_fen = :shop_fen, taken_fen = :taken_fen, cleared_fen = :cleared_fen, returned_fen = :returned_fen,
       noted_fen = CASE WHEN :counted_ms = 0 THEN noted_fen ELSE :noted_fen END,
       counted_ms = CASE WHEN :counted_ms = 0 THEN counted_ms ELSE :counted_ms END, state = :state, number = :number
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: settle_count_add :exec
-- in:   district_id i64, doc_id i64, verb text, side i64, account_id i64, sum_fen i64, counted_ms i64, note text
INSERT INTO settlement_count (district_id, doc_id, count_no, verb, side, account_id, sum_fen, counted_ms, note)
SELECT :district_id, :doc_id, COALESCE(MAX(count_no), 0) + 1, :verb, CAST(:side AS BIGINT), CAST(:account_id AS BIGINT),
       CAST(:sum_fen AS BIGINT), CAST(:counted_ms AS BIGINT), :note
  FROM settlement_count WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: settle_counts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  count_no i64, verb text, side i64, account_id i64, sum_fen i64, counted_ms i64, note text
SELECT count_no, verb, side, account_id, sum_fen, counted_ms, note
  FROM settlement_count
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY count_no DESC
 LIMIT :limit;

-- name: settle_allow :exec
-- in:   district_id i64, doc_id i64, verb text, difference_fen i64, allowed_by i64, allowed_ms i64, note text
INSERT INTO settlement_allowed (district_id, doc_id, verb, difference_fen, allowed_by, allowed_ms, note)
VALUES (:district_id, :doc_id, :verb, :difference_fen, :allowed_by, :allowed_ms, :note)
ON CONFLICT (district_id, doc_id, verb) DO UPDATE
   SET difference_fen = excluded.difference_fen, allowed_by = excluded.allowed_by, allowed_ms = excluded.allowed_ms, note = excluded.note;

-- name: settle_allowed :one
-- in:   district_id i64, doc_id i64, verb text
-- row:  difference_fen i64
SELECT difference_fen FROM settlement_allowed WHERE district_id = :district_id AND doc_id = :doc_id AND verb = :verb;

-- name: settle_rows :many
-- in:   district_id i64, doc_id i64, place_id i64, shop_id i64, worker_id i64, state text, differs i64, before_id i64, actor_id i64, perm i64, take i64, now_ms i64, limit i64
-- row:  doc_id i64, version i64, giver_id i64, worker_id i64, shop_id i64, area_id i64, books_fen i64, worker_fen i64, shop_fen i64, taken_fen i64, cleared_fen i64, returned_fen i64, noted_fen i64, opened_ms i64, counted_ms i64, kind text, number text, state text, shop text, area text
-- Newest first: the actor's own, those of which he may see the shop or the area, and those he may count for the shop.
SELECT s.doc_id, d.version, d.giver_id, s.worker_id, s.shop_id, s.area_id, s.books_fen, s.worker_fen, s.shop_fen, s.taken_fen,
       s.cleared_fen, s.returned_fen, s.noted_fen, s.opened_ms, s.counted_ms, s.kind, s.number, s.state, sp.name AS shop, ap.name AS area
  FROM settlement s
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
  JOIN place sp ON sp.district_id = s.district_id AND sp.place_id = s.shop_id
  JOIN place ap ON ap.district_id = s.district_id AND ap.place_id = s.area_id
 WHERE s.district_id = :district_id
   AND (CAST(:doc_id AS BIGINT) = 0 OR s.doc_id = :doc_id)
   AND (CAST(:place_id AS BIGINT) = 0 OR s.area_id = :place_id OR s.shop_id = :place_id)
   AND (CAST(:shop_id AS BIGINT) = 0 OR s.shop_id = :shop_id)
   AND (CAST(:worker_id AS BIGINT) = 0 OR s.worker_id = :worker_id)
   AND (:state = '' OR s.state = :state)
   AND (CAST(:differs AS BIGINT) = 0 OR (s.worker_fen >= 0 AND s.shop_fen >= 0 AND s.shop_fen - s.worker_fen <> s.noted_fen))
   AND (CAST(:before_id AS BIGINT) = 0 OR s.doc_id < :before_id)
   AND (s.worker_id = :actor_id OR @scope(sp.path) OR @scope(ap.path)
        OR EXISTS (SELECT 1 FROM party_right r WHERE r.account_id = :actor_id AND r.perm = :take AND r.from_ms <= :now_ms AND r.until_ms > :now_ms
                      AND sp.path >= r.scope AND sp.path < r.scope_end))
 ORDER BY s.doc_id DESC
 LIMIT :limit;

-- name: settle_to_clear :many
-- in:   district_id i64, giver_id i64, limit i64
-- row:  doc_id i64, left_fen i64
-- Money handed over that has not been set against anything yet, oldest first.
SELECT s.doc_id, s.taken_fen - s.cleared_fen AS left_fen
  FROM settlement s
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
 WHERE s.district_id = :district_id AND s.state = 'remitted' AND d.giver_id = :giver_id
 ORDER BY s.doc_id
 LIMIT :limit;

-- name: settle_holders :many
-- in:   district_id i64, account_id i64, limit i64
-- row:  account_id i64, kind i64, who_id i64, qty i64, after_seq i64
-- Cash in hand and own money laid out.  after_seq: the last entry that brought it to nil; what came before is settled.
SELECT a.account_id, a.kind, a.who_id, b.qty,
       COALESCE((SELECT p.seq FROM ledger_posting p
                  WHERE p.district_id = a.district_id AND p.account_id = a.account_id AND p.lot_id = 1 AND p.after_qty = 0
                  ORDER BY p.seq DESC, p.posting_no DESC LIMIT 1), 0) AS after_seq
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id AND b.lot_id = 1
 WHERE a.district_id = :district_id AND a.kind IN (68, 69) AND (b.qty > 0 OR b.qty < 0)
   AND (CAST(:account_id AS BIGINT) = 0 OR a.who_id = :account_id)
 ORDER BY a.who_id, a.kind
 LIMIT :limit;

-- name: settle_moves :many
-- in:   district_id i64, account_id i64, after_seq i64, place_id i64, shop_id i64, all i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  seq i64, qty i64, posted_ms i64, doc_id i64, doc_kind text, shop_id i64, giver_id i64, shop text, number text, door text, household_id i64, deliver_by_ms i64
-- How money came to a worker and left him, in order, each with the order or settlement it belongs to.
SELECT p.seq, p.qty, e.posted_ms, d.doc_id, d.kind AS doc_kind, d.from_place_id AS shop_id, d.giver_id, sp.name AS shop,
       COALESCE(d.number, '') AS number, COALESCE(o.door, '') AS door, COALESCE(o.household_id, 0) AS household_id,
       COALESCE(o.deliver_by_ms, 0) AS deliver_by_ms
  FROM ledger_posting p
  JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN place sp ON sp.district_id = d.district_id AND sp.place_id = d.from_place_id
  JOIN place ap ON ap.district_id = d.district_id AND ap.place_id = d.to_place_id
  LEFT JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
  LEFT JOIN place tp ON tp.district_id = d.district_id AND tp.place_id = o.station_id
  LEFT JOIN place qp ON qp.district_id = d.district_id AND qp.place_id = :place_id
 WHERE p.district_id = :district_id AND p.account_id = :account_id AND p.lot_id = 1 AND p.seq > :after_seq
   AND (CAST(:shop_id AS BIGINT) = 0 OR d.from_place_id = :shop_id)
   AND (CAST(:place_id AS BIGINT) = 0 OR substr(ap.path, 1, length(qp.path)) = qp.path OR d.from_place_id = :place_id)
   AND (CAST(:all AS BIGINT) = 1 OR @scope(sp.path) OR @scope(ap.path) OR @scope(tp.path))
 ORDER BY p.seq, p.posting_no
 LIMIT :limit;

-- name: settle_collected :one
-- in:   district_id i64, account_id i64, giver_id i64, shop_id i64
-- row:  fen i64
-- What went through a worker's account for a shop, in all: collected less handed over.
SELECT CAST(COALESCE(SUM(p.qty), 0) AS BIGINT) AS fen
  FROM ledger_posting p
  JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
 WHERE p.district_id = :district_id AND p.account_id = :account_id AND p.lot_id = 1
   AND d.giver_id = :giver_id AND d.from_place_id = :shop_id;

-- name: settle_last_place :many
-- in:   district_id i64, account_id i64, shop_id i64, limit i64
-- row:  place_id i64
-- Where the last money of a shop on a worker's account came from: he works there.
SELECT d.to_place_id AS place_id
  FROM ledger_posting p
  JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
 WHERE p.district_id = :district_id AND p.account_id = :account_id AND p.lot_id = 1 AND d.from_place_id = :shop_id
 ORDER BY p.seq DESC
 LIMIT :limit;

-- name: settle_account :one
-- in:   district_id i64, kind i64, who_id i64
-- row:  account_id i64
SELECT account_id FROM ledger_account
 WHERE district_id = :district_id AND kind = :kind AND who_id = :who_id AND place_id = 0 AND owner_id = 0 AND fund_id = 0 AND doc_id = 0;

-- name: settle_owing :many
-- in:   district_id i64, worker_id i64, shop_id i64, limit i64
-- row:  doc_id i64, shop_id i64, giver_id i64, owed_fen i64, placed_ms i64, number text, door text, household_id i64, shop text, to_place_id i64
-- Orders on account that have been delivered and not settled by the household, oldest first; shop 0: every shop.
SELECT d.doc_id, d.from_place_id AS shop_id, d.giver_id,
       (SELECT CAST(COALESCE(SUM(p.qty), 0) AS BIGINT)
          FROM ledger_entry e JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq
          JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
         WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND a.kind = 66) AS owed_fen,
       o.placed_ms, o.number, o.door, o.household_id, sp.name AS shop, d.to_place_id
  FROM doc d
  JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
  JOIN place sp ON sp.district_id = d.district_id AND sp.place_id = d.from_place_id
 WHERE d.district_id = :district_id AND d.kind = 'credit_order' AND d.state IN ('owing', 'part') AND d.worker_id = :worker_id
   AND (CAST(:shop_id AS BIGINT) = 0 OR d.from_place_id = :shop_id)
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: settle_flows :many
-- in:   district_id i64, after_seq i64, until_seq i64, shop_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  shop_id i64, giver_id i64, to_place_id i64, path text, station_id i64, doc_kind text, account i64, aided i64, gains i64, fen i64, docs i64
-- What moved between these entries, by shop, place, kind of document and account, for whoever may see shop, place or station.
SELECT d.from_place_id AS shop_id, d.giver_id, d.to_place_id, ap.path, COALESCE(o.station_id, g.station_id, 0) AS station_id, d.kind AS doc_kind,
       a.kind AS account, CASE WHEN a.fund_id = 0 THEN 0 ELSE 1 END AS aided, CASE WHEN p.qty > 0 THEN 1 ELSE 0 END AS gains,
       CAST(SUM(p.qty) AS BIGINT) AS fen, COUNT(DISTINCT d.doc_id) AS docs
  FROM ledger_entry e
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN place sp ON sp.district_id = d.district_id AND sp.place_id = d.from_place_id
  JOIN place ap ON ap.district_id = d.district_id AND ap.place_id = d.to_place_id
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq AND p.lot_id = 1
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
  LEFT JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
  LEFT JOIN grid_area g ON g.district_id = d.district_id AND g.grid_id IN (d.to_place_id, ap.parent_id)
  LEFT JOIN place tp ON tp.district_id = d.district_id AND tp.place_id = COALESCE(o.station_id, g.station_id)
 WHERE e.district_id = :district_id AND e.seq > :after_seq AND e.seq <= :until_seq
   AND e.kind IN ('order', 'collect_order', 'credit_order', 'settlement', 'lay_out')
   AND (CAST(:shop_id AS BIGINT) = 0 OR d.from_place_id = :shop_id)
   AND (@scope(sp.path) OR @scope(ap.path) OR @scope(tp.path))
 GROUP BY d.from_place_id, d.giver_id, d.to_place_id, ap.path, COALESCE(o.station_id, g.station_id, 0), d.kind, a.kind,
          CASE WHEN a.fund_id = 0 THEN 0 ELSE 1 END, CASE WHEN p.qty > 0 THEN 1 ELSE 0 END
 ORDER BY shop_id, to_place_id, station_id, doc_kind, account, aided, gains
 LIMIT :limit;

-- name: settle_places :many
-- in:   district_id i64, kind i64, limit i64
-- row:  place_id i64, name text
SELECT place_id, name FROM place WHERE district_id = :district_id AND kind = :kind ORDER BY place_id LIMIT :limit;

-- name: settle_day_docs :many
-- in:   district_id i64, after_seq i64, until_seq i64, shop_id i64, area_id i64, station i64, path text, limit i64
-- row:  doc_id i64, kind text, number text, door text, own_fen i64, aid_fen i64, collected_fen i64, back_fen i64, handed_fen i64
-- The documents of a day between a shop and an area, each with what it moved: owed for goods, subsidised, taken from the
-- household, paid back to it, handed to the shop.
SELECT d.doc_id, d.kind, COALESCE(d.number, '') AS number, COALESCE(o.door, '') AS door,
       CAST(SUM(CASE WHEN a.kind = 65 AND a.fund_id = 0 AND p.qty < 0 AND o.doc_id IS NOT NULL THEN -p.qty ELSE 0 END) AS BIGINT) AS own_fen,
       CAST(SUM(CASE WHEN a.kind = 65 AND a.fund_id <> 0 AND p.qty < 0 AND o.doc_id IS NOT NULL THEN -p.qty ELSE 0 END) AS BIGINT) AS aid_fen,
       CAST(SUM(CASE WHEN a.kind = 68 AND p.qty > 0 AND o.doc_id IS NOT NULL THEN p.qty ELSE 0 END) AS BIGINT) AS collected_fen,
       CAST(SUM(CASE WHEN a.kind = 68 AND p.qty < 0 AND o.doc_id IS NOT NULL THEN -p.qty ELSE 0 END) AS BIGINT) AS back_fen,
       CAST(SUM(CASE WHEN a.kind IN (68, 69) AND o.doc_id IS NULL THEN -p.qty ELSE 0 END) AS BIGINT) AS handed_fen
  FROM ledger_entry e
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN place ap ON ap.district_id = d.district_id AND ap.place_id = d.to_place_id
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq AND p.lot_id = 1
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
  LEFT JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
  LEFT JOIN grid_area g ON g.district_id = d.district_id AND g.grid_id IN (d.to_place_id, ap.parent_id)
 WHERE e.district_id = :district_id AND e.seq > :after_seq AND e.seq <= :until_seq
   AND e.kind IN ('order', 'collect_order', 'credit_order', 'settlement', 'lay_out')
   AND d.from_place_id = :shop_id
   AND (CAST(:area_id AS BIGINT) = 0 OR (CAST(:station AS BIGINT) = 1 AND (COALESCE(o.station_id, g.station_id, 0) = :area_id OR d.to_place_id = :area_id))
        OR (CAST(:station AS BIGINT) = 0 AND substr(ap.path, 1, length(:path)) = :path))
 GROUP BY d.doc_id, d.kind, d.number, o.door, o.sort
HAVING SUM(CASE WHEN a.kind IN (65, 68, 69) THEN 1 ELSE 0 END) > 0
 ORDER BY d.kind, o.sort, d.doc_id
 LIMIT :limit;

-- name: settle_open_at :one
-- in:   district_id i64, giver_id i64, until_seq i64, shop_id i64, area_id i64, station i64, path text
-- row:  owed_fen i64, aid_fen i64, waiting_fen i64
-- What the enterprise was owed for goods of an area, by households and by subsidies, and what it had in hand already, after an entry.
SELECT CAST(COALESCE(SUM(CASE WHEN a.kind = 65 AND a.fund_id = 0 THEN -p.qty ELSE 0 END), 0) AS BIGINT) AS owed_fen,
       CAST(COALESCE(SUM(CASE WHEN a.kind = 65 AND a.fund_id <> 0 THEN -p.qty ELSE 0 END), 0) AS BIGINT) AS aid_fen,
       CAST(COALESCE(SUM(CASE WHEN a.kind = 74 THEN p.qty ELSE 0 END), 0) AS BIGINT) AS waiting_fen
  FROM ledger_account a
  JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id AND p.lot_id = 1
  JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
  JOIN doc d ON d.district_id = e.district_id AND d.doc_id = e.doc_id
  JOIN place ap ON ap.district_id = d.district_id AND ap.place_id = d.to_place_id
  LEFT JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
  LEFT JOIN grid_area g ON g.district_id = d.district_id AND g.grid_id IN (d.to_place_id, ap.parent_id)
 WHERE a.district_id = :district_id AND a.kind IN (65, 74) AND a.who_id = :giver_id AND p.seq <= :until_seq
   AND d.from_place_id = :shop_id AND e.kind <> 'pay_out'
   AND (CAST(:area_id AS BIGINT) = 0 OR (CAST(:station AS BIGINT) = 1 AND (COALESCE(o.station_id, g.station_id, 0) = :area_id OR d.to_place_id = :area_id))
        OR (CAST(:station AS BIGINT) = 0 AND substr(ap.path, 1, length(:path)) = :path));

-- name: settle_paid_out :one
-- in:   district_id i64, until_ms i64, shop_id i64, area_id i64, station i64, path text
-- row:  fen i64
-- What offices have paid the shop for the subsidised parts of orders of an area.
SELECT CAST(COALESCE(SUM(c.fen), 0) AS BIGINT) AS fen
  FROM settlement_pay_out y
  JOIN settlement_pay_out_order c ON c.district_id = y.district_id AND c.doc_id = y.doc_id
  JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.order_id
  JOIN place ap ON ap.district_id = d.district_id AND ap.place_id = d.to_place_id
  LEFT JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
 WHERE y.district_id = :district_id AND y.shop_id = :shop_id AND y.state = 'paid' AND y.paid_ms < :until_ms
   AND (CAST(:area_id AS BIGINT) = 0 OR (CAST(:station AS BIGINT) = 1 AND (COALESCE(o.station_id, 0) = :area_id OR d.to_place_id = :area_id))
        OR (CAST(:station AS BIGINT) = 0 AND substr(ap.path, 1, length(:path)) = :path));

-- name: settle_statement_put :exec
-- in:   district_id i64, shop_id i64, area_id i64, day i64, version i64, figures text, shop_fen i64, area_fen i64, shop_by i64, shop_ms i64, area_by i64, area_ms i64, shop_note text, area_note text
INSERT INTO settlement_statement (district_id, shop_id, area_id, day, version, figures, shop_fen, area_fen, shop_by, shop_ms, area_by,
                                  area_ms, shop_note, area_note)
VALUES (:district_id, :shop_id, :area_id, :day, 1, :figures, :shop_fen, :area_fen, :shop_by, :shop_ms, :area_by, :area_ms, :shop_note, :area_note)
ON CONFLICT (district_id, shop_id, area_id, day) DO UPDATE
   SET version = settlement_statement.version + 1, figures = excluded.figures, shop_fen = excluded.shop_fen, area_fen = excluded.area_fen,
       shop_by = excluded.shop_by, shop_ms = excluded.shop_ms, area_by = excluded.area_by, area_ms = excluded.area_ms,
       shop_note = excluded.shop_note, area_note = excluded.area_note
 WHERE settlement_statement.version = :version;

-- name: settle_statements_of :many
-- in:   district_id i64, day i64, shop_id i64, area_id i64, limit i64
-- row:  shop_id i64, area_id i64, version i64, figures text, shop_fen i64, area_fen i64, shop_by i64, shop_ms i64, area_by i64, area_ms i64, shop_note text, area_note text
SELECT shop_id, area_id, version, figures, shop_fen, area_fen, shop_by, shop_ms, area_by, area_ms, shop_note, area_note
  FROM settlement_statement
 WHERE district_id = :district_id AND day = :day AND (CAST(:shop_id AS BIGINT) = 0 OR shop_id = :shop_id)
   AND (CAST(:area_id AS BIGINT) = 0 OR area_id = :area_id)
 ORDER BY shop_id, area_id
 LIMIT :limit;

-- name: pay_out_aid :many
-- in:   district_id i64, giver_id i64, shop_id i64, fund_id i64, after_seq i64, until_seq i64, but_id i64, area_id i64, station i64, path text, limit i64
-- row:  order_id i64, mine i64, aid_fen i64, now_fen i64, asked_fen i64, paid_fen i64
-- The subsidised part of a shop's orders of one fund: aid_fen up to the statement's last entry, now_fen up to now, and what pay-outs
-- (but this one) ask for or have paid.  mine: the order moved it on the statement's day and lies in its area.  Others are told only
-- where more was paid than is due.
SELECT x.order_id, x.mine, x.aid_fen, x.now_fen, x.asked_fen, x.paid_fen
  FROM (SELECT s.doc_id AS order_id, s.aid_fen, s.now_fen,
               CASE WHEN s.in_day = 1 AND (CAST(:area_id AS BIGINT) = 0
                         OR (CAST(:station AS BIGINT) = 1 AND (COALESCE(o.station_id, 0) = :area_id OR d.to_place_id = :area_id))
                         OR (CAST(:station AS BIGINT) = 0 AND substr(ap.path, 1, length(:path)) = :path)) THEN 1 ELSE 0 END AS mine,
               CAST(COALESCE((SELECT SUM(c.fen) FROM settlement_pay_out_order c
                                JOIN settlement_pay_out y ON y.district_id = c.district_id AND y.doc_id = c.doc_id
                               WHERE c.district_id = d.district_id AND c.order_id = d.doc_id AND y.state = 'asked' AND y.doc_id <> :but_id), 0) AS BIGINT) AS asked_fen,
               CAST(COALESCE((SELECT SUM(c.fen) FROM settlement_pay_out_order c
                                JOIN settlement_pay_out y ON y.district_id = c.district_id AND y.doc_id = c.doc_id
                               WHERE c.district_id = d.district_id AND c.order_id = d.doc_id AND y.state = 'paid'), 0) AS BIGINT) AS paid_fen
          FROM (SELECT e.doc_id, CAST(SUM(-p.qty) AS BIGINT) AS now_fen,
                       CAST(SUM(CASE WHEN p.seq <= CAST(:until_seq AS BIGINT) THEN -p.qty ELSE 0 END) AS BIGINT) AS aid_fen,
                       MAX(CASE WHEN p.seq > CAST(:after_seq AS BIGINT) AND p.seq <= CAST(:until_seq AS BIGINT) THEN 1 ELSE 0 END) AS in_day
                  FROM ledger_account a
                  JOIN ledger_posting p ON p.district_id = a.district_id AND p.account_id = a.account_id AND p.lot_id = 1
                  JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
                 WHERE a.district_id = :district_id AND a.kind = 65 AND a.who_id = :giver_id AND a.fund_id = :fund_id AND e.kind <> 'pay_out'
                 GROUP BY e.doc_id) s
          JOIN doc d ON d.district_id = :district_id AND d.doc_id = s.doc_id
          JOIN place ap ON ap.district_id = d.district_id AND ap.place_id = d.to_place_id
          LEFT JOIN household_order o ON o.district_id = d.district_id AND o.doc_id = d.doc_id
         WHERE d.from_place_id = :shop_id) x
 WHERE x.mine = 1 OR x.now_fen < x.asked_fen + x.paid_fen
 ORDER BY x.order_id
 LIMIT :limit;

-- name: pay_out_funds :many
-- in:   district_id i64, giver_id i64, limit i64
-- row:  fund_id i64
SELECT fund_id FROM ledger_account
 WHERE district_id = :district_id AND kind = 65 AND who_id = :giver_id AND fund_id <> 0
 ORDER BY fund_id
 LIMIT :limit;

-- name: pay_out_add :exec
-- in:   district_id i64, doc_id i64, shop_id i64, area_id i64, day i64, fund_id i64, fen i64, second i64, asked_by i64, asked_ms i64, state text, number text, note text
INSERT INTO settlement_pay_out (district_id, doc_id, shop_id, area_id, day, fund_id, fen, second, asked_by, asked_ms, paid_by, paid_ms, state, number, note)
VALUES (:district_id, :doc_id, :shop_id, :area_id, :day, :fund_id, :fen, :second, :asked_by, :asked_ms, 0, 0, :state, :number, :note);

-- name: pay_out_move :exec
-- in:   district_id i64, doc_id i64, state text, paid_by i64, paid_ms i64
UPDATE settlement_pay_out SET state = :state, paid_by = :paid_by, paid_ms = :paid_ms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: pay_out_order_add :exec
-- in:   district_id i64, order_id i64, doc_id i64, fen i64
INSERT INTO settlement_pay_out_order (district_id, order_id, doc_id, fen) VALUES (:district_id, :order_id, :doc_id, :fen);

-- name: pay_out_orders :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  order_id i64, fen i64, number text, door text
SELECT c.order_id, c.fen, COALESCE(o.number, '') AS number, COALESCE(o.door, '') AS door
  FROM settlement_pay_out_order c
  LEFT JOIN household_order o ON o.district_id = c.district_id AND o.doc_id = c.order_id
 WHERE c.district_id = :district_id AND c.doc_id = :doc_id
 ORDER BY c.order_id
 LIMIT :limit;

-- name: pay_out_rows :many
-- in:   district_id i64, doc_id i64, shop_id i64, place_id i64, day i64, state text, before_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, version i64, shop_id i64, area_id i64, day i64, fund_id i64, fen i64, second i64, asked_by i64, asked_ms i64, paid_by i64, paid_ms i64, state text, number text, note text, shop text, area text, path text
-- Newest first: of shops and areas the actor may see.
SELECT y.doc_id, d.version, y.shop_id, y.area_id, y.day, y.fund_id, y.fen, y.second, y.asked_by, y.asked_ms, y.paid_by, y.paid_ms, y.state,
       y.number, y.note, sp.name AS shop, CASE WHEN y.area_id = 0 THEN '' ELSE ap.name END AS area, ap.path
  FROM settlement_pay_out y
  JOIN doc d ON d.district_id = y.district_id AND d.doc_id = y.doc_id
  JOIN place sp ON sp.district_id = y.district_id AND sp.place_id = y.shop_id
  JOIN place ap ON ap.district_id = y.district_id AND ap.place_id = d.to_place_id
 WHERE y.district_id = :district_id
   AND (CAST(:doc_id AS BIGINT) = 0 OR y.doc_id = :doc_id)
   AND (CAST(:shop_id AS BIGINT) = 0 OR y.shop_id = :shop_id)
   AND (CAST(:place_id AS BIGINT) = 0 OR y.area_id = :place_id)
   AND (CAST(:day AS BIGINT) = 0 OR y.day = :day)
   AND (:state = '' OR y.state = :state)
   AND (CAST(:before_id AS BIGINT) = 0 OR y.doc_id < :before_id)
   AND (@scope(sp.path) OR @scope(ap.path))
 ORDER BY y.doc_id DESC
 LIMIT :limit;
