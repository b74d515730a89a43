/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_LIST_H
#define CAPS_ORDER_LIST_H
#include "caps/order/order.h"

/* Orders as a table of any size, and their sums.  Lists show what the actor's
 * ORDER_READ covers: the building, the shop or the station.  Rows live in cx->mem. */

struct order_filter {
	int64_t     place_id;                  /* building, grid, community, subdistrict: at it or below; a shop or station: its orders; 0: all */
	int64_t     offer_id, household_id, item_id;
	const char *state;                     /* NULL or "": any; several with commas */
	const char *text;                      /* part of the number, pickup number or door */
	int64_t     pay, channel;              /* -1: any */
	int64_t     from_day, to_day;          /* placed; 0: open */
	bool        late, unpaid, problem, special;
	int64_t     deliver_day;               /* to be delivered by this day; 0: any */
	int64_t     after;                     /* doc_id of the last row seen, newest first; with `by_stairs` its position */
	bool        by_stairs;                 /* as the stairs are walked: building, sort, pickup number */
	int64_t     limit;                     /* 1..200 (pickings and sheets: up to 5,000) */
};
struct order_row {
	int64_t     doc_id, version, household_id, building_id, grid_id, offer_id, shop_id, station_id, pay, channel;
	int64_t     placed_ms, deliver_by_ms, total_fen, own_fen, aid_fen, trouble, worker_id, n_lines, qty, taken, replaces_id;
	bool        substitute, late, special;
	const char *kind, *number, *state, *pickup_no, *door, *building, *remark, *what;     /* what: "蔬菜包×1、鸡蛋×2" */
	struct doc_line *lines;  size_t n_here;
};
must_check enum err order_list(struct ctx *cx, const struct order_filter *filter, struct order_row **ret, size_t *ret_n);

/* How many, by state, with the same filter (page and state apart). */
struct order_counts { int64_t all, placed, paid, part, owing, done, void_, late, unpaid, problem, special; };
must_check enum err order_count(struct ctx *cx, const struct order_filter *filter, struct order_counts *ret);

/* Totals: one row per area, shop, offer, line.  `by`: the level rows stand for. */
enum order_total_by { TOTAL_BY_OFFER, TOTAL_BY_GRID, TOTAL_BY_COMMUNITY, TOTAL_BY_STATION };
extern const char *const order_total_by_words[];
struct order_total_filter { int64_t place_id, shop_id, offer_id, by, limit; const char *after; };
struct order_total {
	int64_t     area_id, offer_id, shop_id, line_no, item_id, price_fen, price_units;
	int64_t     orders, qty, dropped, taken, own_fen, aid_fen, unpaid_fen, confirmed;    /* confirmed -1: the shop has not said */
	const char *area, *offer, *shop, *item, *unit;
};
must_check enum err order_totals(struct ctx *cx, const struct order_total_filter *filter, struct order_total **ret, size_t *ret_n);
#endif
