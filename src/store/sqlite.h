/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H
#include "store/driver.h"
#include <sqlite3.h>

/* Shared by sqlite.c (statements), sqlite_open.c (connections) and backup.c.
 *
 * One statement cache a connection, keyed by the address of the query; it is
 * emptied when it holds CACHE_FULL statements, so memory stays bounded. */
enum { CACHE_SLOTS = 1024, CACHE_FULL = 512 };

struct sqlite_store {
	struct store base;
	sqlite3     *db;
	int          lock_fd;              /* held while the file is open; -1 for memory and foreign VFS */
	size_t       n_cached;
	struct { const struct query *query; sqlite3_stmt *stmt; } cache[CACHE_SLOTS];
};

extern const struct store_driver sqlite_driver;

/* The SQLite error of the last call as a fault; notes a failing disk in s. */
enum err sqlite_fail(struct ctx *cx, struct sqlite_store *s, int code, const char *what, const char *where);
#define SQLITE_TRY(call, what) \
	do { int code_ = (call); if (code_ != SQLITE_OK) \
		return sqlite_fail(cx, s, code_, (what), __FILE__ ":" FAIL_STR(__LINE__)); } while (0)

void sqlite_forget_statements(struct sqlite_store *s);

/* Makes a file its owner's alone before SQLite opens it: data hold personal
 * things.  SQLite gives the log beside it the same mode.  Where this fails,
 * opening says why; a file that is there keeps its mode. */
void sqlite_make_private(const char *path);

/* A file that nobody serves, for reading; it must not change meanwhile. */
must_check enum err sqlite_open_copy(struct ctx *cx, const char *path, struct store **ret);
#endif
