/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block { struct arena_block *next; size_t used, room; alignas(max_align_t) char bytes[]; };

#ifdef BAOGONG_EXACT_ARENA
enum { BLOCK_BYTES = 0 };          /* one piece per block: sanitizers see overruns */
#else
enum { BLOCK_BYTES = 64 * 1024 };
#endif

static struct arena_block *new_block(struct arena *a, size_t room)
{
	struct arena_block *b = calloc(1, sizeof *b + room);

	if (!b)
		abort();
	b->room = room;
	b->next = a->head;
	a->head = b;
	return b;
}

void *arena_new(struct arena *a, size_t size)
{
	struct arena_block *b = a->head;
	size_t aligned;

	assert(size < SIZE_MAX / 2);
	aligned = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	a->used += aligned;
	if (aligned > (size_t)BLOCK_BYTES / 4) {             /* a large piece gets its own block, */
		struct arena_block *big = new_block(a, size ? size : 1);

		big->used = big->room;
		if (b && BLOCK_BYTES) {                      /* behind the one still being filled */
			a->head = b;
			big->next = b->next;
			b->next = big;
		}
		return big->bytes;
	}
	if (!b || b->room - b->used < aligned)
		b = new_block(a, BLOCK_BYTES);
	b->used += aligned;
	return b->bytes + b->used - aligned;
}

void arena_reset(struct arena *a)
{
	while (a->head) {
		struct arena_block *dead = a->head;

		a->head = dead->next;
		free(dead);
	}
	a->used = 0;
}

void *arena_grow(struct arena *a, const void *old, size_t had, size_t wanted)
{
	void *piece = arena_new(a, wanted);

	assert(had <= wanted);
	if (had)
		memcpy(piece, old, had);
	return piece;
}

char *arena_bytes(struct arena *a, const void *bytes, size_t n)
{
	char *copy = arena_new(a, n + 1);

	if (n)
		memcpy(copy, bytes, n);
	return copy;
}

char *arena_text(struct arena *a, const char *text)
{
	return text ? arena_bytes(a, text, strlen(text)) : NULL;
}

char *arena_print(struct arena *a, const char *format, ...)
{
	va_list args, again;
	int n;
	char *text;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	text = arena_new(a, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, format, again);
	va_end(again);
	return text;
}
