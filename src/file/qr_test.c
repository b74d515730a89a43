/* SPDX-License-Identifier: Apache-2.0 */
#include "test.h"
#include "file/qr.h"
#include <string.h>

static void is_a_square_with_its_finders(void **state)
{
	struct ctx cx = { 0 };
	struct qr qr;
	(void)state;

	assert_int_equal(qr_make(&cx, "DH-330114-20261122-0017", &qr), ERR_OK);
	assert_int_equal(strlen(qr.modules), qr.side * qr.side);
	assert_true(qr.side >= 21 && (qr.side - 17) % 4 == 0);
	assert_memory_equal(qr.modules, "11111110", 8);                        /* finder, then its light rim */
	assert_memory_equal(qr.modules + qr.side - 8, "01111111", 8);
	assert_memory_equal(qr.modules + 2 * qr.side, "10111010", 8);
	arena_reset(&cx.mem);
}

static void refuses_what_does_not_fit(void **state)
{
	struct ctx cx = { 0 };
	char long_text[QR_TEXT_MAX + 2];
	struct qr qr;
	(void)state;

	memset(long_text, 'A', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = 0;
	assert_int_equal(qr_make(&cx, long_text, &qr), ERR_BAD_INPUT);
	assert_int_equal(qr_make(&cx, "", &qr), ERR_BAD_INPUT);
	arena_reset(&cx.mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(is_a_square_with_its_finders), cmocka_unit_test(refuses_what_does_not_fit) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
