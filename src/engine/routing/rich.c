/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/anneal.h"
#include "engine/routing/rich_moves.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

/* The rich search: first plan, steps under a falling temperature, result. */

enum { STEPS_A_LOOK = 4, STOPS_A_LOOK = 8, STEPS_A_PROOF = 1024, ROUNDS = 50 };
static const int32_t NEIGHBOURS = 40, LONGEST_STRING = 10, LOOKS = 16;
static const double HOT_ARCS = 1.0, COLD_ARCS = 0.05, MEAN_RUIN = 10;
static const double HOT_DEPOTS = 4.0, COLD_DEPOTS = 0.15;      /* with several depots: tours that change theirs are dear on the way */
static const double EARLY = 0.5;      /* until then stops without a place come before all cost */

/* Vehicles under way have their tour from the start. */
static void lay_fixed(struct tours *w)
{
	const struct fleet *f = w->fleet;

	for (int32_t k = 0; k < f->n_kinds; k++) {
		const struct routing_vehicle *v = f->kind[k].v;

		for (int32_t i = 0; i < v->n_fixed; i++)
			if (v->fixed[i] >= f->n_depots && w->absent_at[v->fixed[i]] >= 0)
				tours_drop_absent(w, v->fixed[i]);
		if (v->n_fixed)
			(void)tours_lay(w, tours_new_tour(w), k, v->fixed, v->n_fixed);
	}
}

struct ranked { int64_t key; int32_t c; };

static int by_key(const void *a, const void *b)
{
	const struct ranked *one = a, *other = b;

	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return (one->c > other->c) - (one->c < other->c);
}

/* Dearest to leave out first, then the farthest; anywhere as soon as the time is over. */
static void first_plan(struct tours *w, const struct routing_budget *budget)
{
	const struct fleet *f = w->fleet;
	struct arena mem = { 0 };
	struct ranked *list = arena_array(&mem, struct ranked, f->n);
	int32_t n, *order = arena_array(&mem, int32_t, f->n);

	tours_mark(w);
	lay_fixed(w);
	for (int32_t i = 0; i < w->n_absent; i++)
		list[i] = (struct ranked){ -w->price[w->absent[i]] - f->space.depot_to[w->absent[i]], w->absent[i] };
	n = w->n_absent;
	qsort(list, (size_t)n, sizeof *list, by_key);
	for (int32_t i = 0; i < n; i++)
		order[i] = list[i].c;
	for (int32_t i = 0; i < n; i += STOPS_A_LOOK) {
		w->hurried = budget->spent && budget->spent(budget->own) >= 1;
		rich_place(w, order + i, n - i < STOPS_A_LOOK ? n - i : STOPS_A_LOOK);
	}
	w->hurried = false;
	tours_commit(w);
	arena_reset(&mem);
}

static double draw(struct tours *w, const struct anneal *a, double temperature)
{
	return temperature * a->deviate[chance_below(&w->chance, (int32_t)(sizeof a->deviate / sizeof *a->deviate))];
}

/* How hard the stops without a place are to serve, of those that must be: each failure of theirs counts. */
static int64_t trouble(const struct tours *w)
{
	int64_t sum = 0;

	for (int32_t i = 0; i < w->n_absent; i++) {
		const struct routing_call *call = &w->fleet->p->calls[w->absent[i]];

		sum += call->price ? 0 : (int64_t)(1 + call->priority) * (1 + w->failures[w->absent[i]]);
	}
	return sum;
}

static bool accept(struct tours *w, const struct anneal *a, double temperature, bool early, int64_t before)
{
	int64_t after = early ? trouble(w) : 0;

	for (int32_t i = 0; i < w->n_absent && early; i++)
		w->failures[w->absent[i]]++;
	if (after != before)
		return after < before;
	return (double)(before ? w->cost - w->was_cost : tours_change(w)) < draw(w, a, temperature);
}

