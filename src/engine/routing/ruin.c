/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/moves.h"

/* Adjacent string removal after Christiaens and Vanden Berghe, "Slack induction
 * by string removals for vehicle routing problems" (2020): what is taken out of
 * trips that lie side by side leaves room in each of them where another's stops
 * could go. */

enum { RUIN_TRIPS_MAX = 64 };
static const double SPLIT_SHARE = 0.5, SPLIT_ONE_MORE = 0.01;

/* Up to `most` stops before c in its trip. */
static int32_t stops_before(const struct search *s, int32_t c, int32_t most)
{
	int32_t n = 0;

	for (c = s->node[c].prev; c && n < most; c = s->node[c].prev)
		n++;
	return n;
}

static int32_t stops_after(const struct search *s, int32_t c, int32_t most)
{
	int32_t n = 0;

	for (c = s->node[c].next; c && n < most; c = s->node[c].next)
		n++;
	return n;
}

static int32_t walk_back(const struct search *s, int32_t c, int32_t n)
{
	while (n-- > 0)
		c = s->node[c].prev;
	return c;
}

/* The first of `length` consecutive stops with c among them, chosen evenly. */
static int32_t string_start(struct search *s, int32_t c, int32_t length)
{
	int32_t before = stops_before(s, c, length - 1), after = stops_after(s, c, length - 1);
	int32_t least = length - 1 - after;

	least = least < 0 ? 0 : least;
	return walk_back(s, c, least + chance_below(&s->chance, before - least + 1));
}

static void take_listed(struct search *s, int32_t first, int32_t n)
{
	for (int32_t i = 0, c = first; i < n; i++, c = s->node[c].next)
		s->absent[s->n_absent++] = c;
	search_take(s, first, n);
}

static void take_string(struct search *s, int32_t c, int32_t length)
{
	int32_t count = s->trip[s->node[c].trip].count, kept = 0, head, start;

	if (length > 1 && length < count && chance_share(&s->chance) < SPLIT_SHARE) {
		kept = 1;
		while (length + kept < count && chance_share(&s->chance) < SPLIT_ONE_MORE)
			kept++;
	}
	start = string_start(s, c, length + kept);
	if (!kept) {
		take_listed(s, start, length);
		return;
	}
	head = 1 + chance_below(&s->chance, length - 1);
	c = start;
	for (int32_t i = 0; i < head + kept; i++)
		c = s->node[c].next;
	take_listed(s, c, length - head);
	take_listed(s, start, head);
}

void ruin_strings(struct search *s, int32_t seed, const struct ruin_size *size)
{
	const struct space *sp = s->space;
	double stops_a_trip = s->n_used ? (double)(sp->n - 1 - s->n_absent) / s->n_used : 1;
	double longest = size->longest < stops_a_trip ? size->longest : stops_a_trip;
	double most = 4 * size->mean / (1 + longest) - 1;
	int32_t n_strings = (int32_t)(chance_share(&s->chance) * most + 1), ruined[RUIN_TRIPS_MAX], n_ruined = 0;
	const int32_t *near = sp->near + (int64_t)seed * sp->k;

	n_strings = n_strings > RUIN_TRIPS_MAX ? RUIN_TRIPS_MAX : n_strings;
	for (int32_t i = -1; i < sp->k && n_ruined < n_strings; i++) {
		int32_t c = i < 0 ? seed : near[i], t = c ? s->node[c].trip : -1, j, length;

		if (t < 0 || s->trip[t].load > sp->capacity)
			continue;
		for (j = 0; j < n_ruined && ruined[j] != t; j++)
			;
		if (j < n_ruined)
			continue;
		ruined[n_ruined++] = t;
		length = (int32_t)(chance_share(&s->chance) * (s->trip[t].count < longest ? s->trip[t].count : longest)) + 1;
		length = length > s->trip[t].count ? s->trip[t].count : length;
		take_string(s, c, length);
	}
}
