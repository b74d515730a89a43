/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/rich_moves.h"
#include <string.h>

/* Greedy insertion with blinks.  Cost first, then what a few numbers can tell,
 * and only then, where they cannot tell all, the whole tour. */

static const double BLINK_SHARE = 0.01;
enum { SORTED_MAX = 128, TRIES_MAX = 60, PAIR_TOURS = 8, LOOKS_A_DRIVE = 32 };

enum way { BETWEEN, RELOAD_BEFORE, RELOAD_BEHIND };

/* Where c could go: at position `at` of a tour (-1: a new one), for a vehicle of `kind`. */
struct spot { int64_t change; int32_t tour, at, kind; enum way way; int32_t pickup_at; };

static inline bool overlooked(struct tours *w)
{
	if (--w->blink > 0)
		return false;
	w->blink = 1 + (int32_t)(__builtin_log(1 - chance_share(&w->chance)) / __builtin_log1p(-BLINK_SHARE));
	return true;
}

static inline bool is_enough(const struct tours *w, const struct spot *best) { return w->hurried && best->kind >= 0; }

static inline int64_t price_of_change(const struct tours *w, int32_t c, int32_t kind)
{
	const struct routing_rich *p = w->fleet->p;

	return p->former && p->former[c] && p->former[c] != w->fleet->kind[kind].only ? p->change_price : 0;
}

/* The tour with c at position `at`, and a reload where asked for. */
static int32_t with_stop(const struct tours *w, int32_t tour, const struct spot *s, int32_t c, int32_t *seq)
{
	const struct tour *t = &w->tour[tour];
	int32_t n = 0, reload = w->fleet->kind[t->kind].v->reload;

	for (int32_t i = 1; i <= t->n + 1; i++) {
		if (i == s->at) {
			if (s->way == RELOAD_BEFORE)
				seq[n++] = reload;
			seq[n++] = c;
			if (s->way == RELOAD_BEHIND)
				seq[n++] = reload;
		}
		if (i <= t->n)
			seq[n++] = t->stage[i].at;
	}
	return n;
}

/* Drives the changed tour; the spot becomes the best when it is possible and cheaper. */
static void try_whole(struct tours *w, int32_t c, struct spot s, struct spot *best)
{
	struct fare fare;
	int32_t n = with_stop(w, s.tour, &s, c, w->seq);

	if (!fleet_fare(w->fleet, s.kind, w->seq, n, &fare))
		return;
	s.change = fare.cost - w->tour[s.tour].cost;
	if (s.change < best->change)
		*best = s;
}

static inline bool holds(const struct fleet *f, int32_t kind, const int32_t *load, const int32_t *more)
{
	for (int32_t u = 0; u < f->n_units; u++)
		if (load[u] + more[u] > f->kind[kind].v->capacity[u])
			return false;
	return true;
}

/* The same stop with a larger vehicle that is free; it takes `span`, about, and `more` way. */
static void try_larger(struct tours *w, int32_t c, struct spot s, int64_t more, int32_t span, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct tour *t = &w->tour[s.tour];
	int32_t before = -1;

	for (int32_t k = 0; k < f->n_kinds; k++) {
		const struct kind *kind = &f->kind[k];

		if (!w->free[k] || kind->make == before || kind->make == f->kind[t->kind].make || kind->v->n_fixed || !fleet_serves(f, k, c)
		    || (t->skills & ~kind->v->skills) || (t->n_trips < 2 && !holds(f, k, t->load[0], f->p->calls[c].demand)))
			continue;
		if (kind->v->start == t->stage[0].at && kind->v->end == t->stage[t->n + 1].at
		    && kind->v->fixed_cost + kind->v->distance_cost * (t->distance + more) + kind->v->time_cost * span - t->cost >= best->change)
			continue;
		s.kind = k;
		try_whole(w, c, s, best);
		before = kind->make;
	}
}

/* Ways and times to and from the stop that is placed. */
struct rows { const int32_t *to, *from, *time_to, *time_from; };

static inline struct rows rows_of(const struct space *sp, int32_t c)
{
	int64_t row = (int64_t)c * sp->n;

	return (struct rows){ sp->to + row, sp->from + row, sp->time_to + row, sp->time_from + row };
}

/* The tour's times with c between two stages, in that of its windows where they are shortest. */
static inline bool join_between(const struct fleet *f, const struct tour *t, const struct stage *a, const struct stage *b, int32_t c, const struct rows *r,
				struct leg *ret)
{
	const struct kind *k = &f->kind[t->kind];
	const int32_t n = f->p->calls[c].n_windows;
	bool found = false;

