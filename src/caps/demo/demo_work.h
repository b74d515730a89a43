/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_DEMO_WORK_H
#define CAPS_DEMO_WORK_H
#include "caps/demo/chance.h"
#include "caps/demo/demo.h"
#include "caps/item/item.h"
#include "caps/place/place.h"

/* What the steps of filling hand on to each other; of this folder only. */
enum { WAREHOUSES_MAX = 16, SUPPLIERS_MAX = 8 };

struct demo_area { const char *code; int64_t lon_e7, lat_e7, residents; };
struct demo_depot { int64_t place_id, storage, residents; bool central; const char *code; };

struct demo_work {
	struct demo_options  options;
	struct chance        chance;
	int64_t              start_ms;            /* when goods come in, an hour before the first day's work */
	int64_t              second_ms;           /* of the day that is played: options.second_ms on the last */
	struct place_row    *rows;  size_t n_rows, rows_room;
	struct place        *units; size_t n_units;
	struct item         *items; size_t n_items;
	struct demo_depot    depots[WAREHOUSES_MAX]; size_t n_depots;
	int64_t              suppliers[SUPPLIERS_MAX]; size_t n_suppliers;
	int64_t              donor_id;
	const struct actor  *keeper, *clerk, *vetter, *supply, *approvers[4];
	size_t               n_approvers;
	int64_t              day, allocation_id, *orders;
	size_t               n_orders;
	int64_t              n_households;
	const struct actor  *system, *shop, *grocer;
	int64_t              shop_id, grocer_id, offer_yesterday, offer_today, offer_village;
	int64_t              loans[8], sources[8];   /* loans.c, reserves.c: what the first morning left for the next */
	struct demo_made     made;
};

/* So much time of the demo passes. */
static inline void demo_pass(struct ctx *cx, const struct demo_work *w, int64_t ms) { cx->now_ms += ms * w->second_ms / 1000; }

/* What several steps need (mornings.c): acting as one of the accounts, its steps, goods and organisations by their codes. */
must_check enum err demo_be(struct ctx *cx, const char *login);
must_check enum err demo_step(struct ctx *cx, const struct demo_work *w, const char *login, int64_t doc_id, const char *verb, const char *note);
must_check enum err demo_item(struct ctx *cx, const struct demo_work *w, const char *code, const struct item **ret);
must_check enum err demo_depot(struct ctx *cx, const struct demo_work *w, const char *code, int64_t *ret_place_id);
must_check enum err demo_org(struct ctx *cx, const char *code, const char *name, int64_t roles, int64_t *ret_org_id);
/* What officers do of a morning beside sharing out; `day` says which of the three it is. */
must_check enum err demo_morning(struct ctx *cx, struct demo_work *w);
must_check enum err demo_purchases(struct ctx *cx, struct demo_work *w);    /* purchases.c: funds, inquiries, purchases */
must_check enum err demo_donations(struct ctx *cx, struct demo_work *w);    /* donations.c */
must_check enum err demo_appeals(struct ctx *cx, struct demo_work *w);      /* appeals.c */
must_check enum err demo_loans(struct ctx *cx, struct demo_work *w);        /* loans.c; and what is worn out of them: */
must_check enum err demo_scraps(struct ctx *cx, struct demo_work *w);
must_check enum err demo_swaps(struct ctx *cx, struct demo_work *w);        /* called_on.c */
must_check enum err demo_requisitions(struct ctx *cx, struct demo_work *w);
must_check enum err demo_sales(struct ctx *cx, struct demo_work *w);        /* sales.c: a round of market release */
must_check enum err demo_sale_agreed(struct ctx *cx, struct demo_work *w);  /* and one that is open, at the end */
must_check enum err demo_reserves(struct ctx *cx, struct demo_work *w);     /* reserves.c: other forms, annual plans, calls, upkeep */

must_check enum err demo_places(struct ctx *cx, struct demo_work *w);      /* places.c */
must_check enum err demo_items(struct ctx *cx, struct demo_work *w);       /* goods.c: items, suppliers */
must_check enum err demo_accounts(struct ctx *cx, struct demo_work *w);    /* people.c */
must_check enum err demo_grid_places(struct ctx *cx, struct demo_work *w); /* grids.c: grids, buildings, stations */
must_check enum err demo_grids(struct ctx *cx, struct demo_work *w);       /* households; after plans and accounts */
must_check enum err demo_shop_places(struct ctx *cx, struct demo_work *w); /* shops.c: before the accounts */
must_check enum err demo_shops(struct ctx *cx, struct demo_work *w);       /* goods, prices, packages; after grids */
must_check enum err demo_offer_yesterday(struct ctx *cx, struct demo_work *w);
must_check enum err demo_offer_cut_off(struct ctx *cx, struct demo_work *w);   /* yesterday's, at 20:00 */
must_check enum err demo_offer_today(struct ctx *cx, struct demo_work *w);
must_check enum err demo_residents(struct ctx *cx, struct demo_work *w);   /* residents.c: links, who answers calls */
must_check enum err demo_cash(struct ctx *cx, struct demo_work *w);        /* cash.c: money on its way to the shop; after the orders */
must_check enum err demo_charges(struct ctx *cx, struct demo_work *w);     /* charges.c: what units owe for what they drew; at the end */
must_check enum err demo_orders_yesterday(struct ctx *cx, struct demo_work *w);    /* orders.c: until the cut-off */
must_check enum err demo_orders_confirmed(struct ctx *cx, struct demo_work *w);    /* after it: the shop's word, and what is short */
must_check enum err demo_orders_today(struct ctx *cx, struct demo_work *w);
must_check enum err demo_trips(struct ctx *cx, struct demo_work *w);       /* trips.c: vehicles, a trip with yesterday's orders; at the demo's end */
must_check enum err demo_tours(struct ctx *cx, struct demo_work *w);       /* tours.c: vehicles of the warehouses, weights of goods; at the very end */
must_check enum err demo_cares(struct ctx *cx, struct demo_work *w);       /* cares.c: individual needs; at the demo's end */
must_check enum err demo_lists(struct ctx *cx, struct demo_work *w);       /* lists.c: a chat list with questions; after the offer of today */
must_check enum err demo_stock(struct ctx *cx, struct demo_work *w);       /* days.c */
must_check enum err demo_requests(struct ctx *cx, struct demo_work *w);
must_check enum err demo_restock(struct ctx *cx, struct demo_work *w);     /* restock.c */
#endif
