/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/catalog/catalog_world.h"
#include "both_stores.h"
#include "caps/charge/charge.h"
#include "caps/document/waiting.h"
#include "caps/fund/fund.h"
#include "caps/party/org.h"
#include "caps/sale/sale.h"
#include <string.h>

static const char release_plan[] =
	"plan: {id: r, zh: 投放规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: head, zh: 组长, kind: post}, {id: office, zh: 乡镇街道, kind: unit, per: town}]\n"
	"goods: {classes: [{id: vegetables, zh: 蔬菜}, {id: food, zh: 食品}]}\n"
	"approvals:\n  chains: [{id: by_meeting, zh: 会议研究决定, steps: [{by: head}]}]\n"
	"documents:\n  flows: [{id: release, zh: 平价投放, source: 二(四)3, kind: sale, for: [resident, enterprise], goods: [vegetables, food], raise: group, vet: office, approve: by_meeting, "
	"proceeds: takings}]\n"
	"money:\n  funds: [{id: takings, zh: 投放价款, from: sale, books: separate, held_by: group}]\n"
	"delivery: {ways: [{id: spread_out, zh: 分散网点、分时投放, order_by: form, to: pick_up, slots: 30 min}]}\n";

enum { HOUR = 3600 * 1000 };
struct selling { struct market m; struct docs w; int64_t fund, house; struct actor *head, *office, *far_office, *point, *payer, *payer2; };

static void named(struct ctx *cx, struct actor *who, const char *role, int64_t place_id)
{
	int64_t id;

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = who->account_id, .place_id = place_id, .role = role, .from_ms = cx->now_ms }, &id));
	must(party_actor(cx, who->account_id, who));
}

/* 100 cabbages in WA; the shop in the same subdistrict sells them at 5.00; CLINIC, a unit there, is the point of sale. */
static struct selling open_selling(struct ctx *cx)
{
	struct selling s = { .m = open_market(cx) };
	struct plan_stored stored;
	int64_t id;

	cx->now_ms += DAY_MS;                                           /* everybody holds what he was granted */
	s.w = s.m.d;
	cx->actor = &the_system;
	must(plan_register(cx, "r.yaml", release_plan, sizeof release_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "r", .version = 1, .reason = "试" }, &id));
	s.head = new_actor(cx, "head", "approver", s.w.d.root);
	s.office = new_actor(cx, "office", "unit_clerk", s.w.d.a);
	s.far_office = new_actor(cx, "faroffice", "unit_clerk", s.w.d.root);
	s.payer = new_actor(cx, "payer", "approver", s.w.d.root);
	s.payer2 = new_actor(cx, "payer2", "approver", s.w.d.root);
	s.point = s.w.by.clerk;
	named(cx, s.head, "head", s.w.d.root);
	named(cx, s.w.by.supply, "group", s.w.d.root);
	named(cx, s.office, "office", s.w.d.a);
	named(cx, s.far_office, "office", s.w.d.b);
	priced(cx, &s.m, s.m.cabbage, 500, 500);
	cx->actor = s.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_SALE, .holder_id = s.w.d.root, .code = "TF", .zh = "投放价款专账", .rule = "takings" }, &s.fund));
	stocked(cx, &s.w, s.w.by.keeper, s.w.d.wa, s.m.cabbage, 100, 0);
	return s;
}

static enum err drawn_up(struct ctx *cx, const struct selling *s, int64_t qty, int64_t fen, const struct sale_goods *more, int64_t *ret)
{
	struct sale_goods goods = more ? *more : (struct sale_goods){ .item_id = s->m.cabbage, .per_household = 2, .per_unit = 10 };
	const struct sale_hours hours[] = { { -1, cx->now_ms + HOUR, cx->now_ms + 3 * HOUR }, { 0, cx->now_ms + 5 * HOUR, cx->now_ms + 7 * HOUR } };
	int64_t round_id, *ids;

	goods.price_fen = fen;
	cx->actor = s->w.by.supply;
	TRY(sale_open(cx, &(struct sale_draft){ .from_place_id = s->w.d.wa, .reason = "菜价上涨", .decision = "会商纪要 3", .points = &s->w.d.clinic, .n_points = 1,
		.goods = &goods, .n_goods = 1, .shares = &(struct sale_share){ 0, 0, qty }, .n_shares = 1, .hours = hours, .n_hours = 2 }, &round_id, &ids));
	*ret = ids[0];
	return ERR_OK;
}

