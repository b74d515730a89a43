/* SPDX-License-Identifier: Apache-2.0 */
/* D2.13: scrapped goods never come back.  Every door goods leave a store by is tried after
 * they were proposed for scrapping, and again after they were condemned: documents that were
 * drawn up, promised or approved before, and fresh ones.  (caps/scrap/scrap_test.c reads the
 * tables of all kinds for doors nobody has thought of.) */
#include "test.h"
#include "caps/dispatch/dispatch_world.h"
#include "caps/donation/donation.h"
#include "caps/loan/loan.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/scrap/scrap.h"
#include "caps/swap/swap.h"

static const char two_sign[] =
	"plan: {id: s, zh: 报废规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n"
	"approvals:\n"
	"  chains: [{id: agree, zh: 报废审批, steps: [{by: deputy}, {by: head}]}]\n"
	"documents:\n"
	"  flows: [{id: scrapping, zh: 报废, kind: scrap, raise: group, approve: agree}]\n";

struct doors {
	struct docs w;
	struct actor *deputy, *head, *clerks;
	int64_t tent, partner, district_lot, own_lot, tent_lot;
	int64_t allocation, transfer, sent, issue, loan, exchange, surplus;
};

static struct actor *official(struct ctx *cx, const struct docs *w, const char *login, const char *title)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	return a;
}

/* So much of an item for an owner, as the books begin: its lot. */
static int64_t stored(struct ctx *cx, const struct docs *w, int64_t item_id, int64_t owner_id, int64_t qty)
{
	struct doc_line line = { .item_id = item_id, .counter = { [ASKED] = qty } };
	int64_t id = draft(cx, w->by.keeper, &(struct doc){ .kind = "receipt_donor", .giver_id = w->supplier, .to_place_id = w->d.wa, .owner_id = owner_id,
		.lines = &line, .n_lines = 1 });
	struct account_key key = ACCOUNT_OF(STORE, .place_id = w->d.wa, .owner_id = owner_id);
	struct ledger_stock *lots;
	size_t n;

	must(step(w->by.keeper, id, "announce"));
	must(step(w->by.keeper, id, "take_in"));
	must(ledger_account_lots(cx, &key, item_id, 10, &lots, &n));
	assert_int_equal(n, 1);
	return lots[0].lot_id;
}

static int64_t drawn_up(struct ctx *cx, const struct doors *d, const char *kind, int64_t to_id, int64_t item_id, int64_t owner_id, int64_t carrier_id)
{
	struct doc_line line = { .item_id = item_id, .place_id = d->w.d.wa, .owner_id = owner_id, .counter = { [ASKED] = 1 } };

	return draft(cx, d->w.by.keeper, &(struct doc){ .kind = kind, .giver_id = d->w.d.wa, .taker_id = to_id, .from_place_id = d->w.d.wa, .to_place_id = to_id,
		.carrier_id = carrier_id, .lines = &line, .n_lines = 1 });
}

static int64_t lent(struct ctx *cx, const struct doors *d)
{
	struct loan_goods goods = { .item_id = d->tent, .qty = 1 };
	int64_t id = 0;

	cx->actor = d->w.by.keeper;
	must(loan_open(cx, &(struct loan_draft){ d->w.d.wa, d->w.d.clinic, civil_day_of(cx->now_ms) + 2, "王医生", NULL, &goods, 1 }, &id));
	must(step(d->w.by.keeper, id, "lend"));
	return id;
}

static int64_t swapped(struct ctx *cx, const struct doors *d)
{
	struct swap_offer lines[] = { { d->w.mask, 1, LINES_OUT, 100, 1, SWAP_AGREED, "双方商定" }, { d->w.rice, 1, LINES_IN, 100, 1, SWAP_AGREED, "双方商定" } };
	int64_t id = 0;

	cx->actor = d->w.by.supply;
	must(swap_open(cx, &(struct swap_draft){ .from_place_id = d->w.d.wa, .partner_id = d->partner, .reason = "急需", .decision = "会议纪要 1 号", .lines = lines, .n_lines = 2 }, &id));
	must(step(d->w.by.supply, id, "propose"));
	must(step(d->w.by.approver, id, "approve"));
	return id;
}

