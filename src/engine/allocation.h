/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ALLOCATION_H
#define ENGINE_ALLOCATION_H
#include "base/ctx.h"
#include <stdbool.h>
#include <stdint.h>

/* Allocation: who gets how much of what lies where, and why not more.
 *
 * A pure function of its input: no clock, no I/O, no globals.  The answer is
 * the same whatever the order of rows and lines and the number of threads.
 * Items never influence each other.  For each item (D2.2, D7.7):
 *
 * 1. need = max(0, qty - own_stock - received_before); a line gets at most
 *    ceil(need / pack) packs.  Its ratio is (own_stock + received_before +
 *    allocated) / qty, and 1 when qty is 0; ratios are compared exactly.
 * 2. A stock row gives floor(qty / pack) packs; the rest is loose.  A row whose
 *    expiry day lies before the day is unusable.
 * 3. A unit first receives the rows restricted to it, then the unrestricted
 *    rows it owns, shared over its own lines class by class, fairly as in 4.
 *    Unused restricted stock stays; unused owned stock joins the pool.
 *    A pinned line, whose quantity a person has set, wants exactly that much
 *    and has its turn before class 1, in this rule and the next.
 * 4. The pool serves class after class, strictly.  Within a class the ascending
 *    vector of ratios is lexicographically largest; only between equal vectors
 *    does the smaller request (bytewise) get more.
 * 5. With these quantities fixed, total base units x metres is minimal.
 * 6. Within a place rows leave by (expiry, lot, owner), separately for
 *    restricted, owned and pool stock, to lines by (class, request).
 *
 * Quantities are whole base units, 0 to ALLOCATION_QTY_MAX each. */

enum {
	ALLOCATION_NOBODY  = -1,     /* no owner, no addressee, no parent */
	ALLOCATION_CLASSES = 5,      /* priorities 1 to 4; 5 is surplus demand, served last */
	ALLOCATION_THREADS_MAX = 64,
	ALLOCATION_FREE    = -1,     /* no pin */
};
#define ALLOCATION_QTY_MAX  INT64_C(1000000000000000)
#define ALLOCATION_NO_EXPIRY INT64_MAX

struct allocation_place {
	const char *code;            /* unique; orders what is otherwise equal */
	int32_t     parent;          /* index of a place, or ALLOCATION_NOBODY */
	bool        located;         /* false: the nearest ancestor's coordinates are taken */
	double      lon, lat;        /* degrees, -180..180 and -90..90 */
};

struct allocation_item { int64_t pack; };   /* base units in a whole pack, >= 1 */

struct allocation_row {
	int32_t     place, item;
	int32_t     owner;           /* whose stock it is: a place, or ALLOCATION_NOBODY */
	int32_t     restricted_to;   /* the only unit that may get it, or ALLOCATION_NOBODY */
	const char *lot;             /* "" is a lot like any other */
	int64_t     expiry_day;      /* last usable day since 1970, or ALLOCATION_NO_EXPIRY */
	int64_t     qty;
};

struct allocation_line {
	const char *request;         /* unique within an item */
	int32_t     unit, place;     /* who asks; where it is to be brought */
	int32_t     item, priority;  /* 1 .. ALLOCATION_CLASSES */
	int64_t     qty, own_stock, received_before;
};

struct allocation_problem {
	int64_t                        day;        /* since 1970: what expired before it is unusable */
	const struct allocation_place *places;
	const struct allocation_item  *items;
	const struct allocation_row   *rows;
	const struct allocation_line  *lines;
	size_t                         n_places, n_items, n_rows, n_lines;
	const int64_t                 *pins;       /* [n_lines] base units a line is to get, whole packs and at most
						    * its need rounded up, or ALLOCATION_FREE; NULL: all free */
};

enum allocation_source { ALLOCATION_RESTRICTED, ALLOCATION_OWNED, ALLOCATION_POOL, ALLOCATION_SOURCES };

/* Why a line got what it got; allocation_explain() has the sentences. */
enum allocation_reason {
#define REASON(name, slug, zh, en) ALLOCATION_##name,
#include "engine/allocation_reason.def"
#undef REASON
	ALLOCATION_REASONS
};

/* Goods of one row on their way to one line: a whole number of packs. */
struct allocation_leg {
	int32_t                line, row;
	enum allocation_source source;
	int64_t                qty, metres;
};

/* What one line got.  Its legs are result->legs[first_leg .. first_leg + n_legs). */
struct allocation_grant {
	int64_t                need, allocated, by_source[ALLOCATION_SOURCES];
	enum allocation_reason reason;
	int64_t                first_leg, n_legs;
};

struct allocation_class_total {
	int64_t n_lines, requested, need, allocated;
	int64_t unmet;               /* sum over lines of need left open */
	int64_t pool_before;         /* base units in the pool when this class's turn came */
	int64_t n_tied, n_tied_served;   /* lines equal at the last level; how many got its last packs */
};

/* Proof that rule 5 holds: with these potentials no arc from a source to a line
 * it may serve has negative reduced cost, and the dual objective equals the
 * objective.  Every arc was priced, not only those the solver looked at. */
struct allocation_certificate {
	__int128 objective, dual;    /* base units x metres */
	int64_t  n_arcs_priced;
	int64_t  worst_violation;    /* metres; 0 in a sound result */
};

struct allocation_item_total {
	int64_t stock, usable;       /* base units; usable: whole packs of unexpired rows */
	int64_t loose, expired;      /* unexpired remainders below a pack; expired rows whole */
	int64_t restricted_left;     /* packs of unused restricted stock, in base units */
	int64_t pool_left;
	struct allocation_class_total classes[ALLOCATION_CLASSES];   /* [priority - 1] */
	struct allocation_certificate certificate;
	const int64_t *place_price;  /* [n_places] metres: what a pack more in the pool at that place
				      * would save, or -1 where no pool stock lies */
};

struct allocation_result {
	struct allocation_grant      *grants;      /* [n_lines], in the order of the lines */
	struct allocation_leg        *legs;        /* by item, class, request, source, place code, expiry, lot */
	size_t                        n_legs;
	struct allocation_item_total *items;       /* [n_items] */
};

/* Everything in *ret lives in cx->mem.  Fails with BAD_INPUT (an index, a
 * number, a duplicate, a place without coordinates whose ancestors have none)
 * or TOO_LARGE (an item's stock or demand beyond 2^61 units). */
must_check enum err allocation_run(struct ctx *cx, const struct allocation_problem *in,
				   int n_threads, struct allocation_result *ret);

/* "PARTLY_TIED" as "tied_pack_elsewhere": the machine's word for a reason. */
const char *allocation_reason_slug(enum allocation_reason reason);
const char *allocation_reason_zh(enum allocation_reason reason);      /* without numbers */

/* The sentence of a line's reason, numbers included.  `unit_word` names the
 * item's unit ("只"), or is empty. */
struct allocation_words { const char *zh, *en; };
struct allocation_words allocation_explain(struct arena *mem, const struct allocation_problem *in,
					   const struct allocation_result *result, size_t line,
					   const char *unit_word);
#endif