/* Approved, at 4.00, 60 of them. */
static int64_t approved(struct ctx *cx, const struct selling *s)
{
	int64_t id;

	must(drawn_up(cx, s, 60, 400, NULL, &id));
	must(step(s->w.by.supply, id, "propose"));
	must(step(s->office, id, "vet"));
	must(step(s->head, id, "approve"));
	return id;
}

/* 60 left the warehouse, 58 were counted in, 2 are missing. */
static int64_t on_sale(struct ctx *cx, const struct selling *s)
{
	int64_t id = approved(cx, s);

	must(step(s->w.by.keeper, id, "depart"));
	must(step(s->point, id, "receive", { .line_no = 1, .qty = 58 }));
	must(step(s->w.by.keeper, id, "receive", { .line_no = 1, .qty = 58 }));
	must(step(s->point, id, "report", { .line_no = 1, .qty = 2 }));
	cx->now_ms += 2 * HOUR;
	return id;
}

static enum err sells(struct ctx *cx, const struct actor *who, int64_t id, int64_t window_no, int64_t qty, int64_t households, int64_t units)
{
	struct doc_moved moved;

	cx->actor = who;
	return sale_sell(cx, &(struct sale_batch_of){ .doc_id = id, .window_no = window_no, .households = households, .units = units,
		.parts = &(struct doc_part){ .line_no = 1, .qty = qty }, .n_parts = 1 }, &moved);
}

static enum err pays_in(struct ctx *cx, const struct actor *who, int64_t id, int64_t fen, const char *slip, int64_t *ret)
{
	cx->actor = who;
	return sale_pay_in(cx, &(struct sale_pay_in){ id, fen, civil_day_of(cx->now_ms), slip }, ret);
}

static enum err confirms(struct ctx *cx, const struct actor *who, int64_t id)
{
	struct doc_moved moved;

	cx->actor = who;
	return sale_confirm(cx, id, 0, NULL, &moved);
}

static int64_t money(struct ctx *cx, struct account_key key)
{
	int64_t fen;

	must(ledger_balance(cx, &key, LEDGER_MONEY, 0, &fen));
	return fen;
}

static void whole_life(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct doc_moved moved;
	struct sale_view v;
	struct doc doc;
	int64_t id = on_sale(cx, &s), slip;

	assert_int_equal(lies(cx, ACCOUNT_OF(HELD, .place_id = s.w.d.clinic, .owner_id = s.w.d.root, .doc_id = id), s.m.cabbage), 58);
	must(sells(cx, s.point, id, 1, 40, 20, 0));
	must(sells(cx, s.point, id, 1, 5, 0, 1));
	cx->actor = s.point;
	must(sale_undo(cx, id, 0, "多记一笔", &moved));                  /* counted twice: back by its exact contrary */
	assert_int_equal(money(cx, ACCOUNT_OF(OWED, .who_id = s.w.d.clinic, .fund_id = s.fund)), 16000);
	must(pays_in(cx, s.point, id, 16000, "HD-1", &slip));
	must(confirms(cx, s.payer, id));
	assert_int_equal(money(cx, ACCOUNT_OF(FUND, .fund_id = s.fund)), 16000);
	must(sells(cx, s.point, id, 1, 10, 5, 0));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "close"));
	must(step(s.point, id, "give_back", { .line_no = 1, .qty = 5 }));
	must(step(s.w.by.keeper, id, "give_back", { .line_no = 1, .qty = 5 }));
	cx->actor = s.point;
	must(sale_lose(cx, id, &(struct doc_part){ .line_no = 1, .qty = 3 }, 1, "压坏", &moved));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "close"));
	must(step(s.head, moved.doc_id, "approve"));
	must(step(s.w.by.keeper, id, "found", { .line_no = 1, .qty = 1 }));
	must(step(s.w.by.keeper2, id, "found", { .line_no = 1, .qty = 1 }));
	must(step(s.w.by.keeper, id, "lose", { .line_no = 1, .qty = 1 }));
	must(step(s.w.by.keeper2, id, "lose", { .line_no = 1, .qty = 1 }));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "close"));          /* 40.00 not paid in */
	must(pays_in(cx, s.point, id, 4000, "HD-2", &slip));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "close"));          /* nor confirmed */
	must(confirms(cx, s.payer, id));
	must(step(s.w.by.supply, id, "close"));
	cx->actor = s.w.by.supply;
	must(sale_see(cx, id, &doc, &v));
	assert_string_equal(doc.state, "closed");
	assert_int_equal(v.lines[0].released, 60);
	assert_int_equal(v.lines[0].sold, 50);
	assert_int_equal(v.lines[0].back, 6);
	assert_int_equal(v.lines[0].lost, 4);
	assert_int_equal(v.takings_fen, 20000);
	assert_int_equal(v.paid_fen, 20000);
	assert_int_equal(v.n_batches, 2);
	assert_string_equal(v.buyers, "resident,enterprise");
	assert_int_equal(v.slot_minutes, 30);
	assert_int_equal(v.lines[0].by, SALE_MARKET_SHOP);
	assert_int_equal(v.lines[0].market_fen, 500);
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = s.w.d.wa, .owner_id = s.w.d.root), s.m.cabbage), 46);
	assert_int_equal(lies(cx, ACCOUNT_OF(SOLD, .who_id = s.w.d.clinic, .owner_id = s.w.d.root), s.m.cabbage), 50);
	assert_int_equal(money(cx, ACCOUNT_OF(FUND, .fund_id = s.fund)), 20000);
	assert_int_equal(money(cx, ACCOUNT_OF(OWED, .who_id = s.w.d.clinic, .fund_id = s.fund)), 0);
	close_docs(cx);
}
static void S3_12_what_is_released_is_sold_brought_back_or_lost_and_its_price_comes_in(void **state) { (void)state; for_each_store(whole_life); }

