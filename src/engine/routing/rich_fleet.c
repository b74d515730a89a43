/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/rich_fleet.h"
#include <stdlib.h>
#include <string.h>

enum { STARTS_MAX = 200 };

int64_t rich_distance(const struct routing_rich *p, int32_t from, int32_t to)
{
	const struct routing_problem plain = { .n_stops = p->n_depots + p->n_stops - 1, .points = p->points, .rounding = p->rounding,
					       .distances = p->distances };

	return routing_distance(&plain, from, to);
}

int64_t rich_duration(const struct routing_rich *p, int32_t from, int32_t to)
{
	return p->durations ? p->durations[(int64_t)from * (p->n_depots + p->n_stops) + to] : rich_distance(p, from, to);
}

static inline int32_t later(int32_t a, int32_t b) { return a > b ? a : b; }
static inline int32_t sooner(int32_t a, int32_t b) { return a < b ? a : b; }

static struct leg open_hours(const struct routing_rich *p, int32_t depot)
{
	const struct routing_call *d = &p->calls[depot];

	return d->n_windows ? (struct leg){ 0, d->windows[0].from, d->windows[d->n_windows - 1].until } : (struct leg){ 0, 0, ROUTING_NUMBER_MAX };
}

static bool same_vehicle(const struct routing_vehicle *a, const struct routing_vehicle *b)
{
	if (memcmp(a->capacity, b->capacity, sizeof a->capacity) != 0 || a->fixed_cost != b->fixed_cost || a->distance_cost != b->distance_cost
	    || a->time_cost != b->time_cost || a->start != b->start || a->end != b->end || a->shift.from != b->shift.from
	    || a->shift.until != b->shift.until || a->longest != b->longest || a->trips != b->trips || a->reload != b->reload
	    || a->reload_time != b->reload_time || a->skills != b->skills || a->n_passes != b->n_passes)
		return false;
	for (int32_t i = 0; i < a->n_passes; i++)
		if (a->passes[i].area != b->passes[i].area || a->passes[i].hours.from != b->passes[i].hours.from
		    || a->passes[i].hours.until != b->passes[i].hours.until)
			return false;
	return true;
}

static void kind_begin(struct fleet *f, struct kind *k, const struct routing_vehicle *v, int32_t only)
{
	*k = (struct kind){ .v = v, .n = 1, .only = only, .timed = v->longest || v->time_cost };
	k->rate = v->distance_cost;
	k->longest = v->longest ? v->longest : ROUTING_NUMBER_MAX;
	k->out = open_hours(f->p, v->start);
	k->out.early = later(k->out.early, v->shift.from);
	k->out.late = sooner(k->out.late, v->shift.until);
	k->back = open_hours(f->p, v->end);
	k->back.late = sooner(k->back.late, v->shift.until);
	k->reload = open_hours(f->p, v->reload);
	k->reload.late = sooner(k->reload.late, v->shift.until);
	k->reload.span = v->reload_time;
	k->make = f->n_makes;
	for (int32_t i = 0; i < f->n_kinds; i++)
		if (same_vehicle(f->kind[i].v, v))
			k->make = f->kind[i].make;
	f->n_makes += k->make == f->n_makes;
}

struct rank { int64_t stops, room; int32_t vehicle; };

static int by_rank(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->stops != y->stops)
		return x->stops < y->stops ? -1 : 1;
	if (x->room != y->room)
		return x->room < y->room ? -1 : 1;
	return x->vehicle - y->vehicle;
}

/* Vehicles that may go to fewer stops first, then smaller ones: of those that cost the same the search takes the first,
 * and keeps for others what only few can do. */
static const struct rank *rank_vehicles(const struct routing_rich *p, struct arena *mem)
{
	struct rank *rank = arena_array(mem, struct rank, p->n_vehicles + 1);
	int32_t in_area[ROUTING_AREAS + 1] = { 0 };

	for (int32_t c = p->n_depots; c < p->n_depots + p->n_stops; c++)
		in_area[p->calls[c].area]++;
	for (int32_t i = 0; i < p->n_vehicles; i++) {
		const struct routing_vehicle *v = &p->vehicles[i];

		rank[i] = (struct rank){ in_area[0], (int64_t)v->capacity[0] * (v->trips > 1 ? v->trips : 1), i };
		for (int32_t k = 0; k < v->n_passes; k++)
			rank[i].stops += in_area[v->passes[k].area];
	}
	qsort(rank, (size_t)p->n_vehicles, sizeof *rank, by_rank);
	return rank;
}

