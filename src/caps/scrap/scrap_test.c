/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/plan/plan_active.h"
#include "caps/scrap/scrap.h"
#include <string.h>

#define PLAN(chain) \
	"plan: {id: s, zh: 报废规则, version: 1, date: 2021-01-01, kind: district}\n" \
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 卫健委副主任, kind: post}, {id: head, zh: 组长, kind: post}]\n" \
	"approvals:\n" \
	"  chains: [{id: agree, zh: 报废审批, steps: [" chain "]}]\n" \
	"documents:\n" \
	"  flows: [{id: scrapping, zh: 报废, kind: scrap, raise: group, approve: agree}]\n"

struct scrapping { struct docs w; struct actor *deputy, *head, *both; int64_t lot; };

static struct actor *official(struct ctx *cx, const struct docs *w, const char *login, const char *title, const char *other)
{
	struct actor *a = new_actor(cx, login, "approver", w->d.root);

	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = title, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	if (other)
		must(party_grant_add(cx, &(struct party_grant){ .account_id = a->account_id, .place_id = w->d.root, .role = other, .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	return a;
}

static void in_force(struct ctx *cx, const char *text)
{
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "s.yaml", text, strlen(text), &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "s", .version = 1, .reason = "试" }, &id));
}

static int64_t lot_at(struct ctx *cx, struct account_key key, int64_t item)
{
	struct ledger_stock *lots;
	size_t n;

	must(ledger_account_lots(cx, &key, item, 10, &lots, &n));
	assert_true(n > 0);
	return lots[0].lot_id;
}

/* A hundred masks in warehouse A, past their day; the plan asks the deputy and the head. */
static struct scrapping open_scrapping(struct ctx *cx, const char *plan)
{
	struct scrapping s = { .w = open_docs(cx) };

	if (plan)
		in_force(cx, plan);
	s.deputy = official(cx, &s.w, "deputy", "deputy", NULL);
	s.head = official(cx, &s.w, "head", "head", NULL);
	s.both = official(cx, &s.w, "both", "deputy", "head");
	stocked(cx, &s.w, s.w.by.keeper, s.w.d.wa, s.w.mask, 100, civil_day_of(cx->now_ms) + 1);
	s.lot = lot_at(cx, ACCOUNT_OF(STORE, .place_id = s.w.d.wa, .owner_id = s.w.d.root), s.w.mask);
	cx->now_ms += 3 * (int64_t)DAY_MS;
	return s;
}

static int64_t asked(struct ctx *cx, const struct scrapping *s, int64_t qty, bool from_store)
{
	struct scrap_goods goods = { .item_id = s->w.mask, .lot_id = s->lot, .qty = qty, .from_store = from_store };
	int64_t id = 0;

	cx->actor = s->w.by.keeper;
	must(scrap_open(cx, &(struct scrap_draft){ s->w.d.wa, "过期", &goods, 1 }, &id));
	return id;
}

static enum err appraise(struct ctx *cx, const struct actor *who, int64_t id)
{
	struct doc_moved moved;

	cx->actor = who;
	return scrap_appraise(cx, &(struct scrap_finding){ .doc_id = id, .appraiser = "区疾控中心", .finding = "过期，不能使用" }, &moved);
}

static enum err destroy(struct ctx *cx, const struct actor *who, int64_t id, int64_t day)
{
	struct doc_moved moved;

	cx->actor = who;
	return scrap_destroy(cx, &(struct scrap_record){ .doc_id = id, .day = day, .site = "市医废处置中心", .method = "高温焚烧", .paper = "XH-7" }, &moved);
}

static int64_t in(struct ctx *cx, const struct scrapping *s, struct account_key key)
{
	key.place_id = s->w.d.wa;
	key.owner_id = s->w.d.root;
	return lies(cx, key, s->w.mask);
}

