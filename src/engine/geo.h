/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_GEO_H
#define ENGINE_GEO_H
#include <math.h>
#include <stdint.h>

/* Points on a sphere of radius 6371.0088 km (the mean radius R1 of the WGS 84
 * ellipsoid) and the great-circle metres between them. */
enum { GEO_METRES_MAX = 20015115 };      /* half way round, rounded up */

struct geo_point {
	double lat, lon, cos_lat;      /* radians */
	double x, y, z;                /* metres from the middle of the sphere */
};

struct geo_point geo_point(double lon, double lat);      /* degrees */

/* Whole metres, rounded to nearest; haversine, so exact also for near points. */
int32_t geo_metres(const struct geo_point *a, const struct geo_point *b);

/* The straight line through the earth, cut to whole metres: never more than
 * geo_metres(), less by two metres at most up to 90 km, and ten times as fast. */
static inline int32_t geo_metres_at_least(const struct geo_point *a, double x, double y, double z)
{
	double dx = a->x - x, dy = a->y - y, dz = a->z - z;

	return (int32_t)(sqrt(dx * dx + dy * dy + dz * dz) - 1e-5);
}
#endif
