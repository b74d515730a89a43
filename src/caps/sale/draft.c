/* SPDX-License-Identifier: Apache-2.0 */
/* Drawing up: one document for each point of sale, its price beside the market's, whose rule allows it, which fund gets the money. */
#include "caps/sale/sale_work.h"
#include "base/buf.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/text.h"
#include "caps/catalog/catalog.h"
#include "caps/item/item.h"
#include "caps/place/place.h"
#include "sale.sql.h"

const char *const sale_market_words[] = { "none", "shop", "cap", "stated", NULL };

/* Everything there is about a draft before it is one. */
struct drawn_up {
	const struct sale_draft *in;
	const struct plan       *plans;
	const struct plan_flow  *flow;                       /* of the first goods; the guard asks after all of them */
	struct place             root, from;
	int64_t                  fund_id, slot_minutes;
};

const struct plan_flow *sale_flow(const struct plan *plans, const char *category)
{
	static const char *const buyers[] = { "resident", "enterprise", NULL };
	const struct plan_flow *flow = NULL;

	for (size_t i = 0; plans && i < sizeof buyers / sizeof *buyers && !flow; i++)
		flow = plan_flow(plans, PLAN_DOC_sale, buyers[i], category);
	return flow;
}

/* ---- the market's price ---- */

static enum err market_at(struct ctx *cx, const char *path, int64_t item_id, struct sale_market *ret)
{
	struct market_price m;

	*ret = (struct sale_market){ .market_units = 1, .source = "" };
	TRY(price_on_market(cx, path, item_id, &m));
	if (m.price_fen > 0)
		*ret = (struct sale_market){ m.price_fen, m.price_units, m.capped ? SALE_MARKET_CAP : SALE_MARKET_SHOP, m.capped ? m.decision : m.shop };
	return ERR_OK;
}

enum err sale_market(struct ctx *cx, int64_t point_id, int64_t item_id, struct sale_market *ret)
{
	struct place point;
	struct item item;

	TRY(place_need(cx, PERM_SALE_READ, point_id, &point));
	TRY(item_get(cx, item_id, &item));
	return market_at(cx, point.path, item_id, ret);
}

/* What the catalogue knows counts; only where it knows nothing what the maker states, with its source. */
static enum err market_of(struct ctx *cx, const struct place *point, const struct sale_goods *g, size_t row, struct sale_market *ret)
{
	const char *field = arena_print(&cx->mem, "goods[%zu].market_source", row);

	TRY(market_at(cx, point->path, g->item_id, ret));
	if (ret->by || !g->market_fen)
		return ERR_OK;
	TRY(check_line(cx, field, g->market_source, 2, 100));
	TRY(check_range(cx, arena_print(&cx->mem, "goods[%zu].market_price", row), g->market_fen, 1, QTY_MAX / 1000));
	*ret = (struct sale_market){ g->market_fen, g->market_units ? g->market_units : 1, SALE_MARKET_STATED, g->market_source };
	return ERR_OK;
}

/* ---- what the plan says ---- */

static enum err rule_of(struct ctx *cx, struct drawn_up *d)
{
	const struct plan_charge *charge = NULL;
	struct sale_fund_of_row *funds;
	const char *rule = "";
	struct item item;
	size_t n;

	TRY(document_plan(cx, &d->plans));
	TRY(item_get(cx, d->in->goods[0].item_id, &item));
	d->flow = sale_flow(d->plans, item.category);
	if (d->flow && d->flow->proceeds)
		rule = d->flow->proceeds;
	else if (d->flow)
		charge = plan_charge(d->plans, CHARGE_goods, d->flow->for_kinds.n ? d->flow->for_kinds.at[0] : "resident", item.category);
	if (charge && charge->fund)
		rule = charge->fund;
	TRY(sale_fund_of(cx, (struct sale_fund_of_in){ cx->district_id, rule, 1 }, &funds, &n, 1));
	d->fund_id = n ? funds[0].fund_id : 0;
	for (const struct plan *p = d->plans; p && !d->slot_minutes; p = p->next)
		for (size_t i = 0; i < p->n_ways && !d->slot_minutes; i++)
			if (p->ways[i].slots.unit != DUR_NONE)
				d->slot_minutes = (plan_after(cx->now_ms, p->ways[i].slots) - cx->now_ms) / 60000;
	return ERR_OK;
}