static void whole_way(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}, {by: head}"));
	const int64_t today = civil_day_of(cx->now_ms), id = asked(cx, &s, 60, true);
	struct scrap_view v;
	struct doc doc;

	must(step(s.w.by.keeper, id, "propose"));
	assert_int_equal(in(cx, &s, ACCOUNT_OF(STORE)), 40);
	assert_int_equal(in(cx, &s, ACCOUNT_OF(HELD, .doc_id = id)), 60);
	refused(ERR_BAD_STATE, step(s.deputy, id, "approve"));
	refused(ERR_FORBIDDEN, appraise(cx, s.w.by.keeper, id));
	must(appraise(cx, s.w.by.keeper2, id));
	refused(ERR_FORBIDDEN, step(s.w.by.keeper, id, "approve"));
	refused(ERR_FORBIDDEN, step(s.head, id, "approve"));
	must(step(s.deputy, id, "approve"));
	refused(ERR_FORBIDDEN, step(s.deputy, id, "approve"));
	refused(ERR_BAD_STATE, destroy(cx, s.w.by.keeper, id, today));
	must(step(s.head, id, "approve"));
	assert_string_equal(state_of(cx, id), "condemned");
	assert_int_equal(in(cx, &s, ACCOUNT_OF(CONDEMNED)), 60);
	refused(ERR_BAD_STATE, step(s.head, id, "refuse"));
	refused(ERR_BAD_STATE, step(s.w.by.keeper, id, "withdraw"));
	refused(ERR_BAD_INPUT, destroy(cx, s.w.by.keeper, id, today + 1));
	must(destroy(cx, s.w.by.keeper, id, today));
	refused(ERR_FORBIDDEN, step(s.w.by.keeper, id, "witness"));
	must(step(s.w.by.keeper2, id, "witness"));
	refused(ERR_FORBIDDEN, step(s.w.by.keeper2, id, "witness"));
	assert_int_equal(in(cx, &s, ACCOUNT_OF(DESTROYED)), 0);
	refused(ERR_NOT_FOUND, step(s.w.by.far_keeper, id, "witness"));
	must(step(s.w.by.supply, id, "witness"));
	assert_string_equal(state_of(cx, id), "destroyed");
	assert_int_equal(in(cx, &s, ACCOUNT_OF(DESTROYED)), 60);
	assert_int_equal(in(cx, &s, ACCOUNT_OF(CONDEMNED)), 0);
	refused(ERR_BAD_STATE, document_undo(cx, id, 0, "错了", &(struct doc_moved){ 0 }));
	cx->actor = s.w.by.keeper;
	must(scrap_see(cx, id, &doc, &v));
	assert_string_equal(v.paper, "XH-7");
	assert_string_equal(v.appraiser, "区疾控中心");
	close_docs(cx);
}
static void D2_13_scrapping_takes_an_appraisal_two_approvals_and_two_witnesses(void **state) { (void)state; for_each_store(whole_way); }

static void same_hand(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}, {by: head}"));
	struct doc_moved moved;
	int64_t id = asked(cx, &s, 10, true);
	struct doc doc;

	must(step(s.w.by.keeper, id, "propose"));
	must(document_get(cx, id, &doc));
	must(appraise(cx, s.w.by.supply, id));
	must(step(s.both, id, "approve"));
	refused(ERR_FORBIDDEN, step(s.both, id, "approve"));
	/* An old version, and another subtree's keeper. */
	cx->actor = s.head;
	refused(ERR_STALE, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "approve", .version = doc.version }, &moved));
	refused(ERR_NOT_FOUND, step(s.w.by.far_keeper, id, "approve"));
	must(step(s.head, id, "approve"));
	/* Who proposes and also approves: not even with the plan's title. */
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = s.both->account_id, .place_id = s.w.d.wa, .role = "warehouse_keeper", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	must(party_actor(cx, s.both->account_id, s.both));
	cx->actor = s.both;
	must(scrap_open(cx, &(struct scrap_draft){ s.w.d.wa, "过期", &(struct scrap_goods){ .item_id = s.w.mask, .lot_id = s.lot, .qty = 10, .from_store = true }, 1 }, &id));
	must(step(s.both, id, "propose"));
	must(appraise(cx, s.w.by.keeper2, id));
	refused(ERR_FORBIDDEN, step(s.both, id, "approve"));
	id = asked(cx, &s, 10, true);
	must(step(s.w.by.keeper, id, "propose"));
	must(appraise(cx, s.both, id));
	refused(ERR_FORBIDDEN, step(s.both, id, "approve"));
	assert_non_null(strstr(cx->fault.zh, "鉴定"));
	/* Refused: back where it came from. */
	must(step(s.head, id, "refuse"));
	assert_int_equal(in(cx, &s, ACCOUNT_OF(HELD, .doc_id = id)), 0);
	close_docs(cx);
}
static void D2_13_nobody_signs_twice_or_for_himself(void **state) { (void)state; for_each_store(same_hand); }

