/* SPDX-License-Identifier: Apache-2.0 */
/* The register of reserves in another form than physical stock, and calls on them. */
#include "caps/reserve/reserve_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/purchase.h"
#include "reserve.sql.h"
#include <string.h>

enum { MINUTES_MAX = 365 * 24 * 60, DAYS_MAX = 3660 };
static const char *or_empty(const char *text) { return text ? text : ""; }

/* ---- what an entry must state ---- */

static enum plan_held held_of(int64_t form)
{
	static const enum plan_held held[] = { HELD_agreement, HELD_capacity, HELD_mutual_aid, HELD_household, HELD_household };

	return held[form];
}

/* The plan's word, the field it asks for, and whether it is there. */
static bool states(const struct reserve_source_facts *in, const char *word, const char **ret_field)
{
	const struct { const char *word, *field; bool there; } all[] = {
		{ "quantity", in->form == RESERVE_CAPACITY ? "per_day" : "qty", in->form == RESERVE_CAPACITY ? in->per_day > 0 : in->qty > 0 },
		{ "response", "respond_min", in->respond_min > 0 }, { "price", "price", in->price_fen > 0 },
		{ "ramp_up", "ramp_up_days", in->ramp_up_days > 0 }, { "expiry", "until", in->until_day > 0 } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_equal(all[i].word, word)) {
			*ret_field = all[i].field;
			return all[i].there;
		}
	return true;
}

static enum err check_stated(struct ctx *cx, const struct plan *plans, const struct reserve_source_facts *in)
{
	for (const struct plan *plan = plans; plan; plan = plan->next)
		for (size_t i = 0; i < plan->n_holdings; i++) {
			const struct plan_holding *h = &plan->holdings[i];
			const char *field = "";

			for (size_t k = 0; h->held_as == held_of(in->form) && k < h->must_state.n; k++)
				if (!states(in, h->must_state.at[k], &field))
					return fail(cx, ERR_BAD_INPUT, field, "预案“%s”要求写明这一项，请填写", "the plan's form of reserve \"%s\" must state this", h->rule.zh);
		}
	return ERR_OK;
}

static enum err check_who(struct ctx *cx, const struct plan *plans, const struct reserve_source_facts *in)
{
	struct item item;
	struct org org;

	if (!plan_class(plans, or_empty(in->class_id)))
		return fail(cx, ERR_BAD_INPUT, "class_id", "预案里没有物资类别“%s”", "no plan in force has a class of goods \"%s\"", or_empty(in->class_id));
	if (in->item_id) {
		TRY(item_get(cx, in->item_id, &item));
		if (!text_equal(item.unit, or_empty(in->unit)))
			return fail(cx, ERR_BAD_INPUT, "unit", "“%s”按“%s”计，请改用这个单位", "\"%s\" is counted in \"%s\"; use that unit", item.zh, item.unit);
		if (!plan_class_is(plans, item.category, in->class_id))
			return fail(cx, ERR_BAD_INPUT, "item_id", "“%s”不属于所选类别", "\"%s\" is not of that class", item.zh);
	}
	if (in->org_id) {
		TRY(org_get(cx, in->org_id, &org));
		if (!org.active)
			return fail(cx, ERR_BAD_INPUT, "org_id", "“%s”已停用", "\"%s\" is no longer in use", org.name);
	} else if (!or_empty(in->party)[0])
		return fail(cx, ERR_BAD_INPUT, "party", "请写明由谁储备：选一家企业，或写出名称", "say who holds it: choose an enterprise or write a name");
	return ERR_OK;
}

static enum err check_facts(struct ctx *cx, const struct place *place, const struct reserve_source_facts *in)
{
	const struct plan *plans;

	TRY(check_range(cx, "form", in->form, 0, RESERVE_KINDS - 1));
	TRY(check_range(cx, "qty", in->qty, 0, QTY_MAX));
	TRY(check_range(cx, "per_day", in->per_day, 0, QTY_MAX));
	TRY(check_range(cx, "ramp_up_days", in->ramp_up_days, 0, DAYS_MAX));
	TRY(check_range(cx, "respond_min", in->respond_min, 0, MINUTES_MAX));
	TRY(check_range(cx, "price", in->price_fen, 0, QTY_MAX));
	TRY(check_line(cx, "party", in->party, 0, 100));
	TRY(check_line(cx, "paper", in->paper, 0, 60));
	TRY(check_line(cx, "unit", in->unit, 1, 20));
	TRY(check_line(cx, "contact", in->contact, 0, 100));
	TRY(check_line(cx, "note", in->note, 0, 300));
	if (in->until_day && in->until_day < in->from_day)
		return fail(cx, ERR_BAD_INPUT, "until", "有效期止在起之前，请核对", "it ends before it begins");
	TRY(plan_active_load(cx, place->path, &plans));
	TRY(check_who(cx, plans, in));
	if (or_empty(in->holder)[0] && !plan_role(plans, in->holder))
		return fail(cx, ERR_BAD_INPUT, "holder", "预案里没有“%s”这个部门", "no plan in force has a department \"%s\"", in->holder);
	return check_stated(cx, plans, in);
}