	for (int32_t i = 0; i < (n > 1 ? n : 1); i++) {
		struct leg leg = a->before, own = n > 1 ? fleet_one_window(f, t->kind, c, i) : fleet_window(f, t->kind, c);

		if (own.early > own.late || !leg_join(&leg, &own, r->time_from[a->at]) || !leg_join(&leg, &b->after, r->time_to[b->at])
		    || leg.span > k->longest || (found && leg.span >= ret->span))
			continue;
		*ret = leg;
		found = true;
	}
	return found;
}

/* Between the stages at - 1 and at. */
static inline __attribute__((always_inline)) void try_between(struct tours *w, int32_t c, int32_t tour, int32_t at, int32_t in, int32_t out,
							       const struct rows *r, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct tour *t = &w->tour[tour];
	const struct stage *a = &t->stage[at - 1], *b = &t->stage[at];
	const struct kind *k = &f->kind[t->kind];
	const struct routing_call *call = &f->p->calls[c];
	int64_t more = (int64_t)in + out - b->way, change = k->rate * more;
	struct spot s = { .tour = tour, .at = at, .kind = t->kind };
	struct leg leg;

	if (overlooked(w))
		return;
	if (f->p->former && (change += price_of_change(w, c, t->kind)) >= best->change)
		return;
	if (!call->collect && !holds(f, t->kind, t->load[a->trip], call->demand)) {
		if (f->any_larger && !t->n_fixed && !w->hurried && join_between(f, t, a, b, c, r, &leg))
			try_larger(w, c, s, more, leg.span, best);
		return;
	}
	if (!fleet_serves(f, t->kind, c))
		return;
	if (!join_between(f, t, a, b, c, r, &leg)) {
		if (f->any_split && !chance_below(&w->chance, LOOKS_A_DRIVE))      /* in other windows it might */
			try_whole(w, c, s, best);
		return;
	}
	if (f->any_collect || call->release > t->release[a->trip]) {
		try_whole(w, c, s, best);
		return;
	}
	change += k->v->time_cost * (leg.span - t->span);
	if (change >= best->change)
		return;
	s.change = change;
	*best = s;
}

/* What legs can tell about a reload and c between two stages, with `more` way: false when it is too late, or dearer than the best so far. */
static bool reload_pays(const struct tours *w, int32_t c, int32_t tour, int32_t at, enum way way, int64_t more, const struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct tour *t = &w->tour[tour];
	const struct kind *k = &f->kind[t->kind];
	const struct space *sp = &f->space;
	int32_t reload = k->v->reload, first = way == RELOAD_BEFORE ? reload : c, second = way == RELOAD_BEFORE ? c : reload;
	struct leg leg = t->stage[at - 1].before, stop = fleet_window(f, t->kind, c), load = k->reload;

	if (way == RELOAD_BEFORE && f->p->calls[c].release > load.early)
		load.early = f->p->calls[c].release;
	return load.early <= load.late && leg_join(&leg, way == RELOAD_BEFORE ? &load : &stop, space_time(sp, t->stage[at - 1].at, first))
		&& leg_join(&leg, way == RELOAD_BEFORE ? &stop : &load, space_time(sp, first, second))
		&& leg_join(&leg, &t->stage[at].after, space_time(sp, second, t->stage[at].at)) && leg.span <= k->longest
		&& k->v->distance_cost * more + k->v->time_cost * (leg.span - t->span) < best->change;
}

/* As the end of one trip, or the start of the next, with a reload in between. */
static inline void try_reload(struct tours *w, int32_t c, int32_t tour, int32_t at, int32_t in, int32_t out, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct tour *t = &w->tour[tour];
	const struct kind *k = &f->kind[t->kind];
	const struct space *sp = &f->space;
	int32_t reload = k->v->reload, a = t->stage[at - 1].at, b = t->stage[at].at;
	int64_t before, behind;

	if (t->n_trips >= k->v->trips || !fleet_serves(f, t->kind, c))
		return;
	before = (int64_t)space_distance(sp, a, reload) + space_distance(sp, reload, c) + out - t->stage[at].way;
	behind = (int64_t)in + space_distance(sp, c, reload) + space_distance(sp, reload, b) - t->stage[at].way;
	if (k->rate * before < best->change && !overlooked(w) && reload_pays(w, c, tour, at, RELOAD_BEFORE, before, best))
		try_whole(w, c, (struct spot){ .tour = tour, .at = at, .kind = t->kind, .way = RELOAD_BEFORE }, best);
	if (k->rate * behind < best->change && !overlooked(w) && reload_pays(w, c, tour, at, RELOAD_BEHIND, behind, best))
		try_whole(w, c, (struct spot){ .tour = tour, .at = at, .kind = t->kind, .way = RELOAD_BEHIND }, best);
}

