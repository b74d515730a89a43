/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "store/driver.h"
#include "store/readers.h"
#include "store/writer.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct number { int64_t n; };
static const struct shape number_shape = { "number", sizeof(struct number), (const struct field[]){
	{ .name = "n", .kind = KIND_I64, .offset = offsetof(struct number, n) }, { 0 } } };
#define QUERY(name, sqlite, postgres, in, row) static const struct query name = { #name, sqlite, postgres, in, row }
QUERY(add, "INSERT INTO t (n) VALUES (?1)", "INSERT INTO t (n) VALUES ($1)", &number_shape, NULL);
QUERY(count_all, "SELECT COUNT(*) AS n FROM t", "SELECT COUNT(*) AS n FROM t", NULL, &number_shape);
QUERY(take_one, "UPDATE stock SET n = n - 1 WHERE n >= 1 RETURNING n",
      "UPDATE stock SET n = n - 1 WHERE n >= 1 RETURNING n", NULL, &number_shape);

struct world {
	char directory[64], path[96];
	struct ctx cx;
	struct writer *writer;
	struct readers *readers;
};

static void open_world(struct world *w, struct writer_limits limits)
{
	struct store *s = NULL;

	*w = (struct world){ .cx.now_ms = INT64_C(1800000000000) };
	snprintf(w->directory, sizeof w->directory, "/tmp/baogong-test-XXXXXX");
	assert_non_null(mkdtemp(w->directory));
	snprintf(w->path, sizeof w->path, "%s/data.db", w->directory);
	assert_int_equal(store_open(&w->cx, w->path, STORE_WRITE, &s), ERR_OK);
	w->cx.store = s;
	assert_int_equal(store_migrate(&w->cx), ERR_OK);
	assert_int_equal(s->driver->script(&w->cx, s, "CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY);"
		"CREATE TABLE stock (n BIGINT NOT NULL); INSERT INTO stock (n) VALUES (500)"), ERR_OK);
	w->cx.store = NULL;
	assert_int_equal(writer_start(&w->cx, &s, 1, limits, &w->writer), ERR_OK);
	assert_int_equal(readers_open(&w->cx, w->path, 2, &w->readers), ERR_OK);
}

static void close_world(struct world *w)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-lock" };

	readers_close(w->readers);
	writer_stop(w->writer);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char *path = arena_print(&w->cx.mem, "%s%s", w->path, ends[i]);

		unlink(path);
	}
	rmdir(w->directory);
	arena_reset(&w->cx.mem);
}

static int64_t count(struct world *w)
{
	struct number row = { 0 };

	assert_int_equal(readers_take(&w->cx, w->readers, 1000), ERR_OK);
	assert_int_equal(store_begin(&w->cx), ERR_OK);
	assert_int_equal(store_one(&w->cx, &count_all, NULL, &row), ERR_OK);
	readers_give(&w->cx, w->readers);
	return row.n;
}

static enum err insert(struct ctx *cx, void *arg)
{
	return store_exec(cx, &add, arg, NULL);
}

static enum err insert_and_refuse(struct ctx *cx, void *arg)
{
	TRY(store_exec(cx, &add, arg, NULL));
	return fail(cx, ERR_BLOCKED, "n", "不许", "not allowed");
}

static void a_refused_command_is_undone_and_its_neighbours_stay(void **state)
{
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	for (int64_t n = 1; n <= 10; n++) {
		enum err e = writer_call(w.writer, &w.cx, n % 3 ? insert : insert_and_refuse, &(struct number){ n });

		assert_int_equal(e, n % 3 ? ERR_OK : ERR_BLOCKED);
		if (e)
			assert_string_equal(w.cx.fault.field, "n");
		assert_null(w.cx.store);
	}
	assert_int_equal(writer_call(w.writer, &w.cx, insert, &(struct number){ 1 }), ERR_CONFLICT);
	assert_int_equal(count(&w), 7);
	close_world(&w);
}

/* ---- many threads ---- */

struct buyer { struct world *w; pthread_t thread; int bought, refused, busy; };

static enum err buy(struct ctx *cx, void *arg)
{
	struct number left;
	enum err e = store_one(cx, &take_one, NULL, &left);

