/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/requisition/requisition.h"
#include <string.h>

static const char calling_plan[] =
	"plan: {id: r, zh: 征用规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: head, zh: 组长, kind: post}]\n"
	"approvals:\n  chains: [{id: by_meeting, zh: 会议研究决定, steps: [{by: head}]}]\n"
	"documents:\n  flows: [{id: calling, zh: 征用, kind: requisition, raise: group, approve: by_meeting}]\n"
	"money:\n  compensations:\n    - {id: crews, zh: 用工补偿, source: 本区设定, of: labour, amount: 30 yuan per h}\n"
	"    - {id: trucks, zh: 用车补偿, source: 本区设定, of: vehicle, amount: 60 yuan per h}\n";

struct calling { struct docs w; int64_t company, bank, fund, tent; struct actor *head, *assessor, *assessor2, *payer, *supply2; };

static int64_t org(struct ctx *cx, const char *code, int64_t roles)
{
	int64_t id = 0;

	must(org_create(cx, &(struct org){ .code = code, .name = code, .roles = roles, .active = 1 }, &id));
	return id;
}

static struct calling open_calling(struct ctx *cx)
{
	struct calling b = { .w = open_docs(cx) };
	struct plan_stored stored;
	struct doc_moved moved;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "r.yaml", calling_plan, sizeof calling_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "r", .version = 1, .reason = "试" }, &id));
	b.tent = new_item(cx, "TENT", "tents", 1, STORAGE_AMBIENT);
	b.company = org(cx, "CO", ORG_SUPPLIER);
	b.bank = org(cx, "BANK", ORG_DONOR);
	b.head = new_actor(cx, "head", "approver", b.w.d.root);
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = b.head->account_id, .place_id = b.w.d.root, .role = "head", .from_ms = cx->now_ms }, &id));
	b.assessor = new_actor(cx, "assessor", "market_regulator", b.w.d.root);
	b.assessor2 = new_actor(cx, "assessor2", "approver", b.w.d.root);
	b.payer = new_actor(cx, "payer", "approver", b.w.d.root);
	b.supply2 = new_actor(cx, "supply2", "supply_group", b.w.d.root);
	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = b.w.d.root, .code = "ZH", .zh = "专户" }, &b.fund));
	must(fund_receive(cx, &(struct fund_receipt){ b.fund, b.bank, 2000000, "拨1", NULL }, &moved));
	return b;
}

/* 100 masks to be used up at 2.00, 4 tents to be given back worth 800.00, a crew of 6 and 2 trucks, for ten days. */
static int64_t order(struct ctx *cx, const struct calling *b)
{
	const int64_t today = civil_day_of(cx->now_ms);
	struct requisition_item items[] = { { b->w.mask, 100, 200, 1, false, "10 月进货发票" }, { b->tent, 4, 80000, 1, true, "市场询价" } };
	struct requisition_service services[] = { { SERVICE_LABOUR, 6, "搬运班" }, { SERVICE_VEHICLE, 2, "4.2 米厢货" } };
	int64_t id = 0;

	cx->actor = b->w.by.supply;
	must(requisition_open(cx, &(struct requisition_draft){ b->company, b->w.d.wa, today, today + 9, "突发事件应对法第十二条", "区人民政府", "政令 3 号", "征 001", "隔离点用",
		items, 2, services, 2 }, &id));
	return id;
}

static int64_t ordered(struct ctx *cx, const struct calling *b)
{
	int64_t id = order(cx, b);

	must(step(b->w.by.supply, id, "propose"));
	must(step(b->head, id, "approve"));
	return id;
}

static enum err hands(struct ctx *cx, const struct actor *who, int64_t id, const char *verb, int64_t line_no, int64_t qty, const char *condition)
{
	struct doc_part part = { .line_no = line_no, .qty = qty };
	struct requisition_condition as = { line_no, condition };
	struct doc_moved moved;

