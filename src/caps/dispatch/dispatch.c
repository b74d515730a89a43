/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/dispatch/dispatch.h"
#include "base/buf.h"
#include "base/text.h"
#include "caps/allocation/allocation.h"
#include "caps/charge/charge.h"
#include "caps/place/place.h"
#include "caps/request/instead.h"
#include "caps/request/request.h"
#include "dispatch.sql.h"

/* Lines of an allocation in the order of their ways, and by number. */
struct allotted { struct dispatch_allotted_row *at, **by_no; size_t n; };

static enum err load_allotted(struct ctx *cx, int64_t allocation_id, struct allotted *ret)
{
	struct doc doc;

	TRY(document_get(cx, allocation_id, &doc));
	if (!text_equal(doc.kind, "allocation"))
		return fail(cx, ERR_BAD_INPUT, "allocation_id", "%lld 不是分配方案", "%lld is no allocation", (long long)allocation_id);
	TRY(dispatch_allotted(cx, (struct dispatch_allotted_in){ .district_id = cx->district_id, .doc_id = allocation_id,
		.limit = DOC_LINES_MAX }, &ret->at, &ret->n, DOC_LINES_MAX));
	ret->by_no = arena_array(&cx->mem, struct dispatch_allotted_row *, ret->n + 1);
	for (size_t i = 0; i < ret->n; i++)
		ret->by_no[ret->at[i].line_no - 1] = &ret->at[i];
	return ERR_OK;
}

static const struct dispatch_allotted_row *allotted_line(const struct allotted *a, int64_t line_no)
{
	return line_no >= 1 && line_no <= (int64_t)a->n ? a->by_no[line_no - 1] : NULL;
}

static struct doc_line line_from(const struct dispatch_allotted_row *r, int64_t qty)
{
	return (struct doc_line){ .parent_line_no = r->line_no, .item_id = r->item_id, .lot_id = r->lot_id, .place_id = r->place_id,
		.owner_id = r->owner_id, .fund_id = r->fund_id, .counter = { [ASKED] = qty } };
}

static struct doc head_from(const char *kind, int64_t allocation_id, int64_t carrier_id, const struct dispatch_allotted_row *r)
{
	return (struct doc){ .kind = kind, .parent_id = allocation_id, .giver_id = r->place_id, .taker_id = r->unit_id,
		.carrier_id = carrier_id ? carrier_id : r->place_id, .from_place_id = r->place_id, .to_place_id = r->to_place_id,
		.owner2_id = r->unit_id };
}

static enum err open_draft(struct ctx *cx, const char *kind, const struct dispatch_draft *in, int64_t *ret_doc_id)
{
	const struct dispatch_allotted_row *first = NULL;
	struct allotted a;
	struct doc doc = { 0 };

	TRY(load_allotted(cx, in->allocation_id, &a));
	if (!in->n_lines || in->n_lines > DOC_LINES_MAX)
		return fail(cx, ERR_BAD_INPUT, "lines", "请选 1 至 %d 行", "choose 1 to %d lines", DOC_LINES_MAX);
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct dispatch_allotted_row *r = allotted_line(&a, in->lines[i].allocation_line_no);
		const char *field = arena_print(&cx->mem, "lines[%zu]", i);

		if (!r)
			return fail(cx, ERR_BAD_INPUT, field, "分配方案没有第 %lld 行", "the allocation has no line %lld",
				    (long long)in->lines[i].allocation_line_no);
		if (!first) {
			first = r;
			doc = head_from(kind, in->allocation_id, in->carrier_id, r);
			doc.lines = arena_array(&cx->mem, struct doc_line, in->n_lines);
		}
		if (r->place_id != first->place_id || r->unit_id != first->unit_id || r->to_place_id != first->to_place_id)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 行的仓库或收货单位与第 1 行不同，请分单",
				    "line %zu goes from another place or to another unit than line 1; make two orders", i + 1);
		doc.lines[doc.n_lines++] = line_from(r, in->lines[i].qty ? in->lines[i].qty : r->approved - r->committed);
	}
	return document_open(cx, &doc, ret_doc_id);
}

enum err dispatch_open(struct ctx *cx, const struct dispatch_draft *in, int64_t *ret_doc_id)
{
	return open_draft(cx, "dispatch", in, ret_doc_id);
}

