/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/rich_moves.h"
#include <string.h>

/* Small moves between two steps of ruin and recreate: a chain goes elsewhere, two
 * chains change places, two tours exchange tails, vehicles or whole trips.  What
 * the distances say comes first; then both tours are driven as they would be. */

enum { NEIGHBOURS = 16, CHAIN_MAX = 3 };

/* Two tours as they would be. */
struct pair { struct tours *w; int32_t a, b, *seq_a, *seq_b, n_a, n_b; };

static void add(int32_t *seq, int32_t *n, const struct tour *t, int32_t from, int32_t until)
{
	for (int32_t i = from; i <= until; i++)
		seq[(*n)++] = t->stage[i].at;
}

static void add_turned(int32_t *seq, int32_t *n, const struct tour *t, int32_t from, int32_t until)
{
	for (int32_t i = until; i >= from; i--)
		seq[(*n)++] = t->stage[i].at;
}

/* What both tours together would change by with those vehicles; INT64_MAX: they cannot. */
static int64_t change_with(const struct pair *p, int32_t kind_a, int32_t kind_b)
{
	const struct tours *w = p->w;
	struct fare one, other;

	if (!fleet_fare(w->fleet, kind_a, p->seq_a, p->n_a, &one) || !fleet_fare(w->fleet, kind_b, p->seq_b, p->n_b, &other))
		return INT64_MAX;
	return one.cost + other.cost - w->tour[p->a].cost - w->tour[p->b].cost;
}

/* Makes the change when it costs less than the threshold, with vehicles changed where that is better. */
static bool make(const struct pair *p, double threshold)
{
	struct tours *w = p->w;
	int32_t kind_a = w->tour[p->a].kind, kind_b = w->tour[p->b].kind;
	int64_t change = change_with(p, kind_a, kind_b);
	bool may_swap = w->fleet->kind[kind_a].make != w->fleet->kind[kind_b].make && !w->tour[p->a].n_fixed && !w->tour[p->b].n_fixed;

	if (may_swap) {
		int64_t swapped = change_with(p, kind_b, kind_a);

		if (swapped < change) {
			int32_t kind = kind_a;

			kind_a = kind_b;
			kind_b = kind;
			change = swapped;
		}
	}
	if (change == INT64_MAX || (double)change >= threshold)
		return false;
	tours_mark(w);
	return tours_lay(w, p->a, kind_a, p->seq_a, p->n_a) && tours_lay(w, p->b, kind_b, p->seq_b, p->n_b);
}

static bool make_one(struct tours *w, int32_t tour, const int32_t *seq, int32_t n, double threshold)
{
	struct fare fare;

	if (!fleet_fare(w->fleet, w->tour[tour].kind, seq, n, &fare) || (double)(fare.cost - w->tour[tour].cost) >= threshold)
		return false;
	tours_mark(w);
	return tours_lay(w, tour, w->tour[tour].kind, seq, n);
}

static inline int64_t rate(const struct tours *w, const struct tour *t) { return w->fleet->kind[t->kind].v->distance_cost; }

/* Whether distances alone rule a change out.  A price on time can make a longer way cheaper. */
static bool too_dear(const struct tours *w, const struct tour *a, const struct tour *b, int64_t more_a, int64_t more_b, double threshold)
{
	const struct kind *one = &w->fleet->kind[a->kind], *other = &w->fleet->kind[b->kind];

	if (one->make != other->make || one->v->time_cost || other->v->time_cost || w->fleet->p->former)
		return false;
	return (double)(one->v->distance_cost * (more_a + more_b)) >= threshold;
}

static bool shift(struct pair *p, int32_t i, int32_t j, double threshold)
{
	struct tours *w = p->w;
	const struct space *sp = &w->fleet->space;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	int32_t last = i + chance_below(&w->chance, CHAIN_MAX), at = j + chance_below(&w->chance, 2);      /* before stage at of b */
	int64_t out, in;

	last = last > a->n ? a->n : last;
	if (at <= b->n_fixed || i <= a->n_fixed)
		return false;
	out = (int64_t)space_distance(sp, a->stage[i - 1].at, a->stage[last + 1].at) - a->stage[i].way - a->stage[last + 1].way;
	in = (int64_t)space_distance(sp, b->stage[at - 1].at, a->stage[i].at) + space_distance(sp, a->stage[last].at, b->stage[at].at)
		- b->stage[at].way;
	if (p->a == p->b) {
		if ((at >= i && at <= last + 1) || (double)(rate(w, a) * (in + out)) >= threshold)
			return false;
		add(p->seq_a, &p->n_a, a, 1, (at < i ? at : i) - 1);
		if (at < i)
			add(p->seq_a, &p->n_a, a, i, last);
		add(p->seq_a, &p->n_a, a, at < i ? at : last + 1, at < i ? i - 1 : at - 1);
		if (at > i)
			add(p->seq_a, &p->n_a, a, i, last);
		add(p->seq_a, &p->n_a, a, at < i ? last + 1 : at, a->n);
		return make_one(w, p->a, p->seq_a, p->n_a, threshold);
	}
	if (too_dear(w, a, b, out, in, threshold))
		return false;
	add(p->seq_a, &p->n_a, a, 1, i - 1);
	add(p->seq_a, &p->n_a, a, last + 1, a->n);
	add(p->seq_b, &p->n_b, b, 1, at - 1);
	add(p->seq_b, &p->n_b, b, i, i - 1);
	add(p->seq_b, &p->n_b, a, i, last);
	add(p->seq_b, &p->n_b, b, at, b->n);
	return make(p, threshold);
}

