/* SPDX-License-Identifier: Apache-2.0 */
/* Charges (D2.9, D2.10): what units owe for goods they signed for, from the receipt to the last fen. */
#include "test.h"
#include "both_stores.h"
#include "caps/catalog/catalog.h"
#include "caps/charge/charge.h"
#include "caps/dispatch/dispatch_world.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include <string.h>

static const char charging_plan[] =
	"plan: {id: c, zh: 计费规则, version: 1, date: 2021-01-01, kind: district,\n"
	"  kinds: [{id: clinic, zh: 医疗机构, of: unit}, {id: township, zh: 乡镇, of: unit}, {id: private_school, zh: 民办学校, of: unit},\n"
	"          {id: key_enterprise, zh: 重点企业, of: unit}]}\n"
	"roles: [{id: group, zh: 物资组, kind: team}, {id: health, zh: 卫健局, kind: department}, {id: education, zh: 教体局, kind: department}]\n"
	"goods: {classes: [{id: masks, zh: 口罩, unit: 只}, {id: rice, zh: 大米, unit: 件}, {id: disinfectant, zh: 消毒剂, unit: 瓶}]}\n"
	"documents:\n"
	"  flows: [{id: schools, zh: 经教体局发放, kind: issue, for: private_school, raise: group, through: education},\n"
	"          {id: need_enterprise, zh: 重点企业需求, kind: request, for: key_enterprise, raise: group, needs: 签批手续}]\n"
	"money:\n"
	"  funds: [{id: account, zh: 专户, from: [budget], books: separate, held_by: health}]\n"
	"  charges:\n"
	"    - {id: front, zh: 一线由专户承担, source: 甲, who: clinic, pays: account, fund: account}\n"
	"    - {id: self, zh: 自行承担, source: 乙, who: [township, private_school, key_enterprise], pays: receiver, price: cost, fund: account, within: 30 days}\n"
	"    - {id: shop, zh: 平价, source: 丙, who: enterprise, goods: rice, pays: receiver, price: market, fund: account}\n"
	"  settlements: [{id: monthly, zh: 按月, way: monthly, for: [private_school], collect: group, sign: [group, health]}]\n";

struct charging { struct docs w; int64_t school, town, company, fund; struct actor *headmaster, *mayor, *boss, *payer, *other; };

static int64_t unit(struct ctx *cx, const struct docs *w, const char *code, const char *kind)
{
	int64_t id = 0;

	cx->actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_UNIT, .code = code, .name = code, .parent_id = w->d.root, .unit_kind = kind,
		.has_point = 1, .lon_e7 = 1204900000, .lat_e7 = 303000000 }, &id));
	return id;
}

static void bought(struct ctx *cx, const struct docs *w, int64_t item_id, int64_t qty, int64_t price_fen, int64_t units, const char *batch)
{
	struct doc_line line = { .item_id = item_id, .price_fen = price_fen, .price_units = units, .counter = { [ASKED] = qty } };
	int64_t id = draft(cx, w->by.keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = w->supplier, .to_place_id = w->d.wa,
		.owner_id = w->d.root, .lines = &line, .n_lines = 1 });

	must(step(w->by.keeper, id, "announce"));
	must(step(w->by.keeper, id, "take_in", { .line_no = 1, .qty = qty, .batch = batch }));
	must(step(w->by.keeper, id, "close"));
}

static struct charging open_charging(struct ctx *cx)
{
	struct charging c = { .w = open_docs(cx) };
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "c.yaml", charging_plan, sizeof charging_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "c", .version = 1, .reason = "试" }, &id));
	give_points(cx, &c.w);
	c.school = unit(cx, &c.w, "SCHOOL", "private_school");
	c.town = unit(cx, &c.w, "TOWN", "township");
	c.company = unit(cx, &c.w, "FIRM", "enterprise");
	c.headmaster = new_actor(cx, "headmaster", "unit_clerk", c.school);
	c.mayor = new_actor(cx, "mayor", "unit_clerk", c.town);
	c.boss = new_actor(cx, "boss", "unit_clerk", c.company);
	c.payer = new_actor(cx, "payer", "approver", c.w.d.root);
	c.other = new_actor(cx, "other", "supply_group", c.w.d.root);
	cx->actor = c.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_BUDGET, .holder_id = c.w.d.root, .code = "ZH", .zh = "专户", .rule = "account" }, &c.fund));
	return c;
}

