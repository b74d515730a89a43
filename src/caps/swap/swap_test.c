/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/swap/swap.h"
#include <string.h>

#define SWAP_PLAN(checks) \
	"plan: {id: s, zh: 置换规则, version: 1, date: 2021-01-01, kind: district}\n" \
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: head, zh: 组长, kind: post}]\n" \
	"approvals:\n  chains: [{id: by_meeting, zh: 会议研究决定, steps: [{by: head}]}]\n" \
	"documents:\n  flows: [{id: swap, zh: 同价值物资置换, kind: exchange, raise: group, approve: by_meeting}]\n" checks
static const char strict_plan[] = SWAP_PLAN("  checks: [{id: equal_value, zh: 置换须同价值, document: exchange, refuse_unless: exchange_value = amount}]\n");
static const char loose_plan[] = SWAP_PLAN("");

struct swapping { struct docs w; int64_t hospital, bank, fund, suit; struct actor *head, *payer, *payer2; };

static int64_t org(struct ctx *cx, const char *code, int64_t roles)
{
	int64_t id = 0;

	must(org_create(cx, &(struct org){ .code = code, .name = code, .roles = roles, .active = 1 }, &id));
	return id;
}

/* 100 masks at 2.00 and 40 kg of rice at 5.00 in store; the head of the group approves. */
static struct swapping open_swapping(struct ctx *cx, const char *plan, size_t n)
{
	struct swapping b = { .w = open_docs(cx) };
	struct doc_line lines[] = { { .item_id = b.w.mask, .price_fen = 200, .counter = { [ASKED] = 100 } }, { .item_id = b.w.rice, .price_fen = 500, .counter = { [ASKED] = 40 } } };
	struct plan_stored stored;
	struct doc_moved moved;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "s.yaml", plan, n, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "s", .version = 1, .reason = "试" }, &id));
	b.suit = new_item(cx, "SUIT", "suits", 1, STORAGE_AMBIENT);
	b.hospital = org(cx, "HOSP", ORG_SUPPLIER);
	b.bank = org(cx, "BANK", ORG_DONOR);
	b.head = new_actor(cx, "head", "approver", b.w.d.root);
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = b.head->account_id, .place_id = b.w.d.root, .role = "head", .from_ms = cx->now_ms }, &id));
	b.payer = new_actor(cx, "payer", "approver", b.w.d.root);
	b.payer2 = new_actor(cx, "payer2", "approver", b.w.d.root);
	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = b.w.d.root, .code = "ZH", .zh = "专户" }, &b.fund));
	must(fund_receive(cx, &(struct fund_receipt){ b.fund, b.bank, 100000, "拨1", NULL }, &moved));
	id = draft(cx, b.w.by.keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = b.w.supplier, .to_place_id = b.w.d.wa, .owner_id = b.w.d.root,
		.lines = lines, .n_lines = 2 });
	must(step(b.w.by.keeper, id, "announce"));
	must(step(b.w.by.keeper, id, "take_in"));
	must(step(b.w.by.keeper, id, "close"));
	return b;
}

static int64_t money(struct ctx *cx, struct account_key key)
{
	int64_t fen;

	must(ledger_balance(cx, &key, LEDGER_MONEY, 0, &fen));
	return fen;
}

static const struct swap_draft plain = { .reason = "防护服买不到", .decision = "会商纪要 12" };

/* Masks at cost against suits at an agreed price. */
static enum err open_for(struct ctx *cx, const struct swapping *b, int64_t masks, int64_t suits, int64_t suit_fen, const struct swap_draft *facts, int64_t *ret)
{
	struct swap_offer lines[] = { { b->w.mask, masks, LINES_OUT, 0, 0, SWAP_COST, NULL }, { b->suit, suits, LINES_IN, suit_fen, 1, SWAP_AGREED, "双方商定" } };
	struct swap_draft d = *facts;

	d.from_place_id = b->w.d.wa;
	d.partner_id = d.partner_id ? d.partner_id : b->hospital;
	d.lines = lines;
	d.n_lines = 2;
	cx->actor = b->w.by.supply;
	return swap_open(cx, &d, ret);
}