	cx->actor = who;
	return requisition_hand_over(cx, &(struct requisition_hand){ .doc_id = id, .verb = verb, .parts = &part, .n_parts = 1, .conditions = &as, .n_conditions = condition ? 1 : 0 }, &moved);
}

static void both(struct ctx *cx, const struct calling *b, int64_t id, const char *verb, int64_t line_no, int64_t qty, const char *condition)
{
	must(hands(cx, b->w.by.supply, id, verb, line_no, qty, condition));
	must(hands(cx, b->w.by.keeper, id, verb, line_no, qty, NULL));
}

static int64_t money(struct ctx *cx, struct account_key key)
{
	int64_t fen;

	must(ledger_balance(cx, &key, LEDGER_MONEY, 0, &fen));
	return fen;
}

/* Taken over, used, lost, given back: 100 masks, 90 used, 4 lost, 6 back; 4 tents, 1 burnt on day 3, 3 back on day 5. */
static int64_t played(struct ctx *cx, const struct calling *b)
{
	int64_t id = ordered(cx, b);
	struct doc_moved moved;
	const int64_t today = civil_day_of(cx->now_ms);

	both(cx, b, id, "take", 1, 100, "原箱未开封");
	both(cx, b, id, "take", 2, 4, "八成新，无破损");
	cx->actor = b->w.by.supply;
	must(requisition_clock(cx, &(struct requisition_served){ .doc_id = id, .service_no = 1, .day = today, .heads = 6, .minutes = 480 }, &moved));
	must(requisition_clock(cx, &(struct requisition_served){ .doc_id = id, .service_no = 2, .day = today, .heads = 2, .minutes = 330 }, &moved));
	must(step(b->w.by.keeper, id, "use", { .line_no = 1, .qty = 90 }));
	cx->now_ms += 2 * DAY_MS;
	must(step(b->w.by.keeper, id, "lose", { .line_no = 2, .qty = 1 }, { .line_no = 1, .qty = 4 }));
	refused(ERR_FORBIDDEN, step(b->w.by.keeper, id, "lose", { .line_no = 2, .qty = 1 }, { .line_no = 1, .qty = 4 }));
	must(step(b->w.by.keeper2, id, "lose", { .line_no = 2, .qty = 1 }, { .line_no = 1, .qty = 4 }));
	cx->now_ms += 2 * DAY_MS;
	refused(ERR_BAD_STATE, step(b->w.by.supply, id, "finish"));
	both(cx, b, id, "give_back", 1, 6, "未拆封");
	both(cx, b, id, "give_back", 2, 3, "一顶撑杆弯折");
	must(step(b->w.by.supply, id, "finish"));
	return id;
}

