/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/request/request.h"
#include "base/civil.h"
#include "base/sha256.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/request/instead.h"
#include "caps/request/table.h"
#include "request.sql.h"
#include <string.h>

static enum err check_unit(struct ctx *cx, const struct request_draft *in, struct place *unit)
{
	TRY(place_need(cx, PERM_REQUEST_RAISE, in->unit_id, unit));     /* its class decides who is served first */
	if (unit->kind != PLACE_UNIT)
		return fail(cx, ERR_BAD_INPUT, "unit_id", "“%s”不是使用单位，不能提需求", "\"%s\" is no using unit and cannot raise requests", unit->name);
	if (in->deadline_day && in->deadline_day < civil_day_of(cx->now_ms))
		return fail(cx, ERR_BAD_INPUT, "deadline_day", "需要日期已过，请改为今天或以后", "the day it is needed by has passed; choose today or later");
	if (in->n_wants > REQUEST_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "wants", "一张需求单最多 %d 行，现有 %zu 行", "a request has at most %d lines, this one %zu",
			    REQUEST_LINES_MAX, in->n_wants);
	return ERR_OK;
}

static enum err check_want(struct ctx *cx, const struct request_draft *in, size_t i)
{
	const struct request_want *x = &in->wants[i];
	const char *field = arena_print(&cx->mem, "wants[%zu]", i);

	if (x->wanted < 1 || x->wanted > QTY_MAX || x->own_stock < 0 || x->own_stock > QTY_MAX || x->received_before < 0 ||
	    x->received_before > QTY_MAX)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.wanted", field), "第 %zu 行数量超出范围", "line %zu: a quantity is out of range", i + 1);
	for (size_t j = 0; j < i; j++)
		if (in->wants[j].item_id == x->item_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.item_id", field), "第 %zu 行与第 %zu 行是同一种物资，请合并",
				    "line %zu names the same item as line %zu; join them", i + 1, j + 1);
	if (x->own_stock + x->received_before >= x->wanted)
		return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "%s.wanted", field), "第 %zu 行：需要 %lld，自有 %lld、已领 %lld，已经够用",
			    "line %zu: %lld wanted, %lld of your own and %lld received are enough", i + 1, (long long)x->wanted,
			    (long long)x->own_stock, (long long)x->received_before);
	return ERR_OK;
}

/* What is missing, up to whole packs: goods leave in whole packs, so a line may
 * get as many as cover its need, and vetting grants them. */
static enum err missing(struct ctx *cx, const struct request_want *x, int64_t *ret)
{
	struct item item;
	int64_t need = x->wanted - x->own_stock - x->received_before;

	TRY(item_get(cx, x->item_id, &item));
	*ret = (need + item.pack - 1) / item.pack * item.pack;
	return ERR_OK;
}

/* Head and lines of the document from what the unit says. */
static enum err to_doc(struct ctx *cx, const struct request_draft *in, struct doc *doc)
{
	struct place unit;

	TRY(check_unit(cx, in, &unit));
	*doc = (struct doc){ .kind = "request", .taker_id = in->unit_id, .to_place_id = in->to_place_id ? in->to_place_id : in->unit_id,
		.n_lines = in->n_wants, .lines = arena_array(&cx->mem, struct doc_line, in->n_wants + 1) };
	for (size_t i = 0; i < in->n_wants; i++) {
		const struct request_want *x = &in->wants[i];

		TRY(check_want(cx, in, i));
		doc->lines[i] = (struct doc_line){ .item_id = x->item_id };
		TRY(missing(cx, x, &doc->lines[i].counter[ASKED]));
	}
	return ERR_OK;
}

const char *const request_channel_words[] = { "page", "phone", "paper", "chat", "file", "api", NULL };

static enum err put_facts(struct ctx *cx, int64_t doc_id, const struct request_draft *in, const struct doc *doc)
{
	const struct plan *plan;
	struct place unit;
	struct item item;
	int64_t first = REQUEST_CLASSES;

	TRY(document_plan(cx, &plan));
	TRY(place_get(cx, in->unit_id, &unit));
	TRY(request_put(cx, (struct request_put_in){ .district_id = cx->district_id, .doc_id = doc_id, .unit_id = in->unit_id,
		.deadline_day = in->deadline_day, .purpose = in->purpose ? in->purpose : "", .channel = in->channel }));
	TRY(request_delete_lines(cx, (struct request_delete_lines_in){ .district_id = cx->district_id, .doc_id = doc_id }));
	for (size_t i = 0; i < in->n_wants; i++) {
		const struct request_want *x = &in->wants[i];
		int rank = REQUEST_CLASSES;

		TRY(item_get(cx, x->item_id, &item));
		if (plan)
			rank = plan_rank_of(plan, unit.unit_kind, item.category);
		rank = rank < 1 || rank > REQUEST_CLASSES ? REQUEST_CLASSES : rank;
		first = rank < first ? rank : first;
		TRY(request_put_line(cx, (struct request_put_line_in){ .district_id = cx->district_id, .doc_id = doc_id,
			.line_no = (int64_t)i + 1, .wanted = x->wanted, .own_stock = x->own_stock, .received_before = x->received_before,
			.priority = rank }));
	}
	TRY(request_instead_put(cx, doc_id, in, doc));
	return request_board_draft(cx, doc_id, in, first);
}

enum err request_open(struct ctx *cx, const struct request_draft *in, int64_t *ret_doc_id)
{
	struct doc doc;

