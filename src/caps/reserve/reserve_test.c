/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/purchase.h"
#include "caps/reserve/reserve.h"
#include "caps/reserve/reserve_file.h"
#include <string.h>

/* 20 people; 2 pieces of rice a day each: 40 a day. */
static const char PLAN[] =
	"plan: {id: r, zh: 储备, version: 1, date: 2026-11-21, kind: district}\n"
	"roles:\n"
	"  - {id: office, zh: 领导组办公室, kind: office}\n"
	"  - {id: health, zh: 卫生健康局, kind: department}\n"
	"  - {id: development, zh: 发展改革局, kind: department}\n"
	"  - {id: emergency, zh: 应急管理局, kind: department}\n"
	"  - {id: lead, zh: 领导组, kind: command}\n"
	"  - {id: town, zh: 街道, kind: unit, per: town}\n"
	"goods:\n"
	"  classes:\n"
	"    - {id: rice, zh: 粮食, unit: 件}\n"
	"    - {id: masks, zh: 口罩, unit: 件}\n"
	"    - {id: disinfectant, zh: 消毒, unit: 件}\n"
	"  owners:\n"
	"    - {id: o1, zh: 粮食, goods: rice, who: development, does: [reserve, dispatch]}\n"
	"    - {id: o2, zh: 口罩, goods: [masks, disinfectant], who: health, does: reserve}\n"
	"  needs:\n"
	"    - {id: n1, zh: 粮食, goods: rice, per_person: 2 pieces per day}\n"
	"reserves:\n"
	"  norms:\n"
	"    - {id: week, zh: 7天, goods: rice, holder: development, at_least: 7 days, held_as: [physical, agreement]}\n"
	"  holdings:\n"
	"    - {id: by_contract, zh: 协议储备, held_as: agreement, must_state: [quantity, response, price, expiry], respond_within: 24 h}\n"
	"    - {id: by_capacity, zh: 产能储备, held_as: capacity, must_state: [quantity, ramp_up]}\n"
	"  upkeep:\n"
	"    - {id: rotation, zh: 到期前轮换, goods: all_goods, rotate_before: 20 days, stocktake: every month on 1, refill_within: 30 days}\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: two, zh: 审核批准, steps: [{by: emergency}, {by: lead}]}\n"
	"    - {id: one, zh: 批准, steps: [{by: emergency}]}\n"
	"    - {id: doctors, zh: 领导组批准, steps: [{by: lead}]}\n"
	"documents:\n"
	"  flows:\n"
	"    - {id: f1, zh: 年度计划, kind: reserve_plan, raise: [office, town], approve: two}\n"
	"    - {id: f2, zh: 动用, kind: release, raise: office, approve: one}\n"
	"    - {id: f3, zh: 动用医药储备由卫健提出, kind: release, goods: masks, raise: health, approve: doctors}\n"
	"    - {id: f4, zh: 调用, kind: call, raise: office, approve: one}\n";

struct reserving { struct docs w; struct actor *office, *health, *emergency, *lead, *both, *street; int64_t org, fund; };

static struct actor *officer(struct ctx *cx, const struct docs *w, const char *login, const char *role, const char *title, int64_t place_id)
{
	struct actor *a = new_actor(cx, login, role, place_id);

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_actor(cx, a->account_id, a));
	return a;
}

static struct reserving open_reserving(struct ctx *cx)
{
	struct reserving r = { .w = open_docs(cx) };
	struct plan_stored stored;
	struct doc_moved moved;
	struct place root;
	int64_t id;

	cx->actor = &the_system;
	must(place_get(cx, r.w.d.root, &root));
	must(place_update(cx, r.w.d.root, 0, &(struct place_facts){ .code = root.code, .name = root.name, .kind = root.kind, .population = 20 }));
	must(plan_register(cx, "r.yaml", PLAN, sizeof PLAN - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "r", .version = 1, .reason = "试" }, &id));
	must(org_create(cx, &(struct org){ .code = "LY", .name = "粮油公司", .roles = ORG_SUPPLIER, .active = 1 }, &r.org));
	r.office = officer(cx, &r.w, "office", "supply_group", "office", r.w.d.root);
	r.health = officer(cx, &r.w, "health", "supply_group", "health", r.w.d.root);
	r.emergency = officer(cx, &r.w, "emergency", "approver", "emergency", r.w.d.root);
	r.lead = officer(cx, &r.w, "lead", "approver", "lead", r.w.d.root);
	r.street = officer(cx, &r.w, "street", "street_office", "town", r.w.d.b);
	r.both = officer(cx, &r.w, "both", "supply_group", "emergency", r.w.d.root);
	must(party_grant_add(cx, &(struct party_grant){ .account_id = r.both->account_id, .place_id = r.w.d.root, .role = "approver", .from_ms = cx->now_ms }, &id));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = r.both->account_id, .place_id = r.w.d.root, .role = "office", .from_ms = cx->now_ms }, &id));
	must(party_actor(cx, r.both->account_id, r.both));
	cx->actor = r.office;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = r.w.d.root, .code = "ZH", .zh = "储备经费" }, &r.fund));
	must(fund_receive(cx, &(struct fund_receipt){ r.fund, r.org, 1000000, "拨1", NULL }, &moved));
	return r;
}

