/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/requisition/requisition_work.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "requisition.sql.h"

static enum err see_lines(struct ctx *cx, const struct doc *doc, struct requisition_view *ret, bool *ret_open)
{
	struct requisition_lines_row *rows;
	size_t n;

	*ret_open = false;
	TRY(requisition_lines(cx, (struct requisition_lines_in){ cx->district_id, doc->doc_id, REQUISITION_LINES_MAX }, &rows, &n, REQUISITION_LINES_MAX));
	ret->lines = arena_array(&cx->mem, struct requisition_lined, n + 1);
	for (size_t i = 0; i < n && i < doc->n_lines; i++) {
		const int64_t *c = doc->lines[i].counter;

		ret->lines[ret->n_lines++] = (struct requisition_lined){ rows[i].line_no, c[ARRIVED], c[TAKEN], c[DROPPED], c[BACK] - c[DROPPED],
			c[ARRIVED] - c[TAKEN] - c[BACK], rows[i].returns, rows[i].ground, rows[i].taken_condition, rows[i].back_condition };
		*ret_open |= c[ARRIVED] - c[TAKEN] - c[BACK] > 0;
	}
	return ERR_OK;
}

static enum err see_services(struct ctx *cx, int64_t doc_id, struct requisition_view *ret)
{
	struct requisition_services_row *services;
	struct requisition_times_row *times;
	size_t n;