static void one_step(struct tours *w, struct anneal *a, double temperature, bool early)
{
	int64_t before;

	for (int32_t i = 0; i < LOOKS; i++)
		if (rich_small_move(w, draw(w, a, temperature)))
			tours_commit(w);
		else if (w->broken)
			tours_undo(w);
	before = early ? trouble(w) : 0;
	tours_mark(w);
	rich_ruin(w, w->fleet->n_depots + chance_below(&w->chance, w->fleet->p->n_stops), MEAN_RUIN, LONGEST_STRING);
	if (!w->broken)
		rich_recreate(w);
	for (int32_t i = 0; i < w->n_log && !w->broken; i++)
		rich_change_vehicle(w, w->log[i].tour);
	if (!w->broken && accept(w, a, temperature, early, before))
		tours_commit(w);
	else
		tours_undo(w);
	a->steps++;
#ifdef BAOGONG_EXACT_ARENA
	assert(a->steps % STEPS_A_PROOF || tours_is_sound(w));
#endif
}

static void search(struct tours *w, struct anneal *a, double share)
{
	int64_t told = INT64_MAX;

	for (double spent; (spent = anneal_spent(a)) < share; ) {
		double fallen = spent > a->began ? (spent - a->began) / (1 - a->began) : 0;
		double temperature = a->hot * __builtin_pow(a->cold / a->hot, fallen);

		if (a->budget->better && w->best_value < told && !w->n_best_absent)
			a->budget->better(a->budget->own, w->best_cost, w->n_used);
		told = w->best_value;
		for (int32_t i = 0; i < STEPS_A_LOOK && !(a->budget->iterations && a->steps * a->crew >= a->budget->iterations); i++)
			one_step(w, a, temperature, spent < EARLY);
	}
}

struct member { struct tours *w; struct anneal how; struct routing_budget budget; struct arena mem; double until; pthread_t thread; bool running; };

static void *work(void *own)
{
	struct member *m = own;

	search(m->w, &m->how, m->until);
	return NULL;
}

/* One round of all; the best plan ever met goes to `best`, the best of now to everybody. */
static void round_of_all(struct member *member, int n, double until, struct tours *best)
{
	int ahead = 0;

	for (int i = 0; i < n; i++) {
		member[i].until = until;
		member[i].running = i > 0 && pthread_create(&member[i].thread, NULL, work, &member[i]) == 0;
	}
	for (int i = 0; i < n; i++)
		if (!member[i].running)
			work(&member[i]);
	for (int i = 0; i < n; i++) {
		if (member[i].running)
			pthread_join(member[i].thread, NULL);
		if (member[i].w->best_value < best->best_value)
			tours_copy(best, member[i].w, true);
		if (tours_value(member[i].w) < tours_value(member[ahead].w))
			ahead = i;
	}
	for (int i = 0; i < n; i++)
		if (i != ahead)
			tours_copy(member[i].w, member[ahead].w, false);
}

/* Several searches of the same plan, which go on from the best of them after each round. */
static void search_together(struct tours *w, struct anneal *how, int n, uint64_t seed, struct arena *mem)
{
	struct member *member = arena_array(mem, struct member, n);

	for (int i = 0; i < n; i++) {
		struct member *m = &member[i];

		m->w = arena_new(&m->mem, sizeof *m->w);
		tours_make(m->w, w->fleet, seed + (uint64_t)i + 1, &m->mem);
		tours_copy(m->w, w, false);
		m->how = *how;
		m->budget = *how->budget;
		m->budget.better = NULL;
		m->how.budget = &m->budget;
		m->how.crew = n;
	}
	for (int round = 1; round <= ROUNDS; round++) {
		int64_t told = w->best_value;

		round_of_all(member, n, how->began + (1 - how->began) * round / ROUNDS, w);
		if (how->budget->better && w->best_value < told && !w->n_best_absent)
			how->budget->better(how->budget->own, w->best_cost, w->n_used);
	}
	for (int i = 0; i < n; i++) {
		how->steps += member[i].how.steps;
		arena_reset(&member[i].mem);
	}
}

