-- The statements that read the ledger.  CROSS JOIN keeps SQLite to the written order of tables; INDEXED BY keeps it
-- to the history, which without statistics it would walk backwards.  A balance that has not moved since is read where it stands.  Kinds 20 to 25 are those with flag HOUSE.

-- name: ledger_lot_read :one
-- in:  district_id i64, lot_id i64
-- row: lot_id i64, item_id i64, source_doc_id i64, source_line_no i64, made_day i64, expiry_day i64, cost_fen i64, cost_units i64, born_seq i64, batch text, serial text
SELECT lot_id, item_id, source_doc_id, source_line_no, made_day, expiry_day, cost_fen, cost_units, born_seq, batch, serial
  FROM ledger_lot WHERE district_id = :district_id AND lot_id = :lot_id;

-- name: ledger_account_read :one
-- in:  district_id i64, account_id i64
-- row: kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64
SELECT kind, who_id, place_id, owner_id, fund_id, doc_id FROM ledger_account
 WHERE district_id = :district_id AND account_id = :account_id;

-- name: ledger_account_of_key :one
-- in:  district_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64
-- row: account_id i64
SELECT account_id FROM ledger_account
 WHERE district_id = :district_id AND kind = :kind AND who_id = :who_id AND place_id = :place_id
   AND owner_id = :owner_id AND fund_id = :fund_id AND doc_id = :doc_id;

-- name: ledger_posted_at :one
-- in:  district_id i64, seq i64
-- row: posted_ms i64
SELECT posted_ms FROM ledger_entry WHERE district_id = :district_id AND seq = :seq;

-- name: ledger_balance_of :one
-- in:  district_id i64, account_id i64, lot_id i64
-- row: qty i64
SELECT qty FROM ledger_balance WHERE district_id = :district_id AND account_id = :account_id AND lot_id = :lot_id;

-- name: ledger_item_sum :one
-- in:  district_id i64, item_id i64, account_id i64
-- row: qty i64
SELECT CAST(COALESCE(SUM(qty), 0) AS BIGINT) AS qty FROM ledger_balance
 WHERE district_id = :district_id AND item_id = :item_id AND account_id = :account_id;

-- name: ledger_balance_at :one
-- in:  district_id i64, account_id i64, lot_id i64, seq i64
-- row: qty i64
-- only: sqlite
SELECT after_qty AS qty FROM ledger_posting INDEXED BY ledger_posting_history
 WHERE district_id = :district_id AND account_id = :account_id AND lot_id = :lot_id AND seq <= :seq
 ORDER BY seq DESC, posting_no DESC LIMIT 1;

-- name: ledger_balance_at :one
-- in:  district_id i64, account_id i64, lot_id i64, seq i64
-- row: qty i64
-- only: postgres
SELECT after_qty AS qty FROM ledger_posting
 WHERE district_id = :district_id AND account_id = :account_id AND lot_id = :lot_id AND seq <= :seq
 ORDER BY seq DESC, posting_no DESC LIMIT 1;

-- name: ledger_place_stock_now :many
-- in:  district_id i64, place_id i64, limit i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM ledger_account a
 CROSS JOIN ledger_balance b
 CROSS JOIN ledger_lot l
 WHERE a.district_id = :district_id AND a.place_id = :place_id AND a.kind BETWEEN 20 AND 25
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty <> 0
   AND l.district_id = b.district_id AND l.lot_id = b.lot_id
 ORDER BY b.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id LIMIT :limit;

-- name: ledger_place_stock_at :many
-- in:  district_id i64, place_id i64, seq i64, limit i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
-- only: sqlite
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM (SELECT c.account_id, c.lot_id, c.item_id,
               CASE WHEN c.seq <= :seq THEN c.qty ELSE
               COALESCE((SELECT h.after_qty FROM ledger_posting h INDEXED BY ledger_posting_history
                          WHERE h.district_id = c.district_id AND h.account_id = c.account_id AND h.lot_id = c.lot_id AND h.seq <= :seq
                          ORDER BY h.seq DESC, h.posting_no DESC LIMIT 1), 0) END AS qty
          FROM ledger_account x
         CROSS JOIN ledger_balance c
         WHERE x.district_id = :district_id AND x.place_id = :place_id AND x.kind BETWEEN 20 AND 25
           AND c.district_id = x.district_id AND c.account_id = x.account_id) b
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_lot l
 WHERE b.qty <> 0 AND a.district_id = :district_id AND a.account_id = b.account_id
   AND l.district_id = :district_id AND l.lot_id = b.lot_id
 ORDER BY b.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id LIMIT :limit;

