/* SPDX-License-Identifier: Apache-2.0 */
/* order_reference DATA COPY BATCH [ORDERS]: what the disk and SQLite themselves allow.  The rows that orders
 * left in DATA go into a new file COPY, into the same tables with the same indexes, in the order in
 * which they were written: bare prepared inserts, so many orders a durable transaction, no rule, no
 * check, no read, no update, no hash.  Prints orders per second.
 * With "sold" for BATCH it copies nothing and says what was sold of the scarce offer. */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS_MAX = 64 };

static const struct { const char *name, *order; } tables[] = {
	{ "doc", "rowid" }, { "doc_line", "rowid" }, { "household_order", "district_id, doc_id" }, { "order_turn", "doc_id" },
	{ "ledger_account", "district_id, account_id" }, { "ledger_balance", "district_id, account_id, lot_id" },
	{ "ledger_entry", "district_id, seq" }, { "ledger_posting", "district_id, seq, posting_no" },
	{ "ledger_progress", "district_id, seq, line_no, counter" }, { "audit_entry", "rowid" }, { "http_idempotency", "rowid" } };
enum { TABLES = sizeof tables / sizeof *tables };

static struct copied { sqlite3_stmt *read, *write; int64_t rows, done; } copies[TABLES];

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
	return s;
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = prepared(db, sql);
	int64_t n = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;

	sqlite3_finalize(s);
	return n;
}

static void make_tables(sqlite3 *from, sqlite3 *to, const char *table)
{
	char *sql = sqlite3_mprintf("SELECT sql FROM sqlite_schema WHERE tbl_name = %Q AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC", table);
	sqlite3_stmt *s = prepared(from, sql);

	while (sqlite3_step(s) == SQLITE_ROW)
		run(to, (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_free(sql);
}

static void open_copy(sqlite3 *from, sqlite3 *to, size_t i)
{
	char marks[2 * COLUMNS_MAX + 1], *read = sqlite3_mprintf("SELECT * FROM %s ORDER BY %s", tables[i].name, tables[i].order);
	char *count = sqlite3_mprintf("SELECT COUNT(*) FROM %s", tables[i].name), *write;
	int n;

	make_tables(from, to, tables[i].name);
	copies[i] = (struct copied){ .read = prepared(from, read), .rows = number(from, count) };
	n = sqlite3_column_count(copies[i].read);
	for (int c = 0; c < n; c++)
		snprintf(marks + 2 * c, 3, ",?");
	write = sqlite3_mprintf("INSERT INTO %s VALUES (%s)", tables[i].name, marks + 1);
	copies[i].write = prepared(to, write);
	sqlite3_free(read);
	sqlite3_free(count);
	sqlite3_free(write);
}

/* The next rows of one table, up to `until`. */
static void copy_rows(sqlite3 *to, struct copied *c, int64_t until)
{
	for (; c->done < until && sqlite3_step(c->read) == SQLITE_ROW; c->done++) {
		for (int i = 0; i < sqlite3_column_count(c->read); i++)
			sqlite3_bind_value(c->write, i + 1, sqlite3_column_value(c->read, i));
		if (sqlite3_step(c->write) != SQLITE_DONE) {
			fprintf(stderr, "%s\n", sqlite3_errmsg(to));
			exit(1);
		}
		sqlite3_reset(c->write);
	}
}

static double seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of each offer: places put on sale, still open by the ledger, and what the orders add up to. */
static int tell_sold(sqlite3 *db)
{
	sqlite3_stmt *s = prepared(db,
		"SELECT f.name, (SELECT SUM(l.granted - l.dropped) FROM doc_line l WHERE l.doc_id = f.doc_id),"
		" (SELECT SUM(b.qty) FROM ledger_account a JOIN ledger_balance b ON b.district_id = a.district_id AND b.account_id = a.account_id"
		"   WHERE a.district_id = f.district_id AND a.doc_id = f.doc_id AND a.kind = 81),"
		" (SELECT SUM(l.granted - l.dropped) FROM household_order o JOIN doc_line l ON l.district_id = o.district_id AND l.doc_id = o.doc_id WHERE o.offer_id = f.doc_id),"
		" (SELECT SUM(qty) FROM order_sum m WHERE m.offer_id = f.doc_id AND m.line_no > 0) FROM offer f ORDER BY f.doc_id");
	bool good = true;

	while (sqlite3_step(s) == SQLITE_ROW) {
		const int64_t on_sale = sqlite3_column_int64(s, 1), open = sqlite3_column_int64(s, 2), ordered = sqlite3_column_int64(s, 3);

		good = good && on_sale - open == ordered && ordered == sqlite3_column_int64(s, 4);
		printf("on sale %lld, ordered %lld, by the sums %lld, still open in the ledger %lld\n", (long long)on_sale, (long long)ordered,
		       (long long)sqlite3_column_int64(s, 4), (long long)open);
	}
	sqlite3_finalize(s);
	printf(good ? "nothing was oversold\n" : "OVERSOLD\n");
	return good ? 0 : 1;
}

int main(int argc, char **argv)
{
	sqlite3 *from, *to;
	int64_t orders, batch, most;
	double began, cpu;

	if (argc == 4 && strcmp(argv[3], "sold") == 0)
		return sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READONLY, NULL) ? 2 : tell_sold(from);
	if (argc < 4 || sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READONLY, NULL) || sqlite3_open(argv[2], &to))
		return 2;
	batch = strtoll(argv[3], NULL, 10);
	run(to, "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=2000");
	orders = number(from, "SELECT COUNT(*) FROM household_order");
	most = argc > 4 ? strtoll(argv[4], NULL, 10) : orders;
	for (size_t i = 0; i < TABLES; i++)
		open_copy(from, to, i);
	began = seconds(CLOCK_MONOTONIC);
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	for (int64_t at = 0; at < most && at < orders; at += batch) {
		run(to, "BEGIN IMMEDIATE");
		for (size_t i = 0; i < TABLES; i++)
			copy_rows(to, &copies[i], (int64_t)((__int128)copies[i].rows * (at + batch) / orders));
		run(to, "COMMIT");
	}
	most = most < orders ? most : orders;
	printf("%8.0f /s   %.3f ms of processor an order\n", (double)most / (seconds(CLOCK_MONOTONIC) - began),
	       (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 1000 / (double)most);
	return 0;
}
