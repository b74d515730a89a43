-- Orders on account by the worker who answers for them.
CREATE INDEX doc_on_account ON doc (district_id, worker_id, doc_id) WHERE kind = 'credit_order';
