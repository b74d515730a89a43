/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_MOVES_H
#define ENGINE_ROUTING_MOVES_H
#include "engine/routing/search.h"

/* One step of ruin and recreate. */

struct ruin_size { double mean; int32_t longest; };      /* stops taken out on average; longest string */

/* Takes strings of neighbouring stops out of neighbouring trips around a seed;
 * they are listed as absent. */
void ruin_strings(struct search *s, int32_t seed, const struct ruin_size *size);

/* Puts the absent stops back, one after the other, each at the cheapest of the
 * places next to its neighbours or alone in an empty trip; now and then a place
 * is overlooked.  Those that fit nowhere stay absent. */
void recreate(struct search *s);
void place_absent(struct search *s);     /* the same in the order in which they are listed */

/* Exchanges the tails of two trips at a place drawn by chance when that changes
 * the cost by less than the threshold; true when done: a step of its own, to be
 * committed. */
bool exchange_tails(struct search *s, double threshold);

/* In the same way: moves one to three stops next to a neighbour, or swaps two. */
bool shift_or_swap(struct search *s, double threshold);
#endif
