/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTE_H
#define ENGINE_ROUTE_H
#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A good order for the stops of one vehicle: it begins at the depot (point 0)
 * and, when `home`, ends there.  Nearest neighbour, then 2-opt and or-opt
 * (segments of up to three stops moved, either way round) until neither helps.
 * Not proven shortest; never longer than nearest neighbour, and no two of its
 * legs can be exchanged for a shorter route.  Time windows are the caller's.
 *
 * `metres` is a full table of (n + 1) x (n + 1), row first, of whole metres >= 0;
 * it may be lopsided (one-way roads).  Equal inputs give equal routes: ties go to
 * the lower number. */
enum { ROUTE_STOPS_MAX = 100 };

struct route_map { const int32_t *metres; size_t n; bool home; };      /* n stops, without the depot */

/* order[0..n) becomes the numbers of the stops (1..n) as they are driven. */
void    route_order(struct arena *scratch, const struct route_map *map, int *order);
int64_t route_metres(const struct route_map *map, const int *order);
#endif
