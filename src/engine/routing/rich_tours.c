/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/rich_tours.h"
#include <string.h>

enum { ROOM_AT_FIRST = 16 };
static const int64_t DEAREST = INT64_C(10000000000000000);

/* Dear enough that no cheaper way makes up for a stop that must be served; by
 * priority even among those. */
static void set_prices(struct tours *w)
{
	const struct fleet *f = w->fleet;
	int64_t most = 1;

	for (int32_t k = 0; k < f->n_kinds; k++)
		for (int32_t c = f->n_depots; c < f->n; c++) {
			const struct routing_vehicle *v = f->kind[k].v;
			int64_t way = (int64_t)space_distance(&f->space, v->start, c) + space_distance(&f->space, c, v->end);
			int64_t time = (int64_t)space_time(&f->space, v->start, c) + space_time(&f->space, c, v->end) + f->p->calls[c].service;
			int64_t cost = v->fixed_cost + v->distance_cost * way + v->time_cost * 2 * time;

			most = cost > most ? cost : most;
		}
	most += f->p->change_price;
	if (most > DEAREST / f->n)      /* so that the sum over all stops stays a number */
		most = DEAREST / f->n;
	for (int32_t c = f->n_depots; c < f->n; c++) {
		const struct routing_call *call = &f->p->calls[c];

		w->price[c] = call->price ? call->price : 2 * most * (1 + call->priority);
	}
}

static void make_room(struct tours *w, struct tour *t, int32_t n)
{
	if (n + 2 > t->room) {
		t->room = 2 * (n + 2) > ROOM_AT_FIRST ? 2 * (n + 2) : ROOM_AT_FIRST;
		t->stage = arena_array(w->mem, struct stage, t->room);
	}
}

static void make_trip_room(struct tours *w, struct tour *t, int32_t n)
{
	if (n <= t->trips_room)
		return;
	t->load = arena_grow(w->mem, t->load, sizeof *t->load * (size_t)t->trips_room, sizeof *t->load * (size_t)(2 * n));
	t->release = arena_grow(w->mem, t->release, sizeof *t->release * (size_t)t->trips_room, sizeof *t->release * (size_t)(2 * n));
	t->trips_room = 2 * n;
}

void tours_make(struct tours *w, const struct fleet *f, uint64_t seed, struct arena *mem)
{
	int32_t n_own = 0, n = f->n, most;

	for (int32_t k = 0; k < f->n_kinds; k++)
		n_own += f->kind[k].v->n_fixed > 0;
	most = f->p->n_stops + n_own < f->p->n_vehicles ? f->p->n_stops + n_own : f->p->n_vehicles;
	*w = (struct tours){ .fleet = f, .mem = mem, .n_tours = most, .blink = 1, .fixed_share = 1, .best_value = INT64_MAX };
	chance_begin(&w->chance, seed);
	w->tour = arena_array(mem, struct tour, most + 1);
	w->best = arena_array(mem, struct kept, most + 1);
	w->log = arena_array(mem, struct was_tour, most + 1);
	w->used = arena_array(mem, int32_t, most + 1);
	w->used_at = arena_array(mem, int32_t, most + 1);
	w->touched = arena_array(mem, int32_t, most + 1);
	w->free = arena_array(mem, int32_t, f->n_kinds + 1);
	w->stand = arena_array(mem, struct stand, n);
	w->window = arena_array(mem, struct leg, n);
	w->absent = arena_array(mem, int32_t, n);
	w->absent_at = arena_array(mem, int32_t, n);
	w->was_absent = arena_array(mem, int32_t, n);
	w->best_absent = arena_array(mem, int32_t, n);
	w->price = arena_array(mem, int64_t, n);
	w->failures = arena_array(mem, int32_t, n);
	w->seq = arena_array(mem, int32_t, 4 * n + 8);
	w->other = arena_array(mem, int32_t, 4 * n + 8);
	set_prices(w);
	for (int32_t k = 0; k < f->n_kinds; k++)
		w->free[k] = f->kind[k].n;
	for (int32_t t = 0; t < most; t++) {
		w->used[t] = w->used_at[t] = t;
		w->tour[t].kind = w->best[t].kind = -1;
	}
	for (int32_t c = 0; c < n; c++)
		w->stand[c].tour = w->absent_at[c] = -1;
	for (int32_t c = f->n_depots; c < n; c++)
		tours_add_absent(w, c);
}

