-- How a request came in: word of request_channel_words.
ALTER TABLE request ADD COLUMN channel BIGINT NOT NULL DEFAULT 0 CHECK (channel BETWEEN 0 AND 5);

-- One row a request, beside its document, for the table officers work in: what is filtered, sorted and counted by.
-- stage: 0 draft, 1 waiting for vetting, 2 set aside for a decision of its own, 3 vetted, 4 refused, 5 withdrawn.
-- due_day 9999999: no day was said.  vet_by_ms 0: the plan sets no time.
-- The key is the order of the work lists, so that a list of any length is read without sorting all of it.
CREATE TABLE request_board (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, stage BIGINT NOT NULL CHECK (stage BETWEEN 0 AND 5),
  due_day BIGINT NOT NULL, priority BIGINT NOT NULL CHECK (priority BETWEEN 1 AND 5), channel BIGINT NOT NULL,
  asked_ms BIGINT NOT NULL, vet_by_ms BIGINT NOT NULL, changed_ms BIGINT NOT NULL,
  unit_id BIGINT NOT NULL, area_id BIGINT NOT NULL, n_lines BIGINT NOT NULL, asked BIGINT NOT NULL,
  state TEXT NOT NULL, number TEXT NOT NULL, path TEXT NOT NULL,
  PRIMARY KEY (district_id, stage, due_day, priority, asked_ms, doc_id)
-- only: sqlite
) WITHOUT ROWID;
-- only: postgres
);
-- end
CREATE UNIQUE INDEX request_board_by_doc ON request_board (district_id, doc_id);
CREATE INDEX request_board_by_unit ON request_board (district_id, unit_id, asked_ms);
CREATE INDEX request_board_by_change ON request_board (district_id, unit_id, changed_ms);

INSERT INTO request_board (district_id, doc_id, stage, due_day, priority, channel, asked_ms, vet_by_ms, changed_ms, unit_id, area_id,
                           n_lines, asked, state, number, path)
SELECT d.district_id, d.doc_id,
       CASE d.state WHEN 'draft' THEN 0 WHEN 'raised' THEN 1 WHEN 'refused' THEN 4 WHEN 'void' THEN 5 ELSE 3 END,
       CASE WHEN r.deadline_day > 0 THEN r.deadline_day ELSE 9999999 END,
       COALESCE((SELECT MIN(f.priority) FROM request_line f WHERE f.district_id = d.district_id AND f.doc_id = d.doc_id), 5), 0,
       COALESCE((SELECT MIN(e.posted_ms) FROM ledger_entry e WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id AND e.verb = 'raise'),
                d.created_ms), 0,
       COALESCE((SELECT MAX(e.posted_ms) FROM ledger_entry e WHERE e.district_id = d.district_id AND e.doc_id = d.doc_id), d.created_ms),
       r.unit_id,
       COALESCE((SELECT a.place_id FROM place a, place u
                  WHERE u.district_id = d.district_id AND u.place_id = r.unit_id AND a.district_id = d.district_id AND a.kind = 2
                    AND u.path LIKE a.path || '%'), 0),
       (SELECT COUNT(*) FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id),
       COALESCE((SELECT l.asked FROM doc_line l WHERE l.district_id = d.district_id AND l.doc_id = d.doc_id AND l.line_no = 1), 0),
       d.state, COALESCE(d.number, ''), p.path
  FROM doc d
  JOIN request r ON r.district_id = d.district_id AND r.doc_id = d.doc_id
  JOIN place p ON p.district_id = d.district_id AND p.place_id = d.to_place_id
 WHERE d.kind = 'request';

-- What vetted requests still need, by item: granted - dropped - sent + back over all that are open or allotted.
CREATE TABLE request_owed (
  district_id BIGINT NOT NULL, item_id BIGINT NOT NULL, qty BIGINT NOT NULL,
  PRIMARY KEY (district_id, item_id));
INSERT INTO request_owed (district_id, item_id, qty)
SELECT l.district_id, l.item_id, CAST(SUM(l.granted - l.dropped - l.sent + l.back) AS BIGINT)
  FROM doc d JOIN doc_line l ON l.district_id = d.district_id AND l.doc_id = d.doc_id
 WHERE d.kind = 'request' AND d.state IN ('open', 'allotted')
 GROUP BY l.district_id, l.item_id;
