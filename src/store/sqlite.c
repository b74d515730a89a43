/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sqlite_store *of(struct store *s) { return (struct sqlite_store *)s; }

static enum err fail_constraint(struct ctx *cx, struct sqlite_store *s, int code, const char *what, const char *where)
{
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
		return fail_at(cx, ERR_CONFLICT, NULL, where, "已有相同的记录，未重复登记（%s：%s）",
			       "the same record exists already; it was not entered twice (%s: %s)",
			       what, sqlite3_errmsg(s->db));
	return fail_at(cx, ERR_BROKEN, NULL, where, "数据校验未通过，未作改动；请把此句报给维护人员（%s：%s）",
		       "a check of the data fired and nothing was changed; report this sentence (%s: %s)",
		       what, sqlite3_errmsg(s->db));
}

enum err sqlite_fail(struct ctx *cx, struct sqlite_store *s, int code, const char *what, const char *where)
{
	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		return fail_constraint(cx, s, code, what, where);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail_at(cx, ERR_BUSY, NULL, where, "数据文件正忙（%s），请稍后重试",
			       "the data file is busy (%s); try again shortly", what);
	case SQLITE_FULL:
		return fail_at(cx, ERR_BROKEN, NULL, where, "磁盘空间不足，未作改动；请腾出空间后再办（%s）",
			       "the disk is full and nothing was changed; free some space, then try again (%s)", what);
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		/* After a failed write or fsync nobody knows what the disk holds:
		 * only a restart, which reads it afresh, may write again. */
		__atomic_store_n(&s->base.stopped, true, __ATOMIC_RELAXED);
		return fail_at(cx, ERR_BROKEN, NULL, where,
			       "读写磁盘失败（%s，错误 %d），已停止写入；刚才这一步是否成功，请重启服务后用同一请求查证",
			       "the disk failed (%s, error %d), so writing has stopped; restart, then ask again with the same request to see whether this step was done",
			       what, code);
	case SQLITE_INTERRUPT:
		return fail_at(cx, ERR_BUSY, NULL, where, "操作用时过长已中止（%s），请缩小范围再试",
			       "stopped because it took too long (%s); ask for less", what);
	}
	return fail_at(cx, ERR_BROKEN, NULL, where, "存储出错，未作改动；请把此句报给维护人员（%s：%s，错误 %d）",
		       "the store failed and nothing was changed; report this sentence (%s: %s, error %d)",
		       what, sqlite3_errmsg(s->db), code);
}

/* ---- statements ---- */

