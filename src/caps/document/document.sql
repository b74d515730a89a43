-- Documents: every statement.  Ledger tables are only read here.

-- name: document_insert :exec
-- in:   district_id i64, doc_id i64, kind text, plan_version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, worker_id i64, from_place_id i64, to_place_id i64, owner_id i64, owner2_id i64, fund_id i64, fund2_id i64, total_fen i64, created_by i64, created_ms i64
INSERT INTO doc (district_id, doc_id, kind, number, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id,
                 worker_id, from_place_id, to_place_id, owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms,
                 due_ms, due_verb)
VALUES (:district_id, :doc_id, :kind, NULL, 'draft', 1, 0, :plan_version, :parent_id, :giver_id, :taker_id, :carrier_id,
        :worker_id, :from_place_id, :to_place_id, :owner_id, :owner2_id, :fund_id, :fund2_id, :total_fen, :created_by, :created_ms,
        0, '');

-- name: document_insert_begun :exec
-- in:   district_id i64, doc_id i64, kind text, number text, state text, plan_version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, worker_id i64, from_place_id i64, to_place_id i64, owner_id i64, owner2_id i64, fund_id i64, fund2_id i64, total_fen i64, created_by i64, created_ms i64, due_ms i64, due_verb text
-- A document whose first step has been taken already (its draft was version 1); number '' is none.
INSERT INTO doc (district_id, doc_id, kind, number, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id,
                 worker_id, from_place_id, to_place_id, owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms,
                 due_ms, due_verb)
VALUES (:district_id, :doc_id, :kind, NULLIF(CAST(:number AS TEXT), ''), :state, 2, 1, :plan_version, :parent_id, :giver_id, :taker_id, :carrier_id,
        :worker_id, :from_place_id, :to_place_id, :owner_id, :owner2_id, :fund_id, :fund2_id, :total_fen, :created_by, :created_ms,
        :due_ms, :due_verb);

-- name: document_set_people :exec
-- in:   district_id i64, doc_id i64, carrier_id i64, worker_id i64
UPDATE doc SET carrier_id = :carrier_id, worker_id = :worker_id WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: document_rewrite :exec
-- in:   district_id i64, doc_id i64, version i64, plan_version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, worker_id i64, from_place_id i64, to_place_id i64, owner_id i64, owner2_id i64, fund_id i64, fund2_id i64, total_fen i64
UPDATE doc
   SET version = version + 1, plan_version = :plan_version, parent_id = :parent_id, giver_id = :giver_id, taker_id = :taker_id,
       carrier_id = :carrier_id, worker_id = :worker_id, from_place_id = :from_place_id, to_place_id = :to_place_id,
       owner_id = :owner_id, owner2_id = :owner2_id, fund_id = :fund_id, fund2_id = :fund2_id, total_fen = :total_fen
 WHERE district_id = :district_id AND doc_id = :doc_id AND version = :version AND state = 'draft';

-- name: document_delete_lines :exec
-- in:   district_id i64, doc_id i64
DELETE FROM doc_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: document_insert_begun_line :exec
-- in:   district_id i64, doc_id i64, line_no i64, parent_line_no i64, item_id i64, lot_id i64, claim_lot_id i64, place_id i64, owner_id i64, fund_id i64, dir i64, price_fen i64, aid_fen i64, price_units i64, price_version i64, asked i64, granted i64, sent i64, arrived i64, taken i64, billed i64, paid i64
INSERT INTO doc_line (district_id, doc_id, line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir,
                      price_fen, aid_fen, price_units, price_version, asked,
                      granted, dropped, sent, arrived, short, found, lost, taken, back, billed, paid)
VALUES (:district_id, :doc_id, :line_no, :parent_line_no, :item_id, :lot_id, :claim_lot_id, :place_id, :owner_id, :fund_id, :dir,
        :price_fen, :aid_fen, :price_units, :price_version, :asked, :granted, 0, :sent, :arrived, 0, 0, 0, :taken, 0, :billed, :paid);

