/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger_world.h"
#include "both_stores.h"
#include "base/civil.h"
#include "store/driver.h"

/* Reading, on both stores: past and present, receipts and issues, the way of a lot. */

static struct world *open_on(struct ctx *cx)
{
	struct world *w = calloc(1, sizeof *w);

	w->cx = *cx;
	w->cx.district_id = DISTRICT;
	w->cx.now_ms = NOON;
	return w;
}

/* Leaves the arena to the caller, and the books sound. */
static void close_on(struct world *w, struct ctx *cx)
{
	struct verify_result r;

	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(verify_run(&w->cx, &(struct verify_options){ .journal_only = true }, &r), ERR_OK);
	assert_int_equal(r.n_findings, 0);
	store_rollback(&w->cx);
	cx->mem = w->cx.mem;
	free(w);
}

static void the_past_is_one_question_on(struct ctx *cx)
{
	struct world *w = open_on(cx);
	struct ledger_stock *rows;
	int64_t rice, masks, seq, qty;
	struct account_key shed = store_of(SHED);
	size_t n;

	rice = receive(w, 100, SHED, RICE, 50, 0);                       /* seq 1 */
	w->cx.now_ms += 1000;
	masks = receive(w, 101, SHED, MASK, 30, 21500);                  /* seq 2 */
	w->cx.now_ms += 1000;
	assert_int_equal(move(w, 102, shed, store_of(HALL), rice, 20), ERR_OK);
	assert_int_equal(ledger_balance(&w->cx, &shed, rice, 1, &qty), ERR_OK);
	assert_int_equal(qty, 50);
	assert_int_equal(ledger_balance(&w->cx, &shed, masks, 1, &qty), ERR_OK);
	assert_int_equal(qty, 0);
	assert_int_equal(ledger_balance(&w->cx, &shed, rice, 0, &qty), ERR_OK);
	assert_int_equal(qty, 30);
	assert_int_equal(ledger_seq_at(&w->cx, NOON + 1999, &seq), ERR_OK);
	assert_int_equal(seq, 2);
	assert_int_equal(ledger_place_stock(&w->cx, SHED, seq, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].qty, 50);
	assert_int_equal(rows[1].qty, 30);
	assert_int_equal(rows[1].expiry_day, 21500);
	assert_string_equal(rows[1].batch, "B1");
	assert_int_equal(ledger_place_stock(&w->cx, HALL, seq, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 0);
	assert_int_equal(ledger_place_stock(&w->cx, HALL, 0, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].lot_id, rice);
	assert_int_equal(ledger_place_stock(&w->cx, SHED, 0, 1, &rows, &n), ERR_OK);
	assert_int_equal(n, 1);
	close_on(w, cx);
}

static void first_expired_is_first_out_on(struct ctx *cx)
{
	struct world *w = open_on(cx);
	struct account_key shed = store_of(SHED), held = KEY(HELD, .place_id = SHED, .owner_id = OWNER, .doc_id = 300);
	int64_t never = receive(w, 100, SHED, RICE, 5, 0), late = receive(w, 101, SHED, RICE, 5, 21600), early = receive(w, 102, HALL, RICE, 5, 21500);
	int64_t other = receive(w, 103, SHED, MASK, 5, 21400), places[] = { SHED, 77 };
	struct ledger_stock *rows;
	size_t n;

	assert_int_equal(ledger_free_lots(&w->cx, NULL, 0, RICE, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].lot_id, early);
	assert_int_equal(rows[1].lot_id, late);
	assert_int_equal(rows[2].lot_id, never);
	assert_int_equal(ledger_free_lots(&w->cx, places, 2, RICE, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].lot_id, late);
	assert_int_equal(ledger_free_lots(&w->cx, NULL, 0, 0, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 4);
	assert_int_equal(rows[3].lot_id, other);
	assert_int_equal(move(w, 300, shed, held, late, 5), ERR_OK);
	assert_int_equal(ledger_free_lots(&w->cx, NULL, 0, RICE, 1, &rows, &n), ERR_OK);
	assert_int_equal(n, 1);
	assert_int_equal(ledger_account_lots(&w->cx, &shed, RICE, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].lot_id, never);
	assert_int_equal(ledger_doc_stock(&w->cx, 300, 100, &rows, &n), ERR_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].kind, ACC_HELD);
	close_on(w, cx);
}

static const struct ledger_movement *movement_of(const struct ledger_movement *rows, size_t n, int64_t place, int64_t lot)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].place_id == place && rows[i].lot_id == lot)
			return &rows[i];
	return NULL;
}

