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
-- row: doc_id i64, seq i64, verb text, place_no i64, role text, actor_id i64, for_id i64, signed_hash text, entry_doc_id i64, entry_verb text, entry_actor_id i64, sign_hash text
SELECT s.doc_id, s.seq, s.verb, s.place_no, s.role, s.actor_id, s.for_id, s.signed_hash, COALESCE(e.doc_id, 0) AS entry_doc_id, COALESCE(e.verb, '') AS entry_verb, COALESCE(e.actor_id, 0) AS entry_actor_id,
       COALESCE(e.sign_hash, '') AS sign_hash
  FROM doc_sign s LEFT JOIN ledger_entry e ON e.district_id = s.district_id AND e.seq = s.seq
 WHERE s.district_id = :district_id ORDER BY s.doc_id, s.seq;

-- name: verify_notes :each
-- in:  district_id i64
-- row: doc_id i64, seq i64, salt text, note text, entry_doc_id i64, note_hash text
SELECT n.doc_id, n.seq, n.salt, n.note, COALESCE(e.doc_id, 0) AS entry_doc_id, COALESCE(e.note_hash, '') AS note_hash
  FROM doc_note n LEFT JOIN ledger_entry e ON e.district_id = n.district_id AND e.seq = n.seq
 WHERE n.district_id = :district_id ORDER BY n.doc_id, n.seq;

-- name: verify_doc_types :each
-- in:  district_id i64
-- row: table_name text, id text, column_name text
-- only: sqlite
SELECT table_name, id, column_name FROM (
    SELECT 'doc' AS table_name, CAST(doc_id AS TEXT) AS id, CASE WHEN typeof(doc_id) <> 'integer' THEN 'doc_id' WHEN typeof(version) <> 'integer' THEN 'version' WHEN typeof(steps) <> 'integer' THEN 'steps' WHEN typeof(plan_version) <> 'integer' THEN 'plan_version' WHEN typeof(parent_id) <> 'integer' THEN 'parent_id' WHEN typeof(giver_id) <> 'integer' THEN 'giver_id' WHEN typeof(taker_id) <> 'integer' THEN 'taker_id' WHEN typeof(carrier_id) <> 'integer' THEN 'carrier_id' WHEN typeof(worker_id) <> 'integer' THEN 'worker_id' WHEN typeof(from_place_id) <> 'integer' THEN 'from_place_id' WHEN typeof(to_place_id) <> 'integer' THEN 'to_place_id' WHEN typeof(owner_id) <> 'integer' THEN 'owner_id' WHEN typeof(owner2_id) <> 'integer' THEN 'owner2_id' WHEN typeof(fund_id) <> 'integer' THEN 'fund_id' WHEN typeof(fund2_id) <> 'integer' THEN 'fund2_id' WHEN typeof(total_fen) <> 'integer' THEN 'total_fen' WHEN typeof(created_by) <> 'integer' THEN 'created_by' WHEN typeof(created_ms) <> 'integer' THEN 'created_ms' WHEN typeof(due_ms) <> 'integer' THEN 'due_ms' WHEN typeof(number) NOT IN ('text', 'null') OR number = '' OR instr(number, char(0)) > 0 THEN 'number' WHEN typeof(kind) <> 'text' OR instr(kind, char(0)) > 0 THEN 'kind' WHEN typeof(state) <> 'text' OR instr(state, char(0)) > 0 THEN 'state' WHEN typeof(due_verb) <> 'text' OR instr(due_verb, char(0)) > 0 THEN 'due_verb' END AS column_name
      FROM doc WHERE district_id = :district_id
    UNION ALL
    SELECT 'doc_line' AS table_name, CAST(doc_id || '/' || line_no AS TEXT) AS id, CASE WHEN typeof(doc_id) <> 'integer' THEN 'doc_id' WHEN typeof(line_no) <> 'integer' THEN 'line_no' WHEN typeof(parent_line_no) <> 'integer' THEN 'parent_line_no' WHEN typeof(item_id) <> 'integer' THEN 'item_id' WHEN typeof(lot_id) <> 'integer' THEN 'lot_id' WHEN typeof(claim_lot_id) <> 'integer' THEN 'claim_lot_id' WHEN typeof(place_id) <> 'integer' THEN 'place_id' WHEN typeof(owner_id) <> 'integer' THEN 'owner_id' WHEN typeof(fund_id) <> 'integer' THEN 'fund_id' WHEN typeof(dir) <> 'integer' THEN 'dir' WHEN typeof(price_fen) <> 'integer' THEN 'price_fen' WHEN typeof(aid_fen) <> 'integer' THEN 'aid_fen' WHEN typeof(price_units) <> 'integer' THEN 'price_units' WHEN typeof(price_version) <> 'integer' THEN 'price_version' WHEN typeof(asked) <> 'integer' THEN 'asked' WHEN typeof(granted) <> 'integer' THEN 'granted' WHEN typeof(dropped) <> 'integer' THEN 'dropped' WHEN typeof(sent) <> 'integer' THEN 'sent' WHEN typeof(arrived) <> 'integer' THEN 'arrived' WHEN typeof(short) <> 'integer' THEN 'short' WHEN typeof(found) <> 'integer' THEN 'found' WHEN typeof(lost) <> 'integer' THEN 'lost' WHEN typeof(taken) <> 'integer' THEN 'taken' WHEN typeof(back) <> 'integer' THEN 'back' WHEN typeof(billed) <> 'integer' THEN 'billed' WHEN typeof(paid) <> 'integer' THEN 'paid' END AS column_name
      FROM doc_line WHERE district_id = :district_id
    UNION ALL
    SELECT 'doc_sign' AS table_name, CAST(doc_id || '/' || seq AS TEXT) AS id, CASE WHEN typeof(doc_id) <> 'integer' THEN 'doc_id' WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(place_no) <> 'integer' THEN 'place_no' WHEN typeof(actor_id) <> 'integer' THEN 'actor_id' WHEN typeof(for_id) <> 'integer' THEN 'for_id' WHEN typeof(verb) <> 'text' OR instr(verb, char(0)) > 0 THEN 'verb' WHEN typeof(role) <> 'text' OR instr(role, char(0)) > 0 THEN 'role' WHEN typeof(signed_hash) <> 'text' OR instr(signed_hash, char(0)) > 0 THEN 'signed_hash' END AS column_name
      FROM doc_sign WHERE district_id = :district_id
    UNION ALL
    SELECT 'doc_note' AS table_name, CAST(doc_id || '/' || seq AS TEXT) AS id, CASE WHEN typeof(doc_id) <> 'integer' THEN 'doc_id' WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(salt) <> 'text' OR instr(salt, char(0)) > 0 THEN 'salt' WHEN typeof(note) <> 'text' OR instr(note, char(0)) > 0 THEN 'note' END AS column_name
      FROM doc_note WHERE district_id = :district_id
    UNION ALL
    SELECT 'doc' AS table_name, CAST(doc_id AS TEXT) AS id, 'district_id' AS column_name
      FROM doc WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'doc_line' AS table_name, CAST(doc_id || '/' || line_no AS TEXT) AS id, 'district_id' AS column_name
      FROM doc_line WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'doc_sign' AS table_name, CAST(doc_id || '/' || seq AS TEXT) AS id, 'district_id' AS column_name
      FROM doc_sign WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'doc_note' AS table_name, CAST(doc_id || '/' || seq AS TEXT) AS id, 'district_id' AS column_name
      FROM doc_note WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= '') found
 WHERE column_name IS NOT NULL ORDER BY 1, 2 LIMIT 1000;

