/* SPDX-License-Identifier: Apache-2.0 */
#include "store/postgres.h"
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAMETERS_MAX = 128, FETCH_ROWS = 500, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_VARCHAR = 1043 };

static struct postgres_store *of(struct store *s) { return (struct postgres_store *)s; }

/* ---- errors ---- */

static bool connection_gone(struct postgres_store *s, const char *state, const char *severity)
{
	return PQstatus(s->conn) != CONNECTION_OK || strncmp(state, "08", 2) == 0 || strncmp(state, "57P", 3) == 0
		|| (strcmp(state, "25006") == 0 && s->base.mode == STORE_WRITE)   /* it has become a standby */
		|| strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0;
}

static bool worth_retrying(const char *state)
{
	static const char *const states[] = { "40001", "40P01", "55P03", "57014", "53300" };

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcmp(state, states[i]) == 0)
			return true;
	return false;
}

enum err postgres_fail(struct ctx *cx, struct postgres_store *s, PGresult *result, const char *what, const char *where)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE), *severity, *message;
	enum err e;

	state = state ? state : "";
	severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);  /* never DETAIL: it may quote people's data */
	message = message ? message : PQerrorMessage(s->conn);
	if (connection_gone(s, state, severity ? severity : "")) {
		s->doomed = true;
		e = fail_at(cx, ERR_BUSY, NULL, where, "与数据库的连接中断（%s），未作改动；请重试",
			    "the connection to the database broke (%s) and nothing was changed; try again", what);
	} else if (worth_retrying(state)) {
		e = fail_at(cx, ERR_BUSY, NULL, where, "与他人的操作相互等待（%s，%s），未作改动；请重试",
			    "this met somebody else's work (%s, %s) and nothing was changed; try again", what, state);
	} else if (strcmp(state, "23505") == 0) {
		e = fail_at(cx, ERR_CONFLICT, NULL, where, "已有相同的记录，未重复登记（%s：%s）",
			    "the same record exists already; it was not entered twice (%s: %s)", what, message);
	} else if (strncmp(state, "23", 2) == 0) {
		e = fail_at(cx, ERR_BROKEN, NULL, where, "数据校验未通过，未作改动；请把此句报给维护人员（%s：%s）",
			    "a check of the data fired and nothing was changed; report this sentence (%s: %s)", what, message);
	} else if (strcmp(state, "53100") == 0) {
		e = fail_at(cx, ERR_BROKEN, NULL, where, "数据库磁盘空间不足，未作改动；请腾出空间后再办（%s）",
			    "the database's disk is full and nothing was changed; free some space, then try again (%s)", what);
	} else {
		e = fail_at(cx, ERR_BROKEN, NULL, where, "数据库出错，未作改动；请把此句报给维护人员（%s：%s，%s）",
			    "the database failed and nothing was changed; report this sentence (%s: %s, %s)", what, message, state);
	}
	PQclear(result);
	return e;
}

enum err postgres_run(struct ctx *cx, struct postgres_store *s, const char *sql, const char *what)
{
	PGresult *r = PQexec(s->conn, sql);
	ExecStatusType status = PQresultStatus(r);

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		return POSTGRES_FAIL(cx, s, r, what);
	PQclear(r);
	return ERR_OK;
}

/* ---- statements ---- */