static enum err takes(struct ctx *cx, const struct actor *who, int64_t id, int64_t qty, int64_t expiry_day)
{
	struct doc_part part = { .line_no = 2, .qty = qty, .expiry_day = expiry_day };
	struct doc_moved moved;

	cx->actor = who;
	return swap_take_in(cx, &(struct doc_move){ .doc_id = id, .verb = "take", .parts = &part, .n_parts = 1, .note = "对方点过" }, &moved);
}

static void at_once(struct ctx *cx)
{
	struct swapping b = open_swapping(cx, strict_plan, sizeof strict_plan - 1);
	int64_t id, uneven;
	struct swap_view v;
	struct doc doc;

	must(open_for(cx, &b, 60, 4, 3001, &plain, &uneven));
	refused(ERR_BLOCKED, step(b.w.by.supply, uneven, "propose"));
	assert_non_null(strstr(cx->fault.zh, "换出 120.00 元，换入 120.04 元，相差 0.04 元"));
	must(open_for(cx, &b, 60, 4, 3000, &plain, &id));
	must(step(b.w.by.supply, id, "propose"));
	cx->actor = b.w.by.supply;
	refused(ERR_BAD_STATE, swap_edit(cx, id, 0, &(struct swap_draft){ .from_place_id = b.w.d.wa, .partner_id = b.hospital, .reason = "改" }));
	refused(ERR_FORBIDDEN, step(b.w.by.supply, id, "approve"));
	refused(ERR_FORBIDDEN, step(b.payer, id, "approve"));           /* no chair of the meeting */
	must(step(b.head, id, "approve"));
	must(step(b.w.by.keeper, id, "swap"));                          /* counted by the keeper ... */
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.w.d.root), b.w.mask), 100);
	refused(ERR_FORBIDDEN, step(b.w.by.keeper, id, "swap"));
	must(step(b.w.by.supply, id, "swap"));                          /* ... and for the other unit: both legs in one entry */
	assert_string_equal(state_of(cx, id), "handed");
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.w.d.root), b.w.mask), 40);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.w.d.root), b.suit), 4);
	assert_int_equal(lies(cx, ACCOUNT_OF(PARTED, .who_id = b.hospital, .owner_id = b.w.d.root), b.w.mask), 60);
	assert_int_equal(lies(cx, ACCOUNT_OF(FROM_HOLDER, .who_id = b.hospital, .owner_id = b.w.d.root), b.suit), -4);
	assert_int_equal(money(cx, ACCOUNT_OF(INCOME, .who_id = b.hospital)), -12000);
	assert_int_equal(money(cx, ACCOUNT_OF(SPENT)), 12000);
	assert_int_equal(money(cx, ACCOUNT_OF(SWAPPED, .who_id = b.hospital, .doc_id = id)), 0);
	must(step(b.w.by.supply, id, "close"));
	cx->actor = b.w.by.supply;
	must(swap_see(cx, id, &doc, &v));
	assert_int_equal(v.out_fen, 12000);
	assert_int_equal(v.got_fen, 12000);
	assert_int_equal(v.n_balances, 0);
	close_docs(cx);
}
static void D2_6_an_exchange_of_equal_value_hands_both_legs_over_in_one_entry(void **state) { (void)state; for_each_store(at_once); }

