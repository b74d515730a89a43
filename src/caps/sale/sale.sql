-- Market releases: what stands beside the document.

-- name: sale_put :exec
-- in:   district_id i64, doc_id i64, round_id i64, reason text, decision text, buyers text, plan text, rule text, rule_zh text, rule_en text, rule_source text, slot_minutes i64
INSERT INTO sale (district_id, doc_id, round_id, reason, decision, buyers, plan, rule, rule_zh, rule_en, rule_source, slot_minutes, vetted_by, vetted_ms)
VALUES (:district_id, :doc_id, :round_id, :reason, :decision, :buyers, :plan, :rule, :rule_zh, :rule_en, :rule_source, :slot_minutes, 0, 0)
ON CONFLICT (district_id, doc_id) DO UPDATE SET reason = excluded.reason, decision = excluded.decision, buyers = excluded.buyers, plan = excluded.plan,
  rule = excluded.rule, rule_zh = excluded.rule_zh, rule_en = excluded.rule_en, rule_source = excluded.rule_source, slot_minutes = excluded.slot_minutes;

-- name: sale_one :one
-- in:   district_id i64, doc_id i64
-- row:  round_id i64, reason text, decision text, buyers text, plan text, rule text, rule_zh text, rule_en text, rule_source text, slot_minutes i64, vetted_by i64, vetted_ms i64
SELECT round_id, reason, decision, buyers, plan, rule, rule_zh, rule_en, rule_source, slot_minutes, vetted_by, vetted_ms
  FROM sale WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: sale_vetted :exec
-- in:   district_id i64, doc_id i64, vetted_by i64, vetted_ms i64
UPDATE sale SET vetted_by = :vetted_by, vetted_ms = :vetted_ms WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: sale_lines_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM sale_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: sale_windows_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM sale_window WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: sale_line_put :exec
-- in:   district_id i64, doc_id i64, line_no i64, market_fen i64, market_units i64, market_by i64, market_source text, market_ms i64, per_household i64, per_unit i64
INSERT INTO sale_line (district_id, doc_id, line_no, market_fen, market_units, market_by, market_source, market_ms, per_household, per_unit)
VALUES (:district_id, :doc_id, :line_no, :market_fen, :market_units, :market_by, :market_source, :market_ms, :per_household, :per_unit);

-- name: sale_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, market_fen i64, market_units i64, market_by i64, market_source text, market_ms i64, per_household i64, per_unit i64
SELECT line_no, market_fen, market_units, market_by, market_source, market_ms, per_household, per_unit
  FROM sale_line WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: sale_window_put :exec
-- in:   district_id i64, doc_id i64, window_no i64, opens_ms i64, closes_ms i64
INSERT INTO sale_window (district_id, doc_id, window_no, opens_ms, closes_ms) VALUES (:district_id, :doc_id, :window_no, :opens_ms, :closes_ms);

-- name: sale_windows :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  window_no i64, opens_ms i64, closes_ms i64
SELECT window_no, opens_ms, closes_ms FROM sale_window WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY window_no
 LIMIT :limit;

-- name: sale_batch_put :exec
-- in:   district_id i64, doc_id i64, at_version i64, window_no i64, households i64, units i64, fen i64, sold_by i64, sold_ms i64
INSERT INTO sale_batch (district_id, doc_id, at_version, window_no, households, units, fen, sold_by, sold_ms)
VALUES (:district_id, :doc_id, :at_version, :window_no, :households, :units, :fen, :sold_by, :sold_ms);

-- name: sale_batch_line_put :exec
-- in:   district_id i64, doc_id i64, at_version i64, line_no i64, qty i64
INSERT INTO sale_batch_line (district_id, doc_id, at_version, line_no, qty) VALUES (:district_id, :doc_id, :at_version, :line_no, :qty)
ON CONFLICT (district_id, doc_id, at_version, line_no) DO UPDATE SET qty = sale_batch_line.qty + excluded.qty;

-- name: sale_batch_drop :exec
-- in:   district_id i64, doc_id i64, at_version i64
DELETE FROM sale_batch WHERE district_id = :district_id AND doc_id = :doc_id AND at_version = :at_version;

-- name: sale_batch_lines_drop :exec
-- in:   district_id i64, doc_id i64, at_version i64
DELETE FROM sale_batch_line WHERE district_id = :district_id AND doc_id = :doc_id AND at_version = :at_version;

-- name: sale_batches :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  at_version i64, window_no i64, households i64, units i64, fen i64, sold_by i64, sold_ms i64
SELECT at_version, window_no, households, units, fen, sold_by, sold_ms FROM sale_batch
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY at_version DESC
 LIMIT :limit;

-- name: sale_batch_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  at_version i64, line_no i64, qty i64
SELECT at_version, line_no, qty FROM sale_batch_line WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY at_version DESC, line_no
 LIMIT :limit;

