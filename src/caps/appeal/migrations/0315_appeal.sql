-- What an appeal says besides its lines: words to everybody, and until when it stands.
CREATE TABLE appeal (
  district_id BIGINT NOT NULL, doc_id BIGINT NOT NULL, words TEXT NOT NULL, until_day BIGINT NOT NULL, PRIMARY KEY (district_id, doc_id));
