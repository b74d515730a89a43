/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/fund/fund.h"
#include "caps/loan/loan.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include <string.h>

static const char lending_plan[] =
	"plan: {id: l, zh: 借用规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}]\n"
	"goods:\n"
	"  classes: [{id: tents, zh: 帐篷, unit: 顶}]\n"
	"  returns: [{id: take_back, zh: 回收, source: 二(五)3, goods: tents, within: 7 days, clean: wash}]\n"
	"safety:\n"
	"  doses: [{id: wash, zh: 消毒, on: lot, agent: 含氯消毒剂, strength: 1000 mg/L, contact: 30 min}]\n";

struct lending { struct docs w; int64_t tent, t1, t2; struct actor *clerk2, *keeper3; int64_t school; };

/* Ten unnumbered tents and two with numbers in warehouse A; a clinic and a school that borrow. */
static struct lending open_lending(struct ctx *cx)
{
	struct lending l = { .w = open_docs(cx) };
	struct doc_line line = { .counter = { [ASKED] = 12 } };
	struct plan_stored stored;
	struct loan_piece piece;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "l.yaml", lending_plan, sizeof lending_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "l", .version = 1, .reason = "试" }, &id));
	l.tent = new_item(cx, "TENT", "tents", 1, STORAGE_AMBIENT);
	l.school = new_place(cx, PLACE_UNIT, "U2", "乙一小学", l.w.d.b1);
	l.clerk2 = new_actor(cx, "clerk2", "unit_clerk", l.school);
	l.keeper3 = new_actor(cx, "keeper3", "warehouse_keeper", l.w.d.wa);
	line.item_id = l.tent;
	id = draft(cx, l.w.by.keeper, &(struct doc){ .kind = "receipt_supplier", .giver_id = l.w.supplier, .to_place_id = l.w.d.wa,
		.owner_id = l.w.d.root, .lines = &line, .n_lines = 1 });
	must(step(l.w.by.keeper, id, "announce"));
	must(step(l.w.by.keeper, id, "take_in", { .line_no = 1, .qty = 1, .serial = "T-1" }, { .line_no = 1, .qty = 1, .serial = "T-2" }, { .line_no = 1, .qty = 10 }));
	must(step(l.w.by.keeper, id, "close"));
	must(loan_piece_find(cx, "T-1", 0, &piece));
	l.t1 = piece.lot_id;
	assert_int_equal(piece.account_kind, ACC_STORE);
	must(loan_piece_find(cx, "T-2", l.tent, &piece));
	l.t2 = piece.lot_id;
	return l;
}

static enum err try_open(struct ctx *cx, const struct lending *l, int64_t unit, const struct loan_goods *goods, size_t n, int64_t due_day, int64_t *ret)
{
	cx->actor = l->w.by.keeper;
	return loan_open(cx, &(struct loan_draft){ l->w.d.wa, unit, due_day, "王医生", "隔离点", goods, n }, ret);
}
#define opened(unit, ...) \
	({ struct loan_goods goods_[] = { __VA_ARGS__ }; int64_t id_ = 0; must(try_open(cx, &l, (unit), goods_, sizeof goods_ / sizeof *goods_, 0, &id_)); id_; })

static int64_t lent(struct ctx *cx, const struct lending *l, int64_t id)
{
	must(step(l->w.by.keeper, id, "lend"));
	must(step(l->w.by.clerk, id, "lend"));
	return id;
}

static enum err washed(struct ctx *cx, const struct actor *who, int64_t id, const char *agent, int64_t strength, int64_t minutes, int64_t line_no, int64_t qty)
{
	struct doc_part part = { .line_no = line_no, .qty = qty };
	struct doc_moved moved;

	cx->actor = who;
	return loan_clean(cx, &(struct loan_washing){ .doc_id = id, .strength = strength, .contact_min = minutes, .agent = agent, .parts = &part, .n_parts = qty ? 1 : 0 }, &moved);
}

static int64_t on_shelf(struct ctx *cx, const struct lending *l)
{
	return lies(cx, ACCOUNT_OF(STORE, .place_id = l->w.d.wa, .owner_id = l->w.d.root), l->tent);
}

