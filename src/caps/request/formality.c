/* SPDX-License-Identifier: Apache-2.0 */
/* Papers that have to be there before goods of a request are released: by D2.9 a
 * key enterprise needs the meeting, the leader's consent and signed formalities. */
#include "caps/request/request.h"
#include "base/check.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "request.sql.h"

/* What the plan wants for this unit and these goods, or NULL. */
static const struct plan_ids *wanted(const struct plan *plan, const char *unit_kind, const char *category)
{
	const struct plan_flow *flow = plan ? plan_flow(plan, PLAN_DOC_request, unit_kind, category) : NULL;

	return flow && flow->needs.n ? &flow->needs : NULL;
}

static const struct request_papers_row *entered(const struct request_papers_row *rows, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(rows[i].name, name))
			return &rows[i];
	return NULL;
}

static enum err rows_of(struct ctx *cx, int64_t doc_id, struct request_papers_row **ret, size_t *ret_n)
{
	return request_papers(cx, (struct request_papers_in){ cx->district_id, doc_id, REQUEST_PAPERS_MAX }, ret, ret_n, REQUEST_PAPERS_MAX);
}

/* Every name the flows of its lines want, once. */
static enum err names_of(struct ctx *cx, const struct request_view *v, const char **name, size_t *ret_n)
{
	const struct plan *plan;
	struct place unit;
	struct item item;

	*ret_n = 0;
	TRY(document_plan(cx, &plan));
	TRY(place_get(cx, v->unit_id, &unit));
	for (size_t i = 0; i < v->doc.n_lines; i++) {
		const struct plan_ids *needs;

		TRY(item_get(cx, v->doc.lines[i].item_id, &item));
		needs = wanted(plan, unit.unit_kind, item.category);
		for (size_t k = 0; needs && k < needs->n; k++) {
			size_t j = 0;

			while (j < *ret_n && !text_equal(name[j], needs->at[k]))
				j++;
			if (j == *ret_n && j < REQUEST_PAPERS_MAX)
				name[(*ret_n)++] = needs->at[k];
		}
	}
	return ERR_OK;
}

enum err request_papers_see(struct ctx *cx, int64_t doc_id, struct request_paper **ret, size_t *ret_n)
{
	const char *name[REQUEST_PAPERS_MAX];
	struct request_papers_row *rows;
	struct request_view v;
	size_t n;

	TRY(request_see(cx, doc_id, &v));
	TRY(names_of(cx, &v, name, ret_n));
	TRY(rows_of(cx, doc_id, &rows, &n));
	*ret = arena_array(&cx->mem, struct request_paper, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct request_papers_row *r = entered(rows, n, name[i]);

		(*ret)[i] = (struct request_paper){ .name = name[i] };
		if (!r)
			continue;
		(*ret)[i].number = r->number;
		(*ret)[i].entered_ms = r->entered_ms;
		TRY(party_account_name(cx, r->entered_by, &(*ret)[i].entered_by));
	}
	return ERR_OK;
}

enum err request_paper_enter(struct ctx *cx, int64_t doc_id, const char *paper, const char *number)
{
	const char *name[REQUEST_PAPERS_MAX];
	struct request_view v;
	struct place root;
	size_t n, i = 0;

	TRY(request_see(cx, doc_id, &v));
	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_ALLOCATION_EDIT, root.path));
	TRY(check_line(cx, "number", number, 1, 60));
	TRY(names_of(cx, &v, name, &n));
	while (i < n && !text_equal(name[i], paper))
		i++;
	if (i == n)
		return fail(cx, ERR_BAD_INPUT, "name", "按预案这张需求单不需要“%s”", "by the plan this request needs no \"%s\"", paper ? paper : "");
	if (text_equal(v.doc.state, "draft") || text_equal(v.doc.state, "refused") || text_equal(v.doc.state, "void"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "需求单现为“%s”，不登记手续", "the request is \"%s\"; papers are entered once it has been raised", v.doc.state);
	return request_paper_put(cx, (struct request_paper_put_in){ cx->district_id, doc_id, paper, number, cx->actor->account_id, cx->now_ms });
}

/* Whether any flow of requests that may be for this kind of unit wants papers at all. */
bool request_may_want_papers(const struct plan *plan, const char *unit_kind)
{
	for (const struct plan *p = plan; p; p = p->next)
		for (size_t i = 0; i < p->n_flows; i++) {
			const struct plan_flow *f = &p->flows[i];
			bool fits = !f->for_kinds.n;

			for (size_t k = 0; !fits && k < f->for_kinds.n; k++)
				fits = plan_kind_is(p, unit_kind, f->for_kinds.at[k]);
			if (f->kind == PLAN_DOC_request && f->needs.n && fits)
				return true;
		}
	return false;
}

enum err request_paper_missing(struct ctx *cx, const struct plan *plan, const char *unit_kind, int64_t request_id, int64_t item_id, const char **ret)
{
	const struct plan_ids *needs;
	struct request_papers_row *rows;
	struct item item;
	size_t n = 0;

	*ret = NULL;
	TRY(item_get(cx, item_id, &item));
	needs = wanted(plan, unit_kind, item.category);
	if (!needs)
		return ERR_OK;
	if (request_id)
		TRY(rows_of(cx, request_id, &rows, &n));
	for (size_t k = 0; k < needs->n && !*ret; k++)
		if (!n || !entered(rows, n, needs->at[k]))
			*ret = needs->at[k];
	return ERR_OK;
}
