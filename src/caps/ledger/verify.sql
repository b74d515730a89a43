-- The statements of verify: plain reads of the tables as they are, nothing shared with the kernel.

-- name: verify_next_district :one
-- in:  from_id i64
-- row: district_id i64
-- Every district that has a row in any ledger table, also where a number was changed.
SELECT CAST(COALESCE(MIN(d), 0) AS BIGINT) AS district_id FROM (
    SELECT MIN(district_id) AS d FROM ledger_head WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_entry WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_posting WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_progress WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_account WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_lot WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_lot_part WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_balance WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_day_head WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_day_sum WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_seal WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM ledger_seal_key WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM doc WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM doc_line WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM doc_sign WHERE district_id >= :from_id
    UNION ALL SELECT MIN(district_id) FROM doc_note WHERE district_id >= :from_id) found
 ORDER BY 1;

-- name: verify_head :one
-- in:  district_id i64
-- row: seq i64, hash text, posted_ms i64, seals i64
SELECT seq, hash, posted_ms, seals FROM ledger_head WHERE district_id = :district_id;

-- name: verify_accounts :each
-- in:  district_id i64
-- row: account_id i64, kind i64, sign i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, born_seq i64
SELECT account_id, kind, sign, who_id, place_id, owner_id, fund_id, doc_id, born_seq FROM ledger_account
 WHERE district_id = :district_id ORDER BY account_id;

-- name: verify_lots :each
-- in:  district_id i64
-- row: lot_id i64, item_id i64, source_doc_id i64, source_line_no i64, made_day i64, expiry_day i64, cost_fen i64, cost_units i64, batch text, serial text, born_seq i64
SELECT lot_id, item_id, source_doc_id, source_line_no, made_day, expiry_day, cost_fen, cost_units, batch, serial, born_seq FROM ledger_lot
 WHERE district_id = :district_id ORDER BY lot_id;

-- name: verify_parts :each
-- in:  district_id i64
-- row: lot_id i64, part_lot_id i64, qty i64
SELECT lot_id, part_lot_id, qty FROM ledger_lot_part WHERE district_id = :district_id ORDER BY lot_id, part_lot_id;

-- name: verify_entries :each
-- in:  district_id i64, after_seq i64, limit i64
-- row: seq i64, doc_id i64, doc_version i64, actor_id i64, posted_ms i64, happened_ms i64, reverses_seq i64, crosses i64, kind text, verb text, from_state text, to_state text, content_hash text, note_hash text, sign_hash text, hash text
SELECT seq, doc_id, doc_version, actor_id, posted_ms, happened_ms, COALESCE(reverses_seq, 0) AS reverses_seq, crosses,
       kind, verb, from_state, to_state, content_hash, note_hash, sign_hash, hash
  FROM ledger_entry WHERE district_id = :district_id AND seq > :after_seq ORDER BY seq LIMIT :limit;

-- name: verify_postings :each
-- in:  district_id i64, after_seq i64, upto_seq i64
-- row: seq i64, posting_no i64, account_id i64, lot_id i64, line_no i64, qty i64, after_qty i64
SELECT seq, posting_no, account_id, lot_id, line_no, qty, after_qty FROM ledger_posting
 WHERE district_id = :district_id AND seq > :after_seq AND seq <= :upto_seq ORDER BY seq, posting_no;

-- name: verify_progress :each
-- in:  district_id i64, after_seq i64, upto_seq i64
-- row: seq i64, line_no i64, counter text, qty i64
SELECT seq, line_no, counter, qty FROM ledger_progress
 WHERE district_id = :district_id AND seq > :after_seq AND seq <= :upto_seq ORDER BY seq, line_no, counter;

-- name: verify_balances :each
-- in:  district_id i64
-- row: account_id i64, lot_id i64, item_id i64, sign i64, qty i64, seq i64
SELECT account_id, lot_id, item_id, sign, qty, seq FROM ledger_balance WHERE district_id = :district_id ORDER BY account_id, lot_id;

-- name: verify_day_head :one
-- in:  district_id i64
-- row: day i64, seq i64
SELECT day, seq FROM ledger_day_head WHERE district_id = :district_id;

-- name: verify_day_sums :each
-- in:  district_id i64, from_day i64, to_day i64
-- row: day i64, place_id i64, lot_id i64, owner_id i64, fund_id i64, received i64, issued i64, closing i64
SELECT day, place_id, lot_id, owner_id, fund_id, received, issued, closing FROM ledger_day_sum
 WHERE district_id = :district_id AND day >= :from_day AND day <= :to_day
 ORDER BY day, place_id, lot_id, owner_id, fund_id;

-- name: verify_seals :each
-- in:  district_id i64
-- row: seal_no i64, seq i64, hash text, sealed_ms i64, closes_day i64, key_id text, signature text
SELECT seal_no, seq, hash, sealed_ms, closes_day, key_id, signature FROM ledger_seal WHERE district_id = :district_id ORDER BY seal_no;

