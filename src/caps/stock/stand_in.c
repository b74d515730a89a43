/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/stock/stand_in.h"
#include "base/check.h"
#include "base/civil.h"
#include "base/shape.h"
#include "caps/place/place.h"
#include "caps/stock/stock_view.h"
#include <stdlib.h>

static enum err find_stock(struct ctx *cx, int64_t under_id, struct stand_in *to)
{
	struct stock_filter f = { .under_id = under_id, .item_id = to->pair.by_id, .place_kind = PLACE_WAREHOUSE, .state = STOCK_FREE };
	struct stock_row *rows;
	struct place place;
	size_t n;

	TRY(stock_table(cx, &f, true, NULL, NULL, 1, &rows, &n));
	to->free = n ? rows[0].free : 0;
	TRY(stock_table(cx, &f, false, NULL, NULL, STAND_IN_PLACES_MAX, &rows, &to->n_places));
	to->places = arena_array(&cx->mem, struct stand_in_place, to->n_places + 1);
	for (size_t i = 0; i < to->n_places; i++) {
		TRY(place_get(cx, rows[i].place_id, &place));
		to->places[i] = (struct stand_in_place){ rows[i].place_id, rows[i].free, rows[i].first_expiry, place.name };
	}
	return ERR_OK;
}

static int by_cover(const void *a, const void *b)
{
	const struct stand_in *x = a, *y = b;

	if (x->covers != y->covers)
		return x->covers < y->covers ? 1 : -1;
	return (x->pair.substitute_id > y->pair.substitute_id) - (x->pair.substitute_id < y->pair.substitute_id);
}

enum err stand_in_for(struct ctx *cx, int64_t item_id, int64_t qty, int64_t under_id, struct stand_in **ret, size_t *ret_n)
{
	struct substitute *pairs;
	struct item item;
	size_t n;

	TRY(check_range(cx, "qty", qty, 1, QTY_MAX));
	TRY(item_get(cx, item_id, &item));
	TRY(substitute_list(cx, &(struct substitute_filter){ .item_id = item_id, .on_day = civil_day_of(cx->now_ms) }, &pairs, &n));
	*ret = arena_array(&cx->mem, struct stand_in, n + 1);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		struct stand_in *to = &(*ret)[*ret_n];
		int64_t covers;

		to->pair = pairs[i];
		TRY(item_get(cx, pairs[i].by_id, &to->by));
		if (!to->by.active)
			continue;
		to->needed = substitute_needed(&pairs[i], to->by.pack, qty);
		TRY(find_stock(cx, under_id, to));
		covers = substitute_covers(pairs[i].num, pairs[i].den, to->free);
		to->covers = covers < qty ? covers : qty;
		to->why = substitute_say(&cx->mem, &to->by, to->needed, &item, qty);
		++*ret_n;
	}
	qsort(*ret, *ret_n, sizeof **ret, by_cover);
	return ERR_OK;
}