-- name: sale_fund_of :many
-- in:   district_id i64, rule text, limit i64
-- row:  fund_id i64
-- The open fund of that rule of the plan, the oldest first; without one, that for proceeds of sales (source 3).  Never donated money (2).
SELECT fund_id FROM fund
 WHERE district_id = :district_id AND closed_ms = 0 AND source <> 2 AND ((:rule <> '' AND rule = :rule) OR source = 3)
 ORDER BY CASE WHEN rule = :rule THEN 0 ELSE 1 END, fund_id
 LIMIT :limit;

-- name: sale_slip_put :exec
-- in:   district_id i64, slip_id i64, doc_id i64, fund_id i64, slip text, slip_day i64, fen i64, entered_by i64, entered_ms i64
INSERT INTO sale_slip (district_id, slip_id, doc_id, fund_id, slip, slip_day, fen, entered_by, entered_ms, confirmed_by, confirmed_ms)
VALUES (:district_id, :slip_id, :doc_id, :fund_id, :slip, :slip_day, :fen, :entered_by, :entered_ms, 0, 0);

-- name: sale_slip_line_put :exec
-- in:   district_id i64, slip_id i64, line_no i64, qty i64
INSERT INTO sale_slip_line (district_id, slip_id, line_no, qty) VALUES (:district_id, :slip_id, :line_no, :qty);

-- name: sale_slips :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  slip_id i64, fund_id i64, slip text, slip_day i64, fen i64, entered_by i64, entered_ms i64, confirmed_by i64, confirmed_ms i64
SELECT slip_id, fund_id, slip, slip_day, fen, entered_by, entered_ms, confirmed_by, confirmed_ms FROM sale_slip
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY slip_id DESC
 LIMIT :limit;

-- name: sale_slip_open :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  slip_id i64, slip text, fen i64, entered_by i64
-- The slip that waits to be confirmed.
SELECT slip_id, slip, fen, entered_by FROM sale_slip WHERE district_id = :district_id AND doc_id = :doc_id AND confirmed_ms = 0
 ORDER BY slip_id
 LIMIT :limit;

-- name: sale_slip_lines :many
-- in:   district_id i64, slip_id i64, limit i64
-- row:  line_no i64, qty i64
SELECT line_no, qty FROM sale_slip_line WHERE district_id = :district_id AND slip_id = :slip_id
 ORDER BY line_no
 LIMIT :limit;

-- name: sale_slip_confirmed :exec
-- in:   district_id i64, slip_id i64, confirmed_by i64, confirmed_ms i64
UPDATE sale_slip SET confirmed_by = :confirmed_by, confirmed_ms = :confirmed_ms WHERE district_id = :district_id AND slip_id = :slip_id AND confirmed_ms = 0;

-- name: sale_slip_drop :exec
-- in:   district_id i64, slip_id i64
DELETE FROM sale_slip WHERE district_id = :district_id AND slip_id = :slip_id AND confirmed_ms = 0;

-- name: sale_slip_lines_drop :exec
-- in:   district_id i64, slip_id i64
DELETE FROM sale_slip_line WHERE district_id = :district_id AND slip_id = :slip_id;

-- name: sale_losses :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, lost i64
-- What was written off at the point, by line of the release.
SELECT l.parent_line_no AS line_no, CAST(SUM(l.sent) AS BIGINT) AS lost
  FROM doc d
  JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND d.kind = 'shelf_loss' AND l.sent > 0
 GROUP BY l.parent_line_no
 ORDER BY l.parent_line_no
 LIMIT :limit;

-- name: sale_loss_docs :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64, number text, state text
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.state FROM doc d
 WHERE d.district_id = :district_id AND d.parent_id = :doc_id AND d.kind = 'shelf_loss'
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: sale_round :many
-- in:   district_id i64, round_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, point_id i64, number text, state text, point text
SELECT d.doc_id, d.to_place_id AS point_id, COALESCE(d.number, '') AS number, d.state, p.name AS point
  FROM sale s
  JOIN doc d ON d.district_id = s.district_id AND d.doc_id = s.doc_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE s.district_id = :district_id AND s.round_id = :round_id AND @scope(p.path)
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: sale_published_docs :many
-- in:   district_id i64, now_ms i64, limit i64
-- row:  doc_id i64
-- Approved and not closed, with hours that are not over; the next hours first.
SELECT d.doc_id
  FROM doc d
  JOIN sale_window w ON w.district_id = d.district_id AND w.doc_id = d.doc_id
 WHERE d.district_id = :district_id AND d.kind = 'sale' AND d.state IN ('approved', 'selling') AND w.closes_ms > :now_ms
 GROUP BY d.doc_id
 ORDER BY MIN(w.opens_ms), d.doc_id
 LIMIT :limit;
