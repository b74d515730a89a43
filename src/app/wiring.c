/* SPDX-License-Identifier: Apache-2.0 */
#include "app/wiring.h"
#include "app/assets.h"
#include "app/checks.h"
#include "app/instance.h"
#include "base/civil.h"
#include "caps.gen.h"
#include "caps/audit/audit.h"
#include "caps/ledger/ledger.h"
#include "caps/party/party.h"
#include "caps/plan/plan_active.h"
#include "caps/resident/resident.h"
#include "caps/road/road.h"
#include "http/metrics.h"
#include <string.h>

static enum err authenticate(struct ctx *cx, struct http_who *ret)
{
	struct party_who who;

	if (strncmp(cx->session_token, resident_token_prefix, strlen(resident_token_prefix)) == 0)
		TRY(resident_authenticate(cx, cx->session_token, &who));
	else
		TRY(party_authenticate(cx, cx->session_token, &who));
	*ret = (struct http_who){ .actor = who.actor, .session_id = who.session_id, .touch_due = who.touch_due,
				  .must_change = who.must_change };
	return ERR_OK;
}

/* A session is a worker's or a household's phone; neither knows the other's. */
static enum err touch(struct ctx *cx, int64_t session_id)
{
	TRY(party_touch(cx, session_id));
	return resident_touch(cx, session_id);
}

static enum err write_audit(struct ctx *cx, const struct http_audit *entry)
{
	return audit_write(cx, &(struct audit_entry){ .op = entry->op->name, .target_id = entry->target_id,
		.doc_id = entry->doc_id, .outcome = entry->code ? AUDIT_REFUSED : AUDIT_DONE,
		.code = entry->code ? err_slug(entry->code) : "", .note = entry->reason });
}

static enum err write_metrics(struct ctx *cx, struct buf *b)
{
	struct ledger_head head;

	TRY(ledger_head(cx, &head));
	metrics_line(b, "baogong_ledger_entries", "counter", "Entries of the ledger.", head.seq);
	metrics_line(b, "baogong_ledger_seals", "counter", "Signed heads of the ledger.", head.seals);
	checks_metrics(b, cx->now_ms);
	return ERR_OK;
}

/* The end of the chain belongs to the public: whoever noted it down can later
 * prove that nothing before it was changed. */
static enum err write_public_numbers(struct ctx *cx, bool english, struct buf *html)
{
	struct ledger_head head;
	char at[30];

	buf_text(html, english ? "<p><a href=\"/public\">The page for everybody</a></p>" : "<p><a href=\"/public\">公开页</a></p>");
	TRY(ledger_head(cx, &head));
	if (!head.seq)
		return ERR_OK;
	buf_print(html, english ? "<p>The ledger holds %lld entries, the last of %s. Its seal, for anyone to note down:<br><code>%s</code></p>"
		  : "<p>总账共 %lld 笔，最近一笔 %s。链头公开，人人可以抄存备查：<br><code>%s</code></p>",
		  (long long)head.seq, civil_write_time(head.posted_ms, at), head.hash);
	return ERR_OK;
}

enum err wiring_fill(struct ctx *cx, struct dispatch *d)
{
	d->hooks = (struct http_hooks){ .authenticate = authenticate, .touch = touch, .audit = write_audit,
					.metrics = write_metrics, .public_numbers = write_public_numbers,
					.assets = &app_assets };
	d->district_id = cx->district_id;
	d->ids = cx->ids;
	d->random = cx->random;
	d->now_ms = clock_now_ms;
	d->plans = plan_cache_create();
	d->roads = road_cache_create();
	return routes_build(cx, all_ops, &d->routes);
}

void wiring_end(struct dispatch *d)
{
	plan_cache_destroy(d->plans);
	road_cache_destroy(d->roads);
}