-- name: ledger_place_stock_at :many
-- in:  district_id i64, place_id i64, seq i64, limit i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
-- only: postgres
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM (SELECT c.account_id, c.lot_id, c.item_id,
               CASE WHEN c.seq <= :seq THEN c.qty ELSE
               COALESCE((SELECT h.after_qty FROM ledger_posting h
                          WHERE h.district_id = c.district_id AND h.account_id = c.account_id AND h.lot_id = c.lot_id AND h.seq <= :seq
                          ORDER BY h.seq DESC, h.posting_no DESC LIMIT 1), 0) END AS qty
          FROM ledger_account x
         CROSS JOIN ledger_balance c
         WHERE x.district_id = :district_id AND x.place_id = :place_id AND x.kind BETWEEN 20 AND 25
           AND c.district_id = x.district_id AND c.account_id = x.account_id) b
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_lot l
 WHERE b.qty <> 0 AND a.district_id = :district_id AND a.account_id = b.account_id
   AND l.district_id = :district_id AND l.lot_id = b.lot_id
 ORDER BY b.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id LIMIT :limit;

-- name: ledger_doc_stock_now :many
-- in:  district_id i64, doc_id i64, limit i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM ledger_account a
 CROSS JOIN ledger_balance b
 CROSS JOIN ledger_lot l
 WHERE a.district_id = :district_id AND a.doc_id = :doc_id
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty <> 0
   AND l.district_id = b.district_id AND l.lot_id = b.lot_id
 ORDER BY a.kind, b.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id LIMIT :limit;

-- name: ledger_account_stock :many
-- in:  district_id i64, account_id i64, item_id i64, limit i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM ledger_balance b
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_lot l
 WHERE b.district_id = :district_id AND b.item_id = :item_id AND b.account_id = :account_id AND b.qty <> 0
   AND a.district_id = b.district_id AND a.account_id = b.account_id
   AND l.district_id = b.district_id AND l.lot_id = b.lot_id
 ORDER BY CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id LIMIT :limit;

-- name: ledger_free_of_item :each
-- in:  district_id i64, item_id i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM ledger_balance b
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_lot l
 WHERE b.district_id = :district_id AND b.item_id = :item_id AND b.qty > 0
   AND a.district_id = b.district_id AND a.account_id = b.account_id AND a.kind = 20
   AND l.district_id = b.district_id AND l.lot_id = b.lot_id
 ORDER BY CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id;

-- name: ledger_free_of_all :each
-- in:  district_id i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM ledger_account a
 CROSS JOIN ledger_balance b
 CROSS JOIN ledger_lot l
 WHERE a.district_id = :district_id AND a.kind = 20
   AND b.district_id = a.district_id AND b.account_id = a.account_id AND b.qty > 0
   AND l.district_id = b.district_id AND l.lot_id = b.lot_id
 ORDER BY b.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, b.lot_id, a.account_id;

-- name: ledger_lot_stock :many
-- in:  district_id i64, lot_id i64, limit i64
-- row: account_id i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, lot_id i64, item_id i64, expiry_day i64, made_day i64, qty i64, batch text, serial text
SELECT a.account_id, a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, b.lot_id, b.item_id, l.expiry_day, l.made_day, b.qty, l.batch, l.serial
  FROM ledger_balance b
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_lot l
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id AND b.qty <> 0
   AND a.district_id = b.district_id AND a.account_id = b.account_id
   AND l.district_id = b.district_id AND l.lot_id = b.lot_id
 ORDER BY a.kind, a.account_id LIMIT :limit;