static int64_t asks(struct ctx *cx, struct charging *c, const struct actor *clerk, int64_t unit_id, int64_t item_id, int64_t qty)
{
	struct request_want want = { .item_id = item_id, .wanted = qty };
	int64_t id = 0;

	cx->actor = clerk;
	must(request_open(cx, &(struct request_draft){ .unit_id = unit_id, .wants = &want, .n_wants = 1 }, &id));
	must(step(clerk, id, "raise"));
	must(step(c->w.by.vetter, id, "vet"));
	return id;
}

/* From the request to the signed receipt. */
static int64_t draws(struct ctx *cx, struct charging *c, struct actor *clerk, int64_t unit_id, int64_t item_id, int64_t qty)
{
	int64_t id;

	asks(cx, c, clerk, unit_id, item_id, qty);
	id = ordered(cx, &c->w, held(cx, &c->w), c->w.d.wa);
	must(step(c->w.by.keeper, id, "acknowledge"));
	must(step(c->w.by.keeper, id, "depart"));
	must(step(clerk, id, "receive"));
	must(step(c->w.by.keeper, id, "receive"));
	assert_string_equal(state_of(cx, id), "received");
	return id;
}

static void close_charging(struct ctx *cx)
{
	struct finding *f;
	size_t n;

	must(charge_verify(cx, &f, &n));
	assert_int_equal(n, 0);
	close_docs(cx);
}

static int64_t owes(struct ctx *cx, const struct charging *c, int64_t payer_id)
{
	int64_t fen;

	must(ledger_balance(cx, &(struct account_key){ .kind = ACC_OWED, .who_id = payer_id, .fund_id = c->fund }, LEDGER_MONEY, 0, &fen));
	return fen;
}

static struct charge_statement statement(struct ctx *cx, const struct actor *who, int64_t payer_id)
{
	struct charge_statement s;

	cx->actor = who;
	must(charge_statement(cx, payer_id, 0, 0, &s));
	return s;
}

/* ---- D2.9 ---- */

static void who_pays(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_statement s;

	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	bought(cx, &c.w, c.w.mask, 700, 100, 3, "B2");
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 200);
	assert_int_equal(owes(cx, &c, c.school), 24600);
	draws(cx, &c, c.mayor, c.town, c.w.mask, 110);           /* 100 of the dear lot, 10 of the other: 12300 + 333.33 */
	assert_int_equal(owes(cx, &c, c.town), 12300 + 333);
	draws(cx, &c, c.w.by.clerk, c.w.d.clinic, c.w.mask, 90);
	assert_int_equal(owes(cx, &c, c.w.d.clinic), 0);

	s = statement(cx, c.headmaster, c.school);
	assert_int_equal(s.n_lines, 1);
	assert_int_equal(s.lines[0].state, CHARGE_BOOKED);
	assert_int_equal(s.lines[0].worth_fen, 24600);
	assert_int_equal(s.lines[0].open_fen, 24600);
	assert_int_equal(s.after_fen, 24600);
	assert_non_null(strstr(s.lines[0].why_zh, "自行承担（c，乙）；购入价 1.23 元/件（RK-"));
	assert_string_equal(s.payer.agent, "education");
	s = statement(cx, c.mayor, c.town);
	assert_int_equal(s.n_lines, 2);
	assert_int_equal(s.after_fen, 12633);
	assert_string_equal(s.payer.agent, "");
	s = statement(cx, c.w.by.clerk, c.w.d.clinic);            /* the account pays: shown with its price, nothing owed */
	assert_int_equal(s.n_lines, 1);
	assert_int_equal(s.lines[0].state, CHARGE_CARRIED);
	assert_int_equal(s.lines[0].worth_fen, 3000);
	assert_int_equal(s.lines[0].charge_id, 0);
	assert_int_equal(s.after_fen, 0);
	cx->actor = c.headmaster;
	refused(ERR_NOT_FOUND, charge_statement(cx, c.town, 0, 0, &s));
	close_charging(cx);
}
static void D2_9_a_unit_that_pays_owes_the_cost_of_the_very_lots_it_signed_for(void **state) { (void)state; for_each_store(who_pays); }

