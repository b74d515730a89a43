/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REPORT_H
#define CAPS_REPORT_H
#include "base/ctx.h"
#include "base/shape.h"

/* Reports: what people read, print and sign (issue 2, item 8; standards.md 7).
 *
 * Every report is a struct of rows for JSON, and a file: CSV, .xlsx or PDF
 * (A4, to be signed).  Nothing is stored; a report of a past day is that day as
 * it was recorded.  Rows a reader may not see are not in it; REPORT_READ decides
 * by place.  No personal data stands in any of them. */
enum report_format { REPORT_CSV, REPORT_CSV_GB18030, REPORT_XLSX, REPORT_PDF };
extern const char *const report_format_words[];      /* "csv", "csv_gb18030", "xlsx", "pdf", NULL */
enum { REPORT_ROWS_MAX = 50000 };

struct report_file { struct bytes body; const char *type, *name; };

/* --- Receipts, issues and stock 收发存 (standards.md 7.1) ------------------
 * opening + received - issued = closing, per place and item, or per lot and
 * owner as well.  A place is an area (all below it) or one facility; 0 is all the
 * reader may see; what goes from one place to another is issued there and
 * received here, also in the totals.  in_transit and cover are of now and of `to`: in_transit stands
 * only when `to` is today.  cover_days is the closing of the item in all the asked
 * places over the norm of their population, rounded down; -1: no norm or nobody
 * counted. */
enum report_by { REPORT_BY_ITEM, REPORT_BY_LOT };
extern const char *const report_by_words[];           /* "item", "lot", NULL */

/* How goods came in and went out, by item only, and only while the days hold at
 * most REPORT_SPLIT_MAX entries of the journal (`split` says so). */
enum report_way { WAY_PURCHASE, WAY_MOVED_IN, WAY_GIFT, WAY_IN_OTHER, WAY_HANDED_OUT, WAY_MOVED_OUT, WAY_LOSS, WAY_OUT_OTHER, WAYS };
enum { REPORT_SPLIT_MAX = 10000 };

struct report_day_ask { int64_t place_id, from_day, to_day, by; };      /* days 0: today */
struct report_day_row {
	int64_t     place_id, item_id, lot_id, owner_id, made_day, expiry_day;
	int64_t     opening, received, issued, closing, in_transit, cover_days, value_fen;   /* value: by lot, else 0 */
	int64_t     purchased, moved_in, given, other_in, handed_out, moved_out, lost, other_out;       /* 0 without split */
	const char *place_code, *place, *item_code, *item, *spec, *unit, *batch, *owner;
};
struct report_day {
	int64_t     from_day, to_day, population, by;
	bool        split;
	const char *place;
	struct list rows;                                 /* struct report_day_row: place code, item code, expiry, lot */
	struct list totals;                               /* the same by item over all places, when there are several */
};
must_check enum err report_day(struct ctx *cx, const struct report_day_ask *ask, struct report_day *ret);
must_check enum err report_day_file(struct ctx *cx, const struct report_day_ask *ask, int64_t format, struct report_file *ret);

/* --- Requests of some days ----------------------------------------------- */
struct report_requests_ask { int64_t from_day, to_day; };               /* drafted on; 0: today */
struct report_requests_row {
	int64_t     item_id, priority, requests, wanted, own, asked, granted, allotted, received, open;
	const char *item_code, *item, *unit;
};
struct report_requests {
	int64_t     from_day, to_day, documents;
	struct list rows;                                 /* struct report_requests_row: item code, class */
};
must_check enum err report_requests(struct ctx *cx, const struct report_requests_ask *ask, struct report_requests *ret);
must_check enum err report_requests_file(struct ctx *cx, const struct report_requests_ask *ask, int64_t format, struct report_file *ret);

