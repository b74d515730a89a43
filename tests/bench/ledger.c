/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger on a data file: posting against the same rows written bare, then
 * what one asks a large ledger.  Entries have 2 postings and 1 counter and are
 * spread over 30 days, 500 stores, 15 items. */
#include "caps/ledger/day_sums.h"
#include "caps/ledger/ledger.h"
#include "caps/ledger/verify.h"
#include "base/civil.h"
#include "seeded.h"
#include "store/sqlite.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STORES = 500, ITEMS = 15, LOTS = 3000, DISTRICT = 330114, DAYS = 30 };
static const int64_t START = INT64_C(1790000000000);

struct bench { struct ctx cx; struct ids ids; struct seeded dice; int64_t lots[LOTS], at[LOTS], next_doc, total; };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double processor(void) { return (double)clock() / CLOCKS_PER_SEC; }

static void need(struct ctx *cx, enum err e)
{
	if (e == ERR_OK)
		return;
	fprintf(stderr, "%s\n", cx->fault.en);
	exit(1);
}

static struct account_key store_of(int64_t place)
{
	return (struct account_key){ .kind = ACC_STORE, .place_id = 10000 + place, .owner_id = 4001 };
}

static void post(struct bench *b, struct account_key from, struct account_key to, int64_t lot, int64_t qty, const struct ledger_new_lot *fresh)
{
	struct ledger_change c[] = { { from, lot, 1, -qty }, { to, lot, 1, qty } };
	struct ledger_growth g[] = { { 1, "taken", qty } };
	struct ledger_posted p;

	need(&b->cx, store_savepoint(&b->cx));
	need(&b->cx, ledger_post(&b->cx, &(struct ledger_entry){ .doc_id = ++b->next_doc, .doc_version = 1, .kind = "transfer", .verb = "move",
		.from_state = "draft", .to_state = "done", .actor_id = 501, .lots = fresh, .n_lots = fresh ? 1 : 0, .changes = c, .n_changes = 2,
		.grown = g, .n_grown = 1, .content_hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff" }, &p));
	need(&b->cx, store_release(&b->cx));
}

/* Goods of a lot go from where they lie to another store, all of them. */
static void move_something(struct bench *b)
{
	int64_t lot = seeded_below(&b->dice, LOTS), to = (lot * 7 + seeded_below(&b->dice, 8) * 61) % STORES;     /* each lot is at home in 8 stores */

	if (to == b->at[lot])
		to = (lot * 7 + 8 * 61) % STORES;
	post(b, store_of(b->at[lot]), store_of(to), b->lots[lot], 1000, NULL);
	b->at[lot] = to;
}

static void run(struct bench *b, int64_t n, int batch)
{
	for (int64_t i = 0; i < n;) {
		need(&b->cx, store_begin(&b->cx));
		for (int k = 0; k < batch && i < n; k++, i++) {
			b->cx.now_ms = START + (int64_t)((double)b->next_doc / (double)b->total * DAYS * DAY_MS);
			move_something(b);
		}
		need(&b->cx, store_commit(&b->cx));
		arena_reset(&b->cx.mem);
	}
}

static void stock_up(struct bench *b)
{
	struct account_key source = { .kind = ACC_FROM_SUPPLIER, .who_id = 9001, .owner_id = 4001 };

	need(&b->cx, store_begin(&b->cx));
	for (int i = 0; i < LOTS; i++) {
		struct ledger_new_lot lot = { .lot_id = ctx_new_id(&b->cx), .item_id = 7000 + i % ITEMS, .expiry_day = 23000 + i, .batch = "B" };

		b->lots[i] = lot.lot_id;
		b->at[i] = seeded_below(&b->dice, STORES);
		post(b, source, store_of(b->at[i]), lot.lot_id, 1000, &lot);
	}
	need(&b->cx, store_commit(&b->cx));
	arena_reset(&b->cx.mem);
}

/* The same rows without any check: an entry, two postings, a counter, two balances, the head. */
static double bare(const char *dir, int batch, int64_t n)
{
	static const char *const sql[] = {
		"INSERT INTO e VALUES (330114, ?1, ?1, 1, 'transfer', 'move', 'draft', 'done', 501, ?1, ?1, NULL, 0, "
		"'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', '', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff')",
		"INSERT INTO p VALUES (330114, ?1, 1, ?2, ?3, 1, -1000, 0)", "INSERT INTO p VALUES (330114, ?1, 2, ?4, ?3, 1, 1000, 1000)",
		"INSERT INTO g VALUES (330114, ?1, 1, 'taken', 1000)", "UPDATE b SET qty = qty + 1, seq = ?1 WHERE d = 330114 AND a = ?2 AND l = ?3",
		"UPDATE b SET qty = qty - 1, seq = ?1 WHERE d = 330114 AND a = ?4 AND l = ?3", "UPDATE h SET seq = ?1" };
	enum { STATEMENTS = sizeof sql / sizeof *sql };
	sqlite3_stmt *s[STATEMENTS];
	sqlite3 *db;
	char path[500];
	double began;

	snprintf(path, sizeof path, "%s/bare-%d.db", dir, batch);
	sqlite3_open(path, &db);
	sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
		"CREATE TABLE e (d, seq, doc, ver, k, v, f, t, act, pm, hm, r, c, ch, nh, h, PRIMARY KEY (d, seq), UNIQUE (d, doc, ver)) WITHOUT ROWID;"
		"CREATE TABLE p (d, seq, no, a, l, line, qty, after, PRIMARY KEY (d, seq, no)) WITHOUT ROWID;"
		"CREATE UNIQUE INDEX ph ON p (d, a, l, seq, no); CREATE TABLE g (d, seq, line, c, qty, PRIMARY KEY (d, seq, line, c)) WITHOUT ROWID;"
		"CREATE TABLE b (d, a, l, qty, seq, PRIMARY KEY (d, a, l)) WITHOUT ROWID; CREATE TABLE h (seq); INSERT INTO h VALUES (0);", NULL, NULL, NULL);
	for (int i = 0; i < STATEMENTS; i++)
		if (sqlite3_prepare_v2(db, sql[i], -1, &s[i], NULL) != SQLITE_OK)
			exit(1);
	began = seconds();
	for (int64_t i = 1; i <= n; i++) {
		if (i % batch == 1 || batch == 1)
			sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
		for (int k = 0; k < STATEMENTS; k++) {
			for (int v = 1; v <= sqlite3_bind_parameter_count(s[k]); v++)
				sqlite3_bind_int64(s[k], v, v == 1 ? i : (i * 7919 * v) % 5000);
			sqlite3_step(s[k]);
			sqlite3_reset(s[k]);
		}
		if (i % batch == 0 || i == n)
			sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	}
	began = seconds() - began;
	for (int k = 0; k < STATEMENTS; k++)
		sqlite3_finalize(s[k]);
	sqlite3_close(db);
	return (double)n / began;
}

static void compare_rates(struct bench *b, const char *dir)
{
	static const int batches[] = { 1, 16, 256 };

	printf("| batch | ledger, entries/s | bare SQLite rows of an entry/s | ratio |\n|--:|--:|--:|--:|\n");
	for (int i = 0; i < 3; i++) {
		int64_t n = batches[i] == 1 ? 1000 : 8000;
		double began = seconds(), rate;

		run(b, n, batches[i]);
		rate = (double)n / (seconds() - began);
		began = bare(dir, batches[i], n);
		printf("| %d | %.0f | %.0f | %.2f |\n", batches[i], rate, began, rate / began);
		fflush(stdout);
	}
}

static void ask_verify(struct bench *b, bool quick)
{
	double began = seconds(), cpu = processor();
	struct verify_result r;

	need(&b->cx, store_begin(&b->cx));
	need(&b->cx, verify_run(&b->cx, &(struct verify_options){ .quick = quick, .journal_only = true }, &r));
	store_rollback(&b->cx);
	began = seconds() - began;
	printf("| %s, %lld entries, %lld postings | %.2f s | %.0f entries/s, %.2f s of processor%s |\n", quick ? "verify --quick" : "verify", (long long)r.entries,
	       (long long)r.postings, began, (double)r.entries / began, processor() - cpu, r.n_findings ? " BROKEN" : "");
	arena_reset(&b->cx.mem);
}

static void ask_past(struct bench *b)
{
	enum { QUESTIONS = 2000 };
	double began = seconds();
	int64_t sum = 0, qty;

	for (int i = 0; i < QUESTIONS; i++) {
		struct account_key key = store_of(seeded_below(&b->dice, STORES));

		need(&b->cx, ledger_balance(&b->cx, &key, b->lots[seeded_below(&b->dice, LOTS)], 1 + seeded_below(&b->dice, b->next_doc), &qty));
		sum += qty;
	}
	printf("| one balance at a past entry | %.3f ms | |\n", (seconds() - began) / QUESTIONS * 1000);
	if (sum < 0)
		exit(1);
}

static void ask_stock(struct bench *b)
{
	struct ledger_movement *rows;
	struct ledger_stock *stock;
	int64_t day = civil_day_of(START) + DAYS / 2;
	double began = seconds();
	size_t n;

	for (int i = 0; i < 20; i++)
		need(&b->cx, ledger_place_stock(&b->cx, 10000 + i, 0, 100000, &stock, &n));
	printf("| stock of a place now | %.2f ms | |\n", (seconds() - began) * 50);
	began = seconds();
	for (int i = 0; i < 20; i++)
		need(&b->cx, ledger_place_stock(&b->cx, 10000 + i, b->next_doc / 2, 100000, &stock, &n));
	printf("| stock of a place at a past entry | %.2f ms | |\n", (seconds() - began) * 50);
	began = seconds();
	for (int i = 0; i < 10; i++)
		need(&b->cx, ledger_day_movements(&b->cx, 10000 + i, day, day, 100000, &rows, &n));
	printf("| receipts, issues, stock of a day, one place | %.2f ms | %zu rows |\n", (seconds() - began) * 100, n);
	began = seconds();
	for (int i = 0; i < 10; i++)
		need(&b->cx, ledger_day_movements(&b->cx, 10000 + i, day - 9, day + 8, 100000, &rows, &n));
	printf("| 18 days, one place | %.2f ms | %zu rows |\n", (seconds() - began) * 100, n);
	arena_reset(&b->cx.mem);
}

static void ask_district(struct bench *b, const char *how)
{
	static const int lengths[] = { 1, 18, DAYS };
	const int64_t middle = civil_day_of(START) + DAYS / 2;

	for (int i = 0; i < 3; i++) {
		double began = seconds(), cpu = processor();
		struct ledger_movement *rows;
		size_t n;

		need(&b->cx, ledger_day_movements(&b->cx, 0, middle - lengths[i] / 2, middle + (lengths[i] - 1) / 2, 1000000, &rows, &n));
		printf("| the whole district, %d days, %s | %.0f ms, %.0f ms of processor | %zu rows |\n", lengths[i], how, (seconds() - began) * 1000,
		       (processor() - cpu) * 1000, n);
		arena_reset(&b->cx.mem);
	}
}

/* Every finished day is summed up, as serve does it. */
static void sum_days(struct bench *b)
{
	double began = seconds(), cpu = processor(), held = 0;
	struct ledger_day_sums sums;
	int days = -1;

	do {
		double since;

		need(&b->cx, store_begin(&b->cx));
		need(&b->cx, ledger_day_sums_next(&b->cx, &sums));
		since = seconds();
		need(&b->cx, sums.day ? ledger_day_sums_keep(&b->cx, &sums) : ERR_OK);
		need(&b->cx, store_commit(&b->cx));
		held = seconds() - since > held ? seconds() - since : held;
		days++;
		arena_reset(&b->cx.mem);
	} while (sums.day);
	printf("| %d days summed up | %.1f s, %.1f s of processor | the longest keeping %.2f s |\n", days, seconds() - began, processor() - cpu, held);
}

/* A lot of its own that has gone through `steps` hands, traced from where it came to where it lies. */
static void ask_trace(struct bench *b, int steps)
{
	enum { QUESTIONS = 20 };
	struct account_key source = { .kind = ACC_FROM_SUPPLIER, .who_id = 9001, .owner_id = 4001 };
	struct ledger_new_lot lot = { .lot_id = ctx_new_id(&b->cx), .item_id = 7000, .expiry_day = 24000, .batch = "T" };
	struct ledger_trace trace;
	double began;

	need(&b->cx, store_begin(&b->cx));
	post(b, source, store_of(0), lot.lot_id, 1000, &lot);
	for (int i = 1; i < steps; i++)
		post(b, store_of((i - 1) % STORES), store_of(i % STORES), lot.lot_id, 1000, NULL);
	need(&b->cx, store_commit(&b->cx));
	began = seconds();
	for (int i = 0; i < QUESTIONS; i++) {
		need(&b->cx, ledger_trace(&b->cx, lot.lot_id, 100000, &trace));
		arena_reset(&b->cx.mem);
	}
	printf("| trace of a lot through %d steps | %.2f ms | %zu postings |\n", steps, (seconds() - began) / QUESTIONS * 1000, trace.n_steps);
}

int main(int argc, char **argv)
{
	static struct bench b;
	char url[600];
	double began, cpu;
	int64_t rest;

	if (argc != 3)
		return 2;
	b.cx = (struct ctx){ .now_ms = START, .district_id = DISTRICT, .ids = &b.ids };
	b.total = atoll(argv[2]);
	b.dice.state = 1;
	snprintf(url, sizeof url, "%s/ledger.db", argv[1]);
	need(&b.cx, store_open(&b.cx, url, STORE_WRITE, &b.cx.store));
	need(&b.cx, store_migrate(&b.cx));
	stock_up(&b);
	compare_rates(&b, argv[1]);
	rest = b.total - b.next_doc;
	began = seconds();
	cpu = processor();
	run(&b, rest > 0 ? rest : 0, 256);
	printf("\n| question | time | |\n|---|--:|--:|\n| growing to %lld entries | %.1f s | %.0f entries/s, %.1f s of processor |\n", (long long)b.next_doc, seconds() - began,
	       (double)rest / (seconds() - began), processor() - cpu);
	ask_verify(&b, false);
	ask_verify(&b, true);
	ask_past(&b);
	ask_stock(&b);
	ask_district(&b, "from postings");
	sum_days(&b);
	ask_district(&b, "from sums");
	ask_trace(&b, 50);
	store_close(b.cx.store);
	return 0;
}