	TRY(requisition_services(cx, (struct requisition_services_in){ cx->district_id, doc_id, REQUISITION_SERVICES_MAX }, &services, &n, REQUISITION_SERVICES_MAX));
	ret->services = arena_array(&cx->mem, struct requisition_serviced, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->services[ret->n_services++] = (struct requisition_serviced){ services[i].service_no, services[i].kind, services[i].heads, services[i].head_minutes, services[i].what };
	TRY(requisition_times(cx, (struct requisition_times_in){ cx->district_id, doc_id, REQUISITION_TIMES_MAX }, &times, &n, REQUISITION_TIMES_MAX));
	ret->times = arena_array(&cx->mem, struct requisition_clocked, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->times[ret->n_times++] = (struct requisition_clocked){ times[i].service_no, times[i].day, times[i].heads, times[i].minutes };
	return ERR_OK;
}

static enum err see_longer(struct ctx *cx, int64_t doc_id, struct requisition_view *ret)
{
	struct requisition_extensions_row *rows;
	size_t n;

	TRY(requisition_extensions(cx, (struct requisition_extensions_in){ cx->district_id, doc_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	ret->longer = arena_array(&cx->mem, struct requisition_longer, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->longer[ret->n_longer++] = (struct requisition_longer){ rows[i].doc_id, rows[i].was_day, rows[i].until_day, rows[i].number, rows[i].state, rows[i].why };
	return ERR_OK;
}

enum err requisition_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct requisition_view *ret)
{
	struct requisition_compensations_row *paid;
	struct requisition_papers_row *papers;
	struct requisition_one_row own;
	bool open;
	size_t n;

	TRY(requisition_load(cx, doc_id, ret_doc));
	TRY(requisition_one(cx, (struct requisition_one_in){ cx->district_id, doc_id }, &own));
	*ret = (struct requisition_view){ .basis = own.basis, .body = own.body, .decision = own.decision, .certificate = own.certificate, .purpose = own.purpose,
		.holder = own.holder, .from_day = own.from_day, .until_day = own.until_day };
	TRY(see_lines(cx, ret_doc, ret, &open));
	TRY(see_services(cx, doc_id, ret));
	TRY(see_longer(cx, doc_id, ret));
	ret->overdue = open && own.until_day < civil_day_of(cx->now_ms);
	TRY(requisition_papers(cx, (struct requisition_papers_in){ cx->district_id, doc_id, REQUISITION_PAPERS_MAX }, &papers, &n, REQUISITION_PAPERS_MAX));
	ret->papers = arena_array(&cx->mem, struct requisition_papered, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->papers[ret->n_papers++] = (struct requisition_papered){ papers[i].name, papers[i].number };
	TRY(requisition_compensations(cx, (struct requisition_compensations_in){ cx->district_id, doc_id, DOC_LIST_MAX }, &paid, &n, DOC_LIST_MAX));
	ret->paid = arena_array(&cx->mem, struct requisition_paid, n + 1);
	for (size_t i = 0; i < n; i++)
		ret->paid[ret->n_paid++] = (struct requisition_paid){ paid[i].doc_id, paid[i].total_fen, paid[i].number, paid[i].state };
	return ERR_OK;
}

enum err requisition_statement(struct ctx *cx, int64_t holder_id, struct holder_statement *ret)
{
	struct requisition_of_holder_row *rows;
	size_t n;

	TRY(requisition_of_holder(cx, (struct requisition_of_holder_in){ cx->district_id, holder_id, cx->actor->account_id, PERM_REQUISITION_READ, cx->now_ms, DOC_LIST_MAX },
		&rows, &n, DOC_LIST_MAX));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "holder_id", "没有编号为 %lld 的被征用人", "nothing was requisitioned from %lld", (long long)holder_id);
	*ret = (struct holder_statement){ .holder_id = holder_id, .holder = rows[0].holder, .rows = arena_array(&cx->mem, struct holder_row, n + 1) };
	for (size_t i = 0; i < n; i++) {
		ret->rows[ret->n_rows++] = (struct holder_row){ rows[i].doc_id, rows[i].until_day, rows[i].open, rows[i].awarded_fen, rows[i].paid_fen, rows[i].number, rows[i].state };
		ret->awarded_fen += rows[i].awarded_fen;
		ret->paid_fen += rows[i].paid_fen;
	}
	return ERR_OK;
}

/* The first two things called on, and how many there are. */
static enum err what_said(struct ctx *cx, const struct doc *doc, const struct requisition_view *v, const char **ret)
{
	const size_t n = doc->n_lines + v->n_services;
	struct buf out = BUF(&cx->mem);

	for (size_t i = 0; i < n && i < 2; i++) {
		struct item item;

		if (i < doc->n_lines) {
			TRY(item_get(cx, doc->lines[i].item_id, &item));
			buf_print(&out, "%s%s %lld %s", i ? "、" : "", item.zh, (long long)doc->lines[i].counter[ASKED], item.unit);
		} else {
			const struct requisition_serviced *s = &v->services[i - doc->n_lines];

			buf_print(&out, "%s%s %lld %s", i ? "、" : "", s->what, (long long)s->heads, s->kind == SERVICE_LABOUR ? "人" : "辆");
		}
	}
	if (n > 2)
		buf_print(&out, "等 %zu 项", n);
	*ret = buf_get(&out);
	return ERR_OK;
}

static enum err row_of(struct ctx *cx, int64_t doc_id, struct requisition_row *ret)
{
	struct requisition_view v;
	struct doc doc;

	TRY(requisition_see(cx, doc_id, &doc, &v));
	*ret = (struct requisition_row){ .doc_id = doc_id, .created_ms = doc.created_ms, .from_day = v.from_day, .until_day = v.until_day, .overdue = v.overdue,
		.number = doc.number, .state = doc.state, .holder = v.holder, .purpose = v.purpose };
	for (size_t i = 0; i < v.n_lines; i++)
		ret->open += v.lines[i].open;
	for (size_t i = 0; i < v.n_paid; i++) {
		const bool paid = text_equal(v.paid[i].state, "paid");

		ret->due_fen += paid || text_equal(v.paid[i].state, "approved") ? v.paid[i].fen : 0;
		ret->paid_fen += paid ? v.paid[i].fen : 0;
	}
	return what_said(cx, &doc, &v, &ret->what);
}

enum err requisition_list(struct ctx *cx, const char *state, bool overdue, int64_t before_id, int64_t limit, struct requisition_row **ret, size_t *ret_n)
{
	struct doc_summary *rows;
	size_t n;

	TRY(document_list(cx, &(struct doc_filter){ .kinds = { "requisition" }, .state = state, .overdue = overdue, .before_id = before_id, .limit = limit }, &rows, &n));
	*ret = arena_array(&cx->mem, struct requisition_row, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		TRY(row_of(cx, rows[i].doc_id, &(*ret)[*ret_n]));
		*ret_n += !overdue || (*ret)[*ret_n].overdue;
	}
	return ERR_OK;
}
