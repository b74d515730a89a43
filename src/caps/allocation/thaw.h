/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ALLOCATION_THAW_H
#define CAPS_ALLOCATION_THAW_H
#include "caps/allocation/allocation.h"
#include "engine/allocation.h"

/* The frozen question of an allocation, asked again with some lines pinned.
 * For this folder only.
 *
 * The answer depends on what was frozen and on the pins, on nothing that happened
 * since: without pins it is the machine's proposal again.  Stock that has gone
 * meanwhile is found by guard_allocation_sound. */

struct thawed_line  { int64_t item_id, unit_id, to_place_id, priority, asked, own_stock, before; };
struct thawed_stock { int64_t place_id, item_id, lot_id, expiry_day, owner_id, fund_id, restricted_to, qty; };
struct thawed_pack  { int64_t item_id, pack; };
struct allocation_places_row;

struct thawed {
	const struct allocation_view *v;
	int64_t              day, without_change;      /* lines without a request that this change added are not there */
	struct thawed_line  *line;             /* beside v->wants */
	struct thawed_stock *stock;  size_t n_stock;
	struct thawed_pack  *pack;   size_t n_pack;
	const struct allocation_places_row *place;  const struct allocation_place *places;  size_t n_place;
};
must_check enum err allocation_thaw_all(struct ctx *cx, const struct allocation_view *v, struct thawed *ret);
int64_t thawed_pack_of(const struct thawed *t, int64_t item_id);        /* 1 when the item was not asked for */

/* Every place of the district, ordered by number; the index of one, or ALLOCATION_NOBODY. */
must_check enum err allocation_map(struct ctx *cx, const struct allocation_places_row **ret_rows, const struct allocation_place **ret_places,
				   size_t *ret_n);
int32_t allocation_map_at(const struct allocation_places_row *rows, size_t n, int64_t place_id);
const char *allocation_map_name(const struct thawed *t, int64_t place_id);      /* "" when there is no such place */

/* How the lines of one item are served: what each want gets and from where. */
struct split_leg { size_t want, stock; enum allocation_source source; int64_t qty, metres; };      /* indices in v->wants, t->stock */
struct split { struct split_leg *leg; size_t n; };

/* What every want gets, and how much of it from the pool; beside v->wants. */
struct shares { int64_t *got, *pool; };

/* Serves one item again.  pin[w] is ALLOCATION_FREE, or what want w is to get;
 * where kept[w] is true its lines stay as they stand in the draft, as lines without
 * a request do; kept NULL: the draft is not looked at.  Fills
 * shares of the item's wants.  SHORT_STOCK when a pin cannot be served. */
must_check enum err allocation_split(struct ctx *cx, const struct thawed *t, int64_t item_id, const int64_t *pin, const bool *kept,
				     struct shares *shares, struct split *ret);

/* The wants as they stand in the draft. */
struct shares allocation_shares_now(struct ctx *cx, const struct allocation_view *v);

/* The index of a want, or n_wants. */
size_t allocation_want_at(const struct allocation_view *v, int64_t request_id, int64_t line_no);
#endif
