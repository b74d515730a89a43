/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_GEO_H
#define ENGINE_GEO_H
#include <stdint.h>

/* Points on a sphere of radius 6371.0088 km (the mean radius R1 of the WGS 84
 * ellipsoid) and the great-circle metres between them. */
enum { GEO_METRES_MAX = 20015115 };      /* half way round, rounded up */

struct geo_point { double lat, lon, cos_lat; };      /* radians */

struct geo_point geo_point(double lon, double lat);      /* degrees */

/* Whole metres, rounded to nearest; haversine, so exact also for near points. */
int32_t geo_metres(const struct geo_point *a, const struct geo_point *b);
#endif
