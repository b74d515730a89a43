/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "caps/document/document_world.h"
#include "both_stores.h"
#include "caps/donation/donation.h"
#include "caps/party/org.h"
#include "caps/plan/plan_active.h"
#include "caps/stock/stock.h"
#include <string.h>

static const char giving_plan[] =
	"plan: {id: g, zh: 捐赠规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: group, zh: 供应保障组, kind: team}, {id: deputy, zh: 副组长, kind: post}]\n"
	"goods: {classes: [{id: masks, zh: 口罩, unit: 件}, {id: rice, zh: 大米, unit: 件}]}\n"
	"approvals:\n"
	"  chains: [{id: pool, zh: 富余移交, steps: [{by: deputy}]}]\n"
	"documents:\n"
	"  flows:\n"
	"    - {id: giving, zh: 捐赠, kind: donation, raise: group, surplus: hand_over, surplus_by: pool, min_life: 90 days, short_life: use_now, use_within: 14 days}\n"
	"    - {id: giving_rice, zh: 捐粮不足 30 天不收, kind: donation, goods: rice, raise: group, surplus: keep, min_life: 30 days, short_life: turn_away}\n";

struct giving { struct docs w; int64_t firm, person; struct actor *deputy, *clerk, *unit_clerk; };

static struct giving open_giving(struct ctx *cx)
{
	struct giving g = { .w = open_docs(cx) };
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "g.yaml", giving_plan, sizeof giving_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "g", .version = 1, .reason = "试" }, &id));
	must(org_create(cx, &(struct org){ .code = "D1", .name = "海潮纺织（样例）", .roles = ORG_SUPPLIER, .active = 1 }, &id));
	g.deputy = new_actor(cx, "deputy", "approver", g.w.d.root);
	cx->actor = &the_system;
	must(party_grant_add(cx, &(struct party_grant){ .account_id = g.deputy->account_id, .place_id = g.w.d.root, .role = "deputy", .from_ms = cx->now_ms }, &(int64_t){ 0 }));
	cx->actor = g.w.by.supply;
	must(donation_donor_add(cx, &(struct donation_donor_new){ .org_id = id, .wish = WISH_NAME }, &g.firm));
	must(donation_donor_add(cx, &(struct donation_donor_new){ .name = "赵六", .phone = "13800138000", .wish = WISH_MASKED }, &g.person));
	return g;
}

static int64_t promised(struct ctx *cx, const struct giving *g, int64_t addressee, int64_t item, int64_t qty)
{
	struct donation_line line = { item, qty, 24, 1 };
	int64_t id = 0;

	cx->actor = g->w.by.supply;
	must(donation_open(cx, &(struct donation_draft){ .donor_id = g->firm, .to_place_id = g->w.d.wa, .addressee_id = addressee, .wish = WISH_NAME,
		.ground = "出厂价单", .lines = &line, .n_lines = 1, .expected_day = civil_day_of(cx->now_ms) + 1 }, &id));
	must(step(g->w.by.supply, id, "register"));
	return id;
}

static enum err count_in(struct ctx *cx, const struct actor *who, int64_t id, const struct doc_part *part, const char *note)
{
	cx->actor = who;
	return document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "receive", .parts = part, .n_parts = 1, .note = note }, &(struct doc_moved){ 0 });
}

