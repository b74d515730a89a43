/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_DECODE_H
#define HTTP_DECODE_H
#include "base/ctx.h"
#include "base/shape.h"

/* From what was sent to a C struct, by shape.  Everything that is wrong is
 * found in one go and told with its place ("lines[2].qty"), what came and what
 * was expected; the first of it becomes the fault.
 *
 * A whole number comes as a JSON number; an id as a string of digits (or a
 * number up to 2^53); days, times, money and words as strings.  null is the
 * same as absent.  Text is checked by text_good_bytes and measured in
 * characters.  An unknown name is refused, with the name that was perhaps meant. */

enum { DECODE_PROBLEMS_MAX = 20,      /* told at most */
       DECODE_DEPTH_MAX = 32, DECODE_KEYS_MAX = 1000, DECODE_NUMBER_MAX = 20, DECODE_STRING_MAX = 65536,
       DECODE_QUERY_MAX = 64 };       /* parameters of one query string */

struct problem { const char *field, *zh, *en; };

/* One input on its way in: path, query and body fill the same struct. */
struct decode {
	struct ctx         *cx;
	const struct shape *shape;
	void               *out;          /* shape->size zeroed bytes in cx->mem */
	bool               *given;        /* per field of the shape */
	bool               *closed;       /* filled by the path: may not come again */
	struct problem      problems[DECODE_PROBLEMS_MAX];
	size_t              n_problems;
};

/* Where a value stands, for the sentence about it; lives on the stack. */
struct place_in { const struct place_in *up; const char *name; size_t index; };

struct value {
	enum { VALUE_TEXT, VALUE_WHOLE, VALUE_TRUTH, VALUE_LOOSE, VALUE_OTHER } type;
	const char *text;                 /* TEXT, LOOSE (text of a query or path), OTHER (a word for it) */
	size_t      n;
	int64_t     whole;                /* WHOLE; TRUTH 0 or 1 */
};

void decode_start(struct decode *d, struct ctx *cx, const struct shape *shape);

/* Query string without '?', percent-encoded.  BAD_SYNTAX when it cannot be read. */
must_check enum err decode_query(struct decode *d, const char *query);

/* JSON body; empty is the same as {}.  BAD_SYNTAX with line and column. */
must_check enum err decode_json(struct decode *d, const char *text, size_t n);

/* One field by name, from the path or a header. */
void decode_field(struct decode *d, const char *name, const char *text);

/* Says which required fields are missing, and ends: BAD_INPUT when anything was wrong. */
must_check enum err decode_finish(struct decode *d);

/* %41 to A, '+' to a space when asked; in place of cx->mem.  NULL when broken or not good text. */
char *decode_percent(struct ctx *cx, const char *text, size_t n, bool plus_is_space);

/* Checks the limits of one value and puts it at base + field->offset: the one
 * place where limits are checked. */
bool decode_value(struct decode *d, const struct place_in *where, const struct field *f,
		  const struct value *v, void *base);
void decode_problem(struct decode *d, const struct place_in *where, const char *zh, const char *en, ...)
	__attribute__((format(printf, 3, 5), format(printf, 4, 5)));
void decode_unknown(struct decode *d, const struct place_in *where, const struct shape *shape, const char *name);
void decode_missing(struct decode *d, const struct place_in *up, const struct shape *shape,
		    const bool *given);
const struct field *shape_field(const struct shape *shape, const char *name);      /* or NULL */
size_t shape_count(const struct shape *shape);

/* Refuses what could hurt the parser (depth, long numbers and texts, too many
 * keys, bad UTF-8) before it sees it; without recursion. */
must_check enum err json_scan(struct ctx *cx, const char *text, size_t n);
#endif
