/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/ledger/verify_work.h"

/* Open addressing; a free slot has at = UINT32_MAX. */
static size_t first_slot(int64_t a, int64_t b, size_t room)
{
	uint64_t x = (uint64_t)a * UINT64_C(0x9E3779B97F4A7C15) ^ ((uint64_t)b + UINT64_C(0x7F4A7C15)) * UINT64_C(0xC2B2AE3D27D4EB4F);

	x ^= x >> 29;
	x *= UINT64_C(0xBF58476D1CE4E5B9);
	return (size_t)(x >> 17) & (room - 1);
}

static size_t slot_of(const struct v_map *m, int64_t a, int64_t b)
{
	size_t i = first_slot(a, b, m->room);

	while (m->at[i] != UINT32_MAX && (m->keys[2 * i] != a || m->keys[2 * i + 1] != b))
		i = (i + 1) & (m->room - 1);
	return i;
}

static void grow(struct arena *mem, struct v_map *m)
{
	struct v_map old = *m;

	m->room = old.room ? old.room * 2 : 1024;
	m->keys = arena_array(mem, int64_t, m->room * 2);
	m->at = arena_array(mem, uint32_t, m->room);
	for (size_t i = 0; i < m->room; i++)
		m->at[i] = UINT32_MAX;
	for (size_t i = 0; i < old.room; i++)
		if (old.at[i] != UINT32_MAX) {
			size_t to = slot_of(m, old.keys[2 * i], old.keys[2 * i + 1]);

			m->keys[2 * to] = old.keys[2 * i];
			m->keys[2 * to + 1] = old.keys[2 * i + 1];
			m->at[to] = old.at[i];
		}
}

/* The place kept for the pair; a new pair's place is the caller's to set, at once. */
uint32_t *v_map_at(struct arena *mem, struct v_map *m, int64_t a, int64_t b, bool *ret_new)
{
	size_t i;

	if (m->n * 2 >= m->room)
		grow(mem, m);
	i = slot_of(m, a, b);
	*ret_new = m->at[i] == UINT32_MAX;
	if (*ret_new) {
		m->keys[2 * i] = a;
		m->keys[2 * i + 1] = b;
		m->n++;
	}
	return &m->at[i];
}

bool v_map_find(const struct v_map *m, int64_t a, int64_t b, uint32_t *ret)
{
	size_t i;

	if (!m->room)
		return false;
	i = slot_of(m, a, b);
	*ret = m->at[i];
	return m->at[i] != UINT32_MAX;
}
