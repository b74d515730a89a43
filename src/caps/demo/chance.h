/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DEMO_CHANCE_H
#define CAPS_DEMO_CHANCE_H
#include <stdint.h>

/* splitmix64: a small generator whose every state is a good one.  Not for secrets. */
struct chance { uint64_t state; };

static inline uint64_t chance_next(struct chance *c)
{
	uint64_t z = c->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* low..high, both included. */
static inline int64_t chance_between(struct chance *c, int64_t low, int64_t high)
{
	return low + (int64_t)(chance_next(c) % (uint64_t)(high - low + 1));
}
#endif
