/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_CREW_H
#define ENGINE_ROUTING_CREW_H
#include "engine/routing/anneal.h"

/* Several threads on one plan: in rounds, each is given the trips of a part of
 * the plane to itself, all others stand still for it; then the parts are joined
 * and divided anew along another line.  Where there are few trips, each thread
 * searches the whole plan, and the best counts.  s holds the best plan after. */
void crew_anneal(struct search *s, struct anneal *how, int n_threads, uint64_t seed, struct arena *mem);
#endif
