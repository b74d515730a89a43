-- The statements that write the ledger.  Reading, seals and verify have their own files.

-- name: ledger_head_locked :one
-- in:  district_id i64
-- row: seq i64, hash text, posted_ms i64, seals i64
-- only: postgres
SELECT seq, hash, posted_ms, seals FROM ledger_head WHERE district_id = :district_id FOR UPDATE;

-- name: ledger_head_locked :one
-- in:  district_id i64
-- row: seq i64, hash text, posted_ms i64, seals i64
-- only: sqlite
SELECT seq, hash, posted_ms, seals FROM ledger_head WHERE district_id = :district_id;

-- name: ledger_head_read :one
-- in:  district_id i64
-- row: seq i64, hash text, posted_ms i64, seals i64
SELECT seq, hash, posted_ms, seals FROM ledger_head WHERE district_id = :district_id;

-- name: ledger_head_begin :exec
-- in: district_id i64, hash text
INSERT INTO ledger_head (district_id, seq, hash, posted_ms, seals) VALUES (:district_id, 0, :hash, 0, 0)
ON CONFLICT DO NOTHING;

-- name: ledger_head_move :exec
-- in: district_id i64, seq i64, hash text, posted_ms i64
UPDATE ledger_head SET seq = :seq, hash = :hash, posted_ms = :posted_ms
 WHERE district_id = :district_id AND seq = :seq - 1;

-- name: ledger_last_of_doc :one
-- in:  district_id i64, doc_id i64
-- row: doc_version i64, to_state text
SELECT doc_version, to_state FROM ledger_entry
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY doc_version DESC LIMIT 1;

-- name: ledger_account_find :one
-- in:  district_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64
-- row: account_id i64
SELECT account_id FROM ledger_account
 WHERE district_id = :district_id AND kind = :kind AND who_id = :who_id AND place_id = :place_id
   AND owner_id = :owner_id AND fund_id = :fund_id AND doc_id = :doc_id;

-- name: ledger_account_add :exec
-- in: district_id i64, account_id i64, kind i64, sign i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, born_seq i64
INSERT INTO ledger_account (district_id, account_id, kind, sign, who_id, place_id, owner_id, fund_id, doc_id, born_seq)
VALUES (:district_id, :account_id, :kind, :sign, :who_id, :place_id, :owner_id, :fund_id, :doc_id, :born_seq);

-- name: ledger_lot_find :one
-- in:  district_id i64, lot_id i64
-- row: item_id i64, source_doc_id i64, expiry_day i64, batch text, serial text
SELECT item_id, source_doc_id, expiry_day, batch, serial FROM ledger_lot WHERE district_id = :district_id AND lot_id = :lot_id;

-- name: ledger_serial_find :one
-- in:  district_id i64, item_id i64, serial text
-- row: lot_id i64
SELECT lot_id FROM ledger_lot WHERE district_id = :district_id AND item_id = :item_id AND serial = :serial AND serial <> '';

-- name: ledger_lot_add :exec
-- in: district_id i64, lot_id i64, item_id i64, source_doc_id i64, source_line_no i64, made_day i64, expiry_day i64, cost_fen i64, cost_units i64, batch text, serial text, born_seq i64
INSERT INTO ledger_lot (district_id, lot_id, item_id, source_doc_id, source_line_no, made_day, expiry_day, cost_fen, cost_units,
                        batch, serial, born_seq)
VALUES (:district_id, :lot_id, :item_id, :source_doc_id, :source_line_no, :made_day, :expiry_day, :cost_fen, :cost_units,
        :batch, :serial, :born_seq);

-- name: ledger_lot_part_add :exec
-- in: district_id i64, lot_id i64, part_lot_id i64, qty i64
INSERT INTO ledger_lot_part (district_id, lot_id, part_lot_id, qty) VALUES (:district_id, :lot_id, :part_lot_id, :qty);

-- name: ledger_balance_change :one
-- in:  district_id i64, account_id i64, lot_id i64, qty i64, seq i64
-- row: qty i64
-- Never one upsert: the row proposed for insertion is tested by the CHECKs, so that taking out would always fail.
UPDATE ledger_balance SET qty = qty + :qty, seq = :seq
 WHERE district_id = :district_id AND account_id = :account_id AND lot_id = :lot_id
   AND (sign <= 0 OR qty + :qty >= 0) AND (sign >= 0 OR qty + :qty <= 0)
RETURNING qty;

-- name: ledger_balance_add :one
-- in:  district_id i64, account_id i64, lot_id i64, item_id i64, sign i64, qty i64, seq i64
-- row: qty i64
INSERT INTO ledger_balance (district_id, account_id, lot_id, item_id, sign, qty, seq)
VALUES (:district_id, :account_id, :lot_id, :item_id, :sign, :qty, :seq)
ON CONFLICT DO NOTHING RETURNING qty;

-- name: ledger_balance_read :one
-- in:  district_id i64, account_id i64, lot_id i64
-- row: qty i64
SELECT qty FROM ledger_balance WHERE district_id = :district_id AND account_id = :account_id AND lot_id = :lot_id;

