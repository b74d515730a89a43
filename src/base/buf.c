/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool make_room(struct buf *b, size_t more)
{
	size_t wanted = b->n + more + 1;

	if (b->full || (b->max && b->n + more > b->max)) {
		b->full = true;
		return false;
	}
	if (wanted > b->room) {
		size_t room = b->room ? b->room * 2 : 256;

		while (room < wanted)
			room *= 2;
		b->at = arena_grow(b->mem, b->at, b->n, room);
		b->room = room;
	}
	return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (!n || !make_room(b, n))
		return;
	memcpy(b->at + b->n, bytes, n);
	b->n += n;
	b->at[b->n] = '\0';
}

void buf_text(struct buf *b, const char *text) { buf_add(b, text, strlen(text)); }
void buf_char(struct buf *b, char c) { buf_add(b, &c, 1); }

void buf_print(struct buf *b, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	if (n && make_room(b, (size_t)n)) {
		vsnprintf(b->at + b->n, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

const char *buf_get(const struct buf *b) { return b->at ? b->at : ""; }
