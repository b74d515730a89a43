/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/document/document_world.h"
#include "caps/ledger/tamper.h"

/* Documents under baogong verify: what is signed and counted cannot be changed
 * behind the journal's back. */

static const struct tampered tables[] = { { "doc", "doc_id" }, { "doc_line", "doc_id || '/' || line_no" },
	{ "doc_sign", "doc_id || '/' || seq" }, { "doc_note", "doc_id || '/' || seq" } };

/* due_* follow from the plan, and a version counts the edits of a draft too (docs/ledger.md). */
static const char purged[] = "DELETE";        /* a note may be purged */
static const char unsealed[] = "due_ms due_verb version";

static void tampering(struct ctx *cx)
{
	const struct verify_options options = { .content = document_content, .search_bytes = 4000000 };
	struct docs w = open_docs(cx);
	struct tally all = { 0 };
	struct doc_line line = { .item_id = w.mask, .place_id = w.d.wa, .owner_id = w.d.root, .counter = { [ASKED] = 30 } };
	int64_t id;

	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 100, 30000);
	id = draft(cx, w.by.keeper, &(struct doc){ .kind = "transfer", .to_place_id = w.d.wb, .carrier_id = w.supplier, .lines = &line, .n_lines = 1 });
	must(step(w.by.keeper, id, "depart"));
	must(step(w.by.far_keeper, id, "receive", { .line_no = 1, .qty = 20 }));
	must(step(w.by.far_keeper, id, "report"));
	must(step(w.by.keeper, id, "found", { .line_no = 1, .qty = 4 }));
	must(step(w.by.keeper2, id, "found", { .line_no = 1, .qty = 4 }));
	if (store_in_transaction(cx->store))
		must(store_commit(cx));
	cx->actor = NULL;
	drop_the_guards(((struct sqlite_store *)cx->store)->db);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct tally t = tamper_with_table(cx, &options, &tables[i], i == 3 ? purged : unsealed);

		all.changes += t.changes;
		all.named += t.named;
		all.exact += t.exact;
	}
	print_message("# all              %5d changes, %5d named by row, %5d to the column\n", all.changes, all.named, all.exact);
	assert_true(all.named * 100 >= all.changes * 90);
}

static void no_value_of_a_document_changes_unnoticed(void **state)
{
	(void)state;
	on_one_store("sqlite::memory:", tampering);
}

int main(void)
{
	const struct CMUnitTest tests_[] = {
		cmocka_unit_test(no_value_of_a_document_changes_unnoticed),
	};

	return cmocka_run_group_tests(tests_, NULL, NULL);
}
