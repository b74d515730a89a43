/* SPDX-License-Identifier: Apache-2.0 */
#include "http/dispatch.h"
#include "http.sql.h"
#include <string.h>

enum { KEY_MAX = 80 };
static const int64_t KEPT_MS = INT64_C(30) * 24 * 3600 * 1000;

enum err idempotency_check(struct call *c)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:";
	const char *key = c->req->idempotency_key;

	if (!key)
		return fail(&c->cx, ERR_BAD_SYNTAX, "Idempotency-Key", "缺请求头 Idempotency-Key：每次操作一个新值，重试时用原值",
			    "the header Idempotency-Key is missing: a new value for each action, the same one for a retry");
	if (!*key || strlen(key) > KEY_MAX || strspn(key, allowed) != strlen(key))
		return fail(&c->cx, ERR_BAD_SYNTAX, "Idempotency-Key", "应为 1 到 %d 个字母、数字或 -_.:",
			    "expected 1 to %d letters, digits or -_.:", KEY_MAX);
	return ERR_OK;
}

static bool is_kept(const struct call *c)
{
	return c->req->idempotency_key && !(c->op->flags & OP_ONCE_ANYWAY);
}

enum err idempotency_replay(struct call *c, bool *ret_replayed)
{
	struct http_idempotency_find_row *row;
	size_t n;

	if (!is_kept(c))
		return ERR_OK;
	TRY(http_idempotency_find(&c->cx, (struct http_idempotency_find_in){ .district_id = c->cx.district_id,
		.account_id = c->who.actor.account_id, .key = c->req->idempotency_key, .limit = 1 }, &row, &n, 1));
	if (!n)
		return ERR_OK;
	if (strcmp(row->request_hash, c->hash) != 0)
		return fail(&c->cx, ERR_BAD_INPUT, "Idempotency-Key", "这个值已用于另一个请求；新操作请用新值",
			    "this value was used for another request; use a new one for a new action");
	if (c->op->flags & OP_SECRET)
		return fail(&c->cx, ERR_CONFLICT, "Idempotency-Key", "已经办过；其中的秘密只给一次",
			    "this was done already; its secret is shown only once");
	c->answer.status = (int)row->status;
	c->answer.type = "application/json";
	c->answer.body = row->body;
	c->answer.n_body = strlen(row->body);
	if (*row->etag)
		answer_header(&c->answer, "ETag", row->etag);
	answer_header(&c->answer, "Cache-Control", "no-store");
	answer_header(&c->answer, "Idempotent-Replay", "1");
	c->replayed = *ret_replayed = true;
	return ERR_OK;
}

static const char *etag_of(const struct call *c)
{
	for (size_t i = 0; i < c->answer.n_headers; i++)
		if (strcmp(c->answer.headers[i].name, "ETag") == 0)
			return c->answer.headers[i].value;
	return "";
}

enum err idempotency_keep(struct call *c)
{
	if (!is_kept(c))
		return ERR_OK;
	return http_idempotency_add(&c->cx, (struct http_idempotency_add_in){ .district_id = c->cx.district_id,
		.account_id = c->who.actor.account_id, .key = c->req->idempotency_key, .request_hash = c->hash,
		.status = c->answer.status, .etag = etag_of(c),
		.body = c->op->flags & OP_SECRET ? "" : (const char *)c->answer.body, .made_ms = c->cx.now_ms });
}

enum err http_forget_old_answers(struct ctx *cx)
{
	return http_idempotency_forget(cx, (struct http_idempotency_forget_in){ .district_id = cx->district_id,
		.before_ms = cx->now_ms - KEPT_MS });
}

enum err http_store_is_there(struct ctx *cx)
{
	struct http_store_answers_row row;

	return http_store_answers(cx, &row);
}