static size_t slot_of(const struct postgres_store *s, const struct query *q)
{
	size_t i = ((uintptr_t)q >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 54;

	while (s->known[i] && s->known[i] != q)
		i = (i + 1) % KNOWN_SLOTS;
	return i;
}

void postgres_forget_statements(struct postgres_store *s)
{
	memset(s->known, 0, sizeof s->known);
	s->n_known = 0;
}

static int types_of(const struct query *q, Oid *types)
{
	int n = 0;

	for (const struct field *f = q->in ? q->in->fields : NULL; f && f->name; f++) {
		assert(n < PARAMETERS_MAX);
		types[n++] = f->kind == KIND_TEXT ? OID_TEXT : OID_INT8;
	}
	return n;
}

static enum err prepare(struct ctx *cx, struct postgres_store *s, const struct query *q)
{
	Oid types[PARAMETERS_MAX];
	int n = types_of(q, types);
	size_t at = slot_of(s, q);
	PGresult *r;

	if (s->known[at])
		return ERR_OK;
	if (s->n_known >= KNOWN_FULL) {
		TRY(postgres_run(cx, s, "DEALLOCATE ALL", "deallocate"));
		postgres_forget_statements(s);
		at = slot_of(s, q);
	}
	r = PQprepare(s->conn, q->name, q->postgres, n, types);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return POSTGRES_FAIL(cx, s, r, q->name);
	PQclear(r);
	s->known[at] = q;
	s->n_known++;
	return ERR_OK;
}

/* The parameters of one call, as text. */
struct given { const char *values[PARAMETERS_MAX]; char numbers[PARAMETERS_MAX][24]; Oid types[PARAMETERS_MAX]; int n; };

static void give(struct given *g, const struct query *q, const void *in)
{
	int i = 0;

	g->n = types_of(q, g->types);
	for (const struct field *f = q->in ? q->in->fields : NULL; f && f->name; f++, i++) {
		const void *at = (const char *)in + f->offset;

		if (f->kind == KIND_TEXT) {
			g->values[i] = *(const char *const *)at;
		} else {
			snprintf(g->numbers[i], sizeof g->numbers[i], "%" PRId64, *(const int64_t *)at);
			g->values[i] = g->numbers[i];
		}
	}
}

static enum err fetch(struct ctx *cx, struct postgres_store *s, struct cursor *c)
{
	char sql[64];

	snprintf(sql, sizeof sql, "FETCH %d FROM cursor_%d", FETCH_ROWS, c->number);
	PQclear(c->handle);
	c->at = 0;
	c->handle = PQexec(s->conn, sql);
	if (PQresultStatus(c->handle) == PGRES_TUPLES_OK)
		return ERR_OK;
	PGresult *r = c->handle;
	c->handle = NULL;
	return POSTGRES_FAIL(cx, s, r, c->query->name);
}

/* Rows by the hundred from a cursor: a million of them take no more memory,
 * and other statements may run in between. */
static enum err start_stream(struct ctx *cx, struct postgres_store *s, const struct given *g, struct cursor *c)
{
	char *sql;
	PGresult *r;

	if (!s->base.in_transaction) {
		TRY(postgres_run(cx, s, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "begin"));
		c->own_transaction = true;
	}
	c->number = ++s->n_cursors;
	sql = arena_print(&cx->mem, "DECLARE cursor_%d NO SCROLL CURSOR FOR %s", c->number, c->query->postgres);
	r = PQexecParams(s->conn, sql, g->n, g->types, g->values, NULL, NULL, 0);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return POSTGRES_FAIL(cx, s, r, c->query->name);
	PQclear(r);
	return fetch(cx, s, c);
}

static void finish(struct store *base, struct cursor *c)
{
	struct postgres_store *s = of(base);
	char sql[64];

	PQclear(c->handle);
	c->handle = NULL;
	if (c->own_transaction) {
		PQclear(PQexec(s->conn, "ROLLBACK"));
	} else if (c->stream && PQtransactionStatus(s->conn) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof sql, "CLOSE cursor_%d", c->number);
		PQclear(PQexec(s->conn, sql));
	}
}

static enum err start(struct ctx *cx, struct store *base, const void *in, struct cursor *c)
{
	struct postgres_store *s = of(base);
	struct given g;
	ExecStatusType status;
	enum err e;

	give(&g, c->query, in);
	if (c->stream) {
		e = start_stream(cx, s, &g, c);
		if (e)
			finish(base, c);
		return e;
	}
	TRY(prepare(cx, s, c->query));
	c->handle = PQexecPrepared(s->conn, c->query->name, g.n, g.values, NULL, NULL, 0);
	status = PQresultStatus(c->handle);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		return POSTGRES_FAIL(cx, s, c->handle, c->query->name);
	c->changed = strtoll(PQcmdTuples(c->handle), NULL, 10);
	return ERR_OK;
}

