/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PUBLIC_PAGE_H
#define CAPS_PUBLIC_PAGE_H
#include "base/ctx.h"
#include "base/shape.h"

/* What anybody may know without signing in (D2.7, D3.8, D6.5): stock by class
 * with the days it lasts, donations and where they went, what meetings shared
 * out, how far it has come, where goods are sold below the market's price.  As a page, as CSV and as JSON.
 *
 * Sums only.  No names of people, donors, units or addresses; a figure that
 * stands for fewer than PUBLIC_FEW units is not shown but told as PUBLIC_HIDDEN,
 * and subdistricts with fewer orders than that are told together, so that
 * nothing can be reckoned from what is left of a total.
 * A donor stands as he wished (caps/donation); one whose wish is not recorded is not named.
 *
 * It is the one place where rows are read for somebody without rights: as the
 * system, and only by the functions below. */
enum { PUBLIC_FEW = 5, PUBLIC_HIDDEN = -1, PUBLIC_GIFT_DAYS = 90, PUBLIC_MOVE_DAYS = 7, PUBLIC_ROWS_MAX = 500 };

struct public_goods { int64_t usable, cover_days; const char *zh, *en, *unit; };           /* cover -1: cannot be told */
struct public_class {
	int64_t     state, cover_days, target_days, target_qty;     /* enum reserve_state of caps/report */
	const char *class_id, *zh, *en, *unit;
	struct list goods;                                          /* struct public_goods */
};
struct public_gift { int64_t day, qty, used, directed, wish; const char *number, *donor, *zh, *en, *unit; };      /* wish -1: not recorded; donor "" then, and when anonymous */
struct public_allotment { int64_t day, qty, received, units; const char *number, *zh, *en, *unit; };
struct public_area { int64_t orders, under_way, received; const char *code, *name; };     /* code "": several together */
struct public_step { int64_t units, qty; const char *area, *zh, *en, *unit; };             /* of one gift, handed out in one subdistrict */

struct public_supply {
	int64_t     at_ms, few, entries;
	const char *place;                                          /* "" before the district is set up */
	const char *chain;                                          /* hash of the ledger's last entry; "" without */
	const char *hotline;                                        /* the district's number to call, "" when it told none */
	struct list classes, gifts, allotments, areas;
	struct list appeals;                                        /* struct public_appeal: lines of appeals that stand */
	struct list sales;                                          /* struct public_sale: points of market release with hours to come */
};
struct public_appeal { int64_t until_day, qty, come; const char *number, *words, *place, *zh, *en, *unit; };
/* A point is named: it is what is announced.  left: there or still to come. */
struct public_offer { int64_t price, price_units, per_household, per_unit, left, there; const char *zh, *en, *unit; };
struct public_hours { int64_t opens, closes; };
struct public_sale { const char *number, *point, *area; struct list hours, goods; };
must_check enum err public_supply(struct ctx *cx, struct public_supply *ret);

/* Rows by orders, most first.  Those below PUBLIC_FEW become one row, which takes
 * the next larger one in while it still stands for too few; alone, it is hidden. */
void public_join_small(struct ctx *cx, const struct public_area *rows, size_t n, struct list *ret);

/* One donation by the number of its receipt, of any age; NOT_FOUND. */
struct public_trace { struct list gifts, steps; };
must_check enum err public_trace(struct ctx *cx, const char *number, struct public_trace *ret);

/* The page.  number: "" or a receipt to follow. */
extern const char *const public_languages[];                  /* "zh", "en", NULL */
enum { PUBLIC_ZH, PUBLIC_EN };
struct public_ask { int64_t lang; const char *number; };
struct public_file { struct bytes body; const char *type, *name; };
must_check enum err public_html(struct ctx *cx, const struct public_ask *ask, struct public_file *ret);
/* What became of one donation, down to the unit that got it, for whoever holds its
 * receipt: number and check code (caps/donation).  Either empty: the form to type them. */
struct public_receipt_ask { int64_t lang; const char *number, *code; };
must_check enum err public_receipt_html(struct ctx *cx, const struct public_receipt_ask *ask, struct public_file *ret);
const char *public_style(void);
const char *public_mark(void);

enum public_table { PUBLIC_STOCK, PUBLIC_GIFTS, PUBLIC_ALLOTMENTS, PUBLIC_AREAS, PUBLIC_SALES };
must_check enum err public_csv(struct ctx *cx, enum public_table table, int64_t lang, struct public_file *ret);
#endif
