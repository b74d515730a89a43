/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/anneal.h"
#include "engine/routing/moves.h"
#include <assert.h>

enum { DEVIATES = 4096, STEPS_A_LOOK = 128, STEPS_A_PROOF = 4096 };

/* -ln of evenly spread shares: what a threshold is drawn from. */
struct deviates { double at[DEVIATES]; };

static void deviates_make(struct deviates *d)
{
	for (int i = 0; i < DEVIATES; i++)
		d->at[i] = -__builtin_log((i + 0.5) / DEVIATES);
}

static bool better(const struct search *s)
{
	return s->n_absent != s->n_best_absent ? s->n_absent < s->n_best_absent : s->cost < s->best_cost;
}

/* Dear enough that no shorter way makes up for a stop left out. */
static double price_of_absence(const struct space *sp)
{
	int64_t most = 0;

	for (int32_t c = 1; c < sp->n; c++)
		if ((int64_t)sp->depot_to[c] + sp->depot_from[c] > most)
			most = (int64_t)sp->depot_to[c] + sp->depot_from[c];
	return 2.0 * (double)most + 1;
}

static void prove(const struct search *s, int64_t step)
{
#ifdef BAOGONG_EXACT_ARENA
	assert(step % STEPS_A_PROOF || search_is_sound(s));
#else
	(void)s;
	(void)step;
#endif
}

static double share_spent(const struct routing_budget *b, int64_t step)
{
	double share = b->iterations ? (double)step / (double)b->iterations : 0, spent = b->spent ? b->spent(b->own) : 0;

	return share > spent ? share : spent;
}

int64_t anneal(struct search *s, const struct anneal *how)
{
	struct arena work = { 0 };
	struct deviates *deviates = arena_new(&work, sizeof *deviates);
	struct ruin_size size = { how->mean_ruin, how->longest_string };
	double price = price_of_absence(s->space), temperature = how->hot;
	int64_t step;

	deviates_make(deviates);
	for (step = 0; ; step++) {
		double change;

		if (step % STEPS_A_LOOK == 0) {
			double share = share_spent(how->budget, step);

			if (share >= 1)
				break;
			temperature = how->hot * __builtin_pow(how->cold / how->hot, share);
		}
		if (how->budget->iterations && step >= how->budget->iterations)
			break;
		search_mark(s);
		ruin_strings(s, 1 + chance_below(&s->chance, s->space->n - 1), &size);
		recreate(s);
		change = (double)(s->cost - s->was_cost) + price * (s->n_absent - s->n_was_absent);
		if (!s->broken && change < temperature * deviates->at[chance_below(&s->chance, DEVIATES)]) {
			search_commit(s);
			if (better(s))
				search_keep_best(s);
		} else {
			search_undo(s);
		}
		prove(s, step);
	}
	search_return_to_best(s);
	arena_reset(&work);
	return step;
}
