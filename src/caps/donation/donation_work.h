/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DONATION_WORK_H
#define CAPS_DONATION_WORK_H
#include "caps/donation/donation.h"

/* For this folder only. */
doc_guard donation_guard_terms, donation_guard_count, donation_guard_life, donation_guard_other_counter, donation_guard_thanks,
	surplus_guard_offer;
must_check enum err donation_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes);
must_check enum err donation_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms);
must_check enum err donation_after(struct ctx *cx, const struct doc_work *w);
must_check enum err surplus_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains);

/* The plan's flow for one line of a donation: the rule of its class; NULL without one. */
must_check enum err donation_flow(struct ctx *cx, int64_t item_id, const struct plan_flow **ret);
/* "JZKQ2345" -> "JZKQ-2345", as people read it. */
const char *donation_code_shown(struct ctx *cx, const char *code);
/* What the public list shows of a donor; BAD_INPUT when the full name given is not his. */
must_check enum err donation_shown_as(struct ctx *cx, const struct donation_donor *donor, int64_t wish, const char *full_name, const char **ret);
/* The same as donation_see() without asking a right. */
must_check enum err donation_view_of(struct ctx *cx, const struct doc *doc, struct donation_view *ret);
must_check enum err donation_is(struct ctx *cx, const struct doc *doc);
#endif
