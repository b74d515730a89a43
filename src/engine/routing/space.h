/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_SPACE_H
#define ENGINE_ROUTING_SPACE_H
#include "engine/routing/routing.h"

/* The problem as the search sees it: stops renumbered along a curve through the
 * plane, so that neighbours lie near each other in memory too, distances as a
 * matrix while that fits into the cache and from points beyond, and for each
 * stop the places next to which it may be put.  Read only while searching;
 * threads share it. */
struct space {
	const struct routing_problem *problem;
	int32_t n;                               /* places: stops + 1 */
	const int32_t *name;                     /* place here -> place of the problem; name[0] is 0 */
	const struct routing_stop *stop;         /* in our order */
	const struct routing_point *point;       /* in our order, or NULL */
	double rounding;
	const int32_t *to, *from;                /* rows: to[a * n + b] is a -> b, from[a * n + b] is b -> a; NULL: points */
	const int32_t *time_to, *time_from;      /* driving times; the same pointers unless they differ */
	const int32_t *depot_to, *depot_from;    /* depot -> stop, stop -> depot */
	const int32_t *depot_time_to, *depot_time_from;
	int32_t k;                               /* neighbours of each stop */
	const int32_t *near;                     /* near[c * k + i], best first; 0 ends a shorter list */
	const int32_t *ahead, *after;            /* the same of those to stand right ahead of c, or right after it: with windows
	                                          * and points these are others, else they are near */
	int32_t capacity, n_trips;               /* trips there is room for: vehicles, or one for each stop */
	bool windows, symmetric, one_matrix;     /* one_matrix: driving times are the distances */
	double mean_near;                        /* mean distance to the nearest few: the length of a good arc */
};

void space_make(struct space *s, const struct routing_problem *p, int32_t k, struct arena *mem);

static inline int32_t space_by_points(const struct space *s, int32_t a, int32_t b)
{
	double dx = s->point[a].x - s->point[b].x, dy = s->point[a].y - s->point[b].y;

	return (int32_t)(__builtin_sqrt(dx * dx + dy * dy) + s->rounding);
}

static inline int32_t space_distance(const struct space *s, int32_t a, int32_t b)
{
	return s->to ? s->to[(int64_t)a * s->n + b] : space_by_points(s, a, b);
}

static inline int32_t space_time(const struct space *s, int32_t a, int32_t b)
{
	return s->time_to ? s->time_to[(int64_t)a * s->n + b] : space_by_points(s, a, b);
}
#endif
