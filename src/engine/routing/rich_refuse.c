/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/rich_fleet.h"

/* What can be said before any search: who cannot be served, and why. */

static int64_t most_of(int64_t a, int64_t b) { return a > b ? a : b; }

/* The earliest time a service can begin; INT64_MAX: too late for the last window. */
static int64_t begin_service(const struct fleet *f, int32_t kind, int32_t c, int64_t arrival)
{
	const struct routing_call *call = &f->p->calls[c];
	struct leg hull = fleet_window(f, kind, c);

	for (int32_t i = 0; i < call->n_windows; i++) {
		int64_t until = call->windows[i].until < hull.late ? call->windows[i].until : hull.late;
		int64_t begin = most_of(most_of(arrival, call->windows[i].from), hull.early);

		if (begin <= until)
			return begin;
	}
	return call->n_windows || arrival > hull.late ? INT64_MAX : most_of(arrival, hull.early);
}

static bool has_pass(const struct routing_vehicle *v, int32_t area)
{
	for (int32_t i = 0; i < v->n_passes; i++)
		if (v->passes[i].area == area)
			return true;
	return !area;
}

/* What does not belong to the vehicle or the goods: the way and the times. */
static struct rich_refusal judge_times(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n, int64_t release)
{
	const struct kind *k = &f->kind[kind];
	int64_t clock = most_of(k->out.early, release), begin;
	int32_t at = k->v->start, span;
	struct fare fare;

	if (clock > k->out.late)
		return (struct rich_refusal){ seq[n - 1], 0, RICH_RELEASED_TOO_LATE, k->out.late, clock };
	for (int32_t i = 0; i < n; i++) {
		clock += space_time(&f->space, at, seq[i]);
		begin = begin_service(f, kind, seq[i], clock);
		if (begin == INT64_MAX)
			return (struct rich_refusal){ seq[i], 0, RICH_TOO_FAR, fleet_window(f, kind, seq[i]).late, clock };
		clock = begin + f->p->calls[seq[i]].service;
		at = seq[i];
	}
	clock += space_time(&f->space, at, k->v->end);
	if (clock > k->back.late)
		return (struct rich_refusal){ seq[n - 1], 0, RICH_NO_RETURN, k->back.late, clock };
	if (fleet_fare(f, kind, seq, n, &fare))
		return (struct rich_refusal){ seq[n - 1], 0, RICH_SERVABLE, 0, 0 };
	span = fare.span;
	return (struct rich_refusal){ seq[n - 1], 0, RICH_TOO_LONG, k->v->longest, span };
}

/* How far one kind of vehicle comes with a stop, or with a pair. */
static struct rich_refusal judge(const struct fleet *f, int32_t kind, const int32_t *seq, int32_t n)
{
	const struct routing_vehicle *v = f->kind[kind].v;
	struct rich_refusal r = { seq[n - 1], 0, RICH_SERVABLE, 0, 0 };
	int64_t release = 0;

	for (int32_t i = 0; i < n; i++) {
		const struct routing_call *call = &f->p->calls[seq[i]];

		r.place = seq[i];
		if (call->vehicle && call->vehicle != f->kind[kind].only)
			return r.why = RICH_NO_VEHICLE, r;
		if (call->skills & ~v->skills)
			return r.why = RICH_NO_SKILL, r;
		if (!has_pass(v, call->area))
			return r.why = RICH_NO_PASS, r.need = call->area, r;
		release = most_of(release, call->release);
	}
	for (int32_t u = 0; u < f->n_units; u++)
		if (f->p->calls[seq[n - 1]].demand[u] > v->capacity[u])
			return r.why = RICH_TOO_MUCH, r.have = v->capacity[u], r.need = f->p->calls[seq[n - 1]].demand[u], r;
	return judge_times(f, kind, seq, n, release);
}

/* The reason of the vehicle that comes nearest to serving it. */
static struct rich_refusal best_judgement(const struct fleet *f, int32_t c)
{
	const int32_t pair[2] = { f->p->calls[c].pickup, c };
	struct rich_refusal best = { c, 0, RICH_NO_VEHICLE, 0, 0 };
	int32_t make = -1;

	for (int32_t k = 0; k < f->n_kinds; k++) {
		struct rich_refusal r;

		if (f->kind[k].make == make && !f->p->calls[c].vehicle)
			continue;
		make = f->kind[k].make;
		r = f->p->calls[c].pickup ? judge(f, k, pair, 2) : judge(f, k, &c, 1);
		if (r.why == RICH_SERVABLE)
			return r;
		if (r.why > best.why || (r.why == best.why && r.need - r.have < best.need - best.have))
			best = r;
	}
	return best;
}

int32_t rich_refusals(const struct routing_rich *p, struct arena *mem, struct rich_refusal **ret)
{
	struct arena room = { 0 };
	struct fleet *f = arena_new(&room, sizeof *f);
	uint8_t *under_way = arena_array(&room, uint8_t, p->n_depots + p->n_stops);
	struct rich_refusal *list = NULL;
	size_t n = 0, n_room = 0;

	fleet_make(f, p, 1, &room);
	for (int32_t k = 0; k < f->n_kinds; k++) {
		const struct routing_vehicle *v = f->kind[k].v;
		struct fare fare;

		for (int32_t i = 0; i < v->n_fixed; i++)
			under_way[v->fixed[i]] = 1;
		if (v->n_fixed && !fleet_fare(f, k, v->fixed, v->n_fixed, &fare))
			arena_push(mem, list, n, n_room) = (struct rich_refusal){ 0, f->kind[k].only, RICH_FIXED_PART, 0, 0 };
	}
	for (int32_t c = p->n_depots; c < f->n; c++) {
		struct rich_refusal r;

		if (under_way[c] || (f->partner[c] && !p->calls[c].pickup))
			continue;
		r = best_judgement(f, c);
		if (r.why != RICH_SERVABLE)
			arena_push(mem, list, n, n_room) = r;
	}
	*ret = list;
	arena_reset(&room);
	return (int32_t)n;
}