static void prices(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct sale_goods rare;
	int64_t id;

	must(drawn_up(cx, &s, 60, 501, NULL, &id));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "propose"));
	assert_non_null(strstr(cx->fault.zh, "高于市场价 5.00 元"));
	must(drawn_up(cx, &s, 60, 500, NULL, &id));                     /* at the market's price is allowed */
	must(step(s.w.by.supply, id, "propose"));
	must(step(s.office, id, "vet"));
	priced(cx, &s.m, s.m.cabbage, 480, 480);                        /* the market falls while it is being signed */
	refused(ERR_BLOCKED, step(s.head, id, "approve"));
	assert_non_null(strstr(cx->fault.zh, "现在是 4.80 元"));
	rare = (struct sale_goods){ .item_id = s.m.egg, .market_fen = 90, .market_source = "采价单 1 号" };
	must(drawn_up(cx, &s, 1, 1, &rare, &id));
	rare.item_id = s.m.cabbage;                                     /* stating a price does not help where the catalogue knows one */
	rare.market_fen = 900;
	must(drawn_up(cx, &s, 60, 900, &rare, &id));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "propose"));
	close_docs(cx);
}
static void D2_10_nothing_is_sold_above_the_market_also_when_it_falls_before_the_signature(void **state) { (void)state; for_each_store(prices); }

/* Whether the document is in this person's list of what waits for a signature. */
static bool waits_for(struct ctx *cx, const struct actor *who, int64_t doc_id)
{
	struct doc_waiting row;
	struct doc doc;
	bool mine;

	cx->actor = who;
	must(document_get(cx, doc_id, &doc));
	must(document_waits(cx, &doc, &row, &mine));
	return mine;
}

