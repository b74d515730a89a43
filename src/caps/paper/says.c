/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of a form, and who signed it. */
#include "base/buf.h"
#include "base/civil.h"
#include "base/money_words.h"
#include "base/text.h"
#include "caps/dispatch/dispatch.h"
#include "caps/fund/fund.h"
#include "caps/paper/paper_work.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include "caps/party/person.h"
#include "caps/request/instead.h"

enum { TOLD_MAX = 40 };                        /* steps in print; of more, the last ones */

enum err paper_name_of(struct paper_work *w, int64_t id, const char **ret)
{
	const char *name = NULL;

	TRY(document_who(w->cx, id, &name));
	*ret = name ? name : "";
	return ERR_OK;
}

/* An organisation's code or office line; a place or a person has none here. */
static enum err of_org(struct paper_work *w, int64_t id, bool contact, const char **ret)
{
	struct fault before = w->cx->fault;
	struct org org;
	enum err e;

	*ret = "";
	if (!id)
		return ERR_OK;
	e = org_get(w->cx, id, &org);
	if (e && e != ERR_NOT_FOUND)
		return e;
	w->cx->fault = before;
	if (!e)
		*ret = contact ? org.contact : org.credit_code;
	return ERR_OK;
}

static enum err of_fund(struct paper_work *w, int64_t id, const char **ret)
{
	struct fund f;

	*ret = "";
	if (!id)
		return ERR_OK;
	TRY(fund_get(w->cx, id, &f));
	*ret = arena_print(&w->cx->mem, "%s（%s）", f.facts.zh, f.facts.code);
	return ERR_OK;
}

static enum err of_account(struct paper_work *w, int64_t account_id, const char **ret)
{
	TRY(party_account_name(w->cx, account_id, ret));
	if (w->masked && *ret)
		*ret = person_mask_name(&w->cx->mem, *ret);
	if (!*ret)
		*ret = "";
	return ERR_OK;
}

static const char *minute(struct arena *mem, int64_t ms)
{
	char text[30];

	civil_write_time(ms, text);
	return arena_print(mem, "%.10s %.5s", text, text + 11);
}

static const char *role_title(const char *role)
{
	static const struct { const char *role, *zh; } all[] = { { "giver", "交方" }, { "taker", "收方" }, { "carrier", "承运方" }, { "first", "第一人" },
		{ "second", "第二人" }, { "approver", "" } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_equal(role, all[i].role))
			return all[i].zh;
	return role;
}

/* "批准采购（分管领导） 王五 2026-11-22 09:12（代 李四）" */
static enum err tell(struct paper_work *w, const struct doc_event *e, struct buf *out)
{
	const struct doc_step *step = doc_step_find(w->kind, e->from_state, e->verb);
	const char *name, *absent = "", *role = role_title(e->role);

	if (!step)
		return ERR_OK;
	TRY(of_account(w, e->actor_id, &name));
	if (e->for_id)
		TRY(of_account(w, e->for_id, &absent));
	buf_print(out, "%s%s", out->n ? "；" : "", step->zh);
	if (role[0])
		buf_print(out, "（%s）", role);
	buf_print(out, " %s %s", name, minute(&w->cx->mem, e->posted_ms));
	if (e->for_id)
		buf_print(out, "（代 %s）", absent);
	return ERR_OK;
}

static enum err told(struct paper_work *w, bool signatures, const char **ret)
{
	struct buf out = BUF(&w->cx->mem);
	size_t n = 0, skip;

	for (size_t i = 0; i < w->n_events; i++)
		n += !signatures || w->events[i].role[0];
	skip = n > TOLD_MAX ? n - TOLD_MAX : 0;
	for (size_t i = 0; i < w->n_events; i++)
		if ((!signatures || w->events[i].role[0]) && !(skip && skip--))
			TRY(tell(w, &w->events[i], &out));
	*ret = out.n ? buf_get(&out) : "";
	return ERR_OK;
}

static const char *last_reason(const struct paper_work *w)
{
	for (size_t i = w->n_events; i-- > 0;)
		if (w->events[i].note[0])
			return w->events[i].note;
	return "";
}

