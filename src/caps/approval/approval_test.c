/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/text.h"
#include "both_stores.h"
#include "caps/approval/approval.h"
#include "caps/document/document_world.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/purchase/purchase.h"
#include <string.h>

static const char buying_plan[] =
	"plan: {id: b, zh: 采购规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 卫健委副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"approvals:\n"
	"  chains:\n"
	"    - {id: buy, zh: 采购审批, source: 二(二)2, of: amount, over: 1 day, within: 4 h, steps: [{below: 50000 yuan, by: deputy}, {from: 50000 yuan, by: head}],\n"
	"       split: {look_back: 7 days, same: [goods, supplier]}}\n"
	"documents:\n"
	"  flows: [{id: buying, zh: 采购, kind: purchase, raise: group, approve: buy}]\n";

struct desk { struct docs w; int64_t supplier, fund; struct actor *deputy, *head, *stand_in; };

static struct actor *official(struct ctx *cx, const struct docs *w, const char *login, const char *title)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	cx->actor = &the_system;
	if (title)
		must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	return a;
}

static struct desk open_desk(struct ctx *cx)
{
	struct desk b = { .w = open_docs(cx) };
	struct plan_stored stored;
	struct doc_moved moved;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "b.yaml", buying_plan, sizeof buying_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "b", .version = 1, .reason = "试" }, &id));
	must(org_create(cx, &(struct org){ .code = "SUP1", .name = "甲", .roles = ORG_SUPPLIER, .active = 1 }, &b.supplier));
	b.deputy = official(cx, &b.w, "deputy", "deputy");
	b.head = official(cx, &b.w, "head", "head");
	b.stand_in = official(cx, &b.w, "standin", NULL);
	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = b.w.d.root, .code = "ZH", .zh = "专户" }, &b.fund));
	must(fund_receive(cx, &(struct fund_receipt){ b.fund, b.supplier, 8000000, "拨1", NULL }, &moved));
	return b;
}

static int64_t buys(struct ctx *cx, const struct desk *b, int64_t fen)
{
	struct purchase_line line = { b->w.mask, 1, fen, 1 };
	int64_t id;

	cx->actor = b->w.by.supply;
	must(purchase_open(cx, &(struct purchase_draft){ .supplier_id = b->supplier, .to_place_id = b->w.d.wa, .fund_id = b->fund, .lines = &line, .n_lines = 1 }, &id));
	must(step(b->w.by.supply, id, "submit"));
	return id;
}

static struct approvals list(struct ctx *cx, const struct actor *who, const char *after, int64_t limit)
{
	struct approvals a;

	cx->actor = who;
	must(approvals_list(cx, &(struct approvals_ask){ .after = after, .limit = limit }, &a));
	return a;
}

static struct approval_act act_of(struct ctx *cx, int64_t doc_id, const char *verb)
{
	struct doc doc;

	must(document_get(cx, doc_id, &doc));
	return (struct approval_act){ doc_id, doc.version, verb };
}

static void whose_and_why(struct ctx *cx)
{
	struct desk b = open_desk(cx);
	int64_t small = buys(cx, &b, 3000000);
	struct approvals a = list(cx, b.deputy, NULL, 0);
	const struct approval *row = a.items;

	assert_int_equal(a.total, 1);
	assert_int_equal(row->doc_id, small);
	assert_string_equal(row->role, "卫健委副主任");
	assert_string_equal(row->why_zh, "按“采购审批”，50000.00 元以下由“卫健委副主任”签");
	assert_string_equal(row->source, "二(二)2");
	assert_string_equal(row->plan, "采购规则");
	assert_int_equal(row->fund_takes_fen, 3000000);
	assert_int_equal(row->fund_free_fen, 8000000);
	assert_int_equal(row->deadline_ms, cx->now_ms + 4 * (DAY_MS / 24));
	assert_false(row->splits || row->late || row->blocked);
	assert_int_equal(list(cx, b.head, NULL, 0).total, 0);
	assert_int_equal(list(cx, b.w.by.supply, NULL, 0).total, 0);
	assert_int_equal(list(cx, b.w.by.keeper, NULL, 0).total, 0);

	buys(cx, &b, 2500000);                         /* together 55,000 on the day: both are the head's now */
	assert_int_equal(list(cx, b.deputy, NULL, 0).total, 0);
	a = list(cx, b.head, NULL, 0);
	assert_int_equal(a.total, 2);
	assert_true(a.items[0].splits && a.items[1].splits);
	assert_string_equal(a.items[1].why_zh, "按“采购审批”，同期合计 55000.00 元（本单 25000.00 元，其他 30000.00 元），50000.00 元及以上由“组长”签");
	cx->now_ms += 5 * (DAY_MS / 24);
	a = list(cx, b.head, NULL, 1);
	assert_int_equal(a.late, 2);
	assert_true(a.items[0].late && a.items[0].doc_id == small);
	assert_int_equal(a.n_items, 1);
	a = list(cx, b.head, a.next, 1);
	assert_int_equal(a.n_items, 1);
	assert_true(a.items[0].doc_id != small);
	assert_null(a.next);
	cx->actor = b.head;
	refused(ERR_BAD_INPUT, approvals_list(cx, &(struct approvals_ask){ .after = "x" }, &a));
	close_docs(cx);
}