/* Between two trips of any tour, as a trip of its own. */
static void try_own_trip(struct tours *w, int32_t c, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct space *sp = &f->space;
	int32_t skip = w->n_used ? chance_below(&w->chance, w->n_used) : 0;

	for (int32_t i = 0; i < w->n_used && i < TRIES_MAX; i++) {
		int32_t tour = w->used[(i + skip) % w->n_used];
		const struct tour *t = &w->tour[tour];
		const struct routing_vehicle *v = f->kind[t->kind].v;

		if (t->n_trips >= v->trips || !fleet_serves(f, t->kind, c))
			continue;
		for (int32_t at = t->n_fixed + 1; at <= t->n + 1; at++) {
			int32_t a = t->stage[at - 1].at, b = t->stage[at].at;
			bool ends = at == t->n + 1 || b < f->n_depots, begins = at == 1 || a < f->n_depots;
			int64_t round = (int64_t)space_distance(sp, v->reload, c) + space_distance(sp, c, ends ? b : v->reload)
				+ (ends ? space_distance(sp, a, v->reload) : space_distance(sp, v->reload, b)) - t->stage[at].way;

			if ((!ends && !begins) || v->distance_cost * round >= best->change)
				continue;
			if (reload_pays(w, c, tour, at, ends ? RELOAD_BEFORE : RELOAD_BEHIND, round, best))
				try_whole(w, c, (struct spot){ .tour = tour, .at = at, .kind = t->kind, .way = ends ? RELOAD_BEFORE : RELOAD_BEHIND }, best);
		}
	}
}

/* Alone, with a vehicle that is free: one of each make, and the one that had it before. */
static void try_new_tour(struct tours *w, int32_t c, struct spot *best)
{
	const struct fleet *f = w->fleet;
	int32_t before = -1, former = f->p->former ? f->p->former[c] : 0;

	for (int32_t k = 0; k < f->n_kinds; k++) {
		const struct kind *kind = &f->kind[k];
		int64_t cost = f->alone[(int64_t)k * f->n + c];

		if (cost == INT64_MAX || !w->free[k] || kind->v->n_fixed || (kind->make == before && (!former || kind->only != former)))
			continue;
		cost -= (int64_t)((1 - w->fixed_share) * (double)kind->v->fixed_cost);
		if (cost >= best->change || (f->n_makes > 1 && overlooked(w)))
			continue;
		before = kind->make;
		*best = (struct spot){ .change = cost, .tour = -1, .kind = k };
	}
}

static void try_new_tour_for_pair(struct tours *w, int32_t c, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const int32_t both[2] = { f->p->calls[c].pickup, c };
	int32_t before = -1;
	struct fare fare;

	for (int32_t k = 0; k < f->n_kinds; k++) {
		if (!w->free[k] || f->kind[k].v->n_fixed || (f->kind[k].make == before && !f->p->former) || !fleet_fare(f, k, both, 2, &fare))
			continue;
		before = f->kind[k].make;
		if (fare.cost < best->change)
			*best = (struct spot){ .change = fare.cost, .tour = -1, .kind = k };
	}
}