static const struct reserve_line *line_of(struct ctx *cx, struct reserve_picture *p, const char *class_id)
{
	cx->actor = &the_system;
	must(reserve_picture_see(cx, PERM_RESERVE_READ, 0, p));
	for (size_t i = 0; i < p->lines.n; i++)
		if (strcmp(((const struct reserve_line *)p->lines.at)[i].class_id, class_id) == 0)
			return (const struct reserve_line *)p->lines.at + i;
	assert_true(0);
	return NULL;
}

/* ---- annual plan ---- */

static int64_t this_year(const struct ctx *cx)
{
	int year, month, day;

	civil_date(civil_day_of(cx->now_ms), &year, &month, &day);
	return year;
}

static struct reserve_plan_draft year_plan(const struct ctx *cx, struct reserve_plan_line *line, int64_t days)
{
	*line = (struct reserve_plan_line){ .days = days, .class_id = "rice", .reason = "需求预测" };
	return (struct reserve_plan_draft){ .year = this_year(cx), .holder = "development", .basis = "去年消费和疫情预测", .lines = line, .n_lines = 1 };
}

static int64_t planned(struct ctx *cx, const struct actor *who, int64_t days)
{
	struct reserve_plan_line line;
	struct reserve_plan_draft d = year_plan(cx, &line, days);
	int64_t id = 0;

	cx->actor = who;
	must(reserve_plan_open(cx, &d, &id));
	return id;
}

/* 100 pieces for 20 people at 2 a day are 2 days (2.5 with tenths); a target of 10 days is 7.5, so 8, short. */
static void annual(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	int64_t id = planned(cx, r.office, 10), second, third;
	struct reserve_plan_view v;
	struct reserve_picture p;
	const struct reserve_line *l;

	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.rice, 100, today + 400);
	refused(ERR_BAD_STATE, step(r.emergency, id, "approve"));
	refused(ERR_FORBIDDEN, step(r.health, id, "submit"));                /* neither the department nor the office */
	must(step(r.office, id, "submit"));
	refused(ERR_FORBIDDEN, step(r.office, id, "approve"));
	refused(ERR_FORBIDDEN, step(r.lead, id, "approve"));                 /* the emergency bureau first */
	must(step(r.emergency, id, "approve"));
	assert_string_equal(state_of(cx, id), "review");
	refused(ERR_FORBIDDEN, step(r.emergency, id, "approve"));
	must(step(r.lead, id, "approve"));
	assert_string_equal(state_of(cx, id), "in_force");
	l = line_of(cx, &p, "rice");
	assert_int_equal(l->annual_doc_id, id);
	assert_int_equal(l->annual_days, 10);
	assert_int_equal(l->annual_short, 8);
	assert_int_equal(l->lot_days_x10, 25);
	cx->actor = r.office;
	must(reserve_plan_see(cx, id, &v));
	assert_int_equal(v.rows[0].norm_days, 7);
	assert_int_equal(v.rows[0].cover_days, 2);
	assert_int_equal(v.rows[0].short_of, 8);
	assert_int_equal(v.head.version_no, 1);

	second = planned(cx, r.office, 12);
	third = planned(cx, r.office, 5);
	must(step(r.office, second, "submit"));
	must(step(r.office, third, "submit"));
	must(step(r.emergency, second, "approve"));
	must(step(r.emergency, third, "approve"));
	must(step(r.lead, second, "approve"));
	assert_string_equal(state_of(cx, id), "replaced");
	refused(ERR_BLOCKED, step(r.lead, third, "approve"));                /* drafted against what is no longer in force */
	l = line_of(cx, &p, "rice");
	assert_int_equal(l->annual_days, 12);
	cx->actor = r.office;
	must(reserve_plan_see(cx, second, &v));
	assert_int_equal(v.rows[0].before_days, 10);
	assert_int_equal(v.head.version_no, 2);
	close_docs(cx);
}

