/* SPDX-License-Identifier: Apache-2.0 */
/* Goods set aside, their rotation and their release. */
#include "caps/reserve/reserve_work.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "reserve.sql.h"

enum err reserve_hold_open(struct ctx *cx, int64_t place_id, const struct reserve_kept *goods, size_t n, int64_t *ret_doc_id)
{
	struct doc doc = { .kind = "reserve_hold", .to_place_id = place_id, .n_lines = n };
	struct place root;

	TRY(place_root(cx, &root));
	doc.lines = arena_array(&cx->mem, struct doc_line, n + 1);
	for (size_t i = 0; i < n; i++)
		doc.lines[i] = (struct doc_line){ .item_id = goods[i].item_id, .lot_id = goods[i].lot_id, .place_id = place_id,
			.owner_id = goods[i].owner_id ? goods[i].owner_id : root.place_id, .fund_id = goods[i].fund_id, .counter = { [ASKED] = goods[i].qty } };
	return document_open(cx, &doc, ret_doc_id);
}

enum err reserve_release_open(struct ctx *cx, int64_t hold_id, const struct reserve_freed *lines, size_t n, int64_t *ret_doc_id)
{
	struct doc hold, doc = { .kind = "reserve_release", .parent_id = hold_id, .n_lines = n };

	TRY(document_see(cx, hold_id, &hold));
	TRY(reserve_is(cx, &hold, "reserve_hold"));
	doc.to_place_id = hold.to_place_id;
	doc.lines = arena_array(&cx->mem, struct doc_line, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct doc_line *l;

		if (lines[i].line_no < 1 || lines[i].line_no > (int64_t)hold.n_lines)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "lines[%zu].line_no", i), "划定单 %s 没有第 %lld 行", "%s has no line %lld", hold.number,
				    (long long)lines[i].line_no);
		l = &hold.lines[lines[i].line_no - 1];
		doc.lines[i] = (struct doc_line){ .parent_line_no = l->line_no, .item_id = l->item_id, .place_id = l->place_id, .owner_id = l->owner_id,
			.lot_id = l->lot_id, .fund_id = l->fund_id, .counter = { [ASKED] = lines[i].qty } };
	}
	return document_open(cx, &doc, ret_doc_id);
}

enum err reserve_hold_left(struct ctx *cx, const struct doc *hold, int64_t **ret)
{
	struct reserve_released_row *gone;
	size_t n;

	TRY(reserve_released(cx, (struct reserve_released_in){ cx->district_id, hold->doc_id, DOC_LINES_MAX }, &gone, &n, DOC_LINES_MAX));
	*ret = arena_array(&cx->mem, int64_t, hold->n_lines + 1);
	for (size_t i = 0; i < hold->n_lines; i++)
		(*ret)[i] = hold->lines[i].counter[GRANTED] - hold->lines[i].counter[DROPPED];
	for (size_t i = 0; i < n; i++)
		if (gone[i].line_no <= (int64_t)hold->n_lines)
			(*ret)[gone[i].line_no - 1] -= gone[i].qty;
	return ERR_OK;
}

/* Every line draws on one line of goods set aside, and all releases together on no more than lies there. */
enum err reserve_guard_of_hold(struct ctx *cx, const struct doc_work *w)
{
	struct doc hold;
	int64_t *room;

	TRY(document_get(cx, w->doc.parent_id, &hold));
	if (!text_equal(hold.kind, "reserve_hold") || !text_equal(hold.state, "kept"))
		return fail(cx, ERR_BLOCKED, "hold_id", "划定单 %s 不在储备中，不能动用", "%s is not set aside any more and cannot be released", hold.number);
	TRY(reserve_hold_left(cx, &hold, &room));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		int64_t *left = &room[l->parent_line_no - 1];

		if (l->counter[ASKED] > *left)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%zu].qty", i), "第 %zu 行要动用 %lld，储备中只剩 %lld",
				    "line %zu asks for %lld, only %lld are set aside", i + 1, (long long)l->counter[ASKED], (long long)*left);
		*left -= l->counter[ASKED];
	}
	return ERR_OK;
}

static enum err may_rotate(struct ctx *cx, const struct plan *plans, const struct doc_line *l, const struct doc_part *part)
{
	const char *field = arena_print(&cx->mem, "parts[%lld].lot_id", (long long)part->line_no);
	const struct plan_upkeep *upkeep;
	struct reserve_lot_expiry_row lot;
	struct item item;
	int64_t from;