static void find_spot(struct tours *w, int32_t c, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct space *sp = &f->space;
	const int32_t *near = sp->near + (int64_t)c * sp->k;
	const struct rows r = rows_of(sp, c);
	const struct stand *stand = w->stand;
	const struct tour *tours = w->tour;
	const struct kind *kinds = f->kind;
	const bool reloads = f->any_reload;
	int32_t must = f->p->calls[c].collect || f->any_larger ? 0 : f->p->calls[c].demand[0];      /* tours with less room are passed over */

	if (!w->hurried)
		try_new_tour(w, c, best);      /* first: where a reload costs the same, another vehicle leaves more ways open */
	for (int32_t i = 0; i < sp->k && near[i] && !is_enough(w, best); i++) {
		int32_t j = near[i];
		const struct stand *v = &stand[j];
		const struct tour *t;
		int64_t rate;

		if (v->tour < 0)
			continue;
		t = &tours[v->tour];
		if (t->spare < must && !reloads)
			continue;
		rate = kinds[t->kind].rate;
		if (v->at > t->n_fixed) {
			int32_t in = r.from[v->before];

			if (rate * (in + r.to[j] - v->way_before) < best->change)
				try_between(w, c, v->tour, v->at, in, r.to[j], &r, best);
			if (reloads)
				try_reload(w, c, v->tour, v->at, in, r.to[j], best);
		}
		if (v->at >= t->n_fixed) {
			int32_t out = r.to[v->behind];

			if (rate * (r.from[j] + out - v->way_behind) < best->change)
				try_between(w, c, v->tour, v->at + 1, r.from[j], out, &r, best);
			if (reloads)
				try_reload(w, c, v->tour, v->at + 1, r.from[j], out, best);
		}
	}
	for (int32_t i = 0; i < w->n_used && f->any_fixed; i++) {      /* behind trips under way, whoever is near */
		const struct tour *t = &w->tour[w->used[i]];

		if (t->n_fixed && t->n == t->n_fixed && best->change > 0)
			try_between(w, c, w->used[i], t->n + 1, space_distance(sp, t->stage[t->n].at, c), space_distance(sp, c, t->stage[t->n + 1].at), &r, best);
	}
	if (w->hurried && best->kind < 0)
		try_new_tour(w, c, best);
	if (f->any_reload && !is_enough(w, best))
		try_own_trip(w, c, best);
}

/* Drives the tour with the pickup at i and c at j, places in it as it stands. */
static void try_whole_pair(struct tours *w, int32_t c, int32_t tour, int32_t i, int32_t j, struct spot *best)
{
	const struct tour *t = &w->tour[tour];
	struct fare fare;
	int32_t n = 0;

	for (int32_t s = 1; s <= t->n + 1; s++) {
		if (s == i)
			w->seq[n++] = w->fleet->p->calls[c].pickup;
		if (s == j)
			w->seq[n++] = c;
		if (s <= t->n)
			w->seq[n++] = t->stage[s].at;
	}
	if (fleet_fare(w->fleet, t->kind, w->seq, n, &fare) && fare.cost - t->cost < best->change)
		*best = (struct spot){ .change = fare.cost - t->cost, .tour = tour, .at = j, .kind = t->kind, .pickup_at = i };
}

/* Both stops of a pair at every two places of one trip.  Legs tell what it takes at least: only what
 * could be cheaper still is driven as a whole, which a long tour would otherwise be for each two places. */
static void try_pair(struct tours *w, int32_t c, int32_t tour, struct spot *best)
{
	const struct fleet *f = w->fleet;
	const struct space *sp = &f->space;
	const struct tour *t = &w->tour[tour];
	const struct kind *k = &f->kind[t->kind];
	const int32_t pickup = f->p->calls[c].pickup;
	const struct leg load = fleet_window(f, t->kind, pickup), own = fleet_window(f, t->kind, c);

	if (!fleet_serves(f, t->kind, c) || !fleet_serves(f, t->kind, pickup))
		return;
	for (int32_t i = t->n_fixed + 1; i <= t->n + 1 && !is_enough(w, best); i++) {
		const int32_t a = t->stage[i - 1].at, b = t->stage[i].at;
		struct leg run = t->stage[i - 1].before;

		if (!leg_join(&run, &load, space_time(sp, a, pickup)))
			continue;
		for (int32_t j = i, y = pickup; j <= t->n + 1; j++) {
			const int32_t z = t->stage[j].at;
			int64_t more = k->v->distance_cost * ((int64_t)space_distance(sp, a, pickup) - t->stage[i].way + space_distance(sp, y, c) + space_distance(sp, c, z)
				+ (j == i ? 0 : (int64_t)space_distance(sp, pickup, b) - t->stage[j].way));
			struct leg leg = run, next;

			if (more < best->change && !overlooked(w) && leg_join(&leg, &own, space_time(sp, y, c)) && leg_join(&leg, &t->stage[j].after, space_time(sp, c, z))
			    && leg.span <= k->longest && more + k->v->time_cost * (leg.span - t->span) < best->change)
				try_whole_pair(w, c, tour, i, j, best);
			if (j > t->n || z < f->n_depots)
				break;
			next = fleet_window(f, t->kind, z);
			if (!leg_join(&run, &next, space_time(sp, y, z)))
				break;
			y = z;
		}
	}
}