/* Who drew a plan up does not approve it, nor changes it behind a signature; a township's officer makes his own and nobody else's. */
static void annual_cheats(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	struct reserve_plan_line line;
	struct reserve_plan_draft d = year_plan(cx, &line, 30);
	int64_t id = planned(cx, r.both, 10), own;
	struct reserve_plan_state *s;
	struct reserve_file f;
	size_t n, missing = 0;

	must(step(r.both, id, "submit"));
	refused(ERR_FORBIDDEN, step(r.both, id, "approve"));
	cx->actor = r.both;
	refused(ERR_BAD_STATE, reserve_plan_edit(cx, id, 0, &d));
	cx->actor = r.street;
	refused(ERR_NOT_FOUND, reserve_plan_open(cx, &d, &own));
	d.holder = "";
	d.place_id = r.w.d.a;
	refused(ERR_NOT_FOUND, reserve_plan_open(cx, &d, &own));
	d.place_id = r.w.d.b;
	must(reserve_plan_open(cx, &d, &own));
	must(step(r.street, own, "submit"));
	refused(ERR_NOT_FOUND, reserve_plan_see(cx, id, &(struct reserve_plan_view){ 0 }));
	cx->actor = r.office;
	must(reserve_plan_states(cx, this_year(cx), &s, &n));
	for (size_t i = 0; i < n; i++)
		missing += strcmp(s[i].state, "missing") == 0;
	assert_int_equal(n, 4);                                              /* development, B; health and A have none */
	assert_int_equal(missing, 2);
	must(reserve_plan_file(cx, id, RESERVE_PDF, &f));
	assert_memory_equal(f.body.at, "%PDF", 4);
	must(reserve_plan_file(cx, id, RESERVE_XLSX, &f));
	assert_memory_equal(f.body.at, "PK", 2);
	close_docs(cx);
}

/* ---- agreements and calls ---- */

static struct reserve_source_facts agreement(const struct reserving *r, int64_t today)
{
	return (struct reserve_source_facts){ .form = RESERVE_AGREEMENT, .class_id = "rice", .unit = "件", .org_id = r->org, .qty = 100, .respond_min = 720,
		.price_fen = 250, .price_units = 1, .until_day = today + 20, .paper = "XY-1" };
}

static int64_t called(struct ctx *cx, const struct reserving *r, int64_t source_id, int64_t qty)
{
	struct reserve_call_line line = { r->w.rice, qty };
	int64_t id = 0;

	cx->actor = r->office;
	must(reserve_call_open(cx, &(struct reserve_call_draft){ source_id, r->w.d.wa, &line, 1 }, &id));
	must(step(r->office, id, "propose"));
	return id;
}

static void calls(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_source_facts facts = agreement(&r, today);
	const struct reserve_form_sum *sum;
	const struct reserve_line *l;
	struct reserve_picture p;
	struct reserve_source s;
	struct doc_moved moved;
	struct doc bought;
	int64_t id, first, second, purchase;

	cx->actor = r.office;
	facts.price_fen = 0;
	refused(ERR_BAD_INPUT, reserve_source_put(cx, &facts, &id));         /* the plan wants the price stated */
	assert_string_equal(cx->fault.field, "price");
	facts.price_fen = 250;
	must(reserve_source_put(cx, &facts, &id));
	/* 100 pieces for 20 people at 2 a day: 2.5 days, beside 0 of physical stock; it ends within 30 days. */
	l = line_of(cx, &p, "rice");
	assert_int_equal(l->cover_days, 0);
	assert_int_equal(l->state, RESERVE_SHORT);
	assert_int_equal(l->sums.n, 1);
	sum = l->sums.at;
	assert_int_equal(sum->form, RESERVE_AGREEMENT);
	assert_int_equal(sum->days_x10, 25);
	assert_int_equal(sum->qty, 100);
	assert_int_equal(sum->expiring, 1);

	first = called(cx, &r, id, 60);
	second = called(cx, &r, id, 60);
	refused(ERR_FORBIDDEN, step(r.lead, first, "approve"));              /* not his to decide */
	must(step(r.emergency, first, "approve"));
	refused(ERR_SHORT_STOCK, step(r.emergency, second, "approve"));      /* 40 are left */
	cx->actor = r.office;
	must(reserve_source_see(cx, id, &s));
	assert_int_equal(s.called, 60);
	facts.qty = 50;
	refused(ERR_BLOCKED, reserve_source_set(cx, id, 1, &facts));
	refused(ERR_BAD_STATE, reserve_call_carry_out(cx, second, 0, r.fund, NULL, &purchase, &moved));
	refused(ERR_BAD_INPUT, reserve_call_carry_out(cx, first, 0, 0, NULL, &purchase, &moved));
	must(reserve_call_carry_out(cx, first, 0, r.fund, NULL, &purchase, &moved));
	assert_string_equal(moved.state, "done");
	must(document_get(cx, purchase, &bought));
	assert_string_equal(bought.kind, "purchase");
	assert_int_equal(bought.giver_id, r.org);
	assert_int_equal(bought.total_fen, 60 * 250);
	refused(ERR_BAD_STATE, reserve_call_carry_out(cx, first, 0, r.fund, NULL, &purchase, &moved));      /* once */

	cx->now_ms += 21 * DAY_MS;
	refused(ERR_BLOCKED, step(r.emergency, second, "approve"));          /* the agreement has run out meanwhile */
	cx->actor = r.office;
	must(reserve_source_end(cx, id, 1));
	refused(ERR_BAD_STATE, reserve_source_end(cx, id, 2));
	close_docs(cx);
}

