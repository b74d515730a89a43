/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/fill.h"
#include "seeded.h"
#include "test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 5 };
struct ratio { int64_t num, den; };

static int by_ratio(const void *pa, const void *pb)
{
	const struct ratio *a = pa, *b = pb;
	__int128 x = (__int128)a->num * b->den, y = (__int128)b->num * a->den;

	return (x > y) - (x < y);
}

static void sorted_ratios(const struct fill_line *lines, size_t n, int64_t pack, const int64_t *given, struct ratio *ret)
{
	for (size_t i = 0; i < n; i++)
		ret[i] = (struct ratio){ lines[i].have + pack * given[i], lines[i].qty };
	qsort(ret, n, sizeof *ret, by_ratio);
}

/* Rule 4 word for word: larger vector first; between equal vectors, more for the earlier line. */
static int compare(const struct fill_line *lines, size_t n, int64_t pack, const int64_t *a, const int64_t *b)
{
	struct ratio ra[LINES], rb[LINES];

	sorted_ratios(lines, n, pack, a, ra);
	sorted_ratios(lines, n, pack, b, rb);
	for (size_t i = 0; i < n; i++)
		if (by_ratio(&ra[i], &rb[i]))
			return by_ratio(&ra[i], &rb[i]);
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/* Tries every way to hand out at most `packs`; keeps the best. */
static void best_of_all(const struct fill_line *lines, size_t n, int64_t pack, int64_t packs, int64_t *ret)
{
	int64_t given[LINES] = { 0 };

	memset(ret, 0, sizeof given);
	for (;;) {
		int64_t sum = 0;
		size_t i = 0;

		for (size_t j = 0; j < n; j++)
			sum += given[j];
		if (sum <= packs && compare(lines, n, pack, given, ret) > 0)
			memcpy(ret, given, sizeof given);
		for (; i < n && given[i] == lines[i].room; i++)
			given[i] = 0;
		if (i == n)
			return;
		given[i]++;
	}
}

static void D2_2_shares_equal_the_best_of_all_whole_pack_shares(void **state)
{
	struct seeded s = { 20261121 };

	(void)state;
	for (int round = 0; round < 6000; round++) {
		struct fill_line lines[LINES];
		size_t n = 1 + (size_t)seeded_below(&s, LINES);
		int64_t pack = 1 + seeded_below(&s, 4), room = 0, best[LINES], packs;
		struct arena mem = { 0 };
		struct fill_end end;

		for (size_t i = 0; i < n; i++) {
			int64_t qty = 1 + seeded_below(&s, round % 2 ? 6 : 12), have = seeded_below(&s, qty);

			lines[i] = (struct fill_line){ .qty = qty, .have = have };
			lines[i].room = (qty - have + pack - 1) / pack;
			if (lines[i].room > 5)
				lines[i] = (struct fill_line){ .qty = 2, .have = 2 };
			room += lines[i].room;
		}
		packs = seeded_below(&s, room + 2);
		end = fill(&mem, lines, n, pack, packs);
		best_of_all(lines, n, pack, packs, best);
		for (size_t i = 0; i < n; i++)
			if (lines[i].given != best[i])
				fail_with("round %d line %zu: %lld packs, best is %lld", round, i,
					 (long long)lines[i].given, (long long)best[i]);
		assert_int_equal(end.left, packs > room ? packs - room : 0);
		arena_reset(&mem);
	}
}

/* One pack at a time to the smallest (ratio, qty, position). */
static void fill_plainly(struct fill_line *lines, size_t n, int64_t pack, int64_t packs)
{
	for (size_t i = 0; i < n; i++)
		lines[i].given = 0;
	for (; packs > 0; packs--) {
		size_t best = n;

		for (size_t i = 0; i < n; i++) {
			struct ratio r = { lines[i].have + pack * lines[i].given, lines[i].qty }, b;

			if (lines[i].given == lines[i].room)
				continue;
			if (best < n) {
				int c;

				b = (struct ratio){ lines[best].have + pack * lines[best].given, lines[best].qty };
				c = by_ratio(&r, &b);
				if (c > 0 || (c == 0 && r.den >= b.den))
					continue;
			}
			best = i;
		}
		if (best == n)
			return;
		lines[best].given++;
	}
}

static void many_lines_are_shared_as_if_pack_by_pack(void **state)
{
	struct seeded s = { 7 };

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct arena mem = { 0 };
		size_t n = 1 + (size_t)seeded_below(&s, 60);
		struct fill_line *a = arena_array(&mem, struct fill_line, n), *b = arena_array(&mem, struct fill_line, n);
		int64_t pack = 1 + seeded_below(&s, 30), room = 0, packs;

		for (size_t i = 0; i < n; i++) {
			a[i].qty = 1 + seeded_below(&s, 400);
			a[i].have = seeded_below(&s, a[i].qty);
			a[i].room = (a[i].qty - a[i].have + pack - 1) / pack;
			room += a[i].room;
			b[i] = a[i];
		}
		packs = seeded_below(&s, room + 1);
		fill(&mem, a, n, pack, packs);
		fill_plainly(b, n, pack, packs);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(a[i].given, b[i].given);
		arena_reset(&mem);
	}
}

static void the_largest_quantities_do_not_overflow(void **state)
{
	const int64_t most = INT64_C(1000000000000000);
	struct fill_line lines[3] = { { .qty = most, .room = most }, { .qty = most - 1, .room = most - 1 },
				      { .qty = 3, .have = 1, .room = 2 } };
	struct arena mem = { 0 };
	struct fill_end end;

	(void)state;
	end = fill(&mem, lines, 3, 1, most);
	assert_int_equal(end.left, 0);
	assert_int_equal(lines[0].given + lines[1].given + lines[2].given, most);
	assert_int_equal(lines[2].given, 1);             /* 1/3 would be left behind by 1/2, 2/3 is not */
	assert_true(lines[0].given - lines[1].given <= 1 && lines[1].given - lines[0].given <= 1);
	arena_reset(&mem);
}

static void the_last_packs_among_equals_are_told(void **state)
{
	struct fill_line lines[4] = { { .qty = 10, .room = 10 }, { .qty = 10, .room = 10 }, { .qty = 10, .room = 10 },
				      { .qty = 5, .room = 5 } };
	struct arena mem = { 0 };
	struct fill_end end = fill(&mem, lines, 4, 1, 2);

	(void)state;
	assert_int_equal(lines[3].given, 1);             /* a pack helps it most */
	assert_int_equal(lines[0].given, 1);             /* then the first of those alike */
	assert_int_equal(end.n_tied, 4);
	assert_int_equal(end.n_tied_served, 2);
	assert_true(lines[1].tied && lines[2].tied && !lines[0].tied && !lines[3].tied);
	arena_reset(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(D2_2_shares_equal_the_best_of_all_whole_pack_shares),
		cmocka_unit_test(many_lines_are_shared_as_if_pack_by_pack),
		cmocka_unit_test(the_largest_quantities_do_not_overflow),
		cmocka_unit_test(the_last_packs_among_equals_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
