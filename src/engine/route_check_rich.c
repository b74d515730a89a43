/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/route_check_rich.h"
#include <math.h>

struct judge {
	const struct routing_rich *p;
	struct arena *mem;
	struct rich_verdict *verdict;
	size_t n, room, n_halts, halts_room;
	int32_t *seen, *goes_to;             /* how often it was visited; where the goods of a pickup go */
	/* the route at hand */
	const struct routing_vehicle *v;
	int32_t route, *place, n_places;     /* its places that exist, without the ends */
};

static void note(struct judge *j, struct rich_violation v)
{
	v.route = v.flaw == RICH_FLAW_MISSING || v.flaw == RICH_FLAW_NO_SUCH_VEHICLE ? 0 : j->route;
	arena_push(j->mem, j->verdict->violations, j->n, j->room) = v;
}

static int64_t way(const struct routing_rich *p, const int32_t *matrix, int32_t from, int32_t to)
{
	if (matrix)
		return matrix[(int64_t)from * (p->n_depots + p->n_stops) + to];

	const struct routing_point *a = &p->points[from], *b = &p->points[to];

	return (int64_t)floor(sqrt((a->x - b->x) * (a->x - b->x) + (a->y - b->y) * (a->y - b->y)) + p->rounding);
}

static int64_t hours(const struct judge *j, int32_t from, int32_t to) { return way(j->p, j->p->durations ? j->p->durations : j->p->distances, from, to); }
static bool is_depot(const struct judge *j, int32_t place) { return place < j->p->n_depots; }

static struct routing_window open_of(const struct judge *j, int32_t depot)
{
	const struct routing_call *d = &j->p->calls[depot];
	struct routing_window w = { 0, ROUTING_NUMBER_MAX };

	return d->n_windows ? (struct routing_window){ d->windows[0].from, d->windows[d->n_windows - 1].until } : w;
}

/* When the goods of the trip from position i on are at the depot. */
static int64_t goods_ready(const struct judge *j, int32_t i)
{
	int64_t ready = 0;

	for (; i < j->n_places && !is_depot(j, j->place[i]); i++)
		if (j->p->calls[j->place[i]].release > ready)
			ready = j->p->calls[j->place[i]].release;
	return ready;
}

/* The first moment from `arrive` on when service may begin; -1: never. */
static int64_t service_begins(const struct judge *j, int32_t stop, int64_t arrive)
{
	const struct routing_call *call = &j->p->calls[stop];
	int64_t from = 0, until = ROUTING_NUMBER_MAX;

	for (int32_t i = 0; i < j->v->n_passes && call->area; i++)
		if (j->v->passes[i].area == call->area) {
			from = j->v->passes[i].hours.from;
			until = (int64_t)j->v->passes[i].hours.until - call->service;
			break;
		}
	arrive = arrive > from ? arrive : from;
	if (!call->n_windows)
		return arrive <= until ? arrive : -1;
	for (int32_t i = 0; i < call->n_windows; i++) {
		int64_t begin = arrive > call->windows[i].from ? arrive : call->windows[i].from;

		if (begin <= call->windows[i].until && begin <= until)
			return begin;
	}
	return -1;
}

/* Drives the route from a departure; the time at the end, or -1 when something is
 * too late, which is told when `tell` is set.  Halts get the times when given. */
static int64_t drive(struct judge *j, int64_t leave, bool tell, struct rich_halt *halts)
{
	int64_t clock = leave, until = open_of(j, j->v->end).until;
	int32_t at = j->v->start;

	for (int32_t i = 0; i < j->n_places; i++) {
		int32_t place = j->place[i];
		int64_t arrive = clock + hours(j, at, place), begin = arrive, closes;

		if (is_depot(j, place)) {
			struct routing_window open = open_of(j, place);
			int64_t ready = goods_ready(j, i + 1);

			closes = open.until < j->v->shift.until ? open.until : j->v->shift.until;
			begin = begin > open.from ? begin : open.from;
			begin = begin > ready ? begin : ready;
			if (begin > closes && tell)
				note(j, (struct rich_violation){ .flaw = RICH_FLAW_RELOAD_LATE, .place = place, .have = closes, .need = begin });
			if (begin > closes && !halts)
				return -1;
			clock = begin + j->v->reload_time;
		} else {
			const struct routing_call *call = &j->p->calls[place];

			begin = service_begins(j, place, arrive);
			closes = call->n_windows ? call->windows[call->n_windows - 1].until : ROUTING_NUMBER_MAX;
			if (begin < 0 && tell)
				note(j, (struct rich_violation){ .flaw = RICH_FLAW_TOO_LATE, .place = place, .have = closes, .need = arrive });
			if (begin < 0 && !halts)
				return -1;
			begin = begin < 0 ? arrive : begin;
			clock = begin + call->service;
		}
		if (halts)
			halts[i + 1] = (struct rich_halt){ .place = place, .arrive = arrive, .begin = begin, .leave = clock };
		at = place;
	}
	clock += hours(j, at, j->v->end);
	until = until < j->v->shift.until ? until : j->v->shift.until;
	if (clock > until && tell)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_BACK_TOO_LATE, .place = j->v->end, .have = until, .need = clock });
	clock = clock > open_of(j, j->v->end).from ? clock : open_of(j, j->v->end).from;
	return clock > until && !halts ? -1 : clock;
}

