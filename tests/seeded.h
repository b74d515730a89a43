/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_SEEDED_H
#define TESTS_SEEDED_H
#include <stdint.h>

/* Random numbers that are the same in every run (SplitMix64). */
struct seeded { uint64_t state; };

static inline uint64_t seeded_bits(struct seeded *s)
{
	uint64_t z = s->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* A number from 0 to n - 1. */
static inline int64_t seeded_below(struct seeded *s, int64_t n)
{
	return (int64_t)(seeded_bits(s) % (uint64_t)n);
}
#endif