static void no_price(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_waiting *rows;
	struct charge_statement s;
	struct charge_done done;
	struct charge_price price;
	size_t n;

	bought(cx, &c.w, c.w.mask, 100, 0, 1, "GIFT");
	draws(cx, &c, c.mayor, c.town, c.w.mask, 40);            /* the goods are not held up */
	assert_int_equal(owes(cx, &c, c.town), 0);
	s = statement(cx, c.mayor, c.town);
	assert_int_equal(s.lines[0].state, CHARGE_NO_PRICE);
	assert_int_equal(s.payer.waiting, 1);
	cx->actor = c.w.by.supply;
	must(charge_waiting_list(cx, 0, 0, 10, &rows, &n));
	assert_int_equal(n, 1);
	assert_non_null(strstr(rows[0].tells, "“MASK”批次 GIFT"));
	assert_non_null(strstr(rows[0].tells, "请按发票或核价单填写每件单价"));
	price = (struct charge_price){ c.w.mask, rows[0].lot_id, 150, 1, "发改价核 7 号" };
	cx->actor = c.mayor;
	refused(ERR_FORBIDDEN, charge_price_state(cx, &price, &done));
	cx->actor = c.w.by.supply;
	refused(ERR_BAD_INPUT, charge_price_state(cx, &(struct charge_price){ c.w.rice, rows[0].lot_id, 150, 1, "发改价核 7 号" }, &done));
	refused(ERR_BAD_INPUT, charge_price_state(cx, &(struct charge_price){ c.w.mask, rows[0].lot_id, 0, 1, "发改价核 7 号" }, &done));
	must(charge_price_state(cx, &price, &done));
	assert_int_equal(done.rows, 1);
	assert_int_equal(done.fen, 6000);
	assert_int_equal(owes(cx, &c, c.town), 6000);
	draws(cx, &c, c.mayor, c.town, c.w.mask, 10);            /* from now on it is known */
	assert_int_equal(owes(cx, &c, c.town), 7500);
	bought(cx, &c.w, c.w.rice, 5, 800, 1, "R");
	close_charging(cx);
}
static void D2_9_goods_without_a_known_cost_are_delivered_and_wait_for_a_price(void **state) { (void)state; for_each_store(no_price); }

static void no_fund(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_statement s;
	struct charge_done done;

	bought(cx, &c.w, c.w.mask, 100, 50, 1, "B1");
	cx->actor = c.w.by.supply;
	must(fund_close(cx, c.fund, 0));
	draws(cx, &c, c.mayor, c.town, c.w.mask, 40);
	s = statement(cx, c.mayor, c.town);
	assert_int_equal(s.lines[0].state, CHARGE_NO_FUND);
	assert_int_equal(s.after_fen, 0);
	cx->actor = c.w.by.supply;
	must(charge_book_waiting(cx, &done));
	assert_int_equal(done.rows, 0);
	assert_int_equal(done.waiting, 1);
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = c.w.d.root, .code = "JZ", .zh = "捐款", .rule = "account" }, &c.fund));
	must(charge_book_waiting(cx, &done));                      /* what units pay never enters donated money */
	assert_int_equal(done.rows, 0);
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_SALE, .holder_id = c.w.d.root, .code = "SK", .zh = "领用收款" }, &c.fund));
	must(charge_book_waiting(cx, &done));
	assert_int_equal(done.fen, 2000);
	assert_int_equal(owes(cx, &c, c.town), 2000);
	close_charging(cx);
}
static void D2_9_without_a_fund_to_pay_into_a_charge_waits_for_one(void **state) { (void)state; for_each_store(no_fund); }

/* ---- payments ---- */

static struct charge_payment pays(int64_t payer_id, int64_t fen, const char *slip)
{
	return (struct charge_payment){ .payer_id = payer_id, .sum_fen = fen, .slip_day = 1, .slip = slip };
}

static int64_t pay_in(struct ctx *cx, const struct actor *who, struct charge_payment p, struct doc_moved *moved)
{
	cx->actor = who;
	must(charge_collect(cx, &p, moved));
	return moved->doc_id;
}

