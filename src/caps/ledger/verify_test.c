/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/ledger_world.h"
#include "base/civil.h"
#include "store/sqlite.h"

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

/* ---- tampering ---- */

static void run_sql(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		print_message("%s: %s\n", sql, message);
	assert_null(message);
}

struct tally { int changes, named, exact; };

/* Runs verify on the changed books; the change is named when a finding tells its
 * row, exactly named when it also tells the column. */
static bool is_row(const char *found, const char *id)
{
	size_t n = strlen(found), m = strlen(id);

	return n >= m && !strcmp(found + n - m, id) && (n == m || found[n - m - 1] == '/');        /* "district/id" when there are two */
}

static void judge(struct world *w, const char *table, const char *id, const char *new_id, const char *column, bool row_only, const char *sql, struct tally *t)
{
	struct verify_result r;
	bool named = false, exact = false;

	assert_int_equal(verify_run(&w->cx, &(struct verify_options){ .journal_only = true, .search_bytes = 6000000 }, &r), ERR_OK);
	for (size_t i = 0; i < r.n_findings; i++) {
		bool here = !strcmp(r.findings[i].table, table) && (is_row(r.findings[i].id, id) || is_row(r.findings[i].id, new_id));

		named |= here;
		exact |= here && !strcmp(r.findings[i].column, column);
	}
	t->changes++;
	t->named += named;
	t->exact += exact || (row_only && named);
	if (!r.n_findings) {
		print_message("NOT FOUND: %s\n", sql);
		assert_true(r.n_findings);
	}
	if ((!exact && !row_only) || !named) {
		print_message("%s\n    named %s:%s:%s %s\n", sql, r.findings[0].table, r.findings[0].id, r.findings[0].column, r.findings[0].en);
	}
	arena_reset(&w->cx.mem);
}

static const char *const tables[][2] = { { "ledger_head", "district_id" }, { "ledger_account", "account_id" }, { "ledger_lot", "lot_id" },
	{ "ledger_lot_part", "lot_id || '/' || part_lot_id" }, { "ledger_entry", "seq" }, { "ledger_posting", "seq || '/' || posting_no" },
	{ "ledger_progress", "seq || '/' || line_no || '/' || counter" }, { "ledger_balance", "account_id || '/' || lot_id" },
	{ "ledger_seal", "seal_no" }, { "ledger_seal_key", "key_id" } };

static void drop_the_guards(sqlite3 *db)
{
	sqlite3_stmt *s;
	char sql[20000] = "";

	assert_int_equal(sqlite3_prepare_v2(db, "SELECT group_concat('DROP TRIGGER ' || name || ';', '') FROM sqlite_schema WHERE type = 'trigger'", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	snprintf(sql, sizeof sql, "%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	run_sql(db, sql);
	run_sql(db, "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
}

/* Every row's number, as verify writes it. */
static size_t list_ids(sqlite3 *db, size_t table, char ids[][80], size_t most)
{
	char sql[300];
	sqlite3_stmt *s;
	size_t n = 0;

	snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY 1", tables[table][1], tables[table][0]);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (n < most && sqlite3_step(s) == SQLITE_ROW)
		snprintf(ids[n++], 80, "%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	return n;
}

/* One update in a transaction that is taken back. */
static void tamper(struct world *w, const char *table, const char *id_sql, const char *id, const char *column, const char *value, struct tally *t)
{
	sqlite3 *db = ((struct sqlite_store *)w->cx.store)->db;
	char sql[900], new_id[80] = "";
	sqlite3_stmt *stmt;

	if (value)
		snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s WHERE %s = '%s' AND %s IS NOT %s RETURNING %s", table, column, value, id_sql, id, column, value, id_sql);
	else
		snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s = '%s' RETURNING %s", table, id_sql, id, id_sql);
	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW) {           /* else a key says no, or nothing changed */
		snprintf(new_id, sizeof new_id, "%s", (const char *)sqlite3_column_text(stmt, 0));
		assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
	}
	sqlite3_finalize(stmt);
	if (*new_id)
		judge(w, table, id, new_id, column, !value, sql, t);
	store_rollback(&w->cx);
}

static void tamper_with_column(struct world *w, size_t table, const char *column, bool text, char ids[][80], size_t n, struct tally *t)
{
	static const char *const numbers[] = { "%s + 1", "%s - 1", "-%s - 3", "%s * 10 + 7", "%s + 0.5" };
	static const char *const words[] = { "%s || 'x'", "''", "'abc'", "substr(%s, 1, length(%s) - 1) || CASE substr(%s, -1) WHEN '0' THEN '1' ELSE '0' END",
		"%s || char(0) || 'x'" };
	char value[200];

	for (size_t i = 0; i < n; i++)
		for (size_t k = i % 2; k < 5; k += 2) {          /* every other row, every other change: a minute is enough */
			if (text)
				snprintf(value, sizeof value, words[k], column, column, column);
			else
				snprintf(value, sizeof value, numbers[k], column);
			tamper(w, tables[table][0], tables[table][1], ids[i], column, value, t);
		}
}

static void any_changed_value_and_any_deleted_row_is_named(void **state)
{
	static char ids[200][80];
	struct world w;
	struct tally all = { 0 };
	sqlite3 *db;

	(void)state;
	world_open(&w);
	live_a_little(&w);
	db = ((struct sqlite_store *)w.cx.store)->db;
	drop_the_guards(db);
	for (size_t table = 0; table < COUNT(tables); table++) {
		struct tally t = { 0 };
		sqlite3_stmt *s;
		char sql[200];
		size_t n = list_ids(db, table, ids, 200);

		assert_true(n > 0);
		snprintf(sql, sizeof sql, "SELECT name, type FROM pragma_table_info('%s')", tables[table][0]);
		assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
		for (size_t i = 0; i < n; i++)
			tamper(&w, tables[table][0], tables[table][1], ids[i], "", NULL, &t);
		while (sqlite3_step(s) == SQLITE_ROW) {
			char column[64];

			snprintf(column, sizeof column, "%s", (const char *)sqlite3_column_text(s, 0));
			tamper_with_column(&w, table, column, !strcmp((const char *)sqlite3_column_text(s, 1), "TEXT"), ids, n, &t);
		}
		sqlite3_finalize(s);
		print_message("# %-16s %5d changes, %5d named by row, %5d to the column\n", tables[table][0], t.changes, t.named, t.exact);
		all.changes += t.changes;
		all.named += t.named;
		all.exact += t.exact;
	}
	print_message("# all              %5d changes, %5d named by row, %5d to the column\n", all.changes, all.named, all.exact);
	assert_true(all.named * 100 >= all.changes * 95);
	assert_true(all.exact * 100 >= all.changes * 80);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests_[] = {
		cmocka_unit_test(any_changed_value_and_any_deleted_row_is_named),
	};

	return cmocka_run_group_tests(tests_, NULL, NULL);
}