static void whole_way(struct ctx *cx)
{
	struct calling b = open_calling(cx);
	const struct award rates[] = { { .what = AWARD_DAYS, .ref_no = 2, .rate_fen = 1500, .ground = "租赁价" }, { .what = AWARD_DAMAGE, .ref_no = 2, .rate_fen = 5050, .ground = "修理发票" } };
	struct holder_statement statement;
	struct requisition_view v;
	struct award *awards;
	struct doc_moved moved;
	int64_t id = played(cx, &b), paid;
	struct doc doc;
	size_t n;

	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.company), b.w.mask), 0);
	assert_int_equal(lies(cx, ACCOUNT_OF(USED, .who_id = b.w.d.wa, .owner_id = b.company), b.w.mask), 90);
	assert_int_equal(lies(cx, ACCOUNT_OF(LOST, .who_id = b.w.d.wa, .owner_id = b.company), b.w.mask), 4);
	assert_int_equal(lies(cx, ACCOUNT_OF(FROM_HOLDER, .who_id = b.company, .owner_id = b.company), b.w.mask), -94);
	assert_int_equal(lies(cx, ACCOUNT_OF(LOST, .who_id = b.w.d.wa, .owner_id = b.company), b.tent), 1);
	cx->actor = b.assessor;
	must(requisition_see(cx, id, &doc, &v));
	assert_int_equal(v.lines[1].given_back, 3);
	assert_int_equal(v.lines[1].lost, 1);
	assert_int_equal(v.services[0].head_minutes, 2880);
	assert_false(v.overdue);
	/* Without rates for days and time nothing is awarded; a rate for what never happened neither. */
	refused(ERR_BAD_INPUT, award_open(cx, &(struct award_draft){ id, b.fund, NULL, 0 }, &paid));
	refused(ERR_BAD_INPUT, award_open(cx, &(struct award_draft){ id, b.fund, &(struct award){ .what = AWARD_DAYS, .ref_no = 1, .rate_fen = 1, .ground = "x" }, 1 }, &paid));
	must(award_open(cx, &(struct award_draft){ id, b.fund, rates, 2 }, &paid));
	must(award_see(cx, paid, &doc, &awards, &n));
	/* 90 used 180.00; 4 lost 8.00; 1 tent lost 800.00; 1 x 3 + 3 x 5 = 18 tent-days 270.00; 48 h of people 1440.00; 11 h of trucks 660.00; damage 50.50 */
	assert_int_equal(n, 7);
	assert_int_equal(awards[3].qty, 18);
	assert_string_equal(awards[4].ground, "预案“用工补偿”（本区设定）");
	assert_int_equal(doc.total_fen, 18000 + 800 + 80000 + 27000 + 144000 + 66000 + 5050);
	must(step(b.assessor, paid, "assess"));
	refused(ERR_FORBIDDEN, step(b.assessor, paid, "assess"));
	must(step(b.assessor2, paid, "assess"));
	refused(ERR_BAD_STATE, step(b.payer, paid, "pay"));                 /* pay before it was approved */
	refused(ERR_FORBIDDEN, step(b.assessor2, paid, "approve"));         /* assessed it himself */
	refused(ERR_FORBIDDEN, step(b.payer, paid, "approve"));             /* no head of the group */
	must(step(b.head, paid, "approve"));
	assert_int_equal(money(cx, ACCOUNT_OF(PAYABLE, .who_id = b.company, .fund_id = b.fund)), -340850);
	must(step(b.payer, paid, "pay"));
	refused(ERR_FORBIDDEN, step(b.payer, paid, "pay"));
	must(step(b.assessor2, paid, "pay"));
	assert_int_equal(money(cx, ACCOUNT_OF(FUND, .fund_id = b.fund)), 2000000 - 340850);
	assert_int_equal(money(cx, ACCOUNT_OF(COMPENSATION, .fund_id = b.fund)), 340850);
	assert_int_equal(money(cx, ACCOUNT_OF(PAYABLE, .who_id = b.company, .fund_id = b.fund)), 0);
	cx->actor = b.assessor;
	refused(ERR_CONFLICT, award_open(cx, &(struct award_draft){ id, b.fund, rates, 2 }, &paid));
	cx->actor = b.w.by.supply;
	must(requisition_statement(cx, b.company, &statement));
	assert_int_equal(statement.paid_fen, 340850);
	(void)moved;
	close_docs(cx);
}
static void D3_9_what_was_called_on_is_given_back_or_compensated_to_the_fen(void **state) { (void)state; for_each_store(whole_way); }