static void by_two(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_statement s;
	struct charge_payment p;
	struct doc_moved m, again;
	struct fund fund;
	int64_t id, treasury;

	cx->actor = &the_system;
	must(org_create(cx, &(struct org){ .code = "CZ", .name = "财政局", .contact = "", .roles = ORG_DONOR, .active = 1 }, &treasury));
	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 100);
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 100);
	id = pay_in(cx, c.w.by.supply, pays(c.school, 15000, "HD-1"), &m);      /* the plan names two for schools */
	assert_string_equal(m.state, "review");
	assert_int_equal(owes(cx, &c, c.school), 24600);
	p = pays(c.school, 9601, "HD-2");
	refused(ERR_BLOCKED, charge_collect(cx, &p, &again));                   /* with what waits that would be a fen too much */
	p = pays(c.school, 100, "HD-1");
	refused(ERR_CONFLICT, charge_collect(cx, &p, &again));
	refused(ERR_CONFLICT, fund_receive(cx, &(struct fund_receipt){ c.fund, treasury, 15000, "HD-1", "" }, &again));      /* nor as money received */
	refused(ERR_FORBIDDEN, step(c.w.by.supply, id, "confirm"));             /* has no right to */
	refused(ERR_BAD_STATE, step(c.payer, id, "receive"));
	refused(ERR_STALE, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "confirm", .version = m.version - 1 }, &again));
	refused(ERR_NOT_FOUND, step(c.headmaster, id, "confirm"));              /* the payer does not say that it has paid */
	must(step(c.payer, id, "confirm"));
	refused(ERR_BAD_STATE, step(c.payer, id, "confirm"));
	assert_int_equal(owes(cx, &c, c.school), 9600);
	s = statement(cx, c.headmaster, c.school);
	assert_int_equal(s.lines[0].open_fen, 0);                               /* the oldest first */
	assert_int_equal(s.lines[1].open_fen, 9600);
	assert_int_equal(s.payer.open_fen, 9600);
	assert_int_equal(s.payer.paid_fen, 15000);
	assert_int_equal(s.after_fen, 9600);
	must(fund_see(cx, c.fund, (cx->actor = c.payer, &fund)));
	assert_int_equal(fund.figures.free_fen, 15000);
	assert_int_equal(fund.figures.owed_fen, 9600);
	must(document_undo(cx, id, 0, "回单是别家的", &again));                 /* another unit's slip: taken back by its contrary */
	assert_int_equal(owes(cx, &c, c.school), 24600);
	must(step(c.w.by.supply, id, "withdraw"));
	pay_in(cx, c.w.by.supply, pays(c.school, 24600, "HD-1"), &m);
	must(step(c.payer, m.doc_id, "confirm"));
	assert_int_equal(owes(cx, &c, c.school), 0);
	p = pays(c.school, 1, "HD-9");
	cx->actor = c.w.by.supply;
	refused(ERR_BLOCKED, charge_collect(cx, &p, &again));
	close_charging(cx);
}
static void D2_9_a_payment_is_confirmed_by_a_second_person_where_the_plan_says_so(void **state) { (void)state; for_each_store(by_two); }

