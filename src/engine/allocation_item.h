/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ALLOCATION_ITEM_H
#define ENGINE_ALLOCATION_ITEM_H
#include "engine/allocation.h"
#include "engine/geo.h"

/* One item's work inside the engine.  Not for callers: allocation.h is.
 *
 * Places are named here by rank, their position in the order of their codes, so
 * that nothing depends on the order in which the caller listed them.  Lines
 * stand in the order (class, request), rows in the order (place, expiry, lot,
 * owner, addressee, qty). */

struct allocation_map {             /* made once, read by all items */
	const int32_t          *rank;       /* [n_places] place index -> rank */
	const int32_t          *place;      /* [n_places] rank -> place index */
	const struct geo_point *points;     /* [n_places] by rank */
};

struct item_line {
	int32_t line;               /* index in the problem */
	int32_t unit, place;        /* ranks */
	int32_t priority, turn;     /* turn: 0 for a pinned line, else its class */
	int64_t need, have;         /* base units; have: own stock and earlier receipts */
	int64_t most;               /* packs: ceil(need / pack), or the pin */
	int64_t packs[ALLOCATION_SOURCES];
	bool    tied;
};

struct item_row {
	int32_t row;                /* index in the problem */
	int32_t place, owner, restricted_to;     /* ranks or ALLOCATION_NOBODY */
	int64_t packs, left;        /* usable; not yet on a leg */
};

struct item_work {
	struct arena *mem;                        /* ends with the item */
	const struct allocation_problem *in;
	const struct allocation_map     *map;
	int32_t           item;
	int64_t           pack;
	struct item_line *lines;
	struct item_row  *rows;
	size_t            n_lines, n_rows;
	int64_t           pool, pool_at_first;    /* packs: now, and before class 1 */
	struct allocation_item_total *total;
	int64_t *place_price;                     /* [n_places] of the total */
	/* what goes out */
	struct arena          *keep;
	struct allocation_leg *legs;
	size_t                 n_legs, legs_room;
};

/* Rules 1 and 2: fills lines and rows, in order, and the totals of stock. */
void item_prepare(struct item_work *w, const int32_t *line_list, size_t n_lines,
		  const int32_t *row_list, size_t n_rows);
/* Rules 3 and 4: how many packs of which kind each line gets. */
void item_share(struct item_work *w);
/* Rules 5 and 6: the legs and the certificate. */
void item_ship(struct item_work *w);
/* The grants, reasons and class totals. */
void item_report(struct item_work *w, struct allocation_grant *grants);
#endif
