/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/allocation/table.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "allocation.sql.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/ledger/ledger.h"
#include "caps/place/place.h"
#include "caps/request/request.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static enum err load_facts(struct ctx *cx, int64_t doc_id, size_t n_lines, struct allocation_line_fact **ret)
{
	struct allocation_lines_row *rows;
	size_t n;

	TRY(allocation_lines(cx, (struct allocation_lines_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = DOC_LINES_MAX },
			     &rows, &n, DOC_LINES_MAX));
	assert(n == n_lines);
	*ret = arena_array(&cx->mem, struct allocation_line_fact, n + 1);
	for (size_t i = 0; i < n; i++)
		(*ret)[i] = (struct allocation_line_fact){ rows[i].line_no, rows[i].request_id, rows[i].request_line_no, rows[i].unit_id,
			rows[i].to_place_id, rows[i].source, rows[i].metres, rows[i].proposed, rows[i].changed_by, rows[i].changed_ms,
			rows[i].change_no, rows[i].reason };
	return ERR_OK;
}

struct per_request { int64_t request_id, line_no, qty; size_t line; };

static int by_request(const void *a, const void *b)
{
	const struct per_request *x = a, *y = b;

	if (x->request_id != y->request_id)
		return x->request_id < y->request_id ? -1 : 1;
	return (x->line_no > y->line_no) - (x->line_no < y->line_no);
}

/* Quantities by request line, in order; lines without a request are left out. */
static struct per_request *sum_by_request(struct ctx *cx, const struct allocation_view *v, const int64_t *qty, size_t *ret_n)
{
	struct per_request *all = arena_array(&cx->mem, struct per_request, v->doc.n_lines + 1);
	size_t n = 0, out = 0;

	for (size_t i = 0; i < v->doc.n_lines; i++)
		if (v->facts[i].request_id && qty[i])
			all[n++] = (struct per_request){ v->facts[i].request_id, v->facts[i].request_line_no, qty[i], i };
	qsort(all, n, sizeof *all, by_request);
	for (size_t i = 0; i < n; i++)
		if (out && !by_request(&all[out - 1], &all[i]))
			all[out - 1].qty += all[i].qty;
		else
			all[out++] = all[i];
	*ret_n = out;
	return all;
}

static int64_t *asked(struct ctx *cx, const struct doc *doc)
{
	int64_t *qty = arena_array(&cx->mem, int64_t, doc->n_lines + 1);

	for (size_t i = 0; i < doc->n_lines; i++)
		qty[i] = doc->lines[i].counter[ASKED];
	return qty;
}

static enum err load_wants(struct ctx *cx, struct allocation_view *v)
{
	struct allocation_wants_row *rows;
	struct per_request *now;
	size_t n_now;

	TRY(allocation_wants(cx, (struct allocation_wants_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id,
		.limit = REQUEST_OPEN_MAX }, &rows, &v->n_wants, REQUEST_OPEN_MAX));
	v->wants = arena_array(&cx->mem, struct allocation_want, v->n_wants + 1);
	now = sum_by_request(cx, v, asked(cx, &v->doc), &n_now);
	for (size_t i = 0; i < v->n_wants; i++) {
		const struct allocation_wants_row *r = &rows[i];
		const struct per_request key = { .request_id = r->request_id, .line_no = r->request_line_no };
		const struct per_request *got = bsearch(&key, now, n_now, sizeof key, by_request);

		v->wants[i] = (struct allocation_want){ r->request_id, r->request_line_no, r->item_id, r->unit_id, r->to_place_id, r->priority,
			r->have, r->need, r->proposed, got ? got->qty : 0, r->number, r->reason, r->zh, r->en };
	}
	return ERR_OK;
}

static enum err fill_view(struct ctx *cx, struct allocation_view *v)
{
	struct allocation_facts_row row;

	if (!text_equal(v->doc.kind, "allocation"))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的分配方案", "there is no allocation %lld", (long long)v->doc.doc_id);
	TRY(allocation_facts(cx, (struct allocation_facts_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id }, &row));
	v->day = row.day;
	v->meeting_ms = row.meeting_ms;
	v->input_hash = row.input_hash;
	v->result_hash = row.result_hash;
	TRY(load_facts(cx, v->doc.doc_id, v->doc.n_lines, &v->facts));
	return load_wants(cx, v);
}

