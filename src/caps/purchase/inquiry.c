/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/inquiry.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/purchase/purchase_work.h"
#include "caps/purchase/supplier.h"
#include "purchase.sql.h"

enum { DELIVERY_DAYS_MAX = 366 };

/* ---- drafts ---- */

static enum err doc_of(struct ctx *cx, const struct inquiry_draft *in, struct doc *ret)
{
	struct place place;

	TRY(place_get(cx, in->to_place_id, &place));
	if (place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "to_place_id", "“%s”不是仓库，采购的物资须先入库", "\"%s\" is no warehouse; what is bought is stored first", place.name);
	if (in->n_lines > INQUIRY_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张询价单最多 %d 行，现有 %zu 行，请分单", "an inquiry has at most %d lines, not %zu; split it",
			    INQUIRY_LINES_MAX, in->n_lines);
	if (in->n_suppliers > INQUIRY_SUPPLIERS_MAX)
		return fail(cx, ERR_TOO_LARGE, "suppliers", "一张询价单最多问 %d 家，现有 %zu 家", "an inquiry asks at most %d suppliers, not %zu",
			    INQUIRY_SUPPLIERS_MAX, in->n_suppliers);
	for (size_t i = 0; i < in->n_suppliers; i++)
		TRY(supplier_usable(cx, arena_print(&cx->mem, "suppliers[%zu].supplier_id", i), in->suppliers[i]));
	*ret = (struct doc){ .kind = "inquiry", .to_place_id = in->to_place_id, .lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1),
		.n_lines = in->n_lines };
	for (size_t i = 0; i < in->n_lines; i++) {
		for (size_t k = 0; k < i; k++)
			if (in->lines[k].item_id == in->lines[i].item_id)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].item_id", i), "第 %zu 行与第 %zu 行是同一种物资，请合并",
					    "line %zu asks for the goods of line %zu again; add them up", i + 1, k + 1);
		ret->lines[i] = (struct doc_line){ .item_id = in->lines[i].item_id, .counter = { [ASKED] = in->lines[i].qty } };
	}
	return ERR_OK;
}

