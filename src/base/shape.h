/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_SHAPE_H
#define BASE_SHAPE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A shape is a C struct told as data: the same table decodes and encodes JSON,
 * checks limits, binds SQL and writes OpenAPI.  Shapes describe the wire; keep
 * them out of domain rules.
 *
 *     struct line { int64_t item_id, qty; const char *note; };
 *     static SHAPE(line,
 *             ID(line, item_id, "which item"),
 *             I64(line, qty, 1, QTY_MAX, "how many base units"),
 *             OPT_TEXT(line, note, 0, 200, "for people"));
 *
 * C member of each kind:
 *   I64 ID DAY TIME MONEY  int64_t      ID is a decimal string in JSON (above 2^53), 0 = none
 *                                       DAY days since 1970-01-01 <-> "2026-11-21", 0 = none
 *                                       TIME ms <-> "2026-11-21T08:00:00+08:00", 0 = none
 *                                       MONEY fen <-> "12.34"
 *   BOOL                   bool         (in SQL rows and parameters: int64_t 0/1, kind I64)
 *   TEXT                   const char*  NULL = absent; limits count UTF-8 characters
 *   WORD                   int64_t      one word of a closed list: value = place in `words`
 *   OBJECT                 struct       nested by value
 *   LIST                   struct list  pointer to n structs
 *   BYTES                  struct bytes the raw body of an upload, or of a download */
enum kind { KIND_I64, KIND_ID, KIND_DAY, KIND_TIME, KIND_MONEY, KIND_BOOL, KIND_TEXT, KIND_WORD,
	    KIND_OBJECT, KIND_LIST, KIND_BYTES };

struct list  { void *at; size_t n; };
struct bytes { const void *at; size_t n; };

struct field {
	const char *name;
	enum kind   kind;
	size_t      offset;
	int64_t     min, max;         /* value range; length range for TEXT; count range for LIST */
	const char *doc;
	bool        optional;         /* absent = 0, NULL, false or an empty list */
	const struct shape *inner;    /* OBJECT and LIST */
	const char *const  *words;    /* WORD: NULL-ended */
	bool        secret;           /* a password: never in a digest, a log or an example */
};

struct shape { const char *name; size_t size; const struct field *fields; };

/* The largest quantity and amount anybody may send (ledger.md 5.5). */
#define QTY_MAX INT64_C(1000000000000000)
/* The largest whole number a page's script reads exactly; what may be larger, ids, is sent as text. */
#define EXACT_MAX INT64_C(9007199254740991)

#define SHAPE_FIELD(type, member, k, lo, hi, text) \
	.name = #member, .kind = (k), .offset = offsetof(struct type, member), \
	.min = (lo), .max = (hi), .doc = (text)

#define I64(type, member, lo, hi, text)  { SHAPE_FIELD(type, member, KIND_I64, lo, hi, text) }
#define ID(type, member, text)           { SHAPE_FIELD(type, member, KIND_ID, 1, INT64_MAX, text) }
#define DAY(type, member, text)          { SHAPE_FIELD(type, member, KIND_DAY, 1, 2932896, text) }
#define TIME(type, member, text)         { SHAPE_FIELD(type, member, KIND_TIME, 1, INT64_C(253402300799999), text) }
#define MONEY(type, member, lo, hi, text) { SHAPE_FIELD(type, member, KIND_MONEY, lo, hi, text) }
#define BOOL(type, member, text)         { SHAPE_FIELD(type, member, KIND_BOOL, 0, 1, text) }
#define TEXT(type, member, lo, hi, text) { SHAPE_FIELD(type, member, KIND_TEXT, lo, hi, text) }
#define SECRET_TEXT(type, member, lo, hi, text) { SHAPE_FIELD(type, member, KIND_TEXT, lo, hi, text), .secret = true }
#define BYTES(type, member, lo, hi, text) { SHAPE_FIELD(type, member, KIND_BYTES, lo, hi, text) }
#define WORD(type, member, list, text) \
	{ SHAPE_FIELD(type, member, KIND_WORD, 0, 0, text), .words = (list) }
#define OBJECT(type, member, shape, text) \
	{ SHAPE_FIELD(type, member, KIND_OBJECT, 0, 0, text), .inner = (shape) }
#define LIST(type, member, shape, lo, hi, text) \
	{ SHAPE_FIELD(type, member, KIND_LIST, lo, hi, text), .inner = (shape) }

/* The same, absent allowed. */
#define OPT_I64(type, member, lo, hi, text)  { SHAPE_FIELD(type, member, KIND_I64, lo, hi, text), .optional = true }
#define OPT_ID(type, member, text)           { SHAPE_FIELD(type, member, KIND_ID, 1, INT64_MAX, text), .optional = true }
#define OPT_DAY(type, member, text)          { SHAPE_FIELD(type, member, KIND_DAY, 1, 2932896, text), .optional = true }
#define OPT_TIME(type, member, text)         { SHAPE_FIELD(type, member, KIND_TIME, 1, INT64_C(253402300799999), text), .optional = true }
#define OPT_MONEY(type, member, lo, hi, text) { SHAPE_FIELD(type, member, KIND_MONEY, lo, hi, text), .optional = true }
#define OPT_BOOL(type, member, text)         { SHAPE_FIELD(type, member, KIND_BOOL, 0, 1, text), .optional = true }
#define OPT_TEXT(type, member, lo, hi, text) { SHAPE_FIELD(type, member, KIND_TEXT, lo, hi, text), .optional = true }
#define OPT_WORD(type, member, list, text) \
	{ SHAPE_FIELD(type, member, KIND_WORD, 0, 0, text), .optional = true, .words = (list) }
#define OPT_LIST(type, member, shape, lo, hi, text) \
	{ SHAPE_FIELD(type, member, KIND_LIST, lo, hi, text), .optional = true, .inner = (shape) }

#define SHAPE(type, ...) \
	const struct shape type##_shape = { #type, sizeof(struct type), \
		(const struct field[]){ __VA_ARGS__, { 0 } } }
#endif
