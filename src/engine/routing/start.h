/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_START_H
#define ENGINE_ROUTING_START_H
#include "engine/routing/search.h"

/* The first plan, from one in which every stop is absent. */
void start_plan(struct search *s);
#endif