static void one_leg(struct ctx *cx)
{
	struct swapping b = open_swapping(cx, strict_plan, sizeof strict_plan - 1);
	struct doc_moved moved;
	int64_t id, balance;
	struct swap_view v;
	struct doc doc;
	struct swap_draft funded = plain;

	funded.fund2_id = b.fund;
	must(open_for(cx, &b, 60, 4, 3000, &funded, &id));
	must(step(b.w.by.supply, id, "propose"));
	must(step(b.head, id, "approve"));
	refused(ERR_BAD_INPUT, step(b.w.by.keeper, id, "take", { .line_no = 1, .qty = 1 }));      /* that line goes out */
	must(takes(cx, b.w.by.keeper, id, 3, 30000));
	refused(ERR_CONFLICT, takes(cx, b.w.by.supply, id, 4, 0));
	refused(ERR_CONFLICT, takes(cx, b.w.by.supply, id, 3, 30001));                             /* another expiry than the keeper read */
	must(takes(cx, b.w.by.supply, id, 3, 0));
	assert_int_equal(money(cx, ACCOUNT_OF(SWAPPED, .who_id = b.hospital, .fund_id = b.fund, .doc_id = id)), -9000);
	refused(ERR_BLOCKED, step(b.w.by.keeper, id, "swap"));
	refused(ERR_BAD_STATE, step(b.w.by.supply, id, "close"));                                  /* one leg only, then close */
	must(step(b.w.by.keeper, id, "give", { .line_no = 1, .qty = 60 }));
	must(step(b.w.by.supply, id, "give", { .line_no = 1, .qty = 60 }));
	assert_string_equal(state_of(cx, id), "agreed");
	cx->actor = b.w.by.supply;
	must(swap_see(cx, id, &doc, &v));
	assert_int_equal(v.open_fen, 3000);                                                        /* one more is to come */
	/* It never comes: what is owed is booked by the chain, and collected. */
	must(swap_balance_propose(cx, id, "对方库存用完", &moved));
	balance = moved.doc_id;
	refused(ERR_CONFLICT, swap_balance_propose(cx, id, "再来一张", &moved));
	refused(ERR_FORBIDDEN, step(b.w.by.supply, balance, "approve"));
	must(step(b.head, balance, "approve"));
	must(step(b.w.by.supply, id, "close"));
	assert_int_equal(money(cx, ACCOUNT_OF(OWED, .who_id = b.hospital, .fund_id = b.fund)), 3000);
	refused(ERR_BAD_STATE, step(b.payer, balance, "pay"));
	must(step(b.w.by.supply, balance, "collect"));
	assert_int_equal(money(cx, ACCOUNT_OF(OWED, .who_id = b.hospital, .fund_id = b.fund)), 0);
	assert_int_equal(money(cx, ACCOUNT_OF(FUND, .fund_id = b.fund)), 103000);
	close_docs(cx);
}
static void one_leg_alone_never_closes_and_the_rest_is_owed_by_decision(void **state) { (void)state; for_each_store(one_leg); }

static void difference(struct ctx *cx)
{
	struct swapping b = open_swapping(cx, loose_plan, sizeof loose_plan - 1);
	struct swap_draft unsaid = plain, said = plain;
	struct swap_view v;
	struct doc doc;
	int64_t id;

	must(open_for(cx, &b, 60, 4, 3500, &unsaid, &id));
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "propose"));
	said.settle_ground = "差额由专户支付";
	must(open_for(cx, &b, 60, 4, 3500, &said, &id));
	refused(ERR_BAD_INPUT, step(b.w.by.supply, id, "propose"));
	assert_string_equal(cx->fault.field, "fund2_id");
	said.fund2_id = b.fund;
	must(open_for(cx, &b, 60, 4, 3500, &said, &id));
	must(step(b.w.by.supply, id, "propose"));
	must(step(b.head, id, "approve"));
	must(step(b.w.by.keeper, id, "swap"));
	must(step(b.w.by.supply, id, "swap"));
	cx->actor = b.w.by.supply;
	must(swap_see(cx, id, &doc, &v));
	assert_int_equal(v.open_fen, 0);
	assert_int_equal(v.n_balances, 1);                              /* booked by itself: the difference was approved with the exchange */
	assert_int_equal(v.balances[0].fen, 2000);
	assert_false(v.balances[0].they_owe);
	assert_int_equal(money(cx, ACCOUNT_OF(PAYABLE, .who_id = b.hospital, .fund_id = b.fund)), -2000);
	must(step(b.w.by.supply, id, "close"));
	refused(ERR_BAD_STATE, step(b.w.by.supply, v.balances[0].doc_id, "collect"));
	must(step(b.payer, v.balances[0].doc_id, "pay"));
	refused(ERR_FORBIDDEN, step(b.payer, v.balances[0].doc_id, "pay"));
	must(step(b.payer2, v.balances[0].doc_id, "pay"));
	assert_int_equal(money(cx, ACCOUNT_OF(FUND, .fund_id = b.fund)), 98000);
	assert_int_equal(money(cx, ACCOUNT_OF(PAYABLE, .who_id = b.hospital, .fund_id = b.fund)), 0);
	close_docs(cx);
}
static void D2_6_an_approved_difference_is_booked_and_paid_by_two_people(void **state) { (void)state; for_each_store(difference); }

