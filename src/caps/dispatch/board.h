/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DISPATCH_BOARD_H
#define CAPS_DISPATCH_BOARD_H
#include "base/shape.h"
#include "caps/dispatch/dispatch.h"

/* The dispatch board: every order that is not over, in a column for its state,
 * what is due first first (D7.7, D2.14).  An order that was refused stays in its
 * column while its allocation still holds goods: somebody has to order again.
 *
 * Figures count what the filters leave; cards come a page at a time.  Quantities
 * are base units and mean what the state means: ordered, still under way,
 * missing, or taken over.  Late: its time by the plan has run out (doc.due_ms).
 * Everything lives in cx->mem. */

extern const char *const dispatch_column_words[];        /* "any", "draft", "ordered", ... */
enum { BOARD_LIMIT_MAX = 100, BOARD_WAYS_MAX = 50000, BOARD_WAYS_SHOWN = 400, BOARD_GOODS = 3 };

struct board_ask {
	int64_t     column;                    /* place in dispatch_column_words; 0: all */
	int64_t     from_place_id, area_id, item_id, carrier_id;   /* 0: any; area: the addressee lies there */
	bool        late;                      /* only what is late */
	int64_t     from, to;                  /* days of drafting; 0: open */
	const char *after;                     /* next of the page before; needs a column */
	int64_t     limit;                     /* cards a column, 20 unless told */
};

struct board_good  { int64_t item_id, pack, qty; const char *item, *code, *unit, *pack_unit; };
struct board_tally { int64_t id, orders, late; const char *name; };
struct board_card {
	int64_t     doc_id, version, allocation_id, carrier_id, from_place_id, to_place_id, created, since, due, n_items;
	const char *number, *allocation, *carrier, *from_place, *to_place, *area, *signed_role, *next_step, *verbs;
	struct list goods;                     /* struct board_good, the first few */
	bool        late, own_transport, mine; /* mine: the actor may take next_step */
};
struct board_column {
	const char *state, *next;
	int64_t     orders, late, n_items;
	struct list goods, areas, cards;       /* board_good, board_tally, board_card */
};
/* Orders of one state on one way; number and doc_id when it is one. */
struct board_way { int64_t from_place_id, to_place_id, orders, late, doc_id; const char *state, *number; };
/* exact false: the place has no point of its own, this is its subdistrict's. */
struct board_place { int64_t place_id, lon_e7, lat_e7; const char *kind, *name; bool has_point, exact; };
/* ways: late ones first, at most BOARD_WAYS_SHOWN of n_ways; nobody can read more lines on a map. */
struct board {
	int64_t     now, n_ways;
	struct list columns, warehouses, areas, carriers, ways, places;
};
must_check enum err dispatch_board(struct ctx *cx, const struct board_ask *ask, struct board *ret);
#endif