static void around(struct ctx *cx)
{
	struct calling b = open_calling(cx);
	int64_t id = order(cx, &b);

	refused(ERR_BAD_STATE, step(b.w.by.keeper, id, "take"));
	must(step(b.w.by.supply, id, "propose"));
	refused(ERR_FORBIDDEN, step(b.w.by.supply, id, "approve"));
	refused(ERR_FORBIDDEN, step(b.payer, id, "approve"));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_STATE, requisition_edit(cx, id, 0, &(struct requisition_draft){ b.company, b.w.d.wa, 1, 2, "a", "b", "", "", "c", NULL, 0, NULL, 0 }));
	must(step(b.head, id, "approve"));
	refused(ERR_BAD_INPUT, hands(cx, b.w.by.supply, id, "take", 2, 4, NULL));                 /* no condition written down */
	must(hands(cx, b.w.by.supply, id, "take", 2, 4, "八成新"));
	refused(ERR_CONFLICT, hands(cx, b.w.by.keeper, id, "take", 2, 3, NULL));                  /* other counts */
	refused(ERR_CONFLICT, hands(cx, b.w.by.keeper, id, "take", 2, 4, "全新"));               /* condition changed after the other side signed */
	refused(ERR_FORBIDDEN, hands(cx, b.w.by.supply, id, "take", 2, 4, NULL));
	refused(ERR_NOT_FOUND, hands(cx, b.w.by.far_keeper, id, "take", 2, 4, NULL));
	must(hands(cx, b.w.by.keeper, id, "take", 2, 4, NULL));
	cx->actor = b.assessor;
	refused(ERR_BAD_STATE, award_open(cx, &(struct award_draft){ id, b.fund, NULL, 0 }, &id)); /* before it has ended */
	close_docs(cx);
}
static void nothing_is_taken_without_order_condition_and_two_counts(void **state) { (void)state; for_each_store(around); }

static void taker_assesses(struct ctx *cx)
{
	const struct award rates[] = { { .what = AWARD_DAYS, .ref_no = 2, .rate_fen = 1500, .ground = "租赁价" } }, more[] = { rates[0], { .what = AWARD_VEHICLE, .ref_no = 2, .rate_fen = 9000, .ground = "改" } };
	struct calling b = open_calling(cx);
	int64_t id = played(cx, &b), paid;

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = b.w.by.keeper->account_id, .place_id = b.w.d.root, .role = "market_regulator", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_actor(cx, b.w.by.keeper->account_id, b.w.by.keeper));
	cx->actor = b.w.by.keeper;
	must(award_open(cx, &(struct award_draft){ id, b.fund, rates, 1 }, &paid));
	refused(ERR_FORBIDDEN, step(b.w.by.keeper, paid, "assess"));                              /* who took the things over */
	must(step(b.assessor, paid, "assess"));
	refused(ERR_FORBIDDEN, step(b.w.by.keeper, paid, "assess"));
	cx->actor = b.assessor2;
	must(award_edit(cx, paid, 0, &(struct award_draft){ id, b.fund, more, 2 }));               /* changed after one signed ... */
	refused(ERR_CONFLICT, step(b.assessor2, paid, "assess"));                                  /* ... his signature is void, he has to look again */
	assert_string_equal(state_of(cx, paid), "draft");
	must(step(b.assessor, paid, "assess"));
	must(step(b.assessor2, paid, "assess"));
	assert_string_equal(state_of(cx, paid), "assessed");
	cx->actor = b.assessor2;
	refused(ERR_BAD_STATE, award_edit(cx, paid, 0, &(struct award_draft){ id, b.fund, rates, 1 }));
	close_docs(cx);
}
static void who_took_things_does_not_assess_them_and_a_change_voids_a_signature(void **state) { (void)state; for_each_store(taker_assesses); }

static void overdue(struct ctx *cx)
{
	struct calling b = open_calling(cx);
	int64_t id = ordered(cx, &b);
	struct requisition_view v;
	struct doc_due *due;
	struct doc doc;
	size_t n;

	both(cx, &b, id, "take", 2, 4, "八成新");
	cx->now_ms += 11 * DAY_MS;
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_string_equal(due[0].verb, "late");
	must(step(&the_system, id, "late"));
	cx->actor = b.w.by.supply;
	must(requisition_see(cx, id, &doc, &v));
	assert_true(v.overdue);
	assert_int_equal(v.lines[1].open, 4);
	close_docs(cx);
}
static void D3_9_what_is_not_given_back_in_time_shows(void **state) { (void)state; for_each_store(overdue); }