static void around_approvals(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct actor *both;
	int64_t id;

	must(drawn_up(cx, &s, 60, 400, NULL, &id));
	refused(ERR_BAD_STATE, step(s.head, id, "approve"));            /* not before the township */
	must(step(s.w.by.supply, id, "propose"));
	refused(ERR_BAD_STATE, step(s.head, id, "approve"));
	refused(ERR_FORBIDDEN, step(s.far_office, id, "vet"));          /* another subdistrict's office */
	refused(ERR_FORBIDDEN, step(s.w.by.supply, id, "vet"));         /* who drew it up */
	refused(ERR_FORBIDDEN, step(s.point, id, "vet"));               /* the point itself is no office */
	assert_true(waits_for(cx, s.office, id));                       /* whose turn it is not does not see it in his list */
	assert_false(waits_for(cx, s.far_office, id));
	assert_false(waits_for(cx, s.head, id));
	assert_false(waits_for(cx, s.payer, id));
	must(step(s.office, id, "send_back"));
	cx->actor = s.w.by.supply;
	must(sale_edit(cx, id, 0, &(struct sale_draft){ .from_place_id = s.w.d.wa, .reason = "改量", .points = &s.w.d.clinic, .n_points = 1,
		.goods = &(struct sale_goods){ .item_id = s.m.cabbage, .price_fen = 400 }, .n_goods = 1, .shares = &(struct sale_share){ 0, 0, 90 }, .n_shares = 1,
		.hours = &(struct sale_hours){ 0, cx->now_ms + HOUR, cx->now_ms + 2 * HOUR }, .n_hours = 1 }));
	refused(ERR_BAD_STATE, step(s.head, id, "approve"));            /* changed: the township agrees anew */
	must(step(s.w.by.supply, id, "propose"));
	both = new_actor(cx, "both", "approver", s.w.d.root);
	named(cx, both, "head", s.w.d.root);
	named(cx, both, "office", s.w.d.a);
	must(step(both, id, "vet"));
	assert_false(waits_for(cx, both, id));
	assert_true(waits_for(cx, s.head, id));
	refused(ERR_FORBIDDEN, step(both, id, "approve"));              /* who agreed for the township does not approve as well */
	refused(ERR_FORBIDDEN, step(s.payer, id, "approve"));           /* no chair */
	refused(ERR_FORBIDDEN, step(s.w.by.supply, id, "approve"));
	cx->actor = s.w.by.supply;
	refused(ERR_BAD_STATE, sale_edit(cx, id, 0, &(struct sale_draft){ .from_place_id = s.w.d.wa, .reason = "改", .points = &s.w.d.clinic, .n_points = 1,
		.goods = &(struct sale_goods){ .item_id = s.m.cabbage, .price_fen = 1 }, .n_goods = 1, .shares = &(struct sale_share){ 0, 0, 90 }, .n_shares = 1 }));
	cx->actor = s.head;
	refused(ERR_STALE, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "approve", .version = 1 }, &(struct doc_moved){ 0 }));
	cx->now_ms += 3 * HOUR;
	refused(ERR_BLOCKED, step(s.head, id, "approve"));              /* its hours are over */
	close_docs(cx);
}
static void nobody_gets_round_the_township_or_the_meeting(void **state) { (void)state; for_each_store(around_approvals); }

/* Another one's draft, written anew and put forward: that is a maker too. */
static void put_forward(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct actor *seller = new_actor(cx, "seller", "supply_group", s.w.d.root);
	int64_t id;

	named(cx, seller, "group", s.w.d.root);
	named(cx, seller, "approver", s.w.d.root);
	named(cx, seller, "office", s.w.d.a);
	named(cx, seller, "head", s.w.d.root);
	must(drawn_up(cx, &s, 60, 400, NULL, &id));
	cx->actor = seller;
	must(sale_edit(cx, id, 0, &(struct sale_draft){ .from_place_id = s.w.d.wa, .reason = "改价", .points = &s.w.d.clinic, .n_points = 1,
		.goods = &(struct sale_goods){ .item_id = s.m.cabbage, .price_fen = 1 }, .n_goods = 1, .shares = &(struct sale_share){ 0, 0, 90 }, .n_shares = 1,
		.hours = &(struct sale_hours){ 0, cx->now_ms + HOUR, cx->now_ms + 2 * HOUR }, .n_hours = 1 }));
	must(step(seller, id, "propose"));
	refused(ERR_FORBIDDEN, step(seller, id, "vet"));
	assert_false(waits_for(cx, seller, id));
	must(step(s.office, id, "vet"));
	refused(ERR_FORBIDDEN, step(seller, id, "approve"));
	assert_false(waits_for(cx, seller, id));
	must(step(s.head, id, "approve"));
	close_docs(cx);
}
static void who_puts_anothers_draft_forward_neither_agrees_nor_approves(void **state) { (void)state; for_each_store(put_forward); }

