/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/purchase_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "purchase.sql.h"

/* ---- drafts ---- */

static enum err doc_of(struct ctx *cx, const struct purchase_draft *in, struct doc *ret)
{
	struct org supplier;
	struct place place;
	struct fund fund;

	TRY(org_get(cx, in->supplier_id, &supplier));
	if (!(supplier.roles & ORG_SUPPLIER) || !supplier.active)
		return fail(cx, ERR_BAD_INPUT, "supplier_id", "“%s”不是在用的供应商，请先登记", "\"%s\" is no supplier in use; register it first", supplier.name);
	TRY(place_get(cx, in->to_place_id, &place));
	if (place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "to_place_id", "“%s”不是仓库，采购的物资须先入库", "\"%s\" is no warehouse; what is bought is stored first", place.name);
	TRY(fund_get(cx, in->fund_id, &fund));
	if (in->n_lines > PURCHASE_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张采购单最多 %d 行，现有 %zu 行，请分单", "a purchase has at most %d lines, not %zu; split it",
			    PURCHASE_LINES_MAX, in->n_lines);
	*ret = (struct doc){ .kind = "purchase", .giver_id = in->supplier_id, .to_place_id = in->to_place_id, .fund_id = in->fund_id, .owner_id = in->owner_id,
		.lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1), .n_lines = in->n_lines };
	if (!ret->owner_id) {
		TRY(place_root(cx, &place));
		ret->owner_id = place.place_id;
	}
	for (size_t i = 0; i < in->n_lines; i++)
		ret->lines[i] = (struct doc_line){ .item_id = in->lines[i].item_id, .price_fen = in->lines[i].price_fen,
			.price_units = in->lines[i].price_units ? in->lines[i].price_units : 1, .counter = { [ASKED] = in->lines[i].qty } };
	return ERR_OK;
}

enum err purchase_open(struct ctx *cx, const struct purchase_draft *in, int64_t *ret_doc_id)
{
	struct doc doc;

	TRY(doc_of(cx, in, &doc));
	return document_open(cx, &doc, ret_doc_id);
}

enum err purchase_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct purchase_draft *in)
{
	struct doc doc;

	TRY(doc_of(cx, in, &doc));
	return document_edit(cx, doc_id, version, &doc);
}

static enum err is_purchase(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "purchase") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的采购单", "there is no purchase %lld", (long long)doc->doc_id);
}

/* ---- guards ---- */

enum err purchase_chain(struct ctx *cx, const struct doc_work *w, const struct plan_flow **ret_flow, const struct plan_chain **ret)
{
	TRY(document_flow(cx, w, ret_flow));
	*ret = *ret_flow && (*ret_flow)->approve ? plan_chain((*ret_flow)->rule.plan, (*ret_flow)->approve) : NULL;
	return ERR_OK;
}

/* The supplier still delivers, and the fund can bear it: said before anybody signs. */
enum err purchase_guard_terms(struct ctx *cx, const struct doc_work *w)
{
	struct org supplier;
	struct fund fund;

	TRY(org_get(cx, w->doc.giver_id, &supplier));
	if (!supplier.active)
		return fail(cx, ERR_BLOCKED, "supplier_id", "供应商“%s”已停用", "supplier \"%s\" is no longer in use", supplier.name);
	TRY(fund_figures(cx, w->doc.fund_id, &fund));
	if (fund.figures.free_fen < w->doc.total_fen)
		return fail(cx, ERR_SHORT_STOCK, "fund_id", "专款“%s”可用 %s 元，这张单要 %s 元；请先拨款或改用别的专款",
			    "fund \"%s\" has %s yuan free, this purchase takes %s: get money granted or choose another", fund.facts.zh,
			    text_write_money(&cx->mem, fund.figures.free_fen), text_write_money(&cx->mem, w->doc.total_fen));
	return ERR_OK;
}

static bool has_paper(const struct purchase_papers_row *rows, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(rows[i].name, name))
			return true;
	return false;
}

/* Goods without the papers the plan asks for are not received. */
enum err purchase_guard_papers(struct ctx *cx, const struct doc_work *w)
{
	struct purchase_papers_row *rows;
	const struct plan_chain *chain;
	const struct plan_flow *flow;
	size_t n;

