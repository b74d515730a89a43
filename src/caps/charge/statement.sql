-- Who owes what since when: sums by payer, rows of a statement, totals by agent.

-- name: charge_payers :many
-- in:   district_id i64, payer_id i64, under text, under_end text, agent text, find text, open_only i64, late_only i64, after_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  payer_id i64, unit_kind text, payer text, agent text, agent_zh text, agent_en text, charged_fen i64, credit_fen i64, paid_fen i64, open_fen i64, late_fen i64, oldest_ms i64, due_ms i64, waiting i64, disputed i64, last_ms i64
-- Who owes most first.
WITH credit AS (
  SELECT c.drawn_id, SUM(c.fen) AS fen FROM charge_credit c
    JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
   WHERE c.district_id = :district_id AND d.state = 'booked' AND (CAST(:payer_id AS BIGINT) = 0 OR c.payer_id = :payer_id)
   GROUP BY c.drawn_id),
paid AS (
  SELECT k.payer_id, k.fund_id, SUM(k.fen) AS fen FROM charge_collection k
    JOIN doc d ON d.district_id = k.district_id AND d.doc_id = k.doc_id
   WHERE k.district_id = :district_id AND d.state = 'received' AND (CAST(:payer_id AS BIGINT) = 0 OR k.payer_id = :payer_id)
   GROUP BY k.payer_id, k.fund_id),
line AS (
  SELECT r.payer_id, r.fund_id, r.state, r.taken_ms, r.due_ms, r.worth_fen, COALESCE(c.fen, 0) AS credit,
         CASE WHEN r.state = 2 THEN r.worth_fen - COALESCE(c.fen, 0) ELSE 0 END AS net,
         SUM(CASE WHEN r.state = 2 THEN r.worth_fen - COALESCE(c.fen, 0) ELSE 0 END)
             OVER (PARTITION BY r.payer_id, r.fund_id ORDER BY r.booked_seq, r.charge_line_no, r.drawn_id) AS upto, r.drawn_id
    FROM charge_drawn r
    LEFT JOIN credit c ON c.drawn_id = r.drawn_id
   WHERE r.district_id = :district_id AND r.state IN (2, 3, 4) AND (CAST(:payer_id AS BIGINT) = 0 OR r.payer_id = :payer_id)),
rest AS (
  SELECT l.payer_id, l.state, l.taken_ms, l.due_ms, l.worth_fen, l.credit, l.drawn_id,
         CASE WHEN l.upto <= COALESCE(p.fen, 0) THEN 0 WHEN l.upto - COALESCE(p.fen, 0) < l.net THEN l.upto - COALESCE(p.fen, 0) ELSE l.net END AS open
    FROM line l
    LEFT JOIN paid p ON p.payer_id = l.payer_id AND p.fund_id = l.fund_id),
sums AS (
  SELECT payer_id, CAST(SUM(CASE WHEN state = 2 THEN worth_fen ELSE 0 END) AS BIGINT) AS charged_fen, CAST(SUM(credit) AS BIGINT) AS credit_fen,
         CAST(SUM(open) AS BIGINT) AS open_fen,
         CAST(SUM(CASE WHEN open > 0 AND due_ms > 0 AND due_ms < :now_ms THEN open ELSE 0 END) AS BIGINT) AS late_fen,
         CAST(COALESCE(MIN(CASE WHEN open > 0 THEN taken_ms END), 0) AS BIGINT) AS oldest_ms,
         CAST(COALESCE(MIN(CASE WHEN open > 0 AND due_ms > 0 THEN due_ms END), 0) AS BIGINT) AS due_ms,
         CAST(SUM(CASE WHEN state = 2 THEN 0 ELSE 1 END) AS BIGINT) AS waiting, MAX(taken_ms) AS last_ms, MAX(drawn_id) AS last_id
    FROM rest
   GROUP BY payer_id)
