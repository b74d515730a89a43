/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_ANNEAL_H
#define ENGINE_ROUTING_ANNEAL_H
#include "engine/routing/search.h"

/* Ruin and recreate under a falling temperature, over the given time. */
struct anneal {
	double hot, cold;                        /* temperatures at the start and at the end, in units of distance */
	double mean_ruin;
	int32_t longest_string;
	const struct routing_budget *budget;
};

/* Improves s until the budget is spent; ends on the best plan.  Returns the
 * number of steps. */
int64_t anneal(struct search *s, const struct anneal *how);
#endif
