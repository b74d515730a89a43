/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
#include "base/sha256.h"
#include "http/json.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct call *call_open(struct dispatch *d, const struct request *req)
{
	struct call *c = calloc(1, sizeof *c);

	if (!c)
		abort();
	c->d = d;
	c->req = req;
	c->cx.district_id = d->district_id;
	c->cx.ids = d->ids;
	c->cx.random = d->random;
	c->cx.app = d->app;
	c->cx.plans = d->plans;
	c->cx.roads = d->roads;
	c->cx.seal_key = d->seal_key;
	c->cx.verify_desk = d->verify_desk;
	c->cx.address = req->address;
	c->cx.request_id = req->request_id;
	c->cx.actor = &c->who.actor;
	return c;
}

void call_close(struct call *c)
{
	arena_reset(&c->cx.mem);
	free(c);
}

static bool is_safe(const struct call *c)
{
	return strcmp(c->req->method, "GET") == 0 || strcmp(c->req->method, "HEAD") == 0;
}

static enum err find_op(struct call *c)
{
	const char *method = strcmp(c->req->method, "HEAD") == 0 ? "GET" : c->req->method;

	c->match = route_find(&c->d->routes, method, c->req->path);
	if (c->match.route) {
		c->op = c->match.route->op;
		return ERR_OK;
	}
	if (!c->match.allow[0])
		return fail(&c->cx, ERR_NOT_FOUND, NULL, "没有这个地址；可用的见 /api/openapi.json",
			    "there is no such address; see /api/openapi.json");
	c->answer.status = 405;
	answer_header(&c->answer, "Allow", arena_text(&c->cx.mem, c->match.allow));
	return fail(&c->cx, ERR_BAD_SYNTAX, NULL, "这个地址不接受 %s，可用 %s", "this address takes no %s, but %s",
		    c->req->method, c->match.allow);
}

/* Coarse: does the account hold the permission anywhere?  Where exactly is
 * asked by the capability (ctx_need, @scope), which knows the place. */
static bool holds_anywhere(const struct call *c)
{
	const struct actor *a = &c->who.actor;

	if (ctx_may(&c->cx, c->op->perm, "/"))
		return true;
	for (size_t i = 0; a->account_id && i < a->n_rights; i++)
		if (a->rights[i].perm == c->op->perm && a->rights[i].from_ms <= c->cx.now_ms
		    && c->cx.now_ms < a->rights[i].until_ms)
			return true;
	return false;
}

static enum err authorise(struct call *c)
{
	enum perm perm = c->op->perm;

	if (perm != PERM_PUBLIC && c->who.actor.account_id == ACCOUNT_NOBODY)
		return fail(&c->cx, ERR_NOT_SIGNED_IN, NULL, "请先登录（POST /api/v1/session）",
			    "sign in first (POST /api/v1/session)");
	if (c->who.must_change && (!holds_anywhere(c) || (c->op->tx == TX_WRITE && !(c->op->flags & OP_ONCE_ANYWAY))))
		return fail(&c->cx, ERR_FORBIDDEN, NULL, "现在用的是一次性口令，请先改口令",
			    "you signed in with a one-time password; change it first");
	if (!holds_anywhere(c))
		return fail(&c->cx, ERR_FORBIDDEN, NULL, "需要“%s”（%s）权限；请找管理员授权",
			    "needs the permission %s (%s); ask an administrator", perm_zh(perm), perm_en(perm));
	return ERR_OK;
}

static const struct field *bytes_field(const struct shape *s)
{
	for (const struct field *f = s->fields; f->name; f++)
		if (f->kind == KIND_BYTES)
			return f;
	return NULL;
}

static enum err decode_path(struct call *c)
{
	for (size_t i = 0; i < c->match.route->n_parts; i++) {
		const struct route_part *p = &c->match.route->parts[i];
		char *text;

		if (!p->is_name)
			continue;
		text = decode_percent(&c->cx, c->req->path + c->match.parts[i].from, c->match.parts[i].n, false);
		if (!text)
			return fail(&c->cx, ERR_BAD_SYNTAX, NULL, "网址第 %zu 段读不出", "part %zu of the path cannot be read", i + 1);
		decode_field(&c->in, arena_bytes(&c->cx.mem, p->at, p->n), text);
	}
	return ERR_OK;
}

