/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server_in.h"
#include "base/civil.h"
#include "http/json.h"
#include <stdio.h>
#include <string.h>

static void add_fault(struct buf *b, const struct fault *f)
{
	buf_text(b, ",\"where\":");
	json_text(b, f->where ? f->where : "");
	buf_text(b, ",\"why\":");
	json_text(b, f->en);
}

/* Neither query string, body, address nor the path as sent: those may hold
 * personal data.  The row's path says what was asked; the account's number, who. */
void server_log(const struct exchange *x)
{
	const struct call *c = x->call;
	struct arena mem = { 0 };
	struct buf b = BUF(&mem);
	char at[30];

	if (x->server->options.silent && c->code != ERR_BROKEN)
		return;
	buf_print(&b, "{\"at\":\"%s\",\"id\":\"%s\",\"method\":", civil_write_time(x->server->d->now_ms(false), at), x->id);
	json_text(&b, x->req.method);
	buf_text(&b, ",\"path\":");
	json_text(&b, c->op ? c->op->path : x->asset ? x->asset->path : x->way != WAY_OP ? x->req.path : "");
	buf_print(&b, ",\"status\":%d,\"ms\":%.1f,\"bytes\":%zu,\"account\":\"%lld\"", c->answer.status,
		  (double)(server_now_us() - x->begun_us) / 1000, c->answer.n_body, (long long)c->who.actor.account_id);
	if (c->code)
		buf_print(&b, ",\"kind\":\"%s\"", err_slug(c->code));
	if (c->replayed)
		buf_text(&b, ",\"replayed\":true");
	if (c->code == ERR_BROKEN)
		add_fault(&b, &c->cx.fault);
	buf_text(&b, "}\n");
	fwrite(buf_get(&b), 1, b.n, stderr);
	arena_reset(&mem);
}
