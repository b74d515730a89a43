/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_JIELONG_LIST_H
#define ENGINE_JIELONG_LIST_H
#include "base/arena.h"
#include "engine/jielong.h"

/* A pasted chat text, line by line, each judged with the lines around it (D4.1, S3.6).
 *
 * Every new entry re-posts the whole list, so a text holds many copies of it.
 * They are never added up: the newest copy counts, the lines of older ones are
 * IGNORE and `of` names the line that took their place; an order that vanished
 * on the way is told once more as a CANCEL with the line of the first copy that
 * lacks it.  Two copies are of one list when their titles are the same, or when
 * most of the older one's entries stand in the newer one; lists with different
 * titles stand side by side.
 *
 * An entry may run over several lines: what follows without a number belongs to
 * it (IGNORE, `of` the entry) and is read together with it.  Quoted messages
 * are IGNORE.
 *
 * Every line of the text is told exactly once, in order, and the cancellations
 * right behind the header they belong to.  The last line needs no line end; CR
 * before LF is not part of a line. */

struct jielong_verdict {
	uint32_t line, of;                 /* 1 is the first; of 0: none */
	bool     vanished;                 /* an entry of an older copy; read.action is CANCEL */
	bool     older, more, quoted;      /* why it is ignored: an older copy, more of an entry, a quotation */
	const char *text; size_t n;        /* the line's bytes */
	struct jielong_line read;
};

/* Calls `see` for every verdict.  Time grows with the text, memory with its
 * number of lines (about 150 bytes each and 1,300 for an order, together at most
 * 256 MB of these, in `mem`).  With `alone`, every line
 * is judged by itself. */
void jielong_list(struct arena *mem, const char *text, size_t n, bool alone, void (*see)(void *own, const struct jielong_verdict *v), void *own);
#endif