/* If-Match: "7" is the same as version 7. */
static void decode_if_match(struct call *c)
{
	const char *tag = c->req->if_match;
	size_t n;

	if (!tag || !shape_field(c->in.shape, "version"))
		return;
	n = strlen(tag);
	if (n >= 2 && tag[0] == '"' && tag[n - 1] == '"')
		tag = arena_bytes(&c->cx.mem, tag + 1, n - 2);
	decode_field(&c->in, "version", tag);
}

static enum err decode_body(struct call *c)
{
	const struct field *bytes = bytes_field(c->in.shape);
	const char *type = c->req->content_type;

	if (bytes) {
		struct bytes *at = (struct bytes *)((char *)c->in.out + bytes->offset);

		*at = (struct bytes){ c->req->body, c->req->n_body };
		c->in.given[bytes - c->in.shape->fields] = c->req->n_body > 0;
		if ((int64_t)c->req->n_body > bytes->max)
			return fail(&c->cx, ERR_TOO_LARGE, bytes->name, "文件 %zu 字节，最多 %lld 字节",
				    "the file has %zu bytes, at most %lld are taken", c->req->n_body, (long long)bytes->max);
		return ERR_OK;
	}
	if (!c->req->n_body)
		return ERR_OK;
	if (!type || strncmp(type, "application/json", 16) != 0 || (type[16] && type[16] != ';' && type[16] != ' ')) {
		c->answer.status = 415;
		return fail(&c->cx, ERR_BAD_SYNTAX, "Content-Type", "请求正文应是 application/json",
			    "the body should be application/json");
	}
	return decode_json(&c->in, c->req->body, c->req->n_body);
}

static enum err decode_all(struct call *c)
{
	decode_start(&c->in, &c->cx, c->op->in);
	TRY(decode_path(c));
	decode_if_match(c);
	TRY(decode_query(&c->in, c->req->query));
	TRY(decode_body(c));
	return decode_finish(&c->in);
}

/* What was asked, independent of spelling and without secrets: two requests are
 * the same when this is the same. */
static const char *input_hash(struct call *c)
{
	struct buf text = BUF(&c->cx.mem);
	const struct field *bytes = bytes_field(c->in.shape);
	struct hash digest;

	buf_print(&text, "%s\n", c->op->name);
	json_write(&text, c->in.shape, c->in.out, JSON_NO_SECRETS);
	if (bytes && c->req->n_body) {
		digest = sha256(c->req->body, c->req->n_body);
		buf_add(&text, digest.bytes, sizeof digest.bytes);
	}
	digest = sha256(buf_get(&text), text.n);
	return hash_write(&digest, arena_new(&c->cx.mem, SHA256_HEX));
}

/* An op may fail only as its row says; anything else is our own mistake. */
static enum err checked(struct call *c, enum err e)
{
	static const enum err always[] = { ERR_BAD_INPUT, ERR_BAD_SYNTAX, ERR_NOT_SIGNED_IN, ERR_FORBIDDEN,
		ERR_TOO_LARGE, ERR_TOO_MANY, ERR_BUSY, ERR_BROKEN };
	const size_t n_fails = sizeof c->op->fails / sizeof *c->op->fails;

	if (!e)
		return ERR_OK;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (always[i] == e)
			return e;
	for (size_t i = 0; i < n_fails && c->op->fails[i]; i++)
		if (c->op->fails[i] == e)
			return e;
	atomic_fetch_add(&c->d->breaches, 1);
	return fail(&c->cx, ERR_BROKEN, NULL, "操作 %s 不应以 %s 失败：%s%.0s", "op %s must not fail with %s: %.0s%s",
		    c->op->name, err_slug(e), arena_text(&c->cx.mem, c->cx.fault.zh), arena_text(&c->cx.mem, c->cx.fault.en));
}

static enum err run_op(struct call *c)
{
	enum err e;

	c->out = arena_new(&c->cx.mem, c->op->out ? c->op->out->size : 1);
	e = checked(c, c->op->run(&c->cx, c->in.out, c->out));
	if (!e && c->op->out && json_check(&c->cx, c->op->out, c->out) != ERR_OK) {
		atomic_fetch_add(&c->d->breaches, 1);
		return ERR_BROKEN;
	}
	return e;
}

static enum err identify(struct call *c)
{
	enum err e = session_read(c);