-- name: ledger_movements_of_place :many
-- in:  district_id i64, place_id i64, from_seq i64, to_seq i64, limit i64
-- row: place_id i64, item_id i64, lot_id i64, owner_id i64, fund_id i64, expiry_day i64, made_day i64, cost_fen i64, cost_units i64, opening i64, received i64, issued i64, closing i64, batch text
-- only: sqlite
SELECT t.place_id, t.item_id, t.lot_id, t.owner_id, t.fund_id, l.expiry_day, l.made_day, l.cost_fen, l.cost_units, t.opening, t.received, t.issued, t.closing, l.batch
  FROM (SELECT place_id, item_id, lot_id, owner_id, fund_id, CAST(SUM(opening) AS BIGINT) AS opening, CAST(SUM(received) AS BIGINT) AS received,
               CAST(SUM(issued) AS BIGINT) AS issued, CAST(SUM(closing) AS BIGINT) AS closing
          FROM (SELECT x.place_id, b.item_id, b.lot_id, x.owner_id, x.fund_id,
                       CASE WHEN b.seq <= :from_seq THEN b.qty ELSE
                       COALESCE((SELECT h.after_qty FROM ledger_posting h INDEXED BY ledger_posting_history
                                  WHERE h.district_id = b.district_id AND h.account_id = b.account_id AND h.lot_id = b.lot_id AND h.seq <= :from_seq
                                  ORDER BY h.seq DESC, h.posting_no DESC LIMIT 1), 0) END AS opening,
                       0 AS received, 0 AS issued,
                       CASE WHEN b.seq <= :to_seq THEN b.qty ELSE
                       COALESCE((SELECT h.after_qty FROM ledger_posting h INDEXED BY ledger_posting_history
                                  WHERE h.district_id = b.district_id AND h.account_id = b.account_id AND h.lot_id = b.lot_id AND h.seq <= :to_seq
                                  ORDER BY h.seq DESC, h.posting_no DESC LIMIT 1), 0) END AS closing
                  FROM ledger_account x
                 CROSS JOIN ledger_balance b
                 WHERE x.district_id = :district_id AND x.place_id = :place_id AND x.kind BETWEEN 20 AND 25
                   AND b.district_id = x.district_id AND b.account_id = x.account_id
                UNION ALL
                SELECT place_id, item_id, lot_id, owner_id, fund_id, 0, CASE WHEN net > 0 THEN net ELSE 0 END,
                       CASE WHEN net < 0 THEN -net ELSE 0 END, 0
                  FROM (SELECT p.seq, x.place_id, b.item_id, p.lot_id, x.owner_id, x.fund_id, SUM(p.qty) AS net
                          FROM ledger_account x
                         CROSS JOIN ledger_balance b
                         CROSS JOIN ledger_posting p INDEXED BY ledger_posting_history
                         WHERE x.district_id = :district_id AND x.place_id = :place_id AND x.kind BETWEEN 20 AND 25
                           AND b.district_id = x.district_id AND b.account_id = x.account_id AND b.seq > :from_seq
                           AND p.district_id = b.district_id AND p.account_id = b.account_id AND p.lot_id = b.lot_id
                           AND p.seq > :from_seq AND p.seq <= :to_seq
                         GROUP BY p.seq, x.place_id, b.item_id, p.lot_id, x.owner_id, x.fund_id) steps) told
         GROUP BY place_id, item_id, lot_id, owner_id, fund_id) t
 CROSS JOIN ledger_lot l
 WHERE (t.opening <> 0 OR t.received <> 0 OR t.issued <> 0) AND l.district_id = :district_id AND l.lot_id = t.lot_id
 ORDER BY t.place_id, t.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, t.lot_id, t.owner_id, t.fund_id LIMIT :limit;

