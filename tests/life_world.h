/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_WORLD_H
#define TESTS_LIFE_WORLD_H
/* What the model of the whole life of goods and money stands on: the small
 * district with a plan for every kind, two funds, suppliers, a donor, a person
 * for every part. */
#include "caps/document/document_world.h"
#include "caps/dispatch/dispatch_world.h"
#include "both_stores.h"
#include "caps/appeal/appeal.h"
#include "caps/charge/charge.h"
#include "caps/donation/donation.h"
#include "caps/fund/fund.h"
#include "caps/loan/loan.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/inquiry.h"
#include "caps/purchase/purchase.h"
#include "caps/reserve/reserve.h"
#include "caps/requisition/requisition.h"
#include "caps/scrap/scrap.h"
#include "caps/stock/stock.h"
#include "caps/swap/swap.h"

enum { LIFE_MASKS = 500, LIFE_TENTS = 60, LIFE_RICE = 200, LIFE_GRANT = 10000000, LIFE_FUNDS = 2, LIFE_SOURCES = 2, LIFE_PAYERS = 2, LIFE_DRAWN = 50, LIFE_PRICE = 300, LIFE_ORGS = 3, LIFE_PEOPLE = 13, LIFE_EVERYBODY = 14 };      /* the last one takes part only at the end: who has not signed or counted anything yet */

static const char life_plan[] =
	"plan: {id: life, zh: 全程规则, version: 1, date: 2021-01-01, kind: district, kinds: [{id: private_school, zh: 民办学校, of: unit}, {id: township, zh: 乡镇, of: unit}]}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 副组长, kind: post}, {id: head, zh: 组长, kind: post},\n"
	"  {id: seller, zh: 市场供应组, kind: team}, {id: office, zh: 乡镇街道, kind: unit, per: town}]\n"
	"goods: {classes: [{id: masks, zh: 口罩, unit: 件}, {id: rice, zh: 大米, unit: 件}, {id: disinfectant, zh: 消毒剂, unit: 件}, {id: tents, zh: 帐篷, unit: 顶}],\n"
	"  returns: [{id: take_back, zh: 回收, source: 二(五)3, goods: tents, within: 7 days, clean: wash}]}\n"
	"reserves: {holdings: [{id: by_contract, zh: 协议储备, held_as: agreement, must_state: [quantity, price]}],\n"
	"  upkeep: [{id: rotation, zh: 到期前轮换, goods: masks, rotate_before: 500 days}]}\n"
	"money: {funds: [{id: account, zh: 专户, from: [budget], books: separate, held_by: group}, {id: takings, zh: 投放价款, from: sale, books: separate, held_by: group}],\n"
	"  charges: [{id: self, zh: 自行承担, who: [private_school, township], pays: receiver, price: cost, fund: account, within: 30 days}],\n"
	"  settlements: [{id: monthly, zh: 按月, way: monthly, for: [private_school], collect: group, sign: [group, head]}]}\n"
	"safety: {doses: [{id: wash, zh: 消毒, on: lot, agent: 含氯消毒剂, strength: 1000 mg/L, contact: 30 min}]}\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: buy, zh: 采购审批, of: amount, over: 1 day, steps: [{below: 300 yuan, by: deputy}, {from: 300 yuan, by: head}],\n"
	"       split: {look_back: 2 days, same: [goods, supplier]}, oral: {by: head, paper_within: 24 h}}\n"
	"    - {id: one, zh: 副组长批准, steps: [{by: deputy}]}\n"
	"    - {id: two, zh: 副组长、组长批准, steps: [{by: deputy}, {by: head}]}\n"
	"documents:\n"
	"  flows:\n"
	"    - {id: buying, zh: 采购, kind: purchase, raise: group, approve: buy, needs: [合格证]}\n"
	"    - {id: giving, zh: 捐赠, kind: donation, raise: group, surplus: hand_over, surplus_by: one, min_life: 9 days, short_life: use_now, use_within: 5 days}\n"
	"    - {id: swap, zh: 置换, kind: exchange, raise: group, approve: one}\n"
	"    - {id: scrapping, zh: 报废, kind: scrap, raise: group, approve: two}\n"
	"    - {id: calling, zh: 征用, kind: requisition, raise: group, approve: two}\n"
	"    - {id: yearly, zh: 年度计划, kind: reserve_plan, approve: two}\n"
	"    - {id: selling, zh: 平价投放, kind: sale, for: [resident, enterprise], goods: [masks, rice], raise: seller, vet: office, approve: one, proceeds: takings}\n"
	"    - {id: freeing, zh: 动用, kind: release, approve: one}\n"
	"    - {id: call, zh: 调用, kind: call, approve: one}\n";