/* Fund, signature and entry of each by itself: what comes after the money is gone is refused, nothing else is. */
static void many_at_once(struct ctx *cx)
{
	struct desk b = open_desk(cx);
	int64_t one = buys(cx, &b, 4500000), two = buys(cx, &b, 4500000), three = buys(cx, &b, 100000), four = buys(cx, &b, 100000);
	struct approval_act acts[] = { act_of(cx, one, "approve"), act_of(cx, two, "approve"), act_of(cx, three, "approve"), act_of(cx, four, "approve") };
	struct approval_done *done;
	struct fund fund;

	must(step(b.w.by.supply, three, "withdraw"));      /* changed after it was seen */
	cx->actor = b.head;
	must(approvals_act(cx, acts, 4, "同意", &done));
	assert_true(done[0].done && !done[1].done && !done[2].done && done[3].done);
	assert_string_equal(done[0].state, "ordered");
	assert_string_equal(done[1].code, "SHORT_STOCK");
	assert_string_equal(done[2].code, "STALE");
	assert_true(done[1].zh[0] && done[1].en[0]);
	assert_string_equal(state_of(cx, two), "review");
	assert_string_equal(state_of(cx, four), "ordered");
	cx->actor = b.w.by.supply;
	must(fund_see(cx, b.fund, &fund));
	assert_int_equal(fund.figures.free_fen, 8000000 - 4600000);
	cx->actor = b.head;
	must(approvals_act(cx, acts, 1, "同意", &done));    /* the same once more */
	assert_string_equal(done[0].code, "STALE");
	assert_true(list(cx, b.head, NULL, 0).items[0].doc_id == two && list(cx, b.head, NULL, 0).items[0].blocked);
	acts[1] = act_of(cx, two, "refuse");
	must(approvals_act(cx, acts + 1, 1, "", &done));
	assert_string_equal(done[0].code, "BAD_INPUT");    /* no reason given */
	must(approvals_act(cx, acts + 1, 1, "款项不足", &done));
	assert_true(done[0].done);
	assert_string_equal(state_of(cx, two), "refused");
	close_docs(cx);
}

