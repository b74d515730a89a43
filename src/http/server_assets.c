/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server_in.h"
#include <string.h>

static void lead_to(struct exchange *x, int status, const char *where)
{
	struct answer *a = &x->call->answer;

	a->status = status;
	a->type = "text/plain; charset=utf-8";
	a->body = "";
	answer_header(a, "Location", x->req.query ? arena_print(&x->call->cx.mem, "%s?%s", where, x->req.query) : where);
	answer_header(a, "Cache-Control", "no-cache");
}

static void refuse_method(struct exchange *x)
{
	answer_header(&x->call->answer, "Allow", "GET, HEAD");
	(void)fail(&x->call->cx, ERR_BAD_SYNTAX, NULL, "这个地址只能 GET", "this address takes only GET");
	call_refuse(x->call, 405);
}

static bool asset_at_once(struct exchange *x)
{
	struct server *s = x->server;
	const struct assets *assets = s->d->hooks.assets;
	const struct asset *nearly = asset_nearly(assets, x->req.path);
	bool front = assets && assets->front && strcmp(x->req.path, "/") == 0;

	x->asset = nearly ? nearly : asset_find(assets, x->req.path);
	if (!x->asset && !front)
		return false;
	x->call = call_open(s->d, &x->req);
	if (strcmp(x->req.method, "GET") != 0 && strcmp(x->req.method, "HEAD") != 0)
		refuse_method(x);
	else if (front)
		lead_to(x, 302, assets->front);
	else if (nearly)
		lead_to(x, 308, nearly->path);
	else
		asset_answer(x->asset, &x->req, &x->call->cx.mem, &x->call->answer);
	metrics_count(s->metrics, NULL, x->call->answer.status, server_now_us() - x->begun_us, false);
	return true;
}

static bool kept_at_once(struct exchange *x)
{
	struct server *s = x->server;
	struct arena mem = { 0 };
	struct answer a = { 0 };

	if (!kept_answer(s->kept, &x->req, s->d->now_ms(false), &mem, &a)) {
		arena_reset(&mem);
		return false;
	}
	x->call = call_open(s->d, &x->req);
	x->call->cx.mem = mem;
	x->call->answer = a;
	x->call->match = route_find(&s->d->routes, "GET", x->req.path);
	x->call->op = x->call->match.route ? x->call->match.route->op : NULL;
	metrics_count(s->metrics, x->call->match.route, a.status, server_now_us() - x->begun_us, false);
	return true;
}

bool server_at_once(struct exchange *x) { return asset_at_once(x) || kept_at_once(x); }
