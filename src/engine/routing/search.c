/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/search.h"
#include <string.h>

/* Dear enough that no shorter way makes up for a stop left out. */
static int64_t price_of_absence(const struct space *space)
{
	int64_t most = 0;

	for (int32_t c = 1; c < space->n; c++)
		if ((int64_t)space->depot_to[c] + space->depot_from[c] > most)
			most = (int64_t)space->depot_to[c] + space->depot_from[c];
	return 2 * most + 1;
}

void search_make(struct search *s, const struct space *space, uint64_t seed, struct arena *mem)
{
	int32_t n = space->n, n_trips = space->n_trips;

	*s = (struct search){ .space = space, .n_allowed = n_trips, .best_cost = INT64_MAX, .best_value = INT64_MAX, .blink = 1 };
	chance_begin(&s->chance, seed);
	s->node = arena_array(mem, struct node, n);
	s->best_node = arena_array(mem, struct node, n);
	s->node_log = arena_array(mem, struct was_node, n);
	s->trip = arena_array(mem, struct trip, n_trips);
	s->best_trip = arena_array(mem, struct trip, n_trips);
	s->trip_log = arena_array(mem, struct was_trip, n_trips);
	s->used = arena_array(mem, int32_t, n_trips);
	s->used_at = arena_array(mem, int32_t, n_trips);
	s->absent = arena_array(mem, int32_t, n);
	s->was_absent = arena_array(mem, int32_t, n);
	s->best_absent = arena_array(mem, int32_t, n);
	s->changed = arena_array(mem, int32_t, n);
	s->changed_trip = arena_array(mem, int32_t, n_trips);
	s->is_changed = arena_array(mem, uint8_t, n);
	s->is_changed_trip = arena_array(mem, uint8_t, n_trips);
	for (int32_t t = 0; t < n_trips; t++)
		s->used[t] = s->used_at[t] = t;
	for (int32_t c = 1; c < n; c++) {
		s->node[c].trip = -1;
		s->absent[s->n_absent++] = c;
	}
	s->node[0].depart = space->stop[0].from;
	s->node[0].latest = space->stop[0].until;
	memcpy(s->best_node, s->node, sizeof *s->node * (size_t)n);
	s->absence_price = price_of_absence(space);
}

static void forget_marks(struct search *s)
{
	for (int32_t c = 0; c < s->space->n; c++)
		s->node[c].mark = s->best_node[c].mark = 0;
	for (int32_t t = 0; t < s->space->n_trips; t++)
		s->trip[t].mark = s->best_trip[t].mark = 0;
	s->mark = 1;
}

void search_mark(struct search *s)
{
	if (++s->mark == INT32_MAX)
		forget_marks(s);
	s->broken = false;
	s->n_node_log = s->n_trip_log = 0;
	s->was_cost = s->cost;
	s->n_was_used = s->n_used;
	s->n_was_absent = s->n_absent;
	memcpy(s->was_absent, s->absent, sizeof *s->absent * (size_t)s->n_absent);
}

/* Moves trip t to where it belongs after its count changed. */
static void sort_trip(struct search *s, int32_t t)
{
	int32_t at = s->used_at[t], other_at;
	bool used = s->trip[t].count > 0;

	if (used == (at < s->n_used))
		return;
	other_at = used ? s->n_used++ : --s->n_used;
	s->used[at] = s->used[other_at];
	s->used_at[s->used[at]] = at;
	s->used[other_at] = t;
	s->used_at[t] = other_at;
}

void search_undo(struct search *s)
{
	for (int32_t i = 0; i < s->n_node_log; i++)
		s->node[s->node_log[i].at] = s->node_log[i].node;
	for (int32_t i = 0; i < s->n_trip_log; i++) {
		s->trip[s->trip_log[i].at] = s->trip_log[i].trip;
		sort_trip(s, s->trip_log[i].at);
	}
	s->cost = s->was_cost;
	s->n_absent = s->n_was_absent;
	memcpy(s->absent, s->was_absent, sizeof *s->absent * (size_t)s->n_absent);
}

/* Copies what changed one way or the other; the two plans are the same after. */
static void level(struct search *s, bool keep)
{
	for (int32_t i = 0; i < s->n_changed; i++) {
		int32_t c = s->changed[i];

		if (keep)
			s->best_node[c] = s->node[c];
		else
			s->node[c] = s->best_node[c];
		s->is_changed[c] = 0;
	}
	for (int32_t i = 0; i < s->n_changed_trip; i++) {
		int32_t t = s->changed_trip[i];

		if (keep)
			s->best_trip[t] = s->trip[t];
		else
			s->trip[t] = s->best_trip[t];
		s->is_changed_trip[t] = 0;
		sort_trip(s, t);
	}
	s->n_changed = s->n_changed_trip = 0;
}