/* A kind for each vehicle that somebody asks for, and one for all the rest that are the same. */
static void sort_vehicles(struct fleet *f, struct arena *mem)
{
	const struct routing_rich *p = f->p;
	int32_t *kind_of = arena_array(mem, int32_t, p->n_vehicles);
	uint8_t *apart = arena_array(mem, uint8_t, p->n_vehicles + 1);
	const struct rank *rank = rank_vehicles(p, mem);
	size_t n = 0, room = 0;

	for (int32_t c = p->n_depots; c < f->n; c++) {
		apart[p->calls[c].vehicle] = 1;
		if (p->former && p->change_price)
			apart[p->former[c]] = 1;
	}
	for (int32_t r = 0; r < p->n_vehicles; r++) {
		const int32_t i = rank[r].vehicle;
		const struct routing_vehicle *v = &p->vehicles[i];
		bool own = apart[i + 1] || v->n_fixed;
		int32_t at = f->n_kinds;

		for (int32_t j = 0; j < f->n_kinds && !own; j++)
			if (!f->kind[j].only && same_vehicle(f->kind[j].v, v))
				at = j;
		kind_of[i] = at;
		if (at < f->n_kinds) {
			f->kind[at].n++;
			continue;
		}
		(void)arena_push(mem, f->kind, n, room);
		kind_begin(f, &f->kind[at], v, own ? i + 1 : 0);
		f->n_kinds++;
	}
	f->kind_of = kind_of;
}

/* The hours of its pass for an area: false when it has none. */
static bool pass_hours(const struct routing_vehicle *v, int32_t area, struct routing_window *ret)
{
	for (int32_t i = 0; i < v->n_passes; i++)
		if (v->passes[i].area == area) {
			*ret = v->passes[i].hours;
			return true;
		}
	return false;
}

/* First opening to last closing, as far as the pass allows; service included as the span. */
static bool window_of(const struct fleet *f, const struct kind *k, int32_t c, struct leg *ret)
{
	const struct routing_call *call = &f->p->calls[c];
	struct routing_window hours = { 0, ROUTING_NUMBER_MAX };

	*ret = (struct leg){ call->service, 0, ROUTING_NUMBER_MAX };
	if (call->n_windows) {
		ret->early = call->windows[0].from;
		ret->late = call->windows[call->n_windows - 1].until;
	}
	if (call->area && !pass_hours(k->v, call->area, &hours))
		return false;
	if (call->area) {
		ret->early = later(ret->early, hours.from);
		ret->late = sooner(ret->late, hours.until - call->service);
	}
	return ret->early <= ret->late;
}

static void lay_windows(struct fleet *f, struct arena *mem)
{
	uint8_t *serves = arena_array(mem, uint8_t, (int64_t)f->n_kinds * f->n);
	struct leg *window;

	for (int32_t c = f->n_depots; c < f->n; c++)
		f->by_kind |= f->p->calls[c].area > 0;
	window = arena_array(mem, struct leg, f->by_kind ? (int64_t)f->n_kinds * f->n : f->n);
	for (int32_t k = 0; k < f->n_kinds; k++)
		for (int32_t c = f->n_depots; c < f->n; c++) {
			const struct routing_call *call = &f->p->calls[c];
			bool open = window_of(f, &f->kind[k], c, &window[f->by_kind ? (int64_t)k * f->n + c : c]);

			serves[(int64_t)k * f->n + c] = open && !(call->skills & ~f->kind[k].v->skills)
				&& (!call->vehicle || call->vehicle == f->kind[k].only);
		}
	f->serves = serves;
	f->window = window;
}

static void note_traits(struct fleet *f, struct arena *mem)
{
	int32_t *partner = arena_array(mem, int32_t, f->n);
	double sum = 0;

	for (int32_t c = f->n_depots; c < f->n; c++) {
		const struct routing_call *call = &f->p->calls[c];

		f->any_split |= call->n_windows > 1;
		f->any_release |= call->release > 0;
		f->any_collect |= call->collect || call->pickup;
		f->any_pair |= call->pickup > 0;
		if (call->pickup) {
			partner[c] = call->pickup;
			partner[call->pickup] = c;
		}
	}
	f->partner = partner;
	for (int32_t k = 0; k < f->n_kinds; k++) {
		f->any_reload |= f->kind[k].v->trips > 1;
		f->any_fixed |= f->kind[k].v->n_fixed > 0;
		f->any_larger |= memcmp(f->kind[k].v->capacity, f->kind[0].v->capacity, sizeof f->kind[k].v->capacity) != 0;
		f->any_fixed_cost |= f->kind[k].v->fixed_cost > 0;
		sum += (double)(f->kind[k].v->distance_cost + f->kind[k].v->time_cost);
	}
	f->unit = sum > 0 ? sum / f->n_kinds : 1;
}

