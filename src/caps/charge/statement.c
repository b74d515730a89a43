/* SPDX-License-Identifier: Apache-2.0 */
/* Statements: what a payer drew, what it owes for it, what it has paid. */
#include "caps/charge/charge_work.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/place/place.h"
#include "statement.sql.h"

/* ---- payers ---- */

static enum err payers(struct ctx *cx, const struct charge_filter *f, struct charge_payer **ret, size_t *ret_n)
{
	struct charge_payers_row *rows;
	const char *under = "/";

	if (f->under_id)
		TRY(place_path(cx, f->under_id, &under));
	TRY(charge_payers(cx, (struct charge_payers_in){ .district_id = cx->district_id, .payer_id = f->payer_id, .under = under,
		.under_end = check_scope_end(&cx->mem, under), .agent = f->agent ? f->agent : "", .find = check_like(&cx->mem, f->search),
		.open_only = f->open_only, .late_only = f->late_only, .after_id = f->after, .actor_id = cx->actor->account_id, .perm = PERM_CHARGE_READ,
		.now_ms = cx->now_ms, .limit = f->limit }, &rows, ret_n, (size_t)f->limit));
	*ret = arena_array(&cx->mem, struct charge_payer, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct charge_payers_row *r = &rows[i];

		(*ret)[i] = (struct charge_payer){ r->payer_id, r->charged_fen, r->credit_fen, r->paid_fen, r->open_fen, r->late_fen, r->oldest_ms, r->due_ms,
			r->waiting, r->disputed, r->last_ms, r->unit_kind, r->payer, r->agent, r->agent_zh, r->agent_en };
	}
	return ERR_OK;
}

enum err charge_payer_list(struct ctx *cx, const struct charge_filter *f, struct charge_payer **ret, size_t *ret_n)
{
	TRY(check_range(cx, "limit", f->limit, 1, CHARGE_PAYERS_MAX));
	return payers(cx, f, ret, ret_n);
}

static struct charge_agent *agent_row(struct charge_agent *at, size_t *n, const struct charge_payer *p)
{
	size_t i = 0;

	while (i < *n && !text_equal(at[i].agent, p->agent))
		i++;
	if (i == *n)
		at[(*n)++] = (struct charge_agent){ .agent = p->agent, .agent_zh = p->agent_zh, .agent_en = p->agent_en };
	return &at[i];
}

enum err charge_agent_list(struct ctx *cx, struct charge_agent **ret, size_t *ret_n)
{
	struct charge_payer *all;
	size_t n;

	TRY(payers(cx, &(struct charge_filter){ .limit = CHARGE_PAYERS_MAX }, &all, &n));
	*ret = arena_array(&cx->mem, struct charge_agent, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		struct charge_agent *a = agent_row(*ret, ret_n, &all[i]);

		a->payers++;
		a->owing += all[i].open_fen > 0;
		a->charged_fen += all[i].charged_fen;
		a->credit_fen += all[i].credit_fen;
		a->paid_fen += all[i].paid_fen;
		a->open_fen += all[i].open_fen;
		a->late_fen += all[i].late_fen;
		a->waiting += all[i].waiting;
	}
	return ERR_OK;
}

/* ---- why a row costs what it costs ---- */

static const char *price_zh(struct arena *mem, const struct charge_lines_row *r)
{
	static const char *const by[] = { "", "购入价", "核定价", "目录价", "限价" };
	const char *units = r->price_units == 1 ? "" : arena_print(mem, "%lld", (long long)r->price_units);

	return arena_print(mem, "%s %s 元/%s%s%s%s%s", by[r->price_by], text_write_money(mem, r->price_fen), units, r->unit, r->price_source[0] ? "（" : "",
			   r->price_source, r->price_source[0] ? "）" : "");
}

static const char *price_en(struct arena *mem, const struct charge_lines_row *r)
{
	static const char *const by[] = { "", "cost", "stated price", "catalogue price", "price cap" };
	const char *units = r->price_units == 1 ? "" : arena_print(mem, "%lld ", (long long)r->price_units);

	return arena_print(mem, "%s %s yuan per %s%s%s%s%s", by[r->price_by], text_write_money(mem, r->price_fen), units, r->unit, r->price_source[0] ? " (" : "",
			   r->price_source, r->price_source[0] ? ")" : "");
}