static void stand_in(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct actor *deputy = new_actor(cx, "deputy", "approver", s.w.d.root);
	int64_t id, lent;

	must(drawn_up(cx, &s, 60, 400, NULL, &id));
	must(step(s.w.by.supply, id, "propose"));
	must(step(s.office, id, "vet"));
	named(cx, s.w.by.supply, "head", s.w.d.root);                   /* the maker chairs today and lends it away */
	cx->actor = s.w.by.supply;
	must(party_substitution_add(cx, &(struct party_substitution){ .account_id = s.w.by.supply->account_id, .substitute_id = deputy->account_id,
		.from_ms = cx->now_ms, .until_ms = cx->now_ms + HOUR, .reason = "出差" }, &lent));
	must(party_actor(cx, deputy->account_id, deputy));
	refused(ERR_FORBIDDEN, step(deputy, id, "approve"));
	must(step(s.head, id, "approve"));
	close_docs(cx);
}
static void the_makers_substitute_does_not_approve(void **state) { (void)state; for_each_store(stand_in); }

/* One slip, one sum of money, whoever enters it: takings HD-9 are no money received and no unit's payment, nor the other way round. */
static void slip_elsewhere(struct ctx *cx, const struct selling *s, int64_t id)
{
	struct fund_receipt received = { .fund_id = s->fund, .sum_fen = 8000, .paper = "HD-9", .note = "" };
	struct charge_payment paid = { .payer_id = s->w.d.clinic, .fund_id = s->fund, .sum_fen = 8000, .slip = "HD-9", .slip_day = civil_day_of(cx->now_ms) };
	struct doc_moved moved;
	int64_t slip_id;

	cx->actor = &the_system;
	must(org_create(cx, &(struct org){ .code = "CZ", .name = "财政局", .contact = "", .roles = ORG_DONOR, .active = 1 }, &received.giver_id));
	cx->actor = s->w.by.supply;
	refused(ERR_CONFLICT, fund_receive(cx, &received, &moved));
	assert_non_null(strstr(cx->fault.zh, "HD-9 已登记在 TF"));
	refused(ERR_CONFLICT, charge_collect(cx, &paid, &moved));
	received.paper = "HD-8";
	must(fund_receive(cx, &received, &moved));
	paid.slip = "HD-8";
	refused(ERR_CONFLICT, charge_collect(cx, &paid, &moved));
	refused(ERR_CONFLICT, pays_in(cx, s->point, id, 800, "HD-8", &slip_id));
	assert_non_null(strstr(cx->fault.zh, "HD-8 已登记在 BK"));
}

static void at_the_counter(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct doc_moved moved;
	int64_t id = approved(cx, &s), slip, other;

	must(step(s.w.by.keeper, id, "depart"));
	must(step(s.point, id, "receive"));
	must(step(s.w.by.keeper, id, "receive"));
	refused(ERR_BLOCKED, sells(cx, s.point, id, 1, 2, 1, 0));        /* before its hours */
	cx->now_ms += 2 * HOUR;
	refused(ERR_BAD_INPUT, sells(cx, s.point, id, 3, 2, 1, 0));
	refused(ERR_BAD_INPUT, sells(cx, s.point, id, 1, 2, 0, 0));
	refused(ERR_BLOCKED, sells(cx, s.point, id, 1, 21, 10, 0));      /* two for a household */
	refused(ERR_SHORT_STOCK, sells(cx, s.point, id, 1, 61, 100, 0));
	refused(ERR_FORBIDDEN, sells(cx, s.head, id, 1, 2, 1, 0));
	must(sells(cx, s.point, id, 1, 20, 10, 0));
	refused(ERR_BLOCKED, pays_in(cx, s.point, id, 7999, "HD-9", &slip));
	refused(ERR_FORBIDDEN, pays_in(cx, s.payer, id, 8000, "HD-9", &slip));
	must(pays_in(cx, s.point, id, 8000, "HD-9", &slip));
	refused(ERR_CONFLICT, pays_in(cx, s.point, id, 8000, "HD-10", &other));
	named(cx, s.point, "approver", s.w.d.root);                     /* may confirm, but not his own slip */
	refused(ERR_FORBIDDEN, confirms(cx, s.point, id));
	cx->actor = s.point;
	refused(ERR_BLOCKED, sale_undo(cx, id, 0, "改数", &moved));      /* not under a slip that waits */
	must(sale_slip_withdraw(cx, id, slip));
	must(pays_in(cx, s.point, id, 8000, "HD-9", &slip));
	must(confirms(cx, s.payer, id));
	refused(ERR_BAD_STATE, confirms(cx, s.payer, id));
	cx->actor = s.point;
	refused(ERR_NOT_FOUND, sale_slip_withdraw(cx, id, slip));
	must(sells(cx, s.point, id, 1, 2, 1, 0));
	refused(ERR_CONFLICT, pays_in(cx, s.point, id, 800, "HD-9", &other));      /* the same slip again */
	slip_elsewhere(cx, &s, id);
	cx->actor = s.point;
	refused(ERR_SHORT_STOCK, sale_lose(cx, id, &(struct doc_part){ .line_no = 1, .qty = 39 }, 1, "压坏", &moved));
	must(sale_lose(cx, id, &(struct doc_part){ .line_no = 1, .qty = 3 }, 1, "压坏", &moved));
	refused(ERR_FORBIDDEN, step(s.point, moved.doc_id, "approve"));  /* who reported it */
	must(step(s.head, moved.doc_id, "approve"));
	refused(ERR_SHORT_STOCK, sells(cx, s.point, id, 1, 36, 18, 0));  /* 35 are left */
	close_docs(cx);
}
static void limits_hours_slips_and_losses_hold_at_the_counter(void **state) { (void)state; for_each_store(at_the_counter); }