/* --- One allocation -------------------------------------------------------- */
struct report_allocation_row { int64_t item_id, priority, lines, need, given, short_lines; const char *item_code, *item, *unit; };
struct report_allocation_line {
	int64_t     priority, have, need, proposed, given;
	const char *request, *item_code, *item, *unit_code, *unit, *reason, *zh, *en;
};
struct report_allocation {
	int64_t     doc_id, day;
	const char *number, *state;
	struct list rows;                                 /* struct report_allocation_row: item code, class */
	struct list lines;                                /* struct report_allocation_line: item, class, request */
};
must_check enum err report_allocation(struct ctx *cx, int64_t doc_id, struct report_allocation *ret);
must_check enum err report_allocation_file(struct ctx *cx, int64_t doc_id, int64_t format, struct report_file *ret);

/* --- Reserves (D7.1, D7.2, D7.11) -------------------------------------------
 * What the plans in force at a place want held there, by whom, and what lies
 * there now: usable (free, not expired), held (allotted, still here), unusable
 * (at the dock, blocked, expired).  Every number wanted comes from the plan.
 *
 * A norm in days is a line for each class it governs: target_days times the
 * people of the place.  What a person uses in a day is the plan's `needs` where
 * it can be told in the item's unit, else the item's own norm; the items of a
 * class stand in for one another, their days add up; rounded down.  A norm in
 * pieces, mass or volume is one line; items of other units are left out and
 * named.  to_fill is how much of this item alone would close the gap.  A class
 * that has a department to reserve it and no norm is a line without a target.
 * -1: cannot be told; zh and en say why. */
enum reserve_state { RESERVE_MET, RESERVE_SHORT, RESERVE_UNKNOWN, RESERVE_NO_TARGET };
extern const char *const reserve_state_words[];       /* "met", "short", "unknown", "no_target", NULL */
struct report_reserve_owner { const char *does, *zh, *en; };
struct report_reserve_item {
	int64_t     item_id, usable, held, unusable, cover_days, to_fill;
	const char *item_code, *item, *item_en, *unit;
};
struct report_reserve_line {
	int64_t     state, target_days, target_qty, usable, cover_days, short_days, short_qty;
	const char *plan_id, *norm_id, *norm_zh, *norm_en, *source, *class_id, *class_zh, *class_en, *held_as, *unit, *holder_zh, *holder_en,
		   *zh, *en;
	struct list owners;                               /* struct report_reserve_owner: by task, in the order of the plan */
	struct list items;                                /* struct report_reserve_item: item code */
};
struct report_reserve_form { int64_t respond_min; const char *plan_id, *held_as, *zh, *en, *must_state; };     /* 0: not said */
struct report_reserves_ask { int64_t place_id; };         /* 0: the district */
struct report_reserves {
	int64_t     day, population;
	const char *place;
	struct list lines;                                /* struct report_reserve_line: norms in the order of the plans, then the rest */
	struct list forms;                                /* struct report_reserve_form: how the plans let it be held */
};
must_check enum err report_reserves(struct ctx *cx, const struct report_reserves_ask *ask, struct report_reserves *ret);
must_check enum err report_reserves_file(struct ctx *cx, const struct report_reserves_ask *ask, int64_t format, struct report_file *ret);

/* --- Vouchers (standards.md 7.3, 7.4) --------------------------------------
 * A document as a page to sign, with its lots and a QR code of its number:
 * receipt 入库单, issue, hand-out, transfer and dispatch 出库（调拨）单. */
must_check enum err report_voucher(struct ctx *cx, int64_t doc_id, struct report_file *ret);

/* What of a norm stock is compared with: at_least, or the aim where nothing is demanded. */
struct plan; struct plan_norm; struct plan_class; struct plan_qty; struct item;
const struct plan_qty *reserve_target(const struct plan_norm *norm);

/* What one person uses of an item: `num` base units last him `den` days; num 0: not known.  The
 * plan's needs come first, then the item's own norm. */
struct report_pace { int64_t num, den; };
struct report_pace report_pace(struct arena *mem, const struct plan *plans, const struct plan_class *class, const struct item *item);
#endif
