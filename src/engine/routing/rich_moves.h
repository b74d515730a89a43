/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_RICH_MOVES_H
#define ENGINE_ROUTING_RICH_MOVES_H
#include "engine/routing/rich_tours.h"

/* Takes strings of stops out of tours around a seed.  Partners go with their
 * pairs, and reloads that are not needed any more. */
void rich_ruin(struct tours *w, int32_t seed, double mean, int32_t longest);

/* Puts the absent back, each where it costs least beside a neighbour, in a trip
 * or tour of its own, or with a larger vehicle; leaves out what has no place or
 * costs more than its price. */
void rich_recreate(struct tours *w);
void rich_place(struct tours *w, const int32_t *list, int32_t n);      /* the same for these, in this order */

/* One look at a small move, made when it changes the cost by less than the
 * threshold; true when done: a step of its own, to be committed. */
bool rich_small_move(struct tours *w, double threshold);

/* The cheapest vehicle still free for what a tour does, if that is cheaper than its own. */
void rich_change_vehicle(struct tours *w, int32_t tour);
#endif
