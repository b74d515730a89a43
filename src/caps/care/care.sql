-- Every statement of individual needs.

-- name: care_insert :exec
-- in:   district_id i64, care_id i64, household_id i64, place_id i64, path text, kind i64, goods_class text, channel i64, raised_by i64, raised_ms i64, answer_by_ms i64, plan_id text, plan_version i64, rule_id text, now_ms i64
INSERT INTO care (district_id, care_id, household_id, place_id, path, kind, goods_class, channel, state, raised_by, raised_ms, answer_by_ms,
                  taken_by, taken_ms, volunteer_id, shop_id, fetched_ms, closed_by, closed_ms, told, proof, plan_id, plan_version, rule_id,
                  version, changed_ms)
VALUES (:district_id, :care_id, :household_id, :place_id, :path, :kind, :goods_class, :channel, 1, :raised_by, :raised_ms, :answer_by_ms,
        0, 0, 0, 0, 0, 0, 0, 0, 0, :plan_id, :plan_version, :rule_id, 1, :now_ms);

-- name: care_detail_insert :exec
-- in:   district_id i64, care_id i64, what text, quantity text, note text
INSERT INTO care_detail (district_id, care_id, what, quantity, note, answer) VALUES (:district_id, :care_id, :what, :quantity, :note, '');

-- name: care_level_insert :exec
-- in:   district_id i64, care_id i64, level_no i64, role_id text, role_zh text, role_en text, due_ms i64
INSERT INTO care_level (district_id, care_id, level_no, role_id, role_zh, role_en, due_ms, passed_ms, passed_by)
VALUES (:district_id, :care_id, :level_no, :role_id, :role_zh, :role_en, :due_ms, 0, 0);

-- name: care_step_insert :exec
-- in:   district_id i64, care_id i64, verb text, at_ms i64, account_id i64, note text
INSERT INTO care_step (district_id, care_id, step_no, verb, at_ms, account_id, note)
SELECT :district_id, :care_id, COALESCE(MAX(step_no), 0) + 1, CAST(:verb AS TEXT), CAST(:at_ms AS BIGINT), CAST(:account_id AS BIGINT),
       CAST(:note AS TEXT)
  FROM care_step WHERE district_id = :district_id AND care_id = :care_id;

-- name: care_put :exec
-- in:   district_id i64, care_id i64, version i64, state i64, taken_by i64, taken_ms i64, volunteer_id i64, shop_id i64, fetched_ms i64, closed_by i64, closed_ms i64, told i64, proof i64, now_ms i64
UPDATE care
   SET state = :state, taken_by = :taken_by, taken_ms = :taken_ms, volunteer_id = :volunteer_id, shop_id = :shop_id, fetched_ms = :fetched_ms,
       closed_by = :closed_by, closed_ms = :closed_ms, told = :told, proof = :proof, changed_ms = :now_ms, version = version + 1
 WHERE district_id = :district_id AND care_id = :care_id AND version = :version;

-- name: care_answer_put :exec
-- in:   district_id i64, care_id i64, answer text
UPDATE care_detail SET answer = :answer WHERE district_id = :district_id AND care_id = :care_id;

-- name: care_level_pass :exec
-- in:   district_id i64, care_id i64, level_no i64, passed_ms i64, passed_by i64
UPDATE care_level SET passed_ms = :passed_ms, passed_by = :passed_by
 WHERE district_id = :district_id AND care_id = :care_id AND level_no = :level_no AND passed_ms = 0;

-- name: care_levels :many
-- in:   district_id i64, care_id i64, limit i64
-- row:  level_no i64, role_id text, role_zh text, role_en text, due_ms i64, passed_ms i64
SELECT level_no, role_id, role_zh, role_en, due_ms, passed_ms
  FROM care_level
 WHERE district_id = :district_id AND care_id = :care_id
 ORDER BY level_no
 LIMIT :limit;

-- name: care_steps :many
-- in:   district_id i64, care_id i64, limit i64
-- row:  step_no i64, verb text, at_ms i64, account_id i64, name text, note text
SELECT s.step_no, s.verb, s.at_ms, s.account_id, COALESCE(a.name, '') AS name, s.note
  FROM care_step s
  LEFT JOIN party_account a ON a.district_id = s.district_id AND a.account_id = s.account_id
 WHERE s.district_id = :district_id AND s.care_id = :care_id
 ORDER BY s.step_no
 LIMIT :limit;

-- name: care_open_same :one
-- in:   district_id i64, household_id i64, kind i64, what text
-- row:  open i64, same i64
SELECT COUNT(*) AS open, CAST(COALESCE(SUM(CASE WHEN c.kind = :kind AND d.what = :what THEN 1 ELSE 0 END), 0) AS BIGINT) AS same
  FROM care c
  JOIN care_detail d ON d.district_id = c.district_id AND d.care_id = c.care_id
 WHERE c.district_id = :district_id AND c.household_id = :household_id AND c.state < 5;

