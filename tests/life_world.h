/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIFE_WORLD_H
#define TESTS_LIFE_WORLD_H
/* What the model of the whole life of goods and money stands on: the small
 * district with a plan for every kind, two funds, suppliers, a donor, a person
 * for every part. */
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/donation/donation.h"
#include "caps/fund/fund.h"
#include "caps/loan/loan.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/purchase.h"
#include "caps/requisition/requisition.h"
#include "caps/scrap/scrap.h"
#include "caps/stock/stock.h"
#include "caps/swap/swap.h"

enum { LIFE_MASKS = 500, LIFE_TENTS = 60, LIFE_RICE = 200, LIFE_GRANT = 10000000, LIFE_FUNDS = 2, LIFE_ORGS = 3, LIFE_PEOPLE = 13, LIFE_EVERYBODY = 14 };      /* the last one takes part only at the end: who has not signed or counted anything yet */

static const char life_plan[] =
	"plan: {id: life, zh: 全程规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 副组长, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"goods: {classes: [{id: masks, zh: 口罩, unit: 件}, {id: rice, zh: 大米, unit: 件}, {id: disinfectant, zh: 消毒剂, unit: 件}, {id: tents, zh: 帐篷, unit: 顶}],\n"
	"  returns: [{id: take_back, zh: 回收, source: 二(五)3, goods: tents, within: 7 days, clean: wash}]}\n"
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
	"    - {id: calling, zh: 征用, kind: requisition, raise: group, approve: two}\n";

struct life {
	struct docs         w;
	int64_t             fund[LIFE_FUNDS], org[LIFE_ORGS], donor, tent;
	const struct actor *deputy, *head, *payer, *payer2, *assessor, *person[LIFE_EVERYBODY];
};

static inline const struct actor *life_official(struct ctx *cx, const struct docs *w, const char *login, const char *title)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
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
	life_parties(cx, &l);
	cx->actor = &the_system;
	l.tent = new_item(cx, "TENT", "tents", 1, STORAGE_AMBIENT);
	stocked(cx, &l.w, p->keeper, l.w.d.wa, l.w.mask, LIFE_MASKS, civil_day_of(cx->now_ms) + 400);
	stocked(cx, &l.w, p->keeper, l.w.d.wa, l.tent, LIFE_TENTS, 0);
	life_units_own(cx, &l, l.w.d.clinic);
	return l;
}
#endif
