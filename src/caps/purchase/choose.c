/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing a supplier draws up the purchase; and what a purchase owes its inquiry. */
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/plan/plan_cond.h"
#include "caps/purchase/inquiry.h"
#include "caps/purchase/purchase_work.h"
#include "caps/purchase/supplier.h"
#include "purchase.sql.h"

/* ---- choosing ---- */

static int64_t wanted_of(const struct inquiry_choice *in, const struct inquiry_offer *o)
{
	if (!in->n_lines)
		return o->left;
	for (size_t i = 0; i < in->n_lines; i++)
		if (in->lines[i].item_id == o->line_no)
			return in->lines[i].qty;
	return 0;
}

static enum err one_line(struct ctx *cx, const struct inquiry_answer *a, const struct inquiry_offer *o, int64_t qty)
{
	return qty <= o->left ? ERR_OK :
		fail(cx, ERR_SHORT_STOCK, "lines", "“%s”第 %lld 行还剩 %lld 可选，要 %lld 超出", "of the quote of \"%s\", line %lld, %lld is left; %lld is more",
		     a->name, (long long)o->line_no, (long long)o->left, (long long)qty);
}

static enum err check_answer(struct ctx *cx, const struct inquiry_answer *a)
{
	char day[11];

	if (!a || !a->answered || a->declined)
		return fail(cx, ERR_BLOCKED, "supplier_id", "这家供应商没有报价", "this supplier quoted nothing");
	if (a->blocked[0])
		return fail(cx, ERR_BLOCKED, "supplier_id", "供应商“%s”已暂停采购：%s", "nothing is bought from \"%s\" for now: %s", a->name, a->blocked);
	return !a->expired ? ERR_OK :
		fail(cx, ERR_BLOCKED, "supplier_id", "“%s”的报价有效期到 %s，已经过期，请重新询价", "the quote of \"%s\" was good until %s; ask again", a->name,
		     civil_write_day(a->valid_until, day));
}

static enum err lines_of(struct ctx *cx, const struct doc *doc, const struct inquiry_choice *in, const struct inquiry_answer *a,
			 struct purchase_line *lines, size_t *ret_n, bool *ret_cheapest)
{
	*ret_n = 0;
	*ret_cheapest = true;
	for (size_t i = 0; i < a->n_lines; i++) {
		const struct inquiry_offer *o = &a->lines[i];
		const int64_t qty = wanted_of(in, o);

		if (qty <= 0)
			continue;
		TRY(one_line(cx, a, o, qty));
		*ret_cheapest &= o->cheapest;
		for (size_t l = 0; l < doc->n_lines; l++)
			if (doc->lines[l].line_no == o->line_no)
				lines[(*ret_n)++] = (struct purchase_line){ doc->lines[l].item_id, qty, o->price_fen, o->price_units };
	}
	return *ret_n ? ERR_OK : fail(cx, ERR_SHORT_STOCK, "lines", "“%s”的报价已全部用完", "nothing of the quote of \"%s\" is left", a->name);
}

enum err inquiry_choose(struct ctx *cx, const struct inquiry_choice *in, int64_t *ret_purchase_id, struct doc_moved *ret)
{
	const struct inquiry_answer *a = NULL;
	struct purchase_line *lines;
	struct inquiry_view v;
	struct doc doc;
	bool cheapest;
	size_t n;

	TRY(inquiry_see(cx, in->doc_id, &doc, &v));
	TRY(check_line(cx, "reason", in->reason, 0, 200));
	inquiry_offer_of(&v, in->supplier_id, 0, &a);
	TRY(check_answer(cx, a));
	lines = arena_array(&cx->mem, struct purchase_line, a->n_lines + 1);
	TRY(lines_of(cx, &doc, in, a, lines, &n, &cheapest));
	if (!cheapest && !(in->reason && in->reason[0]))
		return fail(cx, ERR_BAD_INPUT, "reason", "“%s”不是最低报价，请写明选它的理由", "\"%s\" is not the cheapest; say why it is chosen", a->name);
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "choose", .version = in->version,
		.note = arena_print(&cx->mem, in->reason && in->reason[0] ? "%s：%s" : "%s", a->name, in->reason) }, ret));
	return purchase_open(cx, &(struct purchase_draft){ .supplier_id = in->supplier_id, .to_place_id = doc.to_place_id, .fund_id = in->fund_id,
		.inquiry_id = in->doc_id, .urgent = in->urgent, .reason = in->reason, .lines = lines, .n_lines = n }, ret_purchase_id);
}

/* ---- what a purchase owes ---- */

/* The price, quantity and validity of the quote the purchase was drawn from. */
static enum err keeps_quote(struct ctx *cx, const struct doc_work *w, const struct inquiry_view *v)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		const struct inquiry_answer *a;
		const struct inquiry_offer *o = inquiry_offer_of(v, w->doc.giver_id, l->parent_line_no, &a);

		TRY(check_answer(cx, a));
		if (!o)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "“%s”没有给第 %zu 行报价", "\"%s\" did not price line %zu", a->name, i + 1);
		if ((__int128)l->price_fen * o->price_units > (__int128)o->price_fen * l->price_units)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].price", i), "单价高于报价：%s 元，报价 %s 元",
				    "the price is above the quote: %s yuan, quoted %s", text_write_money(&cx->mem, l->price_fen), text_write_money(&cx->mem, o->price_fen));
		if (l->counter[ASKED] > o->left)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%zu].qty", i), "这一行报价还剩 %lld，要 %lld 超出",
				    "%lld of this quote is left, %lld is more", (long long)o->left, (long long)l->counter[ASKED]);
	}
	return ERR_OK;
}

