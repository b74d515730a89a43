/* SPDX-License-Identifier: Apache-2.0 */
/* Recording a need: what the plan takes, and to whom it will go up when. */
#include "base/check.h"
#include "base/text.h"
#include "caps/care/care_internal.h"
#include "care.sql.h"
#include "caps/grid/grid.h"
#include "caps/plan/plan_active.h"
#include "caps/plan/plan_household.h"

const char *const care_kind_words[] = { "any", "need", "medicine", "urgent", "help", NULL };
const char *const care_state_words[] = { "any", "open", "taken", "assigned", "fetched", "met", "refused", NULL };
const char *const care_told_words[] = { "not", "phone", "chat", "visit", "page", NULL };
const char *const care_proof_words[] = { "none", "tick", "signature", "photo", "code", NULL };
const char *const care_channel_words[] = { "page", "worker", "chat", "file", "phone", NULL };

/* Where the need is: its household's building, or for a call for help any place. */
struct spot { int64_t household_id, place_id; const char *path, *zone; };

static const char *or_empty(const char *text) { return text ? text : ""; }

enum err care_moment(struct ctx *cx, const char *field, int64_t at_ms, int64_t *ret)
{
	if (at_ms > cx->now_ms)
		return fail(cx, ERR_BAD_INPUT, field, "时间在将来，请核对手机时钟", "the time lies in the future; check the clock of the phone");
	if (at_ms && at_ms < cx->now_ms - CARE_BACK_MS)
		return fail(cx, ERR_BAD_INPUT, field, "时间早于 3 天前，不能补记", "the time is more than 3 days back");
	*ret = at_ms ? at_ms : cx->now_ms;
	return ERR_OK;
}

enum err care_note(struct ctx *cx, int64_t care_id, const char *verb, int64_t at_ms, const char *note)
{
	return care_step_insert(cx, (struct care_step_insert_in){ .district_id = cx->district_id, .care_id = care_id, .verb = verb, .at_ms = at_ms,
		.account_id = cx->actor->account_id, .note = or_empty(note) });
}

static enum err find_spot(struct ctx *cx, const struct care_facts *in, struct spot *ret)
{
	struct household h;
	struct place place;
	struct grid_area area;
	enum err e;

	if (!in->household_id) {
		if (in->kind != CARE_HELP || !in->place_id)
			return fail(cx, ERR_BAD_INPUT, "household_id", "请选住户；只有求助可以只写地点", "choose the household; only a call for help may name a place alone");
		TRY(place_need(cx, PERM_CARE_EDIT, in->place_id, &place));
		*ret = (struct spot){ 0, place.place_id, place.path, "" };
	} else {
		if (in->by_household)
			TRY(household_now(cx, in->household_id, &h));
		else
			TRY(household_need(cx, PERM_CARE_EDIT, in->household_id, &h));
		if (h.status == HOUSEHOLD_MOVED || h.merged_into)
			return fail(cx, ERR_BAD_STATE, "household_id", "这一户已搬走或并入另一户", "this household has moved away or was merged into another");
		*ret = (struct spot){ h.household_id, h.building_id, h.path, "" };
	}
	e = grid_area_of(cx, ret->place_id, &area);
	if (!e)
		ret->zone = area.zone;
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err check_facts(struct ctx *cx, const struct care_facts *in)
{
	TRY(check_range(cx, "kind", in->kind, CARE_NEED, CARE_HELP));
	TRY(check_range(cx, "channel", in->channel, 0, 4));
	TRY(check_line(cx, "what", or_empty(in->what), 1, CARE_WHAT_MAX));
	TRY(check_line(cx, "quantity", or_empty(in->quantity), 0, CARE_QUANTITY_MAX));
	TRY(check_line(cx, "note", or_empty(in->note), 0, CARE_NOTE_MAX));
	if (*or_empty(in->goods_class))
		TRY(check_word(cx, "goods_class", in->goods_class));
	else if (in->kind == CARE_NEED)
		return fail(cx, ERR_BAD_INPUT, "goods_class", "请选是哪一类物资", "say which class of goods it is");
	return ERR_OK;
}

/* Tobacco and liquor never (D6.4): what the plan refuses is no need. */
static enum err check_class(struct ctx *cx, const struct plan *plan, const char *zone, const char *class)
{
	struct plan_scope scope = *class ? plan_takes(plan, zone, class) : (struct plan_scope){ 0 };
	const struct plan_class *named = plan_class(plan, class);

	if (!*class || scope.takes != TAKES_REFUSE)
		return ERR_OK;
	if (scope.unknown)
		return fail(cx, ERR_BAD_INPUT, "goods_class", "预案 %s 里没有“%s”这一类物资，请改选", "plan %s knows no class '%s', choose another",
			    scope.rule->rule.plan->id, class);
	return fail(cx, ERR_BLOCKED, "goods_class", "%s（%s）不属于个别需求，不予登记；依据预案 %s 规则 %s",
		    "%s (%s) is no individual need and is not recorded; plan %s, rule %s", named ? named->rule.zh : class,
		    named ? named->rule.en : class, scope.rule->rule.plan->id, scope.rule->rule.id);
}

static enum err refuse_double(struct ctx *cx, const struct care_facts *in, int64_t household_id)
{
	struct care_open_same_row row;