void tours_add_absent(struct tours *w, int32_t c)
{
	int32_t partner = w->fleet->partner[c];

	w->stand[c].tour = -1;
	if (partner && !w->fleet->p->calls[c].pickup)      /* the later one stands for both */
		return;
	w->absent_at[c] = w->n_absent;
	w->absent[w->n_absent++] = c;
	w->absence += w->price[c];
}

void tours_drop_absent(struct tours *w, int32_t c)
{
	int32_t at = w->absent_at[c], last = w->absent[w->n_absent - 1];

	w->absent[at] = last;
	w->absent_at[last] = at;
	w->absent_at[c] = -1;
	w->n_absent--;
	w->absence -= w->price[c];
}

int32_t tours_places(const struct tours *w, int32_t tour, int32_t *seq)
{
	const struct tour *t = &w->tour[tour];

	for (int32_t i = 0; i < t->n; i++)
		seq[i] = t->stage[i + 1].at;
	return t->n;
}

int32_t tours_new_tour(struct tours *w) { return w->used[w->n_used]; }

static void sort_tour(struct tours *w, int32_t tour)
{
	int32_t at = w->used_at[tour], other_at;
	bool used = w->tour[tour].kind >= 0;

	if (used == (at < w->n_used))
		return;
	other_at = used ? w->n_used++ : --w->n_used;
	w->used[at] = w->used[other_at];
	w->used_at[w->used[at]] = at;
	w->used[other_at] = tour;
	w->used_at[tour] = other_at;
}

static void write_down(struct tours *w, int32_t tour)
{
	struct tour *t = &w->tour[tour];

	if (t->mark == w->mark)
		return;
	t->mark = w->mark;
	if (w->n_log_seq + t->n > w->log_room) {
		int32_t room = 2 * (w->n_log_seq + t->n) + ROOM_AT_FIRST;

		w->log_seq = arena_grow(w->mem, w->log_seq, sizeof *w->log_seq * (size_t)w->n_log_seq, sizeof *w->log_seq * (size_t)room);
		w->log_room = room;
	}
	w->log[w->n_log++] = (struct was_tour){ tour, t->kind, t->kind < 0 ? 0 : t->n, w->n_log_seq };
	if (t->kind >= 0)
		w->n_log_seq += tours_places(w, tour, w->log_seq + w->n_log_seq);
}

/* Trips with what they bring and when their goods are there. */
static void lay_trips(struct tours *w, struct tour *t)
{
	const struct fleet *f = w->fleet;
	int32_t trip = 0;

	make_trip_room(w, t, 1);
	memset(t->load[0], 0, sizeof *t->load);
	t->release[0] = 0;
	t->skills = 0;
	for (int32_t i = 1; i <= t->n; i++) {
		const struct routing_call *call = &f->p->calls[t->stage[i].at];

		if (t->stage[i].at < f->n_depots) {
			make_trip_room(w, t, ++trip + 1);
			memset(t->load[trip], 0, sizeof *t->load);
			t->release[trip] = 0;
		} else {
			for (int32_t u = 0; u < f->n_units && !call->collect && !f->partner[t->stage[i].at]; u++)
				t->load[trip][u] += call->demand[u];
			t->release[trip] = call->release > t->release[trip] ? call->release : t->release[trip];
			t->skills |= call->skills;
		}
		t->stage[i].trip = trip;
	}
	t->stage[0].trip = 0;
	t->stage[t->n + 1].trip = trip;
	t->n_trips = trip + 1;
	t->spare = trip ? INT32_MAX : f->kind[t->kind].v->capacity[0] - t->load[0][0];
}

/* One stage as a leg: a reload or start waits for the goods of its trip. */
static struct leg leg_at(const struct tours *w, const struct tour *t, int32_t i)
{
	const struct kind *k = &w->fleet->kind[t->kind];
	struct leg leg;

	if (i > t->n)
		return k->back;
	if (i && t->stage[i].at >= w->fleet->n_depots)
		return w->fleet->any_split ? w->window[t->stage[i].at] : fleet_window(w->fleet, t->kind, t->stage[i].at);
	leg = i ? k->reload : k->out;
	leg.early = t->release[t->stage[i].trip] > leg.early ? t->release[t->stage[i].trip] : leg.early;
	return leg;
}