/* A version that somebody else changed; a township's own entry, seen by nobody else's officer. */
static void source_rights(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	struct reserve_source_facts facts = agreement(&r, civil_day_of(cx->now_ms));
	struct reserve_source *list;
	int64_t id, at_home;
	size_t n;

	cx->actor = r.office;
	must(reserve_source_put(cx, &facts, &id));
	facts.qty = 200;
	must(reserve_source_set(cx, id, 1, &facts));
	refused(ERR_STALE, reserve_source_set(cx, id, 1, &facts));
	facts.item_id = r.w.mask;
	refused(ERR_BAD_INPUT, reserve_source_set(cx, id, 2, &facts));       /* no rice */
	cx->actor = r.street;
	facts = (struct reserve_source_facts){ .form = RESERVE_HOUSEHOLD, .place_id = r.w.d.b, .class_id = "rice", .unit = "件", .party = "乙一社区居民", .qty = 40 };
	must(reserve_source_put(cx, &facts, &at_home));
	facts.place_id = r.w.d.a;
	refused(ERR_NOT_FOUND, reserve_source_put(cx, &facts, &at_home));
	refused(ERR_NOT_FOUND, reserve_source_end(cx, id, 0));
	must(reserve_source_list(cx, &(struct reserve_source_filter){ .place_id = r.w.d.b, .form = -1, .limit = 10 }, &list, &n));
	assert_int_equal(n, 1);
	must(reserve_source_list(cx, &(struct reserve_source_filter){ .form = -1, .limit = 10 }, &list, &n));
	assert_int_equal(n, 1);
	refused(ERR_NOT_FOUND, reserve_source_list(cx, &(struct reserve_source_filter){ .place_id = r.w.d.root, .form = -1, .limit = 10 }, &list, &n));
	cx->actor = r.w.by.carrier;
	refused(ERR_FORBIDDEN, reserve_source_see(cx, id, &(struct reserve_source){ 0 }));
	close_docs(cx);
}

/* ---- set aside, released, rotated ---- */

static int64_t held(struct ctx *cx, const struct reserving *r, int64_t item, int64_t qty)
{
	int64_t id = 0;

	cx->actor = r->office;
	must(reserve_hold_open(cx, r->w.d.wa, &(struct reserve_kept){ .item_id = item, .qty = qty }, 1, &id));
	must(step(r->office, id, "set_aside"));
	return id;
}

static int64_t release(struct ctx *cx, const struct reserving *r, int64_t hold, int64_t qty)
{
	int64_t id = 0;

	cx->actor = r->office;
	must(reserve_release_open(cx, hold, &(struct reserve_freed){ 1, qty }, 1, &id));
	return id;
}

static int64_t free_there(struct ctx *cx, const struct reserving *r, int64_t item)
{
	return lies(cx, ACCOUNT_OF(STORE, .place_id = r->w.d.wa, .owner_id = r->w.d.root), item);
}