static enum err put_asked(struct ctx *cx, int64_t doc_id, const struct inquiry_draft *in)
{
	TRY(purchase_asked_drop(cx, (struct purchase_asked_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < in->n_suppliers; i++)
		TRY(purchase_asked_put(cx, (struct purchase_asked_put_in){ cx->district_id, doc_id, in->suppliers[i] }));
	return ERR_OK;
}

enum err inquiry_open(struct ctx *cx, const struct inquiry_draft *in, int64_t *ret_doc_id)
{
	struct doc doc;

	TRY(doc_of(cx, in, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_asked(cx, *ret_doc_id, in);
}

static enum err is_inquiry(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "inquiry") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的询价单", "there is no inquiry %lld", (long long)doc->doc_id);
}

enum err inquiry_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct inquiry_draft *in)
{
	struct doc doc, old;

	TRY(document_see(cx, doc_id, &old));
	TRY(is_inquiry(cx, &old));
	TRY(doc_of(cx, in, &doc));
	TRY(document_edit(cx, doc_id, version, &doc));
	return put_asked(cx, doc_id, in);
}

/* ---- reading ---- */

static __int128 cross(const struct inquiry_offer *a, const struct inquiry_offer *b)
{
	return (__int128)a->price_fen * b->price_units - (__int128)b->price_fen * a->price_units;      /* below nil: a is cheaper */
}

static bool stands(const struct inquiry_answer *a)
{
	return a->answered && !a->declined && !a->expired && !a->blocked[0];
}

/* Whether nobody whose quote still stands sells this line for less and has some left. */
static bool is_cheapest(const struct inquiry_view *v, const struct inquiry_answer *of, const struct inquiry_offer *offer)
{
	for (size_t i = 0; i < v->n_answers; i++) {
		const struct inquiry_answer *a = &v->answers[i];

		for (size_t k = 0; a != of && stands(a) && k < a->n_lines; k++)
			if (a->lines[k].line_no == offer->line_no && a->lines[k].left > 0 && cross(&a->lines[k], offer) < 0)
				return false;
	}
	return true;
}

static const struct doc_line *line_of(const struct doc *doc, int64_t line_no)
{
	for (size_t i = 0; i < doc->n_lines; i++)
		if (doc->lines[i].line_no == line_no)
			return &doc->lines[i];
	return NULL;
}

static int64_t worth(const struct inquiry_offer *o, int64_t qty)
{
	return (int64_t)((2 * (__int128)qty * o->price_fen + o->price_units) / (2 * o->price_units));
}

static enum err add_offers(struct ctx *cx, const struct doc *doc, int64_t but_doc_id, struct inquiry_view *v)
{
	struct purchase_quote_lines_row *rows;
	struct purchase_drawn_row *drawn;
	size_t n, n_drawn;

	TRY(purchase_quote_lines(cx, (struct purchase_quote_lines_in){ cx->district_id, doc->doc_id, INQUIRY_QUOTE_LINES_MAX }, &rows, &n, INQUIRY_QUOTE_LINES_MAX));
	TRY(purchase_drawn(cx, (struct purchase_drawn_in){ cx->district_id, doc->doc_id, but_doc_id, INQUIRY_QUOTE_LINES_MAX }, &drawn, &n_drawn, INQUIRY_QUOTE_LINES_MAX));
	for (size_t i = 0; i < v->n_answers; i++) {
		struct inquiry_answer *a = &v->answers[i];

		a->lines = arena_array(&cx->mem, struct inquiry_offer, doc->n_lines + 1);
		for (size_t k = 0; k < n; k++) {
			struct inquiry_offer *o = &a->lines[a->n_lines];

			if (rows[k].supplier_id != a->supplier_id || !line_of(doc, rows[k].line_no))
				continue;
			*o = (struct inquiry_offer){ rows[k].line_no, rows[k].qty, rows[k].qty, rows[k].price_fen, rows[k].price_units, false };
			for (size_t d = 0; d < n_drawn; d++)
				if (drawn[d].supplier_id == a->supplier_id && drawn[d].line_no == o->line_no)
					o->left -= drawn[d].qty;
			a->total_fen += worth(o, o->qty);
			a->n_lines++;
		}
		a->lines_quoted = (int64_t)a->n_lines;
		v->quotes += a->answered && !a->declined;
	}
	for (size_t i = 0; i < v->n_answers; i++)
		for (size_t k = 0; k < v->answers[i].n_lines; k++)
			v->answers[i].lines[k].cheapest = stands(&v->answers[i]) && is_cheapest(v, &v->answers[i], &v->answers[i].lines[k]);
	return ERR_OK;
}

enum err inquiry_answers(struct ctx *cx, const struct doc *doc, int64_t but_doc_id, struct inquiry_view *ret)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct purchase_quotes_row *rows;
	size_t n;

	*ret = (struct inquiry_view){ 0 };
	TRY(purchase_quotes(cx, (struct purchase_quotes_in){ cx->district_id, doc->doc_id, INQUIRY_SUPPLIERS_MAX * 2 }, &rows, &n, INQUIRY_SUPPLIERS_MAX * 2));
	ret->answers = arena_array(&cx->mem, struct inquiry_answer, n + 1);
	for (ret->n_answers = 0; ret->n_answers < n; ret->n_answers++) {
		const struct purchase_quotes_row *r = &rows[ret->n_answers];
		struct inquiry_answer *a = &ret->answers[ret->n_answers];

		*a = (struct inquiry_answer){ .supplier_id = r->supplier_id, .delivery_days = r->delivery_days, .valid_until = r->valid_until,
			.entered_by = r->entered_by, .entered_ms = r->entered_ms, .name = r->name, .credit_code = r->credit_code, .note = r->note,
			.answered = r->answered != 0, .declined = r->declined != 0, .expired = r->answered && !r->declined && r->valid_until < today };
		TRY(supplier_blocked(cx, r->supplier_id, &a->blocked));
		if (r->entered_by)
			TRY(party_account_name(cx, r->entered_by, &a->entered_name));
	}
	return add_offers(cx, doc, but_doc_id, ret);
}

enum err inquiry_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct inquiry_view *ret)
{
	struct purchase_drawn_docs_row *rows;
	size_t n;

	TRY(document_see(cx, doc_id, ret_doc));
	TRY(is_inquiry(cx, ret_doc));
	TRY(inquiry_answers(cx, ret_doc, 0, ret));
	TRY(purchase_drawn_docs(cx, (struct purchase_drawn_docs_in){ cx->district_id, doc_id, DOC_LIST_MAX }, &rows, &n, DOC_LIST_MAX));
	ret->drawn = arena_array(&cx->mem, struct inquiry_drawn, n + 1);
	for (ret->n_drawn = 0; ret->n_drawn < n; ret->n_drawn++) {
		const struct purchase_drawn_docs_row *r = &rows[ret->n_drawn];

		ret->drawn[ret->n_drawn] = (struct inquiry_drawn){ r->doc_id, r->supplier_id, r->total_fen, r->number, r->state, r->supplier };
	}
	return ERR_OK;
}

int64_t inquiry_quoted(const struct inquiry_view *v, int64_t line_no)
{
	int64_t n = 0;

	for (size_t i = 0; i < v->n_answers; i++) {
		const struct inquiry_answer *a = &v->answers[i];
		bool priced = false;

		for (size_t k = 0; !a->declined && k < a->n_lines; k++)
			priced |= a->lines[k].line_no == line_no;
		for (size_t k = 0; priced && a->credit_code[0] && k < i; k++)
			for (size_t l = 0; l < v->answers[k].n_lines; l++)
				priced &= !(v->answers[k].lines[l].line_no == line_no && text_equal(v->answers[k].credit_code, a->credit_code));
		n += priced;
	}
	return n;
}

