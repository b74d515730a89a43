/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/purchase/purchase_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "caps/purchase/supplier.h"
#include "purchase.sql.h"

/* ---- drafts ---- */

static enum err is_purchase(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "purchase") ? ERR_OK :
		fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的采购单", "there is no purchase %lld", (long long)doc->doc_id);
}

/* Which line of the inquiry each line draws on: the one with its goods. */
static enum err name_lines(struct ctx *cx, int64_t inquiry_id, struct doc *ret)
{
	struct doc inquiry;

	TRY(document_get(cx, inquiry_id, &inquiry));
	for (size_t i = 0; i < ret->n_lines; i++)
		for (size_t k = 0; k < inquiry.n_lines; k++)
			if (inquiry.lines[k].item_id == ret->lines[i].item_id)
				ret->lines[i].parent_line_no = inquiry.lines[k].line_no;
	return ERR_OK;
}

static enum err doc_of(struct ctx *cx, const struct purchase_draft *in, struct doc *ret)
{
	struct place place;
	struct fund fund;

	TRY(supplier_usable(cx, "supplier_id", in->supplier_id));
	TRY(check_line(cx, "urgent", in->urgent, 0, 200));
	TRY(check_line(cx, "reason", in->reason, 0, 200));
	TRY(place_get(cx, in->to_place_id, &place));
	if (place.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "to_place_id", "“%s”不是仓库，采购的物资须先入库", "\"%s\" is no warehouse; what is bought is stored first", place.name);
	TRY(fund_get(cx, in->fund_id, &fund));
	if (in->n_lines > PURCHASE_LINES_MAX)
		return fail(cx, ERR_TOO_LARGE, "lines", "一张采购单最多 %d 行，现有 %zu 行，请分单", "a purchase has at most %d lines, not %zu; split it",
			    PURCHASE_LINES_MAX, in->n_lines);
	*ret = (struct doc){ .kind = "purchase", .parent_id = in->inquiry_id, .giver_id = in->supplier_id, .to_place_id = in->to_place_id, .fund_id = in->fund_id, .owner_id = in->owner_id,
		.lines = arena_array(&cx->mem, struct doc_line, in->n_lines + 1), .n_lines = in->n_lines };
	if (!ret->owner_id) {
		TRY(place_root(cx, &place));
		ret->owner_id = place.place_id;
	}
	for (size_t i = 0; i < in->n_lines; i++)
		ret->lines[i] = (struct doc_line){ .item_id = in->lines[i].item_id, .price_fen = in->lines[i].price_fen,
			.price_units = in->lines[i].price_units ? in->lines[i].price_units : 1, .counter = { [ASKED] = in->lines[i].qty } };
	return in->inquiry_id ? name_lines(cx, in->inquiry_id, ret) : ERR_OK;
}

static enum err put_terms(struct ctx *cx, int64_t doc_id, const char *urgent, const char *reason)
{
	TRY(purchase_terms_drop(cx, (struct purchase_terms_drop_in){ cx->district_id, doc_id }));
	if (!(urgent && urgent[0]) && !(reason && reason[0]))
		return ERR_OK;
	return purchase_terms_put(cx, (struct purchase_terms_put_in){ cx->district_id, doc_id, urgent ? urgent : "", reason ? reason : "" });
}

enum err purchase_open(struct ctx *cx, const struct purchase_draft *in, int64_t *ret_doc_id)
{
	struct doc doc;

	TRY(doc_of(cx, in, &doc));
	TRY(document_open(cx, &doc, ret_doc_id));
	return put_terms(cx, *ret_doc_id, in->urgent, in->reason);
}

static enum err terms_of(struct ctx *cx, int64_t doc_id, struct purchase_terms_of_row *ret)
{
	enum err e = purchase_terms_of(cx, (struct purchase_terms_of_in){ cx->district_id, doc_id }, ret);

	if (e != ERR_NOT_FOUND)
		return e;
	*ret = (struct purchase_terms_of_row){ .urgent = "", .reason = "" };
	return ERR_OK;
}

enum err purchase_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct purchase_draft *in)
{
	struct purchase_draft draft = *in;
	struct purchase_terms_of_row terms;
	struct doc doc, old;

	TRY(document_see(cx, doc_id, &old));
	TRY(is_purchase(cx, &old));
	TRY(terms_of(cx, doc_id, &terms));
	draft.inquiry_id = old.parent_id;
	TRY(doc_of(cx, &draft, &doc));
	TRY(document_edit(cx, doc_id, version, &doc));
	return put_terms(cx, doc_id, in->urgent, old.parent_id ? terms.reason : in->reason);
}

