/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CHECK_H
#define BASE_CHECK_H
#include "base/ctx.h"

/* The checks every record shares, with the sentences for people.  NULL reads
 * as "".  Text was decoded and cleared of broken bytes at the door. */

/* One line of min..max characters, no control characters, no blank at its ends. */
must_check enum err check_line(struct ctx *cx, const char *field, const char *text, size_t min, size_t max);

/* 1..40 characters without blanks, commas, quotes, slashes or controls. */
must_check enum err check_code(struct ctx *cx, const char *field, const char *text);

/* An id of the plan: [a-z][a-z0-9_]*, at most 40. */
must_check enum err check_word(struct ctx *cx, const char *field, const char *text);

must_check enum err check_range(struct ctx *cx, const char *field, int64_t value, int64_t min, int64_t max);

/* "name" for a single record, "[7].name" for row 7 of a list. */
enum { NO_ROW = -1 };
const char *check_field(struct arena *mem, int64_t row, const char *name);

/* A list arrived as the field `list` of something larger: its fault "[7].name"
 * becomes "items[7].name".  Passes the error on. */
enum err check_in_list(struct ctx *cx, const char *list, enum err e);

/* Pattern for `LIKE :p ESCAPE '!'` that finds the text anywhere, in small
 * letters; "%" when there is nothing to look for. */
const char *check_like(struct arena *mem, const char *text);

/* The end of a scope for range comparison: "/1/7/" -> "/1/70", "/" -> "0". */
const char *check_scope_end(struct arena *mem, const char *scope);
#endif
