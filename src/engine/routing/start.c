/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/start.h"
#include "engine/routing/moves.h"
#include <stdlib.h>

/* Savings after Clarke and Wright over neighbours where there are neither
 * windows nor one-way distances; else cheapest insertion, the farthest first. */

struct saving { int64_t saved; int32_t a, b; };
struct chains { int32_t (*ends)[2]; int32_t *chain, *load; };   /* links of a stop; chain of an end; load of a chain */

static int by_saving(const void *a, const void *b)
{
	const struct saving *one = a, *other = b;

	if (one->saved != other->saved)
		return one->saved > other->saved ? -1 : 1;
	return one->a != other->a ? (one->a < other->a ? -1 : 1) : (one->b > other->b) - (one->b < other->b);
}

static int64_t list_savings(const struct search *s, struct saving *list)
{
	const struct space *sp = s->space;
	int64_t n = 0;

	for (int32_t a = 1; a < sp->n; a++)
		for (int32_t i = 0; i < sp->k; i++) {
			int32_t b = sp->near[(int64_t)a * sp->k + i];
			int64_t saved = (int64_t)sp->depot_to[a] + sp->depot_to[b] - (b ? space_distance(sp, a, b) : 0);

			if (b && saved > 0)
				list[n++] = (struct saving){ saved, a < b ? a : b, a < b ? b : a };
		}
	return n;
}

/* The other end of the chain that ends at c. */
static int32_t far_end(const struct chains *ch, int32_t c)
{
	int32_t before = 0;

	for (;;) {
		int32_t next = ch->ends[c][0] != before ? ch->ends[c][0] : ch->ends[c][1];

		if (!before)
			next = ch->ends[c][0] ? ch->ends[c][0] : ch->ends[c][1];
		if (!next)
			return c;
		before = c;
		c = next;
	}
}

static void join(struct chains *ch, int32_t a, int32_t b)
{
	int32_t chain = ch->chain[a], gone = ch->chain[b], end = far_end(ch, b);

	ch->load[chain] += ch->load[gone];
	ch->ends[a][ch->ends[a][0] ? 1 : 0] = b;
	ch->ends[b][ch->ends[b][0] ? 1 : 0] = a;
	ch->chain[b] = ch->chain[end] = chain;
}

static void plan_chain(struct search *s, const struct chains *ch, int32_t end)
{
	int32_t t = s->used[s->n_used], before = 0;

	while (end) {
		int32_t next = ch->ends[end][0] != before || !before ? ch->ends[end][0] : ch->ends[end][1];

		if (!before && !next)
			next = ch->ends[end][1];
		search_put(s, end, t, before);
		before = end;
		end = next;
	}
}

static void start_by_savings(struct search *s, struct arena *mem)
{
	const struct space *sp = s->space;
	struct saving *list = arena_array(mem, struct saving, (int64_t)sp->n * sp->k + 1);
	int64_t n = list_savings(s, list);
	struct chains ch = { .ends = arena_new(mem, sizeof *ch.ends * (size_t)sp->n), .chain = arena_array(mem, int32_t, sp->n),
			     .load = arena_array(mem, int32_t, sp->n) };
	int32_t left = 0;

	for (int32_t c = 1; c < sp->n; c++) {
		ch.chain[c] = c;
		ch.load[c] = sp->stop[c].demand;
	}
	qsort(list, (size_t)n, sizeof *list, by_saving);
	for (int64_t i = 0; i < n; i++) {
		int32_t a = list[i].a, b = list[i].b;

		if ((ch.ends[a][0] && ch.ends[a][1]) || (ch.ends[b][0] && ch.ends[b][1]) || ch.chain[a] == ch.chain[b]
		    || ch.load[ch.chain[a]] + ch.load[ch.chain[b]] > sp->capacity)
			continue;
		join(&ch, a, b);
	}
	for (int32_t c = 1; c < sp->n; c++)
		if (s->node[c].trip < 0 && !(ch.ends[c][0] && ch.ends[c][1]) && s->n_used < sp->n_trips)
			plan_chain(s, &ch, c);
	for (int32_t i = 0; i < s->n_absent; i++)
		if (s->node[s->absent[i]].trip < 0)
			s->absent[left++] = s->absent[i];
	s->n_absent = left;
}

static void farthest_first(struct search *s, struct arena *mem)
{
	struct saving *list = arena_array(mem, struct saving, s->n_absent + 1);

	for (int32_t i = 0; i < s->n_absent; i++)
		list[i] = (struct saving){ .saved = s->space->depot_to[s->absent[i]], .a = s->absent[i] };
	qsort(list, (size_t)s->n_absent, sizeof *list, by_saving);
	for (int32_t i = 0; i < s->n_absent; i++)
		s->absent[i] = list[i].a;
}

void start_plan(struct search *s)
{
	struct arena work = { 0 };

	search_mark(s);
	if (s->space->symmetric && !s->space->windows)
		start_by_savings(s, &work);
	farthest_first(s, &work);
	place_absent(s);
	search_commit(s);
	arena_reset(&work);
}