/* Lots of 2, 6 and 10, in two lines of the same goods: 5 and 10. */
static int64_t of_two_lots(struct ctx *cx, const struct selling *s)
{
	const int64_t today = civil_day_of(cx->now_ms);
	const struct sale_goods goods[] = { { .item_id = s->m.egg, .price_fen = 70 }, { .item_id = s->m.egg, .price_fen = 70 } };
	const struct sale_share shares[] = { { 0, 0, 5 }, { 0, 1, 10 } };
	int64_t round_id, *ids;

	stocked(cx, &s->w, s->w.by.keeper, s->w.d.wa, s->m.egg, 2, today + 20);
	stocked(cx, &s->w, s->w.by.keeper, s->w.d.wa, s->m.egg, 6, today + 30);
	stocked(cx, &s->w, s->w.by.keeper, s->w.d.wa, s->m.egg, 10, today + 40);
	cx->actor = s->w.by.supply;
	must(sale_open(cx, &(struct sale_draft){ .from_place_id = s->w.d.wa, .reason = "蛋价上涨", .points = &s->w.d.clinic, .n_points = 1, .goods = goods, .n_goods = 2,
		.shares = shares, .n_shares = 2, .hours = &(struct sale_hours){ -1, cx->now_ms + HOUR, cx->now_ms + 3 * HOUR }, .n_hours = 1 }, &round_id, &ids));
	must(step(s->w.by.supply, ids[0], "propose"));
	must(step(s->office, ids[0], "vet"));
	must(step(s->head, ids[0], "approve"));
	must(step(s->w.by.keeper, ids[0], "depart"));
	must(step(s->point, ids[0], "receive"));
	must(step(s->w.by.keeper, ids[0], "receive"));
	cx->now_ms += 2 * HOUR;
	return ids[0];
}

/* What is written off comes out of its own line's lots, and its line knows it: nothing of the rest is stuck. */
static void lost_of_lots(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct doc_moved moved;
	int64_t id, slip;

	id = of_two_lots(cx, &s);
	for (int64_t line_no = 2; line_no; line_no--) {
		cx->actor = s.point;
		must(sale_lose(cx, id, &(struct doc_part){ .line_no = line_no, .qty = 1 }, 1, "压坏", &moved));
		must(step(s.head, moved.doc_id, "approve"));
	}
	cx->actor = s.point;
	must(sale_sell(cx, &(struct sale_batch_of){ .doc_id = id, .window_no = 1, .households = 9, .parts = &(struct doc_part){ .line_no = 1, .qty = 3 }, .n_parts = 1 }, &moved));
	must(sale_sell(cx, &(struct sale_batch_of){ .doc_id = id, .window_no = 1, .households = 9, .parts = &(struct doc_part){ .line_no = 2, .qty = 7 }, .n_parts = 1 }, &moved));
	refused(ERR_SHORT_STOCK, step(s.point, id, "give_back", { .line_no = 1, .qty = 2 }));      /* one of them is line 2's */
	must(step(s.point, id, "give_back", { .line_no = 1, .qty = 1 }, { .line_no = 2, .qty = 2 }));
	must(step(s.w.by.keeper, id, "give_back", { .line_no = 1, .qty = 1 }, { .line_no = 2, .qty = 2 }));
	must(pays_in(cx, s.point, id, 700, "HD-1", &slip));
	must(confirms(cx, s.payer, id));
	must(step(s.w.by.supply, id, "close"));
	close_docs(cx);
}
static void a_loss_of_several_lots_leaves_the_rest_to_be_sold_and_brought_back(void **state) { (void)state; for_each_store(lost_of_lots); }