/* The latest departure from `low` on for which a test still holds, which holds at low and, once it fails, fails for good. */
static int64_t last_departure(struct judge *j, int64_t low, int64_t high, int64_t finish, bool same_time_away)
{
	while (low < high) {
		int64_t mid = low + (high - low + 1) / 2, end = drive(j, mid, false, NULL);

		if (end >= 0 && (same_time_away ? end - mid == finish - low : end == finish)) {
			finish = end;
			low = mid;
		} else {
			high = mid - 1;
		}
	}
	return low;
}

/* The departure with the shortest time away, the earliest of several: later
 * departures either end at the same time or, past a window, at another one. */
static int64_t best_departure(struct judge *j, int64_t low, int64_t high)
{
	int64_t best = low, away = INT64_MAX;

	for (int i = 0; i < 1000 && low <= high; i++) {
		int64_t end = drive(j, low, false, NULL), leave;

		if (end < 0)
			break;
		leave = last_departure(j, low, high, end, false);
		if (end - leave < away) {
			away = end - leave;
			best = leave;
		}
		low = last_departure(j, leave, high, end, true) + 1;
	}
	return best;
}

static void check_belongs(struct judge *j, int32_t place)
{
	const struct routing_call *call = &j->p->calls[place];
	bool pass = !call->area;

	for (int32_t i = 0; i < j->v->n_passes; i++)
		pass |= j->v->passes[i].area == call->area;
	if (!pass)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_PASS, .place = place, .need = call->area });
	if ((call->skills & j->v->skills) != call->skills)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_SKILL, .place = place });
	if (call->vehicle && call->vehicle != j->route)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_WRONG_VEHICLE, .place = place, .have = call->vehicle });
}

static bool stands_between(const struct judge *j, int32_t from, int32_t until, int32_t place)
{
	for (int32_t i = from; i < until; i++)
		if (j->place[i] == place)
			return true;
	return false;
}

/* The loads of the trip at positions from to until - 1; what is on board when leaving each place. */
static void check_loads(struct judge *j, int32_t from, int32_t until, struct rich_halt *halts)
{
	const struct routing_rich *p = j->p;

	for (int32_t u = 0; u < p->n_units; u++) {
		int64_t load = 0, most;

		for (int32_t i = from; i < until; i++) {
			bool brings = !p->calls[j->place[i]].collect && !p->calls[j->place[i]].pickup && !j->goes_to[j->place[i]];

			load += brings ? p->calls[j->place[i]].demand[u] : 0;
			halts[i + 1].load[u] = brings ? -p->calls[j->place[i]].demand[u] : 0;
		}
		halts[from].load[u] = most = load;
		for (int32_t i = from; i < until; i++) {
			const struct routing_call *call = &p->calls[j->place[i]];

			load += halts[i + 1].load[u];
			load += call->collect ? call->demand[u] : call->pickup ? -call->demand[u] : 0;
			load += j->goes_to[j->place[i]] ? p->calls[j->goes_to[j->place[i]]].demand[u] : 0;
			halts[i + 1].load[u] = load;
			most = load > most ? load : most;
		}
		if (most > j->v->capacity[u])
			note(j, (struct rich_violation){ .flaw = RICH_FLAW_OVERLOADED, .unit = u, .have = j->v->capacity[u], .need = most });
	}
	for (int32_t i = from; i < until; i++)
		if (p->calls[j->place[i]].pickup && !stands_between(j, from, i, p->calls[j->place[i]].pickup))
			note(j, (struct rich_violation){ .flaw = RICH_FLAW_PAIR, .place = j->place[i], .need = p->calls[j->place[i]].pickup });
}

static void check_trips(struct judge *j, struct rich_halt *halts)
{
	int32_t trips = 0;

	for (int32_t from = 0; from <= j->n_places; trips++) {
		int32_t until = from;

		while (until < j->n_places && !is_depot(j, j->place[until]))
			until++;
		check_loads(j, from, until, halts);
		if (until < j->n_places && j->place[until] != j->v->reload)
			note(j, (struct rich_violation){ .flaw = RICH_FLAW_RELOAD_PLACE, .place = j->place[until], .have = j->v->reload });
		from = until + 1;
	}
	if (trips > j->v->trips)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_TRIPS, .have = j->v->trips, .need = trips });
}

