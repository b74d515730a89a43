/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/complaint/complaint.h"
#include "caps/delivery/delivery_world.h"
#include "complaint.sql.h"

static const char claim_plan[] =
	"plan: {id: q, zh: 索赔规则, version: 1, date: 2021-01-01, kind: district}\n"
	"roles: [{id: team, zh: 接收小组, kind: team}, {id: market, zh: 市场监管所, kind: office}]\n"
	"documents: {flows: [{id: claim, zh: 投诉, kind: complaint, for: household, raise: team, vet_within: 4 h, escalate: [{after: 6 h, to: market}]}]}\n"
	"delivery: {orders: [{id: claims, zh: 一天内索赔，无质量问题不退, returns: quality_only, claim_within: 24 h}]}\n";
static const unsigned char jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 3 };

enum { HOUR_MS = 3600 * 1000 };

/* All three orders handed over. */
static struct delivering handed_over(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	struct plan_stored stored;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "q.yaml", claim_plan, sizeof claim_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "q", .version = 1, .reason = "试" }, &id));
	brought(cx, &w);
	for (int i = 0; i < 3; i++)
		assert_int_equal(handed(cx, w.team, arena_print(&cx->mem, "handover-act-%d", i), w.order[i], HANDOVER_DELIVERED), ACT_DONE);
	cx->actor = w.o.m.worker;
	return w;
}

static void end_complaints(struct ctx *cx)
{
	struct complaint_unanswered_row *rows;
	size_t n;

	must(complaint_unanswered(cx, (struct complaint_unanswered_in){ cx->district_id, 10 }, &rows, &n, 10));
	assert_int_equal(n, 0);
	cx->actor = &the_system;
	close_docs(cx);
}

static struct complaint_facts about(const struct delivering *w, int order, int64_t line_no, int64_t kind, int64_t want)
{
	return (struct complaint_facts){ .order_id = w->order[order], .line_no = line_no, .kind = kind, .want = want, .what = "鸡蛋破了三个", .channel = 1 };
}

static void refunds(struct ctx *cx)
{
	struct delivering w = handed_over(cx);
	struct complaint_facts f = about(&w, 0, 2, COMPLAINT_QUALITY, WANT_REFUND);
	const struct account_key cash = ACCOUNT_OF(CASH, .who_id = w.o.m.worker->account_id), owed = ACCOUNT_OF(PAYABLE, .who_id = w.o.m.org);
	int64_t had = money_in(cx, cash), shop_had = money_in(cx, owed), id;
	struct complaint_end end = { .settled_as = SETTLED_REFUND, .refund_fen = 240, .answer = "退三个的钱" };
	struct order_view order;
	struct complaint c;

	must(complaint_raise(cx, &f, &id));
	refused(ERR_CONFLICT, complaint_raise(cx, &f, &id));
	must(order_get(cx, w.order[0], &order));
	assert_true(order.trouble >> TROUBLE_COMPLAINT & 1);
	must(complaint_get(cx, id, &c));
	assert_string_equal(c.item, "鸡蛋");
	assert_string_equal(c.name, "演***");
	assert_int_equal(c.answer_by_ms, cx->now_ms + 4 * HOUR_MS);
	cx->now_ms += 7 * HOUR_MS;
	must(complaint_get(cx, id, &c));
	assert_true(c.late && c.level == 1);
	assert_string_equal(c.level_zh, "市场监管所");
	cx->actor = w.o.m.clerk;
	must(complaint_take(cx, id, 1));
	refused(ERR_STALE, complaint_settle(cx, id, 1, &end));
	end.refund_fen = 10 * 80 + 1;
	refused(ERR_BAD_INPUT, complaint_settle(cx, id, 2, &end));
	end.refund_fen = 240;
	end.answer = "";
	refused(ERR_BAD_INPUT, complaint_settle(cx, id, 2, &end));
	end.answer = "退三个的钱";
	must(complaint_settle(cx, id, 2, &end));
	refused(ERR_BAD_STATE, complaint_reject(cx, id, 0, "晚了"));
	assert_int_equal(money_in(cx, cash), had - 240);
	assert_int_equal(money_in(cx, owed), shop_had + 240);
	must(complaint_get(cx, id, &c));
	assert_true(c.refund_doc != 0 && c.state == COMPLAINT_SETTLED);
	must(order_get(cx, w.order[0], &order));
	assert_false(order.trouble >> TROUBLE_COMPLAINT & 1);
	cx->actor = w.o.m.worker;                              /* the same line again: only what is left of it */
	must(complaint_raise(cx, &f, &id));
	end.refund_fen = 10 * 80 - 240 + 1;
	refused(ERR_BAD_INPUT, complaint_settle(cx, id, 0, &end));
	end.refund_fen = 10 * 80 - 240;
	end.by_shop = true;
	must(complaint_settle(cx, id, 0, &end));
	assert_int_equal(money_in(cx, cash), had - 240);
	end_complaints(cx);
}

