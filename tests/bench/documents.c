/* SPDX-License-Identifier: Apache-2.0 */
/* Long documents: a delivery of so many lines announced, counted in with batch
 * and expiry, then moved to another warehouse, each step one entry and
 * one commit; against as many rows written bare. */
#include <sqlite3.h>
#include <time.h>
#include "caps/document/document_world.h"

enum { ITEMS = 200 };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int64_t count_rows(struct ctx *cx, const char *dir)
{
	static const char *const tables[] = { "doc", "doc_line", "ledger_entry", "ledger_posting", "ledger_progress", "ledger_balance", "ledger_lot", "ledger_account" };
	sqlite3 *db;
	sqlite3_stmt *s;
	int64_t n = 0;

	if (sqlite3_open(arena_print(&cx->mem, "%s/documents.db", dir), &db) != SQLITE_OK)
		exit(1);
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (sqlite3_prepare_v2(db, arena_print(&cx->mem, "SELECT count(*) FROM %s", tables[i]), -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
			exit(1);
		n += sqlite3_column_int64(s, 0);
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
	return n;
}

/* So many rows of eight numbers under a key of three, with one more index, in one commit. */
static double bare(struct ctx *cx, const char *dir, int64_t rows)
{
	sqlite3 *db;
	sqlite3_stmt *s;
	double began;

	if (sqlite3_open(arena_print(&cx->mem, "%s/bare-%lld.db", dir, (long long)rows), &db) != SQLITE_OK)
		exit(1);
	sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		"CREATE TABLE p (d, seq, no, a, l, line, qty, after, PRIMARY KEY (d, seq, no)) WITHOUT ROWID;"
		"CREATE UNIQUE INDEX ph ON p (d, a, l, seq, no)", NULL, NULL, NULL);
	began = seconds();
	sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	if (sqlite3_prepare_v2(db, "INSERT INTO p VALUES (330114, 1, ?1, ?2, ?1, ?1, 5, 5)", -1, &s, NULL) != SQLITE_OK)
		exit(1);
	for (int64_t i = 1; i <= rows; i++) {
		sqlite3_bind_int64(s, 1, i);
		sqlite3_bind_int64(s, 2, i * 7919 % 5000);
		sqlite3_step(s);
		sqlite3_reset(s);
	}
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	began = seconds() - began;
	sqlite3_finalize(s);
	sqlite3_close(db);
	return began;
}

struct clock { double began; int64_t rows; };

static void begin(struct ctx *cx, struct clock *c, const char *dir)
{
	c->rows = count_rows(cx, dir);
	c->began = seconds();
	must(store_begin(cx));
}

static void tell(struct ctx *cx, const struct clock *c, const char *dir, const char *what, size_t lines)
{
	double took, reference;
	int64_t rows;

	must(store_commit(cx));
	took = seconds() - c->began;
	rows = count_rows(cx, dir) - c->rows;
	reference = bare(cx, dir, rows > 0 ? rows : 1);
	printf("| %s | %zu | %.2f s | %lld | %.2f s | %.1f |\n", what, lines, took, (long long)rows, reference, took / reference);
	fflush(stdout);
}

static void one_size(struct ctx *cx, const struct docs *w, const int64_t *item, size_t n, const char *dir)
{
	struct doc_line *lines = arena_array(&cx->mem, struct doc_line, n);
	struct doc_part *parts = arena_array(&cx->mem, struct doc_part, n);
	struct doc in = { .kind = "receipt_supplier", .giver_id = w->supplier, .to_place_id = w->d.wa, .owner_id = w->d.root, .lines = lines, .n_lines = n };
	struct doc way = { .kind = "transfer", .from_place_id = w->d.wa, .to_place_id = w->d.wb, .owner_id = w->d.root, .lines = lines, .n_lines = n };
	struct clock c;
	int64_t id = 0;

	for (size_t i = 0; i < n; i++) {
		lines[i] = (struct doc_line){ .item_id = item[i % ITEMS], .counter = { [ASKED] = 5 } };
		parts[i] = (struct doc_part){ .line_no = (int64_t)i + 1, .qty = 5, .expiry_day = 23000 + (int64_t)(i % 300), .batch = "B" };
	}
	cx->actor = w->by.keeper;
	begin(cx, &c, dir);
	must(document_open(cx, &in, &id));
	tell(cx, &c, dir, "draft written", n);
	begin(cx, &c, dir);
	must(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "announce" }, &(struct doc_moved){ 0 }));
	tell(cx, &c, dir, "announced", n);
	begin(cx, &c, dir);
	must(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "take_in", .parts = parts, .n_parts = n }, &(struct doc_moved){ 0 }));
	tell(cx, &c, dir, "counted in, with batch and expiry", n);
	for (size_t i = 0; i < n; i++) {
		lines[i].place_id = w->d.wa;
		lines[i].owner_id = w->d.root;
	}
	begin(cx, &c, dir);
	must(document_open(cx, &way, &id));
	must(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "move" }, &(struct doc_moved){ 0 }));
	tell(cx, &c, dir, "written and moved to another warehouse", n);
}

int main(int argc, char **argv)
{
	static const size_t sizes[] = { 100, 1000, 10000 };
	struct ids ids = { 0 };
	struct ctx c = { .now_ms = INT64_C(1760000000000), .district_id = 330114, .ids = &ids }, *cx = &c;
	int64_t item[ITEMS];
	struct docs w;

	if (argc != 2)
		return 2;
	must(store_open(cx, arena_print(&c.mem, "sqlite:%s/documents.db", argv[1]), STORE_WRITE, &c.store));
	must(store_migrate(cx));
	w = open_docs(cx);
	c.actor = &the_system;
	for (int i = 0; i < ITEMS; i++)
		item[i] = new_item(cx, arena_print(&c.mem, "I%03d", i), "rice", 1, STORAGE_AMBIENT);
	must(store_commit(cx));
	printf("| step | lines | time | rows written | the same rows bare | ratio |\n|---|--:|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		one_size(cx, &w, item, sizes[i], argv[1]);
	must(store_begin(cx));
	close_docs(cx);
	return 0;
}
