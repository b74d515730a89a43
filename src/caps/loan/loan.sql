-- Loans: terms, cleanings and reminders beside the document; who holds what.

-- name: loan_put :exec
-- in:   district_id i64, doc_id i64, due_day i64, holder text, purpose text
INSERT INTO loan (district_id, doc_id, due_day, holder, purpose) VALUES (:district_id, :doc_id, :due_day, :holder, :purpose);

-- name: loan_of :one
-- in:   district_id i64, doc_id i64
-- row:  due_day i64, holder text, purpose text
SELECT due_day, holder, purpose FROM loan WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: loan_set_due :exec
-- in:   district_id i64, doc_id i64, due_day i64
UPDATE loan SET due_day = :due_day WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: loan_cleaning_put :exec
-- in:   district_id i64, cleaning_id i64, doc_id i64, line_no i64, qty i64, dose text, agent text, strength i64, contact_min i64, began_ms i64, cleaned_by i64, noted_ms i64
INSERT INTO loan_cleaning (district_id, cleaning_id, doc_id, line_no, qty, dose, agent, strength, contact_min, began_ms, cleaned_by, noted_ms)
VALUES (:district_id, :cleaning_id, :doc_id, :line_no, :qty, :dose, :agent, :strength, :contact_min, :began_ms, :cleaned_by, :noted_ms);

-- name: loan_cleanings :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, qty i64, dose text, agent text, strength i64, contact_min i64, began_ms i64, cleaned_by i64
SELECT line_no, qty, dose, agent, strength, contact_min, began_ms, cleaned_by FROM loan_cleaning
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no, cleaning_id
 LIMIT :limit;

-- name: loan_reminder_put :exec
-- in:   district_id i64, reminder_id i64, doc_id i64, reminded_by i64, reminded_ms i64
INSERT INTO loan_reminder (district_id, reminder_id, doc_id, reminded_by, reminded_ms)
VALUES (:district_id, :reminder_id, :doc_id, :reminded_by, :reminded_ms);

-- name: loan_reminded :one
-- in:   district_id i64, doc_id i64
-- row:  n i64, last_ms i64
SELECT COUNT(*) AS n, CAST(COALESCE(MAX(reminded_ms), 0) AS BIGINT) AS last_ms FROM loan_reminder
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: loan_holdings_page :many
-- in:   district_id i64, item_id i64, unit_id i64, from_place_id i64, due_until i64, like text, actor_id i64, perm i64, now_ms i64, offset i64, limit i64
-- row:  doc_id i64, line_no i64, item_id i64, unit_id i64, from_place_id i64, qty i64, since_ms i64, due_ms i64, reminded_ms i64, number text, item text, item_unit text, unit text, from_place text, holder text, serial text
-- Lines of loans that are not back.  due_until 0: whenever they are due.
SELECT d.doc_id, l.line_no, l.item_id, d.taker_id AS unit_id, d.from_place_id, l.sent - l.arrived - l.short AS qty,
       CAST(COALESCE((SELECT MIN(e.posted_ms) FROM ledger_entry e WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id
                         AND e.verb = 'lend' AND e.to_state = 'out'), 0) AS BIGINT) AS since_ms, d.due_ms,
       CAST(COALESCE((SELECT MAX(r.reminded_ms) FROM loan_reminder r WHERE r.district_id = d.district_id AND r.doc_id = d.doc_id), 0) AS BIGINT) AS reminded_ms,
       COALESCE(d.number, '') AS number, i.zh AS item, i.unit AS item_unit, t.name AS unit, f.name AS from_place, x.holder,
       COALESCE(o.serial, '') AS serial
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN loan x ON x.district_id = d.district_id AND x.doc_id = d.doc_id
  JOIN item i ON i.district_id = d.district_id AND i.item_id = l.item_id
  JOIN place f ON f.district_id = d.district_id AND f.place_id = d.from_place_id
  JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
  LEFT JOIN ledger_lot o ON o.district_id = l.district_id AND o.lot_id = l.lot_id
 WHERE d.district_id = :district_id AND d.kind = 'loan' AND d.state = 'out' AND l.sent - l.arrived - l.short > 0
   AND (CAST(:item_id AS BIGINT) = 0 OR l.item_id = :item_id)
   AND (CAST(:unit_id AS BIGINT) = 0 OR d.taker_id = :unit_id)
   AND (CAST(:from_place_id AS BIGINT) = 0 OR d.from_place_id = :from_place_id)
   AND (CAST(:due_until AS BIGINT) = 0 OR (d.due_ms > 0 AND d.due_ms <= :due_until))
   AND (LOWER(i.zh) LIKE :like ESCAPE '!' OR LOWER(t.name) LIKE :like ESCAPE '!' OR LOWER(x.holder) LIKE :like ESCAPE '!'
        OR LOWER(COALESCE(o.serial, '')) LIKE :like ESCAPE '!' OR LOWER(COALESCE(d.number, '')) LIKE :like ESCAPE '!')
   AND (@scope(f.path) OR @scope(t.path))
 ORDER BY CASE WHEN d.due_ms = 0 THEN 1 ELSE 0 END, d.due_ms, d.doc_id, l.line_no
 LIMIT :limit OFFSET :offset;