static void D5_7_bad_goods_are_claimed_and_settled_in_money(void **state)
{
	(void)state;
	for_each_store(refunds);
}

static void rules(struct ctx *cx)
{
	struct delivering w = open_delivering(cx);
	struct complaint_facts f = about(&w, 0, 2, COMPLAINT_QUALITY, WANT_RETURN);
	struct plan_stored stored;
	struct complaint c;
	int64_t id;

	cx->actor = &the_system;
	must(plan_register(cx, "q.yaml", claim_plan, sizeof claim_plan - 1, &stored));
	must(plan_activate(cx, &(struct plan_start){ .plan_id = "q", .version = 1, .reason = "试" }, &id));
	cx->actor = w.o.m.worker;
	refused(ERR_BAD_STATE, complaint_raise(cx, &f, &id));         /* nothing was handed over */
	brought(cx, &w);
	assert_int_equal(handed(cx, w.team, "handover-act-a", w.order[0], HANDOVER_DELIVERED), ACT_DONE);
	cx->actor = w.o.m.worker;
	f.kind = COMPLAINT_PRICE;
	refused(ERR_BLOCKED, complaint_raise(cx, &f, &id));           /* no quality problem, no return */
	assert_non_null(strstr(cx->fault.zh, "规则 claims"));
	f.line_no = 9;
	refused(ERR_BAD_INPUT, complaint_raise(cx, &f, &id));
	f = about(&w, 0, 0, COMPLAINT_WEIGHT, WANT_REFUND);
	refused(ERR_BAD_INPUT, complaint_raise(cx, &f, &id));
	f = about(&w, 0, 2, COMPLAINT_WEIGHT, WANT_REFUND);
	f.qty = 11;
	refused(ERR_BAD_INPUT, complaint_raise(cx, &f, &id));
	f.qty = 1;
	f.what = NULL;
	refused(ERR_BAD_INPUT, complaint_raise(cx, &f, &id));
	cx->actor = w.o.stranger;
	f = about(&w, 0, 2, COMPLAINT_WEIGHT, WANT_REFUND);
	refused(ERR_FORBIDDEN, complaint_raise(cx, &f, &id));
	cx->actor = w.o.m.worker;
	cx->now_ms += 25 * HOUR_MS;
	refused(ERR_BLOCKED, complaint_raise(cx, &f, &id));           /* too late ... */
	f.asked_ms = cx->now_ms - 73 * HOUR_MS;
	refused(ERR_BAD_INPUT, complaint_raise(cx, &f, &id));
	f.asked_ms = cx->now_ms + 11 * 60000;
	refused(ERR_BAD_INPUT, complaint_raise(cx, &f, &id));         /* a clock far ahead ... */
	f.asked_ms = cx->now_ms + 9 * 60000;
	refused(ERR_BLOCKED, complaint_raise(cx, &f, &id));           /* ... a little ahead counts as now: too late */
	f.asked_ms = cx->now_ms - 2 * HOUR_MS;
	must(complaint_raise(cx, &f, &id));                           /* ... but it was said in time, on a phone without network */
	refused(ERR_BAD_INPUT, complaint_reject(cx, id, 0, ""));
	must(complaint_reject(cx, id, 0, "复秤足重，已当面说明"));
	must(complaint_get(cx, id, &c));
	assert_string_equal(c.answer, "复秤足重，已当面说明");
	cx->actor = w.o.stranger;
	refused(ERR_NOT_FOUND, complaint_get(cx, id, &c));
	end_complaints(cx);
}