static void one_signature(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}"));
	int64_t id = asked(cx, &s, 10, true);

	refused(ERR_BLOCKED, step(s.w.by.keeper, id, "propose"));
	assert_non_null(strstr(cx->fault.zh, "两人"));
	assert_int_equal(in(cx, &s, ACCOUNT_OF(STORE)), 100);
	close_docs(cx);
}
static void a_plan_with_one_signature_cannot_scrap(void **state) { (void)state; for_each_store(one_signature); }

/* Two proposals over the same goods: the second finds nothing, and neither gets stuck. */
static void split(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}, {by: head}"));
	int64_t first = asked(cx, &s, 100, true), second = asked(cx, &s, 1, true), blocked = asked(cx, &s, 1, false);

	must(step(s.w.by.keeper, first, "propose"));
	refused(ERR_SHORT_STOCK, step(s.w.by.keeper, second, "propose"));
	refused(ERR_SHORT_STOCK, step(s.w.by.keeper, blocked, "propose"));
	must(step(s.w.by.keeper, first, "withdraw"));
	assert_string_equal(state_of(cx, first), "void");
	assert_int_equal(in(cx, &s, ACCOUNT_OF(STORE)), 100);
	must(step(s.w.by.keeper, second, "propose"));
	close_docs(cx);
}
static void the_same_goods_are_proposed_once(void **state) { (void)state; for_each_store(split); }

/* ---- packaging ---- */

static int64_t new_box(struct ctx *cx)
{
	cx->actor = &the_system;
	return new_item(cx, "BOX", "packaging", 1, STORAGE_AMBIENT);
}

static int64_t used_masks(struct ctx *cx, const struct scrapping *s, int64_t qty)
{
	struct doc_line line = { .item_id = s->w.mask, .place_id = s->w.d.wa, .owner_id = s->w.d.clinic, .counter = { [ASKED] = qty } };
	struct doc_line in_line = { .item_id = s->w.mask, .counter = { [ASKED] = qty } };
	int64_t id = draft(cx, s->w.by.keeper, &(struct doc){ .kind = "receipt_donor", .giver_id = s->w.supplier, .to_place_id = s->w.d.wa, .owner_id = s->w.d.clinic,
		.lines = &in_line, .n_lines = 1 });

	must(step(s->w.by.keeper, id, "announce"));
	must(step(s->w.by.keeper, id, "take_in", { .line_no = 1, .qty = qty, .batch = "KZ-1" }));
	id = draft(cx, s->w.by.keeper, &(struct doc){ .kind = "issue", .giver_id = s->w.d.wa, .taker_id = s->w.d.clinic, .from_place_id = s->w.d.wa,
		.to_place_id = s->w.d.clinic, .lines = &line, .n_lines = 1 });
	must(step(s->w.by.keeper, id, "hand_over"));
	must(step(s->w.by.clerk, id, "hand_over"));
	return lot_at(cx, ACCOUNT_OF(USED, .who_id = s->w.d.clinic, .owner_id = s->w.d.clinic), s->w.mask);
}

