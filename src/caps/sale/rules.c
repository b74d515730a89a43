/* SPDX-License-Identifier: Apache-2.0 */
/* What a market release has to keep to, and what its steps bring about. */
#include "caps/sale/sale_work.h"
#include "base/buf.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/fund/fund.h"
#include "caps/item/item.h"
#include "caps/party/party.h"
#include "caps/place/place.h"
#include "sale.sql.h"

enum err sale_is(struct ctx *cx, const struct doc *doc)
{
	return text_equal(doc->kind, "sale") ? ERR_OK : fail(cx, ERR_NOT_FOUND, "doc_id", "没有编号为 %lld 的投放单", "there is no market release %lld", (long long)doc->doc_id);
}

int64_t sale_worth(const struct doc *doc, enum counter counter)
{
	int64_t sum = 0;

	for (size_t i = 0; i < doc->n_lines; i++)
		sum += doc_worth(&doc->lines[i], WHOLE_PRICE, doc->lines[i].counter[counter]);
	return sum;
}

enum err sale_on_shelf(struct ctx *cx, const struct doc *doc, int64_t **ret)
{
	struct sale_losses_row *lost;
	size_t n;

	*ret = arena_array(&cx->mem, int64_t, doc->n_lines + 1);
	for (size_t i = 0; i < doc->n_lines; i++)
		(*ret)[i] = doc->lines[i].counter[ARRIVED] - doc->lines[i].counter[TAKEN] - doc->lines[i].counter[BACK];
	TRY(sale_losses(cx, (struct sale_losses_in){ cx->district_id, doc->doc_id, SALE_LINES_MAX }, &lost, &n, SALE_LINES_MAX));
	for (size_t i = 0; i < n; i++)
		if (lost[i].line_no >= 1 && lost[i].line_no <= (int64_t)doc->n_lines)
			(*ret)[lost[i].line_no - 1] -= lost[i].lost;
	return ERR_OK;
}

/* Why, by which decision and rule, for whom, when, and what each price was compared with: all of it is signed. */
enum err sale_content(struct ctx *cx, const struct doc_work *w, struct buf *bytes)
{
	struct sale_windows_row *windows;
	struct sale_lines_row *lines;
	struct sale_one_row own;
	size_t n, n_windows;

	TRY(sale_one(cx, (struct sale_one_in){ cx->district_id, w->doc.doc_id }, &own));
	TRY(sale_lines(cx, (struct sale_lines_in){ cx->district_id, w->doc.doc_id, SALE_LINES_MAX }, &lines, &n, SALE_LINES_MAX));
	TRY(sale_windows(cx, (struct sale_windows_in){ cx->district_id, w->doc.doc_id, SALE_WINDOWS_MAX }, &windows, &n_windows, SALE_WINDOWS_MAX));
	buf_print(bytes, "%lld %lld\n%s\n%s\n%s\n%s/%s\n%s\n", (long long)own.round_id, (long long)own.slot_minutes, own.reason, own.decision, own.buyers, own.plan,
		  own.rule, own.rule_source);
	for (size_t i = 0; i < n; i++)
		buf_print(bytes, "%lld %lld/%lld %lld %lld %lld %lld %s\n", (long long)lines[i].line_no, (long long)lines[i].market_fen, (long long)lines[i].market_units,
			  (long long)lines[i].market_by, (long long)lines[i].market_ms, (long long)lines[i].per_household, (long long)lines[i].per_unit, lines[i].market_source);
	for (size_t i = 0; i < n_windows; i++)
		buf_print(bytes, "%lld %lld-%lld\n", (long long)windows[i].window_no, (long long)windows[i].opens_ms, (long long)windows[i].closes_ms);
	return ERR_OK;
}

/* ---- the plan's flow ---- */

static enum err flow_of(struct ctx *cx, const struct doc_work *w, size_t i, const struct plan_flow **ret)
{
	const struct plan *plans;
	struct item item;

