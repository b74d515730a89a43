/* SPDX-License-Identifier: Apache-2.0 */
#include "app/wiring.h"
#include "app/instance.h"
#include "caps.gen.h"
#include "caps/audit/audit.h"
#include "caps/party/party.h"
#include "caps/plan/plan_active.h"

static enum err authenticate(struct ctx *cx, struct http_who *ret)
{
	struct party_who who;

	TRY(party_authenticate(cx, cx->session_token, &who));
	*ret = (struct http_who){ .actor = who.actor, .session_id = who.session_id, .touch_due = who.touch_due,
				  .must_change = who.must_change };
	return ERR_OK;
}

static enum err write_audit(struct ctx *cx, const struct http_audit *entry)
{
	return audit_write(cx, &(struct audit_entry){ .op = entry->op->name, .target_id = entry->target_id,
		.doc_id = entry->doc_id, .outcome = entry->code ? AUDIT_REFUSED : AUDIT_DONE,
		.code = entry->code ? err_slug(entry->code) : "", .note = entry->reason });
}

enum err wiring_fill(struct ctx *cx, struct dispatch *d)
{
	d->hooks = (struct http_hooks){ .authenticate = authenticate, .touch = party_touch, .audit = write_audit };
	d->district_id = cx->district_id;
	d->ids = cx->ids;
	d->random = cx->random;
	d->now_ms = clock_now_ms;
	d->plans = plan_cache_create();
	return routes_build(cx, all_ops, &d->routes);
}

void wiring_end(struct dispatch *d)
{
	plan_cache_destroy(d->plans);
}
