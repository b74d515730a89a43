/* SPDX-License-Identifier: Apache-2.0 */
/* The register of substitutes, what may stand in for what is short, and where it lies. */
#include "caps/document/document_world.h"
#include "caps/stock/stand_in.h"

static struct substitute pair_of(const struct docs *w)
{
	return (struct substitute){ .item_id = w->mask, .by_id = w->rice, .num = 3, .den = 2, .note = "专家组意见" };
}

static void the_register(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t today = civil_day_of(cx->now_ms), id = 0, more = 0;
	struct substitute s = pair_of(&w), *rows;
	size_t n;

	refused(ERR_FORBIDDEN, substitute_create(cx, &s, &id));          /* a keeper */
	cx->actor = w.by.supply;
#define WITH(...) (s = pair_of(&w), __VA_ARGS__, substitute_create(cx, &s, &more))
	refused(ERR_BAD_INPUT, WITH(s.num = 0));
	refused(ERR_BAD_INPUT, WITH(s.den = SUBSTITUTE_RATIO_MAX + 1));
	refused(ERR_BAD_INPUT, WITH(s.by_id = w.mask));
	refused(ERR_BAD_INPUT, WITH(s.note = NULL));
	refused(ERR_BAD_INPUT, WITH(s.since_day = today, s.until_day = today - 1));
	refused(ERR_NOT_FOUND, WITH(s.by_id = 5));
	refused(ERR_NOT_FOUND, WITH(s.item_id = 5));
	s = pair_of(&w);
	must(substitute_create(cx, &s, &id));
	refused(ERR_CONFLICT, WITH(s.num = 1));
	must(WITH(s.item_id = w.rice, s.by_id = w.mask, s.since_day = today + 5));      /* the other way is another pair, and does not hold yet */
	must(substitute_list(cx, &(struct substitute_filter){ 0 }, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].substitute_id, id);
	assert_int_equal(rows[0].since_day, today);
	assert_string_equal(rows[0].changed_by_name, w.by.supply->name);
	must(substitute_list(cx, &(struct substitute_filter){ .on_day = today }, &rows, &n));
	assert_int_equal(n, 1);
	must(substitute_list(cx, &(struct substitute_filter){ .search = "bleach" }, &rows, &n));
	assert_int_equal(n, 0);

	s = pair_of(&w), s.num = 2, s.until_day = today;
	must(substitute_change(cx, id, 1, &s));
	refused(ERR_STALE, substitute_change(cx, id, 1, &s));
	refused(ERR_NOT_FOUND, substitute_change(cx, 5, 0, &s));
	must(substitute_list(cx, &(struct substitute_filter){ .item_id = w.mask, .on_day = today + 1 }, &rows, &n));
	assert_int_equal(n, 0);
	must(substitute_versions(cx, id, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].num, 2);
	assert_int_equal(rows[1].num, 3);
	assert_int_equal(rows[1].until_day, 0);
	cx->actor = w.by.approver;
	refused(ERR_FORBIDDEN, substitute_change(cx, id, 2, &s));
	close_docs(cx);
}

static void S3_12_a_pair_is_entered_once_changed_by_version_and_every_version_is_kept(void **state) { (void)state; for_each_store(the_register); }

static void the_ratio_rounds_up_to_whole_packs_what_is_needed_and_down_what_it_covers(void **state)
{
	struct substitute s = { .num = 3, .den = 2 };

	(void)state;
	assert_int_equal(substitute_needed(&s, 1, 1), 2);
	assert_int_equal(substitute_needed(&s, 1, 10), 15);
	assert_int_equal(substitute_covers(3, 2, 14), 9);
	assert_int_equal(substitute_covers(3, 2, substitute_needed(&s, 1, 7)), 7);
	assert_int_equal(substitute_needed(&s, 10, 10), 20);         /* 15, in boxes of 10 */
	assert_int_equal(substitute_needed(&s, 10, 13), 20);
	assert_int_equal(substitute_needed(&s, 40, 27), 80);         /* 40.5: 41, in boxes of 40 */
	s.num = SUBSTITUTE_RATIO_MAX, s.den = 1;
	assert_int_equal(substitute_needed(&s, 1, QTY_MAX), QTY_MAX);
}

