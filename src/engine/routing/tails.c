/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/moves.h"

/* Two trips cut once each, their tails exchanged.  Strings of a few stops cannot
 * do this to trips of dozens; one look costs a few memory reads. */

enum { TAIL_NEIGHBOURS = 12 };

struct cut { int32_t c, k, p, j; int32_t d_join, d_rest, time_join, time_rest; };      /* .. c | k ..  and  .. p | j ..  become  c j  and  p k */
struct tail { int32_t load, count; };

static struct tail tail_from(const struct search *s, int32_t c)
{
	struct tail t = { 0, 0 };

	for (; c; c = s->node[c].next) {
		t.load += s->space->stop[c].demand;
		t.count++;
	}
	return t;
}

static bool in_time(const struct search *s, const struct cut *x)
{
	const struct node *node = s->node;

	if (!s->space->windows)
		return true;
	if (node[x->c].depart + x->time_join > node[x->j].latest)
		return false;
	return (!x->p && !x->k) || node[x->p].depart + x->time_rest <= node[x->k].latest;
}

/* The change of cost, or INT64_MAX where the two do not lie in two trips. */
static int64_t look(const struct search *s, struct cut *x)
{
	const struct space *sp = s->space;
	const struct node *c = &s->node[x->c], *j = &s->node[x->j];

	if (j->trip < 0 || j->trip == c->trip)
		return INT64_MAX;
	x->k = c->next;
	x->p = j->prev;
	x->d_join = space_distance(sp, x->c, x->j);
	x->d_rest = x->p || x->k ? space_distance(sp, x->p, x->k) : 0;
	return (int64_t)x->d_join + x->d_rest - c->d_next - j->d_prev;
}

/* Gives the stops from c on to trip t. */
static void hand_over(struct search *s, int32_t c, int32_t t)
{
	for (; c; c = s->node[c].next) {
		search_touch(s, c);
		s->node[c].trip = t;
	}
}

static void exchange(struct search *s, const struct cut *x, struct tail out, struct tail in, int64_t change)
{
	int32_t a = s->node[x->c].trip, b = s->node[x->j].trip, last_a = s->trip[a].last, last_b = s->trip[b].last;
	struct trip *one = &s->trip[a], *other = &s->trip[b];

	search_touch_trip(s, a);
	search_touch_trip(s, b);
	search_touch(s, x->c);
	if (x->p)
		search_touch(s, x->p);
	hand_over(s, x->k, b);
	hand_over(s, x->j, a);
	search_join(s, a, x->c, x->j, x->d_join);
	search_join(s, b, x->p, x->k, x->d_rest);
	one->last = last_b;
	other->last = x->k ? last_a : x->p;
	one->load += in.load - out.load;
	one->count += in.count - out.count;
	other->load += out.load - in.load;
	other->count += out.count - in.count;
	s->cost += change;
	search_joined(s, a, x->c, x->j);
	search_joined(s, b, x->p, x->k);
}

/* Turns the stops from `first` to `last` of one trip round, but for the arcs at both ends. */
static void turn(struct search *s, int32_t first, int32_t last)
{
	for (int32_t c = first, next; ; c = next) {
		struct node *v = &s->node[c];
		int32_t d = v->d_next;

		search_touch(s, c);
		next = v->next;
		v->next = v->prev;
		v->prev = next;
		v->d_next = v->d_prev;
		v->d_prev = d;
		if (c == last)
			return;
	}
}

static void turn_trip(struct search *s, int32_t t)
{
	int32_t first = s->trip[t].first, last = s->trip[t].last;

	search_touch_trip(s, t);
	turn(s, first, last);
	s->trip[t].first = last;
	s->trip[t].last = first;
}

/* The same with the other trip driven the other way round: .. c | k .. and .. j | n ..
 * become c j and k n. */
static bool exchange_crossed(struct search *s, struct cut *x, int32_t n, int64_t change)
{
	int32_t a = s->node[x->c].trip, b = s->node[x->j].trip;
	struct tail out = tail_from(s, x->k), rest = tail_from(s, n);
	struct tail in = { s->trip[b].load - rest.load, s->trip[b].count - rest.count };

	if (s->trip[a].load + in.load - out.load > s->space->capacity || out.load + rest.load > s->space->capacity)
		return false;
	search_mark(s);
	turn_trip(s, b);
	x->p = n;
	exchange(s, x, out, in, change);
	return true;
}