static int64_t with_clinic(struct ctx *cx, const struct lending *l)
{
	return lies(cx, ACCOUNT_OF(LENT, .who_id = l->w.d.clinic, .owner_id = l->w.d.root), l->tent);
}

static void whole_way(struct ctx *cx)
{
	struct lending l = open_lending(cx);
	int64_t id = opened(l.w.d.clinic, { .item_id = l.tent, .qty = 1, .serial = "T-1" }, { .item_id = l.tent, .qty = 6 });
	struct loan_holding *held;
	struct loan_view v;
	struct doc doc;
	size_t n;

	lent(cx, &l, id);
	assert_int_equal(on_shelf(cx, &l), 5);
	assert_int_equal(with_clinic(cx, &l), 7);
	must(document_get(cx, id, &doc));
	assert_int_equal(civil_day_of(doc.due_ms - 1), civil_day_of(cx->now_ms) + 7);
	assert_string_equal(doc.due_verb, "late");
	must(loan_holdings(cx, &(struct loan_holding_filter){ .limit = 50 }, &held, &n));
	assert_int_equal(n, 2);
	assert_string_equal(held[0].serial, "T-1");
	assert_string_equal(held[0].holder, "王医生");
	assert_int_equal(held[1].qty, 6);
	assert_true(held[0].since_ms > 0);
	/* One lost, one back damaged, the rest comes back; the taker signs first. */
	must(step(l.w.by.keeper, id, "lose", { .line_no = 2, .qty = 1 }));
	must(step(l.w.by.keeper2, id, "lose", { .line_no = 2, .qty = 1 }));
	must(step(l.w.by.clerk, id, "damage", { .line_no = 1, .qty = 1 }));
	must(step(l.w.by.keeper, id, "damage", { .line_no = 1, .qty = 1 }));
	must(step(l.w.by.clerk, id, "give_back"));
	must(step(l.w.by.keeper, id, "give_back"));
	must(document_get(cx, id, &doc));
	assert_int_equal(doc.due_ms, 0);
	assert_string_equal(doc.state, "out");
	assert_int_equal(with_clinic(cx, &l), 0);
	assert_int_equal(lies(cx, ACCOUNT_OF(LOST, .who_id = l.w.d.clinic, .owner_id = l.w.d.root), l.tent), 1);
	assert_int_equal(lies(cx, ACCOUNT_OF(BLOCKED, .place_id = l.w.d.wa, .owner_id = l.w.d.root), l.tent), 1);
	assert_int_equal(lies(cx, ACCOUNT_OF(CLEANING, .place_id = l.w.d.wa, .owner_id = l.w.d.root), l.tent), 5);
	must(washed(cx, l.w.by.keeper, id, "含氯消毒剂", 1000, 30, 2, 5));
	cx->now_ms += INT64_C(31) * 60000;
	must(step(l.w.by.keeper2, id, "restock", { .line_no = 2, .qty = 4 }));
	must(step(l.w.by.keeper2, id, "reject", { .line_no = 2, .qty = 1 }));
	assert_string_equal(state_of(cx, id), "closed");
	assert_int_equal(on_shelf(cx, &l), 9);
	assert_int_equal(lies(cx, ACCOUNT_OF(BLOCKED, .place_id = l.w.d.wa, .owner_id = l.w.d.root), l.tent), 2);
	cx->actor = l.w.by.keeper;
	must(loan_see(cx, id, &doc, &v));
	assert_int_equal(v.n_cleanings, 1);
	assert_string_equal(v.cleanings[0].dose, "wash");
	must(loan_holdings(cx, &(struct loan_holding_filter){ .limit = 50 }, &held, &n));
	assert_int_equal(n, 0);
	close_docs(cx);
}
static void D2_13_every_lent_piece_comes_back_cleaned_or_is_accounted_for(void **state) { (void)state; for_each_store(whole_way); }