void search_keep_if_better(struct search *s)
{
	int64_t value = search_value(s);

	if (value >= s->best_value)
		return;
	level(s, true);
	s->best_cost = s->cost;
	s->best_value = value;
	s->n_best_used = s->n_used;
	s->n_best_absent = s->n_absent;
	memcpy(s->best_absent, s->absent, sizeof *s->absent * (size_t)s->n_absent);
}

void search_commit(struct search *s)
{
	for (int32_t i = 0; i < s->n_node_log; i++) {
		int32_t c = s->node_log[i].at;

		if (!s->is_changed[c])
			s->changed[s->n_changed++] = c;
		s->is_changed[c] = 1;
	}
	for (int32_t i = 0; i < s->n_trip_log; i++) {
		int32_t t = s->trip_log[i].at;

		if (!s->is_changed_trip[t])
			s->changed_trip[s->n_changed_trip++] = t;
		s->is_changed_trip[t] = 1;
	}
	search_keep_if_better(s);
}

void search_return_to_best(struct search *s)
{
	level(s, false);
	s->cost = s->best_cost;
	s->n_absent = s->n_best_absent;
	memcpy(s->absent, s->best_absent, sizeof *s->absent * (size_t)s->n_absent);
}

void search_start_over(struct search *s)
{
	forget_marks(s);
	memcpy(s->best_node, s->node, sizeof *s->node * (size_t)s->space->n);
	memcpy(s->best_trip, s->trip, sizeof *s->trip * (size_t)s->space->n_trips);
	memset(s->is_changed, 0, (size_t)s->space->n);
	memset(s->is_changed_trip, 0, (size_t)s->space->n_trips);
	s->n_changed = s->n_changed_trip = 0;
	s->best_value = INT64_MAX;
	search_keep_if_better(s);
}

void search_settle(struct search *s)
{
	forget_marks(s);
	for (int32_t t = 0; t < s->space->n_trips; t++) {
		sort_trip(s, t);
		s->changed_trip[t] = t;
		s->is_changed_trip[t] = 1;
	}
	for (int32_t c = 1; c < s->space->n; c++) {
		s->changed[c - 1] = c;
		s->is_changed[c] = 1;
	}
	s->n_changed_trip = s->space->n_trips;
	s->n_changed = s->space->n - 1;
	search_keep_if_better(s);
}

static inline int32_t later(int32_t a, int32_t b) { return a > b ? a : b; }
static inline int32_t sooner(int32_t a, int32_t b) { return a < b ? a : b; }

/* Carries earliest times from c on, until nothing changes. */
static void carry_forward(struct search *s, int32_t before, int32_t c)
{
	const struct space *sp = s->space;

	while (c) {
		struct node *v = &s->node[c];
		int32_t drive = sp->one_matrix ? v->d_prev : space_time(sp, before, c);
		int32_t depart = later(s->node[before].depart + drive, sp->stop[c].from) + sp->stop[c].service;

		if (depart == v->depart)
			return;
		search_touch(s, c);
		v->depart = depart;
		before = c;
		c = v->next;
	}
}

/* Carries latest times from c towards the start, until nothing changes. */
static void carry_back(struct search *s, int32_t behind, int32_t c)
{
	const struct space *sp = s->space;

	while (c) {
		struct node *v = &s->node[c];
		int32_t drive = sp->one_matrix ? v->d_next : space_time(sp, c, behind);
		int32_t latest = sooner(s->node[behind].latest - drive - sp->stop[c].service, sp->stop[c].until);

		if (latest == v->latest)
			return;
		search_touch(s, c);
		v->latest = latest;
		behind = c;
		c = v->prev;
	}
}

void search_join(struct search *s, int32_t t, int32_t a, int32_t b, int32_t distance)
{
	if (a) {
		s->node[a].next = b;
		s->node[a].d_next = distance;
	} else {
		s->trip[t].first = b;
	}
	if (b) {
		s->node[b].prev = a;
		s->node[b].d_prev = distance;
	} else {
		s->trip[t].last = a;
	}
}

void search_joined(struct search *s, int32_t t, int32_t a, int32_t b)
{
	if (s->space->windows && s->trip[t].count) {
		carry_forward(s, a, b);
		carry_back(s, b, a);
	}
	sort_trip(s, t);
}