	TRY(to_doc(cx, in, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_facts(cx, *ret_doc_id, in, &doc);
}

enum err request_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct request_draft *in)
{
	struct request_view old;
	struct doc doc;

	TRY(request_see(cx, doc_id, &old));
	TRY(to_doc(cx, in, &doc));
	TRY(document_edit(cx, doc_id, version, &doc));
	return put_facts(cx, doc_id, in, &doc);
}

static enum err add_facts(struct ctx *cx, struct request_view *v)
{
	struct request_facts_row head;
	struct request_line_facts_row *rows;
	size_t n;

	if (!text_equal(v->doc.kind, "request"))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的需求单", "there is no request %lld", (long long)v->doc.doc_id);
	TRY(request_facts(cx, (struct request_facts_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id }, &head));
	TRY(request_line_facts(cx, (struct request_line_facts_in){ .district_id = cx->district_id, .doc_id = v->doc.doc_id,
		.limit = REQUEST_LINES_MAX }, &rows, &n, REQUEST_LINES_MAX));
	v->unit_id = head.unit_id;
	v->deadline_day = head.deadline_day;
	v->purpose = head.purpose;
	v->channel = head.channel;
	v->facts = arena_array(&cx->mem, struct request_line_fact, v->doc.n_lines + 1);
	for (size_t i = 0; i < n && i < v->doc.n_lines; i++)
		v->facts[i] = (struct request_line_fact){ rows[i].line_no, rows[i].wanted, rows[i].own_stock, rows[i].received_before,
			rows[i].priority };
	return ERR_OK;
}

enum err request_get(struct ctx *cx, int64_t doc_id, struct request_view *ret)
{
	*ret = (struct request_view){ 0 };
	TRY(document_get(cx, doc_id, &ret->doc));
	return add_facts(cx, ret);
}

enum err request_see(struct ctx *cx, int64_t doc_id, struct request_view *ret)
{
	*ret = (struct request_view){ 0 };
	TRY(document_see(cx, doc_id, &ret->doc));
	return add_facts(cx, ret);
}

enum err request_needs(struct ctx *cx, struct request_open_line **ret, size_t *ret_n)
{
	struct request_open_lines_row *rows;

	TRY(request_open_lines(cx, (struct request_open_lines_in){ .district_id = cx->district_id, .limit = REQUEST_OPEN_MAX }, &rows, ret_n,
			       REQUEST_OPEN_MAX));
	*ret = arena_array(&cx->mem, struct request_open_line, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct request_open_lines_row *r = &rows[i];

		(*ret)[i] = (struct request_open_line){ r->doc_id, r->line_no, r->item_id, r->unit_id, r->to_place_id, r->deadline_day,
			r->priority, r->own_stock, r->received_before, r->granted, r->sent - r->back,
			r->granted - r->dropped - r->sent + r->back, r->number };
	}
	return ERR_OK;
}

enum err request_needs_seen(struct ctx *cx, struct request_open_line **ret, size_t *ret_n)
{
	struct place root;

	TRY(place_root(cx, &root));
	TRY(ctx_need(cx, PERM_ALLOCATION_EDIT, root.path));
	return request_needs(cx, ret, ret_n);
}

/* The unit's facts are part of what is signed; the purpose by its hash, it is free text. */
enum err request_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct request_view v;
	char hash[65];
	struct hash h;

	TRY(request_get(cx, w->doc.doc_id, &v));
	h = sha256(v.purpose, strlen(v.purpose));
	buf_print(bytes, "%lld %lld %s", (long long)v.unit_id, (long long)v.deadline_day, hash_write(&h, hash));
	for (size_t i = 0; i < v.doc.n_lines; i++)
		buf_print(bytes, " %lld %lld %lld %lld", (long long)v.facts[i].wanted, (long long)v.facts[i].own_stock,
			  (long long)v.facts[i].received_before, (long long)v.facts[i].priority);
	return request_instead_content(cx, w->doc.doc_id, bytes);
}

/* D2.8: vetted by the group the plan names for these goods. */
enum err guard_vet_role(struct ctx *cx, const struct doc_work *w)
{
	const struct plan_flow *flow;
	struct party_held held;
	struct place root;

	TRY(document_flow(cx, w, &flow));
	if (!flow || !flow->vet.n)
		return ERR_OK;
	TRY(place_root(cx, &root));
	for (size_t i = 0; i < flow->vet.n; i++) {
		TRY(party_holds_plan_role(cx, cx->actor->account_id, flow->vet.at[i], root.path, &held));
		if (held.how != PARTY_HOLDS_NOT)
			return ERR_OK;
	}
	const struct plan_role *role = plan_role(flow->rule.plan, flow->vet.at[0]);
	return fail(cx, ERR_FORBIDDEN, "verb", "按预案“%s”，须由“%s”审核", "by the plan's rule \"%s\" this is vetted by \"%s\"",
		    flow->rule.zh ? flow->rule.zh : flow->rule.id, role ? role->rule.zh : flow->vet.at[0]);
}

enum err guard_trim_explained(struct ctx *cx, const struct doc_work *w)
{
	if (w->move->note && w->move->note[0])
		return ERR_OK;
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->grow[i] < w->doc.lines[i].counter[ASKED])
			return fail(cx, ERR_BAD_INPUT, "note", "第 %zu 行申请 %lld、核准 %lld，请写明理由",
				    "line %zu asked for %lld and gets %lld; say why", i + 1, (long long)w->doc.lines[i].counter[ASKED],
				    (long long)w->grow[i]);
	return ERR_OK;
}
