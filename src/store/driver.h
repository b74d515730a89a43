/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H
#include "store/store.h"

/* What SQLite and PostgreSQL each bring; only files of store/ include this.
 * store.c keeps the transaction's state, counts faults and turns rows into
 * one/many/each; a driver binds, steps and translates errors. */

/* A statement under way.  `row` text points into the driver's memory until the
 * next call when next() is given no arena. */
struct cursor {
	const struct query *query;
	void               *handle;        /* sqlite3_stmt, PGresult */
	bool                throwaway;     /* SQLite: not from the cache */
	bool                stream;        /* PostgreSQL: rows come by FETCH from a cursor of this number */
	bool                own_transaction;
	bool                done;
	int                 number, at;
	int64_t             changed;
};

struct store_driver {
	enum err (*begin)(struct ctx *cx, struct store *s);
	enum err (*commit)(struct ctx *cx, struct store *s);
	void     (*rollback)(struct store *s);
	enum err (*savepoint)(struct ctx *cx, struct store *s, int depth);
	enum err (*release)(struct ctx *cx, struct store *s, int depth);
	void     (*undo)(struct store *s, int depth);
	enum err (*start)(struct ctx *cx, struct store *s, const void *in, struct cursor *c);
	enum err (*next)(struct ctx *cx, struct store *s, struct cursor *c, struct arena *mem, void *row, bool *ret_got);
	void     (*finish)(struct store *s, struct cursor *c);
	enum err (*check)(struct ctx *cx, struct store *s, const struct query *q);
	enum err (*script)(struct ctx *cx, struct store *s, const char *sql);   /* many statements, no rows */
	enum err (*migrating)(struct ctx *cx, struct store *s, bool begins);    /* one migrator at a time */
	bool     (*lost)(struct store *s);            /* the transaction the store believes in is gone */
	int64_t  (*written)(struct store *s);         /* rows changed so far on this connection; NULL: it cannot tell */
	void     (*close)(struct store *s);
};

struct store {
	const struct store_driver *driver;
	enum store_kind kind;
	enum store_mode mode;
	bool in_transaction;
	bool stopped;              /* the disk failed under us: no write is taken any more */
	int  savepoints;
};

must_check enum err sqlite_open(struct ctx *cx, const char *url, enum store_mode mode, struct store **ret);
must_check enum err postgres_open(struct ctx *cx, const char *url, enum store_mode mode, struct store **ret);

/* Known numbers and digests only: refuses a store that a newer program wrote. */
must_check enum err store_refuse_newer(struct ctx *cx, struct store *s);
#endif