static void find_pair_spot(struct tours *w, int32_t c, struct spot *best)
{
	const struct fleet *f = w->fleet;
	int32_t tried[PAIR_TOURS], n = 0, ends[2] = { c, f->p->calls[c].pickup };

	for (int32_t i = 0; i < 2 * f->space.k && n < PAIR_TOURS && !is_enough(w, best); i++) {
		int32_t j = f->space.near[(int64_t)ends[i % 2] * f->space.k + i / 2], tour = j ? w->stand[j].tour : -1, seen = 0;

		while (seen < n && tried[seen] != tour)
			seen++;
		if (tour < 0 || seen < n)
			continue;
		tried[n++] = tour;
		try_pair(w, c, tour, best);
	}
	for (int32_t i = 0; i < w->n_used && f->any_fixed; i++)
		if (w->tour[w->used[i]].n_fixed)
			try_pair(w, c, w->used[i], best);
	if (!is_enough(w, best))
		try_new_tour_for_pair(w, c, best);
}

static void put(struct tours *w, int32_t c, const struct spot *s)
{
	int32_t pickup = w->fleet->p->calls[c].pickup, n = 0;

	tours_drop_absent(w, c);
	if (s->tour < 0) {
		if (pickup)
			w->seq[n++] = pickup;
		w->seq[n++] = c;
		tours_lay(w, tours_new_tour(w), s->kind, w->seq, n);
		return;
	}
	n = with_stop(w, s->tour, s, c, w->seq);
	if (pickup) {
		memmove(w->seq + s->pickup_at, w->seq + s->pickup_at - 1, sizeof *w->seq * (size_t)(n - s->pickup_at + 1));
		w->seq[s->pickup_at - 1] = pickup;
		n++;
	}
	tours_lay(w, s->tour, s->kind, w->seq, n);
}

enum order { AS_DRAWN, MOST_FIRST, FAR_FIRST, NEAR_FIRST, TIGHT_FIRST, EARLY_FIRST, LATE_FIRST, RELEASED_FIRST, ORDERS };

static int64_t rank_of(struct tours *w, enum order order, int32_t c)
{
	const struct fleet *f = w->fleet;
	const struct routing_call *call = &f->p->calls[c];
	const struct routing_stop *stop = &f->space.stop[c];

	switch (order) {
	case MOST_FIRST:     return -(int64_t)call->demand[0];
	case FAR_FIRST:      return -(int64_t)f->space.depot_to[c];
	case NEAR_FIRST:     return f->space.depot_to[c];
	case TIGHT_FIRST:    return stop->until - stop->from;
	case EARLY_FIRST:    return stop->from;
	case LATE_FIRST:     return -(int64_t)stop->until;
	case RELEASED_FIRST: return call->release;
	case AS_DRAWN:
	case ORDERS:         break;
	}
	return (int64_t)(chance_bits(&w->chance) >> 33);
}

/* Into the order in which they are placed; a long list only by chance. */
static int32_t sort_absent(struct tours *w, int32_t *list)
{
	static const int32_t weight[ORDERS] = { 4, 4, 2, 1, 2, 2, 2, 2 };
	int32_t draw = chance_below(&w->chance, w->fleet->any_release ? 19 : 17), order = 0, n = w->n_absent;
	int64_t key[SORTED_MAX];

	memcpy(list, w->absent, sizeof *list * (size_t)n);
	for (int32_t i = 0; n > SORTED_MAX && i < SORTED_MAX; i++) {
		int32_t other = i + chance_below(&w->chance, n - i), c = list[i];

		list[i] = list[other];
		list[other] = c;
	}
	n = n > SORTED_MAX ? SORTED_MAX : n;
	while (draw >= weight[order])
		draw -= weight[order++];
	for (int32_t i = 0; i < n; i++) {
		int32_t at = i, c = list[i];
		int64_t k = rank_of(w, (enum order)order, c);

		for (; at > 0 && key[at - 1] > k; at--) {
			key[at] = key[at - 1];
			list[at] = list[at - 1];
		}
		key[at] = k;
		list[at] = c;
	}
	return n;
}

void rich_place(struct tours *w, const int32_t *list, int32_t n)
{
	for (int32_t i = 0; i < n && !w->broken; i++) {
		struct spot best = { .change = w->price[list[i]], .kind = -1 };

		if (w->fleet->p->calls[list[i]].pickup)
			find_pair_spot(w, list[i], &best);
		else
			find_spot(w, list[i], &best);
		if (best.kind >= 0)
			put(w, list[i], &best);
	}
}

void rich_recreate(struct tours *w)
{
	/* half of the time as if a new vehicle cost less: stops that follow fill it */
	w->fixed_share = w->fleet->any_fixed_cost && chance_below(&w->chance, 2) ? chance_share(&w->chance) : 1;
	rich_place(w, w->other, sort_absent(w, w->other));
	w->fixed_share = 1;
}