-- name: ledger_movements_of_place :many
-- in:  district_id i64, place_id i64, from_seq i64, to_seq i64, limit i64
-- row: place_id i64, item_id i64, lot_id i64, owner_id i64, fund_id i64, expiry_day i64, made_day i64, cost_fen i64, cost_units i64, opening i64, received i64, issued i64, closing i64, batch text
-- only: postgres
SELECT t.place_id, t.item_id, t.lot_id, t.owner_id, t.fund_id, l.expiry_day, l.made_day, l.cost_fen, l.cost_units, t.opening, t.received, t.issued, t.closing, l.batch
  FROM (SELECT place_id, item_id, lot_id, owner_id, fund_id, CAST(SUM(opening) AS BIGINT) AS opening, CAST(SUM(received) AS BIGINT) AS received,
               CAST(SUM(issued) AS BIGINT) AS issued, CAST(SUM(closing) AS BIGINT) AS closing
          FROM (SELECT x.place_id, b.item_id, b.lot_id, x.owner_id, x.fund_id,
                       CASE WHEN b.seq <= :from_seq THEN b.qty ELSE
                       COALESCE((SELECT h.after_qty FROM ledger_posting h
                                  WHERE h.district_id = b.district_id AND h.account_id = b.account_id AND h.lot_id = b.lot_id AND h.seq <= :from_seq
                                  ORDER BY h.seq DESC, h.posting_no DESC LIMIT 1), 0) END AS opening,
                       0 AS received, 0 AS issued,
                       CASE WHEN b.seq <= :to_seq THEN b.qty ELSE
                       COALESCE((SELECT h.after_qty FROM ledger_posting h
                                  WHERE h.district_id = b.district_id AND h.account_id = b.account_id AND h.lot_id = b.lot_id AND h.seq <= :to_seq
                                  ORDER BY h.seq DESC, h.posting_no DESC LIMIT 1), 0) END AS closing
                  FROM ledger_account x
                 CROSS JOIN ledger_balance b
                 WHERE x.district_id = :district_id AND x.place_id = :place_id AND x.kind BETWEEN 20 AND 25
                   AND b.district_id = x.district_id AND b.account_id = x.account_id
                UNION ALL
                SELECT place_id, item_id, lot_id, owner_id, fund_id, 0, CASE WHEN net > 0 THEN net ELSE 0 END,
                       CASE WHEN net < 0 THEN -net ELSE 0 END, 0
                  FROM (SELECT p.seq, x.place_id, b.item_id, p.lot_id, x.owner_id, x.fund_id, SUM(p.qty) AS net
                          FROM ledger_account x
                         CROSS JOIN ledger_balance b
                         CROSS JOIN ledger_posting p
                         WHERE x.district_id = :district_id AND x.place_id = :place_id AND x.kind BETWEEN 20 AND 25
                           AND b.district_id = x.district_id AND b.account_id = x.account_id AND b.seq > :from_seq
                           AND p.district_id = b.district_id AND p.account_id = b.account_id AND p.lot_id = b.lot_id
                           AND p.seq > :from_seq AND p.seq <= :to_seq
                         GROUP BY p.seq, x.place_id, b.item_id, p.lot_id, x.owner_id, x.fund_id) steps) told
         GROUP BY place_id, item_id, lot_id, owner_id, fund_id) t
 CROSS JOIN ledger_lot l
 WHERE (t.opening <> 0 OR t.received <> 0 OR t.issued <> 0) AND l.district_id = :district_id AND l.lot_id = t.lot_id
 ORDER BY t.place_id, t.item_id, CASE WHEN l.expiry_day = 0 THEN 1 ELSE 0 END, l.expiry_day, t.lot_id, t.owner_id, t.fund_id LIMIT :limit;

-- name: ledger_house_balances :each
-- in:  district_id i64, from_seq i64
-- row: account_id i64, lot_id i64, item_id i64, place_id i64, owner_id i64, fund_id i64, qty i64, seq i64
-- Every balance of goods in a place that was not nil at from_seq, or moved since.
SELECT b.account_id, b.lot_id, b.item_id, x.place_id, x.owner_id, x.fund_id, b.qty, b.seq
  FROM ledger_account x
 CROSS JOIN ledger_balance b
 WHERE x.district_id = :district_id AND x.kind BETWEEN 20 AND 25
   AND b.district_id = x.district_id AND b.account_id = x.account_id AND (b.qty <> 0 OR b.seq > :from_seq)
 ORDER BY x.kind, x.who_id, x.place_id, x.owner_id, x.fund_id, x.doc_id, b.lot_id;

-- name: ledger_moves_between :each
-- in:  district_id i64, from_seq i64, to_seq i64
-- row: seq i64, account_id i64, lot_id i64, qty i64, after_qty i64
SELECT seq, account_id, lot_id, qty, after_qty FROM ledger_posting
 WHERE district_id = :district_id AND seq > :from_seq AND seq <= :to_seq
 ORDER BY seq, posting_no;

-- name: ledger_day_head_read :one
-- in:  district_id i64
-- row: day i64, seq i64
SELECT day, seq FROM ledger_day_head WHERE district_id = :district_id;

-- name: ledger_day_sums_between :each
-- in:  district_id i64, from_day i64, to_day i64
-- row: place_id i64, lot_id i64, owner_id i64, fund_id i64, received i64, issued i64, closing i64
SELECT place_id, lot_id, owner_id, fund_id, received, issued, closing FROM ledger_day_sum
 WHERE district_id = :district_id AND day >= :from_day AND day <= :to_day
 ORDER BY day, place_id, lot_id, owner_id, fund_id;

-- name: ledger_journal_all :many
-- in:  district_id i64, after_seq i64, limit i64
-- row: seq i64, doc_id i64, doc_version i64, actor_id i64, posted_ms i64, happened_ms i64, reverses_seq i64, kind text, verb text, from_state text, to_state text, hash text
SELECT seq, doc_id, doc_version, actor_id, posted_ms, happened_ms, COALESCE(reverses_seq, 0) AS reverses_seq, kind, verb, from_state, to_state, hash
  FROM ledger_entry WHERE district_id = :district_id AND seq > :after_seq
 ORDER BY seq LIMIT :limit;