static bool swap(struct pair *p, int32_t i, int32_t j, double threshold)
{
	struct tours *w = p->w;
	const struct space *sp = &w->fleet->space;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	int32_t k = chance_below(&w->chance, 2) ? j + 1 : j - 1, last_i = i + chance_below(&w->chance, 2), last_k = k + chance_below(&w->chance, 2);
	int64_t one, other;

	if (p->a == p->b || k <= b->n_fixed || i <= a->n_fixed || last_i > a->n || last_k > b->n)
		return false;
	one = (int64_t)space_distance(sp, a->stage[i - 1].at, b->stage[k].at) + space_distance(sp, b->stage[last_k].at, a->stage[last_i + 1].at)
		- a->stage[i].way - a->stage[last_i + 1].way;
	other = (int64_t)space_distance(sp, b->stage[k - 1].at, a->stage[i].at) + space_distance(sp, a->stage[last_i].at, b->stage[last_k + 1].at)
		- b->stage[k].way - b->stage[last_k + 1].way;
	if (too_dear(w, a, b, one, other, threshold))
		return false;
	add(p->seq_a, &p->n_a, a, 1, i - 1);
	add(p->seq_a, &p->n_a, b, k, last_k);
	add(p->seq_a, &p->n_a, a, last_i + 1, a->n);
	add(p->seq_b, &p->n_b, b, 1, k - 1);
	add(p->seq_b, &p->n_b, a, i, last_i);
	add(p->seq_b, &p->n_b, b, last_k + 1, b->n);
	return make(p, threshold);
}

/* The other tour is driven the other way round: .. i | k .. and .. j | m ..  become  i j  and  k m. */
static bool exchange_crossed(struct pair *p, int32_t i, int32_t j, double threshold)
{
	struct tours *w = p->w;
	const struct space *sp = &w->fleet->space;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	int32_t first = i < j ? i + 1 : j + 1, last = i < j ? j : i;
	int64_t more = (int64_t)space_distance(sp, a->stage[i].at, b->stage[j].at) + space_distance(sp, a->stage[i + 1].at, b->stage[j + 1].at)
		- a->stage[i + 1].way - b->stage[j + 1].way;

	if (i < a->n_fixed || b->n_fixed)
		return false;
	if (p->a == p->b) {
		if ((double)(rate(w, a) * more) >= threshold)
			return false;
		add(p->seq_a, &p->n_a, a, 1, first - 1);
		add_turned(p->seq_a, &p->n_a, a, first, last);
		add(p->seq_a, &p->n_a, a, last + 1, a->n);
		return make_one(w, p->a, p->seq_a, p->n_a, threshold);
	}
	if (too_dear(w, a, b, more, 0, threshold))
		return false;
	add(p->seq_a, &p->n_a, a, 1, i);
	add_turned(p->seq_a, &p->n_a, b, 1, j);
	add_turned(p->seq_b, &p->n_b, a, i + 1, a->n);
	add(p->seq_b, &p->n_b, b, j + 1, b->n);
	return make(p, threshold);
}

/* .. i | k ..  and  .. p | j ..  become  i j  and  p k. */
static bool exchange_tails(struct pair *p, int32_t i, int32_t j, double threshold)
{
	struct tours *w = p->w;
	const struct space *sp = &w->fleet->space;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	int64_t more = (int64_t)space_distance(sp, a->stage[i].at, b->stage[j].at) + space_distance(sp, b->stage[j - 1].at, a->stage[i + 1].at)
		- a->stage[i + 1].way - b->stage[j].way;

	if (p->a == p->b || i < a->n_fixed || j <= b->n_fixed || too_dear(w, a, b, more, 0, threshold))
		return false;
	add(p->seq_a, &p->n_a, a, 1, i);
	add(p->seq_a, &p->n_a, b, j, b->n);
	add(p->seq_b, &p->n_b, b, 1, j - 1);
	add(p->seq_b, &p->n_b, a, i + 1, a->n);
	return make(p, threshold);
}

