/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "base/check.h"
#include "base/map.h"
#include <string.h>

static void a_line_has_limits_and_no_controls(void **state)
{
	struct ctx cx = { 0 };

	(void)state;
	assert_int_equal(check_line(&cx, "name", "下沙街道", 1, 4), ERR_OK);
	assert_int_equal(check_line(&cx, "name", "下沙街道办", 1, 4), ERR_BAD_INPUT);
	assert_string_equal(cx.fault.field, "name");
	assert_int_equal(check_line(&cx, "name", NULL, 1, 4), ERR_BAD_INPUT);
	assert_int_equal(check_line(&cx, "name", NULL, 0, 4), ERR_OK);
	assert_int_equal(check_line(&cx, "name", "a\nb", 1, 4), ERR_BAD_INPUT);
	assert_int_equal(check_line(&cx, "name", " a", 1, 4), ERR_BAD_INPUT);
	assert_int_equal(check_line(&cx, "name", "a\xe3\x80\x80", 1, 4), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

static void codes_and_words_are_narrow(void **state)
{
	struct ctx cx = { 0 };

	(void)state;
	assert_int_equal(check_code(&cx, "code", "W-01.仓"), ERR_OK);
	assert_int_equal(check_code(&cx, "code", "W 01"), ERR_BAD_INPUT);
	assert_int_equal(check_code(&cx, "code", "W,01"), ERR_BAD_INPUT);
	assert_int_equal(check_word(&cx, "kind", "key_enterprise"), ERR_OK);
	assert_int_equal(check_word(&cx, "kind", "Key"), ERR_BAD_INPUT);
	assert_int_equal(check_word(&cx, "kind", "9a"), ERR_BAD_INPUT);
	assert_int_equal(check_range(&cx, "n", 11, 1, 10), ERR_BAD_INPUT);
	assert_string_equal(check_field(&cx.mem, 7, "name"), "[7].name");
	assert_string_equal(check_field(&cx.mem, NO_ROW, "name"), "name");
	arena_reset(&cx.mem);
}

static void a_search_cannot_smuggle_wildcards(void **state)
{
	struct arena mem = { 0 };

	(void)state;
	assert_string_equal(check_like(&mem, "5%_!A"), "%5!%!_!!a%");
	assert_string_equal(check_like(&mem, ""), "%");
	assert_string_equal(check_like(&mem, NULL), "%");
	assert_string_equal(check_scope_end(&mem, "/1/7/"), "/1/70");
	assert_string_equal(check_scope_end(&mem, "/"), "0");
	arena_reset(&mem);
}

static void a_map_finds_what_was_put(void **state)
{
	struct arena mem = { 0 };
	struct map m = MAP(&mem);
	int64_t value = -1;

	(void)state;
	assert_false(map_get(&m, "x", &value));
	for (int i = 0; i < 3000; i++)
		map_put(&m, arena_print(&mem, "33011400%04d", i), i);
	map_put(&m, "330114000007", 70);
	assert_int_equal(m.n, 3000);
	for (int i = 0; i < 3000; i++) {
		assert_true(map_get(&m, arena_print(&mem, "33011400%04d", i), &value));
		assert_int_equal(value, i == 7 ? 70 : i);
	}
	assert_false(map_get(&m, "330114003000", &value));
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_has_limits_and_no_controls),
		cmocka_unit_test(codes_and_words_are_narrow),
		cmocka_unit_test(a_search_cannot_smuggle_wildcards),
		cmocka_unit_test(a_map_finds_what_was_put),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