/* Distances and neighbours by the plain code, which does not renumber a problem with a matrix. */
static void lay_space(struct fleet *f, int32_t k, struct arena *mem)
{
	const struct routing_rich *p = f->p;
	struct routing_stop *stops = arena_array(mem, struct routing_stop, f->n);
	struct routing_problem *plain = arena_new(mem, sizeof *plain);
	const int32_t *distances = p->distances;

	if (!distances) {
		int32_t *d = arena_array(mem, int32_t, (int64_t)f->n * f->n);

		for (int32_t a = 0; a < f->n; a++)
			for (int32_t b = 0; b < f->n; b++)
				d[(int64_t)a * f->n + b] = (int32_t)rich_distance(p, a, b);
		distances = d;
	}
	for (int32_t c = 0; c < f->n; c++) {
		const struct routing_call *call = &p->calls[c];

		stops[c] = (struct routing_stop){ .demand = call->demand[0], .service = call->service, .until = ROUTING_NUMBER_MAX };
		if (call->n_windows) {
			stops[c].from = call->windows[0].from;
			stops[c].until = call->windows[call->n_windows - 1].until;
		}
	}
	*plain = (struct routing_problem){ .n_stops = f->n - 1, .distances = distances, .durations = p->durations, .stops = stops, .windows = true };
	space_make(&f->space, plain, k + p->n_depots - 1, mem);
}

/* The loads of one trip from seq[from] up to its end at seq[until]. */
static bool trip_fits(const struct fleet *f, const struct routing_vehicle *v, const int32_t *seq, int32_t from, int32_t until)
{
	int64_t load[ROUTING_UNITS] = { 0 };

	for (int32_t i = from; i < until; i++) {
		const struct routing_call *call = &f->p->calls[seq[i]];

		for (int32_t u = 0; u < f->n_units && !call->collect && !f->partner[seq[i]]; u++)
			load[u] += call->demand[u];
	}
	for (int32_t u = 0; u < f->n_units; u++)
		if (load[u] > v->capacity[u])
			return false;
	for (int32_t i = from; i < until && f->any_collect; i++) {
		const struct routing_call *call = &f->p->calls[seq[i]];
		bool on = call->collect || (f->partner[seq[i]] && !call->pickup);
		const struct routing_call *goods = on && !call->collect ? &f->p->calls[f->partner[seq[i]]] : call;

		for (int32_t u = 0; u < f->n_units; u++) {
			load[u] += on ? goods->demand[u] : -(int64_t)goods->demand[u];
			if (load[u] > v->capacity[u])
				return false;
		}
	}
	return true;
}

static int32_t trip_end(const struct fleet *f, const int32_t *seq, int32_t from, int32_t n)
{
	while (from < n && seq[from] >= f->n_depots)
		from++;
	return from;
}

static int32_t find(const int32_t *seq, int32_t from, int32_t until, int32_t c)
{
	while (from < until && seq[from] != c)
		from++;
	return from;
}

/* Both of a pair in this trip, and in order. */
static bool pairs_stand(const struct fleet *f, const int32_t *seq, int32_t from, int32_t until)
{
	for (int32_t i = from; i < until && f->any_pair; i++) {
		int32_t other = f->partner[seq[i]];

		if (other && (f->p->calls[seq[i]].pickup ? find(seq, from, i, other) == i : find(seq, i + 1, until, other) == until))
			return false;
	}
	return true;
}

bool fleet_loads(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n)
{
	const struct routing_vehicle *v = f->kind[kind].v;
	int32_t trips = 0;

	for (int32_t from = 0; from <= n; trips++) {
		int32_t end = trip_end(f, seq, from, n);

		if (trips >= v->trips || (end < n && seq[end] != v->reload) || !trip_fits(f, v, seq, from, end) || !pairs_stand(f, seq, from, end))
			return false;
		from = end + 1;
	}
	return true;
}

static int32_t trip_release(const struct fleet *f, const int32_t *seq, int32_t from, int32_t n)
{
	int32_t release = 0;

	for (int32_t i = from; i < n && seq[i] >= f->n_depots && f->any_release; i++)
		release = later(release, f->p->calls[seq[i]].release);
	return release;
}

