/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_ALLOCATION_CHECK_H
#define TESTS_ALLOCATION_CHECK_H
#include "engine/allocation.h"

/* Whether a result obeys rules 1-6 of engine/allocation.h, found out without
 * any code of the solver.  Returns NULL, or a sentence in mem that tells the
 * first thing that is wrong.
 *
 * Fairness: a pack is (ratio before it, qty, request); the packs given must be
 * exactly the first ones in that order.  Least distance: there is no cycle of
 * negative length in the residual network (Bellman-Ford), so keep instances
 * below some hundred places. */
const char *allocation_check(struct arena *mem, const struct allocation_problem *in,
			     const struct allocation_result *out);
#endif
