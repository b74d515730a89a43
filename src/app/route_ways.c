/* SPDX-License-Identifier: Apache-2.0 */
#include "app/route_ways.h"
#include "engine/geo.h"
#include <math.h>

enum { DECIMALS = 7, E7 = 10000000, DECIMETRES = 10, MS = 1000 };

bool route_degrees(const char *text, int32_t most, int32_t *ret)
{
	bool negative = *text == '-';
	int64_t value = 0;
	int decimals = -1, digits = 0;

	for (text += negative; *text; text++) {
		if (*text == '.' && decimals < 0 && digits) {
			decimals = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || ++digits > DECIMALS + 3 || (decimals >= 0 && ++decimals > DECIMALS))
			return false;
		value = value * 10 + *text - '0';
	}
	if (!digits || !decimals)
		return false;
	for (int i = decimals < 0 ? 0 : decimals; i < DECIMALS; i++)
		value *= 10;
	*ret = (int32_t)(negative ? -value : value);
	return value <= (int64_t)most * E7;
}

int32_t route_seconds(const struct route_ground *g, double metres)
{
	double seconds = ceil(metres * 3.6 / g->kmh);

	return seconds < ROUTING_NUMBER_MAX ? (int32_t)seconds : ROUTING_NUMBER_MAX;
}

static void by_line(const struct route_ground *g, const struct geo_point *at, int32_t *metres, int32_t *seconds, size_t a, size_t b)
{
	const struct route_point *p = &g->points[a], *q = &g->points[b];
	double straight = at ? geo_metres(&at[a], &at[b]) : sqrt((p->x - q->x) * (p->x - q->x) + (p->y - q->y) * (p->y - q->y));
	double way = floor(straight * g->factor + 0.5);

	metres[a * g->n + b] = way < ROUTING_NUMBER_MAX ? (int32_t)way : ROUTING_NUMBER_MAX;
	seconds[a * g->n + b] = route_seconds(g, way);
}

/* The figures of the graph stand where the answer goes, in its units. */
static void by_roads(const struct route_ground *g, const int32_t *aside, int32_t *metres, int32_t *seconds, size_t a, size_t b)
{
	uint32_t ms = (uint32_t)seconds[a * g->n + b], decimetres = (uint32_t)metres[a * g->n + b];
	int64_t beside = (int64_t)aside[a] + aside[b];

	metres[a * g->n + b] = (int32_t)(((int64_t)decimetres + DECIMETRES / 2) / DECIMETRES + beside);
	seconds[a * g->n + b] = (int32_t)(((int64_t)ms + MS / 2) / MS) + route_seconds(g, (double)beside);
}

static void along_roads(const struct route_ground *g, const struct geo_point *at, struct arena *mem, int32_t *metres, int32_t *seconds,
			struct route_pairs *ret)
{
	uint32_t *node = arena_array(mem, uint32_t, g->n);
	int32_t *aside = arena_array(mem, int32_t, g->n);

	for (size_t i = 0; i < g->n; i++)
		node[i] = road_nearest(g->roads, (struct road_place){ g->points[i].lon_e7, g->points[i].lat_e7 }, ROUTE_SNAP_METRES, &aside[i]);
	road_matrix(g->roads, node, (uint32_t)g->n, (uint32_t *)seconds, (uint32_t *)metres);
	for (size_t a = 0; a < g->n; a++)
		for (size_t b = 0; b < g->n; b++) {
			size_t pair = a * g->n + b;

			if (a == b) {
				metres[pair] = seconds[pair] = 0;
			} else if (node[a] == ROAD_NOWHERE || node[b] == ROAD_NOWHERE || node[a] == node[b]) {
				by_line(g, at, metres, seconds, a, b);
				ret->by_line++;
			} else if ((uint32_t)seconds[pair] == ROAD_NO_WAY) {
				metres[pair] = seconds[pair] = ROUTE_NO_WAY;
				if (!ret->no_way++) {
					ret->from = (int32_t)a;
					ret->to = (int32_t)b;
				}
			} else {
				by_roads(g, aside, metres, seconds, a, b);
				ret->by_roads++;
			}
		}
}

void route_ways(const struct route_ground *g, struct arena *mem, int32_t *metres, int32_t *seconds, struct route_pairs *ret)
{
	struct geo_point *at = g->points[0].on_earth ? arena_array(mem, struct geo_point, g->n) : NULL;

	*ret = (struct route_pairs){ 0 };
	for (size_t i = 0; at && i < g->n; i++)
		at[i] = geo_point((double)g->points[i].lon_e7 / E7, (double)g->points[i].lat_e7 / E7);
	if (g->roads) {
		along_roads(g, at, mem, metres, seconds, ret);
		return;
	}
	for (size_t a = 0; a < g->n; a++)
		for (size_t b = 0; b < g->n; b++)
			by_line(g, at, metres, seconds, a, b);
	ret->by_line = (int64_t)(g->n * (g->n - 1));
}
