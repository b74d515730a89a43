/* SPDX-License-Identifier: Apache-2.0 */
/* One purchase as a story: from whom it was asked, why these sign, what came with the goods, what was paid. */
#include "caps/purchase/purchase_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/fund/fund.h"
#include "caps/party/party.h"
#include "purchase.sql.h"

enum { PAYMENTS_MAX = 200, COUNTED_SHOWN_MAX = 50 };

static enum err papers_of(struct ctx *cx, const struct plan_flow *flow, const struct doc *doc, struct purchase_view *ret)
{
	struct purchase_papers_row *rows;
	const char **names;
	size_t n, n_names;

	TRY(purchase_needed_papers(cx, doc, flow, &names, &n_names));
	TRY(purchase_papers(cx, (struct purchase_papers_in){ cx->district_id, doc->doc_id, PURCHASE_PAPERS_MAX }, &rows, &n, PURCHASE_PAPERS_MAX));
	ret->papers = arena_array(&cx->mem, struct purchase_certified, n + n_names + 1);
	for (size_t i = 0; i < n; i++)
		ret->papers[ret->n_papers++] = (struct purchase_certified){ rows[i].name, rows[i].number, rows[i].until_day,
			rows[i].until_day && rows[i].until_day < civil_day_of(cx->now_ms) };
	for (size_t i = 0; i < n_names; i++) {
		bool there = false;

		for (size_t k = 0; k < n && !there; k++)
			there = text_equal(rows[k].name, names[i]);
		if (!there)
			ret->papers[ret->n_papers++] = (struct purchase_certified){ names[i], "", 0, false };
	}
	return ERR_OK;
}

static enum err bills_of(struct ctx *cx, int64_t doc_id, struct purchase_view *ret)
{
	struct purchase_bills_row *bills;
	size_t n;

	TRY(purchase_bills(cx, (struct purchase_bills_in){ cx->district_id, doc_id, FUND_LIST_MAX }, &bills, &n, FUND_LIST_MAX));
	ret->invoices = arena_array(&cx->mem, struct purchase_billed, n + 1);
	for (ret->n_invoices = 0; ret->n_invoices < n; ret->n_invoices++) {
		const struct purchase_bills_row *b = &bills[ret->n_invoices];

		ret->invoices[ret->n_invoices] = (struct purchase_billed){ b->invoice_id, b->sum_fen, b->day, b->entered_ms, b->invoice_no };
	}
	return ERR_OK;
}

static enum err payments_of(struct ctx *cx, int64_t doc_id, struct purchase_view *ret)
{
	struct purchase_entries_row *rows;
	size_t n;

	TRY(purchase_entries(cx, (struct purchase_entries_in){ cx->district_id, doc_id, "pay", PAYMENTS_MAX }, &rows, &n, PAYMENTS_MAX));
	ret->payments = arena_array(&cx->mem, struct purchase_payment, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct purchase_payment *p = &ret->payments[ret->n_payments];

		if (rows[i].fen <= 0)
			continue;
		*p = (struct purchase_payment){ .seq = rows[i].seq, .paid_ms = rows[i].posted_ms, .sum_fen = rows[i].fen };
		TRY(fund_slip_of(cx, p->seq, &p->slip_no, &p->slip_day));
		TRY(party_account_name(cx, rows[i].actor_id, &p->paid_by));
		ret->n_payments++;
	}
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

/* Who would sign for so much: the titles of the plan's roles. */
static const char *titles_for(struct ctx *cx, const struct plan_chain *chain, int64_t sum)
{
	struct buf b = BUF(&cx->mem);
	const struct plan_step **steps;
	size_t n;

	steps = plan_chain_steps(&cx->mem, chain, sum, &n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < steps[i]->by.n + steps[i]->any.n; k++) {
			const char *id = k < steps[i]->by.n ? steps[i]->by.at[k] : steps[i]->any.at[k - steps[i]->by.n];
			const struct plan_role *role = plan_role(chain->rule.plan, id);

			buf_print(&b, "%s%s", b.n ? "、" : "", role ? role->rule.zh : id);
		}
	return buf_get(&b);
}

/* To whom the plan's chain has an overdue signature gone by now. */
static void escalated(struct ctx *cx, const struct plan_chain *chain, int64_t late_ms, struct purchase_view *ret)
{
	for (size_t i = 0; late_ms && i < chain->escalate.n; i++) {
		const struct plan_late *late = &chain->escalate.at[i];
		const struct plan_role *role = plan_role(chain->rule.plan, late->to);

		if (plan_after(late_ms, late->after) <= cx->now_ms)
			ret->escalated = role ? role->rule.zh : late->to;
	}
}

/* When its signatures became overdue, by which verb they are given, and when the last was; 0: not (yet). */
struct signing { int64_t late_ms, signed_ms; const char *verb; };

static enum err signing_of(struct ctx *cx, const struct doc *doc, struct signing *ret)
{
	struct doc_event *events;
	size_t n;

	*ret = (struct signing){ .verb = "approve" };
	TRY(document_history(cx, doc->doc_id, &events, &n));
	for (size_t i = 0; i < n; i++) {
		if (text_equal(events[i].verb, "late"))
			ret->late_ms = events[i].posted_ms;
		if (text_equal(events[i].verb, "order_orally"))
			ret->verb = "confirm";
		if (text_equal(events[i].verb, ret->verb) && text_equal(events[i].to_state, "ordered"))
			ret->signed_ms = events[i].posted_ms;
	}
	return ERR_OK;
}

static enum err counted_of(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct purchase_view *ret)
{
	struct doc_counted *all;
	size_t n;