static enum err parent_number(struct paper_work *w, const char **ret)
{
	*ret = "";
	if (w->doc.parent_id)
		TRY(document_number(w->cx, w->doc.parent_id, ret));
	*ret = *ret ? *ret : "";
	return ERR_OK;
}

static enum err instead(struct paper_work *w, const char **ret)
{
	return text_equal(w->doc.kind, "request") ? request_instead_paper(w->cx, w->doc.doc_id, ret) : dispatch_instead(w->cx, w->doc.doc_id, ret);
}

static enum err say(struct paper_work *w, enum paper_says says, const char **ret)
{
	const struct doc *d = &w->doc;
	const int64_t who[SAYS_N] = { [SAYS_GIVER] = d->giver_id, [SAYS_TAKER] = d->taker_id, [SAYS_CARRIER] = d->carrier_id, [SAYS_WORKER] = d->worker_id,
		[SAYS_FROM] = d->from_place_id, [SAYS_TO] = d->to_place_id, [SAYS_OWNER] = d->owner_id, [SAYS_OWNER2] = d->owner2_id,
		[SAYS_LINE_PLACE] = d->n_lines ? d->lines[0].place_id : d->from_place_id };

	*ret = "";
	switch (says) {
	case SAYS_GIVER_CODE:    return of_org(w, d->giver_id, false, ret);
	case SAYS_GIVER_CONTACT: return of_org(w, d->giver_id, true, ret);
	case SAYS_TAKER_CODE:    return of_org(w, d->taker_id, false, ret);
	case SAYS_FUND:          return of_fund(w, d->fund_id, ret);
	case SAYS_FUND2:         return of_fund(w, d->fund2_id, ret);
	case SAYS_PARENT:        return parent_number(w, ret);
	case SAYS_MAKER:         return of_account(w, d->created_by, ret);
	case SAYS_DUE:           *ret = d->due_ms ? minute(&w->cx->mem, d->due_ms) : ""; return ERR_OK;
	case SAYS_INSTEAD:       return instead(w, ret);
	case SAYS_REASON:        *ret = last_reason(w); return ERR_OK;
	case SAYS_TOTAL_WORDS:   *ret = money_words(&w->cx->mem, paper_worth(w)); return ERR_OK;
	case SAYS_SIGNED:        return told(w, true, ret);
	case SAYS_HISTORY:       return told(w, false, ret);
	default:                 return who[says] ? paper_name_of(w, who[says], ret) : ERR_OK;
	}
}

/* What can never be there for this document is left out; what is merely unknown stays to be written in. */
static bool belongs(const struct paper_work *w, enum paper_says says, const char *value)
{
	if (says == SAYS_TOTAL_WORDS)
		return paper_has_price(w);
	return (says != SAYS_SIGNED && says != SAYS_HISTORY && says != SAYS_INSTEAD) || value[0];
}

enum err paper_fields(struct paper_work *w, const struct paper_field *fields, size_t n, struct form_field *ret, size_t *ret_n)
{
	for (size_t i = 0; i < n && fields[i].label; i++) {
		const char *value;

		TRY(say(w, fields[i].says, &value));
		if (belongs(w, fields[i].says, value))
			ret[(*ret_n)++] = (struct form_field){ fields[i].label, value, fields[i].wide };
	}
	return ERR_OK;
}

enum err paper_boxes(struct paper_work *w, struct form_box *ret, size_t *ret_n)
{
	for (size_t i = 0; i < sizeof w->form.boxes / sizeof *w->form.boxes && w->form.boxes[i].label; i++) {
		const struct paper_box *b = &w->form.boxes[i];
		struct form_box *to = &ret[(*ret_n)++];
		const char *name;

		to->label = b->label;
		for (size_t e = w->n_events; b->verb && !to->said && e-- > 0;) {
			if (!text_equal(w->events[e].verb, b->verb) || (b->role && !text_equal(w->events[e].role, b->role)))
				continue;
			TRY(of_account(w, w->events[e].actor_id, &name));
			to->said = arena_print(&w->cx->mem, "%s\n%s", name, minute(&w->cx->mem, w->events[e].posted_ms));
		}
	}
	return ERR_OK;
}
