/* SPDX-License-Identifier: Apache-2.0 */
/* Durable inserts through the store's door against SQLite's own interface with
 * the same settings, alternating in one run: what does the door cost? */
#include "store/driver.h"
#include "store/writer.h"
#include <assert.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct order { int64_t id; const char *note; };
struct line { int64_t id, no, item, qty; };
#define FIELD(type, member, k) { .name = #member, .kind = (k), .offset = offsetof(struct type, member) }
static const struct shape order_shape = { "order", sizeof(struct order), (const struct field[]){
	FIELD(order, id, KIND_I64), FIELD(order, note, KIND_TEXT), { 0 } } };
static const struct shape line_shape = { "line", sizeof(struct line), (const struct field[]){
	FIELD(line, id, KIND_I64), FIELD(line, no, KIND_I64), FIELD(line, item, KIND_I64), FIELD(line, qty, KIND_I64), { 0 } } };
static const struct query add_order = { "add_order", "INSERT INTO orders (id, note) VALUES (?1, ?2)",
	"INSERT INTO orders (id, note) VALUES ($1, $2)", &order_shape, NULL };
static const struct query add_line = { "add_line", "INSERT INTO line (id, no, item, qty) VALUES (?1, ?2, ?3, ?4)",
	"INSERT INTO line (id, no, item, qty) VALUES ($1, $2, $3, $4)", &line_shape, NULL };
static const char schema[] =
	"CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, note TEXT NOT NULL);"
	"CREATE TABLE line (id BIGINT NOT NULL, no BIGINT NOT NULL, item BIGINT NOT NULL, qty BIGINT NOT NULL,"
	" PRIMARY KEY (id, no), FOREIGN KEY (id) REFERENCES orders (id))";
static const char note[] = "西湖区文三路 100 号 1 幢 101 室，放门口";
enum { LINES = 4 };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void need(enum err e, struct ctx *cx)
{
	if (e == ERR_OK)
		return;
	fprintf(stderr, "%s\n", cx->fault.en);
	exit(1);
}

/* ---- through the door ---- */

static enum err put_order(struct ctx *cx, void *arg)
{
	int64_t id = *(int64_t *)arg;

	TRY(store_exec(cx, &add_order, &(struct order){ id, note }, NULL));
	for (int64_t no = 1; no <= LINES; no++)
		TRY(store_exec(cx, &add_line, &(struct line){ id, no, no * 7, 3 }, NULL));
	return ERR_OK;
}

static double door(struct ctx *cx, int64_t *id, int batch, double limit)
{
	double start = seconds();
	int64_t first = *id;

	while (seconds() - start < limit) {
		need(store_begin(cx), cx);
		for (int i = 0; i < batch; i++, ++*id) {
			need(store_savepoint(cx), cx);
			need(put_order(cx, id), cx);
			need(store_release(cx), cx);
		}
		need(store_commit(cx), cx);
		arena_reset(&cx->mem);
	}
	return (double)(*id - first) / (seconds() - start);
}

/* ---- raw ---- */

struct raw { sqlite3 *db; sqlite3_stmt *begin, *commit, *save, *release, *order, *line; };

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;
	int code = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL);

	assert(code == SQLITE_OK);
	(void)code;
	return s;
}

static void step(sqlite3_stmt *s)
{
	int code = sqlite3_step(s);

	assert(code == SQLITE_DONE);
	(void)code;
	sqlite3_reset(s);
}

