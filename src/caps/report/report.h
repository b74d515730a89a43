/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_REPORT_H
#define CAPS_REPORT_H
#include "base/ctx.h"
#include "base/shape.h"
#include "caps/reserve/picture.h"

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
 * The reserve picture (caps/reserve/picture.h) for readers of reports, and as a file. */
struct report_reserves_ask { int64_t place_id; };         /* 0: the district */
must_check enum err report_reserves(struct ctx *cx, const struct report_reserves_ask *ask, struct reserve_picture *ret);
must_check enum err report_reserves_file(struct ctx *cx, const struct report_reserves_ask *ask, int64_t format, struct report_file *ret);

#endif
