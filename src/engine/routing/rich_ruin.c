/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/rich_moves.h"

/* As ruin.c, on arrays, with reloads and pairs. */

enum { RUIN_TOURS_MAX = 64, LOOKS_A_SPARE = 16 };
static const double SPLIT_SHARE = 0.5;

/* The way of a tour between the depots of another vehicle. */
static int64_t distance_from(const struct tours *w, const struct tour *t, const struct routing_vehicle *v)
{
	const struct space *sp = &w->fleet->space;

	return t->distance - t->stage[1].way - t->stage[t->n + 1].way + space_distance(sp, v->start, t->stage[1].at)
		+ space_distance(sp, t->stage[t->n].at, v->end);
}

/* The cheapest vehicle still free for what a tour does, if that is cheaper than its own; now and then also one that costs
 * the same and can do less than its own (an earlier kind). */
void rich_change_vehicle(struct tours *w, int32_t tour)
{
	const struct fleet *f = w->fleet;
	const struct tour *t = &w->tour[tour];
	int64_t best_cost = t->cost;
	int32_t best = -1, n, before = -1;
	const bool spare = t->kind > 0 && !chance_below(&w->chance, LOOKS_A_SPARE);
	struct fare fare;

	if (f->n_makes < 2 || t->kind < 0 || t->n_fixed)
		return;
	n = tours_places(w, tour, w->seq);
	for (int32_t k = 0; k < f->n_kinds; k++) {
		const struct routing_vehicle *v = f->kind[k].v;

		if (!w->free[k] || f->kind[k].make == f->kind[t->kind].make || f->kind[k].make == before || v->n_fixed)
			continue;
		const int64_t less = best < 0 && spare && k < t->kind ? best_cost + 1 : best_cost;

		if (v->fixed_cost + v->distance_cost * distance_from(w, t, v) >= less)
			continue;
		if (!fleet_fare(f, k, w->seq, n, &fare) || fare.cost >= less)
			continue;
		best_cost = fare.cost;
		best = k;
		before = f->kind[k].make;
	}
	if (best >= 0)
		tours_lay(w, tour, best, w->seq, n);
}

/* Leaves out reloads that stand beside each other or at an end. */
static int32_t drop_idle_reloads(const struct fleet *f, int32_t *seq, int32_t n, int32_t n_fixed)
{
	int32_t left = n_fixed;

	for (int32_t i = n_fixed; i < n; i++)
		if (seq[i] >= f->n_depots || (left && seq[left - 1] >= f->n_depots))
			seq[left++] = seq[i];
	while (left > n_fixed && seq[left - 1] < f->n_depots)
		left--;
	return left;
}

/* Leaves out reloads that one trip can do without. */
static int32_t merge_trips(struct tours *w, int32_t kind, int32_t *seq, int32_t n, int32_t n_fixed)
{
	struct fare with, without;

	for (int32_t i = n_fixed; i < n; i++) {
		int32_t reload = seq[i];

		if (reload >= w->fleet->n_depots || !fleet_fare(w->fleet, kind, seq, n, &with))
			continue;
		for (int32_t j = i; j < n - 1; j++)
			seq[j] = seq[j + 1];
		if (fleet_fare(w->fleet, kind, seq, n - 1, &without) && without.cost <= with.cost) {
			n--;
			i--;
			continue;
		}
		for (int32_t j = n - 1; j > i; j--)
			seq[j] = seq[j - 1];
		seq[i] = reload;
	}
	return n;
}

/* Lays the tour without the marked positions and what hangs on them. */
static void take_out(struct tours *w, int32_t tour, const int32_t *gone, int32_t n_gone)
{
	const struct fleet *f = w->fleet;
	struct tour *t = &w->tour[tour];
	int32_t kind = t->kind, n = 0, n_fixed = t->n_fixed, *seq = w->seq;
	bool reloads = t->n_trips > 1;

	for (int32_t i = 0; i < n_gone; i++) {
		int32_t c = t->stage[gone[i]].at, partner = c < f->n_depots ? 0 : f->partner[c];

		if (c < f->n_depots || w->stand[c].tour < 0 || (partner && w->stand[partner].at <= n_fixed))
			continue;
		tours_add_absent(w, c);
		if (partner)
			tours_add_absent(w, partner);
	}
	for (int32_t i = 1; i <= t->n; i++)
		if (t->stage[i].at < f->n_depots || w->stand[t->stage[i].at].tour >= 0)
			seq[n++] = t->stage[i].at;
	if (reloads) {
		n = drop_idle_reloads(f, seq, n, n_fixed);
		n = merge_trips(w, kind, seq, n, n_fixed);
	}
	tours_lay(w, tour, kind, seq, n);
	if (!w->broken)
		rich_change_vehicle(w, tour);
}

/* A string of `length` positions with `at` among them, half of the time with one kept in its middle. */
static void take_string(struct tours *w, int32_t tour, int32_t at, int32_t length)
{
	const struct tour *t = &w->tour[tour];
	int32_t from = t->n_fixed + 1, count = t->n - t->n_fixed, kept = 0, least, most, start, gone[64], n = 0, hole;

	if (length > 1 && length < count && chance_share(&w->chance) < SPLIT_SHARE)
		kept = 1;
	least = at - (length + kept) + 1 > from ? at - (length + kept) + 1 : from;
	most = at < t->n - (length + kept) + 1 ? at : t->n - (length + kept) + 1;
	start = least + chance_below(&w->chance, most - least + 1);
	hole = kept ? start + 1 + chance_below(&w->chance, length - 1) : -1;
	for (int32_t i = start; i < start + length + kept && n < 64; i++)
		if (i != hole)
			gone[n++] = i;
	take_out(w, tour, gone, n);
}

void rich_ruin(struct tours *w, int32_t seed, double mean, int32_t longest_string)
{
	const struct space *sp = &w->fleet->space;
	const int32_t *near = sp->near + (int64_t)seed * sp->k;
	double a_tour = w->n_used ? (double)(w->fleet->p->n_stops - w->n_absent) / w->n_used : 1;
	double longest = longest_string < a_tour ? longest_string : a_tour;
	int32_t n_strings = (int32_t)(chance_share(&w->chance) * (4 * mean / (1 + longest) - 1) + 1), n_ruined = 0;
	int32_t ruined[RUIN_TOURS_MAX];

	n_strings = n_strings > RUIN_TOURS_MAX ? RUIN_TOURS_MAX : n_strings;
	for (int32_t i = -1; i < sp->k && n_ruined < n_strings && !w->broken; i++) {
		int32_t c = i < 0 ? seed : near[i], t = c ? w->stand[c].tour : -1, j, count, length;

		if (t < 0 || w->stand[c].at <= w->tour[t].n_fixed)
			continue;
		for (j = 0; j < n_ruined && ruined[j] != t; j++)
			;
		if (j < n_ruined)
			continue;
		ruined[n_ruined++] = t;
		count = w->tour[t].n - w->tour[t].n_fixed;
		length = (int32_t)(chance_share(&w->chance) * (count < longest ? count : longest)) + 1;
		take_string(w, t, w->stand[c].at, length > count ? count : length);
	}
}