static void pieces(struct ctx *cx)
{
	struct lending l = open_lending(cx);
	int64_t first = lent(cx, &l, opened(l.w.d.clinic, { .item_id = l.tent, .qty = 1, .lot_id = l.t1 })), second, third;
	struct loan_goods twice[] = { { .item_id = l.tent, .qty = 1, .lot_id = l.t2 }, { .item_id = l.tent, .qty = 1, .serial = "T-2" } };
	struct loan_goods unknown = { .item_id = l.tent, .qty = 1, .serial = "T-9" }, two = { .item_id = l.tent, .qty = 2, .serial = "T-2" };
	struct loan_piece piece;

	second = opened(l.school, { .item_id = l.tent, .qty = 1, .serial = "T-1" });
	refused(ERR_SHORT_STOCK, step(l.w.by.keeper, second, "lend"));
	assert_non_null(strstr(cx->fault.zh, "T-1"));
	assert_non_null(strstr(cx->fault.zh, "已借出"));
	refused(ERR_BAD_INPUT, try_open(cx, &l, l.school, twice, 2, 0, &third));
	refused(ERR_NOT_FOUND, try_open(cx, &l, l.school, &unknown, 1, 0, &third));
	refused(ERR_BAD_INPUT, try_open(cx, &l, l.school, &two, 1, 0, &third));
	/* Returned once, not twice, and not by another unit. */
	refused(ERR_FORBIDDEN, step(l.clerk2, first, "give_back"));
	must(step(l.w.by.clerk, first, "give_back", { .line_no = 1, .qty = 1 }));
	refused(ERR_FORBIDDEN, step(l.w.by.clerk, first, "give_back", { .line_no = 1, .qty = 1 }));
	refused(ERR_SHORT_STOCK, step(l.w.by.keeper, first, "give_back", { .line_no = 1, .qty = 2 }));
	must(step(l.w.by.keeper, first, "give_back", { .line_no = 1, .qty = 1 }));
	refused(ERR_SHORT_STOCK, step(l.w.by.clerk, first, "give_back", { .line_no = 1, .qty = 1 }));
	refused(ERR_SHORT_STOCK, step(l.w.by.keeper, first, "lose", { .line_no = 1, .qty = 1 }));
	/* Still being cleaned: not lent either, and its way back is known by its number. */
	refused(ERR_SHORT_STOCK, step(l.w.by.keeper, second, "lend"));
	assert_non_null(strstr(cx->fault.zh, "洗消"));
	cx->actor = l.w.by.keeper;
	must(loan_piece_find(cx, "T-1", 0, &piece));
	assert_int_equal(piece.account_kind, ACC_CLEANING);
	assert_int_equal(piece.doc_id, first);
	cx->actor = l.w.by.far_keeper;
	refused(ERR_NOT_FOUND, loan_piece_find(cx, "T-1", 0, &piece));
	close_docs(cx);
}
static void D2_13_a_piece_is_lent_once_and_given_back_once(void **state) { (void)state; for_each_store(pieces); }