-- name: verify_doc_types :each
-- in:  district_id i64
-- row: table_name text, id text, column_name text
-- only: postgres
SELECT CAST('' AS TEXT) AS table_name, CAST('' AS TEXT) AS id, CAST('' AS TEXT) AS column_name
 WHERE CAST(:district_id AS BIGINT) IS NULL ORDER BY 1;

-- name: verify_unsigned :each
-- in:  district_id i64
-- row: doc_id i64, seq i64, verb text
-- Where one step of a document was signed, every entry of that step has its signature; so has every entry that carries one's hash.
SELECT e.doc_id, e.seq, e.verb
  FROM (SELECT DISTINCT district_id, doc_id, verb FROM doc_sign WHERE district_id = :district_id) s
  JOIN ledger_entry e ON e.district_id = s.district_id AND e.doc_id = s.doc_id AND e.verb = s.verb
  LEFT JOIN doc_sign o ON o.district_id = e.district_id AND o.doc_id = e.doc_id AND o.seq = e.seq
 WHERE o.seq IS NULL
UNION
SELECT e.doc_id, e.seq, e.verb
  FROM ledger_entry e
  LEFT JOIN doc_sign o ON o.district_id = e.district_id AND o.doc_id = e.doc_id AND o.seq = e.seq
 WHERE e.district_id = :district_id AND e.sign_hash <> '' AND o.seq IS NULL
 ORDER BY 2;
