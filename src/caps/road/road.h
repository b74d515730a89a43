/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ROAD_H
#define CAPS_ROAD_H
#include "base/ctx.h"

/* How far and how long from each point to each other, for whoever plans trips
 * (issue: trips of a delivery day, dispatch of goods).
 *
 * Where the imported table in force knows both places, its figures; else the way
 * by the road graph in force; else the straight line times a factor at a speed.
 * Figures may differ by direction.  From a point to itself is nothing. */
enum { TRAVEL_POINTS_MAX = 6000, TRAVEL_FACTOR_PERCENT = 130, TRAVEL_METRES_A_MINUTE = 400,
       TRAVEL_NO_WAY = 90000000 };      /* metres and seconds where the roads do not lead: later than any window, and small enough to add up */

struct travel_point { int64_t place_id, lon_e7, lat_e7; };      /* place_id 0: no place of ours */

/* How the figures came about; pairs of a point with itself do not count. */
struct travel_how {
	int64_t pairs, by_table, by_roads, by_line, no_way;
	int64_t from_point, to_point;            /* the first pair without a way; where no_way is 0, both 0 */
	int64_t factor_percent, metres_a_minute; /* of the straight line */
	int64_t graph, table;                    /* versions used; 0: none in force */
	const char *zh, *en;                     /* for the page: "按路网", "按直线×1.3" */
};

/* metres[i * n + j] and seconds[i * n + j], from i to j, in cx->mem.  TOO_LARGE beyond TRAVEL_POINTS_MAX. */
must_check enum err travel_matrix(struct ctx *cx, const struct travel_point *points, size_t n, int32_t **ret_metres, int32_t **ret_seconds,
				  struct travel_how *ret_how);
#endif