static void alone(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct actor *both = new_actor(cx, "both", "supply_group", c.w.d.root);
	struct charge_payer *rows;
	struct fund_entry *book;
	struct fund fund;
	struct doc_moved m;
	size_t n;

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = both->account_id, .place_id = c.w.d.root, .role = "approver", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	draws(cx, &c, c.mayor, c.town, c.w.mask, 100);
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 10);
	pay_in(cx, both, pays(c.school, 1230, "HD-7"), &m);
	refused(ERR_FORBIDDEN, step(both, m.doc_id, "confirm"));                /* holds both rights, and entered it himself */
	pay_in(cx, both, pays(c.town, 3000, "HD-8"), &m);                       /* for townships the plan names nobody else */
	assert_string_equal(m.state, "received");
	assert_int_equal(owes(cx, &c, c.town), 9300);
	cx->actor = c.payer;
	must(fund_book(cx, &(struct fund_book){ .fund_id = c.fund, .limit = 10 }, &book, &n));
	assert_int_equal(n, 1);
	assert_int_equal(book[0].in_fen, 3000);
	assert_int_equal(book[0].out_fen, 0);
	assert_int_equal(book[0].balance_fen, 3000);
	assert_string_equal(book[0].giver, "TOWN");
	must(fund_see(cx, c.fund, &fund));
	assert_int_equal(fund.figures.received_fen, 0);
	assert_int_equal(fund.figures.collected_fen, 3000);
	assert_int_equal(fund.figures.on_account_fen, 3000);
	assert_int_equal(fund.figures.paid_fen, 0);                             /* what a unit pays in is no negative payment */
	cx->now_ms += 31 * (int64_t)DAY_MS;
	must(charge_payer_list(cx, &(struct charge_filter){ .late_only = true, .limit = 10 }, &rows, &n));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].payer, "TOWN");
	assert_int_equal(rows[0].late_fen, 9300);
	must(charge_payer_list(cx, &(struct charge_filter){ .agent = "education", .limit = 10 }, &rows, &n));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].payer, "SCHOOL");
	must(charge_payer_list(cx, &(struct charge_filter){ .limit = 1 }, &rows, &n));
	must(charge_payer_list(cx, &(struct charge_filter){ .limit = 1, .after = rows[0].payer_id }, &rows, &n));
	assert_string_equal(rows[0].payer, "SCHOOL");
	cx->actor = c.headmaster;
	must(charge_payer_list(cx, &(struct charge_filter){ .limit = 10 }, &rows, &n));
	assert_int_equal(n, 1);                                                 /* its own and nobody else's */
	close_charging(cx);
}
static void D2_9_part_payments_stand_in_the_funds_book_and_the_rest_falls_due(void **state) { (void)state; for_each_store(alone); }

/* ---- objections ---- */

static void objecting(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_objection *o;
	struct charge_statement s;
	struct doc_moved m;
	int64_t row, id;
	size_t n;

	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 100);
	row = statement(cx, c.headmaster, c.school).lines[0].drawn_id;
	cx->actor = c.mayor;
	refused(ERR_NOT_FOUND, charge_object(cx, row, "不是我们的", &id));
	cx->actor = c.headmaster;
	must(charge_object(cx, row, "少了十只", &id));
	refused(ERR_CONFLICT, charge_object(cx, row, "再提一次", &(int64_t){ 0 }));
	refused(ERR_FORBIDDEN, charge_answer(cx, id, 0, "自己答复"));
	cx->actor = c.w.by.supply;
	refused(ERR_BLOCKED, charge_answer(cx, id, 12301, "多减一分"));
	must(charge_answer(cx, id, 1230, "补数后确认少十只"));
	refused(ERR_BAD_STATE, charge_answer(cx, id, 1230, "再来一次"));
	must(charge_objection_list(cx, 0, row, -1, 0, 10, &o, &n));
	id = o[0].credit_id;
	refused(ERR_FORBIDDEN, step(c.w.by.supply, id, "approve"));
	refused(ERR_NOT_FOUND, step(c.headmaster, id, "approve"));
	assert_int_equal(owes(cx, &c, c.school), 12300);
	must(step(c.payer, id, "refuse"));                                      /* then the question is open again */
	cx->actor = c.w.by.supply;
	must(charge_objection_list(cx, 0, row, 0, 0, 10, &o, &n));
	assert_int_equal(n, 1);
	must(charge_answer(cx, o[0].objection_id, 1230, "仓库补记录后再报"));
	must(charge_objection_list(cx, 0, row, -1, 0, 10, &o, &n));
	must(step(c.payer, o[0].credit_id, "approve"));
	assert_int_equal(owes(cx, &c, c.school), 11070);
	s = statement(cx, c.headmaster, c.school);
	assert_int_equal(s.credit_fen, 1230);
	assert_int_equal(s.lines[0].worth_fen, 12300);                          /* the row itself never changes */
	assert_int_equal(s.lines[0].open_fen, 11070);
	assert_int_equal(s.after_fen, 11070);
	cx->actor = c.w.by.supply;
	must(charge_reduce(cx, row, 11000, "整批退回", &m));
	refused(ERR_BLOCKED, charge_reduce(cx, row, 71, "再减", &(struct doc_moved){ 0 }));    /* with the one that waits, a fen too much */
	pay_in(cx, c.other, pays(c.school, 11070, "HD-1"), &m);
	must(step(c.payer, m.doc_id, "confirm"));
	must(charge_objection_list(cx, 0, row, -1, 0, 10, &o, &n));
	cx->actor = c.w.by.supply;
	refused(ERR_BLOCKED, charge_reduce(cx, row, 70, "已付清", &m));
	assert_non_null(strstr(cx->fault.zh, "只欠 0.00 元"));
	close_charging(cx);
}
static void D2_9_an_objection_is_answered_and_put_right_by_a_contrary_document(void **state) { (void)state; for_each_store(objecting); }