enum err allocation_get(struct ctx *cx, int64_t doc_id, struct allocation_view *ret)
{
	*ret = (struct allocation_view){ 0 };
	TRY(document_get(cx, doc_id, &ret->doc));
	return fill_view(cx, ret);
}

enum err allocation_see(struct ctx *cx, int64_t doc_id, struct allocation_view *ret)
{
	*ret = (struct allocation_view){ 0 };
	TRY(document_see(cx, doc_id, &ret->doc));
	return fill_view(cx, ret);
}

enum err allocation_inputs(struct ctx *cx, int64_t doc_id, const char **ret_input, const char **ret_result)
{
	struct allocation_thaw_row row;
	struct allocation_view v;

	TRY(allocation_see(cx, doc_id, &v));
	TRY(allocation_thaw(cx, (struct allocation_thaw_in){ .district_id = cx->district_id, .doc_id = doc_id }, &row));
	*ret_input = row.input;
	*ret_result = row.result;
	return ERR_OK;
}

enum err allocation_compare(struct ctx *cx, int64_t doc_id, int64_t *ret_before_id, struct allocation_difference **ret, size_t *ret_n)
{
	struct allocation_compare_units_row *rows;
	struct allocation_before_row before;
	struct allocation_view v;

	TRY(allocation_see(cx, doc_id, &v));
	TRY(allocation_before(cx, (struct allocation_before_in){ .district_id = cx->district_id, .doc_id = doc_id, .day = v.day }, &before));
	TRY(allocation_compare_units(cx, (struct allocation_compare_units_in){ .district_id = cx->district_id, .doc_id = doc_id,
		.before_id = before.doc_id, .limit = DOC_LINES_MAX }, &rows, ret_n, DOC_LINES_MAX));
	*ret_before_id = before.doc_id;
	*ret = arena_array(&cx->mem, struct allocation_difference, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct allocation_difference){ rows[i].item_id, rows[i].unit_id, rows[i].now_qty, rows[i].before_qty };
	return ERR_OK;
}

/* For whom each line is belongs to what is signed, and what the meeting changed and why. */
enum err allocation_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct allocation_change_rows_row *change;
	struct allocation_facts_row head;
	struct allocation_line_fact *f;
	size_t n;

	TRY(allocation_facts(cx, (struct allocation_facts_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id }, &head));
	TRY(load_facts(cx, w->doc.doc_id, w->doc.n_lines, &f));
	buf_print(bytes, "%lld %s %s", (long long)head.day, head.input_hash, head.result_hash);
	for (size_t i = 0; i < w->doc.n_lines; i++)
		buf_print(bytes, " %lld %lld %lld %lld", (long long)f[i].request_id, (long long)f[i].request_line_no,
			  (long long)f[i].unit_id, (long long)f[i].to_place_id);
	TRY(allocation_change_rows(cx, (struct allocation_change_rows_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.limit = ALLOCATION_CHANGES_MAX }, &change, &n, ALLOCATION_CHANGES_MAX));
	for (size_t i = 0; i < n; i++)
		if (!change[i].undone_ms)
			buf_print(bytes, " #%lld %zu %s", (long long)change[i].change_no, strlen(change[i].reason), change[i].reason);
	return ERR_OK;
}

/* An allocation out of order or below the guaranteed share is the plan's exception. */
static enum err add_exception(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains)
{
	const struct plan_chain *exception;
	struct allocation_rule *rule;
	struct allocation_view v;
	size_t n;

	TRY(allocation_get(cx, w->doc.doc_id, &v));
	TRY(allocation_exception(cx, &v, &exception));
	TRY(allocation_rules(cx, &v, 0, &rule, &n));
	for (size_t i = 0; i < n; i++)
		if (text_equal(rule[i].needs, "second"))
			doc_chains_add(chains, exception);
	return ERR_OK;
}

/* What the plan asks for these units' requests has to agree too: a key enterprise
 * needs the meeting and the district leader (D2.9). */
enum err allocation_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains)
{
	struct allocation_unit_kinds_row *rows;
	const struct plan *plan;
	size_t n;