static void packaging(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}, {by: head}"));
	const int64_t box = new_box(cx), of = used_masks(cx, &s, 25);
	struct recovery_goods goods = { .item_id = box, .qty = 4, .of_lot_id = of };
	struct recovery_draft in_draft = { s.w.d.clinic, s.w.d.wa, &goods, 1 };
	struct scrap_goods waste = { .item_id = box, .qty = 2 };
	struct scrap_candidate *c;
	struct recovery_lot *lots;
	struct scrap_view v;
	struct doc doc;
	int64_t id;
	size_t n;

	/* 25 masks of 10 a box: three boxes, not four, not again. */
	cx->actor = s.w.by.keeper;
	must(recovery_open(cx, &in_draft, &id));
	refused(ERR_BLOCKED, step(s.w.by.clerk, id, "hand_over"));
	assert_non_null(strstr(cx->fault.zh, "3 个"));
	must(step(s.w.by.keeper, id, "withdraw"));
	goods.qty = 2;
	cx->actor = s.w.by.keeper;
	must(recovery_open(cx, &in_draft, &id));
	must(step(s.w.by.clerk, id, "hand_over"));
	refused(ERR_FORBIDDEN, step(s.w.by.clerk, id, "hand_over"));
	must(step(s.w.by.keeper, id, "hand_over"));
	cx->actor = s.w.by.keeper;
	must(recovery_open(cx, &in_draft, &id));
	refused(ERR_BLOCKED, step(s.w.by.clerk, id, "hand_over"));
	cx->actor = s.w.by.keeper;
	must(recovery_lots(cx, s.w.d.clinic, &lots, &n));
	assert_int_equal(n, 1);
	assert_true(lots[0].lot_id == of && lots[0].packs == 1);
	cx->actor = s.w.by.far_keeper;
	must(recovery_lots(cx, s.w.d.clinic, &lots, &n));
	assert_int_equal(n, 0);
	/* Never in stock: blocked from the first moment, scrapped, destroyed, and it says whose package it was. */
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = s.w.d.wa, .owner_id = s.w.d.root), box), 0);
	assert_int_equal(lies(cx, ACCOUNT_OF(BLOCKED, .place_id = s.w.d.wa, .owner_id = s.w.d.root), box), 2);
	waste.lot_id = lot_at(cx, ACCOUNT_OF(BLOCKED, .place_id = s.w.d.wa, .owner_id = s.w.d.root), box);
	cx->actor = s.w.by.keeper;
	must(scrap_candidates(cx, 0, 0, 50, &c, &n));
	assert_int_equal(n, 2);                 /* the boxes, and the expired masks on the shelf */
	assert_true(c[0].blocked && c[0].item_id == box && !c[1].blocked);
	must(scrap_open(cx, &(struct scrap_draft){ s.w.d.wa, "废旧包装", &waste, 1 }, &id));
	must(step(s.w.by.keeper, id, "propose"));
	must(appraise(cx, s.w.by.supply, id));
	must(step(s.deputy, id, "approve"));
	must(step(s.head, id, "approve"));
	must(destroy(cx, s.w.by.keeper, id, civil_day_of(cx->now_ms)));
	must(step(s.w.by.keeper2, id, "witness"));
	must(step(s.w.by.supply, id, "witness"));
	assert_int_equal(lies(cx, ACCOUNT_OF(DESTROYED, .place_id = s.w.d.wa, .owner_id = s.w.d.root), box), 2);
	cx->actor = s.w.by.keeper;
	must(scrap_see(cx, id, &doc, &v));
	assert_int_equal(v.lines[0].of_lot_id, of);
	assert_string_equal(v.lines[0].of_batch, "KZ-1");
	close_docs(cx);
}
static void D2_13_packaging_comes_back_blocked_and_says_whose_it_was(void **state) { (void)state; for_each_store(packaging); }

static void released(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}, {by: head}"));
	const int64_t box = new_box(cx);
	struct recovery_goods goods = { .item_id = box, .qty = 2 };
	struct scrap_goods lot = { .item_id = box, .qty = 2 };
	int64_t id;

	cx->actor = s.w.by.keeper;
	must(recovery_open(cx, &(struct recovery_draft){ s.w.d.clinic, s.w.d.wa, &goods, 1 }, &id));
	must(step(s.w.by.clerk, id, "hand_over"));
	must(step(s.w.by.keeper, id, "hand_over"));
	lot.lot_id = lot_at(cx, ACCOUNT_OF(BLOCKED, .place_id = s.w.d.wa, .owner_id = s.w.d.root), box);
	cx->actor = s.w.by.keeper;
	must(release_open(cx, &(struct scrap_draft){ s.w.d.wa, "完好，可再用", &lot, 1 }, &id));
	refused(ERR_FORBIDDEN, step(s.w.by.keeper, id, "approve"));
	must(step(s.head, id, "approve"));
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = s.w.d.wa, .owner_id = s.w.d.root), box), 2);
	close_docs(cx);
}
static void blocked_goods_go_back_on_the_shelf_on_anothers_word(void **state) { (void)state; for_each_store(released); }

