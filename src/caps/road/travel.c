/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/road/road.h"
#include "engine/geo.h"

enum { SECONDS_A_MINUTE = 60, PERCENT = 100, E7 = 10000000 };

/* The straight line both ways: the same figures, so half of the work. */
static void by_line(const struct geo_point *at, size_t n, const struct travel_how *how, int32_t *metres, int32_t *seconds)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			int64_t way = (int64_t)geo_metres(&at[i], &at[k]) * how->factor_percent / PERCENT;
			int64_t time = way * SECONDS_A_MINUTE / how->metres_a_minute;

			metres[i * n + k] = metres[k * n + i] = (int32_t)way;
			seconds[i * n + k] = seconds[k * n + i] = (int32_t)time;
		}
}

enum err travel_matrix(struct ctx *cx, const struct travel_point *points, size_t n, int32_t **ret_metres, int32_t **ret_seconds,
		       struct travel_how *ret_how)
{
	struct travel_how how = { .pairs = (int64_t)n * ((int64_t)n - 1), .factor_percent = TRAVEL_FACTOR_PERCENT, .metres_a_minute = TRAVEL_METRES_A_MINUTE };
	struct geo_point *at;

	if (n > TRAVEL_POINTS_MAX)
		return fail(cx, ERR_TOO_LARGE, "points", "一次最多算 %d 个地点之间的路程，这里有 %zu 个", "ways between at most %d places at once; here are %zu",
			    (int)TRAVEL_POINTS_MAX, n);
	at = arena_array(&cx->mem, struct geo_point, n + 1);
	for (size_t i = 0; i < n; i++)
		at[i] = geo_point((double)points[i].lon_e7 / E7, (double)points[i].lat_e7 / E7);
	*ret_metres = arena_array(&cx->mem, int32_t, n * n + 1);
	*ret_seconds = arena_array(&cx->mem, int32_t, n * n + 1);
	by_line(at, n, &how, *ret_metres, *ret_seconds);
	how.by_line = how.pairs;
	how.zh = arena_print(&cx->mem, "按直线×%.2g", (double)how.factor_percent / PERCENT);
	how.en = arena_print(&cx->mem, "straight line × %.2g", (double)how.factor_percent / PERCENT);
	*ret_how = how;
	return ERR_OK;
}
