/* SPDX-License-Identifier: Apache-2.0 */
#include "both_stores.h"
#include "store/driver.h"
#include "store/readers.h"
#include "store/writer.h"
#include "pg_proxy.h"
#include <pthread.h>

/* What only a server can do to us: deadlocks, lost connections, COMMITs without
 * an answer, other nodes.  Skipped without BAOGONG_TEST_PG. */

struct number { int64_t n; };
static const struct shape number_shape = { "number", sizeof(struct number), (const struct field[]){
	{ .name = "n", .kind = KIND_I64, .offset = offsetof(struct number, n) }, { 0 } } };
#define QUERY(name, text, in, row) static const struct query name = { #name, NULL, text, in, row }
QUERY(add, "INSERT INTO t (n) VALUES ($1)", &number_shape, NULL);
QUERY(count_all, "SELECT COUNT(*) AS n FROM t", NULL, &number_shape);
QUERY(count_one, "SELECT COUNT(*) AS n FROM t WHERE n = $1", &number_shape, &number_shape);
QUERY(lock_row, "UPDATE pair SET v = v + 1 WHERE n = $1", &number_shape, NULL);
QUERY(sum_pair, "SELECT CAST(SUM(v) AS BIGINT) AS n FROM pair", NULL, &number_shape);
QUERY(sleep_little, "SELECT CAST(1 AS BIGINT) AS n FROM pg_sleep(0.05)", NULL, &number_shape);
QUERY(kill_me, "SELECT CAST(1 AS BIGINT) AS n FROM pg_terminate_backend(pg_backend_pid())", NULL, &number_shape);
QUERY(take_one, "UPDATE stock SET n = n - 1 WHERE n >= 1 RETURNING n", NULL, &number_shape);
QUERY(durability, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'on'", NULL, &number_shape);

struct world { char name[64], url[1024]; struct ctx cx; };

static void open_world(struct world *w)
{
	const char *server = getenv("BAOGONG_TEST_PG");

	if (!server || !*server)
		skip();
	*w = (struct world){ .cx.now_ms = INT64_C(1800000000000) };
	make_schema(server, w->name, sizeof w->name, w->url, sizeof w->url);
	assert_int_equal(store_open(&w->cx, w->url, STORE_WRITE, &w->cx.store), ERR_OK);
	assert_int_equal(w->cx.store->driver->script(&w->cx, w->cx.store,
		"CREATE TABLE t (n BIGINT PRIMARY KEY); CREATE TABLE pair (n BIGINT PRIMARY KEY, v BIGINT);"
		"INSERT INTO pair VALUES (1, 0), (2, 0); CREATE TABLE stock (n BIGINT); INSERT INTO stock VALUES (50)"), ERR_OK);
}

static void close_world(struct world *w)
{
	store_close(w->cx.store);
	drop_schema(getenv("BAOGONG_TEST_PG"), w->name);
	arena_reset(&w->cx.mem);
}

static struct writer *start_lanes(struct world *w, const char *url, int n)
{
	struct store *stores[8];
	struct writer *writer = NULL;
	struct ctx cx = { .now_ms = w->cx.now_ms };

	for (int i = 0; i < n; i++)
		assert_int_equal(store_open(&cx, url, STORE_WRITE, &stores[i]), ERR_OK);
	assert_int_equal(writer_start(&cx, stores, n, (struct writer_limits){ 0 }, &writer), ERR_OK);
	arena_reset(&cx.mem);
	return writer;
}

static int64_t ask(struct world *w, const struct query *q)
{
	struct number row = { 0 };

	assert_int_equal(store_one(&w->cx, q, NULL, &row), ERR_OK);
	return row.n;
}

/* ---- deadlocks and crowds ---- */

struct worker { struct writer *writer; pthread_t thread; int first, ok, refused, other; };

static enum err lock_both(struct ctx *cx, void *arg)
{
	struct worker *me = arg;
	struct number row;

	TRY(store_exec(cx, &lock_row, &(struct number){ me->first }, NULL));
	TRY(store_one(cx, &sleep_little, NULL, &row));
	return store_exec(cx, &lock_row, &(struct number){ 3 - me->first }, NULL);
}

static void *lock_both_main(void *arg)
{
	struct worker *me = arg;
	struct ctx cx = { 0 };
	enum err e = writer_call(me->writer, &cx, lock_both, me);

	me->ok = e == ERR_OK;
	arena_reset(&cx.mem);
	return NULL;
}

static void a_deadlock_is_undone_and_tried_again_until_both_are_done(void **state)
{
	struct worker workers[2];
	struct world w;
	int64_t retried = 0;

	(void)state;
	open_world(&w);
	for (int i = 0; i < 2; i++) {
		workers[i] = (struct worker){ .writer = start_lanes(&w, w.url, 1), .first = 1 + i };
		pthread_create(&workers[i].thread, NULL, lock_both_main, &workers[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(workers[i].thread, NULL);
		retried += writer_count(workers[i].writer).retried;
		writer_stop(workers[i].writer);
		assert_true(workers[i].ok);
	}
	assert_true(retried >= 1);
	assert_int_equal(ask(&w, &sum_pair), 4);
	close_world(&w);
}

static enum err buy(struct ctx *cx, void *arg)
{
	struct number left;
	enum err e = store_one(cx, &take_one, NULL, &left);

	(void)arg;
	return e == ERR_NOT_FOUND ? fail(cx, ERR_SHORT_STOCK, NULL, "已领完", "none left") : e;
}

static void *buy_20(void *arg)
{
	struct worker *me = arg;
	struct ctx cx = { 0 };

	for (int i = 0; i < 20; i++) {
		enum err e = writer_call(me->writer, &cx, buy, NULL);

		me->ok += e == ERR_OK;
		me->refused += e == ERR_SHORT_STOCK;
		me->other += e != ERR_OK && e != ERR_SHORT_STOCK;
	}
	arena_reset(&cx.mem);
	return NULL;
}

static void D2_2_four_writers_of_two_nodes_oversell_nothing(void **state)
{
	struct worker workers[8];
	struct writer *nodes[2];
	struct world w;
	int ok = 0, refused = 0;

	(void)state;
	open_world(&w);
	for (int i = 0; i < 2; i++)
		nodes[i] = start_lanes(&w, w.url, 2);
	for (int i = 0; i < 8; i++) {
		workers[i] = (struct worker){ .writer = nodes[i % 2] };
		pthread_create(&workers[i].thread, NULL, buy_20, &workers[i]);
	}
	for (int i = 0; i < 8; i++) {
		pthread_join(workers[i].thread, NULL);
		ok += workers[i].ok;
		refused += workers[i].refused;
		assert_int_equal(workers[i].other, 0);
	}
	for (int i = 0; i < 2; i++)
		writer_stop(nodes[i]);
	assert_int_equal(ok, 50);
	assert_int_equal(refused, 110);
	close_world(&w);
}

/* ---- lost connections ---- */

static enum err insert(struct ctx *cx, void *arg) { return store_exec(cx, &add, arg, NULL); }

static enum err die_once_then_insert(struct ctx *cx, void *arg)
{
	struct number *number = arg, row;

	TRY(store_exec(cx, &add, number, NULL));
	if (number->n < 0)
		return ERR_OK;
	number->n = -number->n;
	return store_one(cx, &kill_me, NULL, &row);
}

static void a_connection_lost_inside_a_command_is_made_anew_and_the_command_run_again(void **state)
{
	struct number number = { 7 };
	struct writer *writer;
	struct ctx cx = { 0 };
	struct world w;

	(void)state;
	open_world(&w);
	writer = start_lanes(&w, w.url, 1);
	assert_int_equal(writer_call(writer, &cx, die_once_then_insert, &number), ERR_OK);
	assert_int_equal(ask(&w, &count_all), 1);
	assert_int_equal(writer_call(writer, &cx, insert, &(struct number){ 8 }), ERR_OK);
	assert_int_equal(ask(&w, &count_all), 2);
	writer_stop(writer);
	arena_reset(&cx.mem);
	close_world(&w);
}

static void a_commit_without_an_answer_is_unknown_and_never_run_again(void **state)
{
	for (enum pg_cut cut = CUT_BEFORE; cut <= CUT_AFTER; cut++) {
		struct pg_proxy p;
		struct writer *writer;
		struct ctx cx = { 0 };
		struct world w;
		char url[1024];

		(void)state;
		open_world(&w);
		pg_proxy_start(&p, w.url, url, sizeof url);
		writer = start_lanes(&w, url, 1);
		assert_int_equal(writer_call(writer, &cx, insert, &(struct number){ 1 }), ERR_OK);
		pg_proxy_arm(&p, cut, 0);
		assert_int_equal(writer_call(writer, &cx, insert, &(struct number){ 2 }), ERR_BUSY);
		assert_non_null(strstr(cx.fault.en, "unknown"));
		assert_int_equal(ask(&w, &count_all), cut == CUT_AFTER ? 2 : 1);
		assert_int_equal(writer_call(writer, &cx, insert, &(struct number){ 3 }), ERR_OK);   /* connected anew */
		assert_int_equal(writer_count(writer).retried, 0);
		writer_stop(writer);
		pg_proxy_stop(&p);
		arena_reset(&cx.mem);
		close_world(&w);
	}
}

/* Three commands in three batches through a line that is cut at message n. */
static void write_through_a_cut_line(struct writer *writer, enum err *ret)
{
	struct ctx cx = { 0 };

	for (int64_t i = 0; i < 3; i++) {
		ret[i] = writer_call(writer, &cx, insert, &(struct number){ i + 1 });
		if (ret[i] == ERR_BUSY)
			assert_non_null(strstr(cx.fault.en, "unknown"));
	}
	arena_reset(&cx.mem);
}

static bool is_there(struct world *w, int64_t n)
{
	struct number row = { 0 };

	assert_int_equal(store_one(&w->cx, &count_one, &(struct number){ n }, &row), ERR_OK);
	return row.n == 1;
}

static void F9_wherever_the_line_is_cut_what_was_told_is_what_is_there(void **state)
{
	bool cut_once = true;
	int unknown = 0;

	(void)state;
	for (int n = 1; cut_once; n++)
		for (enum pg_cut cut = CUT_BEFORE; cut <= CUT_AFTER; cut++) {
			enum err results[3];
			struct pg_proxy p;
			struct writer *writer;
			struct world w;
			char url[1024];

			open_world(&w);
			pg_proxy_start(&p, w.url, url, sizeof url);
			writer = start_lanes(&w, url, 1);
			pg_proxy_arm(&p, cut, n);
			write_through_a_cut_line(writer, results);
			cut_once = !pg_proxy_armed(&p);
			for (int i = 0; i < 3; i++) {
				assert_true(results[i] == ERR_OK || results[i] == ERR_BUSY);
				if (results[i] == ERR_OK)
					assert_true(is_there(&w, i + 1));
				else
					assert_int_equal(is_there(&w, i + 1), cut == CUT_AFTER);
				unknown += results[i] != ERR_OK;
			}
			writer_stop(writer);
			pg_proxy_stop(&p);
			close_world(&w);
		}
	assert_int_equal(unknown, 6);              /* three COMMITs, cut before and after; all else was tried again */
}

/* ---- sessions ---- */

static void a_reader_cannot_write_and_a_writer_is_durable(void **state)
{
	struct readers *readers = NULL;
	struct ctx cx = { 0 };
	struct world w;

	(void)state;
	open_world(&w);
	assert_int_equal(ask(&w, &durability), 1);
	assert_int_equal(readers_open(&cx, w.url, 2, &readers), ERR_OK);
	assert_int_equal(readers_take(&cx, readers, 0), ERR_OK);
	assert_int_equal(store_exec(&cx, &add, &(struct number){ 1 }, NULL), ERR_BROKEN);
	readers_give(&cx, readers);
	readers_close(readers);
	arena_reset(&cx.mem);
	close_world(&w);
}

static void a_database_that_sorts_otherwise_than_C_is_refused(void **state)
{
	struct ctx cx = { 0 };
	struct world w;
	char admin[1200], other[1300];
	PGconn *conn;
	PGresult *r;

	(void)state;
	open_world(&w);
	snprintf(admin, sizeof admin, "%s&user=postgres", getenv("BAOGONG_TEST_PG"));
	conn = PQconnectdb(admin);
	PQclear(PQexec(conn, "SET client_min_messages = error"));
	PQclear(PQexec(conn, "DROP DATABASE IF EXISTS sorts_otherwise"));
	r = PQexec(conn, "CREATE DATABASE sorts_otherwise TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
	assert_int_equal(PQresultStatus(r), PGRES_COMMAND_OK);
	PQclear(r);
	snprintf(other, sizeof other, "%s&dbname=sorts_otherwise", getenv("BAOGONG_TEST_PG"));
	assert_int_equal(store_open(&cx, other, STORE_WRITE, &cx.store), ERR_BAD_STATE);
	assert_non_null(strstr(cx.fault.en, "collation"));
	PQclear(PQexec(conn, "DROP DATABASE sorts_otherwise"));
	PQfinish(conn);
	arena_reset(&cx.mem);
	close_world(&w);
}

struct migrator { const char *url; pthread_t thread; enum err result; };

static void *migrate_main(void *arg)
{
	struct migrator *m = arg;
	struct ctx cx = { .now_ms = INT64_C(1800000000000) };

	m->result = store_open(&cx, m->url, STORE_WRITE, &cx.store);
	if (m->result == ERR_OK)
		m->result = store_migrate(&cx);
	if (m->result)
		print_error("%s\n", cx.fault.en);
	store_close(cx.store);
	arena_reset(&cx.mem);
	return NULL;
}

static void nodes_that_start_together_migrate_one_after_the_other(void **state)
{
	struct migrator migrators[4];
	struct world w;

	(void)state;
	open_world(&w);
	for (int i = 0; i < 4; i++) {
		migrators[i] = (struct migrator){ .url = w.url };
		pthread_create(&migrators[i].thread, NULL, migrate_main, &migrators[i]);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(migrators[i].thread, NULL);
		assert_int_equal(migrators[i].result, ERR_OK);
	}
	close_world(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_deadlock_is_undone_and_tried_again_until_both_are_done),
		cmocka_unit_test(D2_2_four_writers_of_two_nodes_oversell_nothing),
		cmocka_unit_test(a_connection_lost_inside_a_command_is_made_anew_and_the_command_run_again),
		cmocka_unit_test(a_commit_without_an_answer_is_unknown_and_never_run_again),
		cmocka_unit_test(F9_wherever_the_line_is_cut_what_was_told_is_what_is_there),
		cmocka_unit_test(a_reader_cannot_write_and_a_writer_is_durable),
		cmocka_unit_test(a_database_that_sorts_otherwise_than_C_is_refused),
		cmocka_unit_test(nodes_that_start_together_migrate_one_after_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