static void releases(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_refill *refill;
	struct reserve_picture p;
	const struct reserve_line *l;
	int64_t hold, first, second;
	size_t n;

	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.rice, 100, today + 400);
	hold = held(cx, &r, r.w.rice, 60);
	assert_int_equal(free_there(cx, &r, r.w.rice), 40);
	l = line_of(cx, &p, "rice");
	assert_int_equal(((const struct reserve_item *)l->items.at)->usable, 100);   /* set aside is reserve, not gone */
	assert_int_equal(((const struct reserve_item *)l->items.at)->kept, 60);
	assert_int_equal(((const struct reserve_item *)l->items.at)->held, 0);
	first = release(cx, &r, hold, 50);
	second = release(cx, &r, hold, 20);
	refused(ERR_FORBIDDEN, step(r.health, first, "propose"));
	must(step(r.office, first, "propose"));
	must(step(r.office, second, "propose"));
	assert_int_equal(free_there(cx, &r, r.w.rice), 40);                  /* proposed is not released */
	refused(ERR_FORBIDDEN, step(r.office, first, "approve"));
	must(step(r.emergency, first, "approve"));
	assert_string_equal(state_of(cx, first), "freed");
	assert_int_equal(free_there(cx, &r, r.w.rice), 90);
	refused(ERR_SHORT_STOCK, step(r.emergency, second, "approve"));      /* 10 are left */
	refused(ERR_BAD_STATE, step(r.office, hold, "close"));               /* 10 still lie there */
	cx->actor = r.office;
	must(reserve_refills(cx, 0, &refill, &n));
	assert_int_equal(n, 1);
	assert_int_equal(refill[0].released, 50);
	assert_int_equal(refill[0].refilled, 0);
	assert_int_equal(refill[0].due_day, today + 30);
	held(cx, &r, r.w.rice, 30);
	must(reserve_refills(cx, 0, &refill, &n));
	assert_int_equal(refill[0].refilled, 30);
	close_docs(cx);
}

/* Medical goods are proposed by the health bureau and decided by the lead group, also when rice stands beside them. */
static void medical(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	struct reserve_kept both[2] = { { .item_id = r.w.rice, .qty = 10 }, { .item_id = r.w.mask, .qty = 10 } };
	struct reserve_freed lines[2] = { { 1, 5 }, { 2, 5 } };
	int64_t hold, id;

	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.rice, 50, 0);
	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.mask, 50, 0);
	cx->actor = r.office;
	must(reserve_hold_open(cx, r.w.d.wa, both, 2, &hold));
	must(step(r.office, hold, "set_aside"));
	must(reserve_release_open(cx, hold, lines, 2, &id));
	refused(ERR_FORBIDDEN, step(r.office, id, "propose"));
	must(step(r.office, id, "withdraw"));
	cx->actor = r.health;
	must(reserve_release_open(cx, hold, &lines[1], 1, &id));
	must(step(r.health, id, "propose"));
	refused(ERR_FORBIDDEN, step(r.emergency, id, "approve"));
	must(step(r.lead, id, "approve"));
	assert_int_equal(free_there(cx, &r, r.w.mask), 45);
	close_docs(cx);
}

static void rotates(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_rotation *rot;
	struct reserve_count *counts;
	int64_t hold;
	size_t n;

	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.rice, 30, today + 15);
	hold = held(cx, &r, r.w.rice, 30);
	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.rice, 30, today + 40);
	stocked(cx, &r.w, r.w.by.keeper, r.w.d.wa, r.w.rice, 30, today + 400);
	cx->actor = r.office;
	must(reserve_rotations(cx, 0, false, &rot, &n));
	assert_int_equal(n, 2);                                              /* 15 - 20 is past: now; 40 - 20: in 20 days */
	assert_int_equal(rot[0].when, ROTATE_NOW);
	assert_int_equal(rot[0].todo, ROTATE_EXCHANGE);
	assert_int_equal(rot[0].hold_id, hold);
	assert_int_equal(rot[0].line_no, 1);
	assert_int_equal(rot[1].when, ROTATE_MONTH);
	assert_int_equal(rot[1].todo, ROTATE_ISSUE_FIRST);
	must(step(r.office, hold, "rotate", { .line_no = 1, .qty = 30, .lot_id = rot[0].lot_id }));
	assert_int_equal(free_there(cx, &r, r.w.rice), 90);
	must(step(r.office, hold, "close"));
	hold = held(cx, &r, r.w.rice, 60);
	cx->actor = r.office;
	must(reserve_rotations(cx, 0, false, &rot, &n));
	refused(ERR_BLOCKED, step(r.office, hold, "rotate", { .line_no = 1, .qty = 10, .lot_id = rot[1].lot_id }));      /* not due: that is a release */
	cx->actor = r.office;
	must(reserve_counts(cx, 0, &counts, &n));
	assert_int_equal(n, 1);
	assert_true(counts[0].overdue);                                      /* never counted */
	cx->now_ms += 16 * DAY_MS;
	must(reserve_rotations(cx, 0, false, &rot, &n));
	assert_int_equal(rot[0].when, ROTATE_EXPIRED);
	assert_int_equal(rot[0].todo, ROTATE_SCRAP);
	close_docs(cx);
}