const struct inquiry_offer *inquiry_offer_of(const struct inquiry_view *v, int64_t supplier_id, int64_t line_no, const struct inquiry_answer **ret_answer)
{
	*ret_answer = NULL;
	for (size_t i = 0; i < v->n_answers; i++) {
		if (v->answers[i].supplier_id != supplier_id)
			continue;
		*ret_answer = &v->answers[i];
		for (size_t k = 0; k < v->answers[i].n_lines; k++)
			if (v->answers[i].lines[k].line_no == line_no)
				return &v->answers[i].lines[k];
	}
	return NULL;
}

/* Whom one asked and what they answered is part of what the journal fixes. */
enum err inquiry_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct inquiry_view v;

	TRY(inquiry_answers(cx, &w->doc, 0, &v));
	for (size_t i = 0; i < v.n_answers; i++) {
		const struct inquiry_answer *a = &v.answers[i];

		buf_print(bytes, "%lld %d %d %lld %lld %s\n", (long long)a->supplier_id, a->answered, a->declined, (long long)a->delivery_days,
			  (long long)a->valid_until, a->note);
		for (size_t k = 0; k < a->n_lines; k++)
			buf_print(bytes, "%lld %lld %lld %lld\n", (long long)a->lines[k].line_no, (long long)a->lines[k].qty, (long long)a->lines[k].price_fen,
				  (long long)a->lines[k].price_units);
	}
	return ERR_OK;
}

enum err inquiry_guard_asked(struct ctx *cx, const struct doc_work *w)
{
	struct inquiry_view v;

	TRY(inquiry_answers(cx, &w->doc, 0, &v));
	return v.n_answers ? ERR_OK : fail(cx, ERR_BLOCKED, "suppliers", "还没有选要问的供应商", "no supplier was named to ask");
}

/* ---- quotes ---- */

static enum err check_quote(struct ctx *cx, const struct doc *doc, const struct inquiry_quote *in)
{
	const int64_t today = civil_day_of(cx->now_ms);

	TRY(supplier_usable(cx, "supplier_id", in->supplier_id));
	TRY(check_line(cx, "note", in->note, 0, 200));
	if (!in->n_lines)
		return ERR_OK;
	TRY(check_range(cx, "delivery_days", in->delivery_days, 0, DELIVERY_DAYS_MAX));
	TRY(check_range(cx, "valid_until", in->valid_until, today, today + DELIVERY_DAYS_MAX));
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct doc_line *l = line_of(doc, in->lines[i].line_no);

		if (!l)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].line_no", i), "询价单没有第 %lld 行", "the inquiry has no line %lld",
				    (long long)in->lines[i].line_no);
		for (size_t k = 0; k < i; k++)
			if (in->lines[k].line_no == in->lines[i].line_no)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].line_no", i), "第 %lld 行报了两次", "line %lld is priced twice",
					    (long long)in->lines[i].line_no);
		if (in->lines[i].qty > l->counter[ASKED])
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].qty", i), "只问了 %lld，报价数量 %lld 超出", "%lld was asked for, %lld is more",
				    (long long)l->counter[ASKED], (long long)in->lines[i].qty);
	}
	return ERR_OK;
}

static enum err put_quote(struct ctx *cx, const struct doc *doc, const struct inquiry_quote *in)
{
	TRY(purchase_asked_put(cx, (struct purchase_asked_put_in){ cx->district_id, in->doc_id, in->supplier_id }));
	TRY(purchase_quote_put(cx, (struct purchase_quote_put_in){ .district_id = cx->district_id, .doc_id = in->doc_id, .supplier_id = in->supplier_id,
		.declined = in->n_lines == 0, .delivery_days = in->n_lines ? in->delivery_days : 0, .valid_until = in->n_lines ? in->valid_until : 0,
		.note = in->note ? in->note : "", .entered_by = cx->actor->account_id, .entered_ms = cx->now_ms }));
	TRY(purchase_quote_lines_drop(cx, (struct purchase_quote_lines_drop_in){ cx->district_id, in->doc_id, in->supplier_id }));
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct inquiry_price *p = &in->lines[i];

		TRY(purchase_quote_line_put(cx, (struct purchase_quote_line_put_in){ .district_id = cx->district_id, .doc_id = in->doc_id,
			.supplier_id = in->supplier_id, .line_no = p->line_no, .qty = p->qty ? p->qty : line_of(doc, p->line_no)->counter[ASKED],
			.price_fen = p->price_fen, .price_units = p->price_units ? p->price_units : 1 }));
	}
	return ERR_OK;
}

enum err inquiry_quote(struct ctx *cx, const struct inquiry_quote *in, struct doc_moved *ret)
{
	const char *name;
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(is_inquiry(cx, &doc));
	if (!text_equal(doc.state, "asking"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "询价单 %s 现为“%s”，选定供应商以后不能再登记或改报价", "inquiry %s is \"%s\"; no quote is entered or changed after a choice",
			    doc.number[0] ? doc.number : "（草稿）", doc.state);
	TRY(check_quote(cx, &doc, in));
	TRY(put_quote(cx, &doc, in));
	TRY(document_who(cx, in->supplier_id, &name));
	return document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "quote", .version = in->version,
		.note = arena_print(&cx->mem, in->n_lines ? "%s" : "%s（不报价）", name) }, ret);
}