void search_turned(struct search *s, int32_t before, int32_t first, int32_t last, int32_t behind)
{
	for (int32_t c = first; c != behind; c = s->node[c].next)
		s->node[c].depart = s->node[c].latest = INT32_MIN;
	carry_forward(s, before, first);
	carry_back(s, behind, last);
}

static void touch_ends(struct search *s, int32_t a, int32_t b)
{
	if (a)
		search_touch(s, a);
	if (b)
		search_touch(s, b);
}

void search_put(struct search *s, int32_t c, int32_t t, int32_t after)
{
	const struct space *sp = s->space;
	struct trip *trip = &s->trip[t];
	struct node *v = &s->node[c];
	int32_t behind = after ? s->node[after].next : trip->first, in, out, was = 0;

	search_touch_trip(s, t);
	search_touch(s, c);
	touch_ends(s, after, behind);
	in = after ? space_distance(sp, after, c) : sp->depot_to[c];
	out = behind ? space_distance(sp, c, behind) : sp->depot_from[c];
	if (trip->count)
		was = after ? s->node[after].d_next : s->node[behind].d_prev;
	v->trip = t;
	search_join(s, t, after, c, in);
	search_join(s, t, c, behind, out);
	s->cost += (int64_t)in + out - was;
	trip->load += sp->stop[c].demand;
	if (!trip->count++)
		sort_trip(s, t);
	if (sp->windows) {
		v->depart = v->latest = INT32_MIN;
		carry_forward(s, after, c);
		carry_back(s, behind, c);
	}
}

void search_take(struct search *s, int32_t first, int32_t n)
{
	const struct space *sp = s->space;
	int32_t before = s->node[first].prev, t = s->node[first].trip, c = first, joined = 0;
	struct trip *trip = &s->trip[t];
	int64_t gone = s->node[first].d_prev;

	search_touch_trip(s, t);
	for (int32_t i = 0; i < n; i++) {
		struct node *v = &s->node[c];

		search_touch(s, c);
		v->trip = -1;
		gone += v->d_next;
		trip->load -= sp->stop[c].demand;
		c = v->next;
	}
	trip->count -= n;
	touch_ends(s, before, c);
	if (trip->count)
		joined = !before ? sp->depot_to[c] : !c ? sp->depot_from[before] : space_distance(sp, before, c);
	search_join(s, t, before, c, joined);
	s->cost += joined - gone;
	if (!trip->count)
		sort_trip(s, t);
	if (sp->windows && trip->count) {
		int32_t drive = sp->one_matrix ? joined : space_time(sp, before, c);

		s->broken |= s->node[before].depart + drive > s->node[c].latest;
		carry_forward(s, before, c);
		carry_back(s, c, before);
	}
}

static bool trip_is_sound(const struct search *s, int32_t t, int64_t *cost, int32_t *n)
{
	const struct space *sp = s->space;
	int32_t before = 0, load = 0, count = 0, depart = s->node[0].depart;

	for (int32_t c = s->trip[t].first; c; before = c, c = s->node[c].next) {
		const struct node *v = &s->node[c];
		int32_t d = space_distance(sp, before, c), reached = depart + space_time(sp, before, c);

		if (v->trip != t || v->prev != before || v->d_prev != d || (before && s->node[before].d_next != d) || ++count > sp->n)
			return false;
		if (sp->windows && (reached > sp->stop[c].until || reached > v->latest))
			return false;
		depart = later(reached, sp->stop[c].from) + sp->stop[c].service;
		if (sp->windows && depart != v->depart)
			return false;
		load += sp->stop[c].demand;
		*cost += d;
	}
	if (before) {
		*cost += space_distance(sp, before, 0);
		if (sp->windows && depart + space_time(sp, before, 0) > s->node[0].latest)
			return false;
	}
	*n += count;
	if (s->trip[t].load >= SEARCH_FROZEN)
		load += SEARCH_FROZEN;
	else if (load > sp->capacity)
		return false;
	return load == s->trip[t].load && count == s->trip[t].count && before == s->trip[t].last
		&& (count > 0) == (s->used_at[t] < s->n_used);
}

bool search_is_sound(const struct search *s)
{
	int64_t cost = 0;
	int32_t n = 0;

	for (int32_t t = 0; t < s->space->n_trips; t++)
		if (!trip_is_sound(s, t, &cost, &n))
			return false;
	for (int32_t i = 0; i < s->n_absent; i++)
		if (s->node[s->absent[i]].trip >= 0)
			return false;
	return cost == s->cost && n + s->n_absent == s->space->n - 1;
}