	/* What is public stays so for whoever comes with an old cookie. */
	if (e == ERR_NOT_SIGNED_IN && c->op->perm == PERM_PUBLIC) {
		c->cx.fault = (struct fault){ 0 };
		c->who = (struct http_who){ 0 };
		return ERR_OK;
	}
	TRY(e);
	return is_safe(c) ? ERR_OK : session_guard(c);
}

static enum err read_all(struct call *c, bool *ret_write)
{
	TRY(identify(c));
	TRY(authorise(c));
	TRY(decode_all(c));
	if (c->op->tx == TX_WRITE && !(c->op->flags & OP_ONCE_ANYWAY))
		TRY(idempotency_check(c));
	if (c->op->prepare)
		TRY(checked(c, c->op->prepare(&c->cx, c->in.out)));
	if (c->op->tx == TX_WRITE) {
		c->hash = input_hash(c);
		*ret_write = true;
		return ERR_OK;
	}
	TRY(run_op(c));
	answer_from_out(c);
	return ERR_OK;
}

bool call_read(struct call *c, struct store *reader)
{
	bool write = false;
	enum err e;

	c->cx.now_ms = c->d->now_ms(false);
	c->cx.store = reader;
	e = find_op(c);
	if (!e)
		e = store_begin(&c->cx);
	if (!e) {
		e = read_all(c, &write);
		store_rollback(&c->cx);
	}
	c->cx.store = NULL;
	c->code = e;
	c->note_due = c->op && ((c->who.touch_due && !write) || (c->op->tx == TX_WRITE && e == ERR_FORBIDDEN)
				|| (!e && !write && c->op->flags & OP_PERSONAL));
	if (e)
		call_refuse(c, 0);
	return write;
}

static enum err write_all(struct call *c)
{
	bool replayed = false;
	struct http_audit about;

	TRY(idempotency_replay(c, &replayed));
	if (replayed)
		return ERR_OK;
	TRY(run_op(c));
	answer_from_out(c);
	about = call_about(c, ERR_OK);
	if (!(c->op->flags & OP_QUIET) && c->d->hooks.audit)
		TRY(c->d->hooks.audit(&c->cx, &about));
	return idempotency_keep(c);
}

enum err call_write(struct ctx *cx, void *call)
{
	struct call *c = call;

	assert(cx == &c->cx);
	cx->now_ms = c->d->now_ms(true);
	cx->answer_session = NULL;
	cx->answer_session_s = 0;
	cx->hang_up = 0;
	c->answer = (struct answer){ 0 };
	c->replayed = false;
	c->code = write_all(c);
	if (c->code && !(c->op->flags & OP_KEEP))
		return c->code;
	if (c->who.touch_due && c->d->hooks.touch)
		TRY(c->d->hooks.touch(cx, c->who.session_id));
	return ERR_OK;
}

void call_written(struct call *c, enum err e)
{
	if (e)
		c->code = e;
	c->note_due = c->code == ERR_FORBIDDEN;
	if (c->code) {
		c->answer = (struct answer){ 0 };
		call_refuse(c, 0);
	}
}

enum err call_note(struct ctx *cx, void *call)
{
	struct call *c = call;
	struct http_audit about = call_about(c, c->code);
	bool looked = !c->code && c->op->flags & OP_PERSONAL;

	cx->now_ms = c->d->now_ms(true);
	if (c->who.touch_due && c->op->tx != TX_WRITE && c->d->hooks.touch)
		TRY(c->d->hooks.touch(cx, c->who.session_id));
	if (c->d->hooks.audit && (c->code == ERR_FORBIDDEN || looked))
		TRY(c->d->hooks.audit(cx, &about));
	return ERR_OK;
}

void call_noted(struct call *c, enum err e)
{
	c->note_due = false;
	if (e && !c->code && c->op->flags & OP_PERSONAL) {
		c->answer = (struct answer){ 0 };
		call_refuse(c, 0);
	}
}

/* One command in a transaction of its own, on a connection that may write. */
static enum err alone(struct call *c, struct store *store, enum err (*run)(struct ctx *cx, void *call))
{
	enum err e;

	c->cx.store = store;
	e = store_begin(&c->cx);
	if (!e)
		e = run(&c->cx, c);
	if (!e)
		e = store_commit(&c->cx);
	store_rollback(&c->cx);
	c->cx.store = NULL;
	return e;
}

void call_run(struct call *c, struct store *store)
{
	if (call_read(c, store))
		call_written(c, alone(c, store, call_write));
	if (c->note_due)
		call_noted(c, alone(c, store, call_note));
}