	if (!household_id)
		return ERR_OK;
	TRY(care_open_same(cx, (struct care_open_same_in){ .district_id = cx->district_id, .household_id = household_id, .kind = in->kind,
		.what = or_empty(in->what) }, &row));
	if (row.same)
		return fail(cx, ERR_CONFLICT, "what", "这一户的同一需求还在办，不必再登记", "the same need of this household is open already; no need to record it again");
	if (row.open >= CARE_OPEN_PER_HOUSEHOLD)
		return fail(cx, ERR_TOO_MANY, NULL, "这一户已有 %lld 件在办，请先办结", "this household has %lld open already; close some first", (long long)row.open);
	return ERR_OK;
}

static const struct plan_flow *flow_of(const struct plan *plan, const char *zone, int64_t kind, const char *class)
{
	static const char *const kinds[] = { [CARE_NEED] = "household", [CARE_MEDICINE] = "chronic", [CARE_URGENT] = "urgent_patient",
		[CARE_HELP] = "help_asker" };
	const struct plan_flow *flow = plan_flow_named(plan, PLAN_DOC_request, zone, kinds[kind], class);

	return flow ? flow : plan_flow_named(plan, PLAN_DOC_request, zone, "household", class);
}

static enum err freeze_levels(struct ctx *cx, int64_t care_id, const struct plan_flow *flow, int64_t raised_ms)
{
	for (size_t i = 0; flow && i < flow->escalate.n && i < CARE_LEVELS_MAX; i++) {
		const struct plan_role *role = plan_role(flow->rule.plan, flow->escalate.at[i].to);

		TRY(care_level_insert(cx, (struct care_level_insert_in){ .district_id = cx->district_id, .care_id = care_id, .level_no = (int64_t)i + 1,
			.role_id = flow->escalate.at[i].to, .role_zh = role ? role->rule.zh : flow->escalate.at[i].to,
			.role_en = role ? role->rule.en : flow->escalate.at[i].to, .due_ms = plan_after(raised_ms, flow->escalate.at[i].after) }));
	}
	return ERR_OK;
}

enum err care_raise(struct ctx *cx, const struct care_facts *in, int64_t *ret_care_id)
{
	const char *class = or_empty(in->goods_class);
	const struct plan_flow *flow;
	const struct plan *plan;
	struct spot spot;
	int64_t raised_ms;

	TRY(check_facts(cx, in));
	TRY(find_spot(cx, in, &spot));
	TRY(care_moment(cx, "asked_at", in->asked_ms, &raised_ms));
	TRY(plan_active_load(cx, spot.path, &plan));
	if (!*class && (in->kind == CARE_MEDICINE || in->kind == CARE_URGENT))
		class = "medicine";
	if (in->kind != CARE_HELP && plan)
		TRY(check_class(cx, plan, spot.zone, class));
	TRY(refuse_double(cx, in, spot.household_id));
	flow = flow_of(plan, spot.zone, in->kind, class);
	*ret_care_id = ctx_new_id(cx);
	TRY(care_insert(cx, (struct care_insert_in){ .district_id = cx->district_id, .care_id = *ret_care_id, .household_id = spot.household_id,
		.place_id = spot.place_id, .path = spot.path, .kind = in->kind, .goods_class = class, .channel = in->channel,
		.raised_by = cx->actor->account_id, .raised_ms = raised_ms,
		.answer_by_ms = flow && flow->vet_within.unit != DUR_NONE ? plan_after(raised_ms, flow->vet_within) : 0,
		.plan_id = flow ? flow->rule.plan->id : "", .plan_version = flow ? flow->rule.plan->version : 0,
		.rule_id = flow ? flow->rule.id : "", .now_ms = cx->now_ms }));
	TRY(care_detail_insert(cx, (struct care_detail_insert_in){ .district_id = cx->district_id, .care_id = *ret_care_id, .what = in->what,
		.quantity = or_empty(in->quantity), .note = or_empty(in->note) }));
	TRY(freeze_levels(cx, *ret_care_id, flow, raised_ms));
	return care_note(cx, *ret_care_id, "raise", raised_ms, "");
}

enum err care_household_moved(struct ctx *cx, const struct household *from, const struct household *to, int64_t *ret_n)
{
	return care_household_pass_n(cx, (struct care_household_pass_in){ .district_id = cx->district_id, .from_id = from->household_id,
		.to_id = to->household_id, .from_place_id = from->building_id, .to_place_id = to->building_id, .path = to->path,
		.changed_ms = cx->now_ms }, ret_n);
}