enum err dispatch_open_handout(struct ctx *cx, const struct dispatch_draft *in, int64_t *ret_doc_id)
{
	return open_draft(cx, "handout", in, ret_doc_id);
}

static bool same_way(const struct dispatch_allotted_row *a, const struct dispatch_allotted_row *b)
{
	return a->place_id == b->place_id && a->unit_id == b->unit_id && a->to_place_id == b->to_place_id;
}

/* D2.9: a key enterprise gets nothing before its signed formalities are there, as the plan names them. */
static enum err papers_there(struct ctx *cx, const struct doc *doc, const struct dispatch_allotted_line_row *r)
{
	const struct plan *plan;
	const char *missing;
	struct place unit;

	TRY(document_plan(cx, &plan));
	TRY(place_get(cx, doc->taker_id, &unit));
	if (!request_may_want_papers(plan, unit.unit_kind))
		return ERR_OK;
	for (size_t i = 0; i < doc->n_lines; i++) {
		TRY(request_paper_missing(cx, plan, unit.unit_kind, r[i].request_id, doc->lines[i].item_id, &missing));
		if (missing)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu]", i), "给“%s”的物资还缺“%s”，不能放行；请先在它的需求单上登记",
				    "goods for \"%s\" are not released without \"%s\"; enter it with the unit's request first", unit.name, missing);
	}
	return ERR_OK;
}

/* Orders that lack their unit's papers wait; *ret_said is the refusal, the others go. */
static enum err may_leave(struct ctx *cx, const struct allotted *a, const struct doc *doc, enum err *ret_said)
{
	struct dispatch_allotted_line_row *r = arena_array(&cx->mem, struct dispatch_allotted_line_row, doc->n_lines + 1);

	for (size_t i = 0; i < doc->n_lines; i++)
		r[i].request_id = allotted_line(a, doc->lines[i].parent_line_no)->request_id;
	*ret_said = papers_there(cx, doc, r);
	return *ret_said == ERR_BLOCKED ? ERR_OK : *ret_said;
}

enum err dispatch_instead(struct ctx *cx, int64_t doc_id, const char **ret)
{
	struct dispatch_insteads_row *rows;
	struct buf out = BUF(&cx->mem);
	struct substitute_words said;
	size_t n;

	TRY(dispatch_insteads(cx, (struct dispatch_insteads_in){ .district_id = cx->district_id, .doc_id = doc_id, .limit = REQUEST_LINES_MAX },
		&rows, &n, REQUEST_LINES_MAX));
	for (size_t i = 0; i < n; i++) {
		struct request_instead line = { .by_id = rows[i].by_id, .item_id = rows[i].item_id, .qty = rows[i].qty, .num = rows[i].num, .den = rows[i].den };

		TRY(request_instead_say(cx, &line, rows[i].by_qty, &said));
		buf_print(&out, "%s%s（%s）", i ? "；" : "", said.zh, rows[i].number);
	}
	*ret = buf_get(&out);
	return ERR_OK;
}

enum err dispatch_note(struct ctx *cx, int64_t doc_id, const char *said, const char **ret)
{
	const char *instead, *both;

	*ret = said;
	TRY(dispatch_instead(cx, doc_id, &instead));
	if (!instead[0])
		return ERR_OK;
	both = said && said[0] ? arena_print(&cx->mem, "%s；%s", said, instead) : instead;
	if (text_length(both) <= DOC_NOTE_MAX)
		*ret = both;
	return ERR_OK;
}

