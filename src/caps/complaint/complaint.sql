-- Every statement of complaints.

-- name: complaint_insert :exec
-- in:   district_id i64, complaint_id i64, order_id i64, household_id i64, path text, shop_id i64, shop_path text, line_no i64, item_id i64, kind i64, want i64, qty i64, channel i64, what text, raised_by i64, raised_ms i64, answer_by_ms i64, plan_id text, plan_version i64, rule_id text, now_ms i64
INSERT INTO complaint (district_id, complaint_id, order_id, household_id, path, shop_id, shop_path, line_no, item_id, kind, want, qty, state,
                       channel, what, raised_by, raised_ms, answer_by_ms, taken_by, taken_ms, settled_as, refund_fen, refund_doc, answer,
                       closed_by, closed_ms, plan_id, plan_version, rule_id, version, changed_ms)
VALUES (:district_id, :complaint_id, :order_id, :household_id, :path, :shop_id, :shop_path, :line_no, :item_id, :kind, :want, :qty, 1,
        :channel, :what, :raised_by, :raised_ms, :answer_by_ms, 0, 0, 0, 0, 0, '', 0, 0, :plan_id, :plan_version, :rule_id, 1, :now_ms);

-- name: complaint_level_insert :exec
-- in:   district_id i64, complaint_id i64, level_no i64, role_id text, role_zh text, role_en text, due_ms i64
INSERT INTO complaint_level (district_id, complaint_id, level_no, role_id, role_zh, role_en, due_ms)
VALUES (:district_id, :complaint_id, :level_no, :role_id, :role_zh, :role_en, :due_ms);

-- name: complaint_step_insert :exec
-- in:   district_id i64, complaint_id i64, verb text, at_ms i64, account_id i64, note text
INSERT INTO complaint_step (district_id, complaint_id, step_no, verb, at_ms, account_id, note)
SELECT :district_id, :complaint_id, COALESCE(MAX(step_no), 0) + 1, CAST(:verb AS TEXT), CAST(:at_ms AS BIGINT), CAST(:account_id AS BIGINT),
       CAST(:note AS TEXT)
  FROM complaint_step WHERE district_id = :district_id AND complaint_id = :complaint_id;

-- name: complaint_put :exec
-- in:   district_id i64, complaint_id i64, version i64, state i64, taken_by i64, taken_ms i64, settled_as i64, refund_fen i64, refund_doc i64, answer text, closed_by i64, closed_ms i64, now_ms i64
UPDATE complaint
   SET state = :state, taken_by = :taken_by, taken_ms = :taken_ms, settled_as = :settled_as, refund_fen = :refund_fen, refund_doc = :refund_doc,
       answer = :answer, closed_by = :closed_by, closed_ms = :closed_ms, changed_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND complaint_id = :complaint_id AND version = :version;

-- name: complaint_open_same :one
-- in:   district_id i64, order_id i64, line_no i64, kind i64
-- row:  same i64
SELECT COUNT(*) AS same FROM complaint
 WHERE district_id = :district_id AND order_id = :order_id AND line_no = :line_no AND kind = :kind AND state < 3;

-- name: complaint_open_of_order :one
-- in:   district_id i64, order_id i64
-- row:  open i64
SELECT COUNT(*) AS open FROM complaint WHERE district_id = :district_id AND order_id = :order_id AND state < 3;

-- name: complaint_refunded :one
-- in:   district_id i64, order_id i64, line_no i64
-- row:  fen i64
-- What complaints of a line (0: of the whole order) were refunded with.
SELECT CAST(COALESCE(SUM(refund_fen), 0) AS BIGINT) AS fen
  FROM complaint
 WHERE district_id = :district_id AND order_id = :order_id AND (CAST(:line_no AS BIGINT) = 0 OR line_no = :line_no);