static int64_t offered(struct ctx *cx, const struct doors *d)
{
	struct surplus_line line = { .item_id = d->w.mask, .qty = 1 };
	int64_t id = 0;

	cx->actor = d->clerks;
	must(surplus_open(cx, &(struct surplus_draft){ d->w.d.clinic, d->w.d.wa, &line, 1 }, &id));
	must(step(d->clerks, id, "offer"));
	return id;
}

/* Fifty masks of the district and five of the clinic, five tents; every door has a document at it before anything is scrapped. */
static struct doors open_doors(struct ctx *cx)
{
	struct doors d = { .w = open_docs(cx) };
	struct plan_stored plan;
	struct item tent;
	int64_t id;

	give_points(cx, &d.w);
	cx->actor = &the_system;
	must(plan_register(cx, "s.yaml", two_sign, sizeof two_sign - 1, &plan));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "s", .version = 1, .reason = "试" }, &id));
	must(org_create(cx, &(struct org){ .code = "YY", .name = "医院", .roles = ORG_SUPPLIER, .active = 1 }, &d.partner));
	d.tent = new_item(cx, "TENT", "tents", 1, STORAGE_AMBIENT);
	must(item_get(cx, d.tent, &tent));
	tent.tags = ITEM_REUSABLE;
	must(item_update(cx, d.tent, tent.version, &tent));
	d.deputy = official(cx, &d.w, "deputy", "deputy");
	d.clerks = new_actor(cx, "clerks", "unit_clerk", d.w.d.root);
	d.head = official(cx, &d.w, "head", "head");
	d.district_lot = stored(cx, &d.w, d.w.mask, d.w.d.root, 50);
	d.own_lot = stored(cx, &d.w, d.w.mask, d.w.d.clinic, 5);
	d.tent_lot = stored(cx, &d.w, d.tent, d.w.d.root, 5);
	vetted(cx, &d.w, d.w.mask, 10);
	d.allocation = proposed(cx, &d.w);
	d.transfer = drawn_up(cx, &d, "transfer", d.w.d.wb, d.w.mask, d.w.d.root, 0);
	d.sent = drawn_up(cx, &d, "transfer", d.w.d.wb, d.w.mask, d.w.d.root, 900003);
	d.issue = drawn_up(cx, &d, "issue", d.w.d.clinic, d.w.mask, d.w.d.clinic, 0);
	must(step(d.w.by.keeper, d.issue, "hand_over"));
	d.loan = lent(cx, &d);
	d.exchange = swapped(cx, &d);
	d.surplus = offered(cx, &d);
	return d;
}

static int64_t scrap_of(struct ctx *cx, const struct doors *d)
{
	struct scrap_goods goods[] = { { d->w.mask, d->district_lot, 50, 0, 0, true }, { d->w.mask, d->own_lot, 5, d->w.d.clinic, 0, true }, { d->tent, d->tent_lot, 5, 0, 0, true } };
	int64_t id = 0;

	cx->actor = d->w.by.keeper;
	must(scrap_open(cx, &(struct scrap_draft){ d->w.d.wa, "受潮", goods, 3 }, &id));
	must(step(d->w.by.keeper, id, "propose"));
	return id;
}

/* As long as nothing is scrapped each of them opens. */
static void all_open(struct ctx *cx, const struct doors *d)
{
	must(store_savepoint(cx));
	must(step(d->w.by.approver, d->allocation, "approve"));
	must(step(d->w.by.keeper, d->transfer, "move"));
	must(step(d->w.by.keeper, d->sent, "depart"));
	must(step(d->w.by.clerk, d->issue, "hand_over"));
	must(step(d->w.by.clerk, d->loan, "lend"));
	must(step(d->w.by.approver, d->surplus, "agree"));
	must(step(d->w.by.keeper, d->exchange, "give", { .line_no = 1, .qty = 1 }));
	must(step(d->w.by.supply, d->exchange, "give", { .line_no = 1, .qty = 1 }));
	store_undo(cx);
}