	TRY(document_plan(cx, &plans));
	TRY(item_get(cx, w->doc.lines[i].item_id, &item));
	*ret = sale_flow(plans, item.category);
	return *ret ? ERR_OK :
		fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "现行预案没有把“%s”列入可以投放的物资，请先修订预案",
		     "no plan in force lets \"%s\" be released to the market; change the plan first", item.zh);
}

/* Goods of another class bring their own chain; putting them beside others changes nothing. */
enum err sale_chains(struct ctx *cx, const struct doc_work *w, struct doc_chains *chains)
{
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct plan_flow *flow;

		TRY(flow_of(cx, w, i, &flow));
		if (flow->approve)
			doc_chains_add(chains, plan_chain(flow->rule.plan, flow->approve));
	}
	return ERR_OK;
}

static enum err holds_any(struct ctx *cx, const struct plan_ids *roles, const char *path, bool *ret)
{
	struct party_held held = { 0 };

	*ret = false;
	for (size_t i = 0; i < roles->n && !*ret; i++) {
		TRY(party_holds_plan_role(cx, cx->actor->account_id, roles->at[i], path, &held));
		*ret = held.how != PARTY_HOLDS_NOT;
	}
	return ERR_OK;
}

static const char *title_of(const struct plan_flow *flow)
{
	return flow->rule.zh ? flow->rule.zh : flow->rule.id;
}

static const char *role_title(const struct plan_flow *flow, const char *role_id)
{
	const struct plan_role *role = plan_role(flow->rule.plan, role_id);

	return role && role->rule.zh ? role->rule.zh : role_id;
}

/* Each class in a plan's flow, put forward by whom it names, its takings into a fund that is there. */
enum err sale_guard_flow(struct ctx *cx, const struct doc_work *w)
{
	const struct plan_flow *flow = NULL, *first = NULL;
	struct place from;
	bool yes;

	TRY(place_get(cx, w->doc.from_place_id, &from));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		TRY(flow_of(cx, w, i, &flow));
		if (flow->raise.n) {
			TRY(holds_any(cx, &flow->raise, from.path, &yes));
			if (!yes)
				return fail(cx, ERR_FORBIDDEN, "verb", "按预案“%s”，须由“%s”提出", "by the plan's rule \"%s\" this is put forward by \"%s\"", title_of(flow),
					    role_title(flow, flow->raise.at[0]));
		}
		first = first ? first : flow;
		if (!text_equal(flow->rule.id, first->rule.id) || !text_equal(flow->rule.plan->id, first->rule.plan->id))
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].item_id", i), "第 %zu 行按另一条规则投放，请分单", "line %zu is released by another rule; draw it up apart", i + 1);
	}
	return w->doc.fund_id ? ERR_OK :
		fail(cx, ERR_BLOCKED, "fund_id", "还没有可以收投放价款的专款，请先开立预案所指的专款或一笔销售收入专款", "there is no fund for the takings yet: open the one the plan names, or one for proceeds of sales");
}

/* ---- whose goods ---- */

enum err sale_guard_goods(struct ctx *cx, const struct doc_work *w)
{
	struct place root;
	struct fund fund;

	TRY(place_root(cx, &root));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		const char *field = arena_print(&cx->mem, "lines[%zu].fund_id", i);

		if (l->owner_id != root.place_id)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].owner_id", i), "第 %zu 行不是区统筹的物资，不能投放", "goods of line %zu are not the district's and are not sold", i + 1);
		if (!l->fund_id || l->fund_id == cx->district_id)
			continue;
		TRY(fund_get(cx, l->fund_id, &fund));
		if (fund.facts.source == FUND_DONATION || fund.facts.n_places || fund.facts.n_classes)
			return fail(cx, ERR_BLOCKED, field, "“%s”的物资有指定用途（%s），不能投放出售", "goods of \"%s\" are for their purpose (%s) and are not sold", fund.facts.zh,
				    fund.facts.purpose[0] ? fund.facts.purpose : "限定的单位和物资");
	}
	return ERR_OK;
}

/* ---- at or below the market ---- */

