/* SPDX-License-Identifier: Apache-2.0 */
/* Allocation under the district's plan: who vets, who approves, whose turn it is. */
#include "caps/dispatch/dispatch_world.h"
#include "caps/fund/fund.h"
#include "caps/party/account.h"
#include "caps/party/person.h"
#include "caps/plan/plan_active.h"
#include "caps/stock/stock.h"

static void put_in_force(struct ctx *cx, const char *path, const char *id)
{
	static char text[200000];
	FILE *f = fopen(path, "rb");
	struct plan_stored stored;
	int64_t activation;
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	cx->actor = &the_system;
	must(plan_register(cx, path, text, n, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = id, .version = stored.version, .reason = "试行" }, &activation));
}

static void also_holds(struct ctx *cx, const struct actor *who, const char *role, int64_t place_id)
{
	int64_t grant;

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = place_id, .role = role,
		.from_ms = cx->now_ms }, &grant));
}

static void is_person(struct ctx *cx, const struct actor *who, int64_t person_id)
{
	struct party_account account;

	cx->actor = &the_system;
	must(party_account_get(cx, who->account_id, &account));
	account.person_id = person_id;
	must(party_account_update(cx, who->account_id, 0, &account));
}

static int64_t new_person(struct ctx *cx, const char *name, int64_t place_id)
{
	int64_t id = 0;

	cx->actor = &the_system;
	must(person_create(cx, &(struct person){ .name = name, .place_id = place_id }, &id));
	return id;
}

static int64_t unit_of_kind(struct ctx *cx, const struct docs *w, const char *code, const char *kind)
{
	int64_t id = 0;

	cx->actor = &the_system;
	must(place_create(cx, &(struct place_facts){ .kind = PLACE_UNIT, .code = code, .name = code, .parent_id = w->d.a1, .unit_kind = kind,
		.has_point = 1, .lon_e7 = 1204950000, .lat_e7 = 303000000 }, &id));
	return id;
}

static int64_t raised_for(struct ctx *cx, int64_t unit_id, int64_t item_id, int64_t wanted, const struct actor *who)
{
	struct request_want want = { .item_id = item_id, .wanted = wanted };
	int64_t id = 0;

	cx->actor = who;
	must(request_open(cx, &(struct request_draft){ .unit_id = unit_id, .wants = &want, .n_wants = 1 }, &id));
	must(step(who, id, "raise"));
	return id;
}

static void chain(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct actor *deputy = new_actor(cx, "deputy", "approver", w.d.root), *leader = new_actor(cx, "leader", "approver", w.d.root);
	struct actor *stand_in = new_actor(cx, "standin", "viewer", w.d.root);
	int64_t works, request, id, sub;

	put_in_force(cx, "plans/d2-control-goods.yaml", "d2");
	works = unit_of_kind(cx, &w, "WORKS", "key_enterprise");
	request = raised_for(cx, works, w.mask, 20, w.by.supply);
	refused(ERR_FORBIDDEN, step(w.by.vetter, request, "vet"));                  /* not of the epidemic-control group */
	also_holds(cx, w.by.vetter, "epidemic_group", w.d.root);
	must(step(w.by.vetter, request, "vet"));
	id = proposed(cx, &w);
	refused(ERR_FORBIDDEN, step(w.by.approver, id, "approve"));
	also_holds(cx, deputy, "group_deputy", w.d.root);
	also_holds(cx, leader, "leader", w.d.root);
	refused(ERR_FORBIDDEN, step(leader, id, "approve"));                          /* the meeting first */
	cx->actor = deputy;
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = deputy->account_id, .substitute_id = stand_in->account_id,
		.from_ms = cx->now_ms, .until_ms = cx->now_ms + DAY_MS, .reason = "出差" }, &sub));
	must(party_actor(cx, stand_in->account_id, stand_in));
	must(step(stand_in, id, "approve"));
	assert_string_equal(state_of(cx, id), "review");
	refused(ERR_FORBIDDEN, step(stand_in, id, "approve"));
	must(step(leader, id, "approve"));
	assert_string_equal(state_of(cx, id), "held");
	close_docs(cx);
}

