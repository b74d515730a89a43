/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdarg.h>
#include <stddef.h>

/* Memory that dies together: one arena per request, per job, per solver run.
 *
 * arena_new() never returns NULL (out of memory ends the program; work is
 * transactional and every input has a limit) and returns zeroed memory.  There
 * is no free for a single piece: arena_reset() ends all of it at once.  The
 * test build makes one malloc per piece so that AddressSanitizer sees every
 * overrun; the release build moves a pointer inside blocks. */
struct arena {
	struct arena_block *head;
	size_t              used;     /* bytes handed out since the last reset */
};

void *arena_new(struct arena *a, size_t size);
void  arena_reset(struct arena *a);

/* Grows an array that may already live in the arena: returns a piece of `wanted`
 * bytes that begins with the `had` bytes of `old`. */
void *arena_grow(struct arena *a, const void *old, size_t had, size_t wanted);

char *arena_text(struct arena *a, const char *text);                  /* a copy; NULL stays NULL */
char *arena_bytes(struct arena *a, const void *bytes, size_t n);      /* a copy with a NUL after it */
char *arena_print(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define arena_array(a, type, n) ((type *)arena_new((a), sizeof(type) * (size_t)(n)))

/* Makes room for one more element in a growing arena array:
 *     struct line *lines = NULL; size_t n = 0, room = 0;
 *     arena_push(mem, lines, n, room) = (struct line){ ... };            */
#define arena_push(a, array, n, room) \
	(*(((n) == (room) ? (void)((room) = (room) ? (room) * 2 : 8, \
		(array) = arena_grow((a), (array), (n) * sizeof *(array), (room) * sizeof *(array))) : (void)0), \
	   &(array)[(n)++]))
#endif