static void inside(struct ctx *cx)
{
	struct swapping b = open_swapping(cx, strict_plan, sizeof strict_plan - 1);
	struct doc_line line = { .item_id = b.suit, .price_fen = 3000, .counter = { [ASKED] = 9 } };
	struct swap_draft with = plain;
	int64_t id;

	id = draft(cx, b.w.by.clerk, &(struct doc){ .kind = "receipt_supplier", .giver_id = b.w.supplier, .to_place_id = b.w.d.clinic, .owner_id = b.w.d.clinic,
		.lines = &line, .n_lines = 1 });
	must(step(b.w.by.clerk, id, "announce"));
	must(step(b.w.by.clerk, id, "take_in"));
	must(step(b.w.by.clerk, id, "close"));
	with.partner_id = b.w.d.clinic;
	must(open_for(cx, &b, 60, 4, 3000, &with, &id));
	must(step(b.w.by.supply, id, "propose"));
	must(step(b.head, id, "approve"));
	must(step(b.w.by.keeper, id, "swap"));
	refused(ERR_FORBIDDEN, step(b.w.by.far_keeper, id, "swap"));
	must(step(b.w.by.clerk, id, "swap"));
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.clinic, .owner_id = b.w.d.clinic), b.w.mask), 60);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.clinic, .owner_id = b.w.d.clinic), b.suit), 5);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = b.w.d.wa, .owner_id = b.w.d.root), b.suit), 4);
	must(step(b.w.by.supply, id, "close"));
	close_docs(cx);
}
static void with_a_unit_of_the_district_both_stores_move_and_lots_keep_their_trace(void **state) { (void)state; for_each_store(inside); }

static void not_to_give(struct ctx *cx)
{
	struct swapping b = open_swapping(cx, strict_plan, sizeof strict_plan - 1);
	struct doc_line line = { .item_id = b.w.mask, .price_fen = 200, .counter = { [ASKED] = 60 } };
	struct swap_draft d = plain;
	int64_t id, donated;

	cx->actor = b.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = b.w.d.root, .code = "JZ", .zh = "捐赠一线", .purpose = "一线医护" }, &donated));
	id = draft(cx, b.w.by.keeper, &(struct doc){ .kind = "receipt_donor", .giver_id = b.bank, .to_place_id = b.w.d.wa, .owner_id = b.w.d.root, .fund_id = donated,
		.lines = &line, .n_lines = 1 });
	must(step(b.w.by.keeper, id, "announce"));
	must(step(b.w.by.keeper, id, "take_in"));
	d.fund_id = donated;
	must(open_for(cx, &b, 60, 4, 3000, &d, &id));
	refused(ERR_BLOCKED, step(b.w.by.supply, id, "propose"));
	assert_non_null(strstr(cx->fault.zh, "一线医护"));
	d.fund_id = 0;
	d.owner_id = b.w.d.clinic;                                      /* a unit's goods are not the district's to give */
	refused(ERR_SHORT_STOCK, open_for(cx, &b, 60, 4, 3000, &d, &id));
	d.owner_id = 0;
	refused(ERR_SHORT_STOCK, open_for(cx, &b, 101, 4, 3000, &d, &id));
	cx->actor = b.w.by.clerk;
	must(open_for(cx, &b, 60, 4, 3000, &d, &id));
	refused(ERR_NOT_FOUND, step(b.w.by.clerk, id, "propose"));
	must(step(b.w.by.supply, id, "withdraw"));
	close_docs(cx);
}
static void donated_goods_and_those_of_others_are_not_exchanged_away(void **state) { (void)state; for_each_store(not_to_give); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_6_an_exchange_of_equal_value_hands_both_legs_over_in_one_entry),
		cmocka_unit_test(one_leg_alone_never_closes_and_the_rest_is_owed_by_decision),
		cmocka_unit_test(D2_6_an_approved_difference_is_booked_and_paid_by_two_people),
		cmocka_unit_test(with_a_unit_of_the_district_both_stores_move_and_lots_keep_their_trace),
		cmocka_unit_test(donated_goods_and_those_of_others_are_not_exchanged_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
