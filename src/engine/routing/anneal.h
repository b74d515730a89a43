/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_ANNEAL_H
#define ENGINE_ROUTING_ANNEAL_H
#include "engine/routing/search.h"

/* Ruin and recreate, and exchanges of tails, under a temperature that falls with
 * the share of the budget that is spent. */
struct anneal {
	double hot, cold;                        /* temperatures at the start and at the end, in units of distance */
	double mean_ruin;
	int32_t longest_string;
	int32_t tails, shifts;                   /* looks at an exchange of tails, at a shift or swap, per step */
	const struct routing_budget *budget;
	int32_t crew;                            /* searches that share the iterations */
	double began;                            /* share of the budget spent before the temperature falls */
	int64_t steps;                           /* done so far */
	double deviate[4096];                    /* -ln of evenly spread shares: what thresholds are drawn from */
};

void anneal_begin(struct anneal *a);

/* What is spent of the budget: 0 to 1 and more. */
double anneal_spent(const struct anneal *a);

/* Goes on until that share is spent; s->best is the best plan met. */
void anneal_until(struct search *s, struct anneal *a, double share);

/* Finds places for the absent without another trip, and then does with ever
 * fewer trips when asked to; stops at that share, or as soon as all have a place
 * and no fewer trips are wanted.  Ends on the best plan. */
void anneal_fleet(struct search *s, struct anneal *a, double share, bool fewer);
#endif
