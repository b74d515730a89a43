/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text at the door: UTF-8, checked once, then trusted inside. */

/* Length in bytes of valid text before the first bad one: n when all is well.
 * Refused: broken UTF-8, surrogates, noncharacters, NUL and other controls but
 * TAB LF CR, bidirectional overrides (reliability.md 4, "Text"). */
size_t text_good_bytes(const char *text, size_t n);

size_t text_length(const char *text);                         /* in characters */
bool   text_equal(const char *a, const char *b);              /* NULL equals only NULL */

/* Whole number in plain digits with an optional sign; no spaces, no exponent,
 * no leading zeros but "0" itself. */
bool   text_read_i64(const char *text, int64_t *ret);

/* "12.34" <-> 1234 fen; at most two decimals, no sign but '-'. */
bool   text_read_money(const char *text, int64_t *ret_fen);
char  *text_write_money(struct arena *mem, int64_t fen);

/* Edit distance for "did you mean"; both at most 64 bytes, else 999. */
int    text_distance(const char *a, const char *b);
#endif