static void hands(struct ctx *cx)
{
	struct lending l = open_lending(cx);
	int64_t id = opened(l.w.d.clinic, { .item_id = l.tent, .qty = 5 });
	struct doc_moved moved;
	struct doc doc;

	refused(ERR_FORBIDDEN, step(l.w.by.far_keeper, id, "lend"));
	must(step(l.w.by.keeper, id, "lend"));
	refused(ERR_FORBIDDEN, step(l.w.by.keeper, id, "lend"));
	refused(ERR_FORBIDDEN, step(l.clerk2, id, "lend"));
	assert_int_equal(with_clinic(cx, &l), 0);
	must(step(l.w.by.clerk, id, "lend"));
	/* Counts that differ are said, an old version is refused. */
	must(step(l.w.by.clerk, id, "give_back", { .line_no = 1, .qty = 5 }));
	refused(ERR_CONFLICT, step(l.w.by.keeper, id, "give_back", { .line_no = 1, .qty = 4 }));
	must(document_get(cx, id, &doc));
	cx->actor = l.w.by.keeper;
	refused(ERR_STALE, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "give_back", .version = doc.version - 1 }, &moved));
	must(step(l.w.by.keeper, id, "give_back", { .line_no = 1, .qty = 5 }));
	/* Cleaned as the plan says, left to act, and inspected by another. */
	refused(ERR_BLOCKED, step(l.w.by.keeper2, id, "restock"));
	refused(ERR_BLOCKED, washed(cx, l.w.by.keeper, id, "酒精", 1000, 30, 1, 5));
	refused(ERR_BLOCKED, washed(cx, l.w.by.keeper, id, "含氯消毒剂", 999, 30, 1, 5));
	refused(ERR_BLOCKED, washed(cx, l.w.by.keeper, id, "含氯消毒剂", 1000, 29, 1, 5));
	refused(ERR_SHORT_STOCK, washed(cx, l.w.by.keeper, id, "含氯消毒剂", 1000, 30, 1, 6));
	refused(ERR_NOT_FOUND, washed(cx, l.w.by.far_keeper, id, "含氯消毒剂", 1000, 30, 1, 5));
	must(washed(cx, l.w.by.keeper, id, "含氯消毒剂", 1000, 30, 0, 0));
	refused(ERR_BAD_STATE, washed(cx, l.w.by.keeper, id, "含氯消毒剂", 1000, 30, 0, 0));
	refused(ERR_BLOCKED, step(l.w.by.keeper2, id, "restock"));
	assert_non_null(strstr(cx->fault.zh, "作用时间"));
	cx->now_ms += INT64_C(30) * 60000;
	refused(ERR_FORBIDDEN, step(l.w.by.keeper, id, "restock"));
	must(step(l.w.by.keeper2, id, "restock"));
	assert_string_equal(state_of(cx, id), "closed");
	/* Losing takes two. */
	id = lent(cx, &l, opened(l.w.d.clinic, { .item_id = l.tent, .qty = 1 }));
	must(step(l.w.by.keeper, id, "lose", { .line_no = 1, .qty = 1 }));
	refused(ERR_FORBIDDEN, step(l.w.by.keeper, id, "lose", { .line_no = 1, .qty = 1 }));
	must(step(l.keeper3, id, "lose", { .line_no = 1, .qty = 1 }));
	assert_string_equal(state_of(cx, id), "closed");
	close_docs(cx);
}
static void D2_13_both_sides_count_and_nobody_passes_what_he_cleaned(void **state) { (void)state; for_each_store(hands); }

static void times(struct ctx *cx)
{
	struct lending l = open_lending(cx);
	const int64_t today = civil_day_of(cx->now_ms);
	struct loan_goods tent = { .item_id = l.tent, .qty = 2 }, mask = { .item_id = l.w.mask, .qty = 1 };
	struct loan_duties mine;
	struct loan_holding *held;
	struct doc_moved moved;
	int64_t id;
	size_t n;
	struct doc doc;

	refused(ERR_BLOCKED, try_open(cx, &l, l.w.d.clinic, &tent, 1, today + 8, &id));
	refused(ERR_BAD_INPUT, try_open(cx, &l, l.w.d.clinic, &tent, 1, today - 1, &id));
	refused(ERR_BAD_INPUT, try_open(cx, &l, l.w.d.clinic, &mask, 1, 0, &id));
	refused(ERR_BAD_INPUT, try_open(cx, &l, l.w.d.wb, &tent, 1, 0, &id));
	stocked(cx, &l.w, l.w.by.keeper, l.w.d.wa, l.w.mask, 10, 0);
	must(try_open(cx, &l, l.w.d.clinic, &mask, 1, today + 3, &id));
	refused(ERR_BLOCKED, step(l.w.by.keeper, id, "lend"));
	must(try_open(cx, &l, l.w.d.clinic, &tent, 1, today + 2, &id));
	lent(cx, &l, id);
	cx->actor = l.w.by.clerk;
	must(loan_duties(cx, &mine));
	assert_int_equal(mine.to_return, 0);
	cx->actor = l.w.by.keeper;
	must(loan_remind(cx, id));
	refused(ERR_CONFLICT, loan_remind(cx, id));
	cx->actor = l.w.by.clerk;
	refused(ERR_NOT_FOUND, loan_remind(cx, id));
	must(loan_duties(cx, &mine));
	assert_int_equal(mine.to_return, 1);
	assert_int_equal(mine.to_return_late, 0);
	cx->now_ms += 3 * (int64_t)DAY_MS;
	must(loan_holdings(cx, &(struct loan_holding_filter){ .what = LOAN_OVERDUE, .limit = 50 }, &held, &n));
	assert_int_equal(n, 1);
	must(loan_duties(cx, &mine));
	assert_int_equal(mine.to_return_late, 1);
	cx->actor = &the_system;
	must(document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "late" }, &moved));
	refused(ERR_FORBIDDEN, step(l.w.by.keeper, id, "late"));
	cx->actor = l.w.by.keeper;
	refused(ERR_BLOCKED, loan_extend(cx, id, 0, today + 3 + 8, "还要用", &moved));
	must(loan_extend(cx, id, 0, today + 6, "还要用", &moved));
	must(document_get(cx, id, &doc));
	assert_int_equal(civil_day_of(doc.due_ms - 1), today + 6);
	must(loan_holdings(cx, &(struct loan_holding_filter){ .what = LOAN_OVERDUE, .limit = 50 }, &held, &n));
	assert_int_equal(n, 0);
	cx->actor = l.w.by.far_keeper;
	must(loan_holdings(cx, &(struct loan_holding_filter){ .limit = 50 }, &held, &n));
	assert_int_equal(n, 0);
	refused(ERR_NOT_FOUND, loan_remind(cx, id));
	close_docs(cx);
}
static void D2_13_what_is_out_is_due_reminded_of_late_and_extended_within_the_plan(void **state) { (void)state; for_each_store(times); }