	TRY(document_plan(cx, &plan));
	if (!plan)
		return ERR_OK;
	TRY(allocation_unit_kinds(cx, (struct allocation_unit_kinds_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
		.limit = 1000 }, &rows, &n, 1000));
	for (size_t i = 0; i < n; i++) {
		const struct plan_flow *flow = plan_flow(plan, PLAN_DOC_request, rows[i].unit_kind, rows[i].category);

		if (flow && flow->approve)
			doc_chains_add(chains, plan_chain(flow->rule.plan, flow->approve));
	}
	return add_exception(cx, w, chains);
}

/* ---- guards ---- */

static int by_goods(const void *a, const void *b)
{
	const struct doc_line *x = *(const struct doc_line *const *)a, *y = *(const struct doc_line *const *)b;
	const int64_t key[][2] = { { x->place_id, y->place_id }, { x->lot_id, y->lot_id }, { x->owner_id, y->owner_id },
		{ x->fund_id, y->fund_id }, { x->line_no, y->line_no } };

	for (size_t i = 0; i < 5; i++)
		if (key[i][0] != key[i][1])
			return key[i][0] < key[i][1] ? -1 : 1;
	return 0;
}

/* All lines together against what lies there: two lines on one lot are one demand. */
static enum err check_stock(struct ctx *cx, const struct allocation_view *v)
{
	const struct doc_line **line = arena_array(&cx->mem, const struct doc_line *, v->doc.n_lines + 1);
	int64_t wanted = 0, there = 0;

	for (size_t i = 0; i < v->doc.n_lines; i++)
		line[i] = &v->doc.lines[i];
	qsort(line, v->doc.n_lines, sizeof *line, by_goods);
	for (size_t i = 0; i < v->doc.n_lines; i++) {
		const struct doc_line *l = line[i], *p = i ? line[i - 1] : NULL;

		if (!p || p->place_id != l->place_id || p->lot_id != l->lot_id || p->owner_id != l->owner_id || p->fund_id != l->fund_id) {
			const struct account_key key = { .kind = ACC_STORE, .place_id = l->place_id, .owner_id = l->owner_id, .fund_id = l->fund_id };

			wanted = 0;
			TRY(ledger_balance(cx, &key, l->lot_id, 0, &there));
		}
		wanted += l->counter[ASKED];
		if (wanted > there)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%td]", l - v->doc.lines),
				    "第 %td 行：该仓该批可用 %lld，合计要 %lld", "line %td: %lld of that lot are free there, %lld wanted in all",
				    l - v->doc.lines + 1, (long long)there, (long long)wanted);
	}
	return ERR_OK;
}

/* A directed gift goes to its addressee, goods of a fund to those it is for; what will have expired on the day goes to nobody. */
static enum err check_lot(struct ctx *cx, const struct allocation_view *v, size_t i)
{
	const struct doc_line *l = &v->doc.lines[i];
	struct allocation_restriction_row lot;
	struct ledger_lot known;
	const char *unit;

	TRY(ledger_lot_get(cx, l->lot_id, &known));
	if (known.item_id != l->item_id)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].lot_id", i), "第 %zu 行的批次不是这种物资", "line %zu: the lot is not of this item", i + 1);
	TRY(allocation_restriction(cx, (struct allocation_restriction_in){ .district_id = cx->district_id, .lot_id = l->lot_id, .owner_id = l->owner_id }, &lot));
	if (lot.restricted_to && lot.restricted_to != v->facts[i].unit_id)
		return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].lot_id", i), "第 %zu 行是定向捐赠，只能给受赠单位",
			    "line %zu is a directed gift; only its addressee may get it", i + 1);
	TRY(place_path(cx, v->facts[i].unit_id, &unit));
	TRY(fund_allows(cx, l->fund_id, unit, NULL, arena_print(&cx->mem, "lines[%zu].fund_id", i)));
	if (lot.expiry_day && lot.expiry_day < v->day)
		return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].lot_id", i), "第 %zu 行的批次在分配日已过期", "line %zu: the lot will have expired on that day", i + 1);
	return ERR_OK;
}

/* Not above what was vetted and is still missing, and for the unit that asked. */
static enum err check_needs(struct ctx *cx, const struct allocation_view *v)
{
	size_t n;
	struct per_request *r = sum_by_request(cx, v, asked(cx, &v->doc), &n);
	struct request_view q = { .doc.doc_id = 0 };