static void attacks(struct ctx *cx)
{
	struct desk b = open_desk(cx);
	struct actor *near = new_actor(cx, "near", "approver", b.w.d.wa), *maker = new_actor(cx, "maker", "supply_group", b.w.d.root);
	int64_t id = buys(cx, &b, 100000), count, own;
	struct approval_act acts[2] = { act_of(cx, id, "approve") };
	struct purchase_line line = { b.w.mask, 1, 100, 1 };
	struct doc_line goods = { .item_id = b.w.rice, .counter = { [ASKED] = 5 } };
	struct approval_done *done;

	cx->actor = &the_system;                           /* the maker becomes deputy too: still not his own */
	must(party_grant_add(cx, &(struct party_grant){ .account_id = maker->account_id, .place_id = b.w.d.root, .role = "deputy", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_grant_add(cx, &(struct party_grant){ .account_id = maker->account_id, .place_id = b.w.d.root, .role = "approver", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_actor(cx, maker->account_id, maker));
	cx->actor = maker;
	must(purchase_open(cx, &(struct purchase_draft){ .supplier_id = b.supplier, .to_place_id = b.w.d.wa, .fund_id = b.fund, .lines = &line, .n_lines = 1 }, &own));
	must(step(maker, own, "submit"));
	assert_int_equal(list(cx, maker, NULL, 0).total, 1);
	assert_int_equal(list(cx, maker, NULL, 0).items[0].doc_id, id);
	acts[1] = act_of(cx, own, "approve");
	must(approvals_act(cx, acts + 1, 1, NULL, &done));
	assert_string_equal(done[0].code, "FORBIDDEN");

	count = draft(cx, b.w.by.far_keeper, &(struct doc){ .kind = "opening", .to_place_id = b.w.d.wb, .owner_id = b.w.d.root, .lines = &goods, .n_lines = 1 });
	must(step(b.w.by.far_keeper, count, "propose"));   /* goods of another warehouse are not for who approves in this one */
	for (int i = 0; i < (int)list(cx, near, NULL, 0).n_items; i++)
		assert_true(list(cx, near, NULL, 0).items[i].doc_id != count);
	acts[1] = act_of(cx, count, "approve");
	cx->actor = near;
	must(approvals_act(cx, acts + 1, 1, NULL, &done));
	assert_string_equal(done[0].code, "NOT_FOUND");
	cx->actor = b.w.by.vetter;
	must(approvals_act(cx, acts, 1, NULL, &done));
	assert_false(done[0].done);

	cx->actor = b.deputy;
	acts[1] = acts[0];
	refused(ERR_BAD_INPUT, approvals_act(cx, acts, 2, NULL, &done));      /* the same document twice */
	refused(ERR_TOO_LARGE, approvals_act(cx, acts, 0, NULL, &done));
	refused(ERR_TOO_LARGE, approvals_act(cx, acts, APPROVALS_ACT_MAX + 1, NULL, &done));
	acts[1] = act_of(cx, id, "withdraw");
	must(approvals_act(cx, acts + 1, 1, NULL, &done));
	assert_string_equal(done[0].code, "BAD_INPUT");    /* no approval, whatever his rights */
	must(approvals_act(cx, acts, 1, NULL, &done));
	assert_true(done[0].done);
	assert_int_equal(list(cx, b.head, NULL, 0).total, 1);   /* the goods in the far warehouse */
	assert_string_equal(list(cx, b.head, NULL, 0).items[0].kind, "opening");
	close_docs(cx);
}

static void substitutes(struct ctx *cx)
{
	struct desk b = open_desk(cx);
	int64_t id = buys(cx, &b, 100000);
	struct approval_act act = act_of(cx, id, "approve");
	struct approval_done *done;
	struct doc_event *events;
	size_t n;

	assert_int_equal(list(cx, b.stand_in, NULL, 0).total, 0);
	cx->actor = &the_system;
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = b.deputy->account_id, .substitute_id = b.stand_in->account_id, .reason = "外出",
		.from_ms = cx->now_ms, .until_ms = cx->now_ms + DAY_MS }, &(int64_t){ 0 }));
	assert_string_equal(list(cx, b.stand_in, NULL, 0).items[0].for_name, "deputy");
	must(approvals_act(cx, &act, 1, NULL, &done));
	assert_true(done[0].done);
	must(document_history(cx, id, &events, &n));
	assert_int_equal(events[n - 1].for_id, b.deputy->account_id);
	cx->now_ms += 2 * DAY_MS;
	buys(cx, &b, 100000);
	assert_int_equal(list(cx, b.stand_in, NULL, 0).total, 0);
	close_docs(cx);
}

/* Every approval of every kind is one the bulk act takes: none wants a quantity or a reason. */
static void every_approval_is_known(void **state)
{
	int n = 0;

	(void)state;
	for (size_t k = 0; doc_kinds[k]; k++)
		for (size_t s = 0; s < doc_kinds[k]->n_steps; s++) {
			const struct doc_step *step = &doc_kinds[k]->steps[s];

			if (step->sign == BY_CHAIN && !step->says_why)
				assert_true(doc_step_is_approval(step));
			if (!doc_step_is_approval(step))
				continue;
			print_message("# %s %s: %s (%s)\n", doc_kinds[k]->name, step->verb, step->zh,
				      step->sign == BY_CHAIN ? "chain" : step->sign == BY_TWO ? "two" : "another person");
			n++;
		}
	assert_true(n >= 8);
}

#define ON_BOTH(name, body) static void name(void **state) { (void)state; for_each_store(body); }
ON_BOTH(D2_5_what_waits_says_whose_it_is_why_and_by_when, whose_and_why)
ON_BOTH(many_are_signed_in_one_act_and_each_stands_by_itself, many_at_once)
ON_BOTH(nobody_signs_his_own_anothers_or_twice_through_the_bulk_act, attacks)
ON_BOTH(a_substitute_sees_and_signs_what_is_the_absent_ones_while_it_lasts, substitutes)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_approval_is_known), cmocka_unit_test(D2_5_what_waits_says_whose_it_is_why_and_by_when),
		cmocka_unit_test(many_are_signed_in_one_act_and_each_stands_by_itself),
		cmocka_unit_test(nobody_signs_his_own_anothers_or_twice_through_the_bulk_act),
		cmocka_unit_test(a_substitute_sees_and_signs_what_is_the_absent_ones_while_it_lasts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
