/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document_world.h"
#include "base/text.h"

static void receive_step_by_step(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct doc_line line[] = { { .item_id = w.mask, .counter = { [ASKED] = 100 } }, { .item_id = w.rice, .counter = { [ASKED] = 40 } } };
	struct account_key dock = ACCOUNT_OF(DOCK, .place_id = w.d.wa, .owner_id = w.d.root);
	struct account_key store = ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root);
	int64_t id = draft(cx, w.by.keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = w.supplier, .to_place_id = w.d.wa,
		.owner_id = w.d.root, .lines = line, .n_lines = 2 });

	refused(ERR_BAD_STATE, step(w.by.keeper, id, "receive"));
	must(step(w.by.keeper, id, "announce"));
	refused(ERR_FORBIDDEN, step(w.by.carrier, id, "receive"));
	refused(ERR_NOT_FOUND, step(w.by.far_keeper, id, "receive"));
	refused(ERR_SHORT_STOCK, step(w.by.keeper, id, "receive", { .line_no = 1, .qty = 101 }));
	refused(ERR_SHORT_STOCK, step(w.by.keeper, id, "receive", { .line_no = 1, .qty = 60 }, { .line_no = 1, .qty = 41 }));
	must(step(w.by.keeper, id, "receive", { .line_no = 1, .qty = 60, .expiry_day = 30000, .batch = "A" },
		  { .line_no = 1, .qty = 30, .expiry_day = 30001, .batch = "B" }, { .line_no = 2, .qty = 40 }));
	assert_int_equal(lies(cx, dock, w.mask), 90);
	must(step(w.by.keeper, id, "accept", { .line_no = 1, .qty = 70 }));
	must(step(w.by.keeper, id, "reject", { .line_no = 1, .qty = 20 }, { .line_no = 2, .qty = 40 }));
	assert_int_equal(lies(cx, dock, w.mask), 0);
	assert_int_equal(lies(cx, store, w.mask), 70);
	assert_int_equal(lies(cx, ACCOUNT_OF(FROM_SUPPLIER, .who_id = w.supplier, .owner_id = w.d.root), w.mask), -70);
	cx->actor = w.by.keeper;
	refused(ERR_BAD_INPUT, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "close" }, &(struct doc_moved){ 0 }));
	must(step(w.by.keeper, id, "close"));
	assert_string_equal(state_of(cx, id), "closed");
	assert_int_equal(counted(cx, id, 0, DROPPED), 10 + 20);
	close_docs(cx);
}

static void D2_11_receipt_is_counted_against_its_document(void **state)
{
	(void)state;
	for_each_store(receive_step_by_step);
}

static void numbers(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct doc doc;

	must(document_get(cx, stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 5, 0), &doc));
	assert_string_equal(doc.number, "RK-330114-20270115-0001");
	must(document_get(cx, stocked(cx, &w, w.by.far_keeper, w.d.wb, w.mask, 5, 0), &doc));
	assert_string_equal(doc.number, "RK-330114-20270115-0002");
	close_docs(cx);
}

static void numbers_are_gap_free_per_kind_and_day(void **state)
{
	(void)state;
	for_each_store(numbers);
}

static void transfers(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct account_key a = ACCOUNT_OF(STORE, .place_id = w.d.wa, .owner_id = w.d.root);
	struct account_key b = ACCOUNT_OF(STORE, .place_id = w.d.wb, .owner_id = w.d.root);
	struct doc_line line[] = { { .item_id = w.mask, .place_id = w.d.wa, .owner_id = w.d.root, .counter = { [ASKED] = 7 } },
				   { .item_id = w.mask, .place_id = w.d.wa, .owner_id = w.d.root, .counter = { [ASKED] = 4 } } };
	struct doc doc = { .kind = "transfer", .to_place_id = w.d.wb, .lines = line, .n_lines = 2, .carrier_id = w.supplier };
	int64_t id, today = civil_day_of(cx->now_ms);

	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 5, today + 10);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 5, today + 5);
	id = draft(cx, w.by.keeper, &doc);
	refused(ERR_SHORT_STOCK, step(w.by.keeper, id, "move"));      /* 11 of 10: the second line sees the first */
	line[1].counter[ASKED] = 3;
	must(document_edit(cx, id, 1, &doc));
	refused(ERR_STALE, document_edit(cx, id, 1, &doc));
	must(step(w.by.keeper, id, "move"));
	assert_int_equal(lies(cx, b, w.mask), 10);
	must(document_undo(cx, id, 0, "错了", &(struct doc_moved){ 0 }));
	assert_int_equal(lies(cx, a, w.mask), 10);
	assert_int_equal(lies(cx, b, w.mask), 0);
	refused(ERR_BAD_STATE, document_undo(cx, id, 0, NULL, &(struct doc_moved){ 0 }));
	must(step(w.by.keeper, id, "depart"));
	must(step(w.by.far_keeper, id, "receive", { .line_no = 1, .qty = 7 }));
	assert_string_equal(state_of(cx, id), "under_way");
	must(step(w.by.far_keeper, id, "report"));
	must(step(w.by.keeper, id, "found", { .line_no = 2, .qty = 1 }));
	refused(ERR_CONFLICT, step(w.by.keeper2, id, "found", { .line_no = 2, .qty = 2 }));
	refused(ERR_FORBIDDEN, step(w.by.keeper, id, "found", { .line_no = 2, .qty = 1 }));
	must(step(w.by.keeper2, id, "found", { .line_no = 2, .qty = 1 }));
	must(step(w.by.keeper, id, "lose", { .line_no = 2, .qty = 2 }));
	must(step(w.by.keeper2, id, "lose", { .line_no = 2, .qty = 2 }));
	assert_string_equal(state_of(cx, id), "done");
	assert_int_equal(lies(cx, a, w.mask), 1);
	assert_int_equal(lies(cx, ACCOUNT_OF(LOST, .who_id = w.supplier, .owner_id = w.d.root), w.mask), 2);
	close_docs(cx);
}

static void transfer_under_way_is_counted_and_explained(void **state)
{
	(void)state;
	for_each_store(transfers);
}

/* The second proof can fail: a counter that grew past its postings is named. */
static void tampered(struct ctx *cx)
{
	static const struct query change = { "test_change", "UPDATE doc_line SET taken = taken - 1, back = back + 1", "UPDATE doc_line SET taken = taken - 1, back = back + 1", NULL, NULL };
	struct docs w = open_docs(cx);
	struct finding *found;
	int64_t rows;
	size_t n;

	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 5, 0);
	must(document_verify(cx, &found, &n));
	assert_int_equal(n, 0);
	must(store_savepoint(cx));
	must(store_exec(cx, &change, NULL, &rows));
	must(document_verify(cx, &found, &n));
	assert_int_equal(n, 2);                         /* the store has one too many, the supplier one too few back */
	assert_string_equal(found[0].table, "doc_line");
	store_undo(cx);
	close_docs(cx);
}

static void counters_that_do_not_fit_the_postings_are_named(void **state)
{
	(void)state;
	for_each_store(tampered);
}

static void tables(struct ctx *cx)
{
	must(doc_kinds_check(cx, doc_kinds));
}

static void the_tables_of_every_kind_are_sound(void **state)
{
	struct ctx cx = { 0 };

	(void)state;
	tables(&cx);
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_of_every_kind_are_sound),
		cmocka_unit_test(D2_11_receipt_is_counted_against_its_document),
		cmocka_unit_test(numbers_are_gap_free_per_kind_and_day),
		cmocka_unit_test(transfer_under_way_is_counted_and_explained),
		cmocka_unit_test(counters_that_do_not_fit_the_postings_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