-- name: verify_seal_keys :each
-- in:  district_id i64
-- row: key_id text, public_key text, since_ms i64
SELECT key_id, public_key, since_ms FROM ledger_seal_key WHERE district_id = :district_id ORDER BY key_id;

-- name: verify_types :each
-- in:  district_id i64
-- row: table_name text, id text, column_name text
-- only: sqlite
-- A column of SQLite takes any type: 5.5 or a text cut by NUL would read as a good value.
SELECT table_name, id, column_name FROM (
    SELECT 'ledger_head' AS table_name, CAST(district_id AS TEXT) AS id, CASE WHEN typeof(district_id) <> 'integer' THEN 'district_id' WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(posted_ms) <> 'integer' THEN 'posted_ms' WHEN typeof(seals) <> 'integer' THEN 'seals' WHEN typeof(hash) <> 'text' OR instr(hash, char(0)) > 0 THEN 'hash' END AS column_name
      FROM ledger_head WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_account' AS table_name, CAST(account_id AS TEXT) AS id, CASE WHEN typeof(account_id) <> 'integer' THEN 'account_id' WHEN typeof(kind) <> 'integer' THEN 'kind' WHEN typeof(sign) <> 'integer' THEN 'sign' WHEN typeof(who_id) <> 'integer' THEN 'who_id' WHEN typeof(place_id) <> 'integer' THEN 'place_id' WHEN typeof(owner_id) <> 'integer' THEN 'owner_id' WHEN typeof(fund_id) <> 'integer' THEN 'fund_id' WHEN typeof(doc_id) <> 'integer' THEN 'doc_id' WHEN typeof(born_seq) <> 'integer' THEN 'born_seq' END AS column_name
      FROM ledger_account WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_lot' AS table_name, CAST(lot_id AS TEXT) AS id, CASE WHEN typeof(lot_id) <> 'integer' THEN 'lot_id' WHEN typeof(item_id) <> 'integer' THEN 'item_id' WHEN typeof(source_doc_id) <> 'integer' THEN 'source_doc_id' WHEN typeof(source_line_no) <> 'integer' THEN 'source_line_no' WHEN typeof(made_day) <> 'integer' THEN 'made_day' WHEN typeof(expiry_day) <> 'integer' THEN 'expiry_day' WHEN typeof(cost_fen) <> 'integer' THEN 'cost_fen' WHEN typeof(cost_units) <> 'integer' THEN 'cost_units' WHEN typeof(born_seq) <> 'integer' THEN 'born_seq' WHEN typeof(batch) <> 'text' OR instr(batch, char(0)) > 0 THEN 'batch' WHEN typeof(serial) <> 'text' OR instr(serial, char(0)) > 0 THEN 'serial' END AS column_name
      FROM ledger_lot WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_lot_part' AS table_name, CAST(lot_id || '/' || part_lot_id AS TEXT) AS id, CASE WHEN typeof(lot_id) <> 'integer' THEN 'lot_id' WHEN typeof(part_lot_id) <> 'integer' THEN 'part_lot_id' WHEN typeof(qty) <> 'integer' THEN 'qty' END AS column_name
      FROM ledger_lot_part WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_entry' AS table_name, CAST(seq AS TEXT) AS id, CASE WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(doc_id) <> 'integer' THEN 'doc_id' WHEN typeof(doc_version) <> 'integer' THEN 'doc_version' WHEN typeof(actor_id) <> 'integer' THEN 'actor_id' WHEN typeof(posted_ms) <> 'integer' THEN 'posted_ms' WHEN typeof(happened_ms) <> 'integer' THEN 'happened_ms' WHEN typeof(crosses) <> 'integer' THEN 'crosses' WHEN typeof(reverses_seq) NOT IN ('integer', 'null') OR reverses_seq = 0 THEN 'reverses_seq' WHEN typeof(kind) <> 'text' OR instr(kind, char(0)) > 0 THEN 'kind' WHEN typeof(verb) <> 'text' OR instr(verb, char(0)) > 0 THEN 'verb' WHEN typeof(from_state) <> 'text' OR instr(from_state, char(0)) > 0 THEN 'from_state' WHEN typeof(to_state) <> 'text' OR instr(to_state, char(0)) > 0 THEN 'to_state' WHEN typeof(content_hash) <> 'text' OR instr(content_hash, char(0)) > 0 THEN 'content_hash' WHEN typeof(note_hash) <> 'text' OR instr(note_hash, char(0)) > 0 THEN 'note_hash' WHEN typeof(sign_hash) <> 'text' OR instr(sign_hash, char(0)) > 0 THEN 'sign_hash' WHEN typeof(hash) <> 'text' OR instr(hash, char(0)) > 0 THEN 'hash' END AS column_name
      FROM ledger_entry WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_posting' AS table_name, CAST(seq || '/' || posting_no AS TEXT) AS id, CASE WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(posting_no) <> 'integer' THEN 'posting_no' WHEN typeof(account_id) <> 'integer' THEN 'account_id' WHEN typeof(lot_id) <> 'integer' THEN 'lot_id' WHEN typeof(line_no) <> 'integer' THEN 'line_no' WHEN typeof(qty) <> 'integer' THEN 'qty' WHEN typeof(after_qty) <> 'integer' THEN 'after_qty' END AS column_name
      FROM ledger_posting WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_progress' AS table_name, CAST(seq || '/' || line_no || '/' || counter AS TEXT) AS id, CASE WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(line_no) <> 'integer' THEN 'line_no' WHEN typeof(qty) <> 'integer' THEN 'qty' WHEN typeof(counter) <> 'text' OR instr(counter, char(0)) > 0 THEN 'counter' END AS column_name
      FROM ledger_progress WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_balance' AS table_name, CAST(account_id || '/' || lot_id AS TEXT) AS id, CASE WHEN typeof(account_id) <> 'integer' THEN 'account_id' WHEN typeof(lot_id) <> 'integer' THEN 'lot_id' WHEN typeof(item_id) <> 'integer' THEN 'item_id' WHEN typeof(sign) <> 'integer' THEN 'sign' WHEN typeof(qty) <> 'integer' THEN 'qty' WHEN typeof(seq) <> 'integer' THEN 'seq' END AS column_name
      FROM ledger_balance WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_day_head' AS table_name, CAST(district_id AS TEXT) AS id, CASE WHEN typeof(day) <> 'integer' THEN 'day' WHEN typeof(seq) <> 'integer' THEN 'seq' END AS column_name
      FROM ledger_day_head WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_day_sum' AS table_name, CAST(day || '/' || place_id || '/' || lot_id || '/' || owner_id || '/' || fund_id AS TEXT) AS id, CASE WHEN typeof(day) <> 'integer' THEN 'day' WHEN typeof(place_id) <> 'integer' THEN 'place_id' WHEN typeof(lot_id) <> 'integer' THEN 'lot_id' WHEN typeof(owner_id) <> 'integer' THEN 'owner_id' WHEN typeof(fund_id) <> 'integer' THEN 'fund_id' WHEN typeof(received) <> 'integer' THEN 'received' WHEN typeof(issued) <> 'integer' THEN 'issued' WHEN typeof(closing) <> 'integer' THEN 'closing' END AS column_name
      FROM ledger_day_sum WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_seal' AS table_name, CAST(seal_no AS TEXT) AS id, CASE WHEN typeof(seal_no) <> 'integer' THEN 'seal_no' WHEN typeof(seq) <> 'integer' THEN 'seq' WHEN typeof(sealed_ms) <> 'integer' THEN 'sealed_ms' WHEN typeof(closes_day) <> 'integer' THEN 'closes_day' WHEN typeof(hash) <> 'text' OR instr(hash, char(0)) > 0 THEN 'hash' WHEN typeof(key_id) <> 'text' OR instr(key_id, char(0)) > 0 THEN 'key_id' WHEN typeof(signature) <> 'text' OR instr(signature, char(0)) > 0 THEN 'signature' END AS column_name
      FROM ledger_seal WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_seal_key' AS table_name, CAST(key_id AS TEXT) AS id, CASE WHEN typeof(since_ms) <> 'integer' THEN 'since_ms' WHEN typeof(key_id) <> 'text' OR instr(key_id, char(0)) > 0 THEN 'key_id' WHEN typeof(public_key) <> 'text' OR instr(public_key, char(0)) > 0 THEN 'public_key' END AS column_name
      FROM ledger_seal_key WHERE district_id = :district_id
    UNION ALL
    SELECT 'ledger_head' AS table_name, CAST(district_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_head WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_account' AS table_name, CAST(account_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_account WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_lot' AS table_name, CAST(lot_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_lot WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_lot_part' AS table_name, CAST(lot_id || '/' || part_lot_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_lot_part WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_entry' AS table_name, CAST(seq AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_entry WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_posting' AS table_name, CAST(seq || '/' || posting_no AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_posting WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_progress' AS table_name, CAST(seq || '/' || line_no || '/' || counter AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_progress WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_balance' AS table_name, CAST(account_id || '/' || lot_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_balance WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_day_head' AS table_name, CAST(district_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_day_head WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_day_sum' AS table_name, CAST(day || '/' || place_id || '/' || lot_id || '/' || owner_id || '/' || fund_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_day_sum WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_seal' AS table_name, CAST(seal_no AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_seal WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= ''
    UNION ALL
    SELECT 'ledger_seal_key' AS table_name, CAST(key_id AS TEXT) AS id, 'district_id' AS column_name
      FROM ledger_seal_key WHERE (district_id > :district_id AND district_id < :district_id + 1) OR district_id >= '') found
 WHERE column_name IS NOT NULL ORDER BY 1, 2 LIMIT 1000;

-- name: verify_types :each
-- in:  district_id i64
-- row: table_name text, id text, column_name text
-- only: postgres
SELECT CAST('' AS TEXT) AS table_name, CAST('' AS TEXT) AS id, CAST('' AS TEXT) AS column_name
 WHERE CAST(:district_id AS BIGINT) IS NULL ORDER BY 1;