static void read_row(const PGresult *r, int at, const struct shape *shape, struct arena *mem, void *row)
{
	int i = 0;

	for (const struct field *f = shape->fields; f->name; f++, i++) {
		void *to = (char *)row + f->offset;
		const char *text = PQgetisnull(r, at, i) ? NULL : PQgetvalue(r, at, i);

		if (f->kind == KIND_TEXT)
			*(const char **)to = text && mem ? arena_bytes(mem, text, (size_t)PQgetlength(r, at, i)) : text;
		else
			*(int64_t *)to = text ? strtoll(text, NULL, 10) : 0;
	}
}

static enum err next(struct ctx *cx, struct store *base, struct cursor *c, struct arena *mem, void *row, bool *ret_got)
{
	*ret_got = false;
	if (c->stream && c->at == FETCH_ROWS)
		TRY(fetch(cx, of(base), c));
	if (c->at >= PQntuples(c->handle))
		return ERR_OK;
	if (row)
		read_row(c->handle, c->at, c->query->row, mem, row);
	c->at++;
	*ret_got = true;
	return ERR_OK;
}

static bool type_fits(Oid type, enum kind kind)
{
	if (kind == KIND_TEXT)
		return type == OID_TEXT || type == OID_VARCHAR;
	return type == OID_INT8 || type == OID_INT4 || type == OID_INT2;
}

/* Column names and types against the row shape; the statement is not kept. */
static enum err check(struct ctx *cx, struct store *base, const struct query *q)
{
	struct postgres_store *s = of(base);
	Oid types[PARAMETERS_MAX];
	int n = types_of(q, types), i = 0;
	const char *misfit = NULL;
	PGresult *r = PQprepare(s->conn, "", q->postgres, n, types);
	enum err e = ERR_OK;

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return POSTGRES_FAIL(cx, s, r, q->name);
	PQclear(r);
	r = PQdescribePrepared(s->conn, "");
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return POSTGRES_FAIL(cx, s, r, q->name);
	for (const struct field *f = q->row ? q->row->fields : NULL; f && f->name; f++, i++)
		if (!misfit && (i >= PQnfields(r) || strcmp(PQfname(r, i), f->name) != 0 || !type_fits(PQftype(r, i), f->kind)))
			misfit = f->name;
	if (misfit || (q->row && i != PQnfields(r)))
		e = fail(cx, ERR_BROKEN, NULL, "语句 %s 的列与声明不符（%s；声明 %d 列，实际 %d 列）",
			 "the columns of statement %s are not those declared (%s; %d declared, %d there)",
			 q->name, misfit ? misfit : "", i, PQnfields(r));
	PQclear(r);
	return e;
}

/* ---- transactions ---- */

static enum err script(struct ctx *cx, struct store *s, const char *sql) { return postgres_run(cx, of(s), sql, "script"); }

static enum err reconnect(struct ctx *cx, struct postgres_store *s)
{
	PQreset(s->conn);
	if (PQstatus(s->conn) != CONNECTION_OK)
		return fail(cx, ERR_BUSY, NULL, "数据库暂时连不上，未作改动；请稍后重试",
			    "the database cannot be reached just now and nothing was changed; try again shortly");
	return postgres_set_up(cx, s);
}

static enum err begin(struct ctx *cx, struct store *base)
{
	struct postgres_store *s = of(base);
	const char *sql = base->mode == STORE_READ ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
		: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
	enum err e = ERR_BUSY;

	if (!s->doomed && PQstatus(s->conn) == CONNECTION_OK)
		e = postgres_run(cx, s, sql, "begin");
	if (e == ERR_OK || (!s->doomed && PQstatus(s->conn) == CONNECTION_OK))
		return e;
	TRY(reconnect(cx, s));                 /* it broke while nobody was looking: once more */
	return postgres_run(cx, s, sql, "begin");
}