	for (size_t i = 0; i < n; i++) {
		const char *field = arena_print(&cx->mem, "lines[%zu]", r[i].line);

		if (q.doc.doc_id != r[i].request_id)
			TRY(request_get(cx, r[i].request_id, &q));
		if (r[i].line_no < 1 || r[i].line_no > (int64_t)q.doc.n_lines || q.unit_id != v->facts[r[i].line].unit_id ||
		    q.doc.lines[r[i].line_no - 1].item_id != v->doc.lines[r[i].line].item_id)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 行与需求单 %s 不符", "line %zu does not fit request %s", r[i].line + 1, q.doc.number);
		const int64_t *c = q.doc.lines[r[i].line_no - 1].counter;
		int64_t open = c[GRANTED] - c[DROPPED] - c[SENT] + c[BACK];
		struct item item;

		TRY(item_get(cx, v->doc.lines[r[i].line].item_id, &item));
		if (r[i].qty > (open + item.pack - 1) / item.pack * item.pack)           /* the last pack may be a little more */
			return fail(cx, ERR_SHORT_STOCK, field, "需求单 %s 第 %lld 行还差 %lld，方案给了 %lld；要多给请先重新审核",
				    "request %s line %lld still lacks %lld, the proposal gives %lld; vet it again to give more", q.doc.number,
				    (long long)r[i].line_no, (long long)open, (long long)r[i].qty);
	}
	return ERR_OK;
}

enum err allocation_check_sound(struct ctx *cx, const struct allocation_view *v)
{
	TRY(check_stock(cx, v));
	for (size_t i = 0; i < v->doc.n_lines; i++)
		TRY(check_lot(cx, v, i));
	return check_needs(cx, v);
}

enum err guard_allocation_sound(struct ctx *cx, const struct doc_work *w)
{
	struct allocation_view v;

	TRY(allocation_get(cx, w->doc.doc_id, &v));
	return allocation_check_sound(cx, &v);
}

enum err guard_no_open_dispatch(struct ctx *cx, const struct doc_work *w)
{
	struct allocation_waiting_dispatches_row row;

	TRY(allocation_waiting_dispatches(cx, (struct allocation_waiting_dispatches_in){ .district_id = cx->district_id,
		.doc_id = w->doc.doc_id }, &row));
	return row.n == 0 ? ERR_OK : fail(cx, ERR_BAD_STATE, "", "还有 %lld 张调拨单待执行（%s 等），请先撤回", "%lld dispatch orders still wait (%s ...); recall them first",
					  (long long)row.n, row.number);
}

/* ---- consequences ---- */

/* The requests follow: what is approved counts as allotted, what is released no longer does. */
static enum err tell_requests(struct ctx *cx, const struct doc_work *w, const char *verb)
{
	struct allocation_view v = { .doc = w->doc };
	struct per_request *r;
	struct doc_part *part;
	struct doc_moved moved;
	size_t n;

	TRY(load_facts(cx, w->doc.doc_id, w->doc.n_lines, &v.facts));
	r = sum_by_request(cx, &v, w->grow, &n);
	part = arena_array(&cx->mem, struct doc_part, n + 1);
	for (size_t i = 0, from; i < n; ) {
		for (from = i; i < n && r[i].request_id == r[from].request_id; i++)
			part[i] = (struct doc_part){ .line_no = r[i].line_no, .qty = r[i].qty };
		TRY(document_follow(cx, &(struct doc_move){ .doc_id = r[from].request_id, .verb = verb, .parts = part + from,
			.n_parts = i - from }, &moved));
	}
	return ERR_OK;
}

enum err allocation_after(struct ctx *cx, const struct doc_work *w)
{
	if (text_equal(w->step->verb, "propose"))
		return allocation_set_meeting(cx, (struct allocation_set_meeting_in){ .district_id = cx->district_id, .doc_id = w->doc.doc_id,
			.meeting_ms = cx->now_ms });
	if (text_equal(w->step->verb, "approve"))
		return tell_requests(cx, w, "allot");
	if (text_equal(w->step->verb, "release") || text_equal(w->step->verb, "expire"))
		return tell_requests(cx, w, "allot_back");
	return ERR_OK;
}
