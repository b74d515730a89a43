-- A lot is found by what is printed on the goods, or by the beginning of it.
CREATE INDEX ledger_lot_by_batch ON ledger_lot (district_id, batch, lot_id) WHERE batch <> '';