static enum err fail_unknown(struct ctx *cx, struct postgres_store *s)
{
	s->doomed = true;
	return fail(cx, ERR_BUSY, NULL, "提交时与数据库的连接中断，是否办成尚不确定；请用同一请求再试，不会重复办理",
		    "the connection broke during COMMIT, so the outcome is unknown; ask again with the same request, it will not be done twice");
}

/* Three ways to be wrong about a COMMIT: no answer at all; ROLLBACK answered
 * because an earlier statement had failed; and COMMIT answered with a WARNING,
 * which is how a cancelled wait for the standby shows. */
static enum err commit(struct ctx *cx, struct store *base)
{
	struct postgres_store *s = of(base);
	PGresult *r;
	const char *severity;
	enum err e = ERR_OK;

	s->warned = false;
	r = PQexec(s->conn, "COMMIT");
	severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
	if (PQstatus(s->conn) != CONNECTION_OK || s->warned || (severity && strcmp(severity, "ERROR") != 0))
		e = fail_unknown(cx, s);
	else if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return POSTGRES_FAIL(cx, s, r, "commit");
	else if (strcmp(PQcmdStatus(r), "COMMIT") != 0)
		e = fail(cx, ERR_BROKEN, NULL, "事务中有一步出错，整批已撤销，未作改动；请重试",
			 "a statement of the transaction had failed, so all of it was undone; try again");
	PQclear(r);
	return e;
}

static void rollback(struct store *base)
{
	struct postgres_store *s = of(base);

	if (PQstatus(s->conn) != CONNECTION_OK || PQtransactionStatus(s->conn) == PQTRANS_IDLE)
		return;
	PQclear(PQexec(s->conn, "ROLLBACK"));
	if (PQtransactionStatus(s->conn) != PQTRANS_IDLE)
		s->doomed = true;
}

static enum err savepoint(struct ctx *cx, struct store *s, int depth)
{
	char sql[64];

	snprintf(sql, sizeof sql, "SAVEPOINT level_%d", depth);
	return postgres_run(cx, of(s), sql, "savepoint");
}

static enum err release(struct ctx *cx, struct store *s, int depth)
{
	char sql[64];

	snprintf(sql, sizeof sql, "RELEASE SAVEPOINT level_%d", depth);
	return postgres_run(cx, of(s), sql, "release");
}

static void undo(struct store *base, int depth)
{
	struct postgres_store *s = of(base);
	char sql[96];
	PGresult *r;

	snprintf(sql, sizeof sql, "ROLLBACK TO SAVEPOINT level_%d; RELEASE SAVEPOINT level_%d", depth, depth);
	r = PQexec(s->conn, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		s->doomed = true;
	PQclear(r);
}

static bool lost(struct store *base)
{
	struct postgres_store *s = of(base);
	PGTransactionStatusType status = PQtransactionStatus(s->conn);

	return s->doomed || (status != PQTRANS_INTRANS && status != PQTRANS_INERROR);
}

/* One migrator a schema, over all nodes. */
static enum err migrating(struct ctx *cx, struct store *base, bool begins)
{
	struct postgres_store *s = of(base);

	if (begins)
		return postgres_run(cx, s, "SET lock_timeout = '120s'; SET statement_timeout = 0;"
			"SELECT pg_advisory_lock(1111575367, hashtext(current_schema()))", "migrating");
	postgres_forget_statements(s);
	return postgres_run(cx, s, "SELECT pg_advisory_unlock(1111575367, hashtext(current_schema()));"
		"DEALLOCATE ALL; SET lock_timeout = '3s'; SET statement_timeout = '30s'", "migrating");
}

static void close_store(struct store *base)
{
	PQfinish(of(base)->conn);
	free(base);
}

const struct store_driver postgres_driver = {
	.begin = begin, .commit = commit, .rollback = rollback,
	.savepoint = savepoint, .release = release, .undo = undo,
	.start = start, .next = next, .finish = finish, .check = check,
	.script = script, .migrating = migrating, .lost = lost, .close = close_store,
};
