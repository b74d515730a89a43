-- Dispatch orders: every statement.

-- name: dispatch_allotted :many
-- in:   district_id i64, doc_id i64, limit i64
-- row:  line_no i64, item_id i64, lot_id i64, place_id i64, owner_id i64, fund_id i64, unit_id i64, to_place_id i64, request_id i64, request_line_no i64, approved i64, committed i64
-- Lines of an allocation, for whom they are, and what orders have taken of them
-- (summed once, not once a line: an allocation has thousands of lines).
WITH taken AS (
	SELECT c.parent_line_no, CAST(SUM(CASE WHEN c.sent > 0 THEN c.sent ELSE c.granted - c.dropped END) AS BIGINT) AS qty
	  FROM doc d
	  JOIN doc_line c ON c.district_id = d.district_id AND c.doc_id = d.doc_id
	 WHERE d.district_id = :district_id AND d.parent_id = :doc_id
	 GROUP BY c.parent_line_no)
SELECT l.line_no, l.item_id, l.lot_id, l.place_id, l.owner_id, l.fund_id, f.unit_id, f.to_place_id, f.request_id, f.request_line_no,
       l.granted - l.dropped AS approved, COALESCE(t.qty, 0) AS committed
  FROM doc_line l
  JOIN allocation_line f ON f.district_id = l.district_id AND f.doc_id = l.doc_id AND f.line_no = l.line_no
  LEFT JOIN taken t ON t.parent_line_no = l.line_no
 WHERE l.district_id = :district_id AND l.doc_id = :doc_id
 ORDER BY l.place_id, f.to_place_id, f.unit_id, l.line_no
 LIMIT :limit;