struct told { int64_t amount, quantity, suppliers, price; const char *category; bool urgent; };

static struct cond_value told_of(void *user, const char *word)
{
	const struct told *t = user;

	if (text_equal(word, "amount"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = t->amount };
	if (text_equal(word, "quantity"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = t->quantity };
	if (text_equal(word, "suppliers"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = t->suppliers };
	if (text_equal(word, "price"))
		return (struct cond_value){ .known = KNOWN_NUMBER, .n = t->price };
	if (text_equal(word, "urgent"))
		return (struct cond_value){ .known = KNOWN_TRUTH, .yes = t->urgent };
	if (text_equal(word, "goods"))
		return (struct cond_value){ .known = KNOWN_WORD, .word = t->category };
	return (struct cond_value){ .known = KNOWN_NOTHING };
}

enum err purchase_quotes_of(struct ctx *cx, const struct doc_work *w, struct purchase_quoted *ret)
{
	const struct plan_chain *chain;
	const struct plan_flow *flow;
	struct doc_amount amount;

	*ret = (struct purchase_quoted){ .suppliers = w->doc.n_lines ? INQUIRY_SUPPLIERS_MAX * 2 : 1, .amount_fen = w->doc.total_fen };
	TRY(purchase_chain(cx, w, &flow, &chain));
	if (chain && chain->of != OF_quantity) {
		TRY(document_amount(cx, w, chain, &amount));
		ret->amount_fen = amount.decides;
	}
	if (!w->doc.parent_id) {
		ret->suppliers = 1;                                    /* the seller's own price */
		return ERR_OK;
	}
	TRY(document_get(cx, w->doc.parent_id, &ret->inquiry));
	TRY(inquiry_answers(cx, &ret->inquiry, w->doc.doc_id, &ret->view));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const int64_t n = inquiry_quoted(&ret->view, w->doc.lines[i].parent_line_no);

		if (n < ret->suppliers)
			ret->suppliers = n;
	}
	return ERR_OK;
}

/* The plan's check of purchases that refuses this one, line by line; NULL: none. */
static enum err refusal_of(struct ctx *cx, const struct doc_work *w, const struct purchase_quoted *q, const struct plan_check **ret)
{
	struct purchase_terms_of_row terms = { .urgent = "", .reason = "" };
	struct told told = { .amount = q->amount_fen, .suppliers = q->suppliers };
	const struct cond_world world = { told_of, &told };
	const struct plan *plan;
	bool unknown;
	enum err e;

	*ret = NULL;
	TRY(document_plan(cx, &plan));
	e = purchase_terms_of(cx, (struct purchase_terms_of_in){ cx->district_id, w->doc.doc_id }, &terms);
	if (e && e != ERR_NOT_FOUND)
		return e;
	told.urgent = !e && terms.urgent[0];
	for (size_t i = 0; plan && !*ret && i < w->doc.n_lines; i++) {
		struct item item;

		TRY(item_get(cx, w->doc.lines[i].item_id, &item));
		told.category = item.category;
		told.quantity = w->doc.lines[i].counter[ASKED];
		told.price = w->doc.lines[i].price_fen;
		*ret = plan_refusal(plan, PLAN_DOC_purchase, &world, &unknown);
	}
	return ERR_OK;
}

enum err purchase_check(struct ctx *cx, const struct doc_work *w, const struct purchase_quoted *q, struct purchase_rule *ret)
{
	const struct plan_check *check;

	*ret = (struct purchase_rule){ .zh = "", .en = "", .source = "" };
	TRY(refusal_of(cx, w, q, &check));
	if (check)
		*ret = (struct purchase_rule){ check->rule.zh, check->rule.en, check->rule.source ? check->rule.source : "" };
	return ERR_OK;
}

/* Enough quotes for the sum that also chooses the approver, so that orders split over a day or supplier need what the whole would. */
enum err purchase_guard_quotes(struct ctx *cx, const struct doc_work *w)
{
	struct purchase_quoted q;
	struct purchase_rule rule;

	TRY(supplier_usable(cx, "supplier_id", w->doc.giver_id));
	TRY(purchase_quotes_of(cx, w, &q));
	if (w->doc.parent_id)
		TRY(keeps_quote(cx, w, &q.view));
	TRY(purchase_check(cx, w, &q, &rule));
	return !rule.zh[0] ? ERR_OK :
		fail(cx, ERR_BLOCKED, "inquiry_id", "预案规定“%s”：连同当日和同类采购共 %s 元，现有 %lld 家报价；请先询价，再从询价单选定供应商",
		     "the plan says \"%s\": with the others that count it comes to %s yuan, and %lld suppliers quoted; ask for quotes first and choose from the inquiry",
		     rule.zh, text_write_money(&cx->mem, q.amount_fen), (long long)q.suppliers);
}