static const char *joined(struct ctx *cx, const struct plan_ids *ids)
{
	struct buf out = BUF(&cx->mem);

	for (size_t i = 0; i < ids->n; i++)
		buf_print(&out, "%s%s", i ? "," : "", ids->at[i]);
	return ids->n ? buf_get(&out) : "";
}

/* ---- a document for a point ---- */

static enum err check_point(struct ctx *cx, const struct sale_draft *in, size_t k, struct place *ret)
{
	const char *field = arena_print(&cx->mem, "points[%zu]", k);

	for (size_t i = 0; i < k; i++)
		if (in->points[i] == in->points[k])
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 个网点写了两遍", "point %zu is named twice", k + 1);
	TRY(place_get(cx, in->points[k], ret));
	if (ret->kind != PLACE_UNIT && ret->kind != PLACE_WAREHOUSE && ret->kind != PLACE_STATION && ret->kind != PLACE_SHOP)
		return fail(cx, ERR_BAD_INPUT, field, "“%s”不是单位、网点、商店或仓库，不能在那里售卖", "\"%s\" is no unit, station, shop or warehouse; nothing can be sold there", ret->name);
	return ret->place_id != in->from_place_id ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, field, "投放网点与出货仓库相同，请另选网点", "the point of sale is the warehouse itself; choose another place");
}

static enum err lines_for(struct ctx *cx, const struct drawn_up *d, size_t k, struct doc *doc, const struct sale_goods **of)
{
	const struct sale_draft *in = d->in;

	for (size_t i = 0; i < in->n_shares; i++) {
		const struct sale_share *s = &in->shares[i];
		const struct sale_goods *g;

		if (s->point < 0 || (size_t)s->point >= in->n_points || s->goods < 0 || (size_t)s->goods >= in->n_goods)
			return fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "shares[%zu]", i), "第 %zu 份没有对应的网点或物资", "share %zu names no point or goods of this release", i + 1);
		if ((size_t)s->point != k || !s->qty)
			continue;
		g = &in->goods[s->goods];
		if (doc->n_lines == SALE_LINES_MAX)
			return fail(cx, ERR_TOO_LARGE, "shares", "一个网点最多 %d 行", "a point has at most %d lines", SALE_LINES_MAX);
		of[doc->n_lines] = g;
		doc->lines[doc->n_lines++] = (struct doc_line){ .item_id = g->item_id, .lot_id = g->lot_id, .place_id = in->from_place_id,
			.owner_id = g->owner_id ? g->owner_id : d->root.place_id, .fund_id = g->fund_id, .price_fen = g->price_fen,
			.price_units = g->price_units ? g->price_units : 1, .counter = { [ASKED] = s->qty } };
	}
	return doc->n_lines ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, arena_print(&cx->mem, "points[%zu]", k), "第 %zu 个网点没有分到物资", "point %zu gets no goods", k + 1);
}