-- name: care_row :one
-- in:   district_id i64, care_id i64, now_ms i64
-- row:  care_id i64, household_id i64, place_id i64, path text, kind i64, goods_class text, channel i64, state i64, raised_by i64, raised_ms i64, answer_by_ms i64, taken_by i64, taken_ms i64, volunteer_id i64, shop_id i64, fetched_ms i64, closed_by i64, closed_ms i64, told i64, proof i64, plan_id text, rule_id text, version i64, what text, quantity text, note text, answer text, level i64, level_ms i64, level_zh text, level_en text, next_ms i64, next_zh text, next_en text
SELECT c.care_id, c.household_id, c.place_id, c.path, c.kind, c.goods_class, c.channel, c.state, c.raised_by, c.raised_ms, c.answer_by_ms,
       c.taken_by, c.taken_ms, c.volunteer_id, c.shop_id, c.fetched_ms, c.closed_by, c.closed_ms, c.told, c.proof, c.plan_id, c.rule_id,
       c.version, d.what, d.quantity, d.note, d.answer, c.level, COALESCE(CASE WHEN v.passed_ms > 0 THEN v.passed_ms ELSE v.due_ms END, 0) AS level_ms,
       COALESCE(v.role_zh, '') AS level_zh, COALESCE(v.role_en, '') AS level_en, COALESCE(n.due_ms, 0) AS next_ms,
       COALESCE(n.role_zh, '') AS next_zh, COALESCE(n.role_en, '') AS next_en
  FROM (SELECT q.*, (SELECT COUNT(*) FROM care_level l
                      WHERE l.district_id = q.district_id AND l.care_id = q.care_id
                        AND (l.passed_ms > 0 OR l.due_ms <= CASE WHEN q.closed_ms > 0 THEN q.closed_ms ELSE :now_ms END)) AS level
          FROM care q WHERE q.district_id = :district_id AND q.care_id = :care_id) c
  JOIN care_detail d ON d.district_id = c.district_id AND d.care_id = c.care_id
  LEFT JOIN care_level v ON v.district_id = c.district_id AND v.care_id = c.care_id AND v.level_no = c.level
  LEFT JOIN care_level n ON n.district_id = c.district_id AND n.care_id = c.care_id AND n.level_no = c.level + 1 AND c.state < 5;

-- name: care_page :many
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, kind i64, state i64, closed_too i64, mine i64, risen i64, household_id i64, shop_id i64, after_rank i64, after_level i64, after_ms i64, after_id i64, limit i64
-- row:  care_id i64, household_id i64, place_id i64, path text, kind i64, goods_class text, channel i64, state i64, raised_by i64, raised_ms i64, answer_by_ms i64, taken_by i64, taken_ms i64, volunteer_id i64, shop_id i64, fetched_ms i64, closed_by i64, closed_ms i64, told i64, proof i64, plan_id text, rule_id text, version i64, what text, quantity text, note text, answer text, level i64, level_ms i64, level_zh text, level_en text, next_ms i64, next_zh text, next_en text
-- Urgent ones, then the others, then closed ones; the higher level first, the older first, of closed ones the newer.
SELECT c.care_id, c.household_id, c.place_id, c.path, c.kind, c.goods_class, c.channel, c.state, c.raised_by, c.raised_ms, c.answer_by_ms,
       c.taken_by, c.taken_ms, c.volunteer_id, c.shop_id, c.fetched_ms, c.closed_by, c.closed_ms, c.told, c.proof, c.plan_id, c.rule_id,
       c.version, d.what, d.quantity, d.note, d.answer, c.level, COALESCE(CASE WHEN v.passed_ms > 0 THEN v.passed_ms ELSE v.due_ms END, 0) AS level_ms,
       COALESCE(v.role_zh, '') AS level_zh, COALESCE(v.role_en, '') AS level_en, COALESCE(n.due_ms, 0) AS next_ms,
       COALESCE(n.role_zh, '') AS next_zh, COALESCE(n.role_en, '') AS next_en
  FROM (SELECT r.*, CASE WHEN r.state >= 5 THEN 2 WHEN r.kind = 3 THEN 0 ELSE 1 END AS rank,
               CASE WHEN r.state >= 5 THEN 0 ELSE -r.level END AS sunk, CASE WHEN r.state >= 5 THEN -r.raised_ms ELSE r.raised_ms END AS moment
          FROM (SELECT q.*, (SELECT COUNT(*) FROM care_level l
                              WHERE l.district_id = q.district_id AND l.care_id = q.care_id
                                AND (l.passed_ms > 0 OR l.due_ms <= CASE WHEN q.closed_ms > 0 THEN q.closed_ms ELSE :now_ms END)) AS level
                  FROM care q
                 WHERE q.district_id = :district_id AND q.path >= :under AND q.path < :under_end
                   AND (CAST(:kind AS BIGINT) = 0 OR q.kind = :kind)
                   AND ((CAST(:state AS BIGINT) = 0 AND (q.state < 5 OR CAST(:closed_too AS BIGINT) = 1)) OR q.state = :state)
                   AND (CAST(:household_id AS BIGINT) = 0 OR q.household_id = :household_id)
                   AND (CAST(:shop_id AS BIGINT) = 0 OR q.shop_id = :shop_id)
                   AND (CAST(:mine AS BIGINT) = 0 OR q.volunteer_id = :actor_id)
                   AND (q.volunteer_id = :actor_id OR @scope(q.path))) r) c
  JOIN care_detail d ON d.district_id = c.district_id AND d.care_id = c.care_id
  LEFT JOIN care_level v ON v.district_id = c.district_id AND v.care_id = c.care_id AND v.level_no = c.level
  LEFT JOIN care_level n ON n.district_id = c.district_id AND n.care_id = c.care_id AND n.level_no = c.level + 1 AND c.state < 5
 WHERE (CAST(:risen AS BIGINT) = 0 OR c.level > 0)
   AND (c.rank, c.sunk, c.moment, c.care_id) > (:after_rank, :after_level, :after_ms, :after_id)
 ORDER BY c.rank, c.sunk, c.moment, c.care_id
 LIMIT :limit;