/* ---- writing ---- */

enum err reserve_source_put(struct ctx *cx, const struct reserve_source_facts *in, int64_t *ret_source_id)
{
	struct place place;

	TRY(reserve_place(cx, PERM_RESERVE_EDIT, in->place_id, &place));
	TRY(check_facts(cx, &place, in));
	*ret_source_id = ctx_new_id(cx);
	return reserve_source_insert(cx, (struct reserve_source_insert_in){ .district_id = cx->district_id, .source_id = *ret_source_id, .form = in->form,
		.place_id = place.place_id, .holder = or_empty(in->holder), .class_id = in->class_id, .item_id = in->item_id, .org_id = in->org_id,
		.party = or_empty(in->party), .paper = or_empty(in->paper), .qty = in->qty, .unit = in->unit, .per_day = in->per_day,
		.ramp_up_days = in->ramp_up_days, .respond_min = in->respond_min, .price_fen = in->price_fen,
		.price_units = in->price_units ? in->price_units : 1, .from_day = in->from_day ? in->from_day : civil_day_of(cx->now_ms),
		.until_day = in->until_day, .contact = or_empty(in->contact), .note = or_empty(in->note), .entered_by = cx->actor->account_id,
		.entered_ms = cx->now_ms });
}

static enum err editable(struct ctx *cx, int64_t source_id, int64_t version, struct reserve_source *ret)
{
	struct place place;

	TRY(reserve_source_get(cx, source_id, ret));
	TRY(place_need(cx, PERM_RESERVE_EDIT, ret->facts.place_id, &place));
	if (ret->ended_ms)
		return fail(cx, ERR_BAD_STATE, "source_id", "这条储备登记已终止，不能再改", "this entry has ended and cannot be changed");
	return !version || version == ret->version ? ERR_OK :
		fail(cx, ERR_STALE, "version", "别人刚改过这条登记，请刷新再办", "someone changed this entry meanwhile; reload");
}

enum err reserve_source_set(struct ctx *cx, int64_t source_id, int64_t version, const struct reserve_source_facts *in)
{
	struct reserve_source old;
	struct place place;

	TRY(editable(cx, source_id, version, &old));
	TRY(place_get(cx, old.facts.place_id, &place));
	if (in->form != old.facts.form || (in->place_id && in->place_id != old.facts.place_id))
		return fail(cx, ERR_BAD_INPUT, "form", "储备形式和地点登记后不改，请终止后另行登记", "form and place do not change; end this entry and make another");
	TRY(check_facts(cx, &place, in));
	if (in->qty && in->qty < old.called)
		return fail(cx, ERR_BLOCKED, "qty", "已批准调用 %lld，数量不能少于它", "%lld have been called; the quantity cannot be less", (long long)old.called);
	return reserve_source_update(cx, (struct reserve_source_update_in){ .district_id = cx->district_id, .source_id = source_id, .version = old.version,
		.holder = or_empty(in->holder), .class_id = in->class_id, .item_id = in->item_id, .org_id = in->org_id, .party = or_empty(in->party),
		.paper = or_empty(in->paper), .qty = in->qty, .unit = in->unit, .per_day = in->per_day, .ramp_up_days = in->ramp_up_days,
		.respond_min = in->respond_min, .price_fen = in->price_fen, .price_units = in->price_units ? in->price_units : 1,
		.from_day = in->from_day ? in->from_day : old.facts.from_day, .until_day = in->until_day, .contact = or_empty(in->contact),
		.note = or_empty(in->note) });
}

enum err reserve_source_end(struct ctx *cx, int64_t source_id, int64_t version)
{
	struct reserve_source old;

	TRY(editable(cx, source_id, version, &old));
	return reserve_source_shut(cx, (struct reserve_source_shut_in){ cx->district_id, source_id, old.version, cx->now_ms });
}

/* ---- reading ---- */

static struct reserve_source told(const struct plan *plans, const struct reserve_source_rows_row *r)
{
	const struct plan_class *class = plan_class(plans, r->class_id);