/* The window that serves a vehicle which arrives then. */
static struct leg window_at(const struct fleet *f, int32_t kind, int32_t c, int32_t arrival)
{
	const struct routing_call *call = &f->p->calls[c];
	struct leg hull = fleet_window(f, kind, c);

	if (call->n_windows < 2)
		return hull;
	for (int32_t i = 0; i < call->n_windows; i++) {
		struct leg one = fleet_one_window(f, kind, c, i);

		if (one.early <= one.late && arrival <= one.late)
			return one;
	}
	return (struct leg){ hull.span, 1, 0 };
}

/* Drives the route with the windows a departure at `leave` meets; tells them by place when asked to. */
static bool drive(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, int32_t leave, struct leg *ret, struct leg *met)
{
	const struct kind *k = &f->kind[kind];
	int32_t at = k->v->start, clock;
	struct leg next;

	*ret = k->out;
	ret->early = later(later(ret->early, trip_release(f, seq, 0, n)), leave);
	if (ret->early > ret->late)
		return false;
	clock = ret->early;
	for (int32_t i = 0; i < n; i++) {
		int32_t go = space_time(&f->space, at, seq[i]);

		if (seq[i] < f->n_depots) {
			next = k->reload;
			next.early = later(next.early, trip_release(f, seq, i + 1, n));
		} else {
			next = window_at(f, kind, seq[i], clock + go);
		}
		if (next.early > next.late || !leg_join(ret, &next, go))
			return false;
		if (met)
			met[seq[i]] = next;
		clock = later(clock + go, next.early) + next.span;
		at = seq[i];
	}
	return leg_join(ret, &k->back, space_time(&f->space, at, k->v->end));
}

/* The shortest time away over all departures, and one that has it; every later one that meets other windows is tried. */
static bool shortest(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, int32_t *ret, int32_t *when)
{
	const struct kind *k = &f->kind[kind];
	int32_t leave = 0, best = -1;
	struct leg all;

	for (int i = 0; i < STARTS_MAX && drive(f, kind, seq, n, leave, &all, NULL); i++) {
		if (best < 0 || all.span < best) {
			best = all.span;
			*when = leave;
		}
		if (!f->any_split || !k->timed)
			break;
		leave = all.late + 1;
	}
	*ret = best;
	return best >= 0 && (!k->v->longest || best <= k->v->longest);
}

bool fleet_windows(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, struct leg *met)
{
	int32_t span, leave;
	struct leg all;

	return shortest(f, kind, seq, n, &span, &leave) && drive(f, kind, seq, n, leave, &all, met);
}

bool fleet_fare(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, struct fare *ret)
{
	const struct kind *k = &f->kind[kind];
	int32_t at = k->v->start, changed = 0, leave;

	*ret = (struct fare){ 0 };
	if (!n)
		return true;
	for (int32_t i = 0; i < n; i++) {
		if (seq[i] >= f->n_depots && !fleet_serves(f, kind, seq[i]))
			return false;
		if (f->p->former && seq[i] >= f->n_depots && f->p->former[seq[i]])
			changed += f->p->former[seq[i]] != k->only;
		ret->distance += space_distance(&f->space, at, seq[i]);
		at = seq[i];
	}
	ret->distance += space_distance(&f->space, at, k->v->end);
	if (!fleet_loads(f, kind, seq, n) || !shortest(f, kind, seq, n, &ret->span, &leave))
		return false;
	ret->cost = k->v->fixed_cost + k->v->distance_cost * ret->distance + k->v->time_cost * ret->span + f->p->change_price * changed;
	return true;
}

static void price_alone(struct fleet *f, struct arena *mem)
{
	int64_t *alone = arena_array(mem, int64_t, (int64_t)f->n_kinds * f->n);
	struct fare fare;

	for (int32_t k = 0; k < f->n_kinds; k++)
		for (int32_t c = f->n_depots; c < f->n; c++)
			alone[(int64_t)k * f->n + c] = !f->partner[c] && fleet_fare(f, k, &c, 1, &fare) ? fare.cost : INT64_MAX;
	f->alone = alone;
}

void fleet_make(struct fleet *f, const struct routing_rich *p, int32_t k, struct arena *mem)
{
	*f = (struct fleet){ .p = p, .n = p->n_depots + p->n_stops, .n_depots = p->n_depots, .n_units = p->n_units };
	sort_vehicles(f, mem);
	lay_windows(f, mem);
	note_traits(f, mem);
	lay_space(f, k, mem);
	price_alone(f, mem);
}
