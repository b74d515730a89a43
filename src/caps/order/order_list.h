/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_ORDER_LIST_H
#define CAPS_ORDER_LIST_H
#include "base/shape.h"
#include "caps/order/order.h"

/* Orders as a table of any size, and their sums.  Lists show what the actor's
 * ORDER_READ covers: the building, the shop or the station.  Rows live in cx->mem. */

struct order_filter {
	int64_t     place_id;                  /* building, grid, community, subdistrict: at it or below; a shop or station: its orders; 0: all */
	int64_t     offer_id, household_id, item_id;
	const char *state;                     /* NULL or "": any; several with commas */
	const char *text;                      /* the pickup number or door, or part of the number */
	int64_t     pay, channel;              /* -1: any */
	int64_t     from_day, to_day;          /* placed; 0: open */
	bool        late, unpaid, problem, special;      /* unpaid: the household still has to pay, in advance or what was laid out */
	int64_t     deliver_day;               /* still to be delivered, by this day; 0: any */
	bool        by_stairs;                 /* as the stairs are walked; else newest first */
	int64_t     after;                     /* last doc_id seen; with by_stairs: so many rows to skip */
	int64_t     limit;                     /* 1..ORDER_ROWS_MAX; lists of pages take at most 200 */
};
enum { ORDER_ROWS_MAX = 5000 };
struct order_line_row {
	int64_t     line_no, offer_line_no, item_id, price_fen, aid_fen, price_units, asked, granted, dropped, sent, taken, back, paid;
	int64_t     own_fen;                   /* the household's part of what is still wanted */
	const char *code, *zh, *en, *unit;
};
struct order_row {
	int64_t     doc_id, version, household_id, building_id, grid_id, offer_id, shop_id, station_id, pay, channel, worker_id;
	int64_t     placed_ms, deliver_by_ms, total_fen, own_fen, aid_fen, trouble, replaces_id, qty, taken;
	bool        substitute, late, special; /* late: past the promise and not delivered, now */
	const char *kind, *number, *state, *pickup_no, *door, *building, *remark, *what;     /* what: "蔬菜包×1、鸡蛋×2" */
	struct order_line_row *lines;  size_t n_lines;
};
must_check enum err order_list(struct ctx *cx, const struct order_filter *filter, struct order_row **ret, size_t *ret_n);

must_check enum err order_row_get(struct ctx *cx, const struct order_view *v, struct order_row *ret);

/* How many with the same filter, by state and by what is wrong. */
struct order_counts { int64_t all, placed, paid, part, owing, done, ended, late, unpaid, problem; };
must_check enum err order_count(struct ctx *cx, const struct order_filter *filter, struct order_counts *ret);

must_check enum err order_line_rows(struct ctx *cx, int64_t doc_id, struct order_line_row **ret, size_t *ret_n);

/* Who the plan tells of an order that is late since `by_ms`, and since when: escalation goes up with the hours (D5.6). */
struct order_told { int64_t at_ms; const char *role, *zh, *en; bool now; };
must_check enum err order_escalation(struct ctx *cx, const struct order_view *v, struct order_told **ret, size_t *ret_n);

/* ---- Totals (D4.1, D5.3, D10.1): one row per area, offer and line ------------- */
enum order_total_by { TOTAL_BY_OFFER, TOTAL_BY_GRID, TOTAL_BY_COMMUNITY, TOTAL_BY_STATION };
extern const char *const order_total_by_words[], *const order_total_format_words[];
enum { ORDER_TOTALS_MAX = 5000 };
struct order_total_filter {
	int64_t     place_id, shop_id, offer_id, by, limit;      /* place: an area; 0: all.  offer 0: open and shut ones */
	bool        ended;                                       /* closed offers too */
	int64_t     after_offer, after_area, after_line;         /* keyset */
};
struct order_total {
	int64_t     area_id, offer_id, shop_id, stage, line_no, item_id, price_fen, price_units;
	int64_t     orders, qty, dropped, taken, own_fen, aid_fen, unpaid_fen, confirmed;    /* confirmed, of the whole offer; -1: not said */
	const char *area, *offer, *shop, *code, *item, *item_en, *unit;
};
must_check enum err order_totals(struct ctx *cx, const struct order_total_filter *filter, struct order_total **ret, size_t *ret_n);
struct order_totals_file { struct bytes body; const char *type, *name; };
must_check enum err order_totals_file(struct ctx *cx, const struct order_total_filter *filter, int64_t format, struct order_totals_file *ret);

/* What the shop can bring of each line of its offer.  Right: ORDER_FILL on the shop.  Said again it counts anew. */
struct order_confirmed { int64_t line_no, qty; const char *note; };
must_check enum err order_confirm(struct ctx *cx, int64_t offer_id, const struct order_confirmed *lines, size_t n);
struct order_said { int64_t line_no, qty, wanted, at_ms, by; const char *note, *by_name; };
must_check enum err order_said(struct ctx *cx, int64_t offer_id, struct order_said **ret, size_t *ret_n);

/* What a line's shortage means: in the order of the queue everybody is served until
 * nothing is left; the rest is split, replaced by another line of the offer (only
 * where the household said yes; same or lower price) or paid back.  `dry`: only
 * tells.  At most ORDER_BULK_MAX orders are handled at once; `more`: call again. */
struct order_shortage { int64_t offer_id, line_no, substitute_line_no; bool dry; const char *why; };
enum order_fate { FATE_WHOLE, FATE_SPLIT, FATE_REPLACED, FATE_REFUNDED, FATE_FAILED };
extern const char *const order_fate_words[];
struct order_fated { int64_t doc_id, new_doc_id, fate, qty, gets, replaced, back_fen; bool special; const char *door, *number, *pickup_no, *zh, *en; };
struct order_shortage_result {
	int64_t wanted, confirmed, short_qty, split, replaced, refunded, back_fen;
	bool    more, special_first;
	const char *rule;                                        /* the plan's rule that serves some first; NULL: none */
	struct order_fated *orders;  size_t n_orders;            /* those who get less than they wanted */
};
must_check enum err order_handle_shortage(struct ctx *cx, const struct order_shortage *in, struct order_shortage_result *ret);

/* Where order_sum disagrees with the documents; nothing but a defect makes that. */
struct order_sum_fault { int64_t offer_id, line_no, grid_id, stands, should; };
must_check enum err order_sums_check(struct ctx *cx, struct order_sum_fault **ret, size_t *ret_n);
#endif
