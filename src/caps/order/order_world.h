/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_WORLD_H
#define CAPS_ORDER_WORLD_H
/* What the tests of orders and of what stands on them share: the market, four
 * households behind their doors, an open offer, and a plan that limits orders
 * and says who may pay how.  Tests only. */
#include "caps/catalog/catalog_world.h"
#include "caps/grid/area.h"
#include "caps/order/order.h"

static const char order_plan[] =
	"plan: {id: o, zh: 住户订购规则, version: 1, date: 2021-01-01, kind: district, kinds: [{id: no_phone, zh: 不会用手机的老人, of: household},\n"
	"  {id: low_income, zh: 困难群众, of: household}]}\n"
	"roles: [{id: command, zh: 指挥部, kind: command}, {id: team, zh: 接收小组, kind: team}, {id: shop_team, zh: 门店配送组, kind: team}]\n"
	"money:\n"
	"  settlements: [{id: first, zh: 先收后配, way: collect_first, due: every day at 18:00, collect: team, pay_to: shop_team, sign: [team, shop_team]},\n"
	"    {id: at_door, zh: 送到时付款, way: on_handover, collect: team, pay_to: shop_team, sign: [team, shop_team]},\n"
	"    {id: later, zh: 老人记账, way: on_account, for: no_phone, collect: team, pay_to: shop_team, sign: [team, shop_team]}]\n"
	"  relief: [{id: help, zh: 困难补贴, who: low_income, give: money, amount: 20 yuan per order}]\n"
	"delivery:\n"
	"  orders: [{id: turn, zh: 每户两天一单, limit: 1 per 2 days, deliver_within: 1 day}]\n";

struct ordering {
	struct market m;
	int64_t offer, plain, elder, poor, away;       /* households 3-1-101 ... 3-1-104 */
	const struct actor *stranger;
};

static inline int64_t lives_at(struct ctx *cx, const struct ordering *w, const char *room, int64_t needs)
{
	int64_t id = 0;

	must(household_create(cx, &(struct household_facts){ .building_id = w->m.building, .unit = "1", .room = room, .persons = 3,
		.needs = needs, .name = "演示住户", .phone = "13800008001" }, &id));
	return id;
}

/* Packages for `on_sale` at 50.00 (line 1, 3 a household), cabbage (2), eggs (3). */
static inline int64_t on_offer(struct ctx *cx, const struct market *m, int64_t on_sale)
{
	struct offer_draft draft = evening_offer(cx, m, (struct offer_want[]){ { m->package, on_sale, 3 }, { m->cabbage, 1000, 0 }, { m->egg, 1000, 0 } }, 3);
	struct doc_moved moved;
	int64_t id = 0;

	cx->actor = m->clerk;
	must(offer_open(cx, &draft, &id));
	must(offer_publish(cx, id, 0, &moved));
	return id;
}

static inline struct ordering open_ordering(struct ctx *cx)
{
	struct ordering w = { .m = open_market(cx) };
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "o.yaml", order_plan, sizeof order_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "o", .version = 1, .reason = "试" }, &id));
	w.plain = lives_at(cx, &w, "101", 0);
	w.elder = lives_at(cx, &w, "102", NEED_NO_PHONE | NEED_ELDERLY);
	w.poor = lives_at(cx, &w, "103", NEED_LOW_INCOME);
	w.away = lives_at(cx, &w, "104", 0);
	w.offer = on_offer(cx, &w.m, 100);
	w.stranger = new_actor(cx, "stranger", "grid_worker", w.m.d.d.b1);
	cx->actor = w.m.worker;
	return w;
}

static inline struct order_draft wish(const struct ordering *w, int64_t household_id, enum order_pay pay, const struct order_want *wants, size_t n)
{
	return (struct order_draft){ .household_id = household_id, .offer_id = w->offer, .pay = pay, .channel = ORDER_BY_WORKER, .wants = wants,
		.n_wants = n };
}
#define WANTS(...) (struct order_want[]){ __VA_ARGS__ }, sizeof (struct order_want[]){ __VA_ARGS__ } / sizeof(struct order_want)

/* Goods of an order into somebody's hands, as a trip would bring them. */
static inline int64_t money_in(struct ctx *cx, struct account_key key)
{
	int64_t qty = 0;

	must(ledger_item_balance(cx, &key, LEDGER_MONEY, &qty));
	return qty;
}
#endif
