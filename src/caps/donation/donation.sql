-- Donations: what stands beside the document, who gives, what was counted.

-- name: donation_put :exec
-- in:   district_id i64, doc_id i64, purpose text, ground text, expected_day i64, check_code text, wish i64, shown_as text
INSERT INTO donation (district_id, doc_id, purpose, ground, expected_day, check_code, wish, shown_as, quality, packing, shelf, paper, paper_no)
VALUES (:district_id, :doc_id, :purpose, :ground, :expected_day, :check_code, :wish, :shown_as, 0, '', '', 0, '')
ON CONFLICT (district_id, doc_id) DO UPDATE
   SET purpose = excluded.purpose, ground = excluded.ground, expected_day = excluded.expected_day, wish = excluded.wish, shown_as = excluded.shown_as;

-- name: donation_facts :one
-- in:   district_id i64, doc_id i64
-- row:  purpose text, ground text, expected_day i64, check_code text, wish i64, shown_as text, quality i64, packing text, shelf text, paper i64, paper_no text
SELECT purpose, ground, expected_day, check_code, wish, shown_as, quality, packing, shelf, paper, paper_no
  FROM donation WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: donation_set_notes :exec
-- in:   district_id i64, doc_id i64, quality i64, packing text, shelf text, paper i64, paper_no text
UPDATE donation SET quality = :quality, packing = :packing, shelf = :shelf, paper = :paper, paper_no = :paper_no
 WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: donation_set_wish :exec
-- in:   district_id i64, doc_id i64, wish i64, shown_as text
UPDATE donation SET wish = :wish, shown_as = :shown_as WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: donation_donor_put :exec
-- in:   district_id i64, donor_id i64, person i64, wish i64, entered_by i64, entered_ms i64
INSERT INTO donation_donor (district_id, donor_id, person, wish, entered_by, entered_ms)
VALUES (:district_id, :donor_id, :person, :wish, :entered_by, :entered_ms)
ON CONFLICT (district_id, donor_id) DO UPDATE SET wish = excluded.wish;

-- name: donation_donor_one :one
-- in:   district_id i64, donor_id i64
-- row:  person i64, wish i64
SELECT person, wish FROM donation_donor WHERE district_id = :district_id AND donor_id = :donor_id;

-- name: donation_donor_count :one
-- in:   district_id i64
-- row:  n i64
SELECT COUNT(*) AS n FROM donation_donor WHERE district_id = :district_id;

-- name: donation_donors :many
-- in:   district_id i64, donor_id i64, before i64, limit i64
-- row:  donor_id i64, person i64, wish i64, donations i64, last_ms i64
SELECT r.donor_id, r.person, r.wish,
       (SELECT COUNT(*) FROM doc d WHERE d.district_id = r.district_id AND d.kind = 'donation' AND d.giver_id = r.donor_id AND d.state <> 'void') AS donations,
       COALESCE((SELECT MAX(d.created_ms) FROM doc d
                  WHERE d.district_id = r.district_id AND d.kind = 'donation' AND d.giver_id = r.donor_id AND d.state <> 'void'), 0) AS last_ms
  FROM donation_donor r
 WHERE r.district_id = :district_id AND (:donor_id = 0 OR r.donor_id = :donor_id) AND (:before = 0 OR r.donor_id < :before)
 ORDER BY r.donor_id DESC
 LIMIT :limit;

-- name: donation_counts :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, qty i64, verb text, actor_id i64, at_ms i64, note text
-- Who counted what: every step that counted goods in, accepted them or sent them back.
SELECT p.line_no, p.qty, e.verb, e.actor_id, e.posted_ms AS at_ms, COALESCE(n.note, '') AS note
  FROM ledger_entry e
  JOIN ledger_progress p ON p.district_id = e.district_id AND p.seq = e.seq AND p.counter IN ('arrived', 'taken', 'back')
  LEFT JOIN doc_note n ON n.district_id = e.district_id AND n.doc_id = e.doc_id AND n.seq = e.seq
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id AND e.verb IN ('receive', 'accept', 'reject')
 ORDER BY e.seq, p.line_no
 LIMIT :limit;

-- name: donation_counted_by :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  actor_id i64
SELECT DISTINCT actor_id FROM ledger_entry
 WHERE district_id = :district_id AND doc_id = :doc_id AND verb = 'receive' AND reverses_seq IS NULL
 ORDER BY actor_id
 LIMIT :limit;

-- name: donation_hurry_add :exec
-- in:   district_id i64, doc_id i64, line_no i64, expiry_day i64, use_by_day i64, qty i64
INSERT INTO donation_hurry (district_id, doc_id, line_no, expiry_day, use_by_day, qty)
VALUES (:district_id, :doc_id, :line_no, :expiry_day, :use_by_day, :qty)
ON CONFLICT (district_id, doc_id, line_no, expiry_day) DO UPDATE SET qty = donation_hurry.qty + excluded.qty;

-- name: donation_hurries :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, expiry_day i64, use_by_day i64, qty i64
SELECT line_no, expiry_day, use_by_day, qty FROM donation_hurry
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no, expiry_day
 LIMIT :limit;

-- name: donation_by_number :one
-- in:   district_id i64, number text
-- row:  doc_id i64, check_code text
SELECT d.doc_id, n.check_code
  FROM doc d
  JOIN donation n ON n.district_id = d.district_id AND n.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.number = :number AND d.kind = 'donation';

-- name: donation_lots :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, lot_id i64, item_id i64, qty i64, made_day i64, expiry_day i64, batch text
-- The lots a donation made, line by line, and how much of each was accepted into the store.
SELECT p.line_no, t.lot_id, t.item_id, CAST(SUM(CASE WHEN a.kind = 20 THEN p.qty ELSE 0 END) AS BIGINT) AS qty, t.made_day, t.expiry_day, t.batch
  FROM ledger_entry e
  JOIN ledger_posting p ON p.district_id = e.district_id AND p.seq = e.seq
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
  JOIN ledger_lot t ON t.district_id = p.district_id AND t.lot_id = p.lot_id
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id
 GROUP BY p.line_no, t.lot_id, t.item_id, t.made_day, t.expiry_day, t.batch
 ORDER BY p.line_no, t.lot_id
 LIMIT :limit;