	return (struct reserve_source){ r->source_id, r->version, r->called, r->entered_ms, r->ended_ms,
		{ r->form, r->place_id, r->item_id, r->org_id, r->qty, r->per_day, r->ramp_up_days, r->respond_min, r->price_fen, r->price_units, r->from_day,
		  r->until_day, r->holder, r->class_id, r->party, r->paper, r->unit, r->contact, r->note },
		r->place, r->path, r->item, r->org, class ? class->rule.zh : r->class_id, class ? class->rule.en : r->class_id };
}

static enum err rows(struct ctx *cx, struct reserve_source_rows_in in, struct reserve_source **ret, size_t *ret_n)
{
	struct reserve_source_rows_row *at;
	const struct plan *plans;

	in.district_id = cx->district_id;
	in.actor_id = cx->actor->account_id;
	in.perm = PERM_RESERVE_READ;
	in.now_ms = cx->now_ms;
	TRY(document_plan(cx, &plans));
	TRY(reserve_source_rows(cx, in, &at, ret_n, (size_t)in.limit));
	*ret = arena_array(&cx->mem, struct reserve_source, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = told(plans, &at[i]);
	return ERR_OK;
}

enum err reserve_source_get(struct ctx *cx, int64_t source_id, struct reserve_source *ret)
{
	struct reserve_source *one;
	size_t n;

	TRY(rows(cx, (struct reserve_source_rows_in){ .source_id = source_id, .under = "/", .under_end = "0", .form = -1, .class_id = "", .ended = 1,
		.sees_all = 1, .limit = 1 }, &one, &n));
	if (!n)
		return fail(cx, ERR_NOT_FOUND, "source_id", "没有编号为 %lld 的储备登记", "there is no reserve entry %lld", (long long)source_id);
	*ret = *one;
	return ERR_OK;
}

enum err reserve_source_see(struct ctx *cx, int64_t source_id, struct reserve_source *ret)
{
	struct place place;

	TRY(reserve_source_get(cx, source_id, ret));
	return place_need(cx, PERM_RESERVE_READ, ret->facts.place_id, &place);
}

enum err reserve_source_list(struct ctx *cx, const struct reserve_source_filter *f, struct reserve_source **ret, size_t *ret_n)
{
	struct place place;

	TRY(check_range(cx, "limit", f->limit, 1, RESERVE_LIST_MAX + 1));
	if (f->place_id)
		TRY(place_need(cx, PERM_RESERVE_READ, f->place_id, &place));
	else
		TRY(place_root(cx, &place));                          /* what the reader may see of it: the list asks his scope */
	return rows(cx, (struct reserve_source_rows_in){ .under = place.path, .under_end = check_scope_end(&cx->mem, place.path), .form = f->form,
		.class_id = or_empty(f->class_id), .until_day = f->until_day, .ended = f->ended, .after = f->after, .limit = f->limit }, ret, ret_n);
}

/* ---- calls ---- */

enum err reserve_is(struct ctx *cx, const struct doc *doc, const char *kind)
{
	return text_equal(doc->kind, kind) ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "编号 %lld 不是这种储备单据", "document %lld is not of this kind", (long long)doc->doc_id);
}

enum err reserve_call_of(struct ctx *cx, int64_t doc_id, int64_t *ret_source_id, int64_t *ret_purchase_id)
{
	struct reserve_call_one_row row;

	TRY(reserve_call_one(cx, (struct reserve_call_one_in){ cx->district_id, doc_id }, &row));
	*ret_source_id = row.source_id;
	*ret_purchase_id = row.purchase_id;
	return ERR_OK;
}

enum err reserve_call_open(struct ctx *cx, const struct reserve_call_draft *in, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "reserve_call", .to_place_id = in->to_place_id };
	struct reserve_source source;
	struct place place;

	TRY(reserve_source_see(cx, in->source_id, &source));
	TRY(place_get(cx, in->to_place_id, &place));
	if (place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "to_place_id", "“%s”不是仓库，调用的物资须先入库", "\"%s\" is no warehouse; what is called is stored first", place.name);
	if (in->n_lines > RESERVE_CALL_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张调用单最多 %d 行", "a call has at most %d lines", RESERVE_CALL_LINES_MAX);
	doc.giver_id = source.facts.org_id;
	doc.lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1);
	doc.n_lines = in->n_lines;
	for (size_t i = 0; i < in->n_lines; i++)
		doc.lines[i] = (struct doc_line){ .item_id = in->lines[i].item_id, .price_fen = source.facts.price_fen, .price_units = source.facts.price_units,
			.counter = { [ASKED] = in->lines[i].qty } };
	TRY(document_open(cx, &doc, ret_doc_id));
	return reserve_call_put(cx, (struct reserve_call_put_in){ cx->district_id, *ret_doc_id, in->source_id });
}