-- name: complaint_row :one
-- in:   district_id i64, complaint_id i64, now_ms i64
-- row:  complaint_id i64, order_id i64, household_id i64, path text, shop_id i64, shop_path text, line_no i64, item_id i64, kind i64, want i64, qty i64, state i64, channel i64, what text, raised_by i64, raised_ms i64, answer_by_ms i64, taken_by i64, taken_ms i64, settled_as i64, refund_fen i64, refund_doc i64, answer text, closed_by i64, closed_ms i64, plan_id text, rule_id text, version i64, number text, item text, unit text, shop text, door text, grid_id i64, photos i64, level i64, level_zh text, level_en text, next_ms i64
SELECT c.complaint_id, c.order_id, c.household_id, c.path, c.shop_id, c.shop_path, c.line_no, c.item_id, c.kind, c.want, c.qty, c.state, c.channel,
       c.what, c.raised_by, c.raised_ms, c.answer_by_ms, c.taken_by, c.taken_ms, c.settled_as, c.refund_fen, c.refund_doc, c.answer,
       c.closed_by, c.closed_ms, c.plan_id, c.rule_id, c.version, COALESCE(d.number, '') AS number, COALESCE(i.zh, '') AS item,
       COALESCE(i.unit, '') AS unit, COALESCE(s.name, '') AS shop, COALESCE(h.door, '') AS door, COALESCE(h.grid_id, 0) AS grid_id,
       (SELECT COUNT(*) FROM complaint_photo f WHERE f.district_id = c.district_id AND f.complaint_id = c.complaint_id) AS photos,
       c.level, COALESCE(v.role_zh, '') AS level_zh, COALESCE(v.role_en, '') AS level_en, COALESCE(n.due_ms, 0) AS next_ms
  FROM (SELECT q.*, (SELECT COUNT(*) FROM complaint_level l WHERE l.district_id = q.district_id AND l.complaint_id = q.complaint_id
                        AND l.due_ms <= CASE WHEN q.closed_ms > 0 THEN q.closed_ms ELSE :now_ms END) AS level
          FROM complaint q WHERE q.district_id = :district_id AND q.complaint_id = :complaint_id) c
  LEFT JOIN doc d ON d.district_id = c.district_id AND d.doc_id = c.order_id
  LEFT JOIN item i ON i.district_id = c.district_id AND i.item_id = c.item_id
  LEFT JOIN place s ON s.district_id = c.district_id AND s.place_id = c.shop_id
  LEFT JOIN household h ON h.district_id = c.district_id AND h.household_id = c.household_id
  LEFT JOIN complaint_level v ON v.district_id = c.district_id AND v.complaint_id = c.complaint_id AND v.level_no = c.level
  LEFT JOIN complaint_level n ON n.district_id = c.district_id AND n.complaint_id = c.complaint_id AND n.level_no = c.level + 1 AND c.state < 3;

-- name: complaint_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, shop_id i64, kind i64, state i64, closed_too i64, order_id i64, before_id i64, limit i64
-- row:  complaint_id i64
-- Newest first; seen from the building or from the shop.
SELECT c.complaint_id
  FROM complaint c
 WHERE c.district_id = :district_id AND ((c.path >= :under AND c.path < :under_end) OR (c.shop_path >= :under AND c.shop_path < :under_end))
   AND (CAST(:shop_id AS BIGINT) = 0 OR c.shop_id = :shop_id) AND (CAST(:kind AS BIGINT) = 0 OR c.kind = :kind)
   AND ((CAST(:state AS BIGINT) = 0 AND (c.state < 3 OR CAST(:closed_too AS BIGINT) = 1)) OR c.state = :state)
   AND (CAST(:order_id AS BIGINT) = 0 OR c.order_id = :order_id)
   AND (CAST(:before_id AS BIGINT) = 0 OR c.complaint_id < :before_id)
   AND (@scope(c.path) OR @scope(c.shop_path))
 ORDER BY c.complaint_id DESC
 LIMIT :limit;

-- name: complaint_of_home :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  complaint_id i64
SELECT complaint_id FROM complaint WHERE district_id = :district_id AND household_id = :household_id ORDER BY complaint_id DESC LIMIT :limit;

-- name: complaint_step_rows :many
-- in:   district_id i64, complaint_id i64, limit i64
-- row:  step_no i64, verb text, at_ms i64, account_id i64, name text, note text
SELECT s.step_no, s.verb, s.at_ms, s.account_id, COALESCE(a.name, '') AS name, s.note
  FROM complaint_step s
  LEFT JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.account_id
 WHERE s.district_id = :district_id AND s.complaint_id = :complaint_id
 ORDER BY s.step_no
 LIMIT :limit;

-- name: complaint_photo_put :exec
-- in:   district_id i64, complaint_id i64, sha256 text, type text, size i64, content text, added_by i64, added_ms i64
INSERT INTO complaint_photo (district_id, complaint_id, sha256, type, size, content, added_by, added_ms)
VALUES (:district_id, :complaint_id, :sha256, :type, :size, :content, :added_by, :added_ms)
ON CONFLICT (district_id, complaint_id, sha256) DO NOTHING;