/* ---- the market ---- */

static void market(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_statement s;
	struct charge_done done;
	struct price_cap cap = { .item_id = c.w.rice, .place_id = c.w.d.root, .cap_fen = 500, .cap_units = 1, .from_ms = cx->now_ms, .decision = "市监限价 3 号", .category = "" };

	bought(cx, &c.w, c.w.rice, 100, 321, 1, "R1");
	draws(cx, &c, c.boss, c.company, c.w.rice, 10);                         /* no price on the market is known: it waits, it is not charged at cost */
	s = statement(cx, c.boss, c.company);
	assert_int_equal(s.lines[0].state, CHARGE_NO_PRICE);
	cx->actor = c.w.by.supply;
	must(charge_price_state(cx, &(struct charge_price){ c.w.rice, 0, 450, 1, "市场监测 11 月 21 日" }, &done));
	assert_int_equal(done.fen, 4500);
	cx->actor = &the_system;
	must(price_cap_set(cx, &cap, &(int64_t){ 0 }));
	cx->actor = c.w.by.supply;
	must(charge_price_state(cx, &(struct charge_price){ c.w.rice, 0, 650, 1, "市场监测 11 月 22 日" }, &done));
	draws(cx, &c, c.boss, c.company, c.w.rice, 10);                         /* never above the cap */
	s = statement(cx, c.boss, c.company);
	assert_int_equal(s.lines[1].price_by, PRICE_BY_CAP);
	assert_int_equal(s.lines[1].worth_fen, 5000);
	assert_int_equal(owes(cx, &c, c.company), 9500);
	bought(cx, &c.w, c.w.mask, 100, 100, 1, "M1");
	draws(cx, &c, c.boss, c.company, c.w.mask, 10);                         /* no rule says who pays for masks of a company */
	s = statement(cx, c.boss, c.company);
	assert_int_equal(s.n_lines, 3);
	assert_int_equal(s.lines[0].state, CHARGE_NO_RULE);
	close_charging(cx);
}
static void D2_9_a_company_pays_the_price_of_the_market_and_never_above_a_cap(void **state) { (void)state; for_each_store(market); }

/* ---- key enterprises ---- */

static void formalities(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	int64_t works = unit(cx, &c.w, "WORKS", "key_enterprise"), plan, request, id, *ids;
	struct actor *clerk = new_actor(cx, "works", "unit_clerk", works);
	struct dispatch_line line = { 1, 0 };
	struct request_paper *papers;
	size_t n;

	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	request = asks(cx, &c, clerk, works, c.w.mask, 30);
	plan = held(cx, &c.w);
	cx->actor = c.w.by.supply;
	refused(ERR_BLOCKED, dispatch_order_all(cx, plan, c.w.d.wa, &ids, &n, &(bool){ false }));
	assert_non_null(strstr(cx->fault.zh, "给“WORKS”的物资还缺“签批手续”"));
	must(dispatch_open(cx, &(struct dispatch_draft){ plan, c.w.d.wa, &line, 1 }, &id));
	refused(ERR_BLOCKED, step(c.w.by.supply, id, "order"));
	must(step(c.w.by.supply, id, "withdraw"));
	cx->actor = c.w.by.keeper;
	must(dispatch_open_handout(cx, &(struct dispatch_draft){ plan, 0, &line, 1 }, &id));
	refused(ERR_BLOCKED, step(c.w.by.keeper, id, "hand_over"));
	cx->actor = clerk;
	refused(ERR_FORBIDDEN, request_paper_enter(cx, request, "签批手续", "自己写的"));
	cx->actor = c.w.by.supply;
	refused(ERR_BAD_INPUT, request_paper_enter(cx, request, "介绍信", "1"));
	refused(ERR_BAD_INPUT, request_paper_enter(cx, request, "签批手续", " "));
	must(request_paper_enter(cx, request, "签批手续", "区签 12 号"));
	must(request_papers_see(cx, request, &papers, &n));
	assert_int_equal(n, 1);
	assert_string_equal(papers[0].number, "区签 12 号");
	must(step(c.w.by.keeper, id, "hand_over"));
	must(step(clerk, id, "hand_over"));
	assert_string_equal(state_of(cx, id), "done");
	assert_int_equal(owes(cx, &c, works), 3690);
	close_charging(cx);
}
static void D2_9_a_key_enterprise_gets_nothing_by_any_way_before_its_signed_formalities(void **state) { (void)state; for_each_store(formalities); }