static void explain(struct arena *mem, const struct charge_lines_row *r, struct charge_line *l)
{
	const char *clause = r->rule_source[0] ? arena_print(mem, "，%s", r->rule_source) : "", *clause_en = r->rule_source[0] ? arena_print(mem, ", %s", r->rule_source) : "";
	const char *rule = arena_print(mem, "%s（%s%s）", r->rule_zh, r->plan, clause), *rule_en = arena_print(mem, "%s (%s%s)", r->rule_en, r->plan, clause_en);

	switch (r->state) {
	case CHARGE_NO_RULE:
		l->why_zh = "预案没有规定谁付款，未计费";
		l->why_en = "no rule in force says who pays; not charged";
		return;
	case CHARGE_NO_PRICE:
		l->why_zh = arena_print(mem, "%s；价格待定", rule);
		l->why_en = arena_print(mem, "%s; the price is still to be stated", rule_en);
		return;
	case CHARGE_NO_FUND:
		l->why_zh = arena_print(mem, "%s；%s；收款专户待设", rule, price_zh(mem, r));
		l->why_en = arena_print(mem, "%s; %s; the fund to pay into is still to be set up", rule_en, price_en(mem, r));
		return;
	}
	l->why_zh = r->price_by ? arena_print(mem, "%s；%s", rule, price_zh(mem, r)) : rule;
	l->why_en = r->price_by ? arena_print(mem, "%s; %s", rule_en, price_en(mem, r)) : rule_en;
}

/* ---- one statement ---- */

struct paid_into { int64_t fund_id, left_fen; };           /* payments of a fund that no row has taken yet */
struct pool { struct paid_into *at; size_t n; };

static struct paid_into *pool_of(struct pool *p, int64_t fund_id)
{
	size_t i = 0;

	while (i < p->n && p->at[i].fund_id != fund_id)
		i++;
	if (i == p->n)
		p->at[p->n++] = (struct paid_into){ fund_id, 0 };
	return &p->at[i];
}

/* What is left open of a row once payments went to the rows before it. */
static int64_t open_after(struct pool *pool, const struct charge_lines_row *r)
{
	struct paid_into *paid = pool_of(pool, r->fund_id);
	const int64_t net = r->worth_fen - r->credit_fen, taken = net < paid->left_fen ? net : paid->left_fen;

	paid->left_fen -= taken;
	return net - taken;
}

static struct charge_line line_of(struct ctx *cx, const struct charge_lines_row *r, struct pool *pool)
{
	struct charge_line l = { .drawn_id = r->drawn_id, .doc_id = r->doc_id, .line_no = r->line_no, .item_id = r->item_id, .lot_id = r->lot_id, .qty = r->qty,
		.taken_ms = r->taken_ms, .state = r->state, .price_fen = r->price_fen, .price_units = r->price_units, .price_by = r->price_by,
		.worth_fen = r->worth_fen, .charge_id = r->charge_id, .at_ms = r->state == CHARGE_BOOKED ? r->booked_ms : r->taken_ms,
		.due_ms = r->state == CHARGE_BOOKED ? r->due_ms : 0, .objection = r->objection, .doc_kind = r->doc_kind, .doc_number = r->doc_number,
		.item = r->item, .unit = r->unit, .batch = r->batch, .fund = r->fund, .charge_number = r->charge_number, .agent_zh = r->agent_zh, .agent_en = r->agent_en };

	if (r->state == CHARGE_BOOKED) {
		l.credit_fen = r->credit_fen;
		l.open_fen = open_after(pool, r);
		l.late = l.open_fen > 0 && l.due_ms && l.due_ms < cx->now_ms;
	}
	explain(&cx->mem, r, &l);
	return l;
}

struct period { int64_t from_ms, to_ms; };

static bool before(const struct period *p, int64_t ms) { return p->from_ms && ms < p->from_ms; }
static bool within(const struct period *p, int64_t ms) { return !before(p, ms) && (!p->to_ms || ms < p->to_ms); }

static enum err moves_of(struct ctx *cx, const struct period *p, struct charge_statement *s, struct pool *pool)
{
	struct charge_moves_row *rows;
	size_t n;

	TRY(charge_moves(cx, (struct charge_moves_in){ cx->district_id, s->payer.payer_id, CHARGE_ROWS_MAX }, &rows, &n, CHARGE_ROWS_MAX));
	pool->at = arena_array(&cx->mem, struct paid_into, n + CHARGE_ROWS_MAX + 1);
	s->moves = arena_array(&cx->mem, struct charge_move, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct charge_moves_row *r = &rows[i];
		const bool paid = text_equal(r->kind, "collection");

		if (!r->at_ms || within(p, r->at_ms))
			s->moves[s->n_moves++] = (struct charge_move){ r->doc_id, r->version, r->at_ms, r->fen, r->paper_day, r->kind, r->number, r->state, r->fund, r->paper };
		if (!r->at_ms)
			continue;
		if (paid)
			pool_of(pool, r->fund_id)->left_fen += r->fen;
		if (before(p, r->at_ms))
			s->before_fen -= r->fen;
		else if (within(p, r->at_ms))
			*(paid ? &s->paid_fen : &s->credit_fen) += r->fen;
	}
	return ERR_OK;
}

/* Who has no debts has a statement too: the hospital's says that the account paid. */
static enum err payer_of(struct ctx *cx, int64_t payer_id, struct charge_payer *ret)
{
	struct charge_payer *rows;
	struct place place;
	size_t n;