static void check_movement(struct world *w, int64_t place, int64_t day, int64_t lot, int64_t opening, int64_t received, int64_t issued)
{
	for (int all = 0; all < 2; all++) {
		struct ledger_movement *rows;
		const struct ledger_movement *m;
		size_t n;

		assert_int_equal(ledger_day_movements(&w->cx, all ? 0 : place, day, day, 1000, &rows, &n), ERR_OK);
		m = movement_of(rows, n, place, lot);
		if (!opening && !received && !issued) {
			assert_null(m);
			continue;
		}
		assert_non_null(m);
		assert_int_equal(m->opening, opening);
		assert_int_equal(m->received, received);
		assert_int_equal(m->issued, issued);
		assert_int_equal(m->closing, opening + received - issued);
	}
}

static void D2_16_receipts_issues_and_stock_of_any_day_on(struct ctx *cx)
{
	struct world *w = open_on(cx);
	struct account_key held = KEY(HELD, .place_id = SHED, .owner_id = OWNER, .doc_id = 300), used = KEY(USED, .who_id = CLINIC, .owner_id = OWNER);
	int64_t day = civil_day_of(NOON), rice = receive(w, 100, SHED, RICE, 50, 0);

	assert_int_equal(move(w, 101, store_of(SHED), held, rice, 20), ERR_OK);        /* stays in the house: no issue */
	assert_int_equal(move(w, 102, held, store_of(HALL), rice, 15), ERR_OK);
	w->cx.now_ms += DAY_MS;
	assert_int_equal(move(w, 103, store_of(SHED), used, rice, 4), ERR_OK);
	assert_int_equal(move(w, 104, store_of(HALL), store_of(SHED), rice, 1), ERR_OK);
	w->cx.now_ms += DAY_MS;
	assert_int_equal(move(w, 105, store_of(SHED), used, rice, 1), ERR_OK);
	check_movement(w, SHED, day - 1, rice, 0, 0, 0);
	check_movement(w, SHED, day, rice, 0, 50, 15);
	check_movement(w, HALL, day, rice, 0, 15, 0);
	check_movement(w, SHED, day + 1, rice, 35, 1, 4);
	check_movement(w, HALL, day + 1, rice, 15, 0, 1);
	check_movement(w, SHED, day + 2, rice, 32, 0, 1);
	check_movement(w, HALL, day + 2, rice, 14, 0, 0);
	close_on(w, cx);
}

static void the_way_of_a_lot_leads_back_and_forth_on(struct ctx *cx)
{
	struct world *w = open_on(cx);
	struct account_key worked = KEY(WORKED, .place_id = SHED, .owner_id = OWNER), made = KEY(MADE, .place_id = SHED, .owner_id = OWNER);
	int64_t rice = receive(w, 100, SHED, RICE, 50, 0), sum = 0;
	struct ledger_part part = { rice, 10 };
	struct ledger_new_lot kit = { .lot_id = ctx_new_id(&w->cx), .item_id = 7009, .source_line_no = 2, .parts = &part, .n_parts = 1 };
	struct ledger_change c[] = { { store_of(SHED), rice, 1, -10 }, { worked, rice, 1, 10 }, { made, kit.lot_id, 2, -5 }, { store_of(SHED), kit.lot_id, 2, 5 } };
	struct ledger_posted p;
	struct ledger_trace t;

	assert_int_equal(command(w, &(struct ledger_entry){ .doc_id = 101, .doc_version = 1, .kind = "assembly", .verb = "make", .from_state = "draft",
		.to_state = "done", .actor_id = BUYER, .lots = &kit, .n_lots = 1, .changes = c, .n_changes = 4 }, &p), ERR_OK);
	assert_int_equal(move(w, 102, store_of(SHED), store_of(HALL), kit.lot_id, 2), ERR_OK);
	assert_int_equal(ledger_trace(&w->cx, rice, 100, &t), ERR_OK);
	assert_int_equal(t.lot.source_doc_id, 100);
	assert_int_equal(t.n_parts, 0);
	assert_int_equal(t.n_made, 1);
	assert_int_equal(t.made[0].lot_id, kit.lot_id);
	assert_int_equal(t.n_steps, 4);
	assert_string_equal(t.steps[0].verb, "receive");
	for (size_t i = 0; i < t.n_now; i++)
		sum += t.now[i].qty;
	assert_int_equal(sum, 0);                                        /* every unit is accounted for */
	assert_int_equal(t.n_now, 3);
	assert_int_equal(ledger_trace(&w->cx, kit.lot_id, 100, &t), ERR_OK);
	assert_int_equal(t.n_parts, 1);
	assert_int_equal(t.parts[0].lot_id, rice);
	assert_int_equal(t.n_now, 3);
	assert_int_equal(ledger_trace(&w->cx, 4, 100, &t), ERR_NOT_FOUND);
	close_on(w, cx);
}

