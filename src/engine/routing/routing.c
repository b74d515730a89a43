/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/anneal.h"
#include "engine/routing/crew.h"
#include "engine/routing/start.h"

/* The figures of the search; docs/routing.md says how they were found.
 * Temperatures are in lengths of a good arc, tails and shifts are looks per step. */
static const double NEIGHBOURS = 40, NEIGHBOURS_IN_TIME = 60;
static const double HOT_ARCS = 1.0;
static const double COLD_ARCS = 0.05;
static const double MEAN_RUIN = 10;
static const double LONGEST_STRING = 10;
static const double TAILS = 6;
static const double SHIFTS = 10;
static const double FLEET_SHARE = 0.5;

int32_t routing_refusals(const struct routing_problem *p, struct arena *mem, struct routing_refusal **ret)
{
	struct routing_refusal *list = NULL;
	size_t n = 0, room = 0;

	for (int32_t i = 1; i <= p->n_stops; i++) {
		const struct routing_stop *stop = &p->stops[i], *depot = &p->stops[0];
		int64_t reached = depot->from + routing_duration(p, 0, i), back;

		if (stop->demand > p->capacity) {
			arena_push(mem, list, n, room) = (struct routing_refusal){ i, ROUTING_TOO_MUCH, p->capacity, stop->demand };
			continue;
		}
		if (!p->windows)
			continue;
		back = (reached > stop->from ? reached : stop->from) + stop->service + routing_duration(p, i, 0);
		if (reached > stop->until)
			arena_push(mem, list, n, room) = (struct routing_refusal){ i, ROUTING_TOO_FAR, stop->until, reached };
		else if (back > depot->until)
			arena_push(mem, list, n, room) = (struct routing_refusal){ i, ROUTING_NO_RETURN, depot->until, back };
	}
	*ret = list;
	return (int32_t)n;
}

static void write_plan(const struct search *s, struct arena *mem, struct routing_plan *ret)
{
	int32_t at = 0, n = 0;

	ret->cost = s->cost;
	ret->starts = arena_array(mem, int32_t, s->n_used + 1);
	ret->visits = arena_array(mem, int32_t, s->space->n);
	ret->left = arena_array(mem, int32_t, s->n_absent + 1);
	for (int32_t t = 0; t < s->space->n_trips; t++) {
		if (!s->trip[t].count)
			continue;
		for (int32_t c = s->trip[t].first; c; c = s->node[c].next)
			ret->visits[at++] = s->space->name[c];
		ret->starts[++n] = at;
	}
	ret->n_routes = n;
	ret->n_left = s->n_absent;
	for (int32_t i = 0; i < s->n_absent; i++)
		ret->left[i] = s->space->name[s->absent[i]];
}

static void set_up(struct anneal *a, const struct space *space, const struct routing_options *options)
{
	a->hot = HOT_ARCS * space->mean_near;
	a->cold = COLD_ARCS * space->mean_near;
	a->mean_ruin = MEAN_RUIN;
	a->longest_string = (int32_t)LONGEST_STRING;
	a->tails = (int32_t)TAILS;
	a->shifts = (int32_t)SHIFTS;
	a->budget = &options->budget;
	a->crew = 1;
	anneal_begin(a);
}

void routing_solve(const struct routing_problem *p, const struct routing_options *options, struct arena *mem,
		   struct routing_plan *ret)
{
	struct arena work = { 0 };
	struct space *space = arena_new(&work, sizeof *space);
	struct search *s = arena_new(&work, sizeof *s);
	struct anneal *how = arena_new(&work, sizeof *how);
	bool fewer = options->objective == ROUTING_FLEET;

	*ret = (struct routing_plan){ 0 };
	space_make(space, p, (int32_t)(p->windows && !p->distances ? NEIGHBOURS_IN_TIME : NEIGHBOURS), &work);
	search_make(s, space, options->seed, &work);
	if (fewer) {
		s->trip_price = s->absence_price;
		s->absence_price *= 2;
	}
	start_plan(s);
	set_up(how, space, options);
	if (fewer || s->n_absent)
		anneal_fleet(s, how, FLEET_SHARE, fewer);
	if (options->threads > 1) {
		crew_anneal(s, how, options->threads, options->seed, &work);
	} else {
		anneal_until(s, how, 1);
		search_return_to_best(s);
	}
	ret->iterations = how->steps;
	write_plan(s, mem, ret);
	arena_reset(&work);
}
