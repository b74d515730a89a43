/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/moves.h"

/* The two smallest moves: one to three stops go elsewhere, or two stops of two
 * trips change places.  Ruin and recreate finds them as well, a hundred times
 * dearer. */

enum { SHIFT_NEIGHBOURS = 16, CHAIN_MAX = 3 };

struct chain { int32_t first, last, n, load; };

/* Up to n stops from c on, towards the end of the trip or its start. */
static struct chain chain_from(const struct search *s, int32_t c, int32_t n, bool forward)
{
	struct chain ch = { c, c, 1, s->space->stop[c].demand };

	for (; ch.n < n; ch.n++) {
		int32_t more = forward ? s->node[ch.last].next : s->node[ch.first].prev;

		if (!more)
			return ch;
		*(forward ? &ch.last : &ch.first) = more;
		ch.load += s->space->stop[more].demand;
	}
	return ch;
}

static bool chain_has(const struct search *s, const struct chain *ch, int32_t c)
{
	int32_t at = ch->first;

	for (int32_t i = 0; i < ch->n; i++, at = s->node[at].next)
		if (at == c)
			return true;
	return false;
}

/* Whether the windows let the chain, which is not in this trip or was taken out of it, stand between u and v. */
static bool fits_between(const struct search *s, int32_t u, const struct chain *ch, int32_t v)
{
	const struct space *sp = s->space;
	int32_t clock = s->node[u].depart, before = u, c = ch->first;

	for (int32_t i = 0; i < ch->n; i++, before = c, c = s->node[c].next) {
		clock += space_time(sp, before, c);
		if (clock > sp->stop[c].until)
			return false;
		clock = (clock > sp->stop[c].from ? clock : sp->stop[c].from) + sp->stop[c].service;
	}
	return clock + space_time(sp, before, v) <= s->node[v].latest;
}

static bool done(struct search *s)
{
	if (s->broken)
		search_undo(s);
	return !s->broken;
}

static bool shift(struct search *s, int32_t c, int32_t j, double threshold)
{
	const struct space *sp = s->space;
	bool forward = chance_below(&s->chance, 2);
	struct chain ch = chain_from(s, c, 1 + chance_below(&s->chance, CHAIN_MAX), forward);
	int32_t t = s->node[j].trip, a = s->node[ch.first].prev, b = s->node[ch.last].next;
	int32_t u = forward ? j : s->node[j].prev, v = forward ? s->node[j].next : j, at[CHAIN_MAX];
	int64_t change = -(int64_t)s->node[ch.first].d_prev - s->node[ch.last].d_next - (forward ? s->node[j].d_next : s->node[j].d_prev);
	bool same = t == s->node[c].trip;

	if (!same && s->trip[t].load + ch.load > sp->capacity)
		return false;
	change += space_distance(sp, u, ch.first) + space_distance(sp, ch.last, v);
	if ((double)change >= threshold)       /* closing the gap costs nothing at best */
		return false;
	change += a || b ? space_distance(sp, a, b) : 0;
	if ((double)change >= threshold || (same && (chain_has(s, &ch, j) || u == ch.last || v == ch.first))
	    || (!same && sp->windows && !fits_between(s, u, &ch, v)))
		return false;
	search_mark(s);
	at[0] = ch.first;
	for (int32_t i = 1; i < ch.n; i++)
		at[i] = s->node[at[i - 1]].next;
	search_take(s, ch.first, ch.n);
	s->broken |= same && sp->windows && !fits_between(s, u, &ch, v);      /* now that the times are those without the chain */
	for (int32_t i = 0; i < ch.n && !s->broken; u = at[i++])
		search_put(s, at[i], t, u);
	return done(s);
}

/* What it costs to have x instead of k. */
static int64_t instead(const struct search *s, int32_t x, int32_t k)
{
	const struct node *v = &s->node[k];

	return (int64_t)space_distance(s->space, v->prev, x) + space_distance(s->space, x, v->next) - v->d_prev - v->d_next;
}

static bool swap(struct search *s, int32_t c, int32_t j, double threshold)
{
	const struct space *sp = s->space;
	int32_t k = chance_below(&s->chance, 2) ? s->node[j].next : s->node[j].prev, a = s->node[c].trip, b = s->node[j].trip;
	int32_t more = k ? sp->stop[k].demand - sp->stop[c].demand : 0, before_c, before_k;
	struct chain one = { c, c, 1, 0 }, other = { k, k, 1, 0 };

	if (!k || a == b || s->trip[a].load + more > sp->capacity || s->trip[b].load - more > sp->capacity)
		return false;
	if ((double)(instead(s, c, k) + instead(s, k, c)) >= threshold)
		return false;
	before_c = s->node[c].prev;
	before_k = s->node[k].prev;
	if (sp->windows && (!fits_between(s, before_k, &one, s->node[k].next) || !fits_between(s, before_c, &other, s->node[c].next)))
		return false;
	search_mark(s);
	search_take(s, c, 1);
	search_take(s, k, 1);
	search_put(s, c, b, before_k);
	search_put(s, k, a, before_c);
	return done(s);
}

bool shift_or_swap(struct search *s, double threshold)
{
	const struct space *sp = s->space;
	int32_t c = search_draw_stop(s), most = sp->k < SHIFT_NEIGHBOURS ? sp->k : SHIFT_NEIGHBOURS;
	int32_t j = most ? sp->near[(int64_t)c * sp->k + chance_below(&s->chance, most)] : 0;

	if (!j || s->node[c].trip < 0 || s->node[j].trip < 0)
		return false;
	return chance_below(&s->chance, 2) ? shift(s, c, j, threshold) : swap(s, c, j, threshold);
}