	TRY(item_get(cx, l->item_id, &item));
	upkeep = plan_upkeep(plans, item.category);
	if (!upkeep || upkeep->rotate_before.unit == DUR_NONE)
		return fail(cx, ERR_BLOCKED, field, "预案没有定“%s”的轮换期，须按动用程序办理", "no plan says when \"%s\" is rotated; have it released", item.zh);
	if (!part->lot_id)
		return fail(cx, ERR_BAD_INPUT, field, "轮换须写明批次", "say which lot is rotated");
	TRY(reserve_lot_expiry(cx, (struct reserve_lot_expiry_in){ cx->district_id, part->lot_id }, &lot));
	from = lot.expiry_day ? reserve_rotate_day(lot.made_day, lot.expiry_day, item.shelf_life_days,
		(plan_after(0, upkeep->rotate_before) + DAY_MS - 1) / DAY_MS) : INT64_MAX;
	return civil_day_of(cx->now_ms) >= from ? ERR_OK :
		fail(cx, ERR_BLOCKED, field, "这一批还没有到轮换期，须按动用程序办理", "this lot is not due for rotation; have it released");
}

/* Only lots the plan wants rotated leave without a release. */
enum err reserve_guard_rotation(struct ctx *cx, const struct doc_work *w)
{
	const struct plan *plans;

	TRY(document_plan(cx, &plans));
	for (size_t i = 0; i < w->move->n_parts; i++)
		for (size_t k = 0; k < w->doc.n_lines; k++)
			if (w->doc.lines[k].line_no == w->move->parts[i].line_no)
				TRY(may_rotate(cx, plans, &w->doc.lines[k], &w->move->parts[i]));
	return ERR_OK;
}

static enum err holds(struct ctx *cx, const char *role, const char *path, bool *ret)
{
	struct party_held held;

	TRY(party_holds_plan_role(cx, cx->actor->account_id, role, path, &held));
	*ret = held.how != PARTY_HOLDS_NOT;
	return ERR_OK;
}

static enum err check_raiser(struct ctx *cx, const struct plan_flow *flow, const char *holder, const char *path)
{
	const struct plan_role *role;
	bool yes = false;

	if (!flow || !flow->raise.n)
		return ERR_OK;
	if (holder[0])
		TRY(holds(cx, holder, path, &yes));
	for (size_t i = 0; i < flow->raise.n && !yes; i++)
		TRY(holds(cx, flow->raise.at[i], path, &yes));
	role = plan_role(flow->rule.plan, flow->raise.at[0]);
	return yes ? ERR_OK :
		fail(cx, ERR_FORBIDDEN, "verb", "按预案“%s”，须由“%s”提出", "by the plan's rule \"%s\" this is proposed by \"%s\"",
		     flow->rule.zh ? flow->rule.zh : flow->rule.id, role ? role->rule.zh : flow->raise.at[0]);
}

/* The flow of each line's class: goods of another class beside them do not change whose they are. */
static enum err flow_of_line(struct ctx *cx, const struct doc_work *w, const struct plan *plans, size_t i, const struct plan_flow **ret)
{
	struct item item;

	TRY(item_get(cx, w->doc.lines[i].item_id, &item));
	*ret = plan_flow(plans, w->kind->flow, NULL, item.category);
	return ERR_OK;
}

/* Proposed by whom the plan's flow names (raise); a department's plan also by the department itself. */
enum err reserve_guard_raiser(struct ctx *cx, const struct doc_work *w)
{
	const char *holder = "";
	const struct plan_flow *flow;
	const struct plan *plans;
	struct place place;

	TRY(place_get(cx, w->doc.to_place_id, &place));
	TRY(document_plan(cx, &plans));
	if (text_equal(w->kind->name, "reserve_plan")) {
		TRY(reserve_plan_holder(cx, w->doc.doc_id, &holder));
		return check_raiser(cx, plan_flow(plans, w->kind->flow, NULL, NULL), holder, place.path);
	}
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		TRY(flow_of_line(cx, w, plans, i, &flow));
		TRY(check_raiser(cx, flow, "", place.path));
	}
	return ERR_OK;
}

/* The chains of all classes agree, not only of the first. */
enum err reserve_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains)
{
	const struct plan_flow *flow;
	const struct plan *plans;

	TRY(document_plan(cx, &plans));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		TRY(flow_of_line(cx, w, plans, i, &flow));
		if (flow && flow->approve)
			doc_chains_add(chains, plan_chain(flow->rule.plan, flow->approve));
	}
	return ERR_OK;
}