-- name: care_of_home :many
-- in:   district_id i64, household_id i64, limit i64
-- row:  care_id i64
SELECT care_id FROM care WHERE district_id = :district_id AND household_id = :household_id ORDER BY care_id DESC LIMIT :limit;

-- name: care_sums :one
-- in:   district_id i64, actor_id i64, perm i64, now_ms i64, under text, under_end text, day_ms i64
-- row:  open i64, urgent i64, risen i64, late i64, to_fetch i64, closed_today i64
SELECT CAST(COALESCE(SUM(CASE WHEN q.state < 5 THEN 1 ELSE 0 END), 0) AS BIGINT) AS open,
       CAST(COALESCE(SUM(CASE WHEN q.state < 5 AND q.kind = 3 THEN 1 ELSE 0 END), 0) AS BIGINT) AS urgent,
       CAST(COALESCE(SUM(CASE WHEN q.state < 5 AND EXISTS (SELECT 1 FROM care_level l WHERE l.district_id = q.district_id AND l.care_id = q.care_id
                              AND (l.passed_ms > 0 OR l.due_ms <= :now_ms)) THEN 1 ELSE 0 END), 0) AS BIGINT) AS risen,
       CAST(COALESCE(SUM(CASE WHEN q.state = 1 AND q.answer_by_ms > 0 AND q.answer_by_ms < :now_ms THEN 1 ELSE 0 END), 0) AS BIGINT) AS late,
       CAST(COALESCE(SUM(CASE WHEN q.state = 3 THEN 1 ELSE 0 END), 0) AS BIGINT) AS to_fetch,
       CAST(COALESCE(SUM(CASE WHEN q.closed_ms >= :day_ms THEN 1 ELSE 0 END), 0) AS BIGINT) AS closed_today
  FROM care q
 WHERE q.district_id = :district_id AND q.path >= :under AND q.path < :under_end AND (q.state < 5 OR q.closed_ms >= :day_ms)
   AND (q.volunteer_id = :actor_id OR @scope(q.path));

-- name: care_untold :many
-- in:   district_id i64, limit i64
-- row:  care_id i64
-- Nothing ends without an answer and a way the asker was told: this finds no rows.
SELECT c.care_id
  FROM care c
  JOIN care_detail d ON d.district_id = c.district_id AND d.care_id = c.care_id
 WHERE c.district_id = :district_id AND c.state >= 5 AND (c.told = 0 OR d.answer = '' OR c.closed_ms = 0)
 ORDER BY c.care_id
 LIMIT :limit;

-- name: care_shops :many
-- in:   district_id i64, today i64, limit i64
-- row:  shop_id i64
-- Designated today; pharmacies first.
SELECT shop_id
  FROM shop
 WHERE district_id = :district_id AND withdrawn_ms = 0 AND from_day > 0 AND from_day <= :today AND (until_day = 0 OR until_day >= :today)
 ORDER BY CASE WHEN kind = 3 THEN 0 ELSE 1 END, shop_id
 LIMIT :limit;

-- name: care_details_forget :exec
-- in:   district_id i64, before_ms i64, gone text
UPDATE care_detail SET what = :gone, quantity = '', note = '', answer = :gone
 WHERE district_id = :district_id AND what <> :gone
   AND care_id IN (SELECT c.care_id FROM care c WHERE c.district_id = :district_id AND c.closed_ms > 0 AND c.closed_ms < :before_ms);

-- name: care_notes_forget :exec
-- in:   district_id i64, before_ms i64
UPDATE care_step SET note = ''
 WHERE district_id = :district_id AND note <> ''
   AND care_id IN (SELECT c.care_id FROM care c WHERE c.district_id = :district_id AND c.closed_ms > 0 AND c.closed_ms < :before_ms);

-- name: care_household_pass :exec
-- in:   district_id i64, from_id i64, to_id i64, from_place_id i64, to_place_id i64, path text, changed_ms i64
-- Needs become another household's; the open ones stand where it lives.
UPDATE care
   SET household_id = :to_id, changed_ms = :changed_ms,
       path = CASE WHEN state < 5 AND place_id = :from_place_id THEN :path ELSE path END,
       place_id = CASE WHEN state < 5 AND place_id = :from_place_id THEN :to_place_id ELSE place_id END
 WHERE district_id = :district_id AND household_id = :from_id;