SELECT s.payer_id, p.unit_kind, p.name AS payer, r.agent, r.agent_zh, r.agent_en, s.charged_fen, s.credit_fen,
       s.charged_fen - s.credit_fen - s.open_fen AS paid_fen, s.open_fen, s.late_fen, s.oldest_ms, s.due_ms, s.waiting,
       (SELECT COUNT(*) FROM charge_objection o WHERE o.district_id = :district_id AND o.payer_id = s.payer_id AND o.state = 0) AS disputed, s.last_ms
  FROM sums s
  JOIN place p ON p.district_id = :district_id AND p.place_id = s.payer_id
  JOIN charge_drawn r ON r.district_id = :district_id AND r.drawn_id = s.last_id
 WHERE @scope(p.path) AND p.path >= :under AND p.path < :under_end
   AND (:agent = '' OR r.agent = :agent) AND (:find = '%' OR LOWER(p.name) LIKE :find ESCAPE '!' OR LOWER(p.code) LIKE :find ESCAPE '!')
   AND (CAST(:open_only AS BIGINT) = 0 OR s.open_fen > 0) AND (CAST(:late_only AS BIGINT) = 0 OR s.late_fen > 0)
   AND (CAST(:after_id AS BIGINT) = 0 OR s.open_fen < (SELECT a.open_fen FROM sums a WHERE a.payer_id = :after_id)
        OR (s.open_fen = (SELECT a.open_fen FROM sums a WHERE a.payer_id = :after_id) AND s.payer_id > :after_id))
 ORDER BY s.open_fen DESC, s.payer_id
 LIMIT :limit;

-- name: charge_lines :many
-- in:   district_id i64, payer_id i64, limit i64
-- row:  drawn_id i64, doc_id i64, doc_kind text, doc_number text, line_no i64, item_id i64, item text, unit text, lot_id i64, batch text, qty i64, taken_ms i64, agent_zh text, agent_en text, plan text, rule text, rule_zh text, rule_en text, rule_source text, state i64, price_fen i64, price_units i64, price_by i64, price_source text, worth_fen i64, fund_id i64, fund text, charge_id i64, charge_number text, booked_ms i64, due_ms i64, credit_fen i64, objection i64
-- All rows of a payer in the order in which payments go to them; objection: the state of the newest one, -1: none.
SELECT r.drawn_id, r.doc_id, d.kind AS doc_kind, COALESCE(d.number, '') AS doc_number, r.line_no, r.item_id, i.zh AS item, i.unit, r.lot_id, l.batch,
       r.qty, r.taken_ms, r.agent_zh, r.agent_en, r.plan, r.rule, r.rule_zh, r.rule_en, r.rule_source, r.state, r.price_fen, r.price_units, r.price_by,
       r.price_source, r.worth_fen, r.fund_id, COALESCE(f.zh, '') AS fund, r.charge_id, COALESCE(c.number, '') AS charge_number, r.booked_ms, r.due_ms,
       CAST(COALESCE((SELECT SUM(k.fen) FROM charge_credit k JOIN doc e ON e.district_id = k.district_id AND e.doc_id = k.doc_id
                       WHERE k.district_id = r.district_id AND k.drawn_id = r.drawn_id AND e.state = 'booked'), 0) AS BIGINT) AS credit_fen,
       COALESCE((SELECT o.state FROM charge_objection o WHERE o.district_id = r.district_id AND o.drawn_id = r.drawn_id
                    AND o.objection_id = (SELECT MAX(n.objection_id) FROM charge_objection n WHERE n.district_id = r.district_id AND n.drawn_id = r.drawn_id)), -1) AS objection
  FROM charge_drawn r
  JOIN doc d ON d.district_id = r.district_id AND d.doc_id = r.doc_id
  JOIN item i ON i.district_id = r.district_id AND i.item_id = r.item_id
  JOIN ledger_lot l ON l.district_id = r.district_id AND l.lot_id = r.lot_id
  LEFT JOIN doc c ON c.district_id = r.district_id AND c.doc_id = r.charge_id
  LEFT JOIN fund f ON f.district_id = r.district_id AND f.fund_id = r.fund_id
 WHERE r.district_id = :district_id AND r.payer_id = :payer_id
 ORDER BY r.booked_seq, r.charge_line_no, r.drawn_id
 LIMIT :limit;

