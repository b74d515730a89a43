/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/routing/anneal.h"
#include "engine/routing/moves.h"
#include <assert.h>

enum { DEVIATES = 4096, STEPS_A_LOOK = 128, STEPS_A_PROOF = 4096 };

void anneal_begin(struct anneal *a)
{
	for (int i = 0; i < DEVIATES; i++)
		a->deviate[i] = -__builtin_log((i + 0.5) / DEVIATES);
	a->steps = 0;
	a->began = anneal_spent(a);
}

double anneal_spent(const struct anneal *a)
{
	const struct routing_budget *b = a->budget;
	double share = b->iterations ? (double)a->steps * a->crew / (double)b->iterations : 0;
	double spent = b->spent ? b->spent(b->own) : 0;

	return share > spent ? share : spent;
}

static double temperature_at(const struct anneal *a, double share)
{
	double fallen = share > a->began ? (share - a->began) / (1 - a->began) : 0;

	return a->hot * __builtin_pow(a->cold / a->hot, fallen);
}

static double draw(struct search *s, const struct anneal *a, double temperature)
{
	return temperature * a->deviate[chance_below(&s->chance, DEVIATES)];
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

static bool over(const struct anneal *a)
{
	return a->budget->iterations && a->steps * a->crew >= a->budget->iterations;
}

static void small_moves(struct search *s, const struct anneal *a, double temperature)
{
	for (int32_t i = 0; i < a->tails; i++)
		if (exchange_tails(s, draw(s, a, temperature)))
			search_commit(s);
	for (int32_t i = 0; i < a->shifts; i++)
		if (shift_or_swap(s, draw(s, a, temperature)))
			search_commit(s);
}

static void one_step(struct search *s, struct anneal *a, const struct ruin_size *size, double temperature)
{
	small_moves(s, a, temperature);
	search_mark(s);
	ruin_strings(s, search_draw_stop(s), size);
	recreate(s);
	if (!s->broken && (double)search_change(s) < draw(s, a, temperature))
		search_commit(s);
	else
		search_undo(s);
	prove(s, a->steps++);
}

void anneal_until(struct search *s, struct anneal *a, double share)
{
	const struct ruin_size size = { a->mean_ruin, a->longest_string };
	int64_t told = INT64_MAX;      /* the plan it begins with is told as well */

	for (;;) {
		double spent = anneal_spent(a), temperature = temperature_at(a, spent);

		if (a->budget->better && s->best_value < told && !s->n_best_absent)
			a->budget->better(a->budget->own, s->best_cost, s->n_best_used);
		told = s->best_value;
		if (spent >= share)
			return;
		for (int32_t i = 0; i < STEPS_A_LOOK && !over(a); i++)
			one_step(s, a, &size, temperature);
	}
}

/* How hard stops are to place: each failure of theirs counts. */
static int64_t trouble(const struct search *s, const int32_t *failures)
{
	int64_t sum = 0;

	for (int32_t i = 0; i < s->n_absent; i++)
		sum += failures[s->absent[i]];
	return sum;
}

/* Opens the trip whose stops have been placed most easily so far. */
static void give_up_a_trip(struct search *s, const int32_t *failures)
{
	int32_t best = -1, first, n;
	int64_t least = INT64_MAX;

	for (int32_t i = 0; i < s->n_used; i++) {
		int64_t sum = 0;

		for (int32_t c = s->trip[s->used[i]].first; c; c = s->node[c].next)
			sum += 1 + failures[c];
		if (sum < least && s->trip[s->used[i]].load <= s->space->capacity) {
			least = sum;
			best = s->used[i];
		}
	}
	if (best < 0)
		return;
	first = s->trip[best].first;
	n = s->trip[best].count;
	search_mark(s);
	for (int32_t c = first; c; c = s->node[c].next)
		s->absent[s->n_absent++] = c;
	search_take(s, first, n);
	s->n_allowed = s->n_used;
	search_commit(s);
}

/* Steps that count a stop without a place as worse the oftener it had none. */
static bool place_all(struct search *s, struct anneal *a, double share, int32_t *failures)
{
	const struct ruin_size size = { a->mean_ruin, a->longest_string };
	double temperature = a->hot;

	while (s->n_absent && anneal_spent(a) < share)
		for (int32_t i = 0; i < STEPS_A_LOOK && s->n_absent && !over(a); i++) {
			int64_t before, after;

			small_moves(s, a, temperature);
			before = trouble(s, failures);
			search_mark(s);
			ruin_strings(s, search_draw_stop(s), &size);
			recreate(s);
			after = trouble(s, failures);
			for (int32_t k = 0; k < s->n_absent; k++)
				failures[s->absent[k]]++;
			if (!s->broken && (!s->n_absent || after < before
					   || (after == before && (double)(s->cost - s->was_cost) < draw(s, a, temperature))))
				search_commit(s);
			else
				search_undo(s);
			prove(s, a->steps++);
		}
	return !s->n_absent;
}

void anneal_fleet(struct search *s, struct anneal *a, double share, bool fewer)
{
	struct arena work = { 0 };
	int32_t *failures = arena_array(&work, int32_t, s->space->n);

	while (place_all(s, a, share, failures)) {
		search_keep_if_better(s);
		if (!fewer || s->n_used < 2 || anneal_spent(a) >= share)
			break;
		give_up_a_trip(s, failures);
	}
	search_return_to_best(s);
	if (fewer)
		s->n_allowed = s->n_used;
	a->began = anneal_spent(a);
	arena_reset(&work);
}
