-- Requisitions: what stands beside the documents.

-- name: requisition_put :exec
-- in:   district_id i64, doc_id i64, basis text, body text, decision text, certificate text, purpose text, holder text, from_day i64, until_day i64
INSERT INTO requisition (district_id, doc_id, basis, body, decision, certificate, purpose, holder, from_day, until_day)
VALUES (:district_id, :doc_id, :basis, :body, :decision, :certificate, :purpose, :holder, :from_day, :until_day)
ON CONFLICT (district_id, doc_id) DO UPDATE
   SET basis = excluded.basis, body = excluded.body, decision = excluded.decision, certificate = excluded.certificate, purpose = excluded.purpose,
       holder = excluded.holder, from_day = excluded.from_day, until_day = excluded.until_day;

-- name: requisition_one :one
-- in:   district_id i64, doc_id i64
-- row:  basis text, body text, decision text, certificate text, purpose text, holder text, from_day i64, until_day i64
SELECT basis, body, decision, certificate, purpose, holder, from_day, until_day FROM requisition WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: requisition_lines_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM requisition_line WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: requisition_line_put :exec
-- in:   district_id i64, doc_id i64, line_no i64, returns i64, ground text
INSERT INTO requisition_line (district_id, doc_id, line_no, returns, ground, taken_condition, back_condition)
VALUES (:district_id, :doc_id, :line_no, :returns, :ground, '', '');

-- name: requisition_lines :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, returns i64, ground text, taken_condition text, back_condition text, batch text, expiry_day i64
SELECT line_no, returns, ground, taken_condition, back_condition, batch, expiry_day FROM requisition_line
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: requisition_taken_as :exec
-- in:   district_id i64, doc_id i64, line_no i64, text text
UPDATE requisition_line SET taken_condition = :text WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no;

-- name: requisition_line_printed :exec
-- in:   district_id i64, doc_id i64, line_no i64, batch text, expiry_day i64
UPDATE requisition_line SET batch = :batch, expiry_day = :expiry_day WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no;

-- name: requisition_back_as :exec
-- in:   district_id i64, doc_id i64, line_no i64, text text
UPDATE requisition_line SET back_condition = :text WHERE district_id = :district_id AND doc_id = :doc_id AND line_no = :line_no;

-- name: requisition_services_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM requisition_service WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: requisition_service_put :exec
-- in:   district_id i64, doc_id i64, service_no i64, kind i64, what text, heads i64
INSERT INTO requisition_service (district_id, doc_id, service_no, kind, what, heads) VALUES (:district_id, :doc_id, :service_no, :kind, :what, :heads);

-- name: requisition_services :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  service_no i64, kind i64, what text, heads i64, head_minutes i64
SELECT s.service_no, s.kind, s.what, s.heads,
       CAST(COALESCE((SELECT SUM(t.heads * t.minutes) FROM requisition_time t
                       WHERE t.district_id = s.district_id AND t.doc_id = s.doc_id AND t.service_no = s.service_no), 0) AS BIGINT) AS head_minutes
  FROM requisition_service s
 WHERE s.district_id = :district_id AND s.doc_id = :doc_id
 ORDER BY s.service_no
 LIMIT :limit;

-- name: requisition_time_put :exec
-- in:   district_id i64, doc_id i64, service_no i64, day i64, heads i64, minutes i64, entered_by i64, entered_ms i64
INSERT INTO requisition_time (district_id, doc_id, service_no, day, heads, minutes, entered_by, entered_ms)
VALUES (:district_id, :doc_id, :service_no, :day, :heads, :minutes, :entered_by, :entered_ms)
ON CONFLICT (district_id, doc_id, service_no, day) DO UPDATE
   SET heads = excluded.heads, minutes = excluded.minutes, entered_by = excluded.entered_by, entered_ms = excluded.entered_ms;

-- name: requisition_times :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  service_no i64, day i64, heads i64, minutes i64
SELECT service_no, day, heads, minutes FROM requisition_time
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY day, service_no
 LIMIT :limit;

-- name: requisition_paper_put :exec
-- in:   district_id i64, doc_id i64, name text, number text, entered_by i64, entered_ms i64
INSERT INTO requisition_paper (district_id, doc_id, name, number, entered_by, entered_ms) VALUES (:district_id, :doc_id, :name, :number, :entered_by, :entered_ms)
ON CONFLICT (district_id, doc_id, name) DO UPDATE SET number = excluded.number, entered_by = excluded.entered_by, entered_ms = excluded.entered_ms;

-- name: requisition_papers :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  name text, number text
SELECT name, number FROM requisition_paper
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY name
 LIMIT :limit;