static void the_journal_comes_in_pages_on(struct ctx *cx)
{
	struct world *w = open_on(cx);
	struct ledger_journal *rows;
	struct ledger_posting *postings;
	int64_t rice = receive(w, 100, SHED, RICE, 50, 0);
	size_t n;

	for (int i = 0; i < 5; i++)
		assert_int_equal(move(w, 101 + i, store_of(SHED), store_of(HALL), rice, 1), ERR_OK);
	assert_int_equal(ledger_journal_page(&w->cx, 0, 0, 4, &rows, &n), ERR_OK);
	assert_int_equal(n, 4);
	assert_int_equal(rows[3].seq, 4);
	assert_int_equal(ledger_journal_page(&w->cx, 0, 4, 4, &rows, &n), ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(ledger_journal_page(&w->cx, 103, 0, 4, &rows, &n), ERR_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].kind, "issue");
	assert_int_equal(ledger_postings(&w->cx, 2, 10, &postings, &n), ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(postings[0].qty, -1);
	assert_int_equal(postings[0].after_qty, 49);
	assert_int_equal(postings[1].account.place_id, HALL);
	assert_int_equal(postings[1].item_id, RICE);
	close_on(w, cx);
}

static void G7_the_journal_cannot_be_changed_on(struct ctx *cx)
{
	static const char *const tries[] = { "UPDATE ledger_posting SET qty = qty + 1", "DELETE FROM ledger_posting", "UPDATE ledger_entry SET verb = 'x'",
		"DELETE FROM ledger_entry", "UPDATE ledger_account SET who_id = 1", "DELETE FROM ledger_account", "UPDATE ledger_lot SET expiry_day = 0",
		"DELETE FROM ledger_lot", "UPDATE ledger_progress SET qty = 9", "DELETE FROM ledger_progress",
		"UPDATE ledger_seal SET closes_day = 1", "DELETE FROM ledger_seal", "UPDATE ledger_seal_key SET since_ms = 1", "DELETE FROM ledger_seal_key" };
	struct world *w = open_on(cx);
	bool postgres = store_kind(cx->store) == STORE_POSTGRES;
	struct ledger_sealed sealed;
	struct seal_key key;

	receive(w, 100, SHED, RICE, 50, 0);
	seal_key_from_seed((const uint8_t[32]){ 7 }, &key);
	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(ledger_seal(&w->cx, &key, &sealed), ERR_OK);
	assert_int_equal(store_commit(&w->cx), ERR_OK);
	for (size_t i = 0; i < COUNT(tries); i++)
		assert_true(w->cx.store->driver->script(&w->cx, w->cx.store, tries[i]) != ERR_OK);
	assert_true(w->cx.store->driver->script(&w->cx, w->cx.store, postgres ? "TRUNCATE ledger_posting, ledger_entry, ledger_progress CASCADE"
		: "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE seq = 1") != ERR_OK);
	close_on(w, cx);
}

#define ON_BOTH(test) static void test(void **state) { (void)state; for_each_store(test##_on); }
ON_BOTH(the_past_is_one_question)
ON_BOTH(first_expired_is_first_out)
ON_BOTH(D2_16_receipts_issues_and_stock_of_any_day)
ON_BOTH(the_way_of_a_lot_leads_back_and_forth)
ON_BOTH(the_journal_comes_in_pages)
ON_BOTH(G7_the_journal_cannot_be_changed)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_past_is_one_question),
		cmocka_unit_test(first_expired_is_first_out),
		cmocka_unit_test(D2_16_receipts_issues_and_stock_of_any_day),
		cmocka_unit_test(the_way_of_a_lot_leads_back_and_forth),
		cmocka_unit_test(the_journal_comes_in_pages),
		cmocka_unit_test(G7_the_journal_cannot_be_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