static void poor_fund(struct ctx *cx)
{
	const struct award rates[] = { { .what = AWARD_DAYS, .ref_no = 2, .rate_fen = 900000, .ground = "高价" } };
	struct calling b = open_calling(cx);
	int64_t id = played(cx, &b), paid, donated;

	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = b.w.d.root, .code = "JZ", .zh = "捐赠一线", .purpose = "一线医护" }, &donated));
	cx->actor = b.assessor;
	must(award_open(cx, &(struct award_draft){ id, b.fund, rates, 1 }, &paid));
	refused(ERR_SHORT_STOCK, step(b.assessor, paid, "assess"));
	must(step(b.assessor, paid, "withdraw"));
	must(award_open(cx, &(struct award_draft){ id, donated, rates, 1 }, &paid));
	refused(ERR_BLOCKED, step(b.assessor, paid, "assess"));
	close_docs(cx);
}
static void donated_money_and_money_that_is_not_there_do_not_compensate(void **state) { (void)state; for_each_store(poor_fund); }

/* The last day as it stands, whatever was asked for. */
static int64_t lasts_until(struct ctx *cx, const struct calling *b, int64_t id)
{
	struct requisition_view v;
	struct doc doc;

	cx->actor = b->head;
	must(requisition_see(cx, id, &doc, &v));
	return v.until_day;
}

static enum err ask(struct ctx *cx, const struct actor *who, int64_t id, int64_t version, int64_t until_day, const char *why, int64_t *ret)
{
	struct doc_moved moved = { .doc_id = 0 };
	enum err e;

	cx->actor = who;
	e = extension_ask(cx, &(struct extension_asked){ id, version, until_day, why }, &moved);
	if (ret)
		*ret = moved.doc_id;
	return e;
}

static void grant(struct ctx *cx, struct actor *who, int64_t place_id, const char *role)
{
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = place_id, .role = role, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_actor(cx, who->account_id, who));
}

static void longer(struct ctx *cx)
{
	struct calling b = open_calling(cx);
	int64_t id = ordered(cx, &b), before = lasts_until(cx, &b, id), extension, other;
	struct requisition_view v;
	struct doc requisition, doc;
	struct award *awards;
	struct doc_due *due;
	size_t n;

	refused(ERR_BAD_STATE, ask(cx, b.w.by.supply, id, 0, before + 5, "尚未解封", NULL));        /* nothing is in use yet */
	both(cx, &b, id, "take", 2, 4, "八成新");
	refused(ERR_BAD_INPUT, ask(cx, b.w.by.supply, id, 0, before, "尚未解封", NULL));
	refused(ERR_BAD_INPUT, ask(cx, b.w.by.supply, id, 0, before + 5, "", NULL));
	refused(ERR_STALE, ask(cx, b.w.by.supply, id, 1, before + 5, "尚未解封", NULL));
	refused(ERR_FORBIDDEN, ask(cx, b.w.by.keeper, id, 0, before + 5, "尚未解封", NULL));
	must(ask(cx, b.w.by.supply, id, 0, before + 5, "尚未解封", &extension));
	assert_string_equal(state_of(cx, extension), "review");
	refused(ERR_CONFLICT, ask(cx, b.supply2, id, 0, before + 9, "再长些", NULL));                /* one at a time */
	must(document_get(cx, id, &requisition));
	must(document_get(cx, extension, &doc));
	assert_int_equal(doc.total_fen, requisition.total_fen);                                      /* the chain's brackets are the requisition's */
	refused(ERR_BAD_STATE, document_edit(cx, extension, 0, &doc));
	must(step(b.head, extension, "approve"));
	assert_string_equal(state_of(cx, extension), "granted");
	assert_int_equal(lasts_until(cx, &b, id), before + 5);
	must(document_get(cx, id, &doc));
	assert_int_equal(doc.version, requisition.version + 1);                                      /* what was seen before is stale now */
	refused(ERR_BAD_STATE, step(b.head, extension, "approve"));
	cx->now_ms += 11 * DAY_MS;                                                                   /* past the old day, not the new one */
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 0);
	cx->actor = b.head;
	must(requisition_see(cx, id, &doc, &v));
	assert_false(v.overdue);
	assert_int_equal(v.n_longer, 1);
	cx->now_ms += 3 * DAY_MS;                                                                    /* its last day */
	must(ask(cx, b.w.by.supply, id, 0, before + 8, "还要几天", &other));
	cx->now_ms += DAY_MS;
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_string_equal(due[0].verb, "late");
	must(step(&the_system, id, "late"));
	both(cx, &b, id, "give_back", 2, 4, "完好");
	must(step(b.w.by.supply, id, "finish"));
	refused(ERR_BAD_STATE, step(b.head, other, "approve"));                                      /* it has ended meanwhile */
	must(step(b.w.by.supply, other, "withdraw"));
	must(requisition_due_awards(cx, id, &awards, &n));
	assert_int_equal(awards[0].what, AWARD_DAYS);
	assert_int_equal(awards[0].qty, 4 * 16);                                                     /* every day of the longer period, and the one after it */
	close_docs(cx);
}
static void D3_9_a_longer_period_is_approved_and_compensated_to_the_day(void **state) { (void)state; for_each_store(longer); }

