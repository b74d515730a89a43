/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/geo.h"

static const double EARTH_RADIUS_M = 6371008.8;

struct geo_point geo_point(double lon, double lat)
{
	const double radians = 3.14159265358979323846 / 180.0;
	struct geo_point p = { .lat = lat * radians, .lon = lon * radians };

	p.cos_lat = cos(p.lat);
	p.x = EARTH_RADIUS_M * p.cos_lat * cos(p.lon);
	p.y = EARTH_RADIUS_M * p.cos_lat * sin(p.lon);
	p.z = EARTH_RADIUS_M * sin(p.lat);
	return p;
}

int32_t geo_metres(const struct geo_point *a, const struct geo_point *b)
{
	double lat = sin((b->lat - a->lat) / 2), lon = sin((b->lon - a->lon) / 2);
	double h = lat * lat + a->cos_lat * b->cos_lat * lon * lon;

	return (int32_t)floor(2 * EARTH_RADIUS_M * asin(sqrt(h < 1 ? h : 1)) + 0.5);
}
