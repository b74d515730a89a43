/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/civil.h"
#include "base/ctx.h"
#include "base/sha256.h"
#include "base/text.h"
#include "test.h"
#include <string.h>

static void every_day_from_1970_to_2199_reads_back_as_written(void **state)
{
	(void)state;
	for (int64_t day = 0; day < civil_day(2200, 1, 1); day++) {
		char text[11];
		int64_t back;

		assert_true(civil_read_day(civil_write_day(day, text), &back));
		assert_int_equal(back, day);
	}
}

static void days_that_do_not_exist_are_refused(void **state)
{
	static const char *const bad[] = { "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01",
		"2026-11-31", "2026/11/21", "2026-11-21 ", "", "1969-12-31" };
	int64_t day;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(civil_read_day(bad[i], &day));
}

static void times_carry_their_offset(void **state)
{
	int64_t a, b;
	char text[30];

	(void)state;
	assert_true(civil_read_time("2026-11-21T08:00:00+08:00", &a));
	assert_true(civil_read_time("2026-11-21T00:00:00Z", &b));
	assert_int_equal(a, b);
	assert_string_equal(civil_write_time(a + 7, text), "2026-11-21T08:00:00.007+08:00");
	assert_false(civil_read_time("2026-11-21T08:00:00", &a));
	assert_false(civil_read_time("2026-11-21T24:00:00Z", &a));
	assert_int_equal(civil_day_of(b - 1), civil_day(2026, 11, 21));
	assert_int_equal(civil_day_of(b - 8 * 3600000 - 1), civil_day(2026, 11, 20));
}

static void text_with_controls_or_broken_bytes_is_cut_where_it_breaks(void **state)
{
	(void)state;
	assert_int_equal(text_good_bytes("欧阳𠮷龘", strlen("欧阳𠮷龘")), strlen("欧阳𠮷龘"));
	assert_int_equal(text_good_bytes("ab\0c", 4), 2);
	assert_int_equal(text_good_bytes("ab\xff", 3), 2);
	assert_int_equal(text_good_bytes("a\xe2\x80\xae", 4), 1);      /* right-to-left override */
	assert_int_equal(text_good_bytes("\xed\xa0\x80", 3), 0);       /* surrogate */
	assert_int_equal(text_good_bytes("\xc0\xaf", 2), 0);           /* overlong */
	assert_int_equal(text_length("张三🏠"), 3);
}

static void numbers_and_money_are_read_exactly_or_not_at_all(void **state)
{
	struct arena mem = { 0 };
	int64_t v;

	(void)state;
	assert_true(text_read_i64("-9223372036854775808", &v) && v == INT64_MIN);
	assert_false(text_read_i64("9223372036854775808", &v));
	assert_false(text_read_i64("07", &v));
	assert_false(text_read_i64("1e3", &v));
	assert_false(text_read_i64(" 1", &v));
	assert_true(text_read_money("12.3", &v) && v == 1230);
	assert_true(text_read_money("-0.05", &v) && v == -5);
	assert_false(text_read_money("1.234", &v));
	assert_false(text_read_money("1.", &v));
	assert_string_equal(text_write_money(&mem, -5), "-0.05");
	arena_reset(&mem);
}

static void arena_pieces_stay_whole_through_many_sizes(void **state)
{
	struct arena mem = { 0 };
	unsigned char *pieces[300];

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		pieces[i] = arena_new(&mem, i * 97);
		for (size_t j = 0; j < i * 97; j++)
			assert_int_equal(pieces[i][j], 0);
		memset(pieces[i], (int)i, i * 97);
	}
	for (size_t i = 0; i < 300; i++)
		for (size_t j = 0; j < i * 97; j++)
			assert_int_equal(pieces[i][j], i & 0xff);
	arena_reset(&mem);
	assert_int_equal(mem.used, 0);
}

static void ids_rise_and_never_repeat_even_when_the_clock_stands_still(void **state)
{
	struct ids ids = { .node = 5 };
	struct ctx cx = { .now_ms = 1700000000000, .ids = &ids };
	int64_t last = 0;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		int64_t id = ctx_new_id(&cx);

		assert_true(id > last);
		last = id;
	}
}

static void rights_hold_inside_their_subtree_and_time_only(void **state)
{
	struct right right = { PERM_STOCK_READ, "/1/7/", 100, 200 };
	struct actor actor = { 42, "李", &right, 1 };
	struct ctx cx = { .now_ms = 150, .actor = &actor };

	(void)state;
	assert_true(ctx_may(&cx, PERM_STOCK_READ, "/1/7/9/"));
	assert_false(ctx_may(&cx, PERM_STOCK_READ, "/1/70/"));
	assert_false(ctx_may(&cx, PERM_STOCK_ISSUE, "/1/7/"));
	cx.now_ms = 200;
	assert_int_equal(ctx_need(&cx, PERM_STOCK_READ, "/1/7/"), ERR_FORBIDDEN);
	assert_non_null(strstr(cx.fault.zh, "查看库存"));
}

static void sha256_agrees_with_the_published_vector(void **state)
{
	char text[SHA256_HEX];
	struct hash h = sha256("abc", 3), back;

	(void)state;
	assert_string_equal(hash_write(&h, text), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(hash_read(text, &back));
	assert_memory_equal(&h, &back, sizeof h);
	assert_false(hash_read("xyz", &back));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_from_1970_to_2199_reads_back_as_written),
		cmocka_unit_test(days_that_do_not_exist_are_refused),
		cmocka_unit_test(times_carry_their_offset),
		cmocka_unit_test(text_with_controls_or_broken_bytes_is_cut_where_it_breaks),
		cmocka_unit_test(numbers_and_money_are_read_exactly_or_not_at_all),
		cmocka_unit_test(arena_pieces_stay_whole_through_many_sizes),
		cmocka_unit_test(ids_rise_and_never_repeat_even_when_the_clock_stands_still),
		cmocka_unit_test(rights_hold_inside_their_subtree_and_time_only),
		cmocka_unit_test(sha256_agrees_with_the_published_vector),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