static int32_t trip_begins(const struct fleet *f, const struct tour *t, int32_t i)
{
	while (i > 1 && t->stage[i - 1].at >= f->n_depots)
		i--;
	return i;
}

static int32_t trip_ends(const struct fleet *f, const struct tour *t, int32_t i)
{
	while (i < t->n && t->stage[i + 1].at >= f->n_depots)
		i++;
	return i;
}

/* The trip at i of one vehicle and the trip at j of another, one for the other;
 * or the first moves in front of the second, which keeps its place. */
static bool exchange_trips(struct pair *p, int32_t i, int32_t j, double threshold)
{
	struct tours *w = p->w;
	const struct fleet *f = w->fleet;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	int32_t first = trip_begins(f, a, i), last = trip_ends(f, a, i), begin = trip_begins(f, b, j), end = trip_ends(f, b, j);
	bool move = chance_below(&w->chance, 2);

	if (p->a == p->b || first <= a->n_fixed || begin <= b->n_fixed)
		return false;
	add(p->seq_a, &p->n_a, a, 1, move ? first - 2 : first - 1);
	if (!move)
		add(p->seq_a, &p->n_a, b, begin, end);
	add(p->seq_a, &p->n_a, a, move && first == 1 ? last + 2 : last + 1, a->n);
	add(p->seq_b, &p->n_b, b, 1, begin - 1);
	add(p->seq_b, &p->n_b, a, first, last);
	if (move) {
		p->seq_b[p->n_b++] = f->kind[b->kind].v->reload;
		add(p->seq_b, &p->n_b, b, begin, b->n);
	} else {
		add(p->seq_b, &p->n_b, b, end + 1, b->n);
	}
	return make(p, threshold);
}

/* The cheapest vehicle for these places, out of those free and `own` (-1: none). */
static int32_t cheapest_kind(const struct tours *w, const int32_t *seq, int32_t n, int32_t own, int32_t also, int64_t *cost)
{
	const struct fleet *f = w->fleet;
	int32_t best = -1, before = -1;
	struct fare fare;

	*cost = INT64_MAX;
	for (int32_t k = 0; k < f->n_kinds; k++) {
		bool mine = k == own || k == also;

		if ((!w->free[k] && !mine) || f->kind[k].v->n_fixed || (f->kind[k].make == before && !mine)
		    || f->kind[k].v->fixed_cost >= *cost || !fleet_fare(f, k, seq, n, &fare))
			continue;
		before = f->kind[k].make;
		if (fare.cost < *cost) {
			*cost = fare.cost;
			best = k;
		}
	}
	return best;
}

/* The trips behind the one at i go to a vehicle that is free. */
static bool give_trips_away(struct pair *p, int32_t i, double threshold)
{
	struct tours *w = p->w;
	const struct tour *a = &w->tour[p->a];
	int32_t last = trip_ends(w->fleet, a, i), kind;
	struct fare one;
	int64_t other;

	if (last >= a->n || last < a->n_fixed || w->n_used >= w->n_tours)
		return false;
	add(p->seq_a, &p->n_a, a, 1, last);
	add(p->seq_b, &p->n_b, a, last + 2, a->n);
	kind = cheapest_kind(w, p->seq_b, p->n_b, -1, -1, &other);
	if (kind < 0 || !fleet_fare(w->fleet, a->kind, p->seq_a, p->n_a, &one) || (double)(one.cost + other - a->cost) >= threshold)
		return false;
	p->b = tours_new_tour(w);
	tours_mark(w);
	return tours_lay(w, p->a, a->kind, p->seq_a, p->n_a) && tours_lay(w, p->b, kind, p->seq_b, p->n_b);
}

static bool exchange_vehicles(struct pair *p, double threshold)
{
	struct tours *w = p->w;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	const struct kind *one = &w->fleet->kind[a->kind], *other = &w->fleet->kind[b->kind];

	if (p->a == p->b || (one->make == other->make && !w->fleet->p->former) || a->n_fixed || b->n_fixed)
		return false;
	add(p->seq_a, &p->n_a, a, 1, a->n);
	add(p->seq_b, &p->n_b, b, 1, b->n);
	if (change_with(p, b->kind, a->kind) == INT64_MAX || (double)change_with(p, b->kind, a->kind) >= threshold)
		return false;
	int32_t kind_a = a->kind, kind_b = b->kind;

	tours_mark(w);
	return tours_lay(w, p->a, kind_b, p->seq_a, p->n_a) && tours_lay(w, p->b, kind_a, p->seq_b, p->n_b);
}