	TRY(document_counted(cx, w, chain, &all, &n));
	ret->counted = arena_array(&cx->mem, struct purchase_counted, n + 1);
	for (size_t i = 0; i < n && i < COUNTED_SHOWN_MAX; i++) {
		struct purchase_counted *c = &ret->counted[ret->n_counted++];
		struct doc doc;

		TRY(document_get(cx, all[i].doc_id, &doc));
		*c = (struct purchase_counted){ .doc_id = doc.doc_id, .total_fen = all[i].total_fen, .over = all[i].over, .alike = all[i].alike, .number = doc.number,
			.state = doc.state };
		TRY(document_who(cx, doc.giver_id, &c->supplier));
	}
	return ERR_OK;
}

/* The sums as they were when the last one signed; as they are now while nobody has. */
static enum err sums_of(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, int64_t signed_ms, struct doc_amount *ret_amount,
			struct purchase_view *ret)
{
	const int64_t now_ms = cx->now_ms;
	enum err e;

	cx->now_ms = signed_ms ? signed_ms : now_ms;
	e = document_amount(cx, w, chain, ret_amount);
	if (!e)
		e = counted_of(cx, w, chain, ret);
	cx->now_ms = now_ms;
	return e;
}

/* Why these sign: the rule, the sums, who it would have been for this one alone. */
static enum err bracket_of(struct ctx *cx, const struct doc_work *w, const struct plan_chain *chain, struct purchase_view *ret)
{
	struct doc_amount amount;
	struct doc_approval a;
	struct signing signing;

	TRY(signing_of(cx, &w->doc, &signing));
	TRY(sums_of(cx, w, chain, signing.signed_ms, &amount, ret));
	ret->day_fen = amount.over;
	ret->alike_fen = amount.split;
	ret->decides_fen = amount.decides;
	ret->splits = bracket_moved(cx, chain, amount.own, amount.decides);
	ret->rule = (struct purchase_rule_told){ chain->rule.id, chain->rule.zh, chain->rule.en, chain->rule.source ? chain->rule.source : "",
		plan_explain_rule(cx, chain->rule.plan, chain->rule.id), chain->rule.plan->zh };
	ret->alone = titles_for(cx, chain, amount.own);
	escalated(cx, chain, text_equal(w->doc.state, "overdue") ? signing.late_ms : 0, ret);
	TRY(document_approval(cx, &w->doc, signing.verb, &a));
	ret->approvers = arena_array(&cx->mem, struct purchase_approver, a.n + 1);
	for (ret->n_approvers = 0; ret->n_approvers < a.n; ret->n_approvers++) {
		struct purchase_approver *p = &ret->approvers[ret->n_approvers];

		*p = (struct purchase_approver){ .title = a.at[ret->n_approvers].title, .signed_ms = a.at[ret->n_approvers].signed_ms };
		if (a.at[ret->n_approvers].actor_id)
			TRY(party_account_name(cx, a.at[ret->n_approvers].actor_id, &p->name));
	}
	return ERR_OK;
}

static enum err terms_of(struct ctx *cx, int64_t doc_id, struct purchase_view *ret)
{
	struct purchase_terms_of_row terms;
	enum err e = purchase_terms_of(cx, (struct purchase_terms_of_in){ cx->district_id, doc_id }, &terms);

	if (e == ERR_NOT_FOUND)
		return ERR_OK;
	TRY(e);
	ret->urgent = terms.urgent;
	ret->reason = terms.reason;
	return ERR_OK;
}

static enum err fund_of(struct ctx *cx, const struct doc *doc, struct purchase_view *ret)
{
	struct fund fund;

	TRY(fund_free(cx, doc->fund_id, &fund));
	ret->fund = fund.facts.zh;
	ret->fund_code = fund.facts.code;
	ret->fund_free_fen = fund.figures.free_fen;
	return ERR_OK;
}

static enum err quotes_told(struct ctx *cx, const struct doc_work *w, struct purchase_view *ret)
{
	struct purchase_quoted q;
	struct purchase_rule rule;

	TRY(purchase_quotes_of(cx, w, &q));
	TRY(purchase_check(cx, w, &q, &rule));
	ret->suppliers = q.suppliers;
	ret->lacks_zh = rule.zh;
	ret->lacks_en = rule.en;
	ret->lacks_source = rule.source;
	return ERR_OK;
}

enum err purchase_see(struct ctx *cx, int64_t doc_id, struct doc *ret_doc, struct purchase_view *ret)
{
	struct doc_work w = { .kind = &purchase_kind, .step = doc_step_find(&purchase_kind, "review", "approve") };
	const struct plan_chain *chain;
	const struct plan_flow *flow;

	*ret = (struct purchase_view){ .urgent = "", .reason = "", .alone = "", .escalated = "" };
	TRY(document_see(cx, doc_id, ret_doc));
	if (!text_equal(ret_doc->kind, "purchase"))
		return fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的采购单", "there is no purchase %lld", (long long)doc_id);
	w.doc = *ret_doc;
	TRY(purchase_chain(cx, &w, &flow, &chain));
	TRY(papers_of(cx, flow, ret_doc, ret));
	TRY(bills_of(cx, doc_id, ret));
	TRY(payments_of(cx, doc_id, ret));
	TRY(terms_of(cx, doc_id, ret));
	TRY(fund_of(cx, ret_doc, ret));
	TRY(quotes_told(cx, &w, ret));
	ret->own_fen = ret->decides_fen = ret_doc->total_fen;
	ret->oral = chain && chain->oral_by;
	return chain ? bracket_of(cx, &w, chain, ret) : ERR_OK;
}
