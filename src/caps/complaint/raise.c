/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a complaint: in time, on something that was handed over, within what the plan allows. */
#include "base/check.h"
#include "base/text.h"
#include "caps/complaint/complaint_internal.h"
#include "complaint.sql.h"
#include "caps/grid/grid.h"
#include "caps/order/order.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_household.h"
#include <string.h>

const char *const complaint_kind_words[] = { "any", "weight", "quality", "price", "missing", "service", NULL };
const char *const complaint_want_words[] = { "nothing", "refund", "replace", "return", NULL };
const char *const complaint_state_words[] = { "any", "open", "taken", "settled", "rejected", NULL };
const char *const complaint_settled_words[] = { "not", "refund", "replace", "explained", NULL };

/* A phone's clock that is a little ahead counts as now. */
enum { HOUR_MS = 3600000, AHEAD_MS = 10 * 60000 };
#define BACK_MS (INT64_C(3) * 86400000)

enum err complaint_note(struct ctx *cx, int64_t complaint_id, const char *verb, int64_t at_ms, const char *note)
{
	return complaint_step_insert(cx, (struct complaint_step_insert_in){ .district_id = cx->district_id, .complaint_id = complaint_id,
		.verb = verb, .at_ms = at_ms, .account_id = cx->actor->account_id, .note = note ? note : "" });
}

static enum err check_facts(struct ctx *cx, const struct complaint_facts *in, int64_t *ret_ms)
{
	TRY(check_range(cx, "kind", in->kind, COMPLAINT_WEIGHT, COMPLAINT_SERVICE));
	TRY(check_range(cx, "want", in->want, 0, WANT_RETURN));
	TRY(check_range(cx, "channel", in->channel, 0, 4));
	TRY(check_line(cx, "what", in->what ? in->what : "", 1, COMPLAINT_WHAT_MAX));
	if (in->asked_ms > cx->now_ms + AHEAD_MS || (in->asked_ms && in->asked_ms < cx->now_ms - BACK_MS))
		return fail(cx, ERR_BAD_INPUT, "asked_at", "时间在将来，或早于 3 天前", "the time lies in the future or more than 3 days back");
	*ret_ms = in->asked_ms && in->asked_ms < cx->now_ms ? in->asked_ms : cx->now_ms;
	return ERR_OK;
}

static const struct doc_line *line_of(const struct doc *doc, int64_t line_no)
{
	for (size_t i = 0; line_no && i < doc->n_lines; i++)
		if (doc->lines[i].line_no == line_no)
			return &doc->lines[i];
	return NULL;
}

static enum err check_line_of_order(struct ctx *cx, const struct complaint_facts *in, const struct doc *doc, const struct doc_line **ret)
{
	*ret = line_of(doc, in->line_no);
	if (in->line_no && !*ret)
		return fail(cx, ERR_BAD_INPUT, "line_no", "这张订单没有第 %lld 行", "the order has no line %lld", (long long)in->line_no);
	if (!in->line_no && in->kind != COMPLAINT_SERVICE)
		return fail(cx, ERR_BAD_INPUT, "line_no", "请选是哪一样商品；只有服务投诉可以不选", "say which article it is; only a complaint about service may leave it out");
	if (*ret && (in->qty < 0 || in->qty > (*ret)->counter[GRANTED]))
		return fail(cx, ERR_BAD_INPUT, "qty", "投诉数量不能超过订的数量", "more is complained of than was ordered");
	if (in->want == WANT_REPLACE && !*ret)
		return fail(cx, ERR_BAD_INPUT, "want", "换货要指明是哪一样商品", "say which article should be replaced");
	return ERR_OK;
}

/* The moment the goods were handed over last; 0: not yet. */
static enum err handed_at(struct ctx *cx, int64_t order_id, int64_t *ret_ms)
{
	struct doc_event *events;
	size_t n;

	*ret_ms = 0;
	TRY(document_history(cx, order_id, &events, &n));
	for (size_t i = 0; i < n; i++)
		if (strcmp(events[i].verb, "deliver") == 0)
			*ret_ms = events[i].happened_ms ? events[i].happened_ms : events[i].posted_ms;
	return ERR_OK;
}

static enum err check_rules(struct ctx *cx, const struct complaint_facts *in, const struct plan_ordering *rules, const struct order_view *order,
			    int64_t asked_ms)
{
	static const char *const returns[] = { "any", "quality_only", "none" };
	int64_t handed_ms;

	TRY(handed_at(cx, order->doc.doc_id, &handed_ms));
	if (!handed_ms && in->kind != COMPLAINT_SERVICE)
		return fail(cx, ERR_BAD_STATE, "order_id", "这张订单还没有送到；催单、缺货请看订单页", "nothing of this order was handed over yet");
	if (handed_ms && rules->claim_within.unit != DUR_NONE && asked_ms > plan_after(handed_ms, rules->claim_within))
		return fail(cx, ERR_BLOCKED, "order_id", "送到后超过索赔时限（%lld 小时），依据预案 %s 规则 %s", "the time to claim after the handover (%lld h) is over; plan %s, rule %s",
			    (long long)((plan_after(handed_ms, rules->claim_within) - handed_ms) / HOUR_MS), rules->claim_by->rule.plan->id,
			    rules->claim_by->rule.id);
	if (in->want == WANT_RETURN && (rules->returns == RETURNS_none || (rules->returns == RETURNS_quality_only && in->kind != COMPLAINT_QUALITY
	    && in->kind != COMPLAINT_WEIGHT)))
		return fail(cx, ERR_BLOCKED, "want", "没有质量问题不能退货（%s），依据预案 %s 规则 %s", "without a quality problem nothing is returned (%s); plan %s, rule %s",
			    returns[rules->returns], rules->returns_by->rule.plan->id, rules->returns_by->rule.id);
	return ERR_OK;
}