/* Two signatures are two people: not one and his substitute, not two accounts of one person. */
static void two_people(struct ctx *cx)
{
	struct docs w = open_day(cx);
	struct actor *deputy = new_actor(cx, "deputy", "approver", w.d.root), *leader = new_actor(cx, "leader", "approver", w.d.root);
	struct actor *stand_in = new_actor(cx, "standin", "viewer", w.d.root), *second = new_actor(cx, "second", "viewer", w.d.root);
	struct actor *maker = new_actor(cx, "maker", "viewer", w.d.root);
	int64_t works, request, id, sub, one = new_person(cx, "张三", w.d.root), another = new_person(cx, "李四", w.d.root);

	put_in_force(cx, "plans/d2-control-goods.yaml", "d2");
	works = unit_of_kind(cx, &w, "WORKS", "key_enterprise");
	request = raised_for(cx, works, w.mask, 20, w.by.supply);
	also_holds(cx, w.by.vetter, "epidemic_group", w.d.root);
	must(step(w.by.vetter, request, "vet"));
	id = proposed(cx, &w);
	also_holds(cx, deputy, "group_deputy", w.d.root);
	also_holds(cx, deputy, "leader", w.d.root);
	also_holds(cx, second, "leader", w.d.root);
	also_holds(cx, leader, "leader", w.d.root);
	also_holds(cx, maker, "group_deputy", w.d.root);
	is_person(cx, deputy, one);
	is_person(cx, second, one);
	is_person(cx, w.by.supply, another);
	is_person(cx, maker, another);
	refused(ERR_FORBIDDEN, step(maker, id, "approve"));                            /* made it by another account */
	must(step(deputy, id, "approve"));
	cx->actor = deputy;
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = deputy->account_id, .substitute_id = stand_in->account_id,
		.from_ms = cx->now_ms, .until_ms = cx->now_ms + DAY_MS, .reason = "出差" }, &sub));
	must(party_actor(cx, stand_in->account_id, stand_in));
	refused(ERR_FORBIDDEN, step(stand_in, id, "approve"));                         /* for the deputy, who has signed */
	refused(ERR_FORBIDDEN, step(second, id, "approve"));                           /* the deputy's other account */
	must(step(leader, id, "approve"));
	assert_string_equal(state_of(cx, id), "held");
	close_docs(cx);
}

static void two_signatures_are_two_people(void **state) { (void)state; for_each_store(two_people); }
static void D2_9_a_key_enterprise_needs_the_meeting_and_the_leader(void **state)
{
	(void)state;
	for_each_store(chain);
}

static void priority(struct ctx *cx)
{
	struct docs w = open_day(cx);
	int64_t works, front, back;

	put_in_force(cx, "plans/d2-control-goods.yaml", "d2");
	also_holds(cx, w.by.vetter, "epidemic_group", w.d.root);
	works = unit_of_kind(cx, &w, "WORKS", "key_enterprise");
	back = raised_for(cx, works, w.mask, 80, w.by.supply);
	front = raised_for(cx, w.d.clinic, w.mask, 90, w.by.clerk);
	must(step(w.by.vetter, back, "vet"));
	must(step(w.by.vetter, front, "vet"));
	w.by.approver = new_actor(cx, "deputy", "approver", w.d.root);
	also_holds(cx, w.by.approver, "group_deputy", w.d.root);
	struct actor *leader = new_actor(cx, "leader", "approver", w.d.root);
	also_holds(cx, leader, "leader", w.d.root);
	int64_t id = proposed(cx, &w);
	must(step(w.by.approver, id, "approve"));
	must(step(leader, id, "approve"));
	assert_int_equal(counted(cx, front, 0, SENT), 90);
	assert_int_equal(counted(cx, back, 0, SENT), 10);
	close_docs(cx);
}

static void D2_2_priority_is_strict(void **state)
{
	(void)state;
	for_each_store(priority);
}

static void directed(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct stock_goods gift = { .item_id = w.mask, .qty = 50 };
	int64_t other, mine, theirs, id = 0, line_no = 1;
	struct allocation_view v;

	give_points(cx, &w);
	other = unit_of_kind(cx, &w, "U2", "clinic");
	cx->actor = w.by.keeper;
	must(stock_receipt_open(cx, &(struct stock_receipt){ .source = STOCK_FROM_DONOR, .party_id = 4711, .to_place_id = w.d.wa,
		.addressee_id = w.d.clinic, .goods = &gift, .n_goods = 1 }, &id));
	must(step(w.by.keeper, id, "announce"));
	must(step(w.by.keeper, id, "take_in"));
	mine = raised_for(cx, w.d.clinic, w.mask, 20, w.by.clerk);
	theirs = raised_for(cx, other, w.mask, 100, w.by.supply);
	must(step(w.by.vetter, mine, "vet"));
	must(step(w.by.vetter, theirs, "vet"));
	cx->actor = w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &id));
	must(allocation_get(cx, id, &v));
	assert_int_equal(v.doc.n_lines, 1);
	assert_int_equal(v.facts[0].unit_id, w.d.clinic);
	refused(ERR_BLOCKED, allocation_adjust(cx, id, 0, &(struct allocation_change){ .qty = 10, .request_id = theirs, .request_line_no = line_no,
		.unit_id = other, .item_id = w.mask, .place_id = w.d.wa, .owner_id = w.d.root, .lot_id = v.doc.lines[0].lot_id, .reason = "挪用" }, 1));
	close_docs(cx);
}

