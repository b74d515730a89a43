-- Lines with an invoice that is not paid yet: few among all, and what the list of approvals asks for.
CREATE INDEX doc_line_unpaid ON doc_line (district_id, doc_id) WHERE billed > paid;