static void keeps_up(struct ctx *cx)
{
	struct reserving r = open_reserving(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct reserve_upkeep_facts facts = { .place_id = r.w.d.wa, .sort = 0, .every_days = 7, .due_day = today - 1, .subject = "灭火器、消防通道", .who = "库点" };
	struct reserve_upkeep *u;
	int64_t id;
	size_t n;

	cx->actor = r.w.by.keeper;
	refused(ERR_FORBIDDEN, reserve_upkeep_put(cx, &facts, &id));
	cx->actor = r.office;
	must(reserve_upkeep_put(cx, &facts, &id));
	must(reserve_upkeeps(cx, 0, &u, &n));
	assert_int_equal(n, 1);
	assert_true(u[0].overdue);
	cx->actor = r.w.by.far_keeper;
	refused(ERR_NOT_FOUND, reserve_upkeep_done(cx, id, 1, today, true, NULL));
	cx->actor = r.w.by.keeper;
	refused(ERR_BAD_INPUT, reserve_upkeep_done(cx, id, 1, today + 1, true, NULL));
	refused(ERR_BAD_INPUT, reserve_upkeep_done(cx, id, 1, today, false, ""));
	must(reserve_upkeep_done(cx, id, 1, today, false, "2 具灭火器失压"));
	refused(ERR_STALE, reserve_upkeep_done(cx, id, 1, today, true, NULL));
	must(reserve_upkeep_done(cx, id, 2, today, true, NULL));
	must(reserve_upkeeps(cx, 0, &u, &n));
	assert_int_equal(u[0].facts.due_day, today + 7);
	assert_false(u[0].overdue);
	cx->actor = r.office;
	must(reserve_upkeep_end(cx, id, 3));
	must(reserve_upkeeps(cx, 0, &u, &n));
	assert_int_equal(n, 0);
	close_docs(cx);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(D7_1_an_annual_plan_is_approved_by_the_plans_chain_and_a_new_version_replaces_it, annual)
ON_BOTH(D7_1_nobody_approves_his_own_plan_or_plans_for_another_township, annual_cheats)
ON_BOTH(D7_2_an_agreement_is_called_within_what_is_left_of_it_and_becomes_a_purchase, calls)
ON_BOTH(D7_8_entries_of_other_forms_state_what_the_plan_asks_and_belong_to_their_area, source_rights)
ON_BOTH(S3_12_goods_set_aside_are_free_only_once_a_release_is_approved, releases)
ON_BOTH(D7_4_medical_reserves_are_proposed_by_the_health_bureau_whatever_stands_beside_them, medical)
ON_BOTH(D7_3_what_is_due_for_rotation_leaves_without_a_release_and_nothing_else_does, rotates)
ON_BOTH(D7_3_upkeep_is_due_done_and_recorded, keeps_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D7_1_an_annual_plan_is_approved_by_the_plans_chain_and_a_new_version_replaces_it),
		cmocka_unit_test(D7_1_nobody_approves_his_own_plan_or_plans_for_another_township),
		cmocka_unit_test(D7_2_an_agreement_is_called_within_what_is_left_of_it_and_becomes_a_purchase),
		cmocka_unit_test(D7_8_entries_of_other_forms_state_what_the_plan_asks_and_belong_to_their_area),
		cmocka_unit_test(S3_12_goods_set_aside_are_free_only_once_a_release_is_approved),
		cmocka_unit_test(D7_4_medical_reserves_are_proposed_by_the_health_bureau_whatever_stands_beside_them),
		cmocka_unit_test(D7_3_what_is_due_for_rotation_leaves_without_a_release_and_nothing_else_does),
		cmocka_unit_test(D7_3_upkeep_is_due_done_and_recorded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