/* The stage behind which a tour waits longest; the one at `at` where it never waits. */
static int32_t idlest(const struct fleet *f, const struct tour *t, int32_t at)
{
	int32_t most = 0;

	for (int32_t i = 1; i < t->n; i++) {
		const struct stage *a = &t->stage[i], *b = &t->stage[i + 1];
		const struct leg own = b->at < f->n_depots ? f->kind[t->kind].reload : fleet_window(f, t->kind, b->at);
		int32_t waits = b->before.span - a->before.span - space_time(&f->space, a->at, b->at) - own.span;

		if (waits > most) {
			most = waits;
			at = i;
		}
	}
	return at;
}

/* The rest of a tour goes to a vehicle of its own; both get the best there is. */
static bool split(struct pair *p, int32_t i, double threshold)
{
	struct tours *w = p->w;
	const struct tour *a = &w->tour[p->a];
	int64_t one, other;
	int32_t kind_a, kind_b, end = i, begin = i + 1;

	if (i >= a->n || i < 1 || a->n_fixed || w->n_used >= w->n_tours)
		return false;
	while (end > 0 && a->stage[end].at < w->fleet->n_depots)
		end--;
	while (begin <= a->n && a->stage[begin].at < w->fleet->n_depots)
		begin++;
	if (end < 1 || begin > a->n)
		return false;
	add(p->seq_a, &p->n_a, a, 1, end);
	add(p->seq_b, &p->n_b, a, begin, a->n);
	kind_a = cheapest_kind(w, p->seq_a, p->n_a, a->kind, -1, &one);
	if (kind_a < 0 || (double)(one - a->cost) >= threshold)
		return false;
	kind_b = cheapest_kind(w, p->seq_b, p->n_b, kind_a == a->kind ? -1 : a->kind, -1, &other);
	if (kind_b < 0 || (double)(one + other - a->cost) >= threshold || (kind_a == kind_b && w->free[kind_a] < 2 && kind_a != a->kind))
		return false;
	p->b = tours_new_tour(w);
	tours_mark(w);
	return tours_lay(w, p->a, kind_a, p->seq_a, p->n_a) && tours_lay(w, p->b, kind_b, p->seq_b, p->n_b);
}

/* Two tours become one, the second behind the first. */
static bool merge(struct pair *p, double threshold)
{
	struct tours *w = p->w;
	const struct tour *a = &w->tour[p->a], *b = &w->tour[p->b];
	int64_t cost;
	int32_t kind;

	if (p->a == p->b || a->n_fixed || b->n_fixed || a->n_trips > 1 || b->n_trips > 1)
		return false;
	add(p->seq_a, &p->n_a, a, 1, a->n);
	add(p->seq_a, &p->n_a, b, 1, b->n);
	kind = cheapest_kind(w, p->seq_a, p->n_a, a->kind, b->kind, &cost);
	if (kind < 0 || (double)(cost - a->cost - b->cost) >= threshold)
		return false;
	tours_mark(w);
	return tours_lay(w, p->b, -1, NULL, 0) && tours_lay(w, p->a, kind, p->seq_a, p->n_a);
}

bool rich_small_move(struct tours *w, double threshold)
{
	const struct fleet *f = w->fleet;
	int32_t most = f->space.k < NEIGHBOURS + f->n_depots ? f->space.k : NEIGHBOURS + f->n_depots;
	int32_t c = f->n_depots + chance_below(&w->chance, f->p->n_stops);
	int32_t j = most ? f->space.near[(int64_t)c * f->space.k + chance_below(&w->chance, most)] : 0;
	struct pair p = { .w = w, .seq_a = w->seq, .seq_b = w->other };

	if (!j || w->stand[c].tour < 0 || w->stand[j].tour < 0)
		return false;
	p.a = w->stand[c].tour;
	p.b = w->stand[j].tour;
	switch (chance_below(&w->chance, 16)) {
	case 0: case 1: case 2: case 3: case 4:
		return shift(&p, w->stand[c].at, w->stand[j].at, threshold);
	case 5: case 6: case 7: case 8:
		return swap(&p, w->stand[c].at, w->stand[j].at, threshold);
	case 9:
		if (f->any_reload)
			return chance_below(&w->chance, 4) ? exchange_trips(&p, w->stand[c].at, w->stand[j].at, threshold)
				: give_trips_away(&p, w->stand[c].at, threshold);
		break;
	case 10:
		if (f->n_kinds > 1) {
			p.b = w->used[chance_below(&w->chance, w->n_used)];
			return exchange_vehicles(&p, threshold);
		}
		break;
	case 11: case 12:
		if (f->space.symmetric)
			return exchange_crossed(&p, w->stand[c].at, w->stand[j].at, threshold);
		break;
	case 13:
		if (f->any_fixed_cost)
			return chance_below(&w->chance, 2) ? split(&p, idlest(f, &w->tour[p.a], w->stand[c].at), threshold) : merge(&p, threshold);
		break;
	default:
		break;
	}
	return exchange_tails(&p, w->stand[c].at, w->stand[j].at, threshold);
}
