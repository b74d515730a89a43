/* SPDX-License-Identifier: Apache-2.0 */
#include "caps/order/order_silent.h"
#include "base/check.h"
#include "caps/catalog/offer.h"
#include "caps/grid/grid.h"
#include "caps/place/place.h"
#include "order.sql.h"
#include <string.h>

enum { NEEDS_VISIT = NEED_NO_PHONE | NEED_ALONE | NEED_DISABLED };

struct range { const char *from, *end; };

/* What lies both in the place and where the offer reaches; empty when they have nothing in common. */
static enum err range_of(struct ctx *cx, const struct order_silent_filter *f, struct range *ret)
{
	const char *under;
	struct offer offer;
	struct place place;

	TRY(offer_look(cx, f->offer_id, &offer));
	under = offer.path;
	if (f->place_id) {
		TRY(place_get(cx, f->place_id, &place));
		if (!strncmp(place.path, offer.path, strlen(offer.path)))
			under = place.path;
		else if (strncmp(offer.path, place.path, strlen(place.path)) != 0)
			under = NULL;
	}
	*ret = under ? (struct range){ under, check_scope_end(&cx->mem, under) } : (struct range){ "", "" };
	return ERR_OK;
}

enum err order_silent(struct ctx *cx, const struct order_silent_filter *f, struct order_silent **ret, size_t *ret_n)
{
	const int64_t limit = f->limit ? f->limit : 200;
	struct order_silent_page_row *rows;
	struct household last = { .path = "" };
	struct range range;

	TRY(range_of(cx, f, &range));
	if (f->after)
		TRY(household_get(cx, f->after, &last));
	TRY(order_silent_page(cx, (struct order_silent_page_in){ .district_id = cx->district_id, .offer_id = f->offer_id, .under = range.from,
		.under_end = range.end, .visit = f->visit ? NEEDS_VISIT : 0, .after_path = last.path, .after_sort = last.sort, .after_id = f->after,
		.actor_id = cx->actor->account_id, .perm = PERM_ORDER_READ, .now_ms = cx->now_ms, .limit = limit }, &rows, ret_n, (size_t)limit));
	*ret = arena_array(&cx->mem, struct order_silent, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct order_silent){ rows[i].household_id, rows[i].building_id, rows[i].grid_id, (rows[i].needs & NEEDS_VISIT) != 0,
			rows[i].building, rows[i].unit, rows[i].room, rows[i].door };
	return ERR_OK;
}

enum err order_answers(struct ctx *cx, const struct order_silent_filter *f, struct order_answers **ret, size_t *ret_n)
{
	struct order_answers_by_building_row *rows;
	struct range range;

	TRY(range_of(cx, f, &range));
	TRY(order_answers_by_building(cx, (struct order_answers_by_building_in){ .district_id = cx->district_id, .offer_id = f->offer_id,
		.under = range.from, .under_end = range.end, .visit = NEEDS_VISIT, .actor_id = cx->actor->account_id, .perm = PERM_ORDER_READ,
		.now_ms = cx->now_ms, .limit = SILENT_BUILDINGS_MAX }, &rows, ret_n, SILENT_BUILDINGS_MAX));
	*ret = arena_array(&cx->mem, struct order_answers, *ret_n + 1);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct order_answers){ rows[i].building_id, rows[i].grid_id, rows[i].homes, rows[i].ordered, rows[i].refused,
			rows[i].homes - rows[i].ordered - rows[i].refused, rows[i].visit, rows[i].building, rows[i].grid };
	return ERR_OK;
}
