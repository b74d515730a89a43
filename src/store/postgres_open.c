/* SPDX-License-Identifier: Apache-2.0 */
#include "store/postgres.h"
#include <stdlib.h>
#include <string.h>

enum { VERSION_LEAST = 150020 };     /* before it INSERT ... ON CONFLICT could miss a conflict */

/* A session may wait, but never for long, and never lowers its durability. */
static const char session_settings[] =
	"SET client_encoding = 'UTF8'; SET statement_timeout = '30s'; SET lock_timeout = '3s';"
	"SET idle_in_transaction_session_timeout = '60s'; SET cursor_tuple_fraction = 1.0;"
	"SET TimeZone = 'UTC'; SET extra_float_digits = 0; SET standard_conforming_strings = on;"
	"SELECT set_config('synchronous_commit', 'on', false)"
	" WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";

static const char ask_server[] =
	"SELECT current_setting('server_version_num'), datcollate, pg_encoding_to_char(encoding),"
	" pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on', current_setting('server_version')"
	" FROM pg_database WHERE datname = current_database()";

static enum err check_server(struct ctx *cx, struct postgres_store *s)
{
	PGresult *r = PQexec(s->conn, ask_server);
	const char *collation, *encoding;
	enum err e = ERR_OK;

	if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1)
		return POSTGRES_FAIL(cx, s, r, "check_server");
	collation = PQgetvalue(r, 0, 1);
	encoding = PQgetvalue(r, 0, 2);
	if (strtol(PQgetvalue(r, 0, 0), NULL, 10) < VERSION_LEAST)
		e = fail(cx, ERR_BAD_STATE, "store", "PostgreSQL 版本 %s 过低，会漏判并发冲突；请升级到 15.20 或更高",
			 "PostgreSQL %s is too old and can miss conflicts; upgrade to 15.20 or later", PQgetvalue(r, 0, 4));
	else if (strcmp(collation, "C") != 0 && strcmp(collation, "POSIX") != 0)
		e = fail(cx, ERR_BAD_STATE, "store", "数据库的排序规则是 %s，应为 C；请用 --locale=C 重建数据库",
			 "the database's collation is %s and must be C; create it with --locale=C", collation);
	else if (strcmp(encoding, "UTF8") != 0)
		e = fail(cx, ERR_BAD_STATE, "store", "数据库的编码是 %s，应为 UTF8；请重建数据库",
			 "the database's encoding is %s and must be UTF8; create it anew", encoding);
	else if (strcmp(PQgetvalue(r, 0, 3), "f") != 0)
		e = fail(cx, ERR_BUSY, "store", "连到的是只读的备库，不能据此办理；请等主库恢复后重试",
			 "this server is a read-only standby, and nothing may be decided from it; wait for the primary");
	PQclear(r);
	return e;
}

enum err postgres_set_up(struct ctx *cx, struct postgres_store *s)
{
	postgres_forget_statements(s);
	s->doomed = false;
	TRY(check_server(cx, s));
	TRY(postgres_run(cx, s, session_settings, "session_settings"));
	if (s->base.mode == STORE_READ)
		TRY(postgres_run(cx, s, "SET default_transaction_read_only = on", "session_settings"));
	return ERR_OK;
}

/* Notices are not for the terminal; a WARNING is remembered, see commit(). */
static void take_notice(void *user, const PGresult *notice)
{
	struct postgres_store *s = user;
	const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);

	if (severity && strcmp(severity, "WARNING") == 0)
		s->warned = true;
}

enum err postgres_open(struct ctx *cx, const char *url, enum store_mode mode, struct store **ret)
{
	/* What stands in the address comes last and wins. */
	static const char *const names[] = { "connect_timeout", "target_session_attrs", "application_name", "tcp_user_timeout",
		"keepalives_idle", "keepalives_interval", "keepalives_count", "dbname", NULL };
	const char *values[] = { "5", "read-write", "baogong", "10000", "30", "5", "3", url, NULL };
	struct postgres_store *s = calloc(1, sizeof *s);
	enum err e;

	if (!s)
		abort();
	s->base = (struct store){ .driver = &postgres_driver, .kind = STORE_POSTGRES, .mode = mode };
	s->conn = PQconnectdbParams(names, values, 1);
	PQsetNoticeReceiver(s->conn, take_notice, s);
	if (PQstatus(s->conn) != CONNECTION_OK)
		e = fail(cx, ERR_BUSY, "store", "连不上 PostgreSQL：%s", "cannot connect to PostgreSQL: %s", PQerrorMessage(s->conn));
	else
		e = postgres_set_up(cx, s);
	if (e) {
		store_close(&s->base);
		return e;
	}
	*ret = &s->base;
	return ERR_OK;
}