enum err dispatch_order_all(struct ctx *cx, int64_t allocation_id, int64_t carrier_id, int64_t **ret_doc_ids, size_t *ret_n,
			    bool *ret_more)
{
	enum err said = ERR_OK, left_out;
	struct doc_moved moved;
	struct allotted a;
	const char *note;

	TRY(load_allotted(cx, allocation_id, &a));
	*ret_doc_ids = arena_array(&cx->mem, int64_t, a.n + 1);
	*ret_n = 0;
	*ret_more = false;
	for (size_t from = 0, to; from < a.n; from = to) {
		struct doc doc = head_from("dispatch", allocation_id, carrier_id, &a.at[from]);

		for (to = from; to < a.n && same_way(&a.at[from], &a.at[to]); to++)
			continue;
		doc.lines = arena_array(&cx->mem, struct doc_line, to - from);
		for (size_t i = from; i < to; i++)
			if (a.at[i].approved > a.at[i].committed)
				doc.lines[doc.n_lines++] = line_from(&a.at[i], a.at[i].approved - a.at[i].committed);
		if (!doc.n_lines)
			continue;
		if (*ret_n == DISPATCH_ORDERS_MAX) {
			*ret_more = true;
			break;
		}
		TRY(may_leave(cx, &a, &doc, &left_out));
		if (left_out && (said = left_out))
			continue;
		TRY(document_open(cx, &doc, &(*ret_doc_ids)[*ret_n]));
		TRY(dispatch_note(cx, (*ret_doc_ids)[*ret_n], NULL, &note));
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = (*ret_doc_ids)[*ret_n], .verb = "order", .note = note }, &moved));
		++*ret_n;
	}
	return *ret_n ? ERR_OK : said ? said : fail(cx, ERR_BAD_STATE, "", "这份方案已没有待下达的物资", "nothing of this allocation is left to order");
}

/* The lines of the allocation that an order draws on, line by line: an allocation has thousands. */
static enum err drawn_lines(struct ctx *cx, const struct doc_work *w, struct dispatch_allotted_line_row **ret)
{
	*ret = arena_array(&cx->mem, struct dispatch_allotted_line_row, w->doc.n_lines + 1);
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		enum err e = dispatch_allotted_line(cx, (struct dispatch_allotted_line_in){ cx->district_id, w->doc.parent_id,
			w->doc.lines[i].parent_line_no }, &(*ret)[i]);

		if (e && e != ERR_NOT_FOUND)           /* guard_lines_of_parent says it when there is none */
			return e;
	}
	return ERR_OK;
}

/* D2.14: what was approved for one unit goes to that unit and its address. */
enum err guard_dispatch_addressee(struct ctx *cx, const struct doc_work *w)
{
	struct dispatch_allotted_line_row *r;

	TRY(drawn_lines(cx, w, &r));
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (r[i].unit_id && (r[i].unit_id != w->doc.taker_id || r[i].to_place_id != w->doc.to_place_id || w->doc.owner2_id != r[i].unit_id ||
		    r[i].place_id != w->doc.from_place_id))
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu]", i), "第 %zu 行是批给别的单位或地点的，不得截留挪用",
				    "line %zu was approved for another unit or address; it may not be diverted", i + 1);
	return papers_there(cx, &w->doc, r);
}

/* What this step means for the requests behind the lines. */
static const char *request_verb(const char *verb)
{
	static const struct { const char *verb, *means; } table[] = {
		{ "receive", "deliver" }, { "hand_over", "deliver" }, { "turn_back", "allot_back" }, { "found", "allot_back" },
		{ "lose", "miss" },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (text_equal(table[i].verb, verb))
			return table[i].means;
	return NULL;
}

enum err dispatch_after(struct ctx *cx, const struct doc_work *w)
{
	const char *verb = request_verb(w->step->verb);
	struct dispatch_allotted_line_row *r;
	struct doc_moved moved;
	bool *told;

	if (!verb)
		return ERR_OK;
	if (w->step->grow & C(TAKEN))
		TRY(charge_taken(cx, w));
	TRY(drawn_lines(cx, w, &r));
	told = arena_array(&cx->mem, bool, w->doc.n_lines + 1);
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		struct doc_part *part = arena_array(&cx->mem, struct doc_part, w->doc.n_lines - i);
		size_t n = 0;

		if (told[i] || !r[i].request_id || !w->grow[i])
			continue;
		for (size_t k = i; k < w->doc.n_lines; k++) {
			if (told[k] || !w->grow[k] || r[k].request_id != r[i].request_id)
				continue;
			part[n++] = (struct doc_part){ .line_no = r[k].request_line_no, .qty = w->grow[k] };
			told[k] = true;
		}
		TRY(document_follow(cx, &(struct doc_move){ .doc_id = r[i].request_id, .verb = verb, .parts = part, .n_parts = n }, &moved));
	}
	return ERR_OK;
}