static void where_it_lies(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t today = civil_day_of(cx->now_ms), id = 0;
	struct substitute s = pair_of(&w);
	struct stand_in *rows;
	size_t n;

	stocked(cx, &w, w.by.keeper, w.d.wa, w.rice, 20, today + 9);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.rice, 50, today - 1);              /* expired stands in for nothing */
	stocked(cx, &w, w.by.far_keeper, w.d.wb, w.rice, 7, 0);
	cx->actor = w.by.supply;
	must(stand_in_for(cx, w.mask, 30, 0, &rows, &n));
	assert_int_equal(n, 0);
	must(substitute_create(cx, &s, &id));
	s.by_id = w.bleach, s.num = 1, s.den = 1;
	must(substitute_create(cx, &s, &id));
	must(stand_in_for(cx, w.mask, 30, 0, &rows, &n));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].by.item_id, w.rice);                            /* bleach is in the register, and not in stock */
	assert_int_equal(rows[0].needed, 45);
	assert_int_equal(rows[0].free, 27);
	assert_int_equal(rows[0].covers, 18);
	assert_int_equal(rows[0].n_places, 2);
	assert_int_equal(rows[0].places[0].free, 20);
	assert_string_equal(rows[0].why.zh, "以RICE 45 件代MASK 30 件");
	assert_int_equal(rows[1].free + rows[1].covers + (int64_t)rows[1].n_places, 0);
	must(stand_in_for(cx, w.mask, 5, 0, &rows, &n));
	assert_int_equal(rows[0].covers, 5);
	must(stand_in_for(cx, w.mask, 30, w.d.wb, &rows, &n));
	assert_int_equal(rows[0].free, 7);
	refused(ERR_BAD_INPUT, stand_in_for(cx, w.mask, 0, 0, &rows, &n));
	refused(ERR_NOT_FOUND, stand_in_for(cx, 5, 1, 0, &rows, &n));
	cx->actor = w.by.far_keeper;                                             /* sees his own house alone */
	must(stand_in_for(cx, w.mask, 30, 0, &rows, &n));
	assert_int_equal(rows[0].free, 7);
	refused(ERR_NOT_FOUND, stand_in_for(cx, w.mask, 30, w.d.wa, &rows, &n));
	close_docs(cx);
}

static void S3_12_what_may_stand_in_is_told_with_its_stores_and_by_the_ratio(void **state) { (void)state; for_each_store(where_it_lies); }

/* Two items may stand in for each other: each is offered for the other, at its own ratio, and never for itself. */
static void there_and_back(struct ctx *cx)
{
	struct docs w = open_docs(cx);
	int64_t today = civil_day_of(cx->now_ms), id = 0;
	struct stand_in *rows;
	size_t n;

	stocked(cx, &w, w.by.keeper, w.d.wa, w.rice, 20, 0);
	stocked(cx, &w, w.by.keeper, w.d.wa, w.mask, 40, 0);
	cx->actor = w.by.supply;
	must(substitute_create(cx, &(struct substitute){ .item_id = w.mask, .by_id = w.rice, .num = 3, .den = 2, .note = "甲" }, &id));
	must(substitute_create(cx, &(struct substitute){ .item_id = w.rice, .by_id = w.mask, .num = 2, .den = 3, .note = "乙", .until_day = today }, &id));
	must(substitute_create(cx, &(struct substitute){ .item_id = w.bleach, .by_id = w.mask, .num = 1, .den = 1, .note = "丙" }, &id));
	must(stand_in_for(cx, w.mask, 10, 0, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].by.item_id, w.rice);
	must(stand_in_for(cx, w.rice, 10, 0, &rows, &n));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].by.item_id, w.mask);
	assert_int_equal(rows[0].needed, 10);                    /* 6.67: 7, and in boxes of 10 */
	must(stand_in_for(cx, w.rice, 16, 0, &rows, &n));
	assert_int_equal(rows[0].needed, 20);                    /* 10.67 */
	must(stand_in_for(cx, w.bleach, 5, 0, &rows, &n));
	assert_int_equal(n, 1);                                  /* masks; not the rice that stands in for masks */
	cx->now_ms += 86400000;                                  /* the last day is over */
	must(stand_in_for(cx, w.rice, 10, 0, &rows, &n));
	assert_int_equal(n, 0);
	must(stand_in_for(cx, w.mask, 10, 0, &rows, &n));
	assert_int_equal(n, 1);
	close_docs(cx);
}

static void S3_12_a_pair_holds_one_way_to_its_last_day_and_is_not_followed_on(void **state) { (void)state; for_each_store(there_and_back); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(S3_12_a_pair_is_entered_once_changed_by_version_and_every_version_is_kept),
		cmocka_unit_test(the_ratio_rounds_up_to_whole_packs_what_is_needed_and_down_what_it_covers),
		cmocka_unit_test(S3_12_what_may_stand_in_is_told_with_its_stores_and_by_the_ratio),
		cmocka_unit_test(S3_12_a_pair_holds_one_way_to_its_last_day_and_is_not_followed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
