/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_GRID_BOOK_H
#define CAPS_GRID_BOOK_H
#include "caps/grid/grid.h"

/* Matching many doors at once: everybody the actor may see (GRID_READ) at or below
 * a place, read once, looked up in memory.  For order files and chat lists of any
 * length; for a single door household_find() does the same.  Lives in cx->mem; it
 * does not see what is written after it was opened. */
struct household_book;
must_check enum err household_book_open(struct ctx *cx, int64_t place_id, struct household_book **ret);      /* 0: all one may see */

/* The three texts in any form.  Answers how many, at most HOUSEHOLD_FIND_MAX; without
 * a unit all units are looked at. */
size_t household_book_find(struct household_book *book, const char *building, const char *unit, const char *room,
			   int64_t ids[static HOUSEHOLD_FIND_MAX]);
/* Households whose contact has this phone, or a phone that ends in these digits (4 at least). */
size_t household_book_phone(struct household_book *book, const char *digits, int64_t ids[static HOUSEHOLD_FIND_MAX]);
/* The building's number when the text names exactly one in the book, else 0. */
int64_t household_book_building(struct household_book *book, const char *building);
size_t household_book_size(const struct household_book *book);
#endif