static size_t slot_of(const struct sqlite_store *s, const struct query *q)
{
	size_t i = ((uintptr_t)q >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 54;

	assert(i < CACHE_SLOTS);
	while (s->cache[i].query && s->cache[i].query != q)
		i = (i + 1) % CACHE_SLOTS;
	return i;
}

/* Drops every statement that is not being read from. */
void sqlite_forget_statements(struct sqlite_store *s)
{
	struct { const struct query *query; sqlite3_stmt *stmt; } busy[CACHE_SLOTS];
	size_t n = 0;

	for (size_t i = 0; i < CACHE_SLOTS; i++) {
		if (s->cache[i].stmt && sqlite3_stmt_busy(s->cache[i].stmt)) {
			busy[n].query = s->cache[i].query;
			busy[n++].stmt = s->cache[i].stmt;
		} else {
			sqlite3_finalize(s->cache[i].stmt);
		}
		s->cache[i].query = NULL;
		s->cache[i].stmt = NULL;
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = slot_of(s, busy[i].query);

		s->cache[at].query = busy[i].query;
		s->cache[at].stmt = busy[i].stmt;
	}
	s->n_cached = n;
}

static enum err prepare(struct ctx *cx, struct sqlite_store *s, const struct query *q, bool keep, sqlite3_stmt **ret)
{
	const char *tail = NULL;

	SQLITE_TRY(sqlite3_prepare_v3(s->db, q->sqlite, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, ret, &tail), q->name);
	assert(*ret);
	return ERR_OK;
}

static enum err find_statement(struct ctx *cx, struct sqlite_store *s, struct cursor *c, sqlite3_stmt **ret)
{
	size_t at = slot_of(s, c->query);

	if (s->cache[at].stmt && !sqlite3_stmt_busy(s->cache[at].stmt)) {
		*ret = s->cache[at].stmt;
		return ERR_OK;
	}
	if (s->cache[at].stmt) {                         /* a row_at that runs its own query again */
		c->throwaway = true;
		return prepare(cx, s, c->query, false, ret);
	}
	if (s->n_cached >= CACHE_FULL) {
		sqlite_forget_statements(s);
		at = slot_of(s, c->query);
	}
	TRY(prepare(cx, s, c->query, true, ret));
	s->cache[at].query = c->query;
	s->cache[at].stmt = *ret;
	s->n_cached++;
	return ERR_OK;
}

static enum err bind_all(struct ctx *cx, struct sqlite_store *s, const struct query *q, const void *in, sqlite3_stmt *stmt)
{
	int i = 1;

	if (!q->in)
		return ERR_OK;
	for (const struct field *f = q->in->fields; f->name; f++, i++) {
		const void *at = (const char *)in + f->offset;

		if (f->kind == KIND_TEXT) {
			const char *text = *(const char *const *)at;

			SQLITE_TRY(text ? sqlite3_bind_text(stmt, i, text, -1, SQLITE_STATIC)
					: sqlite3_bind_null(stmt, i), q->name);
		} else {
			SQLITE_TRY(sqlite3_bind_int64(stmt, i, *(const int64_t *)at), q->name);
		}
	}
	return ERR_OK;
}

static void drop(struct cursor *c, sqlite3_stmt *stmt)
{
	if (c->throwaway) {
		sqlite3_finalize(stmt);
	} else {
		sqlite3_reset(stmt);
		sqlite3_clear_bindings(stmt);
	}
}

static enum err start(struct ctx *cx, struct store *base, const void *in, struct cursor *c)
{
	struct sqlite_store *s = of(base);
	sqlite3_stmt *stmt = NULL;
	enum err e;

	TRY(find_statement(cx, s, c, &stmt));
	e = bind_all(cx, s, c->query, in, stmt);
	if (e) {
		drop(c, stmt);
		return e;
	}
	c->handle = stmt;
	return ERR_OK;
}

static void read_row(sqlite3_stmt *stmt, const struct shape *shape, struct arena *mem, void *row)
{
	int i = 0;

	assert(sqlite3_column_count(stmt) == sqlite3_data_count(stmt));
	for (const struct field *f = shape->fields; f->name; f++, i++) {
		void *at = (char *)row + f->offset;

		if (f->kind == KIND_TEXT) {
			const char *text = (const char *)sqlite3_column_text(stmt, i);

			*(const char **)at = text && mem
				? arena_bytes(mem, text, (size_t)sqlite3_column_bytes(stmt, i)) : text;
		} else {
			*(int64_t *)at = sqlite3_column_int64(stmt, i);
		}
	}
}

static enum err next(struct ctx *cx, struct store *base, struct cursor *c, struct arena *mem, void *row, bool *ret_got)
{
	struct sqlite_store *s = of(base);
	sqlite3_stmt *stmt = c->handle;
	int code;

	*ret_got = false;
	if (c->done)
		return ERR_OK;
	code = sqlite3_step(stmt);
	if (code == SQLITE_ROW) {
		*ret_got = true;
		if (row)
			read_row(stmt, c->query->row, mem, row);
		return ERR_OK;
	}
	c->done = true;
	if (code != SQLITE_DONE)
		return sqlite_fail(cx, s, code, c->query->name, __FILE__ ":" FAIL_STR(__LINE__));
	if (!sqlite3_stmt_readonly(stmt))
		c->changed = sqlite3_changes64(s->db);
	return ERR_OK;
}

static void finish(struct store *base, struct cursor *c)
{
	(void)base;
	drop(c, c->handle);
}

/* Column names against the row shape; the statement is not kept. */
static enum err check(struct ctx *cx, struct store *base, const struct query *q)
{
	sqlite3_stmt *stmt = NULL;
	int i = 0, n;
	bool fits = true;

	TRY(prepare(cx, of(base), q, false, &stmt));
	n = sqlite3_column_count(stmt);
	for (const struct field *f = q->row ? q->row->fields : NULL; f && f->name; f++, i++)
		fits = fits && i < n && strcmp(sqlite3_column_name(stmt, i), f->name) == 0;
	fits = fits && (!q->row || i == n);
	sqlite3_finalize(stmt);
	if (fits)
		return ERR_OK;
	return fail(cx, ERR_BROKEN, NULL, "语句 %s 的列与声明不符（声明 %d 列，实际 %d 列）",
		    "the columns of statement %s are not those declared (%d declared, %d there)", q->name, i, n);
}

/* ---- transactions ---- */

static enum err script(struct ctx *cx, struct store *base, const char *sql)
{
	struct sqlite_store *s = of(base);

	SQLITE_TRY(sqlite3_exec(s->db, sql, NULL, NULL, NULL), "script");
	return ERR_OK;
}

static const struct query begin_write = { "begin", "BEGIN IMMEDIATE", NULL, NULL, NULL };
static const struct query begin_read = { "begin", "BEGIN", NULL, NULL, NULL };
static const struct query commit_query = { "commit", "COMMIT", NULL, NULL, NULL };
static const struct query rollback_query = { "rollback", "ROLLBACK", NULL, NULL, NULL };
static const struct query savepoint_query = { "savepoint", "SAVEPOINT one", NULL, NULL, NULL };
static const struct query release_query = { "release", "RELEASE one", NULL, NULL, NULL };
static const struct query undo_query = { "undo", "ROLLBACK TO one", NULL, NULL, NULL };

static enum err run(struct ctx *cx, struct store *s, const struct query *q)
{
	struct cursor c = { .query = q };
	bool got;
	enum err e;

	TRY(start(cx, s, NULL, &c));
	e = next(cx, s, &c, NULL, NULL, &got);
	finish(s, &c);
	return e;
}

static enum err begin(struct ctx *cx, struct store *s) { return run(cx, s, s->mode == STORE_WRITE ? &begin_write : &begin_read); }
static enum err commit(struct ctx *cx, struct store *s) { return run(cx, s, &commit_query); }

/* Undoing cannot be reported to anybody: what is left of the transaction is
 * noticed by lost() or by the next begin. */
static void run_quietly(struct store *s, const struct query *q)
{
	struct ctx quiet = { 0 };
	enum err e = run(&quiet, s, q);

	(void)e;
	arena_reset(&quiet.mem);
}

static bool lost(struct store *s) { return sqlite3_get_autocommit(of(s)->db); }
static int64_t written(struct store *s) { return sqlite3_total_changes64(of(s)->db); }

static void rollback(struct store *s)
{
	if (!lost(s))
		run_quietly(s, &rollback_query);
}

/* SQLite gives the innermost savepoint of a name, so that one name is enough. */
static enum err savepoint(struct ctx *cx, struct store *s, int depth) { (void)depth; return run(cx, s, &savepoint_query); }
static enum err release(struct ctx *cx, struct store *s, int depth) { (void)depth; return run(cx, s, &release_query); }

static void undo(struct store *s, int depth)
{
	(void)depth;
	run_quietly(s, &undo_query);
	run_quietly(s, &release_query);
}

/* The lock beside the file already keeps every other process out. */
static enum err migrating(struct ctx *cx, struct store *s, bool begins) { (void)cx; (void)s; (void)begins; return ERR_OK; }

static void close_store(struct store *base)
{
	struct sqlite_store *s = of(base);

	if (base->in_transaction)
		rollback(base);
	sqlite_forget_statements(s);
	sqlite3_close_v2(s->db);
	if (s->lock_fd >= 0)
		close(s->lock_fd);
	free(s);
}

const struct store_driver sqlite_driver = {
	.begin = begin, .commit = commit, .rollback = rollback,
	.savepoint = savepoint, .release = release, .undo = undo,
	.start = start, .next = next, .finish = finish, .check = check,
	.script = script, .migrating = migrating, .lost = lost, .written = written, .close = close_store,
};