-- name: loan_cleaning_waits :many
-- in:   district_id i64, place_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, line_no i64, version i64, item_id i64, place_id i64, qty i64, taken i64, cleaned i64, ready_ms i64, number text, item text, item_unit text, place text, unit text, serial text
SELECT d.doc_id, l.line_no, d.version, l.item_id, d.from_place_id AS place_id, l.arrived - l.taken - l.back AS qty, l.taken,
       CAST(COALESCE((SELECT SUM(c.qty) FROM loan_cleaning c WHERE c.district_id = d.district_id AND c.doc_id = d.doc_id AND c.line_no = l.line_no), 0) AS BIGINT) AS cleaned,
       CAST(COALESCE((SELECT MAX(c.began_ms + c.contact_min * 60000) FROM loan_cleaning c
                       WHERE c.district_id = d.district_id AND c.doc_id = d.doc_id AND c.line_no = l.line_no), 0) AS BIGINT) AS ready_ms,
       COALESCE(d.number, '') AS number, i.zh AS item, i.unit AS item_unit, f.name AS place, t.name AS unit, COALESCE(o.serial, '') AS serial
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
  JOIN item i ON i.district_id = d.district_id AND i.item_id = l.item_id
  JOIN place f ON f.district_id = d.district_id AND f.place_id = d.from_place_id
  JOIN place t ON t.district_id = d.district_id AND t.place_id = d.to_place_id
  LEFT JOIN ledger_lot o ON o.district_id = l.district_id AND o.lot_id = l.lot_id
 WHERE d.district_id = :district_id AND d.kind = 'loan' AND d.state = 'out' AND l.arrived - l.taken - l.back > 0
   AND (CAST(:place_id AS BIGINT) = 0 OR d.from_place_id = :place_id) AND @scope(f.path)
 ORDER BY d.doc_id, l.line_no
 LIMIT :limit;

-- name: loan_pieces :many
-- in:   district_id i64, serial text, item_id i64, limit i64
-- row:  lot_id i64, item_id i64, item text
-- Pieces with this number on them; other items may have the same numbers.
SELECT o.lot_id, o.item_id, i.zh AS item
  FROM ledger_lot o
  JOIN item i ON i.district_id = o.district_id AND i.item_id = o.item_id
 WHERE o.district_id = :district_id AND o.serial = :serial AND (CAST(:item_id AS BIGINT) = 0 OR o.item_id = :item_id)
 ORDER BY o.lot_id
 LIMIT :limit;

-- name: loan_piece_at :many
-- in:   district_id i64, lot_id i64, limit i64
-- row:  kind i64, place_id i64, who_id i64, owner_id i64, fund_id i64
-- The accounts that hold something of a lot; sources and other ends below nil are left out.
SELECT a.kind, a.place_id, a.who_id, a.owner_id, a.fund_id
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id AND b.qty > 0
 ORDER BY a.kind, a.account_id
 LIMIT :limit;

-- name: loan_with_lot :many
-- in:   district_id i64, lot_id i64, limit i64
-- row:  doc_id i64, line_no i64, number text, from_place_id i64, to_place_id i64
-- The loan under which a piece is out or being cleaned.
SELECT d.doc_id, l.line_no, COALESCE(d.number, '') AS number, d.from_place_id, d.to_place_id
  FROM doc_line l
  JOIN doc d ON d.district_id = l.district_id AND d.doc_id = l.doc_id
 WHERE l.district_id = :district_id AND l.lot_id = :lot_id AND d.kind = 'loan' AND d.state = 'out' AND l.sent - l.short - l.taken - l.back > 0
 ORDER BY d.doc_id DESC
 LIMIT :limit;

-- name: loan_due_here :one
-- in:   district_id i64, soon_ms i64, actor_id i64, perm i64, now_ms i64
-- row:  docs i64, late i64
-- Loans of the actor's units that are due soon, late, or that he was reminded of.
SELECT COUNT(*) AS docs, CAST(COALESCE(SUM(CASE WHEN d.due_ms <= :now_ms THEN 1 ELSE 0 END), 0) AS BIGINT) AS late
  FROM doc d
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE d.district_id = :district_id AND d.kind = 'loan' AND d.state = 'out' AND d.due_ms > 0
   AND (d.due_ms <= :soon_ms OR EXISTS (SELECT 1 FROM loan_reminder r WHERE r.district_id = d.district_id AND r.doc_id = d.doc_id))
   AND @scope(p.path);

-- name: loan_dirty_here :one
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64
-- row:  docs i64
SELECT COUNT(*) AS docs
  FROM doc d
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.from_place_id
 WHERE d.district_id = :district_id AND d.kind = 'loan' AND d.state = 'out' AND @scope(p.path)
   AND EXISTS (SELECT 1 FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.arrived - l.taken - l.back > 0);

-- name: loan_claims :many
-- in:   district_id i64, loan_id i64, limit i64
-- row:  doc_id i64, total_fen i64, number text, state text
SELECT doc_id, total_fen, COALESCE(number, '') AS number, state FROM doc
 WHERE district_id = :district_id AND parent_id = :loan_id AND kind = 'reparation'
 ORDER BY doc_id
 LIMIT :limit;
