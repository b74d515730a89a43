/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route_check.h"
#include <math.h>

struct drive {
	const struct routing_problem *p;
	struct arena *mem;
	struct route_verdict *verdict;
	size_t n, room;
	int32_t *seen;               /* how often each stop was visited */
};

static void note(struct drive *d, struct route_violation v)
{
	arena_push(d->mem, d->verdict->violations, d->n, d->room) = v;
}

static int64_t way(const struct routing_problem *p, const int32_t *matrix, int32_t from, int32_t to)
{
	if (matrix)
		return matrix[(int64_t)from * (p->n_stops + 1) + to];

	const struct routing_point *a = &p->points[from], *b = &p->points[to];

	return (int64_t)floor(sqrt((a->x - b->x) * (a->x - b->x) + (a->y - b->y) * (a->y - b->y)) + p->rounding);
}

/* From one place to the next: the clock and the distance after it. */
static void go(const struct drive *d, int32_t from, int32_t to, int64_t *clock)
{
	d->verdict->cost += way(d->p, d->p->distances, from, to);
	*clock += way(d->p, d->p->durations ? d->p->durations : d->p->distances, from, to);
}

static void drive_route(struct drive *d, int32_t route, const int32_t *visits, int32_t n)
{
	const struct routing_problem *p = d->p;
	int64_t clock = p->stops[0].from, load = 0;
	int32_t at = 0;

	for (int32_t i = 0; i < n; i++) {
		int32_t stop = visits[i];
		const struct routing_stop *s;

		if (stop < 1 || stop > p->n_stops) {
			note(d, (struct route_violation){ ROUTE_NO_SUCH_STOP, route, stop, stop, p->n_stops });
			continue;
		}
		s = &p->stops[stop];
		if (d->seen[stop]++)
			note(d, (struct route_violation){ ROUTE_STOP_TWICE, route, stop, 0, 0 });
		go(d, at, stop, &clock);
		if (p->windows && clock > s->until)
			note(d, (struct route_violation){ ROUTE_TOO_LATE, route, stop, s->until, clock });
		clock = (p->windows && clock < s->from ? s->from : clock) + s->service;
		load += s->demand;
		at = stop;
	}
	if (!at)
		return;
	d->verdict->n_used++;
	go(d, at, 0, &clock);
	if (p->windows && clock > p->stops[0].until)
		note(d, (struct route_violation){ ROUTE_BACK_TOO_LATE, route, 0, p->stops[0].until, clock });
	if (load > p->capacity)
		note(d, (struct route_violation){ ROUTE_OVERLOADED, route, 0, p->capacity, load });
}

void route_check(const struct routing_problem *p, int32_t n_routes, const int32_t *starts, const int32_t *visits,
		 struct arena *mem, struct route_verdict *ret)
{
	struct drive d = { .p = p, .mem = mem, .verdict = ret, .seen = arena_array(mem, int32_t, p->n_stops + 1) };

	*ret = (struct route_verdict){ 0 };
	for (int32_t r = 0; r < n_routes; r++)
		drive_route(&d, r + 1, visits + starts[r], starts[r + 1] - starts[r]);
	for (int32_t stop = 1; stop <= p->n_stops; stop++)
		if (!d.seen[stop])
			note(&d, (struct route_violation){ ROUTE_STOP_MISSING, 0, stop, 0, 0 });
	if (p->vehicles && ret->n_used > p->vehicles)
		note(&d, (struct route_violation){ ROUTE_TOO_MANY_VEHICLES, 0, 0, p->vehicles, ret->n_used });
	ret->n_violations = (int32_t)d.n;
}
