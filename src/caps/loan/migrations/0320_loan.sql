-- What a loan says beside its document: until when, in whose hands, what for.
CREATE TABLE loan (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, due_day BIGINT NOT NULL, holder TEXT NOT NULL, purpose TEXT NOT NULL,
  PRIMARY KEY (district_id, doc_id));
-- Every cleaning of what came back: how much of a line, with which agent, how strong, for how long, by whom.
CREATE TABLE loan_cleaning (
  district_id BIGINT NOT NULL, cleaning_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, line_no BIGINT NOT NULL, qty BIGINT NOT NULL CHECK (qty > 0),
  dose TEXT NOT NULL, agent TEXT NOT NULL, strength BIGINT NOT NULL, contact_min BIGINT NOT NULL, began_ms BIGINT NOT NULL,
  cleaned_by BIGINT NOT NULL, noted_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, cleaning_id));
CREATE INDEX loan_cleaning_by_line ON loan_cleaning (district_id, doc_id, line_no, cleaning_id);
-- Who was reminded of what he still holds, and when.
CREATE TABLE loan_reminder (
  district_id BIGINT NOT NULL, reminder_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, reminded_by BIGINT NOT NULL, reminded_ms BIGINT NOT NULL,
  PRIMARY KEY (district_id, reminder_id));
CREATE INDEX loan_reminder_by_doc ON loan_reminder (district_id, doc_id, reminded_ms);
