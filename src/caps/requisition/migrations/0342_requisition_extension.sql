-- A longer period of use, asked for while things are in use: a document of its own, so that it is approved as the requisition was.
CREATE TABLE requisition_extension (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, requisition_id BIGINT NOT NULL, was_day BIGINT NOT NULL,
  until_day BIGINT NOT NULL CHECK (until_day > was_day), why TEXT NOT NULL, PRIMARY KEY (district_id, doc_id));
CREATE INDEX requisition_extension_of ON requisition_extension (district_id, requisition_id, doc_id);
