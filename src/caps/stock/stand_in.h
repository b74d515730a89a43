/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_STOCK_STAND_IN_H
#define CAPS_STOCK_STAND_IN_H
#include "caps/item/substitute.h"

/* What may stand in, today, for `qty` of an item that is short, and in which
 * warehouses it lies (S3.12): pairs of the register that hold today, those that
 * cover most of it first.  Free stock as stock_table() shows it, inside what the
 * actor's STOCK_READ covers; free stock may still be bound to a unit or a purpose,
 * which only the allocation looks at.  Nothing is reserved.
 * A substitute of a substitute is never offered: two items may stand in for each
 * other, and each is then offered for the other only. */
enum { STAND_IN_PLACES_MAX = 50 };
struct stand_in_place { int64_t place_id, free, first_expiry; const char *place; };
struct stand_in {
	struct substitute pair;
	struct item       by;
	int64_t           needed, free, covers;          /* of the substitute, in whole packs; of it; of the item, at most what was asked */
	struct substitute_words why;
	struct stand_in_place *places;  size_t n_places;
};
must_check enum err stand_in_for(struct ctx *cx, int64_t item_id, int64_t qty, int64_t under_id, struct stand_in **ret, size_t *ret_n);
#endif
