/* SPDX-License-Identifier: Apache-2.0 */
/* Who pays for a row, at which price, into which fund: decided once, with the
 * reasons in words beside it. */
#include "caps/charge/charge_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/ledger/ledger.h"
#include "charge.sql.h"

const char *const charge_state_words[] = { "no_rule", "carried", "booked", "no_price", "no_fund", NULL };
const char *const charge_price_words[] = { "none", "cost", "stated", "catalogue", "cap", NULL };

static const struct plan_charge *rule_by_id(const struct plan *plan, const char *plan_id, const char *id)
{
	for (; plan; plan = plan->next)
		for (size_t i = 0; text_equal(plan->id, plan_id) && i < plan->n_charges; i++)
			if (text_equal(plan->charges[i].rule.id, id))
				return &plan->charges[i];
	return NULL;
}

/* ---- prices ---- */

static void price_is(struct drawn *r, int64_t by, int64_t fen, int64_t units, const char *source)
{
	r->price_by = by;
	r->price_fen = fen;
	r->price_units = units;
	r->price_source = source;
}

/* The latest price somebody stated for the lot, or (lot 0) for the item on the market. */
static enum err stated(struct ctx *cx, struct drawn *r, int64_t lot_id)
{
	struct charge_price_latest_row *rows;
	size_t n;

	TRY(charge_price_latest(cx, (struct charge_price_latest_in){ cx->district_id, r->item_id, lot_id, 1 }, &rows, &n, 1));
	if (n)
		price_is(r, PRICE_BY_STATED, rows[0].price_fen, rows[0].price_units, rows[0].source);
	return ERR_OK;
}

/* What the lot cost when it came in, by its purchase or receipt; else what somebody stated for it. */
static enum err cost_of(struct ctx *cx, struct charge_desk *desk, struct drawn *r)
{
	struct ledger_lot lot;

	TRY(ledger_lot_get(cx, r->lot_id, &lot));
	if (lot.cost_fen <= 0)
		return stated(cx, r, r->lot_id);
	if (desk->source_id != lot.source_doc_id)
		TRY(document_number(cx, desk->source_id = lot.source_doc_id, &desk->source));
	price_is(r, PRICE_BY_COST, lot.cost_fen, lot.cost_units, desk->source ? desk->source : "");
	return ERR_OK;
}

/* The lowest price in the catalogue, never above a cap; else what was stated; else the cap itself. */
static enum err market_of(struct ctx *cx, struct drawn *r)
{
	struct market_price m;

	TRY(price_on_market(cx, r->path, r->item_id, &m));
	if (m.price_fen > 0 && !m.capped) {
		price_is(r, PRICE_BY_CATALOGUE, m.price_fen, m.price_units, m.shop);
		return ERR_OK;
	}
	TRY(stated(cx, r, 0));
	if (m.price_fen > 0 && (r->price_fen <= 0 || (__int128)m.price_fen * r->price_units < (__int128)r->price_fen * m.price_units))
		price_is(r, PRICE_BY_CAP, m.price_fen, m.price_units, m.decision);
	return ERR_OK;
}

static enum err fund_of(struct ctx *cx, struct charge_desk *desk, struct drawn *r, const char *rule)
{
	struct charge_fund_of_row *rows;
	size_t n;

	if (!desk->fund_rule || !text_equal(desk->fund_rule, rule)) {
		TRY(charge_fund_of(cx, (struct charge_fund_of_in){ cx->district_id, rule, 1 }, &rows, &n, 1));
		desk->fund_rule = rule;
		desk->fund_id = n ? rows[0].fund_id : 0;
	}
	r->fund_id = desk->fund_id;
	return ERR_OK;
}

static enum err priced(struct ctx *cx, struct charge_desk *desk, struct drawn *r, const struct plan_charge *rule)
{
	const struct doc_line *line;

	price_is(r, PRICE_BY_NOTHING, 0, 1, "");
	if (text_equal(rule->price, "market"))
		TRY(market_of(cx, r));
	else
		TRY(cost_of(cx, desk, r));
	line = &(struct doc_line){ .price_fen = r->price_fen, .price_units = r->price_units };
	r->worth_fen = r->price_fen > 0 ? doc_worth(line, WHOLE_PRICE, r->qty) : 0;
	if (rule->pays != PAYS_receiver) {
		r->state = CHARGE_CARRIED;
		return ERR_OK;
	}
	TRY(fund_of(cx, desk, r, rule->fund ? rule->fund : ""));
	r->state = r->price_fen <= 0 ? CHARGE_NO_PRICE : !r->fund_id ? CHARGE_NO_FUND : CHARGE_BOOKED;
	r->due_ms = rule->within.unit == DUR_NONE ? 0 : plan_after(cx->now_ms, rule->within);
	return ERR_OK;
}

/* ---- the row ---- */

static void agent_of(struct drawn *r, const struct plan *plan)
{
	const struct plan_flow *flow = plan_flow(plan, PLAN_DOC_issue, r->unit_kind, r->category);
	const struct plan_role *role = flow && flow->through ? plan_role(flow->rule.plan, flow->through) : NULL;

	if (!role)
		return;
	r->agent = role->rule.id;
	r->agent_zh = role->rule.zh ? role->rule.zh : role->rule.id;
	r->agent_en = role->rule.en ? role->rule.en : r->agent_zh;
}

static void rule_of(struct drawn *r, const struct plan_charge *rule)
{
	r->plan = rule->rule.plan->id;
	r->rule = rule->rule.id;
	r->rule_zh = rule->rule.zh ? rule->rule.zh : rule->rule.id;
	r->rule_en = rule->rule.en ? rule->rule.en : r->rule_zh;
	r->rule_source = rule->rule.source ? rule->rule.source : "";
}

enum err charge_desk_open(struct ctx *cx, struct charge_desk *ret)
{
	*ret = (struct charge_desk){ 0 };
	return document_plan(cx, &ret->plan);
}

enum err charge_decide(struct ctx *cx, struct charge_desk *desk, struct drawn *r)
{
	const struct plan_charge *rule = desk->plan ? plan_charge(desk->plan, CHARGE_goods, r->unit_kind, r->category) : NULL;

	r->agent = r->agent_zh = r->agent_en = r->plan = r->rule = r->rule_zh = r->rule_en = r->rule_source = "";
	r->state = CHARGE_NO_RULE;
	price_is(r, PRICE_BY_NOTHING, 0, 1, "");
	if (!rule)
		return ERR_OK;
	agent_of(r, desk->plan);
	rule_of(r, rule);
	return priced(cx, desk, r, rule);
}

/* The rule that was frozen, or that of now where no plan in force has it any more. */
static const struct plan_charge *rule_again(const struct plan *plan, const char *plan_id, const char *id, const char *unit_kind, const char *category)
{
	const struct plan_charge *rule = rule_by_id(plan, plan_id, id);

	return rule || !plan ? rule : plan_charge(plan, CHARGE_goods, unit_kind, category);
}

bool charge_asks_market(const struct plan *plan, const char *plan_id, const char *id, const char *unit_kind, const char *category)
{
	const struct plan_charge *rule = rule_again(plan, plan_id, id, unit_kind, category);

	return rule && text_equal(rule->price, "market");
}

enum err charge_price_again(struct ctx *cx, struct charge_desk *desk, struct drawn *r)
{
	const struct plan_charge *rule = rule_again(desk->plan, r->plan, r->rule, r->unit_kind, r->category);

	return rule && rule->pays == PAYS_receiver ? priced(cx, desk, r, rule) : ERR_OK;      /* without a rule in force it goes on waiting */
}