struct life {
	struct docs         w;
	int64_t             source[LIFE_SOURCES], takings, payer_unit[LIFE_PAYERS], drawn[LIFE_PAYERS], charge[LIFE_PAYERS];
	int64_t             fund[LIFE_FUNDS], org[LIFE_ORGS], donor, tent;
	const struct actor *deputy, *head, *payer, *payer2, *assessor, *person[LIFE_EVERYBODY];
};

static inline void life_title(struct ctx *cx, const struct actor *who, const char *title, int64_t place_id)
{
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = place_id, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
}

static inline const struct actor *life_official(struct ctx *cx, const struct docs *w, const char *login, const char *title)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	life_title(cx, a, title, w->d.root);
	return a;
}

static inline void life_parties(struct ctx *cx, struct life *l)
{
	static const char *const codes[LIFE_ORGS] = { "SUP1", "SUP2", "DONOR" };

	cx->actor = &the_system;
	for (int i = 0; i < LIFE_ORGS; i++)
		must(org_create(cx, &(struct org){ .code = codes[i], .name = codes[i], .roles = i < 2 ? ORG_SUPPLIER : ORG_DONOR, .active = 1 }, &l->org[i]));
	cx->actor = l->w.by.supply;
	must(donation_donor_add(cx, &(struct donation_donor_new){ .org_id = l->org[2], .wish = WISH_NAME }, &l->donor));
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = l->w.d.root, .code = "ZH", .zh = "专户" }, &l->fund[0]));
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_SALE, .holder_id = l->w.d.root, .code = "TF", .zh = "投放价款", .rule = "takings" }, &l->takings));
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = l->w.d.root, .code = "JK", .zh = "捐给甲一",
		.purpose = "甲一卫生院", .for_places = &l->w.d.clinic, .n_places = 1 }, &l->fund[1]));
}

/* What the clinic has in its own store. */
static inline void life_units_own(struct ctx *cx, const struct life *l, int64_t unit_id)
{
	struct doc_line line = { .item_id = l->w.rice, .counter = { [ASKED] = LIFE_RICE } };
	const int64_t id = draft(cx, l->w.by.clerk, &(struct doc){ .kind = "receipt_supplier", .giver_id = l->w.supplier, .to_place_id = unit_id, .owner_id = unit_id, .lines = &line, .n_lines = 1 });

	must(step(l->w.by.clerk, id, "announce"));
	must(step(l->w.by.clerk, id, "take_in"));
	must(step(l->w.by.clerk, id, "close"));
}

/* Who keeps goods for us: by contract at a price, and neighbours for nothing. */
static inline void life_sources(struct ctx *cx, struct life *l)
{
	const int64_t until = civil_day_of(cx->now_ms) + 300;

	cx->actor = l->w.by.supply;
	must(reserve_source_put(cx, &(struct reserve_source_facts){ .form = RESERVE_AGREEMENT, .class_id = "masks", .unit = "件", .org_id = l->org[0], .qty = 400,
		.respond_min = 60, .price_fen = 150, .price_units = 1, .until_day = until, .paper = "XY-1" }, &l->source[0]));
	must(reserve_source_put(cx, &(struct reserve_source_facts){ .form = RESERVE_MUTUAL_AID, .class_id = "masks", .unit = "件", .party = "邻区", .qty = 400,
		.until_day = until }, &l->source[1]));
}

static inline int64_t life_payer(struct ctx *cx, const struct life *l, const char *code, const char *kind)
{
	int64_t id = 0;

	cx->actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_UNIT, .code = code, .name = code, .parent_id = l->w.d.root, .unit_kind = kind,
		.has_point = 1, .lon_e7 = 1204900000, .lat_e7 = 303000000 }, &id));
	return id;
}