static void counted_by_two(struct ctx *cx)
{
	struct giving g = open_giving(cx);
	int64_t id = promised(cx, &g, 0, g.w.mask, 400), far = civil_day_of(cx->now_ms) + 700;
	struct doc_part part = { .line_no = 1, .qty = 398, .expiry_day = far, .batch = "A1" };
	struct donation_view v;
	struct doc_moved moved;
	struct doc doc;

	refused(ERR_BAD_INPUT, count_in(cx, g.w.by.keeper, id, &part, ""));           /* 2 fewer: says why */
	must(count_in(cx, g.w.by.keeper, id, &part, "一箱少两盒"));
	refused(ERR_FORBIDDEN, step(g.w.by.keeper, id, "accept"));
	refused(ERR_FORBIDDEN, step(g.w.by.keeper, id, "reject", { .line_no = 1, .qty = 1 }));
	refused(ERR_NOT_FOUND, step(g.w.by.clerk, id, "accept"));
	refused(ERR_NOT_FOUND, step(g.w.by.far_keeper, id, "accept"));
	must(step(g.w.by.keeper2, id, "accept", { .line_no = 1, .qty = 396 }));
	refused(ERR_SHORT_STOCK, step(g.w.by.keeper2, id, "accept", { .line_no = 1, .qty = 3 }));
	refused(ERR_BAD_STATE, step(g.w.by.supply, id, "register"));
	refused(ERR_BLOCKED, step(g.w.by.supply, id, "thank"));                       /* no certificate noted */
	cx->actor = g.w.by.supply;
	refused(ERR_BAD_INPUT, donation_note(cx, id, &(struct donation_notes){ .paper = PAPER_GIVEN }));
	must(donation_note(cx, id, &(struct donation_notes){ .paper = PAPER_WAIVED, .quality = QUALITY_CERTIFICATE, .shelf = "B-03-2" }));
	refused(ERR_BAD_STATE, step(g.w.by.supply, id, "thank"));                     /* 2 counted once only */
	must(step(g.w.by.keeper2, id, "reject", { .line_no = 1, .qty = 2 }));
	refused(ERR_STALE, document_advance(cx, &(struct doc_move){ .doc_id = id, .verb = "thank", .version = 1 }, &moved));
	must(step(g.w.by.supply, id, "thank"));
	cx->actor = g.w.by.supply;
	must(donation_see(cx, id, &doc, &v));
	assert_string_equal(doc.state, "thanked");
	assert_true(v.counted);
	assert_int_equal(v.n_counts, 3);
	assert_string_equal(v.counts[0].actor, "keeper");
	assert_string_equal(v.counts[0].note, "一箱少两盒");
	assert_string_equal(v.counts[1].actor, "keeper2");
	assert_int_equal(strlen(v.check_code), 8);
	assert_string_equal(v.shown_as, "海潮纺织（样例）");
	assert_int_equal(lies(cx, ACCOUNT_OF(STORE, .place_id = g.w.d.wa, .owner_id = g.w.d.root), g.w.mask), 396);
	assert_int_equal(lies(cx, ACCOUNT_OF(FROM_DONOR, .who_id = g.firm, .owner_id = g.w.d.root), g.w.mask), -396);
	close_docs(cx);
}
static void D2_7_two_people_count_and_differences_say_why(void **state) { (void)state; for_each_store(counted_by_two); }

static void near_the_end(struct ctx *cx)
{
	struct giving g = open_giving(cx);
	int64_t masks = promised(cx, &g, 0, g.w.mask, 10), rice = promised(cx, &g, 0, g.w.rice, 10), today = civil_day_of(cx->now_ms);
	struct doc_part part = { .line_no = 1, .qty = 10, .expiry_day = today + 29 };
	struct donation_view v;
	struct doc doc;

	refused(ERR_BLOCKED, count_in(cx, g.w.by.keeper, rice, &part, "请收下"));
	assert_non_null(strstr(cx->fault.zh, "29"));
	part.expiry_day = today + 30;
	must(count_in(cx, g.w.by.keeper, rice, &part, ""));
	refused(ERR_BAD_INPUT, count_in(cx, g.w.by.keeper, masks, &part, ""));        /* for use at once: who uses it? */
	part.expiry_day = today;
	refused(ERR_BLOCKED, count_in(cx, g.w.by.keeper, masks, &part, "今天用"));
	part.expiry_day = today + 30;
	must(count_in(cx, g.w.by.keeper, masks, &part, "给甲一卫生站当周用"));
	cx->actor = g.w.by.supply;
	must(donation_see(cx, masks, &doc, &v));
	assert_int_equal(v.n_hurry, 1);
	assert_int_equal(v.hurry[0].use_by_day, today + 14);
	assert_int_equal(v.hurry[0].qty, 10);
	close_docs(cx);
}
static void D2_7_goods_near_their_end_are_turned_away_or_taken_for_use_at_once(void **state) { (void)state; for_each_store(near_the_end); }

/* The whole way of a directed donation: the unit draws first, then hands the rest over. */
static int64_t directed(struct ctx *cx, struct giving *g, int64_t qty)
{
	int64_t id = promised(cx, g, g->w.d.clinic, g->w.mask, qty);
	struct doc_part part = { .line_no = 1, .qty = qty, .expiry_day = civil_day_of(cx->now_ms) + 700 };

	must(count_in(cx, g->w.by.keeper, id, &part, ""));
	must(step(g->w.by.keeper2, id, "accept"));
	return id;
}