enum err reserve_call_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	int64_t source_id, purchase_id;

	TRY(reserve_call_of(cx, w->doc.doc_id, &source_id, &purchase_id));
	buf_print(bytes, "%lld", (long long)source_id);
	return ERR_OK;
}

static enum err check_called_item(struct ctx *cx, const struct plan *plans, const struct reserve_source *s, const struct doc_line *l, size_t i)
{
	const char *field = arena_print(&cx->mem, "lines[%zu].item_id", i);
	struct item item;

	TRY(item_get(cx, l->item_id, &item));
	if (s->facts.item_id ? s->facts.item_id != l->item_id : !plan_class_is(plans, item.category, s->facts.class_id))
		return fail(cx, ERR_BAD_INPUT, field, "第 %1$zu 行“%2$s”不在这项储备之内（%3$s）", "line %1$zu, \"%2$s\", is not of this reserve (%3$s)", i + 1, item.zh,
			    s->facts.item_id ? s->item : s->class_zh);
	return text_equal(item.unit, s->facts.unit) ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, field, "“%s”按“%s”计，协议按“%s”计，请换一种物资", "\"%s\" is counted in \"%s\", the agreement in \"%s\"; choose another item",
		     item.zh, item.unit, s->facts.unit);
}

/* The source is in force, has these goods, and enough of them is left: asked again when it is approved. */
enum err reserve_guard_source(struct ctx *cx, const struct doc_work *w)
{
	const int64_t today = civil_day_of(cx->now_ms);
	int64_t source_id, purchase_id, left;
	struct reserve_source s;
	const struct plan *plans;
	__int128 asked = 0;

	TRY(reserve_call_of(cx, w->doc.doc_id, &source_id, &purchase_id));
	TRY(reserve_source_get(cx, source_id, &s));
	if (s.ended_ms || s.facts.from_day > today || (s.facts.until_day && s.facts.until_day < today))
		return fail(cx, ERR_BLOCKED, "source_id", "这项储备今天不在有效期内，不能调用", "this reserve is not in force today and cannot be called");
	TRY(document_plan(cx, &plans));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		TRY(check_called_item(cx, plans, &s, &w->doc.lines[i], i));
		asked += w->doc.lines[i].counter[ASKED];
	}
	left = s.facts.qty - s.called;
	if (s.facts.form != RESERVE_CAPACITY && asked > left)
		return fail(cx, ERR_SHORT_STOCK, "lines", "这项储备还能调用 %1$lld %3$s，本单要 %2$lld", "%1$lld %3$s are left to call, this asks %2$lld", (long long)left,
			    (long long)asked, s.facts.unit);
	return ERR_OK;
}

static enum err buy(struct ctx *cx, const struct doc *doc, int64_t fund_id, int64_t *ret_purchase_id)
{
	struct purchase_line *lines = arena_array(&cx->mem, struct purchase_line, doc->n_lines + 1);

	if (!doc->giver_id || !doc->total_fen)
		return fail(cx, ERR_BAD_INPUT, "fund_id", "这项储备没有供货企业或价格，不能生成采购单；请直接登记办理情况",
			    "this reserve has no supplier or no price, so no purchase can be drawn up; record how it was carried out");
	for (size_t i = 0; i < doc->n_lines; i++)
		lines[i] = (struct purchase_line){ doc->lines[i].item_id, doc->lines[i].counter[GRANTED], doc->lines[i].price_fen, doc->lines[i].price_units };
	return purchase_open(cx, &(struct purchase_draft){ .supplier_id = doc->giver_id, .to_place_id = doc->to_place_id, .fund_id = fund_id, .lines = lines,
		.n_lines = doc->n_lines }, ret_purchase_id);
}

enum err reserve_call_carry_out(struct ctx *cx, int64_t doc_id, int64_t version, int64_t fund_id, const char *note, int64_t *ret_purchase_id,
				struct doc_moved *ret)
{
	struct doc doc;

	*ret_purchase_id = 0;
	TRY(document_see(cx, doc_id, &doc));
	TRY(reserve_is(cx, &doc, "reserve_call"));
	if (!fund_id && !or_empty(note)[0])
		return fail(cx, ERR_BAD_INPUT, "note", "请写明怎样到货，或选专款生成采购单", "say how the goods came, or choose a fund to draw up a purchase");
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = doc_id, .verb = "carry_out", .version = version, .note = note }, ret));
	if (!fund_id)
		return ERR_OK;
	TRY(buy(cx, &doc, fund_id, ret_purchase_id));
	return reserve_call_bought(cx, (struct reserve_call_bought_in){ cx->district_id, doc_id, *ret_purchase_id });
}