	(void)arg;
	return e == ERR_NOT_FOUND ? fail(cx, ERR_SHORT_STOCK, NULL, "已领完", "none left") : e;
}

static void *buy_100(void *arg)
{
	struct buyer *b = arg;
	struct ctx cx = { .now_ms = INT64_C(1800000000000) };

	for (int i = 0; i < 100; i++) {
		enum err e = writer_call(b->w->writer, &cx, buy, NULL);

		b->bought += e == ERR_OK;
		b->refused += e == ERR_SHORT_STOCK;
		b->busy += e == ERR_BUSY;
	}
	arena_reset(&cx.mem);
	return NULL;
}

static void D2_2_nothing_scarce_is_oversold_however_many_ask_at_once(void **state)
{
	struct buyer buyers[16] = { 0 };
	struct world w;
	int bought = 0, refused = 0;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	for (int i = 0; i < 16; i++) {
		buyers[i].w = &w;
		assert_int_equal(pthread_create(&buyers[i].thread, NULL, buy_100, &buyers[i]), 0);
	}
	for (int i = 0; i < 16; i++) {
		pthread_join(buyers[i].thread, NULL);
		bought += buyers[i].bought;
		refused += buyers[i].refused;
		assert_int_equal(buyers[i].busy, 0);
	}
	assert_int_equal(bought, 500);
	assert_int_equal(refused, 1100);
	assert_int_equal(writer_count(w.writer).commands, 1600);
	close_world(&w);
}

/* ---- the queue ---- */

struct gate { pthread_mutex_t mutex; atomic_int done, failed; };

static enum err wait_at_gate(struct ctx *cx, void *arg)
{
	struct gate *g = arg;

	(void)cx;
	pthread_mutex_lock(&g->mutex);
	pthread_mutex_unlock(&g->mutex);
	return ERR_OK;
}

static void count_done(struct ctx *cx, enum err e, void *arg)
{
	struct gate *g = arg;

	(void)cx;
	atomic_fetch_add(&g->done, 1);
	atomic_fetch_add(&g->failed, e != ERR_OK);
}

static void a_full_queue_says_busy_at_once_and_stopping_finishes_the_queue(void **state)
{
	struct gate g = { .mutex = PTHREAD_MUTEX_INITIALIZER };
	struct command commands[16];
	struct ctx cxs[16] = { 0 };
	struct world w;
	int taken = 0;

	(void)state;
	open_world(&w, (struct writer_limits){ .batch_max = 2, .queue_max = 5 });
	pthread_mutex_lock(&g.mutex);
	for (int i = 0; i < 16; i++) {
		enum err e;

		commands[i] = (struct command){ .cx = &cxs[i], .run = wait_at_gate, .done = count_done, .arg = &g };
		e = writer_submit(w.writer, &commands[i]);
		taken += e == ERR_OK;
		assert_true(e == ERR_OK || e == ERR_BUSY);
	}
	assert_in_range(taken, 5, 7);              /* five wait, at most two are being run */
	pthread_mutex_unlock(&g.mutex);
	writer_stop(w.writer);
	w.writer = NULL;
	assert_int_equal(g.done, taken);
	assert_int_equal(g.failed, 0);
	close_world(&w);
}

static enum err busy_twice(struct ctx *cx, void *arg)
{
	int *tries = arg;

	TRY(store_exec(cx, &add, &(struct number){ 7 }, NULL));
	return ++*tries < 3 ? fail(cx, ERR_BUSY, NULL, "忙", "busy") : ERR_OK;
}

static enum err always_busy(struct ctx *cx, void *arg)
{
	++*(int *)arg;
	return fail(cx, ERR_BUSY, NULL, "忙", "busy");
}

static void a_busy_command_runs_three_times_at_most(void **state)
{
	struct world w;
	int tries = 0;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	assert_int_equal(writer_call(w.writer, &w.cx, busy_twice, &tries), ERR_OK);
	assert_int_equal(count(&w), 1);
	tries = 0;
	assert_int_equal(writer_call(w.writer, &w.cx, always_busy, &tries), ERR_BUSY);
	assert_int_equal(tries, 3);
	assert_int_equal(writer_count(w.writer).retried, 4);
	close_world(&w);
}