static bool stands_behind(const struct search *s, int32_t c, int32_t j)
{
	for (c = s->node[c].next; c && c != j; c = s->node[c].next)
		;
	return c == j;
}

/* Within one trip: what lies between is driven the other way round. */
static bool turn_between(struct search *s, const struct cut *x, int32_t n, int64_t change)
{
	int32_t t = s->node[x->c].trip;
	bool forward = stands_behind(s, x->c, x->j);
	int32_t before = forward ? x->c : x->j, first = forward ? x->k : n, last = forward ? x->j : x->c, after = forward ? n : x->k;

	search_mark(s);
	search_touch_trip(s, t);
	search_touch(s, before);
	if (after)
		search_touch(s, after);
	turn(s, first, last);
	search_join(s, t, before, last, x->d_join);
	search_join(s, t, first, after, x->d_rest);
	s->cost += change;
	if (s->space->windows)
		search_turned(s, before, last, first, after);
	return true;
}

/* Whether the windows let j follow c, all stops between them in the other order, and n then. */
static bool in_time_turned(const struct search *s, const struct cut *x, int32_t n)
{
	const struct space *sp = s->space;
	int32_t clock = s->node[x->c].depart, before = x->c;

	for (int32_t c = x->j; c != x->c; before = c, c = s->node[c].prev) {
		clock += space_time(sp, before, c);
		if (clock > sp->stop[c].until)
			return false;
		clock = (clock > sp->stop[c].from ? clock : sp->stop[c].from) + sp->stop[c].service;
	}
	return clock + space_time(sp, before, n) <= s->node[n].latest;
}

static bool try_crossed(struct search *s, struct cut *x, double threshold)
{
	const struct space *sp = s->space;
	const struct node *c = &s->node[x->c], *j = &s->node[x->j];
	int32_t n = j->next;
	int64_t change;

	x->k = c->next;
	if (j->trip < 0 || x->k == x->j || n == x->c)
		return false;
	x->d_join = space_distance(sp, x->c, x->j);
	x->d_rest = x->k || n ? space_distance(sp, x->k, n) : 0;
	change = (int64_t)x->d_join + x->d_rest - c->d_next - j->d_next;
	if ((double)change >= threshold)
		return false;
	if (sp->windows && (!stands_behind(s, x->c, x->j) || !in_time_turned(s, x, n)))
		return false;
	return j->trip == c->trip ? turn_between(s, x, n, change) : exchange_crossed(s, x, n, change);
}

static bool try_straight(struct search *s, struct cut *x, double threshold)
{
	const struct space *sp = s->space;
	int64_t change = look(s, x);
	struct tail out, in;

	if ((double)change >= threshold)
		return false;
	x->time_join = sp->one_matrix ? x->d_join : space_time(sp, x->c, x->j);
	x->time_rest = sp->one_matrix ? x->d_rest : space_time(sp, x->p, x->k);
	if (!in_time(s, x))
		return false;
	out = tail_from(s, x->k);
	in = tail_from(s, x->j);
	if (s->trip[s->node[x->c].trip].load + in.load - out.load > sp->capacity
	    || s->trip[s->node[x->j].trip].load + out.load - in.load > sp->capacity)
		return false;
	search_mark(s);
	exchange(s, x, out, in, change);
	return true;
}

bool exchange_tails(struct search *s, double threshold)
{
	const struct space *sp = s->space;
	struct cut x = { .c = search_draw_stop(s) };
	int32_t most = sp->k < TAIL_NEIGHBOURS ? sp->k : TAIL_NEIGHBOURS;

	x.j = most ? sp->after[(int64_t)x.c * sp->k + chance_below(&s->chance, most)] : 0;
	if (!x.j || s->node[x.c].trip < 0)
		return false;
	if (sp->symmetric && (sp->windows ? s->node[x.j].trip == s->node[x.c].trip : chance_below(&s->chance, 2)))
		return try_crossed(s, &x, threshold);
	return try_straight(s, &x, threshold);
}
