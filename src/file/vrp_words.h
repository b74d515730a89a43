/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FILE_VRP_WORDS_H
#define FILE_VRP_WORDS_H
#include "base/ctx.h"

/* Words and numbers of a text file with the line they stand in. */
struct words { struct ctx *cx; const char *at, *end; int32_t line; };
struct word { const char *at; size_t n; };

/* The next word, also across lines; an empty one at the end of the text. */
struct word words_next(struct words *w);

/* The next word of this line; an empty one at its end. */
struct word words_on_line(struct words *w);
void        words_skip_line(struct words *w);

bool word_is(struct word word, const char *text);       /* capitals or not */

/* A decimal number; fails with the line and the word that is none. */
must_check enum err words_number(struct words *w, double *ret);
must_check enum err words_whole(struct words *w, int64_t least, int64_t most, int64_t *ret);
must_check enum err word_number(struct words *w, struct word word, double *ret);
must_check enum err word_whole(struct words *w, struct word word, int64_t least, int64_t most, int64_t *ret);

#endif
