/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_STOCK_VIEW_H
#define CAPS_STOCK_VIEW_H
#include "base/ctx.h"

/* Looking stock up (D7.3): one filter, and through it a sheet by place and item
 * or by item alone, its sums, and the lots one by one.
 *
 * Everything comes from the ledger's balances as they are.  Lists show what the
 * actor's STOCK_READ covers.  Goods under way count where they go to.
 * Quantities are base units of each item, so they add up only within one item. */
enum stock_state { STOCK_ANY_STATE, STOCK_FREE, STOCK_HELD, STOCK_DOCK, STOCK_BLOCKED, STOCK_EXPIRED, STOCK_UNDER_WAY, STOCK_STATES };
enum stock_expiry { EXPIRY_ANY, EXPIRY_PAST, EXPIRY_WEEK, EXPIRY_MONTH, EXPIRY_QUARTER, EXPIRY_LATER, EXPIRY_NONE, EXPIRY_CLASSES };
extern const char *const stock_state_words[];      /* "any", "free", ... NULL */
extern const char *const stock_expiry_words[];     /* "any", "expired", ... NULL: 7, 30, 90 days from today */

struct stock_filter {
	int64_t     under_id;             /* this place and below; 0: all */
	int64_t     item_id, owner_id;    /* 0: any */
	int64_t     place_kind;           /* enum place_kind */
	int64_t     state, expiry;        /* enums above; the sheet knows no expiry */
	int64_t     to_day;               /* lots that expire until this day; 0: any */
	const char *category, *search;    /* NULL or "": any; search: item, in lots also batch and the number it came with */
};

/* Keyset: after_place and after_item are codes of the last row before; both NULL: the first page. */
struct stock_row { int64_t place_id, item_id, free, held, dock, blocked, expired, under_way, first_expiry, lots, places; const char *place_code, *item_code; };
must_check enum err stock_table(struct ctx *cx, const struct stock_filter *filter, bool by_item, const char *after_place, const char *after_item,
				int64_t limit, struct stock_row **ret, size_t *ret_n);

/* How many rows stock_lots has in each state and class of expiry, and what they come to; [0] of both is all of them.  What is
 * under way counts in the classes only when it is asked for, as in the list. */
struct stock_sum { int64_t lots, qty; };
struct stock_sums { struct stock_sum state[STOCK_STATES], expiry[EXPIRY_CLASSES]; };
must_check enum err stock_sums(struct ctx *cx, const struct stock_filter *filter, struct stock_sums *ret);

/* Lot by lot, first expired first. */
struct stock_lot {
	int64_t     account_id, kind, place_id, owner_id, fund_id, doc_id, item_id, lot_id, expiry_day, sort_day, qty;
	int64_t     source_doc_id, giver_id, born_ms;
	const char *batch, *source_number, *source_kind, *giver;
};
struct stock_lot_place { int64_t expiry, lot, account; };      /* where the page before ended; zeros: the first */
must_check enum err stock_lots(struct ctx *cx, const struct stock_filter *filter, struct stock_lot_place after, int64_t limit,
			       struct stock_lot **ret, size_t *ret_n);

/* The classes that items in use belong to, with the titles the plans in force give them; else their id. */
struct stock_class { const char *id, *zh, *en; int64_t items; };
must_check enum err stock_classes(struct ctx *cx, struct stock_class **ret, size_t *ret_n);

/* A subtree as a range of paths; place 0: everything.  The actor must see it. */
must_check enum err stock_range(struct ctx *cx, int64_t under_id, const char **ret_from, const char **ret_to);
#endif