-- name: complaint_photos_forget :exec
-- in:   district_id i64, closed_before_ms i64
-- Pictures of complaints that were closed that long ago go; their fingerprints stay among the steps and in the audit log.
DELETE FROM complaint_photo
 WHERE district_id = :district_id
   AND complaint_id IN (SELECT c.complaint_id FROM complaint c
                         WHERE c.district_id = :district_id AND c.state IN (3, 4) AND c.closed_ms < :closed_before_ms);

-- name: complaint_photo_rows :many
-- in:   district_id i64, complaint_id i64, limit i64
-- row:  sha256 text, type text, size i64, added_ms i64
SELECT sha256, type, size, added_ms FROM complaint_photo
 WHERE district_id = :district_id AND complaint_id = :complaint_id
 ORDER BY added_ms, sha256
 LIMIT :limit;

-- name: complaint_photo_one :one
-- in:   district_id i64, complaint_id i64, sha256 text
-- row:  type text, size i64, content text
SELECT type, size, content FROM complaint_photo WHERE district_id = :district_id AND complaint_id = :complaint_id AND sha256 = :sha256;

-- name: complaint_stat_rows :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, from_ms i64, until_ms i64, limit i64
-- row:  shop_id i64, shop text, total i64, weight i64, quality i64, price i64, missing i64, service i64, open i64, late i64, settled i64, rejected i64, refund_fen i64, took_ms i64, orders i64
-- Per enterprise; orders are those the same people may see, placed in the same days.
SELECT c.shop_id, COALESCE(s.name, '') AS shop, COUNT(*) AS total,
       CAST(SUM(CASE WHEN c.kind = 1 THEN 1 ELSE 0 END) AS BIGINT) AS weight, CAST(SUM(CASE WHEN c.kind = 2 THEN 1 ELSE 0 END) AS BIGINT) AS quality,
       CAST(SUM(CASE WHEN c.kind = 3 THEN 1 ELSE 0 END) AS BIGINT) AS price, CAST(SUM(CASE WHEN c.kind = 4 THEN 1 ELSE 0 END) AS BIGINT) AS missing,
       CAST(SUM(CASE WHEN c.kind = 5 THEN 1 ELSE 0 END) AS BIGINT) AS service, CAST(SUM(CASE WHEN c.state < 3 THEN 1 ELSE 0 END) AS BIGINT) AS open,
       CAST(SUM(CASE WHEN c.state = 1 AND c.answer_by_ms > 0 AND c.answer_by_ms < :now_ms THEN 1 ELSE 0 END) AS BIGINT) AS late,
       CAST(SUM(CASE WHEN c.state = 3 THEN 1 ELSE 0 END) AS BIGINT) AS settled, CAST(SUM(CASE WHEN c.state = 4 THEN 1 ELSE 0 END) AS BIGINT) AS rejected,
       CAST(SUM(c.refund_fen) AS BIGINT) AS refund_fen,
       CAST(COALESCE(SUM(CASE WHEN c.closed_ms > 0 THEN c.closed_ms - c.raised_ms ELSE 0 END), 0) AS BIGINT) AS took_ms,
       (SELECT COUNT(*) FROM household_order o WHERE o.district_id = :district_id AND o.shop_id = c.shop_id AND o.path >= :under AND o.path < :under_end
           AND o.placed_ms >= :from_ms AND o.placed_ms < :until_ms AND o.state <> 'void') AS orders
  FROM complaint c
  LEFT JOIN place s ON s.district_id = c.district_id AND s.place_id = c.shop_id
 WHERE c.district_id = :district_id AND c.path >= :under AND c.path < :under_end AND c.raised_ms >= :from_ms AND c.raised_ms < :until_ms
   AND (@scope(c.path) OR @scope(c.shop_path))
 GROUP BY c.shop_id, s.name
 ORDER BY COUNT(*) DESC, c.shop_id
 LIMIT :limit;

-- name: complaint_unanswered :many
-- in:   district_id i64, limit i64
-- row:  complaint_id i64
-- Nothing ends without words, nor with money that no document tells of: this finds no rows.
SELECT complaint_id FROM complaint
 WHERE district_id = :district_id
   AND ((state >= 3 AND (answer = '' OR closed_ms = 0)) OR (state < 3 AND refund_fen > 0) OR (refund_fen > 0 AND settled_as <> 1))
 ORDER BY complaint_id
 LIMIT :limit;

-- name: complaint_household_pass :exec
-- in:   district_id i64, from_id i64, to_id i64, changed_ms i64
-- Complaints become another household's; they stay where the order was handed over.
UPDATE complaint SET household_id = :to_id, changed_ms = :changed_ms WHERE district_id = :district_id AND household_id = :from_id;