static bool lay_legs(struct tours *w, struct tour *t)
{
	const struct space *sp = &w->fleet->space;
	struct leg leg = leg_at(w, t, 0);
	bool fits = leg.early <= leg.late;

	t->stage[0].before = leg;
	for (int32_t i = 1; i <= t->n + 1 && fits; i++) {
		struct leg next = leg_at(w, t, i);

		fits = next.early <= next.late && leg_join(&leg, &next, space_time(sp, t->stage[i - 1].at, t->stage[i].at));
		t->stage[i].before = leg;
	}
	leg = leg_at(w, t, t->n + 1);
	t->stage[t->n + 1].after = leg;
	for (int32_t i = t->n; i >= 0 && fits; i--) {
		struct leg before = leg_at(w, t, i);

		fits = leg_join(&before, &leg, space_time(sp, t->stage[i].at, t->stage[i + 1].at));
		t->stage[i].after = leg = before;
	}
	return fits;
}

static bool lay(struct tours *w, int32_t tour, int32_t kind, const int32_t *seq, int32_t n)
{
	const struct fleet *f = w->fleet;
	struct tour *t = &w->tour[tour];
	struct fare fare;

	if (t->kind >= 0) {
		w->cost -= t->cost;
		w->free[t->kind]++;
	}
	t->kind = n ? kind : -1;
	t->n = n;
	sort_tour(w, tour);
	t->n_fixed = n ? f->kind[kind].v->n_fixed : 0;
	t->cost = t->distance = t->span = 0;
	if (!n)
		return true;
	w->free[kind]--;
	make_room(w, t, n);
	t->stage[0].at = f->kind[kind].v->start;
	t->stage[0].gone = 0;
	t->stage[n + 1].at = f->kind[kind].v->end;
	for (int32_t i = 1; i <= n; i++)
		t->stage[i].at = seq[i - 1];
	for (int32_t i = 1; i <= n + 1; i++) {
		t->stage[i].way = space_distance(&f->space, t->stage[i - 1].at, t->stage[i].at);
		t->stage[i].gone = t->stage[i - 1].gone + t->stage[i].way;
	}
	for (int32_t i = 1; i <= n; i++)
		w->stand[t->stage[i].at] = (struct stand){ t->stage[i].at < f->n_depots ? -1 : tour, i, t->stage[i - 1].at, t->stage[i + 1].at,
							   t->stage[i].way, t->stage[i + 1].way };
	lay_trips(w, t);
	if ((f->any_split && !fleet_windows(f, kind, seq, n, w->window)) || !lay_legs(w, t))
		return false;
	if (!f->any_collect && !f->p->former) {
		const struct routing_vehicle *v = f->kind[kind].v;
		int32_t span = t->stage[0].after.span;

		fare = (struct fare){ v->fixed_cost + v->distance_cost * t->stage[n + 1].gone + v->time_cost * span, t->stage[n + 1].gone, span };
		if (span > f->kind[kind].longest)
			return false;
	} else if (!fleet_fare(f, kind, seq, n, &fare)) {
		return false;
	}
	t->cost = fare.cost;
	t->distance = fare.distance;
	t->span = fare.span;
	w->cost += t->cost;
	return true;
}

bool tours_lay(struct tours *w, int32_t tour, int32_t kind, const int32_t *seq, int32_t n)
{
	struct tour *t = &w->tour[tour];

	write_down(w, tour);
	if (!t->changed) {
		t->changed = true;
		w->touched[w->n_touched++] = tour;
	}
	w->broken |= !lay(w, tour, kind, seq, n);
	return !w->broken;
}

void tours_mark(struct tours *w)
{
	w->mark++;
	w->broken = false;
	w->n_log = w->n_log_seq = 0;
	w->was_cost = w->cost;
	w->was_absence = w->absence;
	w->n_was_absent = w->n_absent;
	memcpy(w->was_absent, w->absent, sizeof *w->absent * (size_t)w->n_absent);
}

static void take_absent(struct tours *w, const int32_t *list, int32_t n)
{
	for (int32_t i = 0; i < w->n_absent; i++)
		w->absent_at[w->absent[i]] = -1;
	w->n_absent = n;
	memcpy(w->absent, list, sizeof *list * (size_t)n);
	for (int32_t i = 0; i < n; i++) {
		int32_t c = list[i], partner = w->fleet->partner[c];

		w->absent_at[c] = i;
		w->stand[c].tour = -1;
		if (partner)
			w->stand[partner].tour = -1;
	}
}

/* Out of use first, so that kinds are free for those that had them. */
void tours_undo(struct tours *w)
{
	for (int32_t i = 0; i < w->n_log; i++)
		(void)lay(w, w->log[i].tour, -1, NULL, 0);
	take_absent(w, w->was_absent, w->n_was_absent);
	for (int32_t i = 0; i < w->n_log; i++)
		(void)lay(w, w->log[i].tour, w->log[i].kind, w->log_seq + w->log[i].from, w->log[i].n);
	w->cost = w->was_cost;
	w->absence = w->was_absence;
	w->broken = false;
}

