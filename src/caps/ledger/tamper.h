/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_LEDGER_TAMPER_H
#define CAPS_LEDGER_TAMPER_H
/* Changes every value and removes every row of a data file, one at a time and
 * taken back at once, and counts what verify says.  Tests on SQLite only. */
#include "test.h"
#include "caps/ledger/verify.h"
#include "store/sqlite.h"
#include <stdio.h>
#include <string.h>

struct tampered { const char *name, *id; };          /* a table, and what a row of it is called */

static inline void run_sql(sqlite3 *db, const char *sql)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		print_message("%s: %s\n", sql, message);
	assert_null(message);
}

struct tally { int changes, named, exact; };

/* Runs verify on the changed books; the change is named when a finding tells its
 * row, exactly named when it also tells the column. */
static inline bool is_row(const char *found, const char *id)
{
	size_t n = strlen(found), m = strlen(id);

	return n >= m && !strcmp(found + n - m, id) && (n == m || found[n - m - 1] == '/');        /* "district/id" when there are two */
}

static inline void judge(struct ctx *cx, const struct verify_options *options, const char *table, const char *id, const char *new_id, const char *column, bool row_only, const char *sql, struct tally *t)
{
	struct verify_result r;
	bool named = false, exact = false;

	assert_int_equal(verify_run(cx, options, &r), ERR_OK);
	for (size_t i = 0; i < r.n_findings; i++) {
		bool here = !strcmp(r.findings[i].table, table) && (is_row(r.findings[i].id, id) || is_row(r.findings[i].id, new_id));

		named |= here;
		exact |= here && !strcmp(r.findings[i].column, column);
	}
	t->changes++;
	t->named += named;
	t->exact += exact || (row_only && named);
	if (!r.n_findings) {
		print_message("NOT FOUND: %s\n", sql);
		assert_true(r.n_findings);
	}
	if ((!exact && !row_only) || !named) {
		print_message("%s\n    named %s:%s:%s %s\n", sql, r.findings[0].table, r.findings[0].id, r.findings[0].column, r.findings[0].en);
	}
	arena_reset(&cx->mem);
}

static inline void drop_the_guards(sqlite3 *db)
{
	sqlite3_stmt *s;
	char sql[20000] = "";

	assert_int_equal(sqlite3_prepare_v2(db, "SELECT group_concat('DROP TRIGGER ' || name || ';', '') FROM sqlite_schema WHERE type = 'trigger'", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	snprintf(sql, sizeof sql, "%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	run_sql(db, sql);
	run_sql(db, "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
}

/* Every row's number, as verify writes it. */
static inline size_t list_ids(sqlite3 *db, const struct tampered *table, char ids[][80], size_t most)
{
	char sql[300];
	sqlite3_stmt *s;
	size_t n = 0;

	snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY 1", table->id, table->name);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (n < most && sqlite3_step(s) == SQLITE_ROW)
		snprintf(ids[n++], 80, "%s", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	return n;
}

/* One update in a transaction that is taken back. */
static inline void tamper(struct ctx *cx, const struct verify_options *options, const char *table, const char *id_sql, const char *id, const char *column, const char *value, struct tally *t)
{
	sqlite3 *db = ((struct sqlite_store *)cx->store)->db;
	char sql[900], new_id[80] = "";
	sqlite3_stmt *stmt;

	if (value)
		snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s WHERE %s = '%s' AND %s IS NOT %s RETURNING %s", table, column, value, id_sql, id, column, value, id_sql);
	else
		snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s = '%s' RETURNING %s", table, id_sql, id, id_sql);
	assert_int_equal(store_begin(cx), ERR_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW) {           /* else a key says no, or nothing changed */
		snprintf(new_id, sizeof new_id, "%s", (const char *)sqlite3_column_text(stmt, 0));
		assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
	}
	sqlite3_finalize(stmt);
	if (*new_id)
		judge(cx, options, table, id, new_id, column, !value, sql, t);
	store_rollback(cx);
}

static inline void tamper_with_column(struct ctx *cx, const struct verify_options *options, const struct tampered *table, const char *column, bool text, char ids[][80], size_t n, struct tally *t)
{
	static const char *const numbers[] = { "%s + 1", "%s - 1", "-%s - 3", "%s * 10 + 7", "%s + 0.5" };
	static const char *const words[] = { "%s || 'x'", "''", "'abc'", "substr(%s, 1, length(%s) - 1) || CASE substr(%s, -1) WHEN '0' THEN '1' ELSE '0' END",
		"%s || char(0) || 'x'" };
	char value[200];

	for (size_t i = 0; i < n; i++)
		for (size_t k = i % 2; k < 5; k += 2) {          /* every other row, every other change: a minute is enough */
			if (text)
				snprintf(value, sizeof value, words[k], column, column, column);
			else
				snprintf(value, sizeof value, numbers[k], column);
			tamper(cx, options, table->name, table->id, ids[i], column, value, t);
		}
}

/* All of one table: rows removed, then every column of every other row changed in several ways. */
static inline struct tally tamper_with_table(struct ctx *cx, const struct verify_options *options, const struct tampered *table, const char *except)
{
	static char ids[200][80];
	sqlite3 *db = ((struct sqlite_store *)cx->store)->db;
	struct tally t = { 0 };
	sqlite3_stmt *s;
	char sql[200];
	size_t n = list_ids(db, table, ids, 200);

	assert_true(n > 0);
	snprintf(sql, sizeof sql, "SELECT name, type FROM pragma_table_info('%s')", table->name);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	for (size_t i = 0; i < n && !strstr(except, "DELETE"); i++)
		tamper(cx, options, table->name, table->id, ids[i], "", NULL, &t);
	while (sqlite3_step(s) == SQLITE_ROW) {
		char column[64];

		snprintf(column, sizeof column, "%s", (const char *)sqlite3_column_text(s, 0));
		if (!strstr(except, column))
			tamper_with_column(cx, options, table, column, !strcmp((const char *)sqlite3_column_text(s, 1), "TEXT"), ids, n, &t);
	}
	sqlite3_finalize(s);
	print_message("# %-16s %5d changes, %5d named by row, %5d to the column\n", table->name, t.changes, t.named, t.exact);
	return t;
}
#endif
