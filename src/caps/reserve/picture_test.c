/* SPDX-License-Identifier: Apache-2.0 */
#include "seeded.h"
#include "test.h"
#include "caps/reserve/picture.h"
#include <string.h>

/* The walk against a plain simulation that eats day by day. */
enum { LOTS = 8, SEEDS = 4000, TODAY = 20000, MILLI = 1000 };

/* Every day the people eat `per_day` thousandths, of what expires first and is not expired. */
static int64_t eat_day_by_day(struct reserve_lot *lots, size_t n, int64_t per_day, int64_t *ret_total)
{
	int64_t full_days = 0;

	*ret_total = 0;
	for (int64_t day = TODAY;; day++) {
		int64_t hungry = per_day;

		while (hungry) {
			struct reserve_lot *first = NULL;

			for (size_t i = 0; i < n; i++)
				if (lots[i].left && (!lots[i].expiry_day || lots[i].expiry_day >= day) &&
				    (!first || (lots[i].expiry_day ? lots[i].expiry_day : INT64_MAX) < (first->expiry_day ? first->expiry_day : INT64_MAX)))
					first = &lots[i];
			if (!first)
				return full_days;
			int64_t bite = first->left < hungry ? first->left : hungry;

			first->left -= bite;
			hungry -= bite;
			*ret_total += bite;
		}
		full_days++;
	}
}

static int64_t sum_left(const struct reserve_lot *lots, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += lots[i].left;
	return sum;
}

static void D7_2_the_walk_by_expiry_is_what_eating_day_by_day_comes_to(void **unused)
{
	(void)unused;
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct reserve_lot walked[LOTS] = { 0 }, eaten[LOTS] = { 0 };
		int64_t per_day = 0, days_x10, full, total;
		struct seeded state = { seed };
		size_t n = 1 + (size_t)seeded_below(&state, LOTS);

		per_day = 1 + seeded_below(&state, 50);
		for (size_t i = 0; i < n; i++) {
			walked[i] = (struct reserve_lot){ .milli = seeded_below(&state, 400), .goods = i,
				.expiry_day = seeded_below(&state, 5) ? TODAY + seeded_below(&state, 20) : 0 };
			eaten[i] = walked[i];
			eaten[i].left = eaten[i].milli;
		}
		full = eat_day_by_day(eaten, n, per_day, &total);
		reserve_walk(walked, n, TODAY, per_day * 7, &days_x10);
		assert_int_equal(days_x10 / 10, full);
		assert_int_equal(days_x10, total * 10 / per_day);
		assert_int_equal(sum_left(walked, n), sum_left(eaten, n));
	}
}

/* 20 people, in people's days: 30 that expire tomorrow, 100 in nine days, 60 that keep.  Of the first 30
 * are eaten (2 days allow 40), then the 100, then the 60: 190 / 20 = 9.5 days, nothing spoils.  With the
 * first at 70 only 40 of them can be eaten: 40 + 100 + 60 = 200 / 20 = 10.0 days, 30 spoil. */
static void D7_2_a_lot_counts_for_what_can_be_eaten_before_it_expires(void **unused)
{
	struct reserve_lot lots[] = { { .expiry_day = 0, .milli = 60 * MILLI }, { .expiry_day = TODAY + 1, .milli = 30 * MILLI, .goods = 1 },
		{ .expiry_day = TODAY + 9, .milli = 100 * MILLI, .goods = 2 } };
	int64_t x10;

	(void)unused;
	reserve_walk(lots, 3, TODAY, 20 * 7 * MILLI, &x10);
	assert_int_equal(x10, 95);
	assert_int_equal(sum_left(lots, 3), 0);
	assert_int_equal(lots[0].goods, 1);              /* sorted by expiry */
	lots[0].milli = 70 * MILLI;
	reserve_walk(lots, 3, TODAY, 20 * 7 * MILLI, &x10);
	assert_int_equal(x10, 100);
	assert_int_equal(lots[0].left, 30 * MILLI);
	assert_int_equal(lots[2].left, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D7_2_the_walk_by_expiry_is_what_eating_day_by_day_comes_to),
		cmocka_unit_test(D7_2_a_lot_counts_for_what_can_be_eaten_before_it_expires),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