/* The documents that stood at the doors before. */
static void all_shut(struct ctx *cx, const struct doors *d, int64_t scrap)
{
	struct dispatch_line line = { 1, 1 };
	int64_t id;

	refused(ERR_SHORT_STOCK, step(d->w.by.approver, d->allocation, "approve"));
	refused(ERR_SHORT_STOCK, step(d->w.by.keeper, d->transfer, "move"));
	refused(ERR_SHORT_STOCK, step(d->w.by.keeper, d->sent, "depart"));
	refused(ERR_SHORT_STOCK, step(d->w.by.clerk, d->issue, "hand_over"));
	refused(ERR_SHORT_STOCK, step(d->w.by.clerk, d->loan, "lend"));
	refused(ERR_SHORT_STOCK, step(d->w.by.approver, d->surplus, "agree"));
	must(store_savepoint(cx));
	must(step(d->w.by.keeper, d->exchange, "give", { .line_no = 1, .qty = 1 }));
	refused(ERR_SHORT_STOCK, step(d->w.by.supply, d->exchange, "give", { .line_no = 1, .qty = 1 }));
	store_undo(cx);
	cx->actor = d->w.by.supply;
	must(store_savepoint(cx));
	assert_int_not_equal(dispatch_open(cx, &(struct dispatch_draft){ .allocation_id = scrap, .lines = &line, .n_lines = 1 }, &id), ERR_OK);
	assert_int_not_equal(dispatch_open_handout(cx, &(struct dispatch_draft){ .allocation_id = scrap, .lines = &line, .n_lines = 1 }, &id), ERR_OK);
	store_undo(cx);
}

static void shut(struct ctx *cx)
{
	struct doors d = open_doors(cx);
	struct doc_moved moved;
	int64_t scrap;

	all_open(cx, &d);
	scrap = scrap_of(cx, &d);
	all_shut(cx, &d, scrap);
	cx->actor = d.w.by.keeper2;
	must(scrap_appraise(cx, &(struct scrap_finding){ .doc_id = scrap, .appraiser = "质检所", .finding = "不能再用" }, &moved));
	all_shut(cx, &d, scrap);
	must(step(d.deputy, scrap, "approve"));
	must(step(d.head, scrap, "approve"));
	all_shut(cx, &d, scrap);
	assert_int_equal(lies(cx, ACCOUNT_OF(CONDEMNED, .place_id = d.w.d.wa, .owner_id = d.w.d.root), d.w.mask), 50);
	cx->actor = d.w.by.keeper;
	must(scrap_destroy(cx, &(struct scrap_record){ .doc_id = scrap, .day = civil_day_of(cx->now_ms), .site = "焚烧站", .method = "焚烧", .paper = "销 1" }, &moved));
	must(step(d.w.by.keeper2, scrap, "witness"));
	must(step(d.w.by.supply, scrap, "witness"));
	all_shut(cx, &d, scrap);
	close_docs(cx);
}
static void D2_13_no_door_opens_for_goods_proposed_condemned_or_destroyed(void **state) { (void)state; for_each_store(shut); }

/* The other way round: what is promised is not scrapped under somebody's hands. */
static void promised_first(struct ctx *cx)
{
	struct doors d = open_doors(cx);
	struct scrap_goods all = { d.w.mask, d.district_lot, 50, 0, 0, true };
	int64_t id;

	must(step(d.w.by.approver, d.allocation, "approve"));
	cx->actor = d.w.by.keeper;
	must(scrap_open(cx, &(struct scrap_draft){ d.w.d.wa, "受潮", &all, 1 }, &id));
	refused(ERR_SHORT_STOCK, step(d.w.by.keeper, id, "propose"));
	close_docs(cx);
}
static void goods_held_for_a_unit_are_not_scrapped(void **state) { (void)state; for_each_store(promised_first); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_13_no_door_opens_for_goods_proposed_condemned_or_destroyed),
		cmocka_unit_test(goods_held_for_a_unit_are_not_scrapped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
