/* SPDX-License-Identifier: Apache-2.0 */
#include "app/retention.h"
#include "app/instance.h"
#include "caps/audit/audit.h"
#include "caps/care/care.h"
#include "caps/complaint/complaint.h"
#include "caps/document/document.h"
#include "caps/grid/tidy.h"
#include "caps/plan/plan_household.h"
#include "caps/resident/resident.h"
#include <stdio.h>

typedef enum err forget_fn(struct ctx *cx, int64_t before_ms, int64_t *ret_n);

/* The word of the plan's `retention` for each kind of data, and whose it is. */
static const struct { const char *data, *what; forget_fn *forget; int64_t days; } kinds[] = {      /* days 0: the setting */
	{ "contacts",  "households that moved", grid_forget },
	{ "contacts",  "phones of residents",   resident_forget },
	{ "health",    "individual needs",      care_forget },
	{ "documents", "photos of complaints",  complaint_forget, COMPLAINT_PHOTO_DAYS },
};

enum err retention_forget(struct ctx *cx, int64_t days, int64_t *ret_n)
{
	const struct plan *plan;

	*ret_n = 0;
	TRY(document_plan(cx, &plan));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		int64_t keep = (kinds[i].days ? kinds[i].days : days) * INT64_C(86400000), said = plan_keep_ms(plan, kinds[i].data), n = 0;

		keep = said && said < keep ? said : keep;
		TRY(kinds[i].forget(cx, cx->now_ms - keep, &n));
		if (n)
			TRY(audit_write(cx, &(struct audit_entry){ .op = "retention_forget",
				.note = arena_print(&cx->mem, "%s: %lld", kinds[i].what, (long long)n) }));
		*ret_n += n;
	}
	return ERR_OK;
}

struct run { int64_t days, n; };

static enum err run(struct ctx *cx, void *arg)
{
	struct run *r = arg;

	return retention_forget(cx, r->days, &r->n);
}

void retention_run(const struct ctx *base, struct writer *writer, int64_t days)
{
	struct run r = { .days = days };
	struct ctx cx = *base;

	cx.mem = (struct arena){ 0 };
	cx.now_ms = clock_now_ms(false);
	if (writer_call(writer, &cx, run, &r))
		fprintf(stderr, "{\"event\":\"retention not run\",\"what\":\"%s\"}\n", cx.fault.en);
	else if (r.n)
		fprintf(stderr, "{\"event\":\"personal data forgotten\",\"records\":%lld}\n", (long long)r.n);
	arena_reset(&cx.mem);
}
