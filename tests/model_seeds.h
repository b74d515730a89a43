/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_SEEDS_H
#define TESTS_MODEL_SEEDS_H
#include "both_stores.h"
#include <stdlib.h>
#include <time.h>

/* Runs a model for seed after seed on SQLite in memory: `most` seeds, so that every machine runs the same; MODEL_SEEDS=n
 * so many instead; SOAK=1 as many as fit in ten minutes; MODEL_SEED=n that one alone, then the answer is true. */
static inline bool model_seeds(uint64_t most, uint64_t *seed_now, void (*run)(struct ctx *cx))
{
	const char *told = getenv("MODEL_SEED"), *so_many = getenv("MODEL_SEEDS"), *soak = getenv("SOAK");
	const uint64_t last = so_many ? strtoull(so_many, NULL, 10) : most;
	const bool long_run = soak && *soak == '1';
	const time_t start = time(NULL);

	*seed_now = told ? strtoull(told, NULL, 10) : 1;
	do
		on_one_store("sqlite::memory:", run);
	while (!told && (++*seed_now, long_run ? time(NULL) - start < 600 : *seed_now <= last));
	return told != NULL;
}
#endif
