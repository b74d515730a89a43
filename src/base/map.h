/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* Texts to whole numbers, in an arena: codes to row numbers while a list is
 * read.  Keys are not copied and must live as long as the map. */
struct map_slot { const char *key; int64_t value; };
struct map { struct arena *mem; struct map_slot *slots; size_t n, room; };

#define MAP(arena) ((struct map){ .mem = (arena) })

void map_put(struct map *m, const char *key, int64_t value);     /* replaces what stood there */
bool map_get(const struct map *m, const char *key, int64_t *ret);
#endif
