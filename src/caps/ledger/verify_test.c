/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger_world.h"
#include "base/civil.h"
#include "caps/ledger/tamper.h"

/* A small year: purchase, gift for a purpose, transfer, hold, issue, an assembly,
 * a piece with a serial number, a change of owner, a reversal, money, two closes. */

static const uint8_t seed[32] = { 7, 7, 7 }, other_seed[32] = { 8 };

static void post(struct world *w, const struct ledger_entry *e)
{
	struct ledger_posted p;
	enum err err = command(w, e, &p);

	if (err)
		print_message("%s\n", w->cx.fault.en);
	assert_int_equal(err, ERR_OK);
}

static void make_kit(struct world *w, int64_t rice, int64_t masks)
{
	struct account_key worked = KEY(WORKED, .place_id = SHED, .owner_id = OWNER), made = KEY(MADE, .place_id = SHED, .owner_id = OWNER);
	struct ledger_part parts[] = { { rice, 4 }, { masks, 6 } };
	struct ledger_new_lot kit = { .lot_id = ctx_new_id(&w->cx), .item_id = 7009, .source_line_no = 3, .batch = "K", .parts = parts, .n_parts = 2 };
	struct ledger_change c[] = { { store_of(SHED), rice, 1, -4 }, { worked, rice, 1, 4 }, { store_of(SHED), masks, 2, -6 }, { worked, masks, 2, 6 },
		{ made, kit.lot_id, 3, -2 }, { store_of(SHED), kit.lot_id, 3, 2 } };
	struct ledger_growth g[] = { { 1, "taken", 4 }, { 2, "taken", 6 }, { 3, "taken", 2 } };

	post(w, &(struct ledger_entry){ .doc_id = 210, .doc_version = 1, .kind = "assembly", .verb = "make", .from_state = "draft", .to_state = "done",
		.actor_id = 502, .lots = &kit, .n_lots = 1, .changes = c, .n_changes = 6, .grown = g, .n_grown = 3,
		.content_hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
		.note_hash = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff" });
}

static void close_day(struct world *w, int64_t day, const uint8_t *key_seed)
{
	struct ledger_sealed sealed;
	struct seal_key key;

	seal_key_from_seed(key_seed, &key);
	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(ledger_close_day(&w->cx, &key, day, &sealed), ERR_OK);
	assert_int_equal(store_commit(&w->cx), ERR_OK);
}

static void live_a_little(struct world *w)
{
	struct account_key granted = KEY(GRANTED, .who_id = 920, .fund_id = 71), fund = KEY(FUND, .fund_id = 71);
	struct account_key held = KEY(HELD, .place_id = SHED, .owner_id = OWNER, .doc_id = 300), used = KEY(USED, .who_id = CLINIC, .owner_id = OWNER);
	struct account_key theirs = KEY(STORE, .place_id = CLINIC, .owner_id = OTHER_OWNER);
	struct ledger_new_lot piece = { .lot_id = ctx_new_id(&w->cx), .item_id = 7003, .source_line_no = 1, .serial = "T-1", .cost_fen = 1999, .made_day = 20000 };
	struct ledger_change c[] = { { from_supplier(), piece.lot_id, 1, -1 }, { store_of(SHED), piece.lot_id, 1, 1 } };
	struct ledger_reversal undo = { .seq = 4, .doc_id = 203, .doc_version = 2, .actor_id = 503, .verb = "undo", .from_state = "done", .to_state = "draft" };
	struct ledger_posted p;
	int64_t rice = receive(w, 200, SHED, RICE, 500, 21500), masks = receive(w, 201, SHED, MASK, 800, 0);

	assert_int_equal(move(w, 202, granted, fund, LEDGER_MONEY, 20000000), ERR_OK);
	w->cx.now_ms += 61000;
	assert_int_equal(move(w, 203, store_of(SHED), store_of(HALL), rice, 120), ERR_OK);
	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(ledger_reverse(&w->cx, &undo, &p), ERR_OK);
	assert_int_equal(store_commit(&w->cx), ERR_OK);
	make_kit(w, rice, masks);
	post(w, &(struct ledger_entry){ .doc_id = 211, .doc_version = 1, .kind = "purchase", .verb = "receive", .from_state = "", .to_state = "received",
		.actor_id = BUYER, .lots = &piece, .n_lots = 1, .changes = c, .n_changes = 2 });
	w->cx.now_ms += DAY_MS;
	close_day(w, civil_day_of(NOON), seed);
	assert_int_equal(move_at(w, 300, store_of(SHED), held, masks, 300, w->cx.now_ms - 1000, &p), ERR_OK);
	assert_int_equal(move(w, 301, held, used, masks, 250), ERR_OK);
	post(w, &(struct ledger_entry){ .doc_id = 302, .doc_version = 1, .kind = "surplus", .verb = "agree", .from_state = "offered", .to_state = "pooled",
		.actor_id = 504, .crosses = LEDGER_CROSS_OWNER, .n_changes = 2,
		.changes = (struct ledger_change[]){ { store_of(SHED), rice, 1, -7 }, { theirs, rice, 1, 7 } } });
	post(w, &(struct ledger_entry){ .doc_id = 302, .doc_version = 2, .kind = "surplus", .verb = "note", .from_state = "pooled", .to_state = "pooled", .actor_id = 504 });
	w->cx.now_ms += DAY_MS;
	close_day(w, civil_day_of(NOON) + 1, other_seed);
	assert_int_equal(move(w, 303, store_of(SHED), store_of(HALL), rice, 30), ERR_OK);
}

static const struct tampered tables[] = { { "ledger_head", "district_id" }, { "ledger_account", "account_id" }, { "ledger_lot", "lot_id" },
	{ "ledger_lot_part", "lot_id || '/' || part_lot_id" }, { "ledger_entry", "seq" }, { "ledger_posting", "seq || '/' || posting_no" },
	{ "ledger_progress", "seq || '/' || line_no || '/' || counter" }, { "ledger_balance", "account_id || '/' || lot_id" },
	{ "ledger_day_head", "district_id" }, { "ledger_day_sum", "day || '/' || place_id || '/' || lot_id || '/' || owner_id || '/' || fund_id" },
	{ "ledger_seal", "seal_no" }, { "ledger_seal_key", "key_id" } };

static void any_changed_value_and_any_deleted_row_is_named(void **state)
{
	const struct verify_options options = { .journal_only = true, .search_bytes = 6000000 };
	struct tally all = { 0 };
	struct world w;

	(void)state;
	world_open(&w);
	live_a_little(&w);
	assert_int_equal(sum_days(&w.cx), 2);
	drop_the_guards(((struct sqlite_store *)w.cx.store)->db);
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct tally t = tamper_with_table(&w.cx, &options, &tables[i], "");

		all.changes += t.changes;
		all.named += t.named;
		all.exact += t.exact;
	}
	print_message("# all              %5d changes, %5d named by row, %5d to the column\n", all.changes, all.named, all.exact);
	assert_true(all.named * 100 >= all.changes * 95);
	assert_true(all.exact * 100 >= all.changes * 80);
	world_close(&w);
}

static bool go_on(void *of, int64_t entries_done)
{
	*(int64_t *)of = entries_done;
	return true;
}

static bool stop_here(void *of, int64_t entries_done)
{
	return entries_done < *(int64_t *)of;
}

static void verifying_says_how_far_it_is_and_stops_when_told(void **state)
{
	struct verify_options options = { .journal_only = true, .keep_on = go_on };
	struct verify_result r;
	struct world w;
	int64_t done = 0;

	(void)state;
	world_open(&w);
	live_a_little(&w);
	assert_int_equal(store_begin(&w.cx), ERR_OK);
	options.keep_on_of = &done;
	assert_int_equal(verify_run(&w.cx, &options, &r), ERR_OK);
	assert_true(done > 0);
	assert_int_equal(done, r.entries);
	options.keep_on = stop_here;
	assert_int_equal(verify_run(&w.cx, &options, &r), ERR_BAD_STATE);
	store_rollback(&w.cx);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests_[] = {
		cmocka_unit_test(verifying_says_how_far_it_is_and_stops_when_told),
		cmocka_unit_test(any_changed_value_and_any_deleted_row_is_named),
	};

	return cmocka_run_group_tests(tests_, NULL, NULL);
}