/* Tours to the vehicles of their kinds, in the order of both. */
static void write_tours(const struct tours *w, struct arena *mem, struct routing_tours *ret)
{
	const struct fleet *f = w->fleet;
	int32_t *given = arena_array(mem, int32_t, f->n_kinds + 1), at = 0;
	int32_t *next = arena_array(mem, int32_t, w->n_tours + 1);      /* tour of the same kind, from 1 */
	int32_t room = 0;

	for (int32_t t = w->n_tours - 1; t >= 0; t--)
		if (w->tour[t].kind >= 0) {
			next[t] = given[w->tour[t].kind];
			given[w->tour[t].kind] = t + 1;
			room += w->tour[t].n;
		}
	ret->cost = w->cost;
	ret->n_used = w->n_used;
	ret->starts = arena_array(mem, int32_t, f->p->n_vehicles + 1);
	ret->visits = arena_array(mem, int32_t, room + 1);
	ret->left = arena_array(mem, int32_t, f->n);
	for (int32_t v = 0; v < f->p->n_vehicles; v++) {
		int32_t tour = given[f->kind_of[v]] - 1;

		if (tour >= 0) {
			given[f->kind_of[v]] = next[tour];
			at += tours_places(w, tour, ret->visits + at);
		}
		ret->starts[v + 1] = at;
	}
	for (int32_t c = f->n_depots; c < f->n; c++)
		if (w->stand[c].tour < 0) {
			ret->left_cost += f->p->calls[c].price;
			ret->left[ret->n_left++] = c;
		}
}

/* Vehicles with the prices of the objective instead of their own. */
static void reprice(struct routing_rich *p, enum routing_objective objective, int64_t price_of_vehicle, struct arena *mem)
{
	struct routing_vehicle *v = arena_array(mem, struct routing_vehicle, p->n_vehicles);

	for (int32_t i = 0; i < p->n_vehicles; i++) {
		v[i] = p->vehicles[i];
		v[i].fixed_cost = objective == ROUTING_FLEET ? price_of_vehicle : 0;
		v[i].distance_cost = 1;
		v[i].time_cost = 0;
	}
	p->vehicles = v;
	p->change_price = 0;
}

/* More than any two tours can differ by. */
static int64_t price_of_vehicle(const struct routing_rich *p)
{
	int64_t most = 1;

	for (int32_t c = p->n_depots; c < p->n_depots + p->n_stops; c++)
		for (int32_t d = 0; d < p->n_depots; d++)
			if (rich_distance(p, d, c) + rich_distance(p, c, d) > most)
				most = rich_distance(p, d, c) + rich_distance(p, c, d);
	return 4 * most;
}

void rich_solve(const struct routing_rich *p, const struct routing_options *options, struct arena *mem, struct routing_tours *ret)
{
	struct arena room = { 0 };
	struct fleet *f = arena_new(&room, sizeof *f);
	struct tours *w = arena_new(&room, sizeof *w);
	struct anneal *how = arena_new(&room, sizeof *how);
	struct routing_rich own = *p;
	int64_t vehicle = options->objective == ROUTING_FLEET ? price_of_vehicle(p) : 0;
	double arc;

	*ret = (struct routing_tours){ 0 };
	if (options->objective != ROUTING_COST)
		reprice(&own, options->objective, vehicle, &room);
	fleet_make(f, &own, NEIGHBOURS, &room);
	tours_make(w, f, options->seed, &room);
	first_plan(w, &options->budget);
	arc = f->space.mean_near * f->unit;
	*how = (struct anneal){ .hot = arc * (p->n_depots > 1 ? HOT_DEPOTS : HOT_ARCS), .cold = arc * (p->n_depots > 1 ? COLD_DEPOTS : COLD_ARCS),
				.budget = &options->budget, .crew = 1 };
	anneal_begin(how);
	if (options->threads > 1)
		search_together(w, how, options->threads, options->seed, &room);
	else
		search(w, how, 1);
	tours_return_to_best(w);
	ret->iterations = how->steps;
	write_tours(w, mem, ret);
	ret->cost -= vehicle * ret->n_used;
	arena_reset(&room);
}