static bool dearer(int64_t fen, int64_t units, int64_t than_fen, int64_t than_units)
{
	return (__int128)fen * than_units > (__int128)than_fen * units;
}

struct asked { int64_t fen, units; const char *source; bool now; };

static enum err too_dear(struct ctx *cx, size_t i, const struct doc_line *l, const struct asked *m)
{
	const char *field = arena_print(&cx->mem, "lines[%zu].price", i), *mine = text_write_money(&cx->mem, l->price_fen), *market = text_write_money(&cx->mem, m->fen);

	return m->now ? fail(cx, ERR_BLOCKED, field, "第 %zu 行售价 %s 元/%lld，市场价现在是 %s 元/%lld（%s），请按不高于市场价重新拟单",
			     "line %zu is priced %s yuan per %lld, the market is at %s per %lld now (%s); draw it up again at or below that", i + 1, mine,
			     (long long)l->price_units, market, (long long)m->units, m->source) :
		fail(cx, ERR_BLOCKED, field, "第 %zu 行售价 %s 元/%lld，高于市场价 %s 元/%lld（%s），请降到市场价以下", "line %zu is priced %s yuan per %lld, above the market's %s per %lld (%s); lower it",
		     i + 1, mine, (long long)l->price_units, market, (long long)m->units, m->source);
}

enum err sale_guard_price(struct ctx *cx, const struct doc_work *w)
{
	struct sale_lines_row *rows;
	struct place point;
	size_t n;

	TRY(guard_priced(cx, w));
	TRY(place_get(cx, w->doc.to_place_id, &point));
	TRY(sale_lines(cx, (struct sale_lines_in){ cx->district_id, w->doc.doc_id, SALE_LINES_MAX }, &rows, &n, SALE_LINES_MAX));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		struct market_price now;

		if (i >= n || !rows[i].market_by)
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu].market_price", i), "第 %zu 行没有市场价可比：网点一带的定点商店没有这种物资的价格，请填采价和来源",
				    "line %zu has no market price to be compared with: no shop around sells it; state one with its source", i + 1);
		if (dearer(l->price_fen, l->price_units, rows[i].market_fen, rows[i].market_units))
			return too_dear(cx, i, l, &(struct asked){ rows[i].market_fen, rows[i].market_units, rows[i].market_source, false });
		TRY(price_on_market(cx, point.path, l->item_id, &now));
		if (now.price_fen > 0 && dearer(l->price_fen, l->price_units, now.price_fen, now.price_units))
			return too_dear(cx, i, l, &(struct asked){ now.price_fen, now.price_units, now.capped ? now.decision : now.shop, true });
	}
	return ERR_OK;
}

/* Announced in good time: hours that lie ahead when it is put forward, and are not over when it is approved (D2.15). */
enum err sale_guard_hours(struct ctx *cx, const struct doc_work *w)
{
	const bool proposes = text_equal(w->step->verb, "propose");
	struct sale_windows_row *rows;
	size_t n;

	TRY(sale_windows(cx, (struct sale_windows_in){ cx->district_id, w->doc.doc_id, SALE_WINDOWS_MAX }, &rows, &n, SALE_WINDOWS_MAX));
	if (!n)
		return fail(cx, ERR_BAD_INPUT, "hours", "请写明投放时段，以便提前公告、错峰购买", "say when it is sold, so that it can be announced and people spread over the hours");
	for (size_t i = 0; i < n; i++)
		if ((proposes ? rows[i].opens_ms : rows[i].closes_ms) <= cx->now_ms)
			return fail(cx, ERR_BLOCKED, "hours", "第 %zu 个投放时段已过，请改期后再办", "hours %zu are past; set new ones first", i + 1);
	return ERR_OK;
}

/* ---- who ---- */

/* The actor is somebody else, also where he stands in for another. */
static enum err another(struct ctx *cx, const struct doc_work *w, int64_t account_id, bool *ret)
{
	struct party_held held = { 0 };
	struct place place;
	bool same;