/* Times of the best departure into the halts and the trip. */
static void check_times(struct judge *j, struct rich_trip *t, struct rich_halt *halts)
{
	struct routing_window open = open_of(j, j->v->start);
	int64_t ready = goods_ready(j, 0), low = open.from > j->v->shift.from ? open.from : j->v->shift.from;
	int64_t high = open.until < j->v->shift.until ? open.until : j->v->shift.until, leave, end;

	low = low > ready ? low : ready;
	if (low > high)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_RELEASE, .place = j->v->start, .have = high, .need = low });
	leave = low <= high && drive(j, low, true, NULL) >= 0 ? best_departure(j, low, high) : low;
	end = drive(j, leave, false, halts);
	halts[0].place = j->v->start;
	halts[0].arrive = halts[0].begin = halts[0].leave = leave;
	halts[j->n_places + 1].place = j->v->end;
	halts[j->n_places + 1].arrive = halts[j->n_places + 1].begin = halts[j->n_places + 1].leave = end;
	t->time = end - leave;
	if (j->v->longest && t->time > j->v->longest)
		note(j, (struct rich_violation){ .flaw = RICH_FLAW_TOO_LONG, .have = j->v->longest, .need = t->time });
	for (int32_t i = 0; i <= j->n_places + 1; i++)
		t->waiting += halts[i].begin - halts[i].arrive;
}

static void check_route(struct judge *j, struct rich_trip *t)
{
	const struct routing_rich *p = j->p;
	struct rich_halt *halts = arena_array(j->mem, struct rich_halt, j->n_places + 2);
	int32_t at = j->v->start;

	for (int32_t i = 0; i < j->v->n_fixed; i++)
		if (i >= j->n_places || j->place[i] != j->v->fixed[i]) {
			note(j, (struct rich_violation){ .flaw = RICH_FLAW_FIXED, .place = j->v->fixed[i] });
			break;
		}
	t->first = (int32_t)j->n_halts;
	if (!j->n_places)
		return;
	for (int32_t i = 0; i < j->n_places; i++) {
		int32_t place = j->place[i];

		t->distance += way(p, p->distances, at, place);
		at = place;
		if (is_depot(j, place))
			continue;
		check_belongs(j, place);
		if (j->seen[place]++)
			note(j, (struct rich_violation){ .flaw = RICH_FLAW_TWICE, .place = place });
		if (p->former && p->former[place] && p->former[place] != j->route)
			t->change_cost += p->change_price;
	}
	t->distance += way(p, p->distances, at, j->v->end);
	check_times(j, t, halts);
	check_trips(j, halts);
	t->n = j->n_places + 2;
	t->fixed_cost = j->v->fixed_cost;
	t->distance_cost = j->v->distance_cost * t->distance;
	t->time_cost = j->v->time_cost * t->time;
	j->verdict->n_used++;
	j->verdict->cost += t->fixed_cost + t->distance_cost + t->time_cost + t->change_cost;
	for (int32_t i = 0; i < t->n; i++)
		arena_push(j->mem, j->verdict->halts, j->n_halts, j->halts_room) = halts[i];
}

static void count_left(struct judge *j)
{
	struct rich_verdict *v = j->verdict;

	v->left = arena_array(j->mem, int32_t, j->p->n_stops + 1);
	for (int32_t c = j->p->n_depots; c < j->p->n_depots + j->p->n_stops; c++) {
		if (j->seen[c])
			continue;
		v->left[v->n_left++] = c;
		v->left_cost += j->p->calls[c].price;
		if (!j->p->calls[c].price)
			note(j, (struct rich_violation){ .flaw = RICH_FLAW_MISSING, .place = c });
	}
}

void route_check_rich(const struct routing_rich *p, int32_t n_routes, const int32_t *starts, const int32_t *visits, struct arena *mem,
		      struct rich_verdict *ret)
{
	struct judge j = { .p = p, .mem = mem, .verdict = ret };

	*ret = (struct rich_verdict){ 0 };
	j.seen = arena_array(mem, int32_t, p->n_depots + p->n_stops);
	j.goes_to = arena_array(mem, int32_t, p->n_depots + p->n_stops);
	for (int32_t c = p->n_depots; c < p->n_depots + p->n_stops; c++)
		if (p->calls[c].pickup)
			j.goes_to[p->calls[c].pickup] = c;
	ret->trips = arena_array(mem, struct rich_trip, p->n_vehicles);
	for (int32_t r = 0; r < p->n_vehicles; r++) {
		int32_t n = r < n_routes ? starts[r + 1] - starts[r] : 0;

		j.route = r + 1;
		j.v = &p->vehicles[r];
		j.n_places = 0;
		j.place = arena_array(mem, int32_t, n + 1);
		for (int32_t i = 0; i < n; i++) {
			int32_t place = visits[starts[r] + i];

			if (place < 0 || place >= p->n_depots + p->n_stops)
				note(&j, (struct rich_violation){ .flaw = RICH_FLAW_NO_SUCH_PLACE, .place = place, .need = place });
			else
				j.place[j.n_places++] = place;
		}
		check_route(&j, &ret->trips[r]);
	}
	for (int32_t r = p->n_vehicles; r < n_routes; r++)
		if (starts[r + 1] > starts[r]) {
			note(&j, (struct rich_violation){ .flaw = RICH_FLAW_NO_SUCH_VEHICLE, .have = p->n_vehicles, .need = n_routes });
			break;
		}
	count_left(&j);
	ret->n_violations = (int32_t)j.n;
}