static void keep(struct tours *w, int32_t tour)
{
	struct kept *b = &w->best[tour];
	struct tour *t = &w->tour[tour];

	t->changed = false;
	b->kind = t->kind;
	b->n = t->kind < 0 ? 0 : t->n;
	b->n_fixed = t->n_fixed;
	if (b->n > b->room) {
		b->room = 2 * b->n + ROOM_AT_FIRST;
		b->seq = arena_array(w->mem, int32_t, b->room);
	}
	if (b->n)
		tours_places(w, tour, b->seq);
}

void tours_commit(struct tours *w)
{
	if (tours_value(w) >= w->best_value)
		return;
	for (int32_t i = 0; i < w->n_touched; i++)
		keep(w, w->touched[i]);
	w->n_touched = 0;
	w->best_value = tours_value(w);
	w->best_cost = w->cost;
	w->best_absence = w->absence;
	w->n_best_absent = w->n_absent;
	memcpy(w->best_absent, w->absent, sizeof *w->absent * (size_t)w->n_absent);
}

void tours_return_to_best(struct tours *w)
{
	if (w->best_value == INT64_MAX)
		return;
	for (int32_t i = 0; i < w->n_touched; i++)
		(void)lay(w, w->touched[i], -1, NULL, 0);
	take_absent(w, w->best_absent, w->n_best_absent);
	for (int32_t i = 0; i < w->n_touched; i++) {
		const struct kept *b = &w->best[w->touched[i]];

		(void)lay(w, w->touched[i], b->kind, b->seq, b->n);
		w->tour[w->touched[i]].changed = false;
	}
	w->n_touched = 0;
	w->cost = w->best_cost;
	w->absence = w->best_absence;
}

void tours_copy(struct tours *to, const struct tours *from, bool best)
{
	tours_mark(to);
	for (int32_t t = 0; t < to->n_tours; t++)
		if (to->tour[t].kind >= 0)
			(void)tours_lay(to, t, -1, NULL, 0);
	take_absent(to, best ? from->best_absent : from->absent, best ? from->n_best_absent : from->n_absent);
	for (int32_t t = 0; t < to->n_tours; t++) {
		if (best && from->best[t].kind >= 0)
			(void)tours_lay(to, t, from->best[t].kind, from->best[t].seq, from->best[t].n);
		else if (!best && from->tour[t].kind >= 0)
			(void)tours_lay(to, t, from->tour[t].kind, to->seq, tours_places(from, t, to->seq));
	}
	to->absence = best ? from->best_absence : from->absence;
	to->best_value = INT64_MAX;
	tours_commit(to);
}

static bool tour_is_sound(const struct tours *w, int32_t tour, int64_t *cost, int32_t *n)
{
	const struct tour *t = &w->tour[tour];
	int32_t *seq = w->other;
	struct fare fare;

	if ((t->kind >= 0) != (w->used_at[tour] < w->n_used))
		return false;
	if (t->kind < 0)
		return true;
	for (int32_t i = 1; i <= t->n; i++) {
		seq[i - 1] = t->stage[i].at;
		if (seq[i - 1] < w->fleet->n_depots)
			continue;
		if (w->stand[seq[i - 1]].tour != tour || w->stand[seq[i - 1]].at != i)
			return false;
		++*n;
	}
	for (int32_t i = 0; i < t->n_fixed; i++)
		if (seq[i] != w->fleet->kind[t->kind].v->fixed[i])
			return false;
	if (!fleet_fare(w->fleet, t->kind, seq, t->n, &fare) || fare.cost != t->cost || fare.distance != t->distance)
		return false;
	*cost += t->cost;
	return true;
}

bool tours_is_sound(const struct tours *w)
{
	const struct fleet *f = w->fleet;
	int64_t cost = 0, absence = 0;
	int32_t n = 0, n_absent = 0;

	for (int32_t t = 0; t < w->n_tours; t++)
		if (!tour_is_sound(w, t, &cost, &n))
			return false;
	for (int32_t k = 0; k < f->n_kinds; k++)
		if (w->free[k] < 0)
			return false;
	for (int32_t i = 0; i < w->n_absent; i++) {
		int32_t c = w->absent[i];

		if (w->stand[c].tour >= 0 || w->absent_at[c] != i)
			return false;
		absence += w->price[c];
		n_absent += f->partner[c] ? 2 : 1;
	}
	return cost == w->cost && absence == w->absence && n + n_absent == f->p->n_stops;
}