	TRY(place_get(cx, doc_slot(w, NULL, w->step->scope), &place));
	TRY(party_holds(cx, cx->actor->account_id, w->step->perm, place.path, &held));
	TRY(party_same_person(cx, account_id, cx->actor->account_id, &same));
	if (!same && held.how == PARTY_HOLDS_FOR)
		TRY(party_same_person(cx, account_id, held.for_account_id, &same));
	*ret = !same;
	return ERR_OK;
}

/* Whoever drew it up: who put it forward stands by it, and may have written all of it anew. */
static enum err not_who_put_it_forward(struct ctx *cx, const struct doc_work *w)
{
	struct doc_event *events;
	int64_t by = 0;
	bool other;
	size_t n;

	TRY(document_history(cx, w->doc.doc_id, &events, &n));
	for (size_t i = 0; i < n; i++)
		by = text_equal(events[i].verb, "propose") ? events[i].actor_id : by;
	TRY(another(cx, w, by, &other));
	return other ? ERR_OK : fail(cx, ERR_FORBIDDEN, "verb", "提交投放单的人不能再会商或批准，请由另一人办", "who put the release forward neither agrees for the township nor approves; another person has to");
}

enum err sale_guard_vetter(struct ctx *cx, const struct doc_work *w)
{
	const struct plan_flow *flow;
	struct place point;
	bool yes;

	TRY(not_who_put_it_forward(cx, w));
	TRY(flow_of(cx, w, 0, &flow));
	TRY(place_get(cx, w->doc.to_place_id, &point));
	if (!flow->vet.n)
		return ctx_need(cx, PERM_SALE_APPROVE, point.path);
	TRY(holds_any(cx, &flow->vet, point.path, &yes));
	return yes ? ERR_OK : fail(cx, ERR_FORBIDDEN, "verb", "按预案“%s”，须由网点所在的“%s”会商同意", "by the plan's rule \"%s\" the \"%s\" of that place has to agree",
				   title_of(flow), role_title(flow, flow->vet.at[0]));
}

enum err sale_guard_other_vetter(struct ctx *cx, const struct doc_work *w)
{
	struct sale_one_row own;
	bool other;

	TRY(not_who_put_it_forward(cx, w));
	TRY(sale_one(cx, (struct sale_one_in){ cx->district_id, w->doc.doc_id }, &own));
	TRY(another(cx, w, own.vetted_by, &other));
	return other ? ERR_OK : fail(cx, ERR_FORBIDDEN, "verb", "代表乡镇街道会商过的人不能再批准，请由另一人批准", "who agreed for the township does not approve as well; another person has to");
}

/* ---- takings ---- */

/* The slip that waits, its sum what these quantities come to, found on the account by another person than who entered it. */
enum err sale_guard_slip(struct ctx *cx, const struct doc_work *w)
{
	struct sale_slip_open_row *slip;
	int64_t worth = 0;
	bool other;
	size_t n;

	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, w->doc.doc_id, 1 }, &slip, &n, 1));
	if (!n)
		return fail(cx, ERR_BAD_STATE, "verb", "没有待核对的缴款回单，请网点先登记", "no bank slip waits to be confirmed; the point enters it first");
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];

		worth += doc_worth(l, WHOLE_PRICE, l->counter[BILLED] + w->grow[i]) - doc_worth(l, WHOLE_PRICE, l->counter[BILLED]);
	}
	if (worth != slip[0].fen)
		return fail(cx, ERR_BLOCKED, "sum", "回单 %s 元，所缴货款应为 %s 元，请核对", "the slip says %s yuan, these takings come to %s", text_write_money(&cx->mem, slip[0].fen),
			    text_write_money(&cx->mem, worth));
	TRY(another(cx, w, slip[0].entered_by, &other));
	return other ? ERR_OK : fail(cx, ERR_FORBIDDEN, "verb", "登记回单的人不能自己核对到账，请由另一人核对", "who entered the slip does not confirm it; another person has to");
}

enum err sale_guard_settled(struct ctx *cx, const struct doc_work *w)
{
	const struct doc *d = &w->doc;
	struct sale_slip_open_row *slip;
	int64_t *shelf, open;
	size_t n;

