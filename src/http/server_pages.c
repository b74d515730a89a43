/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server_in.h"
#include "base/civil.h"
#include "base/text.h"
#include "http/json.h"
#include <string.h>

static void answer_with(struct exchange *x, int status, const char *type, const struct buf *b, const char *cache)
{
	struct answer *a = &x->call->answer;

	a->status = status;
	a->type = type;
	a->body = buf_get(b);
	a->n_body = b->n;
	answer_header(a, "Cache-Control", cache);
}

static void page_health(struct exchange *x, struct ctx *cx)
{
	struct server *s = x->server;
	struct buf b = BUF(&x->call->cx.mem);
	int64_t last = atomic_load(&s->last_write_ms), now = s->d->now_ms(false);
	struct writer_counts counts = writer_count(s->writer);
	bool reads = store_begin(cx) == ERR_OK && http_store_is_there(cx) == ERR_OK, well;
	char at[30];

	store_rollback(cx);
	well = reads && !counts.stopped && !atomic_load(&s->stopping);
	buf_print(&b, "{\"status\":\"%s\",\"version\":\"%s\",\"store\":\"%s\",\"reads\":%s,\"writes\":%s,\"now\":\"%s\"",
		  well ? "ok" : "failing", s->options.version ? s->options.version : "",
		  store_kind(cx->store) == STORE_SQLITE ? "sqlite" : "postgresql", reads ? "true" : "false",
		  counts.stopped ? "false" : "true", civil_write_time(now, at));
	if (last)
		buf_print(&b, ",\"last_write_at\":\"%s\",\"data_age_seconds\":%lld", civil_write_time(last, at),
			  (long long)(now > last ? (now - last) / 1000 : 0));
	buf_text(&b, "}");
	answer_with(x, well ? 200 : 503, "application/json", &b, "no-store");
}

static void page_metrics(struct exchange *x, struct ctx *cx)
{
	struct server *s = x->server;
	struct buf b = BUF(&x->call->cx.mem);
	struct writer_counts counts = writer_count(s->writer);
	int queued;

	pthread_mutex_lock(&s->mutex);
	queued = s->n_queued;
	pthread_mutex_unlock(&s->mutex);
	metrics_write(s->metrics, &b);
	metrics_line(&b, "baogong_http_queue", "gauge", "Requests waiting for a worker.", queued);
	metrics_line(&b, "baogong_http_under_way", "gauge", "Requests being worked on.", atomic_load(&s->under_way));
	metrics_line(&b, "baogong_event_listeners", "gauge", "Open event streams.", events_listeners(s->events));
	metrics_line(&b, "baogong_writer_queue", "gauge", "Changes waiting for the writer.", counts.queued);
	metrics_line(&b, "baogong_writer_batches_total", "counter", "Transactions of the writer.", counts.batches);
	metrics_line(&b, "baogong_writer_commands_total", "counter", "Changes the writer ran.", counts.commands);
	metrics_line(&b, "baogong_writer_failed_total", "counter", "Changes refused or failed.", counts.failed);
	metrics_line(&b, "baogong_writer_retried_total", "counter", "Changes tried again.", counts.retried);
	metrics_line(&b, "baogong_contract_breaches_total", "counter", "Answers outside their own description.",
		     atomic_load(&s->d->breaches));
	if (s->d->hooks.metrics && store_begin(cx) == ERR_OK && s->d->hooks.metrics(cx, &b) != ERR_OK)
		metrics_line(&b, "baogong_metrics_incomplete", "gauge", "The store could not be asked.", 1);
	store_rollback(cx);
	answer_with(x, 200, "text/plain; version=0.0.4; charset=utf-8", &b, "no-store");
}

static const char page_zh[] =
	"<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
	"<title>保供</title><body><h1>保供</h1>"
	"<p>执行应急物资保障预案的软件：从储备到家门口，每一件物资、每一分钱都有去向。</p>"
	"<ul><li><a href=\"/api/openapi.json\">接口说明（OpenAPI 3.1）</a></li><li><a href=\"/healthz\">运行状态</a></li></ul>";
static const char page_en[] =
	"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
	"<title>Baogong</title><body><h1>Baogong 保供</h1>"
	"<p>Software that carries out emergency-supply plans: from the reserve to the doorstep, every item and every fen accounted for.</p>"
	"<ul><li><a href=\"/api/openapi.json\">The API (OpenAPI 3.1)</a></li><li><a href=\"/healthz\">Health</a></li></ul>";

static void page_front(struct exchange *x, struct ctx *cx)
{
	bool english = request_is_english(&x->req);
	struct buf b = BUF(&x->call->cx.mem), numbers = BUF(&x->call->cx.mem);

	buf_text(&b, english ? page_en : page_zh);
	if (x->server->d->hooks.public_numbers && store_begin(cx) == ERR_OK
	    && x->server->d->hooks.public_numbers(cx, english, &numbers) == ERR_OK)
		buf_text(&b, buf_get(&numbers));
	store_rollback(cx);
	buf_print(&b, "<p><small>baogong %s</small></p></body></html>\n",
		  x->server->options.version ? x->server->options.version : "");
	answer_with(x, 200, "text/html; charset=utf-8", &b, "no-cache");
	answer_header(&x->call->answer, "Vary", "Accept-Language");
}

static void wake_stream(void *user) { MHD_resume_connection(((struct exchange *)user)->connection); }

static void page_events(struct exchange *x, struct ctx *cx)
{
	struct call *c = x->call;
	struct buf nothing = BUF(&c->cx.mem);
	int64_t after = -1;
	enum err e;

	c->cx.store = cx->store;
	c->cx.now_ms = cx->now_ms;
	e = store_begin(&c->cx);
	if (!e)
		e = session_read(c);
	store_rollback(&c->cx);
	c->cx.store = NULL;
	if (!e && c->who.actor.account_id == ACCOUNT_NOBODY)
		e = fail(&c->cx, ERR_NOT_SIGNED_IN, NULL, "请先登录", "sign in first");
	if (!e && x->last_event && (!text_read_i64(x->last_event, &after) || after < 0))
		e = fail(&c->cx, ERR_BAD_SYNTAX, "Last-Event-ID", "应为收到的最后一个编号", "expected the number of the last event received");
	if (!e) {
		x->listener = listener_new(x->server->events, &c->who.actor, cx->now_ms, after, wake_stream, x);
		if (!x->listener)
			e = fail(&c->cx, ERR_BUSY, NULL, "同时收听的已有 %d 个", "%d streams are open already", EVENTS_LISTENERS_MAX);
	}
	if (e) {
		call_refuse(c, 0);
		return;
	}
	answer_with(x, 200, "text/event-stream", &nothing, "no-store");
	answer_header(&c->answer, "X-Accel-Buffering", "no");
}

void server_page(struct exchange *x, struct ctx *cx)
{
	struct server *s = x->server;

	if (strcmp(x->req.method, "GET") != 0 && strcmp(x->req.method, "HEAD") != 0) {
		answer_header(&x->call->answer, "Allow", "GET, HEAD");
		(void)fail(&x->call->cx, ERR_BAD_SYNTAX, NULL, "这个地址只能 GET", "this address takes only GET");
		call_refuse(x->call, 405);
		return;
	}
	switch (x->way) {
	case WAY_HEALTH:  page_health(x, cx); break;
	case WAY_METRICS: page_metrics(x, cx); break;
	case WAY_OPENAPI: answer_with(x, 200, "application/json", &s->openapi, "no-cache"); break;
	case WAY_EVENTS:  page_events(x, cx); break;
	case WAY_PAGE:
	case WAY_OP:      page_front(x, cx); break;
	}
}
