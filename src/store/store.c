/* SPDX-License-Identifier: Apache-2.0 */
#include "store/driver.h"
#include "store/queries.h"
#include <assert.h>
#include <string.h>

int store_fault_countdown;

/* The nth call from now fails, before it does anything. */
static enum err fault_due(struct ctx *cx)
{
	if (__builtin_expect(__atomic_load_n(&store_fault_countdown, __ATOMIC_RELAXED) <= 0, 1))
		return ERR_OK;
	if (__atomic_sub_fetch(&store_fault_countdown, 1, __ATOMIC_RELAXED) != 0)
		return ERR_OK;
	return fail(cx, ERR_BROKEN, NULL, "测试注入的存储故障", "a store fault injected by a test");
}

/* What must be true before a statement may touch the store. */
static enum err ready(struct ctx *cx)
{
	struct store *s = cx->store;

	assert(s);
	TRY(fault_due(cx));
	if (s->in_transaction && s->driver->lost(s))
		return fail(cx, ERR_BROKEN, NULL, "本次事务已被存储层撤销，未作改动；请重试",
			    "the store undid this transaction; nothing was changed; try again");
	return ERR_OK;
}

enum err store_open(struct ctx *cx, const char *url, enum store_mode mode, struct store **ret)
{
	struct store *s = NULL;
	enum err e;

	TRY(fault_due(cx));
	if (strncmp(url, "postgres://", 11) == 0 || strncmp(url, "postgresql://", 13) == 0)
		TRY(postgres_open(cx, url, mode, &s));
	else
		TRY(sqlite_open(cx, url, mode, &s));
	e = store_refuse_newer(cx, s);
	if (e) {
		store_close(s);
		return e;
	}
	*ret = s;
	return ERR_OK;
}

void store_close(struct store *s)
{
	if (s)
		s->driver->close(s);
}

enum store_kind store_kind(const struct store *s) { return s->kind; }
bool store_stopped(const struct store *s) { return __atomic_load_n(&s->stopped, __ATOMIC_RELAXED); }
bool store_in_transaction(struct store *s) { return s->in_transaction && !s->driver->lost(s); }
int64_t store_written(struct store *s) { return s->driver->written ? s->driver->written(s) : -1; }

enum err store_begin(struct ctx *cx)
{
	struct store *s = cx->store;

	assert(s && !s->in_transaction);
	TRY(fault_due(cx));
	if (store_stopped(s) && s->mode == STORE_WRITE)
		return fail(cx, ERR_BROKEN, NULL, "磁盘出过读写错误，已停止写入；请检查磁盘后重启服务",
			    "the disk failed, so no write is taken; check the disk, then restart the server");
	TRY(s->driver->begin(cx, s));
	s->in_transaction = true;
	s->savepoints = 0;
	return ERR_OK;
}

enum err store_commit(struct ctx *cx)
{
	struct store *s = cx->store;
	enum err e;

	assert(s && s->in_transaction && s->savepoints == 0);
	e = ready(cx);
	if (e == ERR_OK)
		e = s->driver->commit(cx, s);
	if (e)
		s->driver->rollback(s);
	s->in_transaction = false;
	return e;
}

void store_rollback(struct ctx *cx)
{
	struct store *s = cx->store;

	if (!s->in_transaction)
		return;
	s->driver->rollback(s);
	s->in_transaction = false;
	s->savepoints = 0;
}

enum err store_settle(struct ctx *cx)
{
	return store_kind(cx->store) == STORE_POSTGRES ? cx->store->driver->script(cx, cx->store, "ANALYZE") : ERR_OK;
}

enum err store_savepoint(struct ctx *cx)
{
	struct store *s = cx->store;

	assert(s->in_transaction);
	TRY(ready(cx));
	TRY(s->driver->savepoint(cx, s, s->savepoints + 1));
	s->savepoints++;
	return ERR_OK;
}

enum err store_release(struct ctx *cx)
{
	struct store *s = cx->store;

	assert(s->in_transaction && s->savepoints > 0);
	TRY(ready(cx));
	TRY(s->driver->release(cx, s, s->savepoints));
	s->savepoints--;
	return ERR_OK;
}

void store_undo(struct ctx *cx)
{
	struct store *s = cx->store;

	assert(s->in_transaction && s->savepoints > 0);
	if (!s->driver->lost(s))
		s->driver->undo(s, s->savepoints);
	s->savepoints--;
}

enum err store_exec(struct ctx *cx, const struct query *q, const void *in, int64_t *ret_changed)
{
	struct cursor c = { .query = q };
	struct store *s = cx->store;
	bool got = true;
	enum err e;

	TRY(ready(cx));
	TRY(s->driver->start(cx, s, in, &c));
	do
		e = s->driver->next(cx, s, &c, NULL, NULL, &got);
	while (e == ERR_OK && got);
	s->driver->finish(s, &c);
	if (e == ERR_OK && ret_changed)
		*ret_changed = c.changed;
	return e;
}

enum err store_one(struct ctx *cx, const struct query *q, const void *in, void *ret_row)
{
	struct cursor c = { .query = q };
	struct store *s = cx->store;
	bool got = false, more = true;
	enum err e;

	TRY(ready(cx));
	TRY(s->driver->start(cx, s, in, &c));
	e = s->driver->next(cx, s, &c, &cx->mem, ret_row, &got);
	while (e == ERR_OK && got && more)       /* RETURNING is only whole when it was read to its end */
		e = s->driver->next(cx, s, &c, NULL, NULL, &more);
	s->driver->finish(s, &c);
	if (e == ERR_OK && !got)
		return fail(cx, ERR_NOT_FOUND, NULL, "没有找到相应的记录，可能已被删除或编号有误",
			    "there is no such record; it may be gone, or the number is wrong");
	return e;
}

enum err store_many(struct ctx *cx, const struct query *q, const void *in, void **ret_rows, size_t *ret_n, size_t limit)
{
	struct cursor c = { .query = q };
	struct store *s = cx->store;
	size_t size = q->row->size, n = 0, room = 0;
	char *rows = NULL;
	bool got = true;
	enum err e = ERR_OK;

	TRY(ready(cx));
	TRY(s->driver->start(cx, s, in, &c));
	while (n < limit) {
		if (n == room) {
			rows = arena_grow(&cx->mem, rows, n * size, (room ? room * 2 : 16) * size);
			room = room ? room * 2 : 16;
		}
		e = s->driver->next(cx, s, &c, &cx->mem, rows + n * size, &got);
		if (e || !got)
			break;
		n++;
	}
	s->driver->finish(s, &c);
	if (e)
		return e;
	*ret_rows = rows;
	*ret_n = n;
	return ERR_OK;
}

enum err store_each(struct ctx *cx, const struct query *q, const void *in, store_row_fn *row_at, void *user)
{
	struct cursor c = { .query = q, .stream = true };
	struct store *s = cx->store;
	void *row;
	bool got = true;
	enum err e;

	TRY(ready(cx));
	TRY(s->driver->start(cx, s, in, &c));
	row = arena_new(&cx->mem, q->row->size);
	for (;;) {
		e = s->driver->next(cx, s, &c, NULL, row, &got);
		if (e || !got)
			break;
		e = row_at(cx, row, user);
		if (e)
			break;
	}
	s->driver->finish(s, &c);
	return e;
}

enum err store_prepare_all(struct ctx *cx)
{
	for (const struct query *const *q = store_queries; *q; q++)
		TRY(cx->store->driver->check(cx, cx->store, *q));
	return ERR_OK;
}