	TRY(sale_on_shelf(cx, d, &shelf));
	for (size_t i = 0; i < d->n_lines; i++) {
		const int64_t *c = d->lines[i].counter;
		const long long way = c[SENT] - c[ARRIVED] - c[SHORT], astray = c[SHORT] - c[FOUND] - c[LOST];

		if (way || astray || shelf[i])
			return fail(cx, ERR_BLOCKED, arena_print(&cx->mem, "lines[%zu]", i), "第 %zu 行还有在途 %lld、待查 %lld、网点未售 %lld；请点收、查明、退回仓库或核销后再办结",
				    "line %zu still has %lld under way, %lld missing and %lld unsold at the point; count in, explain, bring back or write off first", i + 1, way, astray,
				    (long long)shelf[i]);
	}
	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, d->doc_id, 1 }, &slip, &n, 1));
	open = sale_worth(d, TAKEN) - sale_worth(d, BILLED);
	if (n)
		return fail(cx, ERR_BLOCKED, "", "回单 %s（%s 元）还没有核对到账", "slip %s (%s yuan) is not confirmed yet", slip[0].slip, text_write_money(&cx->mem, slip[0].fen));
	return !open ? ERR_OK : fail(cx, ERR_BLOCKED, "", "还有货款 %s 元没有缴入专款", "takings of %s yuan are not paid in yet", text_write_money(&cx->mem, open));
}

/* At the first signature already, so that nobody signs for what was written off. */
enum err sale_guard_rest(struct ctx *cx, const struct doc_work *w)
{
	int64_t *shelf;

	TRY(sale_on_shelf(cx, &w->doc, &shelf));
	for (size_t i = 0; i < w->doc.n_lines; i++)
		if (w->grow[i] > shelf[i])
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%zu].qty", i), "第 %zu 行网点只有 %lld，不能退回 %lld", "line %zu has %lld at the point; %lld cannot be brought back",
				    i + 1, (long long)shelf[i], (long long)w->grow[i]);
	return ERR_OK;
}

enum err sale_guard_on_shelf(struct ctx *cx, const struct doc_work *w)
{
	struct doc sale;
	int64_t *shelf;

	TRY(document_get(cx, w->doc.parent_id, &sale));
	if (!text_equal(sale.state, "selling"))
		return fail(cx, ERR_BLOCKED, "", "投放单 %s 不在售卖中", "market release %s is not being sold", sale.number);
	TRY(sale_on_shelf(cx, &sale, &shelf));
	for (size_t i = 0; i < w->doc.n_lines; i++) {
		const struct doc_line *l = &w->doc.lines[i];
		int64_t *left = &shelf[l->parent_line_no - 1];

		if (l->counter[ASKED] > *left)
			return fail(cx, ERR_SHORT_STOCK, arena_print(&cx->mem, "lines[%zu].qty", i), "第 %lld 行网点只有 %lld，不能核销 %lld", "line %lld has %lld at the point, not %lld",
				    (long long)l->parent_line_no, (long long)*left, (long long)l->counter[ASKED]);
		*left -= l->counter[ASKED];
	}
	return ERR_OK;
}

enum err sale_after(struct ctx *cx, const struct doc_work *w)
{
	struct sale_slip_open_row *slip;
	size_t n;

	if (text_equal(w->step->verb, "vet"))
		return sale_vetted(cx, (struct sale_vetted_in){ cx->district_id, w->doc.doc_id, cx->actor->account_id, cx->now_ms });
	if (!text_equal(w->step->verb, "confirm"))
		return ERR_OK;
	TRY(sale_slip_open(cx, (struct sale_slip_open_in){ cx->district_id, w->doc.doc_id, 1 }, &slip, &n, 1));
	return n ? sale_slip_confirmed(cx, (struct sale_slip_confirmed_in){ cx->district_id, slip[0].slip_id, cx->actor->account_id, cx->now_ms }) : ERR_OK;
}