/* ---- every door ---- */

static bool may_touch_blocked(const char *kind)
{
	return !strcmp(kind, "scrap") || !strcmp(kind, "release");
}

/* Whatever kinds there are: only scrapping and release draw on blocked goods, only scrapping
 * on condemned ones, and nothing ever comes out of what was destroyed. */
static void D2_13_no_kind_of_document_has_a_door_for_condemned_goods(void **state)
{
	size_t kinds = 0;

	(void)state;
	for (size_t k = 0; doc_kinds[k]; k++, kinds++)
		for (size_t s = 0; s < doc_kinds[k]->n_shares; s++) {
			const struct share *share = &doc_kinds[k]->shares[s];
			const int account = share->account;
			const int8_t out = share->qty.of[SENT] < 0 || share->qty.of[TAKEN] < 0 || share->qty.of[GRANTED] < 0;

			if (account == ACC_CONDEMNED && strcmp(doc_kinds[k]->name, "scrap"))
				{ print_error("%s has a share in condemned goods" "\n", doc_kinds[k]->name); assert_true(0); }
			if (account == ACC_BLOCKED && out && !may_touch_blocked(doc_kinds[k]->name))
				{ print_error("%s draws on blocked goods" "\n", doc_kinds[k]->name); assert_true(0); }
			if (account == ACC_DESTROYED)
				for (int c = 0; c < COUNTERS; c++)
					assert_true(share->qty.of[c] >= 0);
		}
	assert_true(kinds > 25);
}

/* Each door tried: the whole lot is condemned, and what asks for one piece of it is refused. */
static void doors(struct ctx *cx)
{
	struct scrapping s = open_scrapping(cx, PLAN("{by: deputy}, {by: head}"));
	const int64_t id = asked(cx, &s, 100, true);
	struct doc_line line = { .item_id = s.w.mask, .lot_id = s.lot, .place_id = s.w.d.wa, .owner_id = s.w.d.root, .counter = { [ASKED] = 1 } };
	struct doc out = { .giver_id = s.w.d.wa, .taker_id = s.w.d.clinic, .from_place_id = s.w.d.wa, .to_place_id = s.w.d.clinic, .lines = &line, .n_lines = 1 };
	int64_t transfer, loan_like, stocktake;

	must(step(s.w.by.keeper, id, "propose"));
	must(appraise(cx, s.w.by.keeper2, id));
	must(step(s.deputy, id, "approve"));
	must(step(s.head, id, "approve"));
	out.kind = "transfer", out.to_place_id = s.w.d.clinic;
	transfer = draft(cx, s.w.by.keeper, &out);
	refused(ERR_SHORT_STOCK, step(s.w.by.keeper, transfer, "move"));
	out.kind = "release", out.to_place_id = 0, out.taker_id = 0;
	loan_like = draft(cx, s.w.by.keeper, &out);
	refused(ERR_SHORT_STOCK, step(s.w.by.keeper, loan_like, "propose"));
	out.kind = "stocktake", out.to_place_id = s.w.d.wa, line.dir = LINES_OUT;
	stocktake = draft(cx, s.w.by.keeper, &out);
	must(step(s.w.by.keeper, stocktake, "count"));
	refused(ERR_SHORT_STOCK, step(s.head, stocktake, "approve"));
	assert_int_equal(in(cx, &s, ACCOUNT_OF(CONDEMNED)), 100);
	close_docs(cx);
}
static void D2_13_condemned_goods_leave_by_no_door(void **state) { (void)state; for_each_store(doors); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_13_scrapping_takes_an_appraisal_two_approvals_and_two_witnesses),
		cmocka_unit_test(D2_13_nobody_signs_twice_or_for_himself),
		cmocka_unit_test(a_plan_with_one_signature_cannot_scrap),
		cmocka_unit_test(the_same_goods_are_proposed_once),
		cmocka_unit_test(D2_13_packaging_comes_back_blocked_and_says_whose_it_was),
		cmocka_unit_test(blocked_goods_go_back_on_the_shelf_on_anothers_word),
		cmocka_unit_test(D2_13_no_kind_of_document_has_a_door_for_condemned_goods),
		cmocka_unit_test(D2_13_condemned_goods_leave_by_no_door),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
