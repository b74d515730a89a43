/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAPS_PACKING_H
#define CAPS_PACKING_H
#include "base/shape.h"
#include "caps/order/order.h"

/* Packing 配货: from ordered to a parcel with a label (D4.2, D8.4).
 *
 * Once an offer is shut its orders are picked in waves (拣货批次): all of it, or
 * those for one station, grid or building, or those a trip carries, then in the
 * order they are loaded: what is handed over last goes in first.  An order is in one wave at most; what
 * was cut meanwhile is not in its lines.  A wave shows what to take from the
 * shelves (sums by item, contents of packages apart) and what goes into each
 * household's parcel, in the order its stairs are walked.
 *
 * A scan names an item by barcode or code, for one household.  An item that does
 * not belong there, or too much of it, is refused with what is expected.  Packing
 * a parcel fills its lines; it can be opened again while the wave is open.
 * Packing moves no goods in the ledger: loading the trip does.
 *
 * Rights: ORDER_FILL on the shop; reading also ORDER_READ there.
 * Everything lives in cx->mem. */
enum { WAVE_ORDERS_MAX = 5000, WAVE_LIST_MAX = 200 };

struct wave {
	int64_t     wave_id, offer_id, shop_id, place_id, trip_id, state, version, n_orders, n_packed, created_ms, closed_ms;
	const char *name, *offer, *shop, *place, *note;
};
struct wave_draft {
	int64_t     offer_id, place_id;
	const char *name;
	int64_t     trip_id;                         /* of a trip: exactly these orders in this order, those packed in other waves left out */
	const int64_t *order_ids;  size_t n_orders;
};
/* BAD_STATE while the offer is open; BLOCKED while the shop confirmed less than is wanted and the shortage is not settled;
 * NOT_FOUND when no order is left to pick there; TOO_LARGE above WAVE_ORDERS_MAX. */
must_check enum err wave_open(struct ctx *cx, const struct wave_draft *draft, int64_t *ret_wave_id);
must_check enum err wave_see(struct ctx *cx, int64_t wave_id, struct wave *ret);
struct wave_filter { int64_t shop_id, offer_id, before, limit; bool open_only; };
must_check enum err wave_list(struct ctx *cx, const struct wave_filter *filter, struct wave **ret, size_t *ret_n);

struct wave_line { int64_t doc_id, line_no, item_id, qty, picked; const char *code, *zh, *unit, *barcode; };
struct wave_order {
	int64_t     position, doc_id, packed_ms, boxes, building_id, own_fen, pay;
	bool        special, dropped;                /* dropped: cancelled or cut to nothing since; do not pack it */
	const char *door, *pickup_no, *building, *remark, *state;
	struct wave_line *lines;  size_t n_lines;
};
struct wave_item { int64_t item_id, qty, picked, households, is_content; const char *code, *zh, *unit, *barcode; };
must_check enum err wave_orders(struct ctx *cx, int64_t wave_id, struct wave_order **ret, size_t *ret_n);
/* Sums by item; contents of the packages follow with is_content 1 (their picked is 0). */
must_check enum err wave_items(struct ctx *cx, int64_t wave_id, struct wave_item **ret, size_t *ret_n);

struct scan { int64_t wave_id, doc_id, qty; const char *code; };       /* qty 0: one; doc_id 0: whoever of the wave still needs it */
struct scanned { int64_t doc_id, line_no, item_id, qty, picked; bool packed; const char *door, *zh; };
must_check enum err wave_scan(struct ctx *cx, const struct scan *scan, struct scanned *ret);
/* The whole parcel at once: lists ticked by hand, and what a phone packed while it was offline.  Packed before: no failure. */
must_check enum err wave_pack(struct ctx *cx, int64_t wave_id, int64_t doc_id, int64_t boxes, struct wave *ret);
must_check enum err wave_unpack(struct ctx *cx, int64_t wave_id, int64_t doc_id, struct wave *ret);
/* Orders not packed leave the wave; then a note says why. */
must_check enum err wave_close(struct ctx *cx, int64_t wave_id, int64_t version, const char *note, struct wave *ret);

/* ---- Paper (labels.c, sheets.c) -------------------------------------------- */
/* Which orders: of a wave, or of an offer at or below a place (0: all); one order by doc_id. */
struct paper_filter { int64_t wave_id, offer_id, place_id, doc_id; };
/* paper: enum label_paper.  What is shown is the plan's labels rule for parcels; without one names and phones are masked. */
must_check enum err labels_print(struct ctx *cx, const struct paper_filter *filter, int64_t paper, struct bytes *ret, int64_t *ret_n);
enum sheet_of { SHEET_BUILDINGS, SHEET_STATION, SHEET_DRIVER, SHEET_PICK, SHEETS };
extern const char *const packing_sheet_words[];      /* "buildings", "station", "driver", "pick" */
must_check enum err sheet_print(struct ctx *cx, const struct paper_filter *filter, int64_t sheet, struct bytes *ret);
#endif
