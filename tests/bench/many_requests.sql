-- Makes of a demo's requests :copies times as many, for measuring pages over large tables.  The copies are older by three
-- hours each and have no entries in the ledger: for the bench only.  Runs on both stores; :copies is filled in by the caller.
INSERT INTO doc (district_id, doc_id, kind, number, state, version, steps, plan_version, parent_id, giver_id, taker_id, carrier_id, worker_id,
                 from_place_id, to_place_id, owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by, created_ms, due_ms, due_verb)
WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :copies)
SELECT district_id, doc_id + k.n * 1000000000000000, kind, number || '-' || CAST(k.n AS TEXT), state, version, steps, plan_version, parent_id,
       giver_id, taker_id, carrier_id, worker_id, from_place_id, to_place_id, owner_id, owner2_id, fund_id, fund2_id, total_fen, created_by,
       created_ms - k.n * 10800000, due_ms, due_verb
  FROM doc, k WHERE kind = 'request';
INSERT INTO doc_line (district_id, doc_id, line_no, parent_line_no, item_id, lot_id, claim_lot_id, place_id, owner_id, fund_id, dir, price_fen,
                      aid_fen, price_units, price_version, asked, granted, dropped, sent, arrived, short, found, lost, taken, back, billed, paid)
WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :copies)
SELECT l.district_id, l.doc_id + k.n * 1000000000000000, l.line_no, l.parent_line_no, l.item_id, l.lot_id, l.claim_lot_id, l.place_id, l.owner_id,
       l.fund_id, l.dir, l.price_fen, l.aid_fen, l.price_units, l.price_version, l.asked, l.granted, l.dropped, l.sent, l.arrived, l.short,
       l.found, l.lost, l.taken, l.back, l.billed, l.paid
  FROM doc_line l JOIN request r ON r.district_id = l.district_id AND r.doc_id = l.doc_id, k;
INSERT INTO request_line (district_id, doc_id, line_no, wanted, own_stock, received_before, priority)
WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :copies)
SELECT district_id, doc_id + k.n * 1000000000000000, line_no, wanted, own_stock, received_before, priority FROM request_line, k;
INSERT INTO request_board (district_id, doc_id, stage, due_day, priority, channel, asked_ms, vet_by_ms, changed_ms, unit_id, area_id, n_lines,
                           asked, state, number, path)
WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :copies)
SELECT district_id, doc_id + k.n * 1000000000000000, stage, due_day, priority, k.n % 5, asked_ms - k.n * 10800000, vet_by_ms - k.n * 10800000,
       changed_ms - k.n * 10800000, unit_id, area_id, n_lines, asked, state, number || '-' || CAST(k.n AS TEXT), path
  FROM request_board, k;
INSERT INTO request (district_id, doc_id, unit_id, deadline_day, purpose, channel)
WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < :copies)
SELECT district_id, doc_id + k.n * 1000000000000000, unit_id, deadline_day, purpose, k.n % 5 FROM request, k;
UPDATE request_owed SET qty = qty * (1 + :copies);