static void longer_around(struct ctx *cx)
{
	struct calling b = open_calling(cx);
	int64_t id = ordered(cx, &b), before = lasts_until(cx, &b, id), extension, late;

	both(cx, &b, id, "take", 2, 4, "八成新");
	must(ask(cx, b.w.by.supply, id, 0, before + 5, "尚未解封", &extension));
	refused(ERR_FORBIDDEN, step(b.w.by.supply, extension, "approve"));
	refused(ERR_FORBIDDEN, step(b.payer, extension, "approve"));                                 /* no head of the group */
	refused(ERR_NOT_FOUND, step(b.w.by.far_keeper, extension, "approve"));
	grant(cx, b.w.by.supply, b.w.d.root, "approver");
	grant(cx, b.w.by.supply, b.w.d.root, "head");
	refused(ERR_FORBIDDEN, step(b.w.by.supply, extension, "approve"));                           /* head by now, and still who asked */
	refused(ERR_FORBIDDEN, step(b.head, id, "extend"));                                          /* not round the document either */
	assert_int_equal(lasts_until(cx, &b, id), before);
	must(step(b.head, extension, "refuse"));
	refused(ERR_BAD_STATE, step(b.head, extension, "approve"));
	assert_int_equal(lasts_until(cx, &b, id), before);
	must(ask(cx, b.w.by.supply, id, 0, before + 1, "尚未解封", &late));
	cx->now_ms += 12 * DAY_MS;
	refused(ERR_BAD_INPUT, step(b.head, late, "approve"));                                       /* the day has gone by: ask for another */
	assert_int_equal(lasts_until(cx, &b, id), before);
	close_docs(cx);
}
static void nobody_lengthens_a_period_alone_or_behind_its_document(void **state) { (void)state; for_each_store(longer_around); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D3_9_what_was_called_on_is_given_back_or_compensated_to_the_fen),
		cmocka_unit_test(nothing_is_taken_without_order_condition_and_two_counts),
		cmocka_unit_test(who_took_things_does_not_assess_them_and_a_change_voids_a_signature),
		cmocka_unit_test(D3_9_what_is_not_given_back_in_time_shows),
		cmocka_unit_test(D3_9_a_longer_period_is_approved_and_compensated_to_the_day),
		cmocka_unit_test(nobody_lengthens_a_period_alone_or_behind_its_document),
		cmocka_unit_test(donated_money_and_money_that_is_not_there_do_not_compensate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