static void to_its_addressee(struct ctx *cx)
{
	struct giving g = open_giving(cx);
	const struct account_key own = ACCOUNT_OF(STORE, .place_id = g.w.d.wa, .owner_id = g.w.d.clinic),
		pool = ACCOUNT_OF(STORE, .place_id = g.w.d.wa, .owner_id = g.w.d.root);
	struct stock_goods goods = { .item_id = g.w.mask, .qty = 30 };
	struct surplus_line line = { .item_id = g.w.mask, .qty = 50 };
	int64_t other, issue, sy;

	directed(cx, &g, 100);
	assert_int_equal(lies(cx, own, g.w.mask), 100);
	cx->actor = &the_system;
	other = new_place(cx, PLACE_UNIT, "U2", "乙一卫生站", g.w.d.b1);
	cx->actor = g.w.by.keeper;
	goods.owner_id = g.w.d.clinic;
	must(stock_issue_open(cx, g.w.d.wa, other, &goods, 1, &issue));
	refused(ERR_BLOCKED, step(g.w.by.keeper, issue, "hand_over"));               /* not what was given to another */
	goods.owner_id = 0;
	cx->actor = g.w.by.keeper;
	must(stock_issue_open(cx, g.w.d.wa, g.w.d.clinic, &goods, 1, &issue));
	must(step(g.w.by.keeper, issue, "hand_over"));
	must(step(g.w.by.clerk, issue, "hand_over"));
	assert_int_equal(lies(cx, ACCOUNT_OF(USED, .who_id = g.w.d.clinic, .owner_id = g.w.d.clinic), g.w.mask), 30);
	cx->actor = g.w.by.clerk;
	must(surplus_open(cx, &(struct surplus_draft){ g.w.d.clinic, g.w.d.wa, &line, 1 }, &sy));
	refused(ERR_NOT_FOUND, step(g.w.by.keeper, sy, "offer"));                     /* the unit's to give */
	must(step(g.w.by.clerk, sy, "offer"));
	refused(ERR_NOT_FOUND, step(g.w.by.clerk, sy, "agree"));
	refused(ERR_FORBIDDEN, step(g.w.by.approver, sy, "agree"));                   /* not the post the plan names */
	refused(ERR_NOT_FOUND, step(new_actor(cx, "far_deputy", "approver", g.w.d.b), sy, "agree"));
	must(step(g.deputy, sy, "agree"));
	refused(ERR_BAD_STATE, step(g.deputy, sy, "agree"));
	assert_int_equal(lies(cx, own, g.w.mask), 20);
	assert_int_equal(lies(cx, pool, g.w.mask), 50);
	line.qty = 21;
	cx->actor = g.w.by.clerk;
	must(surplus_open(cx, &(struct surplus_draft){ g.w.d.clinic, g.w.d.wa, &line, 1 }, &sy));
	must(step(g.w.by.clerk, sy, "offer"));
	refused(ERR_SHORT_STOCK, step(g.deputy, sy, "agree"));
	close_docs(cx);
}
static void D2_7_the_addressee_uses_first_and_may_hand_surplus_to_the_pool(void **state) { (void)state; for_each_store(to_its_addressee); }

static void named_as_wished(struct ctx *cx)
{
	struct giving g = open_giving(cx);
	struct donation_line line = { g.w.mask, 5, 0, 0 };
	struct donation_draft in = { .donor_id = g.person, .to_place_id = g.w.d.wa, .wish = WISH_NAME, .lines = &line, .n_lines = 1, .full_name = "钱六" };
	struct donation_donor *donors;
	struct donation_view v;
	struct doc doc;
	int64_t id;
	size_t n;

	cx->actor = g.w.by.supply;
	refused(ERR_BAD_INPUT, donation_open(cx, &in, &id));
	in.full_name = "赵六";
	must(donation_open(cx, &in, &id));
	must(donation_see(cx, id, &doc, &v));
	assert_string_equal(v.shown_as, "赵六");
	assert_string_equal(v.donor.name, "赵*");
	must(donation_wish_set(cx, id, WISH_MASKED, NULL));
	must(donation_see(cx, id, &doc, &v));
	assert_string_equal(v.shown_as, "赵*");
	must(donation_wish_set(cx, id, WISH_ANONYMOUS, NULL));
	must(donation_see(cx, id, &doc, &v));
	assert_string_equal(v.shown_as, "");
	must(donation_donor_list(cx, 0, 10, &donors, &n));
	assert_int_equal(n, 2);
	cx->actor = g.w.by.keeper;
	refused(ERR_FORBIDDEN, donation_wish_set(cx, id, WISH_NAME, "赵六"));
	line.price_fen = 100;
	cx->actor = g.w.by.supply;
	refused(ERR_BAD_INPUT, donation_open(cx, &in, &id));                          /* a value without its ground */
	close_docs(cx);
}
static void D2_7_a_donor_stands_in_public_as_he_wishes_and_may_change_his_mind(void **state) { (void)state; for_each_store(named_as_wished); }

