/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_BOTH_STORES_H
#define TESTS_BOTH_STORES_H
#include "test.h"
#include "store/store.h"
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Runs a test on a fresh, migrated store of each kind:
 *
 *     static void moves_goods(struct ctx *cx) { ... cx->store is open ... }
 *     static void test(void **state) { (void)state; for_each_store(moves_goods); }
 *
 * SQLite in memory always; PostgreSQL when BAOGONG_TEST_PG holds an address
 * (tests/pg.sh url), in a schema of its own that goes when the test ends. */

static inline void on_one_store(const char *url, void (*test)(struct ctx *cx))
{
	struct ids ids = { 0 };
	struct ctx cx = { .now_ms = INT64_C(1800000000000), .district_id = 330114, .ids = &ids };

	if (store_open(&cx, url, STORE_WRITE, &cx.store) || store_migrate(&cx)) {
		print_error("%s\n", cx.fault.en);
		assert_true(0);
	}
	test(&cx);
	store_close(cx.store);
	arena_reset(&cx.mem);
}

/* A fresh schema and the address that leads into it; drop_schema() ends it. */
static inline void make_schema(const char *server, char *name, size_t name_size, char *url, size_t url_size)
{
	static int count;
	PGconn *conn = PQconnectdb(server);
	char sql[192];
	PGresult *r;

	snprintf(name, name_size, "test_%ld_%d", (long)getpid(), ++count);
	snprintf(sql, sizeof sql, "SET client_min_messages = error; DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s", name, name);
	r = PQexec(conn, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		print_error("%s\n", PQerrorMessage(conn));
	assert_int_equal(PQresultStatus(r), PGRES_COMMAND_OK);
	PQclear(r);
	PQfinish(conn);
	snprintf(url, url_size, "%s%coptions=-csearch_path%%3D%s", server, strchr(server, '?') ? '&' : '?', name);
}

static inline void drop_schema(const char *server, const char *name)
{
	PGconn *conn = PQconnectdb(server);
	char sql[192];

	snprintf(sql, sizeof sql, "SET client_min_messages = error; DROP SCHEMA %s CASCADE", name);
	PQclear(PQexec(conn, sql));
	PQfinish(conn);
}

static inline void for_each_store(void (*test)(struct ctx *cx))
{
	const char *server = getenv("BAOGONG_TEST_PG");
	char name[64], url[1024];

	on_one_store("sqlite::memory:", test);
	if (!server || !*server)
		return;
	make_schema(server, name, sizeof name, url, sizeof url);
	on_one_store(url, test);
	drop_schema(server, name);
}
#endif
