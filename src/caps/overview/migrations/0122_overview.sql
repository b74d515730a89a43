-- The steps the overview counts, in order of time: today's, and those of the last seven days.
CREATE INDEX ledger_entry_by_step ON ledger_entry (district_id, kind, verb, seq)
WHERE verb IN ('raise', 'vet', 'order', 'depart', 'arrive', 'receive', 'turn_back', 'hand_over', 'take_in', 'accept', 'approve', 'issue');
-- What is open, by where it goes, without reading the documents.
CREATE INDEX doc_open ON doc (district_id, kind, state, to_place_id, from_place_id, due_ms, created_ms);