static void written_anew(struct ctx *cx)
{
	struct giving g = open_giving(cx);
	int64_t id = promised(cx, &g, 0, g.w.mask, 10), today = civil_day_of(cx->now_ms);
	struct donation_line line = { g.w.mask, 12, 0, 0 };
	struct donation_draft in = { .donor_id = g.firm, .to_place_id = g.w.d.wa, .wish = WISH_MASKED, .lines = &line, .n_lines = 1 };
	struct doc_part part = { .line_no = 1, .qty = 12, .expiry_day = today + 365 };
	struct doc_due *due;
	struct doc doc;
	const char *number;
	size_t n;

	cx->now_ms += 2 * DAY_MS;
	must(document_due(cx, 10, &due, &n));
	assert_int_equal(n, 1);
	assert_string_equal(due[0].verb, "overdue");
	must(step(&the_system, id, "overdue"));
	must(document_number(cx, id, &number));
	refused(ERR_SHORT_STOCK, count_in(cx, g.w.by.keeper, id, &part, "多带了两件"));
	must(step(g.w.by.supply, id, "revise"));
	cx->actor = g.w.by.supply;
	must(donation_edit(cx, id, 0, &in));
	must(step(g.w.by.supply, id, "register"));
	must(document_get(cx, id, &doc));
	assert_string_equal(doc.number, number);
	must(count_in(cx, g.w.by.keeper, id, &part, ""));
	refused(ERR_BAD_STATE, step(g.w.by.supply, id, "revise"));
	refused(ERR_BAD_STATE, step(g.w.by.supply, id, "withdraw"));
	close_docs(cx);
}
static void D2_7_a_promise_is_written_anew_until_something_has_come_and_is_seen_when_late(void **state) { (void)state; for_each_store(written_anew); }

static void followed(struct ctx *cx)
{
	struct giving g = open_giving(cx);
	int64_t id = directed(cx, &g, 100), issue;
	struct stock_goods goods = { .item_id = g.w.mask, .qty = 30 };
	struct donation_followed f;
	struct donation_file paper;
	struct donation_place *at;
	struct donation_view v;
	const char *code;
	struct doc doc;
	size_t n;

	cx->actor = g.w.by.keeper;
	must(stock_issue_open(cx, g.w.d.wa, g.w.d.clinic, &goods, 1, &issue));
	must(step(g.w.by.keeper, issue, "hand_over"));
	must(step(g.w.by.clerk, issue, "hand_over"));
	cx->actor = g.w.by.supply;
	must(donation_see(cx, id, &doc, &v));
	must(donation_where(cx, id, &at, &n));
	assert_int_equal(n, 2);
	assert_string_equal(at[0].place, "甲一卫生站");
	assert_int_equal(at[0].qty, 30);
	assert_string_equal(at[1].place, "甲仓");
	must(donation_receipt(cx, id, "https://bg.example.gov.cn", &paper));
	assert_memory_equal(paper.body.at, "%PDF", 4);
	refused(ERR_BAD_INPUT, donation_receipt(cx, id, "https://x/../", &paper));
	refused(ERR_BAD_INPUT, donation_receipt(cx, id, "data:text/html", &paper));
	cx->actor = NULL;
	code = arena_print(&cx->mem, " %.4s-%s", v.check_code, v.check_code + 4);
	must(donation_follow(cx, doc.number, code, &f));
	assert_int_equal(f.n, 2);
	assert_null(cx->actor);
	refused(ERR_NOT_FOUND, donation_follow(cx, doc.number, "", &f));
	refused(ERR_NOT_FOUND, donation_follow(cx, doc.number, "AAAAAAAA", &f));
	refused(ERR_NOT_FOUND, donation_follow(cx, "", v.check_code, &f));
	refused(ERR_NOT_FOUND, donation_follow(cx, "JZ-330114-20261121-9999", v.check_code, &f));
	cx->actor = g.w.by.far_keeper;
	refused(ERR_NOT_FOUND, donation_where(cx, id, &at, &n));
	close_docs(cx);
}
static void D2_7_whoever_holds_the_receipt_sees_where_every_piece_went(void **state) { (void)state; for_each_store(followed); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_7_two_people_count_and_differences_say_why),
		cmocka_unit_test(D2_7_goods_near_their_end_are_turned_away_or_taken_for_use_at_once),
		cmocka_unit_test(D2_7_the_addressee_uses_first_and_may_hand_surplus_to_the_pool),
		cmocka_unit_test(D2_7_a_donor_stands_in_public_as_he_wishes_and_may_change_his_mind),
		cmocka_unit_test(D2_7_a_promise_is_written_anew_until_something_has_come_and_is_seen_when_late),
		cmocka_unit_test(D2_7_whoever_holds_the_receipt_sees_where_every_piece_went),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