static void D2_7_a_directed_gift_goes_to_its_addressee_only(void **state)
{
	(void)state;
	for_each_store(directed);
}

/* What was bought from a fund for the clinic goes to nobody else, neither by the proposal nor by hand. */
static void bound_to_a_fund(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	struct stock_goods bought = { .item_id = w.mask, .qty = 50 };
	int64_t other, mine, theirs, fund, id = 0;
	struct allocation_view v;

	give_points(cx, &w);
	other = unit_of_kind(cx, &w, "U2", "clinic");
	cx->actor = w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = w.d.root, .code = "F1", .zh = "发热门诊捐款", .purpose = "发热门诊",
		.for_places = &w.d.clinic, .n_places = 1 }, &fund));
	cx->actor = w.by.keeper;
	refused(ERR_NOT_FOUND, stock_receipt_open(cx, &(struct stock_receipt){ .source = STOCK_FROM_DONOR, .party_id = 4711, .to_place_id = w.d.wa,
		.fund_id = 4712, .goods = &bought, .n_goods = 1 }, &id));
	must(stock_receipt_open(cx, &(struct stock_receipt){ .source = STOCK_FROM_DONOR, .party_id = 4711, .to_place_id = w.d.wa, .fund_id = fund,
		.goods = &bought, .n_goods = 1 }, &id));
	must(step(w.by.keeper, id, "announce"));
	must(step(w.by.keeper, id, "take_in"));
	mine = raised_for(cx, w.d.clinic, w.mask, 20, w.by.clerk);
	theirs = raised_for(cx, other, w.mask, 100, w.by.supply);
	must(step(w.by.vetter, mine, "vet"));
	must(step(w.by.vetter, theirs, "vet"));
	cx->actor = w.by.supply;
	must(allocation_propose(cx, &(struct allocation_ask){ 0 }, &id));
	must(allocation_get(cx, id, &v));
	assert_int_equal(v.doc.n_lines, 1);
	assert_int_equal(v.facts[0].unit_id, w.d.clinic);
	refused(ERR_BLOCKED, allocation_adjust(cx, id, 0, &(struct allocation_change){ .qty = 10, .request_id = theirs, .request_line_no = 1,
		.unit_id = other, .item_id = w.mask, .place_id = w.d.wa, .owner_id = w.d.root, .fund_id = fund, .lot_id = v.doc.lines[0].lot_id,
		.reason = "挪用" }, 1));
	assert_non_null(strstr(cx->fault.zh, "发热门诊捐款"));
	close_docs(cx);
}

static void D2_3_goods_of_a_fund_go_to_those_it_is_for_only(void **state)
{
	(void)state;
	for_each_store(bound_to_a_fund);
}

static void lateness(struct ctx *cx)
{
	struct docs w = open_day(cx);
	const struct doc_filter late = { .kinds = { "dispatch" }, .overdue = true, .limit = 10 };
	struct doc_summary *listed;
	struct doc_due *due;
	struct doc_event *events;
	int64_t order, plan;
	size_t n;

	vetted(cx, &w, w.mask, 20);
	plan = held(cx, &w);
	put_in_force(cx, "plans/d7-reserve.yaml", "d7");
	order = ordered(cx, &w, plan, 0);
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 0);
	cx->now_ms += 31 * 60 * 1000;                   /* an order is acknowledged within 30 minutes */
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_int_equal(due[0].doc_id, order);
	refused(ERR_FORBIDDEN, step(w.by.supply, order, "late"));
	must(step(&the_system, order, due[0].verb));
	assert_string_equal(state_of(cx, order), "ordered");
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 0);
	cx->actor = w.by.supply;
	must(document_list(cx, &late, &listed, &n));
	assert_int_equal(n, 1);                         /* listed as overdue until somebody acts */
	must(step(w.by.keeper, order, "acknowledge"));
	cx->actor = w.by.supply;
	must(document_list(cx, &late, &listed, &n));
	assert_int_equal(n, 0);
	must(document_history(cx, order, &events, &n));
	assert_int_equal(n, 3);
	assert_string_equal(events[1].verb, "late");
	assert_true(events[2].posted_ms - events[0].posted_ms >= 31 * 60 * 1000);
	close_docs(cx);
}

static void D7_7_an_order_not_acknowledged_in_time_is_marked_late(void **state)
{
	(void)state;
	for_each_store(lateness);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_signatures_are_two_people),
		cmocka_unit_test(D2_9_a_key_enterprise_needs_the_meeting_and_the_leader),
		cmocka_unit_test(D2_2_priority_is_strict),
		cmocka_unit_test(D7_7_an_order_not_acknowledged_in_time_is_marked_late),
		cmocka_unit_test(D2_7_a_directed_gift_goes_to_its_addressee_only),
		cmocka_unit_test(D2_3_goods_of_a_fund_go_to_those_it_is_for_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
