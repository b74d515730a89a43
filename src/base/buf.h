/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

/* A growing piece of text or bytes in an arena.  Always ends in a NUL that is
 * not counted.  `max` bounds it (0: no bound): what goes beyond is dropped and
 * `full` is set, so that a writer checks once, at the end. */
struct buf { struct arena *mem; char *at; size_t n, room, max; bool full; };

#define BUF(arena) ((struct buf){ .mem = (arena) })

void  buf_add(struct buf *b, const void *bytes, size_t n);
void  buf_text(struct buf *b, const char *text);
void  buf_char(struct buf *b, char c);
void  buf_print(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *buf_get(const struct buf *b);     /* never NULL */
#endif