static enum err put_lines(struct ctx *cx, const struct drawn_up *d, const struct place *point, const struct doc *doc, int64_t doc_id, const struct sale_goods *const *of)
{
	TRY(sale_lines_drop(cx, (struct sale_lines_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < doc->n_lines; i++) {
		struct sale_market m;

		TRY(market_of(cx, point, of[i], (size_t)(of[i] - d->in->goods), &m));
		TRY(check_range(cx, arena_print(&cx->mem, "goods[%zu].per_household", (size_t)(of[i] - d->in->goods)), of[i]->per_household, 0, QTY_MAX));
		TRY(check_range(cx, arena_print(&cx->mem, "goods[%zu].per_unit", (size_t)(of[i] - d->in->goods)), of[i]->per_unit, 0, QTY_MAX));
		TRY(sale_line_put(cx, (struct sale_line_put_in){ .district_id = cx->district_id, .doc_id = doc_id, .line_no = (int64_t)i + 1,
			.market_fen = m.market_fen, .market_units = m.market_units, .market_by = m.by, .market_source = m.source, .market_ms = cx->now_ms,
			.per_household = of[i]->per_household, .per_unit = of[i]->per_unit }));
	}
	return ERR_OK;
}

/* In order of time, none into another. */
static enum err put_hours(struct ctx *cx, const struct sale_draft *in, size_t k, int64_t doc_id)
{
	int64_t window_no = 0, last = 0;

	TRY(sale_windows_drop(cx, (struct sale_windows_drop_in){ cx->district_id, doc_id }));
	for (size_t i = 0; i < in->n_hours; i++) {
		const struct sale_hours *h = &in->hours[i];
		const char *field = arena_print(&cx->mem, "hours[%zu].closes", i);

		if (h->point >= (int64_t)in->n_points || h->point < -1)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 个时段没有对应的网点", "hours %zu are of no point of this release", i + 1);
		if (h->point >= 0 && (size_t)h->point != k)
			continue;
		if (h->closes_ms <= h->opens_ms || h->closes_ms - h->opens_ms > DAY_MS)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 个时段的结束须晚于开始，且不超过一天", "hours %zu have to end after they begin, within a day", i + 1);
		if (h->opens_ms < last)
			return fail(cx, ERR_BAD_INPUT, field, "第 %zu 个时段与前一个重叠，请按时间先后填写", "hours %zu overlap those before; write them in order", i + 1);
		last = h->closes_ms;
		TRY(sale_window_put(cx, (struct sale_window_put_in){ cx->district_id, doc_id, ++window_no, h->opens_ms, h->closes_ms }));
	}
	return ERR_OK;
}

static enum err put_own(struct ctx *cx, const struct drawn_up *d, int64_t doc_id, int64_t round_id)
{
	const struct plan_rule *r = d->flow ? &d->flow->rule : NULL;

	return sale_put(cx, (struct sale_put_in){ .district_id = cx->district_id, .doc_id = doc_id, .round_id = round_id, .reason = d->in->reason,
		.decision = d->in->decision ? d->in->decision : "", .buyers = d->flow ? joined(cx, &d->flow->for_kinds) : "", .plan = r ? r->plan->id : "",
		.rule = r ? r->id : "", .rule_zh = r ? (r->zh ? r->zh : r->id) : "", .rule_en = r ? (r->en ? r->en : r->zh ? r->zh : r->id) : "",
		.rule_source = r && r->source ? r->source : "", .slot_minutes = d->slot_minutes });
}

/* A release of reserves this follows from: the goods are free again in the same warehouse. */
static enum err check_release(struct ctx *cx, const struct sale_draft *in)
{
	struct doc freed;

	if (!in->release_id)
		return ERR_OK;
	TRY(document_see(cx, in->release_id, &freed));
	if (!text_equal(freed.kind, "reserve_release") || !text_equal(freed.state, "freed"))
		return fail(cx, ERR_BLOCKED, "release_id", "“%s”不是已批准的储备动用单", "\"%s\" is no approved release of reserves", freed.number);
	return freed.to_place_id == in->from_place_id ? ERR_OK :
		fail(cx, ERR_BAD_INPUT, "release_id", "储备动用单 %s 的物资不在这个仓库", "goods of %s do not lie in this warehouse", freed.number);
}

static enum err draw_up(struct ctx *cx, const struct sale_draft *in, struct drawn_up *d)
{
	*d = (struct drawn_up){ .in = in };
	if (!in->n_points || in->n_points > SALE_POINTS_MAX || !in->n_goods || in->n_goods > SALE_LINES_MAX || in->n_hours > SALE_WINDOWS_MAX)
		return fail(cx, ERR_BAD_INPUT, "points", "一轮投放 1 到 %d 个网点、1 到 %d 种物资、最多 %d 个时段", "a round has 1 to %d points, 1 to %d goods and up to %d windows",
			    SALE_POINTS_MAX, SALE_LINES_MAX, SALE_WINDOWS_MAX);
	TRY(check_line(cx, "reason", in->reason, 1, 200));
	TRY(check_line(cx, "decision", in->decision, 0, 100));
	TRY(place_root(cx, &d->root));
	TRY(place_get(cx, in->from_place_id, &d->from));
	if (d->from.kind != PLACE_WAREHOUSE)
		return fail(cx, ERR_BAD_INPUT, "from_place_id", "“%s”不是仓库，投放物资须从仓库出", "\"%s\" is no warehouse; goods for release leave one", d->from.name);
	TRY(check_release(cx, in));
	return rule_of(cx, d);
}

static struct doc doc_of(struct ctx *cx, const struct drawn_up *d, const struct place *point)
{
	return (struct doc){ .kind = "sale", .parent_id = d->in->release_id, .from_place_id = d->in->from_place_id, .to_place_id = point->place_id, .taker_id = point->place_id,
		.carrier_id = d->in->carrier_id ? d->in->carrier_id : d->in->from_place_id, .owner_id = d->root.place_id, .fund_id = d->fund_id,
		.lines = arena_array(&cx->mem, struct doc_line, SALE_LINES_MAX) };
}

enum err sale_open(struct ctx *cx, const struct sale_draft *in, int64_t *ret_round_id, int64_t **ret_ids)
{
	const struct sale_goods **of = arena_array(&cx->mem, const struct sale_goods *, SALE_LINES_MAX);
	struct drawn_up d;

	TRY(draw_up(cx, in, &d));
	*ret_round_id = ctx_new_id(cx);
	*ret_ids = arena_array(&cx->mem, int64_t, in->n_points);
	for (size_t k = 0; k < in->n_points; k++) {
		struct place point;
		struct doc doc;

		TRY(check_point(cx, in, k, &point));
		doc = doc_of(cx, &d, &point);
		TRY(lines_for(cx, &d, k, &doc, of));
		TRY(document_open(cx, &doc, &(*ret_ids)[k]));
		TRY(put_own(cx, &d, (*ret_ids)[k], *ret_round_id));
		TRY(put_lines(cx, &d, &point, &doc, (*ret_ids)[k], of));
		TRY(put_hours(cx, in, k, (*ret_ids)[k]));
	}
	return ERR_OK;
}

/* What the draft's line of the same item says where these goods say nothing: the k-th line for the k-th of that item. */
static const struct sale_goods *kept_goods(struct ctx *cx, const struct sale_draft *in, const struct doc *old)
{
	struct sale_goods *goods = arena_array(&cx->mem, struct sale_goods, in->n_goods + 1);
	bool *used = arena_array(&cx->mem, bool, old->n_lines + 1);

	for (size_t i = 0; i < in->n_goods; i++) {
		const struct doc_line *was = NULL;

		goods[i] = in->goods[i];
		for (size_t k = 0; k < old->n_lines && !was && !goods[i].anew; k++)
			if (!used[k] && old->lines[k].item_id == goods[i].item_id) {
				was = &old->lines[k];
				used[k] = true;
			}
		if (!was)
			continue;
		goods[i].owner_id = goods[i].owner_id ? goods[i].owner_id : was->owner_id;
		goods[i].fund_id = goods[i].fund_id ? goods[i].fund_id : was->fund_id;
		goods[i].lot_id = goods[i].lot_id ? goods[i].lot_id : was->lot_id;
	}
	return goods;
}

enum err sale_edit(struct ctx *cx, int64_t doc_id, int64_t version, const struct sale_draft *told)
{
	struct sale_draft changed = *told, *in = &changed;
	const struct sale_goods **of = arena_array(&cx->mem, const struct sale_goods *, SALE_LINES_MAX);
	struct sale_one_row own;
	struct doc old, doc;
	struct drawn_up d;
	struct place point;

	TRY(document_see(cx, doc_id, &old));
	TRY(sale_is(cx, &old));
	if (in->n_points != 1)
		return fail(cx, ERR_BAD_INPUT, "points", "一张投放单是一个网点的；其他网点请改各自的投放单", "a release document is of one point; change the others in theirs");
	if (in->from_place_id == old.from_place_id) {
		in->goods = kept_goods(cx, told, &old);
		in->carrier_id = in->carrier_id ? in->carrier_id : old.carrier_id;
	}
	TRY(draw_up(cx, in, &d));
	TRY(check_point(cx, in, 0, &point));
	doc = doc_of(cx, &d, &point);
	TRY(lines_for(cx, &d, 0, &doc, of));
	TRY(sale_one(cx, (struct sale_one_in){ cx->district_id, doc_id }, &own));
	TRY(document_edit(cx, doc_id, version, &doc));
	TRY(put_own(cx, &d, doc_id, own.round_id));
	TRY(put_lines(cx, &d, &point, &doc, doc_id, of));
	TRY(put_hours(cx, in, 0, doc_id));
	return old.steps ? document_record_edit(cx, doc_id, NULL) : ERR_OK;
}