/* ---- faults ---- */

struct job { struct command command; struct ctx cx; struct number number; enum err result; bool over; };

static void note(struct ctx *cx, enum err e, void *arg)
{
	struct job *job = (struct job *)((char *)arg - offsetof(struct job, number));

	(void)cx;
	job->result = e;
	job->over = true;
}

static enum err end_the_transaction(struct ctx *cx, void *arg)
{
	(void)arg;
	return cx->store->driver->script(cx, cx->store, "ROLLBACK");
}

/* Writes, and refuses. */
static atomic_int refusals;
static enum err write_and_refuse(struct ctx *cx, void *arg)
{
	atomic_fetch_add(&refusals, 1);
	return insert_and_refuse(cx, arg);
}

static enum err insert_two(struct ctx *cx, void *arg)
{
	const struct number *n = arg;

	TRY(store_exec(cx, &add, &(struct number){ n->n + 100 }, NULL));
	return store_exec(cx, &add, n, NULL);
}

/* Queues n commands `all` behind a closed gate, so that they make one batch; every `nth` from there on runs `odd` instead.
 * True when the fault was met. */
static bool run_one_batch(struct world *w, struct job *jobs, int n, enum err (*all)(struct ctx *cx, void *arg), int nth,
			  enum err (*odd)(struct ctx *cx, void *arg), int fault_at)
{
	struct gate g = { .mutex = PTHREAD_MUTEX_INITIALIZER };
	struct ctx gate_cx = { 0 };
	struct command gate = { .cx = &gate_cx, .run = wait_at_gate, .done = count_done, .arg = &g };

	pthread_mutex_lock(&g.mutex);
	assert_int_equal(writer_submit(w->writer, &gate), ERR_OK);
	while (writer_count(w->writer).queued > 0)
		usleep(1000);
	for (int i = 0; i < n; i++) {
		jobs[i] = (struct job){ .number.n = i };
		jobs[i].command = (struct command){ .cx = &jobs[i].cx, .run = nth > 0 && i % nth == nth - 1 ? odd : all,
						    .done = note, .arg = &jobs[i].number };
		assert_int_equal(writer_submit(w->writer, &jobs[i].command), ERR_OK);
	}
	__atomic_store_n(&store_fault_countdown, fault_at, __ATOMIC_RELAXED);
	pthread_mutex_unlock(&g.mutex);
	writer_stop(w->writer);
	w->writer = NULL;
	arena_reset(&gate_cx.mem);
	return __atomic_exchange_n(&store_fault_countdown, 0, __ATOMIC_RELAXED) == 0;
}

/* What SQLite does by itself when the disk is full. */
static void a_lost_transaction_fails_its_culprit_and_the_others_are_run_again(void **state)
{
	struct job jobs[12];
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	run_one_batch(&w, jobs, 12, insert, 7, end_the_transaction, 0);
	for (int i = 0; i < 12; i++) {
		assert_true(jobs[i].over);
		assert_int_equal(jobs[i].result, i == 6 ? ERR_BROKEN : ERR_OK);
		arena_reset(&jobs[i].cx.mem);
	}
	assert_int_equal(count(&w), 11);
	close_world(&w);
}

/* Break the nth store call of a batch, for every n until none breaks: whoever
 * was told "done" is there, whoever was told otherwise is not. */
static int break_every_call(enum err (*all)(struct ctx *cx, void *arg), int rows_each, enum err (*odd)(struct ctx *cx, void *arg))
{
	bool met = true;
	int n = 0;

	while (met) {
		struct job jobs[4];
		struct world w;
		int failed = 0;

		open_world(&w, (struct writer_limits){ 0 });
		met = run_one_batch(&w, jobs, 4, all, odd ? 4 : 0, odd, ++n);
		for (int i = 0; i < 4; i++) {
			assert_true(jobs[i].over);
			assert_true(jobs[i].result == ERR_OK || jobs[i].result == ERR_BROKEN || (odd && i == 3 && jobs[i].result == ERR_BLOCKED));
			failed += jobs[i].result != ERR_OK;
			arena_reset(&jobs[i].cx.mem);
		}
		assert_int_equal(count(&w), rows_each * (4 - failed));
		close_world(&w);
	}
	return n;
}