static void not_for_sale(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct sale_goods goods = { .item_id = s.m.cabbage };
	int64_t id, donated;

	cx->actor = s.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_DONATION, .holder_id = s.w.d.root, .code = "JK", .zh = "捐款", .purpose = "一线医护" }, &donated));
	goods.fund_id = donated;
	must(drawn_up(cx, &s, 1, 400, &goods, &id));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "propose"));
	assert_non_null(strstr(cx->fault.zh, "一线医护"));
	goods = (struct sale_goods){ .item_id = s.m.cabbage, .owner_id = s.w.d.clinic };
	must(drawn_up(cx, &s, 1, 400, &goods, &id));
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "propose"));
	goods = (struct sale_goods){ .item_id = s.w.mask, .market_fen = 500, .market_source = "采价单" };
	must(drawn_up(cx, &s, 1, 400, &goods, &id));                    /* no plan lets masks be sold */
	refused(ERR_BLOCKED, step(s.w.by.supply, id, "propose"));
	assert_non_null(strstr(cx->fault.zh, "没有把"));
	must(drawn_up(cx, &s, 101, 400, NULL, &id));
	must(step(s.w.by.supply, id, "propose"));
	must(step(s.office, id, "vet"));
	refused(ERR_SHORT_STOCK, step(s.head, id, "approve"));          /* there are 100 */
	close_docs(cx);
}
static void donated_goods_those_of_others_and_classes_no_plan_releases_are_not_sold(void **state) { (void)state; for_each_store(not_for_sale); }

/* The draft again with other words, two shares of the goods told. */
static struct doc edited(struct ctx *cx, const struct selling *s, int64_t id, int64_t house, const struct sale_goods *goods, size_t n)
{
	const struct sale_share shares[] = { { 0, 0, 30 }, { 0, 1, 20 } };
	struct doc doc;

	cx->actor = s->w.by.supply;
	must(sale_edit(cx, id, 0, &(struct sale_draft){ .from_place_id = house, .reason = "改", .points = &s->w.d.clinic, .n_points = 1, .goods = goods, .n_goods = n,
		.shares = shares, .n_shares = n }));
	must(document_get(cx, id, &doc));
	return doc;
}

static void edits_keep(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	struct sale_goods set = { .item_id = s.m.cabbage, .lot_id = 71, .fund_id = 72, .owner_id = s.w.d.clinic }, two[2] = { 0 }, other = { .item_id = s.m.egg, .price_fen = 9 };
	int64_t id;
	struct doc d;

	must(drawn_up(cx, &s, 60, 400, &set, &id));
	two[0] = two[1] = (struct sale_goods){ .item_id = s.m.cabbage, .price_fen = 390 };
	two[1].lot_id = 73;
	d = edited(cx, &s, id, s.w.d.wa, two, 2);                       /* only the price is told, and more of it from another lot */
	assert_int_equal(d.lines[0].lot_id, 71);
	assert_int_equal(d.lines[0].fund_id, 72);
	assert_int_equal(d.lines[0].owner_id, s.w.d.clinic);
	assert_int_equal(d.lines[0].price_fen, 390);
	assert_int_equal(d.lines[1].lot_id, 73);
	assert_int_equal(d.lines[1].fund_id, 0);
	assert_int_equal(d.lines[1].owner_id, s.w.d.root);
	two[1].lot_id = 0;
	two[0].lot_id = 74;
	d = edited(cx, &s, id, s.w.d.wa, two, 2);                       /* each the line it was */
	assert_int_equal(d.lines[0].lot_id, 74);
	assert_int_equal(d.lines[0].fund_id, 72);
	assert_int_equal(d.lines[1].lot_id, 73);
	two[0] = (struct sale_goods){ .item_id = s.m.cabbage, .price_fen = 390, .anew = true };
	d = edited(cx, &s, id, s.w.d.wa, two, 1);
	assert_int_equal(d.lines[0].lot_id, 0);
	assert_int_equal(d.lines[0].fund_id, 0);
	assert_int_equal(d.lines[0].owner_id, s.w.d.root);
	two[0].lot_id = 75;
	two[0].anew = false;
	(void)edited(cx, &s, id, s.w.d.wa, two, 1);
	two[0].lot_id = 0;
	d = edited(cx, &s, id, s.w.d.wb, two, 1);                       /* another warehouse has other lots */
	assert_int_equal(d.lines[0].lot_id, 0);
	d = edited(cx, &s, id, s.w.d.wb, &other, 1);
	assert_int_equal(d.lines[0].item_id, s.m.egg);
	close_docs(cx);
}
static void an_edit_that_tells_no_fund_owner_or_lot_keeps_those_that_were_set(void **state) { (void)state; for_each_store(edits_keep); }