static void D5_7_claims_come_in_time_and_returns_only_for_quality(void **state)
{
	(void)state;
	for_each_store(rules);
}

static void evidence(struct ctx *cx)
{
	struct delivering w = handed_over(cx);
	struct complaint_facts f = about(&w, 1, 0, COMPLAINT_SERVICE, WANT_NOTHING);
	struct bytes photo = { jpeg, sizeof jpeg }, got;
	struct complaint_photo *photos;
	struct complaint_stat *stats;
	const char *sha, *type;
	struct complaint *list;
	struct complaint c;
	int64_t id, today = civil_day_of(cx->now_ms);
	size_t n;

	must(complaint_raise(cx, &f, &id));
	must(complaint_photo_add(cx, id, false, photo, &sha));
	must(complaint_photo_add(cx, id, false, photo, &sha));        /* the same picture is kept once */
	must(complaint_photos(cx, id, &photos, &n));
	assert_int_equal(n, 1);
	must(complaint_photo_get(cx, id, sha, false, &got, &type));
	assert_int_equal(got.n, sizeof jpeg);
	assert_memory_equal(got.at, jpeg, sizeof jpeg);
	assert_string_equal(type, "image/jpeg");
	refused(ERR_BAD_INPUT, complaint_photo_add(cx, id, false, (struct bytes){ "GIF89a..............", 20 }, &sha));
	refused(ERR_TOO_LARGE, complaint_photo_add(cx, id, false, (struct bytes){ jpeg, COMPLAINT_PHOTO_BYTES + 1 }, &sha));
	refused(ERR_NOT_FOUND, complaint_photo_get(cx, id, "0000000000000000000000000000000000000000000000000000000000000000", false, &got, &type));
	cx->actor = w.o.stranger;
	refused(ERR_NOT_FOUND, complaint_photo_get(cx, id, sha, false, &got, &type));
	refused(ERR_FORBIDDEN, complaint_photo_add(cx, id, false, photo, &sha));
	cx->actor = w.o.m.clerk;                                     /* the enterprise sees it too */
	must(complaint_list(cx, &(struct complaint_filter){ .limit = 10 }, &list, &n));
	assert_int_equal(n, 1);
	must(complaint_settle(cx, id, 0, &(struct complaint_end){ .settled_as = SETTLED_EXPLAINED, .answer = "已向住户致歉" }));
	must(complaint_list(cx, &(struct complaint_filter){ .limit = 10 }, &list, &n));
	assert_int_equal(n, 0);
	must(complaint_list(cx, &(struct complaint_filter){ .limit = 10, .closed_too = true }, &list, &n));
	assert_int_equal(n, 1);
	must(complaint_get(cx, id, &c));
	refused(ERR_BAD_STATE, complaint_photo_add(cx, id, true, photo, &sha));
	cx->actor = w.o.m.regulator;
	must(complaint_stats(cx, 0, today - 3, today, &stats, &n));
	assert_int_equal(n, 1);
	assert_int_equal(stats[0].total, 1);
	assert_int_equal(stats[0].service, 1);
	assert_int_equal(stats[0].orders, 3);
	assert_int_equal(stats[0].per_mille, 333);
	refused(ERR_BAD_INPUT, complaint_stats(cx, 0, today, today - 1, &stats, &n));
	end_complaints(cx);
}

static void evidence_is_kept_and_enterprises_are_compared(void **state)
{
	(void)state;
	for_each_store(evidence);
}

static enum err add_photo(struct ctx *cx, int64_t id, const void *at, size_t n)
{
	const char *sha;