-- name: ledger_journal_of_doc :many
-- in:  district_id i64, doc_id i64, after_seq i64, limit i64
-- row: seq i64, doc_id i64, doc_version i64, actor_id i64, posted_ms i64, happened_ms i64, reverses_seq i64, kind text, verb text, from_state text, to_state text, hash text
SELECT seq, doc_id, doc_version, actor_id, posted_ms, happened_ms, COALESCE(reverses_seq, 0) AS reverses_seq, kind, verb, from_state, to_state, hash
  FROM ledger_entry WHERE district_id = :district_id AND doc_id = :doc_id AND seq > :after_seq
 ORDER BY seq LIMIT :limit;

-- name: ledger_postings_of :many
-- in:  district_id i64, seq i64, limit i64
-- row: seq i64, posting_no i64, account_id i64, lot_id i64, line_no i64, qty i64, after_qty i64, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64, item_id i64
SELECT p.seq, p.posting_no, p.account_id, p.lot_id, p.line_no, p.qty, p.after_qty,
       a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id, l.item_id
  FROM ledger_posting p
 CROSS JOIN ledger_account a
 CROSS JOIN ledger_lot l
 WHERE p.district_id = :district_id AND p.seq = :seq
   AND a.district_id = p.district_id AND a.account_id = p.account_id
   AND l.district_id = p.district_id AND l.lot_id = p.lot_id
 ORDER BY p.posting_no LIMIT :limit;

-- name: ledger_lot_steps :many
-- in:  district_id i64, lot_id i64, limit i64
-- row: seq i64, posted_ms i64, entry_doc_id i64, line_no i64, qty i64, after_qty i64, doc_kind text, verb text, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64
-- only: sqlite
SELECT p.seq, e.posted_ms, e.doc_id AS entry_doc_id, p.line_no, p.qty, p.after_qty, e.kind AS doc_kind, e.verb,
       a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id
  FROM ledger_balance b
 CROSS JOIN ledger_posting p INDEXED BY ledger_posting_history
 CROSS JOIN ledger_entry e
 CROSS JOIN ledger_account a
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id
   AND p.district_id = b.district_id AND p.account_id = b.account_id AND p.lot_id = b.lot_id
   AND e.district_id = p.district_id AND e.seq = p.seq
   AND a.district_id = p.district_id AND a.account_id = p.account_id
 ORDER BY p.seq, p.posting_no LIMIT :limit;

-- name: ledger_lot_steps :many
-- in:  district_id i64, lot_id i64, limit i64
-- row: seq i64, posted_ms i64, entry_doc_id i64, line_no i64, qty i64, after_qty i64, doc_kind text, verb text, kind i64, who_id i64, place_id i64, owner_id i64, fund_id i64, doc_id i64
-- only: postgres
SELECT p.seq, e.posted_ms, e.doc_id AS entry_doc_id, p.line_no, p.qty, p.after_qty, e.kind AS doc_kind, e.verb,
       a.kind, a.who_id, a.place_id, a.owner_id, a.fund_id, a.doc_id
  FROM ledger_balance b
 CROSS JOIN ledger_posting p
 CROSS JOIN ledger_entry e
 CROSS JOIN ledger_account a
 WHERE b.district_id = :district_id AND b.lot_id = :lot_id
   AND p.district_id = b.district_id AND p.account_id = b.account_id AND p.lot_id = b.lot_id
   AND e.district_id = p.district_id AND e.seq = p.seq
   AND a.district_id = p.district_id AND a.account_id = p.account_id
 ORDER BY p.seq, p.posting_no LIMIT :limit;

-- name: ledger_parts_of :many
-- in:  district_id i64, lot_id i64
-- row: part_lot_id i64, qty i64
SELECT part_lot_id, qty FROM ledger_lot_part WHERE district_id = :district_id AND lot_id = :lot_id ORDER BY part_lot_id DESC;

-- name: ledger_made_of :many
-- in:  district_id i64, part_lot_id i64
-- row: lot_id i64, qty i64
SELECT lot_id, qty FROM ledger_lot_part WHERE district_id = :district_id AND part_lot_id = :part_lot_id ORDER BY lot_id;

-- name: ledger_kind_totals :many
-- in:  district_id i64, limit i64
-- row: kind i64, balances i64, qty i64
-- How many balances of each kind of account are not nil, and what they come to.
SELECT a.kind, COUNT(*) AS balances, CAST(SUM(b.qty) AS BIGINT) AS qty
  FROM ledger_balance b
  JOIN ledger_account a ON a.district_id = b.district_id AND a.account_id = b.account_id
 WHERE b.district_id = :district_id AND b.qty <> 0
 GROUP BY a.kind
 ORDER BY a.kind
 LIMIT :limit;