static const struct sale_open_point *published(struct ctx *cx, size_t expected)
{
	struct sale_open_point *at;
	size_t n;

	cx->actor = &the_system;
	must(sale_published(cx, &at, &n));
	assert_int_equal(n, expected);
	return at;
}

static void told_to_all(struct ctx *cx)
{
	struct selling s = open_selling(cx);
	const struct sale_open_point *at;
	int64_t id, other;

	must(drawn_up(cx, &s, 60, 400, NULL, &id));
	(void)published(cx, 0);
	must(step(s.w.by.supply, id, "propose"));
	must(step(s.office, id, "vet"));
	(void)published(cx, 0);                                         /* not before the last signature */
	must(step(s.head, id, "approve"));
	at = published(cx, 1);
	assert_string_equal(at->area, "甲街道");
	assert_int_equal(at->n_windows, 2);
	assert_int_equal(at->goods->left, 60);
	assert_int_equal(at->goods->there, 0);
	assert_int_equal(at->goods->per_household, 2);
	must(step(s.w.by.keeper, id, "depart"));
	must(step(s.point, id, "receive", { .line_no = 1, .qty = 58 }));
	must(step(s.w.by.keeper, id, "receive", { .line_no = 1, .qty = 58 }));
	must(step(s.point, id, "report", { .line_no = 1, .qty = 2 }));
	cx->now_ms += 4 * HOUR;
	must(sells(cx, s.point, id, 1, 10, 5, 0));
	must(step(s.point, id, "give_back", { .line_no = 1, .qty = 8 }));
	must(step(s.w.by.keeper, id, "give_back", { .line_no = 1, .qty = 8 }));
	at = published(cx, 1);
	assert_int_equal(at->n_windows, 1);                             /* the first is over */
	assert_int_equal(at->windows->window_no, 2);
	assert_int_equal(at->goods->left, 40);
	assert_int_equal(at->goods->there, 40);
	must(drawn_up(cx, &s, 20, 400, NULL, &other));                  /* a later round comes after */
	must(step(s.w.by.supply, other, "propose"));
	must(step(s.office, other, "vet"));
	must(step(s.head, other, "approve"));
	at = published(cx, 2);
	assert_int_equal(at[0].goods->left, 40);
	assert_int_equal(at[1].goods->left, 20);
	must(step(s.w.by.supply, other, "cancel"));
	(void)published(cx, 1);
	cx->now_ms += 4 * HOUR;
	(void)published(cx, 0);                                         /* all hours are over */
	close_docs(cx);
}
static void everybody_sees_points_that_are_approved_and_have_hours_to_come_and_what_is_left(void **state) { (void)state; for_each_store(told_to_all); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_12_what_is_released_is_sold_brought_back_or_lost_and_its_price_comes_in),
		cmocka_unit_test(D2_10_nothing_is_sold_above_the_market_also_when_it_falls_before_the_signature),
		cmocka_unit_test(nobody_gets_round_the_township_or_the_meeting),
		cmocka_unit_test(who_puts_anothers_draft_forward_neither_agrees_nor_approves),
		cmocka_unit_test(the_makers_substitute_does_not_approve),
		cmocka_unit_test(a_loss_of_several_lots_leaves_the_rest_to_be_sold_and_brought_back),
		cmocka_unit_test(limits_hours_slips_and_losses_hold_at_the_counter),
		cmocka_unit_test(donated_goods_those_of_others_and_classes_no_plan_releases_are_not_sold),
		cmocka_unit_test(an_edit_that_tells_no_fund_owner_or_lot_keeps_those_that_were_set),
		cmocka_unit_test(everybody_sees_points_that_are_approved_and_have_hours_to_come_and_what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
