/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include <string.h>

/* FNV-1a with a last stir: short codes differ in their last digits only. */
static uint64_t hash_of(const char *key)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return h ^ h >> 29;
}

static struct map_slot *slot_of(const struct map *m, const char *key)
{
	size_t at = hash_of(key) & (m->room - 1);

	while (m->slots[at].key && strcmp(m->slots[at].key, key) != 0)
		at = (at + 1) & (m->room - 1);
	return &m->slots[at];
}

static void grow(struct map *m)
{
	struct map wider = { .mem = m->mem, .n = m->n, .room = m->room ? m->room * 2 : 64 };

	wider.slots = arena_array(m->mem, struct map_slot, wider.room);
	for (size_t i = 0; i < m->room; i++)
		if (m->slots[i].key)
			*slot_of(&wider, m->slots[i].key) = m->slots[i];
	*m = wider;
}

void map_put(struct map *m, const char *key, int64_t value)
{
	struct map_slot *slot;

	if (m->n * 4 >= m->room * 3)
		grow(m);
	slot = slot_of(m, key);
	m->n += !slot->key;
	*slot = (struct map_slot){ .key = key, .value = value };
}

bool map_get(const struct map *m, const char *key, int64_t *ret)
{
	const struct map_slot *slot = m->room ? slot_of(m, key) : NULL;

	if (!slot || !slot->key)
		return false;
	*ret = slot->value;
	return true;
}