	TRY(purchase_chain(cx, w, &flow, &chain));
	if (!flow || !flow->needs.n)
		return ERR_OK;
	TRY(purchase_papers(cx, (struct purchase_papers_in){ cx->district_id, w->doc.doc_id, PURCHASE_PAPERS_MAX }, &rows, &n, PURCHASE_PAPERS_MAX));
	for (size_t i = 0; i < flow->needs.n; i++)
		if (!has_paper(rows, n, flow->needs.at[i]))
			return fail(cx, ERR_BLOCKED, "papers", "缺“%s”，不能收货；请先登记这份凭证", "\"%s\" is missing: goods are not received without it; enter it first",
				    flow->needs.at[i]);
	return ERR_OK;
}

enum err purchase_guard_oral(struct ctx *cx, const struct doc_work *w)
{
	const struct plan_chain *chain;
	const struct plan_flow *flow;

	TRY(purchase_chain(cx, w, &flow, &chain));
	return chain && chain->oral_by ? ERR_OK :
		fail(cx, ERR_BLOCKED, "verb", "预案没有允许采购凭口头同意先订，请按审批办理", "no plan in force lets a purchase be ordered on a spoken yes; have it approved");
}

enum err purchase_due_at(struct ctx *cx, const struct doc_work *w, int64_t *ret_ms)
{
	const struct plan_chain *chain;
	const struct plan_flow *flow;

	TRY(purchase_chain(cx, w, &flow, &chain));
	*ret_ms = chain && chain->oral_by ? plan_after(cx->now_ms, chain->paper_within) : 0;
	return ERR_OK;
}

/* Who counts the goods in at the dock does not also accept them. */
enum err purchase_guard_other_counter(struct ctx *cx, const struct doc_work *w)
{
	struct purchase_counted_by_row *rows;
	size_t n;

	TRY(purchase_counted_by(cx, (struct purchase_counted_by_in){ cx->district_id, w->doc.doc_id, 100 }, &rows, &n, 100));
	for (size_t i = 0; i < n; i++) {
		bool same;

		TRY(party_same_person(cx, rows[i].actor_id, cx->actor->account_id, &same));
		if (same)
			return fail(cx, ERR_FORBIDDEN, "verb", "点收的人不能自己验收，请由另一人验收上架", "who counted the goods in does not accept them; another person has to");
	}
	return ERR_OK;
}

/* ---- invoices and papers ---- */

/* What the invoice should come to: worth(billed after) - worth(billed before), line by line. */
static int64_t worth_of(const struct doc *doc, const struct purchase_invoice *in)
{
	int64_t sum = 0;

	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct doc_line *l = &doc->lines[i];
		int64_t before = l->counter[BILLED], after = before;

		if (!in->n_parts)
			after = l->counter[TAKEN];
		for (size_t p = 0; p < in->n_parts; p++)
			if (in->parts[p].line_no == l->line_no)
				after += in->parts[p].qty;
		sum += doc_worth(l, WHOLE_PRICE, after) - doc_worth(l, WHOLE_PRICE, before);
	}
	return sum;
}

static enum err check_invoice(struct ctx *cx, const struct doc *doc, const struct purchase_invoice *in)
{
	struct purchase_bill_known_row *known;
	const int64_t worth = worth_of(doc, in);
	size_t n;

	TRY(check_line(cx, "invoice_no", in->invoice_no, 1, 40));
	TRY(check_range(cx, "day", in->day, 1, civil_day_of(cx->now_ms)));
	TRY(purchase_bill_known(cx, (struct purchase_bill_known_in){ cx->district_id, doc->giver_id, in->invoice_no, 1 }, &known, &n, 1));
	if (n)
		return fail(cx, ERR_CONFLICT, "invoice_no", "发票 %s 已在 %s 登记过，不能再登记", "invoice %s stands in %s already", in->invoice_no, known[0].number);
	return worth == in->sum_fen ? ERR_OK :
		fail(cx, ERR_BLOCKED, "sum", "发票 %s 元，按约定价格应为 %s 元；请核对数量和单价，不符的退回重开",
		     "the invoice says %s yuan, the agreed price makes %s: check quantities and prices, have it made out again",
		     text_write_money(&cx->mem, in->sum_fen), text_write_money(&cx->mem, worth));
}

enum err purchase_invoice(struct ctx *cx, const struct purchase_invoice *in, struct doc_moved *ret)
{
	struct doc doc;

