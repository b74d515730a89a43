/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ROUTE_WAYS_H
#define APP_ROUTE_WAYS_H
#include "app/route_json.h"

/* Metres and seconds between all places of a problem in our own form: by road
 * where there is a graph, else the straight line times the factor at the speed.
 *
 * A place stands on the nearest node within ROUTE_SNAP_METRES; the piece between
 * counts as straight, at the speed.  Without a road near, or on the same node,
 * two places go by the straight line.  Where the roads do not lead, a way is
 * ROUTE_NO_WAY long and late, so that a plan avoids it if it can. */
enum { ROUTE_SNAP_METRES = 1000, ROUTE_NO_WAY = 90000000 };

struct route_point { double x, y; bool on_earth; int32_t lon_e7, lat_e7; };      /* metres; or 1e-7 degrees */

struct route_ground {
	const struct route_point *points;
	size_t n;
	const struct road_graph *roads;          /* or NULL; with it all points are on earth */
	double kmh, factor;
};

/* "119.0413" in 1e-7 degrees; false when it is no number of so many degrees at most, with seven decimals at most. */
bool route_degrees(const char *text, int32_t most, int32_t *ret);

int32_t route_seconds(const struct route_ground *g, double metres);      /* at the speed, rounded up */

/* metres[i * n + j] and seconds[i * n + j]. */
void route_ways(const struct route_ground *g, struct arena *mem, int32_t *metres, int32_t *seconds, struct route_pairs *ret);
#endif