static struct raw open_raw(const char *path)
{
	struct raw r;
	int code = sqlite3_open_v2(path, &r.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

	assert(code == SQLITE_OK);
	(void)code;
	sqlite3_exec(r.db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
		"PRAGMA cache_size=-24576; PRAGMA wal_autocheckpoint=2000", NULL, NULL, NULL);
	sqlite3_exec(r.db, schema, NULL, NULL, NULL);
	r.begin = prepare(r.db, "BEGIN IMMEDIATE");
	r.commit = prepare(r.db, "COMMIT");
	r.save = prepare(r.db, "SAVEPOINT one");
	r.release = prepare(r.db, "RELEASE one");
	r.order = prepare(r.db, add_order.sqlite);
	r.line = prepare(r.db, add_line.sqlite);
	return r;
}

static void close_raw(struct raw *r)
{
	sqlite3_stmt *all[] = { r->begin, r->commit, r->save, r->release, r->order, r->line };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		sqlite3_finalize(all[i]);
	sqlite3_close(r->db);
}

static double raw(struct raw *r, int64_t *id, int batch, double limit)
{
	double start = seconds();
	int64_t first = *id;

	while (seconds() - start < limit) {
		step(r->begin);
		for (int i = 0; i < batch; i++, ++*id) {
			step(r->save);
			sqlite3_bind_int64(r->order, 1, *id);
			sqlite3_bind_text(r->order, 2, note, -1, SQLITE_STATIC);
			step(r->order);
			for (int no = 1; no <= LINES; no++) {
				sqlite3_bind_int64(r->line, 1, *id);
				sqlite3_bind_int64(r->line, 2, no);
				sqlite3_bind_int64(r->line, 3, no * 7);
				sqlite3_bind_int64(r->line, 4, 3);
				step(r->line);
			}
			step(r->release);
		}
		step(r->commit);
	}
	return (double)(*id - first) / (seconds() - start);
}

/* ---- through the writer ---- */

struct request { struct command command; struct ctx cx; int64_t id; sem_t *slots; };

static void answered(struct ctx *cx, enum err e, void *arg)
{
	struct request *request = (struct request *)((char *)arg - offsetof(struct request, id));

	need(e, cx);
	arena_reset(&cx->mem);
	sem_post(request->slots);
	free(request);
}

static double through_writer(struct writer *w, int64_t *id, int in_flight, double limit)
{
	double start = seconds();
	int64_t first = *id;
	sem_t slots;

	sem_init(&slots, 0, (unsigned)in_flight);
	while (seconds() - start < limit) {
		struct request *request = calloc(1, sizeof *request);

		assert(request);
		sem_wait(&slots);
		request->id = ++*id;
		request->slots = &slots;
		request->command = (struct command){ .cx = &request->cx, .run = put_order, .done = answered, .arg = &request->id };
		need(writer_submit(w, &request->command), &request->cx);
	}
	for (int i = 0; i < in_flight; i++)
		sem_wait(&slots);
	sem_destroy(&slots);
	return (double)(*id - first) / (seconds() - start);
}

static void run_rounds(struct ctx *cx, struct raw *r, double limit)
{
	static const int batches[] = { 1, 16, 64, 256 };
	int64_t ids[2] = { 1, 1 };

	printf("%-10s %14s %14s %8s\n", "batch", "store /s", "sqlite3 /s", "ratio");
	for (size_t b = 0; b < sizeof batches / sizeof *batches; b++) {
		double ours = 0, theirs = 0;

		for (int round = 0; round < 3; round++) {
			theirs += raw(r, &ids[1], batches[b], limit) / 3;
			ours += door(cx, &ids[0], batches[b], limit) / 3;
		}
		printf("%-10d %14.0f %14.0f %7.2fx\n", batches[b], ours, theirs, ours / theirs);
	}
}

int main(int argc, char **argv)
{
	struct ctx cx = { .now_ms = 1 };
	double limit = argc > 2 ? strtod(argv[2], NULL) : 1;
	char path[512];
	struct raw r;
	struct writer *w;
	int64_t id = INT64_C(1) << 40;

	if (argc < 2)
		return 2;
	snprintf(path, sizeof path, "%s/store.db", argv[1]);
	need(store_open(&cx, path, STORE_WRITE, &cx.store), &cx);
	need(cx.store->driver->script(&cx, cx.store, schema), &cx);
	snprintf(path, sizeof path, "%s/raw.db", argv[1]);
	r = open_raw(path);
	printf("orders of %d rows, durable (WAL, synchronous=FULL), a savepoint an order; mean of 3 rounds of %.1f s\n", 1 + LINES, limit);
	run_rounds(&cx, &r, limit);
	close_raw(&r);
	need(writer_start(&cx, &(struct store *){ cx.store }, 1, (struct writer_limits){ 0 }, &w), &cx);
	for (int in_flight = 1; in_flight <= 256; in_flight *= 16) {
		struct writer_counts before = writer_count(w), after;
		double rate = through_writer(w, &id, in_flight, limit);

		after = writer_count(w);
		printf("writer, %3d waiting: %.0f orders/s, %.1f a batch\n", in_flight, rate,
		       (double)(after.commands - before.commands) / (double)(after.batches - before.batches));
	}
	writer_stop(w);
	return 0;
}