static void what_the_writer_says_is_what_the_store_holds_whichever_call_fails(void **state)
{
	(void)state;
	assert_in_range(break_every_call(insert, 1, NULL), 7, 9);          /* the gate's commit, begin, 4 inserts, commit */
	assert_in_range(break_every_call(insert_two, 2, NULL), 11, 13);    /* the same with 8 */
	/* begin and 4 inserts, and once more from the beginning: begin, 4 x (savepoint, insert, release), commit */
	assert_in_range(break_every_call(insert, 1, insert_and_refuse), 17, 22);
}

/* Alone in its batch a refusal needs no second run: numbers are not drawn twice, and both stores go on alike. */
static void a_command_that_fails_alone_is_run_once_and_undone(void **state)
{
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	atomic_store(&refusals, 0);
	for (int64_t n = 1; n <= 5; n++)
		assert_int_equal(writer_call(w.writer, &w.cx, write_and_refuse, &(struct number){ n }), ERR_BLOCKED);
	assert_int_equal(writer_call(w.writer, &w.cx, insert, &(struct number){ 1 }), ERR_OK);
	assert_int_equal(atomic_load(&refusals), 5);
	assert_int_equal(count(&w), 1);
	close_world(&w);
}

/* Without savepoints at first: nothing of a refused command stays, and its neighbours are told once. */
static void a_batch_in_which_commands_fail_after_writing_is_run_again_with_savepoints(void **state)
{
	struct job jobs[12];
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	atomic_store(&refusals, 0);
	run_one_batch(&w, jobs, 12, insert_two, 4, write_and_refuse, 0);
	for (int i = 0; i < 12; i++) {
		assert_true(jobs[i].over);
		assert_int_equal(jobs[i].result, i % 4 == 3 ? ERR_BLOCKED : ERR_OK);
		arena_reset(&jobs[i].cx.mem);
	}
	assert_int_equal(atomic_load(&refusals), 4);      /* the first of them twice */
	assert_int_equal(count(&w), 18);
	close_world(&w);
}

/* ---- one process ---- */

/* The child opens the file in its own process and says how that went. */
static int open_in_child(const char *path, enum store_mode mode)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct ctx cx = { 0 };
		enum err e = store_open(&cx, path, mode, &cx.store);

		if (e && !strstr(cx.fault.en, "is using the data file"))
			_exit(100);
		_exit((int)e);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WEXITSTATUS(status);
}

static void a_second_process_may_neither_write_nor_read_a_live_file(void **state)
{
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	assert_int_equal(open_in_child(w.path, STORE_WRITE), ERR_BUSY);
	assert_int_equal(open_in_child(w.path, STORE_READ), ERR_BUSY);
	writer_stop(w.writer);
	w.writer = NULL;
	readers_close(w.readers);
	w.readers = NULL;
	assert_int_equal(open_in_child(w.path, STORE_READ), ERR_OK);
	assert_int_equal(open_in_child(w.path, STORE_WRITE), ERR_OK);
	close_world(&w);
}

static void a_reader_sees_one_unmoving_snapshot_and_cannot_write(void **state)
{
	struct world w;
	struct number before, after;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	assert_int_equal(readers_take(&w.cx, w.readers, 0), ERR_OK);
	assert_int_equal(store_begin(&w.cx), ERR_OK);
	assert_int_equal(store_one(&w.cx, &count_all, NULL, &before), ERR_OK);
	struct ctx other = { 0 };
	assert_int_equal(writer_call(w.writer, &other, insert, &(struct number){ 1 }), ERR_OK);
	assert_int_equal(store_one(&w.cx, &count_all, NULL, &after), ERR_OK);
	assert_int_equal(before.n, after.n);
	assert_int_equal(store_exec(&w.cx, &add, &(struct number){ 2 }, NULL), ERR_BROKEN);
	readers_give(&w.cx, w.readers);
	assert_int_equal(count(&w), 1);
	arena_reset(&other.mem);
	close_world(&w);
}

/* ---- settings ---- */