-- name: charge_moves :many
-- in:   district_id i64, payer_id i64, limit i64
-- row:  doc_id i64, kind text, number text, state text, version i64, at_ms i64, fund_id i64, fund text, fen i64, paper text, paper_day i64, created_by i64
-- Payments and contrary documents of a payer that count, and those that wait for a second person (at_ms 0); oldest first.
SELECT k.doc_id, d.kind, COALESCE(d.number, '') AS number, d.state, d.version, CASE WHEN d.state = 'received' THEN k.received_ms ELSE 0 END AS at_ms, k.fund_id,
       COALESCE(f.zh, '') AS fund, k.fen, k.slip AS paper, k.slip_day AS paper_day, d.created_by
  FROM charge_collection k
  JOIN doc d ON d.district_id = k.district_id AND d.doc_id = k.doc_id
  LEFT JOIN fund f ON f.district_id = k.district_id AND f.fund_id = k.fund_id
 WHERE k.district_id = :district_id AND k.payer_id = :payer_id AND d.state IN ('received', 'review')
UNION ALL
SELECT c.doc_id, d.kind, COALESCE(d.number, '') AS number, d.state, d.version, CASE WHEN d.state = 'booked' THEN c.booked_ms ELSE 0 END AS at_ms, c.fund_id,
       COALESCE(f.zh, '') AS fund, c.fen, c.why AS paper, 0 AS paper_day, d.created_by
  FROM charge_credit c
  JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.doc_id
  LEFT JOIN fund f ON f.district_id = c.district_id AND f.fund_id = c.fund_id
 WHERE c.district_id = :district_id AND c.payer_id = :payer_id AND d.state IN ('booked', 'review')
 ORDER BY 6, 1
 LIMIT :limit;

-- name: charge_waiting :many
-- in:   district_id i64, state i64, after_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  drawn_id i64, doc_id i64, doc_number text, item_id i64, item text, unit text, lot_id i64, batch text, source_kind text, source_number text, qty i64, taken_ms i64, payer_id i64, payer text, state i64, price_fen i64, price_units i64, price_by i64, rule_zh text, rule_en text, unit_kind text, category text, plan text, rule text
-- Rows nobody can be charged for yet, oldest first; state 0: both kinds.
SELECT r.drawn_id, r.doc_id, COALESCE(d.number, '') AS doc_number, r.item_id, i.zh AS item, i.unit, r.lot_id, l.batch,
       COALESCE(s.kind, '') AS source_kind, COALESCE(s.number, '') AS source_number, r.qty, r.taken_ms, r.payer_id, p.name AS payer, r.state,
       r.price_fen, r.price_units, r.price_by, r.rule_zh, r.rule_en, p.unit_kind, i.category, r.plan, r.rule
  FROM charge_drawn r
  JOIN doc d ON d.district_id = r.district_id AND d.doc_id = r.doc_id
  JOIN item i ON i.district_id = r.district_id AND i.item_id = r.item_id
  JOIN ledger_lot l ON l.district_id = r.district_id AND l.lot_id = r.lot_id
  JOIN place p ON p.district_id = r.district_id AND p.place_id = r.payer_id
  LEFT JOIN doc s ON s.district_id = l.district_id AND s.doc_id = l.source_doc_id
 WHERE r.district_id = :district_id AND r.state IN (3, 4) AND (CAST(:state AS BIGINT) = 0 OR r.state = :state) AND r.drawn_id > :after_id AND @scope(p.path)
 ORDER BY r.drawn_id
 LIMIT :limit;