/* What it says of its choice is signed with the rest; one that says nothing is as it always was. */
enum err purchase_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct purchase_terms_of_row terms;

	TRY(terms_of(cx, w->doc.doc_id, &terms));
	if (terms.urgent[0] || terms.reason[0])
		buf_print(bytes, "%s\n%s\n", terms.urgent, terms.reason);
	return ERR_OK;
}

/* ---- guards ---- */

enum err purchase_chain(struct ctx *cx, const struct doc_work *w, const struct plan_flow **ret_flow, const struct plan_chain **ret)
{
	TRY(document_flow(cx, w, ret_flow));
	*ret = *ret_flow && (*ret_flow)->approve ? plan_chain((*ret_flow)->rule.plan, (*ret_flow)->approve) : NULL;
	return ERR_OK;
}

/* The supplier still delivers, there are quotes enough, and the fund can bear it: said before anybody signs. */
enum err purchase_guard_terms(struct ctx *cx, const struct doc_work *w)
{
	struct fund fund;

	TRY(purchase_guard_quotes(cx, w));
	TRY(fund_free(cx, w->doc.fund_id, &fund));
	if (fund.figures.free_fen < w->doc.total_fen)
		return fail(cx, ERR_SHORT_STOCK, "fund_id", "专款“%s”可用 %s 元，这张单要 %s 元；请先拨款或改用别的专款",
			    "fund \"%s\" has %s yuan free, this purchase takes %s: get money granted or choose another", fund.facts.zh,
			    text_write_money(&cx->mem, fund.figures.free_fen), text_write_money(&cx->mem, w->doc.total_fen));
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
	if (!worth)
		return fail(cx, ERR_BAD_STATE, "lines", "采购单 %s 没有已验收未开票的物资，发票要等验收后登记", "nothing of purchase %s is accepted and not invoiced yet", doc->number);
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

enum err purchase_paper(struct ctx *cx, int64_t doc_id, const char *name, const char *number, int64_t until_day)
{
	const int64_t today = civil_day_of(cx->now_ms);
	char text[11];
	struct place place;
	struct doc doc;

	TRY(document_see(cx, doc_id, &doc));
	TRY(is_purchase(cx, &doc));
	TRY(place_need(cx, PERM_STOCK_RECEIVE, doc.to_place_id, &place));
	TRY(check_line(cx, "name", name, 1, 60));
	TRY(check_line(cx, "number", number, 1, 60));
	if (!text_equal(doc.state, "ordered") && !text_equal(doc.state, "oral") && !text_equal(doc.state, "overdue"))
		return fail(cx, ERR_BAD_STATE, "doc_id", "采购单 %s 现为“%s”，不登记到货凭证", "purchase %s is \"%s\"; papers come with the goods", doc.number, doc.state);
	if (until_day && until_day < today)
		return fail(cx, ERR_BLOCKED, "until", "“%s”%s 已于 %s 到期，不能凭它收货；请供应商换一份有效的", "\"%s\" %s was valid until %s: goods are not received on it; ask the supplier for a valid one",
			    name, number, civil_write_day(until_day, text));
	return purchase_paper_put(cx, (struct purchase_paper_put_in){ cx->district_id, doc_id, name, number, until_day, cx->actor->account_id, cx->now_ms });
}

enum err purchase_pay_all(struct ctx *cx, const struct purchase_batch *of, size_t n, const char *note, struct doc_moved *ret)
{
	int64_t fund_id = 0;
	struct doc doc;

	if (!n || n > PURCHASE_BATCH_MAX)
		return fail(cx, ERR_BAD_INPUT, "items", "一批付 1 到 %d 张采购单，现有 %zu 张", "a batch pays 1 to %d purchases, not %zu", PURCHASE_BATCH_MAX, n);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			if (of[k].doc_id == of[i].doc_id)
				return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "items[%zu].doc_id", i), "第 %zu 张采购单写了两遍", "purchase %zu is named twice", i + 1);
		TRY(document_see(cx, of[i].doc_id, &doc));
		TRY(is_purchase(cx, &doc));
		if (i && doc.fund_id != fund_id)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "items[%zu].doc_id", i), "采购单 %s 用的是另一笔专款，请分批付款",
				    "purchase %s is paid from another fund; make it another batch", doc.number);
		fund_id = doc.fund_id;
		TRY(document_advance(cx, &(struct doc_move){ .doc_id = of[i].doc_id, .verb = "pay", .version = of[i].version, .note = note }, &ret[i]));
	}
	return ERR_OK;
}
