-- Documents as they stand, for verify; the tables belong to capability document.

-- name: verify_docs :each
-- in:  district_id i64, after_id i64, limit i64
-- row: doc_id i64, kind text, number text, state text, version i64, steps i64, plan_version i64, parent_id i64, giver_id i64, taker_id i64, carrier_id i64, worker_id i64, from_place_id i64, to_place_id i64, owner_id i64, owner2_id i64, fund_id i64, fund2_id i64, total_fen i64, created_by i64, created_ms i64
SELECT doc_id, kind, COALESCE(number, '') AS number, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id, worker_id, from_place_id, to_place_id,
       owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms
  FROM doc WHERE district_id = :district_id AND doc_id > :after_id ORDER BY doc_id LIMIT :limit;

-- name: verify_doc_lines :each
-- in:  district_id i64, after_id i64, upto_id i64
-- row: doc_id i64, line_no i64, parent_line_no i64, item_id i64, lot_id i64, claim_lot_id i64, place_id i64, owner_id i64, fund_id i64, dir i64, price_fen i64, aid_fen i64, price_units i64, price_version i64, asked i64, granted i64, dropped i64, sent i64, arrived i64, short_qty i64, found i64, lost i64, taken i64, back i64, billed i64, paid i64
SELECT doc_id, line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir, price_fen, aid_fen, price_units, price_version,
       asked, granted, dropped, sent, arrived, short AS short_qty, found, lost, taken, back, billed, paid
  FROM doc_line WHERE district_id = :district_id AND doc_id > :after_id AND doc_id <= :upto_id ORDER BY doc_id, line_no;

-- name: verify_signs :each
-- in:  district_id i64
-- row: doc_id i64, seq i64, verb text, actor_id i64, entry_doc_id i64, entry_verb text, entry_actor_id i64
SELECT s.doc_id, s.seq, s.verb, s.actor_id, COALESCE(e.doc_id, 0) AS entry_doc_id, COALESCE(e.verb, '') AS entry_verb, COALESCE(e.actor_id, 0) AS entry_actor_id
  FROM doc_sign s LEFT JOIN ledger_entry e ON e.district_id = s.district_id AND e.seq = s.seq
 WHERE s.district_id = :district_id ORDER BY s.doc_id, s.seq;

-- name: verify_notes :each
-- in:  district_id i64
-- row: doc_id i64, seq i64, salt text, note text, entry_doc_id i64, note_hash text
SELECT n.doc_id, n.seq, n.salt, n.note, COALESCE(e.doc_id, 0) AS entry_doc_id, COALESCE(e.note_hash, '') AS note_hash
  FROM doc_note n LEFT JOIN ledger_entry e ON e.district_id = n.district_id AND e.seq = n.seq
 WHERE n.district_id = :district_id ORDER BY n.doc_id, n.seq;
