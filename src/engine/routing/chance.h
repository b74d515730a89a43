/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ROUTING_CHANCE_H
#define ENGINE_ROUTING_CHANCE_H
#include <stdint.h>

/* Seeded chance of one search: xoroshiro-like mixing, fast enough for a draw per
 * candidate.  Same seed, same draws. */
struct chance { uint64_t a, b; };

static inline uint64_t chance_bits(struct chance *c)
{
	uint64_t a = c->a, b = c->b, sum = a + b;

	b ^= a;
	c->a = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
	c->b = (b << 37) | (b >> 27);
	return sum;
}

static inline void chance_begin(struct chance *c, uint64_t seed)
{
	uint64_t *half[2] = { &c->a, &c->b };

	for (int i = 0; i < 2; i++) {
		uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);

		z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
		*half[i] = z ^ (z >> 31);
	}
	c->a |= 1;
}

/* 0 to n - 1 */
static inline int32_t chance_below(struct chance *c, int32_t n)
{
	return (int32_t)(((chance_bits(c) >> 32) * (uint64_t)(uint32_t)n) >> 32);
}

/* from 0 up to, not with, 1 */
static inline double chance_share(struct chance *c)
{
	return (double)(chance_bits(c) >> 11) * 0x1p-53;
}
#endif
