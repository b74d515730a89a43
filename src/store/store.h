/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "base/ctx.h"
#include "base/shape.h"

/* One door to SQLite and PostgreSQL.  A `store` is one connection, used by one
 * thread at a time; cx->store is the one a call works on.  Statements are
 * written by hand in a capability's .sql file; tools/sqlgen.py makes a typed C
 * function of each.  Nobody outside store/ sees SQL at run time. */

/* One statement, as tools/sqlgen.py leaves it. */
struct query {
	const char         *name;
	const char         *sqlite, *postgres;
	const struct shape *in, *row;      /* either may be NULL */
};

/* url: "sqlite:PATH" or a plain path, "sqlite::memory:", or postgresql://...
 * A writing connection of SQLite also does every checkpoint; there must be one
 * at most per file (3.40.1 has the WAL-reset bug).  Opening refuses: PostgreSQL
 * below 15.20, a database whose collation is not C, a data file of a newer
 * program.  The fault in cx says why. */
enum store_mode { STORE_READ, STORE_WRITE };
enum store_kind { STORE_SQLITE, STORE_POSTGRES };
must_check enum err store_open(struct ctx *cx, const char *url, enum store_mode mode, struct store **ret);
void                store_close(struct store *s);
enum store_kind     store_kind(const struct store *s);
bool                store_stopped(const struct store *s);        /* the disk failed: restart before writing again */
bool                store_in_transaction(struct store *s);       /* begun, and not undone by the store itself */
int64_t             store_written(struct store *s);              /* rows changed so far on this connection; -1: the store cannot tell */

/* Runs the migrations that the store has not seen yet, in order of number, each
 * in a transaction.  Forward only; a changed old migration is refused. */
must_check enum err store_migrate(struct ctx *cx);

/* For who only reads: BAD_STATE when a migration of this program has not run on these data. */
must_check enum err store_refuse_older(struct ctx *cx);

/* Prepares every query of the program on this connection and compares column
 * names with the row shape; the first misfit is a fault BROKEN. */
must_check enum err store_prepare_all(struct ctx *cx);

/* Transactions: opened and closed by the dispatcher, the writer and the command
 * line, never by domain code.  A savepoint makes one command of a batch whole
 * or nothing. */
must_check enum err store_begin(struct ctx *cx);         /* SQLite: IMMEDIATE when writing */
must_check enum err store_commit(struct ctx *cx);
void                store_rollback(struct ctx *cx);      /* harmless after commit */

/* After very much was written at once, also within a transaction: PostgreSQL
 * counts its tables, else it plans for a minute as if they were empty still.  SQLite
 * keeps the figures its migrations gave it. */
must_check enum err store_settle(struct ctx *cx);
must_check enum err store_savepoint(struct ctx *cx);
must_check enum err store_release(struct ctx *cx);       /* keeps what the savepoint did */
void                store_undo(struct ctx *cx);          /* back to the savepoint, and drops it */

/* Generated wrappers call these; nobody else should need to.
 * one:  NOT_FOUND when there is no row.   many: at most `limit` rows.
 * each: calls `row_at` for every row, in order, with memory that dies after the
 *       call; a non-OK answer ends it and is returned. */
typedef enum err store_row_fn(struct ctx *cx, const void *row, void *user);
must_check enum err store_exec(struct ctx *cx, const struct query *q, const void *in, int64_t *ret_changed);
must_check enum err store_one(struct ctx *cx, const struct query *q, const void *in, void *ret_row);
must_check enum err store_many(struct ctx *cx, const struct query *q, const void *in,
			       void **ret_rows, size_t *ret_n, size_t limit);
must_check enum err store_each(struct ctx *cx, const struct query *q, const void *in,
			       store_row_fn *row_at, void *user);

/* Tests set this to n to make the nth call from now fail with BROKEN. */
extern int store_fault_countdown;
#endif
