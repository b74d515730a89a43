/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/fill.h"
#include <assert.h>
#include <stdlib.h>

/* Why this is right.
 *
 * Of two vectors sorted ascending, the larger is the one with fewer elements
 * <= t at the smallest t where these counts differ.  So: for t from below, make
 * the number of lines stuck at ratio <= t as small as possible.
 *
 * Call the ratio a line has before its next pack that pack's key.  Every key is
 * < 1 (a line whose ratio has reached 1 has no room).  A line is above t exactly
 * when it has got all its packs with key <= t; let M(t) be the number of packs
 * of all lines with key <= t.  As long as M(t) <= packs nobody is stuck at t.
 * Let z be the smallest key with M(z) > packs.  Everybody gets its packs with
 * key < z; s packs are left.  The lines T that now stand at exactly z are more
 * than s, and each needs one pack to leave z; to leave as few as possible at z,
 * the s packs must go to s different lines of T, one each.  Nothing else is
 * free but which: the result is largest when the s ratios after the pack are
 * the s largest, that is for the smallest qty (all start from z and rise by
 * pack / qty).  Lines of T with equal qty give equal vectors in either choice;
 * there, and only there, the order of the lines decides.
 *
 * Finding z: for the grid k / 2^62 the packs needed to lift all to at least
 * k / 2^62 are counted with integers, and the largest k that packs suffice for
 * is found by bisection.  Keys of one line lie pack / qty >= 1 / 10^15 > 2^-62
 * apart, so each line has at most one key in [k, k + 1) / 2^62.  The packs left
 * are given in the order (key, qty, position), compared exactly: those with a
 * key below z first, then those at z as above.
 *
 * The result for packs + 1 contains that for packs, so that filling first with
 * restricted, then with owned stock, equals filling with both. */

enum { GRID_BITS = 62 };

struct candidate { int64_t num, den; size_t at; };

static int64_t packs_to_reach(const struct fill_line *l, int64_t pack, int64_t k)
{
	int64_t target, packs;

	if (!l->room)
		return 0;
	target = (int64_t)(((__int128)k * l->qty + ((INT64_C(1) << GRID_BITS) - 1)) >> GRID_BITS);
	if (target <= l->have)
		return 0;
	packs = (target - l->have + pack - 1) / pack;
	return packs < l->room ? packs : l->room;
}

static __int128 all_to_reach(const struct fill_line *lines, size_t n, int64_t pack, int64_t k)
{
	__int128 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += packs_to_reach(&lines[i], pack, k);
	return sum;
}

static int compare_ratio(const struct candidate *a, const struct candidate *b)
{
	__int128 left = (__int128)a->num * b->den, right = (__int128)b->num * a->den;

	return (left > right) - (left < right);
}

static int by_ratio_then_qty(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	int c = compare_ratio(a, b);

	if (c)
		return c;
	if (a->den != b->den)
		return a->den < b->den ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

/* Gives the last `packs` packs, one each, to the lines that have a key at grid
 * step k. */
static void give_last(struct arena *scratch, struct fill_line *lines, size_t n, int64_t pack,
		      int64_t k, int64_t packs, struct fill_end *end)
{
	struct candidate *row = arena_array(scratch, struct candidate, n ? n : 1);
	size_t m = 0, tie_from;

	for (size_t i = 0; i < n; i++)
		if (lines[i].given < packs_to_reach(&lines[i], pack, k + 1))
			row[m++] = (struct candidate){ .num = lines[i].have + pack * lines[i].given,
						       .den = lines[i].qty, .at = i };
	assert((size_t)packs < m);
	qsort(row, m, sizeof *row, by_ratio_then_qty);
	for (int64_t i = 0; i < packs; i++)
		lines[row[i].at].given++;
	for (tie_from = (size_t)packs; tie_from > 0; tie_from--)
		if (compare_ratio(&row[tie_from - 1], &row[packs]))
			break;
	if (tie_from == (size_t)packs)
		return;
	for (size_t i = tie_from; i < m && !compare_ratio(&row[i], &row[packs]); i++) {
		end->n_tied++;
		end->n_tied_served += i < (size_t)packs;
		lines[row[i].at].tied = i >= (size_t)packs;
	}
}

struct fill_end fill(struct arena *scratch, struct fill_line *lines, size_t n,
		     int64_t pack, int64_t packs)
{
	struct fill_end end = { 0 };
	int64_t low = 0, high = INT64_C(1) << GRID_BITS;
	__int128 room = 0, used = 0;

	for (size_t i = 0; i < n; i++) {
		room += lines[i].room;
		lines[i].given = 0;
		lines[i].tied = false;
	}
	if (packs >= room) {
		for (size_t i = 0; i < n; i++)
			lines[i].given = lines[i].room;
		end.left = (int64_t)(packs - room);
		return end;
	}
	if (packs == 0)
		return end;
	while (high - low > 1) {          /* low suffices, high does not */
		int64_t middle = low + (high - low) / 2;

		if (all_to_reach(lines, n, pack, middle) <= packs)
			low = middle;
		else
			high = middle;
	}
	for (size_t i = 0; i < n; i++)
		used += lines[i].given = packs_to_reach(&lines[i], pack, low);
	give_last(scratch, lines, n, pack, low, (int64_t)(packs - used), &end);
	return end;
}
