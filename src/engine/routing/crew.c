/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/crew.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* With fewer trips for each there is too little to change among a thread's own:
 * then each searches the whole plan to the end, and the best counts. */
enum { ROUNDS = 50, TRIPS_FOR_EACH = 20 };

struct member {
	struct search s;
	struct anneal how;
	struct routing_budget budget;
	double until;
	int32_t *own;
	pthread_t thread;
	bool running;
};

struct crew { struct search *joined; struct member *member; int n; bool whole; int32_t *owner; struct ranked *ranked; };
struct ranked { int64_t key; int32_t trip; };

static int by_key(const void *a, const void *b)
{
	const struct ranked *one = a, *other = b;

	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return (one->trip > other->trip) - (one->trip < other->trip);
}

/* Trips by their mean distance from a stop drawn by chance, divided by the number of stops. */
static void divide(struct crew *crew)
{
	struct search *s = crew->joined;
	const struct space *sp = s->space;
	int32_t from = 1 + chance_below(&s->chance, sp->n - 1), given = 0;

	for (int32_t i = 0; i < s->n_used; i++) {
		int32_t t = s->used[i];
		int64_t sum = 0;

		for (int32_t c = s->trip[t].first; c; c = s->node[c].next)
			sum += space_distance(sp, from, c);
		crew->ranked[i] = (struct ranked){ sum / s->trip[t].count, t };
	}
	qsort(crew->ranked, (size_t)s->n_used, sizeof *crew->ranked, by_key);
	for (int32_t i = 0; i < s->n_used; i++) {
		int32_t t = crew->ranked[i].trip;

		crew->owner[t] = (int32_t)((int64_t)given * crew->n / (sp->n - 1 - s->n_absent));
		given += s->trip[t].count;
	}
	for (int32_t i = s->n_used; i < sp->n_trips; i++)
		crew->owner[s->used[i]] = -1;
}

static void list_own(struct crew *crew, int me)
{
	struct member *m = &crew->member[me];

	m->s.n_own = 0;
	for (int32_t c = 1; c < m->s.space->n; c++)
		if (m->s.node[c].trip < 0 ? !me : crew->owner[m->s.node[c].trip] == me)
			m->own[m->s.n_own++] = c;
	m->s.own = m->own;
}

static void copy_plan(struct search *to, const struct search *from)
{
	int32_t n_trips = from->space->n_trips;

	memcpy(to->node, from->node, sizeof *to->node * (size_t)from->space->n);
	memcpy(to->trip, from->trip, sizeof *to->trip * (size_t)n_trips);
	memcpy(to->used, from->used, sizeof *to->used * (size_t)n_trips);
	memcpy(to->used_at, from->used_at, sizeof *to->used_at * (size_t)n_trips);
	memcpy(to->absent, from->absent, sizeof *to->absent * (size_t)from->n_absent);
	to->n_used = from->n_used;
	to->n_absent = from->n_absent;
	to->n_allowed = from->n_allowed;
	to->cost = from->cost;
}

/* A copy of the joined plan in which the trips of others are full, so that
 * nothing goes in and nothing is taken out; unused trips are shared out. */
static void hand_out(struct crew *crew, int me)
{
	struct search *s = &crew->member[me].s, *from = crew->joined;
	int32_t n_trips = s->space->n_trips, spare = from->n_allowed - from->n_used, share = spare / crew->n;

	copy_plan(s, from);
	s->n_absent = me ? 0 : from->n_absent;
	for (int32_t i = 0; i < share; i++) {
		int32_t a = s->n_used + i, b = s->n_used + me * share + i, t = s->used[a];

		s->used[a] = s->used[b];
		s->used[b] = t;
	}
	for (int32_t i = 0; i < n_trips; i++)
		s->used_at[s->used[i]] = i;
	s->n_allowed = s->n_used + share;
	for (int32_t i = 0; i < from->n_used; i++)
		if (crew->owner[from->used[i]] != me)
			s->trip[from->used[i]].load += SEARCH_FROZEN;
	list_own(crew, me);
	search_start_over(s);
}

static void *work(void *own)
{
	struct member *m = own;

	if (m->s.n_own)
		anneal_until(&m->s, &m->how, m->until);
	return NULL;
}