-- name: ledger_entry_add :exec
-- in: district_id i64, seq i64, doc_id i64, doc_version i64, kind text, verb text, from_state text, to_state text, actor_id i64, posted_ms i64, happened_ms i64, reverses_seq i64, crosses i64, content_hash text, note_hash text, sign_hash text, hash text
INSERT INTO ledger_entry (district_id, seq, doc_id, doc_version, kind, verb, from_state, to_state, actor_id, posted_ms, happened_ms,
                          reverses_seq, crosses, content_hash, note_hash, sign_hash, hash)
VALUES (:district_id, :seq, :doc_id, :doc_version, :kind, :verb, :from_state, :to_state, :actor_id, :posted_ms, :happened_ms,
        NULLIF(CAST(:reverses_seq AS BIGINT), 0), :crosses, :content_hash, :note_hash, :sign_hash, :hash);

-- name: ledger_posting_add :exec
-- in: district_id i64, seq i64, posting_no i64, account_id i64, lot_id i64, line_no i64, qty i64, after_qty i64
INSERT INTO ledger_posting (district_id, seq, posting_no, account_id, lot_id, line_no, qty, after_qty)
VALUES (:district_id, :seq, :posting_no, :account_id, :lot_id, :line_no, :qty, :after_qty);

-- name: ledger_progress_add :exec
-- in: district_id i64, seq i64, line_no i64, counter text, qty i64
INSERT INTO ledger_progress (district_id, seq, line_no, counter, qty) VALUES (:district_id, :seq, :line_no, :counter, :qty);

-- name: ledger_lowest_since :one
-- in:  district_id i64, account_id i64, lot_id i64, sign i64, opening i64, after_seq i64, happened_ms i64
-- row: room i64
-- How far the balance stays from nil, in the order things happened, from that moment on.  Entries posted since
-- the last close (after_seq) all happened after it.
SELECT CAST(COALESCE(MIN(running * CAST(:sign AS BIGINT)), 0) AS BIGINT) AS room
  FROM (SELECT e.happened_ms, CAST(:opening AS BIGINT) + SUM(p.qty) OVER (ORDER BY e.happened_ms, e.seq, p.posting_no) AS running
          FROM ledger_posting p
          JOIN ledger_entry e ON e.district_id = p.district_id AND e.seq = p.seq
         WHERE p.district_id = :district_id AND p.account_id = :account_id AND p.lot_id = :lot_id AND p.seq > :after_seq) moments
 WHERE happened_ms >= :happened_ms
 ORDER BY 1;

-- name: ledger_last_close :one
-- in:  district_id i64
-- row: closes_day i64, seq i64
SELECT closes_day, seq FROM ledger_seal
 WHERE district_id = :district_id AND closes_day > 0
 ORDER BY closes_day DESC, seal_no DESC LIMIT 1;

-- name: ledger_entry_read :one
-- in:  district_id i64, seq i64
-- row: doc_id i64, doc_version i64, kind text, verb text, reverses_seq i64, crosses i64
SELECT doc_id, doc_version, kind, verb, COALESCE(reverses_seq, 0) AS reverses_seq, crosses FROM ledger_entry
 WHERE district_id = :district_id AND seq = :seq;

-- name: ledger_reversed_by :one
-- in:  district_id i64, seq i64
-- row: seq i64
SELECT seq FROM ledger_entry WHERE district_id = :district_id AND reverses_seq = :seq AND reverses_seq IS NOT NULL;

-- name: ledger_contrary_postings :many
-- in:  district_id i64, seq i64
-- row: kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, line_no i64, qty i64
-- Last posting first: what came in goes out in the contrary order.
SELECT a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, p.lot_id, p.line_no, -p.qty AS qty
  FROM ledger_posting p
  JOIN ledger_account a ON a.district_id = p.district_id AND a.account_id = p.account_id
 WHERE p.district_id = :district_id AND p.seq = :seq
 ORDER BY p.posting_no DESC;

-- name: ledger_contrary_progress :many
-- in:  district_id i64, seq i64
-- row: line_no i64, counter text, qty i64
SELECT line_no, counter, -qty AS qty FROM ledger_progress
 WHERE district_id = :district_id AND seq = :seq
 ORDER BY line_no, counter;

-- name: ledger_day_sum_add :exec
-- in: district_id i64, day i64, place_id i64, lot_id i64, owner_id i64, fund_id i64, received i64, issued i64, closing i64
INSERT INTO ledger_day_sum (district_id, day, place_id, lot_id, owner_id, fund_id, received, issued, closing)
VALUES (:district_id, :day, :place_id, :lot_id, :owner_id, :fund_id, :received, :issued, :closing);

-- name: ledger_day_head_begin :exec
-- in: district_id i64, day i64, seq i64
INSERT INTO ledger_day_head (district_id, day, seq) VALUES (:district_id, :day, :seq) ON CONFLICT DO NOTHING;

-- name: ledger_day_head_move :exec
-- in: district_id i64, day i64, seq i64, before_day i64
UPDATE ledger_day_head SET day = :day, seq = :seq WHERE district_id = :district_id AND day = :before_day;