static void money(struct ctx *cx)
{
	struct lending l = open_lending(cx);
	int64_t id = lent(cx, &l, opened(l.w.d.clinic, { .item_id = l.tent, .qty = 2 })), claim, fund, fen;
	struct loan_claim in = { .loan_id = id, .sum_fen = 60000, .finding = "按购置价六折" };
	struct account_key owed;

	cx->actor = l.w.by.supply;
	must(fund_create(cx, &(struct fund_facts){ .source = FUND_GRANT, .holder_id = l.w.d.root, .code = "ZH", .zh = "专户" }, &fund));
	in.fund_id = fund;
	owed = ACCOUNT_OF(OWED, .who_id = l.w.d.clinic, .fund_id = fund);
	refused(ERR_BLOCKED, loan_claim_open(cx, &in, &claim));
	must(step(l.w.by.keeper, id, "lose", { .line_no = 1, .qty = 1 }));
	must(step(l.w.by.keeper2, id, "lose", { .line_no = 1, .qty = 1 }));
	cx->actor = l.w.by.keeper;
	must(loan_claim_open(cx, &in, &claim));
	refused(ERR_FORBIDDEN, step(l.w.by.keeper, claim, "confirm"));
	refused(ERR_BAD_STATE, step(l.w.by.supply, claim, "collect"));
	must(step(l.w.by.approver, claim, "confirm"));
	must(ledger_balance(cx, &owed, LEDGER_MONEY, 0, &fen));
	assert_int_equal(fen, 60000);
	refused(ERR_FORBIDDEN, step(l.w.by.keeper, claim, "collect"));
	must(step(l.w.by.supply, claim, "collect"));
	refused(ERR_BAD_STATE, step(l.w.by.supply, claim, "collect"));
	must(ledger_balance(cx, &owed, LEDGER_MONEY, 0, &fen));
	assert_int_equal(fen, 0);
	must(ledger_balance(cx, &ACCOUNT_OF(FUND, .fund_id = fund), LEDGER_MONEY, 0, &fen));
	assert_int_equal(fen, 60000);
	close_docs(cx);
}
static void D2_13_what_is_lost_is_owed_by_the_taker_once_another_confirms(void **state) { (void)state; for_each_store(money); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_13_every_lent_piece_comes_back_cleaned_or_is_accounted_for),
		cmocka_unit_test(D2_13_a_piece_is_lent_once_and_given_back_once),
		cmocka_unit_test(D2_13_both_sides_count_and_nobody_passes_what_he_cleaned),
		cmocka_unit_test(D2_13_what_is_out_is_due_reminded_of_late_and_extended_within_the_plan),
		cmocka_unit_test(D2_13_what_is_lost_is_owed_by_the_taker_once_another_confirms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