/* Takes what one member made of its trips into the joined plan. */
static void take_in(struct crew *crew, int me)
{
	struct search *s = &crew->member[me].s, *to = crew->joined;

	for (int32_t t = 0; t < s->space->n_trips; t++) {
		if (s->trip[t].load >= SEARCH_FROZEN || (!s->trip[t].count && crew->owner[t] != me))
			continue;
		to->trip[t] = s->trip[t];
		for (int32_t c = s->trip[t].first; c; c = s->node[c].next)
			to->node[c] = s->node[c];
	}
	for (int32_t i = 0; i < s->n_absent; i++) {
		to->node[s->absent[i]] = s->node[s->absent[i]];
		to->absent[to->n_absent++] = s->absent[i];
	}
}

static void join(struct crew *crew, bool last)
{
	struct search *to = crew->joined;
	int64_t cost = to->cost;

	to->n_absent = 0;
	for (int i = 0; i < crew->n; i++) {
		struct search *s = &crew->member[i].s;

		if (last)
			search_return_to_best(s);
		take_in(crew, i);
		cost += s->cost - to->cost;
	}
	to->cost = cost;
	search_settle(to);
}

/* Each searches the whole plan with its own chance. */
static void hand_out_whole(struct crew *crew, int me)
{
	struct search *s = &crew->member[me].s;

	copy_plan(s, crew->joined);
	s->own = NULL;
	s->n_own = s->space->n - 1;
	search_start_over(s);
}

static void take_best(struct crew *crew)
{
	struct search *best = NULL;

	for (int i = 0; i < crew->n; i++) {
		struct search *s = &crew->member[i].s;

		search_return_to_best(s);
		if (!best || search_value(s) < search_value(best))
			best = s;
	}
	copy_plan(crew->joined, best);
	search_settle(crew->joined);
}

static void round_of_all(struct crew *crew, double until)
{
	if (!crew->whole)
		divide(crew);
	for (int i = 0; i < crew->n; i++) {
		struct member *m = &crew->member[i];

		if (crew->whole)
			hand_out_whole(crew, i);
		else
			hand_out(crew, i);
		m->until = until;
		m->running = i > 0 && pthread_create(&m->thread, NULL, work, m) == 0;
	}
	for (int i = 0; i < crew->n; i++)
		if (!crew->member[i].running)
			work(&crew->member[i]);
	for (int i = 0; i < crew->n; i++)
		if (crew->member[i].running)
			pthread_join(crew->member[i].thread, NULL);
	if (crew->whole)
		take_best(crew);
	else
		join(crew, until >= 1);
}

void crew_anneal(struct search *s, struct anneal *how, int n_threads, uint64_t seed, struct arena *mem)
{
	struct crew crew = { .joined = s, .n = n_threads, .whole = s->n_used < n_threads * TRIPS_FOR_EACH, .member = arena_array(mem, struct member, n_threads),
			     .owner = arena_array(mem, int32_t, s->space->n_trips),
			     .ranked = arena_array(mem, struct ranked, s->space->n_trips) };

	for (int i = 0; i < n_threads; i++) {
		struct member *m = &crew.member[i];

		search_make(&m->s, s->space, seed + (uint64_t)i + 1, mem);
		m->s.trip_price = s->trip_price;
		m->s.absence_price = s->absence_price;
		m->own = arena_array(mem, int32_t, s->space->n);
		m->how = *how;
		m->budget = *how->budget;
		m->budget.better = crew.whole && !i ? how->budget->better : NULL;      /* the first runs on this thread */
		m->how.budget = &m->budget;
		m->how.crew = n_threads;
	}
	for (int round = crew.whole ? ROUNDS : 1; round <= ROUNDS; round++) {
		round_of_all(&crew, how->began + (1 - how->began) * round / ROUNDS);
		if (how->budget->better && s->best_value == search_value(s))
			how->budget->better(how->budget->own, s->best_cost, s->n_best_used);
	}
	search_return_to_best(s);
	for (int i = 0; i < n_threads; i++)
		how->steps += crew.member[i].how.steps;
}