-- name: requisition_unit_days :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, counter text, happened_ms i64, qty i64
-- When pieces of each line came (arrived) and went (taken, back).
SELECT g.line_no, g.counter, e.happened_ms, g.qty
  FROM ledger_entry e
  JOIN ledger_progress g ON g.district_id = e.district_id AND g.seq = e.seq
 WHERE e.district_id = :district_id AND e.doc_id = :doc_id AND g.counter IN ('arrived', 'taken', 'back')
 ORDER BY g.line_no, e.seq, g.counter
 LIMIT :limit;

-- name: requisition_signed_by :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  verb text, actor_id i64
-- Who took part in each step.
SELECT DISTINCT verb, actor_id FROM ledger_entry
 WHERE district_id = :district_id AND doc_id = :doc_id AND reverses_seq IS NULL
 ORDER BY verb, actor_id
 LIMIT :limit;

-- name: requisition_compensations :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  doc_id i64, number text, state text, total_fen i64
SELECT doc_id, COALESCE(number, '') AS number, state, total_fen FROM doc
 WHERE district_id = :district_id AND parent_id = :doc_id AND kind = 'award'
 ORDER BY doc_id
 LIMIT :limit;

-- name: requisition_awards_drop :exec
-- in:   district_id i64, doc_id i64
DELETE FROM requisition_award WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: requisition_award_put :exec
-- in:   district_id i64, doc_id i64, line_no i64, what i64, ref_no i64, qty i64, rate_fen i64, rate_per i64, ground text
INSERT INTO requisition_award (district_id, doc_id, line_no, what, ref_no, qty, rate_fen, rate_per, ground)
VALUES (:district_id, :doc_id, :line_no, :what, :ref_no, :qty, :rate_fen, :rate_per, :ground);

-- name: requisition_awards :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, what i64, ref_no i64, qty i64, rate_fen i64, rate_per i64, ground text
SELECT line_no, what, ref_no, qty, rate_fen, rate_per, ground FROM requisition_award
 WHERE district_id = :district_id AND doc_id = :doc_id
 ORDER BY line_no
 LIMIT :limit;

-- name: requisition_of_holder :many
-- in:   district_id i64, holder_id i64, actor_id i64, perm i64, now_ms i64, limit i64
-- row:  doc_id i64, number text, state text, holder text, until_day i64, open i64, awarded_fen i64, paid_fen i64
SELECT d.doc_id, COALESCE(d.number, '') AS number, d.state, r.holder, r.until_day,
       CAST(COALESCE((SELECT SUM(l.arrived - l.taken - l.back) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id), 0) AS BIGINT) AS open,
       CAST(COALESCE((SELECT SUM(c.total_fen) FROM doc c WHERE c.district_id = d.district_id AND c.parent_id = d.doc_id
                         AND c.kind = 'award' AND c.state IN ('approved', 'paid')), 0) AS BIGINT) AS awarded_fen,
       CAST(COALESCE((SELECT SUM(c.total_fen) FROM doc c WHERE c.district_id = d.district_id AND c.parent_id = d.doc_id
                         AND c.kind = 'award' AND c.state = 'paid'), 0) AS BIGINT) AS paid_fen
  FROM doc d
  JOIN requisition r ON r.district_id = d.district_id AND r.doc_id = d.doc_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE d.district_id = :district_id AND d.kind = 'requisition' AND d.giver_id = :holder_id AND d.state NOT IN ('draft', 'void', 'refused') AND @scope(p.path)
 ORDER BY d.doc_id
 LIMIT :limit;

-- name: requisition_extension_put :exec
-- in:   district_id i64, doc_id i64, requisition_id i64, was_day i64, until_day i64, why text
INSERT INTO requisition_extension (district_id, doc_id, requisition_id, was_day, until_day, why)
VALUES (:district_id, :doc_id, :requisition_id, :was_day, :until_day, :why);

-- name: requisition_extension_one :one
-- in:   district_id i64, doc_id i64
-- row:  requisition_id i64, was_day i64, until_day i64, why text
SELECT requisition_id, was_day, until_day, why FROM requisition_extension WHERE district_id = :district_id AND doc_id = :doc_id;

-- name: requisition_extensions :many
-- in:   district_id i64, requisition_id i64, limit i64
-- row:  doc_id i64, was_day i64, until_day i64, why text, number text, state text
SELECT x.doc_id, x.was_day, x.until_day, x.why, COALESCE(d.number, '') AS number, d.state
  FROM requisition_extension x
  JOIN doc d ON d.district_id = x.district_id AND d.doc_id = x.doc_id
 WHERE x.district_id = :district_id AND x.requisition_id = :requisition_id
 ORDER BY x.doc_id
 LIMIT :limit;

-- name: requisition_set_until :exec
-- in:   district_id i64, doc_id i64, until_day i64
UPDATE requisition SET until_day = :until_day WHERE district_id = :district_id AND doc_id = :doc_id;
