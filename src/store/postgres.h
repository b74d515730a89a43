/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H
#include "store/driver.h"
#include <libpq-fe.h>

/* Shared by postgres.c (statements, transactions) and postgres_open.c (sessions).
 *
 * Statements are prepared on first use under the query's own name, with
 * parameter types bigint and text; `known` remembers which, until the session
 * ends or KNOWN_FULL is reached. */
enum { KNOWN_SLOTS = 1024, KNOWN_FULL = 512 };

struct postgres_store {
	struct store base;
	PGconn      *conn;
	bool         doomed;           /* this session must not be trusted any more: reconnect at the next begin */
	bool         warned;           /* the server sent a WARNING since this was last cleared */
	int          n_cursors;
	size_t       n_known;
	const struct query *known[KNOWN_SLOTS];
};

extern const struct store_driver postgres_driver;

/* The result's error as a fault; clears the result. */
enum err postgres_fail(struct ctx *cx, struct postgres_store *s, PGresult *result, const char *what, const char *where);
#define POSTGRES_FAIL(cx, s, result, what) \
	postgres_fail((cx), (s), (result), (what), __FILE__ ":" FAIL_STR(__LINE__))

/* Runs statements without parameters and throws their rows away. */
enum err postgres_run(struct ctx *cx, struct postgres_store *s, const char *sql, const char *what);

/* Checks the server and makes the session's settings; after every (re)connect. */
enum err postgres_set_up(struct ctx *cx, struct postgres_store *s);
void     postgres_forget_statements(struct postgres_store *s);
#endif