/* ---- the proof ---- */

static void change(struct ctx *cx, const char *sql)
{
	struct query *q = arena_new(&cx->mem, sizeof *q);          /* an address of its own: the cache goes by it */
	int64_t changed;

	*q = (struct query){ sql, sql, sql, NULL, NULL };
	must(store_exec(cx, q, NULL, &changed));
	assert_int_equal(changed, 1);
}

static void tampering(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct finding *f;
	size_t n;

	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 100);
	change(cx, "UPDATE charge_drawn SET worth_fen = worth_fen - 1");
	must(charge_verify(cx, &f, &n));
	assert_int_equal(n, 1);
	assert_string_equal(f[0].zh, "对账单欠 122.99 元，总账应收 123.00 元");
	change(cx, "UPDATE charge_drawn SET worth_fen = worth_fen + 1, price_fen = 124");
	must(charge_verify(cx, &f, &n));
	assert_int_equal(n, 1);
	assert_string_equal(f[0].column, "price_fen");
	change(cx, "UPDATE charge_drawn SET price_fen = 123");
	close_charging(cx);
}
static void Verify_finds_a_fen_changed_in_a_statement_or_in_a_price(void **state) { (void)state; for_each_store(tampering); }

/* ---- files ---- */

static void printing(struct ctx *cx)
{
	struct charging c = open_charging(cx);
	struct charge_file file;

	bought(cx, &c.w, c.w.mask, 300, 123, 1, "B1");
	draws(cx, &c, c.headmaster, c.school, c.w.mask, 100);
	cx->actor = c.headmaster;
	for (int64_t format = 0; format < 2; format++) {
		must(charge_statement_file(cx, c.school, 0, 0, format, &file));
		assert_memory_equal(file.body.at, format ? "%PDF" : "PK", format ? 4 : 2);
		must(charge_payers_file(cx, "education", format, &file));
		assert_memory_equal(file.body.at, format ? "%PDF" : "PK", format ? 4 : 2);
	}
	refused(ERR_NOT_FOUND, charge_statement_file(cx, c.town, 0, 0, 1, &file));
	close_charging(cx);
}
static void D2_9_statements_are_printed_and_exported(void **state) { (void)state; for_each_store(printing); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_9_a_unit_that_pays_owes_the_cost_of_the_very_lots_it_signed_for),
		cmocka_unit_test(D2_9_goods_without_a_known_cost_are_delivered_and_wait_for_a_price),
		cmocka_unit_test(D2_9_without_a_fund_to_pay_into_a_charge_waits_for_one),
		cmocka_unit_test(D2_9_a_payment_is_confirmed_by_a_second_person_where_the_plan_says_so),
		cmocka_unit_test(D2_9_part_payments_stand_in_the_funds_book_and_the_rest_falls_due),
		cmocka_unit_test(D2_9_an_objection_is_answered_and_put_right_by_a_contrary_document),
		cmocka_unit_test(D2_9_a_company_pays_the_price_of_the_market_and_never_above_a_cap),
		cmocka_unit_test(D2_9_statements_are_printed_and_exported),
		cmocka_unit_test(D2_9_a_key_enterprise_gets_nothing_by_any_way_before_its_signed_formalities),
		cmocka_unit_test(Verify_finds_a_fen_changed_in_a_statement_or_in_a_price),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
