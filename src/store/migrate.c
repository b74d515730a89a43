/* SPDX-License-Identifier: Apache-2.0 */
#include "store/driver.h"
#include "store/migrations.h"
#include "store.sql.h"
#include <string.h>

enum { MIGRATIONS_MAX = 10000 };

static const char make_table[] =
	"CREATE TABLE IF NOT EXISTS store_migration ("
	" number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
	" digest TEXT NOT NULL CHECK (length(digest) = 64), applied_ms BIGINT NOT NULL)";

static const struct migration *known(int64_t number)
{
	for (const struct migration *m = store_migrations; m->number; m++)
		if (m->number == number)
			return m;
	return NULL;
}

static enum err refuse_unknown(struct ctx *cx, const struct store_migration_list_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct migration *m = known(rows[i].number);

		if (!m)
			return fail(cx, ERR_BAD_STATE, NULL,
				    "数据已由更新的程序升级过（第 %lld 号“%s”），请换用新版程序",
				    "a newer program upgraded this data (migration %lld, %s); use that program",
				    (long long)rows[i].number, rows[i].name);
		if (strcmp(m->digest, rows[i].digest) != 0)
			return fail(cx, ERR_BAD_STATE, NULL,
				    "第 %lld 号升级脚本“%s”与数据里执行过的不同；请使用正式发布的程序",
				    "migration %lld (%s) differs from the one that ran on this data; use a released program",
				    (long long)rows[i].number, rows[i].name);
	}
	return ERR_OK;
}

enum err store_refuse_newer(struct ctx *cx, struct store *s)
{
	struct store *before = cx->store;
	struct store_migration_table_row table = { 0 };
	struct store_migration_list_row *rows;
	size_t n = 0;
	enum err e;

	cx->store = s;
	e = store_migration_table(cx, &table);
	if (e == ERR_OK && table.n > 0)
		e = store_migration_list(cx, &rows, &n, MIGRATIONS_MAX);
	if (e == ERR_OK && n > 0)
		e = refuse_unknown(cx, rows, n);
	cx->store = before;
	return e;
}

static bool has_run(const struct store_migration_list_row *rows, size_t n, int number)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].number == number)
			return true;
	return false;
}

enum err store_refuse_older(struct ctx *cx)
{
	struct store_migration_table_row table = { 0 };
	struct store_migration_list_row *rows = NULL;
	size_t n = 0;

	TRY(store_migration_table(cx, &table));
	if (table.n > 0)
		TRY(store_migration_list(cx, &rows, &n, MIGRATIONS_MAX));
	for (const struct migration *m = store_migrations; n > 0 && m->number; m++)
		if (!has_run(rows, n, m->number))
			return fail(cx, ERR_BAD_STATE, NULL,
				    "数据还是旧版程序的结构（缺第 %d 号“%s”）；先备份，再用本版程序启动一次（baogong serve），数据即升级",
				    "the data still have an older program's structure (migration %d, %s, is missing); back them up, then start this "
				    "version's server once (baogong serve), which upgrades them", m->number, m->name);
	return ERR_OK;
}

static enum err run_one(struct ctx *cx, const struct migration *m)
{
	struct store *s = cx->store;

	TRY(s->driver->script(cx, s, s->kind == STORE_SQLITE ? m->sqlite : m->postgres));
	return store_migration_add(cx, (struct store_migration_add_in){ .number = m->number,
		.name = m->name, .digest = m->digest, .applied_ms = cx->now_ms });
}

static enum err run_missing(struct ctx *cx)
{
	struct store_migration_list_row *rows;
	size_t n = 0;

	TRY(cx->store->driver->script(cx, cx->store, make_table));
	TRY(store_migration_list(cx, &rows, &n, MIGRATIONS_MAX));
	TRY(refuse_unknown(cx, rows, n));
	for (const struct migration *m = store_migrations; m->number; m++) {
		enum err e;

		if (has_run(rows, n, m->number))
			continue;
		TRY(store_begin(cx));
		e = run_one(cx, m);
		if (e == ERR_OK)
			e = store_commit(cx);
		if (e) {
			store_rollback(cx);
			return e;
		}
	}
	return ERR_OK;
}

enum err store_migrate(struct ctx *cx)
{
	struct store *s = cx->store;
	enum err e, end;

	TRY(s->driver->migrating(cx, s, true));
	e = run_missing(cx);
	if (e) {                               /* keep the first reason */
		struct fault why = cx->fault;

		end = s->driver->migrating(cx, s, false);
		(void)end;
		cx->fault = why;
		return e;
	}
	return s->driver->migrating(cx, s, false);
}