	TRY(document_see(cx, in->doc_id, &doc));
	TRY(is_purchase(cx, &doc));
	TRY(check_invoice(cx, &doc, in));
	TRY(document_advance(cx, &(struct doc_move){ .doc_id = in->doc_id, .verb = "invoice", .version = in->version, .parts = in->parts, .n_parts = in->n_parts,
		.note = in->invoice_no }, ret));
	return purchase_bill_put(cx, (struct purchase_bill_put_in){ .district_id = cx->district_id, .invoice_id = ctx_new_id(cx), .doc_id = in->doc_id,
		.supplier_id = doc.giver_id, .invoice_no = in->invoice_no, .day = in->day, .sum_fen = in->sum_fen,
		.entered_by = cx->actor->account_id, .entered_ms = cx->now_ms });
}

enum err purchase_paper(struct ctx *cx, int64_t doc_id, const char *name, const char *number)
{
	struct place place;
	struct doc doc;

	TRY(document_see(cx, doc_id, &doc));
	TRY(is_purchase(cx, &doc));
	TRY(place_need(cx, PERM_STOCK_RECEIVE, doc.to_place_id, &place));
	TRY(check_line(cx, "name", name, 1, 60));
	TRY(check_line(cx, "number", number, 1, 60));
	if (!text_equal(doc.state, "ordered") && !text_equal(doc.state, "oral"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "采购单 %s 现为“%s”，不登记到货凭证", "purchase %s is \"%s\"; papers come with the goods", doc.number, doc.state);
	return purchase_paper_put(cx, (struct purchase_paper_put_in){ cx->district_id, doc_id, name, number, cx->actor->account_id, cx->now_ms });
}

/* ---- reading ---- */

static enum err papers_of(struct ctx *cx, const struct plan_flow *flow, int64_t doc_id, struct purchase_view *ret)
{
	struct purchase_papers_row *rows;
	const size_t needs = flow ? flow->needs.n : 0;
	size_t n;

	TRY(purchase_papers(cx, (struct purchase_papers_in){ cx->district_id, doc_id, PURCHASE_PAPERS_MAX }, &rows, &n, PURCHASE_PAPERS_MAX));
	ret->papers = arena_array(&cx->mem, struct purchase_certified, n + needs + 1);
	for (size_t i = 0; i < n; i++)
		ret->papers[ret->n_papers++] = (struct purchase_certified){ rows[i].name, rows[i].number };
	for (size_t i = 0; i < needs; i++)
		if (!has_paper(rows, n, flow->needs.at[i]))
			ret->papers[ret->n_papers++] = (struct purchase_certified){ flow->needs.at[i], "" };
	return ERR_OK;
}

/* Would the purchase alone have needed other signatures? */
static bool bracket_moved(struct ctx *cx, const struct plan_chain *chain, int64_t own, int64_t decides)
{
	size_t n_own, n_all;
	const struct plan_step **alone = plan_chain_steps(&cx->mem, chain, own, &n_own), **together = plan_chain_steps(&cx->mem, chain, decides, &n_all);
	bool moved = n_own != n_all;

	for (size_t i = 0; !moved && i < n_own; i++)
		moved = alone[i] != together[i];
	return moved;
}

enum err purchase_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct purchase_view *ret)
{
	struct doc_work w = { .kind = &purchase_kind, .step = doc_step_find(&purchase_kind, "review", "approve") };
	struct purchase_bills_row *bills;
	const struct plan_chain *chain;
	const struct plan_flow *flow;
	struct doc_amount amount;
	size_t n;

	*ret = (struct purchase_view){ 0 };
	TRY(document_see(cx, doc_id, ret_doc));
	TRY(is_purchase(cx, ret_doc));
	w.doc = *ret_doc;
	TRY(purchase_chain(cx, &w, &flow, &chain));
	TRY(papers_of(cx, flow, doc_id, ret));
	TRY(purchase_bills(cx, (struct purchase_bills_in){ cx->district_id, doc_id, FUND_LIST_MAX }, &bills, &n, FUND_LIST_MAX));
	ret->invoices = arena_array(&cx->mem, struct purchase_billed, n + 1);
	for (ret->n_invoices = 0; ret->n_invoices < n; ret->n_invoices++) {
		const struct purchase_bills_row *b = &bills[ret->n_invoices];

		ret->invoices[ret->n_invoices] = (struct purchase_billed){ b->invoice_id, b->sum_fen, b->day, b->entered_ms, b->invoice_no };
	}
	ret->own_fen = ret->decides_fen = ret_doc->total_fen;
	if (!chain)
		return ERR_OK;
	TRY(document_amount(cx, &w, chain, &amount));
	ret->day_fen = amount.over;
	ret->alike_fen = amount.split;
	ret->decides_fen = amount.decides;
	ret->splits = bracket_moved(cx, chain, amount.own, amount.decides);
	return ERR_OK;
}