static int64_t setting(struct ctx *cx, const char *pragma)
{
	struct query *q = arena_new(&cx->mem, sizeof *q);    /* an address of its own: the cache goes by it */
	struct number row = { -1 };
	enum err e;

	*q = (struct query){ .name = pragma, .sqlite = arena_print(&cx->mem, "PRAGMA %s", pragma), .row = &number_shape };
	e = store_one(cx, q, NULL, &row);
	assert_true(e == ERR_OK || e == ERR_NOT_FOUND);      /* mmap_size is silent when it is compiled out */
	return e ? 0 : row.n;
}

/* What the promises rest on (reliability.md, findings 1 and 2; ledger.md 6). */
static void connections_are_set_up_to_be_durable_and_defensive(void **state)
{
	static const struct { const char *pragma; int64_t writing, reading; } wanted[] = {
		{ "synchronous", 2, 2 }, { "foreign_keys", 1, 1 }, { "recursive_triggers", 1, 1 }, { "temp_store", 2, 2 },
		{ "trusted_schema", 0, 0 }, { "mmap_size", 0, 0 }, { "cell_size_check", 1, 1 }, { "secure_delete", 1, 1 },
		{ "wal_autocheckpoint", 8000, 0 }, { "query_only", 0, 1 }, { "page_size", 4096, 4096 }, { "application_id", 0x42414F47, 0x42414F47 },
	};
	struct ctx writing = { 0 };
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	writer_stop(w.writer);
	w.writer = NULL;
	readers_close(w.readers);
	w.readers = NULL;
	assert_int_equal(store_open(&writing, w.path, STORE_WRITE, &writing.store), ERR_OK);
	assert_int_equal(store_open(&w.cx, w.path, STORE_READ, &w.cx.store), ERR_OK);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (setting(&writing, wanted[i].pragma) != wanted[i].writing || setting(&w.cx, wanted[i].pragma) != wanted[i].reading)
			print_error("%s\n", wanted[i].pragma);
		assert_int_equal(setting(&writing, wanted[i].pragma), wanted[i].writing);
		assert_int_equal(setting(&w.cx, wanted[i].pragma), wanted[i].reading);
	}
	store_close(w.cx.store);
	store_close(writing.store);
	arena_reset(&writing.mem);
	close_world(&w);
}

static void readers_are_lent_once_each_and_then_busy(void **state)
{
	struct ctx cxs[3] = { 0 };
	struct world w;

	(void)state;
	open_world(&w, (struct writer_limits){ 0 });
	assert_int_equal(readers_take(&cxs[0], w.readers, 0), ERR_OK);
	assert_int_equal(readers_take(&cxs[1], w.readers, 0), ERR_OK);
	assert_int_equal(readers_take(&cxs[2], w.readers, 10), ERR_BUSY);
	readers_give(&cxs[0], w.readers);
	assert_int_equal(readers_take(&cxs[2], w.readers, 10), ERR_OK);
	readers_give(&cxs[1], w.readers);
	readers_give(&cxs[2], w.readers);
	for (int i = 0; i < 3; i++)
		arena_reset(&cxs[i].mem);
	close_world(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refused_command_is_undone_and_its_neighbours_stay),
		cmocka_unit_test(D2_2_nothing_scarce_is_oversold_however_many_ask_at_once),
		cmocka_unit_test(a_full_queue_says_busy_at_once_and_stopping_finishes_the_queue),
		cmocka_unit_test(a_busy_command_runs_three_times_at_most),
		cmocka_unit_test(a_lost_transaction_fails_its_culprit_and_the_others_are_run_again),
		cmocka_unit_test(what_the_writer_says_is_what_the_store_holds_whichever_call_fails),
		cmocka_unit_test(a_command_that_fails_alone_is_run_once_and_undone),
		cmocka_unit_test(a_batch_in_which_commands_fail_after_writing_is_run_again_with_savepoints),
		cmocka_unit_test(a_second_process_may_neither_write_nor_read_a_live_file),
		cmocka_unit_test(a_reader_sees_one_unmoving_snapshot_and_cannot_write),
		cmocka_unit_test(readers_are_lent_once_each_and_then_busy),
		cmocka_unit_test(connections_are_set_up_to_be_durable_and_defensive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