	return complaint_photo_add(cx, id, false, (struct bytes){ at, n }, &sha);
}

/* What the first bytes say counts, not a name; so many and no more; each fingerprint stands among the steps. */
static void pictures(struct ctx *cx)
{
	static const unsigned char png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13 };
	static const unsigned char webp[] = { 'R', 'I', 'F', 'F', 20, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', ' ' };
	static const char page[] = "<!DOCTYPE html><script>alert(1)</script>", vector[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";
	struct delivering w = handed_over(cx);
	struct complaint_facts f = about(&w, 0, 2, COMPLAINT_QUALITY, WANT_REFUND);
	unsigned char other[sizeof jpeg];
	struct complaint_photo *photos;
	struct complaint_step *steps;
	int64_t id, later, forgotten;
	size_t n;

	must(complaint_raise(cx, &f, &id));
	f = about(&w, 1, 0, COMPLAINT_SERVICE, WANT_NOTHING);
	must(complaint_raise(cx, &f, &later));                        /* one that stays open */
	refused(ERR_BAD_INPUT, add_photo(cx, id, page, sizeof page - 1));
	refused(ERR_BAD_INPUT, add_photo(cx, id, vector, sizeof vector - 1));
	refused(ERR_BAD_INPUT, add_photo(cx, id, "", 0));
	refused(ERR_BAD_INPUT, add_photo(cx, id, jpeg, 2));
	refused(ERR_BAD_INPUT, add_photo(cx, id, "RIFF....WAVEfmt ", 16));
	must(add_photo(cx, id, png, sizeof png));
	must(add_photo(cx, id, webp, sizeof webp));
	memcpy(other, jpeg, sizeof jpeg);
	for (unsigned char i = 0; i < COMPLAINT_PHOTOS_MAX - 2; i++) {
		other[sizeof jpeg - 1] = (unsigned char)(100 + i);
		must(add_photo(cx, id, other, sizeof other));
	}
	must(add_photo(cx, id, png, sizeof png));                     /* sent again: no more room is needed */
	other[sizeof jpeg - 1] = 200;
	refused(ERR_TOO_LARGE, add_photo(cx, id, other, sizeof other));
	assert_non_null(strstr(cx->fault.zh, "最多 5 张"));
	must(complaint_steps(cx, id, &steps, &n));
	assert_int_equal(n, 1 + COMPLAINT_PHOTOS_MAX);
	assert_string_equal(steps[1].verb, "photo");
	assert_int_equal(strlen(steps[1].note), 64);
	must(complaint_reject(cx, id, 0, "复秤足重"));
	cx->now_ms += (COMPLAINT_PHOTO_DAYS + 1) * (int64_t)DAY_MS;
	must(add_photo(cx, later, jpeg, sizeof jpeg));
	must(complaint_forget(cx, cx->now_ms - COMPLAINT_PHOTO_DAYS * (int64_t)DAY_MS, &forgotten));
	assert_int_equal(forgotten, COMPLAINT_PHOTOS_MAX);
	must(complaint_photos(cx, id, &photos, &n));                  /* long closed: forgotten ... */
	assert_int_equal(n, 0);
	must(complaint_steps(cx, id, &steps, &n));                    /* ... but its fingerprints are not */
	assert_int_equal(n, 2 + COMPLAINT_PHOTOS_MAX);
	must(complaint_photos(cx, later, &photos, &n));
	assert_int_equal(n, 1);
	end_complaints(cx);
}

static void only_pictures_are_taken_so_many_and_they_are_forgotten_after_the_end(void **state)
{
	(void)state;
	for_each_store(pictures);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D5_7_bad_goods_are_claimed_and_settled_in_money),
		cmocka_unit_test(D5_7_claims_come_in_time_and_returns_only_for_quality),
		cmocka_unit_test(evidence_is_kept_and_enterprises_are_compared),
		cmocka_unit_test(only_pictures_are_taken_so_many_and_they_are_forgotten_after_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