	TRY(place_need(cx, PERM_CHARGE_READ, payer_id, &place));
	TRY(payers(cx, &(struct charge_filter){ .payer_id = payer_id, .limit = 1 }, &rows, &n));
	*ret = n ? rows[0] : (struct charge_payer){ .payer_id = payer_id, .unit_kind = place.unit_kind, .payer = place.name, .agent = "", .agent_zh = "", .agent_en = "" };
	return ERR_OK;
}

enum err charge_statement(struct ctx *cx, int64_t payer_id, int64_t from_day, int64_t to_day, struct charge_statement *ret)
{
	const struct period p = { from_day ? from_day * DAY_MS - CHINA_OFFSET_MS : 0, to_day ? (to_day + 1) * DAY_MS - CHINA_OFFSET_MS : 0 };
	struct charge_lines_row *rows;
	struct pool pool = { 0 };
	size_t n;

	*ret = (struct charge_statement){ .from_day = from_day, .to_day = to_day };
	if (from_day && to_day && from_day > to_day)
		return fail(cx, ERR_BAD_INPUT, "to", "结束日期早于开始日期", "the period ends before it begins");
	TRY(payer_of(cx, payer_id, &ret->payer));
	TRY(moves_of(cx, &p, ret, &pool));
	TRY(charge_lines(cx, (struct charge_lines_in){ cx->district_id, payer_id, CHARGE_ROWS_MAX }, &rows, &n, CHARGE_ROWS_MAX));
	ret->lines = arena_array(&cx->mem, struct charge_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct charge_line l = line_of(cx, &rows[i], &pool);

		if (l.state == CHARGE_BOOKED && before(&p, l.at_ms))
			ret->before_fen += l.worth_fen;
		if (!within(&p, l.at_ms))
			continue;
		ret->charged_fen += l.state == CHARGE_BOOKED ? l.worth_fen : 0;
		ret->lines[ret->n_lines++] = l;
	}
	ret->after_fen = ret->before_fen + ret->charged_fen - ret->credit_fen - ret->paid_fen;
	return ERR_OK;
}

/* ---- what waits ---- */

static void tell(struct arena *mem, const struct charge_waiting_row *r, struct charge_waiting *to)
{
	const char *lot = r->batch[0] ? arena_print(mem, "批次 %s", r->batch) : "这一批", *lot_en = r->batch[0] ? arena_print(mem, "lot %s", r->batch) : "this lot";
	const char *source = r->source_number[0] ? arena_print(mem, "（%s %s）", doc_kind_zh(r->source_kind), r->source_number) : "",
		   *source_en = r->source_number[0] ? arena_print(mem, " (%s)", r->source_number) : "";

	if (r->state == CHARGE_NO_FUND) {
		to->tells = "没有可收款的专款：请先在“专款”里设一笔收这类款的专款，再点“补记”";
		to->tells_en = "there is no fund to pay into: set one up under Funds, then book what waits";
		return;
	}
	if (to->on_market) {
		to->tells = arena_print(mem, "“%s”按市价计费，但目录里没有在售价格：请按市场监测填写每%s市价", r->item, r->unit);
		to->tells_en = arena_print(mem, "\"%s\" is charged at the market's price and the catalogue has none: enter the market price per %s", r->item, r->unit);
		return;
	}
	to->tells = arena_print(mem, "“%s”%s%s没有购入价：请按发票或核价单填写每%s单价", r->item, lot, source, r->unit);
	to->tells_en = arena_print(mem, "no cost is known for \"%s\", %s%s: enter the price per %s from the invoice or a valuation", r->item, lot_en, source_en, r->unit);
}

enum err charge_waiting_list(struct ctx *cx, int64_t state, int64_t after, int64_t limit, struct charge_waiting **ret, size_t *ret_n)
{
	struct charge_waiting_row *rows;
	const struct plan *plan;

	TRY(document_plan(cx, &plan));
	TRY(charge_waiting(cx, (struct charge_waiting_in){ .district_id = cx->district_id, .state = state, .after_id = after,
		.actor_id = cx->actor->account_id, .perm = PERM_CHARGE_READ, .now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct charge_waiting, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++) {
		const struct charge_waiting_row *r = &rows[i];

		(*ret)[i] = (struct charge_waiting){ r->drawn_id, r->doc_id, r->item_id, r->lot_id, r->qty, r->taken_ms, r->payer_id, r->state, r->price_fen,
			r->price_units, charge_asks_market(plan, r->plan, r->rule, r->unit_kind, r->category), r->doc_number, r->item, r->unit, r->batch, r->source_number, r->payer, r->rule_zh, r->rule_en, "", "" };
		tell(&cx->mem, r, &(*ret)[i]);
	}
	return ERR_OK;
}