static enum err freeze_levels(struct ctx *cx, int64_t complaint_id, const struct plan_flow *flow, int64_t raised_ms)
{
	for (size_t i = 0; flow && i < flow->escalate.n && i < COMPLAINT_LEVELS_MAX; i++) {
		const struct plan_role *role = plan_role(flow->rule.plan, flow->escalate.at[i].to);

		TRY(complaint_level_insert(cx, (struct complaint_level_insert_in){ .district_id = cx->district_id, .complaint_id = complaint_id,
			.level_no = (int64_t)i + 1, .role_id = flow->escalate.at[i].to, .role_zh = role ? role->rule.zh : flow->escalate.at[i].to,
			.role_en = role ? role->rule.en : flow->escalate.at[i].to, .due_ms = plan_after(raised_ms, flow->escalate.at[i].after) }));
	}
	return ERR_OK;
}

static enum err insert(struct ctx *cx, int64_t complaint_id, const struct complaint_facts *in, const struct order_view *order,
		       const struct doc_line *line, const struct plan_flow *flow, int64_t raised_ms)
{
	struct place shop;

	TRY(place_get(cx, order->shop_id, &shop));
	return complaint_insert(cx, (struct complaint_insert_in){ .district_id = cx->district_id, .complaint_id = complaint_id,
		.order_id = in->order_id, .household_id = order->household_id, .path = order->path, .shop_id = order->shop_id,
		.shop_path = shop.path, .line_no = in->line_no, .item_id = line ? line->item_id : 0, .kind = in->kind, .want = in->want,
		.qty = in->qty, .channel = in->channel, .what = in->what, .raised_by = cx->actor->account_id, .raised_ms = raised_ms,
		.answer_by_ms = flow && flow->vet_within.unit != DUR_NONE ? plan_after(raised_ms, flow->vet_within) : 0,
		.plan_id = flow ? flow->rule.plan->id : "", .plan_version = flow ? flow->rule.plan->version : 0,
		.rule_id = flow ? flow->rule.id : "", .now_ms = cx->now_ms });
}

enum err complaint_raise(struct ctx *cx, const struct complaint_facts *in, int64_t *ret_complaint_id)
{
	struct complaint_open_same_row same;
	struct grid_area area = { .zone = "" };
	const struct plan_flow *flow;
	struct plan_ordering rules;
	const struct doc_line *line;
	struct order_view order;
	const struct plan *plan;
	int64_t raised_ms;

	TRY(check_facts(cx, in, &raised_ms));
	TRY(order_get(cx, in->order_id, &order));
	if (!in->by_household)
		TRY(ctx_need(cx, PERM_COMPLAINT_EDIT, order.path));
	TRY(check_line_of_order(cx, in, &order.doc, &line));
	TRY(grid_area_of(cx, order.building_id, &area));
	TRY(plan_active_load(cx, order.path, &plan));
	plan_ordering(&cx->mem, plan, area.zone, &rules);
	TRY(check_rules(cx, in, &rules, &order, raised_ms));
	TRY(complaint_open_same(cx, (struct complaint_open_same_in){ .district_id = cx->district_id, .order_id = in->order_id,
		.line_no = in->line_no, .kind = in->kind }, &same));
	if (same.same)
		return fail(cx, ERR_CONFLICT, "line_no", "同一问题已经在办，不必重复投诉", "the same complaint is open already");
	flow = plan_flow_named(plan, PLAN_DOC_complaint, area.zone, "household", NULL);
	*ret_complaint_id = ctx_new_id(cx);
	TRY(insert(cx, *ret_complaint_id, in, &order, line, flow, raised_ms));
	TRY(freeze_levels(cx, *ret_complaint_id, flow, raised_ms));
	TRY(order_set_trouble(cx, in->order_id, TROUBLE_COMPLAINT, true));
	return complaint_note(cx, *ret_complaint_id, "raise", raised_ms, "");
}

enum err complaint_household_moved(struct ctx *cx, int64_t from_id, int64_t to_id, int64_t *ret_n)
{
	return complaint_household_pass_n(cx, (struct complaint_household_pass_in){ .district_id = cx->district_id, .from_id = from_id,
		.to_id = to_id, .changed_ms = cx->now_ms }, ret_n);
}
