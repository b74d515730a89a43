/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_FILL_H
#define ENGINE_FILL_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* Sharing whole packs fairly among the lines of one class.
 *
 * A line's ratio is (have + pack x given) / qty.  fill() hands out
 * min(packs, sum of room) packs so that the ascending vector of ratios is
 * lexicographically largest; between equal vectors earlier lines get more.
 * fill.c proves that it does. */
struct fill_line {
	int64_t have, qty;      /* base units, 0 .. 4 x 10^15; qty >= 1 where room > 0 */
	int64_t room;           /* packs it may still get: ceil((qty - have) / pack), or 0 */
	int64_t given;          /* out: packs */
	bool    tied;           /* out: got one pack less than a line of the same ratio */
};

struct fill_end {
	int64_t left;                      /* packs nobody could use */
	int64_t n_tied, n_tied_served;     /* at the last level, when it was split; else 0 */
};

struct fill_end fill(struct arena *scratch, struct fill_line *lines, size_t n,
		     int64_t pack, int64_t packs);
#endif