-- name: document_insert_line :exec
-- in:   district_id i64, doc_id i64, line_no i64, parent_line_no i64, item_id i64, lot_id i64, claim_lot_id i64, place_id i64, owner_id i64, fund_id i64, dir i64, price_fen i64, aid_fen i64, price_units i64, price_version i64, asked i64
INSERT INTO doc_line (district_id, doc_id, line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir,
                      price_fen, aid_fen, price_units, price_version, asked,
                      granted, dropped, sent, arrived, short, found, lost, taken, back, billed, paid)
VALUES (:district_id, :doc_id, :line_no, :parent_line_no, :item_id, :lot_id, :claim_lot_id, :place_id, :owner_id, :fund_id, :dir,
        :price_fen, :aid_fen, :price_units, :price_version, :asked, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

-- name: document_head :one
-- in:   district_id i64, doc_id i64
-- row:  doc_id i64, kind text, number text, state text, version i64, steps i64, plan_version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, worker_id i64, from_place_id i64, to_place_id i64, owner_id i64, owner2_id i64, fund_id i64, fund2_id i64, total_fen i64, created_by i64, created_ms i64, due_ms i64, due_verb text
SELECT doc_id, kind, number, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id, worker_id,
       from_place_id, to_place_id, owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms, due_ms, due_verb
  FROM doc
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: document_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, parent_line_no i64, item_id i64, lot_id i64, claim_lot_id i64, place_id i64, owner_id i64, fund_id i64, dir i64, price_fen i64, aid_fen i64, price_units i64, price_version i64, asked i64, granted i64, dropped i64, sent i64, arrived i64, short_qty i64, found i64, lost i64, taken i64, back i64, billed i64, paid i64
SELECT line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir, price_fen, aid_fen, price_units,
       price_version, asked, granted, dropped, sent, arrived, short AS short_qty, found, lost, taken, back, billed, paid
  FROM doc_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: document_set_claim :exec
-- in:   district_id i64, doc_id i64, line_no i64, claim_lot_id i64
UPDATE doc_line SET claim_lot_id = :claim_lot_id
 WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no AND claim_lot_id = 0;

-- name: document_grow :exec
-- in:   district_id i64, doc_id i64, line_no i64, granted i64, dropped i64, sent i64, arrived i64, short_qty i64, found i64, lost i64, taken i64, back i64, billed i64, paid i64
UPDATE doc_line
   SET granted = granted + :granted, dropped = dropped + :dropped, sent = sent + :sent, arrived = arrived + :arrived,
       short = short + :short_qty, found = found + :found, lost = lost + :lost, taken = taken + :taken, back = back + :back,
       billed = billed + :billed, paid = paid + :paid
 WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no;

-- name: document_move_on :exec
-- in:   district_id i64, doc_id i64, version i64, state text, number text, due_ms i64, due_verb text
UPDATE doc
   SET state = :state, version = version + 1, steps = steps + 1, number = CASE WHEN :number = '' THEN number ELSE :number END,
       due_ms = :due_ms, due_verb = :due_verb
 WHERE district_id = :district_id AND doc_id = :doc_id AND version = :version;

-- name: document_next_number :one
-- in:   district_id i64, kind text, day i64
-- row:  last i64
INSERT INTO doc_number (district_id, kind, day, last) VALUES (:district_id, :kind, :day, 1)
ON CONFLICT (district_id, kind, day) DO UPDATE SET last = doc_number.last + 1
RETURNING last;

-- name: document_add_note :exec
-- in:   district_id i64, doc_id i64, seq i64, salt text, note text
INSERT INTO doc_note (district_id, doc_id, seq, salt, note) VALUES (:district_id, :doc_id, :seq, :salt, :note);

-- name: document_add_sign :exec
-- in:   district_id i64, doc_id i64, seq i64, verb text, place_no i64, role text, actor_id i64, for_id i64, signed_hash text
INSERT INTO doc_sign (district_id, doc_id, seq, verb, place_no, role, actor_id, for_id, signed_hash)
VALUES (:district_id, :doc_id, :seq, :verb, :place_no, :role, :actor_id, :for_id, :signed_hash);

-- name: document_open_signs :many
-- in:   district_id i64, doc_id i64, verb text, limit i64
-- row:  seq i64, place_no i64, role text, actor_id i64, for_id i64, signed_hash text
-- Signatures under the step that is being signed: later than the last entry that moved the document on.
SELECT s.seq, s.place_no, s.role, s.actor_id, s.for_id, s.signed_hash
  FROM doc_sign s
 WHERE s.district_id = :district_id AND s.doc_id = :doc_id AND s.verb = :verb
   AND s.seq > (SELECT COALESCE(MAX(e.seq), 0) FROM ledger_entry e
                 WHERE e.district_id = s.district_id AND e.doc_id = s.doc_id
                   AND (e.from_state <> e.to_state OR EXISTS (SELECT 1 FROM ledger_progress p
                         WHERE p.district_id = e.district_id AND p.seq = e.seq)))
 ORDER BY s.seq
 LIMIT :limit;

-- name: document_line :one
-- in:   district_id i64, doc_id i64, line_no i64
-- row:  item_id i64, lot_id i64, place_id i64, owner_id i64, fund_id i64, room i64
-- One line, and how much of it was approved and not dropped.
SELECT item_id, lot_id, place_id, owner_id, fund_id, granted - dropped AS room
  FROM doc_line
 WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no;

-- name: document_drawn_beside :many
-- in:   district_id i64, parent_id i64, doc_id i64, limit i64
-- row:  line_no i64, committed i64
-- What documents below a parent have taken, or still may, of the lines this one draws on.
SELECT l.parent_line_no AS line_no, CAST(SUM(CASE WHEN l.sent > 0 THEN l.sent ELSE l.granted - l.dropped END) AS BIGINT) AS committed
  FROM doc d JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.parent_id = :parent_id
   AND l.parent_line_no IN (SELECT parent_line_no FROM doc_line WHERE district_id = :district_id AND doc_id = :doc_id)
 GROUP BY l.parent_line_no
 ORDER BY l.parent_line_no
 LIMIT :limit;

-- name: document_drawn :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, drawn i64, committed i64
-- What documents below this one have drawn from each of its lines, and what they are still allowed to.
SELECT l.parent_line_no AS line_no, CAST(SUM(l.sent) AS BIGINT) AS drawn,
       CAST(SUM(CASE WHEN l.sent > 0 THEN l.sent ELSE l.granted - l.dropped END) AS BIGINT) AS committed
  FROM doc d JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND l.parent_line_no > 0
 GROUP BY l.parent_line_no
 ORDER BY l.parent_line_no
 LIMIT :limit;

-- name: document_line_lots :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, of_doc_id i64, lot_id i64, expiry_day i64, qty i64
-- What each line of a document has put into which account and not taken out again.
SELECT p.line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id AS of_doc_id, p.lot_id, t.expiry_day,
       CAST(SUM(p.qty) AS BIGINT) AS qty
  FROM ledger_entry e
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
  JOIN ledger_lot t ON t.district_id = p.district_id AND t.lot_id = p.lot_id
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id
 GROUP BY p.line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, p.lot_id, t.expiry_day
HAVING SUM(p.qty) > 0
 ORDER BY p.line_no, CASE WHEN t.expiry_day = 0 THEN 9999999 ELSE t.expiry_day END, p.lot_id
 LIMIT :limit;

-- name: document_lots_drawn :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, lot_id i64, qty i64
-- What documents under this one took out of accounts held for it, by this one's lines.
SELECT l.parent_line_no AS line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, p.lot_id, CAST(-SUM(p.qty) AS BIGINT) AS qty
  FROM doc d
  JOIN ledger_entry e ON e.district_id = d.district_id AND e.doc_id = d.doc_id
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id AND a.doc_id = d.parent_id
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.line_no = p.line_no
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND l.parent_line_no > 0
 GROUP BY l.parent_line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, p.lot_id
HAVING SUM(p.qty) < 0
 ORDER BY l.parent_line_no, p.lot_id
 LIMIT :limit;

-- name: document_last_entry :one
-- in:   district_id i64, doc_id i64
-- row:  seq i64, verb text, from_state text, to_state text, actor_id i64, reverses_seq i64
SELECT seq, verb, from_state, to_state, actor_id, COALESCE(reverses_seq, 0) AS reverses_seq
  FROM ledger_entry
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY seq DESC
 LIMIT 1;

-- name: document_grown :many
-- in:   district_id i64, seq i64, limit i64
-- row:  line_no i64, counter text, qty i64
SELECT line_no, counter, qty FROM ledger_progress
 WHERE district_id = :district_id AND seq = :seq
 ORDER BY line_no, counter
 LIMIT :limit;

-- name: document_due_now :many
-- in:   district_id i64, now_ms i64, limit i64
-- row:  doc_id i64, due_verb text
SELECT doc_id, due_verb FROM doc
 WHERE district_id = :district_id AND due_ms > 0 AND due_ms <= :now_ms AND due_verb <> ''
 ORDER BY due_ms, doc_id
 LIMIT :limit;

-- name: document_others :each
-- in:   district_id i64, kind text, after_seq i64, until_seq i64
-- row:  doc_id i64, giver_id i64, taker_id i64, fund_id i64, total_fen i64, asked i64
-- only: sqlite
-- Documents of the kind that were put forward or granted by the entries after after_seq up to until_seq, and stand.
SELECT d.doc_id, d.giver_id, d.taker_id, d.fund_id, d.total_fen,
       CAST(COALESCE((SELECT SUM(l.asked) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id), 0) AS BIGINT) AS asked
  FROM (SELECT DISTINCT e.doc_id
          FROM ledger_entry e INDEXED BY ledger_entry_by_kind
         WHERE e.district_id = :district_id AND e.kind = :kind AND e.seq > :after_seq AND e.seq <= :until_seq
           AND (e.from_state = 'draft'
                OR EXISTS (SELECT 1 FROM ledger_progress g
                            WHERE g.district_id = e.district_id AND g.seq = e.seq AND g.counter = 'granted'))) n
 CROSS JOIN doc d
 WHERE d.district_id = :district_id AND d.doc_id = n.doc_id AND d.kind = :kind AND d.state NOT IN ('draft', 'void', 'refused')
 ORDER BY d.doc_id;

-- name: document_others :each
-- in:   district_id i64, kind text, after_seq i64, until_seq i64
-- row:  doc_id i64, giver_id i64, taker_id i64, fund_id i64, total_fen i64, asked i64
-- only: postgres
-- Documents of the kind that were put forward or granted by the entries after after_seq up to until_seq, and stand.
SELECT d.doc_id, d.giver_id, d.taker_id, d.fund_id, d.total_fen,
       CAST(COALESCE((SELECT SUM(l.asked) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id), 0) AS BIGINT) AS asked
  FROM (SELECT DISTINCT e.doc_id
          FROM ledger_entry e
         WHERE e.district_id = :district_id AND e.kind = :kind AND e.seq > :after_seq AND e.seq <= :until_seq
           AND (e.from_state = 'draft'
                OR EXISTS (SELECT 1 FROM ledger_progress g
                            WHERE g.district_id = e.district_id AND g.seq = e.seq AND g.counter = 'granted'))) n
 CROSS JOIN doc d
 WHERE d.district_id = :district_id AND d.doc_id = n.doc_id AND d.kind = :kind AND d.state NOT IN ('draft', 'void', 'refused')
 ORDER BY d.doc_id;

-- name: document_others_classes :each
-- in:   district_id i64, kind text, after_seq i64, until_seq i64
-- row:  doc_id i64, category text
-- only: sqlite
-- The classes of goods of those documents.
SELECT DISTINCT d.doc_id, i.category
  FROM (SELECT DISTINCT e.doc_id
          FROM ledger_entry e INDEXED BY ledger_entry_by_kind
         WHERE e.district_id = :district_id AND e.kind = :kind AND e.seq > :after_seq AND e.seq <= :until_seq
           AND (e.from_state = 'draft'
                OR EXISTS (SELECT 1 FROM ledger_progress g
                            WHERE g.district_id = e.district_id AND g.seq = e.seq AND g.counter = 'granted'))) n
 CROSS JOIN doc d
 CROSS JOIN doc_line l
 CROSS JOIN item i
 WHERE d.district_id = :district_id AND d.doc_id = n.doc_id AND d.kind = :kind AND d.state NOT IN ('draft', 'void', 'refused')
   AND l.district_id = d.district_id AND l.doc_id = d.doc_id
   AND i.district_id = l.district_id AND i.item_id = l.item_id
 ORDER BY d.doc_id, i.category;

-- name: document_others_classes :each
-- in:   district_id i64, kind text, after_seq i64, until_seq i64
-- row:  doc_id i64, category text
-- only: postgres
-- The classes of goods of those documents.
SELECT DISTINCT d.doc_id, i.category
  FROM (SELECT DISTINCT e.doc_id
          FROM ledger_entry e
         WHERE e.district_id = :district_id AND e.kind = :kind AND e.seq > :after_seq AND e.seq <= :until_seq
           AND (e.from_state = 'draft'
                OR EXISTS (SELECT 1 FROM ledger_progress g
                            WHERE g.district_id = e.district_id AND g.seq = e.seq AND g.counter = 'granted'))) n
 CROSS JOIN doc d
 CROSS JOIN doc_line l
 CROSS JOIN item i
 WHERE d.district_id = :district_id AND d.doc_id = n.doc_id AND d.kind = :kind AND d.state NOT IN ('draft', 'void', 'refused')
   AND l.district_id = d.district_id AND l.doc_id = d.doc_id
   AND i.district_id = l.district_id AND i.item_id = l.item_id
 ORDER BY d.doc_id, i.category;

-- name: document_in_state :many
-- in:   district_id i64, kind text, state text, place i64, not_by i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, since_ms i64
-- Documents in a state, oldest first, whose place (1 from, 2 to; 0: any) the actor's right covers; since when they are in it.
SELECT d.doc_id,
       CAST(COALESCE((SELECT MAX(e.posted_ms) FROM ledger_entry e
                       WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.from_state <> e.to_state), d.created_ms) AS BIGINT) AS since_ms
  FROM doc d
 WHERE d.district_id = :district_id AND d.kind = :kind AND d.state = :state AND d.created_by <> :not_by
   AND (CAST(:place AS BIGINT) = 0
        OR EXISTS (SELECT 1 FROM place p
                    WHERE p.district_id = d.district_id AND p.place_id = CASE WHEN CAST(:place AS BIGINT) = 1 THEN d.from_place_id ELSE d.to_place_id END
                      AND @scope(p.path)))
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: document_unpaid_in_state :many
-- in:   district_id i64, kind text, state text, place i64, not_by i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, since_ms i64
-- The same of those with an invoice that is not paid: among all that are ordered they are few, so they are looked for first.
SELECT d.doc_id,
       CAST(COALESCE((SELECT MAX(e.posted_ms) FROM ledger_entry e
                       WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.from_state <> e.to_state), d.created_ms) AS BIGINT) AS since_ms
  FROM (SELECT DISTINCT l.doc_id FROM doc_line l WHERE l.district_id = :district_id AND l.billed > l.paid) u
 CROSS JOIN doc d
 WHERE d.district_id = :district_id AND d.doc_id = u.doc_id AND d.kind = :kind AND d.state = :state AND d.created_by <> :not_by
   AND (CAST(:place AS BIGINT) = 0
        OR EXISTS (SELECT 1 FROM place p
                    WHERE p.district_id = d.district_id AND p.place_id = CASE WHEN CAST(:place AS BIGINT) = 1 THEN d.from_place_id ELSE d.to_place_id END
                      AND @scope(p.path)))
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: document_classes :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  category text
SELECT DISTINCT i.category
  FROM doc_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id
 ORDER BY i.category
 LIMIT :limit;

-- name: document_classes_at :many
-- in:   district_id i64, place_id i64, doc_id i64, limit i64
-- row:  category text
-- Classes of goods that lie in a place, in whatever state, or come with this document.
SELECT i.category
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id
  JOIN item i ON i.district_id = b.district_id AND i.item_id = b.item_id
 WHERE a.district_id = :district_id AND a.place_id = :place_id AND a.kind BETWEEN 20 AND 25 AND b.qty > 0
UNION
SELECT i.category
  FROM doc_line l JOIN item i ON i.district_id = l.district_id AND i.item_id = l.item_id
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id
 ORDER BY 1
 LIMIT :limit;

-- name: document_list_seen :many
-- in:   district_id i64, kind1 text, kind2 text, kind3 text, kind4 text, state text, number text, party_id i64, place_id i64, item_id i64, from_ms i64, until_ms i64, overdue_ms i64, before_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, kind text, number text, state text, version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, from_place_id i64, to_place_id i64, total_fen i64, created_by i64, created_ms i64, due_ms i64, due_verb text, n_lines i64, first_item_id i64
-- Newest first.  A document is seen by whoever may see either of its places; one without places by whoever sees the district
-- (whose place has the district's own number; three numbers are three look-ups, an OR would read all places).
SELECT d.doc_id, d.kind, d.number, d.state, d.version, d.parent_id, d.giver_id, d.taker_id, d.carrier_id, d.from_place_id, d.to_place_id,
       d.total_fen, d.created_by, d.created_ms, d.due_ms, d.due_verb,
       (SELECT COUNT(*) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id) AS n_lines,
       COALESCE((SELECT l.item_id FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.line_no = 1), 0) AS first_item_id
  FROM doc d
 WHERE d.district_id = :district_id AND d.kind IN (:kind1, :kind2, :kind3, :kind4)
   AND (:state = '' OR d.state = :state)
   AND (:number = '' OR d.number = :number)
   AND (CAST(:party_id AS BIGINT) = 0 OR d.giver_id = :party_id OR d.taker_id = :party_id OR d.carrier_id = :party_id)
   AND (CAST(:place_id AS BIGINT) = 0 OR d.from_place_id = :place_id OR d.to_place_id = :place_id)
   AND (CAST(:item_id AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM doc_line l
        WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.item_id = :item_id))
   AND d.created_ms >= :from_ms AND (CAST(:until_ms AS BIGINT) = 0 OR d.created_ms < :until_ms)
   AND (CAST(:overdue_ms AS BIGINT) = 0 OR (d.due_ms > 0 AND d.due_ms < :overdue_ms))
   AND (CAST(:before_id AS BIGINT) = 0 OR d.doc_id < :before_id)
   AND EXISTS (SELECT 1 FROM place p
                WHERE p.district_id = d.district_id
                  AND p.place_id IN (d.from_place_id, d.to_place_id,
                                     CASE WHEN d.from_place_id = 0 AND d.to_place_id = 0 THEN d.district_id ELSE 0 END)
                  AND @scope(p.path))
 ORDER BY d.doc_id DESC
 LIMIT :limit;

-- name: document_history_of :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  seq i64, doc_version i64, verb text, from_state text, to_state text, actor_id i64, posted_ms i64, happened_ms i64, reverses_seq i64, note text, role text, for_id i64, hash text
SELECT e.seq, e.doc_version, e.verb, e.from_state, e.to_state, e.actor_id, e.posted_ms, e.happened_ms,
       COALESCE(e.reverses_seq, 0) AS reverses_seq, COALESCE(n.note, '') AS note, COALESCE(s.role, '') AS role,
       COALESCE(s.for_id, 0) AS for_id, e.hash
  FROM ledger_entry e
  LEFT JOIN doc_note n ON n.district_id = e.district_id AND n.doc_id = e.doc_id AND n.seq = e.seq
  LEFT JOIN doc_sign s ON s.district_id = e.district_id AND s.doc_id = e.doc_id AND s.seq = e.seq
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id
 ORDER BY e.seq
 LIMIT :limit;

-- name: document_open_legs_seen :many
-- in:   district_id i64, item_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, kind text, state text, account_kind i64, carrier_id i64, from_place_id i64, to_place_id i64, owner_id i64, item_id i64, lot_id i64, qty i64, due_ms i64
-- Issued and not yet received, or missing and not yet explained (D2.14): open until somebody answers for it.
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.kind, d.state, a.kind AS account_kind, a.who_id AS carrier_id, d.from_place_id, d.to_place_id,
       a.owner_id, b.item_id, b.lot_id, b.qty, d.due_ms
  FROM ledger_account a
  JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id
  JOIN doc d ON d.district_id = a.district_id AND d.doc_id = a.doc_id
 WHERE a.district_id = :district_id AND a.kind IN (30, 33) AND b.qty > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR b.item_id = :item_id)
   AND EXISTS (SELECT 1 FROM place p
                WHERE p.district_id = d.district_id AND (p.place_id = d.from_place_id OR p.place_id = d.to_place_id) AND @scope(p.path))
 ORDER BY d.doc_id, b.item_id, b.lot_id, a.kind
 LIMIT :limit;

-- name: document_household :one
-- in:   district_id i64, household_id i64
-- row:  door text
-- A household stands in documents by its number; people are shown its door, never a name.
-- One that was merged is shown by the door that was kept: what is still to come goes there.
SELECT COALESCE(k.door, h.door) AS door
  FROM household h
  LEFT JOIN household k ON k.district_id = h.district_id AND k.household_id = h.merged_into AND h.merged_into > 0
 WHERE h.district_id = :district_id AND h.household_id = :household_id;

-- name: document_after :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64
-- Documents that have begun, in order of their numbers.
SELECT doc_id FROM doc
 WHERE district_id = :district_id AND doc_id > :doc_id AND steps > 0
 ORDER BY doc_id
 LIMIT :limit;

-- name: document_heads_of :each
-- in:   district_id i64, first_id i64, last_id i64
-- row:  doc_id i64, kind text, number text, state text, version i64, steps i64, plan_version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, worker_id i64, from_place_id i64, to_place_id i64, owner_id i64, owner2_id i64, fund_id i64, fund2_id i64, total_fen i64, created_by i64, created_ms i64, due_ms i64, due_verb text
-- Documents that have begun, of a stretch of numbers; the next two are what stands in their lines and in the journal.
SELECT doc_id, kind, number, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id, worker_id,
       from_place_id, to_place_id, owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms, due_ms, due_verb
  FROM doc
 WHERE district_id = :district_id AND doc_id >= :first_id AND doc_id <= :last_id AND steps > 0
 ORDER BY doc_id;

-- name: document_lines_of :each
-- in:   district_id i64, first_id i64, last_id i64
-- row:  doc_id i64, line_no i64, parent_line_no i64, item_id i64, lot_id i64, claim_lot_id i64, place_id i64, owner_id i64, fund_id i64, dir i64, price_fen i64, aid_fen i64, price_units i64, price_version i64, asked i64, granted i64, dropped i64, sent i64, arrived i64, short_qty i64, found i64, lost i64, taken i64, back i64, billed i64, paid i64
SELECT doc_id, line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir, price_fen, aid_fen, price_units,
       price_version, asked, granted, dropped, sent, arrived, short AS short_qty, found, lost, taken, back, billed, paid
  FROM doc_line
 WHERE district_id = :district_id AND doc_id >= :first_id AND doc_id <= :last_id
 ORDER BY doc_id, line_no;

-- name: document_posted_of :each
-- in:   district_id i64, first_id i64, last_id i64
-- row:  doc_id i64, line_no i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, of_doc_id i64, qty i64
SELECT e.doc_id, p.line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id AS of_doc_id, CAST(SUM(p.qty) AS BIGINT) AS qty
  FROM ledger_entry e
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
 WHERE e.district_id = :district_id AND e.doc_id >= :first_id AND e.doc_id <= :last_id
 GROUP BY e.doc_id, p.line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id
 ORDER BY e.doc_id, p.line_no, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id;