/* Goods of a known cost, all of them drawn by units that pay for what they take. */
static inline void life_draws(struct ctx *cx, struct life *l)
{
	static const char *const code[LIFE_PAYERS] = { "SCHOOL", "TOWN" }, *const kind[LIFE_PAYERS] = { "private_school", "township" };
	struct doc_line line = { .item_id = l->w.mask, .price_fen = LIFE_PRICE, .price_units = 1, .counter = { [ASKED] = LIFE_DRAWN * LIFE_PAYERS } };
	struct request_want want = { .item_id = l->w.mask, .wanted = LIFE_DRAWN };
	struct people *by = &l->w.by;
	struct charge_statement told;
	int64_t id = draft(cx, by->keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = l->w.supplier, .to_place_id = l->w.d.wa,
		.owner_id = l->w.d.root, .lines = &line, .n_lines = 1 });

	must(step(by->keeper, id, "announce"));
	must(step(by->keeper, id, "take_in"));
	must(step(by->keeper, id, "close"));
	give_points(cx, &l->w);
	cx->actor = by->supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_BUDGET, .holder_id = l->w.d.root, .code = "LY", .zh = "领用专户", .rule = "account" }, &id));
	for (int i = 0; i < LIFE_PAYERS; i++) {
		const struct actor *clerk;

		l->payer_unit[i] = life_payer(cx, l, code[i], kind[i]);
		cx->actor = clerk = new_actor(cx, code[i], "unit_clerk", l->payer_unit[i]);
		must(request_open(cx, &(struct request_draft){ .unit_id = l->payer_unit[i], .wants = &want, .n_wants = 1 }, &id));
		must(step(clerk, id, "raise"));
		must(step(by->vetter, id, "vet"));
		id = ordered(cx, &l->w, held(cx, &l->w), l->w.d.wa);
		must(step(by->keeper, id, "acknowledge"));
		must(step(by->keeper, id, "depart"));
		must(step(clerk, id, "receive"));
		must(step(by->keeper, id, "receive"));
		cx->actor = by->supply;
		must(charge_statement(cx, l->payer_unit[i], 0, 0, &told));
		assert_int_equal(told.n_lines, 1);
		l->drawn[i] = told.lines[0].drawn_id;
		l->charge[i] = told.lines[0].charge_id;
	}
}

static inline struct life open_life(struct ctx *cx)
{
	struct life l = { .w = open_docs(cx) };
	const struct people *p = &l.w.by;
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "life.yaml", life_plan, sizeof life_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "life", .version = 1, .reason = "试" }, &id));
	l.deputy = life_official(cx, &l.w, "deputy", "deputy");
	l.head = life_official(cx, &l.w, "head", "head");
	l.payer = new_actor(cx, "payer", "approver", l.w.d.root);
	l.payer2 = new_actor(cx, "supply2", "supply_group", l.w.d.root);
	l.assessor = new_actor(cx, "assessor", "market_regulator", l.w.d.root);
	memcpy(l.person, (const struct actor *[LIFE_EVERYBODY]){ p->keeper, p->keeper2, p->far_keeper, p->clerk, p->carrier, p->supply, p->approver, p->vetter,
		l.deputy, l.head, l.payer, l.payer2, l.assessor,
		new_actor(cx, "keeper3", "warehouse_keeper", l.w.d.wa) }, sizeof l.person);
	life_title(cx, p->supply, "seller", l.w.d.root);
	life_title(cx, l.payer2, "seller", l.w.d.root);
	life_title(cx, l.head, "office", l.w.d.a);         /* the townships: the chain's own officer for one of them, */
	life_title(cx, l.payer2, "office", l.w.d.a);       /* and who draws up as well */
	life_title(cx, l.payer, "office", l.w.d.b);
	life_title(cx, l.deputy, "office", l.w.d.b);
	life_parties(cx, &l);
	life_sources(cx, &l);
	life_draws(cx, &l);
	cx->actor = &the_system;
	l.tent = new_item(cx, "TENT", "tents", 1, STORAGE_AMBIENT);
	stocked(cx, &l.w, p->keeper, l.w.d.wa, l.w.mask, LIFE_MASKS, civil_day_of(cx->now_ms) + 400);
	stocked(cx, &l.w, p->keeper, l.w.d.wa, l.tent, LIFE_TENTS, 0);
	life_units_own(cx, &l, l.w.d.clinic);
	return l;
}
#endif
